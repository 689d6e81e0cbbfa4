//! Who is on no list, quotas and what they cost, bands, next steps, and the smallest change.

use renmai::config::{Quotas, Tier, ValueSegment};
use renmai::graph::Nodes;
use renmai::measures::Isolation;
use renmai::segments::{Clockwork, HeatMaps, Lifecycle, Scopes};
use renmai::selection::explain::explain;
use renmai::selection::{Action, Basis, Eligibility, Hours, QuotaOf, plan_next};
use renmai::tables::{Categories, NONE, Presence, Role, Tables, Zone};
use renmai::text::Lang;

use crate::world::{NOW, World};
use crate::{nodes, quiet};

/// Six people who would all be on every list.
fn everybody() -> World {
    let mut world = quiet(6);
    world.measures.remarks = vec![60.0; 6];
    world.measures.influence.score = vec![90.0, 80.0, 70.0, 60.0, 50.0, 40.0];
    world.measures.betweenness.users = vec![6.0, 5.0, 4.0, 3.0, 2.0, 1.0];
    world.measures.betweenness_percentile = vec![100.0, 80.0, 60.0, 40.0, 20.0, 0.0];
    world.measures.bridge_rank = vec![1, 2, 3, 4, 5, 6];
    world.measures.links.circles_linked = vec![2; 6];
    world.measures.isolation = vec![Some(Isolation::Silent); 6];
    world
}

#[test]
fn nobody_without_consent_suppressed_or_filtered_out_is_on_any_list() {
    let mut world = everybody();
    use Presence::{Customer, NoConsent};
    world.tables.suppressed = vec![false, false, false, true, false, false];
    world.graph.nodes = Nodes::new(vec![Customer, NoConsent, NoConsent, Presence::Suppressed, Customer, Customer]);
    world.only = Some(vec![true, true, true, true, false, true]);
    let selection = world.select();
    use Eligibility::{Consent, Eligible, Suppressed, Where};
    assert_eq!(selection.eligibility, [Eligible, Consent, Consent, Suppressed, Where, Eligible]);
    for list in selection.lists() {
        assert_eq!(nodes(list).iter().copied().collect::<std::collections::BTreeSet<u32>>(), [0, 5].into());
    }
    let told = explain(world.context(), &world.select(), world.hours(), "u003").unwrap().render(Lang::En);
    assert!(
        told.contains("✗ on the suppression list") && told.contains("take them off the suppression list"),
        "{told}"
    );
}

#[test]
fn quotas_pass_people_over_and_say_so() {
    let mut world = everybody();
    world.tables.user_table.city =
        Categories { codes: vec![0, 0, 0, 1, NONE, NONE], names: vec!["上海".into(), "北京".into()] };
    world.options.quota = Quotas { city: Some(1), ..Quotas::default() };
    world.top = 3;
    let koc = world.select().koc;
    assert_eq!(nodes(&koc), [0, 3, 4], "people without a city are not limited");
    let passed: Vec<(u32, u32, f64, QuotaOf, u32)> =
        koc.passed_over.iter().map(|p| (p.node, p.rank, p.score, p.quota, p.class)).collect();
    assert_eq!(
        passed,
        [(1, 2, 80.0, QuotaOf::City, 0), (2, 3, 70.0, QuotaOf::City, 0)],
        "only who would have been on the list"
    );
    assert_eq!(koc.qualified, 6);
    let isolated = world.select().isolated;
    assert_eq!((isolated.entries.len(), isolated.passed_over.len()), (3, 0), "nobody is left alone for others");
    // Every quota has an effect of its own.
    world.tables.user_table.city = Categories::default();
    world.tables.user_table.owner = vec![7, 7, 7, 8, NONE, NONE];
    world.measures.circles.of = vec![0, 1, 1, 1, NONE, NONE];
    world.segments.tier = vec![Tier::S, Tier::A, Tier::S, Tier::S, Tier::B, Tier::B];
    world.top = usize::MAX;
    let with = |quota: Quotas| {
        let mut world = everybody();
        (world.tables.user_table.owner, world.measures.circles.of) =
            (vec![7, 7, 7, 8, NONE, NONE], vec![0, 1, 1, 1, NONE, NONE]);
        world.segments.tier = vec![Tier::S, Tier::A, Tier::S, Tier::S, Tier::B, Tier::B];
        world.options.quota = quota;
        nodes(&world.select().koc)
    };
    assert_eq!(with(Quotas { owner: Some(2), ..Quotas::default() }), [0, 1, 3, 4, 5]);
    assert_eq!(with(Quotas { circle: Some(1), ..Quotas::default() }), [0, 1, 4, 5]);
    assert_eq!(with(Quotas { tier: Some(1), ..Quotas::default() }), [0, 1, 4]);
    assert_eq!(with(Quotas { owner: Some(2), tier: Some(1), ..Quotas::default() }), [0, 1, 4]);
}

#[test]
fn who_cannot_be_told_apart_shares_a_band() {
    let mut world = everybody();
    world.measures.influence.score = vec![90.0, 70.0, 70.0, 70.0, 50.0, 40.0];
    world.measures.bridge_rank = vec![1, 2, 2, 4, 4, 4];
    let selection = world.select();
    let bands = |list: &renmai::selection::Shortlist| {
        list.entries.iter().map(|e| (e.band, e.band_size)).collect::<Vec<(u32, u32)>>()
    };
    assert_eq!(bands(&selection.koc), [(1, 1), (2, 3), (2, 3), (2, 3), (5, 1), (6, 1)]);
    assert_eq!(bands(&selection.referral), [(1, 1), (2, 2), (2, 2), (4, 3), (4, 3), (4, 3)]);
    assert_eq!(bands(&selection.isolated), [(1, 6); 6]);
}

#[test]
fn the_next_step_names_channel_hours_and_actions() {
    let mut world = everybody();
    world.tables.user_table.role = vec![Some(Role::Friend), None, Some(Role::Follower), None, None, None];
    world.memberships(&[(0, &[1, 2, 3])]);
    world.segments.tier[..3].copy_from_slice(&[Tier::S, Tier::A, Tier::B]);
    world.segments.segment[..3].copy_from_slice(&[ValueSegment::High, ValueSegment::Steady, ValueSegment::Growing]);
    world.segments.lifecycle[2] = Lifecycle::Decaying;
    world.measures.interactions_out = vec![20.0, 3.0, 0.0, 0.0, 0.0, 0.0];
    // Monday 9 h for the first person, Tuesday 20 h for the second; both with somebody outside.
    let tables = Tables::from_csv(&[(
        "interactions",
        "from_id,to_id,at,count\nu000,u005,2023-11-06 09:30,20\nu001,u005,2023-11-07 20:10,3\n",
    )])
    .unwrap();
    world.tables.interactions.from = vec![0, 1];
    world.tables.interactions.to = vec![5, 5];
    world.tables.interactions.at.clone_from(&tables.interactions.at);
    world.tables.interactions.count = vec![20.0, 3.0];
    let context = world.context();
    let node = &world.graph.nodes.node;
    let clock = Clockwork::new(&world.tables, node, NOW, &Zone::default());
    let scopes = Scopes { node, listed: &[true; 6], tier: &[Tier::B; 6], circle: &[0; 6], circles: 1 };
    let maps = HeatMaps::new(&world.tables, &clock, scopes, world.context().heat);
    let mut selection = world.select();
    plan_next(&mut selection, context, Hours { clock: &clock, maps: &maps });
    let next = |node: u32| selection.koc.entries.iter().find(|e| e.node == node).unwrap().next.clone();
    let told = |node: u32, lang| next(node).told().render(lang);
    let window =
        |node: u32| next(node).window.map(|best| (best.window.weekday, best.window.from, best.basis, best.events));
    assert_eq!(window(0), Some((0, 8, Basis::All, 23.0)), "six people judge no window of anybody's own");
    assert_eq!(window(1), window(0));
    assert_eq!(next(0).actions, [Action::TryFirst, Action::PersonalService]);
    assert_eq!(next(1).actions, [Action::TryFirst, Action::Points]);
    assert_eq!(next(2).actions, [Action::TryFirst, Action::Recall, Action::TargetedPush]);
    assert_eq!(
        told(0, Lang::Zh),
        "私聊；周一 8–10 点联系较好（按全体的 23 次互动）；请对方先试用、写写感受，提供专属服务和优先体验"
    );
    assert_eq!(
        told(1, Lang::En),
        "write in the group; a good time is Monday 8:00–10:00 (judging by 23 interactions of everybody); let them try it first and ask for a review, reward with points"
    );
    // The same in the words of a campaign; English falls back to what is said for both.
    let campaign = renmai::config::CampaignOptions {
        offer: "新品试用装".to_owned(),
        offer_en: "a sample".to_owned(),
        name: "春季新品".to_owned(),
        ..Default::default()
    };
    let step = renmai::selection::NextStep {
        actions: vec![Action::InvitationLink, Action::Recall, Action::Points],
        campaign: campaign.told(),
        ..Default::default()
    };
    assert_eq!(step.told().render(Lang::Zh), "发一条“春季新品”的专属邀请链接，用新品试用装召回，给积分奖励");
    assert_eq!(
        step.told().render(Lang::En),
        "send them a personal invitation link to 春季新品, re-engage with a sample, reward with points"
    );
    assert!(told(2, Lang::Zh).starts_with("用公众号"), "{}", told(2, Lang::Zh));
}

#[test]
fn the_smallest_change_is_the_nearest_criterion() {
    let mut world = World::new(40);
    world.measures.influence.rank = (1..=40).collect();
    world.measures.influence.score = (0..40).map(|i| 100.0 - 2.0 * f64::from(i)).collect();
    world.options.koc.groups_min = 5;
    world.measures.remarks[30] = 48.0;
    let change = |world: &World, id: &str| {
        let person = explain(world.context(), &world.select(), world.hours(), id).unwrap();
        (
            person.eligibility_change.map(|s| s.render(Lang::En)),
            person.lists[0].change.clone().map(|s| s.render(Lang::En)),
        )
    };
    // Two groups are the bound and everybody is in one; 48 of 51 remarks are nearer than 1 of 5 groups.
    assert_eq!(change(&world, "u030"), (None, Some("3 more remark names".into())));
    world.measures.remarks[30] = 0.0;
    world.measures.groups[30] = 4;
    assert_eq!(change(&world, "u030").1.as_deref(), Some("1 more group"));
    // The second best influence is the bound of 5 % of 40.
    world.measures.groups[30] = 1;
    assert_eq!(change(&world, "u002").1.as_deref(), Some("an influence of 98.0 instead of 96.0"));
    // A tier is reached by contact, by spend, or by both.
    world.segments.tier[5] = Tier::C;
    world.segments.recency_days[5] = Some(120);
    assert_eq!(change(&world, "u005").0.as_deref(), Some("one contact makes it tier B"));
    world.options.tiers = vec![Tier::A];
    // 500 yuan alone would make it tier A, yet leave the contact too long ago for the lists.
    assert_eq!(change(&world, "u005").0.as_deref(), Some("one contact and a spend of 200 yuan a month make it tier A"));
    world.options.tiers = vec![Tier::S];
    assert_eq!(change(&world, "u005").0.as_deref(), Some("one contact and a spend of 500 yuan a month make it tier S"));
    // And the changes do what they say.
    world.segments.recency_days[5] = Some(0);
    world.segments.monthly_spend[5] = 500.0;
    let lattice = world.segments.lattice.clone().unwrap();
    assert_eq!(lattice.cell(lattice.row_of(Some(0)), lattice.column_of(500.0)).0, Tier::S);
}

#[test]
fn the_nearest_circle_is_named_with_the_strength_that_is_missing() {
    let mut world = quiet(6);
    world.measures.circles.of = vec![0, 0, 0, 1, 2, 2];
    world.measures.circles.sizes = vec![3, 1, 2];
    world.measures.strength = vec![10.0; 6];
    world.tie(0, 1, 8.0);
    world.tie(0, 3, 0.5);
    world.tie(0, 4, 1.5);
    let person = explain(world.context(), &world.select(), world.hours(), "u000").unwrap();
    let change = person.lists[1].change.clone().unwrap().render(Lang::En);
    assert_eq!(change, "a strength of 2 instead of 1.50 to circle 3");
}
