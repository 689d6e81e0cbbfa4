//! How listed users are spread: over codes, over the lattice, over the values of a measure.

use serde::ser::{Serialize, Serializer};

use crate::config::{Tier, ValueSegment};
use crate::graph::Graph;
use crate::segments::Segments;
use crate::tables::NONE;

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

/// One part per code, every code named, in the codes' own order. In JSON an object with a key per code.
#[derive(Clone, Debug, PartialEq)]
pub struct Distribution(pub Vec<(&'static str, Part)>);

impl Distribution {
    /// Counts the listed `values` by code; values without a code count in no part.
    pub(super) fn of<T: Copy>(
        codes: &[&'static str],
        values: &[T],
        code: impl Fn(T) -> Option<&'static str>,
        listed: &[bool],
    ) -> Self {
        let mut counts = vec![0u64; codes.len()];
        for (&value, _) in values.iter().zip(listed).filter(|&(_, &l)| l) {
            if let Some(i) = code(value).and_then(|c| codes.iter().position(|&x| x == c)) {
                counts[i] += 1;
            }
        }
        let n = listed.iter().filter(|&&l| l).count();
        Self(codes.iter().zip(counts).map(|(&c, count)| (c, Part::of(count, n))).collect())
    }

    /// The part of one code.
    pub fn get(&self, code: &str) -> Part {
        self.0.iter().find(|(c, _)| *c == code).map(|&(_, part)| part).unwrap_or_default()
    }

    /// Whether nobody has a known code.
    pub fn is_unknown(&self) -> bool {
        self.total().count == self.get("unknown").count
    }

    /// All parts together.
    pub fn total(&self) -> Part {
        self.0.iter().fold(Part::default(), |a, (_, b)| Part { count: a.count + b.count, share: a.share + b.share })
    }
}

impl Serialize for Distribution {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self.0.iter().map(|(code, part)| (code, part)))
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
        let d = Distribution::of(
            &["a", "b", "c"],
            &[Some("a"), Some("b"), Some("a"), None],
            |x| x,
            &[true, false, true, true],
        );
        assert_eq!(d.get("a").count, 2);
        assert_eq!(d.get("b").count, 0);
        assert!((d.get("a").share - 2.0 / 3.0).abs() < 1e-15);
        assert_eq!(serde_json::to_string(&d).expect("JSON").matches("count").count(), 3);
    }
}
