//! Options of the shortlists.

use serde::{Deserialize, Serialize};

use super::Tier;

/// Who may be on a list, and the rules of each list.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SelectionOptions {
    /// Tiers that may be on the KOC and referral lists; equal scores are ordered by this order.
    pub tiers: Vec<Tier>,
    /// KOC and referral: contact within so many days (or unknown).
    pub contact_days: u32,
    /// Only users for whom this rule holds are on a list or in the seed set; empty: everybody.
    #[serde(rename = "where")]
    pub only: String,
    /// Where that rule was written, as errors name it: the key, or the option that stands in for it.
    #[serde(skip)]
    pub only_from: &'static str,
    /// KOC list.
    pub koc: KocOptions,
    /// Referral list.
    pub referral: ReferralOptions,
    /// At most so many entries of one owner, circle, city or tier on the KOC list, and on the referral list.
    pub quota: Quotas,
}

impl Default for SelectionOptions {
    fn default() -> Self {
        Self {
            tiers: vec![Tier::S, Tier::A, Tier::B, Tier::Unknown],
            contact_days: 90,
            only: String::new(),
            only_from: "selection.where",
            koc: KocOptions::default(),
            referral: ReferralOptions::default(),
            quota: Quotas::default(),
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
    /// Links at least so many circles, the own one included.
    pub circles_min: u32,
}

impl Default for ReferralOptions {
    fn default() -> Self {
        Self { circles_min: 2 }
    }
}

/// At most so many of one owner, circle, city or tier; users without one are not limited by it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Quotas {
    /// Per owner.
    pub owner: Option<u32>,
    /// Per circle.
    pub circle: Option<u32>,
    /// Per city.
    pub city: Option<u32>,
    /// Per value tier.
    pub tier: Option<u32>,
}

impl Quotas {
    /// The names, in the order of [`Quotas::limits`].
    pub const NAMES: [&str; 4] = ["owner", "circle", "city", "tier"];

    /// The four limits.
    pub fn limits(&self) -> [Option<u32>; 4] {
        [self.owner, self.circle, self.city, self.tier]
    }

    /// The limit of a name; `None` for a name that does not exist.
    pub fn limit_mut(&mut self, name: &str) -> Option<&mut Option<u32>> {
        match name {
            "owner" => Some(&mut self.owner),
            "circle" => Some(&mut self.circle),
            "city" => Some(&mut self.city),
            "tier" => Some(&mut self.tier),
            _ => None,
        }
    }
}
