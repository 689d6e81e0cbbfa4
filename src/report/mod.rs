//! The page that a manager opens: results → bytes. [`digest`] holds the figures that the summary, the terminal and the page
//! share.

pub mod digest;
pub mod distribution;
pub mod figures;
mod page;
mod people;

pub use digest::{Digest, Method};
pub use page::page;
