//! Who people are beside value and lifecycle: regions, interests, positions, scores, further columns, segments of one's own,
//! crosstabs; on whole runs of small tables.

use std::collections::BTreeMap;

use renmai::ErrorKind;
use renmai::analysis::{Analysis, analyse};
use renmai::config::Config;
use renmai::progress::Progress;
use renmai::report::method::reach_only;
use renmai::segments::columns::{Column, Values};
use renmai::segments::crosstab::{Figures, Heading, crosstab};
use renmai::segments::{Position, rules};
use renmai::tables::{NONE, Tables};
use renmai::text::Lang;
use renmai::text::terms::{Criterion, Why};

fn run(tables: &[(&str, &str)], toml: &str) -> renmai::Result<Analysis> {
    let config = Config::parse("renmai.toml", toml)?;
    analyse(Tables::from_csv(tables).expect("good tables"), config, &Progress::silent())
}

fn user(analysis: &Analysis, id: &str) -> usize {
    analysis.people.graph.nodes.node[analysis.people.tables.users.find(id).expect(id) as usize] as usize
}

/// The value of a column as text; empty where it is not known.
fn value(columns: &[Column<'_>], name: &str, node: usize) -> String {
    let column = columns.iter().find(|c| c.name == name).unwrap_or_else(|| panic!("no column {name}"));
    match &column.values {
        Values::Id(of) | Values::Text(of) => of(node).to_owned(),
        Values::Word { code, names, .. } if code(node) != NONE => names[code(node) as usize].to_owned(),
        Values::Word { .. } => String::new(),
        Values::Tags { row, names } => {
            row(node).iter().map(|&t| names[t as usize].as_str()).collect::<Vec<_>>().join(";")
        }
        Values::Number(of) if of(node).is_nan() => String::new(),
        Values::Number(of) => of(node).to_string(),
        Values::Flag(of) => of(node).map_or(String::new(), |yes| yes.to_string()),
        Values::Time(of) => renmai::tables::format_time(of(node), &Default::default()),
    }
}

/// 200 people in one or two of ten groups who chat in pairs; one whom 30 of them mention 300 times and who answers nobody, one in all groups
/// who never says a word, and one in all groups who does.
fn a_star_and_lurkers() -> (String, String) {
    let mut memberships = "user_id,group_id\nstar,g0\n".to_owned();
    let mut interactions = "from_id,to_id,kind,at\n".to_owned();
    for i in 0..200 {
        memberships += &format!("u{i:03},g{}\n", i % 10);
        if i % 4 == 0 {
            memberships += &format!("u{i:03},g{}\n", (i / 10 + 3) % 10);
        }
        interactions += &format!("u{i:03},u{:03},private_chat,2024-05-{:02}\n", (i * 7 + 1) % 200, i % 28 + 1);
    }
    for group in 0..10 {
        memberships += &format!("lurker,g{group}\nactive,g{group}\n");
    }
    for i in 0..300 {
        interactions += &format!("u{:03},star,mention,2024-05-{:02}\n", i % 30, i % 28 + 1);
    }
    interactions += "active,u007,private_chat,2024-05-09\n";
    (memberships, interactions)
}

#[test]
fn who_is_addressed_by_many_leads_and_who_only_joined_is_no_koc() {
    let (memberships, interactions) = a_star_and_lurkers();
    let tables = [("memberships", memberships.as_str()), ("interactions", interactions.as_str())];
    let analysis = run(&tables, "").unwrap();
    let why = |analysis: &Analysis, id: &str| {
        let node = user(analysis, id) as u32;
        let entry = analysis.selection.koc.entries.iter().find(|entry| entry.node == node);
        entry.map(|entry| (entry.rank, entry.why.clone()))
    };
    assert_eq!(why(&analysis, "star"), Some((1, vec![Why::ManyListeners, Why::TopInfluence])));
    assert_eq!(why(&analysis, "lurker"), None);
    assert!(why(&analysis, "active").expect("listed").1.contains(&Why::ManyGroups));
    let measures = &analysis.people.measures;
    let star = user(&analysis, "star");
    assert_eq!(measures.listeners[star], 30);
    // One fan is one fan, however much is said.
    assert!(measures.attention[star] < 30.0 && measures.attention[star] > 20.0, "{}", measures.attention[star]);
    let reason = analysis.selection.koc.entries[0].reason.render(Lang::Zh);
    assert!(reason.starts_with("有 30 人主动找过此人，"), "{reason}");
    assert!(!analysis.selection.koc.skipped_criteria.contains(&Criterion::Attention));

    // Without interactions nobody is known to be silent, and the list says that it shows reach.
    let analysis = run(&tables[..1], "").unwrap();
    assert!(why(&analysis, "lurker").expect("listed").1.contains(&Why::ManyGroups));
    assert!(analysis.selection.koc.skipped_criteria.contains(&Criterion::Attention));
    let told = reach_only(&analysis.selection.koc).expect("a caveat");
    assert!(told.zh.contains("活跃面广") && told.en.contains("reaches far"));
    assert!(reach_only(&analysis.selection.referral).is_none());

    // Kinds that address nobody leave influence as it is without them.
    let ignored = run(&tables, "[attention]\nignored_kinds = [\"private_chat\", \"mention\"]").unwrap();
    assert!(ignored.people.measures.listeners.iter().all(|&listeners| listeners == 0));
    assert!(ignored.selection.koc.skipped_criteria.contains(&Criterion::Attention));
}

#[test]
fn a_city_is_inferred_from_groups_where_enough_of_them_agree() {
    // g1 has a city of its own, g2 the one of two members; g3 one member with a city, which is not enough.
    let tables = [
        (
            "memberships",
            "user_id,group_id\na,g1\na,g2\nb,g1\nb,g3\nc,g1\nc,g2\nd,g2\ne,g2\nf,g3\ng,g3\ng,g4\nh,g1\nh,g2\nh,g5\ni,g5\nj,g5\n",
        ),
        ("groups", "group_id,city\ng1,上海\ng5,成都\n"),
        ("users", "user_id,city\nd,北京\ne,北京\nf,广州\n"),
    ];
    let analysis = run(&tables, "").unwrap();
    let columns = analysis.people.columns();
    let of = |id: &str| {
        let node = user(&analysis, id);
        ["region", "region_inferred", "region_evidence"].map(|name| value(&columns, name, node))
    };
    // One group in each of two cities says nothing.
    assert_eq!(of("a"), ["", "", ""]);
    assert_eq!(of("b"), ["上海", "true", "1"]);
    assert_eq!(of("d"), ["北京", "false", "1"]);
    assert_eq!(of("g"), ["", "", ""], "no group with a city");
    let off = run(&tables, "[region]\ninfer = false\n").unwrap();
    assert!((0..off.people.graph.nodes.len()).all(|v| !off.people.segments.profile.region.inferred[v]));
}

#[test]
fn a_city_is_inferred_from_exactly_the_share_on() {
    // Seven of ten groups of `a` are in one city, three in others.
    let mut members = "user_id,group_id\n".to_owned();
    let mut groups = "group_id,city\n".to_owned();
    for (i, city) in ["上海"; 7].into_iter().chain(["成都", "成都", "北京"]).enumerate() {
        members += &format!("a,g{i}\nb{i},g{i}\n");
        groups += &format!("g{i},{city}\n");
    }
    let tables = [("memberships", members.as_str()), ("groups", groups.as_str())];
    for (least, inferred) in [("0.69", true), ("0.7", true), ("0.71", false)] {
        let analysis = run(&tables, &format!("[region]\nmin_share = {least}\n")).unwrap();
        let (columns, a) = (analysis.people.columns(), user(&analysis, "a"));
        let expected = if inferred { ["上海", "true", "0.7"] } else { ["", "", ""] };
        assert_eq!(["region", "region_inferred", "region_evidence"].map(|name| value(&columns, name, a)), expected);
    }
}

#[test]
fn a_group_has_the_city_of_enough_members() {
    // Two of four members whose city is given are in one city; with a third of another city they are no longer enough.
    let users = "user_id,city\na,上海\nb,上海\nc,成都\nd,北京\n";
    for (members, inferred) in [("a,b,c,x", true), ("a,b,c,d,x", true), ("a,c,x", false), ("a,x", false)] {
        let rows: String = members.split(',').map(|id| format!("{id},g\n")).collect();
        let rows = format!("user_id,group_id\n{rows}");
        let analysis = run(&[("memberships", rows.as_str()), ("users", users)], "").unwrap();
        let x = value(&analysis.people.columns(), "region", user(&analysis, "x"));
        assert_eq!(x, if inferred { "上海" } else { "" }, "{members}");
    }
}

#[test]
fn switching_inference_off_leaves_given_cities() {
    let tables = [("memberships", "user_id,group_id\na,g\nb,g\n"), ("groups", "group_id,city\ng,成都\n")];
    let off = run(&tables, "[region]\ninfer = false\n").unwrap();
    assert!((0..off.people.graph.nodes.len()).all(|v| !off.people.segments.profile.region.inferred[v]));
}

#[test]
fn interests_are_counted_by_level_and_shared_with_groups_by_the_deepest() {
    let tables = [
        ("memberships", "user_id,group_id\na,g1\nb,g1\nc,g1\nd,g2\ne,g2\n"),
        ("groups", "group_id,tags\ng1,母婴>辅食>有机\ng2,宠物\n"),
        ("users", "user_id,tags\na,母婴>辅食>价格敏感\nb,母婴;宠物>猫\nc,宠物\nd,宠物>狗;宠物>猫\n"),
    ];
    let analysis = run(&tables, "").unwrap();
    let interests = &analysis.people.segments.profile.interests;
    let all: Vec<(&str, u8, u32, u32)> =
        interests.all.iter().map(|i| (i.name.as_str(), i.level, i.users, i.groups)).collect();
    assert_eq!(
        all,
        [
            ("宠物", 1, 3, 1),
            ("宠物>狗", 2, 1, 0),
            ("宠物>猫", 2, 2, 0),
            ("母婴", 1, 2, 1),
            ("母婴>辅食", 2, 1, 1),
            ("母婴>辅食>价格敏感", 3, 1, 0),
            ("母婴>辅食>有机", 3, 0, 1),
        ]
    );
    assert_eq!(interests.covered, [4, 3, 1]);
    let matches: Vec<u8> =
        ["a", "b", "c", "d", "e"].map(|id| analysis.people.segments.profile.interest_match[user(&analysis, id)]).into();
    assert_eq!(matches, [2, 1, 0, 1, 0]);
}

/// A hub that links two circles of five, a person alone, somebody silent.
fn circles() -> Vec<(&'static str, String)> {
    let mut members = "user_id,group_id\n".to_owned();
    let mut events = "from_id,to_id,kind,at\n".to_owned();
    for (group, people) in [("g1", ["a1", "a2", "a3", "a4", "a5"]), ("g2", ["b1", "b2", "b3", "b4", "b5"])] {
        people.iter().for_each(|p| members += &format!("{p},{group}\n"));
        people.iter().skip(1).for_each(|p| events += &format!("{p},{},private_chat,2024-06-01\n", people[0]));
    }
    members += "s1,g1\n";
    events += "a1,b1,private_chat,2024-06-01\nb1,a1,private_chat,2024-06-01\nalone,staff,private_chat,2024-06-02\n";
    vec![("memberships", members), ("interactions", events), ("users", "user_id,owner_id\nalone,staff\n".to_owned())]
}

#[test]
fn positions_are_told_in_their_order() {
    let tables = circles();
    let tables: Vec<(&str, &str)> = tables.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let with = |toml: &str| {
        let analysis = run(&tables, toml).unwrap();
        let position = |id: &str| analysis.people.segments.position[user(&analysis, id)];
        ["a1", "b1", "a2", "s1", "alone"].map(position)
    };
    use Position::{Bridge, Core, Influence, Isolated, Member, Silent};
    // Of twelve people 5 % are one; the others who link the circles are bridges.
    assert_eq!(
        with("[position]\nbridge_top_percent = 20\ncore_top_percent = 0\n"),
        [Influence, Bridge, Member, Silent, Isolated]
    );
    assert_eq!(
        with("[position]\ninfluence_top_percent = 0\nbridge_top_percent = 20\ncore_top_percent = 0\n")[0],
        Bridge
    );
    assert_eq!(
        with("[position]\nbridge_top_percent = 0\ncore_top_percent = 100\n"),
        [Influence, Core, Core, Silent, Isolated]
    );
}

#[test]
fn the_top_percent_of_positions_is_rounded_up() {
    let tables = circles();
    let tables: Vec<(&str, &str)> = tables.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let count = |toml: String, position: Position| {
        let analysis = run(&tables, &toml).unwrap();
        analysis.people.segments.position.iter().filter(|&&p| p == position).count()
    };
    // Two of twelve people are 16.67 %.
    let influence =
        |percent: f64| count(format!("[position]\ninfluence_top_percent = {percent}\n"), Position::Influence);
    assert_eq!([0.0, 0.1, 8.3, 8.4, 16.6, 16.7].map(influence), [0, 1, 1, 2, 2, 3]);
    // The two who link the circles have one place each by betweenness.
    let bridge = |percent: f64| {
        let toml = format!("[position]\ninfluence_top_percent = 0\nbridge_top_percent = {percent}\n");
        count(toml, Position::Bridge)
    };
    assert_eq!([0.0, 8.3, 8.4].map(bridge), [0, 1, 2]);
    // Each circle has six or five people; the strongest of each is the hub.
    let core = |percent: f64| {
        let toml =
            format!("[position]\ninfluence_top_percent = 0\nbridge_top_percent = 0\ncore_top_percent = {percent}\n");
        count(toml, Position::Core)
    };
    assert_eq!([0.0, 16.0].map(core), [0, 2]);
}

#[test]
fn scores_are_fifths_that_nobody_is_lifted_into_by_an_id() {
    let mut users = "user_id,last_active_at,monthly_spend\n".to_owned();
    let spends = [0, 0, 0, 50, 50, 100, 200, 300, 400, 500];
    for (i, spend) in spends.iter().enumerate() {
        users += &format!("u{i},2024-06-{:02},{spend}\n", 20 + i % 5);
    }
    let analysis = run(&[("memberships", "user_id,group_id\nu0,g\nu1,g\n"), ("users", &users)], "").unwrap();
    let naive = |values: &[f64], i: usize| {
        let worse = values.iter().filter(|&&v| v < values[i]).count();
        (1 + 5 * worse / values.len()) as u8
    };
    let spends: Vec<f64> = spends.iter().map(|&s| f64::from(s)).collect();
    let days: Vec<f64> = (0..10).map(|i| f64::from(i % 5)).collect();
    for i in 0..10 {
        let rfm = analysis.people.segments.rfm[user(&analysis, &format!("u{i}"))];
        assert_eq!((rfm.monetary, rfm.recency, rfm.frequency), (naive(&spends, i), naive(&days, i), 0), "u{i}");
    }
}

#[test]
fn further_columns_are_typed_and_can_be_asked() {
    let users = "user_id,门店,级别,vip,入会,编号,degree,空\n\
                 a,南京路,3,是,2024-05-01,0017,x,\nb,,12.5,否,2024/6/1,0018,y,\nc,人民广场,,,,0019,,\n";
    let toml = "[segments]\nold = \"入会 < 2024-05-15\"\nold_vip = \"old and vip\"\n\
                shop = '''`custom.degree` = x or 门店 contains 广场'''\n";
    let analysis = run(&[("memberships", "user_id,group_id\na,g\nb,g\nc,g\n"), ("users", users)], toml).unwrap();
    let columns = analysis.people.columns();
    let kind = |name: &str| columns.iter().find(|c| c.name == name).map(|c| c.values.kind());
    assert_eq!(
        ["门店", "级别", "vip", "入会", "编号", "custom.degree", "空"].map(kind),
        [Some("text"), Some("number"), Some("flag"), Some("time"), Some("text"), Some("text"), None]
    );
    let [a, b, c] = ["a", "b", "c"].map(|id| user(&analysis, id));
    assert_eq!([a, b, c].map(|v| value(&columns, "级别", v)), ["3", "12.5", ""]);
    assert_eq!([a, b, c].map(|v| value(&columns, "old", v)), ["true", "false", "false"]);
    assert_eq!([a, b, c].map(|v| value(&columns, "old_vip", v)), ["true", "false", "false"]);
    assert_eq!([a, b, c].map(|v| value(&columns, "shop", v)), ["true", "false", "true"]);
}

#[test]
fn further_columns_are_typed_by_those_who_may_be_named() {
    let users = "user_id,年龄,备注,opted_out\na,35,,\nb,17,,\nc,保密,不公开,yes\n";
    let members = ("memberships", "user_id,group_id\na,g\nb,g\nc,g\n");
    for toml in ["", "[privacy]\nopted_out = \"graph_only\"\n"] {
        let analysis = run(&[members, ("users", users)], toml).unwrap();
        let columns = analysis.people.columns();
        let age = columns.iter().find(|c| c.name == "年龄").unwrap();
        assert_eq!(age.values.kind(), "number");
        assert_eq!(value(&columns, "年龄", user(&analysis, "b")), "17");
        assert!(columns.iter().all(|c| c.name != "备注"), "a column that only one who opted out fills");
    }
}

#[test]
fn a_further_column_never_shares_a_name() {
    let users = "user_id,influence,custom.influence\na,1,2\nb,3,4\n";
    let analysis = run(&[("memberships", "user_id,group_id\na,g\nb,g\n"), ("users", users)], "").unwrap();
    let columns = analysis.people.columns();
    let named = |name: &str| columns.iter().filter(|c| c.name == name).count();
    assert_eq!(["influence", "custom.influence", "custom.custom.influence"].map(named), [1, 1, 1]);
    let b = user(&analysis, "b");
    assert_eq!([value(&columns, "custom.custom.influence", b), value(&columns, "custom.influence", b)], ["3", "4"]);
}

#[test]
fn somebody_with_several_rare_interests_counts_once_among_the_others() {
    let mut users = "user_id,tags\n".to_owned();
    let mut members = "user_id,group_id\n".to_owned();
    for i in 0..13 {
        for j in 0..2 {
            users += &format!("p{i:02}{j},top{i:02}\n");
            members += &format!("p{i:02}{j},g\n");
        }
    }
    users += "z,aa;top05;zz\n";
    members += "z,g\n";
    let analysis = run(&[("memberships", &members), ("users", &users)], "").unwrap();
    let columns = analysis.people.columns();
    let [tags, tier] = ["interests", "value_tier"].map(|name| rules::column("ROWS", name, &columns).unwrap());
    let figures = Figures {
        spend: &analysis.people.segments.monthly_spend,
        influence: &analysis.people.measures.influence.score,
    };
    let table = crosstab(&[user(&analysis, "z") as u32], &|_| true, tags, tier, figures, &analysis.people.zone);
    assert!(table.row_totals.iter().all(|total| total.people <= 1), "{:?}", table.rows);
    let everybody: Vec<u32> = (0..27).collect();
    let table = crosstab(&everybody, &|_| true, tags, tier, figures, &analysis.people.zone);
    let others = table.rows.iter().position(|heading| *heading == Heading::Others).unwrap();
    assert_eq!(table.row_totals[others].people, 3, "two of the thirteenth tag, and the one with two rare tags");
}

#[test]
fn segments_that_cannot_be_are_errors_that_name_them() {
    let members = [("memberships", "user_id,group_id\na,g\nb,g\n")];
    let message = |toml: &str| {
        let error = run(&members, toml).expect_err(toml);
        assert_eq!(error.kind(), ErrorKind::Config);
        error.render(Lang::En)
    };
    assert!(message("[segments]\na = \"b\"\nb = \"not a\"\n").contains("a, b form a circular reference"));
    assert!(message("[segments]\na = \"a or degree > 1\"\n").contains("form a circular reference"));
    assert!(message("[segments]\ndegree = \"influence > 3\"\n").contains("there is already a column degree"));
    assert!(message("[segments]\nvip = \"vlue_tier = S\"\n").contains("segments.vip:1:1"));
    assert!(message("[selection]\nwhere = \"influence >= many\"\n").starts_with("selection.where:1:14"));
}

#[test]
fn crosstabs_equal_counting_by_hand() {
    let mut users = "user_id,city,tags,vip,monthly_spend\n".to_owned();
    let mut members = "user_id,group_id\n".to_owned();
    let cities: Vec<String> = (0..15).map(|i| format!("city{i:02}")).collect();
    for i in 0..200usize {
        let city = if i % 17 == 0 { "" } else { &cities[(i * i) % 15] };
        let tags = ["a>x;b", "a>y", "b>z;a;a>q", ""][i % 4];
        users += &format!("u{i:03},{city},{tags},{},{}\n", ["yes", "no", ""][i % 3], (i % 7) * 100);
        members += &format!("u{i:03},g{}\n", i % 9);
    }
    let analysis = run(&[("memberships", &members), ("users", &users)], "").unwrap();
    let columns = analysis.people.columns();
    let people: Vec<u32> = (0..200).filter(|v| v % 5 != 0).collect();
    let figures = Figures {
        spend: &analysis.people.segments.monthly_spend,
        influence: &analysis.people.measures.influence.score,
    };
    let names = ["city", "interests", "vip", "value_tier", "monthly_spend", "influence", "registered_at", "user_id"];
    for (row, column) in names.iter().flat_map(|a| names.iter().map(move |b| (*a, *b))) {
        let [by_row, by_column] = [row, column].map(|name| rules::column("ROWS", name, &columns).unwrap());
        let table = crosstab(&people, &|_| true, by_row, by_column, figures, &analysis.people.zone);
        assert_eq!((table.cells.len(), table.total.people), (table.rows.len(), 160));
        // Each person by hand: under which headings of one column.
        let under = |name: &str, heading: &Heading, v: usize, all: &[Heading]| {
            let own = value(&columns, name, v);
            let firsts: Vec<&str> = own.split(';').map(|tag| tag.split('>').next().unwrap()).collect();
            let words: Vec<&str> = if name == "interests" { firsts } else { vec![own.as_str()] };
            match heading {
                Heading::Unknown => own.is_empty(),
                Heading::Code(code) => own == *code,
                Heading::Word(word) => words.contains(&word.as_str()),
                Heading::Others => {
                    words.iter().any(|w| !w.is_empty() && !all.contains(&Heading::Word((*w).to_owned())))
                }
                Heading::Flag(yes) => own == yes.to_string(),
                Heading::Number(x) => own.parse() == Ok(*x),
                Heading::Range(from, to) => own.parse::<f64>().is_ok_and(|x| *from <= x && x <= *to),
            }
        };
        for (i, r) in table.rows.iter().enumerate() {
            for (j, c) in table.columns.iter().enumerate() {
                let meant =
                    |&&v: &&u32| under(row, r, v as usize, &table.rows) && under(column, c, v as usize, &table.columns);
                let found: Vec<&u32> = people.iter().filter(meant).collect();
                let cell = table.cells[i][j];
                assert_eq!(cell.people as usize, found.len(), "{row} {r:?} × {column} {c:?}");
                let spend: f64 = found.iter().map(|&&v| figures.spend[v as usize]).filter(|s| !s.is_nan()).sum();
                let influence: f64 = found.iter().map(|&&v| figures.influence[v as usize]).sum();
                assert!((cell.spend - spend).abs() < 1e-6 && (cell.influence - influence).abs() < 1e-6);
            }
            assert!(table.row_totals[i].people > 0, "no empty heading");
        }
        // Headings of one value each hold everybody once.
        if row != "interests" {
            assert_eq!(table.row_totals.iter().map(|t| t.people).sum::<u32>(), 160, "{row}");
        }
    }
}

#[test]
fn every_user_is_in_exactly_one_tier_and_the_lattice_counts_everybody() {
    let mut users = "user_id,last_active_at,monthly_spend\n".to_owned();
    let mut expected: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    // Below, at and above every bound of days and spend.
    let days = [6, 7, 8, 29, 30, 31, 89, 90, 91, 179, 180, 181];
    let spends = ["0", "0.01", "199.99", "200", "200.01", "499.99", "500", "500.01"];
    let as_of = jiff_days(0);
    for (i, &d) in days.iter().enumerate() {
        for (j, spend) in spends.iter().enumerate() {
            users += &format!("u{i:02}{j:02},{},{spend}\n", jiff_days(d));
            let row = [7, 30, 90, 180].iter().filter(|&&bound| d > bound).count();
            let x: f64 = spend.parse().unwrap();
            let column = if x == 0.0 { 0 } else { 1 + usize::from(x >= 200.0) + usize::from(x >= 500.0) };
            *expected.entry((row, column)).or_default() += 1;
        }
    }
    let toml = format!("as_of = \"{as_of}\"\n");
    let analysis = run(&[("memberships", "user_id,group_id\nu0000,g\nu0001,g\n"), ("users", &users)], &toml).unwrap();
    let mut found: BTreeMap<(usize, usize), u64> = BTreeMap::new();
    for &cell in &analysis.people.segments.cell {
        *found.entry((cell as usize / 4, cell as usize % 4)).or_default() += 1;
    }
    assert_eq!(found, expected);
    assert_eq!(found.values().sum::<u64>(), 96);
}

/// A day so many days before the last of June 2024, at the same hour.
fn jiff_days(before: i64) -> String {
    let last = renmai::tables::parse_time("2024-06-30 12:00", &Default::default()).unwrap();
    renmai::tables::format_time(last - before * 86_400, &Default::default())
}
