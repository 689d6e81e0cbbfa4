//! `groups.csv`: one row a group that is not above the cap, in the order of the ids.

use std::io;

use super::cells::{Cells, Head, Kind, Target};
use crate::analysis::{Analysis, People};

const HEADER: [Head<'_>; 14] = [
    ("group_id", Kind::Id),
    ("name", Kind::Text),
    ("size", Kind::Count),
    ("betweenness", Kind::Number),
    ("circles_linked", Kind::Count),
    ("same_city_share", Kind::Number),
    ("interactions", Kind::Number),
    ("kind", Kind::Text),
    ("city", Kind::Text),
    ("region", Kind::Text),
    ("heads", Kind::Count),
    ("capacity", Kind::Count),
    ("fill", Kind::Number),
    ("nearly_full", Kind::Flag),
];

pub(super) fn write(analysis: &Analysis, to: impl Target) -> io::Result<()> {
    let mut sheet = to.begin(&HEADER)?;
    let People { tables, graph, measures, segments, .. } = &analysis.people;
    let (region, capacity) = (&segments.profile.region, &segments.profile.capacity);
    let about = &tables.group_table;
    for (number, group) in (0u32..).zip(0..tables.groups.len()) {
        if graph.incidence.capped.get(group).copied().unwrap_or(false) {
            continue;
        }
        sheet.id(tables.groups.name(number))?;
        sheet.text(about.name.get(group))?;
        sheet.count(measures.group.size[group])?;
        match measures.betweenness.groups.get(group) {
            Some(&betweenness) => sheet.number(betweenness)?,
            None => sheet.empty()?,
        }
        sheet.count(measures.group.circles_linked[group])?;
        sheet.number(measures.group.same_city_share[group])?;
        sheet.number(measures.group.interactions[group])?;
        sheet.text(about.kind.get(group).unwrap_or(""))?;
        sheet.text(about.city.get(group).unwrap_or(""))?;
        sheet.text(region.names.get(region.of_group[group] as usize).map_or("", String::as_str))?;
        let fill = capacity.groups[group];
        sheet.count(fill.heads)?;
        sheet.count(fill.bound)?;
        sheet.number(fill.share())?;
        sheet.flag(Some(fill.nearly_full))?;
        sheet.end_row()?;
    }
    sheet.finish()
}
