//! Where tables come from, and how they are to be read.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use super::{Believed, Zone};
use crate::config::InputOptions;
use crate::config::columns::{Schema, schema_of};
use crate::diagnostic::Position;
use crate::text::errors;
use crate::{Error, ErrorKind};

/// Where a table's rows come from.
#[derive(Clone, Debug)]
pub struct Source {
    /// Name shown in messages.
    pub name: String,
    /// A file, or bytes in memory (the demo's data).
    pub content: Content,
    /// Columns with one value for every row, such as `kind=sms`; `@file` and `@sheet` stand for the names of where a row is.
    pub constants: Vec<(String, String)>,
    /// The only sheet of it that is read; all of them where none is named.
    pub sheet: Option<String>,
}

/// A file or bytes; `.gz` and `.zst` are told by the name of the source.
#[derive(Clone, Debug)]
pub enum Content {
    /// A file on disk, a pipe or a device; opened once for reading.
    File(PathBuf),
    /// Standard input.
    Stdin,
    /// Bytes in memory: compiled into the program, or made by a test.
    Bytes(Cow<'static, [u8]>),
}

impl Source {
    /// A file on disk, named as its path.
    pub fn file(path: impl Into<PathBuf>) -> Self {
        let path = path.into();
        Self { name: path.display().to_string(), content: Content::File(path), constants: Vec::new(), sheet: None }
    }

    /// Bytes in memory.
    pub fn bytes(name: impl Into<String>, bytes: impl Into<Cow<'static, [u8]>>) -> Self {
        Self { name: name.into(), content: Content::Bytes(bytes.into()), constants: Vec::new(), sheet: None }
    }

    /// The same source with a column that has one value for every row.
    #[must_use]
    pub fn with_constant(mut self, column: impl Into<String>, value: impl Into<String>) -> Self {
        self.constants.push((column.into(), value.into()));
        self
    }

    /// The constant columns of one of its sheets: `@file` and `@sheet` stand for the names of where rows come from.
    pub(super) fn constants_of(&self, sheet: &str) -> Vec<(String, String)> {
        let value = |value: &str| match value {
            "@file" => self.stem(),
            "@sheet" if sheet.is_empty() => self.stem(),
            "@sheet" => sheet.to_owned(),
            value => value.to_owned(),
        };
        self.constants.iter().map(|(column, text)| (column.clone(), value(text))).collect()
    }

    /// What a group is called that is a sheet of its own, or all of a file.
    pub(super) fn group_of(&self, sheet: &str) -> String {
        if sheet.is_empty() || sheet == self.name { self.stem() } else { sheet.to_owned() }
    }

    /// The name of the file without its ends: `members.csv.gz` is `members`.
    fn stem(&self) -> String {
        let file = Path::new(&self.name).file_name().unwrap_or_default().to_string_lossy().into_owned();
        let stem = |name: &str| name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned();
        let packed = [".gz", ".zst", ".zstd"].iter().any(|end| file.to_lowercase().ends_with(end));
        if packed { stem(&stem(&file)) } else { stem(&file) }
    }
}

/// Ends of the names of files that may be tables.
const TABLES: [&str; 17] = [
    "parquet", "pq", "arrow", "feather", "csv", "tsv", "tab", "txt", "xlsx", "xls", "xlsm", "xlsb", "ods", "json",
    "jsonl", "ndjson", "html",
];

/// The files that `path` means: a file itself, the tables of a folder and of its partitions, or whatever fits a pattern such as `*.csv`; by
/// name. Partitions are folders called `column=value`, as Spark and DuckDB write them.
///
/// # Errors
/// A folder or a pattern without a single one.
pub fn files(path: &str) -> crate::Result<Vec<PathBuf>> {
    let plain = Path::new(path);
    let mut found = if plain.is_dir() {
        let mut found = Vec::new();
        tables_in(plain, &mut found).map_err(|e| unreadable(path, e))?;
        found
    } else if !plain.exists() && path.contains(['*', '?', '[']) {
        match glob::glob(path) {
            Ok(paths) => paths.flatten().filter(|path| path.is_file()).collect(),
            Err(_) => Vec::new(),
        }
    } else {
        return Ok(vec![plain.to_owned()]);
    };
    if found.is_empty() {
        return Err(Error::new(ErrorKind::Read, errors::NO_FILES.with("path", path)));
    }
    found.sort();
    Ok(found)
}

fn tables_in(folder: &Path, found: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let path = entry.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        // A link may lead back.
        if entry.file_type()?.is_dir() && partition(&path).is_some() {
            tables_in(&path, found)?;
            continue;
        }
        let name = [".gz", ".zst", ".zstd"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(&name);
        let hidden = name.starts_with(['.', '~']);
        if !hidden && path.is_file() && name.rsplit_once('.').is_some_and(|(_, end)| TABLES.contains(&end)) {
            found.push(path);
        }
    }
    Ok(())
}

/// Column and value of a folder that is a partition.
fn partition(folder: &Path) -> Option<(&str, &str)> {
    let (column, value) = folder.file_name()?.to_str()?.split_once('=')?;
    let plain = !column.is_empty() && column.chars().all(|c| c.is_alphanumeric() || c == '_');
    plain.then_some((column, value))
}

/// What the partitions say that `file` is in, below `folder`: columns and values, those outside first. One without a value says nothing.
pub(crate) fn partitions(folder: &Path, file: &Path) -> Vec<(String, String)> {
    let Ok(below) = file.strip_prefix(folder) else { return Vec::new() };
    let mut folders: Vec<&Path> = below.ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty()).collect();
    folders.reverse();
    let named = folders.into_iter().filter_map(partition).filter(|(_, value)| *value != "__HIVE_DEFAULT_PARTITION__");
    named.map(|(column, value)| (column.to_owned(), decoded(value))).collect()
}

/// Hexadecimal after a `%`, by which names of folders have what may not stand in them.
fn decoded(value: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = value.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let code = after.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let code = code.and_then(|two| u8::from_str_radix(two, 16).ok()).filter(|_| first == b'%');
        bytes.push(code.unwrap_or(first));
        rest = if code.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| value.to_owned())
}

fn unreadable(path: &str, cause: std::io::Error) -> Error {
    let at = Position { file: path.to_owned(), line: 0, column: 0, column_name: String::new() };
    Error::new(ErrorKind::Read, errors::UNREADABLE.sentence()).at(at).caused_by(cause)
}

/// All sources and how to read them.
#[derive(Clone, Debug, Default)]
pub struct Sources {
    /// Files of the memberships table; the rows are joined.
    pub memberships: Vec<Source>,
    /// Files of the interactions table.
    pub interactions: Vec<Source>,
    /// Files of the users table.
    pub users: Vec<Source>,
    /// Files of the groups table.
    pub groups: Vec<Source>,
    /// Files of the purchases table.
    pub purchases: Vec<Source>,
    /// Files with the ids of users who may be on no list.
    pub suppress: Vec<Source>,
    /// Files with the ids of employees and what they are called.
    pub staff: Vec<Source>,
    /// Files of which the header says which table they are.
    pub files: Vec<Source>,
    /// How files are to be read; the names of files in it count for nothing.
    pub input: InputOptions,
    /// Zone of times that name none.
    pub zone: Zone,
    /// Times that are believed.
    pub believed: Believed,
}

impl Sources {
    /// The files of one table, by its name.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) for a name that is no table.
    pub fn table_mut(&mut self, table: &str) -> crate::Result<&mut Vec<Source>> {
        match table {
            "memberships" => Ok(&mut self.memberships),
            "interactions" => Ok(&mut self.interactions),
            "users" => Ok(&mut self.users),
            "groups" => Ok(&mut self.groups),
            "purchases" => Ok(&mut self.purchases),
            "suppress" => Ok(&mut self.suppress),
            "staff" => Ok(&mut self.staff),
            _ => Err(Error::new(ErrorKind::Config, errors::UNKNOWN_TABLE.with("table", table))),
        }
    }

    /// Every file, table by table, those whose table is not known last.
    pub fn all(&self) -> impl Iterator<Item = &Source> {
        self.by_name().into_iter().map(|(_, source)| source)
    }

    /// The files with their tables, by name: the order in which they were given changes nothing.
    pub(super) fn by_name(&self) -> Vec<(Option<&'static Schema>, &Source)> {
        let Self { memberships, interactions, users, groups, purchases, suppress, staff, files, .. } = self;
        let tables = [
            ("memberships", memberships),
            ("interactions", interactions),
            ("users", users),
            ("groups", groups),
            ("purchases", purchases),
            ("suppress", suppress),
            ("staff", staff),
            ("", files),
        ];
        let mut all = Vec::new();
        for (table, files) in tables {
            let mut files: Vec<&Source> = files.iter().collect();
            files.sort_by(|a, b| (&a.name, &a.constants).cmp(&(&b.name, &b.constants)));
            all.extend(files.into_iter().map(|file| (schema_of(table), file)));
        }
        all
    }
}
