//! `renmai bench`.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::data::{names, renmai, stderr, stdout};

/// The program in `home`, with a temporary directory of its own.
pub fn bench(home: &Path, arguments: &str) -> Command {
    let temporary = home.join("tmp");
    fs::create_dir_all(&temporary).unwrap();
    let mut command = renmai(home);
    command.arg("bench").args(arguments.split_whitespace()).env("TMPDIR", temporary);
    command
}

#[track_caller]
fn run(code: i32, home: &Path, arguments: &str) -> Output {
    let output = bench(home, arguments).output().unwrap();
    assert_eq!(output.status.code(), Some(code), "renmai bench {arguments}\n{}", stderr(&output));
    assert!(names(&home.join("tmp")).is_empty(), "left in the temporary directory");
    output
}

fn json(home: &Path, arguments: &str) -> Value {
    run(0, home, &format!("{arguments} --json figures.json"));
    serde_json::from_slice(&fs::read(home.join("figures.json")).unwrap()).unwrap()
}

const STAGES: [&str; 17] = [
    "generate",
    "read",
    "build",
    "betweenness",
    "degree",
    "measures",
    "circles",
    "brokerage",
    "segments",
    "heat",
    "selection",
    "seeds",
    "simulation",
    "queue",
    "write",
    "keep",
    "open",
];

#[test]
fn every_stage_is_a_line_of_the_table_in_both_languages() {
    let dir = TempDir::new().unwrap();
    let en = run(0, dir.path(), "--users 300 --threads 1 --lang en");
    let words = stdout(&en);
    assert!(words.starts_with("generated data, seed 1; 1 thread\n300 people, "), "{words}");
    assert!(words.contains("stage") && words.contains("peak memory so far"), "{words}");
    let table = words.split_once("\n\n").unwrap().1;
    let line = |name: &str| table.lines().find(|l| l.trim_start().starts_with(name));
    for name in ["generating", "reading", "building the graph", "betweenness", "shortlists", "all but generating"] {
        let figures = line(name).unwrap_or_else(|| panic!("no line {name} in {words}"));
        assert!(figures.ends_with("iB"), "{figures}");
    }
    let zh = stdout(&run(0, dir.path(), "--users 300 --threads 2"));
    assert!(zh.contains("2 个线程") && zh.contains("建图") && zh.contains("合计（不含生成）"), "{zh}");
    assert_eq!(names(dir.path()), ["tmp"]);
}

#[test]
fn the_json_holds_the_workload_and_the_stages_in_order() {
    let dir = TempDir::new().unwrap();
    let first = json(dir.path(), "--users 300 --seed 7 --interactions-per-user 2 --threads 1");
    let workload = serde_json::json!({
        "users": 300, "memberships_per_user": 2.0, "interactions_per_user": 2.0, "cross": 0.15, "seed": 7
    });
    assert_eq!(first["workload"], workload);
    assert_eq!(first["threads"], 1);
    assert_eq!(first["counts"]["rows"]["users"], 300);
    assert_eq!(first["counts"]["rows"]["interactions"], 600);
    let stages = first["stages"].as_array().unwrap();
    assert_eq!(stages.iter().map(|s| s["stage"].as_str().unwrap()).collect::<Vec<_>>(), STAGES);
    let seconds: f64 = stages[1..].iter().map(|s| s["seconds"].as_f64().unwrap()).sum();
    assert!((first["seconds"].as_f64().unwrap() - seconds).abs() < 1e-9);
    if cfg!(target_os = "linux") {
        assert!(stages.iter().all(|s| s["peak_memory_bytes"].as_u64().unwrap() > 1 << 20));
    }
    // The same seed is the same workload at any number of threads; another seed is another one.
    let again = json(dir.path(), "--users 300 --seed 7 --interactions-per-user 2 --threads 2");
    let other = json(dir.path(), "--users 300 --seed 8 --interactions-per-user 2 --threads 2");
    assert_eq!(first["counts"], again["counts"]);
    assert_ne!(first["counts"], other["counts"]);
}

#[test]
fn two_runs_of_one_workload_stand_side_by_side() {
    let dir = TempDir::new().unwrap();
    let mut then = json(dir.path(), "--users 300 --threads 1");
    // A stage that another version did not have, and one that took no time there.
    then["version"] = "0.0.9".into();
    let stages = then["stages"].as_array_mut().unwrap();
    stages.remove(STAGES.iter().position(|&stage| stage == "queue").unwrap());
    stages[1]["seconds"] = 1024.0.into();
    stages[2]["seconds"] = 0.into();
    fs::write(dir.path().join("then.json"), then.to_string()).unwrap();
    let output = run(0, dir.path(), "--users 300 --threads 1 --lang en --against then.json --json now.json");
    let words = stdout(&output);
    assert!(words.contains("version 0.0.9") && words.contains("now / then"), "{words}");
    let now: Value = serde_json::from_slice(&fs::read(dir.path().join("now.json")).unwrap()).unwrap();
    let line = |name: &str| words.lines().find(|line| line.trim_start().starts_with(name)).unwrap();
    let seconds = |stage: &Value| stage["seconds"].as_f64().unwrap();
    let reading = seconds(&now["stages"][1]);
    for part in [format!("{reading:.3}"), "1024.000".to_owned(), format!("{:.2}", reading / 1024.0)] {
        assert!(line("reading").contains(&part), "{part} in {words}");
    }
    let building: Vec<&str> =
        line("building the graph").split("  ").filter(|cell| !cell.is_empty()).map(str::trim).collect();
    assert_eq!(building[3..5], ["0.000", "–"], "{words}");
    assert_eq!(line("queue").matches('–').count(), 3, "{words}");
    let all = line("all but generating");
    // Of the stages that both have.
    let both: Vec<&str> = STAGES.into_iter().filter(|&stage| stage != "generate" && stage != "queue").collect();
    let sum = |run: &Value| -> f64 {
        let stages = run["stages"].as_array().unwrap().iter();
        stages.filter(|stage| both.contains(&stage["stage"].as_str().unwrap())).map(seconds).sum()
    };
    assert!(all.contains(&format!("{:.2}", sum(&now) / sum(&then))), "{all}");
}

#[test]
fn what_is_no_run_of_the_same_workload_is_told() {
    let dir = TempDir::new().unwrap();
    json(dir.path(), "--users 300 --threads 1");
    fs::write(dir.path().join("none.json"), "{\n  \"version\": 1}").unwrap();
    for (against, of, parts) in [
        ("figures.json", "--users 301", ["--users 300", "--users 301 --memberships-per-user 2 "]),
        ("figures.json", "--users 300 --betweenness sampled", ["--threads 1 ;", "method = \"sampled\""]),
        ("none.json", "--users 300", ["none.json, line 2, column 14", "--json"]),
        ("absent.json", "--users 300", ["absent.json", "Cannot read"]),
    ] {
        let output = run(1, dir.path(), &format!("{of} --threads 1 --lang en --against {against}"));
        let words = stderr(&output);
        assert!(parts.iter().all(|part| words.contains(part)), "{words}");
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn options_of_the_analysis_reach_it() {
    let dir = TempDir::new().unwrap();
    let plain = json(dir.path(), "--users 300");
    let channels = json(dir.path(), "--users 300 --path-counting channels --interactions-per-user 0");
    assert_eq!(plain["method"]["path_counting"], "neighbours");
    assert_eq!(channels["method"]["path_counting"], "channels");
    assert_eq!(channels["counts"]["rows"]["interactions"], 0);
    // Its seed is the workload's, which an exact run has as well.
    let exact = json(dir.path(), "--users 300 --betweenness exact --seed 3");
    assert_eq!((&exact["method"]["betweenness"], &exact["workload"]["seed"]), (&"exact".into(), &3.into()));
}

#[test]
fn a_file_that_cannot_be_written_is_found_before_the_work() {
    let dir = TempDir::new().unwrap();
    for (target, part) in [("absent/figures.json", "absent/figures.json"), ("tmp", "tmp")] {
        let output = run(1, dir.path(), &format!("--users 100000000 --lang en --json {target}"));
        assert!(output.stdout.is_empty());
        assert!(stderr(&output).contains(part), "{}", stderr(&output));
    }
    assert_eq!(names(dir.path()), ["tmp"]);
}

#[test]
fn a_temporary_directory_that_is_not_there_is_named() {
    let dir = TempDir::new().unwrap();
    let output = bench(dir.path(), "--users 300 --lang en").env("TMPDIR", dir.path().join("gone")).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("gone"), "{}", stderr(&output));
}
