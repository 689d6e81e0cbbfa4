//! From petgraph, to petgraph, and petgraph's algorithms on a network as it is.

use std::hash::Hash;

use petgraph::Undirected;
use petgraph::graph::{NodeIndex, UnGraph};
use petgraph::visit::{
    EdgeRef, GetAdjacencyMatrix, GraphProp, IntoEdgeReferences, IntoEdgesDirected, IntoNodeIdentifiers,
    IntoNodeReferences, NodeCompactIndexable, Visitable,
};

use super::Network;
use crate::Result;

impl<I: Ord + Hash + Clone> Network<I> {
    /// From any graph of petgraph: its nodes are the users, edges are interactions whose direction does not matter,
    /// `weight` says what each weighs. Parallel edges, and those of both directions, are summed; loops are left out and
    /// [counted](Network::self_loops).
    ///
    /// Of petgraph's own graphs this is not for `petgraph::csr::Csr` with undirected edges, whose edges it lists from both
    /// ends: [`from_csr`](Network::from_csr) is.
    ///
    /// ```
    /// use petgraph::graph::UnGraph;
    /// use renmai::{Network, circles, CirclesOptions};
    ///
    /// let ties = [(0, 1, 1.0), (1, 2, 1.0), (2, 0, 1.0), (2, 3, 0.5)];
    /// let friends = UnGraph::<&str, f32>::from_edges(ties);
    /// let network = Network::from_petgraph(&friends, |&weight| weight.into())?;
    /// let circles = circles(&network, &CirclesOptions::default())?;
    /// assert_eq!(circles.len(), 1);
    ///
    /// // The nodes of the result are those of the graph.
    /// for (node, circle) in circles.iter() {
    ///     println!("{:?} {circle:?}", friends.node_weight(*node));
    /// }
    /// # Ok::<(), renmai::Error>(())
    /// ```
    ///
    /// # Errors
    /// As [`NetworkBuilder::build`](super::NetworkBuilder::build).
    pub fn from_petgraph<G>(graph: G, mut weight: impl FnMut(&G::EdgeWeight) -> f64) -> Result<Self>
    where
        G: IntoNodeIdentifiers<NodeId = I> + IntoEdgeReferences,
    {
        let nodes: Vec<I> = graph.node_identifiers().collect();
        let edge = |edge: G::EdgeRef| (edge.source(), edge.target(), weight(edge.weight()));
        let edges: Vec<(I, I, f64)> = graph.edge_references().map(edge).collect();
        Self::builder().users(&nodes).interactions(&edges).build()
    }
}

impl<I> Network<I> {
    /// A petgraph of the people, with ids as the weights of nodes and strengths as those of edges; nodes are in the order
    /// of [`users`](Network::users).
    ///
    /// Every pair of people who share a group becomes an edge of 24 bytes: a group of 500 is 124,750 of them.
    /// [`as_petgraph`](Network::as_petgraph) lists none.
    ///
    /// ```
    /// use petgraph::algo::min_spanning_tree;
    /// use petgraph::data::Element;
    /// use renmai::Network;
    ///
    /// let players = [("ann", "chess"), ("bob", "chess"), ("carl", "chess")];
    /// let network = Network::from_memberships(&players)?;
    /// let graph = network.to_petgraph(1_000_000)?;
    /// assert_eq!((graph.node_count(), graph.edge_count()), (3, 3));
    /// let edges = min_spanning_tree(&graph).filter(|part| matches!(part, Element::Edge { .. }));
    /// assert_eq!(edges.count(), 2);
    /// # Ok::<(), renmai::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`Config`](crate::ErrorKind::Config) where there could be more than `most_edges` (2³² − 2 in any case), counted before
    /// anything is allocated; [`Interrupted`](crate::ErrorKind::Interrupted).
    pub fn to_petgraph(&self, most_edges: u64) -> Result<UnGraph<I, f64>>
    where
        I: Clone,
    {
        let pairs = self.graph.project(most_edges.min(u64::from(u32::MAX) - 1), &self.progress)?;
        let mut out = UnGraph::with_capacity(self.users.len(), pairs.weights.len() / 2);
        self.users.iter().for_each(|id| _ = out.add_node(id.clone()));
        for ((a, b), &strength) in pairs.rows.pairs().zip(&pairs.weights).filter(|((a, b), _)| a < b) {
            out.add_edge(NodeIndex::new(a as usize), NodeIndex::new(b as usize), strength);
        }
        Ok(out)
    }

    /// The network as a graph that petgraph's algorithms run on as it is: nodes are numbers, the places of
    /// [`users`](Network::users), edges weigh the strength of a tie. Neighbours are gathered anew for each call, and no pair is
    /// stored.
    ///
    /// ```
    /// use petgraph::algo::dijkstra;
    /// use renmai::Network;
    ///
    /// let edges = [("ann", "bob", 1.0), ("bob", "carl", 1.0), ("dora", "eve", 1.0)];
    /// let network = Network::from_edges(&edges)?;
    /// let hops = dijkstra(network.as_petgraph(), 0, None, |_| 1);
    /// assert_eq!(hops.get(&2), Some(&2));
    /// assert_eq!(hops.get(&3), None, "nobody leads from ann to dora");
    /// # Ok::<(), renmai::Error>(())
    /// ```
    pub fn as_petgraph(
        &self,
    ) -> impl IntoEdgesDirected<NodeId = u32, EdgeWeight = f64>
    + IntoNodeReferences
    + NodeCompactIndexable
    + Visitable
    + GetAdjacencyMatrix
    + GraphProp<EdgeType = Undirected>
    + '_ {
        &self.graph
    }
}
