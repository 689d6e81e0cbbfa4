//! The place of each column in its table's [schema](super::schema).

/// Columns of memberships.
pub(super) mod memberships {
    pub const USER_ID: usize = 0;
    pub const GROUP_ID: usize = 1;
    pub const JOINED_AT: usize = 2;
    pub const LEFT_AT: usize = 3;
    pub const MEMBER_TYPE: usize = 4;
}

/// Columns of interactions.
pub(super) mod interactions {
    pub const FROM_ID: usize = 0;
    pub const TO_ID: usize = 1;
    pub const KIND: usize = 2;
    pub const AT: usize = 3;
    pub const COUNT: usize = 4;
}

/// Columns of users.
pub(super) mod users {
    pub const USER_ID: usize = 0;
    pub const NICKNAME: usize = 1;
    pub const ROLE: usize = 2;
    pub const REMARK_COUNT: usize = 3;
    pub const CITY: usize = 4;
    pub const DEVICE: usize = 5;
    pub const TAGS: usize = 6;
    pub const REGISTERED_AT: usize = 7;
    pub const LAST_ACTIVE_AT: usize = 8;
    pub const MONTHLY_SPEND: usize = 9;
    pub const OWNER_ID: usize = 10;
    pub const OPTED_OUT: usize = 11;
    pub const CONSENT: usize = 12;
}

/// Columns of groups.
pub(super) mod groups {
    pub const GROUP_ID: usize = 0;
    pub const NAME: usize = 1;
    pub const KIND: usize = 2;
    pub const CITY: usize = 3;
    pub const TAGS: usize = 4;
    pub const OWNER_ID: usize = 5;
}

/// Columns of suppressed users.
pub(super) mod suppress {
    pub const USER_ID: usize = 0;
}

/// Columns of purchases.
pub(super) mod purchases {
    pub const USER_ID: usize = 0;
    pub const AT: usize = 1;
    pub const AMOUNT: usize = 2;
}

#[cfg(test)]
mod tests {
    use super::super::schema::{self, Schema};

    #[track_caller]
    fn same(schema: &Schema, places: &[(&str, usize)]) {
        let names: Vec<(&str, usize)> = schema.columns.iter().enumerate().map(|(i, c)| (c.name, i)).collect();
        assert_eq!(names, places);
    }

    #[test]
    fn places_and_schemas_agree() {
        same(
            &schema::MEMBERSHIPS,
            &[
                ("user_id", super::memberships::USER_ID),
                ("group_id", super::memberships::GROUP_ID),
                ("joined_at", super::memberships::JOINED_AT),
                ("left_at", super::memberships::LEFT_AT),
                ("member_type", super::memberships::MEMBER_TYPE),
            ],
        );
        same(
            &schema::INTERACTIONS,
            &[
                ("from_id", super::interactions::FROM_ID),
                ("to_id", super::interactions::TO_ID),
                ("kind", super::interactions::KIND),
                ("at", super::interactions::AT),
                ("count", super::interactions::COUNT),
            ],
        );
        same(
            &schema::USERS,
            &[
                ("user_id", super::users::USER_ID),
                ("nickname", super::users::NICKNAME),
                ("role", super::users::ROLE),
                ("remark_count", super::users::REMARK_COUNT),
                ("city", super::users::CITY),
                ("device", super::users::DEVICE),
                ("tags", super::users::TAGS),
                ("registered_at", super::users::REGISTERED_AT),
                ("last_active_at", super::users::LAST_ACTIVE_AT),
                ("monthly_spend", super::users::MONTHLY_SPEND),
                ("owner_id", super::users::OWNER_ID),
                ("opted_out", super::users::OPTED_OUT),
                ("consent", super::users::CONSENT),
            ],
        );
        same(
            &schema::GROUPS,
            &[
                ("group_id", super::groups::GROUP_ID),
                ("name", super::groups::NAME),
                ("kind", super::groups::KIND),
                ("city", super::groups::CITY),
                ("tags", super::groups::TAGS),
                ("owner_id", super::groups::OWNER_ID),
            ],
        );
        same(&schema::SUPPRESS, &[("user_id", super::suppress::USER_ID)]);
        same(
            &schema::PURCHASES,
            &[
                ("user_id", super::purchases::USER_ID),
                ("at", super::purchases::AT),
                ("amount", super::purchases::AMOUNT),
            ],
        );
    }
}
