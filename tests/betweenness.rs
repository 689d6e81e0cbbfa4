//! Exact betweenness against an oracle that lists pairs and paths, closed forms, and values of other programs.

mod common;

use common::oracle::{Pairs, agree};
use common::{Mix, data, large_mix};
use proptest::prelude::*;
use renmai::config::{BetweennessMethod, BetweennessOptions, PathCounting};
use renmai::measures::Betweenness;
use renmai::measures::betweenness::{Method, betweenness, cost};
use renmai::parallel::with_threads;
use renmai::progress::Progress;

fn compute(mix: &Mix, path_counting: PathCounting) -> Betweenness {
    let options = BetweennessOptions { method: BetweennessMethod::Exact, path_counting, ..Default::default() };
    betweenness(&mix.graph(), &options, &Progress::silent()).unwrap()
}

fn neighbours(mix: &Mix) -> Betweenness {
    compute(mix, PathCounting::Neighbours)
}

fn check(mix: &Mix, path_counting: PathCounting) -> Result<(), TestCaseError> {
    let expected = Pairs::new(mix).betweenness(path_counting == PathCounting::Channels);
    let measured = compute(mix, path_counting);
    prop_assert_eq!(measured.users.len(), expected.users.len());
    prop_assert_eq!(measured.groups.len(), expected.groups.len());
    for (v, (&m, &e)) in measured.users.iter().zip(&expected.users).enumerate() {
        prop_assert!(agree(m, e), "user {} has {}, expected {}", v, m, e);
    }
    for (g, (&m, &e)) in measured.groups.iter().zip(&expected.groups).enumerate() {
        prop_assert!(agree(m, e), "group {} has {}, expected {}", g, m, e);
    }
    prop_assert_eq!(&measured.low, &measured.users);
    prop_assert_eq!(&measured.high, &measured.users);
    Ok(())
}

/// Everything that may come together: users in many shared groups, clones of groups, edges inside and across groups,
/// users without anything, parts that do not touch, one group that holds most, or only one of the layers.
fn mixes() -> impl Strategy<Value = Mix> {
    let size = (1usize..=22, 0usize..=9, 0usize..=3, 0usize..=24, 0u8..8);
    size.prop_flat_map(|(users, groups, clones, edges, shape)| {
        let n = users as u32;
        let group = prop::collection::vec(0..n, 0..=7);
        let parts = if shape == 0 { 3 } else { 1 };
        (
            Just((users, shape, parts)),
            prop::collection::vec(group, groups),
            prop::collection::vec((0..64usize, 0..n), clones),
            prop::collection::vec((0..n, 0..n), edges),
            0..n,
        )
    })
    .prop_map(|((users, shape, parts), mut groups, clones, mut edges, giant)| {
        for (which, extra) in clones {
            if let Some(mut clone) = groups.get(which % groups.len().max(1)).cloned() {
                // Half of the clones have one member more.
                if extra % 2 == 0 {
                    clone.push(extra);
                }
                groups.push(clone);
            }
        }
        match shape {
            1 => edges.clear(),
            2 => groups.clear(),
            3 => groups.push((0..=giant).collect()),
            4 => edges.truncate(3),
            _ => {}
        }
        if parts > 1 {
            // Part p holds the users with number p modulo the parts; nothing joins two of them.
            let n = users as u32;
            let into = |v: u32, part: u32| match v - v % parts + part {
                inside if inside < n => inside,
                beyond => beyond.saturating_sub(parts),
            };
            for (g, members) in groups.iter_mut().enumerate() {
                members.iter_mut().for_each(|v| *v = into(*v, g as u32 % parts));
            }
            for (i, (u, v)) in edges.iter_mut().enumerate() {
                (*u, *v) = (into(*u, i as u32 % parts), into(*v, i as u32 % parts));
            }
        }
        Mix { users, groups, edges }
    })
}

/// Twenty users in a handful of groups that overlap in many members: most pairs share several groups.
fn overlapping() -> impl Strategy<Value = Mix> {
    let member = prop::collection::vec(0u32..20, 4..=10);
    (prop::collection::vec(member, 3..=9), prop::collection::vec((0u32..20, 0u32..20), 0..=6))
        .prop_map(|(groups, edges)| Mix { users: 20, groups, edges })
}

/// Groups along a line, each overlapping the next in several users: long distances, many shared groups a level.
fn chains() -> impl Strategy<Value = Mix> {
    (prop::collection::vec((1u32..=5, 1u32..=4), 3..=7), prop::collection::vec((0u32..24, 0u32..24), 0..=2)).prop_map(
        |(steps, edges)| {
            let mut start = 0;
            let groups = steps.iter().flat_map(|&(step, width)| {
                start += step;
                [(start..start + width + 2).collect(), (start + 1..start + width + 3).collect::<Vec<u32>>()]
            });
            Mix { users: 48, groups: groups.collect(), edges }
        },
    )
}

/// Few groups that hold half of everybody: every intersection has many members, so most are worth a clique of their own.
fn crowded() -> impl Strategy<Value = Mix> {
    let groups = prop::collection::vec(prop::collection::vec(0u32..60, 20..=45), 3..=7);
    (groups, prop::collection::vec((0u32..60, 0u32..60), 0..=10)).prop_map(|(mut groups, edges)| {
        // Without a few who stand apart everybody is everybody's neighbour.
        groups.push(vec![59, 58, 57]);
        groups.push(vec![57, 56]);
        groups[0].retain(|&v| v < 50);
        groups.iter_mut().skip(1).rev().skip(2).for_each(|members| members.retain(|&v| v < 56));
        Mix { users: 60, groups, edges }
    })
}

/// Up to three groups of groups, and trees that hang on their users or stand alone.
fn hung() -> impl Strategy<Value = Mix> {
    let group = prop::collection::vec(0u32..12, 2..=5);
    let trees = prop::collection::vec(0usize..64, 0..=14);
    (prop::collection::vec(group, 0..=6), trees).prop_map(|(groups, above)| {
        let edges = (12u32..).zip(&above).filter(|&(_, &above)| above < 48);
        let edges = edges.map(|(v, &above)| (v, above as u32 % v)).collect();
        Mix { users: 12 + above.len(), groups, edges }
    })
}

/// Everything again without groups asked for: the same users.
fn check_users_alone(mix: &Mix) -> Result<(), TestCaseError> {
    for path_counting in [PathCounting::Neighbours, PathCounting::Channels] {
        let method = BetweennessMethod::Exact;
        let options = BetweennessOptions { method, path_counting, groups: false, ..Default::default() };
        let alone = betweenness(&mix.graph(), &options, &Progress::silent()).unwrap();
        prop_assert!(alone.groups.is_empty());
        for (v, (&m, &e)) in alone.users.iter().zip(&compute(mix, path_counting).users).enumerate() {
            prop_assert!(agree(m, e), "user {} has {}, with groups {}", v, m, e);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_user_and_group_where_most_share_several_groups(mix in crowded()) {
        check(&mix, PathCounting::Neighbours)?;
        check(&mix, PathCounting::Channels)?;
        check_users_alone(&mix)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_user_and_group_of_any_mix(mix in mixes()) {
        check(&mix, PathCounting::Neighbours)?;
    }

    #[test]
    fn betweenness_is_zero_exactly_where_all_neighbours_are_tied(mix in mixes()) {
        let (graph, values) = (mix.graph(), neighbours(&mix).users);
        for (v, &value) in values.iter().enumerate() {
            // With too few steps it is not known, and never something else.
            for most in [0, 3, 30] {
                prop_assert!(graph.is_simplicial(v as u32, most).is_none_or(|is| is == (value == 0.0)));
            }
            prop_assert_eq!(graph.is_simplicial(v as u32, u64::MAX), Some(value == 0.0), "user {} has {}", v, value);
        }
    }

    #[test]
    fn every_user_and_group_over_channels(mix in mixes()) {
        check(&mix, PathCounting::Channels)?;
    }

    #[test]
    fn trees_that_hang_on_groups_or_on_nothing(mix in hung()) {
        check(&mix, PathCounting::Neighbours)?;
        check(&mix, PathCounting::Channels)?;
    }

    #[test]
    fn users_alone_have_the_same_values(mix in mixes()) {
        check_users_alone(&mix)?;
    }

    #[test]
    fn what_is_known_without_building_never_says_more_steps(mix in mixes()) {
        for path_counting in [PathCounting::Neighbours, PathCounting::Channels] {
            let counted = |method| {
                let options = BetweennessOptions { method, path_counting, exact_budget: 0, ..Default::default() };
                cost(&mix.graph(), &options, 1)
            };
            let (known, all) = (counted(BetweennessMethod::Auto), counted(BetweennessMethod::Exact));
            prop_assert!(all.complete);
            prop_assert!(known.complete || known.operations > 0);
            prop_assert!(known.operations <= all.operations, "{} > {}", known.operations, all.operations);
        }
    }

    #[test]
    fn a_run_that_is_cancelled_before_it_starts_ends(mix in mixes()) {
        let progress = Progress::silent();
        progress.cancel();
        let options = BetweennessOptions { method: BetweennessMethod::Exact, ..Default::default() };
        let b = betweenness(&mix.graph(), &options, &progress).unwrap();
        prop_assert_eq!((b.users.len(), b.sources), (mix.users, 0));
    }

    #[test]
    fn groups_that_overlap_a_lot(mix in overlapping()) {
        check(&mix, PathCounting::Neighbours)?;
        check(&mix, PathCounting::Channels)?;
    }

    #[test]
    fn groups_along_a_line(mix in chains()) {
        check(&mix, PathCounting::Neighbours)?;
        check(&mix, PathCounting::Channels)?;
    }

    #[test]
    fn a_clone_of_a_group_changes_no_user_but_halves_the_group(mix in mixes()) {
        prop_assume!(!mix.groups.is_empty());
        let mut cloned = mix.clone();
        cloned.groups = mix.groups.iter().chain(&mix.groups).cloned().collect();
        let (before, after) = (neighbours(&mix), neighbours(&cloned));
        for (m, e) in after.users.iter().zip(&before.users) {
            prop_assert!(agree(*m, *e));
        }
        for (m, e) in after.groups.iter().zip(before.groups.iter().chain(&before.groups)) {
            prop_assert!(agree(*m, e / 2.0));
        }
    }
}

#[test]
fn nobody_and_nothing() {
    for mix in [Mix::default(), Mix::of_groups(3, []), Mix::of_groups(2, [vec![], vec![1]])] {
        let b = neighbours(&mix);
        assert_eq!(b.users, vec![0.0; mix.users]);
        assert_eq!(b.groups, vec![0.0; mix.groups.len()]);
        assert_eq!(b.sources, 0);
    }
}

#[test]
fn path() {
    let n = 9u32;
    let b = neighbours(&Mix::of_edges(9, (1..n).map(|v| (v - 1, v))));
    let expected: Vec<f64> = (0..n).map(|i| f64::from(i * (n - 1 - i))).collect();
    assert_eq!(b.users, expected);
}

#[test]
fn star() {
    let b = neighbours(&Mix::of_edges(12, (1..12).map(|v| (0, v))));
    assert_eq!(b.users[0], 55.0);
    assert!(b.users[1..].iter().all(|&x| x == 0.0));
}

#[test]
fn cycle() {
    let b = neighbours(&Mix::of_edges(8, (0..8).map(|v| (v, (v + 1) % 8))));
    assert!(b.users.iter().all(|&x| x == 4.5), "{:?}", b.users);
}

#[test]
fn one_group_is_complete() {
    let b = neighbours(&Mix { edges: vec![(0, 1), (3, 4)], ..Mix::of_groups(30, [(0..30).collect()]) });
    assert_eq!(b.users, [0.0; 30]);
    assert_eq!(b.groups, [0.0]);
    assert_eq!(b.sources, 0, "nobody can lie between others, so nobody is searched from");
}

#[test]
fn one_user_between_two_groups_carries_every_pair() {
    // 7 users on one side, 5 on the other, user 7 in both.
    let b = neighbours(&Mix::of_groups(13, [(0..8).collect(), (7..13).collect()]));
    assert_eq!(b.users[7], 35.0);
    assert!(b.users.iter().enumerate().all(|(v, &x)| v == 7 || x == 0.0));
    assert_eq!(b.groups, [35.0, 35.0]);
}

#[test]
fn bridges_between_two_groups_share_the_pairs() {
    // 6 users, 3 bridges in both groups, 4 users: each bridge carries a third of 24 pairs.
    let b = neighbours(&Mix::of_groups(13, [(0..9).collect(), (6..13).collect()]));
    (6..9).for_each(|bridge| assert!(agree(b.users[bridge], 8.0)));
    assert!(agree(b.groups[0], 24.0) && agree(b.groups[1], 24.0));
}

#[test]
fn an_edge_between_two_groups_belongs_to_neither() {
    // Users 0–3 and 4–8, joined by the edge 3–4.
    let mix = Mix { edges: vec![(3, 4)], ..Mix::of_groups(9, [(0..4).collect(), (4..9).collect()]) };
    let b = neighbours(&mix);
    assert_eq!((b.users[3], b.users[4]), (3.0 * 5.0, 4.0 * 4.0));
    // Pairs from one side to the other: 20, of which the end of the edge needs no step in its own group.
    assert_eq!(b.groups, [3.0 * 5.0, 4.0 * 4.0]);
}

#[test]
fn channels_prefer_those_who_share_more_groups() {
    // 0 reaches 3 through 1 (by two groups, then one) or through 2 (by one, then one).
    let mix = Mix::of_groups(4, [vec![0, 1], vec![0, 1], vec![1, 3], vec![0, 2], vec![2, 3]]);
    let channels = compute(&mix, PathCounting::Channels);
    assert!(agree(channels.users[1], 2.0 / 3.0) && agree(channels.users[2], 1.0 / 3.0));
    let neighbours = neighbours(&mix);
    assert!(agree(neighbours.users[1], 0.5) && agree(neighbours.users[2], 0.5));
}

/// Blocks of users in a line, neighbouring blocks sharing a group or two: 12^400 paths from end to end, beyond any float.
#[test]
fn more_paths_than_a_float_can_count() {
    let (blocks, width) = (400u32, 12u32);
    for (copies, counting) in [
        (1, PathCounting::Neighbours),
        (2, PathCounting::Neighbours),
        (1, PathCounting::Channels),
        (2, PathCounting::Channels),
    ] {
        let places = (1..blocks).flat_map(|i| vec![i; copies]);
        let groups = places.clone().map(|i| ((i - 1) * width..(i + 1) * width).collect());
        let b = compute(&Mix::of_groups((blocks * width) as usize, groups), counting);
        for (v, &measured) in b.users.iter().enumerate() {
            let (before, after) = (v as u32 / width, blocks - 1 - v as u32 / width);
            assert!(agree(measured, f64::from(before * after * width)), "user {v}: {measured}");
        }
        for (i, &measured) in places.zip(&b.groups) {
            // All pairs from one side to the other but those of the two blocks, who are neighbours.
            let pairs = f64::from((i * (blocks - i) - 1) * width * width);
            assert!(agree(measured, pairs / copies as f64), "group {i}: {measured}");
        }
    }
}

/// Two users a block, twenty channels from each to each of the next, and hanging on them users of one group and trees:
/// 10^160 paths from end to end, just within what the oracle can count and beyond where scaling begins.
#[test]
fn trees_and_users_of_one_group_where_paths_are_many() {
    let (blocks, channels) = (100u32, 20);
    let mut mix = Mix { users: 2 * blocks as usize, ..Mix::default() };
    let mut user = || {
        mix.users += 1;
        mix.users as u32 - 1
    };
    for block in 0..blocks - 1 {
        let mut group: Vec<u32> = (2 * block..2 * block + 4).collect();
        mix.groups.extend(vec![group.clone(); channels]);
        if block % 9 == 4 {
            group.extend([user(), user()]);
            mix.groups.push(group);
        }
        if block % 13 == 6 {
            let (leaf, above) = (user(), user());
            mix.edges.extend([(leaf, above), (above, 2 * block), (user(), above), (user(), 2 * block + 2)]);
        }
    }
    check(&mix, PathCounting::Channels).unwrap();
}

/// A ring: one user, `blocks` blocks of twelve users in a line, one user, and as many single users back to the first.
/// Half way round, the numbers of shortest paths on the two sides differ by 12^`blocks`.
fn ring(blocks: u32) -> Mix {
    let width = 12u32;
    let thin = blocks * width;
    let (start, end) = (thin + blocks, thin + blocks + 1);
    let mut mix = Mix::of_groups(end as usize + 1, (1..blocks).map(|i| ((i - 1) * width..(i + 1) * width).collect()));
    mix.groups.push((0..width).chain([start]).collect());
    mix.groups.push(((blocks - 1) * width..thin).chain([end]).collect());
    let line = (1..blocks).map(|i| (thin + i - 1, thin + i));
    mix.edges = line.chain([(start, thin), (thin + blocks - 1, end)]).collect();
    mix
}

#[test]
fn path_counts_far_apart_on_one_level() {
    let blocks = 300;
    let sum: f64 = neighbours(&ring(blocks)).users.iter().sum();
    // Over all users betweenness adds up to the sum of (distance − 1) over pairs.
    let around = i64::from(2 * blocks + 2);
    let at = |place: i64| if (1..=i64::from(blocks)).contains(&place) { 12.0 } else { 1.0 };
    let pairs = (0..around).flat_map(|p| (p + 1..around).map(move |q| (p, q)));
    let expected: f64 = pairs.map(|(p, q)| at(p) * at(q) * ((q - p).min(around - (q - p)) - 1) as f64).sum();
    assert!((sum - expected).abs() <= 1e-9 * expected, "{sum} {expected}");
}

#[test]
fn path_counts_beyond_all_scaling_stay_numbers() {
    let b = neighbours(&ring(500));
    assert!(b.users.iter().chain(&b.groups).all(|x| x.is_finite() && *x >= 0.0));
}

#[test]
fn the_same_bits_at_any_number_of_threads() {
    let mix = large_mix(3000, 12);
    for counting in [PathCounting::Neighbours, PathCounting::Channels] {
        let bits = |threads| {
            let b = with_threads(threads, || compute(&mix, counting));
            b.users.iter().chain(&b.groups).map(|x| x.to_bits()).collect::<Vec<_>>()
        };
        let one = bits(1);
        assert!(one.iter().any(|&bits| bits != 0));
        assert_eq!(one, bits(2));
        assert_eq!(one, bits(8));
        // Where the budget has no room for so many threads.
        let method = BetweennessMethod::Exact;
        let options = BetweennessOptions { method, path_counting: counting, ..Default::default() };
        let bytes = cost(&mix.graph(), &options, 8).bytes;
        let options = BetweennessOptions { memory_budget_mib: bytes.div_ceil(1 << 20), ..options };
        let workers = cost(&mix.graph(), &options, 8).workers(&options, 8);
        assert!((2..8).contains(&workers), "{workers}");
        let b = with_threads(8, || betweenness(&mix.graph(), &options, &Progress::silent()).unwrap());
        assert_eq!(one, b.users.iter().chain(&b.groups).map(|x| x.to_bits()).collect::<Vec<_>>());
    }
}

#[test]
fn a_larger_mix_equals_the_oracle() {
    let mix = large_mix(300, 9);
    check(&mix, PathCounting::Neighbours).unwrap();
    check(&mix, PathCounting::Channels).unwrap();
}

#[test]
fn the_cost_is_counted_before() {
    let mix = large_mix(500, 9);
    let with = |path_counting| BetweennessOptions { path_counting, ..Default::default() };
    let count = |mix: &Mix, threads| cost(&mix.graph(), &with(PathCounting::Neighbours), threads);
    let (one, two) = (count(&mix, 1), count(&mix, 2));
    assert_eq!(one.sources, neighbours(&mix).sources as u64);
    assert_eq!(one.operations, one.sources * one.entries_per_source);
    assert!(one.bytes > 0 && one.seconds > two.seconds && two.seconds > 0.0);
    assert_eq!(count(&Mix::default(), 2).operations, 0);
    let channels = cost(&mix.graph(), &with(PathCounting::Channels), 1);
    assert!(channels.operations < one.operations && channels.bytes < one.bytes);
}

/// One user for every set of eight groups: 20,616 pairs share two groups or more.
#[test]
fn intersections_of_groups_take_the_place_of_pairs() {
    let mix = Mix::of_groups(256, (0..8).map(|g| (0..256).filter(|v| v >> g & 1 == 1).collect()));
    let steps = |path_counting| {
        let options = BetweennessOptions { path_counting, ..Default::default() };
        cost(&mix.graph(), &options, 1).entries_per_source
    };
    // In and out of the groups, for everybody who is in two or more.
    let groups = 2 * (8 * 128 - 8);
    assert_eq!(steps(PathCounting::Channels), groups);
    let pairs = 2 * 20_616;
    assert!(steps(PathCounting::Neighbours) < groups + pairs / 3);
}

fn compare(mix: &Mix, ids: &[String], expected: &data::Expected) {
    assert_eq!(ids.len(), expected.len());
    let start = std::time::Instant::now();
    let b = neighbours(mix);
    eprintln!("{} users, {} classes: {:.3} s", ids.len(), b.sources, start.elapsed().as_secs_f64());
    for (v, id) in ids.iter().enumerate() {
        let value = expected[id].1;
        // Other programs leave rounding where 0 is meant, and print about twelve digits.
        assert!((b.users[v] - value).abs() <= 1e-9 * value.max(1.0), "{}: {} expected {value}", v, b.users[v]);
        assert!(value > 0.0 || b.users[v] == 0.0, "{}: {} expected 0", v, b.users[v]);
    }
}

#[test]
fn every_member_of_the_nashville_groups() {
    let (Some(rows), Some(expected)) =
        (data::rows("nashville/memberships_2plus.csv"), data::expected("nashville/expected_2plus.tsv"))
    else {
        return;
    };
    let (mix, ids) = data::memberships(&rows);
    compare(&mix, &ids, &expected);
}

#[test]
fn every_student_of_the_message_network() {
    let (Some(rows), Some(expected)) =
        (data::rows("collegemsg/interactions.csv"), data::expected("collegemsg/expected.tsv"))
    else {
        return;
    };
    let (mix, ids) = data::interactions(&rows);
    compare(&mix, &ids, &expected);
}

#[test]
fn the_women_of_natchez_equal_the_oracle() {
    let Some(rows) = data::rows("davis/davis_woman_event.csv") else { return };
    let (mix, ids) = data::memberships(&rows);
    assert_eq!(ids.len(), 18);
    check(&mix, PathCounting::Neighbours).unwrap();
    check(&mix, PathCounting::Channels).unwrap();
}

/// Forty groups of most of everybody: nearly each pair shares a set of groups that no other pair shares.
#[test]
fn groups_that_overlap_widely_are_refused_or_sampled_before_they_take_more_than_there_is() {
    let users = 120u32;
    let mixed = |user: u32, group: u32| {
        let bits = u64::from(user + 1 + users * group).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (bits ^ bits >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 32
    };
    let members = |group: u32| (0..users).filter(move |&user| mixed(user, group) % 10 < 8);
    let mix = Mix::of_groups(users as usize, (0..40).map(|group| members(group).collect()));
    let graph = mix.graph();
    let run = |method, memory_budget_mib, threads| {
        let options =
            BetweennessOptions { method, memory_budget_mib, sampled_budget: 100_000, ..BetweennessOptions::default() };
        with_threads(threads, || betweenness(&graph, &options, &Progress::silent()))
    };
    let whole = run(BetweennessMethod::Exact, 2048, 2).unwrap();
    assert!(whole.sources == users as usize, "all are different");
    let oracle = neighbours(&mix).users;
    assert!(whole.users.iter().zip(&oracle).all(|(&m, &e)| agree(m, e)));
    for threads in [1, 2, 5] {
        let refused = run(BetweennessMethod::Exact, 4, threads).unwrap_err();
        assert!(refused.to_string().contains("limit of 4 MiB"), "{refused}");
        let sampled = run(BetweennessMethod::Auto, 4, threads).unwrap();
        assert_eq!(sampled.method, Method::Sampled);
        let choice = sampled.choice.unwrap();
        assert_eq!((choice.bytes_budget, choice.bytes > choice.bytes_budget), (4 << 20, true));
    }
}
