//! Where a person may stand in what a run tells: the one rule that every output asks.
//!
//! | who | counted | named | row of `users.csv` | owner of others or of a group |
//! |---|---|---|---|---|
//! | customer | yes | yes | yes | yes |
//! | no consent, suppressed | yes | no | yes | no |
//! | opted out | as opted out | no | no | no |
//! | staff, robot | as staff, as robot | no | no | yes |
//!
//! *Counted*: in every measure, share, rank and number of people. *Named*: on lists, in pictures, as a tie, an inviter or
//! whoever else is told of, and as a heading. `explain` answers for whoever has a row of `users.csv`.

use super::Tables;
use crate::text::terms::MayContact;

/// What a user is to the analysis. Having opted out comes before everything; an employee is one whatever else the
/// tables say; lacking consent comes before being suppressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Presence {
    /// A customer who may be written to.
    #[default]
    Customer,
    /// Has not consented, in data that asks for it.
    NoConsent,
    /// Named by a suppression file.
    Suppressed,
    /// Opted out, and kept as a node without a name.
    Unnamed,
    /// Opted out and removed, or no customer.
    OptedOut,
    /// An employee.
    Staff,
    /// A robot.
    Robot,
}

impl Presence {
    /// All of them, in order of their numbers.
    pub const ALL: [Self; 7] =
        [Self::Customer, Self::NoConsent, Self::Suppressed, Self::Unnamed, Self::OptedOut, Self::Staff, Self::Robot];

    /// Of somebody who is neither staff nor robot, nor opted out.
    pub fn of_customer(tables: &Tables, user: u32) -> Self {
        if tables.consented(user) == Some(false) {
            Self::NoConsent
        } else if tables.suppressed.get(user as usize) == Some(&true) {
            Self::Suppressed
        } else {
            Self::Customer
        }
    }

    /// Whether the person is a node of the graph.
    pub fn is_node(self) -> bool {
        self.is_counted() || self == Self::Unnamed
    }

    /// Whether the person is counted, and has a row of `users.csv`.
    pub fn is_counted(self) -> bool {
        self.may_contact().is_some()
    }

    /// Whether others may be told of the person.
    pub fn may_be_named(self) -> bool {
        self == Self::Customer
    }

    /// Whether the person may stand as the owner of others or of a group.
    pub fn may_be_owner(self) -> bool {
        matches!(self, Self::Customer | Self::Staff | Self::Robot)
    }

    /// Whether the person may be written to; `None` of who is not counted.
    pub fn may_contact(self) -> Option<MayContact> {
        match self {
            Self::Customer => Some(MayContact::Yes),
            Self::NoConsent => Some(MayContact::NoConsent),
            Self::Suppressed => Some(MayContact::Suppressed),
            Self::Unnamed | Self::OptedOut | Self::Staff | Self::Robot => None,
        }
    }
}
