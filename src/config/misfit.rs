//! Whether what stands in a file is what the options take.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::columns::{SCHEMAS, Schema, schema_of};
use super::keys::{Key, Shape, bound, join, keys, nearest};
use super::{Config, Tier, ValueSegment};
use crate::text::{Sentence, codes, settings as text};

/// The first place, in the order of the file, where something does not fit.
pub(super) fn first_misfit(table: &DeTable<'_>, source: &str) -> Option<(Range<usize>, Sentence)> {
    let mut walk = Walk { source, first: None };
    walk.table(table, "", Config::KEYS);
    walk.first
}

struct Walk<'a> {
    source: &'a str,
    first: Option<(Range<usize>, Sentence)>,
}

type Found<'i> = Spanned<DeValue<'i>>;

impl Walk<'_> {
    fn report(&mut self, span: Range<usize>, sentence: Sentence) {
        if self.first.as_ref().is_none_or(|(first, _)| span.start < first.start) {
            self.first = Some((span, sentence));
        }
    }

    /// The value as it stands in the file, on one line, shortened.
    fn found(&self, value: &Found<'_>) -> String {
        const MOST: usize = 60;
        let text = self.source.get(value.span()).unwrap_or_default();
        let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().count() > MOST { line.chars().take(MOST).chain(['…']).collect() } else { line }
    }

    fn expect(&mut self, key: &str, value: &Found<'_>, expected: Sentence) {
        let sentence = text::FOUND.with("key", key).with_sentence("expected", expected.with("key", key));
        self.report(value.span(), sentence.with("found", self.found(value)));
    }

    fn table(&mut self, table: &DeTable<'_>, section: &str, keys: &[Key]) {
        for (name, value) in table {
            let path = join(section, name.get_ref());
            match keys.iter().find(|key| key.name == name.get_ref()) {
                Some(key) => self.value(&path, value, &key.shape),
                None => self.report(name.span(), unknown(&path)),
            }
        }
    }

    fn value(&mut self, key: &str, value: &Found<'_>, shape: &Shape) {
        let whole = whole(value.get_ref());
        let fits = match (shape, value.get_ref()) {
            (Shape::Switch, DeValue::Boolean(_)) | (Shape::Date, DeValue::Datetime(_)) => true,
            (Shape::Number(bound), found) => number(found).is_some_and(bound.fits),
            (Shape::Whole { .. } | Shape::Mib, DeValue::Integer(_)) => whole.is_some_and(|n| shape.holds(n)),
            (_, DeValue::String(word)) => shape.reads(word),
            (Shape::Files, DeValue::Array(items)) => {
                return items.iter().for_each(|item| self.value(key, item, &Shape::Name));
            }
            (Shape::Texts, DeValue::Array(items)) => {
                return items.iter().for_each(|item| self.value(key, item, &Shape::Text));
            }
            (Shape::Subset(words), DeValue::Array(items)) => {
                let word = Shape::Choice(*words);
                return items.iter().for_each(|item| self.value(key, item, &word));
            }
            (Shape::Distinct(words), DeValue::Array(items)) => {
                let words = Shape::Choice(*words);
                items.iter().for_each(|item| self.value(key, item, &words));
                let found: Vec<_> = items.iter().map(|item| item.get_ref().as_str()).collect();
                if found.is_empty() || found.iter().enumerate().any(|(i, word)| found[..i].contains(word)) {
                    self.expect(key, value, text::DISTINCT.sentence());
                }
                return;
            }
            (Shape::Rising(item), DeValue::Array(items)) => {
                items.iter().for_each(|one| self.value(key, one, item));
                let numbers: Option<Vec<f64>> = items.iter().map(|one| number(one.get_ref())).collect();
                if numbers.is_some_and(|n| n.is_empty() || !n.is_sorted_by(|a, b| a < b)) {
                    self.expect(key, value, text::ASCENDING.sentence());
                }
                return;
            }
            (Shape::Cells, DeValue::Array(rules)) => return rules.iter().for_each(|rule| self.cell(key, rule)),
            (Shape::Table(keys), DeValue::Table(inner)) => return self.table(inner, key, keys),
            (Shape::Weights(words), DeValue::Table(weights)) => {
                let words = words.map(|words| words());
                for (name, weight) in weights {
                    let path = join(key, name.get_ref());
                    match &words {
                        Some(words) if !words.contains(&&**name.get_ref()) => {
                            let near = nearest(name.get_ref(), words.iter().copied());
                            self.report(name.span(), not_there(&path, near.map(|n| join(key, n))));
                        }
                        _ => self.value(&path, weight, &Shape::Number(&bound::NOT_NEGATIVE)),
                    }
                }
                return;
            }
            (Shape::Columns, DeValue::Table(tables)) => return self.columns(key, tables),
            (Shape::Headers, DeValue::Table(columns)) => {
                let known: Vec<&str> = SCHEMAS.iter().flat_map(|schema| schema.names()).collect();
                return self.headers(key, columns, &known, true);
            }
            (Shape::Entries(keys), DeValue::Table(entries)) => {
                for (name, entry) in entries {
                    self.value(&join(key, name.get_ref()), entry, &Shape::Table(keys));
                }
                return;
            }
            (Shape::Rules, DeValue::Table(rules)) => {
                for (name, rule) in rules {
                    let path = join(key, name.get_ref());
                    if name.get_ref().trim().is_empty() {
                        self.report(name.span(), text::NAMELESS.with("key", &path));
                    }
                    self.value(&path, rule, &Shape::Name);
                }
                return;
            }
            _ => false,
        };
        if !fits {
            self.expect(key, value, shape.expected(whole));
        }
    }

    /// Names of our tables and columns, each header used once.
    fn columns(&mut self, key: &str, tables: &DeTable<'_>) {
        for (table, columns) in tables {
            let path = join(key, table.get_ref());
            let Some(known) = schema_of(table.get_ref()).map(Schema::names) else {
                let near = nearest(table.get_ref(), SCHEMAS.iter().map(|schema| schema.table));
                self.report(table.span(), not_there(&path, near.map(|n| join(key, n))));
                continue;
            };
            let DeValue::Table(columns) = columns.get_ref() else {
                self.expect(&path, columns, text::EXPECT_TABLE.sentence());
                continue;
            };
            self.headers(&path, columns, &known, false);
        }
    }

    /// `may_be_none` tells whether an empty header stands for none.
    fn headers(&mut self, path: &str, columns: &DeTable<'_>, known: &[&'static str], may_be_none: bool) {
        {
            let mut used = BTreeMap::new();
            for (column, header) in columns {
                let key = join(path, column.get_ref());
                if !known.contains(&&**column.get_ref()) {
                    let near = nearest(column.get_ref(), known.iter().copied());
                    self.report(column.span(), not_there(&key, near.map(|n| join(path, n))));
                }
                if may_be_none && header.get_ref().as_str() == Some("") {
                    continue;
                }
                self.value(&key, header, &Shape::Name);
                let Some(word) = header.get_ref().as_str().map(str::trim) else { continue };
                if let Some(other) = used.insert(word, column.get_ref()) {
                    let sentence = text::SAME_HEADER.with("key", &key).with("found", word).with("other", other);
                    self.report(header.span(), sentence);
                }
            }
        }
    }

    fn cell(&mut self, key: &str, rule: &Found<'_>) {
        let fields = [
            ("days", Shape::Texts),
            ("spend", Shape::Texts),
            ("tier", Shape::Choice(codes::<Tier>)),
            ("segment", Shape::Choice(codes::<ValueSegment>)),
        ];
        let DeValue::Table(table) = rule.get_ref() else {
            return self.expect(key, rule, text::EXPECT_TABLE.sentence());
        };
        for (name, value) in table {
            let path = join(key, name.get_ref());
            match fields.iter().find(|(field, _)| *field == name.get_ref()) {
                Some((_, shape)) => self.value(&path, value, shape),
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

/// A whole number, the most where it is beyond all bounds.
fn whole(value: &DeValue<'_>) -> Option<i128> {
    let digits = value.as_integer()?;
    Some(i128::from_str_radix(digits.as_str(), digits.radix()).unwrap_or(i128::MAX))
}

fn number(value: &DeValue<'_>) -> Option<f64> {
    match value {
        DeValue::Float(x) => x.as_str().parse().ok(),
        _ => whole(value).map(|n| n as f64),
    }
}

/// A key that does not exist; what it may mean is looked for at the same place first, then by its name alone anywhere.
fn unknown(path: &str) -> Sentence {
    let paths: Vec<String> = keys().into_iter().map(|(path, _)| path).collect();
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
