//! Balanced bidirectional search between two users, over groups and edges.
//!
//! Each side keeps whole levels with their path counts σ, as the exact search does: σ(v) = Σ_g S_g + Σ_u σ(u) over the groups
//! of v that opened one level before and the edges from there, S_g = Σ m σ over the members that opened g. The sides'
//! balls are disjoint until they meet, so a class or group has one cell, with the number of the level that reached it; such
//! numbers are never used twice, so nothing is cleared between searches.
//!
//! With a levels complete on one side and b on the other, the distance is a + b + 1 exactly when a group is open at
//! both frontiers or an edge joins them. So the members of the last group are never walked, and of the last edges only those
//! of the side that has fewer. Every channel that crosses becomes a [`Crossing`] with the number of paths through it.
//!
//! A source or target that cannot lie between is in no row; it is expanded first, so it is never looked for.

use std::hint::black_box;

use super::network::Network;
use crate::progress::Progress;

/// σ is scaled down from here on: the product of two, times any number of users, is still finite.
pub(super) const LARGE: f64 = 1e140;

/// A power of two, so that scaling rounds nothing.
pub(super) const SCALE: f64 = 1.0 / (1u128 << 127) as f64;

/// The least σ that scaling leaves: the product of two is not 0.
pub(super) const FLOOR: f64 = 1e-150;

/// Reached from several classes by edges, or from groups and edges.
pub(super) const MIXED: u32 = u32::MAX;

/// Class: reached by groups alone.
pub(super) const GROUPS: u32 = u32::MAX - 1;

/// Frontier classes between two looks at whether the run was cancelled.
const PATIENCE: usize = 4096;

/// Frontier classes whose rows are loaded together: these loads depend on nothing and overlap, where those of one class
/// after the other wait for each.
const AHEAD: usize = 32;

/// A class or group during one search.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// Class: σ; group: S_g. In the scale of the level.
    pub paths: f64,
    /// Number of the level that reached it.
    pub level: u32,
    /// The only class that it was reached from (class: by an edge), or [`MIXED`] or [`GROUPS`].
    pub from: u32,
}

const UNSEEN: Cell = Cell { paths: 0.0, level: 0, from: 0 };

/// A channel between the two frontiers.
#[derive(Clone, Copy, Debug)]
pub(super) struct Crossing {
    /// Paths through this and all channels before it.
    pub sum: f64,
    /// Class on the side that found it.
    pub near: u32,
    /// Group, or class on the other side.
    pub via: u32,
}

/// One of the two searches.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// Classes level by level.
    pub order: Vec<u32>,
    /// Where each level starts.
    pub starts: Vec<usize>,
    /// Number of each level.
    pub levels: Vec<u32>,
    /// Groups that the frontier opened.
    opened: Vec<u32>,
    /// Members of these groups.
    members: u64,
    /// Edges of the frontier.
    edges: u64,
}

impl Side {
    fn clear(&mut self) {
        self.order.clear();
        self.starts.clear();
        self.levels.clear();
    }

    /// Number of the frontier's level.
    #[inline]
    fn frontier(&self) -> u32 {
        self.levels[self.levels.len() - 1]
    }

    #[inline]
    fn frontier_start(&self) -> usize {
        self.starts[self.starts.len() - 1]
    }

    /// Level 0 is the only class there.
    pub(super) fn source(&self) -> u32 {
        self.order[0]
    }
}

/// Workspace of one thread.
pub(super) struct Search {
    pub classes: Vec<Cell>,
    pub groups: Vec<Cell>,
    /// From s, from t.
    pub sides: [Side; 2],
    /// First by groups, then by edges.
    pub crossings: Vec<Crossing>,
    /// How many are by groups.
    pub by_group: usize,
    /// Which side's classes are near: in crossings by groups, by edges.
    pub near: [usize; 2],
    /// Levels numbered so far.
    numbered: u32,
    /// Entries touched.
    pub operations: u64,
}

impl Search {
    pub(super) fn new(network: &Network) -> Self {
        Self {
            classes: vec![UNSEEN; network.len()],
            groups: vec![UNSEEN; network.groups()],
            sides: Default::default(),
            crossings: Vec::new(),
            by_group: 0,
            near: [0; 2],
            numbered: 0,
            operations: 0,
        }
    }

    /// Meets the users in the middle. Afterwards `crossings` holds all channels that cross, none when they are of one class
    /// or the run was cancelled.
    pub(super) fn meet(&mut self, network: &Network, s: u32, t: u32, progress: &Progress) {
        self.crossings.clear();
        self.by_group = 0;
        self.sides.iter_mut().for_each(Side::clear);
        if s == t {
            return;
        }
        // At most one level for each class is numbered in one search.
        if (u32::MAX - self.numbered) as usize <= network.len() + 2 {
            self.classes.fill(UNSEEN);
            self.groups.fill(UNSEEN);
            self.numbered = 0;
        }
        let base = self.numbered;
        for (side, source) in [(0, s), (1, t)] {
            self.numbered += 1;
            self.classes[source as usize] = Cell { paths: 1.0, level: self.numbered, from: source };
            self.sides[side].order.push(source);
            self.sides[side].starts.push(0);
            self.sides[side].levels.push(self.numbered);
            self.open(network, side, base);
        }
        while self.crossings.is_empty() && !progress.is_cancelled() {
            let side = self.side_to_expand(network);
            if !self.expand(network, side, base, progress) {
                break;
            }
        }
        if self.by_group > 0 {
            let side = usize::from(self.sides[1].edges < self.sides[0].edges);
            self.cross_edges(network, side);
        }
    }

    /// Whether nobody is between the two that met.
    pub(super) fn is_adjacent(&self) -> bool {
        self.crossings.is_empty() || self.sides.iter().all(|side| side.levels.len() == 1)
    }

    /// A source that is in no row, else the side whose next level touches fewer entries.
    fn side_to_expand(&self, network: &Network) -> usize {
        let unlisted = |side: &Side| side.levels.len() == 1 && side.source() as usize >= network.between;
        let cost = |side: &Side| side.members + side.edges;
        let [s, t] = &self.sides;
        match (unlisted(s), unlisted(t)) {
            (true, _) => 0,
            (_, true) => 1,
            _ => usize::from(cost(t) < cost(s)),
        }
    }

    /// Opens the groups of the frontier and counts what its next level would touch.
    fn open(&mut self, network: &Network, side: usize, base: u32) {
        let other_frontier = self.sides[1 - side].levels.last().copied().unwrap_or(u32::MAX);
        let this = &mut self.sides[side];
        let frontier = this.frontier();
        let is_source = this.levels.len() == 1;
        this.opened.clear();
        (this.members, this.edges) = (0, 0);
        let mut sum = 0.0;
        let mut largest = 0.0f64;
        let mut ahead = this.frontier_start();
        for i in this.frontier_start()..this.order.len() {
            if i == ahead {
                ahead = (i + AHEAD).min(this.order.len());
                black_box(network.touch(&this.order[i..ahead]));
            }
            let u = this.order[i];
            let Cell { paths, from, .. } = self.classes[u as usize];
            // Who came by its only group opens no other.
            let groups = if from == GROUPS && network.group_count(u) == 1 { &[] } else { network.groups_of(u) };
            this.edges += network.outside(u).len() as u64;
            self.operations += groups.len() as u64 + 1;
            let flow = if is_source { paths } else { paths * network.multiplicity(u) };
            largest = largest.max(paths);
            for &g in groups {
                let cell = &mut self.groups[g as usize];
                if cell.level == frontier {
                    cell.paths += flow;
                    cell.from = MIXED;
                } else if cell.level <= base {
                    *cell = Cell { paths: flow, level: frontier, from: u };
                    this.opened.push(g);
                    this.members += network.members(g).len() as u64;
                } else if cell.level == other_frontier {
                    sum += flow * cell.paths;
                    self.crossings.push(Crossing { sum, near: u, via: g });
                }
            }
        }
        if !self.crossings.is_empty() {
            self.by_group = self.crossings.len();
            self.near[0] = side;
        }
        if largest > LARGE {
            for &u in &this.order[this.frontier_start()..] {
                let paths = &mut self.classes[u as usize].paths;
                *paths = (*paths * SCALE).max(FLOOR);
            }
            this.opened.iter().for_each(|&g| self.groups[g as usize].paths *= SCALE);
            self.crossings.iter_mut().for_each(|crossing| crossing.sum *= SCALE);
        }
    }

    /// Completes the next level of a side, unless an edge meets the other side first. False when there is no next level.
    fn expand(&mut self, network: &Network, side: usize, base: u32, progress: &Progress) -> bool {
        let start = self.sides[side].order.len();
        self.numbered += 1;
        self.follow_edges(network, side, base, progress);
        if !self.crossings.is_empty() {
            return true;
        }
        self.enter_groups(network, side, base, progress);
        let this = &mut self.sides[side];
        if this.order.len() == start || progress.is_cancelled() {
            return false;
        }
        this.starts.push(start);
        this.levels.push(self.numbered);
        self.open(network, side, base);
        true
    }

    /// Follows the edges of the frontier to the next level, or across.
    fn follow_edges(&mut self, network: &Network, side: usize, base: u32, progress: &Progress) {
        let (across, next) = (self.sides[1 - side].frontier(), self.numbered);
        self.near[1] = side;
        let this = &mut self.sides[side];
        self.operations += this.edges;
        let mut sum = 0.0;
        let frontier = this.frontier_start()..this.order.len();
        for i in frontier {
            if i % PATIENCE == PATIENCE - 1 && progress.is_cancelled() {
                return;
            }
            let u = this.order[i];
            let paths = self.classes[u as usize].paths;
            for &v in network.outside(u) {
                let cell = &mut self.classes[v as usize];
                if cell.level <= base {
                    *cell = Cell { paths, level: next, from: u };
                    this.order.push(v);
                } else if cell.level == next {
                    cell.paths += paths;
                    cell.from = MIXED;
                } else if cell.level == across {
                    sum += paths * cell.paths;
                    self.crossings.push(Crossing { sum, near: u, via: v });
                }
            }
        }
    }

    /// Enters the groups that the frontier opened; all members not seen yet are on the next level.
    fn enter_groups(&mut self, network: &Network, side: usize, base: u32, progress: &Progress) {
        let next = self.numbered;
        let this = &mut self.sides[side];
        self.operations += this.members;
        for (i, &g) in this.opened.iter().enumerate() {
            if i % PATIENCE == PATIENCE - 1 && progress.is_cancelled() {
                return;
            }
            let paths = self.groups[g as usize].paths;
            for &v in network.members(g) {
                let cell = &mut self.classes[v as usize];
                if cell.level <= base {
                    *cell = Cell { paths, level: next, from: GROUPS };
                    this.order.push(v);
                } else if cell.level == next {
                    cell.paths += paths;
                    if cell.from != GROUPS {
                        cell.from = MIXED;
                    }
                }
            }
        }
    }

    /// Adds the edges that join the frontiers to the groups that do.
    fn cross_edges(&mut self, network: &Network, side: usize) {
        let across = self.sides[1 - side].frontier();
        let this = &self.sides[side];
        self.operations += this.edges;
        self.near[1] = side;
        let mut sum = self.crossings.last().map_or(0.0, |c| c.sum);
        for &u in &this.order[this.frontier_start()..] {
            let paths = self.classes[u as usize].paths;
            for &v in network.outside(u) {
                let cell = &self.classes[v as usize];
                if cell.level == across {
                    sum += paths * cell.paths;
                    self.crossings.push(Crossing { sum, near: u, via: v });
                }
            }
        }
    }

    /// As if so many levels had been numbered.
    #[cfg(test)]
    pub(super) fn skip_numbers(&mut self, numbered: u32) {
        self.numbered = numbered;
        self.classes.iter_mut().chain(&mut self.groups).for_each(|cell| cell.level = numbered);
    }
}
