//! Results → bytes, and bytes → a directory that is complete or absent.

mod bench;
mod cells;
mod changes;
mod circles;
#[cfg(feature = "arrow")]
mod columnar;
mod columns;
mod earlier;
mod exchange;
mod groups;
mod heat;
mod lists;
mod manifest;
pub mod outdir;
mod outputs;
#[cfg(feature = "arrow")]
mod parquet;
pub mod parts;
mod people;
mod rejected;
mod seeds;
mod segment;
mod tables;
mod terminal;
mod todo;
mod users;

pub use bench::{Bench, EarlierBench, GENERATE, KEEP, OPEN, Workload, bench_text};
#[cfg(feature = "arrow")]
pub use columnar::{ArrowTable, people_batches, record_batches};
pub use earlier::{EarlierRun, compare, earlier_runs};
pub use exchange::{
    ALL_COLUMNS, Ego, Exchange, ExchangeOptions, Exported, GraphFormat, GraphKind, MAX_EDGES, USUAL_COLUMNS, no_parquet,
};
pub use lists::write_list;
pub use outdir::{Kept, OutDir};
pub use outputs::output_tables;
pub use rejected::write_rejected;
pub use segment::{crosstab_text, write_crosstab, write_people};
pub use tables::{plan_text, write_tables};
pub use terminal::{audit_text, nobody, seeds_text, summary_text};

use std::collections::BTreeMap;
use std::io::{BufWriter, Write};

use crate::Result;
use crate::analysis::Analysis;
use crate::config::TableFormat;
use crate::parallel;
use crate::progress::Progress;
use crate::report::{self, Digest};
use crate::tables::Digesting;
use cells::Csv;
use outdir::failed_file;
use outputs::Output;

/// What a run has written.
#[derive(Debug)]
pub struct Written {
    /// The names of the files, sorted.
    pub files: Vec<String>,
    /// Files of an earlier run that somebody has changed since.
    pub kept: Vec<Kept>,
}

/// Where the files of a run go.
pub trait Files: Sync {
    /// A new file of this name; what stands before a `/` is a folder.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write).
    fn create(&self, name: &str) -> Result<Box<dyn Write + Send>>;
}

/// Writes every output of a run into `out` and puts the directory in place in one step; otherwise as [`write_files`].
///
/// # Errors
/// As [`write_files`], and those of putting it in place; nothing is left behind then.
pub fn write_run(analysis: &Analysis, out: OutDir, progress: &Progress) -> Result<Written> {
    let files = write_files(analysis, &out, progress)?;
    progress.check()?;
    Ok(Written { files, kept: out.commit()? })
}

/// Writes every output of a run; the names of the files, sorted.
///
/// `rejected.csv` is written when `analysis.people.tables.rejected` holds rows, unless the configuration sends them elsewhere. Stages recorded in `progress`: `write`.
///
/// # Errors
/// [`Write`](crate::ErrorKind::Write), or [`Interrupted`](crate::ErrorKind::Interrupted); some files are there then.
pub fn write_files(analysis: &Analysis, out: &dyn Files, progress: &Progress) -> Result<Vec<String>> {
    let hashes = progress.stage("write", 0, || write_results(analysis, out, progress))?;
    let mut names: Vec<String> = hashes.keys().cloned().collect();
    names.push("manifest.json".to_owned());
    names.sort();
    let manifest = manifest::Manifest::of(analysis, &names, hashes, progress.records());
    write_file(out, "manifest.json", |to| json(&manifest, to))?;
    Ok(names)
}

/// Everything but the manifest; the SHA-256 of each file by name. The rows of all users are most of the bytes, the workbook is most of
/// the work of the others, so the two are written side by side.
fn write_results(analysis: &Analysis, out: &dyn Files, progress: &Progress) -> Result<BTreeMap<String, String>> {
    let users = || write_table(analysis, Output::Users, out, progress);
    let (users, others) = parallel::join(users, || write_others(analysis, out, progress));
    let mut hashes = others?;
    hashes.extend(users?);
    progress.check()?;
    Ok(hashes)
}

fn write_others(analysis: &Analysis, out: &dyn Files, progress: &Progress) -> Result<BTreeMap<String, String>> {
    let mut hashes = BTreeMap::new();
    for table in Output::all(analysis).into_iter().filter(|table| *table != Output::Users) {
        hashes.extend(write_table(analysis, table, out, progress)?);
    }
    let mut file = |name: &str, write: &mut dyn FnMut(&mut Out) -> std::io::Result<()>| {
        progress.check()?;
        hashes.insert(name.to_owned(), write_file(out, name, write)?);
        Ok(())
    };
    for (name, owner) in todo::owners(analysis) {
        file(&name, &mut |to| todo::write(analysis, Some(owner), Csv { to, bom: true }))?;
    }
    let digest = Digest::of(analysis);
    file("summary.json", &mut |to| json(&digest, to))?;
    file("report.html", &mut |to| to.write_all(report::page(analysis, &digest).as_bytes()))?;
    let workbook = report::workbook(analysis, &digest)?;
    file("report.xlsx", &mut |to| to.write_all(&workbook))?;
    drop(workbook);
    if !analysis.people.tables.rejected.is_empty() && analysis.people.config.input.rejected.is_none() {
        let (rows, lang) = (&analysis.people.tables.rejected, analysis.people.config.lang);
        file("rejected.csv", &mut |to| rejected::write(rows, lang, to))?;
    }
    Ok(hashes)
}

/// One table in every format that is asked for; the files' names and their SHA-256.
fn write_table(
    analysis: &Analysis,
    table: Output,
    out: &dyn Files,
    progress: &Progress,
) -> Result<BTreeMap<String, String>> {
    let mut hashes = BTreeMap::new();
    for format in &analysis.people.config.format {
        progress.check()?;
        let name = format!("{}.{}", table.name(), format.code());
        let hash = match format {
            TableFormat::Csv => write_file(out, &name, |to| table.write(analysis, progress, Csv { to, bom: true }))?,
            #[cfg(feature = "arrow")]
            TableFormat::Parquet => {
                let rows =
                    |to: &mut Out| table.write(analysis, progress, columnar::Columnar(parquet::Parquet::New(to)));
                write_file(out, &name, rows)?
            }
            // Refused by the check of the configuration.
            #[cfg(not(feature = "arrow"))]
            TableFormat::Parquet => continue,
        };
        hashes.insert(name, hash);
    }
    Ok(hashes)
}

/// Bytes that are written at once.
const BUFFER: usize = 1 << 16;

/// A file whose SHA-256 is known at its end: a later run can tell from the manifest whether somebody has changed it.
type Out = BufWriter<Digesting<Box<dyn Write + Send>>>;

/// Writes one file to its end, and tells its SHA-256; a failure names it.
fn write_file(out: &dyn Files, name: &str, write: impl FnOnce(&mut Out) -> std::io::Result<()>) -> Result<String> {
    let mut to = BufWriter::with_capacity(BUFFER, Digesting::new(out.create(name)?));
    let written = write(&mut to).and_then(|()| to.into_inner().map_err(std::io::IntoInnerError::into_error));
    written.map(|digesting| digesting.finish().1).map_err(|e| failed_file(name, e))
}

/// Indented JSON with a final line break; keys in the order of the fields.
fn json(value: &impl serde::Serialize, to: &mut (impl Write + ?Sized)) -> std::io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, value)?;
    to.write_all(b"\n")
}
