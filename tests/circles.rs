//! Circles beside the pairs: connected, locally best, numbered, and as good as the best partition of small graphs.

mod common;

use std::collections::BTreeMap;

use common::{Mix, data, large_mix, reweigh};
use proptest::prelude::*;
use renmai::config::CirclesOptions;
use renmai::graph::{Graph, Workspace};
use renmai::measures::circles::{Circles, circles, modularity};
use renmai::parallel;
use renmai::progress::Progress;
use renmai::random::Random;
use renmai::tables::NONE;

fn options(resolution: f64, seed: u64) -> CirclesOptions {
    CirclesOptions { resolution, seed, ..CirclesOptions::default() }
}

fn found(graph: &Graph, resolution: f64, seed: u64) -> Circles {
    circles(graph, &options(resolution, seed), &Progress::silent())
}

/// Strength of every pair, by listing them.
fn matrix(graph: &Graph) -> Vec<Vec<f64>> {
    let n = graph.nodes.len();
    let mut workspace = Workspace::default();
    let mut w = vec![vec![0.0; n]; n];
    for (v, row) in w.iter_mut().enumerate() {
        graph.neighbours(v as u32, &mut workspace).iter().for_each(|&(u, weight)| row[u as usize] = weight);
    }
    w
}

/// Modularity over all pairs, by its definition.
fn naive(w: &[Vec<f64>], of: &[u32], resolution: f64) -> f64 {
    let k: Vec<f64> = w.iter().map(|row| row.iter().sum()).collect();
    let total: f64 = k.iter().sum();
    if total == 0.0 {
        return 0.0;
    }
    let mut q = 0.0;
    for (i, row) in w.iter().enumerate() {
        for (j, weight) in row.iter().enumerate() {
            if of[i] != NONE && of[i] == of[j] {
                q += weight - resolution * k[i] * k[j] / total;
            }
        }
    }
    q / total
}

fn check(graph: &Graph, resolution: f64, seed: u64) -> Circles {
    let w = matrix(graph);
    let result = found(graph, resolution, seed);
    let q = naive(&w, &result.of, resolution);
    assert!((result.modularity - q).abs() < 1e-9, "{} is {q}", result.modularity);
    assert!((modularity(graph, &result.of, resolution) - q).abs() < 1e-9);
    for (v, row) in w.iter().enumerate() {
        assert_eq!(result.of[v] == NONE, row.iter().all(|&weight| weight == 0.0), "node {v}");
    }
    numbered(&result);
    connected(&w, &result);
    // No node gains by moving alone, to any circle or to none.
    for v in 0..w.len() {
        if result.of[v] == NONE {
            continue;
        }
        let mut of = result.of.clone();
        for to in 0..=result.sizes.len() as u32 {
            of[v] = to;
            let moved = naive(&w, &of, resolution);
            assert!(moved <= q + 1e-9, "node {v} to {to}: {moved} over {q}");
        }
    }
    result
}

fn numbered(result: &Circles) {
    let mut members: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (v, &c) in result.of.iter().enumerate().filter(|&(_, &c)| c != NONE) {
        members.entry(c).or_default().push(v);
    }
    assert!(members.keys().copied().eq(0..result.sizes.len() as u32));
    let sizes: Vec<u32> = members.values().map(|m| m.len() as u32).collect();
    assert_eq!(sizes, result.sizes);
    let keys: Vec<_> = members.values().map(|m| (std::cmp::Reverse(m.len()), m[0])).collect();
    assert!(keys.is_sorted());
}

fn connected(w: &[Vec<f64>], result: &Circles) {
    for c in 0..result.sizes.len() as u32 {
        let members: Vec<usize> = (0..w.len()).filter(|&v| result.of[v] == c).collect();
        let mut reached = vec![members[0]];
        let mut i = 0;
        while i < reached.len() {
            let more: Vec<usize> =
                members.iter().copied().filter(|&u| w[reached[i]][u] > 0.0 && !reached.contains(&u)).collect();
            reached.extend(more);
            i += 1;
        }
        assert_eq!(reached.len(), members.len(), "circle {c} falls apart");
    }
}

fn mixes(users: u32) -> impl Strategy<Value = Mix> {
    let groups = prop::collection::vec(prop::collection::vec(0..users, 0..8), 0..12);
    let edges = prop::collection::vec((0..users, 0..users), 0..30);
    (groups, edges).prop_map(move |(groups, edges)| Mix { users: users as usize, groups, edges })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn circles_are_connected_numbered_and_locally_best(
        mix in mixes(24), resolution in prop::sample::select(vec![0.3, 1.0, 2.5]), seed in 0..5u64,
    ) {
        check(&mix.graph(), resolution, seed);
    }

    #[test]
    fn groups_of_weight_nothing_carry_nothing(mix in mixes(16)) {
        let mut graph = mix.graph();
        reweigh(&mut graph, |g, weights| weights.map(|w| if g.is_multiple_of(2) { 0.0 } else { w }));
        check(&graph, 1.0, 42);
    }
}

/// A few groups of two to five and a few edges of seven users.
fn random_mix(seed: u64) -> Mix {
    let mut random = Random::stream(seed, 4);
    let mut node = || random.below(7) as u32;
    let groups = (0..4).map(|i| (0..2 + i).map(|_| node()).collect()).collect();
    let edges = (0..6).map(|_| (node(), node())).collect();
    Mix { users: 7, groups, edges }
}

#[test]
fn small_graphs_come_near_the_best_partition() {
    let runs = 400;
    let (mut as_good, mut missing) = (0, 0.0f64);
    for seed in 0..runs {
        let graph = random_mix(seed).graph();
        let w = matrix(&graph);
        let got = check(&graph, 1.0, seed).modularity;
        let best = best(&w, &mut vec![0; 7], 0, 0);
        as_good += u64::from(got > best - 1e-9);
        missing = missing.max(best - got);
    }
    assert!(as_good * 10 >= runs * 9 && missing < 0.1, "{as_good} of {runs} are the best, {missing} is missing");
}

/// The largest modularity of any partition, all of them tried.
fn best(w: &[Vec<f64>], of: &mut Vec<u32>, next: usize, numbers: u32) -> f64 {
    if next == w.len() {
        return naive(w, of, 1.0);
    }
    let try_all = (0..=numbers).map(|c| {
        of[next] = c;
        best(w, of, next + 1, numbers.max(c + 1))
    });
    try_all.fold(f64::NEG_INFINITY, f64::max)
}

fn clique(members: std::ops::Range<u32>) -> Vec<(u32, u32)> {
    members.clone().flat_map(|u| members.clone().filter(move |&v| v > u).map(move |v| (u, v))).collect()
}

#[test]
fn cliques_joined_by_single_edges_are_the_circles() {
    let mut edges = clique(0..5);
    edges.extend(clique(5..9));
    edges.push((4, 5));
    let two = check(&Mix::of_edges(10, edges).graph(), 1.0, 42);
    assert_eq!(two.of, [0, 0, 0, 0, 0, 1, 1, 1, 1, NONE]);
    assert_eq!(two.sizes, [5, 4]);

    let ring: Vec<(u32, u32)> =
        (0..8u32).flat_map(|c| clique(c * 5..c * 5 + 5).into_iter().chain([(c * 5 + 4, (c * 5 + 5) % 40)])).collect();
    let ring = check(&Mix::of_edges(40, ring).graph(), 1.0, 42);
    assert_eq!(ring.of, (0..40).map(|v| v / 5).collect::<Vec<u32>>());
    // Of 88 edges 80 lie inside, and each circle holds an eighth of the ends.
    assert!((ring.modularity - (80.0 / 88.0 - 1.0 / 8.0)).abs() < 1e-12);
}

#[test]
fn without_ties_there_are_no_circles() {
    for mix in [Mix::default(), Mix::of_groups(3, [vec![0], vec![1]])] {
        let none = found(&mix.graph(), 1.0, 42);
        assert!(none.sizes.is_empty() && none.of.iter().all(|&c| c == NONE) && none.modularity == 0.0);
    }
}

#[test]
fn threads_change_nothing_and_seeds_little() {
    let graph = large_mix(3_000, 20).graph();
    let one = parallel::with_threads(1, || found(&graph, 1.0, 1));
    for threads in [2, 8] {
        let more = parallel::with_threads(threads, || found(&graph, 1.0, 1));
        assert!(more == one && more.modularity.to_bits() == one.modularity.to_bits());
    }
    for seed in 2..6 {
        assert!((found(&graph, 1.0, seed).modularity - one.modularity).abs() < 0.02);
    }
    let counts = [0.2, 1.0, 5.0].map(|resolution| found(&graph, resolution, 1).sizes.len());
    assert!(counts.is_sorted() && counts[0] < counts[2], "{counts:?}");
}

#[test]
fn a_huge_group_is_no_square() {
    // Everybody in one group, most in a pair of their own as well; a large part with a tie somewhere.
    let users = 300_000u32;
    let mut groups: Vec<Vec<u32>> = (0..users / 3).map(|i| vec![2 * i, 2 * i + 1]).collect();
    groups.push((0..users).collect());
    let edges = (0..users / 4).map(|i| (i, (i * 7 + 3) % users)).collect();
    let graph = Mix { users: users as usize, groups, edges }.graph();
    let result = found(&graph, 1.0, 42);
    numbered(&result);
    assert!(result.modularity > 0.3, "{}", result.modularity);
}

#[test]
fn real_groups_have_circles() {
    let Some(rows) = data::rows("nashville/memberships_2plus.csv") else {
        return;
    };
    let (mix, _) = data::memberships(&rows);
    let graph = mix.graph();
    for seed in 0..5 {
        let result = found(&graph, 1.0, seed);
        numbered(&result);
        // igraph 1.0.0, two iterations: median of ten seeds 0.6616.
        assert!(result.modularity > 0.6616 - 0.005, "{}", result.modularity);
    }
}
