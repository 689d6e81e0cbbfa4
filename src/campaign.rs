//! Did it work: what has changed from one run to a later one.
//!
//! A run is known by what its output says of people ([`Run`]), whether it was just made or read back from its directory, so any two can be
//! compared ([`changes()`]).

mod changes;
mod circles;
mod run;

pub use changes::{Change, Changes, Count, State, changes};
pub use circles::{CircleChange, match_circles};
pub use run::{LISTS, Person, Run};
