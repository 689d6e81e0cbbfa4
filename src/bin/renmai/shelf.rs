//! Parts of betweenness in a folder, or the only one in a file.

use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use renmai::export::outdir::make_directory;
use renmai::export::parts::{PartFiles, part_name, read_part, write_part};
use renmai::measures::betweenness::parts::{Cut, PIECES, Part, Run, Shelf, Stock, gather};
use renmai::progress::Progress;
use renmai::text::{Lang, cli as text};
use renmai::{Error, ErrorKind, Result};

use crate::failure::cannot_write;
use crate::outfile::OutFile;
use crate::terminal;

/// Parts that a run is cut into where nobody says how many: with so many little is lost, and little is kept.
const PARTS: usize = 64;

/// Seconds between two lines on how far a run is, where no bar can be seen.
const PAUSE: u64 = 60;

/// A folder of parts.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    files: PartFiles,
    /// What of the run is wanted.
    cut: Cut,
    /// How many parts the run is cut into.
    parts: usize,
    lang: Lang,
    clock: Clock,
}

/// How long parts take.
#[derive(Debug)]
struct Clock {
    start: Instant,
    /// Parts to do and done.
    missing: AtomicU64,
    done: AtomicU64,
    /// Second of the last line.
    told: AtomicU64,
}

impl Folder {
    /// A folder with all parts of a run.
    ///
    /// # Errors
    /// Parts that are missing, doubled, damaged or of different runs.
    pub fn complete(path: &Path, lang: Lang) -> Result<Self> {
        let files = PartFiles::of(path)?;
        files.complete(path)?;
        Ok(Self::new(path, files, Cut::WHOLE, lang))
    }

    /// A folder in which the parts of `cut` are kept, made where it is missing; what is there decides into how many parts the run is cut.
    ///
    /// # Errors
    /// Parts that are doubled, damaged, of different runs or of another cut; a folder that cannot be made.
    pub fn resume(path: &Path, cut: Cut, lang: Lang) -> Result<Self> {
        if !path.exists() {
            make_directory(&std::fs::DirBuilder::new(), path).map_err(|e| cannot_write(path, e))?;
        }
        let mut folder = Self::new(path, PartFiles::of(path)?, cut, lang);
        if folder.files.files.is_empty() || !folder.files.parts.is_multiple_of(cut.parts) {
            folder.parts = cut.parts * (PARTS / cut.parts).max(1);
        }
        folder.files.check_parts(folder.parts)?;
        Ok(folder)
    }

    fn new(path: &Path, files: PartFiles, cut: Cut, lang: Lang) -> Self {
        let clock = Clock { start: Instant::now(), missing: 0.into(), done: 0.into(), told: 0.into() };
        Self { path: path.to_owned(), parts: files.parts, files, cut, lang, clock }
    }

    /// Parts of these parts that are wanted.
    fn wanted(&self) -> std::ops::Range<usize> {
        self.cut.of(self.parts)
    }

    fn file(&self, part: usize) -> PathBuf {
        let name = || self.path.join(part_name(Cut { parts: self.parts, part }));
        self.files.files.get(&part).cloned().unwrap_or_else(name)
    }

    /// What the folder was filled for, in one part.
    pub fn gathered(&self) -> Result<Part> {
        let mut parts = self.wanted().map(|part| read_part(&self.file(part)));
        let Some(first) = parts.next() else { return Err(Error::interrupted()) };
        let mut all = Part { cut: self.cut, ..first? };
        for part in parts {
            all.blocks = gather(all.blocks, part?.blocks);
        }
        Ok(all)
    }

    /// Says what an interruption has left.
    pub fn left(&self, error: Error) -> Error {
        if error.kind() != ErrorKind::Interrupted {
            return error;
        }
        let kept = self.wanted().filter(|&part| self.file(part).is_file()).count();
        let sentence = text::PARTS_LEFT.with("kept", kept).with("parts", self.wanted().len());
        Error::new(ErrorKind::Interrupted, sentence.with("dir", self.path.display()))
    }

    /// Where no bar shows it, how far it is.
    fn tell(&self) {
        let clock = &self.clock;
        let (done, seconds) = (clock.done.fetch_add(1, Ordering::Relaxed) + 1, clock.start.elapsed().as_secs());
        let left = clock.missing.load(Ordering::Relaxed).saturating_sub(done);
        if std::io::stderr().is_terminal() || seconds < clock.told.load(Ordering::Relaxed) + PAUSE {
            return;
        }
        clock.told.store(seconds, Ordering::Relaxed);
        let there = self.wanted().len() as u64 - left;
        let minutes = (seconds * left / done).div_ceil(60);
        let words = text::PARTS_DONE.with("there", there).with("parts", self.wanted().len());
        terminal::tell(words.with("minutes", minutes).render(self.lang));
    }
}

impl Shelf for Folder {
    fn open(&self, run: &Run) -> Result<Stock> {
        self.files.check(run)?;
        let there: Vec<bool> = (0..self.parts).map(|part| self.files.files.contains_key(&part)).collect();
        let wanted = self.wanted();
        let known = there[wanted.clone()].iter().filter(|&&there| there).count();
        if known > 0 && known < wanted.len() {
            let words = text::PARTS_THERE.with("there", known).with("parts", wanted.len());
            terminal::tell(words.with("dir", self.path.display()).render(self.lang));
        }
        self.clock.missing.store((wanted.len() - known) as u64, Ordering::Relaxed);
        Ok(Stock { parts: self.parts, wanted, there })
    }

    fn keep(&self, part: &Part) -> Result<()> {
        keep(part, &OutFile::prepare(&self.file(part.cut.part))?)?;
        self.tell();
        Ok(())
    }

    fn load(&self, part: usize) -> Result<Part> {
        read_part(&self.file(part))
    }
}

/// A file for one part.
#[derive(Debug)]
pub struct Single {
    /// Where it goes.
    pub file: OutFile,
    /// Which part.
    pub cut: Cut,
}

impl Shelf for Single {
    fn open(&self, _: &Run) -> Result<Stock> {
        let Cut { parts, part } = self.cut;
        Ok(Stock { parts, wanted: part..part + 1, there: vec![false; parts] })
    }

    fn keep(&self, part: &Part) -> Result<()> {
        keep(part, &self.file)
    }

    fn load(&self, _: usize) -> Result<Part> {
        read_part(self.file.named())
    }
}

/// Writes a part and puts it in place; it is on the disk then.
pub fn keep(part: &Part, file: &OutFile) -> Result<()> {
    let written =
        |to: &mut (dyn std::io::Write + Send)| write_part(part, to).map_err(|e| cannot_write(file.named(), e));
    // What is done is done: an interruption does not undo it.
    file.stage(written)?.place(&Progress::silent())
}

/// Most parts of a run.
pub const MOST: usize = PIECES;
