//! The figures of a run in a form that can be told: counts, distributions, lists, method, findings. This is `summary.json`,
//! and the page and the terminal take theirs from here.
//!
//! Every share is between 0 and 1. Distributions are over the listed users. Nothing here depends on time or machine.

use std::borrow::Cow;

use serde::Serialize;

use super::Method;
use super::capacity::CapacityFigures;
use super::changes::ChangeFigures;
use super::circles::CircleFigures;
use super::distribution::{Distribution, LatticeCounts, Quantiles};
use super::hours::HourFigures;
use super::profile::ProfileFigures;
use super::seeds::SeedFigures;
use super::spread::SpreadFigures;
use super::todo::TodoFigures;
use crate::analysis::{Analysis, Audit, People};
use crate::config::{Config, Tier, ValueSegment};
use crate::diagnostic::{Finding, Severity};
use crate::graph::{Excluded, Graph, Size, size};
use crate::measures::{Isolation, Measures};
use crate::segments::{Lifecycle, Segments};
use crate::selection::{Criterion, Eligibility, Shortlist};
use crate::tables::{NO_TIME, Seconds, Tables, Zone};
use crate::text::Lang;

/// A run in figures.
#[derive(Debug, Serialize)]
pub struct Digest {
    /// The moment looked back from, RFC 3339 in the configured zone; absent when no row has a time.
    pub as_of: Option<String>,
    /// Language of the sentences.
    pub lang: Lang,
    /// How many of everything.
    pub counts: Counts,
    /// How users are spread.
    pub distributions: Distributions,
    /// The value lattice with its counts.
    pub lattice: Option<LatticeCounts>,
    /// Who people are: position, role, reach, device, city, interests, segments of the user's own.
    pub profile: ProfileFigures,
    /// How measures are spread.
    pub spread: SpreadFigures,
    /// When people are in contact; absent where no interaction has a time.
    pub hours: Option<HourFigures>,
    /// How full groups and accounts are.
    pub room: CapacityFigures,
    /// Circles and who stands between them.
    pub circles: CircleFigures,
    /// Who may be on the KOC and referral lists, and what keeps the others off.
    pub eligibility: Distribution<Eligibility>,
    /// The three lists.
    pub lists: Lists,
    /// The seed set: results of a model.
    pub seeds: Option<SeedFigures>,
    /// What has changed since earlier runs, the oldest step first; absent where none is compared with.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<ChangeFigures>,
    /// Whom to contact.
    pub todo: TodoFigures,
    /// How it was computed.
    pub method: Method,
    /// What was skipped, flagged, removed.
    pub findings: Vec<Told>,
}

/// How many of everything.
#[derive(Debug, Serialize)]
pub struct Counts {
    /// Rows of `users.csv`.
    pub users: u64,
    /// Ids of users in the data, before exclusions.
    pub users_in_data: u64,
    /// Ids of groups in the data, before exclusions.
    pub groups_in_data: u64,
    /// Rows read per table.
    pub rows: Rows,
    /// Size of the graph.
    pub graph: Size,
    /// Distinct adjacent pairs of users.
    pub pairs: u64,
    /// Components of the graph, single users included.
    pub components: u64,
    /// Users in the largest component.
    pub largest_component: u64,
    /// Who was left out.
    pub excluded: Excluded,
    /// Groups above the cap.
    pub groups_capped: u64,
    /// Rows set aside.
    pub rows_rejected: u64,
}

impl Counts {
    /// Who and what was left out, by the page's labels.
    pub(super) fn left_out(&self) -> [(&'static str, u64); 5] {
        [
            ("staff", self.excluded.staff),
            ("robots", self.excluded.robots),
            ("opted_out", self.excluded.opted_out),
            ("groups_capped", self.groups_capped),
            ("rows_rejected", self.rows_rejected),
        ]
    }

    /// What was read, by the page's labels.
    pub(super) fn read(&self) -> [(&'static str, u64); 5] {
        [
            ("memberships", self.rows.memberships),
            ("interactions", self.rows.interactions),
            ("users_table", self.rows.users),
            ("groups_table", self.rows.groups),
            ("purchases", self.rows.purchases),
        ]
    }
}

/// Data rows per table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Rows {
    pub memberships: u64,
    pub interactions: u64,
    pub users: u64,
    pub groups: u64,
    pub purchases: u64,
}

impl Rows {
    /// Sums the files of each table.
    pub fn of(tables: &Tables) -> Self {
        let sum = |table| tables.inputs.iter().filter(|f| f.table == table).map(|f| f.rows).sum();
        Self {
            memberships: sum("memberships"),
            interactions: sum("interactions"),
            users: sum("users"),
            groups: sum("groups"),
            purchases: sum("purchases"),
        }
    }
}

/// How users are spread.
#[derive(Debug, Serialize)]
pub struct Distributions {
    /// Value tiers.
    pub value_tier: Distribution<Tier>,
    /// Value segments.
    pub value_segment: Distribution<ValueSegment>,
    /// Lifecycles.
    pub lifecycle: Distribution<Lifecycle>,
    /// Isolation classes; who is in none is not counted.
    pub isolation: Distribution<Isolation>,
    /// Distinct neighbours.
    pub degree: Quantiles,
    /// Influence, 0–100.
    pub influence: Quantiles,
    /// Betweenness, unordered pairs, not normalised.
    pub betweenness: Quantiles,
}

impl Distributions {
    fn of(graph: &Graph, m: &Measures, s: &Segments) -> Self {
        let listed = &graph.nodes.listed;
        let degree: Vec<f64> = m.degree.iter().map(|&d| f64::from(d)).collect();
        Self {
            value_tier: tiers(graph, s),
            value_segment: Distribution::of(s.segment.iter().copied(), listed),
            lifecycle: Distribution::of(s.lifecycle.iter().copied(), listed),
            isolation: Distribution::of(m.isolation.iter().copied(), listed),
            degree: Quantiles::of(&degree, listed),
            influence: Quantiles::of(&m.influence.score, listed),
            betweenness: Quantiles::of(&m.betweenness.users, listed),
        }
    }
}

/// How listed users are spread over the value tiers.
pub fn tiers(graph: &Graph, segments: &Segments) -> Distribution<Tier> {
    Distribution::of(segments.tier.iter().copied(), &graph.nodes.listed)
}

/// The three lists.
#[derive(Debug, Serialize)]
#[allow(missing_docs)]
pub struct Lists {
    pub koc: ListFigures,
    pub referral: ListFigures,
    pub isolated: ListFigures,
}

/// One list in figures.
#[derive(Debug, Serialize)]
pub struct ListFigures {
    /// Users who meet the rules.
    pub qualified: u64,
    /// Users on the list.
    pub shown: u64,
    /// Users whom quotas kept off it.
    pub passed_over: u64,
    /// Criteria left out because their source is missing.
    pub skipped_criteria: Vec<Criterion>,
}

impl ListFigures {
    fn of(list: &Shortlist) -> Self {
        let skipped_criteria = list.skipped_criteria.clone();
        Self {
            qualified: list.qualified as u64,
            shown: list.entries.len() as u64,
            passed_over: list.passed_over.len() as u64,
            skipped_criteria,
        }
    }
}

/// A finding in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[allow(missing_docs)]
pub struct Told {
    pub code: Cow<'static, str>,
    pub place: String,
    pub count: u64,
    pub severity: Severity,
    pub sentence: String,
}

/// Findings in words: of reading, building, sorting, in this order; warnings first.
fn told(tables: &Tables, graph: &Graph, segments: &Segments, lang: Lang) -> Vec<Told> {
    let tell = |f: &Finding| Told {
        code: f.code.clone(),
        place: f.place.clone(),
        count: f.count,
        severity: f.severity,
        sentence: f.sentence.render(lang),
    };
    let all = tables.findings.iter().chain(&graph.findings).chain(&segments.findings);
    let mut told: Vec<Told> = all.map(tell).collect();
    told.sort_by_key(|t| std::cmp::Reverse(t.severity));
    told
}

impl Digest {
    /// The figures of a run.
    pub fn of(analysis: &Analysis) -> Self {
        let People { config, tables, graph, measures, segments, .. } = &analysis.people;
        let selection = &analysis.selection;
        Self {
            as_of: as_of(analysis.people.as_of, config),
            lang: config.lang,
            counts: Counts {
                users: graph.nodes.listed_count as u64,
                users_in_data: tables.users.len() as u64,
                groups_in_data: tables.groups.len() as u64,
                rows: Rows::of(tables),
                graph: size(graph),
                pairs: measures.degree.iter().map(|&d| u64::from(d)).sum::<u64>() / 2,
                components: measures.component_sizes.len() as u64,
                largest_component: measures.component_sizes.iter().copied().max().map_or(0, u64::from),
                excluded: graph.excluded,
                groups_capped: graph.incidence.capped.iter().filter(|&&c| c).count() as u64,
                rows_rejected: tables.rejected.len() as u64,
            },
            distributions: Distributions::of(graph, measures, segments),
            lattice: LatticeCounts::of(graph, segments),
            profile: ProfileFigures::of(analysis),
            spread: SpreadFigures::of(analysis),
            hours: HourFigures::of(analysis),
            room: CapacityFigures::of(analysis),
            circles: CircleFigures::of(analysis),
            eligibility: Distribution::of(selection.eligibility.iter().copied(), &graph.nodes.listed),
            lists: Lists {
                koc: ListFigures::of(&selection.koc),
                referral: ListFigures::of(&selection.referral),
                isolated: ListFigures::of(&selection.isolated),
            },
            seeds: SeedFigures::of(analysis),
            todo: TodoFigures::of(analysis),
            changes: ChangeFigures::of(analysis),
            method: Method::of(measures),
            findings: told(tables, graph, segments, config.lang),
        }
    }

    /// How everything was computed: betweenness, circles, seeds; a sentence each.
    pub fn method_sentences(&self, analysis: &Analysis) -> Vec<String> {
        self.method_in(analysis, analysis.people.config.lang)
    }

    /// The same in a language of choice.
    pub(super) fn method_in(&self, analysis: &Analysis, lang: Lang) -> Vec<String> {
        let mut sentences = self.method.sentences(lang);
        if self.circles.count > 0 {
            sentences.push(self.circles.method(lang));
        }
        sentences.extend(self.seeds.iter().flat_map(|seeds| seeds.method(&analysis.people.config.seeds, lang)));
        sentences
    }
}

/// The findings of a run in words, warnings first.
pub fn findings(analysis: &Analysis, lang: Lang) -> Vec<Told> {
    told(&analysis.people.tables, &analysis.people.graph, &analysis.people.segments, lang)
}

/// The findings of an audit in words.
pub fn audit_findings(audit: &Audit) -> Vec<Told> {
    told(&audit.people.tables, &audit.people.graph, &audit.people.segments, audit.people.config.lang)
}

/// A moment in the configured zone, RFC 3339 with its offset; `None` for [`NO_TIME`].
pub fn as_of(at: Seconds, config: &Config) -> Option<String> {
    if at == NO_TIME {
        return None;
    }
    let zone = jiff::tz::TimeZone::get(&config.input.timezone).unwrap_or_else(|_| Zone::default().zone);
    let moment = jiff::Timestamp::from_second(at).ok()?.to_zoned(zone);
    Some(moment.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
}
