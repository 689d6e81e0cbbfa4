//! `interactions.csv`: who did what to whom, when.
//!
//! An event starts at a random member row. With chance `cross` it goes to any customer at all, else to another member
//! of the same group, sometimes to or from the member of staff who owns it. Its day lies between the day both were
//! there and the day the first of them fell silent, within the last 180 days.

use super::calendar::EVENT_DAYS;
use super::groups::Member;
use super::lines::{Lines, Outlet};
use super::random::{Random, Stream};
use super::{GenerateOptions, Workload};
use crate::Result;

/// Chance that an event inside a group is with its owner.
const WITH_OWNER: f64 = 0.08;
/// Draws before a pair is taken whose days do not overlap.
const DRAWS: usize = 12;

/// Kinds inside a group, with their shares and the chance that one more event is counted in the same row.
const IN_GROUP: [((&str, f64), u32); 7] = [
    (("group_message", 0.5), 46),
    (("moment_like", 0.0), 17),
    (("private_chat", 0.55), 13),
    (("mention", 0.1), 10),
    (("moment_comment", 0.15), 8),
    (("remark", 0.0), 4),
    (("other", 0.0), 2),
];
/// Kinds between people who need not share a group.
const ANYWHERE: [((&str, f64), u32); 5] = [
    (("private_chat", 0.55), 36),
    (("moment_like", 0.0), 34),
    (("moment_comment", 0.15), 16),
    (("remark", 0.0), 11),
    (("other", 0.0), 3),
];
/// Kinds between a customer and the group's owner.
const WITH_STAFF: [((&str, f64), u32); 4] =
    [(("private_chat", 0.6), 72), (("mention", 0.1), 14), (("moment_like", 0.0), 10), (("remark", 0.0), 4)];

/// Rows of the table.
pub(super) fn rows(options: &GenerateOptions) -> u64 {
    if options.users < 2 { 0 } else { (options.interactions_per_user * options.users as f64).round() as u64 }
}

/// Writes `interactions.csv`.
pub(super) fn write(workload: &Workload, outlet: &mut Outlet<'_>) -> Result<()> {
    let Workload { people, calendar, .. } = workload;
    let mut lines = Lines::open(outlet, workload, "interactions.csv", "from_id,to_id,kind,at,count")?;
    let mut random = Random::new(workload.options.seed, Stream::Interactions);
    for _ in 0..rows(&workload.options) {
        let event = draw(workload, &mut random);
        let (kind, again) = event.kinds[random.weighted(event.kinds)].0;
        people.write_id(event.from, lines.raw());
        lines.comma();
        people.write_id(event.to, lines.raw());
        lines.comma();
        lines.plain(kind);
        lines.comma();
        let day = calendar.day(&mut random, event.newest, event.oldest);
        calendar.write(&mut random, day, lines.raw());
        lines.comma();
        lines.number(1 + random.geometric(again));
        lines.end()?;
    }
    lines.finish(outlet)
}

/// An event without its time of day.
struct Event {
    from: u32,
    to: u32,
    kinds: &'static [((&'static str, f64), u32)],
    /// Fewest and most days ago that it can have happened.
    newest: u16,
    oldest: u16,
}

/// One event. Pairs whose days do not overlap are drawn again; after [`DRAWS`] of them the last one is dated as best
/// it can be.
fn draw(workload: &Workload, random: &mut Random) -> Event {
    let Workload { people, groups, options, .. } = workload;
    let users = people.users();
    let cross = groups.members.is_empty() || random.chance(options.cross);
    let mut tries = 0;
    loop {
        tries += 1;
        let anyone = |random: &mut Random| {
            let slot = random.below(users);
            Member::customer(slot, people.registered[slot])
        };
        let row = random.below(groups.members.len().max(1));
        let from = groups.members.get(row).copied().unwrap_or_else(|| anyone(random));
        let (from, to, kinds): (Member, Member, &'static [_]) = if cross {
            (from, anyone(random), &ANYWHERE)
        } else {
            let group = groups.group_of(row);
            let (start, end) = (groups.offsets[group], groups.offsets[group + 1]);
            if random.chance(WITH_OWNER) && row != start {
                // The owner's row is the first of a group.
                let owner = groups.members[start];
                if random.chance(0.5) { (from, owner, &WITH_STAFF) } else { (owner, from, &WITH_STAFF) }
            } else {
                let other = start + random.below(end - start - 1);
                (from, groups.members[if other < row { other } else { other + 1 }], &IN_GROUP)
            }
        };
        if from.who == to.who {
            continue;
        }
        let newest = [from, to].iter().map(|m| people.quiet_of(m.who).max(m.gone())).fold(0, u16::max);
        let oldest = if cross {
            people.registered_of(from.who).min(people.registered_of(to.who))
        } else {
            from.joined.min(to.joined)
        };
        let oldest = oldest.min(EVENT_DAYS - 1);
        if newest <= oldest || tries >= DRAWS {
            return Event { from: from.who, to: to.who, kinds, newest: newest.min(oldest), oldest };
        }
    }
}
