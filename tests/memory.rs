//! The budget of memory of the whole process: the need is told before a run, holds while it runs, and what needs more is refused.
//!
//! What a process may really take is limited by a control group of its own, where this machine lets the tests make one.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const MIB: f64 = 1024.0 * 1024.0;

fn renmai(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_renmai")).args(arguments).args(["--lang", "en"]).output().unwrap()
}

fn words(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}

/// A workload, and where it is.
fn workload(users: usize) -> (TempDir, String) {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("in").display().to_string();
    let done = renmai(&["generate", "--users", &users.to_string(), "--seed", "1", "--out", &out]);
    assert!(done.status.success(), "{}", words(&done));
    fs::remove_file(dir.path().join("in/truth.csv")).unwrap();
    (dir, out)
}

/// MiB of a size as `check` tells it.
fn size(told: &str) -> f64 {
    let (number, unit) = told.split_once(' ').unwrap();
    number.parse::<f64>().unwrap() * if unit.starts_with('G') { 1024.0 } else { 1.0 }
}

/// MiB that the whole analysis needs, as `check` tells it.
fn need(arguments: &[&str]) -> f64 {
    let told = words(&renmai(&[&["check"], arguments].concat()));
    let line =
        told.lines().find(|line| line.contains("the whole analysis needs about")).unwrap_or_else(|| panic!("{told}"));
    size(line.split("needs about ").nth(1).unwrap())
}

/// MiB that a finished run took, as its manifest tells it: the largest of all stages.
fn peak(out: &Path) -> f64 {
    let manifest: serde_json::Value = serde_json::from_slice(&fs::read(out.join("manifest.json")).unwrap()).unwrap();
    let stages = manifest["stages"].as_array().unwrap();
    stages.iter().map(|stage| stage["peak_memory_bytes"].as_f64().unwrap()).fold(0.0, f64::max) / MIB
}

/// A control group that goes away with its value.
struct Group(PathBuf);

impl Group {
    /// One with a limit in MiB, beside this process's own; says why there is none.
    fn new(mib: u64) -> Option<Self> {
        let own = fs::read_to_string("/proc/self/cgroup").unwrap_or_default();
        let v1 = own
            .lines()
            .find_map(|line| line.split_once(":memory:"))
            .map(|(_, path)| path.trim_start_matches('/').to_owned());
        let places = v1.map(|path| ("/sys/fs/cgroup/memory", path, "memory.limit_in_bytes"));
        let Some((base, path, file)) = places else {
            eprintln!("skipped: this process is in no control group of memory (version 1)");
            return None;
        };
        let dir = Path::new(base).join(path).join(format!("renmai-test-{}-{mib}", std::process::id()));
        let made = fs::create_dir(&dir).and_then(|()| fs::write(dir.join(file), (mib << 20).to_string()));
        match made {
            Ok(()) => Some(Self(dir)),
            Err(e) => {
                eprintln!("skipped: no control group can be made: {e}");
                let _ = fs::remove_dir(&dir);
                None
            }
        }
    }

    /// Runs the program inside.
    fn renmai(&self, arguments: &[&str]) -> Output {
        let inside = r#"echo $$ > "$0/cgroup.procs" && exec "$@""#;
        let shell = Command::new("sh")
            .arg("-c")
            .arg(inside)
            .arg(&self.0)
            .arg(env!("CARGO_BIN_EXE_renmai"))
            .args(arguments)
            .args(["--lang", "en"])
            .output();
        shell.unwrap()
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        let _ = fs::remove_dir(&self.0);
    }
}

/// MiB that the allocator is granted however little there is, and those of all sets that may be drawn for the seeds: where the graph is small
/// fewer suffice, which nobody knows before.
const LITTLE: f64 = 160.0 + 5.0 * 60_000_000.0 / MIB;

/// Never below what was taken; and not far above.
fn is_close(need: f64, peak: f64, what: &str) {
    assert!(need >= peak, "{what}: {need} MiB told, {peak} taken");
    assert!(need <= (1.3 * peak).max(peak + LITTLE), "{what}: {need} MiB told, {peak} taken");
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "the system does not tell the peak")]
fn the_need_that_is_told_is_what_a_run_takes() {
    for users in [1_000, 8_000] {
        let (dir, input) = workload(users);
        for (threads, method) in [("1", "exact"), ("2", "sampled"), ("8", "exact")] {
            let options = [input.as_str(), "--threads", threads, "--betweenness", method];
            let out = dir.path().join("out");
            let told = need(&options);
            let done = renmai(&[&["report"], &options[..], &["--out", out.to_str().unwrap()]].concat());
            assert!(done.status.success(), "{}", words(&done));
            is_close(told, peak(&out), &format!("{users} users, {method}, {threads} threads"));
        }
    }
}

#[test]
fn a_run_is_done_within_its_need_and_refused_below() {
    let (dir, input) = workload(4_000);
    let out = dir.path().join("out").display().to_string();
    let options = [input.as_str(), "--threads", "2", "--betweenness", "sampled"];
    let told = need(&options).ceil() as u64 + 1;
    let report = |limit: u64| {
        let limit = format!("{limit}M");
        [&["report"], &options[..], &["--out", &out, "--max-memory", &limit]]
            .concat()
            .iter()
            .map(|&word| word.to_owned())
            .collect::<Vec<_>>()
    };
    let group = Group::new(told);
    let run = |arguments: &[String]| {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        group.as_ref().map_or_else(|| renmai(&arguments), |group| group.renmai(&arguments))
    };
    let done = run(&report(told));
    assert_eq!(done.status.code(), Some(0), "{}", words(&done));
    fs::remove_dir_all(&out).unwrap();
    for limit in [30, told / 2] {
        let refused = run(&report(limit));
        let words = words(&refused);
        assert_eq!(refused.status.code(), Some(1), "{words}");
        for part in ["MiB of memory", &format!("the limit of {limit} MiB"), "--max-memory", "less input"] {
            assert!(words.contains(part), "{part}: {words}");
        }
        assert!(!Path::new(&out).exists());
    }
}

#[test]
fn without_an_option_the_limit_is_that_of_the_control_group() {
    let (dir, input) = workload(4_000);
    let out = dir.path().join("out").display().to_string();
    for mib in [40, 200] {
        let Some(group) = Group::new(mib) else { return };
        let refused = group.renmai(&["report", &input, "--out", &out]);
        let words = words(&refused);
        assert_eq!(refused.status.code(), Some(1), "{mib}: {words}");
        assert!(words.contains(&format!("the limit of {} MiB", mib * 4 / 5)), "{words}");
        assert!(!Path::new(&out).exists());
    }
}

#[test]
fn fewer_threads_where_there_is_less_memory_give_the_same_bytes() {
    let (dir, input) = workload(4_000);
    let run = |name: &str, limit: &str| {
        let out = dir.path().join(name);
        let options = ["report", &input, "--threads", "24", "--out", out.to_str().unwrap(), "--max-memory", limit];
        let done = renmai(&options);
        assert!(done.status.success(), "{}", words(&done));
        let told = words(&renmai(&["check", &input, "--threads", "24", "--max-memory", limit]));
        let files = ["users.csv", "groups.csv", "seeds.csv", "summary.json"];
        (files.map(|file| fs::read(out.join(file)).unwrap()), told)
    };
    let least = need(&[&input, "--threads", "1"]) as u64 + 70;
    let (wide, narrow) = (run("wide", "64G"), run("narrow", &format!("{least}M")));
    assert!(wide.0 == narrow.0);
    let threads = |told: &str| {
        let line = told.lines().find(|line| line.contains("the whole analysis")).unwrap().to_owned();
        line.split("memory on ").nth(1).unwrap().split(' ').next().unwrap().parse::<usize>().unwrap()
    };
    assert!((2..8).contains(&threads(&narrow.1)) && threads(&wide.1) > 8, "{}\n{}", narrow.1, wide.1);
}

#[test]
fn a_size_has_a_unit_or_is_in_mib() {
    for (word, limit) in
        [("700", "700.0 MiB"), ("700M", "700.0 MiB"), ("3G", "3.0 GiB"), ("2GiB", "2.0 GiB"), ("1tb", "1.0 TiB")]
    {
        let (_dir, input) = workload(50);
        let told = words(&renmai(&["check", &input, "--max-memory", word]));
        assert!(told.contains(&format!("the limit is {limit} (--max-memory)")), "{word}: {told}");
    }
    for word in ["", "0", "-1", "2X", "1.5G", "G", "99999999999999999T"] {
        let refused = renmai(&["check", "nothing.csv", "--max-memory", word]);
        assert_eq!(refused.status.code(), Some(2), "{word}: {}", words(&refused));
    }
}

#[test]
fn a_snapshot_keeps_to_the_budget_too() {
    let (dir, input) = workload(4_000);
    let snapshot = dir.path().join("f.renmai").display().to_string();
    let built = renmai(&["build", &input, "--out", &snapshot]);
    assert!(built.status.success(), "{}", words(&built));
    let out = dir.path().join("out").display().to_string();
    for limit in ["25", "90M"] {
        let refused = renmai(&["report", &snapshot, "--out", &out, "--max-memory", limit]);
        assert_eq!(refused.status.code(), Some(1), "{}", words(&refused));
        assert!(words(&refused).contains("--max-memory"), "{}", words(&refused));
    }
    let done = renmai(&["report", &snapshot, "--out", &out, "--max-memory", "2G", "--threads", "2"]);
    assert!(done.status.success(), "{}", words(&done));
}
