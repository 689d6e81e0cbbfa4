//! How it was made and how far it holds: methods, findings, who was left out, options, reference values.

use super::book::Book;
use super::cell::Cell;
use super::sheet::{Done, Sheet};
use crate::config::Tier;
use crate::diagnostic::Severity;
use crate::report::figures::capitalised;
use crate::text::{page, summary, workbook as words};

/// Columns: what it is, a number, a sentence.
const WIDTHS: [f64; 3] = [30.0, 16.0, 110.0];

pub(super) fn fill(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    for (column, width) in (0u16..).zip(WIDTHS) {
        sheet.page.set_column_width(column, width)?;
    }
    sheet.page.set_freeze_panes(1, 0)?;
    how(book, sheet)?;
    glossary(book, sheet)?;
    findings(book, sheet)?;
    counted(book, sheet)?;
    options(book, sheet)?;
    references(book, sheet)?;
    sheet.heading(book.say(&words::PROGRAM))?;
    sheet.note(concat!("renmai ", env!("CARGO_PKG_VERSION")))?;
    sheet.note(book.say(&words::AGAIN))?;
    sheet.note(book.say(&words::FILES))
}

fn how(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.heading(book.say(&words::HOW))?;
    for sentence in book.digest.method_sentences(book.analysis) {
        sheet.paragraph(&capitalised(&sentence), &WIDTHS)?;
    }
    let selection = &book.analysis.selection;
    let lists = selection.lists();
    if lists.iter().any(|list| !list.skipped_criteria.is_empty()) {
        sheet.heading(book.say(&words::SKIPPED))?;
    }
    for list in lists.into_iter().filter(|list| !list.skipped_criteria.is_empty()) {
        let told = words::SKIPPED_OF.with("list", book.say(list.kind.words()));
        sheet.note(&told.with("criteria", book.named(&list.skipped_criteria)).render(book.lang))?;
    }
    Ok(())
}

fn findings(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.heading(book.say(&words::FINDINGS))?;
    let findings = &book.digest.findings;
    if findings.is_empty() {
        return sheet.note(book.say(&words::NO_FINDINGS));
    }
    sheet.header(&["severity", "count", "finding"].map(|key| book.head(key)))?;
    for finding in findings {
        let level = match finding.severity {
            Severity::Warning => &summary::WARNING,
            _ => &summary::INFO,
        };
        let level = Cell::words(capitalised(book.say(level)));
        let row = sheet.row;
        sheet.cells(&[level, Cell::Count(finding.count), Cell::words(finding.sentence.as_str())])?;
        sheet.heighten(row, std::iter::once((WIDTHS[2], finding.sentence.as_str())))?;
    }
    Ok(())
}

/// What each measure is: what people call it, its unit, what it counts.
fn glossary(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.heading(book.say(page::label("glossary")))?;
    for key in page::GLOSSARY {
        let of = |part: &str| book.say(page::label(&format!("{key}{part}")));
        let (row, told) = (sheet.row, of("_told"));
        sheet.cells(&[Cell::words(of("")), Cell::words(of("_unit")), Cell::words(told)])?;
        sheet.heighten(row, std::iter::once((WIDTHS[2], told)))?;
    }
    Ok(())
}

/// Who was left out, and what was read.
fn counted(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let counts = &book.digest.counts;
    let labels = page::labels(book.lang);
    let label = |key: &str| labels.get(key).copied().unwrap_or_default();
    for (heading, figures) in [(&words::LEFT, counts.left_out()), (&words::ROWS, counts.read())] {
        sheet.heading(book.say(heading))?;
        for (key, n) in figures {
            sheet.cells(&[Cell::words(label(key)), Cell::Count(n)])?;
        }
    }
    Ok(())
}

/// Those that decide who is on the lists.
fn options(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    let config = &book.analysis.people.config;
    sheet.heading(book.say(&words::OPTIONS))?;
    let tiers: Vec<&str> = config.selection.tiers.iter().map(|&tier| Tier::code(tier)).collect();
    let options = [
        ("selection.tiers", tiers.join(book.comma())),
        ("selection.contact_days", config.selection.contact_days.to_string()),
        ("selection.where", config.selection.only.clone()),
        ("lifecycle.decaying_days", config.lifecycle.decaying_days.to_string()),
        ("lifecycle.lost_days", config.lifecycle.lost_days.to_string()),
        ("value.days", listed(&config.value.days)),
        ("value.spend", listed(&config.value.spend)),
        ("seeds.k", config.seeds.k.to_string()),
        ("input.timezone", config.input.timezone.clone()),
    ];
    for (key, value) in options.iter().filter(|(_, value)| !value.is_empty()) {
        sheet.cells(&[Cell::text(*key), Cell::text(value.as_str())])?;
    }
    Ok(())
}

fn listed(bounds: &[impl std::fmt::Display]) -> String {
    bounds.iter().map(ToString::to_string).collect::<Vec<_>>().join(" / ")
}

fn references(book: &Book<'_>, sheet: &mut Sheet<'_>) -> Done {
    sheet.heading(book.say(&words::REFERENCES))?;
    sheet.note(book.say(&words::REFERENCE_NOTE))?;
    for (what, figure) in &words::advice::REFERENCES {
        let row = sheet.row;
        sheet.cells(&[Cell::words(book.say(what))])?;
        sheet.page.write_string_with_format(row, 1, book.say(figure), &book.style.note)?;
    }
    Ok(())
}
