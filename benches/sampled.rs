//! Paths per second and widths: `cargo bench --bench sampled -- GRAPH [SAMPLES] [THREADS]`.
use std::io::Write as _;
use std::path::Path;

use renmai::config::{BetweennessMethod, BetweennessOptions, Config};
use renmai::graph::{BuildOptions, build};
use renmai::measures::betweenness::betweenness;
use renmai::parallel;
use renmai::progress::{Progress, peak_memory_bytes};
use renmai::tables::{Content, Source, Sources, read};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> renmai::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|w| !w.starts_with("--")).collect();
    let Some(dir) = words.first().map(Path::new) else { return Ok(()) };
    let number = |i: usize, default: u64| words.get(i).and_then(|w| w.parse().ok()).unwrap_or(default);
    let source = |table: &str| {
        let path = dir.join(format!("{table}.csv"));
        let one =
            Source { name: path.display().to_string(), content: Content::File(path.clone()), constants: Vec::new() };
        if path.exists() { vec![one] } else { vec![] }
    };
    let only = words.get(4).map(String::as_str).unwrap_or("mi");
    let sources = Sources {
        memberships: if only.contains('m') { source("memberships") } else { vec![] },
        interactions: if only.contains('i') { source("interactions") } else { vec![] },
        ..Sources::default()
    };
    let config = Config::default();
    let progress = Progress::silent();
    parallel::with_threads(number(2, 2) as usize, || {
        let tables = read(&sources, &progress)?;
        let options = BuildOptions {
            graph: &config.graph,
            staff: &config.staff,
            opted_out: config.privacy.opted_out,
            as_of: tables.latest,
            contact_window_days: config.lifecycle.growing_window_days,
        };
        let graph = build(&tables, options, &progress)?;
        drop(tables);
        let before = peak_memory_bytes();
        let samples = number(1, 100_000);
        let eps = words.get(3).and_then(|w| w.parse::<f64>().ok()).filter(|e| *e > 0.0);
        let options = BetweennessOptions {
            method: BetweennessMethod::Sampled,
            samples: (samples > 0).then_some(samples),
            epsilon: eps,
            seed: number(5, 42),
            ..Default::default()
        };
        let start = std::time::Instant::now();
        let b = betweenness(&graph, &options, &progress).expect("sampling needs no budget of memory");
        let seconds = start.elapsed().as_secs_f64();
        let s = b.sampling.unwrap();
        eprintln!(
            "nodes {} sources {} {:.3}s {:?} ops/path {:.0} paths/s {:.0} ops/s {:.0}M peak {} -> {} MiB",
            graph.nodes.len(),
            b.sources,
            seconds,
            s,
            s.operations as f64 / s.samples as f64,
            s.samples as f64 / seconds,
            s.operations as f64 / seconds / 1e6,
            before >> 20,
            peak_memory_bytes() >> 20
        );
        let mut order: Vec<usize> = (0..b.users.len()).collect();
        order.sort_by(|&u, &v| b.users[v].total_cmp(&b.users[u]));
        let n = b.users.len() as f64;
        let pairs = n * (n - 1.0) / 2.0;
        for r in [1, 10, 30, 100, 1000, 10000] {
            if let Some(&v) = order.get(r - 1) {
                eprintln!(
                    "rank {r}: share {:.3e} [{:.3e}, {:.3e}] rel half {:.1}%",
                    b.users[v] / pairs,
                    b.low[v] / pairs,
                    b.high[v] / pairs,
                    50.0 * (b.high[v] - b.low[v]) / b.users[v]
                );
            }
        }
        if let Ok(path) = std::env::var("OUT") {
            let mut f = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
            for v in 0..b.users.len() {
                let u = graph.nodes.user[v];
                writeln!(f, "{} {} {} {}", u, b.users[v], b.low[v], b.high[v]).unwrap();
            }
        }
        Ok(())
    })
}
