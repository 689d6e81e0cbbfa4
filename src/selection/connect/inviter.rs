//! Who could invite somebody into a group: a member with whom the person shares an owner, a city or an interest.
//!
//! Of the members who may be named and written to (reach is high or medium, the last contact is within
//! `selection.contact_days` or unknown), the one who shares most (an owner counts 4, a city
//! 2, an interest 1), then by reach, then by influence, then by number. Nobody where nobody shares anything.

use crate::config::Reach;
use crate::selection::{Context, eligible};
use crate::tables::NONE;

/// Somebody who could invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inviter {
    /// Node number.
    pub node: u32,
    /// What is shared: codes of [`INVITER_WHY`].
    pub why: Vec<&'static str>,
}

/// What a person may share with who could invite them.
pub const INVITER_WHY: [&str; 3] = ["same_owner", "same_city", "shared_interest"];

/// The best inviter of `node` among the members of `group`.
pub(super) fn inviter(context: Context<'_>, node: u32, group: u32) -> Option<Inviter> {
    let (graph, segments) = (context.graph, context.segments);
    let own = Traits::of(context, node);
    let shared = |other: u32| own.shared(context, &Traits::of(context, other));
    let points = |shared: [bool; 3]| shared.iter().fold(0, |sum, &holds| 2 * sum + u32::from(holds));
    let members = graph.membership.members_of.row(group as usize).iter().copied();
    let candidates = members.filter(|&other| {
        let reach = segments.profile.reach[other as usize].reach;
        let recent = eligible::recent(segments.recency(other as usize), context.options.contact_days);
        other != node && recent && graph.nodes.may_be_named(other) && matches!(reach, Some(Reach::High | Reach::Medium))
    });
    let best = candidates.map(|other| (other, shared(other))).filter(|&(_, shared)| points(shared) > 0).min_by(
        |&(a, of_a), &(b, of_b)| {
            let (i, j) = (a as usize, b as usize);
            let influence = &context.measures.influence.score;
            points(of_b)
                .cmp(&points(of_a))
                .then_with(|| segments.profile.reach[i].reach.cmp(&segments.profile.reach[j].reach))
                .then_with(|| influence[j].total_cmp(&influence[i]))
                .then_with(|| a.cmp(&b))
        },
    );
    best.map(|(node, shared)| Inviter {
        node,
        why: INVITER_WHY.into_iter().zip(shared).filter(|(_, holds)| *holds).map(|(code, _)| code).collect(),
    })
}

/// What people may have in common.
struct Traits<'a> {
    owner: u32,
    city: u32,
    tags: &'a [u32],
}

impl<'a> Traits<'a> {
    fn of(context: Context<'a>, node: u32) -> Self {
        let user = context.graph.nodes.user[node as usize] as usize;
        let table = &context.tables.user_table;
        Self {
            owner: table.owner.get(user).copied().unwrap_or(NONE),
            city: context.segments.profile.region.of_user[node as usize],
            tags: table.tags.row(user),
        }
    }

    /// In the order of [`INVITER_WHY`]. Interests are shared from the first level on.
    fn shared(&self, context: Context<'_>, other: &Self) -> [bool; 3] {
        let interests = &context.segments.profile.interests;
        let interest =
            || interests.of_user_tags(self.tags).any(|i| interests.of_user_tags(other.tags).any(|theirs| theirs == i));
        [
            self.owner != NONE && self.owner == other.owner,
            self.city != NONE && self.city == other.city,
            !self.tags.is_empty() && !other.tags.is_empty() && interest(),
        ]
    }
}
