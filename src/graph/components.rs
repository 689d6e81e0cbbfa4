//! Connected components of the user graph.
//!
//! Union-find over incidence and interactions; no pair of co-members is looked at. O((memberships + ties) · α).
//! The root of a set is its smallest node, so numbering the roots in order numbers components by their first node.

use super::Graph;

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
    let mut parent: Vec<u32> = (0..graph.nodes.len() as u32).collect();
    for group in 0..graph.incidence.members_of.len() {
        if let [first, others @ ..] = graph.incidence.members_of.row(group) {
            others.iter().for_each(|&other| unite(&mut parent, *first, other));
        }
    }
    for (node, other) in graph.ties.rows.pairs().filter(|(node, other)| node < other) {
        unite(&mut parent, node, other);
    }
    let mut components = Components { of: vec![0; parent.len()], sizes: Vec::new() };
    for node in 0..parent.len() as u32 {
        let root = find(&mut parent, node);
        let component = if root == node {
            components.sizes.push(0);
            (components.sizes.len() - 1) as u32
        } else {
            components.of[root as usize]
        };
        components.of[node as usize] = component;
        components.sizes[component as usize] += 1;
    }
    components
}

/// The smallest node of the set; halves the path on the way.
fn find(parent: &mut [u32], mut node: u32) -> u32 {
    while parent[node as usize] != node {
        parent[node as usize] = parent[parent[node as usize] as usize];
        node = parent[node as usize];
    }
    node
}

fn unite(parent: &mut [u32], a: u32, b: u32) {
    let (a, b) = (find(parent, a), find(parent, b));
    parent[a.max(b) as usize] = a.min(b);
}
