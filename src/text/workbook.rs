//! Words of the workbook: sheets, headers, sentences. What to do about whom is in [`advice`].

pub mod advice;

use super::Text;

/// What a sheet is called, what stands at its top, and what it is for.
#[derive(Debug)]
pub struct Tab {
    /// On the tab: at most 31 characters, none of `[]:*?/\`.
    pub name: Text,
    /// Title.
    pub title: Text,
    /// What it is for.
    pub use_: Text,
}

/// The sheet of a list of people, by the list's code.
pub fn list(code: &str) -> &'static Tab {
    match code {
        "referral" => &REFERRAL,
        "seeds" => &SEEDS,
        "isolated" => &ISOLATED,
        _ => &KOC,
    }
}

/// The summary.
pub static SUMMARY: Tab = Tab {
    name: Text::new("概览", "Summary"),
    title: Text::new("人脉报告：概览", "Social graph report: summary"),
    use_: Text::new("先看这里：规模、要点、各表用途", "Start here: size, findings, what each sheet is for"),
};
/// People to contact first.
pub static TODO: Tab = Tab {
    name: Text::new("待办", "To do"),
    title: Text::new("待办：先联系这些人", "To do: contact these people first"),
    use_: Text::new("按“归属员工”筛选，当天分给同事跟进", "Filter by owner and hand out today"),
};
/// The KOC list.
pub static KOC: Tab = Tab {
    name: Text::new("KOC", "KOC"),
    title: Text::new("KOC：在圈子里说话有分量的人", "KOC: people who are listened to"),
    use_: Text::new(
        "请他们先试用、写口碑；按“归属员工”筛选后分给同事",
        "Ask them first to try and to tell others; filter by owner and hand out",
    ),
};
/// The referral list.
pub static REFERRAL: Tab = Tab {
    name: Text::new("转介绍", "Referral"),
    title: Text::new("转介绍桥梁：连接不同圈子的人", "Referral: people who connect circles"),
    use_: Text::new(
        "转介绍活动优先邀请他们：他们与几个圈子都有联系",
        "Invite them first to a referral campaign: they have ties in several circles",
    ),
};
/// The seed set.
pub static SEEDS: Tab = Tab {
    name: Text::new("种子用户", "Seeds"),
    title: Text::new("种子用户：一起触达最多人的一组人", "Seeds: the people who together reach most"),
    use_: Text::new(
        "活动第一批通知的人：按顺序取前几名",
        "Whom to tell first in a campaign: take as many as you need, in order",
    ),
};
/// The isolated list.
pub static ISOLATED: Tab = Tab {
    name: Text::new("孤立用户", "Isolated"),
    title: Text::new("孤立用户：可以拉进哪些群", "Isolated users and the groups they might join"),
    use_: Text::new(
        "按建议的群和邀请人，逐个拉进合适的群",
        "Bring them, one by one, into a suggested group by the inviter named",
    ),
};
/// Everybody.
pub static EVERYBODY: Tab = Tab {
    name: Text::new("所有用户", "All users"),
    title: Text::new("所有用户：一人一行，随意筛选", "All users: one row each, to filter as you like"),
    use_: Text::new(
        "按等级、生命周期、城市、归属员工筛选出要找的人",
        "Find anybody by tier, lifecycle, region or owner",
    ),
};
/// The tiers.
pub static TIERS: Tab = Tab {
    name: Text::new("价值分层", "Tiers"),
    title: Text::new("价值分层：谁值得花多少力气", "Value: how much effort for whom"),
    use_: Text::new("每一层有多少人、怎么维护", "How many there are on each level and how to look after them"),
};
/// The ways of sorting.
pub static SEGMENTS: Tab = Tab {
    name: Text::new("用户分群", "Segments"),
    title: Text::new("用户分群：各种分法各有多少人", "Segments: every way of sorting, and how many are in each"),
    use_: Text::new(
        "角色、触达、位置、生命周期、地区、设备、兴趣、自定义",
        "Role, reach, position, lifecycle, region, device, interests, your own",
    ),
};
/// When people are in contact.
pub static HOURS: Tab = Tab {
    name: Text::new("活跃时段", "Hours"),
    title: Text::new("活跃时段：什么时候联系最好", "Hours: when to get in touch"),
    use_: Text::new("排群发和私聊的时间", "Plan when to broadcast and when to chat"),
};
/// The circles.
pub static CIRCLES: Tab = Tab {
    name: Text::new("圈子", "Circles"),
    title: Text::new("圈子：谁和谁常在一起", "Circles: who keeps company with whom"),
    use_: Text::new(
        "每个圈子是什么人、靠哪些群、找谁牵头",
        "Who is in each circle, which groups hold it together, whom to ask",
    ),
};
/// The groups.
pub static GROUPS: Tab = Tab {
    name: Text::new("群", "Groups"),
    title: Text::new(
        "群：哪些最常被最短路径经过，哪些快满了",
        "Groups: where most shortest paths run, which are nearly full",
    ),
    use_: Text::new(
        "找桥接群；快满的群提前开新群",
        "Find the groups on most paths; open new ones before they are full",
    ),
};
/// The accounts.
pub static ACCOUNTS: Tab = Tab {
    name: Text::new("员工账号", "Accounts"),
    title: Text::new(
        "员工账号：好友余量与待办人数",
        "Accounts: room for friends, and how many each has to contact, by reason",
    ),
    use_: Text::new("分派任务；好友快满的账号提前分流", "Hand out work; relieve accounts before they are full"),
};
/// What has changed.
pub static CHANGES: Tab = Tab {
    name: Text::new("变化", "Changes"),
    title: Text::new("变化：与早先的结果相比", "Changes since earlier runs"),
    use_: Text::new(
        "谁新来、谁不见了、谁升了降了、谁进出名单、联系过没有",
        "Who came, who left, who rose or fell, who entered or left a list, who was contacted",
    ),
};
/// How it was made.
pub static METHOD: Tab = Tab {
    name: Text::new("数据与方法", "Method"),
    title: Text::new(
        "数据与方法：结果怎么来的、可信到什么程度",
        "Data and method: how the results were made and how far they hold",
    ),
    use_: Text::new("算法、数据提示、未计入的人、参考值", "Algorithms, findings, who was left out, reference values"),
};

/// Headers, by key.
pub fn head(key: &str) -> &'static Text {
    static OTHER: Text = Text::new("其他", "other");
    HEADS.iter().find(|(name, _)| *name == key).map_or(&OTHER, |(_, text)| text)
}

static HEADS: &[(&str, Text)] = &[
    ("task", Text::new("要做的事", "Task")),
    ("rank", Text::new("位次", "No.")),
    ("change", Text::new("变化", "Change")),
    ("list", Text::new("名单", "List")),
    ("before", Text::new("之前", "Before")),
    ("after", Text::new("现在", "Now")),
    ("score", Text::new("得分", "Score")),
    ("reason", Text::new("入选理由", "Why")),
    ("stake", Text::new("涉及金额（月消费 × 紧急程度）", "At stake (yuan a month × urgency)")),
    ("message", Text::new("可复制的消息", "Message to copy")),
    ("day", Text::new("第几天", "Day")),
    ("next", Text::new("下一步", "Next step")),
    ("todo_rank", Text::new("待办名次", "Place in to do")),
    ("lists", Text::new("所在名单", "On lists")),
    ("hour", Text::new("小时", "Hour")),
    ("today", Text::new("今天", "Today")),
    ("owner_name", Text::new("归属员工姓名", "Owner's name")),
    ("status", Text::new("跟进状态（自填）", "Status (yours)")),
    ("remark", Text::new("跟进备注（自填）", "Notes (yours)")),
    ("band", Text::new("并列人数", "Tied with")),
    ("rank_range", Text::new("介数可能的名次（所有人里）", "Possible ranks by betweenness (of all)")),
    ("marginal", Text::new("新增触达（模型）", "Adds (model)")),
    ("reach", Text::new("累计触达（模型）", "Reach so far (model)")),
    ("reach_low", Text::new("累计下限", "Lower limit")),
    ("reach_high", Text::new("累计上限", "Upper limit")),
    ("opens", Text::new("首次连到的圈子", "Circles first linked")),
    ("group", Text::new("建议加入的群", "Group to join")),
    ("group_id", Text::new("群ID", "Group id")),
    ("group_why", Text::new("为什么合适", "Why it fits")),
    ("group_members", Text::new("群人数", "Its members")),
    ("group_similar", Text::new("同城或同好人数", "Similar members")),
    ("group_contacts", Text::new("群友平均互动人数", "Contacts of a member")),
    ("group_2", Text::new("备选群 2", "Second choice")),
    ("group_3", Text::new("备选群 3", "Third choice")),
    ("inviter", Text::new("邀请人", "Who could invite")),
    ("inviter_id", Text::new("邀请人ID", "Inviter's id")),
    ("inviter_why", Text::new("邀请人与其", "Inviter shares")),
    ("figure", Text::new("指标", "Figure")),
    ("value", Text::new("数值", "Value")),
    ("told", Text::new("说明", "Remarks")),
    ("sheet", Text::new("看哪张表", "Sheet")),
    ("use", Text::new("用来做什么", "What it is for")),
    ("todo", Text::new("可以做的事", "What to do")),
    ("people", Text::new("人数", "People")),
    ("share", Text::new("占比", "Share")),
    ("valued", Text::new("其中 S、A 级", "Of whom S or A")),
    ("reference", Text::new("参考值", "Reference value")),
    ("basis", Text::new("含义与依据", "What it means")),
    ("advice", Text::new("怎么办（参考做法）", "What to do (reference)")),
    ("way", Text::new("分法", "Way of sorting")),
    ("segment", Text::new("人群", "Segment")),
    ("tier", Text::new("等级", "Tier")),
    ("total", Text::new("合计", "Total")),
    ("scope", Text::new("范围", "Of whom")),
    ("events", Text::new("互动次数", "Events")),
    ("weekday", Text::new("星期", "Weekday")),
    ("time", Text::new("时段", "Time")),
    ("lift", Text::new("活跃倍数", "Times the average")),
    ("circle", Text::new("圈子编号", "Circle no.")),
    ("circle_name", Text::new("圈子", "Circle")),
    ("size", Text::new("人数", "People")),
    ("description", Text::new("描述", "What it is")),
    ("main_groups", Text::new("主要的群", "Main groups")),
    ("key_people", Text::new("影响力最高的人", "Most influential")),
    ("bridges", Text::new("对外联系较多的人", "Who leads to other circles")),
    ("city_share", Text::new("该城市占比", "Share of that city")),
    ("inside", Text::new("内部联系占比", "Ties inside")),
    ("linked", Text::new("有联系的其他圈子数", "Other circles tied to")),
    ("group_circles", Text::new("成员较多的圈子数", "Circles with many members")),
    ("nearest", Text::new("往来最多的圈子", "Closest circle")),
    ("best_time", Text::new("最佳时段", "Best time")),
    ("name", Text::new("名称", "Name")),
    ("kind", Text::new("类型", "Kind")),
    ("members", Text::new("计入的人数", "Members counted")),
    ("heads", Text::new("实际人数", "Heads")),
    ("bound", Text::new("容量（推定）", "Holds (assumed)")),
    ("fill", Text::new("占推定容量", "Of what it holds (assumed)")),
    ("flag", Text::new("提示", "Flag")),
    ("same_city", Text::new("同城占比", "Same city")),
    ("group_interactions", Text::new("群内互动", "Interactions inside")),
    ("tags", Text::new("标签", "Tags")),
    ("account", Text::new("账号ID", "Account id")),
    ("customers", Text::new("名下用户", "Customers")),
    ("friends", Text::new("好友", "Friends")),
    ("cap", Text::new("好友上限（参考值）", "Friend cap (reference)")),
    ("on_todo", Text::new("待办", "To do")),
    ("decaying", Text::new("衰退期", "Decaying")),
    ("severity", Text::new("级别", "Level")),
    ("place", Text::new("位置", "Where")),
    ("count", Text::new("数量", "Count")),
    ("finding", Text::new("数据提示", "Finding")),
];

/// Choices of the column that the reader fills in.
pub static STATUSES: [Text; 4] = [
    Text::new("待联系", "to contact"),
    Text::new("已联系", "contacted"),
    Text::new("已成交", "converted"),
    Text::new("暂不跟进", "not now"),
];

/// Line below the summary's title.
pub static AS_OF: Text = Text::new("数据截至 {time}", "As of {time}");
/// The same without any time in the data.
pub static NO_TIME: Text = Text::new("数据里没有时间", "The data holds no times");
/// Below it.
pub static HANDLING: Text = Text::new(
    "名单可以用表头的筛选按钮按归属员工、城市、等级筛选；浅黄色的两列留给你填跟进情况。",
    "Filter the lists by owner, city or tier with the buttons in their headers; the two pale yellow columns are yours to fill in.",
);
/// Part of the summary.
pub static FIGURES: Text = Text::new("规模", "Size");
/// Part of the summary.
pub static TODOS: Text = Text::new("可以马上做的事", "What to do first");
/// Part of the summary.
pub static SHEETS: Text = Text::new("各表用途（点击跳转）", "The sheets (click to go there)");
/// Part of the summary.
pub static FINDINGS: Text = Text::new("数据提示", "Findings in the data");
/// More of them elsewhere.
pub static MORE_FINDINGS: Text = Text::new("另有 {count} 条，见“{sheet}”", "{count} more on the sheet {sheet}");
/// A finding after its level.
pub static FINDING: Text = Text::new("{level}：{told}", "{level}: {told}");
/// Nothing to report.
pub static NO_FINDINGS: Text = Text::new("没有发现问题", "Nothing to report");
/// Above the people to contact first.
pub static TODO_NOTE: Text = Text::new(
    "按涉及金额（月消费 × 紧急程度）从高到低排列；每人一行，几个事由合在一起，只发一条消息。已退出、未同意或被屏蔽的人不在内",
    "By what is at stake (yuan a month × urgency), highest first; one row a person with all reasons merged, and one message. Nobody who opted out, has not consented or is suppressed is here",
);
/// The largest circle.
pub static LARGEST_CIRCLE: Text =
    Text::new("最大的有 {largest} 人", "the largest with {largest} {largest|person|people}");
/// Nothing to do first.
pub static NO_TODOS: Text = Text::new("没有需要马上处理的事", "Nothing urgent");

/// How many qualify and are shown.
pub static LISTED: Text = Text::new(
    "{qualified} 人符合条件，名单列出 {listed} 人，本表 {shown} 人",
    "{qualified} {qualified|qualifies|qualify}, {listed} {listed|is|are} on the list, {shown} on this sheet",
);
/// The sheet holds less than there is.
pub static CAPPED: Text = Text::new(
    "本表只列前 {shown} 行（共 {total}），全部见 {file}",
    "This sheet holds the first {shown} rows of {total}; all of them are in {file}",
);
/// Above everybody.
pub static EVERYBODY_NOTE: Text = Text::new(
    "按影响力从高到低；本表与 users.csv 一致，去掉了不便筛选的列",
    "By influence, highest first; as in users.csv, without the columns that nobody filters by",
);
/// Who is not named there.
pub static UNNAMED: Text = Text::new(
    "另有 {n} 人没有同意联系或在屏蔽名单上：计入人数，不在本表",
    "{n} more {count|person has|people have} not consented or {count|is|are} suppressed: counted, not named here",
);
/// Quotas kept people off.
pub static PASSED_OVER: Text = Text::new(
    "名额（selection.quota）已满，{count} 位名次够的人没有列入，见 passed_over.csv",
    "Quotas (selection.quota) kept {count} {count|person|people} off who {count|ranks|rank} high enough; see passed_over.csv",
);
/// Nobody is on the list.
pub static NOBODY: Text = Text::new("没有符合条件的人", "Nobody meets the rules");
/// Results of a model.
pub static MODEL: Text = Text::new(
    "触达由传播模型推算，不是实测，也不是预测",
    "Reach is the result of a cascade model, neither a measurement nor a forecast",
);
/// Column of what a list is compared with.
pub static COMPARED: Text =
    Text::new("与其他选法相比（模型推算）：{lists}", "Beside other ways of choosing (model): {lists}");
/// One of them.
pub static COMPARED_LIST: Text = Text::new("{list} {spread}", "{list} {spread}");

/// Between the items of a list that hold commas.
pub static LIST_BREAK: Text = Text::new("；", "; ");

/// Part of the tiers.
pub static LATTICE: Text = Text::new(
    "价值格：行是距上次联系的天数（新用户从注册算起），列是月消费（元）",
    "Value lattice: rows are days since contact (of new people since they registered), columns yuan a month",
);
/// People in no cell.
pub static NO_CELL: Text = Text::new(
    "另有 {count} 人的联系与消费都未知，不在格内",
    "{count} more {count|person is|people are} in no cell: neither contact nor spend is known",
);
/// Corner of the lattice.
pub static CORNER: Text = Text::new("天数 \\ 元", "days \\ yuan");
/// Part of the tiers.
pub static TIER_SHARES: Text = Text::new("各等级人数", "People by tier");
/// Part of the tiers.
pub static SEGMENT_SHARES: Text = Text::new("各价值人群的人数与做法", "People by value segment, and what to do");
/// Part of the tiers.
pub static LIFECYCLES: Text = Text::new("各生命周期人数", "People by lifecycle");
/// Part of the tiers.
pub static MATRIX: Text = Text::new("等级 × 社交位置（人数）", "Tier × social position (people)");
/// Nobody has a tier.
pub static NO_TIERS: Text =
    Text::new("联系时间与消费都未知，没有分级", "No tier: neither contact times nor spend are known");
/// Below whatever has reference values.
pub static REFERENCE_NOTE: Text = Text::new(
    "参考值取自行业文章，出处未经核实，只作对照，不是本数据的测量结果",
    "Reference values come from a trade article without sources; they are for comparison and were not measured here",
);

/// Part of the hours.
pub static GRID: Text =
    Text::new("{scope}：每个时段的互动次数（白色少，橙色多）", "{scope}: events by hour (white few, orange many)");
/// Part of the hours.
pub static BEST: Text =
    Text::new("最佳联系时段（连续 {hours} 小时）", "Best times to get in touch ({hours} {hours|hour|hours} in a row)");
/// A chart of the hours.
pub static BY_HOUR: Text = Text::new("每小时的互动次数（全部用户）", "Events by hour of the day (everybody)");
/// Those in the queue whom nobody looks after.
pub static NO_OWNER: Text = Text::new("没有归属员工", "no owner");
/// How the reasons of the queue add up.
pub static BY_REASON: Text = Text::new(
    "“待办”是人数；一个人有几个事由，就在几列里各算一次",
    "To do counts people; somebody with several reasons counts in each of their columns",
);
/// No event has a time.
pub static NO_HOURS: Text =
    Text::new("互动没有时间，无法画热力图", "No interaction has a time, so there is no heat map");
/// What the multiple means.
pub static LIFT_NOTE: Text = Text::new(
    "活跃倍数 = 该时段每小时的互动是一周平均每小时的多少倍；一次互动的两头若属于不同的等级、名单或圈子，在每一处各算一次，所以各处相加会多于所有人的总数",
    "Times the average: events an hour in that window by events an hour in the whole week. An event between people of two tiers, lists or circles counts once in each, so that these add up to more than everybody's",
);

/// A group or account beyond its bound.
pub static FULL: Text = Text::new("达到推定容量", "at its assumed bound");
/// Nearly full.
pub static NEARLY_FULL: Text = Text::new("接近推定容量", "near its assumed bound");
/// Above the cap of the analysis.
pub static LEFT_OUT: Text = Text::new("超过人数上限，未计入", "above the size cap, left out");
/// What groups are ordered by.
pub static GROUPS_NOTE: Text = Text::new(
    "本表列出数据里的全部群，没有计入分析的也在内；按最短路径经过的多少（介数）从高到低排列；参考值：同城群转化约 25%，跨地区约 6%；68% 的群不到 200 人",
    "All groups of the data, also those left out of the analysis, ordered by how many shortest paths run through them (betweenness); reference values: same-city groups convert 25%, cross-region ones 6%; 68% of groups are under 200",
);
/// How many groups are nearly full.
pub static GROUPS_FULL: Text = Text::new(
    "{count} 个群已达推定容量的 {percent}%，该开新群了",
    "{count} {count|group is|groups are} at {percent}% or more of what {count|it is|they are} assumed to hold: time for new ones",
);
/// Those that have no value.
pub static YES: Text = Text::new("是", "yes");
/// The opposite.
pub static NO: Text = Text::new("否", "no");

/// Part of the method.
pub static HOW: Text = Text::new("怎么算的", "How it was computed");
/// Part of the method.
pub static LEFT: Text = Text::new("未计入", "Left out");
/// Part of the method.
pub static ROWS: Text = Text::new("读入的数据", "Data read");
/// Part of the method.
pub static OPTIONS: Text = Text::new("主要选项", "Main options");
/// Part of the method.
pub static SKIPPED: Text = Text::new("因缺少数据未用的条件", "Criteria left out for want of data");
/// A list and its criteria.
pub static SKIPPED_OF: Text = Text::new("{list}：{criteria}", "{list}: {criteria}");
/// Part of the method.
pub static REFERENCES: Text = Text::new("参考值一览", "Reference values");
/// Part of the method.
pub static PROGRAM: Text = Text::new("程序", "Program");
/// How to make it again.
pub static AGAIN: Text = Text::new(
    "重新生成：renmai report renmai.toml --out out；全部选项与输入文件见 manifest.json",
    "To make it again: renmai report renmai.toml --out out; manifest.json holds all options and the input files",
);
/// Elsewhere.
pub static FILES: Text = Text::new(
    "完整数据见同目录的 CSV 文件（users.csv 有每个人的全部指标）",
    "The CSV files beside this workbook hold everything (users.csv: every measure of every person)",
);
