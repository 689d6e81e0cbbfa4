//! Sampled betweenness through the public options.

mod common;

use common::oracle::{Pairs, agree};
use common::{Mix, large_mix};
use proptest::prelude::*;
use renmai::config::{BetweennessMethod, BetweennessOptions, Intervals, PathCounting};
use renmai::measures::betweenness::{Betweenness, Method, Sampling, Stop, betweenness};
use renmai::parallel::with_threads;
use renmai::progress::Progress;

/// Limits that hold for all at once.
fn options() -> BetweennessOptions {
    BetweennessOptions { intervals: Intervals::All, ..each() }
}

/// Limits that hold for each alone.
fn each() -> BetweennessOptions {
    BetweennessOptions { method: BetweennessMethod::Sampled, samples: Some(4000), ..Default::default() }
}

fn compute(mix: &Mix, options: &BetweennessOptions) -> Betweenness {
    betweenness(&mix.graph(), options, &Progress::silent()).unwrap()
}

fn sampling(mix: &Mix, options: &BetweennessOptions) -> Sampling {
    compute(mix, options).sampling.unwrap()
}

/// Users 0–19 and 20–39 in a group each, 40 in both: the only one between.
fn one_bridge() -> Mix {
    Mix::of_groups(41, [(0..20).chain([40]).collect(), (20..41).collect()])
}

fn any_mix() -> impl Strategy<Value = Mix> {
    (1usize..=20).prop_flat_map(|users| {
        let n = users as u32;
        let groups = prop::collection::vec(prop::collection::vec(0..n, 0..=6), 0..=7);
        let edges = prop::collection::vec((0..n, 0..n), 0..=16);
        (groups, edges).prop_map(move |(groups, edges)| Mix { users, groups, edges })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    /// With δ = 1e-9 no interval may miss in any of the cases, and the paths of a few thousand draws are enough to see
    /// a zero that is none.
    #[test]
    fn no_interval_misses(mix in any_mix(), channels in any::<bool>()) {
        let path_counting = if channels { PathCounting::Channels } else { PathCounting::Neighbours };
        let b = compute(&mix, &BetweennessOptions { path_counting, delta: 1e-9, ..options() });
        let exact = Pairs::new(&mix).betweenness(channels);
        for v in 0..mix.users {
            prop_assert!(0.0 <= b.low[v] && b.low[v] <= b.users[v] && b.users[v] <= b.high[v]);
            prop_assert!(b.low[v] <= exact.users[v] * (1.0 + 1e-9), "user {} from {}, is {}", v, b.low[v], exact.users[v]);
            prop_assert!(exact.users[v] <= b.high[v] * (1.0 + 1e-9), "user {} to {}, is {}", v, b.high[v], exact.users[v]);
        }
        for (estimate, exact) in b.groups.iter().zip(&exact.groups) {
            prop_assert!((*estimate > 0.0) <= (*exact > 0.0));
        }
    }
}

#[test]
fn nobody_and_nothing() {
    for mix in [Mix::default(), Mix::of_groups(3, []), Mix::of_groups(3, [vec![0, 1, 2]]), Mix::of_edges(2, [(0, 1)])] {
        let b = compute(&mix, &options());
        assert!(b.users.iter().chain(&b.low).chain(&b.high).all(|&x| x == 0.0));
        assert_eq!((b.users.len(), b.groups.len(), b.sources), (mix.users, mix.groups.len(), 0));
        assert_eq!(b.sampling.unwrap().samples, 0);
    }
}

#[test]
fn the_only_bridge_between_two_groups() {
    let b = compute(&one_bridge(), &BetweennessOptions { samples: Some(100_000), ..options() });
    assert_eq!(b.method, Method::Sampled);
    // 400 of 820 pairs, and each of their paths takes a step in both groups.
    assert!((b.users[40] - 400.0).abs() < 10.0 && b.low[40] > 390.0 && b.high[40] < 410.0);
    assert_eq!(b.groups, vec![b.users[40]; 2]);
    let zero = |values: &[f64]| values[..40].iter().all(|&x| x == 0.0);
    assert!(zero(&b.users) && zero(&b.high));
}

/// Long chains have more paths than any float counts: 12^400.
#[test]
fn more_paths_than_a_float_can_count() {
    let (blocks, width) = (400u32, 12u32);
    let groups = (1..blocks).map(|i| ((i - 1) * width..(i + 1) * width).collect());
    let mix = Mix::of_groups((blocks * width) as usize, groups);
    for path_counting in [PathCounting::Neighbours, PathCounting::Channels] {
        let b = compute(&mix, &BetweennessOptions { path_counting, ..options() });
        for v in 0..mix.users {
            let (before, after) = (v as u32 / width, blocks - 1 - v as u32 / width);
            let value = f64::from(before * after * width);
            assert!(b.low[v] <= value && value <= b.high[v], "user {v}: {} to {}, is {value}", b.low[v], b.high[v]);
        }
    }
}

/// As above with two sides whose path counts differ by 12^300 where they meet.
#[test]
fn path_counts_far_apart_on_one_level() {
    let (blocks, width) = (300u32, 12u32);
    let thin = blocks * width;
    let (start, end) = (thin + blocks, thin + blocks + 1);
    let mut mix = Mix::of_groups(end as usize + 1, (1..blocks).map(|i| ((i - 1) * width..(i + 1) * width).collect()));
    mix.groups.push((0..width).chain([start]).collect());
    mix.groups.push(((blocks - 1) * width..thin).chain([end]).collect());
    let line = (1..blocks).map(|i| (thin + i - 1, thin + i));
    mix.edges = line.chain([(start, thin), (thin + blocks - 1, end)]).collect();
    let exact = BetweennessOptions { method: BetweennessMethod::Exact, ..options() };
    let (b, exact) = (compute(&mix, &options()), compute(&mix, &exact));
    for v in 0..mix.users {
        assert!(b.low[v] <= exact.users[v] * (1.0 + 1e-9) && exact.users[v] <= b.high[v] * (1.0 + 1e-9), "user {v}");
    }
}

#[test]
fn the_same_bits_at_any_number_of_threads() {
    let mix = large_mix(3000, 12);
    let budget = BetweennessOptions { samples: None, sampled_budget: 3_000_000, ..options() };
    let epsilon = BetweennessOptions { samples: None, epsilon: Some(0.02), ..options() };
    let alone = BetweennessOptions { samples: Some(20_000), ..each() };
    for options in [BetweennessOptions { samples: Some(20_000), ..options() }, budget, epsilon, alone] {
        let bits = |threads| {
            let b = with_threads(threads, || compute(&mix, &options));
            let values = [&b.users, &b.low, &b.high, &b.groups];
            (values.map(|v| v.iter().map(|x| x.to_bits()).collect::<Vec<_>>()), b.sampling)
        };
        let one = bits(1);
        assert!(one.0.iter().all(|values| values.iter().any(|&bits| bits != 0)));
        assert_eq!(one, bits(2));
        assert_eq!(one, bits(8));
    }
}

#[test]
fn samples_are_exactly_so_many_pairs() {
    for (samples, kind) in [(1, options()), (100, each()), (1024, options()), (5000, each())] {
        let sampling = sampling(&large_mix(400, 9), &BetweennessOptions { samples: Some(samples), ..kind });
        assert_eq!((sampling.samples, sampling.stop), (samples, Stop::Samples));
        assert_eq!(
            (sampling.intervals, sampling.paths_per_pair > 1),
            (kind.intervals, kind.intervals == Intervals::Each)
        );
        assert!(sampling.operations > 0);
    }
}

#[test]
fn epsilon_bounds_every_interval() {
    let mix = large_mix(400, 9);
    let run = |epsilon, samples| compute(&mix, &BetweennessOptions { samples, epsilon: Some(epsilon), ..options() });
    let pairs = 400.0 * 399.0 / 2.0;
    let mut before = 0;
    for epsilon in [0.05, 0.02, 0.01] {
        let b = run(epsilon, None);
        let sampling = b.sampling.unwrap();
        assert_eq!(sampling.stop, Stop::Epsilon);
        assert!(sampling.widest <= epsilon && sampling.samples > before);
        (0..400).for_each(|v| {
            assert!(b.high[v] - b.users[v] <= epsilon * pairs && b.users[v] - b.low[v] <= epsilon * pairs)
        });
        before = sampling.samples;
    }
    // Both asked for: the first of them ends the run.
    let few = run(0.01, Some(3000)).sampling.unwrap();
    assert_eq!((few.samples, few.stop), (3000, Stop::Samples));
    assert_eq!(run(0.05, Some(1_000_000)).sampling.unwrap().stop, Stop::Epsilon);
}

#[test]
fn the_budget_is_kept_in_steps() {
    let mix = large_mix(3000, 12);
    for budget in [10_000_000, 30_000_000] {
        let sampling = sampling(&mix, &BetweennessOptions { samples: None, sampled_budget: budget, ..options() });
        assert_eq!(sampling.stop, Stop::Budget);
        let spent = sampling.operations as f64 / budget as f64;
        assert!((0.9..1.1).contains(&spent), "{spent} of the budget");
    }
}

#[test]
fn known_ranks_end_the_run_before_the_budget() {
    let options = BetweennessOptions { samples: None, sampled_budget: 50_000_000, ..options() };
    let easy = sampling(&one_bridge(), &options);
    assert_eq!(easy.stop, Stop::Separated);
    assert!(easy.operations < 10_000_000);
    // A line of users next to each other in value takes longer, but ends as well: all within 5 %.
    let line = sampling(&Mix::of_edges(9, (1..9).map(|v| (v - 1, v))), &options);
    assert_eq!(line.stop, Stop::Separated);
    assert!(line.samples > easy.samples);
}

#[test]
fn a_smaller_delta_widens_and_another_seed_changes() {
    let mix = large_mix(400, 9);
    let base = compute(&mix, &options());
    let safe = compute(&mix, &BetweennessOptions { delta: 0.001, ..options() });
    assert_eq!(base.users, safe.users);
    assert!(base.users.iter().enumerate().all(|(v, &x)| x == 0.0 || safe.high[v] > base.high[v]));
    assert_ne!(base.users, compute(&mix, &BetweennessOptions { seed: 43, ..options() }).users);
}

#[test]
fn limits_for_each_alone_are_narrower_and_more_of_them_miss() {
    let mix = large_mix(400, 9);
    let exact = compute(&mix, &BetweennessOptions { method: BetweennessMethod::Exact, ..Default::default() });
    let (all, alone) = (compute(&mix, &options()), compute(&mix, &each()));
    let between: Vec<usize> = (0..400).filter(|&v| exact.users[v] > 0.0).collect();
    let width = |b: &Betweenness| between.iter().map(|&v| b.high[v] - b.low[v]).sum::<f64>();
    assert!(width(&alone) < 0.5 * width(&all), "{} {}", width(&alone), width(&all));
    // A tenth of all, and not none as all at once.
    let outside = |b: &Betweenness| {
        let miss = |&&v: &&usize| exact.users[v] < b.low[v] || exact.users[v] > b.high[v];
        between.iter().filter(miss).count() as f64 / between.len() as f64
    };
    assert!((0.02..0.18).contains(&outside(&alone)) && outside(&all) < 0.01, "{}", outside(&alone));
    // Whoever asks for a precision gets it for all at once.
    let precise = BetweennessOptions { samples: None, epsilon: Some(0.02), ..each() };
    assert_eq!(sampling(&mix, &precise).intervals, Intervals::All);
    assert_eq!(
        compute(&mix, &precise).low,
        compute(&mix, &BetweennessOptions { intervals: Intervals::All, ..precise }).low
    );
}

#[test]
fn the_paths_of_a_pair_count_once() {
    let b = compute(&one_bridge(), &BetweennessOptions { samples: Some(100_000), ..each() });
    assert!((b.users[40] - 400.0).abs() < 5.0 && b.low[40] > 395.0 && b.high[40] < 405.0);
    assert_eq!(b.groups, vec![b.users[40]; 2]);
    let zero = |values: &[f64]| values[..40].iter().all(|&x| x == 0.0);
    assert!(zero(&b.users) && zero(&b.high));
}

#[test]
fn groups_are_left_out_when_nobody_asks() {
    let mix = large_mix(400, 9);
    let with = compute(&mix, &options());
    let without = compute(&mix, &BetweennessOptions { groups: false, ..options() });
    assert!(without.groups.is_empty() && with.groups.iter().any(|&x| x > 0.0));
    assert_eq!(with.users, without.users);
}

#[test]
fn channels_prefer_those_who_share_more_groups() {
    // 0 reaches 3 through 1 (by two groups, then one) or through 2 (by one, then one).
    let mix = Mix::of_groups(4, [vec![0, 1], vec![0, 1], vec![1, 3], vec![0, 2], vec![2, 3]]);
    let run = |path_counting| compute(&mix, &BetweennessOptions { path_counting, samples: Some(100_000), ..options() });
    let (channels, neighbours) = (run(PathCounting::Channels), run(PathCounting::Neighbours));
    assert!((channels.users[1] - 2.0 / 3.0).abs() < 0.03 && (channels.users[2] - 1.0 / 3.0).abs() < 0.03);
    assert!((neighbours.users[1] - 0.5).abs() < 0.03 && (neighbours.users[2] - 0.5).abs() < 0.03);
    // Each of the two groups that 0 and 1 share carries half of what 1 does for 0.
    assert!(
        agree(neighbours.groups[0], neighbours.groups[1]) && (channels.groups[0] - channels.groups[1]).abs() < 0.03
    );
}

#[test]
fn unlisted_users_take_no_rank_but_their_pairs_count() {
    let mix = large_mix(400, 9);
    let mut graph = mix.graph();
    let all = betweenness(&graph, &options(), &Progress::silent()).unwrap();
    (0..200).for_each(|node| graph.nodes.listed[node] = false);
    graph.nodes.listed_count = 200;
    let half = betweenness(&graph, &options(), &Progress::silent()).unwrap();
    assert_eq!(all.users, half.users);
    let widest = |b: &Betweenness, from: usize, pairs: f64| {
        (from..400).map(|v| b.high[v] - b.low[v]).fold(0.0, f64::max) / 2.0 / pairs
    };
    assert!(agree(half.sampling.unwrap().widest, widest(&half, 200, 200.0 * 199.0 / 2.0)));
}

#[test]
fn a_cancelled_run_ends() {
    let progress = Progress::silent();
    progress.cancel();
    let endless = BetweennessOptions { samples: Some(u64::MAX / 2), ..options() };
    let _ = betweenness(&large_mix(400, 9).graph(), &endless, &progress).unwrap();
}

/// Cancels a run when it says how much it will take, and keeps what it said.
struct Told(std::sync::Arc<std::sync::Mutex<Vec<u64>>>);

impl renmai::progress::Observer for Told {
    fn begin(&self, _: &'static str, _: u64) {}
    fn expect(&self, total: u64) {
        self.0.lock().unwrap().push(total);
    }
    fn advance(&self, _: u64) {}
    fn end(&self) {}
}

#[test]
fn what_would_take_for_ever_is_refused_with_what_would_not() {
    let graph = large_mix(400, 9).graph();
    let asked = |samples, epsilon| BetweennessOptions { samples, epsilon, ..options() };
    let refused = |options: &BetweennessOptions| {
        let error = betweenness(&graph, options, &Progress::silent()).unwrap_err();
        assert_eq!(error.kind(), renmai::ErrorKind::Config);
        error.render(renmai::text::Lang::En)
    };
    let words = refused(&asked(Some(100_000_000_001), None));
    assert!(words.contains("--samples 100000000001") && words.contains("--samples 100000000000"), "{words}");
    for (epsilon, shown) in [(1e-7, "--epsilon 0.0000001 "), (1e-12, "--epsilon 0.000000000001 "), (1e-300, "000001 ")]
    {
        let words = refused(&asked(None, Some(epsilon)));
        assert!(words.contains(shown) && words.contains("paths"), "{words}");
        let instead = words.split("Ask for --epsilon ").nth(1).unwrap().split(',').next().unwrap();
        let instead: f64 = instead.parse().unwrap();
        // What is proposed begins, says how many paths it takes, and can be cancelled.
        let told = std::sync::Arc::default();
        let progress = Progress::observed(Box::new(Told(std::sync::Arc::clone(&told))));
        let run = || betweenness(&graph, &asked(None, Some(instead)), &progress);
        std::thread::scope(|scope| {
            let run = scope.spawn(run);
            while told.lock().unwrap().iter().all(|&paths| paths == 0) && !run.is_finished() {
                std::thread::sleep(std::time::Duration::from_millis(1));
            }
            progress.cancel();
            run.join().unwrap().unwrap_or_else(|error| panic!("{error:?}"));
        });
        let told: Vec<u64> = told.lock().unwrap().clone();
        let most = told.last().copied().unwrap();
        assert!((1_000_000_000..=100_000_000_000).contains(&most), "{epsilon} {instead} {told:?}");
    }
}
