//! The words of `segment` and `crosstab`.

use super::Text;

/// Title of a crosstab.
pub static TITLE: Text = Text::new("{rows} × {columns}（{n} 人）", "{rows} × {columns} ({n} {n|person|people})");
/// Counts.
pub static PEOPLE: Text = Text::new("人数", "People");
/// Shares.
pub static SHARE: Text = Text::new("占比", "Share");
/// Mean spend.
pub static SPEND: Text =
    Text::new("人均月消费（元，消费未知的不计）", "Mean spend, yuan a month (of those whose spend is known)");
/// Mean influence.
pub static INFLUENCE: Text = Text::new("平均影响力（0–100）", "Mean influence (0–100)");
/// Total.
pub static ALL: Text = Text::new("合计", "all");
/// People for whom a rule holds and who may not be named.
pub static UNNAMED: Text = Text::new(
    "另有 {count} 人符合规则，但已被屏蔽或没有同意被联系，没有列出",
    "{count} more {count|person matches|people match}, but {count|is|are} suppressed or {count|has|have} not consented, so {count|is|are} not listed",
);
/// People whom quotas keep off a list.
pub static PASSED_OVER: Text = Text::new(
    "名额（selection.quota）已满，{count} 位名次够的人没有列入",
    "quotas (selection.quota) kept {count} {count|person|people} off who {count|ranks|rank} high enough",
);
/// Words that are no headings.
pub static OTHERS: Text = Text::new("其余", "others");
/// Not known.
pub static UNKNOWN: Text = Text::new("未知", "unknown");
/// Yes.
pub static YES: Text = Text::new("是", "yes");
/// No.
pub static NO: Text = Text::new("否", "no");
/// People with several tags.
pub static TAGS_OVERLAP: Text = Text::new(
    "有多个兴趣的人在每个兴趣下各计一次；合计里每人只计一次",
    "people with several interests are counted under each; totals count everybody once",
);
/// What a rule found.
pub static FOUND: Text = Text::new("符合：{n} 人，占 {share}", "{n} {n|person matches|people match}, {share} of all");
