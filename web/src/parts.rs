//! Parts of betweenness, each computed by a worker of its own and folded in their order.

use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use renmai::export::parts::{PartFiles, part_name, read_part, write_part};
use renmai::measures::betweenness::parts::{Cut, Part, Run, Shelf, Stock};
use renmai::text::plain;
use renmai::{Error, ErrorKind, Result};

/// Where parts are written: beside all files that were dropped, as everything that is written.
pub const FOLDER: &str = "../parts";

/// The parts that workers have computed; all of them are there.
#[derive(Debug)]
pub struct Folded(PartFiles);

impl Folded {
    /// Those in a folder.
    pub fn of(folder: &Path) -> Result<Self> {
        let files = PartFiles::of(folder)?;
        files.complete(folder)?;
        Ok(Self(files))
    }
}

impl Shelf for Folded {
    fn open(&self, run: &Run) -> Result<Stock> {
        self.0.check(run)?;
        Ok(Stock { parts: self.0.parts, wanted: 0..self.0.parts, there: vec![true; self.0.parts] })
    }

    fn keep(&self, part: &Part) -> Result<()> {
        write(part)
    }

    fn load(&self, part: usize) -> Result<Part> {
        read_part(&self.0.files[&part])
    }
}

/// One part, which is computed and written.
#[derive(Debug)]
pub struct One(pub Cut);

impl Shelf for One {
    fn open(&self, _: &Run) -> Result<Stock> {
        let Cut { parts, part } = self.0;
        Ok(Stock { parts, wanted: part..part + 1, there: vec![false; parts] })
    }

    fn keep(&self, part: &Part) -> Result<()> {
        write(part)
    }

    fn load(&self, _: usize) -> Result<Part> {
        read_part(&file(self.0))
    }
}

/// Where a part is written.
pub fn file(cut: Cut) -> PathBuf {
    Path::new(FOLDER).join(part_name(cut))
}

fn write(part: &Part) -> Result<()> {
    let file = file(part.cut);
    let write = || {
        fs::create_dir_all(FOLDER)?;
        write_part(part, &mut BufWriter::new(File::create(&file)?))
    };
    write().map_err(|e| Error::new(ErrorKind::Write, plain(file.display())).caused_by(e))
}
