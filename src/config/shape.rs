//! Whether what stands in the file has the shape that its keys take.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::keys::{KEYS, SECTIONS, SEGMENTS, Shape, TIERS, join, nearest};
use crate::text::{Sentence, Text, settings as text};

/// The first place, in the order of the file, where something does not fit.
pub(super) struct Misfit {
    /// Bytes of the file.
    pub span: Range<usize>,
    /// The words.
    pub sentence: Sentence,
}

/// Finds it.
pub(super) fn first_misfit(table: &DeTable<'_>, source: &str) -> Option<Misfit> {
    let mut walk = Walk { source, first: None };
    walk.table(table, "");
    walk.first
}

struct Walk<'a> {
    source: &'a str,
    first: Option<Misfit>,
}

type Value<'i> = Spanned<DeValue<'i>>;

impl Walk<'_> {
    fn report(&mut self, span: Range<usize>, sentence: Sentence) {
        if self.first.as_ref().is_none_or(|m| span.start < m.span.start) {
            self.first = Some(Misfit { span, sentence });
        }
    }

    /// The value as it stands in the file, on one line, shortened.
    fn found(&self, value: &Value<'_>) -> String {
        const MOST: usize = 60;
        let text = self.source.get(value.span()).unwrap_or_default();
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() > MOST { line.chars().take(MOST).chain(['…']).collect() } else { line }
    }

    fn expect(&mut self, key: &str, value: &Value<'_>, expected: &'static Text) {
        let sentence = expected.with("key", key).with("found", self.found(value));
        self.report(value.span(), sentence);
    }

    fn table(&mut self, table: &DeTable<'_>, section: &str) {
        for (name, value) in table {
            let path = join(section, name.get_ref());
            if let Some(key) = KEYS.iter().find(|k| k.section == section && k.name == name.get_ref()) {
                self.value(&path, value, key.shape);
            } else if SECTIONS.iter().any(|(s, _)| *s == path) {
                match value.get_ref() {
                    DeValue::Table(inner) => self.table(inner, &path),
                    _ => self.expect(&path, value, &text::EXPECT_TABLE),
                }
            } else {
                self.report(name.span(), unknown(&path));
            }
        }
    }

    fn value(&mut self, key: &str, value: &Value<'_>, shape: Shape) {
        match (shape, value.get_ref()) {
            (Shape::Text | Shape::Date | Shape::Files, DeValue::String(_))
            | (Shape::Date, DeValue::Datetime(_))
            | (Shape::Switch, DeValue::Boolean(_)) => {}
            (Shape::Text, _) => self.expect(key, value, &text::EXPECT_TEXT),
            (Shape::Date, _) => self.expect(key, value, &text::EXPECT_DATE),
            (Shape::Switch, _) => self.expect(key, value, &text::EXPECT_SWITCH),
            (Shape::Count, found) => {
                if count(found).is_none() {
                    self.expect(key, value, &text::EXPECT_COUNT);
                }
            }
            (Shape::Amount, found) => {
                if amount(found).is_none() {
                    self.expect(key, value, &text::EXPECT_AMOUNT);
                }
            }
            (Shape::Number, DeValue::Integer(_) | DeValue::Float(_)) => {}
            (Shape::Number, _) => self.expect(key, value, &text::EXPECT_NUMBER),
            (Shape::Choice(choices), found) => self.choice(key, value, found.as_str(), choices),
            (Shape::Files, _) => self.items(key, value, "[\"a.csv\"]", Shape::Text, &text::EXPECT_FILES),
            (Shape::Texts, _) => self.items(key, value, "[\"zhang\"]", Shape::Text, &text::EXPECT_LIST),
            (Shape::Counts, _) => self.items(key, value, "[7, 30]", Shape::Count, &text::EXPECT_LIST),
            (Shape::Numbers, _) => self.items(key, value, "[200, 500]", Shape::Number, &text::EXPECT_LIST),
            (Shape::Choices(c), _) => {
                self.items(key, value, "[\"S\", \"A\"]", Shape::Choice(c), &text::EXPECT_LIST);
            }
            (Shape::Weights, DeValue::Table(weights)) => {
                for (name, weight) in weights {
                    self.value(&join(key, name.get_ref()), weight, Shape::Number);
                }
            }
            (Shape::Rules, DeValue::Table(rules)) => {
                for (name, rule) in rules {
                    self.value(&join(key, name.get_ref()), rule, Shape::Text);
                }
            }
            (Shape::Columns, DeValue::Table(tables)) => self.columns(key, tables),
            (Shape::Weights | Shape::Columns | Shape::Rules, _) => self.expect(key, value, &text::EXPECT_TABLE),
            (Shape::Cells, DeValue::Array(rules)) => rules.iter().for_each(|rule| self.cell(key, rule)),
            (Shape::Cells, _) => {
                let sentence = text::EXPECT_LIST.with("key", key).with("example", "[[value.cells]]");
                self.report(value.span(), sentence.with("found", self.found(value)));
            }
        }
    }

    fn items(&mut self, key: &str, value: &Value<'_>, example: &str, shape: Shape, expected: &'static Text) {
        match value.get_ref() {
            DeValue::Array(items) => items.iter().for_each(|item| self.value(key, item, shape)),
            _ => {
                let sentence = expected.with("key", key).with("example", example).with("found", self.found(value));
                self.report(value.span(), sentence);
            }
        }
    }

    fn choice(&mut self, key: &str, value: &Value<'_>, word: Option<&str>, choices: &[&str]) {
        if word.is_some_and(|w| choices.contains(&w)) {
            return;
        }
        let sentence =
            text::EXPECT_CHOICE.with("key", key).with("choices", choices.join(", ")).with("found", self.found(value));
        self.report(value.span(), sentence);
    }

    fn columns(&mut self, key: &str, tables: &DeTable<'_>) {
        for (table, columns) in tables {
            let path = join(key, table.get_ref());
            match columns.get_ref() {
                DeValue::Table(columns) => {
                    for (column, header) in columns {
                        self.value(&join(&path, column.get_ref()), header, Shape::Text);
                    }
                }
                _ => self.expect(&path, columns, &text::EXPECT_TABLE),
            }
        }
    }

    fn cell(&mut self, key: &str, rule: &Value<'_>) {
        let fields: [(&str, Shape); 4] = [
            ("days", Shape::Texts),
            ("spend", Shape::Texts),
            ("tier", Shape::Choice(TIERS)),
            ("segment", Shape::Choice(SEGMENTS)),
        ];
        let DeValue::Table(table) = rule.get_ref() else { return self.expect(key, rule, &text::EXPECT_TABLE) };
        for (name, value) in table {
            let path = join(key, name.get_ref());
            match fields.iter().find(|(field, _)| *field == name.get_ref()) {
                Some((_, shape)) => self.value(&path, value, *shape),
                None => {
                    let near = nearest(name.get_ref(), fields.iter().map(|(field, _)| *field));
                    self.report(name.span(), not_there(&path, near.map(|n| join(key, n))));
                }
            }
        }
        // A misspelt key is its own message; that the right one is missing then goes without saying.
        let all_known = table.keys().all(|k| fields.iter().any(|(f, _)| k.get_ref() == f));
        let missing = fields.iter().find(|(f, _)| !table.keys().any(|k| k.get_ref() == f));
        if let (Some((missing, _)), true) = (missing, all_known) {
            self.report(rule.span(), text::CELL_LACKS.with("key", key).with("missing", missing));
        }
    }
}

/// The number, if it is a whole one that fits 32 bits.
fn count(value: &DeValue<'_>) -> Option<u32> {
    let digits = value.as_integer()?;
    u32::from_str_radix(digits.as_str(), digits.radix()).ok()
}

/// The number, if it is a whole one of at least 0.
fn amount(value: &DeValue<'_>) -> Option<i64> {
    let digits = value.as_integer()?;
    i64::from_str_radix(digits.as_str(), digits.radix()).ok().filter(|&n| n >= 0)
}

/// A key that does not exist; what it may mean is looked for at the same place first, then by its name alone anywhere.
fn unknown(path: &str) -> Sentence {
    let paths: Vec<String> =
        KEYS.iter().map(super::keys::Key::path).chain(SECTIONS.iter().map(|(s, _)| (*s).to_owned())).collect();
    let (section, name) = path.rsplit_once('.').unwrap_or(("", path));
    let here = paths.iter().filter_map(|p| {
        let (s, n) = p.rsplit_once('.').unwrap_or(("", p));
        (s == section).then_some(n)
    });
    let near = nearest(name, here).map(|n| join(section, n)).or_else(|| {
        let names = paths.iter().map(|p| p.rsplit('.').next().unwrap_or(p));
        let near = nearest(name, names)?;
        paths.iter().find(|p| p.rsplit('.').next() == Some(near)).cloned()
    });
    not_there(path, near)
}

fn not_there(path: &str, near: Option<String>) -> Sentence {
    match near {
        Some(near) => text::UNKNOWN_KEY_NEAR.with("key", path).with("near", near),
        None => text::UNKNOWN_KEY.with("key", path),
    }
}
