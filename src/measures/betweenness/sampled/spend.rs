//! How the allowed probability of a miss is spent over classes: more on those whose values matter.

use super::bounds::{Miss, lower, upper};
use super::network::Network;
use super::tally::Tally;
use crate::parallel;
use hashbrown::HashMap;

/// How much larger each tier is than the one before.
const GROWTH: usize = 16;

/// Tiers at most; the last one takes all that is left.
const TIERS: usize = 4;

/// Classes sorted into tiers by a pilot sample. Every tier spends half of what the tiers before left, the last all of it;
/// within a tier all classes and both sides of an interval spend the same.
#[derive(Debug)]
pub(super) struct Spending {
    /// Tier of each class that can lie between.
    tier_of: Vec<u8>,
    sizes: Vec<usize>,
}

impl Spending {
    /// `first`: classes in the first tier.
    pub(super) fn new(network: &Network, pilot: &Tally, first: usize) -> Self {
        let mut order: Vec<u32> = (0..network.between as u32).collect();
        let share = |place: u32| pilot.hits[place as usize] as f64 / network.multiplicity(place);
        parallel::sort_unstable_by(&mut order, |&u, &v| share(v).total_cmp(&share(u)).then(u.cmp(&v)));
        let mut tier_of = vec![0; order.len()];
        let mut sizes = Vec::new();
        let (mut rest, mut size) = (order.as_slice(), first.max(1));
        while !rest.is_empty() {
            let here = if sizes.len() == TIERS - 1 { rest.len() } else { size.min(rest.len()) };
            let (tier, others) = rest.split_at(here);
            tier.iter().for_each(|&place| tier_of[place as usize] = sizes.len() as u8);
            sizes.push(here);
            (rest, size) = (others, size.saturating_mul(GROWTH));
        }
        Self { tier_of, sizes }
    }

    /// What one side of one interval may miss in each tier, when all together may miss with probability `delta`.
    pub(super) fn misses(&self, delta: f64) -> Vec<f64> {
        let last = self.sizes.len().saturating_sub(1);
        let part = |tier: usize| 0.5f64.powi(tier.min(last.saturating_sub(1)) as i32 + i32::from(last > 0));
        self.sizes.iter().enumerate().map(|(tier, &size)| delta * part(tier) / (2.0 * size as f64)).collect()
    }

    /// The most that a class of each tier was hit.
    pub(super) fn most_hits(&self, tally: &Tally) -> Vec<u64> {
        let mut most = vec![0; self.sizes.len()];
        for (&tier, &hits) in self.tier_of.iter().zip(&tally.hits) {
            most[usize::from(tier)] = most[usize::from(tier)].max(hits);
        }
        most
    }
}

/// Betweenness of one user of each class that can lie between.
#[derive(Debug, Default)]
pub(super) struct Values {
    pub estimate: Vec<f64>,
    pub low: Vec<f64>,
    pub high: Vec<f64>,
}

impl Values {
    /// Estimates and intervals, valid for all classes together with probability ≥ 1 − `delta`.
    pub(super) fn new(network: &Network, tally: &Tally, spending: &Spending, delta: f64) -> Self {
        let misses: Vec<Miss> = spending.misses(delta).into_iter().map(Miss::new).collect();
        let mut known: HashMap<(u64, u8), [f64; 2], foldhash::fast::FixedState> = HashMap::default();
        let mut values = Self::default();
        for (place, (&hits, &tier)) in tally.hits.iter().zip(&spending.tier_of).enumerate() {
            let [low, high] = *known.entry((hits, tier)).or_insert_with(|| {
                let miss = misses[usize::from(tier)];
                [lower(hits, tally.paths, miss), upper(hits, tally.paths, miss)]
            });
            let scale = network.pairs.count() / network.multiplicity(place as u32);
            // Nobody lies between more pairs than the others of the component form.
            let others = f64::from(network.component_size[place]) - 1.0;
            let most = others * (others - 1.0) / 2.0;
            let estimate = hits as f64 / tally.paths as f64 * scale;
            values.estimate.push(estimate);
            values.low.push((low * scale).min(estimate));
            values.high.push((high * scale).min(most).max(estimate));
        }
        values
    }

    /// How far the estimate may be off, at most.
    pub(super) fn error(&self, place: usize) -> f64 {
        (self.high[place] - self.estimate[place]).max(self.estimate[place] - self.low[place])
    }
}
