//! `todo.csv` and the owners' files against the lists of the same run.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::data::{expect, names, write};

type Row = BTreeMap<String, String>;

fn rows(path: &Path) -> Vec<Row> {
    let text = fs::read_to_string(path).unwrap();
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

fn number(row: &Row, column: &str) -> f64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {:?}", row[column]))
}

fn run(dir: &Path, arguments: &str) -> Vec<Row> {
    let tables = "--memberships g/memberships.csv --interactions g/interactions.csv --users g/users.csv --users gone.csv \
                  --groups g/groups.csv --purchases g/purchases.csv";
    fs::write(dir.join("renmai.toml"), "[staff.names]\nS7 = \"王经理\"\n").unwrap();
    expect(0, dir, &format!("report renmai.toml {tables} --out out {arguments}"));
    rows(&dir.join("out/todo.csv"))
}

#[test]
fn everybody_of_a_list_is_in_the_queue_once_and_each_owner_has_their_part() {
    let dir = TempDir::new().unwrap();
    let dir = dir.path();
    expect(0, dir, "generate --users 600 --seed 5 --out g");
    write(
        dir,
        "gone.csv",
        &["user_id,opted_out,owner_id", "u000001,true,S7", "u000002,true,s7", "u000003,,S7", "u000004,,s7"],
    );
    let queue = run(dir, "--per-owner 3 --k 10 --top 40");

    let ids: Vec<&str> = queue.iter().map(|row| row["user_id"].as_str()).collect();
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(once.len(), ids.len(), "somebody stands twice");
    assert!(!once.contains("u000001") && !once.contains("u000002"));
    let mut ranks: BTreeMap<String, BTreeSet<(&str, String)>> = BTreeMap::new();
    for (list, why) in [("koc", "koc"), ("referral", "referral"), ("seeds", "seeds"), ("isolated", "connect")] {
        for row in rows(&dir.join(format!("out/{list}.csv"))) {
            let todo = queue.iter().find(|todo| todo["user_id"] == row["user_id"]).unwrap();
            assert_eq!((&row["owner_id"], &row["owner_name"]), (&todo["owner_id"], &todo["owner_name"]));
            ranks.entry(row["user_id"].clone()).or_default().insert((why, row["rank"].clone()));
        }
    }
    let users: BTreeMap<String, Row> =
        rows(&dir.join("out/users.csv")).into_iter().map(|row| (row["user_id"].clone(), row)).collect();
    for row in &queue {
        let (user, why) = (&users[&row["user_id"]], row["why"].split(';').collect::<BTreeSet<_>>());
        let valued = ["S", "A"].contains(&user["value_tier"].as_str());
        let due = [
            ("window_closing", valued && user["window_open"] == "true"),
            ("welcome_due", user["welcome_due"] == "true"),
            ("win_back", valued && user["value_segment"] == "win_back"),
            ("recall", valued && user["lifecycle"] == "decaying"),
        ];
        let listed = ranks.get(&row["user_id"]).into_iter().flatten().map(|(list, _)| *list);
        let expected: BTreeSet<&str> = due.iter().filter(|(_, due)| *due).map(|(due, _)| *due).chain(listed).collect();
        assert_eq!(why, expected, "{row:?}");
        assert!(number(row, "stake") == number(row, "yuan") * number(row, "urgency"));
        assert!(!row["message"].is_empty() && row["status"] == "open");
    }
    assert!(queue.windows(2).all(|two| number(&two[0], "stake") >= number(&two[1], "stake")));
    let due = |user: &Row| ["S", "A"].contains(&user["value_tier"].as_str()) && user["lifecycle"] == "decaying";
    assert!(users.values().filter(|user| due(user)).all(|user| once.contains(user["user_id"].as_str())));

    let mut a_day: BTreeMap<(&str, &str), u32> = BTreeMap::new();
    queue.iter().for_each(|row| *a_day.entry((&row["owner_id"], &row["day"])).or_default() += 1);
    assert!(a_day.values().all(|&people| people <= 3) && a_day.len() > 20, "{a_day:?}");

    // The owners' files are the queue, cut by owner; ids that differ by capitals alone have files of their own.
    let mut parts = Vec::new();
    for file in names(&dir.join("out/todo")) {
        let part = rows(&dir.join("out/todo").join(&file));
        assert_eq!(part.iter().map(|row| &row["owner_id"]).collect::<BTreeSet<_>>().len(), 1, "{file}");
        parts.extend(part);
    }
    let folded: BTreeSet<String> = names(&dir.join("out/todo")).iter().map(|name| name.to_lowercase()).collect();
    assert_eq!(folded.len(), queue.iter().map(|row| &row["owner_id"]).collect::<BTreeSet<_>>().len());
    parts.sort_by_key(|row| row["rank"].parse::<u32>().unwrap());
    assert_eq!(parts, queue);
    let owners = rows(&dir.join("out/owners.csv"));
    for owner in &owners {
        let of = queue.iter().filter(|row| row["owner_id"] == owner["owner_id"]);
        assert_eq!(owner["todo"], of.clone().count().to_string());
        assert_eq!(owner["todo_today"], of.filter(|row| row["day"] == "1").count().to_string());
    }
}

#[test]
fn owners_files_are_replaced_kept_when_edited_and_not_mistaken_for_foreign_ones() {
    let dir = TempDir::new().unwrap();
    let dir = dir.path();
    expect(0, dir, "generate --users 200 --seed 5 --out g");
    write(dir, "gone.csv", &["user_id,opted_out"]);
    run(dir, "--k 0");
    let before = names(&dir.join("out/todo"));
    assert!(before.len() > 1, "{before:?}");
    let edited = dir.join("out/todo").join(&before[0]);
    fs::write(&edited, fs::read_to_string(&edited).unwrap().replace(",open", ",done")).unwrap();
    run(dir, "--k 0");
    let kept = before[0].replace(".csv", ".edited-1.csv");
    assert!(names(&dir.join("out/todo")).contains(&kept), "{kept}");
    // The kept one stays where it is, also without owners, and only what is foreign is refused.
    expect(0, dir, "report --memberships g/memberships.csv --out out --k 0");
    assert_eq!(names(&dir.join("out/todo")), [kept]);
    fs::write(dir.join("out/todo/notes.txt"), "").unwrap();
    expect(1, dir, "report --memberships g/memberships.csv --out out --k 0");
    expect(0, dir, "report --memberships g/memberships.csv --out out --k 0 --force");
    assert!(dir.join("out/todo/notes.txt").exists());
}
