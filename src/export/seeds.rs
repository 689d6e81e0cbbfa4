//! `seed_lists.csv`: the simulated spread of the seed set beside that of plain rankings.

use std::io;

use super::cells::{Cells, Head, Kind, Target};
use crate::analysis::Analysis;
use crate::config::{Config, ReachValue};

const LISTS: [Head<'_>; 12] = [
    ("list", Kind::Code),
    ("users", Kind::Count),
    ("spread", Kind::Number),
    ("spread_low", Kind::Number),
    ("spread_high", Kind::Number),
    ("value", Kind::Number),
    ("value_low", Kind::Number),
    ("value_high", Kind::Number),
    ("counted", Kind::Code),
    ("simulations", Kind::Count),
    ("model", Kind::Code),
    ("rate", Kind::Number),
];

pub(super) fn write_lists(analysis: &Analysis, to: impl Target) -> io::Result<()> {
    let mut sheet = to.begin(&LISTS)?;
    let Some(seeds) = &analysis.seeds else { return sheet.finish() };
    for list in &seeds.lists {
        sheet.code(list.code)?;
        sheet.count(list.nodes.len() as u32)?;
        let spread = list.spread.map(|s| [s.users, s.users_low, s.users_high, s.value, s.value_low, s.value_high]);
        spread.unwrap_or([f64::NAN; 6]).into_iter().try_for_each(|x| sheet.number(x))?;
        model(seeds.value, &analysis.people.config, list.spread.map_or(0, |s| s.simulations), &mut sheet)?;
        sheet.end_row()?;
    }
    sheet.finish()
}

fn model(counted: ReachValue, config: &Config, simulations: u32, sheet: &mut impl Cells) -> io::Result<()> {
    sheet.code(counted.code())?;
    sheet.count(simulations)?;
    sheet.code(config.seeds.model.code())?;
    sheet.number(config.seeds.rate)
}
