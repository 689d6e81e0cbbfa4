//! What is looked at in WeCom's JSON. Everything is optional, a number may be a word and the other way round, and one may stand for a
//! list of one: interfaces, their versions and the tools in between differ in that.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use serde::de::value::{BorrowedStrDeserializer, MapAccessDeserializer};
use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;

/// A text or a number, as text; empty for anything else.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Word<'a>(pub Cow<'a, str>);

impl Deref for Word<'_> {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl AsRef<str> for Word<'_> {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Word<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Word<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(WordVisitor)
    }
}

struct WordVisitor;

impl<'de> Visitor<'de> for WordVisitor {
    type Value = Word<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text or a number")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Word(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Word(Cow::Owned(text.to_owned())))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Word(Cow::Owned(number.to_string())))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Word(Cow::Owned(number.to_string())))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Word(Cow::Owned(number.to_string())))
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Self::Value, E> {
        Ok(Word(Cow::Borrowed(if flag { "true" } else { "false" })))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Word::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Word::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Word::default())
    }
}

/// A list; an object or a text where a list is meant is a list of one, anything else is empty.
#[derive(Debug)]
pub struct Many<T>(pub Vec<T>);

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(ManyVisitor(PhantomData))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut many = Vec::new();
        while let Some(item) = list.next_element()? {
            many.push(item);
        }
        Ok(Many(many))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::deserialize(MapAccessDeserializer::new(map)).map(|item| Many(vec![item]))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        let item = T::deserialize(BorrowedStrDeserializer::<serde::de::value::Error>::new(text));
        Ok(Many(item.ok().into_iter().filter(|_| !text.is_empty()).collect()))
    }

    fn visit_str<E>(self, _: &str) -> Result<Self::Value, E> {
        Ok(Many::default())
    }

    fn visit_u64<E>(self, _: u64) -> Result<Self::Value, E> {
        Ok(Many::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Self::Value, E> {
        Ok(Many::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Self::Value, E> {
        Ok(Many::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Many::default())
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Many::default())
    }
}

/// The members of an object, in their order.
pub struct Pairs<'a>(pub Vec<(Word<'a>, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Pairs<'a> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct PairsVisitor;
        impl<'de> Visitor<'de> for PairsVisitor {
            type Value = Pairs<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        from.deserialize_map(PairsVisitor)
    }
}

/// A struct of which every field may be missing, and that borrows from the text.
macro_rules! shape {
    ($(#[$doc:meta])* $name:ident { $($(#[$field_doc:meta])* $field:ident: $kind:ty,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Default, serde::Deserialize)]
        #[serde(default)]
        pub struct $name<'a> {
            $($(#[$field_doc])* #[serde(borrow)] pub $field: $kind,)*
        }
    };
}

shape! {
    /// `group_chat` of groupchat/get, an item of groupchat/list.
    Group { chat_id: Word<'a>, name: Word<'a>, owner: Word<'a>, member_list: Many<Member<'a>>, }
}
shape! {
    Member {
        userid: Word<'a>,
        /// 1 for staff, 2 for somebody from outside.
        #[serde(rename = "type")]
        kind: Word<'a>,
        unionid: Word<'a>,
        join_time: Word<'a>,
        name: Word<'a>,
    }
}
shape! {
    /// externalcontact/get, an item of batch/get_by_user.
    Entry { external_contact: Many<Contact<'a>>, follow_user: Many<Follow<'a>>, follow_info: Many<Follow<'a>>, }
}
shape! {
    Contact { external_userid: Word<'a>, name: Word<'a>, unionid: Word<'a>, }
}
shape! {
    /// That an account added a contact. Single responses have `tags`, batches have `tag_id`.
    Follow {
        userid: Word<'a>,
        remark: Word<'a>,
        createtime: Word<'a>,
        tags: Many<Tag<'a>>,
        tag_id: Many<Word<'a>>,
        remark_mobiles: Many<Word<'a>>,
    }
}
shape! {
    Tag { group_name: Word<'a>, tag_name: Word<'a>, tag_id: Word<'a>, }
}
shape! {
    /// Of get_corp_tag_list.
    TagGroup { group_name: Word<'a>, tag: Many<ListedTag<'a>>, }
}
shape! {
    ListedTag { id: Word<'a>, name: Word<'a>, }
}
shape! {
    /// A comment or a like.
    Reaction { external_userid: Word<'a>, userid: Word<'a>, create_time: Word<'a>, }
}
shape! {
    /// Who was at a live stream, and who had invited them.
    Viewer {
        external_userid: Word<'a>,
        userid: Word<'a>,
        invitor_external_userid: Word<'a>,
        invitor_userid: Word<'a>,
        name: Word<'a>,
    }
}
shape! {
    /// Of get_watch_stat.
    Watched { users: Many<Viewer<'a>>, external_users: Many<Viewer<'a>>, }
}
shape! {
    Revoke { pre_msgid: Word<'a>, }
}
shape! {
    /// Any response; what is there tells which.
    Response {
        errcode: Word<'a>,
        errmsg: Word<'a>,
        group_chat: Option<Many<Group<'a>>>,
        group_chat_list: Option<Many<Group<'a>>>,
        chat_id: Word<'a>,
        name: Word<'a>,
        owner: Word<'a>,
        member_list: Option<Many<Member<'a>>>,
        external_contact: Option<Many<Contact<'a>>>,
        follow_user: Many<Follow<'a>>,
        follow_info: Many<Follow<'a>>,
        external_contact_list: Option<Many<Entry<'a>>>,
        tag_group: Option<Many<TagGroup<'a>>>,
        moment_list: Option<Vec<&'a RawValue>>,
        moment_id: Option<Word<'a>>,
        creator: Word<'a>,
        userid: Word<'a>,
        comment_list: Option<Many<Reaction<'a>>>,
        like_list: Option<Many<Reaction<'a>>>,
        stat_info: Option<Many<Watched<'a>>>,
        viewer_external_userid: Option<Word<'a>>,
        viewer_userid: Option<Word<'a>>,
        invitor_external_userid: Option<Word<'a>>,
        invitor_userid: Option<Word<'a>>,
        msgid: Word<'a>,
        action: Word<'a>,
        from: Word<'a>,
        tolist: Many<Word<'a>>,
        roomid: Word<'a>,
        msgtime: Word<'a>,
        msgtype: Word<'a>,
        revoke: Many<Revoke<'a>>,
        data: Option<&'a RawValue>,
        result: Option<&'a RawValue>,
        response: Option<&'a RawValue>,
        body: Option<&'a RawValue>,
        list: Option<&'a RawValue>,
        items: Option<&'a RawValue>,
        records: Option<&'a RawValue>,
        rows: Option<&'a RawValue>,
    }
}

impl<'a> Response<'a> {
    /// Whether it is one of WeCom's.
    pub fn is_known(&self) -> bool {
        let viewer = self.viewer_external_userid.is_some() || self.viewer_userid.is_some();
        let invitor = self.invitor_external_userid.is_some() || self.invitor_userid.is_some();
        self.group_chat.is_some()
            || self.group_chat_list.is_some()
            || self.member_list.is_some()
            || self.external_contact.is_some()
            || self.external_contact_list.is_some()
            || self.tag_group.is_some()
            || self.comment_list.is_some()
            || self.like_list.is_some()
            || self.stat_info.is_some()
            || self.moment_id.is_some() && !self.creator.is_empty()
            || viewer && invitor
            || !self.msgid.is_empty() && matches!(self.action.as_ref(), "send" | "recall" | "switch")
            || !self.msgid.is_empty() && !self.from.is_empty()
    }

    /// What some program put a response, or many, into.
    pub fn wrapped(&self) -> Option<&'a RawValue> {
        let Self { data, result, response, body, list, items, records, rows, .. } = self;
        let nested = |part: &&RawValue| part.get().starts_with(['{', '[']);
        [data, result, response, body, list, items, records, rows].into_iter().flatten().copied().find(nested)
    }

    /// Whether it says no more than that all is well.
    pub fn is_bare(&self, raw: &str) -> bool {
        let bare = |Pairs(pairs): Pairs<'_>| pairs.iter().all(|(key, _)| is_outcome(key));
        serde_json::from_str(raw).is_ok_and(bare)
    }
}

fn is_outcome(key: &str) -> bool {
    matches!(key, "errcode" | "errmsg")
}

/// A response that is nothing but a list of ids: how the list is called, and the ids.
pub fn ids(raw: &str) -> Option<(&str, Vec<Word<'_>>)> {
    let Pairs(pairs) = serde_json::from_str(raw).ok()?;
    let mut lists = pairs.into_iter().filter(|(key, _)| !is_outcome(key));
    let (Some((Word(Cow::Borrowed(key)), list)), None) = (lists.next(), lists.next()) else { return None };
    let ids: Vec<Word<'_>> = serde_json::from_str(list.get()).ok()?;
    Some((key, ids.into_iter().filter(|id| !id.is_empty()).collect()))
}
