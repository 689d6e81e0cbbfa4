//! What has changed since earlier runs: sentences, moves between tiers, people of the last step.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::campaign::Change;
use crate::report::Digest;
use crate::report::bilingual::Bilingual;
use crate::report::changes::{ChangeFigures, Flow, rules, state};
use crate::report::clean::{clean_id, short};
use crate::text::Lang;
use crate::text::changes as words;

/// People of one kind of change, and of one list, at most.
const SHOWN: usize = 100;

#[derive(Debug, Serialize)]
pub(super) struct ChangesView {
    /// Of each step, the last first.
    told: Vec<Vec<Bilingual>>,
    /// Days of the runs, the oldest first.
    runs: Vec<Bilingual>,
    /// Of each step, the oldest first.
    flows: Vec<Vec<Flow>>,
    rules: Vec<Bilingual>,
    circle_rule: Bilingual,
    rows: Vec<Row>,
}

/// One change: its code and that of its list, whom, how it stood and stands.
#[derive(Debug, Serialize)]
struct Row {
    change: &'static str,
    list: &'static str,
    id: String,
    name: String,
    before: Bilingual,
    after: Bilingual,
    tier: &'static str,
    owner: String,
}

impl ChangesView {
    pub(super) fn of(analysis: &Analysis, digest: &Digest) -> Option<Self> {
        let (last, steps) = (analysis.changes.last()?, &digest.changes);
        let told = |(number, step): (usize, &ChangeFigures)| {
            Bilingual::all(|lang| step.sentences(number + 1 == steps.len(), lang))
        };
        let day = |told: &Option<String>| {
            Bilingual::of(|lang| match told {
                Some(told) => told.get(..10).unwrap_or(told).to_owned(),
                None => words::NO_TIME.get(lang).to_owned(),
            })
        };
        let name = |lang: Lang| {
            move |(turn, rule): (crate::text::terms::Turn, String)| {
                format!("{}: {rule}", crate::report::figures::capitalised(turn.words().get(lang)))
            }
        };
        let rows = last.rows.chunk_by(|a, b| (a.turn, a.list) == (b.turn, b.list));
        Some(Self {
            told: steps.iter().enumerate().rev().map(told).collect(),
            runs: steps.iter().map(|step| day(&step.since)).chain(steps.last().map(|step| day(&step.until))).collect(),
            flows: steps.iter().map(|step| step.flows.clone()).collect(),
            rules: Bilingual::all(|lang| rules(last, lang).into_iter().map(name(lang)).collect()),
            circle_rule: Bilingual::plain(&words::CIRCLE_RULE),
            rows: rows.flat_map(|rows| rows.iter().take(SHOWN)).map(row).collect(),
        })
    }
}

fn row(change: &Change) -> Row {
    Row {
        change: change.turn.code(),
        list: change.list.unwrap_or(""),
        id: clean_id(&change.user).into_owned(),
        name: short(&change.nickname),
        before: Bilingual::of(|lang| state(change.before, lang)),
        after: Bilingual::of(|lang| state(change.after, lang)),
        tier: change.tier.code(),
        owner: clean_id(&change.owner).into_owned(),
    }
}
