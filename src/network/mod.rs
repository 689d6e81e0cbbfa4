//! A network in memory and the measures on it: from slices to numbers, without tables, files or configuration.
//!
//! [`Network`] holds who is in which group and who interacts with whom, and what everybody is called. Each measure is a
//! plain function of a network and of options, and gives a result that knows the ids: [`Scores`], [`Betweenness`],
//! [`Partition`], [`Seeds`]. Results share the ids with the network and outlive it.
//!
//! What is computed, and how, is what the program does: the same layers, the same kernels, the same bits.

mod betweenness;
mod build;
mod csr;
mod measures;
mod options;
mod petgraph;
mod scores;
mod seeds;

pub use betweenness::{Betweenness, betweenness};
pub use build::NetworkBuilder;
pub use csr::Stored;
pub use measures::{Partition, StructuralHoles, articulation, circles, components, degree, strength, structural_holes};
pub use options::{BetweennessOptions, CirclesOptions, SeedsOptions};
pub use scores::Scores;
pub use seeds::{Reach, Seed, Seeds, reach, seeds, seeds_among};

use std::borrow::Borrow;
use std::sync::Arc;

use crate::Result;
use crate::analysis::{as_of, layers};
use crate::config::Config;
use crate::graph::{Graph, Workspace};
use crate::progress::Progress;
use crate::tables::{Ids, Tables};

/// People, the groups that they are in, and who interacts with whom: a weighted, undirected graph of the people, kept
/// in two layers. Pairs of people who share a group are never listed, so a group of 500 costs 500 entries, not 124,750.
///
/// **Ids** are whatever has an order and a hash, and can be cloned: `&str`, `String`, `u32`, petgraph's `NodeIndex`. Users and groups
/// have ids of one type, and are told apart by where they stand. Nodes are numbered in the order of their ids, so nothing
/// depends on the order of rows; the same people under ids of another order are another network, whose last digits may
/// differ, and circles where several are equally good.
///
/// **Ties.** Two people are adjacent when they share a group of two or more, or have an interaction. The *strength* of
/// their tie is the sum, over the groups that they share, of 1/(|g| − 1) (Newman 2001; another
/// [`GroupWeight`](crate::GroupWeight) by the builder), plus the weights of their interactions in either direction. The
/// stronger, the closer. Somebody's interactions with themselves tie nobody, and are [counted](Network::self_loops).
///
/// Made by [`Network::builder`], [`from_memberships`](Network::from_memberships), [`from_edges`](Network::from_edges),
/// [`from_csr`](Network::from_csr), [`from_petgraph`](Network::from_petgraph) and [`from_csv`](Network::from_csv).
pub struct Network<I> {
    graph: Graph,
    users: Arc<[I]>,
    groups: Arc<[I]>,
    self_loops: u64,
    progress: Arc<Progress>,
}

impl<I> std::fmt::Debug for Network<I> {
    /// Its size; nobody's id.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (users, groups) = (self.users.len(), self.groups.len());
        f.debug_struct("Network").field("users", &users).field("groups", &groups).finish_non_exhaustive()
    }
}

impl Network<String> {
    /// From CSV text as the program reads it, by the name of the table: `("memberships", "user_id,group_id\n…")`,
    /// `("interactions", "from_id,to_id,kind,at,count\n…")` and the others.
    ///
    /// The network is the one that the program would analyse with its default options: interactions count by kind and
    /// halve every 90 days; employees, robots and people who opted out are no nodes.
    ///
    /// ```
    /// use renmai::Network;
    ///
    /// let network = Network::from_csv(&[("memberships", "user_id,group_id\nann,g1\nbob,g1\nbob,g2\n")])?;
    /// assert_eq!(network.users(), ["ann", "bob"]);
    /// # Ok::<(), renmai::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Data`](crate::ErrorKind::Data) for what cannot be read, with line and column; [`Config`](crate::ErrorKind::Config)
    /// for a name that is no table.
    pub fn from_csv(tables: &[(&str, &str)]) -> Result<Self> {
        let (tables, config, progress) = (Tables::from_csv(tables)?, Config::default(), Progress::silent());
        let graph = layers(&tables, &config, as_of(&tables, &config)?, &progress)?;
        let names =
            |ids: &Ids, numbers: &mut dyn Iterator<Item = u32>| numbers.map(|i| ids.name(i).to_owned()).collect();
        let rows = &tables.interactions;
        Ok(Self {
            users: names(&tables.users, &mut graph.nodes.user.iter().copied()),
            groups: names(&tables.groups, &mut (0..tables.groups.len() as u32)),
            self_loops: rows.from.iter().zip(&rows.to).filter(|(from, to)| from == to).count() as u64,
            graph,
            progress: Arc::new(progress),
        })
    }
}

impl<I> Network<I> {
    /// Ids of the users in ascending order; a user's place is the number of its node.
    pub fn users(&self) -> &[I] {
        &self.users
    }

    /// Ids of the groups in ascending order, also of those that tie nobody.
    pub fn groups(&self) -> &[I] {
        &self.groups
    }

    /// How many interactions were left out because both ends are the same user.
    pub fn self_loops(&self) -> u64 {
        self.self_loops
    }

    /// Everybody with whom `id` has a tie, and its strength, in the order of ids; `None` for an unknown id.
    ///
    /// O(m log g) for m members of the g groups of `id`, counted with repetition, and its interactions.
    pub fn neighbours<Q: Ord + ?Sized>(&self, id: &Q) -> Option<Vec<(&I, f64)>>
    where
        I: Borrow<Q>,
    {
        let mut workspace = Workspace::default();
        let found = self.graph.neighbours(self.node(id)?, &mut workspace);
        Some(found.iter().map(|&(node, strength)| (&self.users[node as usize], strength)).collect())
    }

    /// Strength of the tie between two users; `None` where there is no tie or no such user.
    pub fn tie<Q: Ord + ?Sized>(&self, a: &Q, b: &Q) -> Option<f64>
    where
        I: Borrow<Q>,
    {
        self.graph.strength(self.node(a)?, self.node(b)?)
    }

    /// A stage that may be watched and cancelled.
    fn stage<T>(&self, stage: &'static str, work: impl FnOnce(&Progress) -> T) -> Result<T> {
        let done = self.progress.stage(stage, 0, || work(&self.progress));
        self.progress.check().map(|()| done)
    }

    /// The number of a user's node.
    fn node<Q: Ord + ?Sized>(&self, id: &Q) -> Option<u32>
    where
        I: Borrow<Q>,
    {
        scores::place(&self.users, id).map(|node| node as u32)
    }

    /// Values of all users, in the order of nodes.
    fn scores<T>(&self, values: Vec<T>) -> Scores<I, T> {
        Scores::new(&self.users, values)
    }
}
