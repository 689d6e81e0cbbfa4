//! `todo.csv`: whom to contact, one row a person; `todo/OWNER.csv`: the rows of each owner.

use std::collections::{BTreeMap, BTreeSet};
use std::io;

use super::cells::Target;
use super::lists::write_members;
use crate::analysis::Analysis;

const COLUMNS: [&str; 27] = [
    "rank",
    "user_id",
    "nickname",
    "owner_id",
    "owner_name",
    "day",
    "why",
    "reason",
    "channel",
    "window_open",
    "best_window",
    "window_basis",
    "window_events",
    "actions",
    "next_step",
    "suggested_group",
    "suggested_group_name",
    "message",
    "stake",
    "yuan",
    "urgency",
    "monthly_spend",
    "value_tier",
    "lifecycle",
    "recency_days",
    "city",
    "status",
];

/// Owners who are given a file of their own at most: those with most to do.
const OWNERS: usize = 1000;
/// The file of those without an owner.
const NOBODY: &str = "no_owner";
/// Characters of an id that a file's name holds.
const NAME: usize = 60;

/// The queue, or what of it is one owner's (`Some(None)`: nobody's), with the ranks of the whole.
pub(super) fn write(analysis: &Analysis, owner: Option<Option<u32>>, to: impl Target) -> io::Result<()> {
    let rows = analysis.todo.iter().enumerate().filter(|(_, todo)| owner.is_none_or(|owner| todo.owner == owner));
    write_members(analysis, &COLUMNS, rows.map(|(place, todo)| todo.member(place)), to)
}

/// The files of the owners, where there are any, and whose each is.
pub(super) fn owners(analysis: &Analysis) -> Vec<(String, Option<u32>)> {
    let mut counts: BTreeMap<Option<u32>, usize> = BTreeMap::new();
    for todo in &analysis.todo {
        *counts.entry(todo.owner).or_default() += 1;
    }
    if counts.keys().all(Option::is_none) {
        return Vec::new();
    }
    let mut owners: Vec<(Option<u32>, usize)> = counts.into_iter().collect();
    owners.sort_by_key(|&(owner, count)| (std::cmp::Reverse(count), owner));
    owners.truncate(OWNERS);
    owners.sort_unstable();
    let mut taken = BTreeSet::new();
    let named = |(owner, _): (Option<u32>, usize)| {
        let stem = owner.map_or(NOBODY.to_owned(), |owner| safe(analysis.people.tables.users.name(owner)));
        let numbered = (2..).map(|n| format!("{stem}-{n}"));
        // Not every file system tells capitals apart.
        let free = std::iter::once(stem.clone()).chain(numbered).find(|name| taken.insert(name.to_lowercase()));
        (format!("todo/{}.csv", free.unwrap_or(stem.clone())), owner)
    };
    owners.into_iter().map(named).collect()
}

/// An id as the name of a file anywhere: letters, digits, `-` and `_`; nothing that Windows keeps for itself.
fn safe(id: &str) -> String {
    let plain = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' };
    let name: String = id.chars().take(NAME).map(plain).collect();
    let reserved = ["con", "prn", "aux", "nul"].contains(&&*name.to_lowercase())
        || name.len() == 4 && ["com", "lpt"].iter().any(|port| name.to_lowercase().starts_with(port));
    if reserved { format!("{name}_") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_become_names_that_every_file_system_takes() {
        assert_eq!(["../a b", "王.x", "CON", "com1", ""].map(safe), ["___a_b", "王_x", "CON_", "com1_", ""]);
        assert_eq!(safe(&"x".repeat(300)).len(), NAME);
    }
}
