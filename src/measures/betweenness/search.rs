//! One search of exact betweenness: forward from a source level by level, then back.
//!
//! Symbols as in [`super::exact`]: σ and m σ or m (1+δ)/σ live in [`ClassCell`], S_g and T_g in [`GroupCell`]. A level's cost
//! is what its classes and the groups they open hold; clearing touches only what was reached.

use super::exact::{Operator, Sums};
use crate::progress::Progress;
use crate::tables::NONE;

/// Scaling begins here: far from overflow whatever one more level multiplies.
const LARGE: f64 = 1e150;

/// A power of two, so that scaling rounds nothing.
const SCALE: f64 = 1.0 / (1u128 << 127) as f64;

/// The least σ that scaling leaves: its reciprocal is still finite when multiplied by any number of users. Only where path
/// counts on one level are 10³⁶⁰ apart is it reached; the rarer side then loses pairs, but everything stays a number.
const FLOOR: f64 = 1e-250;

/// A class during one search.
#[derive(Clone, Copy)]
struct ClassCell {
    /// Shortest paths from the source to one user of the class, in the scale of its level.
    sigma: f64,
    /// Forward: m σ (1 for the source). Backward: m (1 + δ)/σ; on level 1, m δ/σ.
    flow: f64,
    level: u32,
    /// Groups opened one level before that hold the class.
    reached_by: u32,
}

/// A group during one search.
#[derive(Clone, Copy)]
struct GroupCell {
    /// S_g.
    inflow: f64,
    /// T_g.
    outflow: f64,
    /// Level of the first members.
    level: u32,
}

const UNSEEN: ClassCell = ClassCell { sigma: 0.0, flow: 0.0, level: NONE, reached_by: 0 };
const CLOSED: GroupCell = GroupCell { inflow: 0.0, outflow: 0.0, level: NONE };

/// Bytes of one thread's workspace for each class, each group and each shared set.
pub(super) const WORKSPACE: [usize; 3] = [size_of::<ClassCell>() + 12, size_of::<GroupCell>() + 16, size_of::<f64>()];

/// Workspace of one thread: one search at a time, and sums over the searches of a piece.
pub(super) struct Search {
    class: Vec<ClassCell>,
    group: Vec<GroupCell>,
    /// Classes in the order of their levels; level d is `order[levels[d]..levels[d + 1]]`.
    order: Vec<u32>,
    levels: Vec<usize>,
    /// Groups in the order in which they opened.
    opened: Vec<u32>,
    /// Those with members on the next level, by level as above.
    live: Vec<u32>,
    live_levels: Vec<usize>,
    /// Power of two by which σ of each level is scaled against the level before.
    scale: Vec<f64>,
    /// What the searches since the last merge add up to.
    pub sums: Sums,
}

impl Search {
    pub(super) fn new(operator: &Operator<'_>) -> Self {
        let sums = Sums::zeros(operator);
        Self {
            class: vec![UNSEEN; sums.classes.len()],
            group: vec![CLOSED; sums.groups.len()],
            order: Vec::new(),
            levels: Vec::new(),
            opened: Vec::new(),
            live: Vec::new(),
            live_levels: Vec::new(),
            scale: Vec::new(),
            sums,
        }
    }

    /// One source. Stops anywhere once `progress` is cancelled; nothing is asked of the workspace after that.
    pub(super) fn run(&mut self, operator: &Operator<'_>, source: u32, progress: &Progress) {
        if progress.is_cancelled() {
            return;
        }
        self.forward(operator, source, progress);
        if progress.is_cancelled() {
            return;
        }
        let last = self.levels.len() - 2;
        self.turn(operator, last);
        for d in (0..last).rev() {
            self.backward(operator, source, d, progress);
        }
        self.clear();
    }

    fn forward(&mut self, operator: &Operator<'_>, source: u32, progress: &Progress) {
        self.class[source as usize] = ClassCell { sigma: 1.0, flow: 1.0, level: 0, reached_by: 0 };
        self.order.push(source);
        self.levels.extend([0, 1]);
        self.live_levels.push(0);
        self.scale.push(1.0);
        for d in 0.. {
            let next = self.order.len();
            let opened = self.opened.len();
            for i in self.levels[d]..next {
                let u = self.order[i];
                if d == 0 || operator.lies_between(u) {
                    self.leave(operator, u, d as u32);
                }
            }
            for i in opened..self.opened.len() {
                if progress.is_cancelled() {
                    return;
                }
                self.enter(operator, self.opened[i], d as u32);
            }
            self.live_levels.push(self.live.len());
            if self.order.len() == next {
                return;
            }
            self.finish_level(operator, next, d as u32, progress);
            self.levels.push(self.order.len());
        }
    }

    /// Hands the paths that reach `u` to the groups that it opens and to its edges.
    fn leave(&mut self, operator: &Operator<'_>, u: u32, d: u32) {
        let ClassCell { sigma, flow, .. } = self.class[u as usize];
        for &g in operator.classes.groups_of.row(u as usize) {
            let cell = &mut self.group[g as usize];
            if cell.level == NONE {
                *cell = GroupCell { inflow: flow, outflow: 0.0, level: d };
                self.opened.push(g);
            } else if cell.level == d {
                cell.inflow += flow;
            }
        }
        for &v in operator.classes.outside.row(u as usize) {
            let cell = &mut self.class[v as usize];
            if cell.level == NONE {
                *cell = ClassCell { sigma, level: d + 1, ..UNSEEN };
                self.order.push(v);
            } else if cell.level == d + 1 {
                cell.sigma += sigma;
            }
        }
    }

    /// Hands S_g to the members of an opened group that are not there yet.
    fn enter(&mut self, operator: &Operator<'_>, g: u32, d: u32) {
        let inflow = self.group[g as usize].inflow;
        let mut any = false;
        for &v in operator.classes.classes_in.row(g as usize) {
            let cell = &mut self.class[v as usize];
            if cell.level == NONE {
                *cell = ClassCell { sigma: inflow, level: d + 1, reached_by: 1, ..UNSEEN };
                self.order.push(v);
                any = true;
            } else if cell.level == d + 1 {
                cell.sigma += inflow;
                cell.reached_by += 1;
                any = true;
            }
        }
        if any {
            self.live.push(g);
        }
    }

    /// Takes off what shared groups counted twice, and scales.
    fn finish_level(&mut self, operator: &Operator<'_>, start: usize, d: u32, progress: &Progress) {
        let mut largest = 0.0f64;
        for i in start..self.order.len() {
            let v = self.order[i];
            let mut sigma = self.class[v as usize].sigma;
            if let (Some(excess), true) = (&operator.excess, self.class[v as usize].reached_by > 1) {
                if progress.is_cancelled() {
                    return;
                }
                if d == 0 {
                    sigma = 1.0;
                } else {
                    // A partner is adjacent, so on level d, or beyond it and without flow yet: no need to ask which.
                    for pair in excess.row(v) {
                        sigma -= excess.of(pair.set) * self.class[pair.class as usize].flow;
                    }
                }
                self.class[v as usize].sigma = sigma;
            }
            largest = largest.max(sigma);
        }
        let (scale, floor) = if largest > LARGE { (SCALE, FLOOR) } else { (1.0, 0.0) };
        self.scale.push(scale);
        for &v in &self.order[start..] {
            let cell = &mut self.class[v as usize];
            cell.sigma = (cell.sigma * scale).max(floor);
            cell.flow = operator.classes.multiplicity[v as usize] * cell.sigma;
        }
    }

    /// From level d + 1 back to level d: T_g of the groups opened at d, then δ of the classes there.
    fn backward(&mut self, operator: &Operator<'_>, source: u32, d: usize, progress: &Progress) {
        let weight = operator.classes.multiplicity[source as usize];
        let (level, scale) = (d as u32, self.scale[d + 1]);
        for &g in &self.live[self.live_levels[d]..self.live_levels[d + 1]] {
            if progress.is_cancelled() {
                return;
            }
            let members = operator.classes.classes_in.row(g as usize).iter().map(|&w| &self.class[w as usize]);
            let outflow: f64 = members.filter(|w| w.level == level + 1).map(|w| w.flow).sum();
            let cell = &mut self.group[g as usize];
            cell.outflow = outflow;
            self.sums.groups[g as usize] += weight * (cell.inflow * outflow * scale);
        }
        for i in self.levels[d]..self.levels[d + 1] {
            let u = self.order[i];
            let multiplicity = operator.classes.multiplicity[u as usize];
            let delta = if d == 0 || operator.lies_between(u) {
                if progress.is_cancelled() {
                    return;
                }
                self.dependency(operator, u, weight, scale)
            } else {
                0.0
            };
            if d > 0 {
                self.sums.classes[u as usize] += weight * delta;
                let own = if d == 1 { 0.0 } else { 1.0 };
                let cell = &mut self.class[u as usize];
                cell.flow = multiplicity * (own + delta) / cell.sigma;
            }
        }
    }

    /// δ(u), and the flow between u and its partners in C.
    fn dependency(&mut self, operator: &Operator<'_>, u: u32, weight: f64, scale: f64) -> f64 {
        let ClassCell { sigma, flow, level, .. } = self.class[u as usize];
        let (mut sum, mut leaving) = (0.0, 0);
        for &g in operator.classes.groups_of.row(u as usize) {
            let cell = &self.group[g as usize];
            if cell.level == level && cell.outflow > 0.0 {
                sum += cell.outflow;
                leaving += 1;
            }
        }
        if let (Some(excess), true) = (&operator.excess, leaving > 1) {
            let factor = weight * flow * scale;
            for pair in excess.row(u) {
                let w = &self.class[pair.class as usize];
                if w.level == level + 1 {
                    sum -= excess.of(pair.set) * w.flow;
                    self.sums.sets[pair.set as usize] += factor * w.flow;
                }
            }
        }
        for &w in operator.classes.outside.row(u as usize) {
            let w = &self.class[w as usize];
            if w.level == level + 1 {
                sum += w.flow;
            }
        }
        sigma * sum * scale
    }

    /// The last level: δ is 0 there.
    fn turn(&mut self, operator: &Operator<'_>, d: usize) {
        let own = if d == 1 { 0.0 } else { 1.0 };
        for &w in &self.order[self.levels[d]..] {
            let cell = &mut self.class[w as usize];
            cell.flow = operator.classes.multiplicity[w as usize] * own / cell.sigma;
        }
    }

    /// Forgets the search, touching only what it touched.
    fn clear(&mut self) {
        self.order.drain(..).for_each(|u| self.class[u as usize] = UNSEEN);
        self.opened.drain(..).for_each(|g| self.group[g as usize] = CLOSED);
        self.live.clear();
        self.levels.clear();
        self.live_levels.clear();
        self.scale.clear();
    }
}
