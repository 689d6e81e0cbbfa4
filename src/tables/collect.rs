//! The rows of each table as one piece of a file gives them; ids are still places in the piece's column of ids, and words numbers of the piece.

use std::collections::TryReserveError;

use super::asides::{self, Aside};
use super::intern::Interner;
use super::piece::{Cells, Context, Fault, Rows};
use super::refused::{Mark, RefusedRow, Says};
use super::{MemberType, NO_TIME, NONE, Role, Seconds, Texts, cell, words};
use crate::config::columns::{Schema, groups, interactions, memberships, staff, suppress, users};
use crate::config::kind_name;

/// One row of memberships.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct MembershipRow {
    pub user: u32,
    pub group: u32,
    pub joined_at: Seconds,
    pub left_at: Seconds,
    pub member_type: MemberType,
}

/// Rows of memberships.
#[derive(Default)]
pub(super) struct MembershipRows {
    pub rows: Vec<MembershipRow>,
    /// What is said of the members and groups of rows besides, where the file says it: the row, and the words.
    pub asides: Asides,
    /// User and group of members who have left, nobody knows when: no rows.
    pub gone: Vec<(u32, u32)>,
    /// Per column that is not for it, cells that say so.
    pub gone_by_word: Vec<u64>,
    /// Rows of people who are in no group.
    pub in_no_group: u64,
}

/// What rows of memberships say of users and groups: one entry a row, or none at all.
#[derive(Default)]
pub(super) struct Asides {
    pub nickname: Words,
    pub group_name: Words,
    pub last_active_at: Vec<Seconds>,
}

impl Rows for MembershipRows {
    const SCHEMA: &'static Schema = &memberships::SCHEMA;
    const USERS_PER_ROW: usize = 1;
    const IS_OF_A_PERSON: bool = true;

    fn reserve(&mut self, rows: usize, _: usize) -> Result<(), TryReserveError> {
        self.rows.try_reserve(rows)
    }

    fn push(&mut self, cells: &Cells<'_, '_>, context: &mut Context<'_>) -> Result<(), Fault> {
        // Both are looked at before either is taken.
        let user = cells.id(memberships::USER_ID)?;
        // A list of people who are in groups or not, and no member's row that lacks its group.
        let in_none = cells.layout.describes
            && [memberships::GROUP_ID, memberships::JOINED_AT].map(|at| cells.get(at)) == [""; 2];
        if in_none {
            self.in_no_group += 1;
            return Ok(());
        }
        let group = cells.id(memberships::GROUP_ID)?;
        let joined_at = cells.time(memberships::JOINED_AT, &mut context.clock)?;
        let left_at = cells.end(memberships::LEFT_AT, &mut context.clock)?;
        let mut member_type = cells.parsed(memberships::MEMBER_TYPE, words::member_type)?.unwrap_or_default();
        if cells.parsed(memberships::IS_STAFF, words::flag)? == Some(true) {
            member_type = MemberType::Staff;
        }
        let left = |word: &str| words::says_left(word).or_else(|| words::flag(word));
        let there = |word: &str| words::says_left(word).map(|left| !left).or_else(|| words::flag(word));
        let mut has_left = cells.parsed(memberships::HAS_LEFT, left)? == Some(true)
            || cells.parsed(memberships::IN_GROUP, there)? == Some(false);
        let active = cells.time(memberships::LAST_ACTIVE_AT, &mut context.clock)?;
        for (column, word) in cells.unknown().enumerate() {
            if column == self.gone_by_word.len() {
                self.gone_by_word.push(0);
            }
            if words::says_left(word) == Some(true) {
                self.gone_by_word[column] += 1;
                has_left = true;
            }
        }
        has_left &= left_at == NO_TIME || left_at > context.clock.believed.latest;
        let is_split = cells.layout.lists[memberships::GROUP_ID];
        let all_names = cells.text(memberships::GROUP_NAME);
        let mut take = |user: &str, name: &str| {
            let (user, group) = (context.users.push(user), context.groups.push(name));
            if has_left {
                self.gone.push((user, group));
                return;
            }
            self.rows.push(MembershipRow { user, group, joined_at, left_at, member_type });
            if cells.layout.has(memberships::NICKNAME) {
                self.asides.nickname.push(cells.text(memberships::NICKNAME));
            }
            if cells.layout.has(memberships::GROUP_NAME) {
                // Of several that a cell holds, each has its own.
                let name = if is_split && cells.layout.goes_by_group_name() { name } else { all_names };
                self.asides.group_name.push(name);
            }
            if cells.layout.has(memberships::LAST_ACTIVE_AT) {
                self.asides.last_active_at.push(active);
            }
        };
        let lists = &cells.layout.lists;
        if !lists[memberships::USER_ID] && !lists[memberships::GROUP_ID] {
            take(user, group);
            return Ok(());
        }
        let split = |text, column: usize| if lists[column] { cell::listed(text).collect() } else { vec![text] };
        let groups: Vec<&str> = split(group, memberships::GROUP_ID);
        for user in split(user, memberships::USER_ID) {
            groups.iter().for_each(|group| take(user, group));
        }
        Ok(())
    }

    fn heed(row: &RefusedRow<'_, '_>, marks: &mut Vec<Mark>) {
        match row.cell(memberships::MEMBER_TYPE).and_then(words::member_type) {
            None | Some(MemberType::Customer) => {}
            Some(member) => row.mark(memberships::USER_ID, Says::Member(member), marks),
        }
        if row.cell(memberships::IS_STAFF).and_then(words::flag) == Some(true) {
            row.mark(memberships::USER_ID, Says::Member(MemberType::Staff), marks);
        }
    }
}

/// The kind of messages to groups.
pub(super) const MESSAGE: &str = "message";

/// Rows of interactions. Who is meant is not repeated: the sender and the receiver of each stand one after the other in the column of users;
/// of messages to groups the sender alone, and the group in the column of groups.
#[derive(Default)]
pub(super) struct InteractionRows {
    pub kind: Vec<u32>,
    pub at: Vec<Seconds>,
    pub count: Vec<f64>,
    pub kinds: Interner,
}

impl InteractionRows {
    /// Bytes of the rows.
    pub fn bytes(&self) -> usize {
        size_of_val(&*self.kind) + size_of_val(&*self.at) + size_of_val(&*self.count)
    }
}

impl Rows for InteractionRows {
    const SCHEMA: &'static Schema = &interactions::SCHEMA;
    const USERS_PER_ROW: usize = 2;

    fn reserve(&mut self, rows: usize, _: usize) -> Result<(), TryReserveError> {
        self.kind.try_reserve(rows)?;
        self.at.try_reserve(rows)?;
        self.count.try_reserve(rows)
    }

    fn push(&mut self, cells: &Cells<'_, '_>, context: &mut Context<'_>) -> Result<(), Fault> {
        let from = cells.id(interactions::FROM_ID)?;
        let is_message = cells.layout.is_message_log();
        let to = if is_message { cells.id(interactions::GROUP_ID)? } else { cells.id(interactions::TO_ID)? };
        let at = cells.time(interactions::AT, &mut context.clock)?;
        let count = cells.number(interactions::COUNT, cell::count)?.unwrap_or(1.0);
        let kind = if is_message { MESSAGE } else { &kind_name(cells.text(interactions::KIND)) };
        self.kind.push(self.kinds.intern(kind));
        self.at.push(at);
        self.count.push(count);
        context.users.push(from);
        // A message to a group is to nobody.
        if is_message {
            context.groups.push(to)
        } else {
            context.users.push(to)
        };
        Ok(())
    }
}

/// Rows of suppressed users: their ids are all there is.
#[derive(Default)]
pub(super) struct SuppressRows;

impl Rows for SuppressRows {
    const SCHEMA: &'static Schema = &suppress::SCHEMA;
    const USERS_PER_ROW: usize = 1;

    fn reserve(&mut self, _: usize, _: usize) -> Result<(), TryReserveError> {
        Ok(())
    }

    fn push(&mut self, cells: &Cells<'_, '_>, context: &mut Context<'_>) -> Result<(), Fault> {
        context.users.push(cells.id(suppress::USER_ID)?);
        Ok(())
    }

    fn heed(row: &RefusedRow<'_, '_>, marks: &mut Vec<Mark>) {
        row.mark_all(Says::Suppressed, marks);
    }
}

/// Rows of employees: what each is called.
#[derive(Default)]
pub(super) struct StaffRows {
    pub name: Texts,
}

impl Rows for StaffRows {
    const SCHEMA: &'static Schema = &staff::SCHEMA;
    const USERS_PER_ROW: usize = 1;

    fn reserve(&mut self, rows: usize, text: usize) -> Result<(), TryReserveError> {
        self.name.reserve(rows, text)
    }

    fn push(&mut self, cells: &Cells<'_, '_>, context: &mut Context<'_>) -> Result<(), Fault> {
        context.users.push(cells.id(staff::USER_ID)?);
        self.name.push(cells.text(staff::NAME));
        Ok(())
    }

    fn heed(row: &RefusedRow<'_, '_>, marks: &mut Vec<Mark>) {
        row.mark(staff::USER_ID, Says::Member(MemberType::Staff), marks);
    }
}

/// A column of words, numbered within the piece; [`NONE`] for empty cells.
#[derive(Default)]
pub(super) struct Words {
    pub codes: Vec<u32>,
    pub words: Interner,
}

impl Words {
    pub fn push(&mut self, word: &str) {
        let code = if word.is_empty() { NONE } else { self.words.intern(word) };
        self.codes.push(code);
    }
}

/// A column of lists of words, numbered within the piece.
#[derive(Default)]
pub(super) struct WordLists {
    /// Where the list of each row ends in `items`.
    pub ends: Vec<usize>,
    pub items: Vec<u32>,
    pub words: Interner,
}

impl WordLists {
    fn push(&mut self, tags: impl Iterator<Item = String>) {
        tags.for_each(|tag| self.items.push(self.words.intern(&tag)));
        self.ends.push(self.items.len());
    }

    /// The list of a row.
    pub fn row(&self, row: usize) -> &[u32] {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        &self.items[start..self.ends[row]]
    }
}

/// Rows of users.
#[derive(Default)]
pub(super) struct UserRows {
    pub user: Vec<u32>,
    pub nickname: Texts,
    pub role: Vec<Option<Role>>,
    pub remark_count: Vec<f64>,
    pub city: Words,
    pub device: Words,
    pub tags: WordLists,
    pub registered_at: Vec<Seconds>,
    pub last_active_at: Vec<Seconds>,
    pub monthly_spend: Vec<f64>,
    /// Negative monthly spends, which are taken as 0.
    pub negative_spend: u64,
    pub owner: Vec<u32>,
    pub opted_out: Vec<bool>,
    pub consent: Vec<Option<bool>>,
    /// Per column that is not for it, the tags first, cells that say that somebody opted out.
    pub out_by_word: Vec<u64>,
    /// Rows with a remark that may say so, of people who count all the same.
    pub doubtful: u64,
    /// One per unknown column of the file, in its order.
    pub extra: Vec<Texts>,
}

impl Rows for UserRows {
    const SCHEMA: &'static Schema = &users::SCHEMA;
    const USERS_PER_ROW: usize = 2;

    fn reserve(&mut self, rows: usize, text: usize) -> Result<(), TryReserveError> {
        self.user.try_reserve(rows)?;
        self.nickname.reserve(rows, text)?;
        self.role.try_reserve(rows)?;
        self.remark_count.try_reserve(rows)?;
        self.city.codes.try_reserve(rows)?;
        self.device.codes.try_reserve(rows)?;
        self.tags.ends.try_reserve(rows)?;
        self.registered_at.try_reserve(rows)?;
        self.last_active_at.try_reserve(rows)?;
        self.monthly_spend.try_reserve(rows)?;
        self.owner.try_reserve(rows)?;
        self.opted_out.try_reserve(rows)?;
        self.consent.try_reserve(rows)?;
        self.extra.iter_mut().try_for_each(|column| column.reserve(rows, text))
    }

    fn push(&mut self, cells: &Cells<'_, '_>, context: &mut Context<'_>) -> Result<(), Fault> {
        let id = cells.id(users::USER_ID)?;
        let role = cells.parsed(users::ROLE, words::role)?;
        let remark_count = cells.number(users::REMARK_COUNT, cell::count)?.unwrap_or(f64::NAN);
        let registered_at = cells.time(users::REGISTERED_AT, &mut context.clock)?;
        let last_active_at = cells.time(users::LAST_ACTIVE_AT, &mut context.clock)?;
        let spend = cells.amount(users::MONTHLY_SPEND)?.unwrap_or(f64::NAN);
        let owner = cells.id_or_empty(users::OWNER_ID)?;
        let consent = cells.parsed(users::CONSENT, words::consent)?;
        let consent = if cells.is_misfit(users::CONSENT) {
            cells.fill(users::CONSENT);
            Some(false)
        } else {
            consent
        };
        // Nothing can be refused from here on.
        self.user.push(context.users.push(id));
        self.nickname.push(cells.text(users::NICKNAME));
        self.role.push(role);
        self.remark_count.push(remark_count);
        self.city.push(cells.text(users::CITY));
        self.device.push(cells.text(users::DEVICE));
        let tags = cells.text(users::TAGS);
        self.tags.push(words::tags(tags));
        self.registered_at.push(registered_at);
        self.last_active_at.push(last_active_at);
        self.negative_spend += u64::from(spend < 0.0);
        self.monthly_spend.push(if spend < 0.0 { 0.0 } else { spend });
        self.owner.push(if owner.is_empty() { NONE } else { context.users.push(owner) });
        let said = opt_out(cells.get(users::OPTED_OUT), words::opted_out);
        let unwanted = opt_out(cells.get(users::SUBSCRIBED), words::unwanted);
        let mut says = said.into_iter().chain(unwanted).min();
        if !cells.layout.is_told_who_opted_out {
            for (column, text) in std::iter::once(tags).chain(cells.unknown()).enumerate() {
                if column == self.out_by_word.len() {
                    self.out_by_word.push(0);
                }
                if words::tells_of_opting_out(text) {
                    self.out_by_word[column] += 1;
                    says = Some(Says::OptedOut);
                }
            }
        }
        let is_filled = |column| !cells.text(column).is_empty();
        if says.is_some() || is_filled(users::OPTED_OUT) || is_filled(users::SUBSCRIBED) {
            cells.fill(users::OPTED_OUT);
        }
        self.opted_out.push(says.is_some());
        if says == Some(Says::Unclear) {
            context.marks.push(Mark { id: id.to_owned(), says: Says::UnclearInRow, line: cells.record.line() });
        }
        self.consent.push(consent);
        for &(field, aside) in &cells.layout.asides {
            let cell = cells.record.field(field).trim();
            self.doubtful += u64::from(aside == Aside::Remark && says.is_none() && words::may_tell_of_opting_out(cell));
            if let Some(member) = asides::member(aside, cell) {
                let says = Says::MemberInRow(member);
                context.marks.push(Mark { id: id.to_owned(), says, line: cells.record.line() });
            }
        }
        for (i, text) in cells.unknown().enumerate() {
            if i == self.extra.len() {
                self.extra.push(Texts::default());
            }
            self.extra[i].push(text);
        }
        Ok(())
    }

    fn heed(row: &RefusedRow<'_, '_>, marks: &mut Vec<Mark>) {
        if row.cell(users::OWNER_ID).is_some() {
            row.mark(users::OWNER_ID, Says::Owner, marks);
        }
        let says = |column, read| row.cell(column).map_or(Some(Says::Unclear), |word| opt_out(word, read));
        let said = says(users::OPTED_OUT, words::opted_out as fn(&str) -> Option<bool>);
        let unwanted = says(users::SUBSCRIBED, words::unwanted);
        let by_word = row.tells_of_opting_out().then_some(Says::OptedOut);
        if let Some(says) = said.into_iter().chain(unwanted).chain(by_word).min() {
            row.mark(users::USER_ID, says, marks);
        }
        let consent = row.cell(users::CONSENT);
        if consent.is_none_or(|word| !word.is_empty() && words::consent(word) != Some(true)) {
            row.mark(users::USER_ID, Says::NoConsent { stated: consent.is_some() }, marks);
        }
    }
}

/// What a word in a column of those who opted out says, by how it is read; nothing where it is no, or empty.
fn opt_out(word: &str, read: fn(&str) -> Option<bool>) -> Option<Says> {
    if word.is_empty() {
        return None;
    }
    // Who says that nobody knows has said something; who says nothing has not.
    let unknown = || matches!(word.to_lowercase().as_str(), "未知" | "unknown" | "不详") || word.starts_with('#');
    let word = if cell::is_nothing(word) && !unknown() { "" } else { word };
    match read(word) {
        Some(true) => Some(Says::OptedOut),
        None if !word.is_empty() => Some(Says::Unclear),
        _ => None,
    }
}

/// Rows of groups.
#[derive(Default)]
pub(super) struct GroupRows {
    pub group: Vec<u32>,
    pub name: Texts,
    pub kind: Words,
    pub city: Words,
    pub tags: WordLists,
    pub owner: Vec<u32>,
}

impl Rows for GroupRows {
    const SCHEMA: &'static Schema = &groups::SCHEMA;
    const USERS_PER_ROW: usize = 1;

    fn reserve(&mut self, rows: usize, text: usize) -> Result<(), TryReserveError> {
        self.group.try_reserve(rows)?;
        self.name.reserve(rows, text)
    }

    fn push(&mut self, cells: &Cells<'_, '_>, context: &mut Context<'_>) -> Result<(), Fault> {
        let (group, owner) = (cells.id(groups::GROUP_ID)?, cells.id_or_empty(groups::OWNER_ID)?);
        self.group.push(context.groups.push(group));
        self.name.push(cells.text(groups::NAME));
        self.kind.push(cells.text(groups::KIND));
        self.city.push(cells.text(groups::CITY));
        self.tags.push(words::tags(cells.text(groups::TAGS)));
        self.owner.push(if owner.is_empty() { NONE } else { context.users.push(owner) });
        Ok(())
    }
}
