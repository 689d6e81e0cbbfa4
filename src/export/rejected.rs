//! `rejected.csv`: the rows that were set aside, and why.

use std::io::{self, Write};

use super::cells::{Cells, Sheet};
use super::outdir::failed_file;
use crate::diagnostic::BadRow;
use crate::text::Lang;

const HEADER: [&str; 7] = ["file", "line", "column", "column_name", "expected", "found", "row"];

/// Rows that were set aside, as CSV in the order given: position, what was expected, what was found, and the row itself.
/// `column` is empty where the whole line is meant.
///
/// # Errors
/// [`Write`](crate::ErrorKind::Write).
pub fn write_rejected(rows: &[BadRow], lang: Lang, to: &mut dyn Write) -> crate::Result<()> {
    write(rows, lang, to).map_err(|e| failed_file("rejected.csv", e))
}

pub(super) fn write(rows: &[BadRow], lang: Lang, to: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut sheet = Sheet::begin(to, true, &HEADER)?;
    let number = |n: u64| if n == 0 { String::new() } else { n.to_string() };
    for row in rows {
        sheet.text(&row.at.file)?;
        sheet.code(&number(row.at.line))?;
        sheet.code(&number(row.at.column))?;
        sheet.text(&row.at.column_name)?;
        sheet.text(&row.expected.render(lang))?;
        sheet.text(&row.found)?;
        sheet.text(&row.row)?;
        sheet.end_row()?;
    }
    sheet.finish()
}
