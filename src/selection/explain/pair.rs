//! What connects two people: shared groups, interactions, strength, and how far apart they are.

use super::{Layers, Person, find, person};
use crate::diagnostic::Position;
use crate::error::{Error, ErrorKind};
use crate::tables::{NO_TIME, Seconds, format_time};
use crate::text::explain as words;

/// What connects two people.
#[derive(Debug)]
pub struct PairExplanation {
    /// Node numbers.
    pub nodes: (u32, u32),
    /// Who they are.
    pub people: (Person, Person),
    /// Groups that both are in, by group number.
    pub shared_groups: Vec<SharedGroup>,
    /// Interactions by kind and direction, first those from the first person; kinds in byte order.
    pub contacts: Vec<ContactFact>,
    /// Interactions by month (`2024-05`), the first month first, those without a time last under an empty name.
    pub timeline: Vec<(String, f64)>,
    /// Strength from shared groups.
    pub from_groups: f64,
    /// Strength from interactions.
    pub from_interactions: f64,
    /// One shortest connection, both ends included; `None` for people between them who may not be named. Absent: not connected.
    pub connection: Option<Vec<Option<Person>>>,
}

/// A group that both are in.
#[derive(Clone, Debug, PartialEq)]
pub struct SharedGroup {
    /// Group number.
    pub group: u32,
    /// Its name, or its id where it has none.
    pub name: String,
    /// Members after exclusions.
    pub size: usize,
    /// Strength that it adds between the two.
    pub strength: f64,
}

/// Interactions of one kind in one direction.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactFact {
    /// Whether the first person is the sender.
    pub forward: bool,
    /// The kind, as written.
    pub kind: String,
    /// Events.
    pub count: f64,
    /// Whole days since the last one; `None`: none has a time.
    pub days: Option<u32>,
}

/// Explains what connects two people.
///
/// # Errors
/// As [`explain`](super::explain), and for a person paired with themselves.
pub fn explain_pair(layers: Layers<'_>, a: &str, b: &str) -> crate::Result<PairExplanation> {
    // An error says which of the two is meant, and not who that is.
    let asked = |id: &str, argument: &str| {
        let at = Position { file: argument.to_owned(), line: 0, column: 0, column_name: String::new() };
        find(layers, id).map_err(|error| error.at(at))
    };
    let (from, to) = (asked(a, "USER_ID")?, asked(b, "--with")?);
    if from == to {
        return Err(Error::new(ErrorKind::NotFound, words::SAME_PERSON.sentence()));
    }
    let Layers { graph, tables, .. } = layers;
    let shared_groups: Vec<SharedGroup> = graph
        .membership
        .shared_groups(from, to)
        .map(|group| SharedGroup {
            group,
            name: tables.group_label(group).to_owned(),
            size: graph.membership.size(group),
            strength: graph.incidence.pair_weight[group as usize],
        })
        .collect();
    let path = graph.shortest_path(from, to);
    let may_be_named = |node| [from, to].contains(&node) || graph.nodes.may_be_named(node);
    let name = |&node: &u32| may_be_named(node).then(|| person(layers, node));
    Ok(PairExplanation {
        nodes: (from, to),
        people: (person(layers, from), person(layers, to)),
        from_groups: shared_groups.iter().map(|g| g.strength).sum(),
        shared_groups,
        contacts: contacts(layers, from, to),
        timeline: timeline(layers, from, to),
        from_interactions: graph.tie_weight(from, to).unwrap_or(0.0),
        connection: path.map(|path| path.iter().map(name).collect()),
    })
}

/// Rows of the interactions of the two up to the analysed moment, and whether the first is the sender; one pass over the
/// table.
fn rows_between(layers: Layers<'_>, from: u32, to: u32) -> impl Iterator<Item = (usize, bool)> + '_ {
    let rows = &layers.tables.interactions;
    let (from, to) = (layers.graph.nodes.user[from as usize], layers.graph.nodes.user[to as usize]);
    (0..rows.from.len()).filter_map(move |i| {
        let later = rows.at[i] != NO_TIME && rows.at[i] > layers.as_of;
        let (forward, back) = ((rows.from[i], rows.to[i]) == (from, to), (rows.from[i], rows.to[i]) == (to, from));
        (!later && (forward || back)).then_some((i, forward))
    })
}

/// How many interactions there were in each month with any.
fn timeline(layers: Layers<'_>, from: u32, to: u32) -> Vec<(String, f64)> {
    let rows = &layers.tables.interactions;
    let mut months: std::collections::BTreeMap<String, f64> = std::collections::BTreeMap::new();
    for (i, _) in rows_between(layers, from, to) {
        let month = format_time(rows.at[i], layers.zone).get(..7).unwrap_or_default().to_owned();
        *months.entry(month).or_default() += rows.count[i];
    }
    let undated = months.remove("").map(|count| (String::new(), count));
    months.into_iter().filter(|(_, count)| *count > 0.0).chain(undated).collect()
}

/// Interactions of the two by kind and direction.
fn contacts(layers: Layers<'_>, from: u32, to: u32) -> Vec<ContactFact> {
    let rows = &layers.tables.interactions;
    let kinds = rows.kinds.len();
    let mut count = vec![0.0; 2 * kinds];
    let mut last: Vec<Seconds> = vec![NO_TIME; 2 * kinds];
    for (i, forward) in rows_between(layers, from, to) {
        let slot = rows.kind[i] as usize + if forward { 0 } else { kinds };
        count[slot] += rows.count[i];
        last[slot] = last[slot].max(rows.at[i]);
    }
    let days = |at: Seconds| crate::segments::days_since(layers.as_of, at);
    let fact = |slot: usize| ContactFact {
        forward: slot < kinds,
        kind: rows.kinds[slot % kinds].clone(),
        count: count[slot],
        days: days(last[slot]),
    };
    (0..2 * kinds).filter(|&slot| count[slot] > 0.0).map(fact).collect()
}
