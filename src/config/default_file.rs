//! The commented default file.

use toml::Value;

use super::Config;
use super::keys::{Key, Shape, join, lookup};
use crate::text::{Lang, settings as text};

/// A commented `renmai.toml` that spells out every default, in the given language; parsing it gives [`Config::default`] in that language.
pub fn default_toml(lang: Lang) -> String {
    let defaults = Value::try_from(Config { lang, ..Config::default() }).unwrap_or(Value::Boolean(false));
    let mut out = comment(text::HEAD.get(lang));
    table("", Config::KEYS, &defaults, lang, &mut out);
    out
}

fn table(section: &str, keys: &'static [Key], defaults: &Value, lang: Lang, out: &mut String) {
    for key in keys {
        let path = join(section, key.name);
        if section.is_empty() || opens_table(key) {
            out.push('\n');
        }
        out.push_str(&comment(key.text.get(lang)));
        match (&key.shape, lookup(defaults, &path)) {
            (Shape::Table(inner), _) => {
                out.push_str(&format!("[{path}]\n"));
                table(&path, inner, defaults, lang, out);
            }
            (_, Some(Value::Table(entries))) if !entries.is_empty() => {
                out.push_str(&format!("[{path}]\n"));
                entries.iter().for_each(|(name, value)| out.push_str(&format!("{name} = {value}\n")));
            }
            (_, Some(value)) if key.example.is_empty() => out.push_str(&format!("{} = {value}\n", key.name)),
            _ => out.push_str(&comment(key.example)),
        }
    }
}

/// Whether the key is written as a table of its own rather than as `key = value`.
fn opens_table(key: &Key) -> bool {
    matches!(
        key.shape,
        Shape::Table(_)
            | Shape::Weights(_)
            | Shape::Columns
            | Shape::Headers
            | Shape::Entries(_)
            | Shape::Cells
            | Shape::Rules
    )
}

fn comment(words: &str) -> String {
    words.lines().map(|line| format!("# {line}\n")).collect()
}
