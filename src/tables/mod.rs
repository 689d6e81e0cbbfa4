//! Reading: CSV exports in, plain columnar tables out.
//!
//! [`read()`] turns the configured sources into [`Tables`]. Ids are opaque text, interned to `u32` numbers that follow
//! the ids' byte order, so neither row order nor table order changes anything downstream.

mod asides;
mod assemble;
mod besides;
pub mod category;

mod cell;
mod collect;
mod dialects;
mod file;
mod footer;
mod formats;
#[cfg(any(test, target_family = "wasm"))]
mod frames;
mod gone;
mod header;
mod identity;
pub mod ids;
mod intern;
mod judge;
mod load;
mod merge;
mod money;
mod names;
mod order_lines;
mod orders;
mod ours;
mod persons;
mod piece;
mod presence;
pub mod read;
mod refused;
mod rivals;
pub mod rows;
mod scan;
mod shapes;
mod source;
mod states;
mod survey;
pub mod time;
mod unroll;
mod words;
mod written;

pub use crate::config::columns::Given;
pub use category::{Categories, Texts};
pub(crate) use cell::{is_formula, number as cell_number};
pub use ids::Ids;
pub use load::text_of;
pub(crate) use load::{Digesting, SNAPSHOT};
pub use ours::Name;
pub use persons::Overlap;
pub use presence::Presence;
pub use read::{FirstRows, read, read_showing};
pub use rows::{
    DeviceClass, ExtraColumn, GroupTable, Interactions, MemberType, Memberships, Purchases, Role, TagLists, UserTable,
};
pub(crate) use source::partitions;
pub use source::{Content, Source, Sources, files};
pub use time::{Believed, Zone, format_time, parse_as_of, parse_time};
pub(crate) use words::flag as cell_flag;

use std::collections::BTreeMap;

use crate::diagnostic::{BadRow, Finding};
use crate::memory::{WORD, of};

/// "No such user, group or category" in a `u32` column.
pub const NONE: u32 = u32::MAX;

/// Seconds since 1970-01-01T00:00:00Z.
pub type Seconds = i64;

/// "No time known" in a time column.
pub const NO_TIME: Seconds = i64::MIN;

/// Everything that was read. Row tables are in canonical order (sorted by all their columns).
#[derive(Debug, Default)]
pub struct Tables {
    /// Every user id that any table names, in byte order; the index is the *user number*.
    pub users: Ids,
    /// Every group id that any table names, in byte order; the index is the *group number*.
    pub groups: Ids,
    /// Who is in which group.
    pub memberships: Memberships,
    /// Events between two users.
    pub interactions: Interactions,
    /// What is known of each user, one slot per user number.
    pub user_table: UserTable,
    /// What is known of each group, one slot per group number.
    pub group_table: GroupTable,
    /// What users bought.
    pub purchases: Purchases,
    /// Per user number: named by a suppression file. Empty without one.
    pub suppressed: Vec<bool>,
    /// What employees are called by the files of staff: user number and name.
    pub staff_names: BTreeMap<u32, String>,
    /// Staff and robots by rows that were set aside: user number and what it is.
    pub marked: Vec<(u32, MemberType)>,
    /// Which tables and optional columns were given at all: a criterion whose source is missing is not applied.
    pub given: Given,
    /// The latest of [`Tables::times`]; [`NO_TIME`] if there is none.
    pub latest: Seconds,
    /// What the tables share; empty where there is but one.
    pub overlaps: Vec<Overlap>,
    /// What was skipped or flagged while reading.
    pub findings: Vec<Finding>,
    /// Bytes of text that the files held, unpacked.
    pub text_bytes: u64,
    /// The most that they were allowed.
    pub text_budget: u64,
    /// The files, in canonical order.
    pub inputs: Vec<InputFile>,
    /// Rows set aside by `--skip-bad-rows`.
    pub rejected: Vec<BadRow>,
}

impl Tables {
    /// Reads tables from CSV text: `("memberships", "user_id,group_id\n…")`; a table may be named more than once.
    ///
    /// # Errors
    /// As [`read()`]; [`Config`](crate::ErrorKind::Config) for a name that is no table.
    pub fn from_csv(tables: &[(&str, &str)]) -> crate::Result<Self> {
        let mut sources = Sources::default();
        for &(table, text) in tables {
            let files = sources.table_mut(table)?;
            let name = format!("{table}.csv");
            files.push(Source::bytes(name, text.as_bytes().to_vec()));
        }
        read(&sources, &crate::progress::Progress::silent())
    }

    /// Every column of times that tell of something that has happened: a `left_at` may be the end of a term in the future.
    pub fn times(&self) -> [&Vec<Seconds>; 5] {
        let UserTable { registered_at, last_active_at, .. } = &self.user_table;
        [&self.memberships.joined_at, &self.interactions.at, &self.purchases.at, registered_at, last_active_at]
    }

    /// What a user is called: the nickname, or the id where there is none.
    pub fn user_label(&self, user: u32) -> &str {
        match self.user_table.nickname.get(user as usize) {
            "" => self.users.name(user),
            nickname => nickname,
        }
    }

    /// Whether somebody has agreed to be written to; `None` where nobody was asked, and the person has not refused.
    pub fn consented(&self, user: u32) -> Option<bool> {
        match self.user_table.consent.get(user as usize).copied().flatten() {
            Some(false) => Some(false),
            said => self.given.users.consent.then_some(said == Some(true)),
        }
    }

    /// The account that looks after a user, if there is one that may be told of: one that opted out may not.
    pub fn owner(&self, user: u32) -> Option<u32> {
        let out = |owner: u32| self.user_table.opted_out.get(owner as usize) == Some(&true);
        self.user_table.owner.get(user as usize).copied().filter(|&owner| owner != NONE && !out(owner))
    }

    /// What a group is called: the name, or the id where there is none.
    pub fn group_label(&self, group: u32) -> &str {
        match self.group_table.name.get(group as usize) {
            "" => self.groups.name(group),
            name => name,
        }
    }
}

impl Tables {
    /// Bytes that they take, but for what is small whatever the number of rows.
    pub fn bytes(&self) -> u64 {
        let texts = |texts: &Texts| texts.bytes() as u64;
        let tags = |tags: &TagLists| (tags.offsets.len() * WORD) as u64 + of(&tags.items);
        let (m, i, p) = (&self.memberships, &self.interactions, &self.purchases);
        let of_memberships = of(&m.user) + of(&m.group) + of(&m.joined_at) + of(&m.left_at) + of(&m.member_type);
        let of_interactions = of(&i.from) + of(&i.to) + of(&i.kind) + of(&i.at) + of(&i.count) + of(&i.group);
        let of_purchases = of(&p.user) + of(&p.at) + of(&p.amount);
        let u = &self.user_table;
        let words = texts(&u.nickname) + of(&u.city.codes) + of(&u.device.codes) + tags(&u.tags);
        let numbers = of(&u.remark_count) + of(&u.monthly_spend) + of(&u.owner);
        let times = of(&u.registered_at) + of(&u.last_active_at);
        let flags = of(&u.role) + of(&u.opted_out) + of(&u.consent) + of(&self.suppressed);
        let extra: u64 = u.extra.iter().map(|column| texts(&column.values)).sum();
        let g = &self.group_table;
        let of_groups = texts(&g.name) + of(&g.kind.codes) + of(&g.city.codes) + tags(&g.tags) + of(&g.owner);
        let ids = texts(self.users.texts()) + texts(self.groups.texts());
        let set_aside = self.rejected.len() as u64 * OF_REJECTED;
        ids + of_memberships
            + of_interactions
            + of_purchases
            + words
            + numbers
            + times
            + flags
            + extra
            + of_groups
            + set_aside
    }
}

/// Bytes of a row that was set aside, with its words.
const OF_REJECTED: u64 = 600;

/// One file that was read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct InputFile {
    /// Which table it belongs to: `memberships`, `interactions`, `users`, `groups`, `purchases`, `suppress`, `staff`.
    #[serde(deserialize_with = "ours::name")]
    pub table: Name,
    /// The file as the user named it (`demo` data: its file name).
    pub file: String,
    /// Bytes on disk.
    pub bytes: u64,
    /// SHA-256 of the bytes on disk, lower-case hexadecimal.
    pub sha256: String,
    /// Data rows read into the tables.
    pub rows: u64,
    /// `utf-8`, `utf-16le`, `utf-16be`, `gb18030` or `big5`; `workbook` or `html` where the format says it.
    #[serde(deserialize_with = "ours::name")]
    pub encoding: Name,
    /// How it was read.
    pub reading: Reading,
}

/// How a file was read: the plan that its survey made.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct Reading {
    /// What it is: `text`, `sheet` (of a workbook or a web page) or `records` (JSON).
    #[serde(deserialize_with = "ours::name")]
    pub kind: Name,
    /// What parts its fields; empty where it is no text.
    pub delimiter: String,
    /// The line of the header; 0 where there is none.
    pub header_line: u64,
    /// Our column → its header.
    #[serde(deserialize_with = "ours::names")]
    pub columns: BTreeMap<&'static str, String>,
    /// Our column → its value in every row.
    #[serde(deserialize_with = "ours::names")]
    pub constants: BTreeMap<&'static str, String>,
    /// Headers that are no column of the table and are heeded all the same: further states of orders, remarks on them, who is staff, who opted out.
    pub heeded: Vec<String>,
    /// Headers that are no column of the table.
    pub unused: Vec<String>,
    /// Our column → how its cells are understood, where that is not plain.
    #[serde(deserialize_with = "ours::names")]
    pub understood: BTreeMap<&'static str, String>,
    /// Rows that are no data: empty ones, comments, the header once more.
    pub skipped: u64,
    /// Rows that cannot be read.
    pub refused: u64,
}
