//! The KOC list: eligible users whom many address, with many remarks, in many groups, or among the most influential.
//!
//! Any one of the four is enough; but being in many groups is only reach, and where interactions are known, whoever never sent one is
//! silent in all of them. Ordered by influence, equal scores by tier, then by user id.

use super::eligible::{self, tier_order};
use super::{Context, Criterion, Eligibility, ListKind, Ranked, Shortlist, Why, shortlist};
use crate::measures::{Measures, remarks_given};

/// What the list asks for that is computed from the data.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Thresholds {
    /// At least so many listeners: the larger of `listeners_min` and the nearest-rank percentile among listed users.
    pub listeners: u32,
    /// At least so many groups: the larger of `groups_min` and the nearest-rank percentile among listed users.
    pub groups: u32,
    /// Influence rank at most this: ⌈percent / 100 · listed users⌉.
    pub influence_rank: u32,
}

impl Thresholds {
    /// Those of this data.
    pub(super) fn of(context: Context<'_>) -> Self {
        let koc = &context.options.koc;
        let nodes = &context.graph.nodes;
        let percentile = |counts: &[u32], percent: f64| {
            let listed = counts.iter().zip(&nodes.listed).filter(|(_, listed)| **listed);
            let mut counts: Vec<u32> = listed.map(|(count, _)| *count).collect();
            counts.sort_unstable();
            nearest_rank(&counts, percent)
        };
        let (listeners, groups) = (&context.measures.listeners, &context.measures.groups);
        Self {
            listeners: koc.listeners_min.max(percentile(listeners, koc.listeners_percentile)),
            groups: koc.groups_min.max(percentile(groups, koc.groups_percentile)),
            influence_rank: share_of(nodes.listed_count, koc.influence_top_percent) as u32,
        }
    }
}

/// The list.
pub(super) fn list(context: Context<'_>, eligibility: &[Eligibility], thresholds: Thresholds) -> Shortlist {
    let ranked = ranked(context, eligibility, thresholds);
    shortlist(ListKind::Koc, &ranked, context, skipped(context), |node| why(context, thresholds, node))
}

/// Everybody who meets the rules, in order.
pub(super) fn ranked(context: Context<'_>, eligibility: &[Eligibility], thresholds: Thresholds) -> Vec<Ranked> {
    let eligible = |&node: &usize| eligibility[node] == Eligibility::Eligible;
    let picked = (0..eligibility.len()).filter(eligible).filter(|&node| !why(context, thresholds, node).is_empty());
    let score = |node: usize| context.measures.influence.score[node];
    let mut ranked: Vec<Ranked> =
        picked.map(|node| Ranked { node: node as u32, score: score(node), band: score(node).to_bits() }).collect();
    let tier = |r: &Ranked| tier_order(&context.options.tiers, context.segments.tier[r.node as usize]);
    ranked.sort_by(|a, b| {
        b.score.total_cmp(&a.score).then_with(|| tier(a).cmp(&tier(b))).then_with(|| a.node.cmp(&b.node))
    });
    ranked
}

/// Which of the four criteria a user meets.
pub(super) fn why(context: Context<'_>, thresholds: Thresholds, node: usize) -> Vec<Why> {
    let (given, measures) = (&context.tables.given, context.measures);
    let mut why = Vec::new();
    if is_attention_given(measures) && measures.listeners[node] >= thresholds.listeners {
        why.push(Why::ManyListeners);
    }
    if remarks_given(context.tables) && measures.remarks[node] > context.options.koc.remarks_over {
        why.push(Why::ManyRemarks);
    }
    if given.memberships.any && measures.groups[node] >= thresholds.groups && !is_silent(context, node) {
        why.push(Why::ManyGroups);
    }
    let rank = measures.influence.rank[node];
    if rank >= 1 && rank <= thresholds.influence_rank {
        why.push(Why::TopInfluence);
    }
    why
}

/// Whether anybody is known to have addressed anybody.
pub(super) fn is_attention_given(measures: &Measures) -> bool {
    !measures.influence.dropped.contains(&Criterion::Attention)
}

/// Whether a user never sent anything, in data that would show it.
pub(super) fn is_silent(context: Context<'_>, node: usize) -> bool {
    context.tables.given.interactions.any && context.measures.interactions_out[node] == 0.0
}

/// The criteria that are not applied.
pub(super) fn skipped(context: Context<'_>) -> Vec<Criterion> {
    let mut skipped = Vec::new();
    if !is_attention_given(context.measures) {
        skipped.push(Criterion::Attention);
    }
    if !remarks_given(context.tables) {
        skipped.push(Criterion::Remarks);
    }
    if !context.tables.given.memberships.any {
        skipped.push(Criterion::Groups);
    }
    skipped.extend(eligible::skipped(context.segments));
    skipped
}

/// Nearest-rank percentile: the ⌈percent / 100 · n⌉-th smallest of sorted values, the smallest for 0 %; 0 of none.
fn nearest_rank(sorted: &[u32], percent: f64) -> u32 {
    let rank = share_of(sorted.len(), percent).clamp(1, sorted.len().max(1));
    sorted.get(rank - 1).copied().unwrap_or(0)
}

/// ⌈percent / 100 · n⌉. Multiplying first keeps whole percents exact: 5 % of 20 is 1, not 2.
fn share_of(n: usize, percent: f64) -> usize {
    (percent * n as f64 / 100.0).ceil().max(0.0) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_whole_percents_are_exact() {
        assert_eq!([19, 20, 21, 40, 41].map(|n| share_of(n, 5.0)), [1, 1, 2, 2, 3]);
        assert_eq!((share_of(0, 5.0), share_of(7, 0.0), share_of(7, 100.0)), (0, 0, 7));
        // 7 % of 100 is 7; 0.07 · 100 would be 7.000000000000001.
        assert_eq!(share_of(100, 7.0), 7);
    }

    #[test]
    fn nearest_rank_is_a_value_that_occurs() {
        let sorted: Vec<u32> = (1..=20).collect();
        assert_eq!(nearest_rank(&sorted, 95.0), 19);
        assert_eq!(nearest_rank(&sorted, 95.1), 20);
        assert_eq!(nearest_rank(&sorted, 0.0), 1);
        assert_eq!(nearest_rank(&sorted, 100.0), 20);
        assert_eq!(nearest_rank(&[], 95.0), 0);
        assert_eq!(nearest_rank(&[7], 95.0), 7);
    }
}
