//! Options of the command line. Those that the configuration knows too are read off its keys; a command takes only those that
//! change something there.

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{StringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, value_parser};
use renmai::config::{Flag, Key, Shape, keys};
use renmai::tables::{Zone, parse_as_of};
use renmai::text::{Lang, Text, cli as text};

/// What every command that computes measures takes.
pub const MEASURES: [&str; 4] = ["as_of", "threads", "betweenness", "circles"];

/// The options that set these keys, or keys that stand in these tables.
pub fn options(paths: &[&str], lang: Lang) -> Vec<Arg> {
    let keys = keys();
    let within = |path: &str, wanted: &str| {
        path.strip_prefix(wanted).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let mut out = Vec::new();
    for wanted in paths {
        for (path, key) in keys.iter().filter(|(path, _)| within(path, wanted)) {
            out.extend(key.flag.as_ref().map(|flag| of_key(path, key, flag, lang)));
        }
    }
    out
}

fn of_key(path: &str, key: &'static Key, flag: &'static Flag, lang: Lang) -> Arg {
    let heading = if path.starts_with("input.") { &text::INPUT_OPTIONS } else { &text::ANALYSIS_OPTIONS };
    let arg = Arg::new(flag.name).long(flag.name).help(key.help(path, lang)).help_heading(heading.get(lang));
    if let Shape::Switch = key.shape {
        return arg.action(ArgAction::SetTrue);
    }
    let accepts = move |word: String| match key.accepts(&word) {
        // Whether it is a date does not depend on the zone, which the configuration names.
        Ok(()) if matches!(key.shape, Shape::Date) && parse_as_of(&word, &Zone::default()).is_none() => {
            Err(text::VALUE_DATE.get(lang).to_owned())
        }
        Ok(()) => Ok(word),
        Err(expected) => Err(expected.render(lang)),
    };
    let several = matches!(key.shape, Shape::Files | Shape::Table(_));
    arg.value_name(flag.value)
        .allow_negative_numbers(true)
        .value_parser(StringValueParser::new().try_map(accepts))
        .action(if several { ArgAction::Append } else { ArgAction::Set })
}

/// `--config FILE`, for commands whose positional is taken.
pub fn config_file(lang: Lang) -> Arg {
    option("config", "FILE", &text::ARG_CONFIG, lang).value_parser(value_parser!(PathBuf))
}

/// Files without an option: tables, and the configuration.
pub fn files(lang: Lang) -> Arg {
    Arg::new("FILES").num_args(0..).help(text::ARG_FILES.get(lang)).help_heading(text::ARGUMENTS.get(lang))
}

/// `--out DIR`.
pub fn out(lang: Lang) -> Arg {
    option("out", "DIR", &text::ARG_OUT, lang).value_parser(value_parser!(PathBuf)).required(true)
}

/// `--resume DIR`.
pub fn resume(lang: Lang) -> Arg {
    option("resume", "DIR", &text::ARG_RESUME, lang).value_parser(value_parser!(PathBuf))
}

/// An option with a value. `-1` is a (wrong) value rather than an unknown option.
pub fn option(name: &'static str, value: &'static str, help: &'static Text, lang: Lang) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help.get(lang)).allow_negative_numbers(true)
}

/// An option without a value.
pub fn flag(name: &'static str, help: &'static Text, lang: Lang) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.get(lang))
}

/// A number that `fits`.
pub fn number<T: FromStr + Clone + Send + Sync + 'static>(
    fits: fn(&T) -> bool,
    expected: &'static Text,
    lang: Lang,
) -> impl TypedValueParser<Value = T> {
    StringValueParser::new()
        .try_map(move |word| word.parse::<T>().ok().filter(fits).ok_or_else(|| expected.get(lang).to_owned()))
}
