//! The synthetic workload is what it says: planted circles, sizes and shares, the same bytes every time, the faults.

mod common;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::io::Write;

use common::generated::{Files, files};
use renmai::ErrorKind;
use renmai::generate::{GenerateOptions, generate};
use renmai::progress::Progress;

fn rows(files: &Files, name: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(&files[name][..]);
    reader.records().map(|r| r.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn users(n: usize) -> GenerateOptions {
    GenerateOptions { users: n, ..GenerateOptions::default() }
}

/// Column names to numbers of an id column, in order of appearance.
fn numbered<'a>(ids: impl Iterator<Item = &'a String>) -> (Vec<usize>, usize) {
    let mut known = HashMap::new();
    let numbers = ids
        .map(|id| {
            let next = known.len();
            *known.entry(id).or_insert(next)
        })
        .collect();
    (numbers, known.len())
}

/// Distinct pairs of users who share a group: each user's groups are walked once, marking whom they hold.
fn distinct_pairs(user: &[usize], group: &[usize], users: usize, groups: usize) -> usize {
    let mut members = vec![Vec::new(); groups];
    let mut joined = vec![Vec::new(); users];
    for (&u, &g) in user.iter().zip(group) {
        members[g].push(u as u32);
        joined[u].push(g);
    }
    let mut seen = vec![u32::MAX; users];
    let mut pairs = 0;
    for (u, groups) in joined.iter().enumerate() {
        for &v in groups.iter().flat_map(|&g| &members[g]) {
            if (v as usize) < u && seen[v as usize] != u as u32 {
                seen[v as usize] = u as u32;
                pairs += 1;
            }
        }
    }
    pairs
}

fn close(value: f64, expected: f64, tolerance: f64, what: &str) {
    assert!((value - expected).abs() <= tolerance, "{what}: {value} is not within {tolerance} of {expected}");
}

#[test]
fn a_hundred_thousand_users_have_the_promised_shape() {
    let files = files(&users(100_000));
    let truth = rows(&files, "truth.csv");
    let circle: HashMap<&str, &str> = truth.iter().map(|r| (r[0].as_str(), r[1].as_str())).collect();
    assert_eq!((truth.len(), circle.len(), rows(&files, "users.csv").len()), (100_000, 100_000, 100_000));
    let mut sizes: HashMap<&str, usize> = HashMap::new();
    circle.values().for_each(|c| *sizes.entry(c).or_default() += 1);
    assert_eq!(sizes.len(), 67);
    assert!(sizes.values().all(|n| (1_000..2_000).contains(n)), "circles of about 1,500: {sizes:?}");

    let members = rows(&files, "memberships.csv");
    close(members.len() as f64, 200_000.0, 500.0, "memberships");
    let mut by_group: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &members {
        by_group.entry(&row[1]).or_default().push(&row[0]);
    }
    let groups = by_group.len() as f64;
    let share =
        |low: usize, high: usize| by_group.values().filter(|g| (low..=high).contains(&g.len())).count() as f64 / groups;
    close(share(8, 199), 0.68, 0.01, "groups of 8 to 199");
    close(share(200, 499), 0.22, 0.01, "groups of 200 to 499");
    close(share(500, 500), 0.10, 0.01, "groups of 500");
    close(share(8, 500), 1.0, 0.0, "groups of 8 to 500");
    for group in by_group.values() {
        assert_eq!(group.iter().collect::<BTreeSet<_>>().len(), group.len(), "nobody is in a group twice");
    }

    let customers: Vec<_> = members.iter().filter(|r| r[4] == "customer").collect();
    let company = members.len() - customers.len();
    assert!(company > by_group.len() && company < 2 * by_group.len() + by_group.len() / 2, "staff and robots");
    let mut own = 0;
    for group in by_group.values() {
        let mut count: HashMap<&str, usize> = HashMap::new();
        group.iter().filter_map(|u| circle.get(u)).for_each(|c| *count.entry(c).or_default() += 1);
        own += count.values().max().unwrap();
    }
    close(own as f64 / customers.len() as f64, 0.93, 0.005, "share of members from the group's circle");

    let (user, n) = numbered(customers.iter().map(|r| &r[0]));
    let (group, g) = numbered(customers.iter().map(|r| &r[1]));
    close(n as f64, 76_963.0, 1_500.0, "users in groups");
    let pairs = distinct_pairs(&user, &group, n, g);
    assert!((20_000_000..=30_000_000).contains(&pairs), "{pairs} distinct pairs");
}

#[test]
fn twelve_percent_never_join_however_many_groups_there_are() {
    // With 40 memberships per user everybody who may join is in some group: what is left are those who never do.
    let files = files(&GenerateOptions { memberships_per_user: 40.0, interactions_per_user: 0.0, ..users(6_000) });
    let circle: HashMap<String, String> =
        rows(&files, "truth.csv").into_iter().map(|r| (r[0].clone(), r[1].clone())).collect();
    let joined: BTreeSet<String> = rows(&files, "memberships.csv").into_iter().map(|r| r[0].clone()).collect();
    let mut by_circle: BTreeMap<&str, (f64, f64)> = BTreeMap::new();
    for (user, circle) in &circle {
        let (all, out) = by_circle.entry(circle).or_default();
        *all += 1.0;
        *out += f64::from(u8::from(!joined.contains(user)));
    }
    for (circle, (all, out)) in by_circle {
        close(out / all, 0.12, 0.001, circle);
    }
}

#[test]
fn membership_grows_with_the_square_root_of_activity() {
    // Activity is hidden, but √activity of a Pareto of shape 1.6 is a Pareto of shape 3.2, and with groups that take a
    // small part of the circle memberships are Poisson around a multiple of it. For Y Poisson of mean cW:
    // E[Y(Y−1)]/E[Y]² = E[W²]/E[W]² = (3.2/1.2)/(3.2/2.2)² = 1.26 among those who may join, 1.26/0.88 among all.
    let options = GenerateOptions { circle_size: 20_000, interactions_per_user: 0.0, ..users(60_000) };
    let files = files(&options);
    let mut count: HashMap<String, f64> = HashMap::new();
    for row in rows(&files, "memberships.csv").into_iter().filter(|r| r[4] == "customer") {
        *count.entry(row[0].clone()).or_default() += 1.0;
    }
    let n = 60_000.0;
    let mean = count.values().sum::<f64>() / n;
    let pairs = count.values().map(|y| y * (y - 1.0)).sum::<f64>() / n;
    // A weight of activity itself, or none at all, would give more than 2.5, or 1.136.
    close(pairs / (mean * mean), 1.26 / 0.88, 0.07, "second factorial moment over the squared mean");
}

#[test]
fn the_cross_share_goes_to_anyone_and_the_rest_stays_in_the_group() {
    for cross in [0.0, 0.15, 1.0] {
        let files = files(&GenerateOptions { cross, ..users(20_000) });
        let mut groups: HashMap<String, BTreeSet<String>> = HashMap::new();
        for row in rows(&files, "memberships.csv") {
            groups.entry(row[0].clone()).or_default().insert(row[1].clone());
        }
        let events = rows(&files, "interactions.csv");
        assert_eq!(events.len(), 100_000);
        let apart = events
            .iter()
            .filter(|r| r[0] != r[1] && groups.get(&r[0]).zip(groups.get(&r[1])).is_none_or(|(a, b)| a.is_disjoint(b)));
        // Some of those who go to anyone meet a co-member by chance: about 3 % here.
        let share = apart.count() as f64 / events.len() as f64;
        close(share, cross * 0.97, 0.005 + 0.02 * cross, "share between people without a common group");
        assert!(events.iter().all(|r| r[0] != r[1]), "nobody acts on themselves");
    }
}

#[test]
fn times_lie_in_the_last_180_days_and_in_order() {
    let files = files(&users(5_000));
    for row in rows(&files, "interactions.csv").iter().chain(&rows(&files, "purchases.csv")) {
        let at = if row.len() == 5 { &row[3] } else { &row[1] };
        assert!(("2026-01-02".."2026-07-01").contains(&at.as_str()), "{at}");
    }
    for row in rows(&files, "memberships.csv") {
        assert!(row[3].is_empty() || row[3][..10] > row[2][..10], "left {} before joining {}", row[3], row[2]);
    }
    for row in rows(&files, "users.csv") {
        assert!(row[8].is_empty() || row[8] > row[7], "last active {} before registering {}", row[8], row[7]);
    }
}

#[test]
fn purchases_are_log_normal_and_plenty() {
    let files = files(&users(50_000));
    let purchases = rows(&files, "purchases.csv");
    close(purchases.len() as f64 / 50_000.0, 1.5, 0.06, "purchases per user");
    let logs: Vec<f64> = purchases.iter().map(|r| libm::log(r[2].parse::<f64>().unwrap())).collect();
    let n = logs.len() as f64;
    let mean = logs.iter().sum::<f64>() / n;
    let moment = |k: i32| logs.iter().map(|x| (x - mean).powi(k)).sum::<f64>() / n;
    let deviation = moment(2).sqrt();
    close(mean, 5.1, 0.05, "mean logarithm");
    close(deviation, (1.2f64 * 1.2 + 0.25).sqrt(), 0.04, "deviation of the logarithm");
    close(moment(3) / deviation.powi(3), 0.0, 0.1, "skewness of the logarithm");
}

#[test]
fn every_optional_column_has_data_and_tags_have_three_levels() {
    let files = files(&users(10_000));
    for name in ["memberships.csv", "interactions.csv", "users.csv", "groups.csv", "purchases.csv"] {
        let rows = rows(&files, name);
        for column in 0..rows[0].len() {
            assert!(rows.iter().any(|r| !r[column].is_empty()), "{name} column {column} is empty");
        }
    }
    let users = rows(&files, "users.csv");
    let levels = |n: usize| {
        users.iter().filter(|r| r[6].split(';').next().unwrap().matches('>').count() >= n).count() as f64 / 10_000.0
    };
    close(levels(1), 0.67, 0.02, "tags of two levels");
    close(levels(2), 0.28, 0.02, "tags of three levels");
    assert!(users.iter().any(|r| r[1].contains(',')), "some nicknames need quotes");
    assert!(users.iter().map(|r| &r[1]).collect::<BTreeSet<_>>().len() > 5_000, "nicknames vary");
}

#[test]
fn the_same_options_give_the_same_bytes_and_another_seed_others() {
    let once = files(&users(3_000));
    assert_eq!(once, files(&users(3_000)));
    let other = files(&GenerateOptions { seed: 2, ..users(3_000) });
    for (name, bytes) in &once {
        assert_ne!(bytes, &other[name], "{name}");
    }
    // A table has a random stream of its own: more interactions leave the other tables as they are.
    let busy = files(&GenerateOptions { interactions_per_user: 6.0, ..users(3_000) });
    for (name, bytes) in &once {
        assert_eq!(bytes == &busy[name], *name != "interactions.csv", "{name}");
    }
}

#[test]
fn small_and_extreme_sizes_work() {
    for n in [1, 2, 3, 9, 40] {
        for circle_size in [1, 2, 1_500] {
            let files = files(&GenerateOptions { circle_size, ..users(n) });
            assert_eq!(rows(&files, "users.csv").len(), n);
        }
    }
    let files = files(&GenerateOptions { memberships_per_user: 0.0, ..users(50) });
    assert_eq!(rows(&files, "memberships.csv").len(), 0);
    assert_eq!(rows(&files, "interactions.csv").len(), 250);
}

#[test]
fn groups_take_at_most_half_a_circle() {
    let files = files(&GenerateOptions { circle_size: 100, ..users(1_000) });
    let mut sizes: HashMap<String, usize> = HashMap::new();
    rows(&files, "memberships.csv").into_iter().for_each(|r| *sizes.entry(r[1].clone()).or_default() += 1);
    let largest = *sizes.values().max().unwrap();
    assert!((38..=63).contains(&largest), "{largest}");
}

#[test]
fn options_out_of_range_are_refused() {
    let refused = |options: GenerateOptions| {
        let mut sink = |_: &'static str| -> renmai::Result<Box<dyn Write>> { panic!("nothing may be opened") };
        assert_eq!(generate(&options, &mut sink, &Progress::silent()).unwrap_err().kind(), ErrorKind::Config);
    };
    refused(users(0));
    refused(users(usize::MAX));
    refused(GenerateOptions { circle_size: 0, ..users(10) });
    for bad in [f64::NAN, f64::INFINITY, -1.0, 1e6] {
        refused(GenerateOptions { memberships_per_user: bad, ..users(10) });
        refused(GenerateOptions { interactions_per_user: bad, ..users(10) });
        refused(GenerateOptions { cross: bad, ..users(10) });
    }
}

#[test]
fn a_cancelled_run_and_a_full_disk_end_with_their_errors() {
    let progress = Progress::silent();
    progress.cancel();
    let mut sink = |_: &'static str| -> renmai::Result<Box<dyn Write>> { Ok(Box::new(std::io::sink())) };
    assert_eq!(generate(&users(1_000), &mut sink, &progress).unwrap_err().kind(), ErrorKind::Interrupted);

    struct Full;
    impl Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let mut sink = |_: &'static str| -> renmai::Result<Box<dyn Write>> { Ok(Box::new(Full)) };
    let error = generate(&users(10), &mut sink, &Progress::silent()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Write);
    assert!(error.to_string().contains("memberships.csv"), "{error}");
}

#[test]
fn faults_stand_where_they_are_listed_and_nothing_else_changes() {
    let clean = files(&users(3_000));
    let dirty = files(&GenerateOptions { dirty: true, ..users(3_000) });
    let faults = rows(&dirty, "faults.csv");
    let codes: BTreeSet<&str> = faults.iter().map(|f| f[2].as_str()).collect();
    for code in [
        "bad_time",
        "empty_id",
        "nan_count",
        "infinite_count",
        "negative_count",
        "nan_amount",
        "infinite_amount",
        "too_few_fields",
        "too_many_fields",
        "excel_damaged_id",
        "duplicate_row",
        "self_interaction",
        "refund",
        "future_row",
        "invalid_bytes",
        "empty_row",
        "blank_line",
    ] {
        assert!(codes.contains(code), "{code} is missing");
    }
    for name in ["memberships.csv", "interactions.csv", "users.csv", "groups.csv", "purchases.csv"] {
        let mut lines: Vec<&[u8]> = dirty[name].split(|&b| b == b'\n').collect();
        let own: Vec<usize> = faults.iter().filter(|f| f[0] == name).map(|f| f[1].parse().unwrap()).collect();
        if name != "groups.csv" {
            assert_eq!(own, (0..own.len()).map(|k| 11 + 10 * k).collect::<Vec<_>>(), "{name}");
        }
        for &line in own.iter().rev() {
            lines.remove(line - 1);
        }
        assert!(lines.join(&b'\n') == clean[name], "{name} without its faults is not the clean file");
    }
    let at = |name: &str, code: &str| -> Vec<u8> {
        let fault = faults.iter().find(|f| f[0] == name && f[2] == code).unwrap();
        dirty[name].split(|&b| b == b'\n').nth(fault[1].parse::<usize>().unwrap() - 1).unwrap().to_vec()
    };
    assert_eq!(at("interactions.csv", "self_interaction"), b"u000001,u000001,private_chat,2026-06-01 12:00:00,1");
    assert_eq!(at("interactions.csv", "nan_count"), b"u000001,u000002,private_chat,2026-06-01 12:00:00,NaN");
    assert_eq!(at("purchases.csv", "refund"), b"u000001,2026-06-01 11:00:00,-12.50");
    assert_eq!(at("memberships.csv", "blank_line"), b"");
    assert_eq!(dirty["truth.csv"], clean["truth.csv"]);
}

#[test]
fn the_demo_data_is_what_the_generator_makes() {
    let made = files(&GenerateOptions::demo());
    let mut bytes = 0;
    for name in ["memberships.csv", "interactions.csv", "users.csv", "groups.csv", "purchases.csv"] {
        let path = format!("{}/fixtures/demo/{name}.zst", env!("CARGO_MANIFEST_DIR"));
        let packed = std::fs::read(&path).unwrap();
        bytes += packed.len();
        let same = zstd::decode_all(&packed[..]).unwrap() == made[name];
        assert!(same, "{path} is out of date: cargo run --release --example demo_data");
    }
    assert!(bytes < 600_000, "the demo data is {bytes} bytes");
}
