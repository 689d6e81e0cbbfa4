//! What is said of seeds: always as results of a model.

use super::Text;

/// Heading of the set.
pub static COUNT: Text = Text::new(
    "种子用户：{n} 人，从 {candidates} 位候选人中选出（模型推算，不是实测）",
    "Seeds: {n} {n|person|people} out of {candidates} {candidates|candidate|candidates} (results of a model, not measurements)",
);
/// Nobody can be chosen.
pub static NOBODY: Text = Text::new("种子用户：没有可选的人", "Seeds: nobody can be chosen");
/// What the set reaches.
pub static REACH: Text = Text::new(
    "这组人一起约触达 {reach}（含他们自己；{low}–{high}），至少是最优组合的 {ratio}；他们自己的和联系较多的圈子合起来有 {circles} 个",
    "together they reach about {reach}, themselves included ({low}–{high}), at least {ratio} of what the best possible set would; they are in or well tied to {circles} {circles|circle|circles}",
);
/// The whole set, where no ratio could be certified.
pub static REACH_PLAIN: Text = Text::new(
    "这组人一起约触达 {reach}（含他们自己；{low}–{high}）；他们自己的和联系较多的圈子合起来有 {circles} 个",
    "together they reach about {reach}, themselves included ({low}–{high}); they are in or well tied to {circles} {circles|circle|circles}",
);
/// A reach, in people.
pub static IN_PEOPLE: Text = Text::new("{n} 人", "{n} {n|person|people}");
/// A reach, in weighted people.
pub static IN_TIERS: Text = Text::new("{n} 分（按等级加权）", "{n} points (weighted by tier)");
/// A reach, in spend.
pub static IN_SPEND: Text = Text::new("每月 {n} 元消费", "{n} yuan of spend a month");
/// What other lists reach.
pub static COMPARED: Text = Text::new(
    "另用 {simulations} 次模拟传播与其他选法比较（与上面的推算是两种算法，种子用户的数字会略有出入）：平均触达{what}（95% 区间）",
    "beside other ways of choosing, by {simulations} simulated cascades (another computation than the one above, so the seeds' own figure may differ a little): {what} reached on average (95% interval)",
);
/// The set reaches more than a random choice.
pub static ABOVE_RANDOM: Text = Text::new(
    "模拟传播里，是随机挑选同样多的人的 {times} 倍",
    "in simulated cascades that is {times} times what a random choice of as many people reaches",
);
/// It does not, as far as the simulation can tell.
pub static NOT_ABOVE_RANDOM: Text = Text::new(
    "模拟传播里，与随机挑选同样多的人分不出高下：按这些数据，先找谁差别不大",
    "in simulated cascades that cannot be told apart from a random choice of as many people: by these data it matters little whom to start with",
);
/// Not every list was simulated as often.
pub static AT_LEAST: Text = Text::new("至少 {n}", "at least {n}");
/// What is counted.
pub static USERS: Text = Text::new("人数", "people");
/// What is counted.
pub static POINTS: Text = Text::new("分数（按等级加权）", "points (weighted by tier)");
/// What is counted.
pub static YUAN: Text = Text::new("的月消费（元）", "yuan of spend a month");
/// Fewer than asked for.
pub static FEWER: Text =
    Text::new("想选 {k} 人，但候选人或名额只够 {n} 人", "{k} were asked for, but candidates or quotas allow only {n}");
/// None asked for.
pub static NONE_ASKED: Text = Text::new("没有要求选种子用户（k = 0）", "no seeds were asked for (k = 0)");
/// A list's spread.
pub static SPREAD: Text = Text::new("{users}（{low}–{high}）", "{users} ({low}–{high})");
/// The list.
pub static LIST_SEEDS: Text = Text::new("种子用户", "seeds");
/// The list.
pub static LIST_BETWEENNESS: Text = Text::new("介数最高的人", "highest betweenness");
/// The list.
pub static LIST_DEGREE: Text = Text::new("联系人最多的人", "highest degree");
/// The list.
pub static LIST_INFLUENCE: Text = Text::new("影响力最高的人", "highest influence");
/// The list.
pub static LIST_RANDOM: Text = Text::new("随机挑选的人", "random people");

/// A pick's marginal reach.
pub static MARGINAL: Text = Text::new("模型推算：新增触达约 {n}", "model: adds about {n} to the reach");
/// A pick that adds next to nothing.
pub static MARGINAL_NONE: Text = Text::new(
    "模型推算：几乎不再新增触达，用于补足人数",
    "model: adds next to nothing to the reach, chosen to make up the number",
);
/// The cumulative reach.
pub static SO_FAR: Text = Text::new("累计约 {n}", "about {n} so far");
/// The pick's circle.
pub static IN_CIRCLE: Text = Text::new("在圈子 {n}", "in circle {n}");
/// Circles that it opens.
pub static OPENS: Text = Text::new("首次连到圈子 {list}", "the first in or well tied to {many|circle|circles} {list}");
/// It opens more than are listed.
pub static OPENS_MORE: Text = Text::new(
    "首次连到 {n} 个圈子，如圈子 {list}",
    "the first in or well tied to {n} circles, among them circles {list}",
);

/// The model.
pub static METHOD_IC: Text = Text::new(
    "种子用户按独立级联模型选出：被触达的人以 {rate} × 关系强度 / 对方总强度 的概率带动对方（{rate} 是参考值）",
    "seeds are chosen under the independent cascade model: somebody reached passes it on with probability {rate} × strength / the other's total strength ({rate} is a reference value)",
);
/// The model.
pub static METHOD_LT: Text = Text::new(
    "种子用户按线性阈值模型选出：周围已触达的关系强度占比 × {rate} 超过各人随机的阈值就跟进（{rate} 是参考值）",
    "seeds are chosen under the linear threshold model: somebody follows once {rate} × the share of their strength that is reached exceeds a random threshold ({rate} is a reference value)",
);
/// What it promises.
pub static GUARANTEE: Text = Text::new(
    "抽取 {sets} 个反向可达集（种子 {seed}）；给出的比例和上下限同时成立的把握不低于 {confidence}",
    "from {sets} reverse-reachable sets (seed {seed}); with a confidence of at least {confidence} the ratio and all limits given hold at once",
);
/// Spend was asked for and nobody has any.
pub static NO_SPEND: Text = Text::new(
    "seeds.value 设为 spend，但没有任何人的消费大于 0，种子用户改按人数计算触达",
    "seeds.value is spend, but nobody's spend is above 0: the reach of seeds is counted in people",
);
