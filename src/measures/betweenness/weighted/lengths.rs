//! Lengths of ties: whole numbers, so that equal lengths compare equal and sums of them are exact.
//!
//! A tie of strength s is 1/s long. Sums of floats differ in their last bits with the order of the parts, and in
//! shortest paths a last bit decides whether two paths tie. So
//!
//! 1. strengths closer than [`SAME`] (relative, in a sorted row) are one strength: equal strengths that were summed in
//!    another order get the same length, whatever comes next;
//! 2. the length is rounded to a whole number of units. The unit is 1/(720720 · 2^e): 1 to 16 divide 720720, so that the
//!    common lengths of whole, half and third strengths are met exactly, and 1/3 + 1/6 is as long as 1/2;
//! 3. e is the largest with which every length fits 32 bits, but no finer than [`FINEST`] units for the shortest tie
//!    and no coarser than [`COARSEST`]. Where that cannot be (strengths 2²⁴ times apart) the longest ties count as
//!    2³² − 1 units.
//!
//! A path has fewer than 2³¹ ties, so its length stays below 2⁶³.

use super::twins::Twins;
use crate::graph::{Csr, Graph, Workspace};
use crate::parallel;
use crate::progress::Progress;

/// Strengths whose relative distance is at most this are the same: rounding of a sum of thousands of parts stays below.
const SAME: f64 = 1e-12;

/// Units of 1/strength where e = 0.
const UNITS: f64 = 720_720.0;

/// The longest length.
const LONGEST: f64 = u32::MAX as f64;

/// The most units of the shortest tie: a finer unit tells nothing apart.
const FINEST: f64 = (1u32 << 24) as f64;

/// The fewest, to which the longest ties give way.
const COARSEST: f64 = (1u32 << 8) as f64;

/// Strengths are taken within these bounds, so that their reciprocals are plain numbers.
const STRENGTHS: [f64; 2] = [1e-300, 1e300];

/// Nodes per piece of work.
const PIECE: usize = 256;

/// Bytes that listing one pair of classes takes at the most: both directions of neighbour and strength while the rows still
/// grow, then the sorted strength and both directions of the length.
pub(super) const PAIR_BYTES: u64 = 64;

/// The user graph by ties with lengths.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lengths {
    /// Neighbours of each node, ascending.
    pub rows: Csr,
    /// Length of each tie in units, parallel to `rows.items`; ≥ 1, the same in both directions.
    pub units: Vec<u32>,
    /// One unit, in 1/strength.
    pub unit: f64,
}

/// Lists the ties of `graph` that have a strength of at least `min_strength` (and above 0) with their lengths.
///
/// O(memberships of the neighbours + pairs log pairs).
///
/// # Errors
/// Only [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn lengths(graph: &Graph, min_strength: f64, progress: &Progress) -> crate::Result<Lengths> {
    between_classes(graph, &Twins::alone(graph.nodes.len()), min_strength, progress)
}

/// [`lengths()`] between classes of twins: the same numbers, by the number of the class.
pub(super) fn between_classes(
    graph: &Graph,
    twins: &Twins,
    min_strength: f64,
    progress: &Progress,
) -> crate::Result<Lengths> {
    let Listed { rows, weights, .. } = list(graph, twins, progress);
    progress.check()?;
    let mut strengths = distinct(&rows, &weights, progress);
    // Between twins no length is needed, but the unit is to be the same as if they were listed.
    strengths.extend(within_classes(graph, twins));
    let steps = Steps::of(sorted(strengths), min_strength);
    progress.check()?;
    let mut units = vec![0; weights.len()];
    parallel::fill(&mut units, |i| if progress.is_cancelled() { 0 } else { steps.length(weights[i]) });
    drop(weights);
    progress.check()?;
    Ok(Lengths { unit: steps.unit, ..without_gaps(rows, units) })
}

/// Neighbours of each class with their strengths.
#[derive(Default)]
struct Listed {
    rows: Csr,
    weights: Vec<f64>,
    workspace: Workspace,
}

fn list(graph: &Graph, twins: &Twins, progress: &Progress) -> Listed {
    parallel::ordered_fold(
        twins.len().div_ceil(PIECE),
        Listed::default(),
        Listed::default,
        |part, i| {
            for &node in &twins.first[i * PIECE..((i + 1) * PIECE).min(twins.len())] {
                if progress.is_cancelled() {
                    return;
                }
                for &(other, strength) in graph.neighbours(node, &mut part.workspace) {
                    if twins.is_first(other) {
                        part.rows.items.push(twins.class_of[other as usize]);
                        part.weights.push(strength);
                    }
                }
                part.rows.offsets.push(part.rows.items.len());
            }
        },
        |all, part, _| {
            let start = all.rows.items.len();
            all.rows.offsets.extend(part.rows.offsets.drain(1..).map(|end| start + end));
            all.rows.items.append(&mut part.rows.items);
            all.weights.append(&mut part.weights);
        },
    )
}

/// Strengths between twins.
fn within_classes(graph: &Graph, twins: &Twins) -> Vec<f64> {
    let mut second = vec![None; twins.len()];
    for (node, &class) in (0u32..).zip(&twins.class_of) {
        if node != twins.first[class as usize] {
            second[class as usize].get_or_insert(node);
        }
    }
    let strength = |(&first, second): (&u32, &Option<u32>)| graph.strength(first, (*second)?).filter(|&s| s > 0.0);
    twins.first.iter().zip(&second).filter_map(strength).collect()
}

/// The distinct strengths, ascending, and the length of each; 0 for those left out.
struct Steps {
    from: Vec<f64>,
    length: Vec<u32>,
    unit: f64,
}

/// The distinct strengths above 0, ascending; they are few where groups make most ties. Each pair is looked at from its
/// smaller node.
fn distinct(rows: &Csr, weights: &[f64], progress: &Progress) -> Vec<f64> {
    let piece = |i: usize| {
        if progress.is_cancelled() {
            return Vec::new();
        }
        let nodes = i * PIECE..((i + 1) * PIECE).min(rows.len());
        let upper = nodes.flat_map(|u| {
            let from = rows.offsets[u] + rows.row(u).partition_point(|&v| v < u as u32);
            weights[from..rows.offsets[u + 1]].iter().copied()
        });
        sorted(upper.filter(|&s| s > 0.0).collect())
    };
    sorted(parallel::map_range(rows.len().div_ceil(PIECE), piece).concat())
}

fn sorted(mut strengths: Vec<f64>) -> Vec<f64> {
    parallel::sort_unstable_by(&mut strengths, f64::total_cmp);
    strengths.dedup();
    strengths
}

impl Steps {
    fn of(strengths: Vec<f64>, min_strength: f64) -> Self {
        // The largest stands for all, also against the bound: what is equal is kept or left out together.
        let runs = strengths.chunk_by(|a, b| b - a <= a * SAME);
        let (from, of): (Vec<f64>, Vec<f64>) = runs.filter_map(|run| Some((*run.first()?, *run.last()?))).unzip();
        let kept = |&s: &f64| s >= min_strength;
        let reciprocal = |s: f64| 1.0 / s.clamp(STRENGTHS[0], STRENGTHS[1]);
        let (shortest, longest) = match (of.iter().rev().copied().find(kept), of.iter().copied().find(kept)) {
            (Some(strongest), Some(weakest)) => (reciprocal(strongest), reciprocal(weakest)),
            _ => (1.0, 1.0),
        };
        let units = units(shortest, longest);
        let length = |&s: &f64| {
            if kept(&s) { (reciprocal(s) * units).round().clamp(1.0, LONGEST) as u32 } else { 0 }
        };
        Self { length: of.iter().map(length).collect(), from, unit: 1.0 / units }
    }

    fn length(&self, strength: f64) -> u32 {
        let at = self.from.partition_point(|&from| from <= strength);
        if at == 0 { 0 } else { self.length[at - 1] }
    }
}

/// Units of a length of 1.
fn units(shortest: f64, longest: f64) -> f64 {
    let mut units = UNITS;
    while longest * units * 2.0 <= LONGEST && shortest * units * 2.0 <= FINEST {
        units *= 2.0;
    }
    while longest * units > LONGEST && shortest * units >= 2.0 * COARSEST {
        units /= 2.0;
    }
    while shortest * units < COARSEST {
        units *= 2.0;
    }
    units
}

/// Takes out the ties of length 0, in place.
fn without_gaps(mut rows: Csr, mut units: Vec<u32>) -> Lengths {
    let mut kept = 0;
    let mut start = 0;
    for row in 0..rows.len() {
        let end = rows.offsets[row + 1];
        for i in start..end {
            if units[i] > 0 {
                (rows.items[kept], units[kept]) = (rows.items[i], units[i]);
                kept += 1;
            }
        }
        start = end;
        rows.offsets[row + 1] = kept;
    }
    rows.items.truncate(kept);
    units.truncate(kept);
    rows.items.shrink_to_fit();
    units.shrink_to_fit();
    Lengths { rows, units, unit: 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(strengths: &[f64], min: f64) -> (Steps, Vec<u32>) {
        // A star: the middle is tied to everybody.
        let arcs = (1..=strengths.len() as u32).map(|v| (0, v));
        let rows = Csr::from_pairs(strengths.len() + 1, arcs);
        let steps = Steps::of(distinct(&rows, strengths, &Progress::silent()), min);
        let lengths = strengths.iter().map(|&s| steps.length(s)).collect();
        (steps, lengths)
    }

    #[test]
    fn simple_fractions_are_met_exactly() {
        let (_, l) = steps(&[1.0, 0.5, 1.0 / 3.0, 2.0, 3.0, 0.25, 1.0 / 499.0], 0.0);
        assert_eq!(l[1], 2 * l[0]);
        assert_eq!(l[2], 3 * l[0]);
        assert_eq!(l[3] * 2, l[0]);
        assert_eq!(l[4] * 3, l[0]);
        assert_eq!(l[5], l[1] + l[3] * 4);
        assert_eq!(l[6], 499 * l[0]);
    }

    #[test]
    fn sums_in_another_order_are_one_strength() {
        let (a, b, c) = (0.1f64, 0.2, 0.3);
        let (one, other) = ((a + b) + c, a + (b + c));
        assert_ne!(one, other);
        for min in [0.0, one.max(other)] {
            let (_, l) = steps(&[one, other, 0.9 * one], min);
            assert_eq!(l[0], l[1]);
            assert_eq!((l[0] > 0, l[2] > 0), (true, min == 0.0));
        }
    }

    #[test]
    fn lengths_fit_however_far_apart_strengths_are() {
        for s in [[1e-200, 1e200], [1e-320, 1.0], [1e3, 1e-3], [1.0, 1.0], [1e-9, 2e-9], [1e15, 2e15]] {
            let (steps, l) = steps(&s, 0.0);
            let (short, long) = (l[0].min(l[1]), l[0].max(l[1]));
            assert!(short >= 1 << 8, "{s:?} {l:?}");
            let ratio = s[0].max(s[1]) / s[0].min(s[1]);
            if ratio < (1u32 << 23) as f64 {
                assert!((f64::from(long) / f64::from(short) / ratio - 1.0).abs() < 0.01, "{s:?} {l:?}");
            } else {
                assert_eq!(long, u32::MAX);
            }
            assert!(steps.unit > 0.0);
        }
    }
}
