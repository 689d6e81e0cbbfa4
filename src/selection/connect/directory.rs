//! What groups offer: city, interests, room, life; and which groups match a profile.

use std::cmp::Reverse;

use super::Suggestion;
use crate::graph::Csr;
use crate::parallel;
use crate::segments::interests::LEVELS;
use crate::selection::Context;
use crate::tables::NONE;

/// Fewest members of a group worth joining.
const FEWEST_MEMBERS: usize = 3;

/// What a score of 1 is in points: 0.4 are 30, 0.08 are 6, 0.04 are 3.
const POINTS: u64 = 75;

/// Fewest similar members for which a group is worth joining that shares nothing else.
const FEWEST_SIMILAR: u32 = 2;

/// All groups worth joining.
pub(super) struct Directory<'a> {
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
pub(super) struct Wishes {
    /// City, a number of the regions; [`NONE`] if unknown.
    pub city: u32,
    /// Interests, ascending: those of the tags, or, without any, those of the groups that the person is in.
    pub interests: Vec<u32>,
    /// The kind of group that the person is in; [`NONE`] for none.
    pub kind: u32,
}

impl<'a> Directory<'a> {
    pub(super) fn new(context: Context<'a>) -> Self {
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
    pub(super) fn ranked(&self, wishes: &Wishes, most: usize) -> Vec<Suggestion> {
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
    pub(super) fn alike(&self, traits: &[Vec<(u32, u32)>], wishes: &Wishes, most: usize) -> Vec<Suggestion> {
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
    pub(super) fn traits(&self) -> Vec<Vec<(u32, u32)>> {
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
        let why = super::SUGGESTION_WHY.into_iter().zip(facts).filter(|(_, holds)| *holds);
        let (graph, profile) = (self.context.graph, &self.context.segments.profile);
        let members = graph.membership.size(group) as u32;
        let pairs = graph.tallies.group_pairs.get(g).copied().unwrap_or(0);
        let given = self.context.tables.given.interactions;
        Suggestion {
            group,
            score,
            why: why.map(|(code, _)| code).collect(),
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
        shared.max_by_key(|&i| (interests.all[i as usize].level, std::cmp::Reverse(i)))
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
