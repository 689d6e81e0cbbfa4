//! Breadth-first through the classes of every component.

use super::Classes;
use crate::progress::Progress;

/// Classes between two looks at whether the run was cancelled.
const PATIENCE: usize = 4096;

/// The order in which classes and groups are met.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Walk {
    /// All classes, component by component, each breadth first from its first class.
    pub classes: Vec<u32>,
    /// Where each component ends in `classes`.
    pub ends: Vec<usize>,
    /// Groups that carry ties.
    pub groups: Vec<u32>,
}

impl Walk {
    /// The classes of each component, in the order of the walk.
    pub fn components(&self) -> impl Iterator<Item = &[u32]> + '_ {
        (0..self.ends.len()).map(|i| &self.classes[if i == 0 { 0 } else { self.ends[i - 1] }..self.ends[i]])
    }
}

/// Walks over groups, each opened once in ascending order, and outside edges; nothing once `progress` is cancelled.
/// O(memberships + edges).
pub fn walk(classes: &Classes, progress: &Progress) -> Option<Walk> {
    let mut seen = vec![false; classes.len()];
    let mut opened = vec![false; classes.classes_in.len()];
    let mut walk = Walk { classes: Vec::with_capacity(classes.len()), ..Walk::default() };
    let mut next = 0;
    for start in 0..classes.len() {
        if std::mem::replace(&mut seen[start], true) {
            continue;
        }
        walk.classes.push(start as u32);
        while next < walk.classes.len() {
            if next.is_multiple_of(PATIENCE) && progress.is_cancelled() {
                return None;
            }
            let class = walk.classes[next] as usize;
            next += 1;
            let mut meet = |v: u32, order: &mut Vec<u32>| {
                if !std::mem::replace(&mut seen[v as usize], true) {
                    order.push(v);
                }
            };
            for &g in classes.groups_of.row(class) {
                if !std::mem::replace(&mut opened[g as usize], true) {
                    walk.groups.push(g);
                    classes.classes_in.row(g as usize).iter().for_each(|&v| meet(v, &mut walk.classes));
                }
            }
            classes.outside.row(class).iter().for_each(|&v| meet(v, &mut walk.classes));
        }
        walk.ends.push(next);
    }
    Some(walk)
}
