//! Seconds, sets, certified ratio and memory of the seed choice on the tables of a directory, as one line of JSON:
//! `cargo bench --bench seeds -- DIR [key=value …]`, with the keys k, model (ic, lt), rate, ratio, delta, budget, seed,
//! threads, simulations and lists=1, which also simulates the lists that other criteria would give, one line each.
//! Without a directory it does nothing, so that running all benches stays quick.

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use common::{cpu_seconds, source};
use renmai::analysis::layers;
use renmai::config::{CascadeModel, Config, SeedsOptions};
use renmai::graph::{Graph, classes};
use renmai::measures::degree::{degrees, strengths};
use renmai::parallel;
use renmai::progress::{Progress, peak_memory_bytes};
use renmai::random::Random;
use renmai::selection::seeds::{Field, Simulator, seeds};
use renmai::tables::{Sources, read};

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn graph(dir: &Path, progress: &Progress) -> renmai::Result<Graph> {
    let sources = Sources {
        memberships: source(dir, "memberships"),
        interactions: source(dir, "interactions"),
        ..Sources::default()
    };
    let config = Config::default();
    let tables = read(&sources, progress)?;
    layers(&tables, &config, tables.latest, progress)
}

fn options(words: &BTreeMap<String, String>) -> SeedsOptions {
    let number = |key: &str, default: f64| words.get(key).and_then(|w| w.parse().ok()).unwrap_or(default);
    let default = SeedsOptions::default();
    SeedsOptions {
        k: number("k", default.k as f64) as usize,
        model: if words.get("model").is_some_and(|m| m == "lt") { CascadeModel::Lt } else { CascadeModel::Ic },
        rate: number("rate", default.rate),
        ratio: number("ratio", default.ratio),
        delta: number("delta", default.delta),
        budget: number("budget", default.budget as f64) as u64,
        simulations: number("simulations", f64::from(default.simulations)) as u32,
        seed: number("seed", default.seed as f64) as u64,
        ..default
    }
}

/// The first `k` nodes by a score, of equal ones those with the smallest number.
fn top(score: &[f64], k: usize) -> Vec<u32> {
    let mut order: Vec<u32> = (0..score.len() as u32).collect();
    order.sort_by(|&u, &v| score[v as usize].total_cmp(&score[u as usize]));
    order.truncate(k);
    order
}

fn main() -> renmai::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|w| !w.starts_with("--")).collect();
    let Some(dir) = words.first().map(Path::new) else {
        eprintln!("usage: cargo bench --bench seeds -- DIR [key=value ...]");
        return Ok(());
    };
    let words: BTreeMap<String, String> =
        words[1..].iter().filter_map(|w| w.split_once('=')).map(|(k, v)| (k.to_owned(), v.to_owned())).collect();
    let options = options(&words);
    let threads = words.get("threads").and_then(|w| w.parse().ok()).unwrap_or(2);
    let progress = Progress::silent();
    parallel::with_threads(threads, || {
        let graph = graph(dir, &progress)?;
        let n = graph.nodes.len();
        let value = vec![1.0; n];
        let before = peak_memory_bytes();
        let (start, cpu) = (Instant::now(), cpu_seconds());
        let field = Field { candidates: &graph.nodes.listed, value: &value, quotas: &[] };
        let set = seeds(&graph, field, &options, &progress);
        let (seconds, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
        let last = set.picks.last();
        println!(
            "{{\"nodes\": {n}, \"memberships\": {}, \"ties\": {}, \"k\": {}, \
             \"seconds\": {seconds:.3}, \"cpu_seconds\": {cpu:.3}, \"choosing_sets\": {}, \"judging_sets\": {}, \
             \"steps\": {}, \
             \"steps_per_second\": {:.0}, \"stop\": \"{:?}\", \"ratio\": {:.4}, \
             \"upper\": {:.1}, \"reach\": {:.1}, \"low\": {:.1}, \"high\": {:.1}, \
             \"peak_bytes_before\": {before}, \"peak_bytes\": {}}}",
            graph.incidence.groups_of.items.len(),
            graph.ties.rows.items.len() / 2,
            set.picks.len(),
            set.choosing_sets,
            set.judging_sets,
            set.steps,
            set.steps as f64 / seconds,
            set.stop,
            set.ratio,
            set.upper,
            last.map_or(0.0, |pick| pick.reach),
            last.map_or(0.0, |pick| pick.low),
            last.map_or(0.0, |pick| pick.high),
            peak_memory_bytes(),
        );
        if !words.contains_key("lists") {
            return Ok(());
        }
        let mut lists = vec![("seeds", set.picks.iter().map(|pick| pick.node).collect::<Vec<u32>>())];
        let degree: Vec<f64> = degrees(&graph, &classes(&graph), &progress).into_iter().map(f64::from).collect();
        lists.push(("degree", top(&degree, options.k)));
        let strength = strengths(&graph);
        lists.push(("strength", top(&strength, options.k)));
        let mut random = Random::stream(1, 1);
        let draw: Vec<f64> = (0..n).map(|_| random.unit()).collect();
        lists.push(("random", top(&draw, options.k)));
        let start = Instant::now();
        let simulator = Simulator::new(&graph, &options);
        println!("{{\"simulator_seconds\": {:.3}}}", start.elapsed().as_secs_f64());
        for (name, list) in lists {
            let start = Instant::now();
            let s = simulator.spread(&list, &value, &progress);
            println!(
                "{{\"list\": \"{name}\", \"users\": {:.1}, \"low\": {:.1}, \"high\": {:.1}, \
                 \"simulations\": {}, \"steps\": {}, \"seconds\": {:.3}}}",
                s.users,
                s.users_low,
                s.users_high,
                s.simulations,
                s.steps,
                start.elapsed().as_secs_f64()
            );
        }
        Ok(())
    })
}
