//! The group layer: memberships that count, without duplicates, and the weights of groups.

use super::roster::Roster;
use super::{BuildOptions, Removals};
use crate::config::GroupWeight;
use crate::diagnostic::Severity;
use crate::graph::{Csr, Incidence, Membership};
use crate::tables::{Categories, NO_TIME, NONE, Tables};
use crate::text::removals;

/// Who is in which group, and the layer of the groups that carry ties.
pub(super) fn incidence(
    tables: &Tables,
    options: BuildOptions<'_>,
    roster: &Roster,
    removals: &mut Removals,
) -> (Membership, Incidence) {
    let groups = tables.groups.len();
    let mut groups_of = memberships(tables, options, roster, removals);
    let mut members_of = groups_of.transposed(groups);
    let capped = capped(&members_of, options.graph.group_cap);
    let over = capped.iter().filter(|&&capped| capped).count() as u64;
    if over > 0 {
        groups_of.retain(|_, group| !capped[group as usize]);
        members_of = groups_of.transposed(groups);
        let cap = options.graph.group_cap.unwrap_or(usize::MAX);
        let sentence = removals::CAPPED_GROUPS.counted(over).with("cap", cap);
        removals.add("capped_groups", "groups", over, Severity::Info, sentence);
    }
    let small = (0..groups).filter(|&g| members_of.row(g).len() < 2 && !capped[g]).count() as u64;
    removals.info("small_groups", "groups", small, &removals::SMALL_GROUPS);
    let factors = factors(&tables.group_table.kind, groups, options, removals);
    let sizes = || (0..groups).map(|g| members_of.row(g).len());
    let weigh = |weight: fn(GroupWeight, usize) -> f64| {
        sizes().zip(&factors).map(|(size, f)| weight(options.graph.group_weight, size) * f).collect()
    };
    let (pair_weight, member_weight) = (weigh(pair_weight), weigh(member_weight));
    let weightless = sizes().zip(&pair_weight).filter(|&(size, &weight)| size >= 2 && weight == 0.0).count() as u64;
    removals.info("weightless_groups", "groups", weightless, &removals::WEIGHTLESS_GROUPS);
    let membership = Membership { groups_of, members_of };
    let incidence = Incidence::new(&membership, pair_weight, member_weight, capped);
    (membership, incidence)
}

/// Strength of one pair in a group of `size` members.
fn pair_weight(weight: GroupWeight, size: usize) -> f64 {
    match (weight, size) {
        (_, 0 | 1) => 0.0,
        (GroupWeight::Newman, _) => 1.0 / (size - 1) as f64,
        (GroupWeight::Count, _) => 1.0,
        (GroupWeight::Log, _) => 1.0 / libm::log(1.0 + size as f64),
    }
}

/// Strength of one member with all others; under `newman` exactly 1, which a rounded product need not be.
fn member_weight(weight: GroupWeight, size: usize) -> f64 {
    match (weight, size) {
        (_, 0 | 1) => 0.0,
        (GroupWeight::Newman, _) => 1.0,
        (GroupWeight::Count | GroupWeight::Log, _) => (size - 1) as f64 * pair_weight(weight, size),
    }
}

/// Groups of each node, ascending and distinct, from the rows that count.
fn memberships(tables: &Tables, options: BuildOptions<'_>, roster: &Roster, removals: &mut Removals) -> Csr {
    let rows = &tables.memberships;
    let later = rows.joined_at.iter().filter(|&&joined| options.is_later(joined)).count() as u64;
    let counts = |i: usize| !options.is_later(rows.joined_at[i]) && !options.has_ended(rows.left_at[i]);
    let left = (0..rows.user.len()).filter(|&i| !options.is_later(rows.joined_at[i]) && !counts(i)).count() as u64;
    let inverted = |i: &usize| rows.left_at[*i] != NO_TIME && rows.left_at[*i] < rows.joined_at[*i];
    let inverted = (0..rows.user.len()).filter(inverted).count() as u64;
    removals.warning("left_before_joined", "memberships", inverted, &removals::LEFT_BEFORE_JOINED);
    removals.warning("future_rows", "memberships", later, &removals::FUTURE_MEMBERSHIPS);
    removals.info("left_memberships", "memberships", left, &removals::LEFT_MEMBERSHIPS);

    let pairs = (0..rows.user.len())
        .map(|i| (i, roster.nodes.node[rows.user[i] as usize]))
        .filter(|&(i, node)| node != NONE && counts(i))
        .map(|(i, node)| (node, rows.group[i]));
    let mut groups_of = Csr::from_pairs(roster.nodes.len(), pairs);
    for i in 0..groups_of.len() {
        let (start, end) = (groups_of.offsets[i], groups_of.offsets[i + 1]);
        let row = &mut groups_of.items[start..end];
        if !row.is_sorted() {
            row.sort_unstable();
        }
    }
    let before = groups_of.items.len();
    groups_of.retain(|previous, group| previous != Some(group));
    let duplicates = (before - groups_of.items.len()) as u64;
    removals.info("duplicate_memberships", "memberships", duplicates, &removals::DUPLICATE_MEMBERSHIPS);
    groups_of
}

fn capped(members_of: &Csr, cap: Option<usize>) -> Vec<bool> {
    (0..members_of.len()).map(|g| cap.is_some_and(|cap| members_of.row(g).len() > cap)).collect()
}

/// Factor of each group by its kind.
fn factors(kinds: &Categories, groups: usize, options: BuildOptions<'_>, removals: &mut Removals) -> Vec<f64> {
    let configured = &options.graph.group_kind_weight;
    let unknown = configured.keys().filter(|kind| !kinds.names.contains(kind)).count() as u64;
    removals.warning("unknown_group_kinds", "config", unknown, &removals::UNKNOWN_GROUP_KINDS);
    let by_kind: Vec<f64> = kinds.names.iter().map(|kind| configured.get(kind).copied().unwrap_or(1.0)).collect();
    (0..groups).map(|g| by_kind.get(kinds.code(g) as usize).copied().unwrap_or(1.0)).collect()
}
