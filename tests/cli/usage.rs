//! Help, wrong command lines, wrong configurations.

use std::fs;

use tempfile::TempDir;

use crate::data::{expect, run, stderr, stdout, tables, write};

const COMMANDS: [&str; 11] =
    ["demo", "report", "shortlist", "seeds", "segment", "crosstab", "check", "explain", "generate", "bench", "config"];

fn has_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn help_of_every_command_in_both_languages_on_stdout() {
    let dir = TempDir::new().unwrap();
    for command in [""].into_iter().chain(COMMANDS) {
        let zh = expect(0, dir.path(), &format!("{command} --help"));
        let en = expect(0, dir.path(), &format!("{command} --lang en --help"));
        assert!(zh.stderr.is_empty() && en.stderr.is_empty());
        assert!(stdout(&zh).contains("用法：renmai"), "{}", stdout(&zh));
        assert!(stdout(&en).contains("Usage: renmai"), "{}", stdout(&en));
        assert!(!has_chinese(&stdout(&en)), "{}", stdout(&en));
        assert!(!stdout(&zh).contains("Options") && !stdout(&zh).contains("Print"), "{}", stdout(&zh));
        assert!(stdout(&zh).contains("\n选项：\n") && stdout(&en).contains("\nOptions:\n"), "{}", stdout(&zh));
    }
    let all = stdout(&expect(0, dir.path(), "--help"));
    assert!(COMMANDS.iter().all(|c| all.contains(&format!("\n  {c} "))), "{all}");
}

#[test]
fn the_version_is_printed() {
    let dir = TempDir::new().unwrap();
    let version = stdout(&expect(0, dir.path(), "--version"));
    assert_eq!(version, format!("renmai {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
#[cfg(not(feature = "arrow"))]
fn a_program_without_parquet_says_how_to_get_it() {
    let dir = tables();
    for (lang, told) in [("en", "built without Parquet"), ("zh", "没有带上 Parquet")] {
        for format in ["parquet", "csv,parquet"] {
            let line = format!("report --memberships memberships.csv --out x --lang {lang} --format {format}");
            let said = stderr(&expect(1, dir.path(), &line));
            assert!(said.contains(told) && said.contains("cargo build --release --features arrow"), "{said}");
        }
    }
    assert!(!dir.path().join("x").exists());
}

#[test]
fn a_wrong_command_line_is_exit_code_2_with_nothing_on_stdout() {
    let dir = tables();
    let wrong: &[(&str, &str)] = &[
        ("", "<COMMAND>"),
        ("repot --out x", "did you mean report?"),
        ("pivot", "no command pivot"),
        ("report --memberships memberships.csv", "--out"),
        ("report --memberships memberships.csv --ouT x", "not an option"),
        ("report --memberships memberships.csv --out", "needs a value"),
        ("report --memberships memberships.csv --out x --force=yes", "takes no value"),
        ("report --memberships memberships.csv --out x --top -1", "--top"),
        ("report --memberships memberships.csv --out x --format csv,xml", "several of csv, parquet"),
        ("report --memberships memberships.csv --out x --format csv,csv", "none twice"),
        ("report --memberships memberships.csv --out x --top many", "whole number"),
        ("report --memberships memberships.csv --out x --as-of 2025-01-01 --as-of 2025-01-02", "only once"),
        ("report --memberships memberships.csv --out x --betweenness fast", "auto, exact, sampled, weighted"),
        ("report --memberships memberships.csv --out x --epsilon 0", "above 0 and below 1"),
        ("report --memberships memberships.csv --out x --epsilon 1", "above 0 and below 1"),
        ("report --memberships memberships.csv --out x --epsilon nan", "above 0 and below 1"),
        ("report --memberships memberships.csv --out x --delta 1.5", "above 0 and below 1"),
        ("report --memberships memberships.csv --out x --samples 0", "at least 1"),
        ("report --memberships memberships.csv --out x --samples 1.5", "whole number"),
        ("report --memberships memberships.csv --out x --seed -1", "at least 0"),
        (
            "report --memberships memberships.csv --out x --samples 9 --epsilon 0.1",
            "either betweenness.samples (--samples) or betweenness.epsilon (--epsilon)",
        ),
        ("report --memberships memberships.csv --out x --betweenness exact --samples 9", "--samples: an exact run"),
        ("report --memberships memberships.csv --out x --betweenness exact --epsilon 0.1", "--epsilon: an exact run"),
        ("check --memberships memberships.csv --betweenness exact --delta 0.1", "--delta: an exact run"),
        ("demo --out x --quota city", "such as city=3"),
        ("demo --out x --quota village=3", "such as city=3"),
        ("demo --out x --quota city=0", "at least 1"),
        ("demo --out x --rate 0", "above 0 and at most 1"),
        ("demo --out x --rate 1.5", "above 0 and at most 1"),
        ("demo --out x --resolution 0", "above 0"),
        ("demo --out x --model si", "ic, lt"),
        ("seeds --k 3", "no data"),
        ("seeds --memberships memberships.csv --top 3", "--top"),
        ("shortlist koc --memberships memberships.csv --betweenness weighted --path-counting channels", "channels"),
        ("report --memberships memberships.csv --out x --path-counting paths", "neighbours, channels"),
        ("report --memberships memberships.csv --out x --as-of 2025-13-01", "\"2025-13-01\": expected a date"),
        ("report --memberships memberships.csv --out x --as-of=", "expected a date"),
        ("report --memberships memberships.csv --out x --threads 1025", "0 to 1024"),
        ("report --out x", "--memberships"),
        ("report --users users.csv --out x", "--memberships"),
        ("check --memberships memberships.csv --top 3", "--top"),
        ("check --memberships memberships.csv --rejected r.csv", "--skip-bad-rows"),
        ("shortlist", "koc|referral|isolated"),
        ("shortlist vip --memberships memberships.csv", "koc, referral, isolated"),
        ("shortlist koc --memberships memberships.csv --force", "--force"),
        ("explain --memberships memberships.csv", "USER_ID"),
        ("generate --out x --users 0", "--users"),
        ("generate --out x --cross 1.5", "0 to 1"),
        ("generate --out x --cross nan", "0 to 1"),
        ("bench --users 0", "--users"),
        ("bench --cross 2", "0 to 1"),
        ("bench --seed -1", "--seed"),
        ("bench --top 3", "--top"),
        ("bench --as-of 2025-01-01", "--as-of"),
        ("bench --json", "needs a value"),
        ("bench --betweenness exact --samples 5", "renmai bench --help"),
        ("bench --betweenness fastest", "--betweenness"),
        ("config --lang fr", "zh, en"),
        ("config --top 3", "--top"),
    ];
    for (arguments, part) in wrong {
        let output =
            expect(2, dir.path(), &format!("{arguments} --lang en").replace("--lang fr --lang en", "--lang fr"));
        assert!(output.stdout.is_empty(), "{arguments}");
        let words = stderr(&output);
        let zh_only = arguments.contains("fr");
        assert!(words.contains(part) && (zh_only || !has_chinese(&words)), "{arguments}: {part:?} not in {words}");
    }
    assert!(!dir.path().join("x").exists());
}

#[test]
fn the_default_language_is_chinese() {
    let dir = TempDir::new().unwrap();
    assert!(stderr(&expect(2, dir.path(), "repot")).contains("是不是想写 report？"));
    assert!(stderr(&expect(2, dir.path(), "repot --lang=en")).contains("did you mean report?"));
}

#[test]
fn the_printed_configuration_is_the_default() {
    let dir = TempDir::new().unwrap();
    for (option, lang) in [("", renmai::text::Lang::Zh), ("--lang en", renmai::text::Lang::En)] {
        let text = stdout(&expect(0, dir.path(), &format!("config {option}")));
        let config = renmai::config::Config::parse("renmai.toml", &text).unwrap();
        assert_eq!(config, renmai::config::Config { lang, ..Default::default() });
    }
}

#[test]
fn a_wrong_configuration_is_exit_code_1_and_named_with_its_place() {
    let dir = tables();
    let cases: &[(&[u8], &str)] = &[
        (
            b"[graph]\nhalf_life_day = 3\n",
            "bad.toml:2:1: there is no key graph.half_life_day; did you mean graph.half_life_days?",
        ),
        (
            b"[graph]\nhalf_life_days = 0\n",
            "bad.toml:2:18: graph.half_life_days: expected a number above 0, from 1e-12 to 1e12, found 0",
        ),
        (b"top = 3\n", "input.memberships"),
        (b"as_of = 'yesterday'\n[input]\nmemberships = 'memberships.csv'\n", "found \"yesterday\""),
        (b"[input]\nmemberships = 'memberships.csv:colour=red'\n", "colour"),
        (b"\xff\xff\n", "not text"),
    ];
    for (text, part) in cases {
        fs::write(dir.path().join("bad.toml"), text).unwrap();
        let output = expect(1, dir.path(), "report bad.toml --out x --lang en");
        assert!(output.stdout.is_empty());
        assert!(stderr(&output).contains(part), "{part:?} not in {}", stderr(&output));
        assert!(stderr(&output).starts_with("renmai: "));
        assert!(!dir.path().join("x").exists());
    }
    let missing = expect(1, dir.path(), "report absent.toml --out x --lang en");
    assert!(stderr(&missing).contains("absent.toml"), "{}", stderr(&missing));
}

#[test]
fn the_language_may_stand_before_the_command() {
    let dir = tables();
    let told = |arguments: &str| {
        let output = run(dir.path(), arguments);
        (output.status.code(), stdout(&output), stderr(&output))
    };
    for rest in ["check --memberships memberships.csv", "check", "check --help", "config", "repot", "check --top 3"] {
        let (before, after) = (told(&format!("--lang en {rest}")), told(&format!("{rest} --lang en")));
        assert_eq!(before, after, "{rest}");
        assert_ne!(after, told(rest), "{rest}");
    }
}

#[test]
fn what_the_system_says_is_in_the_language_of_the_reader() {
    let dir = tables();
    let told = |arguments: &str| stderr(&expect(1, dir.path(), arguments));
    for arguments in ["check --memberships absent.csv", "check --config absent.toml", "report absent.csv --out x"] {
        let (zh, en) = (told(arguments), told(&format!("{arguments} --lang en")));
        assert!(zh.contains("：没有这个文件或文件夹（No such file or directory"), "{zh}");
        assert!(en.contains(": there is no such file or folder (No such file or directory"), "{en}");
    }
    fs::create_dir(dir.path().join("folder.toml")).unwrap();
    let zh = told("check --config folder.toml");
    assert!(zh.contains("：这是文件夹，不是文件（"), "{zh}");
}

#[test]
fn a_configuration_is_read_in_the_encodings_that_shells_and_editors_leave() {
    let dir = tables();
    let toml = "# 群成员\nlang = \"en\"\n[input]\nmemberships = [\"群.csv\"]\n";
    fs::copy(dir.path().join("memberships.csv"), dir.path().join("群.csv")).unwrap();
    let wide = |bytes: fn(u16) -> [u8; 2]| toml.encode_utf16().flat_map(bytes).collect::<Vec<u8>>();
    let plain = |toml: &[u8]| {
        fs::write(dir.path().join("renmai.toml"), toml).unwrap();
        stdout(&expect(0, dir.path(), "check"))
    };
    let expected = plain(toml.as_bytes());
    assert!(expected.contains("Findings"), "{expected}");
    let gbk = encoding_rs::GB18030.encode(toml).0.into_owned();
    let marked = |mark: &[u8], text: Vec<u8>| [mark, &text].concat();
    for bytes in [
        gbk,
        marked(b"\xef\xbb\xbf", toml.into()),
        marked(b"\xff\xfe", wide(u16::to_le_bytes)),
        marked(b"\xfe\xff", wide(u16::to_be_bytes)),
        wide(u16::to_le_bytes),
        wide(u16::to_be_bytes),
    ] {
        assert_eq!(plain(&bytes), expected, "{bytes:?}");
    }
}

#[test]
fn the_language_of_a_configuration_is_that_of_its_errors() {
    let dir = tables();
    let faults: [&[u8]; 9] = [
        b"[betweenness]\nmethod = 'weighted'\npath_counting = 'channels'\n",
        b"[graph]\nhalf_life_day = 3\n",
        b"[graph]\nhalf_life_days = 0\n",
        b"top = 'many'\n",
        b"[graph\n",
        b"[input]\ntimezone = 'Mars'\nmemberships = 'memberships.csv'\n",
        b"[selection]\nwhere = 'influense > 3'\n[input]\nmemberships = 'memberships.csv'\n",
        b"# \xff\n",
        b"[input]\nrejected = 'r.csv'\n",
    ];
    for fault in faults {
        let fault = [b"lang = \"en\"\n", fault].concat();
        fs::write(dir.path().join("bad.toml"), &fault).unwrap();
        let shown = String::from_utf8_lossy(&fault);
        let words = stderr(&expect(1, dir.path(), "report bad.toml --out x"));
        assert!(!has_chinese(&words), "{shown}\n{words}");
        let words = stderr(&expect(1, dir.path(), "report bad.toml --out x --lang zh"));
        assert!(has_chinese(&words), "{shown}\n{words}");
    }
    // What is wrong with a command line that the file goes with is in that language too.
    fs::write(dir.path().join("renmai.toml"), "lang = 'en'\n").unwrap();
    let words = stderr(&expect(2, dir.path(), "check --memberships memberships.csv --samples 9 --epsilon 0.1"));
    assert!(!has_chinese(&words), "{words}");
}

#[test]
fn a_rule_is_named_by_where_it_was_written() {
    let dir = tables();
    let toml = ["[selection]", "where = 'influense > 3'", "[input]", "memberships = 'memberships.csv'"];
    write(dir.path(), "c.toml", &toml);
    let cases = [
        ("check --config c.toml", "selection.where:1:1"),
        ("crosstab degree degree --config c.toml --where influenze>3", "--where:1:1"),
        ("crosstab degree degree --memberships memberships.csv --where )", "--where:1:1"),
        ("segment influense>3 --memberships memberships.csv", "EXPR:1:1"),
        ("crosstab degre degree --memberships memberships.csv", "ROWS:1:1"),
    ];
    for (arguments, place) in cases {
        let words = stderr(&expect(1, dir.path(), &format!("{arguments} --lang en")));
        assert!(words.contains(&format!("renmai: {place}: ")), "{arguments}: {words}");
    }
}

#[test]
fn an_option_wins_over_the_file_and_paths_start_at_the_file() {
    let dir = tables();
    let home = dir.path().join("conf");
    fs::create_dir(&home).unwrap();
    write(
        &home,
        "renmai.toml",
        &["lang = 'en'", "top = 1", "[input]", "memberships = '../memberships.csv'", "users = '../users.csv'"],
    );
    let one = stdout(&expect(0, dir.path(), "shortlist isolated --config conf/renmai.toml"));
    let two = stdout(&expect(0, dir.path(), "shortlist isolated --config conf/renmai.toml --top 2"));
    assert_eq!((one.lines().count(), two.lines().count()), (2, 3), "{one}\n{two}");
    // From inside the folder the file is found by itself.
    assert_eq!(stdout(&expect(0, &home, "shortlist isolated")), one);
    // Paths on the command line start where the program runs.
    let here = expect(0, &home, "check --memberships ../memberships.csv");
    assert!(!has_chinese(&stderr(&here)), "{}", stderr(&here));
    let nowhere = expect(1, &home, "check --memberships memberships.csv --lang en");
    assert!(stderr(&nowhere).contains("memberships.csv"), "{}", stderr(&nowhere));
}
