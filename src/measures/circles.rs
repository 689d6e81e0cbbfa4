//! Circles: communities of the weighted user graph by modularity, without listing pairs.
//!
//! **Definition.** Q = Σ over circles of `in/2m − γ (K/2m)²`: `in` is twice the strength inside the circle, K the strength
//! of its members, 2m that of all users, γ the resolution. A circle is connected, and every user with positive strength
//! is in exactly one.
//!
//! **Assumptions.** Strengths as in [`crate::graph`]. Modularity has a resolution limit: it merges circles that are small
//! beside the whole, whatever finds them. Users whose only ties are random are put somewhere; that place says nothing.
//!
//! **How.** Leiden, with departures. One node stands for all users without ties who are in the same groups, when `w > γ
//! k²/2m` for two of them: then some best partition keeps them together. Everybody starts with the others of the group
//! whose pairs are strongest (small graphs are also begun with everybody alone). A level moves nodes to the circle where they add most, as long as something around them
//! changes enough; splits each circle into well-connected parts, grown from single nodes; and makes the parts the nodes of the
//! next level. Each group keeps one count per community, so a node's strength towards a community is Σ over its groups of
//! `pair_weight` · users · users of the community there, plus ties: a level's graph is again two layers. Whole iterations
//! repeat from the users until one gains next to nothing above them (large graphs: two); small graphs are done several
//! times, and the best result is kept. At the end single nodes move until a sweep moves fewer than one in 100,000, and a circle that fell apart is
//! separated.
//!
//! **Departures.** Parts grow by the largest gain, not at random; of the nodes that are still alone a node sees those tied to it
//! and a few of each of its groups. The first iteration only prepares and does not split. A node is looked at again not
//! after every change around it but once changes add up to what it would lose by moving: before, nothing that it saw can be better.
//!
//! In a group with many nodes and many communities a node does not see all of them, but those of some random members and
//! those it knows from elsewhere, each with its exact strength. So one huge group cannot cost its size squared.
//!
//! **Complexity.** A sweep costs Σ over nodes of the communities in their groups plus their ties; memory is linear in
//! memberships and ties.
//!
//! **Determinism.** Nodes are looked at in blocks, on all threads, and moved one after the other; random numbers come from the seed
//! and the block alone.
//!
//! **References.** Traag, Waltman, van Eck, *From Louvain to Leiden: guaranteeing well-connected communities*, Scientific
//! Reports 9 (2019); Newman, Girvan, Physical Review E 69 (2004); Reichardt, Bornholdt, Physical Review E 74 (2006), for
//! γ; Fortunato, Barthélemy, PNAS 104 (2007), for the resolution limit; Traag, Physical Review E 92 (2015), for
//! communities of random neighbours.

mod level;
mod moving;
pub mod names;
mod refining;
mod slots;

use petgraph::unionfind::UnionFind;

use crate::config::CirclesOptions;
use crate::graph::Graph;
use crate::measures::degree;
use crate::memory::Stage;
use crate::progress::Progress;
use crate::random::Random;
use crate::tables::NONE;
use crate::text::{self, Sentence};
use level::Level;
use moving::{Effort, Partition, move_nodes};
use refining::refine;

/// Sequence of random numbers.
const STREAM: u64 = 0x6369_7263;
/// Most iterations, and those of a graph with more memberships and ends of ties than [`LARGE`].
const ITERATIONS: [u32; 2] = [20, 2];
const LARGE: usize = 1 << 18;
/// A graph with no more of them is gone through so often, each time with other random numbers, and the best result kept.
const SMALL: usize = 1 << 16;
const TRIALS: u64 = 4;
/// An iteration that gains less modularity above the users is the last one: what single users gain is found at the end.
const ENOUGH: f64 = 2e-4;
/// Most rounds of settling.
const ROUNDS: usize = 20;

/// Circles of every node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Circles {
    /// Circle number of each node, 0.. by size descending, equal sizes by smallest node; [`NONE`] for a node without
    /// positive strength.
    pub of: Vec<u32>,
    /// Members of each circle.
    pub sizes: Vec<u32>,
    /// Modularity of the circles at the resolution that was asked for.
    pub modularity: f64,
    /// How often the users were gone through.
    pub iterations: u32,
    /// Most levels of an iteration.
    pub levels: u32,
    /// What each circle is called (see [`names`]); empty where it has no name.
    pub names: Vec<String>,
}

/// Finds circles. Meaningless once `progress` is cancelled.
pub fn circles(graph: &Graph, options: &CirclesOptions, progress: &Progress) -> Circles {
    let search = Search::new(graph, options.resolution);
    let trials = if search.users.size() > SMALL { 1 } else { TRIALS };
    let mut best = Circles { modularity: f64::NEG_INFINITY, ..Circles::default() };
    for trial in 0..trials {
        // Every other trial starts from single nodes.
        let users = &search.users;
        let start = if trial % 2 == 1 { Partition::singletons(users.len()) } else { Partition::by_home(users) };
        let found = search.trial(start, Random::batch(options.seed, STREAM, trial), progress);
        if found.modularity > best.modularity {
            best = found;
        }
    }
    best
}

/// What finding circles takes at the most: the users' level, the next one and what moving nodes keeps of them; each thread what it sees around
/// a node. What stays is little.
pub fn need(graph: &Graph) -> Stage {
    let (nodes, groups) = (graph.nodes.len() as u64, graph.incidence.members_of.len() as u64);
    let (memberships, ties) = (graph.incidence.groups_of.items.len() as u64, graph.ties.rows.items.len() as u64);
    Stage {
        shared: nodes * 140 + groups * 48 + memberships * 40 + ties * 24,
        each: nodes * 22 + groups * 4,
        stays: nodes * 4,
    }
}

impl Circles {
    /// The number of a circle as people see it: the largest is 1.
    pub fn shown(circle: u32) -> u32 {
        circle + 1
    }

    /// What a circle is called; empty where it has no name.
    pub fn name(&self, circle: u32) -> &str {
        self.names.get(circle as usize).map_or("", String::as_str)
    }

    /// The number of a circle as people see it, with the name where it has one: `7“职场·南京”`.
    pub fn called(&self, circle: u32) -> Sentence {
        text::circles::called(Self::shown(circle), self.name(circle))
    }
}

/// What all trials start from.
struct Search<'a> {
    graph: &'a Graph,
    strength: Vec<f64>,
    users: Level,
    node_of: Vec<u32>,
    penalty: f64,
    resolution: f64,
    /// Few iterations.
    large: bool,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Graph, resolution: f64) -> Self {
        let strength = degree::strengths(graph);
        let total = strength.iter().fold(0.0, |sum, k| sum + k);
        let penalty = if total > 0.0 { resolution / total } else { 0.0 };
        let (users, node_of) = Level::of_users(graph, &strength, penalty);
        let large = users.size() > LARGE;
        Self { graph, strength, users, node_of, penalty, resolution, large }
    }

    /// Iterations until one gains next to nothing.
    fn trial(&self, start: Partition, mut random: Random, progress: &Progress) -> Circles {
        let (users, penalty) = (&self.users, self.penalty);
        let mut partition = start;
        let (mut iterations, mut levels) = (0, 0);
        let most = ITERATIONS[usize::from(self.large)];
        while iterations < most && !progress.is_cancelled() {
            iterations += 1;
            let split = match (iterations, self.large) {
                (1, _) => Split::No,
                (_, false) => Split::Parts,
                (_, true) => Split::PartsOnce,
            };
            let went = iterate(users, &mut partition, split, penalty, &mut random, progress);
            levels = levels.max(went.levels);
            if iterations > 1 && 2.0 * penalty * went.above < ENOUGH {
                break;
            }
        }
        settle(users, &mut partition, penalty, &mut random, progress);
        let of = self.of_users(&partition);
        let modularity = self.modularity(&of);
        let (of, sizes) = numbered(of, partition.numbers);
        Circles { of, sizes, modularity, iterations, levels, names: Vec::new() }
    }

    fn modularity(&self, of: &[u32]) -> f64 {
        modularity_with(self.graph, &self.strength, of, self.resolution)
    }

    /// The community of each user.
    fn of_users(&self, partition: &Partition) -> Vec<u32> {
        let of = |&node: &u32| if node == NONE { NONE } else { partition.of[node as usize] };
        self.node_of.iter().map(of).collect()
    }
}

/// What one iteration did.
struct Went {
    /// Strength gained on the levels above that of the users.
    above: f64,
    levels: u32,
}

/// What becomes the nodes of the next level.
#[derive(Clone, Copy, Debug)]
enum Split {
    /// The communities as they are: quick, to begin with.
    No,
    /// Their well-connected parts.
    Parts,
    /// The same where no iteration follows: so nodes are moved for longer on all levels.
    PartsOnce,
}

impl Split {
    /// How long nodes are moved. Once most users are in place, further sweeps of them are short.
    fn effort(self, level: u32) -> Effort {
        match self {
            Self::PartsOnce => Effort::Nearly,
            Self::Parts if level == 1 => Effort::Nearly,
            Self::Parts | Self::No => Effort::Most,
        }
    }
}

/// Up the levels and down again.
fn iterate(
    users: &Level,
    partition: &mut Partition,
    split: Split,
    penalty: f64,
    random: &mut Random,
    progress: &Progress,
) -> Went {
    let mut of_user: Vec<u32> = (0..users.len() as u32).collect();
    let mut higher: Option<Level> = None;
    let mut went = Went { above: 0.0, levels: 0 };
    let mut earlier = None;
    loop {
        went.levels += 1;
        let level = higher.as_ref().unwrap_or(users);
        let gained = move_nodes(level, partition, penalty, split.effort(went.levels), random, progress);
        let left = partition.earlier.take();
        if went.levels == 1 {
            earlier = left;
        } else {
            went.above += gained;
        }
        if partition.numbers == level.len() || progress.is_cancelled() {
            break;
        }
        let refined = match split {
            Split::No => partition.clone(),
            Split::Parts | Split::PartsOnce => refine(level, partition, penalty, random, progress),
        };
        if refined.numbers == level.len() {
            break;
        }
        let next = level.aggregated(&refined.of, refined.numbers);
        let mut of = vec![0; refined.numbers];
        refined.of.iter().zip(&partition.of).for_each(|(&part, &community)| of[part as usize] = community);
        of_user.iter_mut().for_each(|node| *node = refined.of[*node as usize]);
        partition.of = of;
        higher = Some(next);
    }
    partition.of = of_user.iter().map(|&node| partition.of[node as usize]).collect();
    partition.earlier = earlier;
    went
}

/// Moves single nodes until hardly any gains, and separates what hangs together no more; until nothing does.
fn settle(users: &Level, partition: &mut Partition, penalty: f64, random: &mut Random, progress: &Progress) {
    for _ in 0..ROUNDS {
        move_nodes(users, partition, penalty, Effort::All, random, progress);
        if progress.is_cancelled() || !separate(users, partition) {
            break;
        }
    }
}

/// Makes a community of each connected part. Whether there was one of several parts.
fn separate(level: &Level, partition: &mut Partition) -> bool {
    let of = &partition.of;
    let mut sets = UnionFind::<u32>::new(level.len());
    // The first node of a community in a group stands for the others there.
    let mut first = vec![(NONE, 0); partition.numbers];
    for g in 0..level.members.len() {
        for &(v, _) in level.members.row(g) {
            let first = &mut first[of[v as usize] as usize];
            if first.0 == g as u32 {
                sets.union(first.1, v);
            } else {
                *first = (g as u32, v);
            }
        }
    }
    for v in 0..level.len() as u32 {
        for &(u, _) in level.ties.row(v as usize).iter().filter(|&&(u, _)| of[u as usize] == of[v as usize]) {
            sets.union(v, u);
        }
    }
    let mut parts = Partition { of: sets.into_labeling(), numbers: level.len(), earlier: None };
    parts.renumbered();
    let parted = parts.numbers > partition.numbers;
    if parted {
        parts.earlier = partition.earlier.take();
        *partition = parts;
    }
    parted
}

/// Numbers by size descending, then by the smallest node; and the sizes.
fn numbered(mut of: Vec<u32>, numbers: usize) -> (Vec<u32>, Vec<u32>) {
    let mut size = vec![0u32; numbers];
    let mut first = vec![NONE; numbers];
    for (v, &c) in of.iter().enumerate().filter(|&(_, &c)| c != NONE) {
        size[c as usize] += 1;
        first[c as usize] = first[c as usize].min(v as u32);
    }
    let mut order: Vec<u32> = (0..numbers as u32).filter(|&c| size[c as usize] > 0).collect();
    order.sort_unstable_by_key(|&c| (std::cmp::Reverse(size[c as usize]), first[c as usize]));
    let mut new = vec![NONE; numbers];
    order.iter().zip(0..).for_each(|(&c, number)| new[c as usize] = number);
    of.iter_mut().filter(|c| **c != NONE).for_each(|c| *c = new[*c as usize]);
    (of, order.iter().map(|&c| size[c as usize]).collect())
}

/// Modularity of any partition of the nodes, from the layers: Σ over circles of `in/2m − γ (K/2m)²`, with `in` twice the
/// strength inside, K the strength of the members, 2m that of all nodes. [`NONE`]: in no circle. 0 without ties.
pub fn modularity(graph: &Graph, of: &[u32], resolution: f64) -> f64 {
    modularity_with(graph, &degree::strengths(graph), of, resolution)
}

/// The same where the strengths are known.
fn modularity_with(graph: &Graph, strength: &[f64], of: &[u32], resolution: f64) -> f64 {
    let total = strength.iter().fold(0.0, |sum, k| sum + k);
    if total <= 0.0 {
        return 0.0;
    }
    let numbers = of.iter().filter(|&&c| c != NONE).max().map_or(0, |&c| c as usize + 1);
    let (mut inside, mut all) = (vec![0.0f64; numbers], vec![0.0f64; numbers]);
    let mut count = vec![0u32; numbers];
    let mut found = Vec::new();
    for (g, &weight) in graph.incidence.pair_weight.iter().enumerate() {
        for c in graph.incidence.members_of.row(g).iter().map(|&v| of[v as usize]).filter(|&c| c != NONE) {
            if count[c as usize] == 0 {
                found.push(c);
            }
            count[c as usize] += 1;
        }
        for c in found.drain(..) {
            let users = f64::from(std::mem::take(&mut count[c as usize]));
            inside[c as usize] += weight * users * (users - 1.0);
        }
    }
    for (v, &c) in of.iter().enumerate().filter(|&(_, &c)| c != NONE) {
        all[c as usize] += strength[v];
        let ties = graph.ties.of(v as u32).filter(|&(u, _)| of[u as usize] == c);
        inside[c as usize] += ties.fold(0.0, |sum, (_, weight)| sum + weight);
    }
    inside
        .iter()
        .zip(&all)
        .fold(0.0, |sum, (inside, all)| sum + inside / total - resolution * (all / total) * (all / total))
}

#[cfg(test)]
#[path = "circles/tests.rs"]
mod tests;
