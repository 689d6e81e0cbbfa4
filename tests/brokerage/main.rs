//! Links, ties between circles, articulation and structural holes: against the definitions on listed pairs, closed forms,
//! and values of other programs.

#[path = "../common/mod.rs"]
mod common;
#[path = "../graph_tables/mod.rs"]
mod graph_tables;
mod naive;
mod outside;
mod shapes;

use common::{Mix, large_mix, reweigh};
use graph_tables::{DAY, NOW, Rows, Settings, graph_of};
use naive::{Pairs, near};
use proptest::prelude::*;
use renmai::config::GroupWeight;
use renmai::graph::Graph;
use renmai::measures::brokerage::{
    Holes, articulation, circle_ties, circles_of_groups, links, structural_holes, structural_holes_steps,
};
use renmai::measures::degree::strengths;
use renmai::parallel::with_threads;
use renmai::progress::Progress;
use renmai::tables::{MemberType, NO_TIME, NONE};

fn holes(graph: &Graph) -> Vec<Holes> {
    let nodes: Vec<u32> = (0..graph.nodes.len() as u32).collect();
    structural_holes(graph, &nodes, &Progress::silent())
}

/// Every node, group and pair of circles against the definition.
fn compare(graph: &Graph, circles: usize, link_share: f64) {
    let pairs = Pairs::new(graph);
    let of = pairs.circles(circles);
    let links = links(graph, &strengths(graph), &of, circles, link_share, &Progress::silent());
    let (cut_off, holes) = (articulation(graph), holes(graph));
    assert_eq!((links.participation.len(), links.linked.len()), (of.len(), of.len()));
    let totals: Vec<f64> = (0..of.len()).map(|v| pairs.total(v)).filter(|&total| total > 0.0).collect();
    let mean = totals.iter().sum::<f64>() / totals.len() as f64;
    for v in 0..of.len() {
        let total = pairs.total(v);
        let mut into: Vec<(u32, f64)> = pairs.by_circle(v, &of).into_iter().collect();
        let participation = 1.0 - into.iter().map(|(_, k)| (k / total).powi(2)).sum::<f64>();
        let expected = if total > 0.0 { participation } else { f64::NAN };
        assert!(near(links.participation[v], expected), "{v}: {} {expected}", links.participation[v]);
        into.retain(|&(_, k)| k / total.min(mean) > link_share - 1e-9);
        let row = links.linked.offsets[v]..links.linked.offsets[v + 1];
        let linked =
            || links.linked.items[row.clone()].iter().copied().zip(links.linked_strength[row.clone()].to_vec());
        assert_eq!(links.circles_linked[v] as usize, into.len());
        assert!(linked().is_sorted_by(|a, b| if near(a.1, b.1) { a.0 < b.0 } else { a.1 > b.1 }));
        let mut by_number: Vec<(u32, f64)> = linked().collect();
        by_number.sort_by_key(|&(circle, _)| circle);
        assert_eq!(by_number.len(), into.len());
        for (a, b) in by_number.iter().zip(&into) {
            assert!(a.0 == b.0 && near(a.1, b.1), "{v}: {a:?} {b:?}");
        }
        assert_eq!(cut_off[v], pairs.cut_off(v), "{v}");
        let (a, b) = (holes[v], pairs.holes(v));
        assert!(near(a.constraint, b.constraint) && near(a.effective_size, b.effective_size), "{v}: {a:?} {b:?}");
    }
    for (g, &linked) in circles_of_groups(graph, &of, link_share).iter().enumerate() {
        let members = graph.incidence.members_of.row(g);
        let within = |circle: u32| members.iter().filter(|&&v| of[v as usize] == circle).count() as f64;
        let reached = |&circle: &u32| {
            members.len() > 1 && within(circle) > 0.0 && within(circle) / members.len() as f64 > link_share - 1e-9
        };
        assert_eq!(linked as usize, (0..circles as u32).filter(reached).count(), "group {g}");
    }
    let ties = circle_ties(graph, &of, circles);
    let expected = pairs.between_circles(&of);
    assert_eq!(ties.rows.len(), circles);
    assert_eq!(ties.rows.pairs().collect::<Vec<_>>(), expected.keys().copied().collect::<Vec<_>>());
    assert!(ties.strength.iter().zip(expected.values()).all(|(&a, &b)| near(a, b)), "{ties:?} {expected:?}");
}

/// Weights of groups and interaction edges, out of a few; groups that weigh nothing tie nobody.
fn weighted(mix: &Mix, of_groups: &[f64], of_ties: &[f64]) -> Graph {
    let mut graph = mix.graph();
    reweigh(&mut graph, |g, weights| weights.map(|w| w * of_groups[g % of_groups.len()]));
    let pairs = graph.ties.rows.pairs();
    graph.ties.weights = pairs.map(|(u, v)| of_ties[(u.min(v) * 7 + u.max(v) * 3) as usize % of_ties.len()]).collect();
    graph
}

fn mixes() -> impl Strategy<Value = Mix> {
    (2usize..16).prop_flat_map(|users| {
        let user = 0..users as u32;
        let groups = prop::collection::vec(prop::collection::vec(user.clone(), 0..7), 0..7);
        let edges = prop::collection::vec((user.clone(), user), 0..14);
        (groups, edges).prop_map(move |(groups, edges)| Mix { users, groups, edges })
    })
}

fn shares() -> impl Strategy<Value = f64> {
    prop::sample::select(vec![0.01, 0.05, 0.2, 0.25, 1.0 / 3.0, 0.5, 1.0])
}

/// Kinds and counts of exports: memberships of 12 users in 5 groups, events of all kinds and ages.
fn rows() -> impl Strategy<Value = Rows> {
    let member = (0u32..12, 0u32..5);
    let event = (0u32..12, 0u32..12, 0usize..3, 0i64..400, 1u32..9);
    (prop::collection::vec(member, 0..30), prop::collection::vec(event, 0..16)).prop_map(|(members, events)| {
        let mut rows = (0..12).fold(Rows::default(), |rows, u| rows.user(&format!("u{u:02}")));
        for (user, group) in members {
            rows = rows.member(&format!("u{user:02}"), &format!("g{group}"), NO_TIME, NO_TIME, MemberType::Customer);
        }
        for (from, to, kind, age, count) in events {
            let kind = ["private_chat", "group_message", "remark"][kind];
            rows = rows.event(&format!("u{from:02}"), &format!("u{to:02}"), kind, NOW - age * DAY, f64::from(count));
        }
        rows.group_kind("g0", "sale").group_kind("g1", "work")
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn every_value_is_what_the_listed_pairs_give(mix in mixes(), circles in 1usize..5, share in shares()) {
        compare(&mix.graph(), circles, share);
        compare(&weighted(&mix, &[1.0, 0.3, 5.0], &[0.07, 2.0, 11.0, 0.4]), circles, share);
        compare(&weighted(&mix, &[0.0, 2.0], &[1.0, 1e-6]), circles, share);
    }

    #[test]
    fn so_it_is_under_all_weights_of_groups_and_events(rows in rows(), circles in 1usize..5, share in shares()) {
        for group_weight in [GroupWeight::Newman, GroupWeight::Count, GroupWeight::Log] {
            let mut settings = Settings::default();
            settings.graph.group_weight = group_weight;
            settings.graph.group_kind_weight = [("sale".to_owned(), 0.0), ("work".to_owned(), 3.0)].into();
            compare(&graph_of(&rows, &settings).1, circles, share);
        }
    }
}

#[test]
fn a_graph_of_several_pieces_of_work_agrees_too() {
    compare(&weighted(&large_mix(330, 9), &[1.0, 0.3, 5.0], &[0.5, 3.0]), 40, 0.05);
}

#[test]
fn the_bits_are_the_same_at_any_number_of_threads() {
    let graph = weighted(&large_mix(4_000, 12), &[1.0, 0.3, 5.0], &[0.07, 2.0, 11.0]);
    let of: Vec<u32> = (0..4_000).map(|v| v / 90).collect();
    let bits = |values: &[f64]| values.iter().map(|value| value.to_bits()).collect::<Vec<_>>();
    let run = || {
        let links = links(&graph, &strengths(&graph), &of, 50, 0.05, &Progress::silent());
        let ties = circle_ties(&graph, &of, 50);
        let holes = holes(&graph);
        let of_holes: Vec<f64> = holes.iter().flat_map(|holes| [holes.constraint, holes.effective_size]).collect();
        let floats = [bits(&links.participation), bits(&links.linked_strength), bits(&ties.strength), bits(&of_holes)];
        (floats, links.linked, ties.rows, articulation(&graph), circles_of_groups(&graph, &of, 0.05))
    };
    let one = with_threads(1, run);
    for threads in [2, 8] {
        assert!(one == with_threads(threads, run), "{threads} threads");
    }
}

#[test]
fn some_nodes_get_what_all_of_them_would() {
    let graph = weighted(&large_mix(600, 9), &[1.0, 0.3], &[0.5, 3.0]);
    let all = holes(&graph);
    let some: Vec<u32> = (0..50).map(|i| i * 7919 % 600).chain([3, 3, 599]).collect();
    let found = structural_holes(&graph, &some, &Progress::silent());
    assert_eq!(found.len(), some.len());
    for (holes, &v) in found.iter().zip(&some) {
        assert_eq!(holes.constraint.to_bits(), all[v as usize].constraint.to_bits());
        assert_eq!(holes.effective_size.to_bits(), all[v as usize].effective_size.to_bits());
    }
}

#[test]
fn steps_are_those_of_each_neighbour_and_what_the_neighbour_is_in() {
    // A group of three, a tie to a fourth user, and a group of that user alone.
    let mix = Mix { users: 4, groups: vec![vec![0, 1, 2], vec![3]], edges: vec![(2, 3)] };
    // 0, 1 and 3 have one thing with ties each, 2 has two: looked at twice, and the neighbour itself twice.
    let (few, many) = (2 + 2, 2 + 4);
    assert_eq!(structural_holes_steps(&mix.graph()), 2 * (few + few + many) + (many + few));
    assert_eq!(structural_holes_steps(&Graph::default()), 0);
}

#[test]
fn a_cancelled_run_ends_and_an_empty_graph_has_nothing() {
    let progress = Progress::silent();
    let empty = Graph::default();
    assert!(links(&empty, &[], &[], 0, 0.05, &progress).participation.is_empty());
    assert!(circle_ties(&empty, &[], 0).strength.is_empty() && articulation(&empty).is_empty());
    progress.cancel();
    let graph = large_mix(3_000, 12).graph();
    let of = vec![0; 3_000];
    assert!(links(&graph, &strengths(&graph), &of, 1, 0.05, &progress).participation.len() < 3_000);
    assert!(structural_holes(&graph, &[1, 2, 3], &progress).len() < 3);
    assert!(structural_holes(&graph, &[], &Progress::silent()).is_empty());
    let none = links(&Mix { users: 3, ..Mix::default() }.graph(), &[0.0; 3], &[NONE; 3], 0, 0.05, &Progress::silent());
    assert!(none.participation.iter().all(|value| value.is_nan()) && none.circles_linked == [0; 3]);
}
