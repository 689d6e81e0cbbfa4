//! What a cell holds. Text from data is only ever a string: nothing here can become a formula, a link or a date.

use std::borrow::Cow;

use crate::config::Tier;
use crate::report::clean;
use crate::report::figures::capitalised;
use crate::text::Lang;

/// Most UTF-16 units of a cell.
const LONGEST: usize = 32_767;

/// One cell of a table.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    /// Not known, or nothing to say.
    Empty,
    /// An id, as it is.
    Id(&'a str),
    /// Text from data.
    Text(Cow<'a, str>),
    /// A sentence or a word of ours.
    Words(Cow<'a, str>),
    /// A word of ours that stands out.
    Label(Cow<'a, str>),
    /// A whole number.
    Count(u64),
    /// A score, or another number of modest size; not a number: empty.
    Score(f64),
    /// A number of any size; not a number: empty.
    Number(f64),
    /// 0–1; not a number: empty.
    Share(f64),
    /// A tier.
    Tier(Tier),
}

impl<'a> Cell<'a> {
    /// Text from data.
    pub(super) fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// Words of ours.
    pub(super) fn words(words: impl Into<Cow<'a, str>>) -> Self {
        Self::Words(words.into())
    }

    /// A whole number.
    pub(super) fn count(n: impl Into<u64>) -> Self {
        Self::Count(n.into())
    }

    /// A whole number that may not be known.
    pub(super) fn maybe<N: Into<u64>>(n: Option<N>) -> Self {
        n.map_or(Self::Empty, Self::count)
    }

    /// Its number; not a number where it is none.
    pub(super) fn number(&self) -> f64 {
        match *self {
            Self::Count(n) => n as f64,
            Self::Score(x) | Self::Number(x) | Self::Share(x) => x,
            _ => f64::NAN,
        }
    }

    /// The text that is shown; `None` for numbers and for nothing.
    pub(super) fn shown(&self, lang: Lang) -> Option<Cow<'_, str>> {
        Some(match self {
            Self::Id(id) => clean_id(id),
            Self::Text(text) => clean(text),
            Self::Words(words) | Self::Label(words) => begun(&clean(words)).into(),
            Self::Tier(tier) => tier_name(*tier, lang).into(),
            Self::Empty | Self::Count(_) | Self::Score(_) | Self::Number(_) | Self::Share(_) => return None,
        })
    }

    /// Text that may take several lines.
    pub(super) fn written(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Words(text) | Self::Label(text) => Some(text),
            Self::Id(id) => Some(id),
            _ => None,
        }
    }

    /// Whether nothing is shown.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Id(text) => text.is_empty(),
            Self::Text(text) | Self::Words(text) | Self::Label(text) => text.is_empty(),
            Self::Score(x) | Self::Number(x) | Self::Share(x) => !x.is_finite(),
            Self::Count(_) | Self::Tier(_) => false,
        }
    }
}

/// Words as they begin a cell: with a capital letter, but for a name such as iOS.
pub(super) fn begun(words: &str) -> String {
    let is_name = words.chars().nth(1).is_some_and(char::is_uppercase);
    if is_name { words.to_owned() } else { capitalised(words) }
}

/// What a tier is called in cells.
pub(super) fn tier_name(tier: Tier, lang: Lang) -> String {
    begun(tier.words().get(lang))
}

/// Text in one line, without what a file cannot hold or a reader cannot see, and no longer than a cell.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    fitting(clean::clean(text))
}

/// An id without what a file cannot hold, and no longer than a cell; nothing else of it is touched.
pub(super) fn clean_id(text: &str) -> Cow<'_, str> {
    fitting(clean::clean_id(text))
}

fn fitting(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.len() <= LONGEST {
        return text;
    }
    let mut units = 0;
    let within = |c: &char| {
        units += c.len_utf16();
        units <= LONGEST
    };
    Cow::Owned(text.chars().take_while(within).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_cannot_hold_is_replaced_and_what_is_too_long_is_cut() {
        assert_eq!(clean("a\u{0}b\u{202e}d\ne"), "a\u{fffd}b\u{fffd}d e");
        assert_eq!(clean_id("a\u{1}b\u{202e}"), "a\u{fffd}b\u{202e}");
        assert_eq!(clean("=1+1"), "=1+1");
        assert_eq!(clean(&"x".repeat(40_000)).len(), LONGEST);
        // Every one takes two units.
        assert_eq!(clean(&"😀".repeat(20_000)).chars().count(), LONGEST / 2);
        assert_eq!(clean(&"王".repeat(32_767)).chars().count(), LONGEST);
    }

    #[test]
    fn what_is_not_known_is_empty() {
        assert!(Cell::Score(f64::NAN).is_empty() && Cell::text("").is_empty() && Cell::maybe(None::<u32>).is_empty());
        assert!(!Cell::count(0u32).is_empty());
    }
}
