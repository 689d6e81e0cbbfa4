//! Pajek's `.net`: vertices by number with their labels, edges with their weights. It has no place for other values.
//!
//! Labels are ids, a group's behind `group:`, in quotes. A quote has no form within them, and readers disagree about a backslash: `"`
//! stands as `'`, `\` as `/`, a control character as U+FFFD. Readers know vertices by their labels, which therefore differ: one that stands for another
//! id, or might be taken for another one's, ends in ` #` and the number of the vertex.
//!
//! UTF-8, with a byte-order mark where anything is not ASCII, for Pajek knows UTF-8 by it; behind it, before anything counts, stands a comment,
//! which is what readers that do not know the mark take the first line for. Lines end in CRLF.

use std::io::{self, Write};
use std::ops::Range;

use super::Format;
use super::subgraph::Subgraph;

/// Pajek.
pub struct Pajek;

const OF_GROUP: &str = "group:";

impl Format for Pajek {
    fn head(&self, graph: &Subgraph<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        if (0..graph.len()).any(|place| !graph.id(place).0.is_ascii()) {
            out.extend(b"\xef\xbb\xbf");
        }
        write!(out, "% renmai {}\r\n*Vertices {}\r\n", env!("CARGO_PKG_VERSION"), graph.len())
    }

    fn nodes(&self, graph: &Subgraph<'_>, places: Range<usize>, out: &mut Vec<u8>) -> io::Result<()> {
        for place in places {
            let (id, is_group) = graph.id(place);
            let label = label(id, is_group, graph.has_groups(), place + 1);
            write!(out, "{} \"{label}\"\r\n", place + 1)?;
        }
        Ok(())
    }

    fn between(&self, _: &Subgraph<'_>, out: &mut Vec<u8>) -> io::Result<()> {
        out.extend(b"*Edges\r\n");
        Ok(())
    }

    fn edges(&self, graph: &Subgraph<'_>, users: Range<usize>, out: &mut Vec<u8>) -> io::Result<u64> {
        graph.each_edge(users, |edge| write!(out, "{} {} {}\r\n", edge.from + 1, edge.to + 1, edge.weight))
    }
}

/// The label of vertex `number`.
fn label(id: &str, is_group: bool, has_groups: bool, number: usize) -> String {
    let shown = |c: char| match c {
        '"' => '\'',
        '\\' => '/',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    let mut label: String = if is_group { OF_GROUP } else { "" }.chars().chain(id.chars().map(shown)).collect();
    let numbered = |id: &str| id.rsplit_once(" #").is_some_and(|(_, n)| n.bytes().all(|b| b.is_ascii_digit()));
    let looks_like_a_group = !is_group && has_groups && id.starts_with(OF_GROUP);
    if id.contains(|c| shown(c) != c) || numbered(id) || looks_like_a_group {
        label += &format!(" #{number}");
    }
    label
}

#[cfg(test)]
mod tests {
    use super::label;

    #[test]
    fn labels_differ_where_ids_do() {
        let ids = ["a", "a #2", "a\"", "a'", "a\\", "a/", "a\n", "a\r", "a\u{fffd}", "group:a", "a #", ""];
        let nodes = ids.iter().map(|id| (*id, false)).chain(ids.iter().map(|id| (*id, true)));
        let labels: Vec<String> = nodes.zip(1..).map(|((id, group), n)| label(id, group, true, n)).collect();
        let distinct: std::collections::BTreeSet<&String> = labels.iter().collect();
        assert_eq!(distinct.len(), labels.len(), "{labels:?}");
        assert!(labels.iter().all(|label| !label.contains(['"', '\\', '\n', '\r'])), "{labels:?}");
        assert_eq!([&labels[0], &labels[1], &labels[12]], ["a", "a #2 #2", "group:a"]);
    }
}
