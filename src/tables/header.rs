//! Which field of a file is which column of its table.

use std::collections::BTreeMap;

use super::cell;
use super::scan::Record;
use super::schema::{Column, Schema, Shape};
use super::time::{Believed, Zone, parse_time};
use crate::diagnostic::Position;
use crate::text::{Sentence, errors};
use crate::{Error, ErrorKind};

/// More columns than this are no table of people; Excel has as many.
const MOST_COLUMNS: usize = 16_384;

/// How to understand the header of one file.
#[derive(Clone, Copy)]
pub(super) struct HeaderOptions<'a> {
    /// The file, for messages.
    pub file: &'a str,
    /// Our column → the file's header, as configured.
    pub mapping: Option<&'a BTreeMap<String, String>>,
    /// Columns with one value for every row.
    pub constants: &'a [(String, String)],
    /// Zone of constant times.
    pub zone: &'a Zone,
    /// What they may be.
    pub believed: Believed,
}

/// Where the columns of a table stand in one file.
#[derive(Debug)]
pub(super) struct Layout {
    pub schema: &'static Schema,
    /// The headers, trimmed.
    pub headers: Vec<String>,
    /// Field of each column of the schema.
    pub fields: Vec<Option<usize>>,
    /// Value of each constant column of the schema.
    pub constants: Vec<Option<String>>,
    /// Fields that are no column of the schema and have a header.
    pub unknown: Vec<usize>,
}

impl Layout {
    /// Understands a header. Explicit mappings come first, then the contract's own names, then aliases.
    ///
    /// # Errors
    /// A required column that is missing, two headers for one column, and mappings and constants that do not fit.
    pub fn new(schema: &'static Schema, header: &Record<'_>, options: HeaderOptions<'_>) -> crate::Result<Self> {
        let headers: Vec<String> = (0..header.len()).map(|i| header.field(i).trim().to_owned()).collect();
        let resolve =
            Resolve { schema, names: headers.iter().map(|h| normalise(h)).collect(), line: header.line(), options };
        if headers.len() > MOST_COLUMNS {
            let sentence = errors::TOO_MANY_COLUMNS.with("found", headers.len()).with("most", MOST_COLUMNS);
            return Err(resolve.error(0, "", sentence));
        }
        resolve.duplicates(&headers)?;
        let constants = resolve.constants()?;
        let mut fields = resolve.mapped(&headers)?;
        resolve.by_name(&headers, &mut fields)?;
        for (i, column) in schema.columns.iter().enumerate() {
            if let (Some(field), Some(_)) = (fields[i], &constants[i]) {
                return Err(resolve.error(
                    field + 1,
                    &headers[field],
                    errors::CONSTANT_TWICE.with("column", column.name),
                ));
            }
        }
        let missing: Vec<&str> = (0..fields.len())
            .filter(|&i| schema.columns[i].required && fields[i].is_none() && constants[i].is_none())
            .map(|i| schema.columns[i].name)
            .collect();
        if !missing.is_empty() {
            let sentence = errors::MISSING_COLUMN
                .with("table", schema.table)
                .with("columns", missing.join(", "))
                .with("found", shortened(&headers.join(", ")));
            return Err(resolve.error(0, "", sentence));
        }
        let unknown = (0..headers.len()).filter(|&f| !headers[f].is_empty() && !fields.contains(&Some(f))).collect();
        Ok(Self { schema, headers, fields, constants, unknown })
    }
}

struct Resolve<'a> {
    schema: &'static Schema,
    /// Normalised headers.
    names: Vec<String>,
    line: u64,
    options: HeaderOptions<'a>,
}

impl Resolve<'_> {
    fn error(&self, column: usize, name: &str, sentence: Sentence) -> Error {
        let at = Position {
            file: self.options.file.to_owned(),
            line: self.line,
            column: column as u64,
            column_name: name.to_owned(),
        };
        Error::new(ErrorKind::Data, sentence).at(at)
    }

    fn config_error(&self, column: &str, sentence: Sentence) -> Error {
        let at = Position { file: self.options.file.to_owned(), line: 0, column: 0, column_name: column.to_owned() };
        Error::new(ErrorKind::Config, sentence).at(at)
    }

    fn index_of(&self, column: &str) -> Option<usize> {
        self.schema.columns.iter().position(|c| c.name == column)
    }

    fn names_of_columns(&self) -> String {
        self.schema.columns.iter().map(|c| c.name).collect::<Vec<_>>().join(", ")
    }

    /// The same header twice; headers without text may repeat (spreadsheets leave such columns behind).
    fn duplicates(&self, headers: &[String]) -> crate::Result<()> {
        let mut first = BTreeMap::new();
        for (i, name) in self.names.iter().enumerate().filter(|(_, name)| !name.is_empty()) {
            if let Some(first) = first.insert(name, i) {
                return Err(self.duplicate(first, i, headers));
            }
        }
        Ok(())
    }

    fn duplicate(&self, first: usize, second: usize, headers: &[String]) -> Error {
        let sentence = errors::DUPLICATE_HEADER.with("first", &headers[first]).with("first_column", first + 1);
        self.error(second + 1, &headers[second], sentence)
    }

    fn constants(&self) -> crate::Result<Vec<Option<String>>> {
        let mut values = vec![None; self.schema.columns.len()];
        for (name, value) in self.options.constants {
            let Some(i) = self.index_of(name) else {
                let sentence = errors::CONSTANT_UNKNOWN
                    .with("column", name)
                    .with("table", self.schema.table)
                    .with("columns", self.names_of_columns());
                return Err(self.config_error(name, sentence));
            };
            let value = value.trim();
            let column = &self.schema.columns[i];
            if !fits(column, value, self.options) {
                let sentence = errors::CONSTANT_VALUE.with("column", name).with("found", shortened(value));
                return Err(self.config_error(name, sentence));
            }
            values[i] = Some(value.to_owned());
        }
        Ok(values)
    }

    fn mapped(&self, headers: &[String]) -> crate::Result<Vec<Option<usize>>> {
        let mut fields = vec![None; self.schema.columns.len()];
        for (column, header) in self.options.mapping.into_iter().flatten() {
            let Some(i) = self.index_of(column) else {
                let sentence = errors::MAPPED_COLUMN_UNKNOWN
                    .with("column", column)
                    .with("table", self.schema.table)
                    .with("columns", self.names_of_columns());
                return Err(self.config_error(column, sentence));
            };
            let wanted = normalise(header);
            fields[i] = self.names.iter().position(|n| *n == wanted);
            if fields[i].is_none() {
                let sentence = errors::MAPPED_HEADER_MISSING
                    .with("table", self.schema.table)
                    .with("column", column)
                    .with("header", header)
                    .with("found", shortened(&headers.join(", ")));
                return Err(self.config_error(column, sentence));
            }
        }
        Ok(fields)
    }

    /// Columns that no mapping names, by the contract's name or else by an alias.
    fn by_name(&self, headers: &[String], fields: &mut [Option<usize>]) -> crate::Result<()> {
        let mut open: Vec<usize> = (0..fields.len()).filter(|&i| fields[i].is_none()).collect();
        for &i in &open {
            let name = self.schema.columns[i].name;
            let free = |f: usize, fields: &[Option<usize>]| !fields.contains(&Some(f));
            fields[i] = (0..self.names.len()).find(|&f| self.names[f] == name && free(f, fields));
        }
        open.retain(|&i| fields[i].is_none());
        for i in open {
            let aliases = self.schema.columns[i].aliases;
            let mut means = (0..self.names.len())
                .filter(|&f| aliases.contains(&self.names[f].as_str()) && !fields.contains(&Some(f)));
            let (first, second) = (means.next(), means.next());
            if let (Some(first), Some(second)) = (first, second) {
                return Err(self.duplicate(first, second, headers));
            }
            fields[i] = first;
        }
        Ok(())
    }
}

/// A header as it is compared: [trimmed](cell::trimmed), lower case, with `_` for spaces and hyphens.
pub(super) fn normalise(header: &str) -> String {
    cell::trimmed(header).to_lowercase().replace([' ', '-'], "_")
}

/// At most 80 characters of a text, for messages.
pub(super) fn shortened(text: &str) -> String {
    match text.char_indices().nth(80) {
        Some(_) => text.chars().take(79).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

/// Whether a constant can be a value of a column.
fn fits(column: &Column, value: &str, options: HeaderOptions<'_>) -> bool {
    match column.shape {
        Shape::Id => !value.is_empty(),
        Shape::Time => parse_time(value, options.zone).is_some_and(|at| options.believed.contains(at)),
        Shape::Count => cell::count(value, cell::Meaning::default()).is_some(),
        Shape::Amount => cell::bounded_amount(value, cell::Meaning::default()).is_some(),
        Shape::MemberType => cell::member_type(value).is_some(),
        Shape::Role => cell::role(value).is_some(),
        Shape::Flag => cell::flag(value).is_some(),
        Shape::Text => true,
    }
}
