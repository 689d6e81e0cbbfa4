//! Interests: tags of up to three levels, `a>b>c`, of users and groups.
//!
//! A user with the tag `a>b>c` is interested in `a`, `a>b` and `a>b>c`: these are the tag's *prefixes*, one a level. A level
//! covers the users who have a tag that deep. Two tag lists are as close as the deepest prefix they share.

use super::{Contacts, Profiles};
use crate::tables::{Tables, TagLists};

/// Tag levels that count.
pub const LEVELS: usize = 3;

/// One interest and who has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interest {
    /// The first one, two or three levels of a tag, joined by `>`.
    pub name: String,
    /// Levels.
    pub level: u8,
    /// Listed users with it.
    pub users: u32,
    /// Groups with it.
    pub groups: u32,
}

/// All interests.
#[derive(Clone, Debug, Default)]
pub struct Interests {
    /// In the order of their levels' names.
    pub all: Vec<Interest>,
    /// Listed users covered by each level.
    pub covered: [u32; LEVELS],
    /// Per user tag: its prefixes, as numbers of `all`.
    of_user_tag: Vec<Vec<u32>>,
    /// Per group tag.
    of_group_tag: Vec<Vec<u32>>,
}

impl Interests {
    /// Numbers of the interests of a user with these tags, with repeats.
    pub fn of_user_tags<'s>(&'s self, tags: &'s [u32]) -> impl Iterator<Item = u32> + 's {
        tags.iter().flat_map(|&tag| self.of_user_tag[tag as usize].iter().copied())
    }

    /// Numbers of the interests of a group with these tags, with repeats.
    pub fn of_group_tags<'s>(&'s self, tags: &'s [u32]) -> impl Iterator<Item = u32> + 's {
        tags.iter().flat_map(|&tag| self.of_group_tag[tag as usize].iter().copied())
    }

    /// The deepest interest that a user's tags and a group's tags share, the first among equals.
    pub fn closest(&self, user_tags: &[u32], group_tags: &[u32]) -> Option<u32> {
        let theirs: Vec<u32> = self.of_group_tags(group_tags).collect();
        let shared = self.of_user_tags(user_tags).filter(|interest| theirs.contains(interest));
        shared.max_by_key(|&interest| (self.all[interest as usize].level, std::cmp::Reverse(interest)))
    }
}

/// Counts every interest; one pass over the tags.
pub(super) fn interests(tables: &Tables, contacts: Contacts<'_>, profiles: Profiles<'_>) -> Interests {
    let (users, groups) = (&tables.user_table.tags, &tables.group_table.tags);
    let mut names: Vec<Vec<&str>> = users.names.iter().chain(&groups.names).flat_map(|tag| prefixes(tag)).collect();
    names.sort_unstable();
    names.dedup();
    let numbers = |tags: &TagLists| -> Vec<Vec<u32>> {
        let of = |tag: &String| prefixes(tag).filter_map(|p| names.binary_search(&p).ok()).map(|i| i as u32).collect();
        tags.names.iter().map(of).collect()
    };
    let all = names.iter().map(|p| Interest { name: p.join(">"), level: p.len() as u8, users: 0, groups: 0 }).collect();
    let (of_user_tag, of_group_tag) = (numbers(users), numbers(groups));
    let mut interests = Interests { all, covered: [0; LEVELS], of_user_tag, of_group_tag };
    let mut own = Vec::new();
    for (&user, _) in contacts.user.iter().zip(profiles.listed).filter(|&(_, &listed)| listed) {
        own.clear();
        own.extend(interests.of_user_tags(users.row(user as usize)));
        own.sort_unstable();
        own.dedup();
        let deepest = own.iter().map(|&i| interests.all[i as usize].level).max().unwrap_or(0);
        (0..usize::from(deepest)).for_each(|level| interests.covered[level] += 1);
        own.iter().for_each(|&i| interests.all[i as usize].users += 1);
    }
    for group in 0..groups.offsets.len().saturating_sub(1) {
        own.clear();
        own.extend(interests.of_group_tags(groups.row(group)));
        own.sort_unstable();
        own.dedup();
        own.iter().for_each(|&i| interests.all[i as usize].groups += 1);
    }
    interests
}

/// `a>b>c>d` → `a`, `a>b`, `a>b>c`.
fn prefixes(tag: &str) -> impl Iterator<Item = Vec<&str>> {
    let levels: Vec<&str> = tag.split('>').map(str::trim).filter(|l| !l.is_empty()).take(LEVELS).collect();
    (1..=levels.len()).map(move |depth| levels[..depth].to_vec())
}
