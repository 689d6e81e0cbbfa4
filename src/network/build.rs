//! From slices of ids to the layers, by the builder of the program: ids are numbered in their own order, and rows sorted, so
//! that their order means nothing.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use super::Network;
use crate::config::{AttentionOptions, GraphOptions, GroupWeight, LEAST, MOST, OptedOut, StaffOptions, is_within};
use crate::graph::{BuildOptions, build};
use crate::parallel;
use crate::progress::Progress;
use crate::tables::{Ids, Interactions, MemberType, Memberships, NO_TIME, NONE, Tables, Zone};
use crate::text::network as text;
use crate::{Error, ErrorKind, Result};

impl<I: Ord + Hash + Clone> Network<I> {
    /// Puts a network together from users, memberships and interactions, any of which may be missing.
    pub fn builder<'a>() -> NetworkBuilder<'a, I> {
        NetworkBuilder::default()
    }

    /// From (user, group) pairs in any order; a pair that comes again counts once.
    ///
    /// ```
    /// use renmai::{Network, strength};
    ///
    /// let network = Network::from_memberships(&[(1, 10), (2, 10), (3, 10), (3, 11), (4, 11)])?;
    /// assert_eq!(network.users(), [1, 2, 3, 4]);
    /// assert_eq!(strength(&network).values(), [1.0, 1.0, 2.0, 1.0]);
    /// # Ok::<(), renmai::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`NetworkBuilder::build`].
    pub fn from_memberships(memberships: &[(I, I)]) -> Result<Self> {
        Self::builder().memberships(memberships).build()
    }

    /// From weighted edges, in any order and direction; edges between the same two people are summed.
    ///
    /// ```
    /// use renmai::{Network, degree};
    ///
    /// let network = Network::from_edges(&[("ann", "bob", 1.0), ("bob", "ann", 2.0), ("bob", "carl", 1.0)])?;
    /// assert_eq!(degree(&network)?.get("bob"), Some(2));
    /// assert_eq!(network.tie("ann", "bob"), Some(3.0));
    /// # Ok::<(), renmai::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`NetworkBuilder::build`].
    pub fn from_edges(edges: &[(I, I, f64)]) -> Result<Self> {
        Self::builder().interactions(edges).build()
    }
}

/// Puts a [`Network`] together.
///
/// ```
/// use renmai::{GroupWeight, Network, components};
///
/// let network = Network::builder()
///     .users(&["eve"]) // somebody without a tie
///     .memberships(&[("ann", "chess"), ("bob", "chess"), ("carl", "chess")])
///     .interactions(&[("carl", "dora", 2.5)])
///     .group_weight(GroupWeight::Count)
///     .build()?;
/// assert_eq!(network.users(), ["ann", "bob", "carl", "dora", "eve"]);
/// assert_eq!(components(&network).sizes(), [4, 1]);
/// # Ok::<(), renmai::Error>(())
/// ```
#[derive(Debug)]
#[must_use]
pub struct NetworkBuilder<'a, I> {
    users: &'a [I],
    memberships: &'a [(I, I)],
    interactions: &'a [(I, I, f64)],
    options: GraphOptions,
    progress: Arc<Progress>,
}

impl<I> Default for NetworkBuilder<'_, I> {
    fn default() -> Self {
        let (options, progress) = (GraphOptions::default(), Arc::default());
        Self { users: &[], memberships: &[], interactions: &[], options, progress }
    }
}

impl<'a, I: Ord + Hash + Clone> NetworkBuilder<'a, I> {
    /// Users who are nodes whatever the other slices say: those without a tie. May repeat others, and itself.
    pub fn users(self, users: &'a [I]) -> Self {
        Self { users, ..self }
    }

    /// (user, group) pairs, in any order; one that comes again counts once.
    pub fn memberships(self, memberships: &'a [(I, I)]) -> Self {
        Self { memberships, ..self }
    }

    /// (user, user, weight): interactions in any order and either direction, summed by pair of users. A weight is a
    /// number from 10⁻¹² to 10¹²: the more, the closer.
    pub fn interactions(self, interactions: &'a [(I, I, f64)]) -> Self {
        Self { interactions, ..self }
    }

    /// How much a shared group counts for a pair of its members; [`GroupWeight::Newman`] by default.
    pub fn group_weight(mut self, weight: GroupWeight) -> Self {
        self.options.group_weight = weight;
        self
    }

    /// Groups with more members than this tie nobody; no limit by default.
    pub fn group_cap(mut self, members: usize) -> Self {
        self.options.group_cap = Some(members);
        self
    }

    /// Who is told how far building and every measure of this network are, and may cancel them: then they end with an
    /// [`Interrupted`](ErrorKind::Interrupted) error.
    pub fn progress(self, progress: Arc<Progress>) -> Self {
        Self { progress, ..self }
    }

    /// Builds the network. O(r + n log n) for r rows of all slices and n distinct ids, and the sorting of the interactions.
    ///
    /// # Errors
    /// [`Data`](ErrorKind::Data) for a weight that is not finite, not positive or out of bounds, and for more rows or ids than
    /// 2³² − 2; [`Interrupted`](ErrorKind::Interrupted).
    pub fn build(self) -> Result<Network<I>> {
        weights_fit("interactions", self.interactions.iter().map(|(_, _, weight)| *weight))?;
        let ends = self.interactions.iter().flat_map(|(from, to, _)| [from, to]);
        let users = Numbered::new(self.users.iter().chain(self.memberships.iter().map(|(user, _)| user)).chain(ends));
        let groups = Numbered::new(self.memberships.iter().map(|(_, group)| group));
        fits("users", users.ids.len())?;
        fits("groups", groups.ids.len())?;
        self.progress.check()?;
        let interactions = interactions(self.interactions, &users);
        let tables = Tables {
            memberships: memberships(self.memberships, &users, &groups),
            users: Ids::unnamed(users.ids.len()),
            groups: Ids::unnamed(groups.ids.len()),
            interactions,
            ..Tables::default()
        };
        let options = BuildOptions {
            graph: &self.options,
            attention: &AttentionOptions::default(),
            staff: &StaffOptions::default(),
            opted_out: OptedOut::Drop,
            as_of: NO_TIME,
            zone: &Zone::default(),
            contact_window_days: 0,
        };
        let graph = self.progress.stage("build", 0, || build(&tables, options, &self.progress))?;
        Ok(Network {
            graph,
            users: users.owned(),
            groups: groups.owned(),
            self_loops: self.interactions.iter().filter(|(from, to, _)| from == to).count() as u64,
            progress: self.progress,
        })
    }
}

/// Distinct ids, ascending, and the place of each.
struct Numbered<'a, I> {
    ids: Vec<&'a I>,
    place: HashMap<&'a I, u32>,
}

impl<'a, I: Ord + Hash + Clone> Numbered<'a, I> {
    /// Rows repeat ids, so that the distinct ones are found by hashing, and only these sorted.
    fn new(all: impl Iterator<Item = &'a I>) -> Self {
        let (mut ids, mut place) = (Vec::new(), HashMap::new());
        for id in all {
            place.entry(id).or_insert_with(|| {
                ids.push(id);
                NONE
            });
        }
        ids.sort_unstable();
        for (&id, i) in ids.iter().zip(0..) {
            place.insert(id, i);
        }
        Self { ids, place }
    }

    /// The number of an id that is there.
    fn number(&self, id: &I) -> u32 {
        self.place[id]
    }

    fn owned(self) -> Arc<[I]> {
        self.ids.into_iter().cloned().collect()
    }
}

fn fits(what: &str, found: usize) -> Result<()> {
    let most = NONE - 1;
    if u32::try_from(found).is_ok_and(|found| found <= most) {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Data, text::TOO_MANY_IDS.with("what", what).with("found", found).with("most", most)))
}

/// Whether what stands in `what` are weights.
pub(super) fn weights_fit(what: &str, weights: impl Iterator<Item = f64>) -> Result<()> {
    let Some((row, found)) = weights.enumerate().find(|&(_, weight)| !is_within(weight)) else { return Ok(()) };
    let sentence = text::WEIGHT.with("what", what).with("row", row).with("found", found);
    let sentence = sentence.with("least", format_args!("{LEAST:e}")).with("most", format_args!("{MOST:e}"));
    Err(Error::new(ErrorKind::Data, sentence))
}

fn memberships<I: Ord + Hash + Clone>(
    rows: &[(I, I)],
    users: &Numbered<'_, I>,
    groups: &Numbered<'_, I>,
) -> Memberships {
    Memberships {
        user: rows.iter().map(|(user, _)| users.number(user)).collect(),
        group: rows.iter().map(|(_, group)| groups.number(group)).collect(),
        joined_at: vec![NO_TIME; rows.len()],
        left_at: vec![NO_TIME; rows.len()],
        member_type: vec![MemberType::Customer; rows.len()],
    }
}

/// Rows of the kind that weighs 1 each.
fn interactions<I: Ord + Hash + Clone>(rows: &[(I, I, f64)], users: &Numbered<'_, I>) -> Interactions {
    let mut rows: Vec<(u32, u32, f64)> =
        rows.iter().map(|(from, to, weight)| (users.number(from), users.number(to), *weight)).collect();
    parallel::sort_unstable_by(&mut rows, |a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)));
    Interactions {
        from: rows.iter().map(|row| row.0).collect(),
        to: rows.iter().map(|row| row.1).collect(),
        count: rows.iter().map(|row| row.2).collect(),
        kind: vec![0; rows.len()],
        at: vec![NO_TIME; rows.len()],
        group: Vec::new(),
        kinds: vec!["other".to_owned()],
    }
}
