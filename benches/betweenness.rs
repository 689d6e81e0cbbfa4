//! Betweenness on three kinds of graph, users only and with groups, exact and sampled, on 1 and 2 threads; medians, entries
//! (sampled: paths) a second and how well 2 threads pay: `cargo bench --bench betweenness -- [USERS] [ROUNDS]`.
//!
//! A third number, EVERY, is for graphs that take too long as a whole: only every so many of the pieces of an exact run on users with
//! interactions, spread evenly, on one thread; what the whole would take, and what was predicted of it.
//!
//! Entries are those that one search from every class touches, as [`cost`] counts them for exact runs: they are the same
//! for every version of the kernel as long as the count is, so that a slower kernel shows. The variants take turns.

#[path = "../tests/common/generated.rs"]
mod generated;

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use renmai::analysis::layers;
use renmai::config::{BetweennessMethod, BetweennessOptions, Config};
use renmai::generate::GenerateOptions;
use renmai::graph::Graph;
use renmai::measures::betweenness::parts::{Part, Run, Shelf, Stock};
use renmai::measures::betweenness::{betweenness, cost, fill};
use renmai::parallel;
use renmai::progress::Progress;
use renmai::tables::{Source, Sources, Tables, read};

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const THREADS: [usize; 2] = [1, 2];
/// Small enough that running all benches stays quick.
const USERS: usize = 3_000;
const ROUNDS: usize = 3;
/// Paths of a sampled run, per user.
const PATHS: u64 = 10;

fn main() -> renmai::Result<()> {
    let mut words = std::env::args().skip(1).filter(|w| !w.starts_with("--")).map(|w| w.parse());
    let mut number = |default| words.next().unwrap_or(Ok(default));
    let (Ok(users), Ok(rounds), Ok(every)) = (number(USERS), number(ROUNDS), number(0)) else {
        eprintln!("usage: cargo bench --bench betweenness -- [USERS] [ROUNDS] [EVERY]");
        return Ok(());
    };
    if every > 0 {
        return some(&graph(&workload(users, 5.0)?)?, rounds, every);
    }
    println!("| graph | what | threads | median s | entries or paths a second | 1 → 2 threads |");
    println!("|---|---|---:|---:|---:|---:|");
    let graphs = [
        ("memberships", graph(&workload(users, 0.0)?)?),
        ("and interactions", graph(&workload(users, 5.0)?)?),
        ("plain", graph(&Tables::from_csv(&[("interactions", &grown(users, 8))])?)?),
    ];
    for (name, graph) in &graphs {
        measure(name, graph, users, rounds.max(1));
    }
    Ok(())
}

/// Runs every variant in turn and prints a row for each.
fn measure(name: &str, graph: &Graph, users: usize, rounds: usize) {
    let exact = |groups| BetweennessOptions { method: BetweennessMethod::Exact, groups, ..Default::default() };
    let samples = Some(PATHS * users as u64);
    let sampled = BetweennessOptions { method: BetweennessMethod::Sampled, samples, ..exact(false) };
    let whats = [("users", exact(false)), ("users and groups", exact(true)), ("sampled", sampled)];
    let variants: Vec<_> = whats.iter().flat_map(|what| THREADS.map(|threads| (what, threads))).collect();
    let mut seconds = vec![Vec::new(); variants.len()];
    let mut work = vec![0; variants.len()];
    for _ in 0..rounds {
        for (i, ((_, options), threads)) in variants.iter().enumerate() {
            parallel::with_threads(*threads, || {
                let start = Instant::now();
                let result = betweenness(graph, options, &Progress::silent());
                seconds[i].push(start.elapsed().as_secs_f64());
                work[i] = result
                    .expect("the bench asks for what fits")
                    .sampling
                    .map_or_else(|| cost(graph, options, *threads).operations, |s| s.samples);
            });
        }
    }
    let medians: Vec<f64> = seconds.into_iter().map(median).collect();
    for (i, ((what, _), threads)) in variants.iter().enumerate() {
        let scaling = if *threads == 1 { String::new() } else { format!("{:.2}", medians[i - 1] / medians[i]) };
        let rate = work[i] as f64 / medians[i];
        println!("| {name} | {what} | {threads} | {:.4} | {rate:.2e} | {scaling} |", medians[i]);
    }
}

/// A shelf that keeps nothing but the time, and has all pieces but every so many.
#[derive(Debug)]
struct Clock {
    every: usize,
    /// When it was opened, and each piece done.
    at: Mutex<Vec<Instant>>,
    pieces: AtomicUsize,
}

impl Clock {
    fn tick(&self) -> renmai::Result<()> {
        self.at.lock().expect("nobody panics with it").push(Instant::now());
        Ok(())
    }
}

impl Shelf for Clock {
    fn open(&self, run: &Run) -> renmai::Result<Stock> {
        self.pieces.store(run.pieces, Ordering::Relaxed);
        self.tick()?;
        let there = (0..run.pieces).map(|piece| piece % self.every != self.every / 2).collect();
        Ok(Stock { parts: run.pieces, wanted: 0..run.pieces, there })
    }

    fn keep(&self, _: &Part) -> renmai::Result<()> {
        self.tick()
    }

    fn load(&self, _: usize) -> renmai::Result<Part> {
        unreachable!("a shelf that is only filled")
    }
}

/// Some pieces of an exact run: the median time of one, times all of them.
fn some(graph: &Graph, rounds: usize, every: usize) -> renmai::Result<()> {
    let options = BetweennessOptions {
        method: BetweennessMethod::Exact,
        memory_budget_mib: 1 << 20,
        ..BetweennessOptions::default()
    };
    parallel::with_threads(1, || {
        let cost = cost(graph, &options, 1);
        println!("{cost:?}");
        println!("| pieces | of | median s of one | entries a second | s of all | predicted |");
        println!("|---:|---:|---:|---:|---:|---:|");
        for _ in 0..rounds {
            let clock = Clock { every, at: Mutex::default(), pieces: AtomicUsize::new(0) };
            fill(graph, &options, &clock, renmai::memory::Room::ANY, &Progress::silent())?;
            let (at, pieces) = (clock.at.into_inner().expect("nobody panics with it"), clock.pieces.into_inner());
            let one = median(at.windows(2).map(|at| (at[1] - at[0]).as_secs_f64()).collect());
            let all = one * pieces as f64;
            let (done, rate) = (at.len() - 1, cost.operations as f64 / all);
            println!("| {done} | {pieces} | {one:.3} | {rate:.2e} | {all:.0} | {:.0} |", cost.seconds);
        }
        Ok(())
    })
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    let middle = seconds.len() / 2;
    if seconds.len() % 2 == 1 { seconds[middle] } else { (seconds[middle - 1] + seconds[middle]) / 2.0 }
}

fn graph(tables: &Tables) -> renmai::Result<Graph> {
    let config = Config::default();
    layers(tables, &config, tables.latest, &Progress::silent())
}

/// Memberships and interactions as `generate` makes them.
fn workload(users: usize, interactions_per_user: f64) -> renmai::Result<Tables> {
    let mut files = generated::files(&GenerateOptions { users, interactions_per_user, ..Default::default() });
    let mut source = |name: &'static str| vec![Source::bytes(name, files.remove(name).unwrap_or_default())];
    let mut sources = Sources { memberships: source("memberships.csv"), ..Sources::default() };
    if interactions_per_user > 0.0 {
        sources.interactions = source("interactions.csv");
    }
    read(&sources, &Progress::silent())
}

/// Preferential attachment with triads (Holme and Kim 2002), `ties` a node, every fourth node a leaf; as CSV.
fn grown(nodes: usize, ties: usize) -> String {
    let mut state = 7u64;
    let mut draw = move |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); nodes];
    let mut ends = vec![0];
    let mut text = "from_id,to_id\n".to_owned();
    for v in 1..nodes {
        let mut last = None;
        for _ in 0..if v % 4 == 3 { 1 } else { ties.min(v) } {
            let u = match last {
                Some(u) if draw(2) == 0 => {
                    let of: &Vec<usize> = &neighbours[u];
                    of[draw(of.len())]
                }
                _ => ends[draw(ends.len())],
            };
            if u != v && !neighbours[v].contains(&u) {
                neighbours[v].push(u);
                neighbours[u].push(v);
                text += &format!("n{v},n{u}\n");
                ends.push(u);
                last = Some(u);
            }
        }
        if v % 4 != 3 {
            ends.extend(vec![v; neighbours[v].len()]);
        }
    }
    text
}
