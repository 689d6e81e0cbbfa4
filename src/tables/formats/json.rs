//! WeCom's JSON, as its interfaces return it, and arrays of plain objects.
//!
//! Single responses, arrays of them, one a line or one after the other; a page is a response like any other. All files are read
//! together, as one may tell what another leaves open: the tags behind their ids, the author of a moment, the messages that were recalled.
//! Only what the tables need is looked at; the content of messages, and whatever else there is, is skipped unread.
//!
//! - A group's members ([`Group`]): type 1 is staff. Who let somebody in (`invitor`) is staff too, and no tie.
//! - Contacts ([`Entry`]): one person however many pages and accounts; the account that added the person first looks after them.
//! - Moments ([`Reaction`]): from who comments or likes to the author, where a file tells who that is.
//! - Live streams ([`Viewer`]): from who invited to who came.
//! - The archive ([`Message`]): private messages are ties; one in a room makes the sender a member of it and is no tie.
//!
//! Nothing of what is known fits where only the header of a table could tell: those objects are [`records`].

mod shapes;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use hashbrown::{HashMap, HashSet};
use serde_json::value::RawValue;

use self::shapes::{Entry, Follow, Group, Pairs, Reaction, Response, Tag, Viewer, Word};
use super::{Grid, Note, Sheet, UNIT_SEPARATOR, counted, refused_at};
use crate::progress::Progress;
use crate::text::{Sentence, errors};
use crate::{Error, Result};

/// Arrays and wrappings within each other before it is no data.
const DEEPEST: usize = 8;
/// As much as the parser allows, for messages.
const PARSER_DEEPEST: usize = 128;
/// Keys of an unknown object that a message lists.
const LISTED: usize = 12;
/// From here on a number of seconds is one of milliseconds.
const MILLISECONDS: u64 = 100_000_000_000;

type Hash = foldhash::fast::FixedState;

/// Whether a text begins as JSON does.
pub fn is_json(text: &str) -> bool {
    let mut begin = text.trim_start().chars().filter(|c| !c.is_whitespace());
    matches!((begin.next(), begin.next()), (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | '[' | ']')))
}

/// The tables that files (name and text) hold together: of memberships, users, groups and interactions those that have a row, then the
/// records of each file, named as the file.
///
/// # Errors
/// Text that is no JSON, objects of which nothing is known, WeCom's own errors, what is nested too deep; an interruption.
pub fn read(files: &[(&str, &str)], progress: &Progress) -> Result<Vec<Sheet>> {
    let mut wecom = Wecom::new(progress);
    let mut records = Vec::new();
    for &(file, text) in files {
        let place = Place { file, text };
        let mut found = Vec::new();
        for document in serde_json::Deserializer::from_str(text).into_iter::<&RawValue>() {
            let document = document.map_err(|e| place.broken(text, &e))?;
            wecom.document(document.get(), place, Inside { depth: 0, list: false }, &mut found)?;
        }
        if let [Record { raw, listed: false }] = found[..] {
            return Err(place.unknown(raw));
        }
        if !found.is_empty() {
            records.push(self::records(place, &found)?);
        }
    }
    let mut sheets = wecom.finish();
    sheets.append(&mut records);
    Ok(sheets)
}

/// A file, to say where in it something stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    file: &'a str,
    text: &'a str,
}

#[derive(Clone, Copy)]
struct Inside {
    depth: usize,
    list: bool,
}

/// An object that is none of WeCom's.
#[derive(Clone, Copy)]
struct Record<'a> {
    raw: &'a str,
    /// Whether it stands in an array.
    listed: bool,
}

impl Place<'_> {
    /// An error at a line and column (from 1) of `part`, which is a part of the text.
    fn error(&self, part: &str, line: usize, column: usize, sentence: Sentence) -> Error {
        let before = &self.text[..part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr())];
        let lines = before.matches('\n').count();
        let column = if line > 1 { column } else { column + before.len() - before.rfind('\n').map_or(0, |at| at + 1) };
        refused_at(self.file, (lines + line.max(1)) as u64, column as u64, sentence)
    }

    fn broken(&self, part: &str, cause: &serde_json::Error) -> Error {
        let words = cause.to_string();
        let sentence = if words.starts_with("recursion limit") {
            errors::JSON_DEEP.with("most", PARSER_DEEPEST)
        } else {
            errors::JSON_BROKEN.with("found", words.split(" at line ").next().unwrap_or_default())
        };
        self.error(part, cause.line(), cause.column(), sentence)
    }

    fn unknown(&self, raw: &str) -> Error {
        let found = match serde_json::from_str::<Pairs>(raw) {
            Ok(Pairs(pairs)) => {
                let mut keys: Vec<&str> = pairs.iter().take(LISTED).map(|(key, _)| key.as_ref()).collect();
                keys.extend((pairs.len() > LISTED).then_some("…"));
                keys.join(", ")
            }
            Err(_) => raw.chars().take(40).collect(),
        };
        self.error(raw, 1, 1, errors::JSON_UNKNOWN.with("found", format!("{{{found}}}")))
    }
}

/// What all files tell together.
struct Wecom<'a> {
    progress: &'a Progress,
    seen: usize,
    people: Index<'a, Person<'a>>,
    groups: Index<'a, Described<'a>>,
    memberships: Rows,
    interactions: Rows,
    /// Person and group of every membership.
    members: HashSet<(usize, usize), Hash>,
    staff: BTreeSet<Cow<'a, str>>,
    /// Tag id → how the tag is called, with its group.
    tags: HashMap<Cow<'a, str>, String, Hash>,
    authors: HashMap<Cow<'a, str>, Cow<'a, str>, Hash>,
    reactions: Vec<Reacted<'a>>,
    messages: Vec<Message<'a>>,
    recalled: HashSet<Cow<'a, str>, Hash>,
}

/// What is told of each id, in the order in which the ids were seen.
struct Index<'a, T> {
    places: HashMap<Cow<'a, str>, usize, Hash>,
    items: Vec<(Cow<'a, str>, T)>,
}

#[derive(Default)]
struct Person<'a> {
    nickname: Cow<'a, str>,
    unionid: Cow<'a, str>,
    /// A customer by a list of members or of contacts.
    customer: bool,
    /// Whether more than the id is known.
    described: bool,
    tags: Vec<TagOf<'a>>,
    /// The accounts that added the person, each once: when, and whether with a remark.
    follows: Vec<(Cow<'a, str>, u64, bool)>,
}

#[derive(PartialEq)]
enum TagOf<'a> {
    Named(String),
    Id(Cow<'a, str>),
}

#[derive(Default)]
struct Described<'a> {
    name: Cow<'a, str>,
    owner: Cow<'a, str>,
}

struct Reacted<'a> {
    kind: &'static str,
    moment: Cow<'a, str>,
    author: Cow<'a, str>,
    by: Reaction<'a>,
}

/// A line of the archive.
struct Message<'a> {
    id: Cow<'a, str>,
    from: Cow<'a, str>,
    to: Vec<Word<'a>>,
    room: Cow<'a, str>,
    at: Word<'a>,
}

impl<'a> Message<'a> {
    /// Who takes part.
    fn ids(&self) -> impl Iterator<Item = &Cow<'a, str>> {
        std::iter::once(&self.from).chain(self.to.iter().map(|to| &to.0))
    }
}

impl<'a, T: Default> Index<'a, T> {
    fn of(&mut self, id: Cow<'a, str>) -> usize {
        let next = self.items.len();
        *self.places.entry(id).or_insert_with_key(|id| {
            self.items.push((id.clone(), T::default()));
            next
        })
    }

    fn get(&self, id: &str) -> Option<&T> {
        self.places.get(id).map(|&i| &self.items[i].1)
    }
}

impl<T> Default for Index<'_, T> {
    fn default() -> Self {
        Self { places: HashMap::default(), items: Vec::new() }
    }
}

impl<'a> Wecom<'a> {
    fn new(progress: &'a Progress) -> Self {
        Self {
            progress,
            seen: 0,
            people: Index::default(),
            groups: Index::default(),
            memberships: Rows::new(&["user_id", "group_id", "joined_at", "member_type"]),
            interactions: Rows::new(&["from_id", "to_id", "kind", "at"]),
            members: HashSet::default(),
            staff: BTreeSet::new(),
            tags: HashMap::default(),
            authors: HashMap::default(),
            reactions: Vec::new(),
            messages: Vec::new(),
            recalled: HashSet::default(),
        }
    }

    fn document(
        &mut self,
        raw: &'a str,
        place: Place<'a>,
        inside: Inside,
        records: &mut Vec<Record<'a>>,
    ) -> Result<()> {
        self.seen += 1;
        if self.seen.is_multiple_of(4096) {
            self.progress.check()?;
        }
        let deeper = Inside { depth: inside.depth + 1, ..inside };
        if deeper.depth > DEEPEST {
            return Err(place.error(raw, 1, 1, errors::JSON_DEEP.with("most", DEEPEST)));
        }
        if raw.starts_with('[') {
            let parts: Vec<&'a RawValue> = serde_json::from_str(raw).map_err(|e| place.broken(raw, &e))?;
            let deeper = Inside { list: true, ..deeper };
            return parts.into_iter().try_for_each(|part| self.document(part.get(), place, deeper, records));
        }
        if !raw.starts_with('{') {
            return Err(place.unknown(raw));
        }
        let record = Record { raw, listed: inside.list };
        let mut response: Response<'a> = match serde_json::from_str(raw) {
            Ok(response) => response,
            Err(_) if is_flat(raw) => return Ok(records.push(record)),
            Err(e) => return Err(place.broken(raw, &e)),
        };
        let moments = response.moment_list.take();
        let wrapped = response.wrapped();
        if response.is_known() || moments.is_some() {
            self.response(response);
            return moments.into_iter().flatten().try_for_each(|m| self.document(m.get(), place, deeper, records));
        }
        if !matches!(response.errcode.as_ref(), "" | "0") {
            let sentence = errors::WECOM_REFUSED.with("code", response.errcode).with("found", response.errmsg);
            return Err(place.error(raw, 1, 1, sentence));
        }
        match wrapped {
            Some(part) => self.document(part.get(), place, deeper, records),
            None if is_flat(raw) => Ok(records.push(record)),
            None if response.errcode.as_ref() == "0" && response.is_bare(raw) => Ok(()),
            None => Err(place.unknown(raw)),
        }
    }

    fn response(&mut self, response: Response<'a>) {
        let Response { group_chat, group_chat_list, chat_id, name, owner, member_list, .. } = response;
        let bare = member_list.map(|member_list| Group { chat_id, name, owner, member_list });
        let groups = [group_chat, group_chat_list].into_iter().flatten().flat_map(|list| list.0);
        groups.chain(bare).for_each(|group| self.group(group));
        let Response { external_contact, follow_user, follow_info, external_contact_list, .. } = response;
        if let Some(external_contact) = external_contact {
            self.contact(Entry { external_contact, follow_user, follow_info });
        }
        external_contact_list.into_iter().flat_map(|list| list.0).for_each(|entry| self.contact(entry));
        for group in response.tag_group.into_iter().flat_map(|list| list.0) {
            for tag in group.tag.0 {
                let name = tag_name(&group.group_name, &tag.name);
                self.tags.insert(tag.id.0, name);
            }
        }
        let author = [response.creator, response.userid].into_iter().find(|id| !id.is_empty()).unwrap_or_default().0;
        let moment = response.moment_id.unwrap_or_default().0;
        if !moment.is_empty() && !author.is_empty() {
            self.authors.insert(moment.clone(), author.clone());
        }
        for (kind, list) in [("moment_comment", response.comment_list), ("moment_like", response.like_list)] {
            for by in list.into_iter().flat_map(|list| list.0) {
                self.reactions.push(Reacted { kind, moment: moment.clone(), author: author.clone(), by });
            }
        }
        let (viewer_external_userid, viewer_userid) = (response.viewer_external_userid, response.viewer_userid);
        let (invitor_external_userid, invitor_userid) = (response.invitor_external_userid, response.invitor_userid);
        self.invited(Viewer {
            external_userid: viewer_external_userid.unwrap_or_default(),
            userid: viewer_userid.unwrap_or_default(),
            invitor_external_userid: invitor_external_userid.unwrap_or_default(),
            invitor_userid: invitor_userid.unwrap_or_default(),
            name: Word::default(),
        });
        for stat in response.stat_info.into_iter().flat_map(|list| list.0) {
            stat.external_users.0.into_iter().chain(stat.users.0).for_each(|viewer| self.invited(viewer));
        }
        match response.action.as_ref() {
            "recall" => self.recalled.extend(response.revoke.0.into_iter().map(|revoke| revoke.pre_msgid.0)),
            "switch" => {}
            // Who agrees to be archived, or does not, has written nothing.
            _ if matches!(response.msgtype.as_ref(), "agree" | "disagree") || response.from.is_empty() => {}
            _ => {
                let room = response.roomid.0;
                let to = if room.is_empty() { response.tolist.0 } else { Vec::new() };
                let Response { msgid, from, msgtime, .. } = response;
                self.messages.push(Message { id: msgid.0, from: from.0, to, room, at: msgtime });
            }
        }
    }

    fn group(&mut self, group: Group<'a>) {
        let number = self.groups.of(group.chat_id.0);
        let (id, known) = &mut self.groups.items[number];
        keep(&mut known.name, group.name);
        if !group.owner.is_empty() {
            self.staff.insert(group.owner.0.clone());
        }
        keep(&mut known.owner, group.owner);
        for member in group.member_list.0 {
            let kind = match member.kind.as_ref() {
                "1" => "staff",
                "2" => "customer",
                _ => "",
            };
            self.memberships.row([&member.userid, id, &seconds(&member.join_time), kind]);
            let person = self.people.of(member.userid.0);
            self.members.insert((person, number));
            let (user, known) = &mut self.people.items[person];
            known.customer |= kind == "customer";
            known.described |= !member.name.is_empty() || !member.unionid.is_empty();
            keep(&mut known.nickname, member.name);
            keep(&mut known.unionid, member.unionid);
            if kind == "staff" && !self.staff.contains(user) {
                self.staff.insert(user.clone());
            }
        }
    }

    fn contact(&mut self, entry: Entry<'a>) {
        let follows: Vec<Follow<'a>> = entry.follow_user.0.into_iter().chain(entry.follow_info.0).collect();
        for contact in entry.external_contact.0 {
            let person = self.people.of(contact.external_userid.0);
            let known = &mut self.people.items[person].1;
            (known.customer, known.described) = (true, true);
            keep(&mut known.nickname, contact.name);
            keep(&mut known.unionid, contact.unionid);
            for follow in &follows {
                let tags = follow.tags.0.iter().map(TagOf::new).chain(follow.tag_id.0.iter().map(TagOf::by_id));
                for tag in tags {
                    if !known.tags.contains(&tag) {
                        known.tags.push(tag);
                    }
                }
                let account = &follow.userid;
                if account.is_empty() {
                    continue;
                }
                let at = seconds(&follow.createtime).parse().unwrap_or(u64::MAX);
                let remark = !follow.remark.trim().is_empty();
                match known.follows.iter_mut().find(|(id, ..)| *id == account.0) {
                    Some((_, since, remarked)) => (*since, *remarked) = (at.min(*since), *remarked || remark),
                    None => known.follows.push((account.0.clone(), at, remark)),
                }
                if !self.staff.contains(&account.0) {
                    self.staff.insert(account.0.clone());
                }
            }
        }
    }

    /// Who invited somebody to a live stream is tied to them.
    fn invited(&mut self, viewer: Viewer<'a>) {
        let (to, to_staff) = either(viewer.external_userid, viewer.userid);
        let (from, from_staff) = either(viewer.invitor_external_userid, viewer.invitor_userid);
        for (id, staff) in [(&to, to_staff), (&from, from_staff)] {
            if staff {
                self.staff.insert(id.clone());
            }
        }
        if !viewer.name.is_empty() && !to.is_empty() {
            let person = self.people.of(to.clone());
            let known = &mut self.people.items[person].1;
            known.described = true;
            keep(&mut known.nickname, viewer.name);
        }
        if !from.is_empty() && !to.is_empty() {
            self.interactions.row([&from, &to, "invite", ""]);
        }
    }

    fn finish(mut self) -> Vec<Sheet> {
        let unknown = self.react();
        let (recalled, repeated) = self.archive();
        let (users, untold) = self.users();
        let mut groups = Rows::new(&["group_id", "name", "owner_id"]);
        for (id, known) in &self.groups.items {
            groups.row([id, &known.name, &known.owner]);
        }
        let tables = [
            ("memberships", self.memberships),
            ("users", users),
            ("groups", groups),
            ("interactions", self.interactions),
        ];
        let mut sheets: Vec<Sheet> = tables.into_iter().filter(|(_, rows)| rows.rows > 1).map(Rows::sheet).collect();
        let counts: [(fn(u64) -> Note, u64); 4] = [
            (Note::Recalled, recalled),
            (Note::Repeated, repeated),
            (Note::AuthorUnknown, unknown),
            (Note::TagUnknown, untold),
        ];
        if let Some(first) = sheets.first_mut() {
            first.notes = counted(&counts);
            if !self.staff.is_empty() {
                first.notes.push(Note::Staff(self.staff.into_iter().map(Cow::into_owned).collect()));
            }
        }
        sheets
    }

    /// Comments and likes go to the author of the moment; how many have none.
    fn react(&mut self) -> u64 {
        let mut unknown = 0;
        for Reacted { kind, moment, author, by } in std::mem::take(&mut self.reactions) {
            let author = if author.is_empty() { self.authors.get(&moment).cloned().unwrap_or_default() } else { author };
            let (from, staff) = either(by.external_userid, by.userid);
            if staff {
                self.staff.insert(from.clone());
            }
            if author.is_empty() {
                unknown += 1;
                continue;
            }
            self.interactions.row([&from, &author, kind, &seconds(&by.create_time)]);
            self.staff.insert(author);
        }
        unknown
    }

    /// Messages that stand: private ones tie, those in a room make members. How many were recalled, and how many stood twice.
    fn archive(&mut self) -> (u64, u64) {
        let messages = std::mem::take(&mut self.messages);
        let is_robot = |id: &str| id.starts_with("wb");
        let is_outside = |id: &str| id.starts_with("wm") || id.starts_with("wo") || is_robot(id);
        // Accounts of one's own keep the names they were given. Where no id begins as WeCom's do, the ids are others', and say nothing.
        if messages.iter().flat_map(Message::ids).any(|id| is_outside(id)) {
            let customer = |id: &str| is_outside(id) && !is_robot(id) || self.people.get(id).is_some_and(|p| p.customer);
            let own: BTreeSet<&Cow<'a, str>> = messages.iter().flat_map(Message::ids).filter(|id| !customer(id)).collect();
            self.staff.extend(own.into_iter().cloned());
        }
        let mut seen: HashSet<Cow<'a, str>, Hash> = HashSet::default();
        let (mut recalled, mut repeated) = (0, 0);
        for message in messages {
            if self.recalled.contains(&message.id) {
                recalled += 1;
                continue;
            }
            if !message.id.is_empty() && !seen.insert(message.id) {
                repeated += 1;
                continue;
            }
            if message.room.is_empty() {
                let at = seconds(&message.at);
                message.to.iter().for_each(|to| self.interactions.row([&message.from, to, "private_chat", &at]));
                continue;
            }
            let group = self.groups.of(message.room);
            let person = self.people.of(message.from);
            if self.members.insert((person, group)) {
                let id = &self.people.items[person].0;
                let kind = match self.staff.contains(id) {
                    true if is_robot(id) => "robot",
                    true => "staff",
                    false => "",
                };
                self.memberships.row([id, &self.groups.items[group].0, "", kind]);
            }
        }
        (recalled, repeated)
    }

    /// One row a person of whom more than the id is known; how many tags have no name.
    fn users(&self) -> (Rows, u64) {
        let mut rows =
            Rows::new(&["user_id", "nickname", "tags", "owner_id", "registered_at", "remark_count", "unionid"]);
        let mut untold = 0;
        for (id, known) in self.people.items.iter().filter(|(_, known)| known.described) {
            let mut tags = String::new();
            for tag in &known.tags {
                let name = match tag {
                    TagOf::Named(name) => name,
                    TagOf::Id(id) => self.tags.get(id).map_or_else(
                        || {
                            untold += 1;
                            id.as_ref()
                        },
                        String::as_str,
                    ),
                };
                let _ = write!(tags, "{}{name}", if tags.is_empty() { "" } else { ";" });
            }
            let first = known.follows.iter().min_by_key(|(_, at, _)| *at);
            let at = first.filter(|(_, at, _)| *at != u64::MAX).map_or(String::new(), |(_, at, _)| at.to_string());
            let remarks = known.follows.iter().filter(|(.., remark)| *remark).count();
            let remarks = if known.follows.is_empty() { String::new() } else { remarks.to_string() };
            let owner = first.map_or("", |(owner, ..)| owner.as_ref());
            rows.row([id, &known.nickname, &tags, owner, &at, &remarks, &known.unionid]);
        }
        (rows, untold)
    }
}

impl<'a> TagOf<'a> {
    fn new(tag: &Tag<'a>) -> Self {
        match tag.tag_name.is_empty() {
            true => Self::Id(tag.tag_id.0.clone()),
            false => Self::Named(tag_name(&tag.group_name, &tag.tag_name)),
        }
    }

    fn by_id(id: &Word<'a>) -> Self {
        Self::Id(id.0.clone())
    }
}

/// A tag within its group, as a column of tags has it: what separates tags and levels there is no part of a name.
fn tag_name(group: &str, tag: &str) -> String {
    let plain = |name: &str| name.replace([';', '；', '|', '｜', ',', '，', '、', '>', '＞', '/'], " ").trim().to_owned();
    let (group, tag) = (plain(group), plain(tag));
    if group.is_empty() { tag } else { format!("{group}>{tag}") }
}

/// A value that is there comes before none.
fn keep<'a>(known: &mut Cow<'a, str>, word: Word<'a>) {
    if known.is_empty() {
        *known = word.0;
    }
}

/// The id of somebody outside, else that of an account of one's own; and whether it is one's own.
fn either<'a>(outside: Word<'a>, own: Word<'a>) -> (Cow<'a, str>, bool) {
    if outside.is_empty() { (own.0.clone(), !own.is_empty()) } else { (outside.0, false) }
}

/// A time in seconds, where it is a number: some interfaces have milliseconds, and 0 for none.
fn seconds<'w>(word: &'w Word<'_>) -> Cow<'w, str> {
    match word.parse::<u64>() {
        Ok(0) => Cow::Borrowed(""),
        Ok(n) if n >= MILLISECONDS => Cow::Owned((n / 1000).to_string()),
        _ => Cow::Borrowed(word),
    }
}

/// Whether an object holds nothing but words, and lists of words.
fn is_flat(raw: &str) -> bool {
    let nested = |value: &str| match serde_json::from_str::<Vec<&RawValue>>(value) {
        Ok(parts) => parts.iter().any(|part| part.get().starts_with(['{', '['])),
        Err(_) => value.starts_with('{'),
    };
    serde_json::from_str(raw).is_ok_and(|Pairs(pairs)| {
        !pairs.is_empty() && pairs.iter().all(|(key, value)| key.as_ref() != "errcode" && !nested(value.get()))
    })
}

/// Plain objects as rows, the union of their keys as the header.
fn records(place: Place<'_>, records: &[Record<'_>]) -> Result<Sheet> {
    let mut columns: Index<'_, ()> = Index::default();
    let mut rows = Rows { grid: Grid::new(usize::MAX), rows: 1 };
    for record in records {
        let Pairs(pairs) = serde_json::from_str(record.raw).map_err(|e| place.broken(record.raw, &e))?;
        for (key, value) in pairs {
            let column = u32::try_from(columns.of(key.0)).unwrap_or(u32::MAX);
            let cell = rows.grid.cell(column);
            match serde_json::from_str::<Word>(value.get()) {
                Ok(word) if !value.get().starts_with('[') => cell.push_str(&word),
                _ => cell.push_str(value.get()),
            }
        }
        rows.end();
    }
    // The header comes last, as a row after all others, and is put first.
    let names: Vec<&str> = columns.items.iter().map(|(name, ())| name.as_ref()).collect();
    let body = rows.finish();
    let mut header = Rows { grid: Grid::new(usize::MAX), rows: 0 };
    header.cells(&names);
    let width = names.len();
    let mut text = header.finish();
    for line in body.strip_prefix('\n').unwrap_or(&body).split_inclusive('\n') {
        let line = line.trim_end_matches('\n');
        let fields = line.bytes().filter(|&b| b == UNIT_SEPARATOR).count() + 1;
        text.push_str(line);
        if !line.is_empty() {
            super::delimit(&mut text, width.saturating_sub(fields));
        }
        text.push('\n');
    }
    Ok(Sheet { name: place.file.to_owned(), table: None, text, delimiter: UNIT_SEPARATOR, notes: Vec::new() })
}

/// The rows of one table.
struct Rows {
    grid: Grid,
    rows: u32,
}

impl Rows {
    fn new(header: &[&str]) -> Self {
        let mut rows = Self { grid: Grid::new(usize::MAX), rows: 0 };
        rows.cells(header);
        rows
    }

    fn row<const N: usize>(&mut self, cells: [&str; N]) {
        self.cells(&cells);
    }

    fn cells(&mut self, cells: &[&str]) {
        for (column, cell) in (0..).zip(cells) {
            self.grid.cell(column).push_str(cell);
        }
        self.end();
    }

    fn end(&mut self) {
        // Without a limit there is nothing to go wrong.
        let _ = self.grid.end_row(self.rows, &[]);
        self.rows += 1;
    }

    fn finish(self) -> String {
        self.grid.finish().unwrap_or_default()
    }

    fn sheet((table, rows): (&'static str, Self)) -> Sheet {
        let text = rows.finish();
        Sheet { name: String::new(), table: Some(table), text, delimiter: UNIT_SEPARATOR, notes: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheets(files: &[&str]) -> Vec<Sheet> {
        let named: Vec<(&str, &str)> = files.iter().map(|text| ("w.json", *text)).collect();
        read(&named, &Progress::silent()).unwrap()
    }

    /// The sheets by table, fields with commas between.
    fn tables(files: &[&str]) -> BTreeMap<&'static str, String> {
        sheets(files).into_iter().map(|s| (s.table.unwrap_or("records"), s.text.replace('\x1f', ","))).collect()
    }

    fn error(text: &str) -> String {
        read(&[("w.json", text)], &Progress::silent()).unwrap_err().to_string()
    }

    const GROUP: &str = r#"{"errcode":0,"errmsg":"ok","group_chat":{"chat_id":"wrA","name":"七月\"群\"","owner":"ZhangSan",
        "create_time":1572505490,"notice":"x","member_list":[
        {"userid":"ZhangSan","type":1,"join_time":1572505491,"join_scene":1,"invitor":{"userid":"LiSi"},"name":"张三"},
        {"userid":"wmA","type":2,"unionid":"oA","join_time":1572505491000,"invitor":"LiSi","group_nickname":"g","name":"王\u5c0f明","state":""},
        {"userid":"wmB","type":"2","join_time":"1572505493","join_scene":3,"gender":"1","unheard":{"of":[1,{"x":null}]}},
        {"userid":"wmC","type":2,"unionid":null,"join_time":0}],
        "admin_list":[{"userid":"LiSi"}],"member_version":"x"}}"#;

    #[test]
    fn a_group() {
        let all = sheets(&[GROUP]);
        let text = |i: usize| all[i].text.replace('\x1f', ",");
        assert_eq!(all.iter().map(|s| s.table).collect::<Vec<_>>(), [Some("memberships"), Some("users"), Some("groups")]);
        let members = "user_id,group_id,joined_at,member_type\nZhangSan,wrA,1572505491,staff\nwmA,wrA,1572505491,customer\n\
            wmB,wrA,1572505493,customer\nwmC,wrA,,customer\n";
        assert_eq!(text(0), members);
        let users = "user_id,nickname,tags,owner_id,registered_at,remark_count,unionid\nZhangSan,张三,,,,,\nwmA,王小明,,,,,oA\n";
        assert_eq!(text(1), users);
        assert_eq!(text(2), "group_id,name,owner_id\nwrA,七月\"群\",ZhangSan\n");
        // That Li Si lets people in makes no tie, and no row.
        assert_eq!(all[0].notes, [Note::Staff(vec!["ZhangSan".to_owned()])]);
    }

    #[test]
    fn however_responses_are_put_together() {
        let expected = tables(&[GROUP]);
        let bare = GROUP.trim_start_matches(r#"{"errcode":0,"errmsg":"ok","group_chat":"#).strip_suffix('}').unwrap();
        let line = GROUP.replace('\n', " ");
        for text in [
            format!("[{GROUP}]"),
            bare.to_owned(),
            format!("{{\"errcode\":0,\"data\":[{GROUP}]}}"),
            format!("{{\"data\":{{\"result\":{bare}}}}}"),
            format!("{line}\n{{\"errcode\":0,\"errmsg\":\"ok\"}}\n{{\"errcode\":0,\"group_chat_list\":[{{\"chat_id\":\"wrA\",\"status\":0}}],\"next_cursor\":\"c\"}}"),
        ] {
            assert_eq!(tables(&[&text]), expected, "{text}");
        }
        let groups = tables(&[r#"{"errcode":0,"group_chat_list":[{"chat_id":"wrA","status":0},{"chat_id":"wrB"}]}"#]);
        assert_eq!(groups["groups"], "group_id,name,owner_id\nwrA,,\nwrB,,\n");
    }

    const TAGS: &str = r#"{"errcode":0,"tag_group":[{"group_id":"G","group_name":"客户等级","create_time":1,"order":1,
        "tag":[{"id":"T1","name":"重要/核心","create_time":1},{"id":"T2","name":"一般"}]}]}"#;

    #[test]
    fn contacts_and_tags() {
        let single = r#"{"errcode":0,"external_contact":{"external_userid":"wmA","name":"李四","type":1,"gender":"1","unionid":"oA"},
            "follow_user":[{"userid":"rocky","remark":"老李","createtime":1525881637,"tags":[
                {"group_name":"客户等级","tag_name":"重要/核心","tag_id":"T1","type":1},{"tag_name":"爱","type":2}],"add_way":1},
            {"userid":"tommy","remark":" ","createtime":1525779812,"tags":null}],"next_cursor":""}"#;
        let batch = r#"{"errcode":0,"external_contact_list":[
            {"external_contact":{"external_userid":"wmA","name":"李四"},"follow_info":{"userid":"jack","remark":"李","createtime":"1625881637","tag_id":["T1","T2","T3"]}},
            {"external_contact":{"external_userid":"wmA"},"follow_info":{"userid":"rocky","remark":"x","createtime":1525881637}},
            {"external_contact":{"external_userid":"wmB","name":"王五"},"follow_info":{"userid":"jack","remark":"","createtime":0,"tag_id":null}}]}"#;
        let header = "user_id,nickname,tags,owner_id,registered_at,remark_count,unionid\n";
        let row = "wmA,李四,客户等级>重要 核心;爱,tommy,1525779812,1,oA\n";
        assert_eq!(tables(&[single])["users"], format!("{header}{row}"));
        let rows = "wmA,李四,客户等级>重要 核心;爱;客户等级>一般;T3,tommy,1525779812,2,oA\nwmB,王五,,jack,,0,\n";
        for files in [[single, batch, TAGS], [TAGS, single, batch]] {
            assert_eq!(tables(&files)["users"].replace(";客户等级>重要 核心;", ";"), format!("{header}{rows}"));
            assert_eq!(sheets(&files)[0].notes[0], Note::TagUnknown(1));
        }
    }

    #[test]
    fn moments_and_live_streams() {
        let reactions = r#"{"errcode":0,"moment_id":"m1","comment_list":[{"external_userid":"wmA","create_time":1605172726},{"userid":"lisi","create_time":1605172727}],
            "like_list":[{"external_userid":"wmB","create_time":1605172728000}]}"#;
        let list = r#"{"errcode":0,"next_cursor":"c","moment_list":[{"moment_id":"m1","creator":"zhangsan","create_time":1,"text":{"content":"x"}}]}"#;
        let expected = "from_id,to_id,kind,at\nwmA,zhangsan,moment_comment,1605172726\nlisi,zhangsan,moment_comment,1605172727\n\
            wmB,zhangsan,moment_like,1605172728\n";
        assert_eq!(tables(&[list, reactions])["interactions"], expected);
        assert_eq!(tables(&[reactions, list])["interactions"], expected);
        let own = reactions.replacen("\"moment_id\":\"m1\"", "\"creator\":\"zhangsan\"", 1);
        let all = sheets(&[&own]);
        assert_eq!(all[0].text.replace('\x1f', ","), expected);
        assert_eq!(all[0].notes, [Note::Staff(vec!["lisi".to_owned(), "zhangsan".to_owned()])]);
        let notes = sheets(&[reactions, GROUP]).remove(0).notes;
        assert_eq!(notes[0], Note::AuthorUnknown(3));
        let live = r#"{"errcode":0,"livingid":"l","viewer_userid":"","viewer_external_userid":"wmB","invitor_userid":"","invitor_external_userid":"wmA"}
            {"errcode":0,"ending":1,"stat_info":{"users":[{"userid":"lisi","invitor_userid":"zhangsan"}],
            "external_users":[{"external_userid":"wmC","type":1,"name":"丙","invitor_external_userid":"wmA"},{"external_userid":"wmD","type":1}]}}"#;
        let all = tables(&[live]);
        assert_eq!(all["interactions"], "from_id,to_id,kind,at\nwmA,wmB,invite,\nwmA,wmC,invite,\nzhangsan,lisi,invite,\n");
        assert!(all["users"].contains("\nwmC,丙,"));
    }

    #[test]
    fn the_archive() {
        let lines = r#"{"msgid":"1_external","action":"send","from":"zhangsan","tolist":["wmA","wmB"],"roomid":"","msgtime":1547087894783,"msgtype":"text","text":{"content":"\ud83d\ude00"}}
            {"msgid":"2","action":"send","from":"wmA","tolist":["zhangsan"],"msgtime":1547087895783,"msgtype":"text"}
            {"msgid":"2","action":"send","from":"wmA","tolist":["zhangsan"],"msgtime":1547087895783,"msgtype":"text"}
            {"msgid":"3","action":"send","from":"wmA","tolist":["zhangsan","wmB"],"roomid":"wrA","msgtime":1547087896783}
            {"msgid":"4","action":"send","from":"wmA","tolist":["wmC"],"roomid":"wrA","msgtime":1547087897783}
            {"msgid":"5","action":"send","from":"zhangsan","tolist":["wmA"],"roomid":"wrA","msgtime":1547087898783}
            {"msgid":"6","action":"send","from":"wmC","tolist":["zhangsan"],"msgtime":1547087899783,"msgtype":"text"}
            {"msgid":"7","action":"recall","from":"wmC","tolist":["zhangsan"],"msgtime":1547087899793,"msgtype":"revoke","revoke":{"pre_msgid":"6"}}
            {"msgid":"8","action":"switch","time":1554119421840,"user":"zhangsan"}
            {"msgid":"9","action":"send","from":"wmD","tolist":["zhangsan"],"msgtime":1,"msgtype":"agree","agree":{"userid":"wmD"}}
            {"msgid":"10","action":"send","from":"wbR","tolist":["wmA"],"roomid":"wrA","msgtime":1547087898783}"#;
        let all = sheets(&[lines]);
        let text = |i: usize| all[i].text.replace('\x1f', ",");
        let members = "user_id,group_id,joined_at,member_type\nwmA,wrA,,\nzhangsan,wrA,,staff\nwbR,wrA,,robot\n";
        assert_eq!(text(0), members);
        assert_eq!(all[0].notes, [
            Note::Recalled(1),
            Note::Repeated(1),
            Note::Staff(vec!["wbR".to_owned(), "zhangsan".to_owned()])
        ]);
        let private = "from_id,to_id,kind,at\nzhangsan,wmA,private_chat,1547087894\nzhangsan,wmB,private_chat,1547087894\n\
            wmA,zhangsan,private_chat,1547087895\n";
        assert_eq!(text(2), private);
        // Members that a list names are not named again, and keep what it says of them.
        assert_eq!(tables(&[lines, GROUP])["memberships"].matches("wmA,wrA").count(), 1);
        // Ids that are not WeCom's make nobody staff.
        let others = lines.replace("wm", "u").replace("wb", "v");
        assert!(!tables(&[&others])["memberships"].contains("staff"));
    }

    #[test]
    fn records_are_tables_by_their_header() {
        let all = sheets(&[r#"[{"user_id":"a","group_id":1},{"group_id":2.5,"user_id":"b\n","vip":true,"tags":["x","y"]},{"user_id":null,"vip":false}]"#]);
        let expected = "user_id,group_id,vip,tags\na,1,,\nb ,2.5,true,[\"x\",\"y\"]\n,,false,\n";
        assert_eq!((all[0].table, all[0].text.replace('\x1f', ",").as_str()), (None, expected));
        assert_eq!(tables(&["{\"user\":\"a\",\"group\":\"g\"}\n{\"user\":\"b\",\"group\":\"g\"}"])["records"], "user,group\na,g\nb,g\n");
    }

    #[test]
    fn what_is_not_known_says_what_it_is() {
        let unknown = error("\n {\"foo\":{\"bar\":1},\"baz\":[]}");
        assert!(unknown.starts_with("w.json:2:2: nothing is known of this JSON: here is {foo, baz}"), "{unknown}");
        for text in ["{\"a\":1}", "[[1,2],[3]]", "[1]", "{\"errcode\":0,\"a\":{}}", "{}"] {
            assert!(error(text).contains("nothing is known"), "{text}");
        }
        let broken = error(&GROUP[..GROUP.len() - 3]);
        assert!(broken.starts_with("w.json:7:") && broken.contains("incomplete or wrong: EOF while parsing"), "{broken}");
        let broken = error("[{\"a\":1},\n{\"a\":}]");
        assert!(broken.starts_with("w.json:2:6: this JSON"), "{broken}");
        let refused = error("{\"errcode\":42001,\"errmsg\":\"access_token expired\"}");
        assert!(refused.contains("WeCom answered with error 42001 (access_token expired)"), "{refused}");
        assert!(error(&"[".repeat(1_000_000)).contains("incomplete"));
        assert!(error(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))).contains("nested more than 8"));
        let deep = format!("{{\"group_chat\":{}{}}}", "{\"member_list\":".repeat(9000), "}".repeat(9000));
        assert!(error(&deep).contains("JSON"));
        let nested = format!("{{\"errcode\":0,\"data\":{}{}}}", "{\"data\":".repeat(90), "}".repeat(90));
        assert!(error(&nested).contains("nested more than 8"));
        let wrong = "{\"group_chat\":{\"member_list\":[1]}}";
        assert!(error(wrong).starts_with("w.json:1:"), "{}", error(wrong));
        assert!(is_json(" [ {\"a\":1}]") && is_json("\n{ \"a\":1}") && !is_json("[user],[group]\n"));
    }

    /// `cargo test --release -- --ignored million`: memberships a second.
    #[test]
    #[ignore = "takes long"]
    fn a_million_members() {
        let mut text = String::new();
        for group in 0..5000 {
            let _ = write!(text, "{{\"errcode\":0,\"errmsg\":\"ok\",\"group_chat\":{{\"chat_id\":\"wrOgQhDgAAMYQiS5ol9G7gK9JV{group:04}\",\"name\":\"群{group}\",\"owner\":\"ZhangSan\",\"create_time\":1572505490,\"member_list\":[");
            for i in 0..200 {
                let user = (group * 200_u32 + i).wrapping_mul(2_654_435_761) % 600_000;
                let _ = write!(
                    text,
                    "{}{{\"userid\":\"wmErxtDgAA9AW32YyyuYRimKr7{user:06}\",\"type\":2,\"unionid\":\"ozynqsulJFCZ2z1aYeS8h-nuasdfR{user:06}\",\"join_time\":{},\"join_scene\":3,\"invitor\":{{\"userid\":\"jack\"}},\"group_nickname\":\"\",\"name\":\"用户{user}\",\"state\":\"\"}}",
                    if i == 0 { "" } else { "," },
                    1_572_505_490 + group
                );
            }
            text.push_str("]}}\n");
        }
        let before = crate::progress::peak_memory_bytes();
        let begun = std::time::Instant::now();
        let all = sheets(&[&text]);
        let taken = begun.elapsed();
        println!("{} bytes, {taken:?}, peak {before} then {}", text.len(), crate::progress::peak_memory_bytes());
        assert_eq!(all[0].text.lines().count(), 1_000_001);
    }
}
