//! The exact draw for pairs whose paths run through many shared groups: their shortest paths counted without channels.

use super::network::Network;
use super::path::pick;
use super::search::{FLOOR, GROUPS, LARGE, MIXED, SCALE, Search};
use crate::progress::Progress;
use crate::random::Random;

/// Workspace.
#[derive(Debug, Default)]
pub(super) struct Recount {
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
    pub(super) fn draw(
        &mut self,
        network: &Network,
        search: &mut Search,
        classes: &mut Vec<u32>,
        (random, progress): (&mut Random, &Progress),
    ) {
        classes.clear();
        self.find_crossings(network, search);
        for side in 0..2 {
            let frontier = self.crossings.iter().map(|pair| pair[side]);
            self.sides[side].grow(network, search, (side, frontier.collect()), progress);
            if progress.is_cancelled() {
                return;
            }
            self.sides[side].count(network);
        }
        let [near, far] = &self.sides;
        self.sums.clear();
        let mut sum = 0.0;
        for &[u, v] in &self.crossings {
            sum += near.levels[0][near.find(u)].paths * far.levels[0][far.find(v)].paths;
            self.sums.push(sum);
        }
        let [u, v] = self.crossings[pick(self.sums.len(), |i| self.sums[i], sum, random)];
        near.walk(near.find(u), classes, random);
        classes.reverse();
        far.walk(far.find(v), classes, random);
    }

    fn find_crossings(&mut self, network: &Network, search: &mut Search) {
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
                search.operations += search.openers(network, (1 - near, level, crossing.via), &mut openers);
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
    fn grow(
        &mut self,
        network: &Network,
        search: &mut Search,
        (side, mut frontier): (usize, Vec<u32>),
        progress: &Progress,
    ) {
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
                    search.operations += search.predecessors(network, (side, level - 1, class), &mut found);
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
    fn openers(&self, network: &Network, (side, level, group): (usize, usize, u32), into: &mut Vec<u32>) -> u64 {
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
    fn predecessors(&self, network: &Network, (side, level, v): (usize, usize, u32), into: &mut Vec<u32>) -> u64 {
        let from = self.classes[v as usize].from;
        if from != GROUPS && from != MIXED {
            into.push(from);
            return 1;
        }
        let number = self.sides[side].levels[level];
        let mut touched = 0;
        for &g in network.groups_of(v) {
            if self.groups[g as usize].level == number {
                touched += self.openers(network, (side, level, g), into);
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
