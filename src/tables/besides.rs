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

    /// Whether a field of rows of members or orders is about the person.
    pub fn says_of_people(&self, field: usize) -> bool {
        self.says_who_opted_out(field) || self.says_what_people_are_like(field)
    }

    /// Whether any field says who opted out or agreed.
    pub fn tells_who_opted_out(&self) -> bool {
        self.unknown.iter().any(|&field| self.says_who_opted_out(field))
    }

    fn says_who_opted_out(&self, field: usize) -> bool {
        let told = [users::OPTED_OUT, users::CONSENT, users::SUBSCRIBED].map(|place| &users::SCHEMA.columns[place]);
        told.iter().any(|column| is_alias(column, &self.headers[field]))
    }

    fn says_what_people_are_like(&self, field: usize) -> bool {
        let is = |place: usize| is_alias(&users::SCHEMA.columns[place], &self.headers[field]);
        let is_of_members = self.schema.table == memberships::SCHEMA.table;
        is_of_members
            && OF_PEOPLE.into_iter().any(|place| is(place) && (place != users::OWNER_ID || self.is_of_staff(field)))
    }

    /// Whether a header is of an employee; an owner in rows of members may be the group's, and a customer.
    fn is_of_staff(&self, field: usize) -> bool {
        let header = plain_header(&self.headers[field]);
        ["员工", "客服", "添加人", "跟进人", "staff", "follow_user"].iter().any(|word| header.contains(word))
    }

    /// The headers of what rows of members say of people, but for who opted out.
    pub fn said_of_people(&self) -> Vec<String> {
        let said = self.unknown.iter().filter(|&&field| self.says_what_people_are_like(field));
        said.map(|&field| self.headers[field].clone()).collect()
    }

    /// Of a table of users that is made of rows of another: what that one does not say itself, and nothing that its rows may mean otherwise.
    pub fn keep_what_is_of_people(&mut self, of: &Self) {
        let kept = [users::USER_ID, users::NICKNAME, users::OPTED_OUT, users::CONSENT, users::SUBSCRIBED];
        let is_owner = |&field: &usize| {
            is_alias(&users::SCHEMA.columns[users::OWNER_ID], &of.headers[field]) && of.is_of_staff(field)
        };
        self.fields[users::OWNER_ID] = of.unknown.iter().copied().find(is_owner);
        for (place, field) in self.fields.iter_mut().enumerate() {
            let is_said = |field: &usize| of.says_what_people_are_like(*field);
            let is_kept = kept.contains(&place) || OF_PEOPLE.contains(&place) && field.as_ref().is_some_and(is_said);
            if !is_kept {
                *field = None;
            }
        }
        self.rivals.clear();
        self.unknown.retain(|field| of.unknown.contains(field) && !self.fields.contains(&Some(*field)));
        self.asides.retain(|(field, _)| of.unknown.contains(field));
    }

    /// Where rows of users say in which groups they are: the headers of who and where. `group` may be of anything in a table of people.
    pub fn says_groups(&self) -> Option<(String, String)> {
        let person =
            self.fields[users::USER_ID].filter(|_| self.has_header && self.schema.table == users::SCHEMA.table)?;
        let is = |column: usize, header: &str| is_alias(&memberships::SCHEMA.columns[column], header);
        let group = self.unknown.iter().map(|&field| &self.headers[field]).find(|header| {
            let plain = plain_header(header);
            (plain == "group_id" || plain.contains('群'))
                && (is(memberships::GROUP_ID, &plain) || is(memberships::GROUP_NAME, &plain))
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
