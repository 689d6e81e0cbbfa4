//! Degree-based influence: a weighted mean of percentile ranks.
//!
//! score = Σ w_i · p_i / Σ w_i over the parts attention, strength, degree, remarks, groups, with p_i the
//! [percentile rank](super::percentile) among listed nodes. A part whose source was not given is left out, which rescales
//! the weights of the others: a column of zeros would lift nobody but dilute everybody.
//!
//! Many users come to the same score by different parts, and rounding must not order them. Places are whole numbers or
//! halves, and weights of up to six decimals are whole millionths; sums of their products are exact, so equal scores
//! have equal bits.

use super::percentile::{ordered, percentile, places};
use crate::config::InfluenceOptions;
use crate::text::terms::Criterion;

/// Influence of each node and which sources went into it.
#[derive(Debug, Default)]
pub struct Influence {
    /// 0–100; 0 for unlisted nodes.
    pub score: Vec<f64>,
    /// 1 is first; equal scores by user id; 0 for unlisted nodes.
    pub rank: Vec<u32>,
    /// Parts whose source is missing: of attention, remarks, groups.
    pub dropped: Vec<Criterion>,
}

/// What influence is made of; one entry per node each, `None` where the source was not given.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// Attention; not given where nobody addressed anybody.
    pub attention: Option<&'a [f64]>,
    /// Weighted degree.
    pub strength: &'a [f64],
    /// Distinct neighbours.
    pub degree: &'a [u32],
    /// Remarks.
    pub remarks: Option<&'a [f64]>,
    /// Number of groups.
    pub groups: Option<&'a [u32]>,
}

/// Influence of the nodes, of which only `listed` ones are ranked. O(n log n).
pub fn influence(parts: Parts<'_>, listed: &[bool], options: &InfluenceOptions) -> Influence {
    let counts = |values: &[u32]| values.iter().map(|&x| f64::from(x)).collect::<Vec<f64>>();
    let mut dropped = Vec::new();
    let mut weighted = vec![
        (millionths(options.strength), places(parts.strength, listed)),
        (millionths(options.degree), places(&counts(parts.degree), listed)),
    ];
    match parts.attention {
        Some(attention) => weighted.push((millionths(options.attention), places(attention, listed))),
        None => dropped.push(Criterion::Attention),
    }
    match parts.remarks {
        Some(remarks) => weighted.push((millionths(options.remarks), places(remarks, listed))),
        None => dropped.push(Criterion::Remarks),
    }
    match parts.groups {
        Some(groups) => weighted.push((millionths(options.groups), places(&counts(groups), listed))),
        None => dropped.push(Criterion::Groups),
    }
    let total: f64 = weighted.iter().map(|&(weight, _)| weight).sum();
    let ranked = listed.iter().filter(|&&listed| listed).count();
    let mut score = vec![0.0; listed.len()];
    if total > 0.0 {
        crate::parallel::fill(&mut score, |v| {
            percentile(weighted.iter().map(|(weight, place)| weight * place[v]).sum::<f64>() / total, ranked)
        });
    }
    Influence { rank: ordinal_ranks(&score, listed), score, dropped }
}

/// A weight in millionths, whole where it has no more than six decimals.
fn millionths(weight: f64) -> f64 {
    let (scaled, whole) = (weight * 1e6, (weight * 1e6).round());
    if (scaled - whole).abs() <= 1e-12 * scaled { whole } else { scaled }
}

/// 1, 2, 3 … by falling score, equal scores by node number; 0 for unlisted nodes.
fn ordinal_ranks(score: &[f64], listed: &[bool]) -> Vec<u32> {
    let mut rank = vec![0; score.len()];
    ordered(score, listed, |key| !key).iter().zip(1..).for_each(|(&(_, v), place)| rank[v as usize] = place);
    rank
}

#[cfg(test)]
mod tests {
    use super::*;

    const STRENGTH: [f64; 3] = [1.0, 3.0, 2.0];
    const DEGREE: [u32; 3] = [5, 5, 9];

    #[test]
    fn the_weights_are_the_contracts() {
        let parts = Parts {
            attention: Some(&[0.0, 7.0, 7.0]),
            strength: &STRENGTH,
            degree: &DEGREE,
            remarks: Some(&[60.0, 0.0, 10.0]),
            groups: Some(&[1, 1, 1]),
        };
        let out = influence(parts, &[true; 3], &InfluenceOptions::default());
        // Percentile ranks: attention 0, 75, 75; strength 0, 100, 50; degree 25, 25, 100; remarks 100, 0, 50; groups 50 each.
        let expected = [3.75 + 10.0 + 2.5, 37.5 + 20.0 + 3.75 + 2.5, 37.5 + 10.0 + 15.0 + 5.0 + 2.5];
        for (score, expected) in out.score.iter().zip(expected) {
            assert!((score - expected).abs() < 1e-12, "{score} {expected}");
        }
        assert_eq!(out.rank, [3, 2, 1]);
        assert!(out.dropped.is_empty());
    }

    #[test]
    fn a_missing_source_is_named_and_the_rest_rescaled() {
        let parts = Parts { attention: None, strength: &STRENGTH, degree: &DEGREE, remarks: None, groups: None };
        let out = influence(parts, &[true; 3], &InfluenceOptions::default());
        assert_eq!(out.dropped, [Criterion::Attention, Criterion::Remarks, Criterion::Groups]);
        let expected = [0.3 * 25.0 / 0.7, (40.0 + 7.5) / 0.7, (20.0 + 30.0) / 0.7];
        for (score, expected) in out.score.iter().zip(expected) {
            assert!((score - expected).abs() < 1e-12, "{score} {expected}");
        }
    }

    #[test]
    fn equal_scores_go_by_node_and_unlisted_nodes_are_not_ranked() {
        let parts = Parts { attention: None, strength: &[1.0; 4], degree: &[1; 4], remarks: None, groups: None };
        let out = influence(parts, &[true, false, true, true], &InfluenceOptions::default());
        assert_eq!(out.rank, [1, 0, 2, 3]);
        assert_eq!(out.score[1], 0.0);
        assert_eq!(out.score[0], 50.0);
    }

    #[test]
    fn equal_scores_by_different_parts_are_equal_to_the_bit() {
        // What one part gives to a user, others take away.
        let n = 500u32;
        let (up, down): (Vec<f64>, Vec<u32>) = (0..n).map(|v| (f64::from(v), n - v)).unzip();
        for remarks in [None, Some(&up[..])] {
            let parts = Parts { attention: None, strength: &up, degree: &down, remarks, groups: Some(&down) };
            // 0.2, or 0.1 + 0.1, against 0.15 + 0.05.
            let strength = if remarks.is_some() { 0.1 } else { 0.2 };
            let out = influence(parts, &[true; 500], &InfluenceOptions { strength, ..InfluenceOptions::default() });
            assert!(out.score.iter().all(|&score| score == 50.0), "{:?}", out.score);
            assert!(out.rank.iter().zip(1..).all(|(&rank, place)| rank == place));
        }
        assert_eq!([0.1, 0.2, 0.3, 0.4, 0.7, 1.0, 0.0].map(millionths), [1e5, 2e5, 3e5, 4e5, 7e5, 1e6, 0.0]);
        assert!(millionths(1.0 / 3.0).fract() > 0.0);
    }

    #[test]
    fn no_weight_at_all_is_no_influence() {
        let parts = Parts { attention: None, strength: &STRENGTH, degree: &DEGREE, remarks: None, groups: None };
        let none = InfluenceOptions { attention: 0.0, strength: 0.0, degree: 0.0, remarks: 0.2, groups: 0.1 };
        assert_eq!(influence(parts, &[true; 3], &none).score, [0.0; 3]);
    }
}
