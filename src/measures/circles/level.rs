//! One level's graph in two layers: nodes that stand for one or more users, the groups they are in with counts, and ties.

use hashbrown::HashMap;

use super::moving::Partition;
use crate::graph::{Csr, Graph};
use crate::tables::NONE;

/// Rows of (number, count), one after the other.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    pub(super) offsets: Vec<usize>,
    pub(super) items: Vec<(u32, u32)>,
}

impl Rows {
    fn new() -> Self {
        Self { offsets: vec![0], items: Vec::new() }
    }

    pub(super) fn len(&self) -> usize {
        self.offsets.len() - 1
    }

    #[inline]
    pub(super) fn row(&self, i: usize) -> &[(u32, u32)] {
        &self.items[self.offsets[i]..self.offsets[i + 1]]
    }

    fn close(&mut self) {
        self.offsets.push(self.items.len());
    }

    /// Rows and numbers exchanged.
    fn transposed(&self, rows: usize) -> Self {
        let mut offsets = vec![0usize; rows + 1];
        self.items.iter().for_each(|&(j, _)| offsets[j as usize + 1] += 1);
        for i in 0..rows {
            offsets[i + 1] += offsets[i];
        }
        let mut next = offsets.clone();
        let mut items = vec![(0, 0); self.items.len()];
        for i in 0..self.len() {
            for &(j, count) in self.row(i) {
                items[next[j as usize]] = (i as u32, count);
                next[j as usize] += 1;
            }
        }
        Self { offsets, items }
    }
}

/// Ties of each node with others, both directions.
#[derive(Clone, Debug)]
pub(super) struct LevelTies {
    pub(super) offsets: Vec<usize>,
    pub(super) items: Vec<(u32, f64)>,
}

impl LevelTies {
    #[inline]
    pub(super) fn row(&self, i: usize) -> &[(u32, f64)] {
        &self.items[self.offsets[i]..self.offsets[i + 1]]
    }
}

/// A graph in two layers. The strength between two nodes is Σ over shared groups of `pair_weight` times both counts,
/// plus their tie.
#[derive(Clone, Debug)]
pub(super) struct Level {
    /// Sum of the strengths of the users in each node; > 0.
    pub(super) strength: Vec<f64>,
    /// Groups of each node, ascending, with the users that it has there.
    pub(super) groups: Rows,
    /// Nodes in each group, ascending; at least two.
    pub(super) members: Rows,
    /// Strength of one pair of users by group; > 0.
    pub(super) pair_weight: Vec<f64>,
    /// Ties.
    pub(super) ties: LevelTies,
}

impl Level {
    pub(super) fn len(&self) -> usize {
        self.strength.len()
    }

    /// Memberships and ends of ties: what a sweep goes through.
    pub(super) fn size(&self) -> usize {
        self.groups.items.len() + self.ties.items.len()
    }

    /// The users, true twins as one node where they belong together; and the node of each user.
    pub(super) fn of_users(graph: &Graph, strength: &[f64], penalty: f64) -> (Self, Vec<u32>) {
        let (groups_of, weight) = (&graph.incidence.groups_of, &graph.incidence.pair_weight);
        let mut node_of = vec![NONE; graph.nodes.len()];
        let mut users: Vec<u32> = Vec::new();
        let mut count: Vec<u32> = Vec::new();
        let mut twins: HashMap<&[u32], u32, foldhash::fast::FixedState> = HashMap::default();
        // Users of one home next to each other in memory: they are looked at together.
        let groups = weight.len();
        let home = |v: usize| {
            let strongest = groups_of
                .row(v)
                .iter()
                .copied()
                .reduce(|a, b| if weight[b as usize] > weight[a as usize] { b } else { a });
            strongest.unwrap_or(groups as u32)
        };
        let at_home = Csr::from_pairs(groups + 1, (0..graph.nodes.len()).map(|v| (home(v), v as u32)));
        for &v in at_home.items.iter().filter(|&&v| strength[v as usize] > 0.0) {
            let v = v as usize;
            let node = &mut node_of[v];
            let fresh = users.len() as u32;
            *node = fresh;
            if graph.ties.rows.row(v).is_empty() {
                let shared: f64 = groups_of.row(v).iter().map(|&g| weight[g as usize]).sum();
                if shared > penalty * strength[v] * strength[v] {
                    *node = *twins.entry(groups_of.row(v)).or_insert(fresh);
                }
            }
            if *node == fresh {
                users.push(v as u32);
                count.push(0);
            }
            count[*node as usize] += 1;
        }
        drop(twins);
        let mut ties = LevelTies { offsets: vec![0], items: Vec::new() };
        for &v in &users {
            let nodes = graph.ties.of(v).map(|(u, weight)| (node_of[u as usize], weight));
            ties.items.extend(nodes.filter(|&(u, _)| u != NONE));
            ties.offsets.push(ties.items.len());
        }
        // By group, so that groups of a single node are left out.
        let (mut members, mut pair_weight) = (Rows::new(), Vec::new());
        let mut seen = vec![NONE; users.len()];
        for (g, &of_pair) in weight.iter().enumerate().filter(|&(_, &w)| w > 0.0) {
            let start = members.items.len();
            for &v in graph.incidence.members_of.row(g) {
                let node = node_of[v as usize];
                if node != NONE && seen[node as usize] != g as u32 {
                    seen[node as usize] = g as u32;
                    members.items.push((node, count[node as usize]));
                }
            }
            if members.items.len() - start > 1 {
                members.close();
                pair_weight.push(of_pair);
            } else {
                members.items.truncate(start);
            }
        }
        let of_node = users.iter().zip(&count).map(|(&v, &count)| strength[v as usize] * f64::from(count)).collect();
        (Self { strength: of_node, groups: members.transposed(users.len()), members, pair_weight, ties }, node_of)
    }

    /// Every node with those who have the same home: the group whose pairs are strongest. Without a group, alone.
    pub(super) fn by_home(&self) -> Partition {
        let homes = self.members.len();
        let home = |v: usize| {
            let groups = self.groups.row(v).iter().map(|&(g, _)| g);
            let strongest =
                groups.reduce(|a, b| if self.pair_weight[b as usize] > self.pair_weight[a as usize] { b } else { a });
            strongest.unwrap_or((homes + v) as u32)
        };
        let mut partition = Partition { of: (0..self.len()).map(home).collect(), numbers: homes + self.len() };
        partition.renumbered();
        partition
    }

    /// What is left when only pairs of nodes with the same number count: groups fall into parts.
    pub(super) fn within(&self, of: &[u32], numbers: usize) -> Self {
        let (mut members, mut pair_weight) = (Rows::new(), Vec::new());
        let mut cells = vec![(NONE, 0u32); numbers];
        let mut found: Vec<u32> = Vec::new();
        for (g, &weight) in self.pair_weight.iter().enumerate() {
            let row = self.members.row(g);
            for &(v, _) in row {
                let cell = &mut cells[of[v as usize] as usize];
                if cell.0 != g as u32 {
                    *cell = (g as u32, 0);
                    found.push(of[v as usize]);
                }
                cell.1 += 1;
            }
            // Sizes become places; parts of one node are left out.
            let mut end = members.items.len();
            for number in found.drain(..) {
                let size = &mut cells[number as usize].1;
                if *size > 1 {
                    let start = end;
                    end += *size as usize;
                    members.offsets.push(end);
                    pair_weight.push(weight);
                    *size = start as u32;
                } else {
                    *size = NONE;
                }
            }
            members.items.resize(end, (0, 0));
            for &(v, count) in row {
                let place = &mut cells[of[v as usize] as usize].1;
                if *place != NONE {
                    members.items[*place as usize] = (v, count);
                    *place += 1;
                }
            }
        }
        let mut ties = LevelTies { offsets: vec![0], items: Vec::new() };
        for v in 0..self.len() {
            ties.items.extend(self.ties.row(v).iter().filter(|&&(u, _)| of[u as usize] == of[v]));
            ties.offsets.push(ties.items.len());
        }
        Self { strength: self.strength.clone(), groups: members.transposed(self.len()), members, pair_weight, ties }
    }

    /// The nodes with the same number become one.
    pub(super) fn aggregated(&self, of: &[u32], numbers: usize) -> Self {
        let mut strength = vec![0.0; numbers];
        of.iter().zip(&self.strength).for_each(|(&to, &of_node)| strength[to as usize] += of_node);
        let (mut members, mut pair_weight) = (Rows::new(), Vec::new());
        let mut count = vec![0u32; numbers];
        for (g, &weight) in self.pair_weight.iter().enumerate() {
            let start = members.items.len();
            for &(v, users) in self.members.row(g) {
                let to = of[v as usize];
                if count[to as usize] == 0 {
                    members.items.push((to, 0));
                }
                count[to as usize] += users;
            }
            for (to, users) in &mut members.items[start..] {
                *users = std::mem::take(&mut count[*to as usize]);
            }
            if members.items.len() - start > 1 {
                members.close();
                pair_weight.push(weight);
            } else {
                members.items.truncate(start);
            }
        }
        let nodes = Csr::from_pairs(numbers, (0..self.len() as u32).map(|v| (of[v as usize], v)));
        let mut ties = LevelTies { offsets: vec![0], items: Vec::new() };
        let mut sum = vec![0.0; numbers];
        for from in 0..numbers {
            let start = ties.items.len();
            for &v in nodes.row(from) {
                for &(u, weight) in self.ties.row(v as usize) {
                    let to = of[u as usize];
                    if to as usize != from {
                        if sum[to as usize] == 0.0 {
                            ties.items.push((to, 0.0));
                        }
                        sum[to as usize] += weight;
                    }
                }
            }
            for (to, weight) in &mut ties.items[start..] {
                *weight = std::mem::take(&mut sum[*to as usize]);
            }
            ties.offsets.push(ties.items.len());
        }
        Self { strength, groups: members.transposed(numbers), members, pair_weight, ties }
    }
}
