//! The graph in the formats of other programs.
//!
//! - *Users*: one node a user, one edge a pair of adjacent users, its weight their strength.
//! - *Layers*: one node a user and one a group, one edge a membership and one an interaction edge. The weight of a membership is what the
//!   group gives each pair of its members, so that the strength of two users is the sum over the groups they share, in the order of the
//!   groups, and their interaction edge.
//!
//! Edges have no direction. Nodes come in the order of user_id, then group_id, edges in the order of their ends: the same input and
//! options give the same bytes. Nothing is kept but what is being written, so memory does not grow with the edges; the pairs of
//! the user graph are counted before anything is written.
//!
//! O(nodes + memberships + edges) for the layers, O(Σ |g|² log(groups)) for the users.

mod csv;
mod marked;
mod pajek;
mod pick;
mod subgraph;

use std::io::{self, Write};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

use super::outdir::{OutDir, failed_file};
use crate::analysis::People;
use crate::parallel;
use crate::progress::Progress;
use crate::text::{coded, settings::NO_PARQUET};
use crate::{Error, ErrorKind, Result};

use subgraph::Subgraph;

coded! {
    /// A format.
    pub enum GraphFormat {
        /// GraphML.
        GraphMl = "graphml",
        /// GEXF 1.3.
        Gexf = "gexf",
        /// A folder with `nodes.csv` and `edges.csv`, as Gephi imports them.
        GephiCsv = "gephi-csv",
        /// Pajek's `.net`: labels and weights only.
        Pajek = "pajek",
        /// One table of edges by id.
        EdgesCsv = "edges-csv",
        /// The same with types, in a program built with the feature `arrow`.
        Parquet = "parquet",
    }
}

coded! {
    /// Which graph.
    pub enum GraphKind {
        /// Users and the strength between them.
        Users = "users",
        /// Users and groups.
        Layers = "layers",
    }
}

/// Users around one.
#[derive(Clone, Debug)]
pub struct Ego {
    /// The user's id, or a nickname that nobody else has.
    pub user: String,
    /// How many steps away at the most.
    pub radius: u32,
}

/// What is exported. All conditions hold together; whom `--where` leaves out is known to [`People::only`].
#[derive(Clone, Debug)]
pub struct ExchangeOptions {
    /// Which graph.
    pub graph: GraphKind,
    /// Columns of users beside those that are always there, by name; [`ALL_COLUMNS`] alone for all that `users.csv` has.
    pub columns: Vec<String>,
    /// Edges of the user graph have at least this strength, steps to the ego too.
    pub min_strength: f64,
    /// Only users around this one, who is always among them.
    pub ego: Option<Ego>,
    /// Only users of this circle, as it is shown: 1 is the largest.
    pub circle: Option<u32>,
    /// The user graph may have so many edges.
    pub max_edges: u64,
}

/// In place of names of columns: all of them.
pub const ALL_COLUMNS: &str = "all";

/// Columns that are there unless others are asked for: those that need no betweenness and that people look at first.
pub const USUAL_COLUMNS: [&str; 11] = [
    "nickname",
    "groups",
    "degree",
    "strength",
    "influence",
    "circle",
    "circle_name",
    "value_tier",
    "value_segment",
    "lifecycle",
    "city",
];

/// Edges of the user graph unless more are allowed.
pub const MAX_EDGES: u64 = 10_000_000;

impl Default for ExchangeOptions {
    fn default() -> Self {
        Self {
            graph: GraphKind::Users,
            columns: USUAL_COLUMNS.map(str::to_owned).to_vec(),
            min_strength: 0.0,
            ego: None,
            circle: None,
            max_edges: MAX_EDGES,
        }
    }
}

impl ExchangeOptions {
    /// The columns that have to be computed, for [`people`](crate::analysis::people).
    pub fn needed(&self) -> Vec<&str> {
        match self.columns.as_slice() {
            [all] if all == ALL_COLUMNS => vec!["betweenness"],
            names => names.iter().map(String::as_str).collect(),
        }
    }
}

/// What an export holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Users.
    pub users: u64,
    /// Groups.
    pub groups: u64,
    /// Edges.
    pub edges: u64,
}

/// A graph that is ready to be written.
pub struct Exchange<'a> {
    graph: Subgraph<'a>,
}

impl<'a> Exchange<'a> {
    /// Picks users, groups and columns, and counts the edges.
    ///
    /// # Errors
    /// [`NotFound`](crate::ErrorKind::NotFound) for an ego or a circle that there is not, [`Config`](crate::ErrorKind::Config) for a column that there
    /// is not, more edges than allowed, or more memory than there is; [`Interrupted`](crate::ErrorKind::Interrupted).
    pub fn new(people: &'a People, options: &ExchangeOptions, progress: &Progress) -> Result<Self> {
        Ok(Self { graph: Subgraph::new(people, options, progress)? })
    }

    /// Whether it holds nobody.
    pub fn is_empty(&self) -> bool {
        self.graph.len() == 0
    }

    /// Writes a format that is one file.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write), [`Interrupted`](crate::ErrorKind::Interrupted).
    pub fn write(&self, format: GraphFormat, to: &mut (dyn Write + Send), progress: &Progress) -> Result<Exported> {
        let graph = &self.graph;
        match format {
            GraphFormat::GraphMl => whole(graph, &marked::GraphMl, to, progress),
            GraphFormat::Gexf => whole(graph, &marked::Gexf, to, progress),
            GraphFormat::Pajek => whole(graph, &pajek::Pajek, to, progress),
            GraphFormat::EdgesCsv | GraphFormat::GephiCsv => whole(graph, &csv::ById, to, progress),
            #[cfg(feature = "arrow")]
            GraphFormat::Parquet => {
                csv::by_id(graph, super::columnar::Columnar(super::parquet::Parquet::New(to)), progress)
            }
            #[cfg(not(feature = "arrow"))]
            GraphFormat::Parquet => return Err(no_parquet()),
        }
        .map(|edges| graph.exported(edges))
        .map_err(|e| failed_file(format.code(), e))
        .and_then(|exported| progress.check().map(|()| exported))
    }

    /// Writes `nodes.csv` and `edges.csv` for Gephi.
    ///
    /// # Errors
    /// As [`Exchange::write`].
    pub fn write_gephi(&self, out: &OutDir, progress: &Progress) -> Result<Exported> {
        let graph = &self.graph;
        let mut edges = 0;
        for (name, format) in [("nodes.csv", &csv::Nodes as &dyn Format), ("edges.csv", &csv::Edges)] {
            let mut to = out.create(name)?;
            let written = whole(graph, format, &mut to, progress).and_then(|n| to.flush().map(|()| n));
            edges += written.map_err(|e| failed_file(name, e))?;
            progress.check()?;
        }
        Ok(graph.exported(edges))
    }
}

/// Parquet is asked for, in a program built without it.
pub fn no_parquet() -> Error {
    Error::new(ErrorKind::Config, NO_PARQUET.with("key", "format"))
}

/// How a graph is written down.
trait Format: Sync {
    /// What stands before the nodes.
    fn head(&self, graph: &Subgraph<'_>, out: &mut Vec<u8>) -> io::Result<()>;

    /// Some nodes; none where a format has no place for them.
    fn nodes(&self, _graph: &Subgraph<'_>, _places: Range<usize>, _out: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    /// What stands between nodes and edges.
    fn between(&self, _graph: &Subgraph<'_>, _out: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    /// The edges of some users to nodes after them; how many, and none where a format has no place for them.
    fn edges(&self, _graph: &Subgraph<'_>, _users: Range<usize>, _out: &mut Vec<u8>) -> io::Result<u64> {
        Ok(0)
    }

    /// What stands after the edges.
    fn tail(&self, _out: &mut Vec<u8>) {}
}

/// Nodes per piece of work.
const PIECE: usize = 256;

/// Writes all of a format; how many edges. Stops early, with a short file, once `progress` is cancelled.
fn whole(
    graph: &Subgraph<'_>,
    format: &dyn Format,
    to: &mut (dyn Write + Send),
    progress: &Progress,
) -> io::Result<u64> {
    let mut bytes = Vec::new();
    format.head(graph, &mut bytes)?;
    to.write_all(&bytes)?;
    pieces(graph.len(), to, progress, |places, out| format.nodes(graph, places, out).map(|()| 0))?;
    bytes.clear();
    format.between(graph, &mut bytes)?;
    to.write_all(&bytes)?;
    let edges = pieces(graph.users(), to, progress, |users, out| format.edges(graph, users, out))?;
    bytes.clear();
    format.tail(&mut bytes);
    to.write_all(&bytes)?;
    Ok(edges)
}

/// Writes what `work` makes of pieces of `0..n`, in their order; the sum of what it counts.
fn pieces(
    n: usize,
    to: &mut (dyn Write + Send),
    progress: &Progress,
    work: impl Fn(Range<usize>, &mut Vec<u8>) -> io::Result<u64> + Sync,
) -> io::Result<u64> {
    let failed = AtomicBool::new(false);
    let (_, outcome) = parallel::ordered_fold(
        n.div_ceil(PIECE),
        (to, Ok(0)),
        || (Vec::new(), Ok(0)),
        |(bytes, counted), piece| {
            bytes.clear();
            if !failed.load(Ordering::Relaxed) && !progress.is_cancelled() {
                *counted = work(piece * PIECE..((piece + 1) * PIECE).min(n), bytes);
            }
        },
        |(to, sum): &mut (&mut (dyn Write + Send), io::Result<u64>), (bytes, counted), _| {
            let Ok(before) = *sum else { return };
            let counted = std::mem::replace(counted, Ok(0));
            *sum = to.write_all(bytes).and(counted).map(|counted| before + counted);
            failed.store(sum.is_err(), Ordering::Relaxed);
        },
    );
    outcome
}
