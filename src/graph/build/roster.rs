//! Who is a node: customers who did not opt out.

use super::{BuildOptions, Removals};
use crate::config::OptedOut;
use crate::graph::{Excluded, Nodes};
use crate::tables::{MemberType, NONE, Presence, Tables};
use crate::text::removals;

/// Every user sorted into node or not.
pub(super) struct Roster {
    /// The nodes.
    pub nodes: Nodes,
    /// Counts of the others.
    pub excluded: Excluded,
}

/// Sorts the users. A membership row of any time makes its user staff or a robot (a robot if some row says so); staff
/// comes before opting out.
pub(super) fn roster(tables: &Tables, options: BuildOptions<'_>, removals: &mut Removals) -> Roster {
    let mut presence = customers(tables, options);
    mark_staff(tables, options, &mut presence, removals);
    mark_robots(tables, &mut presence);
    let excluded = count(&presence);
    removals.info("staff_removed", "users", excluded.staff, &removals::STAFF);
    removals.info("robots_removed", "users", excluded.robots, &removals::ROBOTS);
    match options.opted_out {
        OptedOut::Drop => removals.info("opted_out_removed", "users", excluded.opted_out, &removals::OPTED_OUT),
        OptedOut::GraphOnly => {
            removals.info("opted_out_unnamed", "users", excluded.opted_out, &removals::OPTED_OUT_UNNAMED);
        }
    }
    Roster { nodes: Nodes::new(presence), excluded }
}

/// What everybody is who is neither staff nor a robot.
fn customers(tables: &Tables, options: BuildOptions<'_>) -> Vec<Presence> {
    let opted_out = match options.opted_out {
        OptedOut::Drop => Presence::OptedOut,
        OptedOut::GraphOnly => Presence::Unnamed,
    };
    let gone = |user: u32| tables.user_table.opted_out.get(user as usize) == Some(&true);
    let of = |user| if gone(user) { opted_out } else { Presence::of_customer(tables, user) };
    (0..tables.users.len() as u32).map(of).collect()
}

fn mark_staff(tables: &Tables, options: BuildOptions<'_>, presence: &mut [Presence], removals: &mut Removals) {
    for user in members(tables, MemberType::Staff) {
        presence[user as usize] = Presence::Staff;
    }
    for &owner in tables.user_table.owner.iter().filter(|&&owner| owner != NONE) {
        presence[owner as usize] = Presence::Staff;
    }
    let mut unknown = 0;
    for id in &options.staff.ids {
        match tables.users.find(id) {
            Some(user) => presence[user as usize] = Presence::Staff,
            None => unknown += 1,
        }
    }
    removals.warning("unknown_staff_ids", "config", unknown, &removals::UNKNOWN_STAFF);
}

fn mark_robots(tables: &Tables, presence: &mut [Presence]) {
    for user in members(tables, MemberType::Robot) {
        presence[user as usize] = Presence::Robot;
    }
}

/// Users whom some row, also one that was set aside, calls this.
fn members(tables: &Tables, wanted: MemberType) -> impl Iterator<Item = u32> {
    let rows = tables.memberships.user.iter().copied().zip(tables.memberships.member_type.iter().copied());
    rows.chain(tables.marked.iter().copied()).filter(move |&(_, kind)| kind == wanted).map(|(user, _)| user)
}

fn count(presence: &[Presence]) -> Excluded {
    let mut excluded = Excluded::default();
    for one in presence {
        match one {
            Presence::Customer | Presence::NoConsent | Presence::Suppressed => {}
            Presence::Unnamed | Presence::OptedOut => excluded.opted_out += 1,
            Presence::Staff => excluded.staff += 1,
            Presence::Robot => excluded.robots += 1,
        }
    }
    excluded
}
