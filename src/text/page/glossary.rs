//! What each measure is: the plain word first, then the term; its unit; what it counts. The page and the workbook share it.

use super::Text;

/// Keys of the measures that are explained; `_unit` and `_told` behind a key give the rest.
pub static GLOSSARY: &[&str] = &[
    "g_degree",
    "g_strength",
    "g_listeners",
    "g_attention",
    "g_influence",
    "g_betweenness",
    "g_circle",
    "g_linked",
    "g_inside",
    "g_participation",
    "g_constraint",
    "g_articulation",
    "g_reach",
    "g_marginal",
    "g_recency",
    "g_spend",
    "g_stake",
    "g_lift",
    "g_percentile",
];

pub(super) static LABELS: &[(&str, Text)] = &[
    ("glossary", Text::new("每个指标是什么意思", "What each measure means")),
    ("g_degree", Text::new("联系人数（度）", "People in touch (degree)")),
    ("g_degree_unit", Text::new("单位：人", "people")),
    (
        "g_degree_told",
        Text::new(
            "与此人同群或有过互动的客户，每人只算一次。",
            "Customers who share a group with the person or had an interaction with them, each counted once.",
        ),
    ),
    ("g_strength", Text::new("联系强度（加权的度）", "Strength of ties (weighted degree)")),
    ("g_strength_unit", Text::new("没有单位，只比大小", "no unit, to compare only")),
    (
        "g_strength_told",
        Text::new(
            "把此人与每个人的联系加起来：共同的群越小，互动越多、越近，联系越强。",
            "The person's ties to everybody added up: the smaller a shared group, and the more and the more recent the interactions, the stronger a tie.",
        ),
    ),
    ("g_listeners", Text::new("听众人数", "Listeners")),
    ("g_listeners_unit", Text::new("单位：人", "people")),
    (
        "g_listeners_told",
        Text::new(
            "主动找过此人的其他客户（私聊、提及、评论、点赞等），每人只算一次。",
            "Other customers who addressed the person (private chat, mention, comment, like and so on), each counted once.",
        ),
    ),
    ("g_attention", Text::new("关注度", "Attention")),
    ("g_attention_unit", Text::new("没有单位，只比大小", "no unit, to compare only")),
    (
        "g_attention_told",
        Text::new(
            "也是数听众，但找得多的算得多，一个人再多也不到 1：一个粉丝就是一个粉丝。",
            "Listeners again, but who addresses the person more counts for more, and nobody for as much as 1: one fan is one fan.",
        ),
    ),
    ("g_influence", Text::new("影响力", "Influence")),
    ("g_influence_unit", Text::new("0–100 分", "0–100 points")),
    (
        "g_influence_told",
        Text::new(
            "关注度、联系强度、联系人数、备注人数、群数各自在所有人里的百分位，加权平均。是相对高低，不是次数；没有数据的项不计。",
            "The weighted mean of the percentile ranks of attention, strength, degree, remark names and groups among everybody. It says who stands higher, not how often something happened; what is not known is left out.",
        ),
    ),
    ("g_betweenness", Text::new("处在别人之间的程度（介数）", "How much somebody lies between others (betweenness)")),
    ("g_betweenness_unit", Text::new("单位：用户对", "pairs of users")),
    (
        "g_betweenness_told",
        Text::new(
            "其他人两两之间最短的联系路径，有多少对经过此人；一对人有几条最短路径时，按经过的比例算。路径经过此人，不等于没有此人就断开：那要看“离开会断开的人数”。",
            "For how many pairs of others the shortest chain of contacts passes through the person; of several shortest ones, the part that does. That does not mean that they would be cut off without the person: see people cut off.",
        ),
    ),
    ("g_circle", Text::new("圈子（社群）", "Circle (community)")),
    ("g_circle_unit", Text::new("编号和名称", "number and name")),
    (
        "g_circle_told",
        Text::new(
            "彼此联系比碰巧更紧的一群人，1 号最大；名称取最常见的兴趣和城市，如“职场·南京”，都不够常见时取主要的群。",
            "People more strongly tied to each other than chance would have it; number 1 is the largest. It is called by the most common interest and city, or, where these are not common enough, by its main group.",
        ),
    ),
    ("g_linked", Text::new("联系较多的圈子数", "Circles well tied to")),
    ("g_linked_unit", Text::new("单位：个", "circles")),
    (
        "g_linked_told",
        Text::new(
            "此人的联系强度有相当一部分（默认五分之一）通向的圈子；自己的圈子按同一条算，也计在内。",
            "Circles to which a good part of the person's strength leads (by default a fifth); one's own is judged by the same rule and counts too.",
        ),
    ),
    ("g_inside", Text::new("内部联系占比", "Ties inside")),
    ("g_inside_unit", Text::new("0–100%", "0–100%")),
    (
        "g_inside_told",
        Text::new(
            "圈内的人的联系强度有多少留在圈内；越高，圈子越封闭。",
            "How much of the strength of a circle's people stays inside it; the higher, the more closed the circle.",
        ),
    ),
    ("g_participation", Text::new("跨圈程度（参与系数）", "Spread over circles (participation)")),
    ("g_participation_unit", Text::new("0–1", "0–1")),
    (
        "g_participation_told",
        Text::new(
            "0：联系全在一个圈子里；越接近 1，越均匀地分在许多圈子里。",
            "0: all ties lead to one circle; the nearer to 1, the more evenly they lead to many.",
        ),
    ),
    ("g_constraint", Text::new("约束度（结构洞）", "Constraint (structural holes)")),
    ("g_constraint_unit", Text::new("没有单位，只比大小", "no unit, to compare only")),
    (
        "g_constraint_told",
        Text::new(
            "越低，身边的人彼此越不相识，此人在他们之间传不传话就越自由。",
            "The lower, the less the people around know each other, and the freer the person is to pass things on between them, or not.",
        ),
    ),
    ("g_articulation", Text::new("离开会断开的人数（割点）", "People cut off (articulation)")),
    ("g_articulation_unit", Text::new("单位：人", "people")),
    (
        "g_articulation_told",
        Text::new(
            "此人一旦离开，有多少人与其余的人再也没有任何联系路径；0 表示一个也没有。",
            "How many people would no longer be connected with the rest in any way if the person left; 0: nobody.",
        ),
    ),
    ("g_reach", Text::new("触达（模型推算）", "Reach (by a model)")),
    ("g_reach_unit", Text::new("单位：人，含种子用户自己", "people, the seeds included")),
    (
        "g_reach_told",
        Text::new(
            "消息从种子用户出发，沿着联系一级一级往下传，联系越强越可能传到，平均会传到多少人。是模型的结果，不是实测，也不是预测。",
            "How many people word from the seeds comes to on average when it is passed on along ties, the likelier the stronger. The result of a model, neither a measurement nor a forecast.",
        ),
    ),
    ("g_marginal", Text::new("新增触达", "Adds (marginal reach)")),
    ("g_marginal_unit", Text::new("单位：人", "people")),
    (
        "g_marginal_told",
        Text::new(
            "在排在前面的种子用户之外，此人再多带来的触达。",
            "What the person's reach adds to that of the seeds before.",
        ),
    ),
    ("g_recency", Text::new("距最近联系天数", "Days since contact (recency)")),
    ("g_recency_unit", Text::new("单位：满天", "whole days")),
    (
        "g_recency_told",
        Text::new(
            "最近一次联系到截至时刻过了几个满天。“90 天内”含第 90 天，即不满 91 个整天。",
            "Whole days that have passed from the last contact to the as-of moment. “Within 90 days” includes the ninetieth, which is less than 91 times 24 hours.",
        ),
    ),
    ("g_spend", Text::new("月消费", "Monthly spend")),
    ("g_spend_unit", Text::new("单位：元/月", "yuan a month")),
    (
        "g_spend_told",
        Text::new(
            "用户表里写明的月消费；没有就用近期订单（默认 90 个满天以内）折成每月。",
            "What the users table states; else recent orders (by default of at most 90 whole days ago) by the month.",
        ),
    ),
    ("g_stake", Text::new("涉及金额", "At stake")),
    ("g_stake_unit", Text::new("单位：元，只用来排先后", "yuan, for the order only")),
    (
        "g_stake_told",
        Text::new(
            "月消费（至少按有消费者的中位数算）乘以事由的紧急程度；不是会赚到的钱。",
            "Monthly spend (at least the median of those who spend) times how urgent the reason is; not money that will be earned.",
        ),
    ),
    ("g_lift", Text::new("活跃倍数", "Times the average (lift)")),
    ("g_lift_unit", Text::new("单位：倍", "times")),
    (
        "g_lift_told",
        Text::new(
            "这个时段每小时的互动，是一周里平均每小时的几倍。",
            "Interactions an hour in that window by interactions an hour in the whole week.",
        ),
    ),
    ("g_percentile", Text::new("百分位", "Percentile rank")),
    ("g_percentile_unit", Text::new("0–100", "0–100")),
    (
        "g_percentile_told",
        Text::new(
            "90 表示比大约 90% 的人高；同分的人取中间的位置。",
            "90: higher than about 90% of people; equal ones take the middle of their places.",
        ),
    ),
];
