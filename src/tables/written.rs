//! Written times: what a text spells, before any zone is asked.
//!
//! A date is `YYYY-M-D` with `-`, `/` or `.` between, `YYYY年M月D日`, `YYYYMMDD`, one whose month has its English name, or `1/2/2024`
//! and `1/2/24`, for which the column has to [say](DateOrder) what is the day. A time of day follows after a blank or a `T`: `H:MM[:SS]`
//! or `H点M分S秒`, with a fraction (cut off), with AM, PM, 上午, 下午 and their kin on either side, and with a zone: `Z`, `UTC+8`, `+08:00`,
//! or a name such as `CST`, which is read only where the configured zone goes by it at that moment, since it stands for three
//! zones. Without one, the configured zone holds. RFC 2822 and what `date` prints are covered. Digits and signs may be full-width.
//!
//! A bare number is epoch time, in milliseconds from 10¹¹ on; but 8 or 14 digits that spell a date of 1990–2099 are that
//! date, and in a column of a spreadsheet's day numbers 20,000–80,000 are days. What lies outside [`Believed`](super::time::Believed) is a slip of whoever
//! wrote it: a day that does not exist written without hyphens, 2204 for 2024. Some data count seconds from 0; `input.earliest` lets
//! them pass.

use super::cell::{self, Meaning};
use crate::config::DateOrder;

pub(super) const DAY: i64 = 86_400;

/// Epoch numbers from here on are milliseconds.
const MILLISECONDS_FROM: i64 = 100_000_000_000;

/// Bounds of what the calendar can show, with room for every zone offset: from the second day of the year 1 …
pub(super) const FIRST: i64 = -62_135_596_800 + DAY;

/// … to 9999-12-29. Later days of that year, written to say "never", are read as this one.
const LAST_DAY: i64 = 2_932_894;
pub(super) const LAST: i64 = (LAST_DAY + 1) * DAY - 1;

/// What a text spells: days count from 1970-01-01.
pub(super) enum Written {
    Instant(i64),
    Date(i64),
    Local(i64, i64),
    /// In a zone of that name.
    Named(i64, i64, String),
}

pub(super) fn written(text: &str, meaning: Meaning) -> Option<Written> {
    if let Some(fixed) = fixed(text.as_bytes()) {
        return fixed;
    }
    let text = cell::half_width(text);
    let text = text.trim();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let fraction = |tail: &str| {
        tail.is_empty() || tail.strip_prefix(['.', ',']).is_some_and(|tail| tail.bytes().all(|b| b.is_ascii_digit()))
    };
    if fraction(&text[digits..]) || text.starts_with(['-', '+']) {
        return number(text, digits, meaning);
    }
    civil(text, meaning.order)
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
fn number(text: &str, digits: usize, meaning: Meaning) -> Option<Written> {
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
    if meaning.serial {
        return serial(text);
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|b| b.is_ascii_digit()) || whole.starts_with('+') {
        return None;
    }
    let value: i64 = whole.parse().ok()?;
    let at = if value.unsigned_abs() >= MILLISECONDS_FROM.unsigned_abs() { value.div_euclid(1000) } else { value };
    (FIRST..=LAST).contains(&at).then_some(Written::Instant(at))
}

/// Days since 1899-12-30, as spreadsheets count them, and part of a day to the nearest second.
fn serial(text: &str) -> Option<Written> {
    let days: f64 = text.replacen(',', ".", 1).parse().ok()?;
    if !(20_000.0..80_000.0).contains(&days) {
        return None;
    }
    if days.fract() == 0.0 {
        return Some(Written::Date(days as i64 - SERIAL_OF_1970));
    }
    let seconds = (days * DAY as f64).round() as i64;
    Some(Written::Local(seconds.div_euclid(DAY) - SERIAL_OF_1970, seconds.rem_euclid(DAY)))
}

/// The day number of 1970-01-01 in a spreadsheet.
const SERIAL_OF_1970: i64 = 25_569;

/// A date, with or without a time of day and a zone.
fn civil(text: &str, order: Option<DateOrder>) -> Option<Written> {
    let mut rest = Rest(text.as_bytes());
    let before = rest.weekday();
    if before.is_some() {
        rest.eat(",");
        rest.spaces();
    }
    let Dated { year, month, day, is_closed } = rest.date(order)?;
    let on = |year: i64| {
        let day = days_from_civil(year, month, day)?;
        before.is_none_or(|weekday| weekday == (day + 3).rem_euclid(7)).then_some(day)
    };
    let is_iso = rest.eat("T") || rest.eat("t");
    let mut is_apart = is_iso || is_closed | rest.eat(",") | rest.spaces();
    let after = rest.weekday();
    is_apart |= after.is_some() | rest.spaces();
    let on = |year: i64| on(year).filter(|day| after.is_none_or(|weekday| weekday == (day + 3).rem_euclid(7)));
    if rest.0.is_empty() {
        return Some(Written::Date(on(year.filter(|_| !is_iso)?)?));
    }
    if !is_apart {
        return None;
    }
    let (second, has_seconds) = rest.time_of_day()?;
    rest.spaces();
    // 13:00-15:00 is no 13:00 in some zone.
    if rest.0.first() == Some(&b'-') && !has_seconds && !is_iso {
        return None;
    }
    let east = rest.zone()?;
    let day = match year {
        Some(year) => on(year)?,
        None => on(rest.digits(4, 4)?)?,
    };
    if !rest.0.is_empty() {
        return None;
    }
    Some(match east {
        East::Unsaid => Written::Local(day, second),
        East::By(offset) => Written::Instant(day * DAY + second - offset),
        East::Named(name) => Written::Named(day, second, name),
    })
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A date as far as it is read: the year may stand at the very end of the text.
struct Dated {
    year: Option<i64>,
    month: i64,
    day: i64,
    /// Whether it ends in a word, so that the time of day may follow at once.
    is_closed: bool,
}

/// Which half of the day an hour belongs to.
#[derive(Clone, Copy)]
enum Half {
    Before,
    After,
    Noon,
    Evening,
}

const HALVES: [(&str, Half); 15] = [
    ("a.m.", Half::Before),
    ("p.m.", Half::After),
    ("am", Half::Before),
    ("pm", Half::After),
    ("上午", Half::Before),
    ("凌晨", Half::Before),
    ("早上", Half::Before),
    ("早晨", Half::Before),
    ("清晨", Half::Before),
    ("下午", Half::After),
    ("傍晚", Half::After),
    ("中午", Half::Noon),
    ("晚上", Half::Evening),
    ("晚间", Half::Evening),
    ("夜间", Half::Evening),
];

impl Half {
    /// The hour of 24; an hour that says more than 12 must agree. 晚上 12 点 and 1 点 may be of the next day.
    fn hour(self, hour: i64) -> Option<i64> {
        match (self, hour) {
            (Self::Before, 12) => Some(0),
            (Self::Before, 0..=11) | (Self::After, 12..=23) | (Self::Noon, 11..=14) | (Self::Evening, 17..=23) => {
                Some(hour)
            }
            (Self::After, 1..=11) | (Self::Noon, 1..=2) | (Self::Evening, 5..=11) => Some(hour + 12),
            _ => None,
        }
    }
}

/// How a text names its zone.
enum East {
    Unsaid,
    By(i64),
    Named(String),
}

/// A year of two digits: 1969 to 2068.
fn of_century(year: i64) -> i64 {
    if year < 69 { 2000 + year } else { 1900 + year }
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

/// The month and the day of the month of a day since 1970-01-01.
pub(super) fn month_and_day(day: i64) -> (i64, i64) {
    let day = day + 719_468;
    let of_era = day.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    (if month < 10 { month + 3 } else { month - 9 }, of_year - (153 * month + 2) / 5 + 1)
}

/// What is left to read.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn digits(&mut self, least: usize, most: usize) -> Option<i64> {
        let n = self.0.iter().take(most).take_while(|b| b.is_ascii_digit()).count();
        let value = self.0[..n].iter().fold(0i64, |v, b| v.wrapping_mul(10).wrapping_add(i64::from(b - b'0')));
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

    fn eat_any(&mut self, of: &[&'static str]) -> Option<&'static str> {
        of.iter().copied().find(|what| self.eat(what))
    }

    /// How many digits come next.
    fn ahead(&self) -> usize {
        self.0.iter().take_while(|b| b.is_ascii_digit()).count()
    }

    /// One of `names`, or at least three letters of it, in any case.
    fn name(&mut self, names: &[&str]) -> Option<i64> {
        let letters = self.0.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let word = &self.0[..letters];
        let begins = |name: &&str| name.len() >= letters && name.as_bytes()[..letters].eq_ignore_ascii_case(word);
        let place = names.iter().position(|name| letters >= 3 && begins(name))?;
        self.0 = &self.0[letters..];
        Some(place as i64)
    }

    /// `Mon`, `Monday`, 星期一, 周一, any of them in parentheses: days since Monday.
    fn weekday(&mut self) -> Option<i64> {
        let start = self.0;
        let is_open = self.eat("(");
        let days = [["一", "1"], ["二", "2"], ["三", "3"], ["四", "4"], ["五", "5"], ["六", "6"], ["日", "天"]];
        let day = match self.eat_any(&["星期", "周", "礼拜"]) {
            Some(_) => days.iter().position(|names| self.eat_any(names).is_some()).map(|day| day as i64),
            None => self.name(&WEEKDAYS),
        };
        if day.is_none() || is_open && !self.eat(")") {
            self.0 = start;
            return None;
        }
        day
    }

    /// A year of four digits or of two.
    fn year(&mut self) -> Option<i64> {
        match self.ahead() {
            4 => self.digits(4, 4),
            2 => self.digits(2, 2).map(of_century),
            _ => None,
        }
    }

    fn date(&mut self, order: Option<DateOrder>) -> Option<Dated> {
        let dated = |year: i64, month: i64, day: i64| Some(Dated { year: Some(year), month, day, is_closed: false });
        if let Some(month) = self.name(&MONTHS) {
            // May 5, 2024; and Mon May 06 10:00:00 CST 2024.
            let between = self.eat_any(&["-", "/", "."]);
            self.spaces();
            let day = self.digits(1, 2)?;
            let is_apart = between.is_some_and(|sign| self.eat(sign)) | self.eat(",") | self.spaces();
            let is_time = self.0.get(self.ahead()) == Some(&b':');
            let year = if is_time { None } else { Some(self.year().filter(|_| is_apart)?) };
            return Some(Dated { year, month: month + 1, day, is_closed: is_time && is_apart });
        }
        let digits = self.ahead();
        if digits == 8 {
            return dated(self.digits(4, 4)?, self.digits(2, 2)?, self.digits(2, 2)?);
        }
        let first = self.digits(1, 4).filter(|_| digits != 3)?;
        let is_spaced = self.spaces();
        if digits != 1 && self.eat("年") {
            let year = if digits == 4 { first } else { of_century(first) };
            self.spaces();
            let month = self.digits(1, 2)?;
            self.spaces();
            let good = self.eat("月");
            self.spaces();
            let day = self.digits(1, 2).filter(|_| good)?;
            self.spaces();
            self.eat_any(&["日", "号"])?;
            return Some(Dated { year: Some(year), month, day, is_closed: true });
        }
        let between = if is_spaced { None } else { self.eat_any(&["-", "/", "."]) };
        if let Some(month) = self.name(&MONTHS) {
            // 5-May-2024, 5 May 2024, 05MAY2024, 2024-May-05.
            self.eat_any(&["-", "/", ".", ","]);
            self.spaces();
            return match (digits, order) {
                (4, _) => dated(first, month + 1, self.digits(1, 2)?),
                (2, Some(DateOrder::YearFirst)) if self.ahead() < 4 => {
                    dated(of_century(first), month + 1, self.digits(1, 2)?)
                }
                _ => dated(self.year()?, month + 1, first),
            };
        }
        let between = between?;
        let (second, good) = (self.digits(1, 2)?, self.eat(between));
        let last = self.ahead();
        let third = self.digits(1, 4).filter(|_| good)?;
        match (digits, last) {
            (4, 1 | 2) => return dated(first, second, third),
            (1 | 2, 4) | (1, 2) | (2, 1 | 2) => {}
            _ => return None,
        }
        let year = if last == 4 { third } else { of_century(third) };
        let by = |order: DateOrder| match order {
            DateOrder::DayFirst if last != 1 => Some((year, second, first)),
            DateOrder::MonthFirst if last != 1 => Some((year, first, second)),
            DateOrder::YearFirst if digits == 2 && last < 3 => Some((of_century(first), second, third)),
            _ => None,
        };
        let exists = |&(year, month, day): &(i64, i64, i64)| days_from_civil(year, month, day).is_some();
        let (year, month, day) = match order.and_then(by) {
            Some(read) => read,
            // Fifth of May, or fifth of May: no order changes it.
            None if first == second => {
                let mut readings = DateOrder::ALL.into_iter().filter_map(by).filter(exists);
                let one = readings.next()?;
                readings.all(|other| other == one).then_some(one)?
            }
            None => return None,
        };
        dated(year, month, day)
    }

    fn half(&mut self) -> Option<Half> {
        let found = HALVES.iter().find(|(word, _)| {
            self.0.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
        })?;
        self.0 = &self.0[found.0.len()..];
        Some(found.1)
    }

    /// `H:MM[:SS[.fraction]]` or `H点[M分[S秒]]`, `H点半`, with the half of the day before or behind it: the second, and whether it is said; a leap
    /// second is read as the second before.
    fn time_of_day(&mut self) -> Option<(i64, bool)> {
        let mut half = self.half();
        self.spaces();
        let hour = self.digits(1, 2)?;
        let (mut minute, mut second, mut has_seconds) = (0, 0, false);
        if self.eat(":") {
            minute = self.digits(2, 2)?;
            if self.eat(":") {
                (second, has_seconds) = (self.digits(2, 2)?, true);
                if self.eat(".") || self.eat(",") {
                    self.digits(1, usize::MAX)?;
                }
            }
        } else if self.eat_any(&["点", "點", "时", "時"]).is_some() {
            if self.eat("半") {
                minute = 30;
            } else if self.ahead() > 0 {
                minute = self.digits(1, 2)?;
                if self.eat("分") && self.ahead() > 0 {
                    (second, has_seconds) = (self.digits(1, 2)?, true);
                    self.eat("秒");
                }
            }
        } else {
            // 3 PM.
            half = half.or_else(|| {
                self.spaces();
                self.half()
            });
            half?;
        }
        if half.is_none() {
            self.spaces();
            half = self.half();
        }
        let hour = half.map_or(Some(hour), |half| half.hour(hour))?;
        (hour < 24 && minute < 60 && second <= 60).then_some((hour * 3600 + minute * 60 + second.min(59), has_seconds))
    }

    /// `Z`, `UTC`, `GMT`, `±HH:MM`, `±HHMM` or `±H`, the latter also behind the former and with a name in parentheses; or a name alone.
    fn zone(&mut self) -> Option<East> {
        let letters = self.0.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        let (name, rest) = self.0.split_at(letters);
        self.0 = rest;
        let is_utc = ["z", "ut", "utc", "gmt"].iter().any(|utc| utc.as_bytes().eq_ignore_ascii_case(name));
        let east = if letters > 0 && !is_utc {
            East::Named(String::from_utf8_lossy(name).into_owned())
        } else if let Some(sign) = self.eat_any(&["+", "-"]) {
            let hours = self.digits(1, 2)?;
            let minutes = if self.eat(":") || self.ahead() > 0 { self.digits(2, 2)? } else { 0 };
            let offset = hours * 3600 + minutes * 60;
            let offset = if sign == "+" { offset } else { -offset };
            // From Niue, with a margin, to Kiritimati.
            if minutes > 59 || !(-12 * 3600..=14 * 3600).contains(&offset) {
                return None;
            }
            East::By(offset)
        } else if is_utc {
            East::By(0)
        } else {
            return Some(East::Unsaid);
        };
        self.spaces();
        let comment = [(b'(', b')'), (b'[', b']')]
            .iter()
            .any(|(open, close)| self.0.first() == Some(open) && self.0.last() == Some(close));
        if comment {
            self.0 = &[];
        }
        Some(east)
    }
}
