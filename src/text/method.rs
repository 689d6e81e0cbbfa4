//! How betweenness was computed, why so, and what it promises: for the terminal, the page and errors.

use super::Text;

/// Exact.
pub static EXACT: Text = Text::new(
    "介数为精确值：从 {sources} 类用户出发，按最短跳数，{counting}",
    "betweenness is exact: searched from {sources} classes of users, by hop distance, {counting}",
);
/// Sampled paths.
pub static SAMPLED: Text = Text::new(
    "介数为抽样估计：随机抽取 {samples} 条最短路径（种子 {seed}），按跳数，{counting}",
    "betweenness is estimated from {samples} random shortest paths (seed {seed}), by hop distance, {counting}",
);
/// Several sampled paths of sampled pairs.
pub static SAMPLED_PAIRS: Text = Text::new(
    "介数为抽样估计：随机抽取 {samples} 对用户，每对各抽 {paths} 条最短路径（种子 {seed}），按跳数，{counting}",
    "betweenness is estimated from {samples} random pairs of users with {paths} random shortest paths each (seed {seed}), by hop distance, {counting}",
);
/// Weighted distances from every user.
pub static WEIGHTED: Text = Text::new(
    "介数按关系强度计算：关系越强，距离越近；从 {sources} 类用户逐一出发，没有抽样",
    "betweenness is by strength: the stronger a tie, the shorter; searched from each of {sources} classes of users, nothing is sampled",
);
/// Weighted distances from a sample.
pub static WEIGHTED_SAMPLED: Text = Text::new(
    "介数按关系强度计算：关系越强，距离越近；这是抽样估计，随机抽取 {samples} 人次作为出发点（种子 {seed}）",
    "betweenness is by strength: the stronger a tie, the shorter; it is estimated from {samples} random starting points (seed {seed})",
);
/// Path counting: neighbours.
pub static BY_NEIGHBOURS: Text =
    Text::new("一对用户不论共群多少只算一条边", "a pair of users is one edge however many groups they share");
/// Path counting: channels.
pub static BY_CHANNELS: Text = Text::new("每个共同群的各算一条边", "every shared group is an edge of its own");

/// What a sampled run promises.
pub static INTERVALS: Text = Text::new(
    "每人的介数都附有上下限；所有人的真实值同时落在各自上下限之内的把握不低于 {confidence}，相差最大的一位为 ±{widest}（占全部用户对）",
    "everybody's betweenness comes with a lower and an upper limit; with a confidence of at least {confidence} the true values of all users lie within their limits at once, the widest of which are ±{widest} of all pairs",
);
/// What a sampled run promises of each user alone.
pub static INTERVALS_EACH: Text = Text::new(
    "每人的介数都附有上下限；单看任何一人，真实值落在其上下限之内的把握约为 {confidence}（近似；并非所有人同时如此，那要用 betweenness.intervals = \"all\"），相差最大的一位为 ±{widest}（占全部用户对）",
    "everybody's betweenness comes with a lower and an upper limit; for any one user the true value lies within them with a confidence of about {confidence} (approximately, and not for all users at once: that takes betweenness.intervals = \"all\"), the widest of which are ±{widest} of all pairs",
);
/// Sampling stopped.
pub static STOP_SEPARATED: Text = Text::new(
    "名单前列的名次已能分清，或误差已在 5% 以内，抽样就此停止",
    "sampling stopped when the first ranks were told apart or known within 5%",
);
/// Sampling stopped.
pub static STOP_BUDGET: Text = Text::new(
    "抽样用完了计算量上限（betweenness.sampled_budget）；调高上限或用 --epsilon 可以更准",
    "sampling used up its budget of steps (betweenness.sampled_budget); a higher one, or --epsilon, narrows the limits",
);
/// Sampling stopped.
pub static STOP_SAMPLES: Text =
    Text::new("按指定的次数抽完（--samples）", "sampling drew the number that was asked for (--samples)");
/// Sampling stopped.
pub static STOP_EPSILON: Text =
    Text::new("抽样达到了指定的误差（--epsilon）", "sampling reached the precision that was asked for (--epsilon)");

/// `auto` took exact.
pub static AUTO_EXACT: Text = Text::new(
    "自动选择了精确计算：约 {operations} 步、{bytes} 内存，都在上限（{operations_budget} 步、{bytes_budget}）之内",
    "chosen automatically: exact takes about {operations} steps and {bytes} of memory, within the limits of {operations_budget} steps and {bytes_budget}",
);
/// `auto` samples for the steps.
pub static AUTO_STEPS: Text = Text::new(
    "自动选择了抽样：精确计算至少需 {operations} 步，超过上限 {operations_budget} 步（betweenness.exact_budget）",
    "chosen automatically: exact would take at least {operations} steps, more than the limit of {operations_budget} (betweenness.exact_budget)",
);
/// `auto` samples for the memory.
pub static AUTO_BYTES: Text = Text::new(
    "自动选择了抽样：精确计算至多需 {bytes} 内存，超过上限 {bytes_budget}（betweenness.memory_budget_mib）",
    "chosen automatically: exact would take up to {bytes} of memory, more than the limit of {bytes_budget} (betweenness.memory_budget_mib)",
);
/// `auto` samples for both.
pub static AUTO_BOTH: Text = Text::new(
    "自动选择了抽样：精确计算至少需 {operations} 步、至多需 {bytes} 内存，超过上限 {operations_budget} 步（betweenness.exact_budget）和 {bytes_budget}（betweenness.memory_budget_mib）",
    "chosen automatically: exact would take at least {operations} steps and up to {bytes} of memory, more than the limits of {operations_budget} steps (betweenness.exact_budget) and {bytes_budget} (betweenness.memory_budget_mib)",
);
/// Weighted distances, sampled for the steps.
pub static WEIGHTED_STEPS: Text = Text::new(
    "从每一类用户出发约需 {operations} 步，超过上限 {operations_budget} 步（betweenness.exact_budget），所以抽样",
    "starting from every class of users would take about {operations} steps, more than the limit of {operations_budget} (betweenness.exact_budget), so it is sampled",
);
/// Groups without a value, by strength.
pub static NO_GROUPS_WEIGHTED: Text =
    Text::new("按关系强度计算时，群没有介数", "groups have no betweenness by strength");
/// Groups without a value, switched off.
pub static NO_GROUPS_OFF: Text = Text::new(
    "没有计算群的介数（betweenness.groups = false）",
    "betweenness of groups was not computed (betweenness.groups = false)",
);
/// Some places of a list are shared.
pub static TIES: Text = Text::new(
    "名单上 {separated} 人的介数名次分得清；另外 {tied} 人与前后的人分不出高低，只知道名次范围（见理由），分不出时按价值等级排列",
    "{separated} on the list are told apart from everybody else by betweenness; {tied} are not told apart from those around them and have a range of ranks (see why), within which the value tier decides",
);

/// `check`: what the run will do.
pub static WILL_EXACT: Text = Text::new("将精确计算介数", "betweenness will be exact");
/// `check`: what the run will do.
pub static WILL_SAMPLED: Text = Text::new("将用抽样估计介数", "betweenness will be sampled");
/// `check`: what the run will do.
pub static WILL_WEIGHTED: Text = Text::new(
    "将按关系强度计算介数：至多 {operations} 步（超过 {operations_budget} 步则抽样），内存至多 {bytes}",
    "betweenness will be by strength: at most {operations} steps (beyond {operations_budget} it samples), at most {bytes} of memory",
);
/// `check`: it would be refused.
pub static WILL_REFUSE: Text = Text::new("不会运行：{reason}", "it will not run: {reason}");

/// Exact needs more memory than allowed.
pub static EXACT_TOO_LARGE: Text = Text::new(
    "精确计算介数至多需 {need} MiB 内存，超过上限 {budget} MiB；可调高 betweenness.memory_budget_mib，或改用 --betweenness sampled",
    "exact betweenness needs up to {need} MiB of memory, more than the limit of {budget} MiB; raise betweenness.memory_budget_mib or use --betweenness sampled",
);
/// Exact has more pairs to number than can be.
pub static TOO_MANY_PAIRS: Text = Text::new(
    "精确计算介数至多要为 {pairs} 对共群用户编号，超过可处理的 {limit} 对；请用 --betweenness sampled",
    "exact betweenness has up to {pairs} pairs that share groups to number, more than the {limit} that can be handled; use --betweenness sampled",
);
/// A sample would take days.
pub static TOO_MANY_PATHS: Text = Text::new(
    "{asked} 约需抽取 {paths} 条最短路径，要算好几天；一次至多 {most} 条。请放宽到 {instead}，或改用 --betweenness exact",
    "{asked} takes about {paths} shortest paths, which is days of work; a run draws at most {most}. Ask for {instead}, or use --betweenness exact",
);
/// Weighted needs more memory than allowed.
pub static WEIGHTED_TOO_LARGE: Text = Text::new(
    "按关系强度计算介数要列出用户对，至多需 {need} MiB 内存，超过上限 {budget} MiB；可调高 betweenness.memory_budget_mib、用 graph.group_cap 去掉大群，或改用 --betweenness sampled",
    "betweenness by strength lists pairs of users and needs up to {need} MiB of memory, more than the limit of {budget} MiB; raise betweenness.memory_budget_mib, leave out large groups by graph.group_cap, or use --betweenness sampled",
);

/// Why nobody is on a list.
pub static NOBODY: Text = Text::new("没有人：{reasons}", "nobody: {reasons}");
/// A reason and how many it holds for.
pub static SO_MANY: Text = Text::new("{reason} {count} 人", "{reason}: {count}");
/// KOC: none of the criteria.
pub static BELOW_KOC: Text =
    Text::new("听众、备注、群数、影响力都不够", "too few listeners, remarks and groups and too little influence");
/// Referral: no betweenness.
pub static BETWEEN_NOBODY: Text = Text::new("不在其他人的最短路径上", "on no shortest path between others");
/// Referral: too few circles.
pub static LINKS_TOO_FEW: Text = Text::new("联系较多的圈子不够", "well tied to too few circles");
/// Isolated: has ties.
pub static NOT_ALONE: Text = Text::new("有联系", "has ties");
