//! The seed set in figures and sentences. Everything here is the result of a model and is called so.

use serde::Serialize;

use super::circles::called;
use super::figures::{measure, percent_at_least, thousands};
use crate::analysis::Analysis;
use crate::config::{CascadeModel, ReachValue, SeedsOptions};
use crate::selection::seeds::{Spread, Stop};
use crate::tables::NONE;
use crate::text::{Lang, Text, seeds as words, summary};

/// Circles named in a sentence at most.
const NAMED: usize = 5;

/// The seed set in figures.
#[derive(Clone, Debug, Serialize)]
pub struct SeedFigures {
    /// Always `model`: nothing here was measured.
    pub kind: &'static str,
    /// Cascade model.
    pub model: CascadeModel,
    /// Rate.
    pub rate: f64,
    /// What one reached user counts.
    pub counted: ReachValue,
    /// Users asked for.
    pub k: u64,
    /// Users chosen.
    pub chosen: u64,
    /// Users who could be chosen.
    pub candidates: u64,
    /// Reach of the set, and its limits.
    pub reach: f64,
    /// Lower limit.
    pub reach_low: f64,
    /// Upper limit.
    pub reach_high: f64,
    /// What reaching everybody would count.
    pub total: f64,
    /// Certified ratio of the set's reach to that of the best possible set.
    pub certified_ratio: f64,
    /// Upper limit of what the best possible set reaches.
    pub upper: f64,
    /// Probability that the ratio or a limit does not hold, at most.
    pub delta: f64,
    /// Reverse-reachable sets drawn.
    pub sets: u64,
    /// Why no more were drawn.
    pub stop: Stop,
    /// Circles that the set belongs to or links.
    pub circles: u32,
    /// Seed.
    pub seed: u64,
    /// Simulated spread of the set and of plain rankings.
    pub lists: Vec<ListSpread>,
}

/// One list's simulated spread.
#[derive(Clone, Debug, Serialize)]
pub struct ListSpread {
    /// `seeds`, `betweenness`, `degree`, `influence` or `random`.
    pub list: &'static str,
    /// Users on it.
    pub users: u64,
    /// The spread.
    pub spread: Option<Spread>,
}

impl SeedFigures {
    /// Those of a run, if seeds were asked for.
    pub fn of(analysis: &Analysis) -> Option<Self> {
        let seeds = analysis.seeds.as_ref()?;
        let options = &analysis.people.config.seeds;
        let last = seeds.set.picks.last();
        Some(Self {
            kind: "model",
            model: options.model,
            rate: options.rate,
            counted: seeds.value,
            k: options.k as u64,
            chosen: seeds.set.picks.len() as u64,
            candidates: seeds.candidates as u64,
            reach: last.map_or(0.0, |pick| pick.reach),
            reach_low: last.map_or(0.0, |pick| pick.low),
            reach_high: last.map_or(0.0, |pick| pick.high),
            total: seeds.total,
            certified_ratio: seeds.set.ratio,
            upper: seeds.set.upper,
            delta: options.delta,
            sets: seeds.set.choosing_sets + seeds.set.judging_sets,
            stop: seeds.set.stop,
            circles: seeds.circles,
            seed: options.seed,
            lists: seeds.lists.iter().map(ListSpread::of).collect(),
        })
    }

    /// How many there are, and what they reach.
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        if self.chosen == 0 {
            return vec![words::NOBODY.get(lang).to_owned()];
        }
        let count =
            words::COUNT.with("n", thousands(self.chosen)).with("candidates", thousands(self.candidates)).render(lang);
        let text = if self.certified_ratio > 0.0 { &words::REACH } else { &words::REACH_PLAIN };
        let reach = text
            .with("reach", reached(self.reach, self.counted, lang))
            .with("low", measure(self.reach_low))
            .with("high", measure(self.reach_high))
            .with("ratio", percent_at_least(self.certified_ratio))
            .with("circles", self.circles);
        let mut sentences = vec![count, reach.render(lang)];
        sentences.extend(self.beside_random(lang));
        if self.chosen < self.k {
            sentences.push(words::FEWER.with("k", thousands(self.k)).with("n", thousands(self.chosen)).render(lang));
        }
        sentences
    }

    /// Whether the set does better than a random choice, by the simulated spreads of both.
    fn beside_random(&self, lang: Lang) -> Option<String> {
        if self.stop == Stop::NoChoice {
            return None;
        }
        let spread = |code: &str| self.lists.iter().find(|list| list.list == code)?.reached(self.counted);
        let ([seeds, seeds_low, _], [random, _, random_high]) = (spread("seeds")?, spread("random")?);
        if seeds_low <= random_high || random <= 0.0 {
            return Some(words::NOT_ABOVE_RANDOM.get(lang).to_owned());
        }
        let times = seeds / random;
        let told = if times < 1.1 { format!("{times:.2}") } else { format!("{times:.1}") };
        Some(words::ABOVE_RANDOM.with("times", told).render(lang))
    }

    /// What the spreads of the lists are.
    pub fn compared(&self, lang: Lang) -> Option<String> {
        let runs = || self.lists.iter().filter_map(|list| list.spread).map(|spread| spread.simulations);
        let (least, most) = (runs().min()?, runs().max()?);
        let told = thousands(least.into());
        let told = if least == most { told } else { words::AT_LEAST.with("n", told).render(lang) };
        let what = match self.counted {
            ReachValue::Users => &words::USERS,
            ReachValue::Tier => &words::POINTS,
            ReachValue::Spend => &words::YUAN,
        };
        Some(words::COMPARED.with("simulations", told).with("what", what.get(lang)).render(lang))
    }

    /// The model and what it promises.
    pub fn method(&self, options: &SeedsOptions, lang: Lang) -> Vec<String> {
        let model = match self.model {
            CascadeModel::Ic => &words::METHOD_IC,
            CascadeModel::Lt => &words::METHOD_LT,
        };
        let mut sentences = vec![model.with("rate", self.rate).render(lang)];
        let guarantee = words::GUARANTEE
            .with("sets", thousands(self.sets))
            .with("seed", self.seed)
            .with("confidence", percent_at_least(1.0 - self.delta));
        sentences.push(guarantee.render(lang));
        if self.counted != options.value {
            sentences.push(words::NO_SPEND.get(lang).to_owned());
        }
        sentences
    }
}

impl ListSpread {
    fn of(list: &crate::selection::ComparedList) -> Self {
        Self { list: list.code, users: list.nodes.len() as u64, spread: list.spread }
    }

    /// What people call the list.
    pub fn name(&self) -> &'static Text {
        match self.list {
            "betweenness" => &words::LIST_BETWEENNESS,
            "degree" => &words::LIST_DEGREE,
            "influence" => &words::LIST_INFLUENCE,
            "random" => &words::LIST_RANDOM,
            _ => &words::LIST_SEEDS,
        }
    }

    /// Mean, lower and upper end of what is counted.
    pub fn reached(&self, counted: ReachValue) -> Option<[f64; 3]> {
        self.spread.map(|s| match counted {
            ReachValue::Users => [s.users, s.users_low, s.users_high],
            ReachValue::Tier | ReachValue::Spend => [s.value, s.value_low, s.value_high],
        })
    }

    /// What is counted, with its interval.
    pub fn told(&self, counted: ReachValue, lang: Lang) -> String {
        let Some([mean, low, high]) = self.reached(counted) else { return "–".to_owned() };
        let text = words::SPREAD.with("users", measure(mean));
        text.with("low", measure(low)).with("high", measure(high)).render(lang)
    }
}

/// A reach with what it counts.
fn reached(reach: f64, counted: ReachValue, lang: Lang) -> String {
    let text = match counted {
        ReachValue::Users => &words::IN_PEOPLE,
        ReachValue::Tier => &words::IN_TIERS,
        ReachValue::Spend => &words::IN_SPEND,
    };
    text.with("n", measure(reach)).render(lang)
}

/// Why a pick is in the set, in one sentence.
pub fn reason(analysis: &Analysis, number: usize, lang: Lang) -> String {
    let Some(seeds) = &analysis.seeds else { return String::new() };
    let pick = seeds.set.picks[number];
    let mut parts = vec![if pick.marginal > 0.0 {
        words::MARGINAL.with("n", reached(pick.marginal, seeds.value, lang)).render(lang)
    } else {
        words::MARGINAL_NONE.get(lang).to_owned()
    }];
    if number > 0 {
        parts.push(words::SO_FAR.with("n", reached(pick.reach, seeds.value, lang)).render(lang));
    }
    let circle = analysis.people.measures.circles.of[pick.node as usize];
    if circle != NONE {
        parts.push(words::IN_CIRCLE.with("n", called(analysis, circle, lang)).render(lang));
    }
    let opened = seeds.opened.row(number);
    if !opened.is_empty() {
        let named: Vec<String> = opened.iter().take(NAMED).map(|&c| called(analysis, c, lang)).collect();
        let text = if opened.len() > NAMED { &words::OPENS_MORE } else { &words::OPENS };
        let list = named.join(summary::LIST_SEPARATOR.get(lang));
        parts.push(text.with("list", list).with("n", opened.len()).with("many", opened.len()).render(lang));
    }
    let separator = match lang {
        Lang::Zh => "；",
        Lang::En => "; ",
    };
    parts.join(separator)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figures(seeds: [f64; 3], random: [f64; 3], stop: Stop) -> SeedFigures {
        let list = |list, [users, users_low, users_high]: [f64; 3]| ListSpread {
            list,
            users: 5,
            spread: Some(Spread { users, users_low, users_high, simulations: 1000, ..Spread::default() }),
        };
        SeedFigures {
            kind: "model",
            model: CascadeModel::Ic,
            rate: 0.5,
            counted: ReachValue::Users,
            k: 5,
            chosen: 5,
            candidates: 100,
            reach: 20.0,
            reach_low: 19.0,
            reach_high: 21.0,
            total: 100.0,
            certified_ratio: 0.9,
            upper: 22.0,
            delta: 0.01,
            sets: 1000,
            stop,
            circles: 3,
            seed: 42,
            lists: vec![list("seeds", seeds), list("random", random)],
        }
    }

    #[test]
    fn seeds_that_are_no_better_than_a_random_choice_say_so() {
        let told = |seeds, random, stop| figures(seeds, random, stop).sentences(Lang::En).get(2).cloned();
        let better = told([20.0, 19.0, 21.0], [10.0, 9.0, 11.0], Stop::Ratio).unwrap();
        assert!(better.contains("2.0 times"), "{better}");
        let same = told([20.0, 19.0, 21.0], [19.5, 18.0, 20.5], Stop::Ratio).unwrap();
        assert!(same.contains("cannot be told apart from a random choice"), "{same}");
        // Everybody who may be chosen is: there is nothing to compare.
        assert_eq!(told([20.0, 19.0, 21.0], [20.0, 19.0, 21.0], Stop::NoChoice), None);
    }
}
