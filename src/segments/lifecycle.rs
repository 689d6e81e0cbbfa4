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
pub use crate::text::terms::{Lifecycle, Trigger};

impl Trigger {
    /// The lifecycle that it decides on.
    pub fn lifecycle(self) -> Lifecycle {
        match self {
            Self::NoContactLong => Lifecycle::Lost,
            Self::NoContact => Lifecycle::Decaying,
            Self::JustRegistered => Lifecycle::New,
            Self::RecentlyRegistered | Self::FewContacts => Lifecycle::Growing,
            Self::Regular => Lifecycle::Mature,
            Self::NoDates => Lifecycle::Unknown,
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

/// Fills `lifecycle`, `registered_days` and `welcome_due`. `contacts_in_window` is empty where nothing counts contacts.
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
        let trigger = trigger(dates, options.lifecycle);
        segments.lifecycle.push(trigger.lifecycle());
        segments.trigger.push(trigger);
        segments.registered_days.push(registered);
        segments.welcome_due.push(registered.is_some() && options.as_of.saturating_sub(at) <= welcome_seconds);
    }
}

/// What decides on the lifecycle of one user.
pub(super) fn trigger(dates: Dates, options: &LifecycleOptions) -> Trigger {
    let quiet = match dates.recency {
        Recency::Days(days) => Some(days),
        Recency::Never => Some(dates.registered.unwrap_or(u32::MAX)),
        Recency::Unknown => None,
    };
    if quiet.is_none() && dates.registered.is_none() {
        return Trigger::NoDates;
    }
    if quiet.is_some_and(|days| days > options.lost_days) {
        return Trigger::NoContactLong;
    }
    if quiet.is_some_and(|days| days >= options.decaying_days) {
        return Trigger::NoContact;
    }
    if dates.registered.is_some_and(|days| days <= options.new_days) {
        return Trigger::JustRegistered;
    }
    let young = dates.registered.is_some_and(|days| days <= options.growing_days);
    let few = dates.contacts.is_some_and(|contacts| contacts < f64::from(options.growing_contacts));
    if young {
        Trigger::RecentlyRegistered
    } else if few {
        Trigger::FewContacts
    } else {
        Trigger::Regular
    }
}
