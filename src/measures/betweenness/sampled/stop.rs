//! When to look, how much of δ each look and each class spends, and what ends the run: more on classes whose values matter.
//!
//! All looks are planned after the pilot and before the first path that counts, so the plan tells nothing about those paths.

use hashbrown::HashMap;

use super::bounds::{Miss, lower, upper};
use super::each::{Counted, Reach};
use super::network::Network;
use super::tally::{BATCH, Tally};
use crate::config::BetweennessOptions;
use crate::measures::betweenness::Stop;
use crate::measures::betweenness::rank::top_is_settled;
use crate::parallel;
use crate::text::method;
use crate::{Error, ErrorKind};

/// From one look to the next, the paths grow by this factor: towards a half-width, and towards separated ranks.
const STEP: f64 = 1.2;
const LONG_STEP: f64 = 1.5;

/// Looks before the budget ends.
const LOOKS: usize = 16;

/// The first tier holds so many classes for each rank that matters; the pilot does not know the ranks exactly.
const PER_RANK: usize = 8;

/// Paths that a run may set out to draw: two days and a half at the fastest rate measured, 440,000 a second. Counts of so many, and
/// shares of them, are far from what floats cannot tell apart.
const MOST_PATHS: f64 = 1e11;

/// Classes of the first tier where only the widest interval matters.
const WIDEST: usize = 64;

/// How much larger each tier is than the one before.
const GROWTH: usize = 16;

/// Tiers at most; the last one takes all that is left.
const TIERS: usize = 4;

/// What ends the run.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Goal {
    /// So many paths.
    Samples(u64),
    /// No interval reaches further than `error` from its estimate, in betweenness, or so many paths.
    Error { error: f64, samples: Option<u64> },
    /// The top users known, or so many steps.
    Budget(u64),
}

/// After so many pairs the intervals are looked at, and may miss with probability `delta`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Checkpoint {
    pub pairs: u64,
    pub delta: f64,
}

impl Goal {
    /// `pairs`: unordered pairs of listed users.
    pub(super) fn new(options: &BetweennessOptions, pairs: f64) -> Self {
        match (options.epsilon, options.samples) {
            (Some(epsilon), samples) => Goal::Error { error: epsilon * pairs, samples },
            (None, Some(samples)) => Goal::Samples(samples),
            (None, None) => Goal::Budget(options.sampled_budget),
        }
    }

    /// Why a run stopped that had nothing to draw, or was at its last look.
    pub(super) fn end(self, drawn: bool) -> Stop {
        match self {
            Goal::Samples(_) | Goal::Error { samples: Some(_), .. } if drawn => Stop::Samples,
            Goal::Samples(_) => Stop::Samples,
            Goal::Error { .. } => Stop::Epsilon,
            Goal::Budget(_) if drawn => Stop::Budget,
            Goal::Budget(_) => Stop::Separated,
        }
    }

    /// Classes whose intervals matter most; `top` 0: all.
    pub(super) fn first_tier(self, top: usize) -> usize {
        match self {
            Goal::Error { .. } => WIDEST,
            _ if top == 0 => usize::MAX,
            _ => top.saturating_mul(PER_RANK),
        }
    }

    /// Paths that the pilot should have, given what it has; its end where that is no more.
    pub(super) fn pilot(self, network: &Network, delta: f64, drawn: &Tally) -> u64 {
        let most = 64 * BATCH;
        match self {
            Goal::Samples(samples) => (samples / 16).min(most),
            Goal::Error { error, samples } => {
                let enough = (enough(network, error, delta / 1000.0) / 32).clamp(BATCH, most);
                samples.map_or(enough, |samples| enough.min(samples / 16))
            }
            Goal::Budget(budget) if drawn.operations >= budget / 20 => 0,
            Goal::Budget(_) => (2 * drawn.pairs).clamp(BATCH, most),
        }
    }

    /// The looks at the intervals, the last one at the end. `first` of δ goes to the one that most likely decides.
    ///
    /// # Errors
    /// [`Config`](ErrorKind::Config) where already the first look comes after more paths than anybody waits for.
    pub(super) fn plan(
        self,
        network: &Network,
        spending: &Spending,
        pilot: &Tally,
        options: &BetweennessOptions,
    ) -> crate::Result<Vec<Checkpoint>> {
        let delta = options.delta;
        Ok(match self {
            Goal::Samples(samples) => {
                is_drawable(samples as f64, || (format!("--samples {samples}"), format!("--samples {MOST_PATHS}")))?;
                vec![Checkpoint { pairs: samples, delta }]
            }
            Goal::Error { error, samples } => {
                // Below this the squares of shares are no numbers, and far too small anyway.
                let epsilon = options.epsilon.unwrap_or(1.0);
                let scale = (1e-100 / epsilon).max(1.0);
                let likely = likely(network, spending, pilot, error * scale, delta / 2.0);
                if samples.is_none() {
                    // Paths grow with the square of the precision; a little more, for the logarithms.
                    let possible = 1.5 * epsilon * scale * (likely / MOST_PATHS).sqrt();
                    is_drawable(likely, || (format!("--epsilon {epsilon}"), format!("--epsilon {possible:.0e}")))?;
                }
                // More looks make each of them need more paths, but only by a logarithm.
                let some = |looks: usize| enough(network, error, least(&spending.misses(delta / (2.0 * looks as f64))));
                let mut paths = vec![whole(likely)];
                while paths[paths.len() - 1] < some(paths.len()) {
                    paths.push(whole(paths[paths.len() - 1] as f64 * STEP));
                }
                if let Some(samples) = samples {
                    paths.retain(|&n| n < samples);
                    paths.push(samples);
                }
                let rest = if paths.len() > 1 { delta / (2 * (paths.len() - 1)) as f64 } else { 0.0 };
                let delta = |i: usize| if i == 0 { delta - rest * (paths.len() - 1) as f64 } else { rest };
                (0..paths.len()).map(|i| Checkpoint { pairs: paths[i], delta: delta(i) }).collect()
            }
            Goal::Budget(budget) => {
                let per_path = pilot.operations as f64 / pilot.pairs.max(1) as f64;
                let last = whole(budget.saturating_sub(pilot.operations) as f64 / per_path.max(1.0));
                let mut paths: Vec<u64> =
                    (0..LOOKS).rev().map(|i| whole(last as f64 / LONG_STEP.powi(i as i32))).collect();
                paths.dedup();
                let early = paths.len() - 1;
                let each = if early > 0 { delta / (2 * early) as f64 } else { 0.0 };
                let delta = |i: usize| if i == early { delta - each * early as f64 } else { each };
                (0..paths.len()).map(|i| Checkpoint { pairs: paths[i], delta: delta(i) }).collect()
            }
        })
    }

    /// Whether the intervals are good enough to stop.
    pub(super) fn is_reached(self, values: &Values, listed: &[u32], top: usize) -> Option<Stop> {
        match self {
            Goal::Samples(_) => None,
            Goal::Error { error, .. } => {
                let within = |place: usize| listed[place] == 0 || values.error(place) <= error;
                (0..values.estimate.len()).all(within).then_some(Stop::Epsilon)
            }
            Goal::Budget(_) => {
                let order = (0..listed.len()).filter(|&place| listed[place] > 0).collect();
                let interval = |place: usize| [values.low[place], values.estimate[place], values.high[place]];
                let users = |place: usize| listed[place] as usize;
                top_is_settled(order, top, users, interval).then_some(Stop::Separated)
            }
        }
    }
}

/// Classes sorted into tiers by a pilot sample. Every tier spends half of what the tiers before left, the last all of it;
/// within a tier all classes and both sides of an interval spend the same.
#[derive(Debug)]
pub(super) struct Spending {
    /// Tier of each class that can lie between.
    tier_of: Vec<u8>,
    sizes: Vec<usize>,
}

impl Spending {
    /// `first`: classes in the first tier.
    pub(super) fn new(network: &Network, pilot: &Tally, first: usize) -> Self {
        let mut order: Vec<u32> = (0..network.between as u32).collect();
        let share = |place: u32| pilot.hits[place as usize] as f64 / network.multiplicity(place);
        parallel::sort_unstable_by(&mut order, |&u, &v| share(v).total_cmp(&share(u)).then(u.cmp(&v)));
        let mut tier_of = vec![0; order.len()];
        let mut sizes = Vec::new();
        let (mut rest, mut size) = (order.as_slice(), first.max(1));
        while !rest.is_empty() {
            let here = if sizes.len() == TIERS - 1 { rest.len() } else { size.min(rest.len()) };
            let (tier, others) = rest.split_at(here);
            tier.iter().for_each(|&place| tier_of[place as usize] = sizes.len() as u8);
            sizes.push(here);
            (rest, size) = (others, size.saturating_mul(GROWTH));
        }
        Self { tier_of, sizes }
    }

    /// What one side of one interval may miss in each tier, when all together may miss with probability `delta`.
    pub(super) fn misses(&self, delta: f64) -> Vec<f64> {
        let last = self.sizes.len().saturating_sub(1);
        let part = |tier: usize| 0.5f64.powi(tier.min(last.saturating_sub(1)) as i32 + i32::from(last > 0));
        self.sizes.iter().enumerate().map(|(tier, &size)| delta * part(tier) / (2.0 * size as f64)).collect()
    }

    /// The most that a class of each tier was hit.
    pub(super) fn most_hits(&self, tally: &Tally) -> Vec<u64> {
        let mut most = vec![0; self.sizes.len()];
        for (&tier, &hits) in self.tier_of.iter().zip(&tally.hits) {
            most[usize::from(tier)] = most[usize::from(tier)].max(hits);
        }
        most
    }
}

/// Betweenness of one user of each class that can lie between.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub estimate: Vec<f64>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
}

impl Values {
    /// Estimates and intervals, valid for all classes together with probability ≥ 1 − `delta`; of one path a pair.
    pub(super) fn all(network: &Network, tally: &Tally, spending: &Spending, delta: f64) -> Self {
        let misses: Vec<Miss> = spending.misses(delta).into_iter().map(Miss::new).collect();
        let mut known: HashMap<(u64, u8), [f64; 2], foldhash::fast::FixedState> = HashMap::default();
        let mut values = Self::default();
        for (place, (&hits, &tier)) in tally.hits.iter().zip(&spending.tier_of).enumerate() {
            let shares = *known.entry((hits, tier)).or_insert_with(|| {
                let miss = misses[usize::from(tier)];
                [lower(hits, tally.pairs, miss), upper(hits, tally.pairs, miss)]
            });
            values.push(network, place, hits as f64 / tally.pairs as f64, shares);
        }
        values
    }

    /// Estimates and intervals, each valid with probability about 1 − `delta`; of `draws` paths a pair.
    pub(super) fn each(network: &Network, tally: &Tally, draws: u32, delta: f64) -> Self {
        let pairs = tally.pairs;
        let (hits, squares) = (tally.hits.iter().sum(), tally.squares.iter().sum());
        let reach = Reach::new(delta, Counted { hits, squares, pairs, draws });
        let mut values = Self::default();
        for (place, (&hits, &squares)) in tally.hits.iter().zip(&tally.squares).enumerate() {
            let shares = reach.limits(Counted { hits, squares, pairs, draws });
            values.push(network, place, hits as f64 / (pairs as f64 * f64::from(draws)), shares);
        }
        values
    }

    /// The next class, from the share of a pair's paths that pass it and the limits of that.
    fn push(&mut self, network: &Network, place: usize, share: f64, [low, high]: [f64; 2]) {
        let scale = network.pairs.count() / network.multiplicity(place as u32);
        // Nobody lies between more pairs than the others of the component form.
        let others = f64::from(network.component_size[place]) - 1.0;
        let most = others * (others - 1.0) / 2.0;
        let estimate = share * scale;
        self.estimate.push(estimate);
        self.low.push((low * scale).min(estimate));
        self.high.push((high * scale).min(most).max(estimate));
    }

    /// How far the estimate may be off, at most.
    pub(super) fn error(&self, place: usize) -> f64 {
        (self.high[place] - self.estimate[place]).max(self.estimate[place] - self.low[place])
    }
}

/// Whether anybody can wait for so many paths; `words`: what was asked for, and what could be.
fn is_drawable(paths: f64, words: impl FnOnce() -> (String, String)) -> crate::Result<()> {
    if paths <= MOST_PATHS {
        return Ok(());
    }
    let (asked, instead) = words();
    let sentence = method::TOO_MANY_PATHS.with("asked", asked).with("instead", instead);
    let sentence = sentence.with("paths", format!("{paths:.0e}")).with("most", format!("{MOST_PATHS:.0e}"));
    Err(Error::new(ErrorKind::Config, sentence))
}

/// A whole number of batches, at least one.
fn whole(paths: f64) -> u64 {
    ((paths / BATCH as f64).ceil() as u64).max(1).saturating_mul(BATCH)
}

fn least(misses: &[f64]) -> f64 {
    misses.iter().copied().fold(0.5, f64::min)
}

/// Paths after which no bound that may miss with probability `miss` is further than `error` from its estimate, whatever was
/// counted (Hoeffding).
fn enough(network: &Network, error: f64, miss: f64) -> u64 {
    let share = error / network.pairs.count();
    (-libm::log(miss) / (2.0 * share * share)).ceil() as u64
}

/// Paths that should do, if the pilot's classes of most hits in each tier are a little above their value.
fn likely(network: &Network, spending: &Spending, pilot: &Tally, error: f64, delta: f64) -> f64 {
    let share = error / network.pairs.count();
    let misses = spending.misses(delta);
    let mut paths = BATCH as f64;
    for (&hits, &miss) in spending.most_hits(pilot).iter().zip(&misses) {
        let hits = hits as f64;
        let p = ((hits + libm::sqrt(hits) + 1.0) / pilot.pairs.max(1) as f64).min(0.5);
        let miss = Miss::new(miss);
        let far = |n: f64| upper((p * n) as u64, n as u64, miss) - p > share;
        while paths <= MOST_PATHS && far(paths) {
            paths *= 1.05;
        }
        if paths > MOST_PATHS {
            // Too many to count; what a normal distribution would take.
            paths = paths.max(miss.square() * p * (1.0 - p) / (share * share));
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_top_is_known_when_separated_or_close() {
        let values = |rows: &[[f64; 3]]| Values {
            low: rows.iter().map(|row| row[0]).collect(),
            estimate: rows.iter().map(|row| row[1]).collect(),
            high: rows.iter().map(|row| row[2]).collect(),
        };
        let settled = |rows: &[[f64; 3]], listed: &[u32], top| {
            Goal::Budget(0).is_reached(&values(rows), listed, top) == Some(Stop::Separated)
        };
        let known = |rows: &[[f64; 3]], top| settled(rows, &vec![1; rows.len()], top);
        let apart = [[1.0, 2.0, 3.0], [5.0, 7.0, 9.0], [0.0, 0.5, 0.9]];
        assert!(known(&apart, 0) && known(&apart, 1) && known(&apart, 2));
        // The first two overlap; the third is apart, but its rank is the third.
        let tied = [[5.0, 7.0, 9.0], [5.0, 6.0, 8.0], [1.0, 2.0, 3.0]];
        assert!(!known(&tied, 0) && !known(&tied, 1));
        // One below the top reaches into it.
        let reached = [[5.0, 7.0, 9.0], [3.0, 4.0, 5.5]];
        assert!(!known(&reached, 1));
        let close = [[96.0, 100.0, 104.0], [95.5, 99.0, 103.5], [0.0, 0.1, 7.0], [0.0, 0.1, 6.0]];
        assert!(known(&close, 2) && !known(&close, 3));
        // Three users of one class take three ranks; who is not listed takes none.
        assert!(settled(&[[96.0, 100.0, 104.0], [0.0, 1.0, 99.0]], &[3, 1], 3));
        assert!(settled(&[[5.0, 7.0, 9.0], [5.0, 6.0, 8.0]], &[1, 0], 1));
    }
}
