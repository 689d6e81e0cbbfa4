//! What is said of people beside the rows that are taken: what rows that were set aside say, who opted out, withheld consent, is suppressed, or is an employee.
//!
//! A row is refused for any one cell. Whoever its id names is kept out all the same, and where it cannot be told whether the
//! person opted out (the cell is damaged, or the row has not the fields of the header, so that nobody knows which cell it
//! is), the person counts as opted out. Nobody becomes a user, or an employee, by a row in which that has to be guessed.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::header::Layout;
use super::scan::{Dialect, Record, Scanner};
use super::{MemberType, Tables, cell, words};
use crate::config::columns::CellKind;
use crate::diagnostic::{Finding, Severity};
use crate::text::{Sentence, findings, thousands};

/// What is said of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Says {
    /// Opted out.
    OptedOut,
    /// The same, by a word in a row that was taken, of a table that does not describe people.
    OptedOutInRow,
    /// Nobody can tell whether they opted out.
    Unclear,
    /// The same, in a row that was taken.
    UnclearInRow,
    /// Has not consented; `stated` if a cell says so, otherwise nobody can tell.
    NoConsent { stated: bool },
    /// Is suppressed.
    Suppressed,
    /// Is staff or a robot.
    Member(MemberType),
    /// The same, in a row that was taken, of a table that describes people.
    MemberInRow(MemberType),
    /// Looks after somebody: staff, unless a row of the users table is the person's own.
    Owner,
}

/// A person, by id, and what is said.
pub(super) struct Mark {
    pub id: String,
    pub says: Says,
    /// The line of the row.
    pub line: u64,
}

/// What is said of people in one file.
pub(super) struct FileMarks {
    pub table: &'static str,
    pub file: String,
    pub marks: Vec<Mark>,
}

/// A refused row, or one line of it.
pub(super) struct RefusedRow<'a, 't> {
    record: &'a Record<'t>,
    layout: &'a Layout,
    dialect: Dialect,
    /// Where the whole row begins.
    line: u64,
}

impl RefusedRow<'_, '_> {
    /// Looks at a refused record. One that has not the fields of the header, or an id with a line break, may have swallowed
    /// others by a stray quotation mark: each of its lines is looked at as a row.
    pub fn each(record: &Record<'_>, layout: &Layout, dialect: Dialect, mut look: impl FnMut(&RefusedRow<'_, '_>)) {
        let row = RefusedRow { record, layout, dialect, line: record.line() };
        if row.is_placed() {
            return look(&row);
        }
        for line in record.raw().split(['\n', '\r']) {
            let mut scanner = Scanner::new(line, dialect);
            if scanner.advance() {
                look(&RefusedRow { record: scanner.record(), layout, dialect, line: record.line() });
            }
        }
    }

    /// Whether every field stands where the header says.
    fn is_placed(&self) -> bool {
        let columns = self.layout.schema.columns.iter().zip(&self.layout.fields);
        let mut ids = columns.filter(|(column, _)| column.kind == CellKind::Id).filter_map(|(_, &field)| field);
        let whole = !self.record.is_unterminated() && self.record.trailing().is_none();
        let whole = whole && self.record.len() == self.layout.headers.len();
        whole && !ids.any(|field| self.record.field(field).trim().contains(['\n', '\r']))
    }

    /// What a column says: empty where the file does not have it or nothing stands there, `None` where nobody can tell.
    pub fn cell(&self, column: usize) -> Option<&str> {
        match (self.layout.fields[column], &self.layout.constants[column]) {
            (Some(field), _) => {
                let text = self.record.field(field).trim();
                (self.is_placed() && !text.contains('\u{fffd}')).then_some(text)
            }
            (None, Some(value)) => Some(value),
            (None, None) => Some(""),
        }
    }

    /// Whether any word of the row says that somebody opted out.
    pub fn tells_of_opting_out(&self) -> bool {
        let tells = |field| words::tells_of_opting_out(self.record.field(field));
        !self.layout.is_told_who_opted_out && (0..self.record.len()).any(tells)
    }

    /// Marks whomever a column names. In a row that has not the fields of the header the id stands where it should, counted
    /// from the front, or from the back when fields before it were split or lost, or in between.
    pub fn mark(&self, column: usize, says: Says, marks: &mut Vec<Mark>) {
        match self.layout.fields[column] {
            Some(field) if !self.is_placed() => self.mark_between(says, marks, |fields| {
                let from_the_back = (field + fields).saturating_sub(self.layout.headers.len());
                field.min(from_the_back)..=field.max(from_the_back)
            }),
            _ => self.push(marks, self.cell(column).unwrap_or_default(), says),
        }
    }

    /// Marks whomever any cell names.
    pub fn mark_all(&self, says: Says, marks: &mut Vec<Mark>) {
        self.mark_between(says, marks, |fields| 0..=fields);
    }

    /// Marks whomever the cells name whose places `between` gives for a number of fields, both as they were read and as they
    /// stand between the delimiters whatever the quotation marks say.
    fn mark_between(&self, says: Says, marks: &mut Vec<Mark>, between: impl Fn(usize) -> RangeInclusive<usize>) {
        between(self.record.len()).for_each(|field| self.push(marks, self.record.field(field), says));
        let plain: Vec<&str> = self.record.raw().split(self.dialect.delimiter as char).collect();
        for field in between(plain.len()) {
            self.push(marks, plain.get(field).unwrap_or(&"").trim().trim_matches('"'), says);
        }
    }

    fn push(&self, marks: &mut Vec<Mark>, id: &str, says: Says) {
        let id = cell::id(id);
        if !id.is_empty() {
            marks.push(Mark { id: id.to_owned(), says, line: self.line });
        }
    }
}

/// Keeps out whomever the marks of the files name, where any table knows them, and tells how many; `described` are the users
/// of rows of the users table that were taken.
pub(super) fn heed(files: &[FileMarks], described: impl Iterator<Item = u32>, tables: &mut Tables) {
    let mut unclear = BTreeSet::new();
    let mut first_unclear = None;
    let mut by_word = BTreeSet::new();
    let mut has_a_row = vec![false; tables.users.len()];
    described.for_each(|user| has_a_row[user as usize] = true);
    for files in files.chunk_by(|a, b| a.table == b.table) {
        let table = files[0].table;
        let mut kept_out = BTreeSet::new();
        for (mark, file) in files.iter().flat_map(|file| file.marks.iter().map(move |mark| (mark, &file.file))) {
            let Some(user) = tables.users.find(&mark.id) else { continue };
            match mark.says {
                Says::Unclear | Says::UnclearInRow => {
                    tables.user_table.opted_out[user as usize] = true;
                    unclear.insert(user);
                    first_unclear.get_or_insert((file, mark.line));
                    if mark.says == Says::UnclearInRow {
                        continue;
                    }
                }
                Says::OptedOutInRow => {
                    tables.user_table.opted_out[user as usize] = true;
                    by_word.insert(user);
                    continue;
                }
                Says::OptedOut | Says::NoConsent { .. } | Says::Suppressed => drop(keep_out(tables, user, mark.says)),
                Says::Owner if has_a_row[user as usize] => continue,
                Says::Owner => tables.marked.push((user, MemberType::Staff)),
                Says::Member(member) => tables.marked.push((user, member)),
                Says::MemberInRow(member) => {
                    tables.marked.push((user, member));
                    continue;
                }
            }
            kept_out.insert(user);
        }
        tell(tables, "out_by_word", table, by_word.len(), findings::OUT_BY_WORD_IN.sentence());
        by_word.clear();
        tell(tables, "rejected_rows_heeded", table, kept_out.len(), findings::REJECTED_ROWS_HEEDED.sentence());
    }
    if let Some((file, line)) = first_unclear {
        let sentence = findings::OPT_OUT_UNREADABLE.with("file", file).with("line", line);
        tell(tables, "opt_out_unreadable", "users", unclear.len(), sentence);
    }
}

/// Keeps a person out; whether nothing did before.
pub(super) fn keep_out(tables: &mut Tables, user: u32, says: Says) -> bool {
    let (user, known) = (user as usize, &mut tables.user_table);
    match says {
        Says::OptedOut | Says::OptedOutInRow | Says::Unclear | Says::UnclearInRow => {
            !std::mem::replace(&mut known.opted_out[user], true)
        }
        Says::NoConsent { stated } => {
            tables.given.users.consent |= stated;
            known.consent[user].replace(false) != Some(false) && !known.opted_out[user]
        }
        Says::Suppressed => !std::mem::replace(&mut tables.suppressed[user], true),
        Says::Owner | Says::Member(_) | Says::MemberInRow(_) => false,
    }
}

fn tell(tables: &mut Tables, code: &'static str, table: &str, count: usize, sentence: Sentence) {
    if count > 0 {
        let (place, count) = (table.to_owned(), count as u64);
        let sentence = sentence.with("count", thousands(count)).with_table(table);
        tables.findings.push(Finding { code: code.into(), place, count, severity: Severity::Warning, sentence });
    }
}
