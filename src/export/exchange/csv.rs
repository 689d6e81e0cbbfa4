//! Tables: edges by id, and nodes and edges as Gephi imports them. Cells are those of the other [CSV outputs](crate::export), without the
//! byte-order mark, for readers here are programs.

use std::io;
use std::ops::Range;

use super::Format;
use super::subgraph::{Edge, Field, Kind, Subgraph, Value};
#[cfg(feature = "arrow")]
use crate::export::cells::Target;
use crate::export::cells::{Cells, Sheet};
#[cfg(feature = "arrow")]
use crate::progress::Progress;

/// Edges by user_id, and by group_id where the kind is `membership`.
pub struct ById;

/// Gephi's nodes.
pub struct Nodes;

/// Gephi's edges.
pub struct Edges;

impl Format for ById {
    fn head(&self, graph: &Subgraph<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        header(&["source", "target", "strength"], &graph.edge_fields, out)
    }

    fn edges(&self, graph: &Subgraph<'_>, users: Range<usize>, out: &mut Vec<u8>) -> io::Result<u64> {
        let mut sheet = Sheet::go_on(out);
        let count = graph.each_edge(users, |edge| {
            sheet.id(graph.id(edge.from as usize).0)?;
            sheet.id(graph.id(edge.to as usize).0)?;
            weighed(edge, &graph.edge_fields, &mut sheet)
        })?;
        sheet.finish().map(|()| count)
    }
}

/// The same rows as a table of any form, one after the other.
#[cfg(feature = "arrow")]
pub fn by_id(graph: &Subgraph<'_>, to: impl Target, progress: &Progress) -> io::Result<u64> {
    use crate::export::cells::Kind as Cell;
    let kind = |field: &Field| match field.kind {
        Kind::Text => Cell::Text,
        Kind::Number => Cell::Number,
        Kind::Count => Cell::Count,
        Kind::Flag => Cell::Flag,
    };
    let own = [("source", Cell::Id), ("target", Cell::Id), ("strength", Cell::Number)];
    let further = graph.edge_fields.iter().map(|field| (field.name.as_str(), kind(field)));
    let mut sheet = to.begin(&own.into_iter().chain(further).collect::<Vec<_>>())?;
    let mut count = 0;
    for user in 0..graph.users() {
        if progress.is_cancelled() {
            break;
        }
        count += graph.each_edge(user..user + 1, |edge| {
            sheet.id(graph.id(edge.from as usize).0)?;
            sheet.id(graph.id(edge.to as usize).0)?;
            weighed(edge, &graph.edge_fields, &mut sheet)
        })?;
    }
    sheet.finish().map(|()| count)
}

impl Format for Nodes {
    fn head(&self, graph: &Subgraph<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        header(&["Id", "Label"], &graph.node_fields, out)
    }

    fn nodes(&self, graph: &Subgraph<'_>, places: Range<usize>, out: &mut Vec<u8>) -> io::Result<()> {
        let mut sheet = Sheet::go_on(out);
        let mut values = Vec::new();
        for place in places {
            let label = graph.node(place, &mut values);
            sheet.code(&format!("n{place}"))?;
            sheet.text(label)?;
            values.iter().zip(&graph.node_fields).try_for_each(|(value, field)| cell(value, field, &mut sheet))?;
            sheet.end_row()?;
        }
        sheet.finish()
    }
}

impl Format for Edges {
    fn head(&self, graph: &Subgraph<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        header(&["Source", "Target", "Type", "Weight"], &graph.edge_fields, out)
    }

    fn edges(&self, graph: &Subgraph<'_>, users: Range<usize>, out: &mut Vec<u8>) -> io::Result<u64> {
        let mut sheet = Sheet::go_on(out);
        let count = graph.each_edge(users, |edge| {
            sheet.code(&format!("n{}", edge.from))?;
            sheet.code(&format!("n{}", edge.to))?;
            sheet.code("Undirected")?;
            weighed(edge, &graph.edge_fields, &mut sheet)
        })?;
        sheet.finish().map(|()| count)
    }
}

fn header(first: &[&str], fields: &[Field], out: &mut Vec<u8>) -> io::Result<()> {
    let names: Vec<&str> = first.iter().copied().chain(fields.iter().map(|field| field.name.as_str())).collect();
    Sheet::begin(out, false, &names)?.finish()
}

/// The rest of an edge's row.
fn weighed(edge: &Edge, fields: &[Field], sheet: &mut impl Cells) -> io::Result<()> {
    sheet.number(edge.weight)?;
    edge.values.iter().zip(fields).try_for_each(|(value, field)| cell(value, field, sheet))?;
    sheet.end_row()
}

fn cell(value: &Value<'_>, field: &Field, sheet: &mut impl Cells) -> io::Result<()> {
    match value {
        Value::Nothing => sheet.empty(),
        Value::Id(id) => sheet.id(id),
        Value::Code(code) => sheet.code(code),
        Value::Text(text) => sheet.text(text),
        Value::Number(x) if field.kind == Kind::Count => sheet.whole(*x),
        Value::Number(x) => sheet.number(*x),
        Value::Flag(yes) => sheet.flag(Some(*yes)),
    }
}
