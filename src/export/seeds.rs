//! `seeds.csv`: the seed set in the order of choice; `seed_lists.csv`: its simulated spread beside that of plain rankings.

use std::io::{self, Write};

use super::cells::Sheet;
use super::outdir::failed_file;
use crate::analysis::{Analysis, People};
use crate::config::{Config, ReachValue};
use crate::measures::Circles;
use crate::report::seeds::reason;
use crate::selection::SeedList;
use crate::tables::NONE;

const HEADER: [&str; 17] = [
    "rank",
    "user_id",
    "nickname",
    "marginal_reach",
    "reach",
    "reach_low",
    "reach_high",
    "circle",
    "opens",
    "opened_circles",
    "influence",
    "degree",
    "value_tier",
    "lifecycle",
    "city",
    "owner_id",
    "reason",
];

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

/// The seed set as CSV (CRLF), with or without the byte-order mark that Excel needs.
///
/// # Errors
/// [`Write`](crate::ErrorKind::Write).
pub fn write_seeds(analysis: &Analysis, bom: bool, to: &mut dyn Write) -> crate::Result<()> {
    write(analysis, bom, to).map_err(|e| failed_file("seeds.csv", e))
}

pub(super) fn write(analysis: &Analysis, bom: bool, to: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut sheet = Sheet::begin(to, bom, &HEADER)?;
    if let Some(seeds) = &analysis.seeds {
        for pick in 0..seeds.set.picks.len() {
            write_row(analysis, seeds, pick, &mut sheet)?;
        }
    }
    sheet.finish()
}

fn write_row(analysis: &Analysis, seeds: &SeedList, number: usize, sheet: &mut Sheet<impl Write>) -> io::Result<()> {
    let People { tables, graph, measures, segments, .. } = &analysis.people;
    let pick = seeds.set.picks[number];
    let node = pick.node as usize;
    let user = graph.nodes.user[node];
    let profile = &tables.user_table;
    sheet.count(number as u32 + 1)?;
    sheet.id(tables.users.name(user))?;
    sheet.text(profile.nickname.get(user as usize))?;
    sheet.number(pick.marginal)?;
    sheet.number(pick.reach)?;
    sheet.number(pick.low)?;
    sheet.number(pick.high)?;
    let circle = measures.circles.of[node];
    sheet.count((circle != NONE).then(|| Circles::shown(circle)))?;
    let opened = seeds.opened.row(number);
    sheet.count(opened.len() as u32)?;
    sheet.code(&opened.iter().map(|&c| Circles::shown(c).to_string()).collect::<Vec<_>>().join(";"))?;
    sheet.number(measures.influence.score[node])?;
    sheet.count(measures.degree[node])?;
    sheet.code(segments.tier[node].code())?;
    sheet.code(segments.lifecycle[node].code())?;
    sheet.text(profile.city.get(user as usize).unwrap_or(""))?;
    match tables.owner(user) {
        Some(owner) => sheet.id(tables.users.name(owner))?,
        None => sheet.empty()?,
    }
    sheet.text(&reason(analysis, seeds, number, analysis.people.config.lang))?;
    sheet.end_row()
}

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
