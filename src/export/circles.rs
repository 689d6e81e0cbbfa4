//! `circles.csv`: one row a circle; `circle_ties.csv`: how strongly circles are tied to each other.

use std::io;

use super::cells::{Cells, Head, Kind, Target};
use crate::analysis::{Analysis, People};
use crate::measures::Circles;
use crate::report::circles::description;
use crate::selection::Portrait;

const HEADER: [Head<'_>; 23] = [
    ("circle", Kind::Count),
    ("name", Kind::Text),
    ("size", Kind::Count),
    ("group_ids", Kind::Text),
    ("group_names", Kind::Text),
    ("city", Kind::Text),
    ("city_share", Kind::Number),
    ("interests", Kind::Text),
    ("tier_s", Kind::Count),
    ("tier_a", Kind::Count),
    ("tier_b", Kind::Count),
    ("tier_c", Kind::Count),
    ("tier_d", Kind::Count),
    ("tier_unknown", Kind::Count),
    ("key_people", Kind::Text),
    ("bridges", Kind::Text),
    ("bridges_to", Kind::Code),
    ("inside_share", Kind::Number),
    ("linked_circles", Kind::Count),
    ("unlinked_circles", Kind::Count),
    ("nearest_circle", Kind::Count),
    ("nearest_name", Kind::Text),
    ("description", Kind::Text),
];

const TIES: [Head<'_>; 5] = [
    ("circle_a", Kind::Count),
    ("circle_b", Kind::Count),
    ("strength", Kind::Number),
    ("name_a", Kind::Text),
    ("name_b", Kind::Text),
];

/// Circles whose pairs are all listed, also those without any tie.
const ALL_PAIRS: usize = 50;

pub(super) fn write(analysis: &Analysis, to: impl Target) -> io::Result<()> {
    let mut sheet = to.begin(&HEADER)?;
    for portrait in &analysis.portraits {
        write_row(analysis, portrait, &mut sheet)?;
    }
    sheet.finish()
}

fn write_row(analysis: &Analysis, portrait: &Portrait, sheet: &mut impl Cells) -> io::Result<()> {
    let People { tables, graph, .. } = &analysis.people;
    let person = |node: u32| tables.users.name(graph.nodes.user[node as usize]);
    let several = |items: &mut dyn Iterator<Item = String>| items.collect::<Vec<_>>().join(";");
    let circle_name = |circle: u32| analysis.people.measures.circles.name(circle);
    sheet.count(Circles::shown(portrait.circle))?;
    sheet.text(circle_name(portrait.circle))?;
    sheet.count(portrait.size)?;
    sheet.text(&several(&mut portrait.groups.iter().map(|&(g, _)| tables.groups.name(g).to_owned())))?;
    let names = &tables.group_table.name;
    sheet.text(&several(&mut portrait.groups.iter().map(|&(g, _)| names.get(g as usize).to_owned())))?;
    match portrait.city {
        Some((city, share)) => {
            sheet.text(&tables.user_table.city.names[city as usize])?;
            sheet.number(share)?;
        }
        None => {
            sheet.empty()?;
            sheet.empty()?;
        }
    }
    sheet.text(&several(&mut portrait.interests.iter().map(|(name, _)| name.clone())))?;
    portrait.tiers.iter().try_for_each(|&count| sheet.count(count))?;
    sheet.text(&several(&mut portrait.key_people.iter().map(|&node| person(node).to_owned())))?;
    sheet.text(&several(&mut portrait.bridges.iter().map(|bridge| person(bridge.node).to_owned())))?;
    let mut to: Vec<u32> = portrait.bridges.iter().flat_map(|bridge| &bridge.to).copied().collect();
    to.sort_unstable();
    to.dedup();
    sheet.code(&several(&mut to.into_iter().map(|circle| Circles::shown(circle).to_string())))?;
    sheet.number(portrait.inside_share)?;
    sheet.count(portrait.neighbours.len() as u32)?;
    sheet.count(portrait.unlinked)?;
    let nearest = portrait.neighbours.first().map(|&(circle, _)| circle);
    sheet.count(nearest.map(Circles::shown))?;
    sheet.text(nearest.map_or("", circle_name))?;
    sheet.text(&description(analysis, portrait, analysis.people.config.lang))?;
    sheet.end_row()
}

/// Every pair with a tie, and of the largest circles every pair. `circle_a` < `circle_b`, or the same circle: inside.
pub(super) fn write_ties(analysis: &Analysis, to: impl Target) -> io::Result<()> {
    let mut sheet = to.begin(&TIES)?;
    let ties = &analysis.people.measures.circle_ties;
    let names = &analysis.people.measures.circles;
    for a in 0..ties.rows.len() {
        let start = ties.rows.offsets[a];
        let mut tied = ties.rows.row(a).iter().copied().zip(ties.strength[start..].iter().copied()).peekable();
        for b in a as u32..ties.rows.len().min(ALL_PAIRS) as u32 {
            let strength = tied.next_if(|&(other, _)| other == b).map_or(0.0, |(_, strength)| strength);
            write_tie(names, [a as u32, b], strength, &mut sheet)?;
        }
        tied.try_for_each(|(b, strength)| write_tie(names, [a as u32, b], strength, &mut sheet))?;
    }
    sheet.finish()
}

fn write_tie(names: &Circles, circles: [u32; 2], strength: f64, sheet: &mut impl Cells) -> io::Result<()> {
    circles.into_iter().try_for_each(|circle| sheet.count(Circles::shown(circle)))?;
    sheet.number(strength)?;
    circles.into_iter().try_for_each(|circle| sheet.text(names.name(circle)))?;
    sheet.end_row()
}
