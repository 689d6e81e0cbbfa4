//! The smallest change that would put somebody on a list. Of several ways the one that asks for least, relative to what is
//! asked; a person who qualifies but stands behind the shown entries is told how far behind.

use std::collections::BTreeMap;

use super::super::{Context, Eligibility, Shortlist, eligible};
use crate::graph::Workspace;
use crate::measures::brokerage::mean_strength;
use crate::measures::remarks_given;
use crate::selection::koc::{self, Thresholds};
use crate::tables::NONE;
use crate::text::{Sentence, explain as words};

/// What would make the person eligible for the KOC and referral lists; `None` for somebody who is.
pub(super) fn eligibility(context: Context<'_>, eligibility: Eligibility, node: usize) -> Option<Sentence> {
    match eligibility {
        Eligibility::Eligible | Eligibility::OptedOut => None,
        Eligibility::Consent => Some(words::CHANGE_CONSENT.sentence()),
        Eligibility::Suppressed => Some(words::CHANGE_SUPPRESSED.sentence()),
        Eligibility::Where => Some(words::CHANGE_WHERE.sentence()),
        Eligibility::Contact => Some(words::CHANGE_CONTACT.with("days", context.options.contact_days)),
        Eligibility::Tier => tier(context, node),
    }
}

/// A contact, where that lifts the tier; else the least spend that does, as contact stands or with a contact.
fn tier(context: Context<'_>, node: usize) -> Option<Sentence> {
    let (segments, options) = (context.segments, context.options);
    let lattice = segments.lattice.as_ref()?;
    let spend = segments.monthly_spend[node];
    let at = |row: usize, column: usize| Some(lattice.cell(row, column).0).filter(|tier| options.tiers.contains(tier));
    let (row, column) = (lattice.row_of(segments.lattice_days(node)), lattice.column_of(spend));
    if let Some(tier) = at(0, column) {
        return Some(words::CHANGE_TIER_CONTACT.with("tier", tier.code()));
    }
    let bound = |column: usize| if column < 2 { 0.0 } else { lattice.spend[column - 2] };
    // Spend alone is enough only for those whose contact is recent enough for the lists.
    let recent = eligible::recent(segments.recency(node), options.contact_days);
    let by_spend = || (column + 1..lattice.columns.len()).find_map(|c| at(row, c).map(|tier| (c, tier, false)));
    let both = || (column + 1..lattice.columns.len()).find_map(|c| at(0, c).map(|tier| (c, tier, true)));
    let (column, tier, contact) = if recent { by_spend().or_else(both) } else { both() }?;
    // The column above no spend at all begins at 0, which is not in it.
    let text = match (contact, column) {
        (true, 1) => &words::CHANGE_TIER_BOTH_ANY,
        (false, 1) => &words::CHANGE_TIER_ANY,
        (true, _) => &words::CHANGE_TIER_BOTH,
        (false, _) => &words::CHANGE_TIER_SPEND,
    };
    Some(text.with("yuan", words::number(bound(column))).with("tier", tier.code()))
}

/// The nearest of the criteria of the KOC list.
pub(super) fn koc(context: Context<'_>, thresholds: Thresholds, node: usize) -> Option<Sentence> {
    let (measures, given, options) = (context.measures, &context.tables.given, &context.options.koc);
    let mut ways: Vec<(f64, Sentence)> = Vec::new();
    let mut way = |need: f64, value: f64, sentence: Sentence| {
        if value < need {
            ways.push(((need - value) / need, sentence));
        }
    };
    if koc::is_attention_given(measures) {
        let (need, value) = (f64::from(thresholds.listeners), f64::from(measures.listeners[node]));
        way(need, value, words::CHANGE_LISTENERS.with("n", words::number(need - value)));
    }
    if given.memberships.any && !koc::is_silent(context, node) {
        let (need, value) = (f64::from(thresholds.groups), f64::from(measures.groups[node]));
        way(need, value, words::CHANGE_GROUPS.with("n", words::number(need - value)));
    }
    if remarks_given(context.tables) {
        let (need, value) = (options.remarks_over.floor() + 1.0, measures.remarks[node]);
        way(need, value, words::CHANGE_REMARKS.with("n", words::number((need - value).ceil())));
    }
    let last = measures.influence.rank.iter().position(|&rank| rank == thresholds.influence_rank && rank > 0);
    if let Some(last) = last {
        let (need, value) = (measures.influence.score[last], measures.influence.score[node]);
        let sentence = words::CHANGE_INFLUENCE.with("need", format!("{need:.1}")).with("value", format!("{value:.1}"));
        way(need, value, sentence);
    }
    ways.into_iter().min_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, sentence)| sentence)
}

/// The circle that the person is nearest to linking, and the strength that is missing. Walks the person's ties.
pub(super) fn referral(context: Context<'_>, node: usize) -> Option<Sentence> {
    let measures = context.measures;
    let linked = measures.links.circles_linked[node];
    if linked >= context.options.referral.circles_min {
        // Links enough circles, but lies between nobody: those it ties together know each other.
        return Some(words::CHANGE_BETWEEN.sentence());
    }
    let mut strengths: BTreeMap<u32, f64> = BTreeMap::new();
    let mut workspace = Workspace::default();
    for &(other, strength) in context.graph.neighbours(node as u32, &mut workspace) {
        let circle = measures.circles.of[other as usize];
        if circle != NONE && !measures.links.linked.row(node).contains(&circle) {
            *strengths.entry(circle).or_default() += strength;
        }
    }
    // The least x with x ≥ share · min(k + x, mean), where k is the strength to everybody else: a new tie raises the
    // person's own strength as well.
    let (share, own) = (context.link_share, measures.strength[node]);
    let mean = mean_strength(&measures.strength);
    let need = |strength: f64| {
        let others = own - strength;
        let relative = if share < 1.0 { share * others / (1.0 - share) } else { f64::INFINITY };
        relative.min(share * mean)
    };
    let missing = context.options.referral.circles_min - linked;
    if missing > 1 {
        return Some(words::CHANGE_LINKS.with("n", missing).with("need", words::number(share * mean)));
    }
    let nearest = strengths.into_iter().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)));
    Some(match nearest {
        Some((circle, strength)) => words::CHANGE_LINK
            .sentence()
            .with_sentence("circle", measures.circles.called(circle))
            .with("value", words::number(strength))
            .with("need", words::number(need(strength))),
        None if own > 0.0 => words::CHANGE_LINK_ANY.with("need", words::number(need(0.0))),
        None => words::CHANGE_LINK_FIRST.sentence(),
    })
}

/// How far behind the last shown entry somebody stands who qualifies.
pub(super) fn behind(list: &Shortlist, score: f64) -> Option<Sentence> {
    let last = list.entries.last()?.score;
    if score >= last {
        return Some(words::CHANGE_BEHIND_TIED.sentence());
    }
    // As many digits as tell the two apart.
    let digits = (1..10).find(|&d| format!("{last:.d$}") != format!("{score:.d$}")).unwrap_or(10);
    Some(words::CHANGE_BEHIND.with("need", format!("{last:.digits$}")).with("value", format!("{score:.digits$}")))
}
