//! Files as people have them: named without an option, in folders, by patterns, of a sheet; `renmai init` and `renmai import`.

use std::fs;
use std::path::Path;

use rust_xlsxwriter::Workbook;
use tempfile::TempDir;

use crate::data::{INPUT, expect, names, stderr, tables, write};

/// The tables of a run, but for what is about files, must be those of another.
#[track_caller]
fn same(dir: &Path, one: &str, other: &str) {
    for name in names(&dir.join(one)).into_iter().filter(|name| name.ends_with(".csv") && name != "rejected.csv") {
        let read = |out: &str| fs::read_to_string(dir.join(out).join(&name)).unwrap();
        assert_eq!(read(one), read(other), "{name} of {one} and {other}");
    }
}

/// What people and shops export: a log of messages, orders of several lines, who opted out, who is on no list, who is staff by a row
/// that cannot be read.
fn exports() -> TempDir {
    let dir = TempDir::new().unwrap();
    let members = "user_id,group_id,joined_at,left_at,member_type\na,g1,2024-01-01,,customer\nb,g1,2024-01-02 10:00,,\n\
        c,g1,2024-01-03,,\nc,g2,2024-01-03,,\nd,g2,2024-02-03,2024-03-01,\ne,g2,2024-02-04,,\nf,g2,2024-02-04,,\n\
        s1,g1,2024-01-01,,staff\n,g2,,,\ns2,g2,2024-01-01,,robot,\n";
    write(dir.path(), "members.csv", &[members.trim_end()]);
    let log = ["time,group_id,from_id", "2024-03-01 12:00,g1,a", "2024-03-02 12:00,g1,b", "2024-03-02 23:00,g2,c"];
    write(dir.path(), "chat.csv", &log);
    let ties =
        ["from_id,to_id,kind,at,count", "a,b,private_chat,2024-03-01 10:00,3", "b,c,mention,,1", "s2,a,mention,,1"];
    write(dir.path(), "ties.csv", &ties);
    let people = [
        "user_id,nickname,role,remark_count,city,tags,registered_at,monthly_spend,owner_id,opted_out,consent,会员等级",
        "a,\"Ann, \"\"A\"\"\",friend,3,杭州,x;y,2023-01-01,35.5,s1,,yes,金",
        "b,,,,,,,,,yes,,银",
        "c,=cmd,,,,,,,,,yes,",
        "nobody,,,,,,,,,,,",
        "z,,,,,,,,,perhaps,,",
        "f,,,,,,,,,,yes,",
    ];
    write(dir.path(), "people.csv", &people);
    let shop = [
        "user_id,at,amount,order_id,status",
        "a,2024-02-01 10:00,10,o1,",
        "a,2024-02-01 10:00,5.5,o1,",
        "a,2024-02-01 10:00,7,o2,",
        "e,2024-02-02 10:00,-3,o3,",
        "c,2024-02-02 10:00,30,o4,已退款",
    ];
    write(dir.path(), "shop.csv", &shop);
    write(dir.path(), "屏蔽名单.csv", &["user_id,nickname", "f,F", "stranger,"]);
    write(dir.path(), "通讯录.csv", &["员工编号,姓名,部门", "s1,王经理,销售", "s9,李四,客服", ",无,"]);
    write(
        dir.path(),
        "groups.csv",
        &["group_id,name,kind,owner_id", "g1,早餐,interest,s1", "g2,母婴,marketing,", "g3,空群,,"],
    );
    dir
}

const EXPORTS: &str =
    "members.csv chat.csv ties.csv people.csv shop.csv 屏蔽名单.csv 通讯录.csv groups.csv --skip-bad-rows";

#[test]
fn what_is_imported_reads_the_same() {
    let dir = exports();
    let home = dir.path();
    expect(0, home, &format!("report {EXPORTS} --out first"));
    expect(0, home, &format!("import {EXPORTS} --out tables"));
    let written = names(&home.join("tables"));
    for table in ["memberships", "interactions", "messages", "users", "groups", "purchases", "suppress", "staff"] {
        assert!(written.contains(&format!("{table}.csv")), "{table}: {written:?}");
    }
    expect(0, home, "report tables --out second");
    same(home, "first", "second");
    let users = fs::read_to_string(home.join("second/users.csv")).unwrap();
    let of = |id: &str| users.lines().find(|line| line.starts_with(&format!("{id},")));
    assert!(of("b").is_none() && of("z").is_none() && of("s1").is_none() && of("s2").is_none(), "{users}");
    assert!(of("f").unwrap().contains("suppressed") && of("nobody").is_some() && of("stranger").is_none(), "{users}");
    // And what is imported once more is the same to the byte.
    expect(0, home, "import tables --out again");
    for name in written.iter().filter(|name| *name != "memberships.csv" && *name != "groups.csv") {
        let read = |folder: &str| fs::read_to_string(home.join(folder).join(name)).unwrap();
        assert_eq!(read("tables"), read("again"), "{name}");
    }
}

/// Reads files, writes their plan, and reads by the plan.
#[track_caller]
fn planned(home: &Path, files: &str) -> String {
    for left in ["plain", "by-plan"] {
        let _ = fs::remove_dir_all(home.join(left));
    }
    expect(0, home, &format!("report {files} --lang en --out plain"));
    expect(0, home, &format!("init {files} --lang en --force"));
    expect(0, home, "report --out by-plan");
    same(home, "plain", "by-plan");
    let plan = fs::read_to_string(home.join("renmai.toml")).unwrap();
    fs::remove_file(home.join("renmai.toml")).unwrap();
    plan
}

#[test]
fn a_plan_reads_the_same() {
    let dir = exports();
    let home = dir.path();
    let plan = planned(home, EXPORTS);
    assert!(
        plan.contains("suppress = [\"屏蔽名单.csv\"]")
            && plan.contains("staff = [\"通讯录.csv\"]")
            && plan.contains("skip_bad_rows = true"),
        "{plan}"
    );

    // One file a group, named by the file, by hand, or not at all.
    fs::create_dir(home.join("g")).unwrap();
    write(&home.join("g"), "一群.csv", &["user_id,加群时间", "A,2024-01-01", "B,2024-01-02"]);
    write(&home.join("g"), "二群.csv", &["user_id,加群时间", "B,2024-01-01", "C,2024-01-02"]);
    let plan = planned(home, "g");
    assert!(plan.contains("g/一群.csv:group_id=一群"), "{plan}");
    planned(home, "g:group_id=@file");
    let plan = planned(home, "g/一群.csv:group_id=x g/二群.csv:group_id=y");
    assert!(plan.contains("g/一群.csv:group_id=x"), "{plan}");

    // Several tables of several files that only together say what they mean.
    let chat = |id: &str, customer: &str| {
        format!(
            r#"{{"errcode":0,"group_chat":{{"chat_id":"{id}","name":"n {id}","owner":"s1","create_time":1572505490,"member_list":[
            {{"userid":"s1","type":1,"join_time":1572505491}},{{"userid":"{customer}","type":2,"join_time":1572505492}},
            {{"userid":"wmB","type":2,"join_time":1572505493}}]}}}}"#
        )
    };
    fs::write(home.join("c1.json"), chat("g1", "wmA")).unwrap();
    fs::write(home.join("c2.json"), chat("g2", "wmC")).unwrap();
    planned(home, "c1.json");
    let plan = planned(home, "c1.json c2.json");
    assert!(plan.contains(r#"files = ["c1.json", "c2.json"]"#), "{plan}");

    // What a configuration says besides is kept.
    write(home, "odd.csv", &["who,where,since", "a,g1,2024-01-01 23:30", "b,g1,2024-01-02 23:30", "c,g1,2024-01-02"]);
    let settings = [
        "top = 2",
        "[input]",
        "timezone = 'UTC'",
        "[input.columns.memberships]",
        "user_id = 'who'",
        "group_id = 'where'",
        "joined_at = 'since'",
        "[graph]",
        "group_weight = 'count'",
    ];
    write(home, "my.toml", &settings);
    let plan = planned(home, "odd.csv my.toml");
    for kept in ["top = 2", "timezone = \"UTC\"", "group_weight = \"count\"", "[input.columns.memberships]"] {
        assert!(plan.contains(kept), "{kept}: {plan}");
    }
    // A matrix, as the configuration calls it.
    write(home, "matrix.csv", &["id,g1,g2", "a,1,0", "b,1,1", "c,0,1"]);
    write(home, "my.toml", &["[input]", "memberships = 'matrix.csv'", "grid = 'matrix'"]);
    planned(home, "my.toml");
    write(home, "my.toml", &["[input]", "memberships = 'matrix.csv'", "[input.plan.'matrix.csv']", "grid = 'matrix'"]);
    planned(home, "my.toml");
    // Without a header.
    write(home, "bare.tsv", &["a\tg1", "b\tg1", "c\tg1"]);
    write(home, "my.toml", &["[input]", "memberships = 'bare.tsv'", "header = false"]);
    planned(home, "my.toml");
}

#[test]
fn names_of_staff_come_from_a_file() {
    let dir = TempDir::new().unwrap();
    let home = dir.path();
    write(home, "m.csv", &["user_id,group_id", "a,g", "b,g", "s1,g"]);
    write(home, "u.csv", &["user_id,nickname,owner_id", "a,,s1", "b,,s2", "s2,小二,"]);
    write(home, "staff.csv", &["user_id,name", "s1,王经理", "s1,老王", "s2,"]);
    write(home, "工号.csv", &["工号,员工姓名", "s1,王经理", "s3,无人"]);
    write(home, "my.toml", &["[staff.names]", "s2 = \"李四\""]);
    let names = |arguments: &str| {
        expect(0, home, &format!("report m.csv u.csv --force --out out {arguments}"));
        let owners = fs::read_to_string(home.join("out/owners.csv")).unwrap();
        owners.lines().skip(1).map(|line| line.split(',').nth(6).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names(""), ["", "小二"]);
    // Of several names the first in order; without one the nickname; the configuration wins.
    assert_eq!(names("--staff staff.csv"), ["王经理", "小二"]);
    assert_eq!(names("my.toml --staff staff.csv"), ["王经理", "李四"]);
    assert_eq!(names("工号.csv"), ["王经理", "小二"]);
    // A member who is in it is staff, whoever looks after anybody.
    write(home, "also.csv", &["user_id,name", "a,甲"]);
    expect(0, home, "report m.csv --staff also.csv --force --out out");
    assert!(!fs::read_to_string(home.join("out/users.csv")).unwrap().contains("\na,"));
    // Customers with those who look after them are no list of staff, nor is any table of ids and names.
    write(home, "c.csv", &["员工编号,客户姓名,归属员工", "s1,王经理,x"]);
    let told = stderr(&expect(1, home, "check m.csv c.csv"));
    assert!(told.contains("c.csv"), "{told}");
    write(home, "n.csv", &["user_id,name", "a,甲"]);
    expect(0, home, "report m.csv n.csv --force --out out");
    assert!(fs::read_to_string(home.join("out/users.csv")).unwrap().contains("\na,甲,"));
}

#[test]
fn a_plan_says_of_a_file_what_holds_for_all_its_columns() {
    let dir = TempDir::new().unwrap();
    let home = dir.path();
    write(
        home,
        "m.csv",
        &["user_id,group_id,joined_at,left_at", "a,g,25/1/2024,", "b,g,2/1/2024,1/31/2024", "c,g,3/1/2024,"],
    );
    write(
        home,
        "u.csv",
        &[
            "user_id,手机号,unionid,生日,registered_at,last_active_at",
            "a,13800000001,oA,1,25/1/2024,2/2/2024",
            "b,13800000002,oB,2,3/1/2024,26/2/2024",
        ],
    );
    let plan = planned(home, "m.csv u.csv");
    let (members, users) = plan.split_once("[input.plan.\"u.csv\"]").unwrap();
    assert!(
        !members.contains("date_order = ") && members.contains("day/month/year") && members.contains("month/day/year"),
        "{plan}"
    );
    assert!(users.contains("date_order = \"dmy\""), "{plan}");
    assert!(users.contains("for rules or as further ids: 手机号, unionid, 生日") && !plan.contains("unused"), "{plan}");
}

#[test]
fn a_plan_that_is_there_is_not_replaced_unasked() {
    let dir = tables();
    write(dir.path(), "renmai.toml", &["lang = 'en'"]);
    let output = expect(1, dir.path(), "init memberships.csv --lang en");
    assert!(stderr(&output).contains("renmai.toml"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(dir.path().join("renmai.toml")).unwrap(), "lang = 'en'\n");
    expect(0, dir.path(), "init memberships.csv --force");
    assert_ne!(fs::read_to_string(dir.path().join("renmai.toml")).unwrap(), "lang = 'en'\n");
}

#[test]
fn files_folders_and_patterns_are_recognised() {
    let dir = tables();
    let home = dir.path();
    fs::create_dir(home.join("all")).unwrap();
    for name in names(home).iter().filter(|name| name.ends_with(".csv")) {
        fs::copy(home.join(name), home.join("all").join(name)).unwrap();
    }
    expect(0, home, &format!("report {INPUT} --out named"));
    let by_file = "purchases.csv users.csv groups.csv interactions.csv memberships.csv";
    for (out, files) in
        [("files", by_file), ("folder", "all"), ("pattern", "all/*.csv"), ("mixed", "all/[gimu]*.csv purchases.csv")]
    {
        expect(0, home, &format!("report {files} --out {out}"));
        same(home, "named", out);
    }
    // Another file's options hold beside files that are named; its files do not.
    write(home, "other.csv", &["user_id,group_id", "x,g", "y,g"]);
    write(home, "renmai.toml", &["top = 3", "[input]", "memberships = 'other.csv'"]);
    expect(0, home, "report all --out beside");
    fs::rename(home.join("renmai.toml"), home.join("my.TOML")).unwrap();
    expect(0, home, &format!("report {INPUT} --top 3 --out three"));
    same(home, "three", "beside");
    // A configuration that is named among files is one, and its files are read too.
    write(home, "my.TOML", &["top = 3", "[input]", "users = 'users.csv'"]);
    expect(0, home, "report memberships.csv interactions.csv groups.csv purchases.csv my.TOML --out among");
    same(home, "three", "among");
    for (files, part) in [("none/*.csv", "none/*.csv"), ("all/nobody.csv", "nobody.csv")] {
        let words = stderr(&expect(1, home, &format!("report {files} --lang en --out failed")));
        assert!(words.contains(part) && !home.join("failed").exists(), "{words}");
    }
}

#[test]
fn sheets_are_told_apart() {
    let dir = TempDir::new().unwrap();
    let home = dir.path();
    let mut book = Workbook::new();
    for (name, rows) in
        [("一群", [["a", "2024-01-01"], ["b", "2024-01-02"]]), ("二群", [["b", "2024-01-03"], ["c", "2024-01-04"]])]
    {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        sheet.write_row(0, 0, ["user_id", "joined_at"]).unwrap();
        sheet.write_row_matrix(1, 0, rows).unwrap();
    }
    book.save(home.join("群.xlsx")).unwrap();
    let both = [
        "user_id,group_id,joined_at",
        "a,一群,2024-01-01",
        "b,一群,2024-01-02",
        "b,二群,2024-01-03",
        "c,二群,2024-01-04",
    ];
    write(home, "both.csv", &both);
    write(home, "one.csv", &both[..3]);
    expect(0, home, "report both.csv --out both");
    expect(0, home, "report one.csv --out one");
    for (out, files, like) in [
        ("sheets", "群.xlsx:group_id=@sheet", "both"),
        ("unsaid", "群.xlsx", "both"),
        ("option", "--memberships 群.xlsx:group_id=@sheet", "both"),
        ("first", "群.xlsx#一群:group_id=@sheet", "one"),
        ("bare", "群.xlsx#一群", "one"),
    ] {
        expect(0, home, &format!("report {files} --out {out}"));
        same(home, like, out);
        let plan = planned(home, files);
        assert!(plan.contains("[input.plan.\"群.xlsx#一群\"]"), "{plan}");
        assert_eq!(plan.contains("二群"), like == "both", "{plan}");
    }
    let words = stderr(&expect(1, home, "check 群.xlsx#三群 --lang en"));
    assert!(words.contains("三群") && words.contains("一群, 二群"), "{words}");
}
