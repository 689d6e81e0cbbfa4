//! Region: the city of each user, as given or inferred from the groups, and the city of each group.
//!
//! A group's city is its own, else the most common one of its members whose city is given: at least two of them, and at least
//! `region.min_share` of those that have one. A user without a city gets the most common one of the user's groups, when at
//! least `region.min_share` of those that have a city are there; the share is kept as the evidence. Where two cities are
//! equally common, neither is. The city inferred of a user says nothing of the user's groups.

use super::{Contacts, Profiles};
use crate::config::RegionOptions;
use crate::parallel;
use crate::tables::{NONE, Tables};

/// Where people and groups are.
#[derive(Clone, Debug, Default)]
pub struct Region {
    /// Cities of users and groups, in byte order.
    pub names: Vec<String>,
    /// Per node: index into `names`, or [`NONE`].
    pub of_user: Vec<u32>,
    /// Per node: 1 where the city is given, the share of evidence where it is inferred, 0 where there is none.
    pub evidence: Vec<f64>,
    /// Per node: whether the city is inferred.
    pub inferred: Vec<bool>,
    /// Per group number: index into `names`, or [`NONE`].
    pub of_group: Vec<u32>,
}

/// Of all nodes and groups. O(memberships).
pub(super) fn region(
    tables: &Tables,
    contacts: Contacts<'_>,
    profiles: Profiles<'_>,
    options: RegionOptions,
) -> Region {
    let (users, groups) = (&tables.user_table.city, &tables.group_table.city);
    let mut names: Vec<String> = users.names.iter().chain(&groups.names).cloned().collect();
    names.sort_unstable();
    names.dedup();
    let number = |name: &String| names.binary_search(name).map_or(NONE, |i| i as u32);
    let (of_users, of_groups): (Vec<u32>, Vec<u32>) =
        (users.names.iter().map(number).collect(), groups.names.iter().map(number).collect());
    let translated = |code: u32, map: &[u32]| if code == NONE { NONE } else { map[code as usize] };
    let given: Vec<u32> = contacts.user.iter().map(|&user| translated(users.code(user as usize), &of_users)).collect();

    let enough = |count: usize, known: usize| count as f64 >= options.min_share * known as f64;
    let of_group =
        parallel::map_range(profiles.members_of.len(), |group| match translated(groups.code(group), &of_groups) {
            NONE => {
                let members = profiles.members_of.row(group).iter().filter(|&&v| profiles.listed[v as usize]);
                match most_common(members.map(|&v| given[v as usize])) {
                    Some((city, count, known)) if count >= 2 && enough(count, known) => city,
                    _ => NONE,
                }
            }
            city => city,
        });
    let placed = parallel::map_range(given.len(), |node| {
        if given[node] != NONE || !options.infer {
            return (given[node], 1.0);
        }
        let groups = profiles.groups_of.row(node).iter().map(|&group| of_group[group as usize]);
        match most_common(groups) {
            Some((city, count, known)) if enough(count, known) => (city, count as f64 / known as f64),
            _ => (NONE, 0.0),
        }
    });
    Region {
        inferred: placed.iter().zip(&given).map(|(&(city, _), &given)| given == NONE && city != NONE).collect(),
        evidence: placed.iter().map(|&(city, share)| if city == NONE { 0.0 } else { share }).collect(),
        of_user: placed.into_iter().map(|(city, _)| city).collect(),
        of_group,
        names,
    }
}

/// The one most common city, how often it occurs and how many are known; `None` where two are equally common.
fn most_common(cities: impl Iterator<Item = u32>) -> Option<(u32, usize, usize)> {
    let mut known: Vec<u32> = cities.filter(|&city| city != NONE).collect();
    known.sort_unstable();
    let counts: Vec<(u32, usize)> = known.chunk_by(|a, b| a == b).map(|city| (city[0], city.len())).collect();
    let most = counts.iter().map(|&(_, count)| count).max()?;
    let mut best = counts.iter().filter(|&&(_, count)| count == most);
    match (best.next(), best.next()) {
        (Some(&(city, count)), None) => Some((city, count, known.len())),
        _ => None,
    }
}
