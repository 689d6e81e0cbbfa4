//! What exact betweenness would cost, counted before it runs.

use super::exact::{self, Sweep};
use crate::config::{BetweennessMethod, BetweennessOptions, PathCounting};
use crate::graph::{Classes, Graph, classes};
use crate::progress::Progress;

/// Steps that one thread takes in a second: a round number for predictions, between what small graphs of groups (2e9) and large
/// or sparse ones (7e8) gave on one machine.
const STEPS_PER_SECOND: f64 = 1e9;

/// Workspaces that [`Cost::bytes`] counts, whatever the number of threads, so that the same input always takes the same method.
const WORKSPACES: u64 = 2;

/// Work and memory of exact betweenness, counted without running it.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Cost {
    /// Searches.
    pub sources: u64,
    /// Steps of one search one way: into and out of each clique, along each edge, to each end of each pair left over.
    pub entries_per_source: u64,
    /// sources × entries.
    pub operations: u64,
    /// Bytes that all threads share, and the workspaces of two.
    pub bytes: u64,
    /// Bytes of each further thread.
    pub bytes_per_thread: u64,
    /// Predicted seconds on this many threads, from a fixed rate; for people, never for decisions.
    pub seconds: f64,
    /// Whether everything was counted. Where a budget is exceeded already by what is known without building anything,
    /// operations are a lower bound, and bytes an upper bound of the pairs that share groups.
    pub complete: bool,
}

/// Counts the cost of exact [`betweenness`](super::betweenness) on `graph` with `threads` threads.
pub fn cost(graph: &Graph, options: &BetweennessOptions, threads: usize) -> Cost {
    count(&classes(graph), options, threads, &Progress::silent()).0
}

/// [`cost`] of a graph whose classes are known, and the run that was counted, ready to start. Nothing is built where a
/// budget is exceeded anyway.
pub(super) fn count(
    classes: &Classes,
    options: &BetweennessOptions,
    threads: usize,
    progress: &Progress,
) -> (Cost, Option<Sweep>) {
    let bound = Cost::bound(classes, options.path_counting, threads);
    let too_long = options.method != BetweennessMethod::Exact && bound.operations > options.exact_budget;
    if too_long || bound.bytes > options.memory_budget_bytes() {
        return (bound, None);
    }
    let sweep = Sweep::new(classes, options.path_counting, options.groups, progress);
    (Cost::of(&sweep, threads), Some(sweep))
}

impl Cost {
    fn of(sweep: &Sweep, threads: usize) -> Self {
        let (shared, bytes_per_thread) = sweep.bytes();
        let bytes = shared + WORKSPACES * bytes_per_thread;
        Self { bytes, bytes_per_thread, complete: true, ..Self::new(sweep.sources(), sweep.steps(), threads) }
    }

    /// What is known without building anything.
    fn bound(classes: &Classes, counting: PathCounting, threads: usize) -> Self {
        let (sources, steps) = exact::least_work(classes);
        let bytes = match counting {
            PathCounting::Neighbours => exact::overlap_bytes_at_most(classes),
            PathCounting::Channels => 0,
        };
        Self { bytes, ..Self::new(sources, steps, threads) }
    }

    fn new(sources: u64, entries_per_source: u64, threads: usize) -> Self {
        let operations = sources.saturating_mul(entries_per_source);
        let seconds = operations as f64 / (STEPS_PER_SECOND * threads.max(1) as f64);
        Self { sources, entries_per_source, operations, seconds, ..Self::default() }
    }
}
