//! Options of the seed set.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer};

use super::keys::{AMOUNT, COUNT, Key, SOME, Shape, bound, options};
use super::{Quotas, Tier};
use crate::text::{Text, coded, codes};

coded! {
    /// How one user's activity makes others active.
    #[non_exhaustive]
    pub enum CascadeModel {
        /// Independent cascade: each active user gets one chance with each neighbour.
        Ic = "ic",
        /// Linear threshold: a user follows once enough of the strength around is active.
        Lt = "lt",
    }
}

coded! {
    /// What one reached user counts.
    pub enum ReachValue {
        /// 1.
        Users = "users",
        /// The weight of the value tier.
        Tier = "tier",
        /// The spend a month in yuan; unknown counts 0.
        Spend = "spend",
    }
}

coded! {
    /// Who may be a seed.
    pub enum SeedCandidates {
        /// Who may be on the KOC and referral lists.
        Eligible = "eligible",
        /// Every listed user.
        All = "all",
    }
}

options! {
    /// The seed set of a campaign.
    pub struct SeedsOptions {
        k: usize = 50, COUNT,
            Text::new("选多少人；0 表示不选。", "How many users; 0: none are chosen."),
            flag("k", "N", Text::new("种子用户的人数（默认 {default}；0 不选）",
                "Number of seeds (default {default}; 0: none)"));
        model: CascadeModel = CascadeModel::Ic, Shape::Choice(codes::<CascadeModel>),
            Text::new("传播模型：ic 独立级联（每个被触达的人对每位联系人有一次机会）；lt 线性阈值（周围被触达的关系强度够多才跟进）。",
                "Cascade model: ic independent cascade (a reached user has one chance with each neighbour); lt linear threshold (a user follows once enough of the strength around is reached)."),
            flag("model", "MODEL", Text::new("传播模型：ic 独立级联（默认），lt 线性阈值",
                "Cascade model: ic independent cascade (default), lt linear threshold"));
        rate: f64 = 0.5, Shape::Number(&bound::SHARE),
            Text::new("传播率（参考值）：p(u→v) = rate × 强度 / v 的总强度。",
                "Rate (reference value): p(u→v) = rate × strength / total strength of v."),
            flag("rate", "R", Text::new("传播率，大于 0、不超过 1（默认 {default}，参考值）",
                "Rate of the cascade, above 0 and at most 1 (default {default}, a reference value)"));
        value: ReachValue = ReachValue::Users, Shape::Choice(codes::<ReachValue>),
            Text::new("每触达一人算多少：users 算 1，tier 按等级权重，spend 按月消费（未知算 0）。",
                "What one reached user counts: users 1; tier the weight of the tier; spend the spend a month (unknown: 0).");
        candidates: SeedCandidates = SeedCandidates::Eligible, Shape::Choice(codes::<SeedCandidates>),
            Text::new("谁可以当种子：eligible 能进名单的人，all 所有人。",
                "Who may be a seed: eligible, those who may be on the lists; all, everybody.");
        ratio: f64 = 0.9, Shape::Number(&bound::INSIDE),
            Text::new("证明出的比例（对最优组合）达到它就停止抽样；再抽也难提高、或用完 budget 时也停止。",
                "Drawing stops once this ratio to the best possible set is certified; else when more would hardly raise it, or budget is used up.");
        delta: f64 = 0.01, Shape::Number(&bound::INSIDE),
            Text::new("所给的界限不成立的概率至多为此。", "Probability that the bounds given do not hold, at most.");
        budget: u64 = 60_000_000, SOME,
            Text::new("抽样的步数上限。", "Limit of steps of drawing.");
        simulations: u32 = 1000, COUNT,
            Text::new("每份对比名单模拟多少次传播，至少 30；0 表示不模拟。",
                "Simulated cascades of each list that is compared, at least 30; 0: none.");
        simulation_budget: u64 = 20_000_000, SOME,
            Text::new("每份名单模拟的步数上限。", "Limit of steps of simulating each list.");
        seed: u64 = 42, AMOUNT,
            Text::new("随机种子；同一种子得到同样的名单。", "Seed; the same seed gives the same set."),
            follows("seed");
        #[serde(deserialize_with = "weight_over_default")]
        tier_weight: BTreeMap<String, f64> = default_tier_weight(), Shape::Weights(Some(codes::<Tier>)),
            Text::new("各等级的权重（参考值），value 为 tier 时用；只写要改的即可。",
                "Weight of each tier (reference values), used where value is tier; name only what you change.");
        quota: Quotas = Quotas::default(), Shape::Table(Quotas::KEYS),
            Text::new("种子用户的名额：每个归属人、圈子、城市、等级至多几人；没有该项的用户不受它限制。",
                "Quotas of seeds: at most so many per owner, circle, city or tier; users without one are not limited by it."),
            example("city=3"),
            flag("quota", "OF=N", Text::new("种子名额：owner、circle、city、tier 之一=人数，如 city=3；可重复",
                "Quota of seeds: one of owner, circle, city, tier = a number, such as city=3; may be repeated"));
    }
}

fn default_tier_weight() -> BTreeMap<String, f64> {
    let weights = [("S", 5.0), ("A", 3.0), ("B", 2.0), ("C", 1.0), ("D", 1.0), ("unknown", 1.0)];
    weights.into_iter().map(|(tier, weight)| (tier.to_owned(), weight)).collect()
}

fn weight_over_default<'de, D: Deserializer<'de>>(value: D) -> Result<BTreeMap<String, f64>, D::Error> {
    let mut weights = default_tier_weight();
    weights.extend(BTreeMap::<String, f64>::deserialize(value)?);
    Ok(weights)
}
