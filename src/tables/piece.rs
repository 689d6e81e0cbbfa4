//! Reading one piece of one file, row by row, and what is wrong with the rows that cannot be read.

use std::cell::Cell;
use std::collections::TryReserveError;
use std::ops::Range;

use super::cell;
use super::cell::Meaning;
use super::header::{Layout, shortened};
use super::intern::{IdColumn, Interner, PieceIds};
use super::load::asked_for;
use super::money;
use super::refused::{Mark, RefusedRow, Says};
use super::scan::{Dialect, Record, Scanner};
use super::time::{Believed, Clock, Days, NO_TIME, Seconds, Zone};
use super::words;
use crate::config::NOT_COUNTED;
use crate::config::columns::{CellKind, Schema};
use crate::diagnostic::{BadRow, Kinds, Position};
use crate::parallel::{self, Spares};
use crate::progress::Progress;
use crate::text::{Sentence, errors};

/// Rows of one table, as they are collected.
pub(super) trait Rows: Default + Send + Sync {
    /// The columns.
    const SCHEMA: &'static Schema;
    /// Users that a row names.
    const USERS_PER_ROW: usize;
    /// Whether a row is about one person, its first column, without being the person's own: what it says of opting out counts. Orders are refused and
    /// cancelled in the same words.
    const IS_OF_A_PERSON: bool = false;

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
    pub users: IdColumn<'z>,
    pub groups: IdColumn<'z>,
    pub clock: Clock<'z>,
    /// What is said of people beside the rows that are taken.
    pub marks: Vec<Mark>,
    /// As words are compared.
    not_counted: Vec<String>,
    /// Whether it is said which states do not count.
    pub settles_states: bool,
}

impl Context<'_> {
    /// Whether an order in this state counts.
    pub fn counts(&self, status: &str) -> bool {
        status.is_empty() || !self.not_counted.iter().any(|word| word == status)
    }
}

/// The cells of one row by column of the schema.
pub(super) struct Cells<'a, 't> {
    pub record: &'a Record<'t>,
    pub layout: &'a Layout,
    /// Whether an optional cell that cannot be read is taken as empty.
    lenient: bool,
    /// Columns of which the row tells something, one bit each.
    filled: Cell<u32>,
    /// Columns with a cell that could not be read.
    misfits: Cell<u32>,
    /// The currencies of its amounts, one bit each.
    currencies: Cell<u32>,
}

impl Cells<'_, '_> {
    /// A cell that cannot be read: a fault, or empty where the row need not have it.
    fn misfit(&self, column: usize) -> Result<(), Fault> {
        self.misfits.set(self.misfits.get() | 1 << column);
        if self.lenient && !self.layout.schema.columns[column].required { Ok(()) } else { Err(Fault { column }) }
    }

    /// Whether the column could not be read here.
    pub fn is_misfit(&self, column: usize) -> bool {
        self.misfits.get() & 1 << column != 0
    }

    /// The trimmed text of a column; empty where the file has none.
    pub fn get(&self, column: usize) -> &str {
        match (self.layout.fields[column], &self.layout.constants[column]) {
            (Some(field), _) => self.field(field),
            (None, Some(value)) => value,
            (None, None) => "",
        }
    }

    /// The trimmed text of a field of the record.
    pub fn field(&self, field: usize) -> &str {
        let text = self.record.field(field);
        if cell::is_trimmed(text) { text } else { text.trim() }
    }

    /// Notes that something is known of a column: words for nothing, and cells that are taken as empty, tell nothing.
    pub fn fill(&self, column: usize) {
        self.filled.set(self.filled.get() | 1 << column);
    }

    /// An id that must be there.
    pub fn id(&self, column: usize) -> Result<&str, Fault> {
        let id = self.id_or_empty(column)?;
        let is_group = || self.layout.schema.columns[column].name == "group_id";
        if id.is_empty() || cell::is_masked(id) && !is_group() { Err(Fault { column }) } else { Ok(id) }
    }

    /// An id, or nothing: one line, for one that holds several is rows that a stray quotation mark swallowed.
    pub fn id_or_empty(&self, column: usize) -> Result<&str, Fault> {
        let id = cell::id(self.get(column));
        if cell::is_nothing(id) {
            return Ok("");
        }
        if self.record.is_folded() && id.contains(['\n', '\r']) {
            return self.misfit(column).map(|()| "");
        }
        if !id.is_empty() {
            self.fill(column);
        }
        Ok(id)
    }

    /// A cell read by `read`; `None` where nothing stands in it, which a required column must not be.
    pub fn parsed<T>(&self, column: usize, mut read: impl FnMut(&str) -> Option<T>) -> Result<Option<T>, Fault> {
        let text = self.get(column);
        if let Some(value) = if text.is_empty() { None } else { read(text) } {
            self.fill(column);
            return Ok(Some(value));
        }
        if text.is_empty() || cell::is_nothing(text) {
            return if self.layout.schema.columns[column].required { Err(Fault { column }) } else { Ok(None) };
        }
        self.misfit(column).map(|()| None)
    }

    /// A number or an amount read by `read` as the column means it.
    pub fn number(&self, column: usize, read: fn(&str, Meaning) -> Option<f64>) -> Result<Option<f64>, Fault> {
        let meaning = self.layout.meanings[column];
        self.parsed(column, |text| read(text, meaning))
    }

    /// An amount; which currency it bears is noted.
    pub fn amount(&self, column: usize) -> Result<Option<f64>, Fault> {
        self.currencies.set(self.currencies.get() | cell::currencies(self.get(column)));
        self.number(column, cell::bounded_amount)
    }

    /// Notes the currency that a cell names.
    pub fn currency(&self, column: usize) {
        self.currencies.set(self.currencies.get() | money::named(self.text(column)));
    }

    /// A time; [`NO_TIME`] where the cell is empty.
    pub fn time(&self, column: usize, clock: &mut Clock<'_>) -> Result<Seconds, Fault> {
        let (earliest, latest) = (clock.believed.earliest, clock.believed.latest);
        self.moment(column, clock, |at| (earliest..=latest).contains(&at))
    }

    /// The end of something: as [`Cells::time`], but later ones than are believed are read too, since they mean "never".
    pub fn end(&self, column: usize, clock: &mut Clock<'_>) -> Result<Seconds, Fault> {
        let earliest = clock.believed.earliest;
        if words::says_left(self.get(column)) == Some(false) {
            return Ok(NO_TIME);
        }
        self.moment(column, clock, |at| at >= earliest)
    }

    fn moment(&self, column: usize, clock: &mut Clock<'_>, fits: impl Fn(Seconds) -> bool) -> Result<Seconds, Fault> {
        let text = &*self.layout.dated(column, self.record, self.get(column));
        if let Some(at) = clock.parse(text, self.layout.meanings[column]).filter(|&at| fits(at)) {
            self.fill(column);
            clock.see(column, text, self.layout.meanings[column]);
            return Ok(at);
        }
        if text.is_empty() || clock.is_nothing(text) {
            return if self.layout.schema.columns[column].required { Err(Fault { column }) } else { Ok(NO_TIME) };
        }
        self.misfit(column).map(|()| NO_TIME)
    }

    /// Whether the row is the header once more, as where files were put one after the other.
    fn is_header(&self) -> bool {
        let plain = |field: usize| {
            let text = self.record.field(field);
            if cell::is_trimmed(text) { text } else { text.trim().trim_start_matches('\u{feff}').trim() }
        };
        self.layout.has_header
            && self.record.len() == self.layout.headers.len()
            && self.layout.headers.iter().enumerate().all(|(field, header)| plain(field) == header)
    }

    /// Whether the row has the fields of the header, but for empty ones at its end.
    fn is_whole(&self) -> bool {
        let (found, headers) = (self.record.len(), &self.layout.headers);
        found == headers.len()
            || (headers.len()..found).all(|field| self.record.field(field).trim().is_empty())
                && (found..headers.len()).all(|field| headers[field].is_empty())
    }

    /// Whether a row that begins as comments do is none: it is not what the header says, or the mark stands apart.
    fn is_comment(&self) -> bool {
        let rest = self.record.raw().trim_start_matches(['#', '%', '/']);
        rest.starts_with(char::is_whitespace) || !self.is_whole()
    }

    /// Text without the escape of spreadsheets; empty where a word says that there is none.
    pub fn text(&self, column: usize) -> &str {
        let text = self.get(column);
        if text.is_empty() {
            return "";
        }
        let text = cell::text(text);
        let is_nothing = match self.layout.schema.columns[column].kind {
            CellKind::Name => cell::is_nothing_in_text(text),
            _ => cell::is_nothing(text),
        };
        if is_nothing || text.is_empty() {
            return "";
        }
        self.fill(column);
        text
    }

    /// Whether a cell of an unknown column says that somebody opted out.
    pub fn tells_of_opting_out(&self) -> bool {
        !self.layout.is_told_who_opted_out && self.unknown().any(words::tells_of_opting_out)
    }

    /// The unknown columns of the file, in its order.
    pub fn unknown(&self) -> impl Iterator<Item = &str> {
        self.layout.unknown.iter().map(|&f| cell::text(self.field(f)))
    }
}

/// Who numbers the ids of users and of groups while pieces are read.
#[derive(Default)]
pub(super) struct Interners {
    pub users: Spares<Interner>,
    pub groups: Spares<Interner>,
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
    /// Comment lines.
    pub comments: u64,
    /// The currencies of its amounts, one bit each.
    pub currencies: u32,
    /// The days of its times, by column as far as any has some.
    pub days: Vec<Days>,
    /// Columns with a cell that could not be read, one bit each.
    pub misfits: u32,
    /// Per column, cells that could not be read and were taken as empty.
    pub emptied: Vec<u64>,
    /// Rows that were refused, and as many of them as are kept, with lines counted from the piece.
    pub refused: u64,
    pub bad: Vec<BadRow>,
    /// What is said of people beside the rows that were taken.
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
    pub dialect: Dialect,
    pub zone: &'a Zone,
    pub ids: &'a Interners,
    pub believed: Believed,
    /// States in which orders do not count; the usual ones where there is none.
    pub not_counted: &'a [String],
    /// Whether optional cells that cannot be read are taken as empty.
    pub lenient: bool,
    /// Whether all refused rows are kept, or one of each kind.
    pub keeps_all: bool,
}

/// Rows that tell how many the piece will have: growing step by step would copy them again and again.
const SAMPLE: u64 = 1024;
/// Rows between two looks whether to stop and whether there is room for as many again.
const LOOK: u64 = 4096;
/// Bytes that a row is taken to have at least, so that a file which begins with blank lines asks for no more than others.
const LEAST_ROW: usize = 16;

/// Bytes that are to be left for what is small and not asked for: an allocator takes what it gives out in small pieces from larger ones.
const SPARE: usize = 64 << 20;
/// Threads that may take it between the look of one of them and its use, at the most.
const AT_ONCE: usize = 4;

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
    asked_for(SPARE * parallel::threads().min(AT_ONCE))?;
    let mut context = Context {
        users: IdColumn::new(&options.ids.users),
        groups: IdColumn::new(&options.ids.groups),
        clock: Clock::new(options.zone, options.believed),
        marks: Vec::new(),
        settles_states: !options.not_counted.is_empty(),
        not_counted: match options.not_counted {
            [] => NOT_COUNTED.map(words::word_of).to_vec(),
            said => said.iter().map(|word| words::word_of(word)).collect(),
        },
    };
    let mut piece = Piece {
        rows: R::default(),
        users: PieceIds::default(),
        groups: PieceIds::default(),
        filled: 0,
        accepted: 0,
        empty: 0,
        headers: 0,
        comments: 0,
        currencies: 0,
        days: Vec::new(),
        misfits: 0,
        emptied: vec![0; options.layout.fields.len()],
        refused: 0,
        bad: Vec::new(),
        marks: Vec::new(),
        lines: 0,
    };
    let mut kinds = Kinds::default();
    let mut scanner = Scanner::new(text, options.dialect);
    let mut seen = 0u64;
    let mut told = 0;
    while scanner.advance() {
        let swallowed = scanner.record().is_rows(options.layout.headers.len(), options.dialect);
        if swallowed {
            scanner.only_first_line();
        }
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
        if record.is_comment() {
            piece.comments += 1;
            continue;
        }
        let cells = Cells {
            record,
            layout: options.layout,
            lenient: options.lenient,
            filled: Cell::new(0),
            misfits: Cell::new(0),
            currencies: Cell::new(0),
        };
        if matches!(record.raw().as_bytes(), [b'#' | b'%', ..] | [b'/', b'/', ..]) && cells.is_comment() {
            piece.comments += 1;
            continue;
        }
        let problem = if swallowed {
            let (field, expected) = (folded(record), &errors::EXPECTED_CLOSING_QUOTE_FIRST);
            Some(Problem::new(&cells, field, expected.sentence(), record.raw()))
        } else if record.is_unterminated() {
            Some(unterminated(&cells))
        } else if let Some(field) = record.trailing() {
            let found = record.field(field);
            Some(Problem::new(&cells, Some(field), errors::EXPECTED_DELIMITER.sentence(), found))
        } else if !malformed.is_empty() && touches(malformed, record.span()) {
            Some(undecodable(&cells, options.encoding))
        } else if !cell::is_trimmed(record.field(0)) && record.is_empty() {
            piece.empty += 1;
            continue;
        } else if cells.is_header() {
            piece.headers += 1;
            continue;
        } else if !cells.is_whole() {
            Some(wrong_length(&cells))
        } else {
            piece.rows.push(&cells, &mut context).err().map(|fault| misfit(&cells, fault, options))
        };
        let misfits = cells.misfits.get();
        piece.misfits |= misfits;
        match problem {
            None => {
                piece.accepted += 1;
                if R::IS_OF_A_PERSON && cells.tells_of_opting_out() {
                    let id = cell::id(cells.get(0)).to_owned();
                    context.marks.push(Mark { id, says: Says::OptedOutInRow, line: record.line() });
                }
                piece.filled |= cells.filled.get();
                piece.currencies |= cells.currencies.get();
                if misfits != 0 {
                    (0..).zip(&mut piece.emptied).for_each(|(i, n)| *n += u64::from(misfits & 1 << i != 0));
                }
            }
            Some(problem) => {
                piece.refused += 1;
                RefusedRow::each(record, options.layout, options.dialect, |row| R::heed(row, &mut context.marks));
                let row = problem.at(options.file);
                if options.keeps_all { piece.bad.push(row) } else { kinds.add(row) }
            }
        }
    }
    progress.advance((scanner.offset() - told) as u64);
    piece.lines = scanner.lines();
    piece.bad.append(&mut kinds.rows());
    piece.marks = context.marks;
    piece.days = context.clock.seen;
    piece.users = context.users.finish();
    piece.groups = context.groups.finish();
    Ok(piece)
}

/// The first field that goes over several lines.
fn folded(record: &Record<'_>) -> Option<usize> {
    (0..record.len()).find(|&field| record.field(field).contains(['\n', '\r']))
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
        BadRow { at, expected: self.expected, found: self.found, row: self.row, alike: 1 }
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
    let expected = match column.kind {
        CellKind::Time | CellKind::End if !found.is_empty() => options.believed.expected(&found, options.zone),
        // The header has said the unit.
        CellKind::Amount if cells.layout.meanings[fault.column].shift != 0 && cell::currencies(&found) != 0 => {
            errors::EXPECTED_BARE_AMOUNT.sentence()
        }
        kind => cell::expected(kind, &found),
    };
    let mut problem = Problem::new(cells, cells.layout.fields[fault.column], expected, &found);
    if problem.column_name.is_empty() {
        problem.column_name = column.name.to_owned();
    }
    problem
}
