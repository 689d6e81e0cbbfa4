//! Tables from a few rows, in canonical order, for tests of the graph.
#![allow(dead_code)]

use std::collections::BTreeSet;

use renmai::config::{AttentionOptions, GraphOptions, OptedOut, StaffOptions};
use renmai::graph::{BuildOptions, Graph, build};
use renmai::progress::Progress;
use renmai::tables::{
    Categories, GroupTable, Ids, Interactions, MemberType, Memberships, NO_TIME, NONE, Seconds, Tables, Texts,
    UserTable, Zone,
};

/// One second before midnight of a day in 2024, as "now".
pub const NOW: Seconds = 1_717_199_999;
pub const DAY: Seconds = 86_400;

type Membership = (String, String, Seconds, Seconds, MemberType);
type Event = (String, String, String, Seconds, f64);

/// Rows by id, in any order.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub memberships: Vec<Membership>,
    pub events: Vec<Event>,
    pub users: Vec<String>,
    pub owners: Vec<(String, String)>,
    pub opted_out: Vec<String>,
    pub remark_counts: Vec<(String, f64)>,
    pub group_kinds: Vec<(String, String)>,
}

impl Rows {
    pub fn members(self, group: &str, users: &[&str]) -> Self {
        users.iter().fold(self, |rows, user| rows.member(user, group, NO_TIME, NO_TIME, MemberType::Customer))
    }

    pub fn member(mut self, user: &str, group: &str, joined: Seconds, left: Seconds, kind: MemberType) -> Self {
        self.memberships.push((user.to_owned(), group.to_owned(), joined, left, kind));
        self
    }

    pub fn event(mut self, from: &str, to: &str, kind: &str, at: Seconds, count: f64) -> Self {
        self.events.push((from.to_owned(), to.to_owned(), kind.to_owned(), at, count));
        self
    }

    pub fn user(mut self, user: &str) -> Self {
        self.users.push(user.to_owned());
        self
    }

    pub fn owner(mut self, user: &str, owner: &str) -> Self {
        self.owners.push((user.to_owned(), owner.to_owned()));
        self
    }

    pub fn opted_out(mut self, user: &str) -> Self {
        self.opted_out.push(user.to_owned());
        self
    }

    pub fn remark_count(mut self, user: &str, count: f64) -> Self {
        self.remark_counts.push((user.to_owned(), count));
        self
    }

    pub fn group_kind(mut self, group: &str, kind: &str) -> Self {
        self.group_kinds.push((group.to_owned(), kind.to_owned()));
        self
    }

    /// Tables with ids in byte order and rows sorted by all their columns.
    pub fn tables(&self) -> Tables {
        let users = ids([
            self.memberships.iter().map(|m| &m.0).collect::<Vec<_>>(),
            self.events.iter().flat_map(|e| [&e.0, &e.1]).collect(),
            self.owners.iter().flat_map(|o| [&o.0, &o.1]).collect(),
            self.users.iter().chain(&self.opted_out).chain(self.remark_counts.iter().map(|r| &r.0)).collect(),
        ]);
        let groups =
            ids([self.memberships.iter().map(|m| &m.1).chain(self.group_kinds.iter().map(|g| &g.0)).collect()]);
        let user = |id: &str| users.find(id).unwrap();
        let kinds: Vec<String> = self.events.iter().map(|e| e.2.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let kind = |name: &str| kinds.iter().position(|k| k == name).unwrap() as u32;

        let mut m: Vec<_> =
            self.memberships.iter().map(|m| (user(&m.0), groups.find(&m.1).unwrap(), m.2, m.3, m.4)).collect();
        m.sort();
        let memberships = Memberships {
            user: m.iter().map(|r| r.0).collect(),
            group: m.iter().map(|r| r.1).collect(),
            joined_at: m.iter().map(|r| r.2).collect(),
            left_at: m.iter().map(|r| r.3).collect(),
            member_type: m.iter().map(|r| r.4).collect(),
        };
        let mut e: Vec<_> =
            self.events.iter().map(|e| (user(&e.0), user(&e.1), kind(&e.2), e.3, e.4.to_bits())).collect();
        e.sort_unstable();
        let interactions = Interactions {
            from: e.iter().map(|r| r.0).collect(),
            to: e.iter().map(|r| r.1).collect(),
            kind: e.iter().map(|r| r.2).collect(),
            at: e.iter().map(|r| r.3).collect(),
            count: e.iter().map(|r| f64::from_bits(r.4)).collect(),
            group: Vec::new(),
            kinds,
        };
        let mut table = UserTable {
            remark_count: vec![f64::NAN; users.len()],
            owner: vec![NONE; users.len()],
            opted_out: vec![false; users.len()],
            ..UserTable::default()
        };
        self.owners.iter().for_each(|(u, owner)| table.owner[user(u) as usize] = user(owner));
        self.opted_out.iter().for_each(|u| table.opted_out[user(u) as usize] = true);
        self.remark_counts.iter().for_each(|(u, count)| table.remark_count[user(u) as usize] = *count);
        let names: Vec<String> =
            self.group_kinds.iter().map(|g| g.1.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let mut codes = vec![NONE; groups.len()];
        for (group, kind) in &self.group_kinds {
            codes[groups.find(group).unwrap() as usize] = names.iter().position(|n| n == kind).unwrap() as u32;
        }
        let group_table = GroupTable { kind: Categories { codes, names }, ..GroupTable::default() };
        Tables { users, groups, memberships, interactions, user_table: table, group_table, ..Tables::default() }
    }
}

fn ids<const N: usize>(parts: [Vec<&String>; N]) -> Ids {
    let distinct: BTreeSet<&str> = parts.iter().flatten().map(|id| id.as_str()).collect();
    Ids::from_sorted(distinct.into_iter().collect::<Texts>())
}

/// Everything that a build can be told.
#[derive(Clone, Debug)]
pub struct Settings {
    pub graph: GraphOptions,
    pub attention: AttentionOptions,
    pub staff: StaffOptions,
    pub opted_out: OptedOut,
    pub as_of: Seconds,
    pub zone: Zone,
    pub window: u32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            graph: GraphOptions::default(),
            attention: AttentionOptions::default(),
            staff: StaffOptions::default(),
            opted_out: OptedOut::Drop,
            as_of: NOW,
            zone: Zone::default(),
            window: 90,
        }
    }
}

impl Settings {
    pub fn options(&self) -> BuildOptions<'_> {
        BuildOptions {
            graph: &self.graph,
            attention: &self.attention,
            staff: &self.staff,
            opted_out: self.opted_out,
            as_of: self.as_of,
            zone: &self.zone,
            contact_window_days: self.window,
        }
    }
}

/// The tables of `rows`, and the graph with `settings`.
pub fn graph_of(rows: &Rows, settings: &Settings) -> (Tables, Graph) {
    let tables = rows.tables();
    let graph = build(&tables, settings.options(), &Progress::silent()).unwrap();
    (tables, graph)
}

/// Node number of a user id.
pub fn node(tables: &Tables, graph: &Graph, id: &str) -> u32 {
    graph.nodes.node[tables.users.find(id).unwrap() as usize]
}

/// Count of a finding; 0 where it was not made.
pub fn found(graph: &Graph, code: &str) -> u64 {
    graph.findings.iter().filter(|f| f.code == code).map(|f| f.count).sum()
}
