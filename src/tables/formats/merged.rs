//! Which cells of `.ods` and `.xlsb` are merged: the reader of these formats does not tell.

use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read};

use calamine::Dimensions;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

/// By the name of the sheet.
pub type Merged = HashMap<String, Vec<Dimensions>>;

/// What an `.ods` says of itself before its reader takes its word for it.
pub struct Ods {
    pub merged: Merged,
    /// Bytes that its reader would make room for: every repetition, and every cell between the first and the last.
    pub bytes: u64,
}

/// Rows and columns that a sheet of `.ods` has at the most: its reader takes no more.
const MOST: [u64; 2] = [1 << 20, 1 << 14];
/// Bytes that its reader takes for a cell beside its text: of the value, of the formula.
const CELL: u64 = (size_of::<calamine::Data>() + size_of::<String>()) as u64;

/// Of `.ods`: a cell says over how many rows it stands, and it and its row how many times they are there.
///
/// # Errors
/// What is no archive, or no XML to its end: the reader of the format waits for ever for the end of a table.
pub fn of_ods(bytes: &[u8]) -> io::Result<Ods> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let (mut all, mut name) = (Merged::new(), String::new());
    let (mut row, mut column, mut repeated) = (0_u32, 0_u32, 1);
    let mut size = Size::default();
    elements(archive.by_name("content.xml")?, |part| {
        let element = match part {
            Part::Begins(element) => element,
            Part::Text(length) => {
                size.text(length as u64);
                return;
            }
        };
        let number = |key| attribute(element, key).and_then(|text| text.parse::<u32>().ok()).unwrap_or(1);
        match element.name().0 {
            "table:table" => {
                name = attribute(element, "table:name").unwrap_or_default();
                (row, repeated) = (0, 0);
                size.end_sheet();
            }
            "table:table-row" => {
                row = row.saturating_add(repeated);
                (column, repeated) = (0, number("table:number-rows-repeated"));
                size.begin_row(repeated);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let rows = number("table:number-rows-spanned");
                if rows > 1 {
                    let end = (row.saturating_add(rows - 1), column);
                    all.entry(name.clone()).or_default().push(Dimensions::new((row, column), end));
                }
                let columns = number("table:number-columns-repeated");
                column = column.saturating_add(columns);
                let values = element.attributes().flatten().filter(|a| {
                    let key = a.key.0;
                    key == "table:formula" || key.starts_with("office:") || key.starts_with("calcext:")
                });
                size.cell(columns, values.map(|a| a.value.len() as u64).reduce(u64::saturating_add));
            }
            "text:s" => size.text(number("text:c").into()),
            _ => {}
        }
    })?;
    size.end_sheet();
    Ok(Ods { merged: all, bytes: size.bytes })
}

/// Counts what the cells of `.ods` take once every repetition is written out.
#[derive(Default)]
struct Size {
    bytes: u64,
    /// Rows and columns of the sheet, up to the last cell with something in it, and the rows above the first.
    sheet: [u64; 2],
    above: u64,
    /// Rows so far, with the current one.
    rows: u64,
    /// How often the current row is there; its columns so far; how often the current cell is there.
    repeated: u64,
    columns: u64,
    times: u64,
    /// Columns of the current row that are counted.
    written: u64,
}

impl Size {
    fn begin_row(&mut self, repeated: u32) {
        self.rows = MOST[0].min(self.rows + u64::from(repeated));
        (self.repeated, self.columns, self.times, self.written) = (u64::from(repeated).min(MOST[0]), 0, 0, 0);
    }

    /// `text` is how long the values are that its attributes hold; none: it is empty.
    fn cell(&mut self, repeated: u32, text: Option<u64>) {
        let before = self.columns;
        self.columns = MOST[1].min(before + u64::from(repeated));
        self.times = self.columns - before;
        if let Some(text) = text {
            // With what is empty before it.
            self.bytes = self.bytes.saturating_add((self.columns - self.written) * CELL);
            self.written = self.columns;
            if self.sheet == [0; 2] {
                self.above = self.rows.saturating_sub(self.repeated);
            }
            self.sheet = [self.rows, self.sheet[1].max(self.columns)];
            self.text(text);
        }
    }

    fn text(&mut self, length: u64) {
        let all = length.saturating_mul(self.times).saturating_mul(self.repeated.max(1));
        self.bytes = self.bytes.saturating_add(all);
    }

    fn end_sheet(&mut self) {
        let [rows, columns] = self.sheet;
        let room = (rows - self.above) * columns * CELL;
        *self = Self { bytes: self.bytes.saturating_add(room), ..Self::default() };
    }
}

/// Of `.xlsb`: records behind those of the cells (MS-XLSB 2.4.158 `BrtBundleSh`, 2.4.706 `BrtMergeCell`).
///
/// # Errors
/// What is no archive, or lacks a part that it names.
pub fn of_xlsb(bytes: &[u8]) -> io::Result<Merged> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut targets = HashMap::new();
    elements(archive.by_name("xl/_rels/workbook.bin.rels")?, |part| {
        let Part::Begins(element) = part else { return };
        if let (Some(id), Some(target)) = (attribute(element, "Id"), attribute(element, "Target")) {
            targets.insert(id, format!("xl/{target}"));
        }
    })?;
    let mut sheets = Vec::new();
    records(archive.by_name("xl/workbook.bin")?, |kind, record| {
        if kind == BUNDLE_SHEET {
            let (id, rest) = wide(record.get(8..).unwrap_or_default());
            sheets.extend(targets.get(&id).map(|path| (wide(rest).0, path.clone())));
        }
    })?;
    let mut all = Merged::new();
    for (name, path) in sheets {
        let Ok(part) = archive.by_name(&path) else { continue };
        let merged = all.entry(name).or_default();
        records(part, |kind, record| {
            if let (MERGE_CELL, [first, last, from, to]) = (kind, record.as_chunks().0) {
                let [first, last, from, to] = [first, last, from, to].map(|n| u32::from_le_bytes(*n));
                merged.extend((first <= last && from <= to).then(|| Dimensions::new((first, from), (last, to))));
            }
        })?;
    }
    Ok(all)
}

const BUNDLE_SHEET: u32 = 156;
const MERGE_CELL: u32 = 176;

/// What comes in XML.
enum Part<'a> {
    /// An element begins.
    Begins(&'a BytesStart<'a>),
    /// So many bytes of text.
    Text(usize),
}

/// What a part holds, to its end; every element that begins must end.
fn elements(part: impl Read, mut each: impl FnMut(Part<'_>)) -> io::Result<()> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    let mut open = 0_u64;
    loop {
        match reader.read_event_into(&mut buffer).map_err(io::Error::other)? {
            Event::Start(element) => {
                open += 1;
                each(Part::Begins(&element));
            }
            Event::Empty(element) => each(Part::Begins(&element)),
            Event::Text(text) => each(Part::Text(text.len())),
            Event::GeneralRef(_) => each(Part::Text(4)),
            // Of another name than what it ends, it is an error.
            Event::End(_) => open = open.saturating_sub(1),
            Event::Eof if open > 0 => return Err(io::Error::other("an element without an end")),
            Event::Eof => return Ok(()),
            _ => {}
        }
        buffer.clear();
    }
}

fn attribute(element: &BytesStart<'_>, key: &str) -> Option<String> {
    let attribute = element.try_get_attribute(key).ok()??;
    Some(attribute.normalized_value(XmlVersion::Implicit1_0).ok()?.into_owned())
}

/// Kind and content of the records of a part: each has its kind and its length before it, seven bits a byte.
fn records(mut part: impl Read, mut each: impl FnMut(u32, &[u8])) -> io::Result<()> {
    let mut bytes = Vec::new();
    part.read_to_end(&mut bytes)?;
    let mut rest = &bytes[..];
    let number = |rest: &mut &[u8], most| {
        let length = rest.iter().take(most).position(|byte| *byte < 0x80).map_or(most, |last| last + 1);
        let digits = rest.split_off(..length)?;
        Some(digits.iter().rev().fold(0, |n, byte| n << 7 | u32::from(byte & 0x7f)))
    };
    while let (Some(kind), Some(length)) = (number(&mut rest, 2), number(&mut rest, 4)) {
        let Some(record) = rest.split_off(..length as usize) else { break };
        each(kind, record);
    }
    Ok(())
}

/// A text that its length stands before, and what is behind it.
fn wide(bytes: &[u8]) -> (String, &[u8]) {
    let Some((length, rest)) = bytes.split_first_chunk() else { return Default::default() };
    let length = 2 * u32::from_le_bytes(*length) as usize;
    let Some((text, rest)) = rest.split_at_checked(length) else { return Default::default() };
    (encoding_rs::UTF_16LE.decode_without_bom_handling(text).0.into_owned(), rest)
}
