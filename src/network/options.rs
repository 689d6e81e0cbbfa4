//! Options with defaults: `BetweennessOptions::default().seed(7)`. What is set is checked when it is used.

use crate::Result;
use crate::config::{self, BetweennessMethod, CascadeModel, Config, Intervals, PathCounting};

/// Options of [`betweenness`](super::betweenness()).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[must_use]
pub struct BetweennessOptions(pub(super) config::BetweennessOptions);

impl BetweennessOptions {
    /// Which betweenness is computed; [`BetweennessMethod::Auto`] by default: exact where steps and memory stay within the
    /// budgets, else sampled.
    pub fn method(mut self, method: BetweennessMethod) -> Self {
        self.0.method = method;
        self
    }

    /// How a pair of users that shares k groups is counted; [`PathCounting::Neighbours`] by default: as one edge.
    pub fn path_counting(mut self, counting: PathCounting) -> Self {
        self.0.path_counting = counting;
        self
    }

    /// Whether groups get a betweenness too; by default they do.
    pub fn groups(mut self, wanted: bool) -> Self {
        self.0.groups = wanted;
        self
    }

    /// Steps above which [`Auto`](BetweennessMethod::Auto) samples, and [`Weighted`](BetweennessMethod::Weighted) starts from a
    /// sample; by default 120 · 10⁹, about a minute on two cores.
    pub fn exact_budget(mut self, steps: u64) -> Self {
        self.0.exact_budget = steps;
        self
    }

    /// Memory in MiB above which [`Auto`](BetweennessMethod::Auto) samples, and the exact methods are refused; by default 4096.
    pub fn memory_budget_mib(mut self, mib: u64) -> Self {
        self.0.memory_budget_mib = mib;
        self
    }

    /// Steps of a sampled run at the most; by default 5 · 10⁹, about 20 seconds on two cores. Of no effect with
    /// [`samples`](Self::samples) or [`epsilon`](Self::epsilon).
    pub fn sampled_budget(mut self, steps: u64) -> Self {
        self.0.sampled_budget = steps;
        self
    }

    /// For whom the limits of a sampled run hold; [`Intervals::Each`] by default.
    pub fn intervals(mut self, intervals: Intervals) -> Self {
        self.0.intervals = intervals;
        self
    }

    /// Pairs of users to draw ([`Weighted`](BetweennessMethod::Weighted): starting points).
    pub fn samples(mut self, pairs: u64) -> Self {
        self.0.samples = Some(pairs);
        self
    }

    /// The half-width that everybody's limits must reach, as a share of all pairs of users, however long it takes; above 0,
    /// below 1. Not together with [`samples`](Self::samples).
    pub fn epsilon(mut self, share: f64) -> Self {
        self.0.epsilon = Some(share);
        self
    }

    /// Probability that a value lies outside the limits of a sampled run; above 0, below 1, by default 0.1.
    pub fn delta(mut self, probability: f64) -> Self {
        self.0.delta = probability;
        self
    }

    /// Seed of what is drawn, up to 2⁶³ − 1; by default 42.
    pub fn seed(mut self, seed: u64) -> Self {
        self.0.seed = seed;
        self
    }

    /// [`Weighted`](BetweennessMethod::Weighted) only: ties of smaller strength are left out; by default none.
    pub fn min_strength(mut self, strength: f64) -> Self {
        self.0.min_strength = strength;
        self
    }

    pub(super) fn checked(&self) -> Result<&config::BetweennessOptions> {
        if *self != Self::default() {
            Config { betweenness: self.0, ..Config::default() }.check()?;
        }
        Ok(&self.0)
    }
}

/// Options of [`circles`](super::circles()).
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[must_use]
pub struct CirclesOptions(pub(super) config::CirclesOptions);

impl CirclesOptions {
    /// Resolution γ of modularity (Reichardt and Bornholdt 2006), above 0: higher makes more and smaller circles; by default
    /// 1, plain modularity.
    pub fn resolution(mut self, gamma: f64) -> Self {
        self.0.resolution = gamma;
        self
    }

    /// Seed of what is drawn, up to 2⁶³ − 1; by default 42.
    pub fn seed(mut self, seed: u64) -> Self {
        self.0.seed = seed;
        self
    }

    pub(super) fn checked(&self) -> Result<&config::CirclesOptions> {
        if *self != Self::default() {
            Config { circles: self.0, ..Config::default() }.check()?;
        }
        Ok(&self.0)
    }
}

/// Options of [`seeds`](super::seeds()) and [`reach`](super::reach()).
#[derive(Clone, Debug, Default, PartialEq)]
#[must_use]
pub struct SeedsOptions(pub(super) config::SeedsOptions);

impl SeedsOptions {
    /// How many users to choose; by default 50.
    pub fn k(mut self, seeds: usize) -> Self {
        self.0.k = seeds;
        self
    }

    /// How one user's activity makes others active; [`CascadeModel::Ic`] by default, independent cascade.
    pub fn model(mut self, model: CascadeModel) -> Self {
        self.0.model = model;
        self
    }

    /// p(u → v) = rate · strength of the tie / strength of v; above 0, at most 1, by default 0.5. A value to compare by: nobody
    /// knows the true one.
    pub fn rate(mut self, rate: f64) -> Self {
        self.0.rate = rate;
        self
    }

    /// Choosing stops once the set is certified to reach this much of what the best one does; above 0, below 1, by default 0.9.
    pub fn ratio(mut self, ratio: f64) -> Self {
        self.0.ratio = ratio;
        self
    }

    /// Probability that the bounds given do not hold, at most; above 0, below 1, by default 0.01.
    pub fn delta(mut self, probability: f64) -> Self {
        self.0.delta = probability;
        self
    }

    /// Steps of choosing at the most; by default 60 · 10⁶, some seconds.
    pub fn budget(mut self, steps: u64) -> Self {
        self.0.budget = steps;
        self
    }

    /// Cascades that [`reach`](super::reach()) simulates, at least 30; by default 1000.
    pub fn simulations(mut self, runs: u32) -> Self {
        self.0.simulations = runs;
        self
    }

    /// Steps of simulating at the most; by default 20 · 10⁶.
    pub fn simulation_budget(mut self, steps: u64) -> Self {
        self.0.simulation_budget = steps;
        self
    }

    /// Seed of what is drawn, up to 2⁶³ − 1; by default 42.
    pub fn seed(mut self, seed: u64) -> Self {
        self.0.seed = seed;
        self
    }

    pub(super) fn checked(&self) -> Result<&config::SeedsOptions> {
        if *self != Self::default() {
            Config { seeds: self.0.clone(), ..Config::default() }.check()?;
        }
        Ok(&self.0)
    }
}
