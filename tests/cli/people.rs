//! Rules, filters, suppression and quotas from outside; every option of the ways of sorting people changes something.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::data::{INPUT, expect, renmai, stderr, stdout, tables};

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
    let output = input(command.args(["report", "renmai.toml", "--out", "out", "--top", "20"])).args(arguments).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{toml} {arguments:?}\n{}", stderr(&output));
    let files = fs::read_dir(dir.join("out")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap());
    files
        .filter(|name| name != "manifest.json")
        .map(|n| (n.clone(), fs::read(dir.join("out").join(&n)).unwrap()))
        .collect()
}

#[test]
fn every_option_changes_the_files_that_it_should() {
    let dir = generated();
    let base = report(dir.path(), "", &[]);
    fs::write(dir.path().join("suppressed.csv"), first_ids(&base["koc.csv"], 3)).unwrap();
    let cases: [(&str, &[&str], &[&str]); 23] = [
        ("[reach]\nfriend = \"low\"", &[], &["users.csv"]),
        ("[reach]\ngroup_member = \"high\"", &[], &["users.csv"]),
        ("[reach]\nfollower = \"medium\"", &[], &["users.csv"]),
        ("[reach]\nactive_days = 1", &[], &["users.csv"]),
        ("[reach]\nwindow_hours = 4800", &[], &["users.csv", "koc.csv"]),
        ("[capacity]\nfriend_cap = 10", &[], &["owners.csv"]),
        ("[capacity]\ngroup_sizes = [20, 100]", &[], &["groups.csv"]),
        ("[capacity]\nnearly_full_percent = 20", &[], &["groups.csv"]),
        ("[region]\ninfer = false", &[], &["users.csv"]),
        ("[position]\ninfluence_top_percent = 20", &[], &["users.csv"]),
        ("[position]\nbridge_top_percent = 20", &[], &["users.csv"]),
        ("[position]\ncore_top_percent = 50", &[], &["users.csv"]),
        ("[heat]\nperson_events = 60", &[], &["koc.csv"]),
        ("[heat]\nperson_events = 10000\ncircle_events = 10000", &[], &["koc.csv"]),
        ("[heat]\nwindow_hours = 5", &[], &["koc.csv"]),
        ("[segments]\nvip = \"value_tier in [S, A]\"", &[], &["users.csv"]),
        ("[selection]\nwhere = \"city = 上海\"", &[], &["koc.csv", "referral.csv", "isolated.csv", "seeds.csv"]),
        ("[selection.quota]\ncity = 1", &[], &["koc.csv", "referral.csv", "passed_over.csv"]),
        ("[selection.quota]\ntier = 2", &[], &["koc.csv", "referral.csv", "passed_over.csv"]),
        ("", &["--where", "value_tier in [S, A]"], &["koc.csv", "referral.csv", "isolated.csv", "seeds.csv"]),
        ("", &["--suppress", "suppressed.csv"], &["koc.csv"]),
        ("", &["--list-quota", "circle=1"], &["koc.csv", "passed_over.csv"]),
        ("[input]\nsuppress = \"suppressed.csv\"", &[], &["koc.csv"]),
    ];
    for (toml, arguments, changed) in cases {
        let files = report(dir.path(), toml, arguments);
        for name in changed {
            assert!(files.contains_key(*name), "{name} is missing with {toml} {arguments:?}");
            assert!(files.get(*name) != base.get(*name), "{name} is the same with {toml} {arguments:?}");
        }
    }
    assert!(report(dir.path(), "", &[]) == base, "the same again");
    assert!(report(dir.path(), "", &["--threads", "1"]) == report(dir.path(), "", &["--threads", "3"]));
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
