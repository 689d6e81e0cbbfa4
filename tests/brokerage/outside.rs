//! Values of other programs on the real data under `fixtures/`; `fixtures/README.md` says which.

use std::path::Path;

use renmai::config::Config;
use renmai::graph::{BuildOptions, build};
use renmai::measures::brokerage::{articulation, links};
use renmai::measures::degree::strengths;
use renmai::progress::Progress;
use renmai::tables::{NO_TIME, Tables, Zone};

use super::holes;

fn text(folder: &str, file: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(folder).join(file);
    std::fs::read_to_string(path).unwrap()
}

/// Within what twelve significant digits tell.
fn agree(measured: f64, expected: &str) -> bool {
    let expected: f64 = expected.parse().unwrap();
    (measured - expected).abs() <= 1e-11 * expected.abs().max(1.0)
}

fn compare(folder: &str, users: usize) {
    let tables = Tables::from_csv(&[("memberships", &text(folder, "memberships.csv"))]).unwrap();
    let config = Config::default();
    let options = BuildOptions {
        graph: &config.graph,
        attention: &config.attention,
        staff: &config.staff,
        opted_out: config.privacy.opted_out,
        as_of: NO_TIME,
        zone: &Zone::default(),
        contact_window_days: 90,
    };
    let graph = build(&tables, options, &Progress::silent()).unwrap();
    let expected = text(folder, "expected_brokerage.tsv");
    let lines: Vec<Vec<&str>> = expected.lines().skip(1).map(|line| line.split('\t').collect()).collect();
    assert_eq!((lines.len(), graph.nodes.len()), (users, users));
    let of: Vec<u32> = lines.iter().map(|line| line[1].parse().unwrap()).collect();
    let circles = *of.iter().max().unwrap() as usize + 1;
    let participation = links(&graph, &strengths(&graph), &of, circles, 0.05, &Progress::silent()).participation;
    let (holes, cut_off) = (holes(&graph), articulation(&graph));
    for (v, line) in lines.iter().enumerate() {
        let id = tables.users.name(graph.nodes.user[v]);
        assert_eq!(line[0], id);
        assert!(agree(participation[v], line[2]), "participation of {id}: {}", participation[v]);
        assert!(agree(holes[v].constraint, line[3]), "constraint of {id}: {}", holes[v].constraint);
        assert!(agree(holes[v].effective_size, line[4]), "effective size of {id}: {}", holes[v].effective_size);
        assert_eq!(cut_off[v], line[5].parse::<u32>().unwrap(), "cut off without {id}");
    }
}

#[test]
fn the_women_of_natchez() {
    compare("davis", 18);
}

#[test]
fn the_tech_and_games_groups_of_nashville() {
    compare("nashville", 1287);
}
