//! Random numbers of the sampler: PCG-XSL-RR 128/64 (O'Neill 2014), one sequence for each batch of paths.

use rand_pcg::Pcg64;
use rand_pcg::rand_core::Rng as _;

/// A random source.
#[derive(Clone, Debug)]
pub(super) struct Random(Pcg64);

impl Random {
    /// The sequence of one batch of one phase of a run.
    pub(super) fn new(seed: u64, phase: u64, batch: u64) -> Self {
        // SplitMix64 spreads neighbouring seeds and batches over the state space.
        let mix = |mut z: u64| {
            z = z.wrapping_add(0x9e37_79b9_7f4a_7c15);
            z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
            z ^ (z >> 31)
        };
        let high = mix(mix(seed) ^ batch);
        let low = mix(high ^ phase);
        Self(Pcg64::new(u128::from(high) << 64 | u128::from(low), u128::from(batch) << 8 | u128::from(phase)))
    }

    /// Uniform in [0, 1), 53 bits.
    pub(super) fn unit(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 * (1.0 / 9_007_199_254_740_992.0)
    }

    /// Uniform in `0..n`, unbiased (Lemire 2019); `n` > 0.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        let mut product = u128::from(self.0.next_u64()) * u128::from(n);
        if (product as u64) < n {
            let threshold = n.wrapping_neg() % n;
            while (product as u64) < threshold {
                product = u128::from(self.0.next_u64()) * u128::from(n);
            }
        }
        (product >> 64) as u64
    }
}
