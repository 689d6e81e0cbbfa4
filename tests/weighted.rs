//! Weighted betweenness against an oracle that compares all pairs, closed forms, and its own full run where it samples.

mod common;

use common::oracle::agree;
use common::{Mix, large_mix, reweigh};
use proptest::prelude::*;
use renmai::config::{BetweennessMethod, BetweennessOptions};
use renmai::graph::Graph;
use renmai::measures::Betweenness;
use renmai::measures::betweenness::{Lengths, Method, Stop, betweenness, lengths};
use renmai::parallel::with_threads;
use renmai::progress::Progress;

const WEIGHTED: BetweennessOptions = BetweennessOptions {
    method: BetweennessMethod::Weighted,
    path_counting: renmai::config::PathCounting::Neighbours,
    intervals: renmai::config::Intervals::Each,
    groups: true,
    exact_budget: u64::MAX,
    memory_budget_mib: 1024,
    sampled_budget: 1,
    samples: None,
    epsilon: None,
    delta: 0.1,
    seed: 1,
    min_strength: 0.0,
};

fn run(graph: &Graph, options: BetweennessOptions) -> Betweenness {
    betweenness(graph, &options, &Progress::silent()).unwrap()
}

/// The mix with a strength for each interaction edge, out of a few, so that many paths tie.
fn graph(mix: &Mix, strengths: &[f64]) -> Graph {
    let mut graph = mix.graph();
    let rows = &graph.ties.rows;
    graph.ties.weights =
        rows.pairs().map(|(u, v)| strengths[(u.min(v) * 7 + u.max(v) * 3) as usize % strengths.len()]).collect();
    graph
}

fn units(graph: &Graph, min_strength: f64) -> Lengths {
    lengths(graph, min_strength, &Progress::silent()).unwrap()
}

/// Distances and path counts between all pairs, by relaxing every tie until nothing changes.
struct AllPairs {
    distance: Vec<Vec<u64>>,
    paths: Vec<Vec<f64>>,
}

const NEVER: u64 = u64::MAX;

impl AllPairs {
    fn new(lengths: &Lengths) -> Self {
        let n = lengths.rows.len();
        let ties: Vec<(usize, usize, u64)> = (lengths.rows.pairs().zip(&lengths.units))
            .map(|((u, v), &length)| (u as usize, v as usize, u64::from(length)))
            .collect();
        let (mut distance, mut paths) = (vec![vec![NEVER; n]; n], vec![vec![0.0; n]; n]);
        for s in 0..n {
            let d = &mut distance[s];
            d[s] = 0;
            while ties.iter().fold(false, |changed, &(u, v, length)| {
                let shorter = d[u] != NEVER && d[u] + length < d[v];
                if shorter {
                    d[v] = d[u] + length;
                }
                changed || shorter
            }) {}
            let mut order: Vec<usize> = (0..n).filter(|&v| d[v] != NEVER).collect();
            order.sort_by_key(|&v| d[v]);
            paths[s][s] = 1.0;
            for &v in order.iter().skip(1) {
                let on_the_way =
                    ties.iter().filter(|&&(u, w, length)| w == v && d[u] != NEVER && d[u] + length == d[v]);
                paths[s][v] = on_the_way.map(|&(u, ..)| paths[s][u]).sum();
            }
        }
        Self { distance, paths }
    }

    fn betweenness(&self) -> Vec<f64> {
        let n = self.distance.len();
        let mut out = vec![0.0; n];
        for s in 0..n {
            for t in (s + 1..n).filter(|&t| self.distance[s][t] != NEVER) {
                for v in (0..n).filter(|&v| v != s && v != t && self.distance[s][v] != NEVER) {
                    if self.distance[s][v] + self.distance[v][t] == self.distance[s][t] {
                        out[v] += self.paths[s][v] * self.paths[v][t] / self.paths[s][t];
                    }
                }
            }
        }
        out
    }
}

fn mixes() -> impl Strategy<Value = (Mix, Vec<f64>)> {
    let group = prop::collection::vec(0u32..24, 0..=6);
    let strength = prop::sample::select(vec![1.0, 1.0, 0.5, 2.0, 1.0 / 3.0, 0.25, 7.3, 0.01]);
    (
        2usize..=24,
        prop::collection::vec(group, 0..=6),
        prop::collection::vec((0u32..24, 0u32..24), 0..=40),
        prop::collection::vec(strength, 1..=3),
    )
        .prop_map(|(users, mut groups, mut edges, strengths)| {
            let n = users as u32;
            groups.iter_mut().flatten().for_each(|v| *v %= n);
            edges.iter_mut().for_each(|(u, v)| (*u, *v) = (*u % n, *v % n));
            (Mix { users, groups, edges }, strengths)
        })
}

/// Few interactions, so that many users are twins.
fn with_twins() -> impl Strategy<Value = (Mix, Vec<f64>)> {
    let group = prop::collection::vec(0u32..20, 2..=9);
    (prop::collection::vec(group, 1..=5), prop::collection::vec((0u32..20, 0u32..20), 0..=2))
        .prop_map(|(groups, edges)| (Mix { users: 20, groups, edges }, vec![0.5]))
}

fn compare(measured: &Betweenness, expected: &[f64]) -> Result<(), TestCaseError> {
    for (v, (&m, &e)) in measured.users.iter().zip(expected).enumerate() {
        prop_assert!(agree(m, e), "user {} has {}, expected {}", v, m, e);
    }
    prop_assert_eq!(measured.users.len(), expected.len());
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_user_of_any_mix((mix, strengths) in prop_oneof![mixes(), with_twins()]) {
        let graph = graph(&mix, &strengths);
        let b = run(&graph, WEIGHTED);
        compare(&b, &AllPairs::new(&units(&graph, 0.0)).betweenness())?;
        prop_assert_eq!(&b.low, &b.users);
        prop_assert_eq!(&b.high, &b.users);
        prop_assert_eq!((b.method, b.sampling, b.groups.len()), (Method::Weighted, None, 0));
    }

    #[test]
    fn weak_pairs_are_left_out((mix, strengths) in mixes(), min in prop::sample::select(vec![0.3, 0.5, 1.0])) {
        let graph = graph(&mix, &strengths);
        let b = run(&graph, BetweennessOptions { min_strength: min, ..WEIGHTED });
        let lengths = units(&graph, min);
        compare(&b, &AllPairs::new(&lengths).betweenness())?;
        for (u, v) in lengths.rows.pairs() {
            prop_assert!(graph.strength(u, v).unwrap() >= min * (1.0 - 1e-9));
        }
        let strong = |&(u, v): &(u32, u32)| u != v && graph.strength(u, v).is_some_and(|s| s >= min);
        let all = (0..mix.users as u32).flat_map(|u| (0..mix.users as u32).map(move |v| (u, v)));
        prop_assert!(lengths.rows.items.len() >= all.filter(strong).count());
    }

    /// Strengths of pairs are sums over groups in one order, and here over the same groups in another.
    #[test]
    fn the_order_of_the_groups_changes_nothing((mix, strengths) in mixes()) {
        let mut turned = mix.clone();
        turned.groups.reverse();
        let (one, other) = (graph(&mix, &strengths), graph(&turned, &strengths));
        prop_assert_eq!(units(&one, 0.0).units, units(&other, 0.0).units);
        prop_assert_eq!(run(&one, WEIGHTED).users, run(&other, WEIGHTED).users);
    }

    #[test]
    fn a_sample_holds_the_values_within_its_limits((mix, strengths) in prop_oneof![mixes(), with_twins()], samples in 1u64..24, seed in 0u64..1000) {
        let graph = graph(&mix, &strengths);
        let exact = run(&graph, WEIGHTED);
        let b = run(&graph, BetweennessOptions { samples: Some(samples), seed, delta: 1e-6, ..WEIGHTED });
        prop_assert_eq!(b.sampling.is_some(), samples < b.sources as u64);
        for (v, &e) in exact.users.iter().enumerate() {
            prop_assert!(b.low[v] <= b.users[v] && b.users[v] <= b.high[v]);
            prop_assert!(b.low[v] <= e * (1.0 + 1e-9) && e <= b.high[v] * (1.0 + 1e-9), "{}: {} {} {}", v, b.low[v], e, b.high[v]);
        }
    }
}

#[test]
fn on_a_grid_of_two_strengths_most_pairs_have_several_shortest_paths() {
    let side = 12u32;
    let right = (0..side * side).filter(|v| v % side + 1 < side).map(|v| (v, v + 1));
    let down = (0..side * (side - 1)).map(|v| (v, v + side));
    let groups = vec![vec![0, 5, 9], vec![5, 9, 140], vec![77, 78, 3]];
    let mix = Mix { users: 144, groups, edges: right.chain(down).collect() };
    let mut graph = mix.graph();
    let strength = |(u, v): (u32, u32)| if (u.min(v) / side).is_multiple_of(3) { 0.5 } else { 1.0 };
    graph.ties.weights = graph.ties.rows.pairs().map(strength).collect();
    let all = AllPairs::new(&units(&graph, 0.0));
    let counts = || all.paths.iter().flatten();
    let (several, any) = (counts().filter(|&&p| p > 1.0).count(), counts().filter(|&&p| p > 0.0).count());
    assert!(several * 2 > any, "{several} of {any}");
    compare(&run(&graph, WEIGHTED), &all.betweenness()).unwrap();
}

#[test]
fn a_strong_detour_is_shorter_than_a_weak_tie() {
    // 0–2 of strength 1/3, or by way of 1 with 1 and 1: 2 < 3.
    let mut graph = Mix::of_edges(3, [(0, 1), (1, 2), (0, 2)]).graph();
    let of = |graph: &Graph| run(graph, WEIGHTED).users;
    assert_eq!(of(&graph), [0.0; 3]);
    for (weights, middle) in [(1.0 / 3.0, 1.0), (0.5, 0.5), (0.6, 0.0)] {
        let direct = |(u, v): (u32, u32)| if u.abs_diff(v) == 2 { weights } else { 1.0 };
        graph.ties.weights = graph.ties.rows.pairs().map(direct).collect();
        assert_eq!(of(&graph), [0.0, middle, 0.0]);
    }
}

#[test]
fn equal_strengths_are_hops() {
    let mix = Mix { groups: Vec::new(), ..large_mix(400, 9) };
    let hops = run(&mix.graph(), BetweennessOptions { method: BetweennessMethod::Exact, ..WEIGHTED });
    compare(&run(&graph(&mix, &[0.37]), WEIGHTED), &hops.users).unwrap();
}

#[test]
fn a_tie_without_strength_leads_nowhere() {
    let mut graph = Mix::of_groups(5, [vec![0, 1, 2], vec![2, 3, 4]]).graph();
    assert_eq!(run(&graph, WEIGHTED).users, [0.0, 0.0, 4.0, 0.0, 0.0]);
    reweigh(&mut graph, |g, weights| weights.map(|w| if g == 1 { 0.0 } else { w }));
    let b = run(&graph, WEIGHTED);
    // One clique is left: nobody stands between others there.
    assert_eq!((b.users, b.sources), (vec![0.0; 5], 0));
}

#[test]
fn nobody_and_nothing() {
    for mix in [Mix::default(), Mix::of_groups(3, []), Mix::of_edges(2, [(0, 1)])] {
        for samples in [None, Some(1)] {
            let b = run(&mix.graph(), BetweennessOptions { samples, ..WEIGHTED });
            assert_eq!((b.users, b.low, b.high), (vec![0.0; mix.users], vec![0.0; mix.users], vec![0.0; mix.users]));
        }
    }
}

/// Links of two ways each in a row: 2^1100 shortest paths from end to end, beyond any float.
#[test]
fn more_paths_than_a_float_can_count() {
    let links = 1100u32;
    let joint = |i: u32| 3 * i;
    let edges = (0..links).flat_map(|i| [1, 2].map(|way| [(joint(i), joint(i) + way), (joint(i) + way, joint(i + 1))]));
    let mix = Mix::of_edges(3 * links as usize + 1, edges.flatten());
    let b = run(&mix.graph(), WEIGHTED);
    for (v, &measured) in b.users.iter().enumerate() {
        let (before, after) = (v as u64 / 3 * 3, (3 * u64::from(links)) - v as u64 / 3 * 3);
        let expected = if v % 3 == 0 {
            // Everybody before with everybody after, and half of each neighbouring couple.
            let couples = u64::from(before > 0) + u64::from(after > 0);
            (before * after) as f64 + couples as f64 / 2.0
        } else {
            ((before + 1) * (after - 2)) as f64 / 2.0
        };
        assert!(agree(measured, expected), "user {v}: {measured}, expected {expected}");
    }
}

#[test]
fn the_same_bits_at_any_number_of_threads() {
    let graph = graph(&large_mix(600, 12), &[1.0, 0.5, 0.3]);
    let bits = |threads, options| {
        let b = with_threads(threads, || run(&graph, options));
        let all = b.users.iter().chain(&b.low).chain(&b.high);
        (all.map(|x| x.to_bits()).collect::<Vec<_>>(), b.sampling)
    };
    for options in [
        WEIGHTED,
        BetweennessOptions { samples: Some(50), ..WEIGHTED },
        BetweennessOptions { exact_budget: 0, sampled_budget: 2_000_000, ..WEIGHTED },
    ] {
        let one = bits(1, options);
        assert_eq!(one, bits(2, options));
        assert_eq!(one, bits(7, options));
    }
}

#[test]
fn a_sample_is_taken_only_where_it_saves_work() {
    let graph = graph(&large_mix(300, 9), &[1.0, 0.5]);
    let exact = run(&graph, WEIGHTED);
    let n = exact.sources as u64;
    let steps = exact.choice.unwrap().operations;
    let at = |options: BetweennessOptions| run(&graph, options);
    // At the budget everything, above it a sample within the other budget.
    assert_eq!(at(BetweennessOptions { exact_budget: steps, ..WEIGHTED }).users, exact.users);
    let budget = BetweennessOptions { exact_budget: steps - 1, sampled_budget: steps / 60, ..WEIGHTED };
    let sampling = at(budget).sampling.unwrap();
    assert_eq!(sampling.stop, Stop::Budget);
    assert!((n / 3 - 1..=n / 3).contains(&sampling.samples), "{} of {n}", sampling.samples);
    assert!(sampling.operations <= steps / 3 && sampling.operations > 0);
    // Another seed, another sample.
    assert_ne!(at(budget).users, at(BetweennessOptions { seed: 2, ..budget }).users);
    // As many as there are sources: all of them.
    for samples in [n, n + 1000] {
        let b = at(BetweennessOptions { samples: Some(samples), ..budget });
        assert_eq!((b.users, b.sampling), (exact.users.clone(), None));
    }
    let b = at(BetweennessOptions { samples: Some(n - 1), ..WEIGHTED });
    assert_eq!(b.sampling.map(|s| (s.samples, s.stop)), Some((n - 1, Stop::Samples)));
}

#[test]
fn epsilon_is_reached_by_a_sample_or_by_everybody() {
    let edges = (1..4000u32).flat_map(|v| [(v, v / 2), (v, v / 3)]);
    let graph = graph(&Mix::of_edges(4000, edges), &[1.0, 0.5]);
    let pairs = 4000.0 * 3999.0 / 2.0;
    let b = run(&graph, BetweennessOptions { epsilon: Some(0.1), ..WEIGHTED });
    let sampling = b.sampling.unwrap();
    assert_eq!(sampling.stop, Stop::Epsilon);
    let widest = b.high.iter().zip(&b.low).map(|(h, l)| (h - l) / 2.0 / pairs).fold(0.0, f64::max);
    assert!(widest <= 0.1 && (widest - sampling.widest).abs() < 1e-12, "{widest}");
    let exact = run(&graph, WEIGHTED);
    assert!(exact.users.iter().enumerate().all(|(v, &e)| b.low[v] <= e && e <= b.high[v]));
    // No sample gets there: every source does, exactly.
    let fine = run(&graph, BetweennessOptions { epsilon: Some(1e-6), ..WEIGHTED });
    assert_eq!((fine.users, fine.sampling), (exact.users, None));
}

#[test]
fn estimates_are_right_on_average() {
    let graph = graph(&large_mix(200, 9), &[1.0, 0.5]);
    let exact = run(&graph, WEIGHTED);
    let runs = 300u32;
    let (mut sum, mut squares) = (vec![0.0; 200], vec![0.0; 200]);
    for seed in 0..u64::from(runs) {
        let b = run(&graph, BetweennessOptions { samples: Some(40), seed, ..WEIGHTED });
        for (v, x) in b.users.iter().enumerate() {
            sum[v] += x;
            squares[v] += x * x;
        }
    }
    let runs = f64::from(runs);
    let mut tested = 0;
    for (v, &e) in exact.users.iter().enumerate() {
        let mean = sum[v] / runs;
        let error = ((squares[v] / runs - mean * mean).max(0.0) / runs).sqrt();
        assert!((mean - e).abs() <= 5.0 * error + 1e-9 * e, "user {v}: {mean}, expected {e} ± {error}");
        tested += usize::from(e > 0.0);
    }
    assert!(tested > 100);
}
