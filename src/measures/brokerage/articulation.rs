//! Users whose absence cuts others off.
//!
//! **Definition.** Without user v the others of v's component may fall into pieces. The value of v is the number of users
//! outside the largest piece; 0 when they stay together. Users with a positive value are the articulation points of the
//! user graph. Adjacency counts, not strength.
//!
//! **How.** A depth-first search with low-links over users and groups: a group of at least two members is a vertex tied to
//! them, so users are connected through it exactly as they are by its pairs, whoever is left out. A child of v in the
//! search tree is the top of a piece when nothing below it reaches above v; all other pieces are the rest. The path of the search is
//! kept in an array and not on the call stack, however long it is.
//!
//! **Complexity.** O(memberships + ties), sequential.
//!
//! **Determinism.** Integers.
//!
//! **References.** Tarjan (1972), Depth-first search and linear graph algorithms, SIAM J. Comput. 1; Hopcroft and Tarjan
//! (1973), Algorithm 447, Comm. ACM 16.

use crate::graph::Graph;

/// How many users each node's absence cuts off from the largest remaining part of its component; 0: none.
pub fn articulation(graph: &Graph) -> Vec<u32> {
    let n = graph.nodes.len();
    let mut search = Search {
        graph,
        found: vec![0; n + graph.incidence.members_of.len()],
        path: Vec::new(),
        cut: vec![Cut::default(); n],
        users: Vec::new(),
        vertices: 0,
    };
    for node in 0..n {
        if search.found[node] == 0 {
            search.component(node as u32);
        }
    }
    search.cut.into_iter().map(|cut| cut.off).collect()
}

/// What falls off without a node.
#[derive(Clone, Copy, Default)]
struct Cut {
    /// Users in the pieces below the node; once its component is done, users outside the largest piece.
    off: u32,
    /// Users in the largest piece below the node.
    largest: u32,
}

/// A vertex on the path from the root of the search.
struct Step {
    /// A node, or n + a group.
    vertex: u32,
    /// How many of its neighbours were looked at.
    looked: u32,
    /// The earliest vertex that this one and those below it are adjacent to, as far as known.
    low: u32,
    /// Users among this one and those below it, as far as known.
    users: u32,
}

struct Search<'a> {
    graph: &'a Graph,
    /// Order in which each vertex was found, from 1; 0: not yet.
    found: Vec<u32>,
    path: Vec<Step>,
    cut: Vec<Cut>,
    /// Nodes of the component that fall apart below them.
    users: Vec<u32>,
    vertices: u32,
}

impl Search<'_> {
    fn component(&mut self, root: u32) {
        let n = self.graph.nodes.len();
        self.enter(root);
        let mut size = 1;
        while let Some(step) = self.path.last_mut() {
            if let Some(next) = neighbour(self.graph, step.vertex, step.looked) {
                step.looked += 1;
                match self.found[next as usize] {
                    0 => self.enter(next),
                    found => step.low = step.low.min(found),
                }
                continue;
            }
            let Some(done) = self.path.pop() else { break };
            size = done.users;
            if let Some(above) = self.path.last_mut() {
                above.low = above.low.min(done.low);
                above.users += done.users;
                if (above.vertex as usize) < n && done.low >= self.found[above.vertex as usize] {
                    let cut = &mut self.cut[above.vertex as usize];
                    if cut.off == 0 {
                        self.users.push(above.vertex);
                    }
                    cut.off += done.users;
                    cut.largest = cut.largest.max(done.users);
                }
            }
        }
        for node in self.users.drain(..) {
            let cut = &mut self.cut[node as usize];
            let rest = size - 1 - cut.off;
            cut.off = size - 1 - rest.max(cut.largest);
        }
    }

    fn enter(&mut self, vertex: u32) {
        self.vertices += 1;
        self.found[vertex as usize] = self.vertices;
        let users = u32::from((vertex as usize) < self.graph.nodes.len());
        self.path.push(Step { vertex, looked: 0, low: self.vertices, users });
    }
}

/// The i-th neighbour of a node (its groups, then its ties) or of a group (its members).
fn neighbour(graph: &Graph, vertex: u32, i: u32) -> Option<u32> {
    let (n, vertex, i) = (graph.nodes.len(), vertex as usize, i as usize);
    if vertex >= n {
        return graph.incidence.members_of.row(vertex - n).get(i).copied();
    }
    let groups = graph.incidence.groups_of.row(vertex);
    match groups.get(i) {
        Some(&group) => Some(n as u32 + group),
        None => graph.ties.rows.row(vertex).get(i - groups.len()).copied(),
    }
}
