//! The crate as others use it: the numbers of the command line to the bit, those of a naive oracle, and what is refused.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use common::generated::files;
use common::oracle::{Pairs, agree};
use common::{Mix, data};
use petgraph::graph::{DiGraph, UnGraph};
use petgraph::visit::EdgeRef;
use proptest::prelude::*;
use renmai::generate::GenerateOptions;
use renmai::*;

/// Columns of a file that the program wrote, by the first cell of each row or the one named `id`.
fn column(folder: &Path, file: &str, id: &str, name: &str) -> BTreeMap<String, String> {
    let bytes = std::fs::read(folder.join(file)).unwrap();
    let mut rows = csv::Reader::from_reader(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes));
    let place = |name: &str, header: &csv::StringRecord| header.iter().position(|cell| cell == name).unwrap();
    let header = rows.headers().unwrap().clone();
    let (id, name) = (place(id, &header), place(name, &header));
    rows.records().map(|row| row.unwrap()).map(|row| (row[id].to_owned(), row[name].to_owned())).collect()
}

/// What the command line says beside what the library says: the same words for the same number.
fn same<T: std::str::FromStr + PartialEq + std::fmt::Debug>(
    told: &BTreeMap<String, String>,
    found: impl Iterator<Item = (String, Option<T>)>,
) where
    T::Err: std::fmt::Debug,
{
    let told: BTreeMap<String, Option<T>> =
        told.iter().map(|(id, cell)| (id.clone(), (!cell.is_empty()).then(|| cell.parse().unwrap()))).collect();
    let found: BTreeMap<String, Option<T>> = found.collect();
    assert_eq!(told, found);
}

fn known(scores: &Scores<String>) -> impl Iterator<Item = (String, Option<f64>)> {
    scores.iter().map(|(id, value)| (id.clone(), (!value.is_nan()).then_some(value)))
}

fn counts(scores: &Scores<String, u32>) -> impl Iterator<Item = (String, Option<u32>)> {
    scores.iter().map(|(id, value)| (id.clone(), Some(value)))
}

type Rows<I> = (Vec<(I, I)>, Vec<(I, I, f64)>);

/// The report of the program on rows, and the network of the same rows.
fn both_ways((memberships, interactions): &Rows<String>) {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path();
    let mut text = "user_id,group_id\n".to_owned();
    memberships.iter().for_each(|(user, group)| text += &format!("{user},{group}\n"));
    std::fs::write(dir.join("memberships.csv"), text).unwrap();
    let mut text = "from_id,to_id,count\n".to_owned();
    interactions.iter().for_each(|(from, to, count)| text += &format!("{from},{to},{count}\n"));
    std::fs::write(dir.join("interactions.csv"), text).unwrap();
    std::fs::write(dir.join("renmai.toml"), "[seeds]\ncandidates = \"all\"\nk = 7\nsimulations = 0\n").unwrap();
    let mut program = Command::new(env!("CARGO_BIN_EXE_renmai"));
    program.args(["report", "memberships.csv", "interactions.csv", "renmai.toml", "--out", "out"]).current_dir(dir);
    let run = program.output().unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    let out = dir.join("out");
    let users = |name: &str| column(&out, "users.csv", "user_id", name);

    let network = Network::builder().memberships(memberships).interactions(interactions).build().unwrap();
    assert!(network.self_loops() > 0);
    let between = betweenness(&network, &BetweennessOptions::default()).unwrap();
    assert!(between.sampling().is_none());
    assert!(between.top(1)[0].1 > 0.0);
    same(&users("betweenness"), known(between.users()));
    same(&column(&out, "groups.csv", "group_id", "betweenness"), known(between.groups().unwrap()));
    same(&users("degree"), counts(&degree(&network).unwrap()));
    same(&users("strength"), known(&strength(&network)));
    same(&users("articulation"), counts(&articulation(&network)));
    let holes = structural_holes(&network).unwrap();
    same(&users("constraint"), known(holes.constraint()));
    same(&users("effective_size"), known(holes.effective_size()));
    let circles = circles(&network, &CirclesOptions::default()).unwrap();
    assert!(circles.len() > 1);
    same(&users("circle"), circles.iter().map(|(id, circle)| (id.clone(), circle.map(|circle| circle + 1))));
    let summary: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(out.join("summary.json")).unwrap()).unwrap();
    let modularity = summary.pointer("/circles/modularity").and_then(serde_json::Value::as_f64);
    assert_eq!(modularity, Some(circles.modularity()));
    let parts = components(&network);
    let sizes = parts.sizes();
    same(&users("component_size"), parts.iter().map(|(id, part)| (id.clone(), part.map(|part| sizes[part]))));
    let chosen = seeds(&network, &SeedsOptions::default().k(7)).unwrap();
    let places = chosen.iter().zip(1..).map(|(id, rank): (_, u32)| (id.clone(), Some(rank)));
    same(&column(&out, "seeds.csv", "user_id", "rank"), places);
    let reaches = chosen.picks().iter().map(|seed| (seed.id.clone(), Some(seed.reach)));
    same(&column(&out, "seeds.csv", "user_id", "reach"), reaches);
}

/// Repeated pairs in both directions, users beyond the groups, and somebody who talks to himself.
fn talk(users: &[String]) -> Vec<(String, String, f64)> {
    let n = users.len();
    let one = |i: usize| {
        let (a, b) = (i * 7919 % n, (i * i * 31 + i / 3) % n);
        (users[a].clone(), users[b].clone(), 0.1 + (i % 9) as f64 / 3.0)
    };
    let far = (0..5).map(|i| (users[i].clone(), format!("z{i}"), 1.0 / 3.0));
    let alone = [(users[0].clone(), users[0].clone(), 1.0)];
    let rows: Vec<_> = (0..300).map(one).chain(far).chain(alone).collect();
    let back = rows.iter().step_by(2).map(|(a, b, weight)| (b.clone(), a.clone(), weight * 1.1));
    rows.iter().cloned().chain(back).collect()
}

#[test]
fn slices_give_the_numbers_of_the_command_line_to_the_bit() {
    let text =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/nashville/memberships.csv"));
    let pair = |line: &str| line.split_once(',').map(|(user, group)| (user.to_owned(), group.to_owned())).unwrap();
    let mut memberships: Vec<(String, String)> = text.unwrap().lines().skip(1).map(pair).collect();
    let users: BTreeSet<String> = memberships.iter().map(|(user, _)| user.clone()).collect();
    let interactions = talk(&users.into_iter().collect::<Vec<_>>());
    memberships.reverse();
    memberships.extend_from_within(..5);
    both_ways(&(memberships, interactions));
}

#[test]
fn messages_among_students_give_the_numbers_of_the_command_line_too() {
    let Some(rows) = data::rows("collegemsg/interactions.csv") else { return };
    let mut interactions: Vec<(String, String, f64)> = rows.into_iter().map(|(a, b)| (a, b, 1.0)).collect();
    interactions.push(("1".to_owned(), "1".to_owned(), 1.0));
    both_ways(&(vec![("1".to_owned(), "g".to_owned())], interactions));
}

#[test]
fn tables_give_the_network_that_the_program_analyses() {
    let tables = files(&GenerateOptions { users: 1500, circle_size: 150, ..GenerateOptions::default() });
    let text = |table: &str| String::from_utf8(tables[format!("{table}.csv").as_str()].clone()).unwrap();
    let texts = ["memberships", "interactions", "users", "groups"].map(|table| (table, text(table)));
    let tables: Vec<(&str, &str)> = texts.iter().map(|(table, text)| (*table, text.as_str())).collect();
    let network = Network::from_csv(&tables).unwrap();
    let run = analyse(Tables::from_csv(&tables).unwrap(), Config::default(), &Progress::silent()).unwrap();
    let nodes = 0..run.people.graph.nodes.len() as u32;
    assert!(nodes.clone().map(|node| run.people.id(node)).eq(network.users()));
    assert!(network.users().len() < run.people.tables.users.len(), "employees are no nodes");
    let between = betweenness(&network, &BetweennessOptions::default()).unwrap();
    assert_eq!(between.users().values(), run.people.measures.betweenness.users);
    assert_eq!(between.groups().unwrap().values(), run.people.measures.betweenness.groups);
    assert_eq!(strength(&network).values(), run.people.measures.strength);
}

fn slices(mix: &Mix) -> (Vec<u32>, Rows<u32>) {
    let groups = mix.groups.iter().zip(0..);
    let memberships = groups.flat_map(|(of, group)| of.iter().map(move |&user| (user, group))).collect();
    ((0..mix.users as u32).collect(), (memberships, mix.edges.iter().map(|&(a, b)| (a, b, 1.5)).collect()))
}

fn network(mix: &Mix) -> Network<u32> {
    let (users, (memberships, interactions)) = slices(mix);
    Network::builder().users(&users).memberships(&memberships).interactions(&interactions).build().unwrap()
}

fn mixes() -> impl Strategy<Value = Mix> {
    let group = prop::collection::vec(0..14u32, 0..7);
    (prop::collection::vec(group, 0..6), prop::collection::vec((0..14u32, 0..14u32), 0..14))
        .prop_map(|(groups, edges)| Mix { users: 14, groups, edges })
}

proptest! {
    #[test]
    fn a_naive_count_of_paths_agrees(mix in mixes()) {
        let (network, naive) = (network(&mix), Pairs::new(&mix));
        let between = betweenness(&network, &BetweennessOptions::default()).unwrap();
        let expected = naive.betweenness(false);
        let degree = degree(&network).unwrap();
        for user in 0..mix.users {
            let id = user as u32;
            prop_assert!(agree(between.get(&id).unwrap(), expected.users[user]));
            prop_assert_eq!(between.limits(&id), between.get(&id).map(|value| (value, value)));
            prop_assert_eq!(degree.get(&id), Some(naive.degree(user)));
            let neighbours = network.neighbours(&id).unwrap();
            prop_assert_eq!(neighbours.len() as u32, naive.degree(user));
            for (&other, strength) in neighbours {
                prop_assert_eq!(network.tie(&id, &other), Some(strength));
                let shared = mix.members().iter().filter(|of| of.contains(&id) && of.contains(&other))
                    .map(|of| 1.0 / (of.len() - 1) as f64).sum::<f64>();
                let talked = mix.edges.iter().filter(|&&(a, b)| (a, b) == (id, other) || (a, b) == (other, id)).count();
                prop_assert!(agree(strength, shared + 1.5 * talked as f64));
            }
        }
        let loops = mix.edges.iter().filter(|(a, b)| a == b).count() as u64;
        prop_assert_eq!(network.self_loops(), loops);
    }

    #[test]
    fn the_order_of_rows_and_the_number_of_threads_mean_nothing(mix in mixes()) {
        let (users, (mut memberships, edges)) = slices(&mix);
        // Weights whose sum depends on the order of adding.
        let again = |i: usize| edges.iter().map(move |&(a, b, w)| (a, b, w / [3.0, 7.0, 1e5, 11.0][i]));
        let mut interactions: Vec<(u32, u32, f64)> = (0..4).flat_map(again).collect();
        let numbers = |memberships: &[(u32, u32)], interactions: &[(u32, u32, f64)]| {
            let network = Network::builder().users(&users).memberships(memberships).interactions(interactions).build();
            let network = network.unwrap();
            let circles = circles(&network, &CirclesOptions::default()).unwrap();
            (
                betweenness(&network, &BetweennessOptions::default()).unwrap().users().values().to_vec(),
                strength(&network).values().to_vec(),
                circles.iter().map(|(_, circle)| circle).collect::<Vec<_>>(),
            )
        };
        let first = with_threads(1, || numbers(&memberships, &interactions));
        memberships.reverse();
        interactions.reverse();
        prop_assert_eq!(first, with_threads(3, || numbers(&memberships, &interactions)));
    }

    #[test]
    fn petgraph_and_csr_give_the_same_network(mix in mixes()) {
        let network = network(&mix);
        let options = BetweennessOptions::default();
        let expected = betweenness(&network, &options).unwrap();
        let pairs = network.to_petgraph(1000).unwrap();
        prop_assert_eq!(pairs.node_weights().copied().collect::<Vec<_>>(), network.users());

        let again = Network::from_petgraph(&pairs, |&strength| strength).unwrap();
        let found = betweenness(&again, &options).unwrap();
        for ((node, value), (id, known)) in found.iter().zip(expected.iter()) {
            prop_assert_eq!(pairs[*node], *id);
            prop_assert!(agree(value, known));
        }

        // Each edge in either direction, or half of it in both.
        let mut directed = DiGraph::<(), f64>::new();
        let nodes: Vec<_> = network.users().iter().map(|_| directed.add_node(())).collect();
        for edge in pairs.edge_references() {
            let (a, b, w) = (nodes[edge.source().index()], nodes[edge.target().index()], *edge.weight());
            match edge.id().index() % 3 {
                0 => _ = directed.add_edge(a, b, w),
                1 => _ = directed.add_edge(b, a, w),
                _ => [(a, b), (b, a)].iter().for_each(|&(a, b)| _ = directed.add_edge(a, b, w / 2.0)),
            }
        }
        let directed = Network::from_petgraph(&directed, |&w| w).unwrap();
        prop_assert_eq!(strength(&directed), strength(&again));

        let (mut offsets, mut targets, mut weights) = (vec![0], Vec::new(), Vec::new());
        let (mut upper_offsets, mut upper) = (vec![0], Vec::new());
        for id in network.users() {
            for (&other, strength) in network.neighbours(id).unwrap().into_iter().rev() {
                targets.push(other);
                weights.push(strength);
                if *id < other {
                    upper.push((other, strength));
                }
            }
            offsets.push(targets.len());
            upper_offsets.push(upper.len());
        }
        let csr = Network::from_csr(&offsets, &targets, Some(&weights), Stored::BothWays).unwrap();
        prop_assert_eq!(strength(&csr).values().to_vec(), strength(&again).values().to_vec());
        prop_assert_eq!(csr.users(), network.users());
        let (targets, weights): (Vec<u32>, Vec<f64>) = upper.into_iter().unzip();
        let once = Network::from_csr(&upper_offsets, &targets, Some(&weights), Stored::Once).unwrap();
        prop_assert_eq!(strength(&once), strength(&csr));
        let users = |network| betweenness(network, &options).unwrap().users().clone();
        prop_assert_eq!(users(&once), users(&csr));
    }
}

#[test]
fn too_many_pairs_are_counted_before_they_are_listed() {
    let memberships: Vec<(u32, u32)> = (0..100).map(|user| (user, 0)).collect();
    let network = Network::from_memberships(&memberships).unwrap();
    assert_eq!(network.to_petgraph(4950).unwrap().edge_count(), 4950);
    assert_eq!(network.to_petgraph(4949).unwrap_err().kind(), ErrorKind::Config);
}

#[test]
fn what_is_no_network_is_refused_with_its_place_in_both_languages() {
    let weight = |weight| Network::from_edges(&[(1, 2, 1.0), (2, 3, weight)]).unwrap_err();
    let csr = |offsets: &[usize], targets: &[u32], weights: Option<&[f64]>| {
        Network::from_csr(offsets, targets, weights, Stored::BothWays).unwrap_err()
    };
    let loops = UnGraph::<(), f32>::from_edges([(0, 1, f32::NAN)]);
    let cases = [
        (weight(0.0), ["interactions[1]", "0"]),
        (weight(-1.0), ["interactions[1]", "-1"]),
        (weight(f64::NAN), ["interactions[1]", "NaN"]),
        (weight(f64::INFINITY), ["interactions[1]", "1e12"]),
        (weight(1e-13), ["interactions[1]", "1e-12"]),
        (Network::from_petgraph(&loops, |&w| w.into()).unwrap_err(), ["interactions[0]", "NaN"]),
        (csr(&[], &[], None), ["offsets", "1"]),
        (csr(&[1, 1], &[0], None), ["offsets", "1"]),
        (csr(&[0, 2, 1], &[1], None), ["offsets[2]", "2"]),
        (csr(&[0, 1], &[0, 0], None), ["targets", "2"]),
        (csr(&[0, 1, 2], &[1, 2], None), ["targets[1]", "2"]),
        (csr(&[0, 1, 2], &[1, 0], Some(&[1.0])), ["weights", "2"]),
        (csr(&[0, 1, 2], &[1, 0], Some(&[1.0, -2.0])), ["weights[1]", "-2"]),
        (csr(&[0, 1, 1], &[1], None), ["Stored::Once", "0"]),
        (csr(&[0, 0, 1], &[0], None), ["Stored::Once", "0"]),
        (csr(&[0, 1, 2], &[1, 0], Some(&[1.0, 2.0])), ["Stored::Once", "1"]),
    ];
    for (error, words) in cases {
        assert_eq!(error.kind(), ErrorKind::Data);
        for lang in [Lang::Zh, Lang::En] {
            let told = error.render(lang);
            assert!(words.iter().all(|word| told.contains(word)), "{told} does not say {words:?}");
        }
    }
}

#[test]
fn options_are_checked_when_they_are_used() {
    let network = Network::from_edges(&[(1, 2, 1.0), (2, 3, 1.0)]).unwrap();
    let default = BetweennessOptions::default;
    let bad =
        [default().delta(1.0), default().epsilon(0.0), default().samples(9).epsilon(0.1), default().seed(u64::MAX)];
    for options in bad {
        assert_eq!(betweenness(&network, &options).unwrap_err().kind(), ErrorKind::Config, "{options:?}");
    }
    for resolution in [0.0, f64::NAN] {
        let options = CirclesOptions::default().resolution(resolution);
        assert_eq!(circles(&network, &options).unwrap_err().kind(), ErrorKind::Config);
    }
    for options in [SeedsOptions::default().rate(1.5), SeedsOptions::default().simulations(3)] {
        assert_eq!(seeds(&network, &options).unwrap_err().kind(), ErrorKind::Config);
        assert_eq!(reach(&network, &[1], &options).unwrap_err().kind(), ErrorKind::Config);
    }
    let none = reach(&network, &[1], &SeedsOptions::default().simulations(0)).unwrap_err();
    assert!(none.kind() == ErrorKind::Config && none.to_string().contains("simulations"), "{none}");
    let value = |value: f64| seeds_among(&network, &SeedsOptions::default(), |_| true, |_| value).map(|_| ());
    assert_eq!(value(f64::NAN).unwrap_err().kind(), ErrorKind::Data);
    assert_eq!(value(-1.0).unwrap_err().kind(), ErrorKind::Data);
    value(0.0).unwrap();
    assert_eq!(reach(&network, &[1, 9], &SeedsOptions::default()).unwrap_err().kind(), ErrorKind::NotFound);
}

#[test]
fn an_option_does_what_it_says() {
    // Two triangles on a bridge, whose ends are tied by two groups.
    let memberships = [(1, 10), (2, 10), (3, 10), (3, 11), (4, 11), (3, 12), (4, 12), (4, 13), (5, 13), (6, 13)];
    let network = Network::from_memberships(&memberships).unwrap();
    let of = |options| betweenness(&network, &options).unwrap();
    let default = BetweennessOptions::default;
    assert_eq!(of(default()).users().values(), [0.0, 0.0, 6.0, 6.0, 0.0, 0.0]);
    assert!(of(default().groups(false)).groups().is_none());
    assert_eq!(of(default()).groups().unwrap().get(&11), of(default()).groups().unwrap().get(&12));
    let sampled = of(default().method(BetweennessMethod::Sampled).samples(2000).seed(7));
    assert_eq!(sampled.sampling().unwrap().seed, 7);
    let (low, high) = sampled.limits(&3).unwrap();
    assert!(low < 6.0 && 6.0 < high && low < high);
    // The bridge is so strong that its ends are a circle: 3/5 of the strength inside, less (2² + 6² + 2²)/10².
    let plain = circles(&network, &CirclesOptions::default()).unwrap();
    assert!(plain.sizes() == [2, 2, 2] && agree(plain.modularity(), 0.16));
    assert_eq!(plain.members(plain.get(&3).unwrap()).collect::<Vec<_>>(), [&3, &4]);
    assert_eq!(circles(&network, &CirclesOptions::default().resolution(50.0)).unwrap().len(), 6);
    let by_count = Network::builder().memberships(&memberships).group_weight(GroupWeight::Count).build().unwrap();
    assert_eq!(strength(&by_count).values(), [2.0, 2.0, 4.0, 4.0, 2.0, 2.0]);
    let capped = Network::builder().memberships(&memberships).group_cap(2).build().unwrap();
    assert_eq!(degree(&capped).unwrap().values(), [0, 0, 1, 1, 0, 0]);
}

#[test]
fn two_ways_to_a_reach_agree() {
    let edges: Vec<(u32, u32, f64)> = (0..200).map(|i| (i, i * i % 67, 1.0 + f64::from(i % 3))).collect();
    let network = Network::from_edges(&edges).unwrap();
    let options = SeedsOptions::default().k(5).simulations(4000).simulation_budget(100_000_000);
    let chosen = seeds(&network, &options).unwrap();
    let list: Vec<u32> = chosen.iter().copied().collect();
    let simulated = reach(&network, &list, &options).unwrap();
    let (low, high) = (chosen.picks()[4].low, chosen.picks()[4].high);
    assert!(simulated.high >= low && simulated.low <= high, "{simulated:?}, {low}–{high}");
    assert!(chosen.ratio() > 0.5 && chosen.upper() >= chosen.picks()[4].low && chosen.total() == 200.0);
}

#[test]
fn nobody_is_a_network_too() {
    let network = Network::<u32>::builder().build().unwrap();
    assert!(betweenness(&network, &BetweennessOptions::default()).unwrap().users().is_empty());
    assert!(degree(&network).unwrap().is_empty() && strength(&network).top(3).is_empty());
    assert!(circles(&network, &CirclesOptions::default()).unwrap().is_empty());
    assert!(components(&network).is_empty());
    assert!(seeds(&network, &SeedsOptions::default()).unwrap().is_empty());
    assert_eq!(structural_holes(&network).unwrap().constraint().len(), 0);
    assert_eq!(network.to_petgraph(0).unwrap().node_count(), 0);
    assert_eq!(Network::from_csr(&[0], &[], None, Stored::BothWays).unwrap().users().len(), 0);
}

#[test]
fn results_outlive_the_network_and_go_to_other_threads() {
    let network = Network::from_edges(&[("b", "a", 1.0), ("c", "b", 1.0)]).unwrap();
    let (between, circles) = (
        betweenness(&network, &BetweennessOptions::default()).unwrap(),
        circles(&network, &CirclesOptions::default()).unwrap(),
    );
    drop(network);
    let found = std::thread::spawn(move || (between.get("b"), between.get("nobody"), circles.get("c"))).join().unwrap();
    assert_eq!(found, (Some(1.0), None, Some(0)));
}

#[test]
fn the_largest_come_first_and_the_unknown_last() {
    let network = Network::from_edges(&[("d", "c", 1.0), ("c", "b", 1.0)]).unwrap();
    assert_eq!(strength(&network).top(2), [(&"c", 2.0), (&"b", 1.0)]);
    let network = Network::builder().users(&["a"]).interactions(&[("d", "c", 1.0), ("c", "b", 1.0)]).build().unwrap();
    let holes = structural_holes(&network).unwrap();
    let top: Vec<&str> = holes.constraint().top(9).into_iter().map(|(&id, _)| id).collect();
    assert_eq!(top, ["b", "d", "c", "a"]);
    assert!(holes.constraint().get("a").unwrap().is_nan());
}

#[test]
fn a_cancelled_measure_is_an_error() {
    let progress = Arc::new(Progress::silent());
    let edges = [(1, 2, 1.0), (2, 3, 1.0)];
    let network = Network::builder().interactions(&edges).progress(Arc::clone(&progress)).build().unwrap();
    degree(&network).unwrap();
    progress.cancel();
    let ends = [
        degree(&network).err(),
        betweenness(&network, &BetweennessOptions::default()).err(),
        circles(&network, &CirclesOptions::default()).err(),
        seeds(&network, &SeedsOptions::default()).err(),
        Network::builder().interactions(&edges).progress(progress).build().err(),
    ];
    assert!(ends.iter().all(|end| end.as_ref().is_some_and(|end| end.kind() == ErrorKind::Interrupted)));
}
