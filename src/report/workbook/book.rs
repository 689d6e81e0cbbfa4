//! What every sheet looks at, and the ways of saying things that they share.

use super::cell::Cell;
use super::style::Style;
use crate::analysis::Analysis;
use crate::report::Digest;
use crate::report::figures::capitalised;
use crate::segments::Window;
use crate::segments::columns::{Column, Values};
use crate::tables::{NONE, format_time};
use crate::text::{Lang, Term, Text, columns as labels, named, next_step, summary, workbook as words};

/// A run and how to tell it.
pub(super) struct Book<'a> {
    /// The run.
    pub analysis: &'a Analysis,
    /// Its figures.
    pub digest: &'a Digest,
    /// Formats.
    pub style: &'a Style,
    /// Language.
    pub lang: Lang,
    /// What is known of each node.
    columns: Vec<Column<'a>>,
}

impl<'a> Book<'a> {
    pub(super) fn new(analysis: &'a Analysis, digest: &'a Digest, style: &'a Style) -> Self {
        Self { analysis, digest, style, lang: analysis.people.config.lang, columns: analysis.people.columns() }
    }

    /// One text in the language of the run.
    pub(super) fn say(&self, text: &'static Text) -> &'static str {
        text.get(self.lang)
    }

    /// A header of ours.
    pub(super) fn head(&self, key: &str) -> &'static str {
        self.say(words::head(key))
    }

    /// What people call a column of `users.csv`.
    pub(super) fn label(&self, name: &str) -> String {
        labels::label(name).map_or_else(|| name.to_owned(), |text| capitalised(self.say(text)))
    }

    /// The value of a column of `users.csv` for a node.
    pub(super) fn fact(&self, name: &str, node: usize) -> Cell<'a> {
        self.column(name).map_or(Cell::Empty, |column| self.value(column, node))
    }

    /// A column by its name in `users.csv`.
    pub(super) fn column(&self, name: &str) -> Option<&Column<'a>> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// Columns that are not ours.
    pub(super) fn further(&self) -> impl Iterator<Item = &Column<'a>> {
        self.columns.iter().filter(|column| column.label.is_none())
    }

    /// The value of a column for a node.
    pub(super) fn value(&self, column: &Column<'a>, v: usize) -> Cell<'a> {
        match &column.values {
            Values::Id(of) => Cell::Id(of(v)),
            Values::Text(of) => Cell::text(of(v)),
            Values::Word { .. } if column.name == "value_tier" => Cell::Tier(self.analysis.people.segments.tier[v]),
            Values::Word { code, names, label } => match (code(v), label) {
                (NONE, _) => Cell::Empty,
                (code, Some(label)) => Cell::words(self.say(label[code as usize])),
                (code, None) => Cell::text(names[code as usize]),
            },
            Values::Tags { row, names } => {
                let tags: Vec<&str> = row(v).iter().map(|&tag| names[tag as usize].as_str()).collect();
                Cell::text(tags.join(self.comma()))
            }
            Values::Number(of) => number(&column.name, of(v)),
            // Only what is inferred is worth a word.
            Values::Flag(of) if column.name == "region_inferred" && of(v) == Some(false) => Cell::Empty,
            Values::Flag(of) => of(v).map_or(Cell::Empty, |yes| self.yes(yes)),
            Values::Time(of) => Cell::text(format_time(of(v), &self.analysis.people.zone)),
        }
    }

    /// Yes or no.
    pub(super) fn yes(&self, yes: bool) -> Cell<'a> {
        Cell::words(self.say(if yes { &words::YES } else { &words::NO }))
    }

    /// Joins the items of a list.
    pub(super) fn comma(&self) -> &'static str {
        self.say(&summary::LIST_SEPARATOR)
    }

    /// The nickname of a node; its id where there is none.
    pub(super) fn name(&self, node: u32) -> &'a str {
        let user = self.analysis.people.graph.nodes.user[node as usize];
        self.analysis.people.tables.user_label(user)
    }

    /// Hours of a weekday.
    pub(super) fn window(&self, window: Window) -> String {
        next_step::window(window.weekday, window.from, window.to, self.lang)
    }

    /// Names in one cell.
    pub(super) fn named(&self, some: &[impl Term]) -> String {
        named(some, self.comma(), self.lang)
    }
}

/// A number in the way in which its column is read.
fn number<'a>(column: &str, x: f64) -> Cell<'a> {
    match column {
        "influence" => Cell::Score(x),
        "betweenness_share" => Cell::Share(x),
        "strength" | "monthly_spend" | "betweenness" | "participation" | "constraint" | "effective_size" => {
            Cell::Number(x)
        }
        _ if x >= 0.0 && x.fract() == 0.0 => Cell::Count(x as u64),
        _ => Cell::Number(x),
    }
}
