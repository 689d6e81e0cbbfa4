//! The definitions, taken literally: every pair listed, every shortest path counted, O(n³) and more.

use std::collections::BTreeMap;

use super::Mix;

/// The user graph as pairs.
pub struct Pairs {
    /// Neighbours of each user, and the groups shared with them.
    pub shared: Vec<BTreeMap<u32, Vec<u32>>>,
    groups: usize,
}

/// Betweenness by definition.
pub struct Expected {
    pub users: Vec<f64>,
    pub groups: Vec<f64>,
}

impl Pairs {
    pub fn new(mix: &Mix) -> Self {
        let mut shared = vec![BTreeMap::<u32, Vec<u32>>::new(); mix.users];
        for (u, v) in mix.arcs() {
            shared[u as usize].entry(v).or_default();
        }
        for (members, g) in mix.members().iter().zip(0..) {
            for &u in members {
                for &v in members {
                    if u != v {
                        shared[u as usize].entry(v).or_default().push(g);
                    }
                }
            }
        }
        Self { shared, groups: mix.groups.len() }
    }

    /// How many edges a pair of neighbours counts as.
    fn parallel(shared: &[u32], channels: bool) -> f64 {
        if channels { shared.len().max(1) as f64 } else { 1.0 }
    }

    /// Distances and numbers of shortest paths from one user; `usize::MAX` where there is none.
    fn paths(&self, source: usize, channels: bool) -> (Vec<usize>, Vec<f64>) {
        let n = self.shared.len();
        let (mut distance, mut paths) = (vec![usize::MAX; n], vec![0.0; n]);
        (distance[source], paths[source]) = (0, 1.0);
        let mut queue = std::collections::VecDeque::from([source]);
        while let Some(u) = queue.pop_front() {
            for (&v, groups) in &self.shared[u] {
                let v = v as usize;
                if distance[v] == usize::MAX {
                    distance[v] = distance[u] + 1;
                    queue.push_back(v);
                }
                if distance[v] == distance[u] + 1 {
                    paths[v] += paths[u] * Self::parallel(groups, channels);
                }
            }
        }
        (distance, paths)
    }

    pub fn betweenness(&self, channels: bool) -> Expected {
        let n = self.shared.len();
        let all: Vec<_> = (0..n).map(|s| self.paths(s, channels)).collect();
        let distance = |u: usize, v: usize| all[u].0[v];
        let paths = |u: usize, v: usize| all[u].1[v];
        let mut out = Expected { users: vec![0.0; n], groups: vec![0.0; self.groups] };
        for s in 0..n {
            for t in s + 1..n {
                let length = distance(s, t);
                if length < 2 || length == usize::MAX {
                    continue;
                }
                for u in 0..n {
                    if distance(s, u) == usize::MAX {
                        continue;
                    }
                    if u != s && u != t && distance(s, u) + distance(u, t) == length {
                        out.users[u] += paths(s, u) * paths(u, t) / paths(s, t);
                    }
                    for (&w, groups) in &self.shared[u] {
                        let w = w as usize;
                        if distance(s, u) + 1 + distance(w, t) == length {
                            let step = Self::parallel(groups, channels);
                            let share = paths(s, u) * step * paths(w, t) / paths(s, t);
                            for &g in groups {
                                out.groups[g as usize] += share / groups.len() as f64;
                            }
                        }
                    }
                }
            }
        }
        out
    }

    pub fn degree(&self, user: usize) -> u32 {
        self.shared[user].len() as u32
    }
}

/// Whether two values agree within 1e-9·max(1, expected), and both are 0 or none is.
pub fn agree(measured: f64, expected: f64) -> bool {
    (measured - expected).abs() <= 1e-9 * expected.max(1.0) && (measured == 0.0) == (expected == 0.0)
}
