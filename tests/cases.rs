//! Small files as real people's exports look, each with what it must give, and the neighbours that a user meets next. The files
//! themselves lie beside the repository; where they are absent, what was made after them here still runs.

#[path = "cases/ids.rs"]
mod ids;
#[path = "cases/tables.rs"]
mod tables;

mod common;

use common::data;
use renmai::config::{Config, DateOrder, Decimal, Delimiter, Grid, Trim};
use renmai::graph::{BuildOptions, Graph, build};
use renmai::progress::Progress;
use renmai::tables::{MemberType, NO_TIME, Presence, Source, Sources, Tables, Zone, format_time, parse_time, read};
use renmai::text::Lang;
use renmai::{Error, ErrorKind};

/// A table and the text of its file.
type File<'a> = (&'a str, &'a str);

/// Reads with `set` applied to the sources.
fn given(files: &[File<'_>], set: impl FnOnce(&mut Sources)) -> Result<Tables, Error> {
    bytes(&files.iter().map(|&(table, text)| (table, text.as_bytes().to_vec())).collect::<Vec<_>>(), set)
}

fn bytes(files: &[(&str, Vec<u8>)], set: impl FnOnce(&mut Sources)) -> Result<Tables, Error> {
    let mut sources = Sources::default();
    for (table, bytes) in files {
        let name = format!("{}.csv", &table[..1]);
        sources.table_mut(table).unwrap().push(Source::bytes(name, bytes.clone()));
    }
    set(&mut sources);
    read(&sources, &Progress::silent())
}

fn reading(files: &[File<'_>]) -> Tables {
    given(files, |_| ()).unwrap()
}

fn failing(files: &[File<'_>]) -> Error {
    given(files, |_| ()).unwrap_err()
}

/// Reads the files of a case, which are called after their tables; nothing (and a message) where they are absent.
fn case(name: &str, set: impl FnOnce(&mut Sources)) -> Option<Result<Tables, Error>> {
    let folder = data::folder("cases/reading")?.join(name);
    let mut sources = Sources::default();
    for table in ["memberships", "interactions", "users", "purchases"] {
        for end in ["csv", "xls"] {
            let path = folder.join(format!("{}.{end}", &table[..1]));
            if let Ok(bytes) = std::fs::read(&path) {
                let name = path.file_name().unwrap().to_string_lossy().into_owned();
                sources.table_mut(table).unwrap().push(Source::bytes(name, bytes));
            }
        }
    }
    set(&mut sources);
    Some(read(&sources, &Progress::silent()))
}

/// Checks a case that is to be read as it is.
fn fine(name: &str, check: impl FnOnce(&Tables)) {
    if let Some(read) = case(name, |_| ()) {
        check(&read.unwrap_or_else(|error| panic!("{name}: {error}")));
    }
}

/// Checks that a case stops, with `parts` in the message of either language.
fn stops(name: &str, parts: &[&str]) {
    if let Some(read) = case(name, |_| ()) {
        says(&read.map(|_| ()).expect_err(name), parts);
    }
}

fn says(error: &Error, parts: &[&str]) {
    for lang in [Lang::Zh, Lang::En] {
        // With the rows, as the program shows it.
        let mut text = error.render(lang);
        error
            .rows()
            .iter()
            .for_each(|row| text += &format!("\n{}: {} {}", row.at, row.expected.render(lang), row.found));
        parts.iter().for_each(|part| assert!(text.contains(part), "{part}\n{text}"));
    }
}

/// What a finding counts; 0 where there is none.
fn found(tables: &Tables, code: &str) -> u64 {
    tables.findings.iter().filter(|finding| finding.code == code).map(|finding| finding.count).sum()
}

/// Checks that there is a finding that says `parts` in either language.
fn told(tables: &Tables, code: &str, parts: &[&str]) {
    let fits = |text: &str| parts.iter().all(|part| text.contains(part));
    let texts = tables.findings.iter().filter(|finding| finding.code == code);
    let texts: Vec<_> = texts.map(|finding| [Lang::Zh, Lang::En].map(|lang| finding.sentence.render(lang))).collect();
    let codes: Vec<_> = tables.findings.iter().map(|finding| &*finding.code).collect();
    assert!(texts.iter().any(|texts| texts.iter().all(|text| fits(text))), "{parts:?}: {texts:?} of {codes:?}");
}

/// The graph of all that the tables hold, as far as they go.
fn graph(tables: &Tables) -> Graph {
    let Config { graph, attention, staff, privacy, .. } = &Config::default();
    let opted_out = privacy.opted_out;
    let zone = &Zone::default();
    let options =
        BuildOptions { graph, attention, staff, opted_out, as_of: tables.latest, zone, contact_window_days: 30 };
    build(tables, options, &Progress::silent()).unwrap()
}

/// Who is what, by id.
fn presence(tables: &Tables, id: &str) -> Presence {
    graph(tables).nodes.presence[tables.users.find(id).unwrap() as usize]
}

fn people(tables: &Tables) -> Vec<&str> {
    (0..tables.users.len() as u32).map(|user| tables.users.name(user)).collect()
}

/// The members, each as `user group`.
fn members(tables: &Tables) -> Vec<String> {
    let rows = tables.memberships.user.iter().zip(&tables.memberships.group);
    rows.map(|(&user, &group)| format!("{} {}", tables.users.name(user), tables.groups.name(group))).collect()
}

/// The purchases by user, each as when and how much.
fn bought(tables: &Tables) -> Vec<(String, String, f64)> {
    let p = &tables.purchases;
    let day = |at| format_time(at, &Zone::default()).replace(" 00:00:00", "");
    let row = |i: usize| (tables.users.name(p.user[i]).to_owned(), day(p.at[i]), p.amount[i]);
    (0..p.user.len()).map(row).collect()
}

fn days(tables: &Tables) -> Vec<String> {
    bought(tables).into_iter().map(|(_, day, _)| day).collect()
}

fn amounts(tables: &Tables) -> Vec<f64> {
    bought(tables).into_iter().map(|(_, _, amount)| amount).collect()
}

const MEMBERS: File<'static> = ("memberships", "user_id,group_id\na,g1\nb,g1\nc,g1\nc,g2\nd,g2\n");

/// Purchases of a, b, c … with these cells in a column, and plain ones in the others.
fn purchases(column: &str, cells: &[&str]) -> String {
    let rows = cells.iter().zip('a'..).map(|(cell, user)| match column {
        "at" => format!("{user}\t{cell}\t10\n"),
        _ => format!("{user}\t2024-05-01\t{cell}\n"),
    });
    format!("user_id\tat\tamount\n{}", rows.collect::<String>())
}

fn of_days(cells: &[&str]) -> Result<Tables, Error> {
    given(&[MEMBERS, ("purchases", &purchases("at", cells))], |_| ())
}

fn of_amounts(cells: &[&str]) -> Result<Tables, Error> {
    given(&[MEMBERS, ("purchases", &purchases("amount", cells))], |_| ())
}

#[test]
fn optout_row_rejected() {
    let is_out = |tables: &Tables, id| tables.user_table.opted_out[tables.users.find(id).unwrap() as usize];
    for skip in [false, true] {
        if let Some(tables) = case("optout_row_rejected", |sources| sources.input.skip_bad_rows = skip) {
            let tables = tables.unwrap();
            assert_eq!(["a", "b", "c", "d"].map(|id| is_out(&tables, id)), [false, false, true, false]);
        }
    }
    for word in ["不要打扰我", "？", "2", "ja"] {
        let users = format!("user_id,是否退订,registered_at\na,{word},\nb,否,2024-01-01\nc,,soon\n");
        let tables = given(&[MEMBERS, ("users", &users)], |sources| sources.input.skip_bad_rows = true).unwrap();
        assert_eq!(["a", "b", "c"].map(|id| is_out(&tables, id)), [true, false, false], "{word}");
        told(&tables, "opt_out_unreadable", &["1"]);
        told(&tables, "cells_emptied", &["u.csv", "registered_at", "1"]);
    }
    // A row that is refused holds what it says.
    let tables = given(&[MEMBERS, ("users", "user_id,opted_out,city\na,退订,x,y\nb,,z\n")], |sources| {
        sources.input.skip_bad_rows = true;
    });
    assert!(is_out(&tables.unwrap(), "a"));
}

#[test]
fn owner_row_rejected() {
    let is_staff = |tables: &Tables, id| presence(tables, id) == Presence::Staff;
    for skip in [false, true] {
        if let Some(tables) = case("owner_row_rejected", |sources| sources.input.skip_bad_rows = skip) {
            let tables = tables.unwrap();
            assert_eq!(["E1", "a", "b", "c"].map(|id| is_staff(&tables, id)), [true, false, false, false]);
            assert_eq!(tables.inputs.iter().find(|input| input.table == "users").unwrap().rows, 2);
            assert!(tables.user_table.registered_at.iter().all(|&at| at == NO_TIME));
        }
    }
    let users = "user_id,owner_id,registered_at\n\"\",E1,2024-01-01\nb,E2,soon\nc,-,无\n";
    let tables = given(&[MEMBERS, ("memberships", "user_id,group_id\nE1,g1\nE2,g1\n"), ("users", users)], |sources| {
        sources.input.skip_bad_rows = true;
    })
    .unwrap();
    assert_eq!(["E1", "E2", "a"].map(|id| is_staff(&tables, id)), [true, true, false]);
    assert_eq!(tables.users.find("-"), None);
}

#[test]
fn purchases_all_bad() {
    stops("purchases_all_bad", &["p.csv", "11/8/2018", "2018-08-11", "2018-11-08", "input.date_order"]);
    if let Some(tables) = case("purchases_all_bad", |sources| sources.input.skip_bad_rows = true) {
        let tables = tables.unwrap();
        assert!(!tables.given.purchases.any && tables.purchases.user.is_empty());
        assert_eq!(found(&tables, "rejected_rows"), 2);
    }
    for (order, expected) in
        [(DateOrder::DayFirst, ["2018-08-11", "2018-12-06"]), (DateOrder::MonthFirst, ["2018-11-08", "2018-06-12"])]
    {
        let set = |sources: &mut Sources| sources.input.date_order = Some(order);
        let text = purchases("at", &["11/8/2018", "6/12/2018"]);
        assert_eq!(days(&given(&[MEMBERS, ("purchases", &text)], set).unwrap()), expected);
    }
}

#[test]
fn date_us() {
    fine("date_us", |tables| {
        assert_eq!(days(tables), ["2018-11-08", "2018-06-12", "2019-04-15"]);
        told(tables, "column_judged", &["p.csv", "at", "4/15/2019", "input.date_order"]);
    });
    assert_eq!(days(&of_days(&["8/11/2018", "15.4.2019 9:05"]).unwrap()), ["2018-11-08", "2019-04-15 09:05:00"]);
    assert_eq!(days(&of_days(&["5/5/2024", "2024/5/6"]).unwrap()), ["2024-05-05", "2024-05-06"]);
    says(&of_days(&["13/5/2024", "5/14/2024"]).unwrap_err(), &["13/5/2024", "5/14/2024", "input.date_order"]);
    // Each file is judged by itself, and a note says so of each.
    let (us, eu) = (purchases("at", &["4/15/2019", "1/2/2019"]), purchases("at", &["15/4/2019", "1/2/2019"]));
    let tables = reading(&[MEMBERS, ("purchases", &us), ("purchases", &eu)]);
    assert_eq!(days(&tables), ["2019-04-15", "2019-01-02", "2019-02-01"]);
    assert_eq!(found(&tables, "column_judged"), 2);
}

#[test]
fn quote_swallows_rows() {
    if let Some(read) = case("quote_swallows_rows", |_| ()) {
        match read {
            Ok(tables) => assert_eq!(tables.memberships.user.len(), 20),
            Err(error) => assert_eq!((error.rows()[0].at.line, error.rows()[0].at.column), (5, 3)),
        }
    }
    let tables = reading(&[(
        "memberships",
        "user_id,group_id,群昵称\na,g,\"小王\n的号\"\nb,g,\"say \"\"hi\"\"\"\nc,g,5\" TV\n",
    )]);
    assert_eq!(members(&tables), ["a g", "b g", "c g"]);
    let error = failing(&[("memberships", "user_id,group_id,群昵称\na,g,x\nb,g,\"小王\nc,g,y\nd,g,z\n")]);
    assert_eq!(error.rows()[0].at.line, 3);
}

#[test]
fn amount_decimal_comma() {
    fine("amount_decimal_comma", |tables| {
        assert_eq!(amounts(tables), [22.368, 261.96, 907.152]);
        told(tables, "column_judged", &["p.csv", "amount", "261,96"]);
    });
    assert_eq!(amounts(&of_amounts(&["1.234,50 €", "7", "-3,5"]).unwrap()), [1234.5, 7.0, -3.5]);
    assert_eq!(amounts(&of_amounts(&["1 234,50", "1'234.50"]).unwrap_or_default()), [0.0; 0]);
    let set = |sources: &mut Sources| sources.input.decimal = Some(Decimal::Comma);
    let tables = given(&[MEMBERS, ("purchases", &purchases("amount", &["1,500", "1.500"]))], set).unwrap();
    assert_eq!(amounts(&tables), [1.5, 1500.0]);
}

#[test]
fn amount_eu_ambiguous() {
    stops("amount_eu_ambiguous", &["p.csv", "amount", "1,500", "1.500", "input.decimal"]);
    says(&of_amounts(&["1,500", "1.500"]).unwrap_err(), &["1500", "1.5", "input.decimal"]);
    says(&of_amounts(&["12,50", "12.75"]).unwrap_err(), &["12,50", "12.75", "input.decimal"]);
    assert_eq!(amounts(&of_amounts(&["1,500", "12.50"]).unwrap()), [1500.0, 12.5]);
    let tables = of_amounts(&["1,500", "12"]).unwrap();
    assert_eq!(amounts(&tables), [1500.0, 12.0]);
    told(&tables, "column_judged", &["1,500"]);
}

#[test]
fn amount_cn() {
    if let Some(read) = case("amount_cn", |sources| sources.input.allow_disjoint = true) {
        assert_eq!(amounts(&read.unwrap()), [1200.0, 12_000.0, 12.0, 12.0, 12.0, -5.0, 123.5]);
    }
    let tables = of_amounts(&["1200元", "0.5万元", "RMB 12", "３００", "1,234.50", "CN¥ 8", "12 元"]);
    assert_eq!(amounts(&tables.unwrap()), [1200.0, 5000.0, 12.0, 300.0, 1234.5, 8.0, 12.0]);
    says(&of_amounts(&["1.2万", "十二元"]).unwrap_err(), &["p.csv:3:3", "十二元"]);
}

#[test]
fn amount_paren() {
    fine("amount_paren", |tables| assert_eq!(amounts(tables), [-12.5, -30.0, -12.5]));
    assert_eq!(amounts(&of_amounts(&["（12.50）", "-$30", "$-30", "−5"]).unwrap()), [-12.5, -30.0, -30.0, -5.0]);
    says(&of_amounts(&["1", "(-5)"]).unwrap_err(), &["(-5)"]);
}

#[test]
fn date_excel_serial() {
    fine("date_excel_serial", |tables| {
        let expected = ["2024-05-01", "2024-04-30 10:40:55", "2023-03-15", "2024-05-01 12:00:00"];
        assert_eq!(days(tables), expected);
        told(tables, "column_judged", &["p.csv", "at", "45413"]);
    });
    fine("date_excel_serial_mixed", |tables| {
        assert_eq!(days(tables), ["2024-05-01", "2024-05-01", "2023-03-15"]);
        assert_eq!(found(tables, "column_judged"), 1);
    });
    assert_eq!(days(&of_days(&["1714492800", "1714492800000"]).unwrap()), ["2024-05-01"; 2]);
    says(&of_days(&["45413", "1714492800"]).unwrap_err(), &["45413", "1714492800", "2024-05-01"]);
    // In a table that need not be there every cell of an optional column counts as well.
    let tables = reading(&[("memberships", "user_id,group_id,joined_at\na,g,45413\nb,g,\nc,g,2024-05-02\n")]);
    assert_eq!(tables.memberships.joined_at[0], parse_time("2024-05-01", &Zone::default()).unwrap());
}

#[test]
fn date_future_typo() {
    fine("date_future_typo", |tables| {
        let graph = graph(tables);
        let late = graph.findings.iter().find(|finding| finding.code == "times_far_ahead").unwrap();
        let text = late.sentence.render(Lang::En);
        assert!(late.count == 1 && text.contains("18 years") && text.contains("2042-05-01"), "{text}");
    });
}

#[test]
fn date_null() {
    fine("date_null", |tables| {
        assert_eq!(people(tables), ["a", "b", "c", "d", "e"]);
        assert!(tables.memberships.left_at.iter().all(|&at| at == NO_TIME));
        assert!(!tables.given.memberships.left_at);
    });
    let tables = reading(&[(
        "memberships",
        "user_id,group_id,left_at\na,g,0\nb,g,1970-01-01 08:00:00\nc,g,0000-00-00 00:00:00\nd,g,#N/A\ne,g,—\nf,g,null\n",
    )]);
    assert!(tables.memberships.left_at.iter().all(|&at| at == NO_TIME));
    says(&failing(&[("memberships", "user_id,group_id,left_at\na,g,还在\n")]), &["m.csv:2:3 (left_at)", "还在"]);
}

#[test]
fn date_ampm() {
    stops("date_ampm", &["10/6/2023 12:37 AM", "2023-06-10 00:37:00", "2023-10-06 00:37:00", "input.date_order"]);
    if let Some(read) = case("date_ampm", |sources| sources.input.date_order = Some(DateOrder::MonthFirst)) {
        let expected = ["2023-10-06 00:37:00", "2018-10-05 18:44:00", "2024-05-01 15:20:00"];
        assert_eq!(days(&read.unwrap()), expected);
    }
    fine("date_cn_ampm", |tables| {
        assert_eq!(days(tables), ["2024-05-01 15:20:00", "2024-05-01 09:05:00", "2024-05-01 15:20:00"]);
    });
    let tables =
        of_days(&["2024-05-01 12:00 AM", "2024年5月1日 晚上8点", "May 1, 2024 3:20 PM", "2024-05-01T05:00:00Z"]);
    let expected = ["2024-05-01", "2024-05-01 20:00:00", "2024-05-01 15:20:00", "2024-05-01 13:00:00"];
    assert_eq!(days(&tables.unwrap()), expected);
}

#[test]
fn id_null_words() {
    if let Some(read) = case("id_null_words", |_| ()) {
        let error = read.unwrap_err();
        assert_eq!(error.rows().iter().map(|row| row.at.line).collect::<Vec<_>>(), [2, 3, 4, 5, 7]);
        assert_eq!(error.rows().iter().map(|row| row.alike).sum::<u64>(), 6);
        says(&error, &["NULL"]);
    }
    if let Some(read) = case("id_null_words", |sources| sources.input.skip_bad_rows = true) {
        let tables = read.unwrap();
        assert_eq!((people(&tables), found(&tables, "rejected_rows")), (vec!["b"], 6));
    }
    // Names are names.
    let tables = reading(&[MEMBERS, ("users", "user_id,nickname,city,owner_id\na,无,未知,NULL\nb,Nan,上海,\n")]);
    assert_eq!((tables.user_label(0), tables.user_label(1)), ("无", "b"));
    assert_eq!(tables.user_table.city.names, ["上海"]);
    assert_eq!(people(&tables), ["a", "b", "c", "d"]);
}

#[test]
fn header_repeated_in_body() {
    fine("header_repeated_in_body", |tables| {
        assert_eq!((people(tables), found(tables, "repeated_headers")), (vec!["a", "b", "c"], 1));
    });
    // As two exports one under the other, each with its title.
    let text = "名单一\n用户ID,群ID\na,g1\n\n用户ID,群ID\nb,g1\n";
    let tables = reading(&[("memberships", text)]);
    assert_eq!((members(&tables), found(&tables, "repeated_headers")), (vec!["a g1".into(), "b g1".into()], 1));
}

#[test]
fn groups_in_cell() {
    fine("groups_in_cell", |tables| {
        assert_eq!(members(tables), ["a g1", "a g2", "b g1", "c g2", "c g3"]);
        told(tables, "ids_split", &["m.csv", "group_id", "g1,g2", "2"]);
    });
    fine("members_in_cell", |tables| {
        assert_eq!(members(tables), ["a g1", "b g1", "c g1", "c g2", "d g2"]);
        told(tables, "ids_split", &["m.csv", "user_id", "a;b;c"]);
    });
    for list in ["[\"\"g1\"\",\"\"g2\"\"]", "['g1', 'g2']", "g1、g2", "g1|g2", "g1，g2，"] {
        let tables = reading(&[("memberships", &format!("user_id,group_id\na,\"{list}\"\nb,g1\n"))]);
        assert_eq!(members(&tables), ["a g1", "a g2", "b g1"], "{list}");
    }
    // Nothing else says that these are several.
    let tables = reading(&[("memberships", "user_id,group_id\na,\"读书会,二群\"\nb,\"读书会,二群\"\n")]);
    assert_eq!(members(&tables), ["a 读书会,二群", "b 读书会,二群"]);
    told(&tables, "ids_with_marks", &["m.csv", "group_id", "读书会,二群"]);
}

#[test]
fn ids_that_would_join() {
    for (name, trim, joined) in [("id_pandas_float", Trim::Decimal, 3), ("id_fullwidth", Trim::FullWidth, 1)] {
        fine(name, |tables| told(tables, "ids_would_join", &[trim.code(), &joined.to_string(), "input.trim_ids"]));
        if let Some(read) = case(name, |sources| sources.input.trim_ids = vec![trim]) {
            let tables = read.unwrap();
            assert!(people(&tables).iter().all(|id| id.len() == 4), "{name}");
            assert_eq!(found(&tables, "ids_would_join"), 0);
            assert_eq!(tables.user_label(0), "A");
        }
    }
    for (id, trim) in
        [("=\"\"1001\"\"", Trim::ExcelText), ("01001", Trim::LeadingZeros), ("10\u{200b}01", Trim::ZeroWidth)]
    {
        let files =
            [("memberships", &*format!("user_id,group_id\n\"{id}\",g\n1002,g\n")), ("users", "user_id\n1001\n1002\n")];
        told(&reading(&files), "ids_would_join", &[trim.code(), "1"]);
        let tables = given(&files, |sources| sources.input.trim_ids = vec![trim]).unwrap();
        assert_eq!(people(&tables), ["1001", "1002"], "{id}");
    }
    let files = [("memberships", "user_id,group_id\nWX_A,g\nwx_b,g\n"), ("users", "user_id\nwx_a\nwx_b\n")];
    told(&reading(&files), "ids_would_join", &[Trim::Case.code(), "1"]);
}

#[test]
fn id_disjoint() {
    stops("id_disjoint", &["memberships", "purchases", "X1", "X2", "a, b, c", "--allow-disjoint"]);
    if let Some(read) = case("id_disjoint", |sources| sources.input.allow_disjoint = true) {
        assert_eq!(people(&read.unwrap()), ["X1", "X2", "a", "b", "c", "d"]);
    }
    // Orders by telephone, members by id: the users table joins them.
    let orders = "手机号,付款时间,实付金额\n13800000001,2024-05-01,10\n+86 138-0000-0002,2024-05-02,20\n";
    assert_eq!(failing(&[MEMBERS, ("purchases", orders)]).kind(), ErrorKind::Data);
    let users = "user_id,手机号\na,13800000001\nb,13800000002\n";
    let tables = reading(&[MEMBERS, ("users", users), ("purchases", orders)]);
    assert_eq!(people(&tables), ["a", "b", "c", "d"]);
    assert_eq!(amounts(&tables), [10.0, 20.0]);
    assert_eq!(found(&tables, "ids_resolved"), 2);
    // One telephone, two people.
    let users = "user_id,手机号\na,13800000001\nb,13800000001\nc,13800000002\n";
    let tables = reading(&[MEMBERS, ("users", users), ("purchases", orders)]);
    told(&tables, "ids_shared", &["1"]);
}

#[test]
fn alias_type_wechat() {
    fine("alias_type_wechat", |tables| {
        assert_eq!(people(tables), ["wxid_a", "wxid_b"]);
        assert!(tables.memberships.member_type.iter().all(|&of| of == MemberType::Customer));
        told(tables, "ignored_columns", &["Type"]);
    });
}

#[test]
fn alias_phone() {
    fine("alias_phone", |tables| {
        assert!(tables.user_table.device.names.is_empty());
        assert!(!tables.given.users.device);
        assert_eq!(tables.user_label(0), "A");
    });
    let tables = reading(&[MEMBERS, ("users", "user_id,phone model,phone\na,iPhone 15,13800000001\n")]);
    assert_eq!(tables.user_table.device.get(0), Some("iPhone 15"));
}

#[test]
fn header_none() {
    stops("header_none", &["i.csv", "7, 1, 10, 1407470400", "input.header = false"]);
    if let Some(read) = case("header_none", |sources| {
        sources.input.header = false;
        let columns = [("from_id", "1"), ("to_id", "2"), ("count", "3"), ("at", "4")];
        let columns = columns.map(|(ours, theirs)| (ours.to_owned(), theirs.to_owned()));
        sources.input.columns.insert("interactions".to_owned(), columns.into());
        sources.input.skip_bad_rows = true;
    }) {
        let tables = read.unwrap();
        assert_eq!((tables.interactions.from.len(), people(&tables)), (3, vec!["1", "7", "8", "9"]));
    }
    let tables = given(&[("memberships", "a,g1\nb,g1\n")], |sources| sources.input.header = false).unwrap();
    assert_eq!(members(&tables), ["a g1", "b g1"]);
    says(&failing(&[("memberships", "a,1\nb,1\n")]), &["a, 1", "input.header = false"]);
}

#[test]
fn header_title_rows() {
    fine("header_title_rows", |tables| {
        assert_eq!(members(tables), ["a g1", "b g1"]);
        told(tables, "header_below", &["m.csv", "3", "2"]);
        assert_eq!(tables.inputs[0].reading.header_line, 3);
    });
    let error = failing(&[("memberships", "客户群成员导出\n\n用户ID,群ID,入群时间\na,g1,soon\n")]);
    says(&error, &["m.csv:4:3"]);
}

#[test]
fn comments() {
    fine("comment_hash", |tables| {
        assert_eq!((people(tables), tables.interactions.from.len()), (vec!["1", "2", "3"], 2));
        told(tables, "header_in_comment", &["i.csv", "2"]);
    });
    let set = |sources: &mut Sources| {
        let columns = [("user_id", "name"), ("group_id", "server")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        sources.input.columns.insert("memberships".to_owned(), columns.into());
    };
    if let Some(read) = case("guild_comments", set) {
        let tables = read.unwrap();
        assert_eq!(people(&tables), ["Ana", "Bo", "Çiğ"]);
        assert!(found(&tables, "comment_lines") >= 3);
    }
    let text = "user_id,group_id\n#1,g\n% note\na,g\n// b,g\n";
    let tables = reading(&[("memberships", text)]);
    assert_eq!((people(&tables), found(&tables, "comment_lines")), (vec!["#1", "a"], 2));
    // Where a comment stands above the header, its mark begins one below, too.
    let tables = reading(&[("memberships", "# exported\nuser_id,group_id\n#1,g\na,g\n")]);
    assert_eq!((people(&tables), found(&tables, "comment_lines")), (vec!["a"], 1));
}

#[test]
fn separators() {
    for name in ["sep_pipe", "sep_excel_line"] {
        fine(name, |tables| assert_eq!(members(tables), ["a g1", "b g1"]));
    }
    for text in ["user_id\tgroup_id\na\tg 1\n", "user_id;group_id;\na;g 1;\n", "sep=|\nuser_id|group_id\na|g 1\n"] {
        assert_eq!(members(&reading(&[("memberships", text)])), ["a g 1"], "{text}");
    }
    assert_eq!(members(&reading(&[("memberships", "user_id   group_id\na         g1\n  b  g1\n")])), ["a g1", "b g1"]);
    let set = |sources: &mut Sources| sources.input.delimiter = Delimiter::Semicolon;
    assert_eq!(members(&given(&[("memberships", "user_id;group_id\na,b;g\n")], set).unwrap()), ["a,b g"]);
}

#[test]
fn other_shapes() {
    stops("matrix_two_mode", &["m.csv", "input.grid = \"matrix\""]);
    if let Some(read) = case("matrix_two_mode", |sources| sources.input.grid = Grid::Matrix) {
        assert_eq!(members(&read.unwrap()), ["a g1", "a g2", "b g1", "c g2", "c g3"]);
    }
    stops("adj_list", &["m.csv", "input.grid = \"lists\""]);
    if let Some(read) = case("adj_list", |sources| sources.input.grid = Grid::Lists) {
        assert_eq!(members(&read.unwrap()), ["a g1", "b g1", "c g1", "c g2", "d g2", "e g3"]);
    }
    let lists = |text, delimiter| {
        let set = |sources: &mut Sources| {
            sources.input.grid = Grid::Lists;
            sources.input.delimiter = delimiter;
        };
        given(&[("memberships", text)], set)
    };
    // Spaces part fields where nothing else does, and are no signs of their own beside a comma.
    for text in ["g1 a b c\ng2 c  d\n", "g1\ta\tb\tc\ng2\tc\td\n", "g1, a, b, c\ng2, c, d\n"] {
        let tables = lists(text, Delimiter::Auto).unwrap();
        assert_eq!(members(&tables), ["a g1", "b g1", "c g1", "c g2", "d g2"], "{text}");
    }
    // Two signs are one too many, unless it is said which it is.
    for text in ["g1 a,b\ng2 b,c\n", "g1\ta,b,c\ng2\tb,c\n", "g1，a，b\ng2，c，d，e\n", "club one,a,b\nclub two,b\n"]
    {
        let words = lists(text, Delimiter::Auto).unwrap_err().to_string();
        assert!(words.contains("more than one separator") && words.contains("input.delimiter"), "{text}: {words}");
    }
    let tables = lists("club one,a,b\nclub two,b\n", Delimiter::Comma).unwrap();
    assert_eq!(members(&tables), ["a club one", "b club one", "b club two"]);
    let set = |sources: &mut Sources| sources.input.grid = Grid::Matrix;
    let tables = given(&[("interactions", ",a,b\na,0,2\nb,,0\n")], set).unwrap();
    assert_eq!((people(&tables), &tables.interactions.count[..]), (vec!["a", "b"], &[2.0][..]));
}

#[test]
fn line_items() {
    fine("line_items", |tables| {
        let order = |user: &str, day: &str| (user.to_owned(), day.to_owned(), 35.0);
        assert_eq!(bought(tables), [order("a", "2024-05-01"), order("b", "2024-04-20")]);
        assert_eq!(found(tables, "order_lines_joined"), 2);
    });
    let text = "user_id,at,amount,交易状态\na,2024-05-01,10,交易成功\na,2024-05-02,20,已退款\na,2024-05-03,30,交易关闭\na,2024-05-01,5,交易成功\n";
    let tables = reading(&[MEMBERS, ("purchases", text)]);
    assert_eq!((amounts(&tables), found(&tables, "orders_not_counted")), (vec![15.0], 2));
}

#[test]
fn words_of_members() {
    for name in ["qq_export", "member_type_words"] {
        if let Some(read) = case(name, |sources| {
            for source in sources.memberships.iter_mut().filter(|_| name == "qq_export") {
                source.constants.push(("group_id".to_owned(), "@file".to_owned()));
            }
        }) {
            let tables = read.unwrap();
            assert!(people(&tables).iter().all(|id| presence(&tables, id) == Presence::Customer), "{name}");
            assert_eq!(tables.given.memberships.joined_at, name == "qq_export");
        }
    }
    fine("member_type_words", |tables| assert_eq!(people(tables), ["a", "b", "c"]));
    let text = "用户ID,群ID,成员类型\na,g,微信用户\nb,g,企业成员\nc,g,机器人\n";
    let types = [MemberType::Customer, MemberType::Staff, MemberType::Robot];
    assert_eq!(reading(&[("memberships", text)]).memberships.member_type, types);
}

#[test]
fn wechat_stat() {
    fine("wechat_stat", |tables| {
        assert_eq!(members(tables), ["e1 8d1", "e2 8d1", "e2 8d2"]);
        assert!(tables.given.interactions.at);
        assert_eq!(format_time(tables.latest, &Zone::default()), "2019-04-29 11:51:43");
        assert_eq!(found(tables, "message_log"), 3);
    });
}

#[test]
fn encodings_without_a_mark() {
    fine("enc_utf16le_nobom", |tables| {
        assert_eq!(members(tables), ["a g1", "b g1"]);
        assert_eq!(tables.inputs[0].encoding, "utf-16le");
        told(tables, "encoding_guessed", &["m.csv", "utf-16le", "input.encoding"]);
    });
    let text = "用户ID,群ID\n小明,宝妈群\n";
    let gbk = encoding_rs::GB18030.encode(text).0.into_owned();
    let be: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    for (bytes_of, encoding) in [(gbk, "gb18030"), (be, "utf-16be")] {
        let tables = bytes(&[("memberships", bytes_of)], |_| ()).unwrap();
        assert_eq!((members(&tables), tables.inputs[0].encoding), (vec!["小明 宝妈群".to_owned()], encoding));
    }
}

#[test]
fn html_xls() {
    if let Some(read) = case("html_xls", |_| ()) {
        match read {
            Ok(tables) => assert_eq!(members(&tables), ["a g1"]),
            Err(error) => says(&error, &["HTML"]),
        }
    }
}

#[test]
fn whoever_opted_out_has_in_whatever_table_it_stands() {
    for (table, text) in [
        ("memberships", "user_id,group_id,joined_at,opted_out\na,g,2024-01-01,yes\nb,g,,no\nc,g,,\n"),
        ("memberships", "用户ID,群ID,退订时间\na,g,2024-05-01\nb,g,\nc,g,\n"),
        ("purchases", "user_id,at,amount,免打扰\na,2024-05-01,9,是\nb,2024-05-01,9,否\n"),
    ] {
        let tables = reading(&[("memberships", "user_id,group_id\na,g\nb,g\nc,g\n"), (table, text)]);
        let out = |id: &str| tables.user_table.opted_out[tables.users.find(id).unwrap() as usize];
        assert!(out("a") && !out("b") && !out("c"), "{text}");
    }
    // Whatever else is said of the columns of this file and of others.
    let members =
        Source::bytes("一群.csv", "卡号,是否退订\na,是\nb,否\n".as_bytes()).with_constant("group_id", "@file");
    let users = Source::bytes("u.csv", "编码,城市\na,上海\nb,北京\n".as_bytes());
    let mut sources = Sources { memberships: vec![members], users: vec![users], ..Sources::default() };
    let map = |header: &str| [("user_id".to_owned(), header.to_owned())].into();
    sources.input.columns = [("memberships".to_owned(), map("卡号")), ("users".to_owned(), map("编码"))].into();
    assert_eq!(read(&sources, &Progress::silent()).unwrap().user_table.opted_out, [true, false]);
    let tables = reading(&[MEMBERS, ("users", "user_id,opted_out\na,未知\nb,NULL\nc,/\n")]);
    assert_eq!(tables.user_table.opted_out, [true, false, false, false]);
}

#[test]
fn groups_without_ids_go_by_their_names() {
    let tables = reading(&[(
        "memberships",
        "external_userid,成员名称,群聊名称,入群时间\na,A,一群,2024-01-01\nb,B,一群,\nc,C,二群,\n",
    )]);
    assert_eq!((tables.groups.len(), found(&tables, "group_by_name")), (2, 1));
}

#[test]
fn an_id_is_not_split_for_what_it_repeats_in_itself() {
    let tables = reading(&[("memberships", "user_id,group_id\n=;=,g\nb,g\n")]);
    assert_eq!((people(&tables), found(&tables, "ids_with_marks")), (vec!["=;=", "b"], 1));
}

#[test]
fn sums_and_notes_below_the_rows() {
    let members = "user_id,group_id,nickname\na,g,x\nb,g,y\n";
    let orders = "user_id,at,amount\na,2024-05-01,5\nb,2024-05-02,7\n";
    for (table, rows, below, count) in [
        ("memberships", members, "合计,12\n", 1),
        ("memberships", members, "总计：,2,\n", 1),
        ("memberships", members, "Total,2,\n\n", 1),
        ("memberships", members, "导出人：张三\n导出时间：2024-05-01 10:00\n", 2),
        ("memberships", members, ",,\n共 120 条,,\n", 1),
        ("memberships", members, "数据来源：企微后台,,\n", 1),
        ("memberships", members, "仅供内部使用，请勿外传。,,", 1),
        ("purchases", orders, "小计,,12\n合 计,,12.00\n", 2),
        ("purchases", orders, "合计（元）,2 ,￥12\n共2条,,\n", 2),
        ("users", "user_id,city,nickname\na,x,y\n", "导出时间,2024-05-01 10:00,\n合计,1,\n", 2),
    ] {
        let all = format!("{rows}{below}");
        let mut files = vec![("memberships", members), (table, all.as_str())];
        files.drain(..usize::from(table == "memberships"));
        let tables = reading(&files);
        assert_eq!(people(&tables), ["a", "b"], "{below}");
        assert_eq!((found(&tables, "footer_rows"), tables.rejected.len()), (count, 0), "{below}");
        let line = rows.lines().count() + 1 + usize::from(below.starts_with(",,"));
        told(&tables, "footer_rows", &[&line.to_string()]);
    }
    // Whoever may be somebody stays: an id and what a row must have, or an id alone where no more is needed; and no row above others goes.
    for (table, text, n) in [
        ("memberships", "user_id,group_id,nickname\na,g,\nsum,g,\n", 2),
        ("memberships", "user_id,group_id,nickname\n合计,12,\na,g,\nb,g,\n", 3),
        ("users", "user_id,city,nickname\na,x,y\nwx:b,,\n", 2),
        ("users", "user_id,city,nickname\na,x,y\n\"注册,b\",,\n", 2),
    ] {
        let files = [("memberships", "user_id,group_id\na,g\n"), (table, text)];
        let tables = given(&files[usize::from(table == "memberships")..], |_| ()).unwrap();
        assert_eq!((tables.users.len(), found(&tables, "footer_rows")), (n, 0), "{text}");
    }
    // What may be a row cut short is one that cannot be read.
    assert!(failing(&[("memberships", "user_id,group_id\na,g\nu12")]).to_string().contains(":3"));
}

#[test]
fn what_people_wrote_shows_a_log_of_messages() {
    for header in [
        "user_id,group_id,time,content",
        "发言人,群,时间,内容",
        "发言人,群聊,发送时间,消息内容",
        "sender,room,timestamp,text",
        "成员,群名称,时间,聊天内容",
        "member_id,group_name,created_at,message",
    ] {
        let rows = "a,g,2024-05-01 10:00,\"你好, b\"\nb,g,2024-05-02 11:00,secret\na,g,2024-05-03 12:00,\n";
        let source = Source::bytes("x.csv", format!("{header}\n{rows}").into_bytes());
        let tables = given(&[], |sources| sources.files.push(source)).unwrap();
        assert_eq!((tables.inputs[0].table, found(&tables, "message_log")), ("interactions", 3), "{header}");
        assert_eq!(
            (people(&tables), tables.interactions.at.len(), tables.groups.len()),
            (vec!["a", "b"], 3, 1),
            "{header}"
        );
        assert!(tables.memberships.joined_at.iter().all(|&at| at == NO_TIME));
        assert!(!format!("{tables:?}").contains("secret"), "{header}");
        let by_name = ["群聊", "群名称", "group_name"].iter().any(|name| header.contains(name));
        assert_eq!(found(&tables, "group_by_name"), u64::from(by_name), "{header}");
    }
    // Members of whom something is written are members.
    let source = Source::bytes("x.csv", b"user_id,group_id,joined_at,text\na,g,2024-05-01,x\n".to_vec());
    let tables = given(&[], |sources| sources.files.push(source)).unwrap();
    assert_eq!(tables.inputs[0].table, "memberships");
}

#[test]
fn never_comes_back_as_it_was() {
    for (written, read) in [("9999-12-31", "9999-12-31 00:00:00"), ("9999-12-31 23:59:59", "9999-12-31 23:59:59")] {
        let tables = reading(&[("memberships", &format!("user_id,group_id,left_at\na,g,{written}\n"))]);
        assert_eq!(format_time(tables.memberships.left_at[0], &Zone::default()), read);
    }
}

#[test]
fn days_that_may_be_months() {
    let log = |rows: &[String]| format!("user_id,at,amount\n{}", rows.concat());
    let dates = |month_of: fn(usize) -> (usize, usize)| -> Vec<String> {
        (0..240).map(month_of).map(|(month, day)| format!("a,2024-{month:02}-{day:02} 10:00:00,1\n")).collect()
    };
    let read = |rows: &[String]| reading(&[("memberships", "user_id,group_id\na,g\n"), ("purchases", &log(rows))]);
    let swapped = read(&dates(|i| (i / 12 % 12 + 1, i % 12 + 1)));
    told(&swapped, "dates_swapped", &["at", "Excel"]);
    // One day beyond the 12th, one month, days on which bills are due, and few cells speak against it.
    for rows in [
        dates(|i| (i / 12 % 12 + 1, i % 13 + 1)),
        dates(|i| (5, i % 12 + 1)),
        dates(|i| (i % 12 + 1, 1)),
        dates(|i| (i / 12 % 12 + 1, i % 12 + 1)).split_off(180),
    ] {
        assert_eq!(found(&read(&rows), "dates_swapped"), 0);
    }
    // A spreadsheet of another country took what it could and left the rest as text.
    for (rows, is_swapped) in [
        (["2024-03-04", "15/4/2024", "2024-12-01"], 1),
        (["2024-03-04", "4/15/2024", "2024-12-01"], 1),
        (["2024-03-14", "15/4/2024", "2024-12-01"], 0),
        (["2024-03-04", "15/4/2024", "1/12/2024"], 0),
    ] {
        let rows = rows.map(|day| format!("a,{day},1\n"));
        assert_eq!(found(&read(&rows), "dates_swapped"), is_swapped, "{rows:?}");
    }
}
