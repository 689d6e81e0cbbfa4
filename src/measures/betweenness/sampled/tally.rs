//! Drawing paths in batches and counting what they pass.
//!
//! Batch i draws from its own random sequence and its own pairs, so what is counted depends on the number of paths
//! alone. Where several paths are drawn for each pair, the hits of each are squared too, for their variance ([`super::each`]). A batch's pairs are drawn first and searched in the order of their places, so that neighbours follow each other
//! while their surroundings are in the cache.

use super::network::Network;
use super::path::{Draw, Manner, Path};
use super::search::Search;
use crate::config::PathCounting;
use crate::parallel;
use crate::progress::Progress;
use crate::random::Random;
use crate::tables::NONE;

/// Pairs in a batch.
pub(super) const BATCH: u64 = 1024;

/// Batches handed out at once; a cancelled run skips the rest of them one by one.
const LEG: u64 = 4096;

/// Pairs between two looks at whether the run was cancelled.
const PATIENCE: usize = 16;

/// What was counted.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    pub pairs: u64,
    /// Paths through each class that can lie between.
    pub hits: Vec<u64>,
    /// Σ over pairs of the squares of these; empty where a pair has one path.
    pub squares: Vec<u64>,
    /// Per group place: steps inside it, each divided by the groups that could carry it.
    pub steps: Vec<f64>,
    /// Entries touched.
    pub operations: u64,
}

/// What is drawn, and how.
pub(super) struct Sampler<'a> {
    pub network: &'a Network,
    pub manner: Manner,
    /// Paths drawn for each pair.
    pub draws: u32,
    /// Whether groups are counted.
    pub groups: bool,
    pub seed: u64,
    /// Whether progress is told in operations instead of pairs.
    pub in_operations: bool,
    pub progress: &'a Progress,
}

/// Separates the random sequences of the two parts of a run.
#[derive(Clone, Copy, Debug)]
pub(super) enum Phase {
    Pilot = 1,
    Main,
}

/// One thread's batch.
struct Batch {
    search: Search,
    path: Path,
    pairs: Vec<(u32, u32)>,
    hits: Vec<u32>,
    /// Hits of one class by the paths of one pair, several of them.
    repeated: Vec<(u32, u32)>,
    /// Group, and how many could carry the step.
    steps: Vec<(u32, u32)>,
    drawn: u64,
}

impl Sampler<'_> {
    pub(super) fn nothing(&self) -> Tally {
        Tally {
            hits: vec![0; self.network.between],
            squares: vec![0; if self.draws > 1 { self.network.between } else { 0 }],
            steps: vec![0.0; if self.groups { self.network.groups() } else { 0 }],
            ..Tally::default()
        }
    }

    /// Draws on until `total` pairs are counted; what is there must be whole batches. Meaningless once cancelled.
    pub(super) fn draw_until(&self, total: u64, phase: Phase, mut tally: Tally) -> Tally {
        while tally.pairs < total && !self.progress.is_cancelled() {
            let some = total.min(tally.pairs.saturating_add(LEG * BATCH));
            tally = self.draw_leg(some, phase, tally);
        }
        tally
    }

    fn draw_leg(&self, total: u64, phase: Phase, tally: Tally) -> Tally {
        let done = tally.pairs;
        let batches = total.saturating_sub(done).div_ceil(BATCH);
        let size = |piece: usize| (total - done - piece as u64 * BATCH).min(BATCH);
        let workspace = || Batch {
            search: Search::new(self.network),
            path: Path::default(),
            pairs: Vec::new(),
            hits: Vec::new(),
            repeated: Vec::new(),
            steps: Vec::new(),
            drawn: 0,
        };
        parallel::ordered_fold(
            batches as usize,
            tally,
            workspace,
            |batch, piece| {
                let number = done / BATCH + piece as u64;
                batch.run(self, size(piece), &mut Random::batch(self.seed, phase as u64, number));
            },
            |tally, batch, _| {
                let operations = std::mem::take(&mut batch.search.operations);
                tally.pairs += batch.drawn;
                tally.operations += operations;
                batch.hits.drain(..).for_each(|place| tally.hits[place as usize] += 1);
                for (place, hits) in batch.repeated.drain(..) {
                    tally.hits[place as usize] += u64::from(hits);
                    tally.squares[place as usize] += u64::from(hits) * u64::from(hits);
                }
                for (group, carriers) in batch.steps.drain(..) {
                    tally.steps[group as usize] += 1.0 / f64::from(carriers);
                }
                self.progress.advance(if self.in_operations { operations } else { batch.drawn });
            },
        )
    }
}

impl Batch {
    fn run(&mut self, sampler: &Sampler<'_>, pairs: u64, random: &mut Random) {
        let Sampler { network, manner, progress, .. } = *sampler;
        self.drawn = pairs;
        self.pairs.clear();
        self.pairs.extend((0..pairs).map(|_| network.pairs.draw(random)));
        self.pairs.sort_unstable();
        for i in 0..self.pairs.len() {
            if i % PATIENCE == 0 && progress.is_cancelled() {
                return;
            }
            let (s, t) = self.pairs[i];
            self.search.meet(network, s, t, progress);
            if self.search.is_adjacent() || progress.is_cancelled() {
                continue;
            }
            for _ in 0..sampler.draws {
                self.path.draw(&mut Draw { network, search: &mut self.search, manner, random, progress });
                let [_, inner @ .., _] = self.path.classes.as_slice() else { continue };
                self.hits.extend_from_slice(inner);
                if sampler.groups {
                    self.count_steps(network, manner.counting);
                }
            }
            if sampler.draws > 1 {
                self.hits.sort_unstable();
                self.repeated.extend(self.hits.chunk_by(|a, b| a == b).map(|hits| (hits[0], hits.len() as u32)));
                self.hits.clear();
            }
        }
    }

    fn count_steps(&mut self, network: &Network, counting: PathCounting) {
        match counting {
            PathCounting::Channels => {
                self.steps.extend(self.path.via.iter().filter(|&&group| group != NONE).map(|&group| (group, 1)));
            }
            PathCounting::Neighbours => {
                for step in self.path.classes.windows(2) {
                    let first = self.steps.len();
                    self.steps.extend(network.shared(step[0], step[1]).map(|group| (group, 0)));
                    let carriers = (self.steps.len() - first) as u32;
                    self.steps[first..].iter_mut().for_each(|step| step.1 = carriers);
                }
            }
        }
    }
}
