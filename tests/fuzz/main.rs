//! Hostile inputs, made by chance out of valid ones. Whatever a table, a configuration, a rule or a command line holds, the
//! program ends in time with a known exit code, says why where it fails, and then leaves everything as it was. Beside the program, each
//! of its readers is called by itself, thousands of times a second: whatever it is given, it takes it or says what is wrong.
//!
//! | variable | meaning |
//! |---|---|
//! | `RENMAI_FUZZ_TARGET` | only these, with commas between: `program`, or readers by their name in `readers.rs` (all) |
//! | `RENMAI_FUZZ_SECONDS` | how long to go on (10; `.ci/run` gives two minutes): the program, and at the same time all readers together |
//! | `RENMAI_FUZZ_RUNS` | how many cases to run instead, however long that takes |
//! | `RENMAI_FUZZ_SEED` | which cases (1) |
//! | `RENMAI_FUZZ_PROGRAM` | another build to look at, such as a faster one |
//! | `RENMAI_FUZZ_CASE` | this one alone, and leave its files: to look at a case that failed |

mod case;
#[path = "../common/mod.rs"]
mod common;
mod input;
mod inside;
mod mutate;
mod process;
mod readers;
mod shape;
mod world;

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use case::{Case, Program};

/// Faults after which it stops looking for more.
const ENOUGH: usize = 20;

fn variable(name: &str) -> Option<u64> {
    let text = std::env::var(format!("RENMAI_FUZZ_{name}")).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("RENMAI_FUZZ_{name} is a whole number, not {text:?}")))
}

/// Those that were asked for; none: all.
fn targets() -> Vec<String> {
    let names = std::env::var("RENMAI_FUZZ_TARGET").unwrap_or_default();
    let names: Vec<String> = names.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect();
    let known: Vec<&str> =
        std::iter::once("program").chain(readers::READERS.iter().map(|reader| reader.name)).collect();
    let unknown = names.iter().find(|name| !known.contains(&name.as_str()));
    assert_eq!(unknown, None, "RENMAI_FUZZ_TARGET is of {known:?}");
    names
}

/// The inputs under `corpus` are among those that each begins with.
#[test]
fn hostile_bytes_are_read_or_refused() {
    let (targets, seed) = (targets(), variable("SEED").unwrap_or(1));
    let wanted: Vec<String> = targets.iter().filter(|name| *name != "program").cloned().collect();
    if !targets.is_empty() && wanted.is_empty() || variable("CASE").is_some() {
        return;
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-readers-{seed}"));
    let time = Duration::from_secs(variable("SECONDS").unwrap_or(10));
    let outcomes = inside::fuzz(&wanted, seed, time, &folder);
    let faults: Vec<&String> = outcomes.iter().flat_map(|outcome| &outcome.faults).collect();
    assert!(faults.is_empty(), "{faults:#?}\nmended, they belong under tests/fuzz/corpus");
    for outcome in outcomes.iter().filter(|outcome| outcome.inputs > 200) {
        assert!(outcome.ways > 3, "{} inputs of {} ended in {} ways", outcome.inputs, outcome.name, outcome.ways);
    }
}

/// Else everything would be refused for one reason.
#[test]
fn what_the_readers_start_from_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let home = readers::Home::new(folder.path());
    for reader in readers::READERS {
        let beginnings = reader.beginnings(&home);
        let kinds = ["Read", "Data", "Config"];
        let ends: Vec<String> = beginnings.iter().map(|(_, input)| (reader.read)(&home, input)).collect();
        let read = ends.iter().filter(|end| !kinds.iter().any(|kind| end.starts_with(kind))).count();
        let told: Vec<_> = beginnings.iter().map(|(name, _)| name).zip(&ends).collect();
        assert!(read * 2 >= ends.len(), "{}: {read} of {} are read\n{told:#?}", reader.name, ends.len());
    }
}

#[test]
fn hostile_input_ends_in_time_and_in_order() {
    let targets = targets();
    if !targets.is_empty() && !targets.iter().any(|name| name == "program") {
        return;
    }
    let seed = variable("SEED").unwrap_or(1);
    let one = variable("CASE");
    let first = one.unwrap_or(0);
    let runs = one.map(|_| 1).or(variable("RUNS"));
    let until = Instant::now() + Duration::from_secs(variable("SECONDS").unwrap_or(10));
    let over = |index: u64| runs.map_or_else(|| Instant::now() > until, |runs| index >= first + runs);

    let home = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("fuzz-{seed}"));
    let program = Program::new();
    let next = AtomicU64::new(first);
    let found = Mutex::new((Vec::new(), BTreeMap::<String, u64>::new()));
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                while found.lock().unwrap().0.len() < ENOUGH {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    if over(index) {
                        break;
                    }
                    let case = Case::new(&program, seed, index);
                    let dir = home.join(index.to_string());
                    let (ended, fault) = case.run(&dir);
                    let mut found = found.lock().unwrap();
                    *found.1.entry(format!("{} {ended}", case.command())).or_default() += 1;
                    match fault {
                        Some(fault) => {
                            let fault = format!(
                                "RENMAI_FUZZ_SEED={seed} RENMAI_FUZZ_CASE={index}: {fault}\n  in {}: {case}\n",
                                dir.display()
                            );
                            eprintln!("{fault}");
                            found.0.push(fault);
                        }
                        None if one.is_none() => std::fs::remove_dir_all(&dir).unwrap(),
                        None => eprintln!("in {}: {case}", dir.display()),
                    }
                }
            });
        }
    });
    let (faults, outcomes) = found.into_inner().unwrap();
    let total: u64 = outcomes.values().sum();
    eprintln!("{total} cases of seed {seed}: {outcomes:#?}");
    assert!(faults.is_empty(), "{} faults:\n\n{}", faults.len(), faults.join("\n"));
    // Neither is everything refused at the door nor everything read.
    if total >= 200 {
        for code in ["0", "1", "2"] {
            let times: u64 = outcomes.iter().filter(|(k, _)| k.ends_with(&format!(" {code}"))).map(|(_, n)| n).sum();
            assert!(times * 20 > total, "only {times} of {total} cases ended with {code}");
        }
    }
}

/// Else everything would be refused for one reason.
#[test]
fn what_the_cases_start_from_is_valid() {
    let dir = tempfile::tempdir().unwrap();
    let mut dice = mutate::Dice(renmai::random::Random::stream(1, 1));
    for world in world::worlds() {
        let mut arguments = vec!["check".to_owned(), "--skip-bad-rows".to_owned()];
        for (name, table) in &world {
            let inside = dir.path().join(name);
            std::fs::write(&inside, dice.csv(table)).unwrap();
            arguments.extend([format!("--{name}"), inside.display().to_string()]);
        }
        let ended = process::run(dir.path(), dir.path(), &arguments);
        assert_eq!(ended.code, Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    }
}
