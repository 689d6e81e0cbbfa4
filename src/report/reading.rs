//! How each file was read, in sentences: what `check` prints and the page shows.

use crate::tables::{InputFile, Overlap};
use crate::text::terms::{InputTable, Separator, Trim, Understood};
use crate::text::{Lang, Term, by_code, reading as words, summary, thousands};

/// What a file is, how many rows it has, which column is which, and what is not used.
pub fn how_read(input: &InputFile, lang: Lang) -> Vec<String> {
    let reading = &input.reading;
    let (comma, clause) = (summary::LIST_SEPARATOR.get(lang), summary::CLAUSE_SEPARATOR.get(lang));
    let header = match reading.header_line {
        0 => words::NO_HEADER.sentence(),
        line => words::HEADER.with("line", line),
    };
    let what = match reading.kind {
        "records" => &words::RECORDS,
        "sheet" => &words::SHEET,
        _ => &words::TEXT,
    };
    let what = what
        .with("file", &input.file)
        .with("table", name_of::<InputTable>(input.table, lang))
        .with("encoding", input.encoding.to_uppercase())
        .with("separator", name_of::<Separator>(&reading.delimiter, lang))
        .with_sentence("header", header);
    let counted = [(&words::SKIPPED, reading.skipped), (&words::REFUSED, reading.refused)];
    let mut rows = vec![words::ROWS.counted(input.rows).render(lang)];
    rows.extend(counted.iter().filter(|(_, n)| *n > 0).map(|(text, n)| text.counted(*n).render(lang)));
    let column = |(ours, header): (&&str, &String)| {
        let understood = reading.understood.get(*ours).map(|code| name_of::<Understood>(code, lang));
        let text = match understood {
            None if ours == header => return header.clone(),
            None => &words::COLUMN,
            Some(_) => &words::COLUMN_UNDERSTOOD,
        };
        let told = text.with("ours", ours).with("header", header);
        told.with("understood", understood.unwrap_or_default()).render(lang)
    };
    let columns: Vec<String> = reading.columns.iter().map(column).collect();
    let mut out = vec![what.render(lang), rows.join(clause), columns.join(comma)];
    if !reading.heeded.is_empty() {
        out.push(words::HEEDED.with("columns", reading.heeded.join(comma)).render(lang));
    }
    if !reading.unused.is_empty() {
        let text = if input.table == "users" { &words::FURTHER } else { &words::UNUSED };
        out.push(text.with("columns", reading.unused.join(comma)).render(lang));
    }
    out
}

/// What the tables share, a line each.
pub fn overlaps(overlaps: &[Overlap], lang: Lang) -> Vec<String> {
    let told = |overlap: &Overlap| {
        let alone = words::ALONE
            .with("table", name_of::<InputTable>(overlap.table, lang))
            .with("people", thousands(overlap.people))
            .with("alone", thousands(overlap.alone));
        let would = overlap.would_join.iter().map(|&(code, count)| {
            let would = words::WOULD_JOIN.counted(count).with("code", code);
            would.with("what", name_of::<Trim>(code, lang)).render(lang)
        });
        let parts: Vec<String> = std::iter::once(alone.render(lang)).chain(would).collect();
        parts.join(summary::CLAUSE_SEPARATOR.get(lang))
    };
    overlaps.iter().map(told).collect()
}

/// What people call the one with this code; the code where there is none.
fn name_of<T: Term>(code: &str, lang: Lang) -> &str {
    by_code::<T>(code).map_or(code, |term| term.words().get(lang))
}
