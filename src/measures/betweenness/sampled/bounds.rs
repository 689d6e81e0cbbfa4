//! Confidence bounds of a binomial proportion, valid at every sample size.
//!
//! With X ~ Bin(n, p) and H(a, p) = a ln(a/p) + (1 − a) ln((1 − a)/(1 − p)), two inequalities bound the tails:
//!
//! ```text
//! P(X ≤ k) ≤ exp(−n H(k/n, p))          for p > k/n           (Chernoff 1952, Hoeffding 1963)
//! P(X ≤ k) ≤ Φ(−√(2 n H((k+1)/n, p)))    for p > (k+1)/n       (Zubkov, Serov 2013)
//! ```
//!
//! and mirrored for P(X ≥ k). An upper bound is the p at which such a tail falls to δ: all larger p would have made the
//! count less likely than δ. Both lie outside of the exact (Clopper–Pearson) bound, so the tighter of the two is as
//! valid as it; the second is within a few percent of it from about ten hits on.

/// The probability that one side of one interval may miss, as both inequalities need it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Miss {
    /// ln(1/δ).
    chernoff: f64,
    /// z²/2 with Φ(−z) = δ.
    normal: f64,
}

/// Halvings of an interval that leave nothing of it.
const HALVINGS: u32 = 80;

impl Miss {
    /// For 0 < `delta` < 1/2.
    pub(super) fn new(delta: f64) -> Self {
        let tail = |z: f64| 0.5 * libm::erfc(z * std::f64::consts::FRAC_1_SQRT_2);
        let (mut low, mut high) = (0.0, 38.0);
        for _ in 0..HALVINGS {
            let middle = 0.5 * (low + high);
            if tail(middle) > delta { low = middle } else { high = middle }
        }
        Self { chernoff: -libm::log(delta), normal: 0.5 * high * high }
    }

    /// z².
    pub(super) fn square(self) -> f64 {
        2.0 * self.normal
    }
}

/// The least share that `hits` of `n` > 0 draws leave possible.
pub(super) fn lower(hits: u64, n: u64, miss: Miss) -> f64 {
    let (k, n) = (hits as f64, n as f64);
    below(k / n, miss.chernoff / n).max(below((k - 1.0) / n, miss.normal / n))
}

/// The largest share that `hits` of `n` > 0 draws leave possible.
pub(super) fn upper(hits: u64, n: u64, miss: Miss) -> f64 {
    let (k, n) = (hits as f64, n as f64);
    above(k / n, miss.chernoff / n).min(above((k + 1.0) / n, miss.normal / n))
}

/// The p < a with H(a, p) = `limit`, or a little less; 0 where there is none.
fn below(a: f64, limit: f64) -> f64 {
    if a <= 0.0 {
        return 0.0;
    }
    let (mut low, mut high) = (0.0, a.min(1.0));
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if divergence(a, middle) > limit { low = middle } else { high = middle }
    }
    low
}

/// The p > a with H(a, p) = `limit`, or a little more; 1 where there is none.
fn above(a: f64, limit: f64) -> f64 {
    if a >= 1.0 {
        return 1.0;
    }
    let (mut low, mut high) = (a, 1.0);
    for _ in 0..HALVINGS {
        let middle = 0.5 * (low + high);
        if divergence(a, middle) > limit { high = middle } else { low = middle }
    }
    high
}

/// H(a, p).
fn divergence(a: f64, p: f64) -> f64 {
    let hit = if a > 0.0 { a * libm::log(a / p) } else { 0.0 };
    let miss = if a < 1.0 { (1.0 - a) * libm::log1p((p - a) / (1.0 - p)) } else { 0.0 };
    hit + miss
}

#[cfg(test)]
mod tests {
    use super::*;

    /// P(X ≤ k), term by term.
    fn at_most(k: u64, n: u64, p: f64) -> f64 {
        let choose =
            |i: u64| libm::lgamma(n as f64 + 1.0) - libm::lgamma(i as f64 + 1.0) - libm::lgamma((n - i) as f64 + 1.0);
        let term = |i: u64| choose(i) + i as f64 * p.ln() + (n - i) as f64 * (-p).ln_1p();
        (0..=k).map(|i| term(i).exp()).sum()
    }

    #[test]
    fn both_ends_leave_no_more_than_the_tail() {
        for n in [1u64, 2, 7, 40, 1000, 20_000] {
            for k in [0, 1, 2, 3, 5, 9, 20, 100, 900].into_iter().filter(|&k| k <= n) {
                for delta in [0.2, 0.05, 1e-3, 1e-7] {
                    let miss = Miss::new(delta);
                    let (low, high) = (lower(k, n, miss), upper(k, n, miss));
                    let share = k as f64 / n as f64;
                    assert!(0.0 <= low && low <= share && share <= high && high <= 1.0);
                    if high < 1.0 {
                        assert!(at_most(k, n, high) <= delta * (1.0 + 1e-6), "upper {k} {n} {delta}");
                    }
                    if low > 0.0 {
                        // P(X ≥ k; low) = P(n − X ≤ n − k; 1 − low).
                        let above: f64 = 1.0 - at_most(k - 1, n, low);
                        assert!(above <= delta * (1.0 + 1e-6) + 1e-11, "lower {k} {n} {delta}: {above}");
                    }
                }
            }
        }
    }

    #[test]
    fn they_are_hardly_wider_than_exact_bounds() {
        let (k, n, delta) = (60u64, 20_000u64, 1e-6);
        let high = upper(k, n, Miss::new(delta));
        // A bound 3 % of the half-width further in would miss more often than allowed.
        let share = k as f64 / n as f64;
        assert!(at_most(k, n, share + 0.97 * (high - share)) > delta);
    }
}
