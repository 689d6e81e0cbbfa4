//! From a source to text: bytes, decompression, encoding.

use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

use encoding_rs::{DecoderResult, Encoding, GB18030, UTF_16BE, UTF_16LE};
use sha2::{Digest, Sha256};

use super::{Content, Source};
use crate::diagnostic::Position;
use crate::text::{Text, errors};
use crate::{Error, ErrorKind};

/// Stands in the text where bytes could not be decoded.
const REPLACEMENT: &str = "\u{fffd}";

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
/// A file that cannot be read or decompressed, and one that is a workbook instead of text.
pub(super) fn load(source: &Source) -> crate::Result<Loaded> {
    let (raw, name) = match &source.content {
        Content::File(path) => {
            let bytes = std::fs::read(path).map_err(|e| unreadable(source, &errors::UNREADABLE, e))?;
            (Cow::Owned(bytes), path.as_path())
        }
        Content::Bytes(bytes) => (Cow::Borrowed(bytes.as_ref()), Path::new(&source.name)),
    };
    let sha256 = Sha256::digest(&raw).iter().map(|b| format!("{b:02x}")).collect();
    let size = raw.len() as u64;
    let plain = decompressed(raw, name).map_err(|e| unreadable(source, &errors::NOT_DECOMPRESSED, e))?;
    if plain.starts_with(b"PK\x03\x04") || plain.starts_with(b"\xd0\xcf\x11\xe0") {
        return Err(Error::new(ErrorKind::Data, errors::WORKBOOK.sentence()).at(whole(source)));
    }
    let Decoded { text, malformed, encoding } = decode(plain.into_owned());
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

fn decompressed<'a>(raw: Cow<'a, [u8]>, name: &Path) -> std::io::Result<Cow<'a, [u8]>> {
    let ends = |e: &str| name.extension().is_some_and(|x| x.eq_ignore_ascii_case(e));
    let mut out = Vec::new();
    if ends("gz") {
        flate2::read::MultiGzDecoder::new(&*raw).read_to_end(&mut out)?;
    } else if ends("zst") || ends("zstd") {
        zstd::stream::copy_decode(&*raw, &mut out)?;
    } else {
        return Ok(raw);
    }
    Ok(Cow::Owned(out))
}

struct Decoded {
    text: String,
    malformed: Vec<usize>,
    encoding: &'static str,
}

/// By byte-order mark, else strictly UTF-8, else GB18030; where neither fits, the one with fewer malformed sequences.
fn decode(mut bytes: Vec<u8>) -> Decoded {
    if bytes.starts_with(&[0xff, 0xfe]) {
        return decoded_as(UTF_16LE, &bytes[2..], "utf-16le");
    }
    if bytes.starts_with(&[0xfe, 0xff]) {
        return decoded_as(UTF_16BE, &bytes[2..], "utf-16be");
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
    let gb18030 = decoded_as(GB18030, &bytes, "gb18030");
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

fn decoded_as(encoding: &'static Encoding, bytes: &[u8], name: &'static str) -> Decoded {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2 + 16);
    let mut malformed = Vec::new();
    let mut read = 0;
    loop {
        let (result, taken) = decoder.decode_to_string_without_replacement(&bytes[read..], &mut text, true);
        read += taken;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(bytes.len() - read + 64),
            DecoderResult::Malformed(..) => {
                malformed.push(text.len());
                text.push_str(REPLACEMENT);
            }
        }
    }
    Decoded { text, malformed, encoding: name }
}
