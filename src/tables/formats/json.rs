//! WeCom's JSON, as its interfaces return it, and arrays of plain objects.
//!
//! Single responses, arrays of them, one a line or one after the other; a page is a response like any other. All files are read
//! together, as one may tell what another leaves open: the tags behind their ids, the author of a moment, the messages that were recalled.
//! Only what the tables need is looked at; the content of messages, and whatever else there is, is skipped unread.
//!
//! - Members of a group: type 1 is staff. Who let somebody in (`invitor`) is staff too, and no tie.
//! - Contacts: one person however many pages and accounts; the account that added the person first looks after them.
//! - Moments: from who comments or likes to the author, where a file tells who that is.
//! - Live streams: from who invited to who came.
//! - The archive: private messages are ties; one in a room makes the sender a member of it and is no tie.
//!
//! Plain objects that are none of these are [`records`]: their keys are the header, which decides what table they are.

mod shapes;
mod wecom;

use serde_json::value::RawValue;

use self::shapes::{Pairs, Response, Word};
use self::wecom::{Index, Rows, Wecom};
use super::{Grid, Sheet, UNIT_SEPARATOR, refused_at};
use crate::parallel;
use crate::progress::Progress;
use crate::text::{Sentence, errors};
use crate::{Error, Result};

/// Arrays and wrappings within each other before it is no data.
const DEEPEST: usize = 8;
/// Keys of an unknown object that a message lists.
const LISTED: usize = 12;
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
    let mut reading = Reading { wecom: Wecom::new(), progress, seen: 0 };
    let mut plain = Vec::new();
    for &(file, text) in files {
        let place = Place { file, text };
        let mut found = Vec::new();
        let documents: std::result::Result<Vec<&RawValue>, _> =
            serde_json::Deserializer::from_str(text).into_iter().collect();
        let documents = documents.map_err(|e| place.broken(text, &e))?;
        reading.documents(&documents, place, Inside { depth: 0, list: false }, &mut found)?;
        if let [Record { raw, listed: false }] = found[..] {
            return Err(place.unknown(raw));
        }
        if !found.is_empty() {
            plain.push(records(place, &found)?);
        }
    }
    let mut sheets = reading.wecom.finish();
    sheets.append(&mut plain);
    Ok(sheets)
}

struct Reading<'a> {
    wecom: Wecom<'a>,
    progress: &'a Progress,
    /// Objects and arrays so far.
    seen: usize,
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
        let sentence = errors::JSON_BROKEN.with("found", words.split(" at line ").next().unwrap_or_default());
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

/// Values that are read at the same time.
const BATCH: usize = 1024;

impl<'a> Reading<'a> {
    /// Takes in values one after the other; reading them, which is most of the work, is done ahead at the same time.
    fn documents(
        &mut self,
        raws: &[&'a RawValue],
        place: Place<'a>,
        inside: Inside,
        records: &mut Vec<Record<'a>>,
    ) -> Result<()> {
        for raws in raws.chunks(BATCH) {
            let read =
                |raw: &&'a RawValue| raw.get().starts_with('{').then(|| serde_json::from_str(raw.get()).ok()).flatten();
            for (raw, read) in raws.iter().zip(parallel::map(raws, read)) {
                self.document(raw.get(), read, place, inside, records)?;
            }
        }
        Ok(())
    }

    /// Takes in one value, which may have been `read` ahead, and what is wrapped in it; plain objects join `records`.
    fn document(
        &mut self,
        raw: &'a str,
        read: Option<Response<'a>>,
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
            return self.documents(&parts, place, deeper, records);
        }
        if !raw.starts_with('{') {
            return Err(place.unknown(raw));
        }
        let mut plain = || records.push(Record { raw, listed: inside.list });
        let mut response: Response<'a> = match read.map_or_else(|| serde_json::from_str(raw), Ok) {
            Ok(response) => response,
            Err(_) if self.wecom.ids(raw) => return Ok(()),
            Err(_) if is_flat(raw) => {
                plain();
                return Ok(());
            }
            Err(e) => return Err(place.broken(raw, &e)),
        };
        let moments = response.moment_list.take();
        let wrapped = response.wrapped();
        if response.is_known() || moments.is_some() {
            self.wecom.response(response);
            return moments
                .into_iter()
                .flatten()
                .try_for_each(|m| self.document(m.get(), None, place, deeper, records));
        }
        if !matches!(response.errcode.as_ref(), "" | "0") {
            let sentence = errors::WECOM_REFUSED.with("code", response.errcode).with("found", response.errmsg);
            return Err(place.error(raw, 1, 1, sentence));
        }
        match wrapped {
            Some(part) => self.document(part.get(), None, place, deeper, records),
            None if self.wecom.ids(raw) => Ok(()),
            None if is_flat(raw) => {
                plain();
                Ok(())
            }
            None if response.errcode.as_ref() == "0" && response.is_bare(raw) => Ok(()),
            None => Err(place.unknown(raw)),
        }
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
    Ok(Sheet {
        name: place.file.to_owned(),
        table: None,
        text,
        delimiter: Some(UNIT_SEPARATOR),
        malformed: Vec::new(),
        notes: Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::fmt::Write;

    use super::super::Note;
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
        assert_eq!(
            all.iter().map(|s| s.table).collect::<Vec<_>>(),
            [Some("memberships"), Some("users"), Some("groups")]
        );
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
            format!(
                "{line}\n{{\"errcode\":0,\"errmsg\":\"ok\"}}\n{{\"errcode\":0,\"group_chat_list\":[{{\"chat_id\":\"wrA\",\"status\":0}}],\"next_cursor\":\"c\"}}"
            ),
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
        // Telephones that were noted are further ids, each in a column of its own.
        let noted = |of: &str| single.replace(r#""tags":null"#, &format!(r#""tags":null,"remark_mobiles":{of}"#));
        for (of, more, ids) in [
            (r#"["13800000001"]"#, ",phone", ",13800000001"),
            (r#"["2","1",""]"#, ",phone,mobile", ",1,2"),
            ("[]", "", ""),
            ("null", "", ""),
        ] {
            let read = format!("{}{more}\n{}{ids}\n", header.trim_end(), row.trim_end());
            assert_eq!(tables(&[&noted(of)])["users"], read, "{of}");
        }
        for files in [[single, batch, TAGS], [TAGS, single, batch]] {
            assert_eq!(tables(&files)["users"].replace(";客户等级>重要 核心;", ";"), format!("{header}{rows}"));
            assert_eq!(sheets(&files)[0].notes[0], Note::TagUnknown(1));
        }
    }

    #[test]
    fn lists_of_ids() {
        let contacts = r#"{"errcode":0,"errmsg":"ok","external_userid":["wmA","wmB",""]}"#;
        let header = "user_id,nickname,tags,owner_id,registered_at,remark_count,unionid\n";
        for text in
            [contacts, &contacts.replace(r#""errcode":0,"errmsg":"ok","#, ""), &format!("{{\"data\":{contacts}}}")]
        {
            assert_eq!(tables(&[text])["users"], format!("{header}wmA,,,,,,\nwmB,,,,,,\n"), "{text}");
        }
        // With what tells more of them they are the same people.
        let known = r#"{"errcode":0,"external_contact":{"external_userid":"wmB","name":"王五"},"follow_user":[{"userid":"lisi","createtime":1525881637}]}"#;
        let users = format!("{header}wmA,,,,,,\nwmB,王五,,lisi,1525881637,0,\n");
        assert_eq!(tables(&[contacts, known])["users"], users);
        let accounts = r#"{"errcode":0,"errmsg":"ok","follow_user":["zhangsan","lisi"]}"#;
        let staff = [Note::Staff(vec!["lisi".to_owned(), "zhangsan".to_owned()])];
        assert_eq!(sheets(&[accounts, contacts])[0].notes, staff);
        // What is more than such a list is no such list.
        assert!(!tables(&[r#"[{"external_userid":["wmA"],"group":"g"}]"#]).contains_key("users"));
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
        assert_eq!(
            all["interactions"],
            "from_id,to_id,kind,at\nwmA,wmB,invite,\nwmA,wmC,invite,\nzhangsan,lisi,invite,\n"
        );
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
        assert_eq!(
            all[0].notes,
            [Note::Recalled(1), Note::Repeated(1), Note::Staff(vec!["wbR".to_owned(), "zhangsan".to_owned()])]
        );
        let private = "from_id,to_id,kind,at\nzhangsan,wmA,private_chat,1547087894\nzhangsan,wmB,private_chat,1547087894\n\
            wmA,zhangsan,private_chat,1547087895\n";
        assert_eq!(text(2), private);
        let said = "from_id,group_id,at\nwmA,wrA,1547087896\nwmA,wrA,1547087897\nzhangsan,wrA,1547087898\nwbR,wrA,1547087898\n";
        assert_eq!(text(3), said);
        // Members that a list names are not named again, and keep what it says of them.
        assert_eq!(tables(&[lines, GROUP])["memberships"].matches("wmA,wrA").count(), 1);
        // Ids that are not WeCom's make nobody staff.
        let others = lines.replace("wm", "u").replace("wb", "v");
        assert!(!tables(&[&others])["memberships"].contains("staff"));
    }

    #[test]
    fn records_are_tables_by_their_header() {
        let all = sheets(&[
            r#"[{"user_id":"a","group_id":1},{"group_id":2.5,"user_id":"b\n","vip":true,"tags":["x","y"]},{"user_id":null,"vip":false}]"#,
        ]);
        let expected = "user_id,group_id,vip,tags\na,1,,\nb ,2.5,true,[\"x\",\"y\"]\n,,false,\n";
        assert_eq!((all[0].table, all[0].text.replace('\x1f', ",").as_str()), (None, expected));
        assert_eq!(
            tables(&["{\"user\":\"a\",\"group\":\"g\"}\n{\"user\":\"b\",\"group\":\"g\"}"])["records"],
            "user,group\na,g\nb,g\n"
        );
    }

    #[test]
    fn what_is_not_known_says_what_it_is() {
        let unknown = error("\n {\"foo\":{\"bar\":1},\"baz\":[]}");
        assert!(unknown.starts_with("w.json:2:2: this JSON is not recognised: here is {foo, baz}"), "{unknown}");
        for text in ["{\"a\":1}", "[[1,2],[3]]", "[1]", "{\"errcode\":0,\"a\":{}}", "{}"] {
            assert!(error(text).contains("not recognised"), "{text}");
        }
        let broken = error(&GROUP[..GROUP.len() - 3]);
        assert!(
            broken.starts_with("w.json:7:") && broken.contains("incomplete or wrong: EOF while parsing"),
            "{broken}"
        );
        let broken = error("[{\"a\":1},\n{\"a\":}]");
        assert!(broken.starts_with("w.json:2:6: this JSON"), "{broken}");
        let refused = error("{\"errcode\":42001,\"errmsg\":\"access_token expired\"}");
        assert!(refused.contains("WeCom answered with error 42001 (access_token expired)"), "{refused}");
        assert!(error(&"[".repeat(1_000_000)).contains("incomplete"));
        assert!(error(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000))).contains("nested more than 8"));
        // What is not looked at may be nested as it likes.
        let deep = format!("{{\"group_chat\":{{\"x\":{}{}}}}}", "[".repeat(9000), "]".repeat(9000));
        assert!(sheets(&[&deep])[0].text.starts_with("group_id"));
        let nested = format!("{{\"errcode\":0,\"data\":{}1{}}}", "{\"data\":".repeat(90), "}".repeat(90));
        assert!(error(&nested).contains("nested more than 8"));
        let wrong = "{\"group_chat\":{\"member_list\":[1]}}";
        assert!(error(wrong).starts_with("w.json:1:"), "{}", error(wrong));
        assert!(is_json(" [ {\"a\":1}]") && is_json("\n{ \"a\":1}") && !is_json("[user],[group]\n"));
    }

    /// `cargo test --release -- --ignored million`: memberships a second.
    #[test]
    #[ignore = "a measurement of a million rows, for release builds: minutes in this one"]
    fn a_million_members() {
        let mut text = String::new();
        for group in 0..5000 {
            let _ = write!(
                text,
                "{{\"errcode\":0,\"errmsg\":\"ok\",\"group_chat\":{{\"chat_id\":\"wrOgQhDgAAMYQiS5ol9G7gK9JV{group:04}\",\"name\":\"群{group}\",\"owner\":\"ZhangSan\",\"create_time\":1572505490,\"member_list\":["
            );
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
