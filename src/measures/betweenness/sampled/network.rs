//! The class graph as the search reads it: numbered for locality, without what no path can pass through.
//!
//! A class can lie inside a shortest path only when it has more than one group or outside edge; else its neighbourhood is a
//! clique. Such classes come first (*places* below [`Network::between`]); the others are no entry of any row, because
//! a search meets them only as an end.
//!
//! Pairs are drawn inside components, each in proportion to its pairs, so that no draw is wasted; components that
//! no path passes through are left out.

use crate::graph::csr::common;
use crate::graph::walk::walk;
use crate::graph::{Classes, Csr};
use crate::progress::Progress;
use crate::random::Random;
use crate::tables::NONE;

/// Classes between two looks at whether the run was cancelled.
const PATIENCE: usize = 4096;

/// Where the row of a class starts, and what is in it.
#[derive(Clone, Copy, Debug)]
struct Head {
    start: u64,
    groups: u32,
    multiplicity: u32,
}

/// Classes and groups, renumbered.
#[derive(Debug)]
pub(super) struct Network {
    /// By place, and one more.
    heads: Vec<Head>,
    /// Row of a class: its groups, ascending, then its outside edges to classes that can lie between.
    items: Vec<u32>,
    /// Classes in each group that can lie between.
    members: Csr,
    /// How many classes can lie between.
    pub between: usize,
    /// Place of each class.
    pub place_of: Vec<u32>,
    /// Place of each group; [`NONE`] for groups without ties.
    pub group_place_of: Vec<u32>,
    /// Users of the component of each place.
    pub component_size: Vec<u32>,
    /// From whom pairs are drawn.
    pub pairs: Pairs,
}

/// The users of all components that a path passes through.
#[derive(Debug, Default)]
pub(super) struct Pairs {
    /// Place of each user, component by component.
    users: Vec<u32>,
    components: Vec<Component>,
    /// Ordered pairs.
    ordered: u64,
    /// Classes among them.
    pub classes: usize,
}

#[derive(Clone, Copy, Debug)]
struct Component {
    /// Ordered pairs up to here.
    end: u64,
    first: usize,
    size: u64,
}

impl Network {
    /// Nothing once `progress` is cancelled. O(memberships + edges), and sorting the rows.
    pub(super) fn new(classes: &Classes, progress: &Progress) -> Option<Self> {
        // Breadth first, so that those whom a search meets together stand together.
        let walk = walk(classes, progress)?;
        let mut component_of = vec![0; classes.len()];
        for (component, members) in (0u32..).zip(walk.components()) {
            members.iter().for_each(|&class| component_of[class as usize] = component);
        }
        let entries = |class: usize| classes.groups_of.row(class).len() + classes.outside.row(class).len();
        let (mut order, mut ends): (Vec<u32>, Vec<u32>) = walk.classes.iter().partition(|&&c| entries(c as usize) > 1);
        let between = order.len();
        order.append(&mut ends);
        let place_of = inverse(&order, classes.len());
        let group_place_of = inverse(&walk.groups, classes.classes_in.len());
        let mut heads = Vec::with_capacity(order.len() + 1);
        let mut items = Vec::new();
        for (i, &class) in order.iter().enumerate() {
            if i % PATIENCE == 0 && progress.is_cancelled() {
                return None;
            }
            let class = class as usize;
            let start = items.len();
            items.extend(classes.groups_of.row(class).iter().map(|&g| group_place_of[g as usize]));
            items[start..].sort_unstable();
            let groups = (items.len() - start) as u32;
            let places = classes.outside.row(class).iter().map(|&v| place_of[v as usize]);
            items.extend(places.filter(|&place| (place as usize) < between));
            items[start + groups as usize..].sort_unstable();
            heads.push(Head { start: start as u64, groups, multiplicity: classes.multiplicity[class] as u32 });
        }
        heads.push(Head { start: items.len() as u64, groups: 0, multiplicity: 0 });
        let memberships = |place: usize| {
            let start = heads[place].start as usize;
            items[start..start + heads[place].groups as usize].iter().map(move |&group| (group, place as u32))
        };
        let members = Csr::from_pairs(walk.groups.len(), (0..between).flat_map(memberships));
        let mut network = Self {
            heads,
            items,
            members,
            between,
            place_of,
            group_place_of,
            component_size: vec![0; order.len()],
            pairs: Pairs::default(),
        };
        network.find_pairs(&component_of, classes);
        Some(network)
    }

    /// Sorts users into components; `component_of` is by class.
    fn find_pairs(&mut self, component_of: &[u32], classes: &Classes) {
        let count = component_of.iter().map(|&c| c as usize + 1).max().unwrap_or(0);
        let (mut size, mut passed) = (vec![0u32; count], vec![false; count]);
        for (class, &component) in component_of.iter().enumerate() {
            size[component as usize] += classes.multiplicity[class] as u32;
            passed[component as usize] |= (self.place_of[class] as usize) < self.between;
        }
        let mut of_place = vec![0; self.len()];
        for (class, &component) in component_of.iter().enumerate() {
            of_place[self.place_of[class] as usize] = component;
            self.component_size[self.place_of[class] as usize] = size[component as usize];
        }
        let places = (0..self.len() as u32).map(|place| (of_place[place as usize], place));
        let rows = Csr::from_pairs(count, places);
        for component in (0..count).filter(|&c| passed[c]) {
            let first = self.pairs.users.len();
            for &place in rows.row(component) {
                let users = self.heads[place as usize].multiplicity as usize;
                self.pairs.users.extend(std::iter::repeat_n(place, users));
            }
            let size = u64::from(size[component]);
            self.pairs.ordered += size * (size - 1);
            self.pairs.components.push(Component { end: self.pairs.ordered, first, size });
            self.pairs.classes += rows.row(component).len();
        }
    }

    /// Number of classes.
    pub(super) fn len(&self) -> usize {
        self.heads.len() - 1
    }

    /// Number of groups with ties.
    pub(super) fn groups(&self) -> usize {
        self.members.len()
    }

    /// Users of a class.
    #[inline]
    pub(super) fn multiplicity(&self, place: u32) -> f64 {
        f64::from(self.heads[place as usize].multiplicity)
    }

    /// Groups of a class, ascending.
    #[inline]
    pub(super) fn groups_of(&self, place: u32) -> &[u32] {
        let head = self.heads[place as usize];
        &self.items[head.start as usize..head.start as usize + head.groups as usize]
    }

    /// Outside neighbours of a class that can lie between.
    #[inline]
    pub(super) fn outside(&self, place: u32) -> &[u32] {
        let head = self.heads[place as usize];
        &self.items[head.start as usize + head.groups as usize..self.heads[place as usize + 1].start as usize]
    }

    /// Classes in a group that can lie between, ascending.
    #[inline]
    pub(super) fn members(&self, group: u32) -> &[u32] {
        self.members.row(group as usize)
    }

    /// How many groups a class has.
    #[inline]
    pub(super) fn group_count(&self, place: u32) -> u32 {
        self.heads[place as usize].groups
    }

    /// Loads the rows of those of some classes that have several groups into the cache.
    #[inline]
    pub(super) fn touch(&self, places: &[u32]) -> u32 {
        let heads = places.iter().map(|&place| self.heads[place as usize]).filter(|head| head.groups > 1);
        heads.fold(0, |sum, head| sum ^ self.items[head.start as usize])
    }

    /// Groups that two classes share, ascending.
    pub(super) fn shared(&self, u: u32, v: u32) -> impl Iterator<Item = u32> + '_ {
        common(self.groups_of(u), self.groups_of(v))
    }
}

impl Pairs {
    /// Unordered pairs that a draw stands for.
    pub(super) fn count(&self) -> f64 {
        self.ordered as f64 / 2.0
    }

    /// Places of two different users of one component, uniformly.
    pub(super) fn draw(&self, random: &mut Random) -> (u32, u32) {
        let pair = random.below(self.ordered);
        let component = self.components[self.components.partition_point(|c| c.end <= pair)];
        let others = component.size - 1;
        let within = component.end - pair - 1;
        let (s, t) = (within / others, within % others);
        let t = if t < s { t } else { t + 1 };
        (self.users[component.first + s as usize], self.users[component.first + t as usize])
    }
}

fn inverse(order: &[u32], n: usize) -> Vec<u32> {
    let mut place_of = vec![NONE; n];
    (0..).zip(order).for_each(|(place, &item)| place_of[item as usize] = place);
    place_of
}
