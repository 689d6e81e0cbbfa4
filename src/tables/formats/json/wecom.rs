//! What all of WeCom's JSON tells together: a person however many responses name them, tags by their name, messages that stand.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write;

use hashbrown::{HashMap, HashSet};

use super::super::{Grid, Note, Sheet, UNIT_SEPARATOR, counted};
use super::shapes::{self, Entry, Follow, Group, Reaction, Response, Tag, Viewer, Word};

/// From here on a number of seconds is one of milliseconds.
const MILLISECONDS: u64 = 100_000_000_000;

/// What the telephones are called that accounts noted of a person.
const PHONES: [&str; 3] = ["phone", "mobile", "phone_number"];

type Hash = foldhash::fast::FixedState;

/// What all files tell together.
pub struct Wecom<'a> {
    people: Index<'a, Person<'a>>,
    groups: Index<'a, Described<'a>>,
    memberships: Rows,
    interactions: Rows,
    /// Messages to groups.
    said: Rows,
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
pub struct Index<'a, T> {
    places: HashMap<Cow<'a, str>, usize, Hash>,
    pub items: Vec<(Cow<'a, str>, T)>,
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
    /// The telephones that accounts noted.
    phones: BTreeSet<Cow<'a, str>>,
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
    /// The place of an id.
    pub fn of(&mut self, id: Cow<'a, str>) -> usize {
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
    pub fn new() -> Self {
        Self {
            people: Index::default(),
            groups: Index::default(),
            memberships: Rows::new(&["user_id", "group_id", "joined_at", "member_type"]),
            interactions: Rows::new(&["from_id", "to_id", "kind", "at"]),
            said: Rows::new(&["from_id", "group_id", "at"]),
            members: HashSet::default(),
            staff: BTreeSet::new(),
            tags: HashMap::default(),
            authors: HashMap::default(),
            reactions: Vec::new(),
            messages: Vec::new(),
            recalled: HashSet::default(),
        }
    }

    /// Takes in a response that [is known](Response::is_known).
    pub fn response(&mut self, response: Response<'a>) {
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

    /// Takes in what is nothing but a list of ids: an account's contacts, or the accounts that have some. Whether it is one of these.
    pub fn ids(&mut self, raw: &'a str) -> bool {
        match shapes::ids(raw) {
            Some(("external_userid", ids)) => {
                for id in ids {
                    let person = self.people.of(id.0);
                    let known = &mut self.people.items[person].1;
                    (known.customer, known.described) = (true, true);
                }
            }
            Some(("follow_user", ids)) => self.staff.extend(ids.into_iter().map(|id| id.0)),
            _ => return false,
        }
        true
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
                let phones = follow.remark_mobiles.0.iter().map(|phone| phone.0.clone());
                known.phones.extend(phones.filter(|phone| !phone.trim().is_empty()));
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

    /// The tables that have a row: memberships, users, groups, interactions.
    pub fn finish(mut self) -> Vec<Sheet> {
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
            ("interactions", self.said),
        ];
        let mut sheets: Vec<Sheet> = tables.into_iter().filter(|(_, rows)| rows.rows > 1).map(Rows::sheet).collect();
        let counts = [
            Note::Recalled(recalled),
            Note::Repeated(repeated),
            Note::AuthorUnknown(unknown),
            Note::TagUnknown(untold),
        ];
        if let Some(first) = sheets.first_mut() {
            first.notes = counted(counts);
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
            let author =
                if author.is_empty() { self.authors.get(&moment).cloned().unwrap_or_default() } else { author };
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
            let customer =
                |id: &str| is_outside(id) && !is_robot(id) || self.people.get(id).is_some_and(|p| p.customer);
            let own: BTreeSet<&Cow<'a, str>> =
                messages.iter().flat_map(Message::ids).filter(|id| !customer(id)).collect();
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
            self.said.row([&message.from, &message.room, &seconds(&message.at)]);
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
        // As many further ids as anybody has.
        let most = self.people.items.iter().map(|(_, known)| known.phones.len()).max().unwrap_or(0).min(PHONES.len());
        let columns = ["user_id", "nickname", "tags", "owner_id", "registered_at", "remark_count", "unionid"];
        let mut rows = Rows::new(&[&columns[..], &PHONES[..most]].concat());
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
            let told: [&str; 7] = [id, &known.nickname, &tags, owner, &at, &remarks, &known.unionid];
            let phones = (0..most).map(|i| known.phones.iter().nth(i).map_or("", Cow::as_ref));
            rows.cells(&told.into_iter().chain(phones).collect::<Vec<_>>());
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
    let plain =
        |name: &str| name.replace([';', '；', '|', '｜', ',', '，', '、', '>', '＞', '/'], " ").trim().to_owned();
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

/// The rows of one table.
pub struct Rows {
    pub grid: Grid,
    /// Lines so far.
    pub rows: u32,
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

    pub fn cells(&mut self, cells: &[&str]) {
        for (column, cell) in (0..).zip(cells) {
            self.grid.cell(column).push_str(cell);
        }
        self.end();
    }

    pub fn end(&mut self) {
        // Without a limit there is nothing to go wrong.
        let _ = self.grid.end_row(self.rows, &[]);
        self.rows += 1;
    }

    pub fn finish(self) -> String {
        self.grid.finish().unwrap_or_default()
    }

    fn sheet((table, rows): (&'static str, Self)) -> Sheet {
        let text = rows.finish();
        Sheet {
            name: String::new(),
            table: Some(table),
            text,
            delimiter: Some(UNIT_SEPARATOR),
            malformed: Vec::new(),
            notes: Vec::new(),
        }
    }
}
