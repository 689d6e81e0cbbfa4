//! How each file is to be read, decided by looking at it before reading: where its header is, what parts its fields, which table it is.
//!
//! A *part* is what is read as one table: a file of text, a sheet of a workbook, or one of the tables that a file of records holds. Its plan is
//! the [`Dialect`] and the [`Layout`]; whatever was not plain is a finding, and can be settled in `[input.plan]`.

use super::cell::Meaning;
use super::formats::{Note, Sheet};
use super::header::{
    Fit, HeaderOptions, Layout, any_is_known, are_ids, fit, is_alias, lists_groups, names_a_group, normalise, shortened,
};
use super::scan::{Comments, Dialect, Scanner};
use super::unroll::{is_chat, parted_twice, unrolled};
use super::{Source, Sources, cell, footer, parse_time, rivals};
use crate::config::columns::{SCHEMAS, Schema, memberships, schema_of, suppress, users};
use crate::config::{DateOrder, Decimal, Delimiter, Grid, PlanOptions};
use crate::diagnostic::{BadRow, Finding, Position, Severity};
use crate::text::{Sentence, errors, findings};
use crate::{Error, ErrorKind, Result};

/// Records in which a header is looked for.
const LOOK: usize = 40;

/// Records that tell what a file without a header, or of another shape, looks like.
const SAMPLE: usize = 100;

/// Something that is read as one table.
pub(super) struct Part {
    /// The file, and its sheet where it has several.
    pub name: String,
    pub sheet: Sheet,
    /// The bytes of the file.
    pub bytes: u64,
    pub sha256: String,
    pub encoding: &'static str,
    pub dialect: Dialect,
    pub layout: Layout,
    /// Where the first row begins, in bytes, and the line breaks before.
    pub start: usize,
    pub lines: u64,
    /// The line of the header; 0 where there is none.
    pub header_line: u64,
    pub decimal: Option<Decimal>,
    pub date_order: Option<DateOrder>,
    pub findings: Vec<Finding>,
}

/// What is said of a part beforehand.
#[derive(Clone, Copy)]
struct Pins<'a> {
    table: Option<&'a str>,
    header_line: Option<u64>,
    delimiter: Delimiter,
    grid: Grid,
    decimal: Option<Decimal>,
    date_order: Option<DateOrder>,
    plan: Option<&'a PlanOptions>,
}

impl<'a> Pins<'a> {
    fn new(sources: &'a Sources, file: &str, name: &str) -> Self {
        let input = &sources.input;
        let plan = input.plan.get(name).or_else(|| input.plan.get(file));
        Self {
            table: plan.and_then(|plan| plan.table.as_deref()),
            header_line: plan.and_then(|plan| plan.header_line).or((!input.header).then_some(0)),
            delimiter: plan.and_then(|plan| plan.delimiter).unwrap_or(input.delimiter),
            grid: plan.and_then(|plan| plan.grid).unwrap_or(input.grid),
            decimal: plan.and_then(|plan| plan.decimal).or(input.decimal),
            date_order: plan.and_then(|plan| plan.date_order).or(input.date_order),
            plan,
        }
    }
}

/// A file with its sheets, and what is known of it.
pub(super) struct Opening<'s> {
    pub source: &'s Source,
    pub table: Option<&'static Schema>,
    /// The name in messages: of several files that were read together, all of them.
    pub name: String,
    pub sheets: Vec<Sheet>,
    pub bytes: u64,
    pub sha256: String,
    pub encoding: &'static str,
    pub guessed: bool,
}

/// The parts of a file.
///
/// # Errors
/// A header that cannot be found or understood, and a file that holds no table.
pub(super) fn parts(opening: Opening<'_>, sources: &Sources) -> Result<Vec<Part>> {
    let Opening { source, table, name: file, mut sheets, bytes, sha256, encoding, guessed } = opening;
    if let Some(wanted) = &source.sheet {
        let found = sheets.iter().map(|sheet| sheet.name.as_str()).collect::<Vec<_>>().join(", ");
        sheets.retain(|sheet| sheet.name == *wanted);
        if sheets.is_empty() {
            let sentence = errors::NO_SUCH_SHEET.with("sheet", wanted).with("found", found);
            let at = Position { file, line: 0, column: 0, column_name: String::new() };
            return Err(Error::new(ErrorKind::Data, sentence).at(at));
        }
    }
    let several = sheets.len() > 1;
    let mut found = Vec::new();
    let mut failed = None;
    let mut passed_over = Vec::new();
    // What is told of the file stands with any of its sheets.
    let of_file = |note: &&Note| matches!(note, Note::HiddenSheet(_));
    let hidden: Vec<Note> = sheets.iter().flat_map(|sheet| &sheet.notes).filter(of_file).cloned().collect();
    for sheet in sheets {
        // Records of JSON bear the name of their file.
        let name = match sheet.name.as_str() {
            "" => file.clone(),
            name if name == source.name => file.clone(),
            name => format!("{file}#{name}"),
        };
        let pins = Pins::new(sources, &file, &name);
        let table = pins.table.and_then(schema_of).or(sheet.table.and_then(schema_of)).or(table);
        match Surveyed::of(sheet, &name, source, table, pins, encoding, sources) {
            // Whoever opted out has, in whatever table it stands.
            Ok(surveyed) if surveyed.layout.tells_who_opted_out().is_some() => {
                // The same column names them; what is said of other files, and of the columns of this table, is not about users.
                let id = surveyed.layout.tells_who_opted_out().unwrap_or_default();
                let pins = Pins { table: None, plan: None, ..pins };
                let mut sources = sources.clone();
                sources.input.columns = [("users".to_owned(), [("user_id".to_owned(), id)].into())].into();
                let source = Source { constants: Vec::new(), ..source.clone() };
                let again = surveyed.sheet.clone();
                let again = Surveyed::of(again, &name, &source, Some(&users::SCHEMA), pins, encoding, &sources)?;
                found.push((name.clone(), pins, surveyed));
                found.push((name, pins, Surveyed { notes: Vec::new(), ..again }));
            }
            Ok(surveyed) => found.push((name, pins, surveyed)),
            Err(error) => {
                passed_over.push(name.split_once('#').map_or(name.clone(), |(_, sheet)| sheet.to_owned()));
                failed.get_or_insert(error);
            }
        }
    }
    if let (Some(error), true) = (failed, found.is_empty() || !several) {
        return Err(error);
    }
    let mut parts: Vec<Part> = Vec::new();
    // The same of several sheets is told once.
    let mut told: Vec<(Told, usize, Vec<String>)> = Vec::new();
    for (name, pins, surveyed) in found {
        let Surveyed { sheet, dialect, mut layout, start, lines, header_line, notes } = surveyed;
        layout.meanings.fill(Meaning::plain(dialect.delimiter));
        for note in notes.into_iter().chain(sheet.notes.iter().filter(|note| !of_file(note)).filter_map(Note::told)) {
            match told.iter_mut().find(|(other, ..)| *other == note) {
                Some((_, _, names)) => names.push(name.clone()),
                None => told.push((note, parts.len(), vec![name.clone()])),
            }
        }
        parts.push(Part {
            name,
            bytes,
            sha256: sha256.clone(),
            encoding,
            dialect,
            layout,
            start,
            lines,
            header_line,
            decimal: pins.decimal,
            date_order: pins.date_order,
            findings: Vec::new(),
            sheet,
        });
    }
    for ((code, count, sentence), part, names) in told {
        let sentence = sentence.with("file", names.join(", "));
        parts[part].tell(code, count * names.len() as u64, sentence);
    }
    if let Some(first) = parts.first_mut() {
        for (code, count, sentence) in hidden.iter().filter_map(Note::told) {
            first.tell(code, count, sentence.with("file", &file));
        }
        if guessed {
            first.tell(
                "encoding_guessed",
                1,
                findings::ENCODING_GUESSED.with("encoding", encoding).with("file", &file),
            );
        }
        if !passed_over.is_empty() {
            let count = passed_over.len() as u64;
            let sentence = findings::SHEETS_PASSED_OVER.counted(count).with("sheets", passed_over.join(", "));
            first.tell("sheets_passed_over", count, sentence.with("file", &file));
        }
    }
    Ok(parts)
}

impl Part {
    /// Adds a finding about this part.
    fn tell(&mut self, code: &'static str, count: u64, sentence: Sentence) {
        let place = self.layout.schema.table.to_owned();
        self.findings.push(Finding { code, place, count, severity: Severity::Warning, sentence });
    }
}

/// A sheet with its plan.
struct Surveyed {
    sheet: Sheet,
    dialect: Dialect,
    layout: Layout,
    start: usize,
    lines: u64,
    header_line: u64,
    notes: Vec<Told>,
}

/// What is to be told of a sheet: a code, how many are meant, and words that the name of the sheet goes into.
type Told = (&'static str, u64, Sentence);

/// A line that may be the header.
#[derive(Clone)]
struct Candidate {
    dialect: Dialect,
    headers: Vec<String>,
    line: u64,
    span: std::ops::Range<usize>,
    /// Where the next record begins, and the line breaks before it.
    start: usize,
    lines: u64,
    /// Records with anything in them that stand above it.
    above: u64,
    /// The marks of comment lines above it.
    marks: Comments,
    is_comment: bool,
    /// The first field whose closing quotation mark is followed by text.
    trailing: Option<usize>,
    /// A line above it with a quotation mark that is never closed.
    open: Option<u64>,
    schema: &'static Schema,
    complete: bool,
    columns: usize,
}

impl Surveyed {
    fn of(
        mut sheet: Sheet,
        name: &str,
        source: &Source,
        table: Option<&'static Schema>,
        pins: Pins<'_>,
        encoding: &str,
        sources: &Sources,
    ) -> Result<Self> {
        let at = |line| Position { file: name.to_owned(), line, column: 0, column_name: String::new() };
        let refuse = |line, sentence| Err(Error::new(ErrorKind::Data, sentence).at(at(line)));
        if sheet.text.chars().all(|c| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '\u{1f}')) {
            return refuse(0, errors::EMPTY_FILE.sentence());
        }
        let constants = source.constants_of(&sheet.name);
        let options = HeaderOptions {
            file: name,
            line: 1,
            mapping: [None, pins.plan.map(|plan| &plan.columns)],
            constants: &constants,
            zone: &sources.zone,
            believed: sources.believed,
        };
        let options_of = |schema: &Schema, line| HeaderOptions {
            line,
            mapping: [sources.input.columns.get(schema.table), options.mapping[1]],
            ..options
        };
        let mut notes = Vec::new();
        // Of users, groups and orders there is always a record a line.
        let may_be_grid = |schema: &&Schema| match pins.grid {
            Grid::Matrix => ["memberships", "interactions"].contains(&schema.table),
            Grid::Lists => schema.table == memberships::SCHEMA.table,
            Grid::Auto | Grid::Records => false,
        };
        if let Some(schema) = table.filter(may_be_grid) {
            let dialect = even(&sheet, pins).unwrap_or_else(|| widest(&sheet, pins));
            let comments = Comments::leading(&sheet.text);
            let is_guess = sheet.delimiter.is_none() && pins.delimiter == Delimiter::Auto;
            if is_guess
                && pins.grid == Grid::Lists
                && let Some(field) = parted_twice(&sample(&sheet.text, Dialect { comments, ..dialect }))
            {
                return refuse(0, errors::LISTS_PARTED_TWICE.with("found", shortened(&field)));
            }
            sheet = unrolled(&sheet, dialect, pins.grid, schema);
        }
        let (dialects, skip) = dialects(&sheet, pins);
        if pins.header_line == Some(0) && sheet.table.is_none() {
            let Some(schema) = table else { return refuse(0, errors::NO_HEADER_NO_TABLE.sentence()) };
            let dialect = even(&sheet, pins).unwrap_or(dialects[0]);
            let dialect = Dialect { comments: Comments::leading(&sheet.text), ..dialect };
            let mut scanner = Scanner::new(&sheet.text, dialect);
            let width = loop {
                if !scanner.advance() {
                    break 0;
                }
                if !scanner.record().is_comment() && !scanner.record().is_empty() {
                    break scanner.record().len();
                }
            };
            let headers = (1..=width).map(|n| n.to_string()).collect();
            let layout = Layout::new(schema, headers, options_of(schema, 0))?;
            return Ok(Self { sheet, dialect, layout, start: 0, lines: 0, header_line: 0, notes });
        }
        let mut best: Option<Candidate> = None;
        let bars = table.is_none() && hints_at_suppression(name);
        for dialect in dialects {
            candidates(&sheet, dialect, skip, |mut candidate| {
                if pins.header_line.is_some_and(|line| line != candidate.line) {
                    return;
                }
                // Most lines are no header at all, which shows fast.
                let mapped = !sources.input.columns.is_empty() || options.mapping[1].is_some();
                if best.is_some() && !mapped && !any_is_known(&candidate.headers) {
                    return;
                }
                // Whoever is listed in a file of that name is barred, whatever else it tells of them; if a column tells who is, only they are.
                let tells = |header: &String| {
                    [users::OPTED_OUT, users::SUBSCRIBED].iter().any(|&at| is_alias(&users::SCHEMA.columns[at], header))
                };
                let bars_all = bars && !candidate.headers.iter().any(tells);
                let passed_over = if bars_all { users::SCHEMA.table } else { suppress::SCHEMA.table };
                let is_of_ids = are_ids(&candidate.headers, &sources.input.identity.columns);
                for schema in SCHEMAS.iter().copied() {
                    if table.is_none() && schema.table == passed_over {
                        continue;
                    }
                    let Fit { complete, columns, is_message_log } =
                        fit(schema, &candidate.headers, options_of(schema, candidate.line));
                    // One column alone names no table where nobody does.
                    let names_one = schema.columns.len() == 1 || schema.table == users::SCHEMA.table && is_of_ids;
                    let least = if table.is_some() || names_one { 1 } else { 2 };
                    let complete = complete && columns >= least;
                    // Who wrote in a group is a member of it.
                    let wanted = |table: &Schema| {
                        table.table == schema.table || table.table == memberships::SCHEMA.table && is_message_log
                    };
                    if !table.is_none_or(wanted) {
                        continue;
                    }
                    let better = |best: &Candidate| (complete, columns) > (best.complete, best.columns);
                    // A comment is a header only if nothing is missing.
                    if (complete || !candidate.is_comment) && best.as_ref().is_none_or(better) {
                        (candidate.schema, candidate.complete, candidate.columns) = (schema, complete, columns);
                        best = Some(candidate.clone());
                    }
                }
            });
        }
        let Some(mut best) = best else {
            let first = sheet.text.lines().position(|line| !line.trim().is_empty());
            let open = sheet.text.contains('"');
            let text = if open { &errors::HEADER_QUOTE } else { &errors::EMPTY_FILE };
            return refuse(first.filter(|_| open).map_or(0, |line| line as u64 + 1), text.sentence());
        };
        if sheet.malformed.iter().any(|place| best.span.contains(place)) {
            return refuse(best.line, errors::HEADER_BYTES.with("encoding", encoding.to_uppercase()));
        }
        if let Some(field) = best.trailing {
            let found = shortened(&best.headers[field]);
            let position = Position { column: field as u64 + 1, ..at(best.line) };
            let (expected, row) = (errors::EXPECTED_DELIMITER.sentence(), String::new());
            let row = BadRow { at: position, expected, found, row, alike: 1 };
            return Err(Error::bad_rows(name, vec![row], 1));
        }
        // Members without a group are those of one, which is called as the sheet or the file is.
        let of_group = [("group_id".to_owned(), source.group_of(&sheet.name))];
        let of_one = || HeaderOptions { constants: &of_group, ..options_of(&memberships::SCHEMA, best.line) };
        let may_be_members = table.is_none_or(|table| table.table == memberships::SCHEMA.table);
        let mut is_one_group = false;
        if may_be_members && constants.is_empty() && !names_a_group(&best.headers) {
            let Fit { complete, .. } = fit(&memberships::SCHEMA, &best.headers, of_one());
            let tells = |header: &String| {
                let is = |place: usize| is_alias(&memberships::SCHEMA.columns[place], header);
                [memberships::JOINED_AT, memberships::LEFT_AT, memberships::MEMBER_TYPE].into_iter().any(is)
            };
            is_one_group = complete && best.headers.iter().any(tells);
        }
        if is_one_group {
            (best.schema, best.complete) = (&memberships::SCHEMA, true);
        }
        if !best.complete {
            if let (Some(line), 0) = (best.open, best.columns) {
                return refuse(line, errors::HEADER_QUOTE.sentence());
            }
            if let Some(sentence) = another_shape(&sheet, &best, table.is_some(), pins) {
                return refuse(best.line, sentence);
            }
            // One id a line, in a file called as lists are of whom to leave alone: whoever stands in it is barred, the first line too.
            if bars && best.headers.len() == 1 && best.columns == 0 && best.above == 0 {
                let layout =
                    Layout::new(&suppress::SCHEMA, vec!["user_id".to_owned()], options_of(&suppress::SCHEMA, 0))?;
                notes.push(("list_without_header", 1, findings::LIST_WITHOUT_HEADER.sentence()));
                return Ok(Self { dialect: best.dialect, layout, start: 0, lines: 0, header_line: 0, notes, sheet });
            }
            if table.is_none() && is_chat(&best.headers) {
                return refuse(best.line, errors::CHAT_TEXT.sentence());
            }
            if table.is_none() && lists_groups(&best.headers) {
                return refuse(best.line, errors::GROUPS_WITHOUT_ID.with("found", shortened(&best.headers.join(", "))));
            }
            if table.is_none() {
                let sentence = errors::UNRECOGNISED.with("found", shortened(&best.headers.join(", ")));
                return refuse(best.line, sentence);
            }
        }
        let options = if is_one_group { of_one() } else { options_of(best.schema, best.line) };
        let mut layout = Layout::new(best.schema, best.headers.clone(), options)?;
        let below = footer::cut(&sheet.text, best.start, &layout, best.dialect);
        if let Some((end, count)) = below.filter(|_| sheet.table.is_none()) {
            let line = sheet.text[..end].matches('\n').count() + 1;
            notes.push(("footer_rows", count, findings::FOOTER_ROWS.counted(count).with("line", line)));
            sheet.text.truncate(end);
        }
        notes.append(&mut rivals::settle(&mut layout, &sample(&sheet.text[best.start..], best.dialect)));
        let line = best.line;
        if best.above > 0 {
            notes.push(("header_below", best.above, findings::HEADER_BELOW.counted(best.above).with("line", line)));
        }
        if is_one_group {
            notes.push(("one_group", 1, findings::ONE_GROUP.sentence()));
        }
        if layout.goes_by_group_name() {
            notes.push(("group_by_name", 1, findings::GROUP_BY_NAME.sentence()));
        }
        if best.is_comment {
            notes.push(("header_in_comment", 1, findings::HEADER_IN_COMMENT.with("line", line)));
        }
        Ok(Self {
            dialect: Dialect { comments: best.marks, ..best.dialect },
            layout,
            start: best.start,
            lines: best.lines,
            header_line: best.line,
            notes,
            sheet,
        })
    }
}

/// Whether a file or sheet is called as lists of people are who may be on no list; what its folder is called says nothing.
fn hints_at_suppression(name: &str) -> bool {
    let name = normalise(name.rsplit(['/', '\\']).next().unwrap_or_default());
    let hints = ["suppress", "blacklist", "blocklist", "unsubscribe", "optout", "opt_out", "do_not_contact", "dnc"];
    let words = ["屏蔽", "黑名单", "勿扰", "退订", "不要联系", "勿联系", "拉黑", "投诉"];
    hints.iter().chain(&words).any(|hint| name.contains(hint))
}

/// The ways in which a sheet may be cut, the likelier first, and the lines to skip before.
fn dialects(sheet: &Sheet, pins: Pins<'_>) -> (Vec<Dialect>, u64) {
    let all = [b',', b'\t', b';', b'|'].map(Dialect::of);
    if let Some(delimiter) = sheet.delimiter {
        return (vec![Dialect::of(delimiter)], 0);
    }
    let first = sheet.text.lines().next().unwrap_or_default().trim_end();
    // Excel's own hint.
    let said = first.strip_prefix("sep=").or_else(|| first.strip_prefix("SEP=")).and_then(|sep| match sep.as_bytes() {
        [] => Some(b'\t'),
        &[sep] => Some(sep),
        _ => None,
    });
    let skip = u64::from(said.is_some());
    let dialects = match (pins.delimiter, said) {
        (Delimiter::Auto, Some(said)) => vec![Dialect::of(said)],
        // Where another sign parts all lines alike, spaces stand within fields.
        (Delimiter::Auto, None) if all.iter().any(|dialect| width(sheet, *dialect) > 0) => all.to_vec(),
        (Delimiter::Auto, None) => all.into_iter().chain([Dialect::SPACES]).collect(),
        (Delimiter::Comma, _) => vec![Dialect::of(b',')],
        (Delimiter::Tab, _) => vec![Dialect::of(b'\t')],
        (Delimiter::Semicolon, _) => vec![Dialect::of(b';')],
        (Delimiter::Pipe, _) => vec![Dialect::of(b'|')],
        (Delimiter::Spaces, _) => vec![Dialect::SPACES],
    };
    (dialects, skip)
}

/// How many fields the first records have, where all have as many and more than one; else 0.
fn width(sheet: &Sheet, dialect: Dialect) -> usize {
    let records = sample(&sheet.text, Dialect { comments: Comments::leading(&sheet.text), ..dialect });
    let width = records.first().map_or(0, Vec::len);
    if width > 1 && records.iter().all(|record| record.len() == width) { width } else { 0 }
}

/// The dialect in which the records of a sheet have the most fields, of those in which all have as many.
fn even(sheet: &Sheet, pins: Pins<'_>) -> Option<Dialect> {
    let (dialects, _) = dialects(sheet, pins);
    let widest = dialects.iter().map(|dialect| width(sheet, *dialect)).max().filter(|&widest| widest > 0)?;
    dialects.into_iter().find(|dialect| width(sheet, *dialect) == widest)
}

/// The dialect in which the records of a sheet have the most fields together; spaces part them where nothing else does.
fn widest(sheet: &Sheet, pins: Pins<'_>) -> Dialect {
    let (dialects, _) = dialects(sheet, pins);
    let fields = |dialect: &Dialect| sample(&sheet.text, *dialect).iter().map(|record| record.len() - 1).sum::<usize>();
    let parts = |dialect: &&Dialect| **dialect != Dialect::SPACES && fields(dialect) > 0;
    let widest = dialects.iter().rev().filter(parts).max_by_key(|dialect| fields(dialect));
    *widest.or(dialects.last()).unwrap_or(&dialects[0])
}

/// The fields of the first records that are no comments and not empty.
fn sample(text: &str, dialect: Dialect) -> Vec<Vec<String>> {
    let mut scanner = Scanner::new(text, dialect);
    let mut records = Vec::new();
    while records.len() < SAMPLE && scanner.advance() {
        let record = scanner.record();
        if !record.is_comment() && !record.is_empty() && !record.is_unterminated() {
            records.push(record.fields());
        }
    }
    records
}

/// Shows every line among the first that may be the header.
fn candidates(sheet: &Sheet, dialect: Dialect, skip: u64, mut show: impl FnMut(Candidate)) {
    let mut scanner = Scanner::new(&sheet.text, Dialect { comments: Comments::ALL, ..dialect });
    let (mut above, mut marks, mut seen, mut open) = (0, Comments::NONE, 0, None);
    while seen < LOOK && scanner.advance() {
        let record = scanner.record();
        if record.line() <= skip || record.is_empty() {
            continue;
        }
        if record.is_unterminated() {
            open = open.or(Some(record.line()));
            continue;
        }
        seen += 1;
        let of_line = Comments::of(record.raw());
        let headers = if record.is_comment() {
            marks = Comments(marks.0 | of_line.0);
            let line = record.raw().trim_start_matches(['#', '%', '/']).trim_start();
            sample(line, dialect).into_iter().next().unwrap_or_default()
        } else {
            record.fields()
        };
        show(Candidate {
            dialect,
            headers,
            line: record.line(),
            span: record.span(),
            start: scanner.offset(),
            lines: scanner.lines(),
            above,
            marks,
            is_comment: record.is_comment(),
            trailing: record.trailing(),
            open,
            schema: SCHEMAS[0],
            complete: false,
            columns: 0,
        });
        above += u64::from(!record.is_comment());
    }
}

/// What a sheet looks like in which no line is a header that names everything.
fn another_shape(sheet: &Sheet, best: &Candidate, assigned: bool, pins: Pins<'_>) -> Option<Sentence> {
    if best.columns == 0 {
        let (dialects, _) = dialects(sheet, pins);
        let dialect = even(sheet, pins);
        let records =
            sample(&sheet.text, Dialect { comments: Comments::leading(&sheet.text), ..dialect.unwrap_or(dialects[0]) });
        let is_data =
            |field: &String| cell::number(field).is_some() || parse_time(field, &super::Zone::default()).is_some();
        if records.first()?.iter().any(is_data) {
            return Some(errors::LOOKS_LIKE_DATA.with("found", shortened(&records[0].join(", "))));
        }
        let uneven = |dialect: &Dialect| {
            let records = sample(&sheet.text, *dialect);
            let least = records.iter().map(Vec::len).min().unwrap_or(0);
            least > 1 && records.iter().any(|record| record.len() != least)
        };
        if dialect.is_none() && dialects.iter().any(uneven) {
            return Some(errors::LOOKS_LIKE_LISTS.sentence());
        }
    } else if assigned {
        let records = sample(&sheet.text[best.start..], best.dialect);
        let unknown = best.headers.len().saturating_sub(best.columns);
        let marks =
            |field: &String| matches!(field.as_str(), "" | "0" | "1" | "√" | "✓" | "x" | "X" | "是" | "否" | "Y" | "N");
        if unknown > 1 && !records.is_empty() && records.iter().all(|record| record.iter().skip(1).all(marks)) {
            return Some(errors::LOOKS_LIKE_MATRIX.sentence());
        }
    }
    None
}
