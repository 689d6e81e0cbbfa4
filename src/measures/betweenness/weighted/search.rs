//! One search of weighted betweenness: Dijkstra's algorithm from a source, then Brandes' sums back along the shortest
//! paths, over classes of twins (see [`super::twins`]).
//!
//! A class is settled once, and its ties are read once: those that lead back to the classes before it on shortest paths are
//! known by distance(x) + length = distance(w), since lengths are at least 1 and so every such x is settled already; the
//! others may bring a neighbour nearer. σ then is a sum over the former, in the order of their numbers, and the way
//! back touches nothing else.
//!
//! σ grows exponentially with the number of ties, so every σ has a power of two of its own; only ratios along a tie are used.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Roads;
use crate::progress::Progress;

/// Farther than any path is long.
const FAR: u64 = 1 << 63;

/// σ above this is scaled down.
const LARGE: f64 = 1.157_920_892_373_162e77;

/// Powers of 1/[`LARGE`], a power of two, so that scaling rounds nothing.
const DOWN: [f64; 4] = [1.0, 1.0 / LARGE, 1.0 / LARGE / LARGE, 1.0 / LARGE / LARGE / LARGE];

/// Number of shortest paths: `value` · [`LARGE`]^`scale`.
#[derive(Clone, Copy, Default)]
struct Paths {
    value: f64,
    scale: u32,
}

/// Bytes of one thread's workspace for each class of twins, its sums (three where sources are sampled) among them, without what
/// the shortest paths of one search take.
pub(super) const NODE_BYTES: u64 = 8 + 16 + 8 + 4 + 8 + 16 + 24;

/// Workspace of one thread: one search at a time.
pub(super) struct Search {
    distance: Vec<u64>,
    paths: Vec<Paths>,
    /// δ of those settled.
    dependency: Vec<f64>,
    /// In the order of their distances.
    settled: Vec<u32>,
    /// Those before `settled[i]` on shortest paths: `before[ends[i - 1]..ends[i]]`.
    before: Vec<u32>,
    ends: Vec<usize>,
    queue: BinaryHeap<Reverse<(u64, u32)>>,
}

impl Search {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            distance: vec![FAR; nodes],
            paths: vec![Paths::default(); nodes],
            dependency: vec![0.0; nodes],
            settled: Vec::new(),
            before: Vec::new(),
            ends: Vec::new(),
            queue: BinaryHeap::new(),
        }
    }

    /// Hands δ_source(v) of every other v that the source reaches to `take`. Stops anywhere once `progress` is cancelled;
    /// nothing is asked of the workspace after that.
    pub(super) fn run(&mut self, roads: &Roads, source: u32, progress: &Progress, mut take: impl FnMut(usize, f64)) {
        self.distance[source as usize] = 0;
        self.queue.push(Reverse((0, source)));
        while let Some(Reverse((distance, node))) = self.queue.pop() {
            if progress.is_cancelled() {
                return;
            }
            // Left over from before a shorter way was found.
            if distance == self.distance[node as usize] {
                self.settle(roads, node, distance);
            }
        }
        self.back(roads);
        for node in self.settled.drain(..) {
            let node = node as usize;
            let dependency = std::mem::take(&mut self.dependency[node]);
            self.distance[node] = FAR;
            if node != source as usize {
                take(node, dependency);
            }
        }
        self.before.clear();
        self.ends.clear();
    }

    fn settle(&mut self, roads: &Roads, node: u32, distance: u64) {
        let lengths = &roads.lengths;
        let first = self.before.len();
        let row = lengths.rows.offsets[node as usize]..lengths.rows.offsets[node as usize + 1];
        for (&other, &length) in lengths.rows.items[row.clone()].iter().zip(&lengths.units[row]) {
            let length = u64::from(length);
            // 0: on the way here. Up to twice the length: neither. Never negative, since no settled neighbour would have
            // left this one farther away.
            let detour = self.distance[other as usize] + length - distance;
            if detour.wrapping_sub(1) >= 2 * length {
                if detour == 0 {
                    self.before.push(other);
                } else {
                    self.distance[other as usize] = distance + length;
                    self.queue.push(Reverse((distance + length, other)));
                }
            }
        }
        self.paths[node as usize] = match &self.before[first..] {
            [] => Paths { value: 1.0, scale: 0 },
            before => self.sum(roads, before),
        };
        self.settled.push(node);
        self.ends.push(self.before.len());
    }

    /// Σ m σ, the source counting 1.
    fn sum(&self, roads: &Roads, before: &[u32]) -> Paths {
        let source = self.settled[0];
        let paths = before.iter().map(|&x| {
            let twins = if x == source { 1.0 } else { roads.multiplicity(x) };
            (twins, self.paths[x as usize])
        });
        let scale = paths.clone().map(|(_, p)| p.scale).max().unwrap_or(0);
        let value: f64 = paths.map(|(twins, p)| twins * p.value * down(scale - p.scale)).sum();
        if value > LARGE { Paths { value: value * DOWN[1], scale: scale + 1 } } else { Paths { value, scale } }
    }

    /// δ(x) = Σ over w after x of σ(x)/σ(w) · m_w (1 + δ(w)).
    fn back(&mut self, roads: &Roads) {
        for (i, &node) in self.settled.iter().enumerate().skip(1).rev() {
            let paths = self.paths[node as usize];
            let share = roads.multiplicity(node) * (1.0 + self.dependency[node as usize]) / paths.value;
            for &x in &self.before[self.ends[i - 1]..self.ends[i]] {
                let before = self.paths[x as usize];
                let part = before.value * share * down(paths.scale - before.scale);
                // However small, it is not nothing.
                self.dependency[x as usize] += part.max(f64::MIN_POSITIVE);
            }
        }
    }
}

/// [`LARGE`]^−`steps`, or nothing where no float can say it.
fn down(steps: u32) -> f64 {
    DOWN.get(steps as usize).copied().unwrap_or(0.0)
}
