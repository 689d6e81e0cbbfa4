//! From tables to the graph: who is a node, who is in which group, who interacted with whom and how strongly.
//!
//! Both layers are built by counting sorts and merges of short sorted rows: O(rows + users + groups) time apart from
//! the sorts inside a row, and no list of pairs that share a group. Sums run in an order that the tables' canonical
//! row order fixes, so the result has the same bits at any thread count.

mod events;
mod incidence;
mod roster;
mod ties;

use super::Graph;
use crate::config::{AttentionOptions, GraphOptions, OptedOut, StaffOptions};
use crate::diagnostic::{Finding, Severity};
use crate::parallel;
use crate::progress::Progress;
use crate::tables::{NO_TIME, Seconds, Tables, Zone, format_time};
use crate::text::removals::{self, TOO_MANY_ROWS};
use crate::text::{Sentence, Text};
use crate::{Error, ErrorKind};

/// How to build the graph.
#[derive(Clone, Copy, Debug)]
pub struct BuildOptions<'a> {
    /// Weights, decay, cap.
    pub graph: &'a GraphOptions,
    /// What counts as addressing somebody.
    pub attention: &'a AttentionOptions,
    /// Further staff ids.
    pub staff: &'a StaffOptions,
    /// What becomes of opted-out users.
    pub opted_out: OptedOut,
    /// The moment to look back from; later rows are ignored and counted. [`crate::tables::NO_TIME`] when no row has a time.
    pub as_of: Seconds,
    /// The zone in which times are told.
    pub zone: &'a Zone,
    /// Days of the contact window of [`super::Tallies::recent_contacts`].
    pub contact_window_days: u32,
}

impl BuildOptions<'_> {
    /// Whether `time` is known to lie after the as-of moment.
    fn is_later(&self, time: Seconds) -> bool {
        self.as_of != NO_TIME && time != NO_TIME && time > self.as_of
    }

    /// Whether a membership has ended. Without an as-of moment every known end counts as past.
    fn has_ended(&self, left_at: Seconds) -> bool {
        left_at != NO_TIME && (self.as_of == NO_TIME || left_at <= self.as_of)
    }
}

/// Builds the layers.
///
/// O(memberships + interactions · log(events of one user)) time; besides the result about 8 bytes per interaction row.
///
/// # Errors
/// [`Interrupted`](crate::ErrorKind::Interrupted), and [`Data`](crate::ErrorKind::Data) for more than 2³² − 1 rows of memberships
/// or interactions.
pub fn build(tables: &Tables, options: BuildOptions<'_>, progress: &Progress) -> crate::Result<Graph> {
    numbered("memberships", tables.memberships.user.len())?;
    numbered("interactions", tables.interactions.from.len())?;
    let mut removals = Removals::default();
    let roster = roster::roster(tables, options, &mut removals);
    progress.check()?;
    far_ahead(tables, options, &mut removals);
    let mut of_events = Removals::default();
    let ((membership, incidence), fates) = parallel::join(
        || incidence::incidence(tables, options, &roster, &mut removals),
        || events::fates(tables, options, &roster, &mut of_events),
    );
    removals.findings.append(&mut of_events.findings);
    progress.check()?;
    let source = events::Source { tables, nodes: &roster.nodes, fates: &fates, options };
    let (mut tallies, sorted) = parallel::join(|| events::tallies(source), || ties::sorted(source));
    progress.check()?;
    let (ties, by_pairs) = ties::ties(source, sorted, &membership, progress)?;
    (tallies.group_events, tallies.group_pairs) = (by_pairs.group_events, by_pairs.group_pairs);
    (tallies.listeners, tallies.attention) = (by_pairs.listeners, by_pairs.attention);
    progress.check()?;
    let Removals { findings } = removals;
    Ok(Graph { nodes: roster.nodes, membership, incidence, ties, tallies, findings, excluded: roster.excluded })
}

/// Whether the rows of a table can be numbered: layers count them, and what is made from them, with 32 bits.
fn numbered(table: &str, rows: usize) -> crate::Result<()> {
    if u32::try_from(rows).is_ok() {
        return Ok(());
    }
    let sentence = TOO_MANY_ROWS.with("table", table).with("rows", rows).with("limit", u32::MAX);
    Err(Error::new(ErrorKind::Data, sentence))
}

/// Tells of a minority of times that stand years after all others and set the as-of moment.
fn far_ahead(tables: &Tables, options: BuildOptions<'_>, removals: &mut Removals) {
    const YEAR: Seconds = 31_557_600;
    const YEARS: Seconds = 2;
    let as_of = options.as_of;
    if as_of == NO_TIME || as_of != tables.latest {
        return;
    }
    let times = || tables.times().into_iter().flatten().copied().filter(|&at| at != NO_TIME);
    let Some(before) = times().filter(|&at| at <= as_of - YEARS * YEAR).max() else { return };
    let (mut after, mut count, mut all) = (as_of, 0, 0);
    for at in times() {
        all += 1;
        if at > before {
            (after, count) = (after.min(at), count + 1);
        }
    }
    if after - before >= YEARS * YEAR && 2 * count <= all {
        let years = (after - before + YEAR / 2) / YEAR;
        let time = format_time(as_of, options.zone);
        let sentence =
            removals::FAR_AHEAD.counted(count).with("years", years).with("time", time.get(..10).unwrap_or(""));
        removals.add("times_far_ahead", "tables", count, Severity::Warning, sentence);
    }
}

/// Collects findings; counts of 0 are not told.
#[derive(Default)]
struct Removals {
    findings: Vec<Finding>,
}

impl Removals {
    fn info(&mut self, code: &'static str, place: &str, count: u64, text: &'static Text) {
        self.add(code, place, count, Severity::Info, text.counted(count));
    }

    fn warning(&mut self, code: &'static str, place: &str, count: u64, text: &'static Text) {
        self.add(code, place, count, Severity::Warning, text.counted(count));
    }

    fn add(&mut self, code: &'static str, place: &str, count: u64, severity: Severity, sentence: Sentence) {
        if count > 0 {
            self.findings.push(Finding { code: code.into(), place: place.to_owned(), count, severity, sentence });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn more_rows_than_numbers_are_an_error_that_names_the_table() {
        numbered("memberships", u32::MAX as usize).unwrap();
        let error = numbered("memberships", 1 << 32).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Data);
        for lang in [Lang::Zh, Lang::En] {
            let words = error.render(lang);
            assert!(["memberships", "4294967296", "4294967295"].iter().all(|part| words.contains(part)), "{words}");
        }
    }
}
