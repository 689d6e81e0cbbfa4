//! The programs that exports are for read them. `requirements.txt` says which; `tests/run` installs them. Where they are missing the test says so,
//! and fails where `RENMAI_READERS_REQUIRED` is 1.

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::data::{INPUT, expect};
use crate::{export_all, hostile};

const REQUIRED: &str = "RENMAI_READERS_REQUIRED";

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A Python that has them all: the one that `RENMAI_READERS` names, the one that `tests/run` makes, or the system's.
fn python() -> Option<PathBuf> {
    let named = std::env::var_os("RENMAI_READERS").map(PathBuf::from);
    let ours = repository().join("target/readers/bin/python");
    let has_all = |python: &PathBuf| {
        let imports = ["-c", "import duckdb, igraph, lxml, networkx, pandas"];
        Command::new(python).args(imports).output().is_ok_and(|output| output.status.success())
    };
    let found = named.into_iter().chain([ours, PathBuf::from("python3")]).find(has_all);
    if found.is_none() {
        assert!(
            std::env::var_os(REQUIRED).is_none_or(|set| set != "1"),
            "{REQUIRED} is set, and the readers are missing"
        );
        eprintln!("skipped: duckdb, igraph, lxml, networkx or pandas is not installed for Python");
    }
    found
}

#[track_caller]
fn succeeds(python: &Path, dir: &Path, arguments: &[&str]) -> String {
    let output = Command::new(python).args(["-X", "utf8"]).args(arguments).current_dir(dir).output().unwrap();
    let [told, wrong] = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    assert!(output.status.success(), "{arguments:?}\n{told}\n{wrong}");
    told
}

#[test]
fn every_format_is_read_back_equal() {
    let Some(python) = python() else { return };
    let dir = hostile();
    expect(0, dir.path(), &format!("report {INPUT} --out report"));
    for graph in ["users", "layers"] {
        export_all(dir.path(), &format!("of-{graph}"), &format!("{INPUT} --graph {graph} --columns all"));
    }
    let [script, schema] = ["tests/exchange/read_back.py", "fixtures/gexf/static.xsd"]
        .map(|file| repository().join(file).to_string_lossy().into_owned());
    let told = succeeds(&python, dir.path(), &[&script, ".", &schema]);
    assert_eq!(told.lines().count(), 2, "{told}");
}

#[test]
fn the_examples_of_the_documentation_run() {
    let Some(python) = python() else { return };
    let docs = std::fs::read_to_string(repository().join("docs/outputs.md")).unwrap();
    let section = docs.split("\n## ").find(|section| section.starts_with("Graph formats")).unwrap();
    let dir = tempfile::tempdir().unwrap();
    expect(0, dir.path(), "generate --users 600 --seed 3 --out g");
    for (own, table) in [("members.csv", "memberships"), ("messages.csv", "interactions"), ("people.csv", "users")] {
        std::fs::rename(dir.path().join(format!("g/{table}.csv")), dir.path().join(own)).unwrap();
    }
    let commands: Vec<&str> = section.lines().filter_map(|line| line.strip_prefix("    renmai ")).collect();
    assert!(commands.len() >= 3);
    for command in commands {
        expect(0, dir.path(), command.split(" #").next().unwrap());
    }
    let fence = |language: &str| {
        let inside = section.split(&format!("```{language}\n")).nth(1).expect(language);
        inside.split("```").next().unwrap().to_owned()
    };
    let pandas = fence("python");
    assert_eq!(pandas.lines().count(), 5);
    succeeds(&python, dir.path(), &["-c", &pandas]);
    let sql = fence("sql");
    assert_eq!(sql.lines().count(), 5);
    let told = succeeds(&python, dir.path(), &["-c", "import duckdb, sys; print(duckdb.sql(sys.argv[1]))", &sql]);
    assert!(told.contains("rows") || told.lines().count() > 5, "{told}");
}
