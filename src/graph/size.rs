//! How large the user graph would be if its pairs were listed.

use super::{Csr, Graph};
use crate::memory::{Stage, WORD, of};
use crate::tables::Tables;

/// Size of the graph, known without listing pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Size {
    /// Nodes.
    pub users: u64,
    /// Groups that carry ties.
    pub groups: u64,
    /// Memberships after exclusions and without duplicates.
    pub memberships: u64,
    /// Interaction edges.
    pub ties: u64,
    /// Σ|g|(|g|−1)/2: pairs counted once per shared group.
    pub group_pairs: u64,
    /// Upper bound of distinct adjacent pairs: min(group_pairs + ties, n(n−1)/2).
    pub distinct_pairs_at_most: u64,
    /// Bytes of the graph: its nodes, both layers, and what is counted of each node and group.
    pub bytes: u64,
}

/// Size of `graph`. O(groups).
pub fn size(graph: &Graph) -> Size {
    let sizes = || (0..graph.incidence.members_of.len()).map(|g| graph.incidence.members_of.row(g).len() as u64);
    let group_pairs = sizes().map(pairs).fold(0, u64::saturating_add);
    let ties = graph.ties.rows.items.len() as u64 / 2;
    let users = graph.nodes.len() as u64;
    Size {
        users,
        groups: sizes().filter(|&size| size >= 2).count() as u64,
        memberships: graph.membership.groups_of.items.len() as u64,
        ties,
        group_pairs,
        distinct_pairs_at_most: group_pairs.saturating_add(ties).min(pairs(users)),
        bytes: bytes(graph),
    }
}

/// Bytes that the graph takes.
pub fn bytes(graph: &Graph) -> u64 {
    let Graph { nodes, membership, incidence, ties, tallies, .. } = graph;
    let rows = |csr: &Csr| (csr.offsets.len() * WORD) as u64 + of(&csr.items);
    let of_nodes = of(&nodes.user) + of(&nodes.node) + of(&nodes.presence) + of(&nodes.listed);
    let of_membership = rows(&membership.groups_of) + rows(&membership.members_of);
    let of_incidence = rows(&incidence.groups_of) + rows(&incidence.members_of);
    let of_weights = of(&incidence.pair_weight) + of(&incidence.member_weight) + of(&incidence.capped);
    let of_ties = rows(&ties.rows) + of(&ties.weights);
    let of_events =
        of(&tallies.events_in) + of(&tallies.events_out) + of(&tallies.remarks) + of(&tallies.recent_contacts);
    let of_events = of_events + of(&tallies.listeners) + of(&tallies.attention);
    let of_times = of(&tallies.last_contact) + of(&tallies.last_sent);
    let of_groups = of(&tallies.group_events) + of(&tallies.group_pairs);
    of_nodes + of_membership + of_incidence + of_weights + of_ties + of_events + of_times + of_groups
}

/// What building the graph of these tables takes at the most: events sorted by pairs, both directions of every tie, sides of every node; and
/// what stays, the graph.
pub fn need(tables: &Tables) -> Stage {
    let (users, groups) = (tables.users.len() as u64, tables.groups.len() as u64);
    let (rows, memberships) = (tables.interactions.from.len() as u64, tables.memberships.user.len() as u64);
    Stage {
        // The fate of a row, where it is sorted to, and the upper half of the ties.
        shared: rows * (1 + 8 + 12) + users * 64,
        each: 1 << 20,
        stays: rows * 2 * 12 + memberships * 16 + users * 120 + groups * 64,
    }
}

/// What classes of users take at the most.
pub(crate) fn need_of_classes(graph: &Graph) -> u64 {
    let (nodes, ties) = (graph.nodes.len() as u64, graph.ties.rows.items.len() as u64);
    nodes * 56 + graph.incidence.groups_of.items.len() as u64 * 8 + ties * 4
}

/// n(n−1)/2; n is below 2³², so nothing overflows.
fn pairs(n: u64) -> u64 {
    n * n.saturating_sub(1) / 2
}
