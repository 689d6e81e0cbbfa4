//! The first sheet: how many of everything, what to do first, where it stands, what is wrong with the data.

use rust_xlsxwriter::Url;

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Done, Sheet};
use super::{Tab, everybody, tabs};
use crate::diagnostic::Severity;
use crate::report::figures::{capitalised, thousands};
use crate::report::headline::headline;
use crate::selection::ListKind;
use crate::text::workbook::{self as words, advice};
use crate::text::{Text, page, summary};

/// Columns: what it is, a number, a sentence, a reference value.
const WIDTHS: [f64; 4] = [46.0, 14.0, 64.0, 16.0];
/// Findings told here; the method's sheet tells all.
const FINDINGS: usize = 8;

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    for (column, width) in (0u16..).zip(WIDTHS) {
        sheet.page.set_column_width(column, width)?;
    }
    let told = match &book.digest.as_of {
        Some(time) => words::AS_OF.with("time", time.get(..19).unwrap_or(time).replace('T', " ")).render(book.lang),
        None => book.say(&words::NO_TIME).to_owned(),
    };
    sheet.note(&told)?;
    sheet.note(book.say(&words::HANDLING))?;
    sheet.page.set_freeze_panes(1, 0)?.set_print_fit_to_pages(1, 1);
    figures(book, sheet)?;
    todos(book, sheet)?;
    sheets(book, sheet)?;
    findings(book, sheet)
}

fn figures(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let labels = page::labels(book.lang);
    sheet.heading(book.say(&words::FIGURES))?;
    sheet.header(&["figure", "value", "told", "reference"].map(|key| book.head(key)))?;
    let mut row = |label: &str, n, told: String, reference: Option<&'static str>| {
        let reference = reference.map_or(Cell::Empty, Cell::words);
        sheet.cells(&[Cell::words(label), Cell::Count(n), Cell::words(told), reference])
    };
    for figure in headline(book.digest, book.lang) {
        row(labels.get(figure.label).copied().unwrap_or_default(), figure.value, figure.told, figure.reference)?;
    }
    let circles = &book.digest.circles;
    let largest = words::LARGEST_CIRCLE.with("largest", thousands(circles.largest)).render(book.lang);
    let told = if circles.count > 0 { largest } else { String::new() };
    row(book.say(&words::CIRCLES.name), circles.count, told, None)?;
    if let Some(window) = book.analysis.heat.windows.all().map(|best| best.window) {
        let told = book.window(window);
        sheet.cells(&[Cell::words(book.head("best_time")), Cell::Empty, Cell::words(told), Cell::Empty])?;
    }
    Ok(())
}

/// What is most urgent, where there is any of it.
fn todos(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let analysis = book.analysis;
    let capacity = &analysis.people.segments.profile.capacity;
    let due = book.digest.todo.reasons.iter().filter_map(|&(due, n)| Some((advice::todo(due)?, n as usize, Tab::Todo)));
    let mut todos: Vec<(&'static Text, usize, Tab)> = due.collect();
    let invited = analysis.selection.isolated.entries.iter().filter(|entry| !entry.suggestions.is_empty());
    todos.push((&advice::TODO_INVITE, invited.count(), Tab::List(ListKind::Isolated.spec())));
    let groups = capacity.groups.iter().filter(|fill| fill.nearly_full);
    todos.push((&advice::TODO_GROUPS, groups.count(), Tab::Groups));
    let accounts = capacity.owners.iter().filter(|owner| owner.friends.nearly_full);
    todos.push((&advice::TODO_ACCOUNTS, accounts.count(), Tab::Accounts));
    sheet.heading(book.say(&words::TODOS))?;
    if todos.iter().all(|&(_, n, _)| n == 0) {
        return sheet.note(book.say(&words::NO_TODOS));
    }
    sheet.header(&["todo", "count", "sheet"].map(|key| book.head(key)))?;
    for (what, n, tab) in todos.into_iter().filter(|&(_, n, _)| n > 0) {
        let row = sheet.row;
        sheet.cells(&[Cell::words(capitalised(book.say(what))), Cell::count(n as u64)])?;
        link(book, sheet, row, 2, tab)?;
    }
    Ok(())
}

fn sheets(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.heading(book.say(&words::SHEETS))?;
    for tab in tabs(book.analysis).filter(|&tab| tab != Tab::Summary) {
        let row = sheet.row;
        link(book, sheet, row, 0, tab)?;
        sheet.put(row, 1, &rows(book, tab))?;
        let told = book.say(&tab.words().use_);
        sheet.put(row, 2, &Cell::words(told))?;
        sheet.heighten(row, std::iter::once((WIDTHS[2], told)))?;
        sheet.row += 1;
    }
    Ok(())
}

/// How many there are on a sheet.
fn rows<'a>(book: &Book<'a>, tab: Tab) -> Cell<'a> {
    let analysis = book.analysis;
    let n = match tab {
        Tab::Todo => analysis.todo.len(),
        Tab::List(list) => list.members(&analysis.selection, analysis.seeds.as_ref()).len(),
        Tab::Everybody => everybody::named(book),
        Tab::Changes => analysis.changes.last().map_or(0, |step| step.rows.len()),
        Tab::Circles => analysis.portraits.len(),
        Tab::Groups => analysis.people.tables.groups.len(),
        Tab::Accounts => analysis.people.segments.profile.capacity.owners.len(),
        Tab::Summary | Tab::Tiers | Tab::Segments | Tab::Hours | Tab::Method => return Cell::Empty,
    };
    Cell::count(n as u64)
}

/// A way to another sheet.
fn link(book: &Book<'_>, sheet: &mut Sheet<'_>, row: u32, column: u16, tab: Tab) -> Done {
    let name = book.say(&tab.words().name);
    let url = Url::new(format!("internal:'{name}'!A1")).set_text(name);
    sheet.page.write_url_with_format(row, column, url, &book.style.link)?;
    Ok(())
}

fn findings(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.heading(book.say(&words::FINDINGS))?;
    let findings = &book.digest.findings;
    if findings.is_empty() {
        return sheet.note(book.say(&words::NO_FINDINGS));
    }
    for finding in findings.iter().take(FINDINGS) {
        let (level, warning) = match finding.severity {
            Severity::Warning => (&summary::WARNING, true),
            _ => (&summary::INFO, false),
        };
        let told = words::FINDING.with("level", capitalised(book.say(level))).with("told", &finding.sentence);
        let told = told.render(book.lang);
        if warning { sheet.warn(&told)? } else { sheet.paragraph(&told, &WIDTHS)? }
    }
    if let Some(rest) = findings.len().checked_sub(FINDINGS).filter(|&rest| rest > 0) {
        let told = words::MORE_FINDINGS.counted(rest as u64).with("sheet", book.say(&words::METHOD.name));
        sheet.note(&told.render(book.lang))?;
    }
    Ok(())
}
