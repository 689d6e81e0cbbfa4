//! Connected components of the user graph.
//!
//! Union-find (petgraph's) over incidence and interactions; no pair of co-members is looked at. O((memberships + ties) · α).

use petgraph::unionfind::UnionFind;

use super::Graph;
use crate::tables::NONE;

/// Connected components.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Components {
    /// Component of each node; components are numbered in the order of their first nodes.
    pub of: Vec<u32>,
    /// Nodes in each component.
    pub sizes: Vec<u32>,
}

impl Components {
    /// Number of components.
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }
}

/// Connected components of `graph`; a node without a tie is one of its own.
pub fn components(graph: &Graph) -> Components {
    let n = graph.nodes.len();
    let mut sets = UnionFind::<u32>::new(n);
    for group in 0..graph.incidence.members_of.len() {
        if let [first, others @ ..] = graph.incidence.members_of.row(group) {
            others.iter().for_each(|&other| _ = sets.union(*first, other));
        }
    }
    for (node, other) in graph.ties.rows.pairs().filter(|(node, other)| node < other) {
        sets.union(node, other);
    }
    let mut components = Components { of: sets.into_labeling(), sizes: Vec::new() };
    let mut number = vec![NONE; n];
    for of in &mut components.of {
        let number = &mut number[*of as usize];
        if *number == NONE {
            *number = components.sizes.len() as u32;
            components.sizes.push(0);
        }
        *of = *number;
        components.sizes[*number as usize] += 1;
    }
    components
}
