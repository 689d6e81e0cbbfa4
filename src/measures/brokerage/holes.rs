//! Structural holes around a user: Burt's constraint and effective size.
//!
//! **Definition.** With strengths w, k_v = Σ_q w_vq, p_vq = w_vq / k_v and M_j the largest strength that j has with
//! anybody, over the neighbours j of v with w_vj > 0:
//!
//! - constraint of v: Σ_j (p_vj + Σ_{q≠v,j} p_vq · p_qj)²;
//! - effective size of v: Σ_j (1 − Σ_{q≠v,j} p_vq · w_jq / M_j).
//!
//! **How.** Both inner sums are one product of the strengths with a vector that is 0 outside v's neighbours: x_q =
//! p_vq / k_q for constraint, y_q = p_vq for effective size. A group adds its sum once: (W x)_j = Σ_{g∋j} ω(g) · (S_g − x_j) + j's
//! interaction edges, S_g = Σ_{q∈g} x_q. So every neighbour's groups are walked twice and no pair of neighbours is looked at. What
//! is taken away again, x_j · Σ_{g∋j} ω(g), is at most p_vj, to which it is added: constraint loses no digits, and effective size no more
//! than its own definition does.
//!
//! M_j needs no list of j's neighbours either. After j's interaction edges, j's groups are walked from the heaviest on, and
//! whoever was not met yet shares at most the groups that are left; once their weights sum to no more than the largest
//! strength found, it is M_j. Mostly the smallest group of j is enough.
//!
//! **Complexity.** For each node asked for, Σ over its neighbours of their groups and ties; and once, for each neighbour of
//! one, at most the sizes of its groups but the lightest, times its groups.
//!
//! **Determinism.** One node is one thread's work; sums run in the order of neighbours and groups.
//!
//! **References.** Burt (1992), Structural Holes, chapter 2; the weighted effective size as generalised by Borgatti (1997),
//! Structural holes: unpacking Burt's redundancy measures, Connections 20.

use crate::graph::Graph;
use crate::parallel;
use crate::progress::Progress;

/// Nodes in one piece of work.
const PIECE: usize = 16;

/// What is around one node; both NaN for a node without strength.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Holes {
    /// Constraint: near 0 for somebody with many neighbours who do not know each other, 1 and more for few who do.
    pub constraint: f64,
    /// Effective size: neighbours less their redundancy, at most the number of neighbours.
    pub effective_size: f64,
}

impl Holes {
    /// Of a node without strength, or not computed.
    pub const UNKNOWN: Self = Self { constraint: f64::NAN, effective_size: f64::NAN };
}

/// Holes around each of `nodes`, in their order. Meaningless once `progress` is cancelled.
pub fn structural_holes(graph: &Graph, nodes: &[u32], progress: &Progress) -> Vec<Holes> {
    let totals = totals(graph, nodes, progress);
    parallel::ordered_fold(
        nodes.len().div_ceil(PIECE),
        Vec::with_capacity(nodes.len()),
        || (Around::new(graph), Vec::new()),
        |(around, part), i| {
            for &v in &nodes[i * PIECE..((i + 1) * PIECE).min(nodes.len())] {
                if !progress.is_cancelled() {
                    part.push(around.holes(graph, &totals, v));
                }
            }
        },
        |all, (_, part), _| all.append(part),
    )
}

/// Steps that [`structural_holes`] takes for all nodes, at most: looks at one member of a group, one group of a
/// neighbour or one interaction edge. O(memberships).
pub fn structural_holes_steps(graph: &Graph) -> u64 {
    let (groups_of, ties) = (&graph.incidence.groups_of, &graph.ties.rows);
    // Looked at as one more neighbour, then its groups and ties twice.
    let cost = |v: u32| 2 + 2 * (groups_of.row(v as usize).len() + ties.row(v as usize).len()) as u64;
    let members_of = &graph.incidence.members_of;
    let tied = (0..members_of.len()).map(|g| members_of.row(g));
    let by_groups =
        tied.map(|of| (of.len() as u64).saturating_sub(1).saturating_mul(of.iter().map(|&v| cost(v)).sum()));
    let by_ties = (0..ties.len() as u32).map(|v| ties.row(v as usize).len() as u64 * cost(v));
    by_groups.chain(by_ties).fold(0, u64::saturating_add)
}

/// How many of `nodes`, from the first on, [`structural_holes`] can do in so many steps. O(memberships + nodes' groups).
pub fn affordable_holes(graph: &Graph, nodes: &[u32], budget: u64) -> usize {
    let (groups_of, ties) = (&graph.incidence.groups_of, &graph.ties.rows);
    let cost = |v: u32| 2 + 2 * (groups_of.row(v as usize).len() + ties.row(v as usize).len()) as u64;
    let members_of = &graph.incidence.members_of;
    let of_group: Vec<u64> = (0..members_of.len()).map(|g| members_of.row(g).iter().map(|&v| cost(v)).sum()).collect();
    let mut left = budget;
    let fits = |&&v: &&u32| {
        let groups = groups_of.row(v as usize).iter().map(|&g| of_group[g as usize]);
        let tied = ties.row(v as usize).iter().map(|&u| cost(u));
        let steps = groups.chain(tied).fold(0, u64::saturating_add);
        let fits = steps <= left;
        left = left.saturating_sub(steps);
        fits
    };
    nodes.iter().take_while(fits).count()
}

/// Of one node, over all its neighbours.
#[derive(Clone, Copy, Default)]
struct Total {
    /// k: sum of strengths.
    strength: f64,
    /// M: the largest one.
    largest: f64,
}

/// Totals of the neighbours of `nodes`; 0 for all others.
fn totals(graph: &Graph, nodes: &[u32], progress: &Progress) -> Vec<Total> {
    let mut wanted = vec![false; graph.nodes.len()];
    let mut asked = vec![false; graph.incidence.members_of.len()];
    for &v in nodes {
        for &g in graph.incidence.groups_of.row(v as usize) {
            if !std::mem::replace(&mut asked[g as usize], true) {
                graph.incidence.members_of.row(g as usize).iter().for_each(|&q| wanted[q as usize] = true);
            }
        }
        graph.ties.rows.row(v as usize).iter().for_each(|&q| wanted[q as usize] = true);
    }
    let mut totals = vec![Total::default(); graph.nodes.len()];
    parallel::fill(&mut totals, |v| {
        let skip = !wanted[v] || progress.is_cancelled();
        if skip { Total::default() } else { total(graph, v as u32) }
    });
    totals
}

fn total(graph: &Graph, v: u32) -> Total {
    let incidence = &graph.incidence;
    let weight = |g: u32| incidence.pair_weight[g as usize];
    let by_groups =
        incidence.groups_of.row(v as usize).iter().fold(0.0, |sum, &g| sum + incidence.member_weight[g as usize]);
    let strength = graph.ties.of(v).fold(by_groups, |sum, (_, weight)| sum + weight);
    let mut largest = graph.ties.of(v).fold(0.0, |most, (q, weight)| {
        let shared = graph.shared_groups(v, q).fold(weight, |sum, g| sum + incidence.pair_weight[g as usize]);
        f64::max(most, shared)
    });
    // The heaviest last.
    let mut groups = incidence.groups_of.row(v as usize).to_vec();
    groups.sort_unstable_by(|&a, &b| {
        weight(a).total_cmp(&weight(b)).then(incidence.size(b).cmp(&incidence.size(a))).then(a.cmp(&b))
    });
    while let Some((&heaviest, lighter)) = groups.split_last() {
        // Who was not looked at yet shares at most these groups.
        let bound = groups.iter().fold(0.0, |sum, &g| sum + weight(g));
        if bound <= largest {
            break;
        }
        for &q in incidence.members_of.row(heaviest as usize).iter().filter(|&&q| q != v) {
            let of_q = incidence.groups_of.row(q as usize);
            let shared = lighter.iter().filter(|g| of_q.binary_search(g).is_ok()).fold(0.0, |sum, &g| sum + weight(g));
            largest = f64::max(largest, shared + weight(heaviest));
            if largest >= bound {
                break;
            }
        }
        groups.pop();
    }
    Total { strength, largest }
}

/// A number for constraint and one for effective size.
#[derive(Clone, Copy, Default)]
struct Two {
    x: f64,
    y: f64,
}

/// Workspace of one thread: v is the node looked at.
struct Around {
    /// w_vq for each q; all 0 between nodes.
    strength: Vec<f64>,
    /// Who has a positive strength with v, in the order found.
    neighbours: Vec<u32>,
    /// x_q and y_q; all 0 between nodes.
    shares: Vec<Two>,
    /// Their sums over the members of each group; all 0 between nodes.
    sums: Vec<Two>,
}

impl Around {
    fn new(graph: &Graph) -> Self {
        let (n, groups) = (graph.nodes.len(), graph.incidence.members_of.len());
        let two = Two::default();
        Self { strength: vec![0.0; n], neighbours: Vec::new(), shares: vec![two; n], sums: vec![two; groups] }
    }

    /// Finds v's neighbours and strengths.
    fn collect(&mut self, graph: &Graph, v: u32) {
        let mut add = |q: u32, weight: f64| {
            let sum = &mut self.strength[q as usize];
            if *sum == 0.0 {
                self.neighbours.push(q);
            }
            *sum += weight;
        };
        for &g in graph.incidence.groups_of.row(v as usize) {
            let weight = graph.incidence.pair_weight[g as usize];
            let members = graph.incidence.members_of.row(g as usize);
            members.iter().filter(|&&q| q != v).for_each(|&q| add(q, weight));
        }
        graph.ties.of(v).for_each(|(q, weight)| add(q, weight));
    }

    fn holes(&mut self, graph: &Graph, totals: &[Total], v: u32) -> Holes {
        self.collect(graph, v);
        if self.neighbours.is_empty() {
            return Holes::UNKNOWN;
        }
        let all = self.neighbours.iter().fold(0.0, |sum, &q| sum + self.strength[q as usize]);
        for &q in &self.neighbours {
            let y = self.strength[q as usize] / all;
            let share = Two { x: y / totals[q as usize].strength, y };
            self.shares[q as usize] = share;
            for &g in graph.incidence.groups_of.row(q as usize) {
                let sum = &mut self.sums[g as usize];
                *sum = Two { x: sum.x + share.x, y: sum.y + share.y };
            }
        }
        let (mut constraint, mut redundancy) = (0.0, 0.0);
        for &j in &self.neighbours {
            let own = self.shares[j as usize];
            let mut reached = Two::default();
            for &g in graph.incidence.groups_of.row(j as usize) {
                let (weight, sum) = (graph.incidence.pair_weight[g as usize], self.sums[g as usize]);
                reached.x += weight * (sum.x - own.x);
                reached.y += weight * (sum.y - own.y);
            }
            for (q, weight) in graph.ties.of(j) {
                let share = self.shares[q as usize];
                reached = Two { x: reached.x + weight * share.x, y: reached.y + weight * share.y };
            }
            constraint += (own.y + reached.x) * (own.y + reached.x);
            redundancy += reached.y / totals[j as usize].largest;
        }
        let effective_size = self.neighbours.len() as f64 - redundancy;
        for q in self.neighbours.drain(..) {
            self.strength[q as usize] = 0.0;
            self.shares[q as usize] = Two::default();
            for &g in graph.incidence.groups_of.row(q as usize) {
                self.sums[g as usize] = Two::default();
            }
        }
        Holes { constraint, effective_size }
    }
}
