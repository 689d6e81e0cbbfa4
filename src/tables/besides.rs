//! Rows of members and orders that say what people are like: they are read as a table of users besides.

use super::header::Layout;
use super::names::{is_alias, plain_header};
use crate::config::columns::{memberships, purchases, users};

/// Columns of users that rows of members may have.
const OF_PEOPLE: [usize; 3] = [users::CITY, users::TAGS, users::OWNER_ID];

impl Layout {
    /// Where rows of members or orders say who opted out or agreed, or those of members what people are like: the header of the column that names
    /// the person.
    pub fn describes_people(&self) -> Option<String> {
        let person = match self.schema.table {
            "memberships" => memberships::USER_ID,
            "purchases" => purchases::USER_ID,
            _ => return None,
        };
        let is = |&field: &usize| self.says_of_people(field);
        let field = self.fields[person].filter(|_| self.unknown.iter().any(is))?;
        Some(self.headers[field].clone())
    }

    pub fn says_of_people(&self, field: usize) -> bool {
        let of_members = if self.schema.table == memberships::SCHEMA.table { &OF_PEOPLE[..] } else { &[] };
        let told = [users::OPTED_OUT, users::CONSENT, users::SUBSCRIBED];
        let mut about = told.iter().chain(of_members).map(|&place| &users::SCHEMA.columns[place]);
        about.any(|column| is_alias(column, &self.headers[field]))
    }

    /// Of a table of users that is made of rows of another: what that one does not say itself, and nothing that its rows may mean otherwise.
    pub fn keep_what_is_of_people(&mut self, of: &Self) {
        let kept = [users::USER_ID, users::NICKNAME, users::OPTED_OUT, users::CONSENT, users::SUBSCRIBED];
        for (place, field) in self.fields.iter_mut().enumerate() {
            if !kept.contains(&place) && !OF_PEOPLE.contains(&place) {
                *field = None;
            }
        }
        self.rivals.retain(|&(column, _)| self.fields[column].is_some());
        self.unknown.retain(|field| of.unknown.contains(field));
        self.asides.retain(|(field, _)| of.unknown.contains(field));
    }

    /// Where rows of users say in which groups they are: the headers of who and where. `group` may be of anything in a table of people.
    pub fn says_groups(&self) -> Option<(String, String)> {
        let person =
            self.fields[users::USER_ID].filter(|_| self.has_header && self.schema.table == users::SCHEMA.table)?;
        let is = |column: usize, header: &str| is_alias(&memberships::SCHEMA.columns[column], header);
        let group = self.unknown.iter().map(|&field| &self.headers[field]).find(|header| {
            let plain = plain_header(header);
            plain.contains('群') && (is(memberships::GROUP_ID, &plain) || is(memberships::GROUP_NAME, &plain))
        })?;
        Some((self.headers[person].clone(), group.clone()))
    }

    /// Of a table of memberships that is made of rows of users: who is where, if anywhere, and when they joined and left.
    pub fn keep_who_is_where(&mut self) {
        let kept = [
            memberships::USER_ID,
            memberships::GROUP_ID,
            memberships::GROUP_NAME,
            memberships::JOINED_AT,
            memberships::LEFT_AT,
            memberships::HAS_LEFT,
            memberships::IN_GROUP,
        ];
        for (place, field) in self.fields.iter_mut().enumerate() {
            if !kept.contains(&place) {
                *field = None;
            }
        }
        self.describes = true;
        self.unknown.clear();
        self.rivals.clear();
    }
}
