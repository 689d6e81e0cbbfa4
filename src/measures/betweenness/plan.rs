//! What exact betweenness would cost, counted before it runs, and which method a run takes, and whether it may: from counts and fixed budgets, never from a clock or the number of threads, so
//! that the same input and options always take the same way.

use super::exact::{self, MOST_PAIRS, Sweep};
use super::weighted::{self, Need};
use super::{Choice, Method, WORKSPACES, sampled, workers};
use crate::config::{BetweennessMethod, BetweennessOptions, PathCounting};
use crate::graph::size::need_of_classes;
use crate::graph::{Classes, Graph, classes};
use crate::memory::{Room, Stage};
use crate::progress::Progress;
use crate::text::{method as words, thousands};
use crate::{Error, ErrorKind};

/// Nanoseconds of a step on one thread where all that it works with is at hand in a cache, and where nearly nothing is; for predictions.
const STEP_NANOSECONDS: [f64; 2] = [0.25, 0.85];

/// Bytes of a workspace up to which the first holds, and from which on the second; between, a step takes longer with every doubling.
const WORKSPACE_BYTES: [f64; 2] = [8.0 * 1_048_576.0, 128.0 * 1_048_576.0];

/// Steps that one along an edge is worth: it leads anywhere, and rows of edges are short.
const EDGE: f64 = 2.0;

/// Seconds of one of so many steps, of which `edges` are along edges, with a workspace of `bytes`.
fn step_seconds(bytes: u64, edges: u64, steps: u64) -> f64 {
    let [near, far] = STEP_NANOSECONDS;
    let [least, most] = WORKSPACE_BYTES;
    let beyond = (libm::log2(bytes as f64 / least) / libm::log2(most / least)).clamp(0.0, 1.0);
    let along_edges = edges as f64 / steps.max(1) as f64;
    1e-9 * (near + (far - near) * beyond) * (1.0 + (EDGE - 1.0) * along_edges)
}

/// Work and memory of exact betweenness, counted without running it.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Cost {
    /// Searches.
    pub sources: u64,
    /// Steps of one search one way: into and out of each clique, along each edge, to each end of each pair left over.
    pub entries_per_source: u64,
    /// sources × entries.
    pub operations: u64,
    /// Bytes that all threads share, and the workspaces of two.
    pub bytes: u64,
    /// Bytes of each further thread; there are no more of them than the budget has room for.
    pub bytes_per_thread: u64,
    /// Pairs of classes that share two groups or more, at the most.
    pub pairs: u64,
    /// Predicted seconds on this many threads, from fixed rates and the size of a workspace; for people, never for decisions.
    pub seconds: f64,
    /// Whether everything was counted. Where a budget is exceeded already by what is known without building anything,
    /// operations are a lower bound, and bytes an upper bound of the pairs that share groups.
    pub complete: bool,
}

/// Counts the cost of exact [`betweenness`](super::betweenness) on `graph` with `threads` threads.
pub fn cost(graph: &Graph, options: &BetweennessOptions, threads: usize) -> Cost {
    let classes = classes(graph);
    let counted = count(&classes, options, threads, Room::ANY, &Progress::silent());
    counted.map_or_else(|_| Cost::bound(&classes, options.path_counting, threads), |(cost, _)| cost)
}

/// [`cost`] of a graph whose classes are known, and the run that was counted, ready to start. Nothing is built where a
/// budget is exceeded anyway.
///
/// # Errors
/// [`Config`](crate::ErrorKind::Config) where there is no room for what counting builds.
pub(super) fn count(
    classes: &Classes,
    options: &BetweennessOptions,
    threads: usize,
    room: Room,
    progress: &Progress,
) -> crate::Result<(Cost, Option<Sweep>)> {
    let bound = Cost::bound(classes, options.path_counting, threads);
    let too_long = options.method != BetweennessMethod::Exact && bound.operations > options.exact_budget;
    if too_long || bound.bytes > options.memory_budget_bytes() || bound.is_beyond_numbers() {
        return Ok((bound, None));
    }
    // At the most, and there before it is counted.
    room.threads(Stage { shared: bound.bytes, ..Stage::default() }, 1)?;
    let sweep = Sweep::new(classes, options, progress);
    let counted = Cost::of(&sweep, threads);
    // Of overlaps that need more than there is, it is not known how much.
    let complete = counted.bytes <= options.memory_budget_bytes();
    Ok((Cost { pairs: bound.pairs, complete, ..counted }, Some(sweep)))
}

impl Cost {
    /// Threads that have a workspace within the budget, of so many.
    pub fn workers(&self, options: &BetweennessOptions, threads: usize) -> usize {
        threads.min(workers(self.bytes, self.bytes_per_thread, options))
    }

    /// Bytes on so many threads, within the budget wherever [`Cost::bytes`] is.
    pub fn bytes_on(&self, options: &BetweennessOptions, threads: usize) -> u64 {
        let further = (self.workers(options, threads) as u64).saturating_sub(WORKSPACES);
        self.bytes.saturating_add(further.saturating_mul(self.bytes_per_thread))
    }

    /// Whether there are more pairs, or sets of groups, than can be numbered.
    fn is_beyond_numbers(&self) -> bool {
        self.pairs > exact::MOST_PAIRS
    }

    fn of(sweep: &Sweep, threads: usize) -> Self {
        let (shared, bytes_per_thread) = sweep.bytes();
        let bytes = shared + WORKSPACES * bytes_per_thread;
        let each = step_seconds(bytes_per_thread, sweep.edges(), sweep.steps());
        Self { bytes, bytes_per_thread, complete: true, ..Self::new(sweep.sources(), sweep.steps(), each, threads) }
    }

    /// What is known without building anything.
    fn bound(classes: &Classes, counting: PathCounting, threads: usize) -> Self {
        let (sources, steps) = exact::least_work(classes);
        let pairs = match counting {
            PathCounting::Neighbours => exact::pairs_at_most(classes),
            PathCounting::Channels => 0,
        };
        Self {
            bytes: pairs.saturating_mul(exact::PAIR_BYTES),
            pairs,
            ..Self::new(sources, steps, step_seconds(0, 0, steps), threads)
        }
    }

    fn new(sources: u64, entries_per_source: u64, seconds_each: f64, threads: usize) -> Self {
        let operations = sources.saturating_mul(entries_per_source);
        let seconds = operations as f64 * seconds_each / threads.max(1) as f64;
        Self { sources, entries_per_source, operations, seconds, ..Self::default() }
    }
}

/// How a run will go.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Plan {
    /// What will be done.
    pub method: Method,
    /// Why `auto` takes it; absent where a method was asked for.
    pub choice: Option<Choice>,
    /// Steps of the method, where they are known before: at the most for exact and weighted.
    pub operations: Option<u64>,
    /// Bytes that it plans for, at the most; absent for sampled, which takes little beyond the graph.
    pub bytes: Option<u64>,
    /// Bytes allowed.
    pub bytes_budget: u64,
    /// Pairs that exact would have to number, where they are too many.
    pub pairs_beyond: Option<u64>,
}

impl Plan {
    /// Whether it may be carried out.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config): the method that was asked for needs more memory than allowed, or exact has more pairs
    /// than can be numbered.
    pub fn check(&self) -> crate::Result<()> {
        if let (Method::Exact, Some(pairs)) = (self.method, self.pairs_beyond) {
            let sentence = words::TOO_MANY_PAIRS.with("pairs", thousands(pairs)).with("limit", thousands(MOST_PAIRS));
            return Err(Error::new(ErrorKind::Config, sentence));
        }
        let Some(bytes) = self.bytes.filter(|&bytes| bytes > self.bytes_budget) else { return Ok(()) };
        let text = match self.method {
            Method::Weighted => &words::WEIGHTED_TOO_LARGE,
            Method::Exact | Method::Sampled => &words::EXACT_TOO_LARGE,
        };
        let mib = |bytes: u64| thousands(bytes.div_ceil(1 << 20));
        let sentence = text.with("need", mib(bytes)).with("budget", mib(self.bytes_budget));
        Err(Error::new(ErrorKind::Config, sentence))
    }

    /// Units of progress that the run tells; 0 where it cannot be known.
    pub(super) fn units(&self, graph: &Graph, classes: &Classes, options: &BetweennessOptions) -> u64 {
        match self.method {
            Method::Exact => classes.len() as u64,
            Method::Weighted => graph.nodes.len() as u64,
            Method::Sampled => sampled::units(options),
        }
    }
}

/// What betweenness takes by this plan, of exact and weighted what was counted, of sampled the network and what each thread has of it.
pub fn need(graph: &Graph, plan: &Plan, cost: &Cost) -> Stage {
    let (nodes, groups) = (graph.nodes.len() as u64, graph.incidence.members_of.len() as u64);
    let classes = need_of_classes(graph);
    let stays = nodes * 40;
    match (plan.method, plan.bytes) {
        (Method::Exact, _) => {
            let shared = cost.bytes.saturating_sub(WORKSPACES.saturating_mul(cost.bytes_per_thread));
            Stage { shared: shared.saturating_add(classes), each: cost.bytes_per_thread, stays }
        }
        (Method::Weighted, Some(bytes)) => Stage {
            shared: bytes.saturating_sub(WORKSPACES * weighted::need_of_thread(graph)),
            each: weighted::need_of_thread(graph),
            stays,
        },
        (Method::Sampled | Method::Weighted, _) => {
            let (memberships, ties) = (graph.incidence.groups_of.items.len(), graph.ties.rows.items.len());
            let network = (memberships as u64) * 8 + ties as u64 * 4 + nodes * 60 + groups * 16;
            Stage { shared: classes + network, each: nodes * 26 + groups * 16, stays }
        }
    }
}

/// The plan for a graph and the cost of exact betweenness on it. `auto` is exact where both its steps and its bytes are
/// within the budgets, else sampled; it never takes weighted distances. Whether the plan may be carried out tells
/// [`Plan::check`].
pub fn plan(graph: &Graph, cost: &Cost, options: &BetweennessOptions) -> Plan {
    decide(cost, options, || weighted::need(graph))
}

fn decide(cost: &Cost, options: &BetweennessOptions, need: impl Fn() -> Need) -> Plan {
    let bytes_budget = options.memory_budget_bytes();
    let exact = Plan {
        method: Method::Exact,
        choice: None,
        operations: Some(cost.operations),
        bytes: Some(cost.bytes),
        bytes_budget,
        pairs_beyond: cost.is_beyond_numbers().then_some(cost.pairs),
    };
    let sampled = Plan { method: Method::Sampled, operations: None, bytes: None, ..exact };
    match options.method {
        BetweennessMethod::Exact => exact,
        BetweennessMethod::Sampled => sampled,
        BetweennessMethod::Weighted => {
            let Need { operations, bytes } = need();
            Plan { method: Method::Weighted, operations: Some(operations), bytes: Some(bytes), ..exact }
        }
        BetweennessMethod::Auto => {
            let choice = Choice {
                operations: cost.operations,
                operations_budget: options.exact_budget,
                bytes: cost.bytes,
                bytes_budget,
            };
            let fits = choice.operations <= choice.operations_budget
                && choice.bytes <= choice.bytes_budget
                && !cost.is_beyond_numbers();
            Plan { choice: Some(choice), ..if fits { exact } else { sampled } }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    fn options(method: BetweennessMethod) -> BetweennessOptions {
        BetweennessOptions { method, exact_budget: 1000, memory_budget_mib: 10, ..BetweennessOptions::default() }
    }

    fn plan(cost: &Cost, options: &BetweennessOptions) -> Plan {
        decide(cost, options, || Need { operations: 1, bytes: 1 })
    }

    fn cost(operations: u64, mib: u64) -> Cost {
        Cost { operations, bytes: mib << 20, ..Cost::default() }
    }

    #[test]
    fn auto_is_exact_up_to_both_budgets_and_sampled_beyond_either() {
        let auto = options(BetweennessMethod::Auto);
        for (operations, mib, method) in [
            (1000, 10, Method::Exact),
            (1001, 10, Method::Sampled),
            (1000, 11, Method::Sampled),
            (u64::MAX, 1 << 40, Method::Sampled),
            (0, 0, Method::Exact),
        ] {
            let plan = plan(&cost(operations, mib), &auto);
            plan.check().unwrap();
            assert_eq!(plan.method, method, "{operations} {mib}");
            let choice = plan.choice.unwrap();
            assert_eq!((choice.operations, choice.operations_budget), (operations, 1000));
            assert_eq!((choice.bytes, choice.bytes_budget), (mib << 20, 10 << 20));
        }
    }

    #[test]
    fn a_step_takes_longer_the_more_memory_it_is_taken_in() {
        let at = |mib: u64| step_seconds(mib << 20, 0, 1) * 1e9;
        for (mib, expected) in [(0, 0.25), (8, 0.25), (32, 0.55), (128, 0.85), (1 << 20, 0.85)] {
            assert!((at(mib) - expected).abs() < 1e-12, "{mib}: {}", at(mib));
        }
        assert!(at(16) < at(17));
        assert!((step_seconds(0, 1, 4) / step_seconds(0, 0, 4) - 1.25).abs() < 1e-12);
    }

    #[test]
    fn what_was_asked_for_is_done_or_refused_never_replaced() {
        let exact = options(BetweennessMethod::Exact);
        let slow = plan(&cost(u64::MAX, 10), &exact);
        slow.check().unwrap();
        assert_eq!((slow.method, slow.choice), (Method::Exact, None));
        let error = plan(&cost(1, 1011), &exact).check().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        for lang in [Lang::Zh, Lang::En] {
            let words = error.render(lang);
            for part in ["1,011", "10", "betweenness.memory_budget_mib", "--betweenness sampled"] {
                assert!(words.contains(part), "{part}: {words}");
            }
        }
        let sampled = plan(&cost(u64::MAX, 1 << 30), &options(BetweennessMethod::Sampled));
        sampled.check().unwrap();
        assert_eq!((sampled.method, sampled.choice), (Method::Sampled, None));
    }

    #[test]
    fn more_pairs_than_numbers_are_sampled_or_refused() {
        let cost = |pairs| Cost { pairs, ..cost(1, 1) };
        for (pairs, method) in [(MOST_PAIRS, Method::Exact), (MOST_PAIRS + 1, Method::Sampled)] {
            let plan = plan(&cost(pairs), &options(BetweennessMethod::Auto));
            plan.check().unwrap();
            assert_eq!(plan.method, method);
        }
        plan(&cost(MOST_PAIRS), &options(BetweennessMethod::Exact)).check().unwrap();
        let error = plan(&cost(MOST_PAIRS + 1), &options(BetweennessMethod::Exact)).check().unwrap_err();
        let words = error.render(Lang::En);
        assert!(words.contains("1,073,741,825") && words.contains("--betweenness sampled"), "{words}");
    }

    #[test]
    fn workspaces_beyond_two_are_those_that_fit() {
        let exact = options(BetweennessMethod::Exact);
        let cost = |mib| Cost { bytes_per_thread: 3 << 20, ..cost(1, mib) };
        let on = |mib, threads| (cost(mib).workers(&exact, threads), cost(mib).bytes_on(&exact, threads) >> 20);
        assert_eq!([on(2, 1), on(2, 2), on(2, 3), on(2, 48)], [(1, 2), (2, 2), (3, 5), (4, 8)]);
        assert_eq!([on(9, 48), on(10, 48), on(11, 48)], [(2, 9), (2, 10), (2, 11)]);
    }

    #[test]
    fn weighted_distances_need_room_for_the_pairs() {
        let weighted = options(BetweennessMethod::Weighted);
        let of = |mib: u64| decide(&cost(1, 1 << 30), &weighted, || Need { operations: 7, bytes: mib << 20 });
        of(10).check().unwrap();
        assert_eq!((of(10).method, of(10).operations), (Method::Weighted, Some(7)));
        let words = of(11).check().unwrap_err().render(Lang::En);
        assert!(words.contains("graph.group_cap") && words.contains("memory_budget_mib"), "{words}");
    }
}
