//! Seeds and reach by id.

use super::{Network, SeedsOptions};
use crate::config::MOST;
use crate::selection::seeds as kernel;
use crate::text::{network as text, settings};
use crate::{Error, ErrorKind, Result};

use kernel::Field;

/// One seed. Reaches are those of all seeds up to this one together.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Seed<I> {
    /// Who.
    pub id: I,
    /// What the seed adds to the reach of those before it: an estimate, at least 0.
    pub marginal: f64,
    /// Estimate of the reach, from cascades that had no part in the choice.
    pub reach: f64,
    /// Lower bound of the reach.
    pub low: f64,
    /// Upper bound of the reach.
    pub high: f64,
}

/// Chosen seeds, with what is certified of them within the model of cascades.
#[derive(Clone, Debug)]
pub struct Seeds<I> {
    picks: Vec<Seed<I>>,
    ratio: f64,
    upper: f64,
    total: f64,
}

impl<I> Seeds<I> {
    /// In the order of choosing: each beginning of the list is a choice too.
    pub fn picks(&self) -> &[Seed<I>] {
        &self.picks
    }

    /// Ids in the order of choosing.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &I> + '_ {
        self.picks.iter().map(|seed| &seed.id)
    }

    /// How many there are: at most k, fewer only where there are no more candidates.
    pub fn len(&self) -> usize {
        self.picks.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.picks.is_empty()
    }

    /// The set reaches at least this share of what the best one does, with probability 1 − `delta`; from 0 to 1.
    pub fn ratio(&self) -> f64 {
        self.ratio
    }

    /// Upper bound of what the best set of so many reaches.
    pub fn upper(&self) -> f64 {
        self.upper
    }

    /// What reaching everybody would count.
    pub fn total(&self) -> f64 {
        self.total
    }
}

/// The k users who together reach most others, each of whom counts 1: influence maximisation.
///
/// A cascade goes from a user u to a neighbour v with probability p(u → v) = rate · strength of their tie / strength of v
/// (independent cascade; linear threshold by [`SeedsOptions::model`]). Choice and certificate are OPIM-C (Tang et al. 2018) on
/// reverse-reachable sets. What is promised is promised within the model: a reach is no forecast.
///
/// # Errors
/// [`Config`](ErrorKind::Config) for options that cannot be; [`Interrupted`](ErrorKind::Interrupted).
pub fn seeds<I: Clone>(network: &Network<I>, options: &SeedsOptions) -> Result<Seeds<I>> {
    seeds_among(network, options, |_| true, |_| 1.0)
}

/// [`seeds`] among candidates, where reaching somebody counts as much as `value` says: a number from 0 to 10¹².
///
/// ```
/// use renmai::{Network, SeedsOptions, seeds_among};
///
/// let edges = [("ann", "bob", 1.0), ("bob", "carl", 1.0), ("dora", "eve", 1.0)];
/// let network = Network::from_edges(&edges)?;
/// let spend = |who: &&str| if *who == "eve" { 500.0 } else { 1.0 };
/// let chosen = seeds_among(&network, &SeedsOptions::default().k(1), |who| *who != "eve", spend)?;
/// assert_eq!(chosen.picks()[0].id, "dora");
/// # Ok::<(), renmai::Error>(())
/// ```
///
/// # Errors
/// As [`seeds`]; [`Data`](ErrorKind::Data) for a value that is out of bounds.
pub fn seeds_among<I: Clone>(
    network: &Network<I>,
    options: &SeedsOptions,
    candidate: impl Fn(&I) -> bool,
    value: impl Fn(&I) -> f64,
) -> Result<Seeds<I>> {
    let options = options.checked()?;
    let candidates: Vec<bool> = network.users.iter().map(candidate).collect();
    let value: Vec<f64> = network.users.iter().map(value).collect();
    if let Some(node) = value.iter().position(|value| !(0.0..=MOST).contains(value)) {
        let sentence = text::VALUE.with("node", node).with("found", value[node]);
        return Err(Error::new(ErrorKind::Data, sentence.with("most", format_args!("{MOST:e}"))));
    }
    let field = Field { candidates: &candidates, value: &value, quotas: &[] };
    let found = network.stage("seeds", |progress| kernel::seeds(&network.graph, field, options, progress))?;
    let seed = |pick: &kernel::Pick| {
        let kernel::Pick { node, marginal, reach, low, high } = *pick;
        Seed { id: network.users[node as usize].clone(), marginal, reach, low, high }
    };
    Ok(Seeds {
        picks: found.picks.iter().map(seed).collect(),
        ratio: found.ratio,
        upper: found.upper,
        total: found.total,
    })
}

/// How many users a list reaches.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Reach {
    /// Mean number of users reached, the seeds among them.
    pub users: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Cascades simulated.
    pub simulations: u32,
}

/// How many users a list reaches, by simulating cascades forwards: another way to the reach of [`seeds`], for any list.
///
/// # Errors
/// [`NotFound`](ErrorKind::NotFound) for a seed that is nobody; [`Config`](ErrorKind::Config) for options that cannot be;
/// [`Interrupted`](ErrorKind::Interrupted).
pub fn reach<I: Ord>(network: &Network<I>, seeds: &[I], options: &SeedsOptions) -> Result<Reach> {
    let options = options.checked()?;
    if options.simulations == 0 {
        let sentence = settings::AT_LEAST.with("key", "seeds.simulations").with("least", 30).with("found", 0);
        return Err(Error::new(ErrorKind::Config, sentence));
    }
    let mut nodes = Vec::with_capacity(seeds.len());
    for (row, id) in seeds.iter().enumerate() {
        let unknown = || Error::new(ErrorKind::NotFound, text::NO_SUCH_SEED.with("row", row));
        nodes.push(network.node(id).ok_or_else(unknown)?);
    }
    nodes.sort_unstable();
    nodes.dedup();
    let value = vec![1.0; network.users.len()];
    let found = network.stage("reach", |progress| kernel::spread(&network.graph, &nodes, &value, options, progress))?;
    Ok(Reach { users: found.users, low: found.users_low, high: found.users_high, simulations: found.simulations })
}
