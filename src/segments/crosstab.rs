//! Crosstabs: people counted by two columns at once, with what they spend and how influential they are.
//!
//! **Headings.** Of our own enumerations every code, in its own order; of words from outside the most common
//! [`MOST`] that somebody has who may be named, and one heading for the rest; of tags the first levels, where somebody with several is counted under each; of numbers
//! the values themselves where there are at most [`MOST`] of them, else fifths of the people (equal values stay together); of
//! times the years. Who has no value stands under *unknown*, last. Headings without anybody are left out.
//!
//! **Totals** count each person once, whatever the headings.

use std::collections::BTreeMap;

use super::columns::{Column, Values};
use crate::tables::{NO_TIME, NONE, Zone, format_time};

/// Headings of words and values at most.
pub const MOST: usize = 12;
/// Parts of a column of many numbers.
const FIFTHS: usize = 5;

/// What a heading stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Heading {
    /// A code of ours.
    Code(String),
    /// A word from outside.
    Word(String),
    /// All words that are not headings.
    Others,
    /// One number.
    Number(f64),
    /// Numbers from one to another, both included.
    Range(f64, f64),
    /// Yes or no.
    Flag(bool),
    /// Not known.
    Unknown,
}

/// People of one cell.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Cell {
    /// People.
    pub people: u32,
    /// People whose spend is known.
    pub spenders: u32,
    /// Sum of their spend, yuan a month.
    pub spend: f64,
    /// Sum of influence.
    pub influence: f64,
}

impl Cell {
    fn add(&mut self, spend: f64, influence: f64) {
        self.people += 1;
        self.influence += influence;
        if !spend.is_nan() {
            self.spenders += 1;
            self.spend += spend;
        }
    }

    /// Mean spend of those whose spend is known.
    pub fn mean_spend(&self) -> Option<f64> {
        (self.spenders > 0).then(|| self.spend / f64::from(self.spenders))
    }

    /// Mean influence.
    pub fn mean_influence(&self) -> Option<f64> {
        (self.people > 0).then(|| self.influence / f64::from(self.people))
    }
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Crosstab {
    /// Headings of the rows.
    pub rows: Vec<Heading>,
    /// Headings of the columns.
    pub columns: Vec<Heading>,
    /// `cells[row][column]`.
    pub cells: Vec<Vec<Cell>>,
    /// Of each row.
    pub row_totals: Vec<Cell>,
    /// Of each column.
    pub column_totals: Vec<Cell>,
    /// Of everybody.
    pub total: Cell,
}

/// What cells are filled with.
#[derive(Clone, Copy)]
pub struct Figures<'a> {
    /// Yuan a month; `NaN` if unknown.
    pub spend: &'a [f64],
    /// Influence, 0–100.
    pub influence: &'a [f64],
}

/// Counts `people` (node numbers) by two columns; words that only others have than those whom `named` holds for are no headings.
pub fn crosstab(
    people: &[u32],
    named: &dyn Fn(u32) -> bool,
    rows: &Column<'_>,
    columns: &Column<'_>,
    figures: Figures<'_>,
    zone: &Zone,
) -> Crosstab {
    let by_row = Headings::of(rows, people, named, zone);
    let by_column = Headings::of(columns, people, named, zone);
    let (width, height) = (by_column.names.len(), by_row.names.len());
    let mut table = Crosstab {
        cells: vec![vec![Cell::default(); width]; height],
        row_totals: vec![Cell::default(); height],
        column_totals: vec![Cell::default(); width],
        ..Crosstab::default()
    };
    for (i, &node) in people.iter().enumerate() {
        let (spend, influence) = (figures.spend[node as usize], figures.influence[node as usize]);
        table.total.add(spend, influence);
        for &row in &by_row.of[i] {
            table.row_totals[row].add(spend, influence);
            for &column in &by_column.of[i] {
                table.cells[row][column].add(spend, influence);
            }
        }
        by_column.of[i].iter().for_each(|&column| table.column_totals[column].add(spend, influence));
    }
    (table.rows, table.columns) = (by_row.names, by_column.names);
    table
}

/// The headings of one column, and which of them each person stands under.
struct Headings {
    names: Vec<Heading>,
    of: Vec<Vec<usize>>,
}

impl Headings {
    fn of(column: &Column<'_>, people: &[u32], named: &dyn Fn(u32) -> bool, zone: &Zone) -> Self {
        let named: Vec<bool> = people.iter().map(|&v| named(v)).collect();
        let people = people.iter().map(|&v| v as usize);
        match &column.values {
            Values::Id(of) | Values::Text(of) => Self::of_words(people.map(|v| vec![of(v)]), &named),
            Values::Word { code, names, label } => {
                let of = |v: usize| match code(v) {
                    NONE => "",
                    code => names[code as usize],
                };
                match label {
                    None => Self::of_words(people.map(|v| vec![of(v)]), &named),
                    Some(_) => {
                        let headings = names.iter().map(|name| Heading::Code((*name).to_owned()));
                        let place = |v: usize| Some(code(v) as usize).filter(|&c| c < names.len());
                        Self::placed(headings.collect(), people.map(|v| vec![place(v)]))
                    }
                }
            }
            Values::Tags { row, names } => {
                let firsts = |v: usize| {
                    let firsts = row(v).iter().map(|&tag| names[tag as usize].split('>').next().unwrap_or("").trim());
                    let mut firsts: Vec<&str> = firsts.collect();
                    firsts.sort_unstable();
                    firsts.dedup();
                    if firsts.is_empty() { vec![""] } else { firsts }
                };
                Self::of_words(people.map(firsts), &named)
            }
            Values::Number(of) => Self::of_numbers(&people.map(of).collect::<Vec<f64>>()),
            Values::Flag(of) => Self::placed(
                vec![Heading::Flag(true), Heading::Flag(false)],
                people.map(|v| vec![of(v).map(|yes| usize::from(!yes))]),
            ),
            Values::Time(of) => {
                let year = |v: usize| match of(v) {
                    NO_TIME => f64::NAN,
                    at => format_time(at, zone).get(..4).and_then(|year| year.parse().ok()).unwrap_or(f64::NAN),
                };
                Self::of_numbers(&people.map(year).collect::<Vec<f64>>())
            }
        }
    }

    /// By place among `names`; `None` is not known. Headings without anybody go.
    fn placed(mut names: Vec<Heading>, of: impl Iterator<Item = Vec<Option<usize>>>) -> Self {
        let unknown = names.len();
        names.push(Heading::Unknown);
        let mut of: Vec<Vec<usize>> =
            of.map(|places| places.into_iter().map(|place| place.unwrap_or(unknown)).collect()).collect();
        let mut used = vec![false; names.len()];
        of.iter().flatten().for_each(|&place| used[place] = true);
        let mut kept = 0;
        let new: Vec<usize> = used
            .iter()
            .map(|&used| {
                let place = kept;
                kept += usize::from(used);
                place
            })
            .collect();
        of.iter_mut().flatten().for_each(|place| *place = new[*place]);
        let names = names.into_iter().zip(used).filter(|(_, used)| *used).map(|(name, _)| name).collect();
        Self { names, of }
    }

    /// The most common words that somebody has who is `named`, the first in byte order among equals; an empty word is not known.
    fn of_words<'a>(of: impl Iterator<Item = Vec<&'a str>>, named: &[bool]) -> Self {
        let of: Vec<Vec<&str>> = of.collect();
        let mut counts: BTreeMap<&str, (usize, bool)> = BTreeMap::new();
        for (words, &named) in of.iter().zip(named) {
            for &word in words.iter().filter(|word| !word.is_empty()) {
                let (count, tellable) = counts.entry(word).or_default();
                (*count, *tellable) = (*count + 1, *tellable || named);
            }
        }
        let tellable = counts.into_iter().filter(|(_, (_, tellable))| *tellable);
        let mut words: Vec<(&str, usize)> = tellable.map(|(word, (count, _))| (word, count)).collect();
        words.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        words.truncate(MOST);
        let places: BTreeMap<&str, usize> = words.iter().enumerate().map(|(i, &(word, _))| (word, i)).collect();
        let mut names: Vec<Heading> = words.iter().map(|&(word, _)| Heading::Word(word.to_owned())).collect();
        names.push(Heading::Others);
        let others = names.len() - 1;
        let place = |word: &str| (!word.is_empty()).then(|| places.get(word).copied().unwrap_or(others));
        Self::placed(
            names,
            of.iter().map(|words| {
                let mut places: Vec<Option<usize>> = words.iter().map(|word| place(word)).collect();
                places.sort_unstable();
                places.dedup();
                places
            }),
        )
    }

    fn of_numbers(values: &[f64]) -> Self {
        let mut sorted: Vec<f64> = values.iter().copied().filter(|x| !x.is_nan()).map(|x| x + 0.0).collect();
        sorted.sort_unstable_by(f64::total_cmp);
        let mut distinct = sorted.clone();
        distinct.dedup();
        if distinct.len() <= MOST {
            let names = distinct.iter().map(|&x| Heading::Number(x)).collect();
            let place = |x: f64| (!x.is_nan()).then(|| distinct.partition_point(|&y| y < x));
            return Self::placed(names, values.iter().map(|&x| vec![place(x)]));
        }
        // Upper ends of the fifths, each a value that occurs; equal values end in the same one.
        let mut ends: Vec<f64> = (1..=FIFTHS).map(|i| sorted[(i * sorted.len()).div_ceil(FIFTHS).max(1) - 1]).collect();
        ends.dedup();
        let start = |i: usize| match i {
            0 => sorted[0],
            i => sorted[sorted.partition_point(|&x| x <= ends[i - 1])],
        };
        let names = (0..ends.len()).map(|i| Heading::Range(start(i), ends[i])).collect();
        let place = |x: f64| (!x.is_nan()).then(|| ends.partition_point(|&end| end < x));
        Self::placed(names, values.iter().map(|&x| vec![place(x)]))
    }
}
