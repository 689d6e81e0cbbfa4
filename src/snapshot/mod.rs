//! Tables, layers and measures ↔ one file, so that a later command begins where an earlier one left off.
//!
//! **Shape.** Eight bytes that no text begins with, the version of the format, then *sections*, one an array, little-endian, each
//! at a multiple of 64 bytes; at the end a directory in JSON (of each section its name, kind, place, length and CRC-32) and a
//! footer of fixed length that says where the directory is and ends the file. So a file that was cut off is known by its end,
//! and one that was changed by its sums. Numbers that fit are stored in four bytes, columns of one value in one; both are
//! undone on reading. What is no array (findings, how each file was read) is JSON.
//!
//! **Read, not mapped.** Sections are read into memory, on all threads. A file that is mapped can be cut off by somebody else under a
//! running program, which the system answers with a signal that ends it; what has been read stays. It is opened once: one that takes its
//! place meanwhile changes nothing. Arrays are flat and aligned in the file, so other
//! programs may map them.
//!
//! **Trust.** Sums and the bounds of numbers are checked unless the caller [trusts](open) the file. Without them a damaged
//! file may give wrong results or end the program by a panic; memory safety does not depend on them.

mod contents;
mod directory;
mod reading;
mod stored;
#[cfg(test)]
mod tests;
mod writing;

use std::io::Write;
use std::path::Path;

use crate::graph::Graph;
use crate::measures::Measures;
use crate::memory::{Budget, READING};
use crate::progress::Progress;
use crate::tables::Tables;

pub use reading::is_snapshot;

/// What was computed with certain options.
#[derive(Debug)]
pub struct Kept<T> {
    /// Everything that it was made with, as text: equal texts give equal results.
    pub made_with: String,
    /// What was made.
    pub what: T,
}

/// What a snapshot holds.
#[derive(Debug)]
pub struct Snapshot {
    /// The configuration with which it was built, as a `renmai.toml`.
    pub configuration: String,
    /// What was read.
    pub tables: Tables,
    /// The user graph.
    pub graph: Kept<Graph>,
    /// The measures, if they were asked for.
    pub measures: Option<Kept<Measures>>,
}

/// What is written, borrowed.
#[derive(Clone, Copy, Debug)]
pub struct Contents<'a> {
    /// See [`Snapshot::configuration`].
    pub configuration: &'a str,
    /// What was read.
    pub tables: &'a Tables,
    /// What the graph was made with, and the graph.
    pub graph: (&'a str, &'a Graph),
    /// What the measures were made with, and the measures.
    pub measures: Option<(&'a str, &'a Measures)>,
}

/// Writes a snapshot. The same contents give the same bytes.
///
/// # Errors
/// That of `to`.
pub fn write(contents: Contents<'_>, to: &mut dyn Write) -> std::io::Result<()> {
    let mut writer = writing::Writer::new(to)?;
    contents::store(contents, &mut writer)?;
    writer.finish()
}

/// Reads a snapshot; `trusted`: without checking sums and bounds. Linear in its bytes.
///
/// # Errors
/// [`Read`](crate::ErrorKind::Read) for a file that cannot be read, [`Data`](crate::ErrorKind::Data) for one that is no snapshot, was made by a
/// newer version, was cut off or damaged: which section; [`Config`](crate::ErrorKind::Config) for one that holds more than the budget; an
/// interruption.
pub fn open(path: &Path, trusted: bool, budget: Budget, progress: &Progress) -> crate::Result<Snapshot> {
    let (directory, file) = directory::Directory::read(path)?;
    budget.admit(READING.saturating_add(directory.unpacked()))?;
    let mut sections = reading::Sections::read(path, &file, &directory, trusted, progress)?;
    contents::load(&mut sections).map_err(|broken| broken.error(path, &directory))
}

/// The configuration with which a snapshot was built; nothing else is read.
///
/// # Errors
/// As [`open`].
pub fn configuration(path: &Path) -> crate::Result<String> {
    let (directory, file) = directory::Directory::read(path)?;
    let directory = directory.only(contents::CONFIGURATION);
    let mut sections = reading::Sections::read(path, &file, &directory, false, &Progress::silent())?;
    contents::configuration(&mut sections).map_err(|broken| broken.error(path, &directory))
}
