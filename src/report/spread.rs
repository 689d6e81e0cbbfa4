//! How a measure is spread over people: histograms, and how unevenly it is shared out.
//!
//! The *Lorenz curve* of a measure: the share of its sum that the least so many percent of people have. The *Gini coefficient*
//! is 1 minus twice the area under the curve: 0 where everybody has the same, near 1 where one has it all. It is computed from
//! all values, Σ(2i − n − 1)·x_i / (n·Σx) for ascending x_1 … x_n.

use serde::Serialize;

use crate::analysis::Analysis;

/// Points of a Lorenz curve, the origin apart.
const POINTS: usize = 100;
/// Width of a bin of influence.
const WIDTH: f64 = 5.0;
/// Bins of influence; the last one holds 100.
const BINS: usize = 20;

/// How measures are spread.
#[derive(Debug, Serialize)]
pub struct SpreadFigures {
    /// Users by degree: 0, 1, 2–3, 4–7, and so on.
    pub degree: Vec<Bin>,
    /// Users by influence, in steps of 5.
    pub influence: Vec<Bin>,
    /// How strength is shared out; `None` where nobody has any.
    pub strength: Option<Lorenz>,
    /// How betweenness is shared out.
    pub betweenness: Option<Lorenz>,
}

/// A bin of a histogram: from the one to the other, both included but for the last of equal bounds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
#[allow(missing_docs)]
pub struct Bin {
    pub from: f64,
    pub to: f64,
    pub users: u64,
}

/// How unevenly something is shared out.
#[derive(Debug, PartialEq, Serialize)]
pub struct Lorenz {
    /// 0–1.
    pub gini: f64,
    /// Share of the sum that the top 1 % of people have (at least one person).
    pub top_percent: f64,
    /// Share of the sum that the least 0 %, 1 %, … 100 % have, to 5 decimals.
    pub curve: Vec<f64>,
}

impl SpreadFigures {
    /// Those of a run.
    pub fn of(analysis: &Analysis) -> Self {
        let (m, listed) = (&analysis.people.measures, &analysis.people.graph.nodes.listed);
        let of = |values: &[f64]| -> Vec<f64> {
            values.iter().zip(listed).filter(|&(_, &listed)| listed).map(|(&x, _)| x).collect()
        };
        let degree = m.degree.iter().zip(listed).filter(|&(_, &listed)| listed).map(|(&d, _)| d);
        Self {
            degree: doubling(degree),
            influence: steps(&of(&m.influence.score)),
            strength: Lorenz::of(of(&m.strength)),
            betweenness: Lorenz::of(of(&m.betweenness.users)),
        }
    }
}

/// 0, 1, 2–3, 4–7, … up to the largest value.
fn doubling(values: impl Iterator<Item = u32>) -> Vec<Bin> {
    let mut counts = [0u64; 33];
    values.for_each(|x| counts[(u32::BITS - x.leading_zeros()) as usize] += 1);
    let used = counts.iter().rposition(|&count| count > 0).map_or(0, |last| last + 1);
    let bin = |(i, &users): (usize, &u64)| match i {
        0 => Bin { from: 0.0, to: 0.0, users },
        i => Bin { from: (1u64 << (i - 1)) as f64, to: ((1u64 << i) - 1) as f64, users },
    };
    counts[..used].iter().enumerate().map(bin).collect()
}

/// 0 to 5, …, 95 to 100.
fn steps(values: &[f64]) -> Vec<Bin> {
    let mut counts = [0u64; BINS];
    for x in values.iter().filter(|x| x.is_finite()) {
        counts[((x / WIDTH) as usize).min(BINS - 1)] += 1;
    }
    let bin = |(i, &users): (usize, &u64)| Bin { from: i as f64 * WIDTH, to: (i + 1) as f64 * WIDTH, users };
    counts.iter().enumerate().map(bin).collect()
}

impl Lorenz {
    /// `None` where the sum is not positive.
    fn of(mut values: Vec<f64>) -> Option<Self> {
        values.retain(|x| x.is_finite());
        values.sort_unstable_by(f64::total_cmp);
        let n = values.len();
        let mut sums = Vec::with_capacity(n + 1);
        sums.push(0.0);
        let (mut sum, mut weighted) = (0.0, 0.0);
        for (i, &x) in values.iter().enumerate() {
            sum += x;
            weighted += (2.0 * (i + 1) as f64 - n as f64 - 1.0) * x;
            sums.push(sum);
        }
        if sum.partial_cmp(&0.0) != Some(std::cmp::Ordering::Greater) {
            return None;
        }
        let rounded = |x: f64| (x * 1e5).round() / 1e5;
        let top = n.div_ceil(POINTS);
        Some(Self {
            gini: rounded(weighted / (n as f64 * sum)),
            top_percent: rounded((sum - sums[n - top]) / sum),
            curve: (0..=POINTS).map(|i| rounded(sums[i * n / POINTS] / sum)).collect(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_fall_into_bins_that_double() {
        let bins = doubling([0, 0, 1, 2, 3, 4, 7, 8].into_iter());
        let told: Vec<(f64, f64, u64)> = bins.iter().map(|bin| (bin.from, bin.to, bin.users)).collect();
        assert_eq!(told, [(0.0, 0.0, 2), (1.0, 1.0, 1), (2.0, 3.0, 2), (4.0, 7.0, 2), (8.0, 15.0, 1)]);
        assert!(doubling(std::iter::empty()).is_empty());
        assert_eq!(doubling([u32::MAX].into_iter()).last().map(|bin| bin.users), Some(1));
    }

    #[test]
    fn the_last_step_holds_the_whole_hundred() {
        let bins = steps(&[0.0, 4.99, 5.0, 100.0, f64::NAN]);
        assert_eq!((bins.len(), bins[0].users, bins[1].users, bins[19].users), (20, 2, 1, 1));
    }

    #[test]
    fn what_is_shared_evenly_has_no_gini_and_what_one_has_nearly_all() {
        let even = Lorenz::of(vec![2.0; 200]).expect("positive");
        assert_eq!((even.gini, even.top_percent, even.curve[50]), (0.0, 0.01, 0.5));
        let one = Lorenz::of([vec![0.0; 199], vec![3.0]].concat()).expect("positive");
        assert_eq!((one.gini, one.top_percent, one.curve[99], one.curve[100]), (0.995, 1.0, 0.0, 1.0));
        assert_eq!((Lorenz::of(vec![0.0; 3]), Lorenz::of(Vec::new())), (None, None));
        assert_eq!(Lorenz::of(vec![1.0]).map(|l| l.gini), Some(0.0));
    }
}
