//! Against a choice that looks at everything each time, and against the best of all choices.

use super::*;

const NODES: usize = 12;

/// Small sets, and how often each node stands in them.
fn drawn(seed: u64, sets: usize) -> (Collection, Vec<u32>) {
    let mut random = crate::random::Random::stream(seed, 5);
    let mut all = Collection::default();
    let mut counts = vec![0; NODES];
    for _ in 0..sets {
        for node in 0..NODES as u32 {
            // Some nodes are in many sets, others in few.
            if random.chance(0.4 / (1.0 + f64::from(node % 5))) {
                all.nodes.push(node);
                counts[node as usize] += 1;
            }
        }
        all.ends.push(all.nodes.len());
    }
    (all, counts)
}

fn coverage(sets: &Collection, chosen: &[u32]) -> u64 {
    sets.sets().filter(|set| set.iter().any(|node| chosen.contains(node))).count() as u64
}

fn feasible(chosen: &[u32], quotas: &[Quota<'_>]) -> bool {
    let mut room = Room::new(quotas);
    chosen.iter().all(|&node| {
        let admitted = room.admits(node);
        if admitted {
            room.take(node);
        }
        admitted
    })
}

/// Each time everybody is tried.
fn naive(sets: &Collection, quotas: &[Quota<'_>], k: usize) -> Vec<u32> {
    let mut chosen: Vec<u32> = Vec::new();
    while chosen.len() < k {
        let with = |node| [&chosen[..], &[node]].concat();
        let best = (0..NODES as u32)
            .filter(|&node| !chosen.contains(&node) && feasible(&with(node), quotas))
            .map(|node| (coverage(sets, &with(node)), Reverse(node)))
            .max();
        match best {
            Some((covered, Reverse(node))) if covered > coverage(sets, &chosen) => chosen.push(node),
            _ => break,
        }
    }
    chosen
}

#[test]
fn greedy_and_its_bound_for_all_sizes_of_the_shelf() {
    let (a, b) = ([0, 0, 0, 0, 1, 1, 1, NONE, 2, 2, 2, 2], [0, 1, 0, 1, 0, 1, 0, 1, 0, 1, NONE, NONE]);
    let quotas = [Quota { class: &a, limit: 1 }, Quota { class: &b, limit: 2 }];
    let mut tight = 0;
    for seed in 0..60 {
        let (sets, counts) = drawn(seed, 5 + seed as usize);
        for quotas in [&quotas[..0], &quotas[..1], &quotas[1..], &quotas[..]] {
            for k in [1, 3, 5] {
                let expected = naive(&sets, quotas, k);
                let best = (0u32..1 << NODES)
                    .filter(|mask| mask.count_ones() as usize <= k)
                    .map(|mask| (0..NODES as u32).filter(|v| mask >> v & 1 == 1).collect::<Vec<u32>>())
                    .filter(|chosen| feasible(chosen, quotas))
                    .map(|chosen| coverage(&sets, &chosen))
                    .max()
                    .unwrap();
                for shelf in [1, 2, 4, 100] {
                    let choice = Greedy { sets: &sets, counts: &counts, quotas, k, shelf }.choose();
                    assert_eq!(choice.picks, expected, "{seed} {k} {shelf}");
                    assert!(choice.most >= best, "{seed} {k} {shelf}: {} < {best}", choice.most);
                    tight += u32::from(choice.most == best);
                }
            }
        }
    }
    assert!(tight > 500, "{tight}");
}
