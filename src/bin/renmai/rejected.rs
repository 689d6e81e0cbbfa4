//! The file that `--rejected` names: written beside its place, put there by a rename once the run has succeeded.

use std::fs::{self, OpenOptions};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use renmai::Result;
use renmai::diagnostic::BadRow;
use renmai::export::write_rejected;
use renmai::text::Lang;

use crate::failure::cannot_write;

/// A place that rows can be written to.
#[derive(Debug)]
pub struct RejectedFile {
    target: PathBuf,
}

/// Rows written beside their place; removed again unless [placed](Staged::place).
#[derive(Debug)]
pub struct Staged {
    from: PathBuf,
    target: PathBuf,
}

impl RejectedFile {
    /// Finds out before the work starts whether `target` can be written.
    pub fn prepare(target: &Path) -> Result<Self> {
        if target.is_dir() {
            return Err(cannot_write(target, std::io::ErrorKind::IsADirectory.into()));
        }
        let staged = Staged::create(target)?;
        drop(staged);
        Ok(Self { target: target.to_owned() })
    }

    /// Writes the rows beside their place.
    pub fn stage(&self, rows: &[BadRow], lang: Lang) -> Result<Staged> {
        let (staged, file) = Staged::create(&self.target)?;
        let mut out = BufWriter::new(file);
        write_rejected(rows, lang, &mut out)?;
        out.flush().map_err(|e| cannot_write(&self.target, e))?;
        Ok(staged)
    }

    /// Where the rows will be.
    pub fn target(&self) -> &Path {
        &self.target
    }
}

impl Staged {
    fn create(target: &Path) -> Result<(Self, fs::File)> {
        let name = target.file_name().unwrap_or_default().to_string_lossy();
        let from = target.with_file_name(format!(".{name}.renmai-{}", std::process::id()));
        let file = OpenOptions::new().write(true).create_new(true).open(&from);
        let file = file.map_err(|e| cannot_write(target, e))?;
        Ok((Self { from, target: target.to_owned() }, file))
    }

    /// Puts the rows in place in one step.
    pub fn place(self) -> Result<()> {
        fs::rename(&self.from, &self.target).map_err(|e| cannot_write(&self.target, e))
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Nothing is there any more once the rows are in place.
        let _ = fs::remove_file(&self.from);
    }
}
