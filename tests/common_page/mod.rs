//! A small run made by hand: eight people, three groups, hostile names.

use renmai::analysis::{Analysis, People, profile_of};
use renmai::config::{Config, ReachValue, Tier, ValueOptions, ValueSegment};
use renmai::diagnostic::{BadRow, Finding, Position, Severity};
use renmai::graph::{Csr, Excluded, Graph, Incidence, Membership, Nodes, Tallies, Ties};
use renmai::measures::{Betweenness, CircleTies, Circles, GroupMeasures, Holes, Influence, Isolation, Links, Measures};
use renmai::segments::{Clockwork, HeatMaps, Lifecycle, Rfm, Segments, Trigger, positions};
use renmai::selection::koc::Thresholds;
use renmai::selection::seeds::{Pick, SeedSet, Spread, Stop};
use renmai::selection::{
    ComparedList, Eligibility, Entry, Hours, ListKind, NextStep, Picked, SeedList, Selection, Shortlist, Suggestion,
    Why, portraits, queue,
};
use renmai::tables::{
    Categories, GroupTable, Ids, InputFile, NO_TIME, NONE, Presence, Reading, Tables, Texts, UserTable, Zone,
};
use renmai::text::terms::{Criterion, WhyGroup};
use renmai::text::{Lang, Text, reasons::Reason};

/// A nickname that would run in a careless page.
pub const HOSTILE: &str = "<img src=x onerror=\"document.title='owned'\">";
/// A nickname that a spreadsheet would run.
pub const FORMULA: &str = "=HYPERLINK(\"http://example.invalid\",\"点我\")";

static FINDING: Text = Text::new("{count} 行重复的入群记录只算一次", "{count} repeated memberships count once");
static EXPECTED: Text = Text::new("日期", "a date");

const AS_OF: i64 = 1_719_763_199;

/// Nodes 0–6 are listed users `u1`–`u7`; node 7 (`u8`) opted out and is kept unnamed; `u5` is
/// suppressed; `w1` is staff.
pub fn analysis(lang: Lang) -> Analysis {
    let ids = ["=u1", "u2", "u3", "u4", "u5", "u6", "u7", "u8", "w1"];
    let nicknames = [FORMULA, HOSTILE, "王小明", "李雷\u{202e}abc", "", "-1", "韩梅梅", "SECRET", "员工"];
    let n = 8;
    let members: [&[u32]; 3] = [&[0, 1, 2, 7], &[2, 3, 4], &[5]];
    let pairs: Vec<(u32, u32)> = (0u32..).zip(members).flat_map(|(g, m)| m.iter().map(move |&v| (g, v))).collect();
    let members_of = Csr::from_pairs(3, pairs.iter().copied());
    let membership = Membership { groups_of: members_of.transposed(n), members_of };
    let config = Config { lang, ..Config::default() };
    let mut people = People {
        tables: Tables {
            users: Ids::from_sorted(ids.into_iter().collect()),
            groups: Ids::from_sorted(["g1", "g2", "g3"].into_iter().collect()),
            user_table: UserTable {
                nickname: nicknames.into_iter().collect(),
                city: Categories {
                    codes: vec![0, 1, NONE, 0, 0, 1, 0, 0, 0],
                    names: vec!["上海".into(), "北京".into()],
                },
                registered_at: vec![NO_TIME, 1_700_000_000, 0, 0, 0, 0, 0, 0, 0],
                ..UserTable::default()
            },
            group_table: GroupTable {
                name: ["+宝妈群", "", "读书会"].into_iter().collect::<Texts>(),
                kind: Categories { codes: vec![0, NONE, 0], names: vec!["interest".into()] },
                ..GroupTable::default()
            },
            inputs: vec![InputFile {
                table: "memberships",
                file: "memberships.csv".into(),
                bytes: 120,
                sha256: "0f".repeat(32),
                rows: 9,
                encoding: "utf-8",
                reading: Reading {
                    kind: "text",
                    delimiter: ",".into(),
                    header_line: 1,
                    columns: [("user_id", "user_id".into()), ("group_id", "group_id".into())].into(),
                    constants: [].into(),
                    heeded: Vec::new(),
                    unused: Vec::new(),
                    understood: [].into(),
                    skipped: 0,
                    refused: 0,
                },
            }],
            findings: vec![Finding {
                code: "duplicate_memberships".into(),
                place: "memberships".into(),
                count: 2,
                severity: Severity::Info,
                sentence: FINDING.with("count", 2),
            }],
            rejected: vec![BadRow {
                at: Position { file: "m.csv".into(), line: 7, column: 3, column_name: "joined_at".into() },
                expected: EXPECTED.sentence(),
                found: "=soon".into(),
                row: "u1,g1,=soon".into(),
                alike: 1,
            }],
            ..Tables::default()
        },
        as_of: AS_OF,
        zone: Zone::default(),
        only: None,
        graph: Graph {
            nodes: Nodes::new({
                use Presence::{Customer, Staff, Suppressed, Unnamed};
                vec![Customer, Customer, Customer, Customer, Suppressed, Customer, Customer, Unnamed, Staff]
            }),
            incidence: Incidence::new(&membership, vec![1.0 / 3.0, 0.5, 0.0], vec![1.0, 1.0, 0.0], vec![false; 3]),
            membership,
            ties: Ties { rows: Csr::from_pairs(n, std::iter::empty()), weights: Vec::new() },
            tallies: Tallies { last_sent: vec![NO_TIME; n], ..Tallies::default() },
            excluded: Excluded { staff: 1, robots: 0, opted_out: 1 },
            ..Graph::default()
        },
        measures: measures(n),
        segments: segments(n),
        config,
    };
    let People { config, tables, zone, graph, measures, segments, .. } = &mut people;
    segments.profile = profile_of(tables, graph, segments, config, AS_OF, zone);
    segments.position = positions(measures, &graph.nodes.listed, &config.position);
    let selection = selection();
    let portraits = portraits(people.context());
    let seeds = Some(seeds());
    let (clock, heat) = (Clockwork::default(), HeatMaps::default());
    let picked = Picked { selection: &selection, seeds: seeds.as_ref() };
    let todo = queue(people.context(), picked, Hours { clock: &clock, maps: &heat });
    Analysis { people, clock, heat, selection, portraits, seeds, todo, changes: Vec::new() }
}

fn measures(n: usize) -> Measures {
    let users = vec![0.0, 0.0, 6.0, 0.0, 1.0 / 3.0, 0.0, 0.0, 0.0];
    Measures {
        groups: vec![1, 1, 2, 1, 1, 1, 0, 1],
        degree: vec![3, 3, 5, 2, 2, 0, 0, 3],
        strength: vec![1.0, 1.0, 2.0, 1.0, 1.0, 0.0, 0.0, 1.0],
        interactions_in: vec![0.0; n],
        interactions_out: vec![0.5; n],
        remarks: vec![0.0; n],
        listeners: vec![2; n],
        attention: vec![1.5; n],
        last_contact: vec![NO_TIME; n],
        recent_contacts: vec![0.0; n],
        influence: Influence {
            score: vec![60.0, 60.0, 100.0, 30.0, 30.0, 0.0, 0.0, 0.0],
            rank: vec![2, 3, 1, 4, 5, 6, 7, 0],
            dropped: vec![Criterion::Remarks],
        },
        betweenness: Betweenness {
            low: users.clone(),
            high: users.clone(),
            users,
            groups: vec![6.0, 6.0, 0.0],
            sources: 4,
            ..Betweenness::default()
        },
        bridge_rank: vec![3, 3, 1, 3, 2, 3, 3, 0],
        bridge_ties: vec![4, 4, 0, 4, 0, 4, 4, 0],
        bridge_range: vec![(3, 7), (3, 7), (1, 1), (3, 7), (2, 2), (3, 7), (3, 7), (0, 0)],
        betweenness_percentile: vec![0.0; n],
        circles: Circles {
            of: vec![0, 0, 0, 1, 1, NONE, NONE, 0],
            sizes: vec![4, 2],
            modularity: 0.25,
            ..Circles::default()
        },
        links: Links {
            participation: vec![0.0, 0.0, 0.5, 0.5, 0.5, f64::NAN, f64::NAN, 0.0],
            circles_linked: vec![1, 1, 2, 2, 2, 0, 0, 1],
            linked: Csr::from_pairs(
                n,
                [(0, 0), (1, 0), (2, 0), (2, 1), (3, 0), (3, 1), (4, 0), (4, 1), (7, 0)].into_iter(),
            ),
            linked_strength: vec![1.0, 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, 0.5, 1.0],
        },
        circle_ties: CircleTies {
            rows: Csr::from_pairs(2, [(0, 0), (0, 1), (1, 1)].into_iter()),
            strength: vec![2.0, 1.0, 0.5],
        },
        articulation: vec![0, 0, 2, 0, 0, 0, 0, 0],
        holes: (0..n)
            .map(|v| if v == 2 { Holes { constraint: 0.5, effective_size: 3.25 } } else { Holes::UNKNOWN })
            .collect(),
        holes_complete: false,
        isolation: vec![None, None, None, None, None, Some(Isolation::Isolated), Some(Isolation::Isolated), None],
        component: vec![0, 0, 0, 0, 0, 1, 2, 0],
        component_sizes: vec![6, 1, 1],
        group: GroupMeasures {
            size: vec![4, 3, 1],
            circles_linked: vec![1, 1, 0],
            same_city_share: vec![0.5, f64::NAN, 1.0],
            interactions: vec![0.0; 3],
        },
    }
}

fn seeds() -> SeedList {
    let pick = |node, marginal, reach| Pick { node, marginal, reach, low: reach - 0.5, high: reach + 0.5 };
    let spread = |users| Spread {
        users,
        users_low: users - 0.25,
        users_high: users + 0.25,
        value: users,
        value_low: users - 0.25,
        value_high: users + 0.25,
        simulations: 1000,
        steps: 5000,
    };
    let list = |code, nodes: &[u32], users| ComparedList { code, nodes: nodes.to_vec(), spread: Some(spread(users)) };
    SeedList {
        set: SeedSet {
            picks: vec![pick(2, 3.5, 3.5), pick(0, 1.0, 4.5)],
            ratio: 0.75,
            upper: 6.0,
            total: 7.0,
            choosing_sets: 2048,
            judging_sets: 2048,
            steps: 9000,
            stop: Stop::Ratio,
        },
        opened: Csr::from_pairs(2, [(0, 0), (0, 1)].into_iter()),
        circles: 2,
        candidates: 5,
        total: 7.0,
        value: ReachValue::Users,
        next: vec![NextStep::default(); 2],
        lists: vec![
            list("seeds", &[2, 0], 4.5),
            list("betweenness", &[2, 4], 4.0),
            list("degree", &[2, 0], 4.5),
            list("influence", &[2, 0], 4.5),
            list("random", &[6, 1], 2.25),
        ],
    }
}

fn segments(n: usize) -> Segments {
    Segments {
        recency_days: vec![Some(3), Some(3), None, Some(40), None, None, None, Some(1)],
        recency_known: true,
        monthly_spend: vec![600.0, 0.0, f64::NAN, 12.345, 0.0, 0.0, 0.0, 0.0],
        spend_known: true,
        cell: vec![3, 0, NONE, 9, 16, 16, 16, 3],
        tier: vec![Tier::S, Tier::B, Tier::Unknown, Tier::B, Tier::D, Tier::D, Tier::D, Tier::S],
        segment: vec![
            ValueSegment::High,
            ValueSegment::Growing,
            ValueSegment::Unknown,
            ValueSegment::Growing,
            ValueSegment::ChurnRisk,
            ValueSegment::ChurnRisk,
            ValueSegment::ChurnRisk,
            ValueSegment::High,
        ],
        lifecycle: vec![Lifecycle::Mature; n],
        trigger: vec![Trigger::Regular; n],
        rfm: vec![Rfm { recency: 5, frequency: 0, monetary: 1 }; n],
        contacts: vec![f64::NAN; n],
        welcome_due: vec![false; n],
        lattice: ValueOptions::default().lattice().ok(),
        ..Segments::default()
    }
}

fn selection() -> Selection {
    let entry = |rank, node, score, why: Vec<Why>, suggestions| Entry {
        node,
        rank,
        score,
        why,
        reason: Reason { groups: Some(2), influence_rank: Some((rank, 7)), ..Reason::default() },
        suggestions,
        inviter: None,
        band: rank,
        band_size: 1,
        next: NextStep::default(),
    };
    let list = |kind, entries: Vec<Entry>, skipped_criteria| Shortlist {
        kind,
        qualified: entries.len() + 3,
        entries,
        skipped_criteria,
        passed_over: Vec::new(),
    };
    let suggestion = Suggestion {
        group: 0,
        score: 0.7,
        why: vec![WhyGroup::SameCity, WhyGroup::HasRoom],
        interest: None,
        nearly_full: false,
        members: 4,
        similar: 2,
        expected_contacts: None,
    };
    let koc = vec![
        entry(1, 2, 100.0, vec![Why::ManyGroups, Why::TopInfluence], Vec::new()),
        entry(2, 0, 60.0, vec![Why::TopInfluence], Vec::new()),
        entry(3, 1, 60.0, vec![Why::TopInfluence], Vec::new()),
    ];
    let referral = vec![entry(1, 2, 100.0, vec![Why::Bridge, Why::LinksCircles], Vec::new())];
    let isolated = vec![
        entry(1, 5, 10.0, vec![Why::Isolated], vec![suggestion]),
        entry(2, 6, 0.0, vec![Why::Isolated], Vec::new()),
    ];
    Selection {
        koc: list(ListKind::Koc, koc, vec![Criterion::Remarks]),
        referral: list(ListKind::Referral, referral, Vec::new()),
        isolated: list(ListKind::Isolated, isolated, Vec::new()),
        eligibility: (0..8)
            .map(|node| match node {
                4 => Eligibility::Suppressed,
                7 => Eligibility::OptedOut,
                _ => Eligibility::Eligible,
            })
            .collect(),
        thresholds: Thresholds::default(),
    }
}
