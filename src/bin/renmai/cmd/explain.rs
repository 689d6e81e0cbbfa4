//! `renmai explain`: one person, or what connects two.

use clap::{Arg, ArgMatches, Command};
use renmai::Result;
use renmai::analysis::{Analysis, analyse_graph, as_of, zone};
use renmai::config::{BetweennessMethod, Config};
use renmai::measures::{Pace, betweenness};
use renmai::report::Method;
use renmai::selection::explain::{Layers, explain, explain_pair, find};
use renmai::text::{Lang, cli as text, explain as words};

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
        .args(cli::options(&["input"], lang))
        .args(cli::options(&cli::MEASURES, lang))
        .args(cli::options(&["top", "selection.where"], lang))
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
            let mut input = run.read()?;
            let as_of = as_of(&input.tables, run.config)?;
            let graph = input.graph(run.config, as_of, run.progress)?;
            let zone = zone(run.config)?;
            let known = Layers { tables: &input.tables, graph: &graph, as_of, zone: &zone };
            if let Some(other) = &self.with {
                let words = explain_pair(known, &self.user, other)?.render(lang);
                return run.finish(&input.tables, || output::emit_text(&words));
            }
            find(known, &self.user)?;
            let config = run.without_seeds();
            let config = if input.has_measures(&config, as_of) { config } else { quick(config) };
            let analysis = analyse_graph(input, graph, config, Pace::AtOnce, run.progress)?;
            let told =
                explain(analysis.people.context(), &analysis.selection, analysis.hours(), &self.user)?.render(lang);
            let mut method = Method::of(&analysis.people.measures).sentences(lang);
            if sampled_for_speed(&analysis) {
                method.push(words::QUICK.get(lang).to_owned());
            }
            let method = method.join("\n");
            run.finish(&analysis.people.tables, || output::emit_text(&format!("{told}\n{method}")))
        })
    }
}

/// Whether it was [`quick`] that decided how much was sampled.
fn sampled_for_speed(analysis: &Analysis) -> bool {
    let options = &analysis.people.config.betweenness;
    let asked = options.method != BetweennessMethod::Auto || options.samples.is_some() || options.epsilon.is_some();
    !asked && analysis.people.measures.betweenness.method == betweenness::Method::Sampled
}

/// One person is to be answered at once: where `auto` decides, it allows what takes a fraction of a second, and says what it
/// did; what is told of one person only is computed for that person alone. A method that is asked for is kept.
fn quick(mut config: Config) -> Config {
    let options = &mut config.betweenness;
    if options.method == BetweennessMethod::Auto {
        options.exact_budget = options.exact_budget.min(QUICK_EXACT);
        options.sampled_budget = options.sampled_budget.min(QUICK_SAMPLED);
    }
    config.brokerage.budget = 1;
    config
}

/// Steps of an exact run that take about a quarter of a second on two cores.
const QUICK_EXACT: u64 = 500_000_000;
/// Steps of a sampled run that take about a tenth of a second.
const QUICK_SAMPLED: u64 = 10_000_000;
