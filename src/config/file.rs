//! The file itself: parsing, checking, and the commented default.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Config;
use crate::text::Lang;

/// Files and how to read them. Paths are relative to the folder of `renmai.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct InputOptions {
    /// Files of the memberships table, each `PATH` or `PATH:column=value`.
    pub memberships: Vec<String>,
    /// Files of the interactions table.
    pub interactions: Vec<String>,
    /// Files of the users table.
    pub users: Vec<String>,
    /// Files of the groups table.
    pub groups: Vec<String>,
    /// Files of the purchases table.
    pub purchases: Vec<String>,
    /// IANA zone of times that name none.
    pub timezone: String,
    /// Set bad rows aside.
    pub skip_bad_rows: bool,
    /// Table → (our column → the file's header).
    pub columns: BTreeMap<String, BTreeMap<String, String>>,
}

impl Default for InputOptions {
    fn default() -> Self {
        Self {
            memberships: Vec::new(),
            interactions: Vec::new(),
            users: Vec::new(),
            groups: Vec::new(),
            purchases: Vec::new(),
            timezone: "Asia/Shanghai".to_owned(),
            skip_bad_rows: false,
            columns: BTreeMap::new(),
        }
    }
}

impl Config {
    /// Reads the text of a `renmai.toml`; `name` is shown in messages. The result is [checked](Config::check).
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) with line and column for text that is not TOML, unknown keys and wrong types.
    pub fn parse(_name: &str, _text: &str) -> crate::Result<Self> {
        todo!("config")
    }

    /// Checks every value that a type cannot: ranges, the lattice, the zone's name.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) naming the key, what was expected and what was found.
    pub fn check(&self) -> crate::Result<()> {
        todo!("config")
    }
}

/// A commented `renmai.toml` that spells out every default, in the given language; parsing it gives [`Config::default`] in that language.
pub fn default_toml(_lang: Lang) -> String {
    todo!("config")
}
