//! Who is a node: customers who did not opt out.

use super::{BuildOptions, Removals};
use crate::config::OptedOut;
use crate::graph::{Excluded, Nodes};
use crate::tables::{MemberType, NONE, Tables};
use crate::text::removals;

/// What a user number stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Standing {
    /// A node, listed.
    #[default]
    Customer,
    /// A node without a name.
    Unnamed,
    /// Opted out and removed.
    OptedOut,
    /// An employee.
    Staff,
    /// A robot.
    Robot,
}

impl Standing {
    fn is_node(self) -> bool {
        matches!(self, Self::Customer | Self::Unnamed)
    }
}

/// Every user sorted into node or not.
pub(super) struct Roster {
    /// One entry per user number.
    pub standing: Vec<Standing>,
    /// The nodes.
    pub nodes: Nodes,
    /// Counts of the others.
    pub excluded: Excluded,
}

/// Sorts the users. A membership row of any time makes its user staff or a robot (a robot if some row says so); staff
/// comes before opting out.
pub(super) fn roster(tables: &Tables, options: BuildOptions<'_>, removals: &mut Removals) -> Roster {
    let mut standing = opted_out(tables, options);
    mark_staff(tables, options, &mut standing, removals);
    mark_robots(tables, &mut standing);
    let excluded = count(&standing);
    removals.info("staff_removed", "users", excluded.staff, &removals::STAFF);
    removals.info("robots_removed", "users", excluded.robots, &removals::ROBOTS);
    match options.opted_out {
        OptedOut::Drop => removals.info("opted_out_removed", "users", excluded.opted_out, &removals::OPTED_OUT),
        OptedOut::GraphOnly => {
            removals.info("opted_out_unnamed", "users", excluded.opted_out, &removals::OPTED_OUT_UNNAMED);
        }
    }
    Roster { nodes: nodes(&standing), standing, excluded }
}

fn opted_out(tables: &Tables, options: BuildOptions<'_>) -> Vec<Standing> {
    let standing = match options.opted_out {
        OptedOut::Drop => Standing::OptedOut,
        OptedOut::GraphOnly => Standing::Unnamed,
    };
    let flags = &tables.user_table.opted_out;
    (0..tables.users.len())
        .map(|user| if flags.get(user).copied().unwrap_or(false) { standing } else { Standing::Customer })
        .collect()
}

fn mark_staff(tables: &Tables, options: BuildOptions<'_>, standing: &mut [Standing], removals: &mut Removals) {
    for user in members(tables, MemberType::Staff) {
        standing[user as usize] = Standing::Staff;
    }
    for &owner in tables.user_table.owner.iter().filter(|&&owner| owner != NONE) {
        standing[owner as usize] = Standing::Staff;
    }
    let mut unknown = 0;
    for id in &options.staff.ids {
        match tables.users.find(id) {
            Some(user) => standing[user as usize] = Standing::Staff,
            None => unknown += 1,
        }
    }
    removals.warning("unknown_staff_ids", "config", unknown, &removals::UNKNOWN_STAFF);
}

fn mark_robots(tables: &Tables, standing: &mut [Standing]) {
    for user in members(tables, MemberType::Robot) {
        standing[user as usize] = Standing::Robot;
    }
}

/// Users whom some row, also one that was set aside, calls this.
fn members(tables: &Tables, wanted: MemberType) -> impl Iterator<Item = u32> {
    let rows = tables.memberships.user.iter().copied().zip(tables.memberships.member_type.iter().copied());
    rows.chain(tables.marked.iter().copied()).filter(move |&(_, kind)| kind == wanted).map(|(user, _)| user)
}

fn count(standing: &[Standing]) -> Excluded {
    let mut excluded = Excluded::default();
    for one in standing {
        match one {
            Standing::Customer => {}
            Standing::Unnamed | Standing::OptedOut => excluded.opted_out += 1,
            Standing::Staff => excluded.staff += 1,
            Standing::Robot => excluded.robots += 1,
        }
    }
    excluded
}

fn nodes(standing: &[Standing]) -> Nodes {
    let mut nodes = Nodes { node: vec![NONE; standing.len()], ..Nodes::default() };
    for (user, one) in (0u32..).zip(standing).filter(|(_, one)| one.is_node()) {
        nodes.node[user as usize] = nodes.user.len() as u32;
        nodes.user.push(user);
        nodes.listed.push(*one == Standing::Customer);
    }
    nodes.listed_count = nodes.listed.iter().filter(|&&listed| listed).count();
    nodes
}
