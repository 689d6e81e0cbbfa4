//! The queue in figures: how many there are, why, and for which owner.

use serde::Serialize;

use super::figures::thousands;
use crate::analysis::Analysis;
use crate::selection::todo::Due;
use crate::text::{Lang, todo as words};

/// The queue in figures.
#[derive(Debug, Serialize)]
pub struct TodoFigures {
    /// People, a row each.
    pub people: u64,
    /// Those of them without an owner.
    pub unowned: u64,
    /// People of the first day.
    pub today: u64,
    /// People a day of each owner at most.
    pub per_owner: Option<u32>,
    /// How many are in the queue for which reason; somebody may be there for several.
    pub reasons: Vec<(Due, u64)>,
    /// Owners, those with most to do first.
    pub owners: Vec<OwnerTodo>,
}

/// What one owner has to do.
#[derive(Clone, Debug, Serialize)]
pub struct OwnerTodo {
    /// User number.
    #[serde(skip)]
    pub user: u32,
    /// Id.
    pub owner_id: String,
    /// Name; may be empty.
    pub name: String,
    /// People.
    pub people: u64,
    /// People of the first day.
    pub today: u64,
}

impl TodoFigures {
    /// Those of a run.
    pub fn of(analysis: &Analysis) -> Self {
        let (todo, people) = (&analysis.todo, &analysis.people);
        let count = |due: Due| todo.iter().filter(|one| one.due.iter().any(|(own, _)| *own == due)).count() as u64;
        let mut counts = std::collections::BTreeMap::<u32, (u64, u64)>::new();
        for (owner, day) in todo.iter().filter_map(|one| Some((one.owner?, one.day))) {
            let (all, today) = counts.entry(owner).or_default();
            *all += 1;
            *today += u64::from(day == 1);
        }
        let of_owner = |(user, (people_of, today)): (u32, (u64, u64))| OwnerTodo {
            user,
            owner_id: people.tables.users.name(user).to_owned(),
            name: people.staff_name(user).to_owned(),
            people: people_of,
            today,
        };
        let mut owners: Vec<OwnerTodo> = counts.into_iter().map(of_owner).collect();
        owners.sort_by_key(|owner| (std::cmp::Reverse(owner.people), owner.user));
        Self {
            people: todo.len() as u64,
            unowned: todo.iter().filter(|one| one.owner.is_none()).count() as u64,
            today: todo.iter().filter(|one| one.day == 1).count() as u64,
            per_owner: people.config.todo.per_owner,
            reasons: Due::ALL.into_iter().map(|due| (due, count(due))).filter(|&(_, n)| n > 0).collect(),
            owners,
        }
    }

    /// How many there are, how many of them nobody looks after, and how many a day.
    pub fn sentences(&self, lang: Lang) -> Vec<String> {
        let mut told = vec![words::QUEUE.with("n", thousands(self.people)).render(lang)];
        if self.unowned == self.people && self.people > 1 {
            told.push(words::UNOWNED_ALL.get(lang).to_owned());
        } else if self.unowned > 0 {
            told.push(words::UNOWNED.with("n", thousands(self.unowned)).render(lang));
        }
        if let Some(a_day) = self.per_owner {
            told.push(words::A_DAY.with("n", a_day).with("today", thousands(self.today)).render(lang));
        }
        told
    }
}
