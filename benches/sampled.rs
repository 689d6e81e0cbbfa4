//! Paths per second and the widths reached, on the tables of a directory, as one line of JSON:
//! `cargo bench --bench sampled -- DIR [SAMPLES] [THREADS] [LAYERS]`, with LAYERS m (memberships), i (interactions) or mi (both).
//! SAMPLES 0 leaves the default budget. Without a directory it does nothing, so that running all benches stays quick.

mod common;

use std::path::Path;

use common::{cpu_seconds, source};
use renmai::config::{BetweennessMethod, BetweennessOptions, Config};
use renmai::graph::Graph;
use renmai::measures::betweenness::{Betweenness, betweenness};
use renmai::parallel;
use renmai::progress::{Progress, peak_memory_bytes};
use renmai::tables::{Sources, read};

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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

/// Half-width of the interval at some ranks, as a part of the value.
fn widths(b: &Betweenness) -> Vec<(usize, f64)> {
    let mut order: Vec<usize> = (0..b.users.len()).collect();
    order.sort_by(|&u, &v| b.users[v].total_cmp(&b.users[u]));
    let width = |v: usize| (b.high[v] - b.low[v]) / 2.0 / b.users[v];
    [1, 10, 100, 1000].into_iter().filter_map(|rank| Some((rank, width(*order.get(rank - 1)?)))).collect()
}

fn main() -> renmai::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|w| !w.starts_with("--")).collect();
    let Some(dir) = words.first().map(Path::new) else {
        eprintln!("usage: cargo bench --bench sampled -- DIR [SAMPLES] [THREADS] [LAYERS]");
        return Ok(());
    };
    let number = |i: usize, default: u64| words.get(i).and_then(|w| w.parse().ok()).unwrap_or(default);
    let samples = number(1, 500_000);
    let progress = Progress::silent();
    parallel::with_threads(number(2, 2) as usize, || {
        let graph = graph(dir, words.get(3).map_or("mi", String::as_str), &progress)?;
        let options = BetweennessOptions {
            method: BetweennessMethod::Sampled,
            samples: (samples > 0).then_some(samples),
            ..Default::default()
        };
        let (start, cpu) = (std::time::Instant::now(), cpu_seconds());
        let b = betweenness(&graph, &options, &progress)?;
        let (seconds, cpu) = (start.elapsed().as_secs_f64(), cpu_seconds() - cpu);
        let Some(sampling) = b.sampling else { return Ok(()) };
        println!(
            "{{\"nodes\": {}, \"paths\": {}, \"stop\": \"{:?}\", \"seconds\": {seconds:.3}, \"cpu_seconds\": {cpu:.3}, \
             \"paths_per_second\": {:.0}, \"steps\": {}, \"steps_per_second\": {:.0}, \"peak_bytes\": {}, \"widest\": {:.3e}, \
             \"half_width_of_value\": {{{}}}}}",
            graph.nodes.len(),
            sampling.samples,
            sampling.stop,
            sampling.samples as f64 / seconds,
            sampling.operations,
            sampling.operations as f64 / seconds,
            peak_memory_bytes(),
            sampling.widest,
            widths(&b).iter().map(|(rank, width)| format!("\"{rank}\": {width:.3}")).collect::<Vec<_>>().join(", "),
        );
        Ok(())
    })
}
