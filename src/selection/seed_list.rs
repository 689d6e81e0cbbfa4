//! The seed list of a run: who may be chosen and what reaching counts, the set with the circles it opens, and the lists
//! that a plain ranking would give, side by side.
//!
//! A pick *opens* the circles that it belongs to or links and that no earlier pick belongs to or links. The other lists
//! take the same candidates in the order of one measure, under the same quotas. Spreads are simulated cascades: results of a
//! model, not of a campaign.

use super::list_spec::SEEDS;
use super::next_step::next_steps;
use super::quota::{Taken, classes};
use super::seeds::{Field, Quota, SeedSet, Simulator, Spread, seeds};
use super::{Context, Eligibility, Hours, NextStep};
use crate::config::{ReachValue, SeedCandidates, SeedsOptions};
use crate::graph::Csr;
use crate::measures::largest_first;
use crate::progress::Progress;
use crate::random::Random;
use crate::segments::Segments;
use crate::tables::NONE;

/// Sequence of the random list.
const STREAM: u64 = 0x7365_6564_6c69_7374;

/// The seeds and what they buy.
#[derive(Clone, Debug)]
pub struct SeedList {
    /// The set in the order of choice.
    pub set: SeedSet,
    /// Per pick: the circles that it opens, ascending.
    pub opened: Csr,
    /// Circles that the set belongs to or links.
    pub circles: u32,
    /// Users who could be chosen.
    pub candidates: usize,
    /// What reaching everybody would count.
    pub total: f64,
    /// What one reached user counts: as configured, but users where spend is asked for and not known of anybody.
    pub value: ReachValue,
    /// Per pick: what to do next.
    pub next: Vec<NextStep>,
    /// The set first, then the lists by one measure each.
    pub lists: Vec<ComparedList>,
}

/// A list and its simulated spread.
#[derive(Clone, Debug)]
pub struct ComparedList {
    /// `seeds`, `betweenness`, `degree`, `influence` or `random`.
    pub code: &'static str,
    /// Node numbers.
    pub nodes: Vec<u32>,
    /// The spread; `None` where nothing was simulated.
    pub spread: Option<Spread>,
}

/// Chooses the set. `None` when none is asked for. Meaningless once `progress` is cancelled.
pub fn seed_list(
    context: Context<'_>,
    eligibility: &[Eligibility],
    options: &SeedsOptions,
    progress: &Progress,
) -> Option<SeedList> {
    if options.k == 0 {
        return None;
    }
    let (value, counted) = values(context, options);
    let candidates = candidates(eligibility, options);
    let classes = classes(context);
    let limits = options.quota.limits();
    let quotas: Vec<Quota<'_>> = (classes.iter().zip(limits))
        .filter_map(|(class, limit)| limit.map(|limit| Quota { class: class.as_slice(), limit }))
        .collect();
    let field = Field { candidates: &candidates, value: &value, quotas: &quotas };
    let set = progress.stage("seeds", 0, || seeds(context.graph, field, options, progress));
    let (opened, circles) = opened(context, &set);
    let lists = progress.stage("simulation", 0, || compared(context, field, &set, options, progress));
    Some(SeedList {
        opened,
        circles,
        candidates: candidates.iter().filter(|&&c| c).count(),
        total: value.iter().sum(),
        value: counted,
        next: vec![NextStep::default(); set.picks.len()],
        lists,
        set,
    })
}

/// Adds the next step to every pick of the seed set.
pub fn plan_seeds(seeds: &mut SeedList, context: Context<'_>, hours: Hours<'_>) {
    let people: Vec<u32> = seeds.set.picks.iter().map(|pick| pick.node).collect();
    let steps = next_steps(context, hours, &people).into_iter();
    seeds.next = steps.map(|step| step.asked(SEEDS.asks(false))).collect();
}

/// What a reached user counts: as asked for, but people where that is spend and nobody spends anything.
pub fn counted(options: &SeedsOptions, segments: &Segments) -> ReachValue {
    match options.value {
        ReachValue::Spend if !segments.monthly_spend.iter().any(|&yuan| yuan > 0.0) => ReachValue::Users,
        value => value,
    }
}

/// What reaching each node counts, and what was counted.
fn values(context: Context<'_>, options: &SeedsOptions) -> (Vec<f64>, ReachValue) {
    let Context { graph, segments, .. } = context;
    let counted = counted(options, segments);
    let of = |node: usize| match counted {
        _ if !graph.nodes.listed[node] => 0.0,
        ReachValue::Users => 1.0,
        ReachValue::Tier => options.tier_weight.get(segments.tier[node].code()).copied().unwrap_or(1.0),
        ReachValue::Spend => segments.monthly_spend[node].max(0.0),
    };
    ((0..graph.nodes.len()).map(of).collect(), counted)
}

fn candidates(eligibility: &[Eligibility], options: &SeedsOptions) -> Vec<bool> {
    match options.candidates {
        SeedCandidates::All => eligibility.iter().map(|e| !e.is_barred()).collect(),
        SeedCandidates::Eligible => eligibility.iter().map(|&e| e == Eligibility::Eligible).collect(),
    }
}

/// The circles that each pick opens, and how many there are in all.
fn opened(context: Context<'_>, set: &SeedSet) -> (Csr, u32) {
    let measures = context.measures;
    let mut reached = vec![false; measures.circles.sizes.len()];
    let mut pairs = Vec::new();
    for (i, pick) in (0u32..).zip(&set.picks) {
        let node = pick.node as usize;
        let own = std::iter::once(measures.circles.of[node]).filter(|&circle| circle != NONE);
        let mut circles: Vec<u32> = own.chain(measures.links.linked.row(node).iter().copied()).collect();
        circles.sort_unstable();
        for circle in circles {
            if !std::mem::replace(&mut reached[circle as usize], true) {
                pairs.push((i, circle));
            }
        }
    }
    (Csr::from_pairs(set.picks.len(), pairs.iter().copied()), pairs.len() as u32)
}

/// The set and the lists by one measure, each with its spread.
fn compared(
    context: Context<'_>,
    field: Field<'_>,
    set: &SeedSet,
    options: &SeedsOptions,
    progress: &Progress,
) -> Vec<ComparedList> {
    let measures = context.measures;
    let k = set.picks.len();
    let by = |score: &dyn Fn(u32) -> f64| top(field, k, score);
    let mut shuffled: Vec<u32> = (0..context.graph.nodes.len() as u32).collect();
    Random::stream(options.seed, STREAM).shuffle(&mut shuffled);
    let lists = [
        ("seeds", set.picks.iter().map(|pick| pick.node).collect()),
        ("betweenness", by(&|node| measures.betweenness.users[node as usize])),
        ("degree", by(&|node| f64::from(measures.degree[node as usize]))),
        ("influence", by(&|node| measures.influence.score[node as usize])),
        ("random", within_quotas(field, k, shuffled.into_iter())),
    ];
    let simulator = Simulator::new(context.graph, options);
    let simulated = |(code, nodes): (&'static str, Vec<u32>)| ComparedList {
        code,
        spread: (options.simulations > 0 && !progress.is_cancelled())
            .then(|| simulator.spread(&nodes, field.value, progress)),
        nodes,
    };
    lists.into_iter().map(simulated).collect()
}

/// The first `k` candidates by a score (equal ones by number) that the quotas allow.
fn top(field: Field<'_>, k: usize, score: &dyn Fn(u32) -> f64) -> Vec<u32> {
    let mut all: Vec<u32> = (0..field.candidates.len() as u32).collect();
    largest_first(&mut all, |&node| score(node), |&node| node);
    within_quotas(field, k, all.into_iter())
}

fn within_quotas(field: Field<'_>, k: usize, order: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut taken = Taken::new(field.quotas);
    order.filter(|&node| field.candidates[node as usize] && taken.take(node).is_ok()).take(k).collect()
}
