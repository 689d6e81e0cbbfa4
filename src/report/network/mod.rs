//! The picture of the network: circles as bubbles with the ties and the people between them, the people of one circle, and the
//! strongest ties of one person. Everything is laid out here, so that the page draws the same picture everywhere.
//!
//! Nothing grows with the number of users: the largest circles, the most central people of each, the strongest ties. What is
//! left out is counted and said.

mod ego;
mod force;
mod inside;
mod overview;
mod svg;

pub use svg::circles_drawn;

use serde::Serialize;

use super::people_shown::PeopleShown;
use crate::analysis::Analysis;
use ego::Ego;
use inside::Inside;
use overview::Overview;

/// Circles drawn at most; so many are drawn whatever their size.
const CIRCLES: usize = 60;
const ALWAYS: usize = 12;
/// The others are drawn where they hold at least so much of everybody in circles.
const SHARE: f64 = 0.0025;

/// The network as the page draws it. People are numbers of the crowd, circles are places in `overview.circles`.
#[derive(Debug, Serialize)]
pub(super) struct Network {
    overview: Overview,
    inside: Vec<Inside>,
    egos: Vec<Ego>,
}

impl Network {
    /// Draws the network; `first` are the people whose neighbourhoods come first.
    pub(super) fn of(analysis: &Analysis, crowd: &mut PeopleShown<'_>, first: &[u32]) -> Self {
        let shown = drawn(analysis);
        let overview = Overview::of(analysis, crowd, shown);
        let inside = inside::of_circles(analysis, crowd, shown);
        let mut wanted: Vec<u32> = first.to_vec();
        wanted.extend(
            analysis.portraits[..shown]
                .iter()
                .flat_map(|p| p.key_people.iter().copied().chain(p.bridges.iter().map(|bridge| bridge.node))),
        );
        wanted.extend(inside.iter().flat_map(|drawn| drawn.nodes.iter().copied()));
        let egos = ego::of_people(analysis, crowd, &wanted);
        Self { overview, inside, egos }
    }
}

/// How many circles are drawn: the first ones, which are the largest.
pub(super) fn drawn(analysis: &Analysis) -> usize {
    let portraits = &analysis.portraits;
    let all: u64 = portraits.iter().map(|p| u64::from(p.size)).sum();
    let large = portraits.iter().filter(|p| f64::from(p.size) >= SHARE * all as f64).count();
    large.clamp(ALWAYS, CIRCLES).min(portraits.len())
}

/// To three decimals: enough for a screen, and shorter.
fn rounded(x: f64) -> f64 {
    (x * 1e3).round() / 1e3 + 0.0
}
