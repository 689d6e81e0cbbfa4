//! The ties of one node, and the shortest connection of two, straight from the layers.

use std::collections::VecDeque;

use crate::graph::Graph;
use crate::tables::NONE;

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

/// All ties of `node`, strongest first, equal ones by node. Linear in nodes and members of the node's groups.
pub(super) fn neighbours(graph: &Graph, node: u32) -> Vec<Tie> {
    let mut slot = vec![NONE; graph.nodes.len()];
    let mut ties: Vec<Tie> = Vec::new();
    let mut tie = |ties: &mut Vec<Tie>, other: u32| -> usize {
        let slot = &mut slot[other as usize];
        if *slot == NONE {
            *slot = ties.len() as u32;
            ties.push(Tie { node: other, ..Tie::default() });
        }
        *slot as usize
    };
    for &group in graph.incidence.groups_of.row(node as usize) {
        let weight = graph.incidence.pair_weight[group as usize];
        for &other in graph.incidence.members_of.row(group as usize).iter().filter(|&&other| other != node) {
            let i = tie(&mut ties, other);
            ties[i].shared_groups += 1;
            ties[i].from_groups += weight;
        }
    }
    let range = graph.ties.rows.offsets[node as usize]..graph.ties.rows.offsets[node as usize + 1];
    for at in range {
        let i = tie(&mut ties, graph.ties.rows.items[at]);
        ties[i].from_interactions = graph.ties.weights[at];
    }
    ties.sort_by(|a, b| b.strength().total_cmp(&a.strength()).then_with(|| a.node.cmp(&b.node)));
    ties
}

/// The nodes of one shortest connection from `a` to `b`, both included; `None` where they are not connected.
///
/// Breadth-first over the layers: every group is opened once. Groups and partners are visited in ascending order, so
/// the same connection is found every time.
pub(super) fn connection(graph: &Graph, a: u32, b: u32) -> Option<Vec<u32>> {
    let mut parent = vec![NONE; graph.nodes.len()];
    let mut opened = vec![false; graph.incidence.members_of.len()];
    let mut queue = VecDeque::from([a]);
    parent[a as usize] = a;
    while let Some(node) = queue.pop_front() {
        if node == b {
            let mut path = vec![b];
            while path[path.len() - 1] != a {
                path.push(parent[path[path.len() - 1] as usize]);
            }
            path.reverse();
            return Some(path);
        }
        let mut reach = |other: u32| {
            if parent[other as usize] == NONE {
                parent[other as usize] = node;
                queue.push_back(other);
            }
        };
        for &group in graph.incidence.groups_of.row(node as usize) {
            if !std::mem::replace(&mut opened[group as usize], true) {
                graph.incidence.members_of.row(group as usize).iter().for_each(|&other| reach(other));
            }
        }
        graph.ties.rows.row(node as usize).iter().for_each(|&other| reach(other));
    }
    None
}
