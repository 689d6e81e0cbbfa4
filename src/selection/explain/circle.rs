//! Where one person stands among the circles.

use crate::measures::brokerage::structural_holes;
use crate::progress::Progress;
use crate::selection::Context;
use crate::tables::NONE;
use crate::text::Sentence;

/// A person's circle and where else their ties lead.
#[derive(Clone, Debug, PartialEq)]
pub struct CircleFact {
    /// Circle number.
    pub circle: u32,
    /// The number as people see it, with the name.
    pub called: Sentence,
    /// Its members.
    pub size: u32,
    /// Other circles linked, strongest first, with the share of the person's strength that leads there.
    pub others: Vec<(u32, f64)>,
    /// Their numbers with their names.
    pub others_called: Vec<Sentence>,
    /// Burt's constraint; `NaN` where there is none.
    pub constraint: f64,
    /// Users whom the person's absence would cut off.
    pub cut_off: u32,
}

/// As computed for everybody, or, where that was not done, for this one.
fn constraint(context: Context<'_>, node: usize) -> f64 {
    let known = context.measures.holes[node].constraint;
    if known.is_finite() {
        return known;
    }
    let own = structural_holes(context.graph, &[node as u32], &Progress::silent());
    own.first().map_or(f64::NAN, |holes| holes.constraint)
}

/// `None` for somebody in no circle.
pub(super) fn circle(context: Context<'_>, node: usize) -> Option<CircleFact> {
    let m = context.measures;
    let circle = m.circles.of[node];
    if circle == NONE {
        return None;
    }
    let links = &m.links;
    let range = links.linked.offsets[node]..links.linked.offsets[node + 1];
    let all = links.linked.items[range.clone()].iter().copied().zip(links.linked_strength[range].iter().copied());
    let others = all.filter(|&(other, _)| other != circle);
    let others: Vec<(u32, f64)> = others.map(|(other, strength)| (other, strength / m.strength[node])).collect();
    Some(CircleFact {
        circle,
        called: m.circles.called(circle),
        others_called: others.iter().map(|&(other, _)| m.circles.called(other)).collect(),
        size: m.circles.sizes[circle as usize],
        others,
        constraint: constraint(context, node),
        cut_off: m.articulation[node],
    })
}
