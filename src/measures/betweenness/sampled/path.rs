//! One shortest path between the two users of a finished search, uniformly among all of them.
//!
//! A path is drawn over channels: the crossing in proportion to the paths through it, then on each side back to the source,
//! every predecessor in proportion to **its own** path count (times its users). With [`PathCounting::Neighbours`] a path
//! whose steps can be carried by k₁, k₂, … groups has Π kᵢ channel paths, so it is accepted with probability Π 1/kᵢ, else
//! the same pair is drawn again: accepted paths are uniform among the simple ones. After [`REJECTIONS`] of them the pair's
//! paths are counted again without channels ([`Recount`]) and one is drawn outright. Both ways are uniform, so
//! it does not matter which one comes to an end.

use super::network::Network;
use super::search::{FLOOR, GROUPS, LARGE, MIXED, SCALE, Search};
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

/// A search that found crossings, and what drawing from it needs.
pub(super) struct Draw<'a> {
    pub network: &'a Network,
    pub search: &'a mut Search,
    pub manner: Manner,
    pub random: &'a mut Random,
    pub progress: &'a Progress,
}

/// A drawn path, and room to draw.
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
    /// Draws a path.
    pub(super) fn draw(&mut self, from: &mut Draw<'_>) {
        for _ in 0..from.manner.rejections {
            self.draw_channels(from);
            if from.manner.counting == PathCounting::Channels || self.is_accepted(from.network, from.random) {
                return;
            }
        }
        self.recount.draw(from, &mut self.classes);
    }

    /// With probability 1 over the number of channel paths that look the same.
    fn is_accepted(&self, network: &Network, random: &mut Random) -> bool {
        let channels = |step: &[u32]| network.shared(step[0], step[1]).count().max(1) as f64;
        let alike: f64 = self.classes.windows(2).map(channels).product();
        alike == 1.0 || random.unit() * alike < 1.0
    }

    fn draw_channels(&mut self, from: &mut Draw<'_>) {
        let search = &*from.search;
        let crossings = &search.crossings;
        let total = crossings[crossings.len() - 1].sum;
        let at = pick(crossings.len(), |i| crossings[i].sum, total, from.random);
        let crossing = crossings[at];
        let by_group = at < search.by_group;
        let near = search.near[usize::from(!by_group)];
        let (far, via) = if by_group {
            let level = search.sides[1 - near].levels.len() - 1;
            (self.opener(from, 1 - near, level, crossing.via), crossing.via)
        } else {
            (crossing.via, NONE)
        };
        let ends = if near == 0 { [crossing.near, far] } else { [far, crossing.near] };
        self.classes.clear();
        self.via.clear();
        self.walk(from, 0, ends[0]);
        self.classes.reverse();
        self.via.reverse();
        self.via.push(via);
        self.walk(from, 1, ends[1]);
    }

    /// From a class on the frontier of a side back to its source, both included.
    fn walk(&mut self, from: &mut Draw<'_>, side: usize, class: u32) {
        let mut v = class;
        self.classes.push(v);
        for level in (0..from.search.sides[side].levels.len() - 1).rev() {
            let before = from.search.classes[v as usize].from;
            let (u, via) = if before != GROUPS && before != MIXED {
                (before, NONE)
            } else {
                let step = self.step(from, side, level, v);
                if step.by_group {
                    (self.opener(from, side, level, step.place), step.place)
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
    fn step(&mut self, from: &mut Draw<'_>, side: usize, level: usize, v: u32) -> Candidate {
        let Draw { network, search, manner: Manner { weight, .. }, random, .. } = from;
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
    fn opener(&mut self, from: &mut Draw<'_>, side: usize, level: usize, group: u32) -> u32 {
        let Draw { network, search, manner: Manner { weight, .. }, random, .. } = from;
        let number = search.sides[side].levels[level];
        let cell = search.groups[group as usize];
        if cell.level == number && cell.from != MIXED {
            return cell.from;
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
fn pick(n: usize, sum: impl Fn(usize) -> f64, total: f64, random: &mut Random) -> usize {
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

/// The exact draw for pairs whose paths run through many shared groups: their shortest paths counted without channels.
#[derive(Debug, Default)]
struct Recount {
    sides: [Tree; 2],
    /// Adjacent classes of the two frontiers.
    crossings: Vec<[u32; 2]>,
    sums: Vec<f64>,
}

/// The classes of one side that lie on shortest paths of the pair.
#[derive(Debug, Default)]
struct Tree {
    /// From the frontier to the source; classes ascending within a level.
    levels: Vec<Vec<Node>>,
    /// Predecessors of every node, as indices into the level after its own.
    before: Vec<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    class: u32,
    /// Its part of `before`.
    first: usize,
    end: usize,
    /// Simple paths from the source to all its users; to itself 1.
    paths: f64,
}

impl Recount {
    /// Draws a simple shortest path uniformly into `classes`; nothing once `progress` is cancelled.
    ///
    /// O(Σ over the classes on shortest paths of the pair of the members of their groups, times a logarithm).
    fn draw(&mut self, from: &mut Draw<'_>, classes: &mut Vec<u32>) {
        classes.clear();
        self.find_crossings(from);
        for side in 0..2 {
            let frontier = self.crossings.iter().map(|pair| pair[side]);
            self.sides[side].grow(from, side, frontier.collect());
            if from.progress.is_cancelled() {
                return;
            }
            self.sides[side].count(from.network);
        }
        let [near, far] = &self.sides;
        self.sums.clear();
        let mut sum = 0.0;
        for &[u, v] in &self.crossings {
            sum += near.levels[0][near.find(u)].paths * far.levels[0][far.find(v)].paths;
            self.sums.push(sum);
        }
        let [u, v] = self.crossings[pick(self.sums.len(), |i| self.sums[i], sum, from.random)];
        near.walk(near.find(u), classes, from.random);
        classes.reverse();
        far.walk(far.find(v), classes, from.random);
    }

    fn find_crossings(&mut self, from: &mut Draw<'_>) {
        let search = &mut *from.search;
        self.crossings.clear();
        let mut openers = Vec::new();
        for (i, crossing) in search.crossings.iter().enumerate() {
            let by_group = i < search.by_group;
            let near = search.near[usize::from(!by_group)];
            let mut add = |far: u32| {
                self.crossings.push(if near == 0 { [crossing.near, far] } else { [far, crossing.near] });
            };
            if by_group {
                let level = search.sides[1 - near].levels.len() - 1;
                openers.clear();
                search.operations += search.openers(from.network, 1 - near, level, crossing.via, &mut openers);
                openers.iter().for_each(|&far| add(far));
            } else {
                add(crossing.via);
            }
        }
        self.crossings.sort_unstable();
        self.crossings.dedup();
    }
}

impl Tree {
    /// Finds the predecessors, level by level.
    fn grow(&mut self, from: &mut Draw<'_>, side: usize, mut frontier: Vec<u32>) {
        let Draw { network, search, progress, .. } = from;
        self.levels.clear();
        self.before.clear();
        let mut found = Vec::new();
        for level in (0..search.sides[side].levels.len()).rev() {
            frontier.sort_unstable();
            frontier.dedup();
            let mut nodes = Vec::with_capacity(frontier.len());
            let mut next = Vec::new();
            let start = self.before.len();
            for &class in &frontier {
                let first = self.before.len();
                if level > 0 && !progress.is_cancelled() {
                    found.clear();
                    search.operations += search.predecessors(network, side, level - 1, class, &mut found);
                    found.sort_unstable();
                    found.dedup();
                    self.before.extend_from_slice(&found);
                    next.extend_from_slice(&found);
                }
                nodes.push(Node { class, first, end: self.before.len(), paths: 0.0 });
            }
            next.sort_unstable();
            next.dedup();
            for class in &mut self.before[start..] {
                *class = next.partition_point(|other| other < class) as u32;
            }
            self.levels.push(nodes);
            frontier = next;
        }
    }

    /// Counts paths from the source to the frontier.
    fn count(&mut self, network: &Network) {
        for level in (0..self.levels.len()).rev() {
            let (nodes, before) = self.levels.split_at_mut(level + 1);
            let Some(nodes) = nodes.last_mut() else { return };
            let mut largest = 0.0f64;
            for node in nodes.iter_mut() {
                node.paths = match before.first() {
                    None => 1.0,
                    Some(before) => {
                        let paths = self.before[node.first..node.end].iter().map(|&u| before[u as usize].paths);
                        paths.sum::<f64>() * network.multiplicity(node.class)
                    }
                };
                largest = largest.max(node.paths);
            }
            if largest > LARGE {
                nodes.iter_mut().for_each(|node| node.paths = (node.paths * SCALE).max(FLOOR));
            }
        }
    }

    /// Index of a class on the frontier.
    fn find(&self, class: u32) -> usize {
        self.levels[0].partition_point(|node| node.class < class)
    }

    /// From a node of the frontier back to the source, both included.
    fn walk(&self, node: usize, classes: &mut Vec<u32>, random: &mut Random) {
        let mut node = self.levels[0][node];
        classes.push(node.class);
        for before in &self.levels[1..] {
            let candidates = &self.before[node.first..node.end];
            let mut sum = 0.0;
            let sums: Vec<f64> = candidates
                .iter()
                .map(|&u| {
                    sum += before[u as usize].paths;
                    sum
                })
                .collect();
            node = before[candidates[pick(sums.len(), |i| sums[i], sum, random)] as usize];
            classes.push(node.class);
        }
    }
}

impl Search {
    /// The classes of a level by which paths enter a group that opened there; returns how many entries it touched.
    fn openers(&self, network: &Network, side: usize, level: usize, group: u32, into: &mut Vec<u32>) -> u64 {
        if level == 0 {
            into.push(self.sides[side].source());
            return 1;
        }
        let number = self.sides[side].levels[level];
        let members = network.members(group);
        into.extend(members.iter().filter(|&&u| self.classes[u as usize].level == number));
        members.len() as u64
    }

    /// The classes of a level from which a class of the next is reached, repeated where several groups lead there; returns
    /// how many entries it touched.
    fn predecessors(&self, network: &Network, side: usize, level: usize, v: u32, into: &mut Vec<u32>) -> u64 {
        let from = self.classes[v as usize].from;
        if from != GROUPS && from != MIXED {
            into.push(from);
            return 1;
        }
        let number = self.sides[side].levels[level];
        let mut touched = 0;
        for &g in network.groups_of(v) {
            if self.groups[g as usize].level == number {
                touched += self.openers(network, side, level, g, into);
            }
        }
        if from == MIXED {
            let outside = network.outside(v);
            into.extend(outside.iter().filter(|&&u| self.classes[u as usize].level == number));
            touched += outside.len() as u64;
        }
        touched
    }
}
