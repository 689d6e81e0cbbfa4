//! Small graphs in which everything happens that the sampler has to get right.

use renmai::config::MOST_HALF_LIVES;
use renmai::graph::Graph;

use crate::common::{Mix, reweigh};

/// How groups weigh.
#[derive(Clone, Copy)]
enum Weight {
    Newman,
    Count,
    Log,
    /// Newman, and the first group weighs nothing.
    FirstNothing,
    /// The same, and every event is as old as can be.
    Ancient,
}

/// A graph with edge weights that differ, from 0.3 to 3.
fn graph(mix: &Mix, how: Weight) -> Graph {
    let mut graph = mix.graph();
    let sizes: Vec<f64> = (0..mix.groups.len()).map(|g| graph.membership.size(g as u32) as f64).collect();
    reweigh(&mut graph, |g, _| {
        let size = sizes[g];
        let pair = match how {
            _ if size < 2.0 => 0.0,
            Weight::FirstNothing | Weight::Ancient if g == 0 => 0.0,
            Weight::Newman | Weight::FirstNothing | Weight::Ancient => 1.0 / (size - 1.0),
            Weight::Count => 1.0,
            Weight::Log => 1.0 / (1.0 + size).ln(),
        };
        [pair, (size - 1.0).max(0.0) * pair]
    });
    let pairs: Vec<(u32, u32)> = graph.ties.rows.pairs().collect();
    for (weight, (u, v)) in graph.ties.weights.iter_mut().zip(pairs) {
        *weight = [0.3, 1.0, 3.0][(u + v) as usize % 3];
        if matches!(how, Weight::Ancient) {
            *weight *= (-MOST_HALF_LIVES).exp2();
        }
    }
    graph
}

fn mix(users: usize, groups: &[&[u32]], edges: &[(u32, u32)]) -> Mix {
    Mix { users, groups: groups.iter().map(|g| g.to_vec()).collect(), edges: edges.to_vec() }
}

pub fn all() -> Vec<(&'static str, Graph)> {
    let triangle: &[u32] = &[0, 1, 2];
    vec![
        ("one edge, p = rate", graph(&mix(3, &[], &[(0, 1)]), Weight::Newman)),
        ("one pair", graph(&mix(2, &[&[0, 1]], &[]), Weight::Newman)),
        ("a path and a star", graph(&mix(7, &[], &[(0, 1), (1, 2), (2, 3), (2, 4), (2, 5)]), Weight::Newman)),
        ("four shared groups", graph(&mix(6, &[triangle, &[0, 1, 3], &[0, 1, 4], &[0, 1, 5]], &[]), Weight::Newman)),
        ("two pairs twice", graph(&mix(5, &[&[0, 1], &[0, 1], &[1, 2], &[1, 2, 3, 4]], &[]), Weight::Newman)),
        ("a pair and an edge", graph(&mix(5, &[&[0, 1], &[0, 2, 3]], &[(0, 1), (0, 3), (3, 4)]), Weight::Newman)),
        ("counts", graph(&mix(7, &[&[0, 1, 2, 3], &[2, 3, 4], &[2, 3, 5, 6]], &[(2, 3), (0, 6)]), Weight::Count)),
        ("logs", graph(&mix(7, &[&[0, 1, 2, 3, 4], &[0, 1], &[0, 1, 5], &[6]], &[(0, 1), (5, 6)]), Weight::Log)),
        ("nothing", graph(&mix(6, &[&[0, 1, 2, 3], &[0, 1, 4]], &[(2, 5), (1, 2)]), Weight::FirstNothing)),
        ("ancient", graph(&mix(6, &[&[0, 1, 2, 3], &[0, 1, 4]], &[(2, 5), (1, 2), (3, 5)]), Weight::Ancient)),
        ("many", graph(&random_mix(8, 1), Weight::Newman)),
        ("many, logs", graph(&random_mix(8, 2), Weight::Log)),
        ("many, sparse", graph(&random_mix(8, 5), Weight::Count)),
    ]
}

/// A few groups of two to four and a few edges.
pub fn random_mix(users: usize, seed: u64) -> Mix {
    let mut random = renmai::random::Random::stream(seed, 9);
    let mut node = || random.below(users as u64) as u32;
    let mut mix = Mix { users, ..Mix::default() };
    for i in 0..5 {
        mix.groups.push((0..2 + i % 3).map(|_| node()).collect());
    }
    mix.edges = (0..users / 2).map(|_| (node(), node())).collect();
    mix
}
