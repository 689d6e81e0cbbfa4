//! The excess C: pairs of classes that share more than one group.
//!
//! **Definition.** For two different classes u, v that share k ≥ 2 groups, C_uv = k − 1. Off the diagonal the adjacency of
//! the class graph is A = B·Bᵀ − C + X′ (B: class × group incidence, X′: interaction edges between classes that share no
//! group), because B·Bᵀ counts such a pair k times. Each entry also knows *which* groups are shared: a step between
//! u and v is carried by k groups, and each of them is credited with 1/k of it.
//!
//! **Storage.** Rows of (class, shared set), symmetric, ascending. Shared sets are interned in a trie: a set is its
//! largest group and the set of the others, so equal sets are stored once and flow over them is added up in one place.
//!
//! **Complexity.** Time Σ over classes u with two groups or more of Σ_{g ∋ u} (classes of two groups or more in g), space
//! the number of pairs with k ≥ 2; [`entries_at_most`] bounds the latter without building anything.
//!
//! **Determinism.** Sets are numbered in the order of classes and groups, so by the input alone.

use hashbrown::HashMap;

use crate::graph::{Classes, Csr};
use crate::progress::Progress;
use crate::tables::NONE;

/// One pair of classes in a row of [`Excess`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Shared {
    /// The other class.
    pub class: u32,
    /// The groups that both are in.
    pub set: u32,
}

/// Bytes of an entry of C, the half of it that is built first included.
pub(super) const ENTRY_BYTES: u64 = 12;

/// Bytes of a shared set with its place in the map that finds it.
pub(super) const SET_BYTES: u64 = 40;

/// All pairs of classes that share two groups or more.
#[derive(Debug, Default)]
pub(super) struct Excess {
    offsets: Vec<usize>,
    entries: Vec<Shared>,
    sets: Sets,
}

/// Sets of groups as a trie. The first sets are those of one group, numbered like the groups.
#[derive(Debug, Default)]
struct Sets {
    /// The set without its largest group; [`NONE`] for sets of one group.
    parent: Vec<u32>,
    /// The largest group.
    group: Vec<u32>,
    /// k − 1.
    excess: Vec<f64>,
}

impl Sets {
    fn singletons(groups: usize) -> Self {
        Self { parent: vec![NONE; groups], group: (0..groups as u32).collect(), excess: vec![0.0; groups] }
    }

    fn extend(&mut self, set: u32, group: u32) -> u32 {
        let new = self.parent.len() as u32;
        self.parent.push(set);
        self.group.push(group);
        self.excess.push(self.excess[set as usize] + 1.0);
        new
    }
}

impl Excess {
    /// Finds the pairs; incomplete once `progress` is cancelled.
    pub(super) fn new(classes: &Classes, progress: &Progress) -> Self {
        let shared = many_groups(classes);
        let n = classes.groups_of.len();
        let mut sets = Sets::singletons(classes.classes_in.len());
        let mut larger: HashMap<(u32, u32), u32, foldhash::fast::FixedState> = HashMap::default();
        // Pairs u < v in order of u, then of v.
        let (mut half, mut ends) = (Vec::new(), Vec::with_capacity(n));
        let mut set_with = vec![NONE; n];
        let mut met: Vec<u32> = Vec::new();
        for u in 0..n {
            if shared.groups_of.row(u).len() > 1 && !progress.is_cancelled() {
                for &g in shared.groups_of.row(u) {
                    let row = shared.classes_in.row(g as usize);
                    let after = row.partition_point(|&v| v as usize <= u);
                    for &v in &row[after..] {
                        let set = &mut set_with[v as usize];
                        if *set == NONE {
                            met.push(v);
                            *set = g;
                        } else {
                            *set = *larger.entry((*set, g)).or_insert_with(|| sets.extend(*set, g));
                        }
                    }
                }
                met.sort_unstable();
                for v in met.drain(..) {
                    let set = std::mem::replace(&mut set_with[v as usize], NONE);
                    if sets.parent[set as usize] != NONE {
                        half.push(Shared { class: v, set });
                    }
                }
            }
            ends.push(half.len());
        }
        let (offsets, entries) = mirrored(&half, &ends);
        Self { offsets, entries, sets }
    }

    /// Pairs of class `u`, ascending.
    #[inline]
    pub(super) fn row(&self, u: u32) -> &[Shared] {
        &self.entries[self.offsets[u as usize]..self.offsets[u as usize + 1]]
    }

    /// C of a pair with this shared set.
    #[inline]
    pub(super) fn of(&self, set: u32) -> f64 {
        self.sets.excess[set as usize]
    }

    /// Number of shared sets, sets of one group included.
    pub(super) fn sets(&self) -> usize {
        self.sets.parent.len()
    }

    /// Takes from each group the part of the flow that other groups could have carried: `flow[set]` went between
    /// pairs with that shared set and was credited in full to each of its k groups, which keep 1/k of it.
    pub(super) fn share_out(&self, flow: &[f64], groups: &mut [f64]) {
        for (set, &amount) in flow.iter().enumerate().filter(|&(_, &amount)| amount != 0.0) {
            let excess = self.sets.excess[set];
            let others = amount * (excess / (excess + 1.0));
            let mut at = set as u32;
            while at != NONE {
                groups[self.sets.group[at as usize] as usize] -= others;
                at = self.sets.parent[at as usize];
            }
        }
    }
}

/// Both directions of the pairs `half` (first class: the row, rows end at `ends`), rows ascending.
fn mirrored(half: &[Shared], ends: &[usize]) -> (Vec<usize>, Vec<Shared>) {
    let n = ends.len();
    let rows = || (0..n).map(|u| (u, &half[if u == 0 { 0 } else { ends[u - 1] }..ends[u]]));
    let mut offsets = vec![0usize; n + 1];
    for (u, row) in rows() {
        offsets[u + 1] += row.len();
        row.iter().for_each(|pair| offsets[pair.class as usize + 1] += 1);
    }
    for u in 0..n {
        offsets[u + 1] += offsets[u];
    }
    let mut next = offsets.clone();
    let mut entries = vec![Shared { class: NONE, set: NONE }; offsets[n]];
    // Row u first receives the smaller classes, as their rows come before its own, then its own, larger ones.
    for (u, row) in rows() {
        let own = next[u];
        entries[own..own + row.len()].copy_from_slice(row);
        for pair in row {
            let slot = &mut next[pair.class as usize];
            entries[*slot] = Shared { class: u as u32, set: pair.set };
            *slot += 1;
        }
    }
    (offsets, entries)
}

/// Upper bound of the entries of C, in time linear in the incidence.
pub(super) fn entries_at_most(classes: &Classes) -> u64 {
    let mut many = vec![0u64; classes.classes_in.len()];
    let rows = || (0..classes.groups_of.len()).map(|u| classes.groups_of.row(u)).filter(|row| row.len() > 1);
    for row in rows() {
        row.iter().for_each(|&g| many[g as usize] += 1);
    }
    // Every ordered pair is met k ≥ 2 times.
    rows().flatten().map(|&g| many[g as usize] - 1).sum::<u64>() / 2
}

/// The incidence of classes in two groups or more; only they can share two.
struct ManyGroups {
    groups_of: Csr,
    classes_in: Csr,
}

fn many_groups(classes: &Classes) -> ManyGroups {
    let pairs = || classes.groups_of.pairs().filter(|&(u, _)| classes.groups_of.row(u as usize).len() > 1);
    let groups_of = Csr::from_pairs(classes.groups_of.len(), pairs());
    let classes_in = groups_of.transposed(classes.classes_in.len());
    ManyGroups { groups_of, classes_in }
}
