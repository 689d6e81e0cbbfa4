//! Refinement: communities fall into well-connected parts, each connected by construction.

use super::level::Level;
use super::moving::{ASK, GAIN, Partition, visiting_order};
use super::slots::{Around, Slots};
use crate::progress::Progress;
use crate::random::Random;

/// Parts of the communities. Every node starts alone and may join, once, the part of its community where it adds most,
/// if both are tied to the rest of the community at least as strongly as chance would tie them.
pub(super) fn refine(
    level: &Level,
    partition: &Partition,
    penalty: f64,
    random: &mut Random,
    progress: &Progress,
) -> Partition {
    let n = level.len();
    let mut total = vec![0.0; partition.numbers];
    partition.of.iter().zip(&level.strength).for_each(|(&c, &k)| total[c as usize] += k);
    let within = level.within(&partition.of, partition.numbers);
    // Strength of each part towards the rest of its community.
    let mut outwards = vec![0.0; n];
    let sizes: Vec<u64> = (0..within.members.len())
        .map(|g| within.members.row(g).iter().map(|&(_, users)| u64::from(users)).sum())
        .collect();
    for (v, outwards) in outwards.iter_mut().enumerate() {
        let groups = within.groups.row(v).iter();
        let by_groups: f64 = groups
            .map(|&(g, users)| {
                within.pair_weight[g as usize] * f64::from(users) * (sizes[g as usize] - u64::from(users)) as f64
            })
            .sum();
        *outwards = by_groups + within.ties.row(v).iter().map(|&(_, weight)| weight).sum::<f64>();
    }
    let mut strength = level.strength.clone();
    let mut refined = Partition::singletons(n);
    let mut alone = vec![true; n];
    let mut slots = Slots::new(&within, &refined.of, n);
    let mut around = Around::new(n);
    for (i, &v) in visiting_order(&within, random).iter().enumerate() {
        if i % ASK == 0 && progress.is_cancelled() {
            return refined;
        }
        let (node, k) = (v as usize, level.strength[v as usize]);
        let community = total[partition.of[node] as usize];
        let connected = |part: usize, strength: f64, outwards: &[f64]| {
            outwards[part] >= penalty * strength * (community - strength) - GAIN * strength
        };
        if !alone[node] || !connected(node, k, &outwards) {
            continue;
        }
        around.look(&within, &slots, &refined.of, v, random);
        let (mut best, mut worth) = (v, -GAIN * k);
        for &part in &around.found[1..] {
            let towards = around.strength(part);
            let value = towards - penalty * k * strength[part as usize];
            if towards > 0.0 && value > worth && connected(part as usize, strength[part as usize], &outwards) {
                (best, worth) = (part, value);
            }
        }
        if best == v {
            continue;
        }
        outwards[best as usize] += outwards[node] - 2.0 * around.strength(best);
        strength[best as usize] += k;
        (alone[node], alone[best as usize]) = (false, false);
        for &(g, users) in within.groups.row(node) {
            slots.remove(&within, g, v, users);
            slots.add(&within, g, best, users);
        }
        refined.of[node] = best;
    }
    refined.renumbered();
    refined
}
