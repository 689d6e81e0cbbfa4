//! What circles are called: by what their members care for and where they are, else by the group that holds them together.
//!
//! **Definition.** `interest·city` of the most common first level of a tag and the most common city, as far as each is had by at least
//! 20 % (of the members; of those whose city is known); else the group that gives the circle most strength inside. Of circles that
//! would be called the same, all but the largest are called by that group, and by a number where that does not tell them apart either.
//! A circle of which nothing of this is known has no name.
//!
//! **Complexity.** O(memberships + users + tags, sorted per circle). **Determinism.** Equal counts, and strengths that
//! are equal (within 1e-9, relative), are ordered by number, which follows the byte order of ids and names.

use std::collections::{BTreeMap, BTreeSet};

use super::Circles;
use crate::graph::{Csr, Graph};
use crate::measures::largest_first;
use crate::parallel;
use crate::tables::{NONE, Tables};

/// Groups and interests told of a circle.
const MOST: usize = 3;
/// The least share of members that an interest or a city is named for.
const TELLING: f64 = 0.2;

/// The names of all circles, by number; empty for a circle without one.
pub fn names(tables: &Tables, graph: &Graph, circles: &Circles) -> Vec<String> {
    let members = members(graph, circles);
    let groups = main_groups(graph, circles);
    let name = |c: usize| {
        let members = members.row(c);
        let most = |share: f64| share >= TELLING;
        let of_all = |count: u32| f64::from(count) / members.len().max(1) as f64;
        let interest = interests(tables, graph, members).into_iter().next();
        let interest = interest.filter(|&(_, count)| most(of_all(count))).map(|(name, _)| name);
        let city = city(tables, graph, members).filter(|&(_, share)| most(share));
        let city = city.map(|(city, _)| tables.user_table.city.names[city as usize].trim().to_owned());
        let parts: Vec<String> = [interest, city].into_iter().flatten().filter(|part| !part.is_empty()).collect();
        let group = groups[c].first().map_or("", |&(group, _)| tables.group_label(group).trim());
        [parts.join("·"), group.to_owned()]
    };
    told_apart(&parallel::map_range(circles.sizes.len(), name))
}

/// Of each circle the first of two names that no larger circle has; where both are taken, the first with a number.
fn told_apart(wanted: &[[String; 2]]) -> Vec<String> {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut one = |both: &[String; 2]| {
        let mut known = both.iter().filter(|name| !name.is_empty());
        let Some(first) = known.clone().next() else { return String::new() };
        let numbered = (2u32..).map(|n| format!("{first} {n}"));
        let free = known.find(|name| !seen.contains(*name)).cloned();
        let name = free.or_else(|| numbered.into_iter().find(|name| !seen.contains(name))).unwrap_or_default();
        seen.insert(name.clone());
        name
    };
    wanted.iter().map(&mut one).collect()
}

/// Listed members of each circle.
pub fn members(graph: &Graph, circles: &Circles) -> Csr {
    let placed =
        (0u32..).zip(&circles.of).filter(|&(node, &circle)| circle != NONE && graph.nodes.listed[node as usize]);
    Csr::from_pairs(circles.sizes.len(), placed.map(|(node, &circle)| (circle, node)))
}

/// Per circle: the groups that give it most strength inside, at most three, with its members in each.
pub fn main_groups(graph: &Graph, circles: &Circles) -> Vec<Vec<(u32, u32)>> {
    let mut all: Vec<Vec<(f64, u32, u32)>> = vec![Vec::new(); circles.sizes.len()];
    let mut row = Vec::new();
    for group in 0..graph.incidence.members_of.len() {
        row.clear();
        let members = graph.incidence.members_of.row(group);
        row.extend(members.iter().map(|&v| circles.of[v as usize]).filter(|&c| c != NONE));
        row.sort_unstable();
        for circle in row.chunk_by(|a, b| a == b).filter(|circle| circle.len() > 1) {
            let n = circle.len() as f64;
            let strength = graph.incidence.pair_weight[group] * n * (n - 1.0) / 2.0;
            all[circle[0] as usize].push((strength, group as u32, circle.len() as u32));
        }
    }
    let first = |mut groups: Vec<(f64, u32, u32)>| {
        largest_first(&mut groups, |group| group.0, |group| group.1);
        groups.into_iter().take(MOST).map(|(_, group, members)| (group, members)).collect()
    };
    all.into_iter().map(first).collect()
}

/// The most common city of these people: its number in the users table, and its share of those whose city is known.
pub fn city(tables: &Tables, graph: &Graph, members: &[u32]) -> Option<(u32, f64)> {
    let cities = &tables.user_table.city;
    let mut known: Vec<u32> =
        members.iter().map(|&v| cities.code(user(graph, v))).filter(|&city| city != NONE).collect();
    known.sort_unstable();
    let mut most: Option<(u32, usize)> = None;
    for city in known.chunk_by(|a, b| a == b) {
        if most.is_none_or(|(_, count)| city.len() > count) {
            most = Some((city[0], city.len()));
        }
    }
    most.map(|(city, count)| (city, count as f64 / known.len() as f64))
}

/// The most common interests of these people, at most three: the first level of the tag, and how many have it.
pub fn interests(tables: &Tables, graph: &Graph, members: &[u32]) -> Vec<(String, u32)> {
    let tags = &tables.user_table.tags;
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    let mut own: Vec<&str> = Vec::new();
    for &node in members {
        own.clear();
        let names = tags.row(user(graph, node)).iter().map(|&tag| tags.names[tag as usize].as_str());
        own.extend(names.map(|name| name.split('>').next().unwrap_or(name).trim()).filter(|name| !name.is_empty()));
        own.sort_unstable();
        own.dedup();
        own.iter().for_each(|&name| *counts.entry(name).or_default() += 1);
    }
    let mut ranked: Vec<(&str, u32)> = counts.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    ranked.into_iter().take(MOST).map(|(name, count)| (name.to_owned(), count)).collect()
}

fn user(graph: &Graph, node: u32) -> usize {
    graph.nodes.user[node as usize] as usize
}

#[cfg(test)]
mod tests {
    use super::told_apart;

    #[test]
    fn circles_of_one_name_are_told_apart() {
        let wanted =
            [["职场·南京", "g1"], ["", ""], ["宠物", "g2"], ["职场·南京", "g3"], ["", "g4"], ["职场·南京", "g3"]];
        let names = told_apart(&wanted.map(|both| both.map(str::to_owned)));
        assert_eq!(names, ["职场·南京", "", "宠物", "g3", "g4", "职场·南京 2"]);
    }
}
