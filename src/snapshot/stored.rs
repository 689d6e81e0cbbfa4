//! What can be stored as sections, and how a struct is: field by field, each under its name.

use std::io::Result;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::directory::Broken;
use super::reading::{Array, Sections};
use super::writing::Writer;
use crate::graph::Csr;
use crate::tables::{Categories, Ids, NONE, TagLists, Texts};
use crate::text::Coded;

pub(super) type Loaded<T> = std::result::Result<T, Broken>;

/// Stored as one section or several.
pub(super) trait Stored: Sized {
    /// Writes its sections.
    fn store(&self, to: &mut Writer<'_>) -> Result<()>;
    /// Takes its sections.
    fn load(from: &mut Sections) -> Loaded<Self>;
}

/// Structs of which every field is stored under its name.
macro_rules! stored {
    ($($name:ty { $($field:ident),* $(,)? })*) => {
        $(impl Stored for $name {
            fn store(&self, to: &mut Writer<'_>) -> std::io::Result<()> {
                $(to.inside(stringify!($field), |to| self.$field.store(to))?;)*
                Ok(())
            }

            fn load(from: &mut Sections) -> Loaded<Self> {
                Ok(Self { $($field: from.inside(stringify!($field), Stored::load)?),* })
            }
        })*
    };
}
pub(super) use stored;

/// Arrays of numbers.
macro_rules! array {
    ($($number:ty: $array:ident, $write:ident;)*) => {
        $(impl Stored for Vec<$number> {
            fn store(&self, to: &mut Writer<'_>) -> Result<()> {
                to.$write(self)
            }

            fn load(from: &mut Sections) -> Loaded<Self> {
                match from.take()? {
                    Array::$array(values) => Ok(values),
                    _ => Err(from.broken()),
                }
            }
        })*
    };
}
array! {
    u8: U8, bytes;
    u32: U32, u32s;
    i64: I64, i64s;
    f64: F64, f64s;
}

/// What is stored as an array of something else.
macro_rules! mapped {
    ($($own:ty as $other:ty: $to:expr, $from:expr;)*) => {
        $(impl Stored for Vec<$own> {
            fn store(&self, to: &mut Writer<'_>) -> Result<()> {
                let map: fn(&$own) -> $other = $to;
                self.iter().map(map).collect::<Vec<$other>>().store(to)
            }

            fn load(from: &mut Sections) -> Loaded<Self> {
                let map: fn($other) -> Option<$own> = $from;
                let values = Vec::<$other>::load(from)?;
                values.into_iter().map(map).collect::<Option<_>>().ok_or_else(|| from.broken())
            }
        })*
    };
}
mapped! {
    usize as i64: |&n| n as i64, |n| usize::try_from(n).ok();
    bool as u8: |&flag| u8::from(flag), |byte| (byte < 2).then_some(byte == 1);
    Option<bool> as u8: |flag| flag.map_or(2, u8::from), |byte| (byte < 3).then_some((byte < 2).then_some(byte == 1));
    crate::tables::MemberType as u8: |&one| one as u8, |byte| {
        use crate::tables::MemberType::{Customer, Robot, Staff};
        [Customer, Staff, Robot].get(usize::from(byte)).copied()
    };
    Option<crate::tables::Role> as u8: coded, uncoded;
    Option<crate::measures::Isolation> as u8: coded, uncoded;
}

/// 0 for nothing, else one more than the place among all.
fn coded<T: Coded>(value: &Option<T>) -> u8 {
    value.and_then(|value| T::VALUES.iter().position(|one| *one == value)).map_or(0, |place| place as u8 + 1)
}

fn uncoded<T: Coded>(byte: u8) -> Option<Option<T>> {
    match byte.checked_sub(1) {
        None => Some(None),
        Some(place) => T::VALUES.get(usize::from(place)).map(|&value| Some(value)),
    }
}

/// Single numbers.
macro_rules! single {
    ($($number:ty: $array:ident as $as:ty;)*) => {
        $(impl Stored for $number {
            fn store(&self, to: &mut Writer<'_>) -> Result<()> {
                vec![*self as $as].store(to)
            }

            fn load(from: &mut Sections) -> Loaded<Self> {
                match from.take()? {
                    Array::$array(values) if values.len() == 1 => Ok(values[0] as $number),
                    _ => Err(from.broken()),
                }
            }
        })*
    };
}
single! {
    u32: U32 as u32;
    i64: I64 as i64;
    u64: I64 as i64;
    usize: I64 as i64;
    f64: F64 as f64;
}

impl Stored for bool {
    fn store(&self, to: &mut Writer<'_>) -> Result<()> {
        vec![*self].store(to)
    }

    fn load(from: &mut Sections) -> Loaded<Self> {
        Vec::<bool>::load(from)?.first().copied().ok_or_else(|| from.broken())
    }
}

impl Stored for String {
    fn store(&self, to: &mut Writer<'_>) -> Result<()> {
        to.bytes(self.as_bytes())
    }

    fn load(from: &mut Sections) -> Loaded<Self> {
        Self::from_utf8(Vec::load(from)?).map_err(|_| from.broken())
    }
}

impl Stored for Texts {
    fn store(&self, to: &mut Writer<'_>) -> Result<()> {
        let (bytes, ends) = self.parts();
        to.inside("bytes", |to| to.bytes(bytes.as_bytes()))?;
        to.inside("ends", |to| ends.to_vec().store(to))
    }

    fn load(from: &mut Sections) -> Loaded<Self> {
        let bytes = from.inside("bytes", String::load)?;
        let ends = from.inside("ends", Vec::load)?;
        Self::of_parts(bytes, ends).ok_or_else(|| from.broken())
    }
}

impl Stored for Vec<String> {
    fn store(&self, to: &mut Writer<'_>) -> Result<()> {
        self.iter().map(String::as_str).collect::<Texts>().store(to)
    }

    fn load(from: &mut Sections) -> Loaded<Self> {
        let texts = Texts::load(from)?;
        Ok((0..texts.len()).map(|i| texts.get(i).to_owned()).collect())
    }
}

impl Stored for Ids {
    fn store(&self, to: &mut Writer<'_>) -> Result<()> {
        self.texts().store(to)
    }

    fn load(from: &mut Sections) -> Loaded<Self> {
        let texts = Texts::load(from)?;
        if !from.trusted && (1..texts.len()).any(|i| texts.get(i - 1) >= texts.get(i)) {
            return Err(from.broken());
        }
        Ok(Self::from_sorted(texts))
    }
}

/// Whether rows that end where the next begins hold all of `items`.
fn are_offsets(offsets: &[usize], items: usize) -> bool {
    offsets.first() == Some(&0) && offsets.last() == Some(&items) && offsets.is_sorted()
}

impl Stored for Csr {
    fn store(&self, to: &mut Writer<'_>) -> Result<()> {
        to.inside("offsets", |to| self.offsets.store(to))?;
        to.inside("items", |to| self.items.store(to))
    }

    fn load(from: &mut Sections) -> Loaded<Self> {
        let csr = Self { offsets: from.inside("offsets", Stored::load)?, items: from.inside("items", Stored::load)? };
        if are_offsets(&csr.offsets, csr.items.len()) { Ok(csr) } else { Err(from.broken()) }
    }
}

impl Stored for TagLists {
    fn store(&self, to: &mut Writer<'_>) -> Result<()> {
        to.inside("offsets", |to| self.offsets.store(to))?;
        to.inside("items", |to| self.items.store(to))?;
        to.inside("names", |to| self.names.store(to))
    }

    fn load(from: &mut Sections) -> Loaded<Self> {
        let lists = Self {
            offsets: from.inside("offsets", Stored::load)?,
            items: from.inside("items", Stored::load)?,
            names: from.inside("names", Stored::load)?,
        };
        let named = lists.items.iter().all(|&item| (item as usize) < lists.names.len());
        let fits = lists.offsets.is_empty() && lists.items.is_empty() || are_offsets(&lists.offsets, lists.items.len());
        if named && fits { Ok(lists) } else { Err(from.broken()) }
    }
}

impl Stored for Categories {
    fn store(&self, to: &mut Writer<'_>) -> Result<()> {
        to.inside("codes", |to| self.codes.store(to))?;
        to.inside("names", |to| self.names.store(to))
    }

    fn load(from: &mut Sections) -> Loaded<Self> {
        let own = Self { codes: from.inside("codes", Stored::load)?, names: from.inside("names", Stored::load)? };
        let named = own.codes.iter().all(|&code| code == NONE || (code as usize) < own.names.len());
        if named { Ok(own) } else { Err(from.broken()) }
    }
}

/// What is no array, as JSON.
pub(super) struct Json<T>(pub T);

impl<T: Serialize + DeserializeOwned> Json<T> {
    /// Takes its section.
    pub fn load(from: &mut Sections) -> Loaded<T> {
        serde_json::from_slice(&Vec::<u8>::load(from)?).map_err(|_| from.broken())
    }
}

impl<T: Serialize> Json<&T> {
    /// Writes its section.
    pub fn store(&self, to: &mut Writer<'_>) -> Result<()> {
        to.bytes(&serde_json::to_vec(self.0)?)
    }
}
