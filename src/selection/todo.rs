//! The queue: whom to contact, one row a person with all reasons merged, what is most at stake first.
//!
//! Stake = yuan a month × urgency. The yuan are what the person spends a month, but at least the median of what those spend who
//! spend anything: so much is a customer worth who may yet be won, or whom this one may bring (1 where nobody is known to
//! spend). The urgency is that of the most urgent reason (`todo.urgency`, reference values). Equal stakes go by spend, then by
//! tier, then by user id. Nobody who is barred from lists is in the queue; everybody on a list is in it once.
//!
//! With `todo.per_owner` each owner is given so many people a day; those without an owner share one such share.

use std::collections::BTreeMap;

use super::next_step::next_steps;
use super::{Context, Hours, LISTS, Member, NextStep, SeedList, Selection};
use crate::config::{Tier, TodoOptions, ValueSegment};
use crate::segments::Lifecycle;
pub use crate::text::terms::Due;
use crate::text::todo as words;

/// One person of the queue.
#[derive(Clone, Debug)]
pub struct Todo {
    /// Node number.
    pub node: u32,
    /// Why, the most urgent first; the position on a list where that is why.
    pub due: Vec<(Due, Option<u32>)>,
    /// What the person is taken to be worth, yuan a month.
    pub yuan: f64,
    /// That of the most urgent reason.
    pub urgency: f64,
    /// User number of the owner.
    pub owner: Option<u32>,
    /// What to do, how and when: of all reasons together.
    pub next: NextStep,
    /// The group to join, for somebody who is left alone.
    pub group: Option<u32>,
    /// On which day of the owner's work, from 1.
    pub day: u32,
}

impl Todo {
    /// What the queue is ordered by.
    pub fn stake(&self) -> f64 {
        self.yuan * self.urgency
    }

    /// Why, in codes.
    pub fn why(&self) -> Vec<Due> {
        self.due.iter().map(|(due, _)| *due).collect()
    }

    /// The person as a member of a list, at a position from 0.
    pub fn member(&self, place: usize) -> Member<'_> {
        let Self { node, next, .. } = self;
        Member { node: *node, rank: place as u32 + 1, score: self.stake(), next, entry: None, todo: Some(self) }
    }

    /// A message to copy: of the most urgent reason, so that nobody is written to twice.
    pub fn message<'a>(&'a self, name: &'a str, group: &'a str) -> words::Message<'a> {
        let due = self.due.first().map_or(Due::Connect, |(due, _)| *due);
        words::Message { due, name, group, campaign: &self.next.campaign }
    }
}

/// Who is picked.
#[derive(Clone, Copy, Debug)]
pub struct Picked<'a> {
    /// The shortlists.
    pub selection: &'a Selection,
    /// The seed set.
    pub seeds: Option<&'a SeedList>,
}

/// The queue in order. Linear in users but for sorting those who are in it.
pub fn queue(context: Context<'_>, picked: Picked<'_>, hours: Hours<'_>) -> Vec<Todo> {
    let due = reasons(context, picked);
    let people: Vec<u32> = due.keys().copied().collect();
    let steps = next_steps(context, hours, &people);
    let floor = median_spend(context);
    let isolated = picked.selection.isolated.entries.iter();
    let groups: BTreeMap<u32, u32> =
        isolated.filter_map(|entry| Some((entry.node, entry.suggestions.first()?.group))).collect();
    let mut queue: Vec<Todo> = (due.into_iter().zip(steps))
        .map(|((node, mut due), mut next)| {
            let urgency = |due: Due| context.todo.urgency.get(due.code()).copied().unwrap_or(1.0);
            due.sort_by(|(a, _), (b, _)| urgency(*b).total_cmp(&urgency(*a)).then(a.cmp(b)));
            let group = groups.get(&node).copied();
            for list in LISTS.iter().rev().filter(|list| due.iter().any(|(due, _)| *due == list.due)) {
                next = next.asked(list.asks(group.is_some()));
            }
            Todo {
                node,
                yuan: spend(context, node).max(floor),
                urgency: due.first().map_or(1.0, |(due, _)| urgency(*due)),
                due,
                owner: context.tables.owner(context.graph.nodes.user[node as usize]),
                next,
                group,
                day: 1,
            }
        })
        .collect();
    queue.sort_by(|a, b| {
        let tier = |todo: &Todo| context.segments.tier[todo.node as usize];
        let by_stake = b.stake().total_cmp(&a.stake());
        let by_spend = spend(context, b.node).total_cmp(&spend(context, a.node));
        by_stake.then(by_spend).then(tier(a).cmp(&tier(b))).then(a.node.cmp(&b.node))
    });
    hand_out(&mut queue, context.todo);
    queue
}

/// Why each person is in the queue, by node.
fn reasons(context: Context<'_>, picked: Picked<'_>) -> BTreeMap<u32, Vec<(Due, Option<u32>)>> {
    let mut all: BTreeMap<u32, Vec<(Due, Option<u32>)>> = BTreeMap::new();
    for list in LISTS {
        for member in list.members(picked.selection, picked.seeds) {
            all.entry(member.node).or_default().push((list.due, Some(member.rank)));
        }
    }
    let (listed, eligibility) = (&context.graph.nodes.listed, &picked.selection.eligibility);
    for v in (0..listed.len()).filter(|&v| listed[v] && !eligibility[v].is_barred()) {
        for due in [Due::WindowClosing, Due::WelcomeDue, Due::WinBack, Due::Recall] {
            if holds(context, due, v) {
                all.entry(v as u32).or_default().push((due, None));
            }
        }
    }
    all
}

/// What is due whether or not somebody is on a list.
fn holds(context: Context<'_>, due: Due, v: usize) -> bool {
    let segments = context.segments;
    let valued = matches!(segments.tier[v], Tier::S | Tier::A);
    match due {
        Due::WindowClosing => valued && segments.profile.reach[v].window_open == Some(true),
        Due::WelcomeDue => segments.welcome_due[v],
        // A lattice of one's own may say so of somebody new.
        Due::WinBack => {
            valued && segments.segment[v] == ValueSegment::WinBack && segments.lifecycle[v] != Lifecycle::New
        }
        Due::Recall => valued && segments.lifecycle[v] == Lifecycle::Decaying,
        Due::Koc | Due::Referral | Due::Seeds | Due::Connect => false,
    }
}

/// Yuan a month; 0 where unknown.
fn spend(context: Context<'_>, node: u32) -> f64 {
    context.segments.monthly_spend[node as usize].max(0.0)
}

/// The lower median of what those spend who spend anything; 1 where nobody does.
fn median_spend(context: Context<'_>) -> f64 {
    let listed = &context.graph.nodes.listed;
    let spends = context.segments.monthly_spend.iter().zip(listed).filter(|&(&yuan, &listed)| listed && yuan > 0.0);
    let mut spends: Vec<f64> = spends.map(|(&yuan, _)| yuan).collect();
    if spends.is_empty() {
        return 1.0;
    }
    let middle = (spends.len() - 1) / 2;
    *spends.select_nth_unstable_by(middle, f64::total_cmp).1
}

/// Gives each owner so many people a day, in order.
fn hand_out(queue: &mut [Todo], options: &TodoOptions) {
    let Some(a_day) = options.per_owner else { return };
    let mut given: BTreeMap<Option<u32>, u32> = BTreeMap::new();
    for todo in queue {
        let before = given.entry(todo.owner).or_default();
        todo.day = *before / a_day + 1;
        *before += 1;
    }
}
