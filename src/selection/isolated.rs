//! The isolated list: everybody who is left alone, worth most first. Tier and contact do not matter for it; nobody who opted
//! out, has not consented, is suppressed or does not meet `selection.where` is on it.
//!
//! Ordered by isolation class (no tie, small component, silent), then tier (S to D, unknown), then spend, highest
//! first and unknown last, then user id. The score is the percentile rank of that order among those on the list
//! (equal class, tier and spend share a rank): 100 is to be looked after first. As every percentile rank it says nothing of
//! a list of one, and is 0 there.

use std::cmp::Ordering;

use super::{
    Context, Criterion, Eligibility, Inviter, ListKind, Ranked, Shortlist, Suggestion, Why, connect, shortlist,
};
use crate::measures::Isolation;
use crate::measures::percentile::{middle, percentile};
use crate::parallel;
use crate::text::reasons::Reason;

/// The list, with groups that each person might join.
pub(super) fn list(context: Context<'_>, eligibility: &[Eligibility]) -> Shortlist {
    let ranked = ranked(context, eligibility);
    let skipped = if context.tables.given.interactions.any { Vec::new() } else { vec![Criterion::Silent] };
    let mut list =
        shortlist(ListKind::Isolated, &ranked, context, skipped, |node| why(context, node).into_iter().collect());
    let nodes: Vec<u32> = list.entries.iter().map(|e| e.node).collect();
    let suggested: Vec<(u32, Vec<Suggestion>)> = nodes.iter().copied().zip(connect::suggest(context, &nodes)).collect();
    let inviters = parallel::map(&suggested, |(node, groups)| connect::inviter(context, *node, groups));
    for ((entry, (_, suggestions)), inviter) in list.entries.iter_mut().zip(suggested).zip(inviters) {
        entry.inviter = inviter;
        advise(context, &mut entry.reason, &suggestions, entry.inviter.as_ref());
        entry.suggestions = suggestions;
    }
    list
}

/// The facts of one person, suggestions included, whether or not the list's entries reach so far.
pub(super) fn reason(context: Context<'_>, node: u32, why: &[Why]) -> Reason {
    let mut reason = super::reason::reason(context, node as usize, why);
    if let [suggestions] = connect::suggest(context, &[node]).as_slice() {
        let inviter = connect::inviter(context, node, suggestions);
        advise(context, &mut reason, suggestions, inviter.as_ref());
    }
    reason
}

fn advise(context: Context<'_>, reason: &mut Reason, suggestions: &[Suggestion], inviter: Option<&Inviter>) {
    let named =
        |inviter: &Inviter| context.tables.user_label(context.graph.nodes.user[inviter.node as usize]).to_owned();
    reason.inviter = inviter.map(|inviter| (named(inviter), inviter.why.clone()));
    reason.suggested = suggestions.iter().map(|s| context.tables.group_label(s.group).to_owned()).collect();
    reason.suggested_why = suggestions.first().map(|s| s.why.clone()).unwrap_or_default();
}

/// Everybody who is left alone, in order.
pub(super) fn ranked(context: Context<'_>, eligibility: &[Eligibility]) -> Vec<Ranked> {
    let left_alone = |&node: &usize| !eligibility[node].is_barred() && context.measures.isolation[node].is_some();
    let mut nodes: Vec<usize> = (0..context.graph.nodes.len()).filter(left_alone).collect();
    nodes.sort_by(|&a, &b| compare(context, a, b).then_with(|| a.cmp(&b)));
    let n = nodes.len();
    let mut ranked = Vec::with_capacity(n);
    let mut start = 0;
    for band in nodes.chunk_by(|&a, &b| compare(context, a, b) == Ordering::Equal) {
        let after = n - start - band.len();
        let score = percentile(middle(after, band.len()), n);
        ranked.extend(band.iter().map(|&node| Ranked { node: node as u32, score, band: start as u64 }));
        start += band.len();
    }
    ranked
}

/// Who comes first, without regard to the id.
fn compare(context: Context<'_>, a: usize, b: usize) -> Ordering {
    let (isolation, segments) = (&context.measures.isolation, context.segments);
    // An unknown spend counts as less than any known one.
    let spend = |node: usize| if segments.monthly_spend[node].is_nan() { -1.0 } else { segments.monthly_spend[node] };
    isolation[a]
        .cmp(&isolation[b])
        .then_with(|| segments.tier[a].cmp(&segments.tier[b]))
        .then_with(|| spend(b).total_cmp(&spend(a)))
}

/// The reason, for somebody who is left alone.
pub(super) fn why(context: Context<'_>, node: usize) -> Option<Why> {
    Some(match context.measures.isolation[node]? {
        Isolation::Isolated => Why::Isolated,
        Isolation::SmallComponent => Why::SmallComponent,
        Isolation::Silent => Why::Silent,
    })
}
