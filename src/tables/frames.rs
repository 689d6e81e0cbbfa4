//! What Zstandard has packed, where there is no compiler for the usual library, which is C.

use std::io::{self, BufRead, BufReader, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// Bytes that are unpacked at once, at least.
const STEP: usize = 1 << 20;

/// One frame after another, as the usual library reads them; each with its checksum, if it has one.
pub(super) struct Frames<R: Read> {
    from: BufReader<R>,
    frame: FrameDecoder,
    is_open: bool,
}

impl<R: Read> Frames<R> {
    pub fn new(from: R) -> Self {
        Self { from: BufReader::new(from), frame: FrameDecoder::new(), is_open: false }
    }

    /// Opens the next frame, over those that hold nothing; `false` at the end.
    fn advance(&mut self) -> io::Result<bool> {
        while !self.from.fill_buf()?.is_empty() {
            match self.frame.reset(&mut self.from) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    let length = u64::from(length);
                    if io::copy(&mut self.from.by_ref().take(length), &mut io::sink())? < length {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
                Err(e) => return Err(io::Error::other(e)),
            }
        }
        Ok(false)
    }
}

impl<R: Read> Read for Frames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if !self.is_open {
                self.is_open = self.advance()?;
                if !self.is_open {
                    return Ok(0);
                }
            }
            let read = self.frame.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            if self.frame.is_finished() {
                let told = self.frame.get_checksum_from_data();
                if told.is_some() && told != self.frame.get_calculated_checksum() {
                    return Err(io::ErrorKind::InvalidData.into());
                }
                self.is_open = false;
                continue;
            }
            let step = BlockDecodingStrategy::UptoBytes(STEP);
            self.frame.decode_blocks(&mut self.from, step).map_err(io::Error::other)?;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpacked(packed: &[u8]) -> io::Result<Vec<u8>> {
        let mut plain = Vec::new();
        Frames::new(packed).read_to_end(&mut plain).map(|_| plain)
    }

    fn packed(plain: &[u8], with_sum: bool) -> io::Result<Vec<u8>> {
        let mut to = zstd::Encoder::new(Vec::new(), 3)?;
        to.include_checksum(with_sum)?;
        io::Write::write_all(&mut to, plain)?;
        to.finish()
    }

    /// Text that repeats itself here and there, and noise that does not.
    fn plain(bytes: usize) -> Vec<u8> {
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            (state >> 56) as u8
        };
        (0..bytes).map(|i| if i / 1000 % 3 == 0 { next() } else { b'a' + next() % 4 }).collect()
    }

    #[test]
    fn what_the_usual_library_packs_comes_out_the_same() -> io::Result<()> {
        for bytes in [0, 1, 1000, 3_000_000] {
            let all = plain(bytes);
            assert!(unpacked(&packed(&all, true)?)? == all, "{bytes}");
            // Frames that hold nothing of the data, and several that do.
            let nothing = [&0x184D_2A50_u32.to_le_bytes()[..], &3_u32.to_le_bytes(), b"xyz"].concat();
            let several = [packed(&all, false)?, nothing, packed(b"end", true)?].concat();
            let mut usual = Vec::new();
            zstd::Decoder::new(&several[..])?.read_to_end(&mut usual)?;
            assert!(unpacked(&several)? == usual && usual == [&all[..], b"end"].concat(), "{bytes}");
        }
        Ok(())
    }

    #[test]
    fn what_is_damaged_or_ends_early_is_an_error() -> io::Result<()> {
        let whole = packed(&plain(50_000), true)?;
        for end in [1, 5, 100, whole.len() - 1] {
            assert!(unpacked(&whole[..end]).is_err(), "{end}");
        }
        let mut other_sum = whole.clone();
        *other_sum.last_mut().expect("bytes") ^= 1;
        assert!(unpacked(&other_sum).is_err());
        assert!(unpacked(b"user_id,group_id\n").is_err());
        Ok(())
    }
}
