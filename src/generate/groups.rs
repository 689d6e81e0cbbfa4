//! Groups: their sizes, who is in them, and `memberships.csv`, `groups.csv`.

use super::calendar::OLDEST;
use super::circles::{Circle, Population};
use super::ids::write_group;
use super::lines::{Lines, Outlet};
use super::names::{self, CITIES, THEMES};
use super::random::{Random, Stream};
use super::{GenerateOptions, Workload};
use crate::Result;
use crate::progress::Progress;

/// Size classes: fewest and most members, and groups of the class in every deck of 50.
const SIZES: [(usize, usize, usize); 3] = [(8, 199, 34), (200, 499, 11), (500, 500, 5)];
/// Share of a group's customers from its own circle.
const OWN_CIRCLE: f64 = 0.93;
/// Chance that a group has a second member of staff.
const SECOND_STAFF: f64 = 0.3;
/// Chance that a group has a robot.
const ROBOT: f64 = 0.3;
/// Share of members who have left.
const LEFT: f64 = 0.02;
/// Chance that a group lives in one city.
const LOCAL: f64 = 0.6;
/// Fewest customers of a group.
const MIN_CUSTOMERS: usize = 2;
/// No day of leaving.
const STAYED: u16 = u16::MAX;

/// One member row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Member {
    /// Customer slot, staff or robot.
    pub(super) who: u32,
    /// Days since joining.
    pub(super) joined: u16,
    /// Days since leaving; [`STAYED`].
    left: u16,
}

impl Member {
    /// A customer outside any group, there since so many days.
    pub(super) fn customer(slot: usize, since: u16) -> Self {
        Self { who: slot as u32, joined: since, left: STAYED }
    }

    /// Days since the last day as a member; 0 for those who are still there.
    pub(super) fn gone(&self) -> u16 {
        if self.left == STAYED { 0 } else { self.left }
    }
}

/// Who is in which group.
#[derive(Debug)]
pub(super) struct Groups {
    /// `offsets[g]..offsets[g + 1]` are the member rows of group `g`.
    pub(super) offsets: Vec<usize>,
    pub(super) members: Vec<Member>,
    /// The circle of each group.
    circle: Vec<u32>,
    /// The member of staff who owns each group.
    pub(super) owner: Vec<u32>,
}

impl Groups {
    /// Groups until `memberships_per_user` is reached, circles in proportion to their size. Sizes are dealt from
    /// shuffled decks, so that the classes have their shares in every 50 groups.
    pub(super) fn new(options: &GenerateOptions, people: &Population, progress: &Progress) -> Result<Self> {
        let target = (options.memberships_per_user * options.users as f64).round() as usize;
        let mut founder = Founder {
            people,
            random: Random::new(options.seed, Stream::Groups),
            newest: vec![u32::MAX; options.users],
            groups: Self { offsets: vec![0], members: Vec::new(), circle: Vec::new(), owner: Vec::new() },
        };
        let mut deck: Vec<(usize, usize)> = Vec::new();
        let possible = people.circles.iter().any(|c| capacity(c) >= MIN_CUSTOMERS);
        while possible && founder.groups.members.len() < target {
            progress.check()?;
            let circle = people.circle_of(founder.random.below(people.users()));
            let capacity = capacity(&people.circles[circle]);
            if capacity < MIN_CUSTOMERS {
                continue;
            }
            if deck.is_empty() {
                deck.extend(SIZES.iter().flat_map(|&(low, high, n)| std::iter::repeat_n((low, high), n)));
                founder.random.shuffle(&mut deck);
            }
            if let Some((low, high)) = deck.pop() {
                let size = founder.random.between(low, high).min(capacity);
                founder.found(circle, size);
            }
        }
        Ok(founder.groups)
    }

    /// Number of groups.
    pub(super) fn len(&self) -> usize {
        self.circle.len()
    }

    /// The group of a member row.
    pub(super) fn group_of(&self, row: usize) -> usize {
        self.offsets.partition_point(|&o| o <= row) - 1
    }
}

/// Most members of a group of a circle: half of it, and no more than can be drawn.
fn capacity(circle: &Circle) -> usize {
    ((circle.end - circle.start) / 2).min(circle.joiners - circle.start)
}

/// Founds one group after another.
struct Founder<'a> {
    people: &'a Population,
    random: Random,
    /// The newest group of each slot, so that nobody is drawn twice.
    newest: Vec<u32>,
    groups: Groups,
}

impl Founder<'_> {
    /// One group of `size` rows: its staff, perhaps a robot, and customers.
    fn found(&mut self, circle: usize, size: usize) {
        let people = self.people;
        let c = &people.circles[circle];
        let age = self.random.between(120, 900) as u16;
        let mut company = vec![];
        let first = self.random.below(c.staff.len());
        company.push(people.staff_member(c.staff.start + first as u32));
        if self.random.chance(SECOND_STAFF) && c.staff.len() > 1 {
            company.push(people.staff_member(c.staff.start + ((first + 1) % c.staff.len()) as u32));
        }
        if self.random.chance(ROBOT) {
            company.push(people.robot(circle as u32 % people.robots));
        }
        company.truncate(size.saturating_sub(MIN_CUSTOMERS).max(1));
        let customers = size.saturating_sub(company.len()).max(MIN_CUSTOMERS);
        self.groups.owner.push(company[0]);
        self.groups.members.extend(company.into_iter().map(|who| Member { who, joined: age, left: STAYED }));
        let number = self.groups.circle.len() as u32;
        // Where few others join groups, nobody comes from outside: drawing somebody new could take for ever.
        let others = people.joiners_outside(c) > 2 * size;
        for _ in 0..customers {
            // Whether an outsider comes is settled first; then drawing until somebody new comes up is sampling
            // without replacement, one after the other.
            let outsider = others && !self.random.chance(OWN_CIRCLE);
            let slot = loop {
                let slot = match outsider {
                    true => people.draw_outside(&mut self.random, c),
                    false => people.draw_inside(&mut self.random, c),
                };
                if self.newest[slot] != number {
                    break slot;
                }
            };
            self.newest[slot] = number;
            let member = self.stay(slot, age);
            self.groups.members.push(member);
        }
        self.groups.offsets.push(self.groups.members.len());
        self.groups.circle.push(circle as u32);
    }

    /// When a customer joined, and whether they left again.
    fn stay(&mut self, slot: usize, age: u16) -> Member {
        let quiet = self.people.quiet[slot];
        let oldest = self.people.registered[slot].min(age).max(quiet);
        let joined = self.random.between(usize::from(quiet), usize::from(oldest)) as u16;
        let left = if self.random.chance(LEFT) && joined > quiet {
            self.random.between(usize::from(quiet), usize::from(joined - 1)) as u16
        } else {
            STAYED
        };
        Member { who: slot as u32, joined: joined.min(OLDEST), left }
    }
}

/// Writes `memberships.csv`.
pub(super) fn write_memberships(workload: &Workload, outlet: &mut Outlet<'_>) -> Result<()> {
    let Workload { people, groups, calendar, .. } = workload;
    let header = "user_id,group_id,joined_at,left_at,member_type";
    let mut lines = Lines::open(outlet, workload, "memberships.csv", header)?;
    let mut random = Random::new(workload.options.seed, Stream::MembershipTimes);
    for group in 0..groups.len() {
        for member in &groups.members[groups.offsets[group]..groups.offsets[group + 1]] {
            people.write_id(member.who, lines.raw());
            lines.comma();
            write_group(group, lines.raw());
            lines.comma();
            calendar.write(&mut random, member.joined, lines.raw());
            lines.comma();
            if member.left != STAYED {
                calendar.write(&mut random, member.left, lines.raw());
            }
            lines.comma();
            lines.plain(people.member_type(member.who));
            lines.end()?;
        }
    }
    lines.finish(outlet)
}

/// Writes `groups.csv`.
pub(super) fn write_groups(workload: &Workload, outlet: &mut Outlet<'_>) -> Result<()> {
    let Workload { people, groups, .. } = workload;
    let mut lines = Lines::open(outlet, workload, "groups.csv", "group_id,name,kind,city,tags,owner_id")?;
    let mut random = Random::new(workload.options.seed, Stream::GroupNames);
    for group in 0..groups.len() {
        let circle = &people.circles[groups.circle[group] as usize];
        let theme = &THEMES[circle.theme];
        let city = if random.chance(LOCAL) { CITIES[circle.city].0 } else { "" };
        let (kind, name) = names::group(&mut random, theme, city);
        write_group(group, lines.raw());
        lines.comma();
        lines.quoted(&name);
        lines.comma();
        lines.plain(kind);
        lines.comma();
        lines.plain(city);
        lines.comma();
        lines.quoted(&names::tag(&mut random, theme, 2));
        lines.comma();
        people.write_id(groups.owner[group], lines.raw());
        lines.end()?;
    }
    lines.finish(outlet)
}
