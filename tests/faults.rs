//! What `generate --dirty` plants, read back: `faults.csv` says of every row what reading must do with it.

mod common;

use std::collections::BTreeMap;

use common::generated::{Files, files};
use renmai::Error;
use renmai::analysis::{Audit, audit};
use renmai::config::Config;
use renmai::generate::GenerateOptions;
use renmai::progress::Progress;
use renmai::tables::{Source, Sources, Tables, read};
use renmai::text::Lang;

const TABLES: [&str; 5] = ["memberships", "interactions", "users", "groups", "purchases"];

/// One planted fault.
struct Fault {
    table: String,
    line: u64,
    code: String,
    effect: String,
}

fn faults(files: &Files) -> Vec<Fault> {
    let mut reader = csv::Reader::from_reader(&files["faults.csv"][..]);
    let fault = |row: csv::StringRecord| Fault {
        table: row[0].strip_suffix(".csv").unwrap().to_owned(),
        line: row[1].parse().unwrap(),
        code: row[2].to_owned(),
        effect: row[3].to_owned(),
    };
    reader.records().map(|row| fault(row.unwrap())).collect()
}

/// Reads the tables, those that `choose` names from the dirty files.
fn tables(clean: &Files, dirty: &Files, choose: impl Fn(&str) -> bool, skip_bad_rows: bool) -> Result<Tables, Error> {
    let mut sources = Sources::default();
    sources.input.skip_bad_rows = skip_bad_rows;
    for table in TABLES {
        let name = format!("{table}.csv");
        let bytes = if choose(table) { &dirty[&*name] } else { &clean[&*name] };
        sources.table_mut(table).unwrap().push(Source::bytes(name, bytes.clone()));
    }
    read(&sources, &Progress::silent())
}

/// What a message about a fault must say.
fn expected(code: &str) -> &'static str {
    match code {
        "empty_id" => "an id that is not empty, found nothing",
        "too_few_fields" | "too_many_fields" => " fields, found ",
        "bad_time" | "missing_time" => "a time such as",
        "bad_member_type" => "customer, staff or robot, found \"manager\"",
        "bad_role" => "friend, group_member or follower, found \"boss\"",
        "bad_flag" => "yes or no (true/false, 1/0), found \"perhaps\"",
        "invalid_bytes" => "valid UTF-8 text",
        "nan_count" | "nan_amount" => "a number, not NaN, found \"NaN\"",
        "infinite_count" | "infinite_amount" => "a finite number, not infinity, found \"",
        "negative_count" => "a number of at least 0, found \"-1\"",
        "bad_count" => "a number such as 3, found \"many\"",
        "bad_amount" => "an amount such as 1,299.00, found \"cheap\"",
        "missing_amount" => "an amount such as 1,299.00, found nothing",
        _ => panic!("{code} should not be refused"),
    }
}

#[test]
fn without_skipping_every_table_is_refused_with_exactly_its_bad_rows() {
    let (clean, dirty) = (
        files(&GenerateOptions { users: 3_000, dirty: false, ..GenerateOptions::default() }),
        files(&GenerateOptions { users: 3_000, dirty: true, ..GenerateOptions::default() }),
    );
    let faults = faults(&dirty);
    for table in TABLES {
        let error = tables(&clean, &dirty, |t| t == table, false).expect_err(table);
        let refused = |f: &&Fault| f.table == table && matches!(&*f.effect, "rejected" | "emptied");
        let planted: Vec<&Fault> = faults.iter().filter(refused).collect();
        assert!(planted.len() >= 4, "{table}");
        // Rows that are alike are one, with their number.
        let lines: Vec<u64> = planted.iter().map(|f| f.line).collect();
        assert!(error.rows().iter().all(|r| lines.contains(&r.at.line)), "{table}");
        assert_eq!(error.rows().iter().map(|r| r.alike).sum::<u64>(), planted.len() as u64, "{table}");
        let words = error.render(Lang::En);
        for (fault, words) in planted.iter().zip(words.lines().skip(1)) {
            let place = format!("{table}.csv:{}", fault.line);
            assert!(
                words.trim().starts_with(&place) && words.contains(expected(&fault.code)),
                "{}: {words}",
                fault.code
            );
        }
    }
}

fn audited(tables: Tables) -> Audit {
    let config = Config { as_of: Some("2026-06-30".to_owned()), ..Config::default() };
    audit(tables, config, &Progress::silent()).unwrap()
}

/// Findings by place and code.
fn findings(audit: &Audit) -> BTreeMap<(String, std::borrow::Cow<'static, str>), u64> {
    let all =
        audit.people.tables.findings.iter().chain(&audit.people.graph.findings).chain(&audit.people.segments.findings);
    let mut counts = BTreeMap::new();
    all.for_each(|f| *counts.entry((f.place.clone(), f.code.clone())).or_default() += f.count);
    counts
}

/// Where a fault that is read shows.
fn told(fault: &Fault) -> Option<&'static str> {
    Some(match (&*fault.code, &*fault.table) {
        ("duplicate_row", _) => "duplicate_memberships",
        ("duplicate_user", _) => "duplicate_users",
        ("duplicate_group", _) => "duplicate_groups",
        ("self_interaction", _) => "self_interactions",
        ("empty_row" | "blank_line", _) => "empty_rows",
        ("future_row", "purchases") => "purchases_later",
        ("future_row", _) => "future_rows",
        ("refund", _) => "refunds",
        // One id is flagged once, as a user's, in however many tables it stands.
        ("excel_damaged_id", "groups" | "users") => "excel_damaged_ids",
        // "Not a number" says that nothing is known.
        ("excel_damaged_id" | "decorated_amount" | "nan_count", _) => return None,
        (code, _) => panic!("{code}: what becomes of it?"),
    })
}

#[test]
fn with_skipping_every_fault_is_set_aside_dropped_or_kept_as_listed_and_counted() {
    let (clean, dirty) = (
        files(&GenerateOptions { users: 3_000, dirty: false, ..GenerateOptions::default() }),
        files(&GenerateOptions { users: 3_000, dirty: true, ..GenerateOptions::default() }),
    );
    let faults = faults(&dirty);
    let before = audited(tables(&clean, &dirty, |_| false, true).unwrap());
    let after = audited(tables(&clean, &dirty, |_| true, true).unwrap());
    assert!(before.people.tables.rejected.is_empty());

    // Set aside: exactly these rows, by their lines.
    for table in TABLES {
        let aside = after.people.tables.rejected.iter().filter(|r| r.at.file == format!("{table}.csv"));
        let planted = faults.iter().filter(|f| f.table == table && f.effect == "rejected");
        assert_eq!(
            aside.map(|r| r.at.line).collect::<Vec<_>>(),
            planted.map(|f| f.line).collect::<Vec<_>>(),
            "{table}"
        );
    }

    // Read: all others but the empty ones.
    for (old, new) in before.people.tables.inputs.iter().zip(&after.people.tables.inputs) {
        let empty = |f: &Fault| matches!(&*f.code, "empty_row" | "blank_line");
        let more = faults.iter().filter(|f| f.table == old.table && f.effect != "rejected" && !empty(f)).count();
        assert_eq!(new.rows - old.rows, more as u64, "{}", old.table);
    }

    // Dropped and kept: the findings change by these and by nothing else, those that count people by tier or lifecycle
    // apart: the damaged id is one more person.
    let mut expected = findings(&before);
    for fault in faults.iter().filter(|f| f.effect == "emptied") {
        *expected.entry((fault.table.clone(), "cells_emptied".into())).or_default() += 1;
    }
    // What is left of those rows is who is in which group: the first says it, the others say it again.
    let again = faults.iter().filter(|f| f.effect == "emptied" && f.table == "memberships").count() as u64 - 1;
    *expected.entry(("memberships".to_owned(), "duplicate_memberships".into())).or_default() += again;
    for fault in faults.iter().filter(|f| !matches!(&*f.effect, "rejected" | "emptied")) {
        if let Some(code) = told(fault) {
            *expected.entry((fault.table.clone(), code.into())).or_default() += 1;
        }
    }
    for table in TABLES {
        let aside = faults.iter().filter(|f| f.table == table && f.effect == "rejected").count() as u64;
        expected.insert((table.to_owned(), "rejected_rows".into()), aside);
    }
    // The damaged group's id is a group without members.
    expected.insert(("groups".to_owned(), "small_groups".into()), 1);
    // Whom a row with an emptied cell describes is one more person, too.
    let people = |key: &(String, std::borrow::Cow<'static, str>)| {
        matches!(key.0.as_str(), "value" | "lifecycle") || matches!(&*key.1, "ids_alone" | "no_edges")
    };
    let mut found = findings(&after);
    found.retain(|key, _| !people(key));
    expected.retain(|key, _| !people(key));
    assert_eq!(found, expected);

    // Kept: the amounts are in the sums, the damaged ids are users and groups, and nothing else is.
    let sum = |a: &Audit| a.people.tables.purchases.amount.iter().sum::<f64>();
    let added = -12.5 + 1299.0 + 12.5 + 12.5;
    assert!((sum(&after) - sum(&before) - added).abs() < 1e-6, "{}", sum(&after) - sum(&before));
    let ids = |ids: &renmai::tables::Ids| (0..ids.len() as u32).map(|i| ids.name(i).to_owned()).collect::<Vec<_>>();
    let more = |old: Vec<String>, new: Vec<String>| new.into_iter().filter(|id| !old.contains(id)).collect::<Vec<_>>();
    let described = |id: &String| id.starts_with("x0000");
    let mut more_users = more(ids(&before.people.tables.users), ids(&after.people.tables.users));
    let emptied = faults.iter().filter(|f| f.table == "users" && f.effect == "emptied").count();
    assert!(more_users.iter().filter(|id| described(id)).count() == emptied + 1, "and one of whom nothing is known");
    more_users.retain(|id| !described(id));
    assert_eq!(more_users, ["1.23457E+17"]);
    assert_eq!(more(ids(&before.people.tables.groups), ids(&after.people.tables.groups)), ["1.5E+10"]);
}
