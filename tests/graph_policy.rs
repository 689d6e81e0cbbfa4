//! Who is in the graph, which rows count, and how much, rule by rule.

mod graph_tables;

use graph_tables::{DAY, NOW, Rows, Settings, found, graph_of, node};
use renmai::analysis::layers;
use renmai::config::{Config, GroupWeight, LEAST, MOST, OptedOut};
use renmai::graph::{Excluded, Graph, build, size};
use renmai::progress::Progress;
use renmai::tables::{MemberType, NO_TIME, NONE, Presence, Tables, Zone};
use renmai::text::Lang;
use renmai::{ErrorKind, parallel};

use MemberType::{Customer, Robot, Staff};

const CHAT: &str = "private_chat";

fn names<'a>(tables: &'a Tables, graph: &Graph) -> Vec<&'a str> {
    graph.nodes.user.iter().map(|&user| tables.users.name(user)).collect()
}

/// Ids of the members of a group.
fn members(tables: &Tables, graph: &Graph, group: &str) -> Vec<String> {
    let row = graph.incidence.members_of.row(tables.groups.find(group).unwrap() as usize);
    row.iter().map(|&n| tables.users.name(graph.nodes.user[n as usize]).to_owned()).collect()
}

fn strength(tables: &Tables, graph: &Graph, a: &str, b: &str) -> Option<f64> {
    let (a, b) = (node(tables, graph, a), node(tables, graph, b));
    let there = graph.strength(a, b);
    assert_eq!(there.map(f64::to_bits), graph.strength(b, a).map(f64::to_bits), "strength is symmetric to the bit");
    there
}

#[test]
fn staff_and_robots_are_no_nodes_however_they_are_known() {
    let rows = Rows::default()
        .members("g", &["a", "b", "boss", "config"])
        .member("clerk", "g", NO_TIME, NO_TIME, Staff)
        .member("clerk", "h", NO_TIME, NO_TIME, Customer)
        .member("bot", "g", NO_TIME, NO_TIME, Robot)
        .member("bot", "h", NO_TIME, NO_TIME, Staff)
        .member("former", "g", NO_TIME, NOW - DAY, Staff)
        .owner("a", "boss")
        .owner("b", "elsewhere");
    let mut settings = Settings::default();
    settings.staff.ids = vec!["config".to_owned(), "nobody".to_owned(), "nobody else".to_owned()];
    let (tables, graph) = graph_of(&rows, &settings);
    assert_eq!(names(&tables, &graph), ["a", "b"]);
    assert_eq!(graph.excluded, Excluded { staff: 5, robots: 1, opted_out: 0 });
    assert_eq!((found(&graph, "staff_removed"), found(&graph, "robots_removed")), (5, 1));
    assert_eq!(found(&graph, "unknown_staff_ids"), 2);
    assert_eq!(members(&tables, &graph, "g"), ["a", "b"]);
    assert_eq!(members(&tables, &graph, "h"), Vec::<String>::new());
    assert_eq!(found(&graph, "small_groups"), 1);
    assert_eq!(node(&tables, &graph, "clerk"), NONE);
    assert_eq!(graph.nodes.listed_count, 2);
}

#[test]
fn contacts_with_staff_count_but_tie_nobody() {
    let rows = Rows::default()
        .members("g", &["a", "b"])
        .member("clerk", "g", NO_TIME, NO_TIME, Staff)
        .member("bot", "g", NO_TIME, NO_TIME, Robot)
        .event("a", "clerk", CHAT, NOW - DAY, 2.0)
        .event("clerk", "a", CHAT, NOW - 5 * DAY, 3.0)
        .event("bot", "a", CHAT, NOW - 6 * DAY, 4.0)
        .event("clerk", "b", "remark", NO_TIME, 1.0)
        .event("clerk", "bot", CHAT, NOW, 9.0);
    let (_, graph) = graph_of(&rows, &Settings::default());
    assert_eq!(graph.tallies.events_out, [2.0, 0.0]);
    assert_eq!(graph.tallies.events_in, [7.0, 1.0]);
    assert_eq!(graph.tallies.recent_contacts, [9.0, 1.0]);
    assert_eq!(graph.tallies.last_contact, [NOW - DAY, NO_TIME]);
    assert_eq!(graph.tallies.remarks, [0.0, 1.0]);
    assert_eq!(graph.tallies.group_events, [0.0]);
    assert!(graph.ties.rows.items.is_empty());
    assert_eq!((found(&graph, "interactions_with_staff"), found(&graph, "interactions_among_staff")), (4, 1));
}

#[test]
fn memberships_count_from_joining_until_leaving() {
    let rows = Rows::default()
        .member("joined_now", "g", NOW, NO_TIME, Customer)
        .member("joins_later", "g", NOW + 1, NO_TIME, Customer)
        .member("left_now", "g", NO_TIME, NOW, Customer)
        .member("leaves_later", "g", NO_TIME, NOW + 1, Customer)
        .member("came_back", "g", NOW - 9 * DAY, NOW - 8 * DAY, Customer)
        .member("came_back", "g", NOW - DAY, NO_TIME, Customer)
        .member("not_yet", "g", NOW + 1, NOW + 2, Customer);
    let (tables, graph) = graph_of(&rows, &Settings::default());
    assert_eq!(members(&tables, &graph, "g"), ["came_back", "joined_now", "leaves_later"]);
    assert_eq!(graph.nodes.len(), 6, "whoever a table names exists");
    assert_eq!((found(&graph, "future_rows"), found(&graph, "left_memberships")), (2, 2));
    assert_eq!(found(&graph, "duplicate_memberships"), 0);
}

#[test]
fn without_an_as_of_moment_a_known_end_is_past() {
    let rows = Rows::default().members("g", &["a", "b"]).member("c", "g", NO_TIME, NOW, Customer);
    let (tables, graph) = graph_of(&rows, &Settings { as_of: NO_TIME, ..Settings::default() });
    assert_eq!(members(&tables, &graph, "g"), ["a", "b"]);
}

#[test]
fn opted_out_users_are_removed_from_everything_but_counts() {
    let rows = opted_out_rows();
    let (tables, graph) = graph_of(&rows, &Settings::default());
    assert_eq!(names(&tables, &graph), ["a", "b"]);
    assert_eq!(graph.excluded, Excluded { staff: 0, robots: 0, opted_out: 2 });
    assert_eq!((found(&graph, "opted_out_removed"), found(&graph, "opted_out_events")), (2, 3));
    assert_eq!(
        found(&graph, "owners_opted_out"),
        1,
        "a customer of an owner who opted out is counted as without owner"
    );
    assert_eq!(members(&tables, &graph, "g"), ["a", "b"]);
    assert_eq!(graph.tallies.events_in, [0.0, 1.0]);
    assert_eq!(graph.tallies.events_out, [1.0, 0.0]);
    assert_eq!(graph.tallies.remarks, [0.0, 0.0]);
    assert_eq!(strength(&tables, &graph, "a", "b"), Some(1.0 + 3.0));
}

#[test]
fn opted_out_users_can_stay_without_a_name() {
    let rows = opted_out_rows();
    let settings = Settings { opted_out: OptedOut::GraphOnly, ..Settings::default() };
    let (tables, graph) = graph_of(&rows, &settings);
    assert_eq!(names(&tables, &graph), ["a", "b", "out"]);
    assert_eq!((graph.nodes.listed.as_slice(), graph.nodes.listed_count), ([true, true, false].as_slice(), 2));
    assert_eq!(graph.excluded, Excluded { staff: 0, robots: 0, opted_out: 2 });
    // The employee who opted out is no node, and removed all the same.
    let told = ["opted_out_unnamed", "opted_out_removed", "opted_out_events"].map(|code| found(&graph, code));
    assert_eq!(told, [1, 1, 1]);
    assert_eq!(graph.tallies.events_out, [3.0, 0.0, 1.0]);
    assert_eq!(graph.tallies.remarks, [1.0, 0.0, 0.0]);
    assert_eq!(strength(&tables, &graph, "a", "b"), Some(0.5 + 3.0));
}

fn opted_out_rows() -> Rows {
    Rows::default()
        .members("g", &["a", "b", "out"])
        .event("a", "b", CHAT, NO_TIME, 1.0)
        .event("a", "out", CHAT, NO_TIME, 2.0)
        .event("out", "a", "remark", NO_TIME, 1.0)
        .event("out", "boss", CHAT, NO_TIME, 4.0)
        .opted_out("out")
        // An employee who opted out is no node, and named nowhere.
        .owner("a", "boss")
        .opted_out("boss")
}

#[test]
fn groups_above_the_cap_are_left_out_after_exclusions_and_duplicates() {
    let rows = Rows::default()
        .members("large", &["a", "b", "c", "d"])
        .members("fits", &["a", "b", "c", "c", "clerk"])
        .member("clerk", "other", NO_TIME, NO_TIME, Staff);
    let mut settings = Settings::default();
    settings.graph.group_cap = Some(3);
    let (tables, graph) = graph_of(&rows, &settings);
    assert_eq!(members(&tables, &graph, "large"), Vec::<String>::new());
    assert_eq!(members(&tables, &graph, "fits"), ["a", "b", "c"]);
    assert_eq!(graph.incidence.capped, [false, true, false]);
    assert_eq!(graph.incidence.pair_weight, [0.5, 0.0, 0.0]);
    assert_eq!(graph.incidence.groups_of.row(3), [0u32; 0]);
    assert_eq!((found(&graph, "capped_groups"), found(&graph, "small_groups")), (1, 1));
    assert_eq!(found(&graph, "duplicate_memberships"), 1);
    let finding = graph.findings.iter().find(|f| f.code == "capped_groups").unwrap();
    assert!(finding.sentence.render(Lang::Zh).contains("1 个群超过 3 人"));
}

#[test]
fn duplicate_memberships_count_once_and_only_where_they_count() {
    let rows = Rows::default()
        .members("g", &["a", "a", "a", "b"])
        .member("b", "g", NOW - DAY, NO_TIME, Customer)
        .member("a", "g", NOW + 1, NO_TIME, Customer)
        .member("clerk", "g", NO_TIME, NO_TIME, Staff)
        .member("clerk", "g", NO_TIME, NO_TIME, Staff);
    let (tables, graph) = graph_of(&rows, &Settings::default());
    assert_eq!(found(&graph, "duplicate_memberships"), 3);
    assert_eq!(graph.incidence.groups_of.row(0), [0]);
    assert_eq!(strength(&tables, &graph, "a", "b"), Some(1.0));
}

#[test]
fn group_weights_follow_their_formulas() {
    let rows = Rows::default()
        .members("five", &["a", "b", "c", "d", "e"])
        .members("one", &["a"])
        .group_kind("five", "work")
        .group_kind("empty", "interest");
    let weights = |weight| {
        let mut settings = Settings::default();
        settings.graph.group_weight = weight;
        settings.graph.group_kind_weight = [("work".to_owned(), 3.0), ("typo".to_owned(), 9.0)].into();
        let graph = graph_of(&rows, &settings).1;
        assert_eq!(found(&graph, "unknown_group_kinds"), 1);
        assert_eq!(found(&graph, "small_groups"), 2);
        (graph.incidence.pair_weight, graph.incidence.member_weight)
    };
    // Groups in byte order: empty, five, one.
    assert_eq!(weights(GroupWeight::Newman), (vec![0.0, 0.75, 0.0], vec![0.0, 3.0, 0.0]));
    assert_eq!(weights(GroupWeight::Count), (vec![0.0, 3.0, 0.0], vec![0.0, 12.0, 0.0]));
    let (pair, member) = weights(GroupWeight::Log);
    assert!((pair[1] - 3.0 / 6.0f64.ln()).abs() < 1e-15 && (member[1] - 12.0 / 6.0f64.ln()).abs() < 1e-14);
}

#[test]
fn newman_gives_a_member_exactly_one_in_a_group_of_any_size() {
    let users: Vec<String> = (0..50).map(|i| format!("{i:02}")).collect();
    let mut rows = Rows::default();
    for size in 2..50 {
        rows = users[..size]
            .iter()
            .fold(rows, |rows, user| rows.member(user, &format!("g{size:02}"), NO_TIME, NO_TIME, Customer));
    }
    let (_, graph) = graph_of(&rows, &Settings::default());
    assert!(graph.incidence.member_weight.iter().all(|&weight| weight == 1.0));
}

#[test]
fn kinds_weigh_as_configured() {
    let kinds = [(CHAT, 3.0), ("mention", 2.0), ("moment_comment", 2.0), ("moment_like", 1.0)];
    let more = [("group_message", 0.5), ("remark", 1.0), ("other", 1.0), ("never heard of", 1.0)];
    for (kind, kappa) in kinds.into_iter().chain(more) {
        let (tables, graph) = graph_of(&Rows::default().event("a", "b", kind, NO_TIME, 2.0), &Settings::default());
        assert_eq!(strength(&tables, &graph, "a", "b"), Some(2.0 * kappa), "{kind}");
    }
}

#[test]
fn a_kind_without_weight_counts_as_contact_but_makes_no_edge() {
    let rows = Rows::default()
        .members("g", &["a", "b"])
        .event("a", "b", "group_message", NOW, 5.0)
        .event("a", "c", "group_message", NOW, 5.0)
        .event("b", "c", CHAT, NO_TIME, 1.0)
        .event("c", "b", "group_message", NO_TIME, 1.0);
    let mut settings = Settings::default();
    settings.graph.kappa.insert("group_message".to_owned(), 0.0);
    let (tables, graph) = graph_of(&rows, &settings);
    assert_eq!(strength(&tables, &graph, "a", "c"), None);
    assert_eq!(strength(&tables, &graph, "a", "b"), Some(1.0));
    assert_eq!(strength(&tables, &graph, "b", "c"), Some(3.0));
    assert_eq!(graph.ties.rows.items.len(), 2);
    assert_eq!(graph.tallies.events_out, [10.0, 1.0, 1.0]);
    assert_eq!(graph.tallies.group_events, [5.0]);
    assert_eq!(found(&graph, "zero_weight_events"), 3);
}

#[test]
fn events_halve_with_every_half_life() {
    let tie = |days: i64, half_life: f64| {
        let mut settings = Settings::default();
        settings.graph.half_life_days = half_life;
        let (tables, graph) = graph_of(&Rows::default().event("a", "b", CHAT, NOW - days * DAY, 1.0), &settings);
        strength(&tables, &graph, "a", "b").unwrap()
    };
    assert_eq!([tie(0, 90.0), tie(90, 90.0), tie(180, 90.0), tie(60, 30.0)], [3.0, 1.5, 0.75, 0.75]);
    assert!((tie(45, 90.0) - 3.0 / 2f64.sqrt()).abs() < 1e-15);
    assert_eq!(tie(10_000_000, 1e-6), 3.0 * 2f64.powi(-256), "age never removes an edge");
}

#[test]
fn events_without_a_time_do_not_decay_and_no_event_removes_or_breaks_an_edge() {
    let rows = Rows::default().event("a", "b", CHAT, NO_TIME, 1.0).event("b", "a", CHAT, NOW - 90 * DAY, 1.0);
    let (tables, graph) = graph_of(&rows, &Settings::default());
    assert_eq!(strength(&tables, &graph, "a", "b"), Some(4.5));
    let rows = Rows::default().event("a", "b", CHAT, NO_TIME, MOST).event("b", "a", CHAT, NO_TIME, LEAST);
    let (tables, graph) = graph_of(&rows, &Settings::default());
    assert_eq!(strength(&tables, &graph, "a", "b"), Some(3.0 * MOST));
}

#[test]
fn rows_that_are_no_events_are_left_out_and_counted_once() {
    let rows = Rows::default()
        .event("a", "a", CHAT, NOW + 1, 0.0)
        .event("a", "b", CHAT, NOW + 1, 0.0)
        .event("a", "b", CHAT, NOW + 1, 1.0)
        .event("a", "b", "remark", NOW + 1, 1.0)
        .event("b", "a", CHAT, NOW, 1.0)
        .member("a", "g", NOW + 9, NO_TIME, Customer);
    let (tables, graph) = graph_of(&rows, &Settings::default());
    assert_eq!((found(&graph, "self_interactions"), found(&graph, "zero_count_events")), (1, 1));
    let later: Vec<_> =
        graph.findings.iter().filter(|f| f.code == "future_rows").map(|f| (f.place.as_str(), f.count)).collect();
    assert_eq!(later, [("memberships", 1), ("interactions", 2)]);
    assert_eq!(
        (graph.tallies.events_in.as_slice(), graph.tallies.events_out.as_slice()),
        (&[1.0, 0.0][..], &[0.0, 1.0][..])
    );
    assert_eq!(graph.tallies.last_contact, [NOW, NOW]);
    assert_eq!(graph.tallies.remarks, [0.0, 0.0]);
    assert_eq!(strength(&tables, &graph, "a", "b"), Some(3.0));
}

#[test]
fn remarks_are_the_larger_of_the_count_and_the_distinct_senders() {
    let rows = Rows::default()
        .event("b", "a", "remark", NO_TIME, 5.0)
        .event("b", "a", "remark", NOW, 1.0)
        .event("c", "a", "remark", NO_TIME, 1.0)
        .event("clerk", "a", "remark", NO_TIME, 1.0)
        .event("a", "a", "remark", NO_TIME, 1.0)
        .event("a", "b", "remark", NO_TIME, 1.0)
        .event("a", "c", CHAT, NO_TIME, 1.0)
        .owner("c", "clerk")
        .remark_count("a", 2.0)
        .remark_count("b", 7.0);
    let (_, graph) = graph_of(&rows, &Settings::default());
    assert_eq!(graph.tallies.remarks, [3.0, 7.0, 0.0]);
}

#[test]
fn the_contact_window_counts_whole_elapsed_days() {
    let rows = Rows::default()
        .event("a", "b", CHAT, NOW - 91 * DAY + 1, 1.0)
        .event("a", "b", CHAT, NOW - 91 * DAY, 2.0)
        .event("b", "a", CHAT, NO_TIME, 4.0)
        .event("b", "a", CHAT, NOW, 8.0);
    let (_, graph) = graph_of(&rows, &Settings::default());
    assert_eq!(graph.tallies.recent_contacts, [13.0, 13.0]);
}

#[test]
fn events_belong_to_every_group_that_both_ends_share() {
    let rows = Rows::default()
        .members("g", &["a", "b", "c"])
        .members("h", &["a", "b"])
        .members("i", &["c", "d"])
        .event("a", "b", CHAT, NO_TIME, 1.0)
        .event("b", "a", CHAT, NO_TIME, 2.0)
        .event("c", "b", CHAT, NO_TIME, 4.0)
        .event("a", "d", CHAT, NO_TIME, 8.0);
    let (_, graph) = graph_of(&rows, &Settings::default());
    assert_eq!(graph.tallies.group_events, [7.0, 3.0, 0.0]);
}

#[test]
fn size_counts_layers_and_bounds_pairs() {
    let rows = Rows::default()
        .members("g", &["a", "b", "c", "d"])
        .members("h", &["a", "b"])
        .members("one", &["a"])
        .event("a", "b", CHAT, NO_TIME, 1.0)
        .event("a", "e", CHAT, NO_TIME, 1.0);
    let (_, graph) = graph_of(&rows, &Settings::default());
    let size = size(&graph);
    assert_eq!((size.users, size.groups, size.memberships, size.ties), (5, 2, 7, 2));
    assert_eq!((size.group_pairs, size.distinct_pairs_at_most), (7, 9));
}

#[test]
fn all_pairs_are_listed_only_below_the_limit() {
    let (_, graph) = graph_of(&Rows::default().members("g", &["a", "b", "c"]), &Settings::default());
    let error = graph.project(2, &Progress::silent()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.render(Lang::En).contains("up to 3") && error.render(Lang::Zh).contains("上限 2"));
    let pairs = graph.project(3, &Progress::silent()).unwrap();
    assert_eq!((pairs.rows.row(1), pairs.weights), (&[0, 2][..], vec![0.5; 6]));
}

#[test]
fn a_cancelled_build_reports_the_interruption() {
    let rows = Rows::default().members("g", &["a", "b"]);
    let progress = Progress::silent();
    progress.cancel();
    let settings = Settings::default();
    assert_eq!(build(&rows.tables(), settings.options(), &progress).unwrap_err().kind(), ErrorKind::Interrupted);
    let graph = graph_of(&rows, &settings).1;
    assert_eq!(graph.project(9, &progress).unwrap_err().kind(), ErrorKind::Interrupted);
}

#[test]
fn nothing_gives_an_empty_graph() {
    let (_, graph) = graph_of(&Rows::default(), &Settings::default());
    assert!(graph.nodes.is_empty() && graph.findings.is_empty());
    let bytes = size(&graph).bytes;
    assert!(bytes < 100, "{bytes}");
    assert_eq!(size(&graph), renmai::graph::Size { bytes, ..Default::default() });
    assert!(renmai::graph::classes(&graph).is_empty() && renmai::graph::components(&graph).is_empty());
}

#[test]
fn findings_are_said_whole_in_both_languages_and_name_nobody() {
    let rows = opted_out_rows().event("a", "a", CHAT, NO_TIME, 1.0).members("g", &["a", "b"]);
    for opted_out in [OptedOut::Drop, OptedOut::GraphOnly] {
        let graph = graph_of(&rows, &Settings { opted_out, ..Settings::default() }).1;
        assert!(graph.findings.len() >= 4);
        for finding in &graph.findings {
            for lang in [Lang::Zh, Lang::En] {
                let words = finding.sentence.render(lang);
                assert!(!words.contains(['{', '}']) && words.contains(&finding.count.to_string()), "{words}");
                assert!(!words.contains("boss"), "{words}");
            }
        }
    }
}

#[test]
fn the_bits_do_not_depend_on_the_number_of_threads() {
    let id = |n: u64| format!("{:05}", n % 9000);
    let mut rows = Rows::default();
    let mut x = 1u64;
    let mut draw = move || {
        x = x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        x >> 33
    };
    for _ in 0..20_000 {
        let (user, group) = (id(draw()), format!("g{}", draw() % 300));
        rows = rows.member(&user, &group, NO_TIME, NO_TIME, Customer);
        let (from, to) = (id(draw()), id(draw() % 50));
        rows = rows.event(&from, &to, CHAT, NOW - (draw() % 10_000_000) as i64, 0.1 * (draw() % 7) as f64);
    }
    let tables = rows.tables();
    let settings = Settings::default();
    let run = |threads| {
        parallel::with_threads(threads, || {
            let graph = build(&tables, settings.options(), &Progress::silent()).unwrap();
            let pairs = graph.project(u64::MAX, &Progress::silent()).unwrap();
            format!("{graph:?} {pairs:?} {:?}", renmai::graph::classes(&graph))
        })
    };
    let one = run(1);
    for threads in [2, 3, 8] {
        assert!(one == run(threads), "{threads} threads");
    }
}

#[test]
fn what_somebody_is_is_decided_in_order() {
    let tables = Tables::from_csv(&[
        ("memberships", "user_id,group_id,member_type\nbot,g,robot\n"),
        (
            "users",
            "user_id,owner_id,opted_out,consent\nasked,s,no,yes\nboth,,no,no\nbot,,yes,yes\nempty,,no,\nout,,yes,no\ns,,yes,yes\nsup,,no,yes\n",
        ),
        ("suppress", "user_id\nboth\nbot\nout\ns\nsup\n"),
    ]);
    let mut tables = tables.unwrap();
    let of = |tables: &Tables, privacy: &str| {
        let config = Config::parse("c", &format!("[privacy]\nopted_out = \"{privacy}\"")).unwrap();
        layers(tables, &config, NO_TIME, &Progress::silent()).unwrap().nodes
    };
    use Presence::{Customer, NoConsent, OptedOut, Suppressed, Unnamed};
    // asked, bot, both, empty, out, s, sup.
    let dropped = of(&tables, "drop");
    assert_eq!(dropped.presence, [Customer, OptedOut, NoConsent, NoConsent, OptedOut, OptedOut, Suppressed]);
    assert_eq!((dropped.user.as_slice(), dropped.listed_count), ([0, 2, 3, 6].as_slice(), 4));
    assert_eq!((0..4).map(|v| dropped.may_be_named(v)).collect::<Vec<_>>(), [true, false, false, false]);
    let kept = of(&tables, "graph_only");
    assert_eq!((kept.presence[4], kept.user.len(), kept.listed_count), (Unnamed, 5, 4));
    assert_eq!((kept.presence[1], kept.presence[5]), (OptedOut, OptedOut));
    // Where nobody else was asked, who refused has refused.
    tables.given.users.consent = false;
    let unasked = of(&tables, "drop").presence;
    assert_eq!(unasked, [Customer, OptedOut, NoConsent, Customer, OptedOut, OptedOut, Suppressed]);
}

#[test]
fn a_few_times_far_after_all_others_are_told_where_they_set_the_moment() {
    let mut rows = Rows::default();
    for day in 0..5 {
        rows = rows.event("a", "b", CHAT, NOW - day * DAY, 1.0);
    }
    let of = |rows: &Rows, as_of: Option<i64>| {
        let mut tables = rows.tables();
        tables.latest = *tables.interactions.at.iter().max().unwrap();
        let settings = Settings { as_of: as_of.unwrap_or(tables.latest), ..Settings::default() };
        let graph = build(&tables, settings.options(), &Progress::silent()).unwrap();
        graph.findings.into_iter().find(|f| f.code == "times_far_ahead").map(|f| (f.count, f.sentence.render(Lang::En)))
    };
    assert_eq!(of(&rows, None), None);
    let later = |days: i64| rows.clone().event("b", "a", CHAT, NOW + days * DAY, 1.0);
    assert_eq!(of(&later(700), None), None);
    let (count, words) = of(&later(18 * 366), None).unwrap();
    assert_eq!(count, 1);
    assert!(words.contains("about 18 years") && words.contains("--as-of") && words.contains("2042-0"), "{words}");
    assert_eq!(of(&later(18 * 366), Some(NOW)), None, "a moment that was given");
    // The day is told in the zone of the run: 20:00 UTC is the next day in Shanghai.
    let mut tables = rows.clone().event("b", "a", CHAT, 2_300_000_000 / DAY * DAY + 72_000, 1.0).tables();
    tables.latest = *tables.interactions.at.iter().max().unwrap();
    let day = |zone: &str| {
        let zone = Zone::named(zone).unwrap();
        let settings = Settings { as_of: tables.latest, zone, ..Settings::default() };
        let graph = build(&tables, settings.options(), &Progress::silent()).unwrap();
        graph.findings.into_iter().find(|f| f.code == "times_far_ahead").unwrap().sentence.render(Lang::En)
    };
    assert!(day("UTC").contains("2042-11-19") && day("Asia/Shanghai").contains("2042-11-20"), "{}", day("UTC"));
    let many = (0..9).fold(later(18 * 366), |rows, day| rows.event("a", "b", CHAT, NOW + (18 * 366 - day) * DAY, 1.0));
    assert_eq!(of(&many, None), None, "most of the data");
}

#[test]
fn memberships_that_end_before_they_begin_are_told_and_have_ended() {
    let rows =
        Rows::default().members("g", &["b", "c"]).member("a", "g", NOW - DAY, NOW - 9 * DAY, MemberType::Customer);
    let (tables, graph) = graph_of(&rows, &Settings::default());
    assert_eq!(members(&tables, &graph, "g"), ["b", "c"]);
    assert_eq!((found(&graph, "left_before_joined"), found(&graph, "left_memberships")), (1, 1));
}
