//! What stands in a snapshot under which name, and whether the parts fit together.

use std::io::Result;

use super::directory::Broken;
use super::reading::Sections;
use super::stored::{Json, Loaded, Stored, stored};
use super::writing::Writer;
use super::{Contents, Kept, Snapshot};
use crate::graph::{Csr, Graph, Incidence, Membership, Nodes, Tallies, Ties};
use crate::measures::{Betweenness, CircleTies, Circles, GroupMeasures, Holes, Influence, Links, Measures};
use crate::parallel;
use crate::tables::{
    ExtraColumn, GroupTable, Interactions, MemberType, Memberships, NO_TIME, NONE, Presence, Purchases, Seconds,
    Tables, Texts, UserTable,
};

/// The section of the configuration.
pub(super) const CONFIGURATION: &str = "configuration";

/// Writes everything.
pub(super) fn store(contents: Contents<'_>, to: &mut Writer<'_>) -> Result<()> {
    to.inside(CONFIGURATION, |to| contents.configuration.to_owned().store(to))?;
    to.inside("tables", |to| contents.tables.store(to))?;
    to.inside("graph", |to| kept(contents.graph, to))?;
    match contents.measures {
        Some(measures) => to.inside("measures", |to| kept(measures, to)),
        None => Ok(()),
    }
}

fn kept<T: Stored>((made_with, what): (&str, &T), to: &mut Writer<'_>) -> Result<()> {
    to.inside("made_with", |to| made_with.to_owned().store(to))?;
    what.store(to)
}

/// Takes the configuration.
pub(super) fn configuration(from: &mut Sections) -> Loaded<String> {
    from.inside(CONFIGURATION, String::load)
}

/// Takes everything and looks whether it fits together.
pub(super) fn load(from: &mut Sections) -> Loaded<Snapshot> {
    let snapshot = Snapshot {
        configuration: configuration(from)?,
        tables: from.inside("tables", Tables::load)?,
        graph: from.inside("graph", taken)?,
        measures: if from.has("measures") { Some(from.inside("measures", taken)?) } else { None },
    };
    let misfit = misfit(&snapshot, !from.trusted);
    match misfit {
        Some(section) => {
            Err(Broken { section: section.to_owned(), sentence: crate::text::snapshot::INCONSISTENT.sentence() })
        }
        None => Ok(snapshot),
    }
}

fn taken<T: Stored>(from: &mut Sections) -> Loaded<Kept<T>> {
    Ok(Kept { made_with: from.inside("made_with", String::load)?, what: T::load(from)? })
}

stored! {
    Memberships { user, group, joined_at, left_at, member_type }
    Interactions { from, to, kind, at, count, group, kinds }
    UserTable {
        nickname, role, remark_count, city, device, tags, registered_at, last_active_at, monthly_spend, owner, opted_out, consent,
        extra,
    }
    GroupTable { name, kind, city, tags, owner }
    Purchases { user, at, amount }
    Membership { groups_of, members_of }
    Incidence { groups_of, members_of, pair_weight, member_weight, capped }
    Ties { rows, weights }
    Tallies {
        events_in, events_out, remarks, listeners, attention, last_contact, last_sent, recent_contacts, group_events, group_pairs,
    }
    Influence { score, rank, dropped }
    Circles { of, sizes, modularity, iterations, levels, names }
    Links { participation, circles_linked, linked, linked_strength }
    CircleTies { rows, strength }
    GroupMeasures { size, circles_linked, same_city_share, interactions }
    Betweenness { users, low, high, groups, method, path_counting, sources, choice, sampling }
    Measures {
        groups, degree, strength, interactions_in, interactions_out, remarks, listeners, attention, last_contact, recent_contacts,
        influence, betweenness, bridge_rank, bridge_ties, bridge_range, betweenness_percentile, circles, links, circle_ties,
        articulation, holes, holes_complete, isolation, component, component_sizes, group,
    }
    Tables {
        users, groups, memberships, interactions, user_table, group_table, purchases, suppressed, staff_names, marked, given, latest,
        overlaps, findings, text_bytes, text_budget, inputs, rejected,
    }
    Graph { nodes, membership, incidence, ties, tallies, findings, excluded }
}

/// What is no array.
macro_rules! json {
    ($($name:ty),* $(,)?) => {
        $(impl Stored for $name {
            fn store(&self, to: &mut Writer<'_>) -> Result<()> {
                Json(self).store(to)
            }

            fn load(from: &mut Sections) -> Loaded<Self> {
                Json::load(from)
            }
        })*
    };
}
json! {
    crate::config::columns::Given,
    crate::config::PathCounting,
    crate::graph::Excluded,
    crate::measures::betweenness::Method,
    Option<crate::measures::betweenness::Choice>,
    Option<crate::measures::betweenness::Sampling>,
    std::collections::BTreeMap<u32, String>,
    Vec<crate::diagnostic::BadRow>,
    Vec<crate::diagnostic::Finding>,
    Vec<crate::tables::InputFile>,
    Vec<crate::tables::Overlap>,
    Vec<crate::text::terms::Criterion>,
}

/// Pairs as two arrays.
macro_rules! pairs {
    ($($name:ty: $first:literal, $second:literal, $to:expr, $from:expr;)*) => {
        $(impl Stored for Vec<$name> {
            fn store(&self, to: &mut Writer<'_>) -> Result<()> {
                let (first, second): (Vec<_>, Vec<_>) = self.iter().copied().map($to).unzip();
                to.inside($first, |to| first.store(to))?;
                to.inside($second, |to| second.store(to))
            }

            fn load(from: &mut Sections) -> Loaded<Self> {
                let (first, second) = (from.inside($first, Vec::load)?, from.inside($second, Vec::load)?);
                if first.len() == second.len() {
                    Ok(first.into_iter().zip(second).map($from).collect())
                } else {
                    Err(from.broken())
                }
            }
        })*
    };
}
pairs! {
    (u32, MemberType): "user", "member_type", |pair| pair, |pair| pair;
    (u32, u32): "best", "worst", |pair| pair, |pair| pair;
    Holes: "constraint", "effective_size",
        |holes: Holes| (holes.constraint, holes.effective_size),
        |(constraint, effective_size)| Holes { constraint, effective_size };
}

impl Stored for Vec<ExtraColumn> {
    fn store(&self, to: &mut Writer<'_>) -> Result<()> {
        to.inside("names", |to| self.iter().map(|column| column.name.clone()).collect::<Vec<String>>().store(to))?;
        let values = |column: &'_ ExtraColumn| {
            (0..column.values.len()).map(|i| column.values.get(i).to_owned()).collect::<Vec<_>>()
        };
        to.inside("values", |to| self.iter().flat_map(values).collect::<Vec<String>>().store(to))
    }

    fn load(from: &mut Sections) -> Loaded<Self> {
        let names: Vec<String> = from.inside("names", Stored::load)?;
        let values: Texts = from.inside("values", Stored::load)?;
        let rows = values.len().checked_div(names.len()).unwrap_or(0);
        if rows * names.len() != values.len() {
            return Err(from.broken());
        }
        let column =
            |(i, name)| ExtraColumn { name, values: (rows * i..rows * (i + 1)).map(|at| values.get(at)).collect() };
        Ok(names.into_iter().enumerate().map(column).collect())
    }
}

impl Stored for Nodes {
    fn store(&self, to: &mut Writer<'_>) -> Result<()> {
        to.inside("presence", |to| self.presence.iter().map(|&one| one as u8).collect::<Vec<u8>>().store(to))
    }

    fn load(from: &mut Sections) -> Loaded<Self> {
        let codes: Vec<u8> = from.inside("presence", Stored::load)?;
        let presence = codes.into_iter().map(|code| Presence::ALL.get(usize::from(code)).copied());
        Ok(Self::new(presence.collect::<Option<_>>().ok_or_else(|| from.broken())?))
    }
}

/// The first part that does not fit the others: columns of different lengths and, `bounds`, numbers of things that are not there.
fn misfit(snapshot: &Snapshot, bounds: bool) -> Option<&'static str> {
    let Snapshot { tables, graph: Kept { what: graph, .. }, measures, .. } = snapshot;
    let (users, groups, nodes) = (tables.users.len(), tables.groups.len(), graph.nodes.len());
    let Memberships { user, group, joined_at, left_at, member_type } = &tables.memberships;
    let events = &tables.interactions;
    let profile = &tables.user_table;
    let below = |numbers: &[u32], most: usize| !bounds || numbers.iter().all(|&number| (number as usize) < most);
    let below_or_none = |numbers: &[u32], most: usize| {
        !bounds || numbers.iter().all(|&number| number == NONE || (number as usize) < most)
    };
    let all = |lengths: &[usize], length: usize| lengths.iter().all(|&own| own == length);
    let none_or = |lengths: &[usize], length: usize| lengths.iter().all(|&own| own == 0 || own == length);
    let events_fit = all(&[events.to.len(), events.kind.len(), events.at.len(), events.count.len()], events.from.len())
        && none_or(&[events.group.len()], events.from.len());
    let people = [
        profile.nickname.len(),
        profile.role.len(),
        profile.remark_count.len(),
        profile.city.codes.len(),
        profile.device.codes.len(),
        profile.registered_at.len(),
        profile.last_active_at.len(),
        profile.monthly_spend.len(),
        profile.owner.len(),
        profile.opted_out.len(),
        profile.consent.len(),
        tables.suppressed.len(),
    ];
    let tallies = &graph.tallies;
    let per_node = [
        tallies.events_in.len(),
        tallies.events_out.len(),
        tallies.remarks.len(),
        tallies.listeners.len(),
        tallies.attention.len(),
        tallies.last_contact.len(),
        tallies.last_sent.len(),
        tallies.recent_contacts.len(),
        graph.membership.groups_of.len(),
        graph.incidence.groups_of.len(),
        graph.ties.rows.len(),
    ];
    let layer = &graph.incidence;
    let UserTable { remark_count, monthly_spend, .. } = profile;
    let (ties, tallies_fit) = (&graph.ties, || {
        [&tallies.last_contact, &tallies.last_sent].into_iter().all(|column| are_times(column))
            && [&tallies.events_in, &tallies.events_out, &tallies.remarks, &tallies.attention, &tallies.recent_contacts]
                .into_iter()
                .all(|column| are_amounts(column))
            && are_amounts(&tallies.group_events)
            && below(&tallies.listeners, nodes + 1)
    });
    let per_group = [
        graph.membership.members_of.len(),
        layer.members_of.len(),
        layer.pair_weight.len(),
        layer.member_weight.len(),
        layer.capped.len(),
        tallies.group_events.len(),
        tallies.group_pairs.len(),
    ];
    let fits = [
        ("tables.memberships", all(&[group.len(), joined_at.len(), left_at.len(), member_type.len()], user.len())),
        ("tables.memberships", below(user, users) && below(group, groups)),
        ("tables.interactions", events_fit && below(&events.from, users) && below_or_none(&events.to, users)),
        ("tables.interactions", below(&events.kind, events.kinds.len()) && below_or_none(&events.group, groups)),
        ("tables.user_table", none_or(&people, users) && below_or_none(&profile.owner, users)),
        ("tables.group_table", none_or(&[tables.group_table.owner.len(), tables.group_table.name.len()], groups)),
        ("tables.group_table", below_or_none(&tables.group_table.owner, users)),
        (
            "tables.purchases",
            all(&[tables.purchases.at.len(), tables.purchases.amount.len()], tables.purchases.user.len()),
        ),
        ("tables.purchases", below(&tables.purchases.user, users)),
        (
            "tables",
            !bounds
                || tables.times().into_iter().chain([&tables.memberships.left_at]).all(|column| are_times(column))
                    && are_times(&[tables.latest]),
        ),
        (
            "tables",
            !bounds
                || are_amounts(&events.count)
                    && tables.purchases.amount.iter().all(|amount| amount.is_finite())
                    && [remark_count, monthly_spend].into_iter().flatten().all(|&x| x.is_nan() || x.is_finite()),
        ),
        ("tables.marked", tables.marked.iter().all(|&(user, _)| (user as usize) < users)),
        ("graph.nodes", graph.nodes.presence.len() == users),
        ("graph.tallies", all(&per_node, nodes) && (!bounds || tallies_fit())),
        ("graph.incidence", all(&per_group, groups)),
        ("graph.membership", !bounds || are_two_sides(&graph.membership.groups_of, &graph.membership.members_of)),
        ("graph.incidence", !bounds || are_two_sides(&layer.groups_of, &layer.members_of) && are_weights(layer)),
        ("graph.ties", ties.weights.len() == ties.rows.items.len() && below(&ties.rows.items, nodes)),
        (
            "graph.ties",
            !bounds
                || ties.weights.len() == ties.rows.items.len()
                    && ascend(&ties.rows)
                    && ties.weights.iter().all(|&weight| weight > 0.0 && weight.is_finite())
                    && are_mutual(ties),
        ),
        ("measures", measures.as_ref().is_none_or(|kept| measures_fit(&kept.what, nodes, groups, bounds))),
    ];
    fits.into_iter().find(|(_, fits)| !fits).map(|(section, _)| section)
}

/// Whether these can be times: all that any file can name lie within some ten thousand years.
fn are_times(times: &[Seconds]) -> bool {
    times.iter().all(|&at| at == NO_TIME || at.unsigned_abs() < 1 << 40)
}

/// Whether these can be amounts of something.
fn are_amounts(amounts: &[f64]) -> bool {
    amounts.iter().all(|&amount| amount.is_finite() && amount >= 0.0)
}

/// Whether rows are ascending and name nothing twice.
fn ascend(rows: &Csr) -> bool {
    (0..rows.len()).all(|i| rows.row(i).is_sorted_by(|a, b| a < b))
}

/// Whether each tie stands at both its ends with one weight, and none leads back: else moving nodes between circles never ends. Rows
/// ascend, so an end is looked up in its row.
fn are_mutual(ties: &Ties) -> bool {
    /// Rows that are looked at by one thread at once.
    const BLOCK: usize = 1 << 12;
    let Csr { offsets, items } = &ties.rows;
    let nodes = ties.rows.len();
    let stands = |a: usize, b: usize, weight: f64| {
        let start = offsets[b];
        let found = items[start..offsets[b + 1]].binary_search(&(a as u32));
        found.is_ok_and(|place| ties.weights[start + place] == weight)
    };
    // How many ties of a block lead upwards; `None` where one does not lead down again.
    let upward = parallel::map_range(nodes.div_ceil(BLOCK), |block| {
        let mut upward = 0;
        for a in block * BLOCK..nodes.min((block + 1) * BLOCK) {
            let row = offsets[a]..offsets[a + 1];
            for (&b, &weight) in items[row.clone()].iter().zip(&ties.weights[row]).filter(|(b, _)| **b as usize > a) {
                upward += 1;
                if b as usize >= nodes || !stands(a, b as usize, weight) {
                    return None;
                }
            }
        }
        Some(upward)
    });
    let upward: Option<usize> = upward.into_iter().sum();
    upward.is_some_and(|upward| 2 * upward == items.len())
}

/// Whether each lists what the other does, by the other's rows.
fn are_two_sides(a: &Csr, b: &Csr) -> bool {
    a.items.iter().all(|&item| (item as usize) < b.len()) && ascend(a) && a.transposed(b.len()) == *b
}

/// Whether what a member gets from all others of a group is what so many pairs weigh.
fn are_weights(layer: &Incidence) -> bool {
    let pairs = layer.pair_weight.iter().zip(&layer.member_weight);
    are_amounts(&layer.pair_weight)
        && are_amounts(&layer.member_weight)
        && pairs.enumerate().all(|(group, (&pair, &member))| match layer.members_of.row(group).len() {
            0 => pair == 0.0,
            size => (pair * (size - 1) as f64 - member).abs() <= 1e-9 * member,
        })
}

/// Whether no row names anything twice.
fn are_distinct(rows: &Csr) -> bool {
    let mut row = Vec::new();
    (0..rows.len()).all(|i| {
        row.clear();
        row.extend_from_slice(rows.row(i));
        row.sort_unstable();
        row.is_sorted_by(|a, b| a < b)
    })
}

/// Whether rows ascend and begin with their own number at the least.
fn are_upward(rows: &Csr) -> bool {
    ascend(rows) && (0..rows.len()).all(|i| rows.row(i).first().is_none_or(|&first| first as usize >= i))
}

fn measures_fit(m: &Measures, nodes: usize, groups: usize, bounds: bool) -> bool {
    let circles = m.circles.sizes.len();
    let lengths = [
        m.groups.len(),
        m.degree.len(),
        m.strength.len(),
        m.interactions_in.len(),
        m.interactions_out.len(),
        m.remarks.len(),
        m.listeners.len(),
        m.attention.len(),
        m.last_contact.len(),
        m.recent_contacts.len(),
        m.influence.score.len(),
        m.influence.rank.len(),
        m.betweenness.users.len(),
        m.betweenness.low.len(),
        m.betweenness.high.len(),
        m.bridge_rank.len(),
        m.bridge_ties.len(),
        m.bridge_range.len(),
        m.betweenness_percentile.len(),
        m.circles.of.len(),
        m.links.participation.len(),
        m.links.circles_linked.len(),
        m.links.linked.len(),
        m.articulation.len(),
        m.holes.len(),
        m.isolation.len(),
        m.component.len(),
    ];
    let below = |numbers: &[u32], most: usize| !bounds || numbers.iter().all(|&number| (number as usize) < most);
    let of_circles =
        |circles: &[u32]| circles.iter().all(|&circle| circle == NONE || (circle as usize) < m.circles.sizes.len());
    lengths.iter().all(|&length| length == nodes)
        && m.links.linked_strength.len() == m.links.linked.items.len()
        && m.circle_ties.strength.len() == m.circle_ties.rows.items.len()
        && m.circle_ties.rows.len() == circles
        && m.circles.names.len() == circles
        && [m.group.size.len(), m.group.circles_linked.len(), m.group.same_city_share.len(), m.group.interactions.len()]
            == [groups; 4]
        && (m.betweenness.groups.is_empty() || m.betweenness.groups.len() == groups)
        && (!bounds || of_circles(&m.circles.of))
        && (!bounds || are_distinct(&m.links.linked) && are_upward(&m.circle_ties.rows) && are_times(&m.last_contact))
        && below(&m.influence.rank, nodes + 1)
        && below(&m.links.linked.items, circles)
        && below(&m.circle_ties.rows.items, circles)
        && below(&m.component, m.component_sizes.len())
}
