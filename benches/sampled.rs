//! Pairs per second and what was reached, on the tables of a directory, a line of JSON a run:
//! `cargo bench --bench sampled -- DIR [SAMPLES] [THREADS] [LAYERS] [INTERVALS] [SEEDS]`, with LAYERS m (memberships), i (interactions)
//! or mi (both), INTERVALS each or all. SAMPLES 0 leaves the default budget. With SEEDS 1 or more the exact values are computed
//! first, and errors, the order and how many limits hold are told of so many runs. Without a directory it does nothing, so that running
//! all benches stays quick.

mod common;

use std::path::Path;

use common::{cpu_seconds, source};
use renmai::config::{BetweennessMethod, BetweennessOptions, Config, Intervals};
use renmai::graph::Graph;
use renmai::measures::betweenness::{Betweenness, betweenness, rank_ranges};
use renmai::parallel;
use renmai::progress::{Progress, peak_memory_bytes};
use renmai::tables::{Sources, read};

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Ranks that are looked at.
const RANKS: [usize; 4] = [1, 10, 100, 1000];

fn graph(dir: &Path, layers: &str, progress: &Progress) -> renmai::Result<Graph> {
    let wanted = |table: &str, layer: char| if layers.contains(layer) { source(dir, table) } else { Vec::new() };
    let sources = Sources {
        memberships: wanted("memberships", 'm'),
        interactions: wanted("interactions", 'i'),
        ..Sources::default()
    };
    let config = Config::default();
    let tables = read(&sources, progress)?;
    renmai::analysis::layers(&tables, &config, tables.latest, progress)
}

/// Users by value, the largest first.
fn order(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|&u, &v| values[v].total_cmp(&values[u]).then(u.cmp(&v)));
    order
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(0.0)
}

/// `of` at each rank that there is, as JSON.
fn at_ranks(users: usize, of: impl Fn(usize) -> f64) -> String {
    let ranks = RANKS.into_iter().filter(|&rank| rank <= users);
    ranks.map(|rank| format!("\"{rank}\": {:.4}", of(rank))).collect::<Vec<_>>().join(", ")
}

/// Half-width of the limits as a part of the value: the median of the fifth around each rank.
fn widths(b: &Betweenness) -> String {
    let order = order(&b.users);
    let width = |&v: &usize| (b.high[v] - b.low[v]) / 2.0 / b.users[v];
    at_ranks(order.len(), |rank| {
        let around = rank - 1 - rank / 10..(rank + rank / 10).min(order.len());
        median(order[around].iter().map(width).collect())
    })
}

/// Errors of the first users by exact value, how their order comes out, and how many limits and ranges of ranks hold.
fn against(exact: &Betweenness, b: &Betweenness) -> String {
    let (truth, found) = (order(&exact.users), order(&b.users));
    let n = truth.len();
    let error = |&v: &usize| (b.users[v] - exact.users[v]).abs() / exact.users[v];
    let holds = |v: usize| b.low[v] <= exact.users[v] * (1.0 + 1e-9) && exact.users[v] <= b.high[v] * (1.0 + 1e-9);
    let mut place = vec![0u32; n];
    truth.iter().zip(1..).for_each(|(&v, rank)| place[v] = rank);
    let ranges = rank_ranges(b, &vec![true; n]);
    let in_range = |v: usize| (ranges[v].0..=ranges[v].1).contains(&place[v]);
    let share =
        |top: usize, of: &dyn Fn(usize) -> bool| truth[..top].iter().filter(|&&v| of(v)).count() as f64 / top as f64;
    // Spearman's coefficient of the exact order of the first users with the order in which they come out.
    let spearman = |top: usize| {
        let among = order(&truth[..top].iter().map(|&v| b.users[v]).collect::<Vec<_>>());
        let squares: f64 = among.iter().enumerate().map(|(i, &j)| (i as f64 - j as f64).powi(2)).sum();
        let top = top as f64;
        1.0 - 6.0 * squares / (top * (top * top - 1.0)).max(1.0)
    };
    let overlap = |top: usize| {
        let first = &truth[..top];
        found[..top].iter().filter(|v| first.contains(v)).count() as f64 / top as f64
    };
    format!(
        "\"median_error\": {{{}}}, \"spearman\": {{{}}}, \"overlap\": {{{}}}, \"hold\": {{{}}}, \"rank_in_range\": {{{}}}",
        at_ranks(n, |top| median(truth[..top].iter().map(error).collect())),
        at_ranks(n, spearman),
        at_ranks(n, overlap),
        at_ranks(n, |top| share(top, &holds)),
        at_ranks(n, |top| share(top, &in_range)),
    )
}

fn main() -> renmai::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|w| !w.starts_with("--")).collect();
    let Some(dir) = words.first().map(Path::new) else {
        eprintln!("usage: cargo bench --bench sampled -- DIR [SAMPLES] [THREADS] [LAYERS] [INTERVALS] [SEEDS]");
        return Ok(());
    };
    let number = |i: usize, default: u64| words.get(i).and_then(|w| w.parse().ok()).unwrap_or(default);
    let samples = number(1, 500_000);
    let all = words.get(4).is_some_and(|word| word == "all");
    let seeds = number(5, 0);
    let progress = Progress::silent();
    parallel::with_threads(number(2, 2) as usize, || {
        let graph = graph(dir, words.get(3).map_or("mi", String::as_str), &progress)?;
        let exact =
            BetweennessOptions { method: BetweennessMethod::Exact, memory_budget_mib: 1 << 16, ..Default::default() };
        let exact = if seeds > 0 { Some(betweenness(&graph, &exact, &progress)?) } else { None };
        for seed in 1..=seeds.max(1) {
            let options = BetweennessOptions {
                method: BetweennessMethod::Sampled,
                intervals: if all { Intervals::All } else { Intervals::Each },
                samples: (samples > 0).then_some(samples),
                seed,
                ..Default::default()
            };
            let (start, cpu) = (std::time::Instant::now(), cpu_seconds());
            let b = betweenness(&graph, &options, &progress)?;
            let (seconds, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
            let Some(sampling) = b.sampling else { return Ok(()) };
            println!(
                "{{\"nodes\": {}, \"pairs\": {}, \"paths_per_pair\": {}, \"stop\": \"{:?}\", \"seconds\": {seconds:.3}, \
                 \"cpu_seconds\": {cpu:.3}, \"pairs_per_second\": {:.0}, \"steps\": {}, \"steps_per_second\": {:.0}, \
                 \"peak_bytes\": {}, \"widest\": {:.3e}, \"half_width_of_value\": {{{}}}{}}}",
                graph.nodes.len(),
                sampling.samples,
                sampling.paths_per_pair,
                sampling.stop,
                sampling.samples as f64 / seconds,
                sampling.operations,
                sampling.operations as f64 / seconds,
                peak_memory_bytes(),
                sampling.widest,
                widths(&b),
                exact.as_ref().map(|exact| format!(", {}", against(exact, &b))).unwrap_or_default(),
            );
        }
        Ok(())
    })
}
