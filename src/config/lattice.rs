//! The value lattice: recency rows × spend columns, every cell mapped to one tier and one segment.
//!
//! Rows are bounded above and inclusive (`<=7` holds day 7), with a last row for everything beyond the last bound and
//! for "never". Columns are `0` (nothing spent, or more refunded than bought), then bounded above and exclusive
//! (`<200` holds 199.99 and not 200), with a last column that includes its lower bound.

use super::{Lattice, Tier, ValueOptions, ValueSegment};
use crate::error::{Error, ErrorKind, Result};
use crate::text::{Text, criteria};

use Tier::{A, B, C, D, S};
use ValueSegment::{ChurnRisk, DormantBuyer, Fading, Growing, High, Steady, WinBack};

/// Meaning of the cells when no rules are configured; fits four day bounds and two spend bounds, whatever their values.
const DEFAULT: [[(Tier, ValueSegment); 4]; 5] = [
    [(B, Growing), (B, Growing), (A, Steady), (S, High)],
    [(B, Growing), (B, Growing), (A, Steady), (A, High)],
    [(B, Growing), (B, Growing), (B, Steady), (A, WinBack)],
    [(C, Fading), (C, Fading), (C, WinBack), (A, WinBack)],
    [(D, ChurnRisk), (C, DormantBuyer), (C, WinBack), (A, WinBack)],
];

impl ValueOptions {
    /// The lattice with every cell mapped once.
    ///
    /// Labels follow the bounds: `<=7`, …, `>180` and `0`, `<200`, …, `>=500`; rules may also write `≤` and `≥`.
    /// Without rules the default lattice is meant, which needs four day bounds and two spend bounds.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) for bounds that are missing or do not rise, a label that is no row or
    /// column, and the first cell (by rows) that no rule or more than one rule maps.
    pub fn lattice(&self) -> Result<Lattice> {
        check_bounds(self)?;
        let mut lattice = Lattice {
            rows: row_labels(&self.days),
            columns: column_labels(&self.spend),
            cells: Vec::new(),
            days: self.days.clone(),
            spend: self.spend.clone(),
        };
        lattice.cells = if self.cells.is_empty() { default_cells(&lattice)? } else { ruled_cells(self, &lattice)? };
        Ok(lattice)
    }
}

impl Lattice {
    /// Tier and segment of one cell.
    ///
    /// # Panics
    /// When `row` or `column` is out of range.
    pub fn cell(&self, row: usize, column: usize) -> (Tier, ValueSegment) {
        assert!(row < self.rows.len() && column < self.columns.len(), "no cell {row} × {column}");
        self.cells[row * self.columns.len() + column]
    }

    /// Row of so many whole days since the last contact; `None` (never, or unknown) is the last row.
    pub fn row_of(&self, recency_days: Option<u32>) -> usize {
        recency_days.map_or(self.days.len(), |days| self.days.partition_point(|&bound| bound < days))
    }

    /// Column of a spend in yuan a month; unknown (`NaN`) and everything up to 0 is the first column.
    pub fn column_of(&self, spend: f64) -> usize {
        if spend > 0.0 { 1 + self.spend.partition_point(|&bound| bound <= spend) } else { 0 }
    }

    /// Index into [`Lattice::cells`] of a recency and a spend; see [`Lattice::row_of`] and [`Lattice::column_of`].
    pub fn locate(&self, recency_days: Option<u32>, spend: f64) -> usize {
        self.row_of(recency_days) * self.columns.len() + self.column_of(spend)
    }
}

fn row_labels(days: &[u32]) -> Vec<String> {
    let last = days.last().map(|d| format!(">{d}"));
    days.iter().map(|d| format!("<={d}")).chain(last).collect()
}

fn column_labels(spend: &[f64]) -> Vec<String> {
    let last = spend.last().map(|x| format!(">={x}"));
    std::iter::once("0".to_owned()).chain(spend.iter().map(|x| format!("<{x}"))).chain(last).collect()
}

fn check_bounds(options: &ValueOptions) -> Result<()> {
    let days = &options.days;
    if days.is_empty() || !days.is_sorted_by(|a, b| a < b) {
        return Err(bounds_error(&criteria::LATTICE_DAYS, &format!("{days:?}")));
    }
    let spend = &options.spend;
    let usable = |x: &f64| x.is_finite() && *x > 0.0;
    if spend.is_empty() || !spend.iter().all(usable) || !spend.is_sorted_by(|a, b| a < b) {
        return Err(bounds_error(&criteria::LATTICE_SPEND, &format!("{spend:?}")));
    }
    Ok(())
}

fn bounds_error(text: &'static Text, found: &str) -> Error {
    Error::new(ErrorKind::Config, text.with("found", found))
}

fn default_cells(lattice: &Lattice) -> Result<Vec<(Tier, ValueSegment)>> {
    if lattice.rows.len() != DEFAULT.len() || lattice.columns.len() != DEFAULT[0].len() {
        let sentence = criteria::LATTICE_SHAPE.with("days", lattice.days.len()).with("spend", lattice.spend.len());
        return Err(Error::new(ErrorKind::Config, sentence));
    }
    Ok(DEFAULT.as_flattened().to_vec())
}

fn ruled_cells(options: &ValueOptions, lattice: &Lattice) -> Result<Vec<(Tier, ValueSegment)>> {
    let width = lattice.columns.len();
    // Which rules map each cell, as far as it matters: the first and the second.
    let mut claims: Vec<[Option<usize>; 2]> = vec![[None; 2]; lattice.rows.len() * width];
    for (number, rule) in options.cells.iter().enumerate() {
        let rows = indices("days", &rule.days, &lattice.rows, number)?;
        let columns = indices("spend", &rule.spend, &lattice.columns, number)?;
        for row in rows {
            for &column in &columns {
                let claim = &mut claims[row * width + column];
                match claim {
                    [None, _] => claim[0] = Some(number),
                    [_, None] => claim[1] = Some(number),
                    _ => {}
                }
            }
        }
    }
    let mut cells = Vec::with_capacity(claims.len());
    for (index, claim) in claims.into_iter().enumerate() {
        let (row, column) = (&lattice.rows[index / width], &lattice.columns[index % width]);
        match claim {
            [Some(rule), None] => cells.push((options.cells[rule].tier, options.cells[rule].segment)),
            [Some(first), Some(second)] => {
                let sentence = criteria::LATTICE_DOUBLE.with("row", row).with("column", column);
                let sentence = sentence.with("first", first + 1).with("second", second + 1);
                return Err(Error::new(ErrorKind::Config, sentence));
            }
            [None, _] => {
                let sentence = criteria::LATTICE_UNMAPPED.with("row", row).with("column", column);
                return Err(Error::new(ErrorKind::Config, sentence));
            }
        }
    }
    Ok(cells)
}

/// Positions of a rule's labels among the lattice's.
fn indices(key: &str, labels: &[String], known: &[String], rule: usize) -> Result<Vec<usize>> {
    let find = |label: &String| {
        let plain = plain(label);
        known.iter().position(|k| *k == plain).ok_or_else(|| {
            let sentence = criteria::LATTICE_LABEL.with("rule", rule + 1).with("key", key).with("found", label);
            Error::new(ErrorKind::Config, sentence.with("expected", known.join(", ")))
        })
    };
    labels.iter().map(find).collect()
}

/// A label without spaces, `≤` and `≥` spelt out.
fn plain(label: &str) -> String {
    label.split_whitespace().collect::<String>().replace('≤', "<=").replace('≥', ">=")
}
