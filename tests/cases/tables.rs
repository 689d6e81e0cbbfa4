//! Which table a file is, and what is said of one that is none.

use super::ids::{are, named};
use super::*;

use Presence::{Customer, OptedOut, Staff, Suppressed};

const FAMILY: (&str, &str) = ("m.csv", "user_id,group_id\na,g1\nb,g1\nc,g2\nd,g2\n");

#[track_caller]
fn refused(files: &[(&str, &str)]) -> [String; 2] {
    let error = named(files).expect_err("no table");
    [error.render(Lang::En), error.render(Lang::Zh)]
}

#[test]
fn a_column_with_the_names_of_groups_makes_no_group_of_the_file() {
    for header in ["所在群", "所在群聊", "群名称", "群聊（名称）"] {
        let text = format!("会员编号,{header},进群时间\na,一群,2024-05-01\nb,一群,2024-05-01\nc,二群,2024-05-02\n");
        let tables = named(&[("x.csv", &text)]).unwrap();
        assert_eq!((tables.groups.len(), found(&tables, "one_group")), (2, 0), "{header}");
    }
    // A column that is said to be the group's is it.
    let text = "客户ID,圈子,入群时间\na,x,2024-05-01\nb,y,2024-05-01\n";
    let source = Source::bytes("x.csv", text.as_bytes().to_vec());
    let said = [("group_id".to_owned(), "圈子".to_owned())].into();
    let tables = given(&[], |sources| {
        sources.files.push(source);
        sources.input.columns = [("memberships".to_owned(), said)].into();
    });
    assert_eq!(tables.unwrap().groups.len(), 2);
    // What somebody does in a group is no group.
    let tables = named(&[("x.csv", "会员编号,是否在群,进群时间\na,是,2024-05-01\nb,是,2024-05-01\n")]).unwrap();
    assert_eq!((tables.groups.len(), found(&tables, "one_group")), (1, 1));
}

#[test]
fn every_word_of_having_left_is_heeded() {
    for word in ["已退群", "主动退群", "被移出群", "被踢出群聊", "退群成功", "Quit", "left the group", "移出群"]
    {
        let tables = named(&[("x.csv", &format!("user_id,group_id,状态\na,g,正常\nb,g,{word}\n"))]).unwrap();
        assert_eq!((tables.memberships.user.len(), found(&tables, "gone_by_word")), (1, 1), "{word}");
    }
    for word in ["未退群", "在群", "主动添加", "正常", "queue", "踢踏舞", ""] {
        let tables = named(&[("x.csv", &format!("user_id,group_id,状态\na,g,正常\nb,g,{word}\n"))]).unwrap();
        assert_eq!(tables.memberships.user.len(), 2, "{word}");
    }
}

#[test]
fn members_are_known_by_telephones_and_codes_too() {
    for header in ["手机号", "会员手机号", "unionid", "会员编码", "会员卡号", "客户编码"] {
        let tables = named(&[("x.csv", &format!("{header},群名称\n1,一群\n2,一群\n1,二群\n"))]).unwrap();
        assert_eq!((tables.inputs[0].table, people(&tables), tables.groups.len()), ("memberships", vec!["1", "2"], 2));
    }
    // An id goes before them, and a code of the users table leads to its person.
    let users = ("u.csv", "手机号,会员卡号,城市\n13800000001,K1,杭州\n13800000002,K2,上海\n");
    let tables = named(&[users, ("x.csv", "会员卡号,群名称\nK1,一群\nK2,一群\n")]).unwrap();
    assert_eq!(people(&tables), ["13800000001", "13800000002"]);
    let tables = named(&[("x.csv", "手机号,会员编号,群号\n1,a,g\n2,b,g\n")]).unwrap();
    assert_eq!(people(&tables), ["a", "b"]);
    // The telephone of a group is nobody's.
    let tables = named(&[FAMILY, ("x.csv", "群号,群名称,联系电话\ng1,一群,057100000\n")]).unwrap();
    assert_eq!((tables.inputs[1].table, tables.users.len()), ("groups", 4));
}

#[test]
fn people_may_be_described_in_columns_of_ones_own() {
    for header in ["user_id,会员状态", "会员编号,等级", "手机号,会员状态", "member,circle,level"] {
        let rest = if header.matches(',').count() > 1 { ",1\n" } else { "\n" };
        let text = format!("{header}\na,金{rest}b,银{rest}");
        let tables = named(&[FAMILY, ("x.csv", &text)]).unwrap_or_else(|e| panic!("{header}: {}", e.render(Lang::En)));
        told(&tables, "users_by_id", &["x.csv", "--purchases"]);
        assert_eq!(tables.inputs[1].table, "users", "{header}");
    }
    let tables = are(&[FAMILY, ("x.csv", "user_id,会员状态\na,正常\nb,已退订\n")], &[("a", Customer), ("b", OptedOut)]);
    told(&tables, "out_by_word", &["会员状态"]);
    // Other tables that lack something, lines of several things of a person, and marks.
    for text in [
        "user_id,金额\na,1\nb,2\n",
        "user_id,商品\na,x\na,y\n",
        "user_id,群甲,群乙\na,x,\nb,y,\n",
        "user_id,甲,乙\na,1,0\nb,0,1\n",
        "id,甲\na,x\nb,y\n",
        "user_id,甲\n",
        "甲,乙\na,1\n",
    ] {
        refused(&[FAMILY, ("x.csv", text)]);
    }
    assert!(refused(&[FAMILY, ("x.csv", "user_id,甲,乙\na,1,0\nb,0,1\n")])[0].contains("matrix"));
}

#[test]
fn lists_of_whom_to_leave_alone_are_read_or_say_what_they_lack() {
    for text in ["会员编号\na\nb\n", "会员编码\na\nb\n", "a,\nb,\n", "a,,\nb,,\n", "会员卡号,备注\na,x\nb,\n"]
    {
        are(&[FAMILY, ("黑名单.csv", text)], &[("a", Suppressed), ("b", Suppressed), ("c", Customer)]);
    }
    let [en, zh] = refused(&[FAMILY, ("黑名单.csv", "a,小红\nb,小明\n")]);
    assert!(en.contains("user_id") && zh.contains("user_id") && !en.contains("--memberships"), "{en} {zh}");
    // When somebody opted out says that they did.
    for when in ["2024-05-01", "2024/5/1 13:00", "2024年5月1日", "2024-05-01T20:00:00Z"] {
        let text = format!("会员编号,退订时间\na,{when}\nb,\n");
        let tables = are(&[FAMILY, ("x.csv", &text)], &[("a", OptedOut), ("b", Customer)]);
        assert_eq!(found(&tables, "opt_out_unreadable"), 0, "{when}");
    }
    for never in ["0000-00-00 00:00:00", "5"] {
        let tables = named(&[FAMILY, ("x.csv", &format!("会员编号,退订时间\na,{never}\n"))]).unwrap();
        assert_eq!(found(&tables, "opt_out_unreadable"), 1, "{never}");
    }
}

#[test]
fn whether_somebody_wants_messages_is_asked_in_many_ways() {
    for header in ["是否接收营销短信", "是否接收推送", "接收营销短信"] {
        let text = format!("用户ID,昵称,{header}\na,A,是\nb,B,否\n");
        are(&[FAMILY, ("x.csv", &text)], &[("a", Customer), ("b", OptedOut)]);
    }
    for header in ["Accepts Email Marketing", "是否接收生日祝福", "短信退订"] {
        let tables = named(&[FAMILY, ("x.csv", &format!("用户ID,昵称,{header}\na,A,是\n"))]).unwrap();
        told(&tables, "opt_out_unread", &[header, "subscribed"]);
    }
    let tables = named(&[FAMILY, ("x.csv", "用户ID,昵称,接收时间\na,A,是\n")]).unwrap();
    assert_eq!(found(&tables, "opt_out_unread"), 0);
}

#[test]
fn who_looks_after_somebody_and_who_is_staff() {
    for header in ["客服", "员工", "staff", "专属客服", "添加人"] {
        let text = format!("客户ID,昵称,{header}\na,A,d\nb,B,d\n");
        let tables = are(&[FAMILY, ("x.csv", &text)], &[("a", Customer), ("d", Staff)]);
        assert_eq!(tables.owner(tables.users.find("a").unwrap()), tables.users.find("d"), "{header}");
    }
    // A yes or a no is about the person, in a column of one's own too.
    for (header, yes, no) in [
        ("员工", "是", "否"),
        ("staff", "1", "0"),
        ("是否员工", "是", "否"),
        ("用户类型", "员工", "客户"),
        ("联系人类型", "企业成员", "微信用户"),
    ] {
        let text = format!("客户ID,昵称,{header},城市\na,A,{no},杭州\nd,D,{yes},\n");
        let tables = are(&[FAMILY, ("x.csv", &text)], &[("a", Customer), ("d", Staff)]);
        let of = tables.inputs.iter().find(|input| input.table == "users").unwrap();
        assert_eq!(of.reading.heeded, [header]);
        assert!(tables.users.find("是").is_none() && tables.users.find("1").is_none());
    }
    // Numbers of types are anything.
    are(&[FAMILY, ("x.csv", "客户ID,昵称,用户类型,城市\na,A,1,\nb,B,2,\n")], &[("a", Customer), ("b", Customer)]);
    // Of several, the first is taken and told.
    let tables = named(&[FAMILY, ("x.csv", "客户ID,添加人,所属客服\na,c,d\nb,c,d\n")]).unwrap();
    assert_eq!(tables.owner(tables.users.find("a").unwrap()), tables.users.find("d"));
    told(&tables, "column_chosen", &["所属客服", "添加人"]);
}

#[test]
fn a_header_that_lacks_the_id_says_which() {
    for (text, word) in [
        ("群名称,群主,群成员昵称,成员类型,入群时间\n一群,x,小红,外部联系人,2024-05-01\n", "群成员昵称"),
        ("客户名称,添加时间,所在群聊\n小红,2024-05-01,一群\n", "客户名称"),
        ("群号,成员昵称\n1,小红\n", "成员昵称"),
        ("群名称,识别码,入群时间\n一群,k1,2024-05-01\n", "the person's id"),
        ("群名称,识别码\n一群,k1\n", "the person's id"),
        ("群名称,群主,群人数\n一群,k1,100\n", "list of groups"),
    ] {
        let [en, zh] = refused(&[FAMILY, ("x.csv", text)]);
        assert!(en.contains(word) && zh != en, "{text}: {en}");
    }
    let said = [("user_id".to_owned(), "群成员昵称".to_owned())].into();
    let text = "群名称,群成员昵称,入群时间\n一群,小红,2024-05-01\n二群,小红,2024-05-01\n";
    let source = Source::bytes("x.csv", text.as_bytes().to_vec());
    let tables = given(&[], |sources| {
        sources.files.push(source);
        sources.input.columns = [("memberships".to_owned(), said)].into();
    });
    let tables = tables.unwrap();
    assert_eq!((tables.users.len(), tables.groups.len()), (1, 2));
}

#[test]
fn chats_saved_as_text_are_refused_as_such_and_name_nobody() {
    for text in [
        "2024-05-01 10:00:00 小红\n你好\n\n2024-05-01 10:01:00 小明\n在吗, 小红\n",
        "微信群聊：宝妈交流群\n导出时间：2024-06-01\n\n2024-05-01 10:00:00 小红\n你好\n\n2024-05-01 10:01:00 小明\n好\n",
        "小红 2024-05-01 10:00:00\n你好\n小明 2024-05-01 10:01:00\n在\n",
        "2024年5月1日 10:00 小红\n你好\n2024年5月1日 10:01 小明\n在吗\n",
        "—————  2024年5月1日  —————\n\n小红  10:00\n\n你好\n\n小明  10:01\n\n在吗\n",
        "[2024-05-01 10:00:00] 小红: 你好\n[2024-05-01 10:01:00] 小明: 在吗, 今天\n",
        "2024/5/1 上午10:00 - 小红: 你好\n2024/5/1 下午3:01 - 小明: 在吗\n",
        "5/1/24, 10:00 AM - 小红: hi\n5/1/24, 10:01 AM - 小明: hi, you\n",
        "消息记录\n======\n消息对象:宝妈群\n======\n\n2024-05-01 10:00:00 小红(12345678)\n你好\n",
    ] {
        for words in refused(&[FAMILY, ("chat.txt", text)]) {
            assert!(words.contains("chat saved as text") || words.contains("聊天记录"), "{text}: {words}");
            assert!(!words.contains("小红") && !words.contains("宝妈"), "{words}");
        }
    }
    // A table without a header is another thing, and so is one with a title and a time above it.
    for text in [
        "u1 g1 2024-05-01 10:00:00\nu2 g1 2024-05-01 10:01:00\n",
        "u1\tg1\t2024-05-01 10:00:00\nu2\tg1\t\n",
        "u1,g1,2024-05-01 10:00:00\nu2,g1,\n",
        "导出于 2024-06-01 10:00:00\n甲,乙\n1,2\n3,4\n",
    ] {
        assert!(!refused(&[FAMILY, ("x.csv", text)])[0].contains("chat saved"), "{text}");
    }
}

#[test]
fn rows_of_members_say_what_people_are_like_too() {
    let text = "客户ID,客户昵称,所在群聊,入群时间,标签,城市,所属员工,群内角色\na,A,一群;二群,2024-05-01,x;y,杭州,s,群主\nb,B,一群,,,,s,成员\nc,C,,,z,上海,s,\n";
    let tables = are(&[("x.csv", text)], &[("a", Customer), ("c", Customer), ("s", Staff)]);
    assert_eq!(tables.inputs.iter().map(|input| input.table).collect::<Vec<_>>(), ["memberships", "users"]);
    let a = tables.users.find("a").unwrap() as usize;
    assert_eq!((tables.user_table.city.get(a), tables.memberships.user.len()), (Some("杭州"), 3));
    assert_eq!((found(&tables, "in_no_group"), found(&tables, "ids_split")), (1, 1));
    // Each group has its own name, of several in a cell too.
    assert!(["一群", "二群"].iter().all(|&name| {
        let group = tables.groups.find(name).unwrap();
        tables.group_label(group) == name
    }));
    assert_eq!(tables.inputs[0].reading.heeded, ["标签", "城市", "所属员工"]);
    assert_eq!(tables.inputs[0].reading.unused, ["群内角色"]);
    // A table of users may say it too, with all else that it tells.
    let text = "客户ID,客户昵称,所在群聊,标签,城市,添加人,添加时间,等级\na,A,一群;二群,x,杭州,s,2024-05-01,金\nb,B,一群,,,s,2024-05-01,银\nc,C,,,,s,2024-05-01,\n";
    let tables = are(&[("x.csv", text)], &[("a", Customer), ("c", Customer), ("s", Staff)]);
    assert_eq!((tables.groups.len(), tables.memberships.user.len(), tables.given.users.registered_at), (2, 3, true));
    told(&tables, "users_in_groups", &["x.csv"]);
    let text = "user_id,name,city,tags,group\na,A,x,y,vip\nb,B,x,y,vip\n";
    assert_eq!(named(&[FAMILY, ("x.csv", text)]).unwrap().groups.len(), 2);
    // What may be said of the group, and headers of which a table of users could only have one.
    let text = "user_id,group_id,joined_at,owner,城市\na,g,,a,杭州\nb,g,,a,杭州\n";
    let tables = are(&[("x.csv", text)], &[("a", Customer)]);
    told(&tables, "members_described", &["城市"]);
    let tables = named(&[("x.csv", "user_id,group_id,joined_at,owner\na,g,,b\n")]).unwrap();
    assert_eq!((tables.inputs.len(), presence(&tables, "a")), (1, Customer));
    let tables = named(&[("x.csv", "user_id,group_id,标签,企业标签\na,g,x,y\nb,g,,\n")]).unwrap();
    assert_eq!((tables.inputs.len(), tables.inputs[0].reading.unused.len()), (1, 2));
    // A member's row that lacks its group is wrong.
    let text = "客户ID,群名称,入群时间,标签\na,一群,2024-05-01,x\nb,,2024-05-01,y\n";
    refused(&[("x.csv", text)]);
    // Without anything of people there is no such table, and nobody without a group.
    refused(&[("x.csv", "客户ID,群名称\na,一群\nb,\n")]);
}

#[test]
fn a_second_table_below_the_first_is_told() {
    let first = "用户ID,群ID,入群时间\na,g,2024-05-01\nb,g,2024-05-01\n";
    for second in ["\n群ID,群名称\ng,一群\n", "\n,,\n群信息,,\n群ID,群名称,\ng,一群,\n", "\r\n\r\n用户ID,昵称\na,A\n"]
    {
        let [en, zh] = refused(&[("x.csv", &format!("{first}{second}"))]);
        assert!(en.contains("another table") && zh.contains("另一张表"), "{second}: {en}");
    }
    // The header once more, an empty line, and rows that are called like headers alone.
    for more in ["\n用户ID,群ID,入群时间\nc,g,2024-05-01\n", "\n\nc,g,2024-05-01\n", "\n成员,g,2024-05-01\n"] {
        assert_eq!(named(&[("x.csv", &format!("{first}{more}"))]).unwrap().users.len(), 3, "{more}");
    }
}

#[test]
fn what_is_wrong_with_a_sheet_beside_a_good_one_is_told() {
    let book = |sheets: &[(&str, &[&[&str]])]| {
        let mut book = rust_xlsxwriter::Workbook::new();
        for (name, rows) in sheets {
            let sheet = book.add_worksheet().set_name(*name).unwrap();
            for (r, row) in (0..).zip(*rows) {
                for (c, cell) in (0..).zip(*row) {
                    sheet.write(r, c, *cell).unwrap();
                }
            }
        }
        Source::bytes("b.xlsx", book.save_to_buffer().unwrap())
    };
    let good: &[&[&str]] = &[&["用户ID", "群ID"], &["a", "g"], &["b", "g"]];
    let twice: &[&[&str]] = &[&["用户ID", "会员编号", "群ID"], &["a", "1", "h"]];
    let about: &[&[&str]] = &[&["这里写着怎么用"]];
    let source = book(&[("成员", good), ("又一张", twice), ("说明", about), ("Sheet3", &[])]);
    let tables = given(&[], |sources| sources.files.push(source)).unwrap();
    told(&tables, "sheet_left_out", &["又一张", "用户ID"]);
    told(&tables, "sheets_passed_over", &["说明"]);
    assert_eq!((found(&tables, "sheets_passed_over"), tables.groups.len()), (1, 1));
    // An empty sheet is nothing to tell of; alone it is an error.
    let tables = given(&[], |sources| sources.files.push(book(&[("成员", good), ("Sheet2", &[])]))).unwrap();
    assert_eq!(found(&tables, "sheets_passed_over"), 0);
    assert!(given(&[], |sources| sources.files.push(book(&[("Sheet2", &[])]))).is_err());
}

#[test]
fn ids_and_agreements_by_other_names() {
    let tables = named(&[
        ("x.csv", "外部联系人ID,群名称\nwm1,一群\nwm2,一群\n"),
        ("u.csv", "客户名称,外部联系人ID,手机号\nA,wm1,\nB,wm2,13800000002\n"),
    ]);
    assert_eq!(people(&tables.unwrap()), ["wm1", "wm2"]);
    are(
        &[FAMILY, ("x.csv", "用户ID,昵称,是否同意营销\na,A,是\nb,B,否\n")],
        &[("a", Customer), ("b", Presence::NoConsent)],
    );
    let garbled = encoding_rs::BIG5.encode("會員編號,群組\na,g\n").0.into_owned();
    let error = given(&[], |sources| sources.files.push(Source::bytes("x.csv", garbled))).unwrap_err();
    assert!(error.render(Lang::En).contains("input.encoding"));
    assert!(!refused(&[("x.csv", "甲,乙\nA,B\n")])[0].contains("encoding"));
}

#[test]
fn sums_of_orders_beside_the_orders_are_told() {
    let lines = "user_id,order_id,at,amount\na,1,2024-05-01,50\na,2,2024-05-02,70.1\nb,3,2024-05-02,10\n";
    let sums = "会员编号,消费金额,消费时间\na,120.10,2024-05-03\nb,10,2024-05-03\n";
    let tables = named(&[FAMILY, ("明细.csv", lines), ("汇总.csv", sums)]).unwrap();
    told(&tables, "sums_of_others", &["汇总.csv", "明细.csv"]);
    // As much a month each time, other sums, and a file alone.
    let fee = |month: u8| format!("user_id,at,amount\na,2024-0{month}-01,99\nb,2024-0{month}-01,99\n");
    for other in [fee(6), "会员编号,消费金额,消费时间\na,120,2024-05-03\nb,11,2024-05-03\n".to_owned()] {
        let tables = named(&[FAMILY, ("x.csv", &fee(5)), ("y.csv", &other)]).unwrap();
        assert_eq!(found(&tables, "sums_of_others"), 0, "{other}");
    }
    assert_eq!(found(&named(&[FAMILY, ("x.csv", lines)]).unwrap(), "sums_of_others"), 0);
}

#[test]
fn remarks_on_people_that_speak_of_no_messages() {
    for word in ["请勿打扰", "勿扰！", "不要打扰", "拉黑了", "别打扰。"] {
        are(
            &[FAMILY, ("x.csv", &format!("用户ID,昵称,备注\na,A,{word}\nb,B,\n"))],
            &[("a", OptedOut), ("b", Customer)],
        );
    }
    let tables =
        are(&[FAMILY, ("x.csv", "用户ID,昵称,备注\na,A,客户说不要再联系她\nb,B,爱打折\n")], &[("a", Customer)]);
    assert_eq!(found(&tables, "remarks_of_opting_out"), 1);
    assert_eq!(tables.inputs[1].reading.heeded, ["备注"]);
}

#[test]
fn notes_below_the_rows_are_none_of_them() {
    for note in ["共3条记录,,", "总共 3 条数据,,", "制表：甲,,审核：乙", "审核:乙,,"] {
        let text = format!("user_id,group_id,入群时间\na,g,2024-05-01\nb,g,2024-05-01\n{note}\n");
        let tables = named(&[("x.csv", &text)]).unwrap_or_else(|e| panic!("{note}: {}", e.render(Lang::En)));
        assert_eq!((tables.users.len(), found(&tables, "footer_rows")), (2, 1), "{note}");
    }
}
