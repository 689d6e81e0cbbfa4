//! From sources to tables.

use super::assemble::{Files, assemble};
use super::file::{FileOptions, FileRows, LISTED, PIECE, read_files};
use super::load::{Budget, probe};
use super::{Sources, Tables};
use crate::diagnostic::BadRow;
use crate::progress::Progress;
use crate::text::errors;
use crate::{Error, ErrorKind, parallel};

/// The tables, in the order in which they are checked.
const TABLES: [&str; 6] = ["memberships", "interactions", "users", "groups", "purchases", "suppress"];

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
    if sources.memberships.is_empty() && sources.interactions.is_empty() {
        return Err(Error::new(ErrorKind::Config, errors::NO_EDGES.sentence()));
    }
    if let Some(table) = sources.columns.keys().find(|t| !TABLES.contains(&t.as_str())) {
        return Err(Error::new(ErrorKind::Config, errors::UNKNOWN_TABLE.with("table", table)));
    }
    let mut bytes = 0;
    for file in sources.all() {
        bytes += probe(file)?;
    }
    let budget = Budget::new(sources.max_memory);
    let options = FileOptions { sources, bytes, budget: &budget, piece: PIECE };
    let tables = progress.stage("read", bytes, || assemble(files(options, progress)?, progress))?;
    Ok(Tables { text_bytes: budget.used(), text_budget: budget.bytes, ..tables })
}

/// All files of all tables, read.
fn files(options: FileOptions<'_>, progress: &Progress) -> crate::Result<Files> {
    let sources = options.sources;
    let [memberships, interactions, users, groups, purchases, suppress] = sources.by_name();
    let ((memberships, interactions), (users, (groups, purchases, suppress))) = parallel::join(
        || {
            parallel::join(
                || read_files(&memberships, options, progress),
                || read_files(&interactions, options, progress),
            )
        },
        || {
            parallel::join(
                || read_files(&users, options, progress),
                || {
                    let groups = read_files(&groups, options, progress);
                    (groups, read_files(&purchases, options, progress), read_files(&suppress, options, progress))
                },
            )
        },
    );
    progress.check()?;
    // Before anything else that is wrong: which files were read when it was exceeded is chance.
    if options.budget.is_exceeded() {
        return Err(over_budget(sources, options.budget));
    }
    Ok(Files {
        memberships: good(memberships, sources.skip_bad_rows)?,
        interactions: good(interactions, sources.skip_bad_rows)?,
        users: good(users, sources.skip_bad_rows)?,
        groups: good(groups, sources.skip_bad_rows)?,
        purchases: good(purchases, sources.skip_bad_rows)?,
        suppress: good(suppress, sources.skip_bad_rows)?,
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
