//! Segments of the user's own: rules with a name. Each is a column that other rules may use, as long as no segment leads back
//! to itself.

use std::collections::BTreeMap;

use super::catalogue::{Known, catalogue};
use super::rules::Rule;
use super::{RULES_ONLY, Segments};
use crate::error::{Error, ErrorKind, Result};
use crate::parallel;
use crate::tables::Zone;
use crate::text::settings as text;

/// A named rule and whom it holds for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name: a column.
    pub name: String,
    /// The rule as written.
    pub rule: String,
    /// Per node; empty where only the rule was checked.
    pub holds: Vec<bool>,
}

/// Whether rules are asked about people, or only looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ask {
    /// Everybody is asked about.
    Everybody,
    /// Columns and values are looked up; nobody is asked about, so that measures need not be there.
    Nobody,
}

/// Reads every rule, whatever the columns are.
///
/// # Errors
/// The first rule that cannot be read.
pub fn parse(rules: &BTreeMap<String, String>) -> Result<Vec<(&str, Rule)>> {
    rules.iter().map(|(name, rule)| Rule::parse(&place(name), rule).map(|rule| (name.as_str(), rule))).collect()
}

/// Fills `segments.named`, in the order in which the segments use each other, then of their names; `known` is all that columns are
/// read from but the segments.
///
/// # Errors
/// [`Config`](ErrorKind::Config) for a rule that cannot be read or does not fit the columns, a name that a column has
/// already, and segments that lead back to themselves.
pub fn name_segments(
    segments: &mut Segments,
    known: Known<'_>,
    rules: &BTreeMap<String, String>,
    zone: &Zone,
    ask: Ask,
) -> Result<()> {
    let mut pending = parse(rules)?;
    segments.named.clear();
    while !pending.is_empty() {
        let columns = catalogue(known, segments);
        let waits = |rule: &Rule| {
            let asks = rule.columns();
            pending.iter().any(|(name, _)| asks.iter().any(|column| column.eq_ignore_ascii_case(name)))
        };
        let Some(next) = pending.iter().position(|(_, rule)| !waits(rule)) else {
            let names: Vec<&str> = pending.iter().map(|(name, _)| *name).collect();
            let sentence = text::SEGMENT_CYCLE.with("names", names.join(", "));
            return Err(Error::new(ErrorKind::Config, sentence));
        };
        let (name, rule) = &pending[next];
        if columns.iter().any(|column| column.name.eq_ignore_ascii_case(name)) || RULES_ONLY.contains(name) {
            return Err(Error::new(
                ErrorKind::Config,
                text::SEGMENT_IS_COLUMN.with("key", place(name)).with("name", name),
            ));
        }
        let bound = rule.bind(&columns, zone)?;
        let holds = match ask {
            Ask::Everybody => parallel::map_range(known.user.len(), |v| bound.holds(v)),
            Ask::Nobody => Vec::new(),
        };
        let named = Named { name: (*name).to_owned(), rule: rule.text().to_owned(), holds };
        drop(bound);
        drop(columns);
        segments.named.push(named);
        pending.remove(next);
    }
    Ok(())
}

fn place(name: &str) -> String {
    format!("segments.{name}")
}
