//! How each file is to be read, decided by looking at it before reading: where its header is, what parts its fields, which table it is.
//!
//! A *part* is what is read as one table: a file of text, a sheet of a workbook, or one of the tables that a file of records holds. Its plan is
//! the [`Dialect`] and the [`Layout`]; whatever was not plain is a finding, and can be settled in `[input.plan]`.

use super::cell::Meaning;
use super::dialects::{dialects, even, sample, widest};
use super::formats::{Note, Sheet};
use super::header::{
    Fit, HeaderOptions, Layout, any_is_known, are_ids, fit, is_alias, names_a_group, normalise, plain_header, shortened,
};
use super::scan::{Comments, Dialect, Scanner};
use super::shapes::{another_shape, describes_people, is_chat, second_table, unrecognised};
use super::unroll::{parted_twice, unrolled};
use super::{Source, Sources, footer, rivals};
use crate::config::columns::{SCHEMAS, STAFF_IDS, Schema, memberships, schema_of, staff, suppress, users};
use crate::config::{DateOrder, Decimal, Delimiter, Grid, PlanOptions};
use crate::diagnostic::{BadRow, Finding, Position, Severity};
use crate::text::{Sentence, errors, findings};
use crate::{Error, ErrorKind, Result};

/// Records in which a header is looked for.
const LOOK: usize = 40;

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
    /// Whether its file has no other sheet.
    is_alone: bool,
}

impl<'a> Pins<'a> {
    fn new(sources: &'a Sources, file: &str, name: &str, is_alone: bool) -> Self {
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
            is_alone,
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
    let (mut passed_over, mut wrong) = (Vec::new(), Vec::new());
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
        let pins = Pins::new(sources, &file, &name, !several);
        let table = pins.table.and_then(schema_of).or(sheet.table.and_then(schema_of)).or(table);
        match Surveyed::of(sheet, &name, source, table, pins, encoding, sources) {
            // Whoever opted out has, in whatever table it stands.
            Ok(mut surveyed) if surveyed.layout.describes => {
                // The same column names them; what is said of other files, and of the columns of this table, is not about users.
                let id = surveyed.layout.describes_people().unwrap_or_default();
                let pins = Pins { table: None, plan: None, ..pins };
                let mut sources = sources.clone();
                sources.input.columns = [("users".to_owned(), [("user_id".to_owned(), id)].into())].into();
                let source = Source { constants: Vec::new(), ..source.clone() };
                let again = surveyed.sheet.clone();
                match Surveyed::of(again, &name, &source, Some(&users::SCHEMA), pins, encoding, &sources) {
                    Ok(mut again) => {
                        again.layout.keep_what_is_of_people(&surveyed.layout);
                        let said = surveyed.layout.said_of_people();
                        let count = said.len() as u64;
                        let said = findings::MEMBERS_DESCRIBED.with("columns", said.join(", "));
                        again.notes = if count > 0 { vec![("members_described", count, said)] } else { Vec::new() };
                        found.push((name.clone(), pins, surveyed));
                        found.push((name, pins, again));
                    }
                    // Who opted out must be known; what people are like need not.
                    Err(unread) if surveyed.layout.tells_who_opted_out() => return Err(unread.into_error()),
                    Err(_) => {
                        surveyed.layout.describes = false;
                        found.push((name, pins, surveyed));
                    }
                }
            }
            Ok(surveyed) => {
                // Who is in which groups may stand among what is known of people.
                let groups = surveyed.layout.says_groups().filter(|_| table.is_none());
                let members = groups.and_then(|(id, group)| {
                    let mut sources = sources.clone();
                    let columns = [("user_id".to_owned(), id), ("group_id".to_owned(), group)].into();
                    sources.input.columns = [(memberships::SCHEMA.table.to_owned(), columns)].into();
                    let pins = Pins { table: None, plan: None, ..pins };
                    let source = Source { constants: Vec::new(), ..source.clone() };
                    let (sheet, schema) = (surveyed.sheet.clone(), Some(&memberships::SCHEMA));
                    let mut again = Surveyed::of(sheet, &name, &source, schema, pins, encoding, &sources).ok()?;
                    again.layout.keep_who_is_where();
                    again.notes = vec![("users_in_groups", 1, findings::USERS_IN_GROUPS.sentence())];
                    Some((name.clone(), pins, again))
                });
                found.push((name, pins, surveyed));
                found.extend(members);
            }
            Err(unread) => {
                match &unread {
                    Unread::Empty(_) => {}
                    Unread::NoTable(_) => {
                        passed_over.push(name.split_once('#').map_or(name.clone(), |(_, sheet)| sheet.to_owned()));
                    }
                    Unread::Wrong(error) => wrong.push((name, error.sentence().clone())),
                }
                failed.get_or_insert(unread.into_error());
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
        for (name, why) in wrong {
            first.tell("sheet_left_out", 1, findings::SHEET_LEFT_OUT.with("file", name).with_sentence("why", why));
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
        self.findings.push(Finding { code: code.into(), place, count, severity: Severity::Warning, sentence });
    }
}

/// Why a sheet is not read.
enum Unread {
    /// There is nothing in it.
    Empty(Error),
    /// No table is known in it.
    NoTable(Error),
    /// It is a table in which something is wrong.
    Wrong(Error),
}

impl Unread {
    fn into_error(self) -> Error {
        match self {
            Self::Empty(error) | Self::NoTable(error) | Self::Wrong(error) => error,
        }
    }
}

impl From<Error> for Unread {
    fn from(error: Error) -> Self {
        Self::NoTable(error)
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
    ) -> std::result::Result<Self, Unread> {
        let at = |line| Position { file: name.to_owned(), line, column: 0, column_name: String::new() };
        let refuse = |line, sentence| Err(Unread::NoTable(Error::new(ErrorKind::Data, sentence).at(at(line))));
        if sheet.text.chars().all(|c| c.is_whitespace() || matches!(c, ',' | ';' | '|' | '\u{1f}')) {
            return Err(Unread::Empty(Error::new(ErrorKind::Data, errors::EMPTY_FILE.sentence()).at(at(0))));
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
            let dialect = even(&sheet, pins.delimiter).unwrap_or_else(|| widest(&sheet, pins.delimiter));
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
        let (dialects, skip) = dialects(&sheet, pins.delimiter);
        if pins.header_line == Some(0) && sheet.table.is_none() {
            let Some(schema) = table else { return refuse(0, errors::NO_HEADER_NO_TABLE.sentence()) };
            let dialect = even(&sheet, pins.delimiter).unwrap_or(dialects[0]);
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
                    if table.is_none() && schema.table == staff::SCHEMA.table && !lists_staff(&candidate.headers) {
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
            return Err(Error::bad_rows(name, vec![row], 1).into());
        }
        // Members without a group are those of one, which is called as the sheet or the file is.
        let of_group = [("group_id".to_owned(), source.group_of(&sheet.name))];
        let of_one = || HeaderOptions { constants: &of_group, ..options_of(&memberships::SCHEMA, best.line) };
        let may_be_members = table.is_none_or(|table| table.table == memberships::SCHEMA.table);
        let mut is_one_group = false;
        let has_group = best.complete && best.schema.table == memberships::SCHEMA.table;
        if may_be_members && constants.is_empty() && !has_group && !names_a_group(&best.headers) {
            let Fit { complete, columns, .. } = fit(&memberships::SCHEMA, &best.headers, of_one());
            let tells =
                |place: usize| best.headers.iter().any(|header| is_alias(&memberships::SCHEMA.columns[place], header));
            // What sort of user somebody is tells of a group only where nothing more is told of the user.
            is_one_group = complete
                && (tells(memberships::JOINED_AT)
                    || tells(memberships::LEFT_AT)
                    || tells(memberships::MEMBER_TYPE) && (!best.complete || columns > best.columns));
        }
        if is_one_group {
            (best.schema, best.complete) = (&memberships::SCHEMA, true);
        }
        if !best.complete {
            if let (Some(line), 0) = (best.open, best.columns) {
                return refuse(line, errors::HEADER_QUOTE.sentence());
            }
            if table.is_none() && is_chat(&sheet.text) {
                return refuse(best.line, errors::CHAT_TEXT.sentence());
            }
            let header = (best.columns > 0).then_some((&best.headers[..], best.columns, best.dialect, best.start));
            if let Some(sentence) = another_shape(&sheet, header, table.is_some(), pins.delimiter, pins.grid) {
                return refuse(best.line, sentence);
            }
            // One id a line, in a file called as lists are of whom to leave alone: whoever stands in it is barred, the first line too.
            let is_alone = best.headers.split_first().is_some_and(|(_, rest)| rest.iter().all(String::is_empty));
            if bars && is_alone && best.columns == 0 && best.above == 0 {
                let mut headers = vec![String::new(); best.headers.len()];
                "user_id".clone_into(&mut headers[0]);
                let layout = Layout::new(&suppress::SCHEMA, headers, options_of(&suppress::SCHEMA, 0))?;
                notes.push(("list_without_header", 1, findings::LIST_WITHOUT_HEADER.sentence()));
                return Ok(Self { dialect: best.dialect, layout, start: 0, lines: 0, header_line: 0, notes, sheet });
            }
            let rows = sample(&sheet.text[best.start..], best.dialect);
            let may_be_users = table.is_none() && !bars && pins.is_alone && !best.is_comment;
            if may_be_users && describes_people(&best.headers, &rows) {
                (best.schema, best.complete) = (&users::SCHEMA, true);
                notes.push(("users_by_id", 1, findings::USERS_BY_ID.sentence()));
            } else if table.is_none() {
                return refuse(best.line, unrecognised(&best.headers, bars, encoding));
            }
        }
        let options = if is_one_group { of_one() } else { options_of(best.schema, best.line) };
        let wrong = if best.complete { Unread::Wrong } else { Unread::NoTable };
        let mut layout = Layout::new(best.schema, best.headers.clone(), options).map_err(wrong)?;
        let second = second_table(&sheet.text, best.start, &layout, best.dialect).filter(|_| sheet.table.is_none());
        if let Some(line) = second {
            return Err(Unread::Wrong(Error::new(ErrorKind::Data, errors::SECOND_TABLE.sentence()).at(at(line))));
        }
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

/// Whether a header can only be that of a list of employees: an id of theirs, and nobody whom they look after.
fn lists_staff(headers: &[String]) -> bool {
    let owner = &users::SCHEMA.columns[users::OWNER_ID];
    headers.iter().any(|header| STAFF_IDS.contains(&plain_header(header).as_str()))
        && !headers.iter().any(|header| is_alias(owner, header))
}

/// Whether a file or sheet is called as lists of people are who may be on no list; what its folder is called says nothing.
fn hints_at_suppression(name: &str) -> bool {
    let name = normalise(name.rsplit(['/', '\\']).next().unwrap_or_default());
    let hints = ["suppress", "blacklist", "blocklist", "unsubscribe", "optout", "opt_out", "do_not_contact", "dnc"];
    let words = ["屏蔽", "黑名单", "勿扰", "退订", "不要联系", "勿联系", "拉黑", "投诉"];
    hints.iter().chain(&words).any(|hint| name.contains(hint))
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
