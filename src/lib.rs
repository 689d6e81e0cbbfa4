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

// Unit tests share the graphs and oracles of the tests outside, which know the crate by its name.
#[cfg(test)]
extern crate self as renmai;
#[cfg(test)]
#[path = "../tests/common/mod.rs"]
mod common;

pub mod analysis;
pub mod config;
pub mod diagnostic;
pub mod error;
pub mod export;
pub mod generate;
pub mod graph;
pub mod measures;
pub mod parallel;
pub mod progress;
pub mod random;
pub mod report;
pub mod segments;
pub mod selection;
pub mod tables;
pub mod text;

pub use error::{Error, ErrorKind, Result};
