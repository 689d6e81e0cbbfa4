//! Where tables come from, and how they are to be read.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::PathBuf;

use super::{Believed, Zone};
use crate::text::errors;
use crate::{Error, ErrorKind};

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

/// A file or bytes; `.gz` and `.zst` are told by the name of the source.
#[derive(Clone, Debug)]
pub enum Content {
    /// A file on disk, a pipe or a device; opened once for reading.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// Bytes in memory: compiled into the program, or made by a test.
    Bytes(Cow<'static, [u8]>),
}

impl Source {
    /// A file on disk, named as its path.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { name: path.display().to_string(), content: Content::File(path), constants: Vec::new() }
    }

    /// Bytes in memory.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { name: name.into(), content: Content::Bytes(bytes.into()), constants: Vec::new() }
    }

    /// The same source with a column that has one value for every row.
    #[must_use]
    pub fn with_constant(mut self, column: impl Into<String>, value: impl Into<String>) -> Self {
        self.constants.push((column.into(), value.into()));
        self
    }
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
    /// Files with the ids of users who may be on no list.
    pub suppress: Vec<Source>,
    /// `[input.columns.TABLE]`: table name → (our column name → the file's header).
    pub columns: BTreeMap<String, BTreeMap<String, String>>,
    /// Zone of times that name none.
    pub zone: Zone,
    /// Times that are believed.
    pub believed: Believed,
    /// Set bad rows aside instead of stopping.
    pub skip_bad_rows: bool,
    /// Bytes of text that all files together may hold; without it, half of the machine's memory.
    pub max_memory: Option<u64>,
}

impl Sources {
    /// The files of one table, by its name.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) for a name that is no table.
    pub fn table_mut(&mut self, table: &str) -> crate::Result<&mut Vec<Source>> {
        match table {
            "memberships" => Ok(&mut self.memberships),
            "interactions" => Ok(&mut self.interactions),
            "users" => Ok(&mut self.users),
            "groups" => Ok(&mut self.groups),
            "purchases" => Ok(&mut self.purchases),
            "suppress" => Ok(&mut self.suppress),
            _ => Err(Error::new(ErrorKind::Config, errors::UNKNOWN_TABLE.with("table", table))),
        }
    }

    /// Every file, table by table.
    pub fn all(&self) -> impl Iterator<Item = &Source> {
        self.by_name().into_iter().flatten()
    }

    /// The files of each table, by name: the order in which they were given changes nothing.
    pub(super) fn by_name(&self) -> [Vec<&Source>; 6] {
        let Self { memberships, interactions, users, groups, purchases, suppress, .. } = self;
        [memberships, interactions, users, groups, purchases, suppress].map(|files| {
            let mut files: Vec<&Source> = files.iter().collect();
            files.sort_by(|a, b| (&a.name, &a.constants).cmp(&(&b.name, &b.constants)));
            files
        })
    }
}
