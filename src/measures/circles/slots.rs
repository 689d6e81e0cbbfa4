//! How many users each community has in each group, and from that how strongly a node is tied to the communities around it.

use hashbrown::HashMap;

use super::level::Level;
use crate::random::Random;
use crate::tables::NONE;

/// Groups with more nodes find a community's slot by a map instead of looking through their slots.
const LARGE: usize = 1024;
/// A large group with more slots than this does not show them all to a node that looks for a community.
const SHOWN: usize = 256;
/// It shows those of so many random members instead.
const DRAWN: usize = 32;

/// Users of one community in one group.
#[derive(Clone, Copy, Debug)]
struct Slot {
    community: u32,
    users: u32,
}

/// The communities in each group.
#[derive(Debug)]
pub(super) struct Slots {
    /// Group by group, as long as the group has nodes; the first `len` are in use.
    slots: Vec<Slot>,
    len: Vec<u32>,
    /// Place of (group, community) in large groups. Only looked up, never walked.
    places: HashMap<(u32, u32), u32, foldhash::fast::FixedState>,
}

impl Slots {
    /// Before any community is there.
    pub(super) fn empty(level: &Level) -> Self {
        let slots = vec![Slot { community: NONE, users: 0 }; level.members.items.len()];
        Self { slots, len: vec![0; level.members.len()], places: HashMap::default() }
    }

    pub(super) fn new(level: &Level, of: &[u32], communities: usize) -> Self {
        let mut slots = vec![Slot { community: NONE, users: 0 }; level.members.items.len()];
        let mut len = vec![0u32; level.members.len()];
        let mut places = HashMap::default();
        let mut place = vec![NONE; communities];
        for (g, len) in len.iter_mut().enumerate() {
            let region = &mut slots[level.members.offsets[g]..level.members.offsets[g + 1]];
            for &(v, users) in level.members.row(g) {
                let community = of[v as usize];
                let place = &mut place[community as usize];
                if *place == NONE {
                    *place = *len;
                    *len += 1;
                    region[*place as usize].community = community;
                }
                region[*place as usize].users += users;
            }
            for (i, slot) in (0..).zip(&region[..*len as usize]) {
                place[slot.community as usize] = NONE;
                if region.len() > LARGE {
                    places.insert((g as u32, slot.community), i);
                }
            }
        }
        Self { slots, len, places }
    }

    /// Users of two different communities in a group.
    pub(super) fn users(&self, level: &Level, group: u32, a: u32, b: u32) -> (u32, u32) {
        let (start, end) = (level.members.offsets[group as usize], level.members.offsets[group as usize + 1]);
        let slots = &self.slots[start..start + self.len[group as usize] as usize];
        if end - start > LARGE {
            let users = |c| self.places.get(&(group, c)).map_or(0, |&i| slots[i as usize].users);
            return (users(a), users(b));
        }
        // Without branches, so that several are compared at a time.
        slots.iter().fold((0, 0), |(of_a, of_b), slot| {
            let users = |c| if slot.community == c { slot.users } else { 0 };
            (of_a + users(a), of_b + users(b))
        })
    }

    /// `users` of a node leave a community.
    pub(super) fn remove(&mut self, level: &Level, group: u32, community: u32, users: u32) {
        let g = group as usize;
        let (start, end) = (level.members.offsets[g], level.members.offsets[g + 1]);
        let last = self.len[g] as usize - 1;
        let large = end - start > LARGE;
        let region = &mut self.slots[start..=start + last];
        let Some(i) = find(region, large.then_some(&self.places), group, community) else {
            return;
        };
        region[i].users -= users;
        if region[i].users == 0 {
            region.swap(i, last);
            self.len[g] -= 1;
            if large {
                self.places.remove(&(group, community));
                if i != last {
                    self.places.insert((group, region[i].community), i as u32);
                }
            }
        }
    }

    /// `users` of a node join a community.
    pub(super) fn add(&mut self, level: &Level, group: u32, community: u32, users: u32) {
        let g = group as usize;
        let (start, end) = (level.members.offsets[g], level.members.offsets[g + 1]);
        let len = self.len[g] as usize;
        let large = end - start > LARGE;
        if let Some(i) = find(&self.slots[start..start + len], large.then_some(&self.places), group, community) {
            self.slots[start + i].users += users;
        } else {
            self.slots[start + len] = Slot { community, users };
            self.len[g] += 1;
            if large {
                self.places.insert((group, community), len as u32);
            }
        }
    }
}

/// Place of a community among the slots of a group.
fn find(
    slots: &[Slot],
    places: Option<&HashMap<(u32, u32), u32, foldhash::fast::FixedState>>,
    group: u32,
    community: u32,
) -> Option<usize> {
    match places {
        Some(places) => places.get(&(group, community)).map(|&i| i as usize),
        None => slots.iter().position(|slot| slot.community == community),
    }
}

/// Strengths between one node and the communities around it.
#[derive(Debug)]
pub(super) struct Around {
    cells: Vec<Cell>,
    mark: u32,
    /// Communities found, in the order of finding: the first `len`.
    found: Vec<u32>,
    len: usize,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    strength: f64,
    mark: u32,
}

impl Around {
    pub(super) fn new(communities: usize) -> Self {
        Self {
            cells: vec![Cell { strength: 0.0, mark: 0 }; communities],
            mark: 0,
            found: vec![0; communities + 1],
            len: 0,
        }
    }

    /// Without a branch on whether the community was found before: that cannot be predicted.
    #[inline]
    pub(super) fn add(&mut self, community: u32, strength: f64) {
        let cell = &mut self.cells[community as usize];
        let known = cell.mark == self.mark;
        cell.strength = if known { cell.strength } else { 0.0 } + strength;
        cell.mark = self.mark;
        self.found[self.len] = community;
        self.len += usize::from(!known);
    }

    /// Whether a community was found.
    #[inline]
    pub(super) fn knows(&self, community: u32) -> bool {
        self.cells[community as usize].mark == self.mark
    }

    /// Communities found, in the order of finding.
    #[inline]
    pub(super) fn found(&self) -> &[u32] {
        &self.found[..self.len]
    }

    /// Strength of the node towards a community that was found, the node's own users included; 0 for others.
    #[inline]
    pub(super) fn strength(&self, community: u32) -> f64 {
        let cell = self.cells[community as usize];
        if cell.mark == self.mark { cell.strength } else { 0.0 }
    }

    /// Looks around `node`. Its `own` community is always found.
    pub(super) fn look(&mut self, level: &Level, slots: &Slots, of: &[u32], node: u32, random: &mut Random) {
        if self.mark == u32::MAX {
            self.cells.fill(Cell { strength: 0.0, mark: 0 });
            self.mark = 0;
        }
        self.mark += 1;
        self.len = 0;
        self.add(of[node as usize], 0.0);
        let mut hidden = false;
        for &(group, users) in level.groups.row(node as usize) {
            let (g, start) = (group as usize, level.members.offsets[group as usize]);
            let len = slots.len[g] as usize;
            if len > SHOWN && level.members.offsets[g + 1] - start > LARGE {
                hidden = true;
                let members = level.members.row(g);
                for _ in 0..DRAWN {
                    let (other, _) = members[random.below(members.len() as u64) as usize];
                    self.add(of[other as usize], 0.0);
                }
                continue;
            }
            let weight = level.pair_weight[g] * f64::from(users);
            for slot in &slots.slots[start..start + len] {
                self.add(slot.community, weight * f64::from(slot.users));
            }
        }
        for &(other, weight) in level.ties.row(node as usize) {
            self.add(of[other as usize], weight);
        }
        if !hidden {
            return;
        }
        for &(group, users) in level.groups.row(node as usize) {
            let (g, start) = (group as usize, level.members.offsets[group as usize]);
            if slots.len[g] as usize > SHOWN && level.members.offsets[g + 1] - start > LARGE {
                let weight = level.pair_weight[g] * f64::from(users);
                for &community in &self.found[..self.len] {
                    if let Some(&i) = slots.places.get(&(group, community)) {
                        self.cells[community as usize].strength +=
                            weight * f64::from(slots.slots[start + i as usize].users);
                    }
                }
            }
        }
    }
}
