//! One shortest path between the two users of a finished search, uniformly among all of them.
//!
//! A path is drawn over channels: the crossing in proportion to the paths through it, then on each side back to the source,
//! every predecessor in proportion to **its own** path count (times its users). With [`PathCounting::Neighbours`] a path
//! whose steps can be carried by k₁, k₂, … groups has Π kᵢ channel paths, so it is accepted with probability Π 1/kᵢ, else
//! the same pair is drawn again: accepted paths are uniform among the simple ones. After [`REJECTIONS`] of them the pair's
//! paths are counted again without channels ([`super::recount`]) and one is drawn outright. Both ways are uniform, so
//! it does not matter which one comes to an end.

use super::network::Network;
use super::recount::Recount;
use super::search::{GROUPS, MIXED, Search};
use crate::config::PathCounting;
use crate::progress::Progress;
use crate::random::Random;
use crate::tables::NONE;

/// Draws for one pair before its paths are counted again.
const REJECTIONS: u32 = 64;

/// How paths are drawn. Only tests ask for another manner than [`Manner::new`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Manner {
    pub counting: PathCounting,
    pub weight: Weight,
    /// Draws for one pair before its paths are counted again.
    pub rejections: u32,
}

impl Manner {
    pub(super) fn new(counting: PathCounting) -> Self {
        Self { counting, weight: Weight::Own, rejections: REJECTIONS }
    }
}

/// By which path count a predecessor is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// Its own.
    Own,
    /// That of the vertex that it precedes, the same for all: wrong, for tests that must notice it.
    #[cfg(test)]
    Successor,
}

/// A drawn path and what drawing needs.
#[derive(Debug, Default)]
pub(super) struct Path {
    /// From s to t, both included.
    pub classes: Vec<u32>,
    /// Group of each step, [`NONE`] for an edge; only for channels.
    pub via: Vec<u32>,
    candidates: Vec<Candidate>,
    recount: Recount,
}

#[derive(Clone, Copy, Debug)]
struct Candidate {
    sum: f64,
    /// Class before by an edge, or group.
    place: u32,
    by_group: bool,
}

impl Path {
    /// Draws a path for a search that found crossings.
    pub(super) fn draw(
        &mut self,
        network: &Network,
        search: &mut Search,
        manner: Manner,
        (random, progress): (&mut Random, &Progress),
    ) {
        for _ in 0..manner.rejections {
            self.draw_channels(network, search, manner.weight, random);
            if manner.counting == PathCounting::Channels || self.is_accepted(network, random) {
                return;
            }
        }
        self.recount.draw(network, search, &mut self.classes, (random, progress));
    }

    /// With probability 1 over the number of channel paths that look the same.
    fn is_accepted(&self, network: &Network, random: &mut Random) -> bool {
        let channels = |step: &[u32]| network.shared(step[0], step[1]).count().max(1) as f64;
        let alike: f64 = self.classes.windows(2).map(channels).product();
        alike == 1.0 || random.unit() * alike < 1.0
    }

    fn draw_channels(&mut self, network: &Network, search: &mut Search, weight: Weight, random: &mut Random) {
        let crossings = &search.crossings;
        let total = crossings[crossings.len() - 1].sum;
        let at = pick(crossings.len(), |i| crossings[i].sum, total, random);
        let crossing = crossings[at];
        let by_group = at < search.by_group;
        let near = search.near[usize::from(!by_group)];
        let (far, via) = if by_group {
            let level = search.sides[1 - near].levels.len() - 1;
            (self.opener(network, search, (1 - near, level, crossing.via), (weight, random)), crossing.via)
        } else {
            (crossing.via, NONE)
        };
        let ends = if near == 0 { [crossing.near, far] } else { [far, crossing.near] };
        self.classes.clear();
        self.via.clear();
        self.walk(network, search, (0, ends[0]), (weight, random));
        self.classes.reverse();
        self.via.reverse();
        self.via.push(via);
        self.walk(network, search, (1, ends[1]), (weight, random));
    }

    /// From a class on the frontier of a side back to its source, both included.
    fn walk(
        &mut self,
        network: &Network,
        search: &mut Search,
        (side, class): (usize, u32),
        (weight, random): (Weight, &mut Random),
    ) {
        let mut v = class;
        self.classes.push(v);
        for level in (0..search.sides[side].levels.len() - 1).rev() {
            let from = search.classes[v as usize].from;
            let (u, via) = if from != GROUPS && from != MIXED {
                (from, NONE)
            } else {
                let step = self.step(network, search, (side, level, v), (weight, random));
                if step.by_group {
                    (self.opener(network, search, (side, level, step.place), (weight, random)), step.place)
                } else {
                    (step.place, NONE)
                }
            };
            self.classes.push(u);
            self.via.push(via);
            v = u;
        }
    }

    /// The group or edge by which a path reaches `v` from `level`.
    fn step(
        &mut self,
        network: &Network,
        search: &mut Search,
        (side, level, v): (usize, usize, u32),
        (weight, random): (Weight, &mut Random),
    ) -> Candidate {
        let number = search.sides[side].levels[level];
        let groups = network.groups_of(v);
        let edges = if search.classes[v as usize].from == GROUPS { &[] } else { network.outside(v) };
        search.operations += (groups.len() + edges.len()) as u64;
        self.candidates.clear();
        let mut sum = 0.0;
        let places = groups.iter().map(|&g| (g, true)).chain(edges.iter().map(|&u| (u, false)));
        for (place, by_group) in places {
            let cell = if by_group { search.groups[place as usize] } else { search.classes[place as usize] };
            if cell.level == number {
                sum += weight.of(cell.paths);
                self.candidates.push(Candidate { sum, place, by_group });
            }
        }
        self.candidates[pick(self.candidates.len(), |i| self.candidates[i].sum, sum, random)]
    }

    /// The class of `level` by which a path enters a group that opened there.
    fn opener(
        &mut self,
        network: &Network,
        search: &mut Search,
        (side, level, group): (usize, usize, u32),
        (weight, random): (Weight, &mut Random),
    ) -> u32 {
        let from = search.groups[group as usize].from;
        let number = search.sides[side].levels[level];
        if search.groups[group as usize].level == number && from != MIXED {
            return from;
        }
        if level == 0 {
            return search.sides[side].source();
        }
        let members = network.members(group);
        search.operations += members.len() as u64;
        self.candidates.clear();
        let mut sum = 0.0;
        for &u in members {
            let cell = search.classes[u as usize];
            if cell.level == number {
                sum += weight.of(cell.paths) * network.multiplicity(u);
                self.candidates.push(Candidate { sum, place: u, by_group: false });
            }
        }
        self.candidates[pick(self.candidates.len(), |i| self.candidates[i].sum, sum, random)].place
    }
}

impl Weight {
    #[inline]
    fn of(self, own: f64) -> f64 {
        match self {
            Weight::Own => own,
            #[cfg(test)]
            Weight::Successor => 1.0,
        }
    }
}

/// One of `n` > 0 items in proportion to the steps of their running `sum`s, of which `total` is the last.
#[inline]
pub(super) fn pick(n: usize, sum: impl Fn(usize) -> f64, total: f64, random: &mut Random) -> usize {
    if n == 1 {
        return 0;
    }
    let place = random.unit() * total;
    let (mut low, mut high) = (0, n - 1);
    while low < high {
        let middle = (low + high) / 2;
        if sum(middle) > place { high = middle } else { low = middle + 1 }
    }
    low
}
