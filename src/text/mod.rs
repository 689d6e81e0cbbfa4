//! Every sentence that people read, in Chinese and English, in one place.
//!
//! A [`Text`] holds both languages, so a missing translation does not compile; placeholders are written
//! `{name}` and filled by a [`Sentence`]; `{count|group has|groups have}` picks the wording for one and for any other number. One submodule per audience keeps the tables short.

pub mod changes;
pub mod circles;
pub mod cli;
mod coded;
pub mod columns;
pub mod criteria;
pub mod errors;
pub mod exchange;
pub mod explain;
pub mod findings;
pub mod generating;
pub mod method;
pub mod network;
pub mod next_step;
pub mod page;
pub mod reading;
pub mod reasons;
pub mod removals;
pub mod rules;
pub mod seeds;
pub mod segment;
pub mod settings;
pub mod snapshot;
mod stages;
pub mod summary;
pub mod terms;
pub mod todo;
pub mod verdicts;
pub mod web;
pub mod workbook;
pub mod writing;

use std::borrow::Cow;
use std::fmt::Display;

pub(crate) use coded::coded;
pub use coded::{Coded, Term, by_code, coded_list, codes, enumerated, named};

coded! {
    /// The language of everything that people read.
    #[derive(Default)]
    pub enum Lang {
        /// Chinese (simplified), the default.
        #[default]
        Zh = "zh",
        /// English.
        En = "en",
    }
}

/// Whether a terminal would obey a character instead of showing it: control and direction characters.
pub fn is_harmful(c: char) -> bool {
    let directs =
        |c| matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    c.is_control() || directs(c)
}

/// `text` with what is [harmful](is_harmful), but for the characters of `kept`, as its escape: `\u{1b}`, `\n`.
pub fn escaped<'a>(text: &'a str, kept: &str) -> Cow<'a, str> {
    let harmful = |c: char| is_harmful(c) && !kept.contains(c);
    if !text.contains(harmful) {
        return Cow::Borrowed(text);
    }
    let shown = |c: char| if harmful(c) { c.escape_default().to_string() } else { c.to_string() };
    Cow::Owned(text.chars().map(shown).collect())
}

/// One sentence (or word) in both languages.
#[derive(Debug, PartialEq, Eq, Hash)]
pub struct Text {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// Both languages, Chinese first.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The wording in one language, placeholders unfilled.
    pub fn get(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// A sentence without arguments yet.
    pub fn sentence(&'static self) -> Sentence {
        Sentence { text: Words::Ours(self), args: Vec::new() }
    }

    /// A sentence with one argument; more follow by [`Sentence::with`].
    pub fn with(&'static self, name: &'static str, value: impl Display) -> Sentence {
        self.sentence().with(name, value)
    }

    /// A sentence about so many things: `{count}`, with thousands separators.
    pub fn counted(&'static self, count: u64) -> Sentence {
        self.with("count", thousands(count))
    }
}

static PLAIN: Text = Text::new("{words}", "{words}");

/// The same words in both languages.
pub fn plain(words: impl Display) -> Sentence {
    PLAIN.with("words", words)
}

/// A whole number with thousands separators.
pub fn thousands(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A [`Text`] with its arguments: data until someone asks for words.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Sentence {
    text: Words,
    args: Vec<(&'static str, Argument)>,
}

/// What a sentence is made of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Words {
    /// One of ours, with placeholders.
    Ours(&'static Text),
    /// One that was rendered before and kept: Chinese, English.
    Kept([String; 2]),
}

impl serde::Serialize for Sentence {
    /// As it is rendered in both languages.
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        Lang::ALL.map(|lang| self.render(lang)).serialize(to)
    }
}

impl<'de> serde::Deserialize<'de> for Sentence {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        Ok(Self { text: Words::Kept(serde::Deserialize::deserialize(from)?), args: Vec::new() })
    }
}

/// What takes the place of a placeholder.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Argument {
    Plain(String),
    Said(Sentence),
}

impl Sentence {
    /// Adds the value of the placeholder `{name}`. It may come from outside: no terminal obeys it, and it begins no line of its own.
    pub fn with(mut self, name: &'static str, value: impl Display) -> Self {
        let value = value.to_string();
        self.args.push((name, Argument::Plain(escaped(&value, "").into_owned())));
        self
    }

    /// Adds what people call a table of the input, for the placeholder `{table}`.
    pub fn with_table(self, code: &str) -> Self {
        match by_code::<terms::InputTable>(code) {
            Some(table) => self.with_sentence("table", table.words().sentence()),
            None => self.with("table", code),
        }
    }

    /// Adds words for the placeholder `{name}`.
    pub fn with_sentence(mut self, name: &'static str, words: Sentence) -> Self {
        self.args.push((name, Argument::Said(words)));
        self
    }

    /// The words in one language. Values are inserted as they are and never scanned for placeholders.
    pub fn render(&self, lang: Lang) -> String {
        let mut rest = match &self.text {
            Words::Ours(text) => text.get(lang),
            Words::Kept(kept) => return kept[lang as usize].clone(),
        };
        let mut out = String::with_capacity(rest.len() + 32);
        while let Some(open) = rest.find('{') {
            let Some(close) = rest[open..].find('}').map(|i| open + i) else { break };
            let name = &rest[open + 1..close];
            out.push_str(&rest[..open]);
            let (name, forms) =
                name.split_once('|').map_or((name, None), |(name, forms)| (name, forms.split_once('|')));
            match (self.args.iter().find(|(n, _)| *n == name), forms) {
                (Some((_, Argument::Plain(value))), Some((one, many))) => {
                    out.push_str(if value == "1" { one } else { many });
                }
                (Some((_, Argument::Plain(value))), None) => out.push_str(value),
                (Some((_, Argument::Said(words))), _) => out.push_str(&words.render(lang)),
                (None, _) => out.push_str(&rest[open..=close]),
            }
            rest = &rest[close + 1..];
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static GREETING: Text = Text::new("{who}有 {n} 人", "{n} people in {who}");

    static GROUPS: Text = Text::new("{n} 个群", "{n} {n|group has|groups have} nobody");

    #[test]
    fn one_and_many_are_worded_apart() {
        assert_eq!(GROUPS.with("n", 1).render(Lang::En), "1 group has nobody");
        assert_eq!(GROUPS.with("n", 21).render(Lang::En), "21 groups have nobody");
        assert_eq!(GROUPS.with("n", 1).render(Lang::Zh), "1 个群");
    }

    #[test]
    fn placeholders_are_filled_once_and_values_are_not_scanned() {
        let s = GREETING.with("who", "{n}").with("n", 3);
        assert_eq!(s.render(Lang::Zh), "{n}有 3 人");
        assert_eq!(s.render(Lang::En), "3 people in {n}");
    }
}
