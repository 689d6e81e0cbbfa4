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
//! **Determinism.** Lengths are whole numbers, sums run in the order of node numbers, the sums of pieces are added in a fixed order
//! (see [`parts`](super::parts)).
//!
//! Brandes, *A faster algorithm for betweenness centrality* (2001); Dijkstra, *A note on two problems in connexion with
//! graphs* (1959).

mod lengths;
mod sampling;
mod search;
mod twins;

pub use lengths::{Lengths, lengths};

use std::ops::Range;

use super::parts::{self, PIECES, Print, Searches};
use super::{Betweenness, Choice, Method, Sampling, Target};
use super::{WORKSPACES, workers};
use crate::config::{BetweennessOptions, PathCounting};
use crate::graph::Graph;
use crate::parallel;
use crate::progress::Progress;
use search::Search;
use twins::Twins;

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

/// Bytes of a thread's workspace, at the most.
pub(super) fn need_of_thread(graph: &Graph) -> u64 {
    graph.nodes.len() as u64 * search::NODE_BYTES
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

/// Searches from every source, ready to begin.
pub(super) struct Everybody {
    roads: Roads,
    /// Classes with a tie.
    sources: Vec<u32>,
    bytes: u64,
    options: BetweennessOptions,
    /// Units of progress told before.
    told: u64,
}

impl Everybody {
    /// Lists the ties, for at most so many threads. `None` once `progress` is cancelled.
    pub(super) fn new(
        graph: &Graph,
        options: &BetweennessOptions,
        threads: usize,
        progress: &Progress,
    ) -> Option<Self> {
        let twins = Twins::of(graph);
        let bytes = need_of(graph, &twins).bytes;
        let lengths = lengths::between_classes(graph, &twins, options.min_strength, progress).ok()?;
        let workers = workers(bytes, twins.len() as u64 * search::NODE_BYTES, options).min(threads);
        let roads = Roads { lengths, twins, workers };
        let rows = &roads.lengths.rows;
        let sources = (0..roads.twins.len() as u32).filter(|&c| !rows.row(c as usize).is_empty()).collect();
        Some(Self { roads, sources, bytes, options: *options, told: 0 })
    }

    fn operations(&self) -> u64 {
        self.roads.steps().saturating_mul(self.sources.len() as u64)
    }

    /// Whether a sample is asked for, or everybody takes more steps than allowed.
    fn may_be_sampled(&self) -> bool {
        self.options.samples.is_some()
            || self.options.epsilon.is_some()
            || self.operations() > self.options.exact_budget
    }

    /// Itself.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) where searches may start from a sample.
    pub(super) fn unless_sampled(&self) -> crate::Result<&Self> {
        if self.may_be_sampled() { Err(parts::refused()) } else { Ok(self) }
    }

    /// The result, from the sums of all pieces.
    pub(super) fn result(&self, sums: Vec<Vec<f64>>) -> Betweenness {
        self.told_as(self.outcome(sums))
    }

    fn outcome(&self, sums: Vec<Vec<f64>>) -> Outcome {
        let mut users = sums.into_iter().next().unwrap_or_else(|| vec![0.0; self.roads.twins.len()]);
        users.iter_mut().for_each(|x| *x *= 0.5);
        Outcome { low: users.clone(), high: users.clone(), users, sampling: None }
    }

    fn told_as(&self, outcome: Outcome) -> Betweenness {
        let of_users = |classes: Vec<f64>| self.roads.twins.spread(&classes);
        Betweenness {
            users: of_users(outcome.users),
            low: of_users(outcome.low),
            high: of_users(outcome.high),
            groups: Vec::new(),
            method: Method::Weighted,
            path_counting: PathCounting::Neighbours,
            sources: self.sources.len(),
            choice: Some(Choice {
                operations: self.operations(),
                operations_budget: self.options.exact_budget,
                bytes: self.bytes,
                bytes_budget: self.options.memory_budget_bytes(),
            }),
            sampling: outcome.sampling,
        }
    }

    /// Sources before a piece.
    fn sources_before(&self, piece: usize) -> usize {
        piece * self.sources.len() / self.pieces().max(1)
    }

    /// Units of progress before a source.
    fn units_before(&self, source: usize) -> u64 {
        let units = (self.roads.twins.class_of.len() as u64).saturating_sub(self.told);
        (u128::from(units) * source as u128 / (self.sources.len() as u128).max(1)) as u64
    }
}

/// What one thread works with.
pub(super) struct Space {
    search: Search,
    sums: Vec<f64>,
}

impl Searches for Everybody {
    type Space = Space;

    fn pieces(&self) -> usize {
        self.sources.len().min(PIECES)
    }

    fn lengths(&self) -> Vec<usize> {
        vec![self.roads.twins.len()]
    }

    fn print(&self, print: &mut Print) {
        let Roads { lengths, twins, .. } = &self.roads;
        print.ints(&twins.multiplicity);
        print.rows(&lengths.rows);
        print.ints(&lengths.units);
    }

    fn units(&self, pieces: Range<usize>) -> u64 {
        let units = |piece| self.units_before(self.sources_before(piece));
        units(pieces.end) - units(pieces.start)
    }

    fn workers(&self) -> usize {
        self.roads.workers
    }

    fn space(&self) -> Space {
        let classes = self.roads.twins.len();
        Space { search: Search::new(classes), sums: vec![0.0; classes] }
    }

    fn sums<'s>(&self, space: &'s mut Space) -> Vec<&'s mut Vec<f64>> {
        vec![&mut space.sums]
    }

    fn search(&self, Space { search, sums }: &mut Space, piece: usize, progress: &Progress) {
        for i in self.sources_before(piece)..self.sources_before(piece + 1) {
            let source = self.sources[i];
            let twins = self.roads.multiplicity(source);
            search.run(&self.roads, source, progress, |v, dependency| sums[v] += twins * dependency);
            progress.advance(self.units_before(i + 1) - self.units_before(i));
        }
    }
}

/// See the [module](self). Progress: one unit a node of the graph. Returns early, with meaningless numbers, once `progress`
/// is cancelled.
pub(super) fn weighted(
    mut everybody: Everybody,
    target: Target<'_>,
    options: &BetweennessOptions,
    progress: &Progress,
) -> crate::Result<Betweenness> {
    let Everybody { roads, sources, .. } = &everybody;
    let sampled =
        if everybody.may_be_sampled() { sampling::sampled(roads, sources, target, options, progress) } else { Err(0) };
    let outcome = match sampled {
        Ok(outcome) => outcome,
        Err(told) => {
            everybody.told = told;
            everybody.outcome(parts::whole(&everybody, progress)?)
        }
    };
    Ok(everybody.told_as(outcome))
}

/// Values of classes with their bounds.
struct Outcome {
    users: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
    /// Absent where every source was searched from.
    sampling: Option<Sampling>,
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
