//! What has changed since earlier runs, the last step first.

use super::LIST_ROWS;
use super::book::Book;
use super::cell::Cell;
use super::sheet::{Done, Sheet};
use super::table::{Head, Look, Shape, table};
use crate::campaign::Change;
use crate::report::changes::{list_name, rules, state};
use crate::report::figures::capitalised;

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let steps = &book.digest.changes;
    for (number, step) in steps.iter().enumerate().rev() {
        let is_last = number + 1 == steps.len();
        for told in step.sentences(is_last, book.lang) {
            sheet.note(&told)?;
        }
    }
    let Some(last) = book.analysis.changes.last() else { return Ok(()) };
    for (turn, rule) in rules(last, book.lang) {
        sheet.note(&format!("{}: {rule}", capitalised(turn.words().get(book.lang))))?;
    }
    super::capped(book, sheet, last.rows.len().min(LIST_ROWS), last.rows.len(), "changes.csv")?;
    let labels = ["user_id", "nickname", "value_tier", "owner_id"].map(|name| book.label(name));
    let [id, nickname, tier, owner] = &labels;
    let heads = [
        Head::new(book.head("change"), 22.0),
        Head::new(book.head("list"), 12.0),
        Head::new(id, 24.0).looking(Look::Ids),
        Head::new(nickname, 20.0),
        Head::new(book.head("before"), 18.0),
        Head::new(book.head("after"), 18.0),
        Head::new(tier, 10.0).looking(Look::Tiers),
        Head::new(owner, 20.0).looking(Look::Ids),
    ];
    let row = |change: &'_ Change| {
        vec![
            Cell::words(change.turn.words().get(book.lang)),
            change.list.map_or(Cell::Empty, |list| Cell::words(list_name(list, book.lang))),
            Cell::text(change.user.clone()),
            Cell::text(change.nickname.clone()),
            Cell::words(state(change.before, book.lang)),
            Cell::words(state(change.after, book.lang)),
            Cell::Tier(change.tier),
            Cell::text(change.owner.clone()),
        ]
    };
    let rows: Vec<Vec<Cell<'_>>> = last.rows.iter().take(LIST_ROWS).map(row).collect();
    table(sheet, &heads, &rows, Shape::fixed(3))
}
