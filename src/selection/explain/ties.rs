//! What the ties of one node consist of.

use crate::graph::{Graph, Workspace};
use crate::measures::largest_first;

/// What ties one node to another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tie {
    /// The other node.
    pub node: u32,
    /// Groups that the two share.
    pub shared_groups: u32,
    /// Strength from shared groups.
    pub from_groups: f64,
    /// Strength from interactions.
    pub from_interactions: f64,
}

impl Tie {
    /// Strength of the tie.
    pub fn strength(&self) -> f64 {
        self.from_groups + self.from_interactions
    }
}

/// The `most` strongest ties of `node` to people who may be named, strongest first, equal ones by node; and how many people
/// more it is tied to who may not be named.
pub fn strongest(graph: &Graph, node: u32, most: usize) -> (Vec<Tie>, usize) {
    let mut workspace = Workspace::default();
    let neighbours = graph.neighbours(node, &mut workspace);
    let may_be_named = |&&(other, _): &&(u32, f64)| graph.nodes.may_be_named(other);
    let mut named: Vec<(u32, f64)> = neighbours.iter().filter(may_be_named).copied().collect();
    let unnamed = neighbours.len() - named.len();
    largest_first(&mut named, |other| other.1, |other| other.0);
    named.truncate(most);
    (named.into_iter().map(|(other, _)| tie(graph, node, other)).collect(), unnamed)
}

fn tie(graph: &Graph, node: u32, other: u32) -> Tie {
    let mut tie =
        Tie { node: other, from_interactions: graph.tie_weight(node, other).unwrap_or(0.0), ..Tie::default() };
    for group in graph.shared_groups(node, other) {
        tie.shared_groups += 1;
        tie.from_groups += graph.incidence.pair_weight[group as usize];
    }
    tie
}
