//! Which pairs of nodes share two groups or more, and which groups these are.
//!
//! Sets of shared groups are interned in a trie: a set is its largest group and the set of the others, so equal sets get one
//! number. The first numbers are the sets of one group, numbered like the groups.
//!
//! **Complexity.** Time Σ over groups of (nodes in it)²/2, space the number of pairs that share two groups or more.
//! **Determinism.** Sets are numbered in the order of nodes, whatever thread finds them.

use hashbrown::HashMap;

use crate::graph::Csr;
use crate::parallel;
use crate::progress::Progress;
use crate::tables::NONE;

/// Pieces of work; each has a row of marks as long as there are nodes.
const PIECES: usize = 64;

/// Two nodes that share groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub u: u32,
    /// Larger than `u`.
    pub v: u32,
    /// The groups that both are in: two at least.
    pub set: u32,
}

/// Bytes of a pair: where it is found, and where all of them are.
pub(super) const PAIR_BYTES: u64 = 2 * size_of::<Pair>() as u64;

/// The most pairs that [`Overlaps`] can hold, in time linear in the incidence: every pair is met at least twice.
pub(super) fn pairs_at_most(groups_of: &Csr, groups: usize) -> u64 {
    let mut many = vec![0u64; groups];
    let rows = (0..groups_of.len()).map(|u| groups_of.row(u)).filter(|row| row.len() > 1);
    rows.flatten().for_each(|&g| many[g as usize] += 1);
    many.iter().map(|&n| n * n.saturating_sub(1) / 2).sum::<u64>() / 2
}

/// All pairs that share two groups or more.
#[derive(Debug, Default)]
pub(super) struct Overlaps {
    /// In order of u, those of one u as they were met.
    pub pairs: Vec<Pair>,
    /// Number of groups in each set.
    pub size: Vec<u32>,
    /// One of its pairs, for each set that has any.
    pub example: Vec<Option<(u32, u32)>>,
    /// Number of its pairs, each set.
    pub count: Vec<u32>,
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

    fn with(&mut self, set: u32, group: u32) -> u32 {
        *self.larger.entry((set, group)).or_insert_with(|| {
            self.parent.push(set);
            self.group.push(group);
            (self.parent.len() - 1) as u32
        })
    }
}

impl Overlaps {
    /// Finds the pairs; incomplete, or none, once `progress` is cancelled.
    pub(super) fn new(groups_of: &Csr, groups: usize, progress: &Progress) -> Self {
        // Nodes of one group share no two.
        let many = groups_of.pairs().filter(|&(u, _)| groups_of.row(u as usize).len() > 1);
        let nodes_in = &Csr::from_pairs(groups, many.map(|(u, g)| (g, u)));
        let piece = groups_of.len().div_ceil(PIECES).max(1);
        let found = parallel::map_range(groups_of.len().div_ceil(piece), |i| {
            let range = i * piece..((i + 1) * piece).min(groups_of.len());
            pairs_from(range, groups_of, nodes_in, progress)
        });
        let mut trie = Trie::new(nodes_in.len());
        let mut pairs = Vec::with_capacity(found.iter().map(|(pairs, _)| pairs.len()).sum());
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
        Self { pairs, size, example, count, trie }
    }

    /// The groups of a set, descending.
    pub(super) fn groups(&self, set: u32) -> impl Iterator<Item = u32> + '_ {
        let known = |at: &u32| *at != NONE;
        let sets = std::iter::successors(Some(set), move |&at| Some(self.trie.parent[at as usize]).filter(known));
        sets.map(|at| self.trie.group[at as usize])
    }
}

/// Pairs whose smaller node is in `range`.
fn pairs_from(
    range: std::ops::Range<usize>,
    groups_of: &Csr,
    nodes_in: &Csr,
    progress: &Progress,
) -> (Vec<Pair>, Trie) {
    let mut trie = Trie::new(nodes_in.len());
    let mut pairs = Vec::new();
    let mut set_with = vec![NONE; groups_of.len()];
    let mut met: Vec<u32> = Vec::new();
    for u in range {
        if groups_of.row(u).len() < 2 || progress.is_cancelled() {
            continue;
        }
        for &g in groups_of.row(u) {
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
