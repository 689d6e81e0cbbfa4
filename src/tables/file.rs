//! Reading one part: its pieces at the same time, and once more where its columns turn out to mean something else than is plain.

use std::collections::{BTreeMap, BTreeSet};

use super::cell::Meaning;
use super::collect::{GroupRows, InteractionRows, MembershipRows, StaffRows, SuppressRows, UserRows};
use super::formats::{Note, UNIT_SEPARATOR};
use super::header::{Layout, normalise};
use super::judge::{self, Doubt, Judged};
use super::load::out_of_memory;
use super::money::{self, Unit, YUAN};
use super::orders::PurchaseRows;
use super::piece::{Interners, Piece, PieceOptions, Rows, read_piece};
use super::refused::Mark;
use super::scan::{Scanner, pieces};
use super::survey::Part;
use super::time::Days;
use super::{InputFile, Reading, Sources, Texts, cell};
use crate::config::columns::{CellKind, memberships};
use crate::diagnostic::{BadRow, Finding, Kinds, Position, Severity};
use crate::progress::Progress;
use crate::text::{Sentence, errors, findings};
use crate::{Error, ErrorKind, Result, parallel};

/// Bytes of text of a piece, about: few enough that no thread is left with most of the work, and enough that what each piece has for
/// itself does not matter.
pub(super) const PIECE: usize = 8 << 20;

/// Refused rows that a message lists.
pub(super) const LISTED: usize = 20;

/// One part, read.
pub(super) struct FileRows<R> {
    pub input: InputFile,
    pub pieces: Vec<Piece<R>>,
    /// Columns that the table does not have, in the order of the file.
    pub unknown: Vec<String>,
    /// Whether it is a log of messages to groups.
    pub is_message_log: bool,
    /// Columns with at least one value, one bit each.
    pub filled: u32,
    /// Rows with only empty cells.
    pub empty: u64,
    /// Rows that are the header once more.
    pub headers: u64,
    /// Comment lines.
    pub comments: u64,
    /// Rows that were refused, and the first of each kind (all, when they are to be set aside).
    pub refused: u64,
    pub bad: Vec<BadRow>,
    /// What refused rows still say of people.
    pub marks: Vec<Mark>,
    /// Accounts that are staff by where they stand, whatever rows say.
    pub staff: Vec<String>,
    /// What was not plain.
    pub findings: Vec<Finding>,
}

/// The files of every table, in canonical order.
pub(super) struct Files {
    pub memberships: Vec<FileRows<MembershipRows>>,
    pub interactions: Vec<FileRows<InteractionRows>>,
    pub users: Vec<FileRows<UserRows>>,
    pub groups: Vec<FileRows<GroupRows>>,
    pub purchases: Vec<FileRows<PurchaseRows>>,
    pub suppress: Vec<FileRows<SuppressRows>>,
    pub staff: Vec<FileRows<StaffRows>>,
    /// The texts of ids, by who numbered them.
    pub user_texts: Vec<Texts>,
    pub group_texts: Vec<Texts>,
}

/// Reads the parts of one table, whose texts are given back one by one: results in their order.
pub(super) fn read_parts<R: Rows>(
    parts: Vec<Part>,
    options: FileOptions<'_>,
    progress: &Progress,
) -> Vec<Result<FileRows<R>>> {
    parallel::map_owned(parts, |part| read_part(&part, options, progress))
}

/// How to read a part.
#[derive(Clone, Copy)]
pub(super) struct FileOptions<'a> {
    pub sources: &'a Sources,
    pub ids: &'a Interners,
    /// The size of a piece; how a part is cut into pieces does not show in what is read.
    pub piece: usize,
}

fn read_part<R: Rows>(part: &Part, options: FileOptions<'_>, progress: &Progress) -> Result<FileRows<R>> {
    let sources = options.sources;
    let mut layout = part.layout.clone();
    let mut findings = part.findings.clone();
    let amount = R::SCHEMA.columns.iter().position(|column| column.kind == CellKind::Amount);
    let units = units(&mut layout);
    let kind = |column: usize| layout_kind(&part.layout, column);
    // What is settled beforehand may change what a cell means that has a plain reading.
    let settled = |column: usize| match kind(column) {
        CellKind::Time | CellKind::End => part.date_order.is_some(),
        CellKind::Count | CellKind::Amount => part.decimal.is_some(),
        _ => false,
    };
    let columns = || 0..part.layout.fields.len();
    let mut asked: BTreeSet<usize> = columns().filter(|&column| settled(column)).collect();
    let mut judged = judge(part, &mut layout, asked.clone(), sources)?;
    // A row is refused for one cell: what else it holds shows when that has been understood.
    let mut pieces = loop {
        let pieces = read_pieces::<R>(part, &layout, options, progress)?;
        let misfits = pieces.iter().fold(0, |bits, piece| bits | piece.misfits);
        let doubtful: BTreeSet<usize> =
            columns().filter(|&column| misfits & 1 << column != 0 && asked.insert(column)).collect();
        let before = layout.meanings.clone();
        judged.append(&mut judge(part, &mut layout, doubtful, sources)?);
        if layout.meanings == before {
            break pieces;
        }
    };
    judged.append(&mut lists(part, &mut layout, &pieces));
    if layout.lists != part.layout.lists {
        pieces = read_pieces::<R>(part, &layout, options, progress)?;
    }
    let currencies = units.iter().map(|(_, unit)| unit.currencies).chain(pieces.iter().map(|piece| piece.currencies));
    let days = |column: &usize| {
        let days = pieces.iter().filter_map(|piece| piece.days.get(*column)).copied();
        days.reduce(Days::join).is_some_and(Days::may_be_months)
    };
    judged.extend(columns().filter(days).map(|column| swapped(&layout, column).of(part)));
    let mut told = in_one_currency(part, currencies.fold(0, |all, of| all | of), amount)?;
    told.extend(units.iter().filter(|(_, unit)| unit.shift != 0).map(|&(column, unit)| scaled(&layout, column, unit)));
    judged.extend(told.into_iter().map(|told| told.of(part)));
    let understood = judged
        .iter()
        .filter(|told| !told.understood.is_empty())
        .map(|told| (R::SCHEMA.columns[told.column].name, told.understood.to_owned()))
        .collect();
    let tell = |told: Told| Finding {
        code: told.code.into(),
        place: R::SCHEMA.table.to_owned(),
        count: 1,
        severity: Severity::Warning,
        sentence: told.sentence,
    };
    findings.extend(judged.into_iter().map(tell));
    let mut file = join(part, &layout, pieces, understood, sources.input.skip_bad_rows);
    for (column, count) in (0..).zip(emptied(&file.pieces)).filter(|&(_, count)| count > 0) {
        let sentence = findings::CELLS_EMPTIED.counted(count).with("file", &part.name);
        findings.push(Finding {
            code: "cells_emptied".into(),
            place: R::SCHEMA.table.to_owned(),
            count,
            severity: Severity::Warning,
            sentence: sentence.with("column", header_of(&layout, column)),
        });
    }
    file.findings = findings;
    Ok(file)
}

fn layout_kind(layout: &Layout, column: usize) -> CellKind {
    layout.schema.columns[column].kind
}

/// Which columns of amounts have a unit in their header; their cells are read so.
fn units(layout: &mut Layout) -> Vec<(usize, Unit)> {
    let mut units = Vec::new();
    let kinds = layout.schema.columns.iter().map(|column| column.kind).enumerate();
    for (column, _) in kinds.filter(|&(_, kind)| kind == CellKind::Amount) {
        let Some(field) = layout.fields[column].filter(|_| layout.has_header) else { continue };
        let (_, unit) = money::of_header(&normalise(&layout.headers[field]));
        layout.meanings[column].shift = unit.shift;
        units.push((column, unit));
    }
    units
}

/// What is told of days that may be months.
fn swapped(layout: &Layout, column: usize) -> Told {
    let sentence = findings::DATES_SWAPPED.with("column", header_of(layout, column));
    Told { column, code: "dates_swapped", understood: "", sentence }
}

/// What is told of amounts that are in hundredths or tens of thousands.
fn scaled(layout: &Layout, column: usize, unit: Unit) -> Told {
    let factor = if unit.shift < 0 {
        format!("1/{}", 10_u64.pow(unit.shift.unsigned_abs()))
    } else {
        10_u64.pow(unit.shift.unsigned_abs()).to_string()
    };
    let sentence = findings::AMOUNTS_SCALED.with("column", header_of(layout, column)).with("factor", factor);
    Told { column, code: "amounts_scaled", understood: "", sentence }
}

/// What is told of amounts in another currency than yuan.
///
/// # Errors
/// Amounts in several, which no sum is made of.
fn in_one_currency(part: &Part, currencies: u32, amount: Option<usize>) -> Result<Vec<Told>> {
    let Some(column) = amount.filter(|_| currencies & !YUAN != 0) else { return Ok(Vec::new()) };
    let (header, names) = (header_of(&part.layout, column).to_owned(), money::names(currencies));
    if currencies.count_ones() > 1 {
        let column = part.layout.fields[column].map_or(0, |field| field as u64 + 1);
        let at = Position { file: part.name.clone(), line: 0, column, column_name: header };
        return Err(Error::new(ErrorKind::Data, errors::SEVERAL_CURRENCIES.with("currencies", names)).at(at));
    }
    let sentence = findings::FOREIGN_CURRENCY.with("column", header).with("currency", names);
    Ok(vec![Told { column, code: "foreign_currency", understood: "", sentence }])
}

/// What a column is called in the file.
fn header_of(layout: &Layout, column: usize) -> &str {
    match layout.fields[column] {
        Some(field) => &layout.headers[field],
        None => layout.schema.columns[column].name,
    }
}

/// Per column, cells that were taken as empty.
fn emptied<R>(pieces: &[Piece<R>]) -> Vec<u64> {
    let columns = pieces.first().map_or(0, |piece| piece.emptied.len());
    (0..columns).map(|column| pieces.iter().map(|piece| piece.emptied[column]).sum()).collect()
}

fn read_pieces<R: Rows>(
    part: &Part,
    layout: &Layout,
    options: FileOptions<'_>,
    progress: &Progress,
) -> Result<Vec<Piece<R>>> {
    let sources = options.sources;
    let text = part.sheet.text.as_str();
    progress.check()?;
    let piece_options = PieceOptions {
        file: &part.name,
        encoding: part.encoding,
        layout,
        dialect: part.dialect,
        zone: &sources.zone,
        ids: options.ids,
        believed: sources.believed,
        not_counted: &sources.input.not_counted,
        lenient: sources.input.skip_bad_rows,
        keeps_all: sources.input.skip_bad_rows,
    };
    let mut start = part.start;
    let cut: Vec<(&str, Vec<usize>)> = pieces(&text[start..], options.piece)
        .into_iter()
        .map(|piece| {
            let span = start..start + piece.len();
            start = span.end;
            let inside = part.sheet.malformed.iter().filter(|&p| span.contains(p)).map(|p| p - span.start).collect();
            (piece, inside)
        })
        .collect();
    let read = parallel::map(&cut, |(piece, malformed)| read_piece::<R>(piece, malformed, piece_options, progress));
    progress.check()?;
    let at = || Position { file: part.name.clone(), line: 0, column: 0, column_name: String::new() };
    read.into_iter().collect::<std::result::Result<Vec<_>, _>>().map_err(|_| out_of_memory().at(at()))
}

/// How a column is understood, where that is not plain.
struct Told {
    column: usize,
    code: &'static str,
    /// How the column is understood, as the manifest says it; nothing where that is plain.
    understood: &'static str,
    sentence: Sentence,
}

impl Told {
    fn of(self, part: &Part) -> Self {
        Self { sentence: self.sentence.with("file", &part.name), ..self }
    }
}

/// Judges columns from all their cells.
///
/// # Errors
/// Cells that have two readings, unless bad rows are set aside: then these are.
fn judge(part: &Part, layout: &mut Layout, columns: BTreeSet<usize>, sources: &Sources) -> Result<Vec<Told>> {
    let mut told = Vec::new();
    for column in columns {
        let Some(field) = layout.fields[column] else { continue };
        let kind = layout_kind(layout, column);
        if !matches!(kind, CellKind::Time | CellKind::End | CellKind::Count | CellKind::Amount) {
            continue;
        }
        let cells = cells_of(part, column, field);
        let cells = cells.iter().map(String::as_str);
        let judged = match kind {
            CellKind::Time | CellKind::End => judge::times(cells, sources.believed, &sources.zone, part.date_order),
            _ => judge::numbers(cells, part.dialect.delimiter, part.decimal),
        };
        let header = header_of(layout, column).to_owned();
        match judged {
            Ok(Judged { meaning, is_plain, evidence, is_swapped }) => {
                if is_swapped {
                    told.push(swapped(layout, column).of(part));
                }
                if !is_plain {
                    let sentence = meaning.told().with("file", &part.name).with("column", &header);
                    let sentence = sentence.with("found", evidence);
                    told.push(Told { column, code: "column_judged", understood: meaning.code(), sentence });
                }
                layout.meanings[column] = Meaning { shift: layout.meanings[column].shift, ..meaning };
            }
            Err(_) if sources.input.skip_bad_rows => {}
            Err(Doubt { cell, against, readings: [one, other], setting }) => {
                let text = match (&against, setting) {
                    (None, _) => &errors::TWO_READINGS,
                    (Some(_), Some(_)) => &errors::TWO_CELLS,
                    (Some(_), None) => &errors::TWO_CELLS_UNSETTLED,
                };
                let sentence = text.with("found", cell).with("one", one).with("other", other);
                let sentence = sentence.with("against", against.unwrap_or_default());
                let (line, column) = (0, field as u64 + 1);
                let at = Position { file: part.name.clone(), line, column, column_name: header };
                return Err(Error::new(ErrorKind::Data, sentence.with("setting", setting.unwrap_or_default())).at(at));
            }
        }
    }
    Ok(told)
}

/// The distinct cells of a field, in the order in which they first stand in the part.
fn cells_of(part: &Part, column: usize, field: usize) -> Vec<String> {
    let mut scanner = Scanner::new(&part.sheet.text[part.start..], part.dialect);
    let mut seen = BTreeSet::new();
    let mut cells = Vec::new();
    while scanner.advance() {
        let record = scanner.record();
        if record.is_comment() || record.is_unterminated() {
            continue;
        }
        let cell = record.field(field).trim();
        let is_header = part.layout.headers.get(field).is_some_and(|header| header == cell);
        let cell = part.layout.dated(column, record, cell);
        if !cell.is_empty() && !is_header && !seen.contains(&*cell) {
            seen.insert(cell.to_string());
            cells.push(cell.into_owned());
        }
    }
    cells
}

/// Finds out which columns of ids hold several in a cell: their parts stand in other cells too.
fn lists<R: Rows>(part: &Part, layout: &mut Layout, pieces: &[Piece<R>]) -> Vec<Told> {
    let mut told = Vec::new();
    if R::SCHEMA.table != memberships::SCHEMA.table {
        return told;
    }
    for column in [memberships::USER_ID, memberships::GROUP_ID] {
        let Some(field) = layout.fields[column] else { continue };
        let ids = |piece: &Piece<R>| {
            if column == memberships::USER_ID { piece.users.may_be_lists } else { piece.groups.may_be_lists }
        };
        if !pieces.iter().any(ids) {
            continue;
        }
        let cells = cells_of(part, column, field);
        let mut times: BTreeMap<&str, usize> = BTreeMap::new();
        // In how many cells an id stands, however often in one.
        for cell in &cells {
            for id in cell::listed(cell).collect::<BTreeSet<_>>() {
                *times.entry(id).or_default() += 1;
            }
        }
        let holds_several = |cell: &&String| cell::may_be_list(cell);
        let says_so = |cell: &String| cell.starts_with("[\"") || cell::listed(cell).any(|id| times[id] > 1);
        let several: Vec<&String> = cells.iter().filter(holds_several).collect();
        let split = several.iter().any(|cell| says_so(cell));
        layout.lists[column] = split;
        let (code, text) =
            if split { ("ids_split", &findings::IDS_SPLIT) } else { ("ids_with_marks", &findings::IDS_WITH_MARKS) };
        let sentence = text.counted(several.len() as u64).with("file", &part.name);
        let sentence = sentence.with("column", header_of(layout, column)).with("found", several[0]);
        told.push(Told { column, code, understood: code, sentence });
    }
    told
}

/// Puts the pieces of a part together; lines of refused rows are counted from the start of the file from here on.
fn join<R: Rows>(
    part: &Part,
    layout: &Layout,
    mut pieces: Vec<Piece<R>>,
    understood: BTreeMap<&'static str, String>,
    keeps_all: bool,
) -> FileRows<R> {
    let (mut bad, mut kinds) = (Vec::new(), Kinds::default());
    let mut lines = part.lines;
    for piece in &mut pieces {
        for mut row in piece.bad.drain(..) {
            row.at.line += lines;
            if keeps_all { bad.push(row) } else { kinds.add(row) }
        }
        piece.marks.iter_mut().for_each(|mark| mark.line += lines);
        lines += piece.lines;
    }
    bad.append(&mut kinds.rows());
    let columns = R::SCHEMA.columns.iter().zip(&layout.fields);
    let constants = R::SCHEMA.columns.iter().zip(&layout.constants);
    FileRows {
        input: InputFile {
            table: R::SCHEMA.table,
            file: part.name.clone(),
            bytes: part.bytes,
            sha256: part.sha256.clone(),
            rows: pieces.iter().map(|p| p.accepted).sum(),
            encoding: part.encoding,
            reading: Reading {
                kind: match (part.dialect.delimiter, part.sheet.table) {
                    (UNIT_SEPARATOR, Some(_)) => "records",
                    (UNIT_SEPARATOR, None) => "sheet",
                    _ => "text",
                },
                delimiter: match part.dialect.delimiter {
                    UNIT_SEPARATOR => String::new(),
                    delimiter => (delimiter as char).to_string(),
                },
                header_line: part.header_line,
                columns: columns
                    .filter_map(|(column, &field)| Some((column.name, layout.headers[field?].clone())))
                    .collect(),
                constants: constants.filter_map(|(column, value)| Some((column.name, value.clone()?))).collect(),
                heeded: layout.heeded(),
                unused: layout.unused(),
                understood,
                skipped: pieces.iter().map(|p| p.empty + p.headers + p.comments).sum(),
                refused: pieces.iter().map(|p| p.refused).sum(),
            },
        },
        unknown: layout.unknown.iter().map(|&field| layout.headers[field].clone()).collect(),
        is_message_log: layout.is_message_log(),
        filled: pieces.iter().fold(0, |bits, p| bits | p.filled),
        empty: pieces.iter().map(|p| p.empty).sum(),
        headers: pieces.iter().map(|p| p.headers).sum(),
        comments: pieces.iter().map(|p| p.comments).sum(),
        refused: pieces.iter().map(|p| p.refused).sum(),
        bad,
        marks: pieces.iter_mut().flat_map(|p| p.marks.drain(..)).collect(),
        staff: part
            .sheet
            .notes
            .iter()
            .flat_map(|note| if let Note::Staff(ids) = note { ids.as_slice() } else { &[] })
            .cloned()
            .collect(),
        findings: Vec::new(),
        pieces,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Source;
    use super::super::load::Budget;
    use super::super::read::survey;
    use super::*;

    #[test]
    fn a_column_is_judged_though_another_refuses_its_rows() {
        let text = "user_id;at;amount\na;45413;1,5\nb;45414;2,25\na;45415;3\n";
        let budget = Budget::new(crate::memory::Budget::new(None));
        let sources =
            Sources { purchases: vec![Source::bytes("p.csv", text.as_bytes().to_vec())], ..Sources::default() };
        let ids = Interners::default();
        let options = FileOptions { sources: &sources, ids: &ids, piece: PIECE };
        let parts = survey(&sources, &budget, &Progress::silent()).unwrap();
        let file = read_part::<PurchaseRows>(&parts[0], options, &Progress::silent()).unwrap();
        assert_eq!((file.input.rows, file.refused), (3, 0));
        let understood: Vec<&str> = file.input.reading.understood.values().map(String::as_str).collect();
        assert_eq!(understood, ["decimal_comma", "day_number"]);
        let amounts: Vec<f64> = file.pieces[0].rows.rows.iter().map(|row| row.amount).collect();
        assert_eq!(amounts, [1.5, 2.25, 3.0]);
    }

    #[test]
    fn pieces_do_not_show() {
        let mut text = "user_id,group_id,joined_at\r\n".to_owned();
        (0..200).for_each(|i| {
            let never = format!("a,g,never{}\r\n", i % 60);
            text.push_str([&never, "\n", "b,g,1\n", "c\n"][i * i % 7 % 4]);
        });
        text.push_str("last,g,never");
        let source = Source::bytes("m.csv", text.into_bytes());
        let sources = Sources { memberships: vec![source], ..Sources::default() };
        let budget = Budget::new(crate::memory::Budget::new(None));
        let read = |piece| {
            let ids = Interners::default();
            let options = FileOptions { sources: &sources, ids: &ids, piece };
            let parts = survey(&sources, &budget, &Progress::silent()).unwrap();
            let file = read_part::<MembershipRows>(&parts[0], options, &Progress::silent()).unwrap();
            let bad: Vec<BadRow> = file.pieces.iter().flat_map(|p| p.bad.clone()).chain(file.bad).collect();
            (file.pieces.len(), file.input.rows, file.refused, file.empty, bad)
        };
        let (one, whole) = (read(usize::MAX), read(40));
        assert_eq!(one.0, 1);
        assert!(whole.0 > 10);
        assert_eq!((one.1, one.2, one.3), (whole.1, whole.2, whole.3));
        assert_eq!(one.4, whole.4);
        assert!(one.4.len() > 20 && one.4.iter().any(|row| row.alike > 1));
        assert_eq!(whole.4.last().map(|b| b.at.line), Some(202));
    }
}
