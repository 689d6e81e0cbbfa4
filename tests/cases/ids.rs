//! Who is who, and who is left out.

use super::*;

/// Reads files that are called as they are given, of which the header says which table they are.
pub fn named(files: &[(&str, &str)]) -> Result<Tables, Error> {
    let mut sources = Sources::default();
    for (name, text) in files {
        sources.files.push(Source::bytes(*name, text.as_bytes().to_vec()));
    }
    read(&sources, &Progress::silent())
}

const FAMILY: File<'static> = ("memberships", "user_id,group_id\na,g1\nb,g1\nc,g1\nd,g1\n");

/// Presences of these people, where the files are read as they are named.
#[track_caller]
pub fn are(files: &[(&str, &str)], expected: &[(&str, Presence)]) -> Tables {
    let tables = named(files).unwrap_or_else(|error| panic!("{}", error.render(Lang::En)));
    for &(id, is) in expected {
        assert_eq!(presence(&tables, id), is, "{id}");
    }
    tables
}

use Presence::{Customer, NoConsent, OptedOut, Suppressed};

#[test]
fn opting_out_under_a_further_id_is_heeded() {
    let first = "user_id,unionid,phone\na,U1,13800000001\nb,U2,13800000002\nc,U3,\n";
    for second in [
        "user_id,opted_out\nU1,yes\n",
        "external_userid,是否退订\nU1,是\n",
        "用户id,opted_out\n+86 138-0000-0001,yes\n",
        "手机号,退订\n86-13800000001,已退订\n",
        "unionid,opted_out\nU1,yes\n",
        // Known by the telephone there, and by the unionid here.
        "user_id,phone,opted_out\nU1,13800000001,yes\n",
    ] {
        let tables =
            given(&[FAMILY, ("users", first), ("users", second)], |_| ()).unwrap_or_else(|e| panic!("{second}: {e}"));
        assert_eq!(people(&tables), ["a", "b", "c", "d"], "{second}");
        assert_eq!([presence(&tables, "a"), presence(&tables, "b")], [OptedOut, Customer], "{second}");
        assert_eq!((found(&tables, "ids_resolved"), found(&tables, "kept_out_alike")), (1, 0), "{second}");
    }
    // Chains, and circles.
    for files in [
        ["user_id,unionid,opted_out\nU1,a,yes\n", "user_id,city\nb,上海\n"],
        ["user_id,phone\nU1,13900000009\n", "user_id,opted_out\n13900000009,yes\n"],
    ] {
        let tables = reading(&[FAMILY, ("users", first), ("users", files[0]), ("users", files[1])]);
        assert_eq!((people(&tables).len(), presence(&tables, "a")), (4, OptedOut), "{files:?}");
    }
    // Both are people of one file: two people, but whoever opted out is left out under both ids.
    let tables = reading(&[FAMILY, ("users", "user_id,unionid,opted_out\na,b,\nb,,yes\n")]);
    assert_eq!(people(&tables), ["a", "b", "c", "d"]);
    assert_eq!([presence(&tables, "a"), presence(&tables, "b")], [OptedOut; 2]);
    told(&tables, "kept_out_alike", &["1", "unionid"]);
}

#[test]
fn opting_out_reaches_whoever_has_the_same_unionid_elsewhere() {
    let first = "user_id,unionid,phone\na,U1,\nb,,13800000002\nc,,13800000002\n";
    for second in ["会员号,unionid,opted_out\nM1,U1,yes\n", "手机号,unionid,opted_out\n13900000009,U1,yes\n"] {
        let tables = reading(&[FAMILY, ("users", first), ("users", second)]);
        assert_eq!(["a", "b", "c"].map(|id| presence(&tables, id)), [OptedOut, Customer, Customer], "{second}");
        assert_eq!(found(&tables, "kept_out_alike"), 1, "{second}");
    }
    let tables = reading(&[FAMILY, ("users", first), ("users", "会员号,unionid,consent\nM1,U1,否\nM2,U9,是\n")]);
    assert_eq!(presence(&tables, "a"), NoConsent);
    // One telephone of a family whose rows say who wants to be left out.
    let family = "user_id,phone,opted_out\na,13800000001,yes\nb,13800000001,no\n";
    let tables = reading(&[FAMILY, ("users", family)]);
    assert_eq!(["a", "b"].map(|id| presence(&tables, id)), [OptedOut, Customer]);
}

#[test]
fn who_is_left_out_is_found_however_the_id_is_written() {
    let members = ("members.csv", "user_id,group_id\nu1,g\n1002,g\nu3,g\nＵ4,g\n13800000005,g\n007,g\n");
    let written = [
        "\"=\"\"u1\"\"\"",
        "U1",
        "u\u{200b}1",
        "１００２",
        "1002.0",
        "u4",
        "+86 138-0000-0005",
        "7",
        "\"=\"\"1002.0\"\"\"",
    ];
    let ids = ["u1", "u1", "u1", "1002", "1002", "Ｕ4", "13800000005", "007", "1002"];
    for (written, id) in written.into_iter().zip(ids) {
        let tables =
            are(&[members, ("黑名单.csv", &format!("user_id\n{written}\n"))], &[(id, Suppressed), ("u3", Customer)]);
        told(&tables, "kept_out_alike", &["1", "input.trim_ids"]);
        assert_eq!(found(&tables, "suppressed_unknown"), 0, "{written}");
        for (column, yes, is) in [("opted_out", "yes", OptedOut), ("consent", "no", NoConsent)] {
            let users = format!("user_id,{column}\n{written},{yes}\nu3,\n");
            let tables = are(&[members, ("users.csv", &users)], &[(id, is)]);
            told(&tables, "kept_out_alike", &["1", "input.trim_ids"]);
        }
    }
    // Two members of a group are two people.
    let two = ("members.csv", "user_id,group_id,opted_out\nu1,g,\nU1,g,yes\nu3,g,\n");
    let tables = are(&[two], &[("u1", Customer), ("U1", OptedOut)]);
    assert_eq!(found(&tables, "kept_out_alike"), 0);
    // Nobody.
    let tables = are(&[members, ("黑名单.csv", "user_id\nx1\nX2\n")], &[("u1", Customer)]);
    assert_eq!((found(&tables, "suppressed_unknown"), found(&tables, "kept_out_alike")), (2, 0));
}

#[test]
fn lists_by_telephone_or_unionid_alone() {
    let members = ("members.csv", "user_id,group_id\na,g\nb,g\nc,g\n");
    let users = ("users.csv", "user_id,手机号,unionid\na,13800000001,U1\nb,13800000001,U2\nc,13800000003,U3\n");
    for header in ["手机号", "phone", "手机号码", "联系电话", "mobile"] {
        let list = format!("{header},备注\n13800000001,x\n");
        let tables =
            are(&[members, users, ("屏蔽.csv", &list)], &[("a", Suppressed), ("b", Suppressed), ("c", Customer)]);
        told(&tables, "kept_out_alike", &["2", "unionid"]);
        assert_eq!(found(&tables, "suppressed_unknown"), 0);
        let list = format!("{header},opted_out\n86-138 0000 0003,yes\n");
        are(&[members, users, ("list.csv", &list)], &[("a", Customer), ("c", OptedOut)]);
    }
    are(&[members, users, ("黑名单.csv", "unionid\nU2\n")], &[("a", Customer), ("b", Suppressed)]);
    are(&[members, users, ("list.csv", "unionid,退订\nU2,是\n")], &[("a", Customer), ("b", OptedOut)]);
    // The list's own column of ids comes first.
    are(&[members, users, ("黑名单.csv", "phone,user_id\n13800000001,c\n")], &[("a", Customer), ("c", Suppressed)]);
}

#[test]
fn ids_beside_each_other_are_people() {
    let members = ("members.csv", "user_id,group_id\na,g\nb,g\n");
    let orders = ("orders.csv", "手机号,付款时间,金额\n13800000001,2024-01-01,5\n");
    for text in ["user_id,phone\na,13800000001\nb,13800000002\n", "手机号码,客户id\n13800000001,a\n13800000002,b\n"]
    {
        let tables = named(&[members, ("list.csv", text), orders]).unwrap();
        assert_eq!((people(&tables), bought(&tables)[0].0.as_str()), (vec!["a", "b"], "a"));
    }
    // Orders without a time are none.
    assert_eq!(
        named(&[members, ("list.csv", "user_id,phone,amount\na,13800000001,5\n")]).unwrap_err().kind(),
        ErrorKind::Data
    );
}

#[test]
fn files_that_are_called_as_lists_of_people_who_want_nothing() {
    let members = ("members.csv", "user_id,group_id\na,g\nb,g\n");
    for name in [
        "optout.csv",
        "opt_out.csv",
        "Opt-Out 2024.csv",
        "do_not_contact.csv",
        "DNC.csv",
        "不要联系.csv",
        "勿联系名单.csv",
        "拉黑.csv",
        "投诉客户.csv",
    ] {
        are(&[members, (name, "user_id,nickname\na,A\n")], &[("a", Suppressed), ("b", Customer)]);
    }
}

#[test]
fn who_opted_out_may_be_told_otherwise() {
    let members = ("members.csv", "user_id,group_id\na,g\nb,g\nc,g\n");
    for (header, no, yes) in [
        ("订阅状态", "已退订", "已订阅"),
        ("subscribed", "no", "yes"),
        ("subscribed", "unsubscribed", "subscribed"),
        ("是否订阅", "否", "是"),
        ("是否订阅", "未订阅", "订阅"),
        ("接收状态", "拒收", "正常"),
        ("接收状态", "不接收", "接收"),
        ("是否拉黑", "是", "否"),
        ("退订状态", "已退订", "未退订"),
    ] {
        let users = format!("user_id,{header}\na,{no}\nb,{yes}\nc,\n");
        let tables = are(&[members, ("users.csv", &users)], &[("a", OptedOut), ("b", Customer), ("c", Customer)]);
        assert!(tables.given.users.opted_out && found(&tables, "out_by_word") == 0, "{header}");
        // In a table of members too.
        let text = format!("user_id,group_id,{header}\na,g,{no}\nb,g,{yes}\n");
        are(&[("m.csv", &text)], &[("a", OptedOut), ("b", Customer)]);
    }
    // A word that is not known means no; so does a row that cannot be read.
    are(&[members, ("u.csv", "user_id,是否订阅\na,待定\nb,是\n")], &[("a", OptedOut), ("b", Customer)]);
    let files = [("memberships", members.1), ("users", "user_id,registered_at,是否订阅\na,早上,否\nb,夜里,是\n")];
    let tables = given(&files, |sources| sources.input.skip_bad_rows = true).unwrap();
    assert_eq!(["a", "b"].map(|id| presence(&tables, id)), [OptedOut, Customer]);
    for (header, no, yes) in [
        ("状态", "已退订", "正常"),
        ("status", "Unsubscribed", "active"),
        ("tags", "母婴;已退订", "母婴;订阅"),
        ("标签", "黑名单", "VIP"),
        ("备注", "老客户，不要联系", "没有退订"),
    ] {
        let users = format!("user_id,city,{header}\na,,{no}\nb,,{yes}\nc,,\n");
        let files = [members, ("users.csv", users.as_str())];
        let tables = are(&files, &[("a", OptedOut), ("b", Customer), ("c", Customer)]);
        told(&tables, "out_by_word", &["users.csv", header, "1", "opted_out"]);
        // Unless another column is said to tell.
        let users = format!("user_id,{header},不理\na,{no},\nb,{yes},是\n");
        let tables = given(&[("memberships", members.1), ("users", &users)], |sources| {
            sources.input.columns = [("users".to_owned(), [("opted_out".to_owned(), "不理".to_owned())].into())].into();
        })
        .unwrap();
        assert_eq!(["a", "b"].map(|id| presence(&tables, id)), [Customer, OptedOut], "{header}");
    }
    let tables = are(&[members, ("u.csv", "user_id,city,拉黑次数\na,上海,2\n")], &[("a", Customer)]);
    told(&tables, "opt_out_unread", &["users", "拉黑次数", "opted_out"]);
    let tables = named(&[("m.csv", "user_id,group_id,退订渠道,退订\na,g,短信,是\nb,g,,\n")]).unwrap();
    assert_eq!(found(&tables, "opt_out_unread"), 0);
}

#[test]
fn who_has_left_is_no_member() {
    for (header, left, there) in [
        ("是否退群", "是", "否"),
        ("has_left", "true", "false"),
        ("是否退群", "已退群", "在群"),
        ("群状态", "已退群", "在群"),
        ("是否在群", "否", "是"),
        ("in_group", "0", "1"),
        ("状态", "已退群", "正常"),
        ("status", "Left", "member"),
        ("备注", "退出群聊", "老客户"),
    ] {
        let text = format!("user_id,group_id,{header}\na,g,{left}\nb,g,{there}\nc,g,\na,h,{there}\n");
        // Nor is who has left and wrote before.
        let log = ("interactions", "from_id,group_id,time\na,g,2024-01-01\nb,g,2024-01-01\n");
        let tables = reading(&[("memberships", &text), log]);
        let mut members = members(&tables);
        members.dedup();
        assert_eq!(
            (members, people(&tables)),
            (vec!["a h".into(), "b g".into(), "c g".into()], vec!["a", "b", "c"]),
            "{header}"
        );
        assert_eq!(found(&tables, "members_gone"), 1, "{header}");
        assert_eq!(found(&tables, "gone_by_word"), u64::from(["状态", "status", "备注"].contains(&header)), "{header}");
    }
    // With its time, the row is as any other.
    let text = "user_id,group_id,退群时间,群状态\na,g,2024-01-02,已退群\nb,g,在群,在群\nc,g,未退群,\n";
    let tables = reading(&[("memberships", text)]);
    assert_eq!((members(&tables).len(), found(&tables, "members_gone")), (3, 0));
    let left = [0, 1, 2].map(|i| tables.memberships.left_at[i]);
    assert_eq!(left, [parse_time("2024-01-02", &Zone::default()).unwrap(), NO_TIME, NO_TIME]);
    // One file a group.
    assert_eq!(
        members(&reading(&[("memberships", "user_id,入群时间,是否退群\na,2024-01-01,是\nb,2024-01-01,否\n")])),
        ["b m"]
    );
    says(&failing(&[("memberships", "user_id,group_id,是否退群\na,g,也许\n")]), &["是否退群"]);
    // Joining and leaving, line by line.
    let log = "用户ID,群ID,时间,事件\na,g,2024-01-01,入群\na,g,2024-02-01,退群\nb,g,2024-01-01,入群\n";
    says(&failing(&[("memberships", log)]), &["left_at", "1"]);
}

#[test]
fn words_and_flags_of_staff() {
    for (header, yes, no) in [
        ("成员类型", "客服", "客户"),
        ("类型", "x", "y"),
        ("是否员工", "是", "否"),
        ("is_staff", "1", "0"),
        ("member_type", "企微员工", "外部联系人"),
    ] {
        let tables = reading(&[("memberships", &format!("user_id,group_id,{header}\na,g,{yes}\nb,g,{no}\n"))]);
        let staff = if header == "类型" { Customer } else { Presence::Staff };
        assert_eq!(["a", "b"].map(|id| presence(&tables, id)), [staff, Customer], "{header}");
    }
    let both = "user_id,group_id,成员类型,是否员工\na,g,成员,是\nb,g,企业成员,否\n";
    let tables = reading(&[("memberships", both)]);
    assert_eq!(["a", "b"].map(|id| presence(&tables, id)), [Presence::Staff; 2]);
}

#[test]
fn telephones_as_shops_write_them() {
    let users = "user_id,手机号\na,13800000010\nb,13800000011\n";
    let ways = [
        "13800000010",
        "'13800000010",
        "\u{202a}13800000010\u{202c}",
        "86-13800000010",
        "008613800000010",
        "+86 138-0000-0010",
        "(86)138 0000 0010",
        "＋８６１３８００００００１０",
        "8613800000010",
        "'+86 13800000010",
        "\t13800000010",
    ];
    for way in ways {
        for header in ["手机号", "买家手机号", "会员手机号", "手机号码", "联系电话", "电话", "手機號碼", "電話"]
        {
            let orders = format!("{header},付款时间,金额\n{way},2024-01-01,5\n");
            let tables = reading(&[FAMILY, ("users", users), ("purchases", &orders)]);
            assert_eq!(bought(&tables)[0].0, "a", "{header} {way}");
        }
        // Either side of it, and without a table of users.
        let other = format!("user_id,电话\na,{way}\n");
        let orders = "手机,付款时间,金额\n13800000010,2024-01-01,5\n";
        assert_eq!(bought(&reading(&[FAMILY, ("users", &other), ("purchases", orders)]))[0].0, "a", "{way}");
        let members = "user_id,group_id\n13800000010,g\nb,g\n";
        let orders = format!("手机,付款时间,金额\n{way},2024-01-01,5\n");
        assert_eq!(
            people(&reading(&[("memberships", members), ("purchases", &orders)])),
            ["13800000010", "b"],
            "{way}"
        );
    }
    let tables = reading(&[("memberships", "user_id,group_id\n\u{2066}u1\u{2069},g\n'90后,g\nu1,h\n")]);
    assert_eq!(people(&tables), ["'90后", "u1"]);
}

#[test]
fn a_masked_telephone_identifies_nobody() {
    let orders = "手机号,付款时间,金额\n13800000010,2024-01-01,5\n138****0011,2024-01-01,7\n";
    says(&failing(&[FAMILY, ("purchases", orders)]), &["p.csv", "3", "138****0011", "[input.columns]"]);
    for masked in ["138****0010", "138＊＊＊＊0010", "138xxxx0010", "+86 138****0010", "t**3", "小**", "wx***01"] {
        let text = format!("user_id,group_id\n{masked},g\nb,g\n");
        says(&failing(&[("memberships", &text)]), &[masked, "[input.columns]"]);
        let list = format!("user_id\n{masked}\n");
        says(&failing(&[FAMILY, ("suppress", &list)]), &[masked]);
        let users = format!("user_id,phone\na,{masked}\nb,13800000011\n");
        let tables = reading(&[FAMILY, ("users", &users)]);
        assert_eq!((found(&tables, "ids_masked"), found(&tables, "ids_shared")), (1, 0), "{masked}");
    }
    for plain in ["*小雨*", "**小雨**", "xx", "1x2", "a*b", "wx_x1", "0x00012", "XXX"] {
        assert_eq!(people(&reading(&[("memberships", &format!("user_id,group_id\n{plain},g**1\n"))])), [plain]);
    }
}

#[test]
fn traditional_characters() {
    let members = "客戶ID,群組,暱稱,成員類型\na,g,甲,客戶\nb,g,乙,員工\nc,g,丙,\n";
    let users = "會員編號,手機號碼,是否退訂,標籤\na,13800000001,,\nc,,已退訂,\n";
    let orders = "訂單編號,電話,金額,付款時間,訂單狀態\no1,13800000001,5,2024-01-01,\n";
    let tables = are(
        &[("m.csv", members), ("u.csv", users), ("p.csv", orders), ("黑名單.csv", "用戶編號\na\n")],
        &[("a", Suppressed), ("b", Presence::Staff), ("c", OptedOut)],
    );
    assert_eq!((tables.user_label(0), bought(&tables)[0].2), ("甲", 5.0));
}

#[test]
fn who_opted_out_is_told_in_tables_of_members_too() {
    let tables = Tables::from_csv(&[
        ("memberships", "user_id,group_id,会员状态\nu1,g1,正常\nu2,g1,已退订\nu3,g1,\nu4,g2,正常\nu5,g2,正常\n"),
        // A parcel that was refused says nothing of messages.
        ("purchases", "user_id,at,amount,物流状态\nu3,2024-05-01,10,拒收\nu4,2024-05-02,20,已签收\n"),
    ])
    .unwrap();
    let out = |id: &str| tables.user_table.opted_out[tables.users.find(id).unwrap() as usize];
    assert_eq!(["u1", "u2", "u3", "u4", "u5"].map(out), [false, true, false, false, false]);
    told(&tables, "out_by_word", &["1"]);
}

#[test]
fn who_left_a_group_is_a_member_again_only_by_writing_later() {
    let tables = Tables::from_csv(&[
        ("memberships", "user_id,group_id,left_at\nu1,g1,2024-05-10\nu2,g1,2024-05-10\nu3,g1,\nu5,g1,2024-05-10\nu6,g1,2024-05-10\n"),
        (
            "interactions",
            "from_id,group_id,at\nu1,g1,2024-05-09\nu2,g1,2024-05-11\nu3,g1,2024-05-09\nu4,g1,2024-05-09\nu5,g1,\nu6,g1,2024-05-10 09:00:00\n",
        ),
    ])
    .unwrap();
    let graph = graph(&tables);
    let members = |id: &str| {
        let node = graph.nodes.node[tables.users.find(id).unwrap() as usize];
        graph.membership.groups_of.row(node as usize).len()
    };
    assert_eq!(["u1", "u2", "u3", "u4", "u5", "u6"].map(members), [0, 1, 1, 1, 0, 0]);
}

#[test]
fn a_log_by_nicknames_is_not_of_the_members() {
    let members = "user_id,group_id,nickname\nwm01,g1,小王\nwm02,g1,小李\nwm03,g1,小陈\n";
    let log = "发言人,group_id,发送时间,消息内容\n小王,g1,2024-05-01 10:00,早\n小李,g1,2024-05-01 10:05,早\n小陈,g1,2024-05-02 09:00,早\n";
    let error = named(&[("members.csv", members), ("log.csv", log)]).unwrap_err().render(Lang::Zh);
    assert!(["memberships", "interactions", "wm01", "小王"].iter().all(|part| error.contains(part)), "{error}");
    // By their ids it is.
    let log = log.replace("小王", "wm01").replace("小李", "wm02").replace("小陈", "wm03");
    let tables = named(&[("members.csv", members), ("log.csv", &log)]).unwrap();
    assert_eq!((tables.users.len(), tables.memberships.user.len()), (3, 6));
}
