//! People counted by what they are: how many, and how many of them are worth most.

use std::collections::BTreeMap;

use super::book::Book;
use crate::config::Tier;

/// How many people, and how many of tier S or A among them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Count {
    pub people: u64,
    pub valued: u64,
}

impl Count {
    pub(super) fn add(&mut self, tier: Tier) {
        self.people += 1;
        self.valued += u64::from(matches!(tier, Tier::S | Tier::A));
    }

    pub(super) fn plus(self, other: Self) -> Self {
        Self { people: self.people + other.people, valued: self.valued + other.valued }
    }
}

/// The users who are counted.
pub(super) fn listed<'a>(book: &Book<'a>) -> impl Iterator<Item = usize> + 'a {
    let listed = &book.analysis.people.graph.nodes.listed;
    (0..listed.len()).filter(|&v| listed[v])
}

/// How many listed users fall under each key; those without one fall under none.
pub(super) fn by<K: Ord>(book: &Book<'_>, key: impl Fn(usize) -> Option<K>) -> BTreeMap<K, Count> {
    let mut counts = BTreeMap::<K, Count>::new();
    for v in listed(book) {
        if let Some(key) = key(v) {
            counts.entry(key).or_default().add(book.analysis.people.segments.tier[v]);
        }
    }
    counts
}

/// How many listed users there are of whom it holds.
pub(super) fn of(book: &Book<'_>, holds: impl Fn(usize) -> bool) -> Count {
    by(book, |v| holds(v).then_some(())).into_values().next().unwrap_or_default()
}
