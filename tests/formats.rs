//! The same people, however they were exported; and files that are damaged.

use std::borrow::Cow;

use renmai::Result;
use renmai::analysis::analyse;
use renmai::config::Config;
use renmai::export::{OutDir, write_run};
use renmai::progress::Progress;
use renmai::tables::{Source, Sources, Zone, format_time, read};
use renmai::text::Lang;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet};

const START: i64 = 1_704_067_200;

struct Member {
    user: String,
    group: &'static str,
    at: i64,
    kind: &'static str,
}

struct Contact {
    user: String,
    nickname: String,
    owner: &'static str,
    at: i64,
    remarked: bool,
    tag: &'static str,
}

const GROUPS: [[&str; 3]; 3] = [["g1", "早餐群", "e1"], ["g2", "母婴群", "e2"], ["g3", "读书会", "e1"]];

fn members() -> Vec<Member> {
    let mut all = Vec::new();
    for (g, [group, _, owner]) in GROUPS.into_iter().enumerate() {
        all.push(Member { user: owner.into(), group, at: START, kind: "staff" });
        for i in (0..24).filter(|i| (i * i + 3 * g) % 5 < 2) {
            let at = START + 7_001 * i as i64 + 86_400 * g as i64;
            all.push(Member { user: format!("wm{i:02}"), group, at, kind: "customer" });
        }
    }
    all
}

fn contacts() -> Vec<Contact> {
    let contact = |i: i64| Contact {
        user: format!("wm{i:02}"),
        nickname: format!("昵称{i}"),
        owner: ["e1", "e2"][i as usize % 2],
        at: START - 50_021 * i,
        remarked: i % 3 == 0,
        tag: ["金", "银"][i as usize / 2 % 2],
    };
    (0..24).map(contact).collect()
}

fn time(at: i64) -> String {
    format_time(at, &Zone::default())
}

/// Members, contacts and groups as text, with their headers.
fn texts() -> [String; 3] {
    let mut texts =
        ["用户ID,群ID,加群时间,成员类型\n", "user_id,nickname,tags,owner_id,registered_at,remark_count,unionid\n"]
            .map(String::from);
    for Member { user, group, at, kind } in members() {
        texts[0] += &format!("{user},{group},{},{kind}\n", time(at));
    }
    for Contact { user, nickname, owner, at, remarked, tag } in contacts() {
        texts[1] += &format!("{user},{nickname},等级>{tag},{owner},{},{},o{user}\n", time(at), u8::from(remarked));
    }
    let [members, contacts] = texts;
    let groups = GROUPS.map(|row| row.join(",") + "\n").concat();
    [members, contacts, format!("group_id,name,owner_id\n{groups}")]
}

/// Text as a sheet whose times are numbers that are shown as dates.
fn fill(sheet: &mut Worksheet, text: &str) {
    let shown = Format::new().set_num_format("yyyy-mm-dd hh:mm:ss");
    for (row, line) in (0..).zip(text.lines()) {
        for (column, cell) in (0..).zip(line.split(',')) {
            match ExcelDateTime::parse_from_str(cell) {
                Ok(time) if cell.contains(':') => sheet.write_datetime_with_format(row, column, time, &shown),
                _ => sheet.write_string(row, column, cell),
            }
            .unwrap();
        }
    }
}

fn book(sheets: &[(&str, String)]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, text) in sheets {
        fill(book.add_worksheet().set_name(*name).unwrap(), text);
    }
    book.save_to_buffer().unwrap()
}

/// The responses of WeCom's interfaces: one a group, one a contact.
fn wecom() -> Vec<Source> {
    let members = members();
    let group = |[id, name, owner]: [&str; 3]| {
        let of = members.iter().filter(|member| member.group == id);
        let of = of.map(|member| {
            let kind = if member.kind == "staff" { 1 } else { 2 };
            serde_json::json!({"userid": member.user, "type": kind, "join_time": member.at, "join_scene": 3})
        });
        let of: Vec<_> = of.collect();
        let chat =
            serde_json::json!({"chat_id": id, "name": name, "owner": owner, "create_time": START, "member_list": of});
        (format!("群 {id}.json"), serde_json::json!({"errcode": 0, "errmsg": "ok", "group_chat": chat}))
    };
    let contact = |contact: Contact| {
        let Contact { user, nickname, owner, at, remarked, tag } = contact;
        let remark = if remarked { "备注" } else { "" };
        let tags = serde_json::json!([{"group_name": "等级", "tag_name": tag, "tag_id": "et1", "type": 1}]);
        let follow =
            serde_json::json!({"userid": owner, "remark": remark, "createtime": at, "tags": tags, "add_way": 1});
        let known =
            serde_json::json!({"external_userid": user, "name": nickname, "type": 1, "unionid": format!("o{user}")});
        (format!("{user}.json"), serde_json::json!({"errcode": 0, "external_contact": known, "follow_user": [follow]}))
    };
    let all = GROUPS.into_iter().map(group).chain(contacts().into_iter().map(contact));
    all.map(|(name, response)| Source::bytes(name, response.to_string().into_bytes())).collect()
}

/// `users.csv` and `groups.csv` of files whose tables nobody names.
fn outputs(files: Vec<Source>) -> Result<[String; 2]> {
    let tables = read(&Sources { files, ..Sources::default() }, &Progress::silent())?;
    let analysis = analyse(tables, Config::default(), &Progress::silent())?;
    let dir = tempfile::tempdir().unwrap();
    write_run(&analysis, OutDir::prepare(&dir.path().join("out"), false)?, &Progress::silent())?;
    Ok(["users.csv", "groups.csv"].map(|name| std::fs::read_to_string(dir.path().join("out").join(name)).unwrap()))
}

#[test]
fn the_same_people_in_every_format_give_the_same() {
    let texts = texts();
    let csv = |encode: fn(&str) -> Cow<'_, [u8]>| {
        let named = ["成员.csv", "客户.csv", "群.csv"].into_iter().zip(&texts);
        named.map(|(name, text)| Source::bytes(name, encode(text).into_owned())).collect::<Vec<_>>()
    };
    let utf8 = csv(|text| text.as_bytes().into());
    let expected = outputs(utf8.clone()).unwrap();
    assert!(expected[0].contains("昵称7") && expected[0].contains("等级>银"), "{}", expected[0]);
    let gbk = csv(|text| encoding_rs::GBK.encode(text).0);
    let [members, contacts, groups] = texts;
    let lines = |group: &str| {
        let (header, rows) = members.split_once('\n').unwrap();
        let rows: String = rows.lines().filter(|row| row.contains(group)).map(|row| format!("{row}\n")).collect();
        // The name of the sheet tells the group.
        format!("{header}\n{rows}").replace(&format!(",{group},"), ",").replace("群ID,", "")
    };
    let a_sheet_a_group = book(&GROUPS.map(|[group, ..]| (group, lines(group))));
    let a_sheet_a_table = book(&[("成员", members.clone()), ("客户", contacts.clone()), ("群", groups.clone())]);
    let others = utf8[1..].to_vec();
    let sheets = Source::bytes("群成员.xlsx", a_sheet_a_group).with_constant("group_id", "@sheet");
    for (what, files) in [
        ("GBK", gbk),
        ("a sheet a table", vec![Source::bytes("all.xlsx", a_sheet_a_table)]),
        ("a sheet a group", [vec![sheets], others].concat()),
        ("WeCom's JSON", wecom()),
    ] {
        let found = outputs(files).unwrap_or_else(|error| panic!("{what}: {}", error.render(Lang::En)));
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{what}");
        }
    }
}

/// Numbers that look random, the same every time.
struct Seed(u64);

impl Seed {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }
}

/// Reads damaged bytes: whatever comes of it, an error has words.
fn survives(name: &str, bytes: Vec<u8>) {
    let mut sources = Sources { memberships: vec![Source::bytes(name, bytes)], ..Sources::default() };
    sources.input.max_memory_mib = Some(152);
    if let Err(error) = read(&sources, &Progress::silent()) {
        for lang in [Lang::Zh, Lang::En] {
            let words = error.render(lang);
            assert!(words.contains(name) && words.chars().count() > name.len() + 4, "{words}");
        }
    }
}

#[test]
fn damaged_files_are_read_or_refused_in_words() {
    let [members, ..] = texts();
    let rows: String =
        members.lines().map(|line| format!("<tr><td>{}</td></tr>", line.replace(',', "</td><td>"))).collect();
    let page = format!("<html><body><table border=1>{rows}</table></body></html>");
    let chat = wecom().swap_remove(0);
    let renmai::tables::Content::Bytes(chat) = chat.content else { panic!("bytes") };
    let fixture = |name: &str| std::fs::read(format!("fixtures/workbooks/{name}")).unwrap();
    let files = [
        ("members.xlsx", book(&[("成员", members.clone())])),
        ("members.xls", fixture("members.xls")),
        ("members.xlsb", fixture("members.xlsb")),
        ("members.ods", fixture("members.ods")),
        ("page.xls", page.into_bytes()),
        ("chat.json", chat.into_owned()),
        ("members.csv", members.into_bytes()),
    ];
    let mut seed = Seed(0x9e37_79b9_7f4a_7c15);
    for (name, whole) in files {
        for round in 0..30 {
            let mut bytes = whole.clone();
            if round % 3 == 0 {
                bytes.truncate(seed.below(whole.len()));
            }
            for _ in 0..if round % 3 == 0 { 0 } else { 1 << (round % 7) } {
                let at = seed.below(bytes.len());
                bytes[at] = seed.below(256) as u8;
            }
            survives(name, bytes);
        }
    }
}

/// What holds more than it may says so, with the setting that allows for it.
#[test]
fn files_that_are_too_large_say_what_to_do() {
    let rows =
        |n: usize| (0..n).map(|i| format!("u{i:06},g{},2024-01-01 00:00:00,customer\n", i % 9)).collect::<String>();
    let text = |n: usize| format!("user_id,group_id,joined_at,member_type\n{}", rows(n));
    let gz = |text: String| {
        let mut out = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut out, text.as_bytes()).unwrap();
        out.finish().unwrap()
    };
    let page = |n: usize| {
        let rows: String =
            text(n).lines().map(|row| format!("<tr><td>{}</td></tr>", row.replace(',', "</td><td>"))).collect();
        format!("<html><table>{rows}</table></html>")
    };
    let json = |n: usize| {
        let member = |i: usize| format!(r#"{{"userid":"wm{i:06}","type":2,"join_time":1704067200}}"#);
        let members: Vec<String> = (0..n).map(member).collect();
        format!(r#"{{"errcode":0,"group_chat":{{"chat_id":"g","member_list":[{}]}}}}"#, members.join(","))
    };
    type Written<'a> = &'a dyn Fn(usize) -> Vec<u8>;
    let kinds: [(&str, Written<'_>); 6] = [
        ("m.csv", &|n| text(n).into_bytes()),
        ("m.csv.gz", &|n| gz(text(n))),
        ("m.xlsx", &|n| book(&[("成员", text(n))])),
        ("page.xls", &|n| page(n).into_bytes()),
        ("m.json", &|n| json(n).into_bytes()),
        ("m.json.gz", &|n| gz(json(n))),
    ];
    for (name, of) in kinds {
        let run = |n: usize| {
            let mut sources = Sources { files: vec![Source::bytes(name, of(n))], ..Sources::default() };
            sources.input.max_memory_mib = Some(89);
            read(&sources, &Progress::silent())
        };
        let members =
            run(100).unwrap_or_else(|error| panic!("{name}: {}", error.render(Lang::En))).memberships.user.len();
        assert_eq!(members, 100, "{name}");
        let error = run(30_000).unwrap_err();
        let words = [Lang::Zh, Lang::En].map(|lang| error.render(lang));
        for words in &words {
            assert!(
                words.contains(name) && words.contains("1 MiB") && words.contains("input.max_memory_mib"),
                "{words}"
            );
        }
        assert!(words[1].contains("raise"), "{words:?}");
    }
}

#[test]
fn what_is_nested_is_refused_in_words() {
    let deep = 200_000;
    survives("deep.json", "[".repeat(deep).into_bytes());
    survives("deep.json", ("[".repeat(deep) + &"]".repeat(deep)).into_bytes());
    survives("deep.json", ("{\"group_chat\":".repeat(deep) + "1" + &"}".repeat(deep)).into_bytes());
    survives("deep.xls", ("<html><table>".to_owned() + &"<tr><td><table>".repeat(deep)).into_bytes());
}

#[test]
fn who_opted_out_unreadably_is_told_with_the_first_place() {
    let told = |users: &str| {
        let members = "user_id,group_id\nvic,g\nu,g\nx,g\n";
        let (members, users) =
            (Source::bytes("m.csv", members.as_bytes()), Source::bytes("u.csv", users.as_bytes().to_vec()));
        let mut sources = Sources { memberships: vec![members], users: vec![users], ..Sources::default() };
        sources.input.skip_bad_rows = true;
        let tables = read(&sources, &Progress::silent()).unwrap();
        let finding = tables.findings.into_iter().find(|finding| finding.code == "opt_out_unreadable").unwrap();
        (finding.count, [Lang::Zh, Lang::En].map(|lang| finding.sentence.render(lang)))
    };
    // In a row that is taken, in one of too many fields.
    for (users, count, line) in [
        ("user_id,nickname,opted_out\nx,,no\n\nu,,perhaps\nvic,,maybe\n", 2, 4),
        ("user_id,nickname,opted_out\nx,,no\nvic,V,W,no\nu,,perhaps\n", 2, 3),
    ] {
        let (found, words) = told(users);
        assert_eq!(found, count, "{words:?}");
        assert!(words[0].contains(&format!("u.csv 第 {line} 行")), "{words:?}");
        assert!(words[1].contains(&format!("u.csv, line {line})")), "{words:?}");
    }
}

#[test]
fn a_header_is_as_well_formed_as_a_row() {
    let users = Source::bytes("u.csv", &b"user_id,\"nick\"name\na,b\n"[..]);
    let members = Source::bytes("m.csv", &b"user_id,group_id\na,g\n"[..]);
    let sources = Sources { memberships: vec![members], users: vec![users], ..Sources::default() };
    let words = read(&sources, &Progress::silent()).unwrap_err().render(Lang::En);
    let wanted =
        "u.csv:1:2: expected a delimiter or the end of the line after the closing quotation mark, found \"nickname\"";
    assert!(words.contains(wanted), "{words}");
}

#[test]
fn a_list_of_the_barred_is_known_by_its_name() {
    let suppressed = |name: &'static str, text: &'static str| {
        let members = Source::bytes("m.csv", &b"user_id,group_id\na,g\nb,g\n"[..]);
        let files = vec![members, Source::bytes(name, text.as_bytes())];
        let tables = read(&Sources { files, ..Sources::default() }, &Progress::silent()).unwrap();
        tables.suppressed.iter().filter(|&&suppressed| suppressed).count()
    };
    assert_eq!(suppressed("屏蔽名单.csv", "user_id\na\n"), 1);
    assert_eq!(suppressed("out/suppress.csv", "user_id,nickname\na,A\n"), 1);
    // What tells who opted out is about others too, and what a folder is called says nothing.
    assert_eq!(suppressed("退订.csv", "user_id,opted_out\na,yes\nb,no\n"), 0);
    assert_eq!(suppressed("退订分析/people.csv", "user_id,nickname\na,A\n"), 0);
}
