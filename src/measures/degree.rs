//! Degree and strength from the layers, without listing pairs.
//!
//! **Definition.** Degree: distinct users with whom a user shares a group or has an interaction edge. Strength: the sum of
//! the strengths of those ties.
//!
//! **How.** All users of a class have the same neighbours, so one is counted for all. The members of its largest group
//! are neighbours at once; only its smaller groups are walked for members that are not in the largest. An edge that
//! leaves the groups leads to a neighbour that no group holds.
//!
//! **Complexity.** Σ over classes of the classes in all their groups but the largest, plus one walk of each group that is
//! the largest of some class.
//!
//! **Determinism.** Counts are integers; the parts of a strength are summed by size.

use crate::graph::{Classes, Graph};
use crate::parallel;
use crate::progress::Progress;
use crate::tables::NONE;

/// Classes counted in one piece of work.
const PIECE: usize = 2048;

/// Distinct neighbours of each node. Meaningless once `progress` is cancelled.
pub fn degrees(graph: &Graph, classes: &Classes, progress: &Progress) -> Vec<u32> {
    let size = |g: u32| graph.incidence.size(g);
    let n = classes.groups_of.len();
    let mut of_class: Vec<u32> = (0..n).map(|c| classes.outside.row(c).len() as u32).collect();
    // Classes with a smaller group to walk, those with the same largest group together.
    let mut walks: Vec<(u32, u32)> = Vec::new();
    for (class, degree) in of_class.iter_mut().enumerate() {
        let groups = classes.groups_of.row(class);
        let Some(largest) = groups.iter().copied().reduce(|a, b| if size(b) > size(a) { b } else { a }) else {
            continue;
        };
        *degree += size(largest) as u32 - 1;
        if groups.len() > 1 {
            walks.push((largest, class as u32));
        }
    }
    parallel::sort_unstable_by_key(&mut walks, |&walk| walk);
    let of_class = parallel::ordered_fold(
        walks.len().div_ceil(PIECE),
        of_class,
        || Marks { mark: vec![NONE; n], largest: NONE, found: Vec::new() },
        |marks, i| {
            for &(largest, class) in &walks[i * PIECE..((i + 1) * PIECE).min(walks.len())] {
                if progress.is_cancelled() {
                    return;
                }
                marks.walk(classes, largest, class);
            }
        },
        |degree, marks, _| marks.found.drain(..).for_each(|(class, more)| degree[class as usize] += more),
    );
    classes.class_of.iter().map(|&class| if class == NONE { 0 } else { of_class[class as usize] }).collect()
}

/// Workspace of one thread.
struct Marks {
    /// Who was seen last by whom: group g while it is the largest, or groups + c for class c.
    mark: Vec<u32>,
    /// The group whose members are marked.
    largest: u32,
    /// Neighbours of classes beyond their largest group.
    found: Vec<(u32, u32)>,
}

impl Marks {
    fn walk(&mut self, classes: &Classes, largest: u32, class: u32) {
        if self.largest != largest {
            classes.classes_in.row(largest as usize).iter().for_each(|&c| self.mark[c as usize] = largest);
            self.largest = largest;
        }
        let own = classes.classes_in.len() as u32 + class;
        let mut more = 0.0;
        for &g in classes.groups_of.row(class as usize).iter().filter(|&&g| g != largest) {
            for &other in classes.classes_in.row(g as usize) {
                let mark = &mut self.mark[other as usize];
                if *mark != largest && *mark != own {
                    *mark = own;
                    more += classes.multiplicity[other as usize];
                }
            }
        }
        self.found.push((class, more as u32));
    }
}

/// Sum of the strengths of each node's ties.
///
/// Summed by size: users whose parts are the same have the same strength to the bit, whatever their groups and
/// neighbours are called, so that rounding cannot order them.
pub fn strengths(graph: &Graph) -> Vec<f64> {
    let mut strength = vec![0.0; graph.nodes.len()];
    parallel::fill(&mut strength, |v| {
        let groups = graph.incidence.groups_of.row(v).iter().map(|&g| graph.incidence.member_weight[g as usize]);
        let ties = &graph.ties.weights[graph.ties.rows.offsets[v]..graph.ties.rows.offsets[v + 1]];
        let mut parts: Vec<f64> = groups.chain(ties.iter().copied()).collect();
        parts.sort_unstable_by(f64::total_cmp);
        parts.into_iter().fold(0.0, |sum, weight| sum + weight)
    });
    strength
}
