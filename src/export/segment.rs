//! What `segment` and `crosstab` print: people for whom a rule holds, and people counted by two columns.

use std::io::Write;

use super::cells::{Cells, Sheet};
use super::columns::{Align, columns as aligned, printable};
use super::outdir::failed_file;
use super::terminal::{heading, line};
use super::users::write_cell;
use crate::analysis::People;
use crate::report::figures::{percent, thousands};
use crate::segments::columns::{Column, Values};
use crate::segments::crosstab::{Cell, Crosstab, Heading};
use crate::segments::rules;
use crate::text::explain::number;
use crate::text::{Lang, segment as words};

/// Columns that are always printed of people.
pub const PERSON: [&str; 7] = ["user_id", "nickname", "value_tier", "value_segment", "lifecycle", "city", "influence"];

/// People as CSV (CRLF, no byte-order mark): the usual columns, then `more` that are not among them.
///
/// # Errors
/// [`Write`](crate::ErrorKind::Write), and [`Config`](crate::ErrorKind::Config) for a column that does not exist.
pub fn write_people(people: &People, nodes: &[u32], more: &[&str], to: &mut dyn Write) -> crate::Result<()> {
    let all = people.columns();
    let mut shown: Vec<&Column<'_>> = Vec::new();
    for name in PERSON.iter().chain(more) {
        let column = rules::column("segment", name, &all)?;
        if !shown.iter().any(|other| other.name == column.name) {
            shown.push(column);
        }
    }
    let write = |to: &mut dyn Write| {
        let header: Vec<&str> = shown.iter().map(|column| column.name.as_str()).collect();
        let mut sheet = Sheet::begin(to, false, &header)?;
        for &node in nodes {
            shown.iter().try_for_each(|column| write_cell(column, node as usize, &people.zone, &mut sheet))?;
            sheet.end_row()?;
        }
        sheet.finish()
    };
    write(to).map_err(|e| failed_file("segment", e))
}

/// What people call a column.
fn label(column: &Column<'_>, lang: Lang) -> String {
    column.label.map_or_else(|| column.name.clone(), |label| label.get(lang).to_owned())
}

/// A heading in words.
fn name(heading: &Heading, column: &Column<'_>, lang: Lang) -> String {
    match heading {
        Heading::Code(code) => match &column.values {
            Values::Word { label: Some(labels), names, .. } => {
                let label = names.iter().zip(labels).find(|(name, _)| *name == code).map(|(_, label)| label.get(lang));
                label.unwrap_or(code).to_owned()
            }
            _ => code.clone(),
        },
        Heading::Word(word) => printable(word, 24),
        Heading::Others => words::OTHERS.get(lang).to_owned(),
        Heading::Number(x) => plain(*x, column),
        Heading::Range(from, to) if from == to => plain(*from, column),
        Heading::Range(from, to) => format!("{} – {}", plain(*from, column), plain(*to, column)),
        Heading::Flag(true) => words::YES.get(lang).to_owned(),
        Heading::Flag(false) => words::NO.get(lang).to_owned(),
        Heading::Unknown => words::UNKNOWN.get(lang).to_owned(),
    }
}

/// A number; a year has no thousands separators.
fn plain(x: f64, column: &Column<'_>) -> String {
    if matches!(column.values, Values::Time(_)) { format!("{x}") } else { number(x) }
}

/// The crosstab for a terminal: people, mean spend, mean influence.
pub fn crosstab_text(table: &Crosstab, rows: &Column<'_>, columns: &Column<'_>, lang: Lang) -> String {
    let mut out = String::new();
    let shown = Shown { table, rows, columns, lang };
    let title = words::TITLE.with("rows", label(rows, lang)).with("columns", label(columns, lang));
    line(&mut out, &title.with("n", thousands(table.total.people.into())).render(lang));
    let mean = |x: Option<f64>| x.map_or_else(|| "–".to_owned(), number);
    let people = |cell: &Cell| {
        if cell.people == 0 { "·".to_owned() } else { thousands(cell.people.into()) }
    };
    shown.block(&mut out, words::PEOPLE.get(lang), people);
    let share = |cell: &Cell| match cell.people {
        0 => "·".to_owned(),
        n => percent(f64::from(n) / f64::from(table.total.people)),
    };
    shown.block(&mut out, words::SHARE.get(lang), share);
    if table.total.spenders > 0 {
        let spend = |cell: &Cell| mean(cell.mean_spend().map(f64::round));
        shown.block(&mut out, words::SPEND.get(lang), spend);
    }
    let influence = |cell: &Cell| cell.mean_influence().map_or_else(|| "–".to_owned(), |x| format!("{x:.1}"));
    shown.block(&mut out, words::INFLUENCE.get(lang), influence);
    if matches!(rows.values, Values::Tags { .. }) || matches!(columns.values, Values::Tags { .. }) {
        heading(&mut out, words::TAGS_OVERLAP.get(lang));
    }
    out
}

/// A crosstab as a terminal shows it.
struct Shown<'a, 'r, 'c> {
    table: &'a Crosstab,
    rows: &'a Column<'r>,
    columns: &'a Column<'c>,
    lang: Lang,
}

impl Shown<'_, '_, '_> {
    /// One figure of each cell.
    fn block(&self, out: &mut String, title: &str, figure: impl Fn(&Cell) -> String) {
        let &Self { table, rows, columns, lang } = self;
        heading(out, title);
        let all = words::ALL.get(lang).to_owned();
        let head = table.columns.iter().map(|heading| name(heading, columns, lang));
        let mut lines: Vec<Vec<String>> =
            vec![std::iter::once(String::new()).chain(head).chain([all.clone()]).collect()];
        for ((heading, cells), total) in table.rows.iter().zip(&table.cells).zip(&table.row_totals) {
            let cells = cells.iter().chain([total]).map(&figure);
            lines.push(std::iter::once(name(heading, rows, lang)).chain(cells).collect());
        }
        let totals = table.column_totals.iter().chain([&table.total]).map(&figure);
        lines.push(std::iter::once(all).chain(totals).collect());
        let mut aligns = vec![Align::Right; lines[0].len()];
        aligns[0] = Align::Left;
        out.push_str(&aligned(&lines, &aligns, 2));
    }
}

/// A heading as scripts read it: nothing is translated, cut or rounded.
fn write_heading(heading: &Heading, sheet: &mut impl Cells) -> std::io::Result<()> {
    match heading {
        Heading::Code(code) => sheet.code(code),
        Heading::Word(word) => sheet.text(word),
        Heading::Others => sheet.code("(others)"),
        Heading::Number(x) => sheet.number(*x),
        Heading::Range(from, to) if from == to => sheet.number(*from),
        Heading::Range(from, to) => sheet.code(&format!("{from} – {to}")),
        Heading::Flag(yes) => sheet.flag(Some(*yes)),
        Heading::Unknown => sheet.empty(),
    }
}

/// The crosstab as CSV, a row a cell with anybody; codes, words and numbers as in `users.csv`, what is not known empty.
///
/// # Errors
/// [`Write`](crate::ErrorKind::Write).
pub fn write_crosstab(
    table: &Crosstab,
    rows: &Column<'_>,
    columns: &Column<'_>,
    to: &mut dyn Write,
) -> crate::Result<()> {
    let write = |to: &mut dyn Write| {
        // Two columns of one name would not be told apart.
        let second = if rows.name == columns.name { format!("{}_2", columns.name) } else { columns.name.clone() };
        let header = [rows.name.as_str(), &second, "people", "share", "spend", "mean_spend", "mean_influence"];
        let mut sheet = Sheet::begin(to, false, &header)?;
        for (row, cells) in table.rows.iter().zip(&table.cells) {
            for (column, cell) in table.columns.iter().zip(cells).filter(|(_, cell)| cell.people > 0) {
                write_heading(row, &mut sheet)?;
                write_heading(column, &mut sheet)?;
                sheet.count(cell.people)?;
                sheet.number(f64::from(cell.people) / f64::from(table.total.people))?;
                sheet.number(if cell.spenders > 0 { cell.spend } else { f64::NAN })?;
                sheet.number(cell.mean_spend().unwrap_or(f64::NAN))?;
                sheet.number(cell.mean_influence().unwrap_or(f64::NAN))?;
                sheet.end_row()?;
            }
        }
        sheet.finish()
    };
    write(to).map_err(|e| failed_file("crosstab", e))
}
