//! Pendant trees: users who hang on the rest by a single interaction edge, folded into the user they hang on.
//!
//! A node without groups and with one edge is a *leaf*; taken away with all that already hangs on it, it may leave
//! another leaf. Whatever a tree hangs on then stands for t users, itself included. Between nodes that are left, a pair
//! (s, w) counts t_s · t_w times, so the sweeps start from fewer sources and reach fewer targets, and the rest is counting:
//! with N the users of the component and t_c the sizes of the branches that hang on x, the ordered pairs that x separates are
//!
//! ```text
//! 2 (t_x − 1)(N − t_x) + (t_x − 1)² − Σ_c t_c²
//! ```
//!
//! (one end below x and one beyond; both below x, in different branches.) That is all of b(x) for a folded node, and for a node
//! that is left the part that has an end below it.
//!
//! Sariyüce, Kaya, Saule, Çatalyürek, "Graph manipulations for fast centrality computation", ACM TKDD 11(3), 2017 (degree-1
//! vertices).

use crate::graph::Classes;
use crate::graph::walk::Walk;

/// What is left when the trees are folded.
pub(super) struct Trees {
    /// Per class: part of a tree, so no longer there.
    pub folded: Vec<bool>,
    /// Per class: users that it stands for, its own and those below it.
    pub weight: Vec<f64>,
    /// Per class: ordered pairs of users that it separates with at least one end below it.
    pub separated: Vec<f64>,
    /// Per class: edges that are left.
    pub edges: Vec<usize>,
}

/// Folds every tree of the interaction layer.
pub(super) fn fold(classes: &Classes, walk: &Walk) -> Trees {
    let n = classes.len();
    let mut weight = classes.multiplicity.clone();
    let mut edges: Vec<usize> = (0..n).map(|v| classes.outside.row(v).len()).collect();
    let mut folded = vec![false; n];
    let mut squares = vec![0.0; n];
    let hangs = |v: usize, edges: usize| edges == 1 && classes.groups_of.row(v).is_empty();
    let mut leaves: Vec<usize> = (0..n).filter(|&v| hangs(v, edges[v])).collect();
    while let Some(leaf) = leaves.pop() {
        let rest = classes.outside.row(leaf).iter().find(|&&v| !folded[v as usize]);
        // Of two leaves on one edge the second stays.
        let Some(&above) = rest.filter(|_| edges[leaf] == 1) else { continue };
        let above = above as usize;
        folded[leaf] = true;
        edges[leaf] = 0;
        edges[above] -= 1;
        weight[above] += weight[leaf];
        squares[above] += weight[leaf] * weight[leaf];
        if hangs(above, edges[above]) {
            leaves.push(above);
        }
    }
    let mut separated = vec![0.0; n];
    if folded.contains(&true) {
        let users = component_users(classes, walk);
        for v in 0..n {
            let below = weight[v] - classes.multiplicity[v];
            if below > 0.0 {
                separated[v] = 2.0 * below * (users[v] - weight[v]) + below * below - squares[v];
            }
        }
    }
    Trees { folded, weight, separated, edges }
}

/// Per class, the users of its component.
fn component_users(classes: &Classes, walk: &Walk) -> Vec<f64> {
    let mut users = vec![0.0; classes.len()];
    for component in walk.components() {
        let sum = component.iter().map(|&v| classes.multiplicity[v as usize]).sum();
        component.iter().for_each(|&v| users[v as usize] = sum);
    }
    users
}
