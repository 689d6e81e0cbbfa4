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

/// Sorts the users. A membership row of any time makes its user staff or a robot (a robot if some row says so);
/// opting out comes before both.
pub(super) fn roster(tables: &Tables, options: BuildOptions<'_>, removals: &mut Removals) -> Roster {
    let mut presence = customers(tables, options);
    mark_staff(tables, options, &mut presence, removals);
    mark(tables, members(tables, MemberType::Robot), Presence::Robot, &mut presence);
    let excluded = count(&presence);
    removals.info("staff_removed", "users", excluded.staff, &removals::STAFF);
    removals.info("robots_removed", "users", excluded.robots, &removals::ROBOTS);
    let unnamed = presence.iter().filter(|&&one| one == Presence::Unnamed).count() as u64;
    removals.info("opted_out_removed", "users", excluded.opted_out - unnamed, &removals::OPTED_OUT);
    removals.info("opted_out_unnamed", "users", unnamed, &removals::OPTED_OUT_UNNAMED);
    let owners =
        tables.user_table.owner.iter().zip(&presence).filter(|&(&owner, one)| owner != NONE && one.is_counted());
    let without = owners.filter(|&(&owner, _)| !presence[owner as usize].may_be_owner()).count() as u64;
    removals.info("owners_opted_out", "users", without, &removals::OWNERS_OPTED_OUT);
    Roster { nodes: Nodes::new(presence), excluded }
}

/// What everybody is who is neither staff nor a robot.
fn customers(tables: &Tables, options: BuildOptions<'_>) -> Vec<Presence> {
    let opted_out = match options.opted_out {
        OptedOut::Drop => Presence::OptedOut,
        OptedOut::GraphOnly => Presence::Unnamed,
    };
    let of = |user| if has_gone(tables, user) { opted_out } else { Presence::of_customer(tables, user) };
    (0..tables.users.len() as u32).map(of).collect()
}

fn mark_staff(tables: &Tables, options: BuildOptions<'_>, presence: &mut [Presence], removals: &mut Removals) {
    let owners = tables.user_table.owner.iter().copied().filter(|&owner| owner != NONE);
    let listed = options.staff.ids.iter().filter_map(|id| tables.users.find(id));
    let staff = members(tables, MemberType::Staff).chain(owners).chain(listed);
    mark(tables, staff, Presence::Staff, presence);
    let unknown = options.staff.ids.iter().filter(|id| tables.users.find(id).is_none()).count();
    removals.warning("unknown_staff_ids", "config", unknown as u64, &removals::UNKNOWN_STAFF);
}

/// Marks those who are no customers; who of them opted out is no node, but named nowhere either.
fn mark(tables: &Tables, users: impl Iterator<Item = u32>, what: Presence, presence: &mut [Presence]) {
    users.for_each(|user| presence[user as usize] = if has_gone(tables, user) { Presence::OptedOut } else { what });
}

fn has_gone(tables: &Tables, user: u32) -> bool {
    tables.user_table.opted_out.get(user as usize) == Some(&true)
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
