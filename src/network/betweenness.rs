//! Betweenness by id.

use std::borrow::Borrow;

use super::{BetweennessOptions, Network, Scores, scores};
use crate::Result;
use crate::measures::betweenness::{self as kernel, Sampling};

/// Betweenness of every user and group: Σ over unordered pairs {s, t} of other users of the share of their shortest paths
/// that the user lies on. Endpoints are excluded, and nothing is normalised: divide by (n − 1)(n − 2)/2 for shares of all pairs.
#[derive(Clone, Debug)]
pub struct Betweenness<I> {
    users: Scores<I>,
    low: Vec<f64>,
    high: Vec<f64>,
    groups: Option<Scores<I>>,
    sampling: Option<Sampling>,
}

/// Betweenness (Freeman 1977) of users, and of groups.
///
/// A step of a path is a tie, and each is one step long, however strong, but for
/// [`Weighted`](crate::BetweennessMethod::Weighted): there a tie is 1 / strength long. What a group gets is the share of shortest paths, of pairs at
/// distance two or more, that take a step inside it; a step that k shared groups could carry counts 1/k for each.
///
/// **How.** Exact: Brandes (2001) on classes of users whom the network cannot tell apart, over groups instead of pairs. Sampled:
/// pairs of users and one shortest path of each, drawn uniformly, with limits for every user. Which of the two
/// [`Auto`](crate::BetweennessMethod::Auto) takes follows from counted steps and bytes, never from a clock. The same network and options give the same bits at any
/// number of threads.
///
/// **Complexity.** Exact: a search from each class over memberships and interactions, O(classes · (memberships + interactions)) at
/// worst.
///
/// # Errors
/// [`Config`](crate::ErrorKind::Config) for options that cannot be, or do not fit together, and for an exact run that needs more
/// memory than allowed; [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn betweenness<I>(network: &Network<I>, options: &BetweennessOptions) -> Result<Betweenness<I>> {
    let options = options.checked()?;
    let found = network.stage("betweenness", |progress| kernel::betweenness(&network.graph, options, progress))??;
    let kernel::Betweenness { users, low, high, groups, sampling, .. } = found;
    let users = network.scores(users);
    let groups = (groups.len() == network.groups.len()).then(|| Scores::new(&network.groups, groups));
    Ok(Betweenness { users, low, high, groups, sampling })
}

impl<I> Betweenness<I> {
    /// Of every user; sampled: the estimates.
    pub fn users(&self) -> &Scores<I> {
        &self.users
    }

    /// Of every group; `None` where groups get none: [`Weighted`](crate::BetweennessMethod::Weighted), and by the options.
    pub fn groups(&self) -> Option<&Scores<I>> {
        self.groups.as_ref()
    }

    /// Users with their betweenness, in the order of ids.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&I, f64)> + '_ {
        self.users.iter()
    }

    /// Betweenness of a user; `None` for an unknown one.
    pub fn get<Q: Ord + ?Sized>(&self, user: &Q) -> Option<f64>
    where
        I: Borrow<Q>,
    {
        self.users.get(user)
    }

    /// The `n` users of highest betweenness; equal ones in the order of ids. Values that only rounding tells apart are not
    /// equal.
    pub fn top(&self, n: usize) -> Vec<(&I, f64)> {
        self.users.top(n)
    }

    /// Between what a user's betweenness lies, from below and from above: in a sampled run with the probability of the
    /// options' `delta`, in an exact one the value itself. `None` for an unknown one.
    pub fn limits<Q: Ord + ?Sized>(&self, user: &Q) -> Option<(f64, f64)>
    where
        I: Borrow<Q>,
    {
        scores::place(self.users.ids(), user).map(|i| (self.low[i], self.high[i]))
    }

    /// How a sampled run went; `None` where every value is exact, up to rounding.
    pub fn sampling(&self) -> Option<&Sampling> {
        self.sampling.as_ref()
    }
}
