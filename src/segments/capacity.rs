//! Capacity: friends of each account against its cap, members of each group against the sizes at which groups are full.
//!
//! Heads are counted as the app counts them: everybody who is in the group at the analysed moment, staff, robots and users
//! who opted out included. A group's bound is the first of the configured sizes that holds it, else the last.

use crate::config::CapacityOptions;
use crate::tables::{NO_TIME, Role, Seconds, Tables};

/// How full something is.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Fill {
    /// Heads.
    pub heads: u32,
    /// How many it holds.
    pub bound: u32,
    /// At least so full as to be flagged.
    pub nearly_full: bool,
    /// Nobody more fits in: a group counts as full at the last of the sizes.
    pub full: bool,
}

impl Fill {
    /// Heads by bound; above 1 beyond it.
    pub fn share(&self) -> f64 {
        if self.bound == 0 { 0.0 } else { f64::from(self.heads) / f64::from(self.bound) }
    }

    /// Below the percentage from which it is flagged.
    pub fn has_room(&self) -> bool {
        !self.nearly_full
    }

    /// By the first of the sizes that holds so many; full from the last of them on.
    fn of(heads: u32, sizes: &[u32], percent: f64) -> Self {
        let last = sizes.last().copied().unwrap_or(u32::MAX);
        let bound = sizes.iter().copied().find(|&size| heads <= size).unwrap_or(last);
        Self { heads, bound, full: heads >= last, nearly_full: f64::from(heads) * 100.0 >= percent * f64::from(bound) }
    }
}

/// An account of ours and the users it looks after.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Owner {
    /// User number of the employee.
    pub user: u32,
    /// Users who name it as their owner.
    pub customers: u32,
    /// Friends among them: whose role is `friend`, or not given.
    pub friends: Fill,
}

/// All accounts and groups.
#[derive(Clone, Debug, Default)]
pub struct Capacity {
    /// Accounts, by user number.
    pub owners: Vec<Owner>,
    /// Per group number.
    pub groups: Vec<Fill>,
}

/// One pass over users and memberships.
pub(super) fn capacity(tables: &Tables, options: &CapacityOptions, as_of: Seconds) -> Capacity {
    let percent = options.nearly_full_percent;
    let group = |heads| Fill::of(heads, &options.group_sizes, percent);
    Capacity { owners: owners(tables, options), groups: heads(tables, as_of).into_iter().map(group).collect() }
}

fn owners(tables: &Tables, options: &CapacityOptions) -> Vec<Owner> {
    let table = &tables.user_table;
    let mut counts = std::collections::BTreeMap::<u32, (u32, u32)>::new();
    for (user, owner) in (0..table.owner.len()).filter_map(|user| Some((user, tables.owner(user as u32)?))) {
        let is_friend = matches!(table.role.get(user).copied().flatten(), None | Some(Role::Friend));
        let count = counts.entry(owner).or_default();
        count.0 += 1;
        count.1 += u32::from(is_friend);
    }
    let of = |(user, (customers, friends))| Owner {
        user,
        customers,
        friends: Fill::of(friends, &[options.friend_cap], options.nearly_full_percent),
    };
    counts.into_iter().map(of).collect()
}

/// Who is in each group at the analysed moment; the rows are sorted by user and group, so repeats stand together.
fn heads(tables: &Tables, as_of: Seconds) -> Vec<u32> {
    let rows = &tables.memberships;
    let mut heads = vec![0; tables.groups.len()];
    let mut counted = None;
    for i in 0..rows.user.len() {
        let (joined, left) = (rows.joined_at[i], rows.left_at[i]);
        let later = as_of != NO_TIME && joined != NO_TIME && joined > as_of;
        let ended = left != NO_TIME && (as_of == NO_TIME || left <= as_of);
        let membership = Some((rows.user[i], rows.group[i]));
        if later || ended || membership == counted {
            continue;
        }
        heads[rows.group[i] as usize] += 1;
        counted = membership;
    }
    heads
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_group_is_flagged_from_the_percentage_of_the_size_that_holds_it() {
        let options = CapacityOptions::default();
        let fill = |heads| Fill::of(heads, &options.group_sizes, options.nearly_full_percent);
        let flags =
            [189, 190, 191, 200, 201, 474, 475, 500, 501].map(|heads| (fill(heads).bound, fill(heads).nearly_full));
        let expected = [
            (200, false),
            (200, true),
            (200, true),
            (200, true),
            (500, false),
            (500, false),
            (500, true),
            (500, true),
            (500, true),
        ];
        assert_eq!(flags, expected);
        assert!(fill(501).share() > 1.0);
    }

    #[test]
    fn an_account_is_flagged_from_the_percentage_of_its_cap() {
        let fill = |friends: u32| {
            let mut tables = Tables::default();
            tables.user_table.owner = vec![0; friends as usize];
            let options = CapacityOptions { friend_cap: 100, ..CapacityOptions::default() };
            owners(&tables, &options)[0].friends
        };
        let flags = [94, 95, 96, 99, 100, 101].map(|friends| (fill(friends).nearly_full, fill(friends).full));
        let (room, nearly, full) = ((false, false), (true, false), (true, true));
        assert_eq!(flags, [room, nearly, nearly, nearly, full, full]);
    }

    #[test]
    fn heads_count_staff_and_repeats_once_and_nobody_who_left() {
        let tables = Tables::from_csv(&[
            (
                "memberships",
                "user_id,group_id,joined_at,left_at,member_type\na,g,,,\na,g,2024-01-01,,\nb,g,,2024-01-01,\n\
                 c,g,2025-01-01,,\ns,g,,,staff\n",
            ),
            ("users", "user_id,owner_id,role\na,s,friend\nb,s,follower\nc,s,\n"),
        ])
        .unwrap();
        let as_of = crate::tables::parse_as_of("2024-06-30", &crate::tables::Zone::default()).unwrap();
        let capacity = capacity(&tables, &CapacityOptions { friend_cap: 2, ..CapacityOptions::default() }, as_of);
        assert_eq!(capacity.groups[0].heads, 2);
        let owner = capacity.owners[0];
        assert_eq!(
            (capacity.owners.len(), owner.customers, owner.friends.heads, owner.friends.nearly_full),
            (1, 3, 2, true)
        );
    }
}
