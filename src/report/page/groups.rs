//! Groups that bridge circles; groups and accounts that are nearly full.

use serde::Serialize;

use crate::analysis::Analysis;
use crate::measures::largest_first;
use crate::report::bilingual::Bilingual;
use crate::report::capacity::{accounts, nearly_full};
use crate::report::clean::clean_id;
use crate::report::clean::short;
use crate::report::figures::thousands;
use crate::text::page as words;

/// Groups and accounts that the page holds at most, of each sort.
const SHOWN: usize = 50;

#[derive(Debug, Serialize)]
pub(super) struct GroupsView {
    /// Whether groups have a betweenness at all.
    computed: bool,
    note: Option<Bilingual>,
    bridging: Vec<Bridging>,
    full: Vec<Full>,
    accounts: Vec<Account>,
}

#[derive(Debug, Serialize)]
struct Bridging {
    name: String,
    city: String,
    size: u32,
    betweenness: f64,
    linked: u32,
    same_city: Option<f64>,
    interactions: Option<f64>,
}

#[derive(Debug, Serialize)]
struct Full {
    name: String,
    heads: u32,
    bound: u32,
    share: f64,
}

#[derive(Debug, Serialize)]
struct Account {
    name: String,
    friends: u32,
    share: f64,
    customers: u32,
}

impl GroupsView {
    pub(super) fn of(analysis: &Analysis) -> Self {
        let values = &analysis.people.measures.betweenness.groups;
        let mut order: Vec<u32> = (0u32..).zip(values).filter(|&(_, &b)| b > 0.0).map(|(g, _)| g).collect();
        largest_first(&mut order, |&g| values[g as usize], |&g| g);
        let total = order.len();
        order.truncate(SHOWN);
        let note = words::GROUPS_CAPPED.with("total", thousands(total as u64)).with("shown", order.len());
        let name = |group: u32| short(analysis.people.tables.group_label(group));
        Self {
            computed: values.len() == analysis.people.measures.group.size.len(),
            note: (total > order.len()).then(|| Bilingual::of(|lang| note.render(lang))),
            bridging: order.into_iter().map(|group| bridging(analysis, group)).collect(),
            full: nearly_full(analysis)
                .into_iter()
                .take(SHOWN)
                .map(|(group, fill)| Full {
                    name: name(group),
                    heads: fill.heads,
                    bound: fill.bound,
                    share: fill.share(),
                })
                .collect(),
            accounts: accounts(analysis)
                .into_iter()
                .take(SHOWN)
                .map(|owner| Account {
                    name: clean_id(analysis.people.tables.users.name(owner.user)).into_owned(),
                    friends: owner.friends.heads,
                    share: owner.friends.share(),
                    customers: owner.customers,
                })
                .collect(),
        }
    }
}

fn bridging(analysis: &Analysis, number: u32) -> Bridging {
    let (g, m) = (number as usize, &analysis.people.measures);
    let region = &analysis.people.segments.profile.region;
    let city = region.of_group.get(g).and_then(|&city| region.names.get(city as usize));
    Bridging {
        name: short(analysis.people.tables.group_label(number)),
        city: city.map_or(String::new(), |city| short(city)),
        size: m.group.size[g],
        betweenness: m.betweenness.groups[g],
        linked: m.group.circles_linked[g],
        same_city: Some(m.group.same_city_share[g]).filter(|share| share.is_finite()),
        interactions: analysis.people.tables.given.interactions.any.then(|| m.group.interactions[g]),
    }
}
