//! Times: Unix seconds inside, many forms outside, which `written` tells.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;

use super::cell::{self, Meaning};
use super::written::{DAY, FIRST, LAST, Written, month_and_day, written};
pub use super::{NO_TIME, Seconds};
use crate::config::InputOptions;
use crate::text::{Sentence, errors};

/// Midnights from which programs count, or that they write for no day: 1970-01-01, 0001-01-01, 1899-12-30, 1899-12-31, 1900-01-01.
const ORIGINS: [Seconds; 5] = [0, -719_162 * DAY, -25_569 * DAY, -25_568 * DAY, -25_567 * DAY];

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

    /// Whether `name` is what the zone goes by at a moment.
    fn is_called(&self, name: &str, at: Seconds) -> bool {
        let said = |at| self.zone.to_offset_info(at).abbreviation().eq_ignore_ascii_case(name);
        Timestamp::from_second(at).is_ok_and(said)
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
    moment(written(text.trim(), Meaning::default())?, zone)
}

/// A moment to look back from: as [`parse_time`], but a bare date means the last second of that day.
pub fn parse_as_of(text: &str, zone: &Zone) -> Option<Seconds> {
    match written(text.trim(), Meaning::default())? {
        Written::Date(day) => zone.seconds(day + 1, 0).map(|next| next - 1),
        spelled => moment(spelled, zone),
    }
}

fn moment(spelled: Written, zone: &Zone) -> Option<Seconds> {
    match spelled {
        Written::Instant(at) => Some(at),
        Written::Date(day) => zone.seconds(day, 0),
        Written::Local(day, second) => zone.seconds(day, second),
        Written::Named(day, second, name) => zone.seconds(day, second).filter(|&at| zone.is_called(&name, at)),
    }
}

/// `2024-05-01 13:00:00` in the zone; empty for [`NO_TIME`] and for times that no calendar shows. The last day that is read stands for all
/// that say "never", which are written as 9999-12-31.
pub fn format_time(at: Seconds, zone: &Zone) -> String {
    match Timestamp::from_second(at) {
        Ok(at) if at.as_second() != NO_TIME => {
            let text = at.to_zoned(zone.zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string();
            text.strip_prefix("9999-12-29").map(|time| format!("9999-12-31{time}")).unwrap_or(text)
        }
        _ => String::new(),
    }
}

/// Which days of the month and months a column has, as long as none is beyond the 12th, which might be a month.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Days {
    is_late: bool,
    cells: u64,
    days: u32,
    months: u32,
}

impl Days {
    /// Fewer cells may all be of the first days of a month.
    const LEAST: u64 = 100;

    fn add(&mut self, (month, day): (i64, i64)) {
        self.is_late |= day > 12;
        self.cells += 1;
        self.days |= 1 << day;
        self.months |= 1 << month;
    }

    pub fn join(self, other: Self) -> Self {
        Self {
            is_late: self.is_late || other.is_late,
            cells: self.cells + other.cells,
            days: self.days | other.days,
            months: self.months | other.months,
        }
    }

    /// Whether the days look like months: each of 1 to 12 is there in several months, and no other.
    pub fn may_be_months(self) -> bool {
        !self.is_late && self.cells >= Self::LEAST && self.days == 0b1_1111_1111_1110 && self.months.count_ones() > 2
    }
}

/// Reads many times: the zone's offset is looked up once a day of the calendar.
pub(super) struct Clock<'z> {
    zone: &'z Zone,
    pub believed: Believed,
    /// Direct-mapped by day: the day and its offset, or [`CHANGING`].
    days: Vec<(i64, i64)>,
    /// By column of the schema.
    pub seen: Vec<Days>,
}

/// A day on which the offset changes: every time of it is looked up.
const CHANGING: i64 = i64::MAX;

impl<'z> Clock<'z> {
    pub fn new(zone: &'z Zone, believed: Believed) -> Self {
        Self { zone, believed, days: vec![(i64::MIN, 0); 1024], seen: Vec::new() }
    }

    /// Whether a cell says that there is no time: by [words](cell::is_nothing), by zeros, or by the moment from which a program counts. Where
    /// data count seconds from 0, that is a time as others.
    pub fn is_nothing(&self, cell: &str) -> bool {
        if cell::is_nothing(cell) {
            return true;
        }
        let zeros = |text: &str| text.contains('0') && text.bytes().all(|b| b"0-/:. T".contains(&b));
        let is_zero = zeros(cell) || ["1900-01-00", "1900/1/0"].iter().any(|zero| cell.starts_with(zero));
        let origin = match written(cell, Meaning::default()) {
            _ if is_zero => Some(0),
            None => None,
            Some(spelled) => {
                let shown = match spelled {
                    Written::Date(day) => day * DAY,
                    Written::Local(day, second) | Written::Named(day, second, _) => day * DAY + second,
                    Written::Instant(at) => at,
                };
                let moment = moment(spelled, self.zone).unwrap_or(shown);
                (moment == 0 || ORIGINS.contains(&shown)).then_some(moment)
            }
        };
        origin.is_some_and(|at| !self.believed.contains(at))
    }

    /// Notes the day of a time of a column.
    pub fn see(&mut self, column: usize, text: &str, meaning: Meaning) {
        if self.seen.len() <= column {
            self.seen.resize(column + 1, Days::default());
        }
        if !self.seen[column].is_late
            && let Some(Written::Date(day) | Written::Local(day, _)) = written(text, meaning)
        {
            self.seen[column].add(month_and_day(day));
        }
    }

    /// As [`parse_time`], in a column with a meaning.
    pub fn parse(&mut self, text: &str, meaning: Meaning) -> Option<Seconds> {
        let (day, second) = match written(text, meaning)? {
            Written::Date(day) => (day, 0),
            Written::Local(day, second) => (day, second),
            spelled => return moment(spelled, self.zone),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::DateOrder;
    use proptest::prelude::*;

    fn at(text: &str) -> Option<Seconds> {
        let zone = Zone::default();
        let one = parse_time(text, &zone);
        assert_eq!(one, Clock::new(&zone, Believed::default()).parse(text, Meaning::default()), "{text}");
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
    fn months_and_days() {
        for (text, expected) in
            [("1970-01-01", (1, 1)), ("2000-02-29", (2, 29)), ("1969-12-31", (12, 31)), ("2024-03-01", (3, 1))]
        {
            let Some(Written::Date(day)) = written(text, Meaning::default()) else { panic!("{text}") };
            assert_eq!(month_and_day(day), expected, "{text}");
        }
    }

    /// The same moment in forms whose day and month the column has to tell apart, or has not.
    #[test]
    fn forms_of_many_hands() {
        let moment = Some(1_714_548_005);
        for text in [
            "2024-05-01 03:20:05 PM",
            "2024-05-01 3:20:05pm",
            "2024-05-01 3:20:05 p.m.",
            "2024-05-01 15:20:05 PM",
            "2024.5.1 15:20:05",
            "2024-05-01 15:20:05,25",
            "2024-05-01 15:20:05.12345678901234567890123",
            "2024/5/1 下午3:20:05",
            "2024/5/1 下午 03:20:05",
            "2024/5/1 3:20:05 下午",
            "2024年5月1日 下午3点20分5秒",
            "2024年5月1日下午3时20分5秒",
            "2024 年 5 月 1 日 15:20:05",
            "2024年5月1日 星期三 15:20:05",
            "2024年5月1号（周三）15:20:05",
            "24年5月1日 15:20:05",
            "２０２４／５／１　１５：２０：０５",
            "２０２４－０５－０１ １５：２０：０５",
            "2024-05-01\u{a0}15:20:05",
            "2024-05-01 3:20:05\u{202f}PM",
            "\u{200e}2024-05-01 15:20:05",
            "20240501 15:20:05",
            "5-May-2024",
            "1-May-2024 15:20:05",
            "1-May-24 15:20:05",
            "01 May 2024 15:20:05",
            "01MAY2024 15:20:05",
            "1 May, 2024 15:20:05",
            "2024-May-01 15:20:05",
            "May 1, 2024 3:20:05 PM",
            "May 01 2024 15:20:05",
            "Wednesday, May 1, 2024 3:20:05 PM",
            "Wed, 01 May 2024 15:20:05 +0800",
            "Wed, 1 May 2024 07:20:05 GMT",
            "Wed May 01 15:20:05 2024",
            "Wed May  1 15:20:05 CST 2024",
            "Wed May  1 07:20:05 UTC 2024",
            "Wed May 01 2024 15:20:05 GMT+0800 (China Standard Time)",
            "Wed  1 May 03:20:05 PM CST 2024",
            "2024-05-01 15:20:05 CST",
            "2024-05-01 15:20:05+8",
            "2024-05-01 15:20:05 UTC+8",
            "2024-05-01 15:20:05 GMT+08:00",
            "2024-05-01T15:20:05+08:00[Asia/Shanghai]",
            "2024-05-01 07:20:05 UTC",
            "2024-05-01 07:20:05Z",
        ] {
            match text {
                "5-May-2024" => assert_eq!(at(text), parse_time("2024-05-05", &Zone::default())),
                "Wed  1 May 03:20:05 PM CST 2024" => assert_eq!(at(text), None, "{text}"),
                _ => assert_eq!(at(text), moment, "{text}"),
            }
        }
    }

    #[test]
    fn hours_of_half_a_day() {
        for (said, expected) in [
            ("12:37 AM", Some("00:37")),
            ("12:37 PM", Some("12:37")),
            ("1:05 a.m.", Some("01:05")),
            ("11:59PM", Some("23:59")),
            ("13:00 PM", Some("13:00")),
            ("13:00 AM", None),
            ("0:30 AM", Some("00:30")),
            ("0:30 PM", None),
            ("3 PM", Some("15:00")),
            ("上午12:37", Some("00:37")),
            ("凌晨12:30", Some("00:30")),
            ("中午12:30", Some("12:30")),
            ("中午1:30", Some("13:30")),
            ("中午11:30", Some("11:30")),
            ("中午5:00", None),
            ("早上8点", Some("08:00")),
            ("晚上8点05分", Some("20:05")),
            ("晚上20:00", Some("20:00")),
            ("晚上12:30", None),
            ("晚上1:30", None),
            ("下午15:20", Some("15:20")),
            ("15点", Some("15:00")),
            ("15点20", Some("15:20")),
            ("下午3点半", Some("15:30")),
            ("25点", None),
            ("3:20 XM", None),
        ] {
            let expected = expected.and_then(|time| at(&format!("2024-05-01 {time}")));
            assert_eq!(at(&format!("2024-05-01 {said}")), expected, "{said}");
        }
    }

    #[test]
    fn the_column_says_what_is_the_day() {
        let zone = Zone::default();
        let mut clock = Clock::new(&zone, Believed::default());
        let orders = [Some(DateOrder::DayFirst), Some(DateOrder::MonthFirst), Some(DateOrder::YearFirst), None];
        for (text, expected) in [
            ("11/8/2018", ["2018-08-11", "2018-11-08", "", ""]),
            ("4/15/2019", ["", "2019-04-15", "", ""]),
            ("15.4.2019", ["2019-04-15", "", "", ""]),
            ("5-5-2024", ["2024-05-05"; 4]),
            ("11/08/18", ["2018-08-11", "2018-11-08", "2011-08-18", ""]),
            ("24/5/1", ["", "", "2024-05-01", ""]),
            ("1/5/24", ["2024-05-01", "2024-01-05", "", ""]),
            ("5/5/24", ["2024-05-05", "2024-05-05", "2024-05-05", "2024-05-05"]),
            ("05/05/05", ["2005-05-05"; 4]),
            ("05/05/24", ["2024-05-05", "2024-05-05", "2005-05-24", ""]),
            ("01/02/68", ["2068-02-01", "2068-01-02", "", ""]),
            ("01/02/69", ["1969-02-01", "1969-01-02", "", ""]),
            ("24-May-05", ["2005-05-24", "2005-05-24", "2024-05-05", "2005-05-24"]),
            ("2024/5/1", ["2024-05-01"; 4]),
            ("1/2-2024", [""; 4]),
            ("1/2/3", [""; 4]),
            ("1/2/234", [""; 4]),
            ("31/2/2024", [""; 4]),
        ] {
            for (order, expected) in orders.into_iter().zip(expected) {
                let read = clock.parse(text, Meaning { order, ..Meaning::default() });
                assert_eq!(read, parse_time(expected, &zone), "{text} {order:?}");
            }
        }
        let us = Meaning { order: Some(DateOrder::MonthFirst), ..Meaning::default() };
        assert_eq!(clock.parse("10/6/2023 12:37 AM", us), parse_time("2023-10-06 00:37", &zone));
        assert_eq!(clock.parse("5/1/2024, 3:20:00 PM", us), parse_time("2024-05-01 15:20", &zone));
    }

    #[test]
    fn days_of_a_spreadsheet() {
        let zone = Zone::default();
        let mut clock = Clock::new(&zone, Believed::default());
        let serial = Meaning { serial: true, ..Meaning::default() };
        for (text, expected) in [
            ("45413", "2024-05-01"),
            ("45412.4450810185", "2024-04-30 10:40:55"),
            ("45412,4450810185", "2024-04-30 10:40:55"),
            ("45413.5", "2024-05-01 12:00"),
            ("45413.99999999", "2024-05-02"),
            ("45000", "2023-03-15"),
            ("20240501", "2024-05-01"),
            ("2024-05-01", "2024-05-01"),
            ("19999", ""),
            ("80000", ""),
            ("1714539600", ""),
            ("-45413", ""),
        ] {
            assert_eq!(clock.parse(text, serial), parse_time(expected, &zone), "{text}");
        }
        assert_eq!(clock.parse("45413", Meaning::default()), Some(45413));
    }

    #[test]
    fn no_time_is_said() {
        let zone = Zone::default();
        let clock = Clock::new(&zone, Believed::default());
        for cell in [
            "NULL",
            "-",
            "无",
            "0",
            "0.0",
            "0000-00-00 00:00:00",
            "0000-00-00",
            "1970-01-01 08:00:00",
            "1970-01-01 00:00:00",
            "1970-01-01",
            "1970/1/1 8:00",
            "1970-01-01T00:00:00Z",
            "0001-01-01 00:00:00",
            "0001-01-01T00:00:00Z",
            "1900-01-00",
            "1900/1/0 0:00",
            "1899-12-30",
            "1900-01-01",
        ] {
            assert!(clock.is_nothing(cell), "{cell}");
        }
        for cell in ["", "1", "1970-01-02", "1970-01-01 09:00:00", "2024-05-01", "soon", "-5", "20000101"] {
            assert!(!clock.is_nothing(cell), "{cell}");
        }
        let believed = Believed { earliest: 0, ..Believed::default() };
        assert!(!Clock::new(&zone, believed).is_nothing("0"), "data that count from 0");
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
            "99999999999999999",
            "12:30",
            "1.5.2024",
            "13/5/2024",
            "2024-05-01 13:00:00 EST",
            "2024-05-01 13:00:00 CDT",
            "2024-05-01 13:00-15:00",
            "2024-05-01 13:00:00+15:00",
            "2024-05-01 13:00:00+800",
            "Thu, 01 May 2024 13:00:00 +0800",
            "2024年5月1日 星期四",
            "5月1日",
            "May 2024",
            "May 5",
            "5 Mai 2024",
            "1 May 24x",
            "2024-0501",
            "2024-05-0113:00",
            "45,413",
            "10.0.0.1",
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
            assert_eq!(clock.parse(text, Meaning::default()), parse_time(utc, &zone), "{text}");
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
                assert_eq!(Clock::new(&zone, Believed::default()).parse(text, Meaning::default()), Some(at));
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
        fn every_form_reads_back(at in -631_152_000i64..4_102_444_800, place in 0..3usize) {
            // In a fold one text has two moments: what is read back is written once more.
            let zone = Zone::named(["Asia/Shanghai", "America/New_York", "UTC"][place]).unwrap();
            let at = parse_time(&format_time(at, &zone), &zone).unwrap();
            let local = Timestamp::from_second(at).unwrap().to_zoned(zone.zone.clone());
            let mut clock = Clock::new(&zone, Believed::default());
            let mut read = |form: &str, order| {
                let text = local.strftime(form).to_string();
                (clock.parse(&text, Meaning { order, ..Meaning::default() }), text)
            };
            for form in [
                "%Y-%m-%d %H:%M:%S", "%Y/%-m/%-d %-H:%M:%S", "%Y.%m.%d %H:%M:%S", "%Y年%-m月%-d日 %H时%M分%S秒", "%Y-%m-%d %I:%M:%S %p",
                "%Y-%m-%dT%H:%M:%S%:z", "%a, %d %b %Y %H:%M:%S %z", "%a %b %e %H:%M:%S %Z %Y", "%d-%b-%Y %H:%M:%S", "%B %-d, %Y %-I:%M:%S%P",
                "%a %b %d %Y %H:%M:%S GMT%z", "%s", "%Y%m%d %H:%M:%S",
            ] {
                let offset_is_whole = local.offset().seconds() % 60 == 0;
                if (form.contains('z') && !offset_is_whole) || (form == "%s" && (at < 0 || (10_000_000..100_000_000).contains(&at))) {
                    continue;
                }
                let (got, text) = read(form, None);
                prop_assert_eq!(got, Some(at), "{}", text);
            }
            for (order, form) in [(DateOrder::DayFirst, "%d/%m/%Y"), (DateOrder::MonthFirst, "%-m/%-d/%Y"), (DateOrder::DayFirst, "%d.%m.%y"),
                (DateOrder::MonthFirst, "%m-%d-%y"), (DateOrder::YearFirst, "%y/%-m/%-d")] {
                let far = form.contains('y') && !(1969..=2068).contains(&local.year());
                let (got, text) = read(&format!("{form} %H:%M:%S"), Some(order));
                prop_assert_eq!(got == Some(at), !far, "{}", text);
            }
        }

        #[test]
        fn the_cache_changes_nothing(days in prop::collection::vec(-800i64..20_000, 1..40), second in 0..DAY) {
            let zone = Zone::named("America/New_York").unwrap();
            let mut clock = Clock::new(&zone, Believed::default());
            for day in days {
                let text = format_time(day * DAY + second, &Zone::named("UTC").unwrap());
                prop_assert_eq!(clock.parse(&text, Meaning::default()), parse_time(&text, &zone));
            }
        }
    }
}
