//! From tables and graph to who people are.

use super::sources;
use crate::Result;
use crate::config::Config;
use crate::diagnostic::{Finding, Severity};
use crate::graph::{Csr, Graph};
use crate::progress::Progress;
use crate::segments::named;
use crate::segments::{Contacts, Profile, ProfileOptions, Profiles, Rows, SegmentOptions, Segments, profile, segment};
use crate::selection::seed_list::counted;
use crate::tables::{Seconds, Tables, Zone};
use crate::text::columns::label;
use crate::text::seeds::NO_SPEND;

/// How much has to be computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All measures.
    Everything,
    /// All but betweenness.
    NoBetweenness,
}

/// Columns that come from betweenness.
const OF_BETWEENNESS: [&str; 6] =
    ["betweenness", "betweenness_share", "betweenness_low", "betweenness_high", "bridge_rank", "position"];

/// Whether these columns, or rules of the configuration that they may use, need betweenness.
///
/// # Errors
/// A rule that cannot be read.
pub(super) fn wanted(config: &Config, columns: &[&str]) -> Result<Wanted> {
    let named = named::parse(&config.segments)?;
    let only = sources::only(config)?;
    let of_rules = named.iter().map(|(_, rule)| rule).chain(&only).flat_map(|rule| rule.columns());
    let is_of_betweenness = |name: &str| {
        OF_BETWEENNESS.iter().any(|column| {
            let label = label(column);
            let names = [Some(*column), label.map(|l| l.zh), label.map(|l| l.en)];
            names.into_iter().flatten().any(|known| known.eq_ignore_ascii_case(name))
        })
    };
    let needed = of_rules.chain(columns.iter().copied()).any(is_of_betweenness);
    Ok(if needed { Wanted::Everything } else { Wanted::NoBetweenness })
}

/// Value, lifecycle and profiles; what needs measures comes later.
pub(super) fn who_is_who(
    tables: &Tables,
    graph: &Graph,
    config: &Config,
    as_of: Seconds,
    progress: &Progress,
) -> Result<Segments> {
    let zone = sources::zone(config)?;
    let of_value = SegmentOptions { value: &config.value, lifecycle: &config.lifecycle, as_of };
    progress.stage("segments", 0, || {
        let mut segments = segment(tables, contacts_of(graph), of_value)?;
        segments.profile = profile_of(tables, graph, &segments, config, as_of, &zone);
        if config.seeds.k > 0 && counted(&config.seeds, &segments) != config.seeds.value {
            segments.findings.push(Finding {
                code: "seeds_without_spend".into(),
                place: "seeds".to_owned(),
                count: graph.nodes.listed_count as u64,
                severity: Severity::Warning,
                sentence: NO_SPEND.sentence(),
            });
        }
        Ok(segments)
    })
}

/// What the events say of each node.
pub fn contacts_of(graph: &Graph) -> Contacts<'_> {
    let (nodes, tallies) = (&graph.nodes, &graph.tallies);
    Contacts { user: &nodes.user, listed: &nodes.listed, last: &tallies.last_contact, recent: &tallies.recent_contacts }
}

/// Reach, region, device, interests, custom columns, capacity; `zone` is that of dates.
pub fn profile_of(
    tables: &Tables,
    graph: &Graph,
    segments: &Segments,
    config: &Config,
    as_of: Seconds,
    zone: &Zone,
) -> Profile {
    fn rows(csr: &Csr) -> Rows<'_> {
        Rows { offsets: &csr.offsets, items: &csr.items }
    }
    let profiles = Profiles {
        listed: &graph.nodes.listed,
        groups_of: rows(&graph.membership.groups_of),
        members_of: rows(&graph.membership.members_of),
        last_sent: &graph.tallies.last_sent,
    };
    let options =
        ProfileOptions { reach: &config.reach, capacity: &config.capacity, region: config.region, zone, as_of };
    profile(tables, contacts_of(graph), profiles, segments, options)
}
