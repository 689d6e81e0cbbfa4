//! The whole analysis, read from top to bottom; the only module that composes rooms.

use crate::Result;
use crate::config::Config;
use crate::graph::{BuildOptions, Graph, build};
use crate::measures::{MeasureOptions, Measures, measure};
use crate::progress::Progress;
use crate::segments::{Contacts, SegmentOptions, Segments, segment};
use crate::selection::{Context, Selection, select};
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
}

/// Tables → graph → measures → segments → selection.
///
/// # Errors
/// A lattice that is not total, an `as_of` that is no date, or an interruption.
pub fn analyse(tables: Tables, config: Config, progress: &Progress) -> Result<Analysis> {
    let as_of = as_of(&tables, &config)?;
    let graph = progress.stage("build", 0, || {
        let options = BuildOptions {
            graph: &config.graph,
            staff: &config.staff,
            opted_out: config.privacy.opted_out,
            as_of,
            contact_window_days: config.lifecycle.growing_window_days,
        };
        build(&tables, options, progress)
    })?;
    let options =
        MeasureOptions { betweenness: &config.betweenness, influence: &config.influence, isolation: &config.isolation };
    let measures = measure(&tables, &graph, options, progress)?;
    let segments = progress.stage("segments", 0, || {
        let options = SegmentOptions { value: &config.value, lifecycle: &config.lifecycle, as_of };
        segment(&tables, contacts(&graph), options)
    })?;
    let selection = progress.stage("selection", 0, || {
        select(Context {
            tables: &tables,
            graph: &graph,
            measures: &measures,
            segments: &segments,
            options: &config.selection,
            top: config.top.limit(),
            as_of,
        })
    });
    progress.check()?;
    Ok(Analysis { config, tables, as_of, graph, measures, segments, selection })
}

/// What the events say of each node, for the segments.
fn contacts(graph: &Graph) -> Contacts<'_> {
    Contacts { user: &graph.nodes.user, last: &graph.tallies.last_contact, recent: &graph.tallies.recent_contacts }
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
    pub size: crate::graph::Size,
    /// Work and memory of exact betweenness.
    pub cost: crate::measures::betweenness::Cost,
}

/// Tables → layers → segments, and estimates; no measure.
///
/// # Errors
/// As [`analyse`].
pub fn audit(_tables: Tables, _config: Config, _progress: &Progress) -> Result<Audit> {
    todo!("analysis")
}

/// The moment to look back from: as configured (a bare date means the end of that day), else the latest time in the data.
fn as_of(tables: &Tables, _config: &Config) -> Result<Seconds> {
    Ok(tables.latest)
}
