//! The self-contained page: one HTML file without scripts, that loads nothing from anywhere.
//!
//! The template escapes every value by itself, and the page forbids the browser to load or run anything but its own style
//! sheet, so a nickname stays text whatever it contains.

use std::collections::BTreeMap;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use super::Digest;
use super::digest::{Told, segment_name};
use super::distribution::{Distribution, Part};
use super::figures::{capitalised, percent, thousands};
use super::people::{CirclesView, GroupsView, Heading, PeopleView};
use crate::analysis::Analysis;
use crate::text::{Lang, Text, page as words, summary, terms};

/// The template's ending switches escaping on.
const NAME: &str = "page.html";
const TEMPLATE: &str = include_str!("page.html");

/// The self-contained HTML page; `digest` is that of `analysis`.
///
/// # Panics
/// Never for any data: the template is part of the program, and what it names is always there.
pub fn page(analysis: &Analysis, digest: &Digest) -> String {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    // Lines that hold only a block leave no trace.
    if let Ok(syntax) = SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build() {
        environment.set_syntax(syntax);
    }
    let view = minijinja::value::Serde(View::of(analysis, digest));
    let rendered = environment.render_named_str(NAME, TEMPLATE, view);
    rendered.unwrap_or_else(|e| panic!("the page's template and its view do not fit: {e:#}"))
}

/// What the template sees.
#[derive(Serialize)]
struct View {
    lang: &'static str,
    t: BTreeMap<&'static str, &'static str>,
    version: &'static str,
    as_of: String,
    cards: Vec<Card>,
    lists: Vec<PeopleView>,
    seeds_given: bool,
    /// In place of tiers, segments and lattice where nobody has a tier.
    no_tiers: Option<String>,
    tiers: Vec<Bar>,
    segments: Vec<Bar>,
    lifecycle: Vec<Bar>,
    lattice: Option<LatticeView>,
    circles: CirclesView,
    groups: GroupsView,
    findings: Vec<Told>,
    excluded: Vec<Figure>,
    rows: Vec<Figure>,
    method: Vec<String>,
}

/// A headline figure.
#[derive(Serialize)]
struct Card {
    label: &'static str,
    value: String,
    note: String,
    reference: Option<&'static str>,
    href: Option<&'static str>,
}

/// A part of a whole.
#[derive(Serialize)]
struct Bar {
    code: &'static str,
    label: &'static str,
    count: String,
    share: String,
    /// Percent, for the bar's width.
    width: String,
    reference: Option<&'static str>,
}

#[derive(Serialize)]
struct Figure {
    label: &'static str,
    value: String,
}

#[derive(Serialize)]
struct LatticeView {
    spend: Vec<String>,
    rows: Vec<LatticeRow>,
    unknown: Option<String>,
}

#[derive(Serialize)]
struct LatticeRow {
    days: String,
    cells: Vec<CellView>,
}

#[derive(Serialize)]
struct CellView {
    tier: &'static str,
    segment: &'static str,
    count: String,
    share: String,
    empty: bool,
}

impl View {
    fn of(analysis: &Analysis, digest: &Digest) -> Self {
        let lang = analysis.config.lang;
        let t = words::labels(lang);
        let spread = &digest.distributions;
        Self {
            lang: words::LANGUAGE.get(lang),
            version: env!("CARGO_PKG_VERSION"),
            as_of: match &digest.as_of {
                Some(time) => words::AS_OF.with("time", readable(time)).render(lang),
                None => words::NO_TIME.get(lang).to_owned(),
            },
            cards: cards(digest, &t),
            lists: lists(analysis, digest, &t),
            seeds_given: digest.seeds.is_some(),
            no_tiers: spread.value_tier.is_unknown().then(|| capitalised(summary::NO_TIERS.get(lang))),
            tiers: bars(&spread.value_tier, terms::tier_code, |_| None, lang),
            segments: bars(&spread.value_segment, segment_name, words::reference_share, lang),
            lifecycle: bars(&spread.lifecycle, terms::lifecycle, |_| None, lang),
            lattice: lattice(digest),
            circles: CirclesView::of(analysis, digest),
            groups: GroupsView::of(analysis),
            excluded: excluded(digest, &t),
            rows: rows(digest, &t),
            method: method(analysis, digest),
            findings: digest.findings.clone(),
            t,
        }
    }
}

/// `2024-06-30T23:59:59+08:00` as `2024-06-30 23:59:59 +08:00`.
fn readable(time: &str) -> String {
    match (time.get(..10), time.get(11..19), time.get(19..)) {
        (Some(date), Some(clock), Some(offset)) => format!("{date} {clock} {offset}"),
        _ => time.to_owned(),
    }
}

/// A label of the lattice as people write it: `<=30` as `≤ 30`.
fn typeset(label: &str) -> String {
    for (written, shown) in [("<=", "≤ "), (">=", "≥ "), ("<", "< "), (">", "> ")] {
        if let Some(rest) = label.strip_prefix(written) {
            return format!("{shown}{rest}");
        }
    }
    label.to_owned()
}

type Labels = BTreeMap<&'static str, &'static str>;

fn cards(digest: &Digest, t: &Labels) -> Vec<Card> {
    let (counts, lists, lang) = (&digest.counts, &digest.lists, digest.lang);
    let isolated = digest.distributions.isolation.total();
    let components = words::COMPONENTS
        .with("components", thousands(counts.components))
        .with("largest", thousands(counts.largest_component));
    let listed = |n: u64| words::ON_LIST.with("listed", thousands(n)).render(lang);
    let card = |label: &str, value: u64, note: String, href| Card {
        label: t[label],
        value: thousands(value),
        note,
        reference: None,
        href,
    };
    let memberships = words::MEMBERSHIPS.with("memberships", thousands(counts.graph.memberships)).render(lang);
    let ties = match counts.rows.interactions {
        0 => String::new(),
        _ => words::WITH_TIES.with("ties", thousands(counts.graph.ties)).render(lang),
    };
    let share = words::OF_PEOPLE.with("share", percent(isolated.share)).render(lang);
    vec![
        card("people", counts.users, components.render(lang), None),
        card("groups", counts.graph.groups, memberships, Some("#groups")),
        card("pairs", counts.pairs, ties, None),
        card("koc_short", lists.koc.qualified, listed(lists.koc.shown), Some("#koc")),
        card("referral_short", lists.referral.qualified, listed(lists.referral.shown), Some("#referral")),
        Card {
            reference: words::reference_share("isolated_users"),
            ..card("isolated_short", isolated.count, share, Some("#isolated"))
        },
    ]
}

fn lists(analysis: &Analysis, digest: &Digest, t: &Labels) -> Vec<PeopleView> {
    let selection = &analysis.selection;
    let mut lists: Vec<PeopleView> = [
        (&selection.koc, "koc", influence_parts(analysis), "koc.csv"),
        (&selection.referral, "referral", t["referral_about"].to_owned(), "referral.csv"),
        (&selection.isolated, "isolated", t["isolated_about"].to_owned(), "isolated.csv"),
    ]
    .map(|(list, id, about, file)| {
        let heading = Heading { id, title: t[id], about, file, suggests: id == "isolated", score: t["score"] };
        PeopleView::of(analysis, list, heading)
    })
    .into();
    let heading = Heading {
        id: "seeds",
        title: t["seeds"],
        about: t["seeds_about"].to_owned(),
        file: "seeds.csv",
        suggests: false,
        score: t["marginal_reach"],
    };
    // After those who bring others in, before those who are to be brought in.
    lists.splice(2..2, PeopleView::of_seeds(analysis, digest, heading));
    lists
}

/// What influence was made of in this run: parts with a source and a weight.
fn influence_parts(analysis: &Analysis) -> String {
    let (options, lang) = (&analysis.config.influence, analysis.config.lang);
    let weights = [
        ("strength", options.strength),
        ("degree", options.degree),
        ("remarks", options.remarks),
        ("groups", options.groups),
    ];
    let counted = |&(code, weight): &(&str, f64)| weight > 0.0 && !analysis.measures.influence.dropped.contains(&code);
    let names: Vec<&str> =
        weights.iter().filter(|w| counted(w)).map(|(code, _)| terms::measure(code).get(lang)).collect();
    words::KOC_ABOUT.with("parts", names.join(summary::LIST_SEPARATOR.get(lang))).render(lang)
}

/// The parts of a distribution; "unknown" only where somebody is, and nothing where everybody is.
fn bars(
    distribution: &Distribution,
    name: fn(&str) -> &'static Text,
    reference: fn(&str) -> Option<&'static str>,
    lang: Lang,
) -> Vec<Bar> {
    let bar = |&(code, part): &(&'static str, Part)| Bar {
        code,
        label: name(code).get(lang),
        count: thousands(part.count),
        share: percent(part.share),
        width: format!("{:.2}", part.share * 100.0),
        reference: reference(code),
    };
    if distribution.is_unknown() {
        return Vec::new();
    }
    distribution.0.iter().filter(|(code, part)| *code != "unknown" || part.count > 0).map(bar).collect()
}

fn lattice(digest: &Digest) -> Option<LatticeView> {
    let lattice = digest.lattice.as_ref().filter(|_| !digest.distributions.value_tier.is_unknown())?;
    let lang = digest.lang;
    let unknown =
        words::NO_CELL.with("count", thousands(lattice.unknown.count)).with("share", percent(lattice.unknown.share));
    let rows = lattice.days.iter().zip(&lattice.cells).map(|(days, cells)| LatticeRow {
        days: typeset(days),
        cells: (cells.iter())
            .map(|c| CellView {
                tier: c.tier,
                segment: segment_name(c.segment).get(lang),
                count: thousands(c.count),
                share: percent(c.share),
                empty: c.count == 0,
            })
            .collect(),
    });
    Some(LatticeView {
        spend: lattice.spend.iter().map(|label| typeset(label)).collect(),
        rows: rows.collect(),
        unknown: (lattice.unknown.count > 0).then(|| unknown.render(lang)),
    })
}

fn excluded(digest: &Digest, t: &Labels) -> Vec<Figure> {
    let counts = &digest.counts;
    [
        ("staff", counts.excluded.staff),
        ("robots", counts.excluded.robots),
        ("opted_out", counts.excluded.opted_out),
        ("groups_capped", counts.groups_capped),
        ("rows_rejected", counts.rows_rejected),
    ]
    .map(|(label, n)| Figure { label: t[label], value: thousands(n) })
    .into()
}

fn rows(digest: &Digest, t: &Labels) -> Vec<Figure> {
    let rows = digest.counts.rows;
    [
        ("memberships", rows.memberships),
        ("interactions", rows.interactions),
        ("users_table", rows.users),
        ("groups_table", rows.groups),
        ("purchases", rows.purchases),
    ]
    .map(|(label, n)| Figure { label: t[label], value: thousands(n) })
    .into()
}

/// How it was computed, a sentence a line.
fn method(analysis: &Analysis, digest: &Digest) -> Vec<String> {
    digest.method_sentences(analysis).iter().map(|sentence| capitalised(sentence)).collect()
}
