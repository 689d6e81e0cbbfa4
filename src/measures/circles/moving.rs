//! Fast local moving: each node goes to the community where it adds most, until nothing is left to gain.

use super::level::Level;
use super::slots::{Around, Slots};
use crate::graph::Csr;
use crate::parallel;
use crate::progress::Progress;
use crate::random::Random;
use crate::tables::NONE;

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
    /// Until a sweep moves fewer than one in a thousand.
    Nearly,
    /// Until a sweep moves fewer than one in 100,000.
    All,
}

impl Effort {
    /// A sweep of `n` nodes that moves fewer is the last one.
    fn least(self, n: usize) -> usize {
        match self {
            Self::Most => n / 8,
            Self::Nearly => n / 1000,
            Self::All => n / 100_000,
        }
    }
}

/// How moving ended: what is known of the nodes from then, so that only those are looked at again around whom the levels above
/// changed something.
#[derive(Clone, Debug)]
pub(super) struct Earlier {
    /// Community of each node, and the numbers of communities.
    pub(super) of: Vec<u32>,
    pub(super) numbers: usize,
    /// How much may still change around each node before it has to be looked at.
    pub(super) slack: Vec<f64>,
}

/// The community of each node of a level.
#[derive(Clone, Debug)]
pub(super) struct Partition {
    /// Number of each node's community.
    pub(super) of: Vec<u32>,
    /// Numbers are below this.
    pub(super) numbers: usize,
    /// What the last moving of this level's nodes left behind.
    pub(super) earlier: Option<Earlier>,
}

impl Partition {
    /// Every node alone.
    pub(super) fn singletons(n: usize) -> Self {
        Self { of: (0..n as u32).collect(), numbers: n, earlier: None }
    }

    /// Every node with those who have the same home: the group whose pairs are strongest. Without a group, alone.
    pub(super) fn by_home(level: &Level) -> Self {
        let homes = level.members.len();
        let home = |v: usize| {
            let groups = level.groups.row(v).iter().map(|&(g, _)| g);
            let strongest =
                groups.reduce(|a, b| if level.pair_weight[b as usize] > level.pair_weight[a as usize] { b } else { a });
            strongest.unwrap_or((homes + v) as u32)
        };
        let mut partition =
            Self { of: (0..level.len()).map(home).collect(), numbers: homes + level.len(), earlier: None };
        partition.renumbered();
        partition
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
/// Numbers are without gaps afterwards. The strength gained: Q went up by 2/2m of it; 0 where no node moved.
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
) -> f64 {
    let n = level.len();
    let order = visiting_order(level, random);
    let mut state = State::new(level, partition, penalty);
    if let Some(earlier) = partition.earlier.take() {
        state.recall(level, &earlier);
    }
    let mut around = Around::new(state.nodes.len());
    let mut gained = 0.0;
    loop {
        let mut moved = 0usize;
        for block in order.chunks(BLOCK) {
            let seed = random.below(u64::MAX);
            for wish in state.wanting(level, block, seed, progress) {
                let gain = state.try_move(level, wish, &mut around, random);
                moved += usize::from(gain > 0.0);
                gained += gain;
            }
            if progress.is_cancelled() {
                break;
            }
        }
        if moved == 0 || moved < effort.least(n) || progress.is_cancelled() {
            break;
        }
    }
    let mut slack = vec![0.0; n];
    parallel::fill(&mut slack, |v| state.until[v] - state.changed(level, v as u32));
    partition.numbers = state.nodes.len();
    partition.of = state.of;
    partition.renumbered();
    partition.earlier = Some(Earlier { of: partition.of.clone(), numbers: partition.numbers, slack });
    gained
}

/// A node that seems to gain by moving.
#[derive(Clone, Copy, Debug)]
struct Wish {
    node: u32,
    to: u32,
    gain: f64,
}

/// Who is where, and what it adds up to.
pub(super) struct State {
    /// γ/2m.
    penalty: f64,
    /// Community of each node.
    pub(super) of: Vec<u32>,
    /// Strength and nodes of each community.
    strength: Vec<f64>,
    pub(super) nodes: Vec<u32>,
    /// Communities without nodes; a node that is better off alone takes the last one.
    empty: Vec<u32>,
    slots: Slots,
    /// There are several blocks. With one, wishes are older than all moves of the sweep, and worth less: `false` keeps
    /// the partition of small graphs as good as it was.
    several: bool,
    /// Strength of each node's users among each other, each user with itself too.
    inner: Vec<f64>,
    /// How much the moves so far can have changed at most: strength towards a community in a group, per user who looks at
    /// it; and strength of a community.
    stirred: Vec<f64>,
    shifted: f64,
    /// A node is looked at again when what was changed around it since the beginning reaches this: before, nothing can be
    /// better than where it is.
    pub(super) until: Vec<f64>,
}

impl State {
    /// Takes over how much may change around the nodes, and counts as moved whoever is elsewhere now. Communities may
    /// have other numbers now: each goes on as the one in which most of its nodes are, as far as no other does so with more.
    fn recall(&mut self, level: &Level, earlier: &Earlier) {
        let nodes = Csr::from_pairs(earlier.numbers, (0..level.len() as u32).map(|v| (earlier.of[v as usize], v)));
        let mut count = vec![0u32; self.nodes.len()];
        let mut goes_on = vec![(0, NONE); self.nodes.len()];
        for c in 0..earlier.numbers {
            let now = || nodes.row(c).iter().map(|&v| self.of[v as usize] as usize);
            now().for_each(|to| count[to] += 1);
            let most = now().map(|to| (count[to], to)).max();
            now().for_each(|to| count[to] = 0);
            if let Some((most, to)) = most.filter(|&(most, to)| most > goes_on[to].0) {
                goes_on[to] = (most, c as u32);
            }
        }
        self.until.copy_from_slice(&earlier.slack);
        for v in 0..level.len() {
            if goes_on[self.of[v] as usize].1 != earlier.of[v] {
                self.stir(level, v as u32);
            }
        }
    }

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
            several: n > BLOCK,
            stirred: vec![0.0; level.members.len()],
            shifted: 0.0,
            until: vec![f64::NEG_INFINITY; n],
        }
    }

    /// Nodes of a block that would gain by moving as things stand, in its order.
    fn wanting(&mut self, level: &Level, block: &[u32], seed: u64, progress: &Progress) -> Vec<Wish> {
        let state = &*self;
        let (wanting, looked) = parallel::ordered_fold(
            block.len().div_ceil(PIECE),
            (Vec::new(), Vec::new()),
            || (Around::new(state.nodes.len()), Vec::new(), Vec::new()),
            |(around, wanting, looked), i| {
                let mut random = Random::batch(seed, STREAM, i as u64);
                for &v in &block[i * PIECE..((i + 1) * PIECE).min(block.len())] {
                    if progress.is_cancelled() {
                        return;
                    }
                    let changed = state.changed(level, v);
                    if changed < state.until[v as usize] {
                        continue;
                    }
                    let (best, gain) = state.best(level, v, around, &mut random);
                    if best == state.of[v as usize] {
                        looked.push((v, changed - 0.5 * gain));
                    } else {
                        wanting.push(Wish { node: v, to: best, gain });
                    }
                }
            },
            |(all_wanting, all_looked), (_, wanting, looked), _| {
                all_wanting.append(wanting);
                all_looked.append(looked);
            },
        );
        looked.into_iter().for_each(|(v, until)| self.until[v as usize] = until);
        wanting
    }

    /// What the moves so far can have changed at most for a node, for each of the two communities that it compares.
    fn changed(&self, level: &Level, v: u32) -> f64 {
        let groups = level.groups.row(v as usize).iter();
        let stirred: f64 = groups.map(|&(g, users)| self.stirred[g as usize] * f64::from(users)).sum();
        stirred + self.penalty * level.strength[v as usize] * self.shifted
    }

    /// Counts that a node moved to where it is now: its own place is open again, and those of who is tied to it and elsewhere
    /// may be.
    pub(super) fn stir(&mut self, level: &Level, v: u32) {
        let node = v as usize;
        self.until[node] = f64::NEG_INFINITY;
        self.shifted += level.strength[node];
        for &(g, users) in level.groups.row(node) {
            self.stirred[g as usize] += level.pair_weight[g as usize] * f64::from(users);
        }
        for &(other, weight) in level.ties.row(node) {
            if self.of[other as usize] != self.of[node] {
                self.until[other as usize] -= weight;
            }
        }
    }

    /// The community in which a node adds more than where it is, and how much more. Where there is none, its own, and what
    /// the next best is away from it (≤ 0).
    fn best(&self, level: &Level, v: u32, around: &mut Around, random: &mut Random) -> (u32, f64) {
        let node = v as usize;
        around.look(level, &self.slots, &self.of, v, random);
        let (own, k) = (self.of[node], level.strength[node]);
        let scale = self.penalty * k;
        let stay = around.strength(own) - self.inner[node] - scale * (self.strength[own as usize] - k);
        // Alone: worth nothing. No community without ties to it is worth more.
        let (mut best, mut worth) = (own, 0.0);
        if let (Some(&alone), true) = (self.empty.last(), self.nodes[own as usize] > 1) {
            best = alone;
        }
        for &c in &around.found()[1..] {
            let value = around.strength(c) - scale * self.strength[c as usize];
            if value > worth {
                (best, worth) = (c, value);
            }
        }
        if worth - stay > GAIN * k { (best, worth - stay) } else { (own, (worth - stay).min(0.0)) }
    }

    /// What a node gains by moving to a community as things stand now.
    fn gain(&self, level: &Level, v: u32, to: u32) -> f64 {
        let (node, own, k) = (v as usize, self.of[v as usize], level.strength[v as usize]);
        let mut more = self.inner[node];
        for &(g, users) in level.groups.row(node) {
            let (here, there) = self.slots.users(level, g, own, to);
            more += level.pair_weight[g as usize] * f64::from(users) * (f64::from(there) - f64::from(here));
        }
        for &(other, weight) in level.ties.row(node) {
            let of = self.of[other as usize];
            more += if of == to { weight } else { 0.0 } - if of == own { weight } else { 0.0 };
        }
        more - self.penalty * k * (self.strength[to as usize] - self.strength[own as usize] + k)
    }

    /// Moves a node to where it wishes to be, if half of that gain is still there, else to where it adds most now. What
    /// that gained; 0 where it stays.
    fn try_move(&mut self, level: &Level, wish: Wish, around: &mut Around, random: &mut Random) -> f64 {
        let (v, mut best) = (wish.node, wish.to);
        let fresh = self.several && self.nodes[best as usize] > 0;
        let mut gain = if fresh { self.gain(level, v, best) } else { 0.0 };
        if gain < 0.5 * wish.gain {
            (best, gain) = self.best(level, v, around, random);
        }
        let (node, own, k) = (v as usize, self.of[v as usize], level.strength[v as usize]);
        if best == own {
            self.until[node] = self.changed(level, v) - 0.5 * gain;
            return 0.0;
        }
        for &(g, users) in level.groups.row(node) {
            self.slots.remove(level, g, own, users);
            self.slots.add(level, g, best, users);
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
        self.stir(level, v);
        gain
    }
}
