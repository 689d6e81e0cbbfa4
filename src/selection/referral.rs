//! The referral list: eligible users who lie between others and link several circles.
//!
//! Ordered by bridge rank, within one rank (values that cannot be told apart) by tier, then by user id; the score is
//! the percentile rank of betweenness, which has the same ties. Estimates that share a rank because intervals overlap in
//! a chain may still be apart two by two: then the higher one stands first whatever the tiers, and within a tier the larger
//! estimate.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::eligible::{self, tier_order};
use super::{Context, Criterion, Eligibility, ListKind, Ranked, Shortlist, Why, shortlist};

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
    let mut ranked: Vec<Ranked> = picked
        .map(|node| Ranked {
            node: node as u32,
            score: measures.betweenness_percentile[node],
            band: u64::from(measures.bridge_rank[node]),
        })
        .collect();
    ranked.sort_by_key(|r| {
        let node = r.node as usize;
        (measures.bridge_rank[node], tier_order(&context.options.tiers, context.segments.tier[node]), r.node)
    });
    if measures.betweenness.sampling.is_some() {
        let rank = |r: &Ranked| measures.bridge_rank[r.node as usize];
        for band in ranked.chunk_by_mut(|a, b| rank(a) == rank(b)) {
            band.sort_by_key(|r| r.node);
            let order = arranged(&band.iter().map(|r| candidate(context, r.node as usize)).collect::<Vec<_>>());
            let ordered: Vec<Ranked> = order.into_iter().map(|i| band[i]).collect();
            band.copy_from_slice(&ordered);
        }
    }
    ranked
}

fn candidate(context: Context<'_>, node: usize) -> Candidate {
    let betweenness = &context.measures.betweenness;
    Candidate {
        tier: tier_order(&context.options.tiers, context.segments.tier[node]),
        value: betweenness.users[node],
        bounds: betweenness.bounds(node),
    }
}

/// Somebody within a band of one rank.
struct Candidate {
    tier: usize,
    value: f64,
    bounds: (f64, f64),
}

/// The order of people of one rank, given by user id: nobody before somebody whose interval lies above theirs as a whole; of
/// those who may come next the best tier, then the larger value, then the first. O(n log n).
fn arranged(band: &[Candidate]) -> Vec<usize> {
    let descending = |key: fn(&Candidate) -> f64| {
        let mut order: Vec<usize> = (0..band.len()).collect();
        order.sort_by(|&i, &j| key(&band[j]).total_cmp(&key(&band[i])));
        order
    };
    let mut by_high = descending(|c| c.bounds.1).into_iter().peekable();
    let mut taken = vec![false; band.len()];
    let mut next = BinaryHeap::new();
    let mut order = Vec::with_capacity(band.len());
    for highest in descending(|c| c.bounds.0) {
        while !taken[highest] {
            while let Some(i) = by_high.next_if(|&i| band[i].bounds.1 >= band[highest].bounds.0) {
                // Bits of numbers that are not negative are ordered as the numbers are.
                next.push(Reverse((band[i].tier, Reverse(band[i].value.to_bits()), i)));
            }
            let Some(Reverse((.., i))) = next.pop() else { break };
            taken[i] = true;
            order.push(i);
        }
    }
    order
}

/// The reasons, if all criteria are met.
pub(super) fn why(context: Context<'_>, node: usize) -> Option<Vec<Why>> {
    (is_bridge(context, node) && links_circles(context, node)).then(|| vec![Why::Bridge, Why::LinksCircles])
}

/// Lies on a shortest path between two others.
pub(super) fn is_bridge(context: Context<'_>, node: usize) -> bool {
    context.measures.betweenness.users[node] > 0.0
}

/// Links enough circles.
pub(super) fn links_circles(context: Context<'_>, node: usize) -> bool {
    context.measures.links.circles_linked[node] >= context.options.referral.circles_min
}

/// The criteria that are not applied.
pub(super) fn skipped(context: Context<'_>) -> Vec<Criterion> {
    eligible::skipped(context.segments)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(band: &[(usize, f64, f64, f64)]) -> Vec<usize> {
        let candidate =
            |&(tier, low, value, high): &(usize, f64, f64, f64)| Candidate { tier, value, bounds: (low, high) };
        arranged(&band.iter().map(candidate).collect::<Vec<_>>())
    }

    #[test]
    fn what_cannot_be_told_apart_goes_by_tier_then_estimate_then_id() {
        let band = [(1, 1.0, 5.0, 9.0), (0, 1.0, 3.0, 9.0), (0, 1.0, 4.0, 9.0), (1, 1.0, 5.0, 9.0)];
        assert_eq!(order(&band), [2, 1, 0, 3]);
    }

    #[test]
    fn nobody_stands_before_somebody_who_is_surely_higher() {
        // A chain of overlaps: the second reaches both ends, which are apart.
        let band = [(9, 7.0, 8.0, 9.0), (5, 3.0, 6.0, 8.0), (0, 1.0, 2.0, 4.0)];
        assert_eq!(order(&band), [1, 0, 2]);
        // With the middle one out of the way by tier, the best tier still waits for the first.
        let band = [(5, 7.0, 8.0, 9.0), (9, 3.0, 6.0, 8.0), (0, 1.0, 2.0, 4.0)];
        assert_eq!(order(&band), [0, 2, 1]);
        assert!(order(&[]).is_empty());
    }
}
