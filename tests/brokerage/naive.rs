//! The definitions, taken literally: every pair listed in a matrix, every user removed in turn.

use std::collections::BTreeMap;

use renmai::graph::Graph;
use renmai::measures::brokerage::Holes;
use renmai::tables::NONE;

/// The user graph as two matrices.
pub struct Pairs {
    pub strength: Vec<Vec<f64>>,
    adjacent: Vec<Vec<bool>>,
}

impl Pairs {
    pub fn new(graph: &Graph) -> Self {
        let n = graph.nodes.len();
        let mut pairs = Self { strength: vec![vec![0.0; n]; n], adjacent: vec![vec![false; n]; n] };
        let mut add = |u: u32, v: u32, weight: f64| {
            pairs.strength[u as usize][v as usize] += weight;
            pairs.adjacent[u as usize][v as usize] = true;
        };
        for (g, weight) in graph.incidence.pair_weight.iter().enumerate() {
            for &u in graph.incidence.members_of.row(g) {
                graph.incidence.members_of.row(g).iter().filter(|&&v| v != u).for_each(|&v| add(u, v, *weight));
            }
        }
        for ((u, v), &weight) in graph.ties.rows.pairs().zip(&graph.ties.weights) {
            add(u, v, weight);
        }
        pairs
    }

    pub fn total(&self, v: usize) -> f64 {
        self.strength[v].iter().sum()
    }

    /// A circle for everybody with a strength: the number of the node, cut off.
    pub fn circles(&self, circles: usize) -> Vec<u32> {
        let circle = |v: usize| if self.total(v) > 0.0 { (v * v % 7 % circles) as u32 } else { NONE };
        (0..self.strength.len()).map(circle).collect()
    }

    /// Strength of v's ties into each circle.
    pub fn by_circle(&self, v: usize, of: &[u32]) -> BTreeMap<u32, f64> {
        let mut into = BTreeMap::new();
        for (u, &weight) in self.strength[v].iter().enumerate().filter(|&(_, &weight)| weight > 0.0) {
            *into.entry(of[u]).or_insert(0.0) += weight;
        }
        into
    }

    pub fn between_circles(&self, of: &[u32]) -> BTreeMap<(u32, u32), f64> {
        let mut between = BTreeMap::new();
        for u in 0..of.len() {
            for v in (u + 1..of.len()).filter(|&v| self.strength[u][v] > 0.0) {
                *between.entry((of[u].min(of[v]), of[u].max(of[v]))).or_insert(0.0) += self.strength[u][v];
            }
        }
        between
    }

    /// Sizes of the parts that can be reached from `from` without `without`, the whole from each start that is left.
    fn pieces(&self, from: &[usize], without: usize) -> Vec<u32> {
        let mut left: Vec<usize> = from.iter().copied().filter(|&v| v != without).collect();
        let mut sizes = Vec::new();
        while let Some(start) = left.pop() {
            let (mut size, mut queue) = (1, vec![start]);
            while let Some(u) = queue.pop() {
                let (next, others): (Vec<usize>, Vec<usize>) = left.iter().partition(|&&v| self.adjacent[u][v]);
                size += next.len() as u32;
                queue.extend(next);
                left = others;
            }
            sizes.push(size);
        }
        sizes
    }

    /// Users cut off from the largest part when v is away.
    pub fn cut_off(&self, v: usize) -> u32 {
        let reached = |from: usize, others: &[usize]| {
            let (mut seen, mut queue) = (vec![from], vec![from]);
            while let Some(u) = queue.pop() {
                for &w in others {
                    if self.adjacent[u][w] && !seen.contains(&w) {
                        seen.push(w);
                        queue.push(w);
                    }
                }
            }
            seen
        };
        let everybody: Vec<usize> = (0..self.strength.len()).collect();
        let sizes = self.pieces(&reached(v, &everybody), v);
        sizes.iter().sum::<u32>() - sizes.iter().max().copied().unwrap_or(0)
    }

    pub fn holes(&self, v: usize) -> Holes {
        let n = self.strength.len();
        let w = &self.strength;
        let totals: Vec<f64> = (0..n).map(|u| self.total(u)).collect();
        if totals[v] == 0.0 {
            return Holes { constraint: f64::NAN, effective_size: f64::NAN };
        }
        let p = |a: usize, b: usize| w[a][b] / totals[a];
        let mut holes = Holes { constraint: 0.0, effective_size: 0.0 };
        for j in (0..n).filter(|&j| w[v][j] > 0.0) {
            let largest = w[j].iter().copied().fold(0.0, f64::max);
            let others = || (0..n).filter(|&q| q != v && q != j && w[v][q] > 0.0);
            let indirect: f64 = others().map(|q| p(v, q) * p(q, j)).sum();
            holes.constraint += (p(v, j) + indirect).powi(2);
            holes.effective_size += 1.0 - others().map(|q| p(v, q) * w[j][q] / largest).sum::<f64>();
        }
        holes
    }
}

/// Whether two numbers agree within 1e-12, relative above 1; NaN agrees with NaN.
pub fn near(measured: f64, expected: f64) -> bool {
    measured.is_nan() && expected.is_nan() || (measured - expected).abs() <= 1e-12 * expected.abs().max(1.0)
}
