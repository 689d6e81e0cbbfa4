//! How listed users are spread: over codes, over the lattice, over the values of a measure.

use serde::ser::{Serialize, Serializer};

use crate::config::{Tier, ValueSegment};
use crate::graph::Graph;
use crate::segments::Segments;
use crate::tables::NONE;
use crate::text::Coded;

/// How many, and which share of the listed users.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Part {
    /// Users.
    pub count: u64,
    /// 0–1; 0 when nobody is listed.
    pub share: f64,
}

impl Part {
    /// So many of `n`.
    pub(super) fn of(count: u64, n: usize) -> Self {
        Self { count, share: if n == 0 { 0.0 } else { count as f64 / n as f64 } }
    }
}

/// One part per value, every value named, in their own order. In JSON an object with a key per code.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution<T> {
    /// How many have each value.
    pub parts: Vec<(T, Part)>,
    /// How many have none, where that is told: `unknown`.
    pub none: Option<Part>,
}

impl<T: Coded> Distribution<T> {
    /// Counts the listed `values`; who has none counts in no part.
    pub(super) fn of(values: impl IntoIterator<Item = impl Into<Option<T>>>, listed: &[bool]) -> Self {
        let mut counts = vec![0u64; T::VALUES.len()];
        for (value, _) in values.into_iter().zip(listed).filter(|&(_, &l)| l) {
            if let Some(place) = value.into().and_then(|value| T::VALUES.iter().position(|&other| other == value)) {
                counts[place] += 1;
            }
        }
        let n = listed.iter().filter(|&&l| l).count();
        Self {
            parts: T::VALUES.iter().zip(counts).map(|(&own, count)| (own, Part::of(count, n))).collect(),
            none: None,
        }
    }

    /// The same, and how many have none.
    pub(super) fn or_unknown(values: impl IntoIterator<Item = Option<T>>, listed: &[bool]) -> Self {
        let all = Self::of(values, listed);
        let n = listed.iter().filter(|&&l| l).count();
        Self { none: Some(Part::of(n as u64 - all.total().count, n)), ..all }
    }

    /// The part of one value.
    pub fn get(&self, value: T) -> Part {
        self.parts.iter().find(|(own, _)| *own == value).map(|&(_, part)| part).unwrap_or_default()
    }

    /// All parts together.
    pub fn total(&self) -> Part {
        self.parts.iter().fold(Part::default(), |a, (_, b)| Part { count: a.count + b.count, share: a.share + b.share })
    }
}

impl Distribution<Tier> {
    /// Whether nobody's tier is known.
    pub fn is_unknown(&self) -> bool {
        self.total().count == self.get(Tier::Unknown).count
    }
}

impl<T: Coded> Serialize for Distribution<T> {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let parts = self.parts.iter().map(|(own, part)| (own.code(), part));
        to.collect_map(parts.chain(self.none.as_ref().map(|part| ("unknown", part))))
    }
}

/// Nearest-rank quantiles over the listed users: the value at position ⌈p·n⌉ of the ascending order. `None` when nobody is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
#[allow(missing_docs)]
pub struct Quantiles {
    pub min: Option<f64>,
    pub p25: Option<f64>,
    pub p50: Option<f64>,
    pub p75: Option<f64>,
    pub p90: Option<f64>,
    pub p95: Option<f64>,
    pub p99: Option<f64>,
    pub max: Option<f64>,
    pub mean: Option<f64>,
}

impl Quantiles {
    pub(super) fn of(values: &[f64], listed: &[bool]) -> Self {
        let mut sorted: Vec<f64> = values.iter().zip(listed).filter(|&(_, &l)| l).map(|(&x, _)| x).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let n = sorted.len();
        // In whole percent, so that no product like 0.95 · 20 is rounded up to the next rank.
        let at = |percent: usize| sorted.get((percent * n).div_ceil(100).max(1) - 1).copied();
        Self {
            min: sorted.first().copied(),
            p25: at(25),
            p50: at(50),
            p75: at(75),
            p90: at(90),
            p95: at(95),
            p99: at(99),
            max: sorted.last().copied(),
            mean: (n > 0).then(|| sorted.iter().sum::<f64>() / n as f64),
        }
    }
}

/// The lattice with its counts; rows are days since contact, columns yuan a month.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct LatticeCounts {
    /// Labels of the rows.
    pub days: Vec<String>,
    /// Labels of the columns.
    pub spend: Vec<String>,
    /// One vector a row.
    pub cells: Vec<Vec<CellCount>>,
    /// Users in no cell: neither recency nor spend is known.
    pub unknown: Part,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct CellCount {
    /// Tier.
    pub tier: Tier,
    /// Segment.
    pub segment: ValueSegment,
    /// Users.
    pub count: u64,
    /// 0–1.
    pub share: f64,
}

impl LatticeCounts {
    /// Counts the listed users of each cell; `None` when no lattice was used.
    pub fn of(graph: &Graph, segments: &Segments) -> Option<Self> {
        let lattice = segments.lattice.as_ref()?;
        let mut counts = vec![0u64; lattice.cells.len()];
        let mut unknown = 0;
        for (&cell, _) in segments.cell.iter().zip(&graph.nodes.listed).filter(|&(_, &l)| l) {
            match counts.get_mut(cell as usize) {
                Some(count) if cell != NONE => *count += 1,
                _ => unknown += 1,
            }
        }
        let n = graph.nodes.listed_count;
        let cell = |(&(tier, segment), &count): (&(Tier, ValueSegment), &u64)| {
            let part = Part::of(count, n);
            CellCount { tier, segment, count: part.count, share: part.share }
        };
        let all: Vec<CellCount> = lattice.cells.iter().zip(&counts).map(cell).collect();
        let cells = all.chunks(lattice.columns.len().max(1)).map(<[CellCount]>::to_vec).collect();
        Some(Self { days: lattice.rows.clone(), spend: lattice.columns.clone(), cells, unknown: Part::of(unknown, n) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::terms::Isolation;

    #[test]
    fn quantiles_are_nearest_rank_and_leave_out_who_is_not_listed() {
        let values: Vec<f64> = (1..=20).rev().map(f64::from).chain([1000.0]).collect();
        let mut listed = vec![true; 21];
        listed[20] = false;
        let q = Quantiles::of(&values, &listed);
        assert_eq!([q.min, q.p25, q.p50, q.p95, q.p99, q.max], [1.0, 5.0, 10.0, 19.0, 20.0, 20.0].map(Some));
        assert_eq!(q.mean, Some(10.5));
        assert_eq!(Quantiles::of(&[], &[]), Quantiles::default());
    }

    #[test]
    fn every_code_is_named_and_only_listed_values_count() {
        let values = [Some(Isolation::Silent), Some(Isolation::Isolated), Some(Isolation::Silent), None];
        let d = Distribution::of(values, &[true, false, true, true]);
        assert_eq!(d.get(Isolation::Silent).count, 2);
        assert_eq!(d.get(Isolation::Isolated).count, 0);
        assert!((d.get(Isolation::Silent).share - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!(serde_json::to_string(&d).expect("JSON").matches("count").count(), 3);
        let d = Distribution::or_unknown(values, &[true, false, true, true]);
        assert!(serde_json::to_string(&d).expect("JSON").contains("\"unknown\":{\"count\":1,"));
    }
}
