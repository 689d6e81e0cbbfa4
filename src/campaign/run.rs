//! What a run says of people, as far as two runs are compared by it.

use std::borrow::Cow;

use crate::measures::Circles;
use crate::selection::{Context, ListKind, SeedList, Selection};
use crate::tables::{NONE, Presence, Seconds};
use crate::text::terms::{Isolation, Tier};

/// The lists that people enter and leave, by the names of their files without the ending.
pub const LISTS: [&str; 4] = ["koc", "referral", "isolated", "seeds"];

/// One person in one run.
#[derive(Clone, Debug)]
pub struct Person<'a> {
    /// The id.
    pub id: Cow<'a, str>,
    /// The nickname.
    pub nickname: Cow<'a, str>,
    /// The account that looks after them; empty where there is none.
    pub owner: Cow<'a, str>,
    /// Value tier.
    pub tier: Tier,
    /// In what way the person is isolated, if at all.
    pub isolation: Option<Isolation>,
    /// Number of the circle as people see it, from 1; 0 for none.
    pub circle: u32,
    /// Whole days from the last contact to the run's moment; [`NONE`] where there was none or nobody knows.
    pub recency_days: u32,
    /// Whether others may be told of them.
    pub may_be_named: bool,
    /// Rank on each of [`LISTS`]; 0: not on it.
    pub ranks: [u32; LISTS.len()],
}

/// A run.
#[derive(Clone, Debug, Default)]
pub struct Run<'a> {
    /// The moment looked back from, as it is told; `None` where no row had a time.
    pub told_as_of: Option<String>,
    /// The same in seconds.
    pub as_of: Option<Seconds>,
    /// Everybody in `users.csv`, in byte order of ids.
    pub people: Vec<Person<'a>>,
    /// Ids, in byte order, of those in the tables who may not be named, and what they are; empty where the run was read back.
    pub barred: Vec<(Cow<'a, str>, Presence)>,
    /// Files that somebody has changed since the run wrote them.
    pub edited: Vec<String>,
}

impl<'a> Run<'a> {
    /// The run of this moment.
    pub fn of(
        context: Context<'a>,
        selection: &Selection,
        seeds: Option<&SeedList>,
        told_as_of: Option<String>,
    ) -> Self {
        let Context { tables, graph, measures, segments, .. } = context;
        let nodes = &graph.nodes;
        let owner = |user| tables.owner(user).map_or("", |owner| tables.users.name(owner));
        let person = |v: usize| {
            let user = nodes.user[v];
            let circle = measures.circles.of[v];
            Person {
                id: tables.users.name(user).into(),
                nickname: tables.user_table.nickname.get(user as usize).into(),
                owner: owner(user).into(),
                tier: segments.tier[v],
                isolation: measures.isolation[v],
                circle: if circle == NONE { 0 } else { Circles::shown(circle) },
                recency_days: segments.recency_days[v].unwrap_or(NONE),
                may_be_named: nodes.may_be_named(v as u32),
                ranks: [0; LISTS.len()],
            }
        };
        let listed: Vec<usize> = (0..nodes.len()).filter(|&v| nodes.listed[v]).collect();
        let mut people: Vec<Person<'_>> = listed.iter().map(|&v| person(v)).collect();
        let mut rank = |list: usize, node: u32, rank: u32| {
            if let Ok(place) = listed.binary_search(&(node as usize)) {
                people[place].ranks[list] = rank;
            }
        };
        for (list, kind) in ListKind::ALL.into_iter().enumerate() {
            selection.list(kind).entries.iter().for_each(|entry| rank(list, entry.node, entry.rank));
        }
        let picks = seeds.iter().flat_map(|seeds| &seeds.set.picks);
        (1..).zip(picks).for_each(|(number, pick)| rank(LISTS.len() - 1, pick.node, number));
        people.sort_by(|a, b| a.id.cmp(&b.id));
        let barred = (0u32..).zip(&nodes.presence).filter(|(_, presence)| !presence.may_be_named());
        Self {
            as_of: told_as_of.as_ref().map(|_| context.as_of),
            told_as_of,
            people,
            barred: barred.map(|(user, &presence)| (tables.users.name(user).into(), presence)).collect(),
            edited: Vec::new(),
        }
    }

    /// What somebody who may not be named is; `None` of everybody else, in the tables or not.
    pub fn barred(&self, id: &str) -> Option<Presence> {
        let place = self.barred.binary_search_by(|(other, _)| other.as_ref().cmp(id)).ok();
        place.map(|place| self.barred[place].1)
    }
}
