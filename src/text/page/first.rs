//! What to do first, a headline and a line each; reference values in sentences.

use super::Text;

/// What to do with a list, at an hour, about groups: the headline, and the line below.
pub fn todo(id: &str) -> &'static (Text, Text) {
    TODO.iter().find(|(known, _)| *known == id).map_or(&TODO[0].1, |(_, texts)| texts)
}

static TODO: &[(&str, (Text, Text))] = &[
    (
        "koc",
        (
            Text::new("请 KOC 带头", "Ask the KOC first"),
            Text::new("{names}；共 {n} 人符合", "{names}; {n} {n|meets|meet} the rules"),
        ),
    ),
    (
        "referral",
        (
            Text::new("请桥梁用户转介绍", "Ask bridges for referrals"),
            Text::new(
                "与几个圈子都联系较多的有{names}；共 {n} 人符合",
                "Well tied to several circles: {names}; {n} {n|meets|meet} the rules",
            ),
        ),
    ),
    (
        "seeds",
        (
            Text::new("活动先发给种子用户", "Start a campaign with the seeds"),
            Text::new(
                "{names}；{n} 人合起来触达最多，模型推算约 {reach}",
                "{names}; {n} in all, who together reach most: about {reach} by the model",
            ),
        ),
    ),
    (
        "isolated",
        (
            Text::new("把孤立用户拉进合适的群", "Bring isolated users into groups"),
            Text::new("{n} 人可以邀请；先看{names}", "{n} {n|person|people} to invite; begin with {names}"),
        ),
    ),
    (
        "when",
        (
            Text::new("挑对时间", "Choose the hour"),
            Text::new("{window}互动最多，是平均的 {lift} 倍", "Most contacts on {window}: {lift} times the average"),
        ),
    ),
    (
        "when_flat",
        (
            Text::new("什么时间差别不大", "The hour matters little"),
            Text::new(
                "{window}互动略多，只是平均的 {lift} 倍",
                "A few more contacts on {window}: only {lift} times the average",
            ),
        ),
    ),
    (
        "groups",
        (
            Text::new("给快满的群开新群", "Open groups beside full ones"),
            Text::new(
                "{n} 个群已接近或达到推定的上限",
                "{n} {n|group is|groups are} near or at what {n|it is|they are} assumed to hold",
            ),
        ),
    ),
];

/// Some names of more.
pub static AND_OTHERS: Text = Text::new("{names}等", "{names} and others");

/// What the trade says, never measured here.
pub static REFERENCES: &[Text] = &[
    Text::new(
        "各价值人群占比：高价值 5–8%，成长型 35%，流失风险 20–25%；孤立用户约 12%。",
        "Shares: high value 5–8%, growing 35%, churn risk 20–25%; isolated users about 12%.",
    ),
    Text::new(
        "桥接用户的转介绍效果是普通用户的 3–5 倍；从不用作预测。",
        "Bridge users bring 3–5 times the referrals of an ordinary user; never used in a forecast.",
    ),
    Text::new(
        "同城群转化 25%，跨地区 6%；按城市推送效果 1.8 倍。",
        "Same-city groups convert 25%, cross-region ones 6%; city-targeted pushes work 1.8 times as well.",
    ),
    Text::new(
        "标签三级的覆盖 100 / 67 / 28%，匹配 32 / 58 / 89%，提升 15 / 41 / 76%。",
        "Tag levels: coverage 100 / 67 / 28%, match 32 / 58 / 89%, lift 15 / 41 / 76%.",
    ),
    Text::new(
        "一个账号约 10,000 位好友；群上限 200 / 500 人，68% 的群不满 200 人。",
        "About 10,000 friends an account; groups of 200 / 500, 68% of groups below 200.",
    ),
    Text::new(
        "iOS 客单价高 23%，安卓回复快 1.7 倍，企业微信里 iOS 占 62%。",
        "iOS baskets 23% larger, Android replies 1.7 times faster, 62% iOS in WeCom.",
    ),
];
