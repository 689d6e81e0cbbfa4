//! Rules, filters, suppression and quotas from outside.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use calamine::{Reader, Xlsx};
use tempfile::TempDir;

use crate::data::{INPUT, expect, files, renmai, stderr, stdout, tables, write};

/// A generated workload.
fn generated() -> TempDir {
    let dir = TempDir::new().unwrap();
    expect(0, dir.path(), "generate --users 600 --seed 3 --out g");
    dir
}

fn input(command: &mut Command) -> &mut Command {
    for table in ["memberships", "interactions", "users", "groups", "purchases"] {
        command.arg(format!("--{table}")).arg(format!("g/{table}.csv"));
    }
    command
}

/// All files of a report but the manifest, by name.
fn report(dir: &Path, toml: &str, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    fs::write(dir.join("renmai.toml"), format!("[seeds]\nk = 5\nsimulations = 0\n{toml}")).unwrap();
    let mut command = renmai(dir);
    input(command.args(["report", "renmai.toml", "--out", "out"])).args(arguments);
    if !arguments.contains(&"--top") {
        command.args(["--top", "20"]);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{toml} {arguments:?}\n{}", stderr(&output));
    files(&dir.join("out"))
        .into_iter()
        .filter(|name| name != "manifest.json")
        .map(|n| (n.clone(), fs::read(dir.join("out").join(&n)).unwrap()))
        .collect()
}

#[test]
fn options_of_the_command_line_change_the_files_that_they_should() {
    let dir = generated();
    let base = report(dir.path(), "", &[]);
    fs::write(dir.path().join("suppressed.csv"), first_ids(&base["koc.csv"], 3)).unwrap();
    let cases: [(&[&str], &[&str]); 4] = [
        (&["--list-quota", "owner=2"], &["koc.csv", "passed_over.csv"]),
        (&["--list-quota", "circle=1"], &["koc.csv", "passed_over.csv"]),
        (&["--where", "value_tier in [S, A]"], &["koc.csv", "referral.csv", "isolated.csv", "seeds.csv"]),
        (&["--suppress", "suppressed.csv"], &["koc.csv"]),
    ];
    for (arguments, changed) in cases {
        let files = report(dir.path(), "", arguments);
        for name in changed {
            assert!(files.contains_key(*name), "{name} is missing with {arguments:?}");
            assert!(files.get(*name) != base.get(*name), "{name} is the same with {arguments:?}");
        }
    }
    assert!(report(dir.path(), "", &[]) == base, "the same again");
    assert!(report(dir.path(), "", &["--threads", "1"]) == report(dir.path(), "", &["--threads", "3"]));
}

#[test]
fn a_city_is_inferred_where_enough_of_a_group_live_there() {
    let dir = TempDir::new().unwrap();
    write(dir.path(), "memberships.csv", &["user_id,group_id", "a,g", "b,g", "c,g", "d,g"]);
    write(dir.path(), "users.csv", &["user_id,city", "a,上海", "b,上海", "c,杭州", "d,"]);
    // Two of the three whose city is known.
    for (min_share, city) in [("0.65", "上海"), ("0.67", "")] {
        fs::write(dir.path().join("renmai.toml"), format!("[region]\nmin_share = {min_share}\n")).unwrap();
        expect(0, dir.path(), "report renmai.toml --memberships memberships.csv --users users.csv --out out");
        let region = column(&fs::read(dir.path().join("out/users.csv")).unwrap(), "user_id", "region");
        assert_eq!((region["d"].as_str(), region["c"].as_str()), (city, "杭州"), "min_share {min_share}");
    }
}

/// A suppression file of the first people of a list.
fn first_ids(list: &[u8], n: usize) -> String {
    let text = String::from_utf8(list.to_vec()).unwrap();
    let ids = text.lines().skip(1).take(n).map(|line| line.split(',').nth(1).unwrap().to_owned());
    std::iter::once("user_id".to_owned()).chain(ids).chain(["nobody".to_owned()]).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_suppressed_are_on_no_list_and_counted() {
    let dir = generated();
    let base = report(dir.path(), "", &[]);
    fs::write(dir.path().join("suppressed.csv"), first_ids(&base["koc.csv"], 3)).unwrap();
    let files = report(dir.path(), "", &["--suppress", "suppressed.csv", "--lang", "en"]);
    let ids = first_ids(&base["koc.csv"], 3);
    for list in ["koc.csv", "referral.csv", "isolated.csv", "seeds.csv"] {
        let text = String::from_utf8(files[list].clone()).unwrap();
        for id in ids.lines().skip(1).take(3) {
            assert!(!text.lines().any(|line| line.split(',').nth(1) == Some(id)), "{id} is in {list}");
        }
    }
    let summary = String::from_utf8(files["summary.json"].clone()).unwrap();
    assert!(summary.contains("suppressed_unknown"), "an id that no table knows is told");
}

#[test]
fn the_suppressed_are_not_printed_and_counted() {
    let dir = tables();
    fs::write(dir.path().join("suppressed.csv"), "user_id\nu10\nu12\n").unwrap();
    let arguments = format!("{INPUT} --suppress suppressed.csv --lang en");
    let output = expect(0, dir.path(), &format!("segment city=杭州 {arguments}"));
    assert!(!stdout(&output).contains("u10,") && stdout(&output).contains("u14,"), "{}", stdout(&output));
    assert!(stderr(&output).contains("2 more people match, but are suppressed"), "{}", stderr(&output));
    let text = stdout(&expect(0, dir.path(), &format!("crosstab city value_tier {arguments}")));
    assert!(text.contains("(22 people)"), "{text}");
}

#[test]
fn neither_lists_nor_pictures_name_anybody_who_may_not_be_named() {
    let dir = generated();
    let base = report(dir.path(), "", &[]);
    fs::write(dir.path().join("suppressed.csv"), first_ids(&base["koc.csv"], 10)).unwrap();
    let arguments = ["--suppress", "suppressed.csv"];
    let files = report(dir.path(), "", &arguments);
    let consent = column(&files["users.csv"], "user_id", "consent");
    let suppressed = first_ids(&base["koc.csv"], 10);
    let refused = consent.iter().filter(|(_, given)| *given != "true").map(|(id, _)| id.as_str());
    let ids: Vec<&str> = suppressed.lines().skip(1).take(10).chain(refused).collect();
    assert!(ids.len() > 100);
    let mut read = vec![("report.html", String::from_utf8(files["report.html"].clone()).unwrap())];
    for name in ["koc.csv", "referral.csv", "isolated.csv", "seeds.csv", "circles.csv"] {
        read.push((name, String::from_utf8(files[name].clone()).unwrap()));
    }
    let mut workbook: Xlsx<_> = Xlsx::new(std::io::Cursor::new(&files["report.xlsx"])).unwrap();
    for (_, sheet) in workbook.worksheets() {
        let text = sheet.rows().flatten().map(|cell| format!("{cell} ")).collect();
        read.push(("report.xlsx", text));
    }
    for (name, text) in &read {
        assert_eq!(ids.iter().find(|id| text.contains(**id)), None, "named in {name}");
    }
    assert!(read[0].1.contains(first_ids(&files["koc.csv"], 1).lines().nth(1).unwrap()), "ids are in the page");
}

#[test]
fn what_the_page_says_of_doing_it_again_gives_the_same_files() {
    let dir = generated();
    let toml =
        "k = 7\ntier_weight = { S = 9 }\n[selection.quota]\ncity = 2\n[segments]\n\"近 期\" = \"recency_days <= 7\"\n";
    let options = "--as-of 2026-06-20 --resolution 1.5 --list-quota tier=3 --seed 7 --lang en --memberships g/memberships.csv:member_type=customer";
    fs::rename(dir.path().join("g/memberships.csv"), dir.path().join("g/other.csv")).unwrap();
    fs::write(dir.path().join("g/memberships.csv"), "user_id,group_id\nu000001,one\nu000002,one\n").unwrap();
    let toml = format!("input.memberships = \"g/other.csv\"\n[seeds]\nsimulations = 0\n{toml}");
    fs::write(dir.path().join("first.toml"), toml).unwrap();
    let mut command = renmai(dir.path());
    command.args(["report", "first.toml", "--out", "out"]).args(options.split_whitespace());
    for table in ["interactions", "users", "groups", "purchases"] {
        command.arg(format!("--{table}")).arg(format!("g/{table}.csv"));
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let page = fs::read_to_string(dir.path().join("out/report.html")).unwrap();
    let at = |key: &str| {
        let start = page.find(key).unwrap_or_else(|| panic!("{key}")) + key.len();
        serde_json::Deserializer::from_str(&page[start..]).into_iter::<String>().next().unwrap().unwrap()
    };
    assert_eq!(at("\"command\":"), "renmai report renmai.toml --out DIR");
    let settings = at("\"settings\":");
    assert!(settings.contains("近 期") && !settings.contains("g/") && !settings.contains("threads"), "{settings}");
    fs::write(dir.path().join("g/renmai.toml"), settings).unwrap();
    expect(0, &dir.path().join("g"), "report renmai.toml --out out --threads 1");
    for file in files(&dir.path().join("out")) {
        if file != "manifest.json" {
            let [first, again] = ["out", "g/out"].map(|out| fs::read(dir.path().join(out).join(&file)).unwrap());
            assert!(first == again, "{file:?} differs");
        }
    }
}

/// A column of a CSV file without quoted line breaks, by the id in another.
fn column(csv: &[u8], id: &str, name: &str) -> BTreeMap<String, String> {
    let mut reader = csv::Reader::from_reader(csv.strip_prefix(b"\xef\xbb\xbf").unwrap_or(csv));
    let headers = reader.headers().unwrap().clone();
    let place = |name: &str| headers.iter().position(|header| header == name).unwrap_or_else(|| panic!("no {name}"));
    let (id, name) = (place(id), place(name));
    reader.records().map(|row| row.unwrap()).map(|row| (row[id].to_owned(), row[name].to_owned())).collect()
}

#[test]
fn nearly_everybody_left_alone_is_told_of_a_group() {
    let dir = generated();
    let files = report(dir.path(), "", &["--top", "0"]);
    let [city, tags] = ["region", "interests"].map(|name| column(&files["users.csv"], "user_id", name));
    let suggested = column(&files["isolated.csv"], "user_id", "suggested_group_1");
    let known: Vec<&String> =
        suggested.iter().filter(|(id, _)| !city[*id].is_empty() || !tags[*id].is_empty()).map(|(_, s)| s).collect();
    let told = known.iter().filter(|group| !group.is_empty()).count();
    assert!(known.len() >= 30 && told * 100 >= known.len() * 95, "{told} of {}", known.len());
}

#[test]
fn quotas_are_kept_by_shortlist_and_told_by_explain() {
    let dir = generated();
    let run = |arguments: &[&str]| {
        let mut command = renmai(dir.path());
        let output = input(command.args(arguments)).args(["--top", "10", "--lang", "en"]).output().unwrap();
        assert!(output.status.success(), "{arguments:?}\n{}", stderr(&output));
        output
    };
    let plain = run(&["shortlist", "koc"]);
    for option in ["--list-quota", "--quota"] {
        let output = run(&["shortlist", "koc", option, "city=1"]);
        assert!(
            stdout(&output) != stdout(&plain) && stderr(&output).contains("quotas (selection.quota) kept"),
            "{}",
            stderr(&output)
        );
        let cities = column(&output.stdout, "user_id", "city");
        let given: Vec<&String> = cities.values().filter(|city| !city.is_empty()).collect();
        let distinct: std::collections::BTreeSet<&&String> = given.iter().collect();
        assert_eq!(given.len(), distinct.len(), "one of each city");
    }
    // Explanations follow the list as it is with quotas: who is on it, and who was passed over.
    let files = report(dir.path(), "[selection.quota]\ncity = 1\n", &["--top", "10"]);
    let ranks = column(&files["koc.csv"], "user_id", "rank");
    let passed: Vec<(String, String)> = column(&files["passed_over.csv"], "user_id", "list").into_iter().collect();
    assert!(!passed.is_empty());
    for (id, rank) in ranks.iter().take(3) {
        let told = stdout(&run(&["explain", id, "--config", "renmai.toml"]));
        assert!(told.contains(&format!("KOC: number {rank} on the list, of")), "{id} {rank}\n{told}");
    }
    let over = |list: &str| passed.iter().find(|(_, of)| of == list).map(|(id, _)| id.clone());
    if let Some(id) = over("koc").or_else(|| over("referral")) {
        let told = stdout(&run(&["explain", &id, "--config", "renmai.toml"]));
        let city = &column(&files["passed_over.csv"], "user_id", "class")[&id];
        let full = format!("the quota for city {city} is full");
        assert!(told.contains(&full) && told.contains(&format!("a higher quota for city {city}")), "{id}\n{told}");
    }
    // A circle goes by its name beside its number: in the table, and in the sentence.
    let files = report(dir.path(), "[selection.quota]\ncircle = 1\n", &["--top", "10"]);
    let over = &files["passed_over.csv"];
    let (numbers, called) = (column(over, "user_id", "class"), column(over, "user_id", "class_name"));
    let names = column(&files["circles.csv"], "circle", "name");
    let (id, number) = numbers.iter().next().expect("somebody was passed over");
    assert!(!called[id].is_empty() && called[id] == names[number], "{id} {number}");
    let told = stdout(&run(&["explain", id, "--config", "renmai.toml"]));
    assert!(told.contains(&format!("the quota for circle {number} “{}” is full", called[id])), "{id}\n{told}");
}

#[test]
fn segment_prints_who_matches_and_nothing_else() {
    let dir = tables();
    let mut command = renmai(dir.path());
    let rule = "city = 杭州 and groups = 1 and nickname contains 昵称1";
    let output =
        command.arg("segment").arg(rule).args(INPUT.split_whitespace()).args(["--lang", "en"]).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let csv = stdout(&output);
    let rows: Vec<&str> = csv.split_terminator("\r\n").collect();
    assert_eq!(rows[0], "user_id,nickname,value_tier,value_segment,lifecycle,city,influence,groups");
    assert!(rows[1..].iter().all(|row| row.contains(",杭州,")), "{csv}");
    let ids: Vec<&str> = rows[1..].iter().map(|row| row.split(',').next().unwrap()).collect();
    assert_eq!(ids, ["u10", "u12", "u14", "u16", "u18"]);
    assert!(stderr(&output).contains("5 people match"), "{}", stderr(&output));
    // A faulty rule points at the word, before anything is read.
    let output = renmai(dir.path())
        .args(["segment", "citi = 杭州", "--lang", "en"])
        .args(INPUT.split_whitespace())
        .output()
        .unwrap();
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(1), true));
    let told = stderr(&output);
    assert!(told.contains("did you mean city?") && told.contains("\n  citi = 杭州\n  ^^^^"), "{told}");
}

#[test]
fn the_examples_of_the_manual_hold_for_the_columns_that_there_are() {
    let dir = tables();
    let users = ["user_id,nickname,city,registered_at,tags,门店 编号", "u01,小王,上海,2025-01-11,母婴>辅食,a"];
    write(dir.path(), "users.csv", &users);
    let manual = include_str!("../../docs/rules.md");
    let fences = manual.split("```rules\n").skip(1).flat_map(|rest| rest.split("```").next().unwrap().lines());
    for example in fences {
        let output = renmai(dir.path()).args(["segment", example]).args(INPUT.split_whitespace()).output().unwrap();
        assert!(output.status.success(), "{}", stderr(&output));
    }
}

#[test]
fn crosstab_prints_counts_spend_and_influence() {
    let dir = tables();
    let text = stdout(&expect(0, dir.path(), &format!("crosstab city value_tier {INPUT} --lang en")));
    for part in ["city × value tier (22 people)", "\nPeople\n", "Mean spend", "Mean influence", "杭州", "all"] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let csv = stdout(&expect(0, dir.path(), &format!("crosstab 城市 role {INPUT} --csv --lang en")));
    assert!(csv.starts_with("city,role,people,share,spend,mean_spend,mean_influence\r\n"), "{csv}");
    assert_eq!(csv.lines().count(), 3, "nobody's role is known: {csv}");
    let output = renmai(dir.path())
        .args(["crosstab", "city", "value_tier", "--where", "city = 上海", "--lang", "en"])
        .args(INPUT.split_whitespace())
        .output()
        .unwrap();
    assert!(stdout(&output).contains("(11 people)"), "{}", stdout(&output));
    let output = expect(1, dir.path(), &format!("crosstab town value_tier {INPUT} --lang en"));
    assert!(output.stdout.is_empty() && stderr(&output).contains("town"), "{}", stderr(&output));
}

#[test]
fn check_looks_at_rules_without_measures() {
    let dir = tables();
    fs::write(dir.path().join("good.toml"), "[segments]\nfew = \"betweenness < 1\"\n").unwrap();
    expect(0, dir.path(), &format!("check --config good.toml {INPUT}"));
    fs::write(dir.path().join("bad.toml"), "[segments]\nfew = \"betweeness < 1\"\n").unwrap();
    let output = expect(1, dir.path(), &format!("check --config bad.toml {INPUT} --lang en"));
    assert!(stderr(&output).contains("did you mean betweenness?"), "{}", stderr(&output));
}
