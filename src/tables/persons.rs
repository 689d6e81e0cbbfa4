//! One person, many ids: what is taken off ids, further ids of the users table that lead to a person, and what the tables share.

use std::borrow::Cow;
use std::collections::HashMap;

use super::file::{FileRows, Files};
use super::header::plain_header;
use super::identity::{Identity, plain_phone, trimmed};
use super::piece::Rows;
use super::{Ids, Sources, Texts};
use crate::config::columns::PHONES;
use crate::config::{InputOptions, Trim};
use crate::diagnostic::{Finding, Severity};
use crate::parallel;
use crate::text::{errors, findings};
use crate::{Error, ErrorKind, Result};

/// Sample ids that a message names of either table.
const SAMPLES: usize = 3;

/// Changes ids in every file: trims them, and puts the person in the place of a further id. Tells what could not be resolved.
///
/// What the further ids lead to is handed back: whom a list of suppressed users means is looked for by them too.
pub(super) fn resolve(files: &mut Files, sources: &Sources) -> (Identity, Vec<Finding>) {
    let input = &sources.input;
    if !input.trim_ids.is_empty() {
        each(files, |id, _| trimmed(id, &input.trim_ids), |id| trimmed(id, &input.trim_ids));
    }
    let has_phones = files.users.iter().any(is_of_phones)
        || files.purchases.iter().any(is_of_phones)
        || files.suppress.iter().any(is_of_phones)
        || files.memberships.iter().any(is_of_phones);
    if has_phones {
        each(files, |id, is_phone| if is_phone { plain_phone(id) } else { Cow::Borrowed(id) }, |id| Cow::Borrowed(id));
    }
    let mut identity = Identity::new(files, &input.identity.columns);
    let mut findings = Vec::new();
    if !identity.one.is_empty() {
        let mut resolved = 0;
        let mut person = |id: &str| {
            let found = identity.one.get(id).or_else(|| identity.one.get(plain_phone(id).as_ref()))?;
            resolved += 1;
            Some(Cow::Owned(found.clone()))
        };
        each(files, |id, _| person(id).unwrap_or(Cow::Borrowed(id)), |id| Cow::Borrowed(id));
        tell(&mut findings, "ids_resolved", Severity::Info, resolved, &findings::IDS_RESOLVED);
    }
    tell(&mut findings, "ids_shared", Severity::Warning, identity.shared, &findings::IDS_SHARED);
    tell(&mut findings, "ids_masked", Severity::Warning, identity.masked, &findings::IDS_MASKED);
    identity.carry_over(files);
    (identity, findings)
}

fn tell(out: &mut Vec<Finding>, code: &'static str, severity: Severity, count: u64, text: &'static crate::text::Text) {
    if count > 0 {
        let place = "users".to_owned();
        out.push(Finding { code: code.into(), place, count, severity, sentence: text.counted(count) });
    }
}

/// Whether a file knows people by their telephones.
fn is_of_phones<R>(file: &FileRows<R>) -> bool {
    let header = file.input.reading.columns.get("user_id");
    header.is_some_and(|header| PHONES.contains(&plain_header(header).as_str()))
}

/// Changes the ids of users and those of groups, in rows that were taken and in those that were not; of users it is said whether the column
/// is one of telephone numbers.
fn each(
    files: &mut Files,
    mut user: impl FnMut(&str, bool) -> Cow<'_, str>,
    mut group: impl FnMut(&str) -> Cow<'_, str>,
) {
    fn change(texts: &mut Texts, mut by: impl FnMut(&str) -> Cow<'_, str>) {
        let mut changed = Texts::default();
        (0..texts.len()).for_each(|i| changed.push(&by(texts.get(i))));
        *texts = changed;
    }
    fn all<R: Rows>(
        files: &mut [FileRows<R>],
        user: &mut impl FnMut(&str, bool) -> Cow<'_, str>,
        group: &mut impl FnMut(&str) -> Cow<'_, str>,
        texts: (&[Texts], &[Texts]),
    ) {
        for file in files {
            let is_phone = is_of_phones(file);
            for piece in &mut file.pieces {
                change(piece.users.own(texts.0), |id| user(id, is_phone));
                change(piece.groups.own(texts.1), &mut *group);
            }
            for mark in &mut file.marks {
                mark.id = user(&mark.id, is_phone).into_owned();
            }
        }
    }
    let texts = (files.user_texts.as_slice(), files.group_texts.as_slice());
    all(&mut files.memberships, &mut user, &mut group, texts);
    all(&mut files.interactions, &mut user, &mut group, texts);
    all(&mut files.users, &mut user, &mut group, texts);
    all(&mut files.groups, &mut user, &mut group, texts);
    all(&mut files.purchases, &mut user, &mut group, texts);
    all(&mut files.suppress, &mut user, &mut group, texts);
    all(&mut files.staff, &mut user, &mut group, texts);
}

/// How many people of a table stand in others.
#[derive(Clone, Debug, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
pub struct Overlap {
    /// The table.
    #[serde(deserialize_with = "super::ours::name")]
    pub table: super::Name,
    /// Its people.
    pub people: u64,
    /// Those of them that no other table names.
    pub alone: u64,
    /// What taken off ids would let how many of its people be named by others too, most first.
    #[serde(deserialize_with = "super::ours::counts")]
    pub would_join: Vec<(&'static str, u64)>,
}

/// The tables whose people are compared: one bit each.
pub(super) const PERSONS: [&str; 4] = ["memberships", "interactions", "users", "purchases"];

/// Counts what the tables share; `tables` holds, per user, one bit for each of [`PERSONS`] that names the user.
pub(super) fn overlaps(users: &Ids, tables: &[u8]) -> Vec<Overlap> {
    let present = (0..PERSONS.len()).filter(|&t| tables.iter().any(|bits| bits & 1 << t != 0)).count();
    if present < 2 {
        return Vec::new();
    }
    let joins: Vec<(Trim, Vec<u64>)> = parallel::map(&Trim::ALL, |&trim| (trim, would_join(users, tables, trim)));
    let overlap = |t: usize| {
        let mut would: Vec<(&'static str, u64)> =
            joins.iter().map(|(trim, counts)| (trim.code(), counts[t])).filter(|&(_, count)| count > 0).collect();
        would.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        Overlap {
            table: PERSONS[t],
            people: tables.iter().filter(|&&bits| bits & 1 << t != 0).count() as u64,
            alone: tables.iter().filter(|&&bits| bits == 1 << t).count() as u64,
            would_join: would,
        }
    };
    (0..PERSONS.len()).map(overlap).filter(|overlap| overlap.people > 0).collect()
}

/// Per table, people who stand in it alone and would not if ids were trimmed.
fn would_join(users: &Ids, tables: &[u8], trim: Trim) -> Vec<u64> {
    // Few ids change at all: those, and the ids that they become.
    let mut of_form: HashMap<String, u8> = HashMap::new();
    let mut changed: Vec<(u32, String)> = Vec::new();
    for user in 0..users.len() as u32 {
        let id = users.name(user);
        let form = trim.apply(id);
        if form != id {
            *of_form.entry(form.clone().into_owned()).or_default() |= tables[user as usize];
            changed.push((user, form.into_owned()));
        }
    }
    let mut counts = vec![0; PERSONS.len()];
    let mut count = |user: u32, bits: u8| {
        let own = tables[user as usize];
        if own.count_ones() == 1 && bits & !own != 0 {
            counts[own.trailing_zeros() as usize] += 1;
        }
    };
    for (form, bits) in &mut of_form {
        if let Some(same) = users.find(form) {
            let others = *bits;
            *bits |= tables[same as usize];
            count(same, others | tables[same as usize]);
        }
    }
    changed.iter().for_each(|(user, form)| count(*user, of_form[form]));
    counts
}

/// Stops where two tables share almost nobody: they are likely keyed by different ids.
///
/// # Errors
/// [`Data`](ErrorKind::Data), with ids of both.
pub(super) fn are_of_the_same_people(
    users: &Ids,
    tables: &[u8],
    overlaps: &[Overlap],
    input: &InputOptions,
) -> Result<()> {
    const MEMBERSHIPS: u8 = 1;
    const INTERACTIONS: u8 = 2;
    const EDGES: u8 = MEMBERSHIPS | INTERACTIONS;
    if input.allow_disjoint {
        return Ok(());
    }
    for (one, other) in [(MEMBERSHIPS, INTERACTIONS), (EDGES, 4), (EDGES, 8)] {
        let count = |fits: &dyn Fn(u8) -> bool| tables.iter().filter(|&&bits| fits(bits)).count() as u64;
        let (of_one, of_other) = (count(&|bits| bits & one != 0), count(&|bits| bits & other != 0));
        let both = count(&|bits| bits & one != 0 && bits & other != 0);
        let least = of_one.min(of_other);
        // What is only written otherwise is the same people: a finding says how to make it so.
        let is_meant = |table: &str| (0..PERSONS.len()).any(|t| (one | other) & 1 << t != 0 && PERSONS[t] == table);
        let would = overlaps.iter().filter(|overlap| is_meant(overlap.table));
        let would = would.flat_map(|overlap| overlap.would_join.iter().map(|&(_, count)| count)).max().unwrap_or(0);
        if least < 2 || (both + would) as f64 >= input.disjoint_below * least as f64 {
            continue;
        }
        let samples = |of: u8, not: u8| {
            let alone = (0..tables.len()).filter(|&u| tables[u] & of != 0 && tables[u] & not == 0);
            alone.take(SAMPLES).map(|user| users.name(user as u32)).collect::<Vec<_>>().join(", ")
        };
        let name = |bits: u8| {
            let named = (0..PERSONS.len()).filter(|&t| bits & 1 << t != 0 && tables.iter().any(|b| b & 1 << t != 0));
            named.map(|t| PERSONS[t]).collect::<Vec<_>>().join("/")
        };
        let sentence = errors::DISJOINT
            .with("one", name(one))
            .with("other", name(other))
            .with("both", both)
            .with("least", least)
            .with("of_one", samples(one, other))
            .with("of_other", samples(other, one));
        return Err(Error::new(ErrorKind::Data, sentence));
    }
    Ok(())
}

/// Findings about what the tables share.
pub(super) fn findings(overlaps: &[Overlap]) -> Vec<Finding> {
    let mut out = Vec::new();
    for overlap in overlaps {
        for &(trim, count) in &overlap.would_join {
            let sentence = findings::IDS_WOULD_JOIN.counted(count).with_table(overlap.table).with("trim", trim);
            let (code, place) = ("ids_would_join", overlap.table.to_owned());
            out.push(Finding { code: code.into(), place, count, severity: Severity::Warning, sentence });
        }
        // Members need not buy; whoever buys, or is described, but is in no group and in contact with nobody may be called otherwise there.
        if overlap.alone > 0 && overlap.table != PERSONS[0] {
            let sentence = findings::IDS_ALONE.counted(overlap.alone).with_table(overlap.table);
            let sentence = sentence.with("people", crate::text::thousands(overlap.people));
            let (code, place) = ("ids_alone", overlap.table.to_owned());
            out.push(Finding { code: code.into(), place, count: overlap.alone, severity: Severity::Info, sentence });
        }
    }
    out
}
