//! `renmai.toml`: every option of the analysis with its default, checked before any work starts.
//!
//! The structs here are the options that the rooms take. They import nothing, so every room may import them.

mod analysis;
mod check;
mod circles;
mod default_file;
mod differences;
mod file;
mod keys;
mod lattice;
mod parse;
mod people;
mod seeds;
mod segments;
mod shape;
mod value;

pub use analysis::{
    BetweennessMethod, BetweennessOptions, GraphOptions, GroupWeight, InfluenceOptions, IsolationOptions, OptedOut,
    PathCounting, PrivacyOptions, StaffOptions, kind_name,
};
pub use check::MOST_THREADS;
pub use circles::{BrokerageOptions, CirclesOptions};
pub use default_file::default_toml;
pub use file::InputOptions;
pub use keys::{columns_of, nearest};
pub use people::{KocOptions, Quotas, ReferralOptions, SelectionOptions};
pub use seeds::{CascadeModel, ReachValue, SeedCandidates, SeedsOptions};
pub use segments::{CapacityOptions, HeatOptions, PositionOptions, Reach, ReachOptions, RegionOptions};
pub use value::{CellRule, Lattice, LifecycleOptions, Tier, ValueOptions, ValueSegment};

use std::collections::BTreeMap;

use crate::text::Lang;

/// Everything that can be configured. [`Config::default`] is what an empty file means.
#[derive(Clone, Debug, Default, PartialEq, serde::Deserialize, serde::Serialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// Language of everything that people read.
    pub lang: Lang,
    /// The moment the analysis looks back from; the latest time in the data if absent. The file may hold text or a TOML date.
    #[serde(deserialize_with = "file::text_or_date")]
    pub as_of: Option<String>,
    /// Entries of each list; 0: all.
    pub top: Top,
    /// Threads; 0: one per processor.
    pub threads: usize,
    /// An output directory that holds other files is written to all the same, and they are kept.
    pub force: bool,
    /// Segments of the user's own: name → rule. Each is a column, a count and a filter.
    pub segments: BTreeMap<String, String>,
    /// Files, column names, zone.
    pub input: InputOptions,
    /// The user graph.
    pub graph: GraphOptions,
    /// Employees and robots.
    pub staff: StaffOptions,
    /// Opted-out users.
    pub privacy: PrivacyOptions,
    /// Betweenness.
    pub betweenness: BetweennessOptions,
    /// Circles.
    pub circles: CirclesOptions,
    /// Brokerage.
    pub brokerage: BrokerageOptions,
    /// Influence.
    pub influence: InfluenceOptions,
    /// Isolation.
    pub isolation: IsolationOptions,
    /// Recency, spend, the lattice.
    pub value: ValueOptions,
    /// Lifecycle.
    pub lifecycle: LifecycleOptions,
    /// Reach.
    pub reach: ReachOptions,
    /// Capacity.
    pub capacity: CapacityOptions,
    /// Region.
    pub region: RegionOptions,
    /// Social position.
    pub position: PositionOptions,
    /// Heat map.
    pub heat: HeatOptions,
    /// Who may be on a list.
    pub selection: SelectionOptions,
    /// The seed set.
    pub seeds: SeedsOptions,
}

/// Entries of each list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(transparent)]
pub struct Top(pub usize);

impl Default for Top {
    fn default() -> Self {
        Self(100)
    }
}

impl Top {
    /// The most entries of a list.
    pub fn limit(self) -> usize {
        if self.0 == 0 { usize::MAX } else { self.0 }
    }
}
