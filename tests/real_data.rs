//! The whole analysis on real exports: several channels of one population, and groups with purchases.

mod common;

use std::fmt::Write;

use common::data::file;
use renmai::analysis::{Analysis, analyse};
use renmai::config::{Config, Tier, Top};
use renmai::progress::Progress;
use renmai::tables::{Believed, NONE, Source, Sources, read};

fn analysed(tables: &[(&str, &str)], as_of: Option<&str>) -> Analysis {
    let config = Config { as_of: as_of.map(str::to_owned), top: Top(0), ..Config::default() };
    // Copenhagen's times count from an unknown moment.
    let mut sources = Sources { believed: Believed { earliest: 0, ..Believed::default() }, ..Sources::default() };
    for (table, text) in tables {
        sources.table_mut(table).unwrap().push(Source::bytes(*table, text.as_bytes().to_vec()));
    }
    analyse(read(&sources, &Progress::silent()).unwrap(), config, &Progress::silent()).unwrap()
}

/// CDNOW's customers laid onto Nashville's members, the first customer onto the first member and so on. **Made up**: no
/// public data has groups and purchases of the same people, and nothing that comes out says anything about Nashville.
fn made_up_purchases(memberships: &str, cdnow: &str) -> String {
    let mut members: Vec<&str> = memberships.lines().skip(1).filter_map(|l| l.split(',').next()).collect();
    members.sort_unstable();
    members.dedup();
    let mut customers: Vec<&str> = Vec::new();
    let mut purchases = "user_id,at,amount\n".to_owned();
    for line in cdnow.lines().skip(1) {
        let cells: Vec<&str> = line.split_whitespace().collect();
        let [customer, date, _, dollars] = cells[..] else { panic!("unexpected line {line}") };
        if customers.last() != Some(&customer) {
            customers.push(customer);
        }
        if let Some(member) = members.get(customers.len() - 1) {
            writeln!(purchases, "{member},{date},{dollars}").unwrap();
        }
    }
    purchases
}

#[test]
fn groups_with_purchases_put_every_user_into_one_cell() {
    let (Some(memberships), Some(groups), Some(cdnow)) =
        (file("nashville/memberships_2plus.csv"), file("nashville/meta-groups.csv"), file("cdnow/CDNOW_master.txt"))
    else {
        return;
    };
    let purchases = made_up_purchases(&memberships, &cdnow);
    let tables =
        [("memberships", memberships.as_str()), ("groups", groups.as_str()), ("purchases", purchases.as_str())];
    let analysis = analysed(&tables, Some("1998-06-30"));
    let segments = &analysis.people.segments;
    assert_eq!(segments.tier.len(), 11_500);
    assert!(segments.cell.iter().all(|&cell| cell != NONE), "spend and recency are known of everybody");
    let lattice = segments.lattice.as_ref().unwrap();
    for (node, &cell) in segments.cell.iter().enumerate() {
        assert_eq!((segments.tier[node], segments.segment[node]), lattice.cells[cell as usize]);
    }
    // Who has no purchase was never in contact: the last row, the first column.
    let buyers: std::collections::BTreeSet<u32> = analysis.people.tables.purchases.user.iter().copied().collect();
    for (node, user) in analysis.people.graph.nodes.user.iter().enumerate() {
        assert!(buyers.contains(user) || segments.tier[node] == Tier::D);
    }
    let allowed = [Tier::S, Tier::A, Tier::B];
    let listed = [&analysis.selection.koc, &analysis.selection.referral];
    assert!(listed.iter().all(|list| !list.entries.is_empty()));
    for entry in listed.iter().flat_map(|list| &list.entries) {
        assert!(allowed.contains(&segments.tier[entry.node as usize]));
        assert!(segments.recency_days[entry.node as usize].is_some_and(|days| days <= 90));
    }
}

#[test]
fn channels_of_one_population_are_one_graph() {
    let (Some(sms), Some(calls)) = (file("copenhagen/sms.csv"), file("copenhagen/calls.csv")) else { return };
    let marked = |text: &str, kind: &str| {
        let (header, rows) = text.split_once('\n').unwrap();
        let rows: Vec<String> = rows.lines().map(|row| format!("{row},{kind}")).collect();
        format!("{header},kind\n{}\n", rows.join("\n"))
    };
    let (sms, calls) = (marked(&sms, "sms"), marked(&calls, "call"));
    let both = analysed(&[("interactions", &sms), ("interactions", &calls)], None);
    let [only_sms, only_calls] = [&sms, &calls].map(|text| analysed(&[("interactions", text)], None));
    assert_eq!(both.people.tables.interactions.kinds, ["call", "sms"]);
    for (node, &user) in both.people.graph.nodes.user.iter().enumerate() {
        let id = both.people.tables.users.name(user);
        let part = |of: &Analysis| {
            let node = of.people.tables.users.find(id).map(|user| of.people.graph.nodes.node[user as usize] as usize);
            node.map_or((0.0, 0), |n| {
                (
                    of.people.measures.interactions_in[n] + of.people.measures.interactions_out[n],
                    of.people.measures.degree[n],
                )
            })
        };
        let (texts, called) = (part(&only_sms), part(&only_calls));
        let events = both.people.measures.interactions_in[node] + both.people.measures.interactions_out[node];
        assert_eq!(events, texts.0 + called.0, "{id}");
        let degree = both.people.measures.degree[node];
        assert!(degree >= texts.1.max(called.1) && degree <= texts.1 + called.1, "{id}");
    }
}
