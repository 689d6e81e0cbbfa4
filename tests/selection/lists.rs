//! The three lists: criteria at every bound, order, sentences, names of codes.

use renmai::config::Tier;
use renmai::measures::Isolation;
use renmai::selection::{Criterion, Eligibility, Why};
use renmai::text::{Lang, terms};

use crate::{nodes, quiet, sentence};

#[test]
fn remarks_must_exceed_the_bound() {
    let mut world = quiet(3);
    world.measures.remarks = vec![50.0, 50.5, 51.0];
    let selection = world.select();
    assert_eq!(nodes(&selection.koc), [1, 2]);
    assert_eq!(selection.koc.entries[0].why, [Why::ManyRemarks]);
    world.tables.given.users.remark_count = false;
    let selection = world.select();
    assert!(selection.koc.entries.is_empty());
    assert_eq!(selection.koc.skipped_criteria, [Criterion::Remarks]);
    // Remark events are a source as well.
    world.tables.interactions.kinds = vec!["remark".to_owned()];
    assert_eq!(nodes(&world.select().koc), [1, 2]);
}

#[test]
fn groups_must_reach_the_percentile_and_the_minimum() {
    let mut world = quiet(20);
    world.options.koc.groups_min = 2;
    world.measures.groups = (1..=20).collect();
    let selection = world.select();
    assert_eq!(selection.thresholds.groups, 19);
    assert_eq!(nodes(&selection.koc), [18, 19]);
    assert_eq!(selection.koc.entries[0].why, [Why::ManyGroups]);
    // Unlisted people do not move the percentile and are on no list.
    world.opt_out(18);
    let selection = world.select();
    assert_eq!(selection.thresholds.groups, 20);
    assert_eq!(nodes(&selection.koc), [19]);
    assert_eq!(selection.eligibility[18], Eligibility::OptedOut);
    // Where nearly everybody is in one group, the minimum holds.
    world.measures.groups = vec![1; 20];
    world.measures.groups[3] = 2;
    let selection = world.select();
    assert_eq!(selection.thresholds.groups, 2);
    assert_eq!(nodes(&selection.koc), [3]);
    world.tables.given.memberships.any = false;
    let selection = world.select();
    assert!(selection.koc.entries.is_empty());
    assert_eq!(selection.koc.skipped_criteria, [Criterion::Groups]);
}

#[test]
fn influence_must_be_within_the_top_percent() {
    for (n, expected) in [(1, 1), (20, 1), (21, 2), (40, 2), (41, 3)] {
        let mut world = quiet(n);
        world.options.koc.influence_top_percent = 5.0;
        world.measures.influence.rank = (1..=n as u32).rev().collect();
        world.measures.influence.score = (0..n).map(|i| i as f64).collect();
        let koc = world.select().koc;
        assert_eq!(koc.qualified, expected, "{n} people");
        assert_eq!(koc.entries[0].node, n as u32 - 1);
        assert_eq!(koc.entries[0].why, [Why::TopInfluence]);
    }
}

#[test]
fn equal_scores_go_by_tier_then_id_and_top_cuts() {
    let mut world = quiet(6);
    world.measures.remarks = vec![60.0; 6];
    world.measures.influence.score = vec![50.0, 50.0, 50.0, 70.0, 50.0, 50.0];
    world.segments.tier = vec![Tier::B, Tier::A, Tier::Unknown, Tier::B, Tier::A, Tier::S];
    let koc = world.select().koc;
    assert_eq!(nodes(&koc), [3, 5, 1, 4, 0, 2]);
    assert_eq!(koc.entries.iter().map(|e| e.rank).collect::<Vec<_>>(), [1, 2, 3, 4, 5, 6]);
    world.options.tiers = vec![Tier::B, Tier::A];
    world.top = 2;
    let koc = world.select().koc;
    assert_eq!((nodes(&koc), koc.qualified), (vec![3, 0], 4));
}

#[test]
fn eligibility_at_every_bound() {
    let mut world = quiet(7);
    world.measures.remarks = vec![60.0; 7];
    world.segments.recency_days = vec![Some(89), Some(90), Some(91), None, None, Some(0), Some(0)];
    world.segments.undated[4] = true;
    world.segments.tier = [Tier::S, Tier::A, Tier::B, Tier::B, Tier::Unknown, Tier::C, Tier::D].to_vec();
    let selection = world.select();
    use Eligibility::{Contact, Eligible, Tier as OfTier};
    assert_eq!(selection.eligibility, [Eligible, Eligible, Contact, Contact, Eligible, OfTier, OfTier]);
    assert!(selection.koc.skipped_criteria.is_empty());

    // No source of contact times: the rule is not applied.
    world.segments.recency_known = false;
    world.segments.recency_days = vec![None; 7];
    let selection = world.select();
    assert_eq!(selection.eligibility[2..4], [Eligible, Eligible]);
    assert_eq!(selection.koc.skipped_criteria, [Criterion::Contact]);
    assert_eq!(selection.referral.skipped_criteria, [Criterion::Contact]);

    // Nothing to tell tiers by: not even a list of tiers without `unknown` keeps anybody off.
    world.segments.spend_known = false;
    world.segments.tier = vec![Tier::Unknown; 7];
    world.options.tiers = vec![Tier::S];
    let selection = world.select();
    assert_eq!(selection.eligibility, [Eligible; 7]);
    assert_eq!(selection.koc.skipped_criteria, [Criterion::Tier, Criterion::Contact]);
}

#[test]
fn referral_needs_betweenness_and_circles() {
    let mut world = quiet(6);
    world.measures.betweenness.users = vec![0.0, 4.0, 4.0, 9.0, 4.0, 1e-12];
    world.measures.betweenness_percentile = vec![0.0, 60.0, 60.0, 100.0, 60.0, 20.0];
    world.measures.bridge_rank = vec![6, 2, 2, 1, 2, 5];
    world.measures.links.circles_linked = vec![9, 2, 2, 1, 3, 2];
    world.segments.tier = vec![Tier::S, Tier::B, Tier::A, Tier::S, Tier::B, Tier::S];
    let referral = world.select().referral;
    assert_eq!(nodes(&referral), [2, 1, 4, 5]);
    assert_eq!(referral.entries[0].score, 60.0);
    assert_eq!(referral.entries[0].why, [Why::Bridge, Why::LinksCircles]);
    // Circles come from interactions as well: without memberships the rule stays.
    world.tables.given.memberships.any = false;
    let referral = world.select().referral;
    assert_eq!(nodes(&referral), [2, 1, 4, 5]);
    assert!(referral.skipped_criteria.is_empty());
    world.options.referral.circles_min = 1;
    assert_eq!(nodes(&world.select().referral), [3, 2, 1, 4, 5]);
}

#[test]
fn isolated_people_come_by_class_tier_spend_and_id() {
    let mut world = quiet(9);
    let (i, c, s) = (Some(Isolation::Isolated), Some(Isolation::SmallComponent), Some(Isolation::Silent));
    world.measures.isolation = vec![s, c, i, i, i, i, None, i, i];
    world.segments.tier =
        [Tier::S, Tier::S, Tier::D, Tier::B, Tier::B, Tier::B, Tier::S, Tier::Unknown, Tier::S].to_vec();
    world.segments.monthly_spend = vec![900.0, 900.0, 0.0, f64::NAN, 0.0, 0.0, 900.0, f64::NAN, 1.0];
    world.opt_out(8);
    // Not a word of eligibility: nobody was ever contacted.
    world.segments.recency_days = vec![None; 9];
    let isolated = world.select().isolated;
    assert_eq!(nodes(&isolated), [4, 5, 3, 2, 7, 1, 0]);
    let scores: Vec<f64> = isolated.entries.iter().map(|e| e.score).collect();
    let sixth = 100.0 / 6.0;
    let expected = [5.5 * sixth, 5.5 * sixth, 4.0 * sixth, 3.0 * sixth, 2.0 * sixth, sixth, 0.0];
    assert!(scores.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9), "{scores:?}");
    assert!(isolated.skipped_criteria.is_empty());
    world.tables.given.interactions.any = false;
    assert_eq!(world.select().isolated.skipped_criteria, [Criterion::Silent]);
    world.measures.isolation = vec![None, None, i, None, None, None, None, None, None];
    assert_eq!(world.select().isolated.entries[0].score, 0.0, "a percentile rank among one");
}

#[test]
fn sentences_say_what_decided_and_nothing_else() {
    let mut world = quiet(100);
    world.options.koc = renmai::config::KocOptions { groups_min: 9, ..Default::default() };
    world.measures.remarks[7] = 63.0;
    world.measures.groups[7] = 9;
    world.measures.degree[7] = 1210;
    world.measures.influence.rank[7] = 1;
    world.measures.betweenness.users[7] = 0.008 * 4950.0;
    world.measures.betweenness_percentile[7] = 100.0;
    world.measures.bridge_range[7] = (1, 1);
    world.measures.links.circles_linked[7] = 3;
    world.segments.tier[7] = Tier::S;
    world.segments.recency_days[7] = Some(3);
    let selection = world.select();
    let zh = sentence(&selection.koc, 0, Lang::Zh);
    assert_eq!(
        zh,
        "被 63 人备注，在 9 个群里，与 3 个圈子联系较多（含自己的圈子），影响力在全部 100 人里排第 1，与 1,210 人同群或有互动；S 级，近 7 天活跃"
    );
    let en = sentence(&selection.koc, 0, Lang::En);
    let expected = "given a remark name by 63 people, in 9 groups, well tied to 3 circles, their own included, number 1 of 100 by influence, \
                    shares a group or has interacted with 1,210 people; tier S, active in the last 7 days";
    assert_eq!(en, expected);
    assert_eq!(
        sentence(&selection.referral, 0, Lang::Zh),
        "每 130 对用户里约有 1 对，两人最短的联系路径经过此人，这一项（介数）在所有人里排第 1，与 3 个圈子联系较多（含自己的圈子）；S 级，近 7 天活跃"
    );
    let en = sentence(&selection.referral, 0, Lang::En);
    assert_eq!(
        en,
        "in about 1 of 130 pairs of users, the shortest chain of contacts between the two passes through this person, number 1 overall by this measure (betweenness), well tied to 3 circles, their own included; tier S, active in the last 7 days"
    );

    // A rank that is not certain is a range.
    world.measures.bridge_range[7] = (1, 1234);
    let referral = world.select().referral;
    let sentence_of = |lang| referral.entries[0].reason.render(lang);
    assert!(sentence_of(Lang::Zh).contains("（介数）在所有人里排第 1–1,234，分不出先后"), "{}", sentence_of(Lang::Zh));
    assert!(
        sentence_of(Lang::En).contains("somewhere from number 1 to 1,234 overall by this measure (betweenness)"),
        "{}",
        sentence_of(Lang::En)
    );

    // A share too small to read; nothing known of value and contact.
    let mut reason = selection.referral.entries[0].reason.clone();
    reason.betweenness_share = Some(0.000_01);
    (reason.tier, reason.recency_days, reason.active_within) = (None, None, None);
    assert_eq!(
        reason.render(Lang::Zh),
        "每 10,000 对用户里不到 1 对，两人最短的联系路径经过此人，这一项（介数）在所有人里排第 1，与 3 个圈子联系较多（含自己的圈子）"
    );
    reason.recency_days = Some(1200);
    assert!(reason.render(Lang::En).ends_with("well tied to 3 circles, their own included; no contact for 1,200 days"));
}

#[test]
fn linked_circles_go_by_name_and_the_own_one_is_told() {
    let reason = |names: &[(u32, &str)], own| renmai::text::reasons::Reason {
        circles_linked: Some(names.len() as u32),
        circles_named: names.iter().map(|&(number, name)| renmai::text::circles::called(number, name)).collect(),
        own_circle: own,
        ..Default::default()
    };
    let two = reason(&[(3, "职场·南京"), (1, "")], Some(0));
    assert_eq!(two.render(Lang::Zh), "与圈子 3“职场·南京”（自己的圈子）、1联系较多");
    assert_eq!(two.render(Lang::En), "well tied to circles 3 “职场·南京” (their own), 1");
    let four = reason(&[(3, "a"), (1, "b"), (2, "c"), (4, "d")], Some(3));
    assert_eq!(four.render(Lang::Zh), "与 4 个圈子联系较多，如圈子 3“a”、1“b”、2“c”");
    assert_eq!(four.render(Lang::En), "well tied to 4 circles, among them circles 3 “a”, 1 “b”, 2 “c”");
    // Without names the number alone.
    let unnamed = renmai::text::reasons::Reason { circles_named: Vec::new(), ..four };
    assert_eq!(unnamed.render(Lang::Zh), "与 4 个圈子联系较多（含自己的圈子）");
    assert_eq!(unnamed.render(Lang::En), "well tied to 4 circles, their own included");
}

#[test]
fn sentences_of_the_isolated_say_what_is_missing() {
    let mut world = quiet(8);
    world.measures.isolation[0] = Some(Isolation::Isolated);
    world.measures.groups[0] = 0;
    world.measures.isolation[1] = Some(Isolation::SmallComponent);
    world.measures.component_sizes = vec![3];
    world.measures.isolation[2] = Some(Isolation::Silent);
    world.segments.tier[0] = Tier::A;
    world.segments.monthly_spend[0] = 1620.5;
    world.segments.recency_days = vec![Some(12), None, Some(200), None, None, None, None, None];
    let isolated = world.select().isolated;
    let zh: Vec<String> = (0..3).map(|i| sentence(&isolated, i, Lang::Zh)).collect();
    assert_eq!(zh[0], "没有加入任何群，与其他客户没有互动；A 级，月消费 1,620 元，近 30 天活跃");
    assert_eq!(zh[1], "只和 2 人有联系，与其余客户不相连；B 级，从未有过联系");
    assert_eq!(zh[2], "只在 1 个群里，与群友没有互动；B 级，已 200 天没有联系");
    let en = sentence(&isolated, 0, Lang::En);
    let expected = "in no group, no interaction with other customers; \
                    tier A, spends 1,620 yuan a month, active in the last 30 days";
    assert_eq!(en, expected);
    // What was not given is not said.
    world.tables.given.interactions.any = false;
    assert_eq!(sentence(&world.select().isolated, 0, Lang::En).split(';').next(), Some("in no group"));
}

#[test]
fn every_known_kind_of_interaction_has_a_name() {
    for kind in renmai::config::GraphOptions::default().kappa.keys() {
        assert!(terms::interaction_kind(kind).is_some(), "{kind}");
    }
}
