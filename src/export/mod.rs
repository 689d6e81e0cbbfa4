//! Results → bytes, and bytes → a directory that is complete or absent.

pub mod outdir;

pub use outdir::OutDir;

use std::io::Write;

use crate::analysis::{Analysis, Audit};
use crate::progress::Progress;
use crate::selection::ListKind;

/// Writes every output of a run into `out` and puts the directory in place in one step. Returns the names of the files, sorted.
///
/// # Errors
/// [`Write`](crate::ErrorKind::Write); nothing is left behind then.
pub fn write_run(_analysis: &Analysis, _out: OutDir, _progress: &Progress) -> crate::Result<Vec<String>> {
    todo!("export room")
}

/// One list as CSV (CRLF), with or without the byte-order mark that Excel needs.
///
/// # Errors
/// [`Write`](crate::ErrorKind::Write).
pub fn write_shortlist(_analysis: &Analysis, _list: ListKind, _bom: bool, _to: &mut dyn Write) -> crate::Result<()> {
    todo!("export room")
}

/// The short summary that a terminal shows after a run.
pub fn summary_text(_analysis: &Analysis) -> String {
    todo!("export room")
}

/// What `check` prints: findings, the lattice with counts, size and time.
pub fn audit_text(_audit: &Audit) -> String {
    todo!("export room")
}
