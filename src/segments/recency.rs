//! Recency: whole days since the last contact.
//!
//! A contact is an interaction in either direction, staff included, or `last_active_at` if that is later. Purchases
//! count only when `value.purchase_is_contact` says so, or when there is neither an interactions table nor
//! `last_active_at`; refunds never do. An interactions table without a time column says nothing about recency.

use super::{Contacts, SegmentOptions, days_since};
use crate::tables::{NO_TIME, Seconds, Tables};

/// When the last contact was, or why that cannot be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recency {
    /// So many whole days ago.
    Days(u32),
    /// No contact, in data that would show it.
    Never,
    /// The data cannot tell: no source of contact times, or only contacts without a time.
    Unknown,
}

/// Recency of each node and what was counted on the way.
pub(super) struct Recencies {
    /// Whole days since the last contact; `None`: never or unknown.
    pub days: Vec<Option<u32>>,
    /// Contacts, but none with a time.
    pub undated: Vec<bool>,
    /// Whether any source was given.
    pub known: bool,
    /// Contacts within the growing window; empty where no source counts contacts.
    pub contacts: Vec<f64>,
    /// What was counted.
    pub counts: Counts,
}

/// What was counted.
pub(super) struct Counts {
    /// Purchases that stand in for missing contact sources.
    pub purchases_instead: u64,
}

/// Recency of each node; one pass over the purchases where they count.
pub(super) fn recency(tables: &Tables, contacts: Contacts<'_>, options: SegmentOptions<'_>) -> Recencies {
    let given = &tables.given;
    let dated = options.as_of != NO_TIME;
    let instead = !given.interactions.any && !given.users.last_active_at;
    let bought = given.purchases.any && dated && (options.value.purchase_is_contact || instead);
    let purchases = bought.then(|| purchases(tables, options));
    let timed = given.interactions.any && given.interactions.at;

    let n = contacts.user.len();
    let mut days = Vec::with_capacity(n);
    let mut undated = Vec::with_capacity(n);
    let mut counted = Vec::new();
    for (node, &user) in contacts.user.iter().enumerate() {
        let user = user as usize;
        let event = if timed { contacts.last[node] } else { NO_TIME };
        let active = tables.user_table.last_active_at.get(user).copied().unwrap_or(NO_TIME);
        let purchase = purchases.as_ref().map_or(NO_TIME, |p| p.last[user]);
        let last = [event, active, purchase].into_iter().filter_map(|t| days_since(options.as_of, t)).min();
        days.push(last);
        undated.push(last.is_none() && contacts.recent[node] > 0.0);
        if given.interactions.any || bought {
            counted.push(contacts.recent[node] + purchases.as_ref().map_or(0.0, |p| f64::from(p.recent[user])));
        }
    }
    Recencies {
        days,
        undated,
        known: dated && (timed || given.users.last_active_at || bought),
        contacts: counted,
        counts: Counts { purchases_instead: if instead { purchases.as_ref().map_or(0, |p| p.count) } else { 0 } },
    }
}

/// Purchases as contacts, per user number.
struct PurchaseContacts {
    last: Vec<Seconds>,
    recent: Vec<u32>,
    count: u64,
}

fn purchases(tables: &Tables, options: SegmentOptions<'_>) -> PurchaseContacts {
    let n = tables.users.len();
    let mut out = PurchaseContacts { last: vec![NO_TIME; n], recent: vec![0; n], count: 0 };
    let rows = &tables.purchases;
    for ((&user, &at), &amount) in rows.user.iter().zip(&rows.at).zip(&rows.amount) {
        let Some(days) = days_since(options.as_of, at) else { continue };
        if amount < 0.0 {
            continue;
        }
        let user = user as usize;
        out.last[user] = out.last[user].max(at);
        out.recent[user] += u32::from(days <= options.lifecycle.growing_window_days);
        out.count += 1;
    }
    out
}
