//! Times: Unix seconds inside, many written forms outside.
//!
//! Read are RFC 3339; `YYYY-MM-DD` and `YYYY/M/D`, both with `H:MM[:SS]` after a space or a `T`; `YYYY年M月D日[ H:MM[:SS]]`;
//! compact `YYYYMMDD` and `YYYYMMDDHHMMSS`; and epoch seconds or milliseconds. A time of day may carry a fraction
//! (cut off) and a zone (`Z`, `+08:00`, `+0800`, `+08`); without a zone, the configured one holds.
//!
//! A bare number is epoch time, in milliseconds from 10¹¹ on; but 8 or 14 digits that spell a date of 1990–2099 are that
//! date. What lies outside [`Believed`] is a slip of whoever wrote it: an Excel day number, a day that does not exist written
//! without hyphens, 2204 for 2024. Some data count seconds from 0; `input.earliest` lets them pass.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use crate::config::InputOptions;
use crate::text::{Sentence, errors};

/// Seconds since 1970-01-01T00:00:00Z.
pub type Seconds = i64;

/// "No time known" in a time column.
pub const NO_TIME: Seconds = i64::MIN;

const DAY: i64 = 86_400;

/// Epoch numbers from here on are milliseconds.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

/// Bounds of what the calendar can show, with room for every zone offset: from the second day of the year 1 …
const FIRST: Seconds = -62_135_596_800 + DAY;

/// … to 9999-12-29. Later days of that year, written to say "never", are read as this one.
const LAST_DAY: i64 = 2_932_894;
const LAST: Seconds = (LAST_DAY + 1) * DAY - 1;

/// The zone in which times without one are read and dates are shown.
#[derive(Clone, Debug)]
pub struct Zone {
    /// The zone's rules.
    pub zone: TimeZone,
    /// Its IANA name.
    pub name: String,
}

impl Default for Zone {
    fn default() -> Self {
        Self { zone: TimeZone::get("Asia/Shanghai").unwrap_or(TimeZone::UTC), name: "Asia/Shanghai".to_owned() }
    }
}

impl Zone {
    /// The zone of an IANA name such as `Asia/Shanghai`; `None` if there is none of that name.
    pub fn named(name: &str) -> Option<Self> {
        let zone = TimeZone::get(name).ok()?;
        let name = zone.iana_name().unwrap_or(name).to_owned();
        Some(Self { zone, name })
    }

    /// Seconds of a local time. In a gap of summer time the clock is read as it stood before, in a fold as the earlier of the two.
    fn seconds(&self, day: i64, second: i64) -> Option<Seconds> {
        let date = Date::new(1970, 1, 1).ok()?.checked_add(jiff::Span::new().try_days(day).ok()?).ok()?;
        let (h, m, s) = (second / 3600, second / 60 % 60, second % 60);
        let time =
            jiff::civil::Time::new(i8::try_from(h).ok()?, i8::try_from(m).ok()?, i8::try_from(s).ok()?, 0).ok()?;
        Some(self.zone.to_timestamp(DateTime::from_parts(date, time)).ok()?.as_second())
    }
}

/// The times that are believed, both ends included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Believed {
    /// Of `input.earliest`.
    pub earliest: Seconds,
    /// Of `input.latest`.
    pub latest: Seconds,
}

impl Default for Believed {
    fn default() -> Self {
        let (input, zone) = (InputOptions::default(), Zone::default());
        Self {
            earliest: parse_time(&input.earliest, &zone).unwrap_or(FIRST),
            latest: parse_as_of(&input.latest, &zone).unwrap_or(LAST),
        }
    }
}

impl Believed {
    /// Whether a time is one of them.
    pub fn contains(&self, at: Seconds) -> bool {
        (self.earliest..=self.latest).contains(&at)
    }

    /// What to write in a message about `cell`, which is no time that is believed.
    pub(super) fn expected(&self, cell: &str, zone: &Zone) -> Sentence {
        if parse_time(cell, zone).is_none() {
            return errors::EXPECTED_TIME.sentence();
        }
        // Excel counts days, 25,569 of them up to 1970.
        let day = cell.parse::<f64>().ok().map(|days| (days.floor() as i64).saturating_sub(25_569).saturating_mul(DAY));
        let sentence = match day.filter(|&day| self.contains(day)).map(Timestamp::from_second) {
            Some(Ok(day)) => errors::EXPECTED_TIME_NOT_SERIAL.with("date", day.strftime("%Y-%m-%d")),
            _ => errors::EXPECTED_TIME_BELIEVED.sentence(),
        };
        let day = |at: Seconds| format_time(at, zone).chars().take(10).collect::<String>();
        sentence.with("earliest", day(self.earliest)).with("latest", day(self.latest))
    }
}

/// A written time; `None` if it is none of the forms above.
pub fn parse_time(text: &str, zone: &Zone) -> Option<Seconds> {
    match written(text.trim())? {
        Written::Instant(at) => Some(at),
        Written::Date(day) => zone.seconds(day, 0),
        Written::Local(day, second) => zone.seconds(day, second),
    }
}

/// A moment to look back from: as [`parse_time`], but a bare date means the last second of that day.
pub fn parse_as_of(text: &str, zone: &Zone) -> Option<Seconds> {
    match written(text.trim())? {
        Written::Instant(at) => Some(at),
        Written::Date(day) => zone.seconds(day + 1, 0).map(|next| next - 1),
        Written::Local(day, second) => zone.seconds(day, second),
    }
}

/// `2024-05-01 13:00:00` in the zone; empty for [`NO_TIME`] and for times that no calendar shows.
pub fn format_time(at: Seconds, zone: &Zone) -> String {
    match Timestamp::from_second(at) {
        Ok(at) if at.as_second() != NO_TIME => at.to_zoned(zone.zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string(),
        _ => String::new(),
    }
}

/// Reads many times: the zone's offset is looked up once a day of the calendar.
pub(super) struct Clock<'z> {
    zone: &'z Zone,
    pub believed: Believed,
    /// Direct-mapped by day: the day and its offset, or [`CHANGING`].
    days: Vec<(i64, i64)>,
}

/// A day on which the offset changes: every time of it is looked up.
const CHANGING: i64 = i64::MAX;

impl<'z> Clock<'z> {
    pub fn new(zone: &'z Zone, believed: Believed) -> Self {
        Self { zone, believed, days: vec![(i64::MIN, 0); 1024] }
    }

    /// As [`parse_time`].
    pub fn parse(&mut self, text: &str, _meaning: super::judge::Meaning) -> Option<Seconds> {
        let (day, second) = match written(text)? {
            Written::Instant(at) => return Some(at),
            Written::Date(day) => (day, 0),
            Written::Local(day, second) => (day, second),
        };
        let slot = day.rem_euclid(1024) as usize;
        if self.days[slot].0 != day {
            let first = day * DAY - self.zone.seconds(day, 0)?;
            let last = day * DAY + (DAY - 1) - self.zone.seconds(day, DAY - 1)?;
            self.days[slot] = (day, if first == last { first } else { CHANGING });
        }
        match self.days[slot].1 {
            CHANGING => self.zone.seconds(day, second),
            offset => Some(day * DAY + second - offset),
        }
    }
}

/// What a text spells: days count from 1970-01-01.
enum Written {
    Instant(Seconds),
    Date(i64),
    Local(i64, i64),
}

fn written(text: &str) -> Option<Written> {
    if let Some(fixed) = fixed(text.as_bytes()) {
        return fixed;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits != 4 || text.len() == 4 || text.as_bytes()[4] == b'.' {
        return number(text, digits);
    }
    let mut rest = Rest(text.as_bytes());
    let year = rest.digits(4, 4)?;
    let chinese = rest.eat("年");
    let slash = !chinese && rest.eat("/");
    if !chinese && !slash && !rest.eat("-") {
        return None;
    }
    let month = rest.digits(1, 2)?;
    if !rest.eat(if chinese {
        "月"
    } else if slash {
        "/"
    } else {
        "-"
    }) {
        return None;
    }
    let day = days_from_civil(year, month, rest.digits(1, 2)?)?;
    if chinese && !rest.eat("日") {
        return None;
    }
    if rest.0.is_empty() {
        return Some(Written::Date(day));
    }
    let spaced = rest.spaces();
    if !(spaced || chinese || rest.eat("T") || rest.eat("t")) {
        return None;
    }
    let second = rest.time_of_day()?;
    rest.spaces();
    if rest.0.is_empty() {
        return Some(Written::Local(day, second));
    }
    let offset = rest.offset()?;
    Some(Written::Instant(day * DAY + second - offset))
}

/// `YYYY-MM-DD HH:MM:SS` and the same with a `T`, which most exports write: what it spells. `None` for every other form.
fn fixed(text: &[u8]) -> Option<Option<Written>> {
    let &[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b' ' | b'T', h0, h1, b':', i0, i1, b':', s0, s1] = text else {
        return None;
    };
    if ![y0, y1, y2, y3, m0, m1, d0, d1, h0, h1, i0, i1, s0, s1].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let two = |tens: u8, ones: u8| i64::from(tens - b'0') * 10 + i64::from(ones - b'0');
    let day = days_from_civil(two(y0, y1) * 100 + two(y2, y3), two(m0, m1), two(d0, d1));
    let (hour, minute, second) = (two(h0, h1), two(i0, i1), two(s0, s1));
    let exists = hour < 24 && minute < 60 && second <= 60;
    Some(day.filter(|_| exists).map(|day| Written::Local(day, hour * 3600 + minute * 60 + second.min(59))))
}

/// Epoch seconds or milliseconds, or a compact date.
fn number(text: &str, digits: usize) -> Option<Written> {
    if digits == text.len() && (digits == 8 || digits == 14) {
        let mut rest = Rest(text.as_bytes());
        let (year, month, day) = (rest.digits(4, 4)?, rest.digits(2, 2)?, rest.digits(2, 2)?);
        if let (1990..=2099, Some(day)) = (year, days_from_civil(year, month, day)) {
            if digits == 8 {
                return Some(Written::Date(day));
            }
            let (h, m, s) = (rest.digits(2, 2)?, rest.digits(2, 2)?, rest.digits(2, 2)?);
            if h < 24 && m < 60 && s < 60 {
                return Some(Written::Local(day, h * 3600 + m * 60 + s));
            }
        }
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) || whole.starts_with('+') {
        return None;
    }
    let value: i64 = whole.parse().ok()?;
    let at = if value.unsigned_abs() >= MILLISECONDS_FROM.unsigned_abs() { value.div_euclid(1000) } else { value };
    (FIRST..=LAST).contains(&at).then_some(Written::Instant(at))
}

/// Days since 1970-01-01 in the proleptic Gregorian calendar; `None` for a day that does not exist.
fn days_from_civil(year: i64, month: i64, day: i64) -> Option<i64> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) || !(1..=9999).contains(&year) {
        return None;
    }
    // Years are counted from March, so that the leap day is the last of its year.
    let (y, m) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let (era, of_era) = (y.div_euclid(400), y.rem_euclid(400));
    let of_year = (153 * m + 2) / 5 + day - 1;
    Some((era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468).min(LAST_DAY))
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn digits(&mut self, least: usize, most: usize) -> Option<i64> {
        let n = self.0.iter().take(most).take_while(|b| b.is_ascii_digit()).count();
        let value = self.0[..n].iter().fold(0, |v, b| v * 10 + i64::from(b - b'0'));
        self.0 = &self.0[n..];
        (n >= least).then_some(value)
    }

    fn eat(&mut self, what: &str) -> bool {
        let rest = self.0.strip_prefix(what.as_bytes());
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn spaces(&mut self) -> bool {
        let n = self.0.iter().take_while(|&&b| b == b' ').count();
        self.0 = &self.0[n..];
        n > 0
    }

    /// `H:MM[:SS[.fraction]]`; a leap second is read as the second before.
    fn time_of_day(&mut self) -> Option<i64> {
        let hour = self.digits(1, 2)?;
        if !(self.eat(":") || self.eat("：")) {
            return None;
        }
        let minute = self.digits(2, 2)?;
        let mut second = 0;
        if self.eat(":") || self.eat("：") {
            second = self.digits(2, 2)?;
            if self.eat(".") {
                self.digits(1, usize::MAX)?;
            }
        }
        (hour < 24 && minute < 60 && second <= 60).then_some(hour * 3600 + minute * 60 + second.min(59))
    }

    /// `Z`, `±HH:MM`, `±HHMM` or `±HH`, to the end, in seconds east.
    fn offset(&mut self) -> Option<i64> {
        if self.eat("Z") || self.eat("z") {
            return self.0.is_empty().then_some(0);
        }
        let sign = if self.eat("+") {
            1
        } else if self.eat("-") {
            -1
        } else {
            return None;
        };
        let hours = self.digits(2, 2)?;
        let minutes = if self.eat(":") || !self.0.is_empty() { self.digits(2, 2)? } else { 0 };
        (self.0.is_empty() && hours < 24 && minutes < 60).then_some(sign * (hours * 3600 + minutes * 60))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(text: &str) -> Option<Seconds> {
        let zone = Zone::default();
        let one = parse_time(text, &zone);
        assert_eq!(one, Clock::new(&zone, Believed::default()).parse(text), "{text}");
        one
    }

    #[test]
    fn every_form_of_one_moment() {
        // 2024-05-01 13:00:00 in Shanghai.
        let moment = Some(1_714_539_600);
        for text in [
            "2024-05-01T13:00:00+08:00",
            "2024-05-01T05:00:00Z",
            "2024-05-01t05:00:00.999z",
            "2024-05-01 05:00:00 +0000",
            "2024-05-01 00:00:00-05",
            "2024-05-01 13:00:00",
            "2024-05-01 13:00:00.123456",
            "2024-5-1 13:00",
            "2024/5/1 13:00",
            "2024/05/01 13:00:00",
            "2024年5月1日 13:00",
            "2024年5月1日13:00:00",
            "2024年05月01日 13：00",
            "1714539600",
            "1714539600.7",
            "1714539600999",
            "20240501130000",
        ] {
            assert_eq!(at(text), moment, "{text}");
        }
        let midnight = Some(1_714_492_800);
        for text in ["2024-05-01", "2024/5/1", "2024年5月1日", "20240501"] {
            assert_eq!(at(text), midnight, "{text}");
            assert_eq!(parse_as_of(text, &Zone::default()), midnight.map(|m| m + DAY - 1), "{text}");
        }
        assert_eq!(parse_as_of("2024-05-01 13:00", &Zone::default()), moment);
        assert_eq!(at("0"), Some(0));
        assert_eq!(at("2024"), Some(2024));
        assert_eq!(at("-5"), Some(-5));
        assert_eq!(at("20241301"), Some(20_241_301), "no date: seconds");
    }

    #[test]
    fn what_is_no_time() {
        for text in [
            "",
            "soon",
            "2024-02-30",
            "2023-02-29",
            "2024-13-01",
            "2024-00-01",
            "2024-05-01 25:00",
            "2024-05-01 12",
            "2024-05-01 12:60",
            "2024-05-01T",
            "2024-05/01",
            "2024年5月1",
            "0000-00-00 00:00:00",
            "1e9",
            "NaN",
            "inf",
            "2024-05-01 13:00:00+8",
            "2024-05-01 13:00:00 CST",
            "99999999999999999",
            "12:30",
            "1.5.2024",
            "+5",
            "5.",
            "2024-05-01x",
            "2024-05-01 13:00:00.",
        ] {
            assert_eq!(at(text), None, "{text}");
        }
    }

    #[test]
    fn summer_time_of_shanghai() {
        // 1988-04-17 02:00 jumped to 03:00; the clock went back on 1988-09-11 at 02:00.
        let zone = Zone::default();
        let mut clock = Clock::new(&zone, Believed::default());
        for (text, utc) in [
            ("1988-04-17 01:59:59", "1988-04-16T17:59:59Z"),
            ("1988-04-17 03:00:00", "1988-04-16T18:00:00Z"),
            ("1988-04-17 12:00:00", "1988-04-17T03:00:00Z"),
            ("1988-07-01 00:00:00", "1988-06-30T15:00:00Z"),
            ("1988-09-11 12:00:00", "1988-09-11T04:00:00Z"),
            ("1992-07-01 00:00:00", "1992-06-30T16:00:00Z"),
        ] {
            assert_eq!(clock.parse(text), parse_time(utc, &zone), "{text}");
            assert_eq!(parse_time(text, &zone), parse_time(utc, &zone), "{text}");
        }
    }

    #[test]
    fn a_date_that_means_never_is_read() {
        for zone in ["Asia/Shanghai", "UTC", "Pacific/Kiritimati", "America/Los_Angeles"] {
            let zone = Zone::named(zone).unwrap();
            for text in ["9999-12-31", "9999-12-31 23:59:59", "9999-12-31T23:59:59Z", "9999/12/31"] {
                let at = parse_time(text, &zone).unwrap();
                assert!(format_time(at, &zone).starts_with("9999-12-"), "{text}");
                assert_eq!(Clock::new(&zone, Believed::default()).parse(text), Some(at));
            }
            assert!(parse_as_of("9999-12-31", &zone).is_some());
        }
    }

    #[test]
    fn zones_by_name() {
        assert_eq!(Zone::named("Europe/Berlin").map(|z| z.name), Some("Europe/Berlin".to_owned()));
        assert!(Zone::named("Middle/Earth").is_none());
        assert_eq!(format_time(0, &Zone::default()), "1970-01-01 08:00:00");
        assert_eq!(format_time(NO_TIME, &Zone::default()), "");
    }

    proptest! {
        #[test]
        fn shown_times_read_back(at in FIRST..=LAST) {
            // Local mean time had odd seconds, and a fold has two moments for one text: stay with UTC.
            let utc = Zone::named("UTC").unwrap();
            prop_assert_eq!(parse_time(&format_time(at, &utc), &utc), Some(at));
        }

        #[test]
        fn the_cache_changes_nothing(days in prop::collection::vec(-800i64..20_000, 1..40), second in 0..DAY) {
            let zone = Zone::named("America/New_York").unwrap();
            let mut clock = Clock::new(&zone, Believed::default());
            for day in days {
                let text = format_time(day * DAY + second, &Zone::named("UTC").unwrap());
                prop_assert_eq!(clock.parse(&text), parse_time(&text, &zone));
            }
        }
    }
}
