//! Every kind of bad input: where it is, what was expected, what was found, in both languages.

use std::collections::BTreeMap;

use renmai::analysis::audit;
use renmai::config::Config;
use renmai::diagnostic::{BadRow, Severity};
use renmai::progress::Progress;
use renmai::tables::{NONE, Presence, Source, Sources, Tables, read};
use renmai::text::Lang;
use renmai::{Error, ErrorKind};

fn run(sources: &Sources) -> Result<Tables, Error> {
    read(sources, &Progress::silent())
}

fn fails(tables: &[(&str, &str)]) -> Error {
    Tables::from_csv(tables).expect_err("bad input was taken")
}

fn sources_of(table: &str, bytes: &[u8]) -> Sources {
    let mut sources = Sources::default();
    if !matches!(table, "memberships" | "interactions") {
        sources.memberships.push(Source::bytes("edges.csv", &b"user_id,group_id\nu,g\n"[..]));
    }
    sources.table_mut(table).unwrap().push(Source::bytes(format!("{table}.csv"), bytes.to_vec()));
    sources
}

/// Reads one table with one bad row and checks what is said of it.
#[track_caller]
fn bad_row(table: &str, text: &[u8], line: u64, column: u64, name: &str, expected: [&str; 2], found: &str) -> BadRow {
    let error = run(&sources_of(table, text)).expect_err("bad input was taken");
    assert_eq!(error.kind(), ErrorKind::Data);
    let [row] = error.rows() else { panic!("one bad row expected: {error}") };
    assert_eq!(row.at.file, format!("{table}.csv"));
    assert_eq!((row.at.line, row.at.column, row.at.column_name.as_str()), (line, column, name), "{error}");
    assert_eq!([row.expected.render(Lang::Zh), row.expected.render(Lang::En)], expected);
    assert_eq!(row.found, found);
    assert_eq!(error.position(), Some(&row.at));
    let place =
        if column > 0 { format!("{table}.csv:{line}:{column} ({name})") } else { format!("{table}.csv:{line}") };
    let seen = match (column, found) {
        (_, "") => ["实为空".to_owned(), "found nothing".to_owned()],
        (0, _) => [format!("实为 {found} 个"), format!("found {found}")],
        _ => [format!("实为“{found}”"), format!("found \"{found}\"")],
    };
    let ends_line = |words: String| {
        let wanted = [
            format!("{place}：应为{}，{}", expected[0], seen[0]),
            format!("{place}: expected {}, {}", expected[1], seen[1]),
        ];
        words.lines().any(|line| wanted.iter().any(|w| line.trim() == w))
    };
    assert!(ends_line(error.render(Lang::En)), "{}", error.render(Lang::En));
    assert!(ends_line(error.render(Lang::Zh)), "{}", error.render(Lang::Zh));
    row.clone()
}

const TIME: [&str; 2] = ["时间，如 2024-05-01 13:00:00", "a time such as 2024-05-01 13:00:00"];
const COUNT: [&str; 2] = ["数字，如 3", "a number such as 3"];
const NOT_NEGATIVE: [&str; 2] = ["不小于 0 的数", "a number of at least 0"];
const NOT_NAN: [&str; 2] = ["确定的数字（不能是 NaN）", "a number, not NaN"];
const FINITE: [&str; 2] = ["有限的数字（不能是无穷大）", "a finite number, not infinity"];
const AMOUNT: [&str; 2] = ["金额，如 1,299.00", "an amount such as 1,299.00"];
const ID: [&str; 2] = ["非空的编号", "an id that is not empty"];

#[test]
fn counts_must_be_finite_and_not_negative() {
    for (bad, expected) in [
        ("inf", FINITE),
        ("-inf", FINITE),
        ("1e999", FINITE),
        ("-1", NOT_NEGATIVE),
        ("-1,000", NOT_NEGATIVE),
        ("many", COUNT),
    ] {
        let text = format!("from_id,to_id,count\na,b,1\na,c,\"{bad}\"\n");
        let row = bad_row("interactions", text.as_bytes(), 3, 3, "count", expected, bad);
        assert_eq!(row.row, format!("a,c,\"{bad}\""));
    }
    bad_row("users", b"user_id,remark_count\na,-3\n", 2, 2, "remark_count", NOT_NEGATIVE, "-3");
}

#[test]
fn numbers_must_be_within_bounds() {
    let within = ["0，或 1e-12 到 1e12 之间的数", "0 or a number from 1e-12 to 1e12"];
    for found in ["1e308", "1e300", "1000000000001", "1e-13", "1e-320"] {
        let text = format!("from_id,to_id,count\na,b,1e12\na,b,{found}\n");
        bad_row("interactions", text.as_bytes(), 3, 3, "count", within, found);
        let text = format!("user_id,remark_count\na,{found}\n");
        bad_row("users", text.as_bytes(), 2, 2, "remark_count", within, found);
    }
    let at_most = ["绝对值不超过 1e12 的金额", "an amount of at most 1e12"];
    for found in ["1e308", "-1e13", "¥1,000,000,000,001"] {
        let text = format!("user_id,at,amount\na,2024-05-01,\"{found}\"\n");
        bad_row("purchases", text.as_bytes(), 2, 3, "amount", at_most, found);
        let text = format!("user_id,monthly_spend\na,\"{found}\"\n");
        bad_row("users", text.as_bytes(), 2, 2, "monthly_spend", at_most, found);
    }
}

#[test]
fn times_must_be_plausible() {
    let range = [
        "1990-01-01 到 2100-12-31 之间的时间（可用 input.earliest、input.latest 放宽）",
        "a time from 1990-01-01 to 2100-12-31 (input.earliest and input.latest widen this)",
    ];
    for found in ["2204-06-01", "1989-12-31 23:59:59", "20241301", "2024", "99999999", "9999-12-31", "-5"] {
        let text = format!("from_id,to_id,at\na,b,{found}\n");
        bad_row("interactions", text.as_bytes(), 2, 3, "at", range, found);
    }
}

#[test]
fn amounts_must_be_finite() {
    for (bad, expected) in [("NaN", NOT_NAN), ("inf", FINITE), ("¥", AMOUNT), ("12 dollars", AMOUNT), ("", AMOUNT)] {
        let text = format!("user_id,at,amount\na,2024-01-01,{bad}\n");
        bad_row("purchases", text.as_bytes(), 2, 3, "amount", expected, bad);
    }
    bad_row("users", b"user_id,monthly_spend\na,-Infinity\n", 2, 2, "monthly_spend", FINITE, "-Infinity");
}

#[test]
fn dates_must_parse() {
    for (table, text) in [
        ("memberships", "user_id,group_id,joined_at\na,g,2024-02-30\n"),
        ("interactions", "from_id,to_id,at\na,b,2024-02-30\n"),
        ("purchases", "user_id,amount,at\na,1,2024-02-30\n"),
    ] {
        let name = if table == "memberships" { "joined_at" } else { "at" };
        bad_row(table, text.as_bytes(), 2, 3, name, TIME, "2024-02-30");
    }
    bad_row("users", b"user_id,registered_at\na,yesterday\n", 2, 2, "registered_at", TIME, "yesterday");
    bad_row("purchases", b"user_id,amount,at\na,1,\n", 2, 3, "at", TIME, "");
}

#[test]
fn ids_must_not_be_empty() {
    bad_row("memberships", b"user_id,group_id\n ,g\n", 2, 1, "user_id", ID, "");
    bad_row("memberships", "群ID,用户ID\n \u{3000},u\n".as_bytes(), 2, 1, "群ID", ID, "");
    bad_row("interactions", b"from_id,to_id\na,\n", 2, 2, "to_id", ID, "");
    bad_row("groups", b"name,group_id\nx,\n", 2, 2, "group_id", ID, "");
}

#[test]
fn words_must_be_known() {
    let types = ["成员类型 customer（客户）、staff（员工）或 robot（机器人）", "customer, staff or robot"];
    bad_row("memberships", b"user_id,group_id,member_type\na,g,boss\n", 2, 3, "member_type", types, "boss");
    let roles = ["角色 friend（好友）、group_member（群成员）或 follower（粉丝）", "friend, group_member or follower"];
    bad_row("users", b"user_id,role\na,enemy\n", 2, 2, "role", roles, "enemy");
    let flags = ["是或否（yes/no、true/false、1/0）", "yes or no (true/false, 1/0)"];
    bad_row("users", b"user_id,consent\na,perhaps\n", 2, 2, "consent", flags, "perhaps");
}

#[test]
fn rows_must_have_the_fields_of_the_header() {
    let three = ["每行 3 个字段", "3 fields"];
    for (row, found) in [("a,b", "2"), ("a,b,1,x", "4"), ("a", "1")] {
        let text = format!("from_id,to_id,count\n{row}\n");
        let bad = bad_row("interactions", text.as_bytes(), 2, 0, "", three, found);
        assert_eq!(bad.row, row);
    }
}

#[test]
fn lines_are_those_of_an_editor() {
    let text =
        b"\r\n\r\nuser_id,nickname,registered_at\r\na,\"two\r\nlines\",2024-01-01\r\n\r\n,,\r\nb,\"x\"\"y\",never\r\n";
    let row = bad_row("users", text, 8, 3, "registered_at", TIME, "never");
    assert_eq!(row.row, "b,\"x\"\"y\",never");
    let old_mac = b"user_id,registered_at\r\ra,2024-01-01\rb,never";
    bad_row("users", old_mac, 4, 2, "registered_at", TIME, "never");
}

#[test]
fn quotation_marks_must_close() {
    let quote = ["成对的引号", "a closing quotation mark"];
    let text = b"user_id,nickname\na,\"open\nb,fine\n";
    let row = bad_row("users", text, 2, 2, "nickname", quote, "a,\"open");
    assert_eq!(row.row, "a,\"open");
    let error = run(&sources_of("users", b"user_id,\"nick\nb,fine\n")).unwrap_err();
    assert_eq!(error.render(Lang::En), "users.csv:1: a quotation mark in the header is never closed");
}

#[test]
fn nothing_stands_after_a_closing_quotation_mark() {
    let expected =
        ["分隔符或行尾（在后引号之后）", "a delimiter or the end of the line after the closing quotation mark"];
    bad_row("users", b"user_id,nickname\na,fine\nb,\"x\"y\n", 3, 2, "nickname", expected, "xy");
    assert!(run(&sources_of("users", b"user_id,nickname\nb, x\na,\"x\" \n")).is_ok());
    let one_line = ["不含换行的编号", "an id without a line break"];
    for text in ["user_id,owner_id\na,\"y\nz\"\n", "owner_id,user_id\n,\"y\nz\"\n"] {
        let error = run(&sources_of("users", text.as_bytes())).unwrap_err();
        assert_eq!((error.rows()[0].at.line, error.rows()[0].at.column), (2, 2));
        assert_eq!([Lang::Zh, Lang::En].map(|lang| error.rows()[0].expected.render(lang)), one_line);
    }
}

#[test]
fn bytes_must_be_text() {
    // 0xff begins no character in UTF-8 or GB18030: a tie, which UTF-8 wins.
    let bytes = ["有效的 UTF-8 文本", "valid UTF-8 text"];
    bad_row("users", b"user_id,nickname\na,ok\nb,x\xffy\n", 3, 2, "nickname", bytes, "x\u{fffd}y");
    // GB18030 with one stray byte: UTF-8 would be wrong in more places.
    let mut text = encoding_rs::GB18030.encode("用户ID,昵称\na,小明和小红\nb,").0.into_owned();
    text.extend_from_slice(b"\xff\n");
    bad_row("users", &text, 3, 2, "昵称", ["有效的 GB18030 文本", "valid GB18030 text"], "\u{fffd}");
    // Half of a surrogate pair.
    let mut text = b"\xff\xfe".to_vec();
    "user_id,nickname\na,".encode_utf16().for_each(|u| text.extend(u.to_le_bytes()));
    text.extend([0x3d, 0xd8, b'\n', 0]);
    bad_row("users", &text, 2, 2, "nickname", ["有效的 UTF-16LE 文本", "valid UTF-16LE text"], "\u{fffd}");
    // A replacement character that really stands in the file is text.
    assert!(run(&sources_of("users", "user_id,nickname\na,\u{fffd}\n".as_bytes())).is_ok());
    let error = run(&sources_of("users", b"user_id,nick\xffname\na,b\n")).unwrap_err();
    assert_eq!(error.render(Lang::En), "users.csv:1: the header is not valid UTF-8 text");
    assert_eq!(error.render(Lang::Zh), "users.csv:1: 表头不是有效的 UTF-8 文本");
}

#[test]
fn required_columns_must_be_there() {
    let error = fails(&[("interactions", "\nfrom_id,kind\na,x\n")]);
    assert_eq!(error.kind(), ErrorKind::Data);
    let at = error.position().unwrap();
    assert_eq!((at.file.as_str(), at.line, at.column), ("interactions.csv", 2, 0));
    assert_eq!(
        error.render(Lang::En),
        "interactions.csv:2: table interactions lacks required columns: to_id; it has from_id, kind. If they are called otherwise, map them in [input.columns.interactions]"
    );
    assert!(error.render(Lang::Zh).contains("interactions 表缺少必需的列：to_id"));
    let both = fails(&[("memberships", "a,b\n1,2\n")]);
    assert!(both.to_string().contains("lacks required columns: user_id, group_id"));
}

#[test]
fn headers_must_not_repeat() {
    for (text, column, name, first) in [
        ("user_id,group_id,user_id\n", 3, "user_id", "\"user_id\""),
        ("User_ID,group_id,user id\n", 3, "user id", "\"User_ID\""),
        ("uid,group_id,用户ID\n", 3, "用户ID", "\"uid\""),
        ("user_id,group_id,x,X\n", 4, "X", "\"x\""),
    ] {
        let error = fails(&[("memberships", text)]);
        let at = error.position().unwrap();
        assert_eq!((at.line, at.column, at.column_name.as_str()), (1, column, name), "{error}");
        assert!(error.to_string().contains(first) && error.to_string().contains("means the same as column"), "{error}");
        assert!(error.render(Lang::Zh).contains("重复"));
    }
}

#[test]
fn headers_must_not_be_endless() {
    let wide =
        |columns: usize| format!("user_id,group_id{}", (0..columns).map(|c| format!(",{c}")).collect::<String>());
    let text = wide(20_000);
    let error = fails(&[("memberships", &text)]);
    let words = error.render(Lang::En);
    assert!(words.contains("memberships.csv:1: ") && words.contains("20002") && words.contains("16384"), "{words}");
    assert!(Tables::from_csv(&[("memberships", &wide(10_000))]).is_ok());
}

#[test]
fn files_must_not_be_empty() {
    for text in ["", "\u{feff}", "\n\r\n  \n", ",,\n"] {
        let error = fails(&[("memberships", text)]);
        assert_eq!(error.kind(), ErrorKind::Data);
        assert_eq!(error.render(Lang::En), "memberships.csv: the file is empty, without even a header");
        assert_eq!(error.render(Lang::Zh), "memberships.csv: 文件是空的，连表头也没有");
    }
    let tables = Tables::from_csv(&[("memberships", "user_id,group_id\n")]).unwrap();
    assert!(tables.findings.iter().any(|f| f.code == "no_rows" && f.place == "memberships" && f.count == 1));
}

#[test]
fn files_must_be_readable() {
    let dir = tempfile::tempdir().unwrap();
    let missing = dir.path().join("none.csv");
    let mut sources = Sources { memberships: vec![Source::file(&missing)], ..Sources::default() };
    let error = run(&sources).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Read);
    assert!(
        error
            .render(Lang::En)
            .starts_with(&format!("{}: the file cannot be read: there is no such file", missing.display()))
    );
    sources.memberships = vec![Source::file(dir.path())];
    assert_eq!(run(&sources).unwrap_err().kind(), ErrorKind::Read);
    for name in ["cut.csv.gz", "cut.csv.zst"] {
        let path = dir.path().join(name);
        std::fs::write(&path, b"user_id,group_id\n").unwrap();
        sources.memberships = vec![Source::file(&path)];
        let error = run(&sources).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Read);
        assert!(error.to_string().contains("cannot be decompressed"), "{error}");
    }
    let endless: Vec<u8> = b"a,g\n".repeat(1 << 20);
    let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut gz, &[0; 20 << 20]).unwrap();
    let zst = zstd::stream::encode_all(&endless[..], 1).unwrap();
    let bombs =
        [("zeros.csv.gz", gz.finish().unwrap(), "no line break"), ("members.csv.zst", zst.repeat(300), "1024 MiB")];
    for (name, bytes, expected) in bombs {
        let path = dir.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        sources.memberships = vec![Source::file(&path)];
        sources.input.max_memory_mib = Some(2 << 10);
        let error = run(&sources).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Data);
        assert!(error.to_string().contains(expected), "{error}");
        sources.input.max_memory_mib = Some(98);
        let error = run(&sources).unwrap_err();
        assert!(error.to_string().contains(&format!("{name}: together more than 10 MiB")), "{error}");
    }
    sources.input.max_memory_mib = None;
    let noise = [&b"user_id\n"[..], &b"\xff\n".repeat((1 << 20) + 1)].concat();
    let error = run(&sources_of("users", &noise)).unwrap_err();
    assert!(error.to_string().contains("not text"), "{error}");
    let sparse = dir.path().join("sparse.csv");
    std::fs::File::create(&sparse).unwrap().set_len(1 << 40).unwrap();
    sources.memberships = vec![Source::file(&sparse)];
    assert!(run(&sources).is_err());
    #[cfg(target_os = "linux")]
    {
        sources.memberships = vec![Source::file("/dev/zero")];
        assert!(run(&sources).unwrap_err().to_string().contains("no line break"));
    }
    let error = run(&sources_of("users", b"PK\x03\x04rest")).unwrap_err();
    assert!(error.to_string().contains("workbook"), "{error}");
}

/// MiB that reading takes beside text and rows: text may take what is left.
const READING: u64 = 88;

#[test]
fn all_files_together_keep_within_the_budget() {
    let mib = |mib: u64| Some(mib << 20);
    let rows = |n: usize| [&b"user_id,group_id\n"[..], &b"somebody,somewhere\n".repeat(n)].concat();
    // Eleven MiB each.
    let (plain, text) = (Source::bytes("a.csv", rows(600_000)), rows(600_000));
    let packed = Source::bytes("b.csv.zst", zstd::stream::encode_all(&text[..], 1).unwrap());
    // What is wrong with a file does not show where all are too much, whichever of them was read first.
    let wrong = Source::bytes("c.csv", &b"user_id\na\n"[..]);
    for (files, budget, fits) in [
        (vec![plain.clone()], 12, false),
        (vec![plain.clone()], 256, true),
        (vec![packed.clone()], 256, true),
        (vec![plain.clone(), packed.clone()], 400, true),
        (vec![plain.clone(), packed.clone()], 100, false),
        (vec![wrong, plain, packed.clone()], 100, false),
        (vec![packed], 89, false),
    ] {
        let names: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        let mut sources = Sources { memberships: files, ..Sources::default() };
        sources.input.max_memory_mib = Some(budget);
        for threads in [1, 3] {
            match renmai::parallel::with_threads(threads, || run(&sources)) {
                Ok(tables) => {
                    assert!(fits && tables.text_bytes == (names.len() * text.len()) as u64);
                    assert_eq!(Some(tables.text_budget), mib(budget - READING));
                }
                Err(error) => {
                    assert!(!fits && error.kind() == ErrorKind::Data, "{error}");
                    let mut names: Vec<&str> = names.iter().map(String::as_str).collect();
                    names.sort_unstable();
                    let (text, limit) = (budget.saturating_sub(READING), format!("the limit of {budget} MiB"));
                    let parts = [&names.join(", "), &format!("more than {text} MiB"), &limit, "input.max_memory_mib"];
                    for part in parts {
                        assert!(error.to_string().contains(part), "{error}");
                    }
                    assert!(error.render(Lang::Zh).contains(&format!("合计超过 {text} MiB")), "{error}");
                }
            }
        }
    }
}

#[test]
fn there_must_be_edges() {
    let error = fails(&[("users", "user_id\na\n")]);
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.render(Lang::Zh).contains("没有关系数据"));
    assert_eq!(fails(&[("friends", "a\n")]).kind(), ErrorKind::Config);
}

#[test]
fn mappings_and_constants_must_fit() {
    let mut sources = sources_of("interactions", b"who,to_id,kind\na,b,x\n");
    let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, BTreeMap<String, String>> {
        let columns = pairs.iter().map(|&(a, b)| (a.to_owned(), b.to_owned())).collect();
        BTreeMap::from([("interactions".to_owned(), columns)])
    };
    sources.input.columns = map(&[("from_id", "whom")]);
    let error = run(&sources).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert_eq!(
        error.render(Lang::En),
        "interactions.csv (from_id): [input.columns.interactions] maps from_id to \"whom\", but the file has no such column; it has who, to_id, kind"
    );
    sources.input.columns = map(&[("from", "who")]);
    assert!(
        run(&sources).unwrap_err().to_string().contains("\"from\" in [input.columns.interactions] is not a column")
    );
    sources.input.columns = map(&[("from_id", "who")]);
    assert!(run(&sources).is_ok());
    for (column, value, message) in [
        ("kind", "sms", "the file has this column already"),
        ("colour", "red", "\"colour\" is not a column of interactions"),
        ("count", "-1", "count cannot be set to \"-1\""),
        ("at", "soon", "at cannot be set to \"soon\""),
    ] {
        let mut sources = sources.clone();
        sources.interactions[0].constants = vec![(column.to_owned(), value.to_owned())];
        let error = run(&sources).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
        assert_eq!(error.position().unwrap().file, "interactions.csv");
    }
    sources.input.columns = BTreeMap::from([("friends".to_owned(), BTreeMap::new())]);
    assert_eq!(run(&sources).unwrap_err().kind(), ErrorKind::Config);
}

#[test]
fn twenty_rows_are_listed_and_all_are_counted_of_the_first_table_only() {
    let mut text = "user_id,group_id,joined_at\n".to_owned();
    (0..30).for_each(|i| text.push_str(&format!("u{i},g,never{i}\nu{i},g,\n")));
    let error = fails(&[("memberships", &text), ("users", "user_id,role\na,enemy\n")]);
    assert_eq!(error.rows().len(), 20);
    let lines: Vec<u64> = error.rows().iter().map(|r| r.at.line).collect();
    assert_eq!(lines, (1..=20).map(|i| 2 * i).collect::<Vec<u64>>());
    assert!(error.to_string().starts_with("memberships.csv: 30 rows cannot be read;"), "{error}");
    assert!(error.render(Lang::Zh).starts_with("memberships.csv：30 行读不了"));
}

#[test]
fn rows_that_are_alike_are_listed_once() {
    let mut text = "user_id,group_id,退群时间\n".to_owned();
    (0..924).for_each(|i| text.push_str(&format!("u{i},g,{}\n", if i == 500 { "soon" } else { "never" })));
    let error = fails(&[("memberships", &text)]);
    let told: Vec<(u64, &str, u64)> = error.rows().iter().map(|r| (r.at.line, r.found.as_str(), r.alike)).collect();
    assert_eq!(told, [(2, "never", 923), (502, "soon", 1)]);
    let told = error.render(Lang::Zh);
    assert!(
        told.contains("memberships.csv：924 行读不了") && told.contains("实为“never”（这样的共 923 行）\n"),
        "{told}"
    );
    assert!(error.render(Lang::En).contains("found \"never\" (923 such rows)\n"), "{error}");
}

#[test]
fn bad_rows_of_several_files_are_listed_by_file_and_line() {
    let bad = |name: &str| Source::bytes(name, &b"user_id,group_id\nx,\ny,g\n,g\n"[..]);
    let mut sources = Sources { memberships: vec![bad("b.csv"), bad("a.csv")], ..Sources::default() };
    let error = run(&sources).unwrap_err();
    let places: Vec<String> = error.rows().iter().map(|r| r.at.to_string()).collect();
    assert_eq!(places, ["a.csv:2:2 (group_id)", "a.csv:4:1 (user_id)", "b.csv:2:2 (group_id)", "b.csv:4:1 (user_id)"]);
    assert!(error.to_string().starts_with("a.csv, b.csv: 4 rows cannot be read;"), "{error}");
    sources.input.skip_bad_rows = true;
    let tables = run(&sources).unwrap();
    assert_eq!(tables.rejected.iter().map(|r| r.at.to_string()).collect::<Vec<_>>(), places);
    assert_eq!(tables.rejected[1].row, ",g");
    assert_eq!(tables.users.len(), 1, "a row set aside names nobody");
    assert_eq!(tables.memberships.user.len(), 2);
    let finding = tables.findings.iter().find(|f| f.code == "rejected_rows").unwrap();
    assert_eq!((finding.place.as_str(), finding.count), ("memberships", 4));
    assert_eq!(tables.inputs.iter().map(|i| i.rows).collect::<Vec<_>>(), [1, 1]);
}

#[test]
fn a_file_given_twice_is_told() {
    let file = |name: &str, text: &str| Source::bytes(name, text.as_bytes().to_vec());
    let told = |files: Vec<Source>| {
        let tables = run(&Sources { interactions: files, ..Sources::default() }).unwrap();
        tables.findings.iter().find(|f| f.code == "repeated_files").map(|f| (f.place.clone(), f.count))
    };
    let (one, other) = ("from_id,to_id\na,b\n", "from_id,to_id\na,c\n");
    assert_eq!(told(vec![file("a.csv", one), file("b.csv", other)]), None);
    assert_eq!(told(vec![file("a.csv", "from_id,to_id\n"), file("b.csv", "from_id,to_id\n")]), None);
    let thrice = vec![file("a.csv", one), file("b.csv", other), file("a.csv", one), file("c.csv", one)];
    assert_eq!(told(thrice), Some(("interactions".to_owned(), 2)));
}

#[test]
fn long_cells_are_shortened_in_messages() {
    let long = "长".repeat(200);
    let error = fails(&[("interactions", &format!("from_id,to_id,count\na,b,{long}\n"))]);
    assert_eq!(error.rows()[0].found.chars().count(), 80);
    assert!(error.rows()[0].row.contains(&long), "the row itself is kept whole");
}

#[test]
fn a_cancelled_run_stops() {
    let progress = Progress::silent();
    progress.cancel();
    let error = read(&sources_of("memberships", b"user_id,group_id\na,g\n"), &progress).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Interrupted);
}

/// The tables with one refused row of another beside them, which is set aside.
fn with_refused(table: &str, bytes: &[u8]) -> Tables {
    let mut sources = Sources::default();
    sources.input.skip_bad_rows = true;
    sources.memberships.push(Source::bytes("m.csv", &b"user_id,group_id\nvic,g\na,g\nb,g\n007,g\n"[..]));
    sources.table_mut(table).unwrap().push(Source::bytes("bad.csv", bytes.to_vec()));
    let tables = run(&sources).unwrap();
    assert_eq!(tables.rejected.len(), 1, "{}", String::from_utf8_lossy(bytes));
    tables
}

fn count(tables: &Tables, code: &str, place: &str) -> u64 {
    tables.findings.iter().filter(|f| f.code == code && f.place == place).map(|f| f.count).sum()
}

#[test]
fn a_refused_users_row_still_takes_its_person_out() {
    // Whether nobody can read that the person opted out; the row.
    let rows: &[(bool, &[u8])] = &[
        (false, b"user_id,nickname,remark_count,opted_out\nvic,\xff\xfe,1,yes\n"),
        (true, b"user_id,opted_out,remark_count\nvic,\xff,1\n"),
        // Nobody knows which cell is which.
        (true, b"user_id,nickname,opted_out\nvic,x\n"),
        (true, b"user_id,nickname,opted_out\nvic,x,y,no\n"),
        (true, b"nickname,user_id,opted_out\nx,y,vic,no\n"),
        (true, b"nickname,city,user_id,opted_out\nx,vic,no\n"),
        (true, b"user_id,nickname,opted_out\nvic,\"x,no\n"),
        (true, b"user_id,nickname,opted_out\n\"vic,x,no\n"),
        (true, b"user_id,opted_out\n,vic,yes\n"),
        (true, b"nickname,user_id,opted_out,city\nLi, Wei,vic,yes,Bei,jing\n"),
        // A stray mark swallowed the row.
        (false, b"user_id,nickname,opted_out\na,\"x,no\nvic,y,yes\nb,\"z,no,\n"),
        (false, b"user_id,nickname,opted_out\na,\"hello\nvic,y,yes\nb,\"bye,no\n"),
    ];
    for &(unclear, bytes) in rows {
        let (tables, text) = (with_refused("users", bytes), String::from_utf8_lossy(bytes));
        let out = |id: &str| tables.user_table.opted_out[tables.users.find(id).unwrap() as usize];
        assert!(out("vic") && !out("007"), "{text}");
        assert!(count(&tables, "rejected_rows_heeded", "users") >= 1, "{text}");
        let swallowed = text.contains("y,yes");
        assert_eq!(count(&tables, "opt_out_unreadable", "users") > 0, unclear || swallowed, "{text}");
    }
    // What says nothing takes nobody out.
    for bytes in [&b"user_id,nickname,opted_out\nvic,\xff,no\n"[..], b"user_id,nickname\nvic\n"] {
        let tables = with_refused("users", bytes);
        assert!(tables.user_table.opted_out.iter().all(|out| !out), "{bytes:?}");
        assert_eq!(count(&tables, "rejected_rows_heeded", "users"), 0, "{bytes:?}");
    }
}

#[test]
fn a_row_stays_where_a_cell_that_need_not_be_there_cannot_be_read() {
    let read = |bytes: &str| {
        let mut sources = sources_of("users", bytes.as_bytes());
        sources.input.skip_bad_rows = true;
        sources.memberships.push(Source::bytes("m.csv", &b"user_id,group_id\nvic,g\na,g\n"[..]));
        let tables = run(&sources).unwrap();
        let vic = tables.users.find("vic").unwrap() as usize;
        assert!(tables.rejected.is_empty() && count(&tables, "cells_emptied", "users") == 1, "{bytes}");
        (tables.user_table.opted_out[vic], tables.user_table.consent[vic])
    };
    assert_eq!(read("user_id,remark_count,opted_out\nvic,lots,yes\n"), (true, None));
    assert_eq!(read("opted_out,registered_at,user_id\n1,2024-02-30,vic\n"), (true, None));
    assert_eq!(read("user_id,remark_count,opted_out\nvic,lots,no\n"), (false, None));
    assert_eq!(read("user_id,remark_count,consent\nvic,lots,yes\n"), (false, Some(true)));
    // Whoever cannot be read to have agreed has not.
    assert_eq!(read("user_id,consent\nvic,perhaps\n"), (false, Some(false)));
}

#[test]
fn a_refused_row_still_withholds_consent_suppresses_and_tells_employees() {
    let tables = with_refused("users", b"user_id,nickname,consent\nvic,\xff,no\n");
    assert_eq!(tables.user_table.consent[tables.users.find("vic").unwrap() as usize], Some(false));
    assert!(tables.given.users.consent);
    for bytes in [
        "user_id,note\nvic\n",
        "note,user_id\nx,y,vic\n",
        "user_id\n\"vic\n",
        "user_id\nvic,x,y\n",
        "user_id,note\n,vic\n",
    ] {
        let tables = with_refused("suppress", bytes.as_bytes());
        let named: Vec<&str> =
            (0..4).filter(|&u| tables.suppressed[u as usize]).map(|u| tables.users.name(u)).collect();
        assert_eq!(named, ["vic"], "{bytes}");
        assert_eq!(count(&tables, "rejected_rows_heeded", "suppress"), 1, "{bytes}");
    }
    for (table, bytes) in [
        ("users", "user_id,owner_id,registered_at\n,vic,\n"),
        ("memberships", "user_id,group_id,member_type,joined_at\nvic,,员工,\n"),
        ("memberships", "user_id,group_id,member_type,joined_at\nvic,,robot,\n"),
    ] {
        let audit = audit(with_refused(table, bytes.as_bytes()), Config::default(), &Progress::silent()).unwrap();
        assert_eq!(audit.people.graph.excluded.staff + audit.people.graph.excluded.robots, 1, "{bytes}");
        assert_eq!(
            audit.people.graph.nodes.node[audit.people.tables.users.find("vic").unwrap() as usize],
            NONE,
            "{bytes}"
        );
    }
    // Consent that was not given is not given, also where no row that was taken says so.
    let audit =
        audit(with_refused("users", b"user_id,consent\nvic,no,x\n"), Config::default(), &Progress::silent()).unwrap();
    let of = |id: &str| audit.people.graph.nodes.presence[audit.people.tables.users.find(id).unwrap() as usize];
    assert_eq!((of("vic"), of("a")), (Presence::NoConsent, Presence::Customer));
    // Who has a row of the users table is no employee for what a refused row says.
    let tables = with_refused("users", b"user_id,owner_id,registered_at\nvic,,\n,vic,\n");
    assert!(tables.marked.is_empty());
    // Which cell is the owner has to be guessed: nobody becomes an employee.
    let tables = with_refused("users", b"user_id,remark_count,owner_id\na,007\n");
    assert!(tables.marked.is_empty());
}

#[test]
fn what_is_not_shown_is_no_part_of_an_id() {
    let tables = Tables::from_csv(&[
        ("memberships", "\u{200b}user_id,group_id\nu1,g\nu2,\u{2060}g\n\u{200e}u3\u{200b},g\n"),
        ("users", "user_id,\u{200b}opted_out\u{feff}\n\u{feff}u1,yes\nu2\u{200b},0.0\nu3,1.0\n"),
        ("suppress", "user_id\nu2\u{200f} \nu9\n"),
    ]);
    let tables = tables.unwrap();
    assert_eq!((tables.users.len(), tables.groups.len()), (3, 1));
    assert_eq!(tables.user_table.opted_out, [true, false, true]);
    assert_eq!(tables.suppressed, [false, true, false]);
    assert_eq!(count(&tables, "opt_out_unreadable", "users"), 0);
    let unknown = tables.findings.iter().find(|f| f.code == "suppressed_unknown").unwrap();
    assert_eq!((unknown.count, unknown.severity), (1, Severity::Warning));
}

#[test]
fn an_unreadable_word_for_opted_out_counts_as_opted_out_and_is_told() {
    let tables = Tables::from_csv(&[
        ("memberships", "user_id,group_id\na,g\nb,g\nc,g\n"),
        ("users", "user_id,是否退订\nc,已退订\nb,否\na,别再发\n"),
    ]);
    let tables = tables.unwrap();
    assert_eq!(tables.user_table.opted_out, [true, false, true]);
    assert_eq!((count(&tables, "opt_out_unreadable", "users"), tables.rejected.len()), (1, 0));
}

#[cfg(not(feature = "arrow"))]
#[test]
fn files_for_which_the_program_was_not_built_are_told() {
    for bytes in [b"PAR1....PAR1".as_slice(), b"ARROW1\0\0...."] {
        let sources = Sources { memberships: vec![Source::bytes("members.parquet", bytes)], ..Sources::default() };
        let told = read(&sources, &Progress::silent()).unwrap_err().render(Lang::En);
        assert!(told.starts_with("members.parquet") && told.contains("--features arrow"), "{told}");
    }
}
