//! `heat.csv`: events by weekday and hour, of everybody, of each tier, list and circle.

use std::io;

use super::cells::{Cells, Head, Kind, Target};
use crate::analysis::Analysis;
use crate::config::Tier;
use crate::measures::Circles;
use crate::segments::Heat;
use crate::selection::ListKind;

const HEADER: [Head<'_>; 6] = [
    ("scope", Kind::Code),
    ("name", Kind::Code),
    ("weekday", Kind::Count),
    ("hour", Kind::Count),
    ("events", Kind::Number),
    ("circle_name", Kind::Text),
];

/// Weekdays from 1, Monday. Scopes without any event are left out.
pub(super) fn write(analysis: &Analysis, to: impl Target) -> io::Result<()> {
    let mut sheet = to.begin(&HEADER)?;
    let maps = &analysis.heat;
    write_scope(["all", "", ""], &maps.all, &mut sheet)?;
    for (tier, heat) in Tier::ALL.iter().zip(&maps.tiers) {
        write_scope(["tier", tier.code(), ""], heat, &mut sheet)?;
    }
    for (list, heat) in ListKind::ALL.iter().zip(&maps.lists) {
        write_scope(["list", list.code(), ""], heat, &mut sheet)?;
    }
    for (circle, heat) in (0u32..).zip(&maps.circles) {
        let name = analysis.people.measures.circles.name(circle);
        write_scope(["circle", &Circles::shown(circle).to_string(), name], heat, &mut sheet)?;
    }
    sheet.finish()
}

fn write_scope([scope, name, circle]: [&str; 3], heat: &Heat, sheet: &mut impl Cells) -> io::Result<()> {
    if heat.total() == 0.0 {
        return Ok(());
    }
    for (cell, &events) in (0u32..).zip(&heat.events) {
        sheet.code(scope)?;
        sheet.code(name)?;
        sheet.count(cell / 24 + 1)?;
        sheet.count(cell % 24)?;
        sheet.number(events)?;
        sheet.text(circle)?;
        sheet.end_row()?;
    }
    Ok(())
}
