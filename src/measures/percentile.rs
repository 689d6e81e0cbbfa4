//! Percentile ranks: 100 · (#smaller + (#equal − 1)/2)/(n − 1) among all n; 0 when n = 1.

/// The percentile rank of a [place](places) among `n` values.
pub fn percentile(place: f64, n: usize) -> f64 {
    if n < 2 { 0.0 } else { 100.0 * place / (n - 1) as f64 }
}

/// The place of each listed value among the listed, from the bottom: #smaller + (#equal − 1)/2, so a whole number or a
/// half; 0 for unlisted entries.
///
/// Values are numbers (no `NaN`). O(n log n).
pub fn places(values: &[f64], listed: &[bool]) -> Vec<f64> {
    let mut out = vec![0.0; values.len()];
    let mut smaller = 0;
    for equal in ordered(values, listed, |key| key).chunk_by(|a, b| a.0 == b.0) {
        let place = middle(smaller, equal.len());
        equal.iter().for_each(|&(_, i)| out[i as usize] = place);
        smaller += equal.len();
    }
    out
}

/// The listed entries by their values' [keys](key), each changed by `turned`, then by number: whole numbers beside each other
/// sort three times as fast as numbers that have to be looked up.
pub(in crate::measures) fn ordered(values: &[f64], listed: &[bool], turned: impl Fn(u64) -> u64) -> Vec<(u64, u32)> {
    let entries = (0u32..).zip(values).filter(|&(i, _)| listed[i as usize]);
    let mut order: Vec<(u64, u32)> = entries.map(|(i, &value)| (turned(key(value)), i)).collect();
    crate::parallel::sort_unstable_by_key(&mut order, |&entry| entry);
    order
}

/// A whole number for each value, in the order of the values; 0 and −0 have the same.
fn key(value: f64) -> u64 {
    let bits = (value + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

/// Percentile rank of one listed entry among the listed. Linear.
pub fn percentile_of(value: impl Fn(usize) -> f64, listed: &[bool], entry: usize) -> f64 {
    let own = value(entry);
    let (mut smaller, mut equal, mut n) = (0, 0, 0);
    for other in (0..listed.len()).filter(|&i| listed[i]) {
        smaller += usize::from(value(other) < own);
        equal += usize::from(value(other) == own);
        n += 1;
    }
    percentile(middle(smaller, equal), n)
}

/// The place that `equal` equal values share above `smaller` smaller ones.
pub fn middle(smaller: usize, equal: usize) -> f64 {
    smaller as f64 + (equal as f64 - 1.0) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// All at once, and each by itself.
    fn of(values: &[f64], listed: &[bool]) -> Vec<f64> {
        let n = listed.iter().filter(|&&listed| listed).count();
        let ranks: Vec<f64> = places(values, listed).into_iter().map(|place| percentile(place, n)).collect();
        for entry in (0..values.len()).filter(|&i| listed[i]) {
            assert_eq!(percentile_of(|i| values[i], listed, entry), ranks[entry]);
        }
        ranks
    }

    #[test]
    fn ties_take_the_middle_of_their_places() {
        let ranks = of(&[1.0, 5.0, 5.0, 9.0, 5.0], &[true; 5]);
        assert_eq!(ranks, [0.0, 50.0, 50.0, 100.0, 50.0]);
    }

    #[test]
    fn keys_are_in_the_order_of_the_values() {
        let values = [f64::INFINITY, -1.5, 0.0, -0.0, 1e-300, f64::NEG_INFINITY, 7.25, -1e-300, 7.25];
        let mut expected: Vec<u32> = (0..values.len() as u32).collect();
        expected.sort_by(|&i, &j| values[i as usize].partial_cmp(&values[j as usize]).unwrap());
        let order = |turned: fn(u64) -> u64| -> Vec<u32> {
            ordered(&values, &[true; 9], turned).into_iter().map(|(_, i)| i).collect()
        };
        assert_eq!(order(|key| key), expected);
        expected.sort_by(|&i, &j| values[j as usize].partial_cmp(&values[i as usize]).unwrap().then(i.cmp(&j)));
        assert_eq!(order(|key| !key), expected);
    }

    #[test]
    fn all_equal_is_the_middle_and_one_alone_is_zero() {
        assert_eq!(of(&[2.0; 4], &[true; 4]), [50.0; 4]);
        assert_eq!(of(&[2.0], &[true]), [0.0]);
        assert!(of(&[], &[]).is_empty());
    }

    #[test]
    fn unlisted_values_are_neither_ranked_nor_counted() {
        let ranks = of(&[1.0, 100.0, 3.0, 0.0], &[true, false, true, false]);
        assert_eq!(ranks, [0.0, 0.0, 100.0, 0.0]);
        assert_eq!(of(&[1.0, 2.0], &[false, true]), [0.0, 0.0]);
    }

    #[test]
    fn zero_has_no_sign() {
        assert_eq!(of(&[0.0, -0.0, 1.0], &[true; 3]), [25.0, 25.0, 100.0]);
    }
}
