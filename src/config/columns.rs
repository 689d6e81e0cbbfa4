//! The columns of the tables, each declared once: its name, whether it must be there, what its cells hold, other headers that mean it, and what it is.
//! Headers, reading, what is [`Given`], the keys of `[input.columns]` and the documentation follow the declaration.

use crate::text::Text;

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// An opaque id.
    Id,
    /// A time that has been.
    Time,
    /// The end of something: a time that may be in a future that means "never".
    End,
    /// A number of at least 0.
    Count,
    /// An amount of money.
    Amount,
    /// Customer, staff or robot.
    MemberType,
    /// Friend, group member or follower.
    Role,
    /// Yes or no.
    Flag,
    /// Yes or no, where what cannot be read means yes.
    OptOut,
    /// Yes or no, where what cannot be read means no.
    Wanted,
    /// Any text.
    Text,
    /// A name that people gave themselves.
    Name,
}

/// One column.
#[derive(Debug)]
pub struct Column {
    /// Our name of it.
    pub name: &'static str,
    /// Whether a table is nothing without it.
    pub required: bool,
    /// What its cells hold.
    pub kind: CellKind,
    /// Other headers that mean this column: lower case, `_` for spaces and hyphens. Those behind an empty one mean it only where none
    /// before does, and of them the first.
    pub aliases: &'static [&'static str],
    /// What it is.
    pub about: Text,
}

/// One table.
#[derive(Debug)]
pub struct Schema {
    /// Its name.
    pub table: &'static str,
    /// Its columns, required ones first.
    pub columns: &'static [Column],
}

impl Schema {
    /// The place of a column, by our name.
    pub fn place(&self, name: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.name == name)
    }

    /// The names of its columns.
    pub fn names(&self) -> Vec<&'static str> {
        self.columns.iter().map(|column| column.name).collect()
    }
}

/// The table of a name; `None` for one that does not exist.
pub fn schema_of(table: &str) -> Option<&'static Schema> {
    SCHEMAS.iter().copied().find(|schema| schema.table == table)
}

/// Declares tables: a module each with the places of its columns, its [`Schema`], and which of them were given.
macro_rules! tables {
    ($($(#[$about:meta])* $table:ident {
        $($(#[$of_column:meta])* $column:ident $place:ident: $need:ident $kind:ident $aliases:expr, $zh:literal, $en:literal;)*
    })*) => {
        $($(#[$about])*
        pub mod $table {
            use super::*;

            #[allow(non_camel_case_types, clippy::upper_case_acronyms, reason = "places bear the names of constants")]
            enum Place { $($place),* }

            $(#[doc = $en] pub const $place: usize = Place::$place as usize;)*

            /// Its columns.
            pub static SCHEMA: Schema = Schema {
                table: stringify!($table),
                columns: &[$(Column {
                    name: stringify!($column),
                    required: tables!(@$need),
                    kind: CellKind::$kind,
                    aliases: $aliases,
                    about: Text::new($zh, $en),
                }),*],
            };

            /// Which of its columns hold anything.
            #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
            pub struct Given {
                /// The table is there at all.
                pub any: bool,
                $(#[doc = $en] pub $column: bool,)*
            }

            impl Given {
                /// From one bit a column.
                pub fn of(any: bool, filled: u32) -> Self {
                    Self { any, $($column: filled & 1 << $place != 0),* }
                }
            }
        })*

        /// All tables, in the order in which they are checked.
        pub static SCHEMAS: &[&Schema] = &[$(&$table::SCHEMA),*];

        /// Which tables and columns were given: a criterion whose source is missing is not applied.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
        pub struct Given {
            $($(#[$about])* pub $table: $table::Given,)*
        }
    };
    (@required) => { true };
    (@optional) => { false };
}

const USER_IDS: &[&str] = &[
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
    "qq号",
    "qq",
    "微信号",
    "wxid",
    "会员号",
    "会员id",
    "会员编号",
    "账号",
];
const BUYER_IDS: &[&str] = &[
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
    "buyer",
    "buyer_id",
    "用户id",
    "用户编号",
    "用户",
    "客户id",
    "客户编号",
    "客户",
    "会员号",
    "会员id",
    "会员编号",
    "买家id",
];
const KNOWN_IDS: &[&str] = &[
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
    "qq号",
    "微信号",
    "wxid",
    "会员号",
    "会员id",
    "会员编号",
];

/// Headers of telephone numbers.
pub const PHONES: &[&str] = &[
    "手机号",
    "手机",
    "手机号码",
    "联系手机",
    "会员手机号",
    "买家手机号",
    "收货人手机号",
    "收货人手机",
    "收件人手机号",
    "收件人手机",
    "联系电话",
    "电话",
    "phone",
    "mobile",
    "phone_number",
];
/// Those of members, in whose files other telephones may be those of a shop.
const MEMBER_PHONES: &[&str] = &["手机号", "手机", "手机号码", "会员手机号", "phone", "mobile", "phone_number"];
/// Ids that WeCom gives people outside the company.
pub const EXTERNAL_IDS: &[&str] =
    &["外部联系人id", "外部联系人userid", "外部联系人", "外部客户id", "外部用户id", "客户userid"];
/// Numbers of members' cards and what systems call a code of their own.
pub const CODES: &[&str] =
    &["用户编码", "客户编码", "会员编码", "成员编码", "会员卡号", "会员卡编号", "会员账号", "用户账号", "客户账号"];
/// What people go by where a file has no id of theirs.
const UNIONID: &[&str] = &["unionid"];
/// Addresses go before the number of an account, which guests of a shop do not have.
const EMAILS: &[&str] =
    &["email", "billing_email", "customer_email", "buyer_email", "e_mail", "邮箱", "电子邮箱", "customer_user_id"];
const BUYER_NAMES: &[&str] = &["买家昵称", "买家会员名", "下单账号", "下单帐号"];

/// Ids of employees, and of nobody else.
pub const STAFF_IDS: &[&str] =
    &["员工编号", "员工id", "员工工号", "工号", "员工账号", "员工号", "employee_id", "employee_no", "employee"];
/// Those that stand beside customers too, as who looks after them.
const OWNER_IDS: &[&str] =
    &["staff_id", "staff", "owner_id", "owner", "account", "员工", "归属员工", "客服", "客服账号", "成员账号"];

/// Lists one after the other.
const fn joined<const N: usize>(lists: &[&[&'static str]]) -> [&'static str; N] {
    let mut out = [""; N];
    let (mut list, mut place, mut at) = (0, 0, 0);
    while at < N {
        if place == lists[list].len() {
            (list, place) = (list + 1, 0);
        } else {
            out[at] = lists[list][place];
            (place, at) = (place + 1, at + 1);
        }
    }
    out
}

/// Names of a column, and those that mean it only where none of the former is there.
macro_rules! or_else {
    ($($first:expr),+; $($list:expr),+) => {
        &joined::<{ $($first.len() + )+ 1 $(+ $list.len())+ }>(&[$($first,)+ &[""], $($list),+])
    };
}

const GROUP_IDS: &[&str] = &[
    "group",
    "gid",
    "groupid",
    "room_id",
    "roomid",
    "room",
    "chat_id",
    "chatid",
    "群id",
    "群编号",
    "群聊id",
    "群",
    "群组",
    "群组id",
    "群号",
    "群聊编号",
    "所在群id",
];
const NICKNAMES: &[&str] = &[
    "name",
    "nick",
    "nick_name",
    "display_name",
    "昵称",
    "姓名",
    "名称",
    "微信昵称",
    "用户昵称",
    "客户昵称",
    "客户名称",
    "成员昵称",
    "qq昵称",
    "用户名",
    "成员名称",
];
const GROUP_NAMES: &[&str] = &[
    "group_name",
    "room_name",
    "chat_name",
    "群名称",
    "群名",
    "群聊名称",
    "群聊名",
    "群聊",
    "群组名称",
    "所在群",
    "所在群聊",
];
const TAGS: &[&str] = &["tag", "labels", "label", "标签", "兴趣标签", "兴趣", "企业标签", "客户标签"];
const CITY: &[&str] = &["location", "城市", "所在城市"];
const LAST_ACTIVE: &[&str] = &[
    "last_active",
    "last_seen",
    "last_active_time",
    "last_message_at",
    "最近活跃",
    "最近活跃时间",
    "最后活跃时间",
    "最后发言",
    "最后发言时间",
    "最近发言时间",
];

tables! {
    /// Who is in which group.
    memberships {
        user_id USER_ID: required Id or_else!(USER_IDS; EXTERNAL_IDS, MEMBER_PHONES, UNIONID, CODES), "用户的编号", "the user's id";
        group_id GROUP_ID: required Id GROUP_IDS, "群的编号", "the group's id";
        joined_at JOINED_AT: optional Time &["joined", "join_time", "join_date", "入群时间", "加入时间", "进群时间", "加群时间", "入群日期"],
            "入群时间", "when the user joined";
        left_at LEFT_AT: optional End &["left", "leave_time", "out_time", "退群时间", "离群时间", "退出时间"],
            "退群时间；空着表示还在群里", "when the user left; empty: still there";
        member_type MEMBER_TYPE: optional MemberType &["membertype", "user_type", "成员类型", "成员身份", "用户类型", "联系人类型"],
            "客户、员工还是机器人", "customer, staff or robot";
        nickname NICKNAME: optional Name NICKNAMES, "昵称，users 表里没有时用它", "the nickname, where the users table has none";
        group_name GROUP_NAME: optional Text GROUP_NAMES, "群名，groups 表里没有时用它", "the group's name, where the groups table has none";
        last_active_at LAST_ACTIVE_AT: optional Time LAST_ACTIVE, "最后发言", "when the user last wrote there";
        has_left HAS_LEFT: optional Flag &["是否退群", "是否已退群", "已退群", "退群状态"], "已经退群", "has left";
        in_group IN_GROUP: optional Flag &["是否在群", "在群", "群状态", "在群状态"], "还在群里", "is still there";
        is_staff IS_STAFF: optional Flag &["是否员工", "是否内部员工", "是否企业成员", "是否客服"], "是员工", "is staff";
    }
    /// Events between two users, or messages to a group.
    interactions {
        from_id FROM_ID: required Id &[
            "from", "fromid", "from_user", "from_user_id", "fromnodeid", "sender", "sender_id", "caller", "source", "src", "user_a", "发送者",
            "发送者id", "发送人", "发送人id", "发起人", "发起人id", "发起者", "发言人", "发言人id", "发言者",
        ], "谁发起", "who acted";
        to_id TO_ID: required Id &[
            "to", "toid", "to_user", "to_user_id", "tonodeid", "recipient", "recipient_id", "receiver", "receiver_id", "callee", "target", "dst",
            "user_b", "接收者", "接收者id", "接收人", "接收人id", "对象", "对象id",
        ], "对谁；没有这一列而有 group_id 时是群消息记录", "towards whom; a file with group_id instead is a log of messages to groups";
        kind KIND: optional Text &["type", "channel", "event", "类型", "互动类型"], "哪一种", "of which kind";
        at AT: optional Time &[
            "", "timestamp", "msgtime", "发送时间", "消息时间", "发言时间", "发生时间", "datetime", "时间", "time", "created_at", "发送日期", "日期", "date",
        ],
            "什么时候", "when";
        count COUNT: optional Count &["counts", "times", "weight", "n", "msg_count", "message_count", "次数", "数量", "互动次数", "消息数", "消息条数", "聊天条数", "点赞数"], "几次，默认 1", "how many times; 1 by default";
        group_id GROUP_ID: optional Id GROUP_IDS, "在哪个群里", "in which group";
    }
    /// What is known of users.
    users {
        user_id USER_ID: required Id or_else!(KNOWN_IDS; EXTERNAL_IDS, PHONES, UNIONID, EMAILS, CODES), "用户的编号", "the user's id";
        nickname NICKNAME: optional Name NICKNAMES, "昵称", "the nickname";
        role ROLE: optional Role &["relation", "角色", "关系"], "好友、群成员或粉丝", "friend, group member or follower";
        remark_count REMARK_COUNT: optional Count &["remarks", "备注数", "备注次数", "被备注数"],
            "被几个人写了备注", "how many people gave a remark name";
        city CITY: optional Text super::CITY, "城市", "the city";
        device DEVICE: optional Text &["device_type", "phone_model", "设备", "设备类型", "机型", "手机型号"], "设备", "the device";
        tags TAGS: optional Text super::TAGS, "兴趣标签", "tags of interests";
        registered_at REGISTERED_AT: optional Time &[
            "registered", "register_time", "registration_date", "signup_at", "created_at", "add_time", "createtime", "注册时间", "注册日期", "添加时间",
        ], "注册或添加的时间", "when the user registered or was added";
        last_active_at LAST_ACTIVE_AT: optional Time LAST_ACTIVE, "最近一次活跃", "when the user was last active";
        monthly_spend MONTHLY_SPEND: optional Amount &["spend", "monthly_amount", "月消费", "月消费额", "月消费金额", "月均消费", "月均消费额", "月均消费金额"],
            "月消费（元）", "spend a month, in yuan";
        owner_id OWNER_ID: optional Id &[
            "", "owner", "staff_id", "所属员工", "所属员工id", "归属员工", "负责人", "负责人id", "跟进人", "跟进员工", "所属客服", "归属客服", "专属客服",
            "添加人账号", "添加人", "添加员工", "follow_user", "客服", "员工", "staff",
        ], "哪个员工负责", "the employee who looks after the user";
        opted_out OPTED_OUT: optional OptOut &[
            "opt_out", "optout", "unsubscribed", "unsubscribed_at", "do_not_contact", "是否退订", "退订", "已退订", "退订时间", "退订日期", "退订状态", "免打扰",
            "是否免打扰", "勿扰", "是否勿扰", "拒绝营销", "拒收", "是否拒收", "拉黑", "已拉黑", "是否拉黑", "不要联系", "勿联系", "请勿联系", "黑名单",
            "是否黑名单", "blacklist", "blacklisted", "is_blacklisted", "dnc",
        ], "不愿被打扰", "asked to be left out";
        consent CONSENT: optional Flag &["agreed", "同意", "是否同意", "是否授权", "营销授权", "是否可联系", "是否接收消息", "是否同意营销", "同意营销", "是否同意接收", "是否允许联系", "marketing_consent"], "同意被联系", "agreed to be contacted";
        subscribed SUBSCRIBED: optional Wanted &[
            "is_subscribed", "subscription", "subscription_status", "订阅", "是否订阅", "订阅状态", "接收状态", "是否接收", "推送状态",
            "是否接收营销", "是否接收营销信息", "是否接收营销短信", "接收营销短信", "是否接收短信", "是否接收推送",
        ], "还愿意接收；“否”就是退订", "still wants messages; no: opted out";
    }
    /// What is known of groups.
    groups {
        group_id GROUP_ID: required Id &[
            "group", "gid", "groupid", "room_id", "roomid", "room", "chat_id", "chatid", "id", "群id", "群编号", "群聊id", "群号",
        ], "群的编号", "the group's id";
        name NAME: optional Text &["group_name", "title", "room_name", "chat_name", "群名称", "群名", "群聊名称", "名称"], "群名", "its name";
        kind KIND: optional Text &["type", "group_type", "category", "category_name", "群类型", "类型"], "哪一类群", "of which kind";
        city CITY: optional Text super::CITY, "城市", "the city";
        tags TAGS: optional Text super::TAGS, "兴趣标签", "tags of interests";
        owner_id OWNER_ID: optional Id &["owner", "organizer_id", "群主", "群主id", "所属员工", "负责人"], "群主", "who owns it";
    }
    /// What users bought.
    purchases {
        user_id USER_ID: required Id or_else!(BUYER_IDS; EXTERNAL_IDS, PHONES, UNIONID, BUYER_NAMES, EMAILS, CODES), "谁买的", "who bought";
        at AT: required Time &[
            "", "paid_at", "pay_time", "paid_time", "payment_time", "付款时间", "支付时间", "买家付款时间", "订单付款时间", "订单支付时间",
            "支付完成时间", "付款确认时间", "付款日期", "支付日期", "成交时间", "成交日期", "交易时间", "交易日期", "消费时间", "消费日期", "购买时间", "购买日期",
            "purchased_at", "下单时间", "订单下单时间", "下单日期", "订单创建时间", "订单提交时间", "order_time", "order_date", "创建时间", "created_at",
            "timestamp", "datetime", "时间", "time", "日期", "date",
        ], "什么时候；有付款时间就用它，空着是没有付款", "when; when it was paid, if the file says so: empty then means not paid";
        amount AMOUNT: required Amount &[
            "", "实付金额", "订单实付金额", "买家实付金额", "用户实付金额", "实际支付金额", "买家实际支付金额", "订单实际支付金额", "实付款", "支付金额", "付款金额",
            "paid_amount", "amount_paid", "pay_amount", "payment_amount", "实收金额", "商家实收金额", "消费金额", "成交金额", "交易金额", "金额", "spend",
            "dollar_value", "订单应付金额", "应付金额", "订单金额", "订单总金额", "总金额", "total", "total_amount", "total_price",
            "order_total", "order_total_amount", "subtotal", "小计", "price",
        ], "金额（元）；负数是退款", "how much, in yuan; negative: a refund";
        order_id ORDER_ID: optional Id &["order", "orderid", "order_no", "order_number", "订单号", "订单编号", "订单id", "交易号"],
            "订单号：同一订单的几行算一次购买", "the order: its lines are one purchase";
        status STATUS: optional Text &[
            "", "order_status", "订单状态", "交易状态", "financial_status", "payment_status", "pay_status", "支付状态", "付款状态", "支付情况", "付款情况",
            "支付结果", "状态", "state",
        ], "订单状态：关闭、退款的不算；有几列状态时，哪一列说不算就不算", "the order's state: closed and refunded ones do not count; of several, any may say so";
        refund REFUND: optional Amount &[
            "", "refund_amount", "refunded_amount", "amount_refunded", "order_refund_amount", "退款金额", "已退款金额", "实退金额", "退款总金额", "订单退款金额", "买家退款金额",
        ], "其中退了多少（元），从金额里减去", "how much of it was paid back, in yuan; taken off the amount";
        refund_status REFUND_STATUS: optional Text &["", "售后状态", "退款状态", "after_sale_status"],
            "退款的状态：退款成功的不算", "the state of a refund: what was paid back does not count";
        kind KIND: optional Text &["", "type", "transaction_type", "交易类型", "类型", "业务类型", "单据类型", "订单类型"],
            "哪一种：退款、退货算负数；充值、提现不算购买", "of which kind: refunds count as negative; top-ups and withdrawals are no purchases";
        direction DIRECTION: optional Text &["", "收/支", "收支", "收支类型", "收支方向", "资金方向"],
            "收入还是支出：两样都有是店铺的账单，支出是退款；只有支出是买家的账单", "income or expense: with both it is the shop's bill, and expenses are refunds; with expenses alone, the buyer's";
        currency CURRENCY: optional Text &["currency_code", "币种", "货币", "货币类型", "结算币种"], "什么货币", "which currency";
    }
    /// Who may be on no list.
    suppress {
        user_id USER_ID: required Id or_else!(USER_IDS; EXTERNAL_IDS, PHONES, UNIONID, CODES), "用户的编号", "the user's id";
    }
    /// Employees and what they are called.
    staff {
        user_id USER_ID: required Id or_else!(STAFF_IDS; OWNER_IDS, USER_IDS), "员工的编号", "the employee's id";
        name NAME: optional Name &[
            "", "员工姓名", "员工名称", "staff_name", "employee_name", "owner_name", "姓名", "名字", "名称", "昵称", "nickname", "display_name",
        ], "员工的姓名", "the employee's name";
    }
}
