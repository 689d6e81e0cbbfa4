//! Role and reach: who can be written to, through which channel, how well, and whether a message may be sent now.
//!
//! The role is as given; where it is not, somebody with an owner is taken for a friend, and somebody in a group for a group
//! member. Reach follows the role; a group member without recent contact is one grade lower. The service window is open when
//! the user sent something within `reach.window_hours`.

use super::{Contacts, Profiles, Recency, Segments};
use crate::config::{Reach, ReachOptions};
use crate::tables::{NO_TIME, NONE, Role, Seconds, Tables};
pub use crate::text::terms::Channel;

/// How one user can be reached; `None` where the data does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reachable {
    /// Role, given or taken from what else is known.
    pub role: Option<Role>,
    /// Grade.
    pub reach: Option<Reach>,
    /// Channel.
    pub channel: Option<Channel>,
    /// Whether the service window is open.
    pub window_open: Option<bool>,
}

/// Of every node.
pub(super) fn reachable(
    tables: &Tables,
    contacts: Contacts<'_>,
    profiles: Profiles<'_>,
    segments: &Segments,
    options: &ReachOptions,
    as_of: Seconds,
) -> Vec<Reachable> {
    let timed = tables.given.interactions.any && tables.given.interactions.at && as_of != NO_TIME;
    let of = |node: usize| {
        let user = contacts.user[node] as usize;
        let table = &tables.user_table;
        let owned = table.owner.get(user).is_some_and(|&owner| owner != NONE);
        let in_group = !profiles.groups_of.row(node).is_empty();
        let role = table.role.get(user).copied().flatten();
        let role = role.or(owned.then_some(Role::Friend)).or(in_group.then_some(Role::GroupMember));
        Reachable {
            role,
            reach: role.map(|role| reach(role, segments.recency(node), options)),
            channel: role.map(channel).filter(|&channel| channel != Channel::Group || in_group),
            window_open: timed.then(|| within(as_of, profiles.last_sent[node], options.window_hours)),
        }
    };
    crate::parallel::map_range(contacts.user.len(), of)
}

fn channel(role: Role) -> Channel {
    match role {
        Role::Friend => Channel::PrivateChat,
        Role::GroupMember => Channel::Group,
        Role::Follower => Channel::OfficialAccount,
    }
}

fn reach(role: Role, recency: Recency, options: &ReachOptions) -> Reach {
    let active = match recency {
        Recency::Days(days) => days <= options.active_days,
        Recency::Never => false,
        Recency::Unknown => true,
    };
    match role {
        Role::Friend => options.friend,
        Role::GroupMember if active => options.group_member,
        Role::GroupMember => lower(options.group_member),
        Role::Follower => options.follower,
    }
}

fn lower(reach: Reach) -> Reach {
    match reach {
        Reach::High => Reach::Medium,
        Reach::Medium | Reach::Low => Reach::Low,
    }
}

/// Whether `at` is at most so many hours before `as_of`.
fn within(as_of: Seconds, at: Seconds, hours: u32) -> bool {
    at != NO_TIME && at <= as_of && as_of.saturating_sub(at) <= i64::from(hours) * 3600
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reach_follows_the_role_and_activity_at_its_bound() {
        let options = ReachOptions::default();
        let of = |role, recency| reach(role, recency, &options);
        assert_eq!(of(Role::Friend, Recency::Never), Reach::High);
        assert_eq!(of(Role::GroupMember, Recency::Days(29)), Reach::Medium);
        assert_eq!(of(Role::GroupMember, Recency::Days(30)), Reach::Medium);
        assert_eq!(of(Role::GroupMember, Recency::Days(31)), Reach::Low);
        assert_eq!(of(Role::GroupMember, Recency::Never), Reach::Low);
        assert_eq!(of(Role::GroupMember, Recency::Unknown), Reach::Medium);
        assert_eq!(of(Role::Follower, Recency::Days(0)), Reach::Low);
    }

    #[test]
    fn the_window_includes_its_last_second() {
        let now = 1_700_000_000;
        let end = now - 48 * 3600;
        assert_eq!([end - 1, end, end + 1, now].map(|at| within(now, at, 48)), [false, true, true, true]);
        assert!(!within(now, NO_TIME, 48) && !within(now, now + 1, 48));
    }
}
