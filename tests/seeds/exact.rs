//! Sampled and simulated reach against the exact one, for every node and some sets.

use renmai::config::{CascadeModel, SeedsOptions};
use renmai::graph::Graph;
use renmai::progress::Progress;
use renmai::selection::seeds::{Field, Simulator, Stop, seeds};

use crate::common::Mix;
use crate::oracle::{Oracle, mask};
use crate::worlds;

/// Standard errors that may lie between; about 2,000 numbers are compared.
const ERRORS: f64 = 5.0;

/// Values that differ, some of them 0.
fn values(n: usize) -> Vec<f64> {
    (0..n).map(|v| [1.0, 0.0, 2.5, 1.0, 4.0][v % 5]).collect()
}

fn sets(n: u32) -> Vec<Vec<u32>> {
    let mut sets: Vec<Vec<u32>> = (0..n).map(|v| vec![v]).collect();
    sets.extend([vec![0, 1], (0..n).step_by(2).collect(), (0..n).collect()]);
    sets
}

fn cases() -> Vec<(String, Graph, SeedsOptions)> {
    let mut cases = Vec::new();
    for model in [CascadeModel::Ic, CascadeModel::Lt] {
        for rate in [0.3, 0.5, 0.8, 1.0] {
            for (i, (name, graph)) in worlds::all().into_iter().enumerate() {
                let options = SeedsOptions {
                    model,
                    rate,
                    ratio: 0.999,
                    budget: 300_000,
                    simulations: 20_000,
                    simulation_budget: u64::MAX,
                    seed: i as u64,
                    ..SeedsOptions::default()
                };
                cases.push((format!("{name}, {model:?}, {rate}"), graph, options));
            }
        }
    }
    cases
}

#[test]
fn sets_are_met_as_often_as_they_reach() {
    let mut dominated = 0;
    for (name, graph, options) in cases() {
        let n = graph.nodes.len();
        for value in [vec![1.0; n], values(n)] {
            let oracle = Oracle::new(&graph, &value, options.model, options.rate);
            dominated += u32::from(oracle.most_chance() > 0.5);
            let exact = oracle.reach();
            for set in sets(n as u32) {
                let candidates: Vec<bool> = (0..n as u32).map(|v| set.contains(&v)).collect();
                let field = Field { candidates: &candidates, value: &value, quotas: &[] };
                let options = SeedsOptions { k: set.len(), ..options.clone() };
                let found = seeds(&graph, field, &options, &Progress::silent());
                assert_eq!(found.picks.len(), set.len(), "{name}");
                let mut first = Vec::new();
                for pick in &found.picks {
                    first.push(pick.node);
                    let (_, exact) = exact[mask(&first)];
                    let part = (exact / found.total).min(1.0);
                    let error = found.total * (part * (1.0 - part) / found.judging_sets as f64).sqrt();
                    let apart = (pick.reach - exact).abs();
                    assert!(apart <= ERRORS * error + 1e-9, "{name} {first:?}: {} for {exact} ± {error}", pick.reach);
                    assert!(
                        pick.low <= exact + 1e-9 && exact <= pick.high + 1e-9,
                        "{name} {first:?}: {pick:?}, {exact}"
                    );
                }
                assert_eq!(found.ratio, 1.0);
                assert!([Stop::NoChoice, Stop::Settled, Stop::Budget].contains(&found.stop), "{:?}", found.stop);
            }
        }
    }
    assert!(dominated > 20, "{dominated}");
}

#[test]
fn simulations_reach_what_the_models_define() {
    for (name, graph, options) in cases() {
        let n = graph.nodes.len();
        let value = values(n);
        let exact = Oracle::new(&graph, &value, options.model, options.rate).reach();
        let simulator = Simulator::new(&graph, &options);
        for set in sets(n as u32) {
            let s = simulator.spread(&set, &value, &Progress::silent());
            assert_eq!(s.simulations, options.simulations);
            let (users, worth) = exact[mask(&set)];
            let error = |low: f64, high: f64| (high - low) / 2.0 / 1.96;
            let users_error = error(s.users_low, s.users_high);
            assert!((s.users - users).abs() <= ERRORS * users_error + 1e-9, "{name} {set:?}: {s:?} for {users}");
            // The ends may be cut off at 0 and at everything.
            let value_error = (s.value_high - s.value).max(s.value - s.value_low) / 1.96;
            assert!((s.value - worth).abs() <= ERRORS * value_error + 1e-9, "{name} {set:?}: {s:?} for {worth}");
        }
    }
}

/// Somebody who is hit twice and refused the first time has no second chance: a matter of two parts in a hundred.
#[test]
fn one_chance_each() {
    let graph = Mix { users: 4, groups: vec![vec![0, 1, 2]], edges: vec![(0, 3)] }.graph();
    let value = [1.0, 0.0, 0.0, 0.0];
    let exact = Oracle::new(&graph, &value, CascadeModel::Ic, 1.0).reach();
    for node in 1..4 {
        let candidates: Vec<bool> = (0..4).map(|v| v == node).collect();
        let field = Field { candidates: &candidates, value: &value, quotas: &[] };
        let options =
            SeedsOptions { k: 1, rate: 1.0, ratio: 0.999, budget: 6_000_000, seed: 7, ..SeedsOptions::default() };
        let set = seeds(&graph, field, &options, &Progress::silent());
        let exact = exact[1 << node].1;
        let error = (exact * (1.0 - exact) / set.judging_sets as f64).sqrt();
        assert!((set.picks[0].reach - exact).abs() < ERRORS * error, "{node}: {set:?} for {exact} ± {error}");

        let options = SeedsOptions { simulations: 400_000, simulation_budget: u64::MAX, ..options };
        let s = Simulator::new(&graph, &options).spread(&[node as u32], &value, &Progress::silent());
        let error = (s.value_high - s.value_low) / 3.92;
        assert!((s.value - exact).abs() < ERRORS * error, "{node}: {s:?} for {exact}");
    }
}
