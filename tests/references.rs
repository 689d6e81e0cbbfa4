//! Degree and betweenness of the real data under `fixtures/`, from the file to the number, against values of another
//! program: `fixtures/README.md` says which.

use std::collections::BTreeMap;
use std::path::Path;

use renmai::analysis::{Analysis, analyse};
use renmai::config::Config;
use renmai::progress::Progress;
use renmai::tables::Tables;

fn text(folder: &str, file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder).join(file);
    std::fs::read_to_string(path).unwrap()
}

/// Degree and betweenness by user id.
fn expected(folder: &str) -> BTreeMap<String, (u32, f64)> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        (cells[0].to_owned(), (cells[1].parse().unwrap(), cells[2].parse().unwrap()))
    };
    text(folder, "expected.tsv").lines().skip(1).map(row).collect()
}

fn compare(folder: &str, users: usize) -> Analysis {
    let tables = Tables::from_csv(&[("memberships", &text(folder, "memberships.csv"))]).unwrap();
    let analysis = analyse(tables, Config::default(), &Progress::silent()).unwrap();
    let (expected, measures) = (expected(folder), &analysis.people.measures);
    assert_eq!((expected.len(), analysis.people.graph.nodes.len()), (users, users));
    for (node, &user) in analysis.people.graph.nodes.user.iter().enumerate() {
        let id = analysis.people.tables.users.name(user);
        let (degree, betweenness) = expected[id];
        let measured = measures.betweenness.users[node];
        assert_eq!(measures.degree[node], degree, "degree of {id}");
        let near = (measured - betweenness).abs() <= 1e-9 * betweenness.max(1.0);
        assert!(near && (measured == 0.0) == (betweenness == 0.0), "{id}: {measured}, expected {betweenness}");
    }
    analysis
}

#[test]
fn the_women_of_natchez() {
    let analysis = compare("davis", 18);
    assert_eq!(analysis.people.measures.component_sizes, [18]);
}

#[test]
fn the_tech_and_games_groups_of_nashville() {
    let analysis = compare("nashville", 1287);
    assert_eq!(analysis.people.measures.group.size.len(), 52);
    assert!(analysis.people.measures.group.size.iter().all(|size| (8..=80).contains(size)));
}
