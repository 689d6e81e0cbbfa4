//! How a user's strength is spread over circles, and the circles that a group brings together.
//!
//! **Definition.** k_vc is the strength of v's ties to members of circle c (v's own circle included), k_v their sum.
//! Participation coefficient: 1 − Σ_c (k_vc / k_v)²; 0 when all strength stays in one circle, towards 1 the more evenly
//! it is spread over many. A user links the circles with k_vc ≥ share · min(k_v, k̄), k̄ the mean of k over users with a positive
//! one: a share of k_v alone would let somebody with ties everywhere link nothing, as every part of very much is small. A group links the
//! circles that hold at least a share of its members.
//!
//! **Assumptions.** Every node with a positive strength has a circle; ties to nodes without one count for nothing.
//!
//! **How.** With n_gc members of group g in circle c, k_vc = Σ_{g∋v} ω(g) · (n_gc − \[v is in c\]) + v's interaction
//! edges into c. The difference is taken between integers, so nothing cancels.
//!
//! **Complexity.** Σ over memberships of the circles in the group, + ties.
//!
//! **Determinism.** Strengths are summed in the order of groups, then edges; circles in ascending order.
//!
//! **References.** Guimerà and Amaral (2005), Functional cartography of complex metabolic networks, Nature 433.

use super::counts::{Counts, counts};
use super::reaches;
use crate::graph::{Csr, Graph};
use crate::measures::largest_first;
use crate::parallel;
use crate::progress::Progress;
use crate::tables::NONE;

/// Nodes in one piece of work.
const PIECE: usize = 1024;

/// How each node's strength is spread over circles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Links {
    /// Participation coefficient, in \[0, 1); NaN for a node without strength.
    pub participation: Vec<f64>,
    /// Circles, the own one included, to which enough of the node's strength leads.
    pub circles_linked: Vec<u32>,
    /// Those circles, the strongest first; the smaller number first among equals.
    pub linked: Csr,
    /// Strength of the node's ties into them, parallel to `linked.items`.
    pub linked_strength: Vec<f64>,
}

impl Links {
    fn take(&mut self, part: &mut Self) {
        let start = self.linked.items.len();
        self.participation.append(&mut part.participation);
        self.circles_linked.append(&mut part.circles_linked);
        self.linked.offsets.extend(part.linked.offsets.drain(1..).map(|end| start + end));
        self.linked.items.append(&mut part.linked.items);
        self.linked_strength.append(&mut part.linked_strength);
    }
}

/// Links of every node. `of` gives the circle of each node, below `circles`, or [`NONE`]; a circle counts as linked
/// from the share `link_share` of the node's strength on, or of the mean strength where that is less. Meaningless once
/// `progress` is cancelled.
///
/// `strength` is that of each node ([`crate::measures::degree::strengths`]).
pub fn links(
    graph: &Graph,
    strength: &[f64],
    of: &[u32],
    circles: usize,
    link_share: f64,
    progress: &Progress,
) -> Links {
    let n = graph.nodes.len();
    let counts = counts(graph, of, circles);
    let mean = mean_strength(strength);
    parallel::ordered_fold(
        n.div_ceil(PIECE),
        Links::default(),
        || (Spread { strength: vec![0.0; circles], found: Vec::new() }, Links::default()),
        |(spread, part), i| {
            for v in i * PIECE..((i + 1) * PIECE).min(n) {
                if progress.is_cancelled() {
                    return;
                }
                spread.collect(graph, of, &counts, v);
                spread.tell(link_share, mean, part);
            }
        },
        |all, (_, part), _| all.take(part),
    )
}

/// Workspace of one thread.
struct Spread {
    /// Strength of the node's ties into each circle; all 0 between nodes.
    strength: Vec<f64>,
    /// Circles with a positive strength.
    found: Vec<u32>,
}

impl Spread {
    fn add(&mut self, circle: u32, strength: f64) {
        let sum = &mut self.strength[circle as usize];
        if strength > 0.0 {
            if *sum == 0.0 {
                self.found.push(circle);
            }
            *sum += strength;
        }
    }

    fn collect(&mut self, graph: &Graph, of: &[u32], counts: &Counts, v: usize) {
        for &g in graph.incidence.groups_of.row(v) {
            let weight = graph.incidence.pair_weight[g as usize];
            for (circle, members) in counts.row(g as usize) {
                self.add(circle, weight * f64::from(members - u32::from(circle == of[v])));
            }
        }
        for (other, weight) in graph.ties.of(v as u32) {
            if of[other as usize] != NONE {
                self.add(of[other as usize], weight);
            }
        }
    }

    /// Writes one node into `part` and forgets it.
    fn tell(&mut self, link_share: f64, mean: f64, part: &mut Links) {
        let strength = &self.strength;
        self.found.sort_unstable();
        let total = self.found.iter().fold(0.0, |sum, &c| sum + strength[c as usize]);
        let square = |c: u32| (strength[c as usize] / total) * (strength[c as usize] / total);
        let squares = self.found.iter().fold(0.0, |sum, &c| sum + square(c));
        part.participation.push(if total > 0.0 { (1.0 - squares).max(0.0) } else { f64::NAN });
        let start = part.linked.items.len();
        part.linked
            .items
            .extend(self.found.iter().filter(|&&c| reaches(strength[c as usize], link_share, total.min(mean))));
        let linked = &mut part.linked.items[start..];
        largest_first(linked, |&c| strength[c as usize], |&c| c);
        part.linked_strength.extend(linked.iter().map(|&c| strength[c as usize]));
        part.circles_linked.push(linked.len() as u32);
        part.linked.offsets.push(part.linked.items.len());
        for circle in self.found.drain(..) {
            self.strength[circle as usize] = 0.0;
        }
    }
}

/// Mean strength of the users that have any.
pub fn mean_strength(strengths: &[f64]) -> f64 {
    let tied = strengths.iter().filter(|&&k| k > 0.0).count();
    strengths.iter().sum::<f64>() / tied.max(1) as f64
}

/// How many circles each group links: those that hold at least the share `group_share` of its members; 0 for groups that
/// carry no tie. `of` gives the circle of each node, or [`NONE`].
pub fn circles_of_groups(graph: &Graph, of: &[u32], group_share: f64) -> Vec<u32> {
    let circles = of.iter().filter(|&&circle| circle != NONE).max().map_or(0, |&last| last as usize + 1);
    let counts = counts(graph, of, circles);
    let linked = |g: usize| {
        let size = f64::from(graph.incidence.size(g as u32) as u32);
        counts.row(g).filter(|&(_, members)| reaches(f64::from(members), group_share, size)).count() as u32
    };
    (0..graph.incidence.members_of.len()).map(linked).collect()
}
