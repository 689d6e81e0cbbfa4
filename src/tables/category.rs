//! Text columns: arenas of strings, and columns with few distinct values.

use std::collections::TryReserveError;

use super::NONE;
use crate::memory::WORD;

/// A column of strings in one buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    bytes: String,
    ends: Vec<usize>,
}

impl Texts {
    /// Makes room for so many values of so many bytes together.
    pub(super) fn reserve(&mut self, values: usize, bytes: usize) -> Result<(), TryReserveError> {
        self.ends.try_reserve(values)?;
        self.bytes.try_reserve(bytes)
    }

    /// All values one after the other, and where each ends.
    pub(crate) fn parts(&self) -> (&str, &[usize]) {
        (&self.bytes, &self.ends)
    }

    /// From [`Texts::parts`]; `None` where some value would not end at a character, after the one before.
    pub(crate) fn of_parts(bytes: String, ends: Vec<usize>) -> Option<Self> {
        let whole = ends.last().copied().unwrap_or(0) == bytes.len();
        let fits = whole && ends.is_sorted() && ends.iter().all(|&end| bytes.is_char_boundary(end));
        fits.then_some(Self { bytes, ends })
    }

    /// Appends a value.
    pub fn push(&mut self, value: &str) {
        self.bytes.push_str(value);
        self.ends.push(self.bytes.len());
    }

    /// The value at `i`; empty where there is none.
    pub fn get(&self, i: usize) -> &str {
        let Some(&end) = self.ends.get(i) else { return "" };
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.bytes[start..end]
    }

    /// Number of values.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes that they take.
    pub(super) fn bytes(&self) -> usize {
        self.bytes.len() + self.ends.len() * WORD
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

impl<'a> FromIterator<&'a str> for Texts {
    fn from_iter<I: IntoIterator<Item = &'a str>>(values: I) -> Self {
        let mut out = Self::default();
        values.into_iter().for_each(|v| out.push(v));
        out
    }
}

/// A column whose values come from a short list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Categories {
    /// Index into `names`, or [`NONE`].
    pub codes: Vec<u32>,
    /// The distinct values, in byte order.
    pub names: Vec<String>,
}

impl Categories {
    /// The value at `i`, if there is one.
    pub fn get(&self, i: usize) -> Option<&str> {
        self.codes.get(i).filter(|&&c| c != NONE).map(|&c| self.names[c as usize].as_str())
    }

    /// The code at `i`; [`NONE`] where there is none.
    pub fn code(&self, i: usize) -> u32 {
        self.codes.get(i).copied().unwrap_or(NONE)
    }
}
