//! Lifecycle: lost, decaying, new, growing, mature, in this order; the first match wins.
//!
//! Days without contact run from the last contact, or, for a user never contacted, from the registration: somebody who
//! registered yesterday and has not been spoken to is new, not lost. Never contacted and no registration time: lost.
//! A criterion whose source is missing is not applied: lost and decaying need a source of contact times, new and
//! growing by registration need `registered_at`, growing by contacts needs something that counts contacts. A user
//! without any date is `unknown`.

use super::{Contacts, Recency, SegmentOptions, Segments, days_since};
use crate::config::LifecycleOptions;
use crate::tables::{NO_TIME, Tables};

/// First match wins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lifecycle {
    /// Registered recently.
    New,
    /// Registered not long ago, or with few contacts.
    Growing,
    /// The rest.
    Mature,
    /// No contact for a while: recall.
    Decaying,
    /// No contact for long.
    Lost,
    /// No dates.
    Unknown,
}

impl Lifecycle {
    /// All of them, in the order in which a customer passes through them.
    pub const ALL: [Self; 6] = [Self::New, Self::Growing, Self::Mature, Self::Decaying, Self::Lost, Self::Unknown];

    /// The stable name in outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Growing => "growing",
            Self::Mature => "mature",
            Self::Decaying => "decaying",
            Self::Lost => "lost",
            Self::Unknown => "unknown",
        }
    }
}

/// The dates that decide one user's lifecycle.
#[derive(Clone, Copy, Debug)]
pub(super) struct Dates {
    /// Last contact.
    pub recency: Recency,
    /// Whole days since the registration; `None`: unknown.
    pub registered: Option<u32>,
    /// Contacts within the growing window; `None`: nothing counts them.
    pub contacts: Option<f64>,
}

/// Fills `lifecycle` and `welcome_due`. `contacts_in_window` is empty where nothing counts contacts.
pub(super) fn fill(
    segments: &mut Segments,
    tables: &Tables,
    contacts: Contacts<'_>,
    options: SegmentOptions<'_>,
    contacts_in_window: &[f64],
) {
    let welcome_seconds = i64::from(options.lifecycle.welcome_hours) * 3600;
    for (node, &user) in contacts.user.iter().enumerate() {
        let at = tables.user_table.registered_at.get(user as usize).copied().unwrap_or(NO_TIME);
        let registered = days_since(options.as_of, at);
        let dates =
            Dates { recency: segments.recency(node), registered, contacts: contacts_in_window.get(node).copied() };
        segments.lifecycle.push(lifecycle(dates, options.lifecycle));
        segments.welcome_due.push(registered.is_some() && options.as_of.saturating_sub(at) <= welcome_seconds);
    }
}

/// The lifecycle of one user.
pub(super) fn lifecycle(dates: Dates, options: &LifecycleOptions) -> Lifecycle {
    let quiet = match dates.recency {
        Recency::Days(days) => Some(days),
        Recency::Never => Some(dates.registered.unwrap_or(u32::MAX)),
        Recency::Unknown => None,
    };
    if quiet.is_none() && dates.registered.is_none() {
        return Lifecycle::Unknown;
    }
    if quiet.is_some_and(|days| days > options.lost_days) {
        return Lifecycle::Lost;
    }
    if quiet.is_some_and(|days| days >= options.decaying_days) {
        return Lifecycle::Decaying;
    }
    if dates.registered.is_some_and(|days| days <= options.new_days) {
        return Lifecycle::New;
    }
    let young = dates.registered.is_some_and(|days| days <= options.growing_days);
    let few = dates.contacts.is_some_and(|contacts| contacts < f64::from(options.growing_contacts));
    if young || few { Lifecycle::Growing } else { Lifecycle::Mature }
}
