//! The words and signs of a rule.

use winnow::combinator::{alt, eof, fail, opt, preceded, repeat, terminated};
use winnow::error::ErrMode;
use winnow::prelude::*;
use winnow::stream::{LocatingSlice, Location};
use winnow::token::{any, one_of, take_while};

use super::fault::Fault;
use super::tree::Span;
use crate::text::rules as words;

/// A word or sign and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Token {
    pub kind: Kind,
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    Sign(Sign),
    /// A bare word, and what it means where a keyword may stand.
    Word(String, Option<Keyword>),
    /// A value in quotes.
    Quoted(String),
    /// A column's name in backquotes.
    Name(String),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sign {
    Open,
    Close,
    ListOpen,
    ListClose,
    Comma,
    Equal,
    NotEqual,
    Less,
    LessEqual,
    More,
    MoreEqual,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Keyword {
    And,
    Or,
    Not,
    In,
    NotIn,
    Under,
    Contains,
    NotContains,
    Is,
    /// After `is` only.
    Known,
    /// After `is` only.
    Unknown,
    IsKnown,
    IsUnknown,
}

impl Location for Token {
    fn previous_token_end(&self) -> usize {
        self.span.end
    }

    fn current_token_start(&self) -> usize {
        self.span.start
    }
}

type Input<'i> = LocatingSlice<&'i str>;
type Lexed<T> = Result<T, ErrMode<Fault>>;

/// The words and signs of a rule, in order.
pub(super) fn lex(text: &str) -> Result<Vec<Token>, Fault> {
    let token = alt((sign, word, quoted, name, character)).with_span().map(|(kind, span)| Token { kind, span });
    let tokens = repeat(0.., preceded(space, token));
    match terminated(tokens, (space, eof)).parse_next(&mut LocatingSlice::new(text)) {
        Ok(tokens) => Ok(tokens),
        Err(ErrMode::Backtrack(fault) | ErrMode::Cut(fault)) => Err(fault),
        Err(ErrMode::Incomplete(_)) => Err(Fault::new(text.len()..text.len(), &words::STRAY)),
    }
}

fn space(input: &mut Input<'_>) -> Lexed<()> {
    take_while(0.., char::is_whitespace).void().parse_next(input)
}

fn sign(input: &mut Input<'_>) -> Lexed<Kind> {
    let start = input.current_token_start();
    let sign = match any.parse_next(input)? {
        '(' | '（' => Sign::Open,
        ')' | '）' => Sign::Close,
        '[' | '［' | '【' => Sign::ListOpen,
        ']' | '］' | '】' => Sign::ListClose,
        ',' | '，' | '、' => Sign::Comma,
        '≤' => Sign::LessEqual,
        '≥' => Sign::MoreEqual,
        '≠' => Sign::NotEqual,
        '<' | '＜' => {
            if equals(input)? {
                Sign::LessEqual
            } else {
                Sign::Less
            }
        }
        '>' | '＞' => {
            if equals(input)? {
                Sign::MoreEqual
            } else {
                Sign::More
            }
        }
        '=' | '＝' => {
            equals(input)?;
            Sign::Equal
        }
        '!' | '！' if equals(input)? => Sign::NotEqual,
        mark @ ('!' | '！') => return Err(programmer(start, mark, 1, "not")),
        mark @ '&' => return Err(programmer(start, mark, run(input, mark)?, "and")),
        mark @ '|' => return Err(programmer(start, mark, run(input, mark)?, "or")),
        _ => return fail.parse_next(input),
    };
    Ok(Kind::Sign(sign))
}

/// Whether an equals sign follows; it is taken.
fn equals(input: &mut Input<'_>) -> Lexed<bool> {
    opt(one_of(['=', '＝'])).map(|found| found.is_some()).parse_next(input)
}

/// `&&` is one mistake, not two.
fn run(input: &mut Input<'_>, mark: char) -> Lexed<usize> {
    opt(one_of([mark])).map(|more| 1 + usize::from(more.is_some())).parse_next(input)
}

fn programmer(start: usize, mark: char, times: usize, word: &'static str) -> ErrMode<Fault> {
    let found = String::from_iter(std::iter::repeat_n(mark, times));
    let fault = Fault::new(start..start + found.len(), &words::PROGRAMMER);
    ErrMode::Cut(fault.with("found", found).with("word", word))
}

fn word(input: &mut Input<'_>) -> Lexed<Kind> {
    let part = |c: char| c.is_alphanumeric() || "_-./:：+@#%·".contains(c);
    let (word, span) = take_while(1.., part).with_span().parse_next(input)?;
    let keyword = keyword(word);
    // Chinese is written without spaces; 上海或北京 would pass for a city that nobody lives in.
    if let (None, Some((at, glue))) = (keyword, word.char_indices().find(|(_, c)| matches!(c, '且' | '或'))) {
        let at = span.start + at;
        let fault = Fault::new(at..at + glue.len_utf8(), &words::GLUED);
        return Err(ErrMode::Cut(fault.with("found", glue).quoting("word", word)));
    }
    Ok(Kind::Word(word.to_owned(), keyword))
}

fn keyword(word: &str) -> Option<Keyword> {
    Some(match word.to_ascii_lowercase().as_str() {
        "and" | "且" | "并且" => Keyword::And,
        "or" | "或" | "或者" => Keyword::Or,
        "not" | "非" => Keyword::Not,
        "in" | "属于" => Keyword::In,
        "不属于" => Keyword::NotIn,
        "under" | "下属" | "归入" => Keyword::Under,
        "contains" | "包含" => Keyword::Contains,
        "不包含" => Keyword::NotContains,
        "is" => Keyword::Is,
        "known" => Keyword::Known,
        "unknown" => Keyword::Unknown,
        "已知" => Keyword::IsKnown,
        "未知" => Keyword::IsUnknown,
        _ => return None,
    })
}

fn quoted(input: &mut Input<'_>) -> Lexed<Kind> {
    let start = input.current_token_start();
    let open = one_of(['"', '\'', '“', '”', '‘', '’']).parse_next(input)?;
    let closing: &[char] = match open {
        '"' => &['"'],
        '\'' => &['\''],
        // Which of a typographic pair comes out is up to the input method, so either closes.
        '“' | '”' => &['“', '”'],
        _ => &['‘', '’'],
    };
    inside(input, start, open, closing).map(Kind::Quoted)
}

fn name(input: &mut Input<'_>) -> Lexed<Kind> {
    let start = input.current_token_start();
    let open = one_of(['`']).parse_next(input)?;
    inside(input, start, open, &['`']).map(Kind::Name)
}

/// What stands before the closing mark; the mark itself after a backslash or doubled.
fn inside(input: &mut Input<'_>, start: usize, open: char, closing: &[char]) -> Lexed<String> {
    let mut text = String::new();
    loop {
        let Some(c) = opt(any).parse_next(input)? else {
            let fault = Fault::new(start..start + open.len_utf8(), &words::QUOTE).with("found", open);
            return Err(ErrMode::Cut(fault));
        };
        let escaped = match c {
            '\\' => opt(one_of(|next: char| next == '\\' || closing.contains(&next))).parse_next(input)?,
            _ if closing.contains(&c) => match opt(one_of([c])).parse_next(input)? {
                None => return Ok(text),
                doubled => doubled,
            },
            _ => None,
        };
        text.push(escaped.unwrap_or(c));
    }
}

fn character(input: &mut Input<'_>) -> Lexed<Kind> {
    let start = input.current_token_start();
    let found = any.parse_next(input)?;
    let fault = Fault::new(start..start + found.len_utf8(), &words::CHARACTER);
    Err(ErrMode::Cut(fault.quoting("found", found.encode_utf8(&mut [0; 4]))))
}
