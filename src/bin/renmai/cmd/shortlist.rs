//! `renmai shortlist`: one list as CSV on standard output, and nothing else there.

use clap::builder::{StringValueParser, TypedValueParser};
use clap::{Arg, ArgMatches, Command};
use renmai::Result;
use renmai::analysis::analyse;
use renmai::export::write_list;
use renmai::selection::ListKind;
use renmai::text::{Lang, cli as text, segment as words};

use crate::failure::Failure;
use crate::session::Session;
use crate::{cli, output, settings, terminal};

/// `renmai shortlist`.
pub struct List {
    /// Options.
    pub session: Session,
    kind: ListKind,
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    let kinds = StringValueParser::new().try_map(move |word| {
        ListKind::ALL
            .into_iter()
            .find(|kind| kind.code() == word)
            .ok_or_else(|| text::VALUE_CHOICE.with("choices", "koc, referral, isolated").render(lang))
    });
    let list = Arg::new("list").value_name("koc|referral|isolated").required(true).value_parser(kinds);
    cli::command("shortlist", &text::SHORTLIST, lang)
        .override_usage(cli::usage_line("shortlist", "koc|referral|isolated", lang))
        .arg(list.help(text::ARG_LIST.get(lang)).help_heading(text::ARGUMENTS.get(lang)))
        .arg(cli::config_file(lang))
        .args(cli::options(&["input"], lang))
        .args(cli::options(&cli::MEASURES, lang))
        .args(cli::options(&["top", "selection"], lang))
        .mut_arg("list-quota", |quota| quota.visible_alias("quota"))
}

impl List {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let kind = matches.get_one::<ListKind>("list").copied().unwrap_or(ListKind::Koc);
        Ok(Self { session: settings::session("shortlist", matches, lang)?, kind })
    }

    /// Reads, analyses, prints. Everything is ready before the first byte is printed.
    pub fn run(self) -> Result<()> {
        self.session.run(|run| {
            let tables = run.read()?;
            let analysis = analyse(tables, run.without_seeds(), run.progress)?;
            let mut csv = Vec::new();
            write_list(&analysis, self.kind.spec(), false, &mut csv)?;
            run.finish(&analysis.people.tables, || output::emit(&csv))?;
            let passed_over = analysis.selection.list(self.kind).passed_over.len() as u64;
            if passed_over > 0 {
                terminal::tell(words::PASSED_OVER.counted(passed_over).render(run.config.lang));
            }
            Ok(())
        })
    }
}
