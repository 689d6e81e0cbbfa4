//! How strongly circles are tied to each other.
//!
//! **Definition.** The strength between two circles is the sum of the strengths of all pairs with one end in each; that
//! inside a circle the sum over its pairs, each once.
//!
//! **How.** A group with n_a members in circle a and n_b in b holds n_a · n_b pairs between them and n_a(n_a − 1)/2
//! inside a, all of strength ω(g). Rows are made one circle at a time: over the groups that hold a member of it, and
//! over its members' interaction edges.
//!
//! **Complexity.** Σ over groups of the square of the circles in it, + ties.
//!
//! **Determinism.** A strength is summed in the order of groups, then of members and their edges.

use super::counts::{Counts, counts};
use crate::graph::{Csr, Graph};
use crate::parallel;
use crate::tables::NONE;

/// Circles in one piece of work.
const PIECE: usize = 16;

/// Strengths between circles; pairs of circles without any are left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CircleTies {
    /// Row a lists the circles b ≥ a that a is tied to, ascending; b = a for ties inside.
    pub rows: Csr,
    /// Strengths, parallel to `rows.items`; > 0.
    pub strength: Vec<f64>,
}

impl CircleTies {
    fn take(&mut self, part: &mut Self) {
        let start = self.rows.items.len();
        self.rows.offsets.extend(part.rows.offsets.drain(1..).map(|end| start + end));
        self.rows.items.append(&mut part.rows.items);
        self.strength.append(&mut part.strength);
    }
}

/// Strength between all circles. `of` gives the circle of each node, below `circles`, or [`NONE`].
pub fn circle_ties(graph: &Graph, of: &[u32], circles: usize) -> CircleTies {
    let layers = Layers {
        graph,
        of,
        counts: &counts(graph, of, circles),
        groups_with: Csr::default(),
        members: Csr::from_pairs(circles, (0..).zip(of).filter(|&(_, &c)| c != NONE).map(|(v, &c)| (c, v))),
    };
    let layers = Layers { groups_with: layers.counts.circles.transposed(circles), ..layers };
    parallel::ordered_fold(
        circles.div_ceil(PIECE),
        CircleTies::default(),
        || (vec![0.0; circles], CircleTies::default()),
        |(strength, part), i| {
            for circle in i * PIECE..((i + 1) * PIECE).min(circles) {
                layers.row(circle as u32, strength, part);
            }
        },
        |all, (_, part), _| all.take(part),
    )
}

/// What rows are made of.
struct Layers<'a> {
    graph: &'a Graph,
    of: &'a [u32],
    counts: &'a Counts,
    /// Groups that hold a member of each circle.
    groups_with: Csr,
    /// Nodes of each circle.
    members: Csr,
}

impl Layers<'_> {
    /// Appends the row of circle `a` to `part`; `strength` is all 0 before and after.
    fn row(&self, a: u32, strength: &mut [f64], part: &mut CircleTies) {
        let start = part.rows.items.len();
        let mut add = |b: u32, more: f64| {
            let sum = &mut strength[b as usize];
            if more > 0.0 {
                if *sum == 0.0 {
                    part.rows.items.push(b);
                }
                *sum += more;
            }
        };
        for &g in self.groups_with.row(a as usize) {
            let weight = self.graph.incidence.pair_weight[g as usize];
            let mut of_a = 0.0;
            for (b, members) in self.counts.row(g as usize).skip_while(|&(b, _)| b < a) {
                let members = f64::from(members);
                if b == a {
                    of_a = members;
                    add(a, weight * (members * (members - 1.0) / 2.0));
                } else {
                    add(b, weight * (of_a * members));
                }
            }
        }
        for &v in self.members.row(a as usize) {
            for (u, weight) in self.graph.ties.of(v) {
                let b = self.of[u as usize];
                if b != NONE && (b > a || (b == a && v < u)) {
                    add(b, weight);
                }
            }
        }
        part.rows.items[start..].sort_unstable();
        let found = part.rows.items[start..].iter();
        part.strength.extend(found.map(|&b| std::mem::take(&mut strength[b as usize])));
        part.rows.offsets.push(part.rows.items.len());
    }
}
