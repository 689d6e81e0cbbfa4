//! What can be said of data before any graph measure is computed.

use super::need::{Until, need};
use super::people::{Wanted, who_is_who};
use super::verdicts::{Verdict, verdicts};
use super::{Input, People, as_of, known, sources};
use crate::Result;
use crate::config::Config;
use crate::graph::{Size, size};
use crate::measures::betweenness::{Cost, Plan, cost, plan};
use crate::measures::{Measures, Pace};
use crate::memory::Need;
use crate::parallel;
use crate::progress::Progress;
use crate::segments::catalogue;
use crate::segments::named::{Ask, name_segments};
use crate::snapshot::Kept;

/// What can be said without computing a graph measure: data quality, the tier audit, size and time.
#[derive(Debug)]
pub struct Audit {
    /// Tables, graph and segments; measures are empty.
    pub people: People,
    /// Size of the graph if its pairs were listed.
    pub size: Size,
    /// Work and memory of exact betweenness.
    pub cost: Cost,
    /// What the configured method comes to; its [`check`](Plan::check) tells whether a run would be refused.
    pub plan: Plan,
    /// What the whole analysis needs from here on, seeds and outputs too.
    pub need: Need,
    /// What the data can answer.
    pub verdicts: Vec<Verdict>,
    /// What an earlier run computed, for a later one.
    pub kept: Option<Kept<Measures>>,
}

impl From<Audit> for Input {
    /// What was looked at; the graph is not built again.
    fn from(Audit { people, kept, .. }: Audit) -> Self {
        Self::again(people, kept)
    }
}

/// Tables → layers → segments, and estimates for the threads of the current pool; no measure. Rules are looked at, and asked
/// about nobody.
///
/// # Errors
/// As [`super::analyse`].
pub fn audit(input: impl Into<Input>, config: Config, progress: &Progress) -> Result<Audit> {
    let mut input = input.into();
    let as_of = as_of(&input.tables, &config)?;
    let graph = input.graph(&config, as_of, progress)?;
    let kept = input.take_measures();
    let Input { tables, .. } = input;
    let mut segments = who_is_who(&tables, &graph, &config, as_of, progress)?;
    let (zone, measures) = (sources::zone(&config)?, Measures::default());
    let known = known(&tables, &graph, &measures);
    name_segments(&mut segments, known, &config.segments, &zone, Ask::Nobody)?;
    if let Some(rule) = sources::only(&config)? {
        rule.bind(&catalogue(known, &segments), &zone)?;
    }
    let (size, cost) =
        progress.stage("estimate", 0, || (size(&graph), cost(&graph, &config.betweenness, parallel::threads())));
    progress.check()?;
    let plan = plan(&graph, &cost, &config.betweenness);
    let whole = (Wanted::Everything, Until::End, Pace::StageByStage);
    let need = need(&tables, &graph, &config, whole, Some((&plan, &cost)));
    let verdicts = verdicts(&tables, &graph, &segments, &size);
    let people = People { config, tables, as_of, zone, graph, measures, segments, only: None };
    Ok(Audit { people, size, cost, plan, need, verdicts, kept })
}
