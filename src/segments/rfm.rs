//! Quintile scores of recency, frequency and spend.
//!
//! Each is 1 to 5, 5 the best, by place among the listed users whose value is known: 1 + ⌊5 · #worse / n⌋, with #worse the
//! number of users whose value is strictly worse. So equal values get equal scores, that of the lowest of their places:
//! nobody is lifted into the next fifth by an id. Recency is days since the last contact, never being the worst; frequency
//! is contacts within the growing window; spend is yuan a month. O(n log n).

/// The three scores of one user.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rfm {
    /// Recency, 1–5; 0: not known.
    pub recency: u8,
    /// Frequency, 1–5; 0: not known.
    pub frequency: u8,
    /// Spend, 1–5; 0: not known.
    pub monetary: u8,
}

/// Fifths.
const SCORES: usize = 5;

/// Scores of `n` nodes by "the higher, the better"; `NaN` is not known, and only listed nodes count.
pub(super) fn quintiles(value: impl Fn(usize) -> f64 + Sync, listed: &[bool]) -> Vec<u8> {
    let mut order: Vec<u32> = (0..listed.len() as u32).filter(|&v| listed[v as usize]).collect();
    order.retain(|&v| !value(v as usize).is_nan());
    let of = |v: u32| value(v as usize) + 0.0;
    crate::parallel::sort_unstable_by(&mut order, |&a, &b| {
        value(a as usize).total_cmp(&value(b as usize)).then(a.cmp(&b))
    });
    let n = order.len();
    let mut scores = vec![0; listed.len()];
    let mut worse = 0;
    for equal in order.chunk_by(|&a, &b| of(a) == of(b)) {
        let score = (1 + SCORES * worse / n) as u8;
        equal.iter().for_each(|&v| scores[v as usize] = score);
        worse += equal.len();
    }
    scores
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(values: &[f64]) -> Vec<u8> {
        quintiles(|v| values[v], &vec![true; values.len()])
    }

    #[test]
    fn ten_different_values_make_five_pairs() {
        let values: Vec<f64> = (0..10).map(f64::from).collect();
        assert_eq!(of(&values), [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]);
    }

    #[test]
    fn equal_values_share_the_score_of_their_lowest_place() {
        assert_eq!(of(&[0.0, 0.0, 0.0, 0.0, 7.0]), [1, 1, 1, 1, 5]);
        assert_eq!(of(&[1.0, 2.0, 2.0, 2.0, 2.0]), [1, 2, 2, 2, 2]);
        assert_eq!(of(&[3.0; 4]), [1; 4]);
        assert_eq!(of(&[0.0, -0.0, 1.0]), [1, 1, 4]);
    }

    #[test]
    fn who_is_not_known_or_not_listed_is_neither_scored_nor_counted() {
        let values = [f64::NAN, 1.0, 2.0, 100.0];
        assert_eq!(quintiles(|v| values[v], &[true, true, true, false]), [0, 1, 3, 0]);
        assert!(of(&[]).is_empty());
    }
}
