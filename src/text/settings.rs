//! Errors of the configuration, and the comments of the default file.

pub mod keys;

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
/// A large count was expected.
pub static EXPECT_AMOUNT: Text = Text::new(
    "{key}：应为不小于 0 的整数，实为 {found}",
    "{key}: expected a whole number of at least 0, found {found}",
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

/// A value has to be above zero.
pub static ABOVE_ZERO: Text =
    Text::new("{key}：应为大于 0 的数，实为 {found}", "{key}: expected a number above 0, found {found}");
/// A value has to be zero or more.
pub static NOT_NEGATIVE: Text =
    Text::new("{key}：应为不小于 0 的数，实为 {found}", "{key}: expected a number of at least 0, found {found}");
/// A share that is out of range.
pub static SHARE: Text = Text::new(
    "{key}：应大于 0 且不超过 1，实为 {found}",
    "{key}: expected a number above 0 and at most 1, found {found}",
);
/// A value has to be a share, neither nothing nor all.
pub static BETWEEN_0_AND_1: Text =
    Text::new("{key}：应大于 0 且小于 1，实为 {found}", "{key}: expected a number above 0 and below 1, found {found}");
/// Two ways to say how much is sampled.
pub static SAMPLES_AND_EPSILON: Text = Text::new(
    "betweenness.samples（--samples）与 betweenness.epsilon（--epsilon）只能给一个：前者定抽多少，后者定要多准",
    "give either betweenness.samples (--samples) or betweenness.epsilon (--epsilon): the first sets how much is drawn, the second how precise it gets",
);
/// Sampling is told how, but not done.
pub static SAMPLING_WITH_EXACT: Text = Text::new(
    "{key}：精确计算（betweenness.method = \"exact\"）不抽样，这一项没有作用；去掉它，或改用 sampled",
    "{key}: an exact run (betweenness.method = \"exact\") samples nothing; leave this out or use sampled",
);
/// Path counting is told how, but does not apply.
pub static CHANNELS_WITH_WEIGHTED: Text = Text::new(
    "betweenness.path_counting（--path-counting）：按关系强度计算（weighted）时，一对用户就是一条边，没有 channels；请用 neighbours",
    "betweenness.path_counting (--path-counting): by strength (weighted) a pair of users is one edge, so there are no channels; use neighbours",
);
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
/// Segments that use each other in a circle.
pub static SEGMENT_CYCLE: Text = Text::new(
    "segments：{names} 互相引用，无法先算哪一个",
    "segments: {names} lead back to themselves, so none can be computed first",
);
/// A segment with the name of a column.
pub static SEGMENT_IS_COLUMN: Text = Text::new(
    "{key}：已经有名为 {name} 的列，请换一个名称",
    "{key}: there is a column {name} already; choose another name",
);
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
pub static CIRCLES: Text = Text::new(
    "圈子：彼此关系比随机更密的一群人（Leiden 算法，模块度）。",
    "Circles: people more closely tied to each other than chance would have it (Leiden, modularity).",
);
/// Comment of a section.
pub static BROKERAGE: Text = Text::new("中间人：结构洞的约束度。", "Brokers: constraint of structural holes.");
/// Comment of a section.
pub static SEEDS: Text = Text::new(
    "种子用户：一起能触达最多人的一组人。传播由模型推算，不是实测。",
    "Seeds: the set of users who together reach most people. Cascades are results of a model, not measurements.",
);
/// Comment of a section.
pub static SEED_QUOTA: Text = Text::new(
    "种子用户的名额：每个归属人、圈子、城市、等级至多几人；没有该项的用户不受它限制。",
    "Quotas of seeds: at most so many per owner, circle, city or tier; users without one are not limited by it.",
);
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
/// Comment of a section.
pub static LIST_QUOTA: Text = Text::new(
    "KOC 与裂变名单的名额：每份名单上每个归属人、圈子、城市、等级至多几人；没有该项的用户不受它限制。",
    "Quotas of the KOC and referral lists: at most so many per owner, circle, city or tier on each; users without one are not limited by it.",
);
/// Comment of a section.
pub static REACH: Text = Text::new(
    "触达：好友、群成员、关注者各有多容易触达（high、medium、low）；参考值。",
    "Reach: how well friends, group members and followers can be reached (high, medium, low); reference values.",
);
/// Comment of a section.
pub static CAPACITY: Text = Text::new(
    "容量：一个账号能加多少好友，一个群能有多少人；参考值。",
    "Capacity: how many friends an account holds, how many members a group; reference values.",
);
/// Comment of a section.
pub static REGION: Text =
    Text::new("地区：没有城市的用户，可由所在的群推断。", "Region: a user without a city may get that of the groups.");
/// Comment of a section.
pub static POSITION: Text = Text::new(
    "社交位置，依次判断：孤立、沉默、影响节点、桥梁、核心、普通。",
    "Social position, first match: isolated, silent, influence node, bridge, core, member.",
);
/// Comment of a section.
pub static HEAT: Text = Text::new("热力图与最佳联系时段。", "Heat map and the best contact window.");
