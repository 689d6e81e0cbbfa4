//! `renmai bench`: generates a workload, analyses it, shows seconds and memory per stage.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command, value_parser};
use renmai::Result;
use renmai::analysis::{Analysis, Built, Input, analyse};
use renmai::export::outdir::{Staging, create_private};
use renmai::export::{Bench as Figures, EarlierBench, GENERATE, KEEP, OPEN, OutDir, Workload, bench_text, write_run};
use renmai::generate::{GenerateOptions, generate as write_tables};
use renmai::progress::{Progress, StageRecord};
use renmai::tables::{Content, Source, Sources};
use renmai::text::{Lang, cli as text};

use super::generate;
use crate::failure::{Failure, cannot_write};
use crate::outfile::OutFile;
use crate::session::Session;
use crate::{cli, output, settings, terminal};

/// `renmai bench`.
pub struct Bench {
    /// Options.
    pub session: Session,
    workload: GenerateOptions,
    json: Option<PathBuf>,
    against: Option<PathBuf>,
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    let json = cli::option("json", "F", &text::ARG_BENCH_JSON, lang).value_parser(value_parser!(PathBuf));
    let against = cli::option("against", "F", &text::ARG_BENCH_AGAINST, lang).value_parser(value_parser!(PathBuf));
    // The seed is the workload's.
    let analysis = cli::options(&["threads", "betweenness", "circles", "seeds"], lang);
    let analysis = analysis.into_iter().filter(|arg| arg.get_id() != "seed");
    cli::command("bench", &text::BENCH, lang)
        .override_usage(cli::usage_line("bench", "[--users N] [--json F] [--against F]", lang))
        .args(generate::workload(lang))
        .args([json, against])
        .args(analysis.map(|arg| arg.help_heading(text::OPTIONS.get(lang))))
}

impl Bench {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let session = settings::session_without_files("bench", matches, lang)?;
        let file = |name| matches.get_one::<PathBuf>(name).cloned();
        Ok(Self { session, workload: generate::options(matches), json: file("json"), against: file("against") })
    }

    /// Generates, analyses, writes as `report` and as `build` do, opens what `build` wrote, all in a temporary directory that is gone
    /// afterwards; prints.
    pub fn run(self) -> Result<()> {
        let json = self.json.as_deref().map(OutFile::prepare).transpose()?;
        let earlier = self.against.as_deref().map(EarlierBench::read).transpose()?;
        let home = Staging::beside(&std::env::temp_dir(), "bench")?;
        let place = home.fresh();
        self.session.run(|run| {
            let workload = told(&self.workload);
            earlier.as_ref().map_or(Ok(()), |earlier| earlier.admit(workload, run.config))?;
            let generated = tables(&self.workload, &place.join("tables"), run.progress)?;
            let before = run.progress.records().len();
            let tables = run.read_from(&generated.sources)?;
            let analysis = analyse(tables, run.config.clone(), run.progress)?;
            write_run(&analysis, OutDir::prepare(&place.join("out"), false)?, run.progress)?;
            let mut stages = vec![generated.stage];
            stages.extend(run.progress.records().split_off(before));
            let mut figures = Figures::of(&analysis, workload);
            let kept = place.join("people.renmai");
            let before = run.progress.records().len();
            keep(analysis, &kept, run.progress)?;
            Input::open(&kept, &run.config.input, run.progress)?;
            let last = run.progress.records().split_off(before);
            stages.extend(last.into_iter().zip([KEEP, OPEN]).map(|(record, stage)| StageRecord { stage, ..record }));
            figures.add(stages);
            let staged = match (&json, &self.json) {
                (Some(file), Some(name)) => {
                    let name = name.display().to_string();
                    Some((file.stage(|to| figures.write_json(&name, to))?, name))
                }
                _ => None,
            };
            run.progress.check()?;
            output::emit_text(&bench_text(&figures, earlier.as_ref(), run.config.lang))?;
            if let Some((staged, name)) = staged {
                staged.place(run.progress)?;
                terminal::tell(text::WRITTEN_JSON.with("file", name).render(run.config.lang));
            }
            Ok(())
        })
    }
}

/// Writes what the analysis was made of as a snapshot.
fn keep(analysis: Analysis, to: &Path, progress: &Progress) -> Result<()> {
    let write = || {
        let mut file = BufWriter::new(create_private(to)?);
        Built::from(analysis).write(&mut file)?;
        file.flush()
    };
    progress.stage(KEEP, 0, write).map_err(|e| cannot_write(to, e))
}

/// Tables that were generated, and what that took.
struct Generated {
    sources: Sources,
    stage: StageRecord,
}

/// Generates the tables into `dir`, which must not exist.
fn tables(options: &GenerateOptions, dir: &Path, progress: &Progress) -> Result<Generated> {
    let out = OutDir::prepare(dir, false)?;
    write_tables(options, &mut |name| Ok(Box::new(out.create(name)?)), progress)?;
    progress.check()?;
    out.commit()?;
    let source = |table: &str| {
        let path = dir.join(format!("{table}.csv"));
        vec![Source { name: format!("{table}.csv"), content: Content::File(path), constants: Vec::new(), sheet: None }]
    };
    let sources = Sources {
        memberships: source("memberships"),
        interactions: source("interactions"),
        users: source("users"),
        groups: source("groups"),
        purchases: source("purchases"),
        ..Sources::default()
    };
    let records = progress.records();
    let stage = StageRecord {
        stage: GENERATE,
        seconds: records.iter().map(|r| r.seconds).sum(),
        peak_memory_bytes: records.iter().map(|r| r.peak_memory_bytes).max().unwrap_or(0),
    };
    Ok(Generated { sources, stage })
}

fn told(options: &GenerateOptions) -> Workload {
    let &GenerateOptions { users, memberships_per_user, interactions_per_user, cross, seed, .. } = options;
    Workload { users, memberships_per_user, interactions_per_user, cross, seed }
}
