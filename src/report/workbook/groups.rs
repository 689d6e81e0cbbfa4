//! The groups: which connect circles, which are nearly full.

use std::cmp::Reverse;

use super::GROUP_ROWS;
use super::book::Book;
use super::cell::Cell;
use super::sheet::{Done, Sheet};
use super::table::{Head, Look, Shape, table};
use crate::measures::largest_first;
use crate::report::figures::thousands;
use crate::segments::capacity::Fill;
use crate::tables::NONE;
use crate::text::workbook as words;

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.note(book.say(&words::GROUPS_NOTE))?;
    let fills = &book.analysis.people.segments.profile.capacity.groups;
    let full = fills.iter().filter(|fill| fill.nearly_full).count() as u64;
    if full > 0 {
        let told = words::GROUPS_FULL.with("count", thousands(full));
        sheet
            .warn(&told.with("percent", book.analysis.people.config.capacity.nearly_full_percent).render(book.lang))?;
    }
    let order = order(book);
    let shown = &order[..order.len().min(GROUP_ROWS)];
    super::capped(book, sheet, shown.len(), order.len(), "groups.csv")?;
    let plain = |key: &str, widest| Head::new(book.head(key), widest);
    let nearly = book.analysis.people.config.capacity.nearly_full_percent / 100.0;
    let (betweenness, city, owner) = (book.label("betweenness"), book.label("city"), book.label("owner_id"));
    let circles = book.head("group_circles").to_owned();
    let heads = [
        plain("name", 30.0),
        plain("group_id", 22.0).looking(Look::Ids),
        plain("heads", 10.0),
        plain("bound", 10.0),
        plain("fill", 10.0).looking(Look::Full(nearly)),
        plain("flag", 22.0),
        Head::new(&betweenness, 16.0).looking(Look::Bars),
        Head::new(&circles, 10.0),
        plain("members", 10.0),
        plain("group_interactions", 12.0),
        plain("same_city", 10.0),
        Head::new(&city, 14.0),
        plain("kind", 14.0),
        plain("tags", 30.0),
        Head::new(&owner, 20.0).looking(Look::Ids),
    ];
    let rows: Vec<Vec<Cell<'_>>> = shown.iter().map(|&group| row(book, group)).collect();
    table(sheet, &heads, &rows, Shape::fixed(2))
}

/// By betweenness, then by heads, then by number.
fn order(book: &Book<'_>) -> Vec<u32> {
    let analysis = book.analysis;
    let between = |&g: &u32| analysis.people.measures.betweenness.groups.get(g as usize).copied().unwrap_or(0.0);
    let heads = |g: u32| analysis.people.segments.profile.capacity.groups.get(g as usize).map_or(0, |fill| fill.heads);
    let mut order: Vec<u32> = (0..analysis.people.tables.groups.len() as u32).collect();
    largest_first(&mut order, between, |&g| (Reverse(heads(g)), g));
    order
}

fn row<'a>(book: &Book<'a>, group: u32) -> Vec<Cell<'a>> {
    let (analysis, g) = (book.analysis, group as usize);
    let (about, measures) = (&analysis.people.tables.group_table, &analysis.people.measures);
    let capped = analysis.people.graph.incidence.capped.get(g).copied().unwrap_or(false);
    let fill = analysis.people.segments.profile.capacity.groups.get(g).copied().unwrap_or_default();
    let counted = |x: f64| if x.is_finite() && x >= 0.0 { Cell::Count(x.round() as u64) } else { Cell::Empty };
    let of_group = &analysis.people.segments.profile.region.of_group;
    let city = of_group.get(g).copied().unwrap_or(NONE);
    let owner = about.owner.get(g).filter(|&&owner| owner != NONE);
    let owner = owner.filter(|&&owner| analysis.people.graph.nodes.presence[owner as usize].may_be_owner());
    let tags: Vec<&str> = about.tags.row(g).iter().map(|&tag| about.tags.names[tag as usize].as_str()).collect();
    let interactions =
        if analysis.people.tables.given.interactions.any { measures.group.interactions[g] } else { f64::NAN };
    vec![
        Cell::text(about.name.get(g)),
        Cell::Id(analysis.people.tables.groups.name(group)),
        Cell::count(fill.heads),
        Cell::count(fill.bound),
        Cell::Share(fill.share()),
        if capped { Cell::words(book.say(&words::LEFT_OUT)) } else { flag(book, fill) },
        measures.betweenness.groups.get(g).map_or(Cell::Empty, |&x| counted(x)),
        Cell::count(measures.group.circles_linked[g]),
        Cell::count(measures.group.size[g]),
        counted(interactions),
        Cell::Share(measures.group.same_city_share[g]),
        if city == NONE {
            Cell::Empty
        } else {
            Cell::text(analysis.people.segments.profile.region.names[city as usize].as_str())
        },
        Cell::text(about.kind.get(g).unwrap_or("")),
        Cell::text(tags.join(book.comma())),
        owner.map_or(Cell::Empty, |&owner| Cell::Id(analysis.people.tables.users.name(owner))),
    ]
}

/// Full, nearly full, or nothing.
pub(super) fn flag<'a>(book: &Book<'a>, fill: Fill) -> Cell<'a> {
    if !fill.nearly_full {
        Cell::Empty
    } else if fill.heads >= fill.bound {
        Cell::words(book.say(&words::FULL))
    } else {
        Cell::words(book.say(&words::NEARLY_FULL))
    }
}
