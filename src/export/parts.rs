//! Files of parts of exact betweenness.
//!
//! Little-endian throughout:
//!
//! ```text
//!  0  8 bytes   "renmaibp"
//!  8  u32       version of the format, 1
//! 12  u32       parts N
//! 16  u32       which part, from 0
//! 20  u32       pieces P of the run
//! 24  u32       vectors in a block
//! 28  u32       blocks
//! 32  32 bytes  fingerprint of the run
//! 64  u64       length of each vector
//!               for each block: u32 first piece, u32 pieces, then the vectors, f64 after f64
//!     32 bytes  SHA-256 of all before
//! ```
//!
//! A part is believed only as a whole: its length, its checksum and its blocks must be those that its head promises.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use crate::measures::betweenness::parts::{Block, Cut, PIECES, Part, Run};
use crate::text::{Sentence, errors as words};
use crate::{Error, ErrorKind, Result};

const MAGIC: [u8; 8] = *b"renmaibp";
const VERSION: u32 = 1;
const HEAD: usize = 64;
const CHECKSUM: usize = 32;

/// Vectors in a block at the most.
const VECTORS: usize = 16;

/// What the file of a part is called where nobody has named it.
pub fn part_name(cut: Cut) -> String {
    let digits = cut.parts.to_string().len();
    format!("betweenness-{:0digits$}-of-{}.part", cut.part + 1, cut.parts)
}

/// Writes a part.
///
/// # Errors
/// Those of the disk.
pub fn write_part(part: &Part, to: &mut dyn Write) -> io::Result<()> {
    let mut to = Summing { to, sum: Sha256::new() };
    to.write_all(&MAGIC)?;
    let [parts, which, pieces] = [part.cut.parts, part.cut.part, part.run.pieces];
    for number in [VERSION as usize, parts, which, pieces, part.run.lengths.len(), part.blocks.len()] {
        to.write_all(&(number as u32).to_le_bytes())?;
    }
    to.write_all(&part.run.fingerprint)?;
    for &length in &part.run.lengths {
        to.write_all(&(length as u64).to_le_bytes())?;
    }
    let mut buffer = Vec::new();
    for block in &part.blocks {
        for number in [block.first, block.pieces] {
            to.write_all(&(number as u32).to_le_bytes())?;
        }
        for values in block.sums.iter().flat_map(|vector| vector.chunks(1 << 12)) {
            buffer.clear();
            values.iter().for_each(|x| buffer.extend_from_slice(&x.to_le_bytes()));
            to.write_all(&buffer)?;
        }
    }
    let Summing { to, sum } = to;
    to.write_all(&sum.finalize())
}

/// Hashes what it passes on.
struct Summing<'a> {
    to: &'a mut dyn Write,
    sum: Sha256,
}

impl Write for Summing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.to.write(bytes)?;
        self.sum.update(&bytes[..written]);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.to.flush()
    }
}

/// Reads a part.
///
/// # Errors
/// [`Read`](ErrorKind::Read) where the file cannot be read, [`Data`](ErrorKind::Data) where it is none, of another format, not
/// whole or damaged.
pub fn read_part(path: &Path) -> Result<Part> {
    let unreadable = |e| Error::new(ErrorKind::Read, named(path, &words::PART_UNREADABLE)).caused_by(e);
    let mut file = File::open(path).map_err(unreadable)?;
    let mut head = Vec::new();
    (&mut file).take(HEAD as u64).read_to_end(&mut head).map_err(unreadable)?;
    if !head.starts_with(&MAGIC) {
        return Err(wrong(named(path, &words::PART_NOT)));
    }
    let found = file.metadata().map_err(unreadable)?.len();
    let length =
        |expected: u64| wrong(named(path, &words::PART_LENGTH).with("expected", expected).with("found", found));
    if head.len() < HEAD {
        return Err(length((HEAD + CHECKSUM) as u64));
    }
    let number = |i: usize| u32_at(&head, 8 + 4 * i) as usize;
    if number(0) != VERSION as usize {
        return Err(wrong(named(path, &words::PART_VERSION).with("found", number(0)).with("known", VERSION)));
    }
    let damaged = || wrong(named(path, &words::PART_DAMAGED));
    let cut = Cut { parts: number(1), part: number(2) };
    let (pieces, vectors, blocks) = (number(3), number(4), number(5));
    let plain = 1..=PIECES;
    if !plain.contains(&cut.parts) || cut.part >= cut.parts || pieces > PIECES || vectors > VECTORS || blocks > PIECES {
        return Err(damaged());
    }
    let mut body = head.clone();
    (&mut file).take(8 * vectors as u64).read_to_end(&mut body).map_err(unreadable)?;
    if body.len() < HEAD + 8 * vectors {
        return Err(length((HEAD + 8 * vectors + CHECKSUM) as u64));
    }
    let lengths: Vec<u64> = (0..vectors).map(|i| u64_at(&body, HEAD + 8 * i)).collect();
    let values = lengths.iter().fold(0u64, |sum, &n| sum.saturating_add(n));
    let block = values.saturating_mul(8).saturating_add(8);
    let expected = block.saturating_mul(blocks as u64).saturating_add((body.len() + CHECKSUM) as u64);
    if expected != found {
        return Err(length(expected));
    }
    file.read_to_end(&mut body).map_err(unreadable)?;
    if body.len() as u64 != expected {
        return Err(length(expected));
    }
    let checksum = body.split_off(body.len() - CHECKSUM);
    if Sha256::digest(&body).as_slice() != checksum {
        return Err(damaged());
    }
    let mut fingerprint = [0; 32];
    fingerprint.copy_from_slice(&head[HEAD - 32..]);
    let lengths: Vec<usize> = lengths.into_iter().map(|n| n as usize).collect();
    let mut rest = &body[HEAD + 8 * vectors..];
    let mut take = |bytes: usize| {
        let (taken, after) = rest.split_at(bytes);
        rest = after;
        taken
    };
    let mut read_block = || {
        let place = take(8);
        let (first, pieces) = (u32_at(place, 0) as usize, u32_at(place, 4) as usize);
        let sums = lengths.iter().map(|&n| take(8 * n).chunks_exact(8).map(|x| f64::from_bits(u64_at(x, 0))).collect());
        Block { first, pieces, sums: sums.collect() }
    };
    let blocks = (0..blocks).map(|_| read_block()).collect();
    let part = Part { run: Run { fingerprint, pieces, lengths }, cut, blocks };
    if part.is_whole() { Ok(part) } else { Err(damaged()) }
}

fn u32_at(bytes: &[u8], at: usize) -> u32 {
    bytes[at..at + 4].iter().rev().fold(0, |number, &byte| number << 8 | u32::from(byte))
}

fn u64_at(bytes: &[u8], at: usize) -> u64 {
    bytes[at..at + 8].iter().rev().fold(0, |number, &byte| number << 8 | u64::from(byte))
}

fn named(path: &Path, text: &'static crate::text::Text) -> Sentence {
    text.with("file", path.display())
}

fn wrong(sentence: Sentence) -> Error {
    Error::new(ErrorKind::Data, sentence)
}

/// The parts in a folder, all of one run.
#[derive(Debug, Default)]
pub struct PartFiles {
    /// The run; `None` where there is no part.
    pub run: Option<Run>,
    /// How many parts it is cut into; 0 where there is none.
    pub parts: usize,
    /// The file of each part that is there.
    pub files: BTreeMap<usize, PathBuf>,
}

impl PartFiles {
    /// Reads all files of a folder, but for folders and what is hidden.
    ///
    /// # Errors
    /// A file that cannot be read as a part, two that are the same part, or parts of different runs.
    pub fn of(folder: &Path) -> Result<Self> {
        let unreadable = |e| Error::new(ErrorKind::Read, named(folder, &words::PART_UNREADABLE)).caused_by(e);
        let mut paths = Vec::new();
        for entry in fs::read_dir(folder).map_err(unreadable)? {
            let entry = entry.map_err(unreadable)?;
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            if !hidden && !entry.path().is_dir() {
                paths.push(entry.path());
            }
        }
        paths.sort();
        let mut found = Self::default();
        for path in paths {
            let part = read_part(&path)?;
            found.add(path, part.run, part.cut)?;
        }
        Ok(found)
    }

    fn add(&mut self, path: PathBuf, run: Run, cut: Cut) -> Result<()> {
        if let (Some(known), Some(other)) = (&self.run, self.files.values().next()) {
            if *known != run {
                return Err(wrong(named(&path, &words::PARTS_MIXED).with("other", other.display())));
            }
            if self.parts != cut.parts {
                return Err(other_cut(&path, cut.parts, self.parts));
            }
        }
        (self.parts, self.run) = (cut.parts, Some(run));
        if let Some(other) = self.files.get(&cut.part) {
            let twice = named(&path, &words::PART_TWICE).with("other", other.display());
            return Err(wrong(twice.with("part", cut.part + 1).with("parts", cut.parts)));
        }
        self.files.insert(cut.part, path);
        Ok(())
    }

    /// Whether they are parts of this run.
    ///
    /// # Errors
    /// They are not.
    pub fn check(&self, run: &Run) -> Result<()> {
        match (&self.run, self.files.values().next()) {
            (Some(own), Some(path)) if own != run => Err(wrong(named(path, &words::PART_FOREIGN))),
            _ => Ok(()),
        }
    }

    /// Whether all parts are there.
    ///
    /// # Errors
    /// They are not.
    pub fn complete(&self, folder: &Path) -> Result<()> {
        if self.files.is_empty() {
            return Err(wrong(words::PARTS_NONE.with("dir", folder.display())));
        }
        let missing: Vec<usize> = (0..self.parts).filter(|part| !self.files.contains_key(part)).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let sentence = words::PARTS_MISSING.with("dir", folder.display()).with("parts", self.parts);
        Err(wrong(sentence.with("missing", ranges(&missing))))
    }

    /// Whether the run is cut into so many.
    ///
    /// # Errors
    /// It is cut otherwise.
    pub fn check_parts(&self, parts: usize) -> Result<()> {
        match self.files.values().next() {
            Some(path) if self.parts != parts => Err(other_cut(path, self.parts, parts)),
            _ => Ok(()),
        }
    }
}

fn other_cut(path: &Path, found: usize, expected: usize) -> Error {
    wrong(named(path, &words::PARTS_CUT).with("found", found).with("expected", expected))
}

/// Numbers from 1, in a row as `2–5`.
fn ranges(numbers: &[usize]) -> String {
    let rows = numbers.chunk_by(|a, b| a + 1 == *b);
    let row = |row: &[usize]| match row {
        [first, .., last] => format!("{}–{}", first + 1, last + 1),
        row => row.iter().map(|only| (only + 1).to_string()).collect(),
    };
    rows.map(row).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn part() -> Part {
        let run = Run { fingerprint: [7; 32], pieces: 5, lengths: vec![3, 0, 1] };
        let block =
            |first, pieces, x: f64| Block { first, pieces, sums: vec![vec![x, -0.0, 1e-300], vec![], vec![x / 3.0]] };
        Part { run, cut: Cut { parts: 2, part: 1 }, blocks: vec![block(2, 2, 0.1), block(4, 1, f64::MAX)] }
    }

    fn bytes(part: &Part) -> Vec<u8> {
        let mut bytes = Vec::new();
        write_part(part, &mut bytes).unwrap();
        bytes
    }

    #[test]
    fn a_part_comes_back_and_no_byte_of_it_may_change_or_be_missing() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("part");
        let whole = bytes(&part());
        fs::write(&path, &whole).unwrap();
        assert_eq!(read_part(&path).unwrap(), part());
        let refused = |bytes: &[u8], what: &str| {
            fs::write(&path, bytes).unwrap();
            let error = read_part(&path).expect_err(what);
            assert!([Lang::Zh, Lang::En].iter().all(|&lang| error.render(lang).contains("part")), "{what}");
            error.render(Lang::En)
        };
        for i in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[i] ^= 1 << (i * 5 % 8);
            refused(&bytes, &format!("byte {i}"));
            refused(&whole[..i], &format!("the first {i} bytes"));
        }
        let mut longer = whole.clone();
        longer.push(0);
        assert!(refused(&longer, "one more").contains(&format!("of {} bytes but has {}", whole.len(), longer.len())));
        assert!(refused(&whole[..whole.len() - 1], "one less").contains("cut off"));
        assert!(refused(b"user_id,group_id\n", "a table").contains("is no part"));
        assert!(refused(b"", "nothing").contains("is no part"));
        let mut newer = whole.clone();
        newer[8] = 2;
        assert!(refused(&newer, "another version").contains("version 2"));
        let mut flipped = whole.clone();
        flipped[100] ^= 1;
        assert!(refused(&flipped, "a value").contains("damaged"));
    }

    #[test]
    fn blocks_that_are_not_those_of_the_part_are_refused_though_the_checksum_agrees() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("part");
        let change = |change: fn(&mut Part)| {
            let mut part = part();
            change(&mut part);
            fs::write(&path, bytes(&part)).unwrap();
            read_part(&path).is_err()
        };
        assert!(!change(|_| {}));
        assert!(change(|part| part.blocks.reverse()));
        assert!(change(|part| drop(part.blocks.pop())));
        assert!(change(|part| part.blocks[0].pieces = 3));
        assert!(change(|part| part.blocks[0].first = 0));
        assert!(change(|part| part.cut.part = 0));
        assert!(change(|part| part.cut.part = 2));
        assert!(change(|part| part.cut.parts = 0));
        assert!(change(|part| part.run.pieces = 6));
    }

    #[test]
    fn missing_numbers_are_told_in_rows() {
        assert_eq!(ranges(&[0, 2, 3, 4, 6, 7]), "1, 3–5, 7–8");
    }
}
