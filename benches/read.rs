//! Reads the five tables of a directory, builds the layers, and prints seconds and peak memory as one line of JSON:
//! `cargo bench --bench read -- DIR [THREADS]`. Without a directory it does nothing, so that running all benches stays quick.

use std::path::Path;

use renmai::analysis::layers;
use renmai::config::Config;
use renmai::parallel;
use renmai::progress::{Progress, peak_memory_bytes};
use renmai::tables::{Content, Source, Sources, read};

/// The program's allocator.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn source(dir: &Path, table: &str) -> Vec<Source> {
    let path = dir.join(format!("{table}.csv"));
    vec![Source { name: path.display().to_string(), content: Content::File(path), constants: Vec::new(), sheet: None }]
}

fn main() -> renmai::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|w| !w.starts_with("--")).collect();
    let Some(dir) = words.first().map(Path::new) else {
        eprintln!("usage: cargo bench --bench read -- DIR [THREADS]");
        return Ok(());
    };
    let threads = words.get(1).and_then(|t| t.parse().ok()).unwrap_or(2);
    let sources = Sources {
        memberships: source(dir, "memberships"),
        interactions: source(dir, "interactions"),
        users: source(dir, "users"),
        groups: source(dir, "groups"),
        purchases: source(dir, "purchases"),
        ..Sources::default()
    };
    let config = Config::default();
    let progress = Progress::silent();
    parallel::with_threads(threads, || {
        let start = std::time::Instant::now();
        let tables = read(&sources, &progress)?;
        let read_seconds = start.elapsed().as_secs_f64();
        let graph = layers(&tables, &config, tables.latest, &progress)?;
        let seconds = start.elapsed().as_secs_f64();
        println!(
            "{{\"seconds\": {seconds:.3}, \"read\": {read_seconds:.3}, \"build\": {:.3}, \"peak_bytes\": {}, \"nodes\": {}}}",
            seconds - read_seconds,
            peak_memory_bytes(),
            graph.nodes.len(),
        );
        Ok(())
    })
}
