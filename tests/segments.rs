//! Value and lifecycle at, below and above every bound, on tables made by hand.

use renmai::ErrorKind;
use renmai::config::{CellRule, LifecycleOptions, Tier, ValueOptions, ValueSegment};
use renmai::segments::{Contacts, Lifecycle, Recency, SegmentOptions, Segments, segment};
use renmai::tables::{Given, Ids, NO_TIME, NONE, Tables};
use renmai::text::Lang;

const NOW: i64 = 1_700_000_000;
const DAY: i64 = 86_400;

/// What one person is made of.
#[derive(Clone, Copy)]
struct Person {
    last: i64,
    recent: f64,
    registered: i64,
    active: i64,
    spend: f64,
}

const NOBODY: Person = Person { last: NO_TIME, recent: 0.0, registered: NO_TIME, active: NO_TIME, spend: f64::NAN };

fn nothing() -> Given {
    Given::default()
}

fn with(mut given: Given, set: impl FnOnce(&mut Given)) -> Given {
    set(&mut given);
    given
}

fn interactions() -> Given {
    with(nothing(), |g| (g.interactions.any, g.interactions.at) = (true, true))
}

struct Case {
    given: Given,
    people: Vec<Person>,
    /// User, time, amount.
    purchases: Vec<(u32, i64, f64)>,
    value: ValueOptions,
    lifecycle: LifecycleOptions,
    as_of: i64,
}

impl Case {
    fn new(given: Given, people: Vec<Person>) -> Self {
        Self {
            given,
            people,
            purchases: Vec::new(),
            value: ValueOptions::default(),
            lifecycle: LifecycleOptions::default(),
            as_of: NOW,
        }
    }

    fn run(&self) -> Segments {
        let n = self.people.len();
        let ids: Vec<String> = (0..n).map(|i| format!("u{i:03}")).collect();
        let mut tables = Tables {
            users: Ids::from_sorted(ids.iter().map(String::as_str).collect()),
            given: self.given,
            ..Tables::default()
        };
        tables.user_table.registered_at = self.people.iter().map(|p| p.registered).collect();
        tables.user_table.last_active_at = self.people.iter().map(|p| p.active).collect();
        tables.user_table.monthly_spend = self.people.iter().map(|p| p.spend).collect();
        tables.purchases.user = self.purchases.iter().map(|p| p.0).collect();
        tables.purchases.at = self.purchases.iter().map(|p| p.1).collect();
        tables.purchases.amount = self.purchases.iter().map(|p| p.2).collect();
        let user: Vec<u32> = (0..n as u32).collect();
        let last: Vec<i64> = self.people.iter().map(|p| p.last).collect();
        let recent: Vec<f64> = self.people.iter().map(|p| p.recent).collect();
        let listed = vec![true; n];
        let contacts = Contacts { user: &user, listed: &listed, last: &last, recent: &recent };
        let options = SegmentOptions { value: &self.value, lifecycle: &self.lifecycle, as_of: self.as_of };
        segment(&tables, contacts, options).expect("the lattice is total")
    }
}

fn count(segments: &Segments, code: &str) -> Option<u64> {
    segments.findings.iter().find(|f| f.code == code).map(|f| f.count)
}

#[test]
fn every_cell_of_the_default_lattice() {
    let lattice = ValueOptions::default().lattice().unwrap();
    assert_eq!(lattice.rows, ["<=7", "<=30", "<=90", "<=180", ">180"]);
    assert_eq!(lattice.columns, ["0", "<200", "<500", ">=500"]);
    let expected = "
        B growing    | B growing       | A steady   | S high
        B growing    | B growing       | A steady   | A high
        B growing    | B growing       | B steady   | A win_back
        C fading     | C fading        | C win_back | A win_back
        D churn_risk | C dormant_buyer | C win_back | A win_back";
    let mut checked = 0;
    for (r, row) in expected.trim().lines().enumerate() {
        for (c, cell) in row.split('|').map(str::trim).enumerate() {
            let (tier, segment) = lattice.cell(r, c);
            assert_eq!(format!("{} {}", tier.code(), segment.code()), cell, "row {r}, column {c}");
            checked += 1;
        }
    }
    assert_eq!(checked, 20);
}

#[test]
fn days_are_inclusive_above_and_spend_has_its_lower_bound() {
    let lattice = ValueOptions::default().lattice().unwrap();
    let rows = [(0, 0), (7, 0), (8, 1), (30, 1), (31, 2), (90, 2), (91, 3), (180, 3), (181, 4), (u32::MAX, 4)];
    for (days, row) in rows {
        assert_eq!(lattice.row_of(Some(days)), row, "{days} days");
    }
    assert_eq!(lattice.row_of(None), 4);
    let columns =
        [(-5.0, 0), (0.0, 0), (f64::NAN, 0), (0.01, 1), (199.99, 1), (200.0, 2), (499.99, 2), (500.0, 3), (1e9, 3)];
    for (spend, column) in columns {
        assert_eq!(lattice.column_of(spend), column, "{spend} yuan");
    }
    assert_eq!(lattice.locate(Some(31), 500.0), 2 * 4 + 3);
}

#[test]
fn recency_counts_whole_elapsed_days() {
    let ago = |seconds: i64| Person { last: NOW - seconds, recent: 1.0, ..NOBODY };
    let seconds = [0, DAY - 1, DAY, 8 * DAY - 1, 8 * DAY];
    let segments = Case::new(interactions(), seconds.map(ago).to_vec()).run();
    assert_eq!(segments.recency_days, [Some(0), Some(0), Some(1), Some(7), Some(8)]);
    let rows: Vec<u32> = segments.cell.iter().map(|c| c / 4).collect();
    assert_eq!(rows, [0, 0, 0, 0, 1]);
}

#[test]
fn the_later_of_interaction_and_last_activity_counts() {
    let given = with(interactions(), |g| g.users.last_active_at = true);
    let people = vec![
        Person { last: NOW - 50 * DAY, active: NOW - 5 * DAY, ..NOBODY },
        Person { last: NOW - 5 * DAY, active: NOW - 50 * DAY, ..NOBODY },
        Person { active: NOW + 1, ..NOBODY },
        NOBODY,
    ];
    let segments = Case::new(given, people).run();
    assert_eq!(segments.recency_days, [Some(5), Some(5), None, None]);
    assert_eq!(segments.recency(2), Recency::Never);
    assert_eq!(count(&segments, "active_later"), Some(1));
}

#[test]
fn purchases_are_contact_only_when_asked_or_alone() {
    let bought = with(nothing(), |g| g.purchases.any = true);
    let both = with(interactions(), |g| g.purchases.any = true);
    let active = with(nothing(), |g| (g.purchases.any, g.users.last_active_at) = (true, true));
    let untimed = with(both, |g| g.interactions.at = false);
    let run = |given: Given, asked: bool| {
        let mut case = Case::new(given, vec![NOBODY; 2]);
        case.purchases = vec![(0, NOW - 3 * DAY, 10.0), (0, NOW - DAY, -10.0), (1, NOW + 5, 10.0)];
        case.value.purchase_is_contact = asked;
        case.run()
    };
    // The refund one day ago is no contact, the purchase three days ago is; the later one is ignored.
    for (given, asked) in [(bought, false), (both, true), (active, true)] {
        let segments = run(given, asked);
        assert_eq!(segments.recency_days, [Some(3), None]);
        assert_eq!(segments.recency(1), Recency::Never);
    }
    for given in [both, active] {
        assert_eq!(run(given, false).recency_days, [None, None]);
    }
    assert!(!run(untimed, false).recency_known);
    let alone = run(bought, false);
    assert_eq!(count(&alone, "purchase_is_contact"), Some(1));
    assert_eq!(count(&alone, "purchases_later"), Some(1));
    assert_eq!(count(&alone, "refunds"), Some(1));
    assert_eq!(count(&run(both, true), "purchase_is_contact"), None);
}

#[test]
fn spend_is_stated_or_summed_over_the_window_and_never_negative() {
    let given = with(nothing(), |g| (g.purchases.any, g.users.monthly_spend) = (true, true));
    let mut people = vec![NOBODY; 6];
    people[0].spend = 250.0;
    people[5].spend = -3.0;
    let mut case = Case::new(given, people);
    case.purchases = vec![
        (0, NOW, 9_000.0),              // overruled by the stated spend
        (1, NOW - 91 * DAY + 1, 300.0), // 90 whole days ago: within
        (2, NOW - 91 * DAY, 300.0),     // 91 whole days ago: outside
        (3, NOW - 2 * DAY, 900.0),
        (3, NOW - DAY, -300.0),
        (4, NOW - DAY, -300.0),
    ];
    let segments = case.run();
    assert_eq!(segments.monthly_spend, [250.0, 100.0, 0.0, 200.0, 0.0, 0.0]);
    assert_eq!(count(&segments, "refunds"), Some(2));
    assert_eq!(count(&segments, "spend_stated"), Some(2));
}

#[test]
fn rounding_of_sums_moves_nobody_across_a_bound() {
    let given = with(nothing(), |g| g.purchases.any = true);
    let mut case = Case::new(given, vec![NOBODY; 3]);
    // In doubles these add up to a little more than 0, a little less than 600 and than 1500.
    let amounts: [&[f64]; 3] =
        [&[75.27, 237.04, -75.27, -237.04], &[145.67, 129.14, 47.41, 277.78], &[219.7, 159.6, 45.33, 1075.37]];
    for (user, amounts) in (0..).zip(amounts) {
        case.purchases.extend(amounts.iter().zip(1..).map(|(&amount, day)| (user, NOW - day * DAY, amount)));
    }
    let segments = case.run();
    assert_eq!(segments.monthly_spend, [0.0, 200.0, 500.0]);
    assert_eq!(segments.cell, [0, 2, 3]);
}

#[test]
fn an_empty_spend_cell_is_unknown_not_zero() {
    let given = with(interactions(), |g| g.users.monthly_spend = true);
    let people = vec![Person { last: NOW, recent: 1.0, ..NOBODY }, NOBODY];
    let segments = Case::new(given, people.clone()).run();
    assert!(segments.spend_known && segments.monthly_spend.iter().all(|s| s.is_nan()));
    assert_eq!(segments.cell, [0, 4 * 4]);
    assert_eq!(count(&segments, "spend_gaps"), Some(2));
    // Nothing tells the recency either: unknown.
    let quiet = vec![NOBODY; 2];
    let segments = Case::new(with(nothing(), |g| g.users.monthly_spend = true), quiet).run();
    assert_eq!(segments.tier, [Tier::Unknown; 2]);
    assert_eq!(count(&segments, "value_unknown"), Some(2));
}

#[test]
fn one_missing_source_leaves_the_other_to_decide() {
    let contacted = Person { last: NOW, recent: 1.0, spend: 600.0, ..NOBODY };
    let spend_only = Case::new(with(nothing(), |g| g.users.monthly_spend = true), vec![contacted]).run();
    assert_eq!((spend_only.tier[0], spend_only.segment[0]), (Tier::A, ValueSegment::WinBack));
    assert_eq!(spend_only.recency(0), Recency::Unknown);
    assert_eq!(count(&spend_only, "recency_missing"), Some(1));

    let recency_only = Case::new(interactions(), vec![Person { spend: f64::NAN, ..contacted }, NOBODY]).run();
    assert_eq!(recency_only.tier, [Tier::B, Tier::D]);
    assert_eq!(count(&recency_only, "spend_missing"), Some(2));

    let neither = Case::new(nothing(), vec![NOBODY]).run();
    assert_eq!((neither.tier[0], neither.segment[0]), (Tier::Unknown, ValueSegment::Unknown));
    assert_eq!((neither.cell[0], neither.lifecycle[0]), (NONE, Lifecycle::Unknown));

    let given = with(interactions(), |g| g.users.monthly_spend = true);
    let mut timeless = Case::new(given, vec![Person { last: NO_TIME, ..contacted }]);
    timeless.as_of = NO_TIME;
    let timeless = timeless.run();
    assert!(!timeless.recency_known);
    assert_eq!((timeless.tier[0], timeless.lifecycle[0]), (Tier::A, Lifecycle::Unknown));
}

#[test]
fn contacts_without_a_time_are_not_never() {
    let given = with(interactions(), |g| g.users.registered_at = true);
    let people = vec![
        Person { recent: 5.0, ..NOBODY },
        Person { recent: 5.0, registered: NOW - 400 * DAY, ..NOBODY },
        Person { recent: 2.0, registered: NOW - 400 * DAY, ..NOBODY },
    ];
    let segments = Case::new(given, people).run();
    assert_eq!([0, 1, 2].map(|i| segments.recency(i)), [Recency::Unknown; 3]);
    assert_eq!(segments.tier, [Tier::Unknown; 3]);
    assert_eq!(segments.lifecycle, [Lifecycle::Unknown, Lifecycle::Mature, Lifecycle::Growing]);
    assert_eq!(count(&segments, "contact_undated"), Some(3));
}

#[test]
fn lifecycle_at_every_bound() {
    use Lifecycle::{Decaying, Growing, Lost, Mature, New};
    let given = with(interactions(), |g| g.users.registered_at = true);
    // Days since the last contact (None: never), since the registration (None: unknown), contacts, expected.
    let cases = [
        (Some(181), Some(200), 0.0, Lost),
        (Some(180), Some(200), 0.0, Decaying),
        (Some(61), Some(200), 9.0, Decaying),
        (Some(60), Some(200), 9.0, Decaying),
        (Some(59), Some(200), 9.0, Mature),
        (Some(0), Some(30), 9.0, New),
        (Some(0), Some(31), 9.0, Growing),
        (Some(0), Some(90), 9.0, Growing),
        (Some(0), Some(91), 9.0, Mature),
        (Some(0), Some(91), 3.0, Mature),
        (Some(0), Some(91), 2.5, Growing),
        (Some(0), None, 9.0, Mature),
        (Some(0), None, 2.0, Growing),
        // Registered recently but silent for long: the first match wins.
        (Some(181), Some(1), 0.0, Lost),
        // Never contacted: days run from the registration.
        (None, Some(0), 0.0, New),
        (None, Some(30), 0.0, New),
        (None, Some(59), 0.0, Growing),
        (None, Some(60), 0.0, Decaying),
        (None, Some(180), 0.0, Decaying),
        (None, Some(181), 0.0, Lost),
        (None, None, 0.0, Lost),
    ];
    let ago = |days: Option<i64>| days.map_or(NO_TIME, |d| NOW - d * DAY);
    let people = cases.map(|(last, registered, recent, _)| Person {
        last: ago(last),
        registered: ago(registered),
        recent,
        ..NOBODY
    });
    let segments = Case::new(given, people.to_vec()).run();
    for (i, (last, registered, recent, expected)) in cases.into_iter().enumerate() {
        assert_eq!(segments.lifecycle[i], expected, "{last:?} {registered:?} {recent}");
    }
}

#[test]
fn nobody_new_is_to_be_won_back() {
    let given = with(interactions(), |g| (g.users.registered_at, g.users.monthly_spend) = (true, true));
    let ago = |days: Option<i64>| days.map_or(NO_TIME, |d| NOW - d * DAY);
    // Days since contact and registration, spend, and what follows.
    let cases = [
        (None, Some(3), 600.0, "S high"),
        (None, Some(8), 600.0, "A high"),
        (None, Some(30), 600.0, "A high"),
        (None, Some(30), 0.0, "B growing"),
        (None, Some(30), 300.0, "A steady"),
        // No longer new: never contacted is never contacted.
        (None, Some(31), 600.0, "A win_back"),
        (None, Some(31), 0.0, "D churn_risk"),
        (None, None, 600.0, "A win_back"),
        // Spoken to before registering.
        (Some(40), Some(20), 600.0, "A high"),
        (Some(5), Some(20), 600.0, "S high"),
        // Silent for long: lost, however lately registered.
        (Some(181), Some(1), 600.0, "A win_back"),
    ];
    let people = cases.map(|(last, registered, spend, _)| Person {
        last: ago(last),
        registered: ago(registered),
        spend,
        recent: f64::from(u8::from(last.is_some())),
        ..NOBODY
    });
    let segments = Case::new(given, people.to_vec()).run();
    for (i, (last, registered, spend, expected)) in cases.into_iter().enumerate() {
        let told = format!("{} {}", segments.tier[i].code(), segments.segment[i].code());
        assert_eq!(told, expected, "{last:?} {registered:?} {spend}");
        let cell = segments.lattice.as_ref().unwrap().cells[segments.cell[i] as usize];
        assert_eq!(cell, (segments.tier[i], segments.segment[i]), "the cell is the one that is audited");
        assert!(segments.lifecycle[i] != Lifecycle::New || segments.segment[i] != ValueSegment::WinBack);
    }
}

#[test]
fn lifecycle_without_contacts_or_without_registration() {
    use Lifecycle::{Growing, Mature, New, Unknown};
    let days = |d: i64| Person { registered: NOW - d * DAY, ..NOBODY };
    let given = with(nothing(), |g| g.users.registered_at = true);
    let segments = Case::new(given, vec![days(10), days(80), days(300), NOBODY]).run();
    assert_eq!(segments.lifecycle, [New, Growing, Mature, Unknown]);
    assert_eq!(count(&segments, "lifecycle_without_contact"), Some(3));
    assert_eq!(count(&segments, "lifecycle_unknown"), Some(1));
    let segments = Case::new(interactions(), vec![Person { last: NOW, recent: 3.0, ..NOBODY }]).run();
    assert_eq!(segments.lifecycle, [Mature]);
    assert_eq!(count(&segments, "lifecycle_without_registration"), Some(1));
}

#[test]
fn bought_contacts_count_towards_growing() {
    let mut case = Case::new(with(nothing(), |g| g.purchases.any = true), vec![NOBODY; 2]);
    case.purchases = vec![(0, NOW - 91 * DAY, 1.0), (0, NOW - 2 * DAY, 1.0), (0, NOW - DAY, 1.0)];
    case.purchases.extend([(1, NOW - 90 * DAY, 1.0), (1, NOW - 2 * DAY, 1.0), (1, NOW - DAY, 1.0)]);
    assert_eq!(case.run().lifecycle, [Lifecycle::Growing, Lifecycle::Mature]);
}

#[test]
fn a_welcome_is_due_for_a_day() {
    let given = with(nothing(), |g| g.users.registered_at = true);
    let ago = |seconds: i64| Person { registered: NOW - seconds, ..NOBODY };
    let people = vec![ago(0), ago(DAY - 1), ago(DAY), ago(DAY + 1), NOBODY, ago(-1)];
    let segments = Case::new(given, people).run();
    assert_eq!(segments.welcome_due, [true, true, true, false, false, false]);
    assert_eq!(count(&segments, "registered_later"), Some(1));
}

fn rule(days: &[&str], spend: &[&str], tier: Tier) -> CellRule {
    let owned = |labels: &[&str]| labels.iter().map(|l| (*l).to_owned()).collect();
    CellRule { days: owned(days), spend: owned(spend), tier, segment: ValueSegment::Steady }
}

fn lattice_error(options: &ValueOptions) -> (ErrorKind, String, String) {
    let error = options.lattice().unwrap_err();
    (error.kind(), error.render(Lang::Zh), error.render(Lang::En))
}

#[test]
fn a_custom_lattice_is_total_and_unambiguous() {
    let mut options = ValueOptions { days: vec![14], spend: vec![99.5], ..ValueOptions::default() };
    options.cells = vec![rule(&["≤ 14"], &["0", "<99.5", "≥99.5"], Tier::S), rule(&[">14"], &["0", "<99.5"], Tier::D)];
    let (kind, zh, en) = lattice_error(&options);
    assert_eq!(kind, ErrorKind::Config);
    assert!(zh.contains(">14") && zh.contains(">=99.5"), "{zh}");
    assert!(en.contains("no rule maps days >14 with spend >=99.5"), "{en}");

    options.cells.push(rule(&[">14"], &[">=99.5"], Tier::A));
    let lattice = options.lattice().unwrap();
    assert_eq!(lattice.cell(1, 2).0, Tier::A);
    assert_eq!(lattice.cells[lattice.locate(Some(14), 99.5)].0, Tier::S);

    options.cells.push(rule(&["<=14"], &["0"], Tier::B));
    let (_, _, en) = lattice_error(&options);
    assert!(en.contains("rules 1 and 4 both map days <=14 with spend 0"), "{en}");

    options.cells[3] = rule(&["<=15"], &["0"], Tier::B);
    let (_, _, en) = lattice_error(&options);
    assert!(en.contains("rule 4, days: there is no \"<=15\"; expected one of <=14, >14"), "{en}");

    // The same cell twice in one rule is no better.
    options.cells[3] = rule(&[], &[], Tier::B);
    options.cells[2] = rule(&[">14", ">14"], &[">=99.5"], Tier::A);
    assert!(lattice_error(&options).2.contains("rules 3 and 3"));
}

#[test]
fn bounds_must_rise_and_fit_the_default_lattice() {
    let with = |days: &[u32], spend: &[f64]| ValueOptions {
        days: days.to_vec(),
        spend: spend.to_vec(),
        ..ValueOptions::default()
    };
    for (days, spend) in [
        (vec![], vec![200.0, 500.0]),
        (vec![7, 7, 90, 180], vec![200.0, 500.0]),
        (vec![30, 7, 90, 180], vec![200.0, 500.0]),
        (vec![7, 30, 90, 180], vec![]),
        (vec![7, 30, 90, 180], vec![500.0, 200.0]),
        (vec![7, 30, 90, 180], vec![0.0, 200.0]),
        (vec![7, 30, 90, 180], vec![f64::NAN, 200.0]),
        (vec![7, 30, 90, 180], vec![200.0, f64::INFINITY]),
        (vec![7, 30, 90], vec![200.0, 500.0]),
        (vec![7, 30, 90, 180], vec![200.0]),
    ] {
        assert_eq!(lattice_error(&with(&days, &spend)).0, ErrorKind::Config, "{days:?} {spend:?}");
    }
    // Other values, same shape: the default meaning by position.
    assert_eq!(with(&[1, 2, 3, 4], &[1.0, 2.0]).lattice().unwrap().cell(0, 3).0, Tier::S);
}
