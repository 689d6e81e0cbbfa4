//! What filters leave, against a naive search in the whole graph.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::data::expect;
use crate::world::{Row, read};

const INPUT: &str = "g/memberships.csv g/interactions.csv g/users.csv g/groups.csv";

/// A graph as two tables say it: users by id, edges by the ids of their ends.
struct Read {
    users: BTreeMap<String, Row>,
    groups: BTreeSet<String>,
    edges: BTreeMap<(String, String), Row>,
}

fn export(dir: &Path, name: &str, more: &str) -> Read {
    expect(0, dir, &format!("export {INPUT} --format gephi-csv --out {name} {more}"));
    let nodes = read(&dir.join(name).join("nodes.csv"));
    let id = |node: &Row| match node["user_id"].as_str() {
        "" => format!("group {}", node["group_id"]),
        id => id.to_owned(),
    };
    let by_place: BTreeMap<String, String> = nodes.iter().map(|node| (node["Id"].clone(), id(node))).collect();
    let (users, groups): (Vec<Row>, Vec<Row>) = nodes.into_iter().partition(|node| !node["user_id"].is_empty());
    let ends = |row: &Row| (by_place[&row["Source"]].clone(), by_place[&row["Target"]].clone());
    let edges = read(&dir.join(name).join("edges.csv"));
    let edges = edges.into_iter().map(|mut row| {
        let ends = ends(&row);
        row.retain(|name, _| !["Source", "Target"].contains(&name.as_str()));
        (ends, row)
    });
    Read {
        users: users
            .into_iter()
            .map(|mut user| {
                user.remove("Id");
                (user["user_id"].clone(), user)
            })
            .collect(),
        groups: groups.iter().map(id).collect(),
        edges: edges.collect(),
    }
}

/// Whoever is at most `radius` steps from somebody, over edges of at least this strength.
fn ball(graph: &Read, center: &str, radius: usize, least: f64) -> BTreeSet<String> {
    let mut inside = BTreeSet::from([center.to_owned()]);
    for _ in 0..radius {
        let strong = graph.edges.iter().filter(|(_, row)| row["Weight"].parse::<f64>().unwrap() >= least);
        let next: Vec<String> = strong
            .flat_map(|((a, b), _)| [(a, b), (b, a)])
            .filter(|(a, _)| inside.contains(*a))
            .map(|(_, b)| b.clone())
            .collect();
        inside.extend(next);
    }
    inside
}

#[test]
fn filters_keep_who_is_meant_and_every_edge_among_them() {
    let dir = tempfile::tempdir().unwrap();
    expect(0, dir.path(), "generate --users 400 --seed 5 --out g");
    let whole = export(dir.path(), "whole", "");
    let layers = export(dir.path(), "layers", "--graph layers");
    assert_eq!(whole.users.keys().collect::<Vec<_>>(), layers.users.keys().collect::<Vec<_>>());
    let weights: Vec<f64> = whole.edges.values().map(|row| row["Weight"].parse().unwrap()).collect();
    let mut sorted = weights.clone();
    sorted.sort_by(f64::total_cmp);
    let (median, high) = (sorted[sorted.len() / 2], sorted[sorted.len() * 19 / 20]);
    // Somebody with few ties, so that few steps do not reach everybody.
    let few = |row: &&Row| (1..=4).contains(&row["degree"].parse::<u32>().unwrap());
    let ego = whole.users.values().find(few).unwrap()["user_id"].clone();
    let city = whole.users[&ego]["city"].clone();
    // What is not known is not it.
    let elsewhere = |row: &Row| row["city"] != city;
    let circle = |row: &Row| row["circle"] == "2";
    let everybody = |_: &Row| true;
    type Meant<'a> = &'a dyn Fn(&Row) -> bool;
    let cases: [(String, Meant<'_>, Option<usize>, f64); 8] = [
        (String::new(), &everybody, None, 0.0),
        (format!("--min-strength {median}"), &everybody, None, median),
        ("--circle 2".to_owned(), &circle, None, 0.0),
        (format!("--where city!={city}"), &elsewhere, None, 0.0),
        (format!("--ego {ego}"), &everybody, Some(1), 0.0),
        (format!("--ego {ego} --radius 2"), &everybody, Some(2), 0.0),
        (format!("--ego {ego} --radius 3 --min-strength {high}"), &everybody, Some(3), high),
        (format!("--ego {ego} --radius 2 --circle 2"), &circle, Some(2), 0.0),
    ];
    for (i, (arguments, meant, radius, least)) in cases.iter().enumerate() {
        let inside = radius.map(|radius| ball(&whole, &ego, radius, *least));
        let users: BTreeSet<&String> = whole
            .users
            .iter()
            .filter(|(id, row)| {
                let near = inside.as_ref().is_none_or(|inside| inside.contains(*id));
                near && meant(row) || inside.is_some() && **id == ego
            })
            .map(|(id, _)| id)
            .collect();
        assert!(!users.is_empty() && (i == 0 || users.len() < whole.users.len() || *least > 0.0), "{arguments}");
        for (graph, of) in [(&whole, "users"), (&layers, "layers")] {
            if of == "layers" && *least > 0.0 {
                continue;
            }
            let found = export(dir.path(), &format!("{of}{i}"), &format!("--graph {of} {arguments}"));
            assert_eq!(found.users.keys().collect::<BTreeSet<_>>(), users, "{of} {arguments}");
            assert!(found.users.iter().all(|(id, row)| graph.users[id] == *row), "{arguments}");
            let kept = |end: &String| users.contains(end) || end.starts_with("group ");
            let edges: BTreeMap<_, _> = graph
                .edges
                .iter()
                .filter(|((a, b), row)| kept(a) && kept(b) && row["Weight"].parse::<f64>().unwrap() >= *least)
                .collect();
            assert!(found.edges.iter().collect::<BTreeMap<_, _>>() == edges, "{of} {arguments}");
            let groups: BTreeSet<&String> =
                edges.keys().map(|(_, b)| b).filter(|end| end.starts_with("group ")).collect();
            assert_eq!(found.groups.iter().collect::<BTreeSet<_>>(), groups, "{of} {arguments}");
        }
    }
}
