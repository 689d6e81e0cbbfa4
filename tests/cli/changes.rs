//! `--compare`: every change is found again from the files of both runs; nobody is named who may not be.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::data::{INPUT, expect, stderr, stdout, tables, write};

type Table = BTreeMap<String, BTreeMap<String, String>>;

fn rows(dir: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    let Ok(text) = fs::read_to_string(dir.join(name)) else { return Vec::new() };
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

fn by_id(dir: &Path, name: &str) -> Table {
    rows(dir, name).into_iter().map(|row| (row["user_id"].clone(), row)).collect()
}

/// What has changed, from the files alone: of everybody, and of those who may be named.
fn expected(before: &Path, after: &Path, days_between: u32) -> [BTreeSet<[String; 5]>; 2] {
    let (was, is) = (by_id(before, "users.csv"), by_id(after, "users.csv"));
    let mut out = BTreeSet::new();
    let mut add = |turn: &str, list: &str, id: &str, a: &str, b: &str| {
        out.insert([turn, list, id, a, b].map(str::to_owned));
    };
    for id in was.keys().chain(is.keys()).collect::<BTreeSet<_>>() {
        let (a, b) = match (was.get(id), is.get(id)) {
            (None, Some(b)) => {
                add("came", "", id, "", &b["value_tier"]);
                continue;
            }
            (Some(a), None) => {
                add("left", "", id, &a["value_tier"], "");
                continue;
            }
            (Some(a), Some(b)) => (a, b),
            (None, None) => unreachable!(),
        };
        let (t, u) = (a["value_tier"].as_str(), b["value_tier"].as_str());
        let place = |tier: &str| "SABCD".find(tier);
        if let (Some(x), Some(y)) = (place(t), place(u)) {
            if y < x {
                add("rose", "", id, t, u);
            } else if y > x {
                add("fell", "", id, t, u);
            }
        }
        match (a["isolation"].as_str(), b["isolation"].as_str()) {
            ("", now) if !now.is_empty() => add("became_isolated", "", id, "", now),
            (then, "") if !then.is_empty() => add("connected", "", id, then, ""),
            _ => {}
        }
    }
    for list in ["koc", "referral", "isolated", "seeds"] {
        let name = format!("{list}.csv");
        let (on, now) = (by_id(before, &name), by_id(after, &name));
        for (id, row) in &on {
            if let Some(user) = is.get(id) {
                if !now.contains_key(id) {
                    add("left_list", list, id, &row["rank"], "");
                }
                if user["recency_days"].parse::<u32>().is_ok_and(|days| days < days_between) {
                    add("contacted", list, id, &row["rank"], &user["recency_days"]);
                }
            }
        }
        for (id, row) in now.iter().filter(|(id, _)| !on.contains_key(*id) && was.contains_key(*id)) {
            add("entered_list", list, id, "", &row["rank"]);
        }
    }
    let may_be_named = |id: &str| is.get(id).or(was.get(id)).unwrap()["may_contact"] == "ok";
    let named = out.iter().filter(|row| may_be_named(&row[2])).cloned().collect();
    [out, named]
}

fn found(out: &Path) -> BTreeSet<[String; 5]> {
    let rows = rows(out, "changes.csv");
    let all: BTreeSet<_> =
        rows.iter().map(|row| ["change", "list", "user_id", "before", "after"].map(|name| row[name].clone())).collect();
    assert_eq!(all.len(), rows.len(), "no change twice");
    all
}

/// A generated world that is looked at again thirty days later, when some have come, left and opted out.
fn two_months() -> TempDir {
    let dir = TempDir::new().unwrap();
    let options = "--interactions g/interactions.csv --purchases g/purchases.csv --groups g/groups.csv --k 10 --top 20";
    expect(0, dir.path(), "generate --users 300 --seed 5 --out g");
    let lines = |name: &str| -> Vec<String> {
        fs::read_to_string(dir.path().join("g").join(name)).unwrap().lines().map(str::to_owned).collect()
    };
    let (members, users) = (lines("memberships.csv"), lines("users.csv"));
    let without = |lines: &[String], gone: &[&str]| -> Vec<String> {
        lines.iter().filter(|line| !gone.iter().any(|id| line.starts_with(id))).cloned().collect()
    };
    write(dir.path(), "m1.csv", &without(&members, &["u00000"]));
    write(dir.path(), "m2.csv", &without(&members, &["u00001", "u00002"]));
    write(dir.path(), "u1.csv", &users);
    write(dir.path(), "u2.csv", &without(&users, &["u00003"]));
    for (n, day) in [(1, "2026-05-31"), (2, "2026-06-30")] {
        let tables = format!("--memberships m{n}.csv --users u{n}.csv {options} --as-of {day}");
        expect(0, dir.path(), &format!("report {tables} --out out{n}"));
    }
    let tables = format!("--memberships m2.csv --users u2.csv {options} --as-of 2026-06-30");
    expect(0, dir.path(), &format!("report {tables} --out now --compare out1"));
    dir
}

#[test]
fn every_change_is_found_again_from_the_files_of_both_runs() {
    let dir = two_months();
    let (before, now) = (dir.path().join("out1"), dir.path().join("now"));
    let [expected, named] = expected(&before, &now, 30);
    assert_eq!(found(&now), named);
    assert!(named.len() < expected.len());
    let turns: BTreeSet<&str> = expected.iter().map(|row| row[0].as_str()).collect();
    assert!(turns.len() >= 7, "{turns:?}");

    let summary: serde_json::Value = serde_json::from_slice(&fs::read(now.join("summary.json")).unwrap()).unwrap();
    let step = &summary["changes"][0];
    let counts = step["counts"].as_array().unwrap();
    for count in counts {
        let list = count["list"].as_str().unwrap_or("");
        let of = expected.iter().filter(|row| row[0] == count["change"].as_str().unwrap() && row[1] == list).count();
        assert_eq!(count["people"], of, "{count}");
    }
    assert_eq!(counts.iter().map(|c| c["people"].as_u64().unwrap()).sum::<u64>(), expected.len() as u64);
    assert_eq!(step["unnamed"], expected.len() - named.len());
    // Moves between tiers add up to the people of either run.
    let sum = |side: &str| -> u64 {
        let flows = step["flows"].as_array().unwrap().iter().filter(|flow| flow[side] != "none");
        flows.map(|flow| flow["people"].as_u64().unwrap()).sum()
    };
    assert_eq!(serde_json::json!([sum("before"), sum("after")]), step["people"]);
    assert_eq!(sum("after"), summary["counts"]["users"].as_u64().unwrap());

    // Everything else is as without a comparison.
    for name in ["users.csv", "koc.csv", "circles.csv", "seeds.csv"] {
        let read = |out: &str| fs::read(dir.path().join(out).join(name)).unwrap();
        assert_eq!(read("now"), read("out2"), "{name}");
    }
    // The circles of either run stand in exactly one row each.
    for (side, out) in [("circles_before", "out1"), ("circles_after", "now")] {
        let changes = rows(&now, "circle_changes.csv");
        let mut told: Vec<u32> = (changes.iter().flat_map(|row| row[side].split(';')))
            .filter(|n| !n.is_empty())
            .map(|n| n.parse().unwrap())
            .collect();
        told.sort_unstable();
        let circles = rows(&dir.path().join(out), "circles.csv").len() as u32;
        assert_eq!(told, (1..=circles).collect::<Vec<_>>());
    }
}

#[test]
fn nothing_has_changed_since_the_same_run() {
    let dir = tables();
    expect(0, dir.path(), &format!("report {INPUT} --out out"));
    let output = expect(0, dir.path(), &format!("report {INPUT} --out out --compare out --lang en"));
    assert!(found(&dir.path().join("out")).is_empty());
    let told = stdout(&output);
    assert!(told.contains("Nothing has changed for anybody") && !told.contains("different options"), "{told}");
    let circles = rows(&dir.path().join("out"), "circle_changes.csv");
    assert!(!circles.is_empty() && circles.iter().all(|row| row["change"] == "same"), "{circles:?}");
    // Without a comparison both files go.
    expect(0, dir.path(), &format!("report {INPUT} --out out"));
    assert!(!dir.path().join("out/changes.csv").exists());
}

#[test]
fn who_opts_out_is_not_told_to_have_left() {
    let dir = tables();
    expect(0, dir.path(), &format!("report {INPUT} --out out"));
    let users = fs::read_to_string(dir.path().join("users.csv")).unwrap();
    let users: Vec<String> = (users.lines().enumerate())
        .filter(|(_, line)| !line.starts_with("u04"))
        .map(|(n, line)| match n {
            0 => format!("{line},opted_out"),
            _ if line.starts_with("u03") => format!("{line},yes"),
            _ => format!("{line},no"),
        })
        .collect();
    let without = |name: &str| -> Vec<String> {
        let text = fs::read_to_string(dir.path().join(name)).unwrap();
        text.lines().filter(|line| !line.contains("u04")).map(str::to_owned).collect()
    };
    write(dir.path(), "users.csv", &users);
    write(dir.path(), "suppressed.csv", &["user_id", "u05"]);
    for name in ["memberships.csv", "interactions.csv", "purchases.csv"] {
        write(dir.path(), name, &without(name));
    }
    expect(0, dir.path(), &format!("report {INPUT} --suppress suppressed.csv --out now --compare out"));
    let found = found(&dir.path().join("now"));
    let named = |id: &str| found.iter().any(|row| row[2] == id);
    assert!(named("u04") && !named("u03") && !named("u05"), "{found:?}");
    let page = fs::read_to_string(dir.path().join("now/report.html")).unwrap();
    assert!(!page.contains("昵称3\"") && !page.contains("昵称5\""), "not on the page either");
    let summary: serde_json::Value =
        serde_json::from_slice(&fs::read(dir.path().join("now/summary.json")).unwrap()).unwrap();
    let step = &summary["changes"][0];
    let left = step["counts"].as_array().unwrap().iter().find(|count| count["change"] == "left").unwrap();
    assert_eq!(left["people"], 2, "counted all the same");
    assert!(step["unnamed"].as_u64().unwrap() >= 1);
}

#[test]
fn other_options_and_files_changed_by_hand_are_said() {
    let dir = tables();
    expect(0, dir.path(), &format!("report {INPUT} --out out --top 3"));
    let koc = dir.path().join("out/koc.csv");
    fs::write(&koc, fs::read_to_string(&koc).unwrap().replace("\r\n", "\n")).unwrap();
    let told = stdout(&expect(0, dir.path(), &format!("report {INPUT} --out now --compare out --lang en")));
    let told = told.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(told.contains("top (3 → 100)") && told.contains("koc.csv"), "{told}");
    assert!(!told.contains("lang ("), "{told}");
}

#[test]
fn what_cannot_be_compared_is_an_error_before_anything_is_read() {
    let dir = tables();
    let fails = |arguments: &str, words: &[&str]| {
        let told = stderr(&expect(1, dir.path(), &format!("report {INPUT} --lang en --out now {arguments}")));
        words.iter().for_each(|words| assert!(told.contains(words), "{words}\n{told}"));
        assert!(!dir.path().join("now").exists());
    };
    fails("--compare nowhere", &["nowhere is not a directory that renmai has written"]);
    fs::create_dir(dir.path().join("empty")).unwrap();
    fails("--compare empty", &["empty is not a directory"]);
    expect(0, dir.path(), &format!("report {INPUT} --out june --as-of 2025-06-30"));
    expect(0, dir.path(), &format!("report {INPUT} --out may --as-of 2025-05-31"));
    fails("--as-of 2025-07-31 --compare june --compare may", &["from the oldest on", "june", "2025-06-30"]);
    fails("--as-of 2025-05-31 --compare june", &["from the oldest on", "june"]);
    let users = dir.path().join("june/users.csv");
    let text = fs::read_to_string(&users).unwrap();
    let broken = |from: &str, to: &str, words: &[&str]| {
        assert!(text.contains(from), "{from}");
        fs::write(&users, text.replacen(from, to, 1)).unwrap();
        fails("--compare june", words);
    };
    broken("value_tier", "tier", &["users.csv has no column value_tier"]);
    let second = text.lines().nth(2).unwrap();
    let place = text.lines().next().unwrap().split(',').position(|name| name == "value_tier").unwrap();
    let mut cells: Vec<&str> = second.split(',').collect();
    cells[place] = "Z";
    broken(second, &cells.join(","), &["users.csv, line 3, column value_tier", "found \"Z\"", "S, A, B"]);
    broken(second, "u01,x", &["users.csv, line 3: not CSV"]);
    broken(second, text.lines().nth(1).unwrap(), &["users.csv, line 3", "further up"]);
}
