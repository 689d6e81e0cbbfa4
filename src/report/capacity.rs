//! How full groups and accounts are, in figures.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::segments::capacity::{Fill, Owner};

/// How full groups and accounts are.
#[derive(Debug, Serialize)]
pub struct CapacityFigures {
    /// Percentage from which something is nearly full.
    pub nearly_full_percent: f64,
    /// Groups with at least one head.
    pub groups: u64,
    /// Groups that are nearly full.
    pub groups_nearly_full: u64,
    /// Groups below the smallest of the configured sizes.
    pub groups_small: u64,
    /// That size.
    pub small_size: u32,
    /// Accounts.
    pub accounts: u64,
    /// Accounts that are nearly full.
    pub accounts_nearly_full: u64,
    /// Friends that an account holds.
    pub friend_cap: u32,
}

impl CapacityFigures {
    /// Those of a run.
    pub fn of(analysis: &Analysis) -> Self {
        let (capacity, options) = (&analysis.people.segments.profile.capacity, &analysis.people.config.capacity);
        let used = || capacity.groups.iter().filter(|group| group.heads > 0);
        let small_size = options.group_sizes.first().copied().unwrap_or(0);
        Self {
            nearly_full_percent: options.nearly_full_percent,
            groups: used().count() as u64,
            groups_nearly_full: used().filter(|group| group.nearly_full).count() as u64,
            groups_small: used().filter(|group| group.heads < small_size).count() as u64,
            small_size,
            accounts: capacity.owners.len() as u64,
            accounts_nearly_full: capacity.owners.iter().filter(|owner| owner.friends.nearly_full).count() as u64,
            friend_cap: options.friend_cap,
        }
    }
}

/// The groups that are nearly full, fullest first, then by number.
pub(super) fn nearly_full(analysis: &Analysis) -> Vec<(u32, Fill)> {
    let groups = &analysis.people.segments.profile.capacity.groups;
    let mut full: Vec<(u32, Fill)> =
        (0u32..).zip(groups.iter().copied()).filter(|(_, fill)| fill.nearly_full).collect();
    full.sort_by(|a, b| b.1.share().total_cmp(&a.1.share()).then(a.0.cmp(&b.0)));
    full
}

/// Accounts, most friends first, then by number.
pub(super) fn accounts(analysis: &Analysis) -> Vec<Owner> {
    let mut owners = analysis.people.segments.profile.capacity.owners.clone();
    owners.sort_by(|a, b| b.friends.heads.cmp(&a.friends.heads).then(a.user.cmp(&b.user)));
    owners
}
