//! What good input becomes: encodings, compression, headers, values, order, several files.

use std::io::Write;

use proptest::prelude::*;
use renmai::parallel::with_threads;
use renmai::progress::Progress;
use renmai::tables::{Believed, MemberType, NO_TIME, NONE, Role, Source, Sources, Tables, Zone, parse_time, read};

fn at(text: &str) -> i64 {
    parse_time(text, &Zone::default()).unwrap()
}

fn run(sources: &Sources) -> Tables {
    read(sources, &Progress::silent()).unwrap()
}

/// Everything that may be compared between two readings of the same rows; NaN equals NaN here.
fn content(tables: &Tables) -> String {
    let t = tables;
    let rows = (&t.memberships, &t.interactions, &t.user_table, &t.group_table, &t.purchases);
    let findings: Vec<_> = t.findings.iter().map(|f| (f.code.clone(), &f.place, f.count)).collect();
    format!("{:?}", (&t.users, &t.groups, rows, t.given, t.latest, findings))
}

fn finding(tables: &Tables, code: &str, place: &str) -> u64 {
    tables.findings.iter().find(|f| f.code == code && f.place == place).map_or(0, |f| f.count)
}

#[test]
fn every_encoding_and_compression_reads_the_same() {
    let text = "用户ID,昵称,城市\r\nu1,小明,上海\r\nu2,\"张三, 李四\",北京\r\n";
    let utf16 =
        |bytes: fn(u16) -> [u8; 2]| std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(bytes).collect();
    let encodings: [(&str, Vec<u8>); 5] = [
        ("utf-8", text.as_bytes().to_vec()),
        ("utf-8", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("utf-16le", utf16(u16::to_le_bytes)),
        ("utf-16be", utf16(u16::to_be_bytes)),
        ("gb18030", encoding_rs::GB18030.encode(text).0.into_owned()),
    ];
    let gz = |bytes: &[u8]| {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    };
    let dir = tempfile::tempdir().unwrap();
    let mut readings = Vec::new();
    for (encoding, plain) in encodings {
        // Two gzip members in one file, as `cat a.gz b.gz` makes them.
        let (head, tail) = plain.split_at(plain.len() / 2);
        let files = [
            ("users.csv", plain.clone()),
            ("users.csv.gz", [gz(head), gz(tail)].concat()),
            ("users.csv.zst", zstd::stream::encode_all(&plain[..], 1).unwrap()),
        ];
        for (name, bytes) in files {
            let path = dir.path().join(name);
            std::fs::write(&path, &bytes).unwrap();
            let sources = Sources {
                memberships: vec![Source::bytes("m.csv", &b"user_id,group_id\nu1,g\n"[..])],
                users: vec![Source::file(&path)],
                ..Sources::default()
            };
            let tables = run(&sources);
            let input = &tables.inputs[1];
            assert_eq!((input.table, input.encoding, input.rows), ("users", encoding, 2), "{name}");
            assert_eq!((input.bytes, input.sha256.len()), (bytes.len() as u64, 64));
            readings.push(content(&tables));
            assert_eq!(tables.user_table.nickname.get(1), "张三, 李四");
            assert_eq!(tables.user_table.city.get(0), Some("上海"));
        }
    }
    assert_eq!(readings.len(), 15);
    assert!(readings.iter().all(|r| *r == readings[0]));
}

#[test]
fn the_digest_is_of_the_bytes_on_disk() {
    let tables = Tables::from_csv(&[("memberships", "user_id,group_id\n")]).unwrap();
    // printf 'user_id,group_id\n' | sha256sum
    assert_eq!(tables.inputs[0].sha256, "cd2b9c09f907f1c9e84b61402c56f23a9632c4051859d81dd2dfd4f46306da21");
}

#[test]
fn chinese_headers_and_words() {
    let tables = Tables::from_csv(&[
        ("memberships", "群ID,用户ID,入群时间,退群时间,成员类型\ng1,u1,2024年5月1日 9:30,2024/6/1,客户\ng1,e1,,,1\ng1,r1,,,机器人\n"),
        ("interactions", "发送者,接收者,类型,时间,次数\nu1,e1,私聊,2024-05-02,2\ne1,u1,,,\nu1,u2,SMS,,0\n"),
        (
            "users",
            "用户编号,昵称,角色,备注数,城市,设备,标签,注册时间,最近活跃,月消费,所属员工,是否退订,同意,生日\n\
             u1,小明,好友,12,上海,iPhone 15,母婴>辅食；数码,2024-01-01,2024-05-03 08:00,\"￥1,299.50\",e1,否,是,0501\n\
             u2,,粉丝,,,,,,,,,是,,\n",
        ),
        ("groups", "群编号,群名称,群类型,城市,标签,群主\ng1,宝妈群,兴趣,上海,母婴,e1\n"),
        ("purchases", "用户ID,下单时间,金额\nu1,1714539600,¥99\nu1,2024-05-01 12:59:59,-99元\n"),
    ])
    .unwrap();
    let names: Vec<&str> = (0..tables.users.len() as u32).map(|u| tables.users.name(u)).collect();
    assert_eq!(names, ["e1", "r1", "u1", "u2"]);
    let m = &tables.memberships;
    assert_eq!(m.user, [0, 1, 2]);
    assert_eq!(m.member_type, [MemberType::Staff, MemberType::Robot, MemberType::Customer]);
    assert_eq!((m.joined_at[2], m.left_at[2]), (at("2024-05-01 09:30"), at("2024-06-01")));
    assert_eq!((m.joined_at[0], m.left_at[0]), (NO_TIME, NO_TIME));
    let i = &tables.interactions;
    assert_eq!(i.kinds, ["other", "private_chat", "sms"]);
    assert_eq!(
        (&i.from[..], &i.to[..], &i.kind[..], &i.count[..]),
        (&[0, 2, 2][..], &[2, 0, 3][..], &[0, 1, 2][..], &[1.0, 2.0, 0.0][..])
    );
    let u = &tables.user_table;
    assert_eq!((u.role[2], u.role[3], u.role[0]), (Some(Role::Friend), Some(Role::Follower), None));
    assert_eq!((u.remark_count[2], u.monthly_spend[2]), (12.0, 1299.5));
    assert!(u.remark_count[3].is_nan() && u.monthly_spend[0].is_nan());
    assert_eq!((u.city.get(2), u.device.get(2), u.city.code(3)), (Some("上海"), Some("iPhone 15"), NONE));
    assert_eq!(u.tags.names, ["数码", "母婴>辅食"]);
    assert_eq!((u.tags.row(2), u.tags.row(3)), (&[0, 1][..], &[][..]));
    assert_eq!((u.registered_at[2], u.last_active_at[2]), (at("2024-01-01"), at("2024-05-03 08:00")));
    assert_eq!((u.owner[2], u.owner[3]), (0, NONE));
    assert_eq!((u.opted_out[2], u.opted_out[3], u.consent[2], u.consent[3]), (false, true, Some(true), None));
    assert_eq!((u.extra.len(), u.extra[0].name.as_str(), u.extra[0].values.get(2)), (1, "生日", "0501"));
    let g = &tables.group_table;
    assert_eq!((g.name.get(0), g.kind.get(0), g.city.get(0), g.owner[0]), ("宝妈群", Some("兴趣"), Some("上海"), 0));
    assert_eq!(g.tags.row(0), [0]);
    assert_eq!((&tables.purchases.amount[..], tables.purchases.at[0]), (&[-99.0, 99.0][..], 1_714_539_599));
    assert_eq!(tables.latest, at("2024-05-03 08:00"), "a left_at is no event");
    let given = tables.given;
    assert!(
        given.memberships.any && given.interactions.any && given.users.any && given.groups.any && given.purchases.any
    );
    assert!(
        given.interactions.at
            && given.users.remark_count
            && given.users.monthly_spend
            && given.users.opted_out
            && given.users.consent
    );
    assert!(!tables.interactions.kinds.iter().any(|kind| kind == "remark"));
}

#[test]
fn absent_and_empty_columns_are_not_given() {
    let tables = Tables::from_csv(&[
        ("interactions", "from,to,kind,at\na,b,备注,\n"),
        ("users", "id,city,tags,last_active_at\na,,,\n"),
    ])
    .unwrap();
    let given = tables.given;
    assert!(given.interactions.any && given.users.any && tables.interactions.kinds.contains(&"remark".to_owned()));
    assert!(
        !given.memberships.any
            && !given.interactions.at
            && !given.users.city
            && !given.users.tags
            && !given.users.last_active_at
    );
    assert_eq!(tables.latest, NO_TIME);
    assert_eq!(tables.user_table.tags.offsets, [0, 0, 0]);
}

#[test]
fn names_of_the_contract_win_over_aliases_and_mappings_over_both() {
    let text = "user,user_id,openid,group_id\nx,y,z,g\n";
    let tables = Tables::from_csv(&[("memberships", text)]).unwrap();
    assert_eq!(tables.users.name(0), "y");
    assert_eq!(finding(&tables, "ignored_columns", "memberships"), 2);
    let mut sources = Sources { memberships: vec![Source::bytes("m.csv", text.as_bytes())], ..Sources::default() };
    let columns = [("user_id".to_owned(), "OpenID".to_owned())].into();
    sources.input.columns.insert("memberships".to_owned(), columns);
    assert_eq!(run(&sources).users.name(0), "z");
}

#[test]
fn constants_set_a_column() {
    let calls = Source::bytes("calls.csv", &b"timestamp,caller,callee,duration\n184,300,301,121\n"[..]);
    let sms = Source::bytes("sms.csv", &b"timestamp,sender,recipient\n18,370,512\n"[..]);
    let sources = Sources {
        interactions: vec![sms.with_constant("kind", "SMS"), calls.with_constant("kind", "call")],
        believed: Believed { earliest: 0, ..Believed::default() },
        ..Sources::default()
    };
    let tables = run(&sources);
    assert_eq!(tables.interactions.kinds, ["call", "sms"]);
    assert_eq!(tables.interactions.at, [184, 18]);
    let members = Source::bytes("list.csv", &b"member\na\nb\n"[..]).with_constant("group_id", "g1");
    let tables = run(&Sources { memberships: vec![members], ..Sources::default() });
    assert_eq!((tables.memberships.group.len(), tables.groups.name(0)), (2, "g1"));
}

#[test]
fn ids_are_opaque() {
    let text = "user_id,group_id\n 007 ,g\n7,g\n'=1+1,'@g\n'-1,1.23E+17\n6.1e+18,g\nA,g\na,g\n";
    let tables = Tables::from_csv(&[("memberships", text)]).unwrap();
    let names: Vec<&str> = (0..tables.users.len() as u32).map(|u| tables.users.name(u)).collect();
    assert_eq!(names, ["'-1", "007", "6.1e+18", "7", "=1+1", "A", "a"]);
    assert_eq!(tables.users.find("007"), Some(1));
    assert_eq!(tables.users.find("8"), None);
    assert!(tables.groups.find("@g").is_some());
    assert_eq!(finding(&tables, "excel_damaged_ids", "users"), 1);
    assert_eq!(finding(&tables, "excel_damaged_ids", "groups"), 1);
}

#[test]
fn empty_rows_are_skipped_and_counted() {
    let tables = Tables::from_csv(&[("memberships", "user_id,group_id\n\n,\r\n\" \",\na,g\n,,,\n\n")]).unwrap();
    assert_eq!(tables.memberships.user.len(), 1);
    assert_eq!(finding(&tables, "empty_rows", "memberships"), 5);
}

/// A row is left at its first cell that has no plain reading; the others of it are judged as well.
#[test]
fn several_columns_of_a_row_are_judged() {
    let members = ("memberships", "user_id,group_id\na,g\nb,g\n");
    for (rows, amounts) in [
        ("user_id,at,amount\na,45413,\"1,500\"\nb,45000.5,3\n", [1500.0, 3.0]),
        // What anybody would read so is no finding, and read so all the same.
        ("user_id;at;amount\na;2024-05-01;1.500\nb;2023-03-15 12:00;12.50\n", [1.5, 12.5]),
    ] {
        let bought = Tables::from_csv(&[members, ("purchases", rows)]).unwrap().purchases;
        assert_eq!(bought.amount, amounts, "{rows}");
        assert_eq!(bought.at, [at("2024-05-01"), at("2023-03-15 12:00")], "{rows}");
    }
}

#[test]
fn a_file_without_a_header_loses_no_row() {
    let mut sources = Sources::default();
    sources.input.header = false;
    sources.interactions.push(Source::bytes("i.txt", &b"1 2\n1 3\n"[..]));
    let tables = run(&sources);
    assert_eq!((tables.interactions.from.len(), finding(&tables, "repeated_headers", "interactions")), (2, 0));
}

#[test]
fn a_header_among_the_rows_is_skipped_and_counted() {
    let text = "user_id,group_id\na,g\nb,g\n\u{feff}user_id , group_id\nc,g\nuser_id,g\n";
    let tables = Tables::from_csv(&[("memberships", text)]).unwrap();
    assert_eq!((tables.users.len(), tables.inputs[0].rows), (4, 4));
    assert_eq!(finding(&tables, "repeated_headers", "memberships"), 1);
}

#[test]
fn times_are_believed_within_bounds() {
    let text = "user_id,group_id,joined_at,left_at\na,g,2024-05-01,9999-12-31\nb,g,20240501,\n";
    let mut sources =
        Sources { memberships: vec![Source::bytes("m.csv", text.as_bytes().to_vec())], ..Sources::default() };
    let tables = run(&sources);
    assert_eq!(tables.latest, at("2024-05-01"));
    assert!(tables.memberships.left_at[0] > at("2100-12-31"), "a later end means never");
    sources.believed.latest = at("2024-04-30");
    assert!(read(&sources, &Progress::silent()).is_err());
    // Seconds from an unknown beginning.
    let text = "from_id,to_id,at\na,b,20\nb,a,20241301\n".as_bytes();
    let mut sources = Sources { interactions: vec![Source::bytes("i.csv", text.to_vec())], ..Sources::default() };
    assert!(read(&sources, &Progress::silent()).is_err());
    sources.believed.earliest = 0;
    assert_eq!(run(&sources).interactions.at, [20, 20_241_301]);
}

#[test]
fn tabs_and_semicolons_separate_too() {
    for text in ["user_id\tgroup_id\na,b\tg\n", "user_id;group_id\na,b;g\n"] {
        let tables = Tables::from_csv(&[("memberships", text)]).unwrap();
        assert_eq!(tables.users.name(0), "a,b");
    }
}

#[test]
fn rows_of_one_user_are_joined_field_by_field() {
    let users = "user_id,nickname,role,remark_count,city,tags,registered_at,last_active_at,monthly_spend,owner_id,opted_out,consent,note\n\
                 a,Zed,follower,3,Wuhan,x,2024-02-01,2024-03-01,-5,e2,no,yes,\n\
                 a,,friend,7,,y;x,2024-01-01,,80,e1,yes,no,n\n\
                 a,Amy,,,Beijing,,,2024-02-01,,,,,m\n\
                 b,,,,,,,,,,,,\n";
    let groups = "group_id,name,owner_id\ng,,e2\ng,Team,\n";
    let tables =
        Tables::from_csv(&[("memberships", "user_id,group_id\na,g\n"), ("users", users), ("groups", groups)]).unwrap();
    let (a, u) = (tables.users.find("a").unwrap() as usize, &tables.user_table);
    assert_eq!((u.nickname.get(a), u.role[a], u.city.get(a)), ("Amy", Some(Role::Friend), Some("Beijing")));
    assert_eq!(u.city.names, ["Beijing"], "a word that nobody has left is no category");
    assert_eq!((u.remark_count[a], u.monthly_spend[a]), (7.0, 80.0));
    assert_eq!((u.registered_at[a], u.last_active_at[a]), (at("2024-01-01"), at("2024-03-01")));
    assert_eq!((u.owner[a], u.opted_out[a], u.consent[a]), (tables.users.find("e1").unwrap(), true, Some(false)));
    assert_eq!((u.tags.row(a), u.extra[0].values.get(a)), (&[0, 1][..], "m"));
    assert_eq!(finding(&tables, "duplicate_users", "users"), 1);
    assert_eq!(finding(&tables, "negative_spend", "users"), 1);
    assert_eq!(finding(&tables, "duplicate_groups", "groups"), 1);
    assert_eq!(
        (tables.group_table.name.get(0), tables.group_table.owner[0]),
        ("Team", tables.users.find("e2").unwrap())
    );
}

#[test]
fn owning_a_group_makes_nobody_a_user() {
    let tables = Tables::from_csv(&[
        ("memberships", "user_id,group_id\na,g\nb,g\n"),
        ("groups", "group_id,owner_id\ng,somebody\nh,b\n"),
    ])
    .unwrap();
    assert_eq!((tables.users.len(), tables.users.find("somebody")), (2, None));
    assert_eq!(tables.group_table.owner, [NONE, 1]);
}

/// A small world as rows of text, table by table, each with its header.
fn world() -> impl Strategy<Value = [(&'static str, Vec<String>); 5]> {
    let user = "[a-e]{1,2}|averyverylongid-[a-c]{1,2}";
    let time = prop_oneof![Just(String::new()), (1u32..28).prop_map(|d| format!("2024-02-{d:02}"))];
    let rows = |row: BoxedStrategy<String>| prop::collection::vec(row, 0..25);
    let memberships =
        (user, "g[1-4]", time.clone(), "(|staff|客户)").prop_map(|(u, g, t, m)| format!("{u},{g},{t},{m}")).boxed();
    let interactions = (user, user, "(|remark|私聊|sms)", time.clone(), "[0-3]")
        .prop_map(|(a, b, k, t, n)| format!("{a},{b},{k},{t},{n}"))
        .boxed();
    let users = (user, "[甲乙]?", "(|上海|北京)", "(|x;y|y|z>w)", time, "[0-9]?", user, "(|yes|no)", "[pq]?")
        .prop_map(|(u, n, c, t, r, s, o, f, e)| format!("{u},{n},{c},{t},{r},{s},{o},{f},{e}"))
        .boxed();
    let groups = ("g[1-5]", "[甲乙]?", "(|work)").prop_map(|(g, n, k)| format!("{g},{n},{k}")).boxed();
    let purchases = (user, 1u32..28, -9i32..99).prop_map(|(u, d, x)| format!("{u},2024-03-{d:02},{x}.5")).boxed();
    (rows(memberships), rows(interactions), rows(users), rows(groups), rows(purchases)).prop_map(|(m, i, u, g, p)| {
        [("memberships", m), ("interactions", i), ("users", u), ("groups", g), ("purchases", p)]
    })
}

const HEADERS: [&str; 5] = [
    "user_id,group_id,joined_at,member_type",
    "from_id,to_id,kind,at,count",
    "user_id,nickname,city,tags,registered_at,monthly_spend,owner_id,opted_out,mood",
    "group_id,name,kind",
    "user_id,at,amount",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Rows in any order, cut into any files, files in any order, at any number of threads: the same tables.
    #[test]
    fn order_and_files_change_nothing(world in world(), seed in any::<u64>(), threads in 1usize..4) {
        let mut sources = Sources::default();
        sources.input.allow_disjoint = true;
        let mut shuffled = sources.clone();
        let mut state = seed;
        let mut random = move |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n
        };
        for ((table, rows), header) in world.iter().zip(HEADERS) {
            let file = |rows: &[String]| format!("{header}\n{}\n", rows.join("\n")).into_bytes();
            sources.table_mut(table).unwrap().push(Source::bytes("one.csv", file(rows)));
            let mut rows = rows.clone();
            (1..rows.len()).for_each(|i| rows.swap(i, random(i + 1)));
            let (first, second) = rows.split_at(random(rows.len() + 1));
            let names = if random(2) == 0 { ["p.csv", "q.csv"] } else { ["q.csv", "p.csv"] };
            let files = shuffled.table_mut(table).unwrap();
            files.push(Source::bytes(names[0], file(first)));
            files.push(Source::bytes(names[1], file(second)));
        }
        let mut one = run(&sources);
        let mut other = with_threads(threads, || run(&shuffled));
        // What is told of the files themselves (an empty half, the blank line it ends with, two equal halves, a purchase
        // that stands in both) differs; the tables do not.
        for tables in [&mut one, &mut other] {
            let of_files = ["no_rows", "empty_rows", "repeated_files", "purchases_alike"];
            tables.findings.retain(|f| !of_files.contains(&&*f.code));
        }
        prop_assert_eq!(content(&one), content(&other));
    }
}

/// What is dropped in without a word of which table it is.
fn dropped(files: &[(&str, &str)]) -> renmai::Result<renmai::tables::Tables> {
    let files = files.iter().map(|(name, text)| Source::bytes(*name, text.as_bytes().to_vec())).collect();
    read(&Sources { files, ..Sources::default() }, &Progress::silent())
}

#[test]
fn a_list_of_whom_to_leave_alone_needs_no_header() {
    let members = ("m.csv", "user_id,group_id\nu1,g\nu2,g\nu3,g\n");
    for name in ["黑名单.csv", "退订名单.txt", "folder/blacklist-2024.csv", "do_not_contact.csv"] {
        let tables = dropped(&[members, (name, "u1\nu3\n")]).unwrap();
        assert_eq!(tables.suppressed, [true, false, true], "{name}");
        assert!(tables.findings.iter().any(|f| f.code == "list_without_header"), "{name}: told");
    }
    // With a header as ever, and no other file is taken for such a list.
    let tables = dropped(&[members, ("黑名单.csv", "user_id\nu2\n")]).unwrap();
    assert_eq!(tables.suppressed, [false, true, false]);
    assert!(dropped(&[members, ("名单.csv", "u1\nu3\n")]).is_err());
    assert!(dropped(&[members, ("黑名单.csv", "u1,x\nu3,y\n")]).is_err(), "two columns are not one");
}

#[test]
fn a_day_and_a_time_that_are_called_alike_are_one() {
    for (header, row, expected) in [
        ("用户ID,群ID,入群日期,入群时间", "a,g,2024-05-01,09:30", "2024-05-01 09:30"),
        ("用户ID,群ID,入群时间,入群日期", "a,g,09:30:15,2024/5/1", "2024-05-01 09:30:15"),
        ("用户ID,群ID,入群日期,入群时间", "a,g,2024-05-01,2024-05-01 09:30", "2024-05-01 09:30"),
    ] {
        let tables = dropped(&[("m.csv", &format!("{header}\n{row}\nb,g,,\n"))]).unwrap();
        assert_eq!(tables.memberships.joined_at[0], at(expected), "{header}: {row}");
    }
    // Two that are called otherwise must be settled.
    assert!(dropped(&[("m.csv", "用户ID,群ID,入群时间,加群时间\na,g,2024-05-01,2024-05-02\n")]).is_err());
}

#[test]
fn what_is_no_table_is_called_what_it_is() {
    let chat = "2024-05-01 12:00:03 张三\n你好\n2024-05-01 12:01:03 李四\n大家好\n";
    let error = dropped(&[("chat.txt", chat)]).unwrap_err().render(renmai::text::Lang::Zh);
    assert!(error.contains("聊天记录") && !error.contains("张三"), "{error}");
    let error =
        dropped(&[("g.csv", "群名称,群主,群人数\n妈妈群,王,120\n")]).unwrap_err().render(renmai::text::Lang::Zh);
    assert!(error.contains("群的清单") && error.contains("group_id"), "{error}");
}
