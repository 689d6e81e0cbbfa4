//! Everybody whom the page names, once each: lists and pictures refer to people by their place here.

use std::collections::HashMap;

use serde::Serialize;

use crate::analysis::{Analysis, People};
use crate::measures::Circles;
use crate::report::clean::{clean_id, short};
use crate::tables::NONE;

/// People by columns.
#[derive(Debug, Serialize)]
pub(super) struct PeopleShown<'a> {
    #[serde(skip)]
    analysis: &'a Analysis,
    #[serde(skip)]
    numbers: HashMap<u32, u32>,
    #[serde(skip)]
    city_numbers: HashMap<u32, i32>,
    /// Whole, since it is searched for, copied and linked to; it is cut where it is shown.
    id: Vec<String>,
    name: Vec<String>,
    /// Places among the tiers and positions.
    tier: Vec<u8>,
    position: Vec<u8>,
    /// Place in `cities`, −1 for none; whether it is inferred.
    city: Vec<i32>,
    inferred: Vec<u8>,
    cities: Vec<String>,
    /// As people see it; 0 for none.
    circle: Vec<u32>,
    influence: Vec<f64>,
    betweenness: Vec<f64>,
    degree: Vec<u32>,
}

impl<'a> PeopleShown<'a> {
    /// Nobody yet.
    pub fn new(analysis: &'a Analysis) -> Self {
        Self {
            analysis,
            numbers: HashMap::new(),
            city_numbers: HashMap::new(),
            id: Vec::new(),
            name: Vec::new(),
            tier: Vec::new(),
            position: Vec::new(),
            city: Vec::new(),
            inferred: Vec::new(),
            cities: Vec::new(),
            circle: Vec::new(),
            influence: Vec::new(),
            betweenness: Vec::new(),
            degree: Vec::new(),
        }
    }

    /// The place of a node's person, who is added where they are new. Only people who may be named are asked for.
    pub fn number(&mut self, node: u32) -> u32 {
        debug_assert!(self.analysis.people.graph.nodes.may_be_named(node), "somebody who may not be named");
        if let Some(&number) = self.numbers.get(&node) {
            return number;
        }
        let number = self.id.len() as u32;
        self.numbers.insert(node, number);
        let People { tables, graph, segments, measures, .. } = &self.analysis.people;
        let (v, user) = (node as usize, graph.nodes.user[node as usize]);
        self.id.push(clean_id(tables.users.name(user)).into_owned());
        self.name.push(short(tables.user_table.nickname.get(user as usize)));
        self.tier.push(segments.tier[v] as u8);
        self.position.push(segments.position.get(v).map_or(3, |&position| position as u8));
        let region = &segments.profile.region;
        let city = region.of_user.get(v).copied().unwrap_or(NONE);
        let city_number = if city == NONE { -1 } else { self.city_number(city) };
        self.city.push(city_number);
        self.inferred.push(u8::from(region.inferred.get(v).copied().unwrap_or(false)));
        let circle = measures.circles.of[v];
        self.circle.push(if circle == NONE { 0 } else { Circles::shown(circle) });
        self.influence.push((measures.influence.score[v] * 10.0).round() / 10.0);
        self.betweenness.push((measures.betweenness.users[v] * 10.0).round() / 10.0);
        self.degree.push(measures.degree[v]);
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

    fn city_number(&mut self, city: u32) -> i32 {
        let (cities, analysis) = (&mut self.cities, self.analysis);
        *self.city_numbers.entry(city).or_insert_with(|| {
            cities.push(short(&analysis.people.segments.profile.region.names[city as usize]));
            cities.len() as i32 - 1
        })
    }
}
