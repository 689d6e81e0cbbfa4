//! From the configuration to what reading takes: files, their constant columns, the zone.

use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;

use crate::config::columns::{SCHEMAS, schema_of};
use crate::config::{Config, InputOptions, STDIN, nearest};
use crate::segments::named;
use crate::segments::rules::Rule;
use crate::snapshot::{self, is_snapshot};
use crate::tables::{Believed, Content, Seconds, Source, Sources, Zone, files, parse_as_of, parse_time, partitions};
use crate::text::{Lang, Sentence, errors, settings as text, snapshot as snapshots};
use crate::{Error, ErrorKind, Result};

/// The sources that a configuration names. Everything that can be known to be wrong before reading is found here.
///
/// An entry is `PATH` or `PATH:column=value[:column=value…]`; the constants begin at the first `:` that a column of the
/// table and `=` follow, so drive letters and other colons belong to the path. An entry that is a file's whole name is
/// that file. `-` is standard input.
///
/// # Errors
/// [`Config`](crate::ErrorKind::Config): no table with edges, an unknown zone, an `as_of` that is no date, a constant
/// for a column that the table does not have, a rule that cannot be read.
pub fn sources(config: &Config) -> Result<Sources> {
    sources_beside(config, Sources::default())
}

/// [`sources`] beside others that are no files: frames of a data library, say. How to read is the configuration's.
///
/// # Errors
/// As [`sources`].
pub fn sources_beside(config: &Config, others: Sources) -> Result<Sources> {
    let input = &config.input;
    let named = input.memberships.is_empty() && input.interactions.is_empty() && input.files.is_empty();
    if named && others.memberships.is_empty() && others.interactions.is_empty() && others.files.is_empty() {
        return Err(Error::new(ErrorKind::Config, text::NO_EDGES.sentence()));
    }
    check(config)?;
    let zone = zone(config)?;
    let mut out = Sources { input: config.input.clone(), believed: believed(config, &zone)?, zone, ..others };
    for (table, entries) in config.input.tables() {
        let list = if table == "files" { &mut out.files } else { out.table_mut(table)? };
        for entry in entries {
            list.extend(found(table, entry, config.lang)?);
        }
    }
    Ok(out)
}

/// The snapshot that is to be read, if one of the files is one. The error says what was named beside it.
///
/// # Errors
/// Something else is to be read too.
pub fn snapshot_of(config: &Config) -> std::result::Result<Option<PathBuf>, Sentence> {
    let tables = config.input.tables();
    let files = || tables.iter().flat_map(|(_, files)| files.iter());
    let Some(snapshot) = files().find(|file| is_snapshot(Path::new(file))) else { return Ok(None) };
    match files().find(|&file| !std::ptr::eq(file, snapshot)) {
        Some(other) => Err(snapshots::WITH_TABLES.with("snapshot", snapshot).with("other", other)),
        None => Ok(Some(PathBuf::from(snapshot))),
    }
}

/// Gives options anew; the error says which cannot go together.
pub type Again<'a> = dyn Fn(&mut Config) -> Result<()> + 'a;

/// The options with which a snapshot is used: those given or, where `again` gives anew what was given beside no file, those it was built with
/// below them. How tables are read was settled when it was built; whoever asks for something else is told.
///
/// # Errors
/// A file that is no snapshot, and [`Config`](crate::ErrorKind::Config) for an option of reading that is another now.
pub fn with_snapshot(path: &Path, given: Config, again: Option<&Again<'_>>) -> Result<Config> {
    let shown = path.display().to_string();
    let built = Config::parse(&shown, &snapshot::configuration(path)?)?;
    let mut config = given;
    if let Some(again) = again {
        config = built.clone();
        config.input.without_files();
        again(&mut config)?;
    }
    let is_of_reading = |key: &str| key.starts_with("input.") && key != "input.rejected";
    if let Some([key, before, now]) = config.differences_to(&built).into_iter().find(|[key, ..]| is_of_reading(key)) {
        let sentence =
            snapshots::READ_ALREADY.with("file", shown).with("key", key).with("before", before).with("now", now);
        return Err(Error::new(ErrorKind::Config, sentence));
    }
    let InputOptions { rejected, trusted, max_memory_mib, .. } = config.input;
    config.input = InputOptions { rejected, trusted, max_memory_mib, ..built.input };
    Ok(config)
}

/// Finds what is wrong with zone, moment and rules, whatever is read.
///
/// # Errors
/// As [`sources`], but for the files.
pub fn check(config: &Config) -> Result<()> {
    configured_as_of(config, &zone(config)?)?;
    named::parse(&config.segments)?;
    only(config).map(|_| ())
}

/// The rule of `selection.where`, if there is one.
pub(super) fn only(config: &Config) -> Result<Option<Rule>> {
    let text = config.selection.only.trim();
    if text.is_empty() { Ok(None) } else { Rule::parse(config.selection.only_from, text).map(Some) }
}

/// The configured zone.
///
/// # Errors
/// A name that is no zone.
pub fn zone(config: &Config) -> Result<Zone> {
    let name = config.input.timezone.as_str();
    match TimeZone::get(name) {
        Ok(zone) => Ok(Zone { zone, name: name.to_owned() }),
        Err(_) => {
            let sentence = text::ZONE.with("key", "input.timezone").with("found", name);
            Err(Error::new(ErrorKind::Config, sentence))
        }
    }
}

/// The configured moment, if there is one.
pub(super) fn configured_as_of(config: &Config, zone: &Zone) -> Result<Option<Seconds>> {
    let Some(written) = &config.as_of else { return Ok(None) };
    match parse_as_of(written, zone) {
        Some(seconds) if believed(config, zone)?.contains(seconds) => Ok(Some(seconds)),
        Some(_) => Err(beyond_bounds(config, "as_of", written)),
        None => Err(Error::new(ErrorKind::Config, text::AS_OF.with("found", written))),
    }
}

/// The configured bounds of times.
fn believed(config: &Config, zone: &Zone) -> Result<Believed> {
    let bound = |key: &str, found: &str, read: fn(&str, &Zone) -> Option<Seconds>| {
        read(found, zone).ok_or_else(|| Error::new(ErrorKind::Config, text::TIME.with("key", key).with("found", found)))
    };
    let earliest = bound("input.earliest", &config.input.earliest, parse_time)?;
    let latest = bound("input.latest", &config.input.latest, parse_as_of)?;
    if earliest > latest {
        return Err(beyond_bounds(config, "input.latest", &config.input.latest));
    }
    Ok(Believed { earliest, latest })
}

fn beyond_bounds(config: &Config, key: &str, found: &str) -> Error {
    let sentence = text::TIME_BOUNDS.with("key", key).with("found", found);
    let input = &config.input;
    Error::new(ErrorKind::Config, sentence.with("earliest", &input.earliest).with("latest", &input.latest))
}

/// The sources of an entry: several where it is a folder or a pattern.
fn found(table: &str, entry: &str, lang: Lang) -> Result<Vec<Source>> {
    let is_file = |path: &str| path != STDIN && Path::new(path).exists();
    let (path, constants) = if is_file(entry) { (entry, Vec::new()) } else { split(table, entry)? };
    if path == STDIN {
        let name = errors::STDIN.get(lang).to_owned();
        return Ok(vec![Source { name, content: Content::Stdin, constants, sheet: None }]);
    }
    let (path, sheet) = match path.split_once('#') {
        Some((file, sheet)) if !is_file(path) && is_file(file) => (file, Some(sheet.to_owned())),
        _ => (path, None),
    };
    let known: Vec<&str> = schema_of(table).map_or_else(Vec::new, |schema| schema.names());
    let source = |file: PathBuf| {
        // A partition by day, say, is none of our columns; and whose columns count is known only of a table.
        let of_folder = partitions(Path::new(path), &file).into_iter().filter(|(column, _)| known.contains(&&**column));
        let further = of_folder.filter(|(column, _)| constants.iter().all(|(given, _)| given != column));
        let constants = constants.iter().cloned().chain(further).collect();
        Source { constants, sheet: sheet.clone(), ..Source::file(file) }
    };
    Ok(files(path)?.into_iter().map(source).collect())
}

/// Path and constants of an entry.
fn split<'a>(table: &str, entry: &'a str) -> Result<(&'a str, Vec<(String, String)>)> {
    // Which table it is, is not known of every file.
    let all = || SCHEMAS.iter().flat_map(|schema| schema.names()).collect();
    let known: Vec<&str> = schema_of(table).map_or_else(all, |schema| schema.names());
    let starts: Vec<usize> = entry
        .match_indices(':')
        .map(|(i, _)| i)
        .filter(|&i| entry[i + 1..].split_once('=').is_some_and(|(name, _)| known.contains(&name)))
        .collect();
    let path = &entry[..starts.first().copied().unwrap_or(entry.len())];
    if let Some(column) = mistaken_column(path) {
        let key = format!("input.{table}");
        let choices = match nearest(column, known.iter().copied()) {
            Some(near) => near.to_owned(),
            None => known.join(", "),
        };
        let sentence = text::UNKNOWN_CONSTANT.with("key", key).with("found", entry).with("column", column);
        return Err(Error::new(ErrorKind::Config, sentence.with("choices", choices)));
    }
    let mut constants: Vec<(String, String)> = Vec::new();
    for (k, &start) in starts.iter().enumerate() {
        let end = starts.get(k + 1).copied().unwrap_or(entry.len());
        let Some((column, value)) = entry[start + 1..end].split_once('=') else { continue };
        if constants.iter().any(|(c, _)| c == column) {
            let key = format!("input.{table}");
            let sentence = text::CONSTANT_TWICE.with("key", key).with("found", entry).with("column", column);
            return Err(Error::new(ErrorKind::Config, sentence));
        }
        constants.push((column.to_owned(), value.to_owned()));
    }
    Ok((path, constants))
}

/// `chanel` in `a.csv:chanel=sms`: after the last colon stands what looks like a column, not like a part of a path.
fn mistaken_column(path: &str) -> Option<&str> {
    let (_, tail) = path.rsplit_once(':')?;
    let (name, value) = tail.split_once('=')?;
    let a_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    (a_name && !value.contains(['/', '\\'])).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(entry: &str) -> (String, Vec<(String, String)>) {
        let (path, constants) = split("interactions", entry).unwrap();
        (path.to_owned(), constants)
    }

    fn pair(column: &str, value: &str) -> (String, String) {
        (column.to_owned(), value.to_owned())
    }

    #[test]
    fn constants_follow_the_path_and_colons_in_paths_stay() {
        assert_eq!(parts("a.csv"), ("a.csv".into(), vec![]));
        assert_eq!(parts("a.csv:kind=sms"), ("a.csv".into(), vec![pair("kind", "sms")]));
        assert_eq!(parts(r"C:\data\a.csv"), (r"C:\data\a.csv".into(), vec![]));
        assert_eq!(parts(r"C:\data\a.csv:kind=sms"), (r"C:\data\a.csv".into(), vec![pair("kind", "sms")]));
        assert_eq!(parts("12:30.csv:count=2"), ("12:30.csv".into(), vec![pair("count", "2")]));
        assert_eq!(
            parts("a.csv:at=2025-01-01 10:00:kind=通话"),
            ("a.csv".into(), vec![pair("at", "2025-01-01 10:00"), pair("kind", "通话")])
        );
        assert_eq!(parts("x=1/a.csv"), ("x=1/a.csv".into(), vec![]));
        assert_eq!(parts("b:x=1/a.csv"), ("b:x=1/a.csv".into(), vec![]));
    }

    #[test]
    fn a_constant_for_no_column_is_an_error_that_says_which_there_are() {
        let error = split("interactions", "a.csv:kid=sms").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        let words = error.render(crate::text::Lang::En);
        assert!(words.contains("input.interactions") && words.contains("kid") && words.contains("kind"), "{words}");
        assert!(split("interactions", "a.csv:kind=a:kind=b").is_err());
    }
}
