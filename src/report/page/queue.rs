//! The first screen: whom to contact, as the page shows the queue.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::report::Digest;
use crate::report::bilingual::Bilingual;
use crate::report::clean::{clean_id, short};
use crate::report::figures::capitalised;
use crate::report::people_shown::PeopleShown;
use crate::selection::Todo;
use crate::text::{page as words, todo};

/// Rows that the page holds at most; todo.csv holds all.
const SHOWN: usize = 300;

/// The queue.
#[derive(Debug, Serialize)]
pub(super) struct QueueView {
    told: Bilingual,
    /// People of the whole queue.
    total: usize,
    rows: Vec<QueueRow>,
    /// Owners of the rows: id and name.
    owners: Vec<(String, String)>,
}

#[derive(Debug, Serialize)]
struct QueueRow {
    p: u32,
    why: Bilingual,
    next: Bilingual,
    message: Bilingual,
    stake: f64,
    /// Place among the owners; −1 for nobody.
    owner: i32,
    day: u32,
}

impl QueueView {
    pub(super) fn of(analysis: &Analysis, digest: &Digest, crowd: &mut PeopleShown<'_>) -> Self {
        let people = &analysis.people;
        let shown = &analysis.todo[..analysis.todo.len().min(SHOWN)];
        let mut owners: Vec<u32> = shown.iter().filter_map(|one| one.owner).collect();
        owners.sort_unstable();
        owners.dedup();
        let row = |one: &Todo| QueueRow {
            p: crowd.number(one.node),
            why: Bilingual::of(|lang| todo::reason(&one.due, lang)),
            next: Bilingual::of(|lang| one.next.told().render(lang)),
            message: Bilingual::of(|lang| people.message(one, lang)),
            stake: one.stake(),
            owner: one.owner.and_then(|owner| owners.binary_search(&owner).ok()).map_or(-1, |place| place as i32),
            day: one.day,
        };
        let told = |lang| {
            let told: Vec<String> = digest.todo.sentences(lang).iter().map(|told| capitalised(told)).collect();
            told.join(words::SENTENCE_SEPARATOR.get(lang))
        };
        Self {
            told: Bilingual::of(told),
            total: analysis.todo.len(),
            rows: shown.iter().map(row).collect(),
            owners: (owners.iter())
                .map(|&owner| (clean_id(people.tables.users.name(owner)).into_owned(), short(people.staff_name(owner))))
                .collect(),
        }
    }
}
