//! What becomes of each interaction row, and the scalars per node.

use super::roster::Roster;
use super::{BuildOptions, Removals};
use crate::graph::{Nodes, Tallies};
use crate::parallel;
use crate::tables::{NO_TIME, NONE, Presence, Seconds, Tables};
use crate::text::removals;

const DAY: i64 = 86_400;

/// What becomes of an interaction row; the first that applies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub(super) enum Fate {
    /// Sender and receiver are the same.
    #[default]
    ToSelf,
    /// Stands for no event.
    ZeroCount,
    /// After the as-of moment.
    Later,
    /// One end opted out and was removed.
    OptedOut,
    /// Written by a node to a group, to nobody: a contact.
    Message,
    /// Both ends are staff or robots.
    AmongStaff,
    /// One end is staff or a robot: a contact.
    WithStaff,
    /// Between two nodes, of a kind with κ = 0: a contact.
    ZeroWeight,
    /// Between two nodes: a contact and a tie.
    Tie,
}

impl Fate {
    /// Whether the row counts as events of its ends.
    fn is_contact(self) -> bool {
        matches!(self, Self::Message | Self::WithStaff | Self::ZeroWeight | Self::Tie)
    }

    /// Whether both ends are nodes.
    pub(super) fn is_between_nodes(self) -> bool {
        matches!(self, Self::ZeroWeight | Self::Tie)
    }
}

/// Interaction rows with what becomes of them.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The rows.
    pub tables: &'a Tables,
    /// The nodes.
    pub nodes: &'a Nodes,
    /// One per row.
    pub fates: &'a [Fate],
    /// As-of moment, weights, window.
    pub options: BuildOptions<'a>,
}

/// κ of each kind number.
pub(super) fn kappas(tables: &Tables, options: BuildOptions<'_>) -> Vec<f64> {
    tables.interactions.kinds.iter().map(|kind| options.graph.kappa_of(kind)).collect()
}

/// Decides on every row, and tells how many rows were left out and why.
pub(super) fn fates(tables: &Tables, options: BuildOptions<'_>, roster: &Roster, removals: &mut Removals) -> Vec<Fate> {
    let rows = &tables.interactions;
    let kappa = kappas(tables, options);
    let decide = |i: usize| {
        let (from, to) = (rows.from[i] as usize, rows.to[i] as usize);
        if from == to {
            return Fate::ToSelf;
        }
        let to = (rows.to[i] != NONE).then_some(to);
        if rows.count[i] == 0.0 {
            return Fate::ZeroCount;
        }
        if options.is_later(rows.at[i]) {
            return Fate::Later;
        }
        if to.into_iter().chain([from]).any(|end| roster.nodes.presence[end] == Presence::OptedOut) {
            return Fate::OptedOut;
        }
        let Some(to) = to else {
            return if roster.nodes.node[from] == NONE { Fate::AmongStaff } else { Fate::Message };
        };
        match (roster.nodes.node[from] != NONE, roster.nodes.node[to] != NONE) {
            (false, false) => Fate::AmongStaff,
            (true, true) if kappa[rows.kind[i] as usize] == 0.0 => Fate::ZeroWeight,
            (true, true) => Fate::Tie,
            _ => Fate::WithStaff,
        }
    };
    let mut fates = vec![Fate::default(); rows.from.len()];
    parallel::fill(&mut fates, decide);

    let mut counts = [0u64; Fate::Tie as usize + 1];
    fates.iter().for_each(|&fate| counts[fate as usize] += 1);
    let mut tell = |code, fate: Fate, text| removals.info(code, "interactions", counts[fate as usize], text);
    tell("self_interactions", Fate::ToSelf, &removals::SELF_INTERACTIONS);
    tell("zero_count_events", Fate::ZeroCount, &removals::ZERO_COUNT);
    tell("opted_out_events", Fate::OptedOut, &removals::OPTED_OUT_EVENTS);
    tell("interactions_among_staff", Fate::AmongStaff, &removals::AMONG_STAFF);
    tell("interactions_with_staff", Fate::WithStaff, &removals::WITH_STAFF);
    tell("zero_weight_events", Fate::ZeroWeight, &removals::ZERO_WEIGHT);
    removals.warning("future_rows", "interactions", counts[Fate::Later as usize], &removals::FUTURE_INTERACTIONS);
    fates
}

/// One direction of one node's scalars; together, because they are read and written together at random.
#[derive(Clone, Copy)]
struct Side {
    events: f64,
    recent: f64,
    last: Seconds,
}

/// Scalars per node from the rows that are contacts; what is counted by pairs stays empty.
pub(super) fn tallies(source: Source<'_>) -> Tallies {
    let rows = &source.tables.interactions;
    let (sent, (received, remarks)) =
        parallel::join(|| side(source, &rows.from), || parallel::join(|| side(source, &rows.to), || remarks(source)));
    Tallies {
        recent_contacts: sent.iter().zip(&received).map(|(a, b)| a.recent + b.recent).collect(),
        last_contact: sent.iter().zip(&received).map(|(a, b)| a.last.max(b.last)).collect(),
        last_sent: sent.iter().map(|side| side.last).collect(),
        events_in: received.iter().map(|side| side.events).collect(),
        events_out: sent.iter().map(|side| side.events).collect(),
        remarks,
        listeners: Vec::new(),
        attention: Vec::new(),
        group_events: Vec::new(),
        group_pairs: Vec::new(),
    }
}

fn side(source: Source<'_>, ends: &[u32]) -> Vec<Side> {
    let rows = &source.tables.interactions;
    // Days since an event are whole elapsed days, the bound included: the window ends where one more day begins.
    let before = source.options.as_of.saturating_sub((i64::from(source.options.contact_window_days) + 1) * DAY);
    let mut sides = vec![Side { events: 0.0, recent: 0.0, last: NO_TIME }; source.nodes.len()];
    for (i, _) in source.fates.iter().enumerate().filter(|(_, fate)| fate.is_contact()) {
        // A message to a group is to nobody.
        let node = source.nodes.node.get(ends[i] as usize).copied().unwrap_or(NONE);
        if node == NONE {
            continue;
        }
        let (side, at, count) = (&mut sides[node as usize], rows.at[i], rows.count[i]);
        side.events += count;
        side.recent += if at == NO_TIME || at > before { count } else { 0.0 };
        side.last = side.last.max(at);
    }
    sides
}

/// The larger of `remark_count` and the number of distinct senders of `remark` events.
fn remarks(source: Source<'_>) -> Vec<f64> {
    let rows = &source.tables.interactions;
    let given = &source.tables.user_table.remark_count;
    let mut out: Vec<f64> = source
        .nodes
        .user
        .iter()
        .map(|&user| given.get(user as usize).copied().filter(|count| *count > 0.0).unwrap_or(0.0))
        .collect();
    let Some(remark) = rows.kinds.iter().position(|kind| kind == "remark") else { return out };
    let mut pairs: Vec<(u32, u32)> = (0..rows.from.len())
        .filter(|&i| rows.kind[i] as usize == remark && rows.to[i] != NONE && source.fates[i].is_contact())
        .map(|i| (source.nodes.node[rows.to[i] as usize], rows.from[i]))
        .filter(|&(node, _)| node != NONE)
        .collect();
    pairs.sort_unstable();
    pairs.dedup();
    for to in pairs.chunk_by(|a, b| a.0 == b.0) {
        let slot = &mut out[to[0].0 as usize];
        *slot = slot.max(to.len() as f64);
    }
    out
}
