//! What has changed since earlier runs: figures and sentences.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::campaign::{Changes, Count, State};
use crate::report::figures::{capitalised, thousands};
use crate::text::terms::{CircleTurn, Tier, Turn};
use crate::text::{Lang, Sentence, changes as words, page, summary};

/// One step, from a run to a later one.
#[derive(Debug, Serialize)]
pub struct ChangeFigures {
    /// When the earlier run looked back from; absent where no row had a time.
    pub since: Option<String>,
    /// When the later one does.
    pub until: Option<String>,
    /// People in the earlier and in the later run.
    pub people: [u64; 2],
    /// How many people each change concerns, each once a list.
    pub counts: Vec<Count>,
    /// Changes of people who may not be named.
    pub unnamed: u64,
    /// People by tier before (`none`: not in the data) and after.
    pub flows: Vec<Flow>,
    /// Changes of circles.
    pub circles: Vec<(CircleTurn, u64)>,
    /// Options that differ: key, before, after.
    pub options: Vec<[String; 3]>,
    /// Files of the earlier run that somebody has changed since.
    pub edited: Vec<String>,
}

/// People who moved from one place to another, or stayed.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Flow {
    /// Tier, or `none`.
    pub before: &'static str,
    /// Tier, or `none`.
    pub after: &'static str,
    /// People.
    pub people: u64,
}

impl ChangeFigures {
    /// Each step, the oldest first.
    pub fn of(analysis: &Analysis) -> Vec<Self> {
        analysis.changes.iter().map(Self::of_step).collect()
    }

    fn of_step(step: &Changes) -> Self {
        let place = |place: usize| Tier::ALL.get(place).map_or("none", |tier| tier.code());
        let flows = step.flows.iter().enumerate().flat_map(|(a, row)| {
            row.iter().enumerate().map(move |(b, &people)| Flow { before: place(a), after: place(b), people })
        });
        let of = |&turn: &CircleTurn| (turn, step.circles.iter().filter(|change| change.turn == turn).count() as u64);
        Self {
            since: step.since.clone(),
            until: step.until.clone(),
            people: step.people,
            counts: step.counts.iter().copied().filter(|count| count.people > 0).collect(),
            unnamed: step.unnamed,
            flows: flows.filter(|flow| flow.people > 0).collect(),
            circles: CircleTurn::ALL.iter().map(of).filter(|&(_, n)| n > 0).collect(),
            options: step.options.clone(),
            edited: step.edited.clone(),
        }
    }

    /// What there is to say of a step; `is_last` of the one to this run.
    pub fn sentences(&self, is_last: bool, lang: Lang) -> Vec<String> {
        let between = words::SEMICOLON.get(lang);
        let mut told = vec![self.people(is_last).render(lang)];
        let counts = self.counts.chunk_by(|a, b| a.change == b.change);
        let counts: Vec<String> = counts.map(|counts| counted(counts, lang)).collect();
        told.push(if counts.is_empty() { words::NONE.get(lang).to_owned() } else { counts.join(between) });
        if !self.circles.is_empty() {
            let parts = self.circles.iter().map(|(turn, n)| format!("{} {}", turn.words().get(lang), thousands(*n)));
            let parts = parts.collect::<Vec<_>>().join(summary::LIST_SEPARATOR.get(lang));
            told.push(words::CIRCLES.with("parts", parts).render(lang));
        }
        if self.unnamed > 0 {
            told.push(words::UNNAMED.counted(self.unnamed).render(lang));
        }
        told.extend(self.cautions(lang));
        told.iter().map(|told| capitalised(told)).collect()
    }

    /// Why a difference need not come from people.
    pub fn cautions(&self, lang: Lang) -> Vec<String> {
        let mut told = Vec::new();
        if !self.options.is_empty() {
            let value =
                |value: &String| if value.is_empty() { words::NOT_SET.get(lang).to_owned() } else { value.clone() };
            let option = |[key, before, after]: &[String; 3]| {
                let option = words::OPTION.with("key", key).with("before", value(before));
                option.with("after", value(after)).render(lang)
            };
            let options = self.options.iter().map(option).collect::<Vec<_>>();
            told.push(words::OPTIONS.with("options", options.join(words::SEMICOLON.get(lang))).render(lang));
        }
        if !self.edited.is_empty() {
            let files = self.edited.join(summary::LIST_SEPARATOR.get(lang));
            told.push(words::EDITED.with("files", files).render(lang));
        }
        told
    }

    fn people(&self, is_last: bool) -> Sentence {
        let moment = |told: &Option<String>| match told {
            Some(told) => told.get(..10).unwrap_or(told).to_owned().into(),
            None => None::<String>,
        };
        let text = if is_last { &words::SINCE } else { &words::BETWEEN };
        let [before, after] = self.people.map(thousands);
        let mut told = text.with("before", before).with("after", after);
        for (name, at) in [("since", &self.since), ("until", &self.until)] {
            told = match moment(at) {
                Some(day) => told.with(name, day),
                None => told.with_sentence(name, words::NO_TIME.sentence()),
            };
        }
        told
    }
}

/// The counts of one change, of each list where it is of lists, in words.
fn counted(counts: &[Count], lang: Lang) -> String {
    let part = |count: &Count| {
        let people = thousands(count.people);
        count.list.map_or(people.clone(), |list| format!("{} {people}", list_name(list, lang)))
    };
    let parts: Vec<String> = counts.iter().map(part).collect();
    let what = counts.first().map_or("", |count| count.change.words().get(lang));
    words::COUNT.with("what", what).with("counts", parts.join(summary::LIST_SEPARATOR.get(lang))).render(lang)
}

/// What people call a list.
pub(super) fn list_name(list: &str, lang: Lang) -> &'static str {
    page::label(&format!("{list}_nav")).get(lang)
}

/// How something stands, in words; empty for nothing.
pub(super) fn state(state: State, lang: Lang) -> String {
    match state {
        State::Nothing => String::new(),
        State::Tier(tier) => tier.words().get(lang).to_owned(),
        State::Isolation(isolation) => isolation.words().get(lang).to_owned(),
        State::Rank(n) => words::RANK.with("n", n).render(lang),
        State::Days(n) => words::DAYS_AGO.with("n", n).render(lang),
    }
}

/// Each change that concerns anybody, with its rule.
pub(super) fn rules(step: &Changes, lang: Lang) -> Vec<(Turn, String)> {
    let some = Turn::ALL.into_iter().filter(|&turn| step.count(turn) > 0);
    some.map(|turn| (turn, words::rule(turn).get(lang).to_owned())).collect()
}
