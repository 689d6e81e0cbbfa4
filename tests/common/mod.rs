//! Graphs by hand, and an oracle that knows nothing of layers: it lists the pairs and counts paths by the textbook.

#![allow(dead_code)] // Each test file uses a part.

pub mod data;
pub mod generated;
pub mod oracle;

use std::collections::BTreeSet;

use renmai::graph::{Csr, Graph, Incidence, Membership, Nodes, Tallies, Ties};
use renmai::tables::{Given, NO_TIME, Presence};

/// Groups and interaction edges over users `0..users`, as a test writes them: repeated members, self-loops and
/// parallel edges may stand in it and mean nothing.
#[derive(Clone, Debug, Default)]
pub struct Mix {
    pub users: usize,
    pub groups: Vec<Vec<u32>>,
    pub edges: Vec<(u32, u32)>,
}

impl Mix {
    pub fn of_groups(users: usize, groups: impl IntoIterator<Item = Vec<u32>>) -> Self {
        Self { users, groups: groups.into_iter().collect(), edges: Vec::new() }
    }

    pub fn of_edges(users: usize, edges: impl IntoIterator<Item = (u32, u32)>) -> Self {
        Self { users, groups: Vec::new(), edges: edges.into_iter().collect() }
    }

    pub fn members(&self) -> Vec<BTreeSet<u32>> {
        self.groups.iter().map(|members| members.iter().copied().collect()).collect()
    }

    /// Both directions of the distinct edges.
    pub fn arcs(&self) -> BTreeSet<(u32, u32)> {
        self.edges.iter().filter(|(u, v)| u != v).flat_map(|&(u, v)| [(u, v), (v, u)]).collect()
    }

    /// The layers, with `newman` weights, one event a direction and edge of weight 1, everybody listed.
    pub fn graph(&self) -> Graph {
        let (n, members, arcs) = (self.users, self.members(), self.arcs());
        let pairs: Vec<(u32, u32)> =
            members.iter().zip(0..).flat_map(|(of, g)| of.iter().map(move |&v| (g, v))).collect();
        let members_of = Csr::from_pairs(members.len(), pairs.into_iter());
        let size: Vec<f64> = members.iter().map(|m| m.len() as f64).collect();
        let tied = |weight: &dyn Fn(f64) -> f64| size.iter().map(|&s| if s < 2.0 { 0.0 } else { weight(s) }).collect();
        let rows = Csr::from_pairs(n, arcs.iter().copied().collect::<Vec<_>>().into_iter());
        let degree: Vec<f64> = (0..n).map(|v| rows.row(v).len() as f64).collect();
        let within = |of: &BTreeSet<u32>| {
            let from = |&u: &u32| rows.row(u as usize).iter().filter(|&v| of.contains(v)).count() as f64;
            of.iter().map(from).sum()
        };
        let group_events = members.iter().map(within).collect();
        let membership = Membership { groups_of: members_of.transposed(n), members_of };
        let (pair, member) = (tied(&|s| 1.0 / (s - 1.0)), tied(&|_| 1.0));
        Graph {
            nodes: Nodes::new(vec![Presence::Customer; n]),
            incidence: Incidence::new(&membership, pair, member, vec![false; members.len()]),
            membership,
            ties: Ties { weights: vec![1.0; rows.items.len()], rows },
            tallies: Tallies {
                events_in: degree.clone(),
                events_out: degree.clone(),
                remarks: vec![0.0; n],
                listeners: vec![0; n],
                attention: vec![0.0; n],
                last_contact: vec![NO_TIME; n],
                last_sent: vec![NO_TIME; n],
                recent_contacts: degree,
                group_events,
                group_pairs: vec![0; members.len()],
            },
            ..Graph::default()
        }
    }
}

/// What is given where nothing is but what `set` says.
pub fn given(set: impl FnOnce(&mut Given)) -> Given {
    let mut given = Given::default();
    set(&mut given);
    given
}

/// Makes each group's weights, of a pair and of a member with all others, anew from its number and those it had.
pub fn reweigh(graph: &mut Graph, mut weigh: impl FnMut(usize, [f64; 2]) -> [f64; 2]) {
    let old = std::mem::take(&mut graph.incidence);
    let weights = old.pair_weight.into_iter().zip(old.member_weight).enumerate();
    let (pair, member) = weights.map(|(g, (pair, member))| weigh(g, [pair, member]).into()).unzip();
    graph.incidence = Incidence::new(&graph.membership, pair, member, old.capped);
}

/// A mix of fixed pseudo-random numbers: groups of about `size` out of circles of a hundred users, and a few edges.
pub fn large_mix(users: usize, size: usize) -> Mix {
    let mut state = 7u64;
    let mut draw = move |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((state >> 33) as usize % n) as u32
    };
    let circles = users.div_ceil(100);
    let near = |circle: u32, x: u32| (circle * 100 + x) % users as u32;
    let mut mix = Mix { users, ..Mix::default() };
    for _ in 0..users * 3 / 2 / size {
        let circle = draw(circles);
        mix.groups.push((0..size).map(|_| near(circle, draw(130))).collect());
    }
    mix.edges = (0..users / 2).map(|_| (draw(users), draw(users))).collect();
    mix
}
