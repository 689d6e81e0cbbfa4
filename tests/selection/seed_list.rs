//! The seed list: who may be chosen, what counts, what is opened, and the lists beside it, on a world made by hand.

use renmai::config::{ReachValue, SeedCandidates, SeedsOptions, Tier};
use renmai::graph::Csr;
use renmai::measures::{Circles, Links};
use renmai::progress::Progress;
use renmai::selection::{Eligibility, SeedList, seed_list};
use renmai::tables::{Categories, NONE};

use crate::{World, quiet};

/// Two groups of six that share person 5, and three people alone (11–13); circle 0 = 0–5, circle 1 = 6–10.
fn two_groups() -> World {
    let mut world = quiet(14);
    world.memberships(&[(0, &[0, 1, 2, 3, 4, 5]), (1, &[5, 6, 7, 8, 9, 10])]);
    let of = (0..14)
        .map(|v| {
            if v <= 5 {
                0
            } else if v <= 10 {
                1
            } else {
                NONE
            }
        })
        .collect();
    world.measures.circles = Circles { of, sizes: vec![6, 5], ..Circles::default() };
    let linked = (0..11u32).map(|v| (v, u32::from(v > 5))).chain([(5, 1)]);
    let linked: Vec<(u32, u32)> = linked.collect();
    let mut sorted = linked.clone();
    sorted.sort_unstable();
    world.measures.links.linked = Csr::from_pairs(14, sorted.into_iter());
    world.measures.links = Links { linked_strength: vec![1.0; linked.len()], ..world.measures.links };
    world.measures.betweenness.users = (0..14).map(|v| f64::from(u8::from(v == 5)) * 25.0).collect();
    world.measures.degree = (0..14)
        .map(|v| {
            if v == 5 {
                10
            } else if v < 11 {
                5
            } else {
                0
            }
        })
        .collect();
    world.measures.influence.score = (0..14).map(|v| 100.0 - f64::from(v)).collect();
    let names = vec!["上海".to_owned(), "北京".to_owned()];
    world.tables.user_table.city = Categories { codes: (0..14).map(|v| [0, 1, NONE][v % 3]).collect(), names };
    world
}

fn options(k: usize) -> SeedsOptions {
    SeedsOptions { k, simulations: 50, candidates: SeedCandidates::All, ..SeedsOptions::default() }
}

fn chosen(world: &World, options: &SeedsOptions) -> SeedList {
    let eligibility = world.select().eligibility;
    seed_list(world.context(), &eligibility, options, &Progress::silent()).unwrap()
}

fn nodes(list: &SeedList) -> Vec<u32> {
    list.set.picks.iter().map(|pick| pick.node).collect()
}

#[test]
fn a_pick_opens_the_circles_that_no_earlier_one_did() {
    let list = chosen(&two_groups(), &options(3));
    let picks = nodes(&list);
    assert_eq!(picks[0], 5, "the person of both groups reaches most");
    assert_eq!(list.opened.row(0), [0, 1]);
    assert!(list.opened.row(1).is_empty() && list.opened.row(2).is_empty());
    assert_eq!((list.circles, list.candidates, list.total), (2, 14, 14.0));
}

#[test]
fn only_candidates_are_chosen() {
    let mut world = two_groups();
    world.segments.tier[5] = Tier::D;
    let eligible = SeedsOptions { candidates: SeedCandidates::Eligible, ..options(14) };
    let list = chosen(&world, &eligible);
    assert_eq!((list.candidates, nodes(&list).contains(&5)), (13, false));
    assert!(list.lists.iter().all(|other| other.nodes.len() == 13 && !other.nodes.contains(&5)));
    assert_eq!(world.select().eligibility[5], Eligibility::Tier);
    // Who may not be named carries the cascade, but is no candidate and counts nothing.
    world.opt_out(5);
    let list = chosen(&world, &options(14));
    assert_eq!((list.candidates, list.total), (13, 13.0));
    assert!(seed_list(world.context(), &[], &options(0), &Progress::silent()).is_none());
}

#[test]
fn other_lists_follow_one_measure_under_the_same_quotas() {
    let world = two_groups();
    let mut quota = options(4);
    quota.quota.city = Some(1);
    let list = chosen(&world, &quota);
    let of = |code: &str| &list.lists.iter().find(|other| other.code == code).unwrap().nodes;
    // People 0, 3, 6 … are in 上海, 1, 4, 7 … in 北京, 2, 5, 8 … in neither: not limited.
    assert_eq!(of("influence"), &[0, 1, 2, 5]);
    assert_eq!(of("betweenness"), &[5, 0, 1, 2]);
    assert_eq!(of("degree"), &[5, 0, 1, 2]);
    for other in &list.lists {
        let in_city = |city: u32| other.nodes.iter().filter(|&&v| [0, 1, NONE][v as usize % 3] == city).count();
        assert!(other.nodes.len() == 4 && in_city(0) <= 1 && in_city(1) <= 1, "{other:?}");
        assert_eq!(other.spread.unwrap().simulations, 50);
    }
    assert_eq!(of("seeds"), &nodes(&list));
}

#[test]
fn what_one_reached_user_counts() {
    let mut world = two_groups();
    world.segments.monthly_spend = vec![0.0; 14];
    let spend = SeedsOptions { value: ReachValue::Spend, ..options(1) };
    // Spend that nobody has cannot be counted: people are, and it is said.
    assert_eq!(chosen(&world, &spend).value, ReachValue::Users);
    world.segments.monthly_spend[12] = 900.0;
    world.segments.monthly_spend[3] = f64::NAN;
    let list = chosen(&world, &spend);
    assert_eq!((list.value, list.total, nodes(&list)), (ReachValue::Spend, 900.0, vec![12]));
    // Who is on no list counts all the same; who opted out and stays in the graph does not.
    world.tables.suppressed = (0..14).map(|user| user == 3).collect();
    let people = |world: &World| chosen(world, &options(1)).total;
    assert_eq!(people(&world), 14.0);
    world.graph.nodes.listed[3] = false;
    assert_eq!(people(&world), 13.0);
    world.graph.nodes.listed[3] = true;
    world.tables.suppressed.clear();
    // Tier B counts 2 by default, S 5.
    world.segments.tier[11] = Tier::S;
    let list = chosen(&world, &SeedsOptions { value: ReachValue::Tier, ..options(1) });
    assert_eq!((list.value, list.total), (ReachValue::Tier, 13.0 * 2.0 + 5.0));
}
