//! How many events there were between two nodes, when someone asks for all pairs.
//!
//! Events are rows of `interactions` between two different nodes, up to the as-of moment, in either direction and of any kind, those
//! that tie nobody too: what `interactions_in` and `interactions_out` count of both. The counts of a pair are summed in the
//! tables' order, so the sum does not depend on threads.

use super::{Csr, Nodes};
use crate::memory::Stage;
use crate::parallel;
use crate::tables::{NO_TIME, NONE, Seconds, Tables};

/// Events of every pair that has any.
#[derive(Clone, Debug, Default)]
pub struct Events {
    /// Per node, those after it with whom there were events, ascending.
    rows: Csr,
    /// Sum of `count`, parallel to `rows.items`.
    counts: Vec<f64>,
}

impl Events {
    /// Events between two nodes; 0 where there were none. O(log(pairs of the first)).
    pub fn between(&self, a: u32, b: u32) -> f64 {
        let (a, b) = (a.min(b), a.max(b));
        let place = self.rows.row(a as usize).binary_search(&b);
        place.map_or(0.0, |place| self.counts[self.rows.offsets[a as usize] + place])
    }
}

/// Counts the events of every pair. O(rows log(rows)).
pub fn events_between(tables: &Tables, nodes: &Nodes, as_of: Seconds) -> Events {
    let rows = &tables.interactions;
    let node = |user: u32| nodes.node.get(user as usize).copied().unwrap_or(NONE);
    let is_later = |at: Seconds| as_of != NO_TIME && at != NO_TIME && at > as_of;
    let mut events: Vec<(u32, u32, u32)> = (0..rows.from.len())
        .filter(|&i| rows.count[i] != 0.0 && !is_later(rows.at[i]))
        .map(|i| (node(rows.from[i]), node(rows.to[i]), i as u32))
        .filter(|&(a, b, _)| a != NONE && b != NONE && a != b)
        .map(|(a, b, i)| (a.min(b), a.max(b), i))
        .collect();
    parallel::sort_unstable_by(&mut events, Ord::cmp);
    let pairs = || events.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1));
    let mut lengths = vec![0usize; nodes.len() + 1];
    pairs().for_each(|pair| lengths[pair[0].0 as usize + 1] += 1);
    let offsets = lengths
        .iter()
        .scan(0, |sum, length| {
            *sum += length;
            Some(*sum)
        })
        .collect();
    let items = pairs().map(|pair| pair[0].1).collect();
    let count = |pair: &[(u32, u32, u32)]| pair.iter().map(|&(_, _, i)| rows.count[i as usize]).sum();
    Events { rows: Csr { offsets, items }, counts: pairs().map(count).collect() }
}

/// What counting takes at the most.
pub fn need_of_events(tables: &Tables, nodes: &Nodes) -> Stage {
    let rows = tables.interactions.from.len() as u64;
    Stage { shared: rows * 12 + nodes.len() as u64 * 8, each: 0, stays: rows * 12 + nodes.len() as u64 * 8 }
}
