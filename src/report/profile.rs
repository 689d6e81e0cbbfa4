//! Who people are, in figures: position, role, reach, device, cities, interests, segments of the user's own.

use std::collections::BTreeMap;

use serde::Serialize;

use super::distribution::{Distribution, Part};
use crate::analysis::Analysis;
use crate::config::{Reach, Tier};
use crate::segments::Position;
use crate::segments::interests::Interests;
use crate::tables::{DeviceClass, NONE, Role};

/// Cities named at most.
const CITIES: usize = 15;
/// Interests named of each level at most, beneath each that is named above it.
const INTERESTS: usize = 12;

/// Who people are.
#[derive(Debug, Serialize)]
pub struct ProfileFigures {
    /// Social positions.
    pub position: Distribution<Position>,
    /// Users of each tier (rows, S to D, then unknown) by position (columns, in the order of `position`).
    pub tier_by_position: Vec<Vec<u64>>,
    /// Roles, given or taken from what else is known.
    pub role: Distribution<Role>,
    /// Grades of reach.
    pub reach: Distribution<Reach>,
    /// Users whose service window is open; `None` where no interaction has a time.
    pub window_open: Option<Part>,
    /// Classes of devices.
    pub device: Distribution<DeviceClass>,
    /// Cities.
    pub cities: CityFigures,
    /// Interests.
    pub interests: InterestFigures,
    /// Segments of the user's own.
    pub segments: Vec<SegmentFigures>,
}

/// Where people are.
#[derive(Debug, Default, Serialize)]
pub struct CityFigures {
    /// The most common cities.
    pub top: Vec<Counted>,
    /// Users in other cities.
    pub other: Part,
    /// How many other cities.
    pub others: u64,
    /// Users without a city.
    pub unknown: Part,
    /// Users whose city is inferred from their groups, among all of the above.
    pub inferred: Part,
}

/// A name and how many.
#[derive(Debug, Serialize)]
pub struct Counted {
    /// As in the data.
    pub name: String,
    /// How many.
    #[serde(flatten)]
    pub part: Part,
}

/// What people care for.
#[derive(Debug, Default, Serialize)]
pub struct InterestFigures {
    /// Users whose tags go at least so deep, one entry a level.
    pub covered: Vec<Part>,
    /// Distinct interests of all levels.
    pub distinct: u64,
    /// The most common ones as a tree.
    pub tree: Vec<Branch>,
}

/// An interest, and those beneath it.
#[derive(Debug, Serialize)]
pub struct Branch {
    /// The last level of its name.
    pub name: String,
    /// Listed users with it.
    pub users: u32,
    /// Groups with it.
    pub groups: u32,
    /// The next level.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Branch>,
}

/// A segment of the user's own.
#[derive(Debug, Serialize)]
pub struct SegmentFigures {
    /// Its name.
    pub name: String,
    /// Its rule.
    pub rule: String,
    /// Users for whom it holds.
    #[serde(flatten)]
    pub part: Part,
}

impl ProfileFigures {
    /// Those of a run.
    pub fn of(analysis: &Analysis) -> Self {
        let (s, listed) = (&analysis.people.segments, &analysis.people.graph.nodes.listed);
        let (profile, n) = (&s.profile, analysis.people.graph.nodes.listed_count);
        let reach = &profile.reach;
        let count = |holds: &dyn Fn(usize) -> bool| (0..listed.len()).filter(|&v| listed[v] && holds(v)).count() as u64;
        let told = reach.iter().zip(listed).any(|(reach, &listed)| listed && reach.window_open.is_some());
        let named = |named: &crate::segments::Named| SegmentFigures {
            name: named.name.clone(),
            rule: named.rule.clone(),
            part: Part::of(count(&|v| named.holds.get(v) == Some(&true)), n),
        };
        Self {
            position: Distribution::of(s.position.iter().copied(), listed),
            tier_by_position: crossed(analysis),
            role: Distribution::or_unknown(reach.iter().map(|r| r.role), listed),
            reach: Distribution::or_unknown(reach.iter().map(|r| r.reach), listed),
            window_open: told.then(|| Part::of(count(&|v| reach[v].window_open == Some(true)), n)),
            device: Distribution::or_unknown(profile.device.iter().copied(), listed),
            cities: CityFigures::of(analysis),
            interests: InterestFigures::of(&profile.interests, n),
            segments: s.named.iter().map(named).collect(),
        }
    }
}

fn crossed(analysis: &Analysis) -> Vec<Vec<u64>> {
    let s = &analysis.people.segments;
    let mut counts = vec![vec![0; Position::ALL.len()]; Tier::ALL.len()];
    let rows = s.tier.iter().zip(&s.position).zip(&analysis.people.graph.nodes.listed);
    for ((&tier, &position), _) in rows.filter(|(_, listed)| **listed) {
        counts[tier as usize][position as usize] += 1;
    }
    counts
}

impl CityFigures {
    fn of(analysis: &Analysis) -> Self {
        let (region, nodes) = (&analysis.people.segments.profile.region, &analysis.people.graph.nodes);
        let mut counts = vec![0u64; region.names.len()];
        let (mut unknown, mut inferred) = (0, 0);
        for v in (0..region.of_user.len()).filter(|&v| nodes.listed[v]) {
            match region.of_user[v] {
                NONE => unknown += 1,
                city => counts[city as usize] += 1,
            }
            inferred += u64::from(region.inferred[v]);
        }
        let mut ranked: Vec<(usize, u64)> = counts.into_iter().enumerate().filter(|&(_, count)| count > 0).collect();
        ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let rest = ranked.split_off(ranked.len().min(CITIES));
        let part = |count| Part::of(count, nodes.listed_count);
        Self {
            top: ranked
                .into_iter()
                .map(|(city, n)| Counted { name: region.names[city].clone(), part: part(n) })
                .collect(),
            other: part(rest.iter().map(|&(_, count)| count).sum()),
            others: rest.len() as u64,
            unknown: part(unknown),
            inferred: part(inferred),
        }
    }
}

impl InterestFigures {
    fn of(interests: &Interests, n: usize) -> Self {
        let mut beneath: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (i, interest) in interests.all.iter().enumerate().filter(|(_, interest)| interest.users > 0) {
            let above = interest.name.rsplit_once('>').map_or("", |(above, _)| above);
            beneath.entry(above).or_default().push(i);
        }
        for row in beneath.values_mut() {
            row.sort_by_key(|&i| (std::cmp::Reverse(interests.all[i].users), i));
            row.truncate(INTERESTS);
        }
        Self {
            covered: interests.covered.iter().map(|&users| Part::of(users.into(), n)).collect(),
            distinct: interests.all.iter().filter(|interest| interest.users > 0).count() as u64,
            tree: branches(interests, &beneath, ""),
        }
    }
}

fn branches(interests: &Interests, beneath: &BTreeMap<&str, Vec<usize>>, above: &str) -> Vec<Branch> {
    let branch = |&i: &usize| {
        let interest = &interests.all[i];
        Branch {
            name: interest.name.rsplit('>').next().unwrap_or_default().to_owned(),
            users: interest.users,
            groups: interest.groups,
            parts: branches(interests, beneath, &interest.name),
        }
    };
    beneath.get(above).into_iter().flatten().map(branch).collect()
}
