//! Degree-based influence: a weighted mean of percentile ranks.

/// Influence of each node and which sources went into it.
#[derive(Debug, Default)]
pub struct Influence {
    /// 0–100; 0 for unlisted nodes.
    pub score: Vec<f64>,
    /// 1 is first; equal scores by user id; 0 for unlisted nodes.
    pub rank: Vec<u32>,
    /// Names of the parts whose source is missing: of `remarks`, `groups`.
    pub dropped: Vec<&'static str>,
}
