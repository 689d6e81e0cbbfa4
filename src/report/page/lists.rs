//! What to do: the lists of people as the page shows them.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::report::Digest;
use crate::report::bilingual::Bilingual;
use crate::report::clean::short;
use crate::report::figures::{capitalised, thousands};
use crate::report::method::{kept_off, reach_only, ties};
use crate::report::people_shown::PeopleShown;
use crate::report::seeds::{ListSpread, SeedFigures, reason};
use crate::selection::quota::class_name;
use crate::selection::{Entry, ListKind, PassedOver, Shortlist, Suggestion};
use crate::text::reasons::Reason;
use crate::text::terms::Measure;
use crate::text::{Term, named, page as words, summary};

/// Entries of a list that the page holds at most; the files hold the whole list.
const SHOWN: usize = 100;
/// People told whom quotas kept off.
const PASSED: usize = 50;

/// A list as the page shows it. `id` is the key of its title, `score` that of its score's label.
#[derive(Debug, Serialize)]
pub(super) struct ListView {
    pub id: &'static str,
    about: Bilingual,
    pub file: &'static str,
    pub note: Bilingual,
    /// Why the list is empty, where it is.
    nobody: Option<Bilingual>,
    ties: Option<Bilingual>,
    skipped: Option<Bilingual>,
    suggests: bool,
    pub score: &'static str,
    pub rows: Vec<Row>,
    passed: Vec<Passed>,
    passed_total: usize,
    /// The list beside others; only of seeds.
    compared: Option<Compared>,
}

#[derive(Debug, Serialize)]
pub(super) struct Row {
    pub p: u32,
    pub rank: u32,
    pub score: f64,
    /// Where those who cannot be told apart begin, and how many they are.
    band: Option<(u32, u32)>,
    pub why: Bilingual,
    next: Option<Bilingual>,
    groups: Vec<Group>,
    inviter: Option<(u32, Bilingual)>,
}

#[derive(Debug, Serialize)]
struct Group {
    name: String,
    why: Bilingual,
    members: u32,
    similar: u32,
    contacts: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Passed {
    p: u32,
    rank: u32,
    score: f64,
    quota: Bilingual,
    class: String,
}

/// What other lists reach.
#[derive(Debug, Serialize)]
struct Compared {
    about: Bilingual,
    rows: Vec<ComparedRow>,
}

#[derive(Debug, Serialize)]
struct ComparedRow {
    name: Bilingual,
    told: Bilingual,
    value: f64,
}

/// The lists in the order in which they are asked for: who brings others in, then who is to be brought in.
pub(super) fn lists(analysis: &Analysis, digest: &Digest, crowd: &mut PeopleShown<'_>) -> Vec<ListView> {
    let selection = &analysis.selection;
    let mut lists = vec![list(analysis, crowd, &selection.koc), list(analysis, crowd, &selection.referral)];
    lists.extend(seeds(analysis, digest, crowd));
    lists.push(list(analysis, crowd, &selection.isolated));
    lists
}

fn list(analysis: &Analysis, crowd: &mut PeopleShown<'_>, list: &Shortlist) -> ListView {
    let (id, file) = (list.kind.code(), list.kind.file());
    let rows: Vec<Row> = list.entries.iter().take(SHOWN).map(|entry| row(analysis, crowd, entry)).collect();
    let sentence = if list.qualified > rows.len() { &words::CAPPED } else { &words::ALL_SHOWN };
    let note = sentence
        .with("qualified", thousands(list.qualified as u64))
        .with("shown", thousands(rows.len() as u64))
        .with("listed", thousands(list.entries.len() as u64));
    let bands = list.kind == ListKind::Referral;
    ListView {
        id,
        about: Bilingual::of(|lang| match list.kind {
            ListKind::Koc => influence_parts(analysis, lang),
            ListKind::Referral => words::label("referral_about").get(lang).to_owned(),
            ListKind::Isolated => words::label("isolated_about").get(lang).to_owned(),
        }),
        file,
        note: Bilingual::of(|lang| note.render(lang)),
        nobody: list
            .entries
            .is_empty()
            .then(|| Bilingual::of(|lang| capitalised(&kept_off(analysis, list.kind, lang)))),
        ties: Bilingual::maybe(|lang| {
            ties(list, &analysis.people.measures.bridge_range, lang).map(|told| capitalised(&told))
        })
        .filter(|_| bands),
        skipped: Bilingual::maybe(|lang| {
            let names = named(&list.skipped_criteria, summary::LIST_SEPARATOR.get(lang), lang);
            let skipped =
                (!names.is_empty()).then(|| capitalised(&summary::SKIPPED.with("criteria", names).render(lang)));
            let told: Vec<String> =
                skipped.into_iter().chain(reach_only(list).map(|told| capitalised(told.get(lang)))).collect();
            (!told.is_empty()).then(|| told.join(summary::CLAUSE_SEPARATOR.get(lang)))
        }),
        suggests: list.kind == ListKind::Isolated,
        score: "score",
        rows,
        passed: list.passed_over.iter().take(PASSED).map(|one| passed(analysis, crowd, one)).collect(),
        passed_total: list.passed_over.len(),
        compared: None,
    }
}

/// What influence was made of in this run: parts with a source and a weight.
fn influence_parts(analysis: &Analysis, lang: crate::text::Lang) -> String {
    let options = &analysis.people.config.influence;
    let weights = [
        (Measure::Attention, options.attention),
        (Measure::Strength, options.strength),
        (Measure::Degree, options.degree),
        (Measure::Remarks, options.remarks),
        (Measure::Groups, options.groups),
    ];
    let dropped = &analysis.people.measures.influence.dropped;
    let counted =
        weights.iter().filter(|(part, weight)| *weight > 0.0 && dropped.iter().all(|c| c.code() != part.code()));
    let parts: Vec<Measure> = counted.map(|(part, _)| *part).collect();
    words::KOC_ABOUT.with("parts", named(&parts, summary::LIST_SEPARATOR.get(lang), lang)).render(lang)
}

fn row(analysis: &Analysis, crowd: &mut PeopleShown<'_>, entry: &Entry) -> Row {
    // The suggested groups and who could invite have a column of their own.
    let reason = Reason { suggested: Vec::new(), inviter: None, ..entry.reason.clone() };
    let step = entry.next.told();
    Row {
        p: crowd.number(entry.node),
        rank: entry.rank,
        score: entry.score,
        band: (entry.band_size > 1).then_some((entry.band, entry.band_size)),
        why: Bilingual::of(|lang| reason.render(lang)),
        next: Bilingual::maybe(|lang| Some(step.render(lang))),
        groups: entry.suggestions.iter().map(|suggestion| group(analysis, suggestion)).collect(),
        inviter: entry.inviter.as_ref().map(|inviter| (crowd.number(inviter.node), all_named(&inviter.why))),
    }
}

fn all_named(some: &[impl Term]) -> Bilingual {
    Bilingual::of(|lang| named(some, summary::LIST_SEPARATOR.get(lang), lang))
}

fn group(analysis: &Analysis, suggestion: &Suggestion) -> Group {
    Group {
        name: short(analysis.people.tables.group_label(suggestion.group)),
        why: all_named(&suggestion.why),
        members: suggestion.members,
        similar: suggestion.similar,
        contacts: suggestion.expected_contacts,
    }
}

fn passed(analysis: &Analysis, crowd: &mut PeopleShown<'_>, one: &PassedOver) -> Passed {
    Passed {
        p: crowd.number(one.node),
        rank: one.rank,
        score: one.score,
        quota: Bilingual::plain(one.quota.words()),
        class: short(&class_name(analysis.people.context(), one.quota, one.class)),
    }
}

/// The seed set with what other lists reach.
fn seeds(analysis: &Analysis, digest: &Digest, crowd: &mut PeopleShown<'_>) -> Option<ListView> {
    let (seeds, figures) = (analysis.seeds.as_ref()?, digest.seeds.as_ref()?);
    let mut view = |number: usize| {
        let pick = seeds.set.picks[number];
        Row {
            p: crowd.number(pick.node),
            rank: number as u32 + 1,
            score: pick.marginal,
            band: None,
            why: Bilingual::of(|lang| reason(analysis, seeds, number, lang)),
            next: None,
            groups: Vec::new(),
            inviter: None,
        }
    };
    let note = words::SEEDS_NOTE.with("count", thousands(figures.chosen));
    Some(ListView {
        id: "seeds",
        about: Bilingual::plain(words::label("seeds_about")),
        file: "seeds.csv",
        note: Bilingual::of(|lang| note.render(lang)),
        nobody: None,
        ties: Some(Bilingual::of(|lang| {
            let sentences: Vec<String> = figures.sentences(lang).iter().map(|told| capitalised(told)).collect();
            sentences.join(words::SENTENCE_SEPARATOR.get(lang))
        })),
        skipped: None,
        suggests: false,
        score: "marginal_reach",
        rows: (0..seeds.set.picks.len().min(SHOWN)).map(&mut view).collect(),
        passed: Vec::new(),
        passed_total: 0,
        compared: compared(figures),
    })
}

fn compared(figures: &SeedFigures) -> Option<Compared> {
    let row = |list: &ListSpread| ComparedRow {
        name: Bilingual::plain(list.name()),
        told: Bilingual::of(|lang| list.told(figures.counted, lang)),
        value: list.reached(figures.counted).map_or(0.0, |[mean, ..]| mean),
    };
    let about = Bilingual::maybe(|lang| Some(capitalised(&figures.compared(lang)?)))?;
    Some(Compared { about, rows: figures.lists.iter().map(row).collect() })
}
