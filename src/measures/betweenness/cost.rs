//! What exact betweenness would cost, counted from the layers alone.

use super::{excess, search};
use crate::config::PathCounting;
use crate::graph::{Classes, Graph, classes};

/// Entries that one thread visits in a second; a round number for predictions, between what dense groups (8e8) and sparse
/// edges (1.5e8) gave on one machine.
const ENTRIES_PER_SECOND: f64 = 5e8;

/// Work and memory of exact betweenness, counted without running it.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Cost {
    /// Classes to search from.
    pub sources: u64,
    /// Entries that one search touches: 2·nnz(B) + nnz(C) + nnz(X′), an upper bound where C is not built.
    pub entries_per_source: u64,
    /// sources × entries.
    pub operations: u64,
    /// Bytes of one thread's workspace plus the shared operator.
    pub bytes: u64,
    /// Predicted seconds on this many threads, from a fixed rate; for people, never for decisions.
    pub seconds: f64,
}

/// Counts the cost of exact [`betweenness`](super::betweenness) on `graph` with `threads` threads.
pub fn cost(graph: &Graph, counting: PathCounting, threads: usize) -> Cost {
    of_classes(&classes(graph), counting, threads)
}

/// [`cost`] of a graph whose classes are known. Channels need no C.
pub(crate) fn of_classes(classes: &Classes, counting: PathCounting, threads: usize) -> Cost {
    let incidence = classes.groups_of.items.len() as u64;
    let edges = classes.outside.items.len() as u64;
    let excess = match counting {
        PathCounting::Neighbours => excess::entries_at_most(classes),
        PathCounting::Channels => 0,
    };
    let sources = classes.groups_of.len() as u64;
    let groups = classes.classes_in.len() as u64;
    let entries_per_source = 2 * incidence + excess + edges;
    let operations = sources.saturating_mul(entries_per_source);
    let [per_class, per_group, per_set] = search::WORKSPACE.map(|bytes| bytes as u64);
    // Every pair of C has two entries and shares a set with others at best.
    let sets = if excess > 0 { groups + excess / 2 } else { 0 };
    let workspace = sources * per_class + groups * per_group + sets * per_set;
    let operator = 8 * incidence + 4 * edges + excess * excess::ENTRY_BYTES + sets * excess::SET_BYTES;
    let seconds = operations as f64 / (ENTRIES_PER_SECOND * threads.max(1) as f64);
    Cost { sources, entries_per_source, operations, bytes: workspace + operator, seconds }
}
