//! From arguments and `renmai.toml` to the validated options of one run. An option wins over the file.

use std::io::Read;
use std::path::{Path, PathBuf};

use clap::ArgMatches;
use renmai::analysis::{check_options, snapshot_of, sources, with_snapshot};
use renmai::config::{Config, keys};
use renmai::tables::{Content, Source, Sources, text_of};
use renmai::text::{Lang, Sentence, by_code, cli as text};
use renmai::{Error, ErrorKind, Result};

use crate::cli::usage;
use crate::failure::Failure;
use crate::session::Session;

/// Read when no configuration file is named and this one is in the current directory.
const DEFAULT_FILE: &str = "renmai.toml";

/// Bytes that a configuration file may hold: whoever names a device or the wrong file is told.
const MOST_BYTES: u64 = 16 << 20;

/// The session of `command`, which reads the user's files; `lang` is the language of the command line.
pub fn session(command: &str, matches: &ArgMatches, lang: Lang) -> std::result::Result<Session, Failure> {
    // What is there already is to be written anew.
    let file = if command == "init" { named_config(matches) } else { config_file(command, matches) };
    let mut config = match &file {
        Some(path) => load(path)?,
        None => Config::default(),
    };
    let files: Vec<String> = named(matches).into_iter().filter(|name| !is_configuration(name)).collect();
    if !files.is_empty() && named_config(matches).is_none() {
        // Whoever names files means these.
        config.input.without_files();
    }
    options(command, matches, &mut config).map_err(|clash| usage(&clash, command, lang))?;
    config.input.files.extend(files);
    let snapshot = snapshot_of(&config).map_err(|clash| usage(&clash, command, lang))?;
    if let Some(path) = &snapshot {
        let again = |config: &mut Config| {
            options(command, matches, config).map_err(|clash| Error::new(ErrorKind::Config, clash))
        };
        config = with_snapshot(path, config, file.is_none().then_some(&again))?;
    }
    config.check()?;
    let input = &config.input;
    if snapshot.is_none()
        && file.is_none()
        && input.memberships.is_empty()
        && input.interactions.is_empty()
        && input.files.is_empty()
    {
        return Err(usage(&text::NO_INPUT.sentence(), command, lang));
    }
    if matches.contains_id("rejected") && !config.input.skip_bad_rows {
        return Err(usage(&text::REJECTED_NEEDS_SKIP.sentence(), command, lang));
    }
    // Whatever is wrong with the sources themselves is said before anything is prepared.
    let sources = match &snapshot {
        Some(path) => {
            check_options(&config).map(|()| Sources { files: vec![Source::file(path.clone())], ..Sources::default() })
        }
        None => sources(&config),
    }?;
    let stdin = sources.all().filter(|source| matches!(source.content, Content::Stdin)).count();
    if stdin > 1 {
        return Err(usage(&text::STDIN_TWICE.with("count", stdin), command, lang));
    }
    let out = matches.try_get_one::<PathBuf>("out").ok().flatten();
    let rejected = config.input.rejected.as_ref().filter(|_| config.input.skip_bad_rows).map(PathBuf::from);
    if let Some(clash) = rejected.as_deref().and_then(|r| clash(r, &sources, file.as_deref(), out)) {
        return Err(usage(&clash, command, lang));
    }
    if let Some(clash) = clash_of_parts(command, matches, &sources, file.as_deref(), out) {
        return Err(usage(&clash, command, lang));
    }
    Ok(Session { snapshot, rejected, writes_directory: out.is_some(), config })
}

/// Why the rows set aside cannot go where they should: what is read would be lost, or what is written; standard output
/// is the command's own.
fn clash(rejected: &Path, sources: &Sources, config: Option<&Path>, out: Option<&PathBuf>) -> Option<Sentence> {
    if rejected.as_os_str() == "-" {
        return Some(text::REJECTED_NOT_STDOUT.sentence());
    }
    let target = real(rejected);
    let read = sources.all().filter_map(|source| match &source.content {
        Content::File(path) => Some(path.as_path()),
        Content::Stdin | Content::Bytes(_) => None,
    });
    if read.chain(config).any(|path| real(path) == target) {
        return Some(text::REJECTED_IS_INPUT.with("file", rejected.display()));
    }
    let out = out.filter(|out| target.starts_with(real(out)))?;
    Some(text::REJECTED_IN_OUT.with("file", rejected.display()).with("dir", out.display()))
}

/// Why parts of betweenness, or a snapshot, cannot go where they should: what is read would be lost, or one place would be in the other.
fn clash_of_parts(
    command: &str,
    matches: &ArgMatches,
    sources: &Sources,
    config: Option<&Path>,
    out: Option<&PathBuf>,
) -> Option<Sentence> {
    let out = out?;
    let (place, resume) = (real(out), folder(matches, "resume").map(|resume| (resume, real(resume))));
    if !["betweenness", "build", "export"].contains(&command) {
        let (resume, _) = resume.filter(|(_, resume)| resume.starts_with(&place))?;
        return Some(text::RESUME_IN_OUT.with("folder", resume.display()).with("dir", out.display()));
    }
    let read = sources.all().filter_map(|source| match &source.content {
        Content::File(path) => Some(path.as_path()),
        Content::Stdin | Content::Bytes(_) => None,
    });
    if read.chain(config).any(|path| real(path) == place) {
        return Some(text::OUT_IS_INPUT.with("file", out.display()));
    }
    let (resume, _) = resume.filter(|(_, resume)| place.parent() == Some(resume))?;
    Some(text::OUT_IN_RESUME.with("file", out.display()).with("folder", resume.display()))
}

fn folder<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a PathBuf> {
    matches.try_get_one::<PathBuf>(name).ok().flatten()
}

/// Whether betweenness comes from parts, or becomes some. What a command has no option for can only be told by its name: a build without debug
/// assertions says of an option that there is not that it was not given.
fn in_parts(command: &str, matches: &ArgMatches) -> bool {
    command == "betweenness" || ["resume", "betweenness-parts"].iter().any(|name| folder(matches, name).is_some())
}

/// A path to compare with others: links followed as far as it exists.
fn real(path: &Path) -> PathBuf {
    if let Ok(found) = path.canonicalize() {
        return found;
    }
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => real(folder).join(name),
        _ => path,
    }
}

/// The session of `command`, which reads none of the user's files.
pub fn session_without_files(command: &str, matches: &ArgMatches, lang: Lang) -> std::result::Result<Session, Failure> {
    let mut config = Config::default();
    options(command, matches, &mut config).map_err(|clash| usage(&clash, command, lang))?;
    config.check()?;
    Ok(Session { config, snapshot: None, rejected: None, writes_directory: true })
}

/// The language in which to say what is wrong with a command's configuration: the option's, else that of the file. A pipe
/// can be read but once, and is not read for this.
pub fn language(matches: &ArgMatches) -> Option<Lang> {
    let (command, matches) = matches.subcommand()?;
    let option = matches.get_one::<String>("lang").and_then(|code| by_code(code));
    option.or_else(|| Config::language(&text_in(&config_file(command, matches).filter(|path| path.is_file())?).ok()?.0))
}

/// The files that are named without an option.
fn named(matches: &ArgMatches) -> Vec<String> {
    matches.try_get_many::<String>("FILES").ok().flatten().into_iter().flatten().cloned().collect()
}

fn is_configuration(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"))
}

/// The configuration that is named.
fn named_config(matches: &ArgMatches) -> Option<PathBuf> {
    let option = matches.try_get_one::<PathBuf>("config").ok().flatten().cloned();
    option.or_else(|| named(matches).into_iter().find(|name| is_configuration(name)).map(PathBuf::from))
}

/// The configuration that a command reads, if it reads any.
fn config_file(command: &str, matches: &ArgMatches) -> Option<PathBuf> {
    let reads_any = !["demo", "generate", "bench", "config"].contains(&command);
    let default = || (reads_any && Path::new(DEFAULT_FILE).is_file()).then(|| PathBuf::from(DEFAULT_FILE));
    named_config(matches).or_else(default)
}

fn load(path: &Path) -> Result<Config> {
    let (toml, is_text) = text_in(path)?;
    if !is_text {
        return Err(Error::new(ErrorKind::Config, text::CONFIG_NOT_TEXT.with("file", path.display())));
    }
    let mut config = Config::parse(&path.display().to_string(), &toml)?;
    if let Some(folder) = path.parent() {
        config.relative_to(folder);
    }
    Ok(config)
}

/// The text of a configuration file, in whatever encoding the editor or the shell has left it, and whether all could be decoded.
fn text_in(path: &Path) -> Result<(String, bool)> {
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
        .and_then(|read| if read as u64 > MOST_BYTES { Err(std::io::ErrorKind::FileTooLarge.into()) } else { Ok(()) })
        .map_err(|e| Error::new(ErrorKind::Read, text::CANNOT_READ.with("file", path.display())).caused_by(e))?;
    Ok(text_of(bytes))
}

/// What the command line sets; not every command offers every option. The error says which options cannot go together.
fn options(command: &str, matches: &ArgMatches, config: &mut Config) -> std::result::Result<(), Sentence> {
    for flag in keys().into_iter().filter_map(|(_, key)| key.flag.as_ref()) {
        let words = matches.try_get_many::<String>(flag.name).ok().flatten();
        let words: Vec<&str> = words.into_iter().flatten().map(String::as_str).collect();
        let switched = matches.try_get_one::<bool>(flag.name).is_ok_and(|on| on == Some(&true));
        if switched || !words.is_empty() {
            config.give(flag.name, if switched { &["true"] } else { &words })?;
        }
    }
    if matches.try_get_one::<String>("where").is_ok_and(|rule| rule.is_some()) {
        config.selection.only_from = "--where";
    }
    let given = |flag: &str| matches.try_get_one::<String>(flag).is_ok_and(|word| word.is_some());
    config.betweenness.give_way(&given, in_parts(command, matches))
}
