//! The interaction layer: one undirected edge per pair of nodes with events, its weight the decayed sum of the events.
//!
//! Rows are sorted by counting on the smaller end; the events of one smaller end are then sorted by the larger end and
//! row number, so a pair's events are summed in the tables' canonical order whichever way they went, and both
//! directions of an edge are the same number.

use super::events::{Fate, Source, kappas};
use crate::config::MOST_HALF_LIVES;
use crate::graph::csr::common;
use crate::graph::{Csr, Membership, Ties};
use crate::parallel;
use crate::progress::Progress;
use crate::tables::{NO_TIME, Seconds};

/// Nodes per piece of work.
const PIECE: usize = 4096;
/// Nodes whose events are loaded ahead at once; divides [`PIECE`].
const BLOCK: usize = 128;
const SECONDS_PER_DAY: f64 = 86_400.0;

/// Builds the interaction layer, and what is counted pair by pair on the way.
pub(super) fn ties(
    source: Source<'_>,
    sorted: Sorted,
    membership: &Membership,
    progress: &Progress,
) -> crate::Result<(Ties, ByPairs)> {
    let n = source.nodes.len();
    let merge = Merge::new(source, membership);
    let groups = source.tables.groups.len();
    let by_pairs = ByPairs {
        group_events: vec![0.0; groups],
        group_pairs: vec![0; groups],
        listeners: vec![0; n],
        attention: vec![0.0; n],
    };
    let empty = Upper { by_pairs, ..Upper::default() };
    let upper = parallel::ordered_fold(
        n.div_ceil(PIECE),
        empty,
        Piece::default,
        |piece, i| {
            for start in (i * PIECE..((i + 1) * PIECE).min(n)).step_by(BLOCK) {
                let end = (start + BLOCK).min(n);
                if !progress.is_cancelled() {
                    merge.load_ahead(&sorted.events[sorted.offsets[start]..sorted.offsets[end]]);
                    (start..end).for_each(|node| merge.events_of(&sorted, node, piece));
                }
            }
        },
        |upper, piece, _| upper.take(piece),
    );
    drop(sorted);
    progress.check()?;
    Ok((symmetric(&upper.lengths, &upper.targets, &upper.weights), upper.by_pairs))
}

/// Events between nodes, in rows by the smaller end; an event is its larger end and its row number, packed so that it
/// sorts by both.
pub(super) struct Sorted {
    offsets: Vec<usize>,
    events: Vec<u64>,
}

/// The events between nodes, in rows by their smaller ends.
pub(super) fn sorted(source: Source<'_>) -> Sorted {
    let (rows, node) = (&source.tables.interactions, &source.nodes.node);
    let ends = |i: usize| {
        let (a, b) = (node[rows.from[i] as usize], node[rows.to[i] as usize]);
        (a.min(b), a.max(b))
    };
    let between = || (0..rows.from.len()).filter(|&i| source.fates[i].is_between_nodes());
    let mut offsets = vec![0usize; source.nodes.len() + 1];
    for i in between() {
        offsets[ends(i).0 as usize + 1] += 1;
    }
    for i in 1..offsets.len() {
        offsets[i] += offsets[i - 1];
    }
    let mut next = offsets.clone();
    let mut events = vec![0u64; offsets.last().copied().unwrap_or(0)];
    for i in between() {
        let (low, high) = ends(i);
        let slot = &mut next[low as usize];
        events[*slot] = u64::from(high) << 32 | i as u64;
        *slot += 1;
    }
    Sorted { offsets, events }
}

/// What one piece of nodes yields.
#[derive(Default)]
struct Piece {
    events: Vec<u64>,
    lengths: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f64>,
    group_events: Vec<(u32, f64)>,
    /// Who was addressed by the other end of a pair, and what that gives.
    addressed: Vec<(u32, f64)>,
}

/// Edges from each node to larger nodes.
#[derive(Default)]
struct Upper {
    lengths: Vec<u32>,
    targets: Vec<u32>,
    weights: Vec<f64>,
    by_pairs: ByPairs,
}

/// What is counted pair by pair; the names are those of [`Tallies`](crate::graph::Tallies).
#[derive(Default)]
pub(super) struct ByPairs {
    pub group_events: Vec<f64>,
    pub group_pairs: Vec<u32>,
    pub listeners: Vec<u32>,
    pub attention: Vec<f64>,
}

impl Upper {
    fn take(&mut self, piece: &mut Piece) {
        self.lengths.append(&mut piece.lengths);
        self.targets.append(&mut piece.targets);
        self.weights.append(&mut piece.weights);
        for (group, count) in piece.group_events.drain(..) {
            self.by_pairs.group_events[group as usize] += count;
            self.by_pairs.group_pairs[group as usize] += 1;
        }
        for (node, share) in piece.addressed.drain(..) {
            self.by_pairs.listeners[node as usize] += 1;
            self.by_pairs.attention[node as usize] += share;
        }
    }
}

/// Sums the events of pairs.
struct Merge<'a> {
    source: Source<'a>,
    membership: &'a Membership,
    kappa: Vec<f64>,
    /// Per kind number, whether its events address whom they are sent to.
    addresses: Vec<bool>,
    /// Events from here on do.
    since: Seconds,
}

impl<'a> Merge<'a> {
    fn new(source: Source<'a>, membership: &'a Membership) -> Self {
        let (options, attention) = (source.options, source.options.attention);
        let kinds = &source.tables.interactions.kinds;
        let window = attention.window_days.map(|days| (i64::from(days) + 1) * SECONDS_PER_DAY as i64 - 1);
        Self {
            kappa: kappas(source.tables, options),
            addresses: kinds.iter().map(|kind| attention.counts(kind)).collect(),
            since: window.map_or(Seconds::MIN, |window| options.as_of.saturating_sub(window)),
            source,
            membership,
        }
    }

    /// Touches what [`Merge::events_of`] will read for `events`; see [`Csr::touch`].
    fn load_ahead(&self, events: &[u64]) {
        let rows = &self.source.tables.interactions;
        let mut sum = 0u64;
        for &event in events {
            let (target, row) = ((event >> 32) as usize, (event & u64::from(u32::MAX)) as usize);
            let (at, count) = (rows.at[row] as u64, rows.count[row].to_bits());
            let group = self.membership.groups_of.touch(target);
            sum ^= at ^ count ^ u64::from(rows.kind[row] ^ rows.from[row] ^ group) ^ self.source.fates[row] as u64;
        }
        std::hint::black_box(sum);
    }

    fn events_of(&self, sorted: &Sorted, node: usize, piece: &mut Piece) {
        piece.events.clear();
        piece.events.extend_from_slice(&sorted.events[sorted.offsets[node]..sorted.offsets[node + 1]]);
        piece.events.sort_unstable();
        let groups = self.membership.groups_of.row(node);
        let (rows, user) = (&self.source.tables.interactions, self.source.nodes.user[node]);
        let before = piece.targets.len();
        for events in piece.events.chunk_by(|a, b| a >> 32 == b >> 32) {
            let target = (events[0] >> 32) as u32;
            let (mut weight, mut count, mut tied) = (0.0, 0.0, false);
            // What the smaller end was sent, and the larger.
            let mut sent = [0.0, 0.0];
            for &event in events {
                let row = (event & u64::from(u32::MAX)) as usize;
                count += rows.count[row];
                if self.source.fates[row] == Fate::Tie {
                    let one = self.weight(row);
                    weight += one;
                    tied = true;
                    if self.addresses[rows.kind[row] as usize]
                        && (rows.at[row] >= self.since || rows.at[row] == NO_TIME)
                    {
                        sent[usize::from(rows.from[row] == user)] += one;
                    }
                }
            }
            let addressed = [node as u32, target].into_iter().zip(sent).filter(|&(_, sent)| sent > 0.0);
            piece.addressed.extend(addressed.map(|(end, sent)| (end, self.source.options.attention.share(sent))));
            for group in common(groups, self.membership.groups_of.row(target as usize)) {
                piece.group_events.push((group, count));
            }
            if tied {
                piece.targets.push(target);
                piece.weights.push(weight);
            }
        }
        piece.lengths.push((piece.targets.len() - before) as u32);
    }

    /// κ · count · 2^(−age / half-life); age alone never removes an edge.
    fn weight(&self, row: usize) -> f64 {
        let rows = &self.source.tables.interactions;
        let (options, at) = (self.source.options, rows.at[row]);
        let weight = self.kappa[rows.kind[row] as usize] * rows.count[row];
        if at == NO_TIME || options.as_of == NO_TIME {
            return weight;
        }
        let age = options.as_of.saturating_sub(at) as f64 / SECONDS_PER_DAY;
        weight * libm::exp2(-(age / options.graph.half_life_days).min(MOST_HALF_LIVES))
    }
}

/// Mirrors edges to larger nodes. Smaller nodes come first, so every row is ascending.
fn symmetric(lengths: &[u32], targets: &[u32], weights: &[f64]) -> Ties {
    let mut offsets = vec![0usize; lengths.len() + 1];
    for (node, &length) in lengths.iter().enumerate() {
        offsets[node + 1] += length as usize;
    }
    for &target in targets {
        offsets[target as usize + 1] += 1;
    }
    for i in 1..offsets.len() {
        offsets[i] += offsets[i - 1];
    }
    // Both arrays are written at random places: a thread for each.
    let (items, weights) = parallel::join(
        || mirrored(&offsets, lengths, targets, |_, from| from),
        || mirrored(&offsets, lengths, targets, |edge, _| weights[edge]),
    );
    Ties { rows: Csr { items, offsets }, weights }
}

/// What `value(edge, other end)` says of each edge, in the rows of both its ends.
fn mirrored<T: Copy + Default>(
    offsets: &[usize],
    lengths: &[u32],
    targets: &[u32],
    value: impl Fn(usize, u32) -> T,
) -> Vec<T> {
    let mut next = offsets.to_vec();
    let mut out = vec![T::default(); 2 * targets.len()];
    let mut edges = targets.iter().copied().enumerate();
    for (node, &length) in (0u32..).zip(lengths) {
        for (edge, target) in edges.by_ref().take(length as usize) {
            for (row, other) in [(node, target), (target, node)] {
                let slot = &mut next[row as usize];
                out[*slot] = value(edge, other);
                *slot += 1;
            }
        }
    }
    out
}
