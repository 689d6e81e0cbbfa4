//! What is said of circles, on a world made by hand.

use renmai::config::Tier;
use renmai::graph::Csr;
use renmai::measures::{CircleTies, Circles, Links};
use renmai::selection::{Portrait, portraits};
use renmai::tables::{Categories, NONE};

use crate::{World, quiet};

/// Circle 0 = people 0–4, held together by groups 0 and 1; circle 1 = 5–7, by group 2; circle 2 = 8–9, by a tie; 10 alone.
/// Person 4 leads from circle 0 to circle 1, person 3 is influential.
fn three_circles() -> World {
    let mut world = quiet(11);
    world.memberships(&[(0, &[0, 1, 2, 3, 4]), (1, &[0, 1]), (2, &[4, 5, 6, 7])]);
    world.tables.group_table.name = ["车友群", "", "读书会"].into_iter().collect();
    world.tie(8, 9, 2.0);
    let of = vec![0, 0, 0, 0, 0, 1, 1, 1, 2, 2, NONE];
    world.measures.circles = Circles { of, sizes: vec![5, 3, 2], ..Circles::default() };
    let linked = [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (4, 1), (5, 1), (6, 1), (7, 1), (8, 2), (9, 2)];
    world.measures.links = Links {
        circles_linked: vec![1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 0],
        linked: Csr::from_pairs(11, linked.into_iter()),
        linked_strength: vec![1.0; linked.len()],
        ..Links::default()
    };
    let ties = [(0, 0), (0, 1), (1, 1), (2, 2)];
    world.measures.circle_ties =
        CircleTies { rows: Csr::from_pairs(3, ties.into_iter()), strength: vec![3.5, 1.0, 1.0, 2.0] };
    world.measures.betweenness.users[4] = 12.0;
    world.measures.betweenness.users[2] = 99.0;
    world.measures.influence.score = vec![5.0, 5.0, 1.0, 90.0, 40.0, 0.0, 7.0, 7.0, 0.0, 0.0, 0.0];
    let names = vec!["上海".to_owned(), "北京".to_owned()];
    world.tables.user_table.city = Categories { codes: vec![0, 0, 1, NONE, 1, 1, 0, NONE, NONE, NONE, 0], names };
    world.user_tags(&[(0, "汽车>保养"), (1, "汽车"), (2, "汽车>改装"), (3, "母婴"), (6, "读书")]);
    world.segments.tier[0] = Tier::S;
    world.segments.tier[3] = Tier::Unknown;
    world
}

fn told(world: &World) -> Vec<Portrait> {
    portraits(world.context())
}

#[test]
fn groups_come_by_the_strength_that_they_give_inside() {
    let world = three_circles();
    let told = told(&world);
    // Group 0 gives 10 pairs of ¼; group 1 one pair of 1; group 2 has one member here, which is no pair.
    assert_eq!(told[0].groups, [(0, 5), (1, 2)]);
    assert_eq!(told[1].groups, [(2, 3)]);
    assert!(told[2].groups.is_empty());
}

#[test]
fn groups_that_are_equally_strong_on_paper_come_by_id() {
    // 10 pairs of 1/45 and 6 pairs of 1/27 are the same, but not in floats.
    let (of_46, of_28): (Vec<u32>, Vec<u32>) = ((0..46).collect(), (0..4).chain(46..70).collect());
    for rows in [[&of_46, &of_28], [&of_28, &of_46]] {
        let mut world = quiet(70);
        world.memberships(&[(0, rows[0]), (1, rows[1])]);
        let of = (0..70).map(|v| if v < 5 { 0 } else { NONE }).collect();
        world.measures.circles = Circles { of, sizes: vec![5], ..Circles::default() };
        world.measures.circle_ties = CircleTies { rows: Csr::from_pairs(1, [].into_iter()), strength: vec![] };
        let groups: Vec<u32> = told(&world)[0].groups.iter().map(|&(group, _)| group).collect();
        assert_eq!(groups, [0, 1]);
    }
}

#[test]
fn circles_and_bridges_that_differ_by_rounding_come_by_number() {
    let mut world = three_circles();
    let ties = [(0, 1), (0, 2)];
    // A tenth three times, and three tenths.
    world.measures.circle_ties =
        CircleTies { rows: Csr::from_pairs(3, ties.into_iter()), strength: vec![0.3, 0.1 + 0.1 + 0.1] };
    world.measures.betweenness.users[5] = 0.3;
    world.measures.betweenness.users[6] = 0.1 + 0.1 + 0.1;
    let linked = [(0, 0), (1, 0), (2, 0), (3, 0), (4, 0), (5, 0), (5, 1), (6, 0), (6, 1), (7, 1), (8, 2), (9, 2)];
    world.measures.links.linked = Csr::from_pairs(11, linked.into_iter());
    let told = told(&world);
    assert_eq!(told[0].neighbours.iter().map(|&(circle, _)| circle).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(told[1].bridges.iter().map(|bridge| bridge.node).collect::<Vec<_>>(), [5, 6]);
}

#[test]
fn cities_interests_and_tiers_count_members_with_a_value() {
    let world = three_circles();
    let told = told(&world);
    // Two in each city: the smaller number; person 3 has none.
    assert_eq!(told[0].city, Some((0, 0.5)));
    assert_eq!(told[1].city, Some((0, 0.5)));
    assert_eq!(told[2].city, None);
    assert_eq!(told[0].interests, [("汽车".to_owned(), 3), ("母婴".to_owned(), 1)]);
    assert_eq!(told[1].interests, [("读书".to_owned(), 1)]);
    assert_eq!(told[0].tiers, [1, 0, 3, 0, 0, 1]);
}

#[test]
fn key_people_are_influential_and_bridges_link_another_circle() {
    let world = three_circles();
    let told = told(&world);
    // Equal influence by number; more betweenness without another circle is no bridge.
    assert_eq!(told[0].key_people, [3, 4, 0]);
    assert_eq!(told[1].key_people, [6, 7, 5]);
    assert_eq!(told[0].bridges.len(), 1);
    assert_eq!((told[0].bridges[0].node, told[0].bridges[0].to.as_slice()), (4, [1].as_slice()));
    assert!(told[1].bridges.is_empty() && told[2].bridges.is_empty());
}

#[test]
fn ties_between_circles_are_seen_from_both_sides() {
    let world = three_circles();
    let told = told(&world);
    assert_eq!(told[0].neighbours, [(1, 1.0)]);
    assert_eq!(told[1].neighbours, [(0, 1.0)]);
    assert!(told[2].neighbours.is_empty());
    assert_eq!(told.iter().map(|p| p.unlinked).collect::<Vec<_>>(), [1, 1, 2]);
    // A tie inside is at two members, one that leads out at one.
    let shares: Vec<f64> = told.iter().map(|p| p.inside_share).collect();
    assert_eq!(shares, [7.0 / 8.0, 2.0 / 3.0, 1.0]);
}

#[test]
fn people_who_may_not_be_named_are_counted_but_not_told() {
    let mut world = three_circles();
    world.opt_out(3);
    let told = told(&world);
    assert_eq!((told[0].size, told[0].key_people.as_slice()), (4, [4, 0, 1].as_slice()));
    assert_eq!(told[0].tiers.iter().sum::<u32>(), 4);
}
