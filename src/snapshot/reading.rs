//! Reading all sections, on all threads.

use std::collections::HashMap;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use super::directory::{Broken, Directory, Form, Kind, MAGIC, Section, unreadable};
use super::writing::UNKNOWN;
use crate::progress::Progress;
use crate::tables::NO_TIME;
use crate::text::snapshot as text;
use crate::{Result, parallel};

/// Bytes read at a time where they are then decoded.
const CHUNK: usize = 1 << 16;

/// Whether a file is, or is meant to be, a snapshot: by its first bytes, or by its name.
pub fn is_snapshot(path: &Path) -> bool {
    let mut first = [0; MAGIC.len()];
    let mut begins = || File::open(path).and_then(|mut file| file.read_exact(&mut first)).is_ok() && first == MAGIC;
    path.extension().is_some_and(|end| end.eq_ignore_ascii_case("renmai")) || path.is_file() && begins()
}

/// The numbers of a section.
#[derive(Debug)]
pub(super) enum Array {
    U8(Vec<u8>),
    U32(Vec<u32>),
    I64(Vec<i64>),
    F64(Vec<f64>),
}

/// What was read, by name. Where a section is named by a path, its parts are [entered](Sections::inside).
pub(super) struct Sections {
    arrays: HashMap<String, Array>,
    path: Vec<&'static str>,
    /// Whether nothing has to be checked.
    pub trusted: bool,
}

impl Sections {
    /// Reads those of the directory.
    pub fn read(path: &Path, file: &File, directory: &Directory, trusted: bool, progress: &Progress) -> Result<Self> {
        let size = |section: &&Section| section.bytes;
        let sections: Vec<&Section> = directory.sections.iter().collect();
        let arrays = parallel::map_largest_first(&sections, size, |section| {
            Ok((section.name.clone(), array(path, file, directory, section, trusted, progress)?))
        });
        progress.check()?;
        Ok(Self { arrays: arrays.into_iter().collect::<Result<_>>()?, path: Vec::new(), trusted })
    }

    /// Loads what belongs to a part.
    pub fn inside<T>(
        &mut self,
        part: &'static str,
        load: impl FnOnce(&mut Self) -> std::result::Result<T, Broken>,
    ) -> std::result::Result<T, Broken> {
        self.path.push(part);
        let loaded = load(self)?;
        self.path.pop();
        Ok(loaded)
    }

    /// Whether there is a section of this part.
    pub fn has(&self, part: &str) -> bool {
        self.arrays.keys().any(|name| name.split('.').next() == Some(part))
    }

    /// The section of this place.
    pub fn take(&mut self) -> std::result::Result<Array, Broken> {
        let name = self.path.join(".");
        self.arrays.remove(&name).ok_or_else(|| Broken { section: name, sentence: text::MISSING.sentence() })
    }

    /// That this place does not hold what belongs there.
    pub fn broken(&self) -> Broken {
        Broken { section: self.path.join("."), sentence: text::INCONSISTENT.sentence() }
    }
}

/// Reads one section. Each thread has its own place in the file.
fn array(
    path: &Path,
    file: &File,
    directory: &Directory,
    section: &Section,
    trusted: bool,
    progress: &Progress,
) -> Result<Array> {
    let failed = unreadable(path);
    let mut bytes = Bytes { file, at: section.at, sum: (!trusted).then(crc32fast::Hasher::new), progress };
    let Ok(items) = usize::try_from(section.items) else {
        let broken = Broken { section: section.name.clone(), sentence: text::INCONSISTENT.sentence() };
        return Err(broken.error(path, directory));
    };
    let array = match (section.kind, section.form) {
        (Kind::U8, Form::Plain) => {
            let mut values = zeros(items).map_err(&failed)?;
            bytes.fill(&mut values).map(|()| Array::U8(values))
        }
        (Kind::U32, Form::Plain) => {
            let mut values = zeros(items).map_err(&failed)?;
            let read = bytes.fill(bytemuck::cast_slice_mut(&mut values));
            values.iter_mut().for_each(|value| *value = u32::from_le(*value));
            read.map(|()| Array::U32(values))
        }
        (Kind::I64, Form::Plain) => {
            let mut values = zeros(items).map_err(&failed)?;
            let read = bytes.fill(bytemuck::cast_slice_mut(&mut values));
            values.iter_mut().for_each(|value| *value = i64::from_le(*value));
            read.map(|()| Array::I64(values))
        }
        (Kind::F64, Form::Plain) => {
            let mut values = zeros(items).map_err(&failed)?;
            let read = bytes.fill(bytemuck::cast_slice_mut(&mut values));
            values.iter_mut().for_each(|value: &mut f64| *value = f64::from_bits(u64::from_le(value.to_bits())));
            read.map(|()| Array::F64(values))
        }
        (kind, Form::One) => bytes.one(kind, items),
        (Kind::F64, Form::Narrow) => {
            let wide = |value: u32| if value == UNKNOWN { f64::NAN } else { f64::from(value) };
            bytes.narrow(items, wide).map(Array::F64)
        }
        (_, Form::Narrow) => {
            let base = section.base;
            let wide = |value: u32| if value == UNKNOWN { NO_TIME } else { base.wrapping_add(i64::from(value)) };
            bytes.narrow(items, wide).map(Array::I64)
        }
    };
    let array = array.map_err(&failed)?;
    if bytes.sum.is_some_and(|sum| sum.finalize() != section.crc32) {
        let broken = Broken { section: section.name.clone(), sentence: text::DAMAGED.sentence() };
        return Err(broken.error(path, directory));
    }
    Ok(array)
}

/// Reads at a place of the file, whatever others read in it at the same time.
fn read_exact_at(file: &File, mut to: &mut [u8], mut at: u64) -> std::io::Result<()> {
    while !to.is_empty() {
        #[cfg(unix)]
        let read = std::os::unix::fs::FileExt::read_at(file, to, at);
        #[cfg(windows)]
        let read = std::os::windows::fs::FileExt::seek_read(file, to, at);
        // Where there are no threads nobody else moves in it.
        #[cfg(not(any(unix, windows)))]
        let read = std::io::Seek::seek(&mut { file }, std::io::SeekFrom::Start(at)).and_then(|_| { file }.read(to));
        match read {
            Ok(0) => return Err(std::io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                to = &mut to[read..];
                at += read as u64;
            }
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

/// A file may lie about how many there are, and then there is no room.
fn zeros<T: Copy + Default>(items: usize) -> std::io::Result<Vec<T>> {
    let mut values = Vec::new();
    values.try_reserve_exact(items)?;
    values.resize(items, T::default());
    Ok(values)
}

/// The bytes of a section as they come.
struct Bytes<'a> {
    file: &'a File,
    /// Where the next byte stands.
    at: u64,
    sum: Option<crc32fast::Hasher>,
    progress: &'a Progress,
}

impl Bytes<'_> {
    fn fill(&mut self, to: &mut [u8]) -> std::io::Result<()> {
        for chunk in to.chunks_mut(16 * CHUNK) {
            self.go_on()?;
            read_exact_at(self.file, chunk, self.at)?;
            self.at += chunk.len() as u64;
            if let Some(sum) = &mut self.sum {
                // While they are in the cache.
                sum.update(chunk);
            }
        }
        Ok(())
    }

    /// Whether nobody has interrupted it.
    fn go_on(&self) -> std::io::Result<()> {
        if self.progress.is_cancelled() { Err(std::io::ErrorKind::Interrupted.into()) } else { Ok(()) }
    }

    /// So many of the same.
    fn all<T: Copy>(&self, value: T, items: usize) -> std::io::Result<Vec<T>> {
        let mut values = Vec::new();
        values.try_reserve_exact(items)?;
        while values.len() < items {
            self.go_on()?;
            values.resize(items.min(values.len() + 16 * CHUNK), value);
        }
        Ok(values)
    }

    fn one(&mut self, kind: Kind, items: usize) -> std::io::Result<Array> {
        let mut bytes = [0; 8];
        self.fill(&mut bytes[..kind.size() as usize])?;
        let bits = u64::from_le_bytes(bytes);
        Ok(match kind {
            Kind::U8 => Array::U8(self.all(bits as u8, items)?),
            Kind::U32 => Array::U32(self.all(bits as u32, items)?),
            Kind::I64 => Array::I64(self.all(bits as i64, items)?),
            Kind::F64 => Array::F64(self.all(f64::from_bits(bits), items)?),
        })
    }

    fn narrow<T>(&mut self, items: usize, wide: impl Fn(u32) -> T) -> std::io::Result<Vec<T>> {
        let (mut values, mut buffer) = (Vec::new(), vec![0u32; items.min(CHUNK)]);
        values.try_reserve_exact(items)?;
        while values.len() < items {
            let part = &mut buffer[..CHUNK.min(items - values.len())];
            self.fill(bytemuck::cast_slice_mut(part))?;
            values.extend(part.iter().map(|&value| wide(u32::from_le(value))));
        }
        Ok(values)
    }
}
