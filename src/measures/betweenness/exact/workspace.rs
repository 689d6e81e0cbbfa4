//! What one thread keeps while it searches.
//!
//! A *visit* is a node together with the lanes in which it is on a level, or a clique with those in which it opens there.

use super::lanes::{Lanes, Mask};
use super::operator::Operator;

/// Bytes of one thread's workspace for each node, for each clique and for each shared set; a visit a level and lane less than
/// doubles the first.
pub(super) const WORKSPACE: [usize; 3] = [
    size_of::<Lanes>() + 3 * size_of::<Mask>() + 8 + 4 * size_of::<Visit>(),
    size_of::<Lanes>() + 2 * size_of::<Mask>() + 8 + 4 * size_of::<Visit>(),
    8,
];

/// A node on a level, or a clique that opens on it, and the lanes.
#[derive(Clone, Copy)]
pub(super) struct Visit {
    pub of: u32,
    pub lanes: Mask,
}

/// Visits, a level after the other.
#[derive(Default)]
pub(super) struct Levels {
    pub visits: Vec<Visit>,
    /// Level d is `visits[starts[d]..starts[d + 1]]`.
    pub starts: Vec<usize>,
}

impl Levels {
    pub fn level(&self, d: usize) -> &[Visit] {
        &self.visits[self.starts[d]..self.starts[d + 1]]
    }

    pub fn clear(&mut self) {
        self.visits.clear();
        self.starts.clear();
        self.starts.push(0);
    }

    pub fn end_level(&mut self) {
        self.starts.push(self.visits.len());
    }
}

/// What the searches since the last merge add up to: ordered pairs, so twice the result.
#[derive(Default)]
pub(super) struct Sums {
    /// Per node, for each of its users.
    pub nodes: Vec<f64>,
    /// Per clique: flow through it, times its weight.
    pub through: Vec<f64>,
    /// Per shared set that is no clique: flow between its pairs.
    pub between: Vec<f64>,
}

impl Sums {
    pub(super) fn zeros(operator: &Operator) -> Self {
        Self {
            nodes: vec![0.0; operator.nodes()],
            through: vec![0.0; operator.cliques.weight.len()],
            between: vec![0.0; operator.cliques.sets()],
        }
    }
}

/// Workspace of one thread.
pub(super) struct Search {
    /// Per node: lanes in which it is on the current level, those in which it was reached, and those in which it is being reached.
    pub front: Vec<Mask>,
    pub seen: Vec<Mask>,
    pub reached: Vec<Mask>,
    /// Per clique: lanes in which it was opened, and in which it opens on this level.
    pub opened: Vec<Mask>,
    pub opening: Vec<Mask>,
    /// Per node: forward m σ (1 for the source), backward from the level on which it stands on (t + m δ)/σ. Other lanes hold what they may.
    pub value: Vec<Lanes>,
    /// Per clique: forward S_T, backward T_T; both times the clique's weight.
    pub through: Vec<Lanes>,
    /// Nodes by level.
    pub nodes: Levels,
    /// Cliques by the level on which they open.
    pub cliques: Levels,
    /// Power of two by which σ of each level is scaled against the level before; empty while none was.
    pub scale: Vec<Lanes>,
    /// t and m/t of the sources.
    pub weight: Lanes,
    pub own: Lanes,
    /// Result so far.
    pub sums: Sums,
}

impl Search {
    pub(super) fn new(operator: &Operator) -> Self {
        let (nodes, cliques) = (operator.nodes(), operator.cliques.weight.len());
        Self {
            front: vec![0; nodes],
            seen: vec![0; nodes],
            reached: vec![0; nodes],
            opened: vec![0; cliques],
            opening: vec![0; cliques],
            value: vec![Lanes::ZERO; nodes],
            through: vec![Lanes::ZERO; cliques],
            nodes: Levels::default(),
            cliques: Levels::default(),
            scale: Vec::new(),
            weight: Lanes::ZERO,
            own: Lanes::ZERO,
            sums: Sums::zeros(operator),
        }
    }

    /// Forgets the searches.
    #[inline(always)]
    pub(super) fn clear(&mut self) {
        self.front.fill(0);
        self.seen.fill(0);
        self.opened.fill(0);
        self.opening.fill(0);
        (self.weight, self.own) = (Lanes::ZERO, Lanes::ZERO);
    }
}
