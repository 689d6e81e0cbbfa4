//! `renmai report`: the whole analysis into a directory.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command, value_parser};
use renmai::analysis::{Input, analyse_in_parts};
use renmai::config::Config;
use renmai::export::{EarlierRun, OutDir, compare, earlier_runs, nobody, summary_text, write_run};
use renmai::measures::betweenness::parts::{Cut, Shelf};
use renmai::text::{Lang, cli as text};
use renmai::{Error, ErrorKind, Result};

use crate::failure::Failure;
use crate::session::{Run, Session};
use crate::shelf::Folder;
use crate::{cli, output, settings, terminal};

/// The page, as it is named in the directory.
const PAGE: &str = "report.html";

/// Where a run goes.
pub struct Target {
    /// The directory.
    pub dir: PathBuf,
    /// Foreign files in it are kept rather than refused.
    pub force: bool,
}

impl Target {
    /// From `--out` and `--force`, or the configuration.
    pub fn new(matches: &ArgMatches, config: &Config) -> Self {
        let dir = matches.get_one::<PathBuf>("out").cloned().unwrap_or_default();
        Self { dir, force: config.force }
    }

    /// Finds out before the work starts whether it can be written.
    pub fn prepare(&self) -> Result<OutDir> {
        OutDir::prepare(&self.dir, self.force)
    }
}

/// `renmai report`.
pub struct Report {
    /// Options.
    pub session: Session,
    target: Target,
    parts: Option<Parts>,
}

/// Where parts of betweenness are.
enum Parts {
    /// All of them.
    Complete(PathBuf),
    /// Those that an earlier run has left, and where this one keeps its own.
    Resume(PathBuf),
}

impl Parts {
    fn open(&self, lang: Lang) -> Result<Folder> {
        match self {
            Self::Complete(path) => Folder::complete(path, lang),
            Self::Resume(path) => Folder::resume(path, Cut::WHOLE, lang),
        }
    }
}

fn parts(lang: Lang) -> [Arg; 2] {
    let complete = cli::option("betweenness-parts", "DIR", &text::ARG_BETWEENNESS_PARTS, lang);
    [complete.value_parser(value_parser!(PathBuf)), cli::resume(lang)]
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    cli::command("report", &text::REPORT, lang)
        .override_usage(cli::usage_line("report", "[FILES…] --out DIR", lang))
        .arg(cli::files(lang))
        .arg(cli::out(lang))
        .args(cli::options(&["force", "format"], lang).into_iter().map(|arg| arg.help_heading(text::OPTIONS.get(lang))))
        .args(cli::options(&["input"], lang))
        .args(cli::options(&cli::MEASURES, lang))
        .args(parts(lang).map(|arg| arg.help_heading(text::ANALYSIS_OPTIONS.get(lang))))
        .args(cli::options(&["top", "todo", "seeds", "selection", "compare"], lang))
}

impl Report {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let session = settings::session("report", matches, lang)?;
        let folder = |name| matches.get_one::<PathBuf>(name).cloned();
        let parts = match (folder("betweenness-parts"), folder("resume")) {
            (Some(_), Some(_)) => return Err(cli::usage(&text::PARTS_OR_RESUME.sentence(), "report", lang)),
            (Some(complete), None) => Some(Parts::Complete(complete)),
            (None, resume) => resume.map(Parts::Resume),
        };
        Ok(Self { target: Target::new(matches, &session.config), session, parts })
    }

    /// Reads, analyses, writes.
    pub fn run(self) -> Result<()> {
        let out = self.target.prepare()?;
        let folder = self.parts.as_ref().map(|parts| parts.open(self.session.lang())).transpose()?;
        let shelf = folder.as_ref().map(|folder| folder as &dyn Shelf);
        let done = self.session.run(|run| {
            let earlier = earlier_runs(&run.config.compare)?;
            let input = run.read()?;
            analyse_and_write(&run, input, earlier, shelf, out, &self.target.dir)
        });
        match (&self.parts, &folder) {
            (Some(Parts::Resume(_)), Some(folder)) => done.map_err(|error| folder.left(error)),
            _ => done,
        }
    }
}

/// Everything after reading; what `demo` does too.
pub fn analyse_and_write(
    run: &Run<'_>,
    input: impl Into<Input>,
    earlier: Vec<EarlierRun>,
    shelf: Option<&dyn Shelf>,
    out: OutDir,
    dir: &Path,
) -> Result<()> {
    let mut analysis = analyse_in_parts(input, run.config.clone(), shelf, run.progress)?;
    if let Some(why) = nobody(&analysis) {
        return Err(Error::new(ErrorKind::Data, why));
    }
    compare(&mut analysis, earlier)?;
    let lang = run.config.lang;
    let mut files = Vec::new();
    run.finish(&analysis.people.tables, || {
        let written = write_run(&analysis, out, run.progress)?;
        files = written.files;
        for kept in written.kept {
            terminal::tell(text::KEPT_ASIDE.with("file", kept.file).with("aside", kept.aside).render(lang));
        }
        Ok(())
    })?;
    output::emit_text(&summary_text(&analysis))?;
    terminal::tell(text::WRITTEN.with("dir", dir.display()).with("count", files.len()).render(lang));
    if files.iter().any(|name| name == PAGE) {
        terminal::tell(text::OPEN_PAGE.with("page", dir.join(PAGE).display()).render(lang));
    }
    Ok(())
}
