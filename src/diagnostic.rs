//! Findings as data: what was skipped, flagged, removed or left out, with counts and never with names.

use crate::text::{Lang, Sentence, errors};

/// A place in an input file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadRow {
    /// Where.
    pub at: Position,
    /// What was expected there.
    pub expected: Sentence,
    /// What stood there (shortened to at most 80 characters).
    pub found: String,
    /// The row as it stood, fields joined by commas, for `rejected.csv`.
    pub row: String,
}

impl BadRow {
    /// The line that an error prints for the row.
    pub fn line(&self, lang: Lang) -> String {
        let text = match (self.at.column, self.found.is_empty()) {
            (_, true) => &errors::ROW_EMPTY,
            (0, false) => &errors::ROW_FIELDS,
            _ => &errors::ROW,
        };
        text.with("at", &self.at).with("expected", self.expected.render(lang)).with("found", &self.found).render(lang)
    }
}

/// How a finding should be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Somebody should look at it.
    Warning,
}

/// One observation about the input or the run: a stable code, how often, and a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Stable, snake_case, documented.
    pub code: &'static str,
    /// Table or part of the program it belongs to, e.g. `memberships`.
    pub place: String,
    /// How many rows, users or groups are meant.
    pub count: u64,
    /// How it should be read.
    pub severity: Severity,
    /// The words; from `text::findings`.
    pub sentence: Sentence,
}
