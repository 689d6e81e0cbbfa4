//! `renmai betweenness`: a part of exact betweenness, or all of it, into a file that `report` puts together with the others.

use std::path::PathBuf;

use clap::{ArgMatches, Command, value_parser};
use renmai::Result;
use renmai::analysis::fill_shelf;
use renmai::export::outdir::make_directory;
use renmai::measures::betweenness::parts::Cut;
use renmai::text::{Lang, cli as text};

use crate::failure::{Failure, cannot_write};
use crate::outfile::OutFile;
use crate::session::Session;
use crate::shelf::{Folder, MOST, Single, keep};
use crate::{cli, settings, terminal};

/// `renmai betweenness`.
pub struct Betweenness {
    /// Options.
    pub session: Session,
    cut: Cut,
    out: PathBuf,
    resume: Option<PathBuf>,
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    let number = || cli::number(|n| (1..=MOST).contains(n), &text::VALUE_PARTS, lang);
    cli::command("betweenness", &text::BETWEENNESS, lang)
        .override_usage(cli::usage_line("betweenness", "[FILES…] --out FILE [--parts N --part I]", lang))
        .arg(cli::files(lang))
        .arg(cli::option("out", "FILE", &text::ARG_PART_OUT, lang).value_parser(value_parser!(PathBuf)).required(true))
        .arg(cli::option("parts", "N", &text::ARG_PARTS, lang).value_parser(number()))
        .arg(cli::option("part", "I", &text::ARG_PART, lang).value_parser(number()))
        .arg(cli::resume(lang))
        .args(cli::options(&["input"], lang))
        .args(cli::options(&["as_of", "threads", "betweenness.method", "betweenness.path_counting"], lang))
}

impl Betweenness {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let number = |name| matches.get_one::<usize>(name).copied();
        let cut = match (number("parts"), number("part")) {
            (None, None) => Cut::WHOLE,
            (Some(parts), Some(part)) if part <= parts => Cut { parts, part: part - 1 },
            (Some(parts), Some(part)) => {
                let beyond = text::PART_BEYOND.with("part", part).with("parts", parts);
                return Err(cli::usage(&beyond, "betweenness", lang));
            }
            _ => return Err(cli::usage(&text::PARTS_AND_PART.sentence(), "betweenness", lang)),
        };
        let mut session = settings::session("betweenness", matches, lang)?;
        session.writes_directory = false;
        let out = matches.get_one::<PathBuf>("out").cloned().unwrap_or_default();
        Ok(Self { session, cut, out, resume: matches.get_one::<PathBuf>("resume").cloned() })
    }

    /// Reads, computes, writes.
    pub fn run(self) -> Result<()> {
        let Self { session, cut, out, resume } = self;
        let lang = session.lang();
        if let Some(parent) = out.parent().filter(|parent| !parent.as_os_str().is_empty()) {
            make_directory(&std::fs::DirBuilder::new(), parent).map_err(|e| cannot_write(parent, e))?;
        }
        let file = OutFile::prepare(&out)?;
        let folder = resume.map(|folder| Folder::resume(&folder, cut, lang)).transpose()?;
        session.run(|run| {
            let mut input = run.read()?;
            match &folder {
                Some(folder) => fill_shelf(&mut input, run.config, folder, run.progress)
                    .and_then(|()| keep(&folder.gathered()?, &file))
                    .map_err(|error| folder.left(error)),
                None => fill_shelf(&mut input, run.config, &Single { file, cut }, run.progress),
            }?;
            run.finish(&input.tables, || Ok(()))
        })?;
        terminal::tell(
            text::WRITTEN_PART
                .with("file", out.display())
                .with("part", cut.part + 1)
                .with("parts", cut.parts)
                .render(lang),
        );
        Ok(())
    }
}
