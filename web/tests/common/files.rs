//! Files to drop, what the native program makes of them, and archives.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::root;

/// The tables of the demo and of generated data.
pub const TABLES: [&str; 5] = ["groups", "interactions", "memberships", "purchases", "users"];

/// Files by their names; of each the SHA-256.
pub type Hashes = BTreeMap<String, String>;

/// The native program: what `RENMAI_NATIVE` names, else the release build of this tree.
pub fn native() -> Command {
    let named = std::env::var_os("RENMAI_NATIVE").map(PathBuf::from);
    let program = named.unwrap_or_else(|| root().join("target/release/renmai"));
    assert!(program.is_file(), "cargo build --release --bin renmai makes {}", program.display());
    Command::new(program)
}

/// Runs the native program in a folder; how long it took.
pub fn renmai<S: AsRef<std::ffi::OsStr>>(dir: &Path, args: &[S]) -> Duration {
    let begun = Instant::now();
    let run = native().current_dir(dir).args(args).output().expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    begun.elapsed()
}

/// A native run in a folder on files that are named as dropped, one thread; how long it took.
pub fn report(dir: &Path, files: &[&str], more: &[&str], out: &str) -> Duration {
    renmai(dir, &[&["report"], files, more, &["--threads", "1", "--force", "--out", out]].concat())
}

/// The demo's five tables, as CSV.
pub fn demo(dir: &Path) -> Vec<PathBuf> {
    let write = |table: &&str| {
        let packed = fs::File::open(root().join(format!("fixtures/demo/{table}.csv.zst"))).expect("a fixture");
        let file = dir.join(format!("{table}.csv"));
        fs::write(&file, zstd::decode_all(packed).expect("zstd")).expect("writable");
        file
    };
    TABLES.iter().map(write).collect()
}

/// A file of the real data beside the checkout, or of what `RENMAI_DATA` names; nothing, and a message, where it is absent.
pub fn real(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("RENMAI_DATA").map_or_else(|| root().join("../shared/data"), PathBuf::from);
    let file = Some(folder.join(name)).filter(|file| file.is_file());
    if file.is_none() {
        eprintln!("skipped: {name} is not here; RENMAI_DATA can name the folder that holds it");
    }
    file
}

/// A workbook of a sheet a group: a title, an empty row, the header, the members.
pub fn twelve_sheets(file: &Path) {
    let mut book = rust_xlsxwriter::Workbook::new();
    for group in 1..=12u32 {
        let sheet = book.add_worksheet().set_name(format!("{group}群")).expect("a name");
        sheet.write(0, 0, format!("{group}群成员导出")).expect("a cell");
        for (column, header) in (0..).zip(["用户ID", "昵称", "入群时间"]) {
            sheet.write(2, column, header).expect("a cell");
        }
        for row in 0..20u32 {
            let user = (group * 7 + row * 3) % 60;
            sheet.write(3 + row, 0, format!("u{user:03}")).expect("a cell");
            sheet.write(3 + row, 1, format!("昵称{user}")).expect("a cell");
            sheet.write(3 + row, 2, format!("2024-01-{:02} 08:00:00", 1 + row)).expect("a cell");
        }
    }
    book.save(file).expect("writable");
}

/// Memberships as text in GBK.
pub fn gbk(file: &Path) {
    let mut text = "用户ID,群ID,昵称\n".to_owned();
    for user in 0..60u32 {
        for group in [user % 5, user / 12] {
            text += &format!("u{user:03},{group}群,张三丰{user}\n");
        }
    }
    fs::write(file, encoding_rs::GBK.encode(&text).0).expect("writable");
}

/// The files of a folder by their paths in it, each as its SHA-256.
pub fn hashes_of(dir: &Path) -> Hashes {
    fn add(root: &Path, dir: &Path, to: &mut Hashes) {
        for entry in fs::read_dir(dir).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                add(root, &path, to);
            } else {
                let name = path.strip_prefix(root).expect("within").to_string_lossy().replace('\\', "/");
                to.insert(name, sha256(&fs::read(&path).expect("a file")));
            }
        }
    }
    let mut all = Hashes::new();
    add(dir, dir, &mut all);
    all
}

/// Unpacks what the page has saved; the folder of `manifest.json`.
pub fn unzip(archive: &Path, to: &Path) -> PathBuf {
    let file = fs::File::open(archive).expect("an archive");
    let mut archive = zip::ZipArchive::new(file).expect("a zip archive");
    let mut home = None;
    for number in 0..archive.len() {
        let mut entry = archive.by_index(number).expect("an entry");
        let name = entry.enclosed_name().expect("a name that leads nowhere else");
        let path = to.join(&name);
        if entry.is_dir() {
            fs::create_dir_all(&path).expect("writable");
            continue;
        }
        fs::create_dir_all(path.parent().expect("a folder")).expect("writable");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("what it says");
        fs::write(&path, bytes).expect("writable");
        if name.file_name().is_some_and(|name| name == "manifest.json") {
            home = path.parent().map(Path::to_owned);
        }
    }
    home.expect("a manifest in the archive")
}

/// Checks that two folders hold the same: every byte, but for what the manifests say of time, memory, threads and
/// when the files were read.
pub fn same(page: &Path, native: &Path) {
    let (mut ours, mut theirs) = (hashes_of(page), hashes_of(native));
    ours.remove("manifest.json").expect("a manifest");
    theirs.remove("manifest.json").expect("a manifest");
    let names = |hashes: &Hashes| hashes.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&ours), names(&theirs), "other files");
    for (name, hash) in &ours {
        assert!(*hash == theirs[name], "{name} is not the same: {} and {}", page.display(), native.display());
    }
    let [ours, theirs] = [page, native].map(|dir| settled(&dir.join("manifest.json")));
    let mut found = Vec::new();
    differences("", &ours, &theirs, &mut found);
    assert!(found.is_empty(), "manifest.json: {found:#?}");
}

/// Where two values differ.
fn differences(path: &str, ours: &Value, theirs: &Value, found: &mut Vec<String>) {
    match (ours, theirs) {
        (Value::Object(a), Value::Object(b)) => {
            let keys: BTreeSet<_> = a.keys().chain(b.keys()).collect();
            for key in keys {
                let of = |object: &serde_json::Map<String, Value>| object.get(key).cloned().unwrap_or_default();
                differences(&format!("{path}/{key}"), &of(a), &of(b), found);
            }
        }
        _ if ours == theirs => {}
        _ => found.push(format!("{path}: {ours} and {theirs}")),
    }
}

/// A manifest without what may differ from run to run.
fn settled(manifest: &Path) -> Value {
    let text = fs::read_to_string(manifest).expect("a manifest");
    let mut value: Value = serde_json::from_str(&text).expect("JSON");
    let options = value["options"].as_object_mut().expect("options");
    for key in ["threads", "force"] {
        options.remove(key);
    }
    // A page may have less.
    options["input"].as_object_mut().expect("options").remove("max_memory_mib");
    // The page has read the files when they were dropped.
    let stages = value["stages"].as_array().expect("stages").iter().map(|stage| stage["stage"].clone());
    value["stages"] = stages.filter(|stage| stage != "read" && stage != "build").collect();
    value
}

fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}
