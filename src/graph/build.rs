//! From tables to the graph: who is a node, who is in which group, who interacted with whom and how strongly.

use super::Graph;
use crate::config::{GraphOptions, OptedOut, StaffOptions};
use crate::progress::Progress;
use crate::tables::{Seconds, Tables};

/// How to build the graph.
#[derive(Clone, Copy, Debug)]
pub struct BuildOptions<'a> {
    /// Weights, decay, cap.
    pub graph: &'a GraphOptions,
    /// Further staff ids.
    pub staff: &'a StaffOptions,
    /// What becomes of opted-out users.
    pub opted_out: OptedOut,
    /// The moment to look back from; later rows are ignored and counted. [`crate::tables::NO_TIME`] when no row has a time.
    pub as_of: Seconds,
    /// Days of the contact window of [`super::Tallies::recent_contacts`].
    pub contact_window_days: u32,
}

/// Builds the layers.
///
/// # Errors
/// Only [`Interrupted`](crate::ErrorKind::Interrupted).
pub fn build(_tables: &Tables, _options: BuildOptions<'_>, _progress: &Progress) -> crate::Result<Graph> {
    todo!("graph room")
}
