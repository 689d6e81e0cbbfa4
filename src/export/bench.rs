//! A benchmark run: how long and how much memory each stage took, on which workload.

use std::io::Write;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::columns::{Align, columns, wrapped};
use super::manifest::PROGRAM;
use super::outdir::failed_file;
use super::terminal::{WIDTH, line, size};
use crate::analysis::Analysis;
use crate::config::Config;
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
    /// Options of the analysis that are not the default, as a `renmai.toml`.
    options: String,
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
    #[serde(default)]
    options: String,
    stages: Vec<EarlierStage>,
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

    /// Whether a run on this workload with these options and the threads of the current pool can be told beside it.
    ///
    /// # Errors
    /// [`Config`](ErrorKind::Config) where the earlier run was of something else.
    pub fn admit(&self, workload: Workload, config: &Config) -> Result<()> {
        let told = |of: Workload, threads: usize, options: &str| {
            let Workload { users, memberships_per_user, interactions_per_user, cross, seed } = of;
            format!(
                "--users {users} --memberships-per-user {memberships_per_user} --interactions-per-user \
                 {interactions_per_user} --cross {cross} --seed {seed} --threads {threads} {}",
                options.trim().replace('\n', " ")
            )
        };
        let threads = parallel::threads();
        let options = options(config);
        if (self.workload, self.threads, &self.options) == (workload, threads, &options) {
            return Ok(());
        }
        let sentence = words::OTHER_BENCH.with("then", told(self.workload, self.threads, &self.options));
        Err(Error::new(ErrorKind::Config, sentence.with("now", told(workload, threads, &options))))
    }

    /// Seconds and memory of a stage.
    fn figures(&self, stage: &str) -> Option<(f64, u64)> {
        self.stages.iter().find(|then| then.stage == stage).map(|then| (then.seconds, then.peak_memory_bytes))
    }
}

fn options(config: &Config) -> String {
    // Words take no time to speak of.
    Config { lang: Lang::default(), ..config.clone() }.differences().unwrap_or_default()
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
            options: options(&analysis.people.config),
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
    let row = |name: &str, now: (f64, u64), then: Option<(f64, u64)>, ratio: Option<f64>| {
        let mut row = vec![name.to_owned(), format!("{:.3}", now.0), memory(now.1)];
        if earlier.is_some() {
            let ratio = ratio.filter(|ratio| ratio.is_finite()).map_or("–".to_owned(), |ratio| format!("{ratio:.2}"));
            let (seconds, peak) =
                then.map_or(["–"; 2].map(str::to_owned).into(), |(then, peak)| (format!("{then:.3}"), memory(peak)));
            row.extend([seconds, ratio, peak]);
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
    // Of the stages that both have, so that a later version may have further ones.
    let (mut all, mut all_then) = (0.0, 0.0);
    for stage in &bench.stages {
        let then = earlier.and_then(|earlier| earlier.figures(stage.stage));
        if let (Some((then, _)), true) = (then, stage.stage != GENERATE) {
            (all, all_then) = (all + stage.seconds, all_then + then);
        }
        let ratio = then.map(|(then, _)| stage.seconds / then);
        let name = cli::stage(stage.stage, lang);
        rows.push(row(name, (stage.seconds, stage.peak_memory_bytes), then, ratio));
    }
    let then = earlier.map(|earlier| (all_then, earlier.peak_memory_bytes));
    let now = (bench.seconds, bench.peak_memory_bytes);
    rows.push(row(words::ALL_STAGES.get(lang), now, then, Some(all / all_then)));
    out.push_str(&columns(&rows, &align, 2));
    out
}
