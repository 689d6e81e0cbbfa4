//! The heat maps of a run: of everybody, of each tier, of each circle, of each list.

use super::heat::{Clockwork, Heat};
use crate::config::Tier;
use crate::tables::{NONE, Tables};

/// Heat maps; all empty where no interaction has a time.
#[derive(Clone, Debug, Default)]
pub struct HeatMaps {
    /// Of everybody.
    pub all: Heat,
    /// Per tier, in the order of [`Tier::ALL`].
    pub tiers: Vec<Heat>,
    /// Per circle.
    pub circles: Vec<Heat>,
    /// Per list, in the order of the lists.
    pub lists: Vec<Heat>,
}

/// Nodes, and what they belong to.
#[derive(Clone, Copy, Debug)]
pub struct Scopes<'a> {
    /// Node of each user; [`NONE`] for those who are none.
    pub node: &'a [u32],
    /// Whether each node may be named.
    pub listed: &'a [bool],
    /// Tier of each node.
    pub tier: &'a [Tier],
    /// Circle of each node; [`NONE`] for none.
    pub circle: &'a [u32],
    /// How many circles there are.
    pub circles: usize,
}

impl HeatMaps {
    /// Of everybody, of tiers and circles; three passes over the interactions.
    pub fn new(tables: &Tables, clock: &Clockwork, scopes: Scopes<'_>) -> Self {
        let named = |v: usize, scope: u32| if scopes.listed[v] { scope } else { NONE };
        let tiers: Vec<u32> = scopes.tier.iter().enumerate().map(|(v, &tier)| named(v, tier as u32)).collect();
        let circles: Vec<u32> = scopes.circle.iter().enumerate().map(|(v, &circle)| named(v, circle)).collect();
        let (tiers, circles) = crate::parallel::join(
            || clock.by_scope(tables, scopes.node, &tiers, Tier::ALL.len()),
            || clock.by_scope(tables, scopes.node, &circles, scopes.circles),
        );
        Self { all: clock.all(tables), tiers, circles, lists: Vec::new() }
    }

    /// Of people who may be on several lists: each list by itself.
    pub fn of_lists(tables: &Tables, clock: &Clockwork, node: &[u32], nodes: usize, lists: &[Vec<u32>]) -> Vec<Heat> {
        let of = |list: &Vec<u32>| {
            let mut scope = vec![NONE; nodes];
            list.iter().for_each(|&v| scope[v as usize] = 0);
            clock.by_scope(tables, node, &scope, 1).swap_remove(0)
        };
        crate::parallel::map(lists, of)
    }
}
