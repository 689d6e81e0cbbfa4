//! Random numbers: PCG-XSL-RR 128/64 (O'Neill 2014), one sequence per purpose.
//!
//! Every draw is defined bit by bit, so the same seed gives the same results on every machine. Sequences are told apart by
//! what they are for, never by the thread that draws.

use rand_pcg::Pcg64;
use rand_pcg::rand_core::Rng as _;

/// SplitMix64's increment: spreads neighbouring seeds over the states.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

/// A random source.
#[derive(Clone, Debug)]
pub struct Random(Pcg64);

impl Random {
    /// The sequence `stream` of a seed.
    pub fn stream(seed: u64, stream: u64) -> Self {
        let (high, low) = (mix(seed.wrapping_add(STEP)), mix(seed.wrapping_add(STEP.wrapping_mul(2))));
        Self(Pcg64::new(u128::from(high) << 64 | u128::from(low), u128::from(stream)))
    }

    /// The sequence of one batch of one phase: for work cut into pieces that run in any order.
    pub fn batch(seed: u64, phase: u64, batch: u64) -> Self {
        let high = mix((mix(seed.wrapping_add(STEP)) ^ batch).wrapping_add(STEP));
        let low = mix((high ^ phase).wrapping_add(STEP));
        Self(Pcg64::new(u128::from(high) << 64 | u128::from(low), u128::from(batch) << 8 | u128::from(phase)))
    }

    /// Uniform in [0, 1), 53 bits.
    #[inline]
    pub fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Uniform in `0..n`, unbiased (Lemire 2019); 0 when `n` is 0.
    #[inline]
    pub fn below(&mut self, n: u64) -> u64 {
        let mut product = u128::from(self.0.next_u64()) * u128::from(n);
        if (product as u64) < n {
            let threshold = n.wrapping_neg() % n;
            while (product as u64) < threshold {
                product = u128::from(self.0.next_u64()) * u128::from(n);
            }
        }
        (product >> 64) as u64
    }

    /// True with probability `p`.
    #[inline]
    pub fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// A uniformly random order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            items.swap(i, self.below(i as u64 + 1) as usize);
        }
    }
}

/// SplitMix64's finaliser.
fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_uniform_and_sequences_differ() {
        let mut random = Random::stream(7, 1);
        let n = 200_000;
        let mut seen = [0u32; 7];
        let mut sum = 0.0;
        for _ in 0..n {
            seen[random.below(7) as usize] += 1;
            sum += random.unit();
        }
        assert!((sum / f64::from(n) - 0.5).abs() < 0.004);
        assert!(seen.iter().all(|&count| (f64::from(count) / f64::from(n) - 1.0 / 7.0).abs() < 0.004), "{seen:?}");
        assert_eq!(random.below(0), 0);
        let first = |mut random: Random| random.unit().to_bits();
        let sequences =
            [(1, 1), (2, 1), (1, 2)].map(|(seed, stream)| first(Random::stream(seed, stream))).map(Some).to_vec();
        assert!(sequences.iter().enumerate().all(|(i, s)| !sequences[..i].contains(s)));
        let batches = [(1, 0, 0), (1, 0, 1), (1, 1, 0), (2, 0, 0)].map(|(s, p, b)| first(Random::batch(s, p, b)));
        assert!(batches.iter().enumerate().all(|(i, s)| !batches[..i].contains(s)));
    }
}
