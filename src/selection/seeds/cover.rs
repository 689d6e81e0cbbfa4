//! Greedy choice on a collection of sets, and what the best choice could cover at most.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use fixedbitset::FixedBitSet;

use super::Quota;
use super::sampler::Collection;
use crate::tables::NONE;

/// Beginnings of the choice after which the upper bound is computed.
const LOOKS: usize = 32;

/// What the greedy choice came to.
pub(super) struct Choice {
    /// In the order of choosing; each adds at least one set.
    pub picks: Vec<u32>,
    /// No feasible set covers more than this many sets of the collection.
    pub most: u64,
}

/// How many more seeds each quota lets in.
pub(super) struct Room<'a> {
    quotas: &'a [Quota<'a>],
    left: Vec<Vec<u32>>,
}

impl<'a> Room<'a> {
    pub fn new(quotas: &'a [Quota<'a>]) -> Self {
        let left = quotas.iter().map(|quota| vec![quota.limit; quota.classes()]).collect();
        Self { quotas, left }
    }

    pub fn admits(&self, node: u32) -> bool {
        self.quotas.iter().zip(&self.left).all(|(quota, left)| match quota.class[node as usize] {
            NONE => true,
            class => left[class as usize] > 0,
        })
    }

    pub fn take(&mut self, node: u32) {
        for (quota, left) in self.quotas.iter().zip(&mut self.left) {
            if let Some(left) = left.get_mut(quota.class[node as usize] as usize) {
                *left -= 1;
            }
        }
    }
}

/// Nodes by what they would add, and for the best of them the sets in which they stand.
struct Shelf {
    nodes: Vec<u32>,
    /// Row of a node, or NONE.
    row_of: Vec<u32>,
    starts: Vec<usize>,
    /// Set numbers.
    sets: Vec<u32>,
    /// Nodes off the shelf add at most this.
    beyond: u32,
}

impl Shelf {
    /// At least the `wanted` nodes that add most.
    fn new(sets: &Collection, gain: &[u32], covered: &FixedBitSet, wanted: usize) -> Self {
        let mut with_gain = vec![0usize; gain.iter().max().map_or(0, |&most| most as usize) + 1];
        gain.iter().for_each(|&gain| with_gain[gain as usize] += 1);
        let mut beyond = with_gain.len() - 1;
        let mut more = 0;
        while beyond > 0 && more < wanted {
            more += with_gain[beyond];
            beyond -= 1;
        }
        let nodes: Vec<u32> = (0..gain.len() as u32).filter(|&v| gain[v as usize] as usize > beyond).collect();
        let mut row_of = vec![NONE; gain.len()];
        let mut starts = Vec::with_capacity(nodes.len() + 1);
        starts.push(0);
        for (&node, row) in nodes.iter().zip(0..) {
            row_of[node as usize] = row;
            starts.push(starts[row as usize] + gain[node as usize] as usize);
        }
        let mut next = starts.clone();
        let mut of_row = vec![0u32; starts[nodes.len()]];
        for (i, set) in sets.sets().enumerate().filter(|&(i, _)| !covered.contains(i)) {
            for &node in set {
                let row = row_of[node as usize];
                if row != NONE {
                    let slot = &mut next[row as usize];
                    of_row[*slot] = i as u32;
                    *slot += 1;
                }
            }
        }
        Self { nodes, row_of, starts, sets: of_row, beyond: beyond as u32 }
    }

    fn sets_of(&self, node: u32) -> &[u32] {
        let row = self.row_of[node as usize] as usize;
        &self.sets[self.starts[row]..self.starts[row + 1]]
    }

    fn heap(&self, gain: &[u32]) -> BinaryHeap<(u32, Reverse<u32>)> {
        self.nodes.iter().map(|&v| (gain[v as usize], Reverse(v))).collect()
    }

    /// At least what the best `k` nodes add, each counted by itself; of several quotas the one that allows least.
    fn best(&self, gain: &[u32], quotas: &[Quota<'_>], k: usize, order: &mut Vec<u32>) -> u64 {
        order.clear();
        order.extend(self.nodes.iter().filter(|&&v| gain[v as usize] > self.beyond));
        if quotas.is_empty() && order.len() > k {
            order.select_nth_unstable_by_key(k, |&v| Reverse(gain[v as usize]));
            order.truncate(k);
        }
        order.sort_unstable_by_key(|&v| (Reverse(gain[v as usize]), v));
        let sum = |quotas: &[Quota<'_>]| {
            let mut room = Room::new(quotas);
            let (mut sum, mut taken) = (0, 0);
            for &node in order.iter() {
                if taken < k && room.admits(node) {
                    room.take(node);
                    sum += u64::from(gain[node as usize]);
                    taken += 1;
                }
            }
            sum + (k - taken) as u64 * u64::from(self.beyond)
        };
        if quotas.is_empty() { sum(&[]) } else { quotas.chunks(1).map(sum).min().unwrap_or(0) }
    }
}

/// A greedy choice to be made.
pub(super) struct Greedy<'a> {
    pub sets: &'a Collection,
    /// Sets in which each node stands; only candidates stand in any.
    pub counts: &'a [u32],
    pub quotas: &'a [Quota<'a>],
    /// Seeds wanted.
    pub k: usize,
    /// Nodes that are looked at closely at first; changes how long it takes, not who is chosen.
    pub shelf: usize,
}

impl Greedy<'_> {
    /// Each time the node that adds most sets, of equal ones the first, until nobody adds any.
    ///
    /// O(members of all sets + k · shelf log shelf), unless many nodes add about the same.
    pub fn choose(&self) -> Choice {
        let &Self { sets, quotas, k, .. } = self;
        let mut gain = self.counts.to_vec();
        let mut covered = FixedBitSet::with_capacity(sets.len() as usize);
        let mut room = Room::new(quotas);
        let mut wanted = self.shelf;
        let mut shelf = Shelf::new(sets, &gain, &covered, wanted);
        let mut heap = shelf.heap(&gain);
        let mut order = Vec::new();
        let mut picks: Vec<u32> = Vec::new();
        let mut sum = 0u64;
        let mut most = sets.len();
        let apart = k.div_ceil(LOOKS).max(1);
        let mut looked = false;
        loop {
            if picks.len().is_multiple_of(apart) && !looked {
                most = most.min(sum + shelf.best(&gain, quotas, k, &mut order));
                looked = true;
            }
            if picks.len() == k {
                break;
            }
            let best = heap.pop();
            let Some((value, Reverse(node))) = best.filter(|&(value, _)| value > shelf.beyond) else {
                if shelf.beyond == 0 {
                    break;
                }
                // Somebody off the shelf may add as much.
                wanted = wanted.saturating_mul(8);
                shelf = Shelf::new(sets, &gain, &covered, wanted);
                heap = shelf.heap(&gain);
                continue;
            };
            if value != gain[node as usize] {
                heap.push((gain[node as usize], Reverse(node)));
            } else if room.admits(node) {
                room.take(node);
                picks.push(node);
                sum += u64::from(value);
                looked = false;
                for &i in shelf.sets_of(node) {
                    if !covered.put(i as usize) {
                        sets.set(i as usize).iter().for_each(|&member| gain[member as usize] -= 1);
                    }
                }
            }
        }
        most = most.min(sum + shelf.best(&gain, quotas, k, &mut order));
        Choice { picks, most }
    }
}

#[cfg(test)]
mod tests;
