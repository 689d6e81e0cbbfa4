//! The way that large graphs go, on small ones.

use super::{Circles, STREAM, Search};
use crate::common::{Mix, large_mix};
use crate::graph::{Graph, Workspace};
use crate::parallel::with_threads;
use crate::progress::Progress;
use crate::random::Random;

fn found(graph: &Graph, large: bool) -> Circles {
    let search = Search { large, ..Search::new(graph, 1.0) };
    search.trial(super::Partition::by_home(&search.users), Random::batch(1, STREAM, 0), &Progress::silent())
}

fn fall_apart(graph: &Graph, circles: &Circles) -> bool {
    let n = graph.nodes.len();
    let mut workspace = Workspace::default();
    let mut reached = vec![false; n];
    let mut begun = vec![false; circles.sizes.len()];
    for v in (0..n).filter(|&v| circles.of[v] != crate::tables::NONE) {
        if reached[v] {
            continue;
        }
        if std::mem::replace(&mut begun[circles.of[v] as usize], true) {
            return true;
        }
        let mut stack = vec![v as u32];
        reached[v] = true;
        while let Some(u) = stack.pop() {
            for &(w, strength) in graph.neighbours(u, &mut workspace) {
                let same = circles.of[w as usize] == circles.of[v] && strength > 0.0;
                if same && !std::mem::replace(&mut reached[w as usize], true) {
                    stack.push(w);
                }
            }
        }
    }
    false
}

#[test]
fn circles_are_connected_and_nearly_as_good() {
    for mix in [large_mix(3000, 25), large_mix(2000, 6), Mix::of_edges(900, (0..899).map(|v| (v, v + 1)))] {
        let graph = mix.graph();
        let (large, small) = (found(&graph, true), found(&graph, false));
        assert!(!fall_apart(&graph, &large) && !fall_apart(&graph, &small));
        assert!(large.iterations <= 2 && large.modularity > small.modularity - 0.02, "{large:?} {small:?}");
        assert_eq!(with_threads(3, || found(&graph, true)), with_threads(1, || found(&graph, true)));
    }
}
