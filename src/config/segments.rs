//! Options of the ways of sorting people beside value and lifecycle. The figures are reference values, not measurements.

use serde::{Deserialize, Serialize};

/// How well somebody can be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Reach {
    /// High.
    High,
    /// Medium.
    Medium,
    /// Low.
    Low,
}

impl Reach {
    /// All of them, best first.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

    /// The stable name in configuration and outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::High => "high",
            Self::Medium => "medium",
            Self::Low => "low",
        }
    }
}

/// Reach by role, and the window in which a message may be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReachOptions {
    /// Reach of friends.
    pub friend: Reach,
    /// Reach of group members who are active; of others one grade less.
    pub group_member: Reach,
    /// Reach of followers.
    pub follower: Reach,
    /// A group member is active with a contact within so many days.
    pub active_days: u32,
    /// A message may be sent within so many hours of one from the user.
    pub window_hours: u32,
}

impl Default for ReachOptions {
    fn default() -> Self {
        Self {
            friend: Reach::High,
            group_member: Reach::Medium,
            follower: Reach::Low,
            active_days: 30,
            window_hours: 48,
        }
    }
}

/// How much accounts and groups hold.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct CapacityOptions {
    /// Friends that one account can have.
    pub friend_cap: u32,
    /// Sizes at which a group is full: up to the first anybody can join by code, beyond it only by invitation; ascending.
    pub group_sizes: Vec<u32>,
    /// Nearly full from this percentage on.
    pub nearly_full_percent: f64,
}

impl Default for CapacityOptions {
    fn default() -> Self {
        Self { friend_cap: 10_000, group_sizes: vec![200, 500], nearly_full_percent: 95.0 }
    }
}

/// Where people live.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct RegionOptions {
    /// A user without a city gets that of the groups, marked as inferred.
    pub infer: bool,
    /// At least this share of the user's groups with a city must agree; 0 < share ≤ 1.
    pub min_share: f64,
}

impl Default for RegionOptions {
    fn default() -> Self {
        Self { infer: true, min_share: 0.5 }
    }
}

/// Social position.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct PositionOptions {
    /// Influence node: influence rank within the top so many percent.
    pub influence_top_percent: f64,
    /// Bridge: links two circles, and betweenness rank within the top so many percent.
    pub bridge_top_percent: f64,
    /// Core: strength within the top so many percent of the own circle.
    pub core_top_percent: f64,
}

impl Default for PositionOptions {
    fn default() -> Self {
        Self { influence_top_percent: 5.0, bridge_top_percent: 5.0, core_top_percent: 25.0 }
    }
}

/// When people are in contact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct HeatOptions {
    /// Events from which a person has a contact window of their own.
    pub person_events: u32,
    /// Events from which a circle has one.
    pub circle_events: u32,
    /// Hours of a contact window.
    pub window_hours: u32,
}

impl Default for HeatOptions {
    fn default() -> Self {
        Self { person_events: 20, circle_events: 100, window_hours: 2 }
    }
}
