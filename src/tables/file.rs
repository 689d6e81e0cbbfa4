//! Reading one file: loading, the header, and its pieces at the same time.

use super::header::{HeaderOptions, Layout};
use super::load::{Budget, Loaded, load, unreadable};
use super::piece::{Piece, PieceOptions, Rows, read_piece};
use super::refused::Mark;
use super::scan::{Scanner, delimiter_of, pieces};
use super::{InputFile, Source, Sources};
use crate::diagnostic::{BadRow, Position};
use crate::progress::Progress;
use crate::text::errors;
use crate::{Error, ErrorKind, Result, parallel};

/// The least bytes of text that are worth a piece of their own: every piece interns ids for itself.
pub(super) const PIECE: usize = 32 << 20;

/// Refused rows that a message lists.
pub(super) const LISTED: usize = 20;

/// One file, read.
pub(super) struct FileRows<R> {
    pub input: InputFile,
    pub pieces: Vec<Piece<R>>,
    /// Columns that the table does not have, in the order of the file.
    pub unknown: Vec<String>,
    /// Columns with at least one value, one bit each.
    pub filled: u32,
    /// Rows with only empty cells.
    pub empty: u64,
    /// Rows that are the header once more.
    pub headers: u64,
    /// Rows that were refused, and the first of them (all, when they are to be set aside).
    pub refused: u64,
    pub bad: Vec<BadRow>,
    /// What refused rows still say of people.
    pub marks: Vec<Mark>,
}

/// Reads the files of one table; results in the order of `files`.
pub(super) fn read_files<R: Rows>(
    files: &[&Source],
    options: FileOptions<'_>,
    progress: &Progress,
) -> Vec<Result<FileRows<R>>> {
    parallel::map(files, |file| read_file(file, options, progress))
}

/// How to read a file.
#[derive(Clone, Copy)]
pub(super) struct FileOptions<'a> {
    pub sources: &'a Sources,
    /// Bytes of all files together. No piece is larger than a thread's share of them, so that no thread is left with most of
    /// the work; how a file is cut into pieces does not show in what is read.
    pub bytes: u64,
    /// How much text they may hold.
    pub budget: &'a Budget,
    /// The least size of a piece.
    pub piece: usize,
}

fn read_file<R: Rows>(source: &Source, options: FileOptions<'_>, progress: &Progress) -> Result<FileRows<R>> {
    let sources = options.sources;
    let share = usize::try_from(options.bytes).unwrap_or(usize::MAX) / parallel::threads();
    let size = share.max(options.piece);
    progress.check()?;
    let loaded = load(source, options.budget, progress)?;
    let Loaded { text, malformed, .. } = &loaded;
    let delimiter = delimiter_of(text);
    let mut scanner = Scanner::new(text, delimiter);
    let layout = header::<R>(&mut scanner, source, &loaded, sources)?;
    let piece_options = PieceOptions {
        file: &source.name,
        encoding: loaded.encoding,
        layout: &layout,
        delimiter,
        zone: &sources.zone,
        believed: sources.believed,
        keep_bad: if sources.skip_bad_rows { usize::MAX } else { LISTED },
    };
    let mut start = scanner.offset();
    let cut: Vec<(&str, Vec<usize>)> = pieces(&text[start..], size)
        .into_iter()
        .map(|piece| {
            let span = start..start + piece.len();
            start = span.end;
            let inside = malformed.iter().filter(|&p| span.contains(p)).map(|p| p - span.start).collect();
            (piece, inside)
        })
        .collect();
    let read = parallel::map(&cut, |(piece, malformed)| read_piece::<R>(piece, malformed, piece_options, progress));
    progress.check()?;
    let read = read.into_iter().collect::<std::result::Result<Vec<_>, _>>();
    let read = read.map_err(|e| unreadable(source, &errors::UNREADABLE, e.into()))?;
    Ok(join(source, scanner.lines(), &loaded, layout, read))
}

/// The header: the first line with anything in it.
fn header<R: Rows>(scanner: &mut Scanner<'_>, source: &Source, loaded: &Loaded, sources: &Sources) -> Result<Layout> {
    let at = |line| Position { file: source.name.clone(), line, column: 0, column_name: String::new() };
    loop {
        if !scanner.advance() {
            return Err(Error::new(ErrorKind::Data, errors::EMPTY_FILE.sentence()).at(at(0)));
        }
        if !scanner.record().is_empty() {
            break;
        }
    }
    let record = scanner.record();
    if record.is_unterminated() {
        return Err(Error::new(ErrorKind::Data, errors::HEADER_QUOTE.sentence()).at(at(record.line())));
    }
    if loaded.malformed.first().is_some_and(|p| record.span().contains(p)) {
        let sentence = errors::HEADER_BYTES.with("encoding", loaded.encoding.to_uppercase());
        return Err(Error::new(ErrorKind::Data, sentence).at(at(record.line())));
    }
    let options = HeaderOptions {
        file: &source.name,
        mapping: sources.columns.get(R::SCHEMA.table),
        constants: &source.constants,
        zone: &sources.zone,
        believed: sources.believed,
    };
    Layout::new(R::SCHEMA, record, options)
}

/// Puts the pieces of a file together; lines of refused rows are counted from the start of the file from here on.
fn join<R: Rows>(
    source: &Source,
    header_lines: u64,
    loaded: &Loaded,
    layout: Layout,
    mut pieces: Vec<Piece<R>>,
) -> FileRows<R> {
    let mut bad = Vec::new();
    let mut lines = header_lines;
    for piece in &mut pieces {
        for mut row in piece.bad.drain(..) {
            row.at.line += lines;
            bad.push(row);
        }
        lines += piece.lines;
    }
    FileRows {
        input: InputFile {
            table: R::SCHEMA.table,
            file: source.name.clone(),
            bytes: loaded.bytes,
            sha256: loaded.sha256.clone(),
            rows: pieces.iter().map(|p| p.accepted).sum(),
            encoding: loaded.encoding,
        },
        unknown: layout.unknown.iter().map(|&f| layout.headers[f].clone()).collect(),
        filled: pieces.iter().fold(0, |bits, p| bits | p.filled),
        empty: pieces.iter().map(|p| p.empty).sum(),
        headers: pieces.iter().map(|p| p.headers).sum(),
        refused: pieces.iter().map(|p| p.refused).sum(),
        bad,
        marks: pieces.iter_mut().flat_map(|p| p.marks.drain(..)).collect(),
        pieces,
    }
}

#[cfg(test)]
mod tests {
    use super::super::collect::MembershipRows;
    use super::*;

    #[test]
    fn pieces_do_not_show() {
        let mut text = "user_id,group_id,joined_at\r\n".to_owned();
        (0..200).for_each(|i| text.push_str(["a,g,never\r\n", "\n", "b,g,1\n", "c\n"][i * i % 7 % 4]));
        text.push_str("last,g,never");
        let source = Source::bytes("m.csv", text.into_bytes());
        let (sources, budget) = (Sources::default(), Budget::new(None));
        let read = |piece| {
            let options = FileOptions { sources: &sources, bytes: 0, budget: &budget, piece };
            let file = read_file::<MembershipRows>(&source, options, &Progress::silent()).unwrap();
            let bad: Vec<BadRow> = file.pieces.iter().flat_map(|p| p.bad.clone()).chain(file.bad).collect();
            (file.pieces.len(), file.input.rows, file.refused, file.empty, bad)
        };
        let (one, whole) = (read(usize::MAX), read(40));
        assert_eq!(one.0, 1);
        assert!(whole.0 > 10);
        assert_eq!((one.1, one.2, one.3), (whole.1, whole.2, whole.3));
        assert_eq!(one.4[..LISTED], whole.4[..LISTED]);
        assert_eq!(whole.4.last().map(|b| b.at.line), Some(202));
    }
}
