//! One level's graph in two layers: nodes that stand for one or more users, the groups they are in with counts, and ties.

use hashbrown::HashMap;

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
    /// None, with room for so many nodes and ends.
    fn with_room(nodes: usize, ends: usize) -> Self {
        let mut offsets = Vec::with_capacity(nodes + 1);
        offsets.push(0);
        Self { offsets, items: Vec::with_capacity(ends) }
    }

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
        // At once: a vector that grows is there twice while it is copied, and room that is never used costs nothing.
        let mut ties = LevelTies::with_room(users.len(), graph.ties.rows.items.len());
        for &v in &users {
            let nodes = graph.ties.of(v).map(|(u, weight)| (node_of[u as usize], weight));
            ties.items.extend(nodes.filter(|&(u, _)| u != NONE));
            ties.offsets.push(ties.items.len());
        }
        // By group, so that groups of a single node are left out.
        let (mut members, mut pair_weight) = (Rows::new(), Vec::new());
        let mut seen = vec![NONE; users.len()];
        for (g, &of_pair) in weight.iter().enumerate() {
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

    /// Strength between two nodes from the groups that they share.
    pub(super) fn shared(&self, v: u32, u: u32) -> f64 {
        let (mut of_v, mut of_u) = (self.groups.row(v as usize), self.groups.row(u as usize));
        let mut sum = 0.0;
        while let (Some((&(g, a), rest_v)), Some((&(h, b), rest_u))) = (of_v.split_first(), of_u.split_first()) {
            if g == h {
                sum += self.pair_weight[g as usize] * f64::from(a) * f64::from(b);
            }
            (of_v, of_u) = (if g <= h { rest_v } else { of_v }, if h <= g { rest_u } else { of_u });
        }
        sum
    }

    /// The nodes of one community by themselves, numbered by their places in `nodes`; `place` tells them for all nodes.
    /// `groups` has a [`NONE`] for each group, and has it again afterwards.
    pub(super) fn part(&self, nodes: &[u32], community: u32, of: &[u32], place: &[u32], groups: &mut [u32]) -> Self {
        // Sizes of the groups in the order in which they are found; those of one node are left out.
        let mut found: Vec<(u32, u32)> = Vec::new();
        for &(g, _) in nodes.iter().flat_map(|&v| self.groups.row(v as usize)) {
            let number = &mut groups[g as usize];
            if *number == NONE {
                *number = found.len() as u32;
                found.push((g, 0));
            }
            found[*number as usize].1 += 1;
        }
        found.sort_unstable();
        let (mut offsets, mut pair_weight) = (vec![0], Vec::new());
        for &(g, size) in &found {
            groups[g as usize] = NONE;
            if size > 1 {
                groups[g as usize] = pair_weight.len() as u32;
                offsets.push(offsets[pair_weight.len()] + size as usize);
                pair_weight.push(self.pair_weight[g as usize]);
            }
        }
        let mut members = Rows { items: vec![(0, 0); offsets[pair_weight.len()]], offsets };
        let mut next = members.offsets.clone();
        let mut of_nodes = Rows::new();
        let mut ties = LevelTies { offsets: vec![0], items: Vec::new() };
        for (&v, i) in nodes.iter().zip(0..) {
            for &(g, users) in self.groups.row(v as usize) {
                let g = groups[g as usize];
                if g != NONE {
                    of_nodes.items.push((g, users));
                    members.items[next[g as usize]] = (i, users);
                    next[g as usize] += 1;
                }
            }
            of_nodes.close();
            let inside = self.ties.row(v as usize).iter().filter(|&&(u, _)| of[u as usize] == community);
            ties.items.extend(inside.map(|&(u, weight)| (place[u as usize], weight)));
            ties.offsets.push(ties.items.len());
        }
        found.iter().for_each(|&(g, _)| groups[g as usize] = NONE);
        let strength = nodes.iter().map(|&v| self.strength[v as usize]).collect();
        Self { strength, groups: of_nodes, members, pair_weight, ties }
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
        let mut ties = LevelTies::with_room(numbers, self.ties.items.len());
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
