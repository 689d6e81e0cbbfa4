//! What kinds of files hold tables, each made into delimited text: workbooks, pages with tables, WeCom's JSON.
//!
//! Whatever a file is, what comes of it is a [`Sheet`], so that there is one way to look for a header, to read rows and to say where
//! something stands. No cell is understood here beyond what its format says of it (a date is a date, an error is none).

#[cfg(feature = "arrow")]
mod arrow;
mod compound;
pub(super) mod html;
pub(super) mod json;
mod merged;
pub(super) mod workbook;

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use super::Source;
#[cfg(feature = "arrow")]
use super::load::most_text;
use super::load::{Budget, Loaded, decode, is_arrow, load};
use crate::config::Encoding;
use crate::diagnostic::Position;
use crate::progress::Progress;
use crate::text::{Sentence, errors, findings};
use crate::{Error, ErrorKind, Result};

/// Between two fields of a [`Sheet`]: a character for just that, which no cell holds.
pub(super) const UNIT_SEPARATOR: u8 = 0x1f;

/// One table of cells as delimited text. Line n of the text is row n of the sheet, and field n its column n, however many of the first
/// are empty.
///
/// A cell holds no line break (a space stands for one) and no delimiter; one that begins with `"` is quoted as in CSV. Rows with
/// anything in them have as many fields as the widest; others are blank lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sheet {
    /// Its name; empty where the file has but one table, without a name.
    pub name: String,
    /// Which table it is, where the format says so; else the header decides.
    pub table: Option<&'static str>,
    pub text: String,
    /// What parts its fields, where the format says so.
    pub delimiter: Option<u8>,
    /// Where in the text a replacement character stands for bytes that could not be decoded, ascending.
    pub malformed: Vec<usize>,
    pub notes: Vec<Note>,
}

/// What is to be told of how a sheet, or the file it stands in, was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Note {
    /// Cells that show an error such as `#N/A`, and are empty now.
    ErrorCells(u64),
    /// Whole numbers of more than 15 digits, of which a spreadsheet keeps no more: as ids they are damaged.
    LongNumbers(u64),
    /// Sequences of bytes that are no text in the encoding of the page; U+FFFD stands for each.
    Malformed(u64),
    /// Empty cells that took the value of the merged cell they are part of.
    Filled(u64),
    /// A sheet that is hidden, and left out; with the first visible one.
    HiddenSheet(String),
    /// Messages that were recalled, and left out.
    Recalled(u64),
    /// The same message again, left out.
    Repeated(u64),
    /// Comments and likes on moments whose author no file tells, left out.
    AuthorUnknown(u64),
    /// Tags of which only the id is known, as no file lists the tags.
    TagUnknown(u64),
    /// Accounts that are staff by where they stand, though no row of any table could say so.
    Staff(Vec<String>),
}

impl Note {
    /// Its code, how many are meant, and the words; nothing where it is no finding.
    pub fn told(&self) -> Option<(&'static str, u64, Sentence)> {
        let counted = |code, n: u64, text: &'static crate::text::Text| Some((code, n, text.counted(n)));
        match self {
            Self::ErrorCells(n) => counted("error_cells", *n, &findings::ERROR_CELLS),
            Self::LongNumbers(n) => counted("long_numbers", *n, &findings::LONG_NUMBERS),
            Self::Malformed(n) => counted("malformed", *n, &findings::MALFORMED),
            Self::Filled(n) => counted("merged_cells", *n, &findings::MERGED_CELLS),
            Self::HiddenSheet(name) => Some(("hidden_sheet", 1, findings::HIDDEN_SHEET.with("sheet", name))),
            Self::Recalled(n) => counted("recalled", *n, &findings::RECALLED),
            Self::Repeated(n) => counted("repeated_messages", *n, &findings::REPEATED_MESSAGES),
            Self::AuthorUnknown(n) => counted("author_unknown", *n, &findings::AUTHOR_UNKNOWN),
            Self::TagUnknown(n) => counted("tag_unknown", *n, &findings::TAG_UNKNOWN),
            Self::Staff(_) => None,
        }
    }
}

/// A file, opened.
pub(super) struct Opened {
    /// As the user named it.
    pub name: String,
    pub content: Content,
    /// Size and SHA-256 of the bytes on disk.
    pub bytes: u64,
    pub sha256: String,
    pub encoding: &'static str,
    /// Whether only the look of the text speaks for it.
    pub guessed: bool,
}

/// What a file holds.
pub(super) enum Content {
    Sheets(Vec<Sheet>),
    /// JSON, which is read together with all other.
    Json(String),
}

/// Opens a source and tells by its bytes what kind of file it is.
///
/// # Errors
/// As [`load`], and a file that cannot be understood.
pub(super) fn open(source: &Source, encoding: Encoding, budget: &Budget, progress: &Progress) -> Result<Opened> {
    let Loaded { plain, bytes, sha256 } = load(source, budget, progress)?;
    let name = source.name.clone();
    let limit = usize::try_from(budget.bytes).unwrap_or(usize::MAX);
    let opened = |content, encoding, guessed| Opened { name: name.clone(), content, bytes, sha256, encoding, guessed };
    if is_arrow(&plain) {
        #[cfg(feature = "arrow")]
        {
            let limit = limit.min(usize::try_from(most_text(bytes)).unwrap_or(usize::MAX));
            return Ok(opened(Content::Sheets(arrow::read(&name, plain, limit, progress)?), "arrow", false));
        }
        #[cfg(not(feature = "arrow"))]
        return Err(refused(&name, errors::NO_ARROW.sentence()));
    }
    if workbook::is_workbook(&plain) {
        let sheets = workbook::read(&name, &plain, limit, progress)?;
        return Ok(opened(Content::Sheets(sheets), "workbook", false));
    }
    if html::is_page(&plain) {
        let sheets = html::read(&name, plain, limit, progress)?;
        return Ok(opened(Content::Sheets(sheets), "html", false));
    }
    let decoded = decode(source, plain, encoding, progress)?;
    if decoded.malformed.is_empty() && json::is_json(&decoded.text) {
        return Ok(opened(Content::Json(decoded.text), decoded.encoding, decoded.guessed));
    }
    let sheet = Sheet { text: decoded.text, malformed: decoded.malformed, ..Sheet::default() };
    Ok(opened(Content::Sheets(vec![sheet]), decoded.encoding, decoded.guessed))
}

/// Notes without those that count nothing.
fn counted<const N: usize>(notes: [Note; N]) -> Vec<Note> {
    use Note::{AuthorUnknown, ErrorCells, Filled, LongNumbers, Malformed, Recalled, Repeated, TagUnknown};
    let some = |note: &Note| match note {
        ErrorCells(n) | LongNumbers(n) | Malformed(n) | Filled(n) => *n > 0,
        Recalled(n) | Repeated(n) | AuthorUnknown(n) | TagUnknown(n) => *n > 0,
        Note::HiddenSheet(_) | Note::Staff(_) => true,
    };
    notes.into_iter().filter(some).collect()
}

/// An error about a file as a whole.
fn refused(file: &str, sentence: Sentence) -> Error {
    refused_at(file, 0, 0, sentence)
}

fn refused_at(file: &str, line: u64, column: u64, sentence: Sentence) -> Error {
    let at = Position { file: file.to_owned(), line, column, column_name: String::new() };
    Error::new(ErrorKind::Data, sentence).at(at)
}

/// Writes the text of a sheet, row by row.
struct Grid {
    text: String,
    /// Where the rows begin that are as wide as the widest so far: those before are filled up at the end.
    settled: usize,
    /// Fields of the widest row.
    width: usize,
    /// Lines of `text`.
    rows: usize,
    /// The cells of the row that is being written, one after the other, and where each of them begins and ends.
    line: String,
    cells: Vec<(u32, Range<usize>)>,
    /// Column → what is merged downwards there: the last row, and the value.
    merged: BTreeMap<u32, (u32, String)>,
    filled: u64,
    /// Bytes of text that there may be.
    limit: usize,
}

impl Grid {
    fn new(limit: usize) -> Self {
        Self {
            text: String::new(),
            settled: 0,
            width: 0,
            rows: 0,
            line: String::new(),
            cells: Vec::new(),
            merged: BTreeMap::new(),
            filled: 0,
            limit,
        }
    }

    /// A new cell of the current row, to be written at once.
    fn cell(&mut self, column: u32) -> &mut String {
        self.close();
        let start = self.line.len();
        self.cells.push((column, start..start));
        &mut self.line
    }

    fn close(&mut self) {
        if let Some((_, span)) = self.cells.last_mut()
            && span.end == span.start
        {
            span.end = self.line.len();
        }
    }

    /// The current row is row `row` (from 0), which comes after all before, and is finished; `merges` are its cells that reach down to
    /// another row. What is merged goes into rows that have something else of their own: a title over two rows stands once.
    ///
    /// # Errors
    /// The sentence for a sheet with more text than there may be.
    fn end_row(&mut self, row: u32, merges: &[(u32, u32)]) -> std::result::Result<(), Sentence> {
        self.close();
        self.cells.retain(|(_, span)| !span.is_empty());
        if !self.merged.is_empty() {
            self.fill(row);
        }
        for &(column, last) in merges {
            if let Some((_, span)) = self.cells.iter().find(|(c, _)| *c == column) {
                self.merged.insert(column, (last, self.line[span.clone()].to_owned()));
            }
        }
        if !self.cells.is_sorted_by(|a, b| a.0 < b.0) {
            self.cells.sort_by_key(|(column, _)| *column);
            self.cells.dedup_by_key(|(column, _)| *column);
        }
        if let Some(&(last, _)) = self.cells.last() {
            let width = last as usize + 1;
            let blank = (row as usize).saturating_sub(self.rows);
            let most = self.text.len() + blank + self.line.len() * 2 + self.width.max(width) + 2;
            if most > self.limit {
                return Err(too_large(self.limit));
            }
            self.text.extend(std::iter::repeat_n('\n', blank));
            if width > self.width {
                (self.width, self.settled) = (width, self.text.len());
            }
            let mut fields = 0;
            for (column, span) in &self.cells {
                delimit(&mut self.text, *column as usize - fields);
                fields = *column as usize;
                push_cell(&mut self.text, &self.line[span.clone()]);
            }
            delimit(&mut self.text, self.width - 1 - fields);
            self.text.push('\n');
            self.rows = row as usize + 1;
        }
        self.cells.clear();
        self.line.clear();
        Ok(())
    }

    fn fill(&mut self, row: u32) {
        self.merged.retain(|_, (last, _)| *last >= row);
        if self.cells.is_empty() {
            return;
        }
        for (column, (_, value)) in &self.merged {
            if !self.cells.iter().any(|(c, _)| c == column) {
                let start = self.line.len();
                self.line.push_str(value);
                self.cells.push((*column, start..self.line.len()));
                self.filled += 1;
            }
        }
    }

    /// The text, every row as wide as the widest.
    ///
    /// # Errors
    /// As [`Grid::end_row`].
    fn finish(self) -> std::result::Result<String, Sentence> {
        let mut text = String::new();
        for line in self.text[..self.settled].split_inclusive('\n') {
            if line != "\n" {
                let line = line.trim_end_matches('\n');
                let fields = line.bytes().filter(|&b| b == UNIT_SEPARATOR).count();
                text.push_str(line);
                delimit(&mut text, self.width - 1 - fields);
            }
            text.push('\n');
            if text.len() > self.limit {
                return Err(too_large(self.limit));
            }
        }
        if text.is_empty() {
            return Ok(self.text);
        }
        text.push_str(&self.text[self.settled..]);
        Ok(text)
    }
}

fn too_large(limit: usize) -> Sentence {
    errors::SHEETS_TOO_LARGE.with("mib", limit >> 20)
}

fn delimit(text: &mut String, times: usize) {
    text.extend(std::iter::repeat_n(UNIT_SEPARATOR as char, times));
}

/// One cell as [`Sheet`] has it.
fn push_cell(text: &mut String, cell: &str) {
    let quoted = cell.starts_with('"');
    let plain = !cell.bytes().any(|b| b == UNIT_SEPARATOR || b == b'\n' || b == b'\r');
    if plain && !quoted {
        return text.push_str(cell);
    }
    if quoted {
        text.push('"');
    }
    for c in cell.replace("\r\n", "\n").chars() {
        match c {
            '\n' | '\r' | '\x1f' => text.push(' '),
            '"' if quoted => text.push_str("\"\""),
            _ => text.push(c),
        }
    }
    if quoted {
        text.push('"');
    }
}

/// From here on a spreadsheet does not keep every digit of a whole number.
const LONG: f64 = 1e15;

/// A number as short as it can be told from all others; whether it is a [long](Note::LongNumbers) one.
fn push_number(text: &mut String, x: f64) -> bool {
    let _ = write!(text, "{}", x + 0.0);
    x.abs() >= LONG && x.fract() == 0.0
}

/// A date with its time of day, as [`times`](super::time) are read; without it at midnight.
fn push_time(text: &mut String, [year, month, day]: [u16; 3], [hour, minute, second]: [u8; 3]) {
    let _ = write!(text, "{year:04}-{month:02}-{day:02}");
    if (hour, minute, second) != (0, 0, 0) {
        let _ = write!(text, " {hour:02}:{minute:02}:{second:02}");
    }
}

/// A time as XML has it, `2024-05-01T13:00:00.000`, as [`push_time`] writes it.
fn push_iso(text: &mut String, time: &str) {
    let (date, of_day) = time.split_once('T').unwrap_or((time, ""));
    let of_day = of_day.split('.').next().filter(|t| !matches!(*t, "" | "00:00:00"));
    text.push_str(date);
    if let Some(of_day) = of_day {
        text.push(' ');
        text.push_str(of_day);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row: its number, its cells, and its merges.
    type Row<'r> = (u32, &'r [(u32, &'r str)], &'r [(u32, u32)]);

    fn text(rows: &[Row<'_>]) -> (String, u64) {
        let mut grid = Grid::new(usize::MAX);
        for (row, cells, merges) in rows {
            cells.iter().for_each(|(column, cell)| grid.cell(*column).push_str(cell));
            grid.end_row(*row, merges).unwrap();
        }
        let filled = grid.filled;
        (grid.finish().unwrap().replace('\x1f', ","), filled)
    }

    #[test]
    fn lines_are_rows_and_fields_are_columns() {
        let rows: [(u32, &[_], &[_]); 4] = [
            (1, &[(0, "members")], &[]),
            (3, &[(1, "user"), (2, "group")], &[]),
            (4, &[(2, "g"), (1, "\"a\" b")], &[]),
            (5, &[(1, "c\r\nd\x1f\n"), (7, "")], &[]),
        ];
        assert_eq!(text(&rows).0, "\nmembers,,\n\n,user,group\n,\"\"\"a\"\" b\",g\n,c d  ,\n");
    }

    #[test]
    fn merged_cells_fill_rows_that_have_something() {
        let rows: [(u32, &[_], &[_]); 6] = [
            (0, &[(0, "title")], &[(0, 1)]),
            (1, &[], &[]),
            (2, &[(0, "g1"), (1, "a")], &[(0, 4)]),
            (3, &[(1, "b")], &[]),
            (4, &[(0, ""), (1, "c")], &[]),
            (5, &[(1, "d")], &[]),
        ];
        assert_eq!(text(&rows), ("title,\n\ng1,a\ng1,b\ng1,c\n,d\n".to_owned(), 2));
    }

    #[test]
    fn a_grid_has_a_limit() {
        let mut grid = Grid::new(1000);
        grid.cell(0).push('a');
        assert!(grid.end_row(2000, &[]).is_err());
        let mut grid = Grid::new(1000);
        grid.cell(16_000).push('a');
        assert!(grid.end_row(0, &[]).is_err());
        let mut grid = Grid::new(1000);
        for row in 0..100 {
            grid.cell(0).push('a');
            grid.end_row(row, &[]).unwrap();
        }
        grid.cell(100).push('a');
        grid.end_row(100, &[]).unwrap();
        assert!(grid.finish().is_err());
    }
}
