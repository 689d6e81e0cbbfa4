//! The sentence that tells why a person is on a list.

use super::summary::LIST_SEPARATOR;
use super::terms::{Shared, Tier, Why, WhyGroup};
use super::{Lang, Sentence, Text, named, thousands};

/// Circles that a reason names at most.
const NAMED: usize = 3;

/// The facts of one sentence; what is `None` is not said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reason {
    /// People who addressed the user.
    pub listeners: Option<u32>,
    /// People who gave a remark name.
    pub remarks: Option<u64>,
    /// Groups.
    pub groups: Option<u32>,
    /// Circles linked.
    pub circles_linked: Option<u32>,
    /// Their numbers and names, strongest first; empty where they have no names.
    pub circles_named: Vec<Sentence>,
    /// The place of the own circle among those linked; `None` where it is none of them.
    pub own_circle: Option<usize>,
    /// Influence rank and the number of people ranked.
    pub influence_rank: Option<(u32, u32)>,
    /// People with whom the user shares a group or had an interaction.
    pub degree: Option<u32>,
    /// Share of all pairs for whom the user lies between, 0–1.
    pub betweenness_share: Option<f64>,
    /// Best and worst rank by betweenness that the user can have; equal where it is certain.
    pub bridge_ranks: Option<(u32, u32)>,
    /// Tier.
    pub tier: Option<Tier>,
    /// Whole days since the last contact.
    pub recency_days: Option<u32>,
    /// The recency row that holds these days: within so many days; `None` beyond the last bound.
    pub active_within: Option<u32>,
    /// No contact ever, in data that would show it.
    pub never_contacted: bool,
    /// Yuan a month.
    pub monthly_spend: Option<f64>,
    /// Why the person counts as left alone.
    pub isolation: Option<Why>,
    /// Whether interactions were given, so that their absence says something.
    pub interactions_given: bool,
    /// People in the same connected component, the user included.
    pub component_size: Option<u32>,
    /// Names of suggested groups, best first.
    pub suggested: Vec<String>,
    /// Why the first suggested group fits.
    pub suggested_why: Vec<WhyGroup>,
    /// Who could invite into it, and what the two share.
    pub inviter: Option<(String, Vec<Shared>)>,
}

static LISTENERS: Counted = Counted {
    one: Text::new("有 {n} 人主动找过此人", "addressed by {n} person"),
    many: Text::new("有 {n} 人主动找过此人", "addressed by {n} people"),
};
static REMARKS: Counted = Counted {
    one: Text::new("被 {n} 人备注", "given a remark name by {n} person"),
    many: Text::new("被 {n} 人备注", "given a remark name by {n} people"),
};
static GROUPS: Counted = Counted {
    one: Text::new("在 {n} 个群里", "in {n} group"),
    many: Text::new("在 {n} 个群里", "in {n} groups"),
};
static CIRCLES: Text =
    Text::new("与 {n} 个圈子联系较多（含自己的圈子）", "well tied to {n} {n|circle|circles}, their own included");
static CIRCLES_OTHER: Text =
    Text::new("与 {n} 个别的圈子联系较多", "well tied to {n} {n|circle|circles} besides their own");
static CIRCLES_NAMED: Text = Text::new("与圈子 {names}联系较多", "well tied to {n|circle|circles} {names}");
static CIRCLES_AMONG: Text =
    Text::new("与 {n} 个圈子联系较多，如圈子 {names}", "well tied to {n} circles, among them circles {names}");
static OWN_CIRCLE: Text = Text::new("{name}（自己的圈子）", "{name} (their own)");
static INFLUENCE: Text = Text::new("影响力在全部 {of} 人里排第 {rank}", "number {rank} of {of} by influence");
static DEGREE: Counted = Counted {
    one: Text::new("与 {n} 人同群或有互动", "shares a group or has interacted with {n} person"),
    many: Text::new("与 {n} 人同群或有互动", "shares a group or has interacted with {n} people"),
};
static BETWEEN: Text = Text::new(
    "每 {n} 对用户里约有 1 对，两人最短的联系路径经过此人",
    "in about 1 of {n} pairs of users, the shortest chain of contacts between the two passes through this person",
);
static BETWEEN_FEW: Text = Text::new(
    "每 10,000 对用户里不到 1 对，两人最短的联系路径经过此人",
    "in fewer than 1 of 10,000 pairs of users, the shortest chain of contacts between the two passes through this person",
);

static BRIDGE_RANK: Text =
    Text::new("这一项（介数）在所有人里排第 {first}", "number {first} overall by this measure (betweenness)");
static BRIDGE_RANKS: Text = Text::new(
    "这一项（介数）在所有人里排第 {first}–{last}，分不出先后",
    "somewhere from number {first} to {last} overall by this measure (betweenness)",
);

static ALONE: Text = Text::new("没有加入任何群", "in no group");
static ALONE_IN_GROUPS: Text = Text::new("所在的群里没有其他客户", "no other customer in their groups");
static NO_INTERACTION: Text = Text::new("与其他客户没有互动", "no interaction with other customers");
static SMALL: Text =
    Text::new("只和 {n} 人有联系，与其余客户不相连", "connected to only {n} others, cut off from everybody else");
static SMALL_PAIR: Text =
    Text::new("只和 1 人有联系，与其余客户不相连", "connected to only 1 other person, cut off from everybody else");
static SILENT: Text = Text::new("只在 1 个群里，与群友没有互动", "in a single group, no interaction with its members");

static TIER: Text = Text::new("{tier}", "{tier}");
static SPEND: Text = Text::new("月消费 {yuan} 元", "spends {yuan} yuan a month");
static SPEND_LITTLE: Text = Text::new("月消费不到 1 元", "spends less than 1 yuan a month");
static ACTIVE: Text = Text::new("近 {n} 天活跃", "active in the last {n} {n|day|days}");
static QUIET: Text = Text::new("已 {n} 天没有联系", "no contact for {n} {n|day|days}");
static NEVER: Text = Text::new("从未有过联系", "never in contact");

static INVITE: Text = Text::new("可邀请其加入“{group}”（{why}）", "invite them to \"{group}\" ({why})");
static INVITE_BY: Text = Text::new(
    "可请{person}（{shared}）邀请其加入“{group}”（{why}）",
    "ask {person} ({shared}) to invite them to \"{group}\" ({why})",
);

/// A phrase with a number, in singular and plural.
struct Counted {
    one: Text,
    many: Text,
}

impl Counted {
    fn render(&'static self, n: u64, lang: Lang) -> String {
        self.sentence(n).render(lang)
    }

    fn sentence(&'static self, n: u64) -> Sentence {
        let text = if n == 1 { &self.one } else { &self.many };
        text.with("n", thousands(n))
    }
}

impl Reason {
    /// The sentence: what decided; who the person is; what to do.
    pub fn render(&self, lang: Lang) -> String {
        let parts = [self.facts(lang), self.standing(lang), self.advice(lang).into_iter().collect()];
        let inner = match lang {
            Lang::Zh => "，",
            Lang::En => ", ",
        };
        let outer = match lang {
            Lang::Zh => "；",
            Lang::En => "; ",
        };
        let spoken: Vec<String> =
            parts.into_iter().filter(|p: &Vec<String>| !p.is_empty()).map(|p| p.join(inner)).collect();
        spoken.join(outer)
    }

    fn facts(&self, lang: Lang) -> Vec<String> {
        if let Some(why) = self.isolation {
            return self.missing(why, lang);
        }
        let mut facts = Vec::new();
        facts.extend(self.listeners.map(|n| LISTENERS.render(n.into(), lang)));
        facts.extend(self.remarks.map(|n| REMARKS.render(n, lang)));
        facts.extend(self.groups.map(|n| GROUPS.render(n.into(), lang)));
        if self.betweenness_share.is_none() {
            facts.extend(self.circles_linked.map(|n| self.circles(n.into(), lang)));
        }
        facts.extend(self.influence_rank.map(|(rank, of)| {
            INFLUENCE.with("rank", thousands(rank.into())).with("of", thousands(of.into())).render(lang)
        }));
        facts.extend(self.degree.map(|n| DEGREE.render(n.into(), lang)));
        facts.extend(self.betweenness_share.map(|share| match one_in(share) {
            Some(n) => BETWEEN.with("n", thousands(n)).render(lang),
            None => BETWEEN_FEW.get(lang).to_owned(),
        }));
        facts.extend(self.bridge_ranks.map(|(first, last)| {
            let text = if first == last { &BRIDGE_RANK } else { &BRIDGE_RANKS };
            text.with("first", thousands(first.into())).with("last", thousands(last.into())).render(lang)
        }));
        if self.betweenness_share.is_some() {
            facts.extend(self.circles_linked.map(|n| self.circles(n.into(), lang)));
        }
        facts
    }

    /// The circles that the person links, the strongest by name.
    fn circles(&self, n: u64, lang: Lang) -> String {
        if self.circles_named.is_empty() {
            let text = if self.own_circle.is_some() { &CIRCLES } else { &CIRCLES_OTHER };
            return text.with("n", thousands(n)).render(lang);
        }
        let name = |(place, name): (usize, &Sentence)| match self.own_circle {
            Some(own) if own == place => OWN_CIRCLE.sentence().with_sentence("name", name.clone()).render(lang),
            _ => name.render(lang),
        };
        let named: Vec<String> = self.circles_named.iter().enumerate().take(NAMED).map(name).collect();
        let text = if self.circles_named.len() > NAMED { &CIRCLES_AMONG } else { &CIRCLES_NAMED };
        text.with("n", thousands(n)).with("names", named.join(LIST_SEPARATOR.get(lang))).render(lang)
    }

    /// What an isolated person lacks.
    fn missing(&self, why: Why, lang: Lang) -> Vec<String> {
        let mut missing = Vec::new();
        match why {
            Why::Silent => missing.push(&SILENT),
            Why::SmallComponent => {
                let others = self.component_size.unwrap_or(2).saturating_sub(1);
                return match others {
                    0 | 1 => vec![SMALL_PAIR.get(lang).to_owned()],
                    n => vec![SMALL.with("n", n).render(lang)],
                };
            }
            _ => {
                missing.extend(self.groups.map(|n| if n == 0 { &ALONE } else { &ALONE_IN_GROUPS }));
                if self.interactions_given {
                    missing.push(&NO_INTERACTION);
                }
            }
        }
        missing.into_iter().map(|text| text.get(lang).to_owned()).collect()
    }

    fn standing(&self, lang: Lang) -> Vec<String> {
        let mut standing = Vec::new();
        standing.extend(self.tier.map(|tier| TIER.with("tier", tier.words().get(lang)).render(lang)));
        standing.extend(self.monthly_spend.map(|yuan| {
            if yuan < 1.0 {
                return SPEND_LITTLE.get(lang).to_owned();
            }
            SPEND.with("yuan", thousands(yuan as u64)).render(lang)
        }));
        if let Some(days) = self.active_within {
            standing.push(ACTIVE.with("n", days).render(lang));
        } else if let Some(days) = self.recency_days {
            standing.push(QUIET.with("n", thousands(days.into())).render(lang));
        } else if self.never_contacted {
            standing.push(NEVER.get(lang).to_owned());
        }
        standing
    }

    /// The first suggested group.
    fn advice(&self, lang: Lang) -> Option<String> {
        let group = self.suggested.first()?;
        let comma = match lang {
            Lang::Zh => "、",
            Lang::En => ", ",
        };
        let sentence = match &self.inviter {
            Some((person, shared)) => INVITE_BY.with("person", person).with("shared", named(shared, comma, lang)),
            None => INVITE.sentence(),
        };
        Some(sentence.with("group", group).with("why", named(&self.suggested_why, comma, lang)).render(lang))
    }
}

/// One in how many, with two digits that count; `None` below one in 10,000.
fn one_in(share: f64) -> Option<u64> {
    let n = 1.0 / share;
    if n.is_nan() || n > 10_000.0 {
        return None;
    }
    let unit = if n < 100.0 {
        1.0
    } else if n < 1000.0 {
        10.0
    } else {
        100.0
    };
    Some(((n / unit).round() * unit).max(1.0) as u64)
}

#[cfg(test)]
mod tests {
    use super::one_in;

    #[test]
    fn shares_are_told_as_one_in_so_many() {
        let told = [1.0, 0.5, 0.0213, 0.008, 0.001, 0.000_123, 0.0001, 0.000_09, 0.0].map(one_in);
        let expected = [Some(1), Some(2), Some(47), Some(130), Some(1000), Some(8100), Some(10_000), None, None];
        assert_eq!(told, expected);
    }
}
