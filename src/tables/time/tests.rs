//! Written times, zones and the calendar's bounds.

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
