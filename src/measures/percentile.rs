//! Percentile ranks.

/// Percentile rank of each listed value among the listed: 100 · (#smaller + (#equal − 1)/2)/(n − 1); 0 when n = 1 and for unlisted entries.
pub fn percentile_ranks(_values: &[f64], _listed: &[bool]) -> Vec<f64> {
    todo!("measures room")
}
