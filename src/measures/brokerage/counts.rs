//! Members of each group by circle.

use crate::graph::{Csr, Graph};
use crate::parallel;
use crate::tables::NONE;

/// Groups counted in one piece of work.
const PIECE: usize = 256;

/// How many members of each group are in which circle. Groups that carry no tie have an empty row.
#[derive(Default)]
pub(super) struct Counts {
    /// Circles of each group, ascending.
    pub circles: Csr,
    /// Members, parallel to `circles.items`.
    pub members: Vec<u32>,
}

impl Counts {
    /// Circles of group `g` and how many members are in each.
    pub(super) fn row(&self, g: usize) -> impl Iterator<Item = (u32, u32)> + '_ {
        let range = self.circles.offsets[g]..self.circles.offsets[g + 1];
        self.circles.items[range.clone()].iter().copied().zip(self.members[range].iter().copied())
    }

    fn take(&mut self, part: &mut Self) {
        let start = self.circles.items.len();
        self.circles.offsets.extend(part.circles.offsets.drain(1..).map(|end| start + end));
        self.circles.items.append(&mut part.circles.items);
        self.members.append(&mut part.members);
    }
}

/// Counts the members of each group by circle; members without circle ([`NONE`]) are in no count. O(memberships), and
/// the circles of each group are sorted.
pub(super) fn counts(graph: &Graph, of: &[u32], circles: usize) -> Counts {
    let members_of = &graph.incidence.members_of;
    let groups = members_of.len();
    parallel::ordered_fold(
        groups.div_ceil(PIECE),
        Counts::default(),
        || (vec![0u32; circles], Counts::default()),
        |(count, part), i| {
            for g in i * PIECE..((i + 1) * PIECE).min(groups) {
                let members = members_of.row(g);
                let start = part.circles.items.len();
                for circle in members.iter().map(|&v| of[v as usize]).filter(|&circle| circle != NONE) {
                    if count[circle as usize] == 0 {
                        part.circles.items.push(circle);
                    }
                    count[circle as usize] += 1;
                }
                part.circles.items[start..].sort_unstable();
                let found = part.circles.items[start..].iter();
                part.members.extend(found.map(|&circle| std::mem::take(&mut count[circle as usize])));
                part.circles.offsets.push(part.circles.items.len());
            }
        },
        |all, (_, part), _| all.take(part),
    )
}
