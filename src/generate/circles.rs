//! Who exists: circles, the people in them, their activity and their lifetimes, and the staff.

use super::GenerateOptions;
use super::calendar::OLDEST;
use super::ids::decimal;
use super::names::{CITIES, THEMES};
use super::random::{Random, Stream};

/// Share of each circle that never joins a group.
const NEVER_JOIN: f64 = 0.12;
/// Shape of the activity distribution: P(activity > x) = x^(−1.6).
const ACTIVITY_SHAPE: f64 = 1.6;
/// Customers per member of staff.
const CUSTOMERS_PER_STAFF: usize = 500;
/// Customers per robot.
const CUSTOMERS_PER_ROBOT: usize = 2_500;

/// How many days ago a user was last heard of: chance in percent, first and last day.
const QUIET: [((u16, u16), u32); 5] = [((0, 6), 50), ((7, 29), 17), ((30, 89), 14), ((90, 179), 10), ((180, 400), 9)];

/// A planted circle: users in the slots `start..end`, of which `start..joiners` may join groups.
#[derive(Clone, Debug)]
pub(super) struct Circle {
    pub(super) start: usize,
    pub(super) joiners: usize,
    pub(super) end: usize,
    /// Index into [`THEMES`].
    pub(super) theme: usize,
    /// Index into [`CITIES`].
    pub(super) city: usize,
    /// Staff numbers of the circle.
    pub(super) staff: std::ops::Range<u32>,
}

/// Everybody, circle by circle. A *slot* is a position in that order; users are numbered at random, so that ids do
/// not give the circles away. Numbers from `users` on are staff, then robots.
#[derive(Debug)]
pub(super) struct Population {
    pub(super) circles: Vec<Circle>,
    /// User number of each slot.
    pub(super) user: Vec<u32>,
    /// Slot of each user number.
    pub(super) slot: Vec<u32>,
    /// Activity of each slot, at least 1.
    pub(super) activity: Vec<f32>,
    /// Running sums of √activity over slots (0 for those who never join): slot `i` spans `reach[i]..reach[i + 1]`.
    pub(super) reach: Vec<f64>,
    /// Days since registration, per slot.
    pub(super) registered: Vec<u16>,
    /// Days since the slot's user was last heard of; never more than `registered`.
    pub(super) quiet: Vec<u16>,
    /// How many users join groups.
    joiners: usize,
    pub(super) staff: u32,
    pub(super) robots: u32,
    width: usize,
}

impl Population {
    pub(super) fn new(options: &GenerateOptions) -> Self {
        let users = options.users;
        let mut random = Random::new(options.seed, Stream::Circles);
        let mut user: Vec<u32> = (0..users as u32).collect();
        random.shuffle(&mut user);
        let mut slot = vec![0; users];
        for (s, &u) in user.iter().enumerate() {
            slot[u as usize] = s as u32;
        }
        let sizes = circle_sizes(&mut random, users, options.circle_size);
        let mut circles = Vec::with_capacity(sizes.len());
        let mut people = Self {
            circles: Vec::new(),
            user,
            slot,
            activity: Vec::with_capacity(users),
            reach: Vec::with_capacity(users + 1),
            registered: Vec::with_capacity(users),
            quiet: Vec::with_capacity(users),
            joiners: 0,
            staff: 0,
            robots: (users.div_ceil(CUSTOMERS_PER_ROBOT)) as u32,
            width: users.to_string().len().max(6),
        };
        people.reach.push(0.0);
        let first_theme = random.below(THEMES.len());
        let mut start = 0;
        for (number, size) in sizes.into_iter().enumerate() {
            let end = start + size;
            let joiners = end - (size as f64 * NEVER_JOIN).round() as usize;
            let hired = size.div_ceil(CUSTOMERS_PER_STAFF) as u32;
            circles.push(Circle {
                start,
                joiners,
                end,
                theme: (first_theme + number) % THEMES.len(),
                city: random.weighted(&CITIES),
                staff: people.staff..people.staff + hired,
            });
            people.staff += hired;
            people.joiners += joiners - start;
            for slot in start..end {
                people.add(&mut random, slot < joiners);
            }
            start = end;
        }
        people.circles = circles;
        people
    }

    fn add(&mut self, random: &mut Random, joins: bool) {
        let activity = random.pareto(ACTIVITY_SHAPE);
        let last = self.reach.last().copied().unwrap_or(0.0);
        self.reach.push(if joins { last + activity.sqrt() } else { last });
        self.activity.push(activity as f32);
        let registered = match random.unit() {
            u if u < 0.005 => 0,
            u if u < 0.045 => random.between(1, 30),
            u if u < 0.13 => random.between(31, 90),
            _ => 91 + random.exponential(320.0) as usize,
        };
        let registered = registered.min(usize::from(OLDEST)) as u16;
        let (low, high) = QUIET[random.weighted(&QUIET)].0;
        let quiet = random.between(usize::from(low), usize::from(high)) as u16;
        self.registered.push(registered);
        self.quiet.push(quiet.min(registered));
    }

    /// Number of customers.
    pub(super) fn users(&self) -> usize {
        self.user.len()
    }

    /// The circle that a slot belongs to.
    pub(super) fn circle_of(&self, slot: usize) -> usize {
        self.circles.partition_point(|c| c.end <= slot)
    }

    /// Somebody of a circle, in proportion to √activity; those who never join are never drawn.
    pub(super) fn draw_inside(&self, random: &mut Random, circle: &Circle) -> usize {
        let (low, high) = (self.reach[circle.start], self.reach[circle.joiners]);
        self.slot_at(low + random.unit() * (high - low)).clamp(circle.start, circle.joiners - 1)
    }

    /// How many users of other circles join groups.
    pub(super) fn joiners_outside(&self, circle: &Circle) -> usize {
        self.joiners - (circle.joiners - circle.start)
    }

    /// Somebody of any other circle, in proportion to √activity. There must be somebody.
    pub(super) fn draw_outside(&self, random: &mut Random, circle: &Circle) -> usize {
        let (low, high) = (self.reach[circle.start], self.reach[circle.end]);
        let at = random.unit() * (self.reach[self.users()] - (high - low));
        self.slot_at(if at < low { at } else { at + (high - low) })
    }

    /// The slot whose span of `reach` holds `at`.
    fn slot_at(&self, at: f64) -> usize {
        let slot = self.reach[1..].partition_point(|&r| r <= at);
        if slot < self.users() { slot } else { self.circles.last().map_or(0, |c| c.joiners.saturating_sub(1)) }
    }

    /// Appends the id of a customer (`who` is a slot), a member of staff or a robot.
    pub(super) fn write_id(&self, who: u32, line: &mut Vec<u8>) {
        let users = self.users() as u32;
        let (letter, number, width) = if who < users {
            (b'u', self.user[who as usize], self.width)
        } else if who < users + self.staff {
            (b's', who - users, 4)
        } else {
            (b'r', who - users - self.staff, 3)
        };
        line.push(letter);
        decimal(line, u64::from(number) + 1, width);
    }

    /// Days since somebody was last heard of; staff and robots are always there.
    pub(super) fn quiet_of(&self, who: u32) -> u16 {
        self.quiet.get(who as usize).copied().unwrap_or(0)
    }

    /// Days since somebody registered.
    pub(super) fn registered_of(&self, who: u32) -> u16 {
        self.registered.get(who as usize).copied().unwrap_or(OLDEST)
    }

    /// What stands in `member_type`.
    pub(super) fn member_type(&self, who: u32) -> &'static str {
        let users = self.users() as u32;
        match who {
            _ if who < users => "customer",
            _ if who < users + self.staff => "staff",
            _ => "robot",
        }
    }

    /// The number of a member of staff among everybody.
    pub(super) fn staff_member(&self, staff: u32) -> u32 {
        self.users() as u32 + staff
    }

    /// The number of a robot among everybody.
    pub(super) fn robot(&self, robot: u32) -> u32 {
        self.users() as u32 + self.staff + robot
    }
}

/// Sizes within a quarter of `mean` of it, summing to `users`.
fn circle_sizes(random: &mut Random, users: usize, mean: usize) -> Vec<usize> {
    let count = ((users as f64 / mean as f64).round() as usize).max(1);
    let shares: Vec<f64> = (0..count).map(|_| 0.75 + 0.5 * random.unit()).collect();
    let total: f64 = shares.iter().sum();
    let mut sum = 0.0;
    let mut before = 0;
    let bound = |sum: f64| ((sum / total * users as f64).round() as usize).min(users);
    shares
        .iter()
        .enumerate()
        .map(|(i, share)| {
            sum += share;
            let end = if i + 1 == count { users } else { bound(sum) };
            let size = end - before;
            before = end;
            size
        })
        .collect()
}
