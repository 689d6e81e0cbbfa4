//! The workbook for those who work with Excel: results → bytes of one `.xlsx` file.
//!
//! The summary comes first and leads to the other sheets; lists can be filtered and handed out; grids are coloured, and charts
//! are the spreadsheet's own. Text from data is only ever written as a string, so that no name can become a formula. Lists
//! are capped and say so: but for the sheet of everybody nothing grows with the number of users. The bytes depend on the results alone.

mod accounts;
mod book;
mod cell;
mod changes;
mod circles;
mod everybody;
mod groups;
mod hours;
mod lists;
mod method;
mod people;
mod rows;
mod segments;
mod sheet;
mod style;
mod summary;
mod table;
mod tally;
mod tiers;
mod todo;

use rust_xlsxwriter::{Color, DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Digest;
use super::figures::thousands;
use crate::analysis::Analysis;
use crate::config::Tier;
use crate::error::{Error, ErrorKind};
use crate::selection::{LISTS, ListSpec};
use crate::text::{workbook as words, writing};
use book::Book;
use everybody::Everybody;
use sheet::{Done, Sheet};
use style::Style;

/// What the file is called.
pub const FILE: &str = "report.xlsx";

/// Rows of a list of people at most.
const LIST_ROWS: usize = 10_000;
/// Rows of everybody at most.
const USER_ROWS: usize = 200_000;
/// Rows of the circles at most.
const CIRCLE_ROWS: usize = 5_000;
/// Rows of the groups at most.
const GROUP_ROWS: usize = 20_000;
/// Rows of the accounts at most.
const ACCOUNT_ROWS: usize = 5_000;

/// Which sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tab {
    Summary,
    Todo,
    List(&'static ListSpec),
    Everybody,
    Changes,
    Tiers,
    Segments,
    Hours,
    Circles,
    Groups,
    Accounts,
    Method,
}

impl Tab {
    /// In the order of the file.
    fn all() -> impl Iterator<Item = Self> {
        let after = [
            Self::Everybody,
            Self::Changes,
            Self::Tiers,
            Self::Segments,
            Self::Hours,
            Self::Circles,
            Self::Groups,
            Self::Accounts,
            Self::Method,
        ];
        [Self::Summary, Self::Todo].into_iter().chain(LISTS.map(Self::List)).chain(after)
    }

    fn words(self) -> &'static words::Tab {
        match self {
            Self::Summary => &words::SUMMARY,
            Self::Todo => &words::TODO,
            Self::List(list) => words::list(list.code),
            Self::Everybody => &words::EVERYBODY,
            Self::Changes => &words::CHANGES,
            Self::Tiers => &words::TIERS,
            Self::Segments => &words::SEGMENTS,
            Self::Hours => &words::HOURS,
            Self::Circles => &words::CIRCLES,
            Self::Groups => &words::GROUPS,
            Self::Accounts => &words::ACCOUNTS,
            Self::Method => &words::METHOD,
        }
    }

    fn color(self) -> Color {
        match self {
            Self::Summary => style::ACCENT,
            Self::Todo | Self::List(_) | Self::Everybody => style::tier_color(Tier::A),
            Self::Changes | Self::Tiers | Self::Segments | Self::Hours => style::tier_color(Tier::B),
            Self::Circles | Self::Groups | Self::Accounts => style::tier_color(Tier::C),
            Self::Method => style::tier_color(Tier::Unknown),
        }
    }

    /// Sheets of which the data may know nothing at all.
    fn is_empty(self, analysis: &Analysis) -> bool {
        match self {
            Self::Accounts => analysis.people.segments.profile.capacity.owners.is_empty(),
            Self::Changes => analysis.changes.is_empty(),
            _ => false,
        }
    }

    fn fill(self, book: &Book<'_>, everybody: &Everybody<'_, '_>, sheet: &mut Sheet<'_>) -> Done {
        match self {
            Self::Summary => summary::fill(book, sheet),
            Self::Todo => todo::fill(book, sheet),
            Self::List(list) => lists::list(book, sheet, list),
            Self::Everybody => everybody.fill(book, sheet),
            Self::Changes => changes::fill(book, sheet),
            Self::Tiers => tiers::fill(book, sheet),
            Self::Segments => segments::fill(book, sheet),
            Self::Hours => hours::fill(book, sheet),
            Self::Circles => circles::fill(book, sheet),
            Self::Groups => groups::fill(book, sheet),
            Self::Accounts => accounts::fill(book, sheet),
            Self::Method => method::fill(book, sheet),
        }
    }
}

/// The workbook of a run; `digest` is that of `analysis`.
///
/// # Errors
/// [`Write`](ErrorKind::Write), should the file not be made.
pub fn workbook(analysis: &Analysis, digest: &Digest) -> crate::Result<Vec<u8>> {
    made(analysis, digest).map_err(|error| {
        let source = match error {
            XlsxError::IoError(source) => source,
            other => std::io::Error::other(other.to_string()),
        };
        Error::new(ErrorKind::Write, writing::FILE.with("name", FILE)).caused_by(source)
    })
}

fn made(analysis: &Analysis, digest: &Digest) -> Result<Vec<u8>, XlsxError> {
    let style = Style::new();
    let book = Book::new(analysis, digest, &style);
    let mut file = Workbook::new();
    file.set_properties(&properties(&book)?);
    let everybody = Everybody::of(&book);
    let mut of_everybody = None;
    for (number, tab) in (1..).zip(tabs(analysis)) {
        let page = file.add_worksheet();
        page.set_name(book.say(&tab.words().name))?;
        let mut sheet = Sheet::begin(page, &style, book.lang, book.say(&tab.words().title), tab.color())?;
        tab.fill(&book, &everybody, &mut sheet)?;
        if tab == Tab::Everybody {
            of_everybody = Some((number, sheet.row));
        }
    }
    let file = file.save_to_buffer()?;
    match of_everybody {
        Some((number, row)) => Ok(everybody.written(file, number, row, book.lang)?),
        None => Ok(file),
    }
}

/// The sheets of a run.
fn tabs(analysis: &Analysis) -> impl Iterator<Item = Tab> + '_ {
    Tab::all().filter(|tab| !tab.is_empty(analysis))
}

/// Dated by the data, never by the clock.
fn properties(book: &Book<'_>) -> Result<DocProperties, XlsxError> {
    let made =
        ExcelDateTime::from_timestamp(book.analysis.people.as_of).or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1))?;
    let program = concat!("renmai ", env!("CARGO_PKG_VERSION"));
    let title = book.say(&words::SUMMARY.title);
    Ok(DocProperties::new().set_title(title).set_author(program).set_creation_datetime(&made))
}

/// Says so where a sheet holds less than there is.
fn capped(book: &Book<'_>, sheet: &mut Sheet<'_>, shown: usize, total: usize, file: &str) -> Done {
    if shown == total {
        return Ok(());
    }
    let told = words::CAPPED.with("shown", thousands(shown as u64)).with("total", thousands(total as u64));
    sheet.warn(&told.with("file", file).render(book.lang))
}
