//! What is computed of each user and group, one measure a file. Kernels do no I/O and cannot fail; they only stop
//! early when the run is cancelled, and then their caller reports the interruption.

pub mod betweenness;
pub mod influence;
pub mod isolation;
pub mod percentile;

pub use betweenness::Betweenness;
pub use influence::Influence;
pub use isolation::Isolation;

use crate::config::{BetweennessOptions, InfluenceOptions, IsolationOptions};
use crate::graph::Graph;
use crate::progress::Progress;
use crate::tables::{Given, Seconds, Tables};

/// Everything computed on the graph. Vectors have one entry per node unless they say otherwise.
#[derive(Debug, Default)]
pub struct Measures {
    /// Groups after exclusions.
    pub groups: Vec<u32>,
    /// Distinct neighbours in the user graph.
    pub degree: Vec<u32>,
    /// Sum of the strengths of a node's ties.
    pub strength: Vec<f64>,
    /// Events received, staff included.
    pub interactions_in: Vec<f64>,
    /// Events sent, staff included.
    pub interactions_out: Vec<f64>,
    /// Remarks.
    pub remarks: Vec<f64>,
    /// Last event in either direction.
    pub last_contact: Vec<Seconds>,
    /// Events in either direction within the contact window.
    pub recent_contacts: Vec<f64>,
    /// Influence.
    pub influence: Influence,
    /// Betweenness of users and groups.
    pub betweenness: Betweenness,
    /// Rank by betweenness with ties; see [`betweenness::bridge_ranks`]. 0 for unlisted nodes.
    pub bridge_rank: Vec<u32>,
    /// Percentile rank of betweenness, ties as in `bridge_rank`.
    pub betweenness_percentile: Vec<f64>,
    /// Until circles exist: groups of at least two members.
    pub circles_linked: Vec<u32>,
    /// Isolation class.
    pub isolation: Vec<Option<Isolation>>,
    /// Component number of each node, in order of the components' first nodes.
    pub component: Vec<u32>,
    /// Size of each component.
    pub component_sizes: Vec<u32>,
    /// Measures of groups.
    pub group: GroupMeasures,
}

/// What is computed of each group; one entry per group number.
#[derive(Debug, Default)]
pub struct GroupMeasures {
    /// Members after exclusions.
    pub size: Vec<u32>,
    /// Until circles exist: other groups (of at least two members) with which it shares a member.
    pub circles_linked: Vec<u32>,
    /// Share of the members with a known city who live in the group's city (its own, else its members' most common); `NaN` without cities.
    pub same_city_share: Vec<f64>,
    /// Events between two members.
    pub interactions: Vec<f64>,
}

/// Options of all measures.
#[derive(Clone, Copy, Debug)]
pub struct MeasureOptions<'a> {
    /// Betweenness.
    pub betweenness: &'a BetweennessOptions,
    /// Influence.
    pub influence: &'a InfluenceOptions,
    /// Isolation.
    pub isolation: &'a IsolationOptions,
}

/// Computes every measure. Stages recorded in `progress`: `degree`, `betweenness`, `measures`.
///
/// # Errors
/// Only [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn measure(
    _tables: &Tables,
    _graph: &Graph,
    _options: MeasureOptions<'_>,
    _progress: &Progress,
) -> crate::Result<Measures> {
    todo!("measures room")
}

/// Whether the sources of remarks were given.
pub fn remarks_given(given: &Given) -> bool {
    given.remark_count || given.remark_events
}
