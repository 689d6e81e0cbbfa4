//! One shortest connection of two nodes, straight from the layers.

use std::collections::VecDeque;

use super::Graph;
use crate::tables::NONE;

impl Graph {
    /// The nodes of one shortest path (hops) from `a` to `b`, both included; `None` where nothing connects them.
    ///
    /// Breadth-first over the layers, each group opened once: O(nodes + memberships + ties). Groups and neighbours are
    /// visited in ascending order, so the same path is found every time.
    pub fn shortest_path(&self, a: u32, b: u32) -> Option<Vec<u32>> {
        let mut parent = vec![NONE; self.nodes.len()];
        let mut opened = vec![false; self.incidence.members_of.len()];
        let mut queue = VecDeque::from([a]);
        parent[a as usize] = a;
        while parent[b as usize] == NONE {
            let node = queue.pop_front()?;
            let mut reach = |other: u32| {
                if parent[other as usize] == NONE {
                    parent[other as usize] = node;
                    queue.push_back(other);
                }
            };
            for &group in self.incidence.groups_of.row(node as usize) {
                if !std::mem::replace(&mut opened[group as usize], true) {
                    self.incidence.members_of.row(group as usize).iter().for_each(|&other| reach(other));
                }
            }
            self.ties.rows.row(node as usize).iter().for_each(|&other| reach(other));
        }
        let mut path = vec![b];
        while path[path.len() - 1] != a {
            path.push(parent[path[path.len() - 1] as usize]);
        }
        path.reverse();
        Some(path)
    }
}
