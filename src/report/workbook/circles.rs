//! The circles: who is in them, what holds them together, when and through whom to reach them.

use super::CIRCLE_ROWS;
use super::book::Book;
use super::cell::Cell;
use super::sheet::{Done, Sheet};
use super::table::{Head, Look, Shape, table};
use crate::config::Tier;
use crate::measures::Circles;
use crate::report::circles::{called, description};
use crate::report::figures::capitalised;
use crate::selection::Portrait;

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    for told in book.digest.circles.sentences(book.lang) {
        sheet.note(&capitalised(&told))?;
    }
    let all = &book.analysis.portraits;
    let shown = &all[..all.len().min(CIRCLE_ROWS)];
    super::capped(book, sheet, shown.len(), all.len(), "circles.csv")?;
    let plain = |key: &str, widest| Head::new(book.head(key), widest);
    let mut heads = vec![
        plain("circle", 8.0),
        plain("circle_name", 20.0),
        plain("size", 10.0).looking(Look::Bars),
        plain("description", 70.0),
    ];
    heads.push(plain("best_time", 18.0));
    let city = book.label("city");
    heads.push(Head::new(&city, 14.0));
    heads.push(plain("city_share", 12.0));
    heads.extend(["main_groups", "key_people", "bridges"].map(|key| plain(key, 34.0)));
    let interests = book.label("interests");
    heads.push(Head::new(&interests, 28.0));
    heads.extend(Tier::ALL.map(|tier| Head::new(book.say(tier.words()), 9.0)));
    heads.extend(["inside", "linked"].map(|key| plain(key, 12.0)));
    heads.push(plain("nearest", 20.0));
    let rows: Vec<Vec<Cell<'_>>> = shown.iter().map(|portrait| row(book, portrait)).collect();
    table(sheet, &heads, &rows, Shape { fixed: 1, printed: Some(10) })
}

fn row<'a>(book: &Book<'a>, portrait: &'a Portrait) -> Vec<Cell<'a>> {
    let analysis = book.analysis;
    let names =
        |nodes: &mut dyn Iterator<Item = u32>| nodes.map(|v| book.name(v)).collect::<Vec<_>>().join(book.comma());
    let groups: Vec<&str> =
        portrait.groups.iter().map(|&(group, _)| analysis.people.tables.group_label(group)).collect();
    let interests: Vec<&str> = portrait.interests.iter().map(|(name, _)| name.as_str()).collect();
    let cities = &analysis.people.tables.user_table.city.names;
    let mut row = vec![
        Cell::count(Circles::shown(portrait.circle)),
        Cell::text(analysis.people.measures.circles.name(portrait.circle)),
        Cell::count(portrait.size),
        Cell::words(description(analysis, portrait, book.lang)),
        best_time(book, portrait),
        portrait.city.map_or(Cell::Empty, |(city, _)| Cell::text(cities[city as usize].as_str())),
        portrait.city.map_or(Cell::Empty, |(_, share)| Cell::Share(share)),
        Cell::text(groups.join(book.comma())),
        Cell::text(names(&mut portrait.key_people.iter().copied())),
        Cell::text(names(&mut portrait.bridges.iter().map(|bridge| bridge.node))),
        Cell::text(interests.join(book.comma())),
    ];
    let known = !book.digest.distributions.value_tier.is_unknown();
    row.extend(portrait.tiers.map(|count| if known { Cell::count(count) } else { Cell::Empty }));
    row.push(Cell::Share(portrait.inside_share));
    row.push(Cell::count(portrait.neighbours.len() as u64));
    row.push(
        portrait.neighbours.first().map_or(Cell::Empty, |&(circle, _)| Cell::text(called(analysis, circle, book.lang))),
    );
    row
}

/// The circle's own, where it did better than everybody's.
fn best_time<'a>(book: &Book<'a>, portrait: &Portrait) -> Cell<'a> {
    let best = book.analysis.heat.windows.circle(portrait.circle);
    best.map_or(Cell::Empty, |best| Cell::words(book.window(best.window)))
}
