//! Options of the graph and of the measures.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::keys::{AMOUNT, Key, SOME, Shape, at_least, bound, options};
use crate::text::{Sentence, Text, coded, codes, errors, settings as words};

coded! {
    /// Weight ω(g) of one pair of members of a group of size |g|.
    #[non_exhaustive]
    pub enum GroupWeight {
        /// 1/(|g| − 1): every member's ties inside one group sum to 1 (Newman 2001).
        Newman = "newman",
        /// 1: the number of shared groups.
        Count = "count",
        /// 1/ln(1 + |g|).
        Log = "log",
    }
}

/// Half-lives after which an event ages no more: decay never removes an edge; see [`MOST`](super::MOST).
pub const MOST_HALF_LIVES: f64 = 256.0;

options! {
    /// How the user graph is built.
    pub struct GraphOptions {
        group_weight: GroupWeight = GroupWeight::Newman, Shape::Choice(codes::<GroupWeight>),
            Text::new("共同群的权重：newman 1/(群人数−1)，count 1，log 1/ln(1+群人数)。",
                "Weight of a shared group of n members: newman 1/(n−1), count 1, log 1/ln(1+n).");
        group_cap: Option<usize> = None, at_least(2),
            Text::new("人数超过此数的群不计入；默认不设上限。",
                "Groups with more members are left out; no cap by default."),
            example("group_cap = 500");
        half_life_days: f64 = 90.0, Shape::Number(&bound::ABOVE_ZERO),
            Text::new("半衰期：过这么多天，一次互动的权重减半。没有时间的互动不衰减。",
                "Days after which an interaction counts half. One without time does not decay.");
        group_kind_weight: BTreeMap<String, f64> = BTreeMap::new(), Shape::Weights(None),
            Text::new("按群类型的系数；没写的类型为 1，0 表示不成边。",
                "Factor by kind of group; 1 for kinds not named, 0 makes no edge."),
            example("[graph.group_kind_weight]\nmarketing = 0.5");
        #[serde(deserialize_with = "kappa_over_default")]
        kappa: BTreeMap<String, f64> = default_kappa(), Shape::Weights(None),
            Text::new("每种互动的权重（参考值）；没写的种类按 other 计，0 表示不成边。只写要改的即可。",
                "Weight of each kind of interaction (reference values); kinds not named count as other, 0 makes no edge. Name only what you change.");
    }
}

fn default_kappa() -> BTreeMap<String, f64> {
    let kappa = [
        ("private_chat", 3.0),
        ("mention", 2.0),
        ("moment_comment", 2.0),
        ("moment_like", 1.0),
        ("group_message", 0.5),
        ("remark", 1.0),
        ("other", 1.0),
    ];
    kappa.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
}

/// The name of a kind of interaction, in the data and in the configuration alike: lower case, Chinese words translated,
/// `other` where there is none.
pub fn kind_name(word: &str) -> Cow<'_, str> {
    let known = match word {
        "" | "其他" => "other",
        "私聊" => "private_chat",
        "提及" | "@" => "mention",
        "朋友圈评论" => "moment_comment",
        "朋友圈点赞" => "moment_like",
        "群消息" => "group_message",
        "备注" => "remark",
        _ if word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') => word,
        _ if word.chars().any(char::is_uppercase) => return Cow::Owned(word.to_lowercase()),
        _ => word,
    };
    Cow::Borrowed(known)
}

/// What the file names, over the defaults: to change one kind is not to forget the others.
fn kappa_over_default<'de, D: Deserializer<'de>>(value: D) -> Result<BTreeMap<String, f64>, D::Error> {
    let mut kappa = default_kappa();
    let given = BTreeMap::<String, f64>::deserialize(value)?;
    kappa.extend(given.into_iter().map(|(name, weight)| (kind_name(name.trim()).into_owned(), weight)));
    Ok(kappa)
}

impl GraphOptions {
    /// κ of a kind.
    pub fn kappa_of(&self, kind: &str) -> f64 {
        self.kappa.get(kind).or_else(|| self.kappa.get("other")).copied().unwrap_or(1.0)
    }
}

options! {
    /// Employees and robots beyond those that the tables name.
    #[derive(Eq)]
    pub struct StaffOptions {
        ids: Vec<String> = Vec::new(), Shape::Texts,
            Text::new("员工、机器人的用户 ID。", "User ids of employees and robots.");
        names: BTreeMap<String, String> = BTreeMap::new(), Shape::Rules,
            Text::new("员工姓名：用户 ID = 姓名，写在每份名单的归属员工一列；没写的用员工表里的姓名，再没有用昵称。",
                "Names of employees: user id = name, as each list shows the owner; without one the name in the files of staff is shown, else the nickname."),
            example("[staff.names]\ns0001 = \"王经理\"");
    }
}

coded! {
    /// What becomes of users who opted out.
    pub enum OptedOut {
        /// Removed from everything but counts.
        Drop = "drop",
        /// Kept as unnamed nodes of the graph, in no output.
        GraphOnly = "graph_only",
    }
}

/// People that a page holds at most: so many still are 12 MB.
const MOST_ON_PAGE: u32 = 200_000;

options! {
    /// Privacy.
    #[derive(Copy, Eq)]
    pub struct PrivacyOptions {
        opted_out: OptedOut = OptedOut::Drop, Shape::Choice(codes::<OptedOut>),
            Text::new("退出的用户：drop 完全移除；graph_only 只在图中作为无名节点，不出现在任何输出里。",
                "Users who opted out: drop removes them; graph_only keeps them as unnamed nodes that appear in no output.");
        page_people: u32 = MOST_ON_PAGE, Shape::Whole { least: 0, most: MOST_ON_PAGE as u64 },
            Text::new("网页里至多有多少人的名字，按影响力从高到低；名单和图里的人总在。要把网页发给别人时，写 0 就只有这些人。",
                "People whose names the page holds at most, those of highest influence; whom lists and pictures name is always there. To hand the page on, write 0: then nobody else is in it.");
    }
}

coded! {
    /// Which betweenness is computed.
    #[non_exhaustive]
    pub enum BetweennessMethod {
        /// Exact where its counted operations and memory stay within the budgets, else sampled.
        Auto = "auto",
        /// Exact, hop distances.
        Exact = "exact",
        /// Estimated from sampled shortest paths, hop distances, with an interval for every user.
        Sampled = "sampled",
        /// By weighted distances: the stronger a tie the shorter.
        Weighted = "weighted",
    }
}

coded! {
    /// How a pair of users that shares k groups is counted.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum PathCounting {
        /// As one edge.
        #[default]
        Neighbours = "neighbours",
        /// As k parallel edges.
        Channels = "channels",
    }
}

coded! {
    /// What the limits of sampled paths hold for.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum Intervals {
        /// Each user by himself, approximately; narrower.
        #[default]
        Each = "each",
        /// All users at once, on every graph; wider.
        All = "all",
    }
}

options! {
    /// Betweenness.
    #[derive(Copy)]
    pub struct BetweennessOptions {
        method: BetweennessMethod = BetweennessMethod::Auto, Shape::Choice(codes::<BetweennessMethod>),
            Text::new("auto：计算量和内存都在下面的上限之内就精确计算，否则抽样；exact 精确；sampled 抽样，每人附上下限；\nweighted 按关系强度算距离（越强越近），计算量超过 exact_budget 时只从一部分人出发。",
                "auto: exact where steps and memory stay within the limits below, else sampled; exact; sampled: estimates with limits for everybody;\nweighted: distances by strength (the stronger the nearer), from a sample of users where the steps exceed exact_budget."),
            flag("betweenness", "METHOD", Text::new("介数的算法：auto（默认，规模允许则精确，否则抽样）、exact 精确、sampled 抽样、weighted 按关系强度",
                "Betweenness: auto (default; exact where size allows, else sampled), exact, sampled, or weighted by strength"));
        path_counting: PathCounting = PathCounting::Neighbours, Shape::Choice(codes::<PathCounting>),
            Text::new("有 k 个共同群的两人：neighbours 算一条边，channels 算 k 条平行边。",
                "Two users who share k groups: neighbours counts one edge, channels k parallel edges."),
            flag("path-counting", "HOW", Text::new("有 k 个共同群的两人：neighbours 算一条边（默认），channels 算 k 条",
                "Two users who share k groups: neighbours counts one edge (default), channels k"));
        groups: bool = true, Shape::Switch,
            Text::new("是否也计算群的介数（weighted 时没有）。",
                "Whether groups get a betweenness too (weighted: they have none).");
        exact_budget: u64 = 120_000_000_000, AMOUNT,
            Text::new("步数上限：超过它，auto 改用抽样，weighted 只从一部分人出发。默认值在两核上约一分钟。",
                "Limit of steps above which auto samples and weighted starts from a sample. The default takes about a minute on two cores.");
        memory_budget_mib: u64 = 4096, SOME,
            Text::new("内存上限（MiB）：超过它，auto 改用抽样，exact 和 weighted 拒绝运行。",
                "Limit of memory in MiB above which auto samples, and exact and weighted refuse to run.");
        sampled_budget: u64 = 5_000_000_000, SOME,
            Text::new("抽样的步数上限；给了 samples 或 epsilon 则不用。默认值在两核上约 20 秒。",
                "Limit of steps of a sampled run, unless samples or epsilon is given. The default takes about 20 s on two cores.");
        intervals: Intervals = Intervals::Each, Shape::Choice(codes::<Intervals>),
            Text::new("抽样的上下限对谁成立：each 每个人各自近似成立，较窄；all 所有人同时成立，较宽。给了 epsilon 或用 weighted 时总是 all。",
                "For whom the limits of a sampled run hold: each for every user alone, approximately, and narrower; all for all users at once, wider. With epsilon, and for weighted, always all.");
        samples: Option<u64> = None, SOME,
            Text::new("抽多少对用户（weighted：多少个出发点），代替 sampled_budget。",
                "How many pairs of users to draw (weighted: starting points), instead of sampled_budget."),
            example("samples = 1000000"),
            flag("samples", "N", Text::new("抽样抽多少对用户（weighted：多少个出发点）；不写则抽到名次分清或用完步数上限",
                "When sampling: how many pairs of users (weighted: starting points) to draw; else until ranks are clear or the budget of steps is used up"));
        epsilon: Option<f64> = None, Shape::Number(&bound::INSIDE),
            Text::new("要多准：每人的 betweenness_share 误差都不超过它，不论用多久。与 samples 只能给一个。",
                "How precise: the half-width on betweenness_share that everybody's limits must reach, however long it takes. Not together with samples."),
            example("epsilon = 0.01"),
            flag("epsilon", "E", Text::new("抽样要多准：每人的 betweenness_share 误差不超过 E，不论用多久",
                "When sampling: the half-width on betweenness_share that everybody gets, however long it takes"));
        delta: f64 = 0.1, Shape::Number(&bound::INSIDE),
            Text::new("抽样时，真实值落在上下限之外的概率：intervals = each 时每人各约为此，all 时有任何一人如此的概率至多为此。",
                "When sampling: the probability that a true value lies outside its limits: about this for each user (intervals = each), or at most this that anybody's does (all)."),
            flag("delta", "D", Text::new("抽样时，真实值落在上下限之外的概率（默认 {default}）",
                "When sampling: the probability that a true value lies outside its limits (default {default})"));
        seed: u64 = 42, AMOUNT,
            Text::new("抽样的随机种子；同一种子得到同样的结果。",
                "Seed of sampling; the same seed gives the same results."),
            flag("seed", "S", Text::new("一切随机过程的种子（默认 {default}）",
                "Seed of everything drawn (default {default})"));
        min_strength: f64 = 0.0, Shape::Number(&bound::NOT_NEGATIVE),
            Text::new("只用于 weighted：关系强度不到此数的用户对不算相连。",
                "Weighted only: pairs of smaller strength are left out.");
    }
}

impl BetweennessOptions {
    /// The memory budget in bytes.
    pub fn memory_budget_bytes(&self) -> u64 {
        self.memory_budget_mib.saturating_mul(1 << 20)
    }

    /// What options make meaningless in the file gives way to them: `given` tells which flags were given beside the file, `in_parts` that
    /// betweenness comes from parts or becomes some.
    ///
    /// # Errors
    /// Which options cannot go together.
    pub fn give_way(&mut self, given: &dyn Fn(&str) -> bool, in_parts: bool) -> Result<(), Sentence> {
        let (samples, epsilon) = (given("samples"), given("epsilon"));
        match self.method {
            BetweennessMethod::Auto if in_parts => self.method = BetweennessMethod::Exact,
            BetweennessMethod::Sampled if in_parts => return Err(errors::PARTS_NOT_SAMPLED.sentence()),
            _ => {}
        }
        match self.method {
            BetweennessMethod::Exact => {
                if let Some(option) = ["samples", "epsilon", "delta"].into_iter().find(|flag| given(flag)) {
                    return Err(words::SAMPLING_WITH_EXACT.with("key", format!("--{option}")));
                }
                if given("betweenness") || in_parts {
                    (self.samples, self.epsilon) = (None, None);
                }
            }
            BetweennessMethod::Weighted if self.path_counting == PathCounting::Channels => {
                if given("path-counting") {
                    return Err(words::CHANNELS_WITH_WEIGHTED.sentence());
                }
                if given("betweenness") {
                    self.path_counting = PathCounting::Neighbours;
                }
            }
            _ => {}
        }
        if samples && epsilon {
            return Err(words::SAMPLES_AND_EPSILON.sentence());
        }
        self.epsilon = self.epsilon.filter(|_| !samples);
        self.samples = self.samples.filter(|_| !epsilon);
        Ok(())
    }
}

options! {
    /// What counts as addressing somebody.
    pub struct AttentionOptions {
        ignored_kinds: Vec<String> = ["group_message", "remark", "invite"].map(str::to_owned).to_vec(), Shape::Texts,
            Text::new("哪些种类的互动不算对某人说话；其余（私聊、提及、回复、评论、点赞……）都算，权重为 0 的除外。",
                "Kinds of interaction that address nobody; all others (private chat, mention, reply, comment, like …) do, unless they weigh 0.");
        window_days: Option<u32> = None, at_least(1),
            Text::new("只看最近多少天内的；不写则全部，越久远分量越轻。",
                "Only those of the last so many days; without it all, the older the lighter."),
            example("window_days = 90");
        half_weight: f64 = 3.0, Shape::Number(&bound::ABOVE_ZERO),
            Text::new("一个人的互动权重合计到这么多，算半个听众；再多也不超过一个：一个粉丝就是一个粉丝。",
                "Interactions of this weight from one person count as half a listener; no number of them counts as more than one: one fan is one fan.");
    }
}

impl AttentionOptions {
    /// Whether an event of a kind addresses whom it is sent to.
    pub fn counts(&self, kind: &str) -> bool {
        !self.ignored_kinds.iter().any(|ignored| kind_name(ignored.trim()) == kind)
    }

    /// What somebody gives who sent events of so much weight; below 1.
    pub fn share(&self, sent: f64) -> f64 {
        sent / (sent + self.half_weight)
    }
}

options! {
    /// Weights of the percentile ranks in influence; a missing source drops out and the rest are rescaled.
    #[derive(Copy)]
    pub struct InfluenceOptions {
        attention: f64 = 0.5, Shape::Number(&bound::NOT_NEGATIVE),
            Text::new("关注度的权重。", "Weight of attention.");
        strength: f64 = 0.2, Shape::Number(&bound::NOT_NEGATIVE),
            Text::new("关系强度的权重。", "Weight of strength.");
        degree: f64 = 0.15, Shape::Number(&bound::NOT_NEGATIVE),
            Text::new("联系人数的权重。", "Weight of degree.");
        remarks: f64 = 0.1, Shape::Number(&bound::NOT_NEGATIVE),
            Text::new("被备注次数的权重。", "Weight of remarks.");
        groups: f64 = 0.05, Shape::Number(&bound::NOT_NEGATIVE),
            Text::new("所在群数的权重。", "Weight of the number of groups.");
    }
}

options! {
    /// Isolation.
    #[derive(Copy, Eq)]
    pub struct IsolationOptions {
        small_component: usize = 3, at_least(1),
            Text::new("人数不超过此数的小团体（至少 2 人）也算孤立；1 表示不算。",
                "A component of at most so many users (and at least two) counts as isolated too; 1: none.");
    }
}
