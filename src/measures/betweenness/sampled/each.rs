//! Approximate limits for one user by himself.
//!
//! With `each`, several paths are drawn for every pair. Pairs are independent, the paths of one are not: they share its ends.
//! So the unit that is sampled is the pair, a cluster of paths, and X, the share of its paths that pass a class, stands for the share
//! of all its shortest paths: E X = p whatever their number, and with f the true share Var X = Var f + E[f (1 − f)]/draws. A path more costs
//! little beside the search that finds the pair's paths.
//!
//! **Limits.** Y = Σ X over n pairs is a sum of rare, independent events of different weight. Its variance is estimated without any
//! model by V = Σ X² − Y²/n, as between the clusters of a sample of clusters, and its distribution taken for the gamma distribution of mean
//! Y + w/2 and variance V + w²/2. Here w is the weight of one event, Σ X²/Y, or that over all classes where it is more: a few events alone
//! do not tell it. These are Fay and Feuer's limits for weighted sums of Poisson counts, at the
//! middle between their two ends, which for equal weights are Jeffreys' limits of a count. They stay above 0, are longer upwards, and
//! say something where nothing was counted. Quantiles after Wilson and Hilferty.
//!
//! Each user's limits hold for that user with probability *about* 1 − δ, so of a thousand users some hundred (δ = 0.1) lie
//! outside of theirs. The finite population (all pairs) is never drawn from noticeably, so nothing is corrected for it.
//!
//! Fay, Feuer, *Confidence intervals for directly standardized rates: a method based on the gamma distribution* (1997); Wilson, Hilferty,
//! *The distribution of chi-square* (1931); Riondato, Upfal, *ABRA* (2018), for all shortest paths of a pair.

use super::bounds::Miss;

/// What was counted of one class over `pairs` pairs of `draws` paths.
#[derive(Clone, Copy, Debug)]
pub(super) struct Counted {
    /// Paths that pass it.
    pub hits: u64,
    /// Squares of the paths of each pair.
    pub squares: u64,
    pub pairs: u64,
    pub draws: u32,
}

impl Counted {
    /// Σ X and Σ X², X being the share of a pair's paths.
    fn sums(self) -> (f64, f64) {
        let draws = f64::from(self.draws);
        (self.hits as f64 / draws, self.squares as f64 / (draws * draws))
    }
}

/// How far the limits reach.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reach {
    /// In standard deviations of a normal distribution.
    normal: f64,
    /// What one event weighs, over all classes.
    event: f64,
}

impl Reach {
    /// Limits that miss with probability about `delta`, half of it on each side. `all`: what was counted of all classes together.
    pub(super) fn new(delta: f64, all: Counted) -> Self {
        let (sum, squares) = all.sums();
        let event = if sum > 0.0 { squares / sum } else { 1.0 };
        Self { normal: libm::sqrt(Miss::new(delta / 2.0).square()), event }
    }

    /// Limits of the share of a pair's shortest paths that pass the class, on average over all pairs.
    pub(super) fn limits(self, of: Counted) -> [f64; 2] {
        let (n, (sum, squares)) = (of.pairs as f64, of.sums());
        let own = if sum > 0.0 { squares / sum } else { 0.0 };
        let event = own.max(self.event);
        // Where every pair passes the class nothing varies; what a single event weighs is left then.
        let varies = (squares - sum * sum / n).max(own * own);
        let (mean, variance) = (sum + event / 2.0, varies + event * event / 2.0);
        let shape = mean * mean / variance;
        let at = |z: f64| {
            let root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * libm::sqrt(shape));
            (mean * root.max(0.0) * root * root / n).min(1.0)
        };
        [if sum > 0.0 { at(-self.normal) } else { 0.0 }, at(self.normal)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(hits: u64, squares: u64, draws: u32) -> [f64; 2] {
        let of = Counted { hits, squares, pairs: 1_000_000, draws };
        Reach::new(0.1, of).limits(of).map(|share| share * 1e6)
    }

    /// Quantiles of the gamma distribution with shape count + ½, from tables of χ².
    #[test]
    fn equal_weights_are_limits_of_a_count() {
        for (count, low, high) in [(1, 0.176, 3.907), (10, 5.796, 16.335), (100, 84.42, 117.43)] {
            let [found_low, found_high] = limits(count, count, 1);
            assert!((found_low - low).abs() < 0.03 * low.max(1.0), "{count}: {found_low}");
            assert!((found_high - high).abs() < 0.01 * high, "{count}: {found_high}");
        }
        let [low, high] = limits(0, 0, 8);
        assert!(low == 0.0 && (high - 1.92).abs() < 0.06, "{high}");
    }

    #[test]
    fn pairs_that_pass_as_a_whole_vary_more_than_paths_each_of_its_own() {
        // 800 paths: of 100 pairs all eight, or of 800 pairs one each.
        let [whole, single] = [limits(800, 6400, 8), limits(800, 800, 8)];
        assert!((whole[0] - 84.42).abs() < 1.0 && (whole[1] - 117.43).abs() < 1.0, "{whole:?}");
        assert!(single[0] > 93.0 && single[1] < 107.0 && single[0] < 100.0 && single[1] > 100.0, "{single:?}");
    }

    #[test]
    fn a_few_events_do_not_tell_what_one_weighs() {
        let counted = |hits, squares| Counted { hits, squares, pairs: 1_000_000, draws: 8 };
        // One path of one pair; elsewhere four of the eight pass.
        let [light, typical] =
            [counted(1, 1), counted(4000, 16_000)].map(|all| Reach::new(0.1, all).limits(counted(1, 1)));
        assert!(typical[1] > 2.0 * light[1] && typical[0] < light[0], "{light:?} {typical:?}");
        // Of many it makes no difference.
        let [light, typical] =
            [counted(1, 1), counted(4000, 16_000)].map(|all| Reach::new(0.1, all).limits(counted(8000, 8000)));
        assert!((typical[1] / light[1] - 1.0).abs() < 1e-3 && (typical[0] / light[0] - 1.0).abs() < 1e-3);
    }

    #[test]
    fn what_every_pair_passes_does_not_vary() {
        let of = Counted { hits: 8000, squares: 64_000, pairs: 1000, draws: 8 };
        let [low, high] = Reach::new(0.1, of).limits(of);
        assert!(low > 0.997 && high == 1.0, "{low} {high}");
    }
}
