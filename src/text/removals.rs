//! What was removed from the graph, or left out of it, as counts.

use super::Text;

/// Users taken for employees.
pub static STAFF: Text = Text::new(
    "{count} 位员工不算在客户里（他们与客户的往来仍计入联系记录）",
    "{count} {count|employee is|employees are} not counted among the customers ({count|the|their} contacts with customers still count as contacts)",
);
/// Users taken for robots.
pub static ROBOTS: Text = Text::new(
    "{count} 个机器人账号不算在客户里",
    "{count} {count|robot account is|robot accounts are} not counted among the customers",
);
/// Ids of the configuration that the data does not name.
pub static UNKNOWN_STAFF: Text = Text::new(
    "[staff] ids 中有 {count} 个 ID 在数据里找不到",
    "{count} {count|id of [staff] ids does|ids of [staff] ids do} not occur in the data",
);
/// Opted-out users, removed.
pub static OPTED_OUT: Text = Text::new(
    "{count} 位用户要求退出，已从分析中移除",
    "{count} {count|user opted out and was|users opted out and were} removed from the analysis",
);
/// Opted-out users, kept without a name.
pub static OPTED_OUT_UNNAMED: Text = Text::new(
    "{count} 位用户要求退出，只在关系图中匿名保留，不出现在任何名单里",
    "{count} {count|user opted out and stays|users opted out and stay} in the graph without a name and in no output",
);
/// Customers whose owner opted out.
pub static OWNERS_OPTED_OUT: Text = Text::new(
    "{count} 位客户的归属员工已要求退出，按没有归属员工计",
    "{count} {count|customer has an owner|customers have an owner} who opted out: taken as without owner",
);
/// Interactions with removed users.
pub static OPTED_OUT_EVENTS: Text = Text::new(
    "{count} 行互动涉及要求退出的用户，未计入",
    "{count} {count|interaction row involves|interaction rows involve} users who opted out: left out",
);
/// Rows of memberships that begin after the as-of moment.
pub static FUTURE_MEMBERSHIPS: Text = Text::new(
    "{count} 行入群时间晚于分析时点，未计入",
    "{count} {count|membership row begins|membership rows begin} after the as-of moment: left out",
);
/// Interactions after the as-of moment.
pub static FUTURE_INTERACTIONS: Text = Text::new(
    "{count} 行互动晚于分析时点，未计入",
    "{count} {count|interaction row is|interaction rows are} later than the as-of moment: left out",
);
/// Memberships that have ended.
pub static LEFT_MEMBERSHIPS: Text = Text::new(
    "{count} 行成员记录里的人已退群，未计入",
    "{count} membership {count|row is of somebody who has|rows are of people who have} left the group: left out",
);
/// The same user in the same group again.
pub static DUPLICATE_MEMBERSHIPS: Text = Text::new(
    "{count} 行成员记录与前面的重复（同一用户、同一群），只计一次",
    "{count} membership {count|row says|rows say} again that a user is in a group: counted once",
);
/// Groups above the cap.
pub static CAPPED_GROUPS: Text = Text::new(
    "{count} 个群超过 {cap} 人，按 graph.group_cap 不计入",
    "{count} {count|group has|groups have} more than {cap} members: left out (graph.group_cap)",
);
/// Groups that tie nobody.
pub static SMALL_GROUPS: Text = Text::new(
    "{count} 个群里不足两名客户，不产生联系",
    "{count} {count|group has fewer than two customers left and carries|groups have fewer than two customers left and carry} no tie",
);
/// Groups of a kind with weight 0.
pub static WEIGHTLESS_GROUPS: Text = Text::new(
    "{count} 个群的类型权重为 0（graph.group_kind_weight），只记成员，不产生联系",
    "{count} {count|group is|groups are} of a kind with weight 0 (graph.group_kind_weight): counted as memberships, but no tie",
);
/// Memberships that end before they begin.
pub static LEFT_BEFORE_JOINED: Text = Text::new(
    "{count} 行的退群时间早于入群时间，按已退群处理；请确认两列没有颠倒，或此人后来又进了群",
    "{count} {count|membership ends before it begins|memberships end before they begin}: taken as ended; see whether the two columns are exchanged or people came back",
);
/// A few times far after all others.
pub static FAR_AHEAD: Text = Text::new(
    "{count} 个时间比其余所有时间晚约 {years} 年，分析时点因此定在 {time}，其余都显得很久以前；若是误写，请改正，或用 --as-of 指定时点",
    "{count} {count|time stands|times stand} about {years} {years|year|years} after all others and {count|sets|set} the as-of moment to {time}, from which all else is long ago: if that is a slip, mend it or give --as-of",
);
/// Kinds of the configuration that no group has.
pub static UNKNOWN_GROUP_KINDS: Text = Text::new(
    "graph.group_kind_weight 中有 {count} 个群类型在数据里找不到",
    "{count} {count|kind of graph.group_kind_weight is|kinds of graph.group_kind_weight are} the kind of no group",
);
/// Sender and receiver are the same.
pub static SELF_INTERACTIONS: Text = Text::new(
    "{count} 行互动的双方是同一人，未计入",
    "{count} {count|interaction row leads|interaction rows lead} back to the sender: left out",
);
/// Rows that stand for no event.
pub static ZERO_COUNT: Text = Text::new(
    "{count} 行互动的次数为 0，未计入",
    "{count} {count|interaction row has|interaction rows have} a count of 0: left out",
);
/// Events without weight.
pub static ZERO_WEIGHT: Text = Text::new(
    "{count} 行互动的类型权重为 0，只计次数，不产生联系",
    "{count} {count|interaction row is|interaction rows are} of a kind with weight 0: counted as events, but no tie",
);
/// Contacts between customers and staff.
pub static WITH_STAFF: Text = Text::new(
    "{count} 行互动发生在客户与员工或机器人之间：计入联系记录，不计入客户之间的关系",
    "{count} {count|interaction row is|interaction rows are} between customers and staff or robots: counted as contacts, not as ties",
);
/// Contacts among staff.
pub static AMONG_STAFF: Text = Text::new(
    "{count} 行互动发生在员工或机器人之间，未计入",
    "{count} {count|interaction row is|interaction rows are} among staff and robots: left out",
);
/// The pairs of the graph are too many to list.
pub static TOO_MANY_PAIRS: Text = Text::new(
    "逐对展开最多有 {pairs} 对用户，超过上限 {limit}",
    "listing the pairs could take up to {pairs} of them, more than the limit of {limit}",
);
/// More rows of a table than can be numbered.
pub static TOO_MANY_ROWS: Text = Text::new(
    "{table} 表共 {rows} 行，超过可处理的 {limit} 行",
    "{rows} rows of {table} are more than the {limit} that can be handled",
);
