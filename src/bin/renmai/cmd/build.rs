//! `renmai build`: what was read and the graph of it in one file, which every command takes in place of the tables.

use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};
use renmai::Result;
use renmai::analysis::prepare;
use renmai::text::{Lang, cli as text, snapshot as words};

use crate::failure::{Failure, cannot_write};
use crate::outfile::OutFile;
use crate::session::Session;
use crate::{cli, settings, terminal};

/// `renmai build`.
pub struct Build {
    /// Options.
    pub session: Session,
    file: PathBuf,
    with_measures: bool,
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    let out =
        cli::option("out", "FILE", &text::ARG_BUILD_OUT, lang).value_parser(value_parser!(PathBuf)).required(true);
    cli::command("build", &text::BUILD, lang)
        .override_usage(cli::usage_line("build", "FILES… --out FILE.renmai", lang))
        .arg(cli::files(lang))
        .arg(cli::config_file(lang))
        .arg(out)
        .arg(cli::flag("measures", &text::ARG_BUILD_MEASURES, lang))
        .args(cli::options(&["input"], lang))
        .args(cli::options(&cli::MEASURES, lang))
        .args(cli::options(&["top"], lang))
}

impl Build {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let mut session = settings::session("build", matches, lang)?;
        session.writes_directory = false;
        let file = matches.get_one::<PathBuf>("out").cloned().unwrap_or_default();
        Ok(Self { session, file, with_measures: matches.get_flag("measures") })
    }

    /// Reads, builds, writes.
    pub fn run(self) -> Result<()> {
        let out = OutFile::prepare(&self.file)?;
        self.session.run(|run| {
            let input = run.read()?;
            let built = prepare(input, run.config.clone(), self.with_measures, run.progress)?;
            run.progress.check()?;
            run.finish(built.tables(), || {
                let staged = run
                    .progress
                    .stage("write", 0, || out.stage(|to| built.write(to).map_err(|e| cannot_write(&self.file, e))))?;
                run.progress.check()?;
                staged.place(run.progress)?;
                let size = self.file.metadata().map_or(0, |file| file.len());
                let told = words::BUILT.with("file", self.file.display()).with("size", mebibytes(size));
                terminal::tell(told.render(run.config.lang));
                Ok(())
            })
        })
    }
}

fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}
