//! What to do next about a person on a list: which channel, when, and which action.
//!
//! The action follows the list, the lifecycle and, off the lists, the value segment, then the tier; the figures and actions are the reference values of
//! the trade. The contact window is the person's own, the circle's, or that of
//! everybody ([`crate::segments::windows`]); which it is, and how many events say so, is said.

use super::{Context, Selection};
use crate::config::{Tier, ValueSegment};
use crate::segments::{BestWindow, Channel, Clockwork, Heat, HeatMaps, Lifecycle, Recency};
use crate::tables::NONE;
use crate::text::next_step::{Campaign, Step, When};
pub use crate::text::terms::{Action, Basis};

/// What to do next about one person.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NextStep {
    /// How to write.
    pub channel: Option<Channel>,
    /// Whether the service window is open now.
    pub window_open: Option<bool>,
    /// When to write, and whose contacts say so; `None` where no contact has a time.
    pub window: Option<BestWindow>,
    /// What to do, most urgent first; empty for somebody of whom nothing is known.
    pub actions: Vec<Action>,
    /// What is offered.
    pub campaign: Campaign,
}

impl NextStep {
    /// The same for somebody on a list, which asks for something of its own: that comes first, and what the value segment alone asks for is not done besides.
    pub fn asked(mut self, own: Option<Action>) -> Self {
        let Some(own) = own else { return self };
        self.actions.retain(|action| !matches!(action, Action::WeeklyContact | Action::Coupons));
        self.actions.insert(0, own);
        self
    }

    /// What the sentence says.
    pub fn told(&self) -> Step {
        Step {
            channel: self.channel,
            window_open: self.window_open == Some(true),
            window: self.window.map(|best| When {
                weekday: best.window.weekday,
                from: best.window.from,
                to: best.window.to,
                basis: best.basis,
                events: best.events.round() as u64,
            }),
            actions: self.actions.clone(),
            campaign: self.campaign.clone(),
        }
    }
}

/// Where contact windows come from.
#[derive(Clone, Copy, Debug)]
pub struct Hours<'a> {
    /// The hours of all interactions.
    pub clock: &'a Clockwork,
    /// Heat maps of everybody and of circles.
    pub maps: &'a HeatMaps,
}

/// Adds the next step to every entry of every list.
pub fn plan_next(selection: &mut Selection, context: Context<'_>, hours: Hours<'_>) {
    let lists = selection.lists();
    let mut people: Vec<u32> = lists.iter().flat_map(|list| list.entries.iter().map(|entry| entry.node)).collect();
    people.sort_unstable();
    people.dedup();
    let steps = next_steps(context, hours, &people);
    for list in [&mut selection.koc, &mut selection.referral, &mut selection.isolated] {
        for entry in &mut list.entries {
            let step = people.binary_search(&entry.node).map(|i| steps[i].clone()).unwrap_or_default();
            entry.next = step.asked(list.kind.spec().asks(!entry.suggestions.is_empty()));
        }
    }
}

/// The next steps of some people, ascending, without invitations to groups.
pub fn next_steps(context: Context<'_>, hours: Hours<'_>, people: &[u32]) -> Vec<NextStep> {
    let (measures, options) = (context.measures, context.heat);
    // Only of people with enough events are their own hours counted.
    let events = |v: u32| measures.interactions_in[v as usize] + measures.interactions_out[v as usize];
    let is_busy = |v: u32| hours.maps.windows.personal() && events(v) >= f64::from(options.person_events);
    let busy: Vec<u32> = people.iter().copied().filter(|&v| is_busy(v)).collect();
    let mut scope = vec![NONE; context.graph.nodes.len()];
    busy.iter().zip(0u32..).for_each(|(&v, i)| scope[v as usize] = i);
    let own = hours.clock.by_scope(context.tables, &context.graph.nodes.node, &scope, busy.len());
    people.iter().map(|&v| next_step(context, hours.maps, v, own.get(scope[v as usize] as usize))).collect()
}

fn next_step(context: Context<'_>, maps: &HeatMaps, node: u32, own: Option<&Heat>) -> NextStep {
    let v = node as usize;
    let reach = context.segments.profile.reach[v];
    NextStep {
        channel: reach.channel,
        window_open: reach.window_open,
        window: maps.windows.of(context.measures.circles.of[v], own, maps, context.heat),
        actions: actions(context, v),
        campaign: context.campaign.told(),
    }
}

/// At most one by lifecycle or segment, and one by tier.
fn actions(context: Context<'_>, v: usize) -> Vec<Action> {
    let s = context.segments;
    let urgent = match (s.lifecycle[v], s.segment[v]) {
        (Lifecycle::New, _) if s.welcome_due[v] || s.recency(v) == Recency::Never => Some(Action::Welcome),
        (Lifecycle::New, segment) => segment_action(segment).filter(|&action| action != Action::Recall),
        (Lifecycle::Decaying | Lifecycle::Lost, _) => Some(Action::Recall),
        _ => segment_action(s.segment[v]),
    };
    let mut actions: Vec<Action> = urgent.into_iter().chain(tier_action(s.tier[v])).collect();
    actions.dedup();
    actions
}

/// The management action of a value segment.
pub fn segment_action(segment: ValueSegment) -> Option<Action> {
    match segment {
        ValueSegment::High => Some(Action::WeeklyContact),
        ValueSegment::Steady => Some(Action::Points),
        ValueSegment::Growing => Some(Action::Coupons),
        ValueSegment::WinBack | ValueSegment::Fading | ValueSegment::DormantBuyer | ValueSegment::ChurnRisk => {
            Some(Action::Recall)
        }
        ValueSegment::Unknown => None,
    }
}

/// The management action of a tier.
pub fn tier_action(tier: Tier) -> Option<Action> {
    match tier {
        Tier::S => Some(Action::PersonalService),
        Tier::A => Some(Action::Points),
        Tier::B => Some(Action::TargetedPush),
        Tier::C | Tier::D | Tier::Unknown => None,
    }
}
