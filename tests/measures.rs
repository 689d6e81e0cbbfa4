//! Everything else that is computed of users and groups: by definition over random mixes, and by hand on a small one.

mod common;

use std::sync::mpsc::{Sender, channel};

use common::oracle::Pairs;
use renmai::selection::Criterion;

use common::{Mix, data, given, large_mix, reweigh};
use proptest::prelude::*;
use renmai::config::{BetweennessOptions, BrokerageOptions, CirclesOptions, InfluenceOptions, IsolationOptions};
use renmai::graph::{Graph, classes};
use renmai::measures::{Isolation, MeasureOptions, Measures, Pace, degree, measure};
use renmai::parallel::with_threads;
use renmai::progress::{Observer, Progress};
use renmai::tables::{NONE, Tables};
use renmai::{ErrorKind, Result};

fn run(tables: &Tables, graph: &Graph, progress: &Progress) -> Result<Measures> {
    run_at(Pace::StageByStage, tables, graph, progress)
}

fn run_at(pace: Pace, tables: &Tables, graph: &Graph, progress: &Progress) -> Result<Measures> {
    let options = MeasureOptions {
        room: renmai::memory::Room::ANY,
        betweenness: Some(&BetweennessOptions::default()),
        circles: &CirclesOptions::default(),
        brokerage: &BrokerageOptions::default(),
        influence: &InfluenceOptions::default(),
        isolation: &IsolationOptions::default(),
        top: 100,
        pace,
        shelf: None,
    };
    measure(tables, graph, options, progress)
}

fn both_given() -> Tables {
    Tables { given: given(|g| (g.memberships.any, g.interactions.any) = (true, true)), ..Tables::default() }
}

fn mixes() -> impl Strategy<Value = Mix> {
    (1usize..=30).prop_flat_map(|users| {
        let n = users as u32;
        let groups = prop::collection::vec(prop::collection::vec(0..n, 0..=9), 0..=9);
        (groups, prop::collection::vec((0..n, 0..n), 0..=20)).prop_map(move |(groups, edges)| Mix {
            users,
            groups,
            edges,
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn degree_strength_and_links_by_definition(mix in mixes()) {
        let graph = mix.graph();
        let m = run(&both_given(), &graph, &Progress::silent()).unwrap();
        let (pairs, members, arcs) = (Pairs::new(&mix), &mix.members(), mix.arcs());
        let of = |v: usize| (0..members.len()).filter(move |&g| members[g].contains(&(v as u32)));
        for v in 0..mix.users {
            prop_assert_eq!(m.degree[v], pairs.degree(v));
            prop_assert_eq!(m.groups[v] as usize, of(v).count());
            // Strength of every tie, pair by pair.
            let tie = |(&w, shared): (&u32, &Vec<u32>)| {
                let event = if arcs.contains(&(v as u32, w)) { 1.0 } else { 0.0 };
                shared.iter().map(|&g| 1.0 / (members[g as usize].len() as f64 - 1.0)).sum::<f64>() + event
            };
            let strength: f64 = pairs.shared[v].iter().map(tie).sum();
            prop_assert!((m.strength[v] - strength).abs() < 1e-9);
            prop_assert_eq!(m.isolation[v] == Some(Isolation::Isolated), pairs.shared[v].is_empty());
            for w in pairs.shared[v].keys() {
                prop_assert_eq!(m.component[v], m.component[*w as usize]);
            }
        }
        for (g, own) in members.iter().enumerate() {
            prop_assert_eq!(m.group.size[g] as usize, own.len());
        }
    }

    #[test]
    fn what_runs_at_the_same_time_changes_nothing(mix in mixes(), threads in 1usize..=3) {
        let (graph, tables) = (mix.graph(), both_given());
        let one = with_threads(2, || run_at(Pace::StageByStage, &tables, &graph, &Progress::silent())).unwrap();
        let both = with_threads(threads, || run_at(Pace::AtOnce, &tables, &graph, &Progress::silent())).unwrap();
        prop_assert_eq!(format!("{one:?}"), format!("{both:?}"));
    }
}

/// Users 0–3 in groups 0 and (0, 1, 4) in 1; 5–6 joined by an edge; 7 alone in group 2; 8 in nothing; 2 wrote to 3.
fn small() -> Mix {
    Mix { users: 9, groups: vec![vec![0, 1, 2, 3], vec![0, 1, 4], vec![7]], edges: vec![(5, 6), (2, 3)] }
}

#[test]
fn a_small_graph_by_hand() {
    let m = run(&both_given(), &small().graph(), &Progress::silent()).unwrap();
    assert_eq!(m.groups, [2, 2, 1, 1, 1, 0, 0, 1, 0]);
    assert_eq!(m.degree, [4, 4, 3, 3, 2, 1, 1, 0, 0]);
    assert_eq!(m.strength, [2.0, 2.0, 2.0, 2.0, 1.0, 1.0, 1.0, 0.0, 0.0]);
    // 2 and 3 wrote to each other, which counts more than the group of four.
    assert_eq!(m.circles.of, [0, 0, 1, 1, 0, 2, 2, NONE, NONE]);
    assert_eq!(m.links.circles_linked, [2, 2, 2, 2, 1, 1, 1, 0, 0]);
    assert_eq!(m.articulation, [0; 9]);
    assert!(m.holes_complete && m.holes[0].constraint > 0.0 && m.holes[8].constraint.is_nan());
    assert_eq!(m.component, [0, 0, 0, 0, 0, 1, 1, 2, 3]);
    assert_eq!(m.component_sizes, [5, 2, 1, 1]);
    let (alone, few, silent) = (Isolation::Isolated, Isolation::SmallComponent, Isolation::Silent);
    let expected = [None, None, None, None, Some(silent), Some(few), Some(few), Some(alone), Some(alone)];
    assert_eq!(m.isolation, expected);
    assert_eq!(m.betweenness.users, [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]);
    assert_eq!(m.betweenness.groups, [2.0, 2.0, 0.0]);
    assert_eq!(m.bridge_rank, [1, 1, 3, 3, 3, 3, 3, 3, 3]);
    assert_eq!(m.betweenness_percentile, [93.75, 93.75, 37.5, 37.5, 37.5, 37.5, 37.5, 37.5, 37.5]);
    assert_eq!(m.group.size, [4, 3, 1]);
    assert_eq!(m.group.circles_linked, [2, 1, 0]);
    assert_eq!(m.group.interactions, [2.0, 0.0, 0.0]);
    assert!(m.group.same_city_share.iter().all(|share| share.is_nan()));
    assert_eq!(m.influence.dropped, [Criterion::Attention, Criterion::Remarks]);
    assert_eq!(m.influence.rank, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
}

#[test]
fn strength_does_not_depend_on_what_groups_are_called() {
    // User v is alone in its groups 3v, 3v + 1 and 3v + 2, which weigh the same in another order: added as they
    // come, the sums differ in the last bit.
    let weights = [[0.1, 0.2, 0.3], [0.3, 0.2, 0.1], [0.2, 0.3, 0.1]];
    let mut graph = Mix::of_groups(3, (0..9).map(|g| vec![g / 3])).graph();
    let weights = weights.concat();
    reweigh(&mut graph, |g, _| [weights[g]; 2]);
    let strength = degree::strengths(&graph);
    assert!(strength.iter().all(|s| s.to_bits() == strength[0].to_bits()), "{strength:?}");
}

#[test]
fn nobody_is_silent_where_no_interactions_were_given() {
    let tables = Tables { given: given(|g| g.memberships.any = true), ..Tables::default() };
    let m = run(&tables, &small().graph(), &Progress::silent()).unwrap();
    assert!(!m.isolation.contains(&Some(Isolation::Silent)));
}

#[test]
fn unnamed_nodes_carry_paths_but_take_no_rank() {
    let mut graph = small().graph();
    (graph.nodes.listed[0], graph.nodes.listed[8], graph.nodes.listed_count) = (false, false, 7);
    let m = run(&both_given(), &graph, &Progress::silent()).unwrap();
    assert_eq!(m.betweenness.users[..2], [1.0, 1.0]);
    assert_eq!(m.degree[1], 4);
    assert_eq!(m.bridge_rank, [0, 1, 2, 2, 2, 2, 2, 2, 0]);
    assert_eq!((m.influence.rank[0], m.influence.score[0]), (0, 0.0));
    assert_eq!(m.influence.rank.iter().max(), Some(&7));
    assert_eq!((m.isolation[8], m.betweenness_percentile[0]), (None, 0.0));
    assert_eq!(m.betweenness_percentile[1], 100.0);
}

#[test]
fn a_citys_share_is_of_members_whose_city_is_known() {
    let mut graph = small().graph();
    let mut tables = both_given();
    tables.user_table.city.names = vec!["上海".to_owned(), "北京".to_owned(), "杭州".to_owned()];
    tables.user_table.city.codes = vec![0, 0, 1, NONE, 1, 2, 2, NONE, 2];
    let shares =
        |tables: &Tables, graph: &Graph| run(tables, graph, &Progress::silent()).unwrap().group.same_city_share;
    // Most common city of 0–3: 上海 by two of three; nothing is known of the only member of group 2.
    let of = shares(&tables, &graph);
    assert_eq!(of[..2], [2.0 / 3.0, 2.0 / 3.0]);
    assert!(of[2].is_nan());
    // The group's own city counts, also where its code is another, and where nobody lives there.
    tables.group_table.city.names = vec!["北京".to_owned(), "广州".to_owned()];
    tables.group_table.city.codes = vec![0, 1, NONE];
    assert_eq!(shares(&tables, &graph)[..2], [1.0 / 3.0, 0.0]);
    // Who opted out is not looked at.
    graph.nodes.listed[2] = false;
    assert_eq!(shares(&tables, &graph)[0], 0.0);
}

#[test]
fn the_same_bits_at_any_number_of_threads() {
    let graph = large_mix(2500, 12).graph();
    let bits = |threads| {
        let m = with_threads(threads, || run(&both_given(), &graph, &Progress::silent())).unwrap();
        let floats = m.strength.iter().chain(&m.influence.score).chain(&m.betweenness.users);
        (floats.map(|x| x.to_bits()).collect::<Vec<_>>(), m.degree, m.bridge_rank, m.influence.rank)
    };
    let one = bits(1);
    assert_eq!(one, bits(2));
    assert_eq!(one, bits(8));
}

#[test]
fn a_cancelled_run_is_an_interruption() {
    let progress = Progress::silent();
    progress.cancel();
    assert_eq!(run(&both_given(), &small().graph(), &progress).unwrap_err().kind(), ErrorKind::Interrupted);
}

/// Tells of the first sources that are done, on the stage that has sources.
struct Tell(Sender<u64>);

impl Observer for Tell {
    fn begin(&self, _stage: &'static str, _total: u64) {}
    fn expect(&self, _total: u64) {}
    fn advance(&self, done: u64) {
        // Nobody listens any more once the run is cancelled.
        let _ = self.0.send(done);
    }
    fn end(&self) {}
}

#[test]
fn cancelling_stops_betweenness_half_way() {
    let (sender, receiver) = channel();
    let progress = Progress::observed(Box::new(Tell(sender)));
    let graph = large_mix(8000, 12).graph();
    std::thread::scope(|scope| {
        let running = scope.spawn(|| run(&both_given(), &graph, &progress));
        receiver.recv().unwrap();
        progress.cancel();
        assert_eq!(running.join().unwrap().unwrap_err().kind(), ErrorKind::Interrupted);
    });
    let stages: Vec<_> = progress.records().iter().map(|record| record.stage).collect();
    assert_eq!(stages, ["betweenness"]);
}

#[test]
fn every_source_is_counted_as_progress() {
    let (sender, receiver) = channel();
    let progress = Progress::observed(Box::new(Tell(sender)));
    let graph = large_mix(700, 9).graph();
    let m = run(&both_given(), &graph, &progress).unwrap();
    drop(progress);
    // Classes that need no search count as done at once.
    let classes = renmai::graph::classes(&graph).len();
    assert!(m.betweenness.sources < classes);
    assert_eq!(receiver.iter().max(), Some(classes as u64));
}

fn compare_degrees(mix: &Mix, ids: &[String], expected: &data::Expected) {
    let graph = mix.graph();
    let degree = degree::degrees(&graph, &classes(&graph), &Progress::silent());
    for (id, degree) in ids.iter().zip(degree) {
        assert_eq!(degree, expected[id].0);
    }
}

#[test]
fn degrees_of_the_nashville_groups_and_of_the_message_network() {
    if let (Some(rows), Some(expected)) =
        (data::rows("nashville/memberships_2plus.csv"), data::expected("nashville/expected_2plus.tsv"))
    {
        let (mix, ids) = data::memberships(&rows);
        compare_degrees(&mix, &ids, &expected);
    }
    if let (Some(rows), Some(expected)) =
        (data::rows("collegemsg/interactions.csv"), data::expected("collegemsg/expected.tsv"))
    {
        let (mix, ids) = data::interactions(&rows);
        compare_degrees(&mix, &ids, &expected);
    }
}
