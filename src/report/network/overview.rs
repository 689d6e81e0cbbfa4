//! Circles as bubbles, the ties between them, and the people who stand between.

use std::collections::BTreeSet;

use serde::Serialize;

use super::force::{self, Point};
use super::rounded;
use crate::analysis::Analysis;
use crate::measures::{Circles, largest_first};
use crate::report::bilingual::Bilingual;
use crate::report::circles::description;
use crate::report::clean::short_to;
use crate::report::people_shown::PeopleShown;
use crate::selection::Portrait;

/// Strongest ties drawn of each circle: fewer where there are many circles, so that a picture stays one.
const TIES_EACH: [(usize, usize); 3] = [(20, 3), (35, 2), (usize::MAX, 1)];
/// Ties between circles drawn at most.
const TIES: usize = 150;
/// Characters of a bubble's name.
const NAME: usize = 16;
/// Radius of the smallest bubble, when that of the largest is 1.
const SMALLEST: f64 = 0.16;
/// Distance between bubbles.
const MARGIN: f64 = 0.8;
/// People between circles drawn at most, and room for each.
const BRIDGES: usize = 9;
const ROOM: f64 = 0.27;
/// Width and height that a name takes.
const NAME_ROOM: [f64; 2] = [1.5, 0.42];

/// All circles at a glance.
#[derive(Debug, Serialize)]
pub(super) struct Overview {
    pub(super) circles: Vec<Bubble>,
    /// Ties: two bubbles, strength.
    pub(super) ties: Vec<(u32, u32, f64)>,
    /// All ties between these bubbles, drawn or not.
    all: Vec<(u32, u32, f64)>,
    /// Ties that are not drawn.
    ties_left: u64,
    bridges: Vec<Bridge>,
    /// Circles that are not drawn, and who is in them.
    circles_left: u64,
    people_left: u64,
}

#[derive(Debug, Serialize)]
pub(super) struct Bubble {
    /// As people see it.
    pub(super) n: u32,
    pub(super) name: String,
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) r: f64,
    pub(super) size: u32,
    /// Members by tier, S to D, then unknown.
    tiers: [u32; crate::selection::portraits::TIERS],
    /// The most common interest and city.
    interest: String,
    city: String,
    /// Share of the strength that stays inside, and the strength that leaves, to circles shown or not.
    inside: f64,
    away: f64,
    about: Bilingual,
    key: Vec<u32>,
    bridges: Vec<u32>,
}

#[derive(Debug, Serialize)]
struct Bridge {
    p: u32,
    x: f64,
    y: f64,
    /// Bubbles.
    to: Vec<u32>,
}

impl Overview {
    pub(super) fn of(analysis: &Analysis, crowd: &mut PeopleShown<'_>, shown: usize) -> Self {
        let portraits = &analysis.portraits;
        let (shown, left) = portraits.split_at(shown);
        let largest = f64::from(shown.iter().map(|p| p.size).max().unwrap_or(1).max(1));
        let radii: Vec<f64> = shown.iter().map(|p| libm::sqrt(f64::from(p.size) / largest).max(SMALLEST)).collect();
        let (ties, ties_left) = ties(shown);
        let all: Vec<force::Tie> = weights(shown);
        let at = force::layout(&radii, &all, MARGIN);
        let bubble = |(i, portrait): (usize, &Portrait)| Bubble {
            n: Circles::shown(portrait.circle),
            name: short_to(analysis.people.measures.circles.name(portrait.circle), NAME),
            x: rounded(at[i][0]),
            y: rounded(at[i][1]),
            r: rounded(radii[i]),
            size: portrait.size,
            tiers: portrait.tiers,
            interest: portrait.interests.first().map_or(String::new(), |(name, _)| short_to(name, NAME)),
            city: city(analysis, portrait),
            inside: rounded(portrait.inside_share),
            away: rounded(portrait.neighbours.iter().map(|&(_, strength)| strength).sum()),
            about: Bilingual::of(|lang| description(analysis, portrait, lang)),
            key: portrait.key_people.iter().map(|&node| crowd.number(node)).collect(),
            bridges: portrait.bridges.iter().map(|bridge| crowd.number(bridge.node)).collect(),
        };
        Self {
            circles: shown.iter().enumerate().map(bubble).collect(),
            ties,
            all: all.iter().map(|&(a, b, strength)| (a as u32, b as u32, rounded(strength))).collect(),
            ties_left,
            bridges: bridges(analysis, crowd, &at, &radii),
            circles_left: left.len() as u64,
            people_left: left.iter().map(|p| u64::from(p.size)).sum(),
        }
    }
}

fn city(analysis: &Analysis, portrait: &Portrait) -> String {
    let names = &analysis.people.tables.user_table.city.names;
    portrait.city.map_or(String::new(), |(city, _)| short_to(&names[city as usize], NAME))
}

/// All ties between circles shown.
fn weights(shown: &[Portrait]) -> Vec<force::Tie> {
    let mut all = Vec::new();
    for portrait in shown {
        let others = portrait.neighbours.iter().filter(|&&(b, _)| b > portrait.circle && (b as usize) < shown.len());
        all.extend(others.map(|&(b, strength)| (portrait.circle as usize, b as usize, strength)));
    }
    all
}

/// The strongest ties of each circle, then how many others there are among those shown.
fn ties(shown: &[Portrait]) -> (Vec<(u32, u32, f64)>, u64) {
    let each = TIES_EACH.iter().find(|(circles, _)| shown.len() <= *circles).map_or(1, |&(_, each)| each);
    let mut drawn = BTreeSet::new();
    for portrait in shown {
        let others = portrait.neighbours.iter().filter(|&&(b, _)| (b as usize) < shown.len());
        drawn.extend(others.take(each).map(|&(b, _)| (portrait.circle.min(b), portrait.circle.max(b))));
    }
    let all = weights(shown);
    let total = all.len();
    let mut ties: Vec<(u32, u32, f64)> = (all.into_iter())
        .map(|(a, b, strength)| (a as u32, b as u32, strength))
        .filter(|&(a, b, _)| drawn.contains(&(a, b)))
        .collect();
    largest_first(&mut ties, |tie| tie.2, |tie| (tie.0, tie.1));
    ties.truncate(TIES);
    let left = (total - ties.len()) as u64;
    ties.iter_mut().for_each(|tie| tie.2 = rounded(tie.2));
    (ties, left)
}

/// The people of highest betweenness who link circles shown and who may be named, between the circles they link;
/// of those who link the same two circles first, one.
fn bridges(analysis: &Analysis, crowd: &mut PeopleShown<'_>, at: &[Point], radii: &[f64]) -> Vec<Bridge> {
    let (m, nodes) = (&analysis.people.measures, &analysis.people.graph.nodes);
    let to = |v: u32| -> Vec<u32> {
        m.links.linked.row(v as usize).iter().copied().filter(|&c| (c as usize) < at.len()).take(4).collect()
    };
    let stands_between =
        |&v: &u32| analysis.people.graph.nodes.may_be_named(v) && m.betweenness.users[v as usize] > 0.0;
    let mut people: Vec<u32> = (0..nodes.len() as u32).filter(stands_between).collect();
    largest_first(&mut people, |&v| m.betweenness.users[v as usize], |&v| v);
    let mut pairs = BTreeSet::new();
    let people: Vec<(u32, Vec<u32>)> = (people.into_iter())
        .map(|v| (v, to(v)))
        .filter(|(_, to)| to.len() >= 2 && pairs.insert((to[0].min(to[1]), to[0].max(to[1]))))
        .take(BRIDGES)
        .collect();
    let mut places: Vec<Point> = people.iter().map(|(_, to)| between(to, at, radii)).collect();
    clear(&mut places, at, radii);
    let bridge = |((node, to), place): ((u32, Vec<u32>), Point)| Bridge {
        p: crowd.number(node),
        x: rounded(place[0]),
        y: rounded(place[1]),
        to,
    };
    people.into_iter().zip(places).map(bridge).collect()
}

/// The mean of the points at which each circle's rim faces the others' middle.
fn between(to: &[u32], at: &[Point], radii: &[f64]) -> Point {
    let n = to.len() as f64;
    let middle = to.iter().fold([0.0, 0.0], |m, &c| [m[0] + at[c as usize][0] / n, m[1] + at[c as usize][1] / n]);
    to.iter().fold([0.0, 0.0], |sum, &c| {
        let (p, r) = (at[c as usize], radii[c as usize]);
        let d = [middle[0] - p[0], middle[1] - p[1]];
        let length = libm::sqrt(d[0] * d[0] + d[1] * d[1]).max(1e-9);
        let share = (r / length).min(1.0);
        [sum[0] + (p[0] + d[0] * share) / n, sum[1] + (p[1] + d[1] * share) / n]
    })
}

/// Moves people off the bubbles and off each other.
fn clear(places: &mut [Point], at: &[Point], radii: &[f64]) {
    for _ in 0..80 {
        for i in 0..places.len() {
            for (p, r) in at.iter().zip(radii) {
                push(places, i, *p, r + ROOM);
            }
            for j in 0..i {
                let other = places[j];
                push(places, i, other, 2.0 * ROOM);
                lift(places, i, other);
            }
        }
    }
}

/// Lifts or lowers a person whose name would be written over another's.
fn lift(places: &mut [Point], i: usize, other: Point) {
    let (aside, above) = (places[i][0] - other[0], places[i][1] - other[1]);
    if aside.abs() < NAME_ROOM[0] && above.abs() < NAME_ROOM[1] {
        places[i][1] = other[1] + if above < 0.0 { -NAME_ROOM[1] } else { NAME_ROOM[1] };
    }
}

fn push(places: &mut [Point], i: usize, from: Point, least: f64) {
    let d = [places[i][0] - from[0], places[i][1] - from[1]];
    let length = libm::sqrt(d[0] * d[0] + d[1] * d[1]);
    if length < least {
        let angle = i as f64;
        let unit = if length > 1e-9 { [d[0] / length, d[1] / length] } else { [libm::cos(angle), libm::sin(angle)] };
        places[i] = [from[0] + unit[0] * least, from[1] + unit[1] * least];
    }
}
