//! The directory of a snapshot's sections, and the file's two ends.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::diagnostic::Position;
use crate::text::{Sentence, snapshot as text};
use crate::{Error, ErrorKind, Result};

/// The first bytes of a file. The first of all is in no text, the last is changed by whatever changes line ends.
pub(super) const MAGIC: [u8; 8] = crate::tables::SNAPSHOT;
/// The last bytes.
pub(super) const END: [u8; 8] = *b"RENMAI.\n";
/// Of the format; another one is not read.
pub(super) const VERSION: u32 = 1;
/// Sections begin at multiples of this.
pub(super) const ALIGNMENT: u64 = 64;
/// Bytes of [`MAGIC`], the version and nothing.
pub(super) const HEAD: u64 = 16;
/// Bytes of place, length and sum of the directory, and [`END`].
const FOOT: u64 = 32;
/// Bytes that a directory may have.
const MOST_DIRECTORY: u64 = 16 << 20;

/// What the numbers of a section are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Kind {
    U8,
    U32,
    I64,
    F64,
}

/// How they are stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Form {
    /// As they are.
    Plain,
    /// All are the same, which stands there once.
    One,
    /// As what they are above `base`, in 32 bits; all bits set: not known.
    Narrow,
}

/// One array of the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Section {
    pub name: String,
    pub kind: Kind,
    pub form: Form,
    pub base: i64,
    /// Numbers.
    pub items: u64,
    /// First byte.
    pub at: u64,
    /// Bytes.
    pub bytes: u64,
    pub crc32: u32,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Directory {
    /// The version of the program that wrote the file.
    pub program: String,
    pub sections: Vec<Section>,
}

/// What is wrong with a section, or with the file where there is no name.
#[derive(Debug)]
pub(super) struct Broken {
    pub section: String,
    pub sentence: Sentence,
}

impl Broken {
    /// With the file, and who wrote it.
    pub fn error(self, path: &Path, directory: &Directory) -> Error {
        let Self { section, sentence } = self;
        error(path, sentence.with("section", section).with("program", &directory.program))
    }
}

pub(super) fn error(path: &Path, sentence: Sentence) -> Error {
    let file = path.display().to_string();
    Error::new(ErrorKind::Data, sentence).at(Position { file, line: 0, column: 0, column_name: String::new() })
}

pub(super) fn unreadable(path: &Path) -> impl Fn(std::io::Error) -> Error {
    let file = path.display().to_string();
    move |e| match e.kind() {
        std::io::ErrorKind::UnexpectedEof => error(Path::new(&file), text::CUT_OFF.sentence()),
        _ => Error::new(ErrorKind::Read, text::UNREADABLE.with("file", &file)).caused_by(e),
    }
}

/// The last bytes of a file.
pub(super) fn foot(at: u64, directory: &[u8]) -> Vec<u8> {
    let mut foot = Vec::with_capacity(FOOT as usize);
    foot.extend(at.to_le_bytes());
    foot.extend((directory.len() as u64).to_le_bytes());
    foot.extend(u64::from(crc32fast::hash(directory)).to_le_bytes());
    foot.extend(END);
    foot
}

impl Directory {
    /// Opens a file and reads its two ends and its directory. What is opened stays the same file, whatever takes its place.
    pub fn read(path: &Path) -> Result<(Self, File)> {
        let failed = unreadable(path);
        let wrong = |sentence: Sentence| error(path, sentence);
        let kind = std::fs::metadata(path).map_err(&failed)?.file_type();
        if !kind.is_file() && !kind.is_dir() {
            // Whoever opens a pipe waits for it.
            return Err(wrong(text::PACKED.sentence()));
        }
        let mut file = File::open(path).map_err(&failed)?;
        let length = file.metadata().map_err(&failed)?.len();
        let mut head = [0; HEAD as usize];
        if length < MAGIC.len() as u64 {
            return Err(wrong(text::FOREIGN.sentence()));
        }
        let known = head.len().min(length as usize);
        file.read_exact(&mut head[..known]).map_err(&failed)?;
        if head[..MAGIC.len()] != MAGIC {
            return Err(wrong(text::FOREIGN.sentence()));
        }
        let version = head.iter().skip(8).take(4).rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte));
        if known == head.len() && version != VERSION {
            return Err(wrong(text::OTHER_VERSION.with("found", version).with("known", VERSION)));
        }
        let cut = || wrong(text::CUT_OFF.sentence());
        let foot_at = length.checked_sub(FOOT).filter(|&at| at >= HEAD).ok_or_else(cut)?;
        let mut foot = [0; FOOT as usize];
        file.seek(SeekFrom::Start(foot_at)).and_then(|_| file.read_exact(&mut foot)).map_err(&failed)?;
        let number = |i: usize| foot[8 * i..8 * (i + 1)].iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
        let (at, bytes, sum) = (number(0), number(1), number(2));
        let fits = at.checked_add(bytes) == Some(foot_at) && bytes <= MOST_DIRECTORY;
        if foot[24..] != END || !fits {
            return Err(cut());
        }
        let mut directory = vec![0; bytes as usize];
        file.seek(SeekFrom::Start(at)).and_then(|_| file.read_exact(&mut directory)).map_err(&failed)?;
        let damaged = || wrong(text::DAMAGED_DIRECTORY.sentence());
        if u64::from(crc32fast::hash(&directory)) != sum {
            return Err(damaged());
        }
        let directory: Self = serde_json::from_slice(&directory).map_err(|_| damaged())?;
        let is_inside = |s: &Section| s.at >= HEAD && s.at.checked_add(s.bytes).is_some_and(|end| end <= at);
        if !directory.sections.iter().all(|section| is_inside(section) && section.is_sound()) {
            return Err(damaged());
        }
        // A few bytes may stand for any number of items, and sections may lie on each other.
        let unpacked = directory.unpacked();
        if unpacked.saturating_sub(length) > crate::memory::Budget::new(None).bytes {
            return Err(wrong(text::TOO_LARGE.with("mib", unpacked >> 20)));
        }
        Ok((directory, file))
    }

    /// Bytes of all sections as they are in memory.
    pub fn unpacked(&self) -> u64 {
        let size = |section: &Section| section.items.saturating_mul(section.kind.size());
        self.sections.iter().map(size).fold(0, u64::saturating_add)
    }

    /// That of one section.
    pub fn only(mut self, name: &str) -> Self {
        self.sections.retain(|section| section.name == name);
        self
    }
}

impl Kind {
    /// Bytes of one number.
    pub fn size(self) -> u64 {
        match self {
            Self::U8 => 1,
            Self::U32 => 4,
            Self::I64 | Self::F64 => 8,
        }
    }
}

impl Section {
    /// Whether it has the bytes that so many numbers need.
    fn is_sound(&self) -> bool {
        let wanted = match self.form {
            Form::Plain => self.items.checked_mul(self.kind.size()),
            Form::One => (self.items > 0).then_some(self.kind.size()),
            Form::Narrow => self.items.checked_mul(4).filter(|_| self.kind.size() == 8),
        };
        wanted == Some(self.bytes)
    }
}
