//! From words to columns and codes.

use fixedbitset::FixedBitSet;

use super::fault::Fault;
use super::tree::Value;
use crate::config::nearest;
use crate::segments::columns::Column;
use crate::text::{Text, rules as texts};

/// Most names that a message lists.
const LISTED: usize = 60;

/// What people call each of our own codes.
pub(super) type Labels<'a> = Option<&'a [&'static Text]>;

/// The column of that name; else of that label; else of that name or label in other letters.
pub(super) fn column<'c, 'a>(name: &Value, columns: &'c [Column<'a>]) -> Result<&'c Column<'a>, Fault> {
    let written = name.text.as_str();
    let labelled = |c: &Column<'_>, same: fn(&str, &str) -> bool| {
        c.label.is_some_and(|label| same(label.zh, written) || same(label.en, written))
    };
    let ways: [&dyn Fn(&Column<'_>) -> bool; 4] =
        [&|c| c.name == written, &|c| labelled(c, |a, b| a == b), &|c| c.name.eq_ignore_ascii_case(written), &|c| {
            labelled(c, str::eq_ignore_ascii_case)
        }];
    for way in ways {
        let mut found = columns.iter().filter(|c| way(c));
        match (found.next(), found.next()) {
            (Some(one), None) => return Ok(one),
            (Some(_), Some(_)) => {
                let names = columns.iter().filter(|c| way(c)).map(|c| c.name.as_str());
                let fault = Fault::new(name.span.clone(), &texts::COLUMN_AMBIGUOUS).quoting("found", written);
                return Err(fault.with("names", listed(names)));
            }
            (None, _) => {}
        }
    }
    let labels = columns.iter().filter_map(|c| c.label).flat_map(|label| [label.zh, label.en]);
    Err(match near(written, columns.iter().map(|c| c.name.as_str()).chain(labels)) {
        Some(near) => Fault::new(name.span.clone(), &texts::COLUMN_NEAR).quoting("near", near),
        None => {
            let names = listed(columns.iter().map(|c| c.name.as_str()));
            Fault::new(name.span.clone(), &texts::COLUMN).with("names", names)
        }
    }
    .quoting("found", written))
}

/// The codes that `value` means: a word from outside as it stands; one of our own by its code, or by code or label in any
/// letters.
pub(super) fn codes(column: &str, value: &Value, names: &[&str], labels: Labels<'_>) -> Result<Vec<usize>, Fault> {
    let written = value.text.as_str();
    let exact = indices(names, |i| names[i] == written);
    let Some(labels) = labels.filter(|_| exact.is_empty()) else { return Ok(exact) };
    let meant = indices(names, |i| {
        [names[i], labels[i].zh, labels[i].en].iter().any(|known| known.eq_ignore_ascii_case(written))
    });
    if !meant.is_empty() {
        return Ok(meant);
    }
    let labels = labels.iter().flat_map(|label| [label.zh, label.en]);
    let fault = match near(written, names.iter().copied().chain(labels)) {
        Some(near) => Fault::new(value.span.clone(), &texts::WORD_NEAR).quoting("near", near),
        None => Fault::new(value.span.clone(), &texts::WORD),
    };
    Err(fault.quoting("column", column).quoting("found", written).with("names", listed(names.iter().copied())))
}

/// The codes whose word, or label, has `part` in it.
pub(super) fn codes_with(part: &str, names: &[&str], labels: Labels<'_>) -> Vec<usize> {
    indices(names, |i| {
        names[i].contains(part)
            || labels.is_some_and(|labels| labels[i].zh.contains(part) || labels[i].en.contains(part))
    })
}

/// The tags that are `value`, or with `below` also those that lie below it. `None` if it is no tag at all.
pub(super) fn tags(value: &str, names: &[String], below: bool) -> Option<Vec<usize>> {
    let wanted: Vec<&str> = levels(value).collect();
    let matching = |name: &str| {
        let mut has = levels(name);
        wanted.iter().all(|level| has.next() == Some(level)) && (below || has.next().is_none())
    };
    let all = names.iter().enumerate().filter(|(_, name)| matching(name)).map(|(i, _)| i);
    (!wanted.is_empty()).then(|| all.collect())
}

/// The levels of a tag, taken apart as in the tables.
fn levels(tag: &str) -> impl Iterator<Item = &str> {
    tag.split(['>', '＞', '/']).map(str::trim).filter(|level| !level.is_empty())
}

/// The set of some of `all` codes.
pub(super) fn set(codes: impl IntoIterator<Item = usize>, all: usize) -> FixedBitSet {
    let mut set = FixedBitSet::with_capacity(all);
    set.extend(codes);
    set
}

fn indices(names: &[&str], wanted: impl Fn(usize) -> bool) -> Vec<usize> {
    (0..names.len()).filter(|&i| wanted(i)).collect()
}

/// As [`nearest`]; but a single letter resembles nothing.
fn near<'a>(written: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    if written.chars().nth(1).is_some() { nearest(written, names) } else { None }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<&str> = names.take(LISTED + 1).collect();
    if names.len() > LISTED {
        names[LISTED] = "…";
    }
    names.join(", ")
}
