//! The commented default file.

use toml::Value;

use super::Config;
use super::keys::{KEYS, Key, SECTIONS, Shape};
use crate::text::{Lang, settings as text};

/// A commented `renmai.toml` that spells out every default, in the given language; parsing it gives [`Config::default`] in that language.
pub fn default_toml(lang: Lang) -> String {
    let defaults = Value::try_from(Config { lang, ..Config::default() }).unwrap_or(Value::Boolean(false));
    let mut out = comment(text::HEAD.get(lang));
    let mut section = "";
    for key in KEYS {
        if key.section != section {
            section = key.section;
            let words = SECTIONS.iter().find(|(name, _)| *name == section).map_or("", |(_, words)| words.get(lang));
            out.push_str(&format!("\n{}[{section}]\n", comment(words)));
        } else if section.is_empty() || opens_table(key) {
            out.push('\n');
        }
        out.push_str(&comment(key.text.get(lang)));
        let default = key.path().split('.').try_fold(&defaults, |table, name| table.get(name)).cloned();
        match default {
            Some(Value::Table(entries)) if !entries.is_empty() => {
                out.push_str(&format!("[{}]\n", key.path()));
                entries.iter().for_each(|(name, value)| out.push_str(&format!("{name} = {value}\n")));
            }
            Some(value) if key.example.is_empty() => out.push_str(&format!("{} = {value}\n", key.name)),
            _ => out.push_str(&comment(key.example)),
        }
    }
    out
}

/// Whether the key is written as a table of its own rather than as `key = value`.
fn opens_table(key: &Key) -> bool {
    matches!(key.shape, Shape::Weights | Shape::Columns | Shape::Cells | Shape::Rules)
}

fn comment(words: &str) -> String {
    words.lines().map(|line| format!("# {line}\n")).collect()
}
