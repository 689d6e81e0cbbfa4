//! `renmai crosstab`: people counted by two columns, on standard output.

use clap::{Arg, ArgMatches, Command};
use renmai::Result;
use renmai::analysis::{People, people};
use renmai::export::{crosstab_text, write_crosstab};
use renmai::segments::crosstab::{Figures, crosstab};
use renmai::segments::rules::column;
use renmai::text::{Lang, cli as text};

use crate::failure::Failure;
use crate::session::Session;
use crate::{cli, output, settings};

/// `renmai crosstab`.
pub struct Crosstab {
    /// Options.
    pub session: Session,
    rows: String,
    columns: String,
    csv: bool,
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    let axis = |name: &'static str, value: &'static str, help: &'static renmai::text::Text| {
        let arg = Arg::new(name).value_name(value).required(true);
        arg.help(help.get(lang)).help_heading(text::ARGUMENTS.get(lang))
    };
    cli::command("crosstab", &text::CROSSTAB, lang)
        .override_usage(cli::usage_line("crosstab", "ROWS COLS [--where EXPR]", lang))
        .arg(axis("rows", "ROWS", &text::ARG_ROWS))
        .arg(axis("columns", "COLS", &text::ARG_COLS))
        .arg(cli::flag("csv", &text::ARG_CSV, lang))
        .arg(cli::config_file(lang))
        .args(cli::options(&["input", "selection.where"], lang))
        .args(cli::options(&cli::MEASURES, lang))
}

impl Crosstab {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let named = |name: &str| matches.get_one::<String>(name).cloned().unwrap_or_default();
        Ok(Self {
            session: settings::session("crosstab", matches, lang)?,
            rows: named("rows"),
            columns: named("columns"),
            csv: matches.get_flag("csv"),
        })
    }

    /// Reads, computes what the columns ask about, counts, prints.
    pub fn run(self) -> Result<()> {
        self.session.run(|run| {
            let lang = run.config.lang;
            let asked = [self.rows.as_str(), self.columns.as_str()];
            let people = people(run.read()?, run.config.clone(), &asked, run.progress)?;
            let all = people.columns();
            let (rows, columns) = (column("ROWS", &self.rows, &all)?, column("COLS", &self.columns, &all)?);
            let figures =
                Figures { spend: &people.segments.monthly_spend, influence: &people.measures.influence.score };
            let named = |v| people.graph.nodes.may_be_named(v);
            let table = crosstab(&whom(&people), &named, rows, columns, figures, &people.zone);
            let mut bytes = Vec::new();
            if self.csv {
                write_crosstab(&table, rows, columns, &mut bytes)?;
            } else {
                bytes = crosstab_text(&table, rows, columns, lang).into_bytes();
            }
            run.finish(&people.tables, || output::emit(&bytes))
        })
    }
}

/// Everybody who is counted and meets the filter.
fn whom(people: &People) -> Vec<u32> {
    let listed = &people.graph.nodes.listed;
    let meant = |v: usize| listed[v] && people.only.as_ref().is_none_or(|only| only[v]);
    (0..listed.len()).filter(|&v| meant(v)).map(|v| v as u32).collect()
}
