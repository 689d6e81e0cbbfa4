//! Ranks that do not pretend to more than is known: values whose intervals overlap share a rank.

use super::Betweenness;
use crate::measures::percentile::{middle, ordered, percentile};

/// Relative half-width at which two exact values count as equal: well above rounding, well below any real difference.
const EXACT_HALF_WIDTH: f64 = 1e-9;

/// Ranks listed nodes by betweenness (descending, then node number). A new rank (1 + listed nodes before) begins only where the
/// smallest lower bound so far exceeds every later upper bound; an interval is at least 1e-9 of the value wide either way, so
/// that rounding orders nobody. Unlisted: 0.
pub fn bridge_ranks(b: &Betweenness, listed: &[bool]) -> Vec<u32> {
    let interval = |v: usize| b.bounds(v);
    let order: Vec<usize> = ordered(&b.users, listed, |key| !key).into_iter().map(|(_, v)| v as usize).collect();
    let later = highest_from(&order, f64::NEG_INFINITY, |v| interval(v).1);
    let mut ranks = vec![0; listed.len()];
    let (mut rank, mut smallest) = (1, f64::INFINITY);
    for (i, &v) in order.iter().enumerate() {
        if smallest > later[i] {
            rank = i as u32 + 1;
        }
        ranks[v] = rank;
        smallest = smallest.min(interval(v).0);
    }
    ranks
}

/// The largest upper bound from each place of `order` on, and `beyond` its end.
fn highest_from(order: &[usize], beyond: f64, high: impl Fn(usize) -> f64) -> Vec<f64> {
    let mut later = vec![beyond; order.len() + 1];
    for (i, &v) in order.iter().enumerate().rev() {
        later[i] = later[i + 1].max(high(v));
    }
    later
}

/// An estimate whose interval reaches no further than this part of it counts as known.
const KNOWN: f64 = 0.05;

/// Whether each of the first `top` users (0: all), by the value in `interval` and then by number, is known or separated from
/// everybody before and after. `order`: all that are listed, each standing for so many `users`.
pub(super) fn top_is_settled(
    mut order: Vec<usize>,
    top: usize,
    users: impl Fn(usize) -> usize,
    interval: impl Fn(usize) -> [f64; 3] + Sync,
) -> bool {
    let by_value = |&u: &usize, &v: &usize| interval(v)[1].total_cmp(&interval(u)[1]).then(u.cmp(&v));
    // Each stands for at least one user, so no more of them than ranks matter.
    let matter = if top == 0 { order.len() } else { top.min(order.len()) };
    if matter < order.len() {
        order.select_nth_unstable_by(matter, by_value);
    }
    let (first, rest) = order.split_at_mut(matter);
    crate::parallel::sort_unstable_by(first, by_value);
    let high = |v: usize| interval(v)[2];
    let beyond = rest.iter().fold(f64::NEG_INFINITY, |most, &v| high(v).max(most));
    let later = highest_from(first, beyond, high);
    let (mut ranked, mut earlier) = (0, f64::INFINITY);
    for (i, &v) in first.iter().enumerate() {
        if top > 0 && ranked >= top {
            break;
        }
        let [low, value, high] = interval(v);
        let known = (high - value).max(value - low) <= KNOWN * value;
        if !(low > later[i + 1] && high < earlier || known) {
            return false;
        }
        ranked += users(v);
        earlier = earlier.min(low);
    }
    true
}

/// The best and the worst rank that each listed node can have, from the same bounds: 1 + those whose bounds lie above its own
/// as a whole, and n − those whose bounds lie below. Equal where the rank is certain. (0, 0) for unlisted nodes. O(n log n).
pub fn rank_ranges(b: &Betweenness, listed: &[bool]) -> Vec<(u32, u32)> {
    let ranked = || (0..listed.len()).filter(|&v| listed[v]);
    let sorted = |mut bounds: Vec<f64>| {
        crate::parallel::sort_unstable_by(&mut bounds, f64::total_cmp);
        bounds
    };
    let lows = sorted(ranked().map(|v| b.bounds(v).0).collect());
    let highs = sorted(ranked().map(|v| b.bounds(v).1).collect());
    let n = lows.len();
    let range = |v: usize| {
        if !listed[v] {
            return (0, 0);
        }
        let (low, high) = b.bounds(v);
        let above = n - lows.partition_point(|&other| other <= high);
        let below = highs.partition_point(|&other| other < low);
        (above as u32 + 1, (n - below) as u32)
    };
    (0..listed.len()).map(range).collect()
}

/// How many others have the same rank, per node; 0 for nodes of rank 0.
pub fn tied_with(ranks: &[u32]) -> Vec<u32> {
    let equal = sharing(ranks);
    ranks.iter().map(|&rank| if rank == 0 { 0 } else { equal[rank as usize] - 1 }).collect()
}

/// Percentile rank (0–100, higher is better) of nodes that were ranked with ties, equal ranks as equal values:
/// 100 · (#worse + (#equal − 1)/2)/(n − 1) over the n ranked nodes; 0 when n = 1 and for nodes of rank 0.
pub fn band_percentiles(ranks: &[u32]) -> Vec<f64> {
    let ranked = ranks.iter().filter(|&&rank| rank > 0).count();
    let equal = sharing(ranks);
    let percentile = |&rank: &u32| {
        if rank == 0 {
            return 0.0;
        }
        let equal = equal[rank as usize] as usize;
        percentile(middle(ranked - (rank as usize - 1) - equal, equal), ranked)
    };
    ranks.iter().map(percentile).collect()
}

/// How many have each rank.
fn sharing(ranks: &[u32]) -> Vec<u32> {
    let mut equal = vec![0u32; ranks.len() + 1];
    ranks.iter().for_each(|&rank| equal[rank as usize] += 1);
    equal
}

impl Betweenness {
    /// The bounds by which a node is ranked: its interval, and at least 1e-9 of the value either way.
    pub fn bounds(&self, node: usize) -> (f64, f64) {
        let value = self.users[node];
        let (low, high) = (value * (1.0 - EXACT_HALF_WIDTH), value * (1.0 + EXACT_HALF_WIDTH));
        (self.low[node].min(low), self.high[node].max(high))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(users: &[f64]) -> Betweenness {
        Betweenness { users: users.to_vec(), low: users.to_vec(), high: users.to_vec(), ..Betweenness::default() }
    }

    #[test]
    fn values_that_rounding_cannot_tell_apart_share_a_rank() {
        let b = exact(&[3.0, 7.0, 3.0 * (1.0 + 1e-12), 0.0, 0.0, 3.1]);
        assert_eq!(bridge_ranks(&b, &[true; 6]), [3, 1, 3, 5, 5, 2]);
        assert_eq!(rank_ranges(&b, &[true; 6]), [(3, 4), (1, 1), (3, 4), (5, 6), (5, 6), (2, 2)]);
    }

    #[test]
    fn a_chain_of_overlaps_is_one_band() {
        let step = 1.5e-9;
        let b = exact(&[1.0, 1.0 + step, 1.0 + 2.0 * step, 1.0 + 10.0 * step]);
        assert_eq!(bridge_ranks(&b, &[true; 4]), [2, 2, 2, 1]);
    }

    #[test]
    fn unlisted_nodes_take_no_place() {
        let b = exact(&[5.0, 9.0, 5.0, 1.0]);
        let ranks = bridge_ranks(&b, &[true, false, true, true]);
        assert_eq!(ranks, [1, 0, 1, 3]);
        assert_eq!(band_percentiles(&ranks), [75.0, 0.0, 75.0, 0.0]);
        assert_eq!(band_percentiles(&[1]), [0.0]);
        assert!(band_percentiles(&[]).is_empty());
    }

    fn sampled(rows: &[[f64; 3]]) -> Betweenness {
        let column = |i: usize| rows.iter().map(|row| row[i]).collect();
        Betweenness { low: column(0), users: column(1), high: column(2), ..Betweenness::default() }
    }

    #[test]
    fn intervals_make_bands() {
        // Apart; three that overlap in a chain, though the first and the last of them do not; apart again by a hair.
        let rows =
            [[9.0, 10.0, 12.0], [6.0, 7.0, 8.0], [5.0, 6.5, 7.5], [4.0, 5.0, 5.5], [2.0, 3.0, 3.9], [0.0, 0.0, 1.9]];
        let ranks = bridge_ranks(&sampled(&rows), &[true; 6]);
        assert_eq!(ranks, [1, 2, 2, 2, 5, 6]);
        assert_eq!(tied_with(&ranks), [0, 2, 2, 2, 0, 0]);
        // Within the chain, more is known: the last of the three is below the first.
        let ranges = rank_ranges(&sampled(&rows), &[true; 6]);
        assert_eq!(ranges, [(1, 1), (2, 3), (2, 4), (3, 4), (5, 5), (6, 6)]);
        assert_eq!(band_percentiles(&ranks), [100.0, 60.0, 60.0, 60.0, 20.0, 0.0]);
    }

    #[test]
    fn one_wide_interval_below_holds_back_every_rank_above_it() {
        // The last may be the best: nobody above is told apart from it.
        let rows = [[9.0, 10.0, 11.0], [6.0, 7.0, 8.0], [0.0, 5.0, 20.0]];
        assert_eq!(bridge_ranks(&sampled(&rows), &[true; 3]), [1, 1, 1]);
        // Unlisted, it holds back nobody.
        assert_eq!(bridge_ranks(&sampled(&rows), &[true, true, false]), [1, 2, 0]);
        assert_eq!(rank_ranges(&sampled(&rows), &[true; 3]), [(1, 2), (2, 3), (1, 3)]);
        assert_eq!(rank_ranges(&sampled(&rows), &[true, true, false]), [(1, 1), (2, 2), (0, 0)]);
    }

    #[test]
    fn bounds_that_touch_do_not_separate() {
        let rows = [[5.0, 6.0, 7.0], [3.0, 4.0, 5.0], [1.0, 2.0, 2.9]];
        assert_eq!(bridge_ranks(&sampled(&rows), &[true; 3]), [1, 1, 3]);
    }
}
