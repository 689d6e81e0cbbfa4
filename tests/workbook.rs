//! The workbook, read back: sheets, types of cells, hostile names, charts and filters, limits, the same bytes.

mod common_page;

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::Path;

use calamine::{Data, DataType, Range, Reader, Xlsx};
use common_page::{FORMULA, HOSTILE, analysis};
use renmai::analysis::{Analysis, analyse};
use renmai::config::{Config, Tier, Top};
use renmai::progress::Progress;
use renmai::report::{Digest, workbook};
use renmai::tables::{Content, Source, Sources, Tables, read};
use renmai::text::Lang;

const CHINESE: [&str; 13] = [
    "概览",
    "待办",
    "KOC",
    "转介绍",
    "种子用户",
    "孤立用户",
    "所有用户",
    "价值分层",
    "用户分群",
    "活跃时段",
    "圈子",
    "群",
    "数据与方法",
];
const ENGLISH: [&str; 13] = [
    "Summary",
    "To do",
    "KOC",
    "Referral",
    "Seeds",
    "Isolated",
    "All users",
    "Tiers",
    "Segments",
    "Hours",
    "Circles",
    "Groups",
    "Method",
];

fn bytes(analysis: &Analysis) -> Vec<u8> {
    workbook(analysis, &Digest::of(analysis)).expect("a workbook")
}

fn opened(bytes: &[u8]) -> Xlsx<Cursor<&[u8]>> {
    Xlsx::new(Cursor::new(bytes)).expect("a workbook that opens")
}

fn sheet(bytes: &[u8], name: &str) -> Range<Data> {
    opened(bytes).worksheet_range(name).expect("a sheet")
}

/// Every file of the archive.
fn parts(bytes: &[u8]) -> BTreeMap<String, String> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
    let mut parts = BTreeMap::new();
    for i in 0..archive.len() {
        let mut file = archive.by_index(i).expect("a file");
        let mut text = String::new();
        file.read_to_string(&mut text).expect("UTF-8");
        let name = file.name().expect("UTF-8").into_owned();
        parts.insert(name, text);
    }
    parts
}

/// The XML of the sheets, in order.
fn pages(parts: &BTreeMap<String, String>) -> Vec<&str> {
    (1..).map_while(|i| parts.get(&format!("xl/worksheets/sheet{i}.xml"))).map(String::as_str).collect()
}

/// The row of a sheet that holds a header.
fn header(sheet: &Range<Data>, label: &str) -> (usize, usize) {
    let found = sheet.cells().find(|(_, _, cell)| cell.get_string() == Some(label));
    found.map(|(row, column, _)| (row, column)).unwrap_or_else(|| panic!("no header {label}"))
}

/// A column below its header.
fn column(sheet: &Range<Data>, label: &str) -> Vec<Data> {
    let (row, column) = header(sheet, label);
    sheet.rows().skip(row + 1).map(|row| row[column].clone()).collect()
}

/// No cell holds a formula, and nothing in the XML is one.
fn has_no_formula(bytes: &[u8]) {
    let mut book = opened(bytes);
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("a sheet");
        assert!(formulas.used_cells().all(|(_, _, formula)| formula.is_empty()), "{name}");
    }
    let parts = parts(bytes);
    for page in pages(&parts) {
        assert!(!page.contains("<f>") && !page.contains("<f "), "a formula");
    }
    assert!(!parts.keys().any(|name| name.contains("externalLink") || name.contains("connections")));
}

#[test]
fn the_sheets_are_there_in_both_languages_with_their_headers() {
    for (lang, sheets, headers) in [
        (Lang::Zh, CHINESE, ["位次", "昵称", "用户ID", "价值等级", "得分", "入选理由"]),
        (Lang::En, ENGLISH, ["No.", "Nickname", "User id", "Value tier", "Score", "Why"]),
    ] {
        let bytes = bytes(&analysis(lang));
        assert_eq!(opened(&bytes).sheet_names(), sheets);
        let koc = sheet(&bytes, sheets[2]);
        let (row, _) = header(&koc, headers[0]);
        let found: Vec<&str> = koc.rows().nth(row).expect("a row").iter().filter_map(Data::get_string).collect();
        for label in headers {
            assert!(found.contains(&label), "{label}: {found:?}");
        }
    }
}

#[test]
fn ids_and_names_are_strings_and_numbers_are_numbers() {
    let bytes = bytes(&analysis(Lang::En));
    has_no_formula(&bytes);
    let koc = sheet(&bytes, "KOC");
    assert_eq!(column(&koc, "No."), [1.0, 2.0, 3.0].map(Data::Float));
    assert_eq!(column(&koc, "Score"), [100.0, 60.0, 60.0].map(Data::Float));
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(column(&koc, "User id"), [text("u3"), text("=u1"), text("u2")]);
    assert_eq!(column(&koc, "Nickname"), [text("王小明"), text(FORMULA), text(HOSTILE)]);
    // A column of which nothing is known is left out; those to fill in are there.
    assert!(koc.cells().all(|(_, _, cell)| cell.get_string() != Some("Owner")));
    assert_eq!(column(&koc, "Status (yours)"), [Data::Empty, Data::Empty, Data::Empty]);
    let isolated = sheet(&bytes, "Isolated");
    assert_eq!(column(&isolated, "Group to join")[0], text("+宝妈群"));
    assert_eq!(column(&isolated, "Group id")[0], text("g1"));
    let groups = sheet(&bytes, "Groups");
    assert_eq!(column(&groups, "Group id"), [text("g1"), text("g2"), text("g3")]);
    // Who opted out is on no sheet, and what nobody sees is in no text.
    let shared = &parts(&bytes)["xl/sharedStrings.xml"];
    assert!(!shared.contains("SECRET") && !shared.contains('\u{202e}'));
}

#[test]
fn filters_frozen_headers_colours_and_charts_are_the_spreadsheets_own() {
    let bytes = bytes(&demo(1, Config::default()));
    has_no_formula(&bytes);
    let parts = parts(&bytes);
    let pages = pages(&parts);
    assert_eq!(pages.len(), 14, "with accounts");
    let names = opened(&bytes).sheet_names();
    for (name, page) in names.iter().zip(&pages) {
        assert!(page.contains("state=\"frozen\""), "{name} has no frozen pane");
        let table = !["概览", "价值分层", "数据与方法"].contains(&name.as_str());
        assert_eq!(page.contains("<autoFilter"), table, "{name}");
        assert!(!page.contains("NaN") && page.contains("fitToWidth") | page.contains("<pageSetup"), "{name}");
    }
    let charts: Vec<&String> = parts.keys().filter(|name| name.starts_with("xl/charts/chart")).collect();
    assert_eq!(charts.len(), 4, "tiers, lifecycles, tiers by position, hours");
    let hours = pages[names.iter().position(|name| name == "活跃时段").expect("hours")];
    assert!(hours.matches("<colorScale>").count() >= 3, "a heat map of everybody and of tiers");
    let koc = pages[names.iter().position(|name| name == "KOC").expect("KOC")];
    assert!(koc.contains("<dataValidation ") && koc.contains("type=\"cellIs\""));
}

#[test]
fn the_figures_are_those_of_the_run() {
    let segments = BTreeMap::from([("valued".to_owned(), "value_tier in [S, A]".to_owned())]);
    let run = demo(1, Config { lang: Lang::En, segments, ..Config::default() });
    let digest = Digest::of(&run);
    let bytes = workbook(&run, &digest).expect("a workbook");
    let tiers = sheet(&bytes, "Tiers");
    let n = digest.counts.users as f64;
    let (row, total) = header(&tiers, "Total");
    let sums: Vec<f64> = tiers.rows().skip(row + 1).filter_map(|row| row[total].get_float()).collect();
    assert_eq!(sums.last(), Some(&n));
    assert_eq!(sums.iter().sum::<f64>(), 2.0 * n);
    let segments = sheet(&bytes, "Segments");
    let (ways, people) = (column(&segments, "Way of sorting"), column(&segments, "People"));
    for way in ["Role", "Reach", "Channel", "Position", "Region", "Device class"] {
        let of_way = ways.iter().zip(&people).filter(|(name, _)| name.get_string() == Some(way));
        let sum: f64 = of_way.filter_map(|(_, people)| people.get_float()).sum();
        assert_eq!(sum, n, "{way}");
    }
    // A segment of the user's own with its rule: everybody in it is of tier S or A.
    let row = segments.rows().find(|row| row[1].get_string() == Some("valued")).expect("a segment");
    let tiers = &digest.distributions.value_tier;
    assert_eq!(row[2].get_float(), Some((tiers.get(Tier::S).count + tiers.get(Tier::A).count) as f64));
    assert_eq!(row[2], row[4]);
    assert!(row.contains(&Data::String("value_tier in [S, A]".to_owned())));
    let hours = sheet(&bytes, "Hours");
    let events = column(&hours, "Events")[0].get_float().expect("a number");
    assert_eq!(events, run.heat.all.total());
}

#[test]
fn everybody_who_may_be_named_is_on_a_sheet() {
    let bytes = bytes(&analysis(Lang::En));
    let all = sheet(&bytes, "All users");
    let text = |text: &str| Data::String(text.to_owned());
    // Highest influence first; who is suppressed and who opted out are not there.
    assert_eq!(column(&all, "User id"), ["u3", "=u1", "u2", "u4", "u6", "u7"].map(text));
    assert_eq!(column(&all, "Nickname")[..3], ["王小明", FORMULA, HOSTILE].map(text));
    assert_eq!(column(&all, "Rank by influence (of all)")[0], Data::Float(1.0));
    assert_eq!(column(&all, "On lists")[..3], ["KOC, Referral, Seeds", "KOC, Seeds", "KOC"].map(text));
    let said = "1 more person has not consented or is suppressed: counted, not named here";
    assert!(all.cells().any(|(_, _, cell)| cell.get_string() == Some(said)));
    assert!(!all.cells().any(|(_, _, cell)| cell.get_string().is_some_and(|text| text.contains("SECRET"))));
    // What is in use ends with the last of them, and the header is above it.
    let parts = parts(&bytes);
    let page = pages(&parts)[6];
    let (last, _) = all.end().expect("cells");
    assert!(
        page.contains(&format!("{}\"/><sheetViews>", last + 1)) && page.contains("<autoFilter"),
        "{}",
        &page[..400]
    );
    assert!(page.contains("state=\"frozen\"") && page.contains("t=\"inlineStr\""));
}

#[test]
fn names_from_a_file_and_reasons_stand_beside_accounts() {
    let users = "user_id,registered_at,owner_id\na,2024-06-01 10:00,s1\nb,2024-06-01 11:00,s1\nc,2024-06-01 11:30,\n";
    let tables = Tables::from_csv(&[
        ("memberships", "user_id,group_id\na,g\nb,g\nc,g\n"),
        ("users", users),
        ("staff", "user_id,name\ns1,王经理\ns2,李四\n"),
    ])
    .expect("good tables");
    let run =
        analyse(tables, Config { lang: Lang::En, ..Config::default() }, &Progress::silent()).expect("an analysis");
    let bytes = bytes(&run);
    let accounts = sheet(&bytes, "Accounts");
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(column(&accounts, "Account id"), ["s1", "No owner"].map(text));
    assert_eq!(column(&accounts, "Nickname")[0], text("王经理"));
    assert_eq!(column(&accounts, "Newcomer to welcome"), [2.0, 1.0].map(Data::Float));
    let all = sheet(&bytes, "All users");
    assert_eq!(column(&all, "Owner's name").iter().filter(|name| **name == text("王经理")).count(), 2);
}

#[test]
fn what_a_sheet_does_not_hold_is_said_on_it() {
    let users: String = (0..10_050).map(|i| format!("v{i:05}\n")).collect();
    let members: String = (0..20_003).map(|i| format!("u{},g{i:05}\n", i % 3)).collect();
    let tables = Tables::from_csv(&[
        ("memberships", &format!("user_id,group_id\n{members}")),
        ("users", &format!("user_id\nu0\nu1\nu2\n{users}")),
    ])
    .expect("good tables");
    let config = Config { lang: Lang::En, top: Top(0), ..Config::default() };
    let run = analyse(tables, config, &Progress::silent()).expect("an analysis");
    let bytes = bytes(&run);
    let isolated = sheet(&bytes, "Isolated");
    let said = |sheet: &Range<Data>, words: &str| {
        assert!(sheet.cells().any(|(_, _, cell)| cell.get_string() == Some(words)), "{words}");
    };
    said(&isolated, "This sheet holds the first 10,000 rows of 10,053; all of them are in isolated.csv");
    assert_eq!(column(&isolated, "No.").len(), 10_000);
    let groups = sheet(&bytes, "Groups");
    said(&groups, "This sheet holds the first 20,000 rows of 20,003; all of them are in groups.csv");
    assert_eq!(column(&groups, "Group id").len(), 20_000);
    // Neither contact times nor spend: no tier, no heat map, and said so.
    said(&sheet(&bytes, "Tiers"), "No tier: neither contact times nor spend are known");
    said(&sheet(&bytes, "Hours"), "No interaction has a time, so there is no heat map");
}

#[test]
fn a_run_without_anybody_still_opens() {
    let members = "user_id,group_id,member_type\na,g,staff\nb,g,robot\n";
    let tables = Tables::from_csv(&[("memberships", members)]).expect("good tables");
    let run = analyse(tables, Config::default(), &Progress::silent()).expect("an analysis");
    let bytes = bytes(&run);
    assert_eq!(opened(&bytes).sheet_names(), CHINESE);
    assert!(!pages(&parts(&bytes)).iter().any(|page| page.contains("NaN")));
}

#[test]
fn names_that_a_file_cannot_hold_are_mended() {
    let long = "王".repeat(40_000);
    let users = format!("user_id,nickname\na,\"=1+1\u{1}\u{fffe}\"\nb,{long}\n");
    let members = "user_id,group_id\na,g\nb,g\nb,h\nc,h\n";
    let tables = Tables::from_csv(&[("memberships", members), ("users", &users)]).expect("good tables");
    let run =
        analyse(tables, Config { lang: Lang::En, ..Config::default() }, &Progress::silent()).expect("an analysis");
    let bytes = bytes(&run);
    has_no_formula(&bytes);
    let names: Vec<String> = column(&sheet(&bytes, "KOC"), "Nickname").iter().filter_map(Data::as_string).collect();
    assert!(names.iter().any(|name| name.chars().count() == 32_767));
    let shared = &parts(&bytes)["xl/sharedStrings.xml"];
    assert!(!shared.contains('\u{1}') && !shared.contains('\u{fffe}'));
}

#[test]
fn the_same_run_gives_the_same_bytes_at_any_number_of_threads() {
    let first = bytes(&demo(1, Config::default()));
    assert_eq!(first, bytes(&demo(1, Config::default())));
    assert_eq!(first, bytes(&demo(2, Config::default())));
    // Dated by the data.
    let core = &parts(&first)["docProps/core.xml"];
    assert!(core.contains(">2026-06-30T"), "{core}");
}

/// The example data of the program.
fn demo(threads: usize, config: Config) -> Analysis {
    let file = |name: &str| {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo").join(format!("{name}.csv.zst"));
        let content = Content::Bytes(std::fs::read(path).expect("a fixture").into());
        vec![Source { name: format!("{name}.csv.zst"), content, constants: Vec::new(), sheet: None }]
    };
    let sources = Sources {
        memberships: file("memberships"),
        interactions: file("interactions"),
        users: file("users"),
        groups: file("groups"),
        purchases: file("purchases"),
        ..Sources::default()
    };
    let run = || {
        let tables = read(&sources, &Progress::silent()).expect("read");
        analyse(tables, config.clone(), &Progress::silent()).expect("an analysis")
    };
    renmai::parallel::with_threads(threads, run)
}
