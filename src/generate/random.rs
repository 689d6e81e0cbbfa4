//! Random numbers of the workload, one sequence per part of it.
//!
//! Transcendentals come from `libm`, so the same seed gives the same files on every machine; a change to one table leaves
//! the others as they were.

use crate::random;

/// One independent sequence per part of the workload.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stream {
    Circles = 1,
    Groups,
    MembershipTimes,
    GroupNames,
    Interactions,
    Purchases,
    Users,
}

/// A random source with the distributions of the workload.
#[derive(Clone, Debug)]
pub(super) struct Random(random::Random);

impl Random {
    pub(super) fn new(seed: u64, stream: Stream) -> Self {
        Self(random::Random::stream(seed, stream as u64))
    }

    /// Uniform in [0, 1), 53 bits.
    pub(super) fn unit(&mut self) -> f64 {
        self.0.unit()
    }

    /// Uniform in `0..n`; 0 when `n` is 0.
    pub(super) fn below(&mut self, n: usize) -> usize {
        self.0.below(n as u64) as usize
    }

    /// Uniform in `low..=high`.
    pub(super) fn between(&mut self, low: usize, high: usize) -> usize {
        low + self.below(high.saturating_sub(low) + 1)
    }

    /// True with probability `p`.
    pub(super) fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// One of `items`.
    pub(super) fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// The index of one weight, in proportion to it. For short tables; weights sum to `total`.
    pub(super) fn weighted<T>(&mut self, items: &[(T, u32)]) -> usize {
        let total: u32 = items.iter().map(|i| i.1).sum();
        let mut left = self.below(total as usize) as u32;
        items
            .iter()
            .position(|(_, w)| {
                let here = left < *w;
                left = left.wrapping_sub(*w);
                here
            })
            .unwrap_or(0)
    }

    /// Pareto with minimum 1: P(X > x) = x^(−shape).
    pub(super) fn pareto(&mut self, shape: f64) -> f64 {
        libm::pow(1.0 - self.unit(), -1.0 / shape)
    }

    /// Exponential with the given mean.
    pub(super) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * libm::log(1.0 - self.unit())
    }

    /// Standard normal (Box and Muller 1958; one of the two values).
    pub(super) fn normal(&mut self) -> f64 {
        let radius = (-2.0 * libm::log(1.0 - self.unit())).sqrt();
        radius * libm::cos(std::f64::consts::TAU * self.unit())
    }

    /// How many successes of chance `p` before the first failure: mean `p / (1 − p)`.
    pub(super) fn geometric(&mut self, p: f64) -> u64 {
        let mut successes = 0;
        while self.chance(p) {
            successes += 1;
        }
        successes
    }

    /// A uniformly random order (Fisher and Yates).
    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        self.0.shuffle(items);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_those_of_the_distributions() {
        let mut random = Random::new(7, Stream::Users);
        let n = 200_000;
        let mean = |f: &mut dyn FnMut(&mut Random) -> f64, r: &mut Random| (0..n).map(|_| f(r)).sum::<f64>() / n as f64;
        assert!((mean(&mut |r| r.unit(), &mut random) - 0.5).abs() < 0.005);
        assert!((mean(&mut |r| r.normal(), &mut random)).abs() < 0.01);
        assert!((mean(&mut |r| r.normal() * r.normal(), &mut random)).abs() < 0.01);
        assert!((mean(&mut |r| r.exponential(3.0), &mut random) - 3.0).abs() < 0.05);
        assert!((mean(&mut |r| r.geometric(0.5) as f64, &mut random) - 1.0).abs() < 0.02);
        // P(X > 4) of a Pareto of shape 1.6 is 4^-1.6 = 0.1088.
        assert!((mean(&mut |r| f64::from(r.pareto(1.6) > 4.0), &mut random) - 0.1088).abs() < 0.004);
        assert!((mean(&mut |r| r.below(7) as f64, &mut random) - 3.0).abs() < 0.02);
    }

    #[test]
    fn weighted_follows_the_weights() {
        let mut random = Random::new(1, Stream::Groups);
        let table = [('a', 1), ('b', 0), ('c', 3)];
        let mut seen = [0usize; 3];
        for _ in 0..40_000 {
            seen[random.weighted(&table)] += 1;
        }
        assert_eq!(seen[1], 0);
        assert!((seen[2] as f64 / 40_000.0 - 0.75).abs() < 0.01);
    }

    #[test]
    fn streams_and_seeds_differ() {
        let first = |seed, stream| Random::new(seed, stream).unit().to_bits();
        assert_ne!(first(1, Stream::Users), first(2, Stream::Users));
        assert_ne!(first(1, Stream::Users), first(1, Stream::Groups));
        assert_eq!(first(1, Stream::Users), first(1, Stream::Users));
    }
}
