//! Why a person is, or is not, on each list; what the ties of two people consist of.
//!
//! Everything is looked up for one or two people straight from the layers; no pairs of others are listed. Whoever
//! [is counted](crate::tables::Presence) can be asked for by id; others are told of only if they may be named.

mod change;
mod checks;
mod circle;
mod pair;
mod profile;
mod render;
mod ties;

pub use checks::{Check, Verdict, not_on};
pub use circle::CircleFact;
pub use pair::{ContactFact, PairExplanation, SharedGroup, explain_pair};
pub use profile::{FactValue, ProfileFact, RuleFact};
pub use ties::{Tie, strongest};

use super::{Context, Eligibility, Hours, NextStep, Selection, next_step};
use crate::config::Trim;
use crate::config::{Tier, ValueSegment};
use crate::error::{Error, ErrorKind};
use crate::graph::Graph;
use crate::measures::percentile::percentile_of;
use crate::measures::remarks_given;
use crate::segments::{Lifecycle, Recency};
use crate::tables::{NONE, Presence, Seconds, Tables, Zone};
use crate::text::terms::Measure;
use crate::text::{Sentence, explain as words};

/// Most ties that are told.
const STRONGEST: usize = 10;

/// What can be looked up of people before anything is computed of them.
#[derive(Clone, Copy, Debug)]
pub struct Layers<'a> {
    /// Tables.
    pub tables: &'a Tables,
    /// Graph.
    pub graph: &'a Graph,
    /// The moment looked back from.
    pub as_of: Seconds,
    /// The zone in which times are told.
    pub zone: &'a Zone,
}

impl<'a> Context<'a> {
    fn layers(&self) -> Layers<'a> {
        Layers { tables: self.tables, graph: self.graph, as_of: self.as_of, zone: self.zone }
    }
}

/// A person as outputs name them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// User id.
    pub user_id: String,
    /// Nickname; empty if unknown.
    pub nickname: String,
}

/// Everything about one person.
#[derive(Debug)]
pub struct Explanation {
    /// Node number.
    pub node: u32,
    /// Who it is.
    pub person: Person,
    /// How many people percentiles and ranks are among.
    pub listed: usize,
    /// Measures whose source was given.
    pub measures: Vec<MeasureFact>,
    /// Value and lifecycle.
    pub standing: Standing,
    /// The person's circle; `None` for somebody in none.
    pub circle: Option<CircleFact>,
    /// Whether the person may be on the KOC and referral lists.
    pub eligibility: Eligibility,
    /// The rules of eligibility with this person's values.
    pub eligibility_checks: Vec<Check>,
    /// The smallest change that would make the person eligible; `None` for somebody who is.
    pub eligibility_change: Option<Sentence>,
    /// KOC, referral, isolated.
    pub lists: Vec<Verdict>,
    /// Everything else that is known.
    pub profile: Vec<ProfileFact>,
    /// Whether the city told in `profile` is inferred.
    pub region_inferred: bool,
    /// The user's own segments and the filter, and whether they hold.
    pub rules: Vec<RuleFact>,
    /// What to do next.
    pub next: NextStep,
    /// The strongest ties, at most ten, strongest first.
    pub ties: Vec<(Person, Tie)>,
    /// People more with a tie, who may not be named.
    pub unnamed_ties: usize,
    /// Groups of the person, by group number.
    pub groups: Vec<GroupFact>,
}

/// One measure of one person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MeasureFact {
    /// Which.
    pub measure: Measure,
    /// Its value.
    pub value: f64,
    /// Percentile rank among the listed people, 0–100.
    pub percentile: f64,
    /// Best and worst rank that it can be, where there is one; 1 is first.
    pub rank: Option<(u32, u32)>,
    /// Lower and upper limit, where the value is an estimate.
    pub limits: Option<(f64, f64)>,
}

/// Value and lifecycle of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Standing {
    /// Tier.
    pub tier: Tier,
    /// Segment.
    pub segment: ValueSegment,
    /// Labels of row and column of the lattice's cell.
    pub cell: Option<(String, String)>,
    /// Whether the days since the registration decided on the row.
    pub by_registration: bool,
    /// Last contact.
    pub recency: Recency,
    /// Yuan a month; `NaN` if unknown.
    pub monthly_spend: f64,
    /// Lifecycle.
    pub lifecycle: Lifecycle,
    /// A welcome is due.
    pub welcome_due: bool,
}

/// One group of a person.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupFact {
    /// Group number.
    pub group: u32,
    /// Its name, or its id where it has none.
    pub name: String,
    /// Members after exclusions.
    pub size: usize,
    /// Strength that the person's ties get from it.
    pub strength: f64,
}

/// Explains one person.
///
/// # Errors
/// [`NotFound`](crate::ErrorKind::NotFound) for an id that is not in the data, and, with the reason, for staff, robots and opted-out users.
pub fn explain(
    context: Context<'_>,
    selection: &Selection,
    hours: Hours<'_>,
    user_id: &str,
) -> crate::Result<Explanation> {
    let layers = context.layers();
    let node = find(layers, user_id)?;
    let graph = context.graph;
    let group = |&group: &u32| GroupFact {
        group,
        name: context.tables.group_label(group).to_owned(),
        size: graph.membership.size(group),
        strength: graph.incidence.member_weight[group as usize],
    };
    let lists = checks::verdicts(context, selection, node);
    let (ties, unnamed_ties) = ties::strongest(graph, node, STRONGEST);
    Ok(Explanation {
        node,
        person: person(layers, node),
        listed: graph.nodes.listed_count,
        measures: measures(context, node as usize),
        standing: standing(context, node as usize),
        circle: circle::circle(context, node as usize),
        eligibility: selection.eligibility[node as usize],
        eligibility_checks: checks::eligibility(context, node as usize),
        eligibility_change: change::eligibility(context, selection.eligibility[node as usize], node as usize),
        profile: profile::profile(context, node as usize),
        region_inferred: context.segments.profile.region.inferred[node as usize],
        rules: profile::rules(context, selection.eligibility[node as usize], node as usize),
        next: next(context, hours, &lists, node),
        lists,
        ties: ties.into_iter().map(|tie| (person(layers, tie.node), tie)).collect(),
        unnamed_ties,
        groups: graph.membership.groups_of.row(node as usize).iter().map(group).collect(),
    })
}

/// The next step as on the lists: first what they ask for, an invitation to a group for somebody to whom groups are suggested.
fn next(context: Context<'_>, hours: Hours<'_>, lists: &[Verdict], node: u32) -> NextStep {
    let mut step = next_step::next_steps(context, hours, &[node]).into_iter().next().unwrap_or_default();
    let invited = |verdict: &Verdict| verdict.reason.as_ref().is_some_and(|reason| !reason.suggested.is_empty());
    for verdict in lists.iter().rev().filter(|verdict| verdict.rank.is_some()) {
        step = step.asked(verdict.list.spec().asks(invited(verdict)));
    }
    step
}

/// The node of an id, or of the one person with that nickname.
///
/// # Errors
/// As [`explain`]: why there is none, with ids that may have been meant, and of several people with that nickname their ids.
pub fn find(layers: Layers<'_>, user_id: &str) -> crate::Result<u32> {
    let Layers { tables, graph, .. } = layers;
    let missing = |sentence| Error::new(ErrorKind::NotFound, sentence);
    let user = match tables.users.find(user_id) {
        Some(user) => user,
        None => match called(layers, user_id).as_slice() {
            &[user] => user,
            [] => {
                let near = meant(layers, user_id).join(", ");
                let text = if near.is_empty() { &words::NO_SUCH_USER } else { &words::NO_SUCH_USER_NEAR };
                return Err(missing(text.with("id", user_id).with("near", near)));
            }
            several => {
                let ids = several.iter().take(NEAR).map(|&user| tables.users.name(user)).collect::<Vec<_>>().join(", ");
                let count = several.len();
                return Err(missing(words::SEVERAL_CALLED.with("id", user_id).with("count", count).with("ids", ids)));
            }
        },
    };
    match graph.nodes.presence[user as usize] {
        Presence::Unnamed | Presence::OptedOut => Err(missing(words::OPTED_OUT.sentence())),
        Presence::Staff => Err(missing(words::STAFF.sentence())),
        Presence::Robot => Err(missing(words::ROBOT.sentence())),
        Presence::Customer | Presence::NoConsent | Presence::Suppressed => Ok(graph.nodes.node[user as usize]),
    }
}

/// People that a message names at most.
const NEAR: usize = 5;

/// Whoever may be named and is called so.
fn called(layers: Layers<'_>, nickname: &str) -> Vec<u32> {
    let Layers { tables, graph, .. } = layers;
    let users = 0..tables.users.len() as u32;
    let is = |user: &u32| {
        graph.nodes.presence[*user as usize].may_be_named()
            && tables.user_table.nickname.get(*user as usize) == nickname
    };
    if nickname.is_empty() { Vec::new() } else { users.filter(is).collect() }
}

/// Ids of people who may be named that are written nearly so: the same but for what may be taken off ids first, then those that differ least.
fn meant<'a>(layers: Layers<'a>, id: &str) -> Vec<&'a str> {
    let Layers { tables, graph, .. } = layers;
    let plain = |id: &str| Trim::ALL.into_iter().fold(id.to_owned(), |id, trim| trim.apply(&id).into_owned());
    let wanted = plain(id);
    let allowed = (wanted.chars().count() / 3).clamp(1, 3);
    let users = (0..tables.users.len() as u32).filter(|&user| graph.nodes.presence[user as usize].may_be_named());
    let distance = |user: u32| {
        let name = tables.users.name(user);
        // Most ids are too long or too short.
        let may_be = name.len().abs_diff(id.len()) <= 3 * (allowed + 3);
        may_be.then(|| strsim::damerau_levenshtein(&plain(name), &wanted)).filter(|&distance| distance <= allowed)
    };
    let mut near: Vec<(usize, &str)> =
        users.filter_map(|user| Some((distance(user)?, tables.users.name(user)))).collect();
    near.sort_unstable();
    near.into_iter().take(NEAR).map(|(_, name)| name).collect()
}

fn person(layers: Layers<'_>, node: u32) -> Person {
    let user = layers.graph.nodes.user[node as usize];
    Person {
        user_id: layers.tables.users.name(user).to_owned(),
        nickname: layers.tables.user_table.nickname.get(user as usize).to_owned(),
    }
}

fn standing(context: Context<'_>, node: usize) -> Standing {
    let segments = context.segments;
    let cell = segments.lattice.as_ref().filter(|_| segments.cell[node] != NONE).map(|lattice| {
        let (cell, width) = (segments.cell[node] as usize, lattice.columns.len());
        (lattice.rows[cell / width].clone(), lattice.columns[cell % width].clone())
    });
    Standing {
        tier: segments.tier[node],
        segment: segments.segment[node],
        cell,
        by_registration: segments.lattice_days(node) != segments.recency_days[node],
        recency: segments.recency(node),
        monthly_spend: segments.monthly_spend[node],
        lifecycle: segments.lifecycle[node],
        welcome_due: segments.welcome_due[node],
    }
}

fn measures(context: Context<'_>, node: usize) -> Vec<MeasureFact> {
    let (m, given) = (context.measures, &context.tables.given);
    let listed = &context.graph.nodes.listed;
    let fact = |measure: Measure, value: &dyn Fn(usize) -> f64| MeasureFact {
        measure,
        value: value(node),
        percentile: percentile_of(value, listed, node),
        rank: None,
        limits: None,
    };
    let mut facts = Vec::new();
    if given.memberships.any {
        facts.push(fact(Measure::Groups, &|i| f64::from(m.groups[i])));
    }
    facts.push(fact(Measure::Degree, &|i| f64::from(m.degree[i])));
    facts.push(fact(Measure::Strength, &|i| m.strength[i]));
    if given.interactions.any {
        facts.push(fact(Measure::InteractionsIn, &|i| m.interactions_in[i]));
        facts.push(fact(Measure::InteractionsOut, &|i| m.interactions_out[i]));
    }
    if remarks_given(context.tables) {
        facts.push(fact(Measure::Remarks, &|i| m.remarks[i]));
    }
    facts.push(MeasureFact {
        rank: Some((m.influence.rank[node], m.influence.rank[node])),
        ..fact(Measure::Influence, &|i| m.influence.score[i])
    });
    facts.push(MeasureFact {
        measure: Measure::Betweenness,
        value: m.betweenness.users[node],
        percentile: m.betweenness_percentile[node],
        rank: Some(m.bridge_range[node]),
        limits: m.betweenness.sampling.map(|_| (m.betweenness.low[node], m.betweenness.high[node])),
    });
    facts
}
