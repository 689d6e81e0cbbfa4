//! `renmai segment`: the people for whom a rule holds, as CSV on standard output.

use clap::{Arg, ArgMatches, Command};
use renmai::Result;
use renmai::analysis::people;
use renmai::export::write_people;
use renmai::segments::rules::Rule;
use renmai::text::{Lang, cli as text, segment as words, thousands};

use crate::failure::Failure;
use crate::session::Session;
use crate::{cli, output, settings, terminal};

/// `renmai segment`.
pub struct Segment {
    /// Options.
    pub session: Session,
    rule: Rule,
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    let rule = Arg::new("rule").value_name("EXPR").required(true).help(text::ARG_RULE.get(lang));
    cli::command("segment", &text::SEGMENT, lang)
        .override_usage(cli::usage_line("segment", "EXPR", lang))
        .arg(rule.help_heading(text::ARGUMENTS.get(lang)))
        .arg(cli::config_file(lang))
        .args(cli::options(&["input"], lang))
        .args(cli::options(&cli::MEASURES, lang))
}

impl Segment {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let rule = matches.get_one::<String>("rule").map(String::as_str).unwrap_or_default();
        let rule = Rule::parse("EXPR", rule)?;
        Ok(Self { session: settings::session("segment", matches, lang)?, rule })
    }

    /// Reads, computes what the rule asks about, prints who matches; how many goes to standard error.
    pub fn run(self) -> Result<()> {
        self.session.run(|run| {
            let asked = self.rule.columns();
            let people = people(run.read()?, run.config.clone(), &asked, run.progress)?;
            let (columns, nodes) = (people.columns(), &people.graph.nodes);
            let bound = self.rule.bind(&columns, &people.zone)?;
            let holds = |v: &u32| nodes.listed[*v as usize] && bound.holds(*v as usize);
            let (found, unnamed): (Vec<u32>, Vec<u32>) =
                (0..nodes.len() as u32).filter(holds).partition(|&v| nodes.may_be_named(v));
            let mut csv = Vec::new();
            write_people(&people, &found, &asked, &mut csv)?;
            run.finish(&people.tables, || output::emit(&csv))?;
            let share = 100.0 * found.len() as f64 / nodes.listed_count.max(1) as f64;
            let told = words::FOUND.with("n", thousands(found.len() as u64)).with("share", format!("{share:.1}%"));
            terminal::tell(told.render(run.config.lang));
            if !unnamed.is_empty() {
                terminal::tell(words::UNNAMED.counted(unnamed.len() as u64).render(run.config.lang));
            }
            Ok(())
        })
    }
}
