//! From the text of a `renmai.toml` to checked options, with the place of everything that is wrong.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::Config;
use super::check::first_problem;
use super::misfit::first_misfit;
use crate::diagnostic::Position;
use crate::text::{Lang, Sentence, by_code, settings as text};
use crate::{Error, ErrorKind, Result};

/// See [`Config::parse`].
pub(super) fn parse(name: &str, text: &str) -> Result<Config> {
    let fail = |span: Option<Range<usize>>, sentence: Sentence| {
        Error::new(ErrorKind::Config, sentence).at(position(name, text, span))
    };
    let document =
        DeTable::parse(text).map_err(|e| fail(e.span(), text::NOT_TOML.with("reason", one_line(e.message()))))?;
    if let Some((span, sentence)) = first_misfit(document.get_ref(), text) {
        return Err(fail(Some(span), sentence));
    }
    let config: Config =
        toml::from_str(text).map_err(|e| fail(e.span(), text::NOT_A_CONFIG.with("reason", one_line(e.message()))))?;
    match first_problem(&config) {
        Some(problem) => Err(fail(span_of(document.get_ref(), problem.key), problem.sentence)),
        None => config.value.lattice().map(|_| config).map_err(|e| match e.position() {
            Some(_) => e,
            None => e.at(position(name, text, span_of(document.get_ref(), "value.cells"))),
        }),
    }
}

/// See [`Config::check`]: what a file that says the same would be told, without the place.
pub(super) fn check(config: &Config) -> Result<()> {
    let fail = |sentence| Error::new(ErrorKind::Config, sentence);
    let text = toml::to_string(config).map_err(|e| fail(text::NOT_A_CONFIG.with("reason", e)))?;
    let misfit = DeTable::parse(&text).ok().and_then(|document| first_misfit(document.get_ref(), &text));
    match misfit.map(|(_, sentence)| sentence).or_else(|| first_problem(config).map(|p| p.sentence)) {
        Some(sentence) => Err(fail(sentence)),
        None => config.value.lattice().map(|_| ()),
    }
}

/// See [`Config::language`].
pub(super) fn language(text: &str) -> Option<Lang> {
    let (document, _) = DeTable::parse_recoverable(text);
    by_code(lookup(document.get_ref(), "lang")?.get_ref().as_str()?)
}

fn one_line(message: &str) -> String {
    message.lines().map(str::trim).collect::<Vec<_>>().join(" ")
}

/// Line and column (in characters), both from 1; the whole file without a span.
fn position(name: &str, text: &str, span: Option<Range<usize>>) -> Position {
    let (mut line, mut column) = (0, 0);
    if let Some(before) = span.and_then(|s| text.get(..s.start)) {
        line = 1 + before.bytes().filter(|&b| b == b'\n').count() as u64;
        column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count() as u64;
    }
    Position { file: name.to_owned(), line, column, column_name: String::new() }
}

/// Where the value of a dotted key stands; of the longest part of it that is there.
fn span_of(table: &DeTable<'_>, key: &str) -> Option<Range<usize>> {
    let mut names = key.split('.');
    let mut here: &Spanned<DeValue<'_>> = lookup(table, names.next()?)?;
    for name in names {
        match here.get_ref().as_table().and_then(|t| lookup(t, name)) {
            Some(next) => here = next,
            None => break,
        }
    }
    Some(here.span())
}

fn lookup<'t, 'i>(table: &'t DeTable<'i>, name: &str) -> Option<&'t Spanned<DeValue<'i>>> {
    table.iter().find(|(k, _)| k.get_ref() == name).map(|(_, v)| v)
}
