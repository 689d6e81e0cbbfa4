//! Reading: CSV exports in, plain columnar tables out.
//!
//! [`read()`] turns the configured sources into [`Tables`]. Ids are opaque text, interned to `u32` numbers that follow
//! the ids' byte order, so neither row order nor table order changes anything downstream.

mod assemble;
pub mod category;
mod cell;
mod collect;
mod columns;
mod file;
#[allow(dead_code)]
mod formats;
mod header;
pub mod ids;
mod intern;
mod load;
mod merge;
mod piece;
mod presence;
pub mod read;
mod refused;
pub mod rows;
mod scan;
mod schema;
mod source;
pub mod time;

pub use category::{Categories, Texts};
pub(crate) use cell::{flag as cell_flag, is_formula, number as cell_number};
pub use ids::Ids;
pub(crate) use load::Digesting;
pub use presence::Presence;
pub use read::read;
pub use rows::{
    DeviceClass, ExtraColumn, GroupTable, Interactions, MemberType, Memberships, Purchases, Role, TagLists, UserTable,
};
pub use source::{Content, Source, Sources};
pub use time::{Believed, NO_TIME, Seconds, Zone, format_time, parse_as_of, parse_time};

use crate::diagnostic::{BadRow, Finding};

/// "No such user, group or category" in a `u32` column.
pub const NONE: u32 = u32::MAX;

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
    /// Staff and robots by rows that were set aside: user number and what it is.
    pub marked: Vec<(u32, MemberType)>,
    /// Which tables and optional columns were given at all: a criterion whose source is missing is not applied.
    pub given: Given,
    /// The latest of [`Tables::times`]; [`NO_TIME`] if there is none.
    pub latest: Seconds,
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
            said => self.given.consent.then_some(said == Some(true)),
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

/// Which sources were given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// A memberships table.
    pub memberships: bool,
    /// An interactions table.
    pub interactions: bool,
    /// A users table.
    pub users: bool,
    /// A groups table.
    pub groups: bool,
    /// A purchases table.
    pub purchases: bool,
    /// Interactions with a time column.
    pub interaction_times: bool,
    /// Some interaction of kind `remark`.
    pub remark_events: bool,
    /// `users.remark_count`.
    pub remark_count: bool,
    /// `users.monthly_spend`.
    pub monthly_spend: bool,
    /// `users.last_active_at`.
    pub last_active_at: bool,
    /// `users.registered_at`.
    pub registered_at: bool,
    /// `users.city`.
    pub city: bool,
    /// `users.tags`.
    pub tags: bool,
    /// `users.opted_out`.
    pub opted_out: bool,
    /// `users.consent`.
    pub consent: bool,
    /// `users.role`.
    pub role: bool,
    /// `users.device`.
    pub device: bool,
    /// `users.owner_id`.
    pub owner: bool,
    /// A suppression file.
    pub suppress: bool,
}

/// One file that was read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct InputFile {
    /// Which table it belongs to: `memberships`, `interactions`, `users`, `groups`, `purchases`, `suppress`.
    pub table: &'static str,
    /// The file as the user named it (`demo` data: its file name).
    pub file: String,
    /// Bytes on disk.
    pub bytes: u64,
    /// SHA-256 of the bytes on disk, lower-case hexadecimal.
    pub sha256: String,
    /// Data rows read into the tables.
    pub rows: u64,
    /// `utf-8`, `utf-16le`, `utf-16be` or `gb18030`.
    pub encoding: &'static str,
}
