//! Seeds against enumeration, the best set of all, simulations and other lists.

#[path = "../common/mod.rs"]
mod common;

mod exact;
mod lists;
mod optimum;
mod oracle;
mod rules;
mod worlds;
