//! Percentile ranks.

/// Percentile rank of each listed value among the listed: 100 · (#smaller + (#equal − 1)/2)/(n − 1); 0 when n = 1 and for unlisted entries.
///
/// Values are numbers (no `NaN`). O(n log n).
pub fn percentile_ranks(values: &[f64], listed: &[bool]) -> Vec<f64> {
    let mut order: Vec<u32> = (0..values.len() as u32).filter(|&i| listed[i as usize]).collect();
    let value = |i: u32| values[i as usize];
    crate::parallel::sort_unstable_by(&mut order, |&i, &j| value(i).total_cmp(&value(j)).then(i.cmp(&j)));
    let mut out = vec![0.0; values.len()];
    if order.len() < 2 {
        return out;
    }
    let mut smaller = 0;
    // Compared as numbers: 0 and −0 are equal, and next to each other.
    for equal in order.chunk_by(|&i, &j| value(i) == value(j)) {
        let places = smaller as f64 + (equal.len() - 1) as f64 / 2.0;
        let rank = 100.0 * places / (order.len() - 1) as f64;
        equal.iter().for_each(|&i| out[i as usize] = rank);
        smaller += equal.len();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::percentile_ranks;

    #[test]
    fn ties_take_the_middle_of_their_places() {
        let ranks = percentile_ranks(&[1.0, 5.0, 5.0, 9.0, 5.0], &[true; 5]);
        assert_eq!(ranks, [0.0, 50.0, 50.0, 100.0, 50.0]);
    }

    #[test]
    fn all_equal_is_the_middle_and_one_alone_is_zero() {
        assert_eq!(percentile_ranks(&[2.0; 4], &[true; 4]), [50.0; 4]);
        assert_eq!(percentile_ranks(&[2.0], &[true]), [0.0]);
        assert!(percentile_ranks(&[], &[]).is_empty());
    }

    #[test]
    fn unlisted_values_are_neither_ranked_nor_counted() {
        let ranks = percentile_ranks(&[1.0, 100.0, 3.0, 0.0], &[true, false, true, false]);
        assert_eq!(ranks, [0.0, 0.0, 100.0, 0.0]);
        assert_eq!(percentile_ranks(&[1.0, 2.0], &[false, true]), [0.0, 0.0]);
    }

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(percentile_ranks(&[0.0, -0.0, 1.0], &[true; 3]), [25.0, 25.0, 100.0]);
    }
}
