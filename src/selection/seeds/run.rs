//! Drawing until the ratio suffices.

use super::bounds::{self, Confidence};
use super::cover::{Choice, Greedy, Room};
use super::sampler::{Collection, Purpose, Sampler};
use super::{Field, Pick, SeedSet, Stop};
use crate::config::SeedsOptions;
use crate::progress::Progress;
use crate::tables::NONE;

/// Sets to judge by, for each set to choose from.
const JUDGING: f64 = 0.5;

/// The least sets to choose from at the first look; one for so many nodes in a large graph.
const FIRST: usize = 4096;
const NODES_PER_SET: usize = 4;

/// Sets to choose from, at the most: their numbers have 32 bits.
const MOST_SETS: f64 = (1u64 << 31) as f64;

/// Nodes that the greedy choice looks at closely, per seed and at least.
const SHELF_PER_SEED: usize = 16;
const SHELF: usize = 1024;

/// What is asked for.
pub(super) struct Problem<'a> {
    pub field: Field<'a>,
    /// Strength of each node.
    pub strength: &'a [f64],
    /// Seeds wanted.
    pub k: usize,
    /// All candidates will be seeds.
    pub forced: bool,
}

impl Problem<'_> {
    /// `picks` and, as far as there are feasible ones, the strongest of the other candidates.
    pub fn filled(&self, mut picks: Vec<u32>) -> Vec<u32> {
        if picks.len() >= self.k {
            return picks;
        }
        let mut room = Room::new(self.field.quotas);
        let mut open: Vec<bool> = self.field.candidates.to_vec();
        for &node in &picks {
            room.take(node);
            open[node as usize] = false;
        }
        let mut rest: Vec<u32> = (0..open.len() as u32).filter(|&v| open[v as usize]).collect();
        rest.sort_by(|&u, &v| self.strength[v as usize].total_cmp(&self.strength[u as usize]));
        for node in rest {
            if picks.len() < self.k && room.admits(node) {
                room.take(node);
                picks.push(node);
            }
        }
        picks
    }
}

/// Drawing stops when exact counts would raise the ratio by no more than this …
const SETTLED: f64 = 0.02;
/// … and the choice covers, of the sets that it was made on, no larger part beyond that of the others: else it follows their
/// chance, and more of them would make it better.
const FITTED: f64 = 0.01;
/// The wanted ratio is not enough while that part is larger than this: where the seeds themselves are most of what is reached, any
/// set has a good ratio.
const FOLLOWS: f64 = 0.05;

/// What a look at the two collections found.
struct Look {
    set: SeedSet,
    /// The certified ratio.
    certified: f64,
    /// What it would be if the counts were exact.
    plain: f64,
    /// By how much the choice covers more of the sets that it was made on than of the others, as a part of the former.
    fitted: f64,
}

/// The two collections.
pub(super) struct Run<'a> {
    sampler: &'a Sampler<'a>,
    problem: &'a Problem<'a>,
    options: &'a SeedsOptions,
    progress: &'a Progress,
    choosing: Collection,
    judging: Collection,
    /// Sets to choose from in which each node stands.
    counts: Vec<u32>,
}

impl<'a> Run<'a> {
    pub fn new(
        sampler: &'a Sampler<'a>,
        problem: &'a Problem<'a>,
        options: &'a SeedsOptions,
        progress: &'a Progress,
    ) -> Self {
        let counts = vec![0; problem.strength.len()];
        Self {
            sampler,
            problem,
            options,
            progress,
            choosing: Collection::default(),
            judging: Collection::default(),
            counts,
        }
    }

    /// Draws, chooses and judges until it is enough.
    pub fn run(mut self) -> SeedSet {
        let first = FIRST.max(self.counts.len() / NODES_PER_SET) as f64;
        let mut checkpoint = bounds::checkpoint_below(first.min(self.options.budget as f64));
        loop {
            self.draw(bounds::sets_at(checkpoint));
            let choice = self.choose();
            let Look { mut set, certified, plain, fitted } = self.judge(choice);
            if self.progress.is_cancelled() {
                set.stop = Stop::Cancelled;
            } else if certified >= self.options.ratio && fitted <= FOLLOWS {
                set.stop = if self.problem.forced { Stop::NoChoice } else { Stop::Ratio };
            } else if plain - certified <= SETTLED && fitted <= FITTED {
                set.stop = Stop::Settled;
            } else if let Some(next) = self.next(checkpoint) {
                checkpoint = next;
                continue;
            }
            return set;
        }
    }

    fn draw(&mut self, wanted: u64) {
        let before = self.choosing.len();
        let choosing = std::mem::take(&mut self.choosing);
        self.choosing = self.sampler.draw_until(wanted, Purpose::Choose, choosing, self.progress);
        self.choosing.members_from(before).iter().for_each(|&node| self.counts[node as usize] += 1);
        let judging = std::mem::take(&mut self.judging);
        let wanted = (wanted as f64 * JUDGING) as u64;
        self.judging = self.sampler.draw_until(wanted, Purpose::Judge, judging, self.progress);
    }

    fn choose(&self) -> Choice {
        let k = self.problem.k;
        let shelf = SHELF.max(k.saturating_mul(SHELF_PER_SEED));
        let quotas = self.problem.field.quotas;
        Greedy { sets: &self.choosing, counts: &self.counts, quotas, k, shelf }.choose()
    }

    fn steps(&self) -> u64 {
        self.choosing.steps + self.judging.steps
    }

    /// The next checkpoint; none when the budget does not allow it. A last look that is not far off is taken at once.
    fn next(&self, checkpoint: usize) -> Option<usize> {
        let each = self.steps() as f64 / self.choosing.len() as f64;
        let last = bounds::checkpoint_below((self.options.budget as f64 / each).min(MOST_SETS));
        let doubled = checkpoint + bounds::PER_DOUBLING;
        let next = if last < doubled + bounds::PER_DOUBLING / 2 { last } else { doubled };
        (next > checkpoint).then_some(next)
    }

    /// The set with its bounds, and what stopping depends on.
    fn judge(&self, choice: Choice) -> Look {
        let Field { value, .. } = self.problem.field;
        let picks = self.problem.filled(choice.picks);
        let covered = covered(&self.judging, self.counts.len(), &picks);
        let chosen = covered_last(&self.choosing, self.counts.len(), &picks);
        let confidence = Confidence::new(self.options.delta, picks.len());
        let total = self.sampler.total();
        let unit = total / self.judging.len().max(1) as f64;
        // Seeds are reached in any case.
        let mut own = 0.0;
        let mut before = 0.0;
        let picks: Vec<Pick> = picks
            .iter()
            .zip(&covered)
            .map(|(&node, &covered)| {
                own += value[node as usize];
                let low = (bounds::low(covered, confidence.beginnings) * unit).max(own).min(total);
                let high = (bounds::high(covered as f64, confidence.beginnings) * unit).max(low).min(total);
                let reach = (covered as f64 * unit).clamp(low, high);
                let marginal = reach - before;
                before = reach;
                Pick { node, marginal, reach, low, high }
            })
            .collect();
        let covered = covered.last().copied().unwrap_or(0);
        let low = (bounds::low(covered, confidence.whole) * unit).max(own);
        let per_set = total / self.choosing.len().max(1) as f64;
        let most = bounds::high(choice.most as f64, confidence.best) * per_set;
        let whole = picks.last().map_or(0.0, |pick| pick.high);
        let upper = if self.problem.forced { whole } else { most.min(total) };
        let certified = if upper > 0.0 { (low / upper).clamp(0.0, 1.0) } else { 1.0 };
        // Where nobody was met at all there is nothing to wait for.
        let reach = (covered as f64 * unit).max(own);
        let plain = if choice.most == 0 { certified } else { reach / (choice.most as f64 * per_set) };
        let fitted = if chosen == 0 { 0.0 } else { 1.0 - covered as f64 * unit / (chosen as f64 * per_set) };
        let set = SeedSet {
            picks,
            ratio: if self.problem.forced { 1.0 } else { certified },
            upper,
            total,
            choosing_sets: self.choosing.len(),
            judging_sets: self.judging.len(),
            steps: self.steps(),
            stop: Stop::Budget,
        };
        Look { set, certified, plain: plain.min(1.0), fitted }
    }
}

/// Sets that the first 1, 2, … picks cover, of `nodes` nodes.
fn covered(sets: &Collection, nodes: usize, picks: &[u32]) -> Vec<u64> {
    let mut rank = vec![NONE; nodes];
    for (&node, i) in picks.iter().zip(0..) {
        rank[node as usize] = i;
    }
    let mut covered = vec![0u64; picks.len()];
    for set in sets.sets() {
        let first = set.iter().map(|&node| rank[node as usize]).min().unwrap_or(NONE);
        if let Some(count) = covered.get_mut(first as usize) {
            *count += 1;
        }
    }
    for i in 1..covered.len() {
        covered[i] += covered[i - 1];
    }
    covered
}

/// Sets that all picks cover.
fn covered_last(sets: &Collection, nodes: usize, picks: &[u32]) -> u64 {
    covered(sets, nodes, picks).last().copied().unwrap_or(0)
}
