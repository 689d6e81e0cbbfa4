//! Groups that are suggested to the isolated.

use renmai::measures::Isolation;
use renmai::tables::{Categories, MemberType, NO_TIME, NONE};
use renmai::text::Lang;
use renmai::text::terms::WhyGroup;

use crate::world::NOW;
use crate::{neighbourhood, nodes, quiet, sentence};

#[test]
fn groups_are_suggested_by_city_and_interest() {
    let isolated = neighbourhood().select().isolated;
    assert_eq!(nodes(&isolated), [0, 1, 2, 3]);
    let groups: Vec<Vec<u32>> =
        isolated.entries.iter().map(|e| e.suggestions.iter().map(|s| s.group).collect()).collect();
    // Livelier first within a city; two shared levels are worth less than the city; nothing known, nothing suggested.
    assert_eq!(groups, [vec![1, 0], vec![1, 0, 2], vec![2], vec![]]);
    let first = &isolated.entries[1].suggestions[0];
    assert_eq!(first.why, [WhyGroup::SameCity, WhyGroup::HasRoom, WhyGroup::Active]);
    assert_eq!((first.members, first.similar), (3, 0), "nobody of the city there shares the interest");
    assert!((first.score - 0.56).abs() < 1e-12, "{}", first.score);
    let baby = &isolated.entries[1].suggestions[2];
    assert_eq!(baby.why, [WhyGroup::SharedInterest, WhyGroup::HasRoom]);
    assert!((baby.score - (0.4 * 2.0 / 3.0 + 0.08)).abs() < 1e-12);
    assert!((isolated.entries[2].suggestions[0].score - (0.4 / 3.0 + 0.08)).abs() < 1e-12);
    assert!(
        sentence(&isolated, 2, Lang::Zh).ends_with("；可邀请其加入“宝妈群”（兴趣相近、有空位）"),
        "{}",
        sentence(&isolated, 2, Lang::Zh)
    );
    // Somebody of the same city is in the group and could invite.
    let told = sentence(&isolated, 0, Lang::En);
    assert!(
        told.ends_with(
            "; ask u004 (same city) to invite them to \"g01\" (same city, similar members, has room, active)"
        ),
        "{told}"
    );
}

#[test]
fn groups_that_a_person_is_in_or_has_left_are_not_suggested() {
    let mut world = neighbourhood();
    // Rows are sorted by user.
    let rows = &mut world.tables.memberships;
    rows.user.insert(0, 0);
    rows.group.insert(0, 1);
    rows.joined_at.insert(0, NO_TIME);
    rows.left_at.insert(0, NOW - 1);
    rows.member_type.insert(0, MemberType::Customer);
    let isolated = world.select().isolated;
    let groups: Vec<u32> = isolated.entries[0].suggestions.iter().map(|s| s.group).collect();
    assert_eq!(groups, [0]);
    assert_eq!(isolated.entries[1].suggestions.len(), 3, "others with the same city are not affected");
}

#[test]
fn room_is_told_for_both_group_sizes() {
    for (size, room, full) in [
        (189, true, false),
        (190, false, true),
        (200, false, true),
        (201, true, false),
        (474, true, false),
        (475, false, true),
        (499, false, true),
    ] {
        let mut world = quiet(1 + size);
        world.measures.isolation[0] = Some(Isolation::Isolated);
        world.tables.user_table.city = Categories { codes: vec![0; 1 + size], names: vec!["上海".to_owned()] };
        let members: Vec<u32> = (1..=size as u32).collect();
        world.memberships(&[(0, &members)]);
        let suggestion = world.select().isolated.entries[0].suggestions[0].clone();
        assert_eq!((suggestion.why.contains(&WhyGroup::HasRoom), suggestion.nearly_full), (room, full), "{size}");
    }
}

#[test]
fn a_group_with_no_place_left_is_not_suggested() {
    for (size, suggested) in [(499, 1), (500, 0), (501, 0)] {
        let mut world = quiet(1 + size);
        world.measures.isolation[0] = Some(Isolation::Isolated);
        world.tables.user_table.city = Categories { codes: vec![0; 1 + size], names: vec!["上海".to_owned()] };
        let members: Vec<u32> = (1..=size as u32).collect();
        world.memberships(&[(0, &members)]);
        assert_eq!(world.select().isolated.entries[0].suggestions.len(), suggested, "{size}");
    }
}

/// A small generator of whole numbers, so that the worlds are the same everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % n
    }
}

#[test]
fn suggestions_equal_a_search_of_every_group() {
    let mut numbers = Numbers(7);
    let tags = ["a", "a>b", "a>b>c", "a>b>c>d", "a>x", "a>x>c", "k", "k>b", "m>n>o"];
    for _ in 0..40 {
        let (people, groups) = (30, 25);
        let mut world = quiet(people + 60);
        let picks: Vec<Vec<u32>> = (0..groups)
            .map(|_| (0..people as u32 + 60).filter(|_| numbers.below(12) == 0).collect::<Vec<u32>>())
            .collect();
        let rows: Vec<(u32, &[u32])> = picks.iter().enumerate().map(|(g, m)| (g as u32, m.as_slice())).collect();
        world.memberships(&rows);
        (0..people).for_each(|p| world.measures.isolation[p] = Some(Isolation::Isolated));
        let users: Vec<(usize, &str)> = (0..people).map(|p| (p, tags[numbers.below(9) as usize])).collect();
        world.user_tags(&users);
        let offers: Vec<(usize, &str)> = (0..groups).map(|g| (g, tags[numbers.below(9) as usize])).collect();
        world.group_tags(&offers);
        world.graph.tallies.group_events = (0..groups).map(|_| numbers.below(30) as f64).collect();
        world.tables.group_table.city =
            Categories { codes: (0..groups).map(|_| numbers.below(3) as u32).collect(), names: cities() };
        world.tables.user_table.city =
            Categories { codes: (0..people + 60).map(|_| numbers.below(3) as u32).collect(), names: cities() };

        let rates: Vec<f64> =
            (0..groups).map(|g| world.graph.tallies.group_events[g] / picks[g].len() as f64).collect();
        let worth: Vec<usize> = (0..groups).filter(|&g| picks[g].len() >= 3).collect();
        for entry in world.select().isolated.entries {
            let person = entry.node as usize;
            let mut expected: Vec<(usize, u32)> = Vec::new();
            for &g in worth.iter().filter(|&&g| !picks[g].contains(&entry.node)) {
                let city = world.tables.user_table.city.codes[person] == world.tables.group_table.city.codes[g];
                let (own, offered) = (users[person].1.split('>'), offers[g].1.split('>'));
                let depth = own.zip(offered).take(3).take_while(|(a, b)| a == b).count();
                if !city && depth == 0 {
                    continue;
                }
                let as_lively = worth.iter().filter(|&&h| rates[h] <= rates[g]).count();
                let lively = if rates[g] > 0.0 { as_lively } else { 0 };
                // In 75ths of one group's share: 0.4 are 30, 0.08 are 6.
                expected.push(((30 * usize::from(city) + 10 * depth + 6) * worth.len() + 6 * lively, g as u32));
            }
            expected.sort_by_key(|&(points, group)| (std::cmp::Reverse(points), group));
            expected.truncate(3);
            let found: Vec<u32> = entry.suggestions.iter().map(|s| s.group).collect();
            assert_eq!(found, expected.iter().map(|&(_, group)| group).collect::<Vec<_>>());
            for (suggestion, (points, _)) in entry.suggestions.iter().zip(&expected) {
                assert_eq!(suggestion.score, *points as f64 / (75 * worth.len()) as f64);
            }
        }
    }
}

#[test]
fn a_whole_interest_is_worth_as_much_as_the_city_and_equal_scores_go_by_group() {
    for (of_city, of_interest) in [(0, 1), (1, 0)] {
        let mut world = quiet(7);
        world.measures.isolation[0] = Some(Isolation::Isolated);
        world.memberships(&[(0, &[1, 2, 3]), (1, &[4, 5, 6])]);
        let mut codes = vec![NONE; 2];
        codes[of_city] = 0;
        world.tables.group_table.city = Categories { codes, names: vec!["上海".to_owned()] };
        world.tables.user_table.city = Categories { codes: vec![0; 1], names: vec!["上海".to_owned()] };
        world.tables.user_table.city.codes.resize(7, NONE);
        world.user_tags(&[(0, "母婴>辅食>价格敏感")]);
        world.group_tags(&[(of_interest, "母婴>辅食>价格敏感")]);
        let suggestions = &world.select().isolated.entries[0].suggestions;
        let found: Vec<(u32, f64)> = suggestions.iter().map(|s| (s.group, s.score)).collect();
        assert_eq!(found, [(0, 0.48), (1, 0.48)], "0.4 · 3/3 is 0.4, whatever floats say");
    }
}

#[test]
fn a_group_without_tags_has_the_tag_that_most_members_bear() {
    let mut world = quiet(5);
    world.measures.isolation[0] = Some(Isolation::Isolated);
    world.memberships(&[(0, &[1, 2, 3])]);
    world.user_tags(&[(0, "母婴>辅食"), (1, "母婴>玩具"), (2, "母婴>玩具"), (3, "母婴>辅食")]);
    let score = |world: &crate::World| world.select().isolated.entries[0].suggestions[0].score;
    // One level and room: the tag that one member alone bears is not the group's.
    assert_eq!(score(&world), (10.0 + 6.0) / 75.0);
    world.user_tags(&[(0, "母婴>辅食"), (1, "母婴>玩具"), (2, "母婴>辅食"), (3, "母婴>辅食")]);
    assert_eq!(score(&world), (20.0 + 6.0) / 75.0);
}

fn cities() -> Vec<String> {
    ["上海", "北京", "成都"].map(str::to_owned).to_vec()
}

#[test]
fn groups_that_share_nothing_are_found_through_their_members() {
    let mut numbers = Numbers(11);
    let (people, members, groups) = (12, 80, 20);
    // The interests that are asked for, and one more that every group is about. What comes below the first level does not matter.
    let tags = ["a>b", "a", "k>b", "m>n>o", "q", "z"];
    let (mut by_interest, mut by_city, mut none) = (0, 0, 0);
    for round in 0..40 {
        let mut world = quiet(people + members);
        let sparse = 10 + 6 * (round % 3);
        let range = people as u32..(people + members) as u32;
        let picks: Vec<Vec<u32>> =
            (0..groups).map(|_| range.clone().filter(|_| numbers.below(sparse) == 0).collect()).collect();
        let rows: Vec<(u32, &[u32])> = picks.iter().enumerate().map(|(g, m)| (g as u32, m.as_slice())).collect();
        world.memberships(&rows);
        (0..people).for_each(|p| world.measures.isolation[p] = Some(Isolation::Isolated));
        let asked = |numbers: &mut Numbers, v: usize| tags[numbers.below(if v < people { 5 } else { 6 }) as usize];
        // Few members have a tag, so that people with rare interests fall back on their city.
        let mut own: Vec<(usize, &str)> = (0..people).map(|v| (v, asked(&mut numbers, v))).collect();
        for v in people..people + members {
            if numbers.below(4) == 0 {
                own.push((v, asked(&mut numbers, v)));
            }
        }
        world.user_tags(&own);
        world.group_tags(&(0..groups).map(|g| (g, "z")).collect::<Vec<_>>());
        // Groups are in 北京, people elsewhere, some members where they are; everybody asked lives in 上海 or 成都.
        world.tables.group_table.city = Categories { codes: vec![1; groups], names: cities() };
        let city: Vec<u32> = (0..people + members)
            .map(|v| if v < people || numbers.below(9) == 0 { 2 * numbers.below(2) as u32 } else { 1 })
            .collect();
        world.tables.user_table.city = Categories { codes: city.clone(), names: cities() };

        let first =
            |v: u32| own.iter().find(|(of, _)| *of == v as usize).map(|(_, tag)| tag.split('>').next().unwrap());
        let search = |alike: &dyn Fn(u32) -> bool| -> Vec<(u32, u32)> {
            let mut found: Vec<(f64, u32, u32)> = Vec::new();
            for (g, members) in picks.iter().enumerate().filter(|(_, members)| members.len() >= 3) {
                let similar = members.iter().filter(|&&m| alike(m)).count();
                if similar >= 2 {
                    found.push((similar as f64 / members.len() as f64, g as u32, similar as u32));
                }
            }
            found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            found.into_iter().take(3).map(|(_, g, similar)| (g, similar)).collect()
        };
        for entry in world.select().isolated.entries {
            let person = entry.node;
            let mut expected = search(&|m| first(m) == first(person));
            by_interest += usize::from(!expected.is_empty());
            if expected.is_empty() {
                expected = search(&|m| city[m as usize] == city[person as usize]);
                *if expected.is_empty() { &mut none } else { &mut by_city } += 1;
            }
            let found: Vec<(u32, u32)> = entry.suggestions.iter().map(|s| (s.group, s.similar)).collect();
            assert_eq!(found, expected, "person {person}");
            for suggestion in &entry.suggestions {
                assert_eq!(suggestion.why[0], WhyGroup::SimilarPeople);
                assert!(suggestion.score <= 0.1, "below any group that fits");
            }
        }
    }
    assert!(by_interest > 20 && by_city > 20 && none > 20, "{by_interest} {by_city} {none}");
}
