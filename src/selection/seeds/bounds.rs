//! How far a coverage can lie from its mean, and when to look.

/// Sizes of the collection at which the run may look at its bounds: fixed beforehand, so that the chance of a bound
/// that does not hold can be shared out among them.
const CHECKPOINTS: usize = 80;

/// Sets at the first checkpoint.
const FIRST: f64 = 1024.0;

/// Checkpoints within a doubling.
pub(super) const PER_DOUBLING: usize = 4;

/// Sets at a checkpoint; they grow by 2^¼.
pub(super) fn sets_at(checkpoint: usize) -> u64 {
    (FIRST * libm::exp2(checkpoint as f64 / PER_DOUBLING as f64)) as u64
}

/// The last checkpoint with at most `sets` sets; the first, when that has more.
pub(super) fn checkpoint_below(sets: f64) -> usize {
    (1..CHECKPOINTS).take_while(|&i| sets_at(i) as f64 <= sets).last().unwrap_or(0)
}

/// Logarithms of 1/δ for the bounds at one checkpoint. A third of δ each goes to the upper bound of the best set, to
/// the lower bound of the whole set and to both bounds of all its beginnings.
#[derive(Clone, Copy)]
pub(super) struct Confidence {
    pub best: f64,
    pub whole: f64,
    pub beginnings: f64,
}

impl Confidence {
    pub fn new(delta: f64, seeds: usize) -> Self {
        let each = libm::log(3.0 * CHECKPOINTS as f64 / delta);
        Self { best: each, whole: each, beginnings: each + libm::log(2.0 * seeds.max(1) as f64) }
    }
}

/// With probability ≥ 1 − e^(−a) the mean of the number of sets covered is at least this.
pub(super) fn low(covered: u64, a: f64) -> f64 {
    let root = (covered as f64 + 2.0 * a / 9.0).sqrt() - (a / 2.0).sqrt();
    let root = root.max(0.0);
    (root * root - a / 18.0).max(0.0)
}

/// With probability ≥ 1 − e^(−a) the mean of the number of sets covered is at most this.
pub(super) fn high(covered: f64, a: f64) -> f64 {
    let root = (covered + a / 2.0).sqrt() + (a / 2.0).sqrt();
    root * root
}
