//! Sixty-four searches side by side: forward from their sources level by level, then back.
//!
//! Symbols as in [`super`], visits as in [`super::workspace`]. Once a clique is *open* in a lane, none of its nodes is beyond the next level.
//!
//! **Values.** A node has one number a lane for the whole batch: m σ from the level on which it is met, in place of it on the way back
//! (t + m δ)/σ. Which of its lanes stand on the current level says its mask, and so do those of the cliques; who has none that a reader asks for is not
//! read at all (half of all places), and of the others only these lanes are added, so nothing is ever cleared but masks.
//!
//! **Direction.** Where the level has few nodes its cliques and edges are followed and what they touch is listed (cost: what
//! the level touches); where it has many, all that is not reached yet looks back (cost: what is left).

use pulp::Simd;

use super::cliques::Cliques;
use super::lanes::{LANES, Lanes, Mask};
use super::operator::{Operator, Source, Start};
use super::workspace::{Search, Visit};
use crate::graph::Csr;
use crate::progress::Progress;

/// A level of more than one in so many nodes is looked back at.
const DENSE: usize = 8;

/// Scaling begins here: far from overflow whatever one more level multiplies.
const LARGE: f64 = 1e150;

/// A power of two, so that scaling rounds nothing.
const SCALE: f64 = 1.0 / (1u128 << 127) as f64;

/// The least σ that scaling leaves: its reciprocal is still finite when multiplied by any number of users. Only where path
/// counts on one level are 10³⁶⁰ apart is it reached; the rarer side then loses pairs, but everything stays a number.
const FLOOR: f64 = 1e-250;

impl Search {
    /// One batch. Stops anywhere once `progress` is cancelled; nothing is asked of the workspace after that.
    #[inline(always)]
    pub(super) fn run<S: Simd>(&mut self, simd: S, operator: &Operator, sources: &[Source], progress: &Progress) {
        if self.forward(simd, operator, sources, progress) {
            self.backward(simd, operator, progress);
        }
    }

    /// False once cancelled.
    #[inline(always)]
    fn forward<S: Simd>(&mut self, simd: S, operator: &Operator, sources: &[Source], progress: &Progress) -> bool {
        let all = Mask::MAX >> (LANES - sources.len());
        self.start(operator, sources);
        let mut unseen = operator.nodes();
        let mut bound = 1.0;
        for d in 0.. {
            if progress.is_cancelled() {
                return false;
            }
            let dense = d > 0 && self.nodes.level(d).len() * DENSE > operator.nodes();
            if d > 0 {
                let first = self.cliques.visits.len();
                if !dense {
                    self.open_touched(operator, d);
                } else if unseen > 0 {
                    self.open_untouched(operator, 0..operator.cliques.weight.len(), all);
                } else {
                    self.open_untouched(operator, operator.terminals.iter().map(|&g| g as usize), all);
                }
                self.gather(simd, operator, first);
            }
            self.cliques.end_level();
            if unseen > 0 {
                self.reach(operator, d, dense, all);
                self.settle(simd, operator, d);
            }
            self.leave(d);
            if self.nodes.visits.len() == self.nodes.starts[d + 1] {
                return true;
            }
            self.nodes.end_level();
            unseen -= self.arrive(d + 1, all);
            bound *= operator.growth;
            if bound > LARGE {
                bound = self.rescale(simd, d + 1);
            }
        }
        true
    }

    /// Level 0.
    #[inline(always)]
    fn start(&mut self, operator: &Operator, sources: &[Source]) {
        self.nodes.clear();
        self.cliques.clear();
        self.scale.clear();
        let cliques = &operator.cliques;
        for (lane, source) in sources.iter().enumerate() {
            (self.weight.0[lane], self.own.0[lane]) = (source.weight, source.own);
            let bit = 1 << lane;
            let group;
            let opens = match source.start {
                Start::Node(u) => {
                    self.nodes.visits.push(Visit { of: u, lanes: bit });
                    let u = u as usize;
                    (self.front[u], self.seen[u]) = (bit, bit);
                    self.value[u].0[lane] = 1.0;
                    cliques.of.row(u)
                }
                Start::Group(g) => {
                    group = [g];
                    &group[..]
                }
            };
            for &clique in opens {
                let c = clique as usize;
                if self.opened[c] == 0 {
                    self.cliques.visits.push(Visit { of: clique, lanes: 0 });
                }
                self.opened[c] |= bit;
                self.through[c].0[lane] = cliques.weight[c];
            }
        }
        for visit in &mut self.cliques.visits {
            let c = visit.of as usize;
            (visit.lanes, self.opening[c]) = (self.opened[c], self.opened[c]);
        }
        self.nodes.end_level();
    }

    /// Lists the cliques that the nodes of level d open, from the nodes.
    #[inline(always)]
    fn open_touched(&mut self, operator: &Operator, d: usize) {
        let Self { nodes, cliques, opened, opening, .. } = self;
        let first = cliques.visits.len();
        for visit in nodes.level(d) {
            for &clique in operator.cliques.of.row(visit.of as usize) {
                let c = clique as usize;
                let new = visit.lanes & !opened[c];
                if new != 0 {
                    if opening[c] == 0 {
                        cliques.visits.push(Visit { of: clique, lanes: 0 });
                    }
                    opening[c] |= new;
                }
            }
        }
        for visit in &mut cliques.visits[first..] {
            visit.lanes = opening[visit.of as usize];
            opened[visit.of as usize] |= visit.lanes;
        }
    }

    /// The same from those among `candidates` that are not open everywhere; not those without anything left to reach.
    #[inline(always)]
    fn open_untouched(&mut self, operator: &Operator, candidates: impl Iterator<Item = usize>, all: Mask) {
        let Self { front: level, seen, cliques, opened, opening, .. } = self;
        for c in candidates {
            if opened[c] == all {
                continue;
            }
            let (mut front, mut missing) = (0, if operator.terminal[c] > 0.0 { Mask::MAX } else { 0 });
            for &u in operator.cliques.nodes.row(c) {
                front |= level[u as usize];
                missing |= !seen[u as usize];
            }
            let lanes = front & !opened[c] & missing;
            opened[c] |= front;
            if lanes != 0 {
                opening[c] = lanes;
                cliques.visits.push(Visit { of: c as u32, lanes });
            }
        }
    }

    /// S_T of the cliques listed from `first` on.
    #[inline(always)]
    fn gather<S: Simd>(&mut self, simd: S, operator: &Operator, first: usize) {
        let Self { value, front, through, cliques, .. } = self;
        for visit in &cliques.visits[first..] {
            let c = visit.of as usize;
            let mut sum = Lanes::ZERO;
            add_rows(simd, &mut sum, operator.cliques.nodes.row(c), value, front, visit.lanes);
            sum.times(simd, operator.cliques.weight[c]);
            through[c].replace(simd, visit.lanes, &sum);
        }
    }

    /// Lists the nodes of level d + 1.
    #[inline(always)]
    fn reach(&mut self, operator: &Operator, d: usize, dense: bool, all: Mask) {
        let Self { front: level, seen, reached, opening, nodes, cliques, .. } = self;
        let (from, groups) = (&operator.cliques, operator.cliques.groups as u32);
        let opened = || cliques.level(d).iter().filter(|visit| visit.of < groups);
        let touches: usize = opened().map(|visit| from.nodes.row(visit.of as usize).len()).sum();
        if dense || touches * 4 > from.of.items.len() + operator.edges.items.len() {
            for (v, &seen) in seen.iter().enumerate() {
                if seen == all {
                    continue;
                }
                let mut front = 0;
                for &clique in &from.of.row(v)[..from.groups_of[v] as usize] {
                    front |= opening[clique as usize];
                }
                for &u in operator.edges.row(v) {
                    front |= level[u as usize];
                }
                let lanes = front & !seen;
                if lanes != 0 {
                    nodes.visits.push(Visit { of: v as u32, lanes });
                }
            }
            return;
        }
        let first = nodes.visits.len();
        let mut touch = |v: u32, lanes: Mask, visits: &mut Vec<Visit>| {
            let new = lanes & !seen[v as usize];
            if new != 0 {
                if reached[v as usize] == 0 {
                    visits.push(Visit { of: v, lanes: 0 });
                }
                reached[v as usize] |= new;
            }
        };
        for visit in opened() {
            for &v in from.nodes.row(visit.of as usize) {
                touch(v, visit.lanes, &mut nodes.visits);
            }
        }
        if !operator.edges.items.is_empty() {
            for i in nodes.starts[d]..nodes.starts[d + 1] {
                let Visit { of, lanes } = nodes.visits[i];
                for &v in operator.edges.row(of as usize) {
                    touch(v, lanes, &mut nodes.visits);
                }
            }
        }
        for visit in &mut nodes.visits[first..] {
            visit.lanes = std::mem::take(&mut reached[visit.of as usize]);
        }
    }

    /// σ of the nodes of level d + 1.
    #[inline(always)]
    fn settle<S: Simd>(&mut self, simd: S, operator: &Operator, d: usize) {
        let Self { value, front, through, opening, nodes, .. } = self;
        let cliques = &operator.cliques;
        let first = nodes.starts[d + 1];
        for (i, &Visit { of, lanes }) in nodes.visits[first..].iter().enumerate() {
            if i % BLOCK == 0 && d > 0 {
                touch(&nodes.visits[first + i..], &operator.edges, value, front);
            }
            let v = of as usize;
            let mut sum = Lanes::ZERO;
            if d == 0 && !operator.channels {
                sum.plus(simd, 1.0);
            } else {
                add_rows(simd, &mut sum, cliques.of.row(v), through, opening, lanes);
                add_rows(simd, &mut sum, operator.edges.row(v), value, front, lanes);
                add_pairs(simd, &mut sum, cliques, v, value, front, lanes);
            }
            sum.times(simd, operator.multiplicity[v]);
            value[v].replace(simd, lanes, &sum);
        }
    }

    /// Level d is no longer the current one.
    #[inline(always)]
    fn leave(&mut self, d: usize) {
        for visit in self.nodes.level(d) {
            self.front[visit.of as usize] = 0;
        }
        for visit in self.cliques.level(d) {
            self.opening[visit.of as usize] = 0;
        }
    }

    /// Level d becomes the current one; how many of its nodes are now reached in all lanes.
    #[inline(always)]
    fn arrive(&mut self, d: usize, all: Mask) -> usize {
        let mut complete = 0;
        for visit in self.nodes.level(d) {
            self.front[visit.of as usize] = visit.lanes;
            let seen = &mut self.seen[visit.of as usize];
            *seen |= visit.lanes;
            complete += usize::from(*seen == all);
        }
        complete
    }

    /// Scales level d where its path counts are large; the largest that is left.
    #[inline(always)]
    fn rescale<S: Simd>(&mut self, simd: S, d: usize) -> f64 {
        let mut largest = Lanes::ZERO;
        for visit in self.nodes.level(d) {
            largest.larger(simd, &self.value[visit.of as usize].only(simd, visit.lanes));
        }
        let scale = Lanes(largest.0.map(|x| if x > LARGE { SCALE } else { 1.0 }));
        let floor = Lanes(largest.0.map(|x| if x > LARGE { FLOOR } else { 0.0 }));
        self.scale.resize(d, Lanes([1.0; LANES]));
        self.scale.push(scale);
        for &Visit { of, lanes } in self.nodes.level(d) {
            let mut scaled = self.value[of as usize];
            scaled.multiply(simd, &scale);
            scaled.larger(simd, &floor);
            self.value[of as usize].replace(simd, lanes, &scaled);
        }
        largest.0.iter().zip(&scale.0).map(|(x, scale)| x * scale).fold(1.0, f64::max)
    }
}

/// The way back: dependencies δ from the last level to the sources, and what flows through cliques.
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
            if d > 0 || operator.with_groups {
                self.depend(simd, operator, d, last);
            }
            self.step_down(d, last);
        }
        self.clear();
    }

    /// T_T of the cliques that open on level d.
    #[inline(always)]
    fn outflow<S: Simd>(&mut self, simd: S, operator: &Operator, d: usize, last: usize) {
        let Self { value, front, through, opening, cliques, weight, own, sums, scale, .. } = self;
        let scale = scale.get(d + 1);
        for &Visit { of, lanes } in cliques.level(d) {
            let c = of as usize;
            let inflow = through[c];
            let mut sum = Lanes::ZERO;
            if d < last {
                add_rows(simd, &mut sum, operator.cliques.nodes.row(c), value, front, lanes);
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
                ends.divide(simd, &inflow);
                sum.add(simd, &ends);
            }
            if operator.with_groups {
                let mut flow = sum.only(simd, lanes);
                flow.multiply(simd, weight);
                flow.multiply(simd, &inflow);
                sums.through[c] += flow.only(simd, lanes).sum();
            }
            sum.times(simd, operator.cliques.weight[c]);
            through[c].replace(simd, lanes, &sum);
            opening[c] = lanes;
        }
    }

    /// δ of the nodes of level d, and the flow from them to nodes of level d + 1 that they share groups with but no clique of all these.
    #[inline(always)]
    fn depend<S: Simd>(&mut self, simd: S, operator: &Operator, d: usize, last: usize) {
        let Self { value, front, through, opening, nodes, cliques, weight, own, sums, scale, .. } = self;
        let from = &operator.cliques;
        let scale = scale.get(d + 1);
        let opens = cliques.starts[d] < cliques.starts[d + 1];
        let between = d < last && !from.set.is_empty();
        let level = nodes.level(d);
        for (i, &Visit { of, lanes }) in level.iter().enumerate() {
            if i % BLOCK == 0 && d > 0 && d < last {
                touch(&level[i..], &operator.edges, value, front);
            }
            let u = of as usize;
            if between {
                let row = from.pairs.offsets[u]..from.pairs.offsets[u + 1];
                if !row.is_empty() {
                    let mut paths = value[u].only(simd, lanes);
                    paths.multiply(simd, weight);
                    if let Some(scale) = scale {
                        paths.multiply(simd, scale);
                    }
                    for (&v, &set) in from.pairs.items[row.clone()].iter().zip(&from.set[row]) {
                        let mask = front[v as usize] & lanes;
                        if mask != 0 {
                            let mut flow = value[v as usize].only(simd, mask);
                            flow.multiply(simd, &paths);
                            sums.between[set as usize] += flow.sum();
                        }
                    }
                }
            }
            if d == 0 {
                continue;
            }
            let mut sum = Lanes::ZERO;
            if d < last {
                add_rows(simd, &mut sum, operator.edges.row(u), value, front, lanes);
                add_pairs(simd, &mut sum, from, u, value, front, lanes);
                if let Some(scale) = scale {
                    sum.multiply(simd, scale);
                }
                add_rows(simd, &mut sum, from.of.row(u), through, opening, lanes);
            } else if opens {
                // Beyond the last level there are only simplicial users, and groups that lead to them.
                add_rows(simd, &mut sum, &from.of.row(u)[..from.groups_of[u] as usize], through, opening, lanes);
            }
            let m = operator.multiplicity[u];
            let mut flow = Lanes::ZERO;
            if d < last || opens {
                sum.multiply(simd, &value[u]);
                flow = sum.only(simd, lanes);
                let mut counted = flow;
                counted.multiply(simd, weight);
                sums.nodes[u] += counted.sum() / m;
            }
            if d == 1 {
                let mut adjacent = *own;
                adjacent.times(simd, -m);
                flow.add(simd, &adjacent);
            }
            flow.plus(simd, operator.weight[u]);
            flow.times(simd, m);
            flow.divide(simd, &value[u]);
            value[u].replace(simd, lanes, &flow);
        }
    }

    /// Level d becomes the current one.
    #[inline(always)]
    fn step_down(&mut self, d: usize, last: usize) {
        for visit in self.cliques.level(d) {
            self.opening[visit.of as usize] = 0;
        }
        if d < last {
            for visit in self.nodes.level(d + 1) {
                self.front[visit.of as usize] = 0;
            }
        }
        for visit in self.nodes.level(d) {
            self.front[visit.of as usize] = visit.lanes;
        }
    }
}

/// Items looked at side by side.
const BLOCK: usize = 32;

/// Nodes from which on what they hold is far larger than a cache, so that reading one at a random place takes longer than asking for it
/// beforehand.
const FAR: usize = 1 << 16;

/// Reads what the edges of the next visits lead to, with nothing in between, so that all those reads overlap. Edges go anywhere, where
/// the nodes of a clique lie near each other; on 1,000,000 users with interactions this takes an eighth off the whole.
#[inline(always)]
fn touch(visits: &[Visit], edges: &Csr, values: &[Lanes], masks: &[Mask]) {
    if values.len() < FAR || edges.items.is_empty() {
        return;
    }
    let (mut kept, mut n) = ([0; 8 * BLOCK], 0);
    for &Visit { of, lanes } in &visits[..visits.len().min(BLOCK)] {
        for &i in edges.row(of as usize) {
            // More than there is room for are too many to stay in the cache.
            kept[n % (8 * BLOCK)] = i;
            n += usize::from(masks[i as usize] & lanes != 0);
        }
    }
    let mut sum = 0.0;
    for &i in &kept[..n.min(8 * BLOCK)] {
        // One number of each line of the cache.
        values[i as usize].0.iter().step_by(8).for_each(|x| sum += x);
    }
    std::hint::black_box(sum);
}

/// Adds the values of those `items` that share a lane with `lanes`, each in the lanes of its mask.
#[inline(always)]
fn add_rows<S: Simd>(simd: S, sum: &mut Lanes, items: &[u32], values: &[Lanes], masks: &[Mask], lanes: Mask) {
    let mut kept = [0; BLOCK];
    for block in items.chunks(BLOCK) {
        let mut n = 0;
        for &i in block {
            kept[n % BLOCK] = i;
            n += usize::from(masks[i as usize] & lanes != 0);
        }
        for &i in &kept[..n.min(BLOCK)] {
            sum.add_only(simd, masks[i as usize], &values[i as usize]);
        }
    }
}

/// The same for the pairs of node v, each with its correction.
#[inline(always)]
fn add_pairs<S: Simd>(
    simd: S,
    sum: &mut Lanes,
    cliques: &Cliques,
    v: usize,
    values: &[Lanes],
    masks: &[Mask],
    lanes: Mask,
) {
    let row = cliques.pairs.offsets[v]..cliques.pairs.offsets[v + 1];
    let mut kept = [(0, 0.0); BLOCK];
    for (block, corrections) in
        cliques.pairs.items[row.clone()].chunks(BLOCK).zip(cliques.correction[row].chunks(BLOCK))
    {
        let mut n = 0;
        for (&i, &correction) in block.iter().zip(corrections) {
            kept[n % BLOCK] = (i, correction);
            n += usize::from(masks[i as usize] & lanes != 0);
        }
        for &(i, correction) in &kept[..n.min(BLOCK)] {
            sum.add_times_only(simd, correction, masks[i as usize], &values[i as usize]);
        }
    }
}
