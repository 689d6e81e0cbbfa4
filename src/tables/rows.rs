//! The five tables as flat columns.

use super::{Categories, Seconds, Texts};
pub use crate::text::terms::{DeviceClass, Role};

/// What a member is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum MemberType {
    /// A customer: the default.
    #[default]
    Customer,
    /// An employee.
    Staff,
    /// A robot account.
    Robot,
}

/// Rows of `memberships`, all columns of the same length, duplicates still in.
#[derive(Debug, Default)]
pub struct Memberships {
    /// User number.
    pub user: Vec<u32>,
    /// Group number.
    pub group: Vec<u32>,
    /// When the user joined; [`super::NO_TIME`] if unknown.
    pub joined_at: Vec<Seconds>,
    /// When the user left; [`super::NO_TIME`] if still there or unknown.
    pub left_at: Vec<Seconds>,
    /// Customer, staff or robot.
    pub member_type: Vec<MemberType>,
}

/// Rows of `interactions`, all columns of the same length, self-interactions still in.
#[derive(Debug, Default)]
pub struct Interactions {
    /// User number of the sender.
    pub from: Vec<u32>,
    /// User number of the receiver; [`super::NONE`] for a message to a group.
    pub to: Vec<u32>,
    /// Index into `kinds`.
    pub kind: Vec<u32>,
    /// When; [`super::NO_TIME`] if unknown.
    pub at: Vec<Seconds>,
    /// How many events the row stands for: finite, not negative; 1 where no column says.
    pub count: Vec<f64>,
    /// Group number of messages to groups, [`super::NONE`] for other rows; empty where there are none such.
    pub group: Vec<u32>,
    /// Names of the kinds, in byte order; a row without a kind is `other`.
    pub kinds: Vec<String>,
}

/// What the users table says, **one slot per user number** (users it does not name have empty slots).
#[derive(Debug, Default)]
pub struct UserTable {
    /// Nickname; empty if unknown.
    pub nickname: Texts,
    /// Relation to us.
    pub role: Vec<Option<Role>>,
    /// How many people gave this user a remark name; `NaN` if unknown.
    pub remark_count: Vec<f64>,
    /// City; [`super::NONE`] if unknown.
    pub city: Categories,
    /// Device as written; [`super::NONE`] if unknown.
    pub device: Categories,
    /// Interest tags `a>b>c`, several per user (`;`, `；`, `|` or `,` between them in the file).
    pub tags: TagLists,
    /// When the user registered; [`super::NO_TIME`] if unknown.
    pub registered_at: Vec<Seconds>,
    /// When the user was last active; [`super::NO_TIME`] if unknown.
    pub last_active_at: Vec<Seconds>,
    /// Spend a month in yuan; `NaN` if unknown.
    pub monthly_spend: Vec<f64>,
    /// User number of the owner (an employee); [`super::NONE`] if unknown.
    pub owner: Vec<u32>,
    /// The user asked to be left out.
    pub opted_out: Vec<bool>,
    /// Consent, where the column exists.
    pub consent: Vec<Option<bool>>,
    /// Further columns of the file, kept aside as text.
    pub extra: Vec<ExtraColumn>,
}

/// Interest tags of users or groups: a row of category numbers per owner.
#[derive(Debug, Default)]
pub struct TagLists {
    /// `offsets[i]..offsets[i + 1]` is the row of owner `i`.
    pub offsets: Vec<usize>,
    /// Indices into `names`, ascending within a row, without repeats.
    pub items: Vec<u32>,
    /// The tags, in byte order.
    pub names: Vec<String>,
}

impl TagLists {
    /// The tags of owner `i`.
    pub fn row(&self, i: usize) -> &[u32] {
        match (self.offsets.get(i), self.offsets.get(i + 1)) {
            (Some(&a), Some(&b)) => &self.items[a..b],
            _ => &[],
        }
    }
}

/// A column that the contract does not know, kept as text.
#[derive(Debug, Default)]
pub struct ExtraColumn {
    /// Its header.
    pub name: String,
    /// One text per user number.
    pub values: Texts,
}

/// What the groups table says, **one slot per group number**.
#[derive(Debug, Default)]
pub struct GroupTable {
    /// Name; empty if unknown.
    pub name: Texts,
    /// marketing / interest / work / …
    pub kind: Categories,
    /// City.
    pub city: Categories,
    /// Interest tags.
    pub tags: TagLists,
    /// User number of the owner; [`super::NONE`] if unknown, or if no other table names that user: owning a group alone
    /// makes nobody a user.
    pub owner: Vec<u32>,
}

/// Rows of `purchases`, all columns of the same length.
#[derive(Debug, Default)]
pub struct Purchases {
    /// User number.
    pub user: Vec<u32>,
    /// When (required).
    pub at: Vec<Seconds>,
    /// Yuan; negative: a refund.
    pub amount: Vec<f64>,
}
