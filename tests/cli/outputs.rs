//! What a run writes, and where.

use std::fs;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::data::{INPUT, expect, files, names, renmai, stderr, stdout, tables, write};

const FILES: [&str; 12] = [
    "circle_ties.csv",
    "circles.csv",
    "groups.csv",
    "isolated.csv",
    "koc.csv",
    "manifest.json",
    "referral.csv",
    "report.html",
    "report.xlsx",
    "seed_lists.csv",
    "seeds.csv",
    "summary.json",
];

#[test]
fn a_report_has_all_files_and_prints_its_summary() {
    let dir = tables();
    let output = expect(0, dir.path(), &format!("report {INPUT} --out out"));
    let written = names(&dir.path().join("out"));
    for file in FILES.into_iter().chain(["users.csv"]) {
        assert!(written.iter().any(|n| n == file), "{file} is missing: {written:?}");
    }
    assert!(!stdout(&output).trim().is_empty());
    assert!(stderr(&output).contains("out/report.html"), "{}", stderr(&output));
    let users = fs::read_to_string(dir.path().join("out/users.csv")).unwrap();
    assert!(users.starts_with('\u{feff}') && users.lines().count() == 23, "{users}");
    // Nothing is left beside it.
    assert_eq!(names(dir.path()).iter().filter(|n| n.contains("renmai")).count(), 0);
}

#[test]
fn an_earlier_run_is_replaced_and_foreign_files_are_refused_or_kept() {
    let dir = tables();
    expect(0, dir.path(), &format!("report {INPUT} --out out"));
    expect(0, dir.path(), &format!("report {INPUT} --out out --top 1"));
    fs::write(dir.path().join("out/note.txt"), "mine").unwrap();
    let before = names(&dir.path().join("out"));
    let refused = expect(1, dir.path(), &format!("report {INPUT} --out out --lang en"));
    assert!(stderr(&refused).contains("--force"), "{}", stderr(&refused));
    assert_eq!(names(&dir.path().join("out")), before);
    expect(0, dir.path(), &format!("report {INPUT} --out out --force"));
    assert_eq!(fs::read_to_string(dir.path().join("out/note.txt")).unwrap(), "mine");
}

#[test]
fn the_demo_needs_nothing_but_the_program() {
    let dir = tempfile::TempDir::new().unwrap();
    let output = expect(0, dir.path(), "demo --out out --top 5");
    assert!(FILES.iter().all(|f| dir.path().join("out").join(f).exists()));
    assert!(!stdout(&output).is_empty());
    let koc = fs::read_to_string(dir.path().join("out/koc.csv")).unwrap();
    assert_eq!(koc.lines().count(), 6, "{koc}");
}

#[test]
fn a_shortlist_is_csv_on_stdout_and_nothing_else() {
    let dir = tables();
    for list in ["koc", "referral", "isolated"] {
        let output = expect(0, dir.path(), &format!("shortlist {list} {INPUT}"));
        let csv = stdout(&output);
        assert!(csv.starts_with("rank,user_id,nickname,score,"), "{csv}");
        assert!(csv.ends_with("\r\n"));
        let fields = csv.lines().next().unwrap().matches(',').count();
        assert!(csv.lines().all(|line| line.matches(',').count() >= fields), "{csv}");
        assert!(!stderr(&output).is_empty(), "what was read is told on stderr");
    }
    let bridge = stdout(&expect(0, dir.path(), &format!("shortlist referral {INPUT} --top 1")));
    assert!(bridge.lines().nth(1).unwrap().starts_with("1,u09,"), "{bridge}");
}

/// Every command whose result is what it prints.
fn printing() -> [String; 7] {
    ["shortlist koc", "segment groups>0", "crosstab city value_tier", "check", "explain u09", "seeds --k 2", "config"]
        .map(|command| if command == "config" { command.to_owned() } else { format!("{command} {INPUT}") })
}

#[test]
fn a_reader_that_stops_early_ends_the_program_silently() {
    let dir = tables();
    for arguments in printing() {
        let mut child = renmai(dir.path())
            .args(arguments.split(' '))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let mut words = String::new();
        child.stderr.take().unwrap().read_to_string(&mut words).unwrap();
        assert_eq!(child.wait().unwrap().code(), Some(1), "{words}");
        assert!(!words.contains("renmai:") && !words.contains("panic"), "{words}");
    }
}

/// Runs the program by a shell, which says what stands around it; `$0` is the program with its arguments.
#[cfg(target_os = "linux")]
fn by_shell(dir: &Path, words: &str, arguments: &str) -> Output {
    let program = format!("{} {}", cargo_bin!("renmai").display(), arguments.replace('>', "\\>"));
    Command::new("sh").current_dir(dir).args(["-c", &words.replace("$0", &program)]).output().unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_exit_code_1_and_said() {
    let dir = tables();
    for arguments in printing() {
        for words in ["$0 >/dev/full", "$0 >&-", "ulimit -f 0; $0 >file"] {
            let output = by_shell(dir.path(), words, &arguments);
            let told = stderr(&output);
            assert_eq!(output.status.code(), Some(1), "{words} {arguments}: {told}");
            assert!(told.contains("renmai: 写不了标准输出"), "{words} {arguments}: {told}");
        }
    }
    assert_eq!(by_shell(dir.path(), "$0 >/dev/null", "config").status.code(), Some(0));
    let output = by_shell(dir.path(), "ulimit -f 1; $0", &format!("report --out out {INPUT}"));
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("renmai: "), "{}", stderr(&output));
    assert_eq!(names(dir.path()).iter().filter(|n| n.contains("out")).count(), 0, "{:?}", names(dir.path()));
}

/// Where a table and its rows do not fit, whichever step finds out.
#[cfg(target_os = "linux")]
#[test]
fn memory_that_cannot_be_had_for_the_tables_is_exit_code_1_and_said() {
    let dir = TempDir::new().unwrap();
    let rows = (0..2_000_000).map(|i| format!("u{i},g{}\n", i % 5000));
    let text: String = std::iter::once("user_id,group_id\n".to_owned()).chain(rows).collect();
    fs::write(dir.path().join("m.csv"), text).unwrap();
    for (mib, lang, words) in [
        (300, "en", "there is not enough memory for the data"),
        (500, "zh", "内存不够，数据放不下"),
        (800, "en", "there is not enough memory for the data"),
    ] {
        let arguments = format!("check --lang {lang} --threads 2 --memberships m.csv");
        let output = by_shell(dir.path(), &format!("ulimit -v {}; $0", mib << 10), &arguments);
        let told = stderr(&output);
        assert_eq!(output.status.code(), Some(1), "{mib} MiB: {told}");
        assert!(told.contains(words), "{mib} MiB: {told}");
    }
}

/// Pipes can be opened and read but once, and standard input is one.
#[cfg(target_os = "linux")]
#[test]
fn tables_come_through_pipes_and_from_standard_input() {
    let dir = tables();
    let plain = expect(0, dir.path(), &format!("shortlist koc {INPUT}"));
    let list = stdout(&plain);
    let piped = INPUT.replace(".csv", ".pipe");
    for threads in [1, 4] {
        let pipes =
            "for t in memberships interactions users groups purchases; do mkfifo $t.pipe; cat $t.csv >$t.pipe & done";
        let output = by_shell(
            dir.path(),
            &format!("{pipes}\ntimeout 60 $0; code=$?; rm *.pipe; exit $code"),
            &format!("shortlist koc --threads {threads} {piped}"),
        );
        assert_eq!((output.status.code(), stdout(&output)), (Some(0), list.clone()), "{}", stderr(&output));
    }
    let input = INPUT.replace("memberships.csv", "-");
    let output = by_shell(dir.path(), "cat memberships.csv | $0", &format!("shortlist koc {input}"));
    assert_eq!((output.status.code(), stdout(&output)), (Some(0), list.clone()), "{}", stderr(&output));
    // Paths in a configuration begin at its folder; standard input does not.
    fs::create_dir(dir.path().join("sub")).unwrap();
    write(&dir.path().join("sub"), "renmai.toml", &["[input]", "memberships = \"-:joined_at=2025-01-01\""]);
    let output = by_shell(dir.path(), "$0 <memberships.csv", "check --config sub/renmai.toml");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let output = by_shell(dir.path(), "$0 <groups.csv", "check --lang en --memberships -");
    assert!(stderr(&output).contains("renmai: standard input:1: table memberships lacks"), "{}", stderr(&output));
    let twice = expect(2, dir.path(), "check --lang en --memberships - --users -");
    assert!(stderr(&twice).contains("given 2 times"), "{}", stderr(&twice));
}

#[test]
fn a_list_that_somebody_has_worked_in_is_kept() {
    let dir = tables();
    expect(0, dir.path(), &format!("report --out out {INPUT}"));
    fs::write(dir.path().join("out/koc.csv"), "called, agreed").unwrap();
    let output = expect(0, dir.path(), &format!("report --lang en --out out {INPUT}"));
    assert!(stderr(&output).contains("kept as koc.edited-1.csv"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(dir.path().join("out/koc.edited-1.csv")).unwrap(), "called, agreed");
    let again = expect(0, dir.path(), &format!("report --lang en --out out {INPUT}"));
    assert!(!stderr(&again).contains("edited") && dir.path().join("out/koc.edited-1.csv").exists());
}

#[test]
fn what_stands_in_a_file_does_not_drive_the_terminal() {
    let dir = TempDir::new().unwrap();
    let bad = "user_id,group_id,joined_at\na,g,\"\u{1b}[2Jx\nrenmai: done\u{202e}\u{9b}1m\"\n";
    fs::write(dir.path().join("m\u{1b}[31m.csv"), bad).unwrap();
    let name = "--memberships m\u{1b}[31m.csv";
    let words = stderr(&expect(1, dir.path(), &format!("check {name}")));
    assert!(
        words.contains("m\\u{1b}[31m.csv:2:3") && words.contains("\\u{1b}[2Jx\\nrenmai: done\\u{202e}\\u{9b}1m"),
        "{words}"
    );
    fs::write(dir.path().join("m\u{1b}[31m.csv"), "user_id,\u{1b}[2Jgroup\na,g\n").unwrap();
    let header = stderr(&expect(1, dir.path(), &format!("check {name}")));
    let wrong = stderr(&expect(2, dir.path(), "check --\u{1b}[2J"));
    for words in [words, header, wrong] {
        assert!(!words.contains(['\u{1b}', '\u{202e}', '\u{9b}']), "{words}");
    }
}

#[test]
fn check_and_explain_print_and_write_nothing() {
    let dir = tables();
    let before = names(dir.path());
    assert!(!stdout(&expect(0, dir.path(), &format!("check {INPUT}"))).is_empty());
    let person = stdout(&expect(0, dir.path(), &format!("explain u09 {INPUT}")));
    assert!(person.contains("u09"), "{person}");
    let pair = stdout(&expect(0, dir.path(), &format!("explain u09 --with u01 {INPUT}")));
    assert!(pair.contains("u01"), "{pair}");
    let nobody = expect(1, dir.path(), &format!("explain nobody {INPUT}"));
    assert!(nobody.stdout.is_empty() && stderr(&nobody).contains("renmai: "));
    assert_eq!(names(dir.path()), before);
}

#[test]
fn what_was_read_and_what_it_can_answer_is_said() {
    let dir = tables();
    write(
        dir.path(),
        "p.csv",
        &["客户编号;日期;实付金额;备注栏", "u01;45413;1,5;x", "", "u02;45414;2,25;y", "u03;45415;3;z"],
    );
    let zh = stdout(&expect(0, dir.path(), "check --memberships memberships.csv --purchases p.csv"));
    for part in [
        "每个文件怎么读的",
        "memberships.csv：群成员表，UTF-8 文本，逗号分隔，表头在第 1 行",
        "p.csv：消费表，UTF-8 文本，分号分隔",
        "读入 3 行；跳过 1 行",
        "at ← 日期（Excel 日期序号）",
        "amount ← 实付金额（逗号是小数点）",
        "没有用到的列：备注栏",
        "消费：3 人，其中 0 人不在别的表里",
    ] {
        assert!(zh.contains(part), "{part}\n{zh}");
    }
    let verdicts: Vec<&str> = zh.lines().skip_while(|line| *line != "这些数据能回答什么").skip(1).collect();
    assert!(verdicts[0].contains("KOC 候选") && verdicts[0].contains("勉强"), "{zh}");
    let en = stdout(&expect(0, dir.path(), "check --memberships memberships.csv --lang en"));
    let value = en.lines().find(|line| line.contains("Value tiers  ") && line.contains("No  ")).unwrap_or_default();
    assert!(value.contains("nobody's spend is known; add purchases"), "{en}");
    // The same findings stand in the manifest, and how the files were read.
    expect(0, dir.path(), "report --memberships memberships.csv --purchases p.csv --out x --lang en");
    let manifest = fs::read(dir.path().join("x/manifest.json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_slice(&manifest).unwrap();
    let findings = manifest["findings"].as_array().unwrap();
    let judged = findings.iter().find(|finding| finding["code"] == "column_judged").unwrap();
    assert!(judged["sentence"].as_str().unwrap().contains("p.csv"), "{judged}");
    let reading = &manifest["inputs"][1]["reading"];
    assert_eq!((&reading["kind"], &reading["skipped"]), (&"text".into(), &1.into()), "{reading}");
}

#[test]
fn a_report_on_nobody_is_an_error_and_an_empty_list_says_why() {
    let dir = tables();
    write(dir.path(), "staff.csv", &["user_id,group_id,member_type", "a,g,staff", "b,g,staff", "c,g,robot"]);
    let told = stderr(&expect(1, dir.path(), "report --memberships staff.csv --out x --lang en"));
    assert!(told.contains("nobody to report on") && told.contains("staff: 2, robots: 1, opted out: 0"), "{told}");
    let told = stderr(&expect(1, dir.path(), "report --memberships staff.csv --out x"));
    assert!(told.contains("没有可以分析的人") && !dir.path().join("x").exists(), "{told}");
    let members = "abcdefghij".chars().map(|id| format!("{id},g"));
    let lines: Vec<String> = std::iter::once("user_id,group_id".to_owned()).chain(members).collect();
    write(dir.path(), "one.csv", &lines);
    let told = stdout(&expect(0, dir.path(), "report --memberships one.csv --out x"));
    for part in ["没有人：不在其他人的最短路径上 10 人", "没有人：有联系 10 人"] {
        assert!(told.contains(part), "{part}\n{told}");
    }
    let page = fs::read_to_string(dir.path().join("x/report.html")).unwrap();
    assert!(page.contains("没有人：有联系 10 人") && page.contains("one.csv：群成员表"));
}

fn spoil(dir: &Path) {
    let mut file = fs::OpenOptions::new().append(true).open(dir.join("purchases.csv")).unwrap();
    file.write_all(b"u01,2025-06-01,NaN\nu02,someday,3\n").unwrap();
}

#[test]
fn bad_rows_stop_the_run_with_their_places() {
    let dir = tables();
    spoil(dir.path());
    let output = expect(1, dir.path(), &format!("report {INPUT} --out out --lang en"));
    let words = stderr(&output);
    assert!(words.contains("purchases.csv:8:3") && words.contains("purchases.csv:9:2"), "{words}");
    assert!(output.stdout.is_empty() && !dir.path().join("out").exists());
}

#[test]
fn bad_rows_can_be_set_aside() {
    let dir = tables();
    spoil(dir.path());
    expect(0, dir.path(), &format!("report {INPUT} --out out --skip-bad-rows"));
    let rejected = fs::read_to_string(dir.path().join("out/rejected.csv")).unwrap();
    assert_eq!(rejected.lines().count(), 3, "{rejected}");

    let aside = expect(0, dir.path(), &format!("shortlist koc {INPUT} --skip-bad-rows --lang en"));
    assert!(stderr(&aside).contains("2 rows set aside") && stderr(&aside).contains("--rejected"), "{}", stderr(&aside));

    expect(0, dir.path(), &format!("shortlist koc {INPUT} --skip-bad-rows --rejected r.csv"));
    assert_eq!(fs::read_to_string(dir.path().join("r.csv")).unwrap(), rejected);
    let nowhere = format!("shortlist koc {INPUT} --skip-bad-rows --rejected no/such/r.csv");
    assert!(expect(1, dir.path(), &nowhere).stdout.is_empty());
    assert!(!names(dir.path()).iter().any(|n| n.starts_with('.')), "{:?}", names(dir.path()));
}

#[test]
fn rows_set_aside_go_to_one_place_and_never_over_what_is_read_or_written() {
    let dir = tables();
    spoil(dir.path());
    let home = dir.path();
    let report = format!("report {INPUT} --out out --skip-bad-rows --lang en");
    fs::write(home.join("renmai.toml"), "").unwrap();
    let before = fs::read(home.join("users.csv")).unwrap();
    fs::create_dir(home.join("sub")).unwrap();
    for file in ["users.csv", "./users.csv", "sub/../users.csv", "renmai.toml"] {
        let refused = expect(2, home, &format!("{report} --rejected {file}"));
        assert!(stderr(&refused).contains("would be overwritten"), "{}", stderr(&refused));
    }
    assert!(fs::read(home.join("users.csv")).unwrap() == before);
    let refused = expect(2, home, &format!("{report} --rejected -"));
    assert!(stderr(&refused).contains("name of a file") && !home.join("-").exists(), "{}", stderr(&refused));
    for _ in 0..2 {
        for file in ["out/r.csv", "out/rejected.csv", "sub/../out/r.csv"] {
            let refused = expect(2, home, &format!("{report} --rejected {file}"));
            assert!(stderr(&refused).contains("lies in the output directory"), "{}", stderr(&refused));
        }
        // With the directory not there yet, then with an earlier run in it.
        expect(0, home, &format!("{report} --rejected r.csv"));
        assert!(home.join("r.csv").exists() && !home.join("out/rejected.csv").exists());
    }
}

/// A rename onto a device would put a file in its place, for everybody.
#[cfg(unix)]
#[test]
fn rows_set_aside_go_through_links_and_into_pipes_without_replacing_them() {
    use std::os::unix::fs::{FileTypeExt, symlink};

    let dir = tables();
    spoil(dir.path());
    let home = dir.path();
    fs::write(home.join("old.csv"), "old").unwrap();
    symlink("old.csv", home.join("link.csv")).unwrap();
    expect(0, home, &format!("check {INPUT} --skip-bad-rows --rejected link.csv"));
    assert!(home.join("link.csv").is_symlink());
    let rows = fs::read_to_string(home.join("old.csv")).unwrap();
    assert_eq!(rows.lines().count(), 3, "{rows}");

    let pipe = home.join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut reader = std::process::Command::new("cat").arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    expect(0, home, &format!("check {INPUT} --skip-bad-rows --rejected pipe"));
    let still_there = fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo();
    if !still_there {
        reader.kill().unwrap();
    }
    assert!(still_there, "the pipe was replaced");
    assert_eq!(String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap(), rows);
    assert!(!names(home).iter().any(|n| n.starts_with('.')), "{:?}", names(home));
}

#[test]
fn the_configuration_may_say_where_rows_go_and_that_foreign_files_stay() {
    let dir = tables();
    spoil(dir.path());
    let home = dir.path().join("conf");
    fs::create_dir(&home).unwrap();
    fs::create_dir(dir.path().join("out")).unwrap();
    fs::write(dir.path().join("out/note.txt"), "mine").unwrap();
    let mut lines = vec!["[input]", "memberships = '../memberships.csv'", "purchases = '../purchases.csv'"];
    lines.extend(["skip_bad_rows = true", "rejected = 'r.csv'"]);
    write(&home, "renmai.toml", &lines);
    expect(1, dir.path(), "report conf/renmai.toml --out out");
    lines.insert(0, "force = true");
    write(&home, "renmai.toml", &lines);
    expect(0, dir.path(), "report conf/renmai.toml --out out");
    assert_eq!(fs::read_to_string(home.join("r.csv")).unwrap().lines().count(), 3);
    assert_eq!(fs::read_to_string(dir.path().join("out/note.txt")).unwrap(), "mine");
    assert!(!dir.path().join("out/rejected.csv").exists());
    // An option wins over the file.
    expect(0, dir.path(), "report conf/renmai.toml --out out --rejected other.csv");
    assert!(dir.path().join("other.csv").exists());
}

#[test]
fn generated_tables_go_into_a_new_directory_and_can_be_read() {
    let dir = tempfile::TempDir::new().unwrap();
    expect(0, dir.path(), "generate --users 300 --seed 7 --out data");
    expect(0, dir.path(), "generate --users 300 --seed 7 --out again");
    let data = dir.path().join("data");
    for name in ["memberships.csv", "interactions.csv", "users.csv", "groups.csv", "purchases.csv", "truth.csv"] {
        assert_eq!(fs::read(data.join(name)).unwrap(), fs::read(dir.path().join("again").join(name)).unwrap());
    }
    expect(0, &data, &format!("check {INPUT}"));
    let refused = expect(1, dir.path(), "generate --users 300 --seed 8 --out data --lang en");
    assert!(stderr(&refused).contains("not empty"), "{}", stderr(&refused));
}

/// The same rows in another order: reversed, then every other one first.
fn shuffle(dir: &Path, name: &str) {
    let text = fs::read_to_string(dir.join(name)).unwrap();
    let mut lines: Vec<&str> = text.lines().collect();
    let header = lines.remove(0);
    lines.reverse();
    let (even, odd): (Vec<_>, Vec<_>) = lines.iter().enumerate().partition(|(i, _)| i % 2 == 0);
    let rows = odd.into_iter().chain(even).map(|(_, line)| format!("{line}\n"));
    fs::write(dir.join(name), format!("{header}\n{}", rows.collect::<String>())).unwrap();
}

#[track_caller]
fn same_bytes(a: &Path, b: &Path) {
    assert_eq!(files(a), files(b));
    for name in files(a).iter().filter(|n| *n != "manifest.json") {
        assert!(fs::read(a.join(name)).unwrap() == fs::read(b.join(name)).unwrap(), "{name} differs");
    }
}

#[test]
fn outputs_do_not_depend_on_threads_or_row_order() {
    let dir = tempfile::TempDir::new().unwrap();
    expect(0, dir.path(), "generate --users 2000 --seed 3 --out data");
    let data = dir.path().join("data");
    let one = expect(0, &data, &format!("report {INPUT} --out ../one --threads 1"));
    for threads in [2, 3, 8] {
        let more = expect(0, &data, &format!("report {INPUT} --out ../{threads} --threads {threads}"));
        assert_eq!(stdout(&one), stdout(&more));
        same_bytes(&dir.path().join("one"), &dir.path().join(threads.to_string()));
    }
    for table in ["memberships.csv", "interactions.csv", "users.csv", "groups.csv", "purchases.csv"] {
        shuffle(&data, table);
    }
    let shuffled = expect(0, &data, &format!("report {INPUT} --out ../shuffled --threads 2"));
    assert_eq!(stdout(&one), stdout(&shuffled));
    same_bytes(&dir.path().join("one"), &dir.path().join("shuffled"));
}

/// Makes the groups suit few people: no city is known, and every other person has an interest that no group has.
fn hide_what_groups_suit(data: &Path) {
    for name in ["users.csv", "groups.csv"] {
        let text = fs::read_to_string(data.join(name)).unwrap();
        let header: Vec<&str> = text.lines().next().unwrap().split(',').collect();
        let [city, tags] = ["city", "tags"].map(|name| header.iter().position(|&column| column == name).unwrap());
        let row = |(i, line): (usize, &str)| {
            let mut cells: Vec<String> = line.split(',').map(str::to_owned).collect();
            if i > 0 {
                cells[city].clear();
                if i % 2 == 0 && name == "users.csv" {
                    cells[tags] = format!("爱好{}>其中{}", i % 37, i % 7);
                }
            }
            cells.join(",") + "\n"
        };
        fs::write(data.join(name), text.lines().enumerate().map(row).collect::<String>()).unwrap();
    }
}

/// Runs the program with its output thrown away into a file; none after a minute.
fn within_a_minute(data: &Path, arguments: &str, threads: usize) -> Option<Vec<u8>> {
    let out = data.join("stdout");
    let mut command = renmai(data);
    command.args(arguments.split_whitespace()).args(["--threads", &threads.to_string()]);
    let mut child = command.stdout(fs::File::create(&out).unwrap()).stderr(Stdio::null()).spawn().unwrap();
    for _ in 0..6000 {
        if let Some(status) = child.try_wait().unwrap() {
            assert!(status.success(), "{arguments}: {status}");
            return Some(fs::read(&out).unwrap());
        }
        std::thread::sleep(std::time::Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    None
}

/// `RENMAI_RUNS` runs of each (20 without it).
#[test]
fn run_after_run_ends_with_the_same_bytes_on_many_threads() {
    let runs: usize = std::env::var("RENMAI_RUNS").map_or(20, |runs| runs.parse().unwrap());
    let dir = tempfile::TempDir::new().unwrap();
    expect(0, dir.path(), "generate --users 800 --out data");
    let data = dir.path().join("data");
    hide_what_groups_suit(&data);
    let list = format!("shortlist isolated --top 0 {INPUT}");
    let report = format!("report --out ../out {INPUT}");
    for (arguments, runs) in [(list, runs), (report, runs.div_ceil(4))] {
        let expected = within_a_minute(&data, &arguments, 1);
        assert!(expected.is_some());
        for threads in [8, 32] {
            for run in 0..runs {
                let output = within_a_minute(&data, &arguments, threads);
                assert!(output.is_some(), "run {run} of {arguments} on {threads} threads does not end");
                assert!(output == expected, "run {run} of {arguments} on {threads} threads differs");
            }
        }
    }
}

#[test]
fn more_threads_than_are_of_use_are_not_started_and_said() {
    let dir = tables();
    let few = expect(0, dir.path(), &format!("shortlist koc {INPUT} --threads 1 --lang en"));
    let many = expect(0, dir.path(), &format!("shortlist koc {INPUT} --threads 1024 --lang en"));
    assert_eq!(stdout(&few), stdout(&many));
    assert!(!stderr(&few).contains("threads are too many"));
    let processors = renmai::parallel::processors();
    let said = format!("using {}", 16 * processors);
    assert!(stderr(&many).contains(&said) == (16 * processors < 1024), "{}", stderr(&many));
}
