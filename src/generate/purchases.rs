//! `purchases.csv`: what customers bought in the last 180 days. Amounts are log-normal: every buyer has a level, and
//! every purchase varies around it.

use super::Workload;
use super::calendar::EVENT_DAYS;
use super::lines::{Lines, Outlet};
use super::random::{Random, Stream};
use crate::Result;

/// Chance that a customer who was not lost buys at all.
const BUYS: f64 = 0.428;
/// Chance of one more purchase after each, so that a buyer makes 1/(1 − p) on average.
const AGAIN: f64 = 0.735;
/// Natural logarithm of the median amount in yuan, and its deviation among buyers and among one buyer's purchases.
const LEVEL: (f64, f64, f64) = (5.1, 1.2, 0.5);
/// The window of the monthly spend.
const SPEND_DAYS: u16 = 90;

/// Writes `purchases.csv`; returns each user number's spend a month over the last 90 days, in hundredths of a yuan.
pub(super) fn write(workload: &Workload, outlet: &mut Outlet<'_>) -> Result<Vec<u32>> {
    let Workload { people, calendar, .. } = workload;
    let mut lines = Lines::open(outlet, workload, "purchases.csv", "user_id,at,amount")?;
    let mut random = Random::new(workload.options.seed, Stream::Purchases);
    let mut monthly = vec![0; people.users()];
    for (user, &slot) in people.slot.iter().enumerate() {
        let quiet = people.quiet[slot as usize];
        if quiet >= EVENT_DAYS || !random.chance(BUYS) {
            continue;
        }
        let level = LEVEL.0 + LEVEL.1 * random.normal();
        let oldest = people.registered[slot as usize].min(EVENT_DAYS - 1);
        let mut recent = 0;
        for _ in 0..=random.geometric(AGAIN) {
            let cents = (100.0 * libm::exp(level + LEVEL.2 * random.normal())).round() as u64;
            let cents = cents.max(1);
            let day = calendar.day(&mut random, quiet, oldest);
            if day < SPEND_DAYS {
                recent += cents;
            }
            people.write_id(slot, lines.raw());
            lines.comma();
            calendar.write(&mut random, day, lines.raw());
            lines.comma();
            lines.cents(cents);
            lines.end()?;
        }
        monthly[user] = u32::try_from(recent / 3).unwrap_or(u32::MAX);
    }
    lines.finish(outlet)?;
    Ok(monthly)
}
