//! Errors of the configuration, and the comments of the default file.

use super::Text;

/// The file cannot be read.
pub static CANNOT_READ: Text = Text::new("读不了配置文件", "the configuration cannot be read");
/// The text is not TOML; the parser's own words follow.
pub static NOT_TOML: Text = Text::new("不是合法的 TOML：{reason}", "not valid TOML: {reason}");
/// The text is TOML, but a value does not fit; the parser's own words follow.
pub static NOT_A_CONFIG: Text = Text::new("配置不对：{reason}", "not a valid configuration: {reason}");
/// A key that does not exist.
pub static UNKNOWN_KEY: Text = Text::new(
    "没有 {key} 这一项（全部配置项见 renmai config）",
    "there is no key {key} (renmai config lists all of them)",
);
/// A key that does not exist, and one that is spelled nearly so.
pub static UNKNOWN_KEY_NEAR: Text =
    Text::new("没有 {key} 这一项，是不是想写 {near}？", "there is no key {key}; did you mean {near}?");
/// A table was expected.
pub static EXPECT_TABLE: Text =
    Text::new("{key}：应为一节（如 [{key}]），实为 {found}", "{key}: expected a table such as [{key}], found {found}");
/// Text was expected.
pub static EXPECT_TEXT: Text =
    Text::new("{key}：应为带引号的文字，实为 {found}", "{key}: expected text in quotes, found {found}");
/// A date was expected.
pub static EXPECT_DATE: Text = Text::new(
    "{key}：应为日期，如 \"2025-06-30\"，实为 {found}",
    "{key}: expected a date such as \"2025-06-30\", found {found}",
);
/// One file or a list of files was expected.
pub static EXPECT_FILES: Text = Text::new(
    "{key}：应为文件名或文件名列表，如 [\"a.csv\", \"b.csv\"]，实为 {found}",
    "{key}: expected a file name or a list of them such as [\"a.csv\", \"b.csv\"], found {found}",
);
/// `true` or `false` was expected.
pub static EXPECT_SWITCH: Text =
    Text::new("{key}：应为 true 或 false，实为 {found}", "{key}: expected true or false, found {found}");
/// A count was expected.
pub static EXPECT_COUNT: Text = Text::new(
    "{key}：应为 0 到 4294967295 的整数，实为 {found}",
    "{key}: expected a whole number from 0 to 4294967295, found {found}",
);
/// A number was expected.
pub static EXPECT_NUMBER: Text = Text::new("{key}：应为数字，实为 {found}", "{key}: expected a number, found {found}");
/// One of a few words was expected.
pub static EXPECT_CHOICE: Text =
    Text::new("{key}：应为 {choices} 之一，实为 {found}", "{key}: expected one of {choices}, found {found}");
/// A list was expected.
pub static EXPECT_LIST: Text =
    Text::new("{key}：应为列表，如 {example}，实为 {found}", "{key}: expected a list such as {example}, found {found}");
/// A cell rule lacks a key.
pub static CELL_LACKS: Text = Text::new("{key}：缺 {missing}", "{key}: {missing} is missing");
/// A method that does not exist yet.
pub static NOT_YET: Text = Text::new(
    "{key}：{found} 目前还没有；现在可用 {choices}（auto 即精确计算）",
    "{key}: {found} does not exist yet; use {choices} (auto means exact)",
);

/// A value has to be above zero.
pub static ABOVE_ZERO: Text =
    Text::new("{key}：应为大于 0 的数，实为 {found}", "{key}: expected a number above 0, found {found}");
/// A value has to be zero or more.
pub static NOT_NEGATIVE: Text =
    Text::new("{key}：应为不小于 0 的数，实为 {found}", "{key}: expected a number of at least 0, found {found}");
/// A value has to be a percentage.
pub static PERCENTAGE: Text =
    Text::new("{key}：应在 0 到 100 之间，实为 {found}", "{key}: expected a number from 0 to 100, found {found}");
/// A value has a least sensible value.
pub static AT_LEAST: Text =
    Text::new("{key}：至少为 {least}，实为 {found}", "{key}: expected at least {least}, found {found}");
/// A value has a greatest sensible value.
pub static AT_MOST: Text =
    Text::new("{key}：最多为 {most}，实为 {found}", "{key}: expected at most {most}, found {found}");
/// At least one of the weights has to be above zero.
pub static SOME_WEIGHT: Text = Text::new(
    "{key}：strength、degree、remarks、groups 至少有一个大于 0，实为全 0",
    "{key}: expected at least one of strength, degree, remarks and groups above 0, found none",
);
/// A list has to ascend.
pub static ASCENDING: Text = Text::new(
    "{key}：应至少有一个数，且从小到大、互不相同，实为 {found}",
    "{key}: expected at least one number, strictly ascending, found {found}",
);
/// A list has to ascend from above zero.
pub static ASCENDING_ABOVE_ZERO: Text = Text::new(
    "{key}：应至少有一个数，都大于 0，且从小到大、互不相同，实为 {found}",
    "{key}: expected at least one number, all above 0 and strictly ascending, found {found}",
);
/// A list may not be empty or repeat itself.
pub static DISTINCT: Text = Text::new(
    "{key}：应至少有一项且不重复，实为 {found}",
    "{key}: expected at least one entry and none twice, found {found}",
);
/// A time zone that nobody knows.
pub static ZONE: Text = Text::new(
    "{key}：应为 IANA 时区名，如 Asia/Shanghai，实为“{found}”",
    "{key}: expected an IANA time zone such as Asia/Shanghai, found \"{found}\"",
);
/// A moment that cannot be read.
pub static AS_OF: Text = Text::new(
    "as_of（--as-of）：应为日期或时间，如 2025-06-30、2025/6/30、2025年6月30日、2025-06-30 18:00、2025-06-30T18:00:00+08:00，实为“{found}”",
    "as_of (--as-of): expected a date or time such as 2025-06-30, 2025/6/30, 2025年6月30日, 2025-06-30 18:00 or 2025-06-30T18:00:00+08:00, found \"{found}\"",
);
/// An empty name.
pub static EMPTY: Text = Text::new("{key}：不能为空", "{key}: expected some text, found none");
/// Two of our columns are mapped to one header.
pub static SAME_HEADER: Text =
    Text::new("{key}：表头“{found}”已经用在 {other} 上", "{key}: the header \"{found}\" is already used for {other}");
/// `PATH:column=value` with a column that the table does not have.
pub static UNKNOWN_CONSTANT: Text = Text::new(
    "{key}：“{found}”里的 {column} 不是这张表的列；可用的列：{choices}",
    "{key}: {column} in \"{found}\" is no column of this table; its columns are {choices}",
);
/// `PATH:column=value` twice for one column.
pub static CONSTANT_TWICE: Text =
    Text::new("{key}：“{found}”里的 {column} 写了两次", "{key}: {column} is given twice in \"{found}\"");
/// No table with edges.
pub static NO_EDGES: Text = Text::new(
    "没有可用来建图的数据：input.memberships 或 input.interactions 至少给一个（或用 --memberships、--interactions）",
    "nothing to build a graph from: give at least one of input.memberships and input.interactions (or --memberships, --interactions)",
);

/// First lines of the default file.
pub static HEAD: Text = Text::new(
    "renmai 的全部配置项及其默认值。只写要改的项即可；命令行选项优先于本文件。\n\
     标明“参考值”的数字是通行的经验数字，不是测量结果，请按自己的业务调整。",
    "Every setting of renmai with its default. Keep only what you change; options on the command line win over this file.\n\
     Figures called reference values are rules of thumb, not measurements: adjust them to your business.",
);

/// Comment of a section.
pub static INPUT: Text = Text::new(
    "输入文件。相对路径从本文件所在的目录算起；可写一个文件名或一个列表，同一张表的多个文件会合在一起。\n\
     支持 .csv、.csv.gz、.csv.zst。\"sms.csv:kind=sms\" 表示整个文件的 kind 列都是 sms。\n\
     memberships 与 interactions 至少要有一个。",
    "Input files. Relative paths start at the folder of this file; give one name or a list, whose rows are joined.\n\
     .csv, .csv.gz and .csv.zst are read. \"sms.csv:kind=sms\" sets the column kind to sms for the whole file.\n\
     At least one of memberships and interactions is needed.",
);
/// Comment of a section.
pub static GRAPH: Text = Text::new(
    "关系图。两人关系强度 = 共同群的权重之和 + 互动权重 × 次数 × 时间衰减之和。",
    "The user graph. Strength of two users = sum of weights of shared groups + sum of kind weight × count × decay over their interactions.",
);
/// Comment of a section.
pub static STAFF: Text = Text::new(
    "员工与机器人不是图中的人。数据里标明的（member_type、owner_id）会自动识别，这里补充其余的。",
    "Employees and robots are no nodes. Those that the data names (member_type, owner_id) are found by themselves; list others here.",
);
/// Comment of a section.
pub static PRIVACY: Text = Text::new("隐私。", "Privacy.");
/// Comment of a section.
pub static BETWEENNESS: Text = Text::new("介数：谁在圈子之间牵线。", "Betweenness: who connects others.");
/// Comment of a section.
pub static INFLUENCE: Text = Text::new(
    "影响力：四项百分位排名的加权平均（0–100）。缺数据的项自动去掉，其余按比例放大。",
    "Influence: weighted mean of four percentile ranks (0–100). One without data drops out, the rest are rescaled.",
);
/// Comment of a section.
pub static ISOLATION: Text = Text::new("孤立用户。", "Isolated users.");
/// Comment of a section.
pub static VALUE: Text = Text::new(
    "价值分层：最近联系天数 × 月消费。界线是参考值。",
    "Value: days since contact × spend a month. The bounds are reference values.",
);
/// Comment of a section.
pub static LIFECYCLE: Text = Text::new(
    "生命周期，依次判断：流失、衰退、新客、成长、成熟。天数是参考值。",
    "Lifecycle, first match: lost, decaying, new, growing, mature. The days are reference values.",
);
/// Comment of a section.
pub static SELECTION: Text = Text::new("谁可以进 KOC 和裂变名单。", "Who may be on the KOC and referral lists.");
/// Comment of a section.
pub static KOC: Text = Text::new(
    "KOC：满足任一条即可，按影响力排序。界线是参考值。",
    "KOC: any of these, ordered by influence. The bounds are reference values.",
);
/// Comment of a section.
pub static REFERRAL: Text = Text::new(
    "裂变：介数大于 0，且满足下面的条件，按介数排序。",
    "Referral: betweenness above 0 and the following, ordered by betweenness.",
);

/// Comments of the keys.
pub mod keys {
    use super::Text;

    /// `lang`.
    pub static LANG: Text = Text::new("语言：zh 或 en。", "Language: zh or en.");
    /// `as_of`.
    pub static AS_OF: Text = Text::new(
        "从哪一刻往回看；只写日期表示当天结束。不写则取数据里最晚的时间，从不取系统时钟。",
        "The moment looked back from; a bare date means the end of that day. Without it: the latest time in the data, never the clock.",
    );
    /// `top`.
    pub static TOP: Text = Text::new("每份名单的人数；0 表示全部。", "Entries of each list; 0: all.");
    /// `threads`.
    pub static THREADS: Text = Text::new(
        "线程数；0 表示每个处理器一个。结果与线程数无关。",
        "Threads; 0: one per processor. Results do not depend on it.",
    );
    /// `force`.
    pub static FORCE: Text = Text::new(
        "true：输出目录里有别的文件也写，那些文件保留；false：拒绝。",
        "true: write even if the output directory holds other files, which are kept; false: refuse.",
    );
    /// `input.memberships`.
    pub static MEMBERSHIPS: Text = Text::new(
        "群成员：user_id, group_id, joined_at, left_at, member_type。如 memberships = \"memberships.csv\"",
        "Who is in which group: user_id, group_id, joined_at, left_at, member_type. Such as memberships = \"memberships.csv\"",
    );
    /// `input.interactions`.
    pub static INTERACTIONS: Text =
        Text::new("互动：from_id, to_id, kind, at, count。", "Interactions: from_id, to_id, kind, at, count.");
    /// `input.users`.
    pub static USERS: Text = Text::new(
        "用户：user_id, nickname, role, remark_count, city, device, tags, registered_at, last_active_at, monthly_spend, owner_id, opted_out, consent。",
        "Users: user_id, nickname, role, remark_count, city, device, tags, registered_at, last_active_at, monthly_spend, owner_id, opted_out, consent.",
    );
    /// `input.groups`.
    pub static GROUPS: Text = Text::new(
        "群：group_id, name, kind, city, tags, owner_id。",
        "Groups: group_id, name, kind, city, tags, owner_id.",
    );
    /// `input.purchases`.
    pub static PURCHASES: Text =
        Text::new("消费：user_id, at, amount；负数是退款。", "Purchases: user_id, at, amount; negative: a refund.");
    /// `input.timezone`.
    pub static TIMEZONE: Text = Text::new("没有写明时区的时间按此时区理解。", "Zone of times that do not name one.");
    /// `input.skip_bad_rows`.
    pub static SKIP_BAD_ROWS: Text = Text::new(
        "true：把读不了的行放到一边，继续分析；false：报错，什么都不写。",
        "true: rows that cannot be read are set aside; false: stop and write nothing.",
    );
    /// `input.rejected`.
    pub static REJECTED: Text = Text::new(
        "放到一边的行写到这个文件；不写则是输出目录里的 rejected.csv。",
        "Where the rows set aside are written; without it, rejected.csv in the output directory.",
    );
    /// `input.columns`.
    pub static COLUMNS: Text = Text::new(
        "表头对照：我们的列名 = 文件里的表头。常见的中英文表头已能识别，其余在此写明。",
        "Column names: our column = the header in the file. Common English and Chinese headers are known; map others here.",
    );
    /// `graph.group_weight`.
    pub static GROUP_WEIGHT: Text = Text::new(
        "共同群的权重：newman 1/(群人数−1)，count 1，log 1/ln(1+群人数)。",
        "Weight of a shared group of n members: newman 1/(n−1), count 1, log 1/ln(1+n).",
    );
    /// `graph.group_cap`.
    pub static GROUP_CAP: Text = Text::new(
        "人数超过此数的群不计入；默认不设上限。",
        "Groups with more members are left out; no cap by default.",
    );
    /// `graph.half_life_days`.
    pub static HALF_LIFE_DAYS: Text = Text::new(
        "半衰期：过这么多天，一次互动的权重减半。没有时间的互动不衰减。",
        "Days after which an interaction counts half. One without time does not decay.",
    );
    /// `graph.group_kind_weight`.
    pub static GROUP_KIND_WEIGHT: Text =
        Text::new("按群类型的系数；没写的类型为 1。", "Factor by kind of group; 1 for kinds not named.");
    /// `graph.kappa`.
    pub static KAPPA: Text = Text::new(
        "每种互动的权重（参考值）；没写的种类按 other 计，0 表示不成边。只写要改的即可。",
        "Weight of each kind of interaction (reference values); kinds not named count as other, 0 makes no edge. Name only what you change.",
    );
    /// `staff.ids`.
    pub static STAFF_IDS: Text = Text::new("员工、机器人的用户 ID。", "User ids of employees and robots.");
    /// `privacy.opted_out`.
    pub static OPTED_OUT: Text = Text::new(
        "退出的用户：drop 完全移除；graph_only 只在图中作为无名节点，不出现在任何输出里。",
        "Users who opted out: drop removes them; graph_only keeps them as unnamed nodes that appear in no output.",
    );
    /// `betweenness.method`.
    pub static METHOD: Text =
        Text::new("auto 或 exact；目前 auto 即精确计算。", "auto or exact; auto is exact at present.");
    /// `betweenness.path_counting`.
    pub static PATH_COUNTING: Text = Text::new(
        "有 k 个共同群的两人：neighbours 算一条边，channels 算 k 条平行边。",
        "Two users who share k groups: neighbours counts one edge, channels k parallel edges.",
    );
    /// `influence.strength`.
    pub static INFLUENCE_STRENGTH: Text = Text::new("关系强度的权重。", "Weight of strength.");
    /// `influence.degree`.
    pub static INFLUENCE_DEGREE: Text = Text::new("联系人数的权重。", "Weight of degree.");
    /// `influence.remarks`.
    pub static INFLUENCE_REMARKS: Text = Text::new("被备注次数的权重。", "Weight of remarks.");
    /// `influence.groups`.
    pub static INFLUENCE_GROUPS: Text = Text::new("所在群数的权重。", "Weight of the number of groups.");
    /// `isolation.small_component`.
    pub static SMALL_COMPONENT: Text = Text::new(
        "人数不超过此数的小团体（至少 2 人）也算孤立；1 表示不算。",
        "A component of at most so many users (and at least two) counts as isolated too; 1: none.",
    );
    /// `value.purchase_is_contact`.
    pub static PURCHASE_IS_CONTACT: Text = Text::new("消费是否算一次联系。", "Whether a purchase counts as contact.");
    /// `value.days`.
    pub static DAYS: Text = Text::new(
        "各行的天数上限（含）；最后再加一行“更久或从未联系”。",
        "Upper bounds (inclusive) of the rows in days; a last row takes the rest and \"never\".",
    );
    /// `value.spend`.
    pub static SPEND: Text = Text::new(
        "各列的月消费下限（含），单位元；前面还有“0”和“不到第一个下限”两列。",
        "Lower bounds (inclusive) of the columns in yuan a month, after \"0\" and \"below the first\".",
    );
    /// `value.spend_window_days`.
    pub static SPEND_WINDOW_DAYS: Text = Text::new(
        "没有 monthly_spend 时，取最近这么多天的消费……",
        "Without monthly_spend: purchases of so many days …",
    );
    /// `value.spend_window_months`.
    pub static SPEND_WINDOW_MONTHS: Text = Text::new("……除以这么多个月。", "… divided by so many months.");
    /// `value.cells`.
    pub static CELLS: Text = Text::new(
        "格子：每格恰好由一条规则指定等级和类型。不写即下面这套（参考值）；要改就全部写出。",
        "Cells: every cell is given its tier and segment by exactly one rule. Without any, the following apply (reference values); to change one, spell out all.",
    );
    /// `lifecycle.lost_days`.
    pub static LOST_DAYS: Text =
        Text::new("超过这么多天没有联系：流失。", "Lost: more days than this without contact.");
    /// `lifecycle.decaying_days`.
    pub static DECAYING_DAYS: Text = Text::new(
        "至少这么多天没有联系：衰退，该召回。",
        "Decaying: at least so many days without contact; time to recall.",
    );
    /// `lifecycle.new_days`.
    pub static NEW_DAYS: Text = Text::new("注册不超过这么多天：新客。", "New: registered at most so many days ago.");
    /// `lifecycle.welcome_hours`.
    pub static WELCOME_HOURS: Text =
        Text::new("注册不超过这么多小时：该发欢迎语。", "Welcome due: registered at most so many hours ago.");
    /// `lifecycle.growing_days`.
    pub static GROWING_DAYS: Text =
        Text::new("注册不超过这么多天，或……", "Growing: registered at most so many days ago, or …");
    /// `lifecycle.growing_contacts`.
    pub static GROWING_CONTACTS: Text = Text::new("……联系少于这么多次……", "… fewer contacts than this …");
    /// `lifecycle.growing_window_days`.
    pub static GROWING_WINDOW_DAYS: Text = Text::new("……（在最近这么多天里）：成长。", "… within so many days.");
    /// `selection.tiers`.
    pub static TIERS: Text =
        Text::new("可以进名单的等级；同分时按此顺序。", "Tiers that may be on a list; equal scores follow this order.");
    /// `selection.contact_days`.
    pub static CONTACT_DAYS: Text = Text::new(
        "最近这么多天内有过联系（参考值）；不知道的不受限。",
        "Contact within so many days (reference value); unknown passes.",
    );
    /// `selection.koc.remarks_over`.
    pub static REMARKS_OVER: Text = Text::new("被备注超过这么多次。", "More remarks than this.");
    /// `selection.koc.groups_min`.
    pub static GROUPS_MIN: Text = Text::new("至少在这么多个群里……", "In at least so many groups …");
    /// `selection.koc.groups_percentile`.
    pub static GROUPS_PERCENTILE: Text =
        Text::new("……且群数不低于这一百分位。", "… and at least at this percentile of the number of groups.");
    /// `selection.koc.influence_top_percent`.
    pub static INFLUENCE_TOP_PERCENT: Text =
        Text::new("影响力在前百分之几。", "Influence within the top so many percent.");
    /// `selection.referral.circles_min`.
    pub static CIRCLES_MIN: Text =
        Text::new("至少连着这么多个圈子（目前以群为圈子）。", "Links at least so many circles (groups, at present).");
}
