//! The columns of the five tables: their names, other names they go by, and what their cells hold.

use super::cell;
use crate::config::{LEAST, MOST};
use crate::text::{Sentence, errors};

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Id,
    Time,
    Count,
    Amount,
    MemberType,
    Role,
    Flag,
    /// Any text is good.
    Text,
}

impl Shape {
    /// What to write in a message about `cell`, which does not fit.
    pub fn expected(self, cell: &str) -> Sentence {
        let text = match self {
            Self::Id if cell.contains(['\n', '\r']) => &errors::EXPECTED_ONE_LINE,
            Self::Count | Self::Amount if cell::is_nan(cell) => &errors::EXPECTED_NOT_NAN,
            Self::Count | Self::Amount if cell::is_infinite(cell) => &errors::EXPECTED_FINITE,
            Self::Count if cell::number(cell).is_some_and(|x| x < 0.0) => &errors::EXPECTED_NOT_NEGATIVE,
            Self::Count if cell::number(cell).is_some() => &errors::EXPECTED_WITHIN,
            Self::Amount if cell::amount(cell, cell::Meaning::default()).is_some() => &errors::EXPECTED_AT_MOST,
            Self::Id => &errors::EXPECTED_ID,
            Self::Time => &errors::EXPECTED_TIME,
            Self::Count => &errors::EXPECTED_COUNT,
            Self::Amount => &errors::EXPECTED_AMOUNT,
            Self::MemberType => &errors::EXPECTED_MEMBER_TYPE,
            Self::Role => &errors::EXPECTED_ROLE,
            Self::Flag => &errors::EXPECTED_FLAG,
            Self::Text => &errors::EXPECTED_TEXT,
        };
        text.with("least", format_args!("{LEAST:e}")).with("most", format_args!("{MOST:e}"))
    }
}

/// One column.
#[derive(Debug)]
pub(super) struct Column {
    pub name: &'static str,
    pub required: bool,
    pub shape: Shape,
    /// Other headers that mean this column, [normalised](super::header::normalise).
    pub aliases: &'static [&'static str],
}

/// One table.
#[derive(Debug)]
pub(super) struct Schema {
    pub table: &'static str,
    pub columns: &'static [Column],
}

const fn required(name: &'static str, shape: Shape, aliases: &'static [&'static str]) -> Column {
    Column { name, required: true, shape, aliases }
}

const fn optional(name: &'static str, shape: Shape, aliases: &'static [&'static str]) -> Column {
    Column { name, required: false, shape, aliases }
}

const USER_ID: &[&str] = &[
    "user",
    "uid",
    "userid",
    "member_id",
    "member",
    "memberid",
    "openid",
    "external_userid",
    "customer",
    "customer_id",
    "用户id",
    "用户编号",
    "用户",
    "成员id",
    "成员编号",
    "成员",
    "客户id",
    "客户编号",
    "客户",
];
const GROUP_ID: &[&str] =
    &["group", "gid", "groupid", "room_id", "roomid", "room", "chat_id", "chatid", "群id", "群编号", "群聊id", "群"];
const TAGS: &[&str] = &["tag", "labels", "label", "标签", "兴趣标签", "兴趣"];
const CITY: &[&str] = &["location", "城市", "所在城市"];
const TIME: &[&str] = &["timestamp", "time", "date", "datetime", "created_at", "时间", "日期", "发生时间", "发送时间"];

pub(super) static MEMBERSHIPS: Schema = Schema {
    table: "memberships",
    columns: &[
        required("user_id", Shape::Id, USER_ID),
        required("group_id", Shape::Id, GROUP_ID),
        optional("joined_at", Shape::Time, &["joined", "join_time", "join_date", "入群时间", "加入时间", "进群时间"]),
        optional("left_at", Shape::Time, &["left", "leave_time", "out_time", "退群时间", "离群时间", "退出时间"]),
        optional("member_type", Shape::MemberType, &["type", "membertype", "成员类型", "成员身份", "类型"]),
    ],
};

pub(super) static INTERACTIONS: Schema = Schema {
    table: "interactions",
    columns: &[
        required(
            "from_id",
            Shape::Id,
            &[
                "from",
                "fromid",
                "from_user",
                "from_user_id",
                "sender",
                "sender_id",
                "caller",
                "source",
                "src",
                "user_a",
                "发送者",
                "发送者id",
                "发送人",
                "发起人",
                "发起人id",
                "发起者",
            ],
        ),
        required(
            "to_id",
            Shape::Id,
            &[
                "to",
                "toid",
                "to_user",
                "to_user_id",
                "recipient",
                "recipient_id",
                "receiver",
                "receiver_id",
                "callee",
                "target",
                "dst",
                "user_b",
                "接收者",
                "接收者id",
                "接收人",
                "对象",
                "对象id",
            ],
        ),
        optional("kind", Shape::Text, &["type", "channel", "event", "类型", "互动类型"]),
        optional("at", Shape::Time, TIME),
        optional("count", Shape::Count, &["counts", "times", "weight", "n", "次数", "数量"]),
    ],
};

pub(super) static USERS: Schema = Schema {
    table: "users",
    columns: &[
        required(
            "user_id",
            Shape::Id,
            &[
                "user",
                "uid",
                "userid",
                "member_id",
                "member",
                "memberid",
                "openid",
                "external_userid",
                "customer",
                "customer_id",
                "id",
                "用户id",
                "用户编号",
                "用户",
                "成员id",
                "成员编号",
                "客户id",
                "客户编号",
            ],
        ),
        optional(
            "nickname",
            Shape::Text,
            &["name", "nick", "nick_name", "display_name", "昵称", "姓名", "名称", "微信昵称"],
        ),
        optional("role", Shape::Role, &["relation", "角色", "关系"]),
        optional("remark_count", Shape::Count, &["remarks", "备注数", "备注次数", "被备注数"]),
        optional("city", Shape::Text, CITY),
        optional("device", Shape::Text, &["phone", "device_type", "设备", "设备类型", "机型", "手机型号"]),
        optional("tags", Shape::Text, TAGS),
        optional(
            "registered_at",
            Shape::Time,
            &[
                "registered",
                "register_time",
                "registration_date",
                "signup_at",
                "created_at",
                "add_time",
                "注册时间",
                "注册日期",
                "添加时间",
            ],
        ),
        optional(
            "last_active_at",
            Shape::Time,
            &["last_active", "last_seen", "last_active_time", "最近活跃", "最近活跃时间", "最后活跃时间"],
        ),
        optional("monthly_spend", Shape::Amount, &["spend", "monthly_amount", "月消费", "月消费额", "月消费金额"]),
        optional(
            "owner_id",
            Shape::Id,
            &["owner", "staff_id", "follow_user", "所属员工", "所属员工id", "负责人", "负责人id", "跟进人"],
        ),
        optional("opted_out", Shape::Flag, &["opt_out", "unsubscribed", "是否退订", "退订"]),
        optional("consent", Shape::Flag, &["agreed", "同意", "是否同意", "是否授权"]),
    ],
};

pub(super) static GROUPS: Schema = Schema {
    table: "groups",
    columns: &[
        required(
            "group_id",
            Shape::Id,
            &[
                "group",
                "gid",
                "groupid",
                "room_id",
                "roomid",
                "room",
                "chat_id",
                "chatid",
                "id",
                "群id",
                "群编号",
                "群聊id",
            ],
        ),
        optional(
            "name",
            Shape::Text,
            &["group_name", "title", "room_name", "chat_name", "群名称", "群名", "群聊名称", "名称"],
        ),
        optional("kind", Shape::Text, &["type", "group_type", "category", "category_name", "群类型", "类型"]),
        optional("city", Shape::Text, CITY),
        optional("tags", Shape::Text, TAGS),
        optional("owner_id", Shape::Id, &["owner", "organizer_id", "群主", "群主id", "所属员工", "负责人"]),
    ],
};

/// Who may be on no list.
pub(super) static SUPPRESS: Schema = Schema { table: "suppress", columns: &[required("user_id", Shape::Id, USER_ID)] };

pub(super) static PURCHASES: Schema = Schema {
    table: "purchases",
    columns: &[
        required("user_id", Shape::Id, USER_ID),
        required(
            "at",
            Shape::Time,
            &[
                "timestamp",
                "time",
                "date",
                "datetime",
                "created_at",
                "purchased_at",
                "order_time",
                "paid_at",
                "时间",
                "日期",
                "购买时间",
                "下单时间",
                "支付时间",
            ],
        ),
        required(
            "amount",
            Shape::Amount,
            &["spend", "price", "total", "dollar_value", "金额", "消费金额", "实付金额", "订单金额"],
        ),
    ],
};
