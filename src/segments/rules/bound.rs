//! A rule with its columns: one answer a node.

use std::ops::{Bound as End, RangeBounds, RangeInclusive};

use fixedbitset::FixedBitSet;

use crate::segments::columns::{Of, Values};
use crate::tables::{NO_TIME, NONE, Seconds};

/// A rule that knows its columns.
pub struct Bound<'c, 'a>(pub(super) Node<'c, 'a>);

pub(super) enum Node<'c, 'a> {
    Any(Vec<Node<'c, 'a>>),
    All(Vec<Node<'c, 'a>>),
    Not(Box<Node<'c, 'a>>),
    Test(Test<'c, 'a>),
}

/// One question; of something unknown, each but the last answers no.
pub(super) enum Test<'c, 'a> {
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
