//! Pairs, when someone asks for them: neighbours and strengths of one node, what two nodes share, or all pairs at once
//! behind a limit.
//!
//! The strength of a pair is summed over shared groups in ascending order, then the interaction edge; so both
//! directions have the same bits, and all functions here agree.

use super::csr::common;
use super::{Csr, Graph, size};
use crate::parallel;
use crate::progress::Progress;
use crate::text::removals;
use crate::{Error, ErrorKind};

/// Nodes per piece of work.
const PIECE: usize = 256;

/// Memory that [`Graph::neighbours`] uses again from call to call.
#[derive(Clone, Debug, Default)]
pub struct Workspace {
    neighbours: Vec<(u32, f64)>,
}

/// A node's neighbour that comes after it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Later {
    /// The neighbour.
    pub other: u32,
    /// Strength of the pair.
    pub strength: f64,
    /// Groups with ties that the two share.
    pub shared_groups: u32,
}

/// Every pair of adjacent nodes, in both directions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Projection {
    /// Neighbours of each node, ascending.
    pub rows: Csr,
    /// Strengths, parallel to `rows.items`.
    pub weights: Vec<f64>,
}

impl Projection {
    fn push(&mut self, neighbours: &[(u32, f64)]) {
        self.rows.items.extend(neighbours.iter().map(|&(other, _)| other));
        self.weights.extend(neighbours.iter().map(|&(_, weight)| weight));
        self.rows.offsets.push(self.rows.items.len());
    }

    /// Moves the rows of `part` to the end.
    fn take(&mut self, part: &mut Self) {
        let start = self.rows.items.len();
        self.rows.offsets.extend(part.rows.offsets.drain(1..).map(|end| start + end));
        self.rows.items.append(&mut part.rows.items);
        self.weights.append(&mut part.weights);
    }
}

impl Graph {
    /// Distinct neighbours of `node` with their strengths, ascending by node; `node` itself is not among them.
    ///
    /// O(m log(groups)) for m memberships in the node's groups and its ties, counted with repetition.
    pub fn neighbours<'w>(&self, node: u32, workspace: &'w mut Workspace) -> &'w [(u32, f64)] {
        self.collect_neighbours(node, &mut workspace.neighbours);
        &workspace.neighbours
    }

    /// The neighbours after `node`, ascending, into `out`: over all nodes every pair once, with the bits of [`Graph::neighbours`].
    ///
    /// O(m log(groups)) for m later members of the node's groups and its later ties.
    pub fn later_neighbours(&self, node: u32, out: &mut Vec<Later>) {
        out.clear();
        for &group in self.incidence.groups_of.row(node as usize) {
            let strength = self.incidence.pair_weight[group as usize];
            let members = self.incidence.members_of.row(group as usize);
            let later = &members[members.partition_point(|&other| other <= node)..];
            out.extend(later.iter().map(|&other| Later { other, strength, shared_groups: 1 }));
        }
        let ties = self.ties.of(node).filter(|&(other, _)| other > node);
        out.extend(ties.map(|(other, strength)| Later { other, strength, shared_groups: 0 }));
        // As in `collect_neighbours`.
        out.sort_by_key(|pair| pair.other);
        out.dedup_by(|part, sum| {
            let same = part.other == sum.other;
            if same {
                sum.strength += part.strength;
                sum.shared_groups += part.shared_groups;
            }
            same
        });
    }

    /// Whether all neighbours of `node` are tied to each other, so that it lies on no shortest path between two others; `None` where finding out
    /// takes more than `most` steps.
    ///
    /// Looks at the neighbours' neighbours until two are found that are not tied: O(degree · memberships of neighbours) at worst.
    pub fn is_simplicial(&self, node: u32, most: u64) -> Option<bool> {
        let steps = |node: u32| {
            let groups = self.incidence.groups_of.row(node as usize).iter();
            let members: usize = groups.map(|&group| self.incidence.members_of.row(group as usize).len()).sum();
            (members + self.ties.rows.row(node as usize).len()) as u64
        };
        let mut left = most.checked_sub(steps(node))?;
        let (mut own, mut theirs) = (Vec::new(), Vec::new());
        self.collect_neighbours(node, &mut own);
        for &(other, _) in &own {
            left = left.checked_sub(steps(other))?;
            self.collect_neighbours(other, &mut theirs);
            let mut rest = theirs.iter().map(|&(v, _)| v).peekable();
            let tied = |v: u32| {
                while rest.next_if(|&next| next < v).is_some() {}
                rest.peek() == Some(&v)
            };
            if !own.iter().map(|&(v, _)| v).filter(|&v| v != other).all(tied) {
                return Some(false);
            }
        }
        Some(true)
    }

    /// As [`Graph::neighbours`], into `out`.
    pub(super) fn collect_neighbours(&self, node: u32, out: &mut Vec<(u32, f64)>) {
        out.clear();
        for &group in self.incidence.groups_of.row(node as usize) {
            let weight = self.incidence.pair_weight[group as usize];
            let members = self.incidence.members_of.row(group as usize);
            out.extend(members.iter().filter(|&&other| other != node).map(|&other| (other, weight)));
        }
        out.extend(self.ties.of(node));
        // Stable: the parts of one pair stay in the order in which they are summed. The rows are sorted runs already.
        out.sort_by_key(|&(other, _)| other);
        out.dedup_by(|part, sum| {
            let same = part.0 == sum.0;
            if same {
                sum.1 += part.1;
            }
            same
        });
    }

    /// Groups with ties that two different nodes share, ascending.
    pub fn shared_groups(&self, a: u32, b: u32) -> impl Iterator<Item = u32> + '_ {
        common(self.incidence.groups_of.row(a as usize), self.incidence.groups_of.row(b as usize))
    }

    /// Weight of the interaction edge between two nodes, if there is one.
    pub fn tie_weight(&self, a: u32, b: u32) -> Option<f64> {
        let rows = &self.ties.rows;
        // Both directions weigh the same: a hub's row is long.
        let (a, b) = if rows.row(b as usize).len() < rows.row(a as usize).len() { (b, a) } else { (a, b) };
        let start = rows.offsets[a as usize];
        rows.row(a as usize).binary_search(&b).ok().map(|i| self.ties.weights[start + i])
    }

    /// Whether two different nodes share a group with ties or have an interaction edge; a node is not adjacent to itself.
    pub fn adjacent(&self, a: u32, b: u32) -> bool {
        a != b && (share_a_group(self, a, b) || self.tie_weight(a, b).is_some())
    }

    /// Strength between two different nodes; `None` when they are not adjacent.
    pub fn strength(&self, a: u32, b: u32) -> Option<f64> {
        if a == b {
            return None;
        }
        let by_groups = self.shared_groups(a, b).map(|group| self.incidence.pair_weight[group as usize]);
        by_groups.chain(self.tie_weight(a, b)).reduce(|sum, part| sum + part)
    }

    /// Lists all pairs. 12 bytes per direction of a pair.
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) when there could be more than `limit` distinct pairs
    /// ([`Size::distinct_pairs_at_most`](super::Size::distinct_pairs_at_most)), before anything is allocated;
    /// [`Interrupted`](crate::ErrorKind::Interrupted).
    pub fn project(&self, limit: u64, progress: &Progress) -> crate::Result<Projection> {
        let pairs = size(self).distinct_pairs_at_most;
        if pairs > limit {
            let sentence = removals::TOO_MANY_PAIRS.with("pairs", pairs).with("limit", limit);
            return Err(Error::new(ErrorKind::Config, sentence));
        }
        let n = self.nodes.len();
        let projection = parallel::ordered_fold(
            n.div_ceil(PIECE),
            Projection::default(),
            || (Workspace::default(), Projection::default()),
            |(workspace, part), i| {
                for node in i * PIECE..((i + 1) * PIECE).min(n) {
                    if !progress.is_cancelled() {
                        part.push(self.neighbours(node as u32, workspace));
                    }
                }
            },
            |all, (_, part), _| all.take(part),
        );
        progress.check()?;
        Ok(projection)
    }
}

/// Whether two nodes share a group.
pub(super) fn share_a_group(graph: &Graph, a: u32, b: u32) -> bool {
    graph.shared_groups(a, b).next().is_some()
}
