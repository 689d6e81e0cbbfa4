//! A single file that an option names, such as `--rejected F`: written beside its place, put there by a rename once the run
//! has succeeded. What is there and is no file, such as a pipe or a device, is written to instead: a rename would replace it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use renmai::Result;
use renmai::export::outdir::{create_private, sweep, sync_directory, waiting_name};
use renmai::progress::Progress;

use crate::failure::cannot_write;

/// A place that can be written to.
#[derive(Debug)]
pub struct OutFile {
    /// As it was named.
    named: PathBuf,
    /// Where a link leads.
    target: PathBuf,
    is_file: bool,
}

/// Bytes on their way; nothing is left of them unless [placed](Staged::place).
#[derive(Debug)]
pub enum Staged {
    /// In a file beside their place.
    Beside(Beside),
    /// For a place that is no file.
    Ready {
        /// The bytes.
        bytes: Vec<u8>,
        /// Where they go.
        target: PathBuf,
    },
}

/// A file that waits beside its place, locked so that no other run takes it for a dead one's; removed again unless it is moved there.
#[derive(Debug)]
pub struct Beside {
    file: File,
    from: PathBuf,
    target: PathBuf,
}

impl OutFile {
    /// Finds out before the work starts whether `target` can be written.
    pub fn prepare(target: &Path) -> Result<Self> {
        if target.is_dir() {
            return Err(cannot_write(target, std::io::ErrorKind::IsADirectory.into()));
        }
        let named = target.to_owned();
        let target = target.canonicalize().unwrap_or_else(|_| named.clone());
        let is_file = target.metadata().is_ok_and(|m| m.is_file()) || !target.exists();
        if is_file {
            sweep(folder(&target));
            drop(Beside::create(&target)?);
        }
        Ok(Self { named, target, is_file })
    }

    /// Makes what `write` writes ready for its place.
    pub fn stage(&self, write: impl FnOnce(&mut (dyn Write + Send)) -> Result<()>) -> Result<Staged> {
        let target = self.target.clone();
        if !self.is_file {
            let mut bytes = Vec::new();
            write(&mut bytes)?;
            return Ok(Staged::Ready { bytes, target });
        }
        let beside = Beside::create(&target)?;
        let mut out = BufWriter::new(&beside.file);
        write(&mut out)?;
        let synced = out.flush().and_then(|()| beside.file.sync_all());
        // Who may read what was there may read what is there.
        let allowed = target.metadata().map_or(Ok(()), |m| fs::set_permissions(&beside.from, m.permissions()));
        drop(out);
        synced.and(allowed).map_err(|e| cannot_write(&target, e))?;
        Ok(Staged::Beside(beside))
    }

    /// Where it will be, as it was named.
    pub fn named(&self) -> &Path {
        &self.named
    }
}

impl Staged {
    /// Puts it in place, a file in one step. Whoever will read from a pipe is waited for, until the run is cancelled.
    pub fn place(self, progress: &Progress) -> Result<()> {
        match self {
            Self::Beside(Beside { ref from, ref target, .. }) => {
                let placed = fs::rename(from, target);
                placed.and_then(|()| sync_directory(folder(target))).map_err(|e| cannot_write(target, e))
            }
            Self::Ready { bytes, target } => {
                #[cfg(unix)]
                if std::os::unix::fs::FileTypeExt::is_fifo(&file_type(&target)?) {
                    return pour(&bytes, &target, progress);
                }
                let _ = progress;
                let opened = OpenOptions::new().write(true).open(&target);
                opened.and_then(|mut to| to.write_all(&bytes)).map_err(|e| cannot_write(&target, e))
            }
        }
    }
}

#[cfg(unix)]
fn file_type(path: &Path) -> Result<fs::FileType> {
    path.metadata().map(|m| m.file_type()).map_err(|e| cannot_write(path, e))
}

/// Writes into a named pipe without ever waiting in a call of the system, which would not hear of an interruption.
#[cfg(unix)]
fn pour(mut bytes: &[u8], pipe: &Path, progress: &Progress) -> Result<()> {
    use nix::{errno::Errno, fcntl::OFlag};
    let mut options = OpenOptions::new();
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, OFlag::O_NONBLOCK.bits());
    options.write(true);
    let mut to: Option<File> = None;
    while !bytes.is_empty() || to.is_none() {
        progress.check()?;
        let poured = match &mut to {
            Some(to) => to.write(bytes).map(|n| bytes = &bytes[n..]),
            None => options.open(pipe).map(|opened| to = Some(opened)),
        };
        match poured {
            Ok(()) => {}
            // Nobody reads yet, or as fast.
            Err(e) if e.raw_os_error() == Some(Errno::ENXIO as i32) || e.kind() == ErrorKind::WouldBlock => {
                std::thread::sleep(PATIENCE);
            }
            Err(e) => return Err(cannot_write(pipe, e)),
        }
    }
    Ok(())
}

/// Time between two looks whether a pipe takes more.
#[cfg(unix)]
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(20);

/// Where a file is; a bare name is here.
fn folder(file: &Path) -> &Path {
    file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

impl Beside {
    fn create(target: &Path) -> Result<Self> {
        let name = waiting_name(&target.file_name().unwrap_or_default().to_string_lossy());
        for number in 0.. {
            let from = target.with_file_name(format!("{name}-{number}"));
            let file = match create_private(&from) {
                Err(e) if e.kind() == ErrorKind::AlreadyExists => continue,
                created => created.map_err(|e| cannot_write(target, e))?,
            };
            // Another run's sweep may have been quicker than our lock.
            if !matches!(file.try_lock(), Err(TryLockError::WouldBlock)) && from.exists() {
                return Ok(Self { file, from, target: target.to_owned() });
            }
        }
        Err(cannot_write(target, ErrorKind::AlreadyExists.into()))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Nothing is there any more once it is in place.
        let _ = fs::remove_file(&self.from);
    }
}
