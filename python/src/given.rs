//! What Python hands over → options and sources, as the command line makes them of its arguments.

use std::io::Cursor;
use std::path::PathBuf;

use arrow_array::{RecordBatch, RecordBatchReader};
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, DataType, Field, SchemaRef};
use pyo3::exceptions::{PyOverflowError, PyTypeError};
use pyo3::prelude::*;
use pyo3::types::{PyBool, PyDict, PyFloat, PyInt, PyList, PyString, PyTuple};
use pyo3_arrow::input::AnyRecordBatch;
use renmai::analysis::{Input, check_options, snapshot_of, sources_beside, with_snapshot};
use renmai::config::{Config, Shape, keys};
use renmai::diagnostic::Position;
use renmai::tables::{self, Source, Sources, text_of};
use renmai::text::{by_code, errors};
use renmai::{Error, ErrorKind, Lang, Progress, Result};

use crate::errors::exception;
use crate::watch::Watch;

/// The most bytes that a configuration file may hold, as for the command line.
const MOST_BYTES: u64 = 16 << 20;

/// One run, about to begin.
pub struct Given {
    /// The options.
    pub config: Config,
    /// Its progress.
    pub watch: Watch,
    snapshot: Option<PathBuf>,
    frames: Vec<(String, String, Frame)>,
}

/// The columns of a frame, and its rows.
type Frame = (SchemaRef, Vec<RecordBatch>);

impl Given {
    /// From tables by name (`files` for those of which the header says what they are), the path of a configuration, and options by name.
    pub fn new(
        py: Python<'_>,
        tables: &Bound<'_, PyDict>,
        config: Option<PathBuf>,
        options: &Bound<'_, PyDict>,
    ) -> PyResult<Self> {
        let asked = options.get_item("lang")?.and_then(|code| by_code(&code.str().ok()?.to_string()));
        let mut lang = asked.unwrap_or(Lang::En);
        let fail = |error: Error| exception(py, &error, lang);
        let mut base = match &config {
            Some(path) => loaded(path).map_err(fail)?,
            // A library speaks English where nobody says otherwise, whatever the machine does.
            None => Config { lang, ..Config::default() },
        };
        if asked.is_none() {
            lang = base.lang;
        }
        let fail = |error: Error| exception(py, &error, lang);
        let options = Options::of(options)?;
        options.apply(&mut base).map_err(fail)?;
        let mut frames = Vec::new();
        for (table, given) in tables {
            let table: String = table.extract()?;
            if !given.is_none() {
                let mut paths = Vec::new();
                sort(&table, &given, &mut paths, &mut frames, lang)?;
                *files_of(&mut base, &table).ok_or_else(|| PyTypeError::new_err(table))? = paths;
            }
        }
        let clash = |sentence| fail(Error::new(ErrorKind::Config, sentence));
        let snapshot = snapshot_of(&base).map_err(clash)?;
        if let (Some(path), true) = (&snapshot, frames.is_empty()) {
            let again = |config: &mut Config| {
                config.lang = lang;
                options.apply(config)
            };
            base = with_snapshot(path, base, config.is_none().then_some(&again)).map_err(fail)?;
        }
        base.check().map_err(fail)?;
        check_options(&base).map_err(fail)?;
        let watch = Watch::new(base.threads, base.lang);
        Ok(Self { watch, config: base, snapshot: snapshot.filter(|_| frames.is_empty()), frames })
    }

    /// The work of reading, for [`Watch::run`].
    pub fn reading(&mut self) -> impl FnOnce(&Progress) -> Result<Input> + Send + use<> {
        let (config, snapshot) = (self.config.clone(), self.snapshot.take());
        let frames = std::mem::take(&mut self.frames);
        move |progress| {
            if let Some(path) = snapshot {
                return Input::open(&path, &config.input, progress);
            }
            let mut others = Sources::default();
            for (table, name, frame) in frames {
                let source = Source::bytes(name.clone(), packed(&name, frame)?);
                if table == "files" {
                    others.files.push(source)
                } else {
                    others.table_mut(&table)?.push(source)
                }
                progress.check()?;
            }
            tables::read(&sources_beside(&config, others)?, progress).map(Input::from)
        }
    }
}

/// The configuration file, its relative paths from where it is.
fn loaded(path: &PathBuf) -> Result<Config> {
    let name = path.display().to_string();
    let place = || Position { file: name.clone(), line: 0, column: 0, column_name: String::new() };
    let unreadable = |e| Error::new(ErrorKind::Read, errors::UNREADABLE.sentence()).at(place()).caused_by(e);
    let size = std::fs::metadata(path).map_err(unreadable)?.len();
    if size > MOST_BYTES {
        return Err(unreadable(std::io::ErrorKind::FileTooLarge.into()));
    }
    let (text, _) = text_of(std::fs::read(path).map_err(unreadable)?);
    let mut config = Config::parse(&name, &text)?;
    if let Some(folder) = path.parent() {
        config.relative_to(folder);
    }
    Ok(config)
}

fn files_of<'c>(config: &'c mut Config, table: &str) -> Option<&'c mut Vec<String>> {
    let input = &mut config.input;
    Some(match table {
        "memberships" => &mut input.memberships,
        "interactions" => &mut input.interactions,
        "users" => &mut input.users,
        "groups" => &mut input.groups,
        "purchases" => &mut input.purchases,
        "suppress" => &mut input.suppress,
        "staff" => &mut input.staff,
        "files" => &mut input.files,
        _ => return None,
    })
}

/// Paths to the paths, frames to the frames.
fn sort(
    table: &str,
    given: &Bound<'_, PyAny>,
    paths: &mut Vec<String>,
    frames: &mut Vec<(String, String, Frame)>,
    lang: Lang,
) -> PyResult<()> {
    if let Some(path) = path(given)? {
        paths.push(path);
    } else if given.hasattr("__arrow_c_stream__")? || given.hasattr("__arrow_c_array__")? {
        let number = frames.iter().filter(|(other, ..)| other == table).count();
        let name = if number == 0 { table.to_owned() } else { format!("{table}-{}", number + 1) };
        let reader = given.extract::<AnyRecordBatch>()?.into_reader()?;
        // Emptied at once: a connection of DuckDB has one open result.
        let frame = given.py().detach(|| drained(&name, reader));
        frames.push((table.to_owned(), name, frame.map_err(|error| exception(given.py(), &error, lang))?));
    } else if given.is_instance_of::<PyList>() || given.is_instance_of::<PyTuple>() {
        for one in given.try_iter()? {
            sort(table, &one?, paths, frames, lang)?;
        }
    } else {
        let found = given.get_type().qualname()?;
        return Err(PyTypeError::new_err(format!(
            "{table}: expected a path, a frame that speaks Arrow (pandas, polars, DuckDB, pyarrow) or a list of them, found {found}"
        )));
    }
    Ok(())
}

/// The text of a path; `None` for what is none.
fn path(given: &Bound<'_, PyAny>) -> PyResult<Option<String>> {
    if let Ok(text) = given.cast::<PyString>() {
        return Ok(Some(text.to_string()));
    }
    given.hasattr("__fspath__")?.then(|| given.call_method0("__fspath__")?.extract()).transpose()
}

/// All of a stream. The index that pandas adds to rows that were picked is no column of anybody's, and a column without a type says nothing.
fn drained(name: &str, reader: Box<dyn RecordBatchReader + Send>) -> Result<Frame> {
    let schema = reader.schema();
    let is_index = |name: &str| name.starts_with("__index_level_") && name.ends_with("__");
    let is_kept = |field: &Field| !is_index(field.name()) && *field.data_type() != DataType::Null;
    let kept: Vec<usize> = (0..schema.fields().len()).filter(|&i| is_kept(schema.field(i))).collect();
    let schema = schema.project(&kept).map_err(|e| broken(name, e))?.into();
    let batches = reader.map(|batch| batch.and_then(|batch| batch.project(&kept)).map_err(|e| broken(name, e)));
    Ok((schema, batches.collect::<Result<_>>()?))
}

fn broken(name: &str, cause: ArrowError) -> Error {
    let at = Position { file: name.to_owned(), line: 0, column: 0, column_name: String::new() };
    Error::new(ErrorKind::Data, errors::ARROW_DAMAGED.sentence()).at(at).caused_by(std::io::Error::other(cause))
}

/// A frame as an Arrow file in memory.
fn packed(name: &str, (schema, batches): Frame) -> Result<Vec<u8>> {
    let pack = || {
        let mut writer = FileWriter::try_new(Cursor::new(Vec::new()), &schema)?;
        batches.into_iter().try_for_each(|batch| writer.write(&batch))?;
        Ok(writer.into_inner()?.into_inner())
    };
    pack().map_err(|e| broken(name, e))
}

/// Options by the names of the command line's, with `_` for `-`, and by those of a configuration file.
struct Options {
    flags: Vec<(&'static str, Vec<String>)>,
    keys: toml::Table,
}

impl Options {
    fn of(options: &Bound<'_, PyDict>) -> PyResult<Self> {
        let all = keys();
        let mut given = Self { flags: Vec::new(), keys: toml::Table::new() };
        for (name, value) in options {
            let name: String = name.extract()?;
            let dashed = name.replace('_', "-");
            let flag = all.iter().find_map(|(_, key)| Some((key, key.flag.as_ref().filter(|f| f.name == dashed)?)));
            match flag {
                _ if value.is_none() => {}
                // `betweenness` is an option and a section.
                Some((key, flag))
                    if !(value.is_instance_of::<PyDict>() && all.iter().any(|(path, _)| *path == name)) =>
                {
                    let words = words(&value)?;
                    let several = matches!(key.shape, Shape::Files | Shape::Texts | Shape::Table(_));
                    let words = match key.shape {
                        Shape::Distinct(_) => vec![words.join(",")],
                        _ if several || words.len() == 1 => words,
                        _ => return Err(PyTypeError::new_err(format!("{name}: expected one value, found {value}"))),
                    };
                    given.flags.push((flag.name, words));
                }
                _ => _ = given.keys.insert(name, toml(&value)?),
            }
        }
        Ok(given)
    }

    fn apply(&self, config: &mut Config) -> Result<()> {
        if !self.keys.is_empty() {
            let text = toml::to_string(&self.keys).unwrap_or_default();
            config.merge("options", &text)?;
        }
        for (flag, words) in &self.flags {
            let at = Position { file: flag.replace('-', "_"), line: 0, column: 0, column_name: String::new() };
            give(config, flag, words).map_err(|sentence| Error::new(ErrorKind::Config, sentence).at(at))?;
        }
        self.flags(config).map_err(|sentence| Error::new(ErrorKind::Config, sentence))
    }

    fn flags(&self, config: &mut Config) -> std::result::Result<(), renmai::text::Sentence> {
        for (flag, words) in &self.flags {
            give(config, flag, words)?;
        }
        config.betweenness.give_way(&|flag| self.flags.iter().any(|(given, _)| *given == flag), false)
    }
}

fn give(config: &mut Config, flag: &str, words: &[String]) -> std::result::Result<(), renmai::text::Sentence> {
    config.give(flag, &words.iter().map(String::as_str).collect::<Vec<_>>())
}

/// What a scalar of numpy or a member of an enumeration stands for.
fn plain<'py>(value: &Bound<'py, PyAny>) -> PyResult<Bound<'py, PyAny>> {
    let py = value.py();
    if value.is_instance(&py.import("enum")?.getattr("Enum")?)? {
        return value.getattr("value");
    }
    if value.hasattr("dtype")? && value.hasattr("item")? { value.call_method0("item") } else { Ok(value.clone()) }
}

/// The words that the command line would take.
fn words(value: &Bound<'_, PyAny>) -> PyResult<Vec<String>> {
    let value = &plain(value)?;
    if let Ok(yes) = value.cast::<PyBool>() {
        return Ok(vec![yes.is_true().to_string()]);
    }
    if let Ok(entries) = value.cast::<PyDict>() {
        return entries.iter().map(|(name, value)| Ok(format!("{}={}", name.str()?, value.str()?))).collect();
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        let all: PyResult<Vec<_>> = value.try_iter()?.map(|one| words(&one?)).collect();
        return Ok(all?.concat());
    }
    match path(value)? {
        Some(text) => Ok(vec![text]),
        None => Ok(vec![value.str()?.to_string()]),
    }
}

/// The same in a configuration.
fn toml(value: &Bound<'_, PyAny>) -> PyResult<toml::Value> {
    let value = &plain(value)?;
    if let Ok(yes) = value.cast::<PyBool>() {
        return Ok(yes.is_true().into());
    }
    if value.is_instance_of::<PyInt>() {
        let whole: i64 = value.extract().map_err(|_| PyOverflowError::new_err(value.to_string()))?;
        return Ok(whole.into());
    }
    if value.is_instance_of::<PyFloat>() {
        return Ok(value.extract::<f64>()?.into());
    }
    if let Ok(entries) = value.cast::<PyDict>() {
        let table = entries.iter().filter(|(_, value)| !value.is_none());
        return Ok(toml::Value::Table(
            table.map(|(name, value)| Ok((name.str()?.to_string(), toml(&value)?))).collect::<PyResult<_>>()?,
        ));
    }
    if value.is_instance_of::<PyList>() || value.is_instance_of::<PyTuple>() {
        return Ok(toml::Value::Array(value.try_iter()?.map(|one| toml(&one?)).collect::<PyResult<_>>()?));
    }
    Ok(words(value)?.concat().into())
}
