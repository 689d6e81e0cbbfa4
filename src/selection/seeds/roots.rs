//! Nodes in proportion to their value (Walker 1977, Vose 1991).

use crate::random::Random;

/// An alias table.
pub(super) struct Roots {
    /// Sum of all values.
    pub total: f64,
    /// Nodes with a value; empty when all nodes have the same.
    slots: Vec<Slot>,
    /// Number of nodes.
    nodes: u64,
}

struct Slot {
    /// Probability of `node`; else it is `other`.
    keep: f64,
    node: u32,
    other: u32,
}

impl Roots {
    /// Values are finite and ≥ 0.
    pub fn new(value: &[f64]) -> Self {
        let total: f64 = value.iter().sum();
        let nodes = value.len() as u64;
        if value.windows(2).all(|two| two[0].to_bits() == two[1].to_bits()) {
            return Self { total, slots: Vec::new(), nodes };
        }
        let valued = value.iter().zip(0..).filter(|&(&value, _)| value > 0.0);
        let mut slots: Vec<Slot> = valued.map(|(&keep, node)| Slot { keep, node, other: node }).collect();
        let scale = slots.len() as f64 / total;
        slots.iter_mut().for_each(|slot| slot.keep *= scale);
        let (mut small, mut large): (Vec<usize>, Vec<usize>) = (0..slots.len()).partition(|&i| slots[i].keep < 1.0);
        while let (Some(&few), Some(&much)) = (small.last(), large.last()) {
            small.pop();
            slots[few].other = slots[much].node;
            slots[much].keep -= 1.0 - slots[few].keep;
            if slots[much].keep < 1.0 {
                large.pop();
                small.push(much);
            }
        }
        // What is left is 1 up to rounding.
        small.into_iter().chain(large).for_each(|i| slots[i].keep = 1.0);
        Self { total, slots, nodes }
    }

    pub fn draw(&self, random: &mut Random) -> u32 {
        if self.slots.is_empty() {
            return random.below(self.nodes) as u32;
        }
        let slot = &self.slots[random.below(self.slots.len() as u64) as usize];
        if random.chance(slot.keep) { slot.node } else { slot.other }
    }
}
