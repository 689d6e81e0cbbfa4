//! Readers called by themselves, thousands of inputs a second: each is given what it begins with, then what chance makes of it.

use std::collections::HashSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use renmai::parallel::with_threads;
use renmai::progress::peak_memory_bytes;
use renmai::random::Random;

use crate::input::Input;
use crate::mutate::Dice;
use crate::readers::{Home, READERS, Reader};

/// Inputs that are kept to be changed further.
const MOST_KEPT: usize = 2_000;
/// Bytes of one of them.
const LARGEST: usize = 48 << 10;
/// How long one reader is at it before the next.
const TURN: Duration = Duration::from_secs(2);
/// Seconds of computing that no input may need.
const COMPUTING: u64 = 20;
/// Faults of one reader after which it stops.
const ENOUGH: usize = 8;
/// Bytes that all of it may take: no input asks for more than the 32 MiB that it is allowed, a few times over.
const MEMORY: u64 = 1 << 30;

/// What became of one reader.
pub struct Outcome {
    pub name: &'static str,
    pub inputs: u64,
    /// Different ways in which they ended.
    pub ways: usize,
    pub seconds: f64,
    pub faults: Vec<String>,
}

struct Fuzzed<'h> {
    reader: &'static Reader,
    home: &'h Home,
    folder: PathBuf,
    dice: Dice,
    kept: Vec<Input>,
    seen: HashSet<String>,
    outcome: Outcome,
}

impl Fuzzed<'_> {
    /// Reads one input; what is new is kept.
    fn read(&mut self, input: Input) {
        let Self { reader, home, outcome, .. } = self;
        outcome.inputs += 1;
        let ended = catch_unwind(AssertUnwindSafe(|| (reader.read)(home, &input)));
        match ended {
            Ok(way) => {
                if self.seen.insert(way) && input.bytes() <= LARGEST {
                    if self.kept.len() < MOST_KEPT {
                        self.kept.push(input);
                    } else {
                        let place = self.dice.below(self.kept.len());
                        self.kept[place] = input;
                    }
                }
            }
            Err(panic) => {
                let words = panic.downcast_ref::<String>().cloned();
                let words = words.or_else(|| panic.downcast_ref::<&str>().map(|&s| s.to_owned())).unwrap_or_default();
                let alike: String = words.chars().filter(|c| !c.is_ascii_digit()).take(60).collect();
                if self.seen.insert(format!("panic {alike}")) {
                    let folder = self.folder.join(format!("{}-{}", reader.name, outcome.faults.len() + 1));
                    input.save(&folder);
                    let fault = format!("{}: {words}\n  in {}", reader.name, folder.display());
                    eprintln!("{fault}");
                    outcome.faults.push(fault);
                }
            }
        }
        self.outcome.ways = self.seen.len();
    }

    /// Goes on until `until`.
    fn turn(&mut self, until: Instant, watch: &Watch) {
        let began = Instant::now();
        while Instant::now() < until && self.outcome.faults.len() < ENOUGH {
            let mut input = self.dice.pick(&self.kept).clone();
            let other = self.dice.pick(&self.kept).clone();
            self.reader.shape.change(&mut self.dice, &mut input, &other, self.reader.words);
            watch.begin(&input);
            self.read(input);
        }
        self.outcome.seconds += began.elapsed().as_secs_f64();
    }
}

/// Ends the test where an input takes for ever, and leaves it behind.
struct Watch {
    folder: PathBuf,
    number: AtomicU64,
    over: AtomicBool,
}

impl Watch {
    /// It is written down first: neither what hangs nor what overflows the stack can be caught.
    fn begin(&self, input: &Input) {
        input.save(&self.folder.join("last"));
        self.number.fetch_add(1, Ordering::Relaxed);
    }

    fn look(&self) {
        let (mut number, mut since) = (0, computed());
        while !self.over.load(Ordering::Relaxed) {
            std::thread::sleep(Duration::from_millis(200));
            let (now, done) = (self.number.load(Ordering::Relaxed), computed());
            if now != number {
                (number, since) = (now, done);
            } else if now > 0 && done.saturating_sub(since) > COMPUTING * 100 {
                eprintln!("it goes on and on: {}", self.folder.join("last").display());
                std::process::exit(101);
            }
        }
    }
}

/// Says that it is over, be it by a panic.
struct Over<'a>(&'a AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::Relaxed);
    }
}

/// Hundredths of seconds that this process computed so far, where the system tells.
fn computed() -> u64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let fields: Vec<&str> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    fields.get(11..13).into_iter().flatten().filter_map(|field| field.parse::<u64>().ok()).sum()
}

/// Reads the beginnings of each, then goes from one to the next until the time is over.
pub fn fuzz(wanted: &[String], seed: u64, time: Duration, folder: &Path) -> Vec<Outcome> {
    let found = folder.join("found");
    let home = Home::new(&folder.join("files"));
    let watch = Watch { folder: folder.to_owned(), number: 0.into(), over: false.into() };
    let is_wanted = |name: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == name);
    let readers = READERS.iter().filter(|reader| is_wanted(reader.name));
    let mut all: Vec<Fuzzed> = readers
        .zip(1..)
        .map(|(reader, number)| Fuzzed {
            reader,
            home: &home,
            folder: found.clone(),
            dice: Dice(Random::batch(seed, 1, number)),
            kept: Vec::new(),
            seen: HashSet::new(),
            outcome: Outcome { name: reader.name, inputs: 0, ways: 0, seconds: 0.0, faults: Vec::new() },
        })
        .collect();
    std::thread::scope(|scope| {
        scope.spawn(|| watch.look());
        let _over = Over(&watch.over);
        // As many threads as there are inputs at a time: what is wrong then is wrong for one reader alone.
        with_threads(1, || {
            for one in &mut all {
                for (_, input) in one.reader.beginnings(&home) {
                    one.read(input.clone());
                    // All of them, new or not.
                    if !one.kept.contains(&input) {
                        one.kept.push(input);
                    }
                }
            }
            let until = Instant::now() + time;
            let turn = TURN.min(time / u32::try_from(all.len()).unwrap_or(1).max(1));
            let mut told = Instant::now();
            while Instant::now() < until {
                for one in &mut all {
                    one.turn(until.min(Instant::now() + turn), &watch);
                }
                if told.elapsed() > Duration::from_secs(300) {
                    told = Instant::now();
                    all.iter().for_each(|one| tell(&one.outcome));
                }
                if all.iter().all(|one| one.outcome.faults.len() >= ENOUGH) {
                    break;
                }
            }
        });
    });
    let outcomes: Vec<Outcome> = all.into_iter().map(|one| one.outcome).collect();
    outcomes.iter().for_each(tell);
    let peak = peak_memory_bytes();
    assert!(peak < MEMORY, "it has taken {} MiB", peak >> 20);
    outcomes
}

fn tell(outcome: &Outcome) {
    let Outcome { name, inputs, ways, seconds, faults } = outcome;
    eprintln!("{name}: {inputs} inputs in {seconds:.0} s, {ways} ways to end, {} faults", faults.len());
}
