//! What chance does to files that are built of parts: the parts are changed and put together again, so that what is wrong is inside.

use std::io::{Cursor, Read, Write};

use sha2::{Digest, Sha256};

use crate::input::Input;
use crate::mutate::Dice;

/// How a file is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Of bytes.
    Plain,
    /// Of text, which may be in another encoding.
    Encoded,
    /// Of text that is packed.
    Packed,
    /// Of entries of a ZIP archive.
    Archive,
    /// Of sections with sums, and a directory that ends it.
    Snapshot,
    /// Of bytes that end with their SHA-256.
    Summed,
}

/// How many of the inputs of a file with sums have right ones.
const SUMS_RIGHT: f64 = 0.9;

impl Shape {
    /// Changes one file of an input, now and then several; `other` is what to borrow from, `words` what means something there.
    pub fn change(self, dice: &mut Dice, input: &mut Input, other: &Input, words: &[&str]) {
        for _ in 0..[1, 1, 1, 2][dice.below(4)] {
            let place = dice.below(input.files.len());
            let from = dice.pick(&other.files).1.clone();
            let (name, bytes) = &mut input.files[place];
            self.change_file(dice, name, bytes, &from, words);
        }
    }

    fn change_file(self, dice: &mut Dice, name: &mut String, bytes: &mut Vec<u8>, from: &[u8], words: &[&str]) {
        let raw = |dice: &mut Dice, bytes: &mut Vec<u8>| {
            for _ in 0..[1, 1, 2, 3, 6][dice.below(5)] {
                dice.bytes_or_words(bytes, from, words);
            }
        };
        match self {
            Self::Plain => raw(dice, bytes),
            Self::Encoded => {
                raw(dice, bytes);
                if dice.chance(0.2)
                    && let Ok(text) = std::str::from_utf8(bytes)
                {
                    *bytes = dice.encoded(text, false);
                }
            }
            Self::Packed => {
                if dice.chance(0.8)
                    && let Some(mut plain) = unpacked(name, bytes)
                {
                    raw(dice, &mut plain);
                    let (packed, ending) = dice.compressed(&plain);
                    (*name, *bytes) = (format!("m.csv{ending}"), packed);
                }
                if dice.chance(0.4) {
                    raw(dice, bytes);
                }
            }
            Self::Archive => match entries(bytes) {
                Some(mut inside) if dice.chance(0.85) => {
                    let place = dice.below(inside.len());
                    match dice.below(40) {
                        0 => drop(inside.remove(place)),
                        1 => inside.push(inside[place].clone()),
                        2 => inside[place].0 = dice.text(&inside[place].0.clone(), ""),
                        _ => {
                            let other = entries(from).unwrap_or_default();
                            let same = other.iter().find(|(name, _)| *name == inside[place].0);
                            let from = same.map_or(&[][..], |(_, bytes)| bytes);
                            for _ in 0..1 + dice.below(4) {
                                dice.bytes_or_words(&mut inside[place].1, from, words);
                            }
                        }
                    }
                    *bytes = archive(&inside);
                }
                _ => raw(dice, bytes),
            },
            Self::Snapshot => match Sections::of(bytes) {
                Some(mut sections) if dice.chance(SUMS_RIGHT) => {
                    for _ in 0..[1, 1, 2, 3][dice.below(4)] {
                        sections.change(dice, words);
                    }
                    *bytes = sections.bytes();
                }
                _ => raw(dice, bytes),
            },
            Self::Summed => {
                let sum = bytes.len().saturating_sub(32);
                if dice.chance(SUMS_RIGHT) {
                    bytes.truncate(sum);
                    // Not always the length: what is not as long as its head says is refused at once.
                    if dice.chance(0.8) {
                        dice.number(bytes)
                    } else {
                        raw(dice, bytes)
                    }
                    bytes.extend(Sha256::digest(&bytes));
                } else {
                    raw(dice, bytes);
                }
            }
        }
    }
}

fn unpacked(name: &str, bytes: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    let most = 1 << 20;
    let read = if name.ends_with(".gz") {
        flate2::read::MultiGzDecoder::new(bytes).take(most).read_to_end(&mut plain)
    } else {
        zstd::Decoder::new(bytes).and_then(|from| from.take(most).read_to_end(&mut plain))
    };
    read.ok().map(|_| plain)
}

/// The entries of an archive that is in order.
fn entries(bytes: &[u8]) -> Option<Vec<(String, Vec<u8>)>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut all = Vec::new();
    for i in 0..archive.len() {
        let file = archive.by_index(i).ok()?;
        let name = file.name().ok()?.into_owned();
        let mut bytes = Vec::new();
        file.take(1 << 20).read_to_end(&mut bytes).ok()?;
        all.push((name, bytes));
    }
    (!all.is_empty()).then_some(all)
}

fn archive(entries: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in entries {
        // A name that stands there twice is refused by the writer and not by readers.
        if archive.start_file(name.as_str(), options).is_ok() {
            archive.write_all(bytes).unwrap();
        }
    }
    archive.finish().unwrap().into_inner()
}

/// A snapshot in its parts.
struct Sections {
    before: Vec<u8>,
    listed: serde_json::Value,
}

impl Sections {
    fn of(bytes: &[u8]) -> Option<Self> {
        let foot = bytes.len().checked_sub(32)?;
        let directory = usize::try_from(u64::from_le_bytes(bytes[foot..][..8].try_into().ok()?)).ok()?;
        let listed = serde_json::from_slice(bytes.get(directory..foot)?).ok()?;
        Some(Self { before: bytes[..directory].to_vec(), listed })
    }

    fn change(&mut self, dice: &mut Dice, words: &[&str]) {
        let Self { before, listed } = self;
        let Some(sections) = listed["sections"].as_array_mut().filter(|sections| !sections.is_empty()) else { return };
        let place = dice.below(sections.len());
        let other = dice.pick(sections).clone();
        let section = &mut sections[place];
        let number = |section: &serde_json::Value, key: &str| section[key].as_u64().unwrap_or(0) as usize;
        let (at, length) = (number(section, "at"), number(section, "bytes"));
        match dice.below(12) {
            0 => section["base"] = (*dice.pick(&[0, -1, i64::MAX, i64::MIN, 1 << 40])).into(),
            1 => {
                let key = *dice.pick(&["at", "bytes", "items", "kind", "form", "name", "crc32"]);
                section[key] = other[key].clone();
            }
            2 => section["items"] = (*dice.pick(&[0u64, 1, 2, 1 << 20, 1 << 40, u64::MAX])).into(),
            3 => drop(sections.remove(place)),
            4 => sections.push(other),
            // As many bytes in another place: what of the same kind is there takes its place.
            5 => section["at"] = other["at"].clone(),
            _ => {
                let Some(inside) = before.get_mut(at..at.saturating_add(length)) else { return };
                let mut changed = inside.to_vec();
                if inside.first() == Some(&b'{') || inside.first() == Some(&b'[') || dice.chance(0.1) {
                    dice.bytes_or_words(&mut changed, &[], words);
                } else {
                    dice.number(&mut changed);
                }
                // What became longer goes to the end.
                let place = if changed.len() == inside.len() {
                    inside.copy_from_slice(&changed);
                    at
                } else {
                    before.resize(before.len().next_multiple_of(64), 0);
                    let end = before.len();
                    before.extend(&changed);
                    section["items"] = (number(section, "items") + changed.len()).saturating_sub(length).into();
                    end
                };
                section["at"] = place.into();
                section["bytes"] = changed.len().into();
            }
        }
        for section in listed["sections"].as_array_mut().into_iter().flatten() {
            let (at, length) = (number(section, "at"), number(section, "bytes"));
            if let Some(inside) = before.get(at..at.saturating_add(length)) {
                section["crc32"] = crc32fast::hash(inside).into();
            }
        }
    }

    fn bytes(&self) -> Vec<u8> {
        let directory = serde_json::to_vec(&self.listed).unwrap();
        let mut bytes = self.before.clone();
        bytes.extend(&directory);
        for word in [self.before.len() as u64, directory.len() as u64, u64::from(crc32fast::hash(&directory))] {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend(b"RENMAI.\n");
        bytes
    }
}
