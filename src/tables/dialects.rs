//! The ways in which the text of a sheet may be cut into fields, and its first records cut so.

use super::formats::Sheet;
use super::scan::{Comments, Dialect, Scanner};
use crate::config::Delimiter;

/// Records that tell what a file without a header, or of another shape, looks like.
const SAMPLE: usize = 100;

/// The ways in which a sheet may be cut, the likelier first, and the lines to skip before.
pub(super) fn dialects(sheet: &Sheet, delimiter: Delimiter) -> (Vec<Dialect>, u64) {
    let all = [b',', b'\t', b';', b'|'].map(Dialect::of);
    if let Some(known) = sheet.delimiter {
        return (vec![Dialect::of(known)], 0);
    }
    let first = sheet.text.lines().next().unwrap_or_default().trim_end();
    // Excel's own hint.
    let said = first.strip_prefix("sep=").or_else(|| first.strip_prefix("SEP=")).and_then(|sep| match sep.as_bytes() {
        [] => Some(b'\t'),
        &[sep] => Some(sep),
        _ => None,
    });
    let skip = u64::from(said.is_some());
    let dialects = match (delimiter, said) {
        (Delimiter::Auto, Some(said)) => vec![Dialect::of(said)],
        // Where another sign parts all lines alike, spaces stand within fields.
        (Delimiter::Auto, None) if all.iter().any(|dialect| width(sheet, *dialect) > 0) => all.to_vec(),
        (Delimiter::Auto, None) => all.into_iter().chain([Dialect::SPACES]).collect(),
        (Delimiter::Comma, _) => vec![Dialect::of(b',')],
        (Delimiter::Tab, _) => vec![Dialect::of(b'\t')],
        (Delimiter::Semicolon, _) => vec![Dialect::of(b';')],
        (Delimiter::Pipe, _) => vec![Dialect::of(b'|')],
        (Delimiter::Spaces, _) => vec![Dialect::SPACES],
    };
    (dialects, skip)
}

/// How many fields the first records have, where all have as many and more than one; else 0.
fn width(sheet: &Sheet, dialect: Dialect) -> usize {
    let records = sample(&sheet.text, Dialect { comments: Comments::leading(&sheet.text), ..dialect });
    let width = records.first().map_or(0, Vec::len);
    if width > 1 && records.iter().all(|record| record.len() == width) { width } else { 0 }
}

/// The dialect in which the records of a sheet have the most fields, of those in which all have as many.
pub(super) fn even(sheet: &Sheet, delimiter: Delimiter) -> Option<Dialect> {
    let (dialects, _) = dialects(sheet, delimiter);
    let widest = dialects.iter().map(|dialect| width(sheet, *dialect)).max().filter(|&widest| widest > 0)?;
    dialects.into_iter().find(|dialect| width(sheet, *dialect) == widest)
}

/// The dialect in which the records of a sheet have the most fields together; spaces part them where nothing else does.
pub(super) fn widest(sheet: &Sheet, delimiter: Delimiter) -> Dialect {
    let (dialects, _) = dialects(sheet, delimiter);
    let fields = |dialect: &Dialect| sample(&sheet.text, *dialect).iter().map(|record| record.len() - 1).sum::<usize>();
    let parts = |dialect: &&Dialect| **dialect != Dialect::SPACES && fields(dialect) > 0;
    let widest = dialects.iter().rev().filter(parts).max_by_key(|dialect| fields(dialect));
    *widest.or(dialects.last()).unwrap_or(&dialects[0])
}

/// The fields of the first records that are no comments and not empty.
pub(super) fn sample(text: &str, dialect: Dialect) -> Vec<Vec<String>> {
    let mut scanner = Scanner::new(text, dialect);
    let mut records = Vec::new();
    while records.len() < SAMPLE && scanner.advance() {
        let record = scanner.record();
        if !record.is_comment() && !record.is_empty() && !record.is_unterminated() {
            records.push(record.fields());
        }
    }
    records
}
