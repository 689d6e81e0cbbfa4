//! Betweenness from sampled shortest paths, with an interval for every user that holds on every graph.
//!
//! **Estimator.** Draw two users of one component uniformly, then one of their shortest paths uniformly, and
//! count the users inside it (Riondato, Kornaropoulos 2016; Borassi, Natale 2019 for the bidirectional search). With P the
//! unordered pairs inside components, b(v) = P · P(v is inside the path). Over classes (see [`crate::graph::classes`]): a
//! path passes a class of m users at most once and then each of them with probability 1/m, so b(v) = P·p/m with p the
//! probability that the class is passed, and the number X of n paths that pass it is **binomial** (n, p).
//!
//! **Intervals.** An interval misses when X is in a tail of less than its δ ([`bounds`]); δ is spent by the union bound over
//! the looks at the intervals, over classes, and over both ends. What each spends is fixed before
//! the first path that counts: both by [`stop`], from a *pilot* whose paths are then thrown
//! away. So with probability ≥ 1 − δ **all** intervals of **all** looks hold, and it does not matter by which rule one of the
//! looks was chosen to be the last. Nothing is assumed about the graph, and nothing is asymptotic. Classes that cannot lie
//! between have b = 0, exactly, and spend nothing.
//!
//! That is wide for a million users. By default (`intervals = "each"`) each user's limits hold for that user alone, and about, and
//! from several paths of every pair ([`each`]); the rest is the same.
//!
//! **Groups.** A step of a drawn path of two steps or more that k shared groups could carry counts 1/k for each (channels: 1
//! for the one drawn); estimates only.
//!
//! **Complexity.** A path costs what two balls of half its length hold, without the last level's groups ([`search`]).
//! Per thread 16 bytes for each class and group; shared, about 8 for each membership and edge.
//!
//! **Determinism.** Batches of paths have their own random sequences, counts are merged in the order of batches, looks are
//! planned in numbers of paths: the same bits at any number of threads.
//!
//! References: Riondato, Kornaropoulos, *Fast approximation of betweenness centrality through sampling* (2016); Borassi,
//! Natale, *KADABRA is an ADaptive Algorithm for Betweenness via Random Approximation* (2019), whose published code picks
//! predecessors by the wrong path count; Clopper, Pearson, *The use of confidence or fiducial limits* (1934).

mod bounds;
mod each;
mod network;
mod path;
mod search;
mod stop;
mod tally;

use super::{Betweenness, Method, Sampling, Stop};
use crate::config::{BetweennessOptions, Intervals};
use crate::graph::Classes;
use crate::progress::Progress;
use crate::tables::NONE;
use network::Network;
use path::Manner;
use stop::{Goal, Spending, Values};
use tally::{Phase, Sampler, Tally};

/// Whose values matter.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target<'a> {
    /// Which nodes appear in users.csv.
    pub listed: &'a [bool],
    /// How many of them, from the largest value on; 0: all.
    pub top: usize,
}

/// Paths drawn for each pair where limits hold for each user alone. Measured on 100,000 and 1,000,000 generated users: eight halve the variance for
/// 6 % more time, sixteen take another 5 % off it.
const DRAWS: u32 = 8;

/// For whom the limits hold.
fn intervals(options: &BetweennessOptions) -> Intervals {
    if options.epsilon.is_some() { Intervals::All } else { options.intervals }
}

/// Units of progress of a sampled run: pairs, or steps where a budget of steps ends it; 0 where a first look must tell.
pub(crate) fn units(options: &BetweennessOptions) -> u64 {
    match (options.samples, options.epsilon) {
        (Some(samples), _) => samples,
        (None, Some(_)) => 0,
        (None, None) => options.sampled_budget,
    }
}

/// Estimates and intervals for all users, estimates for groups. Meaningless once `progress` is cancelled.
///
/// `options.epsilon` and `options.samples`, where given, end the run instead of the top ranks and the budget; of both the first.
///
/// # Errors
/// [`Config`](crate::ErrorKind::Config) where it would take more paths than anybody waits for.
pub(super) fn sampled(
    classes: &Classes,
    target: Target<'_>,
    options: &BetweennessOptions,
    progress: &Progress,
) -> crate::Result<Betweenness> {
    let manner = Manner::new(options.path_counting);
    let Some(network) = Network::new(classes, progress) else { return Ok(Betweenness::default()) };
    let sampler = Sampler {
        network: &network,
        manner,
        draws: if intervals(options) == Intervals::Each { DRAWS } else { 1 },
        groups: options.groups,
        seed: options.seed,
        in_operations: options.samples.is_none() && options.epsilon.is_none(),
        progress,
    };
    estimate(classes, target, options, &sampler)
}

fn estimate(
    classes: &Classes,
    target: Target<'_>,
    options: &BetweennessOptions,
    sampler: &Sampler<'_>,
) -> crate::Result<Betweenness> {
    let network = sampler.network;
    let users = target.listed.iter().filter(|&&listed| listed).count() as f64;
    let pairs = (users * (users - 1.0) / 2.0).max(1.0);
    let listed = listed_in(classes, target, network);
    let run = run(Goal::new(options, pairs), &listed, target.top, options, sampler)?;
    let of_user = |values: &[f64]| -> Vec<f64> {
        let place = |&class: &u32| if class == NONE { NONE } else { network.place_of[class as usize] } as usize;
        classes.class_of.iter().map(|class| values.get(place(class)).copied().unwrap_or(0.0)).collect()
    };
    let (low, high) = (of_user(&run.values.low), of_user(&run.values.high));
    let widths = low.iter().zip(&high).zip(target.listed).filter(|&(_, &listed)| listed);
    let widest = widths.map(|((low, high), _)| high - low).fold(0.0, f64::max) / 2.0;
    Ok(Betweenness {
        users: of_user(&run.values.estimate),
        low,
        high,
        groups: group_values(network, &run.tally, sampler.draws),
        method: Method::Sampled,
        path_counting: options.path_counting,
        sources: network.pairs.classes,
        choice: None,
        sampling: Some(Sampling {
            samples: run.tally.pairs,
            paths_per_pair: sampler.draws,
            intervals: intervals(options),
            delta: options.delta,
            seed: options.seed,
            stop: run.stop,
            widest: widest / pairs,
            operations: run.operations,
        }),
    })
}

/// What a run came to.
struct Run {
    values: Values,
    tally: Tally,
    stop: Stop,
    /// Of the pilot too.
    operations: u64,
}

/// Draws until the goal is reached. `listed`: listed users in each class that can lie between; `top`: ranks that matter.
fn run(
    goal: Goal,
    listed: &[u32],
    top: usize,
    options: &BetweennessOptions,
    sampler: &Sampler<'_>,
) -> crate::Result<Run> {
    let network = sampler.network;
    let mut tally = sampler.nothing();
    let nothing = |tally| Run { values: Values::default(), tally, stop: goal.end(false), operations: 0 };
    if network.pairs.classes == 0 {
        return Ok(nothing(tally));
    }
    let mut pilot = sampler.nothing();
    loop {
        let wanted = goal.pilot(network, options.delta, &pilot);
        if wanted <= pilot.pairs || sampler.progress.is_cancelled() {
            break;
        }
        pilot = sampler.draw_until(wanted, Phase::Pilot, pilot);
    }
    if sampler.progress.is_cancelled() {
        return Ok(nothing(tally));
    }
    let spending = Spending::new(network, &pilot, goal.first_tier(top));
    let plan = goal.plan(network, &spending, &pilot, options)?;
    let mut values = Values::default();
    let mut stop = goal.end(true);
    for checkpoint in plan {
        if let Goal::Error { .. } = goal {
            sampler.progress.expect(checkpoint.pairs - tally.pairs);
        }
        tally = sampler.draw_until(checkpoint.pairs, Phase::Main, tally);
        if sampler.progress.is_cancelled() {
            break;
        }
        values = match intervals(options) {
            Intervals::All => Values::all(network, &tally, &spending, checkpoint.delta),
            Intervals::Each => Values::each(network, &tally, sampler.draws, options.delta),
        };
        if let Some(reached) = goal.is_reached(&values, listed, top) {
            stop = reached;
            break;
        }
    }
    Ok(Run { values, operations: pilot.operations + tally.operations, tally, stop })
}

/// Listed users in each class that can lie between.
fn listed_in(classes: &Classes, target: Target<'_>, network: &Network) -> Vec<u32> {
    let mut listed = vec![0; network.between];
    for (node, &class) in classes.class_of.iter().enumerate() {
        if class != NONE
            && target.listed[node]
            && let Some(count) = listed.get_mut(network.place_of[class as usize] as usize)
        {
            *count += 1;
        }
    }
    listed
}

/// Per group number; empty when groups were not counted.
fn group_values(network: &Network, tally: &Tally, draws: u32) -> Vec<f64> {
    if tally.steps.is_empty() {
        return Vec::new();
    }
    let scale = network.pairs.count() / (tally.pairs.max(1) as f64 * f64::from(draws));
    network.group_place_of.iter().map(|&place| tally.steps.get(place as usize).map_or(0.0, |x| x * scale)).collect()
}

#[cfg(test)]
mod tests;
