//! How large the user graph would be if its pairs were listed.

use super::Graph;

/// Size of the graph, known without listing pairs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct Size {
    /// Nodes.
    pub users: u64,
    /// Groups with at least two members.
    pub groups: u64,
    /// Memberships after exclusions and without duplicates.
    pub memberships: u64,
    /// Interaction edges.
    pub ties: u64,
    /// Σ|g|(|g|−1)/2: pairs counted once per shared group.
    pub group_pairs: u64,
    /// Upper bound of distinct adjacent pairs: min(group_pairs + ties, n(n−1)/2).
    pub distinct_pairs_at_most: u64,
}

/// Size of `graph`.
pub fn size(_graph: &Graph) -> Size {
    todo!("graph room")
}
