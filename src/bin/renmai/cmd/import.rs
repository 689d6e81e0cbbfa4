//! `renmai import`: whatever was read, as tables in our own format; and `renmai init`, the configuration that reads it so.

use std::path::{Path, PathBuf};

use clap::{ArgMatches, Command};
use renmai::Result;
use renmai::analysis::zone;
use renmai::export::{OutDir, plan_text, write_tables};
use renmai::text::{Lang, cli as text};

use crate::failure::Failure;
use crate::outfile::OutFile;
use crate::session::Session;
use crate::{cli, settings, terminal};

/// The file that `init` writes.
const PLAN: &str = "renmai.toml";

/// `renmai import`.
pub struct Import {
    /// Options.
    pub session: Session,
    dir: PathBuf,
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    cli::command("import", &text::IMPORT, lang)
        .override_usage(cli::usage_line("import", "FILES… --out DIR", lang))
        .arg(cli::files(lang))
        .arg(cli::config_file(lang))
        .arg(cli::out(lang).help(text::ARG_IMPORT_OUT.get(lang)))
        .args(cli::options(&["input", "threads"], lang))
}

impl Import {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let session = settings::session("import", matches, lang)?;
        Ok(Self { session, dir: matches.get_one::<PathBuf>("out").cloned().unwrap_or_default() })
    }

    /// Reads and writes. Tables are somebody's input: a directory that holds anything is left alone.
    pub fn run(self) -> Result<()> {
        super::generate::refuse_what_is_there(&self.dir)?;
        let out = OutDir::prepare(&self.dir, false)?;
        self.session.run(|run| {
            let tables = run.read()?.tables;
            run.finish(&tables, || {
                let files = write_tables(&tables, &zone(run.config)?, &out)?;
                out.commit()?;
                terminal::tell(
                    text::WRITTEN.with("dir", self.dir.display()).with("count", files.len()).render(run.config.lang),
                );
                Ok(())
            })
        })
    }
}

/// `renmai init`.
pub struct Init {
    /// Options.
    pub session: Session,
    /// What the plan is to say of rows that cannot be read.
    skip_bad_rows: bool,
}

/// Its command line.
pub fn init_command(lang: Lang) -> Command {
    cli::command("init", &text::INIT, lang)
        .override_usage(cli::usage_line("init", "FILES…", lang))
        .arg(cli::files(lang))
        .args(cli::options(&["force", "input", "threads"], lang))
}

impl Init {
    /// Validates. Rows that cannot be read do not keep the plan from being written.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let mut session = settings::session("init", matches, lang)?;
        let skip_bad_rows = std::mem::replace(&mut session.config.input.skip_bad_rows, true);
        Ok(Self { session, skip_bad_rows })
    }

    /// Reads and writes the plan.
    pub fn run(self) -> Result<()> {
        let lang = self.session.lang();
        if Path::new(PLAN).exists() && !self.session.config.force {
            return Err(renmai::Error::new(renmai::ErrorKind::Write, text::PLAN_EXISTS.with("file", PLAN)));
        }
        let file = OutFile::prepare(Path::new(PLAN))?;
        let failed =
            |e| renmai::Error::new(renmai::ErrorKind::Write, text::CANNOT_WRITE.with("file", PLAN)).caused_by(e);
        self.session.run(|run| {
            let tables = run.read()?.tables;
            let mut config = run.config.clone();
            config.input.skip_bad_rows = self.skip_bad_rows;
            let words = plan_text(&tables, &config)?;
            file.stage(|to| to.write_all(words.as_bytes()).map_err(failed))?.place(run.progress)?;
            terminal::tell(text::PLAN_WRITTEN.with("file", PLAN).render(lang));
            Ok(())
        })
    }
}
