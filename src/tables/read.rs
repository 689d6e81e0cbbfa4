//! From sources to tables.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Tables, Zone};
use crate::progress::Progress;

/// Where a table's rows come from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name shown in messages.
    pub name: String,
    /// A file, or bytes in memory (the demo's data).
    pub content: Content,
    /// Columns with one value for every row, such as `kind=sms`.
    pub constants: Vec<(String, String)>,
}

/// A file or bytes; `.gz` and `.zst` are told by the name.
#[derive(Clone, Debug)]
pub enum Content {
    /// A file on disk.
    File(PathBuf),
    /// Bytes compiled into the program.
    Bytes(&'static [u8]),
}

/// All sources and how to read them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Files of the memberships table; the rows are joined.
    pub memberships: Vec<Source>,
    /// Files of the interactions table.
    pub interactions: Vec<Source>,
    /// Files of the users table.
    pub users: Vec<Source>,
    /// Files of the groups table.
    pub groups: Vec<Source>,
    /// Files of the purchases table.
    pub purchases: Vec<Source>,
    /// `[input.columns.TABLE]`: table name → (our column name → the file's header).
    pub columns: BTreeMap<String, BTreeMap<String, String>>,
    /// Zone of times that name none.
    pub zone: Zone,
    /// Set bad rows aside instead of stopping.
    pub skip_bad_rows: bool,
}

/// Reads every source.
///
/// # Errors
/// A file that cannot be opened, a missing required column, and (unless `skip_bad_rows`) rows that cannot be read:
/// after the first table with such rows, with up to 20 of them and their count.
pub fn read(_sources: &Sources, _progress: &Progress) -> crate::Result<Tables> {
    todo!("tables room")
}
