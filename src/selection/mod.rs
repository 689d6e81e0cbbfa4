//! Whom to pick: the KOC, referral and isolated lists, each person with the reasons.

mod bounds;
pub mod connect;
pub mod eligible;
pub mod explain;
pub mod isolated;
pub mod koc;
pub mod portraits;
mod reason;
pub mod referral;
pub mod seed_list;
pub mod seeds;
pub mod why;

pub use bounds::Bounds;
pub use connect::Suggestion;
pub use eligible::Eligibility;
pub use explain::{Explanation, PairExplanation};
pub use portraits::{Portrait, portraits};
pub use seed_list::{ComparedList, SeedList, seed_list};
pub use why::Why;

use crate::config::SelectionOptions;
use crate::graph::Graph;
use crate::measures::Measures;
use crate::segments::Segments;
use crate::tables::{Seconds, Tables};

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ListKind {
    /// 关键意见消费者.
    Koc,
    /// Bridge users for a referral campaign.
    Referral,
    /// Who is left alone.
    Isolated,
}

impl ListKind {
    /// All of them, in the order of the reports.
    pub const ALL: [Self; 3] = [Self::Koc, Self::Referral, Self::Isolated];

    /// The stable name in outputs.
    pub fn code(self) -> &'static str {
        match self {
            Self::Koc => "koc",
            Self::Referral => "referral",
            Self::Isolated => "isolated",
        }
    }
}

/// One person on a list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Node number.
    pub node: u32,
    /// Position on the list, from 1.
    pub rank: u32,
    /// What the list is ordered by, 0–100.
    pub score: f64,
    /// Stable codes of the reasons, in the order of [`Why`].
    pub why: Vec<Why>,
    /// The sentence's facts.
    pub reason: crate::text::reasons::Reason,
    /// Groups to join; only on the isolated list.
    pub suggestions: Vec<Suggestion>,
}

/// A list in order.
#[derive(Debug)]
pub struct Shortlist {
    /// Which list.
    pub kind: ListKind,
    /// The first `top` entries.
    pub entries: Vec<Entry>,
    /// How many users meet the rules, before `top`.
    pub qualified: usize,
    /// Criteria left out because their source is missing: stable codes.
    pub skipped_criteria: Vec<&'static str>,
}

/// The three lists and who may be on them.
#[derive(Debug)]
pub struct Selection {
    /// KOC.
    pub koc: Shortlist,
    /// Referral.
    pub referral: Shortlist,
    /// Isolated.
    pub isolated: Shortlist,
    /// Per node: whether it may be on the KOC and referral lists, or why not.
    pub eligibility: Vec<Eligibility>,
    /// Bounds that were computed from the data, for explanations.
    pub bounds: Bounds,
}

/// What the selection looks at.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Tables.
    pub tables: &'a Tables,
    /// Graph.
    pub graph: &'a Graph,
    /// Measures.
    pub measures: &'a Measures,
    /// Segments.
    pub segments: &'a Segments,
    /// Rules.
    pub options: &'a SelectionOptions,
    /// Entries per list.
    pub top: usize,
    /// The moment looked back from.
    pub as_of: Seconds,
}

/// Makes the three lists. Linear in users but for the sorting of those who qualify.
pub fn select(context: Context<'_>) -> Selection {
    let bounds = bounds::bounds(context);
    let eligibility = eligible::eligibility(context);
    let koc = koc::list(context, &eligibility, bounds);
    let referral = referral::list(context, &eligibility);
    let isolated = isolated::list(context);
    Selection { koc, referral, isolated, eligibility, bounds }
}

/// Somebody who meets the rules of a list.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ranked {
    node: u32,
    score: f64,
}

/// Turns the full order of a list into its first `top` entries.
fn shortlist(
    kind: ListKind,
    ranked: &[Ranked],
    context: Context<'_>,
    skipped_criteria: Vec<&'static str>,
    why: impl Fn(usize) -> Vec<Why>,
) -> Shortlist {
    let entry = |(i, r): (usize, &Ranked)| {
        let why = why(r.node as usize);
        let reason = reason::reason(context, r.node as usize, &why);
        Entry { node: r.node, rank: i as u32 + 1, score: r.score, why, reason, suggestions: Vec::new() }
    };
    let entries = ranked.iter().take(context.top).enumerate().map(entry).collect();
    Shortlist { kind, entries, qualified: ranked.len(), skipped_criteria }
}
