//! Betweenness of users and groups: exact or sampled over hop distances, or over weighted ones.

mod exact;
pub mod parts;
mod plan;
mod rank;
mod sampled;
mod weighted;

pub use plan::{Cost, Plan, cost, need, plan};
pub use rank::{band_percentiles, bridge_ranks, rank_ranges, tied_with};
pub use weighted::{Lengths, lengths};

use exact::{Exact, Sweep};
use parts::{Cut, Part, Shelf};

use crate::config::{BetweennessMethod, BetweennessOptions, Intervals, PathCounting, Top};
use crate::graph::{Classes, Graph, classes};
use crate::memory::Room;
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, serde::Deserialize, serde::Serialize)]
#[non_exhaustive]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
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
    of_classes(graph, &classes(graph), default_target(graph), options, Room::ANY, progress)
}

/// [`betweenness`] from the parts of a shelf, on which those that are missing are put first. The same bits.
///
/// # Errors
/// As [`betweenness`] and those of the shelf; [`Config`](crate::ErrorKind::Config) for a method that does not search from every
/// source; [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn betweenness_in_parts(
    graph: &Graph,
    options: &BetweennessOptions,
    shelf: &dyn Shelf,
    progress: &Progress,
) -> crate::Result<Betweenness> {
    of_classes_in_parts(graph, &classes(graph), options, shelf, Room::ANY, progress)
}

/// Puts on a shelf what is wanted and missing there of the parts of [`betweenness_in_parts`].
///
/// # Errors
/// As [`betweenness_in_parts`].
pub fn fill(
    graph: &Graph,
    options: &BetweennessOptions,
    shelf: &dyn Shelf,
    room: Room,
    progress: &Progress,
) -> crate::Result<()> {
    let (_, ready) = ready(graph, &classes(graph), options, room, progress)?;
    progress.check()?;
    match ready {
        Ready::Exact(sweep) => parts::fill(&*sweep, shelf, progress).map(drop),
        Ready::Weighted(everybody) => parts::fill(everybody.unless_sampled()?, shelf, progress).map(drop),
        Ready::Sampled => Err(parts::refused()),
    }
}

/// One part of a run.
///
/// # Errors
/// As [`betweenness_in_parts`].
pub fn part(graph: &Graph, options: &BetweennessOptions, cut: Cut, progress: &Progress) -> crate::Result<Part> {
    let (_, ready) = ready(graph, &classes(graph), options, Room::ANY, progress)?;
    progress.check()?;
    match ready {
        Ready::Exact(sweep) => parts::part(&*sweep, cut, progress),
        Ready::Weighted(everybody) => parts::part(everybody.unless_sampled()?, cut, progress),
        Ready::Sampled => Err(parts::refused()),
    }
}

fn default_target(graph: &Graph) -> Target<'_> {
    Target { listed: &graph.nodes.listed, top: Top::default().limit() }
}

/// A run that can begin.
enum Ready {
    Exact(Box<Sweep>),
    /// From every source where there are parts, else perhaps from a sample.
    Weighted(Box<weighted::Everybody>),
    Sampled,
}

/// What will be done, and all that it needs.
fn ready(
    graph: &Graph,
    classes: &Classes,
    options: &BetweennessOptions,
    room: Room,
    progress: &Progress,
) -> crate::Result<(Plan, Ready)> {
    let decided = matches!(options.method, BetweennessMethod::Sampled | BetweennessMethod::Weighted);
    let (cost, sweep) = if decided {
        (Cost::default(), None)
    } else {
        plan::count(classes, options, parallel::threads(), room, progress)?
    };
    let plan = plan::plan(graph, &cost, options);
    plan.check()?;
    let threads = room.threads(need(graph, &plan, &cost), parallel::threads())?;
    progress.expect(plan.units(graph, classes, options));
    let ready = match (plan.method, sweep) {
        (Method::Exact, Some(mut sweep)) => {
            sweep.workers = cost.workers(options, threads);
            Ready::Exact(Box::new(sweep))
        }
        // Without a sweep the plan was refused or samples; a cancelled count may do either.
        (Method::Exact | Method::Sampled, _) => Ready::Sampled,
        (Method::Weighted, _) => {
            // A cancelled run has none, and its result means nothing.
            weighted::Everybody::new(graph, options, threads, progress)
                .map_or(Ready::Sampled, |all| Ready::Weighted(Box::new(all)))
        }
    };
    Ok((plan, ready))
}

/// [`betweenness`] of a graph whose classes are known. Tells `progress` how many units it takes.
pub(super) fn of_classes(
    graph: &Graph,
    classes: &Classes,
    target: Target<'_>,
    options: &BetweennessOptions,
    room: Room,
    progress: &Progress,
) -> crate::Result<Betweenness> {
    let (plan, ready) = ready(graph, classes, options, room, progress)?;
    let out = match ready {
        Ready::Exact(sweep) => exactly(classes, &sweep, sweep.run(progress)?, options),
        Ready::Sampled => sampled::sampled(classes, target, options, progress)?,
        Ready::Weighted(everybody) => weighted::weighted(*everybody, target, options, progress)?,
    };
    Ok(with_choice(out, &plan, options))
}

/// [`betweenness_in_parts`] of a graph whose classes are known.
pub(super) fn of_classes_in_parts(
    graph: &Graph,
    classes: &Classes,
    options: &BetweennessOptions,
    shelf: &dyn Shelf,
    room: Room,
    progress: &Progress,
) -> crate::Result<Betweenness> {
    let (plan, ready) = ready(graph, classes, options, room, progress)?;
    progress.check()?;
    let out = match ready {
        Ready::Exact(sweep) => {
            exactly(classes, &sweep, sweep.finish(&parts::folded(&*sweep, shelf, progress)?), options)
        }
        Ready::Weighted(everybody) => everybody.result(parts::folded(everybody.unless_sampled()?, shelf, progress)?),
        Ready::Sampled => return Err(parts::refused()),
    };
    Ok(with_choice(out, &plan, options))
}

fn with_choice(mut out: Betweenness, plan: &Plan, options: &BetweennessOptions) -> Betweenness {
    out.choice = plan.choice.or(out.choice);
    if !options.groups {
        out.groups = Vec::new();
    }
    out
}

fn exactly(classes: &Classes, sweep: &Sweep, exact: Exact, options: &BetweennessOptions) -> Betweenness {
    let Exact { classes: values, groups } = exact;
    let of_class = |&class: &u32| if class == NONE { 0.0 } else { values[class as usize] };
    let users: Vec<f64> = classes.class_of.iter().map(of_class).collect();
    Betweenness {
        low: users.clone(),
        high: users.clone(),
        users,
        groups,
        method: Method::Exact,
        path_counting: options.path_counting,
        sources: sweep.sources() as usize,
        choice: None,
        sampling: None,
    }
}
