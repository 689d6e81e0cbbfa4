//! `renmai demo`: the whole analysis on the example data compiled into the program.

use clap::{ArgMatches, Command};
use renmai::Result;
use renmai::export::earlier_runs;
use renmai::tables::{Content, Source, Sources};
use renmai::text::{Lang, cli as text};

use super::report::{Target, analyse_and_write};
use crate::failure::Failure;
use crate::session::Session;
use crate::{cli, settings};

macro_rules! example {
    ($file:literal) => {
        vec![Source {
            name: $file.to_owned(),
            content: Content::Bytes(include_bytes!(concat!("../../../../fixtures/demo/", $file)).as_slice().into()),
            constants: Vec::new(),
            sheet: None,
        }]
    };
}

/// `renmai demo`.
pub struct Demo {
    /// Options.
    pub session: Session,
    target: Target,
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    let force = cli::options(&["force", "format"], lang).into_iter();
    let analysis = force.chain(cli::options(&cli::MEASURES, lang));
    let analysis = analysis.chain(cli::options(&["top", "todo", "seeds", "selection", "compare"], lang));
    cli::command("demo", &text::DEMO, lang)
        .override_usage(cli::usage_line("demo", "--out DIR", lang))
        .arg(cli::out(lang))
        .args(analysis.map(|arg| arg.help_heading(text::OPTIONS.get(lang))))
}

impl Demo {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let session = settings::session_without_files("demo", matches, lang)?;
        Ok(Self { target: Target::new(matches, &session.config), session })
    }

    /// Reads the example, analyses, writes.
    pub fn run(self) -> Result<()> {
        let out = self.target.prepare()?;
        self.session.run(|run| {
            let earlier = earlier_runs(&run.config.compare)?;
            let tables = run.read_from(&example())?;
            analyse_and_write(&run, tables, earlier, None, out, &self.target.dir)
        })
    }
}

fn example() -> Sources {
    Sources {
        memberships: example!("memberships.csv.zst"),
        interactions: example!("interactions.csv.zst"),
        users: example!("users.csv.zst"),
        groups: example!("groups.csv.zst"),
        purchases: example!("purchases.csv.zst"),
        ..Sources::default()
    }
}
