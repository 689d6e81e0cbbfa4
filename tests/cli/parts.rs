//! `betweenness`, `report --betweenness-parts` and `--resume`: the bytes of one run, and what is wrong with parts.
#![cfg(unix)]

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread::sleep;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;

use crate::data::{INPUT, expect, files, names, renmai, run, stderr, tables};

/// A generated set in `data`, large enough that a run takes a while.
fn workload(users: usize) -> TempDir {
    let dir = TempDir::new().unwrap();
    expect(0, dir.path(), &format!("generate --users {users} --seed 5 --out data"));
    dir
}

fn report(home: &Path, out: &str, more: &str) {
    expect(0, &home.join("data"), &format!("report {INPUT} --lang en --out ../{out} {more}"));
}

/// Every file of two runs has the same bytes; `manifest.json` but for seconds, memory and threads.
fn same(home: &Path, one: &str, other: &str) {
    let list = files(&home.join(one));
    assert_eq!(list, files(&home.join(other)));
    assert!(list.len() > 15, "{list:?}");
    for name in list {
        let [a, b] = [one, other].map(|dir| fs::read(home.join(dir).join(&name)).unwrap());
        if name == "manifest.json" {
            let without_stages = |bytes: &[u8]| {
                let mut value: serde_json::Value = serde_json::from_slice(bytes).unwrap();
                value.as_object_mut().unwrap().remove("stages").unwrap();
                value["options"]["threads"] = 0.into();
                value
            };
            assert!(without_stages(&a) == without_stages(&b), "manifest.json of {one} and {other}");
        } else {
            assert!(a == b, "{name} of {one} and {other}");
        }
    }
}

#[test]
fn a_report_from_parts_has_the_bytes_of_one_run() {
    let dir = workload(600);
    let home = dir.path();
    let data = home.join("data");
    report(home, "single", "--betweenness exact --threads 1");
    for parts in [1, 3, 4] {
        // In any order, on any threads, under any name.
        for part in (1..=parts).rev() {
            let threads = 1 + part % 2;
            expect(
                0,
                &data,
                &format!(
                    "betweenness {INPUT} --parts {parts} --part {part} --threads {threads} --out ../parts{parts}/p{part}"
                ),
            );
        }
        report(
            home,
            &format!("from{parts}"),
            &format!("--betweenness-parts ../parts{parts} --threads {}", 1 + parts % 2),
        );
        same(home, "single", &format!("from{parts}"));
    }
    // Without --parts the file is the only part.
    fs::create_dir(home.join("whole")).unwrap();
    expect(0, &data, &format!("betweenness {INPUT} --out ../whole/all"));
    assert_eq!(fs::read(home.join("whole/all")).unwrap(), fs::read(home.join("parts1/p1")).unwrap());
    // Parts of parts, kept on the way.
    expect(0, &data, &format!("betweenness {INPUT} --parts 4 --part 2 --resume ../kept --out ../p2 --threads 2"));
    assert_eq!(fs::read(home.join("p2")).unwrap(), fs::read(home.join("parts4/p2")).unwrap());
    assert_eq!(names(&home.join("kept")).len(), 16);
    // What is kept is used by whatever needs it.
    report(home, "resumed", "--resume ../kept");
    same(home, "single", "resumed");
    assert_eq!(names(&home.join("kept")).len(), 64);
    report(home, "again", "--betweenness-parts ../kept --betweenness exact");
    same(home, "single", "again");
}

#[test]
fn by_strength_too() {
    let dir = workload(200);
    let home = dir.path();
    report(home, "single", "--betweenness weighted");
    report(home, "resumed", "--betweenness weighted --resume ../kept");
    same(home, "single", "resumed");
    let hops = run(&home.join("data"), &format!("report {INPUT} --lang en --resume ../kept --out ../hops"));
    assert!(hops.status.code() == Some(1) && stderr(&hops).contains("part of another run"), "{}", stderr(&hops));
}

#[test]
fn a_run_killed_in_the_middle_goes_on_and_gives_the_same_bytes() {
    let dir = workload(3000);
    let home = dir.path();
    let data = home.join("data");
    let kept = home.join("kept");
    expect(0, &data, &format!("betweenness {INPUT} --out ../single --threads 1"));
    let count = || fs::read_dir(&kept).map_or(0, |dir| dir.filter(|e| !hidden(e.as_ref().unwrap())).count());
    let mut least = 0;
    for signal in [Signal::SIGKILL, Signal::SIGINT] {
        let mut command = renmai(&data);
        command.arg("betweenness").args(INPUT.split(' '));
        command.args("--lang en --threads 1 --resume ../kept --out ../resumed".split(' '));
        let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        while count() < least + 5 {
            sleep(Duration::from_millis(2));
        }
        kill(Pid::from_raw(i32::try_from(child.id()).unwrap()), signal).unwrap();
        let output = child.wait_with_output().unwrap();
        let words = stderr(&output);
        least = count();
        assert!((5..64).contains(&least), "{least}");
        assert!(!home.join("resumed").exists());
        if signal == Signal::SIGINT {
            assert_eq!(output.status.code(), Some(130), "{words}");
            assert!(words.contains("are in ../kept already"), "{words}");
            assert!(words.contains(&format!("{least} of 64 parts of betweenness are kept in ../kept")), "{words}");
        }
    }
    let before = fs::read_dir(&kept).unwrap().map(|e| e.unwrap()).filter(|e| !hidden(e));
    let times: Vec<_> = before.map(|e| (e.path(), e.metadata().unwrap().modified().unwrap())).collect();
    let output =
        expect(0, &data, &format!("betweenness {INPUT} --lang en --threads 2 --resume ../kept --out ../resumed"));
    assert!(stderr(&output).contains(&format!("of 64 parts {least} are in ../kept already")), "{}", stderr(&output));
    assert!(times.iter().all(|(path, time)| path.metadata().unwrap().modified().unwrap() == *time));
    assert_eq!(fs::read(home.join("resumed")).unwrap(), fs::read(home.join("single")).unwrap());
    // Nothing is left of the files that were being written.
    assert_eq!((count(), names(&kept).len()), (64, 64));
}

fn hidden(entry: &fs::DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.')
}

/// A folder, what is done to it, and what is then said in Chinese and in English.
type Case<'a> = (&'a str, &'a dyn Fn(&Path), [&'a str; 2]);

/// A folder of three parts of the small data set; what is done to it, and what is then said in both languages.
#[test]
fn what_is_wrong_with_parts_is_said_by_the_name_of_the_file() {
    let dir = tables();
    let home = dir.path();
    let make = |folder: &str, input: &str| {
        fs::create_dir(home.join(folder)).unwrap();
        for part in 1..=3 {
            expect(0, home, &format!("betweenness {input} --parts 3 --part {part} --out {folder}/{part}.part"));
        }
    };
    make("good", INPUT);
    make("other", "--memberships memberships.csv");
    let cases: [Case; 10] = [
        ("missing", &|dir| fs::remove_file(dir.join("2.part")).unwrap(), ["缺第 2 片", "missing: 2"]),
        ("doubled", &|dir| copy(&dir.join("2.part"), &dir.join("x.part")), ["x.part 和", "x.part and"]),
        ("foreign", &|dir| copy(&home.join("other/2.part"), &dir.join("2.part")), ["2.part 和", "2.part and"]),
        (
            "cut",
            &|dir| change(&dir.join("3.part"), |bytes| bytes.truncate(bytes.len() - 9)),
            ["3.part：分片文件不完整", "3.part: is a part of"],
        ),
        ("damaged", &|dir| change(&dir.join("3.part"), |bytes| bytes[70] ^= 4), ["3.part：分片", "3.part: is a"]),
        (
            "spoiled",
            &|dir| {
                change(&dir.join("1.part"), |bytes| {
                    let n = bytes.len();
                    bytes[n - 40] ^= 1
                })
            },
            ["1.part：分片文件的内容已损坏", "1.part: is a damaged part"],
        ),
        (
            "table",
            &|dir| copy(&home.join("users.csv"), &dir.join("users.csv")),
            ["users.csv：不是", "users.csv: is no part"],
        ),
        ("newer", &|dir| change(&dir.join("1.part"), |bytes| bytes[8] = 9), ["格式版本是 9", "version 9"]),
        (
            "empty",
            &|dir| (1..=3).for_each(|i| fs::remove_file(dir.join(format!("{i}.part"))).unwrap()),
            ["没有介数的分片", "no part"],
        ),
        (
            "all",
            &|dir| (1..=3).for_each(|i| copy(&home.join(format!("other/{i}.part")), &dir.join(format!("{i}.part")))),
            ["1.part：这一片属于另一次计算", "1.part: is a part of another run"],
        ),
    ];
    for (name, spoil, [zh, en]) in cases {
        let folder = home.join(name);
        fs::create_dir(&folder).unwrap();
        (1..=3).for_each(|i| copy(&home.join(format!("good/{i}.part")), &folder.join(format!("{i}.part"))));
        spoil(&folder);
        let before: Vec<_> = names(&folder).iter().map(|file| fs::read(folder.join(file)).unwrap()).collect();
        for (lang, words) in [("zh", zh), ("en", en)] {
            let output = expect(1, home, &format!("report {INPUT} --lang {lang} --betweenness-parts {name} --out out"));
            assert!(stderr(&output).contains(words), "{name}: {}", stderr(&output));
            assert!(!home.join("out").exists());
        }
        // To go on there is refused as well, but for what is missing.
        if !["missing", "empty"].contains(&name) {
            let output = expect(1, home, &format!("report {INPUT} --lang en --resume {name} --out out"));
            assert!(stderr(&output).contains(en), "{name}: {}", stderr(&output));
        }
        let after: Vec<_> = names(&folder).iter().map(|file| fs::read(folder.join(file)).unwrap()).collect();
        assert!(before == after, "{name}");
    }
    expect(0, home, &format!("report {INPUT} --resume missing --out filled"));
    expect(0, home, &format!("report {INPUT} --betweenness-parts good --out single"));
    let users = |out: &str| fs::read(home.join(out).join("users.csv")).unwrap();
    assert!(users("filled") == users("single"));
    assert_eq!(names(&home.join("missing")), ["1.part", "3.part", "betweenness-2-of-3.part"]);
    // Another cut, another path counting.
    let output = expect(1, home, &format!("betweenness {INPUT} --lang en --parts 2 --part 1 --resume good --out p"));
    assert!(stderr(&output).contains("is one of 3 parts; here it should be one of 64"), "{}", stderr(&output));
    let other = format!("report {INPUT} --lang en --path-counting channels --betweenness-parts good --out out");
    assert!(stderr(&expect(1, home, &other)).contains("part of another run"));
    let output = expect(1, home, &format!("report {INPUT} --lang en --betweenness-parts nowhere --out out"));
    assert!(stderr(&output).contains("nowhere: cannot be read"), "{}", stderr(&output));
}

fn copy(from: &Path, to: &Path) {
    fs::copy(from, to).unwrap();
}

fn change(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut bytes = fs::read(path).unwrap();
    change(&mut bytes);
    fs::write(path, bytes).unwrap();
}

#[test]
fn command_lines_that_ask_for_nothing_that_can_be_done() {
    let dir = tables();
    let home = dir.path();
    let betweenness = format!("betweenness {INPUT} --lang en");
    let report = format!("report {INPUT} --lang en --out out");
    for (line, words) in [
        (format!("{betweenness} --out p --parts 3"), "go together"),
        (format!("{betweenness} --out p --part 3"), "go together"),
        (format!("{betweenness} --out p --parts 3 --part 4"), "no part 4 of 3"),
        (format!("{betweenness} --out p --parts 0 --part 1"), "from 1 to 512"),
        (format!("{betweenness} --out p --parts 513 --part 1"), "from 1 to 512"),
        (format!("{betweenness} --out p --betweenness sampled"), "no parts"),
        (format!("{betweenness} --out users.csv"), "would be overwritten"),
        (format!("{betweenness} --out kept/p --resume kept"), "keeps its own parts"),
        (betweenness, "missing: --out"),
        (format!("{report} --resume out/kept"), "replaced as a whole"),
        (format!("{report} --resume kept --betweenness-parts kept"), "cannot go together"),
        (format!("{report} --resume kept --betweenness sampled"), "no parts"),
        (format!("{report} --resume kept --samples 10"), "--samples"),
    ] {
        let output = expect(2, home, &line);
        assert!(stderr(&output).contains(words), "{line}: {}", stderr(&output));
    }
    assert!(!home.join("kept").exists() && !home.join("p").exists());
}
