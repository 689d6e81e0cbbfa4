//! The referral list: eligible users who lie between others and link several circles.
//!
//! Ordered by bridge rank, within one rank (values that cannot be told apart) by tier, then by user id; the score is
//! the percentile rank of betweenness, which has the same ties.

use super::eligible::{self, tier_order};
use super::{Context, Eligibility, ListKind, Ranked, Shortlist, Why, shortlist};

/// The list.
pub(super) fn list(context: Context<'_>, eligibility: &[Eligibility]) -> Shortlist {
    let ranked = ranked(context, eligibility);
    shortlist(ListKind::Referral, &ranked, context, skipped(context), |node| why(context, node).unwrap_or_default())
}

/// Everybody who meets the rules, in order.
pub(super) fn ranked(context: Context<'_>, eligibility: &[Eligibility]) -> Vec<Ranked> {
    let measures = context.measures;
    let eligible = |&node: &usize| eligibility[node] == Eligibility::Eligible;
    let picked = (0..eligibility.len()).filter(eligible).filter(|&node| why(context, node).is_some());
    let mut ranked: Vec<Ranked> =
        picked.map(|node| Ranked { node: node as u32, score: measures.betweenness_percentile[node] }).collect();
    ranked.sort_by_key(|r| {
        let node = r.node as usize;
        (measures.bridge_rank[node], tier_order(&context.options.tiers, context.segments.tier[node]), r.node)
    });
    ranked
}

/// The reasons, if all criteria are met.
fn why(context: Context<'_>, node: usize) -> Option<Vec<Why>> {
    if !is_bridge(context, node) {
        return None;
    }
    if !context.tables.given.memberships {
        return Some(vec![Why::Bridge]);
    }
    links_circles(context, node).then(|| vec![Why::Bridge, Why::LinksCircles])
}

/// Lies on a shortest path between two others.
pub(super) fn is_bridge(context: Context<'_>, node: usize) -> bool {
    context.measures.betweenness.users[node] > 0.0
}

/// Links enough circles.
pub(super) fn links_circles(context: Context<'_>, node: usize) -> bool {
    context.measures.circles_linked[node] >= context.options.referral.circles_min
}

/// Codes of the criteria that are not applied.
pub(super) fn skipped(context: Context<'_>) -> Vec<&'static str> {
    let mut skipped = Vec::new();
    if !context.tables.given.memberships {
        skipped.push("circles_linked");
    }
    skipped.extend(eligible::skipped(context.segments));
    skipped
}
