//! Eight people with a column of every kind, some of it unknown, as plain data beside the columns made of it.

use renmai::config::Tier;
use renmai::segments::columns::{Column, Values};
use renmai::segments::rules::Rule;
use renmai::tables::{NO_TIME, NONE, Seconds, Zone, parse_time};
use renmai::text::Text;

pub const PEOPLE: usize = 8;

pub const IDS: [&str; PEOPLE] = ["0017", "17", "u1", "u2", "u3", "u4", "u5", "U5"];
pub const NICKNAMES: [&str; PEOPLE] = ["小李", "", "Li \"the\" Bridge", "and", "a>b", "3", "小王'", "\\"];
pub const TIERS: [&str; 6] = ["S", "A", "B", "C", "D", "unknown"];
pub const TIER: [u32; PEOPLE] = [0, 1, 2, 3, 4, 5, NONE, 0];
pub const CITIES: [&str; 3] = ["上海", "北京", "New York"];
pub const CITY: [u32; PEOPLE] = [0, 1, 2, NONE, 0, 1, NONE, 2];
pub const TAGS: [&str; 5] = ["母婴", "母婴>婴幼儿辅食", "母婴>婴幼儿辅食>价格敏感", "母婴用品", "数码>手机"];
pub const INTERESTS: [&[u32]; PEOPLE] = [&[0], &[1], &[2], &[3], &[], &[4], &[1, 4], &[]];
pub const INFLUENCE: [f64; PEOPLE] = [80.0, 79.5, f64::NAN, -1.0, 0.0, -0.0, 100.0, 3.0];
pub const OPTED_OUT: [Option<bool>; PEOPLE] =
    [Some(false), Some(true), None, Some(false), Some(true), None, Some(false), Some(true)];
pub const REGISTERED: [&str; PEOPLE] = [
    "2024-12-31 23:59:59",
    "2025-01-01 00:00:00",
    "2025-01-01 23:59:59",
    "2025-01-02 00:00:00",
    "",
    "2025-01-01 10:00:00",
    "2023-06-15 12:00:00",
    "2025-03-01 08:00:00",
];

static TIER_LABEL: Text = Text::new("价值层级", "value tier");
static CITY_LABEL: Text = Text::new("城市", "city");
static INFLUENCE_LABEL: Text = Text::new("影响力", "influence");
static OPTED_OUT_LABEL: Text = Text::new("已退订", "opted out");

/// The moments of `REGISTERED`.
pub fn registered() -> Vec<Seconds> {
    REGISTERED.iter().map(|t| parse_time(t, &Zone::default()).unwrap_or(NO_TIME)).collect()
}

/// The tags as the tables keep them.
pub fn tags() -> Vec<String> {
    TAGS.map(str::to_owned).to_vec()
}

pub fn columns(tags: &[String]) -> Vec<Column<'_>> {
    let registered = registered();
    let column = |name: &str, label, values| Column { name: name.to_owned(), label, values };
    vec![
        column("user_id", None, Values::Id(Box::new(|i| IDS[i]))),
        column("nickname", None, Values::Text(Box::new(|i| NICKNAMES[i]))),
        column(
            "value_tier",
            Some(&TIER_LABEL),
            Values::Word {
                code: Box::new(|i| TIER[i]),
                names: TIERS.to_vec(),
                label: Some(Tier::ALL.map(Tier::words).into()),
            },
        ),
        column(
            "city",
            Some(&CITY_LABEL),
            Values::Word { code: Box::new(|i| CITY[i]), names: CITIES.to_vec(), label: None },
        ),
        column("interests", None, Values::Tags { row: Box::new(|i| INTERESTS[i]), names: tags }),
        column("influence", Some(&INFLUENCE_LABEL), Values::Number(Box::new(|i| INFLUENCE[i]))),
        column("opted_out", Some(&OPTED_OUT_LABEL), Values::Flag(Box::new(|i| OPTED_OUT[i]))),
        column("registered_at", None, Values::Time(Box::new(move |i| registered[i]))),
        // Two of the user's own columns that differ in case only, and one with a space in its name.
        column("Grade", None, Values::Text(Box::new(|i| ["3", "03", "", "3", "4", "5", "6", "7"][i]))),
        column("GRADE", None, Values::Text(Box::new(|_| "x"))),
        column("门店 编号", None, Values::Text(Box::new(|i| ["a", "b", "", "a", "b", "", "a", "b"][i]))),
    ]
}

/// The people for whom a rule holds.
pub fn who(rule: &str) -> Vec<usize> {
    let tags = tags();
    let columns = columns(&tags);
    let rule = Rule::parse("--where", rule).unwrap_or_else(|e| panic!("{rule}\n{e}"));
    let bound = rule.bind(&columns, &Zone::default()).unwrap_or_else(|e| panic!("{e}"));
    (0..PEOPLE).filter(|&i| bound.holds(i)).collect()
}

/// What is wrong with a rule, read or bound.
pub fn fault(rule: &str) -> renmai::Error {
    let tags = tags();
    let columns = columns(&tags);
    match Rule::parse("--where", rule) {
        Err(error) => error,
        Ok(rule) => rule.bind(&columns, &Zone::default()).expect_err(rule.text()),
    }
}
