//! What a terminal shows: the summary of a run and the audit of `check`.

use super::columns::{Align, columns, printable, widths, wrapped};
use crate::analysis::{Analysis, Audit, People, Verdict};
use crate::diagnostic::Severity;
use crate::graph::Excluded;
use crate::measures::Circles;
use crate::memory::Budget;
use crate::parallel;
use crate::report::Digest;
use crate::report::circles::description;
use crate::report::digest::{Counts, Rows, Told, as_of, audit_findings, tiers};
use crate::report::distribution::{Distribution, LatticeCounts, Part};
use crate::report::figures::{bytes, capitalised, measure, percent, score, thousands};
use crate::report::method::{isolated_barred, kept_off, prospects, reach_only, ties};
use crate::report::reading::{how_read, overlaps};
use crate::report::seeds::{ListSpread, SeedFigures, reason};
use crate::selection::{Entry, Shortlist};
use crate::tables::Tables;
use crate::text::terms::{Criterion, Isolation, Tier};
use crate::text::{
    Lang, Sentence, Term, changes as change_words, named, reading as reading_words, seeds as seed_words,
    summary as words, verdicts as verdict_words,
};

/// Entries of each list, circles and seeds that the summary shows.
const SHOWN: usize = 5;
/// Findings that the summary shows.
const FINDINGS_SHOWN: usize = 8;
/// Cells that a line takes at most; longer sentences go on below themselves.
pub(super) const WIDTH: usize = 100;
/// Cells that a reason is given at least.
const REASON: usize = 40;

/// The short summary that a terminal shows after a run.
pub fn summary_text(analysis: &Analysis) -> String {
    let lang = analysis.people.config.lang;
    let digest = Digest::of(analysis);
    let counts = &digest.counts;
    let mut out = String::new();
    line(&mut out, &moment(digest.as_of.as_deref(), lang));
    line(&mut out, &size(counts, lang));
    let components = words::COMPONENTS
        .with("components", thousands(counts.components))
        .with("largest", thousands(counts.largest_component));
    line(&mut out, &components.render(lang));
    excluded(&mut out, counts.excluded, lang);
    if counts.users == 0 {
        line(&mut out, words::NOBODY_LEFT.get(lang));
        findings(&mut out, &digest.findings, FINDINGS_SHOWN, lang);
        return out;
    }
    tier_table(&mut out, &digest.distributions.value_tier, lang);
    isolation(&mut out, &digest, lang);
    heading(&mut out, &digest.todo.sentences(lang).join(words::CLAUSE_SEPARATOR.get(lang)));
    for shortlist in analysis.selection.lists() {
        list(&mut out, analysis, shortlist);
    }
    circles(&mut out, analysis, &digest);
    seeds(&mut out, analysis, &digest);
    changes(&mut out, &digest);
    findings(&mut out, &digest.findings, FINDINGS_SHOWN, lang);
    out.push('\n');
    for sentence in digest.method_sentences(analysis) {
        line(&mut out, &wrapped(&sentence, WIDTH).join("\n"));
    }
    out
}

/// What has changed since the last earlier run.
fn changes(out: &mut String, digest: &Digest) {
    let Some(last) = digest.changes.last() else { return };
    heading(out, change_words::HEADING.get(digest.lang));
    last.sentences(true, digest.lang).iter().for_each(|told| indented(out, told));
}

/// What `check` prints: findings, the lattice with counts, size and time.
pub fn audit_text(audit: &Audit) -> String {
    let lang = audit.people.config.lang;
    let mut out = String::new();
    line(&mut out, &moment(as_of(audit.people.as_of, &audit.people.config).as_deref(), lang));
    let size = words::SIZE_AT_MOST
        .with("users", thousands(audit.people.graph.nodes.listed_count as u64))
        .with("groups", thousands(audit.size.groups))
        .with("memberships", thousands(audit.size.memberships))
        .with("pairs", thousands(audit.size.distinct_pairs_at_most));
    line(&mut out, &(size.render(lang) + &interacted(Rows::of(&audit.people.tables), audit.size.ties, lang)));
    excluded(&mut out, audit.people.graph.excluded, lang);
    files(&mut out, &audit.people.tables, lang);
    findings(&mut out, &audit_findings(audit), usize::MAX, lang);
    let tiers = tiers(&audit.people.graph, &audit.people.segments);
    tier_table(&mut out, &tiers, lang);
    if let Some(lattice) =
        LatticeCounts::of(&audit.people.graph, &audit.people.segments).filter(|_| !tiers.is_unknown())
    {
        lattice_table(&mut out, &lattice, lang);
    }
    heading(&mut out, words::COST.get(lang));
    let pairs = words::PAIRS
        .with("group_pairs", thousands(audit.size.group_pairs))
        .with("pairs", thousands(audit.size.distinct_pairs_at_most));
    line(&mut out, &format!("  {}", pairs.render(lang)));
    let text = words::TEXT.with("used", bytes(audit.people.tables.text_bytes));
    line(&mut out, &format!("  {}", text.render(lang)));
    line(&mut out, &format!("  {}", words::GRAPH.with("memory", bytes(audit.size.bytes)).render(lang)));
    let threads = parallel::threads();
    let cost = if audit.cost.complete { &words::EXACT_COST } else { &words::EXACT_COST_BOUND };
    let cost = cost
        .with("sources", thousands(audit.cost.sources))
        .with("operations", thousands(audit.cost.operations))
        .with("memory", bytes(audit.cost.bytes_on(&audit.people.config.betweenness, threads)))
        .with("threads", audit.cost.workers(&audit.people.config.betweenness, threads))
        .with("seconds", duration(audit.cost.seconds, lang));
    line(&mut out, &format!("  {}", cost.render(lang)));
    let limit = Budget::new(audit.people.config.input.max_memory_mib);
    let need = match audit.need.threads(limit, threads) {
        Ok(fits) => words::NEED.with("need", bytes(audit.need.bytes(fits))).with("threads", fits),
        Err(_) => words::NEED_TOO_LARGE.with("need", bytes(audit.need.bytes(1))),
    };
    line(&mut out, &format!("  {}", need.with("limit", bytes(limit.bytes)).render(lang)));
    let prospects = prospects(audit);
    sentences(&mut out, vec![Vec::new(); prospects.len()], &prospects, &[]);
    verdicts(&mut out, &audit.verdicts, lang);
    out
}

/// How each file was read, and what the tables share.
fn files(out: &mut String, tables: &Tables, lang: Lang) {
    heading(out, reading_words::HEADING.get(lang));
    for input in &tables.inputs {
        for (i, told) in how_read(input, lang).iter().enumerate() {
            let before = if i == 0 { "  " } else { "    " };
            let parts = wrapped(&printable(told, 800), WIDTH - before.len());
            parts.iter().for_each(|part| line(out, &format!("{before}{part}")));
        }
    }
    if !tables.overlaps.is_empty() {
        heading(out, reading_words::OVERLAPS.get(lang));
        overlaps(&tables.overlaps, lang).iter().for_each(|told| indented(out, told));
    }
}

/// What the data can answer.
fn verdicts(out: &mut String, verdicts: &[Verdict], lang: Lang) {
    heading(out, verdict_words::HEADING.get(lang));
    let row = |verdict: &Verdict| {
        [verdict.question.words(), verdict.answer.words()].map(|words| capitalised(words.get(lang))).to_vec()
    };
    let why = |verdict: &Verdict| match verdict.lacks.first() {
        None => verdict_words::ALL_THERE.get(lang).to_owned(),
        Some(&lack) => {
            let help = verdict_words::help(lack).get(lang);
            verdict_words::LACKING.with("why", lack.words().get(lang)).with("help", help).render(lang)
        }
    };
    let told: Vec<String> = verdicts.iter().map(why).collect();
    sentences(out, verdicts.iter().map(row).collect(), &told, &[Align::Left, Align::Left]);
}

/// Why there is nobody to report on, where there is not.
pub fn nobody(analysis: &Analysis) -> Option<Sentence> {
    let People { graph, tables, .. } = &analysis.people;
    if graph.nodes.listed_count > 0 {
        return None;
    }
    let rows: u64 = tables.inputs.iter().map(|input| input.rows).sum();
    let Excluded { staff, robots, opted_out } = graph.excluded;
    let text = if rows == 0 { &words::NO_ROWS_READ } else { &words::NOBODY_TO_REPORT };
    let told = text.with("rows", thousands(rows)).with("refused", thousands(tables.rejected.len() as u64));
    let told = told.with("staff", thousands(staff)).with("robots", thousands(robots));
    Some(told.with("opted_out", thousands(opted_out)))
}

pub(super) fn line(out: &mut String, text: &str) {
    out.push_str(text);
    out.push('\n');
}

/// A line after an empty one.
pub(super) fn heading(out: &mut String, text: &str) {
    out.push('\n');
    line(out, text);
}

fn moment(as_of: Option<&str>, lang: Lang) -> String {
    as_of.map_or_else(|| words::NO_TIME.get(lang).to_owned(), |time| words::AS_OF.with("time", time).render(lang))
}

/// How large the graph is.
pub(super) fn size(counts: &Counts, lang: Lang) -> String {
    let size = words::SIZE
        .with("users", thousands(counts.users))
        .with("groups", thousands(counts.graph.groups))
        .with("memberships", thousands(counts.graph.memberships))
        .with("pairs", thousands(counts.pairs));
    size.render(lang) + &interacted(counts.rows, counts.graph.ties, lang)
}

/// How many of the pairs interacted, where interactions were given at all.
fn interacted(rows: Rows, ties: u64, lang: Lang) -> String {
    if rows.interactions == 0 {
        return String::new();
    }
    words::INTERACTED.with("ties", thousands(ties)).render(lang)
}

fn excluded(out: &mut String, e: Excluded, lang: Lang) {
    if e == Excluded::default() {
        return;
    }
    let sentence = words::EXCLUDED
        .with("staff", thousands(e.staff))
        .with("robots", thousands(e.robots))
        .with("opted_out", thousands(e.opted_out));
    line(out, &sentence.render(lang));
}

fn tier_table(out: &mut String, tiers: &Distribution<Tier>, lang: Lang) {
    if tiers.is_unknown() {
        return heading(out, words::NO_TIERS.get(lang));
    }
    heading(out, words::TIERS.get(lang));
    parts(out, tiers, |tier, part| tier != Tier::Unknown || part.count > 0, lang);
}

/// A table of names, counts and shares: of the parts that are wanted.
fn parts<T: Term>(out: &mut String, all: &Distribution<T>, wanted: impl Fn(T, Part) -> bool, lang: Lang) {
    let parts = all.parts.iter().copied().filter(|&(own, part)| wanted(own, part));
    let row =
        |(own, part): (T, Part)| vec![own.words().get(lang).to_owned(), thousands(part.count), percent(part.share)];
    let rows: Vec<Vec<String>> = parts.map(row).collect();
    out.push_str(&columns(&rows, &[Align::Left, Align::Right, Align::Right], 2));
}

fn lattice_table(out: &mut String, lattice: &LatticeCounts, lang: Lang) {
    heading(out, words::LATTICE.get(lang));
    let corner = std::iter::once(words::CORNER.get(lang).to_owned());
    // Three columns a cell: tier and segment, how many, which share.
    let spend = lattice.spend.iter().flat_map(|s| [s.clone(), String::new(), String::new()]);
    let mut rows: Vec<Vec<String>> = vec![corner.chain(spend).collect()];
    for (days, cells) in lattice.days.iter().zip(&lattice.cells) {
        let cells = cells.iter().flat_map(|c| {
            let segment = c.segment.words().get(lang);
            [format!("{} {segment}", c.tier.code()), thousands(c.count), percent(c.share)]
        });
        rows.push(std::iter::once(days.clone()).chain(cells).collect());
    }
    let mut aligns = vec![Align::Right];
    for _ in &lattice.spend {
        aligns.extend([Align::Left, Align::Right, Align::Right]);
    }
    out.push_str(&columns(&rows, &aligns, 2));
    let unknown =
        words::NO_CELL.with("count", thousands(lattice.unknown.count)).with("share", percent(lattice.unknown.share));
    line(out, &format!("  {}", unknown.render(lang)));
}

/// The classes that could be told; one whose source is missing is no row of zeros.
fn isolation(out: &mut String, digest: &Digest, lang: Lang) {
    let (isolation, skipped) = (&digest.distributions.isolation, &digest.lists.isolated.skipped_criteria);
    let total = isolation.total();
    let sentence = words::ISOLATED.with("count", thousands(total.count)).with("share", percent(total.share));
    heading(out, &sentence.render(lang));
    let told = |class, _| class != Isolation::Silent || !skipped.contains(&Criterion::Silent);
    parts(out, isolation, told, lang);
}

fn list(out: &mut String, analysis: &Analysis, list: &Shortlist) {
    let lang = analysis.people.config.lang;
    let sentence = words::LIST
        .with("list", capitalised(list.kind.words().get(lang)))
        .with("qualified", thousands(list.qualified as u64))
        .with("shown", thousands(list.entries.len() as u64));
    heading(out, &sentence.render(lang));
    if list.entries.is_empty() {
        indented(out, &kept_off(analysis, list.kind, lang));
    }
    let row = |entry: &Entry| {
        let user = analysis.people.graph.nodes.user[entry.node as usize];
        let nickname = analysis.people.tables.user_table.nickname.get(user as usize);
        vec![
            entry.rank.to_string(),
            printable(analysis.people.tables.users.name(user), 24),
            printable(nickname, 20),
            score(entry.score),
        ]
    };
    let rows: Vec<Vec<String>> = list.entries.iter().take(SHOWN).map(row).collect();
    let reasons: Vec<String> =
        list.entries.iter().take(SHOWN).map(|e| printable(&e.reason.render(lang), 400)).collect();
    sentences(out, rows, &reasons, &[Align::Right, Align::Left, Align::Left, Align::Right]);
    if let Some(told) = isolated_barred(analysis, list, lang) {
        indented(out, &told);
    }
    if let Some(ties) = ties(list, &analysis.people.measures.bridge_range, lang) {
        sentences(out, vec![Vec::new()], &[ties], &[]);
    }
    if !list.skipped_criteria.is_empty() {
        let sentence =
            words::SKIPPED.with("criteria", named(&list.skipped_criteria, words::LIST_SEPARATOR.get(lang), lang));
        line(out, &format!("  {}", sentence.render(lang)));
    }
    if let Some(told) = reach_only(list) {
        sentences(out, vec![Vec::new()], &[told.get(lang).to_owned()], &[]);
    }
}

/// Rows that each end in a sentence, which goes on below itself.
pub(super) fn sentences(out: &mut String, rows: Vec<Vec<String>>, sentences: &[String], aligns: &[Align]) {
    let before: usize = widths(&rows).iter().map(|width| width + 2).sum();
    let room = WIDTH.saturating_sub(2 + before).max(REASON);
    let mut lines = Vec::new();
    for (mut row, sentence) in rows.into_iter().zip(sentences) {
        for part in wrapped(sentence, room) {
            row.resize(aligns.len(), String::new());
            row.push(part);
            lines.push(std::mem::take(&mut row));
        }
    }
    out.push_str(&columns(&lines, aligns, 2));
}

fn findings(out: &mut String, findings: &[Told], limit: usize, lang: Lang) {
    heading(out, words::FINDINGS.get(lang));
    if findings.is_empty() {
        line(out, &format!("  {}", words::NO_FINDINGS.get(lang)));
    }
    let row = |t: &Told| {
        let mark = match t.severity {
            Severity::Warning => &words::WARNING,
            Severity::Info => &words::INFO,
        };
        vec![mark.get(lang).to_owned()]
    };
    let rows: Vec<Vec<String>> = findings.iter().take(limit).map(row).collect();
    let told: Vec<String> = findings.iter().take(limit).map(|t| printable(&t.sentence, 400)).collect();
    sentences(out, rows, &told, &[Align::Left]);
    if findings.len() > limit {
        let more = words::MORE_FINDINGS.with("count", findings.len() - limit);
        line(out, &format!("  {}", more.render(lang)));
    }
}

/// How many circles there are, and the largest in a sentence each.
fn circles(out: &mut String, analysis: &Analysis, digest: &Digest) {
    let lang = analysis.people.config.lang;
    let mut told = digest.circles.sentences(lang).into_iter();
    heading(out, &told.next().unwrap_or_default());
    told.for_each(|sentence| indented(out, &sentence));
    let largest = &analysis.portraits[..analysis.portraits.len().min(SHOWN)];
    let names = &analysis.people.measures.circles;
    let row = |circle: u32| vec![Circles::shown(circle).to_string(), printable(names.name(circle), 24)];
    let rows = largest.iter().map(|portrait| row(portrait.circle)).collect();
    let told: Vec<String> = largest.iter().map(|p| printable(&description(analysis, p, lang), 600)).collect();
    sentences(out, rows, &told, &[Align::Right, Align::Left]);
}

/// The set, its first picks, and what other lists reach.
fn seeds(out: &mut String, analysis: &Analysis, digest: &Digest) {
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
    let reasons: Vec<String> = (0..shown).map(|number| reason(analysis, number, lang)).collect();
    sentences(out, (0..shown).map(row).collect(), &reasons, &[Align::Right, Align::Left, Align::Left, Align::Right]);
}

/// What the seed set reaches, beside other lists: what `seeds` says on standard error.
pub fn seeds_text(analysis: &Analysis) -> String {
    let mut out = String::new();
    match SeedFigures::of(analysis) {
        Some(figures) => told(&mut out, &figures, analysis),
        None => line(&mut out, seed_words::NONE_ASKED.get(analysis.people.config.lang)),
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

fn duration(seconds: f64, lang: Lang) -> String {
    let (text, n) = match seconds {
        s if s < 1.0 => return words::INSTANT.get(lang).to_owned(),
        s if s < 120.0 => (&words::SECONDS, s),
        s if s < 7200.0 => (&words::MINUTES, s / 60.0),
        s => (&words::HOURS, s / 3600.0),
    };
    text.with("n", format!("{n:.0}")).render(lang)
}
