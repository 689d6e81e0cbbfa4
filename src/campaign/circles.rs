//! Which circle has become which, by the people whom they share.
//!
//! Only who is in a circle in both runs counts. An earlier and a later circle are *related* where at least half of either's such people
//! are in the other. Related circles hang together; what hangs together is told as one change: one and one are the same circle, several that
//! became one have merged, one that became several has split, several and several have regrouped. A circle related to none is born or
//! gone. (After Palla, Barabási, Vicsek, *Quantifying social group evolution*, Nature 2007, with circles that do not overlap.)

use std::collections::BTreeMap;

use crate::text::terms::CircleTurn;

/// What has become of some circles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CircleChange {
    /// What.
    pub turn: CircleTurn,
    /// Numbers of the earlier circles, ascending.
    pub before: Vec<u32>,
    /// Numbers of the later ones.
    pub after: Vec<u32>,
    /// People of the earlier ones, whether or not they are still there.
    pub members_before: u64,
    /// People of the later ones.
    pub members_after: u64,
    /// People who are in one of the earlier and in one of the later ones.
    pub shared: u64,
}

/// `pairs` are the earlier and the later circle of each person who has both; `before` and `after` the sizes of all circles, circle 1 first.
/// O(p log p) for p pairs.
pub fn match_circles(mut pairs: Vec<(u32, u32)>, before: &[u64], after: &[u64]) -> Vec<CircleChange> {
    pairs.sort_unstable();
    let shared: Vec<(u32, u32, u64)> =
        pairs.chunk_by(|a, b| a == b).map(|same| (same[0].0, same[0].1, same.len() as u64)).collect();
    let mut staying = [vec![0u64; before.len()], vec![0u64; after.len()]];
    for &(a, b, n) in &shared {
        staying[0][a as usize - 1] += n;
        staying[1][b as usize - 1] += n;
    }
    let related =
        |&&(a, b, n): &&(u32, u32, u64)| 2 * n >= staying[0][a as usize - 1] || 2 * n >= staying[1][b as usize - 1];
    // Earlier circles first, later ones behind them.
    let mut parent: Vec<usize> = (0..before.len() + after.len()).collect();
    let later = before.len();
    for &(a, b, _) in shared.iter().filter(related) {
        let (a, b) = (root(&mut parent, a as usize - 1), root(&mut parent, later + b as usize - 1));
        parent[a.max(b)] = a.min(b);
    }
    let mut hanging: BTreeMap<usize, CircleChange> = BTreeMap::new();
    for circle in 0..parent.len() {
        let root = root(&mut parent, circle);
        let change = hanging.entry(root).or_insert_with(|| CircleChange {
            turn: CircleTurn::Regrouped,
            before: Vec::new(),
            after: Vec::new(),
            members_before: 0,
            members_after: 0,
            shared: 0,
        });
        if circle < later {
            change.before.push(circle as u32 + 1);
            change.members_before += before[circle];
        } else {
            change.after.push((circle - later) as u32 + 1);
            change.members_after += after[circle - later];
        }
    }
    for &(a, b, n) in &shared {
        let (a, b) = (root(&mut parent, a as usize - 1), root(&mut parent, later + b as usize - 1));
        if let (true, Some(change)) = (a == b, hanging.get_mut(&a)) {
            change.shared += n;
        }
    }
    let mut changes: Vec<CircleChange> = hanging.into_values().collect();
    for change in &mut changes {
        change.turn = match (change.before.len(), change.after.len()) {
            (0, _) => CircleTurn::Born,
            (_, 0) => CircleTurn::Gone,
            (1, 1) => CircleTurn::Same,
            (_, 1) => CircleTurn::Merged,
            (1, _) => CircleTurn::Split,
            _ => CircleTurn::Regrouped,
        };
    }
    changes.sort_by_key(|change| (change.turn, std::cmp::Reverse(change.members_before.max(change.members_after))));
    changes
}

fn root(parent: &mut [usize], mut of: usize) -> usize {
    while parent[of] != of {
        parent[of] = parent[parent[of]];
        of = parent[of];
    }
    of
}

#[cfg(test)]
mod tests {
    use super::*;
    use CircleTurn::{Born, Gone, Merged, Regrouped, Same, Split};

    /// The people whom earlier (down) and later circles (across) share; whoever of `sizes` is in none of these has no partner.
    fn matched(shared: &[&[usize]], sizes: [&[u64]; 2]) -> Vec<(CircleTurn, Vec<u32>, Vec<u32>, u64)> {
        let pairs = (1..)
            .zip(shared)
            .flat_map(|(a, row)| (1..).zip(*row).flat_map(move |(b, &n)| std::iter::repeat_n((a, b), n)));
        let changes = match_circles(pairs.collect(), sizes[0], sizes[1]);
        changes.into_iter().map(|c| (c.turn, c.before, c.after, c.shared)).collect()
    }

    #[test]
    fn circles_are_told_by_whom_they_share() {
        assert_eq!(
            matched(&[&[8, 1], &[0, 9]], [&[10, 9], &[9, 12]]),
            [(Same, vec![2], vec![2], 9), (Same, vec![1], vec![1], 8)]
        );
        assert_eq!(matched(&[&[6], &[5]], [&[6, 5], &[11]]), [(Merged, vec![1, 2], vec![1], 11)]);
        assert_eq!(matched(&[&[6, 5]], [&[11], &[6, 5]]), [(Split, vec![1], vec![1, 2], 11)]);
        // Half of each of two circles change places with half of the other.
        assert_eq!(matched(&[&[5, 5], &[5, 5]], [&[10, 10], &[10, 10]]), [(Regrouped, vec![1, 2], vec![1, 2], 20)]);
        // A quarter moves: still the same two.
        assert_eq!(
            matched(&[&[6, 2], &[2, 6]], [&[8, 8], &[8, 8]]),
            [(Same, vec![1], vec![1], 6), (Same, vec![2], vec![2], 6)]
        );
        // Nobody of the one is still there, nobody of the other was.
        assert_eq!(matched(&[&[0]], [&[4], &[7]]), [(Born, vec![], vec![1], 0), (Gone, vec![1], vec![], 0)]);
    }

    #[test]
    fn scattered_circles_are_gone() {
        // Three a piece of nine to three circles that have twenty of their own each.
        let shared: &[&[usize]] = &[&[20, 0, 0], &[0, 20, 0], &[0, 0, 20], &[3, 3, 3]];
        let told = matched(shared, [&[20, 20, 20, 9], &[23, 23, 23]]);
        assert_eq!(told.iter().map(|t| t.0).collect::<Vec<_>>(), [Gone, Same, Same, Same]);
        assert_eq!(told[0].1, [4]);
    }
}
