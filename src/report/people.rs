//! The lists of people and groups on the page.

use serde::Serialize;

use super::Digest;
use super::circles::description;
use super::figures::{capitalised, measure, percent, score, thousands};
use super::method::ties;
use super::seeds::{ListSpread, SeedFigures, reason};
use crate::analysis::Analysis;
use crate::measures::Circles;
use crate::selection::{Entry, ListKind, Portrait, Shortlist, Suggestion};
use crate::text::reasons::Reason;
use crate::text::{Lang, page as words, summary, terms};

/// Entries that stand open; the rest of those shown unfolds.
const OPEN: usize = 10;
/// Entries of a list that the page holds at most; the files hold the whole list.
const SHOWN: usize = 100;
/// Groups that the page holds at most.
const GROUPS_SHOWN: usize = 15;
/// Circles that the page holds at most.
const CIRCLES_SHOWN: usize = 20;
/// Characters of a name or an id that the page holds at most; the files hold all of it.
const NAME: usize = 48;

/// A list as the page shows it.
#[derive(Serialize)]
pub(super) struct PeopleView {
    id: &'static str,
    title: &'static str,
    about: String,
    file: &'static str,
    note: String,
    skipped: Option<String>,
    ties: Option<String>,
    suggests: bool,
    /// What the figure beside a person is.
    score: &'static str,
    /// The list beside others; only of seeds.
    compared: Option<ComparedView>,
    /// Whether anybody shown has a tier, a city: a column of nothing is left out.
    tiers: bool,
    cities: bool,
    open: Vec<PersonView>,
    rest: Vec<PersonView>,
    rest_label: String,
}

#[derive(Serialize)]
struct PersonView {
    rank: u32,
    id: String,
    nickname: String,
    score: String,
    tier: &'static str,
    city: String,
    reason: String,
    suggestions: Vec<SuggestionView>,
}

#[derive(Serialize)]
struct SuggestionView {
    name: String,
    why: String,
}

/// What is particular to one list.
pub(super) struct Heading {
    pub id: &'static str,
    pub title: &'static str,
    pub about: String,
    pub file: &'static str,
    pub suggests: bool,
    pub score: &'static str,
}

/// What other lists reach.
#[derive(Serialize)]
struct ComparedView {
    about: String,
    rows: Vec<ComparedRow>,
}

#[derive(Serialize)]
struct ComparedRow {
    name: &'static str,
    spread: String,
    /// Percent of the largest, for the bar's width.
    width: String,
}

impl PeopleView {
    pub(super) fn of(analysis: &Analysis, list: &Shortlist, heading: Heading) -> Self {
        let lang = analysis.config.lang;
        let mut open: Vec<PersonView> = list.entries.iter().take(SHOWN).map(|e| person(analysis, e)).collect();
        let shown = open.len();
        let tiers = open.iter().any(|p| p.tier != "unknown");
        let cities = open.iter().any(|p| !p.city.is_empty());
        let rest = open.split_off(shown.min(OPEN));
        let capped = list.qualified > shown;
        let sentence = if capped { &words::CAPPED } else { &words::ALL_SHOWN };
        let note = sentence
            .with("qualified", thousands(list.qualified as u64))
            .with("shown", thousands(shown as u64))
            .with("listed", thousands(list.entries.len() as u64))
            .render(lang);
        let names: Vec<&str> = list.skipped_criteria.iter().map(|c| terms::criterion(c).get(lang)).collect();
        let names = names.join(summary::LIST_SEPARATOR.get(lang));
        Self {
            id: heading.id,
            title: heading.title,
            about: heading.about,
            file: heading.file,
            note,
            skipped: (!names.is_empty()).then(|| capitalised(&summary::SKIPPED.with("criteria", names).render(lang))),
            ties: match list.kind {
                ListKind::Referral => ties(list, &analysis.measures.bridge_range, lang).map(|t| capitalised(&t)),
                ListKind::Koc | ListKind::Isolated => None,
            },
            tiers,
            cities,
            suggests: heading.suggests,
            score: heading.score,
            compared: None,
            rest_label: words::REST.with("count", rest.len()).render(lang),
            open,
            rest,
        }
    }
}

impl PeopleView {
    /// The seed set with what other lists reach.
    pub(super) fn of_seeds(analysis: &Analysis, digest: &Digest, heading: Heading) -> Option<Self> {
        let (seeds, figures) = (analysis.seeds.as_ref()?, digest.seeds.as_ref()?);
        let lang = analysis.config.lang;
        let view = |number: usize| {
            let pick = seeds.set.picks[number];
            let words = reason(analysis, seeds, number, lang);
            named(analysis, number as u32 + 1, pick.node, measure(pick.marginal), words)
        };
        let mut open: Vec<PersonView> = (0..seeds.set.picks.len().min(SHOWN)).map(view).collect();
        let (tiers, cities) = (open.iter().any(|p| p.tier != "unknown"), open.iter().any(|p| !p.city.is_empty()));
        let rest = open.split_off(open.len().min(OPEN));
        let note = words::SEEDS_NOTE.with("count", thousands(figures.chosen)).render(lang);
        let sentences: Vec<String> = figures.sentences(lang).iter().map(|sentence| capitalised(sentence)).collect();
        Some(Self {
            id: heading.id,
            title: heading.title,
            about: heading.about,
            file: heading.file,
            note,
            skipped: None,
            ties: Some(sentences.join(words::SENTENCE_SEPARATOR.get(lang))),
            tiers,
            cities,
            suggests: false,
            score: heading.score,
            compared: compared(figures, lang),
            rest_label: words::REST.with("count", rest.len()).render(lang),
            open,
            rest,
        })
    }
}

fn compared(figures: &SeedFigures, lang: Lang) -> Option<ComparedView> {
    let reached = |list: &ListSpread| list.reached(figures.counted).map_or(0.0, |[mean, ..]| mean);
    let largest = figures.lists.iter().map(reached).fold(0.0, f64::max);
    let row = |list: &ListSpread| ComparedRow {
        name: list.name().get(lang),
        spread: list.told(figures.counted, lang),
        width: format!("{:.2}", if largest > 0.0 { 100.0 * reached(list) / largest } else { 0.0 }),
    };
    let about = capitalised(&figures.compared(lang)?);
    Some(ComparedView { about, rows: figures.lists.iter().map(row).collect() })
}

/// The circles as the page shows them.
#[derive(Serialize)]
pub(super) struct CirclesView {
    about: Vec<String>,
    note: Option<String>,
    rows: Vec<CircleView>,
}

#[derive(Serialize)]
struct CircleView {
    number: u32,
    size: String,
    inside: String,
    description: String,
}

impl CirclesView {
    pub(super) fn of(analysis: &Analysis, digest: &Digest) -> Self {
        let lang = analysis.config.lang;
        let row = |portrait: &Portrait| CircleView {
            number: Circles::shown(portrait.circle),
            size: thousands(portrait.size.into()),
            inside: percent(portrait.inside_share),
            description: description(analysis, portrait, lang),
        };
        let shown = analysis.portraits.len().min(CIRCLES_SHOWN);
        let note = words::CIRCLES_CAPPED.with("total", thousands(digest.circles.count)).with("shown", shown);
        Self {
            about: digest.circles.sentences(lang).iter().map(|sentence| capitalised(sentence)).collect(),
            note: (analysis.portraits.len() > shown).then(|| note.render(lang)),
            rows: analysis.portraits[..shown].iter().map(row).collect(),
        }
    }
}

fn person(analysis: &Analysis, entry: &Entry) -> PersonView {
    // The suggested groups have a column of their own.
    let reason = Reason { suggested: Vec::new(), ..entry.reason.clone() }.render(analysis.config.lang);
    PersonView {
        suggestions: entry.suggestions.iter().map(|s| suggestion(analysis, s)).collect(),
        ..named(analysis, entry.rank, entry.node, score(entry.score), reason)
    }
}

fn named(analysis: &Analysis, rank: u32, node: u32, score: String, reason: String) -> PersonView {
    let number = analysis.graph.nodes.user[node as usize];
    let user = number as usize;
    let profile = &analysis.tables.user_table;
    PersonView {
        rank,
        id: short(analysis.tables.users.name(number)),
        nickname: short(profile.nickname.get(user)),
        score,
        tier: analysis.segments.tier[node as usize].code(),
        city: short(profile.city.get(user).unwrap_or("")),
        reason,
        suggestions: Vec::new(),
    }
}

fn suggestion(analysis: &Analysis, suggestion: &Suggestion) -> SuggestionView {
    let lang = analysis.config.lang;
    let why: Vec<&str> = suggestion.why.iter().map(|code| terms::suggestion_why(code).get(lang)).collect();
    SuggestionView { name: group_name(analysis, suggestion.group), why: why.join(summary::LIST_SEPARATOR.get(lang)) }
}

/// The group's name, or its id where it has none.
fn group_name(analysis: &Analysis, group: u32) -> String {
    match analysis.tables.group_table.name.get(group as usize) {
        "" => short(analysis.tables.groups.name(group)),
        name => short(name),
    }
}

/// Text from outside, cut where it is longer than anybody reads.
pub(super) fn short(text: &str) -> String {
    match text.char_indices().nth(NAME) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// The groups of highest betweenness.
#[derive(Serialize)]
pub(super) struct GroupsView {
    note: Option<String>,
    /// Whether groups have a betweenness at all.
    computed: bool,
    rows: Vec<GroupView>,
    /// Whether any group shown has a city, a share of one, and whether interactions were given.
    cities: bool,
    same_city: bool,
    interactions: bool,
}

#[derive(Serialize)]
struct GroupView {
    name: String,
    size: String,
    betweenness: String,
    linked: String,
    same_city: Option<String>,
    interactions: String,
    city: String,
}

impl GroupsView {
    pub(super) fn of(analysis: &Analysis) -> Self {
        let values = &analysis.measures.betweenness.groups;
        let mut order: Vec<u32> = (0u32..).zip(values).filter(|&(_, &b)| b > 0.0).map(|(g, _)| g).collect();
        order.sort_by(|&a, &b| values[b as usize].total_cmp(&values[a as usize]).then(a.cmp(&b)));
        let total = order.len();
        order.truncate(GROUPS_SHOWN);
        let note = words::GROUPS_CAPPED.with("total", thousands(total as u64)).with("shown", order.len());
        let note = (total > order.len()).then(|| note.render(analysis.config.lang));
        let rows: Vec<GroupView> = order.into_iter().map(|g| group(analysis, g)).collect();
        Self {
            note,
            computed: values.len() == analysis.measures.group.size.len(),
            cities: rows.iter().any(|g| !g.city.is_empty()),
            same_city: rows.iter().any(|g| g.same_city.is_some()),
            interactions: analysis.tables.given.interactions,
            rows,
        }
    }
}

fn group(analysis: &Analysis, number: u32) -> GroupView {
    let (g, m) = (number as usize, &analysis.measures);
    let same_city = m.group.same_city_share[g];
    GroupView {
        name: group_name(analysis, number),
        size: thousands(u64::from(m.group.size[g])),
        betweenness: measure(m.betweenness.groups[g]),
        linked: thousands(u64::from(m.group.circles_linked[g])),
        same_city: same_city.is_finite().then(|| percent(same_city)),
        interactions: measure(m.group.interactions[g]),
        city: short(analysis.tables.group_table.city.get(g).unwrap_or("")),
    }
}
