//! What there is to say of each circle: the groups that hold it together, who is in it, whom to ask, and who leads out of it.
//!
//! **Conventions.** Circles are numbered as in [`crate::measures::Circles`]; people and sizes are
//! of listed users only. A group holds a circle together by the strength that it gives pairs inside, ω(g)·n(n − 1)/2 for n members in
//! the circle. Interests are the first levels of tags, each user counted once for each. Key people are those of highest
//! influence; bridges are the members of highest betweenness who link another circle; neither names anybody who
//! [may not be named](crate::tables::Presence).
//!
//! **Complexity.** O(memberships + users + tags, sorted per circle). **Determinism.** Equal counts, and strengths that
//! are equal (within 1e-9, relative), are ordered by number, which follows the byte order of ids and names.

use super::Context;
use crate::measures::circles::names;
use crate::measures::largest_first;

/// People told of a circle.
const MOST: usize = 3;
/// Value tiers, in the order of [`Portrait::tiers`].
pub const TIERS: usize = 6;

/// One circle.
#[derive(Clone, Debug, PartialEq)]
pub struct Portrait {
    /// Circle number.
    pub circle: u32,
    /// Members.
    pub size: u32,
    /// The groups that hold it together, at most three: group number and members in the circle.
    pub groups: Vec<(u32, u32)>,
    /// The most common city: its number in the users table, and its share of the members whose city is known.
    pub city: Option<(u32, f64)>,
    /// The most common interests, at most three: first level of the tag, and how many members have it.
    pub interests: Vec<(String, u32)>,
    /// Listed members per value tier, S to D, then unknown.
    pub tiers: [u32; TIERS],
    /// Members of highest influence, at most three.
    pub key_people: Vec<u32>,
    /// Members of highest betweenness who link another circle, at most three.
    pub bridges: Vec<Bridge>,
    /// Share of the members' strength that stays inside, 0–1.
    pub inside_share: f64,
    /// Other circles to which some tie leads, strongest first, with the strength of all ties to them.
    pub neighbours: Vec<(u32, f64)>,
    /// Other circles to which no tie leads.
    pub unlinked: u32,
}

/// A member who leads to other circles.
#[derive(Clone, Debug, PartialEq)]
pub struct Bridge {
    /// Node number.
    pub node: u32,
    /// The other circles linked, strongest first.
    pub to: Vec<u32>,
}

/// The portraits of all circles, by number.
pub fn portraits(context: Context<'_>) -> Vec<Portrait> {
    let Context { tables, graph, measures, .. } = context;
    let sizes = &measures.circles.sizes;
    let members = names::members(graph, &measures.circles);
    let groups = names::main_groups(graph, &measures.circles);
    let neighbours = neighbours(context);
    let portrait = |circle: usize| {
        let members = members.row(circle);
        let outside = &neighbours[circle];
        let named = members.iter().copied().filter(|&node| graph.nodes.may_be_named(node));
        Portrait {
            circle: circle as u32,
            size: members.len() as u32,
            groups: groups[circle].clone(),
            city: names::city(tables, graph, members),
            interests: names::interests(tables, graph, members),
            tiers: tiers(context, members),
            key_people: key_people(context, named.clone()),
            bridges: bridges(context, named, circle as u32),
            inside_share: inside_share(context, circle, outside),
            neighbours: outside.clone(),
            unlinked: (sizes.len() - 1 - outside.len()) as u32,
        }
    };
    (0..sizes.len()).map(portrait).collect()
}

/// Per circle: the other circles with a tie, strongest first.
fn neighbours(context: Context<'_>) -> Vec<Vec<(u32, f64)>> {
    let ties = &context.measures.circle_ties;
    let mut all: Vec<Vec<(u32, f64)>> = vec![Vec::new(); context.measures.circles.sizes.len()];
    for ((a, b), &strength) in ties.rows.pairs().zip(&ties.strength).filter(|((a, b), _)| a != b) {
        all[a as usize].push((b, strength));
        all[b as usize].push((a, strength));
    }
    for row in &mut all {
        largest_first(row, |other| other.1, |other| other.0);
    }
    all
}

/// Each tie inside is at two members, each tie that leads out at one.
fn inside_share(context: Context<'_>, circle: usize, outside: &[(u32, f64)]) -> f64 {
    let ties = &context.measures.circle_ties;
    let start = ties.rows.offsets[circle];
    let own = ties.rows.row(circle).iter().position(|&b| b as usize == circle);
    let inside = own.map_or(0.0, |i| 2.0 * ties.strength[start + i]);
    let all = inside + outside.iter().map(|&(_, strength)| strength).sum::<f64>();
    if all > 0.0 { inside / all } else { 0.0 }
}

fn tiers(context: Context<'_>, members: &[u32]) -> [u32; TIERS] {
    let mut tiers = [0; TIERS];
    for &node in members {
        tiers[context.segments.tier[node as usize] as usize] += 1;
    }
    tiers
}

/// The first few by `score`, equal ones by number; O(members log members).
fn first(members: impl Iterator<Item = u32>, score: &[f64]) -> Vec<u32> {
    let mut all: Vec<u32> = members.collect();
    largest_first(&mut all, |&node| score[node as usize], |&node| node);
    all.truncate(MOST);
    all
}

fn key_people(context: Context<'_>, members: impl Iterator<Item = u32>) -> Vec<u32> {
    first(members, &context.measures.influence.score)
}

fn bridges(context: Context<'_>, members: impl Iterator<Item = u32>, circle: u32) -> Vec<Bridge> {
    let (links, betweenness) = (&context.measures.links, &context.measures.betweenness.users);
    let to = |node: u32| links.linked.row(node as usize).iter().copied().filter(move |&other| other != circle);
    let leads = |node: &u32| betweenness[*node as usize] > 0.0 && to(*node).next().is_some();
    let best = first(members.filter(leads), betweenness);
    best.into_iter().map(|node| Bridge { node, to: to(node).collect() }).collect()
}
