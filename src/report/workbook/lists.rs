//! The sheets of people: KOC, referral, seeds, isolated.

use super::LIST_ROWS;
use super::book::Book;
use super::cell::Cell;
use super::people::{Columns, Person};
use super::sheet::{Done, Sheet};
use super::table::{Look, Shape, table};
use crate::report::figures::{capitalised, thousands};
use crate::report::method::{isolated_barred, kept_off, reach_only, ties};
use crate::selection::{Inviter, ListKind, ListSpec, SeedList, Shortlist, Suggestion};
use crate::text::{summary, workbook as words};

/// One of them.
pub(super) fn list(book: &Book<'_>, sheet: &mut Sheet<'_>, list: &ListSpec) -> Done {
    let members = list.members(&book.analysis.selection, book.analysis.seeds.as_ref());
    match list.kind {
        Some(kind) => notes(book, sheet, book.analysis.selection.list(kind), list.file)?,
        None => seed_notes(book, sheet, members.len())?,
    }
    let people: Vec<Person<'_>> = members.into_iter().take(LIST_ROWS).map(|member| Person::of(book, member)).collect();
    let mut columns = Columns::new(book);
    match list.kind {
        Some(_) => columns.front("score", Cell::Score),
        None => columns.front("marginal", Cell::Number),
    }
    if list.suggests {
        first_suggestion(&mut columns);
    }
    columns.work();
    if list.suggests {
        suggestions(&mut columns);
    }
    if let (None, Some(seeds)) = (list.kind, &book.analysis.seeds) {
        reached(&mut columns, seeds);
    }
    columns.profile();
    columns.facts(list.facts);
    match list.kind {
        Some(_) if list.shares_ranks => {
            columns.own("rank_range", 14.0, Look::Plain, |person| possible_ranks(book, person));
        }
        Some(ListKind::Koc) => columns.own("band", 10.0, Look::Plain, tied),
        _ => {}
    }
    table(sheet, &columns.heads(), &columns.rows(&people), Shape::fixed(3))
}

fn notes(book: &Book<'_>, sheet: &mut Sheet<'_>, list: &Shortlist, file: &str) -> Done {
    let listed = list.entries.len();
    let shown = listed.min(LIST_ROWS);
    let told = words::LISTED
        .with("qualified", thousands(list.qualified as u64))
        .with("listed", thousands(listed as u64))
        .with("shown", thousands(shown as u64));
    sheet.note(&told.render(book.lang))?;
    super::capped(book, sheet, shown, listed, file)?;
    if !list.skipped_criteria.is_empty() {
        let told = summary::SKIPPED.with("criteria", book.named(&list.skipped_criteria));
        sheet.note(&capitalised(&told.render(book.lang)))?;
    }
    if let Some(told) = isolated_barred(book.analysis, list, book.lang) {
        sheet.note(&capitalised(&told))?;
    }
    if let Some(told) = reach_only(list) {
        sheet.note(&capitalised(told.get(book.lang)))?;
    }
    if let Some(told) = ties(list, &book.analysis.people.measures.bridge_range, book.lang) {
        sheet.note(&capitalised(&told))?;
    }
    if !list.passed_over.is_empty() {
        sheet.note(&words::PASSED_OVER.counted(list.passed_over.len() as u64).render(book.lang))?;
    }
    if list.entries.is_empty() {
        sheet.note(&capitalised(&kept_off(book.analysis, list.kind, book.lang)))?;
    }
    Ok(())
}

fn tied<'a>(person: &Person<'a>) -> Cell<'a> {
    Cell::maybe(person.entry.map(|entry| entry.band_size).filter(|&size| size > 1))
}

/// Where somebody may stand by betweenness, where that is not certain.
fn possible_ranks<'a>(book: &Book<'a>, person: &Person<'a>) -> Cell<'a> {
    let (first, last) = book.analysis.people.measures.bridge_range[person.node as usize];
    if first == last { Cell::Empty } else { Cell::words(format!("{first}–{last}")) }
}

/// The group to join, why, and who could invite.
fn first_suggestion(columns: &mut Columns<'_, '_>) {
    group(columns, 0, ("group", 28.0, Look::Plain), |book, s| {
        Cell::text(book.analysis.people.tables.group_label(s.group))
    });
    group(columns, 0, ("group_why", 26.0, Look::Plain), |book, s| Cell::words(book.named(&s.why)));
    inviter(columns, ("inviter", 18.0, Look::Plain), |book, inviter| Cell::text(book.name(inviter.node)));
    inviter(columns, ("inviter_why", 18.0, Look::Plain), |book, inviter| Cell::words(book.named(&inviter.why)));
}

/// More of it, and what else would do.
fn suggestions(columns: &mut Columns<'_, '_>) {
    group(columns, 0, ("group_id", 20.0, Look::Ids), |book, s| {
        Cell::Id(book.analysis.people.tables.groups.name(s.group))
    });
    group(columns, 0, ("group_members", 10.0, Look::Plain), |_, s| Cell::count(s.members));
    group(columns, 0, ("group_similar", 14.0, Look::Plain), |_, s| Cell::count(s.similar));
    group(columns, 0, ("group_contacts", 14.0, Look::Plain), |_, s| {
        Cell::Score(s.expected_contacts.unwrap_or(f64::NAN))
    });
    inviter(columns, ("inviter_id", 20.0, Look::Ids), |book, inviter| book.fact("user_id", inviter.node as usize));
    group(columns, 1, ("group_2", 26.0, Look::Plain), |book, s| {
        Cell::text(book.analysis.people.tables.group_label(s.group))
    });
    group(columns, 2, ("group_3", 26.0, Look::Plain), |book, s| {
        Cell::text(book.analysis.people.tables.group_label(s.group))
    });
}

/// Key of a header, most characters across, look.
type Spec = (&'static str, f64, Look);

fn group<'b, 'a: 'b>(
    columns: &mut Columns<'b, 'a>,
    n: usize,
    (key, widest, look): Spec,
    of: fn(&Book<'a>, &'a Suggestion) -> Cell<'a>,
) {
    let book = columns.book;
    columns.own(key, widest, look, move |person| {
        let suggestion = person.entry.and_then(|entry| entry.suggestions.get(n));
        suggestion.map_or(Cell::Empty, |suggestion| of(book, suggestion))
    });
}

fn inviter<'b, 'a: 'b>(
    columns: &mut Columns<'b, 'a>,
    (key, widest, look): Spec,
    of: fn(&Book<'a>, &'a Inviter) -> Cell<'a>,
) {
    let book = columns.book;
    columns.own(key, widest, look, move |person| {
        person.entry.and_then(|entry| entry.inviter.as_ref()).map_or(Cell::Empty, |inviter| of(book, inviter))
    });
}

/// What the seed set reaches.
fn seed_notes(book: &Book<'_>, sheet: &mut Sheet<'_>, chosen: usize) -> Done {
    if book.analysis.seeds.is_none() {
        return sheet.note(book.say(&crate::text::seeds::NONE_ASKED));
    }
    if let Some(figures) = &book.digest.seeds {
        for told in figures.sentences(book.lang) {
            sheet.note(&capitalised(&told))?;
        }
        let lists: Vec<String> = (figures.lists.iter())
            .filter(|list| list.spread.is_some())
            .map(|list| {
                let spread = list.told(figures.counted, book.lang);
                words::COMPARED_LIST.with("list", book.say(list.name())).with("spread", spread).render(book.lang)
            })
            .collect();
        if !lists.is_empty() {
            let lists = lists.join(book.say(&words::LIST_BREAK));
            sheet.note(&words::COMPARED.with("lists", lists).render(book.lang))?;
        }
    }
    sheet.note(book.say(&words::MODEL))?;
    super::capped(book, sheet, chosen.min(LIST_ROWS), chosen, "seeds.csv")
}

/// What each pick reaches with those before it.
fn reached<'b, 'a: 'b>(columns: &mut Columns<'b, 'a>, seeds: &'b SeedList) {
    let pick = move |person: &Person<'_>| seeds.set.picks[person.rank as usize - 1];
    columns.own("reach", 14.0, Look::Plain, move |person| Cell::Number(pick(person).reach));
    columns.own("reach_low", 12.0, Look::Plain, move |person| Cell::Number(pick(person).low));
    columns.own("reach_high", 12.0, Look::Plain, move |person| Cell::Number(pick(person).high));
    columns.own("opens", 10.0, Look::Plain, move |person| {
        Cell::count(seeds.opened.row(person.rank as usize - 1).len() as u32)
    });
}
