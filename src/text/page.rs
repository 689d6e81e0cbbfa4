//! Words of the page: short labels by the key that the template and the page's program use, and sentences with figures.

mod first;
mod glossary;
mod interface;
mod pictures;

pub use first::{AND_OTHERS, REFERENCES, todo};
pub use glossary::GLOSSARY;

use super::{Lang, Text};

/// Every label of the page with its key.
pub fn all() -> impl Iterator<Item = (&'static str, &'static Text)> {
    let tables = [LABELS, interface::LABELS, pictures::LABELS, glossary::LABELS];
    tables.into_iter().flatten().map(|(key, text)| (*key, text))
}

/// Every label of the page by its key.
pub fn labels(lang: Lang) -> std::collections::BTreeMap<&'static str, &'static str> {
    all().map(|(key, text)| (key, text.get(lang))).collect()
}

/// The label of one key; a key that does not exist shows as a dash, and a test names it.
pub fn label(key: &str) -> &'static Text {
    static NONE: Text = Text::new("–", "–");
    all().find(|(known, _)| *known == key).map_or(&NONE, |(_, text)| text)
}

/// The language tag of the document.
pub static LANGUAGE: Text = Text::new("zh-CN", "en");

static LABELS: &[(&str, Text)] = &[
    ("title", Text::new("人脉报告", "Social graph report")),
    ("program", Text::new("renmai 人脉", "renmai")),
    ("contents", Text::new("目录", "Contents")),
    ("people", Text::new("用户", "People")),
    ("groups", Text::new("群", "Groups")),
    ("pairs", Text::new("相连的用户对", "Connected pairs")),
    ("koc_short", Text::new("KOC 候选", "KOC candidates")),
    ("referral_short", Text::new("转介绍桥梁", "Bridge candidates")),
    ("isolated_short", Text::new("孤立用户", "Isolated users")),
    ("koc", Text::new("KOC：在圈子里说话有分量的人", "KOC: people who are listened to")),
    ("koc_nav", Text::new("KOC", "KOC")),
    ("referral", Text::new("转介绍桥梁：连接不同圈子的人", "Referral: people who connect circles")),
    ("referral_nav", Text::new("转介绍", "Bridges")),
    (
        "referral_about",
        Text::new(
            "按介数排序：其他人之间的最短联系路径有多少经过此人。得分是介数在所有人里的百分位，0–100。",
            "Ordered by betweenness: how many shortest paths between others pass through the person; the score is its percentile rank, 0–100.",
        ),
    ),
    (
        "koc_reach",
        Text::new(
            "KOC 候选：群里接触面最广的人（没有互动数据）",
            "KOC: people who reach far through groups (no interactions known)",
        ),
    ),
    ("isolated", Text::new("孤立用户：可以拉进哪些群", "Isolated users and groups they might join")),
    ("seeds", Text::new("种子用户：一起触达最多人的一组人", "Seeds: the people who together reach most")),
    ("seeds_nav", Text::new("种子", "Seeds")),
    (
        "seeds_about",
        Text::new(
            "按名次逐个加入：每人的新增触达已扣除前面的人能触达的部分。触达由传播模型推算，不是实测，也不是预测。",
            "In the order of choice: what each adds beyond those before. Reach is the result of a cascade model, neither a measurement nor a forecast.",
        ),
    ),
    ("marginal_reach", Text::new("新增触达", "Adds")),
    ("compared", Text::new("与其他名单相比", "Beside other lists")),
    ("circles", Text::new("圈子：谁和谁常在一起", "Circles: who keeps company with whom")),
    ("circles_nav", Text::new("圈子", "Circles")),
    ("circles_file", Text::new("全部圈子见：", "All circles are in ")),
    ("circle", Text::new("圈子", "Circle")),
    ("inside", Text::new("内部联系", "Ties inside")),
    ("description", Text::new("描述", "What it is")),
    ("isolated_nav", Text::new("孤立", "Isolated")),
    (
        "isolated_about",
        Text::new(
            "没有任何联系、只和极少数人相连，或只在一个群且从不互动的人。",
            "People without any tie, connected to very few, or in a single group without any interaction.",
        ),
    ),
    ("value", Text::new("价值分层", "Value")),
    (
        "value_about",
        Text::new(
            "横行是距上次联系的天数（新用户从注册算起），竖列是月消费（元）。只要知道其中一项，一位用户就恰好落在一格。",
            "Rows are days since the last contact (of new people since they registered), columns yuan a month. Whoever has either is in exactly one cell.",
        ),
    ),
    ("tiers", Text::new("价值等级", "Tiers")),
    ("segments", Text::new("价值人群", "Segments")),
    ("lifecycle", Text::new("生命周期", "Lifecycle")),
    (
        "bridging_groups",
        Text::new("桥接群：最短路径经过最多的群", "Bridge groups: most shortest paths run through them"),
    ),
    ("bridging_groups_nav", Text::new("桥接群", "Groups")),
    (
        "bridging_groups_about",
        Text::new(
            "介数高的群，是不直接相连的人之间最短路径常经过的地方。",
            "Shortest paths between people who are not connected run through groups of high betweenness.",
        ),
    ),
    ("no_bridging_groups", Text::new("没有介数大于 0 的群。", "No group has a betweenness above 0.")),
    (
        "groups_not_computed",
        Text::new(
            "本次没有计算群的介数，原因见“数据与方法”。",
            "The betweenness of groups was not computed in this run; see Data and method.",
        ),
    ),
    ("trust", Text::new("数据与方法", "Data and method")),
    ("trust_nav", Text::new("数据", "Data")),
    ("findings", Text::new("数据提示", "Findings")),
    ("no_findings", Text::new("没有发现问题。", "Nothing to report.")),
    ("warning", Text::new("注意", "Warning")),
    ("info", Text::new("说明", "Note")),
    ("excluded", Text::new("未计入", "Left out")),
    ("staff", Text::new("员工", "Staff")),
    ("robots", Text::new("机器人", "Robots")),
    ("opted_out", Text::new("要求退出", "Opted out")),
    ("groups_capped", Text::new("超过人数上限的群", "Groups above the size cap")),
    ("rows_rejected", Text::new("读不了而搁置的行", "Unreadable rows set aside")),
    ("how_read", Text::new("每个文件怎么读的", "How each file was read")),
    ("rows", Text::new("读入行数", "Rows read")),
    ("memberships", Text::new("入群", "Memberships")),
    ("interactions", Text::new("互动", "Interactions")),
    ("users_table", Text::new("用户", "Users")),
    ("groups_table", Text::new("群", "Groups")),
    ("purchases", Text::new("消费", "Purchases")),
    ("method", Text::new("方法", "Method")),
    ("criteria", Text::new("缺少数据而未用的条件", "Criteria left out for want of data")),
    ("reference", Text::new("参考值", "Reference value")),
    (
        "reference_note",
        Text::new(
            "参考值取自行业文章，出处未经核实，只作对照，不是本数据的测量结果。",
            "Reference values come from a trade article without sources. They are for comparison only and were not measured here.",
        ),
    ),
    ("measured", Text::new("实际", "Measured")),
    ("rank", Text::new("位次", "No.")),
    ("person", Text::new("用户", "Person")),
    ("score", Text::new("得分", "Score")),
    ("why", Text::new("理由", "Why")),
    ("tier", Text::new("等级", "Tier")),
    ("city", Text::new("城市", "City")),
    ("suggested", Text::new("建议加入", "Groups to join")),
    ("none_suggested", Text::new("暂无合适的群", "No suitable group")),
    ("group", Text::new("群", "Group")),
    ("size", Text::new("人数", "Members")),
    ("betweenness", Text::new("介数", "Betweenness")),
    ("linked", Text::new("成员较多的圈子数", "Circles with many members")),
    ("same_city", Text::new("同城占比", "Same city")),
    ("group_interactions", Text::new("群内互动", "Interactions")),
    ("count", Text::new("人数", "People")),
    ("share", Text::new("占比", "Share")),
    ("corner", Text::new("天数 \\ 元", "days \\ yuan")),
    ("nobody", Text::new("没有符合条件的人。", "Nobody meets the rules.")),
];

/// Line below the title.
pub static AS_OF: Text = Text::new("截至 {time}", "As of {time}");
/// The same without any time in the data.
pub static NO_TIME: Text = Text::new("数据里没有时间", "The data holds no times");
/// What the score of the KOC list is made of.
pub static KOC_ABOUT: Text = Text::new(
    "按影响力排序，0–100：以下各项百分位的加权平均：{parts}。",
    "Ordered by influence, 0–100: the weighted mean of the percentile ranks of {parts}.",
);
/// Everybody who meets the rules is shown.
pub static ALL_SHOWN: Text =
    Text::new("共 {qualified} 人符合，名单文件：", "{qualified} {qualified|meets|meet} the rules, in the file: ");
/// The list is capped.
pub static CAPPED: Text = Text::new(
    "共 {qualified} 人符合，这里显示前 {shown} 人，名单文件列出 {listed} 人：",
    "{qualified} {qualified|meets|meet} the rules. The first {shown} {shown|is|are} shown here, {listed} {listed|is|are} in the file: ",
);
/// What was not asked of a list.
pub static LIST_SKIPPED: Text =
    Text::new("{list}：因缺少数据未用的条件：{criteria}", "{list}: criteria left out for want of data: {criteria}");
/// Where options and hashes are.
pub static OPTIONS_IN_MANIFEST: Text = Text::new(
    "{files} 个输入文件，共 {bytes}。全部选项、输入校验值与运行时间见：",
    "{files} input {files|file|files}, {bytes}. All options, hashes of inputs and timings are in ",
);
/// Below the sentence on the seed set.
pub static SEEDS_NOTE: Text = Text::new("共 {count} 人，名单文件：", "{count} {count|person|people}, in the file: ");
/// Between two sentences.
pub static SENTENCE_SEPARATOR: Text = Text::new("。", ". ");
/// Capped table of circles.
pub static CIRCLES_CAPPED: Text = Text::new(
    "共 {total} 个圈子，这里显示最大的 {shown} 个，全部见：",
    "{total} circles. The largest {shown} are shown here, all of them are in ",
);
/// Capped table of groups.
pub static GROUPS_CAPPED: Text = Text::new(
    "共 {total} 个群介数大于 0，这里显示前 {shown} 个，全部见：",
    "{total} groups have a betweenness above 0. The first {shown} are shown here, all of them are in ",
);
/// Share of the isolated.
pub static OF_PEOPLE: Text = Text::new("占 {share}", "{share} of people");
/// Pairs who interacted.
pub static WITH_TIES: Text = Text::new("其中 {ties} 对有互动", "{ties} of them interacted");
/// People on a list.
pub static ON_LIST: Text = Text::new("名单列出 {listed} 人", "{listed} on the list");
/// Memberships below the number of groups.
pub static MEMBERSHIPS: Text = Text::new(
    "计入分析的群，{memberships} 条入群记录",
    "counted in the analysis, {memberships} {memberships|membership|memberships}",
);

/// The source's share of a segment or of isolated users, where it names one; never a measurement.
pub fn reference_share(code: &str) -> Option<&'static str> {
    match code {
        "high" => Some("5–8%"),
        "growing" => Some("35%"),
        "churn_risk" => Some("20–25%"),
        "isolated_users" => Some("12%"),
        _ => None,
    }
}
