//! Betweenness in parts: bit for bit what one run gives.

mod common;

use std::collections::BTreeMap;
use std::sync::Mutex;

use common::{Mix, large_mix};
use proptest::prelude::*;
use renmai::config::{BetweennessMethod, BetweennessOptions, PathCounting};
use renmai::graph::Graph;
use renmai::measures::Betweenness;
use renmai::measures::betweenness::parts::{Cut, Part, Run, Shelf, Stock};
use renmai::measures::betweenness::{betweenness, betweenness_in_parts, fill, part};
use renmai::parallel::with_threads;
use renmai::progress::Progress;
use renmai::{Error, ErrorKind, Result};

fn exact() -> BetweennessOptions {
    BetweennessOptions { method: BetweennessMethod::Exact, ..Default::default() }
}

fn weighted() -> BetweennessOptions {
    BetweennessOptions { method: BetweennessMethod::Weighted, exact_budget: u64::MAX, ..Default::default() }
}

/// A shelf in memory.
#[derive(Debug)]
struct Memory {
    parts: usize,
    there: Mutex<BTreeMap<usize, Part>>,
    /// Parts computed since it was made.
    kept: Mutex<Vec<usize>>,
    /// After so many it cannot keep more.
    room: usize,
}

impl Memory {
    fn new(parts: usize) -> Self {
        Self { parts, there: Mutex::default(), kept: Mutex::default(), room: usize::MAX }
    }
}

impl Shelf for Memory {
    fn open(&self, run: &Run) -> Result<Stock> {
        let there = self.there.lock().unwrap();
        assert!(there.values().all(|part| part.run == *run));
        let there = (0..self.parts).map(|part| there.contains_key(&part)).collect();
        Ok(Stock { parts: self.parts, wanted: 0..self.parts, there })
    }

    fn keep(&self, part: &Part) -> Result<()> {
        assert!(part.is_whole());
        if self.kept.lock().unwrap().len() == self.room {
            return Err(Error::interrupted());
        }
        self.kept.lock().unwrap().push(part.cut.part);
        assert!(self.there.lock().unwrap().insert(part.cut.part, part.clone()).is_none());
        Ok(())
    }

    fn load(&self, part: usize) -> Result<Part> {
        Ok(self.there.lock().unwrap()[&part].clone())
    }
}

/// Everything that a run yields, floats by their bits.
fn bits(b: &Betweenness) -> (Vec<Vec<u64>>, String) {
    let column = |x: &[f64]| x.iter().map(|x| x.to_bits()).collect();
    let rest = format!("{:?}", (b.method, b.path_counting, b.sources, b.choice, b.sampling));
    ([&b.users, &b.low, &b.high, &b.groups].map(|x| column(x)).into(), rest)
}

/// Parts computed one by one, in an order and on threads of their own, then put together.
fn pieced(graph: &Graph, options: &BetweennessOptions, parts: usize, threads: usize) -> Betweenness {
    let shelf = Memory::new(parts);
    for i in (0..parts).rev() {
        let cut = Cut { parts, part: i };
        let one = with_threads(1 + (i + threads) % 3, || part(graph, options, cut, &Progress::silent()).unwrap());
        shelf.there.lock().unwrap().insert(i, one);
    }
    let whole = with_threads(threads, || betweenness_in_parts(graph, options, &shelf, &Progress::silent()).unwrap());
    assert!(shelf.kept.into_inner().unwrap().is_empty());
    whole
}

fn single(graph: &Graph, options: &BetweennessOptions, threads: usize) -> Betweenness {
    with_threads(threads, || betweenness(graph, options, &Progress::silent()).unwrap())
}

fn mixes() -> impl Strategy<Value = Mix> {
    (1usize..=240, 0usize..=60, 0usize..=120).prop_flat_map(|(users, groups, edges)| {
        let n = users as u32;
        let group = prop::collection::vec(0..n, 0..=9);
        (prop::collection::vec(group, groups), prop::collection::vec((0..n, 0..n), edges))
            .prop_map(move |(groups, edges)| Mix { users, groups, edges })
    })
}

/// Parts of twenty users that do not touch, so that many searches take no time: chains of groups with an edge across.
fn islands(count: u32) -> Mix {
    let mut mix = Mix { users: 20 * count as usize, ..Mix::default() };
    for first in (0..count).map(|island| island * 20) {
        mix.groups.extend((0..17).map(|i| (first + i..first + i + 3 + i % 2).collect::<Vec<u32>>()));
        mix.edges.extend([(first + first / 20 % 5, first + 9 + first / 20 % 7), (first + 18, first + 19)]);
    }
    mix
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn parts_of_random_graphs_are_the_single_run(
        mix in mixes(), parts in 1usize..=9, threads in 1usize..=3, kind in 0..4u8,
    ) {
        let options = match kind {
            0 => exact(),
            1 => BetweennessOptions { path_counting: PathCounting::Channels, ..exact() },
            2 => BetweennessOptions { groups: false, ..exact() },
            _ => weighted(),
        };
        let graph = mix.graph();
        let expected = bits(&single(&graph, &options, 1));
        prop_assert_eq!(&expected, &bits(&single(&graph, &options, threads)));
        prop_assert_eq!(&expected, &bits(&pieced(&graph, &options, parts, threads)));
    }
}

#[test]
fn parts_of_a_graph_of_more_batches_than_pieces_are_the_single_run() {
    let graph = islands(500).graph();
    let expected = single(&graph, &exact(), 2);
    assert!(expected.sources > 512 * 16 + 100 && expected.groups.iter().any(|&x| x > 0.0));
    let expected = bits(&expected);
    for parts in [1, 2, 3, 64] {
        assert_eq!(expected, bits(&pieced(&graph, &exact(), parts, 2)), "{parts} parts");
    }
}

#[test]
fn weighted_parts_are_the_single_run_too() {
    let graph = islands(60).graph();
    let expected = bits(&single(&graph, &weighted(), 2));
    for parts in [2, 5, 16] {
        assert_eq!(expected, bits(&pieced(&graph, &weighted(), parts, 1)), "{parts} parts");
    }
}

#[test]
fn only_what_is_missing_is_computed_and_a_run_that_ended_goes_on() {
    let graph = islands(60).graph();
    let expected = bits(&single(&graph, &exact(), 1));
    // Any mask of those that are there.
    for mask in [0b1010_0110u32, 0b1111_1110, 0b0111_1111, 0b0001_0000] {
        let shelf = Memory::new(8);
        for i in (0..8).filter(|i| mask >> i & 1 == 1) {
            let one = part(&graph, &exact(), Cut { parts: 8, part: i }, &Progress::silent()).unwrap();
            shelf.there.lock().unwrap().insert(i, one);
        }
        let whole = with_threads(2, || betweenness_in_parts(&graph, &exact(), &shelf, &Progress::silent()).unwrap());
        let computed = shelf.kept.into_inner().unwrap();
        assert_eq!(computed, (0..8).filter(|i| mask >> i & 1 == 0).collect::<Vec<_>>());
        assert_eq!(bits(&whole), expected, "{mask:b}");
    }
    let full = Memory { room: 3, ..Memory::new(8) };
    let error =
        with_threads(2, || fill(&graph, &exact(), &full, renmai::memory::Room::ANY, &Progress::silent())).unwrap_err();
    assert_eq!((error.kind(), full.there.lock().unwrap().len()), (ErrorKind::Interrupted, 3));
    let again = Memory { room: 5, kept: Mutex::default(), ..full };
    assert_eq!(bits(&betweenness_in_parts(&graph, &exact(), &again, &Progress::silent()).unwrap()), expected);
}

#[test]
fn a_cancelled_run_keeps_only_parts_that_are_done() {
    let graph = large_mix(1_000, 10).graph();
    let progress = Progress::silent();
    progress.cancel();
    let shelf = Memory::new(4);
    for options in [exact(), weighted()] {
        let error = fill(&graph, &options, &shelf, renmai::memory::Room::ANY, &progress).unwrap_err();
        assert_eq!((error.kind(), shelf.there.lock().unwrap().len()), (ErrorKind::Interrupted, 0));
    }
}

#[test]
fn runs_are_told_apart_by_graph_and_options_and_not_by_threads() {
    let print = |mix: &Mix, options: BetweennessOptions, threads| {
        let cut = Cut { parts: 3, part: 1 };
        with_threads(threads, || part(&mix.graph(), &options, cut, &Progress::silent()).unwrap().run.fingerprint)
    };
    let mix = large_mix(600, 8);
    let mut other = large_mix(600, 8);
    other.edges.pop();
    let mut moved = large_mix(600, 8);
    moved.groups[3][0] = (moved.groups[3][0] + 300) % 600;
    let all = [
        print(&mix, exact(), 1),
        print(&other, exact(), 1),
        print(&moved, exact(), 1),
        print(&mix, BetweennessOptions { path_counting: PathCounting::Channels, ..exact() }, 1),
        print(&mix, BetweennessOptions { groups: false, ..exact() }, 1),
        print(&mix, weighted(), 1),
    ];
    for (i, a) in all.iter().enumerate() {
        assert!(all[..i].iter().all(|b| a != b), "{i}");
    }
    assert_eq!(all[0], print(&mix, exact(), 2));
    // Budgets and seeds decide no value of an exact run.
    assert_eq!(all[0], print(&mix, BetweennessOptions { seed: 9, memory_budget_mib: 99, ..exact() }, 1));
}

#[test]
fn samples_have_no_parts() {
    let graph = large_mix(600, 8).graph();
    let sampled = BetweennessOptions { method: BetweennessMethod::Sampled, ..Default::default() };
    for options in [
        sampled,
        BetweennessOptions { samples: Some(10), ..weighted() },
        BetweennessOptions { exact_budget: 1, ..weighted() },
        BetweennessOptions { exact_budget: 1, method: BetweennessMethod::Auto, ..sampled },
    ] {
        let error = part(&graph, &options, Cut::WHOLE, &Progress::silent()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
        let error = betweenness_in_parts(&graph, &options, &Memory::new(2), &Progress::silent()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config);
    }
}
