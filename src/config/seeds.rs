//! Options of the seed set.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use super::Quotas;

/// How one user's activity makes others active.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum CascadeModel {
    /// Independent cascade: each active user gets one chance with each neighbour.
    #[default]
    Ic,
    /// Linear threshold: a user follows once enough of the strength around is active.
    Lt,
}

impl CascadeModel {
    /// The name in configuration and outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ic => "ic",
            Self::Lt => "lt",
        }
    }
}

/// What one reached user counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum ReachValue {
    /// 1.
    #[default]
    Users,
    /// The weight of the value tier.
    Tier,
    /// The spend a month in yuan; unknown counts 0.
    Spend,
}

impl ReachValue {
    /// The name in configuration and outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Users => "users",
            Self::Tier => "tier",
            Self::Spend => "spend",
        }
    }
}

/// Who may be a seed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SeedCandidates {
    /// Who may be on the KOC and referral lists.
    #[default]
    Eligible,
    /// Every listed user.
    All,
}

/// The seed set of a campaign.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct SeedsOptions {
    /// How many seeds; 0: none are chosen.
    pub k: usize,
    /// Cascade model.
    pub model: CascadeModel,
    /// Probability that a user follows when everybody around is active; 0 < rate ≤ 1.
    pub rate: f64,
    /// What one reached user counts.
    pub value: ReachValue,
    /// Weight of each tier where `value` is `tier`; finite, ≥ 0. A file names only those that differ from the default.
    #[serde(deserialize_with = "weight_over_default")]
    pub tier_weight: BTreeMap<String, f64>,
    /// Who may be a seed.
    pub candidates: SeedCandidates,
    /// Certified ratio at which drawing stops; 0 < ratio < 1.
    pub ratio: f64,
    /// Probability that a bound of the run does not hold; 0 < δ < 1.
    pub delta: f64,
    /// Steps of drawing after which it stops; a first look of 1,024 sets or more is taken in any case.
    pub budget: u64,
    /// Simulated cascades per list that is compared, at least 30; 0: none.
    pub simulations: u32,
    /// Steps of simulation of each list after which it stops in any case.
    pub simulation_budget: u64,
    /// Seed of everything drawn.
    pub seed: u64,
    /// Quotas.
    pub quota: Quotas,
}

impl Default for SeedsOptions {
    fn default() -> Self {
        Self {
            k: 50,
            model: CascadeModel::Ic,
            rate: 0.5,
            value: ReachValue::Users,
            tier_weight: default_tier_weight(),
            candidates: SeedCandidates::Eligible,
            ratio: 0.9,
            delta: 0.01,
            budget: 60_000_000,
            simulations: 1000,
            simulation_budget: 20_000_000,
            seed: 42,
            quota: Quotas::default(),
        }
    }
}

fn default_tier_weight() -> BTreeMap<String, f64> {
    let weights = [("S", 5.0), ("A", 3.0), ("B", 2.0), ("C", 1.0), ("D", 1.0), ("unknown", 1.0)];
    weights.into_iter().map(|(tier, weight)| (tier.to_owned(), weight)).collect()
}

fn weight_over_default<'de, D: Deserializer<'de>>(value: D) -> Result<BTreeMap<String, f64>, D::Error> {
    let mut weights = default_tier_weight();
    weights.extend(BTreeMap::<String, f64>::deserialize(value)?);
    Ok(weights)
}
