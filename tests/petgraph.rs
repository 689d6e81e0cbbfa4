//! petgraph's own algorithms on the user graph agree with ours, and with a plain petgraph graph of the same pairs.

mod graph_tables;

use std::collections::VecDeque;

use graph_tables::{NOW, Rows, Settings, graph_of};
use petgraph::algo::{
    connected_components, dijkstra, is_bipartite_undirected, kosaraju_scc, min_spanning_tree, tarjan_scc,
};
use petgraph::data::Element;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::{
    Bfs, EdgeFiltered, EdgeRef, GetAdjacencyMatrix, IntoEdgeReferences, IntoEdgesDirected, IntoNeighbors,
    IntoNodeReferences, NodeCount, NodeIndexable, Visitable,
};
use petgraph::{Direction, Undirected};
use renmai::graph::{Graph, components};
use renmai::progress::Progress;
use renmai::tables::{MemberType, NO_TIME};

/// Users in overlapping groups, chains of interactions between groups, loners.
fn example() -> Graph {
    let mut rows = Rows::default();
    let id = |n: usize| format!("{n:03}");
    for user in 0..200 {
        rows = rows.user(&id(user));
        for group in [user / 12, 100 + user / 31] {
            if user % 7 != 0 {
                rows = rows.member(&id(user), &format!("{group}"), NO_TIME, NO_TIME, MemberType::Customer);
            }
        }
        if user % 5 == 0 && user % 3 != 0 {
            rows = rows.event(&id(user), &id(user * 17 % 191), "private_chat", NOW - user as i64 * 9_000, 1.0);
        }
    }
    graph_of(&rows, &Settings::default()).1
}

fn plain(graph: &Graph) -> UnGraph<u32, f64> {
    let mut plain = UnGraph::default();
    graph.nodes.user.iter().for_each(|&user| {
        plain.add_node(user);
    });
    let pairs = graph.project(u64::MAX, &Progress::silent()).unwrap();
    for ((a, b), &strength) in pairs.rows.pairs().zip(&pairs.weights).filter(|((a, b), _)| a < b) {
        plain.add_edge(NodeIndex::new(a as usize), NodeIndex::new(b as usize), strength);
    }
    plain
}

/// Hop distances by breadth-first search over the listed pairs.
fn hops(graph: &Graph, start: u32) -> Vec<Option<u32>> {
    let pairs = graph.project(u64::MAX, &Progress::silent()).unwrap();
    let mut hops = vec![None; graph.nodes.len()];
    hops[start as usize] = Some(0);
    let mut queue = VecDeque::from([(start, 0)]);
    while let Some((node, hop)) = queue.pop_front() {
        for &next in pairs.rows.row(node as usize) {
            if hops[next as usize].is_none() {
                hops[next as usize] = Some(hop + 1);
                queue.push_back((next, hop + 1));
            }
        }
    }
    hops
}

#[test]
fn the_example_has_several_components_and_loners() {
    let components = components(&example());
    assert!(components.len() > 3 && components.sizes.contains(&1) && components.sizes.iter().any(|&size| size > 20));
}

#[test]
fn dijkstra_by_hops_and_by_length_agrees() {
    let graph = example();
    let plain = plain(&graph);
    for start in [0, 1, 55, 199] {
        let found = dijkstra(&graph, start, None, |_| 1u32);
        let expected = hops(&graph, start);
        for node in 0..graph.nodes.len() as u32 {
            assert_eq!(found.get(&node).copied(), expected[node as usize]);
            let path = graph.shortest_path(start, node);
            assert_eq!(path.as_ref().map(|path| path.len() as u32 - 1), expected[node as usize]);
            for step in path.iter().flat_map(|path| path.windows(2)) {
                assert!(graph.adjacent(step[0], step[1]));
            }
        }
        let by_length = dijkstra(&graph, start, None, |edge| 1.0 / edge.weight());
        let expected = dijkstra(&plain, NodeIndex::new(start as usize), None, |edge| 1.0 / edge.weight());
        assert_eq!(by_length.len(), expected.len());
        for (node, length) in expected {
            assert!((by_length[&(node.index() as u32)] - length).abs() <= 1e-12 * length.max(1.0));
        }
    }
}

#[test]
fn components_agree_by_four_algorithms() {
    let graph = example();
    let ours = components(&graph);
    assert_eq!(connected_components(&graph), ours.len());
    for mut sets in [tarjan_scc(&graph), kosaraju_scc(&graph)] {
        sets.iter_mut().for_each(|set| set.sort_unstable());
        sets.sort_unstable();
        let expected: Vec<Vec<u32>> = (0..ours.len() as u32)
            .map(|c| (0..graph.nodes.len() as u32).filter(|&node| ours.of[node as usize] == c).collect())
            .collect();
        assert_eq!(sets, expected);
    }
    let mut bfs = Bfs::new(&graph, 1);
    let mut reached = 0;
    while let Some(node) = bfs.next(&graph) {
        assert_eq!(ours.of[node as usize], ours.of[1]);
        reached += 1;
    }
    assert_eq!(reached, ours.sizes[ours.of[1] as usize]);
}

#[test]
fn a_spanning_tree_has_the_weight_of_the_plain_graphs() {
    let graph = example();
    let weight = |elements: &mut dyn Iterator<Item = Element<u32, f64>>| {
        elements.fold((0, 0, 0.0), |(nodes, edges, sum), element| match element {
            Element::Node { .. } => (nodes + 1, edges, sum),
            Element::Edge { weight, .. } => (nodes, edges + 1, sum + weight),
        })
    };
    let (nodes, edges, sum) = weight(&mut min_spanning_tree(&graph));
    let (_, expected_edges, expected) = weight(&mut min_spanning_tree(&plain(&graph)));
    assert_eq!((nodes, edges), (graph.nodes.len(), graph.nodes.len() - components(&graph).len()));
    assert_eq!(edges, expected_edges);
    assert!((sum - expected).abs() <= 1e-9 * expected);
}

#[test]
fn neighbours_edges_and_adjacency_are_the_plain_graphs() {
    let graph = example();
    let plain = plain(&graph);
    let () = graph.adjacency_matrix();
    for node in 0..graph.nodes.len() as u32 {
        let mut expected: Vec<u32> =
            plain.neighbors(NodeIndex::new(node as usize)).map(|other| other.index() as u32).collect();
        expected.sort_unstable();
        assert_eq!((&graph).neighbors(node).collect::<Vec<_>>(), expected);
        for edge in (&graph).edges_directed(node, Direction::Incoming) {
            assert_eq!(edge.target(), node);
            assert!(graph.is_adjacent(&(), edge.source(), node));
            let there = plain.find_edge(NodeIndex::new(edge.source() as usize), NodeIndex::new(node as usize));
            assert_eq!(plain[there.unwrap()].to_bits(), edge.weight().to_bits());
        }
        assert!(!graph.is_adjacent(&(), node, node));
    }
    assert_eq!((&graph).edge_references().count(), plain.edge_count());
    assert_eq!((&graph).node_references().map(|(_, user)| *user).collect::<Vec<_>>(), graph.nodes.user);
}

#[test]
fn adaptors_and_further_algorithms_run_on_it() {
    let graph = example();
    assert_eq!((graph.node_count(), graph.node_bound()), (200, 200));
    assert_eq!(graph.visit_map().len(), 200);
    let strong = EdgeFiltered::from_fn(&graph, |edge| *edge.weight() >= 1.0);
    assert!(connected_components(&strong) > connected_components(&graph));
    assert!(!is_bipartite_undirected(&graph, 1));
    fn undirected<G: petgraph::visit::GraphProp<EdgeType = Undirected>>(_: &G) {}
    undirected(&graph);
}
