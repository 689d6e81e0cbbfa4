//! `renmai export`: the user graph, or the two layers, in the formats of other programs.

use std::path::PathBuf;

use clap::builder::{StringValueParser, TypedValueParser};
use clap::{Arg, ArgMatches, Command, value_parser};
use renmai::analysis::people;
use renmai::export::{Ego, Exchange, ExchangeOptions, Exported, GraphFormat, GraphKind, MAX_EDGES, OutDir, no_parquet};
use renmai::text::{Coded, Lang, Text, by_code, cli as text, codes, exchange as words, thousands};
use renmai::{Error, ErrorKind, Result};

use super::generate::refuse_what_is_there;
use crate::failure::Failure;
use crate::outfile::OutFile;
use crate::session::Session;
use crate::{cli, settings, terminal};

/// `renmai export`.
pub struct Export {
    /// Options.
    pub session: Session,
    format: GraphFormat,
    path: PathBuf,
    options: ExchangeOptions,
}

/// Where it goes.
enum Place {
    File(OutFile),
    Folder(OutDir),
}

/// Its command line.
pub fn command(lang: Lang) -> Command {
    let whole = |least| cli::number::<u64>(least, &text::VALUE_NUMBER, lang);
    let format = choice::<GraphFormat>("format", "FORMAT", &text::ARG_FORMAT, lang).required(true);
    let out = cli::option("out", "PATH", &text::ARG_EXPORT_OUT, lang);
    let strength = cli::option("min-strength", "X", &text::ARG_MIN_STRENGTH, lang);
    let strength =
        strength.value_parser(cli::number::<f64>(|x| x.is_finite() && *x >= 0.0, &text::VALUE_STRENGTH, lang));
    let steps = cli::number::<u32>(|n| *n > 0, &text::VALUE_NUMBER, lang);
    let circle = cli::number::<u32>(|n| *n > 0, &text::VALUE_NUMBER, lang);
    cli::command("export", &text::EXPORT, lang)
        .override_usage(cli::usage_line("export", "FILES… --format FORMAT --out PATH", lang))
        .arg(cli::files(lang))
        .arg(cli::config_file(lang))
        .arg(format)
        .arg(out.value_parser(value_parser!(PathBuf)).required(true))
        .arg(choice::<GraphKind>("graph", "users|layers", &text::ARG_GRAPH, lang))
        .arg(cli::option("columns", "A,B,…", &text::ARG_COLUMNS, lang))
        .arg(strength)
        .arg(cli::option("ego", "USER_ID", &text::ARG_EGO, lang))
        .arg(cli::option("radius", "R", &text::ARG_RADIUS, lang).value_parser(steps))
        .arg(cli::option("circle", "C", &text::ARG_CIRCLE, lang).value_parser(circle))
        .arg(cli::option("max-edges", "N", &text::ARG_MAX_EDGES, lang).value_parser(whole(|n| *n > 0)))
        .args(cli::options(&["input", "selection.where"], lang))
        .args(cli::options(&cli::MEASURES, lang))
}

/// An option whose value is one of a few codes.
fn choice<T: Coded + Send + Sync>(name: &'static str, value: &'static str, help: &'static Text, lang: Lang) -> Arg {
    let known = StringValueParser::new().try_map(move |word| {
        by_code::<T>(&word).ok_or_else(|| text::VALUE_CHOICE.with("choices", codes::<T>().join(", ")).render(lang))
    });
    cli::option(name, value, help, lang).value_parser(known)
}

impl Export {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> std::result::Result<Self, Failure> {
        let wrong = |sentence| Err(cli::usage(&sentence, "export", lang));
        let graph = matches.get_one("graph").copied().unwrap_or(GraphKind::Users);
        for option in ["min-strength", "max-edges"] {
            if graph != GraphKind::Users && matches.contains_id(option) {
                return wrong(text::USERS_GRAPH_ONLY.with("option", format!("--{option}")));
            }
        }
        let (user, radius) = (matches.get_one::<String>("ego"), matches.get_one::<u32>("radius").copied());
        if user.is_none() && radius.is_some() {
            return wrong(text::RADIUS_NEEDS_EGO.sentence());
        }
        let mut session = settings::session("export", matches, lang)?;
        session.writes_directory = false;
        let format = matches.get_one("format").copied().unwrap_or(GraphFormat::GraphMl);
        if format == GraphFormat::Parquet && !cfg!(feature = "arrow") {
            return Err(no_parquet().into());
        }
        let usual = ExchangeOptions::default();
        let columns = matches.get_one::<String>("columns");
        Ok(Self {
            session,
            format,
            path: matches.get_one::<PathBuf>("out").cloned().unwrap_or_default(),
            options: ExchangeOptions {
                graph,
                columns: columns.map_or(usual.columns, |names| {
                    names
                        .split([',', '，'])
                        .map(|name| name.trim().to_owned())
                        .filter(|name| !name.is_empty())
                        .collect()
                }),
                min_strength: matches.get_one("min-strength").copied().unwrap_or(0.0),
                ego: user.map(|user| Ego { user: user.clone(), radius: radius.unwrap_or(1) }),
                circle: matches.get_one("circle").copied(),
                max_edges: matches.get_one("max-edges").copied().unwrap_or(MAX_EDGES),
            },
        })
    }

    /// Reads, computes the columns that are asked for, writes.
    pub fn run(self) -> Result<()> {
        let place = match self.format {
            GraphFormat::GephiCsv => {
                refuse_what_is_there(&self.path)?;
                Place::Folder(OutDir::prepare(&self.path, false)?)
            }
            _ => Place::File(OutFile::prepare(&self.path)?),
        };
        self.session.run(|run| {
            let people = people(run.read()?, run.config.clone(), &self.options.needed(), run.progress)?;
            run.progress.check()?;
            let exchange = Exchange::new(&people, &self.options, run.progress)?;
            if exchange.is_empty() {
                return Err(Error::new(ErrorKind::Data, words::NOBODY.sentence()));
            }
            let mut exported = Exported::default();
            run.finish(&people.tables, || {
                run.progress.stage("write", 0, || match place {
                    Place::File(file) => {
                        let staged = file.stage(|to| {
                            exported = exchange.write(self.format, to, run.progress)?;
                            Ok(())
                        })?;
                        staged.place(run.progress)
                    }
                    Place::Folder(out) => {
                        exported = exchange.write_gephi(&out, run.progress)?;
                        out.commit().map(drop)
                    }
                })
            })?;
            let told = match self.options.graph {
                GraphKind::Users => &words::WRITTEN_USERS,
                GraphKind::Layers => &words::WRITTEN_LAYERS,
            };
            let Exported { users, groups, edges } = exported;
            let told = told.with("path", self.path.display()).with("users", thousands(users));
            let told = told.with("groups", thousands(groups)).with("edges", thousands(edges));
            terminal::tell(told.render(run.config.lang));
            Ok(())
        })
    }
}
