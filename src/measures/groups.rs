//! Measures of groups.

use crate::graph::Graph;
use crate::parallel;
use crate::tables::{NONE, Tables};

/// What is computed of each group; one entry per group number.
#[derive(Debug, Default)]
pub struct GroupMeasures {
    /// Members after exclusions.
    pub size: Vec<u32>,
    /// Circles that hold at least `circles.group_share` of the members; 0 for groups that carry no tie.
    pub circles_linked: Vec<u32>,
    /// Share of the members with a known city who live in the group's city (its own, else its members' most common); `NaN` without cities.
    pub same_city_share: Vec<f64>,
    /// Events between two members.
    pub interactions: Vec<f64>,
}

/// All measures of groups but betweenness.
pub fn measure_groups(tables: &Tables, graph: &Graph, circles_linked: Vec<u32>) -> GroupMeasures {
    let groups = graph.membership.members_of.len();
    GroupMeasures {
        size: (0..groups as u32).map(|g| graph.membership.size(g) as u32).collect(),
        circles_linked,
        same_city_share: parallel::map_range(groups, |g| same_city_share(tables, graph, g)),
        interactions: graph.tallies.group_events.clone(),
    }
}

/// Share of the group's listed members with a known city who live in its city.
fn same_city_share(tables: &Tables, graph: &Graph, group: usize) -> f64 {
    let cities = &tables.user_table.city;
    let members = graph.membership.members_of.row(group).iter().map(|&v| v as usize);
    let mut known: Vec<u32> = members
        .filter(|&v| graph.nodes.listed[v])
        .map(|v| cities.code(graph.nodes.user[v] as usize))
        .filter(|&city| city != NONE)
        .collect();
    if known.is_empty() {
        return f64::NAN;
    }
    // Codes follow the byte order of the names.
    known.sort_unstable();
    let most_common = known.chunk_by(|a, b| a == b).map(<[u32]>::len).fold(0, usize::max);
    let there = match tables.group_table.city.get(group) {
        Some(name) => known.iter().filter(|&&city| cities.names[city as usize] == name).count(),
        None => most_common,
    };
    there as f64 / known.len() as f64
}
