//! What is known of the nodes from when they were moved last, so that only those are looked at again around whom the levels
//! above changed something.

use super::level::Level;
use super::moving::State;
use crate::graph::Csr;
use crate::tables::NONE;

/// How moving ended.
#[derive(Clone, Debug)]
pub(super) struct Earlier {
    /// Community of each node, and the numbers of communities.
    pub(super) of: Vec<u32>,
    pub(super) numbers: usize,
    /// How much may still change around each node before it has to be looked at.
    pub(super) slack: Vec<f64>,
}

impl State {
    /// Takes over how much may change around the nodes, and counts as moved whoever is elsewhere now. Communities may
    /// have other numbers now: each goes on as the one in which most of its nodes are, as far as no other does so with more.
    pub(super) fn recall(&mut self, level: &Level, earlier: &Earlier) {
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
}
