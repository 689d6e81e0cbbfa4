//! What a run needs, summed over its stages from what each room says of itself.

use super::people::Wanted;
use crate::Result;
use crate::config::Config;
use crate::graph::{self, Graph};
use crate::measures::betweenness::{self, Cost, Method, Plan};
use crate::measures::{self, Pace, circles};
use crate::memory::{Budget, Need, Room, Stage};
use crate::parallel;
use crate::segments::{self, heat};
use crate::selection::seeds;
use crate::tables::Tables;

/// Users of the sheet of all users, at the most, and bytes of each while it is written.
const SHEET: [u64; 2] = [200_000, 640];
/// Bytes of a user while the other outputs are made, and of what they take whatever the number of users.
const OUTPUTS: [u64; 2] = [60, 24 << 20];
/// Circles are not known before: one for so many users, as scopes of heat maps. Where there are more, it is asked again.
const USERS_PER_CIRCLE: usize = 12;
/// Scopes of heat maps beside circles: everybody, tiers, lists.
const SCOPES: usize = 32;

/// How far a run goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Until {
    /// Measures.
    Measures,
    /// Who people are.
    People,
    /// Lists, seeds, outputs.
    End,
}

/// The budget of a configuration.
pub(super) fn budget(config: &Config) -> Budget {
    Budget::new(config.input.max_memory_mib)
}

/// Refuses to build a graph for which there is no room.
///
/// # Errors
/// As [`Budget::admit`].
pub(super) fn admit_graph(tables: &Tables, config: &Config) -> Result<()> {
    let need = Need { before: tables.bytes(), stages: vec![graph::size::need(tables)] };
    need.threads(budget(config), 1).map(drop)
}

/// What betweenness has left.
pub(super) fn room(tables: &Tables, graph: &Graph, config: &Config) -> Room {
    Room { budget: budget(config), before: before(tables, graph) }
}

/// Refuses more circles than there is room for, once it is known how many there are.
///
/// # Errors
/// As [`Budget::admit`].
pub(super) fn admit_heat(tables: &Tables, graph: &Graph, circles: usize, config: &Config) -> Result<()> {
    admit_after(tables, graph, maps(tables, circles), config)
}

/// Refuses a stage for which there is no room once it is known who people are.
///
/// # Errors
/// As [`Budget::admit`].
pub(super) fn admit_after(tables: &Tables, graph: &Graph, stage: Stage, config: &Config) -> Result<()> {
    let stages = vec![measures::need(graph), segments::need(graph.nodes.len()), stage];
    Need { before: before(tables, graph), stages }.threads(budget(config), 1).map(drop)
}

/// Runs `work` on as many threads as the budget has room for.
///
/// # Errors
/// As [`Budget::admit`], and those of the work.
pub(super) fn within<T: Send>(need: &Need, config: &Config, work: impl FnOnce() -> Result<T> + Send) -> Result<T> {
    let threads = parallel::threads();
    match need.threads(budget(config), threads)? {
        fewer if fewer < threads => parallel::with_threads(fewer, work),
        _ => work(),
    }
}

/// What a run needs from here on. What betweenness will do is not known before it is counted, unless it is `planned`: it then asks
/// for itself.
pub(super) fn need(
    tables: &Tables,
    graph: &Graph,
    config: &Config,
    (wanted, until, pace): (Wanted, Until, Pace),
    planned: Option<(&Plan, &Cost)>,
) -> Need {
    let sampled = Plan { method: Method::Sampled, ..Plan::default() };
    let unknown = Cost::default();
    let (plan, cost) = planned.unwrap_or((&sampled, &unknown));
    let betweenness = match wanted {
        Wanted::Everything => betweenness::need(graph, plan, cost),
        Wanted::NoBetweenness => Stage::default(),
    };
    let circles = circles::need(graph);
    let mut stages = match pace {
        Pace::StageByStage => vec![betweenness, measures::need(graph), circles],
        // Each has as many threads.
        Pace::AtOnce => vec![beside(betweenness, circles), measures::need(graph)],
    };
    if until != Until::Measures {
        stages.push(segments::need(graph.nodes.len()));
    }
    if until == Until::End {
        let nodes = graph.nodes.len() as u64;
        let [most, of_row] = SHEET;
        let [of_user, little] = OUTPUTS;
        stages.push(maps(tables, graph.nodes.len() / USERS_PER_CIRCLE));
        stages.push(seeds::need(graph, &config.seeds));
        stages.push(Stage { shared: nodes.min(most) * of_row + nodes * of_user + little, ..Stage::default() });
    }
    Need { before: before(tables, graph), stages }
}

fn before(tables: &Tables, graph: &Graph) -> u64 {
    tables.bytes() + graph::size::bytes(graph)
}

fn maps(tables: &Tables, circles: usize) -> Stage {
    heat::need(tables.interactions.from.len(), circles + SCOPES)
}

fn beside(a: Stage, b: Stage) -> Stage {
    Stage {
        shared: a.shared.saturating_add(b.shared),
        each: a.each.saturating_add(b.each),
        stays: a.stays.saturating_add(b.stays),
    }
}
