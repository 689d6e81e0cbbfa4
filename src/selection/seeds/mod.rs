//! Seeds of a campaign: the k users who together reach most.
//!
//! **Definition.** p(u → v) = rate · w_uv / k_v, where w_uv is the strength between two users and k_v the sum of v's
//! strengths, so that all p into v sum to the rate. Under *independent cascade* (IC) each newly active u gets one
//! independent chance p(u → v) with each inactive neighbour v. Under *linear threshold* (LT) each v has a uniform random
//! threshold and becomes active once Σ p(u → v) over its active neighbours is at least that. The reach of a set is the
//! mean value of all who end up active, the seeds among them.
//!
//! **Assumptions.** What is promised is promised within the model; nobody knows the true probabilities, so a reach is no
//! forecast. Values are finite and ≥ 0.
//!
//! **How.** A reverse-reachable set holds everybody from whom a random root, drawn in proportion to value, is reached; a
//! seed set's reach is the total value times the probability that it meets such a set. Sets are drawn from the layers,
//! without pairs. LT: v has one in-neighbour with probability *rate*, found by choosing one of v's groups and interaction
//! edges in proportion to weight and then a member uniformly; the set is a walk that ends at a node it has seen. IC:
//! events hit in-neighbours in the same way, N ~ Poisson(λ · rate) of them, so that u is hit by Poisson(λp) events, independently
//! of all others. It is hit at all with probability 1 − e^(−λp) ≥ p and then accepted with p / (1 − e^(−λp)), which leaves p
//! exactly. λ = −ln(1 − P) / P for any P that no p into v exceeds, at most 2 ln 2 for P = ½. As the p into v sum to at most
//! 1, at most one is above ½; that one is left out of the events and gets a draw of its own. An acceptance is at least 1/λ
//! and grows with p, so w_uv, summed over all shared groups and the edge, is only looked up when neither this nor the weight
//! in the channel that was hit decides.
//!
//! The choice is greedy on one collection of sets and judged on a second one that is independent of it; both grow until
//! the certified ratio suffices or the budget is spent (OPIM-C). Quotas are partition matroids: a candidate is passed over
//! once its class is full. The upper bound of the best set is the smallest, over beginnings S of the choice, of S's
//! coverage plus the largest sum of k single gains that one quota allows.
//!
//! **Guarantee.** With probability at least 1 − δ over the draws all of this holds at once: no feasible set has a reach
//! above [`SeedSet::upper`]; the chosen set reaches at least [`SeedSet::ratio`] times as much as the best; the reach of
//! each beginning of the list lies between [`Pick::low`] and [`Pick::high`]. The sizes at which a run may stop are fixed
//! beforehand, and δ is shared out among them. Greedy choice alone gives 1 − 1/e without quotas, ½ with one and 1/(q + 1)
//! with q, less what sampling costs; the certified ratio needs none of this and is usually better.
//!
//! **Complexity.** A node of a set costs O(1 + λ · rate) events, an event O(log channels), plus O(groups) where a strength is
//! looked up; choosing is linear in the members of all sets. Memory: 16 bytes a membership and a direction of an edge, some
//! 60 bytes a node, and for the sets 4 bytes a member and 8 bytes a set.
//!
//! **Determinism.** Batches of sets have random numbers of their own and are appended in order; coverages are integers;
//! of equal candidates the one with the smallest node number is taken.
//!
//! **References.** Kempe, Kleinberg, Tardos, KDD 2003 (the models, greedy choice); Borgs, Brautbar, Chayes, Lucier, SODA 2014
//! (reverse-reachable sets); Tang, Tang, Xiao, Yuan, SIGMOD 2018 (OPIM-C, its bounds); Fisher, Nemhauser, Wolsey 1978
//! (matroids).

mod bounds;
mod cascade;
mod cover;
mod roots;
mod run;
mod sampler;
mod simulate;
mod wave;

pub use simulate::{Simulator, Spread, spread};

use cascade::Cascade;
use cover::Room;
use run::{Problem, Run};
use sampler::Sampler;

use crate::config::SeedsOptions;
use crate::graph::Graph;
use crate::memory::Stage;
use crate::progress::Progress;
use crate::tables::NONE;
use crate::text::coded;

/// Who may be chosen and what reaching counts; all vectors have one entry per node.
#[derive(Clone, Copy, Debug)]
pub struct Field<'a> {
    /// Whether a node may be a seed.
    pub candidates: &'a [bool],
    /// What reaching a node counts; finite, ≥ 0.
    pub value: &'a [f64],
    /// All of them hold at once.
    pub quotas: &'a [Quota<'a>],
}

/// At most `limit` seeds of each class.
#[derive(Clone, Copy, Debug)]
pub struct Quota<'a> {
    /// Class of each node, small numbers from 0; [`NONE`] for nodes that are not limited.
    pub class: &'a [u32],
    /// Seeds of one class.
    pub limit: u32,
}

impl Quota<'_> {
    fn classes(&self) -> usize {
        self.class.iter().filter(|&&class| class != NONE).max().map_or(0, |&class| class as usize + 1)
    }
}

/// Chosen seeds.
#[derive(Clone, Debug)]
pub struct SeedSet {
    /// In the order of choosing, at most k; fewer only where no feasible candidate is left. After those who add something
    /// come, by strength, those who were not seen to add anything.
    pub picks: Vec<Pick>,
    /// The set reaches at least this part of what the best feasible set reaches, with probability ≥ 1 − δ; 0–1.
    pub ratio: f64,
    /// Upper bound of the value that the best feasible set reaches.
    pub upper: f64,
    /// Value of all nodes: what reaching everybody would count.
    pub total: f64,
    /// Reverse-reachable sets drawn to choose from.
    pub choosing_sets: u64,
    /// Reverse-reachable sets drawn to judge by.
    pub judging_sets: u64,
    /// Nodes visited and events drawn, in what [`SeedsOptions::budget`] counts.
    pub steps: u64,
    /// Why drawing stopped.
    pub stop: Stop,
}

/// One seed. Reaches are values of what all seeds up to this one reach together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pick {
    /// Node number.
    pub node: u32,
    /// What it adds to the reach of those before it; estimate, ≥ 0.
    pub marginal: f64,
    /// Estimate of the reach, from sets that had no part in the choice; at least the value of the seeds themselves.
    pub reach: f64,
    /// Lower bound of the reach.
    pub low: f64,
    /// Upper bound of the reach.
    pub high: f64,
}

coded! {
    /// Why drawing stopped.
    pub enum Stop {
        /// The wanted ratio is certified, and the choice does not follow the chance of the sets drawn.
        Ratio = "ratio",
        /// More sets would raise the ratio by hardly anything, and the choice does not follow the chance of those drawn: it cannot
        /// be certified to be better here.
        Settled = "settled",
        /// The budget is spent.
        Budget = "budget",
        /// There was nothing to choose: all feasible candidates are seeds, so that the set is the best one; or there is nobody
        /// to choose or nothing to reach, or nobody is tied to anybody, so that everyone reaches but themselves.
        NoChoice = "no_choice",
        /// The run was cancelled; the results are meaningless.
        Cancelled = "cancelled",
    }
}

/// What choosing seeds and simulating their spread takes at the most: channels of every membership and tie, and the sets drawn, of which a
/// step of the budget is worth so many bytes.
pub fn need(graph: &Graph, options: &SeedsOptions) -> Stage {
    if options.k == 0 {
        return Stage::default();
    }
    let nodes = graph.nodes.len() as u64;
    let channels = (graph.incidence.groups_of.items.len() + graph.ties.rows.items.len()) as u64;
    let drawing = channels * size_of::<sampler::Channel>() as u64 + nodes * 64;
    let sets = options.budget.saturating_mul(5);
    // The sums along rows, and what lacks under LT.
    let simulating = channels * 12 + nodes * 40;
    Stage {
        shared: drawing.saturating_add(sets).max(simulating),
        each: (4 << 20) + nodes * 9,
        stays: (options.k as u64).saturating_mul(200),
    }
}

/// Chooses up to `options.k` seeds. Meaningless once `progress` is cancelled.
///
/// The wanted ratio of a set that leaves no choice is that of the bounds of its reach.
///
/// # Panics
/// When a vector of `field` does not have one entry per node.
pub fn seeds(graph: &Graph, field: Field<'_>, options: &SeedsOptions, progress: &Progress) -> SeedSet {
    let n = graph.nodes.len();
    assert!(field.candidates.len() == n && field.value.len() == n, "one entry per node");
    assert!(field.quotas.iter().all(|quota| quota.class.len() == n), "one class per node");
    let total: f64 = field.value.iter().sum();
    let cascade = Cascade::new(graph, options);
    let candidates = field.candidates.iter().filter(|&&may| may).count();
    let problem = Problem {
        field,
        strength: &cascade.strength,
        k: options.k.min(candidates),
        forced: candidates <= options.k && fit_together(field),
    };
    // Everybody reaches but themselves, and under one quota nothing is better than the most valuable.
    let untied = field.quotas.len() <= 1 && cascade.strength.iter().all(|&strength| strength == 0.0);
    if problem.k == 0 || total <= 0.0 || untied {
        let mut reach = 0.0;
        let pick = |node| {
            let marginal = field.value[node as usize];
            reach += marginal;
            Pick { node, marginal, reach, low: reach, high: reach }
        };
        return SeedSet {
            picks: Problem { strength: field.value, ..problem }.filled(Vec::new()).into_iter().map(pick).collect(),
            ratio: 1.0,
            upper: reach,
            total,
            choosing_sets: 0,
            judging_sets: 0,
            steps: 0,
            stop: Stop::NoChoice,
        };
    }
    let sampler = Sampler::new(&cascade, field.candidates, field.value, options);
    Run::new(&sampler, &problem, options, progress).run()
}

/// Whether the quotas let in all candidates at once.
fn fit_together(field: Field<'_>) -> bool {
    let mut room = Room::new(field.quotas);
    (0..field.candidates.len() as u32).filter(|&v| field.candidates[v as usize]).all(|v| {
        let admitted = room.admits(v);
        if admitted {
            room.take(v);
        }
        admitted
    })
}
