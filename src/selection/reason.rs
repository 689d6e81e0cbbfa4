//! The facts that a person's sentence is made of: those that decided, then tier, contact and what helps to act.

use super::{Context, Why};
use crate::config::Tier;
use crate::measures::remarks_given;
use crate::segments::Recency;
use crate::text::Sentence;
use crate::text::reasons::Reason;

/// The facts of one entry.
pub(super) fn reason(context: Context<'_>, node: usize, why: &[Why]) -> Reason {
    let mut reason = standing(context, node);
    if why.iter().any(|why| matches!(why, Why::ManyListeners | Why::ManyRemarks | Why::ManyGroups | Why::TopInfluence))
    {
        add_standing_of_koc(context, node, &mut reason);
    }
    for &why in why {
        add(context, node, why, &mut reason);
    }
    if reason.circles_linked.is_some() {
        reason.circles_named = circles_named(context, node);
        let own = context.measures.circles.of[node];
        reason.own_circle = context.measures.links.linked.row(node).iter().position(|&circle| circle == own);
    }
    reason
}

/// The linked circles, strongest first; nothing where none of them has a name.
fn circles_named(context: Context<'_>, node: usize) -> Vec<Sentence> {
    let measures = context.measures;
    let linked = measures.links.linked.row(node);
    if linked.iter().all(|&circle| measures.circles.name(circle).is_empty()) {
        return Vec::new();
    }
    linked.iter().map(|&circle| measures.circles.called(circle)).collect()
}

/// Remark names from which they are worth telling where they did not decide.
const REMARKS_TOLD: f64 = 10.0;

/// What makes a KOC plausible, whichever of the criteria decided.
fn add_standing_of_koc(context: Context<'_>, node: usize, reason: &mut Reason) {
    let (measures, given) = (context.measures, &context.tables.given);
    reason.listeners = Some(measures.listeners[node]).filter(|&listeners| listeners > 0);
    let remarks = measures.remarks[node];
    reason.remarks = (remarks_given(context.tables) && remarks >= REMARKS_TOLD).then_some(remarks as u64);
    reason.groups = Some(measures.groups[node]).filter(|&groups| given.memberships.any && groups > 0);
    reason.circles_linked = Some(measures.links.circles_linked[node]).filter(|&circles| circles >= 2);
}

/// Tier and contact: they decide who may be on a list, and who comes first.
fn standing(context: Context<'_>, node: usize) -> Reason {
    let segments = context.segments;
    let mut reason = Reason::default();
    if segments.tier[node] != Tier::Unknown {
        reason.tier = Some(segments.tier[node]);
    }
    match segments.recency(node) {
        Recency::Days(days) => {
            reason.recency_days = Some(days);
            let bounds = segments.lattice.as_ref().map(|l| l.days.as_slice()).unwrap_or_default();
            reason.active_within = bounds.iter().copied().find(|&bound| days <= bound);
        }
        Recency::Never => reason.never_contacted = true,
        Recency::Unknown => {}
    }
    reason
}

/// The facts behind one reason.
fn add(context: Context<'_>, node: usize, why: Why, reason: &mut Reason) {
    let (measures, given) = (context.measures, &context.tables.given);
    match why {
        Why::ManyListeners => reason.listeners = Some(measures.listeners[node]),
        Why::ManyRemarks => reason.remarks = Some(measures.remarks[node] as u64),
        Why::ManyGroups => reason.groups = Some(measures.groups[node]),
        Why::TopInfluence => {
            let ranked = u32::try_from(context.graph.nodes.listed_count).unwrap_or(u32::MAX);
            reason.influence_rank = Some((measures.influence.rank[node], ranked));
            reason.degree = Some(measures.degree[node]);
        }
        Why::Bridge => {
            let n = context.graph.nodes.listed_count as f64;
            let pairs = n * (n - 1.0) / 2.0;
            reason.betweenness_share = (pairs > 0.0).then(|| measures.betweenness.users[node] / pairs);
            reason.bridge_ranks = Some(measures.bridge_range[node]).filter(|range| range.0 > 0);
        }
        Why::LinksCircles => reason.circles_linked = Some(measures.links.circles_linked[node]),
        Why::Isolated | Why::SmallComponent | Why::Silent => {
            reason.isolation = Some(why);
            reason.groups = given.memberships.any.then(|| measures.groups[node]);
            reason.interactions_given = given.interactions.any;
            reason.component_size = measures.component_sizes.get(measures.component[node] as usize).copied();
            let spend = context.segments.monthly_spend[node];
            reason.monthly_spend = (spend > 0.0).then_some(spend);
        }
    }
}
