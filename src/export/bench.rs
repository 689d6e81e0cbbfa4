//! A benchmark run: how long and how much memory each stage took, on which workload.

use std::io::Write;

use serde::Serialize;

use super::columns::{Align, columns, wrapped};
use super::manifest::PROGRAM;
use super::outdir::failed_file;
use super::terminal::{WIDTH, line, size};
use crate::analysis::Analysis;
use crate::parallel;
use crate::progress::StageRecord;
use crate::report::digest::Counts;
use crate::report::figures::bytes;
use crate::report::{Digest, Method};
use crate::text::{Lang, cli, summary as words};

/// The generated workload.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Workload {
    /// Users.
    pub users: usize,
    /// Mean memberships per user.
    pub memberships_per_user: f64,
    /// Mean interactions per user.
    pub interactions_per_user: f64,
    /// Share of interactions that go to anyone.
    pub cross: f64,
    /// Seed of the data.
    pub seed: u64,
}

/// What a benchmark found; serialises as the contents of `--json`.
#[derive(Debug, Serialize)]
pub struct Bench {
    program: &'static str,
    version: &'static str,
    workload: Workload,
    threads: usize,
    counts: Counts,
    method: Method,
    stages: Vec<StageRecord>,
    /// Of all stages but generating.
    seconds: f64,
    /// Of the whole run.
    peak_memory_bytes: u64,
}

/// Generating the workload, among the stages.
pub const GENERATE: &str = "generate";

impl Bench {
    /// From a finished run and its stages, on the threads of the current pool.
    pub fn of(analysis: &Analysis, workload: Workload, stages: Vec<StageRecord>) -> Self {
        let Digest { counts, method, .. } = Digest::of(analysis);
        Self {
            program: PROGRAM,
            version: env!("CARGO_PKG_VERSION"),
            workload,
            threads: parallel::threads(),
            counts,
            method,
            seconds: stages.iter().filter(|s| s.stage != GENERATE).map(|s| s.seconds).sum(),
            peak_memory_bytes: stages.iter().map(|s| s.peak_memory_bytes).max().unwrap_or(0),
            stages,
        }
    }

    /// As JSON with a final line break.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write).
    pub fn write_json(&self, name: &str, to: &mut dyn Write) -> crate::Result<()> {
        super::json(self, to).map_err(|e| failed_file(name, e))
    }
}

/// A benchmark for a terminal: the workload, how betweenness was computed, a line per stage.
pub fn bench_text(bench: &Bench, lang: Lang) -> String {
    let mut out = String::new();
    let how = words::BENCH.with("seed", bench.workload.seed).with("threads", bench.threads);
    line(&mut out, &how.render(lang));
    line(&mut out, &size(&bench.counts, lang));
    for sentence in bench.method.sentences(lang) {
        line(&mut out, &wrapped(&sentence, WIDTH).join("\n"));
    }
    out.push('\n');
    let header = [&words::STAGE, &words::STAGE_SECONDS, &words::STAGE_MEMORY].map(|t| t.get(lang).to_owned());
    let row = |name: &str, seconds: f64, peak: u64| {
        let memory = if peak == 0 { "–".to_owned() } else { bytes(peak) };
        vec![name.to_owned(), format!("{seconds:.3}"), memory]
    };
    let mut rows = vec![header.to_vec()];
    rows.extend(bench.stages.iter().map(|s| row(cli::stage(s.stage, lang), s.seconds, s.peak_memory_bytes)));
    rows.push(row(words::ALL_STAGES.get(lang), bench.seconds, bench.peak_memory_bytes));
    out.push_str(&columns(&rows, &[Align::Left, Align::Right, Align::Right], 2));
    out
}
