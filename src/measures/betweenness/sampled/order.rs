//! An order of classes and groups in which those that a search meets together stand together.

use std::collections::VecDeque;

use crate::graph::Classes;
use crate::progress::Progress;
use crate::tables::NONE;

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

/// Classes between two looks at whether the run was cancelled.
const PATIENCE: usize = 4096;

/// Breadth-first over groups and outside edges, component by component; nothing once `progress` is cancelled.
///
/// O(memberships + edges).
pub(super) fn order(classes: &Classes, progress: &Progress) -> Option<Order> {
    let n = classes.len();
    let lies_between = |c: usize| classes.groups_of.row(c).len() + classes.outside.row(c).len() > 1;
    let mut component_of = vec![NONE; n];
    let mut opened = vec![false; classes.classes_in.len()];
    let (mut through, mut ends, mut groups) = (Vec::new(), Vec::new(), Vec::new());
    let mut queue = VecDeque::new();
    let mut component = 0;
    for start in 0..n {
        if component_of[start] != NONE {
            continue;
        }
        component_of[start] = component;
        queue.push_back(start as u32);
        while let Some(class) = queue.pop_front() {
            let c = class as usize;
            if (through.len() + ends.len()) % PATIENCE == 0 && progress.is_cancelled() {
                return None;
            }
            if lies_between(c) { &mut through } else { &mut ends }.push(class);
            let mut reach = |v: u32| {
                if component_of[v as usize] == NONE {
                    component_of[v as usize] = component;
                    queue.push_back(v);
                }
            };
            for &g in classes.groups_of.row(c) {
                if !std::mem::replace(&mut opened[g as usize], true) {
                    groups.push(g);
                    classes.classes_in.row(g as usize).iter().for_each(|&v| reach(v));
                }
            }
            classes.outside.row(c).iter().for_each(|&v| reach(v));
        }
        component += 1;
    }
    let between = through.len();
    through.append(&mut ends);
    Some(Order { classes: through, groups, between, component_of })
}
