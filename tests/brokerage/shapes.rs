//! Shapes whose values can be worked out on paper.

use renmai::graph::Graph;
use renmai::measures::brokerage::{articulation, circle_ties, circles_of_groups, links};
use renmai::measures::degree::strengths;
use renmai::progress::Progress;

use super::holes;
use crate::common::Mix;
use crate::naive::near;

fn participation(graph: &Graph, of: &[u32], circles: usize) -> Vec<f64> {
    links(graph, &strengths(graph), of, circles, 0.05, &Progress::silent()).participation
}

#[test]
fn a_star_has_holes_all_around_its_centre() {
    let leaves = 9;
    let graph = Mix::of_edges(leaves + 1, (1..=leaves as u32).map(|leaf| (0, leaf))).graph();
    let holes = holes(&graph);
    assert!(near(holes[0].constraint, 1.0 / leaves as f64) && near(holes[0].effective_size, leaves as f64));
    assert!(holes[1..].iter().all(|leaf| leaf.constraint == 1.0 && leaf.effective_size == 1.0));
    let cut_off = articulation(&graph);
    assert_eq!(cut_off[0] as usize, leaves - 1);
    assert!(cut_off[1..].iter().all(|&leaf| leaf == 0));
}

#[test]
fn one_group_has_no_holes() {
    for n in [2, 3, 10, 500] {
        let graph = Mix::of_groups(n, [(0..n as u32).collect()]).graph();
        let d = (n - 1) as f64;
        let constraint = d * (1.0 / d + (d - 1.0) / (d * d)).powi(2);
        for holes in holes(&graph) {
            assert!(near(holes.constraint, constraint), "{n}: {} {constraint}", holes.constraint);
            // d neighbours less d shares of 1 − 1/d: what rounds is as large as d.
            assert!((holes.effective_size - 1.0).abs() <= 1e-13 * d, "{n}: {}", holes.effective_size);
        }
        assert!(articulation(&graph).iter().all(|&cut_off| cut_off == 0));
    }
}

#[test]
fn two_groups_hang_together_by_the_user_whom_they_share() {
    // 0..=3 and 3..=9: without 3 the three of the smaller group are cut off.
    let graph = Mix::of_groups(10, [(0..4).collect(), (3..10).collect()]).graph();
    let mut expected = [0; 10];
    expected[3] = 3;
    assert_eq!(articulation(&graph), expected);
    // An interaction edge past the user makes a ring of the two.
    let ring = Mix { edges: vec![(0, 9)], ..Mix::of_groups(10, [(0..4).collect(), (3..10).collect()]) };
    assert!(articulation(&ring.graph()).iter().all(|&cut_off| cut_off == 0));
}

#[test]
fn users_of_different_components_do_not_count_for_each_other() {
    // A path of 3, a path of 5, somebody alone, a group of one.
    let edges = [(0, 1), (1, 2), (3, 4), (4, 5), (5, 6), (6, 7)];
    let mix = Mix { groups: vec![vec![8]], ..Mix::of_edges(9, edges) };
    assert_eq!(articulation(&mix.graph()), [0, 1, 0, 0, 1, 2, 1, 0, 0]);
}

#[test]
fn a_chain_of_a_million_does_not_exhaust_the_stack() {
    let n = 1_000_000u32;
    let expected = |v: u32| v.min(n - 1 - v);
    let by_ties = articulation(&Mix::of_edges(n as usize, (1..n).map(|v| (v - 1, v))).graph());
    assert!((0..n).all(|v| by_ties[v as usize] == expected(v)));
    let by_groups = articulation(&Mix::of_groups(n as usize, (1..n).map(|v| vec![v - 1, v])).graph());
    assert!(by_groups == by_ties);
}

#[test]
fn participation_counts_circles_that_share_the_strength_evenly() {
    for circles in [1, 2, 5, 20] {
        // User 0 has two friends in each circle and is in the first one.
        let friends = 2 * circles as u32;
        let graph = Mix::of_edges(friends as usize + 1, (1..=friends).map(|friend| (0, friend))).graph();
        let of: Vec<u32> = (0..=friends).map(|v| v.saturating_sub(1) / 2).collect();
        let found = participation(&graph, &of, circles);
        assert!(near(found[0], 1.0 - 1.0 / circles as f64));
        assert!(found[1..].iter().all(|&friend| friend == 0.0));
    }
}

#[test]
fn a_share_that_is_met_exactly_is_met() {
    // A group of 21: each of the others is one twentieth of a user's strength, and of 20 members one is a twentieth.
    let graph = Mix::of_groups(21, [(0..21).collect(), (0..20).collect()]).graph();
    let of: Vec<u32> = (0..21).map(|v| u32::from(v == 20)).collect();
    let only_first = Mix::of_groups(21, [(0..21).collect()]).graph();
    let found = links(&only_first, &strengths(&only_first), &of, 2, 0.05, &Progress::silent());
    assert!(found.circles_linked[..20].iter().all(|&linked| linked == 2), "{:?}", found.circles_linked);
    assert_eq!(found.linked.row(0), [0, 1]);
    assert_eq!((found.circles_linked[20], found.linked.row(20)), (1, &[0][..]));
    let above = links(&only_first, &strengths(&only_first), &of, 2, 0.0501, &Progress::silent());
    assert!(above.circles_linked.iter().all(|&linked| linked == 1));
    let of: Vec<u32> = (0..21).map(|v| u32::from(v == 19)).collect();
    assert_eq!(circles_of_groups(&graph, &of, 0.05), [1, 2]);
    assert_eq!(circles_of_groups(&graph, &of, 0.04), [2, 2]);
    // 7 of 100 and a share of 0.07, whose product with 100 is above 7.
    let hundred = Mix::of_groups(100, [(0..100).collect()]).graph();
    let of: Vec<u32> = (0..100).map(|v| u32::from(v < 7)).collect();
    assert_eq!(circles_of_groups(&hundred, &of, 0.07), [2]);
}

#[test]
fn equal_links_stand_in_the_order_of_their_numbers() {
    let graph = Mix::of_edges(6, [(0, 1), (0, 2), (0, 3), (0, 4), (0, 5)]).graph();
    let found = links(&graph, &strengths(&graph), &[2, 3, 0, 1, 3, 2], 4, 0.05, &Progress::silent());
    assert_eq!(found.linked.row(0), [3, 0, 1, 2]);
    assert_eq!(found.linked_strength[..4], [2.0, 1.0, 1.0, 1.0]);
}

#[test]
fn a_group_across_two_circles_ties_them_by_its_pairs() {
    // Five people, three of them in circle 1: three pairs inside, six across, one inside circle 0; each of weight 1/4.
    let graph = Mix::of_groups(5, [(0..5).collect()]).graph();
    let ties = circle_ties(&graph, &[1, 0, 1, 0, 1], 3);
    assert_eq!(ties.rows.pairs().collect::<Vec<_>>(), [(0, 0), (0, 1), (1, 1)]);
    assert_eq!(ties.strength, [0.25, 1.5, 0.75]);
    assert_eq!(ties.rows.len(), 3);
}
