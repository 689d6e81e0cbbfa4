//! `renmai generate`: a synthetic workload in the input format.

use std::path::{Path, PathBuf};

use clap::{Arg, ArgMatches, Command};
use renmai::export::OutDir;
use renmai::generate::{GenerateOptions, generate};
use renmai::text::{Lang, cli as text};
use renmai::{Error, ErrorKind, Result};

use crate::cli::{self, flag, number, option};
use crate::session::start;
use crate::terminal;

/// `renmai generate`.
pub struct Generate {
    /// Language of messages.
    pub lang: Lang,
    options: GenerateOptions,
    dir: PathBuf,
}

const SEED: &str = "workload-seed";

/// Its command line.
pub fn command(lang: Lang) -> Command {
    cli::command("generate", &text::GENERATE, lang)
        .override_usage(cli::usage_line("generate", "--out DIR [--users N] [--seed S]", lang))
        .arg(cli::out(lang).help(text::ARG_GEN_OUT.get(lang)))
        .args(workload(lang))
        .arg(flag("dirty", &text::ARG_GEN_DIRTY, lang))
}

/// What the workload is made of; what `bench` takes too.
pub fn workload(lang: Lang) -> [Arg; 5] {
    let share = number(|x: &f64| (0.0..=1.0).contains(x), &text::VALUE_SHARE, lang);
    let users = number(|n: &usize| (1..=100_000_000).contains(n), &text::VALUE_USERS, lang);
    let mean = || number(|x: &f64| (0.0..=1000.0).contains(x), &text::VALUE_MEAN, lang);
    let seed = number(|_: &u64| true, &text::VALUE_COUNT, lang);
    [
        option("users", "N", &text::ARG_GEN_USERS, lang).value_parser(users),
        option("memberships-per-user", "X", &text::ARG_GEN_MEMBERSHIPS, lang).value_parser(mean()),
        option("interactions-per-user", "X", &text::ARG_GEN_INTERACTIONS, lang).value_parser(mean()),
        option("cross", "SHARE", &text::ARG_GEN_CROSS, lang).value_parser(share),
        // Not the seed of sampling, which has the same name where there is no workload.
        option("seed", "S", &text::ARG_GEN_SEED, lang).id(SEED).value_parser(seed),
    ]
}

/// The options that [`workload`] reads.
pub fn options(matches: &ArgMatches) -> GenerateOptions {
    let number = |name: &str| matches.get_one::<f64>(name).copied();
    let default = GenerateOptions::default();
    GenerateOptions {
        users: matches.get_one::<usize>("users").copied().unwrap_or(default.users),
        memberships_per_user: number("memberships-per-user").unwrap_or(default.memberships_per_user),
        interactions_per_user: number("interactions-per-user").unwrap_or(default.interactions_per_user),
        cross: number("cross").unwrap_or(default.cross),
        seed: matches.get_one::<u64>(SEED).copied().unwrap_or(default.seed),
        ..default
    }
}

impl Generate {
    /// Validates.
    pub fn new(matches: &ArgMatches, lang: Lang) -> Self {
        let options = GenerateOptions { dirty: matches.get_flag("dirty"), ..options(matches) };
        Self { lang, options, dir: matches.get_one::<PathBuf>("out").cloned().unwrap_or_default() }
    }

    /// Generates. Tables are somebody's input: a directory that holds anything is left alone.
    pub fn run(self) -> Result<()> {
        refuse_what_is_there(&self.dir)?;
        let progress = start(self.lang);
        let out = OutDir::prepare(&self.dir, false)?;
        let mut files = 0;
        generate(
            &self.options,
            &mut |name| {
                files += 1;
                Ok(Box::new(out.create(name)?))
            },
            &progress,
        )?;
        progress.check()?;
        out.commit()?;
        terminal::tell(text::WRITTEN.with("dir", self.dir.display()).with("count", files).render(self.lang));
        Ok(())
    }
}

/// Whether tables may be written into a directory: only into one that holds nothing.
pub fn refuse_what_is_there(dir: &Path) -> Result<()> {
    if dir.read_dir().is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Error::new(ErrorKind::Write, text::NOT_EMPTY.with("dir", dir.display())));
    }
    Ok(())
}
