//! What nearly every use of the crate names: `use renmai::prelude::*`.

pub use crate::{
    BetweennessOptions, CirclesOptions, Network, SeedsOptions, betweenness, circles, components, degree, seeds,
    strength,
};
