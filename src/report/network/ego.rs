//! The strongest ties of one person, and what each consists of.

use serde::Serialize;

use super::rounded;
use crate::analysis::Analysis;
use crate::parallel;
use crate::report::people_shown::PeopleShown;
use crate::selection::explain::strongest;

/// Ties drawn of one person at most.
const TIES: usize = 12;
/// People whose ties the page holds at most.
const PEOPLE: usize = 600;

/// One person's neighbourhood.
#[derive(Debug, Serialize)]
pub(super) struct Ego {
    /// The person.
    p: u32,
    /// The others, strongest first: who, groups shared, strength from groups, strength from interactions.
    ties: Vec<(u32, u32, f64, f64)>,
}

/// The neighbourhoods of `wanted`, the first of them if they are many, as far as people may be named.
pub(super) fn of_people(analysis: &Analysis, crowd: &mut PeopleShown<'_>, wanted: &[u32]) -> Vec<Ego> {
    let mut seen = std::collections::BTreeSet::new();
    let people: Vec<u32> = wanted.iter().copied().filter(|&node| seen.insert(node)).take(PEOPLE).collect();
    let ties = parallel::map(&people, |&node| strongest(&analysis.people.graph, node, TIES).0);
    let mut ego = |(&node, ties): (&u32, Vec<crate::selection::explain::Tie>)| Ego {
        p: crowd.number(node),
        ties: (ties.iter())
            .map(|tie| {
                let parts = (rounded(tie.from_groups), rounded(tie.from_interactions));
                (crowd.number(tie.node), tie.shared_groups, parts.0, parts.1)
            })
            .collect(),
    };
    people.iter().zip(ties).map(&mut ego).collect()
}
