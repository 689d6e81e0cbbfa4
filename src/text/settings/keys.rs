//! Comments of the keys.

use crate::text::Text;

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
    "线程数；0 表示每个处理器一个，每个处理器至多 16 个。结果与线程数无关。",
    "Threads; 0: one per processor; at most 16 for each. Results do not depend on it.",
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
pub static GROUP_CAP: Text =
    Text::new("人数超过此数的群不计入；默认不设上限。", "Groups with more members are left out; no cap by default.");
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
pub static METHOD: Text = Text::new(
    "auto：计算量和内存都在下面的上限之内就精确计算，否则抽样；exact 精确；sampled 抽样，每人附上下限；\nweighted 按关系强度算距离（越强越近），计算量超过 exact_budget 时只从一部分人出发。",
    "auto: exact where steps and memory stay within the limits below, else sampled; exact; sampled: estimates with limits for everybody;\nweighted: distances by strength (the stronger the nearer), from a sample of users where the steps exceed exact_budget.",
);
/// `betweenness.groups`.
pub static BETWEENNESS_GROUPS: Text = Text::new(
    "是否也计算群的介数（weighted 时没有）。",
    "Whether groups get a betweenness too (weighted: they have none).",
);
/// `betweenness.exact_budget`.
pub static EXACT_BUDGET: Text = Text::new(
    "步数上限：超过它，auto 改用抽样，weighted 只从一部分人出发。默认值在两核上约一分钟。",
    "Limit of steps above which auto samples and weighted starts from a sample. The default takes about a minute on two cores.",
);
/// `betweenness.memory_budget_mib`.
pub static MEMORY_BUDGET: Text = Text::new(
    "内存上限（MiB）：超过它，auto 改用抽样，exact 和 weighted 拒绝运行。",
    "Limit of memory in MiB above which auto samples, and exact and weighted refuse to run.",
);
/// `betweenness.sampled_budget`.
pub static SAMPLED_BUDGET: Text = Text::new(
    "抽样的步数上限；给了 samples 或 epsilon 则不用。默认值在两核上约 20 秒。",
    "Limit of steps of a sampled run, unless samples or epsilon is given. The default takes about 20 s on two cores.",
);
/// `betweenness.samples`.
pub static SAMPLES: Text = Text::new(
    "抽多少条路径（weighted：多少个出发点），代替 sampled_budget。",
    "How many paths to draw (weighted: starting points), instead of sampled_budget.",
);
/// `betweenness.epsilon`.
pub static EPSILON: Text = Text::new(
    "要多准：每人的 betweenness_share 误差都不超过它，不论用多久。与 samples 只能给一个。",
    "How precise: the half-width on betweenness_share that everybody's limits must reach, however long it takes. Not together with samples.",
);
/// `betweenness.delta`.
pub static DELTA: Text = Text::new(
    "抽样时，有人的真实值落在上下限之外的概率至多为此。",
    "When sampling: the probability that somebody's true value lies outside the limits, at most.",
);
/// `betweenness.seed`.
pub static SEED: Text =
    Text::new("抽样的随机种子；同一种子得到同样的结果。", "Seed of sampling; the same seed gives the same results.");
/// `betweenness.min_strength`.
pub static MIN_STRENGTH: Text = Text::new(
    "只用于 weighted：关系强度不到此数的用户对不算相连。",
    "Weighted only: pairs of smaller strength are left out.",
);
/// `betweenness.path_counting`.
pub static PATH_COUNTING: Text = Text::new(
    "有 k 个共同群的两人：neighbours 算一条边，channels 算 k 条平行边。",
    "Two users who share k groups: neighbours counts one edge, channels k parallel edges.",
);
/// `circles.resolution`.
pub static RESOLUTION: Text = Text::new(
    "分辨率：越大，圈子越多越小；1 是通常的模块度。",
    "Resolution: higher makes more and smaller circles; 1 is plain modularity.",
);
/// `circles.seed`.
pub static CIRCLES_SEED: Text =
    Text::new("随机种子；同一种子得到同样的圈子。", "Seed; the same seed gives the same circles.");
/// `circles.link_share`.
pub static LINK_SHARE: Text = Text::new(
    "链接一个圈子：通向它的关系强度至少占本人强度的这么大一份（强度高于人均的，按人均算）。",
    "A user links a circle when at least this share of their strength leads there (of the mean strength of all, for those above it).",
);
/// `circles.group_share`.
pub static GROUP_SHARE: Text = Text::new(
    "一个群链接一个圈子：至少有这么大一份成员在其中。",
    "A group links a circle that holds at least this share of its members.",
);
/// `brokerage.budget`.
pub static BROKERAGE_BUDGET: Text = Text::new(
    "步数上限：不超过它就给所有人算 constraint，否则只给名单上的人算。",
    "Limit of steps up to which constraint is computed for everybody, else only for users on the lists.",
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
pub static SPEND_WINDOW_DAYS: Text =
    Text::new("没有 monthly_spend 时，取最近这么多天的消费……", "Without monthly_spend: purchases of so many days …");
/// `value.spend_window_months`.
pub static SPEND_WINDOW_MONTHS: Text = Text::new("……除以这么多个月。", "… divided by so many months.");
/// `value.cells`.
pub static CELLS: Text = Text::new(
    "格子：每格恰好由一条规则指定等级和类型。不写即下面这套（参考值）；要改就全部写出。",
    "Cells: every cell is given its tier and segment by exactly one rule. Without any, the following apply (reference values); to change one, spell out all.",
);
/// `lifecycle.lost_days`.
pub static LOST_DAYS: Text = Text::new("超过这么多天没有联系：流失。", "Lost: more days than this without contact.");
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
pub static INFLUENCE_TOP_PERCENT: Text = Text::new("影响力在前百分之几。", "Influence within the top so many percent.");
/// `selection.referral.circles_min`.
pub static CIRCLES_MIN: Text =
    Text::new("至少连着这么多个圈子（含自己的）。", "Links at least so many circles, the own one included.");
/// `seeds.k`.
pub static SEEDS_K: Text = Text::new("选多少人；0 表示不选。", "How many users; 0: none are chosen.");
/// `seeds.model`.
pub static SEEDS_MODEL: Text = Text::new(
    "传播模型：ic 独立级联（每个被触达的人对每位联系人有一次机会）；lt 线性阈值（周围被触达的关系强度够多才跟进）。",
    "Cascade model: ic independent cascade (a reached user has one chance with each neighbour); lt linear threshold (a user follows once enough of the strength around is reached).",
);
/// `seeds.rate`.
pub static SEEDS_RATE: Text = Text::new(
    "传播率（参考值）：p(u→v) = rate × 强度 / v 的总强度。",
    "Rate (reference value): p(u→v) = rate × strength / total strength of v.",
);
/// `seeds.value`.
pub static SEEDS_VALUE: Text = Text::new(
    "每触达一人算多少：users 算 1，tier 按等级权重，spend 按月消费（未知算 0）。",
    "What one reached user counts: users 1; tier the weight of the tier; spend the spend a month (unknown: 0).",
);
/// `seeds.candidates`.
pub static SEEDS_CANDIDATES: Text = Text::new(
    "谁可以当种子：eligible 能进名单的人，all 所有人。",
    "Who may be a seed: eligible, those who may be on the lists; all, everybody.",
);
/// `seeds.ratio`.
pub static SEEDS_RATIO: Text = Text::new(
    "证明出的比例（对最优组合）达到它就停止抽样；再抽也难提高、或用完 budget 时也停止。",
    "Drawing stops once this ratio to the best possible set is certified; else when more would hardly raise it, or budget is used up.",
);
/// `seeds.delta`.
pub static SEEDS_DELTA: Text =
    Text::new("所给的界限不成立的概率至多为此。", "Probability that the bounds given do not hold, at most.");
/// `seeds.budget`.
pub static SEEDS_BUDGET: Text = Text::new("抽样的步数上限。", "Limit of steps of drawing.");
/// `seeds.simulations`.
pub static SEEDS_SIMULATIONS: Text = Text::new(
    "每份对比名单模拟多少次传播，至少 30；0 表示不模拟。",
    "Simulated cascades of each list that is compared, at least 30; 0: none.",
);
/// `seeds.simulation_budget`.
pub static SEEDS_SIMULATION_BUDGET: Text =
    Text::new("每份名单模拟的步数上限。", "Limit of steps of simulating each list.");
/// `seeds.seed`.
pub static SEEDS_SEED: Text =
    Text::new("随机种子；同一种子得到同样的名单。", "Seed; the same seed gives the same set.");
/// `seeds.tier_weight`.
pub static SEEDS_TIER_WEIGHT: Text = Text::new(
    "各等级的权重（参考值），value 为 tier 时用；只写要改的即可。",
    "Weight of each tier (reference values), used where value is tier; name only what you change.",
);
/// `seeds.quota.owner`.
pub static QUOTA_OWNER: Text = Text::new("每个归属人至多几人。", "At most so many per owner.");
/// `seeds.quota.circle`.
pub static QUOTA_CIRCLE: Text = Text::new("每个圈子至多几人。", "At most so many per circle.");
/// `seeds.quota.city`.
pub static QUOTA_CITY: Text = Text::new("每个城市至多几人。", "At most so many per city.");
/// `seeds.quota.tier`.
pub static QUOTA_TIER: Text = Text::new("每个等级至多几人。", "At most so many per tier.");
/// `segments`.
pub static SEGMENTS: Text = Text::new(
    "自定义人群：名称 = 规则。每个人群是 users.csv 里的一列、报告里的一个计数，也可以用在规则里。写法见 docs/rules.md。",
    "Segments of your own: name = rule. Each is a column of users.csv, a count in the report, and a word in rules. How to write them: docs/rules.md.",
);
/// `input.suppress`.
pub static SUPPRESS: Text = Text::new(
    "屏蔽名单：有 user_id 一列的文件，其中的人不进任何名单。",
    "Suppression: files with a column user_id; these people are on no list.",
);
/// `reach.friend`.
pub static REACH_FRIEND: Text = Text::new("好友。", "Friends.");
/// `reach.group_member`.
pub static REACH_GROUP_MEMBER: Text =
    Text::new("活跃的群成员；不活跃的低一级。", "Group members who are active; others are one grade lower.");
/// `reach.follower`.
pub static REACH_FOLLOWER: Text = Text::new("关注者。", "Followers.");
/// `reach.active_days`.
pub static ACTIVE_DAYS: Text = Text::new(
    "这么多天内有过联系的群成员算活跃；联系时间未知的也算。",
    "A group member with a contact within so many days is active; so is one whose contacts are unknown.",
);
/// `reach.window_hours`.
pub static WINDOW_HOURS: Text = Text::new(
    "用户发来消息后，这么多小时内可以回复（参考值；企业微信现行规则可能不同）。",
    "Hours after a message from the user within which one may be sent (reference value; today's rules of WeCom may differ).",
);
/// `capacity.friend_cap`.
pub static FRIEND_CAP: Text = Text::new("一个账号的好友上限。", "Friends that one account can have.");
/// `capacity.group_sizes`.
pub static GROUP_SIZES: Text = Text::new(
    "群的人数上限，由小到大：第一个以内可扫码进群，超过后须邀请。",
    "Sizes at which a group is full, ascending: up to the first anybody can join by code, beyond it only by invitation.",
);
/// `capacity.nearly_full_percent`.
pub static NEARLY_FULL_PERCENT: Text =
    Text::new("达到上限的百分之几算快满了。", "Nearly full from this percentage on.");
/// `region.infer`.
pub static INFER_REGION: Text =
    Text::new("是否推断（推断的会标明）。", "Whether to infer (what is inferred is marked).");
/// `region.min_share`.
pub static REGION_MIN_SHARE: Text = Text::new(
    "所在的群里，至少有这么大一份指向同一城市才推断。",
    "At least this share of the user's groups with a city must agree.",
);
/// `position.influence_top_percent`.
pub static POSITION_INFLUENCE: Text =
    Text::new("影响节点：影响力在前百分之几。", "Influence node: influence within the top so many percent.");
/// `position.bridge_top_percent`.
pub static POSITION_BRIDGE: Text = Text::new(
    "桥梁：链接至少两个圈子，且介数在前百分之几。",
    "Bridge: links two circles or more, and betweenness within the top so many percent.",
);
/// `position.core_top_percent`.
pub static POSITION_CORE: Text = Text::new(
    "核心：关系强度在本圈子的前百分之几。",
    "Core: strength within the top so many percent of the own circle.",
);
/// `heat.person_events`.
pub static PERSON_EVENTS: Text = Text::new(
    "一个人的互动达到这么多次，才用他自己的时段；否则用圈子的，再否则用全体的。",
    "Events from which somebody has a window of their own; else the circle's, else that of all.",
);
/// `heat.circle_events`.
pub static CIRCLE_EVENTS: Text =
    Text::new("一个圈子的互动达到这么多次，才有自己的时段。", "Events from which a circle has one.");
/// `heat.window_hours`.
pub static CONTACT_WINDOW_HOURS: Text = Text::new("时段有几个小时。", "Hours of the window.");
/// `selection.where`.
pub static WHERE: Text = Text::new(
    "只让符合这条规则的人进名单和种子（写法见 docs/rules.md）；空则不限。指标仍按所有人计算。",
    "Only people for whom this rule holds are on the lists and among the seeds (see docs/rules.md); empty: everybody. Measures are of everybody all the same.",
);
