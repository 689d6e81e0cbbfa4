//! Everything known of people beside value and lifecycle: reach, region, device, interests, custom columns; and capacity.

use super::capacity::{Capacity, capacity};
use super::custom::{CustomColumn, custom};
use super::device::classes;
use super::interests::{Interests, interests};
use super::reach::{Reachable, reachable};
use super::region::{Region, region};
use super::{Contacts, Profiles, Segments};
use crate::config::{CapacityOptions, ReachOptions, RegionOptions};
use crate::tables::{DeviceClass, NONE, Seconds, Tables, Zone};

/// How to make them.
#[derive(Clone, Copy, Debug)]
pub struct ProfileOptions<'a> {
    /// Reach.
    pub reach: &'a ReachOptions,
    /// Capacity.
    pub capacity: &'a CapacityOptions,
    /// Region.
    pub region: RegionOptions,
    /// Zone of dates in custom columns.
    pub zone: &'a Zone,
    /// The moment to look back from.
    pub as_of: Seconds,
}

/// What is known of each user, one entry per node unless said otherwise.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// Role, reach, channel, service window.
    pub reach: Vec<Reachable>,
    /// City, given or inferred.
    pub region: Region,
    /// Class of the device; `None` if unknown.
    pub device: Vec<Option<DeviceClass>>,
    /// Interests and who has them.
    pub interests: Interests,
    /// Levels of the deepest interest that the user shares with one of their groups; 0: none.
    pub interest_match: Vec<u8>,
    /// Friends per account, heads per group.
    pub capacity: Capacity,
    /// Further columns of the users table.
    pub custom: Vec<CustomColumn>,
}

/// Makes the profiles. O(users + memberships · tags).
pub fn profile(
    tables: &Tables,
    contacts: Contacts<'_>,
    profiles: Profiles<'_>,
    segments: &Segments,
    options: ProfileOptions<'_>,
) -> Profile {
    let devices = classes(&tables.user_table.device);
    let device = |&user: &u32| match tables.user_table.device.code(user as usize) {
        NONE => None,
        code => Some(devices[code as usize]),
    };
    let interests = interests(tables, contacts, profiles);
    Profile {
        reach: reachable(tables, contacts, profiles, segments, options.reach, options.as_of),
        region: region(tables, contacts, profiles, options.region),
        device: contacts.user.iter().map(device).collect(),
        interest_match: matches(tables, contacts, profiles, &interests),
        interests,
        capacity: capacity(tables, options.capacity, options.as_of),
        custom: custom(tables, contacts, options.zone),
    }
}

/// Levels of the deepest interest that each node shares with one of its groups.
fn matches(tables: &Tables, contacts: Contacts<'_>, profiles: Profiles<'_>, interests: &Interests) -> Vec<u8> {
    let (users, groups) = (&tables.user_table.tags, &tables.group_table.tags);
    let of = |node: usize| {
        let own = users.row(contacts.user[node] as usize);
        if own.is_empty() {
            return 0;
        }
        let levels = profiles.groups_of.row(node).iter().filter_map(|&group| {
            interests.closest(own, groups.row(group as usize)).map(|i| interests.all[i as usize].level)
        });
        levels.max().unwrap_or(0)
    };
    crate::parallel::map_range(contacts.user.len(), of)
}
