//! `users.csv` and `truth.csv`.

use super::Workload;
use super::lines::{Lines, Outlet};
use super::names::{self, CITIES, DEVICES, THEMES};
use super::random::{Random, Stream};
use crate::Result;

/// Chance that a user lives in the city of the circle.
const HOME_CITY: f64 = 0.5;
/// Chance that a user's first tag is of the circle's theme, and that there is a second tag.
const OWN_THEME: f64 = 0.75;
const SECOND_TAG: f64 = 0.25;
/// Share of users whose monthly spend was entered by hand; the others' follows from their purchases.
const SPEND_KNOWN: f64 = 0.1;
/// Share of users who opted out.
const OPTED_OUT: f64 = 0.005;
/// Most remark names that one user can have.
const MOST_REMARKS: f64 = 2_000.0;

/// Cells of consent, with their shares.
const CONSENT: [(&str, u32); 3] = [("true", 82), ("false", 6), ("", 12)];

/// Writes `users.csv`; `monthly` is each user's spend a month in hundredths of a yuan.
pub(super) fn write(workload: &Workload, monthly: &[u32], outlet: &mut Outlet<'_>) -> Result<()> {
    let Workload { people, calendar, .. } = workload;
    let header = "user_id,nickname,role,remark_count,city,device,tags,registered_at,last_active_at,monthly_spend,\
                  owner_id,opted_out,consent";
    let mut lines = Lines::open(outlet, workload, "users.csv", header)?;
    let mut random = Random::new(workload.options.seed, Stream::Users);
    let owners = owners(workload);
    for (user, &slot) in people.slot.iter().enumerate() {
        let at = slot as usize;
        let circle = &people.circles[people.circle_of(at)];
        people.write_id(slot, lines.raw());
        lines.comma();
        lines.quoted(&names::nickname(&mut random));
        lines.comma();
        let role = role(&mut random, owners[at].is_some());
        lines.plain(role);
        lines.comma();
        lines.number(remarks(&mut random, people.activity[at]));
        lines.comma();
        let city = if random.chance(HOME_CITY) { circle.city } else { random.weighted(&CITIES) };
        lines.plain(if random.chance(0.03) { "" } else { CITIES[city].0 });
        lines.comma();
        lines.plain(DEVICES[random.weighted(&DEVICES)].0);
        lines.comma();
        tags(&mut random, circle.theme, &mut lines);
        lines.comma();
        let (registered, quiet) = (people.registered[at], people.quiet[at]);
        calendar.write(&mut random, registered, lines.raw());
        lines.comma();
        // On the day of registration the order of the two times would be left to chance.
        if quiet < registered {
            calendar.write(&mut random, quiet, lines.raw());
        }
        lines.comma();
        if random.chance(SPEND_KNOWN) {
            lines.cents(u64::from(monthly[user]));
        }
        lines.comma();
        let hired = people.staff_member(circle.staff.start + random.below(circle.staff.len()) as u32);
        if role == "friend" {
            people.write_id(owners[at].unwrap_or(hired), lines.raw());
        }
        lines.comma();
        lines.plain(if random.chance(OPTED_OUT) { "true" } else { "false" });
        lines.comma();
        lines.plain(CONSENT[random.weighted(&CONSENT)].0);
        lines.end()?;
    }
    lines.finish(outlet)
}

/// Writes `truth.csv`: the planted circle of every user.
pub(super) fn write_truth(workload: &Workload, outlet: &mut Outlet<'_>) -> Result<()> {
    let people = &workload.people;
    let mut lines = Lines::open(outlet, workload, "truth.csv", "user_id,circle")?;
    for &slot in &people.slot {
        people.write_id(slot, lines.raw());
        lines.plain(",c");
        super::ids::decimal(lines.raw(), people.circle_of(slot as usize) as u64 + 1, 4);
        lines.end()?;
    }
    lines.finish(outlet)
}

/// The owner of each slot's first group: who brought a customer in looks after them.
fn owners(workload: &Workload) -> Vec<Option<u32>> {
    let Workload { people, groups, .. } = workload;
    let mut owners = vec![None; people.users()];
    for group in 0..groups.len() {
        for member in &groups.members[groups.offsets[group]..groups.offsets[group + 1]] {
            if let Some(owner) = owners.get_mut(member.who as usize) {
                owner.get_or_insert(groups.owner[group]);
            }
        }
    }
    owners
}

/// How a user is related to us; only members can be group members.
fn role(random: &mut Random, member: bool) -> &'static str {
    match (random.unit(), member) {
        (u, true) if u < 0.55 => "friend",
        (u, true) if u < 0.92 => "group_member",
        (u, false) if u < 0.6 => "friend",
        _ => "follower",
    }
}

/// Remark names that others gave a user: grows with activity, with a long tail.
fn remarks(random: &mut Random, activity: f32) -> u64 {
    let mean = 2.0 * libm::pow(f64::from(activity), 0.9);
    (mean * libm::exp(0.6 * random.normal())).min(MOST_REMARKS) as u64
}

/// One or two tags, `;` between them.
fn tags(random: &mut Random, own: usize, lines: &mut Lines<'_>) {
    let theme = if random.chance(OWN_THEME) { own } else { random.below(THEMES.len()) };
    lines.plain(&names::tag(random, &THEMES[theme], 3));
    if random.chance(SECOND_TAG) {
        let other = (theme + 1 + random.below(THEMES.len() - 1)) % THEMES.len();
        lines.plain(";");
        lines.plain(&names::tag(random, &THEMES[other], 3));
    }
}
