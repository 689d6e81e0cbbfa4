//! Isolated users → groups that they might join.
//!
//! A group is suggested when it is in the user's city or shares an interest with the user; how much room it has and how
//! lively it is only decide between such groups. A group's city and tags are those of the groups table, else the most
//! common one among its members (at least two of them). Never suggested: groups with fewer than three members, and
//! groups that the user is in or has left.
//!
//! Score: 0.4 same city + 0.4 · (levels of the deepest shared tag)/3 + 0.1 room + 0.1 · (share of groups that are at
//! most as lively, by events per member). Equal scores by group number. Users with the same city and tags share one
//! search, so the cost is distinct profiles × groups that match them.

use super::Context;
use crate::parallel;
use crate::tables::{NONE, Tables};

mod directory;

use directory::Directory;

/// Most groups suggested to one user.
const SUGGESTIONS: usize = 3;
/// Tag levels that count.
const LEVELS: usize = 3;

/// A group that an isolated user might join.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Group number.
    pub group: u32,
    /// 0–1, higher is better.
    pub score: f64,
    /// Why: stable codes of `same_city`, `shared_interest`, `has_room`, `active`.
    pub why: Vec<&'static str>,
    /// At least 95 % of the largest group size: hardly anybody can be added.
    pub nearly_full: bool,
}

/// The codes that [`Suggestion::why`] may hold, in order.
pub const SUGGESTION_WHY: [&str; 4] = ["same_city", "shared_interest", "has_room", "active"];

/// Name of a group; its id where it has none.
pub(super) fn group_name(tables: &Tables, group: u32) -> String {
    match tables.group_table.name.get(group as usize) {
        "" => tables.groups.name(group).to_owned(),
        name => name.to_owned(),
    }
}

/// Up to three groups for each of `nodes`, in their order.
pub(super) fn suggest(context: Context<'_>, nodes: &[u32]) -> Vec<Vec<Suggestion>> {
    if nodes.is_empty() {
        return Vec::new();
    }
    let directory = Directory::new(context);
    let known = known_groups(context, nodes);
    // Positions in `nodes`, those with the same profile next to each other.
    let profile = |&position: &usize| {
        let user = context.graph.nodes.user[nodes[position] as usize] as usize;
        (context.tables.user_table.city.code(user), context.tables.user_table.tags.row(user))
    };
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by(|a, b| profile(a).cmp(&profile(b)).then_with(|| a.cmp(b)));
    let profiles: Vec<&[usize]> = order.chunk_by(|a, b| profile(a) == profile(b)).collect();
    let found = parallel::map(&profiles, |positions| {
        let (city, tags) = profile(&positions[0]);
        let most_known = positions.iter().map(|&p| known[p].len()).max().unwrap_or(0);
        let ranked = directory.ranked(city, tags, SUGGESTIONS + most_known);
        let pick = |&p: &usize| {
            let fresh = ranked.iter().filter(|s| known[p].binary_search(&s.group).is_err());
            fresh.take(SUGGESTIONS).cloned().collect::<Vec<_>>()
        };
        positions.iter().map(pick).collect::<Vec<_>>()
    });
    let mut out = vec![Vec::new(); nodes.len()];
    for (positions, suggestions) in profiles.iter().zip(found) {
        for (&position, suggestions) in positions.iter().zip(suggestions) {
            out[position] = suggestions;
        }
    }
    out
}

/// Groups that each of `nodes` is in or was in, ascending.
fn known_groups(context: Context<'_>, nodes: &[u32]) -> Vec<Vec<u32>> {
    let graph = context.graph;
    let mut position = vec![NONE; graph.nodes.node.len()];
    for (i, &node) in nodes.iter().enumerate() {
        position[graph.nodes.user[node as usize] as usize] = i as u32;
    }
    let mut known: Vec<Vec<u32>> =
        nodes.iter().map(|&node| graph.incidence.groups_of.row(node as usize).to_vec()).collect();
    let rows = &context.tables.memberships;
    for (&user, &group) in rows.user.iter().zip(&rows.group) {
        if let Some(groups) = known.get_mut(position[user as usize] as usize) {
            groups.push(group);
        }
    }
    for groups in &mut known {
        groups.sort_unstable();
        groups.dedup();
    }
    known
}
