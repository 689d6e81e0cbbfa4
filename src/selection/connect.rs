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

use std::cmp::Reverse;

use super::{Context, eligible};
use crate::config::Reach;
use crate::graph::Csr;
use crate::parallel;
use crate::segments::interests::LEVELS;
use crate::tables::NONE;
use crate::text::terms::{Shared, WhyGroup};

/// Most groups suggested to one user.
pub const SUGGESTIONS: usize = 3;

/// A group that an isolated user might join.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Group number.
    pub group: u32,
    /// 0–1, higher is better.
    pub score: f64,
    /// Why.
    pub why: Vec<WhyGroup>,
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

/// Fewest members of a group worth joining.
const FEWEST_MEMBERS: usize = 3;

/// What a score of 1 is in points: 0.4 are 30, 0.08 are 6, 0.04 are 3.
const POINTS: u64 = 75;

/// Fewest similar members for which a group is worth joining that shares nothing else.
const FEWEST_SIMILAR: u32 = 2;

/// All groups worth joining.
struct Directory<'a> {
    context: Context<'a>,
    /// City of each group as a number of the regions; [`NONE`] for groups not worth joining.
    city: Vec<u32>,
    /// Large enough to be worth joining, and not full.
    worth: Vec<bool>,
    /// How many are worth joining.
    worth_joining: u64,
    /// Whether there is room.
    room: Vec<bool>,
    /// How many groups worth joining are at most as lively; 0 for those without an event.
    at_most_as_lively: Vec<u64>,
    /// Livelier than half of the groups.
    active: Vec<bool>,
    /// Interests of each group.
    interests: Csr,
    /// Groups of each city.
    by_city: Csr,
    /// Groups of each interest.
    by_interest: Csr,
}

/// What somebody looks for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Wishes {
    /// City, a number of the regions; [`NONE`] if unknown.
    city: u32,
    /// Interests, ascending: those of the tags, or, without any, those of the groups that the person is in.
    interests: Vec<u32>,
    /// The kind of group that the person is in; [`NONE`] for none.
    kind: u32,
}

impl<'a> Directory<'a> {
    fn new(context: Context<'a>) -> Self {
        let (tables, membership, profile) = (context.tables, &context.graph.membership, &context.segments.profile);
        let groups = membership.members_of.len();
        let size: Vec<usize> = (0..groups).map(|g| membership.size(g as u32)).collect();
        let is_full = |g: usize| profile.capacity.groups.get(g).is_some_and(|fill| fill.full);
        let worth: Vec<bool> = (0..groups).map(|g| size[g] >= FEWEST_MEMBERS && !is_full(g)).collect();
        let city: Vec<u32> = (0..groups).map(|g| if worth[g] { profile.region.of_group[g] } else { NONE }).collect();
        let cities = &profile.region.names;

        let mut common_tag = MostCommon::new(tables.user_table.tags.names.len());
        let mut pairs = Vec::new();
        for g in (0..groups).filter(|&g| worth[g]) {
            let own = tables.group_table.tags.row(g);
            let mut found: Vec<u32> = if own.is_empty() {
                let tags = members(context, g).flat_map(|u| tables.user_table.tags.row(u).iter().copied());
                match common_tag.of(tags) {
                    NONE => Vec::new(),
                    tag => profile.interests.of_user_tags(&[tag]).collect(),
                }
            } else {
                profile.interests.of_group_tags(own).collect()
            };
            found.sort_unstable();
            found.dedup();
            pairs.extend(found.into_iter().map(|p| (g as u32, p)));
        }
        let interests = Csr::from_pairs(groups, pairs.iter().copied());
        let by_interest = interests.transposed(profile.interests.all.len());

        let located = (0..groups as u32).filter(|&g| city[g as usize] != NONE);
        let by_city = Csr::from_pairs(cities.len(), located.map(|g| (city[g as usize], g)));
        let (at_most_as_lively, active) = liveliness(&size, &worth, &context.graph.tallies.group_events);
        let room = profile.capacity.groups.iter().map(|fill| fill.has_room()).collect();
        Self {
            context,
            city,
            worth_joining: worth.iter().filter(|&&worth| worth).count() as u64,
            worth,
            room,
            at_most_as_lively,
            active,
            interests,
            by_city,
            by_interest,
        }
    }

    /// The best `most` groups for somebody with these wishes, best first.
    fn ranked(&self, wishes: &Wishes, most: usize) -> Vec<Suggestion> {
        let interests = &self.context.segments.profile.interests;
        // Deepest shared level of each group that matches; 0: only the city does.
        let mut depth = vec![NO_MATCH; self.city.len()];
        let mut matches: Vec<u32> = Vec::new();
        let mut found = |group: u32, level: u8| {
            let best = &mut depth[group as usize];
            if !self.worth[group as usize] {
                return;
            }
            if *best == NO_MATCH {
                matches.push(group);
                *best = level;
            }
            *best = level.max(*best);
        };
        if wishes.city != NONE {
            self.by_city.row(wishes.city as usize).iter().for_each(|&group| found(group, 0));
        }
        for &interest in &wishes.interests {
            let level = interests.all[interest as usize].level;
            self.by_interest.row(interest as usize).iter().for_each(|&group| found(group, level));
        }
        let fit = |&group: &u32| Fit {
            same_city: wishes.city != NONE && self.city[group as usize] == wishes.city,
            levels: depth[group as usize],
            same_kind: wishes.kind != NONE && self.kind(group) == wishes.kind,
        };
        let mut scored: Vec<(Reverse<u64>, u32)> =
            matches.iter().map(|group| (Reverse(self.points(*group, fit(group))), *group)).collect();
        if scored.len() > most {
            scored.select_nth_unstable(most);
            scored.truncate(most);
        }
        scored.sort_unstable();
        let score = |points: u64| points as f64 / (POINTS * self.worth_joining) as f64;
        let suggestion =
            |(points, group): (Reverse<u64>, u32)| self.suggestion(wishes, group, score(points.0), fit(&group));
        scored.into_iter().map(suggestion).collect()
    }

    /// The best `most` groups for somebody for whom [no group](Self::ranked) fits: those where the largest share of the
    /// members, and at least two of them, share a first-level interest; where there is no such group, the city. `traits`:
    /// [those](Self::traits) of all groups.
    fn alike(&self, traits: &[Vec<(u32, u32)>], wishes: &Wishes, most: usize) -> Vec<Suggestion> {
        let interests = Wishes { city: NONE, ..wishes.clone() };
        let city = Wishes { interests: Vec::new(), ..wishes.clone() };
        let profile = &self.context.segments.profile.interests;
        let firsts: Vec<u32> =
            wishes.interests.iter().copied().filter(|&i| profile.all[i as usize].level == 1).collect();
        let cities = if wishes.city == NONE { None } else { Some(profile.all.len() as u32 + wishes.city) };
        [(interests, firsts), (city, cities.into_iter().collect())]
            .into_iter()
            .map(|(wishes, wanted)| self.of_traits(traits, &wishes, &wanted, most))
            .find(|found| !found.is_empty())
            .unwrap_or_default()
    }

    /// The groups where the largest share of the members has one of some traits.
    fn of_traits(&self, traits: &[Vec<(u32, u32)>], wishes: &Wishes, wanted: &[u32], most: usize) -> Vec<Suggestion> {
        let count = |group: usize, of: &u32| {
            traits[group].binary_search_by_key(of, |&(key, _)| key).map_or(0, |at| traits[group][at].1)
        };
        let mut found: Vec<(f64, u32)> = (0..self.worth.len())
            .filter(|&group| self.worth[group])
            .filter_map(|group| {
                let similar = wanted.iter().map(|of| count(group, of)).max()?;
                let share = f64::from(similar) / self.context.graph.membership.size(group as u32) as f64;
                (similar >= FEWEST_SIMILAR).then_some((share, group as u32))
            })
            .collect();
        found.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        found.truncate(most);
        let kind = |group| wishes.kind != NONE && self.kind(group) == wishes.kind;
        let fit = |group| Fit { same_city: false, levels: 0, same_kind: kind(group) };
        found.into_iter().map(|(share, group)| self.suggestion(wishes, group, 0.1 * share, fit(group))).collect()
    }

    /// How many listed members of each group worth joining have each first-level interest (by its number) and live in each
    /// city (by its number after those of the interests), by trait.
    fn traits(&self) -> Vec<Vec<(u32, u32)>> {
        let (nodes, profile) = (&self.context.graph.nodes, &self.context.segments.profile);
        let of_member = |v: usize| {
            let tags = self.context.tables.user_table.tags.row(nodes.user[v] as usize);
            let mut traits: Vec<u32> = profile.interests.of_user_tags(tags).collect();
            traits.retain(|&interest| profile.interests.all[interest as usize].level == 1);
            traits.sort_unstable();
            traits.dedup();
            let city = profile.region.of_user[v];
            traits.extend((city != NONE).then(|| profile.interests.all.len() as u32 + city));
            traits
        };
        parallel::map_range(self.worth.len(), |group| {
            if !self.worth[group] {
                return Vec::new();
            }
            let members = self.context.graph.membership.members_of.row(group).iter().map(|&node| node as usize);
            let mut all: Vec<u32> = members.filter(|&v| nodes.listed[v]).flat_map(of_member).collect();
            all.sort_unstable();
            all.chunk_by(|a, b| a == b).map(|of| (of[0], of.len() as u32)).collect()
        })
    }

    fn suggestion(&self, wishes: &Wishes, group: u32, score: f64, fit: Fit) -> Suggestion {
        let g = group as usize;
        let similar = self.similar(wishes, g);
        let facts = [fit.same_city, fit.levels > 0, fit.same_kind, similar > 0, self.room[g], self.active[g]];
        let why = WhyGroup::ALL.into_iter().zip(facts).filter(|(_, holds)| *holds);
        let (graph, profile) = (self.context.graph, &self.context.segments.profile);
        let members = graph.membership.size(group) as u32;
        let pairs = graph.tallies.group_pairs.get(g).copied().unwrap_or(0);
        let given = self.context.tables.given.interactions.any;
        Suggestion {
            group,
            score,
            why: why.map(|(why, _)| why).collect(),
            interest: self.closest(&wishes.interests, g),
            nearly_full: profile.capacity.groups[g].nearly_full,
            members,
            similar,
            expected_contacts: given.then(|| 2.0 * f64::from(pairs) / f64::from(members.max(1))),
        }
    }

    /// The deepest of some interests that a group shares.
    fn closest(&self, wanted: &[u32], group: usize) -> Option<u32> {
        let (interests, theirs) = (&self.context.segments.profile.interests, self.interests.row(group));
        let shared = wanted.iter().copied().filter(|i| theirs.binary_search(i).is_ok());
        shared.max_by_key(|&i| (interests.all[i as usize].level, Reverse(i)))
    }

    /// Members who share the person's city and some interest; only what is known of the person is asked for.
    fn similar(&self, wishes: &Wishes, group: usize) -> u32 {
        let (context, profile) = (self.context, &self.context.segments.profile);
        let is_first = |i: &u32| profile.interests.all[*i as usize].level == 1;
        let wanted: Vec<u32> = wishes.interests.iter().copied().filter(is_first).collect();
        let nodes = &context.graph.nodes;
        let is_similar = |&&node: &&u32| {
            let v = node as usize;
            let city = wishes.city == NONE || profile.region.of_user[v] == wishes.city;
            nodes.listed[v] && city && {
                let tags = context.tables.user_table.tags.row(nodes.user[v] as usize);
                wanted.is_empty() || profile.interests.of_user_tags(tags).any(|i| wanted.contains(&i))
            }
        };
        context.graph.membership.members_of.row(group).iter().filter(is_similar).count() as u32
    }

    fn kind(&self, group: u32) -> u32 {
        self.context.tables.group_table.kind.code(group as usize)
    }

    /// The score in whole points, of which 1 has [`POINTS`] times the groups worth joining: what is equal on paper is equal.
    fn points(&self, group: u32, fit: Fit) -> u64 {
        let g = group as usize;
        let kept = 30 * u64::from(fit.same_city)
            + 30 / LEVELS as u64 * u64::from(fit.levels)
            + 6 * u64::from(self.room[g])
            + 3 * u64::from(fit.same_kind);
        kept * self.worth_joining + 6 * self.at_most_as_lively[g]
    }
}

/// How well a group fits.
#[derive(Clone, Copy)]
struct Fit {
    same_city: bool,
    /// Levels of the deepest shared tag.
    levels: u8,
    same_kind: bool,
}

/// A group that shares nothing.
const NO_MATCH: u8 = u8::MAX;

/// User numbers of the members of a group who are counted.
fn members(context: Context<'_>, group: usize) -> impl Iterator<Item = usize> + '_ {
    let nodes = &context.graph.nodes;
    let row = context.graph.membership.members_of.row(group).iter();
    row.filter(|&&node| nodes.listed[node as usize]).map(|&node| nodes.user[node as usize] as usize)
}

/// How many groups worth joining have at most as many events per member, and who is above the median and above 0.
fn liveliness(size: &[usize], worth: &[bool], events: &[f64]) -> (Vec<u64>, Vec<bool>) {
    let rate = |g: usize| events.get(g).copied().unwrap_or(0.0) / size[g].max(1) as f64;
    let mut rates: Vec<f64> = (0..size.len()).filter(|&g| worth[g]).map(rate).collect();
    rates.sort_unstable_by(f64::total_cmp);
    let at_most = |g: usize| match rate(g) {
        r if r > 0.0 => rates.partition_point(|&x| x <= r) as u64,
        _ => 0,
    };
    let median = rates.get(rates.len() / 2).copied().unwrap_or(0.0);
    ((0..size.len()).map(at_most).collect(), (0..size.len()).map(|g| rate(g) > 0.0 && rate(g) >= median).collect())
}

/// Counts codes and forgets them again.
struct MostCommon {
    count: Vec<u32>,
    touched: Vec<u32>,
}

impl MostCommon {
    fn new(codes: usize) -> Self {
        Self { count: vec![0; codes], touched: Vec::new() }
    }

    /// The most common code that occurs at least twice, the smallest among equals; [`NONE`] if there is none.
    fn of(&mut self, codes: impl Iterator<Item = u32>) -> u32 {
        for code in codes.filter(|&c| c != NONE) {
            if self.count[code as usize] == 0 {
                self.touched.push(code);
            }
            self.count[code as usize] += 1;
        }
        let (mut best, mut most) = (NONE, 1);
        for code in self.touched.drain(..) {
            let count = std::mem::take(&mut self.count[code as usize]);
            if count > most || (count == most && best != NONE && code < best) {
                (best, most) = (code, count);
            }
        }
        best
    }
}

/// Somebody who could invite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inviter {
    /// Node number.
    pub node: u32,
    /// What is shared.
    pub why: Vec<Shared>,
}

/// Who could invite somebody into the best group suggested: a member with whom the person shares an owner, a city or an interest.
///
/// Of the members who may be named and written to (reach is high or medium, the last contact is within
/// `selection.contact_days` or unknown), the one who shares most (an owner counts 4, a city
/// 2, an interest 1), then by reach, then by influence, then by number. Nobody where nobody shares anything.
pub(super) fn inviter(context: Context<'_>, node: u32, suggestions: &[Suggestion]) -> Option<Inviter> {
    let group = suggestions.first()?.group;
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
        why: Shared::ALL.into_iter().zip(shared).filter(|(_, holds)| *holds).map(|(what, _)| what).collect(),
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

    /// In the order of [`Shared`]. Interests are shared from the first level on.
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
