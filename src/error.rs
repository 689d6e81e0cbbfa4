//! The error of every fallible function: opaque, with a public kind, a position where there is one, and words in two languages.

use crate::diagnostic::{BadRow, Position};
use crate::text::{Lang, Sentence, errors, escaped};

/// `Result` with this crate's [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// What sort of failure it is; decides the exit code of the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The input cannot be read as data.
    Data,
    /// The configuration is wrong or asks for the impossible.
    Config,
    /// A file cannot be opened or read.
    Read,
    /// An output cannot be written.
    Write,
    /// The question has no answer in this data, such as an unknown user.
    NotFound,
    /// Interrupted by the user.
    Interrupted,
}

/// What went wrong, where, and in which rows.
#[derive(Debug)]
pub struct Error(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: ErrorKind,
    at: Option<Position>,
    sentence: Sentence,
    rows: Vec<BadRow>,
    source: Option<std::io::Error>,
}

impl Error {
    /// An error with its words.
    #[cfg_attr(not(renmai_internals), doc(hidden))]
    pub fn new(kind: ErrorKind, sentence: Sentence) -> Self {
        Self(Box::new(Inner { kind, at: None, sentence, rows: Vec::new(), source: None }))
    }

    /// The run was interrupted.
    #[cfg_attr(not(renmai_internals), doc(hidden))]
    pub fn interrupted() -> Self {
        Self::new(ErrorKind::Interrupted, errors::INTERRUPTED.sentence())
    }

    /// A table with rows that cannot be read: the first of each kind in order of line, and how many in all.
    #[cfg_attr(not(renmai_internals), doc(hidden))]
    pub fn bad_rows(file: &str, rows: Vec<BadRow>, count: u64) -> Self {
        let mut error = Self::new(ErrorKind::Data, errors::BAD_ROWS.counted(count).with("file", file));
        error.0.at = rows.first().map(|r| r.at.clone());
        error.0.rows = rows;
        error
    }

    /// Says where.
    #[must_use]
    #[cfg_attr(not(renmai_internals), doc(hidden))]
    pub fn at(mut self, at: Position) -> Self {
        self.0.at = Some(at);
        self
    }

    /// Keeps the system's own error.
    #[must_use]
    #[cfg_attr(not(renmai_internals), doc(hidden))]
    pub fn caused_by(mut self, source: std::io::Error) -> Self {
        self.0.source = Some(source);
        self
    }

    /// What sort of failure it is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// What sort of failure the system's own error is.
    pub fn cause(&self) -> Option<std::io::ErrorKind> {
        self.0.source.as_ref().map(std::io::Error::kind)
    }

    /// Where, if a place is known.
    pub fn position(&self) -> Option<&Position> {
        self.0.at.as_ref()
    }

    /// The first rows that could not be read, one of each kind (at most 20).
    #[cfg_attr(not(renmai_internals), doc(hidden))]
    pub fn rows(&self) -> &[BadRow] {
        &self.0.rows
    }

    /// What is wrong, without where.
    pub(crate) fn sentence(&self) -> &Sentence {
        &self.0.sentence
    }

    /// The whole message in one language, one line per bad row.
    pub fn render(&self, lang: Lang) -> String {
        let mut out = String::new();
        if let (Some(at), true) = (&self.0.at, self.0.rows.is_empty()) {
            out.push_str(&format!("{}: ", escaped(&at.to_string(), "")));
        }
        out.push_str(&self.0.sentence.render(lang));
        if let Some(source) = &self.0.source {
            let known = errors::system(source.kind());
            let said = if known.is_some() { &errors::CAUSE_KNOWN } else { &errors::CAUSE };
            let words = known.map_or("", |words| words.get(lang));
            out.push_str(&said.with("words", words).with("cause", source).render(lang));
        }
        for row in &self.0.rows {
            out.push_str(&format!("\n  {}", row.line(lang)));
        }
        out
    }
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.render(Lang::En))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source.as_ref().map(|s| s as _)
    }
}
