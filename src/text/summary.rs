//! The summary and the audit on the terminal.

use super::Text;

/// Heading with the moment looked back from.
pub static AS_OF: Text = Text::new("截至 {time}", "as of {time}");
/// No row has a time.
pub static NO_TIME: Text = Text::new("数据里没有时间", "no row has a time");
/// How large the graph is.
pub static SIZE: Text = Text::new(
    "{users} 人，{groups} 个群，{memberships} 条入群记录，{pairs} 对用户相连",
    "{users} {users|person|people}, {groups} {groups|group|groups}, {memberships} {memberships|membership|memberships}, {pairs} connected {pairs|pair|pairs}",
);
/// The same without counting pairs.
pub static SIZE_AT_MOST: Text = Text::new(
    "{users} 人，{groups} 个群，{memberships} 条入群记录，至多 {pairs} 对用户相连",
    "{users} {users|person|people}, {groups} {groups|group|groups}, {memberships} {memberships|membership|memberships}, at most {pairs} connected {pairs|pair|pairs}",
);
/// Follows the size where interactions were given.
pub static INTERACTED: Text = Text::new("（其中 {ties} 对有互动）", " ({ties} of them interacted)");
/// Everybody was left out.
pub static NOBODY_LEFT: Text =
    Text::new("去掉未计入的人之后，没有可以分析的用户", "nobody is left to analyse after leaving these out");
/// A report on nobody.
pub static NOBODY_TO_REPORT: Text = Text::new(
    "没有可以分析的人，没有写出报告：读到 {rows} 行，但里面的人都不计入（员工 {staff}，机器人 {robots}，要求退出 {opted_out}）。请核对退订、员工和成员类型几列",
    "there is nobody to report on, and no report was written: rows read: {rows}, but everybody in them is left out (staff: {staff}, robots: {robots}, opted out: {opted_out}). Check the columns of opt-outs, staff and member types",
);
/// A report on nothing.
pub static NO_ROWS_READ: Text = Text::new(
    "没有可以分析的人，没有写出报告：一行数据也没有读到（读不了而放到一边的有 {refused} 行）",
    "there is nobody to report on, and no report was written: not one row was read (set aside because they cannot be read: {refused})",
);
/// Who was left out.
pub static EXCLUDED: Text = Text::new(
    "未计入：员工 {staff}，机器人 {robots}，要求退出 {opted_out}",
    "left out: {staff} staff, {robots} robots, {opted_out} opted out",
);
/// Components.
pub static COMPONENTS: Text = Text::new(
    "分成 {components} 个互不相连的部分，最大的有 {largest} 人",
    "{components} separate {components|component|components}, the largest with {largest} {largest|person|people}",
);
/// Heading of the tiers.
pub static TIERS: Text = Text::new("价值等级", "Value tiers");
/// In place of the tiers where nobody has one.
pub static NO_TIERS: Text = Text::new("未分级：联系时间与消费都未知", "no tier: neither contact times nor spend known");
/// Heading of the lattice.
pub static LATTICE: Text = Text::new(
    "价值格（行：距上次联系天数，新用户从注册算起；列：月消费，元）",
    "Value lattice (rows: days since contact, of new people since they registered; columns: yuan a month)",
);
/// Corner of the lattice.
pub static CORNER: Text = Text::new("天数 \\ 元", "days \\ yuan");
/// People in no cell.
pub static NO_CELL: Text =
    Text::new("不在格内（两项都未知）：{count}（{share}）", "in no cell (neither is known): {count} ({share})");
/// Isolated people.
pub static ISOLATED: Text =
    Text::new("孤立用户：{count} 人（{share}）", "Isolated: {count} {count|person|people} ({share})");
/// Heading of a list.
pub static LIST: Text = Text::new(
    "{list}：{qualified} 人符合，名单列出 {shown} 人",
    "{list}: {qualified} {qualified|qualifies|qualify}, {shown} listed",
);
/// Why the list of isolated people is shorter than there are.
pub static ISOLATED_BARRED: Text = Text::new(
    "另有 {n} 位孤立用户不在名单上：没有同意联系、被屏蔽，或不合 selection.where",
    "{n} more isolated {count|person is|people are} not on the list: no consent, suppressed, or selection.where is not met",
);
/// Criteria without a source.
pub static SKIPPED: Text =
    Text::new("因缺少数据未用的条件：{criteria}", "criteria left out for want of data: {criteria}");
/// Nobody is known to have addressed anybody.
pub static REACH_ONLY: Text = Text::new(
    "没有谁对谁说话的互动数据，这份名单说的是谁在群里活跃面广，不是谁的话有人听",
    "there are no interactions from one person to another: this list shows who reaches far through groups, not who is listened to",
);
/// Heading of the findings.
pub static FINDINGS: Text = Text::new("数据提示", "Findings");
/// More findings than shown.
pub static MORE_FINDINGS: Text = Text::new("另有 {count} 条，见 summary.json", "{count} more in summary.json");
/// Nothing to report.
pub static NO_FINDINGS: Text = Text::new("没有发现问题", "nothing to report");
/// Parts of influence without a source.
pub static DROPPED: Text =
    Text::new("影响力未计入（缺少数据）：{parts}", "not part of influence, for want of data: {parts}");
/// Joins the items of a list.
pub static LIST_SEPARATOR: Text = Text::new("、", ", ");
/// Joins parts of a sentence.
pub static CLAUSE_SEPARATOR: Text = Text::new("；", "; ");
/// Heading of size and time.
pub static COST: Text = Text::new("规模与用时", "Size and time");
/// Size if pairs were listed.
pub static PAIRS: Text = Text::new(
    "若把每一对都列出来：群内 {group_pairs} 对（含重复），去重后至多 {pairs} 对",
    "if every pair were listed: {group_pairs} pairs in groups (with repeats), at most {pairs} distinct ones",
);
/// How much text was read.
pub static TEXT: Text = Text::new("读入文本 {used}（解压后）", "text read, unpacked: {used}");
/// What the whole run needs.
pub static NEED: Text = Text::new(
    "整个分析用 {threads} 个线程约需内存 {need}，上限 {limit}（--max-memory）",
    "the whole analysis needs about {need} of memory on {threads} {threads|thread|threads}; the limit is {limit} (--max-memory)",
);
/// More than it may take.
pub static NEED_TOO_LARGE: Text = Text::new(
    "整个分析约需内存 {need}，超过上限 {limit}（--max-memory）：会被拒绝",
    "the whole analysis needs about {need} of memory, more than the limit of {limit} (--max-memory), and would be refused",
);
/// Bytes of the graph.
pub static GRAPH: Text = Text::new("关系图本身占内存 {memory}", "the graph itself: {memory} of memory");
/// Cost of exact betweenness.
pub static EXACT_COST: Text = Text::new(
    "精确介数：{sources} 个起点，约 {operations} 步，{threads} 个线程内存约 {memory}，预计 {seconds}",
    "exact betweenness: {sources} sources, about {operations} steps, about {memory} of memory on {threads} {threads|thread|threads}, predicted {seconds}",
);
/// The same where a limit is exceeded before everything is counted.
pub static EXACT_COST_BOUND: Text = Text::new(
    "精确介数：至少 {sources} 个起点、{operations} 步，共群关系至多占内存 {memory}",
    "exact betweenness: at least {sources} sources and {operations} steps, up to {memory} of memory for shared groups",
);
/// Seconds.
pub static SECONDS: Text = Text::new("{n} 秒", "{n} s");
/// Less than a second.
pub static INSTANT: Text = Text::new("不到 1 秒", "under 1 s");
/// Minutes.
pub static MINUTES: Text = Text::new("{n} 分钟", "{n} min");
/// Hours.
pub static HOURS: Text = Text::new("{n} 小时", "{n} h");
/// A warning's mark.
pub static WARNING: Text = Text::new("注意", "warning");
/// An information's mark.
pub static INFO: Text = Text::new("说明", "note");
/// How a benchmark was run.
pub static BENCH: Text = Text::new(
    "模拟数据，随机种子 {seed}；{threads} 个线程",
    "generated data, seed {seed}; {threads} {threads|thread|threads}",
);
/// Column of a benchmark.
pub static STAGE: Text = Text::new("阶段", "stage");
/// Column of a benchmark.
pub static STAGE_SECONDS: Text = Text::new("秒", "seconds");
/// Column of a benchmark.
pub static STAGE_MEMORY: Text = Text::new("到此为止的内存峰值", "peak memory so far");
/// Column of a benchmark beside an earlier one.
pub static STAGE_THEN: Text = Text::new("上次的秒", "seconds then");
/// Column of a benchmark beside an earlier one.
pub static STAGE_RATIO: Text = Text::new("这次 / 上次", "now / then");
/// Column of a benchmark beside an earlier one.
pub static STAGE_MEMORY_THEN: Text = Text::new("上次的内存峰值", "peak memory then");
/// Which two runs stand side by side.
pub static BENCH_AGAINST: Text = Text::new(
    "与上次对比：上次是 {then} 版，这次是 {now} 版。单次用时会波动，几次的中位数才可靠",
    "Beside an earlier run, of version {then}; this one is of version {now}. A single run varies: compare medians of several",
);
/// Error: an earlier benchmark that cannot be told beside this one.
pub static OTHER_BENCH: Text = Text::new(
    "--against 指的是另一种负载，不能对比。上次：{then}；这次：{now}",
    "--against names a run on another workload, so there is nothing to compare. Then: {then}; now: {now}",
);
/// Error: a file that is no benchmark.
pub static NO_BENCH: Text = Text::new(
    "{file} 第 {line} 行第 {column} 列：应为 renmai bench --json 写出的文件，此处却不是",
    "{file}, line {line}, column {column}: expected a file that `renmai bench --json` wrote, and found something else",
);
/// Error: a benchmark that cannot be read.
pub static BENCH_UNREAD: Text = Text::new("无法读取 {file}", "Cannot read {file}");
/// Last row of a benchmark.
pub static ALL_STAGES: Text = Text::new("合计（不含生成）", "all but generating");
