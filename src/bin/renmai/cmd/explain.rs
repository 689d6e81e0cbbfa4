//! `renmai explain`: one person, or what connects two.

use clap::{Arg, ArgMatches, Command};
use renmai::Result;
use renmai::analysis::{analyse_graph, as_of, layers, zone};
use renmai::selection::explain::{Layers, explain, explain_pair, find};
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
        .arg(cli::only(lang))
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

    /// Reads, computes as much as is asked for, prints. Ids are looked up before the measures, which may take long; a pair
    /// needs none of them.
    pub fn run(self) -> Result<()> {
        self.session.run(|run| {
            let lang = run.config.lang;
            let tables = run.read()?;
            let as_of = as_of(&tables, run.config)?;
            let graph = layers(&tables, run.config, as_of, run.progress)?;
            let zone = zone(run.config)?;
            let known = Layers { tables: &tables, graph: &graph, as_of, zone: &zone };
            if let Some(other) = &self.with {
                let words = explain_pair(known, &self.user, other)?.render(lang);
                return run.finish(&tables, || output::emit_text(&words));
            }
            find(known, &self.user)?;
            let analysis = analyse_graph(tables, graph, run.without_seeds(), run.progress)?;
            let words = explain(analysis.context(), &analysis.selection, analysis.hours(), &self.user)?.render(lang);
            run.finish(&analysis.tables, || output::emit_text(&words))
        })
    }
}
