//! Errors of the configuration.

use super::Text;

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
/// Something else was expected.
pub static FOUND: Text = Text::new("{key}：{expected}，实为 {found}", "{key}: {expected}, found {found}");
/// A whole number was expected.
pub static EXPECT_WHOLE: Text =
    Text::new("应为 {least} 到 {most} 的整数", "expected a whole number from {least} to {most}");
/// A whole number was expected.
pub static EXPECT_AT_LEAST: Text =
    Text::new("应为不小于 {least} 的整数", "expected a whole number of at least {least}");
/// An amount of memory was expected.
pub static EXPECT_SIZE: Text = Text::new(
    "应为 MiB 数，至少 1；命令行上也可带单位，如 512M、2G",
    "expected a number of MiB, at least 1; on the command line also with a unit, such as 512M or 2G",
);
/// One entry of a table was expected.
pub static EXPECT_ENTRY: Text = Text::new(
    "应为 {choices} 之一，等号，再加它的值，如 {example}",
    "expected one of {choices}, an equals sign and its value, such as {example}",
);
/// A name is blank.
pub static NAMELESS: Text = Text::new("{key}：名称不能为空", "{key}: expected a name");
/// At least one of the weights has to be above zero.
pub static SOME_TIER_WEIGHT: Text =
    Text::new("{key}：至少有一个等级的权重大于 0，实为全 0", "{key}: expected at least one tier above 0, found none");
/// A table was expected.
pub static EXPECT_TABLE: Text = Text::new("应为一节（如 [{key}]）", "expected a table such as [{key}]");
/// Text was expected.
pub static EXPECT_TEXT: Text = Text::new("应为带引号的文字", "expected text in quotes");
/// A date was expected.
pub static EXPECT_DATE: Text = Text::new("应为日期，如 \"2025-06-30\"", "expected a date such as \"2025-06-30\"");
/// One file or a list of files was expected.
pub static EXPECT_FILES: Text = Text::new(
    "应为文件名或文件名列表，如 [\"a.csv\", \"b.csv\"]",
    "expected a file name or a list of them such as [\"a.csv\", \"b.csv\"]",
);
/// `true` or `false` was expected.
pub static EXPECT_SWITCH: Text = Text::new("应为 true 或 false", "expected true or false");
/// One of a few words was expected.
pub static EXPECT_CHOICE: Text = Text::new("应为 {choices} 之一", "expected one of {choices}");
/// Some of a few words were expected on the command line.
pub static EXPECT_SOME: Text =
    Text::new("应为其中一个或几个，用逗号隔开：{choices}", "expected one or several of {choices}, with commas between");
/// A list was expected.
pub static EXPECT_LIST: Text = Text::new("应为列表，如 {example}", "expected a list such as {example}");
/// A cell rule lacks a key.
pub static CELL_LACKS: Text = Text::new("{key}：缺 {missing}", "{key}: {missing} is missing");

/// Tables in other formats stand beside CSV, not in place of it.
pub static CSV_ALWAYS: Text = Text::new(
    "{key}（--{key}）：csv 总会写出；请写 csv,parquet",
    "{key} (--{key}): csv is always written; write csv,parquet",
);
/// Parquet is asked for, in a program built without it.
pub static NO_PARQUET: Text = Text::new(
    "{key}（--{key}）：这个程序编译时没有带上 Parquet；请用 cargo build --release --features arrow 重新编译，或只写 csv",
    "{key} (--{key}): this program was built without Parquet; build it with cargo build --release --features arrow, or write csv alone",
);
/// Two ways to say how much is sampled.
pub static SAMPLES_AND_EPSILON: Text = Text::new(
    "betweenness.samples（--samples）与 betweenness.epsilon（--epsilon）只能给一个：前者定抽多少，后者定要多准",
    "give either betweenness.samples (--samples) or betweenness.epsilon (--epsilon): the first sets how much is drawn, the second how precise it gets",
);
/// Sampling is told how, but not done.
pub static SAMPLING_WITH_EXACT: Text = Text::new(
    "{key}：精确计算（betweenness.method，--betweenness：exact）不抽样，这一项没有作用；去掉它，或改用 sampled",
    "{key}: an exact run (betweenness.method, --betweenness: exact) samples nothing; leave this out or use sampled",
);
/// Path counting is told how, but does not apply.
pub static CHANNELS_WITH_WEIGHTED: Text = Text::new(
    "betweenness.path_counting（--path-counting）：按关系强度计算（weighted）时，一对用户就是一条边，没有 channels；请用 neighbours",
    "betweenness.path_counting (--path-counting): by strength (weighted) a pair of users is one edge, so there are no channels; use neighbours",
);
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
pub static ASCENDING: Text =
    Text::new("应至少有一个数，且从小到大、互不相同", "expected at least one number, strictly ascending");
/// A list may not be empty or repeat itself.
pub static DISTINCT: Text = Text::new("应至少有一项且不重复", "expected at least one entry and none twice");
/// A time zone that nobody knows.
pub static ZONE: Text =
    Text::new("应为 IANA 时区名，如 Asia/Shanghai", "expected an IANA time zone such as Asia/Shanghai");
/// A moment that cannot be read.
pub static AS_OF: Text = Text::new(
    "as_of（--as-of）：应为日期或时间，如 2025-06-30、2025/6/30、2025年6月30日、2025-06-30 18:00、2025-06-30T18:00:00+08:00，实为“{found}”",
    "as_of (--as-of): expected a date or time such as 2025-06-30, 2025/6/30, 2025年6月30日, 2025-06-30 18:00 or 2025-06-30T18:00:00+08:00, found \"{found}\"",
);
/// A bound of times that cannot be read.
pub static TIME: Text = Text::new(
    "{key}：应为日期或时间，如 1990-01-01，实为“{found}”",
    "{key}: expected a date or time such as 1990-01-01, found \"{found}\"",
);
/// Bounds of times that are the wrong way round, or a moment beyond them.
pub static TIME_BOUNDS: Text = Text::new(
    "{key}：应在 input.earliest（{earliest}）和 input.latest（{latest}）之间，实为“{found}”",
    "{key}: expected a time from input.earliest ({earliest}) to input.latest ({latest}), found \"{found}\"",
);
/// An empty name.
pub static EMPTY: Text = Text::new("应为带引号、不为空的文字", "expected some text in quotes");
/// Two of our columns are mapped to one header.
pub static SAME_HEADER: Text =
    Text::new("{key}：表头“{found}”已经用在 {other} 上", "{key}: the header \"{found}\" is already used for {other}");
/// `PATH:column=value` with a column that the table does not have.
pub static UNKNOWN_CONSTANT: Text = Text::new(
    "{key}：“{found}”里的 {column} 不是这张表的列；可用的列：{choices}",
    "{key}: {column} in \"{found}\" is not a column of this table; its columns are {choices}",
);
/// `PATH:column=value` twice for one column.
pub static CONSTANT_TWICE: Text =
    Text::new("{key}：“{found}”里的 {column} 写了两次", "{key}: {column} is given twice in \"{found}\"");
/// Segments that use each other in a circle.
pub static SEGMENT_CYCLE: Text = Text::new(
    "segments：{names} 循环引用，算不出先后",
    "segments: {names} form a circular reference, so none can be computed first",
);
/// A segment with the name of a column.
pub static SEGMENT_IS_COLUMN: Text = Text::new(
    "{key}：已经有名为 {name} 的列，请换一个名称",
    "{key}: there is already a column {name}; choose another name",
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

/// Head of a plan.
pub static PLAN_HEAD: Text = Text::new(
    "这些文件是怎么读的，都写在下面；哪一处不对，就在哪一处改，以后照此读取。其余选项见 renmai config。",
    "How these files are read, decision by decision. Correct what is wrong: from then on they are read accordingly. For all other options see renmai config.",
);
/// Of one file.
pub static PLAN_FILE: Text = Text::new("{rows} 行", "{rows} {rows|row|rows}");
