//! Rows that are written straight into the file: hundreds of thousands of them take as little memory as one.
//!
//! The library writes the sheet with a single row of empty cells, each in the format of its column; that row is replaced.

use std::io::{self, Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use super::cell::Cell;
use crate::parallel;
use crate::text::Lang;

/// Rows that are made by one thread at a time.
const PIECE: usize = 2_048;
/// Such pieces at a time.
const PIECES: usize = 16;

/// Which row of which sheet is replaced, both from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Template {
    /// The sheet.
    pub sheet: usize,
    /// Its last row.
    pub row: u32,
}

/// The file with `rows` in place of the row of a template; `cells` writes the cells of one.
pub(super) fn filled<T: Sync>(
    file: Vec<u8>,
    template: Template,
    rows: &[T],
    cells: impl Fn(&T, &mut Row) + Sync + Send,
) -> io::Result<Vec<u8>> {
    let wanted = format!("xl/worksheets/sheet{}.xml", template.sheet);
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(io::Error::other)?;
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let place_of_sheet = archive.index_for_name(&wanted);
    for place in 0..archive.len() {
        if place_of_sheet != Some(place) {
            out.raw_copy_file(archive.by_index_raw(place).map_err(io::Error::other)?).map_err(io::Error::other)?;
            continue;
        }
        let mut page = String::new();
        archive.by_index(place).map_err(io::Error::other)?.read_to_string(&mut page)?;
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(zip::DateTime::default());
        out.start_file(wanted.as_str(), options).map_err(io::Error::other)?;
        let page = Page::of(&page, template.row, rows.len() as u32)?;
        out.write_all(page.before.as_bytes())?;
        let numbered: Vec<(u32, &[T])> = (template.row..).step_by(PIECE).zip(rows.chunks(PIECE)).collect();
        for pieces in numbered.chunks(PIECES) {
            let written = parallel::map(pieces, |&(first, rows)| {
                let mut row = Row { text: String::new(), number: first, column: 0, columns: &page.columns };
                rows.iter().for_each(|of| row.write(|row| cells(of, row)));
                row.text
            });
            written.iter().try_for_each(|text| out.write_all(text.as_bytes()))?;
        }
        out.write_all(page.after.as_bytes())?;
    }
    Ok(out.finish().map_err(io::Error::other)?.into_inner())
}

/// A sheet around the row that is replaced.
struct Page<'p> {
    before: String,
    after: &'p str,
    /// The letters of each column, and the number of its format.
    columns: Vec<(String, &'p str)>,
}

impl<'p> Page<'p> {
    fn of(page: &'p str, row: u32, rows: u32) -> io::Result<Self> {
        let foreign = || io::Error::other("a sheet of another form");
        let begin = page.find(&format!("<row r=\"{row}\"")).ok_or_else(foreign)?;
        let length = page[begin..].find("</row>").ok_or_else(foreign)? + "</row>".len();
        let attribute = |cell: &'p str, name: &str| {
            let at = cell.find(name)? + name.len();
            Some(&cell[at..at + cell[at..].find('"')?])
        };
        let column = |cell: &'p str| {
            let letters = attribute(cell, "r=\"")?.trim_end_matches(|c: char| c.is_ascii_digit());
            Some((letters.to_owned(), attribute(cell, " s=\"")?))
        };
        let columns: Option<Vec<_>> = page[begin..begin + length].split("<c ").skip(1).map(column).collect();
        // The range that is in use ends with the last row.
        let last = row + rows - 1;
        let ends = |head: &str| {
            let at = head.find("<dimension ref=\"")?;
            let end = at + head[at..].find("\"/>")?;
            let kept = head[..end].trim_end_matches(|c: char| c.is_ascii_digit());
            Some(format!("{kept}{last}{}", &head[end..]))
        };
        Ok(Self {
            before: ends(&page[..begin]).ok_or_else(foreign)?,
            after: &page[begin + length..],
            columns: columns.ok_or_else(foreign)?,
        })
    }
}

/// A row that is being written.
pub(super) struct Row<'p> {
    text: String,
    number: u32,
    column: usize,
    columns: &'p [(String, &'p str)],
}

impl Row<'_> {
    fn write(&mut self, cells: impl FnOnce(&mut Self)) {
        self.push(&["<row r=\"", &self.number.to_string(), "\">"]);
        cells(self);
        self.push(&["</row>"]);
        (self.number, self.column) = (self.number + 1, 0);
    }

    fn push(&mut self, parts: &[&str]) {
        parts.iter().for_each(|part| self.text.push_str(part));
    }

    /// The cell of the next column, in the format of that column; nothing is written where it is empty.
    pub(super) fn cell(&mut self, cell: &Cell<'_>, lang: Lang) {
        let (letters, format) = &self.columns[self.column];
        self.column += 1;
        if cell.is_empty() {
            return;
        }
        let number = self.number.to_string();
        self.push(&["<c r=\"", letters, &number, "\" s=\"", format, "\""]);
        match cell.shown(lang) {
            Some(text) => {
                self.push(&[" t=\"inlineStr\"><is><t xml:space=\"preserve\">"]);
                escape(&text, &mut self.text);
                self.push(&["</t></is></c>"]);
            }
            None => self.push(&["><v>", &cell.number().to_string(), "</v></c>"]),
        }
    }
}

/// Text as a sheet holds it; what would be read as the code of a character (`_x000D_`) is kept as it is.
fn escape(text: &str, to: &mut String) {
    for (at, c) in text.char_indices() {
        match c {
            '&' => to.push_str("&amp;"),
            '<' => to.push_str("&lt;"),
            '>' => to.push_str("&gt;"),
            '_' if is_code(&text[at..]) => to.push_str("_x005F_"),
            c => to.push(c),
        }
    }
}

/// Whether a text begins with the code of a character.
fn is_code(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 7 && bytes.starts_with(b"_x") && bytes[6] == b'_' && bytes[2..6].iter().all(u8::is_ascii_hexdigit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_kept_as_it_is() {
        let mut out = String::new();
        escape("<a> & _x000D_ _x_ 王", &mut out);
        assert_eq!(out, "&lt;a&gt; &amp; _x005F_x000D_ _x_ 王");
    }
}
