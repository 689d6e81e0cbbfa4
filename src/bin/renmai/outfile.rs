//! A single file that an option names, such as `--rejected F`: written beside its place, put there by a rename once the run
//! has succeeded. What is there and is no file, such as a pipe or a device, is written to instead: a rename would replace it.

use std::fs::{self, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use renmai::Result;

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

/// A file that waits beside its place; removed again unless it is moved there.
#[derive(Debug)]
pub struct Beside {
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
            drop(Beside::create(&target)?);
        }
        Ok(Self { named, target, is_file })
    }

    /// Makes what `write` writes ready for its place.
    pub fn stage(&self, write: impl FnOnce(&mut dyn Write) -> Result<()>) -> Result<Staged> {
        let target = self.target.clone();
        if !self.is_file {
            let mut bytes = Vec::new();
            write(&mut bytes)?;
            return Ok(Staged::Ready { bytes, target });
        }
        let (beside, file) = Beside::create(&target)?;
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush().map_err(|e| cannot_write(&target, e))?;
        Ok(Staged::Beside(beside))
    }

    /// Where it will be, as it was named.
    pub fn named(&self) -> &Path {
        &self.named
    }
}

impl Staged {
    /// Puts it in place, a file in one step.
    pub fn place(self) -> Result<()> {
        match self {
            Self::Beside(Beside { ref from, ref target }) => {
                fs::rename(from, target).map_err(|e| cannot_write(target, e))
            }
            Self::Ready { bytes, target } => {
                let opened = OpenOptions::new().write(true).open(&target);
                opened.and_then(|mut to| to.write_all(&bytes)).map_err(|e| cannot_write(&target, e))
            }
        }
    }
}

impl Beside {
    fn create(target: &Path) -> Result<(Self, fs::File)> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let from = target.with_file_name(format!(".{name}.renmai-{}", std::process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&from);
        let file = file.map_err(|e| cannot_write(target, e))?;
        Ok((Self { from, target: target.to_owned() }, file))
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // Nothing is there any more once it is in place.
        let _ = fs::remove_file(&self.from);
    }
}
