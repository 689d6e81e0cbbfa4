//! Writing sections one after the other.

use std::io::{Result, Write};

use super::directory::{ALIGNMENT, Directory, Form, HEAD, Kind, MAGIC, Section, VERSION, foot};
use crate::tables::NO_TIME;

/// What is not known, among numbers of 32 bits.
pub(super) const UNKNOWN: u32 = u32::MAX;
/// Numbers encoded at a time.
const CHUNK: usize = 1 << 14;

/// A file that is being written. Where a section is named by a path, its parts are [entered](Writer::inside).
pub(super) struct Writer<'a> {
    to: &'a mut dyn Write,
    written: u64,
    path: Vec<&'static str>,
    sections: Vec<Section>,
}

impl<'a> Writer<'a> {
    /// Begins the file.
    pub fn new(to: &'a mut dyn Write) -> Result<Self> {
        to.write_all(&MAGIC)?;
        to.write_all(&VERSION.to_le_bytes())?;
        to.write_all(&[0; 4])?;
        Ok(Self { to, written: HEAD, path: Vec::new(), sections: Vec::new() })
    }

    /// Writes what belongs to a part.
    pub fn inside(&mut self, part: &'static str, write: impl FnOnce(&mut Self) -> Result<()>) -> Result<()> {
        self.path.push(part);
        write(self)?;
        self.path.pop();
        Ok(())
    }

    fn section(
        &mut self,
        kind: Kind,
        form: Form,
        base: i64,
        items: usize,
        chunks: &mut dyn Iterator<Item = Vec<u8>>,
    ) -> Result<()> {
        let padding = self.written.next_multiple_of(ALIGNMENT) - self.written;
        self.to.write_all(&[0; ALIGNMENT as usize][..padding as usize])?;
        let at = self.written + padding;
        let (mut sum, mut bytes) = (crc32fast::Hasher::new(), 0);
        for chunk in chunks {
            sum.update(&chunk);
            self.to.write_all(&chunk)?;
            bytes += chunk.len() as u64;
        }
        self.written = at + bytes;
        let name = self.path.join(".");
        self.sections.push(Section { name, kind, form, base, items: items as u64, at, bytes, crc32: sum.finalize() });
        Ok(())
    }

    /// Bytes.
    pub fn bytes(&mut self, values: &[u8]) -> Result<()> {
        match values {
            [first, rest @ ..] if !rest.is_empty() && rest.iter().all(|value| value == first) => {
                self.section(Kind::U8, Form::One, 0, values.len(), &mut std::iter::once(vec![*first]))
            }
            _ => self.section(Kind::U8, Form::Plain, 0, values.len(), &mut values.chunks(CHUNK).map(<[u8]>::to_vec)),
        }
    }

    /// Numbers of 32 bits.
    pub fn u32s(&mut self, values: &[u32]) -> Result<()> {
        let (form, values_or_one) = match values {
            [first, rest @ ..] if !rest.is_empty() && rest.iter().all(|value| value == first) => {
                (Form::One, &values[..1])
            }
            _ => (Form::Plain, values),
        };
        self.section(Kind::U32, form, 0, values.len(), &mut chunks(values_or_one, |value| value.to_le_bytes()))
    }

    /// Numbers of 64 bits, [`NO_TIME`] where nothing is known.
    pub fn i64s(&mut self, values: &[i64]) -> Result<()> {
        let known = || values.iter().copied().filter(|&value| value != NO_TIME);
        let base = known().min().unwrap_or(0);
        let spread = known().max().and_then(|most| most.checked_sub(base));
        let is_one = values.len() > 1 && values.iter().all(|&value| value == values[0]);
        if is_one {
            self.section(Kind::I64, Form::One, 0, values.len(), &mut chunks(&values[..1], |value| value.to_le_bytes()))
        } else if spread.is_some_and(|spread| spread < i64::from(UNKNOWN)) {
            let above = |value: i64| if value == NO_TIME { UNKNOWN } else { (value - base) as u32 };
            let mut chunks = chunks(values, |value| above(value).to_le_bytes());
            self.section(Kind::I64, Form::Narrow, base, values.len(), &mut chunks)
        } else {
            self.section(Kind::I64, Form::Plain, 0, values.len(), &mut chunks(values, |value| value.to_le_bytes()))
        }
    }

    /// Floating-point numbers, kept to the bit.
    pub fn f64s(&mut self, values: &[f64]) -> Result<()> {
        let same = |a: f64, b: f64| a.to_bits() == b.to_bits();
        // Whole numbers; 0 but not −0, and the usual NaN.
        let fits =
            |&value: &f64| same(value, f64::NAN) || same(f64::from(value as u32), value) && value < f64::from(UNKNOWN);
        if values.len() > 1 && values.iter().all(|&value| same(value, values[0])) {
            self.section(Kind::F64, Form::One, 0, values.len(), &mut chunks(&values[..1], |value| value.to_le_bytes()))
        } else if !values.is_empty() && values.iter().all(fits) {
            let whole = |value: f64| if value.is_nan() { UNKNOWN } else { value as u32 };
            let mut chunks = chunks(values, |value| whole(value).to_le_bytes());
            self.section(Kind::F64, Form::Narrow, 0, values.len(), &mut chunks)
        } else {
            self.section(Kind::F64, Form::Plain, 0, values.len(), &mut chunks(values, |value| value.to_le_bytes()))
        }
    }

    /// Ends the file.
    pub fn finish(self) -> Result<()> {
        let Self { to, written, sections, .. } = self;
        let directory = Directory { program: env!("CARGO_PKG_VERSION").to_owned(), sections };
        let directory = serde_json::to_vec(&directory)?;
        to.write_all(&directory)?;
        to.write_all(&foot(written, &directory))
    }
}

/// Values as bytes, some at a time.
fn chunks<'v, T: Copy, const N: usize>(
    values: &'v [T],
    bytes: impl Fn(T) -> [u8; N] + 'v,
) -> impl Iterator<Item = Vec<u8>> + 'v {
    values.chunks(CHUNK).map(move |chunk| {
        let mut out = vec![0; N * chunk.len()];
        out.as_chunks_mut::<N>().0.iter_mut().zip(chunk).for_each(|(to, &value)| *to = bytes(value));
        out
    })
}
