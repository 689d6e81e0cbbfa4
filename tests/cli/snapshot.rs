//! Snapshots from outside: every output as from the tables, and whatever is wrong with a file is told.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::data::{expect, stderr, stdout, write};

/// What is read: all tables with faults planted, a table in GB18030, further columns, staff and a suppression list.
const TABLES: &str = "--memberships g/memberships.csv --interactions g/interactions.csv --users g/users.csv --users more.csv \
    --groups g/groups.csv --purchases g/purchases.csv --staff staff.csv --suppress suppressed.csv --skip-bad-rows";

fn data() -> TempDir {
    let dir = TempDir::new().unwrap();
    expect(0, dir.path(), "generate --users 200 --seed 3 --dirty --out g");
    let (gbk, ..) = encoding_rs::GB18030.encode("用户ID,等级\nu000007,金卡\nu000008,\u{20bb7}野\n");
    fs::write(dir.path().join("more.csv"), gbk).unwrap();
    write(dir.path(), "staff.csv", &["员工编号,姓名", "s0001,王经理"]);
    write(dir.path(), "suppressed.csv", &["user_id", "u000011"]);
    dir
}

/// All files of a directory but the manifest, whose times differ.
fn contents(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![dir.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => folders.push(path),
                false => {
                    _ = files.insert(path.strip_prefix(dir).unwrap().display().to_string(), fs::read(path).unwrap())
                }
            }
        }
    }
    assert!(files.remove("manifest.json").is_some() && files.len() > 15, "{:?}", files.keys());
    files
}

fn manifest(dir: &Path) -> serde_json::Value {
    let mut manifest: serde_json::Value =
        serde_json::from_slice(&fs::read(dir.join("manifest.json")).unwrap()).unwrap();
    manifest.as_object_mut().unwrap().remove("stages");
    // Options on which no result depends.
    manifest["options"].as_object_mut().unwrap().remove("threads");
    manifest
}

#[test]
fn every_output_is_the_same_as_from_the_tables() {
    let data = data();
    let dir = data.path();
    let summary = stdout(&expect(0, dir, &format!("report {TABLES} --out plain --threads 1")));
    let plain = contents(&dir.join("plain"));
    expect(0, dir, &format!("build {TABLES} --out a.renmai --threads 1"));
    expect(0, dir, &format!("build {TABLES} --out b.renmai --threads 2 --measures"));
    expect(0, dir, "build b.renmai --out c.renmai");
    assert!(fs::read(dir.join("a.renmai")).unwrap() == fs::read(dir.join("c.renmai")).unwrap(), "rewritten");
    for (file, options) in [
        ("a.renmai", "--threads 2"),
        ("a.renmai", "--trusted"),
        ("b.renmai", ""),
        ("b.renmai", "--threads 1 --trusted"),
    ] {
        let said = stdout(&expect(0, dir, &format!("report {file} {options} --out kept")));
        assert_eq!(said, summary, "{file}");
        let kept = contents(&dir.join("kept"));
        assert!(kept.keys().eq(plain.keys()));
        for (name, bytes) in &kept {
            assert!(*bytes == plain[name], "{file} {options}: {name} differs");
        }
        let (mut kept, plain) = (manifest(&dir.join("kept")), manifest(&dir.join("plain")));
        kept["options"]["input"]["trusted"] = false.into();
        assert_eq!(kept, plain);
    }
    // Kept measures are not computed again.
    let stages = |dir: &Path| -> Vec<String> {
        let manifest: serde_json::Value =
            serde_json::from_slice(&fs::read(dir.join("manifest.json")).unwrap()).unwrap();
        manifest["stages"].as_array().unwrap().iter().map(|stage| stage["stage"].as_str().unwrap().to_owned()).collect()
    };
    let stages = stages(&dir.join("kept"));
    assert!(!stages.iter().any(|name| ["build", "betweenness", "circles"].contains(&name.as_str())), "{stages:?}");
    // Other options are heeded: what they change is computed.
    for options in
        ["--betweenness sampled --samples 700", "--as-of 2026-05-01 --top 7", "--lang en --where lifecycle=mature"]
    {
        expect(0, dir, &format!("report {TABLES} {options} --out plain"));
        for file in ["a.renmai", "b.renmai"] {
            expect(0, dir, &format!("report {file} {options} --out kept"));
            assert!(contents(&dir.join("kept")) == contents(&dir.join("plain")), "{file} {options}");
        }
    }
}

#[test]
fn every_command_takes_it() {
    let data = data();
    let dir = data.path();
    expect(0, dir, &format!("build {TABLES} --out a.renmai"));
    for command in [
        "explain u000005",
        "explain u000005 --with u000006",
        "shortlist koc --lang en",
        "segment value_tier=A",
        "crosstab value_tier lifecycle",
        "seeds --k 5",
        "check",
    ] {
        let run = |input: &str| {
            let output = expect(0, dir, &format!("{command} {input}"));
            stdout(&output)
        };
        assert_eq!(run("--files a.renmai"), run(TABLES), "{command}");
    }
    // Parts of betweenness, whatever they are computed from.
    expect(0, dir, "betweenness a.renmai --parts 2 --part 1 --out p/1");
    expect(0, dir, &format!("betweenness {TABLES} --parts 2 --part 2 --out p/2"));
    for (input, out) in [("a.renmai", "x"), (TABLES, "y")] {
        expect(0, dir, &format!("report {input} --betweenness-parts p --out {out}"));
    }
    assert!(contents(&dir.join("x")) == contents(&dir.join("y")));
    expect(0, dir, "import a.renmai --out imported");
    expect(0, dir, &format!("import {TABLES} --out again"));
    for entry in fs::read_dir(dir.join("again")).unwrap() {
        let name = entry.unwrap().file_name();
        let read = |folder: &str| fs::read(dir.join(folder).join(&name)).unwrap();
        assert!(read("imported") == read("again"), "{name:?}");
    }
}

#[test]
fn options_of_reading_are_over_and_it_stands_alone() {
    let data = data();
    let dir = data.path();
    expect(0, dir, &format!("build {TABLES} --out a.renmai --lang en"));
    let told = stderr(&expect(1, dir, "report a.renmai --allow-disjoint --out o --lang en"));
    assert!(told.contains("input.allow_disjoint") && told.contains("a.renmai"), "{told}");
    let told = stderr(&expect(2, dir, &format!("build {TABLES} --out g/users.csv --lang en")));
    assert!(told.contains("g/users.csv"), "{told}");
    let told = stderr(&expect(2, dir, "report a.renmai g/users.csv --out o --lang en"));
    assert!(told.contains("a.renmai is a snapshot") && told.contains("g/users.csv"), "{told}");
    write(dir, "renmai.toml", &["top = 3", "[input]", "skip_bad_rows = true", "timezone = \"Europe/Paris\""]);
    let told = stderr(&expect(1, dir, "report a.renmai --out o --lang en"));
    assert!(told.contains("input.timezone"), "{told}");
    assert!(!dir.join("o").exists());
    // A configuration file takes the place of the one that was built with, all of it that is no reading.
    write(dir, "renmai.toml", &["top = 3", "[input]", "skip_bad_rows = true"]);
    let lines = stdout(&expect(0, dir, "shortlist koc --files a.renmai"));
    assert_eq!(lines.lines().count(), 4, "{lines}");
}

#[test]
fn a_file_that_is_cut_off_changed_or_another_is_told() {
    let data = data();
    let dir = data.path();
    expect(0, dir, &format!("build {TABLES} --out a.renmai"));
    let whole = fs::read(dir.join("a.renmai")).unwrap();
    let refused = |bytes: &[u8], what: &str| {
        fs::write(dir.join("x.renmai"), bytes).unwrap();
        let told = stderr(&expect(1, dir, "check x.renmai --lang en"));
        assert!(told.contains("x.renmai"), "{what}: {told}");
        told
    };
    for length in [0, 1, 7, 8, 12, 15, 16, 31, 40]
        .into_iter()
        .chain((1..12).map(|i| whole.len() * i / 12))
        .chain(whole.len() - 9..whole.len())
    {
        let told = refused(&whole[..length], "cut");
        let wanted = if length < 8 { "no snapshot" } else { "not complete" };
        assert!(told.contains(wanted), "{length}: {told}");
    }
    let mut longer = whole.clone();
    longer.push(b'\n');
    refused(&longer, "longer");
    refused(b"user_id,group_id\na,g\n", "a table");
    let mut newer = whole.clone();
    newer[8] = 9;
    assert!(refused(&newer, "newer").contains("format 9"));
    // Zeros between sections are nobody's.
    let directory: usize = u64::from_le_bytes(whole[whole.len() - 32..][..8].try_into().unwrap()) as usize;
    let listed: serde_json::Value = serde_json::from_slice(&whole[directory..whole.len() - 32]).unwrap();
    let mut seen = 0;
    for section in listed["sections"].as_array().unwrap() {
        let (at, bytes) = (section["at"].as_u64().unwrap() as usize, section["bytes"].as_u64().unwrap() as usize);
        assert_eq!(at % 64, 0);
        if bytes > 0 && seen < 25 {
            seen += 1;
            let mut damaged = whole.clone();
            damaged[at + bytes / 2] ^= 1 << (seen % 8);
            let told = refused(&damaged, "changed");
            assert!(told.contains(section["name"].as_str().unwrap()), "{section}: {told}");
        }
    }
    for at in (directory..whole.len()).step_by((whole.len() - directory) / 9) {
        let mut damaged = whole.clone();
        damaged[at] ^= 4;
        refused(&damaged, "directory");
    }
}

/// What a few bytes may ask for, and where a file cannot be opened at any place.
#[test]
fn pipes_packed_ones_and_those_that_unpack_to_too_much_are_told() {
    let data = data();
    let dir = data.path();
    expect(0, dir, &format!("build {TABLES} --out a.renmai"));
    let whole = fs::read(dir.join("a.renmai")).unwrap();
    fs::write(dir.join("a.csv"), &whole).unwrap();
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, &whole).unwrap();
    fs::write(dir.join("packed.gz"), packed.finish().unwrap()).unwrap();
    // Under another name it is known by its first bytes.
    expect(0, dir, "check a.csv");
    for input in ["packed.gz", "--memberships packed.gz"] {
        let told = stderr(&expect(1, dir, &format!("check {input} --lang en")));
        assert!(told.contains("is opened as a file on disk"), "{told}");
    }
    let directory = u64::from_le_bytes(whole[whole.len() - 32..][..8].try_into().unwrap()) as usize;
    let mut listed: serde_json::Value = serde_json::from_slice(&whole[directory..whole.len() - 32]).unwrap();
    let one = listed["sections"].as_array_mut().unwrap().iter_mut().find(|section| section["form"] == "one").unwrap();
    one["items"] = (1u64 << 40).into();
    let listed = serde_json::to_vec(&listed).unwrap();
    let mut bytes = whole[..directory].to_vec();
    bytes.extend(&listed);
    for word in [directory as u64, listed.len() as u64, u64::from(crc32fast::hash(&listed))] {
        bytes.extend(word.to_le_bytes());
    }
    bytes.extend(b"RENMAI.\n");
    fs::write(dir.join("x.renmai"), bytes).unwrap();
    let told = stderr(&expect(1, dir, "check x.renmai --lang en"));
    assert!(told.contains("this machine does not have"), "{told}");
}

/// Little-endian sections changed by chance, with the sums made right again, as no accident would: known exit codes, no panic.
#[test]
fn numbers_that_cannot_be_are_refused_or_harmless() {
    let runs: usize = std::env::var("RENMAI_SNAPSHOTS").ok().and_then(|n| n.parse().ok()).unwrap_or(40);
    let data = data();
    let dir = data.path();
    expect(0, dir, &format!("build {TABLES} --measures --betweenness sampled --samples 50 --out a.renmai"));
    let whole = fs::read(dir.join("a.renmai")).unwrap();
    let directory = u64::from_le_bytes(whole[whole.len() - 32..][..8].try_into().unwrap()) as usize;
    let listed: serde_json::Value = serde_json::from_slice(&whole[directory..whole.len() - 32]).unwrap();
    let mut dice = 11u64;
    let mut roll = |sides: usize| {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (dice >> 33) as usize % sides
    };
    let (mut refused, mut fine) = (0, 0);
    for run in 0..runs {
        let (mut bytes, mut listed) = (whole[..directory].to_vec(), listed.clone());
        let sections = listed["sections"].as_array_mut().unwrap();
        for _ in 0..=roll(3) {
            let place = roll(sections.len());
            let section = &mut sections[place];
            let (at, length) = (section["at"].as_u64().unwrap() as usize, section["bytes"].as_u64().unwrap() as usize);
            if length == 0 {
                continue;
            }
            let item = match section["kind"].as_str().unwrap() {
                "u8" => 1,
                _ if section["form"] == "narrow" => 4,
                "u32" => 4,
                _ => 8,
            };
            let first = at + item * roll(length / item);
            match roll(4) {
                0 => bytes[first..first + item].fill(0xff),
                1 => bytes[first..first + item].fill(0),
                2 => bytes[first + roll(item)] ^= 1 << roll(8),
                _ => section["base"] = [0, -1, i64::MAX, i64::MIN, 1 << 40][roll(5)].into(),
            }
            section["crc32"] = crc32fast::hash(&bytes[at..at + length]).into();
        }
        let listed = serde_json::to_vec(&listed).unwrap();
        let sum = u64::from(crc32fast::hash(&listed));
        bytes.extend(&listed);
        for word in [directory as u64, listed.len() as u64, sum] {
            bytes.extend(word.to_le_bytes());
        }
        bytes.extend(b"RENMAI.\n");
        fs::write(dir.join("x.renmai"), bytes).unwrap();
        let output = crate::data::run(dir, "shortlist koc --files x.renmai --lang en");
        let told = stderr(&output);
        match output.status.code() {
            Some(0) => fine += 1,
            Some(1) if told.contains("renmai: ") && !told.contains("panicked") => refused += 1,
            code => panic!("run {run}: {code:?} {told}"),
        }
    }
    assert!(refused * 8 > runs && fine * 8 > runs, "{refused} refused, {fine} not");
}
