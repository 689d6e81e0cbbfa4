//! GraphML and GEXF 1.3.
//!
//! Nodes are `n0`, `n1`, … in their order, whatever characters ids hold; ids are values (`user_id`, `group_id`). Values that are not known are
//! left out. XML 1.0 has no form for control characters but tab and line breaks, nor for U+FFFE and U+FFFF: each stands as
//! U+FFFD. Tabs and line breaks are character references, so that no reader makes spaces of them.

use std::io::{self, Write};
use std::ops::Range;

use super::Format;
use super::subgraph::{Edge, Field, Kind, Subgraph, Value};

/// GraphML.
pub struct GraphMl;

/// GEXF 1.3.
pub struct Gexf;

impl Format for GraphMl {
    fn head(&self, graph: &Subgraph<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend(DECLARATION);
        out.extend(
            b"<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
              xsi:schemaLocation=\"http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd\">\n",
        );
        key("label", "node", "label", Kind::Text, out)?;
        for (i, field) in graph.node_fields.iter().enumerate() {
            key(&format!("v{i}"), "node", &field.name, field.kind, out)?;
        }
        key("weight", "edge", "weight", Kind::Number, out)?;
        for (i, field) in graph.edge_fields.iter().enumerate() {
            key(&format!("e{i}"), "edge", &field.name, field.kind, out)?;
        }
        out.extend(b"<graph edgedefault=\"undirected\">\n");
        Ok(())
    }

    fn nodes(&self, graph: &Subgraph<'_>, places: Range<usize>, out: &mut Vec<u8>) -> io::Result<()> {
        let mut values = Vec::new();
        for place in places {
            let label = graph.node(place, &mut values);
            write!(out, "<node id=\"n{place}\"><data key=\"label\">")?;
            escape(label, out);
            out.extend(b"</data>");
            data('v', &values, out)?;
            out.extend(b"</node>\n");
        }
        Ok(())
    }

    fn between(&self, _: &Subgraph<'_>, _: &mut Vec<u8>) -> io::Result<()> {
        Ok(())
    }

    fn edges(&self, graph: &Subgraph<'_>, users: Range<usize>, out: &mut Vec<u8>) -> io::Result<u64> {
        graph.each_edge(users, |edge| {
            let Edge { from, to, weight, values } = edge;
            write!(out, "<edge source=\"n{from}\" target=\"n{to}\"><data key=\"weight\">{weight}</data>")?;
            data('e', values, out)?;
            out.extend(b"</edge>\n");
            Ok(())
        })
    }

    fn tail(&self, out: &mut Vec<u8>) {
        out.extend(b"</graph>\n</graphml>\n");
    }
}

impl Format for Gexf {
    fn head(&self, graph: &Subgraph<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend(DECLARATION);
        out.extend(b"<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n");
        writeln!(out, "<meta><creator>renmai {}</creator></meta>", env!("CARGO_PKG_VERSION"))?;
        out.extend(b"<graph defaultedgetype=\"undirected\" mode=\"static\">\n");
        attributes("node", &graph.node_fields, out)?;
        attributes("edge", &graph.edge_fields, out)?;
        writeln!(out, "<nodes count=\"{}\">", graph.len())
    }

    fn nodes(&self, graph: &Subgraph<'_>, places: Range<usize>, out: &mut Vec<u8>) -> io::Result<()> {
        let mut values = Vec::new();
        for place in places {
            let label = graph.node(place, &mut values);
            write!(out, "<node id=\"n{place}\" label=\"")?;
            escape(label, out);
            out.extend(b"\">");
            attvalues(&values, out)?;
            out.extend(b"</node>\n");
        }
        Ok(())
    }

    fn between(&self, _: &Subgraph<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend(b"</nodes>\n<edges>\n");
        Ok(())
    }

    fn edges(&self, graph: &Subgraph<'_>, users: Range<usize>, out: &mut Vec<u8>) -> io::Result<u64> {
        graph.each_edge(users, |edge| {
            let Edge { from, to, weight, values } = edge;
            write!(out, "<edge source=\"n{from}\" target=\"n{to}\" weight=\"{weight}\">")?;
            attvalues(values, out)?;
            out.extend(b"</edge>\n");
            Ok(())
        })
    }

    fn tail(&self, out: &mut Vec<u8>) {
        out.extend(b"</edges>\n</graph>\n</gexf>\n");
    }
}

const DECLARATION: &[u8] = b"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// A declaration of GraphML.
fn key(id: &str, of: &str, name: &str, kind: Kind, out: &mut Vec<u8>) -> io::Result<()> {
    write!(out, "<key id=\"{id}\" for=\"{of}\" attr.name=\"")?;
    escape(name, out);
    let kind = match kind {
        Kind::Count => "int",
        other => kind_name(other),
    };
    writeln!(out, "\" attr.type=\"{kind}\"/>")
}

/// Declarations of GEXF.
fn attributes(of: &str, fields: &[Field], out: &mut Vec<u8>) -> io::Result<()> {
    writeln!(out, "<attributes class=\"{of}\" mode=\"static\">")?;
    for (i, field) in fields.iter().enumerate() {
        write!(out, "<attribute id=\"{i}\" title=\"")?;
        escape(&field.name, out);
        writeln!(out, "\" type=\"{}\"/>", kind_name(field.kind))?;
    }
    writeln!(out, "</attributes>")
}

fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "string",
        Kind::Number => "double",
        Kind::Count => "integer",
        Kind::Flag => "boolean",
    }
}

/// Values of GraphML; their keys begin with `prefix`.
fn data(prefix: char, values: &[Value<'_>], out: &mut Vec<u8>) -> io::Result<()> {
    for (i, value) in values.iter().enumerate().filter(|(_, value)| **value != Value::Nothing) {
        write!(out, "<data key=\"{prefix}{i}\">")?;
        put(value, out)?;
        out.extend(b"</data>");
    }
    Ok(())
}

/// Values of GEXF.
fn attvalues(values: &[Value<'_>], out: &mut Vec<u8>) -> io::Result<()> {
    out.extend(b"<attvalues>");
    for (i, value) in values.iter().enumerate().filter(|(_, value)| **value != Value::Nothing) {
        write!(out, "<attvalue for=\"{i}\" value=\"")?;
        put(value, out)?;
        out.extend(b"\"/>");
    }
    out.extend(b"</attvalues>");
    Ok(())
}

fn put(value: &Value<'_>, out: &mut Vec<u8>) -> io::Result<()> {
    match value {
        Value::Nothing => {}
        Value::Id(text) | Value::Code(text) => escape(text, out),
        Value::Text(text) => escape(text, out),
        Value::Number(x) => write!(out, "{x}")?,
        Value::Flag(yes) => write!(out, "{yes}")?,
    }
    Ok(())
}

/// Text as XML has it, between tags and between quotes.
fn escape(text: &str, out: &mut Vec<u8>) {
    let mut plain = 0;
    for (i, c) in text.char_indices() {
        let written: &str = match c {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\t' => "&#9;",
            '\n' => "&#10;",
            '\r' => "&#13;",
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => "\u{fffd}",
            _ => continue,
        };
        out.extend(&text.as_bytes()[plain..i]);
        out.extend(written.as_bytes());
        plain = i + c.len_utf8();
    }
    out.extend(&text.as_bytes()[plain..]);
}

#[cfg(test)]
mod tests {
    use super::escape;

    fn escaped(text: &str) -> String {
        let mut out = Vec::new();
        escape(text, &mut out);
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn every_character_stands_as_itself_as_a_reference_or_as_the_one_for_what_has_no_form() {
        for c in ('\0'..=char::MAX).step_by(1) {
            let is_allowed =
                matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
            let written = escaped(&format!("甲{c}b"));
            let read = quick_xml::escape::unescape(&written).expect("well-formed").into_owned();
            assert_eq!(read, format!("甲{}b", if is_allowed { c } else { '\u{fffd}' }));
            assert!(!written.contains(['<', '"', '\n', '\r', '\t']), "{written:?}");
        }
        assert_eq!(escaped("]]>"), "]]&gt;");
    }
}
