//! The output directory: complete or absent, never a mix.
//!
//! Everything is written into a hidden *staging directory* beside the target and put in place by one rename; where the
//! system can exchange two directories in one step it does, elsewhere the old one is first moved aside.
//!
//! ```text
//! PARENT/NAME/                      the target
//! PARENT/.NAME.renmai-PID-N/lock    locked for as long as its owner lives
//!                           new/    what is being written; becomes NAME
//!                           old/    NAME moved aside (only where nothing can be exchanged)
//! ```
//!
//! A killed run leaves only its staging directory. The lock on it ends with the process, so the next run to the same
//! target can tell and removes it; should `old/` be all that is left of the target, it is put back first.

mod contents;
mod resolve;
mod swap;

use std::fs::{self, File, TryLockError};
use std::io::{BufWriter, ErrorKind as Io};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use crate::text::writing;
use crate::{Error, ErrorKind, Result};

use contents::Contents;
pub use contents::OUTPUT_NAMES;

/// A directory that will be put in place in one step.
#[derive(Debug)]
pub struct OutDir {
    /// Where it will be: absolute, symbolic links resolved.
    pub target: PathBuf,
    force: bool,
    staging: Staging,
}

/// Removes its directory when dropped.
#[derive(Debug)]
struct Staging {
    path: PathBuf,
    /// Held for its lock.
    _lock: File,
}

impl Drop for Staging {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

impl OutDir {
    /// Checks before the work starts that `target` can be written and may be replaced: it is absent, empty, or holds only an
    /// earlier run (its `manifest.json` lists the files). With `force`, foreign files in it are kept; one that has the name of an
    /// output is refused. Missing parents are created only by [`commit`](Self::commit).
    ///
    /// A target that is a symbolic link to a directory means that directory; the link stays.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write): the target is a file, a mount point or around the working directory, holds foreign
    /// files, or cannot be written.
    pub fn prepare(target: &Path, force: bool) -> Result<Self> {
        let place = resolve::resolve(target)?;
        sweep(&place.base, &place.name);
        // Only now: the sweep may have put it back.
        if place.target.exists() {
            Contents::of(&place.target)?.allow(&place.target, force)?;
            resolve::check_replaceable(&place.target)?;
        }
        let staging = Staging::create(&place.base, &place.name)?;
        Ok(Self { target: place.target, force, staging })
    }

    /// Creates the file `name` of the new directory.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write).
    pub fn create(&self, name: &str) -> Result<BufWriter<File>> {
        let file = File::create(self.fresh().join(name)).map_err(|e| failed_file(name, e))?;
        Ok(BufWriter::with_capacity(1 << 16, file))
    }

    /// Puts the directory in place; what stood there before is removed, foreign files (with `force`) are in the new one.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write); the target is as it was then.
    pub fn commit(self) -> Result<()> {
        let not_placed = |e| write_error(writing::NOT_PLACED.with("path", self.target.display()), e);
        if !self.target.try_exists().map_err(not_placed)? {
            if let Some(parent) = self.target.parent() {
                fs::create_dir_all(parent).map_err(not_placed)?;
            }
            return fs::rename(self.fresh(), &self.target).map_err(not_placed);
        }
        // Looked at again: the analysis may have taken long.
        let contents = Contents::of(&self.target)?;
        contents.allow(&self.target, self.force)?;
        contents.carry_over(&self.target, &self.fresh())?;
        swap::replace(&self.target, &self.fresh(), &self.staging.path.join(OLD)).map_err(not_placed)
    }

    fn fresh(&self) -> PathBuf {
        self.staging.path.join(NEW)
    }
}

const LOCK: &str = "lock";
const NEW: &str = "new";
const OLD: &str = "old";

impl Staging {
    fn create(base: &Path, name: &str) -> Result<Self> {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let not_writable = |e| write_error(writing::NOT_WRITABLE.with("path", base.display()), e);
        loop {
            let number = COUNTER.fetch_add(1, Ordering::Relaxed);
            let path = base.join(format!("{}{}-{number}", staging_prefix(name), std::process::id()));
            match fs::create_dir(&path) {
                Ok(()) => {}
                Err(e) if e.kind() == Io::AlreadyExists => continue,
                Err(e) => return Err(not_writable(e)),
            }
            let opened = File::create_new(path.join(LOCK)).and_then(|lock| match lock.try_lock() {
                // Another run's sweep was quicker than our lock; it takes the directory away.
                Err(TryLockError::WouldBlock) => Err(Io::NotFound.into()),
                // A file system without locks: the directory is then never swept, which is the safe side.
                Ok(()) | Err(TryLockError::Error(_)) => fs::create_dir(path.join(NEW)).map(|()| lock),
            });
            match opened {
                Ok(lock) => return Ok(Self { path, _lock: lock }),
                Err(e) if e.kind() == Io::NotFound && number < 1000 => {}
                Err(e) => {
                    remove(&path);
                    return Err(not_writable(e));
                }
            }
        }
    }
}

/// Removes a staging directory, the lock last: whatever is left by a kill in between is still known as dead. Nobody is left to
/// tell of a failure; the next run tries again.
fn remove(staging: &Path) {
    let _ = fs::remove_dir_all(staging.join(NEW));
    let _ = fs::remove_dir_all(staging.join(OLD));
    let _ = fs::remove_file(staging.join(LOCK));
    let _ = fs::remove_dir(staging);
}

/// A long name is cut, so that the staging directory's name stays within what file systems allow.
fn staging_prefix(name: &str) -> String {
    let mut end = name.len().min(200);
    while !name.is_char_boundary(end) {
        end -= 1;
    }
    format!(".{}.renmai-", &name[..end])
}

/// Removes what dead runs to the same target have left in `base`. Failures do not matter: nothing depends on it.
fn sweep(base: &Path, name: &str) {
    let prefix = staging_prefix(name);
    let Ok(entries) = fs::read_dir(base) else { return };
    for entry in entries.flatten() {
        let file_name = entry.file_name();
        let Some(rest) = file_name.to_str().and_then(|n| n.strip_prefix(&prefix)) else { continue };
        let is_ours =
            rest.split_once('-').is_some_and(|(pid, n)| pid.parse::<u32>().is_ok() && n.parse::<u32>().is_ok());
        if !is_ours || !entry.file_type().is_ok_and(|t| t.is_dir()) {
            continue;
        }
        let path = entry.path();
        let Ok(lock) = File::open(path.join(LOCK)) else {
            // Killed before there was a lock, or after it was removed: empty. A run that is just now beginning finds its
            // directory gone and takes another.
            let _ = fs::remove_dir(&path);
            continue;
        };
        if lock.try_lock().is_err() {
            continue;
        }
        let (old, target) = (path.join(OLD), base.join(name));
        if old.exists() && !target.exists() && fs::rename(&old, &target).is_err() {
            continue;
        }
        remove(&path);
    }
}

/// A write error with the system's reason.
fn write_error(sentence: crate::text::Sentence, source: std::io::Error) -> Error {
    Error::new(ErrorKind::Write, sentence).caused_by(source)
}

/// The file `name` could not be written.
pub(super) fn failed_file(name: &str, source: std::io::Error) -> Error {
    write_error(writing::FILE.with("name", name), source)
}
