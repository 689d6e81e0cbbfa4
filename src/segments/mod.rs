//! Who a user is: value and lifecycle. Every vector has one entry per node.

pub mod lifecycle;
pub mod value;

pub use lifecycle::Lifecycle;

use crate::config::{Lattice, LifecycleOptions, Tier, ValueOptions, ValueSegment};
use crate::diagnostic::Finding;
use crate::tables::{Seconds, Tables};

/// Who each user is.
#[derive(Debug, Default)]
pub struct Segments {
    /// Whole days since the last contact; `None`: never, or unknown when `recency_known` is false.
    pub recency_days: Vec<Option<u32>>,
    /// Whether any source of recency was given.
    pub recency_known: bool,
    /// Yuan a month; `NaN` if unknown.
    pub monthly_spend: Vec<f64>,
    /// Whether any source of spend was given.
    pub spend_known: bool,
    /// Cell of the lattice (`row * columns + column`); [`crate::tables::NONE`] for tier `unknown`.
    pub cell: Vec<u32>,
    /// Value tier.
    pub tier: Vec<Tier>,
    /// Value segment.
    pub segment: Vec<ValueSegment>,
    /// Lifecycle.
    pub lifecycle: Vec<Lifecycle>,
    /// Registered at most `welcome_hours` ago.
    pub welcome_due: Vec<bool>,
    /// The lattice used.
    pub lattice: Option<Lattice>,
    /// Criteria that were left out, and counts such as refunds and ignored rows.
    pub findings: Vec<Finding>,
}

/// How to sort people.
#[derive(Clone, Copy, Debug)]
pub struct SegmentOptions<'a> {
    /// Recency, spend, lattice.
    pub value: &'a ValueOptions,
    /// Lifecycle.
    pub lifecycle: &'a LifecycleOptions,
    /// The moment to look back from; [`crate::tables::NO_TIME`] when no row has a time.
    pub as_of: Seconds,
}

/// What the events say of each node.
#[derive(Clone, Copy, Debug)]
pub struct Contacts<'a> {
    /// User number of each node.
    pub user: &'a [u32],
    /// Time of the last event in either direction, staff included; [`crate::tables::NO_TIME`] if none.
    pub last: &'a [Seconds],
    /// Events in either direction within the contact window.
    pub recent: &'a [f64],
}

/// Sorts people into value cells and lifecycles.
///
/// # Errors
/// [`Config`](crate::ErrorKind::Config) for a lattice with a cell unmapped or doubly mapped.
pub fn segment(_tables: &Tables, _contacts: Contacts<'_>, _options: SegmentOptions<'_>) -> crate::Result<Segments> {
    todo!("segments room")
}
