//! The people of one circle: the most central of them, the strongest ties among them, and where they lead.

use std::collections::BTreeMap;

use serde::Serialize;

use super::force::{self, Point};
use super::rounded;
use crate::analysis::Analysis;
use crate::graph::{Csr, Workspace};
use crate::measures::largest_first;
use crate::parallel;
use crate::report::people_shown::PeopleShown;
use crate::tables::NONE;

/// People drawn of a circle at most.
const PEOPLE: usize = 60;
/// Strongest ties drawn of each of them.
const TIES_EACH: usize = 4;
/// Other circles drawn around it at most, and people who lead to each.
const AROUND: usize = 8;
const LEADING: usize = 3;
/// Width by height of the box that people are in, and how far out the other circles are.
const WIDE: f64 = 1.3;
const RIM: f64 = 1.32;

/// The people of one circle.
#[derive(Debug, Default, Serialize)]
pub(super) struct Inside {
    /// Node numbers, in the order of `people`.
    #[serde(skip)]
    pub nodes: Vec<u32>,
    /// Who.
    people: Vec<u32>,
    /// Where: x and y in turn.
    at: Vec<f64>,
    /// Ties: places in `people`, strength.
    ties: Vec<(u32, u32, f64)>,
    /// Other circles that people lead to: circle, x, y.
    around: Vec<(u32, f64, f64)>,
    /// Who leads where: places in `people` and `around`.
    leads: Vec<(u32, u32)>,
    /// Members in all.
    members: u32,
}

/// What one circle's picture is made of, before people have numbers.
struct Drawn {
    nodes: Vec<u32>,
    at: Vec<Point>,
    ties: Vec<(u32, u32, f64)>,
    around: Vec<(u32, f64, f64)>,
    leads: Vec<(u32, u32)>,
}

/// The first `shown` circles.
pub(super) fn of_circles(analysis: &Analysis, crowd: &mut PeopleShown<'_>, shown: usize) -> Vec<Inside> {
    let (nodes, circles) = (&analysis.people.graph.nodes, &analysis.people.measures.circles);
    let placed = (0u32..).zip(&circles.of).filter(|&(v, &c)| c != NONE && nodes.listed[v as usize]);
    let members = Csr::from_pairs(circles.sizes.len(), placed.map(|(v, &c)| (c, v)));
    let drawn = parallel::map_range(shown, |circle| draw(analysis, circle as u32, members.row(circle), shown as u32));
    let mut inside = |(circle, drawn): (usize, Drawn)| Inside {
        people: drawn.nodes.iter().map(|&node| crowd.number(node)).collect(),
        nodes: drawn.nodes,
        at: drawn.at.iter().flatten().map(|&x| rounded(x)).collect(),
        ties: drawn.ties,
        around: drawn.around,
        leads: drawn.leads,
        members: members.row(circle).len() as u32,
    };
    drawn.into_iter().enumerate().map(&mut inside).collect()
}

fn draw(analysis: &Analysis, circle: u32, members: &[u32], shown: u32) -> Drawn {
    let named: Vec<u32> = members.iter().copied().filter(|&v| analysis.people.graph.nodes.may_be_named(v)).collect();
    let nodes = central(analysis, &named);
    let ties = ties(analysis, &nodes);
    let influence = &analysis.people.measures.influence.score;
    let radii: Vec<f64> = nodes.iter().map(|&v| 0.3 + 0.5 * influence[v as usize] / 100.0).collect();
    let weighed: Vec<force::Tie> = ties.iter().map(|&(i, j, w)| (i as usize, j as usize, w)).collect();
    let mut at = force::layout(&radii, &weighed, 0.25);
    // Within a box of ±1, wider than high.
    let extent = |axis: usize| at.iter().zip(&radii).map(|(p, r)| p[axis].abs() + r).fold(0.5, f64::max);
    let (width, height) = (extent(0), extent(1) * WIDE);
    at.iter_mut().for_each(|p| *p = [p[0] / width, p[1] / height]);
    let (around, leads) = ways_out(analysis, circle, &nodes, &at, shown);
    Drawn { nodes, at, ties, around, leads }
}

/// All who may be named of a small circle; else half by influence, half by betweenness, the most influential first.
fn central(analysis: &Analysis, members: &[u32]) -> Vec<u32> {
    let m = &analysis.people.measures;
    let by = |score: &[f64]| {
        let mut order = members.to_vec();
        largest_first(&mut order, |&v| score[v as usize], |&v| v);
        order
    };
    let influential = by(&m.influence.score);
    if influential.len() <= PEOPLE {
        return influential;
    }
    let mut taken: Vec<u32> = influential[..PEOPLE / 2].to_vec();
    let between = by(&m.betweenness.users);
    let rest = between.into_iter().filter(|v| m.betweenness.users[*v as usize] > 0.0).chain(influential);
    for node in rest {
        if taken.len() == PEOPLE {
            break;
        }
        if !taken.contains(&node) {
            taken.push(node);
        }
    }
    taken
}

/// The strongest ties of each to the others drawn, each once.
fn ties(analysis: &Analysis, nodes: &[u32]) -> Vec<(u32, u32, f64)> {
    let mut place: Vec<(u32, u32)> = nodes.iter().copied().zip(0u32..).collect();
    place.sort_unstable();
    let mut workspace = Workspace::default();
    let mut ties = BTreeMap::new();
    for (i, &node) in (0u32..).zip(nodes) {
        let neighbours = analysis.people.graph.neighbours(node, &mut workspace).iter();
        let mut own: Vec<(u32, f64)> = neighbours
            .filter_map(|&(other, strength)| {
                let j = place.binary_search_by_key(&other, |&(node, _)| node).ok()?;
                Some((place[j].1, strength))
            })
            .collect();
        largest_first(&mut own, |other| other.1, |other| other.0);
        for (j, strength) in own.into_iter().take(TIES_EACH) {
            ties.insert((i.min(j), i.max(j)), strength);
        }
    }
    ties.into_iter().map(|((i, j), strength)| (i, j, rounded(strength))).collect()
}

type WaysOut = (Vec<(u32, f64, f64)>, Vec<(u32, u32)>);

/// The circles to which those drawn lead most, on a ring around them, near to who leads there.
fn ways_out(analysis: &Analysis, circle: u32, nodes: &[u32], at: &[Point], shown: u32) -> WaysOut {
    let mut led: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for (i, &node) in (0u32..).zip(nodes) {
        for &other in
            analysis.people.measures.links.linked.row(node as usize).iter().filter(|&&c| c != circle && c < shown)
        {
            led.entry(other).or_default().push(i);
        }
    }
    let mut ranked: Vec<(u32, Vec<u32>)> = led.into_iter().collect();
    ranked.sort_by(|a, b| b.1.len().cmp(&a.1.len()).then(a.0.cmp(&b.0)));
    ranked.truncate(AROUND);
    let between = |&i: &u32| analysis.people.measures.betweenness.users[nodes[i as usize] as usize];
    for (_, people) in &mut ranked {
        largest_first(people, between, |&i| i);
        people.truncate(LEADING);
    }
    let angle = |people: &[u32]| {
        let sum = people.iter().fold([0.0, 0.0], |sum, &i| [sum[0] + at[i as usize][0], sum[1] + at[i as usize][1]]);
        libm::atan2(sum[1], sum[0])
    };
    ranked.sort_by(|a, b| angle(&a.1).total_cmp(&angle(&b.1)).then(a.0.cmp(&b.0)));
    let step = 2.0 * std::f64::consts::PI / ranked.len().max(1) as f64;
    // Turned so that the first stands where its people are.
    let start = ranked.first().map_or(0.0, |(_, people)| angle(people));
    let (mut around, mut leads) = (Vec::new(), Vec::new());
    for (k, (other, people)) in (0u32..).zip(&ranked) {
        let angle = start + step * f64::from(k);
        around.push((*other, rounded(RIM * libm::cos(angle)), rounded(RIM / WIDE * libm::sin(angle))));
        leads.extend(people.iter().map(|&i| (i, k)));
    }
    (around, leads)
}
