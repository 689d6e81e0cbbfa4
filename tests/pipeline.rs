//! What a change of the whole input does to the whole result: known beforehand, from files to segments.

use std::collections::BTreeMap;

use proptest::prelude::*;
use renmai::{Analysis, Config, Progress, Source, Sources, analyse, read};

/// Rows of the five tables; people and groups by number.
#[derive(Clone, Debug, Default)]
struct World {
    memberships: Vec<(u8, u8)>,
    /// From, to, day of May, kind.
    interactions: Vec<(u8, u8, u8, u8)>,
    /// Who has a row, and the day of registration.
    users: Vec<(u8, u8)>,
    /// Who, day of May, yuan.
    purchases: Vec<(u8, u8, u16)>,
}

const KINDS: [&str; 4] = ["private_chat", "mention", "group_message", "remark"];

fn world() -> impl Strategy<Value = World> {
    let memberships = proptest::collection::vec((0..14u8, 0..6u8), 1..40);
    let interactions = proptest::collection::vec((0..16u8, 0..16u8, 1..31u8, 0..4u8), 0..40);
    let users = proptest::collection::btree_map(0..18u8, 1..31u8, 0..18).prop_map(|users| users.into_iter().collect());
    let purchases = proptest::collection::vec((0..16u8, 1..31u8, 1..900u16), 0..20);
    (memberships, interactions, users, purchases).prop_map(|(memberships, interactions, users, purchases)| World {
        memberships,
        interactions,
        users,
        purchases,
    })
}

/// The tables as text: people are called by `name`, groups by it too.
fn tables(world: &World, name: &dyn Fn(u8) -> String) -> [(&'static str, Vec<String>); 4] {
    let group = |group: &u8| format!("group-{}-{group}", name(0).trim_end_matches(|c: char| c.is_ascii_digit()));
    [
        (
            "user_id,group_id",
            world.memberships.iter().map(|(user, g)| format!("{},{}", name(*user), group(g))).collect(),
        ),
        (
            "from_id,to_id,at,kind",
            (world.interactions.iter())
                .map(|(from, to, day, kind)| {
                    format!("{},{},2026-05-{day:02},{}", name(*from), name(*to), KINDS[usize::from(*kind)])
                })
                .collect(),
        ),
        (
            "user_id,registered_at",
            world.users.iter().map(|(user, day)| format!("{},2026-04-{day:02}", name(*user))).collect(),
        ),
        (
            "user_id,at,amount",
            world
                .purchases
                .iter()
                .map(|(user, day, yuan)| format!("{},2026-05-{day:02},{yuan}", name(*user)))
                .collect(),
        ),
    ]
}

/// Everything of everybody that is measured by itself: ranks and percentiles depend on who else there is.
#[derive(Clone, Debug, PartialEq)]
struct Facts {
    whole: (u32, u32, Option<u32>, String),
    close: [f64; 8],
}

impl Facts {
    fn is_close(&self, other: &Self) -> bool {
        let near =
            |(a, b): (&f64, &f64)| a == b || a.is_nan() && b.is_nan() || (a - b).abs() <= 1e-9 * a.abs().max(1.0);
        self.whole == other.whole && self.close.iter().zip(&other.close).all(near)
    }
}

fn run(files: &[[(&'static str, Vec<String>); 4]]) -> BTreeMap<String, Facts> {
    let mut sources = Sources::default();
    for (f, file) in files.iter().enumerate() {
        for (table, (header, rows)) in ["memberships", "interactions", "users", "purchases"].into_iter().zip(file) {
            let text = format!("{header}\n{}\n", rows.join("\n"));
            if !rows.is_empty() {
                sources.table_mut(table).unwrap().push(Source::bytes(format!("{table}{f}.csv"), text.into_bytes()));
            }
        }
    }
    // All of it is small, and people of one table may be in no other.
    sources.input.allow_disjoint = true;
    let progress = Progress::silent();
    let mut config = Config { as_of: Some("2026-05-31".to_owned()), ..Config::default() };
    config.seeds.k = 0;
    config.betweenness.method = renmai::config::BetweennessMethod::Exact;
    let run: Analysis = analyse(read(&sources, &progress).unwrap(), config, &progress).unwrap();
    let (m, s) = (&run.people.measures, &run.people.segments);
    let facts = |v: usize| Facts {
        whole: (
            m.degree[v],
            m.listeners[v],
            s.recency_days[v],
            format!(
                "{:?} {:?} {:?} {:?}",
                m.isolation[v], m.component_sizes[m.component[v] as usize], s.tier[v], s.lifecycle[v]
            ),
        ),
        close: [
            m.strength[v],
            m.betweenness.users[v],
            m.attention[v],
            m.interactions_in[v],
            m.interactions_out[v],
            m.remarks[v],
            s.monthly_spend[v],
            f64::from(m.groups[v]),
        ],
    };
    (0..run.people.graph.nodes.len()).map(|v| (run.people.id(v as u32).to_owned(), facts(v))).collect()
}

fn u(user: u8) -> String {
    format!("u{user}")
}

fn same(a: &BTreeMap<String, Facts>, b: &BTreeMap<String, Facts>) -> Result<(), TestCaseError> {
    prop_assert!(a.keys().eq(b.keys()), "{:?} {:?}", a.keys(), b.keys());
    for (id, facts) in a {
        prop_assert!(facts.is_close(&b[id]), "{id}\n{facts:?}\n{:?}", b[id]);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, ..ProptestConfig::default() })]

    #[test]
    fn other_names_change_nobody(world in world(), shuffled in Just((0..18u8).collect::<Vec<_>>()).prop_shuffle()) {
        let other = |user: u8| format!("u{}", shuffled[usize::from(user)]);
        let back: BTreeMap<String, String> = (0..18).map(|user| (other(user), u(user))).collect();
        let renamed = run(&[tables(&world, &other)]).into_iter().map(|(id, facts)| (back[&id].clone(), facts)).collect();
        same(&run(&[tables(&world, &u)]), &renamed)?;
    }

    #[test]
    fn files_that_are_cut_in_two_change_nobody(world in world(), cut in 0..40usize) {
        let whole = tables(&world, &u);
        let part = |first: bool| whole.clone().map(|(header, rows)| {
            let at = cut.min(rows.len());
            (header, if first { rows[..at].to_vec() } else { rows[at..].to_vec() })
        });
        same(&run(std::slice::from_ref(&whole)), &run(&[part(true), part(false)]))?;
    }

    #[test]
    fn somebody_alone_changes_nobody_else(mut world in world()) {
        // So that the table of users and the purchases are there both times.
        world.users.push((18, 1));
        world.purchases.push((18, 2, 5));
        let before = run(&[tables(&world, &u)]);
        world.users.push((19, 3));
        let mut after = run(&[tables(&world, &u)]);
        let alone = after.remove("u19").unwrap();
        prop_assert!(alone.whole.0 == 0 && alone.whole.3.starts_with("Some(Isolated) 1"), "{alone:?}");
        same(&before, &after)?;
    }

    #[test]
    fn two_worlds_apart_are_each_as_alone(a in world(), b in world()) {
        let with_sources = |mut world: World| {
            world.interactions.push((16, 17, 1, 0));
            world.users.push((18, 1));
            world.purchases.push((18, 2, 5));
            world
        };
        let (a, b) = (tables(&with_sources(a), &u), tables(&with_sources(b), &|user| format!("v{user}")));
        let mut alone = run(std::slice::from_ref(&a));
        alone.extend(run(std::slice::from_ref(&b)));
        same(&alone, &run(&[a, b]))?;
    }

    #[test]
    fn every_row_twice_counts_events_and_yuan_twice_and_nothing_else(mut world in world()) {
        world.interactions.push((0, 1, 1, 0));
        world.purchases.push((0, 2, 5));
        let once = run(&[tables(&world, &u)]);
        let twice = run(&[tables(&world, &u).map(|(header, rows)| (header, [rows.clone(), rows].concat()))]);
        prop_assert!(once.keys().eq(twice.keys()));
        for (id, once) in &once {
            let (a, b) = (once.close, twice[id].close);
            let near = |x: f64, y: f64| x.is_nan() && y.is_nan() || (x - y).abs() <= 1e-9 * x.abs().max(1.0);
            prop_assert!(once.whole.0 == twice[id].whole.0 && once.whole.1 == twice[id].whole.1, "{id}");
            prop_assert!(near(a[1], b[1]) && near(a[5], b[5]) && a[7] == b[7], "{id}: {a:?} {b:?}");
            prop_assert!(near(2.0 * a[3], b[3]) && near(2.0 * a[4], b[4]) && near(2.0 * a[6], b[6]), "{id}: {a:?} {b:?}");
            // Strength of ties by interaction doubles, that by groups does not.
            prop_assert!(b[0] >= a[0] - 1e-9 && b[0] <= 2.0 * a[0] + 1e-9, "{id}: {a:?} {b:?}");
        }
    }
}
