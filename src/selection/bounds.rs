//! Bounds that are computed from the data.

use super::Context;

/// Bounds computed from the data.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Bounds {
    /// KOC: at least so many groups: the larger of `groups_min` and the nearest-rank percentile among listed users.
    pub koc_groups: u32,
    /// KOC: influence rank at most this: ⌈percent / 100 · listed users⌉.
    pub koc_influence_rank: u32,
}

/// The bounds of this data.
pub(super) fn bounds(context: Context<'_>) -> Bounds {
    let koc = &context.options.koc;
    let nodes = &context.graph.nodes;
    let mut groups: Vec<u32> =
        context.measures.groups.iter().zip(&nodes.listed).filter(|(_, listed)| **listed).map(|(g, _)| *g).collect();
    groups.sort_unstable();
    Bounds {
        koc_groups: koc.groups_min.max(nearest_rank(&groups, koc.groups_percentile)),
        koc_influence_rank: share_of(nodes.listed_count, koc.influence_top_percent) as u32,
    }
}

/// Nearest-rank percentile: the ⌈percent / 100 · n⌉-th smallest of sorted values, the smallest for 0 %; 0 of none.
fn nearest_rank(sorted: &[u32], percent: f64) -> u32 {
    let rank = share_of(sorted.len(), percent).clamp(1, sorted.len().max(1));
    sorted.get(rank - 1).copied().unwrap_or(0)
}

/// ⌈percent / 100 · n⌉. Multiplying first keeps whole percents exact: 5 % of 20 is 1, not 2.
fn share_of(n: usize, percent: f64) -> usize {
    (percent * n as f64 / 100.0).ceil().max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_whole_percents_are_exact() {
        assert_eq!([19, 20, 21, 40, 41].map(|n| share_of(n, 5.0)), [1, 1, 2, 2, 3]);
        assert_eq!((share_of(0, 5.0), share_of(7, 0.0), share_of(7, 100.0)), (0, 0, 7));
        // 7 % of 100 is 7; 0.07 · 100 would be 7.000000000000001.
        assert_eq!(share_of(100, 7.0), 7);
    }

    #[test]
    fn nearest_rank_is_a_value_that_occurs() {
        let sorted: Vec<u32> = (1..=20).collect();
        assert_eq!(nearest_rank(&sorted, 95.0), 19);
        assert_eq!(nearest_rank(&sorted, 95.1), 20);
        assert_eq!(nearest_rank(&sorted, 0.0), 1);
        assert_eq!(nearest_rank(&sorted, 100.0), 20);
        assert_eq!(nearest_rank(&[], 95.0), 0);
        assert_eq!(nearest_rank(&[7], 95.0), 7);
    }
}
