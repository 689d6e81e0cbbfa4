//! The sheets of people: KOC, referral, seeds, isolated.

use super::LIST_ROWS;
use super::book::Book;
use super::cell::Cell;
use super::people::{Columns, Person};
use super::sheet::{Done, Sheet};
use super::table::{Look, Shape, table};
use crate::report::figures::{capitalised, thousands};
use crate::report::method::{kept_off, reach_only, ties};
use crate::report::seeds::reason;
use crate::selection::next_step::Action;
use crate::selection::seeds::Pick;
use crate::selection::{Inviter, ListKind, NextStep, SeedList, Shortlist, Suggestion};
use crate::text::{summary, workbook as words};

/// KOC, referral or isolated.
pub(super) fn list(book: &Book<'_>, sheet: &mut Sheet<'_>, kind: ListKind) -> Done {
    let (list, file) = (book.analysis.selection.list(kind), kind.file());
    notes(book, sheet, list, file)?;
    let people: Vec<Person<'_>> = list.entries.iter().take(LIST_ROWS).map(|entry| Person::of(book, entry)).collect();
    let mut columns = Columns::new(book);
    columns.front("score", Cell::Score);
    if kind == ListKind::Isolated {
        first_suggestion(&mut columns);
    }
    columns.work();
    match kind {
        ListKind::Koc => {
            columns.profile();
            columns.facts(&["influence_rank", "listeners", "remarks", "groups", "degree", "strength"]);
            columns.own("band", 10.0, Look::Plain, tied);
        }
        ListKind::Referral => {
            columns.profile();
            columns.facts(&["betweenness_share", "circles_linked", "degree", "groups"]);
            columns.own("rank_range", 14.0, Look::Plain, |person| possible_ranks(book, person));
        }
        ListKind::Isolated => {
            suggestions(&mut columns);
            columns.profile();
            columns.facts(&["isolation", "degree", "groups", "component_size"]);
        }
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
    if let Some(told) = reach_only(list) {
        sheet.note(&capitalised(told.get(book.lang)))?;
    }
    if list.kind == ListKind::Referral
        && let Some(told) = ties(list, &book.analysis.people.measures.bridge_range, book.lang)
    {
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

/// The seed set.
pub(super) fn seeds(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let Some(seeds) = &book.analysis.seeds else {
        return sheet.note(book.say(&crate::text::seeds::NONE_ASKED));
    };
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
    let people = picks(book, seeds);
    super::capped(book, sheet, people.len(), seeds.set.picks.len(), "seeds.csv")?;
    let mut columns = Columns::new(book);
    columns.front("marginal", Cell::Number);
    columns.work();
    let pick = move |person: &Person<'_>| seeds.set.picks[person.rank as usize - 1];
    columns.own("reach", 14.0, Look::Plain, move |person| Cell::Number(pick(person).reach));
    columns.own("reach_low", 12.0, Look::Plain, move |person| Cell::Number(pick(person).low));
    columns.own("reach_high", 12.0, Look::Plain, move |person| Cell::Number(pick(person).high));
    columns.own("opens", 10.0, Look::Plain, move |person| {
        Cell::count(seeds.opened.row(person.rank as usize - 1).len() as u32)
    });
    columns.profile();
    columns.facts(&["influence", "degree", "groups", "circles_linked"]);
    table(sheet, &columns.heads(), &columns.rows(&people), Shape::fixed(3))
}

/// The picks with what to do next about each.
fn picks<'a>(book: &Book<'a>, seeds: &SeedList) -> Vec<Person<'a>> {
    let picks = &seeds.set.picks[..seeds.set.picks.len().min(LIST_ROWS)];
    let nodes: Vec<u32> = picks.iter().map(|pick| pick.node).collect();
    let analysis = book.analysis;
    let person = |((number, pick), next): ((usize, &Pick), NextStep)| Person {
        node: pick.node,
        rank: number as u32 + 1,
        score: pick.marginal,
        reason: reason(analysis, seeds, number, book.lang),
        next,
        entry: None,
    };
    let steps = book.next_steps(&nodes).into_iter().map(|step| step.with(Action::FirstWave));
    picks.iter().enumerate().zip(steps).map(person).collect()
}
