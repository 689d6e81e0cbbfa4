//! The columns of the lists of people: who it is, why, what to do next, who looks after them, and what decided.

use super::book::Book;
use super::cell::Cell;
use super::table::{Head, Look};
use crate::report::seeds::reason;
use crate::selection::{Entry, Member, NextStep};
use crate::text::reasons::Reason;
use crate::text::todo as todo_words;

/// One row of a list.
pub(super) struct Person<'a> {
    pub node: u32,
    pub rank: u32,
    pub score: f64,
    pub reason: String,
    pub next: NextStep,
    /// Only on the lists that have entries.
    pub entry: Option<&'a Entry>,
}

impl<'a> Person<'a> {
    /// Somebody on a list.
    pub(super) fn of(book: &Book<'a>, member: Member<'a>) -> Self {
        // The suggested groups have columns of their own.
        let told = |entry: &Entry| Reason { suggested: Vec::new(), ..entry.reason.clone() }.render(book.lang);
        Self {
            node: member.node,
            rank: member.rank,
            score: member.score,
            reason: match (member.entry, member.todo) {
                (Some(entry), _) => told(entry),
                (_, Some(todo)) => todo_words::reason(&todo.due, book.lang),
                _ => reason(book.analysis, member.rank as usize - 1, book.lang),
            },
            next: member.next.clone(),
            entry: member.entry,
        }
    }
}

/// The value of a column for a person.
type Of<'b, 'a> = Box<dyn Fn(&Person<'a>) -> Cell<'a> + 'b>;

/// One column: its header and its values.
pub(super) struct Column<'b, 'a> {
    label: String,
    widest: f64,
    look: Look,
    of: Of<'b, 'a>,
}

/// Columns in order.
pub(super) struct Columns<'b, 'a> {
    pub book: &'b Book<'a>,
    columns: Vec<Column<'b, 'a>>,
}

impl<'b, 'a> Columns<'b, 'a> {
    pub(super) fn new(book: &'b Book<'a>) -> Self {
        Self { book, columns: Vec::new() }
    }

    /// A column of the list's own, by the key of its header.
    pub(super) fn own(&mut self, key: &str, widest: f64, look: Look, of: impl Fn(&Person<'a>) -> Cell<'a> + 'b) {
        self.columns.push(Column { label: self.book.head(key).to_owned(), widest, look, of: Box::new(of) });
    }

    /// Columns of `users.csv`.
    pub(super) fn facts(&mut self, names: &[&'static str]) {
        for &name in names {
            let (widest, look) = match name {
                "user_id" | "owner_id" => (24.0, Look::Ids),
                "value_tier" => (10.0, Look::Tiers),
                "nickname" | "interests" => (24.0, Look::Plain),
                _ => (18.0, Look::Plain),
            };
            let book = self.book;
            let of = move |person: &Person<'a>| book.fact(name, person.node as usize);
            self.columns.push(Column { label: book.label(name), widest, look, of: Box::new(of) });
        }
    }

    /// Who it is, where the person stands, and why.
    pub(super) fn front(&mut self, score: &str, shown: fn(f64) -> Cell<'static>) {
        self.own("rank", 8.0, Look::Plain, |person| Cell::count(person.rank));
        self.facts(&["nickname", "user_id", "value_tier"]);
        self.own(score, 12.0, Look::Plain, move |person| shown(person.score));
        self.own("reason", 52.0, Look::Plain, |person| Cell::words(person.reason.clone()));
    }

    /// What to do, who does it, how far it got.
    pub(super) fn work(&mut self) {
        let book = self.book;
        self.own("next", 44.0, Look::Plain, |person| Cell::words(person.next.told().render(book.lang)));
        self.facts(&["owner_id"]);
        self.own("owner_name", 18.0, Look::Plain, move |person| {
            Cell::text(book.analysis.people.owner_name(person.node))
        });
        self.own("status", 16.0, Look::Status, |_| Cell::Empty);
        self.own("remark", 24.0, Look::Blank, |_| Cell::Empty);
    }

    /// What else is known of the person.
    pub(super) fn profile(&mut self) {
        let book = self.book;
        let facts = [
            "region",
            "region_inferred",
            "lifecycle",
            "value_segment",
            "position",
            "recency_days",
            "monthly_spend",
            "role",
            "reach",
            "channel",
            "window_open",
        ];
        self.facts(&facts);
        self.own("best_time", 18.0, Look::Plain, move |person| {
            person.next.window.map_or(Cell::Empty, |best| Cell::words(book.window(best.window)))
        });
        self.facts(&["interests", "device_class", "circle", "circle_name"]);
    }

    /// Headers.
    pub(super) fn heads(&self) -> Vec<Head<'_>> {
        self.columns.iter().map(|c| Head { label: &c.label, widest: c.widest, look: c.look }).collect()
    }

    /// Cells.
    pub(super) fn rows(&self, people: &[Person<'a>]) -> Vec<Vec<Cell<'a>>> {
        people.iter().map(|person| self.columns.iter().map(|c| (c.of)(person)).collect()).collect()
    }
}
