//! `seed_lists.csv`: the simulated spread of the seed set beside that of plain rankings.

use std::io::{self, Write};

use super::cells::Sheet;
use crate::analysis::Analysis;
use crate::config::{Config, ReachValue};

const LISTS: [&str; 12] = [
    "list",
    "users",
    "spread",
    "spread_low",
    "spread_high",
    "value",
    "value_low",
    "value_high",
    "counted",
    "simulations",
    "model",
    "rate",
];

pub(super) fn write_lists(analysis: &Analysis, to: &mut impl Write) -> io::Result<()> {
    let mut sheet = Sheet::begin(to, true, &LISTS)?;
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

fn model(counted: ReachValue, config: &Config, simulations: u32, sheet: &mut Sheet<impl Write>) -> io::Result<()> {
    sheet.code(counted.code())?;
    sheet.count(simulations)?;
    sheet.code(config.seeds.model.code())?;
    sheet.number(config.seeds.rate)
}
