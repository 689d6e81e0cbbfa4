//! The command line: which commands and options there are, and their help, in two languages.

mod options;
mod wrong;

use std::ffi::OsString;

use clap::{Arg, ArgAction, ArgMatches, Command};
use renmai::text::{Lang, Text, by_code, cli as text};

pub use options::{MEASURES, config_file, files, flag, number, option, options, out, resume};
pub use wrong::usage;

use crate::failure::Failure;
use crate::terminal;

/// The language that the command line asks for, before anything else of it is understood.
pub fn language(arguments: &[OsString]) -> Lang {
    let mut wanted = Lang::default();
    let mut words = arguments.iter().skip(1).map(|a| a.to_string_lossy()).take_while(|a| a != "--");
    while let Some(word) = words.next() {
        let value = match word.strip_prefix("--lang") {
            Some("") => words.next(),
            Some(rest) => rest.strip_prefix('=').map(|v| v.to_owned().into()),
            None => None,
        };
        if let Some(lang) = value.and_then(|v| by_code(&v)) {
            wanted = lang;
        }
    }
    wanted
}

/// Understands the command line of these commands.
///
/// # Errors
/// [`Failure::Usage`]; [`Failure::Shown`] after printing help or the version.
pub fn parse(
    arguments: &[OsString],
    commands: impl IntoIterator<Item = Command>,
    lang: Lang,
) -> Result<ArgMatches, Failure> {
    let tree = tree(commands, lang);
    let names: Vec<String> = tree.get_subcommands().map(|command| command.get_name().to_owned()).collect();
    tree.try_get_matches_from(arguments).map_err(|error| wrong::explain(&error, arguments, &names, lang))
}

fn tree(commands: impl IntoIterator<Item = Command>, lang: Lang) -> Command {
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    let root = command("renmai", &text::ABOUT, lang)
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(version.help(text::ARG_VERSION.get(lang)))
        .override_usage(format!("renmai {} {}", text::COMMAND_PLACE.get(lang), text::OPTIONS_PLACE.get(lang)))
        .subcommand_help_heading(text::COMMANDS.get(lang))
        .help_template(format!(
            "{{about}}\n\n{}{{usage}}\n\n{{all-args}}\n\n{}\n",
            text::USAGE.get(lang),
            text::EXAMPLES.get(lang)
        ))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .subcommands(commands.into_iter().map(|command| with_help(command, lang)));
    // Before or after the command.
    let of_all = options(&["lang"], lang).into_iter();
    with_help(root.args(of_all.map(|arg| arg.global(true).help_heading(text::OPTIONS.get(lang)))), lang)
}

/// A command with its help in one language.
pub fn command(name: &'static str, about: &'static Text, lang: Lang) -> Command {
    Command::new(name)
        .about(about.get(lang))
        .help_template(format!("{{about}}\n\n{}{{usage}}\n\n{{all-args}}\n", text::USAGE.get(lang)))
        .next_help_heading(text::OPTIONS.get(lang))
        .disable_help_flag(true)
}

/// Adds `--help` after a command's own arguments.
fn with_help(command: Command, lang: Lang) -> Command {
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).help(text::ARG_HELP.get(lang));
    command.arg(help.help_heading(text::OPTIONS.get(lang)))
}

/// The usage line of a subcommand, from what stands between its name and the options.
pub fn usage_line(name: &str, arguments: &str, lang: Lang) -> String {
    let words = ["renmai", name, arguments, text::OPTIONS_PLACE.get(lang)];
    words.into_iter().filter(|w| !w.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Prints help, which was asked for, on standard output.
fn show(words: &str) -> Failure {
    match crate::output::emit_text(words) {
        Ok(()) => Failure::Shown,
        Err(error) => Failure::Run(error),
    }
}

/// Prints help, which was not asked for, on standard error.
fn show_on_stderr(words: &str) -> Failure {
    terminal::tell(words);
    Failure::Usage(String::new())
}
