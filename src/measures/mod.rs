//! What is computed of each user and group, one measure a file. Kernels do no I/O and cannot fail; they only stop
//! early when the run is cancelled, and then their caller reports the interruption.

pub mod betweenness;
pub mod brokerage;
pub mod circles;
pub mod degree;
pub mod groups;
pub mod influence;
pub mod isolation;
pub mod percentile;

pub use betweenness::Betweenness;
pub use brokerage::{CircleTies, Holes, Links};
pub use circles::Circles;
pub use groups::GroupMeasures;
pub use influence::Influence;
pub use isolation::Isolation;

use crate::config::{BetweennessOptions, BrokerageOptions, CirclesOptions, InfluenceOptions, IsolationOptions};
use crate::graph::{Graph, classes, components};
use crate::memory::{Room, Stage};
use crate::parallel;
use crate::progress::Progress;
use crate::tables::{Seconds, Tables};

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
    /// Distinct other users who addressed this one.
    pub listeners: Vec<u32>,
    /// The same, each by the weight of what was sent, with what one gives limited.
    pub attention: Vec<f64>,
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
    /// How many others share the rank.
    pub bridge_ties: Vec<u32>,
    /// Best and worst rank by betweenness that a node can have.
    pub bridge_range: Vec<(u32, u32)>,
    /// Percentile rank of betweenness, ties as in `bridge_rank`.
    pub betweenness_percentile: Vec<f64>,
    /// Circles.
    pub circles: Circles,
    /// How a node's strength is spread over circles.
    pub links: Links,
    /// Strength inside and between circles.
    pub circle_ties: CircleTies,
    /// How many users a node's absence would cut off.
    pub articulation: Vec<u32>,
    /// Constraint and effective size; `NaN` where not computed.
    pub holes: Vec<Holes>,
    /// Whether `holes` was computed for everybody, else for the users on the lists.
    pub holes_complete: bool,
    /// Isolation class.
    pub isolation: Vec<Option<Isolation>>,
    /// Component number of each node, in order of the components' first nodes.
    pub component: Vec<u32>,
    /// Size of each component.
    pub component_sizes: Vec<u32>,
    /// Measures of groups.
    pub group: GroupMeasures,
}

/// Orders by a sum of floats, the largest first. Values within 1e-9 (relative) are equal, since the order in which parts are
/// added must not decide; equal ones by `id`.
pub(crate) fn largest_first<T, K: Ord>(items: &mut [T], value: impl Fn(&T) -> f64, id: impl Fn(&T) -> K) {
    items.sort_by(|a, b| value(b).total_cmp(&value(a)));
    for equal in items.chunk_by_mut(|a, b| value(a) - value(b) <= 1e-9 * value(a).abs()) {
        equal.sort_by_key(&id);
    }
}

/// Options of all measures.
#[derive(Clone, Copy, Debug)]
pub struct MeasureOptions<'a> {
    /// Betweenness; `None`: it is not computed, which spares most of the time.
    pub betweenness: Option<&'a BetweennessOptions>,
    /// Circles.
    pub circles: &'a CirclesOptions,
    /// Brokerage.
    pub brokerage: &'a BrokerageOptions,
    /// Influence.
    pub influence: &'a InfluenceOptions,
    /// Isolation.
    pub isolation: &'a IsolationOptions,
    /// How many of the first ranks a sampled run is to tell apart.
    pub top: usize,
    /// What runs at the same time.
    pub pace: Pace,
    /// Where parts of betweenness are kept; `None`: it is computed at one go.
    pub shelf: Option<&'a dyn betweenness::parts::Shelf>,
    /// What betweenness may take.
    pub room: Room,
}

/// Whether parts that do not need each other run at the same time; the results are the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pace {
    /// One stage after the other, each with its own time.
    #[default]
    StageByStage,
    /// Each part beside the others: sooner done where some leave processors idle; the stages' times overlap.
    AtOnce,
}

impl Pace {
    /// Two parts that do not need each other.
    ///
    /// # Errors
    /// That of the first, or else of the second.
    pub fn both<A, B: Send>(
        self,
        a: impl FnOnce() -> crate::Result<A>,
        b: impl FnOnce() -> crate::Result<B> + Send,
    ) -> crate::Result<(A, B)> {
        match self {
            Self::StageByStage => Ok((a()?, b()?)),
            Self::AtOnce => {
                let (a, b) = parallel::beside(a, b);
                Ok((a?, b?))
            }
        }
    }
}

/// What the measures beside betweenness and circles take: what is known of every node stays.
pub fn need(graph: &Graph) -> Stage {
    let nodes = graph.nodes.len() as u64;
    let groups = graph.incidence.members_of.len() as u64;
    Stage { shared: nodes * 40, each: nodes * 4, stays: nodes * 230 + groups * 32 }
}

/// Computes every measure. Stages recorded in `progress`: `betweenness`, `degree`, `measures`, `circles`, `brokerage`.
///
/// # Errors
/// [`Config`](crate::ErrorKind::Config) where the betweenness that was asked for needs more memory than allowed, those of the shelf, and
/// [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn measure(
    tables: &Tables,
    graph: &Graph,
    options: MeasureOptions<'_>,
    progress: &Progress,
) -> crate::Result<Measures> {
    let seek = || progress.stage("circles", 0, || circles::circles(graph, options.circles, progress));
    let (alone, mut circles) = options.pace.both(|| alone(tables, graph, options, progress), || Ok(seek()))?;
    progress.check()?;
    circles.names = circles::names::names(tables, graph, &circles);
    let brokerage = progress.stage("brokerage", 0, || brokers(graph, &alone.strength, &circles, options, progress));
    progress.check()?;
    Ok(Measures {
        group: groups::measure_groups(tables, graph, brokerage.circles_of_groups),
        circles,
        links: brokerage.links,
        circle_ties: brokerage.circle_ties,
        holes: brokerage.holes,
        holes_complete: brokerage.holes_complete,
        ..alone
    })
}

/// What does not need circles.
fn alone(tables: &Tables, graph: &Graph, options: MeasureOptions<'_>, progress: &Progress) -> crate::Result<Measures> {
    let (listed, room) = (&graph.nodes.listed, options.room);
    // The classes belong to the time of betweenness, whose first reduction they are; degrees only read them.
    let (classes, betweenness) = progress.stage("betweenness", 0, || {
        let classes = classes(graph);
        let target = betweenness::Target { listed, top: options.top };
        let betweenness = match (options.betweenness, options.shelf) {
            (Some(options), None) => betweenness::of_classes(graph, &classes, target, options, room, progress),
            (Some(options), Some(shelf)) => {
                betweenness::of_classes_in_parts(graph, &classes, options, shelf, room, progress)
            }
            (None, _) => Ok(Betweenness::absent(graph.nodes.len())),
        };
        (classes, betweenness)
    });
    progress.check()?;
    let betweenness = betweenness?;
    let (degree, strength) =
        progress.stage("degree", 0, || (degree::degrees(graph, &classes, progress), degree::strengths(graph)));
    progress.check()?;
    Ok(progress.stage("measures", 0, || {
        let groups = groups_per_node(graph);
        let (listeners, attention) = (&graph.tallies.listeners, &graph.tallies.attention);
        let parts = influence::Parts {
            attention: listeners.iter().any(|&n| n > 0).then_some(attention),
            strength: &strength,
            degree: &degree,
            remarks: remarks_given(tables).then_some(&graph.tallies.remarks),
            groups: tables.given.memberships.any.then_some(&groups),
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
                interactions: tables.given.interactions.any.then_some(events),
            };
            if listed[v] { isolation::isolation(of, options.isolation) } else { None }
        });
        Measures {
            groups,
            degree,
            strength,
            interactions_in: graph.tallies.events_in.clone(),
            interactions_out: graph.tallies.events_out.clone(),
            remarks: graph.tallies.remarks.clone(),
            listeners: listeners.clone(),
            attention: attention.clone(),
            last_contact: graph.tallies.last_contact.clone(),
            recent_contacts: graph.tallies.recent_contacts.clone(),
            influence,
            bridge_range: betweenness::rank_ranges(&betweenness, listed),
            bridge_ties: betweenness::tied_with(&bridge_rank),
            betweenness_percentile: betweenness::band_percentiles(&bridge_rank),
            bridge_rank,
            betweenness,
            isolation,
            component: components.of,
            component_sizes: components.sizes,
            articulation: brokerage::articulation(graph),
            ..Measures::default()
        }
    }))
}

/// What the circles make of users and groups.
struct Brokers {
    links: Links,
    circles_of_groups: Vec<u32>,
    circle_ties: CircleTies,
    holes: Vec<Holes>,
    holes_complete: bool,
}

fn brokers(
    graph: &Graph,
    strength: &[f64],
    circles: &Circles,
    options: MeasureOptions<'_>,
    progress: &Progress,
) -> Brokers {
    let (of, count) = (&circles.of, circles.sizes.len());
    let holes_complete = brokerage::structural_holes_steps(graph) <= options.brokerage.budget;
    let everybody: Vec<u32> = if holes_complete { (0..graph.nodes.len() as u32).collect() } else { Vec::new() };
    let mut holes = brokerage::structural_holes(graph, &everybody, progress);
    holes.resize(graph.nodes.len(), Holes::UNKNOWN);
    Brokers {
        links: brokerage::links(graph, strength, of, count, options.circles.link_share, progress),
        circles_of_groups: brokerage::circles_of_groups(graph, of, options.circles.group_share),
        circle_ties: brokerage::circle_ties(graph, of, count),
        holes,
        holes_complete,
    }
}

/// Constraint and effective size of `nodes`, where they were not computed for everybody: from the first on, as many as the
/// budget allows.
pub fn add_holes(
    measures: &mut Measures,
    graph: &Graph,
    nodes: &[u32],
    options: &BrokerageOptions,
    progress: &Progress,
) {
    if measures.holes_complete {
        return;
    }
    // Of an earlier selection, where measures are kept.
    measures.holes.fill(Holes::UNKNOWN);
    let nodes = &nodes[..brokerage::affordable_holes(graph, nodes, options.budget)];
    for (&node, holes) in nodes.iter().zip(brokerage::structural_holes(graph, nodes, progress)) {
        measures.holes[node as usize] = holes;
    }
}

/// How many groups each node is in.
fn groups_per_node(graph: &Graph) -> Vec<u32> {
    (0..graph.nodes.len()).map(|v| graph.membership.groups_of.row(v).len() as u32).collect()
}

/// Whether the sources of remarks were given.
pub fn remarks_given(tables: &Tables) -> bool {
    tables.given.users.remark_count || tables.interactions.kinds.iter().any(|kind| kind == "remark")
}
