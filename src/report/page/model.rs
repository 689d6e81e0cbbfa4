//! Everything that the page's program draws, as one JSON value.

use std::collections::BTreeMap;

use serde::Serialize;

use super::changes::ChangesView;
use super::groups::GroupsView;
use super::histories::Histories;
use super::lists::ListView;
use super::queue::QueueView;
use super::trust::Trust;
use super::when::{HeatView, days, heat};
use crate::analysis::Analysis;
use crate::report::Digest;
use crate::report::bilingual::Bilingual;
use crate::report::capacity::CapacityFigures;
use crate::report::clean;
use crate::report::digest::{Counts, Distributions};
use crate::report::distribution::LatticeCounts;
use crate::report::figures::{capitalised, measure, thousands};
use crate::report::headline::{Figure, headline};
use crate::report::network::Network;
use crate::report::people_shown::PeopleShown;
use crate::report::profile::ProfileFigures;
use crate::report::spread::SpreadFigures;
use crate::text::columns::label;
use crate::text::terms::{DeviceClass, Lifecycle, Position, Reach, Role, Tier, Turn, ValueSegment};
use crate::text::{Lang, Term, Text, next_step, page as words, summary};

/// What the page's program reads.
#[derive(Serialize)]
pub(super) struct Model<'a> {
    lang: Lang,
    version: &'static str,
    pub as_of: Bilingual,
    t: BTreeMap<&'static str, Bilingual>,
    terms: BTreeMap<&'static str, BTreeMap<&'static str, Bilingual>>,
    /// What the columns that rules may ask for are called.
    columns: BTreeMap<&'static str, Bilingual>,
    references: BTreeMap<&'static str, &'static str>,
    positions: [&'static str; 6],
    cards: Vec<Card>,
    /// What to do first: a place in the page, what it is, and for whom.
    todo: Vec<(&'static str, Bilingual, Bilingual)>,
    queue: QueueView,
    lists: Vec<ListView>,
    network: Network,
    histories: Histories,
    /// What the largest circles are called, the first by number; empty for one without a name.
    circle_names: Vec<String>,
    circle_sentences: Vec<Bilingual>,
    circles_note: Option<Bilingual>,
    counts: &'a Counts,
    distributions: &'a Distributions,
    lattice: &'a Option<LatticeCounts>,
    profile: &'a ProfileFigures,
    spread: &'a SpreadFigures,
    room: &'a CapacityFigures,
    heat: Vec<HeatView>,
    /// Hours in which nobody is to be written to, from and to; nothing where there are none.
    quiet: Option<[u32; 2]>,
    days: Vec<Bilingual>,
    groups: GroupsView,
    #[serde(skip_serializing_if = "Option::is_none")]
    changes: Option<ChangesView>,
    trust: Trust,
    crowd: PeopleShown<'a>,
}

/// Columns of users.csv that the page knows of everybody.
const COLUMNS: [&str; 14] = [
    "reach",
    "device_class",
    "value_tier",
    "lifecycle",
    "position",
    "region",
    "owner_id",
    "user_id",
    "nickname",
    "circle",
    "influence",
    "degree",
    "recency_days",
    "monthly_spend",
];

/// A headline figure; `label` is a key.
#[derive(Serialize)]
struct Card {
    label: &'static str,
    value: u64,
    note: Bilingual,
    reference: Option<&'static str>,
    href: Option<&'static str>,
}

impl<'a> Model<'a> {
    pub(super) fn of(
        analysis: &'a Analysis,
        digest: &'a Digest,
        lists: Vec<ListView>,
        mut crowd: PeopleShown<'a>,
    ) -> Self {
        let queue = QueueView::of(analysis, digest, &mut crowd);
        let first: Vec<u32> = on_lists(analysis);
        let network = Network::of(analysis, &mut crowd, &first);
        let histories = Histories::of(analysis, &mut crowd, &named(&first, analysis));
        Self {
            lang: analysis.people.config.lang,
            version: env!("CARGO_PKG_VERSION"),
            as_of: Bilingual::of(|lang| match &digest.as_of {
                Some(time) => words::AS_OF.with("time", readable(time)).render(lang),
                None => words::NO_TIME.get(lang).to_owned(),
            }),
            t: words::all().map(|(key, text)| (key, Bilingual::plain(super::titled(analysis, key, text)))).collect(),
            terms: names(),
            columns: (COLUMNS.iter()).filter_map(|&name| Some((name, Bilingual::plain(label(name)?)))).collect(),
            references: (["high", "growing", "churn_risk"].into_iter())
                .filter_map(|code| Some((code, words::reference_share(code)?)))
                .collect(),
            positions: Position::ALL.map(Position::code),
            cards: cards(digest),
            todo: todo(analysis, digest, &lists, &crowd),
            queue,
            network,
            histories,
            circle_names: circle_names(analysis),
            circle_sentences: Bilingual::all(|lang| {
                digest.circles.sentences(lang).iter().map(|told| capitalised(told)).collect()
            }),
            circles_note: circles_note(analysis, digest),
            counts: &digest.counts,
            distributions: &digest.distributions,
            lattice: &digest.lattice,
            profile: &digest.profile,
            spread: &digest.spread,
            room: &digest.room,
            heat: heat(analysis),
            quiet: Some([analysis.people.config.heat.quiet_from, analysis.people.config.heat.quiet_to])
                .filter(|[from, to]| from != to),
            days: days(),
            groups: GroupsView::of(analysis),
            changes: ChangesView::of(analysis, digest),
            trust: Trust::of(analysis, digest),
            lists,
            crowd,
        }
    }
}

/// Who is on a list, in its order: their neighbourhoods come first.
fn on_lists(analysis: &Analysis) -> Vec<u32> {
    let selection = &analysis.selection;
    let lists = [&selection.referral, &selection.koc, &selection.isolated];
    let seeds = analysis.seeds.iter().flat_map(|seeds| seeds.set.picks.iter().map(|pick| pick.node));
    lists.iter().flat_map(|list| list.entries.iter().take(100).map(|entry| entry.node)).chain(seeds.take(100)).collect()
}

/// Those, and the people whom the queue and the circles name.
fn named(first: &[u32], analysis: &Analysis) -> Vec<u32> {
    let queue = analysis.todo.iter().take(100).map(|task| task.node);
    let key = analysis.portraits.iter().take(12).flat_map(|circle| circle.key_people.iter().copied());
    first.iter().copied().chain(queue).chain(key).collect()
}

/// `2024-06-30T23:59:59+08:00` as `2024-06-30 23:59:59 +08:00`.
fn readable(time: &str) -> String {
    match (time.get(..10), time.get(11..19), time.get(19..)) {
        (Some(date), Some(clock), Some(offset)) => format!("{date} {clock} {offset}"),
        _ => time.to_owned(),
    }
}

/// A best window of fewer times the average than this is hardly worth waiting for.
const FLAT: f64 = 1.2;

/// Circles that the page can name.
const CIRCLE_NAMES: usize = 2000;

fn circle_names(analysis: &Analysis) -> Vec<String> {
    let names = &analysis.people.measures.circles.names;
    names.iter().take(CIRCLE_NAMES).map(|name| clean::short(name)).collect()
}

fn circles_note(analysis: &Analysis, digest: &Digest) -> Option<Bilingual> {
    let shown = crate::report::network::drawn(analysis);
    let note = words::CIRCLES_CAPPED.with("total", thousands(digest.circles.count)).with("shown", shown);
    if analysis.portraits.len() > shown {
        return Some(Bilingual::of(|lang| note.render(lang)));
    }
    Some(Bilingual::plain(words::label("circles_file")))
}

/// The names of all codes that the page shows.
fn names() -> BTreeMap<&'static str, BTreeMap<&'static str, Bilingual>> {
    fn of<T: Term>() -> BTreeMap<&'static str, Bilingual> {
        // iOS keeps its spelling.
        let is_product = |name: &Text| name.en.chars().nth(1).is_some_and(char::is_uppercase);
        let named = |name| if is_product(name) { Bilingual::plain(name) } else { Bilingual::capitalised(name) };
        T::VALUES.iter().map(|own| (own.code(), named(own.words()))).collect()
    }
    let unknown = |mut names: BTreeMap<&'static str, Bilingual>| {
        names.insert("unknown", Bilingual::plain(words::label("unknown")));
        names
    };
    BTreeMap::from([
        ("tier", of::<Tier>()),
        ("segment", of::<ValueSegment>()),
        ("lifecycle", of::<Lifecycle>()),
        ("position", of::<Position>()),
        ("role", unknown(of::<Role>())),
        ("reach", unknown(of::<Reach>())),
        ("turn", of::<Turn>()),
        ("device", unknown(of::<DeviceClass>())),
    ])
}

fn cards(digest: &Digest) -> Vec<Card> {
    let notes = Bilingual::all(|lang| headline(digest, lang).into_iter().map(|figure| figure.told).collect());
    let card = |(figure, note): (Figure, Bilingual)| Card {
        label: figure.label,
        value: figure.value,
        note,
        reference: figure.reference,
        href: match figure.label {
            "groups" => Some("groups"),
            "koc_short" => Some("koc"),
            "referral_short" => Some("referral"),
            "isolated_short" => Some("isolated"),
            _ => None,
        },
    };
    headline(digest, Lang::Zh).into_iter().zip(notes).map(card).collect()
}

/// What to do first, a line each; what there is nobody for is not said.
fn todo(
    analysis: &Analysis,
    digest: &Digest,
    lists: &[ListView],
    crowd: &PeopleShown<'_>,
) -> Vec<(&'static str, Bilingual, Bilingual)> {
    let mut todo = Vec::new();
    for list in lists.iter().filter(|list| !list.rows.is_empty()) {
        let names = |lang: Lang| {
            let names: Vec<String> = list.rows.iter().take(3).map(|row| crowd.shown(row.p)).collect();
            let told = names.join(summary::LIST_SEPARATOR.get(lang));
            if list.rows.len() > names.len() { words::AND_OTHERS.with("names", told).render(lang) } else { told }
        };
        let reach = digest.seeds.as_ref().map_or(0.0, |seeds| seeds.reach);
        let told = |lang| {
            let text = &words::todo(list.id).1;
            let told = text.with("names", names(lang)).with("n", thousands(list.qualified as u64));
            told.with("reach", measure(reach)).render(lang)
        };
        todo.push((list.id, Bilingual::plain(&words::todo(list.id).0), Bilingual::of(told)));
    }
    if let Some(window) = analysis.heat.windows.all().map(|best| best.window) {
        let id = if window.lift < FLAT { "when_flat" } else { "when" };
        let when = |lang| next_step::window(window.weekday, window.from, window.to, lang);
        let told = |lang| {
            words::todo(id).1.with("window", when(lang)).with("lift", format!("{:.1}", window.lift)).render(lang)
        };
        todo.push(("when", Bilingual::plain(&words::todo(id).0), Bilingual::of(told)));
    }
    if digest.room.groups_nearly_full > 0 {
        let told = words::todo("groups").1.with("n", thousands(digest.room.groups_nearly_full));
        todo.push(("groups", Bilingual::plain(&words::todo("groups").0), Bilingual::of(|lang| told.render(lang))));
    }
    todo
}
