//! Spend: yuan a month.
//!
//! `monthly_spend` where the users table states it; else, where there is a purchases table, the sum of the user's
//! amounts within the window, refunds included and never below 0, divided by the months of the window (a user without
//! purchases spends 0). Where there is only a `monthly_spend` column and it is empty for a user, that user's spend is
//! unknown: an empty cell is no statement that somebody buys nothing. Sums run in the canonical order of the rows and are
//! rounded to a millionth, so that what cancels is 0 and what adds up to a bound of the lattice is on it.

use super::{SegmentOptions, days_since};
use crate::tables::Tables;

/// Spend of each node and what was counted on the way.
pub(super) struct Spends {
    /// Yuan a month, at least 0; `NaN`: unknown.
    pub monthly: Vec<f64>,
    /// Whether any source was given.
    pub known: bool,
    /// What was counted.
    pub counts: Counts,
}

/// What was counted.
#[derive(Default)]
pub(super) struct Counts {
    /// Purchases later than the analysed moment.
    pub later: u64,
    /// Negative amounts up to the analysed moment.
    pub refunds: u64,
    /// People whose spend is stated though there are purchases.
    pub stated: u64,
}

/// Spend of each node, given the user number of each node; one pass over the purchases.
pub(super) fn spend(tables: &Tables, users: &[u32], options: SegmentOptions<'_>) -> Spends {
    let given = &tables.given;
    let mut counts = Counts::default();
    let mut sums = vec![0.0; if given.purchases.any { tables.users.len() } else { 0 }];
    let rows = &tables.purchases;
    for ((&user, &at), &amount) in rows.user.iter().zip(&rows.at).zip(&rows.amount) {
        let Some(days) = days_since(options.as_of, at) else {
            counts.later += 1;
            continue;
        };
        counts.refunds += u64::from(amount < 0.0);
        if days <= options.value.spend_window_days
            && let Some(sum) = sums.get_mut(user as usize)
        {
            *sum += amount;
        }
    }
    let stated = |user: u32| tables.user_table.monthly_spend.get(user as usize).copied().unwrap_or(f64::NAN);
    if given.purchases.any {
        counts.stated = users.iter().filter(|&&user| !stated(user).is_nan()).count() as u64;
    }
    let monthly = |&user: &u32| {
        let stated = stated(user);
        if !stated.is_nan() {
            return stated.max(0.0);
        }
        sums.get(user as usize).map_or(f64::NAN, |sum: &f64| settled(*sum).max(0.0) / options.value.spend_window_months)
    };
    Spends {
        monthly: users.iter().map(monthly).collect(),
        known: given.purchases.any || given.users.monthly_spend,
        counts,
    }
}

/// A sum of amounts without what rounding of the binary fractions has added. Beyond 10⁹ a millionth is less than that.
fn settled(sum: f64) -> f64 {
    if sum.abs() < 1e9 { (sum * 1e6).round() / 1e6 } else { sum }
}
