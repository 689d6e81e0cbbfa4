//! Everybody who may be named, once each: lists and pictures refer to people by their place here, and the page finds anybody by what is known
//! of them. Where there are more than a page holds, those of highest influence are here, and whoever a list or a picture names.
//!
//! A page is to be small: small numbers are written as digits of base 64, as many for each as the largest needs.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use crate::analysis::{Analysis, People};
use crate::measures::Circles;
use crate::report::clean::{clean_id, short};
use crate::selection::LISTS;
use crate::tables::NONE;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// People by columns.
#[derive(Debug, Serialize)]
pub(super) struct PeopleShown<'a> {
    #[serde(skip)]
    analysis: &'a Analysis,
    #[serde(skip)]
    numbers: HashMap<u32, u32>,
    /// Everybody who may be named, here or not.
    total: u64,
    /// Whole, since it is searched for, copied and linked to; it is cut where it is shown.
    id: Vec<String>,
    name: Vec<String>,
    cities: Words,
    /// Ids of accounts, and what they are called.
    owners: Words,
    owner_names: Vec<String>,
    lists: Vec<&'static str>,
    /// By place, of those whom lists and pictures name.
    betweenness: BTreeMap<u32, f64>,
    #[serde(flatten)]
    columns: Columns,
}

/// Numbers of each person; [`NONE`] for what is not known. Influence in thousandths.
#[derive(Debug, Default, Serialize)]
struct Columns {
    tier: Column,
    position: Column,
    lifecycle: Column,
    /// Given or taken from what else is known.
    role: Column,
    reach: Column,
    device: Column,
    /// Place in the lattice, row by row.
    cell: Column,
    city: Column,
    inferred: Column,
    /// As people see it.
    circle: Column,
    influence: Column,
    degree: Column,
    recency: Column,
    spend: Column,
    owner: Column,
    /// A bit a list of `lists`.
    on: Column,
}

#[derive(Debug, Default)]
struct Column(Vec<u32>);

impl Column {
    fn push(&mut self, value: impl Into<Option<u32>>) {
        self.0.push(value.into().unwrap_or(NONE));
    }
}

/// How many digits a number has, and all the digits. What is not known is 0, and everything else one more than it is.
impl Serialize for Column {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let told = |value: u32| if value == NONE { 0 } else { u64::from(value) + 1 };
        let most = self.0.iter().map(|&value| told(value)).max().unwrap_or(0);
        let width = (1..).find(|&width| most < 1 << (6 * width)).unwrap_or(1);
        let digits = self.0.iter().flat_map(|&value| {
            (0..width).rev().map(move |place| char::from(DIGITS[(told(value) >> (6 * place)) as usize & 63]))
        });
        (width, digits.collect::<String>()).serialize(to)
    }
}

/// Words, each once, and which number stands for which.
#[derive(Debug, Default, Serialize)]
#[serde(transparent)]
struct Words {
    words: Vec<String>,
    #[serde(skip)]
    numbers: HashMap<u32, u32>,
}

impl Words {
    fn number(&mut self, key: u32, word: impl FnOnce(u32) -> String) -> Option<u32> {
        if key == NONE {
            return None;
        }
        Some(*self.numbers.entry(key).or_insert_with(|| {
            self.words.push(word(key));
            self.words.len() as u32 - 1
        }))
    }
}

impl<'a> PeopleShown<'a> {
    /// Everybody who may be named, highest influence first.
    pub fn new(analysis: &'a Analysis) -> Self {
        let nodes = &analysis.people.graph.nodes;
        let rank = &analysis.people.measures.influence.rank;
        let mut everybody: Vec<u32> =
            (0..nodes.len() as u32).filter(|&v| nodes.listed[v as usize] && nodes.may_be_named(v)).collect();
        everybody.sort_by_key(|&node| (rank[node as usize], node));
        let total = everybody.len() as u64;
        let most = analysis.people.config.privacy.page_people as usize;
        everybody.truncate(most);
        // Whom lists name, wherever they rank.
        let on = on_lists(analysis);
        let mut more: Vec<u32> = on.keys().copied().collect();
        if total as usize > most {
            let here: std::collections::HashSet<u32> = everybody.iter().copied().collect();
            more.retain(|node| !here.contains(node));
            more.sort_unstable();
            everybody.extend(more);
        }
        let mut shown = Self {
            analysis,
            numbers: HashMap::with_capacity(everybody.len()),
            total,
            id: Vec::with_capacity(everybody.len()),
            name: Vec::with_capacity(everybody.len()),
            cities: Words::default(),
            owners: Words::default(),
            owner_names: Vec::new(),
            lists: LISTS.iter().map(|list| list.code).collect(),
            betweenness: BTreeMap::new(),
            columns: Columns::default(),
        };
        for node in everybody {
            shown.add(node, on.get(&node).copied().unwrap_or(0));
        }
        shown
    }

    /// The place of a node's person. Only people who may be named are asked for.
    pub fn number(&mut self, node: u32) -> u32 {
        debug_assert!(self.analysis.people.graph.nodes.may_be_named(node), "somebody who may not be named");
        let number = match self.numbers.get(&node) {
            Some(&number) => number,
            // Beyond what a page holds, and in a picture.
            None => self.add(node, 0),
        };
        let betweenness = self.analysis.people.measures.betweenness.users[node as usize];
        self.betweenness.insert(number, (betweenness * 10.0).round() / 10.0);
        number
    }

    fn add(&mut self, node: u32, on: u32) -> u32 {
        let number = self.id.len() as u32;
        self.numbers.insert(node, number);
        let People { tables, graph, segments, measures, .. } = &self.analysis.people;
        let (v, user) = (node as usize, graph.nodes.user[node as usize]);
        self.id.push(clean_id(tables.users.name(user)).into_owned());
        self.name.push(short(tables.user_table.nickname.get(user as usize)));
        let region = &segments.profile.region;
        let city = region.of_user.get(v).copied().unwrap_or(NONE);
        let circle = measures.circles.of[v];
        let spend = segments.monthly_spend[v];
        let columns = &mut self.columns;
        columns.tier.push(segments.tier[v] as u32);
        columns.position.push(segments.position.get(v).map(|&position| position as u32));
        columns.lifecycle.push(segments.lifecycle[v] as u32);
        let profile = &segments.profile;
        let reachable = profile.reach.get(v);
        columns.role.push(reachable.and_then(|r| r.role).map(|role| role as u32));
        columns.reach.push(reachable.and_then(|r| r.reach).map(|reach| reach as u32));
        columns.device.push(profile.device.get(v).copied().flatten().map(|device| device as u32));
        columns.cell.push(segments.cell[v]);
        columns.city.push(self.cities.number(city, |city| short(&region.names[city as usize])));
        columns.inferred.push(u32::from(region.inferred.get(v).copied().unwrap_or(false)));
        columns.circle.push((circle != NONE).then(|| Circles::shown(circle)));
        columns.influence.push((measures.influence.score[v] * 1000.0).round() as u32);
        columns.degree.push(measures.degree[v]);
        columns.recency.push(segments.recency_days[v]);
        columns.spend.push(spend.is_finite().then_some(spend.round() as u32));
        let owner = tables.owner(user).unwrap_or(NONE);
        let names = &mut self.owner_names;
        columns.owner.push(self.owners.number(owner, |owner| {
            let name = self.analysis.people.staff_name(owner);
            names.push(short(if name.is_empty() { tables.users.name(owner) } else { name }));
            clean_id(tables.users.name(owner)).into_owned()
        }));
        columns.on.push(on);
        number
    }

    /// The person's name as shown: the nickname, else the id.
    pub fn shown(&self, number: u32) -> String {
        match self.name[number as usize].as_str() {
            "" => self.shown_id(number),
            name => name.to_owned(),
        }
    }

    /// The person's id as shown.
    pub fn shown_id(&self, number: u32) -> String {
        short(&self.id[number as usize])
    }
}

/// Of each person on any list, the lists as bits.
fn on_lists(analysis: &Analysis) -> HashMap<u32, u32> {
    let mut on = HashMap::new();
    for (place, list) in LISTS.iter().enumerate() {
        for member in list.members(&analysis.selection, analysis.seeds.as_ref()) {
            *on.entry(member.node).or_insert(0) |= 1 << place;
        }
    }
    on
}
