//! On real data the chosen set reaches at least as much as the lists that single measures give.

use renmai::config::{CascadeModel, InfluenceOptions, SeedsOptions};
use renmai::graph::{Graph, classes};
use renmai::measures::degree::{degrees, strengths};
use renmai::measures::influence::{Parts, influence};
use renmai::progress::Progress;
use renmai::random::Random;
use renmai::selection::seeds::{Field, Simulator, seeds};

use crate::common::data::{self, Expected};
use crate::common::{Mix, large_mix};

fn top(score: &[f64], k: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..score.len() as u32).collect();
    order.sort_by(|&u, &v| score[v as usize].total_cmp(&score[u as usize]));
    order.truncate(k);
    order
}

fn lists(graph: &Graph, betweenness: Option<Vec<f64>>, k: usize) -> Vec<(&'static str, Vec<u32>)> {
    let progress = Progress::silent();
    let degree = degrees(graph, &classes(graph), &progress);
    let strength = strengths(graph);
    let parts = Parts { attention: None, strength: &strength, degree: &degree, remarks: None, groups: None };
    let influence = influence(parts, &graph.nodes.listed, &InfluenceOptions::default());
    let mut random = Random::stream(3, 3);
    let drawn: Vec<f64> = degree.iter().map(|_| random.unit()).collect();
    let degree: Vec<f64> = degree.into_iter().map(f64::from).collect();
    let mut lists = vec![
        ("degree", top(&degree, k)),
        ("strength", top(&strength, k)),
        ("influence", top(&influence.score, k)),
        ("random", top(&drawn, k)),
    ];
    lists.extend(betweenness.map(|b| ("betweenness", top(&b, k))));
    lists
}

/// Where few are reached beyond the seeds themselves, and chance could decide who is chosen.
#[test]
fn little_reach() {
    let graph = large_mix(4000, 25).graph();
    let (candidates, value) = (vec![true; 4000], vec![1.0; 4000]);
    let field = Field { candidates: &candidates, value: &value, quotas: &[] };
    for (rate, k) in [(0.1, 50), (0.1, 400)] {
        let options = SeedsOptions { rate, k, budget: 5_000_000, ..SeedsOptions::default() };
        let set = seeds(&graph, field, &options, &Progress::silent());
        let simulator = Simulator::new(&graph, &options);
        let spread = |nodes: &[u32]| simulator.spread(nodes, &value, &Progress::silent());
        let own = spread(&set.picks.iter().map(|pick| pick.node).collect::<Vec<_>>());
        for (list, nodes) in lists(&graph, None, k) {
            let other = spread(&nodes);
            assert!(own.users > 0.98 * other.users, "{rate} {k}: {own:?} {list} {other:?} {:?}", set.stop);
        }
        assert!(set.ratio > 0.5, "{rate} {k}: {} after {} sets, {:?}", set.ratio, set.choosing_sets, set.stop);
    }
}

fn compare(name: &str, mix: &Mix, betweenness: Option<Vec<f64>>) {
    let graph = mix.graph();
    let n = graph.nodes.len();
    let (candidates, value) = (vec![true; n], vec![1.0; n]);
    let field = Field { candidates: &candidates, value: &value, quotas: &[] };
    let lists = lists(&graph, betweenness, 50);
    for (model, rate) in [(CascadeModel::Ic, 0.5), (CascadeModel::Ic, 1.0), (CascadeModel::Lt, 0.5)] {
        let options =
            SeedsOptions { model, rate, budget: 10_000_000, simulation_budget: 5_000_000, ..SeedsOptions::default() };
        let set = seeds(&graph, field, &options, &Progress::silent());
        let simulator = Simulator::new(&graph, &options);
        let chosen: Vec<u32> = set.picks.iter().map(|pick| pick.node).collect();
        let own = simulator.spread(&chosen, &value, &Progress::silent());
        let last = set.picks[49];
        println!(
            "{name} {model:?} {rate}: seeds {:.1} ({:.1}–{:.1}), certified {:.3}, reach {:.1} ({:.1}–{:.1}), {:?}",
            own.users, own.users_low, own.users_high, set.ratio, last.reach, last.low, last.high, set.stop
        );
        assert!(own.users_low <= last.high && last.low <= own.users_high, "{name}: {own:?} {last:?}");
        for (list, nodes) in &lists {
            let other = simulator.spread(nodes, &value, &Progress::silent());
            println!("  {list} {:.1} ({:.1}–{:.1})", other.users, other.users_low, other.users_high);
            assert!(own.users_high >= other.users_low, "{name} {model:?} {rate}: {list} {other:?}, seeds {own:?}");
        }
    }
}

fn betweenness(expected: Option<Expected>, ids: &[String]) -> Option<Vec<f64>> {
    expected.map(|expected| ids.iter().map(|id| expected.get(id).map_or(0.0, |of| of.1)).collect())
}

#[test]
fn a_mix() {
    compare("mix", &large_mix(5000, 15), None);
}

#[test]
fn nashville() {
    let Some(rows) = data::rows("nashville/memberships_2plus.csv") else { return };
    let (mix, ids) = data::memberships(&rows);
    compare("nashville 2+", &mix, betweenness(data::expected("nashville/expected_2plus.tsv"), &ids));
}

#[test]
fn college() {
    let Some(rows) = data::rows("collegemsg/interactions.csv") else { return };
    let (mix, ids) = data::interactions(&rows);
    compare("collegemsg", &mix, betweenness(data::expected("collegemsg/expected.tsv"), &ids));
}

#[test]
fn microfinance() {
    let Some(text) = data::file("microfinance/microfi_edges.txt") else { return };
    let households = text.lines().filter_map(|line| {
        let mut fields = line.split_whitespace().map(str::to_owned);
        Some((fields.next()?, fields.next()?))
    });
    let (mix, _) = data::interactions(&households.collect());
    compare("microfinance", &mix, None);
}
