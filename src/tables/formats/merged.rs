//! Which cells of `.ods` and `.xlsb` are merged: the reader of these formats does not tell.

use std::collections::HashMap;
use std::io::{self, BufReader, Cursor, Read};

use calamine::Dimensions;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use zip::ZipArchive;

/// By the name of the sheet.
pub type Merged = HashMap<String, Vec<Dimensions>>;

/// Of `.ods`: a cell says over how many rows it stands.
///
/// # Errors
/// What is no archive, or no XML.
pub fn of_ods(bytes: &[u8]) -> io::Result<Merged> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let (mut all, mut name) = (Merged::new(), String::new());
    let (mut row, mut column, mut repeated) = (0_u32, 0_u32, 1);
    elements(archive.by_name("content.xml")?, |element| {
        let number = |key| attribute(element, key).and_then(|text| text.parse::<u32>().ok()).unwrap_or(1);
        match element.name().0 {
            "table:table" => {
                name = attribute(element, "table:name").unwrap_or_default();
                (row, repeated) = (0, 0);
            }
            "table:table-row" => {
                row = row.saturating_add(repeated);
                (column, repeated) = (0, number("table:number-rows-repeated"));
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let rows = number("table:number-rows-spanned");
                if rows > 1 {
                    let end = (row.saturating_add(rows - 1), column);
                    all.entry(name.clone()).or_default().push(Dimensions::new((row, column), end));
                }
                column = column.saturating_add(number("table:number-columns-repeated"));
            }
            _ => {}
        }
    })?;
    Ok(all)
}

/// Of `.xlsb`: records behind those of the cells (MS-XLSB 2.4.158 `BrtBundleSh`, 2.4.706 `BrtMergeCell`).
///
/// # Errors
/// What is no archive, or lacks a part that it names.
pub fn of_xlsb(bytes: &[u8]) -> io::Result<Merged> {
    let mut archive = ZipArchive::new(Cursor::new(bytes))?;
    let mut targets = HashMap::new();
    elements(archive.by_name("xl/_rels/workbook.bin.rels")?, |element| {
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

/// The elements of a part, as they begin.
fn elements(part: impl Read, mut each: impl FnMut(&BytesStart<'_>)) -> io::Result<()> {
    let mut reader = Reader::from_reader(BufReader::new(part));
    let mut buffer = Vec::new();
    loop {
        match reader.read_event_into(&mut buffer).map_err(io::Error::other)? {
            Event::Start(element) | Event::Empty(element) => each(&element),
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
