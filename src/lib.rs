//! renmai (人脉): who is listened to, who connects circles, who is left alone, and what they are worth.
//!
//! Data flows one way through the rooms of this crate:
//!
//! ```text
//! tables → graph → measures → segments → selection → report / export
//!  read     build   compute     who        whom         tell
//! ```
//!
//! [`analysis`] is the pipeline, read from top to bottom, and the only module that puts rooms together.
//!
//! From CSV text to a list:
//!
//! ```
//! use renmai::{Config, Lang, Progress, Source, Sources, analyse, read};
//!
//! # fn main() -> renmai::Result<()> {
//! let memberships = "user_id,group_id\nann,g1\nbob,g1\nbob,g2\ncarl,g2\ndora,g3\n";
//! let sources = Sources { memberships: vec![Source::bytes("memberships.csv", memberships.as_bytes())], ..Sources::default() };
//! let progress = Progress::silent();
//! let run = analyse(read(&sources, &progress)?, Config::default(), &progress)?;
//! for entry in &run.selection.isolated.entries {
//!     println!("{}. {}: {}", entry.rank, run.people.id(entry.node), entry.reason.render(Lang::En));
//! }
//! assert_eq!(run.people.id(run.selection.isolated.entries[0].node), "dora");
//! # Ok(())
//! # }
//! ```

// Unit tests share the graphs and oracles of the tests outside, which know the crate by its name.
#[cfg(test)]
extern crate self as renmai;
#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;

pub mod analysis;
pub mod campaign;
pub mod config;
pub mod diagnostic;
pub mod error;
pub mod export;
pub mod generate;
pub mod graph;
pub mod measures;
pub mod memory;
pub mod network;
pub mod parallel;
pub mod progress;
pub mod random;
pub mod report;
pub mod segments;
pub mod selection;
pub mod snapshot;
pub mod tables;
pub mod text;

pub use analysis::{Analysis, analyse};
pub use config::Config;
pub use error::{Error, ErrorKind, Result};
pub use network::*;
pub use progress::Progress;
pub use tables::{Source, Sources, Tables, read};
pub use text::Lang;
