//! What an analysis begins with: tables, and what an earlier run made of them, as far as it was made with the same options.

use std::io::Write;
use std::path::Path;

use serde::Serialize;

use super::need::{Until, need, room, within};
use super::people::Wanted;
use super::{Analysis, How, People, as_of, layers, measure_options};
use crate::Result;
use crate::config::{Config, InputOptions};
use crate::graph::Graph;
use crate::measures::{Measures, measure};
use crate::memory::Budget;
use crate::progress::Progress;
use crate::snapshot::{self, Contents, Kept, Snapshot};
use crate::tables::{Seconds, Tables};

/// Tables, and what is kept of an earlier run.
#[derive(Debug)]
pub struct Input {
    /// What was read.
    pub tables: Tables,
    graph: Option<Kept<Graph>>,
    measures: Option<Kept<Measures>>,
}

impl From<Tables> for Input {
    fn from(tables: Tables) -> Self {
        Self { tables, graph: None, measures: None }
    }
}

impl From<Snapshot> for Input {
    fn from(snapshot: Snapshot) -> Self {
        let Snapshot { tables, graph, measures, .. } = snapshot;
        Self { tables, graph: Some(graph), measures }
    }
}

impl From<Analysis> for Input {
    /// What was analysed: with other options, only what depends on them is computed again.
    fn from(Analysis { people, .. }: Analysis) -> Self {
        let People { config, tables, as_of, graph, measures, .. } = people;
        let graph = Kept { made_with: graph_made_with(&config, as_of), what: graph };
        let measures = Kept { made_with: measures_made_with(&config, as_of), what: measures };
        Self { tables, graph: Some(graph), measures: Some(measures) }
    }
}

impl Input {
    /// What is left of people of whom nothing was computed, with what an [earlier run](Self::take_measures) has.
    pub(super) fn again(people: People, measures: Option<Kept<Measures>>) -> Self {
        let People { config, tables, as_of, graph, .. } = people;
        Self { tables, graph: Some(Kept { made_with: graph_made_with(&config, as_of), what: graph }), measures }
    }

    /// What an earlier run has computed.
    pub(super) fn take_measures(&mut self) -> Option<Kept<Measures>> {
        self.measures.take()
    }

    /// Reads a snapshot; stage `read`.
    ///
    /// # Errors
    /// As [`snapshot::open`].
    pub fn open(path: &Path, options: &InputOptions, progress: &Progress) -> Result<Self> {
        let budget = Budget::new(options.max_memory_mib);
        progress.stage("read", 0, || snapshot::open(path, options.trusted, budget, progress)).map(Self::from)
    }

    /// The user graph: the kept one where it was built with the same options, else built now.
    ///
    /// # Errors
    /// As [`layers`].
    pub fn graph(&mut self, config: &Config, as_of: Seconds, progress: &Progress) -> Result<Graph> {
        match self.graph.take() {
            Some(kept) if kept.made_with == graph_made_with(config, as_of) => Ok(kept.what),
            _ => layers(&self.tables, config, as_of, progress),
        }
    }

    /// Whether measures are kept that were computed with these options.
    pub fn has_measures(&self, config: &Config, as_of: Seconds) -> bool {
        self.measures.as_ref().is_some_and(|kept| kept.made_with == measures_made_with(config, as_of))
    }

    /// The kept measures, if they were computed with these options.
    pub(super) fn measures(&mut self, config: &Config, as_of: Seconds) -> Option<Measures> {
        let is_kept = self.has_measures(config, as_of);
        self.measures.take().filter(|_| is_kept).map(|kept| kept.what)
    }
}

/// What is written into a snapshot.
#[derive(Debug)]
pub struct Built {
    config: Config,
    tables: Tables,
    as_of: Seconds,
    graph: Graph,
    measures: Option<Measures>,
}

/// Tables → graph, and on to the measures if they are to be kept.
///
/// # Errors
/// As [`super::analyse`].
pub fn prepare(input: Input, config: Config, with_measures: bool, progress: &Progress) -> Result<Built> {
    let mut input = input;
    let as_of = as_of(&input.tables, &config)?;
    let graph = input.graph(&config, as_of, progress)?;
    let measures = match input.measures(&config, as_of) {
        kept if !with_measures || kept.is_some() => kept.filter(|_| with_measures),
        _ => {
            let (tables, how) = (&input.tables, How::default());
            let options = measure_options(&config, how, room(tables, &graph, &config));
            let need = need(tables, &graph, &config, (Wanted::Everything, Until::Measures, how.pace), None);
            Some(within(&need, &config, || measure(tables, &graph, options, progress))?)
        }
    };
    // It is the machine's, and not the data's.
    input.tables.text_budget = 0;
    Ok(Built { config, tables: input.tables, as_of, graph, measures })
}

impl From<Analysis> for Built {
    /// What an analysis was made of.
    fn from(Analysis { people, .. }: Analysis) -> Self {
        let People { config, mut tables, as_of, graph, measures, .. } = people;
        tables.text_budget = 0;
        Self { config, tables, as_of, graph, measures: Some(measures) }
    }
}

impl Built {
    /// What was read.
    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    /// Writes the snapshot: the same tables and options give the same bytes.
    ///
    /// # Errors
    /// That of `to`.
    pub fn write(&self, to: &mut dyn Write) -> std::io::Result<()> {
        let (config, as_of) = (&self.config, self.as_of);
        let configuration = config.differences().unwrap_or_default();
        let (graph, measures) = (graph_made_with(config, as_of), measures_made_with(config, as_of));
        let contents = Contents {
            configuration: &configuration,
            tables: &self.tables,
            graph: (&graph, &self.graph),
            measures: self.measures.as_ref().map(|kept| (measures.as_str(), kept)),
        };
        snapshot::write(contents, to)
    }
}

fn text(options: impl Serialize) -> String {
    serde_json::to_string(&options).unwrap_or_default()
}

/// All that a graph depends on beside the tables: another version of the program may make another one.
fn graph_made_with(config: &Config, as_of: Seconds) -> String {
    let Config { graph, attention, staff, privacy, lifecycle, input, .. } = config;
    let version = env!("CARGO_PKG_VERSION");
    text((version, graph, attention, staff, privacy.opted_out, lifecycle.growing_window_days, &input.timezone, as_of))
}

/// All that the measures depend on beside the tables.
fn measures_made_with(config: &Config, as_of: Seconds) -> String {
    let Config { betweenness, circles, brokerage, influence, isolation, top, .. } = config;
    text((graph_made_with(config, as_of), betweenness, circles, brokerage, influence, isolation, top))
}
