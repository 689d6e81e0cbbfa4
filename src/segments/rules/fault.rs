//! Where a rule is wrong, and the rule's line with the place marked under it.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};
use winnow::error::ParserError;
use winnow::stream::{Location, Stream};

use super::tree::Span;
use crate::diagnostic::Position;
use crate::text::{Sentence, Text, is_harmful, rules as words};
use crate::{Error, ErrorKind};

/// What is wrong and where; the placeholder `{shown}` is still open.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    span: Span,
    sentence: Sentence,
}

/// Most cells of a line that are shown, and how many of them stand before the marked place.
const SHOWN: usize = 100;
const BEFORE: usize = 40;

/// Most cells of a word from the rule in a sentence.
const WORD: usize = 40;

impl Fault {
    /// Something wrong at `span`.
    pub fn new(span: Span, text: &'static Text) -> Self {
        Self { span, sentence: text.sentence() }
    }

    /// Fills a placeholder with words of ours.
    pub fn with(mut self, name: &'static str, value: impl std::fmt::Display) -> Self {
        self.sentence = self.sentence.with(name, value);
        self
    }

    /// Fills a placeholder with words from outside.
    pub fn quoting(self, name: &'static str, value: &str) -> Self {
        self.with(name, shortened(&printable(value), WORD))
    }

    /// The error of the rule `text`, which stands at `place`.
    pub fn into_error(self, place: &str, text: &str) -> Error {
        let start = self.span.start.min(text.len());
        let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |i| start + i);
        let end = self.span.end.clamp(start, line_end);
        let at = Position {
            file: place.to_owned(),
            line: 1 + text[..start].matches('\n').count() as u64,
            column: 1 + text[line_start..start].chars().count() as u64,
            column_name: String::new(),
        };
        let shown = shown(&text[line_start..start], &text[start..end], &text[end..line_end]);
        Error::new(ErrorKind::Config, self.sentence.with_sentence("shown", shown)).at(at)
    }
}

impl<I: Stream + Location> ParserError<I> for Fault {
    type Inner = Self;

    fn from_input(input: &I) -> Self {
        let at = input.current_token_start();
        Self::new(at..at, &words::STRAY)
    }

    fn into_inner(self) -> Result<Self, Self> {
        Ok(self)
    }
}

/// The line, cut around the marked part if it is long, and `^^^` under that part.
fn shown(before: &str, marked: &str, after: &str) -> Sentence {
    let [before, marked, after] = [before, marked, after].map(printable);
    let before = match before.width() {
        0..=BEFORE => before,
        _ => {
            let turned: String = before.chars().rev().collect();
            shortened(&turned, BEFORE).chars().rev().collect()
        }
    };
    let marked = shortened(&marked, SHOWN - BEFORE);
    let after = shortened(&after, SHOWN.saturating_sub(before.width() + marked.width()).max(1));
    let indent = " ".repeat(before.width());
    let carets = "^".repeat(marked.width().max(1));
    words::SHOWN.with("line", format!("{before}{marked}{after}").trim_end()).with("marks", indent + &carets)
}

/// Text that a terminal shows in one line and does not obey.
fn printable(text: &str) -> String {
    let seen = |c: char| match c {
        '\t' | '\r' | '\n' => ' ',
        _ if is_harmful(c) => char::REPLACEMENT_CHARACTER,
        _ => c,
    };
    text.chars().map(seen).collect()
}

/// At most so many cells, the last of them `…` if something was cut off.
fn shortened(text: &str, most: usize) -> String {
    if text.width() <= most {
        return text.to_owned();
    }
    let mut out = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > most {
            break;
        }
        out.push(c);
    }
    out.push('…');
    out
}
