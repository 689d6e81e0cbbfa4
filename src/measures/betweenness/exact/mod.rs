//! Exact betweenness of users and groups on the two layers, without listing pairs.
//!
//! **Definition.** Over unordered pairs s, t of users: b(v) = Σ σ_st(v)/σ_st, endpoints excluded, with σ_st the number of
//! shortest paths (hops) and σ_st(v) those through v. For a group: Σ over pairs at distance ≥ 2 of the share of their
//! shortest paths that take a step inside it; of a step that k shared groups could carry each takes 1/k.
//!
//! **Derivation.** Users of one *class* (same groups, no edge leaving them) are true twins: same distances, same
//! values, never on each other's shortest paths. So one class c stands for its m_c users. Trees that hang on a user
//! by one edge are folded into him ([`operator`]); t counts the users of a class and of the trees below it. Brandes' recursions become
//!
//! ```text
//! forward    σ(v) = Σ_{u ∈ N(v), d(u)=d(v)−1} m_u σ(u)              the source itself counts 1
//! backward   δ(v) = σ(v) Σ_{w ∈ N(v), d(w)=d(v)+1} (t_w + m_w δ(w))/σ(w)
//! result     b(v) = ½ (Σ_{s≠v} t_s δ_s(v) + pairs separated with an end in a tree below v)
//! ```
//!
//! Both sums are rows of A = Σ_T w_T 1_T 1_Tᵀ + R + X′ (see [`cliques`]) restricted to neighbouring levels. A clique T
//! *opens* at the level d of its first nodes; the others are then on level d+1 at the latest, so all steps inside it that a shortest
//! path can take go from d to d+1. With S_T = Σ m σ over its nodes on level d and T_T = Σ (t + m δ)/σ over those on d+1,
//!
//! ```text
//! σ(v) = Σ_{T ∋ v} w_T S_T + Σ_u R_uv m_u σ(u) + Σ_{u ∈ X′(v)} σ(u)                      v on d+1; u on d
//! δ(u) = σ(u) · (Σ_{T ∋ u} w_T T_T + Σ_w R_uw (t_w + m_w δ(w))/σ(w) + Σ_{w ∈ X′(u)} (t_w + δ(w))/σ(w))
//! ```
//!
//! and S_T·T_T is what flows through T. A step from the source to a user next to it is no pair at distance ≥ 2, though its
//! ends may be the way to others: on level 1, t_w − m_w m_s/t_s takes the place of t_w. *Simplicial* classes (one group, no edge) are no nodes: in T_T
//! their m users count m/S_T, and a search from one begins with S_T = 1.
//!
//! *Channels*: k shared groups are k parallel edges, so the cliques are the groups alone and R = 0: paths are then channel
//! paths, and a group's share is the share of those that use its channel.
//!
//! **Zeros are exact.** δ(u) is a sum over the successors of u; without any, every T_T that u reads is a sum of zeros.
//! σ grows exponentially with the distance, but only ratios between neighbouring levels are used: a level is scaled
//! by a power of two before it can overflow.
//!
//! **Lanes.** Sixty-four sources that stand near each other are searched from at once ([`lanes`], [`search`]).
//!
//! **Complexity.** Per source at most 2·Σ|T| + nnz(R) + nnz(X′) vector elements each way, times the number of levels on which a node is
//! reached from the sixty-four sources (1.5 to 4 on all graphs tried).
//!
//! **Determinism.** Sources are cut into pieces by their number alone, the sums of pieces are added in a fixed order (see
//! [`parts`](super::parts)), every lane is computed the same way on every instruction set.
//!
//! Brandes, *A faster algorithm for betweenness centrality* (2001); Puzis, Elovici, Zilberman, Dolev, Brandes, *Topology
//! manipulations for speeding betweenness centrality computation* (2015), for classes of equivalent vertices; Sariyüce, Saule, Kaya,
//! Çatalyürek, *Regularizing graph centrality computations* (2015), for searches side by side; Faust, *Centrality in affiliation networks* (1997),
//! for channels.

mod cliques;
mod lanes;
mod operator;
mod search;
mod workspace;

use std::ops::Range;

pub(super) use cliques::{MOST_PAIRS, PAIR_BYTES};
use lanes::LANES;
use operator::{Operator, Source};
use pulp::{Simd, WithSimd};
use workspace::{Search, Sums};

use super::parts::{self, PIECES, Print, Searches};
use crate::config::PathCounting;
use crate::graph::Classes;
use crate::progress::Progress;

/// Betweenness per class and per group.
#[derive(Default)]
pub(super) struct Exact {
    /// Per class, for each of its users.
    pub classes: Vec<f64>,
    /// Per group; empty when not asked for.
    pub groups: Vec<f64>,
}

/// Batches of one piece of work.
struct Piece<'a> {
    search: &'a mut Search,
    operator: &'a Operator,
    sources: &'a [Source],
    progress: &'a Progress,
}

impl WithSimd for Piece<'_> {
    type Output = ();

    #[inline(always)]
    fn with_simd<S: Simd>(self, simd: S) {
        for batch in self.sources.chunks(LANES) {
            if self.progress.is_cancelled() {
                return;
            }
            self.search.run(simd, self.operator, batch, self.progress);
            self.progress.advance(batch.len() as u64);
        }
    }
}

/// An exact run, ready to start.
pub(super) struct Sweep {
    operator: Operator,
    classes: usize,
    memberships: usize,
    /// Threads at work, at the most.
    pub workers: usize,
}

impl Sweep {
    /// Builds what the sweeps read. Without sources once `progress` is cancelled.
    pub(super) fn new(classes: &Classes, counting: PathCounting, with_groups: bool, progress: &Progress) -> Self {
        let operator = Operator::new(classes, counting, with_groups, progress);
        Self { operator, classes: classes.len(), memberships: classes.groups_of.items.len(), workers: usize::MAX }
    }

    /// Searches.
    pub(super) fn sources(&self) -> u64 {
        self.operator.sources.len() as u64
    }

    /// Steps of one search one way: in and out of each clique, along each edge, to each end of each other pair.
    pub(super) fn steps(&self) -> u64 {
        self.operator.cliques.steps() + self.edges()
    }

    /// Those of them along edges.
    pub(super) fn edges(&self) -> u64 {
        self.operator.edges.items.len() as u64
    }

    /// Bytes of what all threads share, and of the workspace of one.
    pub(super) fn bytes(&self) -> (u64, u64) {
        let o = &self.operator;
        let (nodes, cliques, sets) = (o.nodes() as u64, o.cliques.weight.len() as u64, o.cliques.sets() as u64);
        let [a_node, a_clique, a_set] = workspace::WORKSPACE.map(|bytes| bytes as u64);
        let [a_place, an_edge, a_pair] = operator::OPERATOR_BYTES;
        let places = o.cliques.of.items.len() as u64;
        let shared =
            places * a_place + o.edges.items.len() as u64 * an_edge + o.cliques.pairs.items.len() as u64 * a_pair;
        // What the workspaces are merged into.
        let blocks = u64::from(self.pieces().next_power_of_two().ilog2().max(1));
        let sums = blocks * (nodes + cliques + sets) * 8;
        let [a_class, a_membership] = operator::ORDER_BYTES;
        let order = self.classes as u64 * a_class + self.memberships as u64 * a_membership;
        (shared + o.cliques.bytes + sums + order, nodes * a_node + cliques * a_clique + sets * a_set)
    }

    /// Betweenness per class, and per group where asked for. Meaningless once `progress` is cancelled.
    pub(super) fn run(&self, progress: &Progress) -> crate::Result<Exact> {
        // Folded classes and the like are done without a search.
        progress.advance((self.classes - self.operator.sources.len()) as u64);
        Ok(self.finish(&parts::whole(self, progress)?))
    }

    /// The result, from the sums of all pieces.
    pub(super) fn finish(&self, sums: &[Vec<f64>]) -> Exact {
        let operator = &self.operator;
        let [nodes, through, between] = sums else { return Exact::default() };
        let mut values = operator.separated.clone();
        for (&class, sum) in operator.class.iter().zip(nodes) {
            values[class as usize] += sum;
        }
        let mut groups = Vec::new();
        if operator.with_groups {
            let flows = through.iter().zip(&operator.cliques.weight);
            let through: Vec<f64> = flows.map(|(flow, weight)| flow / weight).collect();
            groups = operator.cliques.share_out(&through, between);
        }
        values.iter_mut().chain(&mut groups).for_each(|value| *value *= 0.5);
        Exact { classes: values, groups }
    }

    /// Batches before a piece.
    fn batches_before(&self, piece: usize) -> usize {
        piece * self.operator.batches().len() / self.pieces().max(1)
    }
}

/// What one thread works with.
pub(super) struct Space(Search);

impl Searches for Sweep {
    type Space = Space;

    fn pieces(&self) -> usize {
        self.operator.batches().len().min(PIECES)
    }

    fn lengths(&self) -> Vec<usize> {
        let Operator { cliques, .. } = &self.operator;
        vec![self.operator.nodes(), cliques.weight.len(), cliques.sets()]
    }

    fn print(&self, print: &mut Print) {
        print.word(self.classes as u64);
        self.operator.print(print);
    }

    fn units(&self, pieces: Range<usize>) -> u64 {
        let sources = |piece| (self.batches_before(piece) * LANES).min(self.operator.sources.len()) as u64;
        sources(pieces.end) - sources(pieces.start)
    }

    fn workers(&self) -> usize {
        self.workers
    }

    fn space(&self) -> Space {
        Space(Search::new(&self.operator))
    }

    fn sums<'s>(&self, Space(search): &'s mut Space) -> Vec<&'s mut Vec<f64>> {
        let Sums { nodes, through, between } = &mut search.sums;
        vec![nodes, through, between]
    }

    fn search(&self, Space(search): &mut Space, piece: usize, progress: &Progress) {
        let (operator, all) = (&self.operator, self.operator.sources.as_slice());
        let [start, end] = [piece, piece + 1].map(|piece| (self.batches_before(piece) * LANES).min(all.len()));
        pulp::Arch::new().dispatch(Piece { search, operator, sources: &all[start..end], progress });
    }
}

/// Searches and steps that no reduction saves, at least: from the classes with groups, into and out of the groups, without edges and
/// intersections.
pub(super) fn least_work(classes: &Classes) -> (u64, u64) {
    let (mut sources, mut places) = (0, 0);
    for v in 0..classes.len() {
        let groups = classes.groups_of.row(v);
        if operator::simplicial(classes, v) {
            // Where nobody in the group is a node, nobody is searched from.
            sources += u64::from(classes.classes_in.row(groups[0] as usize).len() > 1);
        } else if !groups.is_empty() {
            (sources, places) = (sources + 1, places + groups.len() as u64);
        }
    }
    (sources, 2 * places)
}

/// Pairs of classes that share two groups or more, at most.
pub(super) fn pairs_at_most(classes: &Classes) -> u64 {
    cliques::pairs_at_most(&classes.groups_of, classes.classes_in.len())
}
