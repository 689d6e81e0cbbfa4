//! A benchmark run: how long and how much memory each stage took, on which workload.

use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

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
use crate::{Error, ErrorKind, Result};

/// The generated workload.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
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
/// Keeping tables, graph and measures in a snapshot.
pub const KEEP: &str = "keep";
/// Opening that snapshot.
pub const OPEN: &str = "open";

/// What an earlier benchmark found, maybe of another version.
#[derive(Debug, Deserialize)]
pub struct EarlierBench {
    version: String,
    workload: Workload,
    threads: usize,
    stages: Vec<EarlierStage>,
    seconds: f64,
    peak_memory_bytes: u64,
}

#[derive(Debug, Deserialize)]
struct EarlierStage {
    stage: String,
    seconds: f64,
    peak_memory_bytes: u64,
}

impl EarlierBench {
    /// Reads what [`Bench::write_json`] wrote.
    ///
    /// # Errors
    /// [`Read`](ErrorKind::Read), and [`Data`](ErrorKind::Data) with line and column where it is no such file.
    pub fn read(path: &Path) -> Result<Self> {
        let name = path.display().to_string();
        let unread = |e| Error::new(ErrorKind::Read, words::BENCH_UNREAD.with("file", &name)).caused_by(e);
        let bytes = std::fs::read(path).map_err(unread)?;
        serde_json::from_slice(&bytes).map_err(|e| {
            let at = words::NO_BENCH.with("file", &name).with("line", e.line()).with("column", e.column());
            Error::new(ErrorKind::Data, at)
        })
    }

    /// Whether a run on this workload with the threads of the current pool can be told beside it.
    ///
    /// # Errors
    /// [`Config`](ErrorKind::Config) where the earlier run was of something else.
    pub fn admit(&self, workload: Workload) -> Result<()> {
        let told = |of: Workload, threads: usize| {
            let Workload { users, memberships_per_user, interactions_per_user, cross, seed } = of;
            format!(
                "--users {users} --memberships-per-user {memberships_per_user} --interactions-per-user \
                 {interactions_per_user} --cross {cross} --seed {seed} --threads {threads}"
            )
        };
        let threads = parallel::threads();
        if (self.workload, self.threads) == (workload, threads) {
            return Ok(());
        }
        let sentence = words::OTHER_BENCH.with("then", told(self.workload, self.threads));
        Err(Error::new(ErrorKind::Config, sentence.with("now", told(workload, threads))))
    }

    /// Seconds and memory of a stage; of the whole where it is `None`.
    fn figures(&self, stage: Option<&str>) -> Option<(f64, u64)> {
        let Some(stage) = stage else { return Some((self.seconds, self.peak_memory_bytes)) };
        self.stages.iter().find(|then| then.stage == stage).map(|then| (then.seconds, then.peak_memory_bytes))
    }
}

impl Bench {
    /// From a finished run, on the threads of the current pool; its stages come with [`Bench::add`].
    pub fn of(analysis: &Analysis, workload: Workload) -> Self {
        let Digest { counts, method, .. } = Digest::of(analysis);
        Self {
            program: PROGRAM,
            version: env!("CARGO_PKG_VERSION"),
            workload,
            threads: parallel::threads(),
            counts,
            method,
            seconds: 0.0,
            peak_memory_bytes: 0,
            stages: Vec::new(),
        }
    }

    /// Adds stages in their order.
    pub fn add(&mut self, stages: Vec<StageRecord>) {
        self.stages.extend(stages);
        self.seconds = self.stages.iter().filter(|s| s.stage != GENERATE).map(|s| s.seconds).sum();
        self.peak_memory_bytes = self.stages.iter().map(|s| s.peak_memory_bytes).max().unwrap_or(0);
    }

    /// As JSON with a final line break.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write).
    pub fn write_json(&self, name: &str, to: &mut dyn Write) -> Result<()> {
        super::json(self, to).map_err(|e| failed_file(name, e))
    }
}

/// A benchmark for a terminal: the workload, how betweenness was computed, a line per stage, beside those of an earlier one if there is one.
pub fn bench_text(bench: &Bench, earlier: Option<&EarlierBench>, lang: Lang) -> String {
    let mut out = String::new();
    let how = words::BENCH.with("seed", bench.workload.seed).with("threads", bench.threads);
    line(&mut out, &how.render(lang));
    line(&mut out, &size(&bench.counts, lang));
    for sentence in bench.method.sentences(lang) {
        line(&mut out, &wrapped(&sentence, WIDTH).join("\n"));
    }
    if let Some(earlier) = earlier {
        let versions = words::BENCH_AGAINST.with("then", &earlier.version).with("now", bench.version);
        line(&mut out, &wrapped(&versions.render(lang), WIDTH).join("\n"));
    }
    out.push('\n');
    let memory = |peak: u64| if peak == 0 { "–".to_owned() } else { bytes(peak) };
    let row = |name: &str, stage: Option<&str>, seconds: f64, peak: u64| {
        let mut row = vec![name.to_owned(), format!("{seconds:.3}"), memory(peak)];
        if let Some(earlier) = earlier {
            let (then, ratio, peak) = match earlier.figures(stage) {
                Some((then, peak)) if then > 0.0 => {
                    (format!("{then:.3}"), format!("{:.2}", seconds / then), memory(peak))
                }
                Some((then, peak)) => (format!("{then:.3}"), "–".to_owned(), memory(peak)),
                None => ["–"; 3].map(str::to_owned).into(),
            };
            row.extend([then, ratio, peak]);
        }
        row
    };
    let mut header = vec![&words::STAGE, &words::STAGE_SECONDS, &words::STAGE_MEMORY];
    if earlier.is_some() {
        header.extend([&words::STAGE_THEN, &words::STAGE_RATIO, &words::STAGE_MEMORY_THEN]);
    }
    let mut align = vec![Align::Right; header.len()];
    align[0] = Align::Left;
    let mut rows = vec![header.iter().map(|text| text.get(lang).to_owned()).collect()];
    rows.extend(
        bench.stages.iter().map(|s| row(cli::stage(s.stage, lang), Some(s.stage), s.seconds, s.peak_memory_bytes)),
    );
    rows.push(row(words::ALL_STAGES.get(lang), None, bench.seconds, bench.peak_memory_bytes));
    out.push_str(&columns(&rows, &align, 2));
    out
}
