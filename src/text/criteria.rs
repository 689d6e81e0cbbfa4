//! How people are sorted: what is wrong with a lattice, and which criteria could not be applied.

use super::Text;

/// Day bounds that are missing or do not rise.
pub static LATTICE_DAYS: Text = Text::new(
    "value.days 应为至少一个、从小到大且不重复的天数，实为 {found}",
    "value.days must hold at least one number of days, rising and without repeats; found {found}",
);
/// Spend bounds that are missing, not positive or do not rise.
pub static LATTICE_SPEND: Text = Text::new(
    "value.spend 应为至少一个大于 0、从小到大且不重复的金额，实为 {found}",
    "value.spend must hold at least one amount above 0, rising and without repeats; found {found}",
);
/// Other numbers of bounds need rules of their own.
pub static LATTICE_SHAPE: Text = Text::new(
    "默认分层表需要 4 个天数界限和 2 个金额界限，实为 {days} 个和 {spend} 个；改了界限的个数，就要在 value.cells 里写明每一格",
    "the default lattice needs 4 day bounds and 2 spend bounds, found {days} and {spend}; with other numbers of bounds value.cells must map every cell",
);
/// A label that is no row or column.
pub static LATTICE_LABEL: Text = Text::new(
    "value.cells 第 {rule} 条的 {key}：没有“{found}”这一档，应为其中之一：{expected}",
    "value.cells, rule {rule}, {key}: there is no \"{found}\"; expected one of {expected}",
);
/// A cell without a rule.
pub static LATTICE_UNMAPPED: Text = Text::new(
    "value.cells：天数 {row}、消费 {column} 这一格没有规则，每一格都要有且只有一条",
    "value.cells: no rule maps days {row} with spend {column}; every cell needs exactly one",
);
/// A cell with two rules.
pub static LATTICE_DOUBLE: Text = Text::new(
    "value.cells：天数 {row}、消费 {column} 这一格被第 {first} 条和第 {second} 条规则重复指定，每一格都要有且只有一条",
    "value.cells: rules {first} and {second} both map days {row} with spend {column}; every cell needs exactly one",
);

/// No recency source, spend is known.
pub static RECENCY_MISSING: Text = Text::new(
    "没有可用的联系时间，{count} 位用户的价值只按消费划分，天数归入最后一档",
    "no contact times are known: {count} {count|user is|users are} valued by spend alone, in the last row of days",
);
/// No spend source, recency is known.
pub static SPEND_MISSING: Text = Text::new(
    "没有消费数据，{count} 位用户的价值只按最近联系划分，消费归入 0 档",
    "no spend is known: {count} {count|user is|users are} valued by recency alone, in the column of spend 0",
);
/// Some users have contacts without any time.
pub static CONTACT_UNDATED: Text = Text::new(
    "{count} 位用户有互动但都没有时间，最近联系按未知处理",
    "{count} {count|user has|users have} contacts but none with a time: recency is unknown",
);
/// Some users have neither recency nor spend.
pub static VALUE_UNKNOWN: Text = Text::new(
    "{count} 位用户既无联系时间也无消费数据，价值未分级",
    "{count} {count|user has|users have} neither a time of contact nor spend: no tier",
);
/// The users table has a spend column, with gaps.
pub static SPEND_GAPS: Text = Text::new(
    "{count} 位用户的月消费为空，也没有购买记录可算，消费归入 0 档",
    "{count} {count|user has|users have} no monthly spend, and there are no purchases to compute it from: placed in the column of spend 0",
);
/// Purchases stand in for contacts.
pub static PURCHASE_IS_CONTACT: Text = Text::new(
    "没有互动记录和最近活跃时间，{count} 笔购买被当作联系",
    "there are neither interactions nor last-active times: {count} {count|purchase counts|purchases count} as contact",
);
/// Spend that is stated beside purchases.
pub static SPEND_STATED: Text = Text::new(
    "{count} 人的月消费取自用户表里写的数，不按订单计算；要按订单算，请去掉用户表的月消费一列",
    "people whose monthly spend is taken from the users table and not from their orders: {count}; leave that column out to go by the orders",
);
/// Refunds.
pub static REFUNDS: Text = Text::new(
    "{count} 笔退款（金额为负）已从消费中扣除，不算联系",
    "{count} {count|refund (a negative amount) lowers|refunds (negative amounts) lower} spend, not counted as contact",
);
/// Purchases after the analysed moment.
pub static PURCHASES_LATER: Text = Text::new(
    "{count} 笔购买晚于分析时点，未计入",
    "{count} {count|purchase is|purchases are} later than the as-of moment: left out",
);
/// Registrations after the analysed moment.
pub static REGISTERED_LATER: Text = Text::new(
    "{count} 位用户的注册时间晚于分析时点，按没有注册时间处理",
    "{count} {count|user|users} registered later than the as-of moment: the registration counts as unknown",
);
/// Last activity after the analysed moment.
pub static ACTIVE_LATER: Text = Text::new(
    "{count} 位用户的最近活跃时间晚于分析时点，未采用",
    "{count} {count|user was|users were} last active later than the as-of moment: that time is left out",
);
/// Lifecycle without contacts.
pub static LIFECYCLE_WITHOUT_CONTACT: Text = Text::new(
    "没有可用的联系时间，生命周期不判断“流失”和“衰退”（{count} 位用户）",
    "no time of contact is known: the lifecycles lost and decaying were not applied ({count} {count|user|users})",
);
/// Lifecycle without registration.
pub static LIFECYCLE_WITHOUT_REGISTRATION: Text = Text::new(
    "没有注册时间，生命周期不判断“新用户”（{count} 位用户）",
    "no registration time is known: the lifecycle new was not applied ({count} {count|user|users})",
);
/// No dates at all.
pub static LIFECYCLE_UNKNOWN: Text = Text::new(
    "{count} 位用户没有任何日期，生命周期记为未知",
    "{count} {count|user has|users have} no date at all: the lifecycle is unknown",
);
