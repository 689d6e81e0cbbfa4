//! What an option of `renmai.toml` is. Each is declared once, by [`options!`]: the struct that the rooms take, the defaults, the
//! file and its checks, the default file, the differences and the command line all follow the declaration.

use toml::Value;

use super::Config;
use super::shape::Shape;
use crate::text::{Lang, Sentence, Text};

/// One key of `renmai.toml`.
#[derive(Debug)]
pub struct Key {
    /// Its name in the table that it stands in.
    pub name: &'static str,
    /// What it takes.
    pub shape: Shape,
    /// Its comment in the default file.
    pub text: Text,
    /// TOML shown, commented out, where the default is absent or empty; of a table with a flag, what the flag takes.
    pub example: &'static str,
    /// The option of the command line that sets it.
    pub flag: Option<Flag>,
    /// A flag that another key declares and that sets this one too.
    pub follows: Option<&'static str>,
    /// Whether results depend on it.
    pub has_effect: bool,
}

/// An option of the command line.
#[derive(Debug)]
pub struct Flag {
    /// `--name`.
    pub name: &'static str,
    /// What stands for its value in the help; empty for a switch.
    pub value: &'static str,
    /// Its help; `{default}` is the default.
    pub help: Text,
}

impl Key {
    pub(super) const fn new(name: &'static str, shape: Shape, text: Text) -> Self {
        Self { name, shape, text, example: "", flag: None, follows: None, has_effect: true }
    }

    pub(super) const fn named(self, name: &'static str) -> Self {
        Self { name, ..self }
    }

    pub(super) const fn example(self, example: &'static str) -> Self {
        Self { example, ..self }
    }

    pub(super) const fn flag(self, name: &'static str, value: &'static str, help: Text) -> Self {
        Self { flag: Some(Flag { name, value, help }), ..self }
    }

    pub(super) const fn follows(self, flag: &'static str) -> Self {
        Self { follows: Some(flag), ..self }
    }

    pub(super) const fn without_effect(self) -> Self {
        Self { has_effect: false, ..self }
    }

    /// Whether this flag sets it.
    pub(super) fn is_set_by(&self, flag: &str) -> bool {
        self.flag.as_ref().map(|f| f.name).or(self.follows) == Some(flag)
    }

    /// The help of its flag.
    pub fn help(&'static self, path: &str, lang: Lang) -> String {
        let Some(flag) = &self.flag else { return String::new() };
        let defaults = Value::try_from(Config::default()).ok();
        let default = defaults.as_ref().and_then(|all| lookup(all, path)).map(Value::to_string).unwrap_or_default();
        flag.help.with("default", default.trim_end_matches(".0")).render(lang)
    }

    /// What was expected of its flag, if the word is something else.
    ///
    /// # Errors
    /// The words.
    pub fn accepts(&'static self, word: &str) -> Result<(), Sentence> {
        self.shape.read(word, self.example).map(|_| ())
    }
}

/// Declares options: a struct with one field a key, its default, what it takes, its comment in both languages, and what else there
/// is to say of it by the methods of [`Key`]. Behind `@` stand fields that are no keys.
macro_rules! options {
    ($(#[$about:meta])* pub struct $name:ident {
        $($(#[$attr:meta])* $field:ident: $type:ty = $default:expr, $shape:expr,
            Text::new($zh:literal, $en:literal) $(, $more:ident($($arg:expr),*))*;)*
        $(@ $(#[$other_attr:meta])* $other:ident: $other_type:ty = $other_default:expr;)*
    }) => {
        $(#[$about])*
        #[derive(Clone, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct $name {
            $(#[doc = $en] $(#[$attr])* pub $field: $type,)*
            $($(#[$other_attr])* pub $other: $other_type,)*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $($field: $default,)* $($other: $other_default,)* }
            }
        }

        impl $name {
            /// Its keys, in the order of the default file: those that open a table of their own come last.
            pub(crate) const KEYS: &'static [Key] =
                &[$(Key::new(stringify!($field), $shape, Text::new($zh, $en))$(.$more($($arg),*))*,)*];
        }
    };
}
pub(super) use options;

/// Every key with its dotted path, tables before what stands in them.
pub fn keys() -> Vec<(String, &'static Key)> {
    fn walk(section: &str, keys: &'static [Key], out: &mut Vec<(String, &'static Key)>) {
        for key in keys {
            let path = join(section, key.name);
            out.push((path.clone(), key));
            if let Shape::Table(inner) = key.shape {
                walk(&path, inner, out);
            }
        }
    }
    let mut out = Vec::new();
    walk("", Config::KEYS, &mut out);
    out
}

/// The value of a dotted path.
pub(super) fn lookup<'v>(all: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(all, |table, name| table.get(name))
}

/// A dotted name from its parts.
pub(super) fn join(section: &str, name: &str) -> String {
    if section.is_empty() { name.to_owned() } else { format!("{section}.{name}") }
}

/// Our names of a table's columns, required ones first; `None` for a table that does not exist.
pub fn columns_of(table: &str) -> Option<&'static [&'static str]> {
    COLUMNS.iter().find(|(name, _)| *name == table).map(|(_, columns)| *columns)
}

/// The word that `found` probably means: at most a third of its letters (and at least one) differ.
pub fn nearest<'a>(found: &str, words: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let allowed = (found.chars().count() / 3).max(1);
    words
        .into_iter()
        .map(|word| (strsim::damerau_levenshtein(found, word), word))
        .filter(|(distance, _)| *distance <= allowed)
        .min()
        .map(|(_, word)| word)
}

/// The tables and their columns.
pub(super) const COLUMNS: &[(&str, &[&str])] = &[
    ("memberships", &["user_id", "group_id", "joined_at", "left_at", "member_type"]),
    ("interactions", &["from_id", "to_id", "kind", "at", "count"]),
    (
        "users",
        &[
            "user_id",
            "nickname",
            "role",
            "remark_count",
            "city",
            "device",
            "tags",
            "registered_at",
            "last_active_at",
            "monthly_spend",
            "owner_id",
            "opted_out",
            "consent",
        ],
    ),
    ("groups", &["group_id", "name", "kind", "city", "tags", "owner_id"]),
    ("purchases", &["user_id", "at", "amount"]),
    ("suppress", &["user_id"]),
];
