//! Who stands between circles, and who holds others together.
//!
//! Circles come as one number per node, however they were found: links counts a user's strength by circle, circle_ties
//! the strength between circles. Constraint and effective size ask the same of a user's neighbours, without circles;
//! articulation asks it of the whole component.

mod articulation;
mod circle_ties;
mod counts;
mod holes;
mod links;

pub use articulation::articulation;
pub use circle_ties::{CircleTies, circle_ties};
pub use holes::{Holes, affordable_holes, structural_holes, structural_holes_steps};
pub use links::{Links, circles_of_groups, links, mean_strength};

/// Whether `part` is at least `share` of `whole`, both counted in the same unit. What misses the bound by less than a
/// billionth reaches it, so that rounding in a sum does not decide between 1 of 20 and a share of 0.05.
fn reaches(part: f64, share: f64, whole: f64) -> bool {
    part >= share * whole * (1.0 - 1e-9)
}
