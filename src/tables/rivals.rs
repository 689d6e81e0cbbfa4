//! Where several headers mean one column: which was taken, and a day and a time of day that are one time.

use super::asides::Aside;
use super::cell::Meaning;
use super::header::{Layout, is_alias, normalise, plain_header};
use super::time::{Believed, Clock, Zone};
use super::words::flag;
use super::written::{Written, written};
use crate::config::DateOrder;
use crate::config::columns::{CellKind, users};
use crate::text::{Sentence, findings};

/// Joins days and times of day, and tells what was taken for what; `records` are some of the rows.
pub(super) fn settle(layout: &mut Layout, records: &[Vec<String>]) -> Vec<(&'static str, u64, Sentence)> {
    let mut told = Vec::new();
    is_no_owner(layout, records);
    let columns = layout.schema.columns.iter().enumerate();
    for (column, declared) in columns.filter(|(_, declared)| declared.kind == CellKind::Time) {
        let Some(field) = layout.fields[column] else { continue };
        let about = |&other: &usize| {
            let header = normalise(&layout.headers[other]);
            is_alias(declared, &header) || ["日期", "时间", "date", "time"].iter().any(|end| header.ends_with(end))
        };
        let mut others = layout.unknown.iter().copied().filter(about);
        let (day, time) = match (all(records, field, is_time_of_day), all(records, field, is_day)) {
            (true, _) => (others.find(|&other| all(records, other, is_day)), Some(field)),
            (_, true) => (Some(field), others.find(|&other| all(records, other, is_time_of_day))),
            _ => continue,
        };
        let (Some(day), Some(time)) = (day, time) else { continue };
        (layout.fields[column], layout.days[column]) = (Some(time), Some(day));
        layout.unknown.retain(|&field| field != day && field != time);
        layout.rivals.retain(|&(_, field)| field != day && field != time);
        let sentence = findings::DAY_AND_TIME.with("column", declared.name);
        let sentence = sentence.with("day", &layout.headers[day]).with("time", &layout.headers[time]);
        told.push(("day_and_time", 1, sentence));
    }
    for rivals in layout.rivals.chunk_by(|a, b| a.0 == b.0) {
        let column = rivals[0].0;
        let Some(field) = layout.fields[column] else { continue };
        let others: Vec<&str> = rivals.iter().map(|&(_, field)| layout.headers[field].as_str()).collect();
        let sentence = findings::COLUMN_CHOSEN.with("column", layout.schema.columns[column].name);
        let sentence = sentence.with("chosen", &layout.headers[field]).with("others", others.join(", "));
        told.push(("column_chosen", others.len() as u64, sentence));
    }
    told
}

/// A column called 员工 or the like may say who looks after somebody, or whether somebody is staff.
fn is_no_owner(layout: &mut Layout, records: &[Vec<String>]) {
    let is_of_users = layout.schema.table == users::SCHEMA.table && layout.has_header;
    let Some(field) = layout.fields.get(users::OWNER_ID).copied().flatten().filter(|_| is_of_users) else { return };
    let is_bare = ["客服", "员工", "staff"].contains(&plain_header(&layout.headers[field]).as_str());
    if is_bare && all(records, field, |cell| flag(cell).is_some()) {
        layout.fields[users::OWNER_ID] = None;
        layout.unknown.push(field);
        layout.unknown.sort_unstable();
        layout.asides.push((field, Aside::Staff));
    }
}

/// Whether a field holds nothing else, and something.
fn all(records: &[Vec<String>], field: usize, is: fn(&str) -> bool) -> bool {
    let mut cells =
        records.iter().filter_map(|record| record.get(field)).map(|cell| cell.trim()).filter(|cell| !cell.is_empty());
    cells.clone().next().is_some() && cells.all(is)
}

/// A day without a time of day, in whatever order; a sheet shows midnight with it.
fn is_day(cell: &str) -> bool {
    let is = |order| match written(cell, Meaning { order, serial: true, ..Meaning::default() }) {
        Some(Written::Date(_)) => true,
        Some(Written::Local(_, second)) => second == 0,
        _ => false,
    };
    is(None) || DateOrder::ALL.into_iter().any(|order| is(Some(order)))
}

fn is_time_of_day(cell: &str) -> bool {
    let zone = Zone::default();
    let mut clock = Clock::new(&zone, Believed::default());
    let alone = clock.parse(cell, Meaning::default());
    alone.is_none() && clock.parse(&format!("2024-05-01 {cell}"), Meaning::default()).is_some()
}
