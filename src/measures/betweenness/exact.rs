//! Exact betweenness of users and groups on the two layers, without listing pairs.
//!
//! **Definition.** Over unordered pairs s, t of users: b(v) = Σ σ_st(v)/σ_st, endpoints excluded, with σ_st the number of
//! shortest paths (hops) and σ_st(v) those through v. For a group: Σ over pairs at distance ≥ 2 of the share of their
//! shortest paths that take a step inside it; of a step that k shared groups could carry each takes 1/k.
//!
//! **Derivation.** Users of one *class* (same groups, no edge leaving them) are true twins: same distances, same
//! values, never on each other's shortest paths. So one class c stands for its m_c users, and Brandes' recursions become
//!
//! ```text
//! forward    σ(v) = Σ_{u ∈ N(v), d(u)=d(v)−1} m_u σ(u)              the source itself counts 1
//! backward   δ(v) = σ(v) Σ_{w ∈ N(v), d(w)=d(v)+1} m_w (1+δ(w))/σ(w)
//! result     b(v) = ½ Σ_{s≠v} m_s δ_s(v)                            s over classes
//! ```
//!
//! Both sums are rows of A = B·Bᵀ − C + X′ (see [`super::excess`]) restricted to neighbouring levels. A group *opens* at the
//! level d of its first members; the others are then on level d+1 at the latest, so all steps inside it that a shortest
//! path can take go from d to d+1. With S_g = Σ m σ over its members on level d and T_g = Σ m (1+δ)/σ over those on d+1,
//!
//! ```text
//! σ(v) = Σ_{g ∋ v} S_g − Σ_u C_uv m_u σ(u) + Σ_{u ∈ X′(v)} σ(u)     v on d+1; u on d; g opened at d
//! δ(u) = σ(u) · (Σ_{g ∋ u} T_g − Σ_w C_uw m_w(1+δ(w))/σ(w) + Σ_{w ∈ X′(u)} (1+δ(w))/σ(w))
//! ```
//!
//! and S_g·T_g is what flows through g, of which a pair in C leaves only 1/k to each of its groups. A step from the
//! source to a target next to it is no pair at distance ≥ 2, so at level 0 T_g counts m δ/σ instead.
//!
//! *Channels*: k shared groups are k parallel edges, so C is dropped from all of the above: paths are then channel paths,
//! and a group's share is the share of those that use its channel.
//!
//! **Zeros are exact.** δ(u) is a sum of positive terms over the successors of u; without a successor no group that u
//! opened has members on the next level, T_g is an empty sum and no pair of C counts. Cancellation: Σ_g S_g =
//! Σ_u k_uv m_u σ(u) ≤ k_max σ(v), so at most log₂(2·k_max) of 53 bits are lost, with k_max the most groups two users share.
//! σ grows exponentially with the distance, but only ratios between neighbouring levels are used: a level is scaled
//! by a power of two before it can overflow.
//!
//! **Complexity.** Per source 2·nnz(B) + nnz(C) + nnz(X′) each way at most, over what the source reaches. Classes with a
//! single group or a single edge are never expanded (their neighbourhood is a clique, their value 0). C is read only
//! where two groups of the same level meet in a class.
//!
//! **Determinism.** Sources are cut into pieces by their number alone, partial sums are merged in the order of pieces.
//!
//! Brandes, *A faster algorithm for betweenness centrality* (2001); Puzis, Elovici, Zilberman, Dolev, Brandes, *Topology
//! manipulations for speeding betweenness centrality computation* (2015), for classes of equivalent vertices; Faust,
//! *Centrality in affiliation networks* (1997), for channels.

use super::excess::Excess;
use super::search::Search;
use crate::config::PathCounting;
use crate::graph::Classes;
use crate::parallel;
use crate::progress::Progress;

/// Pieces that the sources are cut into at most: enough for 64 threads, few enough that merging costs nothing.
const PIECES: usize = 512;

/// What the search reads.
pub(super) struct Operator<'a> {
    /// The layers of the class graph.
    pub classes: &'a Classes,
    /// Absent when paths are counted over channels.
    pub excess: Option<Excess>,
}

impl Operator<'_> {
    /// Whether a shortest path can pass through the class: its neighbourhood is not obviously a clique.
    #[inline]
    pub(super) fn lies_between(&self, class: u32) -> bool {
        let class = class as usize;
        self.classes.groups_of.row(class).len() + self.classes.outside.row(class).len() > 1
    }
}

/// Sums over sources: ordered pairs, so twice the result.
#[derive(Default)]
pub(super) struct Sums {
    /// Per class, for each of its users.
    pub classes: Vec<f64>,
    /// Per group.
    pub groups: Vec<f64>,
    /// Per shared set of [`Excess`]: flow between its pairs.
    pub sets: Vec<f64>,
}

/// Betweenness per class and per group. Meaningless once `progress` is cancelled.
pub(super) fn exact(classes: &Classes, counting: PathCounting, progress: &Progress) -> Sums {
    let excess = match counting {
        PathCounting::Neighbours => Some(Excess::new(classes, progress)),
        PathCounting::Channels => None,
    };
    let operator = Operator { classes, excess };
    let sources = classes.groups_of.len();
    let piece = sources.div_ceil(PIECES).max(1);
    let mut sums = parallel::ordered_fold(
        sources.div_ceil(piece),
        Sums::zeros(&operator),
        || Search::new(&operator),
        |search, i| {
            let range = i * piece..((i + 1) * piece).min(sources);
            let done = range.len() as u64;
            range.into_iter().for_each(|source| search.run(&operator, source as u32, progress));
            progress.advance(done);
        },
        |total, search, _| total.take(&mut search.sums),
    );
    if let Some(excess) = &operator.excess {
        excess.share_out(&sums.sets, &mut sums.groups);
    }
    let halve = |values: &mut Vec<f64>| values.iter_mut().for_each(|x| *x *= 0.5);
    halve(&mut sums.classes);
    halve(&mut sums.groups);
    sums
}

impl Sums {
    pub(super) fn zeros(operator: &Operator<'_>) -> Self {
        Self {
            classes: vec![0.0; operator.classes.groups_of.len()],
            groups: vec![0.0; operator.classes.classes_in.len()],
            sets: vec![0.0; operator.excess.as_ref().map_or(0, Excess::sets)],
        }
    }

    /// Adds `other` and leaves zeros in it.
    fn take(&mut self, other: &mut Self) {
        let add = |total: &mut [f64], part: &mut [f64]| {
            total.iter_mut().zip(part).for_each(|(sum, x)| *sum += std::mem::take(x));
        };
        add(&mut self.classes, &mut other.classes);
        add(&mut self.groups, &mut other.groups);
        add(&mut self.sets, &mut other.sets);
    }
}
