//! Centralities, communities and seed sets of people who share groups and talk to each other.
//!
//! Give who is in which group and who interacts with whom; get betweenness, degree, circles and seeds by id:
//!
//! ```
//! use renmai::prelude::*;
//!
//! let memberships = [("ann", "go"), ("bob", "go"), ("bob", "tennis"), ("carl", "tennis")];
//! let interactions = [("carl", "dora", 2.0), ("dora", "eve", 1.0)];
//! let network = Network::builder().memberships(&memberships).interactions(&interactions).build()?;
//!
//! let between = betweenness(&network, &BetweennessOptions::default())?;
//! assert_eq!(between.top(2), [(&"carl", 4.0), (&"bob", 3.0)]);
//! assert_eq!(degree(&network)?.get("eve"), Some(1));
//! let circles = circles(&network, &CirclesOptions::default())?;
//! assert_eq!(circles.get("ann"), circles.get("bob"));
//! let seeds = seeds(&network, &SeedsOptions::default().k(1))?;
//! println!("start with {}, who reaches {:.1} of 5", seeds.picks()[0].id, seeds.picks()[0].reach);
//! # Ok::<(), renmai::Error>(())
//! ```
//!
//! # What there is
//!
//! [`Network`] is the graph. Ids are whatever has an order: `&str`, `String`, numbers, petgraph's nodes.
//!
//! | of a network | function | result |
//! |---|---|---|
//! | who lies between others, also which groups do | [`betweenness`] | [`Betweenness`] |
//! | how many others, how strongly | [`degree`], [`strength()`] | [`Scores`] |
//! | communities, and what hangs together at all | [`circles`], [`components`] | [`Partition`] |
//! | brokers: constraint, effective size; cut vertices | [`structural_holes`], [`articulation`] | [`StructuralHoles`], [`Scores`] |
//! | the k users who together reach most | [`seeds`], [`seeds_among`], [`reach`] | [`Seeds`], [`Reach`] |
//!
//! | from and to | |
//! |---|---|
//! | slices | [`Network::builder`], [`Network::from_memberships`], [`Network::from_edges`] |
//! | compressed sparse rows | [`Network::from_csr`] |
//! | petgraph | [`Network::from_petgraph`], [`Network::to_petgraph`]; its algorithms as they are, [`Network::as_petgraph`] |
//! | CSV as people export it | [`Network::from_csv`] |
//!
//! # Conventions
//!
//! - Ties are undirected and weighted; their weight is a *strength*: the more, the closer. Two people are tied when they share a
//!   group or interact. Pairs of a group are never listed, so that groups may be large.
//! - Options have defaults and are set by name: `BetweennessOptions::default().seed(7)`. They are checked when they are used.
//! - Results know the ids, share them with the network and outlive it.
//! - The same network and options give the same bits, at any number of threads: as many as rayon's pool has, or within [`with_threads`]. What is
//!   drawn at random is drawn by a seed.
//! - What is estimated says so and has limits: [`Betweenness::sampling`], [`Seeds::ratio`].
//! - Long work can be watched and cancelled: [`NetworkBuilder::progress`].
//!
//! # What is promised
//!
//! What these pages show follows semantic versioning: a change of it is a change of `tests/public_api.txt`. The modules that the program
//! `renmai` is made of (reading exports, lists of people, reports) can be named too, because the program names them; they are left out
//! here, and may change in any version.

// Unit tests share the graphs and oracles of the tests outside, which know the crate by its name.
#[cfg(test)]
extern crate self as renmai;
#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;

mod network;

/// What nearly every use of the crate names: `use renmai::prelude::*`.
pub mod prelude {
    pub use crate::{
        BetweennessOptions, CirclesOptions, Network, SeedsOptions, betweenness, circles, components, degree, seeds,
        strength,
    };
}

// What the program is made of. `RUSTDOCFLAGS='--cfg renmai_internals' cargo doc` shows these pages too.
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod analysis;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod campaign;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod config;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod diagnostic;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod error;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod export;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod generate;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod graph;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod measures;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod memory;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod parallel;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod progress;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod random;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod report;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod segments;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod selection;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod snapshot;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod tables;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub mod text;

pub use config::{BetweennessMethod, CascadeModel, GroupWeight, Intervals, PathCounting};
pub use diagnostic::Position;
pub use error::{Error, ErrorKind, Result};
pub use measures::betweenness::{Sampling, Stop};
pub use network::{
    Betweenness, BetweennessOptions, CirclesOptions, Network, NetworkBuilder, Partition, Reach, Scores, Seed, Seeds,
    SeedsOptions, Stored, StructuralHoles, articulation, betweenness, circles, components, degree, reach, seeds,
    seeds_among, strength, structural_holes,
};
pub use parallel::with_threads;
pub use progress::{Observer, Progress};
pub use text::Lang;

#[cfg_attr(not(renmai_internals), doc(hidden))]
pub use analysis::{Analysis, analyse};
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub use config::Config;
#[cfg_attr(not(renmai_internals), doc(hidden))]
pub use tables::{Source, Sources, Tables, read};
