//! The layers against a naive construction that lists every pair, over random mixes of groups and interactions.

mod graph_tables;

use std::collections::{BTreeMap, BTreeSet};

use graph_tables::{DAY, NOW, Rows, Settings, graph_of};
use petgraph::visit::{EdgeRef, IntoEdgeReferences, IntoEdges, IntoNeighbors};
use proptest::prelude::*;
use renmai::config::{
    AttentionOptions, BetweennessMethod, BetweennessOptions, BrokerageOptions, CascadeModel, CirclesOptions,
    GroupWeight, InfluenceOptions, IsolationOptions, SeedsOptions,
};
use renmai::graph::{Graph, Workspace, classes, components, size};
use renmai::measures::{Isolation, MeasureOptions, Measures, Pace, measure};
use renmai::progress::Progress;
use renmai::selection::seeds::{Field, seeds, spread};
use renmai::tables::{Given, MemberType, NO_TIME, NONE, Tables};

/// What a test case consists of, by small numbers.
#[derive(Clone, Debug)]
struct Mix {
    users: u8,
    memberships: Vec<(u8, u8)>,
    events: Vec<Drawn>,
    clones: Vec<(u8, u8)>,
    weight: GroupWeight,
    cap: Option<usize>,
    window: Option<u32>,
}

#[derive(Clone, Debug)]
struct Drawn {
    from: u8,
    to: u8,
    kind: u8,
    age: Option<u16>,
    count: u8,
}

const KINDS: [&str; 4] = ["private_chat", "group_message", "remark", "ignored"];

fn mixes() -> impl Strategy<Value = Mix> {
    (1u8..24, 1u8..9).prop_flat_map(|(users, groups)| {
        let age = prop_oneof![1 => Just(None), 3 => (0u16..400).prop_map(Some)];
        let event = (0..users, 0..users, 0u8..4, age, 0u8..3).prop_map(|(from, to, kind, age, count)| Drawn {
            from,
            to,
            kind,
            age,
            count,
        });
        (
            Just(users),
            prop::collection::vec((0..users, 0..groups), 0..60),
            prop::collection::vec(event, 0..30),
            // Groups with the same members as another.
            prop::collection::vec((0..groups, 10u8..13), 0..2),
            prop_oneof![Just(GroupWeight::Newman), Just(GroupWeight::Count), Just(GroupWeight::Log)],
            prop_oneof![4 => Just(None), 1 => (1usize..12).prop_map(Some)],
            prop_oneof![Just(None), (1u32..300).prop_map(Some)],
        )
            .prop_map(|(users, memberships, events, clones, weight, cap, window)| Mix {
                users,
                memberships,
                events,
                clones,
                weight,
                cap,
                window,
            })
    })
}

impl Mix {
    fn all_memberships(&self) -> Vec<(u8, u8)> {
        let cloned = self.clones.iter().flat_map(|&(group, clone)| {
            self.memberships.iter().filter(move |m| m.1 == group).map(move |m| (m.0, clone))
        });
        self.memberships.iter().copied().chain(cloned).collect()
    }

    fn rows(&self) -> Rows {
        let mut rows = Rows::default();
        for user in 0..self.users {
            rows = rows.user(&id(user));
        }
        for (user, group) in self.all_memberships() {
            rows = rows.member(&id(user), &format!("g{group:02}"), NO_TIME, NO_TIME, MemberType::Customer);
        }
        for e in &self.events {
            let at = e.age.map_or(NO_TIME, |age| NOW - i64::from(age) * DAY);
            rows = rows.event(&id(e.from), &id(e.to), KINDS[e.kind as usize], at, f64::from(e.count));
        }
        rows
    }

    fn settings(&self) -> Settings {
        let mut settings = Settings::default();
        settings.graph.group_weight = self.weight;
        settings.graph.group_cap = self.cap;
        settings.attention.window_days = self.window;
        settings.graph.kappa.insert("ignored".to_owned(), 0.0);
        settings
    }
}

fn id(user: u8) -> String {
    format!("u{user:02}")
}

/// Every pair's strength, listed pair by pair. Users are nodes 0, 1, … by their ids.
#[derive(Debug, Default)]
struct Naive {
    strength: BTreeMap<(u32, u32), f64>,
    groups: BTreeMap<u8, BTreeSet<u32>>,
    events: BTreeSet<(u32, u32)>,
    /// What was sent: to whom, by whom.
    sent: BTreeMap<(u32, u32), f64>,
}

fn naive(mix: &Mix) -> Naive {
    let mut naive = Naive::default();
    for (user, group) in mix.all_memberships() {
        naive.groups.entry(group).or_default().insert(u32::from(user));
    }
    naive.groups.retain(|_, members| members.len() > 1 && mix.cap.is_none_or(|cap| members.len() <= cap));
    for members in naive.groups.values() {
        let size = members.len() as f64;
        let weight = match mix.weight {
            GroupWeight::Newman => 1.0 / (size - 1.0),
            GroupWeight::Count => 1.0,
            GroupWeight::Log => 1.0 / (1.0 + size).ln(),
            other => panic!("{other:?}"),
        };
        for &a in members {
            for &b in members.range(a + 1..) {
                *naive.strength.entry((a, b)).or_default() += weight;
            }
        }
    }
    for e in mix.events.iter().filter(|e| e.from != e.to && e.count > 0) {
        let kappa = [3.0, 0.5, 1.0, 0.0][e.kind as usize];
        let decay = e.age.map_or(1.0, |age| 0.5f64.powf(f64::from(age) / 90.0));
        let pair = (u32::from(e.from.min(e.to)), u32::from(e.from.max(e.to)));
        if kappa > 0.0 {
            *naive.strength.entry(pair).or_default() += kappa * f64::from(e.count) * decay;
            naive.events.insert(pair);
            let recent = mix.window.is_none_or(|days| e.age.is_none_or(|age| u32::from(age) <= days));
            if recent && e.kind == 0 {
                *naive.sent.entry((e.to.into(), e.from.into())).or_default() += kappa * f64::from(e.count) * decay;
            }
        }
    }
    naive
}

impl Naive {
    fn neighbours(&self, node: u32) -> BTreeMap<u32, f64> {
        let other = |&(a, b): &(u32, u32)| if a == node { Some(b) } else { (b == node).then_some(a) };
        self.strength.iter().filter_map(|(pair, &strength)| Some((other(pair)?, strength))).collect()
    }

    /// Groups of a node.
    fn groups_of(&self, node: u32) -> Vec<u8> {
        self.groups.iter().filter(|(_, members)| members.contains(&node)).map(|(&group, _)| group).collect()
    }

    fn share(&self, a: u32, b: u32) -> bool {
        self.groups.values().any(|members| members.contains(&a) && members.contains(&b))
    }

    /// Nodes reached from `start`.
    fn reach(&self, start: u32) -> BTreeSet<u32> {
        let mut seen = BTreeSet::from([start]);
        let mut queue = vec![start];
        while let Some(node) = queue.pop() {
            queue.extend(self.neighbours(node).into_keys().filter(|&next| seen.insert(next)));
        }
        seen
    }
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * b.abs().max(1.0)
}

fn check_pairs(graph: &Graph, naive: &Naive) -> Result<(), TestCaseError> {
    let mut workspace = Workspace::default();
    let projection = graph.project(u64::MAX, &Progress::silent()).unwrap();
    let n = graph.nodes.len() as u32;
    for a in 0..n {
        let expected = naive.neighbours(a);
        let found = graph.neighbours(a, &mut workspace);
        prop_assert_eq!(found.iter().map(|x| x.0).collect::<Vec<_>>(), expected.keys().copied().collect::<Vec<_>>());
        for &(b, strength) in found {
            prop_assert!(close(strength, expected[&b]), "{} {}: {} {}", a, b, strength, expected[&b]);
            prop_assert_eq!(Some(strength.to_bits()), graph.strength(a, b).map(f64::to_bits));
            prop_assert_eq!(Some(strength.to_bits()), graph.strength(b, a).map(f64::to_bits));
        }
        prop_assert_eq!(graph.neighbors(a).collect::<Vec<_>>(), projection.rows.row(a as usize));
        let edges: Vec<_> = graph.edges(a).map(|e| (e.target(), *e.weight())).collect();
        prop_assert_eq!(&edges[..], found);
        let weights = &projection.weights[projection.rows.offsets[a as usize]..projection.rows.offsets[a as usize + 1]];
        prop_assert!(weights.iter().copied().eq(found.iter().map(|x| x.1)));
        for b in 0..n {
            prop_assert_eq!(graph.adjacent(a, b), expected.contains_key(&b));
            prop_assert_eq!(graph.strength(a, b).is_some(), expected.contains_key(&b));
            prop_assert_eq!(graph.tie_weight(a, b).is_some(), naive.events.contains(&(a.min(b), a.max(b))));
        }
        let mut later = Vec::new();
        graph.later_neighbours(a, &mut later);
        let of_neighbours: Vec<_> = found.iter().filter(|x| x.0 > a).map(|&(b, x)| (b, x.to_bits())).collect();
        prop_assert_eq!(later.iter().map(|x| (x.other, x.strength.to_bits())).collect::<Vec<_>>(), of_neighbours);
        for pair in &later {
            prop_assert_eq!(pair.shared_groups as usize, graph.shared_groups(a, pair.other).count());
        }
        // Strength from the layers alone.
        let by_groups: f64 =
            graph.incidence.groups_of.row(a as usize).iter().map(|&g| graph.incidence.member_weight[g as usize]).sum();
        let (start, end) = (graph.ties.rows.offsets[a as usize], graph.ties.rows.offsets[a as usize + 1]);
        let strength = by_groups + graph.ties.weights[start..end].iter().sum::<f64>();
        prop_assert!(close(strength, expected.values().sum()));
    }
    let once: Vec<_> = graph.edge_references().map(|e| e.id()).collect();
    prop_assert_eq!(once, naive.strength.keys().copied().collect::<Vec<_>>());
    prop_assert!(size(graph).distinct_pairs_at_most >= naive.strength.len() as u64);
    Ok(())
}

/// `remark` and `group_message` address nobody.
fn check_attention(graph: &Graph, naive: &Naive) -> Result<(), TestCaseError> {
    let half = AttentionOptions::default().half_weight;
    for node in 0..graph.nodes.len() as u32 {
        let sent: Vec<f64> = naive.sent.iter().filter(|((to, _), _)| *to == node).map(|(_, &sent)| sent).collect();
        prop_assert_eq!(graph.tallies.listeners[node as usize] as usize, sent.len());
        let attention: f64 = sent.iter().map(|sent| sent / (sent + half)).sum();
        prop_assert!(close(graph.tallies.attention[node as usize], attention), "{} {}", node, attention);
    }
    Ok(())
}

fn check_components(graph: &Graph, naive: &Naive) -> Result<(), TestCaseError> {
    let components = components(graph);
    let mut expected: Vec<Option<u32>> = vec![None; graph.nodes.len()];
    let mut sizes = Vec::new();
    for node in 0..graph.nodes.len() as u32 {
        if expected[node as usize].is_none() {
            let reached = naive.reach(node);
            reached.iter().for_each(|&other| expected[other as usize] = Some(sizes.len() as u32));
            sizes.push(reached.len() as u32);
        }
    }
    prop_assert_eq!(components.of.iter().map(|&c| Some(c)).collect::<Vec<_>>(), expected);
    prop_assert_eq!(components.sizes, sizes);
    Ok(())
}

fn check_classes(tables: &Tables, graph: &Graph, naive: &Naive) -> Result<(), TestCaseError> {
    let classes = classes(graph);
    let n = graph.nodes.len() as u32;
    let leaves = |a: u32| naive.neighbours(a).into_keys().any(|b| !naive.share(a, b));
    let mut next = 0;
    for a in 0..n {
        let class = classes.class_of[a as usize];
        prop_assert_eq!(class == NONE, naive.neighbours(a).is_empty());
        if class == NONE {
            continue;
        }
        prop_assert!(class <= next, "numbered by first node");
        next = next.max(class + 1);
        prop_assert!(classes.members.row(class as usize).contains(&a));
        for b in (0..n).filter(|&b| b != a) {
            let twins = !leaves(a) && !leaves(b) && naive.groups_of(a) == naive.groups_of(b);
            prop_assert_eq!(class == classes.class_of[b as usize], twins, "{} {}", a, b);
            if twins {
                // Equal closed neighbourhoods.
                let closed = |x| naive.neighbours(x).into_keys().chain([x]).collect::<BTreeSet<_>>();
                prop_assert_eq!(closed(a), closed(b));
            }
        }
        let groups: Vec<String> = naive.groups_of(a).into_iter().map(|g| format!("g{g:02}")).collect();
        let row: Vec<&str> = classes.groups_of.row(class as usize).iter().map(|&g| tables.groups.name(g)).collect();
        prop_assert_eq!(row, groups);
        let outside: Vec<u32> = naive
            .neighbours(a)
            .into_keys()
            .filter(|&b| !naive.share(a, b))
            .map(|b| classes.class_of[b as usize])
            .collect();
        prop_assert_eq!(classes.outside.row(class as usize), outside);
    }
    prop_assert_eq!(classes.len(), next as usize);
    for class in 0..classes.len() {
        prop_assert_eq!(classes.multiplicity[class], classes.members.row(class).len() as f64);
        prop_assert!(classes.members.row(class).is_sorted());
    }
    prop_assert_eq!(classes.classes_in.len(), tables.groups.len());
    prop_assert_eq!(&classes.classes_in, &classes.groups_of.transposed(tables.groups.len()));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn layers_say_the_same_as_listed_pairs(mix in mixes()) {
        let (tables, graph) = graph_of(&mix.rows(), &mix.settings());
        let naive = naive(&mix);
        prop_assert_eq!(graph.nodes.len(), mix.users as usize);
        check_pairs(&graph, &naive)?;
        check_attention(&graph, &naive)?;
        check_components(&graph, &naive)?;
        check_classes(&tables, &graph, &naive)?;
    }
}

/// Measures of a graph. Influence without the number of groups, which counts every membership.
fn measures(graph: &Graph, method: BetweennessMethod) -> Measures {
    let mut given = Given::default();
    (given.memberships.any, given.interactions.any) = (true, true);
    let samples = (method == BetweennessMethod::Sampled).then_some(200);
    let options = MeasureOptions {
        room: renmai::memory::Room::ANY,
        betweenness: Some(&BetweennessOptions { method, samples, ..BetweennessOptions::default() }),
        circles: &CirclesOptions::default(),
        brokerage: &BrokerageOptions::default(),
        influence: &InfluenceOptions { groups: 0.0, ..InfluenceOptions::default() },
        isolation: &IsolationOptions::default(),
        top: 10,
        pace: Pace::StageByStage,
        shelf: None,
    };
    measure(&Tables { given, ..Tables::default() }, graph, options, &Progress::silent()).unwrap()
}

/// Everything that ties can tell, as text: `NaN`s are equal there.
fn told(graph: &Graph, group_name: impl Fn(u32) -> String) -> Vec<String> {
    let mut out = vec![format!("{:?}", graph.project(u64::MAX, &Progress::silent()).unwrap())];
    for method in [BetweennessMethod::Exact, BetweennessMethod::Weighted, BetweennessMethod::Sampled] {
        let m = measures(graph, method);
        let b = &m.betweenness;
        out.push(format!("{method:?} {:?} {:?} {:?} {:?}", b.users, b.low, b.high, (&m.bridge_rank, &m.bridge_range)));
        out.push(format!("{:?} {:?} {:?} {:?}", m.degree, m.strength, m.influence, m.circles));
        out.push(format!("{:?} {:?} {:?} {:?}", m.links, m.circle_ties, m.articulation, m.holes));
        out.push(format!("{:?} {:?}", m.component, m.component_sizes));
        // Who is silent depends on memberships and events, which are counted whatever they weigh.
        let tied = |class: &Option<Isolation>| class.filter(|class| *class != Isolation::Silent);
        out.push(format!("{:?}", m.isolation.iter().map(tied).collect::<Vec<_>>()));
        for g in (0..m.group.size.len()).filter(|&g| graph.incidence.size(g as u32) > 0) {
            let betweenness = b.groups.get(g).copied().unwrap_or(0.0);
            out.push(format!("{} {betweenness} {}", group_name(g as u32), m.group.circles_linked[g]));
        }
    }
    let c = classes(graph);
    out.push(format!("{:?} {:?} {:?} {:?}", c.class_of, c.members, c.multiplicity, c.outside));
    let n = graph.nodes.len();
    let (candidates, value) = (vec![true; n], vec![1.0; n]);
    for model in [CascadeModel::Ic, CascadeModel::Lt] {
        let options = SeedsOptions { k: 2, model, budget: 2_000, simulations: 30, ..SeedsOptions::default() };
        let field = Field { candidates: &candidates, value: &value, quotas: &[] };
        let chosen = seeds(graph, field, &options, &Progress::silent());
        let nodes: Vec<u32> = chosen.picks.iter().map(|pick| pick.node).collect();
        out.push(format!("{chosen:?} {:?}", spread(graph, &nodes, &value, &options, &Progress::silent())));
    }
    out
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 30, failure_persistence: None, ..ProptestConfig::default() })]

    /// Groups of weight 0 and events of kinds with κ = 0, against the graph that never had them.
    #[test]
    fn what_weighs_nothing_ties_nobody(mix in mixes(), muted in prop::collection::btree_set(0u8..13, 0..6)) {
        let muted = |group: &str| muted.iter().any(|g| group == format!("g{g:02}"));
        let mut rows = mix.rows();
        let mut without = rows.clone();
        without.memberships.retain(|m| !muted(&m.1));
        without.events.retain(|e| e.2 != "ignored");
        let groups: BTreeSet<String> = rows.memberships.iter().map(|m| m.1.clone()).collect();
        for group in groups.iter().filter(|group| muted(group)) {
            rows = rows.group_kind(group, "announcement");
        }
        let mut settings = mix.settings();
        settings.graph.group_kind_weight.insert("announcement".to_owned(), 0.0);
        let (tables, graph) = graph_of(&rows, &settings);
        let (tables_without, graph_without) = graph_of(&without, &settings);
        prop_assert_eq!(
            told(&graph, |g| tables.groups.name(g).to_owned()),
            told(&graph_without, |g| tables_without.groups.name(g).to_owned())
        );
        // What is counted stays.
        let capped = &graph.incidence.capped;
        for (g, name) in (0u32..).zip(&groups).filter(|&(g, _)| !capped[g as usize]) {
            let members: BTreeSet<&String> = rows.memberships.iter().filter(|m| &m.1 == name).map(|m| &m.0).collect();
            prop_assert_eq!(graph.membership.size(g), members.len());
        }
    }
}
