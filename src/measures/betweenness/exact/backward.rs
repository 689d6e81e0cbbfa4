//! The way back: dependencies δ from the last level to the sources, and what flows through cliques.

use pulp::Simd;

use super::lanes::{LANES, Lanes};
use super::operator::Operator;
use super::workspace::{Search, Visit};
use crate::progress::Progress;

impl Search {
    /// Adds the dependencies of the batch to the sums and forgets the searches. Stops anywhere once cancelled.
    #[inline(always)]
    pub(super) fn backward<S: Simd>(&mut self, simd: S, operator: &Operator, progress: &Progress) {
        let last = self.nodes.starts.len() - 2;
        // Flow out of the sources concerns groups alone.
        let first = usize::from(!operator.with_groups);
        for d in (first..=last).rev() {
            if progress.is_cancelled() {
                return;
            }
            self.outflow(simd, operator, d, last);
            if d > 0 {
                self.depend(simd, operator, d, last);
            }
            if operator.with_groups && d < last && !operator.cliques.set.is_empty() {
                self.between(simd, operator, d);
            }
            self.step_down(d, last);
        }
        self.clear();
    }

    /// T_T of the cliques that open on level d.
    #[inline(always)]
    fn outflow<S: Simd>(&mut self, simd: S, operator: &Operator, d: usize, last: usize) {
        let Self { here, through, cliques, inflow, weight, own, sums, scale, .. } = self;
        let range = cliques.starts[d]..cliques.starts[d + 1];
        let scale = scale.get(d + 1);
        for (&Visit { of, lanes }, inflow) in cliques.visits[range.clone()].iter().zip(&inflow[range]) {
            let c = of as usize;
            let mut sum = Lanes::ZERO;
            if d < last {
                for &v in operator.cliques.nodes.row(c) {
                    sum.add(simd, &here[v as usize]);
                }
                if let Some(scale) = scale {
                    sum.multiply(simd, scale);
                }
            }
            if operator.terminal[c] > 0.0 {
                // The simplicial users of a group, σ = S_T: next to the source they are no pair at distance 2.
                let mut ends = Lanes([operator.terminal[c]; LANES]);
                if d == 0 {
                    ends = Lanes(own.0.map(|own| operator.terminal[c] * (1.0 - own)));
                }
                ends.divide(simd, inflow);
                sum.add(simd, &ends);
            }
            let mut sum = sum.only(simd, lanes);
            if operator.with_groups {
                let mut flow = sum;
                flow.multiply(simd, weight);
                flow.multiply(simd, inflow);
                sums.through[c] += flow.sum();
            }
            sum.times(simd, operator.cliques.weight[c]);
            through[c] = sum;
        }
    }

    /// δ of the nodes of level d.
    #[inline(always)]
    fn depend<S: Simd>(&mut self, simd: S, operator: &Operator, d: usize, last: usize) {
        let Self { sigma, here, next, through, nodes, cliques, weight, own, sums, scale, .. } = self;
        let from = &operator.cliques;
        let scale = scale.get(d + 1);
        let opens = cliques.starts[d] < cliques.starts[d + 1];
        for &Visit { of, lanes } in nodes.level(d) {
            let u = of as usize;
            let mut sum = Lanes::ZERO;
            if d < last {
                for &v in operator.edges.row(u) {
                    sum.add(simd, &here[v as usize]);
                }
                let row = from.pairs.offsets[u]..from.pairs.offsets[u + 1];
                for (&v, &correction) in from.pairs.items[row.clone()].iter().zip(&from.correction[row]) {
                    sum.add_times(simd, correction, &here[v as usize]);
                }
                if let Some(scale) = scale {
                    sum.multiply(simd, scale);
                }
                for &clique in from.of.row(u) {
                    sum.add(simd, &through[clique as usize]);
                }
            } else if opens {
                // Beyond the last level there are only simplicial users, and groups that lead to them.
                for &clique in &from.of.row(u)[..from.groups_of[u] as usize] {
                    sum.add(simd, &through[clique as usize]);
                }
            }
            let mut flow = Lanes::ZERO;
            if d < last || opens {
                sum.multiply(simd, &sigma[u]);
                flow = sum.only(simd, lanes);
                let mut counted = flow;
                counted.multiply(simd, weight);
                sums.nodes[u] += counted.sum();
                flow.times(simd, operator.multiplicity[u]);
            }
            if d == 1 {
                let mut adjacent = *own;
                adjacent.times(simd, -operator.multiplicity[u]);
                flow.add(simd, &adjacent);
            }
            flow.plus(simd, operator.weight[u]);
            flow.divide(simd, &sigma[u]);
            next[u] = flow.only(simd, lanes);
        }
    }

    /// Flow between the pairs of level d and level d + 1 whose shared set is no clique.
    #[inline(always)]
    fn between<S: Simd>(&mut self, simd: S, operator: &Operator, d: usize) {
        let Self { sigma, here, nodes, weight, sums, scale, .. } = self;
        let from = &operator.cliques;
        for &Visit { of, lanes } in nodes.level(d) {
            let u = of as usize;
            let row = from.pairs.offsets[u]..from.pairs.offsets[u + 1];
            if row.is_empty() {
                continue;
            }
            let mut paths = sigma[u].only(simd, lanes);
            // A source is one user.
            paths.times(simd, if d == 0 { 1.0 } else { operator.multiplicity[u] });
            paths.multiply(simd, weight);
            if let Some(scale) = scale.get(d + 1) {
                paths.multiply(simd, scale);
            }
            for (&v, &set) in from.pairs.items[row.clone()].iter().zip(&from.set[row]) {
                let mut flow = paths;
                flow.multiply(simd, &here[v as usize]);
                sums.between[set as usize] += flow.sum();
            }
        }
    }

    /// Level d becomes the current one.
    #[inline(always)]
    fn step_down(&mut self, d: usize, last: usize) {
        for visit in self.cliques.level(d) {
            self.through[visit.of as usize] = Lanes::ZERO;
        }
        if d < last {
            for visit in self.nodes.level(d + 1) {
                self.here[visit.of as usize] = Lanes::ZERO;
            }
        }
        std::mem::swap(&mut self.here, &mut self.next);
    }
}
