//! `renmai explain`: one person, or what connects two.

use clap::{Arg, ArgMatches, Command};
use renmai::Result;
use renmai::analysis::analyse;
use renmai::selection::explain::{explain, explain_pair};
use renmai::text::{Lang, cli as text};

use crate::failure::Failure;
use crate::session::Session;
use crate::{cli, output, settings};

/// `renmai explain`.
pub struct Explain {
    /// Options.
    pub session: Session,
    user: String,
    with: Option<String>,
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    let user = Arg::new("user").value_name("USER_ID").required(true);
    let with = Arg::new("with").long("with").value_name("USER_ID").help(text::ARG_WITH.get(lang));
    cli::command("explain", &text::EXPLAIN, lang)
        .override_usage(cli::usage_line("explain", "USER_ID [--with USER_ID]", lang))
        .arg(user.help(text::ARG_USER.get(lang)).help_heading(text::ARGUMENTS.get(lang)))
        .arg(with)
        .arg(cli::config_file(lang))
        .args(cli::input(lang))
        .args(cli::analysis(lang))
}

impl Explain {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        Ok(Self {
            session: settings::session("explain", matches, lang)?,
            user: matches.get_one::<String>("user").cloned().unwrap_or_default(),
            with: matches.get_one::<String>("with").cloned(),
        })
    }

    /// Reads, analyses, prints.
    pub fn run(self) -> Result<()> {
        self.session.run(|run| {
            let lang = run.config.lang;
            let analysis = analyse(run.read()?, run.config.clone(), run.progress)?;
            let words = match &self.with {
                Some(other) => explain_pair(analysis.context(), &self.user, other)?.render(lang),
                None => explain(analysis.context(), &analysis.selection, &self.user)?.render(lang),
            };
            run.finish(&analysis.tables, || output::emit_text(&words))
        })
    }
}
