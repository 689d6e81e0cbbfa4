//! From sources to tables.

use super::assemble::{Files, assemble};
use super::file::{FileOptions, FileRows, LISTED, PIECE, read_parts};
use super::formats::open;
use super::load::{Budget, probe};
use super::persons::resolve;
use super::survey::{Part, parts};
use super::{Sources, Tables};
use crate::config::columns::schema_of;
use crate::diagnostic::BadRow;
use crate::progress::Progress;
use crate::text::errors;
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
        let budget = Budget::new(sources.input.max_memory_mib.map(|mib| mib.saturating_mul(1 << 20)));
        let parts = survey(sources, &budget, progress)?;
        let has = |table: &str| parts.iter().any(|part| part.layout.schema.table == table);
        if !has("memberships") && !has("interactions") {
            return Err(Error::new(ErrorKind::Config, errors::NO_EDGES.sentence()));
        }
        let mut files = files(&parts, sources, progress)?;
        drop(parts);
        let findings = resolve(&mut files, sources);
        let mut tables = assemble(files, sources, progress)?;
        tables.findings.extend(findings);
        (tables.text_bytes, tables.text_budget) = (budget.used(), budget.bytes);
        Ok(tables)
    })
}

/// The parts of all files.
fn survey(sources: &Sources, budget: &Budget, progress: &Progress) -> crate::Result<Vec<Part>> {
    let of_file = |&(table, source): &(_, &super::Source)| {
        let plan = sources.input.plan.get(&source.name);
        let encoding = plan.and_then(|plan| plan.encoding).unwrap_or(sources.input.encoding);
        parts(source, open(source, encoding, budget, progress)?, table, sources)
    };
    let found = parallel::map(&sources.by_name(), of_file);
    progress.check()?;
    // Before anything else that is wrong: which files were read when it was exceeded is chance.
    if budget.is_exceeded() {
        return Err(over_budget(sources, budget));
    }
    let mut parts: Vec<Part> = Vec::new();
    for of_file in found {
        parts.extend(of_file?);
    }
    Ok(parts)
}

/// All parts of all tables, read.
fn files(parts: &[Part], sources: &Sources, progress: &Progress) -> crate::Result<Files> {
    let bytes = parts.iter().map(|part| part.sheet.text.len() as u64).sum();
    let options = FileOptions { sources, bytes, piece: PIECE };
    let ((memberships, interactions), (users, (groups, purchases, suppress))) = parallel::join(
        || parallel::join(|| read_parts(parts, options, progress), || read_parts(parts, options, progress)),
        || {
            parallel::join(
                || read_parts(parts, options, progress),
                || {
                    let groups = read_parts(parts, options, progress);
                    (groups, read_parts(parts, options, progress), read_parts(parts, options, progress))
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
    })
}

/// More text than all sources together may hold. Which of them is too much cannot be said: the first are named.
fn over_budget(sources: &Sources, budget: &Budget) -> Error {
    const NAMED: usize = 5;
    let mut names: Vec<&str> = sources.all().map(|file| file.name.as_str()).collect();
    if names.len() > NAMED {
        names.splice(NAMED.., ["…"]);
    }
    let sentence = errors::OVER_BUDGET.with("files", names.join(", ")).with("mib", budget.bytes >> 20);
    Error::new(ErrorKind::Data, sentence)
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
