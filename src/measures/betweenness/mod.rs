//! Betweenness of users and groups: exact or sampled over hop distances, or over weighted ones.

mod exact;
mod plan;
mod rank;
mod sampled;
mod weighted;

pub use plan::{Cost, Plan, cost, plan};
pub use rank::{band_percentiles, bridge_ranks, rank_ranges, tied_with};
pub use weighted::{Lengths, lengths};

use exact::{Exact, Sweep};

use crate::config::{BetweennessMethod, BetweennessOptions, Intervals, PathCounting, Top};
use crate::graph::{Classes, Graph, classes};
use crate::parallel;
use crate::progress::Progress;
use crate::tables::NONE;
pub(crate) use sampled::Target;

/// Workspaces that a plan counts, whatever the number of threads, so that the same input always takes the same method; there are
/// more only where they fit into the budget.
const WORKSPACES: u64 = 2;

/// How many workspaces of `bytes_per_thread` the budget has room for, of which `bytes` counts two; two at least.
fn workers(bytes: u64, bytes_per_thread: u64, options: &BetweennessOptions) -> usize {
    let room = options.memory_budget_bytes().saturating_sub(bytes);
    usize::try_from(WORKSPACES.saturating_add(room / bytes_per_thread.max(1))).unwrap_or(usize::MAX)
}

/// Betweenness of every user and group.
///
/// Over unordered pairs, endpoints excluded, not normalised: Σ σ_st(v)/σ_st.
#[derive(Debug, Default)]
pub struct Betweenness {
    /// Per node.
    pub users: Vec<f64>,
    /// Lower end of the interval per node; equal to `users` in an exact run.
    pub low: Vec<f64>,
    /// Upper end.
    pub high: Vec<f64>,
    /// Per group number: Σ over user pairs at distance ≥ 2 of the share of their shortest paths that take a step inside the
    /// group; a step that k shared groups could carry counts 1/k for each. Empty where groups get no value: weighted
    /// distances, and `groups = false`.
    pub groups: Vec<f64>,
    /// What was done.
    pub method: Method,
    /// Path counting used.
    pub path_counting: PathCounting,
    /// Searches: classes of indistinguishable users that were searched from (sampled: that pairs were drawn from; weighted: classes of users
    /// that strengths cannot tell apart and who have a tie, whether each was searched from or only a sample of users).
    pub sources: usize,
    /// Why `auto` took this method, or weighted betweenness every source or a sample; absent where nothing was to decide.
    pub choice: Option<Choice>,
    /// How a sampled run went, or one from sampled sources.
    pub sampling: Option<Sampling>,
}

impl Betweenness {
    /// That of `n` nodes where it was not computed: not known of anybody.
    pub(super) fn absent(n: usize) -> Self {
        let unknown = vec![f64::NAN; n];
        Self { low: unknown.clone(), high: unknown.clone(), users: unknown, ..Self::default() }
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Method {
    /// Every source, exact up to rounding.
    #[default]
    Exact,
    /// Sampled shortest paths.
    Sampled,
    /// Weighted distances; from sampled sources where `sampling` is there.
    Weighted,
}

/// What was decided from; never a clock, so the same input always takes the same method.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Choice {
    /// Steps of an exact run, counted.
    pub operations: u64,
    /// Steps allowed.
    pub operations_budget: u64,
    /// Bytes of an exact run, counted.
    pub bytes: u64,
    /// Bytes allowed.
    pub bytes_budget: u64,
}

/// How a sampled run went.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize)]
pub struct Sampling {
    /// Pairs of users drawn (weighted: sources searched from).
    pub samples: u64,
    /// Shortest paths drawn for each pair; weighted: none.
    pub paths_per_pair: u32,
    /// For whom the intervals hold.
    pub intervals: Intervals,
    /// Probability that an interval misses its value: that any of them does, at most, or of each about.
    pub delta: f64,
    /// Seed.
    pub seed: u64,
    /// Why it stopped.
    pub stop: Stop,
    /// Half-width of the widest interval, as a share of all pairs of listed users.
    pub widest: f64,
    /// Steps taken.
    pub operations: u64,
}

/// Why sampling stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Stop {
    /// The top ranks are separated, or known within 5 % of their value.
    Separated,
    /// The budget of steps was used up.
    Budget,
    /// The asked number of samples was drawn.
    Samples,
    /// The asked half-width was reached.
    Epsilon,
}

/// Betweenness by the configured method; a sampled run looks at the default number of first ranks. Returns early, with
/// meaningless numbers, once `progress` is cancelled.
///
/// # Errors
/// [`Config`](crate::ErrorKind::Config) where the method that was asked for needs more memory than allowed, or a sample more paths
/// than anybody waits for.
pub fn betweenness(graph: &Graph, options: &BetweennessOptions, progress: &Progress) -> crate::Result<Betweenness> {
    let target = Target { listed: &graph.nodes.listed, top: Top::default().limit() };
    of_classes(graph, &classes(graph), target, options, progress)
}

/// [`betweenness`] of a graph whose classes are known. Tells `progress` how many units it takes.
pub(super) fn of_classes(
    graph: &Graph,
    classes: &Classes,
    target: Target<'_>,
    options: &BetweennessOptions,
    progress: &Progress,
) -> crate::Result<Betweenness> {
    let decided = matches!(options.method, BetweennessMethod::Sampled | BetweennessMethod::Weighted);
    let (cost, sweep) =
        if decided { (Cost::default(), None) } else { plan::count(classes, options, parallel::threads(), progress) };
    let plan = plan::plan(graph, &cost, options);
    plan.check()?;
    progress.expect(plan.units(graph, classes, options));
    let mut out = match (plan.method, sweep) {
        (Method::Exact, Some(sweep)) => {
            exactly(classes, sweep, cost.workers(options, parallel::threads()), options, progress)
        }
        // Without a sweep the plan was refused or samples; a cancelled count may do either.
        (Method::Exact | Method::Sampled, _) => sampled::sampled(classes, target, options, progress)?,
        (Method::Weighted, _) => weighted::weighted(graph, target, options, progress),
    };
    out.choice = plan.choice.or(out.choice);
    if !options.groups {
        out.groups = Vec::new();
    }
    Ok(out)
}

fn exactly(
    classes: &Classes,
    sweep: Sweep,
    workers: usize,
    options: &BetweennessOptions,
    progress: &Progress,
) -> Betweenness {
    let sources = sweep.sources() as usize;
    let Exact { classes: values, groups } = sweep.run(workers, progress);
    let of_class = |&class: &u32| if class == NONE { 0.0 } else { values[class as usize] };
    let users: Vec<f64> = classes.class_of.iter().map(of_class).collect();
    Betweenness {
        low: users.clone(),
        high: users.clone(),
        users,
        groups,
        method: Method::Exact,
        path_counting: options.path_counting,
        sources,
        choice: None,
        sampling: None,
    }
}
