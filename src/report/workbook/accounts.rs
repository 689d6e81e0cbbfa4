//! Accounts of ours: room for friends, and how much there is to do for each.

use std::collections::BTreeMap;

use super::ACCOUNT_ROWS;
use super::book::Book;
use super::cell::Cell;
use super::groups::flag;
use super::sheet::{Done, Sheet};
use super::table::{Head, Look, Shape, table};
use super::tally::listed;
use crate::config::Tier;
use crate::report::capacity::accounts;
use crate::segments::Lifecycle;
use crate::segments::capacity::Owner;

/// What an account has to do.
#[derive(Clone, Copy, Debug, Default)]
struct Work {
    tiers: [u64; 2],
    welcome: u64,
    recall: u64,
    on: [u64; 3],
}

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let analysis = book.analysis;
    let work = work(book);
    let mut owners = accounts(analysis);
    let total = owners.len();
    owners.truncate(ACCOUNT_ROWS);
    super::capped(book, sheet, owners.len(), total, "owners.csv")?;
    let plain = |key: &str, widest| Head::new(book.head(key), widest);
    let nearly = analysis.people.config.capacity.nearly_full_percent / 100.0;
    let nickname = book.label("nickname");
    let heads = [
        plain("account", 24.0).looking(Look::Ids),
        Head::new(&nickname, 20.0),
        plain("customers", 12.0),
        plain("friends", 12.0).looking(Look::Bars),
        plain("cap", 14.0),
        plain("fill", 12.0).looking(Look::Full(nearly)),
        plain("flag", 12.0),
        Head::new(book.say(Tier::S.words()), 10.0),
        Head::new(book.say(Tier::A.words()), 10.0),
        plain("welcome", 12.0),
        plain("recall", 14.0),
        plain("on_todo", 12.0),
        plain("on_koc", 12.0),
        plain("on_referral", 12.0),
        plain("on_isolated", 12.0),
    ];
    let row = |owner: &Owner| {
        let work = work.get(&owner.user).copied().unwrap_or_default();
        let mut row = vec![
            Cell::Id(analysis.people.tables.users.name(owner.user)),
            Cell::text(analysis.people.staff_name(owner.user)),
            Cell::count(owner.customers),
            Cell::count(owner.friends.heads),
            Cell::count(owner.friends.bound),
            Cell::Share(owner.friends.share()),
            flag(book, owner.friends),
        ];
        row.extend(work.tiers.map(Cell::Count));
        row.extend([work.welcome, work.recall].map(Cell::Count));
        let todo = book.digest.todo.owners.iter().find(|one| one.user == owner.user);
        row.push(Cell::Count(todo.map_or(0, |one| one.people)));
        row.extend(work.on.map(Cell::Count));
        row
    };
    let rows: Vec<Vec<Cell<'_>>> = owners.iter().map(row).collect();
    table(sheet, &heads, &rows, Shape::fixed(1))
}

/// One pass over the users, and the lists.
fn work(book: &Book<'_>) -> BTreeMap<u32, Work> {
    let analysis = book.analysis;
    let segments = &analysis.people.segments;
    let owner = |v: usize| analysis.people.tables.owner(analysis.people.graph.nodes.user[v]);
    let mut work = BTreeMap::<u32, Work>::new();
    for v in listed(book) {
        let Some(owner) = owner(v) else { continue };
        let work = work.entry(owner).or_default();
        work.tiers[0] += u64::from(segments.tier[v] == Tier::S);
        work.tiers[1] += u64::from(segments.tier[v] == Tier::A);
        work.welcome += u64::from(segments.welcome_due[v]);
        work.recall += u64::from(segments.lifecycle[v] == Lifecycle::Decaying);
    }
    let selection = &analysis.selection;
    for (place, list) in selection.lists().into_iter().enumerate() {
        for owner in list.entries.iter().filter_map(|entry| owner(entry.node as usize)) {
            work.entry(owner).or_default().on[place] += 1;
        }
    }
    work
}
