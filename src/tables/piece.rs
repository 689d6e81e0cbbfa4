//! Reading one piece of one file, row by row, and what is wrong with the rows that cannot be read.

use std::cell::Cell;
use std::collections::TryReserveError;
use std::ops::Range;

use super::Texts;
use super::cell;
use super::header::{Layout, shortened};
use super::intern::IdColumn;
use super::refused::{Mark, RefusedRow};
use super::scan::Scanner;
use super::schema::{Schema, Shape};
use super::time::{Believed, Clock, NO_TIME, Seconds, Zone};
use crate::diagnostic::{BadRow, Position};
use crate::progress::Progress;
use crate::text::{Sentence, errors};

/// Rows of one table, as they are collected.
pub(super) trait Rows: Default + Send + Sync {
    /// The columns.
    const SCHEMA: &'static Schema;
    /// Users that a row names.
    const USERS_PER_ROW: usize;

    /// Makes room for so many rows, with `text` bytes of text.
    fn reserve(&mut self, rows: usize, text: usize) -> Result<(), TryReserveError>;

    /// Takes one row, or names the cell that does not fit. A row that is refused leaves nothing behind, no id either.
    fn push(&mut self, cells: &Cells<'_, '_>, context: &mut Context<'_>) -> Result<(), Fault>;

    /// What a row that was refused still says of people.
    fn heed(_row: &RefusedRow<'_, '_>, _marks: &mut Vec<Mark>) {}
}

/// A cell that does not fit its column.
#[derive(Clone, Copy, Debug)]
pub(super) struct Fault {
    /// Index into the schema's columns.
    pub column: usize,
}

/// What rows share while a piece is read.
pub(super) struct Context<'z> {
    pub users: IdColumn,
    pub groups: IdColumn,
    pub clock: Clock<'z>,
}

/// The cells of one row by column of the schema.
pub(super) struct Cells<'a, 't> {
    record: &'a super::scan::Record<'t>,
    layout: &'a Layout,
    /// Columns with something in them, one bit each.
    filled: Cell<u32>,
}

impl Cells<'_, '_> {
    /// The trimmed text of a column; empty where the file has none.
    pub fn get(&self, column: usize) -> &str {
        let text = match (self.layout.fields[column], &self.layout.constants[column]) {
            (Some(field), _) => self.record.field(field).trim(),
            (None, Some(value)) => value.as_str(),
            (None, None) => return "",
        };
        if !text.is_empty() {
            self.filled.set(self.filled.get() | 1 << column);
        }
        text
    }

    /// An id that must be there.
    pub fn id(&self, column: usize) -> Result<&str, Fault> {
        self.id_or_empty(column).and_then(|id| if id.is_empty() { Err(Fault { column }) } else { Ok(id) })
    }

    /// An id: one line, for one that holds several is rows that a stray quotation mark swallowed.
    pub fn id_or_empty(&self, column: usize) -> Result<&str, Fault> {
        let id = cell::id(self.get(column));
        if id.contains(['\n', '\r']) { Err(Fault { column }) } else { Ok(id) }
    }

    /// A cell read by `read`; `None` where it is empty, which a required column must not be.
    pub fn parsed<T>(&self, column: usize, mut read: impl FnMut(&str) -> Option<T>) -> Result<Option<T>, Fault> {
        let text = self.get(column);
        if text.is_empty() {
            return if self.layout.schema.columns[column].required { Err(Fault { column }) } else { Ok(None) };
        }
        read(text).map(Some).ok_or(Fault { column })
    }

    /// A time; [`NO_TIME`] where the cell is empty.
    pub fn time(&self, column: usize, clock: &mut Clock<'_>) -> Result<Seconds, Fault> {
        let believed = clock.believed;
        Ok(self.parsed(column, |text| clock.parse(text).filter(|&at| believed.contains(at)))?.unwrap_or(NO_TIME))
    }

    /// The end of something: as [`Cells::time`], but later ones than are believed are read too, since they mean "never".
    pub fn end(&self, column: usize, clock: &mut Clock<'_>) -> Result<Seconds, Fault> {
        let earliest = clock.believed.earliest;
        Ok(self.parsed(column, |text| clock.parse(text).filter(|&at| at >= earliest))?.unwrap_or(NO_TIME))
    }

    /// Whether the row is the header once more, as where files were put one after the other.
    fn is_header(&self) -> bool {
        let plain = |field: usize| self.record.field(field).trim().trim_start_matches('\u{feff}').trim();
        self.record.len() == self.layout.headers.len()
            && self.layout.headers.iter().enumerate().all(|(field, header)| plain(field) == header)
    }

    /// Text without the escape of spreadsheets.
    pub fn text(&self, column: usize) -> &str {
        cell::text(self.get(column))
    }

    /// The unknown columns of the file, in its order.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.layout.unknown.iter().map(|&f| cell::text(self.record.field(f).trim()))
    }
}

/// The ids of a piece: the distinct ones, and which of them stands at each place of the column.
#[derive(Default)]
pub(super) struct PieceIds {
    pub distinct: Texts,
    pub numbers: Vec<u32>,
}

impl PieceIds {
    fn of(column: IdColumn) -> Self {
        let (distinct, numbers) = column.finish();
        Self { distinct, numbers }
    }
}

/// What one piece of a file held.
pub(super) struct Piece<R> {
    pub rows: R,
    pub users: PieceIds,
    pub groups: PieceIds,
    /// Columns with at least one value in a row that was taken.
    pub filled: u32,
    pub accepted: u64,
    /// Rows with only empty cells.
    pub empty: u64,
    /// Rows that are the header once more.
    pub headers: u64,
    /// Rows that were refused, and as many of them as are kept, with lines counted from the piece.
    pub refused: u64,
    pub bad: Vec<BadRow>,
    /// What refused rows still say of people.
    pub marks: Vec<Mark>,
    /// Line breaks of the piece.
    pub lines: u64,
}

/// How to read the pieces of one file.
#[derive(Clone, Copy)]
pub(super) struct PieceOptions<'a> {
    pub file: &'a str,
    pub encoding: &'a str,
    pub layout: &'a Layout,
    pub delimiter: u8,
    pub zone: &'a Zone,
    pub believed: Believed,
    /// Refused rows to keep.
    pub keep_bad: usize,
}

/// Bytes of a large file for each user it names, roughly; a better guess saves time, a worse one costs none but that.
const BYTES_PER_USER: usize = 256;

/// Rows that tell how many the piece will have: growing step by step would copy them again and again.
const SAMPLE: u64 = 1024;
/// Rows between two looks whether to stop and whether there is room for as many again.
const LOOK: u64 = 4096;
/// Bytes that a row is taken to have at least, so that a file which begins with blank lines asks for no more than others.
const LEAST_ROW: usize = 16;

/// Reads a piece; `malformed` are the places of undecodable bytes in it.
///
/// # Errors
/// Memory that cannot be had.
pub(super) fn read_piece<R: Rows>(
    text: &str,
    malformed: &[usize],
    options: PieceOptions<'_>,
    progress: &Progress,
) -> Result<Piece<R>, TryReserveError> {
    let (users, groups) = (IdColumn::default(), IdColumn::default());
    let mut context = Context { users, groups, clock: Clock::new(options.zone, options.believed) };
    context.users.reserve_new(text.len() / BYTES_PER_USER, 0)?;
    let mut piece = Piece {
        rows: R::default(),
        users: PieceIds::default(),
        groups: PieceIds::default(),
        filled: 0,
        accepted: 0,
        empty: 0,
        headers: 0,
        refused: 0,
        bad: Vec::new(),
        marks: Vec::new(),
        lines: 0,
    };
    let mut scanner = Scanner::new(text, options.delimiter);
    let mut seen = 0u64;
    let mut told = 0;
    while scanner.advance() {
        seen += 1;
        if seen == SAMPLE {
            // A little more than the sample says: memory that is never written costs nothing.
            let rows = text.len() / (scanner.offset() / SAMPLE as usize).max(LEAST_ROW);
            let rows = rows + rows / 16;
            piece.rows.reserve(rows, 0)?;
            context.users.reserve(rows * R::USERS_PER_ROW)?;
        }
        if seen.is_multiple_of(LOOK) {
            if progress.is_cancelled() {
                break;
            }
            let bytes = scanner.offset() - told;
            progress.advance(bytes as u64);
            told = scanner.offset();
            // The next rows may be twice as long as the last.
            let (rows, bytes) = (LOOK as usize, 2 * bytes);
            piece.rows.reserve(rows, bytes)?;
            context.users.reserve(rows * R::USERS_PER_ROW)?;
            context.users.reserve_new(rows * R::USERS_PER_ROW, bytes)?;
            context.groups.reserve(rows)?;
            context.groups.reserve_new(rows, bytes)?;
        }
        let record = scanner.record();
        let cells = Cells { record, layout: options.layout, filled: Cell::new(0) };
        let problem = if record.is_unterminated() {
            Some(unterminated(&cells))
        } else if let Some(field) = record.trailing() {
            let found = record.field(field);
            Some(Problem::new(&cells, Some(field), errors::EXPECTED_DELIMITER.sentence(), found))
        } else if !malformed.is_empty() && touches(malformed, record.span()) {
            Some(undecodable(&cells, options.encoding))
        } else if record.field(0).trim().is_empty() && record.is_empty() {
            piece.empty += 1;
            continue;
        } else if cells.is_header() {
            piece.headers += 1;
            continue;
        } else if record.len() != options.layout.headers.len() {
            Some(wrong_length(&cells))
        } else {
            piece.rows.push(&cells, &mut context).err().map(|fault| misfit(&cells, fault, options))
        };
        match problem {
            None => {
                piece.accepted += 1;
                piece.filled |= cells.filled.get();
            }
            Some(problem) => {
                piece.refused += 1;
                RefusedRow::each(record, options.layout, options.delimiter, |row| R::heed(row, &mut piece.marks));
                if piece.bad.len() < options.keep_bad {
                    piece.bad.push(problem.at(options.file));
                }
            }
        }
    }
    progress.advance((scanner.offset() - told) as u64);
    piece.lines = scanner.lines();
    piece.users = PieceIds::of(context.users);
    piece.groups = PieceIds::of(context.groups);
    Ok(piece)
}

/// Whether any of the ascending `places` lies in `span`.
fn touches(places: &[usize], span: Range<usize>) -> bool {
    let next = places.partition_point(|&p| p < span.start);
    places.get(next).is_some_and(|&p| p < span.end)
}

/// Why a row was refused.
struct Problem {
    line: u64,
    column: usize,
    column_name: String,
    expected: Sentence,
    found: String,
    row: String,
}

impl Problem {
    fn new(cells: &Cells<'_, '_>, field: Option<usize>, expected: Sentence, found: &str) -> Self {
        let name = field.and_then(|f| cells.layout.headers.get(f)).cloned().unwrap_or_default();
        Self {
            line: cells.record.line(),
            column: field.map_or(0, |f| f + 1),
            column_name: name,
            expected,
            found: shortened(found),
            row: cells.record.raw().to_owned(),
        }
    }

    fn at(self, file: &str) -> BadRow {
        let at = Position {
            file: file.to_owned(),
            line: self.line,
            column: self.column as u64,
            column_name: self.column_name,
        };
        BadRow { at, expected: self.expected, found: self.found, row: self.row }
    }
}

fn unterminated(cells: &Cells<'_, '_>) -> Problem {
    let field = cells.record.len();
    let found = cells.record.raw().to_owned();
    Problem::new(cells, Some(field), errors::EXPECTED_CLOSING_QUOTE.sentence(), &found)
}

fn undecodable(cells: &Cells<'_, '_>, encoding: &str) -> Problem {
    let field = (0..cells.record.len()).find(|&f| cells.record.field(f).contains('\u{fffd}'));
    let found = field.map_or(cells.record.raw(), |f| cells.record.field(f)).to_owned();
    Problem::new(cells, field, errors::EXPECTED_VALID_BYTES.with("encoding", encoding.to_uppercase()), &found)
}

fn wrong_length(cells: &Cells<'_, '_>) -> Problem {
    let (expected, found) = (cells.layout.headers.len(), cells.record.len());
    Problem::new(cells, None, errors::EXPECTED_FIELDS.with("n", expected), &found.to_string())
}

fn misfit(cells: &Cells<'_, '_>, fault: Fault, options: PieceOptions<'_>) -> Problem {
    let column = &cells.layout.schema.columns[fault.column];
    let found = cells.get(fault.column).to_owned();
    let expected = match column.shape {
        Shape::Time if !found.is_empty() => options.believed.expected(&found, options.zone),
        shape => shape.expected(&found),
    };
    let mut problem = Problem::new(cells, cells.layout.fields[fault.column], expected, &found);
    if problem.column_name.is_empty() {
        problem.column_name = column.name.to_owned();
    }
    problem
}
