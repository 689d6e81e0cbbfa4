//! Workbooks: `.xlsx`, `.xls`, `.xlsb` and `.ods`, told by what is in them. Every visible worksheet is a [`Sheet`].
//!
//! A cell is its value, not how it is shown: a formula is what it last came to, a date is a date in whatever format, a number has all its
//! digits. Cells of `.xlsx` and `.xlsb` are read one by one, as a workbook unpacked is many times its text.

use std::fmt::{Display, Write};
use std::io::{self, Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};

use calamine::{
    Data, DataRef, Dimensions, ExcelDateTime, Ods, OdsError, Range, Reader, SheetType, SheetVisible, Xls, XlsError,
    Xlsb, XlsbError, Xlsx, XlsxError,
};
use zip::ZipArchive;
use zip::result::ZipError;

use super::compound;
use super::merged;
use super::{Grid, Note, Sheet, UNIT_SEPARATOR, counted, push_iso, push_number, push_time, refused};
use crate::progress::Progress;
use crate::text::errors;
use crate::{Error, Result};

/// Bytes looked at together in what is unpacked.
const BLOCK: usize = 1 << 16;
/// Rows that any sheet may have.
const MOST_ROWS: u32 = 1 << 20;
/// Columns likewise.
const MOST_COLUMNS: u32 = 1 << 14;

#[derive(Clone, Copy)]
enum Kind {
    Xlsx { merges: bool },
    Xlsb,
    Ods,
    Xls,
}

/// Whether bytes begin as a workbook does: an archive, or a compound file.
pub fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0")
}

/// The visible sheets of a workbook, in its order. No more than `limit` bytes are unpacked, nor may a sheet have more text.
///
/// # Errors
/// Bytes that are no workbook, are damaged, are protected by a password, or hold too much; an interruption.
pub fn read(file: &str, bytes: &[u8], limit: usize, progress: &Progress) -> Result<Vec<Sheet>> {
    let book = Book { file, bytes, limit, progress };
    let kind = book.kind()?;
    // What is damaged on purpose makes the reader of the format panic here and there.
    catch_unwind(AssertUnwindSafe(|| book.sheets(kind))).unwrap_or_else(|_| Err(book.damaged("panic")))
}

#[derive(Clone, Copy)]
struct Book<'a> {
    file: &'a str,
    bytes: &'a [u8],
    limit: usize,
    progress: &'a Progress,
}

impl<'a> Book<'a> {
    fn damaged(&self, cause: impl Display) -> Error {
        refused(self.file, errors::WORKBOOK_DAMAGED.sentence()).caused_by(io::Error::other(cause.to_string()))
    }

    fn protected(&self) -> Error {
        refused(self.file, errors::WORKBOOK_PASSWORD.sentence())
    }

    fn cursor(&self) -> Cursor<&'a [u8]> {
        Cursor::new(self.bytes)
    }

    /// Which format it is; and that it can be unpacked, wholly and within the limit, which is found out by doing so.
    fn kind(&self) -> Result<Kind> {
        if !self.bytes.starts_with(b"PK") {
            return self.compound();
        }
        let mut archive = ZipArchive::new(self.cursor()).map_err(|e| self.damaged(e))?;
        let names = archive.file_names().map(|name| name.map(|n| n.to_ascii_lowercase()));
        let names: Vec<String> = names.collect::<std::result::Result<_, _>>().map_err(|e| self.damaged(e))?;
        let has = |name: &str| names.iter().any(|n| n == name);
        let kind = if has("xl/workbook.bin") {
            Kind::Xlsb
        } else if has("content.xml") && has("mimetype") {
            Kind::Ods
        } else if names.iter().any(|n| n.starts_with("xl/") && n.ends_with(".xml")) {
            Kind::Xlsx { merges: false }
        } else {
            return Err(refused(self.file, errors::NO_WORKBOOK.sentence()));
        };
        let mut unpacked = 0;
        let mut merges = false;
        for i in 0..archive.len() {
            let mut part = archive.by_index(i).map_err(|e| match e {
                ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => self.protected(),
                e => self.damaged(e),
            })?;
            let name = part.name().map_err(|e| self.damaged(e))?.to_ascii_lowercase();
            let read = [".xml", ".bin", ".rels"].iter().any(|end| name.ends_with(end));
            if !read {
                continue;
            }
            merges |= self.inspect(&mut part, &name, &mut unpacked)?;
        }
        Ok(match kind {
            Kind::Xlsx { .. } => Kind::Xlsx { merges },
            kind => kind,
        })
    }

    /// Unpacks one part of the archive for nothing but its size, and to know whether it merges cells, which is seldom so.
    fn inspect(&self, part: &mut impl Read, name: &str, unpacked: &mut usize) -> Result<bool> {
        let word: &[u8] = b"mergeCells";
        let (mut merges, mut first) = (false, true);
        let mut block = vec![0; BLOCK];
        let mut kept = 0;
        loop {
            self.progress.check()?;
            let read = part.read(&mut block[kept..]).map_err(|e| self.damaged(e))?;
            if read == 0 {
                return Ok(merges);
            }
            *unpacked += read;
            if *unpacked > self.limit {
                return Err(refused(self.file, super::too_large(self.limit)));
            }
            let seen = &block[..kept + read];
            if first && name.ends_with("sharedstrings.xml") && claims_too_many(seen, self.limit) {
                return Err(self.damaged("uniqueCount"));
            }
            first = false;
            merges = merges || seen.windows(word.len()).any(|w| w == word);
            let end = kept + read;
            kept = end.min(word.len() - 1);
            block.copy_within(end - kept..end, 0);
        }
    }

    /// What a compound file is: a workbook, or the wrapping of an encrypted one.
    fn compound(&self) -> Result<Kind> {
        let has = |word: &str| {
            let wide: Vec<u8> = word.encode_utf16().flat_map(u16::to_le_bytes).collect();
            self.bytes.windows(wide.len()).any(|w| w == wide)
        };
        if has("EncryptedPackage") {
            return Err(self.protected());
        }
        // A record of dimensions that no sheet has: room would be made for all of them.
        let u32_at = |b: &[u8]| u32::from_le_bytes([b[0], b[1], b[2], b[3]]);
        let immense = |b: &[u8]| {
            b.starts_with(&[0, 2, 14, 0])
                && u32_at(&b[8..]) > MOST_ROWS
                && [b[13], b[16], b[17]] == [0; 3]
                && u16::from_le_bytes([b[14], b[15]]) <= 256
        };
        if self.bytes.windows(18).any(immense) {
            return Err(self.damaged("dimensions"));
        }
        if !compound::chains_end(self.bytes) {
            return Err(self.damaged("a chain of sectors without an end"));
        }
        Ok(Kind::Xls)
    }

    fn sheets(&self, kind: Kind) -> Result<Vec<Sheet>> {
        match kind {
            Kind::Xlsx { merges } => {
                let mut book: Xlsx<_> = Xlsx::new(self.cursor()).map_err(|e| match e {
                    XlsxError::Password => self.protected(),
                    e => self.damaged(e),
                })?;
                let sheets = book.sheets_metadata().to_vec();
                self.visible(&sheets, |name| {
                    let merged = if merges { book.merge_cells_by_sheet_name(name) } else { Ok(Vec::new()) };
                    let mut cells = Cells::new(*self, merged.map_err(|e| self.damaged(e))?);
                    let mut reader = book.worksheet_cells_reader(name).map_err(|e| self.damaged(e))?;
                    while let Some(cell) = reader.next_cell().map_err(|e| self.damaged(e))? {
                        cells.put(cell.get_position(), cell.get_value())?;
                    }
                    Ok(cells)
                })
            }
            Kind::Xlsb => {
                let mut book: Xlsb<_> = Xlsb::new(self.cursor()).map_err(|e| match e {
                    XlsbError::Password => self.protected(),
                    e => self.damaged(e),
                })?;
                let sheets = book.sheets_metadata().to_vec();
                let mut merged = merged::of_xlsb(self.bytes).map_err(|e| self.damaged(e))?;
                self.visible(&sheets, |name| {
                    let mut cells = Cells::new(*self, merged.remove(name).unwrap_or_default());
                    let mut reader = book.worksheet_cells_reader(name).map_err(|e| self.damaged(e))?;
                    while let Some(cell) = reader.next_cell().map_err(|e| self.damaged(e))? {
                        cells.put(cell.get_position(), cell.get_value())?;
                    }
                    Ok(cells)
                })
            }
            Kind::Xls => {
                let mut book: Xls<_> = Xls::new(self.cursor()).map_err(|e| match e {
                    XlsError::Password => self.protected(),
                    e => self.damaged(e),
                })?;
                let sheets = book.sheets_metadata().to_vec();
                self.visible(&sheets, |name| {
                    let mut cells = Cells::new(*self, book.merge_cells_by_sheet_name(name).unwrap_or_default());
                    cells.put_all(&book.worksheet_range(name).map_err(|e| self.damaged(e))?)?;
                    Ok(cells)
                })
            }
            Kind::Ods => {
                let merged::Ods { mut merged, bytes } = merged::of_ods(self.bytes).map_err(|e| self.damaged(e))?;
                if bytes > self.limit as u64 {
                    return Err(refused(self.file, super::too_large(self.limit)));
                }
                let mut book: Ods<_> = Ods::new(self.cursor()).map_err(|e| match e {
                    OdsError::Password => self.protected(),
                    e => self.damaged(e),
                })?;
                let sheets = book.sheets_metadata().to_vec();
                self.visible(&sheets, |name| {
                    let mut cells = Cells::new(*self, merged.remove(name).unwrap_or_default());
                    cells.put_all(&book.worksheet_range(name).map_err(|e| self.damaged(e))?)?;
                    Ok(cells)
                })
            }
        }
    }

    /// Reads the worksheets that are seen; charts and macros are no sheets of cells.
    fn visible(
        &self,
        sheets: &[calamine::Sheet],
        mut read: impl FnMut(&str) -> Result<Cells<'a>>,
    ) -> Result<Vec<Sheet>> {
        let (shown, hidden): (Vec<_>, Vec<_>) =
            sheets.iter().filter(|s| s.typ == SheetType::WorkSheet).partition(|s| s.visible == SheetVisible::Visible);
        let mut out = Vec::with_capacity(shown.len());
        for sheet in shown {
            out.push(read(&sheet.name)?.finish(sheet.name.clone())?);
        }
        let Some(first) = out.first_mut() else { return Err(refused(self.file, errors::NO_SHEET.sentence())) };
        first.notes.extend(hidden.into_iter().map(|s| Note::HiddenSheet(s.name.clone())));
        Ok(out)
    }
}

/// Whether a list of strings claims to have more than could be: room would be made for all of them.
fn claims_too_many(start: &[u8], limit: usize) -> bool {
    const COUNT: &[u8] = b"uniqueCount=\"";
    let Some(at) = start.windows(COUNT.len()).position(|w| w == COUNT) else { return false };
    let digits = start[at + COUNT.len()..].iter().take_while(|b| b.is_ascii_digit());
    let claimed = digits.fold(0_usize, |n, d| n.saturating_mul(10).saturating_add(usize::from(d - b'0')));
    claimed > limit / size_of::<String>()
}

/// The cells of one sheet, row by row.
struct Cells<'a> {
    book: Book<'a>,
    grid: Grid,
    row: u32,
    /// Row, column and last row of what is merged downwards, in this order.
    merged: Vec<(u32, u32, u32)>,
    /// How many of them begin above the row.
    begun: usize,
    errors: u64,
    long: u64,
}

impl<'a> Cells<'a> {
    fn new(book: Book<'a>, merged: Vec<Dimensions>) -> Self {
        let downwards = merged.into_iter().filter(|d| d.end.0 > d.start.0);
        let mut merged: Vec<_> = downwards.map(|d| (d.start.0, d.start.1, d.end.0)).collect();
        merged.sort_unstable();
        Self { book, grid: Grid::new(book.limit), row: 0, merged, begun: 0, errors: 0, long: 0 }
    }

    fn put_all(&mut self, range: &Range<Data>) -> Result<()> {
        let (row, column) = range.start().unwrap_or_default();
        for (r, c, value) in range.used_cells() {
            let value = match value {
                Data::Int(i) => DataRef::Int(*i),
                Data::Float(x) => DataRef::Float(*x),
                Data::String(s) if s.starts_with('#') && is_error(s) => DataRef::Error(calamine::CellErrorType::NA),
                Data::String(s) => DataRef::SharedString(s),
                Data::Bool(b) => DataRef::Bool(*b),
                Data::DateTime(t) => DataRef::DateTime(*t),
                Data::DateTimeIso(t) => DataRef::DateTimeIso(t.clone()),
                Data::DurationIso(t) => DataRef::DurationIso(t.clone()),
                Data::Error(e) => DataRef::Error(e.clone()),
                Data::Empty => continue,
            };
            let at = |start: u32, offset: usize| start.saturating_add(u32::try_from(offset).unwrap_or(u32::MAX));
            self.put((at(row, r), at(column, c)), &value)?;
        }
        Ok(())
    }

    fn put(&mut self, (row, column): (u32, u32), value: &DataRef<'_>) -> Result<()> {
        if row != self.row {
            self.end_row()?;
            if row < self.row {
                return Err(self.book.damaged("rows are out of order"));
            }
            self.row = row;
        }
        // Every row would be filled up to it.
        if column >= MOST_COLUMNS {
            return Err(self.book.damaged("a column behind the last that there can be"));
        }
        match value {
            DataRef::Empty => {}
            DataRef::SharedString(s) => self.grid.cell(column).push_str(s),
            DataRef::String(s) | DataRef::DurationIso(s) => self.grid.cell(column).push_str(s),
            DataRef::DateTimeIso(s) => push_iso(self.grid.cell(column), s),
            DataRef::Bool(b) => self.grid.cell(column).push_str(if *b { "TRUE" } else { "FALSE" }),
            DataRef::Int(i) => self.number(column, *i as f64),
            DataRef::Float(x) => self.number(column, *x),
            DataRef::DateTime(time) => push_excel_time(self.grid.cell(column), time),
            DataRef::Error(_) => self.errors += 1,
        }
        Ok(())
    }

    fn number(&mut self, column: u32, x: f64) {
        self.long += u64::from(push_number(self.grid.cell(column), x));
    }

    fn end_row(&mut self) -> Result<()> {
        if self.row.is_multiple_of(4096) {
            self.book.progress.check()?;
        }
        let of = |row: u32| self.merged.partition_point(|m| m.0 < row);
        let merges: Vec<(u32, u32)> = if self.begun < self.merged.len() {
            self.begun = of(self.row.saturating_add(1));
            self.merged[of(self.row)..self.begun].iter().map(|&(_, column, last)| (column, last)).collect()
        } else {
            Vec::new()
        };
        self.grid.end_row(self.row, &merges).map_err(|sentence| refused(self.book.file, sentence))
    }

    fn finish(mut self, name: String) -> Result<Sheet> {
        self.end_row()?;
        let notes = [Note::ErrorCells(self.errors), Note::LongNumbers(self.long), Note::Filled(self.grid.filled)];
        let text = self.grid.finish().map_err(|sentence| refused(self.book.file, sentence))?;
        Ok(Sheet {
            name,
            table: None,
            text,
            delimiter: Some(UNIT_SEPARATOR),
            malformed: Vec::new(),
            notes: counted(notes),
        })
    }
}

/// Whether a text is how an error is shown: in `.ods` it is no other kind of cell.
fn is_error(text: &str) -> bool {
    matches!(text, "#N/A" | "#REF!" | "#VALUE!" | "#DIV/0!" | "#NAME?" | "#NULL!" | "#NUM!")
}

/// A time to the second; a time of day without a date, and a duration, as hours, minutes and seconds. A number that is no date stays one.
fn push_excel_time(text: &mut String, time: &ExcelDateTime) {
    let days = time.as_f64();
    let of_day = days < 1.0 || time.is_duration();
    if days <= 0.0 || !days.is_finite() {
        let _ = write!(text, "{}", days + 0.0);
    } else if of_day {
        let seconds = (days * 86_400.0).round() as u64;
        let _ = write!(text, "{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
    } else {
        let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
        let parts = [month, day, hour, minute, second].map(|part| i8::try_from(part).unwrap_or_default());
        let [m, d, h, min, s] = parts;
        let rounded = jiff::civil::DateTime::new(i16::try_from(year).unwrap_or_default(), m, d, h, min, s, 0)
            .and_then(|t| t.checked_add(jiff::Span::new().seconds(i64::from(milli >= 500))));
        match rounded {
            Ok(t) => {
                let of = |part: i8| u8::try_from(part).unwrap_or_default();
                let date = [t.year().unsigned_abs(), of(t.month()).into(), of(t.day()).into()];
                push_time(text, date, [of(t.hour()), of(t.minute()), of(t.second())]);
            }
            // The 29th of February 1900, which only Excel knows.
            Err(_) => push_time(text, [year, month.into(), day.into()], [hour, minute, second]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rust_xlsxwriter::{ExcelDateTime as Time, Format, Formula, Workbook};

    const LIMIT: usize = 1 << 26;
    const ROUNDS: usize = 400;

    fn sheets(bytes: &[u8]) -> Result<Vec<Sheet>> {
        read("m.xlsx", bytes, LIMIT, &Progress::silent())
    }

    fn written(fill: impl Fn(&mut Workbook) -> std::result::Result<(), rust_xlsxwriter::XlsxError>) -> Vec<u8> {
        let mut book = Workbook::new();
        fill(&mut book).unwrap();
        book.save_to_buffer().unwrap()
    }

    fn shown(sheet: &Sheet) -> String {
        sheet.text.replace('\x1f', ",")
    }

    #[test]
    fn every_kind_of_cell_stands_where_it_stood() {
        let bytes = written(|book| {
            let sheet = book.add_worksheet().set_name("成员")?;
            let date = Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
            let time = Format::new().set_num_format("yyyy/m/d h:mm");
            sheet.write(1, 1, "title")?;
            sheet.write(3, 1, "user\r\nid")?.write(3, 2, " a\tb \"c\" ")?.write(3, 3, "\"quoted\", so")?;
            sheet.write(4, 1, 100_234)?.write(4, 2, 0.1 + 0.2)?.write(4, 3, -1.5)?.write(
                4,
                4,
                123_456_789_012_345_678_f64,
            )?;
            sheet.write_with_format(5, 1, Time::from_ymd(2024, 5, 1)?, &date)?;
            sheet.write_with_format(5, 2, Time::from_ymd(2024, 5, 1)?.and_hms(13, 0, 5)?, &time)?;
            sheet.write_with_format(5, 3, Time::from_hms(9, 5, 0)?, &Format::new().set_num_format("h:mm"))?;
            sheet.write_with_format(5, 4, 1.5, &Format::new().set_num_format("[h]:mm"))?;
            sheet.write_with_format(5, 5, 45_413.999_999_9, &time)?.write_with_format(5, 6, 0, &time)?;
            sheet.write(6, 1, true)?.write(6, 2, false)?;
            sheet.write(6, 3, Formula::new("=1+1").set_result("2"))?.write(
                6,
                4,
                Formula::new("=A9").set_result("#N/A"),
            )?;
            sheet.write_blank(7, 9, &date)?;
            book.add_worksheet().set_name("empty")?;
            Ok(())
        });
        let all = sheets(&bytes).unwrap();
        assert_eq!((all.len(), all[0].name.as_str(), all[1].text.as_str()), (2, "成员", ""));
        let expected = "\n,title,,,,,\n\n,user id, a\tb \"c\" ,\"\"\"quoted\"\", so\",,,\n\
            ,100234,0.30000000000000004,-1.5,123456789012345680,,\n\
            ,2024-05-01,2024-05-01 13:00:05,09:05:00,36:00:00,2024-05-02,0\n,TRUE,FALSE,2,,,\n";
        assert_eq!(shown(&all[0]), expected);
        assert_eq!(all[0].notes, [Note::ErrorCells(1), Note::LongNumbers(1)]);
    }

    #[test]
    fn merged_cells_and_hidden_sheets() {
        let bytes = written(|book| {
            let plain = Format::new();
            book.add_worksheet().set_name("first")?.write(0, 0, "x")?;
            book.add_worksheet().set_name("old")?.set_hidden(true).write(0, 0, "x")?;
            book.add_worksheet().set_name("older")?.set_very_hidden(true);
            let sheet = book.add_worksheet().set_name("群")?;
            sheet.merge_range(0, 0, 1, 2, "title", &plain)?;
            sheet.write(2, 0, "group")?.write(2, 1, "user")?;
            sheet.merge_range(3, 0, 5, 0, "g1", &plain)?;
            sheet.write(3, 1, "a")?.write(4, 1, "b")?.write(5, 1, "c")?.write(6, 0, "g2")?.write(6, 1, "d")?;
            Ok(())
        });
        let all = sheets(&bytes).unwrap();
        assert_eq!(all.len(), 2);
        assert_eq!(all[0].notes, [Note::HiddenSheet("old".to_owned()), Note::HiddenSheet("older".to_owned())]);
        assert_eq!(shown(&all[1]), "title,\n\ngroup,user\ng1,a\ng1,b\ng1,c\ng2,d\n");
        assert_eq!(all[1].notes, [Note::Filled(2)]);
    }

    #[test]
    fn the_older_formats_and_the_open_one() {
        let table = "七月群成员,,,,\n\nuser_id,group_id,joined_at,spend,vip\n王小明,g1,2024-05-01 13:00:05,12.5,TRUE\n\
            b,100234,2024-05-02,1000000000000002,FALSE\n";
        let hidden = Note::HiddenSheet("old".to_owned());
        let long = Note::LongNumbers(1);
        for (bytes, more, notes) in [
            (&include_bytes!("../../../fixtures/workbooks/members.xlsb")[..], "", vec![long.clone(), hidden.clone()]),
            (
                include_bytes!("../../../fixtures/workbooks/members.ods"),
                "c,,,,\n",
                vec![Note::ErrorCells(1), long.clone(), hidden.clone()],
            ),
            (
                include_bytes!("../../../fixtures/workbooks/members.xls"),
                "c,g2,,,\nd,g2,,,\n",
                vec![long.clone(), Note::Filled(1), hidden.clone()],
            ),
        ] {
            assert!(is_workbook(bytes));
            let all = sheets(bytes).unwrap();
            assert_eq!(shown(&all[0]), format!("{table}{more}"));
            assert_eq!((all.len(), all[0].name.as_str(), &all[0].notes), (1, "成员", &notes));
        }
    }

    #[test]
    fn what_is_no_workbook_says_what_it_is() {
        let says = |bytes: &[u8], limit: usize, words: &str| {
            let error = read("m.xlsx", bytes, limit, &Progress::silent()).unwrap_err().to_string();
            assert!(error.starts_with("m.xlsx: ") && error.contains(words), "{error}");
        };
        let mut encrypted = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        encrypted.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
        says(&encrypted, LIMIT, "protected by a password");
        let archive = |name: &str, bytes: &[u8]| {
            let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
            archive.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
            io::Write::write_all(&mut archive, bytes).unwrap();
            archive.finish().unwrap().into_inner()
        };
        says(&archive("m.csv", b"user_id,group_id\n"), LIMIT, "an archive, not a workbook");
        says(&archive("xl/workbook.xml", &vec![b' '; 1 << 22]), 1 << 20, "holds more than 1 MiB");
        let strings = archive("xl/sharedStrings.xml", b"<sst uniqueCount=\"99999999999999999999\"/>");
        says(&strings, LIMIT, "damaged");
        let whole = written(|book| book.add_worksheet().write(0, 0, "user_id").map(|_| ()));
        for end in (4..whole.len()).step_by(97) {
            says(&whole[..end], LIMIT, "damaged");
        }
    }

    fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            archive.start_file(name.as_str(), zip::write::SimpleFileOptions::default()).unwrap();
            io::Write::write_all(&mut archive, bytes).unwrap();
        }
        archive.finish().unwrap().into_inner()
    }

    fn unpacked(bytes: &[u8]) -> Vec<(String, Vec<u8>)> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let count = archive.len();
        let part = |i| {
            let mut part = archive.by_index(i).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().into_owned(), bytes)
        };
        (0..count).map(part).collect()
    }

    /// What changes a part of an archive.
    fn with_part(bytes: &[u8], name: &str, change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
        let mut parts = unpacked(bytes);
        change(&mut parts.iter_mut().find(|part| part.0 == name).unwrap().1);
        packed(&parts)
    }

    #[test]
    fn merged_cells_of_the_open_format() {
        let ods = include_bytes!("../../../fixtures/workbooks/members.ods");
        let bytes = with_part(ods, "content.xml", |part| {
            let text = String::from_utf8(part.clone()).unwrap();
            let start = text.find("<table:table ").unwrap();
            let cell = |more: &str, text: &str| {
                format!(
                    "<table:table-cell {more} office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
                )
            };
            let row =
                |more: &str, cells: &[String]| format!("<table:table-row {more}>{}</table:table-row>", cells.concat());
            let down = "table:number-columns-spanned=\"1\" table:number-rows-spanned=\"3\"";
            let covered = || "<table:covered-table-cell/>".to_owned();
            let empty = |n: u32| format!("<table:table-cell table:number-columns-repeated=\"{n}\"/>");
            let rows = [
                row("table:number-rows-repeated=\"2\"", &[empty(1)]),
                row("", &[empty(2), cell("", "group"), cell("", "user")]),
                row("", &[empty(2), cell(down, "g&amp;1"), cell("", "a")]),
                row("", &[empty(2), covered(), cell("", "b")]),
                row("", &[empty(2), covered(), cell("", "c")]),
                row("", &[empty(2), cell("", "g2"), cell("", "d")]),
            ];
            let other = "<table:table table:name=\"群&amp;人\">".to_owned() + &rows.concat() + "</table:table>";
            *part = [&text[..start], &other, &text[start..]].concat().into_bytes();
        });
        let all = sheets(&bytes).unwrap();
        assert_eq!(shown(&all[0]), "\n\n,,group,user\n,,g&1,a\n,,g&1,b\n,,g&1,c\n,,g2,d\n");
        assert_eq!(all[0].notes[0], Note::Filled(2));
    }

    /// Both would keep the reader of the format busy for ever, or for as long as there is memory.
    #[test]
    fn the_open_format_is_read_to_its_end_and_within_its_size() {
        let ods = include_bytes!("../../../fixtures/workbooks/members.ods");
        let told = |limit: usize, change: &dyn Fn(&str) -> String| {
            let bytes = with_part(ods, "content.xml", |part| {
                *part = change(std::str::from_utf8(part).unwrap()).into_bytes();
            });
            read("m.ods", &bytes, limit, &Progress::silent()).map(|all| all.len()).map_err(|error| error.to_string())
        };
        assert_eq!(told(LIMIT, &str::to_owned), Ok(1));
        let end = told(LIMIT, &|text| text[..text.rfind("</table:table>").unwrap()].to_owned()).unwrap_err();
        assert!(end.starts_with("m.ods: ") && end.contains("an element without an end"), "{end}");
        let cell = |more: &str, inside: &str| {
            format!(
                "<table:table-cell {more} office:value-type=\"string\"><text:p>{inside}</text:p></table:table-cell>"
            )
        };
        let with = |rows: String| {
            move |text: &str| {
                let at = text.find("<table:table-row").unwrap();
                [&text[..at], &rows, &text[at..]].concat()
            }
        };
        let row = |more: &str, cells: &str| format!("<table:table-row {more}>{cells}</table:table-row>");
        let wide = "table:number-columns-repeated=\"16384\"";
        let high = "table:number-rows-repeated=\"1000000\"";
        let far = row("", &cell("", "x")) + &row(high, "<table:table-cell/>");
        for (rows, fits) in [
            (row("", &cell("", "x")), true),
            // Of nothing there may be any number.
            (row(high, &format!("<table:table-cell {wide}/>")), true),
            (row("", &cell("", "<text:s text:c=\"9\"/>")), true),
            (row("", &cell("", "<text:s text:c=\"2000000000\"/>")), false),
            (row(high, &cell(wide, "x")), false),
            (row("", &cell(wide, &"long ".repeat(20_000))), false),
            (far + &row("", &cell(wide, "x")), false),
        ] {
            let told = told(LIMIT, &with(rows.clone()));
            match told {
                Ok(_) => assert!(fits, "{rows:.200}"),
                Err(error) => assert!(!fits && error.contains("holds more than"), "{rows:.200} {error}"),
            }
        }
    }

    #[test]
    fn merged_cells_of_the_binary_format() {
        let xlsb = include_bytes!("../../../fixtures/workbooks/members.xlsb");
        let bytes = with_part(xlsb, "xl/worksheets/sheet1.bin", |part| {
            // The first cell of the fifth row becomes a blank one, and is merged with that above.
            let at = part.windows(14).position(|w| w == b"\x07\x0c\0\0\0\0\0\0\0\0\x08\0\0\0").unwrap();
            part[at] = 1;
            let bounds = [3, 4, 0, 0].map(u32::to_le_bytes).concat();
            let records = [b"\xb1\x01\x04\x01\0\0\0\xb0\x01\x10", &bounds[..], b"\xb2\x01\0"].concat();
            let end = part.windows(3).rposition(|w| w == b"\x82\x01\0").unwrap();
            part.splice(end..end, records);
        });
        let (merged, plain) = (sheets(&bytes).unwrap(), sheets(xlsb).unwrap());
        assert_eq!(shown(&merged[0]), shown(&plain[0]).replace("\nb,", "\n王小明,"));
        assert_eq!(merged[0].notes[1], Note::Filled(1));
    }

    /// Whatever is done to the bytes of its parts, a workbook is read or refused.
    #[test]
    fn damage_is_refused() {
        let new = written(|book| book.add_worksheet().write(0, 0, "user_id")?.write(1, 0, 1.5).map(|_| ()));
        let whole = [
            vec![(String::new(), include_bytes!("../../../fixtures/workbooks/members.xls").to_vec())],
            unpacked(include_bytes!("../../../fixtures/workbooks/members.xlsb")),
            unpacked(include_bytes!("../../../fixtures/workbooks/members.ods")),
            unpacked(&new),
        ];
        let mut random = 1_u64;
        let mut next = |n: usize| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (random >> 33) as usize % n.max(1)
        };
        for round in 0..ROUNDS {
            let mut parts = whole[round % whole.len()].clone();
            for _ in 0..=next(4) {
                let part = next(parts.len());
                let bytes = &mut parts[part].1;
                let at = next(bytes.len());
                match next(3) {
                    _ if bytes.is_empty() => {}
                    0 => bytes.truncate(at),
                    1 => bytes[at] = next(256) as u8,
                    _ => bytes[at] = bytes[at].wrapping_add(1),
                }
            }
            let bytes = if parts[0].0.is_empty() { parts.remove(0).1 } else { packed(&parts) };
            let _ = sheets(&bytes);
        }
    }

    #[derive(Clone, Debug)]
    enum Value {
        Text(String),
        Number(f64),
        Day(u16, u8, u8, u32),
    }

    fn value() -> impl Strategy<Value = Value> {
        prop_oneof![
            "[^\\p{Cc}\\p{Cn}\\p{Co}_]{1,8}".prop_map(Value::Text),
            any::<f64>().prop_filter("finite", |x| x.is_finite() && *x != 0.0).prop_map(Value::Number),
            (-1_000_000i32..1_000_000).prop_map(|i| Value::Number(f64::from(i))),
            (1950u16..2090, 1u8..=12, 1u8..=28, 0u32..86_400).prop_map(|(y, m, d, s)| Value::Day(y, m, d, s)),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// What is written comes back as text, at its place.
        #[test]
        fn any_grid_comes_back(grid in prop::collection::vec(prop::collection::vec(value(), 3), 1..6)) {
            let mut expected = String::new();
            let bytes = written(|book| {
                let sheet = book.add_worksheet();
                for (r, row) in (0..).zip(&grid) {
                    for (c, value) in (0..).zip(row) {
                        match value {
                            Value::Text(text) => sheet.write_string(r, c, text)?,
                            Value::Number(x) => sheet.write_number(r, c, *x)?,
                            Value::Day(y, m, d, s) => {
                                let (h, min, s) = (s / 3600, s / 60 % 60, s % 60);
                                let time = Time::from_ymd(*y, *m, *d)?.and_hms(h as u16, min as u8, s as u8)?;
                                sheet.write_with_format(r, c, time, &Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"))?
                            }
                        };
                    }
                }
                Ok(())
            });
            for row in &grid {
                for (c, value) in row.iter().enumerate() {
                    expected.push_str(if c == 0 { "" } else { "\x1f" });
                    match value {
                        Value::Text(text) if text.starts_with('"') => {
                            let _ = write!(expected, "\"{}\"", text.replace('"', "\"\""));
                        }
                        Value::Text(text) => expected.push_str(text),
                        Value::Number(x) => { let _ = write!(expected, "{x}"); }
                        Value::Day(y, m, d, 0) => { let _ = write!(expected, "{y}-{m:02}-{d:02}"); }
                        Value::Day(y, m, d, s) => {
                            let _ = write!(expected, "{y}-{m:02}-{d:02} {:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60);
                        }
                    }
                }
                expected.push('\n');
            }
            prop_assert_eq!(&sheets(&bytes).unwrap()[0].text, &expected);
        }
    }

    /// `cargo test --release -- --ignored million`: rows of a workbook a second.
    #[test]
    #[ignore = "a measurement of a million rows, for release builds: minutes in this one"]
    fn a_million_rows() {
        let bytes = written(|book| {
            let sheet = book.add_worksheet();
            let time = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
            sheet.write(0, 0, "user_id")?.write(0, 1, "group_id")?.write(0, 2, "joined_at")?;
            for i in 1..=1_000_000_u32 {
                let user = format!("wmErxtDgAA9AW32YyyuYRimKr7{:06}", i.wrapping_mul(2_654_435_761) % 600_000);
                sheet.write(i, 0, user)?.write(i, 1, format!("wrOgQhDgAAMYQiS5ol9G7gK9JV{:04}", i % 5000))?;
                sheet.write_with_format(i, 2, 45_000.0 + f64::from(i) / 1000.0, &time)?;
            }
            Ok(())
        });
        let before = crate::progress::peak_memory_bytes();
        let begun = std::time::Instant::now();
        let all = read("m.xlsx", &bytes, 1 << 30, &Progress::silent()).unwrap();
        let taken = begun.elapsed();
        let peak = crate::progress::peak_memory_bytes();
        println!("{} bytes, {taken:?}, {} bytes of text, peak {before} then {peak}", bytes.len(), all[0].text.len());
        assert_eq!(all[0].text.lines().count(), 1_000_001);
    }
}
