//! All columns of people: measures, segments, the users table, further columns, segments of the user's own.
//!
//! This is the one list of what is known of a user. `users.csv` has these columns in this order (but for those that only
//! rules need), rules and crosstabs name them.

use super::Segments;
use super::columns::{Column, Of, Values};
use super::custom::Custom;
use crate::measures::{Circles, Measures};
use crate::tables::{NO_TIME, NONE, Presence, Seconds, Tables};
use crate::text::{Term, codes, columns as words};

/// Columns that rules know and `users.csv` does not hold: nobody in it opted out, and `tags` is another name of `interests`.
pub const RULES_ONLY: [&str; 2] = ["opted_out", "tags"];

/// Columns of numbers that are all whole: counts, ranks, days.
pub const WHOLE: [&str; 14] = [
    "groups",
    "degree",
    "listeners",
    "influence_rank",
    "bridge_rank",
    "circle",
    "circles_linked",
    "articulation",
    "recency_days",
    "component_size",
    "r_score",
    "f_score",
    "m_score",
    "interest_match",
];

/// What the columns are read from, but for the segments. Measures may be empty as long as no column of theirs is read.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// Tables.
    pub tables: &'a Tables,
    /// User number of each node.
    pub user: &'a [u32],
    /// What each user number is.
    pub presence: &'a [Presence],
    /// How many are counted.
    pub listed_count: usize,
    /// Measures.
    pub measures: &'a Measures,
}

/// The columns, names distinct: a further column that has the name of one of ours is called `custom.NAME`.
pub fn catalogue<'a>(known: Known<'a>, segments: &'a Segments) -> Vec<Column<'a>> {
    let mut columns = Vec::new();
    measures(known, &mut columns);
    value(known, segments, &mut columns);
    profile(known, segments, &mut columns);
    custom(known, segments, &mut columns);
    for named in &segments.named {
        columns.push(Column {
            name: named.name.clone(),
            label: None,
            values: Values::Flag(Box::new(|v| named.holds.get(v).copied())),
        });
    }
    columns
}

type Columns<'a> = Vec<Column<'a>>;

fn push<'a>(columns: &mut Columns<'a>, name: &str, values: Values<'a>) {
    columns.push(Column { name: name.to_owned(), label: words::label(name), values });
}

fn number<'a>(of: impl Fn(usize) -> f64 + Send + Sync + 'a) -> Values<'a> {
    Values::Number(Box::new(of))
}

fn count<'a>(of: impl Fn(usize) -> u32 + Send + Sync + 'a) -> Values<'a> {
    Values::Number(Box::new(move |v| f64::from(of(v))))
}

/// A column of one of our enumerations.
fn code<'a, T: Term>(of: impl Fn(usize) -> Option<T> + Send + Sync + 'a) -> Values<'a> {
    let place = move |v| of(v).and_then(|own| T::VALUES.iter().position(|other| *other == own));
    let code: Of<'a, u32> = Box::new(move |v| place(v).map_or(NONE, |place| place as u32));
    Values::Word { code, names: codes::<T>(), label: Some(T::VALUES.iter().map(|own| own.words()).collect()) }
}

fn measures<'a>(known: Known<'a>, columns: &mut Columns<'a>) {
    let Known { tables, user, measures: m, listed_count: n, .. } = known;
    push(columns, "user_id", Values::Id(Box::new(move |v| tables.users.name(user[v]))));
    push(columns, "nickname", Values::Text(Box::new(move |v| tables.user_table.nickname.get(user[v] as usize))));
    push(columns, "groups", count(move |v| m.groups[v]));
    push(columns, "degree", count(move |v| m.degree[v]));
    push(columns, "strength", number(move |v| m.strength[v]));
    push(columns, "interactions_in", number(move |v| m.interactions_in[v]));
    push(columns, "interactions_out", number(move |v| m.interactions_out[v]));
    push(columns, "remarks", number(move |v| m.remarks[v]));
    push(columns, "listeners", count(move |v| m.listeners[v]));
    push(columns, "attention", number(move |v| m.attention[v]));
    push(columns, "influence", number(move |v| m.influence.score[v]));
    push(columns, "influence_rank", count(move |v| m.influence.rank[v]));
    push(columns, "betweenness", number(move |v| m.betweenness.users[v]));
    push(columns, "betweenness_share", number(move |v| share_of_pairs(m.betweenness.users[v], n)));
    push(columns, "betweenness_low", number(move |v| m.betweenness.low[v]));
    push(columns, "betweenness_high", number(move |v| m.betweenness.high[v]));
    push(columns, "bridge_rank", count(move |v| m.bridge_rank[v]));
    let circle = move |v: usize| Some(m.circles.of[v]).filter(|&circle| circle != NONE);
    push(columns, "circle", number(move |v| circle(v).map_or(f64::NAN, |c| f64::from(Circles::shown(c)))));
    push(columns, "circle_name", Values::Text(Box::new(move |v| circle(v).map_or("", |c| m.circles.name(c)))));
    push(columns, "circles_linked", count(move |v| m.links.circles_linked[v]));
    push(columns, "participation", number(move |v| m.links.participation[v]));
    push(columns, "constraint", number(move |v| m.holes[v].constraint));
    push(columns, "effective_size", number(move |v| m.holes[v].effective_size));
    push(columns, "articulation", count(move |v| m.articulation[v]));
    push(columns, "isolation", code(move |v| m.isolation[v]));
}

fn value<'a>(known: Known<'a>, s: &'a Segments, columns: &mut Columns<'a>) {
    let Known { tables, user, measures: m, .. } = known;
    let table = &tables.user_table;
    push(columns, "recency_days", number(move |v| s.recency_days[v].map_or(f64::NAN, f64::from)));
    push(columns, "monthly_spend", number(move |v| s.monthly_spend[v]));
    push(columns, "value_tier", code(move |v| Some(s.tier[v])));
    push(columns, "value_segment", code(move |v| Some(s.segment[v])));
    push(columns, "lifecycle", code(move |v| Some(s.lifecycle[v])));
    let registered = move |v: usize| at(&table.registered_at, user[v]);
    let welcome = move |v: usize| (registered(v) != NO_TIME).then(|| s.welcome_due[v]);
    push(columns, "welcome_due", Values::Flag(Box::new(welcome)));
    push(columns, "component_size", count(move |v| m.component_sizes[m.component[v] as usize]));
    push(columns, "role", code(move |v| table.role.get(user[v] as usize).copied().flatten()));
    for (name, words) in [("city", &table.city), ("device", &table.device)] {
        let values = Values::Word {
            code: Box::new(move |v| words.code(user[v] as usize)),
            names: words.names.iter().map(String::as_str).collect(),
            label: None,
        };
        push(columns, name, values);
    }
    push(columns, "lifecycle_trigger", code(move |v| Some(s.trigger[v])));
    let score = |of: fn(&super::Rfm) -> u8| {
        number(move |v| Some(of(&s.rfm[v])).filter(|&score| score > 0).map_or(f64::NAN, f64::from))
    };
    push(columns, "r_score", score(|rfm| rfm.recency));
    push(columns, "f_score", score(|rfm| rfm.frequency));
    push(columns, "m_score", score(|rfm| rfm.monetary));
    push(columns, "contacts", number(move |v| s.contacts[v]));
}

fn profile<'a>(known: Known<'a>, s: &'a Segments, columns: &mut Columns<'a>) {
    let Known { tables, user, presence, .. } = known;
    let (table, profile) = (&tables.user_table, &s.profile);
    push(columns, "position", code(move |v| Some(s.position[v])));
    push(columns, "reach", code(move |v| profile.reach[v].reach));
    push(columns, "channel", code(move |v| profile.reach[v].channel));
    push(columns, "window_open", Values::Flag(Box::new(move |v| profile.reach[v].window_open)));
    let region = &profile.region;
    let values = Values::Word {
        code: Box::new(move |v| region.of_user[v]),
        names: region.names.iter().map(String::as_str).collect(),
        label: None,
    };
    push(columns, "region", values);
    let placed = move |v: usize| region.of_user[v] != NONE;
    push(columns, "region_inferred", Values::Flag(Box::new(move |v| placed(v).then(|| region.inferred[v]))));
    let evidence = move |v: usize| if placed(v) { region.evidence[v] } else { f64::NAN };
    push(columns, "region_evidence", number(evidence));
    push(columns, "device_class", code(move |v| profile.device[v]));
    for name in ["interests", "tags"] {
        let row: Of<'a, &'a [u32]> = Box::new(move |v| table.tags.row(user[v] as usize));
        push(columns, name, Values::Tags { row, names: &table.tags.names });
    }
    push(columns, "interest_match", count(move |v| u32::from(profile.interest_match[v])));
    push(
        columns,
        "owner_id",
        Values::Id(Box::new(move |v| tables.owner(user[v]).map_or("", |owner| tables.users.name(owner)))),
    );
    push(columns, "registered_at", Values::Time(Box::new(move |v| at(&table.registered_at, user[v]))));
    push(columns, "last_active_at", Values::Time(Box::new(move |v| at(&table.last_active_at, user[v]))));
    let consent = move |v: usize| table.consent.get(user[v] as usize).copied().flatten();
    push(columns, "consent", Values::Flag(Box::new(consent)));
    push(columns, "may_contact", code(move |v| presence[user[v] as usize].may_contact()));
    let opted_out = move |v: usize| Some(table.opted_out.get(user[v] as usize).copied().unwrap_or(false));
    push(columns, "opted_out", Values::Flag(Box::new(opted_out)));
}

fn custom<'a>(known: Known<'a>, segments: &'a Segments, columns: &mut Columns<'a>) {
    let Known { tables, user, .. } = known;
    for column in &segments.profile.custom {
        let named = |name: &str| segments.profile.custom.iter().any(|other| other.name == name);
        let mut name = column.name.clone();
        while columns.iter().any(|own| own.name == name) || (name != column.name && named(&name)) {
            name.insert_str(0, "custom.");
        }
        let values = match &column.values {
            Custom::Flags(flags) => Values::Flag(Box::new(move |v| flags[user[v] as usize])),
            Custom::Numbers(numbers) => number(move |v| numbers[user[v] as usize]),
            Custom::Times(times) => Values::Time(Box::new(move |v| times[user[v] as usize])),
            Custom::Text(place) => {
                let texts = &tables.user_table.extra[*place].values;
                Values::Text(Box::new(move |v| texts.get(user[v] as usize)))
            }
        };
        columns.push(Column { name, label: None, values });
    }
}

fn at(times: &[Seconds], user: u32) -> Seconds {
    times.get(user as usize).copied().unwrap_or(NO_TIME)
}

/// Betweenness as a share of all unordered pairs of `n` users; 0 where there is no pair.
pub fn share_of_pairs(betweenness: f64, n: usize) -> f64 {
    let n = n as f64;
    if n < 2.0 { 0.0 } else { betweenness / (n * (n - 1.0) / 2.0) }
}
