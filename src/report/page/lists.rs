//! What to do: the lists of people as the page shows them.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::report::Digest;
use crate::report::bilingual::Bilingual;
use crate::report::clean::short;
use crate::report::figures::{capitalised, thousands};
use crate::report::method::{isolated_barred, kept_off, reach_only, ties};
use crate::report::people_shown::PeopleShown;
use crate::report::seeds::{ListSpread, SeedFigures, reason};
use crate::selection::quota::class_called;
use crate::selection::{Entry, LISTS, ListKind, ListSpec, Member, PassedOver, Suggestion};
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
    #[serde(skip)]
    pub qualified: usize,
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
    class: Bilingual,
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

/// The lists, those that there are.
pub(super) fn lists(analysis: &Analysis, digest: &Digest, crowd: &mut PeopleShown<'_>) -> Vec<ListView> {
    let view = |list: &&'static ListSpec| match list.kind {
        Some(_) => Some(view(analysis, crowd, list)),
        None => Some(with_seeds(view(analysis, crowd, list), digest.seeds.as_ref()?)),
    };
    LISTS.iter().filter_map(view).collect()
}

fn view(analysis: &Analysis, crowd: &mut PeopleShown<'_>, spec: &ListSpec) -> ListView {
    let members = spec.members(&analysis.selection, analysis.seeds.as_ref());
    let rows: Vec<Row> = members.iter().take(SHOWN).map(|member| row(analysis, crowd, member)).collect();
    let list = spec.kind.map(|kind| analysis.selection.list(kind));
    let qualified = list.map_or(members.len(), |list| list.qualified);
    let note = if spec.kind.is_none() {
        &words::SEEDS_NOTE
    } else if qualified > rows.len() {
        &words::CAPPED
    } else {
        &words::ALL_SHOWN
    };
    let note = note
        .with("count", thousands(members.len() as u64))
        .with("qualified", thousands(qualified as u64))
        .with("shown", thousands(rows.len() as u64))
        .with("listed", thousands(members.len() as u64));
    let empty = list.filter(|list| list.entries.is_empty());
    let passed_over = list.map_or(&[][..], |list| &list.passed_over);
    ListView {
        id: spec.code,
        about: Bilingual::of(|lang| match spec.kind {
            Some(ListKind::Koc) => influence_parts(analysis, lang),
            _ => words::label(&format!("{}_about", spec.code)).get(lang).to_owned(),
        }),
        file: spec.file,
        qualified,
        note: Bilingual::of(|lang| note.render(lang)),
        nobody: empty.map(|list| Bilingual::of(|lang| capitalised(&kept_off(analysis, list.kind, lang)))),
        ties: Bilingual::maybe(|lang| {
            ties(list?, &analysis.people.measures.bridge_range, lang).map(|told| capitalised(&told))
        }),
        skipped: Bilingual::maybe(|lang| {
            let list = list?;
            let names = named(&list.skipped_criteria, summary::LIST_SEPARATOR.get(lang), lang);
            let skipped =
                (!names.is_empty()).then(|| capitalised(&summary::SKIPPED.with("criteria", names).render(lang)));
            let barred = isolated_barred(analysis, list, lang).map(|told| capitalised(&told));
            let reach = reach_only(list).map(|told| capitalised(told.get(lang)));
            let told: Vec<String> = skipped.into_iter().chain(barred).chain(reach).collect();
            (!told.is_empty()).then(|| told.join(summary::CLAUSE_SEPARATOR.get(lang)))
        }),
        suggests: spec.suggests,
        score: spec.score,
        rows,
        passed: passed_over.iter().take(PASSED).map(|one| passed(analysis, crowd, one)).collect(),
        passed_total: passed_over.len(),
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

fn row(analysis: &Analysis, crowd: &mut PeopleShown<'_>, member: &Member<'_>) -> Row {
    // The suggested groups and who could invite have a column of their own.
    let told = |entry: &Entry| Reason { suggested: Vec::new(), inviter: None, ..entry.reason.clone() };
    let why = member.entry.map(told);
    let step = member.next.told();
    let inviter = member.entry.and_then(|entry| entry.inviter.as_ref());
    Row {
        p: crowd.number(member.node),
        rank: member.rank,
        score: member.score,
        band: member.entry.filter(|entry| entry.band_size > 1).map(|entry| (entry.band, entry.band_size)),
        why: Bilingual::of(|lang| match &why {
            Some(why) => why.render(lang),
            None => reason(analysis, member.rank as usize - 1, lang),
        }),
        next: Bilingual::maybe(|lang| Some(step.render(lang))),
        groups: member.entry.iter().flat_map(|entry| &entry.suggestions).map(|one| group(analysis, one)).collect(),
        inviter: inviter.map(|inviter| (crowd.number(inviter.node), all_named(&inviter.why))),
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
    let called = class_called(analysis.people.context(), one.quota, one.class);
    Passed {
        p: crowd.number(one.node),
        rank: one.rank,
        score: one.score,
        quota: Bilingual::plain(one.quota.words()),
        class: Bilingual::of(|lang| short(&called.render(lang))),
    }
}

/// The seed set with what it and other lists reach.
fn with_seeds(view: ListView, figures: &SeedFigures) -> ListView {
    let told = |lang| {
        let sentences: Vec<String> = figures.sentences(lang).iter().map(|told| capitalised(told)).collect();
        sentences.join(words::SENTENCE_SEPARATOR.get(lang))
    };
    ListView { ties: Some(Bilingual::of(told)), compared: compared(figures), ..view }
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
