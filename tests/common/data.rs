//! Real data that a checkout does not have: in the folder that `RENMAI_DATA` names, else beside the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::Mix;

/// Two columns of a table whose fields hold no quoted commas.
pub type Rows = Vec<(String, String)>;

/// What another program computed: degree and betweenness by user id.
pub type Expected = BTreeMap<String, (u32, f64)>;

/// A folder beside the repository, or nothing (and a message) where it is absent.
pub fn folder(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    let folder = Some(folder).filter(|folder| folder.is_dir());
    if folder.is_none() {
        eprintln!("skipped: {name} is not here");
    }
    folder
}

/// A file as text, or nothing (and a message) where it is absent.
pub fn file(name: &str) -> Option<String> {
    let folder = std::env::var_os("RENMAI_DATA")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data"), PathBuf::from);
    let text = std::fs::read_to_string(folder.join(name)).ok();
    if text.is_none() {
        eprintln!("skipped: {name} is not here; RENMAI_DATA can name the folder that holds it");
    }
    text
}

fn lines(name: &str) -> Option<Vec<String>> {
    Some(file(name)?.lines().skip(1).map(str::to_owned).collect())
}

/// The first two columns, or nothing (and a message) where the file is absent.
pub fn rows(name: &str) -> Option<Rows> {
    let two = |line: String| {
        let mut fields = line.split(',').map(str::to_owned);
        (fields.next().unwrap(), fields.next().unwrap())
    };
    Some(lines(name)?.into_iter().map(two).collect())
}

/// Expected values, or nothing (and a message) where the file is absent.
pub fn expected(name: &str) -> Option<Expected> {
    let row = |line: String| {
        let fields: Vec<&str> = line.split('\t').collect();
        (fields[0].to_owned(), (fields[1].parse().unwrap(), fields[2].parse().unwrap()))
    };
    Some(lines(name)?.into_iter().map(row).collect())
}

fn numbered<'a>(ids: impl Iterator<Item = &'a String>) -> BTreeMap<&'a str, u32> {
    ids.map(String::as_str).collect::<BTreeSet<_>>().into_iter().zip(0..).collect()
}

/// A membership list as a mix, and the user ids in order.
pub fn memberships(rows: &Rows) -> (Mix, Vec<String>) {
    let users = numbered(rows.iter().map(|(user, _)| user));
    let groups = numbered(rows.iter().map(|(_, group)| group));
    let mut members = vec![Vec::new(); groups.len()];
    rows.iter().for_each(|(user, group)| members[groups[group.as_str()] as usize].push(users[user.as_str()]));
    (Mix::of_groups(users.len(), members), users.keys().map(|&id| id.to_owned()).collect())
}

/// An interaction list as a mix, and the user ids in order.
pub fn interactions(rows: &Rows) -> (Mix, Vec<String>) {
    let users = numbered(rows.iter().flat_map(|(from, to)| [from, to]));
    let edges = rows.iter().map(|(from, to)| (users[from.as_str()], users[to.as_str()]));
    (Mix::of_edges(users.len(), edges), users.keys().map(|&id| id.to_owned()).collect())
}
