//! An order of classes and groups in which those that a search meets together stand together.

use crate::graph::Classes;
use crate::graph::walk::walk;
use crate::progress::Progress;

/// Classes and groups in their new order.
#[derive(Debug)]
pub(super) struct Order {
    /// First those that can lie between.
    pub classes: Vec<u32>,
    /// Those with ties.
    pub groups: Vec<u32>,
    /// How many classes can lie between.
    pub between: usize,
    /// Component of each class.
    pub component_of: Vec<u32>,
}

/// Breadth-first over groups and outside edges, component by component; nothing once `progress` is cancelled.
///
/// O(memberships + edges).
pub(super) fn order(classes: &Classes, progress: &Progress) -> Option<Order> {
    let walk = walk(classes, progress)?;
    let mut component_of = vec![0; classes.len()];
    for (component, members) in (0u32..).zip(walk.components()) {
        members.iter().for_each(|&class| component_of[class as usize] = component);
    }
    let lies_between = |&c: &u32| classes.groups_of.row(c as usize).len() + classes.outside.row(c as usize).len() > 1;
    let (mut through, mut ends): (Vec<u32>, Vec<u32>) = walk.classes.into_iter().partition(lies_between);
    let between = through.len();
    through.append(&mut ends);
    Some(Order { classes: through, groups: walk.groups, between, component_of })
}
