//! The KOC list: eligible users with many remarks, in many groups, or among the most influential.
//!
//! Any one of the three is enough. Ordered by influence, equal scores by tier, then by user id.

use super::eligible::{self, tier_order};
use super::{Bounds, Context, Eligibility, ListKind, Ranked, Shortlist, Why, shortlist};
use crate::measures::remarks_given;

/// The list.
pub(super) fn list(context: Context<'_>, eligibility: &[Eligibility], bounds: Bounds) -> Shortlist {
    let ranked = ranked(context, eligibility, bounds);
    shortlist(ListKind::Koc, &ranked, context, skipped(context), |node| why(context, bounds, node))
}

/// Everybody who meets the rules, in order.
pub(super) fn ranked(context: Context<'_>, eligibility: &[Eligibility], bounds: Bounds) -> Vec<Ranked> {
    let eligible = |&node: &usize| eligibility[node] == Eligibility::Eligible;
    let picked = (0..eligibility.len()).filter(eligible).filter(|&node| !why(context, bounds, node).is_empty());
    let score = |node: usize| context.measures.influence.score[node];
    let mut ranked: Vec<Ranked> =
        picked.map(|node| Ranked { node: node as u32, score: score(node), band: score(node).to_bits() }).collect();
    let tier = |r: &Ranked| tier_order(&context.options.tiers, context.segments.tier[r.node as usize]);
    ranked.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then_with(|| tier(a).cmp(&tier(b))).then_with(|| a.node.cmp(&b.node))
    });
    ranked
}

/// Which of the three criteria a user meets.
pub(super) fn why(context: Context<'_>, bounds: Bounds, node: usize) -> Vec<Why> {
    let (given, measures) = (&context.tables.given, context.measures);
    let mut why = Vec::new();
    if remarks_given(given) && measures.remarks[node] > context.options.koc.remarks_over {
        why.push(Why::ManyRemarks);
    }
    if given.memberships && measures.groups[node] >= bounds.koc_groups {
        why.push(Why::ManyGroups);
    }
    let rank = measures.influence.rank[node];
    if rank >= 1 && rank <= bounds.koc_influence_rank {
        why.push(Why::TopInfluence);
    }
    why
}

/// Codes of the criteria that are not applied.
pub(super) fn skipped(context: Context<'_>) -> Vec<&'static str> {
    let mut skipped = Vec::new();
    if !remarks_given(&context.tables.given) {
        skipped.push("remarks");
    }
    if !context.tables.given.memberships {
        skipped.push("groups");
    }
    skipped.extend(eligible::skipped(context.segments));
    skipped
}
