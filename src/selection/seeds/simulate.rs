//! Cascades simulated forwards from the seeds: another route to the reach of any list.
//!
//! **How.** *IC*: an active u hits v with rate λp(u → v), as events on u's channels: a group's events fall on its members in
//! proportion to 1/k_v, found in running sums of 1/k_v along the group; those on u itself mean nothing. Many events come in
//! the order of these sums, after exponential gaps: a hub's followers in the order of memory. Who is hit is
//! accepted as in [`seeds`](super::seeds()); nodes that u dominates get a draw of their own. *LT*: by definition. Thresholds
//! are drawn when a node is first touched; a round counts the newly active members of each touched group once, and all
//! members feel what they exert.
//!
//! **Interval.** 95 % by Student's distribution from the sample variance of independent runs.
//!
//! **Complexity.** IC: O(channels + events + dominated nodes) a reached node. LT: members of the groups touched in a round. Runs come
//! in waves, each as long as the budget allows by what those before it took.
//!
//! **Determinism.** Batches of runs have random numbers of their own; sums are taken in the order of the batches; how many
//! runs there are depends on counted steps only.

use fixedbitset::FixedBitSet;

use super::cascade::{Cascade, acceptance, intensity};
use crate::config::{CascadeModel, SeedsOptions};
use crate::graph::{Csr, Graph};
use crate::parallel;
use crate::progress::Progress;
use crate::random::Random;
use crate::tables::NONE;

/// Runs in one piece of work.
const BATCH: u32 = 8;

/// Runs however little the budget: fewer have no variance.
const LEAST: u32 = 2;

/// Runs after a wave for each one before it, at the most: what is rare and long is not known from few.
const GROWTH: u32 = 8;

/// The phase of the random numbers; sets to choose from and to judge by have others.
const PHASE: u64 = 0x33;

/// Events drawn at once have at most this mean, so that e^(−mean) has all its digits.
const MOST_MEAN: f64 = 16.0;

/// From this mean on events come in the order of the running sums: drawn anywhere, each would wait for memory.
const MANY: f64 = 4096.0;

/// Members of a group that are looked at one after the other in the time of one step.
const MEMBERS_PER_STEP: u64 = 8;

/// Two-sided 95 % of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// The same of Student's with one degree of freedom, two, …, to four digits.
const STUDENT: [f64; 6] = [12.71, 4.303, 3.182, 2.776, 2.571, 2.447];

/// The same of Student's; beyond the table by two terms of Cornish and Fisher, within 0.4 %.
fn student(degrees: u32) -> f64 {
    if let Some(&known) = STUDENT.get(degrees as usize - 1) {
        return known;
    }
    let (degrees, square) = (f64::from(degrees), Z * Z);
    Z + Z * (square + 1.0) / (4.0 * degrees) + Z * ((5.0 * square + 16.0) * square + 3.0) / (96.0 * degrees * degrees)
}

/// Simulated reach of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, serde::Serialize)]
pub struct Spread {
    /// Mean number of listed users reached, the seeds among them.
    pub users: f64,
    /// Lower end of its 95 % interval.
    pub users_low: f64,
    /// Upper end.
    pub users_high: f64,
    /// Mean value reached.
    pub value: f64,
    /// Lower end of its 95 % interval.
    pub value_low: f64,
    /// Upper end.
    pub value_high: f64,
    /// Runs.
    pub simulations: u32,
    /// Channels, dominated nodes, events and (eight at a time) members looked at, in what [`SeedsOptions::simulation_budget`] counts.
    pub steps: u64,
}

/// Simulated reach of `seeds`; `value` per node. To compare several lists, make one [`Simulator`].
pub fn spread(graph: &Graph, seeds: &[u32], value: &[f64], options: &SeedsOptions, progress: &Progress) -> Spread {
    Simulator::new(graph, options).spread(seeds, value, progress)
}

/// Simulates cascades on one graph.
pub struct Simulator<'a> {
    cascade: Cascade<'a>,
    options: &'a SeedsOptions,
    intensity: f64,
    /// Running sums of 1/k_v along the members of each group.
    member_ends: Vec<f64>,
    /// Running sums of w/k_v along the ties of each node.
    tie_ends: Vec<f64>,
    /// Nodes that each node dominates.
    dominated: Csr,
}

impl std::fmt::Debug for Simulator<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulator").field("nodes", &self.cascade.strength.len()).finish_non_exhaustive()
    }
}

/// Sums over runs.
#[derive(Clone, Copy, Default)]
struct Sums {
    runs: u32,
    users: [f64; 2],
    value: [f64; 2],
    steps: u64,
}

/// Memory of one thread.
struct Space {
    active: FixedBitSet,
    /// Active nodes in the order of their activation.
    queue: Vec<u32>,
    /// Hit by the node whose events are drawn, and not accepted.
    refused: FixedBitSet,
    refusals: Vec<u32>,
    /// Running sums over the channels of one node, with the group's number; NONE: its ties.
    channels: Vec<(f64, u32)>,
    pressure: Pressure,
    steps: u64,
    runs: Vec<(f64, f64)>,
}

/// State of a threshold run.
#[derive(Default)]
struct Pressure {
    /// What a node lacks; NaN before it is touched.
    lacking: Vec<f64>,
    touched: Vec<u32>,
    /// Newly active members of each group.
    fresh: Vec<u32>,
    groups: Vec<u32>,
}

fn running_sums(rows: &Csr, weight: impl Fn(usize, usize) -> f64 + Sync) -> Vec<f64> {
    let mut ends = Vec::with_capacity(rows.items.len());
    for row in 0..rows.len() {
        let mut sum = 0.0;
        for i in rows.offsets[row]..rows.offsets[row + 1] {
            sum += weight(i, rows.items[i] as usize);
            ends.push(sum);
        }
    }
    ends
}

impl<'a> Simulator<'a> {
    /// Precomputes what all runs share.
    pub fn new(graph: &'a Graph, options: &'a SeedsOptions) -> Self {
        let cascade = Cascade::new(graph, options);
        let k = &cascade.strength;
        let inverse = |v: usize| if k[v] > 0.0 { 1.0 / k[v] } else { 0.0 };
        let (member_ends, tie_ends) = match options.model {
            CascadeModel::Ic => parallel::join(
                || running_sums(&graph.incidence.members_of, |_, v| inverse(v)),
                || running_sums(&graph.ties.rows, |i, v| graph.ties.weights[i] * inverse(v)),
            ),
            CascadeModel::Lt => (Vec::new(), Vec::new()),
        };
        let dominated = cascade.dominant.iter().zip(0..).filter(|&(&u, _)| u != NONE).map(|(&u, v)| (u, v));
        let dominated = Csr::from_pairs(graph.nodes.len(), dominated);
        Self { intensity: intensity(cascade.rate.min(0.5)), cascade, options, member_ends, tie_ends, dominated }
    }

    /// Simulated reach of `seeds`; repeated seeds count once. At most `options.simulations` runs and, after the first two,
    /// no more than `options.simulation_budget` steps allow. Meaningless once `progress` is cancelled.
    pub fn spread(&self, seeds: &[u32], value: &[f64], progress: &Progress) -> Spread {
        let most = self.options.simulations;
        let mut sums = self.simulate(most.min(BATCH), seeds, value, progress, Sums::default());
        while sums.runs >= BATCH && !progress.is_cancelled() {
            let each = sums.steps as f64 / f64::from(sums.runs);
            let affordable = (self.options.simulation_budget as f64 / each) as u32 / BATCH * BATCH;
            let runs = most.min(affordable).min(sums.runs.saturating_mul(GROWTH));
            if runs <= sums.runs {
                break;
            }
            sums = self.simulate(runs, seeds, value, progress, sums);
        }
        let n = f64::from(sums.runs.max(1));
        let interval = |[sum, squares]: [f64; 2], most: f64| {
            let mean = sum / n;
            if sums.runs < 2 {
                return (mean, 0.0, most);
            }
            let variance = ((squares - sum * mean) / (n - 1.0)).max(0.0);
            let half = student(sums.runs - 1) * (variance / n).sqrt();
            (mean, (mean - half).max(0.0), (mean + half).min(most))
        };
        let (users, users_low, users_high) = interval(sums.users, self.cascade.graph.nodes.listed_count as f64);
        let (value, value_low, value_high) = interval(sums.value, value.iter().sum());
        let simulations = sums.runs;
        Spread { users, users_low, users_high, value, value_low, value_high, simulations, steps: sums.steps }
    }

    /// Runs whole batches until there are `runs` runs; of the first one, as many as the budget bears.
    fn simulate(&self, runs: u32, seeds: &[u32], value: &[f64], progress: &Progress, sums: Sums) -> Sums {
        let n = self.cascade.strength.len();
        let first = sums.runs / BATCH;
        let space = || Space {
            active: FixedBitSet::with_capacity(n),
            queue: Vec::new(),
            refused: FixedBitSet::with_capacity(n),
            refusals: Vec::new(),
            channels: Vec::new(),
            pressure: match self.options.model {
                CascadeModel::Ic => Pressure::default(),
                CascadeModel::Lt => Pressure {
                    lacking: vec![f64::NAN; n],
                    fresh: vec![0; self.cascade.graph.incidence.members_of.len()],
                    ..Pressure::default()
                },
            },
            steps: 0,
            runs: Vec::new(),
        };
        parallel::ordered_fold(
            runs.div_ceil(BATCH).saturating_sub(first) as usize,
            sums,
            space,
            |space, i| {
                let batch = first + i as u32;
                let mut random = Random::batch(self.options.seed, PHASE, u64::from(batch));
                for run in 0..BATCH.min(runs - batch * BATCH) {
                    let spent = batch == 0 && run >= LEAST && space.steps >= self.options.simulation_budget;
                    if spent || progress.is_cancelled() {
                        return;
                    }
                    self.cascade_from(seeds, space, &mut random, progress);
                    let reached: f64 = space.queue.iter().map(|&node| value[node as usize]).sum();
                    let listed = &self.cascade.graph.nodes.listed;
                    let users = space.queue.iter().filter(|&&node| listed[node as usize]).count();
                    space.runs.push((users as f64, reached));
                    space.queue.drain(..).for_each(|node| space.active.remove(node as usize));
                }
            },
            |sums, space, _| {
                for (users, value) in space.runs.drain(..) {
                    sums.runs += 1;
                    sums.users = [sums.users[0] + users, sums.users[1] + users * users];
                    sums.value = [sums.value[0] + value, sums.value[1] + value * value];
                }
                sums.steps += std::mem::take(&mut space.steps);
            },
        )
    }

    fn cascade_from(&self, seeds: &[u32], space: &mut Space, random: &mut Random, progress: &Progress) {
        for &seed in seeds {
            space.activate(seed);
        }
        match self.options.model {
            CascadeModel::Ic => {
                let mut next = 0;
                while let Some(&node) = space.queue.get(next)
                    && !progress.is_cancelled()
                {
                    next += 1;
                    self.spread_from(node, space, random);
                }
            }
            CascadeModel::Lt => {
                let mut next = 0;
                while next < space.queue.len() && !progress.is_cancelled() {
                    next = self.round(next, space, random);
                }
                let Pressure { lacking, touched, .. } = &mut space.pressure;
                touched.drain(..).for_each(|node| lacking[node as usize] = f64::NAN);
            }
        }
    }

    /// One chance with each inactive neighbour.
    fn spread_from(&self, node: u32, space: &mut Space, random: &mut Random) {
        let incidence = &self.cascade.graph.incidence;
        for &other in self.dominated.row(node as usize) {
            if random.chance(self.cascade.chance(node, other)) {
                space.activate(other);
            }
        }
        space.channels.clear();
        let mut sum = 0.0;
        for &g in incidence.groups_of.row(node as usize) {
            let last = self.member_ends[incidence.members_of.offsets[g as usize + 1] - 1];
            sum += incidence.pair_weight[g as usize] * last;
            space.channels.push((sum, g));
        }
        let offsets = &self.cascade.graph.ties.rows.offsets;
        let ties = offsets[node as usize]..offsets[node as usize + 1];
        if !ties.is_empty() {
            sum += self.tie_ends[ties.end - 1];
            space.channels.push((sum, NONE));
        }
        let intensity = self.intensity * self.cascade.rate;
        let many = intensity * sum > MANY;
        let mut left = if many { u64::MAX } else { poisson(intensity * sum, random) };
        let mut place = 0.0;
        space.steps += 1 + space.channels.len() as u64 + self.dominated.row(node as usize).len() as u64;
        while left > 0 {
            left -= 1;
            place = if many { place - libm::log1p(-random.unit()) / intensity } else { random.unit() * sum };
            if many && place >= sum {
                break;
            }
            space.steps += 1;
            let channel = space.channels.partition_point(|&(end, _)| end <= place).min(space.channels.len() - 1);
            let (end, group) = space.channels[channel];
            let start = if channel == 0 { 0.0 } else { space.channels[channel - 1].0 };
            let share = if many { (place - start) / (end - start) } else { random.unit() };
            let other = match group {
                NONE => self.cascade.graph.ties.rows.items[item(&self.tie_ends, ties.clone(), share)],
                g => {
                    let offsets = &incidence.members_of.offsets;
                    let members = offsets[g as usize]..offsets[g as usize + 1];
                    incidence.members_of.items[item(&self.member_ends, members, share)]
                }
            };
            if space.active.contains(other as usize)
                || self.cascade.dominant(other) == node
                || space.refused.contains(other as usize)
            {
                continue;
            }
            if random.chance(acceptance(self.cascade.chance(node, other), self.intensity)) {
                space.activate(other);
            } else {
                space.refused.insert(other as usize);
                space.refusals.push(other);
            }
        }
        space.refusals.drain(..).for_each(|other| space.refused.remove(other as usize));
    }

    /// What the nodes of the queue from `first` on, newly active, exert on others; returns where the newer ones begin.
    fn round(&self, first: usize, space: &mut Space, random: &mut Random) -> usize {
        let Cascade { graph, rate, strength, .. } = &self.cascade;
        let incidence = &graph.incidence;
        let end = space.queue.len();
        for i in first..end {
            let node = space.queue[i];
            for &g in incidence.groups_of.row(node as usize) {
                if space.pressure.fresh[g as usize] == 0 {
                    space.pressure.groups.push(g);
                }
                space.pressure.fresh[g as usize] += 1;
            }
            for (other, weight) in self.cascade.graph.ties.of(node) {
                space.steps += 1;
                space.press(other, rate * weight / strength[other as usize], random);
            }
        }
        for g in std::mem::take(&mut space.pressure.groups) {
            let fresh = std::mem::take(&mut space.pressure.fresh[g as usize]);
            let weight = rate * incidence.pair_weight[g as usize] * f64::from(fresh);
            space.steps += 1 + incidence.size(g) as u64 / MEMBERS_PER_STEP;
            for &other in incidence.members_of.row(g as usize) {
                space.press(other, weight / strength[other as usize], random);
            }
        }
        end
    }
}

impl Space {
    fn activate(&mut self, node: u32) {
        if !self.active.put(node as usize) {
            self.queue.push(node);
        }
    }

    /// A node feels more pressure, and follows once it lacks nothing.
    fn press(&mut self, node: u32, by: f64, random: &mut Random) {
        if self.active.contains(node as usize) {
            return;
        }
        let lacking = &mut self.pressure.lacking[node as usize];
        if lacking.is_nan() {
            // The threshold, in (0, 1].
            *lacking = 1.0 - random.unit();
            self.pressure.touched.push(node);
        }
        *lacking -= by;
        if *lacking <= 0.0 {
            self.activate(node);
        }
    }
}

/// The item of a row where `share` of its weight, in the running sums, lies before.
fn item(ends: &[f64], row: std::ops::Range<usize>, share: f64) -> usize {
    let sums = &ends[row.clone()];
    let last = sums.len() - 1;
    let place = share * sums[last];
    // Weights of a row are mostly alike: from where it would be then, in steps that double.
    let guess = ((share * sums.len() as f64) as usize).min(last);
    let (mut low, mut high, mut step) = (guess, guess, 1);
    while low > 0 && sums[low - 1] > place {
        (high, low, step) = (low - 1, low.saturating_sub(step), 2 * step);
    }
    while high < last && sums[high] <= place {
        (low, high, step) = (high + 1, last.min(high + step), 2 * step);
    }
    row.start + low + sums[low..high].partition_point(|&end| end <= place)
}

/// A Poisson number, as a sum of such with a small mean.
fn poisson(mean: f64, random: &mut Random) -> u64 {
    let parts = (mean / MOST_MEAN).ceil();
    let mean = mean / parts.max(1.0);
    let none = libm::exp(-mean);
    let mut events = 0;
    for _ in 0..parts as u64 {
        let draw = random.unit();
        let (mut term, mut sum, mut i) = (none, none, 0.0);
        while draw >= sum && term > 0.0 {
            i += 1.0;
            term *= mean / i;
            sum += term;
            events += 1;
        }
    }
    events
}
