//! Labels of the network and the charts.

use super::Text;

pub(super) static LABELS: &[(&str, Text)] = &[
    ("ask", Text::new("找人：任何人、任何条件", "Find: anybody, by anything")),
    ("ask_nav", Text::new("找人", "Find")),
    (
        "ask_about",
        Text::new(
            "所有可以点名的人都在这里。选几个条件，或者点报告里的格子、条形，就能看到是谁；结果可以下载，也可以变成一条规则给 renmai segment 用。",
            "Everybody who may be named is here. Choose what they have in common, or click a cell or a bar anywhere on this page; what is found can be downloaded, or taken as a rule for renmai segment.",
        ),
    ),
    (
        "ask_some",
        Text::new(
            "本页只放得下影响力最高的 {n} 人，其余 {more} 人见 users.csv。",
            "This page holds the {n} people of highest influence; {more} more are in users.csv.",
        ),
    ),
    ("ask_search", Text::new("昵称、ID，含这几个字就算", "Nickname or id, any part of it")),
    ("ask_found", Text::new("{n} 人，占 {share}", "{n} {n|person|people}, {share} of all")),
    (
        "ask_spend",
        Text::new("月消费合计 {sum} 元（{known} 人有记录）", "{sum} yuan a month in all ({known} with a record)"),
    ),
    ("ask_clear", Text::new("清除条件", "Clear")),
    ("card_on", Text::new("在哪些名单上", "On these lists")),
    ("card_rank", Text::new("{list}名单第 {rank} 位：", "{list} list, number {rank}:")),
    ("card_do", Text::new("要做的", "To do")),
    ("card_not", Text::new("为什么不在其他名单上", "Why not on the others")),
    ("card_weeks", Text::new("最近 26 周", "The last 26 weeks")),
    ("card_groups", Text::new("所在的群（{n}）", "In {n} {n|group|groups}")),
    ("card_mind", Text::new("注意", "Mind")),
    ("card_explain", Text::new("更多关于此人：", "More of this person:")),
    ("contacts", Text::new("互动", "Contacts")),
    ("none", Text::new("无", "none")),
    ("weeks_ago", Text::new("{n} 周前", "{n} {n|week|weeks} ago")),
    ("mind_once", Text::new("在几张名单上，只联系一次。", "On several lists: write once.")),
    ("mind_quiet", Text::new("{from} 点到 {to} 点之间不要打扰。", "Do not write between {from}:00 and {to}:00.")),
    (
        "mind_owner",
        Text::new("由 {owner} 负责，别人不要另外联系。", "{owner} looks after them: nobody else should write."),
    ),
    ("mind_recent", Text::new("刚联系过，先等对方回复。", "Just in touch: wait for an answer first.")),
    (
        "ask_by_rule",
        Text::new(
            "或写一条规则，如 influence >= 80 and region = 上海",
            "Or a rule, such as influence >= 80 and lifecycle = mature",
        ),
    ),
    (
        "ask_by_rule_about",
        Text::new(
            "写法同 renmai segment（docs/rules.md）。本页里影响力到千分位、月消费到元；没有的列请用 renmai segment。",
            "Written as for renmai segment (docs/rules.md). Here influence is known in thousandths and spend in yuan; for other columns use renmai segment.",
        ),
    ),
    ("rule_wrong", Text::new("规则读不懂，从这里起：{found}", "The rule is not understood from here on: {found}")),
    ("rule_end", Text::new("（规则到这里就结束了）", "(the rule ends here)")),
    ("rule_column", Text::new("{name}（本页没有这一列）", "{name} (no column of this page)")),
    ("see_person", Text::new("看这个人", "See this person")),
    ("only", Text::new("只看", "Only")),
    ("draw_as", Text::new("画成", "Drawn as")),
    ("as_map", Text::new("画成地图", "As a map")),
    ("as_square", Text::new("画成方阵", "As a square")),
    ("square_inside", Text::new("联系的 {share} 在圈内", "{share} of its ties stay inside")),
    ("square_away", Text::new("前者的联系有 {share} 通向后者", "{share} of the first one's ties lead to the second")),
    (
        "square_about",
        Text::new(
            "一行是一个圈子，各格是它的联系（按强度）通向每个圈子的占比；对角线是留在圈内的。点一格看这一行的圈子。",
            "A row is a circle; its cells say which part of its ties (by strength) leads to each circle, on the diagonal which part stays inside. Click a cell for the circle of its row.",
        ),
    ),
    ("least_tie", Text::new("只画强度在最强的 {share} 以上的联系", "Ties of at least {share} of the strongest")),
    ("look_closer", Text::new("放大", "Closer")),
    ("look_further", Text::new("缩小", "Further away")),
    ("look_all", Text::new("看全部", "All of it")),
    ("look_hint", Text::new("按住 Ctrl 滚动也可以缩放，拖动可以移动", "The wheel with Ctrl does so too; drag to move")),
    (
        "unfiltered",
        Text::new(
            "兴趣和集中程度只能看全部的人：清除条件就能看到。",
            "Interests and how few hold how much are told of everybody only: clear the filters to see them.",
        ),
    ),
    (
        "hours_unfiltered",
        Text::new(
            "时间只分全部、分层、名单和圈子：现在是全部的人。",
            "Hours are known of everybody, of tiers, lists and circles: these are everybody's.",
        ),
    ),
    ("card_people", Text::new("共 {n} 人，按条件只看这些", "of {n} in all, as you asked")),
    ("card_list", Text::new("名单上符合条件的人", "of those asked for, on the list")),
    ("card_everybody", Text::new("全部的人，条件不起作用", "of everybody, whatever is asked for")),
    ("of_tier", Text::new("占这一层的 {share}", "{share} of the tier")),
    ("held", Text::new("合计占比", "Share held")),
    ("ask_rule", Text::new("同样的条件写成规则", "The same as a rule")),
    (
        "ask_rule_part",
        Text::new("名单、价值格和搜索不是规则的一部分。", "Lists, cells and the search are no part of the rule."),
    ),
    ("ask_first", Text::new("显示前 {n} 人；下载的文件里是全部。", "The first {n} are shown; the file has all.")),
    ("lists_on", Text::new("在名单上", "On lists")),
    ("any_list", Text::new("任一名单", "Any list")),
    ("recency", Text::new("几天前联系", "Days since contact")),
    ("spend", Text::new("月消费（元）", "Yuan a month")),
    ("cell", Text::new("价值格", "Cell")),
    ("remove_filter", Text::new("去掉条件", "Remove")),
    ("open_people", Text::new("看看是谁", "Who are they?")),
    ("changes", Text::new("变化：与早先的结果相比", "Changes since earlier runs")),
    ("changes_nav", Text::new("变化", "Changes")),
    ("changes_before", Text::new("更早", "Earlier")),
    ("change", Text::new("变化", "Change")),
    ("change_rules", Text::new("每种变化怎么算", "By which rule each change is told")),
    ("before", Text::new("之前", "Before")),
    ("after", Text::new("现在", "Now")),
    ("from", Text::new("从", "From")),
    ("to", Text::new("到", "To")),
    ("owner", Text::new("归属员工", "Owner")),
    ("not_there", Text::new("不在数据里", "Not in the data")),
    ("flows", Text::new("价值等级的流动", "Moves between tiers")),
    ("flows_about", Text::new("{runs}；每条带子的宽度是人数。", "{runs}; the width of a band is people.")),
    (
        "flows_label",
        Text::new(
            "每个价值等级的人后来到了哪个等级，数字见下面的表",
            "Which tier the people of each tier came to; the table below has the numbers",
        ),
    ),
    ("circle_called", Text::new("{n}“{name}”", "{n} “{name}”")),
    ("circle_n", Text::new("圈子 {n}", "Circle {n}")),
    ("all_circles", Text::new("全部圈子", "All circles")),
    ("choose_circle", Text::new("选择圈子", "Choose a circle")),
    ("find_person", Text::new("找人：昵称或 ID", "Find a person: nickname or id")),
    ("back_circle", Text::new("回到圈子", "Back to the circle")),
    ("colour_by", Text::new("颜色", "Colour")),
    ("colour_tier", Text::new("颜色：价值等级", "Colour: value tier")),
    ("colour_interest", Text::new("颜色：兴趣", "Colour: interest")),
    ("colour_city", Text::new("颜色：城市", "Colour: city")),
    ("click_circle", Text::new("点击查看圈内的人", "Click to see its people")),
    ("bridge_tip", Text::new("与圈子 {list} 都联系较多", "well tied to circles {list}")),
    ("bridge_person", Text::new("与几个圈子联系较多的人", "Well tied to several circles")),
    ("bridge_people", Text::new("通往别的圈子的人", "Who leads to other circles")),
    ("bridges_drawn", Text::new("处在圈子之间的人", "Who stands between circles")),
    (
        "bridges_note",
        Text::new(
            "按介数排列；与同样两个圈子联系最多的人，只列介数最高的一位。",
            "By betweenness; of those who are best tied to the same two circles, only the highest.",
        ),
    ),
    ("other_circle", Text::new("别的圈子的人", "In another circle")),
    (
        "nobody_found",
        Text::new(
            "本页没有这个人；任何人都可以用 renmai explain 查看。",
            "Nobody on this page; renmai explain tells about everybody.",
        ),
    ),
    ("found_n", Text::new("找到 {n} 人，这里列出 {shown} 人：", "{n} {n|person|people} found, {shown} listed here:")),
    (
        "no_ties_drawn",
        Text::new(
            "本页没有画出此人的关系；请用 renmai explain 查看。",
            "This page draws none of their ties; renmai explain tells them.",
        ),
    ),
    ("key_people", Text::new("影响力最高的人", "Who is listened to most")),
    ("strongest_ties", Text::new("最强的关系", "Strongest ties")),
    (
        "ties_drawn",
        Text::new("图中的关系（完整关系请用 renmai explain 查看）", "Ties drawn (renmai explain tells all)"),
    ),
    ("no_ties", Text::new("没有任何关系。", "No tie at all.")),
    ("strength_n", Text::new("强度 {n}", "strength {n}")),
    ("by_groups", Text::new("{n} 个共同群 {s}", "{n} shared {n|group|groups} {s}")),
    ("by_interactions", Text::new("互动 {s}", "interactions {s}")),
    ("story", Text::new("一眼看懂", "At a glance")),
    (
        "circle_capped",
        Text::new(
            "画出 {total} 人中的 {shown} 人：影响力最高的和最常处在他人之间的；每人只画最强的几条关系。",
            "{shown} of {total} people are drawn: the most influential, and those most often between others; only the strongest ties of each.",
        ),
    ),
    (
        "circle_hint",
        Text::new(
            "大点影响力高，菱形的人通往虚线圈子。点人看他的关系。",
            "Larger points have more influence; diamonds lead to the dashed circles. Click a person for their ties.",
        ),
    ),
    (
        "circles_left",
        Text::new(
            "另有 {n} 个较小的圈子（共 {people} 人）没有画出。",
            "{n} smaller {n|circle|circles} ({people} {people|person|people}) {n|is|are} not drawn.",
        ),
    ),
    (
        "ties_left",
        Text::new(
            "圈子之间较弱的 {n} 条联系没有画出。",
            "{n} weaker {n|tie|ties} between circles {n|is|are} not drawn.",
        ),
    ),
    ("circles_table", Text::new("圈子一览", "All circles drawn")),
    (
        "aria_overview",
        Text::new(
            "{n} 个圈子的气泡图；处在圈子之间的人：{list}。下方有同样内容的表格。",
            "{n} {n|circle|circles} as {n|a bubble|bubbles}; between circles: {list}. The table below tells the same.",
        ),
    ),
    (
        "aria_circle",
        Text::new(
            "圈子 {n} 里的 {people} 人和他们之间的关系。",
            "{people} {people|person|people} of circle {n} and the ties among them.",
        ),
    ),
    (
        "aria_person",
        Text::new(
            "{name}最强的关系；旁边有同样内容的列表。",
            "The strongest ties of {name}; the list beside tells the same.",
        ),
    ),
    ("lattice", Text::new("最近联系 × 月消费", "Last contact × monthly spend")),
    ("no_tiers", Text::new("未分级：联系时间与消费都未知。", "No tier: neither contact times nor spend known.")),
    (
        "no_cell",
        Text::new(
            "另有 {count} 人（{share}）的联系与消费都未知，不在格内。",
            "{count} more {count|person|people} ({share}) {count|is|are} in no cell: neither contact nor spend is known.",
        ),
    ),
    ("matrix", Text::new("价值等级 × 社交位置", "Value tier × social position")),
    (
        "matrix_about",
        Text::new(
            "颜色和百分比是在这一层里的占比。高价值又处在影响或桥梁位置的人最值得先联系。",
            "Colours and percentages are shares of the tier. Those of high value who are listened to or bridge circles are worth contacting first.",
        ),
    ),
    ("roles", Text::new("角色", "Roles")),
    (
        "windows_open",
        Text::new(
            "{n} 人（{share}）的回复窗口正开着。",
            "The service window of {n} {n|person|people} ({share}) is open now.",
        ),
    ),
    ("reach", Text::new("触达", "Reach")),
    ("reach_note", Text::new("按角色推断的触达级别，是参考值。", "Graded by role; the grades are reference values.")),
    ("devices", Text::new("设备", "Devices")),
    (
        "device_note",
        Text::new(
            "参考值：企业微信里 iOS 占 62%，iOS 客单价高 23%，安卓回复快 1.7 倍。",
            "Reference values: 62% iOS in WeCom, iOS baskets 23% larger, Android replies 1.7 times faster.",
        ),
    ),
    ("cities", Text::new("城市", "Cities")),
    ("other_cities", Text::new("其他 {n} 个城市", "{n} other {n|city|cities}")),
    (
        "cities_inferred",
        Text::new("其中 {n} 人的城市由所在的群推断。", "The city of {n} of them is inferred from their groups."),
    ),
    ("interests", Text::new("兴趣", "Interests")),
    ("level_covered", Text::new("{level} 级标签覆盖 {share}", "tags of level {level} cover {share}")),
    (
        "level_reference",
        Text::new(
            "参考值：三级覆盖 100 / 67 / 28%。点扇形放大。",
            "Reference values: 100 / 67 / 28%. Click a sector to look closer.",
        ),
    ),
    ("degree_spread", Text::new("联系人数分布", "People by degree")),
    (
        "degree_note",
        Text::new(
            "一半的人联系人数不超过 {half}；每 100 人里有 1 人达到 {top} 以上。每一段的上限是前一段的两倍。",
            "Half of them are in touch with at most {half} {half|person|people}, 1 in 100 with {top} or more. Each range goes twice as far as the one before.",
        ),
    ),
    ("influence_spread", Text::new("影响力分布", "People by influence")),
    (
        "influence_note",
        Text::new("影响力是 0–100 的百分位加权平均。", "Influence is a weighted mean of percentile ranks, 0–100."),
    ),
    ("lorenz", Text::new("影响集中在多少人手里", "How few hold how much")),
    (
        "lorenz_about",
        Text::new(
            "曲线离虚线越远，越集中；Gini 为 0 表示人人相同。",
            "The further a curve is from the dashed line, the fewer hold it; a Gini coefficient of 0 means all the same.",
        ),
    ),
    ("gini", Text::new("{what}：前 1% 的人占 {share}，Gini {gini}", "{what}: the top 1% hold {share}, Gini {gini}")),
    ("least_people", Text::new("最少的人", "Least people")),
    ("own_segments", Text::new("自定义人群", "Your segments")),
    ("rule", Text::new("规则", "Rule")),
    (
        "no_hours",
        Text::new("互动没有时间，看不出什么时候联系。", "No interaction has a time, so hours cannot be told."),
    ),
    ("list_of", Text::new("名单：{list}", "List: {list}")),
    ("everybody", Text::new("所有人", "Everybody")),
    ("heat_scope", Text::new("看谁的", "Whose contacts")),
    (
        "heat_about",
        Text::new(
            "互动次数，按星期和小时；颜色越浓越多。一次互动的两头若属于不同的等级、名单或圈子，在每一处各算一次，所以各处相加会多于所有人的总数。",
            "Interactions by weekday and hour; the stronger the colour, the more. An interaction between people of two tiers, lists or circles counts once in each, so that these add up to more than everybody's.",
        ),
    ),
    (
        "best_window",
        Text::new(
            "{window}最好：互动是平均的 {lift} 倍（共 {n} 次互动）",
            "Best on {window}: {lift} times the average ({n} {n|interaction|interactions})",
        ),
    ),
    ("events_n", Text::new("{n} 次互动", "{n} {n|interaction|interactions}")),
    ("windows", Text::new("最佳时段", "Best windows")),
    ("whose", Text::new("人群", "Whose")),
    ("best", Text::new("时段", "Window")),
    ("lift", Text::new("倍数", "Lift")),
    ("events", Text::new("互动", "Interactions")),
];
