//! Frequency, recency and T of CDNOW's sample, through the reading of purchases, against the published summary.

mod common;

use std::fmt::Write;

use common::data::file;
use renmai::tables::{Tables, Zone, format_time, parse_time};

#[test]
fn cdnow_sample_equals_the_published_summary() {
    let (Some(sample), Some(summary)) = (file("cdnow/CDNOW_sample.txt"), file("cdnow/cdnow_customers_summary.csv"))
    else {
        return;
    };
    // Columns: id in the full data, id in the sample, date, number of CDs, dollars.
    let mut purchases = "customer,date,dollar_value\n".to_owned();
    let mut members = "user_id,group_id\n".to_owned();
    for line in sample.lines() {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [_, id, date, _, dollars] = cells[..] else { panic!("unexpected line {line}") };
        writeln!(purchases, "{id},{date},{dollars}").unwrap();
        writeln!(members, "{id},everyone").unwrap();
    }
    let tables = Tables::from_csv(&[("memberships", &members), ("purchases", &purchases)]).unwrap();

    let zone = Zone::default();
    let end = parse_time("1997-09-30", &zone).unwrap();
    let mut days: Vec<Vec<i64>> = vec![Vec::new(); tables.users.len()];
    for (&user, &at) in tables.purchases.user.iter().zip(&tables.purchases.at) {
        assert!(format_time(at, &zone).ends_with("00:00:00"), "a date is the start of its day");
        let list = &mut days[user as usize];
        if at <= end && list.last() != Some(&at) {
            list.push(at);
        }
    }
    let weeks = |seconds: i64| (seconds as f64 / 86_400.0 / 7.0 * 100.0).round() / 100.0;
    let mut checked = 0;
    for line in summary.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let user = tables.users.find(&format!("{:0>4}", cells[0])).unwrap();
        let list = &days[user as usize];
        let (first, last) = (list[0], list[list.len() - 1]);
        let ours = [(list.len() - 1) as f64, weeks(last - first), weeks(end - first)];
        let theirs: Vec<f64> = cells[1..4].iter().map(|c| c.parse().unwrap()).collect();
        assert_eq!(ours[..], theirs[..], "customer {}", cells[0]);
        checked += 1;
    }
    assert_eq!(checked, 2357);
    assert_eq!(tables.users.len(), 2357);
}
