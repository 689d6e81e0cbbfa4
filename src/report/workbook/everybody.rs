//! Everybody who may be named, highest influence first: to be filtered and handed out.
//!
//! The only sheet that grows with the number of users: its rows are written straight into the file.

use std::collections::HashMap;

use rust_xlsxwriter::{Format, FormatAlign};

use super::USER_ROWS;
use super::book::Book;
use super::cell::{Cell, clean};
use super::rows::{Template, filled};
use super::sheet::{Done, Sheet};
use super::table::{HEADER, Look, dress};
use crate::report::figures::thousands;
use crate::segments::columns::Values;
use crate::selection::LISTS;
use crate::text::{Lang, workbook as words};

/// Rows that the widths of columns are taken from.
const MEASURED: usize = 1_000;
/// Columns that stay in sight: rank, nickname, id.
const FIXED: u16 = 3;

/// Further columns at most.
const FURTHER: usize = 12;

/// Columns of `users.csv` that tell a manager something, before who looks after the person.
const FIRST: [&str; 7] =
    ["influence_rank", "nickname", "user_id", "value_tier", "value_segment", "lifecycle", "monthly_spend"];
/// And after.
const AFTER: [&str; 20] = [
    "recency_days",
    "contacts",
    "region",
    "role",
    "reach",
    "channel",
    "window_open",
    "position",
    "circle",
    "circles_linked",
    "isolation",
    "influence",
    "listeners",
    "degree",
    "groups",
    "remarks",
    "interests",
    "device_class",
    "registered_at",
    "last_active_at",
];

type Of<'b, 'a> = Box<dyn Fn(usize) -> Cell<'a> + Send + Sync + 'b>;

/// One column: its header, most characters across, its values.
struct Column<'b, 'a> {
    label: String,
    widest: f64,
    look: Look,
    of: Of<'b, 'a>,
}

/// People and what is told of them.
pub(super) struct Everybody<'b, 'a> {
    /// All who may be named, and those of them who are on the sheet.
    total: usize,
    people: Vec<usize>,
    columns: Vec<Column<'b, 'a>>,
}

impl<'b, 'a> Everybody<'b, 'a> {
    pub(super) fn of(book: &'b Book<'a>) -> Self {
        let (graph, measures) = (&book.analysis.people.graph, &book.analysis.people.measures);
        let nodes = &graph.nodes;
        let mut people: Vec<usize> =
            (0..nodes.len()).filter(|&v| nodes.listed[v] && nodes.may_be_named(v as u32)).collect();
        people.sort_by_key(|&v| (measures.influence.rank[v], v));
        let total = people.len();
        people.truncate(USER_ROWS);
        let mut columns = Columns::of(book);
        columns.retain(|column| people.iter().any(|&v| !(column.of)(v).is_empty()));
        Self { total, people, columns }
    }

    /// Everything but the rows: in their place one row of empty cells, which is the sheet's next.
    pub(super) fn fill(&self, book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
        sheet.note(book.say(&words::EVERYBODY_NOTE))?;
        let unnamed = book.analysis.people.graph.nodes.listed_count - self.total;
        if unnamed > 0 {
            let told = words::UNNAMED.counted(unnamed as u64).with("n", thousands(unnamed as u64));
            sheet.note(&told.render(book.lang))?;
        }
        super::capped(book, sheet, self.people.len(), self.total, "users.csv")?;
        if self.people.is_empty() {
            return sheet.note(book.say(&words::NOBODY));
        }
        let top = sheet.row;
        sheet.header(&self.columns.iter().map(|column| column.label.as_str()).collect::<Vec<_>>())?;
        let (first, last) = (sheet.row, top + self.people.len() as u32);
        for (place, column) in (0u16..).zip(&self.columns) {
            let measured: Vec<Cell<'_>> = self.people.iter().take(MEASURED).map(|&v| (column.of)(v)).collect();
            measured.iter().filter_map(|cell| cell.shown(book.lang)).for_each(|text| sheet.fit(place, &text));
            sheet.widen(place, 9.0);
            sheet.page.write_blank(first, place, &format(&measured))?;
            dress(sheet, column.look, first, last, place)?;
        }
        sheet.fit_columns(|place| self.columns.get(place).map_or(40.0, |column| column.widest))?;
        sheet.page.set_row_height(top, HEADER)?;
        sheet.page.autofilter(top, 0, last, self.columns.len() as u16 - 1)?;
        sheet.page.set_freeze_panes(top + 1, FIXED.min(self.columns.len() as u16))?;
        sheet.page.set_repeat_rows(top, top)?;
        Ok(())
    }

    /// The file with the rows; `row` is the one of empty cells, from 0.
    pub(super) fn written(&self, file: Vec<u8>, sheet: usize, row: u32, lang: Lang) -> std::io::Result<Vec<u8>> {
        if self.people.is_empty() {
            return Ok(file);
        }
        filled(file, Template { sheet, row: row + 1 }, &self.people, |&v, row| {
            self.columns.iter().for_each(|column| row.cell(&(column.of)(v), lang));
        })
    }
}

/// How many may be named.
pub(super) fn named(book: &Book<'_>) -> usize {
    let nodes = &book.analysis.people.graph.nodes;
    (0..nodes.len()).filter(|&v| nodes.listed[v] && nodes.may_be_named(v as u32)).count()
}

struct Columns<'b, 'a> {
    book: &'b Book<'a>,
    columns: Vec<Column<'b, 'a>>,
}

impl<'b, 'a> Columns<'b, 'a> {
    /// In order.
    fn of(book: &'b Book<'a>) -> Vec<Column<'b, 'a>> {
        let mut columns = Self { book, columns: Vec::new() };
        columns.facts(&FIRST);
        let people = &book.analysis.people;
        columns.facts(&["owner_id"]);
        columns.own("owner_name", 18.0, move |v| Cell::text(people.owner_name(v as u32)));
        let queue: HashMap<u32, usize> = (1..).zip(&book.analysis.todo).map(|(place, one)| (one.node, place)).collect();
        columns.own("todo_rank", 12.0, move |v| Cell::maybe(queue.get(&(v as u32)).map(|&place| place as u64)));
        let on = on_lists(book);
        columns.own("lists", 24.0, move |v| on.get(&(v as u32)).map_or(Cell::Empty, |on| Cell::text(on.clone())));
        columns.facts(&AFTER);
        columns.own_columns();
        columns.columns
    }

    fn own(&mut self, key: &str, widest: f64, of: impl Fn(usize) -> Cell<'a> + Send + Sync + 'b) {
        let label = self.book.head(key).to_owned();
        self.columns.push(Column { label, widest, look: Look::Plain, of: Box::new(of) });
    }

    fn facts(&mut self, names: &[&str]) {
        for &name in names {
            let (widest, look) = match name {
                "user_id" | "owner_id" => (24.0, Look::Ids),
                "value_tier" => (10.0, Look::Tiers),
                _ => (22.0, Look::Plain),
            };
            let Some(column) = self.book.column(name) else { continue };
            let book = self.book;
            let of = move |v: usize| book.value(column, v);
            self.columns.push(Column { label: book.label(name), widest, look, of: Box::new(of) });
        }
    }

    /// Segments of the user's own, and columns of yes and no or of numbers; what else stands in the data may not be for everybody's eyes.
    fn own_columns(&mut self) {
        let book = self.book;
        let told = |values: &Values<'_>| matches!(values, Values::Flag(_) | Values::Number(_));
        for column in book.further().filter(|column| told(&column.values)).take(FURTHER) {
            let of = move |v: usize| book.value(column, v);
            let label = clean(&column.name).into_owned();
            self.columns.push(Column { label, widest: 18.0, look: Look::Plain, of: Box::new(of) });
        }
    }
}

/// The names of the lists that each is on.
fn on_lists(book: &Book<'_>) -> HashMap<u32, String> {
    let mut on = HashMap::<u32, String>::new();
    for list in LISTS {
        let name = book.say(&words::list(list.code).name);
        for member in list.members(&book.analysis.selection, book.analysis.seeds.as_ref()) {
            let lists = on.entry(member.node).or_default();
            lists.push_str(if lists.is_empty() { "" } else { book.comma() });
            lists.push_str(name);
        }
    }
    on
}

/// How the cells of a column look, by some of them.
fn format(cells: &[Cell<'_>]) -> Format {
    let cell = Format::new().set_align(FormatAlign::VerticalCenter).set_indent(1);
    let mut as_number = None;
    for one in cells.iter().filter(|cell| !cell.is_empty()) {
        match one {
            Cell::Id(_) | Cell::Text(_) => return cell.set_align(FormatAlign::Left).set_num_format("@"),
            Cell::Number(_) => as_number = Some("#,##0.00"),
            Cell::Score(_) => as_number = Some("0.0"),
            Cell::Share(_) => as_number = Some("0.0%"),
            Cell::Count(_) => as_number = as_number.or(Some("#,##0")),
            _ => {}
        }
    }
    match as_number {
        Some(format) => cell.set_align(FormatAlign::Right).set_num_format(format),
        None => cell.set_align(FormatAlign::Left),
    }
}
