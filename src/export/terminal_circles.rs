//! What a terminal shows of circles and seeds.

use super::columns::{Align, columns, printable, wrapped};
use super::terminal::{WIDTH, heading, line, sentences};
use crate::analysis::Analysis;
use crate::measures::Circles;
use crate::report::Digest;
use crate::report::circles::description;
use crate::report::figures::measure;
use crate::report::seeds::{ListSpread, SeedFigures, reason};
use crate::text::seeds as words;

/// Circles and seeds that the summary shows.
const SHOWN: usize = 5;

/// How many circles there are, and the largest in a sentence each.
pub(super) fn circles(out: &mut String, analysis: &Analysis, digest: &Digest) {
    let lang = analysis.people.config.lang;
    let mut told = digest.circles.sentences(lang).into_iter();
    heading(out, &told.next().unwrap_or_default());
    told.for_each(|sentence| indented(out, &sentence));
    let largest = &analysis.portraits[..analysis.portraits.len().min(SHOWN)];
    let rows = largest.iter().map(|portrait| vec![Circles::shown(portrait.circle).to_string()]).collect();
    let words: Vec<String> = largest.iter().map(|p| printable(&description(analysis, p, lang), 400)).collect();
    sentences(out, rows, &words, &[Align::Right]);
}

/// The set, its first picks, and what other lists reach.
pub(super) fn seeds(out: &mut String, analysis: &Analysis, digest: &Digest) {
    let (Some(seeds), Some(figures)) = (&analysis.seeds, &digest.seeds) else { return };
    let lang = analysis.people.config.lang;
    told(out, figures, analysis);
    let row = |number: usize| {
        let pick = seeds.set.picks[number];
        let user = analysis.people.graph.nodes.user[pick.node as usize];
        let nickname = analysis.people.tables.user_table.nickname.get(user as usize);
        let id = printable(analysis.people.tables.users.name(user), 24);
        vec![(number + 1).to_string(), id, printable(nickname, 20), measure(pick.marginal)]
    };
    let shown = seeds.set.picks.len().min(SHOWN);
    let reasons: Vec<String> = (0..shown).map(|number| reason(analysis, seeds, number, lang)).collect();
    sentences(out, (0..shown).map(row).collect(), &reasons, &[Align::Right, Align::Left, Align::Left, Align::Right]);
}

/// What the seed set reaches, beside other lists: what `seeds` says on standard error.
pub fn seeds_text(analysis: &Analysis) -> String {
    let mut out = String::new();
    match SeedFigures::of(analysis) {
        Some(figures) => told(&mut out, &figures, analysis),
        None => line(&mut out, words::NONE_ASKED.get(analysis.people.config.lang)),
    }
    out.trim().to_owned()
}

fn told(out: &mut String, figures: &SeedFigures, analysis: &Analysis) {
    let lang = analysis.people.config.lang;
    let mut told = figures.sentences(lang).into_iter();
    heading(out, &told.next().unwrap_or_default());
    told.for_each(|sentence| indented(out, &sentence));
    if let (Some(compared), true) = (figures.compared(lang), figures.chosen > 0) {
        indented(out, &compared);
        let row = |list: &ListSpread| vec![list.name().get(lang).to_owned(), list.told(figures.counted, lang)];
        let rows: Vec<Vec<String>> = figures.lists.iter().map(row).collect();
        out.push_str(&columns(&rows, &[Align::Left, Align::Right], 4));
    }
}

fn indented(out: &mut String, sentence: &str) {
    for part in wrapped(sentence, WIDTH) {
        line(out, &format!("  {part}"));
    }
}
