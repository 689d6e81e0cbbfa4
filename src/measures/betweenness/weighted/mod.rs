//! Betweenness over weighted distances: the stronger a tie, the shorter.
//!
//! **Definition.** A tie of strength s is 1/s long, in whole units (see [`lengths()`]); ties of strength 0 or below
//! `min_strength` are left out. Over unordered pairs s, t of users: b(v) = Σ σ_st(v)/σ_st, endpoints excluded, with σ_st the
//! number of shortest paths by that length. Two users are one tie however many groups they share: its strength holds all of
//! them. Groups get no value: a tie has one length for all its channels, and no share of it belongs to one group.
//!
//! **Method.** Twins have different strengths and a group is no clique of equal lengths, so pairs are listed; then one search
//! (see [`search`]) from every user, or, where that takes more steps than allowed, from a random part of them (see
//! [`sampling`]), with intervals.
//!
//! **Complexity.** A search reads every tie that the source reaches once, both directions: O(m + r log r) for m arcs and r
//! pushes to the queue. A step is an arc or a node. Memory: [`lengths::PAIR_BYTES`] a pair while listing, 8 after.
//!
//! **Determinism.** Lengths are whole numbers, sums run in the order of node numbers, pieces are merged in order.
//!
//! Brandes, *A faster algorithm for betweenness centrality* (2001); Dijkstra, *A note on two problems in connexion with
//! graphs* (1959).

mod lengths;
mod sampling;
mod search;

pub use lengths::{Lengths, lengths};

use super::{Betweenness, Choice, Method, Sampling, Target};
use crate::config::{BetweennessOptions, PathCounting};
use crate::graph::{Graph, Size};
use crate::parallel;
use crate::progress::Progress;
use search::Search;

/// Pieces that the sources are cut into at most: enough for 64 threads, few enough that merging costs nothing.
const PIECES: usize = 512;

/// Bytes that weighted betweenness takes at the most on a graph of this size.
pub(super) fn bytes_at_most(size: &Size) -> u64 {
    let pairs = size.distinct_pairs_at_most.saturating_mul(lengths::PAIR_BYTES);
    pairs.saturating_add(size.users.saturating_mul(search::NODE_BYTES))
}

/// Steps of searches from every user, at the most.
pub(super) fn operations_at_most(size: &Size) -> u64 {
    size.users.saturating_mul(size.users.saturating_add(size.distinct_pairs_at_most.saturating_mul(2)))
}

/// See the [module](self). Progress: one unit a node of the graph. Returns early, with meaningless numbers, once `progress`
/// is cancelled.
pub(super) fn weighted(
    graph: &Graph,
    target: Target<'_>,
    options: &BetweennessOptions,
    progress: &Progress,
) -> Betweenness {
    let nodes = graph.nodes.len();
    let Ok(lengths) = lengths(graph, options.min_strength, progress) else {
        return Betweenness { method: Method::Weighted, ..Betweenness::default() };
    };
    let sources: Vec<u32> = (0..nodes as u32).filter(|&v| !lengths.rows.row(v as usize).is_empty()).collect();
    let steps = (lengths.rows.items.len() + sources.len()) as u64;
    let operations = steps.saturating_mul(sources.len() as u64);
    let asked = options.samples.is_some() || options.epsilon.is_some();
    let sampled = if asked || operations > options.exact_budget {
        sampling::sampled(&lengths, &sources, target, options, progress)
    } else {
        Err(0)
    };
    let outcome = sampled.unwrap_or_else(|told| all(&lengths, &sources, told, progress));
    Betweenness {
        users: outcome.users,
        low: outcome.low,
        high: outcome.high,
        groups: Vec::new(),
        method: Method::Weighted,
        path_counting: PathCounting::Neighbours,
        sources: sources.len(),
        choice: Some(Choice {
            operations,
            operations_budget: options.exact_budget,
            bytes: bytes_at_most(&crate::graph::size(graph)),
            bytes_budget: options.memory_budget_bytes(),
        }),
        sampling: outcome.sampling,
    }
}

/// Values with their bounds.
struct Outcome {
    users: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
    /// Absent where every source was searched from.
    sampling: Option<Sampling>,
}

/// From every source; `told`: units of progress told before.
fn all(lengths: &Lengths, sources: &[u32], told: u64, progress: &Progress) -> Outcome {
    let nodes = lengths.rows.len();
    let (units, count) = ((nodes as u64).saturating_sub(told), sources.len() as u64);
    let mut users = fold(
        lengths,
        sources.len(),
        vec![0.0; nodes],
        |search, sums: &mut Vec<f64>, i| {
            search.run(lengths, sources[i], progress, |v, dependency| sums[v] += dependency);
            let i = i as u64;
            progress.advance(units * (i + 1) / count - units * i / count);
        },
        |total, sums| add(total, sums),
    );
    users.iter_mut().for_each(|x| *x *= 0.5);
    Outcome { low: users.clone(), high: users.clone(), users, sampling: None }
}

/// `work(search, sums, i)` for `i` in `0..n`, sums merged by `merge` in an order that the input alone decides; `zero` is what they
/// begin with.
fn fold<S: Clone + Send + Sync>(
    lengths: &Lengths,
    n: usize,
    zero: S,
    work: impl Fn(&mut Search, &mut S, usize) + Sync,
    merge: impl Fn(&mut S, &mut S) + Sync,
) -> S {
    let piece = n.div_ceil(PIECES).max(1);
    parallel::ordered_fold(
        n.div_ceil(piece),
        zero.clone(),
        || (Search::new(lengths.rows.len()), zero.clone()),
        |(search, sums), i| (i * piece..((i + 1) * piece).min(n)).for_each(|i| work(search, sums, i)),
        |total, (_, sums), _| merge(total, sums),
    )
}

/// Adds `other` and leaves zeros in it.
fn add(total: &mut [f64], other: &mut [f64]) {
    total.iter_mut().zip(other).for_each(|(sum, x)| *sum += std::mem::take(x));
}
