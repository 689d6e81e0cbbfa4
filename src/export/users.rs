//! `users.csv`: one row a listed user, in the order of the ids.

use std::io::{self, Write};

use super::cells::Sheet;
use crate::analysis::Analysis;
use crate::measures::Circles;
use crate::progress::Progress;
use crate::tables::{NO_TIME, NONE, Role};

const HEADER: [&str; 32] = [
    "user_id",
    "nickname",
    "groups",
    "degree",
    "strength",
    "interactions_in",
    "interactions_out",
    "remarks",
    "influence",
    "influence_rank",
    "betweenness",
    "betweenness_share",
    "betweenness_low",
    "betweenness_high",
    "bridge_rank",
    "circle",
    "circles_linked",
    "participation",
    "constraint",
    "effective_size",
    "articulation",
    "isolation",
    "recency_days",
    "monthly_spend",
    "value_tier",
    "value_segment",
    "lifecycle",
    "welcome_due",
    "component_size",
    "role",
    "city",
    "device",
];

/// Stops early, with a short file, once `progress` is cancelled; the caller must not use it then.
pub(super) fn write(analysis: &Analysis, progress: &Progress, to: &mut impl Write) -> io::Result<()> {
    let mut sheet = Sheet::begin(to, true, &HEADER)?;
    let nodes = &analysis.graph.nodes;
    for node in (0..nodes.len()).filter(|&v| nodes.listed[v]) {
        if node % 4096 == 0 && progress.is_cancelled() {
            break;
        }
        write_row(analysis, node, &mut sheet)?;
    }
    sheet.finish()
}

fn write_row(analysis: &Analysis, node: usize, sheet: &mut Sheet<impl Write>) -> io::Result<()> {
    let Analysis { tables, graph, measures: m, segments: s, .. } = analysis;
    let user = graph.nodes.user[node] as usize;
    let profile = &tables.user_table;
    sheet.id(tables.users.name(graph.nodes.user[node]))?;
    sheet.text(profile.nickname.get(user))?;
    sheet.count(m.groups[node])?;
    sheet.count(m.degree[node])?;
    sheet.number(m.strength[node])?;
    sheet.number(m.interactions_in[node])?;
    sheet.number(m.interactions_out[node])?;
    sheet.number(m.remarks[node])?;
    sheet.number(m.influence.score[node])?;
    sheet.count(m.influence.rank[node])?;
    sheet.number(m.betweenness.users[node])?;
    sheet.number(share_of_pairs(m.betweenness.users[node], graph.nodes.listed_count))?;
    sheet.number(m.betweenness.low[node])?;
    sheet.number(m.betweenness.high[node])?;
    sheet.count(m.bridge_rank[node])?;
    let circle = m.circles.of[node];
    sheet.count((circle != NONE).then(|| Circles::shown(circle)))?;
    sheet.count(m.links.circles_linked[node])?;
    sheet.number(m.links.participation[node])?;
    sheet.number(m.holes[node].constraint)?;
    sheet.number(m.holes[node].effective_size)?;
    sheet.count(m.articulation[node])?;
    sheet.code(m.isolation[node].map_or("", |i| i.code()))?;
    sheet.count(s.recency_days[node])?;
    sheet.number(s.monthly_spend[node])?;
    sheet.code(s.tier[node].code())?;
    sheet.code(s.segment[node].code())?;
    sheet.code(s.lifecycle[node].code())?;
    let registered = profile.registered_at.get(user).is_some_and(|&t| t != NO_TIME);
    sheet.flag(registered.then_some(s.welcome_due[node]))?;
    sheet.count(m.component_sizes[m.component[node] as usize])?;
    sheet.code(profile.role.get(user).copied().flatten().map_or("", role_code))?;
    sheet.text(profile.city.get(user).unwrap_or(""))?;
    sheet.text(profile.device.get(user).unwrap_or(""))?;
    sheet.end_row()
}

/// Betweenness as a share of all unordered pairs of `n` users; 0 where there is no pair.
pub(super) fn share_of_pairs(betweenness: f64, n: usize) -> f64 {
    let n = n as f64;
    if n < 2.0 { 0.0 } else { betweenness / (n * (n - 1.0) / 2.0) }
}

fn role_code(role: Role) -> &'static str {
    match role {
        Role::Friend => "friend",
        Role::GroupMember => "group_member",
        Role::Follower => "follower",
    }
}
