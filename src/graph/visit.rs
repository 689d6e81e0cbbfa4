//! petgraph's visit traits, so that every petgraph algorithm runs on the graph as it is.
//!
//! Node ids are node numbers, node weights user numbers, edge weights strengths; an edge's id is its two ends, the
//! smaller first. Neighbours and edges of a node are gathered anew for each call, each distinct neighbour once and
//! ascending, in the time of [`Graph::neighbours`]; algorithms that visit every edge of a graph with large groups
//! take as long as listing all pairs. Pairs are still never stored.
//!
//! ```
//! use petgraph::algo::{connected_components, dijkstra};
//! use renmai::graph::{Csr, Graph, Incidence, Nodes, Ties, components};
//! use renmai::tables::Presence;
//!
//! // Nodes 0, 1 and 2 share a group; 2 and 3 have talked; 4 is alone.
//! let members_of = Csr::from_pairs(1, [(0, 0), (0, 1), (0, 2)].into_iter());
//! let graph = Graph {
//!     nodes: Nodes::new(vec![Presence::Customer; 5]),
//!     incidence: Incidence {
//!         groups_of: members_of.transposed(5),
//!         members_of,
//!         pair_weight: vec![0.5],
//!         member_weight: vec![1.0],
//!         capped: vec![false],
//!     },
//!     ties: Ties { rows: Csr::from_pairs(5, [(2, 3), (3, 2)].into_iter()), weights: vec![3.0; 2] },
//!     ..Graph::default()
//! };
//!
//! let hops = dijkstra(&graph, 0, None, |_| 1u32);
//! assert_eq!((hops[&1], hops[&3], hops.get(&4)), (1, 2, None));
//! assert_eq!(connected_components(&graph), components(&graph).len());
//! ```

use fixedbitset::FixedBitSet;
use petgraph::visit::{
    Data, EdgeRef, GetAdjacencyMatrix, GraphBase, GraphProp, IntoEdgeReferences, IntoEdges, IntoEdgesDirected,
    IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, IntoNodeReferences, NodeCompactIndexable, NodeCount,
    NodeIndexable, Visitable,
};
use petgraph::{Direction, Undirected};

use super::Graph;

/// An edge of the user graph as petgraph sees it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Edge {
    /// Node from which it is looked at.
    pub source: u32,
    /// The neighbour.
    pub target: u32,
    /// Strength between the two.
    pub strength: f64,
}

impl EdgeRef for Edge {
    type NodeId = u32;
    type EdgeId = (u32, u32);
    type Weight = f64;

    fn source(&self) -> u32 {
        self.source
    }

    fn target(&self) -> u32 {
        self.target
    }

    fn weight(&self) -> &f64 {
        &self.strength
    }

    fn id(&self) -> (u32, u32) {
        (self.source.min(self.target), self.source.max(self.target))
    }
}

impl GraphBase for Graph {
    type NodeId = u32;
    type EdgeId = (u32, u32);
}

impl GraphProp for Graph {
    type EdgeType = Undirected;
}

impl Data for Graph {
    type NodeWeight = u32;
    type EdgeWeight = f64;
}

impl NodeCount for Graph {
    fn node_count(&self) -> usize {
        self.nodes.len()
    }
}

impl NodeIndexable for Graph {
    fn node_bound(&self) -> usize {
        self.nodes.len()
    }

    fn to_index(&self, node: u32) -> usize {
        node as usize
    }

    fn from_index(&self, index: usize) -> u32 {
        index as u32
    }
}

impl NodeCompactIndexable for Graph {}

impl Visitable for Graph {
    type Map = FixedBitSet;

    fn visit_map(&self) -> FixedBitSet {
        FixedBitSet::with_capacity(self.nodes.len())
    }

    fn reset_map(&self, map: &mut FixedBitSet) {
        map.clear();
        map.grow(self.nodes.len());
    }
}

/// Adjacency is looked up in the layers; nothing is stored.
impl GetAdjacencyMatrix for Graph {
    type AdjMatrix = ();

    fn adjacency_matrix(&self) {}

    fn is_adjacent(&self, _matrix: &(), a: u32, b: u32) -> bool {
        self.adjacent(a, b)
    }
}

impl IntoNodeIdentifiers for &Graph {
    type NodeIdentifiers = std::ops::Range<u32>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        0..self.nodes.len() as u32
    }
}

impl<'a> IntoNodeReferences for &'a Graph {
    type NodeRef = (u32, &'a u32);
    type NodeReferences = std::iter::Zip<std::ops::Range<u32>, std::slice::Iter<'a, u32>>;

    fn node_references(self) -> Self::NodeReferences {
        self.node_identifiers().zip(&self.nodes.user)
    }
}

/// Distinct neighbours of one node, ascending.
#[derive(Clone, Debug)]
pub struct Neighbors(std::vec::IntoIter<(u32, f64)>);

impl Iterator for Neighbors {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.0.next().map(|(node, _)| node)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// Edges of one node, ascending by the neighbour.
#[derive(Clone, Debug)]
pub struct Edges {
    node: u32,
    direction: Direction,
    neighbours: std::vec::IntoIter<(u32, f64)>,
}

impl Iterator for Edges {
    type Item = Edge;

    fn next(&mut self) -> Option<Edge> {
        let (other, strength) = self.neighbours.next()?;
        Some(match self.direction {
            Direction::Outgoing => Edge { source: self.node, target: other, strength },
            Direction::Incoming => Edge { source: other, target: self.node, strength },
        })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.neighbours.size_hint()
    }
}

/// Every edge once, from its smaller end, ascending.
#[derive(Clone, Debug)]
pub struct AllEdges<'a> {
    graph: &'a Graph,
    next: u32,
    edges: Edges,
}

impl Iterator for AllEdges<'_> {
    type Item = Edge;

    fn next(&mut self) -> Option<Edge> {
        loop {
            if let Some(edge) = self.edges.find(|edge| edge.source < edge.target) {
                return Some(edge);
            }
            if self.next as usize >= self.graph.nodes.len() {
                return None;
            }
            self.edges = self.graph.edges(self.next);
            self.next += 1;
        }
    }
}

fn gather(graph: &Graph, node: u32) -> std::vec::IntoIter<(u32, f64)> {
    let mut neighbours = Vec::new();
    graph.collect_neighbours(node, &mut neighbours);
    neighbours.into_iter()
}

impl IntoNeighbors for &Graph {
    type Neighbors = Neighbors;

    fn neighbors(self, node: u32) -> Neighbors {
        Neighbors(gather(self, node))
    }
}

impl IntoNeighborsDirected for &Graph {
    type NeighborsDirected = Neighbors;

    fn neighbors_directed(self, node: u32, _direction: Direction) -> Neighbors {
        self.neighbors(node)
    }
}

impl<'a> IntoEdgeReferences for &'a Graph {
    type EdgeRef = Edge;
    type EdgeReferences = AllEdges<'a>;

    fn edge_references(self) -> AllEdges<'a> {
        let edges = Edges { node: 0, direction: Direction::Outgoing, neighbours: Vec::new().into_iter() };
        AllEdges { graph: self, next: 0, edges }
    }
}

impl IntoEdges for &Graph {
    type Edges = Edges;

    fn edges(self, node: u32) -> Edges {
        self.edges_directed(node, Direction::Outgoing)
    }
}

impl IntoEdgesDirected for &Graph {
    type EdgesDirected = Edges;

    fn edges_directed(self, node: u32, direction: Direction) -> Edges {
        Edges { node, direction, neighbours: gather(self, node) }
    }
}
