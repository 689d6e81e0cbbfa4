//! Circles in figures and sentences.

use serde::Serialize;

use super::clean::short;
use super::figures::{percent, thousands};
use crate::analysis::Analysis;
use crate::measures::Circles;
use crate::selection::Portrait;
use crate::selection::portraits::Bridge;
use crate::tables::NONE;
use crate::text::{Lang, circles as words, summary};

/// Circles named of each bridge, the strongest first; the columns of `circles.csv` name all.
const LED_TO: usize = 2;

/// All circles in figures.
#[derive(Clone, Debug, Serialize)]
pub struct CircleFigures {
    /// Circles.
    pub count: u64,
    /// Listed users in a circle.
    pub users: u64,
    /// Members of the largest.
    pub largest: u64,
    /// Modularity at the configured resolution.
    pub modularity: f64,
    /// Resolution.
    pub resolution: f64,
    /// Seed.
    pub seed: u64,
    /// Share of a user's strength from which a circle counts as linked.
    pub link_share: f64,
    /// Pairs of circles.
    pub pairs: u64,
    /// Pairs of circles without any tie.
    pub pairs_without_tie: u64,
    /// Circles without a tie to any other.
    pub alone: u64,
    /// Listed users who link at least two circles.
    pub users_linking: u64,
    /// Listed users whose absence would cut others off.
    pub articulation_users: u64,
    /// For whom constraint and effective size were computed: `all` or `lists`.
    pub constraint_for: &'static str,
}

impl CircleFigures {
    /// Those of a run.
    pub fn of(analysis: &Analysis) -> Self {
        let (m, listed) = (&analysis.people.measures, &analysis.people.graph.nodes.listed);
        let users = |holds: &dyn Fn(usize) -> bool| (0..listed.len()).filter(|&v| listed[v] && holds(v)).count() as u64;
        let count = m.circles.sizes.len() as u64;
        let pairs = count * count.saturating_sub(1) / 2;
        let tied = m.circle_ties.rows.pairs().filter(|(a, b)| a != b).count() as u64;
        Self {
            count,
            users: users(&|v| m.circles.of[v] != NONE),
            largest: analysis.portraits.iter().map(|p| u64::from(p.size)).max().unwrap_or(0),
            modularity: m.circles.modularity,
            resolution: analysis.people.config.circles.resolution,
            seed: analysis.people.config.circles.seed,
            link_share: analysis.people.config.circles.link_share,
            pairs,
            pairs_without_tie: pairs - tied,
            alone: analysis.portraits.iter().filter(|p| p.neighbours.is_empty()).count() as u64,
            users_linking: users(&|v| m.links.circles_linked[v] >= 2),
            articulation_users: users(&|v| m.articulation[v] > 0),
            constraint_for: if m.holes_complete { "all" } else { "lists" },
        }
    }

    /// How many there are, how they hang together, who stands between: a sentence each.
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        if self.count == 0 {
            return vec![words::NONE.get(lang).to_owned()];
        }
        let count = words::COUNT
            .with("count", thousands(self.count))
            .with("users", thousands(self.users))
            .with("largest", thousands(self.largest))
            .with("modularity", format!("{:.3}", self.modularity));
        let apart = match (self.pairs_without_tie, self.alone) {
            (0, _) => &words::NONE_APART,
            (_, 0) => &words::SOME_APART,
            _ => &words::APART,
        };
        let apart = apart
            .with("pairs", thousands(self.pairs))
            .with("apart", thousands(self.pairs_without_tie))
            .with("alone", thousands(self.alone));
        let cut = if self.articulation_users > 0 { &words::CUT } else { &words::NOBODY_CUT };
        let brokers = [
            words::LINKING.with("linking", thousands(self.users_linking)),
            cut.with("cut", thousands(self.articulation_users)),
        ];
        let brokers = brokers.map(|part| part.render(lang)).join(summary::CLAUSE_SEPARATOR.get(lang));
        let mut sentences = vec![count.render(lang)];
        if self.pairs > 0 {
            sentences.push(apart.render(lang));
        }
        sentences.push(brokers);
        sentences
    }

    /// How they were found.
    pub fn method(&self, lang: Lang) -> String {
        let share = percent(self.link_share);
        let words = words::METHOD.with("resolution", self.resolution).with("seed", self.seed).with("share", share);
        words.render(lang)
    }
}

/// A circle in one sentence.
pub fn description(analysis: &Analysis, portrait: &Portrait, lang: Lang) -> String {
    let list = |items: Vec<String>| items.join(summary::LIST_SEPARATOR.get(lang));
    let mut parts = vec![words::PEOPLE.with("n", thousands(portrait.size.into())).render(lang)];
    let quoted = |&(group, _): &(u32, u32)| {
        words::QUOTED.with("name", short(analysis.people.tables.group_label(group))).render(lang)
    };
    parts.push(match portrait.groups.len() {
        0 if portrait.size < 2 => words::ONE_PERSON.get(lang).to_owned(),
        0 => words::NO_GROUPS.get(lang).to_owned(),
        _ => words::GROUPS.with("groups", list(portrait.groups.iter().map(quoted).collect())).render(lang),
    });
    if let Some((city, share)) = portrait.city {
        let name = &analysis.people.tables.user_table.city.names[city as usize];
        parts.push(words::CITY.with("city", short(name)).with("share", percent(share)).render(lang));
    }
    if !portrait.interests.is_empty() {
        let names = portrait.interests.iter().map(|(name, _)| short(name)).collect();
        parts.push(words::INTERESTS.with("interests", list(names)).render(lang));
    }
    let valued = ["S", "A"].into_iter().zip(portrait.tiers).filter(|&(_, count)| count > 0);
    let tiers: Vec<String> =
        valued.map(|(tier, n)| words::TIER.with("tier", tier).with("n", thousands(n.into())).render(lang)).collect();
    if !tiers.is_empty() {
        parts.push(list(tiers));
    }
    if !portrait.key_people.is_empty() {
        let people = list(portrait.key_people.iter().map(|&node| person_name(analysis, node)).collect());
        parts.push(words::KEY_PEOPLE.with("people", people).render(lang));
    }
    parts.extend(ways_out(analysis, portrait, lang));
    let separator = match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    };
    parts.join(separator)
}

/// The bridges and where they lead; else the nearest circle; else that there is none.
fn ways_out(analysis: &Analysis, portrait: &Portrait, lang: Lang) -> Vec<String> {
    let list = |items: Vec<String>| items.join(summary::LIST_SEPARATOR.get(lang));
    let Some(&(nearest, _)) = portrait.neighbours.first() else { return vec![words::ALONE.get(lang).to_owned()] };
    let mut parts = Vec::new();
    if !portrait.bridges.is_empty() {
        let bridge = |bridge: &Bridge| {
            let to = bridge.to.iter().take(LED_TO).map(|&c| called(analysis, c, lang)).collect();
            let words = words::BRIDGE.with("person", person_name(analysis, bridge.node));
            words.with("many", bridge.to.len().min(LED_TO)).with("list", list(to)).render(lang)
        };
        let bridges = portrait.bridges.iter().map(bridge).collect();
        parts.push(words::BRIDGES.with("bridges", list(bridges)).render(lang));
    }
    parts.push(words::NEAREST.with("n", called(analysis, nearest, lang)).render(lang));
    parts
}

/// The number of a circle, with its name where it has one.
pub fn called(analysis: &Analysis, circle: u32, lang: Lang) -> String {
    words::called(Circles::shown(circle), &short(analysis.people.measures.circles.name(circle))).render(lang)
}

fn person_name(analysis: &Analysis, node: u32) -> String {
    short(analysis.people.tables.user_label(analysis.people.graph.nodes.user[node as usize]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(pairs_without_tie: u64, alone: u64, articulation_users: u64) -> String {
        let figures = CircleFigures {
            count: 4,
            users: 40,
            largest: 20,
            modularity: 0.5,
            resolution: 1.0,
            seed: 42,
            link_share: 0.2,
            pairs: 6,
            pairs_without_tie,
            alone,
            users_linking: 1,
            articulation_users,
            constraint_for: "all",
        };
        figures.sentences(Lang::En)[1..].join(". ")
    }

    #[test]
    fn what_there_is_none_of_is_said_as_such() {
        let all_tied = told(0, 0, 0);
        assert!(all_tied.starts_with("every two circles have some tie"), "{all_tied}");
        assert!(all_tied.contains("1 person is well tied") && all_tied.ends_with("nobody else would be cut off"));
        assert!(told(1, 0, 1).contains("1 has no tie at all. ") && told(1, 0, 1).contains("1 person holds others in"));
        assert!(told(3, 1, 2).contains("1 circle has no tie to any other"));
    }
}
