//! Measures of users by id, but for betweenness.

use std::borrow::Borrow;
use std::sync::Arc;

use super::{CirclesOptions, Network, Scores, scores};
use crate::Result;
use crate::graph::{self, Csr, classes};
use crate::measures::{brokerage, circles as communities, degree as of_degree};
use crate::tables::NONE;

/// How many others each user has a tie with.
///
/// Counted once for all users whom the network cannot tell apart; only the smaller groups of somebody are walked.
///
/// # Errors
/// [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn degree<I>(network: &Network<I>) -> Result<Scores<I, u32>> {
    let graph = &network.graph;
    let found = network.stage("degree", |progress| of_degree::degrees(graph, &classes(graph), progress))?;
    Ok(network.scores(found))
}

/// The sum of the strengths of each user's ties, in the unit of the weights. O(memberships + interactions).
pub fn strength<I>(network: &Network<I>) -> Scores<I> {
    network.scores(of_degree::strengths(&network.graph))
}

/// How many users each one's absence would cut off from the largest part that is left of the component; 0 for who is no
/// cut vertex. By low-links (Tarjan 1972), O(memberships + interactions).
pub fn articulation<I>(network: &Network<I>) -> Scores<I, u32> {
    network.scores(brokerage::articulation(&network.graph))
}

/// Burt's measures of structural holes; NaN for users without a tie.
#[derive(Clone, Debug)]
pub struct StructuralHoles<I> {
    constraint: Scores<I>,
    effective_size: Scores<I>,
}

impl<I> StructuralHoles<I> {
    /// Constraint: near 0 for somebody with many neighbours who do not know each other, 1 and more for few who do.
    pub fn constraint(&self) -> &Scores<I> {
        &self.constraint
    }

    /// Effective size: neighbours less their redundancy; at most the degree.
    pub fn effective_size(&self) -> &Scores<I> {
        &self.effective_size
    }
}

/// Constraint and effective size (Burt 1992) of every user, by strength.
///
/// Looks at the neighbours' neighbours: for each tie, at the groups and interactions of both ends. Where groups are large this takes
/// longest of all measures here.
///
/// # Errors
/// [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn structural_holes<I>(network: &Network<I>) -> Result<StructuralHoles<I>> {
    let everybody: Vec<u32> = (0..network.users.len() as u32).collect();
    let graph = &network.graph;
    let found = network.stage("holes", |progress| brokerage::structural_holes(graph, &everybody, progress))?;
    Ok(StructuralHoles {
        constraint: network.scores(found.iter().map(|of| of.constraint).collect()),
        effective_size: network.scores(found.iter().map(|of| of.effective_size).collect()),
    })
}

/// Users in parts that do not overlap: [`circles`] or [`components`]. Parts are numbered from 0.
#[derive(Clone, Debug)]
pub struct Partition<I> {
    ids: Arc<[I]>,
    of: Vec<u32>,
    members: Csr,
    modularity: f64,
}

impl<I> Partition<I> {
    fn new(network: &Network<I>, of: Vec<u32>, parts: usize, modularity: f64) -> Self {
        let numbered = (0u32..).zip(&of).filter(|&(_, &part)| part != NONE);
        let members = Csr::from_pairs(parts, numbered.map(|(node, &part)| (part, node)));
        Self { ids: Arc::clone(&network.users), of, members, modularity }
    }

    /// How many parts there are.
    pub fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The part of a user; `None` for one in no part, or unknown.
    pub fn get<Q: Ord + ?Sized>(&self, user: &Q) -> Option<usize>
    where
        I: Borrow<Q>,
    {
        let part = self.of[scores::place(&self.ids, user)?];
        (part != NONE).then_some(part as usize)
    }

    /// Users with their parts, in the order of ids; `None` for who is in none.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&I, Option<usize>)> + '_ {
        self.ids.iter().zip(self.of.iter().map(|&part| (part != NONE).then_some(part as usize)))
    }

    /// Users of one part, in the order of ids.
    ///
    /// # Panics
    /// When there is no such part.
    pub fn members(&self, part: usize) -> impl ExactSizeIterator<Item = &I> + '_ {
        self.members.row(part).iter().map(|&node| &self.ids[node as usize])
    }

    /// Users in each part.
    pub fn sizes(&self) -> Vec<usize> {
        (0..self.members.len()).map(|part| self.members.row(part).len()).collect()
    }

    /// Modularity of the parts (Newman and Girvan 2004), by strength, at most 1: how much more of the strength lies inside
    /// them than chance would have it. Of circles at the resolution that was asked for, of components at 1; 0 without ties.
    pub fn modularity(&self) -> f64 {
        self.modularity
    }
}

/// Circles: communities of users, found by the Leiden algorithm (Traag, Waltman, van Eck 2019) for modularity by strength.
///
/// Circles are numbered by size, the largest first, equal sizes by their first user; users without a tie are in none. The
/// same network and seed give the same circles at any number of threads. A sweep over the users takes time in proportion to
/// memberships and interactions.
///
/// # Errors
/// [`Config`](crate::ErrorKind::Config) for options that cannot be; [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn circles<I>(network: &Network<I>, options: &CirclesOptions) -> Result<Partition<I>> {
    let options = options.checked()?;
    let found = network.stage("circles", |progress| communities::circles(&network.graph, options, progress))?;
    Ok(Partition::new(network, found.of, found.sizes.len(), found.modularity))
}

/// Connected components, numbered in the order of their first users; somebody without a tie is a component alone.
///
/// By union–find, O(memberships + interactions) but for an inverse Ackermann function.
pub fn components<I>(network: &Network<I>) -> Partition<I> {
    let found = graph::components(&network.graph);
    let modularity = communities::modularity(&network.graph, &found.of, 1.0);
    Partition::new(network, found.of, found.sizes.len(), modularity)
}
