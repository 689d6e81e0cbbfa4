//! Social position: isolated, silent, influence node, bridge, core, member, in this order; the first match wins.
//!
//! Isolated: no tie, or in a small component. Silent: one group and no interaction. Influence node: influence rank within the
//! top `position.influence_top_percent` of the listed users. Bridge: links two circles or more, lies between others, and its
//! rank by betweenness is within the top `position.bridge_top_percent`. Core: strength within the top
//! `position.core_top_percent` of the own circle. Somebody who is both an influence node and a bridge is told as the first;
//! the measures tell both.

use crate::config::PositionOptions;
use crate::measures::{Isolation, Measures};
use crate::tables::NONE;
pub use crate::text::terms::Position;

/// Of every node; unlisted ones are members. O(n log n).
pub fn positions(measures: &Measures, listed: &[bool], options: &PositionOptions) -> Vec<Position> {
    let n = listed.iter().filter(|&&l| l).count();
    let within = |percent: f64| (percent * n as f64 / 100.0).ceil() as u32;
    let (influence, bridge) = (within(options.influence_top_percent), within(options.bridge_top_percent));
    let core = core_strength(measures, listed, options.core_top_percent);
    let of = |v: usize| {
        let (rank, between) = (measures.influence.rank[v], measures.bridge_rank[v]);
        let links = measures.links.circles_linked[v] >= 2 && measures.betweenness.users[v] > 0.0;
        let circle = measures.circles.of[v];
        match measures.isolation[v] {
            _ if !listed[v] => Position::Member,
            Some(Isolation::Isolated | Isolation::SmallComponent) => Position::Isolated,
            Some(Isolation::Silent) => Position::Silent,
            None if rank >= 1 && rank <= influence => Position::Influence,
            None if links && between >= 1 && between <= bridge => Position::Bridge,
            None if circle != NONE && measures.strength[v] >= core[circle as usize] => Position::Core,
            None => Position::Member,
        }
    };
    crate::parallel::map_range(listed.len(), of)
}

/// Per circle, the least strength among its top so many percent (rounded up); infinite where nobody is.
fn core_strength(measures: &Measures, listed: &[bool], percent: f64) -> Vec<f64> {
    let circles = measures.circles.sizes.len();
    let mut strengths: Vec<Vec<f64>> = vec![Vec::new(); circles];
    for (v, &circle) in measures.circles.of.iter().enumerate().filter(|&(v, &circle)| circle != NONE && listed[v]) {
        strengths[circle as usize].push(measures.strength[v]);
    }
    let least = |mut strengths: Vec<f64>| {
        let top = (percent * strengths.len() as f64 / 100.0).ceil() as usize;
        strengths.sort_unstable_by(|a, b| b.total_cmp(a));
        top.checked_sub(1).and_then(|last| strengths.get(last).copied()).unwrap_or(f64::INFINITY)
    };
    strengths.into_iter().map(least).collect()
}
