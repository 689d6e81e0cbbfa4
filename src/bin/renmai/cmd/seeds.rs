//! `renmai seeds`: the seed set as CSV on standard output, and nothing else there.

use clap::{ArgMatches, Command};
use renmai::Result;
use renmai::analysis::analyse;
use renmai::export::{seeds_text, write_list};
use renmai::selection::list_spec::SEEDS;
use renmai::text::{Lang, cli as text};

use crate::failure::Failure;
use crate::session::Session;
use crate::{cli, output, settings, terminal};

/// `renmai seeds`.
pub struct Seeds {
    /// Options.
    pub session: Session,
}

/// Its command line. How many there are is `--k`.
pub fn command(lang: Lang) -> Command {
    cli::command("seeds", &text::SEEDS, lang)
        .override_usage(cli::usage_line("seeds", "[--k N]", lang))
        .arg(cli::config_file(lang))
        .args(cli::options(&["input"], lang))
        .args(cli::options(&cli::MEASURES, lang))
        .args(cli::options(&["seeds", "selection.where"], lang))
}

impl Seeds {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        Ok(Self { session: settings::session("seeds", matches, lang)? })
    }

    /// Reads, analyses, prints. Everything is ready before the first byte is printed; what the set buys goes to standard error.
    pub fn run(self) -> Result<()> {
        self.session.run(|run| {
            let tables = run.read()?;
            let analysis = analyse(tables, run.config.clone(), run.progress)?;
            let mut csv = Vec::new();
            write_list(&analysis, &SEEDS, false, &mut csv)?;
            run.finish(&analysis.people.tables, || output::emit(&csv))?;
            terminal::tell(seeds_text(&analysis));
            Ok(())
        })
    }
}
