//! From sources to tables.

use super::assemble::assemble;
use super::file::{FileOptions, FileRows, Files, LISTED, PIECE, read_parts};
use super::formats::{Content, Opened, json, open};
use super::intern::Interner;
use super::load::{Budget, digest, probe};
use super::persons::resolve;
use super::piece::Interners;
use super::scan::Scanner;
use super::survey::{self, Opening, Part};
use super::{Source, Sources, Tables, Texts};
use crate::config::columns::{groups, interactions, memberships, purchases, schema_of, staff, suppress, users};
use crate::diagnostic::{BadRow, Position};
use crate::memory::{self, mib};
use crate::parallel::Spares;
use crate::progress::Progress;
use crate::text::{errors, thousands};
use crate::{Error, ErrorKind, parallel};

/// Reads every source, as the stage `read` of `progress` (its units are bytes of text).
///
/// The files are read at the same time; what is wrong is told in a fixed order: of the tables in the order of
/// [`Sources`], the first in which anything is wrong, and its files in the order of their names.
///
/// # Errors
/// [`Config`](ErrorKind::Config) without memberships and interactions, and for mappings and constants that do not fit;
/// [`Read`](ErrorKind::Read) for a file that cannot be opened, read or decompressed; [`Data`](ErrorKind::Data) for a header that cannot be
/// understood, more text than the sources may hold together, and (unless `skip_bad_rows`) rows that cannot be read: after the first table with such rows, with up to 20
/// of them and their count; [`Interrupted`](ErrorKind::Interrupted).
pub fn read(sources: &Sources, progress: &Progress) -> crate::Result<Tables> {
    read_showing(sources, 0, progress).map(|(tables, _)| tables)
}

/// The first rows of a file or a sheet as they stand there.
#[derive(Clone, Debug)]
pub struct FirstRows {
    /// The file, and the sheet where it has several: [`InputFile::file`](super::InputFile::file).
    pub name: String,
    /// As which table it was read; one that was read as two is there twice.
    pub table: super::Name,
    /// The headers, in the order of the file.
    pub headers: Vec<String>,
    /// The rows that are no comment and not empty.
    pub rows: Vec<Vec<String>>,
}

impl FirstRows {
    fn of(part: &Part, most: usize) -> Self {
        let mut scanner = Scanner::new(&part.sheet.text[part.start..], part.dialect);
        let mut rows = Vec::new();
        while rows.len() < most && scanner.advance() {
            let record = scanner.record();
            if !record.is_comment() && !record.is_empty() {
                rows.push(record.fields());
            }
        }
        Self { name: part.name.clone(), table: part.layout.schema.table, headers: part.layout.headers.clone(), rows }
    }
}

/// As [`read`], and the first rows of every file and sheet, `most` of each.
///
/// # Errors
/// As [`read`].
pub fn read_showing(sources: &Sources, most: usize, progress: &Progress) -> crate::Result<(Tables, Vec<FirstRows>)> {
    if sources.memberships.is_empty() && sources.interactions.is_empty() && sources.files.is_empty() {
        return Err(Error::new(ErrorKind::Config, errors::NO_EDGES.sentence()));
    }
    if let Some(table) = sources.input.columns.keys().find(|table| schema_of(table).is_none()) {
        return Err(Error::new(ErrorKind::Config, errors::UNKNOWN_TABLE.with("table", table)));
    }
    let mut bytes = 0;
    for file in sources.all() {
        bytes += probe(file)?;
    }
    progress.stage("read", bytes, || {
        let budget = Budget::new(memory::Budget::new(sources.input.max_memory_mib));
        if bytes > budget.bytes {
            return Err(over_budget(sources, &budget, bytes));
        }
        let parts = survey(sources, &budget, progress)?;
        let has = |table: &str| parts.iter().any(|part| part.layout.schema.table == table);
        if !has("memberships") && !has("interactions") {
            let at = Position { file: first_names(sources), line: 0, column: 0, column_name: String::new() };
            return Err(Error::new(ErrorKind::Config, errors::NO_EDGES.sentence()).at(at));
        }
        admit(&parts, sources, &budget)?;
        let shown = if most == 0 { Vec::new() } else { parts.iter().map(|part| FirstRows::of(part, most)).collect() };
        let mut files = files(parts, sources, progress)?;
        let (identity, findings) = resolve(&mut files, sources);
        let mut tables = assemble(files, &identity, sources, progress)?;
        tables.findings.extend(findings);
        (tables.text_bytes, tables.text_budget) = (budget.used(), budget.bytes);
        Ok((tables, shown))
    })
}

/// The parts of all files. Files of JSON are read together: one may tell what another leaves open.
pub(super) fn survey(sources: &Sources, budget: &Budget, progress: &Progress) -> crate::Result<Vec<Part>> {
    let files = sources.by_name();
    let encoding = |source: &Source| {
        let plan = sources.input.plan.get(&source.name);
        plan.and_then(|plan| plan.encoding).unwrap_or(sources.input.encoding)
    };
    // What cannot be opened was told before.
    let size = |(_, source): &(_, &Source)| probe(source).unwrap_or(0);
    let open = |(_, source): &(_, &Source)| open(source, encoding(source), budget, progress);
    let opened = parallel::map_largest_first(&files, size, open);
    progress.check()?;
    // Before anything else that is wrong: which files were read when it was exceeded is chance.
    if budget.is_exceeded() {
        return Err(over_budget(sources, budget, budget.used()));
    }
    let (mut openings, mut texts) = (Vec::new(), Vec::new());
    for ((table, source), opened) in files.into_iter().zip(opened) {
        let Opened { name, content, bytes, sha256, encoding, guessed } = opened?;
        let (sheets, text) = match content {
            Content::Sheets(sheets) => (sheets, None),
            Content::Json(text) => (Vec::new(), Some(text)),
        };
        let opening = Opening { source, table, name, sheets, bytes, sha256, encoding, guessed };
        match text {
            None => openings.push(opening),
            Some(text) => texts.push((opening, text)),
        }
    }
    openings.extend(together(texts, progress)?);
    let mut parts: Vec<Part> = Vec::new();
    for found in parallel::map_owned(openings, |opening| survey::parts(opening, sources)) {
        parts.extend(found?);
    }
    Ok(parts)
}

/// Files of JSON with the sheets that all of them make; the tables of WeCom's interfaces go with the first, under the names of all.
fn together<'s>(texts: Vec<(Opening<'s>, String)>, progress: &Progress) -> crate::Result<Vec<Opening<'s>>> {
    let named: Vec<(&str, &str)> = texts.iter().map(|(opening, text)| (opening.name.as_str(), text.as_str())).collect();
    let sheets = if named.is_empty() { Vec::new() } else { json::read(&named, progress)? };
    let names: Vec<&str> = named.iter().map(|&(name, _)| name).collect();
    let all = match names.as_slice() {
        [first, _, .., last] => format!("{first} … {last}"),
        names => names.join(", "),
    };
    let mut openings: Vec<Opening<'s>> = texts.into_iter().map(|(opening, _)| opening).collect();
    let mut common = Vec::new();
    for sheet in sheets {
        match openings.iter_mut().find(|opening| opening.name == sheet.name) {
            Some(opening) => opening.sheets.push(sheet),
            None => common.push(sheet),
        }
    }
    if !common.is_empty() {
        let first = &openings[0];
        let (bytes, digests) = openings.iter().fold((0, String::new()), |(bytes, mut digests), opening| {
            digests.push_str(&opening.sha256);
            (bytes + opening.bytes, digests)
        });
        let sha256 = if openings.len() == 1 { digests } else { digest(digests.as_bytes()) };
        let (source, table, encoding, guessed) = (first.source, first.table, first.encoding, first.guessed);
        openings.push(Opening { source, table, name: all, sheets: common, bytes, sha256, encoding, guessed });
    }
    openings.retain(|opening| !opening.sheets.is_empty());
    Ok(openings)
}

/// All parts of all tables, read.
fn files(mut parts: Vec<Part>, sources: &Sources, progress: &Progress) -> crate::Result<Files> {
    let ids = Interners::default();
    let options = FileOptions { sources, ids: &ids, piece: PIECE };
    let mut of = |table: &str| parts.extract_if(.., |part| part.layout.schema.table == table).collect::<Vec<_>>();
    let of_interactions = of(interactions::SCHEMA.table);
    let of_users = of(users::SCHEMA.table);
    let of_memberships = of(memberships::SCHEMA.table);
    let of_groups = of(groups::SCHEMA.table);
    let of_purchases = of(purchases::SCHEMA.table);
    let of_suppress = of(suppress::SCHEMA.table);
    let of_staff = of(staff::SCHEMA.table);
    // Mostly the largest first, so that none is left over for one thread.
    let (interactions, (users, (memberships, (groups, purchases, suppress, staff)))) = parallel::join(
        || read_parts(of_interactions, options, progress),
        || {
            parallel::join(
                || read_parts(of_users, options, progress),
                || {
                    parallel::join(
                        || read_parts(of_memberships, options, progress),
                        || {
                            let groups = read_parts(of_groups, options, progress);
                            let purchases = read_parts(of_purchases, options, progress);
                            let suppress = read_parts(of_suppress, options, progress);
                            (groups, purchases, suppress, read_parts(of_staff, options, progress))
                        },
                    )
                },
            )
        },
    );
    progress.check()?;
    let skip_bad_rows = sources.input.skip_bad_rows;
    Ok(Files {
        memberships: good(memberships, skip_bad_rows)?,
        interactions: good(interactions, skip_bad_rows)?,
        users: good(users, skip_bad_rows)?,
        groups: good(groups, skip_bad_rows)?,
        purchases: good(purchases, skip_bad_rows)?,
        suppress: good(suppress, skip_bad_rows)?,
        staff: good(staff, skip_bad_rows)?,
        user_texts: texts(ids.users),
        group_texts: texts(ids.groups),
    })
}

fn texts(interners: Spares<Interner>) -> Vec<Texts> {
    interners.all().into_iter().map(Interner::into_texts).collect()
}

/// The first files, as they were named.
fn first_names(sources: &Sources) -> String {
    const NAMED: usize = 5;
    let mut names: Vec<&str> = sources.all().map(|file| file.name.as_str()).collect();
    if names.len() > NAMED {
        names.splice(NAMED.., ["…"]);
    }
    names.join(", ")
}

/// More text than all sources together may hold, so much at the least. Which of them is too much cannot be said: the first are named.
fn over_budget(sources: &Sources, budget: &Budget, text: u64) -> Error {
    let sentence = errors::OVER_BUDGET.with("files", first_names(sources)).with("mib", budget.bytes >> 20);
    let sentence = sentence.with("need", mib(text + memory::READING)).with("limit", mib(budget.memory.bytes));
    Error::new(ErrorKind::Data, sentence)
}

/// Bytes of a row while it is read, by table.
const OF_ROW: [(&str, u64); 5] =
    [("memberships", 48), ("interactions", 36), ("users", 110), ("groups", 100), ("purchases", 36)];
/// Of the other tables, whose rows are ids.
const OF_OTHER_ROW: u64 = 60;
/// Bytes of an id for each thread: its text, and its slot in a table that is half full.
const OF_ID: u64 = 64;

/// Whether the rows of these parts can be read within the budget: their text, all rows, and the ids that each thread numbers. Rows are lines
/// here; how many ids there are, the table tells that should list them once.
///
/// # Errors
/// More than that.
fn admit(parts: &[Part], sources: &Sources, budget: &Budget) -> crate::Result<()> {
    let lines = parallel::map(parts, |part| part.sheet.text.bytes().filter(|&byte| byte == b'\n').count() as u64 + 1);
    let of = |table: &str| {
        let rows = parts.iter().zip(&lines).filter(|(part, _)| part.layout.schema.table == table);
        rows.map(|(_, &lines)| lines).sum::<u64>()
    };
    let rows: u64 = lines.iter().sum();
    let known: u64 = OF_ROW.iter().map(|&(table, bytes)| of(table) * bytes).sum();
    let others = rows - OF_ROW.iter().map(|&(table, _)| of(table)).sum::<u64>();
    let ids = of("users").max(of("memberships") / 2).max(if rows == of("interactions") { rows } else { 0 });
    let threads = parallel::threads().min(1 + parts.len() / 3 + budget.used() as usize / PIECE) as u64;
    let need = memory::READING
        + (threads - 1) * memory::PER_THREAD
        + budget.used()
        + known
        + others * OF_OTHER_ROW
        + ids * OF_ID * threads;
    if need <= budget.memory.bytes {
        return Ok(());
    }
    let sentence = errors::TABLES_TOO_LARGE.with("files", first_names(sources)).with("rows", thousands(rows));
    let sentence = sentence.with("need", mib(need)).with("limit", mib(budget.memory.bytes));
    Err(Error::new(ErrorKind::Data, sentence))
}

/// The files of a table, or what is wrong with the first of them; or all their refused rows.
fn good<R>(files: Vec<crate::Result<FileRows<R>>>, skip_bad_rows: bool) -> crate::Result<Vec<FileRows<R>>> {
    let mut files = files.into_iter().collect::<crate::Result<Vec<_>>>()?;
    files.sort_by(|a, b| (&a.input.file, &a.input.sha256).cmp(&(&b.input.file, &b.input.sha256)));
    let refused: u64 = files.iter().map(|f| f.refused).sum();
    if refused == 0 || skip_bad_rows {
        return Ok(files);
    }
    let names: Vec<&str> = files.iter().filter(|f| f.refused > 0).map(|f| f.input.file.as_str()).collect();
    let names = names.join(", ");
    let mut rows: Vec<BadRow> = files.into_iter().flat_map(|f| f.bad).collect();
    rows.truncate(LISTED);
    Err(Error::bad_rows(&names, rows, refused))
}
