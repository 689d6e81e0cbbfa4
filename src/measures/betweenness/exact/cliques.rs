//! The adjacency of the nodes as a sum of signed cliques and few single pairs.
//!
//! **Definition.** With B the node × group incidence, B·Bᵀ counts a pair that shares k groups k times, where the adjacency
//! A counts it once. So A = B·Bᵀ − C + X′, C_uv = k − 1, X′ the edges between nodes that share no group. C has a pair for every two nodes
//! with two groups in common, often more of them than everything else. But the nodes that are in all groups of a set T are a
//! clique too, and one number can stand for it as for a group:
//!
//! ```text
//! A = Σ_T w_T 1_T 1_Tᵀ + R + X′        T over the groups (w = 1) and over chosen sets of groups
//! w_T = 1 − Σ w_S                      S over the groups and chosen sets properly inside T
//! ```
//!
//! A pair whose shared set T is chosen is then counted exactly once, by the definition of w_T; for the others R holds what is
//! missing or too much. (If all intersections are chosen this is inclusion and exclusion.) Sets are chosen from the smallest, where it saves work: a clique costs one step in
//! and one out for each of its nodes, a pair left in R one step for each of its two ends.
//!
//! **Groups.** A step between two nodes that share k groups counts 1/k for each of them. The same decomposition carries it,
//! with a share for each group g of a set: v_T(g) = 1/|T| − Σ v_S(g) over the S inside T that hold g. So the flow through cliques, and
//! the flow between the pairs whose set is not chosen, are enough ([`Cliques::share_out`]).
//!
//! **Rounding.** The sums cancel: Σ_T |w_T| over the T that two nodes share bounds the loss. The largest |w| is 1 to 4 on all data tried, so a pair
//! that shares k groups loses a few bits more than log₂ k.
//!
//! **Measured.** 20,000 generated users: 953,002 entries of C become 2,587 cliques with 56,806 places and 42,144 entries of R,
//! 100,000 users: 4,868,992 become 291,879 and 205,980.
//!
//! **Overlaps.** Which pairs of nodes share two groups or more, and which groups these are.
//!
//! Sets of shared groups are interned in a trie: a set is its largest group and the set of the others, so equal sets get one
//! number. The first numbers are the sets of one group, numbered like the groups.
//!
//! **Complexity.** Time Σ over groups of (nodes in it)²/2, space the number of pairs that share two groups or more.
//! **Determinism.** Sets are numbered in the order of nodes, whatever thread finds them.

use std::sync::atomic::{AtomicU64, Ordering};

use hashbrown::HashMap;

use super::super::parts::Print;
use crate::config::BetweennessOptions;
use crate::graph::Csr;
use crate::graph::csr::common;
use crate::memory::WORD;
use crate::parallel;
use crate::progress::Progress;
use crate::tables::NONE;

/// A clique must save so many steps over single pairs; flat between 2 and 16 on generated users.
const LEAST_GAIN: usize = 8;

/// Bytes of a pair that is left over, with the lists from which it is taken.
const LEFT_BYTES: u64 = (size_of::<(Pair, f64)>() + WORD + size_of::<f64>()) as u64;

/// Groups, chosen intersections of groups, and corrections.
#[derive(Debug, Default)]
pub(super) struct Cliques {
    /// w_T of each clique; the groups come first, numbered like groups.
    pub weight: Vec<f64>,
    /// How many are groups.
    pub groups: usize,
    /// Cliques of each node, ascending, so the groups first.
    pub of: Csr,
    /// How many of them are groups.
    pub groups_of: Vec<u32>,
    /// Nodes of each clique, ascending.
    pub nodes: Csr,
    /// Pairs whose shared set is not chosen: nodes of each node, the smaller before the larger. Without groups asked for
    /// only those in R.
    pub pairs: Csr,
    /// R of each of them.
    pub correction: Vec<f64>,
    /// Shared set of each; empty where groups were not asked for.
    pub set: Vec<u32>,
    /// v_T of each intersection, its groups as in the trie.
    shares: Vec<Vec<(u32, f64)>>,
    /// Bytes that choosing took.
    pub bytes: u64,
    /// The sets of groups that pairs share.
    overlaps: Overlaps,
}

impl Cliques {
    /// All that the sums depend on, and what is made of them.
    pub(super) fn print(&self, print: &mut Print) {
        print.word(self.groups as u64);
        [&self.weight, &self.correction].into_iter().for_each(|items| print.floats(items));
        [&self.groups_of, &self.set].into_iter().for_each(|items| print.ints(items));
        [&self.of, &self.nodes, &self.pairs].into_iter().for_each(|rows| print.rows(rows));
    }

    /// Groups alone: a pair that shares k groups is k channels.
    pub(super) fn channels(groups_of: Csr, groups: usize) -> Self {
        let nodes = groups_of.transposed(groups);
        Self::build(groups_of, &nodes, Overlaps::default(), false, &Progress::silent())
    }

    /// Every pair of neighbours once, with what [`Cliques::share_out`] needs if there are measures of groups. Incomplete once `progress` is
    /// cancelled, and where it would need more bytes than the budget has: then `bytes` are more than those.
    pub(super) fn neighbours(groups_of: Csr, groups: usize, options: &BetweennessOptions, progress: &Progress) -> Self {
        let nodes = groups_of.transposed(groups);
        let overlaps = Overlaps::new(&groups_of, groups, options.memory_budget_bytes(), progress);
        Self::build(groups_of, &nodes, overlaps, options.groups, progress)
    }

    fn build(groups_of: Csr, nodes_in: &Csr, mut overlaps: Overlaps, with_groups: bool, progress: &Progress) -> Self {
        let groups = nodes_in.len();
        let mut chosen = Chosen {
            weight: vec![1.0; groups],
            of: (0..groups_of.len()).map(|u| groups_of.row(u).to_vec()).collect(),
            shares: Vec::new(),
            is: vec![false; overlaps.count.len()],
        };
        chosen.choose(&groups_of, nodes_in, &overlaps, progress);
        let kept = chosen.left(&overlaps, with_groups, progress);
        if progress.is_cancelled() {
            return Self::default();
        }
        // Each pair in both rows; the smaller nodes of a row come in the first half, the larger in the second.
        let entries = kept.len() as u32;
        let places = Csr::from_pairs(
            groups_of.len(),
            (0..entries).map(|i| (kept[i as usize].0.v, i)).chain((0..entries).map(|i| (kept[i as usize].0.u, i))),
        );
        let other = |(row, i): (u32, u32)| {
            let (Pair { u, v, .. }, _) = kept[i as usize];
            if row == u { v } else { u }
        };
        let of = Csr::from_pairs(
            groups_of.len(),
            (0u32..).zip(&chosen.of).flat_map(|(u, row)| row.iter().map(move |&clique| (u, clique))),
        );
        let left = overlaps.count.iter().zip(&chosen.is).filter(|&(_, &is)| !is).map(|(&pairs, _)| u64::from(pairs));
        let bytes = overlaps.bytes + chosen.bytes() + left.sum::<u64>() * LEFT_BYTES;
        // The pairs are needed no more; their sets are, to share out what groups carry.
        overlaps.pairs = Vec::new();
        Self {
            groups,
            groups_of: (0..groups_of.len()).map(|u| groups_of.row(u).len() as u32).collect(),
            nodes: of.transposed(chosen.weight.len()),
            of,
            correction: places.items.iter().map(|&i| kept[i as usize].1).collect(),
            set: if with_groups { places.items.iter().map(|&i| kept[i as usize].0.set).collect() } else { Vec::new() },
            pairs: Csr { items: places.pairs().map(other).collect(), offsets: places.offsets },
            weight: chosen.weight,
            shares: chosen.shares,
            bytes,
            overlaps,
        }
    }

    /// Number of shared sets that [`Cliques::set`] may name.
    pub(super) fn sets(&self) -> usize {
        if self.set.is_empty() { 0 } else { self.overlaps.count.len() }
    }

    /// Groups of a clique, and what each gets of a unit of flow through it.
    fn shares_of(&self, clique: usize) -> &[(u32, f64)] {
        &self.shares[clique - self.groups]
    }

    /// What each group carries: `through[T]` went through clique T (between all pairs of its nodes, unweighted),
    /// `between[set]` between the pairs of a set that is not chosen.
    pub(super) fn share_out(&self, through: &[f64], between: &[f64]) -> Vec<f64> {
        let mut carried = through[..self.groups].to_vec();
        for (clique, &flow) in through.iter().enumerate().skip(self.groups) {
            self.shares_of(clique).iter().for_each(|&(g, share)| carried[g as usize] += share * flow);
        }
        for (set, &flow) in between.iter().enumerate().filter(|&(_, &flow)| flow != 0.0) {
            let Some((u, v)) = self.overlaps.example[set] else { continue };
            let common: Vec<u32> = common(self.of.row(u as usize), self.of.row(v as usize)).collect();
            let shares = |clique| if clique < self.groups { &[][..] } else { self.shares_of(clique) };
            for (g, share) in shares_of_set(&self.overlaps, set as u32, &common, self.groups, shares) {
                carried[g as usize] += share * flow;
            }
        }
        carried
    }

    /// Steps of one sweep over everything, one way: in and out of each clique, and the corrections.
    pub(super) fn steps(&self) -> u64 {
        2 * self.of.items.len() as u64 + self.pairs.items.len() as u64
    }
}

/// Cliques while they are being chosen.
struct Chosen {
    weight: Vec<f64>,
    of: Vec<Vec<u32>>,
    shares: Vec<Vec<(u32, f64)>>,
    /// Per set.
    is: Vec<bool>,
}

/// A set worth choosing.
struct Worthy {
    set: u32,
    weight: f64,
    nodes: Vec<u32>,
    shares: Vec<(u32, f64)>,
}

impl Chosen {
    /// Bytes, each row with what its allocation takes besides.
    fn bytes(&self) -> u64 {
        let row = 2 * 3 * WORD;
        let of: usize = self.of.iter().map(|row| row.capacity() * size_of::<u32>()).sum();
        let shares: usize = self.shares.iter().map(|row| row.capacity() * size_of::<(u32, f64)>()).sum();
        let rows = (self.of.len() + self.shares.len()) * row;
        (of + shares + rows + self.is.len()) as u64
    }

    /// What the cliques so far leave of the one that the pair should count.
    fn missing(&self, u: u32, v: u32) -> f64 {
        1.0 - common(&self.of[u as usize], &self.of[v as usize]).map(|c| self.weight[c as usize]).sum::<f64>()
    }

    /// The pairs whose set is not chosen, and R of each. Meaningless once `progress` is cancelled.
    fn left(&self, overlaps: &Overlaps, with_groups: bool, progress: &Progress) -> Vec<(Pair, f64)> {
        let left: Vec<&Pair> = overlaps.pairs.iter().filter(|pair| !self.is[pair.set as usize]).collect();
        let missing = |pair: &&Pair| if progress.is_cancelled() { 0.0 } else { self.missing(pair.u, pair.v) };
        let corrections = parallel::map(&left, missing);
        let kept = left.into_iter().copied().zip(corrections);
        kept.filter(|&(_, missing)| with_groups || missing != 0.0).collect()
    }

    /// From the smallest sets to the largest; sets of one size do not hold one another.
    fn choose(&mut self, groups_of: &Csr, nodes_in: &Csr, overlaps: &Overlaps, progress: &Progress) {
        let mut sets: Vec<u32> = (0..overlaps.count.len() as u32)
            .filter(|&set| 2 * overlaps.count[set as usize] as usize > LEAST_GAIN)
            .collect();
        sets.sort_by_key(|&set| (overlaps.size[set as usize], overlaps.example[set as usize], set));
        for sets in sets.chunk_by(|&a, &b| overlaps.size[a as usize] == overlaps.size[b as usize]) {
            let worthy = parallel::map(sets, |&set| {
                if progress.is_cancelled() { None } else { self.worthy(set, groups_of, nodes_in, overlaps) }
            });
            for Worthy { set, weight, nodes, shares } in worthy.into_iter().flatten() {
                let clique = self.weight.len() as u32;
                self.weight.push(weight);
                self.shares.push(shares);
                self.is[set as usize] = true;
                nodes.iter().for_each(|&u| self.of[u as usize].push(clique));
            }
        }
    }

    fn worthy(&self, set: u32, groups_of: &Csr, nodes_in: &Csr, overlaps: &Overlaps) -> Option<Worthy> {
        let (u, v) = overlaps.example[set as usize]?;
        let weight = self.missing(u, v);
        let entries = 2 * overlaps.count[set as usize] as usize;
        if weight == 0.0 {
            return None;
        }
        let nodes = nodes_in_all(overlaps.groups(set).collect(), groups_of, nodes_in);
        if entries <= 2 * nodes.len() + LEAST_GAIN {
            return None;
        }
        let common: Vec<u32> = common(&self.of[u as usize], &self.of[v as usize]).collect();
        let known = self.weight.len() - self.shares.len();
        let shares = |clique: usize| if clique < known { &[][..] } else { &self.shares[clique - known][..] };
        let shares = shares_of_set(overlaps, set, &common, known, shares);
        Some(Worthy { set, weight, nodes, shares })
    }
}

/// Nodes in every one of `groups`, ascending.
fn nodes_in_all(mut groups: Vec<u32>, groups_of: &Csr, nodes_in: &Csr) -> Vec<u32> {
    groups.sort_unstable_by_key(|&g| (nodes_in.row(g as usize).len(), g));
    let Some((&least, others)) = groups.split_first() else { return Vec::new() };
    let in_all = |u: u32| others.iter().all(|g| groups_of.row(u as usize).binary_search(g).is_ok());
    nodes_in.row(least as usize).iter().copied().filter(|&u| in_all(u)).collect()
}

/// v of the groups of a set, when the cliques `common` (below `groups` the groups themselves) lie inside it.
fn shares_of_set<'a>(
    overlaps: &Overlaps,
    set: u32,
    common: &[u32],
    groups: usize,
    shares: impl Fn(usize) -> &'a [(u32, f64)],
) -> Vec<(u32, f64)> {
    let each = 1.0 / f64::from(overlaps.size[set as usize]);
    let mut out: Vec<(u32, f64)> = overlaps.groups(set).map(|g| (g, each - 1.0)).collect();
    for &clique in common.iter().filter(|&&clique| clique as usize >= groups) {
        for &(g, share) in shares(clique as usize) {
            if let Some(slot) = out.iter_mut().find(|(of, _)| *of == g) {
                slot.1 -= share;
            }
        }
    }
    out
}

/// Pieces of work; each has a row of marks as long as there are nodes.
const PIECES: usize = 64;

/// Two nodes that share groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Pair {
    u: u32,
    /// Larger than `u`.
    v: u32,
    /// The groups that both are in: two at least.
    set: u32,
}

/// Bytes of a pair: where it is found, and where all of them are.
pub(in crate::measures::betweenness) const PAIR_BYTES: u64 = 2 * size_of::<Pair>() as u64;

/// The most pairs that sharing groups may come to: each is met at least twice, and each time may begin a new set, so that up to here
/// sets and pairs have 32-bit numbers.
pub(in crate::measures::betweenness) const MOST_PAIRS: u64 = 1 << 30;

/// Bytes of a set: its numbers and its example.
const SET_BYTES: usize = 4 + 12 + 4;

/// Bytes that a set takes while it is being found: its parent, its group, its place among the larger, in the trie of a piece and in that of all.
const LEAST_SET_BYTES: u64 = 40;

/// The most pairs that [`Overlaps`] can hold, in time linear in the incidence: every pair is met at least twice.
pub(super) fn pairs_at_most(groups_of: &Csr, groups: usize) -> u64 {
    let mut many = vec![0u64; groups];
    let rows = (0..groups_of.len()).map(|u| groups_of.row(u)).filter(|row| row.len() > 1);
    rows.flatten().for_each(|&g| many[g as usize] += 1);
    many.iter().map(|&n| n * n.saturating_sub(1) / 2).fold(0, u64::saturating_add) / 2
}

/// All pairs that share two groups or more.
#[derive(Debug, Default)]
struct Overlaps {
    /// In order of u, those of one u as they were met.
    pairs: Vec<Pair>,
    /// Number of groups in each set.
    size: Vec<u32>,
    /// One of its pairs, for each set that has any.
    example: Vec<Option<(u32, u32)>>,
    /// Number of its pairs, each set.
    count: Vec<u32>,
    /// Bytes that finding all this took.
    bytes: u64,
    trie: Trie,
}

#[derive(Debug, Default)]
struct Trie {
    /// The set without its largest group; [`NONE`] for sets of one group.
    parent: Vec<u32>,
    /// The largest group.
    group: Vec<u32>,
    larger: HashMap<(u32, u32), u32, foldhash::fast::FixedState>,
}

impl Trie {
    fn new(groups: usize) -> Self {
        Self { parent: vec![NONE; groups], group: (0..groups as u32).collect(), larger: HashMap::default() }
    }

    fn bytes(&self) -> usize {
        // A table is up to 7/8 full, and a byte of each slot tells whether it is taken.
        let slot = size_of::<((u32, u32), u32)>() + 1;
        (self.parent.capacity() + self.group.capacity()) * size_of::<u32>() + self.larger.capacity() * slot * 8 / 7
    }

    fn with(&mut self, set: u32, group: u32) -> u32 {
        *self.larger.entry((set, group)).or_insert_with(|| {
            self.parent.push(set);
            self.group.push(group);
            (self.parent.len() - 1) as u32
        })
    }
}

impl Overlaps {
    /// Finds the pairs; incomplete, or none, once `progress` is cancelled. None, and more than `most` bytes, where finding them needs so many:
    /// where many large groups overlap, nearly every pair shares a set of its own, and each set comes with those that it extends.
    fn new(groups_of: &Csr, groups: usize, most: u64, progress: &Progress) -> Self {
        // Nodes of one group share no two.
        let many = groups_of.pairs().filter(|&(u, _)| groups_of.row(u as usize).len() > 1);
        let nodes_in = &Csr::from_pairs(groups, many.map(|(u, g)| (g, u)));
        let piece = groups_of.len().div_ceil(PIECES).max(1);
        // What all pieces find, each by itself: the sum does not depend on which is looked at first, and it only grows.
        let sets = AtomicU64::new(0);
        let room = Room { sets: &sets, most: most / LEAST_SET_BYTES };
        let found = parallel::map_range(groups_of.len().div_ceil(piece), |i| {
            let range = i * piece..((i + 1) * piece).min(groups_of.len());
            pairs_from(range, groups_of, nodes_in, room, progress)
        });
        if room.is_exceeded() {
            return Self { bytes: most.saturating_add(1), ..Self::default() };
        }
        let mut trie = Trie::new(nodes_in.len());
        let mut pairs = Vec::with_capacity(found.iter().map(|(pairs, _)| pairs.len()).sum());
        let mut bytes: usize =
            found.iter().map(|(part, local)| part.capacity() * size_of::<Pair>() + local.bytes()).sum();
        for (part, local) in found {
            if progress.is_cancelled() {
                return Self::default();
            }
            // A set comes after the set that it extends, in every trie.
            let mut number: Vec<u32> = (0..nodes_in.len() as u32).collect();
            for set in nodes_in.len()..local.parent.len() {
                let set = trie.with(number[local.parent[set] as usize], local.group[set]);
                number.push(set);
            }
            pairs.extend(part.iter().map(|pair| Pair { set: number[pair.set as usize], ..*pair }));
        }
        let sets = trie.parent.len();
        let mut size = vec![1; nodes_in.len()];
        (nodes_in.len()..sets).for_each(|set| size.push(size[trie.parent[set] as usize] + 1));
        let (mut example, mut count) = (vec![None; sets], vec![0; sets]);
        for pair in &pairs {
            example[pair.set as usize].get_or_insert((pair.u, pair.v));
            count[pair.set as usize] += 1;
        }
        bytes += pairs.capacity() * size_of::<Pair>() + trie.bytes() + sets * SET_BYTES;
        Self { pairs, size, example, count, bytes: bytes as u64, trie }
    }

    /// The groups of a set, descending.
    fn groups(&self, set: u32) -> impl Iterator<Item = u32> + '_ {
        let known = |at: &u32| *at != NONE;
        let sets = std::iter::successors(Some(set), move |&at| Some(self.trie.parent[at as usize]).filter(known));
        sets.map(|at| self.trie.group[at as usize])
    }
}

/// How many sets may be found, in all pieces together.
#[derive(Clone, Copy)]
struct Room<'a> {
    sets: &'a AtomicU64,
    most: u64,
}

impl Room<'_> {
    fn is_exceeded(self) -> bool {
        self.sets.load(Ordering::Relaxed) > self.most
    }
}

/// Pairs whose smaller node is in `range`; it ends early where there is no room for all sets.
fn pairs_from(
    range: std::ops::Range<usize>,
    groups_of: &Csr,
    nodes_in: &Csr,
    room: Room<'_>,
    progress: &Progress,
) -> (Vec<Pair>, Trie) {
    let mut trie = Trie::new(nodes_in.len());
    let mut pairs = Vec::new();
    let mut set_with = vec![NONE; groups_of.len()];
    let mut met: Vec<u32> = Vec::new();
    for u in range {
        if groups_of.row(u).len() < 2 {
            continue;
        }
        for &g in groups_of.row(u) {
            let sets = trie.parent.len();
            if progress.is_cancelled() || room.is_exceeded() {
                return (pairs, trie);
            }
            let row = nodes_in.row(g as usize);
            for &v in &row[row.partition_point(|&v| v as usize <= u)..] {
                let set = &mut set_with[v as usize];
                if *set == NONE {
                    met.push(v);
                    *set = g;
                } else {
                    *set = trie.with(*set, g);
                }
            }
            room.sets.fetch_add((trie.parent.len() - sets) as u64, Ordering::Relaxed);
        }
        for v in met.drain(..) {
            let set = std::mem::replace(&mut set_with[v as usize], NONE);
            if trie.parent[set as usize] != NONE {
                pairs.push(Pair { u: u as u32, v, set });
            }
        }
    }
    (pairs, trie)
}
