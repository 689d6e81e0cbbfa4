//! Quotas, masks, repetition on other threads, and graphs and options with little in them.

use proptest::prelude::*;
use renmai::config::{CascadeModel, SeedsOptions};
use renmai::graph::Graph;
use renmai::parallel::with_threads;
use renmai::progress::Progress;
use renmai::selection::seeds::{Field, Quota, SeedSet, Spread, Stop, seeds, spread};
use renmai::tables::NONE;

use crate::common::{Mix, large_mix};

fn quick() -> SeedsOptions {
    SeedsOptions { k: 10, budget: 100_000, simulations: 50, ..SeedsOptions::default() }
}

fn choose(graph: &Graph, options: &SeedsOptions) -> SeedSet {
    let n = graph.nodes.len();
    let field = Field { candidates: &vec![true; n], value: &vec![1.0; n], quotas: &[] };
    seeds(graph, field, options, &Progress::silent())
}

fn nodes(set: &SeedSet) -> Vec<u32> {
    set.picks.iter().map(|pick| pick.node).collect()
}

fn classes(n: usize, most: u32) -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(prop_oneof![1 => Just(NONE), 4 => 0..most], n)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn quotas_and_masks_hold(
        a in classes(60, 6), b in classes(60, 4), limits in (0u32..4, 1u32..5),
        candidates in prop::collection::vec(prop::bool::weighted(0.6), 60),
        value in prop::collection::vec(prop_oneof![1 => Just(0.0), 3 => 0.1..9.0], 60),
        (k, seed) in (0usize..40, 0u64..1000),
    ) {
        let graph = large_mix(60, 5).graph();
        let quotas = [Quota { class: &a, limit: limits.0 }, Quota { class: &b, limit: limits.1 }];
        let field = Field { candidates: &candidates, value: &value, quotas: &quotas };
        let options = SeedsOptions { k, seed, budget: 20_000, ..quick() };
        let set = seeds(&graph, field, &options, &Progress::silent());
        let nodes = nodes(&set);
        let fits = |nodes: &[u32]| quotas.iter().all(|quota| (0..6).all(|class| {
            nodes.iter().filter(|&&v| quota.class[v as usize] == class).count() <= quota.limit as usize
        }));
        prop_assert!(fits(&nodes), "{:?}", nodes);
        prop_assert!(nodes.iter().all(|&v| candidates[v as usize]));
        let mut distinct = nodes.clone();
        distinct.sort_unstable();
        distinct.dedup();
        prop_assert_eq!(distinct.len(), nodes.len());
        prop_assert!(nodes.len() <= k);
        if nodes.len() < k {
            // Nobody who is left would fit.
            for v in (0..60).filter(|v| candidates[*v as usize] && !nodes.contains(v)) {
                let mut more = nodes.clone();
                more.push(v);
                prop_assert!(!fits(&more), "{} is left out of {:?}", v, nodes);
            }
        }
        prop_assert!(set.picks.iter().all(|p| p.marginal >= 0.0 && p.low <= p.reach && p.reach <= p.high && p.high <= set.total));
        prop_assert!((0.0..=1.0).contains(&set.ratio));
    }
}

#[test]
fn the_same_bytes_at_any_thread_count_and_others_with_another_seed() {
    let graph = large_mix(3000, 12).graph();
    for model in [CascadeModel::Ic, CascadeModel::Lt] {
        let options = SeedsOptions { model, rate: 0.9, ..quick() };
        let run = |threads, seed| {
            let options = SeedsOptions { seed, ..options.clone() };
            with_threads(threads, || {
                let set = choose(&graph, &options);
                let spread = spread(&graph, &nodes(&set), &vec![1.5; 3000], &options, &Progress::silent());
                format!("{set:?} {spread:?}")
            })
        };
        let one = run(1, 1);
        assert_eq!(one, run(2, 1));
        assert_eq!(one, run(8, 1));
        assert_ne!(one, run(1, 2));
    }
}

#[test]
fn the_estimate_agrees_with_simulations() {
    let graph = large_mix(3000, 12).graph();
    let value: Vec<f64> = (0..3000).map(|v| f64::from(v % 7)).collect();
    for model in [CascadeModel::Ic, CascadeModel::Lt] {
        for rate in [0.5, 1.0] {
            let options = SeedsOptions {
                model,
                rate,
                budget: 3_000_000,
                simulations: 2000,
                simulation_budget: u64::MAX,
                ..quick()
            };
            let field = Field { candidates: &[true; 3000], value: &value, quotas: &[] };
            let set = seeds(&graph, field, &options, &Progress::silent());
            let by_simulation = spread(&graph, &nodes(&set), &value, &options, &Progress::silent());
            let reach = set.picks[9].reach;
            let part = reach / set.total;
            let error = set.total * (part * (1.0 - part) / set.judging_sets as f64).sqrt();
            let other = (by_simulation.value_high - by_simulation.value_low) / 3.92;
            let apart = (reach - by_simulation.value).abs();
            assert!(
                apart < 4.5 * (error * error + other * other).sqrt(),
                "{model:?} {rate}: {reach} {by_simulation:?}"
            );
        }
    }
}

#[test]
fn roots_follow_the_value() {
    // Two stars that do not touch; only one is worth something.
    let edges = (1..10).map(|v| (0, v)).chain((11..15).map(|v| (10, v)));
    let graph = Mix::of_edges(15, edges).graph();
    let value: Vec<f64> = (0..15).map(|v| if v < 10 { 0.01 } else { 1.0 }).collect();
    let field = Field { candidates: &[true; 15], value: &value, quotas: &[] };
    let set = seeds(&graph, field, &SeedsOptions { k: 1, ..quick() }, &Progress::silent());
    assert_eq!(nodes(&set), [10]);
    assert_eq!(nodes(&choose(&graph, &SeedsOptions { k: 1, ..quick() })), [0]);
}

#[test]
fn little_to_choose_from() {
    let lonely = Mix { users: 6, ..Mix::default() }.graph();
    for model in [CascadeModel::Ic, CascadeModel::Lt] {
        let options = SeedsOptions { model, k: 3, rate: 1.0, ..quick() };
        let set = choose(&lonely, &options);
        assert_eq!(set.picks.len(), 3);
        assert!(set.picks[2].low >= 3.0 && set.picks[2].low <= 3.0 + 1e-9, "{set:?}");
        assert!((set.ratio - 1.0).abs() < 0.25 && set.upper >= 3.0, "{set:?}");
        let all = choose(&lonely, &SeedsOptions { k: 60, ..options.clone() });
        assert_eq!((all.picks.len(), all.stop, all.ratio), (6, Stop::NoChoice, 1.0));
        assert_eq!((all.picks[5].reach, all.upper), (6.0, 6.0));
        let alone = spread(&lonely, &[1, 4, 1], &[2.0; 6], &options, &Progress::silent());
        assert_eq!((alone.users, alone.users_low, alone.users_high, alone.value), (2.0, 2.0, 2.0, 4.0));

        // At rate 1 both of a pair are reached for sure.
        let pair = Mix::of_groups(4, [vec![0, 1], vec![2, 3]]).graph();
        let set = choose(&pair, &SeedsOptions { k: 2, ..options.clone() });
        assert_eq!((nodes(&set), set.picks[1].reach), (vec![nodes(&set)[0], nodes(&set)[1]], 4.0));
        assert_eq!(spread(&pair, &[0], &[1.0; 4], &options, &Progress::silent()).users, 2.0);

        let none = choose(&pair, &SeedsOptions { k: 0, ..options.clone() });
        assert_eq!((none.picks.len(), none.stop, none.ratio, none.upper), (0, Stop::NoChoice, 1.0, 0.0));
        let nobody = Field { candidates: &[false; 4], value: &[1.0; 4], quotas: &[] };
        assert!(seeds(&pair, nobody, &options, &Progress::silent()).picks.is_empty());
        let worthless = Field { candidates: &[true; 4], value: &[0.0; 4], quotas: &[] };
        let set = seeds(&pair, worthless, &options, &Progress::silent());
        assert_eq!((set.picks.len(), set.upper, set.total), (3, 0.0, 0.0));
        let full = Quota { class: &[0; 4], limit: 0 };
        let shut = Field { candidates: &[true; 4], value: &[1.0; 4], quotas: &[full] };
        assert!(seeds(&pair, shut, &options, &Progress::silent()).picks.is_empty());

        let empty = Mix::default().graph();
        assert!(choose(&empty, &options).picks.is_empty());
        assert_eq!(spread(&empty, &[], &[], &options, &Progress::silent()).users, 0.0);
        let no_runs = SeedsOptions { simulations: 0, ..options };
        assert_eq!(
            spread(&pair, &[0], &[1.0; 4], &no_runs, &Progress::silent()),
            Spread { users_high: 4.0, value_high: 4.0, ..Spread::default() }
        );
    }
}

#[test]
fn those_who_add_nothing_come_last_by_strength() {
    // Only node 0 is worth anything, and nobody reaches it.
    let graph = Mix { users: 6, groups: vec![vec![1, 2, 3]], edges: vec![(3, 4)] }.graph();
    let field = Field { candidates: &[true; 6], value: &[1.0, 0.0, 0.0, 0.0, 0.0, 0.0], quotas: &[] };
    let set = seeds(&graph, field, &SeedsOptions { k: 5, ..quick() }, &Progress::silent());
    assert_eq!(nodes(&set), [0, 3, 1, 2, 4]);
    assert!(set.picks[1..].iter().all(|pick| pick.marginal == 0.0));
}

#[test]
fn cancelled_at_once() {
    let graph = large_mix(3000, 12).graph();
    let progress = Progress::silent();
    progress.cancel();
    let field = Field { candidates: &[true; 3000], value: &[1.0; 3000], quotas: &[] };
    assert_eq!(seeds(&graph, field, &quick(), &progress).stop, Stop::Cancelled);
}

#[test]
fn a_hub_costs_no_more_simulation_than_the_budget() {
    // One run takes some 1.7 steps a user; however little the budget, two runs give an interval.
    let n = 10_000;
    let graph = Mix::of_edges(n + 1, (1..=n as u32).map(|v| (0, v))).graph();
    let value = vec![1.0; n + 1];
    let run = |simulation_budget, simulations| {
        let options = SeedsOptions { simulation_budget, simulations, ..quick() };
        spread(&graph, &[0], &value, &options, &Progress::silent())
    };
    let least = run(1, 1000);
    assert!(least.simulations == 2 && least.steps < 3 * 2 * n as u64, "{least:?}");
    assert!(least.users_low < least.users && least.users < least.users_high, "{least:?}");
    let some = run(60_000, 1000);
    assert!(some.simulations < 8 && some.steps < 60_000 + 2 * n as u64, "{some:?}");
    // Half of those around are reached.
    let half = 1.0 + 0.5 * n as f64;
    let all = run(u64::MAX, 40);
    assert!(all.simulations == 40 && (all.users - half).abs() < 4.5 * (n as f64 / 4.0 / 40.0).sqrt(), "{all:?}");
}

#[test]
fn an_interval_of_two_runs_is_as_wide_as_it_must_be() {
    let n = 200;
    let graph = Mix::of_edges(n + 1, (1..=n as u32).map(|v| (0, v))).graph();
    let holds = |&seed: &u64| {
        let options = SeedsOptions { simulation_budget: 1, simulations: 1000, seed, ..quick() };
        let s = spread(&graph, &[0], &vec![1.0; n + 1], &options, &Progress::silent());
        s.simulations == 2 && s.users_low <= 101.0 && 101.0 <= s.users_high
    };
    let held = (0..1000).filter(holds).count();
    assert!((940..=970).contains(&held), "{held} of 1000");
}

#[test]
fn who_is_rare_and_costly_is_not_paid_for_by_the_first_runs() {
    // A hub that one run in some twenty reaches: the first eight runs tell little of what it costs.
    let n = 3000;
    let mut graph = Mix::of_edges(n, (0..n as u32).filter(|&v| v != 1).map(|v| (1, v))).graph();
    let rows = &graph.ties.rows;
    let pairs = (0..n).flat_map(|u| rows.row(u).iter().map(move |&v| u.min(v as usize)));
    graph.ties.weights = pairs.map(|least| if least == 0 { n as f64 / 10.0 } else { 1.0 }).collect();
    let budget = 20_000;
    for seed in 0..20 {
        let options = SeedsOptions { simulation_budget: budget, simulations: 10_000, seed, ..quick() };
        let s = spread(&graph, &[0], &vec![1.0; n], &options, &Progress::silent());
        assert!(s.steps < 8 * budget, "{s:?}");
    }
}

#[test]
fn many_followers_at_once_are_followed_with_their_chance() {
    // A hub and pairs around it: half of the strength of each of a pair is with the hub, half with the other one.
    let pairs = 7000;
    let of_pair = |i: u32| [(0, 2 * i + 1), (0, 2 * i + 2), (2 * i + 1, 2 * i + 2)];
    let n = 2 * pairs as usize + 1;
    let graph = Mix::of_edges(n, (0..pairs).flat_map(of_pair)).graph();
    let options = SeedsOptions { simulation_budget: u64::MAX, simulations: 40, ..quick() };
    let s = spread(&graph, &[0], &vec![1.0; n], &options, &Progress::silent());
    // From the hub with ¼, or else by the other one whom the hub reached.
    let each = 0.25 + 0.75 * 0.25 * 0.25;
    // Two of a pair are reached together more often than not: at most twice the variance of single ones.
    let error = (2.0 * n as f64 * each * (1.0 - each) / 40.0).sqrt();
    assert!((s.users - 1.0 - each * (n - 1) as f64).abs() < 4.5 * error, "{s:?}");
}
