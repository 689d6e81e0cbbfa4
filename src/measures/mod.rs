//! What is computed of each user and group, one measure a file. Kernels do no I/O and cannot fail; they only stop
//! early when the run is cancelled, and then their caller reports the interruption.

pub mod betweenness;
pub mod degree;
pub mod groups;
pub mod influence;
pub mod isolation;
pub mod percentile;

pub use betweenness::Betweenness;
pub use groups::GroupMeasures;
pub use influence::Influence;
pub use isolation::Isolation;

use crate::config::{BetweennessMethod, BetweennessOptions, InfluenceOptions, IsolationOptions};
use crate::graph::{Graph, classes, components};
use crate::parallel;
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
    tables: &Tables,
    graph: &Graph,
    options: MeasureOptions<'_>,
    progress: &Progress,
) -> crate::Result<Measures> {
    let listed = &graph.nodes.listed;
    let (classes, degree, strength) = progress.stage("degree", 0, || {
        let classes = classes(graph);
        let degree = degree::degrees(graph, &classes, progress);
        (classes, degree, degree::strengths(graph))
    });
    progress.check()?;
    let units = match options.betweenness.method {
        BetweennessMethod::Sampled => betweenness::units(options.betweenness),
        _ => classes.groups_of.len() as u64,
    };
    let betweenness = progress.stage("betweenness", units, || {
        betweenness::of_classes(&classes, betweenness::Target { listed, top: 100 }, options.betweenness, progress)
    });
    progress.check()?;
    let measures = progress.stage("measures", 0, || {
        let groups = groups_per_node(graph, |_| true);
        let parts = influence::Parts {
            strength: &strength,
            degree: &degree,
            remarks: remarks_given(&tables.given).then_some(&graph.tallies.remarks),
            groups: tables.given.memberships.then_some(&groups),
        };
        let influence = influence::influence(parts, listed, options.influence);
        let bridge_rank = betweenness::bridge_ranks(&betweenness, listed);
        let components = components(graph);
        let isolation = parallel::map_range(graph.nodes.len(), |v| {
            let events = graph.tallies.events_in[v] + graph.tallies.events_out[v];
            let of = isolation::Surroundings {
                degree: degree[v],
                component_size: components.sizes[components.of[v] as usize],
                groups: groups[v],
                interactions: tables.given.interactions.then_some(events),
            };
            if listed[v] { isolation::isolation(of, options.isolation) } else { None }
        });
        Measures {
            circles_linked: groups_per_node(graph, |g| graph.incidence.size(g) > 1),
            groups,
            degree,
            strength,
            interactions_in: graph.tallies.events_in.clone(),
            interactions_out: graph.tallies.events_out.clone(),
            remarks: graph.tallies.remarks.clone(),
            last_contact: graph.tallies.last_contact.clone(),
            recent_contacts: graph.tallies.recent_contacts.clone(),
            influence,
            betweenness_percentile: betweenness::band_percentiles(&bridge_rank),
            bridge_rank,
            betweenness,
            isolation,
            component: components.of,
            component_sizes: components.sizes,
            group: groups::measure_groups(tables, graph, &classes),
        }
    });
    progress.check()?;
    Ok(measures)
}

/// How many groups of a kind each node is in.
fn groups_per_node(graph: &Graph, counts: impl Fn(u32) -> bool) -> Vec<u32> {
    let groups_of = &graph.incidence.groups_of;
    (0..graph.nodes.len()).map(|v| groups_of.row(v).iter().filter(|&&g| counts(g)).count() as u32).collect()
}

/// Whether the sources of remarks were given.
pub fn remarks_given(given: &Given) -> bool {
    given.remark_count || given.remark_events
}
