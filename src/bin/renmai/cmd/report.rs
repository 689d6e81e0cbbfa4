//! `renmai report`: the whole analysis into a directory.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};
use renmai::analysis::{Input, analyse};
use renmai::config::Config;
use renmai::export::{EarlierRun, OutDir, compare, earlier_runs, nobody, summary_text, write_run};
use renmai::text::{Lang, cli as text};
use renmai::{Error, ErrorKind, Result};

use crate::failure::Failure;
use crate::session::{Run, Session};
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
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    cli::command("report", &text::REPORT, lang)
        .override_usage(cli::usage_line("report", "[FILES…] --out DIR", lang))
        .arg(cli::files(lang))
        .arg(cli::out(lang))
        .args(cli::options(&["force"], lang).into_iter().map(|arg| arg.help_heading(text::OPTIONS.get(lang))))
        .args(cli::options(&["input"], lang))
        .args(cli::options(&cli::MEASURES, lang))
        .args(cli::options(&["top", "todo", "seeds", "selection", "compare"], lang))
}

impl Report {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let session = settings::session("report", matches, lang)?;
        Ok(Self { target: Target::new(matches, &session.config), session })
    }

    /// Reads, analyses, writes.
    pub fn run(self) -> Result<()> {
        let out = self.target.prepare()?;
        self.session.run(|run| {
            let earlier = earlier_runs(&run.config.compare)?;
            let input = run.read()?;
            analyse_and_write(&run, input, earlier, out, &self.target.dir)
        })
    }
}

/// Everything after reading; what `demo` does too.
pub fn analyse_and_write(
    run: &Run<'_>,
    input: impl Into<Input>,
    earlier: Vec<EarlierRun>,
    out: OutDir,
    dir: &Path,
) -> Result<()> {
    let mut analysis = analyse(input, run.config.clone(), run.progress)?;
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
