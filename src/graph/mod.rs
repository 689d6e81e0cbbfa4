//! The weighted user graph in two layers: who is in which group, and who interacted with whom. Pairs are never listed
//! unless someone asks for them.
//!
//! Nodes are the customers that are left after the exclusions of [`build()`]; a *node number* follows the user id's byte
//! order. Two nodes are adjacent when they share at least one group that weighs something or have an interaction edge.
//! Their strength is Σ over shared groups of [`Incidence::pair_weight`] + [`Ties::weights`]. What weighs nothing ties
//! nobody: a group of weight 0 is in [`Membership`] and not in [`Incidence`], from which every measure reads.

pub mod build;
pub mod classes;
pub mod components;
pub mod csr;
pub mod events;
mod path;
pub mod projection;
pub mod size;
pub mod visit;
pub mod walk;

pub use build::{BuildOptions, build};
pub use classes::{Classes, classes};
pub use components::{Components, components};
pub use csr::Csr;
pub use events::{Events, events_between};
pub use projection::{Later, Projection, Workspace};
pub use size::{Size, size};
pub use visit::Edge;

use crate::diagnostic::Finding;
use crate::tables::{NONE, Presence, Seconds};

/// The graph and what was counted while building it.
#[derive(Debug, Default)]
pub struct Graph {
    /// Which users are nodes.
    pub nodes: Nodes,
    /// Who is in which group.
    pub membership: Membership,
    /// Group layer: the groups that carry ties.
    pub incidence: Incidence,
    /// Interaction layer.
    pub ties: Ties,
    /// Scalars per node from the same events.
    pub tallies: Tallies,
    /// What was removed and why, as counts.
    pub findings: Vec<Finding>,
    /// How many users were removed and why.
    pub excluded: Excluded,
}

/// Which users are nodes.
#[derive(Debug, Default)]
pub struct Nodes {
    /// User number of each node, ascending.
    pub user: Vec<u32>,
    /// Node number of each user; [`crate::tables::NONE`] for staff, robots and opted-out users.
    pub node: Vec<u32>,
    /// What each user number is.
    pub presence: Vec<Presence>,
    /// Whether the node [is counted](Presence::is_counted); false only for opted-out users kept by `privacy.opted_out = "graph_only"`.
    pub listed: Vec<bool>,
    /// How many are listed: the n of percentile ranks, shares and `users.csv`.
    pub listed_count: usize,
}

impl Nodes {
    /// Those of the users who are nodes.
    pub fn new(presence: Vec<Presence>) -> Self {
        let mut nodes = Self { node: vec![NONE; presence.len()], ..Self::default() };
        for (user, one) in (0u32..).zip(&presence).filter(|(_, one)| one.is_node()) {
            nodes.node[user as usize] = nodes.user.len() as u32;
            nodes.user.push(user);
            nodes.listed.push(one.is_counted());
        }
        nodes.listed_count = nodes.listed.iter().filter(|&&listed| listed).count();
        Self { presence, ..nodes }
    }

    /// What a node's user is.
    pub fn presence_of(&self, node: u32) -> Presence {
        self.presence[self.user[node as usize] as usize]
    }

    /// Whether others may be told of a node's user.
    pub fn may_be_named(&self, node: u32) -> bool {
        self.presence_of(node).may_be_named()
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.user.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.user.is_empty()
    }
}

/// Who is in which group: node × group, duplicates merged, exclusions applied. Group numbers are those of the tables.
#[derive(Clone, Debug, Default)]
pub struct Membership {
    /// Groups of each node, ascending, whether they carry ties or not.
    pub groups_of: Csr,
    /// Nodes in each group, ascending; empty for groups above the cap.
    pub members_of: Csr,
}

impl Membership {
    /// Members of a group after exclusions.
    pub fn size(&self, group: u32) -> usize {
        self.members_of.row(group as usize).len()
    }

    /// Groups that both nodes are in, ascending.
    pub fn shared_groups(&self, a: u32, b: u32) -> impl Iterator<Item = u32> + '_ {
        csr::common(self.groups_of.row(a as usize), self.groups_of.row(b as usize))
    }
}

/// Group layer: the part of [`Membership`] that carries ties, groups of two or more members and some weight. Other
/// groups have numbers here too, and nobody in them.
#[derive(Debug, Default)]
pub struct Incidence {
    /// Groups of each node that carry ties, ascending.
    pub groups_of: Csr,
    /// Nodes in each group that carries ties, ascending; empty for the others.
    pub members_of: Csr,
    /// ω(g) times the kind's factor: strength of one pair of members; 0 for groups with fewer than two members.
    pub pair_weight: Vec<f64>,
    /// Strength that one member gets from all others of the group: (|g| − 1) · `pair_weight`, exactly 1 times the kind's factor under `newman`.
    pub member_weight: Vec<f64>,
    /// Left out for its size.
    pub capped: Vec<bool>,
}

impl Incidence {
    /// The layer of groups that weigh something; `pair_weight` is 0 for groups with fewer than two members.
    pub fn new(membership: &Membership, pair_weight: Vec<f64>, member_weight: Vec<f64>, capped: Vec<bool>) -> Self {
        let mut groups_of = membership.groups_of.clone();
        groups_of.retain(|_, group| pair_weight[group as usize] > 0.0);
        let members_of = groups_of.transposed(pair_weight.len());
        Self { groups_of, members_of, pair_weight, member_weight, capped }
    }

    /// Members of a group that carries ties; 0 for others.
    pub fn size(&self, group: u32) -> usize {
        self.members_of.row(group as usize).len()
    }
}

/// Interaction layer: undirected, symmetric, no self-loops, targets ascending within a row.
#[derive(Debug, Default)]
pub struct Ties {
    /// Neighbours of each node.
    pub rows: Csr,
    /// Σ κ(kind) · count · 2^(−age / half_life) over the events between the two, parallel to `rows.items`; > 0.
    pub weights: Vec<f64>,
}

impl Ties {
    /// Neighbours of a node by interaction edges, ascending, with the weights.
    #[inline]
    pub fn of(&self, node: u32) -> impl Iterator<Item = (u32, f64)> + Clone + '_ {
        let range = self.rows.offsets[node as usize]..self.rows.offsets[node as usize + 1];
        self.rows.items[range.clone()].iter().copied().zip(self.weights[range].iter().copied())
    }
}

/// Scalars per node. Events with staff count, events with opted-out users do not.
#[derive(Debug, Default)]
pub struct Tallies {
    /// Events received (sum of `count`).
    pub events_in: Vec<f64>,
    /// Events sent.
    pub events_out: Vec<f64>,
    /// The larger of `remark_count` and the number of distinct people who sent a `remark` event.
    pub remarks: Vec<f64>,
    /// Distinct other nodes who addressed this one: with an event between two nodes, of a kind that counts and weighs anything.
    pub listeners: Vec<u32>,
    /// The same, each of them by κ, age and number of events, with what one gives limited.
    pub attention: Vec<f64>,
    /// Time of the last event in either direction; [`crate::tables::NO_TIME`] if none has a time.
    pub last_contact: Vec<Seconds>,
    /// Time of the last event sent.
    pub last_sent: Vec<Seconds>,
    /// Events in either direction within the contact window (events without time count).
    pub recent_contacts: Vec<f64>,
    /// Per group number: events whose two ends are both members.
    pub group_events: Vec<f64>,
    /// Per group number: pairs of members with such an event.
    pub group_pairs: Vec<u32>,
}

/// Users that are no nodes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct Excluded {
    /// Employees.
    pub staff: u64,
    /// Robots.
    pub robots: u64,
    /// Users who opted out (also when kept as unnamed nodes).
    pub opted_out: u64,
}
