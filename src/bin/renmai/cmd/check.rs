//! `renmai check`: data quality, tiers, size and time; no graph measure.

use clap::{ArgMatches, Command};
use renmai::Result;
use renmai::analysis::audit;
use renmai::export::audit_text;
use renmai::text::{Lang, cli as text};

use crate::failure::Failure;
use crate::session::Session;
use crate::{cli, output, settings};

/// `renmai check`.
pub struct Check {
    /// Options.
    pub session: Session,
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    cli::command("check", &text::CHECK, lang)
        .override_usage(cli::usage_line("check", "[FILES…]", lang))
        .arg(cli::files(lang))
        .arg(cli::config_file(lang))
        .args(cli::options(&["input", "as_of", "threads", "betweenness", "selection.where"], lang))
}

impl Check {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        Ok(Self { session: settings::session("check", matches, lang)? })
    }

    /// Reads, counts, prints. Warnings are the result, not a failure.
    pub fn run(self) -> Result<()> {
        self.session.run(|run| {
            let audit = audit(run.read()?, run.config.clone(), run.progress)?;
            run.finish(&audit.people.tables, || output::emit_text(&audit_text(&audit)))
        })
    }
}
