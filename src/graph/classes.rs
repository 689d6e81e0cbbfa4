//! Classes of users that the graph cannot tell apart.
//!
//! **Definition.** A group *carries ties* when it has two or more members and weighs something. Two nodes with the same non-empty set of
//! tie-carrying groups, neither with an interaction edge to a node outside these groups, have equal closed
//! neighbourhoods: they are *true twins*. They have the same hop distance to every other node, the same betweenness,
//! and lie on no shortest path of each other, so one class with a multiplicity stands for all of them. A node with an
//! edge that leaves its groups is a class of its own; a node without any tie is in no class.
//!
//! An interaction between members of one group adds strength but no adjacency, so it does not break a class. Classes
//! hold for hop distances, not for strengths.
//!
//! **Complexity.** O(memberships + Σ over interaction edges of the group lists of their ends), expected, with exact
//! comparison of group lists. **Determinism.** Classes are numbered by their first node; the hash table that finds
//! equal group lists is never iterated.
//!
//! Reference: Sariyüce, Kaya, Saule, Çatalyürek, "Graph manipulations for fast centrality computation", ACM TKDD 11(3),
//! 2017 (identical vertices).

use std::hash::BuildHasher;
use std::hint::black_box;

use foldhash::fast::FixedState;
use hashbrown::HashTable;

use super::projection::share_a_group;
use super::{Csr, Graph};
use crate::parallel;
use crate::tables::NONE;

/// Nodes per piece of work; few enough that the group lists of their neighbours fit the cache.
const PIECE: usize = 256;

/// The quotient of the user graph by its classes, in two layers like the graph itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Classes {
    /// Class of each node; [`NONE`] for nodes without a tie.
    pub class_of: Vec<u32>,
    /// Nodes of each class, ascending.
    pub members: Csr,
    /// How many nodes each class stands for.
    pub multiplicity: Vec<f64>,
    /// Tie-carrying groups of each class, ascending.
    pub groups_of: Csr,
    /// Classes in each group number, ascending; empty for groups that carry no tie.
    pub classes_in: Csr,
    /// Classes that an interaction edge reaches and that share no group, ascending; symmetric.
    pub outside: Csr,
}

impl Classes {
    /// Number of classes.
    pub fn len(&self) -> usize {
        self.multiplicity.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.multiplicity.is_empty()
    }
}

/// Sorts the nodes of `graph` into classes.
pub fn classes(graph: &Graph) -> Classes {
    let outside_of = outside_edges(graph);
    let mut finder = Finder::new(graph);
    let class_of: Vec<u32> =
        (0..graph.nodes.len()).map(|node| finder.class_of(node, !outside_of.row(node).is_empty())).collect();
    let Finder { groups_of, first, .. } = finder;
    let classes = first.len();
    let members = Csr::from_pairs(
        classes,
        (0u32..).zip(&class_of).filter(|&(_, &class)| class != NONE).map(|(node, &class)| (class, node)),
    );
    // A node with an outside edge is alone in its class, and classes are numbered by first node, so neighbours stay ascending.
    let outside = Csr::from_pairs(
        classes,
        outside_of.pairs().map(|(node, other)| (class_of[node as usize], class_of[other as usize])),
    );
    Classes {
        multiplicity: (0..classes).map(|class| members.row(class).len() as f64).collect(),
        classes_in: groups_of.transposed(graph.incidence.members_of.len()),
        class_of,
        members,
        groups_of,
        outside,
    }
}

/// Numbers classes in the order in which their first nodes come.
struct Finder<'a> {
    graph: &'a Graph,
    groups_of: Csr,
    first: Vec<u32>,
    /// Class of the twins in one group alone.
    single: Vec<u32>,
    /// Classes of twins in two groups or more.
    several: HashTable<u32>,
}

impl<'a> Finder<'a> {
    fn new(graph: &'a Graph) -> Self {
        Self {
            graph,
            groups_of: Csr::default(),
            first: Vec::new(),
            single: vec![NONE; graph.incidence.members_of.len()],
            several: HashTable::new(),
        }
    }

    /// Class of the next node.
    fn class_of(&mut self, node: usize, leaves_groups: bool) -> u32 {
        let incidence = &self.graph.incidence;
        match (leaves_groups, incidence.groups_of.row(node)) {
            (true, groups) => self.add(node, groups),
            (false, []) => NONE,
            (false, &[group]) => self.in_one(node, group),
            (false, groups) => self.in_several(node, groups),
        }
    }

    fn in_one(&mut self, node: usize, group: u32) -> u32 {
        if self.single[group as usize] == NONE {
            self.single[group as usize] = self.add(node, &[group]);
        }
        self.single[group as usize]
    }

    fn in_several(&mut self, node: usize, groups: &[u32]) -> u32 {
        let hash = |groups: &[u32]| FixedState::default().hash_one(groups);
        let known = self.several.find(hash(groups), |&class| self.groups_of.row(class as usize) == groups);
        if let Some(&class) = known {
            return class;
        }
        let class = self.add(node, groups);
        let groups_of = &self.groups_of;
        self.several.insert_unique(hash(groups), class, |&class| hash(groups_of.row(class as usize)));
        class
    }

    fn add(&mut self, node: usize, groups: &[u32]) -> u32 {
        self.groups_of.items.extend_from_slice(groups);
        self.groups_of.offsets.push(self.groups_of.items.len());
        self.first.push(node as u32);
        (self.first.len() - 1) as u32
    }
}

/// Interaction edges between nodes that share no group: node → nodes, ascending, symmetric.
fn outside_edges(graph: &Graph) -> Csr {
    let (n, rows) = (graph.nodes.len(), &graph.ties.rows);
    let pieces = parallel::map_range(n.div_ceil(PIECE), |i| {
        let (start, end) = (i * PIECE, ((i + 1) * PIECE).min(n));
        let targets = &rows.items[rows.offsets[start]..rows.offsets[end]];
        black_box(targets.iter().fold(0, |sum, &other| sum ^ graph.incidence.groups_of.touch(other as usize)));
        let mut edges = Vec::new();
        for node in (start..end).map(|node| node as u32) {
            let row = rows.row(node as usize);
            for &other in &row[row.partition_point(|&other| other < node)..] {
                if !share_a_group(graph, node, other) {
                    edges.push((node, other));
                }
            }
        }
        edges
    });
    // Smaller neighbours of a node come before it is reached itself, so rows are ascending.
    let edges = pieces.iter().flatten();
    Csr::from_pairs(n, edges.flat_map(|&(a, b)| [(a, b), (b, a)]))
}
