//! `changes.csv`, `circle_changes.csv`: what has become of people and circles since earlier runs.

use std::io;

use super::cells::{Cells, Head, Kind, Target};
use crate::analysis::Analysis;
use crate::text::changes::rule;

const PEOPLE: [Head<'_>; 11] = [
    ("since", Kind::Code),
    ("until", Kind::Code),
    ("change", Kind::Code),
    ("list", Kind::Code),
    ("user_id", Kind::Id),
    ("nickname", Kind::Text),
    ("before", Kind::Code),
    ("after", Kind::Code),
    ("value_tier", Kind::Code),
    ("owner_id", Kind::Id),
    ("rule", Kind::Text),
];
const CIRCLES: [Head<'_>; 9] = [
    ("since", Kind::Code),
    ("until", Kind::Code),
    ("change", Kind::Code),
    ("circles_before", Kind::Code),
    ("circles_after", Kind::Code),
    ("members_before", Kind::Count),
    ("members_after", Kind::Count),
    ("shared", Kind::Count),
    ("names_after", Kind::Text),
];

pub(super) fn write(analysis: &Analysis, to: impl Target) -> io::Result<()> {
    let mut sheet = to.begin(&PEOPLE)?;
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

pub(super) fn write_circles(analysis: &Analysis, to: impl Target) -> io::Result<()> {
    let mut sheet = to.begin(&CIRCLES)?;
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
                .try_for_each(|people| sheet.whole(people as f64))?;
            sheet.text(&if is_current { names(&change.after) } else { String::new() })?;
            sheet.end_row()?;
        }
    }
    sheet.finish()
}
