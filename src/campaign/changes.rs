//! What has become of each person, and how people have moved between tiers.

use serde::Serialize;

use super::circles::{CircleChange, match_circles};
use super::run::{LISTS, Person, Run};
use crate::tables::{NONE, Presence};
use crate::text::terms::{Isolation, Tier, Turn};

const DAY: i64 = 86_400;

/// How something stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not at all.
    Nothing,
    /// In a tier.
    Tier(Tier),
    /// In what way isolated.
    Isolation(Isolation),
    /// Rank on a list.
    Rank(u32),
    /// Days since the last contact.
    Days(u32),
}

/// One change of one person who may be named.
#[derive(Clone, Debug)]
pub struct Change {
    /// What.
    pub turn: Turn,
    /// Of which list, if it is of a list.
    pub list: Option<&'static str>,
    /// The id.
    pub user: String,
    /// The nickname.
    pub nickname: String,
    /// The account that looks after them, now or when they were last seen.
    pub owner: String,
    /// The tier, now or when they were last seen.
    pub tier: Tier,
    /// How it stood.
    pub before: State,
    /// How it stands.
    pub after: State,
}

/// How many a change concerns, whether or not they may be named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Count {
    /// What.
    pub change: Turn,
    /// Of which list.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub list: Option<&'static str>,
    /// People.
    pub people: u64,
}

/// Places of a table of flows: the tiers in their order, and not being there.
const PLACES: usize = Tier::ALL.len() + 1;

/// From one run to a later one.
#[derive(Clone, Debug)]
pub struct Changes {
    /// When the earlier one looked back from.
    pub since: Option<String>,
    /// When the later one does.
    pub until: Option<String>,
    /// People in each.
    pub people: [u64; 2],
    /// How many of each change, in the order of the rows; those that concern nobody too.
    pub counts: Vec<Count>,
    /// Changes of people who may not be named, which have no row.
    pub unnamed: u64,
    /// People by the tier before (down) and after (across), the last place for those who are not there.
    pub flows: [[u64; PLACES]; PLACES],
    /// In the order of what happened, then of lists, tiers and ids.
    pub rows: Vec<Change>,
    /// What has become of circles.
    pub circles: Vec<CircleChange>,
    /// Options that differ: their key, before, after.
    pub options: Vec<[String; 3]>,
    /// Files of the earlier run that somebody has changed since.
    pub edited: Vec<String>,
}

/// Compares two runs, the earlier first; `now` is the run of this moment, which decides who may be named. O(n log n) for n people.
pub fn changes(before: &Run<'_>, after: &Run<'_>, now: &Run<'_>) -> Changes {
    let between = after.as_of.zip(before.as_of).map_or(0, |(after, before)| after - before);
    let mut found = Found { between, now, rows: Vec::new(), counts: counts(), unnamed: 0 };
    let mut flows = [[0; PLACES]; PLACES];
    let mut pairs = Vec::new();
    let (mut a, mut b) = (before.people.iter().peekable(), after.people.iter().peekable());
    loop {
        let order = match (a.peek(), b.peek()) {
            (None, None) => break,
            (Some(_), None) => std::cmp::Ordering::Less,
            (None, Some(_)) => std::cmp::Ordering::Greater,
            (Some(a), Some(b)) => a.id.cmp(&b.id),
        };
        let was = a.next_if(|_| order.is_le());
        let is = b.next_if(|_| order.is_ge());
        let place = |person: Option<&Person<'_>>| person.map_or(PLACES - 1, |person| person.tier as usize);
        flows[place(was)][place(is)] += 1;
        if let (Some(was), Some(is)) = (was, is)
            && was.circle > 0
            && is.circle > 0
        {
            pairs.push((was.circle, is.circle));
        }
        found.person(was, is);
    }
    let Found { mut rows, counts, unnamed, .. } = found;
    let list = |change: &Change| LISTS.iter().position(|&list| Some(list) == change.list);
    rows.sort_by(|a, b| (a.turn, list(a), a.tier).cmp(&(b.turn, list(b), b.tier)).then_with(|| a.user.cmp(&b.user)));
    Changes {
        since: before.told_as_of.clone(),
        until: after.told_as_of.clone(),
        people: [before, after].map(|run| run.people.len() as u64),
        counts,
        unnamed,
        flows,
        rows,
        circles: match_circles(pairs, &sizes(before), &sizes(after)),
        options: Vec::new(),
        edited: before.edited.clone(),
    }
}

/// Members of each circle.
fn sizes(run: &Run<'_>) -> Vec<u64> {
    let circles = run.people.iter().map(|person| person.circle).max().unwrap_or(0) as usize;
    let mut sizes = vec![0; circles];
    run.people.iter().filter(|person| person.circle > 0).for_each(|person| sizes[person.circle as usize - 1] += 1);
    sizes
}

/// Everything that there may be any of.
fn counts() -> Vec<Count> {
    let of = |change: Turn| {
        let lists: Vec<Option<&'static str>> = if matches!(change, Turn::Entered | Turn::Dropped | Turn::Contacted) {
            LISTS.into_iter().map(Some).collect()
        } else {
            vec![None]
        };
        lists.into_iter().map(move |list| Count { change, list, people: 0 })
    };
    Turn::ALL.into_iter().flat_map(of).collect()
}

struct Found<'a> {
    /// Seconds between the moments of the two runs; 0 where one has none.
    between: i64,
    now: &'a Run<'a>,
    rows: Vec<Change>,
    counts: Vec<Count>,
    unnamed: u64,
}

impl Found<'_> {
    fn person(&mut self, was: Option<&Person<'_>>, is: Option<&Person<'_>>) {
        let (was, is) = match (was, is) {
            (None, Some(is)) => return self.add(Turn::Came, None, is, State::Nothing, State::Tier(is.tier)),
            (Some(was), None) => return self.add(Turn::Left, None, was, State::Tier(was.tier), State::Nothing),
            (Some(was), Some(is)) => (was, is),
            (None, None) => return,
        };
        if was.tier != is.tier && was.tier != Tier::Unknown && is.tier != Tier::Unknown {
            let turn = if is.tier < was.tier { Turn::Rose } else { Turn::Fell };
            self.add(turn, None, is, State::Tier(was.tier), State::Tier(is.tier));
        }
        let state = |isolation: Option<Isolation>| isolation.map_or(State::Nothing, State::Isolation);
        match (was.isolation, is.isolation) {
            (None, Some(_)) => self.add(Turn::Isolated, None, is, State::Nothing, state(is.isolation)),
            (Some(_), None) => self.add(Turn::Connected, None, is, state(was.isolation), State::Nothing),
            _ => {}
        }
        for (place, list) in LISTS.into_iter().enumerate() {
            match (was.ranks[place], is.ranks[place]) {
                (0, 0) => {}
                (0, rank) => self.add(Turn::Entered, Some(list), is, State::Nothing, State::Rank(rank)),
                (rank, 0) => self.add(Turn::Dropped, Some(list), is, State::Rank(rank), State::Nothing),
                _ => {}
            }
            if was.ranks[place] > 0 && self.was_contacted(is) {
                self.add(Turn::Contacted, Some(list), is, State::Rank(was.ranks[place]), State::Days(is.recency_days));
            }
        }
    }

    /// Whether the last contact is after the moment of the earlier run: fewer whole days ago than lie between the two.
    fn was_contacted(&self, is: &Person<'_>) -> bool {
        is.recency_days != NONE && (i64::from(is.recency_days) + 1) * DAY <= self.between
    }

    fn add(&mut self, turn: Turn, list: Option<&'static str>, person: &Person<'_>, before: State, after: State) {
        if let Some(count) = self.counts.iter_mut().find(|count| count.change == turn && count.list == list) {
            count.people += 1;
        }
        let id = person.id.as_ref();
        if !person.may_be_named || self.now.barred(id).is_some() {
            self.unnamed += 1;
            return;
        }
        let may_own = self.now.barred(&person.owner).is_none_or(Presence::may_be_owner);
        self.rows.push(Change {
            turn,
            list,
            user: id.to_owned(),
            nickname: person.nickname.as_ref().to_owned(),
            owner: if may_own { person.owner.as_ref().to_owned() } else { String::new() },
            tier: person.tier,
            before,
            after,
        });
    }
}

impl State {
    /// As the files say it: a code or a number; empty for nothing.
    pub fn code(self) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Tier(tier) => tier.code().to_owned(),
            Self::Isolation(isolation) => isolation.code().to_owned(),
            Self::Rank(number) | Self::Days(number) => number.to_string(),
        }
    }
}

impl Changes {
    /// How many people a change concerns, on whatever list: each once a list.
    pub fn count(&self, change: Turn) -> u64 {
        self.counts.iter().filter(|count| count.change == change).map(|count| count.people).sum()
    }
}
