//! What a format writes down: nodes with labels and values, and edges, by their places.

use std::borrow::Cow;
use std::io;
use std::ops::Range;

use super::pick::Picked;
use super::{ALL_COLUMNS, ExchangeOptions, Exported, GraphKind};
use crate::Result;
use crate::analysis::People;
use crate::graph::events::need_of_events;
use crate::graph::{Events, Later, events_between};
use crate::progress::Progress;
use crate::segments::RULES_ONLY;
use crate::segments::columns::{Column, Values};
use crate::segments::rules;
use crate::tables::{NONE, format_time};

/// The kind of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// A count.
    Count,
    /// Yes or no.
    Flag,
}

/// What is said of every node, or of every edge.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name, distinct among the fields.
    pub name: String,
    /// Its kind.
    pub kind: Kind,
}

/// One value.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Not known, or nothing of the kind.
    Nothing,
    /// An id.
    Id(&'a str),
    /// One of our own words.
    Code(&'a str),
    /// Text from outside.
    Text(Cow<'a, str>),
    /// A finite number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

/// An edge; `from` is a user's place, `to` a later one.
#[derive(Clone, Debug)]
pub struct Edge {
    /// Place of the one end.
    pub from: u32,
    /// Place of the other.
    pub to: u32,
    /// Strength.
    pub weight: f64,
    /// In the order of [`Subgraph::edge_fields`].
    pub values: [Value<'static>; 2],
}

/// Names that readers give to something else, or that are ours: a column of the user's own that is called so is `custom.NAME`.
const TAKEN: [&str; 9] =
    ["id", "label", "kind", "group_id", "group_kind", "group_city", "group_members", "weight", "timeset"];

/// Of each user, whatever else is asked for.
const ALWAYS: [&str; 2] = ["user_id", "may_contact"];

/// A graph that can be written.
pub struct Subgraph<'a> {
    people: &'a People,
    picked: Picked,
    kind: GraphKind,
    min_strength: f64,
    events: Events,
    columns: Vec<Column<'a>>,
    /// What is said of every node.
    pub node_fields: Vec<Field>,
    /// What is said of every edge beside its weight.
    pub edge_fields: [Field; 2],
}

fn field(name: &str, kind: Kind) -> Field {
    Field { name: name.to_owned(), kind }
}

impl<'a> Subgraph<'a> {
    /// As [`Exchange::new`](super::Exchange::new).
    pub fn new(people: &'a People, options: &ExchangeOptions, progress: &Progress) -> Result<Self> {
        let columns = columns(people, &options.columns)?;
        let picked = Picked::new(people, options, progress)?;
        people.admit(need_of_events(&people.tables, &people.graph.nodes))?;
        let events = events_between(&people.tables, &people.graph.nodes, people.as_of);
        let of_users = columns.iter().map(|column| Field { name: renamed(column), kind: kind_of(&column.values) });
        let (of_groups, of_edge): (&[(&str, Kind)], _) = match options.graph {
            GraphKind::Users => (&[], field("shared_groups", Kind::Count)),
            GraphKind::Layers => (
                &[
                    ("kind", Kind::Text),
                    ("group_id", Kind::Text),
                    ("group_kind", Kind::Text),
                    ("group_city", Kind::Text),
                    ("group_members", Kind::Count),
                ],
                field("kind", Kind::Text),
            ),
        };
        let of_groups = of_groups.iter().map(|&(name, kind)| field(name, kind));
        Ok(Self {
            node_fields: of_groups.chain(of_users).collect(),
            edge_fields: [of_edge, field("interactions", Kind::Number)],
            people,
            picked,
            kind: options.graph,
            min_strength: options.min_strength,
            events,
            columns,
        })
    }

    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.picked.users.len() + self.picked.groups.len()
    }

    /// Number of users among them, which come first.
    pub fn users(&self) -> usize {
        self.picked.users.len()
    }

    /// What was written, with so many edges.
    pub fn exported(&self, edges: u64) -> Exported {
        Exported { users: self.users() as u64, groups: self.picked.groups.len() as u64, edges }
    }

    /// The id of a node, and whether it is a group's.
    pub fn id(&self, place: usize) -> (&'a str, bool) {
        match self.picked.users.get(place) {
            Some(&node) => (self.people.id(node), false),
            None => (self.people.tables.groups.name(self.picked.groups[place - self.users()]), true),
        }
    }

    /// Whether groups are among the nodes.
    pub fn has_groups(&self) -> bool {
        self.kind == GraphKind::Layers
    }

    /// What a node is called; its values, in the order of the fields, into `values`.
    pub fn node<'s>(&'s self, place: usize, values: &mut Vec<Value<'s>>) -> &'s str {
        values.clear();
        let tables = &self.people.tables;
        match self.picked.users.get(place) {
            Some(&node) => {
                if self.has_groups() {
                    values.extend([const { Value::Nothing }; 5]);
                    values[0] = Value::Code("user");
                }
                values.extend(self.columns.iter().map(|column| self.value(column, node as usize)));
                tables.user_label(self.people.graph.nodes.user[node as usize])
            }
            None => {
                let group = self.picked.groups[place - self.users()];
                let table = &tables.group_table;
                let word = |code: u32, names: &'s [String]| match code {
                    NONE => Value::Nothing,
                    code => Value::Text(Cow::Borrowed(names[code as usize].as_str())),
                };
                values.extend([
                    Value::Code("group"),
                    Value::Id(tables.groups.name(group)),
                    word(table.kind.code(group as usize), &table.kind.names),
                    word(table.city.code(group as usize), &table.city.names),
                    Value::Number(self.people.graph.membership.size(group) as f64),
                ]);
                values.resize(self.node_fields.len(), Value::Nothing);
                tables.group_label(group)
            }
        }
    }

    /// Hands over the edges of some users to nodes after them; how many they were.
    pub fn each_edge(&self, users: Range<usize>, mut write: impl FnMut(&Edge) -> io::Result<()>) -> io::Result<u64> {
        let (mut later, mut edges, mut count) = (Vec::new(), Vec::new(), 0);
        for user in users {
            self.edges(user, &mut later, &mut edges);
            edges.iter().try_for_each(&mut write)?;
            count += edges.len() as u64;
        }
        Ok(count)
    }

    /// The edges of a user to nodes after it, ascending, into `edges`.
    fn edges(&self, user: usize, later: &mut Vec<Later>, edges: &mut Vec<Edge>) {
        edges.clear();
        let (graph, node, from) = (&self.people.graph, self.picked.users[user], user as u32);
        let interactions = |other: u32| self.events.between(node, other);
        match self.kind {
            GraphKind::Users => {
                graph.later_neighbours(node, later);
                edges.extend(later.iter().filter(|pair| self.picked.has(pair, self.min_strength)).map(|pair| Edge {
                    from,
                    to: self.picked.place[pair.other as usize],
                    weight: pair.strength,
                    values: [Value::Number(f64::from(pair.shared_groups)), Value::Number(interactions(pair.other))],
                }));
            }
            GraphKind::Layers => {
                let ties = graph.ties.of(node).filter(|&(other, _)| other > node);
                let ties = ties.filter(|&(other, _)| self.picked.place[other as usize] != NONE);
                edges.extend(ties.map(|(other, weight)| Edge {
                    from,
                    to: self.picked.place[other as usize],
                    weight,
                    values: [Value::Code("interaction"), Value::Number(interactions(other))],
                }));
                let groups = graph.membership.groups_of.row(node as usize).iter();
                edges.extend(groups.map(|&group| Edge {
                    from,
                    to: self.picked.group_place[group as usize],
                    weight: graph.incidence.pair_weight[group as usize],
                    values: [Value::Code("membership"), Value::Nothing],
                }));
            }
        }
    }

    fn value<'s>(&'s self, column: &'s Column<'a>, node: usize) -> Value<'s> {
        let text = |text: &'s str| if text.is_empty() { Value::Nothing } else { Value::Text(Cow::Borrowed(text)) };
        match &column.values {
            Values::Id(of) if of(node).is_empty() => Value::Nothing,
            Values::Id(of) => Value::Id(of(node)),
            Values::Text(of) => text(of(node)),
            Values::Word { code, names, label } => match code(node) {
                NONE => Value::Nothing,
                code if label.is_some() => Value::Code(names[code as usize]),
                code => text(names[code as usize]),
            },
            Values::Tags { row, .. } if row(node).is_empty() => Value::Nothing,
            Values::Tags { row, names } => {
                let tags: Vec<&str> = row(node).iter().map(|&tag| names[tag as usize].as_str()).collect();
                Value::Text(Cow::Owned(tags.join(";")))
            }
            // `+ 0.0` makes −0 a plain 0.
            Values::Number(of) => Some(of(node) + 0.0).filter(|x| x.is_finite()).map_or(Value::Nothing, Value::Number),
            Values::Flag(of) => of(node).map_or(Value::Nothing, Value::Flag),
            Values::Time(of) => match format_time(of(node), &self.people.zone) {
                time if time.is_empty() => Value::Nothing,
                time => Value::Text(Cow::Owned(time)),
            },
        }
    }
}

/// The columns of these names, each once, after those that are always there.
fn columns<'a>(people: &'a People, names: &[String]) -> Result<Vec<Column<'a>>> {
    let mut all = people.columns();
    let mut wanted: Vec<String> = ALWAYS.map(str::to_owned).to_vec();
    if matches!(names, [name] if name == ALL_COLUMNS) {
        wanted.extend(all.iter().map(|c| c.name.clone()).filter(|name| !RULES_ONLY.contains(&name.as_str())));
    } else {
        for name in names {
            wanted.push(rules::column("--columns", name, &all)?.name.clone());
        }
    }
    let mut chosen = Vec::new();
    for name in wanted {
        if let Some(i) = all.iter().position(|column| column.name == name) {
            chosen.push(all.remove(i));
        }
    }
    Ok(chosen)
}

/// What a column is called among the fields.
fn renamed(column: &Column<'_>) -> String {
    let is_taken = TAKEN.iter().any(|taken| taken.eq_ignore_ascii_case(&column.name));
    if is_taken { format!("custom.{}", column.name) } else { column.name.clone() }
}

fn kind_of(values: &Values<'_>) -> Kind {
    match values {
        Values::Number(_) => Kind::Number,
        Values::Flag(_) => Kind::Flag,
        Values::Id(_) | Values::Text(_) | Values::Word { .. } | Values::Tags { .. } | Values::Time(_) => Kind::Text,
    }
}
