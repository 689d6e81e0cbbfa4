//! Options of the shortlists.

use serde::{Deserialize, Serialize};

use super::Tier;

/// Who may be on the KOC and referral lists, and the rules of each.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SelectionOptions {
    /// Tiers that may be on a list; equal scores are ordered by this order.
    pub tiers: Vec<Tier>,
    /// Contact within so many days (or unknown).
    pub contact_days: u32,
    /// KOC list.
    pub koc: KocOptions,
    /// Referral list.
    pub referral: ReferralOptions,
}

impl Default for SelectionOptions {
    fn default() -> Self {
        Self {
            tiers: vec![Tier::S, Tier::A, Tier::B, Tier::Unknown],
            contact_days: 90,
            koc: KocOptions::default(),
            referral: ReferralOptions::default(),
        }
    }
}

/// KOC: any of these.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct KocOptions {
    /// More remarks than this.
    pub remarks_over: f64,
    /// At least so many groups …
    pub groups_min: u32,
    /// … and at least this nearest-rank percentile of the number of groups.
    pub groups_percentile: f64,
    /// Influence rank within the top so many percent.
    pub influence_top_percent: f64,
}

impl Default for KocOptions {
    fn default() -> Self {
        Self { remarks_over: 50.0, groups_min: 2, groups_percentile: 95.0, influence_top_percent: 5.0 }
    }
}

/// Referral: betweenness above 0 and this.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReferralOptions {
    /// Links at least so many circles (groups, while there are no circles).
    pub circles_min: u32,
}

impl Default for ReferralOptions {
    fn default() -> Self {
        Self { circles_min: 2 }
    }
}
