//! Tables, graph, measures and segments made by hand, for tests of what follows them.

use renmai::analysis::profile_of;
use renmai::config::{Config, SelectionOptions, Tier, ValueOptions, ValueSegment};
use renmai::graph::{Csr, Graph, Incidence, Membership, Nodes, Tallies, Ties};
use renmai::measures::{Betweenness, Circles, Holes, Influence, Links, Measures};
use renmai::segments::{Lifecycle, Position, Rfm, Segments, Trigger};
use renmai::selection::explain::Layers;
use renmai::selection::{Context, Hours, Selection, select};
use renmai::tables::{Given, Ids, MemberType, Memberships, NO_TIME, Presence, Tables, TagLists, Zone};

/// The moment looked back from.
pub const NOW: i64 = 1_700_000_000;

/// Everything that the selection looks at. Users are nodes, called `u000`, `u001`, …; groups `g00`, `g01`, ….
pub struct World {
    pub tables: Tables,
    pub graph: Graph,
    pub measures: Measures,
    pub segments: Segments,
    pub options: SelectionOptions,
    pub only: Option<Vec<bool>>,
    pub top: usize,
}

impl World {
    /// `n` people of tier B, contacted today, in one group each, with all sources given and no ties.
    pub fn new(n: usize) -> Self {
        let ids: Vec<String> = (0..n).map(|i| format!("u{i:03}")).collect();
        let mut given = Given::default();
        (given.memberships.any, given.interactions.any, given.interactions.at) = (true, true, true);
        (given.users.any, given.users.remark_count) = (true, true);
        (given.groups.any, given.purchases.any) = (true, true);
        let mut tables =
            Tables { users: Ids::from_sorted(ids.iter().map(String::as_str).collect()), given, ..Tables::default() };
        tables.user_table.tags.offsets = vec![0; n + 1];
        let membership = Membership {
            groups_of: Csr::from_pairs(n, std::iter::empty()),
            members_of: Csr::from_pairs(1, std::iter::empty()),
        };
        let graph = Graph {
            nodes: Nodes::new(vec![Presence::Customer; n]),
            incidence: Incidence::new(&membership, vec![0.0], vec![0.0], vec![false]),
            membership,
            ties: Ties { rows: Csr::from_pairs(n, std::iter::empty()), weights: Vec::new() },
            tallies: Tallies { last_sent: vec![NO_TIME; n], ..Tallies::default() },
            ..Graph::default()
        };
        let measures = Measures {
            groups: vec![1; n],
            degree: vec![0; n],
            strength: vec![0.0; n],
            interactions_in: vec![0.0; n],
            interactions_out: vec![1.0; n],
            remarks: vec![0.0; n],
            listeners: vec![0; n],
            attention: vec![0.0; n],
            influence: Influence { score: vec![0.0; n], rank: vec![n as u32; n], dropped: Vec::new() },
            betweenness: Betweenness {
                users: vec![0.0; n],
                low: vec![0.0; n],
                high: vec![0.0; n],
                ..Betweenness::default()
            },
            bridge_rank: vec![n as u32; n],
            bridge_ties: vec![0; n],
            bridge_range: vec![(n as u32, n as u32); n],
            betweenness_percentile: vec![0.0; n],
            circles: Circles { of: vec![0; n], sizes: vec![n as u32], ..Circles::default() },
            links: Links {
                circles_linked: vec![1; n],
                linked: Csr::from_pairs(n, (0..n as u32).map(|v| (v, 0))),
                linked_strength: vec![1.0; n],
                ..Links::default()
            },
            articulation: vec![0; n],
            holes: vec![Holes::UNKNOWN; n],
            isolation: vec![None; n],
            component: vec![0; n],
            component_sizes: vec![n as u32],
            ..Measures::default()
        };
        let segments = Segments {
            recency_days: vec![Some(0); n],
            recency_known: true,
            undated: vec![false; n],
            monthly_spend: vec![0.0; n],
            spend_known: true,
            cell: vec![0; n],
            tier: vec![Tier::B; n],
            segment: vec![ValueSegment::Growing; n],
            lifecycle: vec![Lifecycle::Mature; n],
            trigger: vec![Trigger::Regular; n],
            rfm: vec![Rfm::default(); n],
            contacts: vec![f64::NAN; n],
            position: vec![Position::Member; n],
            welcome_due: vec![false; n],
            lattice: Some(ValueOptions::default().lattice().expect("the default lattice is total")),
            ..Segments::default()
        };
        Self { tables, graph, measures, segments, options: SelectionOptions::default(), only: None, top: usize::MAX }
    }

    /// Somebody opts out and stays as a node without a name.
    pub fn opt_out(&mut self, node: usize) {
        self.graph.nodes.presence[node] = Presence::Unnamed;
        self.graph.nodes = Nodes::new(std::mem::take(&mut self.graph.nodes.presence));
    }

    /// Profiles follow from tables and graph, which tests change: they are made anew, and left to the end of the test.
    pub fn context(&self) -> Context<'_> {
        let config = Config::default();
        let profile = profile_of(&self.tables, &self.graph, &self.segments, &config, NOW, &Zone::default());
        let segments: &'static Segments = Box::leak(Box::new(Segments { profile, ..self.segments.clone() }));
        Context {
            tables: &self.tables,
            graph: &self.graph,
            measures: &self.measures,
            segments,
            options: &self.options,
            heat: Box::leak(Box::default()),
            todo: Box::leak(Box::default()),
            campaign: Box::leak(Box::default()),
            link_share: 0.2,
            zone: Box::leak(Box::default()),
            only: self.only.as_deref(),
            top: self.top,
            as_of: NOW,
        }
    }

    pub fn hours(&self) -> Hours<'_> {
        Hours { clock: Box::leak(Box::default()), maps: Box::leak(Box::default()) }
    }

    pub fn layers(&self) -> Layers<'_> {
        Layers { tables: &self.tables, graph: &self.graph, as_of: NOW, zone: Box::leak(Box::default()) }
    }

    pub fn select(&self) -> Selection {
        select(self.context())
    }

    /// Groups with their members, numbered from 0 without gaps; every pair weighs 1/(size − 1).
    pub fn memberships(&mut self, groups: &[(u32, &[u32])]) {
        let n = self.graph.nodes.len();
        let pairs = groups.iter().flat_map(|(g, members)| members.iter().map(move |m| (*g, m)));
        let members_of = Csr::from_pairs(groups.len(), pairs.clone().map(|(g, &m)| (g, m)));
        let ids: Vec<String> = (0..groups.len()).map(|g| format!("g{g:02}")).collect();
        let mut rows: Vec<(u32, u32)> = pairs.clone().map(|(g, &user)| (user, g)).collect();
        rows.sort_unstable();
        self.tables.memberships = Memberships {
            user: rows.iter().map(|row| row.0).collect(),
            group: rows.iter().map(|row| row.1).collect(),
            joined_at: vec![NO_TIME; rows.len()],
            left_at: vec![NO_TIME; rows.len()],
            member_type: vec![MemberType::Customer; rows.len()],
        };
        self.tables.groups = Ids::from_sorted(ids.iter().map(String::as_str).collect());
        self.tables.group_table.tags.offsets = vec![0; groups.len() + 1];
        let membership = Membership { groups_of: members_of.transposed(n), members_of };
        let pair_weight = groups.iter().map(|(_, m)| if m.len() > 1 { 1.0 / (m.len() as f64 - 1.0) } else { 0.0 });
        let (members, capped) = (vec![1.0; groups.len()], vec![false; groups.len()]);
        self.graph.incidence = Incidence::new(&membership, pair_weight.collect(), members, capped);
        self.graph.membership = membership;
    }

    /// One interaction edge more.
    pub fn tie(&mut self, a: u32, b: u32, weight: f64) {
        let ties = &self.graph.ties;
        let mut edges: Vec<(u32, u32, f64)> =
            ties.rows.pairs().zip(&ties.weights).map(|((i, j), &w)| (i, j, w)).collect();
        edges.extend([(a, b, weight), (b, a, weight)]);
        edges.sort_by_key(|&(i, j, _)| (i, j));
        let rows = Csr::from_pairs(self.graph.nodes.len(), edges.iter().map(|&(i, j, _)| (i, j)));
        self.graph.ties = Ties { rows, weights: edges.iter().map(|e| e.2).collect() };
    }

    /// One tag each for some users (ascending).
    pub fn user_tags(&mut self, tags: &[(usize, &str)]) {
        self.tables.user_table.tags = tag_lists(self.graph.nodes.len(), tags);
    }

    /// One tag each for some groups (ascending); after [`World::memberships`].
    pub fn group_tags(&mut self, tags: &[(usize, &str)]) {
        self.tables.group_table.tags = tag_lists(self.tables.groups.len(), tags);
    }
}

fn tag_lists(owners: usize, tags: &[(usize, &str)]) -> TagLists {
    let mut names: Vec<String> = tags.iter().map(|(_, t)| (*t).to_owned()).collect();
    names.sort();
    names.dedup();
    let number = |tag: &str| names.binary_search_by(|n| n.as_str().cmp(tag)).expect("every tag is named") as u32;
    let rows = Csr::from_pairs(owners, tags.iter().map(|&(owner, tag)| (owner as u32, number(tag))));
    TagLists { offsets: rows.offsets, items: rows.items, names }
}
