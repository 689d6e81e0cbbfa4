//! The queue: whom to contact, what is most at stake first, ready to be handed out.

use super::LIST_ROWS;
use super::book::Book;
use super::cell::Cell;
use super::people::{Columns, Person};
use super::sheet::{Done, Sheet};
use super::table::{Look, Shape, table};
use crate::report::figures::capitalised;
use crate::text::workbook as words;

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let todo = &book.analysis.todo;
    if todo.is_empty() {
        return sheet.note(book.say(&words::NO_TODOS));
    }
    for told in book.digest.todo.sentences(book.lang) {
        sheet.note(&capitalised(&told))?;
    }
    sheet.note(book.say(&words::TODO_NOTE))?;
    super::capped(book, sheet, todo.len().min(LIST_ROWS), todo.len(), "todo.csv")?;
    let people: Vec<Person<'_>> =
        todo.iter().take(LIST_ROWS).enumerate().map(|(place, one)| Person::of(book, one.member(place))).collect();
    let of = |person: &Person<'_>| &todo[person.rank as usize - 1];
    let mut columns = Columns::new(book);
    columns.front("stake", Cell::Number);
    columns.work();
    columns.own("message", 44.0, Look::Plain, move |person| {
        Cell::words(book.analysis.people.message(of(person), book.lang))
    });
    if book.digest.todo.per_owner.is_some() {
        columns.own("day", 8.0, Look::Plain, move |person| Cell::count(of(person).day));
    }
    columns.profile();
    table(sheet, &columns.heads(), &columns.rows(&people), Shape::fixed(3))
}
