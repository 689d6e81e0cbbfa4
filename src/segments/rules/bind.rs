//! A rule meets its columns: what is asked is checked against the kind of each column and made ready to be answered.

use std::ops::{Bound as End, RangeBounds, RangeInclusive};

use fixedbitset::FixedBitSet;

use super::fault::Fault;
use super::lookup;
use super::tree::{Ask, Expr, Order, Test as Question, Value};
use crate::segments::columns::{Column, Of, Values};
use crate::tables::{NO_TIME, NONE, Seconds, Zone, parse_as_of, parse_time};
use crate::text::{Text, rules as texts};

/// A rule that knows its columns.
pub struct Bound<'c, 'a>(Node<'c, 'a>);

enum Node<'c, 'a> {
    Any(Vec<Node<'c, 'a>>),
    All(Vec<Node<'c, 'a>>),
    Not(Box<Node<'c, 'a>>),
    Test(Test<'c, 'a>),
}

/// One question; of something unknown, each but the last answers no.
enum Test<'c, 'a> {
    /// The code is in the set.
    Word(&'c Of<'a, u32>, FixedBitSet),
    /// One of the tags is in the set.
    Tags(&'c Of<'a, &'a [u32]>, FixedBitSet),
    /// The text is one of these, which are sorted.
    Text(&'c Of<'a, &'a str>, Vec<String>),
    /// The text has this in it.
    Contains(&'c Of<'a, &'a str>, String),
    /// The number is one of these, which are sorted and have no -0.
    Number(&'c Of<'a, f64>, Vec<f64>),
    /// The number lies there.
    Between(&'c Of<'a, f64>, (End<f64>, End<f64>)),
    /// The flag is this.
    Flag(&'c Of<'a, Option<bool>>, bool),
    /// The moment lies there.
    Time(&'c Of<'a, Seconds>, RangeInclusive<Seconds>),
    /// Nothing is known.
    Unknown(&'c Values<'a>),
}

impl std::fmt::Debug for Bound<'_, '_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bound").finish_non_exhaustive()
    }
}

impl Bound<'_, '_> {
    /// Whether the rule holds for a node.
    pub fn holds(&self, node: usize) -> bool {
        self.0.holds(node)
    }
}

impl Node<'_, '_> {
    fn holds(&self, node: usize) -> bool {
        match self {
            Self::Any(parts) => parts.iter().any(|part| part.holds(node)),
            Self::All(parts) => parts.iter().all(|part| part.holds(node)),
            Self::Not(part) => !part.holds(node),
            Self::Test(test) => test.holds(node),
        }
    }
}

impl Test<'_, '_> {
    fn holds(&self, node: usize) -> bool {
        match self {
            // `NONE` lies beyond every list of words.
            Self::Word(code, set) => set.contains(code(node) as usize),
            Self::Tags(row, set) => row(node).iter().any(|&tag| set.contains(tag as usize)),
            Self::Text(text, list) => {
                let text = text(node);
                !text.is_empty() && list.binary_search_by(|one| one.as_str().cmp(text)).is_ok()
            }
            Self::Contains(text, part) => {
                let text = text(node);
                !text.is_empty() && text.contains(part.as_str())
            }
            Self::Number(number, list) => {
                // NaN equals no number of the list: it sorts behind all of them. Adding 0 turns -0 into 0.
                let number = number(node) + 0.0;
                list.binary_search_by(|one| one.total_cmp(&number)).is_ok()
            }
            Self::Between(number, range) => range.contains(&number(node)),
            Self::Flag(flag, wanted) => flag(node) == Some(*wanted),
            Self::Time(time, range) => {
                let time = time(node);
                time != NO_TIME && range.contains(&time)
            }
            Self::Unknown(values) => match values {
                Values::Id(text) | Values::Text(text) => text(node).is_empty(),
                Values::Word { code, .. } => code(node) == NONE,
                Values::Tags { row, .. } => row(node).is_empty(),
                Values::Number(number) => number(node).is_nan(),
                Values::Flag(flag) => flag(node).is_none(),
                Values::Time(time) => time(node) == NO_TIME,
            },
        }
    }
}

/// Binds a whole rule.
pub(super) fn bind<'c, 'a>(
    expr: &Expr,
    text: &str,
    columns: &'c [Column<'a>],
    zone: &Zone,
) -> Result<Bound<'c, 'a>, Fault> {
    Binder { text, columns, zone }.node(expr).map(Bound)
}

struct Binder<'r, 'c, 'a> {
    text: &'r str,
    columns: &'c [Column<'a>],
    zone: &'r Zone,
}

impl<'c, 'a> Binder<'_, 'c, 'a> {
    fn node(&self, expr: &Expr) -> Result<Node<'c, 'a>, Fault> {
        let all = |parts: &[Expr]| parts.iter().map(|part| self.node(part)).collect::<Result<Vec<_>, _>>();
        Ok(match expr {
            Expr::Any(parts) => Node::Any(all(parts)?),
            Expr::All(parts) => Node::All(all(parts)?),
            Expr::Not(part) => Node::Not(Box::new(self.node(part)?)),
            Expr::Test(question) => Node::Test(self.test(question)?),
        })
    }

    fn test(&self, question: &Question) -> Result<Test<'c, 'a>, Fault> {
        let column = lookup::column(&question.column, self.columns)?;
        let name = column.name.as_str();
        if question.ask == Ask::Unknown {
            return Ok(Test::Unknown(&column.values));
        }
        let levels = question.ask.values().iter().find_map(|value| value.levels.clone());
        if let (Some(sign), false) = (levels, matches!(column.values, Values::Tags { .. })) {
            return Err(Fault::new(sign.clone(), &texts::STRAY).quoting("found", &self.text[sign]));
        }
        let bound = match &column.values {
            Values::Id(text) | Values::Text(text) => written(text, &question.ask),
            Values::Word { code, names, label } => {
                let set = |codes| Test::Word(code, lookup::set(codes, names.len()));
                let codes = |value: &Value| lookup::codes(name, value, names, label.as_deref());
                match &question.ask {
                    Ask::Equal(value) => Some(set(codes(value)?)),
                    Ask::In(values) => Some(set(joined(values, codes)?)),
                    Ask::Contains(part) => Some(set(lookup::codes_with(&part.text, names, label.as_deref()))),
                    _ => None,
                }
            }
            Values::Tags { row, names } => {
                let tags = |value: &Value, below| {
                    let found = lookup::tags(&value.text, names, below);
                    found.ok_or_else(|| unfit(name, value, &texts::EXPECT_TAG))
                };
                let set = |tags| Test::Tags(row, lookup::set(tags, names.len()));
                match &question.ask {
                    Ask::Equal(value) => Some(set(tags(value, false)?)),
                    Ask::Under(value) => Some(set(tags(value, true)?)),
                    Ask::In(values) => Some(set(joined(values, |value| tags(value, false))?)),
                    _ => None,
                }
            }
            Values::Number(number) => numeric(name, number, &question.ask)?,
            Values::Flag(flag) => match &question.ask {
                Ask::Alone => Some(Test::Flag(flag, true)),
                Ask::Equal(value) => Some(Test::Flag(flag, yes_or_no(name, value)?)),
                _ => None,
            },
            Values::Time(time) => self.time(name, time, &question.ask)?,
        };
        bound.ok_or_else(|| self.misfit(question, column))
    }

    /// A bare date is the whole day; any other time is a day of one second.
    fn time(&self, name: &str, time: &'c Of<'a, Seconds>, ask: &Ask) -> Result<Option<Test<'c, 'a>>, Fault> {
        let (Ask::Equal(value) | Ask::Order(_, value)) = ask else { return Ok(None) };
        let written = value.text.trim();
        // A number would be epoch time to the tables; in a rule it is a slip, such as a year alone.
        let both = parse_time(written, self.zone).zip(parse_as_of(written, self.zone));
        let Some((first, last)) = both.filter(|_| written.parse::<f64>().is_err()) else {
            return Err(unfit(name, value, &texts::EXPECT_DATE));
        };
        let range = match ask {
            Ask::Order(Order::Less, _) => Seconds::MIN..=first - 1,
            Ask::Order(Order::LessEqual, _) => Seconds::MIN..=last,
            Ask::Order(Order::More, _) => last + 1..=Seconds::MAX,
            Ask::Order(Order::MoreEqual, _) => first..=Seconds::MAX,
            _ => first..=last,
        };
        Ok(Some(Test::Time(time, range)))
    }

    /// The column cannot answer that.
    fn misfit(&self, question: &Question, column: &Column<'_>) -> Fault {
        let (text, operators) = match column.values {
            Values::Id(_) | Values::Text(_) | Values::Word { .. } => (&texts::FOR_TEXT, "=, !=, in, contains"),
            Values::Tags { .. } => (&texts::FOR_TAGS, "=, !=, in, under"),
            Values::Number(_) => (&texts::FOR_NUMBER, "=, !=, <, <=, >, >=, in"),
            Values::Flag(_) => (&texts::FOR_FLAG, "=, !="),
            Values::Time(_) => (&texts::FOR_TIME, "=, !=, <, <=, >, >="),
        };
        let text = if question.ask == Ask::Alone { &texts::ALONE } else { text };
        let fault = Fault::new(question.operator.clone(), text).quoting("column", &column.name);
        let fault = fault.quoting("found", &self.text[question.operator.clone()]);
        fault.with("operators", format!("{operators}, is known, is unknown"))
    }
}

/// Text and ids.
fn written<'c, 'a>(text: &'c Of<'a, &'a str>, ask: &Ask) -> Option<Test<'c, 'a>> {
    match ask {
        Ask::Equal(value) => Some(Test::Text(text, vec![value.text.clone()])),
        Ask::In(values) => {
            let mut list: Vec<String> = values.iter().map(|value| value.text.clone()).collect();
            list.sort_unstable();
            Some(Test::Text(text, list))
        }
        Ask::Contains(part) => Some(Test::Contains(text, part.text.clone())),
        _ => None,
    }
}

fn numeric<'c, 'a>(name: &str, values: &'c Of<'a, f64>, ask: &Ask) -> Result<Option<Test<'c, 'a>>, Fault> {
    Ok(match ask {
        Ask::Equal(value) => Some(Test::Number(values, vec![number(name, value)?])),
        Ask::In(list) => {
            let mut list = list.iter().map(|value| number(name, value)).collect::<Result<Vec<_>, _>>()?;
            list.sort_unstable_by(f64::total_cmp);
            Some(Test::Number(values, list))
        }
        Ask::Order(order, value) => {
            let limit = number(name, value)?;
            let range = match order {
                Order::Less => (End::Unbounded, End::Excluded(limit)),
                Order::LessEqual => (End::Unbounded, End::Included(limit)),
                Order::More => (End::Excluded(limit), End::Unbounded),
                Order::MoreEqual => (End::Included(limit), End::Unbounded),
            };
            Some(Test::Between(values, range))
        }
        _ => None,
    })
}

/// Digits with a sign before and a fraction behind, both optional; what else Rust reads as a number (`inf`, `1e5`) is none here.
fn number(name: &str, value: &Value) -> Result<f64, Fault> {
    let written = value.text.trim();
    let (whole, fraction) = written.split_once('.').unwrap_or((written, "0"));
    let whole = whole.strip_prefix(['-', '+']).unwrap_or(whole);
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let number = written.parse::<f64>().ok().filter(|n| digits(whole) && digits(fraction) && n.is_finite());
    // Adding 0 turns -0 into 0.
    number.map(|n| n + 0.0).ok_or_else(|| unfit(name, value, &texts::EXPECT_NUMBER))
}

fn yes_or_no(name: &str, value: &Value) -> Result<bool, Fault> {
    match value.text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "是" => Ok(true),
        "no" | "false" | "否" => Ok(false),
        _ => Err(unfit(name, value, &texts::EXPECT_YES_NO)),
    }
}

fn joined(values: &[Value], codes: impl Fn(&Value) -> Result<Vec<usize>, Fault>) -> Result<Vec<usize>, Fault> {
    let mut all = Vec::new();
    for value in values {
        all.extend(codes(value)?);
    }
    Ok(all)
}

/// The value is of another kind than the column.
fn unfit(name: &str, value: &Value, text: &'static Text) -> Fault {
    let found = if value.text.is_empty() { "\"\"" } else { &value.text };
    Fault::new(value.span.clone(), text).quoting("column", name).quoting("found", found)
}
