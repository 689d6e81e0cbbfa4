//! Reverse-reachable sets, drawn from the layers; [the room's page](super) has the mathematics.

use super::cascade::{Cascade, intensity};
use super::roots::Roots;
use crate::config::{CascadeModel, SeedsOptions};
use crate::parallel;
use crate::random::Random;
use crate::tables::NONE;

/// Nodes whose channels are listed in one piece of work.
const PIECE: usize = 4096;

/// What a sequence of random numbers is for.
#[derive(Clone, Copy)]
pub(super) enum Purpose {
    // Other numbers than those of other samplers, which may have the same seed.
    Choose = 0x31,
    Judge = 0x32,
}

/// Sets one after the other; only candidates stand in them.
#[derive(Default)]
pub(super) struct Collection {
    /// End of each set in `nodes`.
    pub ends: Vec<usize>,
    pub nodes: Vec<u32>,
    /// Nodes visited and events drawn.
    pub steps: u64,
}

impl Collection {
    pub fn len(&self) -> u64 {
        self.ends.len() as u64
    }

    pub fn set(&self, i: usize) -> &[u32] {
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.nodes[start..self.ends[i]]
    }

    pub fn sets(&self) -> impl Iterator<Item = &[u32]> + Clone {
        (0..self.ends.len()).map(|i| self.set(i))
    }

    /// All members from set `first` on, with repetition.
    pub fn members_from(&self, first: u64) -> &[u32] {
        let start = if first == 0 { 0 } else { self.ends[first as usize - 1] };
        &self.nodes[start..]
    }

    /// Makes room for so many sets, as long as those that are there: what grows by doubling is there twice and a half while it is copied.
    pub fn reserve(&mut self, sets: u64) {
        let more = sets.saturating_sub(self.len()) as usize;
        let mean = self.nodes.len() as f64 / self.ends.len().max(1) as f64;
        self.ends.reserve_exact(more);
        self.nodes.reserve_exact((1.02 * mean * more as f64) as usize);
    }

    pub fn take(&mut self, part: &mut Self) {
        let start = self.nodes.len();
        self.ends.extend(part.ends.drain(..).map(|end| start + end));
        self.nodes.append(&mut part.nodes);
        self.steps += std::mem::take(&mut part.steps);
    }
}

/// A way to neighbours: a group with others in it, or an interaction edge.
#[derive(Clone, Copy)]
pub(super) struct Channel {
    /// Weight of this channel and those before it in the row.
    pub end: f64,
    /// Where the members of the group begin; the neighbour, for an edge.
    pub first: u32,
    /// Members of the group without the node itself; 0 for an edge.
    pub others: u32,
}

/// How many events at a node, and how likely each is kept.
#[derive(Clone, Copy)]
pub(super) struct Law {
    pub intensity: f64,
    /// Mean number of events.
    mean: f64,
    /// Probability of no event.
    none: f64,
    /// Every acceptance probability is at least this: 1/λ.
    pub sure: f64,
}

/// Draws sets.
pub(super) struct Sampler<'a> {
    pub cascade: &'a Cascade<'a>,
    pub candidates: &'a [bool],
    pub model: CascadeModel,
    pub seed: u64,
    pub roots: Roots,
    /// Row of each node in `channels`.
    pub starts: Vec<usize>,
    pub channels: Vec<Channel>,
    /// Number of each node's law; empty under LT.
    pub law_of: Vec<u8>,
    pub laws: Vec<Law>,
    /// Of each node, the probability of the dominant neighbour; empty when nobody has one.
    pub dominant_chance: Vec<f64>,
}

impl<'a> Sampler<'a> {
    pub fn new(cascade: &'a Cascade<'a>, candidates: &'a [bool], value: &[f64], options: &SeedsOptions) -> Self {
        let n = cascade.graph.nodes.len();
        let (starts, channels) = channels(cascade);
        // λ is rounded up to one of few, so that the laws stay in the nearest cache.
        let step = (intensity(0.5) - 1.0) / f64::from(u8::MAX);
        let law = |j: usize| {
            let intensity = 1.0 + step * j as f64;
            let mean = intensity * cascade.rate;
            Law { intensity, mean, none: libm::exp(-mean), sure: 1.0 / intensity }
        };
        let mut law_of = vec![0u8; if options.model == CascadeModel::Ic { n } else { 0 }];
        parallel::fill(&mut law_of, |v| {
            if cascade.strength[v] > 0.0 {
                let least = intensity(cascade.largest_chance(v as u32).min(0.5));
                ((least - 1.0) / step).ceil().clamp(0.0, f64::from(u8::MAX)) as u8
            } else {
                0
            }
        });
        let chance = |v: usize| match cascade.dominant[v] {
            NONE => 0.0,
            u => cascade.chance(u, v as u32),
        };
        Self {
            cascade,
            candidates,
            model: options.model,
            seed: options.seed,
            roots: Roots::new(value),
            starts,
            channels,
            law_of,
            laws: (0..=usize::from(u8::MAX)).map(law).collect(),
            dominant_chance: parallel::map_range(cascade.dominant.len(), chance),
        }
    }

    /// Sum of the values of all nodes.
    pub fn total(&self) -> f64 {
        self.roots.total
    }
}

impl Law {
    /// Number of events: Poisson, by inversion.
    pub fn events(&self, random: &mut Random) -> u64 {
        let draw = random.unit();
        let (mut term, mut sum, mut events) = (self.none, self.none, 0);
        while draw >= sum && term > 0.0 {
            events += 1;
            term *= self.mean / events as f64;
            sum += term;
        }
        events
    }
}

/// Rows of channels, per node.
fn channels(cascade: &Cascade<'_>) -> (Vec<usize>, Vec<Channel>) {
    let incidence = &cascade.graph.incidence;
    let n = cascade.graph.nodes.len();
    let most = incidence.groups_of.items.len() + cascade.graph.ties.rows.items.len();
    let mut starts = Vec::with_capacity(n + 1);
    starts.push(0);
    parallel::ordered_fold(
        n.div_ceil(PIECE),
        (starts, Vec::with_capacity(most)),
        || (Vec::new(), Vec::new()),
        |(ends, channels), piece| {
            for v in piece * PIECE..((piece + 1) * PIECE).min(n) {
                let mut end = 0.0;
                let mut add = |weight: f64, first: u32, others: u32| {
                    end += weight;
                    channels.push(Channel { end, first, others });
                };
                for &g in incidence.groups_of.row(v) {
                    let first = incidence.members_of.offsets[g as usize] as u32;
                    add(incidence.member_weight[g as usize], first, (incidence.size(g) - 1) as u32);
                }
                cascade.graph.ties.of(v as u32).for_each(|(other, weight)| add(weight, other, 0));
                ends.push(channels.len());
            }
        },
        |(starts, all), (ends, channels), _| {
            let start = all.len();
            starts.extend(ends.drain(..).map(|end| start + end));
            all.append(channels);
        },
    )
}
