//! Betweenness of users and groups over the hop distances of the user graph.

mod cost;
mod exact;
mod excess;
mod rank;
mod sampled;
mod search;

pub use cost::{Cost, cost};
pub use rank::{band_percentiles, bridge_ranks};

use crate::config::{BetweennessMethod, BetweennessOptions, PathCounting};
use crate::graph::{Classes, Graph, classes};
use crate::progress::Progress;
use crate::tables::NONE;
pub(crate) use sampled::{Target, units};

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
    /// group; a step that k shared groups could carry counts 1/k for each.
    pub groups: Vec<f64>,
    /// What was done.
    pub method: Method,
    /// Path counting used.
    pub path_counting: PathCounting,
    /// Classes of indistinguishable users that were searched from (sampled: that pairs were drawn from).
    pub sources: usize,
    /// Why `auto` took this method; absent where a method was asked for.
    pub choice: Option<Choice>,
    /// How a sampled run went, or one from sampled sources.
    pub sampling: Option<Sampling>,
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

/// What `auto` decided from; never a clock, so the same input always takes the same method.
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
    /// Paths drawn (weighted: sources searched from).
    pub samples: u64,
    /// Probability that some interval misses its value, at most.
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

/// Betweenness by the configured method. Returns early, with meaningless numbers, once `progress` is cancelled.
pub fn betweenness(graph: &Graph, options: &BetweennessOptions, progress: &Progress) -> Betweenness {
    of_classes(&classes(graph), Target { listed: &graph.nodes.listed, top: 100 }, options, progress)
}

/// [`betweenness`] of a graph whose classes are known.
pub(super) fn of_classes(
    classes: &Classes,
    target: Target<'_>,
    options: &BetweennessOptions,
    progress: &Progress,
) -> Betweenness {
    match options.method {
        BetweennessMethod::Sampled => sampled::sampled(classes, target, options, progress),
        BetweennessMethod::Auto | BetweennessMethod::Exact | BetweennessMethod::Weighted => {
            let sums = exact::exact(classes, options.path_counting, progress);
            let of_class = |&class: &u32| if class == NONE { 0.0 } else { sums.classes[class as usize] };
            let users: Vec<f64> = classes.class_of.iter().map(of_class).collect();
            Betweenness {
                low: users.clone(),
                high: users.clone(),
                users,
                groups: sums.groups,
                method: Method::Exact,
                path_counting: options.path_counting,
                sources: classes.groups_of.len(),
                choice: None,
                sampling: None,
            }
        }
    }
}
