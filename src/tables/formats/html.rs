//! Pages that are called `.xls`: what many a system exports for Excel. Every `<table>` with anything in it is a [`Sheet`].
//!
//! Excel's own "XML Spreadsheet 2003" is read here as well: rows, cells and their text under other names. The tokenizer is the one that
//! browsers have, so that nothing is too badly written to be read.

use std::collections::BTreeMap;

use encoding_rs::Encoding;
use html5gum::{DefaultEmitter, StartTag, Token, Tokenizer};

use super::super::load::{Decoded, decoded, decoded_as};
use super::{Grid, Note, Sheet, UNIT_SEPARATOR, counted, push_iso, push_number, refused};
use crate::config;
use crate::progress::Progress;
use crate::text::errors;
use crate::{Error, ErrorKind, Result};

/// Bytes in which a page says that it is one, and in which encoding.
const HEAD: usize = 4096;
/// Columns that any sheet may have, and rows that a cell may reach over.
const MOST_COLUMNS: u32 = 1 << 14;
const MOST_ROWS: u32 = 1 << 20;

/// Whether bytes begin as a page, or a workbook as XML, does.
pub fn is_page(bytes: &[u8]) -> bool {
    let head = head(bytes);
    let begun = head.trim_start_matches(|c: char| c.is_whitespace() || !c.is_ascii()).starts_with('<');
    begun
        && (["<html", "<table", "<!doctype html", "<body", "<meta"].iter().any(|tag| head.contains(tag))
            || is_xml(&head))
}

/// The tables of a page, in the order in which they begin; with a number for a name where there are several.
///
/// # Errors
/// A page without a table, or with more text than `limit`; an interruption.
pub fn read(file: &str, bytes: Vec<u8>, limit: usize, progress: &Progress) -> Result<Vec<Sheet>> {
    let head = head(&bytes);
    let Decoded { text, malformed, .. } = decode_page(bytes, &head, progress)
        .map_err(|e| Error::new(ErrorKind::Read, errors::UNREADABLE.sentence()).caused_by(e))?;
    let mut page =
        Page { file, limit, xml: is_xml(&head), tables: Vec::new(), open: Vec::new(), skipped: 0, visible: false };
    let mut emitter = DefaultEmitter::default();
    // A style or a title of XML may end where it begins, and hides nothing.
    emitter.naively_switch_states(!page.xml);
    for (i, token) in Tokenizer::new_with_emitter(text.as_str(), emitter).enumerate() {
        if i.is_multiple_of(4096) {
            progress.check()?;
        }
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => page.start(&tag)?,
            Token::EndTag(tag) => page.end(&utf8(&tag.name))?,
            Token::String(text) => page.text(&utf8(&text)),
            Token::Comment(text) => {
                let text = utf8(&text);
                if let Some(text) = text.strip_prefix("[CDATA[").and_then(|t| t.strip_suffix("]]")) {
                    page.text(text);
                }
            }
            _ => {}
        }
    }
    page.finish(malformed.len() as u64)
}

fn utf8(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// The beginning in lower case, whatever the encoding.
fn head(bytes: &[u8]) -> String {
    let ascii = bytes.iter().take(HEAD).filter(|b| **b != 0).map(|b| b.to_ascii_lowercase());
    String::from_utf8_lossy(&ascii.collect::<Vec<u8>>()).into_owned()
}

fn is_xml(head: &str) -> bool {
    head.contains("urn:schemas-microsoft-com:office:spreadsheet") && head.contains("workbook")
}

/// As other text, but what the page says of its encoding comes before a guess.
fn decode_page(bytes: Vec<u8>, head: &str, progress: &Progress) -> std::io::Result<Decoded> {
    let label = ["charset=", "encoding="].iter().find_map(|key| head.split_once(key)).map(|(_, rest)| {
        let rest = rest.trim_start_matches(['"', '\'', ' ']);
        rest.split(['"', '\'', ' ', '>', ';', '/', '?']).next().unwrap_or("")
    });
    match label.and_then(|label| Encoding::for_label(label.as_bytes())) {
        Some(encoding) if Encoding::for_bom(&bytes).is_none() && std::str::from_utf8(&bytes).is_err() => {
            if encoding == encoding_rs::UTF_8 {
                decoded(bytes, config::Encoding::Auto, progress)
            } else {
                decoded_as(encoding, &bytes, encoding.name(), progress)
            }
        }
        _ => decoded(bytes, config::Encoding::Auto, progress),
    }
}

struct Page<'a> {
    file: &'a str,
    limit: usize,
    /// Excel's XML instead of HTML.
    xml: bool,
    tables: Vec<Table>,
    /// Tables that have begun and not ended, each within a cell of the one before.
    open: Vec<usize>,
    /// Depth of elements whose text is not shown.
    skipped: usize,
    /// Within the element that says whether a sheet is hidden.
    visible: bool,
}

struct Table {
    name: String,
    hidden: bool,
    grid: Grid,
    row: Option<u32>,
    /// Where the next cell goes.
    column: u32,
    /// Column → last row of the cell from above that reaches into it.
    taken: BTreeMap<u32, u32>,
    /// Cells of this row that reach down: column and last row.
    merges: Vec<(u32, u32)>,
    cell: Option<Cell>,
    errors: u64,
    long: u64,
}

#[derive(Default)]
struct Cell {
    column: u32,
    text: String,
    /// What XML says that it is.
    kind: String,
    /// Whether text belongs to it: in XML only that of its data does.
    listening: bool,
}

impl Page<'_> {
    fn table(&mut self) -> Option<&mut Table> {
        self.open.last().map(|&i| &mut self.tables[i])
    }

    fn start(&mut self, tag: &StartTag<()>) -> Result<()> {
        let name = utf8(&tag.name);
        let attribute = |name: &str| tag.attributes.get(name.as_bytes()).map(|value| utf8(value));
        let number = |name: &str| attribute(name).and_then(|value| value.trim().parse::<u32>().ok());
        let empty = self.xml && tag.self_closing;
        match (name.strip_prefix("ss:").unwrap_or(&name), self.xml) {
            ("worksheet", true) => {
                let name = attribute("ss:name").unwrap_or_default().into_owned();
                self.tables.push(Table::new(name, self.limit));
            }
            ("table", true) => {
                if self.tables.is_empty() {
                    self.tables.push(Table::new(String::new(), self.limit));
                }
                self.open = vec![self.tables.len() - 1];
            }
            ("table", false) => {
                self.open.push(self.tables.len());
                self.tables.push(Table::new(String::new(), self.limit));
            }
            ("visible", true) => self.visible = !empty,
            ("comment", true) | ("script" | "style" | "template", false) if !empty => self.skipped += 1,
            ("row", true) | ("tr", false) => {
                let index = number("ss:index").filter(|_| self.xml).map(|i| i.saturating_sub(1));
                let file = self.file;
                if let Some(table) = self.table() {
                    table.end_row(file)?;
                    table.begin_row(index);
                }
            }
            ("cell", true) => {
                let across = number("ss:mergeacross").unwrap_or(0);
                let down = number("ss:mergedown").unwrap_or(0);
                if let Some(table) = self.table() {
                    table.begin_cell(number("ss:index"), across.saturating_add(1), down.saturating_add(1));
                    if empty {
                        table.end_cell();
                    }
                }
            }
            ("td" | "th", false) => {
                let (across, down) = (number("colspan").unwrap_or(1), number("rowspan").unwrap_or(1));
                if let Some(table) = self.table() {
                    table.begin_cell(None, across, down);
                    table.listen(true);
                }
            }
            ("data", true) => {
                let kind = attribute("ss:type").unwrap_or_default().into_owned();
                let shown = self.skipped == 0 && !empty;
                if let Some(cell) = self.table().and_then(|t| t.cell.as_mut()).filter(|_| shown) {
                    cell.kind = kind;
                    cell.listening = true;
                }
            }
            ("br" | "p" | "div" | "li", _) => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<()> {
        let file = self.file;
        match (name.strip_prefix("ss:").unwrap_or(name), self.xml) {
            ("table", _) => {
                if let Some(table) = self.table() {
                    table.end_row(file)?;
                }
                self.open.pop();
            }
            ("visible", true) => self.visible = false,
            ("comment", true) | ("script" | "style" | "template", false) => {
                self.skipped = self.skipped.saturating_sub(1)
            }
            ("row", true) | ("tr", false) => {
                if let Some(table) = self.table() {
                    table.end_row(file)?;
                }
            }
            ("cell", true) | ("td" | "th", false) => {
                if let Some(table) = self.table() {
                    table.end_cell();
                }
            }
            ("data", true) if self.skipped == 0 => {
                if let Some(table) = self.table() {
                    table.listen(false);
                }
            }
            ("p" | "div" | "li", false) => self.text(" "),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, text: &str) {
        if self.visible {
            if let Some(table) = self.tables.last_mut() {
                table.hidden |= text.trim().ends_with("Hidden");
            }
        } else if self.skipped == 0
            && let Some(cell) = self.table().and_then(|t| t.cell.as_mut()).filter(|c| c.listening)
        {
            cell.text.push_str(text);
        }
    }

    fn finish(mut self, malformed: u64) -> Result<Vec<Sheet>> {
        let mut out = Vec::new();
        let mut notes = counted([Note::Malformed(malformed)]);
        for mut table in self.tables.drain(..) {
            table.end_row(self.file)?;
            if table.hidden {
                notes.push(Note::HiddenSheet(table.name));
                continue;
            }
            let counts =
                [Note::ErrorCells(table.errors), Note::LongNumbers(table.long), Note::Filled(table.grid.filled)];
            let text = table.grid.finish().map_err(|sentence| refused(self.file, sentence))?;
            if !text.is_empty() {
                out.push(Sheet {
                    name: table.name,
                    table: None,
                    text,
                    delimiter: Some(UNIT_SEPARATOR),
                    malformed: Vec::new(),
                    notes: counted(counts),
                });
            }
        }
        if out.len() > 1 && !self.xml {
            out.iter_mut().enumerate().for_each(|(i, sheet)| sheet.name = (i + 1).to_string());
        }
        let Some(first) = out.first_mut() else { return Err(refused(self.file, errors::NO_HTML_TABLE.sentence())) };
        first.notes.append(&mut notes);
        Ok(out)
    }
}

impl Table {
    fn new(name: String, limit: usize) -> Self {
        Self {
            name,
            hidden: false,
            grid: Grid::new(limit),
            row: None,
            column: 0,
            taken: BTreeMap::new(),
            merges: Vec::new(),
            cell: None,
            errors: 0,
            long: 0,
        }
    }

    /// The row after the last one, or a later one by its number.
    fn begin_row(&mut self, index: Option<u32>) {
        let next = self.row.map_or(0, |row| row + 1);
        let row = index.filter(|row| (next..MOST_ROWS).contains(row)).unwrap_or(next);
        self.row = Some(row);
        self.column = 0;
        self.taken.retain(|_, last| *last >= row);
    }

    /// A cell in the first column that is free, or a later one by its number (from 1).
    fn begin_cell(&mut self, index: Option<u32>, across: u32, down: u32) {
        self.end_cell();
        if self.row.is_none() {
            self.begin_row(None);
        }
        let row = self.row.unwrap_or_default();
        if let Some(column) = index.map(|i| i.saturating_sub(1)).filter(|i| (self.column..MOST_COLUMNS).contains(i)) {
            self.column = column;
        }
        while self.taken.contains_key(&self.column) {
            self.column += 1;
        }
        let column = self.column;
        let last = row.saturating_add(down.clamp(1, MOST_ROWS) - 1);
        self.column += across.clamp(1, MOST_COLUMNS);
        if last > row {
            self.merges.push((column, last));
            self.taken.extend((column..self.column).map(|c| (c, last)));
        }
        self.cell = Some(Cell { column, ..Cell::default() });
    }

    fn listen(&mut self, listening: bool) {
        if let Some(cell) = &mut self.cell {
            cell.listening = listening;
        }
    }

    fn end_cell(&mut self) {
        let Some(cell) = self.cell.take().filter(|cell| cell.column < MOST_COLUMNS) else { return };
        let space = |c: char| c.is_ascii_whitespace() || c == '\u{a0}';
        let words: Vec<&str> = cell.text.split(space).filter(|word| !word.is_empty()).collect();
        if words.is_empty() {
            return;
        }
        let out = self.grid.cell(cell.column);
        match (cell.kind.as_str(), cell.text.trim()) {
            ("Number", text) => match text.parse() {
                Ok(x) => self.long += u64::from(push_number(out, x)),
                Err(_) => out.push_str(text),
            },
            ("DateTime", text) => push_iso(out, text),
            ("Boolean", text) => out.push_str(if text == "0" { "FALSE" } else { "TRUE" }),
            ("Error", _) => self.errors += 1,
            ("String", _) => out.push_str(&cell.text),
            _ => out.push_str(&words.join(" ")),
        }
    }

    fn end_row(&mut self, file: &str) -> Result<()> {
        self.end_cell();
        match self.row {
            Some(row) => {
                let merges = std::mem::take(&mut self.merges);
                self.grid.end_row(row, &merges).map_err(|sentence| refused(file, sentence))
            }
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(page: &[u8]) -> Vec<Sheet> {
        assert!(is_page(page));
        read("m.xls", page.to_vec(), 1 << 20, &Progress::silent()).unwrap()
    }

    fn text(page: &str) -> String {
        sheets(page.as_bytes()).remove(0).text.replace('\x1f', ",")
    }

    #[test]
    fn rows_cells_and_entities() {
        let page = "<html><style>td{}</style><table border=1><tr><th>user_id<th>name</tr>\n\
            <TR><td> a&nbsp;<td style='x'><b>Tom</b> &amp;<br>Co</td></tr>\n<tr><td>b<td><div>x</div><div>y</div></table></html>";
        assert_eq!(text(page), "user_id,name\na,Tom & Co\nb,x y\n");
        assert_eq!(text("<table><tr><td>user_id</td><td>group_id</td></tr></table>"), "user_id,group_id\n");
        // Whatever ends too early or never.
        assert_eq!(text("<table><td>a<td>b<script><td>c</script><td>d"), "a,b,d\n");
    }

    #[test]
    fn spans() {
        let page = "<table><tr><td colspan=3>title<tr><td rowspan=3>g1<td>a<td>1<tr><td colspan=2>b<tr><td>c<td>3\
            <tr><td>g2<td>d</table>";
        let sheet = sheets(page.as_bytes()).remove(0);
        assert_eq!(sheet.text.replace('\x1f', ","), "title,,\ng1,a,1\ng1,b,\ng1,c,3\ng2,d,\n");
        assert_eq!(sheet.notes, [Note::Filled(2)]);
        let far = "<table><tr><td colspan=4000000000 rowspan=4000000000>a<td>b<tr><td>c</table>";
        assert_eq!(sheets(far.as_bytes()).len(), 1);
    }

    #[test]
    fn tables_within_tables_and_one_after_the_other() {
        let page =
            "<table><tr><td>out<table><tr><td>in</table>side<td>x</table><table></table><table><tr><td>3</table>";
        let all = sheets(page.as_bytes());
        let texts: Vec<(&str, &str)> = all.iter().map(|s| (s.name.as_str(), s.text.as_str())).collect();
        assert_eq!(texts, [("1", "outside\x1fx\n"), ("2", "in\n"), ("3", "3\n")]);
    }

    #[test]
    fn encodings() {
        let page = "<html><meta charset=CHARSET><table><tr><td>群成員</table>";
        for (label, encoding) in
            [("big5", encoding_rs::BIG5), ("gb2312", encoding_rs::GBK), ("utf-8", encoding_rs::GBK)]
        {
            let page = page.replace("CHARSET", label);
            assert_eq!(sheets(&encoding.encode(&page).0)[0].text, "群成員\n", "{label}");
        }
        assert_eq!(sheets(page.as_bytes())[0].text, "群成員\n");
        let wide: Vec<u8> = format!("\u{feff}{page}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(sheets(&wide)[0].text, "群成員\n");
    }

    #[test]
    fn a_workbook_as_xml() {
        let page = r#"<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Styles><Style ss:ID="s1"/></Styles>
<Worksheet ss:Name="members"><Table ss:ExpandedColumnCount="4">
<Row><Cell><Data ss:Type="String">user_id</Data><Comment><ss:Data>no &amp; no</ss:Data></Comment></Cell><Cell/><Cell><Data ss:Type="String">at</Data></Cell></Row>
<Row ss:Index="3"><Cell ss:MergeDown="1"><Data ss:Type="String">a &lt;b&gt;&#10;c</Data></Cell><Cell ss:Index="3"><Data ss:Type="DateTime">2024-05-01T13:00:00.000</Data></Cell><Cell><Data ss:Type="Number">1.23456789012345E+17</Data></Cell></Row>
<Row><Cell ss:Index="3"><Data ss:Type="DateTime">2024-05-02T00:00:00.000</Data></Cell><Cell><Data ss:Type="Boolean">1</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>
</Table></Worksheet>
<Worksheet ss:Name="old"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table><WorksheetOptions><Visible>SheetHidden</Visible></WorksheetOptions></Worksheet>
</Workbook>"#;
        let mut all = sheets(page.as_bytes());
        let sheet = all.remove(0);
        assert!(all.is_empty());
        let expected = "user_id,,at,\n\na <b> c,,2024-05-01 13:00:00,123456789012345000\na <b> c,,2024-05-02,TRUE\n";
        assert_eq!((sheet.name.as_str(), sheet.text.replace('\x1f', ",").as_str()), ("members", expected));
        let notes = [Note::ErrorCells(1), Note::LongNumbers(1), Note::Filled(1), Note::HiddenSheet("old".to_owned())];
        assert_eq!(sheet.notes, notes);
    }

    #[test]
    fn a_page_without_a_table_says_so() {
        let page = b"<!DOCTYPE html><html><body>Please log in</body></html>";
        let error = read("m.xls", page.to_vec(), 1 << 20, &Progress::silent()).unwrap_err().to_string();
        assert!(error.starts_with("m.xls: this is a web page without a table"), "{error}");
        assert!(!is_page(b"user_id,<html>\n"));
        let long = format!("<table>{}", "<tr><td>abc".repeat(100_000));
        assert!(read("m.xls", long.into_bytes(), 1 << 16, &Progress::silent()).is_err());
    }
}
