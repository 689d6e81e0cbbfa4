//! What the page tells of those whom lists and pictures name when one looks at one of them: contacts and spend week by week, groups, and why
//! they are not on the other lists.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::parallel;
use crate::report::bilingual::Bilingual;
use crate::report::clean::short;
use crate::report::people_shown::PeopleShown;
use crate::selection::ListKind;
use crate::selection::explain::not_on;
use crate::tables::{NO_TIME, NONE, Seconds};

/// Weeks that are looked back.
const WEEKS: usize = 26;
const WEEK: Seconds = 7 * 86_400;
/// Groups named of one person at most.
const GROUPS: usize = 8;
/// Reasons told of one list at most.
const REASONS: usize = 2;
/// People of whom the page tells it at most.
const PEOPLE: usize = 600;

#[derive(Debug, Serialize)]
pub(super) struct Histories {
    /// Names of the groups that people refer to.
    groups: Vec<String>,
    people: Vec<History>,
}

/// One person; weeks count back from the moment that is looked back from.
#[derive(Debug, Serialize)]
struct History {
    p: u32,
    /// Contacts to and from others, the last week first; empty where there are none.
    contacts: Vec<u32>,
    /// Yuan, likewise; refunds taken off.
    spend: Vec<i64>,
    /// The first of the person's groups, and how many there are.
    groups: Vec<u32>,
    all_groups: usize,
    /// Lists that do not name the person, and why.
    not_on: Vec<(&'static str, Vec<Bilingual>)>,
}

impl Histories {
    /// Of `wanted`, the first of them if they are many, as far as they may be named.
    pub(super) fn of(analysis: &Analysis, crowd: &mut PeopleShown<'_>, wanted: &[u32]) -> Self {
        let people = &analysis.people;
        let mut seen = std::collections::BTreeSet::new();
        let may = |node: &&u32| people.graph.nodes.may_be_named(**node);
        let wanted: Vec<u32> =
            wanted.iter().filter(may).copied().filter(|&node| seen.insert(node)).take(PEOPLE).collect();
        let (contacts, spend) = (contacts(analysis, &wanted), spend(analysis, &wanted));
        let whys = parallel::map(&wanted, |&node| {
            let why = |list: &ListKind| {
                let reasons = not_on(people.context(), &analysis.selection, *list, node);
                let told = reasons.iter().take(REASONS).map(|reason| Bilingual::of(|lang| reason.render(lang)));
                (list.code(), told.collect::<Vec<_>>())
            };
            ListKind::ALL.iter().map(why).filter(|(_, reasons)| !reasons.is_empty()).collect::<Vec<_>>()
        });
        let (mut names, mut places) = (Vec::new(), std::collections::BTreeMap::new());
        let mut place = |group: u32| {
            *places.entry(group).or_insert_with(|| {
                names.push(short(people.tables.group_label(group)));
                names.len() as u32 - 1
            })
        };
        let mut out = Vec::with_capacity(wanted.len());
        for (((&node, contacts), spend), not_on) in wanted.iter().zip(contacts).zip(spend).zip(whys) {
            let groups = people.graph.membership.groups_of.row(node as usize);
            out.push(History {
                p: crowd.number(node),
                contacts: trimmed(contacts, 0),
                spend: trimmed(spend, 0),
                groups: groups.iter().take(GROUPS).map(|&group| place(group)).collect(),
                all_groups: groups.len(),
                not_on,
            });
        }
        Self { groups: names, people: out }
    }
}

/// Without what is nothing at the end.
fn trimmed<T: PartialEq>(mut weeks: Vec<T>, nothing: T) -> Vec<T> {
    weeks.truncate(weeks.iter().rposition(|x| *x != nothing).map_or(0, |last| last + 1));
    weeks
}

/// The week of a time, 0 for the last; none of what is later, earlier than all weeks or unknown.
fn week(analysis: &Analysis, at: Seconds) -> Option<usize> {
    let as_of = analysis.people.as_of;
    if as_of == NO_TIME || at == NO_TIME || at > as_of {
        return None;
    }
    usize::try_from(as_of.saturating_sub(at) / WEEK).ok().filter(|&week| week < WEEKS)
}

/// Contacts of each of the nodes by week: events that they sent or received.
fn contacts(analysis: &Analysis, wanted: &[u32]) -> Vec<Vec<u32>> {
    let rows = &analysis.people.tables.interactions;
    let mut place = vec![NONE; analysis.people.tables.users.len()];
    for (i, &node) in (0..).zip(wanted) {
        place[analysis.people.graph.nodes.user[node as usize] as usize] = i;
    }
    let of = |user: u32| place.get(user as usize).copied().filter(|&at| at != NONE);
    let mut weeks = vec![vec![0.0f64; WEEKS]; wanted.len()];
    for i in 0..rows.from.len() {
        let ends = [of(rows.from[i]), of(rows.to[i]).filter(|_| rows.to[i] != rows.from[i])];
        if ends.iter().all(Option::is_none) {
            continue;
        }
        if let Some(week) = week(analysis, rows.at[i]) {
            ends.into_iter().flatten().for_each(|end| weeks[end as usize][week] += rows.count[i]);
        }
    }
    weeks.into_iter().map(|of| of.into_iter().map(|n| n.round() as u32).collect()).collect()
}

/// Yuan of each of the nodes by week.
fn spend(analysis: &Analysis, wanted: &[u32]) -> Vec<Vec<i64>> {
    let rows = &analysis.people.tables.purchases;
    let of = |&node: &u32| {
        let user = analysis.people.graph.nodes.user[node as usize];
        let from = rows.user.partition_point(|&of| of < user);
        let to = rows.user.partition_point(|&of| of <= user);
        let mut weeks = vec![0.0; WEEKS];
        for i in from..to {
            if let Some(week) = week(analysis, rows.at[i]) {
                weeks[week] += rows.amount[i];
            }
        }
        weeks.into_iter().map(|yuan: f64| yuan.round() as i64).collect()
    };
    wanted.iter().map(of).collect()
}
