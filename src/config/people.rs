//! Options of the shortlists.

use super::Tier;
use super::keys::{COUNT, Key, Shape, at_least, bound, options};
use crate::text::{Text, codes};

options! {
    /// Who may be on a list, and the rules of each list.
    pub struct SelectionOptions {
        tiers: Vec<Tier> = vec![Tier::S, Tier::A, Tier::B, Tier::Unknown], Shape::Distinct(codes::<Tier>),
            Text::new("可以进名单的等级；同分时按此顺序。",
                "Tiers that may be on a list; equal scores follow this order.");
        contact_days: u32 = 90, COUNT,
            Text::new("最近这么多天内有过联系（参考值）；不知道的不受限。",
                "Contact within so many days (reference value); unknown passes.");
        #[serde(rename = "where")]
        only: String = String::new(), Shape::Text,
            Text::new("只让符合这条规则的人进名单和种子（写法见 docs/rules.md）；空则不限。指标仍按所有人计算。",
                "Only people for whom this rule holds are on the lists and among the seeds (see docs/rules.md); empty: everybody. Measures are of everybody all the same."),
            named("where"),
            flag("where", "EXPR", Text::new("只算符合这条规则的人，如 \"value_tier in [S, A] and city = 上海\"（写法见 docs/rules.md）；指标仍按所有人计算",
                "Only people for whom this rule holds, such as \"value_tier in [S, A] and city = Shanghai\" (see docs/rules.md); measures are of everybody all the same"));
        koc: KocOptions = KocOptions::default(), Shape::Table(KocOptions::KEYS),
            Text::new("KOC：满足任一条即可，按影响力排序。界线是参考值。",
                "KOC: any of these, ordered by influence. The bounds are reference values.");
        referral: ReferralOptions = ReferralOptions::default(), Shape::Table(ReferralOptions::KEYS),
            Text::new("裂变：介数大于 0，且满足下面的条件，按介数排序。",
                "Referral: betweenness above 0 and the following, ordered by betweenness.");
        quota: Quotas = Quotas::default(), Shape::Table(Quotas::KEYS),
            Text::new("KOC 与裂变名单的名额：每份名单上每个归属人、圈子、城市、等级至多几人；没有该项的用户不受它限制。",
                "Quotas of the KOC and referral lists: at most so many per owner, circle, city or tier on each; users without one are not limited by it."),
            example("city=3"),
            flag("list-quota", "OF=N", Text::new("KOC 与转介绍名单的名额：owner、circle、city、tier 之一=人数，如 city=3；可重复",
                "Quota of the KOC and referral lists: one of owner, circle, city, tier = a number, such as city=3; may be repeated"));
        @ /// Where the rule of `where` was written, as errors name it: the key, or the option that stands in for it.
        #[serde(skip)]
        only_from: &'static str = "selection.where";
    }
}

options! {
    /// KOC: any of these.
    #[derive(Copy)]
    pub struct KocOptions {
        listeners_min: u32 = 3, COUNT,
            Text::new("至少有这么多人对此人说话……", "Addressed by at least so many people …");
        listeners_percentile: f64 = 95.0, Shape::Number(&bound::PERCENTAGE),
            Text::new("……且人数不低于这一百分位。", "… and at least at this percentile of their number.");
        remarks_over: f64 = 50.0, Shape::Number(&bound::NOT_NEGATIVE),
            Text::new("被备注超过这么多次。", "More remarks than this.");
        groups_min: u32 = 2, COUNT,
            Text::new("至少在这么多个群里……", "In at least so many groups …");
        groups_percentile: f64 = 95.0, Shape::Number(&bound::PERCENTAGE),
            Text::new("……且群数不低于这一百分位；有互动数据时，还要自己发过言或互动过。",
                "… and at least at this percentile of the number of groups; where interactions are known, who never sent one does not count.");
        influence_top_percent: f64 = 5.0, Shape::Number(&bound::PERCENTAGE),
            Text::new("影响力在前百分之几。", "Influence within the top so many percent.");
    }
}

options! {
    /// Referral: betweenness above 0 and this.
    #[derive(Copy, Eq)]
    pub struct ReferralOptions {
        circles_min: u32 = 2, COUNT,
            Text::new("至少连着这么多个圈子（含自己的）。", "Links at least so many circles, the own one included.");
    }
}

options! {
    /// At most so many of one owner, circle, city or tier; users without one are not limited by it.
    #[derive(Copy, Eq)]
    pub struct Quotas {
        owner: Option<u32> = None, at_least(1),
            Text::new("每个归属人至多几人。", "At most so many per owner."),
            example("owner = 10");
        circle: Option<u32> = None, at_least(1),
            Text::new("每个圈子至多几人。", "At most so many per circle."),
            example("circle = 5");
        city: Option<u32> = None, at_least(1),
            Text::new("每个城市至多几人。", "At most so many per city."),
            example("city = 10");
        tier: Option<u32> = None, at_least(1),
            Text::new("每个等级至多几人。", "At most so many per tier."),
            example("tier = 30");
    }
}

impl Quotas {
    /// The four limits, in the order of [`QuotaOf`](crate::text::terms::QuotaOf).
    pub fn limits(&self) -> [Option<u32>; 4] {
        [self.owner, self.circle, self.city, self.tier]
    }
}
