//! The probabilities of the cascade, read off the layers.

use crate::config::SeedsOptions;
use crate::graph::Graph;
use crate::measures::degree;
use crate::parallel;
use crate::tables::NONE;

/// p(u → v) = rate · w_uv / k_v, and who makes it larger than ½.
pub(super) struct Cascade<'a> {
    pub graph: &'a Graph,
    pub rate: f64,
    /// k_v of each node.
    pub strength: Vec<f64>,
    /// The one neighbour u of each node v with p(u → v) > ½, or NONE; empty when nobody has one.
    pub dominant: Vec<u32>,
}

impl<'a> Cascade<'a> {
    pub fn new(graph: &'a Graph, options: &SeedsOptions) -> Self {
        let mut cascade = Self { graph, rate: options.rate, strength: degree::strengths(graph), dominant: Vec::new() };
        // The probabilities into one node sum to the rate.
        if options.rate > 0.5 {
            let mut dominant = vec![NONE; graph.nodes.len()];
            parallel::fill(&mut dominant, |v| cascade.find_dominant(v as u32));
            if dominant.iter().any(|&u| u != NONE) {
                cascade.dominant = dominant;
            }
        }
        cascade
    }

    /// p(u → v) of two different nodes.
    pub fn chance(&self, u: u32, v: u32) -> f64 {
        self.rate * self.graph.strength(u, v).unwrap_or(0.0) / self.strength[v as usize]
    }

    /// At least every p(u → v) into `v`: as if somebody shared all its groups and its strongest tie.
    pub fn largest_chance(&self, v: u32) -> f64 {
        let strongest = self.graph.ties.of(v).map(|(_, weight)| weight).fold(0.0, f64::max);
        self.rate * ((self.pair_weights(v) + strongest) / self.strength[v as usize]).min(1.0)
    }

    /// The neighbour with more than ½, or NONE.
    pub fn dominant(&self, v: u32) -> u32 {
        self.dominant.get(v as usize).copied().unwrap_or(NONE)
    }

    /// A group of three or more gives each of the others at most half of what it gives in all, so that only an
    /// interaction edge or a group of two can lift somebody above ½.
    fn find_dominant(&self, v: u32) -> u32 {
        let enough = self.strength[v as usize] * 0.5 / self.rate;
        let by_groups = self.pair_weights(v);
        let tied = self.graph.ties.of(v).filter(|&(_, weight)| weight + by_groups > enough * 0.999).map(|(u, _)| u);
        let incidence = &self.graph.incidence;
        let groups = incidence.groups_of.row(v as usize).iter().copied();
        let partners = groups.filter(|&g| incidence.size(g) == 2 && by_groups > enough * 0.999).flat_map(|g| {
            let members = incidence.members_of.row(g as usize).iter().copied();
            members.filter(|&u| u != v)
        });
        let mut candidates = tied.chain(partners);
        candidates.find(|&u| self.chance(u, v) > 0.5).unwrap_or(NONE)
    }

    fn pair_weights(&self, v: u32) -> f64 {
        let incidence = &self.graph.incidence;
        incidence.groups_of.row(v as usize).iter().map(|&g| incidence.pair_weight[g as usize]).sum()
    }
}

/// The smallest λ with 1 − e^(−λp) ≥ p for all p ≤ `most`; `most` ≤ ½ gives at most 2 ln 2.
pub(super) fn intensity(most: f64) -> f64 {
    // The function rises from 1 at 0; below 1e-9 the quotient has no digits left.
    if most < 1e-9 { 1.0 + most } else { -libm::log1p(-most) / most }
}

/// Probability of accepting who was hit by a Poisson process of intensity λp, so that p remains.
pub(super) fn acceptance(p: f64, intensity: f64) -> f64 {
    p / -libm::expm1(-intensity * p)
}
