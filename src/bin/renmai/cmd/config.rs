//! `renmai config`: a commented default `renmai.toml`.

use clap::Command;
use renmai::Result;
use renmai::config::default_toml;
use renmai::text::{Lang, cli as text};

use crate::{cli, output};

/// `renmai config`.
pub struct Print {
    /// Language of the comments.
    pub lang: Lang,
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    cli::command("config", &text::CONFIG, lang).override_usage(cli::usage_line("config", "", lang))
}

impl Print {
    /// Prints.
    pub fn run(self) -> Result<()> {
        output::emit_text(&default_toml(self.lang))
    }
}
