//! Betweenness of users and groups over the hop distances of the user graph.

use crate::config::{BetweennessOptions, PathCounting};
use crate::graph::Graph;
use crate::progress::Progress;

/// Betweenness of every user and group.
///
/// Over unordered pairs, endpoints excluded, not normalised: Σ σ_st(v)/σ_st.
#[derive(Debug, Default)]
pub struct Betweenness {
    /// Per node.
    pub users: Vec<f64>,
    /// Lower end of the interval per node; equal to `users` in an exact run.
    pub low: Vec<f64>,
    /// Upper end.
    pub high: Vec<f64>,
    /// Per group number: Σ over user pairs at distance ≥ 2 of the share of their shortest paths that take a step inside the
    /// group; a step that k shared groups could carry counts 1/k for each.
    pub groups: Vec<f64>,
    /// What was done.
    pub method: Method,
    /// Path counting used.
    pub path_counting: PathCounting,
    /// Classes of indistinguishable users that were searched from.
    pub sources: usize,
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Every source, exact up to rounding.
    #[default]
    Exact,
}

/// Betweenness by the configured method. Returns early, with meaningless numbers, once `progress` is cancelled.
pub fn betweenness(_graph: &Graph, _options: &BetweennessOptions, _progress: &Progress) -> Betweenness {
    todo!("measures room")
}

/// Ranks listed nodes by betweenness (descending, then node number). A new rank (1 + listed nodes before) begins only where the
/// smallest lower bound so far exceeds every later upper bound; exact values count as intervals of 1e-9 relative half-width. Unlisted: 0.
pub fn bridge_ranks(_b: &Betweenness, _listed: &[bool]) -> Vec<u32> {
    todo!("measures room")
}

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

/// Counts the cost of [`betweenness`] on `graph` with `threads` threads.
pub fn cost(_graph: &Graph, _threads: usize) -> Cost {
    todo!("measures room")
}
