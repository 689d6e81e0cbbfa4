//! From a source to its bytes and from bytes to text: decompression, encoding.

use std::collections::TryReserveError;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{BIG5, DecoderResult, GB18030, UTF_16BE, UTF_16LE};
use sha2::{Digest, Sha256};

use super::{Content, Source};
use crate::config::Encoding;
use crate::diagnostic::Position;
use crate::progress::Progress;
use crate::text::{Text, errors, snapshot as snapshots};
use crate::{Error, ErrorKind, memory};

/// Stands in the text where bytes could not be decoded.
const REPLACEMENT: &str = "\u{fffd}";

/// Bytes between two looks at the cancellation flag: hashing, decompressing and decoding a large file each take seconds.
const CHUNK: usize = 4 << 20;

/// Bytes of text that any file may hold; one that is larger on disk may hold [`TIMES`] its size. What a stream, a device or a few
/// compressed bytes go on to deliver would else take all memory there is.
const ROOM: u64 = 1 << 30;
/// Nothing that is a table is compressed so well.
const TIMES: u64 = 100;
/// Bytes within which the first line of a table ends.
const LINE: usize = 16 << 20;
/// Sequences that cannot be decoded before the whole is no text.
const MOST_MALFORMED: usize = 1 << 20;

/// How much text all sources together may hold, and how much has been read. What was read is never given back: whether it suffices
/// must not depend on which file was done with first.
#[derive(Debug)]
pub(super) struct Budget {
    /// Of text: what the memory leaves beside the program and its allocator.
    pub bytes: u64,
    /// Of the whole process.
    pub memory: memory::Budget,
    used: AtomicU64,
}

impl Budget {
    /// For a process that may take so much.
    pub fn new(memory: memory::Budget) -> Self {
        Self { bytes: memory.bytes.saturating_sub(memory::READING), memory, used: AtomicU64::new(0) }
    }

    pub fn used(&self) -> u64 {
        self.used.load(Ordering::Relaxed)
    }

    pub fn is_exceeded(&self) -> bool {
        self.used() > self.bytes
    }
}

/// Bytes of text that a file of so many bytes may hold.
pub(super) fn most_text(size: u64) -> u64 {
    ROOM.max(size.saturating_mul(TIMES))
}

/// The bytes of a source, decompressed.
pub(super) struct Loaded {
    pub plain: Vec<u8>,
    /// Size and SHA-256 of the bytes on disk.
    pub bytes: u64,
    pub sha256: String,
}

/// What a snapshot begins with, which is read by another way, and not as a table.
pub(crate) const SNAPSHOT: [u8; 8] = *b"\x89RENMAI\n";

/// What a Parquet file begins with.
pub(super) const PARQUET: [u8; 4] = *b"PAR1";
/// What an Arrow file begins with, which is also what Feather files are now.
const IPC: [u8; 8] = *b"ARROW1\0\0";

/// Whether bytes are columns: a Parquet or an Arrow IPC file.
pub(super) fn is_arrow(bytes: &[u8]) -> bool {
    bytes.starts_with(&PARQUET) || bytes.starts_with(&IPC)
}

/// Reads a source whole, once: it may be a pipe.
///
/// # Errors
/// A file that cannot be read or decompressed, one that is a workbook instead of text or no table at all, memory that cannot be had, and
/// an interruption. Of a source with which the budget is exceeded only a part is read.
pub(super) fn load(source: &Source, budget: &Budget, progress: &Progress) -> crate::Result<Loaded> {
    let unreadable = |e| unreadable(source, &errors::UNREADABLE, e);
    let size = size(source).map_err(unreadable)?;
    let from: Box<dyn Read + '_> = match &source.content {
        // A plain file is never waited for.
        Content::File(path) if path.is_file() => Box::new(open(path).map_err(unreadable)?),
        Content::File(path) => Box::new(Waiting { from: open(path).map_err(unreadable)?, progress }),
        #[cfg(unix)]
        Content::Stdin => Box::new(Waiting { from: standard_input().map_err(unreadable)?, progress }),
        #[cfg(not(unix))]
        Content::Stdin => Box::new(io::stdin().lock()),
        Content::Bytes(bytes) => Box::new(bytes.as_ref()),
    };
    let most = Most { bytes: most_text(size), budget };
    let mut raw = Digesting::new(from);
    let not_hashed = |_: &[u8]| ();
    let ends = |e: &str| Path::new(&source.name).extension().is_some_and(|x| x.eq_ignore_ascii_case(e));
    let (plain, failed) = if ends("gz") {
        let plain = read_all(flate2::read::MultiGzDecoder::new(&mut raw), 0, most, progress, not_hashed);
        (plain, &errors::NOT_DECOMPRESSED)
    } else if ends("zst") || ends("zstd") {
        let plain = unpacked(&mut raw).and_then(|from| read_all(from, 0, most, progress, not_hashed));
        (plain, &errors::NOT_DECOMPRESSED)
    } else {
        // Beside the source and not through it, which would have every byte set to 0 before it is read.
        let Digesting { from, bytes, hash } = &mut raw;
        let hashed = |read: &[u8]| {
            hash.update(read);
            *bytes += read.len() as u64;
        };
        (read_all(from, size.min(budget.bytes), most, progress, hashed), &errors::UNREADABLE)
    };
    // What ends early because it was interrupted may look damaged.
    progress.check()?;
    let plain = plain.map_err(|e| self::unreadable(source, failed, e))?;
    let refused = |sentence| Err(Error::new(ErrorKind::Data, sentence).at(whole(source)));
    if plain.starts_with(&SNAPSHOT) {
        return refused(snapshots::PACKED.sentence());
    }
    if is_one_line(&plain) && !is_arrow(&plain) {
        return refused(errors::NOT_A_TABLE.with("mib", LINE >> 20));
    }
    if plain.len() as u64 > most.bytes {
        return refused(errors::TOO_LARGE.with("mib", most.bytes >> 20));
    }
    let (bytes, sha256) = raw.finish();
    Ok(Loaded { plain, bytes, sha256 })
}

/// What Zstandard has packed. The usual library is C, which not every target has a compiler for.
#[cfg(not(target_family = "wasm"))]
fn unpacked<'r>(from: impl Read + 'r) -> io::Result<impl Read + 'r> {
    zstd::Decoder::new(from)
}

#[cfg(target_family = "wasm")]
fn unpacked<'r>(from: impl Read + 'r) -> io::Result<impl Read + 'r> {
    Ok(super::frames::Frames::new(from))
}

/// The text of a source.
///
/// # Errors
/// What is no text in this encoding, memory that cannot be had, and an interruption.
pub(super) fn decode(
    source: &Source,
    bytes: Vec<u8>,
    encoding: Encoding,
    progress: &Progress,
) -> crate::Result<Decoded> {
    let decoded = decoded(bytes, encoding, progress).map_err(|e| unreadable(source, &errors::UNREADABLE, e))?;
    progress.check()?;
    if decoded.malformed.len() > MOST_MALFORMED {
        return Err(Error::new(ErrorKind::Data, errors::NOT_TEXT.sentence()).at(whole(source)));
    }
    Ok(decoded)
}

/// Checks that a source can be opened, before any time is spent on others; its bytes, as far as they are known. Only a file is opened for
/// that: a pipe can be read from but once.
///
/// # Errors
/// A file that cannot be opened, or is a directory.
pub(super) fn probe(source: &Source) -> crate::Result<u64> {
    let size = size(source).and_then(|size| match &source.content {
        Content::File(path) if path.is_file() => File::open(path).map(|_| size),
        Content::File(path) if path.is_dir() => Err(io::ErrorKind::IsADirectory.into()),
        _ => Ok(size),
    });
    size.map_err(|e| unreadable(source, &errors::UNREADABLE, e))
}

/// Bytes of a source; 0 for a stream.
fn size(source: &Source) -> io::Result<u64> {
    match &source.content {
        Content::File(path) => std::fs::metadata(path).map(|m| m.len()),
        // What is not known here only makes the limit narrower.
        Content::Stdin => Ok(std::fs::metadata("/dev/stdin").map_or(0, |m| m.len())),
        Content::Bytes(bytes) => Ok(bytes.len() as u64),
    }
}

fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    // A named pipe is there at once, and whoever will write into it is waited for when reading. Other systems would take it for an empty one.
    #[cfg(target_os = "linux")]
    if !path.is_file() {
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, nix::fcntl::OFlag::O_NONBLOCK.bits());
    }
    options.read(true).open(path)
}

/// Standard input without a buffer, which would hide from [`Waiting`] whether there is anything to wait for.
#[cfg(unix)]
fn standard_input() -> io::Result<File> {
    use std::os::fd::AsFd;
    Ok(File::from(io::stdin().as_fd().try_clone_to_owned()?))
}

/// A file, pipe or device that is at its end once cancelled, even while nothing comes from it.
struct Waiting<'p> {
    from: File,
    progress: &'p Progress,
}

impl Read for Waiting<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while !self.progress.is_cancelled() {
            if !is_ready(&self.from) {
                continue;
            }
            match self.from.read(buffer) {
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
                read => return read,
            }
        }
        Ok(0)
    }
}

/// Waits a little for bytes, the end or a failure of `from`; where the system cannot tell, reading does.
fn is_ready(from: &File) -> bool {
    #[cfg(unix)]
    {
        use nix::errno::Errno;
        use nix::poll::{PollFd, PollFlags, poll};
        use std::os::fd::AsFd;
        let waited = poll(&mut [PollFd::new(from.as_fd(), PollFlags::POLLIN)], 100_u8);
        !matches!(waited, Ok(0) | Err(Errno::EINTR))
    }
    #[cfg(not(unix))]
    {
        let _ = from;
        true
    }
}

fn whole(source: &Source) -> Position {
    Position { file: source.name.clone(), line: 0, column: 0, column_name: String::new() }
}

/// A source that cannot be read, or for which memory cannot be had.
fn unreadable(source: &Source, text: &'static Text, cause: io::Error) -> Error {
    if cause.kind() == io::ErrorKind::OutOfMemory {
        return out_of_memory().at(whole(source));
    }
    Error::new(ErrorKind::Read, text.sentence()).at(whole(source)).caused_by(cause)
}

/// Asks for so many bytes and gives them back: whoever takes them in parts next finds out before it begins whether they can be had.
///
/// # Errors
/// Memory that cannot be had.
pub(super) fn room(bytes: usize) -> crate::Result<()> {
    asked_for(bytes).map_err(|_| out_of_memory())
}

/// As [`room`].
pub(super) fn asked_for(bytes: usize) -> Result<(), TryReserveError> {
    let mut room = Vec::<u8>::new();
    room.try_reserve_exact(bytes)?;
    // Asked for in earnest, though nothing is done with it.
    std::hint::black_box(&room);
    Ok(())
}

pub(super) fn out_of_memory() -> Error {
    Error::new(ErrorKind::Read, errors::OUT_OF_MEMORY.sentence())
}

/// Reads or writes on, and knows the size and the SHA-256 of what passed.
pub(crate) struct Digesting<R> {
    from: R,
    bytes: u64,
    hash: Sha256,
}

impl<R> Digesting<R> {
    pub(crate) fn new(from: R) -> Self {
        Self { from, bytes: 0, hash: Sha256::new() }
    }

    /// How many bytes there were, and their digest in lower-case hexadecimal.
    pub(crate) fn finish(self) -> (u64, String) {
        (self.bytes, hexadecimal(&self.hash.finalize()))
    }
}

/// The SHA-256 of bytes, in lower-case hexadecimal.
pub(super) fn digest(bytes: &[u8]) -> String {
    hexadecimal(&Sha256::digest(bytes))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(buffer)?;
        self.hash.update(&buffer[..read]);
        self.bytes += read as u64;
        Ok(read)
    }
}

impl<W: Write> Write for Digesting<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.from.write(bytes)?;
        self.hash.update(&bytes[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.from.flush()
    }
}

/// Where reading stops: at so many bytes of this source, or at the budget of all.
#[derive(Clone, Copy)]
struct Most<'b> {
    bytes: u64,
    budget: &'b Budget,
}

/// All that can be read, `size` bytes if that is right; only a part of it once cancelled, or beyond what a table may be. `seen` sees it in
/// order.
fn read_all(
    mut from: impl Read,
    size: u64,
    most: Most<'_>,
    progress: &Progress,
    mut seen: impl FnMut(&[u8]),
) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    out.try_reserve_exact(usize::try_from(size).unwrap_or(usize::MAX))?;
    let Most { bytes, budget } = most;
    let stops = |out: &[u8]| progress.is_cancelled() || out.len() as u64 > bytes || budget.is_exceeded();
    while !stops(&out) && !is_one_line(&out) {
        let before = out.len();
        let read = from.by_ref().take(CHUNK as u64).read_to_end(&mut out)?;
        seen(&out[before..]);
        budget.used.fetch_add(read as u64, Ordering::Relaxed);
        if read == 0 {
            break;
        }
    }
    Ok(out)
}

/// Whether the first line is longer than any header.
fn is_one_line(bytes: &[u8]) -> bool {
    bytes.len() >= LINE && !bytes[..LINE].iter().any(|b| matches!(b, b'\n' | b'\r'))
}

/// Text, and what it was made of.
pub(super) struct Decoded {
    pub text: String,
    /// Where in the text a [`REPLACEMENT`] stands for bytes that could not be decoded, ascending.
    pub malformed: Vec<usize>,
    pub encoding: &'static str,
    /// Whether nothing but the look of it speaks for the encoding.
    pub guessed: bool,
}

/// The text of a small file, whatever its encoding, and whether all of it could be decoded.
pub fn text_of(bytes: Vec<u8>) -> (String, bool) {
    let decoded = decoded(bytes, Encoding::Auto, &Progress::silent());
    decoded.map_or_else(|_| (String::new(), false), |decoded| (decoded.text, decoded.malformed.is_empty()))
}

/// By byte-order mark, else as said, else strictly UTF-8, else UTF-16 where every other byte of the start is 0, else GB18030; where none fits,
/// the one with fewer malformed sequences. Once cancelled, or where it is no text, only a part is decoded.
pub(super) fn decoded(mut bytes: Vec<u8>, encoding: Encoding, progress: &Progress) -> io::Result<Decoded> {
    let (skip, marked) = match bytes.as_slice() {
        [0xff, 0xfe, ..] => (2, Encoding::Utf16Le),
        [0xfe, 0xff, ..] => (2, Encoding::Utf16Be),
        [0xef, 0xbb, 0xbf, ..] => (3, Encoding::Utf8),
        _ => (0, encoding),
    };
    let seen = if marked == Encoding::Auto { wide(&bytes) } else { None };
    match seen.unwrap_or(marked) {
        Encoding::Utf16Le => {
            let text = decoded_as(UTF_16LE, &bytes[skip..], "utf-16le", progress)?;
            return Ok(Decoded { guessed: seen.is_some(), ..text });
        }
        Encoding::Utf16Be => {
            let text = decoded_as(UTF_16BE, &bytes[skip..], "utf-16be", progress)?;
            return Ok(Decoded { guessed: seen.is_some(), ..text });
        }
        Encoding::Gb18030 => return decoded_as(GB18030, &bytes, "gb18030", progress),
        Encoding::Big5 => return decoded_as(BIG5, &bytes, "big5", progress),
        Encoding::Utf8 | Encoding::Auto => {}
    }
    bytes.drain(..skip);
    let bytes = match String::from_utf8(bytes) {
        Ok(text) if marked == Encoding::Auto && skip == 0 && is_utf8_by_chance(&text) => {
            return decoded_as(GB18030, text.as_bytes(), "gb18030", progress);
        }
        Ok(text) => return Ok(Decoded { text, malformed: Vec::new(), encoding: "utf-8", guessed: false }),
        Err(error) => error.into_bytes(),
    };
    let utf8 = lossy_utf8(&bytes)?;
    if marked == Encoding::Utf8 {
        return Ok(utf8);
    }
    let gb18030 = decoded_as(GB18030, &bytes, "gb18030", progress)?;
    let guessed = has_rare(&gb18030.text);
    let better = gb18030.malformed.len() < utf8.malformed.len();
    Ok(if better { Decoded { guessed, ..gb18030 } } else { utf8 })
}

/// UTF-16 without a mark: of the first bytes, those that are even or those that are odd are often 0, the others nearly never, as in `一`.
/// Other text has none.
fn wide(bytes: &[u8]) -> Option<Encoding> {
    let pairs = bytes[..bytes.len().min(4096)].chunks_exact(2);
    let n = pairs.len();
    let zeros = |i: usize| pairs.clone().filter(|pair| pair[i] == 0).count();
    let is_high = |zeros: usize, others: usize| 16 * zeros >= n.max(1) && zeros >= 8 * others;
    match (zeros(0), zeros(1)) {
        (low, high) if is_high(high, low) => Some(Encoding::Utf16Le),
        (high, low) if is_high(high, low) => Some(Encoding::Utf16Be),
        _ => None,
    }
}

/// Whether a text is UTF-8 only because the few Chinese characters in it happen to be: 群, 元 and 状态 in GB2312 are Ⱥ, Ԫ and ״̬. So is one in which every
/// word beyond ASCII has two bytes a character that GB2312 knows, and a letter that no language writes beside the others.
fn is_utf8_by_chance(text: &str) -> bool {
    if text.is_ascii() {
        return false;
    }
    let mut others = text.split(|c: char| c.is_ascii()).filter(|word| !word.is_empty()).peekable();
    let in_gb2312 = |pair: &[u8]| matches!(pair, [0xc2..=0xdf, 0xa1..=0xbf]);
    let is_rare = |c: char| matches!(c, '\u{180}'..='\u{36f}' | '\u{500}'..='\u{52f}') && !matches!(c, 'Ư' | 'ơ' | 'ư');
    others.peek().is_some()
        && others.all(|word| {
            word.as_bytes().chunks(2).all(in_gb2312)
                && word.contains(is_rare)
                && !word.starts_with(|c: char| matches!(c, '\u{300}'..='\u{36f}'))
        })
}

/// Whether a text read as GB18030 is likely another one: many characters that no Chinese text has many of.
fn has_rare(text: &str) -> bool {
    let other = text.chars().filter(|c| !c.is_ascii());
    let (mut all, mut rare) = (0u32, 0u32);
    for c in other.take(4096) {
        all += 1;
        // GB2312, which nearly all text keeps to.
        let common = matches!(*GB18030.encode(c.encode_utf8(&mut [0; 4])).0, [0xa1..=0xf7, 0xa1..=0xfe]);
        rare += u32::from(!common);
    }
    all >= 8 && 5 * rare > all
}

fn lossy_utf8(bytes: &[u8]) -> io::Result<Decoded> {
    let mut text = String::new();
    let mut malformed = Vec::new();
    text.try_reserve_exact(bytes.len() + 16)?;
    for chunk in bytes.utf8_chunks() {
        text.try_reserve(chunk.valid().len() + REPLACEMENT.len())?;
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            malformed.push(text.len());
            text.push_str(REPLACEMENT);
        }
        if malformed.len() > MOST_MALFORMED {
            break;
        }
    }
    Ok(Decoded { text, malformed, encoding: "utf-8", guessed: false })
}

pub(super) fn decoded_as(
    encoding: &'static encoding_rs::Encoding,
    bytes: &[u8],
    name: &'static str,
    progress: &Progress,
) -> io::Result<Decoded> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    let mut malformed = Vec::new();
    let mut read = 0;
    text.try_reserve_exact(bytes.len() + bytes.len() / 2 + 16)?;
    while !progress.is_cancelled() && malformed.len() <= MOST_MALFORMED {
        let end = bytes.len().min(read + CHUNK);
        let last = end == bytes.len();
        let (result, taken) = decoder.decode_to_string_without_replacement(&bytes[read..end], &mut text, last);
        read += taken;
        match result {
            DecoderResult::InputEmpty if last => break,
            DecoderResult::InputEmpty => {}
            DecoderResult::OutputFull => text.try_reserve(bytes.len() - read + 64)?,
            DecoderResult::Malformed(..) => {
                malformed.push(text.len());
                text.push_str(REPLACEMENT);
            }
        }
    }
    Ok(Decoded { text, malformed, encoding: name, guessed: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Never ends, and is interrupted while it is read.
    struct Endless<'p>(&'p Progress, usize);

    impl Read for Endless<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.1 += buffer.len();
            buffer.fill(b'\n');
            if self.1 > 3 * CHUNK {
                self.0.cancel();
            }
            Ok(buffer.len())
        }
    }

    #[test]
    fn reading_stops_once_cancelled() {
        let progress = Progress::silent();
        let most = Most { bytes: u64::MAX, budget: &Budget::new(memory::Budget { bytes: u64::MAX }) };
        let read = read_all(Endless(&progress, 0), 0, most, &progress, |_| ()).unwrap();
        assert!((3 * CHUNK..6 * CHUNK).contains(&read.len()), "{}", read.len());
    }

    #[test]
    fn reading_stops_at_what_a_table_may_be() {
        let progress = Progress::silent();
        let budget = Budget::new(memory::Budget { bytes: memory::READING + 100 * CHUNK as u64 });
        let most = |bytes| Most { bytes, budget: &budget };
        let read = |from: &mut dyn Read, bytes| read_all(from, 0, most(bytes), &progress, |_| ()).unwrap();
        let zeros = read(&mut io::repeat(0), u64::MAX);
        assert!(is_one_line(&zeros) && zeros.len() < LINE + 2 * CHUNK, "{}", zeros.len());
        let lines = read(&mut io::repeat(b'\n'), 2 * CHUNK as u64);
        assert!((2 * CHUNK..4 * CHUNK).contains(&lines.len()), "{}", lines.len());
        assert_eq!(budget.used(), (zeros.len() + lines.len()) as u64);
        let rest = read(&mut io::repeat(b'\n'), u64::MAX);
        assert!(budget.is_exceeded() && budget.used() < budget.bytes + 2 * CHUNK as u64, "{}", rest.len());
        let none = read_all(io::empty(), u64::MAX, most(u64::MAX), &progress, |_| ()).map_err(|e| e.kind());
        assert_eq!(none, Err(io::ErrorKind::OutOfMemory));
        let noise: Vec<u8> = (0..4 * MOST_MALFORMED).map(|i| b"\xff\n"[i % 2]).collect();
        let decoded = decoded(noise, Encoding::Auto, &progress).unwrap();
        assert!((MOST_MALFORMED..MOST_MALFORMED + 2).contains(&decoded.malformed.len()));
    }

    #[test]
    fn chinese_that_happens_to_be_utf8_is_chinese() {
        let read = |bytes: Vec<u8>| decoded(bytes, Encoding::Auto, &Progress::silent()).unwrap();
        for text in
            ["user_id,群\na,g1\n", "order,状态\n1,paid\n", "user_id,群,状态\na,1,ok\n", "user_id,amount\na,12.5 元\n"]
        {
            let bytes = GB18030.encode(text).0.into_owned();
            assert!(std::str::from_utf8(&bytes).is_ok(), "{text}");
            let decoded = read(bytes);
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, "gb18030"));
        }
        for text in [
            "name\nКузнецов\n",
            "name\nΑλέξανδρος\n",
            "name\nHươu,thư\n",
            "name\nMüller,façade\n",
            "name\nfac\u{327}ade\n",
            "用户,Ⱥ\n",
        ] {
            let decoded = read(text.as_bytes().to_vec());
            assert_eq!((decoded.text.as_str(), decoded.encoding), (text, "utf-8"));
        }
        let said = super::decoded("user_id,Ⱥ\n".into(), Encoding::Utf8, &Progress::silent()).unwrap();
        assert_eq!(said.encoding, "utf-8");
    }

    #[test]
    fn characters_across_chunks_are_whole() {
        // Two and four bytes a character from an odd place on, so that chunks end within characters.
        let text = format!("a{}", "人脉🎈,".repeat(CHUNK / 6));
        let marked: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        for (bytes, encoding) in [(GB18030.encode(&text).0.into_owned(), "gb18030"), (marked, "utf-16le")] {
            assert!(bytes.len() > CHUNK);
            let decoded = decoded(bytes, Encoding::Auto, &Progress::silent()).unwrap();
            assert_eq!((decoded.encoding, decoded.malformed.len()), (encoding, 0));
            assert!(decoded.text == text);
        }
    }
}
