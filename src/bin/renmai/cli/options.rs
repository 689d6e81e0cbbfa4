//! Options that several commands share. A command takes only those that change something there.

use std::path::PathBuf;
use std::str::FromStr;

use clap::builder::{StringValueParser, TypedValueParser};
use clap::{Arg, ArgAction, value_parser};
use renmai::config::{BetweennessMethod, CascadeModel, MOST_THREADS, PathCounting, Quotas};
use renmai::tables::{Zone, parse_as_of};
use renmai::text::{Lang, Text, cli as text};

/// The largest whole number that a configuration file can hold too.
const MOST: u64 = i64::MAX as u64;

/// `--lang`.
pub fn lang_arg(lang: Lang) -> Arg {
    option("lang", "LANG", &text::ARG_LANG, lang).value_parser(choice(
        Lang::from_code,
        "zh, en",
        &text::VALUE_CHOICE,
        lang,
    ))
}

/// `--config FILE`, for commands whose positional is taken.
pub fn config_file(lang: Lang) -> Arg {
    option("config", "FILE", &text::ARG_CONFIG, lang).value_parser(value_parser!(PathBuf))
}

/// `--out DIR`.
pub fn out(lang: Lang) -> Arg {
    option("out", "DIR", &text::ARG_OUT, lang).value_parser(value_parser!(PathBuf)).required(true)
}

/// `--force`.
pub fn force(lang: Lang) -> Arg {
    flag("force", &text::ARG_FORCE, lang)
}

/// The five tables, who is on no list, and what becomes of bad rows.
pub fn input(lang: Lang) -> Vec<Arg> {
    let tables = [
        ("memberships", &text::ARG_MEMBERSHIPS),
        ("interactions", &text::ARG_INTERACTIONS),
        ("users", &text::ARG_USERS),
        ("groups", &text::ARG_GROUPS),
        ("purchases", &text::ARG_PURCHASES),
        ("suppress", &text::ARG_SUPPRESS),
    ];
    let mut args: Vec<Arg> =
        tables.into_iter().map(|(name, help)| option(name, "F", help, lang).action(ArgAction::Append)).collect();
    args.push(flag("skip-bad-rows", &text::ARG_SKIP_BAD_ROWS, lang));
    args.push(option("rejected", "F", &text::ARG_REJECTED, lang).value_parser(value_parser!(PathBuf)));
    args.into_iter().map(|arg| arg.help_heading(text::INPUT_OPTIONS.get(lang))).collect()
}

/// `--as-of` and `--threads`, of every command that analyses.
pub fn threads_and_date(lang: Lang) -> Vec<Arg> {
    // Whether it is a date does not depend on the zone, which the configuration names.
    let date = StringValueParser::new().try_map(move |word| match parse_as_of(&word, &Zone::default()) {
        Some(_) => Ok(word),
        None => Err(text::VALUE_DATE.get(lang)),
    });
    let threads = number(|n: &usize| *n <= MOST_THREADS, &text::VALUE_THREADS, lang);
    let args = [
        option("as-of", "DATE", &text::ARG_AS_OF, lang).value_parser(date),
        option("threads", "N", &text::ARG_THREADS, lang).value_parser(threads),
    ];
    args.into_iter().map(|arg| arg.help_heading(text::ANALYSIS_OPTIONS.get(lang))).collect()
}

/// `--top N`.
pub fn top(lang: Lang) -> Arg {
    option("top", "N", &text::ARG_TOP, lang)
        .value_parser(number(|_: &usize| true, &text::VALUE_COUNT, lang))
        .help_heading(text::ANALYSIS_OPTIONS.get(lang))
}

/// Everything that commands which compute measures take.
pub fn analysis(lang: Lang) -> Vec<Arg> {
    threads_and_date(lang).into_iter().chain(betweenness(lang)).chain([resolution(lang), top(lang)]).collect()
}

/// `--where EXPR`.
pub fn only(lang: Lang) -> Arg {
    option("where", "EXPR", &text::ARG_WHERE, lang).help_heading(text::ANALYSIS_OPTIONS.get(lang))
}

/// Quotas of the lists.
pub fn list_quota(lang: Lang) -> Arg {
    let quotas = option("list-quota", "OF=N", &text::ARG_LIST_QUOTA, lang).value_parser(quotas(lang));
    quotas.action(ArgAction::Append).help_heading(text::ANALYSIS_OPTIONS.get(lang))
}

/// Quotas, such as `city=3`.
fn quotas(lang: Lang) -> impl TypedValueParser<Value = (String, u32)> {
    StringValueParser::new().try_map(move |word| quota(&word).ok_or_else(|| text::VALUE_QUOTA.get(lang).to_owned()))
}

/// How circles are found.
fn resolution(lang: Lang) -> Arg {
    let above_zero = number(|x: &f64| x.is_finite() && *x > 0.0, &text::VALUE_NUMBER_ABOVE_ZERO, lang);
    let resolution = option("resolution", "G", &text::ARG_RESOLUTION, lang).value_parser(above_zero);
    resolution.help_heading(text::ANALYSIS_OPTIONS.get(lang))
}

/// How seeds are chosen.
pub fn seeds(lang: Lang) -> Vec<Arg> {
    let model = |word: &str| match word {
        "ic" => Some(CascadeModel::Ic),
        "lt" => Some(CascadeModel::Lt),
        _ => None,
    };
    let models = choice(model, "ic, lt", &text::VALUE_CHOICE, lang);
    let rate = number(|x: &f64| *x > 0.0 && *x <= 1.0, &text::VALUE_RATE, lang);
    let most = |n: &usize| u32::try_from(*n).is_ok();
    let args = [
        option("k", "N", &text::ARG_K, lang).value_parser(number(most, &text::VALUE_COUNT, lang)),
        option("model", "MODEL", &text::ARG_MODEL, lang).value_parser(models),
        option("rate", "R", &text::ARG_RATE, lang).value_parser(rate),
        option("quota", "OF=N", &text::ARG_QUOTA, lang).value_parser(quotas(lang)).action(ArgAction::Append),
    ];
    args.into_iter().map(|arg| arg.help_heading(text::ANALYSIS_OPTIONS.get(lang))).collect()
}

/// `city=3`: which quota, and how many.
fn quota(word: &str) -> Option<(String, u32)> {
    let (name, limit) = word.split_once('=')?;
    let limit = limit.trim().parse().ok().filter(|&n| n >= 1)?;
    Quotas::NAMES.contains(&name.trim()).then(|| (name.trim().to_owned(), limit))
}

/// How betweenness is computed.
pub fn betweenness(lang: Lang) -> Vec<Arg> {
    let method = |word: &str| match word {
        "auto" => Some(BetweennessMethod::Auto),
        "exact" => Some(BetweennessMethod::Exact),
        "sampled" => Some(BetweennessMethod::Sampled),
        "weighted" => Some(BetweennessMethod::Weighted),
        _ => None,
    };
    let counting = |word: &str| match word {
        "neighbours" => Some(PathCounting::Neighbours),
        "channels" => Some(PathCounting::Channels),
        _ => None,
    };
    let methods = choice(method, "auto, exact, sampled, weighted", &text::VALUE_CHOICE, lang);
    let share = || number(|x: &f64| *x > 0.0 && *x < 1.0, &text::VALUE_BETWEEN_0_AND_1, lang);
    let samples = number(|n: &u64| (1..=MOST).contains(n), &text::VALUE_ABOVE_ZERO, lang);
    let seed = number(|n: &u64| *n <= MOST, &text::VALUE_COUNT, lang);
    let countings = choice(counting, "neighbours, channels", &text::VALUE_CHOICE, lang);
    let args = [
        option("betweenness", "METHOD", &text::ARG_BETWEENNESS, lang).value_parser(methods),
        option("path-counting", "HOW", &text::ARG_PATH_COUNTING, lang).value_parser(countings),
        option("epsilon", "E", &text::ARG_EPSILON, lang).value_parser(share()),
        option("delta", "D", &text::ARG_DELTA, lang).value_parser(share()),
        option("samples", "N", &text::ARG_SAMPLES, lang).value_parser(samples),
        option("seed", "S", &text::ARG_SEED, lang).value_parser(seed),
    ];
    args.into_iter().map(|arg| arg.help_heading(text::ANALYSIS_OPTIONS.get(lang))).collect()
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

/// One of a few words.
fn choice<T: Clone + Send + Sync + 'static>(
    parse: fn(&str) -> Option<T>,
    choices: &'static str,
    expected: &'static Text,
    lang: Lang,
) -> impl TypedValueParser<Value = T> {
    StringValueParser::new()
        .try_map(move |word| parse(&word).ok_or_else(|| expected.with("choices", choices).render(lang)))
}
