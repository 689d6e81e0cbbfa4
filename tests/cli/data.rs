//! A small data set and the program to run on it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

/// The program, in `dir`.
pub fn renmai(dir: &Path) -> Command {
    let mut command = Command::new(cargo_bin!("renmai"));
    command.current_dir(dir);
    command
}

/// Runs the program in `dir`; arguments are separated by spaces.
#[track_caller]
pub fn run(dir: &Path, arguments: &str) -> Output {
    renmai(dir).args(arguments.split_whitespace()).output().unwrap()
}

/// Runs the program and expects an exit code.
#[track_caller]
pub fn expect(code: i32, dir: &Path, arguments: &str) -> Output {
    let output = run(dir, arguments);
    assert_eq!(output.status.code(), Some(code), "renmai {arguments}\n{}", stderr(&output));
    output
}

pub fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// All options that name the tables of [`tables`].
pub const INPUT: &str = "--memberships memberships.csv --interactions interactions.csv --users users.csv --groups groups.csv --purchases purchases.csv";

/// Two circles of ten that share one person (`u09`), one pair, one loner; all five tables.
pub fn tables() -> TempDir {
    let dir = TempDir::new().unwrap();
    let mut memberships = vec!["user_id,group_id".to_owned()];
    let mut users = vec!["user_id,nickname,city,registered_at".to_owned()];
    let mut interactions = vec!["from_id,to_id,kind,at".to_owned()];
    let mut purchases = vec!["user_id,at,amount".to_owned()];
    for i in 0..22 {
        users.push(format!("u{i:02},昵称{i},{},2025-0{}-11", ["杭州", "上海"][i % 2], 1 + i % 6));
        if i < 10 {
            memberships.push(format!("u{i:02},g1"));
        }
        if (9..19).contains(&i) {
            memberships.push(format!("u{i:02},g2"));
        }
        if i % 3 == 0 && i < 18 {
            interactions.push(format!("u{i:02},u{:02},private_chat,2025-06-{:02} 10:00", i + 1, i + 1));
            purchases.push(format!("u{i:02},2025-06-{:02},{}", i + 1, 35.5 * (i + 1) as f64));
        }
    }
    interactions.push("u19,u20,mention,2025-06-20".to_owned());
    let groups = ["group_id,name,kind,city", "g1,早餐群,interest,杭州", "g2,母婴群,marketing,上海"];
    write(dir.path(), "memberships.csv", &memberships);
    write(dir.path(), "interactions.csv", &interactions);
    write(dir.path(), "users.csv", &users);
    write(dir.path(), "groups.csv", &groups);
    write(dir.path(), "purchases.csv", &purchases);
    dir
}

/// Writes lines to a file.
pub fn write(dir: &Path, name: &str, lines: &[impl AsRef<str>]) {
    let text: String = lines.iter().map(|l| format!("{}\n", l.as_ref())).collect();
    fs::write(dir.join(name), text).unwrap();
}

/// The files of a run, those in its folders too (`todo/a.csv`).
pub fn files(dir: &Path) -> Vec<String> {
    let files = |name: String| match dir.join(&name) {
        path if path.is_dir() => names(&path).into_iter().map(|inner| format!("{name}/{inner}")).collect(),
        _ => vec![name],
    };
    names(dir).into_iter().flat_map(files).collect()
}

/// The names in a directory, sorted, hidden ones too.
pub fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(dir).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}
