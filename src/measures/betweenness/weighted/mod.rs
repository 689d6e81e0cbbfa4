//! Betweenness over weighted distances: the stronger a tie, the shorter.
//!
//! **Definition.** A tie of strength s is 1/s long, in whole units (see [`lengths()`]); ties of strength 0 or below
//! `min_strength` are left out. Over unordered pairs s, t of users: b(v) = Σ σ_st(v)/σ_st, endpoints excluded, with σ_st the
//! number of shortest paths by that length. Two users are one tie however many groups they share: its strength holds all of
//! them. Groups get no value: a tie has one length for all its channels, and no share of it belongs to one group.
//!
//! **Method.** A group is no clique of equal lengths once its members share other groups or interact, so pairs are listed: not
//! of users, but of classes of [`twins`], users that strengths cannot tell apart. Then one search (see [`search`]) from every class,
//! or, where that takes more steps than allowed, from a random part of the users (see [`sampling`]), with intervals.
//!
//! **Complexity.** A search reads every tie that the source reaches once, both directions: O(m + r log r) for m arcs between
//! classes and r pushes to the queue. Memory: [`lengths::PAIR_BYTES`] a pair of classes while
//! listing, 16 after.
//!
//! **Determinism.** Lengths are whole numbers, sums run in the order of node numbers, pieces are merged in order.
//!
//! Brandes, *A faster algorithm for betweenness centrality* (2001); Dijkstra, *A note on two problems in connexion with
//! graphs* (1959).

mod lengths;
mod sampling;
mod search;
mod twins;

pub use lengths::{Lengths, lengths};

use super::{Betweenness, Choice, Method, Sampling, Target};
use super::{WORKSPACES, workers};
use crate::config::{BetweennessOptions, PathCounting};
use crate::graph::Graph;
use crate::parallel;
use crate::progress::Progress;
use search::Search;
use twins::Twins;

/// Pieces that the sources are cut into at most: enough for 64 threads, few enough that merging costs nothing.
const PIECES: usize = 512;

/// Steps of reading a tie, and of settling a class (the queue). A step is worth one of an exact run by hops, about a
/// nanosecond: measured on Nashville's groups, where ties weigh most, and on CollegeMsg, where the queue does.
const TIE_STEPS: u64 = 3;
const CLASS_STEPS: u64 = 200;

fn steps(arcs: u64, classes: u64) -> u64 {
    arcs.saturating_mul(TIE_STEPS).saturating_add(classes.saturating_mul(CLASS_STEPS))
}

/// What weighted betweenness takes, at the most.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    /// Steps of searches from everybody.
    pub operations: u64,
    /// Bytes.
    pub bytes: u64,
}

/// Counts it without listing a pair.
pub(super) fn need(graph: &Graph) -> Need {
    need_of(graph, &Twins::of(graph))
}

fn need_of(graph: &Graph, twins: &Twins) -> Need {
    let (classes, pairs) = (twins.len() as u64, twins.pairs_at_most(graph));
    let workspaces = WORKSPACES * classes * search::NODE_BYTES;
    Need {
        operations: classes.saturating_mul(steps(pairs.saturating_mul(2), classes)),
        bytes: pairs.saturating_mul(lengths::PAIR_BYTES).saturating_add(workspaces),
    }
}

/// What searches read.
struct Roads {
    /// Between classes.
    lengths: Lengths,
    twins: Twins,
    /// Searches at once, at the most.
    workers: usize,
}

impl Roads {
    #[inline]
    fn multiplicity(&self, class: u32) -> f64 {
        f64::from(self.twins.multiplicity[class as usize])
    }

    /// Steps of one search, at the most.
    fn steps(&self) -> u64 {
        steps(self.lengths.rows.items.len() as u64, self.lengths.rows.len() as u64)
    }
}

/// See the [module](self). Progress: one unit a node of the graph. Returns early, with meaningless numbers, once `progress`
/// is cancelled.
pub(super) fn weighted(
    graph: &Graph,
    target: Target<'_>,
    options: &BetweennessOptions,
    progress: &Progress,
) -> Betweenness {
    let twins = Twins::of(graph);
    let bytes = need_of(graph, &twins).bytes;
    let Ok(lengths) = lengths::between_classes(graph, &twins, options.min_strength, progress) else {
        return Betweenness { method: Method::Weighted, ..Betweenness::default() };
    };
    let workers = workers(bytes, twins.len() as u64 * search::NODE_BYTES, options);
    let roads = Roads { lengths, twins, workers };
    let sources: Vec<u32> =
        (0..roads.twins.len() as u32).filter(|&c| !roads.lengths.rows.row(c as usize).is_empty()).collect();
    let operations = roads.steps().saturating_mul(sources.len() as u64);
    let asked = options.samples.is_some() || options.epsilon.is_some();
    let sampled = if asked || operations > options.exact_budget {
        sampling::sampled(&roads, &sources, target, options, progress)
    } else {
        Err(0)
    };
    let outcome = sampled.unwrap_or_else(|told| all(&roads, &sources, told, progress));
    let of_users = |classes: Vec<f64>| roads.twins.spread(&classes);
    Betweenness {
        users: of_users(outcome.users),
        low: of_users(outcome.low),
        high: of_users(outcome.high),
        groups: Vec::new(),
        method: Method::Weighted,
        path_counting: PathCounting::Neighbours,
        sources: sources.len(),
        choice: Some(Choice {
            operations,
            operations_budget: options.exact_budget,
            bytes,
            bytes_budget: options.memory_budget_bytes(),
        }),
        sampling: outcome.sampling,
    }
}

/// Values of classes with their bounds.
struct Outcome {
    users: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
    /// Absent where every source was searched from.
    sampling: Option<Sampling>,
}

/// From every source; `told`: units of progress told before.
fn all(roads: &Roads, sources: &[u32], told: u64, progress: &Progress) -> Outcome {
    let nodes = roads.twins.class_of.len() as u64;
    let (units, count) = (nodes.saturating_sub(told), sources.len() as u64);
    let mut users = fold(
        roads,
        sources.len(),
        vec![0.0; roads.twins.len()],
        |search, sums: &mut Vec<f64>, i| {
            let twins = roads.multiplicity(sources[i]);
            search.run(roads, sources[i], progress, |v, dependency| sums[v] += twins * dependency);
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
    roads: &Roads,
    n: usize,
    zero: S,
    work: impl Fn(&mut Search, &mut S, usize) + Sync,
    merge: impl Fn(&mut S, &mut S) + Sync,
) -> S {
    let piece = n.div_ceil(PIECES).max(1);
    parallel::ordered_fold_on(
        roads.workers,
        n.div_ceil(piece),
        zero.clone(),
        || (Search::new(roads.twins.len()), zero.clone()),
        |(search, sums), i| (i * piece..((i + 1) * piece).min(n)).for_each(|i| work(search, sums, i)),
        |total, (_, sums), _| merge(total, sums),
    )
}

/// Adds `other` and leaves zeros in it.
fn add(total: &mut [f64], other: &mut [f64]) {
    total.iter_mut().zip(other).for_each(|(sum, x)| *sum += std::mem::take(x));
}
