//! Runs that are interrupted or killed.
#![cfg(unix)]

use std::path::Path;
use std::process::{Child, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;

use crate::bench::bench;
use crate::data::{INPUT, expect, names, renmai};

fn start(home: &Path, out: &str, method: &str) -> Child {
    renmai(&home.join("data"))
        .args(["report", "--betweenness", method])
        .args("--threads 1 --lang en --out".split(' '))
        .arg(home.join(out))
        .args(INPUT.split(' '))
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
}

fn send(child: &Child, signal: Signal) {
    kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), signal).unwrap();
}

#[test]
fn an_interrupted_run_stops_soon_and_leaves_nothing_and_a_killed_one_no_directory() {
    let dir = TempDir::new().unwrap();
    let home = dir.path();
    // A workload that takes a while.
    expect(0, home, "generate --users 60000 --seed 5 --out data");
    for (signal, out, method) in [
        (Signal::SIGINT, "interrupted", "exact"),
        (Signal::SIGTERM, "terminated", "exact"),
        (Signal::SIGINT, "by-strength", "weighted"),
        (Signal::SIGINT, "estimated", "sampled"),
    ] {
        for wait in [100, 700, 1500, 3000] {
            interrupt(home, (out, method), signal, Duration::from_millis(wait));
        }
    }
    let mut child = start(home, "killed", "exact");
    sleep(Duration::from_millis(800));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!home.join("killed").exists());
}

/// Every file that the manifest names, with its sum; and nothing else.
pub fn is_complete(out: &Path) -> bool {
    use sha2::Digest;
    let manifest = std::fs::read(out.join("manifest.json")).expect("a manifest");
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).expect("whole");
    let sums = manifest["sha256"].as_object().expect("sums");
    sums.iter().all(|(name, sum)| {
        let bytes = std::fs::read(out.join(name)).expect("what the manifest names");
        let hex: String = sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        *sum == hex
    })
}

/// Killed at random moments, `RENMAI_KILLS` runs in all (15 without it): a directory and a snapshot are the old one or the new one, a run
/// kept in parts goes on, and nothing of the dead is left at the end.
#[test]
fn runs_killed_at_any_moment_leave_what_was_there_or_all_of_the_new() {
    let kills: u64 = std::env::var("RENMAI_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(15);
    let dir = TempDir::new().unwrap();
    let home = dir.path();
    expect(0, home, "generate --users 300 --seed 5 --out data");
    let commands = [
        "report --top 7 --out out",
        "report --top 9 --out out",
        "build --measures --out people.renmai",
        "build --out people.renmai",
        "betweenness --parts 3 --part 1 --resume kept --out parts/1",
    ];
    let mut long = std::collections::BTreeMap::new();
    let run = |command: &str| {
        let mut run = renmai(&home.join("data"));
        run.args(command.split(' ').map(|word| match word {
            "out" | "people.renmai" | "kept" | "parts/1" => home.join(word).into_os_string(),
            word => word.into(),
        }));
        run.args(INPUT.split(' '));
        run.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    for command in commands {
        let start = Instant::now();
        assert!(run(command).wait().unwrap().success(), "{command}");
        long.insert(command, start.elapsed());
    }
    let mut dice = 7u64;
    let mut ended = 0;
    for i in 0..kills {
        let command = commands[(i % commands.len() as u64) as usize];
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The end, when files are put in place, more often than the rest.
        let share = 1.05 * ((dice >> 40) as f64 / f64::from(1 << 24)).sqrt();
        let mut child = run(command);
        sleep(long[command].mul_f64(share));
        child.kill().unwrap();
        ended += u32::from(child.wait().unwrap().success());
        assert!(is_complete(&home.join("out")), "run {i}: {command}");
        expect(0, home, "explain u000001 --with u000002 --files people.renmai");
    }
    assert!(u64::from(ended) < kills, "all {ended} were done before they were killed");
    for command in commands {
        assert!(run(command).wait().unwrap().success(), "{command}");
    }
    let left = names(home);
    assert_eq!(left, ["data", "kept", "out", "parts", "people.renmai"], "{left:?}");
    assert_eq!(names(&home.join("parts")), ["1"]);
}

/// Two runs to one place, and one that reads there, all at once: `RENMAI_TRIALS` times (8 without it). What is there at the end, and what was read, is of one
/// run or of the other.
#[test]
fn runs_to_one_place_at_once_do_not_mix() {
    let trials: u64 = std::env::var("RENMAI_TRIALS").ok().and_then(|n| n.parse().ok()).unwrap_or(8);
    let dir = TempDir::new().unwrap();
    let home = dir.path();
    expect(0, home, "generate --users 300 --seed 5 --out data");
    let data = home.join("data");
    let mut dice = 7u64;
    let mut pause = || {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        sleep(Duration::from_micros((dice >> 33) % 60_000));
    };
    let read = |name: &str| std::fs::read(home.join(name)).unwrap();
    let alone = |arguments: String| expect(0, &data, &arguments).stdout;
    let build = |options: &str| format!("build {options} --threads 1 --out ../a.renmai {INPUT}");
    let options = ["--measures --top 3", "--top 5"];
    let shortlist = "shortlist koc --threads 2 --files ../a.renmai";
    let either = options.map(|options| {
        alone(build(options));
        (read("a.renmai"), alone(shortlist.to_owned()))
    });
    assert!(either[0].0 != either[1].0 && either[0].1 != either[1].1);
    let part = format!("betweenness --parts 1 --part 1 --threads 1 --resume ../kept --out ../1.part {INPUT}");
    alone(part.clone());
    let whole: Vec<_> =
        names(&home.join("kept")).into_iter().map(|name| (read(&format!("kept/{name}")), name)).collect();
    let gathered = read("1.part");
    let start = |arguments: &str| {
        let mut command = renmai(&data);
        command.args(arguments.split_whitespace()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let ended = |child: Child, what: &str| {
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{what}: {}", String::from_utf8_lossy(&output.stderr));
        output.stdout
    };
    for trial in 0..trials {
        let writers = options.map(|options| {
            let child = start(&build(options));
            pause();
            child
        });
        let reader = start(shortlist);
        let list = ended(reader, "reader");
        assert!(either.iter().any(|(_, known)| *known == list), "trial {trial}: another list");
        writers.into_iter().for_each(|child| drop(ended(child, "writer")));
        let snapshot = read("a.renmai");
        assert!(either.iter().any(|(known, _)| *known == snapshot), "trial {trial}: another snapshot");

        std::fs::remove_dir_all(home.join("kept")).unwrap();
        let runs = [0, 1].map(|_| {
            let child = start(&part);
            pause();
            child
        });
        runs.into_iter().for_each(|child| drop(ended(child, "parts")));
        for (bytes, name) in &whole {
            assert!(*bytes == read(&format!("kept/{name}")), "trial {trial}: {name}");
        }
        assert!(read("1.part") == gathered, "trial {trial}");
        assert_eq!(names(&home.join("kept")).len(), whole.len());
        assert_eq!(names(home), ["1.part", "a.renmai", "data", "kept"], "trial {trial}");
    }
}

#[test]
fn an_interrupted_benchmark_leaves_nothing() {
    let dir = TempDir::new().unwrap();
    let home = dir.path();
    for signal in [Signal::SIGINT, Signal::SIGTERM] {
        for wait in [0, 300, 1200] {
            let mut command = bench(home, "--users 60000 --threads 1 --lang en --json figures.json");
            let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
            // Once there is something that could be left behind.
            while names(&home.join("tmp")).is_empty() {
                assert!(child.try_wait().unwrap().is_none(), "the run was over before it could be interrupted");
                sleep(Duration::from_millis(2));
            }
            sleep(Duration::from_millis(50 + wait));
            stopped(child, signal, "bench");
            assert!(names(&home.join("tmp")).is_empty());
            assert_eq!(names(home), ["tmp"]);
        }
    }
}

/// Waits until the program listens to signals: before that one would be lost where the tests run in the background of a shell,
/// which lets its children ignore interrupts.
fn listening(child: &Child) {
    let caught = || {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).ok()?;
        let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:"))?;
        u64::from_str_radix(mask.trim(), 16).ok()
    };
    let bit = |signal: Signal| 1 << (signal as i32 - 1);
    while cfg!(target_os = "linux") && caught().is_some_and(|mask| mask & bit(Signal::SIGINT) == 0) {
        sleep(Duration::from_millis(2));
    }
}

fn interrupt(home: &Path, (out, method): (&str, &str), signal: Signal, wait: Duration) {
    let mut child = start(home, out, method);
    listening(&child);
    sleep(wait);
    assert!(child.try_wait().unwrap().is_none(), "the run was over before it could be interrupted");
    stopped(child, signal, &format!("{method} after {wait:?}"));
    let left = names(home);
    assert!(!left.iter().any(|n| n.contains(out)), "{left:?}");
}

/// Neither a pipe into which nobody writes anything, nor one that nobody has opened yet, nor standard input holds a run up; a writer
/// that comes late is waited for.
#[cfg(target_os = "linux")]
#[test]
fn a_run_that_waits_for_its_input_stops_too() {
    let dir = TempDir::new().unwrap();
    let home = dir.path();
    let pipe = home.join("pipe");
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    let check = |input: &str| {
        let mut command = renmai(home);
        command.args("check --lang en --memberships".split(' ')).arg(input);
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        listening(&child);
        sleep(Duration::from_millis(300));
        child
    };
    stopped(check("pipe"), Signal::SIGTERM, "no writer");
    let mut child = check("-");
    let silent = child.stdin.take();
    stopped(child, Signal::SIGINT, "standard input");
    drop(silent);
    let child = check("pipe");
    std::fs::write(&pipe, "user_id,group_id,joined_at\na,g,2024-01-01\n").unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    let held = std::fs::File::options().read(true).write(true).open(&pipe).unwrap();
    stopped(check("pipe"), Signal::SIGTERM, "a silent writer");
    drop(held);
}

/// A pipe from which nobody reads holds a run up no more than one into which nobody writes; a reader that comes late is waited for.
#[test]
fn a_run_that_waits_for_a_reader_stops_too() {
    let dir = TempDir::new().unwrap();
    let home = dir.path();
    let pipe = home.join("pipe");
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).unwrap();
    // More than a pipe holds.
    let rows: String = (0..20_000).map(|i| format!(",g{i},2024-01-01\n")).collect();
    std::fs::write(home.join("m.csv"), format!("user_id,group_id,joined_at\na,g,2024-01-01\n{rows}")).unwrap();
    let check = || {
        let mut command = renmai(home);
        command.args("import m.csv --lang en --skip-bad-rows --rejected pipe --out".split(' ')).arg("tables");
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        listening(&child);
        // Its own output is there once it waits.
        while !home.join("tables").exists() {
            sleep(Duration::from_millis(10));
        }
        child
    };
    let again = || std::fs::remove_dir_all(home.join("tables")).unwrap();
    stopped(check(), Signal::SIGTERM, "no reader");
    again();
    let held = std::fs::File::options().read(true).write(true).open(&pipe).unwrap();
    stopped(check(), Signal::SIGINT, "a reader that does not read");
    again();
    drop(held);
    let child = check();
    let rejected = std::fs::read_to_string(&pipe).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(rejected.lines().count(), 20_001);
}

#[test]
fn what_a_killed_benchmark_left_is_swept_by_the_next() {
    let dir = TempDir::new().unwrap();
    let home = dir.path();
    let mut command = bench(home, "--users 60000 --threads 1");
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    while names(&home.join("tmp")).is_empty() {
        sleep(Duration::from_millis(2));
    }
    sleep(Duration::from_millis(300));
    child.kill().unwrap();
    child.wait().unwrap();
    assert_eq!(names(&home.join("tmp")).len(), 1);
    let output = bench(home, "--users 300").output().unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(names(&home.join("tmp")).is_empty());
}

/// `nohup` starts a program that ignores the end of its terminal; one that does not is stopped by it.
#[cfg(target_os = "linux")]
#[test]
fn a_run_started_to_outlive_its_terminal_does() {
    let dir = TempDir::new().unwrap();
    let home = dir.path();
    expect(0, home, "generate --users 5000 --seed 5 --out data");
    // The tests themselves may have been started to outlive a terminal.
    for (before, code) in [("trap '' HUP; exec", 0), ("exec env --default-signal=HUP", 130)] {
        let program = assert_cmd::cargo::cargo_bin!("renmai").display();
        let words = format!("{before} {program} shortlist koc --threads 1 --betweenness exact {INPUT}");
        let mut command = std::process::Command::new("sh");
        command.current_dir(home.join("data")).args(["-c", &words]).stdout(Stdio::null()).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        listening(&child);
        send(&child, Signal::SIGHUP);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{before}{}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Sends a signal and expects a prompt, silent end.
fn stopped(child: Child, signal: Signal, what: &str) {
    send(&child, signal);
    let asked = Instant::now();
    let output = child.wait_with_output().unwrap();
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(130), "{words}");
    // One second, and some room for a busy machine.
    assert!(asked.elapsed() < Duration::from_secs(2), "{what}: {:?}", asked.elapsed());
    assert!(words.contains("interrupted"), "{words}");
    assert!(output.stdout.is_empty());
}
