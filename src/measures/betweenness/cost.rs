//! What exact betweenness would cost, counted before it runs.

use super::exact;
use crate::config::PathCounting;
use crate::graph::{Classes, Graph, classes};
use crate::progress::Progress;

/// Steps that one thread takes in a second; a round number for predictions.
const STEPS_PER_SECOND: f64 = 2e9;

/// Work and memory of exact betweenness, counted without running it.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Cost {
    /// Searches.
    pub sources: u64,
    /// Steps of one search one way: in and out of each clique, along each edge, to each end of each pair left over.
    pub entries_per_source: u64,
    /// sources × entries.
    pub operations: u64,
    /// Bytes of the threads' workspaces plus what they share.
    pub bytes: u64,
    /// Predicted seconds on this many threads, from a fixed rate; for people, never for decisions.
    pub seconds: f64,
}

/// Counts the cost of exact [`betweenness`](super::betweenness) on `graph` with `threads` threads.
pub fn cost(graph: &Graph, threads: usize) -> Cost {
    let classes = classes(graph);
    Cost::of(&exact::Plan::new(&classes, PathCounting::Neighbours, true, &Progress::silent()), threads)
}

impl Cost {
    /// Of a run that is ready to start.
    pub(super) fn of(plan: &exact::Plan, threads: usize) -> Self {
        let (sources, entries_per_source) = (plan.sources(), plan.steps());
        let operations = sources.saturating_mul(entries_per_source);
        let seconds = operations as f64 / (STEPS_PER_SECOND * threads.max(1) as f64);
        Self { sources, entries_per_source, operations, bytes: plan.bytes(threads), seconds }
    }

    /// What is known without building anything: no fewer operations, no more bytes of pairs that share groups.
    pub(super) fn bound(classes: &Classes, counting: PathCounting) -> Self {
        let (sources, entries_per_source) = exact::least_work(classes);
        let bytes = match counting {
            PathCounting::Neighbours => exact::overlap_bytes_at_most(classes),
            PathCounting::Channels => 0,
        };
        let operations = sources.saturating_mul(entries_per_source);
        Self { sources, entries_per_source, operations, bytes, seconds: 0.0 }
    }
}
