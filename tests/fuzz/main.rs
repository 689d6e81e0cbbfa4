//! Hostile inputs, made by chance out of valid ones. Whatever a table, a configuration, a rule or a command line holds, the
//! program ends in time with a known exit code, says why where it fails, and then leaves everything as it was.
//!
//! | variable | meaning |
//! |---|---|
//! | `RENMAI_FUZZ_SECONDS` | how long to go on (10; `.ci/run` gives two minutes) |
//! | `RENMAI_FUZZ_RUNS` | how many cases to run instead, however long that takes |
//! | `RENMAI_FUZZ_SEED` | which cases (1) |
//! | `RENMAI_FUZZ_PROGRAM` | another build to look at, such as a faster one |
//! | `RENMAI_FUZZ_CASE` | this one alone, and leave its files: to look at a case that failed |

mod case;
#[path = "../common/mod.rs"]
mod common;
mod mutate;
mod process;
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

#[test]
fn hostile_input_ends_in_time_and_in_order() {
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
