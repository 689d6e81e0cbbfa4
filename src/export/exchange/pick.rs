//! Which users and groups an export holds.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{Ego, ExchangeOptions, GraphKind};
use crate::analysis::People;
use crate::graph::{Graph, Later, Workspace};
use crate::measures::Circles;
use crate::parallel;
use crate::progress::Progress;
use crate::selection::explain::{Layers, find};
use crate::tables::NONE;
use crate::text::{exchange as words, thousands};
use crate::{Error, ErrorKind, Result};

/// Users per piece of work.
const PIECE: usize = 64;

/// Users, then groups, by their places in the export.
#[derive(Debug)]
pub struct Picked {
    /// The node of each user, ascending.
    pub users: Vec<u32>,
    /// The number of each group, ascending; none in the user graph.
    pub groups: Vec<u32>,
    /// The place of each node of the graph; [`NONE`] where it is left out.
    pub place: Vec<u32>,
    /// The place of each group, after those of users.
    pub group_place: Vec<u32>,
}

impl Picked {
    /// Whoever is counted and meets every condition, and the groups that they are in.
    ///
    /// # Errors
    /// As [`Exchange::new`](super::Exchange::new), but for columns and memory.
    pub fn new(people: &People, options: &ExchangeOptions, progress: &Progress) -> Result<Self> {
        let (graph, circles) = (&people.graph, &people.measures.circles);
        if let Some(circle) = options.circle.filter(|&shown| shown == 0 || shown as usize > circles.sizes.len()) {
            let sentence = words::NO_SUCH_CIRCLE.with("circle", circle).with("count", circles.sizes.len());
            return Err(Error::new(ErrorKind::NotFound, sentence));
        }
        let ego = options.ego.as_ref().map(|ego| Ball::new(people, ego, options.min_strength, progress)).transpose()?;
        let of_circle = |v: usize| {
            let of = circles.of.get(v).copied().unwrap_or(NONE);
            options.circle.is_none_or(|shown| of != NONE && Circles::shown(of) == shown)
        };
        let meant = |v: &u32| {
            let v = *v as usize;
            let asked = || of_circle(v) && people.only.as_ref().is_none_or(|only| only[v]);
            graph.nodes.listed[v]
                && match &ego {
                    Some(ball) => v == ball.center as usize || ball.inside[v] && asked(),
                    None => asked(),
                }
        };
        let users: Vec<u32> = (0..graph.nodes.len() as u32).filter(meant).collect();
        let place = places(graph.nodes.len(), &users, 0);
        let members = &graph.membership.members_of;
        let has_any = |group: &u32| members.row(*group as usize).iter().any(|&v| place[v as usize] != NONE);
        let groups: Vec<u32> = match options.graph {
            GraphKind::Users => Vec::new(),
            GraphKind::Layers => (0..members.len() as u32).filter(has_any).collect(),
        };
        let group_place = places(members.len(), &groups, users.len());
        let picked = Self { users, groups, place, group_place };
        if options.graph == GraphKind::Users {
            picked.admit(graph, options, progress)?;
        }
        Ok(picked)
    }

    /// Refuses more edges than allowed. They are listed only where the pairs counted once for each group they share could be too many,
    /// and then not beyond the limit.
    fn admit(&self, graph: &Graph, options: &ExchangeOptions, progress: &Progress) -> Result<()> {
        let pairs = self.pairs_at_most(graph);
        if pairs <= options.max_edges {
            return Ok(());
        }
        let counted = AtomicU64::new(0);
        parallel::ordered_fold(
            self.users.len().div_ceil(PIECE),
            (),
            Vec::<Later>::new,
            |later, piece| {
                for &v in &self.users[piece * PIECE..((piece + 1) * PIECE).min(self.users.len())] {
                    if counted.load(Ordering::Relaxed) > options.max_edges || progress.is_cancelled() {
                        return;
                    }
                    graph.later_neighbours(v, later);
                    let n = later.iter().filter(|pair| self.has(pair, options.min_strength)).count();
                    counted.fetch_add(n as u64, Ordering::Relaxed);
                }
            },
            |(), _, _| {},
        );
        progress.check()?;
        if counted.into_inner() <= options.max_edges {
            return Ok(());
        }
        let sentence = words::TOO_MANY_EDGES.with("limit", thousands(options.max_edges));
        Err(Error::new(ErrorKind::Config, sentence.with("pairs", thousands(pairs))))
    }

    /// Whether an edge from one of the users is in the export.
    pub fn has(&self, pair: &Later, min_strength: f64) -> bool {
        self.place[pair.other as usize] != NONE && pair.strength >= min_strength
    }

    /// Pairs of users once for each group they share, and once for their interactions; at most all pairs.
    fn pairs_at_most(&self, graph: &Graph) -> u64 {
        let is_in = |v: &&u32| self.place[**v as usize] != NONE;
        let pairs = |n: u64| n * n.saturating_sub(1) / 2;
        let groups = 0..graph.incidence.members_of.len();
        let in_groups = groups.map(|g| pairs(graph.incidence.members_of.row(g).iter().filter(is_in).count() as u64));
        let ties = self
            .users
            .iter()
            .map(|&v| graph.ties.rows.row(v as usize).iter().filter(is_in).count() as u64)
            .sum::<u64>();
        in_groups.fold(ties / 2, u64::saturating_add).min(pairs(self.users.len() as u64))
    }
}

/// The place of each of `n` things of which `some` have one, from `first` on.
fn places(n: usize, some: &[u32], first: usize) -> Vec<u32> {
    let mut places = vec![NONE; n];
    some.iter().zip(first as u32..).for_each(|(&one, place)| places[one as usize] = place);
    places
}

/// Whoever is at most some steps away from somebody.
struct Ball {
    center: u32,
    inside: Vec<bool>,
}

impl Ball {
    /// Breadth first over ties of at least `min_strength`, through everybody who is counted. Without a limit each group is opened once:
    /// O(memberships + ties).
    fn new(people: &People, ego: &Ego, min_strength: f64, progress: &Progress) -> Result<Self> {
        let People { tables, graph, as_of, zone, .. } = people;
        let center = find(Layers { tables, graph, as_of: *as_of, zone }, &ego.user)?;
        let mut inside = vec![false; graph.nodes.len()];
        let mut opened = vec![false; graph.incidence.members_of.len()];
        let mut workspace = Workspace::default();
        let (mut frontier, mut next) = (vec![center], Vec::new());
        inside[center as usize] = true;
        for _ in 0..ego.radius {
            for &v in &frontier {
                progress.check()?;
                let mut meet = |other: u32| {
                    if graph.nodes.listed[other as usize] && !std::mem::replace(&mut inside[other as usize], true) {
                        next.push(other);
                    }
                };
                if min_strength > 0.0 {
                    let near = graph.neighbours(v, &mut workspace).iter();
                    near.filter(|(_, strength)| *strength >= min_strength).for_each(|&(other, _)| meet(other));
                    continue;
                }
                for &group in graph.incidence.groups_of.row(v as usize) {
                    if !std::mem::replace(&mut opened[group as usize], true) {
                        graph.incidence.members_of.row(group as usize).iter().for_each(|&other| meet(other));
                    }
                }
                graph.ties.rows.row(v as usize).iter().for_each(|&other| meet(other));
            }
            if next.is_empty() {
                break;
            }
            frontier.clear();
            std::mem::swap(&mut frontier, &mut next);
        }
        Ok(Self { center, inside })
    }
}
