//! Whom to pick: the KOC, referral and isolated lists, each person with the reasons.

pub mod connect;
pub mod eligible;
pub mod explain;
pub mod isolated;
pub mod koc;
pub mod list_spec;
pub mod next_step;
pub mod portraits;
pub mod quota;
mod reason;
pub mod referral;
pub mod seed_list;
pub mod seeds;
pub mod todo;

pub use connect::{Inviter, Suggestion};
pub use eligible::Eligibility;
pub use explain::{Explanation, PairExplanation};
pub use list_spec::{LISTS, ListSpec};
pub use next_step::{Action, Basis, Hours, NextStep, plan_next};
pub use portraits::{Portrait, portraits};
pub use seed_list::{ComparedList, SeedList, plan_seeds, seed_list};
pub use todo::{Picked, Todo, queue};

pub use crate::text::terms::{Criterion, ListKind, QuotaOf, Why};

use crate::config::{CampaignOptions, HeatOptions, SelectionOptions, TodoOptions};
use crate::graph::Graph;
use crate::measures::Measures;
use crate::segments::Segments;
use crate::tables::{Seconds, Tables, Zone};

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
    /// Who could invite into the first of them.
    pub inviter: Option<Inviter>,
    /// People of one band cannot be told apart by what the list is ordered by: the first position that any of them could have
    /// among all who qualify, from 1.
    pub band: u32,
    /// How many who qualify share the band, this one included.
    pub band_size: u32,
    /// What to do next.
    pub next: NextStep,
}

/// Somebody whom a quota kept off a list.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PassedOver {
    /// Node number.
    pub node: u32,
    /// Position among all who qualify, from 1.
    pub rank: u32,
    /// What the list is ordered by.
    pub score: f64,
    /// Which quota.
    pub quota: QuotaOf,
    /// Which owner, circle, city or tier; see [`quota::class_name`].
    pub class: u32,
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
    /// Criteria left out because their source is missing.
    pub skipped_criteria: Vec<Criterion>,
    /// Whom quotas kept off, in order.
    pub passed_over: Vec<PassedOver>,
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
    /// What the KOC list asks for, for explanations.
    pub thresholds: koc::Thresholds,
}

impl Selection {
    /// KOC, referral, isolated.
    pub fn lists(&self) -> [&Shortlist; 3] {
        [&self.koc, &self.referral, &self.isolated]
    }

    /// One of them.
    pub fn list(&self, kind: ListKind) -> &Shortlist {
        match kind {
            ListKind::Koc => &self.koc,
            ListKind::Referral => &self.referral,
            ListKind::Isolated => &self.isolated,
        }
    }
}

/// Somebody on a list.
#[derive(Clone, Copy, Debug)]
pub struct Member<'a> {
    /// Node number.
    pub node: u32,
    /// Position, from 1.
    pub rank: u32,
    /// What the list is ordered by.
    pub score: f64,
    /// What to do next.
    pub next: &'a NextStep,
    /// Their place on a shortlist; `None` in the seed set, whose pick is `rank - 1`.
    pub entry: Option<&'a Entry>,
    /// Their place in the queue, where that is the list.
    pub todo: Option<&'a Todo>,
}

impl ListSpec {
    /// Who is on it, in order.
    pub fn members<'a>(&self, selection: &'a Selection, seeds: Option<&'a SeedList>) -> Vec<Member<'a>> {
        let Some(kind) = self.kind else {
            let picks = seeds.iter().flat_map(|seeds| (1u32..).zip(&seeds.set.picks).zip(&seeds.next));
            let member = |((rank, pick), next): ((u32, &seeds::Pick), &'a NextStep)| Member {
                node: pick.node,
                rank,
                score: pick.marginal,
                next,
                entry: None,
                todo: None,
            };
            return picks.map(member).collect();
        };
        let member = |entry: &'a Entry| Member {
            node: entry.node,
            rank: entry.rank,
            score: entry.score,
            next: &entry.next,
            entry: Some(entry),
            todo: None,
        };
        selection.list(kind).entries.iter().map(member).collect()
    }
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
    /// Contact windows.
    pub heat: &'a HeatOptions,
    /// The queue.
    pub todo: &'a TodoOptions,
    /// What is offered.
    pub campaign: &'a CampaignOptions,
    /// Share of the strength from which a user links a circle.
    pub link_share: f64,
    /// The zone in which times are told.
    pub zone: &'a Zone,
    /// Per node, whether `selection.where` holds; `None` where there is none.
    pub only: Option<&'a [bool]>,
    /// Entries per list.
    pub top: usize,
    /// The moment looked back from.
    pub as_of: Seconds,
}

/// Makes the three lists. Linear in users but for the sorting of those who qualify.
pub fn select(context: Context<'_>) -> Selection {
    let thresholds = koc::Thresholds::of(context);
    let eligibility = eligible::eligibility(context);
    let koc = koc::list(context, &eligibility, thresholds);
    let referral = referral::list(context, &eligibility);
    let isolated = isolated::list(context, &eligibility);
    Selection { koc, referral, isolated, eligibility, thresholds }
}

/// Somebody who meets the rules of a list.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Ranked {
    node: u32,
    score: f64,
    /// Equal in what the list is ordered by: those next to each other with the same number.
    band: u64,
}

/// Turns the full order of a list into its first `top` entries that the quotas allow.
fn shortlist(
    kind: ListKind,
    ranked: &[Ranked],
    context: Context<'_>,
    skipped_criteria: Vec<Criterion>,
    why: impl Fn(usize) -> Vec<Why>,
) -> Shortlist {
    let bands = bands(ranked);
    let (picked, passed_over) = within_quotas(kind, ranked, context);
    let entry = |(i, &place): (usize, &usize)| {
        let r = ranked[place];
        let why = why(r.node as usize);
        let reason = reason::reason(context, r.node as usize, &why);
        let (band, band_size) = bands[place];
        Entry {
            node: r.node,
            rank: i as u32 + 1,
            score: r.score,
            why,
            reason,
            suggestions: Vec::new(),
            inviter: None,
            band,
            band_size,
            next: NextStep::default(),
        }
    };
    let entries = picked.iter().enumerate().map(entry).collect();
    Shortlist { kind, entries, qualified: ranked.len(), skipped_criteria, passed_over }
}

/// For each place of an order: where its band begins, from 1, and how many are in it.
fn bands(ranked: &[Ranked]) -> Vec<(u32, u32)> {
    let mut bands = Vec::with_capacity(ranked.len());
    for band in ranked.chunk_by(|a, b| a.band == b.band) {
        let first = bands.len() as u32 + 1;
        bands.extend(std::iter::repeat_n((first, band.len() as u32), band.len()));
    }
    bands
}

/// The places of the order that are taken, and who was passed over before the list was full.
fn within_quotas(kind: ListKind, ranked: &[Ranked], context: Context<'_>) -> (Vec<usize>, Vec<PassedOver>) {
    let limits = context.options.quota.limits();
    if !kind.spec().quotas || limits.iter().all(Option::is_none) {
        return ((0..ranked.len().min(context.top)).collect(), Vec::new());
    }
    let classes = quota::classes(context);
    let (active, quotas): (Vec<QuotaOf>, Vec<seeds::Quota<'_>>) = (QuotaOf::ALL.into_iter().zip(limits).zip(&classes))
        .filter_map(|((of, limit), class)| Some((of, seeds::Quota { class, limit: limit? })))
        .unzip();
    let mut taken = quota::Taken::new(&quotas);
    let (mut picked, mut passed_over) = (Vec::new(), Vec::new());
    for (place, r) in ranked.iter().enumerate() {
        if picked.len() == context.top {
            break;
        }
        match taken.take(r.node) {
            Ok(()) => picked.push(place),
            // Whoever ranks beyond the list's length would not have been on it without quotas either.
            Err(_) if place >= context.top => {}
            Err(full) => passed_over.push(PassedOver {
                node: r.node,
                rank: place as u32 + 1,
                score: r.score,
                quota: active[full],
                class: quotas[full].class[r.node as usize],
            }),
        }
    }
    (picked, passed_over)
}
