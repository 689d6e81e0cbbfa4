//! Fast local moving: each node goes to the community where it adds most, until nothing is left to gain.

use super::level::Level;
use super::slots::{Around, Slots};
use crate::parallel;
use crate::progress::Progress;
use crate::random::Random;

/// A smaller gain, as a share of a node's strength, is rounding.
pub(super) const GAIN: f64 = 1e-11;

/// Nodes between two questions whether to stop.
pub(super) const ASK: usize = 256;

/// Nodes looked at before any of them moves.
const BLOCK: usize = 32_768;
/// Nodes looked at by one thread at a time.
const PIECE: usize = 512;
/// One number to spare for so many nodes.
const SPARE: usize = 8;
/// Sequence of random numbers.
const STREAM: u64 = 1;

/// How long nodes are moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effort {
    /// Until a sweep moves fewer nodes than one in eight: what is left is found on the levels above or by the next
    /// iteration.
    Most,
    /// Until a sweep moves fewer than one in 100,000.
    All,
}

impl Effort {
    /// A sweep of `n` nodes that moves fewer is the last one.
    fn least(self, n: usize) -> usize {
        match self {
            Self::Most => n / 8,
            Self::All => n / 100_000,
        }
    }
}

/// The community of each node of a level.
#[derive(Clone, Debug)]
pub(super) struct Partition {
    /// Number of each node's community.
    pub(super) of: Vec<u32>,
    /// Numbers are below this.
    pub(super) numbers: usize,
}

impl Partition {
    /// Every node alone.
    pub(super) fn singletons(n: usize) -> Self {
        Self { of: (0..n as u32).collect(), numbers: n }
    }

    /// Numbers without gaps, in order of the first nodes.
    pub(super) fn renumbered(&mut self) {
        let mut new = vec![u32::MAX; self.numbers];
        let mut next = 0;
        for of in &mut self.of {
            let new = &mut new[*of as usize];
            if *new == u32::MAX {
                *new = next;
                next += 1;
            }
            *of = *new;
        }
        self.numbers = next as usize;
    }
}

/// Order in which nodes are looked at: group by group in random order, so that what one node needs was just used.
pub(super) fn visiting_order(level: &Level, random: &mut Random) -> Vec<u32> {
    let mut groups: Vec<u32> = (0..level.members.len() as u32).collect();
    random.shuffle(&mut groups);
    let mut seen = vec![false; level.len()];
    let mut order = Vec::with_capacity(level.len());
    for g in groups {
        let start = order.len();
        for &(v, _) in level.members.row(g as usize) {
            if !std::mem::replace(&mut seen[v as usize], true) {
                order.push(v);
            }
        }
        random.shuffle(&mut order[start..]);
    }
    let start = order.len();
    order.extend((0..level.len() as u32).filter(|&v| !seen[v as usize]));
    random.shuffle(&mut order[start..]);
    order
}

/// Moves nodes until no node that saw a change around it gains by moving, or as long as `effort` says. `penalty` is γ/2m.
/// Numbers are without gaps afterwards. Whether any node moved.
///
/// Blocks of nodes are looked at on all threads, as things stand before the block. Who seems to gain is then looked at
/// again, one after the other, and moved if that still holds; so only gains are made, and blocks are what they are at any number of threads.
pub(super) fn move_nodes(
    level: &Level,
    partition: &mut Partition,
    penalty: f64,
    effort: Effort,
    random: &mut Random,
    progress: &Progress,
) -> bool {
    let n = level.len();
    let order = visiting_order(level, random);
    let mut state = State::new(level, partition, penalty);
    let mut around = Around::new(state.nodes.len());
    let mut any = false;
    loop {
        let mut moved = 0usize;
        for block in order.chunks(BLOCK) {
            let seed = random.below(u64::MAX);
            for v in state.wanting(level, block, seed, progress) {
                moved += usize::from(state.try_move(level, v, &mut around, random));
            }
            if progress.is_cancelled() {
                break;
            }
        }
        any |= moved > 0;
        if moved == 0 || moved < effort.least(n) || progress.is_cancelled() {
            break;
        }
    }
    partition.numbers = state.nodes.len();
    partition.of = state.of;
    partition.renumbered();
    any
}

/// Who is where, and what it adds up to.
struct State {
    /// γ/2m.
    penalty: f64,
    /// Community of each node.
    of: Vec<u32>,
    /// Strength and nodes of each community.
    strength: Vec<f64>,
    nodes: Vec<u32>,
    /// Communities without nodes; a node that is better off alone takes the last one.
    empty: Vec<u32>,
    slots: Slots,
    /// Strength of each node's users among each other, each user with itself too.
    inner: Vec<f64>,
    /// Goes up with every move. A node is looked at when something around it changed since it was looked at last.
    clock: u32,
    changed: Vec<u32>,
    looked: Vec<u32>,
}

impl State {
    fn new(level: &Level, partition: &mut Partition, penalty: f64) -> Self {
        let n = level.len();
        let of = std::mem::take(&mut partition.of);
        // Some to spare for nodes that are better off alone; more than n are never needed.
        let numbers = (partition.numbers + n / SPARE + BLOCK).min(n.max(partition.numbers));
        let mut strength = vec![0.0; numbers];
        let mut nodes = vec![0u32; numbers];
        for (&c, &k) in of.iter().zip(&level.strength) {
            strength[c as usize] += k;
            nodes[c as usize] += 1;
        }
        let mut inner = vec![0.0; n];
        parallel::fill(&mut inner, |v| {
            let own = level.groups.row(v).iter();
            own.map(|&(g, users)| level.pair_weight[g as usize] * f64::from(users) * f64::from(users)).sum()
        });
        Self {
            penalty,
            empty: (0..numbers as u32).rev().filter(|&c| nodes[c as usize] == 0).collect(),
            slots: Slots::new(level, &of, numbers),
            of,
            strength,
            nodes,
            inner,
            clock: 1,
            changed: vec![1; level.members.len()],
            looked: vec![0; n],
        }
    }

    /// Nodes of a block that would gain by moving as things stand, in its order. The others count as looked at.
    fn wanting(&mut self, level: &Level, block: &[u32], seed: u64, progress: &Progress) -> Vec<u32> {
        let state = &*self;
        let wanting = parallel::ordered_fold(
            block.len().div_ceil(PIECE),
            Vec::new(),
            || (Around::new(state.nodes.len()), Vec::new()),
            |(around, wanting), i| {
                let mut random = Random::batch(seed, STREAM, i as u64);
                for &v in &block[i * PIECE..((i + 1) * PIECE).min(block.len())] {
                    if progress.is_cancelled() {
                        return;
                    }
                    if state.due(level, v) && state.best(level, v, around, &mut random).is_some() {
                        wanting.push(v);
                    }
                }
            },
            |all, (_, wanting), _| all.append(wanting),
        );
        block.iter().for_each(|&v| self.looked[v as usize] = self.looked[v as usize].max(self.clock));
        wanting
    }

    /// Whether something around a node changed since it was looked at.
    fn due(&self, level: &Level, v: u32) -> bool {
        let since = self.looked[v as usize];
        since == 0 || level.groups.row(v as usize).iter().any(|&(g, _)| self.changed[g as usize] > since)
    }

    /// The community in which a node adds more than where it is.
    fn best(&self, level: &Level, v: u32, around: &mut Around, random: &mut Random) -> Option<u32> {
        let node = v as usize;
        around.look(level, &self.slots, &self.of, v, random);
        let (own, k) = (self.of[node], level.strength[node]);
        let scale = self.penalty * k;
        let stay = around.strength(own) - self.inner[node] - scale * (self.strength[own as usize] - k);
        let (mut best, mut worth) = (own, stay);
        // Alone: worth nothing.
        if let (Some(&alone), true) = (self.empty.last(), stay < 0.0 && self.nodes[own as usize] > 1) {
            (best, worth) = (alone, 0.0);
        }
        for &c in &around.found[1..] {
            let value = around.strength(c) - scale * self.strength[c as usize];
            if value > worth {
                (best, worth) = (c, value);
            }
        }
        (best != own && worth - stay > GAIN * k).then_some(best)
    }

    /// Moves a node to where it adds most. Whether it did.
    fn try_move(&mut self, level: &Level, v: u32, around: &mut Around, random: &mut Random) -> bool {
        let Some(best) = self.best(level, v, around, random) else { return false };
        let (node, own, k) = (v as usize, self.of[v as usize], level.strength[v as usize]);
        self.clock += 1;
        self.looked[node] = self.clock;
        for &(g, users) in level.groups.row(node) {
            self.slots.remove(level, g, own, users);
            self.slots.add(level, g, best, users);
            self.changed[g as usize] = self.clock;
        }
        for &(other, _) in level.ties.row(node) {
            if self.of[other as usize] != best {
                self.looked[other as usize] = 0;
            }
        }
        self.strength[own as usize] -= k;
        self.strength[best as usize] += k;
        self.nodes[own as usize] -= 1;
        self.nodes[best as usize] += 1;
        if self.nodes[own as usize] == 0 {
            self.strength[own as usize] = 0.0;
            self.empty.push(own);
        }
        if self.empty.last() == Some(&best) {
            self.empty.pop();
        }
        self.of[node] = best;
        true
    }
}
