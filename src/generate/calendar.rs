//! Days and hours. Everything is relative to one fixed last day, never to the clock.

use super::random::Random;

/// The last day of the workload; ages are whole days before it.
const LAST_DAY: jiff::civil::Date = jiff::civil::date(2026, 6, 30);

/// The day after the last one, for rows that lie in the future of an analysis as of the last day.
pub(super) const DAY_AFTER: &str = "2026-07-01";

/// Days before the last one on which events happen.
pub(super) const EVENT_DAYS: u16 = 180;

/// The oldest day that anything is dated.
pub(super) const OLDEST: u16 = 1_200;

/// Share of each hour of the day: quiet nights, a lunch break, long evenings.
#[rustfmt::skip]
const HOURS: [(u8, u32); 24] = [
    (0, 18), (1, 8), (2, 4), (3, 2), (4, 2), (5, 5), (6, 15), (7, 32),
    (8, 45), (9, 52), (10, 54), (11, 52), (12, 66), (13, 50), (14, 42), (15, 42),
    (16, 44), (17, 50), (18, 58), (19, 72), (20, 92), (21, 98), (22, 67), (23, 30),
];

/// Chance that an event drawn for a weekday (Monday first) stays there.
const WEEKDAYS: [f64; 7] = [0.80, 0.80, 0.82, 0.85, 0.95, 1.0, 0.95];

/// Days as text, computed once.
#[derive(Debug)]
pub(super) struct Calendar {
    days: Vec<[u8; 10]>,
    weekday: Vec<u8>,
    /// One hour per thousandth.
    hours: Vec<u8>,
}

impl Calendar {
    pub(super) fn new() -> Self {
        let mut days = Vec::with_capacity(usize::from(OLDEST) + 1);
        let mut weekday = Vec::with_capacity(days.capacity());
        let mut day = LAST_DAY;
        for _ in 0..=OLDEST {
            let mut text = *b"0000-00-00";
            digits(&mut text[0..4], u32::from(day.year().unsigned_abs()));
            digits(&mut text[5..7], u32::from(day.month().unsigned_abs()));
            digits(&mut text[8..10], u32::from(day.day().unsigned_abs()));
            days.push(text);
            weekday.push(day.weekday().to_monday_zero_offset().unsigned_abs());
            day = day.yesterday().unwrap_or(day);
        }
        let hours = HOURS.iter().flat_map(|&(hour, share)| std::iter::repeat_n(hour, share as usize)).collect();
        Self { days, weekday, hours }
    }

    /// A day between two ages, both included; weekends and Fridays are drawn more often.
    pub(super) fn day(&self, random: &mut Random, low: u16, high: u16) -> u16 {
        let mut age = low;
        for _ in 0..4 {
            age = random.between(usize::from(low), usize::from(high.max(low))) as u16;
            if random.chance(WEEKDAYS[usize::from(self.weekday[usize::from(age)])]) {
                break;
            }
        }
        age
    }

    /// Appends `YYYY-MM-DD HH:MM:SS`, the time of day drawn from the day's rhythm.
    pub(super) fn write(&self, random: &mut Random, age: u16, line: &mut Vec<u8>) {
        let mut text = *b" 00:00:00";
        let hour = *random.pick(&self.hours);
        let second = random.below(3_600) as u32;
        digits(&mut text[1..3], u32::from(hour));
        digits(&mut text[4..6], second / 60);
        digits(&mut text[7..9], second % 60);
        line.extend_from_slice(&self.days[usize::from(age.min(OLDEST))]);
        line.extend_from_slice(&text);
    }
}

fn digits(out: &mut [u8], mut value: u32) {
    for digit in out.iter_mut().rev() {
        *digit = b'0' + (value % 10) as u8;
        value /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::generate::random::Stream;

    #[test]
    fn days_count_back_from_the_last_one() {
        let calendar = Calendar::new();
        assert_eq!(&calendar.days[0], b"2026-06-30");
        assert_eq!(&calendar.days[180], b"2026-01-01");
        assert_eq!(calendar.weekday[0], 1); // a Tuesday
        let mut line = Vec::new();
        calendar.write(&mut Random::new(1, Stream::Users), 181, &mut line);
        assert!(line.starts_with(b"2025-12-31 ") && line.len() == 19);
    }

    #[test]
    fn hours_are_thousandths() {
        assert_eq!(Calendar::new().hours.len(), 1_000);
    }
}
