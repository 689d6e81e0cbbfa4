//! The mean reach of every set of a small graph, from the definition of the models: one round after the other over all
//! outcomes, on listed pairs.

use std::collections::BTreeMap;

use renmai::config::CascadeModel;
use renmai::graph::Graph;

/// Probabilities p[u][v] of a graph of few nodes.
pub struct Oracle {
    p: Vec<Vec<f64>>,
    value: Vec<f64>,
    model: CascadeModel,
}

impl Oracle {
    pub fn new(graph: &Graph, value: &[f64], model: CascadeModel, rate: f64) -> Self {
        let n = graph.nodes.len();
        let mut w = vec![vec![0.0; n]; n];
        for g in 0..graph.incidence.members_of.len() {
            let members = graph.incidence.members_of.row(g);
            for &u in members {
                for &v in members.iter().filter(|&&v| v != u) {
                    w[u as usize][v as usize] += graph.incidence.pair_weight[g];
                }
            }
        }
        for (i, (u, v)) in graph.ties.rows.pairs().enumerate() {
            w[u as usize][v as usize] += graph.ties.weights[i];
        }
        let k: Vec<f64> = (0..n).map(|v| (0..n).map(|u| w[u][v]).sum()).collect();
        let p =
            (0..n).map(|u| (0..n).map(|v| if k[v] > 0.0 { rate * w[u][v] / k[v] } else { 0.0 }).collect()).collect();
        Self { p, value: value.to_vec(), model }
    }

    pub fn most_chance(&self) -> f64 {
        self.p.iter().flatten().copied().fold(0.0, f64::max)
    }

    /// Probability that the inactive v follows now, given who was active before and who is newly so.
    fn chance(&self, v: usize, old: u32, fresh: u32) -> f64 {
        let of = |mask: u32| (0..self.p.len()).filter(move |u| mask >> u & 1 == 1).map(|u| self.p[u][v]);
        match self.model {
            CascadeModel::Ic => 1.0 - of(fresh).map(|p| 1.0 - p).product::<f64>(),
            CascadeModel::Lt => {
                let (fresh, old) = (of(fresh).sum::<f64>(), of(old).sum::<f64>());
                if fresh > 0.0 { (fresh / (1.0 - old)).min(1.0) } else { 0.0 }
            }
            other => panic!("{other:?}"),
        }
    }

    /// Mean number of nodes and mean value reached, for every set as a mask.
    pub fn reach(&self) -> Vec<(f64, f64)> {
        let mut known = BTreeMap::new();
        (0..1u32 << self.p.len()).map(|set| self.ends(0, set, &mut known)).collect()
    }

    fn ends(&self, old: u32, fresh: u32, known: &mut BTreeMap<(u32, u32), (f64, f64)>) -> (f64, f64) {
        let n = self.p.len();
        let active = old | fresh;
        if fresh == 0 {
            let value = (0..n).filter(|v| active >> v & 1 == 1).map(|v| self.value[v]).sum();
            return (f64::from(active.count_ones()), value);
        }
        if let Some(&ends) = known.get(&(old, fresh)) {
            return ends;
        }
        let open: Vec<(usize, f64)> = (0..n)
            .filter(|v| active >> v & 1 == 0)
            .map(|v| (v, self.chance(v, old, fresh)))
            .filter(|&(_, chance)| chance > 0.0)
            .collect();
        let mut sum = (0.0, 0.0);
        for outcome in 0..1u32 << open.len() {
            let (mut chance, mut next) = (1.0, 0);
            for (i, &(v, p)) in open.iter().enumerate() {
                if outcome >> i & 1 == 1 {
                    chance *= p;
                    next |= 1 << v;
                } else {
                    chance *= 1.0 - p;
                }
            }
            if chance > 0.0 {
                let ends = self.ends(active, next, known);
                sum = (sum.0 + chance * ends.0, sum.1 + chance * ends.1);
            }
        }
        known.insert((old, fresh), sum);
        sum
    }
}

pub fn mask(set: &[u32]) -> usize {
    set.iter().fold(0, |mask, v| mask | 1 << v)
}
