//! Users that strengths cannot tell apart.
//!
//! **Definition.** Users with the same groups (of two members or more) and no interaction at all are *twins*: each has the
//! same strength to everybody else, so the same betweenness. Everybody else is alone.
//!
//! **Twins lie on no shortest path of each other.** Twins u, u′ share all groups of u, so nobody has more strength to u
//! than u′ has: l(u, u′) ≤ l(u, x) = l(u′, x) for every x, also after rounding. So u–u′ itself is the only shortest path between them,
//! and u–u′–x is longer than u–x. A search can therefore stand for all twins of its source and leave them out, and one node
//! with a multiplicity can stand for all twins that it reaches. Brandes' sums with multiplicities m, the source counting 1:
//!
//! ```text
//! σ(w) = Σ over x before w of m_x σ(x)        δ(x) = σ(x) Σ over w after x of m_w (1 + δ(w))/σ(w)
//! ```
//!
//! A user in a single group and without interactions has the same length to all its neighbours, and no two of them are
//! farther apart than that: its betweenness is 0.

use crate::graph::{Classes, Csr, Graph, classes};
use crate::tables::NONE;

/// Classes of twins, numbered by their first nodes.
#[derive(Debug)]
pub(super) struct Twins {
    /// Class of each node.
    pub class_of: Vec<u32>,
    /// First node of each class.
    pub first: Vec<u32>,
    /// Users of each class.
    pub multiplicity: Vec<u32>,
    /// Whether a shortest path can pass through the class.
    pub between: Vec<bool>,
}

impl Twins {
    /// The twins of a graph. Linear beyond what finding classes takes.
    pub(super) fn of(graph: &Graph) -> Self {
        let Classes { class_of, groups_of, members, .. } = classes(graph);
        let mut number_of = vec![NONE; members.len()];
        let silent = |node: usize| graph.ties.rows.row(node).is_empty();
        Self::number(class_of.len(), |node, next| {
            let class = class_of[node] as usize;
            if class == NONE as usize || !silent(node) {
                return (next, silent(node));
            }
            if number_of[class] == NONE {
                number_of[class] = next;
            }
            (number_of[class], groups_of.row(class).len() < 2)
        })
    }

    /// Everybody alone.
    pub(super) fn alone(nodes: usize) -> Self {
        Self::number(nodes, |_, next| (next, false))
    }

    /// From the class of each node in turn (the next new one for a first node) and whether it cannot lie between others.
    fn number(nodes: usize, mut class: impl FnMut(usize, u32) -> (u32, bool)) -> Self {
        let mut out = Self {
            class_of: Vec::with_capacity(nodes),
            first: Vec::new(),
            multiplicity: Vec::new(),
            between: Vec::new(),
        };
        for node in 0..nodes {
            let (of, aside) = class(node, out.first.len() as u32);
            if of as usize == out.first.len() {
                out.first.push(node as u32);
                out.multiplicity.push(0);
                out.between.push(!aside);
            }
            out.multiplicity[of as usize] += 1;
            out.class_of.push(of);
        }
        out
    }

    /// Number of classes.
    pub(super) fn len(&self) -> usize {
        self.first.len()
    }

    /// Whether a node stands for its class.
    pub(super) fn is_first(&self, node: u32) -> bool {
        self.first[self.class_of[node as usize] as usize] == node
    }

    /// Pairs of classes that can be adjacent, at the most: counted once for each group that they share, and for each
    /// interaction.
    pub(super) fn pairs_at_most(&self, graph: &Graph) -> u64 {
        let members: &Csr = &graph.incidence.members_of;
        let in_group = |group| members.row(group).iter().filter(|&&node| self.is_first(node)).count() as u64;
        let of_groups =
            (0..members.len()).map(in_group).map(|n| n * n.saturating_sub(1) / 2).fold(0, u64::saturating_add);
        let all = self.len() as u64 * (self.len() as u64).saturating_sub(1) / 2;
        of_groups.saturating_add(graph.ties.rows.items.len() as u64 / 2).min(all)
    }

    /// A value of each class as one of each node.
    pub(super) fn spread(&self, values: &[f64]) -> Vec<f64> {
        self.class_of.iter().map(|&class| values[class as usize]).collect()
    }
}
