//! Many reverse-reachable sets drawn at once, wave after wave.
//!
//! A node of a set waits for its row, its channel and a member of a group, each somewhere else in memory. The nodes
//! that all sets of a batch reach at the same distance from their roots are taken together, one such step for all of them
//! before the next, so that they wait together.

use foldhash::fast::FixedState;
use hashbrown::HashSet;

use super::cascade::acceptance;
use super::sampler::{Collection, Purpose, Sampler};
use crate::config::CascadeModel;
use crate::parallel;
use crate::progress::Progress;
use crate::random::Random;
use crate::tables::NONE;

/// Sets drawn in one piece of work.
const BATCH: u64 = 512;

/// A node in one of the sets of a batch.
#[derive(Clone, Copy)]
struct Member {
    set: u32,
    node: u32,
}

/// What is known of a node before anything is drawn.
#[derive(Clone, Copy)]
struct Head {
    /// Its row of channels.
    start: usize,
    end: usize,
    law: u8,
    dominant: u32,
}

/// Somebody is hit.
#[derive(Clone, Copy)]
struct Event {
    /// By whom: a number in the wave.
    of: u32,
    /// Where the row of channels is hit, then the weight of the hit pair in the channel.
    weight: f64,
    /// Where the members of the group begin, or the neighbour by an edge; in the end who is hit.
    other: u32,
    /// Others in the group; 0 for an edge.
    others: u32,
}

/// Memory of one thread.
#[derive(Default)]
struct Space {
    part: Collection,
    wave: Vec<Member>,
    heads: Vec<Head>,
    events: Vec<Event>,
    /// All members of all sets, in the order in which they were reached.
    reached: Vec<Member>,
    seen: HashSet<u64, FixedState>,
    refused: Vec<u32>,
    /// End of each set while they are put one after the other.
    ends: Vec<usize>,
}

impl Space {
    fn has(&self, set: u32, node: u32) -> bool {
        self.seen.contains(&(u64::from(set) << 32 | u64::from(node)))
    }

    fn reach(&mut self, set: u32, node: u32) {
        if self.seen.insert(u64::from(set) << 32 | u64::from(node)) {
            self.reached.push(Member { set, node });
        }
    }
}

impl Sampler<'_> {
    /// Draws until `all` has at least `wanted` sets, in whole batches.
    pub fn draw_until(&self, wanted: u64, purpose: Purpose, mut all: Collection, progress: &Progress) -> Collection {
        let drawn = all.len() / BATCH;
        all.reserve(wanted + BATCH);
        let more = wanted.div_ceil(BATCH).saturating_sub(drawn);
        parallel::ordered_fold(
            more as usize,
            all,
            Space::default,
            |space, i| {
                let mut random = Random::batch(self.seed, purpose as u64, drawn + i as u64);
                self.draw_batch(space, &mut random, progress);
            },
            |all, space, _| all.take(&mut space.part),
        )
    }

    /// Draws one batch of sets into `space.part`.
    fn draw_batch(&self, space: &mut Space, random: &mut Random, progress: &Progress) {
        for set in 0..BATCH as u32 {
            space.reach(set, self.roots.draw(random));
        }
        let mut next = 0;
        while next < space.reached.len() && !progress.is_cancelled() {
            space.wave.clear();
            space.wave.extend_from_slice(&space.reached[next..]);
            next = space.reached.len();
            self.count(space, random);
            self.aim(space, random);
            self.accept(space, random);
            space.part.steps += (space.wave.len() + space.events.len()) as u64;
        }
        self.collect(space);
    }

    /// How many events each node of the wave has; the dominant neighbours.
    fn count(&self, space: &mut Space, random: &mut Random) {
        space.heads.clear();
        space.heads.extend(space.wave.iter().map(|&Member { node, .. }| {
            let node = node as usize;
            Head {
                start: self.starts[node],
                end: self.starts[node + 1],
                law: self.law_of.get(node).copied().unwrap_or(0),
                dominant: self.cascade.dominant(node as u32),
            }
        }));
        space.events.clear();
        for i in 0..space.heads.len() {
            let head = space.heads[i];
            if head.start == head.end {
                continue;
            }
            let events = match self.model {
                CascadeModel::Lt => u64::from(random.chance(self.cascade.rate)),
                CascadeModel::Ic => {
                    let Member { set, node } = space.wave[i];
                    if head.dominant != NONE && random.chance(self.dominant_chance[node as usize]) {
                        space.reach(set, head.dominant);
                    }
                    self.laws[usize::from(head.law)].events(random)
                }
            };
            let event = Event { of: i as u32, weight: 0.0, other: NONE, others: 0 };
            space.events.extend((0..events).map(|_| event));
        }
    }

    /// Who is hit: a channel in proportion to its weight, then one of the others in it.
    fn aim(&self, space: &mut Space, random: &mut Random) {
        let Space { events, heads, wave, .. } = space;
        for event in events.iter_mut() {
            event.weight = random.unit() * self.channels[heads[event.of as usize].end - 1].end;
        }
        for event in events.iter_mut() {
            let Head { start, end, .. } = heads[event.of as usize];
            let row = &self.channels[start..end];
            let i = row.partition_point(|channel| channel.end <= event.weight).min(row.len() - 1);
            let before = if i == 0 { 0.0 } else { row[i - 1].end };
            event.weight = (row[i].end - before) / f64::from(row[i].others.max(1));
            (event.other, event.others) = (row[i].first, row[i].others);
        }
        let members = &self.cascade.graph.incidence.members_of.items;
        for event in events.iter_mut().filter(|event| event.others > 0) {
            // All but the last member; in the place of the node itself stands the last.
            let first = event.other as usize;
            let drawn = members[first + random.below(u64::from(event.others)) as usize];
            let last = first + event.others as usize;
            event.other = if drawn == wave[event.of as usize].node { members[last] } else { drawn };
        }
    }

    /// Who of those that are hit reaches the node.
    fn accept(&self, space: &mut Space, random: &mut Random) {
        let mut of = NONE;
        for i in 0..space.events.len() {
            let event = space.events[i];
            let other = event.other;
            let Member { set, node } = space.wave[event.of as usize];
            if self.model == CascadeModel::Lt {
                space.reach(set, other);
                continue;
            }
            if event.of != of {
                of = event.of;
                space.refused.clear();
            }
            let head = &space.heads[event.of as usize];
            if other == head.dominant || space.refused.contains(&other) || space.has(set, other) {
                continue;
            }
            let law = &self.laws[usize::from(head.law)];
            let draw = random.unit();
            if draw < law.sure || self.accepts(draw, node, &event, law.intensity) {
                space.reach(set, other);
            } else {
                space.refused.push(other);
            }
        }
    }

    /// The more they share, the more likely; so what they have in this channel may do.
    fn accepts(&self, draw: f64, node: u32, event: &Event, intensity: f64) -> bool {
        let least = self.cascade.rate * event.weight / self.cascade.strength[node as usize];
        // Less by more than rounding.
        draw < acceptance(least * 0.999_999, intensity)
            || draw < acceptance(self.cascade.chance(event.other, node), intensity)
    }

    /// Puts the candidates of all sets one set after the other.
    fn collect(&self, space: &mut Space) {
        let Space { part, reached, seen, ends, .. } = space;
        reached.retain(|member| self.candidates[member.node as usize]);
        ends.clear();
        ends.resize(BATCH as usize + 1, part.nodes.len());
        reached.iter().for_each(|member| ends[member.set as usize + 1] += 1);
        for set in 0..BATCH as usize {
            ends[set + 1] += ends[set] - part.nodes.len();
        }
        part.ends.extend_from_slice(&ends[1..]);
        part.nodes.resize(ends[BATCH as usize], NONE);
        for member in reached.drain(..) {
            let slot = &mut ends[member.set as usize];
            part.nodes[*slot] = member.node;
            *slot += 1;
        }
        seen.clear();
    }
}
