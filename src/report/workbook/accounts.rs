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
use crate::report::figures::capitalised;
use crate::segments::Lifecycle;
use crate::segments::capacity::Owner;
use crate::selection::todo::Due;
use crate::text::workbook as words;

/// What an account has to do; that of nobody has customers without an owner.
#[derive(Clone, Copy, Debug, Default)]
struct Work {
    customers: u64,
    tiers: [u64; 2],
    decaying: u64,
    todo: u64,
    today: u64,
    due: [u64; Due::ALL.len()],
}

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let analysis = book.analysis;
    let work = work(book);
    let mut owners = accounts(analysis);
    let total = owners.len();
    owners.truncate(ACCOUNT_ROWS);
    super::capped(book, sheet, owners.len(), total, "owners.csv")?;
    sheet.note(book.say(&words::BY_REASON))?;
    let plain = |key: &str, widest| Head::new(book.head(key), widest);
    let nearly = analysis.people.config.capacity.nearly_full_percent / 100.0;
    let nickname = book.label("nickname");
    let reasons = Due::ALL.map(|due| capitalised(book.say(due.words())));
    let mut heads = vec![
        plain("account", 24.0).looking(Look::Ids),
        Head::new(&nickname, 20.0),
        plain("on_todo", 12.0).looking(Look::Bars),
        plain("today", 10.0),
    ];
    heads.extend(reasons.iter().map(|reason| Head::new(reason, 14.0)));
    heads.extend([
        plain("customers", 12.0),
        plain("friends", 12.0).looking(Look::Bars),
        plain("cap", 14.0),
        plain("fill", 12.0).looking(Look::Full(nearly)),
        plain("flag", 12.0),
        Head::new(book.say(Tier::S.words()), 10.0),
        Head::new(book.say(Tier::A.words()), 10.0),
        plain("decaying", 12.0),
    ]);
    // A reason that nobody is there for has no column.
    let is_due: Vec<bool> = (0..Due::ALL.len()).map(|i| work.values().any(|work| work.due[i] > 0)).collect();
    let row = |id, name, user: Option<u32>, room: Option<&Owner>| {
        let work = work.get(&user).copied().unwrap_or_default();
        let today = analysis.people.config.todo.per_owner.map(|_| work.today);
        let mut row = vec![id, name, Cell::Count(work.todo), Cell::maybe(today)];
        row.extend(is_due.iter().zip(work.due).map(|(&is_due, n)| Cell::maybe(is_due.then_some(n))));
        row.extend(match room {
            Some(owner) => [
                Cell::count(owner.customers),
                Cell::count(owner.friends.heads),
                Cell::count(owner.friends.bound),
                Cell::Share(owner.friends.share()),
                flag(book, owner.friends),
            ],
            None => [Cell::Count(work.customers), Cell::Empty, Cell::Empty, Cell::Empty, Cell::Empty],
        });
        row.extend(work.tiers.map(Cell::Count));
        row.push(Cell::Count(work.decaying));
        row
    };
    let of_owner = |owner: &Owner| {
        let (id, name) = (analysis.people.tables.users.name(owner.user), analysis.people.staff_name(owner.user));
        row(Cell::Id(id), Cell::text(name), Some(owner.user), Some(owner))
    };
    let mut rows: Vec<Vec<Cell<'_>>> = owners.iter().map(of_owner).collect();
    if work.contains_key(&None) {
        rows.push(row(Cell::words(book.say(&words::NO_OWNER)), Cell::Empty, None, None));
    }
    table(sheet, &heads, &rows, Shape::fixed(2))
}

/// One pass over the users, and the queue.
fn work(book: &Book<'_>) -> BTreeMap<Option<u32>, Work> {
    let analysis = book.analysis;
    let segments = &analysis.people.segments;
    let owner = |v: usize| analysis.people.tables.owner(analysis.people.graph.nodes.user[v]);
    let mut work = BTreeMap::<Option<u32>, Work>::new();
    for v in listed(book) {
        let work = work.entry(owner(v)).or_default();
        work.customers += 1;
        work.tiers[0] += u64::from(segments.tier[v] == Tier::S);
        work.tiers[1] += u64::from(segments.tier[v] == Tier::A);
        work.decaying += u64::from(segments.lifecycle[v] == Lifecycle::Decaying);
    }
    for one in &analysis.todo {
        let work = work.entry(one.owner).or_default();
        work.todo += 1;
        work.today += u64::from(one.day == 1);
        for (n, due) in work.due.iter_mut().zip(Due::ALL) {
            *n += u64::from(one.due.iter().any(|&(own, _)| own == due));
        }
    }
    work
}
