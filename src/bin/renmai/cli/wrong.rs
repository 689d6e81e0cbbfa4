//! What is wrong with a command line, in the reader's language.

use std::error::Error as _;
use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use renmai::config::nearest;
use renmai::text::{Lang, Sentence, cli as text};

use super::{show, show_on_stderr};
use crate::failure::{ERROR, Failure};

/// A command line that is well formed but asks `command` for nothing that can be done.
pub fn usage(sentence: &Sentence, command: &str, lang: Lang) -> Failure {
    Failure::Usage(message(sentence, &format!("renmai {command}"), lang))
}

/// What clap found, said in our words.
pub fn explain(error: &clap::Error, arguments: &[OsString], commands: &[String], lang: Lang) -> Failure {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => show(&colons(&error.render().to_string(), lang)),
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            show_on_stderr(&colons(&error.render().to_string(), lang))
        }
        kind => {
            let named = arguments.iter().skip(1).find_map(|a| commands.iter().find(|name| a == name.as_str()));
            let command = named.map_or_else(|| "renmai".to_owned(), |name| format!("renmai {name}"));
            match sentence(kind, error, commands, lang) {
                Some(sentence) => Failure::Usage(message(&sentence, &command, lang)),
                None => Failure::Usage(error.render().to_string()),
            }
        }
    }
}

/// Headings end with the colon of their language; clap knows only one.
fn colons(help: &str, lang: Lang) -> String {
    let heading = |line: &str| match line.strip_suffix(':') {
        Some(words) if lang == Lang::Zh && !line.starts_with(' ') => format!("{words}：\n"),
        _ => format!("{line}\n"),
    };
    help.lines().map(heading).collect()
}

fn message(sentence: &Sentence, command: &str, lang: Lang) -> String {
    format!("{ERROR}{}\n{}", sentence.render(lang), text::SEE_HELP.with("command", command).render(lang))
}

fn sentence(kind: ErrorKind, error: &clap::Error, commands: &[String], lang: Lang) -> Option<Sentence> {
    let argument = context(error, ContextKind::InvalidArg);
    Some(match kind {
        ErrorKind::UnknownArgument => match context(error, ContextKind::SuggestedArg) {
            Some(near) => text::UNKNOWN_ARGUMENT_NEAR.with("argument", argument?).with("near", near),
            None => text::UNKNOWN_ARGUMENT.with("argument", argument?),
        },
        ErrorKind::InvalidSubcommand => {
            let command = context(error, ContextKind::InvalidSubcommand)?;
            match nearest(&command, commands.iter().map(String::as_str)) {
                Some(near) => text::UNKNOWN_COMMAND_NEAR.with("command", command).with("near", near),
                None => text::UNKNOWN_COMMAND.with("command", command),
            }
        }
        ErrorKind::ValueValidation | ErrorKind::InvalidValue => {
            let value = context(error, ContextKind::InvalidValue).unwrap_or_default();
            match error.source() {
                Some(reason) => text::BAD_VALUE.with("argument", argument?).with("value", value).with("reason", reason),
                None if value.is_empty() => text::NO_VALUE.with("argument", argument?),
                None => {
                    let choices = context(error, ContextKind::ValidValue)?;
                    let reason = text::VALUE_CHOICE.with("choices", choices).render(lang);
                    text::BAD_VALUE.with("argument", argument?).with("value", value).with("reason", reason)
                }
            }
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => text::NO_VALUE.with("argument", argument?),
        ErrorKind::TooManyValues => text::NEEDLESS_VALUE.with("argument", argument?),
        ErrorKind::ArgumentConflict => text::TWICE.with("argument", argument?),
        ErrorKind::MissingRequiredArgument => text::MISSING.with("arguments", argument?),
        ErrorKind::MissingSubcommand => text::MISSING.with("arguments", text::COMMAND_PLACE.get(lang)),
        ErrorKind::InvalidUtf8 => text::NOT_UTF8.sentence(),
        _ => return None,
    })
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(many) => Some(many.join(", ")),
        _ => None,
    }
}
