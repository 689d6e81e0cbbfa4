//! The file itself: input files, and the friendly forms that some keys take.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Deserializer, Serialize};

use super::Config;
use crate::text::Lang;

/// Files and how to read them. Paths are relative to the folder of `renmai.toml`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct InputOptions {
    /// Files of the memberships table, each `PATH` or `PATH:column=value`.
    #[serde(deserialize_with = "one_or_many")]
    pub memberships: Vec<String>,
    /// Files of the interactions table.
    #[serde(deserialize_with = "one_or_many")]
    pub interactions: Vec<String>,
    /// Files of the users table.
    #[serde(deserialize_with = "one_or_many")]
    pub users: Vec<String>,
    /// Files of the groups table.
    #[serde(deserialize_with = "one_or_many")]
    pub groups: Vec<String>,
    /// Files of the purchases table.
    #[serde(deserialize_with = "one_or_many")]
    pub purchases: Vec<String>,
    /// Files with the ids of users who may be on no list.
    #[serde(deserialize_with = "one_or_many")]
    pub suppress: Vec<String>,
    /// IANA zone of times that name none.
    pub timezone: String,
    /// Set bad rows aside.
    pub skip_bad_rows: bool,
    /// Where the rows set aside go; `rejected.csv` in the output directory if absent.
    pub rejected: Option<String>,
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
            suppress: Vec::new(),
            timezone: "Asia/Shanghai".to_owned(),
            skip_bad_rows: false,
            rejected: None,
            columns: BTreeMap::new(),
        }
    }
}

impl InputOptions {
    /// The five tables by name, in their usual order, then the suppressed users.
    pub fn tables(&self) -> [(&'static str, &[String]); 6] {
        [
            ("memberships", &self.memberships),
            ("interactions", &self.interactions),
            ("users", &self.users),
            ("groups", &self.groups),
            ("purchases", &self.purchases),
            ("suppress", &self.suppress),
        ]
    }

    /// Lets relative paths start at `base`, the folder of the file that names them.
    pub fn relative_to(&mut self, base: &Path) {
        if base.as_os_str().is_empty() {
            return;
        }
        let tables = [
            &mut self.memberships,
            &mut self.interactions,
            &mut self.users,
            &mut self.groups,
            &mut self.purchases,
            &mut self.suppress,
        ];
        for entry in tables.into_iter().flatten().chain(&mut self.rejected) {
            if let Some(joined) = base.join(entry.as_str()).to_str() {
                *entry = joined.to_owned();
            }
        }
    }
}

/// `"a.csv"` or `["a.csv", "b.csv"]`.
fn one_or_many<'de, D: Deserializer<'de>>(value: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum OneOrMany {
        One(String),
        Many(Vec<String>),
    }
    Ok(match OneOrMany::deserialize(value)? {
        OneOrMany::One(one) => vec![one],
        OneOrMany::Many(many) => many,
    })
}

/// `"2025-06-30"` or the TOML date `2025-06-30`.
pub(super) fn text_or_date<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum TextOrDate {
        Text(String),
        Date(toml::value::Datetime),
    }
    Ok(match Option::<TextOrDate>::deserialize(value)? {
        None => None,
        Some(TextOrDate::Text(text)) => Some(text),
        Some(TextOrDate::Date(date)) => Some(date.to_string()),
    })
}

impl Config {
    /// Reads the text of a `renmai.toml`; `name` is shown in messages. The result is [checked](Config::check).
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) with line and column for text that is not TOML, unknown keys and wrong types.
    pub fn parse(name: &str, text: &str) -> crate::Result<Self> {
        super::parse::parse(name, text)
    }

    /// The language that the text of a `renmai.toml` asks for, whatever else is wrong with it; so its errors can be in that language.
    pub fn language(text: &str) -> Option<Lang> {
        super::parse::language(text)
    }

    /// Checks every value that a type cannot: ranges, the lattice, the zone's name.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) naming the key, what was expected and what was found.
    pub fn check(&self) -> crate::Result<()> {
        super::check::check(self)
    }

    /// A `renmai.toml` with every option that is not the default, but for those on which no result depends: parsed, it gives
    /// the same results. `None` where a number is too large for TOML, which [`Config::check`]ed command lines and files do not
    /// hold.
    pub fn differences(&self) -> Option<String> {
        super::differences::differences(self)
    }
}
