//! One person, many ids: the further ids of the users table, and those of whom two ways of writing, or two ids, may hide that they are to
//! be left out. Where that is in doubt they are left out.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::cell;
use super::collect::UserRows;
use super::file::{FileRows, Files};
use super::header::{is_alias, normalise};
use super::refused::{FileMarks, Says, keep_out};
use super::{Tables, Texts};
use crate::config::Trim;
use crate::config::columns::users;
use crate::diagnostic::{Finding, Severity};
use crate::parallel;
use crate::text::findings;

/// Where a further id of a person stands: the file of users, and the person's own id.
type Holder = (usize, String);

/// What further ids lead to.
pub(super) struct Identity {
    /// Further id → the person's own id.
    pub one: HashMap<String, String>,
    /// Further ids that lead to nobody, because several people have them → who.
    several: BTreeMap<String, BTreeSet<Holder>>,
    /// How many of these are nobody's own id.
    pub shared: u64,
    /// Cells of further ids with hidden parts.
    pub masked: u64,
    /// Who shares a further id with somebody who is kept out, see [`Identity::carry_over`].
    reached: BTreeMap<String, Says>,
}

impl Identity {
    /// What the users files say.
    ///
    /// An id that is a further id of one person, and the own id of somebody in *other* files, is one person's: those files know people by
    /// the further ids. Where both are own ids in one file, they are two people.
    pub fn new(files: &Files, columns: &[String]) -> Self {
        let wanted: HashSet<String> = columns.iter().map(|column| normalise(column)).collect();
        let is_wanted = |column: &String| wanted.contains(&normalise(column));
        let mut out =
            Self { one: HashMap::new(), several: BTreeMap::new(), shared: 0, masked: 0, reached: BTreeMap::new() };
        if !files.users.iter().any(|file| file.unknown.iter().any(is_wanted)) {
            return out;
        }
        let mut own: Vec<HashSet<&str>> = Vec::new();
        let mut holders: BTreeMap<String, BTreeSet<(usize, &str)>> = BTreeMap::new();
        for (number, file) in files.users.iter().enumerate() {
            let places: Vec<usize> = (0..file.unknown.len()).filter(|&i| is_wanted(&file.unknown[i])).collect();
            let mut persons = HashSet::new();
            for (row, person, rows) in rows(file, &files.user_texts) {
                persons.insert(person);
                for texts in places.iter().filter_map(|&column| rows.extra.get(column)) {
                    let id = cell::id(texts.get(row));
                    if cell::is_masked(id) {
                        out.masked += 1;
                    } else if !id.is_empty() && !cell::is_nothing(id) && id != person {
                        holders.entry(plain_phone(id).into_owned()).or_default().insert((number, person));
                    }
                }
            }
            own.push(persons);
        }
        let is_own = |id: &str| own.iter().any(|of| of.contains(id));
        let are_two = |id: &str, other: &str| own.iter().any(|of| of.contains(id) && of.contains(other));
        // Own ids that are further ids of somebody else → that person; whose own id may be one too.
        let mut leads: HashMap<&str, &str> = HashMap::new();
        let mut open: Vec<&String> = holders.keys().filter(|id| is_own(id)).collect();
        loop {
            let before = open.len();
            open.retain(|id| {
                let people: BTreeSet<&str> = holders[*id].iter().map(|&(_, person)| followed(&leads, person)).collect();
                let (Some(&person), 1) = (people.first(), people.len()) else { return true };
                let is_one = person != id.as_str() && !holders[*id].iter().any(|&(_, of)| are_two(id, of));
                if is_one {
                    leads.insert(id, person);
                }
                !is_one
            });
            if open.len() == before {
                break;
            }
        }
        for (id, holders) in &holders {
            let of_it = is_own(id).then_some((usize::MAX, id.as_str()));
            let held: BTreeSet<(usize, &str)> =
                holders.iter().copied().chain(of_it).map(|(file, person)| (file, followed(&leads, person))).collect();
            let people: BTreeSet<&str> = held.iter().map(|&(_, person)| person).collect();
            match (people.first(), people.len()) {
                (Some(&person), 1) if person != id => drop(out.one.insert(id.clone(), person.to_owned())),
                (_, 1) => {}
                _ => {
                    out.shared += u64::from(of_it.is_none());
                    let held = held.into_iter().map(|(file, person)| (file, person.to_owned()));
                    out.several.insert(id.clone(), held.collect());
                }
            }
        }
        out
    }

    /// Who opted out under one id has under all: finds those who in *another* file have a further id of somebody who opted out or has not
    /// consented. Two people with one telephone in one file are a family, and each has a row to say it in.
    pub fn carry_over(&mut self, files: &Files) {
        if self.several.is_empty() {
            return;
        }
        let mut out: HashMap<&str, Says> = HashMap::new();
        let mut says = |person, says: Says| {
            let before = out.entry(person).or_insert(says);
            *before = says.min(*before);
        };
        for (row, person, rows) in files.users.iter().flat_map(|file| rows(file, &files.user_texts)) {
            match (rows.opted_out[row], rows.consent[row]) {
                (true, _) => says(person, Says::OptedOut),
                (false, Some(false)) => says(person, Says::NoConsent { stated: true }),
                _ => {}
            }
        }
        for mark in files.users.iter().flat_map(|file| &file.marks).filter(|mark| mark.says <= STRICT) {
            says(&mark.id, mark.says);
        }
        for held in self.several.values() {
            for (_, person) in held {
                let is_beside =
                    |other: &str| held.iter().any(|(file, of)| of == other && held.contains(&(*file, person.clone())));
                let others = held.iter().filter(|(_, other)| !is_beside(other));
                if let Some(&says) = others.filter_map(|(_, other)| out.get(other.as_str())).min() {
                    let before = self.reached.entry(person.clone()).or_insert(says);
                    *before = says.min(*before);
                }
            }
        }
    }

    /// Keeps out whom those who are kept out mean by another way of writing their ids, or by a further id that several people have. Two ids that
    /// stand in one table of members, contacts or orders are two people, however alike. `named` says per user which tables name it, `unknown`
    /// are ids of suppressed users that no table names; how many of them lead to nobody is handed back.
    pub fn keep_out(&self, tables: &mut Tables, named: &[u8], files: &[FileMarks], unknown: &BTreeSet<&str>) -> u64 {
        let mut wanted: HashMap<String, Vec<(u8, Says)>> = HashMap::new();
        let mut want =
            |id: &str, tables: u8, says| wanted.entry(loosely(id).into_owned()).or_default().push((tables, says));
        unknown.iter().for_each(|id| want(id, 0, Says::Suppressed));
        for mark in files.iter().flat_map(|file| &file.marks) {
            if (mark.says <= STRICT || mark.says == Says::Suppressed) && tables.users.find(&mark.id).is_none() {
                want(&mark.id, 0, mark.says);
            }
        }
        for (user, bits) in named.iter().enumerate() {
            let bits = bits & !(1 << USERS_TABLE);
            match (tables.user_table.opted_out[user], tables.user_table.consent[user]) {
                (true, _) => want(tables.users.name(user as u32), bits, Says::OptedOut),
                (false, Some(false)) => want(tables.users.name(user as u32), bits, Says::NoConsent { stated: true }),
                _ => {}
            }
        }
        let mut found: Vec<(u32, Says)> = Vec::new();
        let mut led: HashSet<&str> = HashSet::new();
        if !wanted.is_empty() {
            let wanted = |id: &str| wanted.get_key_value(loosely(id).as_ref());
            let written = parallel::map_range(tables.users.len(), |user| wanted(tables.users.name(user as u32)));
            let written = (0..).zip(written).filter_map(|(user, by)| Some((user, by?)));
            let several = self.several.iter().flat_map(|(id, held)| held.iter().map(move |(_, person)| (id, person)));
            let further = self
                .one
                .iter()
                .chain(several)
                .filter_map(|(id, person)| Some((tables.users.find(person)?, wanted(id)?)));
            for (user, (form, by)) in written.chain(further) {
                led.insert(form);
                let by = by.iter().filter(|(tables, _)| tables & named[user as usize] == 0);
                found.extend(by.map(|&(_, says)| (user, says)));
            }
        }
        found.extend(self.reached.iter().filter_map(|(person, &says)| Some((tables.users.find(person)?, says))));
        let mut people: BTreeSet<u32> = BTreeSet::new();
        for (user, says) in found {
            if keep_out(tables, user, says) {
                people.insert(user);
            }
        }
        if !people.is_empty() {
            let count = people.len() as u64;
            tables.findings.push(Finding {
                code: "kept_out_alike".into(),
                place: "users".to_owned(),
                count,
                severity: Severity::Warning,
                sentence: findings::KEPT_OUT_ALIKE.counted(count),
            });
        }
        unknown.iter().filter(|id| !led.contains(loosely(id).as_ref())).count() as u64
    }
}

/// The bit of the users table among those of [`PERSONS`](super::persons::PERSONS).
const USERS_TABLE: usize = 2;

/// What keeps people out until [`Says::Suppressed`], strictest first.
const STRICT: Says = Says::NoConsent { stated: true };

/// The person that an own id means.
fn followed<'a>(leads: &HashMap<&'a str, &'a str>, mut person: &'a str) -> &'a str {
    while let Some(&next) = leads.get(person) {
        person = next;
    }
    person
}

/// The rows of a file of users: where in which piece, and the person's own id.
fn rows<'f>(file: &'f FileRows<UserRows>, texts: &'f [Texts]) -> impl Iterator<Item = (usize, &'f str, &'f UserRows)> {
    file.pieces.iter().flat_map(move |piece| {
        let person = |place: u32| piece.users.get(place, texts);
        piece.rows.user.iter().enumerate().map(move |(row, &place)| (row, person(place), &piece.rows))
    })
}

/// Headers of a file that look as if they said who opted out, where no column is read so.
pub(super) fn unread_opt_outs<R>(file: &FileRows<R>) -> Vec<&str> {
    let is_read = |column: usize| {
        let column = &users::SCHEMA.columns[column];
        file.input.reading.columns.contains_key(column.name) || file.unknown.iter().any(|of| is_alias(column, of))
    };
    if is_read(users::OPTED_OUT) || is_read(users::SUBSCRIBED) {
        return Vec::new();
    }
    let words = ["unsub", "opt_out", "optout", "opted", "blacklist", "do_not", "dnc"];
    let words = words.iter().chain(&["退订", "拉黑", "黑名单", "拒收", "勿扰", "免打扰", "勿联系", "不要联系"]);
    let words = words.chain(&[
        "accepts_",
        "是否接收",
        "是否同意",
        "是否允许",
        "接收营销",
        "接收短信",
        "接收推送",
        "接收广告",
        "愿意接收",
    ]);
    let looks = |header: &&str| words.clone().any(|word| normalise(header).contains(word));
    file.unknown.iter().map(String::as_str).filter(looks).collect()
}

/// Cells of tags and further columns that say that somebody opted out.
pub(super) fn out_by_word(files: &[FileRows<UserRows>]) -> Vec<Finding> {
    let mut out = Vec::new();
    for file in files {
        let count = file.pieces.iter().map(|piece| piece.rows.doubtful).sum();
        if count > 0 {
            let sentence = findings::REMARKS_OF_OPTING_OUT.counted(count).with("file", &file.input.file);
            let (code, place, severity) = ("remarks_of_opting_out", "users".to_owned(), Severity::Warning);
            out.push(Finding { code: code.into(), place, count, severity, sentence });
        }
        let tags = file.input.reading.columns.get("tags").map_or("tags", String::as_str);
        for (place, column) in std::iter::once(tags).chain(file.unknown.iter().map(String::as_str)).enumerate() {
            let count = file.pieces.iter().filter_map(|piece| piece.rows.out_by_word.get(place)).sum();
            let sentence = findings::OUT_BY_WORD.counted(count).with("file", &file.input.file).with("column", column);
            if count > 0 {
                let (code, place, severity) = ("out_by_word", "users".to_owned(), Severity::Warning);
                out.push(Finding { code: code.into(), place, count, severity, sentence });
            }
        }
    }
    out
}

/// An id without what is to be taken off.
pub(super) fn trimmed<'i>(id: &'i str, trims: &[Trim]) -> Cow<'i, str> {
    trims.iter().fold(Cow::Borrowed(id), |id, trim| match trim.apply(&id) {
        Cow::Borrowed(same) if same.len() == id.len() => id,
        changed => Cow::Owned(changed.into_owned()),
    })
}

/// A telephone number without what may stand in and before it; anything else as it is.
pub(super) fn plain_phone(id: &str) -> Cow<'_, str> {
    if id.bytes().all(|b| b.is_ascii_digit()) && id.len() <= 11 {
        return Cow::Borrowed(id);
    }
    let plain = cell::half_width(id);
    if !plain.bytes().all(|b| b.is_ascii_digit() || b" +-()".contains(&b)) {
        return Cow::Borrowed(id);
    }
    let digits: String = plain.chars().filter(char::is_ascii_digit).collect();
    let national = ["0086", "86"].iter().find_map(|country| digits.strip_prefix(country));
    match national.filter(|number| number.len() == 11 && number.starts_with('1')) {
        Some(number) => Cow::Owned(number.to_owned()),
        None if digits.len() >= 7 => Cow::Owned(digits),
        None => Cow::Borrowed(id),
    }
}

/// An id without anything that may differ between two ways of writing it.
fn loosely(id: &str) -> Cow<'_, str> {
    let trims = [Trim::ZeroWidth, Trim::FullWidth, Trim::ExcelText, Trim::Decimal, Trim::LeadingZeros, Trim::Case];
    match trimmed(id, &trims) {
        Cow::Borrowed(id) => plain_phone(id),
        Cow::Owned(id) => Cow::Owned(plain_phone(&id).into_owned()),
    }
}
