//! From the bytes of a file to sheets of text, whatever kind of file it is.

use crate::Result;
use crate::config::Encoding;
use crate::diagnostic::{Finding, Severity};
use crate::progress::Progress;
use crate::text::findings;

use super::Source;
use super::load::{Budget, Loaded, decode, load};

/// One table of cells as delimited text: what every kind of file becomes.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// The sheet's name; empty where a file holds but one.
    pub name: String,
    /// Which table it is, where the format says so; else the header decides.
    pub table: Option<&'static str>,
    /// Line n of the text is row n of the sheet.
    pub text: String,
    /// What parts its fields, where the format says so.
    pub delimiter: Option<u8>,
    /// Where in the text a replacement character stands for bytes that could not be decoded, ascending.
    pub malformed: Vec<usize>,
}

/// A file, opened.
pub(super) struct Opened {
    pub sheets: Vec<Sheet>,
    /// Size and SHA-256 of the bytes on disk.
    pub bytes: u64,
    pub sha256: String,
    pub encoding: &'static str,
    pub findings: Vec<Finding>,
}

/// Opens a source.
///
/// # Errors
/// As [`load`], and a file that cannot be understood.
pub(super) fn open(source: &Source, encoding: Encoding, budget: &Budget, progress: &Progress) -> Result<Opened> {
    let Loaded { plain, bytes, sha256 } = load(source, budget, progress)?;
    let decoded = decode(source, plain, encoding, progress)?;
    let mut findings = Vec::new();
    if decoded.guessed {
        let sentence = findings::ENCODING_GUESSED.with("file", &source.name).with("encoding", decoded.encoding);
        findings.push(Finding {
            code: "encoding_guessed",
            place: "input".to_owned(),
            count: 1,
            severity: Severity::Warning,
            sentence,
        });
    }
    let sheet = Sheet { text: decoded.text, malformed: decoded.malformed, ..Sheet::default() };
    Ok(Opened { sheets: vec![sheet], bytes, sha256, encoding: decoded.encoding, findings })
}
