//! The whole analysis, read from top to bottom; the only module that composes rooms.

mod sources;

pub use sources::sources;

use crate::Result;
use crate::config::Config;
use crate::graph::{BuildOptions, Graph, Size, build, size};
use crate::measures::betweenness::{Cost, Plan, cost, plan};
use crate::measures::{MeasureOptions, Measures, add_holes, measure};
use crate::parallel;
use crate::progress::Progress;
use crate::segments::{Contacts, SegmentOptions, Segments, segment};
use crate::selection::{Context, Portrait, SeedList, Selection, portraits, seed_list, select};
use crate::tables::{Seconds, Tables};

/// Everything that the outputs are made of.
#[derive(Debug)]
pub struct Analysis {
    /// The options.
    pub config: Config,
    /// What was read.
    pub tables: Tables,
    /// The moment looked back from; [`crate::tables::NO_TIME`] when no row has a time.
    pub as_of: Seconds,
    /// The user graph.
    pub graph: Graph,
    /// What was computed on it.
    pub measures: Measures,
    /// Who people are.
    pub segments: Segments,
    /// Whom to pick.
    pub selection: Selection,
    /// What there is to say of each circle.
    pub portraits: Vec<Portrait>,
    /// The seed set; `None` when none is asked for.
    pub seeds: Option<SeedList>,
}

/// Tables → graph → measures → segments → selection.
///
/// # Errors
/// A lattice that is not total, an `as_of` that is no date, or an interruption.
pub fn analyse(tables: Tables, config: Config, progress: &Progress) -> Result<Analysis> {
    let as_of = as_of(&tables, &config)?;
    let graph = layers(&tables, &config, as_of, progress)?;
    analyse_graph(tables, graph, config, progress)
}

/// The rest of [`analyse`], from a graph that [`layers`] made of these tables with this configuration.
///
/// # Errors
/// As [`analyse`].
pub fn analyse_graph(tables: Tables, graph: Graph, config: Config, progress: &Progress) -> Result<Analysis> {
    let as_of = as_of(&tables, &config)?;
    let options = MeasureOptions {
        betweenness: &config.betweenness,
        circles: &config.circles,
        brokerage: &config.brokerage,
        influence: &config.influence,
        isolation: &config.isolation,
        top: config.top.limit(),
    };
    let mut measures = measure(&tables, &graph, options, progress)?;
    let segments = who_is_who(&tables, &graph, &config, as_of, progress)?;
    let parts = Parts { tables: &tables, graph: &graph, segments: &segments, config: &config, as_of };
    let (selection, portraits) = progress.stage("selection", 0, || {
        let context = parts.context(&measures);
        (select(context), portraits(context))
    });
    progress.check()?;
    let seeds = seed_list(parts.context(&measures), &selection.eligibility, &config.seeds, progress);
    progress.check()?;
    if !measures.holes_complete {
        let listed = on_lists(&selection, seeds.as_ref());
        progress.stage("holes", 0, || add_holes(&mut measures, &graph, &listed, &config.brokerage, progress));
    }
    progress.check()?;
    Ok(Analysis { config, tables, as_of, graph, measures, segments, selection, portraits, seeds })
}

/// What the selection looks at, but for the measures.
struct Parts<'a> {
    tables: &'a Tables,
    graph: &'a Graph,
    segments: &'a Segments,
    config: &'a Config,
    as_of: Seconds,
}

impl<'a> Parts<'a> {
    fn context(&self, measures: &'a Measures) -> Context<'a> {
        Context {
            tables: self.tables,
            graph: self.graph,
            measures,
            segments: self.segments,
            options: &self.config.selection,
            top: self.config.top.limit(),
            as_of: self.as_of,
        }
    }
}

/// Everybody on a list, the first ranks first.
fn on_lists(selection: &Selection, seeds: Option<&SeedList>) -> Vec<u32> {
    let lists = [&selection.koc, &selection.referral, &selection.isolated];
    let listed = lists.iter().flat_map(|list| list.entries.iter().map(|entry| (entry.rank, entry.node)));
    let seeds = seeds.iter().flat_map(|seeds| (1u32..).zip(seeds.set.picks.iter().map(|pick| pick.node)));
    let mut ranked: Vec<(u32, u32)> = listed.chain(seeds).collect();
    ranked.sort_unstable();
    let mut seen = std::collections::BTreeSet::new();
    ranked.into_iter().map(|(_, node)| node).filter(|&node| seen.insert(node)).collect()
}

impl Analysis {
    /// What the selection was made from, for explaining it.
    pub fn context(&self) -> Context<'_> {
        let Self { tables, graph, segments, config, as_of, .. } = self;
        Parts { tables, graph, segments, config, as_of: *as_of }.context(&self.measures)
    }
}

/// The user graph alone.
///
/// # Errors
/// An interruption, and more interaction rows than can be numbered.
pub fn layers(tables: &Tables, config: &Config, as_of: Seconds, progress: &Progress) -> Result<Graph> {
    let options = BuildOptions {
        graph: &config.graph,
        staff: &config.staff,
        opted_out: config.privacy.opted_out,
        as_of,
        contact_window_days: config.lifecycle.growing_window_days,
    };
    progress.stage("build", 0, || build(tables, options, progress))
}

fn who_is_who(
    tables: &Tables,
    graph: &Graph,
    config: &Config,
    as_of: Seconds,
    progress: &Progress,
) -> Result<Segments> {
    let contacts =
        Contacts { user: &graph.nodes.user, last: &graph.tallies.last_contact, recent: &graph.tallies.recent_contacts };
    let options = SegmentOptions { value: &config.value, lifecycle: &config.lifecycle, as_of };
    progress.stage("segments", 0, || segment(tables, contacts, options))
}

/// What can be said without computing a graph measure: data quality, the tier audit, size and time.
#[derive(Debug)]
pub struct Audit {
    /// The options.
    pub config: Config,
    /// What was read.
    pub tables: Tables,
    /// The moment looked back from.
    pub as_of: Seconds,
    /// The layers.
    pub graph: Graph,
    /// Who people are.
    pub segments: Segments,
    /// Size of the graph if its pairs were listed.
    pub size: Size,
    /// Work and memory of exact betweenness.
    pub cost: Cost,
    /// What the configured method comes to; its [`check`](Plan::check) tells whether a run would be refused.
    pub plan: Plan,
}

/// Tables → layers → segments, and estimates for the threads of the current pool; no measure.
///
/// # Errors
/// As [`analyse`].
pub fn audit(tables: Tables, config: Config, progress: &Progress) -> Result<Audit> {
    let as_of = as_of(&tables, &config)?;
    let graph = layers(&tables, &config, as_of, progress)?;
    let segments = who_is_who(&tables, &graph, &config, as_of, progress)?;
    let (size, cost) =
        progress.stage("estimate", 0, || (size(&graph), cost(&graph, &config.betweenness, parallel::threads())));
    progress.check()?;
    let plan = plan(&graph, &cost, &config.betweenness);
    Ok(Audit { config, tables, as_of, graph, segments, size, cost, plan })
}

/// The moment to look back from: as configured (a bare date means the end of that day), else the latest time in the data.
///
/// # Errors
/// A zone or an `as_of` that cannot be read.
pub fn as_of(tables: &Tables, config: &Config) -> Result<Seconds> {
    let zone = sources::zone(config)?;
    Ok(sources::configured_as_of(config, &zone)?.unwrap_or(tables.latest))
}
