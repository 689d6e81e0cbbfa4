//! Who may be on a list.
//!
//! Nobody who opted out, has not consented (where the users table has that column), is suppressed, or does not meet
//! `selection.where` is on any list. For the KOC and referral lists there is more:
//!
//! Eligible: the tier is among `selection.tiers`, and the last contact is at most `selection.contact_days` ago or
//! unknown. A user never contacted, in data that would show it, is not eligible. Staff and robots are no nodes;
//! opted-out users kept as unnamed nodes are never eligible. A rule whose source is missing is not applied.

use super::{Context, Criterion};
use crate::config::Tier;
use crate::segments::{Recency, Segments};
use crate::tables::Presence;
pub use crate::text::terms::Eligibility;

impl Eligibility {
    /// Whether the person is on no list at all.
    pub fn is_barred(self) -> bool {
        matches!(self, Self::OptedOut | Self::Consent | Self::Suppressed | Self::Where)
    }
}

/// Whether tiers can be told at all.
pub(super) fn tiers_known(segments: &Segments) -> bool {
    segments.recency_known || segments.spend_known
}

/// The rules of eligibility that are not applied.
pub(super) fn skipped(segments: &Segments) -> Vec<Criterion> {
    let mut skipped = Vec::new();
    if !tiers_known(segments) {
        skipped.push(Criterion::Tier);
    }
    if !segments.recency_known {
        skipped.push(Criterion::Contact);
    }
    skipped
}

/// Per node: whether it may be on a list, or the first rule that keeps it off.
pub(super) fn eligibility(context: Context<'_>) -> Vec<Eligibility> {
    let segments = context.segments;
    let tiers_known = tiers_known(segments);
    let of = |node: usize| match context.graph.nodes.presence_of(node as u32) {
        Presence::NoConsent => Eligibility::Consent,
        Presence::Suppressed => Eligibility::Suppressed,
        presence if !presence.may_be_named() => Eligibility::OptedOut,
        _ if context.only.is_some_and(|only| !only[node]) => Eligibility::Where,
        _ if tiers_known && !context.options.tiers.contains(&segments.tier[node]) => Eligibility::Tier,
        _ if !recent(segments.recency(node), context.options.contact_days) => Eligibility::Contact,
        _ => Eligibility::Eligible,
    };
    (0..context.graph.nodes.len()).map(of).collect()
}

/// Within so many days, or unknown.
pub(super) fn recent(recency: Recency, days: u32) -> bool {
    match recency {
        Recency::Days(d) => d <= days,
        Recency::Never => false,
        Recency::Unknown => true,
    }
}

/// Position of a tier in `selection.tiers`; tiers that are not named come last.
pub(super) fn tier_order(tiers: &[Tier], tier: Tier) -> usize {
    tiers.iter().position(|t| *t == tier).unwrap_or(tiers.len())
}
