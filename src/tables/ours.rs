//! Names of ours that were written down: read again, they are those that the program knows.

use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer, Error};

use crate::config::Trim;
use crate::config::columns::SCHEMAS;
use crate::text::codes;
use crate::text::terms::InputTable;

/// A name that the program knows.
pub type Name = &'static str;

/// What files are, and how their bytes are text.
const OTHERS: [&str; 11] =
    ["arrow", "text", "sheet", "records", "utf-8", "utf-16le", "utf-16be", "gb18030", "big5", "workbook", "html"];

fn known<E: Error>(name: &str) -> Result<&'static str, E> {
    let columns = SCHEMAS.iter().flat_map(|schema| schema.names());
    let all = codes::<InputTable>().into_iter().chain(columns).chain(codes::<Trim>()).chain(OTHERS);
    let mut all = all.filter(|known| *known == name);
    all.next().ok_or_else(|| E::custom(format_args!("unknown name {name:?}")))
}

/// A table, a column, an encoding, …
pub(super) fn name<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    known(&String::deserialize(from)?)
}

/// Columns and something of each.
pub(super) fn names<'de, D: Deserializer<'de>>(from: D) -> Result<BTreeMap<&'static str, String>, D::Error> {
    let read = BTreeMap::<String, String>::deserialize(from)?;
    read.into_iter().map(|(name, of)| Ok((known(&name)?, of))).collect()
}

/// Names and counts.
pub(super) fn counts<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<(&'static str, u64)>, D::Error> {
    let read = Vec::<(String, u64)>::deserialize(from)?;
    read.into_iter().map(|(name, count)| Ok((known(&name)?, count))).collect()
}
