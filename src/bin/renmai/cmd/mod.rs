//! The commands, one a file.

mod bench;
mod betweenness;
mod build;
mod check;
mod config;
mod crosstab;
mod demo;
mod explain;
mod export;
mod generate;
mod import;
mod report;
mod seeds;
mod segment;
mod shortlist;

use clap::{ArgMatches, Command};
use renmai::text::Lang;

use crate::failure::Failure;

/// All commands, for the command line.
pub fn commands(lang: Lang) -> [Command; 16] {
    [
        demo::command(lang),
        report::command(lang),
        shortlist::command(lang),
        seeds::command(lang),
        segment::command(lang),
        crosstab::command(lang),
        check::command(lang),
        import::init_command(lang),
        import::command(lang),
        build::command(lang),
        explain::command(lang),
        export::command(lang),
        generate::command(lang),
        bench::command(lang),
        betweenness::command(lang),
        config::command(lang),
    ]
}

/// What the user asked for, validated.
pub enum Request {
    /// `demo`.
    Demo(demo::Demo),
    /// `report`.
    Report(report::Report),
    /// `shortlist`.
    Shortlist(shortlist::List),
    /// `seeds`.
    Seeds(seeds::Seeds),
    /// `segment`.
    Segment(segment::Segment),
    /// `crosstab`.
    Crosstab(crosstab::Crosstab),
    /// `check`.
    Check(check::Check),
    /// `init`.
    Init(import::Init),
    /// `import`.
    Import(import::Import),
    /// `build`.
    Build(build::Build),
    /// `explain`.
    Explain(explain::Explain),
    /// `export`.
    Export(export::Export),
    /// `generate`.
    Generate(generate::Generate),
    /// `bench`.
    Bench(bench::Bench),
    /// `betweenness`.
    Betweenness(betweenness::Betweenness),
    /// `config`.
    Config(config::Print),
}

impl Request {
    /// Validates arguments and configuration; `lang` is the language of the command line.
    pub fn new(matches: &ArgMatches, lang: Lang) -> Result<Self, Failure> {
        Ok(match matches.subcommand() {
            Some(("demo", m)) => Self::Demo(demo::Demo::new(m, lang)?),
            Some(("report", m)) => Self::Report(report::Report::new(m, lang)?),
            Some(("shortlist", m)) => Self::Shortlist(shortlist::List::new(m, lang)?),
            Some(("seeds", m)) => Self::Seeds(seeds::Seeds::new(m, lang)?),
            Some(("segment", m)) => Self::Segment(segment::Segment::new(m, lang)?),
            Some(("crosstab", m)) => Self::Crosstab(crosstab::Crosstab::new(m, lang)?),
            Some(("check", m)) => Self::Check(check::Check::new(m, lang)?),
            Some(("init", m)) => Self::Init(import::Init::new(m, lang)?),
            Some(("import", m)) => Self::Import(import::Import::new(m, lang)?),
            Some(("build", m)) => Self::Build(build::Build::new(m, lang)?),
            Some(("explain", m)) => Self::Explain(explain::Explain::new(m, lang)?),
            Some(("export", m)) => Self::Export(export::Export::new(m, lang)?),
            Some(("generate", m)) => Self::Generate(generate::Generate::new(m, lang)),
            Some(("bench", m)) => Self::Bench(bench::Bench::new(m, lang)?),
            Some(("betweenness", m)) => Self::Betweenness(betweenness::Betweenness::new(m, lang)?),
            _ => Self::Config(config::Print { lang }),
        })
    }

    /// The language of everything that people read from now on.
    pub fn lang(&self) -> Lang {
        match self {
            Self::Demo(c) => c.session.lang(),
            Self::Report(c) => c.session.lang(),
            Self::Shortlist(c) => c.session.lang(),
            Self::Seeds(c) => c.session.lang(),
            Self::Segment(c) => c.session.lang(),
            Self::Crosstab(c) => c.session.lang(),
            Self::Check(c) => c.session.lang(),
            Self::Init(c) => c.session.lang(),
            Self::Import(c) => c.session.lang(),
            Self::Build(c) => c.session.lang(),
            Self::Explain(c) => c.session.lang(),
            Self::Export(c) => c.session.lang(),
            Self::Generate(c) => c.lang,
            Self::Bench(c) => c.session.lang(),
            Self::Betweenness(c) => c.session.lang(),
            Self::Config(c) => c.lang,
        }
    }

    /// Does it.
    pub fn run(self) -> Result<(), Failure> {
        let outcome = match self {
            Self::Demo(c) => c.run(),
            Self::Report(c) => c.run(),
            Self::Shortlist(c) => c.run(),
            Self::Seeds(c) => c.run(),
            Self::Segment(c) => c.run(),
            Self::Crosstab(c) => c.run(),
            Self::Check(c) => c.run(),
            Self::Init(c) => c.run(),
            Self::Import(c) => c.run(),
            Self::Build(c) => c.run(),
            Self::Explain(c) => c.run(),
            Self::Export(c) => c.run(),
            Self::Generate(c) => c.run(),
            Self::Bench(c) => c.run(),
            Self::Betweenness(c) => c.run(),
            Self::Config(c) => c.run(),
        };
        outcome.map_err(Failure::Run)
    }
}
