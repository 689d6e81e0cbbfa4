//! An earlier run, read back from its directory, and what has changed since.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use csv::StringRecord;
use sha2::{Digest, Sha256};

use super::outdir::earlier_run;
use crate::analysis::Analysis;
use crate::campaign::{Changes, LISTS, Person, Run, changes};
use crate::report::digest::as_of;
use crate::tables::{NONE, is_formula};
use crate::text::terms::{Isolation, MayContact, Tier};
use crate::text::{Coded, by_code, changes as words, codes};
use crate::{Error, ErrorKind, Result};

/// A run read back.
#[derive(Debug)]
pub struct EarlierRun {
    path: String,
    run: Run<'static>,
    options: toml::Value,
}

/// Reads the directories of earlier runs, the oldest first.
///
/// # Errors
/// [`Read`](ErrorKind::Read) and [`Data`](ErrorKind::Data) for what no run has written.
pub fn earlier_runs(paths: &[String]) -> Result<Vec<EarlierRun>> {
    paths.iter().map(|path| read(path)).collect()
}

/// Tells `analysis` what has changed, from each run to the next and from the last to this one.
///
/// # Errors
/// [`Config`](ErrorKind::Config) where a run is later than the next.
pub fn compare(analysis: &mut Analysis, earlier: Vec<EarlierRun>) -> Result<()> {
    let people = &analysis.people;
    let this = as_of(people.as_of, &people.config);
    let now = Run::of(people.context(), &analysis.selection, analysis.seeds.as_ref(), this);
    let mut told: Vec<Changes> = Vec::new();
    for (number, before) in earlier.iter().enumerate() {
        let after = earlier.get(number + 1).map_or(&now, |next| &next.run);
        if before.run.as_of.zip(after.as_of).is_some_and(|(before, after)| before > after) {
            let moment = |run: &Run<'_>| run.told_as_of.clone().unwrap_or_default();
            let wrong = words::ORDER.with("path", &before.path).with("since", moment(&before.run));
            return Err(Error::new(ErrorKind::Config, wrong.with("until", moment(after))));
        }
        let mut step = changes(&before.run, after, &now);
        step.options = match earlier.get(number + 1) {
            Some(next) => next
                .options
                .clone()
                .try_into()
                .map_or_else(|_| Vec::new(), |config: crate::config::Config| config.differences_from(&before.options)),
            None => people.config.differences_from(&before.options),
        };
        told.push(step);
    }
    analysis.changes = told;
    Ok(())
}

fn read(path: &str) -> Result<EarlierRun> {
    let dir = Path::new(path);
    let no_run = || Error::new(ErrorKind::Read, words::NO_RUN.with("path", path));
    let manifest = earlier_run(dir).ok_or_else(no_run)?;
    if !manifest.files.contains("users.csv") {
        return Err(no_run());
    }
    let mut run = Run {
        as_of: manifest.as_of.as_ref().and_then(|told| told.parse::<jiff::Timestamp>().ok()).map(|at| at.as_second()),
        told_as_of: manifest.as_of,
        ..Run::default()
    };
    let mut sheet = |name: &str, columns: &[&'static str], row: &mut dyn FnMut(&Row<'_>) -> Result<()>| {
        let file = dir.join(name).display().to_string();
        let bytes = fs::read(&file)
            .map_err(|e| Error::new(ErrorKind::Read, crate::text::cli::CANNOT_READ.with("file", &file)).caused_by(e))?;
        let written = manifest.sha256.get(name);
        if written.is_some_and(|written| *written != hex(&bytes)) {
            run.edited.push(name.to_owned());
        }
        rows(&file, &bytes, columns, row)
    };
    let mut people: Vec<Person<'static>> = Vec::new();
    sheet("users.csv", &USERS, &mut |row| {
        people.push(row.person()?);
        Ok(())
    })?;
    people.sort_by(|a, b| a.id.cmp(&b.id));
    for (list, name) in LISTS.iter().enumerate() {
        let file = format!("{name}.csv");
        if manifest.files.contains(&file) {
            sheet(&file, &["user_id", "rank"], &mut |row| {
                let rank = row.number("rank", 1)?;
                let id = row.id();
                if let Ok(place) = people.binary_search_by(|person| person.id.as_ref().cmp(id)) {
                    people[place].ranks[list] = rank;
                }
                Ok(())
            })?;
        }
    }
    run.people = people;
    run.edited.sort();
    if let Some(twice) = run.people.windows(2).position(|two| two[0].id == two[1].id) {
        let file = dir.join("users.csv").display().to_string();
        // Sorted by id as it was written, so the place is the line below the header.
        return Err(Error::new(ErrorKind::Data, words::TWICE.with("file", file).with("line", twice + 3)));
    }
    let options = toml::Value::try_from(without_null(manifest.options))
        .unwrap_or_else(|_| toml::Value::Table(toml::Table::new()));
    Ok(EarlierRun { path: path.to_owned(), run, options })
}

/// TOML knows no null: what is not set is not there.
fn without_null(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Object(entries) => {
            let kept = entries.into_iter().filter(|(_, value)| !value.is_null());
            serde_json::Value::Object(kept.map(|(key, value)| (key, without_null(value))).collect())
        }
        other => other,
    }
}

const USERS: [&str; 8] =
    ["user_id", "nickname", "circle", "isolation", "recency_days", "value_tier", "owner_id", "may_contact"];

/// One row, its cells by the names of columns.
struct Row<'a> {
    file: &'a str,
    bytes: &'a [u8],
    places: &'a [(&'static str, usize)],
    record: &'a StringRecord,
}

impl<'a> Row<'a> {
    fn cell(&self, column: &str) -> &'a str {
        let place = self.places.iter().find(|(name, _)| *name == column);
        place.and_then(|&(_, place)| self.record.get(place)).unwrap_or("")
    }

    /// As it was before a spreadsheet had to be kept from running it.
    fn id(&self) -> &'a str {
        let cell = self.cell("user_id");
        cell.strip_prefix('\'').filter(|rest| is_formula(rest, true)).unwrap_or(cell)
    }

    fn nickname(&self) -> &'a str {
        let cell = self.cell("nickname");
        cell.strip_prefix('\'').filter(|rest| is_formula(rest, false)).unwrap_or(cell)
    }

    fn person(&self) -> Result<Person<'static>> {
        let own = |text: &str| Cow::Owned(text.to_owned());
        Ok(Person {
            id: own(self.id()),
            nickname: own(self.nickname()),
            owner: own(self.cell("owner_id")),
            tier: self.word("value_tier")?.unwrap_or(Tier::Unknown),
            isolation: self.word::<Isolation>("isolation")?,
            circle: if self.cell("circle").is_empty() { 0 } else { self.number("circle", 1)? },
            recency_days: if self.cell("recency_days").is_empty() { NONE } else { self.number("recency_days", 0)? },
            may_be_named: self.word("may_contact")? == Some(MayContact::Yes),
            ranks: [0; LISTS.len()],
        })
    }

    fn word<T: Coded>(&self, column: &'static str) -> Result<Option<T>> {
        match self.cell(column) {
            "" => Ok(None),
            code => by_code(code).map(Some).ok_or_else(|| self.wrong(column, codes::<T>().join(", "))),
        }
    }

    fn number(&self, column: &'static str, least: u32) -> Result<u32> {
        let number = self.cell(column).parse().ok().filter(|number| (least..NONE).contains(number));
        number.ok_or_else(|| self.wrong(column, format!("≥ {least}")))
    }

    fn wrong(&self, column: &'static str, expected: String) -> Error {
        let told = words::BAD_CELL.with("file", self.file).with("column", column);
        let told = told.with("line", line(self.bytes, self.record.position()));
        Error::new(ErrorKind::Data, told.with("found", self.cell(column)).with("expected", expected))
    }
}

/// Reads a file of ours; `columns` must be there.
fn rows(file: &str, bytes: &[u8], columns: &[&'static str], row: &mut dyn FnMut(&Row<'_>) -> Result<()>) -> Result<()> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes);
    let not_csv = |line: usize| Error::new(ErrorKind::Data, words::NOT_CSV.with("file", file).with("line", line));
    let header = reader.headers().map_err(|_| not_csv(1))?.clone();
    let place = |&column: &&'static str| {
        let missing = || Error::new(ErrorKind::Data, words::NO_COLUMN.with("file", file).with("column", column));
        Ok((column, header.iter().position(|name| name == column).ok_or_else(missing)?))
    };
    let places = columns.iter().map(place).collect::<Result<Vec<_>>>()?;
    let mut record = StringRecord::new();
    loop {
        match reader.read_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => row(&Row { file, bytes, places: &places, record: &record })?,
            Err(e) => return Err(not_csv(line(bytes, e.position()))),
        }
    }
}

/// The line of a position, which may be that of the line break before it.
fn line(bytes: &[u8], position: Option<&csv::Position>) -> usize {
    let before = position.map_or(0, |position| position.byte() as usize);
    1 + bytes.iter().take(before + 1).filter(|&&byte| byte == b'\n').count()
}

fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
