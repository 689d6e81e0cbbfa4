//! Isolated users → groups that they might join, and who could invite them.
//!
//! A group is suggested when it is in the user's city or shares an interest with the user (or, of a user without tags, with
//! the groups that the user is in); how much room it has, how lively it is and whether it is of the kind that the user is in
//! already only decide between such groups. A group's tags are those of the groups table, else the most common one among its
//! members (at least two of them); its city that of the [regions](crate::segments::region). Whoever gets none is told of the
//! groups where the largest share of the members, and at least two, share a first-level interest, else the city. Never
//! suggested: groups with fewer than three members, full groups, and groups that the user is in or has left.
//!
//! Score: 0.4 same city + 0.4 · (levels of the deepest shared tag)/3 + 0.08 room + 0.08 · (share of groups that are at
//! most as lively, by events per member) + 0.04 same kind; 0.1 · that share for groups found through their members. Equal
//! scores by group number. Users with the same city, tags and
//! kind share one search, so the cost is distinct profiles × groups that match them. How many new ties a group would bring is told by the
//! mean number of members with whom a member of it has interacted.

use super::Context;
use crate::parallel;
use crate::tables::NONE;

mod directory;
mod inviter;

use directory::{Directory, Wishes};
pub use inviter::{INVITER_WHY, Inviter};

/// Most groups suggested to one user.
pub const SUGGESTIONS: usize = 3;

/// A group that an isolated user might join.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Group number.
    pub group: u32,
    /// 0–1, higher is better.
    pub score: f64,
    /// Why: codes of [`SUGGESTION_WHY`].
    pub why: Vec<&'static str>,
    /// The deepest shared interest, a number of [`crate::segments::interests::Interests::all`].
    pub interest: Option<u32>,
    /// As full as to be flagged.
    pub nearly_full: bool,
    /// Members after exclusions: everybody the person would share a group with.
    pub members: u32,
    /// Members of the same city who share an interest, as far as either is known of the person; of a group found through its
    /// members, those who share the interest, or the city, alone.
    pub similar: u32,
    /// With how many members a member of the group has interacted, on average; `None` without interactions.
    pub expected_contacts: Option<f64>,
}

/// The codes that [`Suggestion::why`] may hold, in order.
pub const SUGGESTION_WHY: [&str; 6] =
    ["same_city", "shared_interest", "same_kind", "similar_people", "has_room", "active"];

/// Up to three groups for each of `nodes`, in their order.
pub(super) fn suggest(context: Context<'_>, nodes: &[u32]) -> Vec<Vec<Suggestion>> {
    if nodes.is_empty() {
        return Vec::new();
    }
    let directory = Directory::new(context);
    let known = known_groups(context, nodes);
    // Positions in `nodes`, those with the same profile next to each other.
    let wishes: Vec<Wishes> = nodes.iter().map(|&node| wishes(context, node)).collect();
    let profile = |&position: &usize| &wishes[position];
    let mut order: Vec<usize> = (0..nodes.len()).collect();
    order.sort_by(|a, b| profile(a).cmp(profile(b)).then_with(|| a.cmp(b)));
    let profiles: Vec<&[usize]> = order.chunk_by(|a, b| profile(a) == profile(b)).collect();
    let mut out = vec![Vec::new(); nodes.len()];
    let mut search = |find: &(dyn Fn(&Wishes, usize) -> Vec<Suggestion> + Sync)| {
        let open = profiles.iter().filter(|positions| positions.iter().any(|&p| out[p].is_empty()));
        let open: Vec<&[usize]> = open.copied().collect();
        let found = parallel::map(&open, |positions| {
            let most_known = positions.iter().map(|&p| known[p].len()).max().unwrap_or(0);
            let groups = find(profile(&positions[0]), SUGGESTIONS + most_known);
            let fresh = |&p: &usize| {
                let fresh = groups.iter().filter(|s| known[p].binary_search(&s.group).is_err());
                fresh.take(SUGGESTIONS).cloned().collect::<Vec<_>>()
            };
            positions.iter().map(fresh).collect::<Vec<_>>()
        });
        for (&position, suggestions) in open.into_iter().flatten().zip(found.into_iter().flatten()) {
            if out[position].is_empty() {
                out[position] = suggestions;
            }
        }
        out.iter().any(Vec::is_empty)
    };
    if search(&|wishes, most| directory.ranked(wishes, most)) {
        let traits = directory.traits();
        search(&|wishes, most| directory.alike(&traits, wishes, most));
    }
    out
}

fn wishes(context: Context<'_>, node: u32) -> Wishes {
    let user = context.graph.nodes.user[node as usize] as usize;
    let (all, groups) = (&context.segments.profile.interests, context.graph.membership.groups_of.row(node as usize));
    let mut interests: Vec<u32> = all.of_user_tags(context.tables.user_table.tags.row(user)).collect();
    if interests.is_empty() {
        let tags = groups.iter().map(|&group| context.tables.group_table.tags.row(group as usize));
        interests = tags.flat_map(|tags| all.of_group_tags(tags)).collect();
    }
    interests.sort_unstable();
    interests.dedup();
    let kind = groups.iter().map(|&group| context.tables.group_table.kind.code(group as usize)).min().unwrap_or(NONE);
    Wishes { city: context.segments.profile.region.of_user[node as usize], interests, kind }
}

/// Who could invite somebody into the best group suggested.
pub(super) fn inviter(context: Context<'_>, node: u32, suggestions: &[Suggestion]) -> Option<Inviter> {
    inviter::inviter(context, node, suggestions.first()?.group)
}

/// Groups that each of `nodes` is in or was in, ascending.
fn known_groups(context: Context<'_>, nodes: &[u32]) -> Vec<Vec<u32>> {
    let graph = context.graph;
    let mut position = vec![NONE; graph.nodes.node.len()];
    for (i, &node) in nodes.iter().enumerate() {
        position[graph.nodes.user[node as usize] as usize] = i as u32;
    }
    let mut known: Vec<Vec<u32>> =
        nodes.iter().map(|&node| graph.membership.groups_of.row(node as usize).to_vec()).collect();
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
