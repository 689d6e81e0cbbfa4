//! From a source to text: bytes, decompression, encoding.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_16BE, UTF_16LE};
use sha2::{Digest, Sha256};

use super::{Content, Source};
use crate::diagnostic::Position;
use crate::progress::Progress;
use crate::text::{Text, errors};
use crate::{Error, ErrorKind};

/// Stands in the text where bytes could not be decoded.
const REPLACEMENT: &str = "\u{fffd}";

/// Bytes between two looks at the cancellation flag: hashing, decompressing and decoding a large file each take seconds.
const CHUNK: usize = 4 << 20;

/// A source as text.
pub(super) struct Loaded {
    pub text: String,
    /// Where in the text a [`REPLACEMENT`] stands for bytes that could not be decoded, ascending.
    pub malformed: Vec<usize>,
    pub encoding: &'static str,
    /// Size and SHA-256 of the bytes on disk.
    pub bytes: u64,
    pub sha256: String,
}

/// Reads a source whole.
///
/// # Errors
/// A file that cannot be read or decompressed, one that is a workbook instead of text, and an interruption.
pub(super) fn load(source: &Source, progress: &Progress) -> crate::Result<Loaded> {
    let (raw, name) = match &source.content {
        Content::File(path) => {
            let bytes = on_disk(path, progress).map_err(|e| unreadable(source, &errors::UNREADABLE, e))?;
            (Cow::Owned(bytes), path.as_path())
        }
        Content::Bytes(bytes) => (Cow::Borrowed(bytes.as_ref()), Path::new(&source.name)),
    };
    let mut hash = Sha256::new();
    for chunk in raw.chunks(CHUNK) {
        progress.check()?;
        hash.update(chunk);
    }
    let sha256 = hash.finalize().iter().map(|b| format!("{b:02x}")).collect();
    let size = raw.len() as u64;
    let plain = decompressed(raw, name, progress).map_err(|e| unreadable(source, &errors::NOT_DECOMPRESSED, e))?;
    progress.check()?;
    if plain.starts_with(b"PK\x03\x04") || plain.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Error::new(ErrorKind::Data, errors::WORKBOOK.sentence()).at(whole(source)));
    }
    let Decoded { text, malformed, encoding } = decode(plain.into_owned(), progress);
    progress.check()?;
    Ok(Loaded { text, malformed, encoding, bytes: size, sha256 })
}

/// Checks that a source can be opened, before any time is spent on others; its bytes.
///
/// # Errors
/// A file that cannot be opened, or is a directory.
pub(super) fn probe(source: &Source) -> crate::Result<u64> {
    let path = match &source.content {
        Content::File(path) => path,
        Content::Bytes(bytes) => return Ok(bytes.len() as u64),
    };
    let metadata = std::fs::File::open(path).and_then(|file| file.metadata());
    let metadata = metadata.map_err(|e| unreadable(source, &errors::UNREADABLE, e))?;
    if metadata.is_dir() {
        return Err(unreadable(source, &errors::UNREADABLE, std::io::ErrorKind::IsADirectory.into()));
    }
    Ok(metadata.len())
}

fn whole(source: &Source) -> Position {
    Position { file: source.name.clone(), line: 0, column: 0, column_name: String::new() }
}

fn unreadable(source: &Source, text: &'static Text, cause: std::io::Error) -> Error {
    Error::new(ErrorKind::Read, text.sentence()).at(whole(source)).caused_by(cause)
}

fn on_disk(path: &Path, progress: &Progress) -> std::io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let size = usize::try_from(file.metadata()?.len()).unwrap_or(0);
    read_all(file, Vec::with_capacity(size), progress)
}

fn decompressed<'a>(raw: Cow<'a, [u8]>, name: &Path, progress: &Progress) -> std::io::Result<Cow<'a, [u8]>> {
    let ends = |e: &str| name.extension().is_some_and(|x| x.eq_ignore_ascii_case(e));
    if ends("gz") {
        read_all(flate2::read::MultiGzDecoder::new(&*raw), Vec::new(), progress).map(Cow::Owned)
    } else if ends("zst") || ends("zstd") {
        read_all(zstd::Decoder::new(&*raw)?, Vec::new(), progress).map(Cow::Owned)
    } else {
        Ok(raw)
    }
}

/// Appends all that can be read to `out`; only a part of it once cancelled.
fn read_all(mut from: impl Read, mut out: Vec<u8>, progress: &Progress) -> std::io::Result<Vec<u8>> {
    while !progress.is_cancelled() && from.by_ref().take(CHUNK as u64).read_to_end(&mut out)? > 0 {}
    Ok(out)
}

struct Decoded {
    text: String,
    malformed: Vec<usize>,
    encoding: &'static str,
}

/// By byte-order mark, else strictly UTF-8, else GB18030; where neither fits, the one with fewer malformed sequences.
/// Once cancelled, only a part is decoded.
fn decode(mut bytes: Vec<u8>, progress: &Progress) -> Decoded {
    if bytes.starts_with(&[0xff, 0xfe]) {
        return decoded_as(UTF_16LE, &bytes[2..], "utf-16le", progress);
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return decoded_as(UTF_16BE, &bytes[2..], "utf-16be", progress);
    }
    let marked = bytes.starts_with(&[0xef, 0xbb, 0xbf]);
    if marked {
        bytes.drain(..3);
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Decoded { text, malformed: Vec::new(), encoding: "utf-8" },
        Err(error) => error.into_bytes(),
    };
    let utf8 = lossy_utf8(&bytes);
    if marked {
        return utf8;
    }
    let gb18030 = decoded_as(GB18030, &bytes, "gb18030", progress);
    if gb18030.malformed.len() < utf8.malformed.len() { gb18030 } else { utf8 }
}

fn lossy_utf8(bytes: &[u8]) -> Decoded {
    let mut text = String::with_capacity(bytes.len() + 16);
    let mut malformed = Vec::new();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            malformed.push(text.len());
            text.push_str(REPLACEMENT);
        }
    }
    Decoded { text, malformed, encoding: "utf-8" }
}

fn decoded_as(encoding: &'static Encoding, bytes: &[u8], name: &'static str, progress: &Progress) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut malformed = Vec::new();
    let mut read = 0;
    while !progress.is_cancelled() {
        let end = bytes.len().min(read + CHUNK);
        let last = end == bytes.len();
        let (result, taken) = decoder.decode_to_string_without_replacement(&bytes[read..end], &mut text, last);
        read += taken;
        match result {
            DecoderResult::InputEmpty if last => break,
            DecoderResult::InputEmpty => {}
            DecoderResult::OutputFull => text.reserve(bytes.len() - read + 64),
            DecoderResult::Malformed(..) => {
                malformed.push(text.len());
                text.push_str(REPLACEMENT);
            }
        }
    }
    Decoded { text, malformed, encoding: name }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Never ends, and is interrupted while it is read.
    struct Endless<'p>(&'p Progress, usize);

    impl Read for Endless<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.1 += buffer.len();
            if self.1 > 3 * CHUNK {
                self.0.cancel();
            }
            Ok(buffer.len())
        }
    }

    #[test]
    fn reading_stops_once_cancelled() {
        let progress = Progress::silent();
        let read = read_all(Endless(&progress, 0), Vec::new(), &progress).unwrap();
        assert!((3 * CHUNK..6 * CHUNK).contains(&read.len()), "{}", read.len());
    }

    #[test]
    fn characters_across_chunks_are_whole() {
        // Two and four bytes a character from an odd place on, so that chunks end within characters.
        let text = format!("a{}", "人脉🎈,".repeat(CHUNK / 6));
        let marked: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for (bytes, encoding) in [(GB18030.encode(&text).0.into_owned(), "gb18030"), (marked, "utf-16le")] {
            assert!(bytes.len() > CHUNK);
            let decoded = decode(bytes, &Progress::silent());
            assert_eq!((decoded.encoding, decoded.malformed.len()), (encoding, 0));
            assert!(decoded.text == text);
        }
    }
}
