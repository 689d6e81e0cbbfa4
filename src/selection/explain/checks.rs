//! Every criterion of every list with one person's value beside the bound.

use super::super::{
    Context, Criterion, Eligibility, ListKind, Selection, Shortlist, eligible, isolated, koc, reason, referral,
};
use super::change;
use crate::measures::betweenness::Method;
use crate::measures::remarks_given;
use crate::segments::Recency;
use crate::selection::quota::class_called;
use crate::text::reasons::Reason;
use crate::text::{Sentence, explain as words};
use crate::text::{enumerated, thousands};

/// One criterion and how a person stands to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Check {
    /// Which.
    pub criterion: Criterion,
    /// Whether it is met; `None`: its source is missing, so it is not applied.
    pub met: Option<bool>,
    /// The value and the bound in words; empty where it is not applied.
    pub sentence: Option<Sentence>,
}

impl Check {
    fn applied(criterion: Criterion, met: bool, sentence: Sentence) -> Self {
        Self { criterion, met: Some(met), sentence: Some(sentence) }
    }

    fn skipped(criterion: Criterion) -> Self {
        Self { criterion, met: None, sentence: None }
    }
}

/// How a person stands to one list.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// The list.
    pub list: ListKind,
    /// Position among all who qualify, from 1; `None`: does not qualify.
    pub rank: Option<u32>,
    /// Whether the list as shown names the person; then `rank` is the one shown.
    pub listed: bool,
    /// The quota that passed the person over, and of whom it is.
    pub passed_over_by: Option<Sentence>,
    /// How many entries the list shows: a person who qualifies may stand behind them.
    pub shown: usize,
    /// How many qualify.
    pub qualified: usize,
    /// The list's own criteria; eligibility is apart.
    pub checks: Vec<Check>,
    /// Qualifies, but no sampled path passed through the person, so that only a range of ranks is known: best and worst.
    pub estimated: Option<(u32, u32)>,
    /// The sentence's facts, for those who qualify.
    pub reason: Option<Reason>,
    /// The smallest change that would put the person on the list as shown, eligibility apart; `None` for somebody on it, and
    /// for the isolated list, which nobody should strive for.
    pub change: Option<Sentence>,
}

/// The rules of eligibility.
pub(super) fn eligibility(context: Context<'_>, node: usize) -> Vec<Check> {
    let (segments, options) = (context.segments, context.options);
    let tier = if eligible::tiers_known(segments) {
        let own = segments.tier[node];
        let sentence = words::CHECK_TIER.sentence().with_sentence("value", own.words().sentence());
        let sentence = sentence.with_sentence("bound", enumerated(&options.tiers));
        Check::applied(Criterion::Tier, options.tiers.contains(&own), sentence)
    } else {
        Check::skipped(Criterion::Tier)
    };
    let contact = if segments.recency_known {
        let recency = segments.recency(node);
        let sentence = match recency {
            Recency::Days(days) => words::CHECK_CONTACT.with("value", days),
            Recency::Never => words::CHECK_CONTACT_NEVER.sentence(),
            Recency::Unknown => words::CHECK_CONTACT_UNKNOWN.sentence(),
        };
        let sentence = sentence.with("bound", options.contact_days);
        Check::applied(Criterion::Contact, eligible::recent(recency, options.contact_days), sentence)
    } else {
        Check::skipped(Criterion::Contact)
    };
    let mut checks = vec![tier, contact];
    let user = context.graph.nodes.user[node];
    if let Some(consented) = context.tables.consented(user) {
        let text = if consented { &words::CHECK_CONSENTED } else { &words::CHECK_NO_CONSENT };
        checks.push(Check::applied(Criterion::Consent, consented, text.sentence()));
    }
    if let Some(&suppressed) = context.tables.suppressed.get(user as usize) {
        let text = if suppressed { &words::CHECK_SUPPRESSED } else { &words::CHECK_NOT_SUPPRESSED };
        checks.push(Check::applied(Criterion::Suppressed, !suppressed, text.sentence()));
    }
    if let Some(only) = context.only {
        let text = if only[node] { &words::CHECK_WHERE } else { &words::CHECK_NOT_WHERE };
        checks.push(Check::applied(Criterion::Where, only[node], text.with("rule", &context.options.only)));
    }
    checks
}

/// The three lists.
pub(super) fn verdicts(context: Context<'_>, selection: &Selection, node: u32) -> Vec<Verdict> {
    selection.lists().into_iter().map(|list| verdict(context, selection, list, node)).collect()
}

fn verdict(context: Context<'_>, selection: &Selection, list: &Shortlist, node: u32) -> Verdict {
    let (at, eligibility) = (node as usize, &selection.eligibility);
    let (order, why, checks) = match list.kind {
        ListKind::Koc => (
            koc::ranked(context, eligibility, selection.thresholds),
            koc::why(context, selection.thresholds, at),
            koc_checks(context, selection, at),
        ),
        ListKind::Referral => (
            referral::ranked(context, eligibility),
            referral::why(context, at).unwrap_or_default(),
            referral_checks(context, at, MANY_STEPS),
        ),
        ListKind::Isolated => (
            isolated::ranked(context, eligibility),
            isolated::why(context, at).into_iter().collect(),
            isolated_checks(context, at),
        ),
    };
    let position = order.iter().position(|r| r.node == node);
    let entry = list.entries.iter().find(|e| e.node == node);
    let passed = list.passed_over.iter().find(|passed| passed.node == node);
    let quota = passed.map(|passed| {
        let class = class_called(context, passed.quota, passed.class);
        let quota = words::QUOTA.sentence().with_sentence("quota", passed.quota.words().sentence());
        quota.with_sentence("class", class)
    });
    let reason = position.map(|_| match entry {
        Some(entry) => entry.reason.clone(),
        None if list.kind == ListKind::Isolated => isolated::reason(context, node, &why),
        None => reason::reason(context, at, &why),
    });
    let change = match (position, list.kind) {
        (_, ListKind::Isolated) => None,
        (Some(_), _) if passed.is_some() => {
            quota.clone().map(|quota| words::CHANGE_QUOTA.sentence().with_sentence("quota", quota))
        }
        (Some(place), _) if entry.is_none() => change::behind(list, order[place].score),
        (Some(_), _) => None,
        (None, ListKind::Koc) if why.is_empty() => change::koc(context, selection.thresholds, at),
        (None, ListKind::Referral) if why.is_empty() => change::referral(context, at),
        (None, _) => None,
    };
    let may = eligibility[at] == Eligibility::Eligible && list.kind == ListKind::Referral;
    let unseen = may && position.is_none() && checks.iter().all(|check| check.met != Some(false));
    Verdict {
        estimated: unseen.then(|| context.measures.bridge_range[at]),
        change: if unseen { None } else { change },
        list: list.kind,
        rank: position.map(|p| entry.map_or(p as u32 + 1, |entry| entry.rank)),
        listed: entry.is_some(),
        passed_over_by: quota,
        shown: list.entries.len(),
        qualified: order.len(),
        checks,
        reason,
    }
}

/// Why a person is not on a list as shown: the rules of eligibility that do not hold, where the list asks for them, and the list's own
/// criteria that are not met. Empty for whoever is on it, and for whoever qualifies and stands behind those shown. Without ranking
/// anybody, so that it may be asked of many.
pub fn not_on(context: Context<'_>, selection: &Selection, list: ListKind, node: u32) -> Vec<Sentence> {
    let at = node as usize;
    let shown = selection.lists().into_iter().find(|shown| shown.kind == list);
    if shown.is_some_and(|shown| shown.entries.iter().any(|entry| entry.node == node)) {
        return Vec::new();
    }
    let (eligible, own) = match list {
        ListKind::Koc => (eligibility(context, at), koc_checks(context, selection, at)),
        ListKind::Referral => (eligibility(context, at), referral_checks(context, at, FEW_STEPS)),
        ListKind::Isolated => (Vec::new(), isolated_checks(context, at)),
    };
    // Of the KOC list one criterion is enough.
    let is_enough = list == ListKind::Koc && own.iter().any(|check| check.met == Some(true));
    let missed = |checks: Vec<Check>| {
        checks.into_iter().filter(|check| check.met == Some(false)).filter_map(|check| check.sentence)
    };
    missed(eligible).chain(missed(if is_enough { Vec::new() } else { own })).collect()
}

fn koc_checks(context: Context<'_>, selection: &Selection, node: usize) -> Vec<Check> {
    let (measures, given, options) = (context.measures, &context.tables.given, &context.options.koc);
    let attention = if koc::is_attention_given(measures) {
        let (value, bound) = (measures.listeners[node], selection.thresholds.listeners);
        let sentence = words::CHECK_LISTENERS.with("value", value).with("bound", bound);
        let sentence = sentence.with("min", options.listeners_min).with("percentile", options.listeners_percentile);
        Check::applied(Criterion::Attention, value >= bound, sentence)
    } else {
        Check::skipped(Criterion::Attention)
    };
    let remarks = if remarks_given(context.tables) {
        let value = measures.remarks[node];
        let sentence = words::CHECK_REMARKS.with("value", words::number(value));
        let sentence = sentence.with("bound", words::number(options.remarks_over));
        Check::applied(Criterion::Remarks, value > options.remarks_over, sentence)
    } else {
        Check::skipped(Criterion::Remarks)
    };
    let groups = if given.memberships.any {
        let (value, bound) = (measures.groups[node], selection.thresholds.groups);
        let sentence = words::CHECK_GROUPS.with("value", value).with("bound", bound);
        let sentence = sentence.with("min", options.groups_min).with("percentile", options.groups_percentile);
        if value >= bound && koc::is_silent(context, node) {
            Check::applied(Criterion::Groups, false, words::CHECK_SILENT.with("value", value))
        } else {
            Check::applied(Criterion::Groups, value >= bound, sentence)
        }
    } else {
        Check::skipped(Criterion::Groups)
    };
    let (rank, bound) = (measures.influence.rank[node], selection.thresholds.influence_rank);
    let sentence = words::CHECK_INFLUENCE.with("value", thousands(rank.into())).with("bound", thousands(bound.into()));
    let sentence = sentence.with("percent", options.influence_top_percent);
    vec![attention, remarks, groups, Check::applied(Criterion::Influence, rank >= 1 && rank <= bound, sentence)]
}

/// Steps for finding out of one person among many whether two neighbours are not tied.
const FEW_STEPS: u64 = 100_000;
/// The same of one person who is asked for: about a second.
const MANY_STEPS: u64 = 100_000_000;

/// Whether a person is between others though no path that was drawn says so: some two of their neighbours are not tied. An
/// estimate of 0 is a small number; by strength, who is between whom depends on more than ties. `None` where that takes more than `most` steps
/// to find out.
fn surely_between(context: Context<'_>, node: usize, most: u64) -> Option<bool> {
    let betweenness = &context.measures.betweenness;
    let drawn = betweenness.sampling.is_some() && betweenness.method == Method::Sampled;
    if drawn && betweenness.users[node] == 0.0 {
        context.graph.is_simplicial(node as u32, most).map(|is_simplicial| !is_simplicial)
    } else {
        Some(false)
    }
}

fn referral_checks(context: Context<'_>, node: usize, most: u64) -> Vec<Check> {
    let value = context.measures.betweenness.users[node];
    let between = surely_between(context, node, most);
    let text = match between {
        Some(true) => &words::CHECK_BETWEENNESS_SMALL,
        Some(false) => &words::CHECK_BETWEENNESS,
        None => &words::CHECK_BETWEENNESS_UNSEEN,
    };
    // An estimate of 0 of which nothing more is known is no 0.
    let between = between != Some(false);
    let sentence = text.with("value", words::number(value));
    let circles = words::CHECK_CIRCLES.with("value", context.measures.links.circles_linked[node]);
    let circles = circles.with("bound", context.options.referral.circles_min);
    let circles = Check::applied(Criterion::CirclesLinked, referral::links_circles(context, node), circles);
    vec![Check::applied(Criterion::Betweenness, between || referral::is_bridge(context, node), sentence), circles]
}

fn isolated_checks(context: Context<'_>, node: usize) -> Vec<Check> {
    let measures = context.measures;
    let class = measures.isolation[node];
    let sentence = match class {
        Some(class) => words::isolation(class).sentence(),
        None => {
            let size = measures.component_sizes.get(measures.component[node] as usize).copied().unwrap_or(0);
            words::CHECK_NOT_ISOLATED
                .with("value", thousands(measures.degree[node].into()))
                .with("size", thousands(size.into()))
        }
    };
    let mut checks = vec![Check::applied(Criterion::Isolation, class.is_some(), sentence)];
    if class.is_none() && !context.tables.given.interactions.any {
        checks.push(Check::skipped(Criterion::Silent));
    }
    checks
}
