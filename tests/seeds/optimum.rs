//! The chosen set against the best of all sets, over many runs.

use renmai::config::{CascadeModel, SeedsOptions};
use renmai::progress::Progress;
use renmai::selection::seeds::{Field, Quota, SeedSet, seeds};
use renmai::tables::NONE;

use crate::oracle::{Oracle, mask};
use crate::worlds::random_mix;

const RUNS: u64 = 100;
const DELTA: f64 = 0.1;
const NODES: usize = 12;

/// How often something was wrong.
#[derive(Debug, Default)]
struct Wrong {
    /// Ratio to the best set below what greedy choice promises.
    greedy: u32,
    /// Ratio, upper bound or a bound of a beginning.
    bounds: u32,
    /// Certified ratios, summed.
    certified: f64,
}

fn allowed(set: usize, quotas: &[Quota<'_>]) -> bool {
    quotas.iter().all(|quota| {
        (0..NODES).all(|v| {
            let class = quota.class[v];
            let same = (0..NODES).filter(|&u| set >> u & 1 == 1 && quota.class[u] == class).count();
            class == NONE || same <= quota.limit as usize
        })
    })
}

fn run(k: usize, quotas: &[Quota<'_>], promise: f64) -> Wrong {
    let mut wrong = Wrong::default();
    for seed in 0..RUNS {
        let model = if seed % 2 == 0 { CascadeModel::Ic } else { CascadeModel::Lt };
        let rate = [0.4, 0.7, 1.0][seed as usize % 3];
        let graph = random_mix(NODES, seed).graph();
        let value: Vec<f64> = (0..NODES).map(|v| 1.0 + (v % 3) as f64).collect();
        let exact = Oracle::new(&graph, &value, model, rate).reach();
        let feasible = (0..1usize << NODES).filter(|&set| set.count_ones() as usize <= k && allowed(set, quotas));
        let best = feasible.map(|set| exact[set].1).fold(0.0, f64::max);
        let options =
            SeedsOptions { k, model, rate, delta: DELTA, ratio: 0.9, budget: 30_000, seed, ..SeedsOptions::default() };
        let field = Field { candidates: &[true; NODES], value: &value, quotas };
        let found: SeedSet = seeds(&graph, field, &options, &Progress::silent());
        let nodes: Vec<u32> = found.picks.iter().map(|pick| pick.node).collect();
        assert!(allowed(mask(&nodes), quotas));
        let ratio = exact[mask(&nodes)].1 / best;
        let fits = found.picks.iter().enumerate().all(|(i, pick)| {
            let reach = exact[mask(&nodes[..=i])].1;
            pick.low <= reach + 1e-9 && reach <= pick.high + 1e-9 && pick.low <= pick.reach && pick.reach <= pick.high
        });
        wrong.greedy += u32::from(ratio < promise);
        // The ratio is a lower bound of the reach, in parts of the upper bound.
        let low = found.ratio * found.upper;
        let wrong_ratio = found.ratio > ratio + 1e-9 || low > exact[mask(&nodes)].1 + 1e-9;
        wrong.bounds += u32::from(wrong_ratio || found.upper < best - 1e-9 || !fits);
        wrong.certified += found.ratio;
    }
    wrong
}

/// `promise`: what greedy choice gives at least; `usual`: what is certified at least, on average.
fn check(k: usize, quotas: &[Quota<'_>], promise: f64, usual: f64) {
    let wrong = run(k, quotas, promise);
    let most = (DELTA * RUNS as f64) as u32;
    assert!(wrong.greedy <= most && wrong.bounds <= most, "{wrong:?}");
    // Bounds that always hold because they say nothing would pass all else.
    assert!(wrong.certified / RUNS as f64 > usual, "{wrong:?}");
}

#[test]
fn without_quotas() {
    let promise = 1.0 - (-1.0f64).exp() - 0.05;
    // With one seed the upper bound has no slack but that of sampling.
    check(1, &[], promise, 0.75);
    check(2, &[], promise, 0.7);
    check(3, &[], promise, 0.7);
}

#[test]
fn with_one_quota() {
    let class = [0, 0, 0, 1, 1, 1, 1, NONE, 2, 2, 3, 3];
    check(3, &[Quota { class: &class, limit: 1 }], 0.45, 0.65);
}

#[test]
fn with_two_quotas() {
    let (a, b) = ([0, 0, 0, 1, 1, 1, 1, NONE, 2, 2, 3, 3], [0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2]);
    check(3, &[Quota { class: &a, limit: 2 }, Quota { class: &b, limit: 1 }], 0.3, 0.65);
}
