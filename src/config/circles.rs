//! Options of circles and of who stands between them.

use serde::{Deserialize, Serialize};

/// Circles: communities by modularity.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CirclesOptions {
    /// Resolution γ: higher makes more and smaller circles; > 0.
    pub resolution: f64,
    /// Seed of the order in which users are looked at.
    pub seed: u64,
    /// A user links a circle from this share of the user's strength on, or of the mean strength of all where that is less;
    /// 0 < share ≤ 1.
    pub link_share: f64,
    /// A group links a circle from this share of its members on; 0 < share ≤ 1.
    pub group_share: f64,
}

impl Default for CirclesOptions {
    fn default() -> Self {
        Self { resolution: 1.0, seed: 42, link_share: 0.2, group_share: 0.1 }
    }
}

/// Brokerage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct BrokerageOptions {
    /// Steps allowed for constraint and effective size of all users; above them only those of listed users are computed.
    pub budget: u64,
}

impl Default for BrokerageOptions {
    fn default() -> Self {
        Self { budget: 500_000_000 }
    }
}
