//! What groups offer: city, interests, room, life; and which groups match a profile.

use super::{LEVELS, Suggestion};
use crate::graph::Csr;
use crate::selection::Context;
use crate::tables::{NONE, TagLists};

/// Fewest members of a group worth joining.
const FEWEST_MEMBERS: usize = 3;
/// Sizes at which a group is full: up to the first anybody can join by code, beyond it only by invitation.
const FULL_AT: [usize; 2] = [200, 500];
/// A group is nearly full from this percentage of its bound.
const NEARLY_FULL_PERCENT: usize = 95;

/// All groups worth joining.
pub(super) struct Directory {
    /// City of each group as a code of the users' cities.
    city: Vec<u32>,
    /// Levels (1 to 3) of each tag prefix.
    depth: Vec<u8>,
    /// Prefixes of each user tag, ascending.
    user_prefixes: Csr,
    /// Whether there is room.
    room: Vec<bool>,
    /// Nearly full by the largest size.
    nearly_full: Vec<bool>,
    /// Share of groups that are at most as lively.
    liveliness: Vec<f64>,
    /// Livelier than half of the groups.
    active: Vec<bool>,
    /// Groups of each city.
    by_city: Csr,
    /// Groups of each prefix.
    by_interest: Csr,
}

impl Directory {
    pub(super) fn new(context: Context<'_>) -> Self {
        let (tables, incidence) = (context.tables, &context.graph.incidence);
        let groups = incidence.members_of.len();
        let size: Vec<usize> = (0..groups).map(|g| incidence.size(g as u32)).collect();
        let worth: Vec<bool> = size.iter().map(|&s| s >= FEWEST_MEMBERS).collect();

        let cities = &tables.user_table.city.names;
        let mut common_city = MostCommon::new(cities.len());
        let city: Vec<u32> = (0..groups)
            .map(|g| match tables.group_table.city.get(g) {
                _ if !worth[g] => NONE,
                Some(name) => cities.binary_search_by(|c| c.as_str().cmp(name)).map_or(NONE, |i| i as u32),
                None => common_city.of(members(context, g).map(|u| tables.user_table.city.code(u))),
            })
            .collect();

        let names = [&tables.user_table.tags.names, &tables.group_table.tags.names];
        let prefixes = Prefixes::new(names.iter().flat_map(|names| names.iter()));
        let user_prefixes = prefixes.of(&tables.user_table.tags);
        let group_prefixes = prefixes.of(&tables.group_table.tags);
        let mut common_tag = MostCommon::new(tables.user_table.tags.names.len());
        let mut pairs = Vec::new();
        for g in (0..groups).filter(|&g| worth[g]) {
            let own = tables.group_table.tags.row(g);
            let mut found: Vec<u32> = if own.is_empty() {
                let tags = members(context, g).flat_map(|u| tables.user_table.tags.row(u).iter().copied());
                match common_tag.of(tags) {
                    NONE => Vec::new(),
                    tag => user_prefixes.row(tag as usize).to_vec(),
                }
            } else {
                own.iter().flat_map(|&tag| group_prefixes.row(tag as usize).iter().copied()).collect()
            };
            found.sort_unstable();
            found.dedup();
            pairs.extend(found.into_iter().map(|p| (g as u32, p)));
        }
        let by_interest = Csr::from_pairs(prefixes.names.len(), pairs.iter().map(|&(g, p)| (p, g)));

        let located = (0..groups as u32).filter(|&g| city[g as usize] != NONE);
        let by_city = Csr::from_pairs(cities.len(), located.map(|g| (city[g as usize], g)));
        let (liveliness, active) = liveliness(&size, &worth, &context.graph.tallies.group_events);
        Self {
            city,
            depth: prefixes.names.iter().map(|p| p.len() as u8).collect(),
            user_prefixes,
            room: size.iter().map(|&s| has_room(s)).collect(),
            nearly_full: size.iter().map(|&s| s * 100 >= FULL_AT[1] * NEARLY_FULL_PERCENT).collect(),
            liveliness,
            active,
            by_city,
            by_interest,
        }
    }

    /// The best `most` groups for somebody with this city and these tags, best first.
    pub(super) fn ranked(&self, city: u32, tags: &[u32], most: usize) -> Vec<Suggestion> {
        // Deepest shared level of each group that matches; 0: only the city does.
        let mut depth = vec![NO_MATCH; self.city.len()];
        let mut matches: Vec<u32> = Vec::new();
        let mut found = |group: u32, level: u8| {
            let best = &mut depth[group as usize];
            if *best == NO_MATCH {
                matches.push(group);
                *best = level;
            }
            *best = level.max(*best);
        };
        if city != NONE {
            self.by_city.row(city as usize).iter().for_each(|&group| found(group, 0));
        }
        for &prefix in tags.iter().flat_map(|&tag| self.user_prefixes.row(tag as usize)) {
            let level = self.depth[prefix as usize];
            self.by_interest.row(prefix as usize).iter().for_each(|&group| found(group, level));
        }
        let same_city = |group: u32| city != NONE && self.city[group as usize] == city;
        let score = |&group: &u32| (self.score(group, same_city(group), depth[group as usize]), group);
        let mut scored: Vec<(f64, u32)> = matches.iter().map(score).collect();
        let order = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1));
        if scored.len() > most {
            scored.select_nth_unstable_by(most, order);
            scored.truncate(most);
        }
        scored.sort_unstable_by(order);
        scored
            .into_iter()
            .map(|(score, group)| {
                let g = group as usize;
                let facts = [same_city(group), depth[g] > 0, self.room[g], self.active[g]];
                let why = super::SUGGESTION_WHY.into_iter().zip(facts).filter(|(_, holds)| *holds);
                let why = why.map(|(code, _)| code).collect();
                Suggestion { group, score, why, nearly_full: self.nearly_full[g] }
            })
            .collect()
    }

    fn score(&self, group: u32, same_city: bool, depth: u8) -> f64 {
        0.4 * f64::from(u8::from(same_city))
            + 0.4 * f64::from(depth) / LEVELS as f64
            + 0.1 * f64::from(u8::from(self.room[group as usize]))
            + 0.1 * self.liveliness[group as usize]
    }
}

/// A group that shares nothing.
const NO_MATCH: u8 = u8::MAX;

/// User numbers of the members of a group that may be named.
fn members(context: Context<'_>, group: usize) -> impl Iterator<Item = usize> + '_ {
    let nodes = &context.graph.nodes;
    let row = context.graph.incidence.members_of.row(group).iter();
    row.filter(|&&node| nodes.listed[node as usize]).map(|&node| nodes.user[node as usize] as usize)
}

/// Below 95 % of the bound that the group has not passed yet.
fn has_room(size: usize) -> bool {
    let bound = FULL_AT.into_iter().find(|&full| size < full);
    bound.is_some_and(|full| size * 100 < full * NEARLY_FULL_PERCENT)
}

/// Share of groups worth joining that have at most as many events per member, and who is above the median and above 0.
fn liveliness(size: &[usize], worth: &[bool], events: &[f64]) -> (Vec<f64>, Vec<bool>) {
    let rate = |g: usize| events.get(g).copied().unwrap_or(0.0) / size[g].max(1) as f64;
    let mut rates: Vec<f64> = (0..size.len()).filter(|&g| worth[g]).map(rate).collect();
    rates.sort_unstable_by(f64::total_cmp);
    let share = |g: usize| match rate(g) {
        r if r > 0.0 && !rates.is_empty() => rates.partition_point(|&x| x <= r) as f64 / rates.len() as f64,
        _ => 0.0,
    };
    let median = rates.get(rates.len() / 2).copied().unwrap_or(0.0);
    ((0..size.len()).map(share).collect(), (0..size.len()).map(|g| rate(g) > 0.0 && rate(g) >= median).collect())
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

/// The first one, two and three levels of all tags, numbered in order.
struct Prefixes<'a> {
    names: Vec<Vec<&'a str>>,
}

impl<'a> Prefixes<'a> {
    fn new(tags: impl Iterator<Item = &'a String>) -> Self {
        let mut names: Vec<Vec<&str>> = tags.flat_map(|tag| prefixes(tag)).collect();
        names.sort_unstable();
        names.dedup();
        Self { names }
    }

    /// Prefix numbers of each tag.
    fn of(&self, tags: &TagLists) -> Csr {
        let pairs: Vec<(u32, u32)> = (tags.names.iter().enumerate())
            .flat_map(|(tag, name)| {
                let known = prefixes(name).filter_map(|p| self.names.binary_search(&p).ok());
                known.map(move |p| (tag as u32, p as u32))
            })
            .collect();
        Csr::from_pairs(tags.names.len(), pairs.iter().copied())
    }
}

/// `a>b>c>d` → `a`, `a>b`, `a>b>c`.
fn prefixes(tag: &str) -> impl Iterator<Item = Vec<&str>> {
    let levels: Vec<&str> = tag.split('>').map(str::trim).filter(|l| !l.is_empty()).take(LEVELS).collect();
    (1..=levels.len()).map(move |depth| levels[..depth].to_vec())
}
