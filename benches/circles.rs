//! Reads the tables of a directory, builds the layers, finds circles, and prints seconds, peak memory, modularity and,
//! where `truth.csv` tells the planted circles, the normalised mutual information with them, as one line of JSON:
//! `cargo bench --bench circles -- DIR [SEEDS] [THREADS] [RESOLUTION]`. Without a directory it does nothing, so that
//! running all benches stays quick.

mod common;

use std::collections::BTreeMap;
use std::path::Path;

use common::source;
use renmai::analysis::layers;
use renmai::config::{CirclesOptions, Config};
use renmai::graph::Graph;
use renmai::measures::circles::{circles, modularity};
use renmai::parallel;
use renmai::progress::{Progress, peak_memory_bytes};
use renmai::tables::{NONE, Sources, Tables, read};

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> renmai::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|w| !w.starts_with("--")).collect();
    let Some(dir) = words.first().map(Path::new) else {
        eprintln!("usage: cargo bench --bench circles -- DIR [SEEDS] [THREADS] [RESOLUTION]");
        return Ok(());
    };
    let word = |i: usize, default: f64| words.get(i).and_then(|w| w.parse().ok()).unwrap_or(default);
    let (seeds, threads, resolution) = (word(1, 1.0) as u64, word(2, 2.0) as usize, word(3, 1.0));
    let sources = Sources {
        memberships: source(dir, "memberships"),
        interactions: source(dir, "interactions"),
        users: source(dir, "users"),
        groups: source(dir, "groups"),
        ..Sources::default()
    };
    let config = Config::default();
    let progress = Progress::silent();
    parallel::with_threads(threads, || {
        let tables = read(&sources, &progress)?;
        let graph = layers(&tables, &config, tables.latest, &progress)?;
        let planted = planted(dir, &tables, &graph);
        for seed in 0..seeds.max(1) {
            let options = CirclesOptions { resolution, seed, ..CirclesOptions::default() };
            let start = std::time::Instant::now();
            let found = circles(&graph, &options, &progress);
            let seconds = start.elapsed().as_secs_f64();
            let told = |tell: &dyn Fn(&[u32]) -> f64| {
                planted.as_ref().map_or("null".to_owned(), |of| format!("{:.4}", tell(of)))
            };
            let nmi = told(&|of| shared_information(of, &found.of));
            let of_planted = told(&|of| modularity(&graph, of, resolution));
            println!(
                "{{\"seconds\": {seconds:.4}, \"modularity\": {:.6}, \"circles\": {}, \"nmi\": {nmi}, \"modularity_of_planted\": {of_planted}, \"iterations\": {}, \
                 \"seed\": {seed}, \"nodes\": {}, \"peak_bytes\": {}}}",
                found.modularity,
                found.sizes.len(),
                found.iterations,
                graph.nodes.len(),
                peak_memory_bytes(),
            );
        }
        Ok(())
    })
}

/// The planted circle of each node, from `truth.csv`; [`NONE`] where there is none.
fn planted(dir: &Path, tables: &Tables, graph: &Graph) -> Option<Vec<u32>> {
    let text = std::fs::read_to_string(dir.join("truth.csv")).ok()?;
    let circle_of: BTreeMap<&str, &str> = text.lines().skip(1).filter_map(|line| line.split_once(',')).collect();
    let mut numbers: BTreeMap<&str, u32> = BTreeMap::new();
    let of = graph.nodes.user.iter().map(|&user| {
        let Some(&circle) = circle_of.get(tables.users.name(user)).filter(|circle| !circle.is_empty()) else {
            return NONE;
        };
        let next = numbers.len() as u32;
        *numbers.entry(circle).or_insert(next)
    });
    Some(of.collect())
}

/// Normalised mutual information (arithmetic mean of the entropies) over the nodes that are in a circle on both sides.
fn shared_information(a: &[u32], b: &[u32]) -> f64 {
    let pairs: Vec<(u32, u32)> =
        a.iter().copied().zip(b.iter().copied()).filter(|&(a, b)| a != NONE && b != NONE).collect();
    let n = pairs.len() as f64;
    let (mut joint, mut of_a, mut of_b) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for &(a, b) in &pairs {
        *joint.entry((a, b)).or_insert(0.0) += 1.0 / n;
        *of_a.entry(a).or_insert(0.0) += 1.0 / n;
        *of_b.entry(b).or_insert(0.0) += 1.0 / n;
    }
    let entropy = |of: &BTreeMap<u32, f64>| -of.values().map(|p: &f64| p * p.ln()).sum::<f64>();
    let shared: f64 = joint.iter().map(|(&(a, b), p): (_, &f64)| p * (p / (of_a[&a] * of_b[&b])).ln()).sum();
    2.0 * shared / (entropy(&of_a) + entropy(&of_b))
}
