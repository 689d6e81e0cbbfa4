//! `changes.csv`, `circle_changes.csv`: what has become of people and circles since earlier runs.

use std::io::{self, Write};

use super::cells::Sheet;
use crate::analysis::Analysis;
use crate::text::changes::rule;

const PEOPLE: [&str; 11] =
    ["since", "until", "change", "list", "user_id", "nickname", "before", "after", "value_tier", "owner_id", "rule"];
const CIRCLES: [&str; 9] = [
    "since",
    "until",
    "change",
    "circles_before",
    "circles_after",
    "members_before",
    "members_after",
    "shared",
    "names_after",
];

pub(super) fn write(analysis: &Analysis, to: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut sheet = Sheet::begin(to, true, &PEOPLE)?;
    for step in &analysis.changes {
        for change in &step.rows {
            sheet.code(step.since.as_deref().unwrap_or(""))?;
            sheet.code(step.until.as_deref().unwrap_or(""))?;
            sheet.code(change.turn.code())?;
            sheet.code(change.list.unwrap_or(""))?;
            sheet.id(&change.user)?;
            sheet.text(&change.nickname)?;
            sheet.code(&change.before.code())?;
            sheet.code(&change.after.code())?;
            sheet.code(change.tier.code())?;
            sheet.id(&change.owner)?;
            sheet.text(rule(change.turn).get(analysis.people.config.lang))?;
            sheet.end_row()?;
        }
    }
    sheet.finish()
}

pub(super) fn write_circles(analysis: &Analysis, to: &mut (impl Write + ?Sized)) -> io::Result<()> {
    let mut sheet = Sheet::begin(to, true, &CIRCLES)?;
    let numbers = |circles: &[u32]| circles.iter().map(u32::to_string).collect::<Vec<_>>().join(";");
    let current = &analysis.people.measures.circles;
    let names = |circles: &[u32]| circles.iter().map(|n| current.name(n - 1)).collect::<Vec<_>>().join(";");
    for (i, step) in (1..).zip(&analysis.changes) {
        // Of earlier runs the names are in their own files.
        let is_current = i == analysis.changes.len();
        for change in &step.circles {
            sheet.code(step.since.as_deref().unwrap_or(""))?;
            sheet.code(step.until.as_deref().unwrap_or(""))?;
            sheet.code(change.turn.code())?;
            sheet.code(&numbers(&change.before))?;
            sheet.code(&numbers(&change.after))?;
            [change.members_before, change.members_after, change.shared]
                .into_iter()
                .try_for_each(|people| sheet.number(people as f64))?;
            sheet.text(&if is_current { names(&change.after) } else { String::new() })?;
            sheet.end_row()?;
        }
    }
    sheet.finish()
}
