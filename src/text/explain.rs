//! The words of `explain`: one person's value, measures, lists and ties; what connects two people.

use super::changes::DAYS_AGO;
use super::terms::Isolation;
use super::{Sentence, Text, thousands};

/// An id that no table names.
pub static NO_SUCH_USER: Text = Text::new("数据里没有用户 {id}", "user {id} is not in the data");
/// An id that no table names, and others that are written nearly so.
pub static NO_SUCH_USER_NEAR: Text =
    Text::new("数据里没有用户 {id}；是不是：{near}", "user {id} is not in the data; is it one of {near}?");
/// A nickname that several people have.
pub static SEVERAL_CALLED: Text =
    Text::new("叫“{id}”的有 {count} 人，请用编号：{ids}", "{count} people are called \"{id}\"; give one by id: {ids}");
/// An employee.
pub static STAFF: Text =
    Text::new("这是员工账号，不参与分析", "this is a staff account, which takes no part in the analysis");
/// A robot.
pub static ROBOT: Text =
    Text::new("这是机器人账号，不参与分析", "this is a robot, which takes no part in the analysis");
/// Somebody who asked to be left out.
pub static OPTED_OUT: Text = Text::new("此人已要求退出，不能查看", "this person has opted out and cannot be shown");
/// A person paired with themselves.
pub static SAME_PERSON: Text =
    Text::new("要看两个人的联系，请给出两个不同的用户", "these are the same person; name two different users");

/// A person with a nickname.
pub static PERSON: Text = Text::new("{nickname}（{id}）", "{nickname} ({id})");
/// A person who may not be named.
pub static UNNAMED: Text = Text::new("（不便具名）", "(not named)");

/// Heading.
pub static VALUE: Text = Text::new("价值", "Value");
/// Heading.
pub static MEASURES: Text = Text::new("指标（共 {n} 人）", "Measures (among {n} {n|person|people})");
/// Heading.
pub static ELIGIBILITY: Text =
    Text::new("入选资格（KOC 与转介绍）：{verdict}", "Eligibility (KOC and referral): {verdict}");
/// Heading.
pub static LISTS: Text = Text::new("名单", "Lists");
/// Heading.
pub static CIRCLES: Text = Text::new("圈子", "Circles");
/// The own circle.
pub static CIRCLE: Text = Text::new("在圈子 {n}（{size} 人）", "in circle {n} ({size} {size|person|people})");
/// Another circle with the share of strength.
pub static CIRCLE_SHARE: Text = Text::new("圈子 {n}（占联系强度 {share}）", "circle {n} ({share} of strength)");
/// Other circles linked.
pub static CIRCLES_LINKED: Text = Text::new("联系较多的其他圈子：{list}", "also well tied to {list}");
/// Burt's constraint.
pub static CONSTRAINT: Text = Text::new(
    "约束度 {value}（越低，身边的人彼此越不相识）",
    "constraint {value} (the lower, the less the people around know each other)",
);
/// An articulation user.
pub static CUT_OFF: Text = Text::new(
    "此人一旦离开，{n} 人会与大家断开",
    "if this person left, {n} {n|person|people} would be cut off from the rest",
);
/// Heading.
pub static TIES: Text = Text::new("联系最强的人", "Strongest ties");
/// Ties to people who may not be named.
pub static TIES_UNNAMED: Text =
    Text::new("另有 {count} 位联系人不便具名", "{count} more {count|person|people} who may not be named");
/// Heading.
pub static GROUPS: Text = Text::new("所在的群", "Groups");
/// Under a heading with nothing.
pub static NONE: Text = Text::new("无", "none");

/// Tier and segment, where a cell of the lattice says so.
pub static TIER_CELL: Text = Text::new("{tier}，{segment}（{row}；{column}）", "{tier}, {segment} ({row}; {column})");
/// Row of a cell.
pub static ROW: Text = Text::new("最近联系 {bound} 天", "last contact {bound} days ago");
/// Row of a cell for somebody never contacted.
pub static ROW_NEVER: Text = Text::new("从未联系，归入 {bound} 天", "never in contact, placed in {bound} days");
/// Row of a cell for somebody new, by the days since the registration.
pub static ROW_NEW: Text = Text::new("新用户，注册 {bound} 天", "new, registered {bound} days ago");
/// Row of a cell for somebody whose last contact is unknown.
pub static ROW_UNKNOWN: Text =
    Text::new("最近联系未知，归入 {bound} 天", "last contact unknown, placed in {bound} days");
/// Column of a cell.
pub static COLUMN: Text = Text::new("月消费 {bound} 元", "spend {bound} yuan a month");
/// Column of a cell for somebody whose spend is unknown.
pub static COLUMN_UNKNOWN: Text =
    Text::new("月消费未知，归入 {bound} 元", "spend unknown, placed in {bound} yuan a month");
/// Tier without a cell.
pub static TIER_UNKNOWN: Text =
    Text::new("{tier}（既无联系时间也无消费数据）", "{tier} (neither contact times nor spend are known)");
/// Recency.
pub static LAST_CONTACT: Text = Text::new("最近联系：{ago}", "last contact: {ago}");
static TODAY: Text = Text::new("不到 1 天前", "less than a day ago");

/// How long ago, in whole days.
pub fn ago(days: impl Into<u64>) -> Sentence {
    match days.into() {
        0 => TODAY.sentence(),
        days => DAYS_AGO.with("n", thousands(days)),
    }
}
/// Recency.
pub static LAST_CONTACT_NEVER: Text = Text::new("最近联系：从未", "last contact: never");
/// Recency.
pub static LAST_CONTACT_UNKNOWN: Text = Text::new("最近联系：未知", "last contact: unknown");
/// Spend.
pub static SPEND: Text = Text::new("月消费：{yuan} 元", "spend: {yuan} yuan a month");
/// Spend.
pub static SPEND_UNKNOWN: Text = Text::new("月消费：未知", "spend: unknown");
/// Lifecycle.
pub static LIFECYCLE: Text = Text::new("生命周期：{lifecycle}", "lifecycle: {lifecycle}");
/// Lifecycle of somebody who has just registered.
pub static LIFECYCLE_WELCOME: Text =
    Text::new("生命周期：{lifecycle}，刚注册，该欢迎了", "lifecycle: {lifecycle}, just registered, a welcome is due");

/// One measure.
pub static MEASURE: Text =
    Text::new("{name} {value}（百分位 {percentile}）", "{name} {value} (percentile {percentile})");
/// One measure with a rank.
pub static MEASURE_RANKED: Text = Text::new(
    "{name} {value}（在所有人里排第 {rank}，百分位 {percentile}）",
    "{name} {value} (number {rank} overall, percentile {percentile})",
);

/// One measure with a rank that others share.
pub static MEASURE_TIED: Text = Text::new(
    "{name} {value}（在所有人里排第 {rank}–{last}，分不出先后，百分位 {percentile}）",
    "{name} {value} (number {rank}–{last} overall, cannot be told apart; percentile {percentile})",
);
/// An estimated value with its limits.
pub static ESTIMATE: Text = Text::new("约 {value}（{low} 至 {high}）", "about {value} ({low} to {high})");

/// Criterion with its value and bound.
pub static CHECK_TIER: Text = Text::new("{value}，入选范围：{bound}", "{value}; selected are {bound}");
/// Criterion.
pub static CHECK_CONTACT: Text = Text::new(
    "距最近联系 {value} 天，要求不超过 {bound} 天",
    "last contact {value} {value|day|days} ago; must be within {bound} {bound|day|days}",
);
/// Criterion.
pub static CHECK_CONTACT_NEVER: Text =
    Text::new("从未有过联系，要求 {bound} 天以内有联系", "never in contact; must be within {bound} {bound|day|days}");
/// Criterion.
pub static CHECK_CONTACT_UNKNOWN: Text =
    Text::new("最近联系的时间未知，不作限制", "the time of the last contact is unknown, which is no obstacle");
/// Criterion.
pub static CHECK_LISTENERS: Text = Text::new(
    "有 {value} 人主动找过此人，要求至少 {bound} 人（不少于 {min} 人，且达到全体的第 {percentile} 百分位）",
    "addressed by {value} {value|person|people}; must be at least {bound} (no fewer than {min}, and percentile {percentile} of all)",
);
/// Criterion.
pub static CHECK_SILENT: Text = Text::new(
    "在 {value} 个群里，但从未发言或互动，不算",
    "in {value} {value|group|groups}, but has never sent anything: does not count",
);
/// Criterion.
pub static CHECK_REMARKS: Text = Text::new(
    "被 {value} 人备注，要求多于 {bound} 人",
    "given a remark name by {value} {value|person|people}; must be more than {bound}",
);
/// Criterion.
pub static CHECK_GROUPS: Text = Text::new(
    "在 {value} 个群里，要求至少 {bound} 个（不少于 {min} 个，且达到全体的第 {percentile} 百分位）",
    "in {value} {value|group|groups}; must be at least {bound} (no fewer than {min}, and percentile {percentile} of all)",
);
/// Criterion.
pub static CHECK_INFLUENCE: Text = Text::new(
    "影响力在所有人里排第 {value}，要求在前 {bound} 位（前 {percent}%）",
    "number {value} overall by influence; must be number {bound} or better (top {percent}%)",
);
/// Criterion.
pub static CHECK_BETWEENNESS: Text = Text::new("介数 {value}，要求大于 0", "betweenness {value}; must be above 0");
/// Criterion.
pub static CHECK_BETWEENNESS_UNSEEN: Text = Text::new(
    "介数很小（抽样没有抽到）；联系人太多，没有查是否大于 0",
    "betweenness is small (no sampled path); whether it is above 0 was not looked into, for there are too many contacts",
);
/// Criterion.
pub static CHECK_BETWEENNESS_SMALL: Text = Text::new(
    "介数很小（抽样没有抽到），但大于 0：联系人并不都彼此相识",
    "betweenness is small (no sampled path), yet above 0: not all of their contacts know each other",
);
/// Criterion.
pub static CHECK_CIRCLES: Text = Text::new(
    "与 {value} 个圈子联系较多（自己的也算），要求至少 {bound} 个",
    "well tied to {value} {value|circle|circles} (one's own counts too); must be at least {bound}",
);
/// Criterion.
pub static CHECK_NOT_ISOLATED: Text = Text::new(
    "与 {value} 人同群或有互动，直接或间接相连的共 {size} 人（含本人），不算孤立",
    "tied to {value} {value|person|people}, in a connected part of {size}, this one included: not isolated",
);
/// Criterion.
pub static CHECK_CONSENTED: Text = Text::new("已同意被联系", "has consented");
/// Criterion.
pub static CHECK_NO_CONSENT: Text = Text::new("没有同意被联系", "has not consented");
/// Criterion.
pub static CHECK_SUPPRESSED: Text = Text::new("在屏蔽名单上", "on the suppression list");
/// Criterion.
pub static CHECK_NOT_SUPPRESSED: Text = Text::new("不在屏蔽名单上", "not on the suppression list");
/// Criterion.
pub static CHECK_WHERE: Text = Text::new("符合筛选条件 {rule}", "meets the filter {rule}");
/// Criterion.
pub static CHECK_NOT_WHERE: Text = Text::new("不符合筛选条件 {rule}", "does not meet the filter {rule}");
/// A criterion whose source is missing.
pub static CHECK_SKIPPED: Text =
    Text::new("{criterion}：没有这项数据，未采用", "{criterion}: no such data, not applied");

static ISOLATED: Text = Text::new("与任何客户都没有同群或互动", "no ties to any other customer");
static SMALL_COMPONENT: Text =
    Text::new("只和极少数人相连，与其余客户不相连", "connected to very few, cut off from everybody else");
static SILENT: Text = Text::new("只在一个群里，没有互动", "in a single group, no interaction");

/// An isolation class as a statement.
pub fn isolation(class: Isolation) -> &'static Text {
    match class {
        Isolation::SmallComponent => &SMALL_COMPONENT,
        Isolation::Silent => &SILENT,
        Isolation::Isolated => &ISOLATED,
    }
}

/// The smallest change.
pub static CHANGE: Text = Text::new("最小的改变：{change}", "the smallest change: {change}");
/// The smallest change.
pub static CHANGE_CONSENT: Text = Text::new("先取得对方同意", "obtain their consent");
/// The smallest change.
pub static CHANGE_SUPPRESSED: Text = Text::new("从屏蔽名单中移除", "take them off the suppression list");
/// The smallest change.
pub static CHANGE_WHERE: Text = Text::new("放宽筛选条件", "a wider filter");
/// The smallest change.
pub static CHANGE_CONTACT: Text =
    Text::new("联系一次（{days} 天以内有过联系即可）", "one contact (any within {days} {days|day|days} will do)");
/// The smallest change.
pub static CHANGE_TIER_CONTACT: Text = Text::new("联系一次，等级就是 {tier}", "one contact makes it tier {tier}");
/// The smallest change.
pub static CHANGE_TIER_SPEND: Text =
    Text::new("月消费达到 {yuan} 元，等级就是 {tier}", "a spend of {yuan} yuan a month makes it tier {tier}");
/// The smallest change.
pub static CHANGE_TIER_BOTH: Text = Text::new(
    "联系一次，并且月消费达到 {yuan} 元，等级就是 {tier}",
    "one contact and a spend of {yuan} yuan a month make it tier {tier}",
);
/// The smallest change.
pub static CHANGE_TIER_ANY: Text = Text::new("只要有一笔消费，等级就是 {tier}", "any spend makes it tier {tier}");
/// The smallest change.
pub static CHANGE_TIER_BOTH_ANY: Text =
    Text::new("联系一次，并且有一笔消费，等级就是 {tier}", "one contact and any spend make it tier {tier}");
/// The smallest change.
pub static CHANGE_GROUPS: Text = Text::new("再加入 {n} 个群", "{n} more {n|group|groups}");
/// The smallest change.
pub static CHANGE_LISTENERS: Text =
    Text::new("再有 {n} 人主动找此人", "{n} more {n|person who addresses|people who address} them");
/// The smallest change.
pub static CHANGE_REMARKS: Text = Text::new("再被 {n} 人备注", "{n} more remark {n|name|names}");
/// The smallest change.
pub static CHANGE_INFLUENCE: Text =
    Text::new("影响力从 {value} 提高到 {need}", "an influence of {need} instead of {value}");
/// The smallest change.
pub static CHANGE_BETWEEN: Text =
    Text::new("认识一个与自己的其他联系人互不相识的人", "a tie to somebody whom none of the others around them knows");
/// The smallest change.
pub static CHANGE_LINK: Text = Text::new(
    "对圈子 {circle}，联系强度从 {value} 提高到 {need}",
    "a strength of {need} instead of {value} to circle {circle}",
);
/// The smallest change.
pub static CHANGE_LINK_ANY: Text =
    Text::new("与另一个圈子建立强度至少 {need} 的联系", "ties of strength {need} at least to another circle");
/// The smallest change.
pub static CHANGE_LINK_FIRST: Text = Text::new("与任何一个圈子里的人建立联系", "any tie to somebody in a circle");
/// The smallest change.
pub static CHANGE_LINKS: Text = Text::new(
    "再与 {n} 个圈子建立联系，每个的联系强度至少 {need}",
    "ties to {n} more {n|circle|circles}, of strength {need} to each",
);
/// The smallest change.
pub static CHANGE_QUOTA: Text = Text::new("放宽名额（{quota}）", "a higher quota for {quota}");
/// The smallest change.
pub static CHANGE_BEHIND_TIED: Text = Text::new(
    "得分与名单末位相同，同分按用户 ID 排；名单再长一些即可",
    "the score equals that of the last one shown and the id decides: a longer list will do",
);
/// The smallest change.
pub static CHANGE_BEHIND: Text = Text::new("得分超过 {need}（现在 {value}）", "a score above {need} (now {value})");

/// Heading.
pub static PROFILE: Text = Text::new("其他信息", "What else is known");
/// One fact.
pub static FACT: Text = Text::new("{label}：{value}", "{label}: {value}");
/// Inferred region.
pub static INFERRED: Text = Text::new("{value}（由所在的群推断）", "{value} (inferred from groups)");
/// Heading.
pub static RULES: Text = Text::new("规则", "Rules");
/// A named rule.
pub static RULE: Text = Text::new("{name}：{rule}", "{name}: {rule}");
/// The filter.
pub static RULE_WHERE: Text = Text::new("名单的筛选条件：{rule}", "the filter of the lists: {rule}");
/// Heading.
pub static NEXT: Text = Text::new("下一步", "Next step");
/// Heading.
pub static TIMELINE: Text = Text::new("互动随时间", "Interactions over time");
/// One month.
pub static MONTH: Text = Text::new("{month}：{count} 次", "{month}: {count}");
/// Interactions without a time.
pub static UNDATED: Text = Text::new("没有时间的：{count} 次", "without a time: {count}");

/// On the list.
pub static ON_LIST: Text = Text::new(
    "{list}：名单上第 {rank} 位（符合条件的共 {of} 人）",
    "{list}: number {rank} on the list, of {of} who qualify",
);
/// Qualifies, but a quota passed the person over.
pub static PASSED_OVER: Text = Text::new(
    "{list}：符合条件，本可列在名单第 {rank} 位（符合条件的共 {of} 人），但名额已满（{quota}）",
    "{list}: qualifies and would be number {rank} on the list (of {of} who qualify), but the quota for {quota} is full",
);
/// Of what a quota is, and of which.
pub static QUOTA: Text = Text::new("{quota} {class}", "{quota} {class}");
/// Qualifies, but stands behind the shown entries.
pub static BEHIND: Text = Text::new(
    "{list}：符合条件，但只排到第 {rank} 位，名单只列前 {shown} 位（符合条件的共 {of} 人）",
    "{list}: qualifies, but comes as number {rank} of {of}, and the list holds the first {shown}",
);
/// Qualifies, but an estimate cannot say where.
pub static ESTIMATED_ON_LIST: Text = Text::new(
    "{list}：符合条件，介数在所有人里估计排第 {best}–{worst}（要精确名次请加 --betweenness exact）",
    "{list}: qualifies; estimated to be number {best}–{worst} overall by betweenness (--betweenness exact gives it exactly)",
);
/// Not on the list: the criteria are not met.
pub static NOT_ON_LIST: Text = Text::new("{list}：不在名单上", "{list}: not on the list");
/// Not on the list though the criteria are met: not eligible.
pub static NOT_ELIGIBLE: Text =
    Text::new("{list}：不在名单上，{eligibility}", "{list}: not on the list: {eligibility}");
/// Of seeds, which are not chosen for one person's sake.
pub static CHOSEN_TOGETHER: Text = Text::new(
    "{list}：要整组一起选，让各人触达的人尽量不重叠，所以不单独判断一个人；结果见报告，或运行 renmai seeds",
    "{list}: chosen as a group, so that they reach different people, and not judged one by one; see the report, or run renmai seeds",
);
/// What has to be met.
pub static ANY_OF: Text = Text::new("满足其中一项即可", "any one of these");
/// What has to be met.
pub static ALL_OF: Text = Text::new("须全部满足", "all of these");
/// The sentence on the list.
pub static REASON: Text = Text::new("理由：{reason}", "reason: {reason}");

/// One tie.
pub static TIE: Text = Text::new("{person}：强度 {strength}（{parts}）", "{person}: strength {strength} ({parts})");
/// Part of a tie.
pub static PART_GROUPS: Text = Text::new("{n} 个共同群 {strength}", "{n} shared {n|group|groups} {strength}");
/// Part of a tie.
pub static PART_INTERACTIONS: Text = Text::new("互动 {strength}", "interactions {strength}");
/// One group.
pub static GROUP: Text = Text::new("{name}：{size} 人", "{name}: {size} {size|member|members}");
/// One shared group.
pub static SHARED_GROUP: Text =
    Text::new("{name}：{size} 人，强度 {strength}", "{name}: {size} {size|member|members}, strength {strength}");

/// Heading of a pair.
pub static PAIR: Text = Text::new("{a} 与 {b}", "{a} and {b}");
/// Strength of a pair.
pub static PAIR_STRENGTH: Text = Text::new(
    "联系强度 {strength}：共同群 {groups}，互动 {interactions}",
    "strength {strength}: shared groups {groups}, interactions {interactions}",
);
/// Not directly tied.
pub static NOT_TIED: Text = Text::new("没有共同群，也没有互动", "no shared group and no interaction");
/// Not tied, although there are interactions: all are of kinds with weight 0.
pub static NOT_TIED_WEIGHTLESS: Text = Text::new(
    "没有共同群；互动的权重为 0，不算联系",
    "no shared group; their interactions have weight 0 and make no tie",
);
/// Heading.
pub static SHARED_GROUPS: Text = Text::new("共同群", "Shared groups");
/// Heading.
pub static CONTACTS: Text = Text::new("互动", "Interactions");
/// Interactions of one kind in one direction.
pub static CONTACT: Text = Text::new("{from} → {to}：{kind} {count} 次", "{from} → {to}: {kind} × {count}");
/// The same with the last one's age.
pub static CONTACT_DATED: Text = Text::new(
    "{from} → {to}：{kind} {count} 次，最近一次在 {ago}",
    "{from} → {to}: {kind} × {count}, the last one {ago}",
);
/// Less is sampled for one person than for a report.
pub static QUICK: Text = Text::new(
    "为了马上回答，这里算得比报告粗：按介数的名次可能与报告不同；--betweenness exact 全部精算，需要更久",
    "to answer at once, less is computed here than for a report, whose ranks by betweenness may differ; --betweenness exact computes all of it, which takes longer",
);
/// Distance.
pub static DISTANCE: Text = Text::new("最短联系 {n} 步：{path}", "shortest connection, {n} {n|step|steps}: {path}");
/// Distance of two people who are tied.
pub static DISTANCE_ONE: Text = Text::new("直接相连", "directly connected");
/// No connection.
pub static NOT_CONNECTED: Text = Text::new("两人之间没有任何联系路径", "nothing connects the two");

/// A number as people read it: whole numbers with separators, others with two digits after the point, small ones with two digits that count.
pub fn number(x: f64) -> String {
    let sign = if x < 0.0 { "-" } else { "" };
    if x.fract() == 0.0 && x.abs() < 1e15 {
        return format!("{sign}{}", thousands(x.abs() as u64));
    }
    if (1000.0..1e15).contains(&x.abs()) {
        let tenths = (x.abs() * 10.0).round() as u64;
        return format!("{sign}{}.{}", thousands(tenths / 10), tenths % 10);
    }
    if x.abs() >= 0.1 {
        return format!("{x:.2}");
    }
    if x.abs() >= 0.0001 { format!("{x:.4}") } else { format!("{x:.1e}") }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_read_well_at_every_size() {
        let shown = [0.0, 3.0, 12345.0, 12345.678, -1999.96, 2.345, 0.25, 0.0123, 0.000_012].map(number);
        assert_eq!(shown, ["0", "3", "12,345", "12,345.7", "-2,000.0", "2.35", "0.25", "0.0123", "1.2e-5"]);
    }
}
