//! Weighted betweenness from sampled sources, with intervals that hold for all users at once.
//!
//! **Estimator.** With N users who have a tie, b(v) = ½ Σ_s δ_s(v), s over these users. Draw k of them uniformly and
//! independently (with replacement); X_i = δ_{S_i}(v) are independent with mean 2 b(v)/N, so b̂(v) = N/(2k) Σ X_i is unbiased. Twins
//! have the same δ: a class drawn several times is searched from once and counts as often.
//!
//! **Interval.** 0 ≤ X_i ≤ R_v: δ_s(v) is a sum of shares, at most 1 each, over the targets t ≠ s, v that s reaches, so R_v is
//! the size of v's component less 2 (0 for users who surely lie between nobody: a single class of neighbours, or a single
//! group and no interaction). With V_v the sample
//! variance, Maurer and Pontil's empirical Bernstein inequality (2009, theorem 4), once for each side, gives with
//! probability ≥ 1 − δ′
//!
//! ```text
//! |mean X − E X| ≤ √(2 V_v ln(4/δ′)/k) + 7 R_v ln(4/δ′)/(3 (k − 1))
//! ```
//!
//! Both sides times N/2 give the half-width h_v. With δ′ = δ/(candidates · rounds), candidates the classes with R_v > 0 and
//! rounds the number of times that the intervals may be looked at (fixed before the first draw), the union bound makes all
//! intervals of all rounds hold at once with probability ≥ 1 − δ.
//!
//! **Certain bounds.** δ ≥ 0, so half the sum over the users of all classes searched from is below b(v); and each other user
//! of v's component adds at most R_v/2. The interval is cut to these bounds, which cost no probability; the estimate is moved into
//! the interval where it lies outside, which brings it nearer whenever the interval holds.
//!
//! **Stopping.** `samples`: one round of k = samples. `epsilon`: rounds of doubling k until every half-width is small enough.
//! Else doubling k until the top is settled or the next search would exceed `sampled_budget`. Where k would reach the number of
//! classes, searching from every class is no more work and exact: then nothing is sampled.

use super::super::rank::top_is_settled;
use super::super::{Sampling, Stop, Target};
use super::{Outcome, Roads, add, fold};
use crate::config::{BetweennessOptions, Intervals};
use crate::progress::Progress;
use crate::random::Random;

/// Draws of the first round where there are several.
const FIRST: u64 = 64;

/// The stream of sources, apart from what else a seed draws.
const STREAM: u64 = 0x736f_7572_6365;

/// Steps that one step of `sampled_budget` is worth: a step along a random path misses the cache, one along a row does not.
const SAMPLED_STEP: u64 = 20;

/// k of each round, and why the last one is the last.
struct Rounds {
    draws: Vec<u64>,
    last: Stop,
}

/// Estimates, or, where it takes searching from every source, the units of progress told so far. `sources`: classes with a
/// tie.
pub(super) fn sampled(
    roads: &Roads,
    sources: &[u32],
    target: Target<'_>,
    options: &BetweennessOptions,
    progress: &Progress,
) -> Result<Outcome, u64> {
    let ranges = Ranges::of(roads);
    let users = Users::of(roads, sources);
    let steps = roads.steps().max(1);
    let pairs = pairs(target.listed);
    let rounds = rounds(options, sources.len() as u64, steps, |k, rounds| {
        let log = ranges.log(options.delta, rounds);
        let range = ranges.of.iter().copied().fold(0.0, f64::max);
        half_width(users.count, k, 0.0, range, log) / pairs
    });
    let Some(rounds) = rounds else { return Err(0) };
    let log = ranges.log(options.delta, rounds.draws.len());
    let mut random = Random::stream(options.seed, STREAM);
    let mut state = State::new(roads.twins.len(), sources.len());
    // Where ε may take every source, so many draws are not half of the way.
    let all = match rounds.last {
        Stop::Epsilon => 2 * sources.len() as u64,
        _ => rounds.draws.last().copied().unwrap_or(1),
    };
    for (round, &k) in rounds.draws.iter().enumerate() {
        state.draw(&mut random, &users, k);
        state.search(roads, sources, all, progress);
        if progress.is_cancelled() {
            return Err(state.told);
        }
        let mut outcome = state.outcome(&ranges, roads, sources, log);
        let widest = widest(&outcome, roads, target.listed) / pairs;
        let stop = match options.epsilon {
            Some(epsilon) if options.samples.is_none() => (widest <= epsilon).then_some(Stop::Epsilon),
            _ if round + 1 == rounds.draws.len() => Some(rounds.last),
            _ => settled(&outcome, roads, target).then_some(Stop::Separated),
        };
        if let Some(stop) = stop {
            progress.advance((roads.twins.class_of.len() as u64).saturating_sub(state.told));
            let (delta, seed) = (options.delta, options.seed);
            let operations = state.searches.saturating_mul(steps);
            let (paths_per_pair, intervals) = (0, Intervals::All);
            outcome.sampling =
                Some(Sampling { samples: k, paths_per_pair, intervals, delta, seed, stop, widest, operations });
            return Ok(outcome);
        }
    }
    Err(state.told)
}

/// What is drawn, and when it is looked at. `least(k, rounds)`: the half-width, as a share of pairs, that k draws give at best.
fn rounds(options: &BetweennessOptions, n: u64, steps: u64, least: impl Fn(u64, usize) -> f64) -> Option<Rounds> {
    let doubling = |first: u64, most: u64| {
        let doubled = std::iter::successors(Some(first), |k| k.checked_mul(2)).take_while(|&k| k < most);
        doubled.collect::<Vec<_>>()
    };
    if let Some(samples) = options.samples {
        return (samples < n).then(|| Rounds { draws: vec![samples], last: Stop::Samples });
    }
    if let Some(epsilon) = options.epsilon {
        // Rounds that cannot be enough are not held; leaving them out only makes the others narrower.
        let mut draws = doubling(FIRST, n);
        let held = draws.len();
        draws.retain(|&k| least(k, held) <= epsilon);
        return (!draws.is_empty()).then_some(Rounds { draws, last: Stop::Epsilon });
    }
    let most = (options.sampled_budget.saturating_mul(SAMPLED_STEP) / steps).max(1);
    let mut draws = doubling(FIRST, most);
    draws.push(most);
    (most < n).then_some(Rounds { draws, last: Stop::Budget })
}

/// Users to draw, by the class that stands for them.
struct Users {
    /// How many of them stand before each source and in it, ascending.
    ends: Vec<u64>,
    count: u64,
}

impl Users {
    fn of(roads: &Roads, sources: &[u32]) -> Self {
        let mut count = 0;
        let end = |&class: &u32| {
            count += u64::from(roads.twins.multiplicity[class as usize]);
            count
        };
        Self { ends: sources.iter().map(end).collect(), count }
    }

    /// The source of a user.
    fn source(&self, user: u64) -> usize {
        self.ends.partition_point(|&end| end <= user)
    }
}

/// R_v of every class, and the component that it comes from.
struct Ranges {
    of: Vec<f64>,
    component: Vec<u32>,
    /// Users of each component.
    sizes: Vec<u64>,
}

impl Ranges {
    fn of(roads: &Roads) -> Self {
        let (rows, twins) = (&roads.lengths.rows, &roads.twins);
        let mut component = vec![u32::MAX; rows.len()];
        let mut sizes = Vec::new();
        let mut stack = Vec::new();
        for first in 0..rows.len() {
            if component[first] != u32::MAX {
                continue;
            }
            let number = sizes.len() as u32;
            component[first] = number;
            stack.push(first as u32);
            let mut size = 0;
            while let Some(class) = stack.pop() {
                size += u64::from(twins.multiplicity[class as usize]);
                for &other in rows.row(class as usize) {
                    if component[other as usize] == u32::MAX {
                        component[other as usize] = number;
                        stack.push(other);
                    }
                }
            }
            sizes.push(size);
        }
        let range = |v: usize| {
            let aside = rows.row(v).len() < 2 || !twins.between[v];
            if aside { 0.0 } else { sizes[component[v] as usize] as f64 - 2.0 }
        };
        Self { of: (0..rows.len()).map(range).collect(), component, sizes }
    }

    /// ln(4/δ′).
    fn log(&self, delta: f64, rounds: usize) -> f64 {
        let candidates = self.of.iter().filter(|&&range| range > 0.0).count().max(1);
        libm::log(4.0 * candidates as f64 * rounds.max(1) as f64 / delta)
    }
}

/// h_v.
fn half_width(n: u64, k: u64, variance: f64, range: f64, log: f64) -> f64 {
    if k < 2 {
        return f64::INFINITY;
    }
    let k = k as f64;
    0.5 * n as f64 * ((2.0 * variance * log / k).sqrt() + 7.0 * range * log / (3.0 * (k - 1.0)))
}

/// Sums over draws.
#[derive(Clone)]
struct Sums {
    /// Σ X_i.
    drawn: Vec<f64>,
    /// Σ X_i².
    squares: Vec<f64>,
    /// Σ δ over the users of the classes searched from.
    certain: Vec<f64>,
}

struct State {
    sums: Sums,
    /// Draws so far.
    draws: u64,
    /// Of each source in the round that is about to be searched.
    times: Vec<u32>,
    /// Whether a source was searched from before.
    known: Vec<bool>,
    searches: u64,
    /// Units of progress told.
    told: u64,
}

impl State {
    fn new(classes: usize, sources: usize) -> Self {
        let zeros = vec![0.0; classes];
        let sums = Sums { drawn: zeros.clone(), squares: zeros.clone(), certain: zeros };
        Self { sums, draws: 0, times: vec![0; sources], known: vec![false; sources], searches: 0, told: 0 }
    }

    /// Draws until there are `k`.
    fn draw(&mut self, random: &mut Random, users: &Users, k: u64) {
        while self.draws < k {
            self.times[users.source(random.below(users.count))] += 1;
            self.draws += 1;
        }
    }

    /// Searches from what was drawn since the last time; `all` draws are all that can come.
    fn search(&mut self, roads: &Roads, sources: &[u32], all: u64, progress: &Progress) {
        let drawn: Vec<u32> = (0u32..).zip(&self.times).filter(|&(_, &times)| times > 0).map(|(i, _)| i).collect();
        // Rounds before this one ended at the share of their draws.
        let goal = (roads.twins.class_of.len() as u128 * u128::from(self.draws) / u128::from(all)) as u64;
        let (units, count) = (goal.saturating_sub(self.told), drawn.len() as u64);
        let (times, known) = (&self.times, &self.known);
        let zeros = vec![0.0; roads.twins.len()];
        let mut sums = fold(
            roads,
            drawn.len(),
            Sums { drawn: zeros.clone(), squares: zeros.clone(), certain: zeros },
            |search, sums: &mut Sums, i| {
                let source = drawn[i] as usize;
                let (times, first) = (f64::from(times[source]), !known[source]);
                let all = roads.multiplicity(sources[source]);
                search.run(roads, sources[source], progress, |v, x| {
                    sums.drawn[v] += times * x;
                    sums.squares[v] += times * (x * x);
                    if first {
                        sums.certain[v] += all * x;
                    }
                });
                let i = i as u64;
                progress.advance(units * (i + 1) / count - units * i / count);
            },
            Sums::take,
        );
        if count > 0 {
            self.told += units;
        }
        self.searches += count;
        self.sums.take(&mut sums);
        for source in drawn {
            self.known[source as usize] = true;
            self.times[source as usize] = 0;
        }
    }

    fn outcome(&self, ranges: &Ranges, roads: &Roads, sources: &[u32], log: f64) -> Outcome {
        // Users of each component whose δ is not known.
        let mut unknown = ranges.sizes.clone();
        for (&class, _) in sources.iter().zip(&self.known).filter(|&(_, &known)| known) {
            let class = class as usize;
            unknown[ranges.component[class] as usize] -= u64::from(roads.twins.multiplicity[class]);
        }
        let n = sources.iter().map(|&class| u64::from(roads.twins.multiplicity[class as usize])).sum();
        let k = self.draws as f64;
        let estimate = |v: usize| {
            let (sum, squares) = (self.sums.drawn[v], self.sums.squares[v]);
            let variance = if k < 2.0 { 0.0 } else { ((squares - sum * sum / k) / (k - 1.0)).max(0.0) };
            let (value, half) = (0.5 * n as f64 / k * sum, half_width(n, self.draws, variance, ranges.of[v], log));
            if ranges.of[v] <= 0.0 {
                return [0.0; 3];
            }
            let certain = 0.5 * self.sums.certain[v];
            let beyond = 0.5 * unknown[ranges.component[v] as usize] as f64 * ranges.of[v];
            let low = (value - half).max(certain);
            let high = (value + half).min(certain + beyond).max(low);
            [value.clamp(low, high), low, high]
        };
        let values: Vec<[f64; 3]> = (0..ranges.of.len()).map(estimate).collect();
        let column = |i: usize| values.iter().map(|value| value[i]).collect();
        Outcome { users: column(0), low: column(1), high: column(2), sampling: None }
    }
}

impl Sums {
    /// Adds `other` and leaves zeros in it.
    fn take(&mut self, other: &mut Self) {
        add(&mut self.drawn, &mut other.drawn);
        add(&mut self.squares, &mut other.squares);
        add(&mut self.certain, &mut other.certain);
    }
}

/// Half of the widest interval of a listed user.
fn widest(outcome: &Outcome, roads: &Roads, listed: &[bool]) -> f64 {
    let classes =
        roads.twins.class_of.iter().zip(listed).filter(|(_, listed)| **listed).map(|(&class, _)| class as usize);
    classes.map(|class| (outcome.high[class] - outcome.low[class]) / 2.0).fold(0.0, f64::max)
}

/// Whether each of the first `top` is known, or apart from everybody before and after.
fn settled(outcome: &Outcome, roads: &Roads, target: Target<'_>) -> bool {
    let class = |v: usize| roads.twins.class_of[v] as usize;
    let interval = |v: usize| [&outcome.low, &outcome.users, &outcome.high].map(|column| column[class(v)]);
    let listed = (0..target.listed.len()).filter(|&v| target.listed[v]).collect();
    top_is_settled(listed, target.top, |_| 1, interval)
}

/// Unordered pairs of listed users; at least 1, to divide by.
fn pairs(listed: &[bool]) -> f64 {
    let n = listed.iter().filter(|&&l| l).count() as f64;
    (n * (n - 1.0) / 2.0).max(1.0)
}
