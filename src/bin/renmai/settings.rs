//! From arguments and `renmai.toml` to the validated options of one run. An option wins over the file.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use renmai::analysis::sources;
use renmai::config::{BetweennessMethod, BetweennessOptions, Config, PathCounting, Quotas, Top};
use renmai::tables::{Content, Sources};
use renmai::text::{Lang, Sentence, cli as text};
use renmai::{Error, ErrorKind, Result};

use crate::cli::usage;
use crate::failure::Failure;
use crate::session::Session;

/// Read when no configuration file is named and this one is in the current directory.
const DEFAULT_FILE: &str = "renmai.toml";

/// The session of `command`, which reads the user's files; `lang` is the language of the command line.
pub fn session(command: &str, matches: &ArgMatches, lang: Lang) -> std::result::Result<Session, Failure> {
    let file = config_file(matches);
    let mut config = match &file {
        Some(path) => load(path)?,
        None => Config::default(),
    };
    input_options(matches, &mut config);
    betweenness_options(matches, &mut config.betweenness).map_err(|clash| usage(&clash, command, lang))?;
    analysis_options(matches, &mut config);
    config.check()?;
    if file.is_none() && config.input.memberships.is_empty() && config.input.interactions.is_empty() {
        return Err(usage(&text::NO_INPUT.sentence(), command, lang));
    }
    if matches.contains_id("rejected") && !config.input.skip_bad_rows {
        return Err(usage(&text::REJECTED_NEEDS_SKIP.sentence(), command, lang));
    }
    // Whatever is wrong with the sources themselves is said before anything is prepared.
    let sources = sources(&config)?;
    let out = matches.try_get_one::<PathBuf>("out").ok().flatten();
    let rejected = config.input.rejected.as_ref().filter(|_| config.input.skip_bad_rows).map(PathBuf::from);
    if let Some(clash) = rejected.as_deref().and_then(|r| clash(r, &sources, file.as_deref(), out)) {
        return Err(usage(&clash, command, lang));
    }
    Ok(Session { rejected, writes_directory: out.is_some(), config })
}

/// Why the rows set aside cannot go where they should: what is read would be lost, or what is written.
fn clash(rejected: &Path, sources: &Sources, config: Option<&Path>, out: Option<&PathBuf>) -> Option<Sentence> {
    let target = real(rejected);
    let Sources { memberships, interactions, users, groups, purchases, suppress, .. } = sources;
    let files = [memberships, interactions, users, groups, purchases, suppress].into_iter().flatten();
    let read = files.filter_map(|source| match &source.content {
        Content::File(path) => Some(path.as_path()),
        Content::Bytes(_) => None,
    });
    if read.chain(config).any(|path| real(path) == target) {
        return Some(text::REJECTED_IS_INPUT.with("file", rejected.display()));
    }
    let out = out.filter(|out| target.starts_with(real(out)))?;
    Some(text::REJECTED_IN_OUT.with("file", rejected.display()).with("dir", out.display()))
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
    betweenness_options(matches, &mut config.betweenness).map_err(|clash| usage(&clash, command, lang))?;
    analysis_options(matches, &mut config);
    config.check()?;
    Ok(Session { config, rejected: None, writes_directory: true })
}

/// The language in which to say what is wrong with a command's configuration: the option's, else that of the file. A pipe
/// can be read but once, and is not read for this.
pub fn language(matches: &ArgMatches) -> Option<Lang> {
    let (_, matches) = matches.subcommand()?;
    let file = || std::fs::read(config_file(matches).filter(|path| path.is_file())?).ok();
    lang_option(matches).or_else(|| Config::language(&String::from_utf8_lossy(&file()?)))
}

/// The language option alone.
pub fn lang_option(matches: &ArgMatches) -> Option<Lang> {
    matches.get_one::<Lang>("lang").copied()
}

/// The configuration that a command reads, if it reads any.
fn config_file(matches: &ArgMatches) -> Option<PathBuf> {
    let named = matches.try_get_one::<PathBuf>("config").ok()?.cloned();
    named.or_else(|| Path::new(DEFAULT_FILE).is_file().then(|| PathBuf::from(DEFAULT_FILE)))
}

fn load(path: &Path) -> Result<Config> {
    let name = path.display().to_string();
    let bytes = std::fs::read(path)
        .map_err(|e| Error::new(ErrorKind::Read, text::CANNOT_READ.with("file", &name)).caused_by(e))?;
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes);
    let Ok(words) = std::str::from_utf8(bytes) else {
        return Err(Error::new(ErrorKind::Config, text::CONFIG_NOT_UTF8.with("file", &name)));
    };
    let mut config = Config::parse(&name, words)?;
    if let Some(folder) = path.parent() {
        config.input.relative_to(folder);
    }
    Ok(config)
}

fn input_options(matches: &ArgMatches, config: &mut Config) {
    let input = &mut config.input;
    let tables = [
        ("memberships", &mut input.memberships),
        ("interactions", &mut input.interactions),
        ("users", &mut input.users),
        ("groups", &mut input.groups),
        ("purchases", &mut input.purchases),
        ("suppress", &mut input.suppress),
    ];
    for (name, files) in tables {
        if let Some(given) = matches.get_many::<String>(name) {
            *files = given.cloned().collect();
        }
    }
    input.skip_bad_rows |= matches.get_flag("skip-bad-rows");
    if let Some(file) = matches.get_one::<PathBuf>("rejected") {
        input.rejected = Some(file.display().to_string());
    }
}

/// The value of an option. Not every command offers every option; one that is not offered was not given.
fn given<'a, T: Clone + Send + Sync + 'static>(matches: &'a ArgMatches, name: &str) -> Option<&'a T> {
    matches.try_get_one::<T>(name).ok().flatten()
}

/// How betweenness is computed; the error says which options cannot go together. What an option makes meaningless in the file
/// gives way to it.
fn betweenness_options(matches: &ArgMatches, options: &mut BetweennessOptions) -> std::result::Result<(), Sentence> {
    let method = given::<BetweennessMethod>(matches, "betweenness").copied();
    let counting = given::<PathCounting>(matches, "path-counting").copied();
    let (samples, epsilon) = (given::<u64>(matches, "samples").copied(), given::<f64>(matches, "epsilon").copied());
    let (delta, seed) = (given::<f64>(matches, "delta").copied(), given::<u64>(matches, "seed").copied());
    options.method = method.unwrap_or(options.method);
    if options.method == BetweennessMethod::Exact {
        let given = [("--samples", samples.is_some()), ("--epsilon", epsilon.is_some()), ("--delta", delta.is_some())];
        if let Some((option, _)) = given.into_iter().find(|(_, given)| *given) {
            return Err(text::EXACT_SAMPLES_NOTHING.with("option", option));
        }
    }
    if method == Some(BetweennessMethod::Exact) {
        (options.samples, options.epsilon) = (None, None);
    }
    match (samples, epsilon) {
        (Some(_), Some(_)) => return Err(text::SAMPLES_OR_EPSILON.sentence()),
        (None, None) => {}
        either => (options.samples, options.epsilon) = either,
    }
    options.delta = delta.unwrap_or(options.delta);
    options.seed = seed.unwrap_or(options.seed);
    options.path_counting = counting.unwrap_or(options.path_counting);
    if options.method == BetweennessMethod::Weighted && counting == Some(PathCounting::Channels) {
        return Err(text::WEIGHTED_HAS_NO_CHANNELS.sentence());
    }
    if method == Some(BetweennessMethod::Weighted) {
        options.path_counting = PathCounting::Neighbours;
    }
    Ok(())
}

fn analysis_options(matches: &ArgMatches, config: &mut Config) {
    if let Some(as_of) = given::<String>(matches, "as-of") {
        config.as_of = Some(as_of.clone());
    }
    if let Some(top) = given::<usize>(matches, "top") {
        config.top = Top(*top);
    }
    if let Some(threads) = given::<usize>(matches, "threads") {
        config.threads = *threads;
    }
    if let Some(lang) = lang_option(matches) {
        config.lang = lang;
    }
    campaign_options(matches, config);
}

/// Circles, lists and seeds. One `--seed` is the seed of everything drawn.
fn campaign_options(matches: &ArgMatches, config: &mut Config) {
    let Config { circles, seeds, selection, .. } = config;
    if let Some(rule) = given::<String>(matches, "where") {
        (selection.only, selection.only_from) = (rule.clone(), "--where");
    }
    quota_options(matches, "list-quota", &mut selection.quota);
    if let Some(seed) = given::<u64>(matches, "seed") {
        (circles.seed, seeds.seed) = (*seed, *seed);
    }
    circles.resolution = given(matches, "resolution").copied().unwrap_or(circles.resolution);
    seeds.k = given(matches, "k").copied().unwrap_or(seeds.k);
    seeds.model = given(matches, "model").copied().unwrap_or(seeds.model);
    seeds.rate = given(matches, "rate").copied().unwrap_or(seeds.rate);
    quota_options(matches, "quota", &mut seeds.quota);
}

fn quota_options(matches: &ArgMatches, option: &str, quotas: &mut Quotas) {
    let given = matches.try_get_many::<(String, u32)>(option).ok().flatten();
    for (name, limit) in given.into_iter().flatten() {
        if let Some(quota) = quotas.limit_mut(name) {
            *quota = Some(*limit);
        }
    }
}
