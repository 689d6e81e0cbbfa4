//! Findings as data: what was skipped, flagged, removed or left out, with counts and never with names.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::text::{Lang, Sentence, errors};

/// A place in an input file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize)]
pub struct Position {
    /// The file as the user named it.
    pub file: String,
    /// Line in the file, 1-based; 0 where the whole file is meant.
    pub line: u64,
    /// Field within the row, 1-based (Excel's A is 1), or character within the line of a rule; 0 where the whole line is meant.
    pub column: u64,
    /// Header of that column; empty where there is none.
    pub column_name: String,
}

impl std::fmt::Display for Position {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.file)?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        if !self.column_name.is_empty() {
            write!(f, " ({})", self.column_name)?;
        }
        Ok(())
    }
}

/// One row that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct BadRow {
    /// Where.
    pub at: Position,
    /// What was expected there.
    pub expected: Sentence,
    /// What stood there (shortened to at most 80 characters).
    pub found: String,
    /// The row as it stood, fields joined by commas, for `rejected.csv`.
    pub row: String,
    /// Rows of the file of which the same can be said, this one, the first of them, included; 1 where they are not counted.
    pub alike: u64,
}

impl BadRow {
    /// The line that an error prints for the row.
    pub fn line(&self, lang: Lang) -> String {
        let text = match (self.at.column, self.found.is_empty()) {
            (_, true) => &errors::ROW_EMPTY,
            (0, false) => &errors::ROW_FIELDS,
            _ => &errors::ROW,
        };
        let text = text.with("at", &self.at).with("expected", self.expected.render(lang)).with("found", &self.found);
        let alike = (self.alike > 1).then(|| errors::ALIKE.counted(self.alike).render(lang));
        text.render(lang) + &alike.unwrap_or_default()
    }
}

/// Bad rows of one file in order of line, each kind once: those in which the same was expected and found in the same column.
#[derive(Default)]
pub(crate) struct Kinds {
    places: HashMap<(u64, Sentence, String), usize>,
    rows: Vec<BadRow>,
}

impl Kinds {
    /// Kinds that are told apart. Where there are more, what each of them was found to be says nothing, and rows are not counted: a count
    /// must not depend on how the file was cut.
    const MOST: usize = 1000;

    /// Adds a row.
    pub fn add(&mut self, row: BadRow) {
        let key = (row.at.column, row.expected.clone(), row.found.clone());
        match self.places.get(&key) {
            Some(&place) => self.rows[place].alike += row.alike,
            None if self.rows.len() <= Self::MOST => {
                self.places.insert(key, self.rows.len());
                self.rows.push(row);
            }
            None => {}
        }
    }

    /// The first row of each kind.
    pub fn rows(mut self) -> Vec<BadRow> {
        if self.rows.len() > Self::MOST {
            self.rows.iter_mut().for_each(|row| row.alike = 1);
        }
        self.rows
    }
}

/// How a finding should be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Somebody should look at it.
    Warning,
}

/// One observation about the input or the run: a stable code, how often, and a sentence.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct Finding {
    /// Stable, snake_case, documented.
    pub code: Cow<'static, str>,
    /// Table or part of the program it belongs to, e.g. `memberships`.
    pub place: String,
    /// How many rows, users or groups are meant.
    pub count: u64,
    /// How it should be read.
    pub severity: Severity,
    /// The words; from `text::findings`.
    pub sentence: Sentence,
}

/// A finding, if there is anything to tell.
pub(crate) fn finding(
    place: &str,
    code: &'static str,
    severity: Severity,
    sentence: Sentence,
    count: u64,
) -> Option<Finding> {
    (count > 0).then(|| Finding { code: code.into(), place: place.to_owned(), count, severity, sentence })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(kinds: u64) -> Vec<(u64, u64)> {
        let mut told = Kinds::default();
        for line in 0..3 * kinds {
            let at = Position { file: "m.csv".to_owned(), line, column: 1, column_name: String::new() };
            let (expected, found) = (errors::EXPECTED_TIME.sentence(), (line % kinds).to_string());
            told.add(BadRow { at, expected, found, row: String::new(), alike: 1 });
        }
        told.rows().iter().map(|row| (row.at.line, row.alike)).collect()
    }

    #[test]
    fn each_kind_is_told_once_and_counted_while_there_are_few() {
        assert_eq!(told(2), [(0, 3), (1, 3)]);
        let most = Kinds::MOST as u64;
        assert!(told(most).iter().all(|&(_, alike)| alike == 3));
        let many = told(most + 1);
        assert_eq!((many[0], many[19]), ((0, 1), (19, 1)));
        assert!(told(most + 5).iter().all(|&(_, alike)| alike == 1));
    }
}
