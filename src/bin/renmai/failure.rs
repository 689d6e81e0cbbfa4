//! Why the program ends before its work is done.

use renmai::text::{Lang, cli as text};
use renmai::{Error, ErrorKind};

/// Begins every error.
pub const ERROR: &str = "renmai: ";

/// Ends a command.
#[derive(Debug)]
pub enum Failure {
    /// Nothing failed: help or the version was asked for and has been printed.
    Shown,
    /// The command line is wrong; the words are in the language of the command line.
    Usage(String),
    /// The work failed.
    Run(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Run(error)
    }
}

impl Failure {
    /// The message for stderr; empty where there is nothing to say, also to a reader of our output that has seen enough
    /// (`| head`): it has ended us, as it ends other programs.
    pub fn render(&self, lang: Lang) -> String {
        match self {
            Self::Shown => String::new(),
            Self::Usage(words) => words.clone(),
            Self::Run(error) if error.cause() == Some(std::io::ErrorKind::BrokenPipe) => String::new(),
            Self::Run(error) => format!("{ERROR}{}", error.render(lang)),
        }
    }
}

/// A file that cannot be written.
pub fn cannot_write(file: &std::path::Path, cause: std::io::Error) -> Error {
    Error::new(ErrorKind::Write, text::CANNOT_WRITE.with("file", file.display())).caused_by(cause)
}
