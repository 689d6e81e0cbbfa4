//! The grammar of `docs/rules.md`, over words and signs.
//!
//! What cannot be read any other way is a `Cut`, with its own sentence; only an operator that is not the one looked for
//! is a `Backtrack`.

use winnow::combinator::{alt, fail, opt, peek, separated};
use winnow::error::ErrMode;
use winnow::prelude::*;
use winnow::stream::{Stateful, TokenSlice};
use winnow::token::any;

use super::fault::Fault;
use super::lex::{Keyword, Kind, Sign, Token, lex};
use super::tree::{Ask, Expr, Order, Span, Test, Value};
use crate::text::{Text, rules as words};

/// Most characters of a rule.
pub(super) const MOST_CHARS: usize = 4096;

/// Most levels of parentheses and prefixed `not`; keeps every walk over the tree within the stack.
pub(super) const MOST_DEPTH: usize = 64;

type Input<'t> = Stateful<TokenSlice<'t, Token>, State<'t>>;
type Parsed<T> = Result<T, ErrMode<Fault>>;

#[derive(Clone, Copy, Debug)]
struct State<'t> {
    depth: usize,
    text: &'t str,
}

/// Reads a whole rule.
pub(super) fn parse(text: &str) -> Result<Expr, Fault> {
    let count = text.chars().count();
    if count > MOST_CHARS {
        let at = text.char_indices().nth(MOST_CHARS).map_or(text.len(), |(at, _)| at);
        return Err(Fault::new(at..at, &words::TOO_LONG).with("most", MOST_CHARS).with("count", count));
    }
    let tokens = lex(text)?;
    if tokens.is_empty() {
        return Err(Fault::new(0..0, &words::EMPTY));
    }
    let mut input = Input { input: TokenSlice::new(&tokens), state: State { depth: 0, text } };
    let whole = any_of(&mut input).and_then(|expr| match next(&input) {
        None => Ok(expr),
        Some(stray) => Err(wrong(&input, stray, &words::STRAY)),
    });
    whole.map_err(|error| match error {
        ErrMode::Backtrack(fault) | ErrMode::Cut(fault) => fault,
        ErrMode::Incomplete(_) => Fault::new(text.len()..text.len(), &words::STRAY),
    })
}

fn any_of(input: &mut Input<'_>) -> Parsed<Expr> {
    separated(1.., all_of, keyword(Keyword::Or)).map(|parts| one_or(parts, Expr::Any)).parse_next(input)
}

fn all_of(input: &mut Input<'_>) -> Parsed<Expr> {
    separated(1.., negation, keyword(Keyword::And)).map(|parts| one_or(parts, Expr::All)).parse_next(input)
}

fn one_or(mut parts: Vec<Expr>, many: fn(Vec<Expr>) -> Expr) -> Expr {
    match parts.len() {
        1 => parts.remove(0),
        _ => many(parts),
    }
}

fn negation(input: &mut Input<'_>) -> Parsed<Expr> {
    if let Some(not) = opt(keyword(Keyword::Not)).parse_next(input)? {
        return deeper(input, not, negation).map(negated);
    }
    match opt(sign(Sign::Open)).parse_next(input)? {
        None => condition(input),
        Some(open) => {
            let inner = deeper(input, open, any_of)?;
            match next(input) {
                None => Err(ErrMode::Cut(Fault::new(open.span.clone(), &words::PARENTHESIS))),
                Some(token) if token.kind == Kind::Sign(Sign::Close) => any.value(inner).parse_next(input),
                Some(stray) => Err(wrong(input, stray, &words::STRAY_INSIDE)),
            }
        }
    }
}

fn negated(expr: Expr) -> Expr {
    Expr::Not(Box::new(expr))
}

/// Reads by `inner`, one level deeper.
fn deeper<'t>(input: &mut Input<'t>, by: &Token, inner: fn(&mut Input<'t>) -> Parsed<Expr>) -> Parsed<Expr> {
    if input.state.depth == MOST_DEPTH {
        return Err(ErrMode::Cut(Fault::new(by.span.clone(), &words::TOO_DEEP).with("most", MOST_DEPTH)));
    }
    input.state.depth += 1;
    let expr = inner(input)?;
    input.state.depth -= 1;
    Ok(expr)
}

/// What is asked of a column.
struct Asked {
    ask: Ask,
    /// Whether that is to hold, or its opposite.
    holds: bool,
    /// Where the operator stands; `None` where there is none.
    operator: Option<Span>,
}

impl Asked {
    fn new(ask: Ask, holds: bool, operator: Span) -> Self {
        Self { ask, holds, operator: Some(operator) }
    }
}

fn condition(input: &mut Input<'_>) -> Parsed<Expr> {
    let column = column(input)?;
    let Asked { ask, holds, operator } = alt((comparison, membership, knowledge, alone)).parse_next(input)?;
    let operator = operator.unwrap_or_else(|| column.span.clone());
    let test = Expr::Test(Test { column, ask, operator });
    Ok(if holds { test } else { negated(test) })
}

fn column(input: &mut Input<'_>) -> Parsed<Value> {
    use Keyword::{And, Contains, In, Is, Not, NotContains, NotIn, Or, Under};
    let Some(token) = next(input) else {
        return Err(missing(input, &words::EXPECT_CONDITION_END));
    };
    let text = match &token.kind {
        Kind::Word(_, Some(And | Or | Not | In | NotIn | Under | Contains | NotContains | Is)) => None,
        Kind::Word(text, _) | Kind::Name(text) => Some(text),
        Kind::Sign(_) | Kind::Quoted(_) => None,
    };
    match text {
        Some(text) => any.value(Value::new(text, token.span.clone())).parse_next(input),
        None => Err(wrong(input, token, &words::EXPECT_CONDITION)),
    }
}

/// `= != < <= > >=` and a value.
fn comparison(input: &mut Input<'_>) -> Parsed<Asked> {
    let operator = any.parse_next(input)?;
    let (ask, holds) = match operator.kind {
        Kind::Sign(Sign::Equal) => (Ask::Equal(value(input, true)?), true),
        Kind::Sign(Sign::NotEqual) => (Ask::Equal(value(input, true)?), false),
        Kind::Sign(Sign::Less) => (Ask::Order(Order::Less, value(input, false)?), true),
        Kind::Sign(Sign::LessEqual) => (Ask::Order(Order::LessEqual, value(input, false)?), true),
        Kind::Sign(Sign::More) => (Ask::Order(Order::More, value(input, false)?), true),
        Kind::Sign(Sign::MoreEqual) => (Ask::Order(Order::MoreEqual, value(input, false)?), true),
        _ => return fail.parse_next(input),
    };
    Ok(Asked::new(ask, holds, operator.span.clone()))
}

/// `in [..]`, `under`, `contains`, with or without `not` before.
fn membership(input: &mut Input<'_>) -> Parsed<Asked> {
    let not = opt(keyword(Keyword::Not)).parse_next(input)?;
    let operator = match next(input) {
        Some(Token { kind: Kind::Word(_, Some(word)), span }) => Some((*word, span.clone())),
        _ => None,
    };
    let (ask, holds, end) = match (operator, not) {
        (Some((Keyword::In, span)), _) => (Ask::In(after(input, list)?), true, span),
        (Some((Keyword::NotIn, span)), None) => (Ask::In(after(input, list)?), false, span),
        (Some((Keyword::Under, span)), _) => (Ask::Under(after(input, |i| value(i, true))?), true, span),
        (Some((Keyword::Contains, span)), _) => (Ask::Contains(after(input, |i| value(i, false))?), true, span),
        (Some((Keyword::NotContains, span)), None) => (Ask::Contains(after(input, |i| value(i, false))?), false, span),
        (_, Some(not)) => return Err(ErrMode::Cut(Fault::new(not.span.clone(), &words::EXPECT_AFTER_NOT))),
        (_, None) => return fail.parse_next(input),
    };
    Ok(Asked::new(ask, holds && not.is_none(), not.map_or(end.start, |not| not.span.start)..end.end))
}

/// Reads by `inner` behind the next token.
fn after<'t, T>(input: &mut Input<'t>, inner: impl FnOnce(&mut Input<'t>) -> Parsed<T>) -> Parsed<T> {
    any.void().parse_next(input)?;
    inner(input)
}

/// `is [not] known`, `is [not] unknown`, 已知, 未知.
fn knowledge(input: &mut Input<'_>) -> Parsed<Asked> {
    let word = alt((keyword(Keyword::Is), keyword(Keyword::IsKnown), keyword(Keyword::IsUnknown))).parse_next(input)?;
    let mut holds = !matches!(word.kind, Kind::Word(_, Some(Keyword::IsKnown)));
    let mut end = word.span.end;
    if matches!(word.kind, Kind::Word(_, Some(Keyword::Is))) {
        let not = opt(keyword(Keyword::Not)).parse_next(input)?;
        let known = opt(alt((keyword(Keyword::Known), keyword(Keyword::Unknown)))).parse_next(input)?;
        let Some(known) = known else {
            let at = next(input).map_or(word.span.clone(), |token| token.span.clone());
            return Err(ErrMode::Cut(Fault::new(at, &words::EXPECT_KNOWN)));
        };
        holds = matches!(known.kind, Kind::Word(_, Some(Keyword::Unknown))) != not.is_some();
        end = known.span.end;
    }
    Ok(Asked::new(Ask::Unknown, holds, word.span.start..end))
}

/// Nothing after the column: the condition is over.
fn alone(input: &mut Input<'_>) -> Parsed<Asked> {
    match next(input) {
        None | Some(Token { kind: Kind::Word(_, Some(Keyword::And | Keyword::Or)) | Kind::Sign(Sign::Close), .. }) => {
            Ok(Asked { ask: Ask::Alone, holds: true, operator: None })
        }
        Some(token) => Err(wrong(input, token, &words::EXPECT_OPERATOR)),
    }
}

/// `[a, b, c]`
fn list(input: &mut Input<'_>) -> Parsed<Vec<Value>> {
    let Some(open) = opt(sign(Sign::ListOpen)).parse_next(input)? else {
        return Err(match next(input) {
            None => missing(input, &words::EXPECT_LIST),
            Some(token) => wrong(input, token, &words::EXPECT_LIST),
        });
    };
    let element = |input: &mut Input<'_>| match next(input) {
        None => Err(ErrMode::Cut(Fault::new(open.span.clone(), &words::BRACKET))),
        Some(_) => value(input, true),
    };
    let values = separated(1.., element, sign(Sign::Comma)).parse_next(input)?;
    match next(input) {
        None => Err(ErrMode::Cut(Fault::new(open.span.clone(), &words::BRACKET))),
        Some(token) if token.kind == Kind::Sign(Sign::ListClose) => any.value(values).parse_next(input),
        Some(token) => Err(wrong(input, token, &words::IN_LIST)),
    }
}

/// A value; with `levels` a bare one may run through `>`, as tags do.
fn value(input: &mut Input<'_>, levels: bool) -> Parsed<Value> {
    if let Some(Token { kind: Kind::Quoted(text), span }) = next(input) {
        return any.value(Value::new(text, span.clone())).parse_next(input);
    }
    let mut value = bare(input)?;
    while levels && let Some(sign) = opt(sign(Sign::More)).parse_next(input)? {
        let level = bare(input)?;
        value = Value {
            text: format!("{}>{}", value.text, level.text),
            span: value.span.start..level.span.end,
            levels: value.levels.or(Some(sign.span.clone())),
        };
    }
    Ok(value)
}

/// A value without quotes.
fn bare(input: &mut Input<'_>) -> Parsed<Value> {
    let Some(token) = next(input) else {
        return Err(missing(input, &words::EXPECT_VALUE_END));
    };
    match &token.kind {
        Kind::Word(_, Some(Keyword::And | Keyword::Or | Keyword::Not)) => {
            Err(wrong(input, token, &words::EXPECT_VALUE))
        }
        Kind::Word(text, _) => any.value(Value::new(text, token.span.clone())).parse_next(input),
        _ => Err(wrong(input, token, &words::EXPECT_VALUE)),
    }
}

fn keyword<'t>(keyword: Keyword) -> impl Parser<Input<'t>, &'t Token, ErrMode<Fault>> {
    any.verify(move |token: &&Token| matches!(token.kind, Kind::Word(_, Some(k)) if k == keyword))
}

fn sign<'t>(sign: Sign) -> impl Parser<Input<'t>, &'t Token, ErrMode<Fault>> {
    any.verify(move |token: &&Token| token.kind == Kind::Sign(sign))
}

/// The next token, left where it is.
fn next<'t>(input: &Input<'t>) -> Option<&'t Token> {
    peek(any::<_, ErrMode<Fault>>).parse_next(&mut input.clone()).ok()
}

/// The text of the last token taken.
fn previous<'t>(input: &Input<'t>) -> &'t str {
    input.input.previous_tokens().next().map_or("", |token| &input.state.text[token.span.clone()])
}

/// `token` does not belong here.
fn wrong(input: &Input<'_>, token: &Token, text: &'static Text) -> ErrMode<Fault> {
    let fault = Fault::new(token.span.clone(), text).quoting("after", previous(input));
    ErrMode::Cut(fault.quoting("found", &input.state.text[token.span.clone()]))
}

/// The rule is over, but something belongs here.
fn missing(input: &Input<'_>, text: &'static Text) -> ErrMode<Fault> {
    let end = input.input.previous_tokens().next().map_or(0, |token| token.span.end);
    ErrMode::Cut(Fault::new(end..end, text).quoting("after", previous(input)))
}
