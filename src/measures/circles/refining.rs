//! Refinement: communities fall into well-connected parts, each connected by construction.

use super::level::Level;
use super::moving::{ASK, GAIN, Partition, visiting_order};
use super::slots::{Around, Slots};
use crate::graph::Csr;
use crate::parallel;
use crate::progress::Progress;
use crate::random::Random;
use crate::tables::NONE;

/// A node sees so many members of each of its groups who are still alone; parts it sees all.
const WINDOW: usize = 16;
/// Sequence of random numbers.
const STREAM: u64 = 2;

/// Parts of the communities. Communities do not see each other, so each is taken out and split by itself, on all threads:
/// what it needs is small enough for the cache.
pub(super) fn refine(
    level: &Level,
    partition: &Partition,
    penalty: f64,
    random: &mut Random,
    progress: &Progress,
) -> Partition {
    let n = level.len();
    let communities = Csr::from_pairs(partition.numbers, (0..n as u32).map(|v| (partition.of[v as usize], v)));
    let mut place = vec![0; n];
    for c in 0..communities.len() {
        communities.row(c).iter().zip(0..).for_each(|(&v, i)| place[v as usize] = i);
    }
    let seed = random.below(u64::MAX);
    let mut refined = parallel::ordered_fold(
        communities.len(),
        Partition::singletons(n),
        || (vec![NONE; level.members.len()], Vec::new()),
        |(groups, parts), c| {
            let nodes = communities.row(c);
            if nodes.len() > 1 && !progress.is_cancelled() {
                let part = level.part(nodes, c as u32, &partition.of, &place, groups);
                *parts = split(&part, penalty, &mut Random::batch(seed, STREAM, c as u64), progress);
            }
        },
        |refined, (_, parts), c| {
            let nodes = communities.row(c);
            nodes.iter().zip(parts.drain(..)).for_each(|(&v, part)| refined.of[v as usize] = nodes[part as usize]);
        },
    );
    refined.renumbered();
    refined
}

/// The parts of one community, each called by one of its nodes. Every node starts alone and may join, once, the part
/// where it adds most, if both are tied to the rest of the community at least as strongly as chance would tie them.
fn split(level: &Level, penalty: f64, random: &mut Random, progress: &Progress) -> Vec<u32> {
    let n = level.len();
    let total = level.strength.iter().fold(0.0, |sum, k| sum + k);
    // Strength of each part towards the rest.
    let sizes: Vec<u64> = (0..level.members.len())
        .map(|g| level.members.row(g).iter().map(|&(_, users)| u64::from(users)).sum())
        .collect();
    let towards_rest = |v: usize| {
        let groups = level.groups.row(v).iter().map(|&(g, users)| {
            level.pair_weight[g as usize] * f64::from(users) * (sizes[g as usize] - u64::from(users)) as f64
        });
        groups.sum::<f64>() + level.ties.row(v).iter().map(|&(_, weight)| weight).sum::<f64>()
    };
    let mut outwards: Vec<f64> = (0..n).map(towards_rest).collect();
    let mut strength = level.strength.clone();
    let mut of: Vec<u32> = (0..n as u32).collect();
    let mut alone = vec![true; n];
    let mut slots = Slots::empty(level);
    let mut around = Around::new(n);
    for (i, &v) in visiting_order(level, random).iter().enumerate() {
        if i % ASK == 0 && progress.is_cancelled() {
            break;
        }
        let (node, k) = (v as usize, level.strength[v as usize]);
        let connected = |part: usize, strength: f64, outwards: &[f64]| {
            outwards[part] >= penalty * strength * (total - strength) - GAIN * strength
        };
        if !alone[node] || !connected(node, k, &outwards) {
            continue;
        }
        around.look(level, &slots, &of, v, random);
        for &(u, _) in level.ties.row(node).iter().filter(|&&(u, _)| alone[u as usize]) {
            around.add(u, level.shared(v, u));
        }
        for &(g, _) in level.groups.row(node) {
            let members = level.members.row(g as usize);
            let start =
                if members.len() > WINDOW { random.below((members.len() - WINDOW) as u64 + 1) as usize } else { 0 };
            for &(u, _) in members[start..].iter().take(WINDOW) {
                if alone[u as usize] && !around.knows(u) {
                    around.add(u, level.shared(v, u));
                }
            }
        }
        let (mut best, mut worth) = (v, -GAIN * k);
        for &part in &around.found()[1..] {
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
        if alone[best as usize] {
            level.groups.row(best as usize).iter().for_each(|&(g, users)| slots.add(level, g, best, users));
        }
        level.groups.row(node).iter().for_each(|&(g, users)| slots.add(level, g, best, users));
        (alone[node], alone[best as usize]) = (false, false);
        of[node] = best;
    }
    of
}
