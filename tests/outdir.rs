//! The output directory is complete or absent, whatever stands there and whenever the writer dies.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use renmai::ErrorKind;
use renmai::export::{Kept, OutDir};
use renmai::text::Lang;
use sha2::{Digest, Sha256};

const FILES: [&str; 3] = ["groups.csv", "koc.csv", "users.csv"];

/// Writes a directory whose files all hold `content`.
fn write(target: &Path, force: bool, content: &str) -> renmai::Result<Vec<Kept>> {
    let out = OutDir::prepare(target, force)?;
    let put = |name: &str, text: &str| {
        let mut to = out.create(name)?;
        to.write_all(text.as_bytes()).and_then(|()| to.flush()).expect("written");
        Ok::<(), renmai::Error>(())
    };
    for name in FILES {
        put(name, content)?;
    }
    let listed = FILES.map(|f| format!("\"{f}\"")).join(",");
    let digest: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
    let hashes = serde_json::json!(BTreeMap::from(FILES.map(|name| (name, &digest))));
    let manifest = format!("{{\"program\":\"renmai\",\"files\":[{listed},\"manifest.json\"],\"sha256\":{hashes}}}");
    put("manifest.json", &manifest)?;
    out.commit()
}

/// The one content of a complete directory.
fn content(target: &Path) -> String {
    let all: Vec<String> = FILES.iter().map(|f| fs::read_to_string(target.join(f)).expect("complete")).collect();
    assert!(target.join("manifest.json").is_file());
    assert!(all.iter().all(|c| *c == all[0]), "a mix: {all:?}");
    all[0].clone()
}

/// Names in a directory, sorted.
fn names(dir: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(dir)
        .expect("a directory")
        .map(|e| e.expect("an entry").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

fn refusal(target: &Path, force: bool) -> String {
    let error = OutDir::prepare(target, force).expect_err("refused");
    assert_eq!(error.kind(), ErrorKind::Write);
    error.render(Lang::En)
}

#[test]
fn an_absent_target_appears_with_its_parents_only_at_the_end() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let target = dir.path().join("a/b/out");
    let out = OutDir::prepare(&target, false).expect("writable");
    assert!(!dir.path().join("a").exists());
    drop(out);
    assert_eq!(names(dir.path()), Vec::<String>::new());
    write(&target, false, "1").expect("written");
    assert_eq!(content(&target), "1");
    assert_eq!(names(dir.path()), ["a"]);
}

#[test]
fn an_empty_directory_and_an_earlier_run_are_replaced_without_asking() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let target = dir.path().join("out");
    fs::create_dir(&target).expect("created");
    for round in ["1", "2"] {
        write(&target, false, round).expect("written");
        assert_eq!(content(&target), round);
        assert_eq!(names(dir.path()), ["out"]);
    }
    // What the earlier run wrote and this one does not is gone.
    fs::write(
        target.join("manifest.json"),
        "{\"program\":\"renmai\",\"files\":[\"manifest.json\",\"users.csv\",\"groups.csv\",\"koc.csv\",\"old.csv\"]}",
    )
    .expect("written");
    fs::write(target.join("old.csv"), "").expect("written");
    write(&target, false, "3").expect("written");
    assert!(!target.join("old.csv").exists());
}

#[test]
fn foreign_files_are_refused_and_kept_with_force() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let target = dir.path().join("out");
    write(&target, false, "1").expect("written");
    fs::write(target.join("notes.txt"), "mine").expect("written");
    fs::create_dir_all(target.join("photos/deep")).expect("created");
    fs::write(target.join("photos/deep/a"), "picture").expect("written");
    let message = refusal(&target, false);
    assert!(message.contains("holds 2 files or folders that") && message.contains("\"notes.txt\""), "{message}");
    assert_eq!(content(&target), "1");
    write(&target, true, "2").expect("written");
    assert_eq!(content(&target), "2");
    assert_eq!(fs::read_to_string(target.join("notes.txt")).expect("kept"), "mine");
    assert_eq!(fs::read_to_string(target.join("photos/deep/a")).expect("kept"), "picture");
    assert_eq!(names(dir.path()), ["out"]);
}

#[test]
fn a_file_that_somebody_has_changed_is_kept_aside_and_said() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let target = dir.path().join("out");
    assert_eq!(write(&target, false, "1").expect("written"), []);
    assert_eq!(write(&target, false, "2").expect("nobody has changed anything"), []);
    let read = |name: &str| fs::read_to_string(target.join(name)).expect("kept");
    for number in 1..3 {
        fs::write(target.join("koc.csv"), format!("called {number}")).expect("written");
        let aside = format!("koc.edited-{number}.csv");
        let kept = write(&target, false, "3").expect("written without being forced");
        assert_eq!(kept, [Kept { file: "koc.csv".into(), aside: aside.clone() }]);
        assert_eq!((content(&target), read(&aside)), ("3".into(), format!("called {number}")));
    }
    // Both are there as long as nobody takes them away.
    assert_eq!(write(&target, false, "4").expect("written"), []);
    assert_eq!([read("koc.edited-1.csv"), read("koc.edited-2.csv")], ["called 1", "called 2"]);
    assert_eq!(names(dir.path()), ["out"]);
}

#[test]
fn where_an_earlier_version_noted_no_hashes_what_differs_is_kept_once() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let target = dir.path().join("out");
    write(&target, false, "1").expect("written");
    let files = r#"["gone.csv","groups.csv","koc.csv","manifest.json","report.html","users.csv"]"#;
    fs::write(target.join("manifest.json"), format!(r#"{{"program":"renmai","files":{files}}}"#)).expect("written");
    fs::write(target.join("koc.csv"), "1, called").expect("written");
    for name in ["gone.csv", "report.html"] {
        fs::write(target.join(name), "").expect("written");
    }
    let kept = write(&target, false, "1").expect("written without being forced");
    let asides: Vec<&str> = kept.iter().map(|k| k.aside.as_str()).collect();
    assert_eq!(asides, ["gone.edited-1.csv", "koc.edited-1.csv"], "not what is as it is written now, nor the page");
    assert_eq!(fs::read_to_string(target.join("koc.edited-1.csv")).expect("kept"), "1, called");
    assert_eq!(write(&target, false, "2").expect("written"), []);
    assert_eq!(content(&target), "2");
}

#[cfg(unix)]
#[test]
fn a_manifest_that_is_no_file_of_a_manifests_size_is_foreign() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let pipe = dir.path().join("pipe/manifest.json");
    let large = dir.path().join("large/manifest.json");
    for path in [&pipe, &large] {
        fs::create_dir(path.parent().expect("in a directory")).expect("created");
    }
    nix::unistd::mkfifo(&pipe, nix::sys::stat::Mode::S_IRWXU).expect("made");
    let endless = " ".repeat(64 << 20);
    fs::write(&large, format!(r#"{{"program":"renmai","files":["manifest.json"]}}{endless}"#)).expect("written");
    for target in ["pipe", "large"] {
        assert!(refusal(&dir.path().join(target), false).contains("\"manifest.json\""));
    }
}

#[cfg(unix)]
#[test]
fn only_their_owner_may_read_outputs_unless_the_target_says_otherwise() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a temporary directory");
    let target = dir.path().join("a/out");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let out = OutDir::prepare(&target, false).expect("writable");
    for entry in fs::read_dir(dir.path()).expect("a directory") {
        assert_eq!(mode(&entry.expect("an entry").path()), 0o700);
    }
    drop(out);
    write(&target, false, "1").expect("written");
    assert_eq!([mode(&dir.path().join("a")), mode(&target), mode(&target.join("koc.csv"))], [0o700, 0o700, 0o600]);
    fs::set_permissions(&target, fs::Permissions::from_mode(0o750)).expect("changed");
    write(&target, false, "2").expect("written");
    assert_eq!([mode(&target), mode(&target.join("koc.csv"))], [0o750, 0o600]);
    fs::set_permissions(target.join("koc.csv"), fs::Permissions::from_mode(0o644)).expect("changed");
    write(&target, false, "3").expect("written");
    assert_eq!([mode(&target.join("koc.csv")), mode(&target.join("users.csv"))], [0o644, 0o600]);
}

#[test]
fn a_manifest_of_another_program_makes_nothing_ours() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let target = dir.path().join("out");
    fs::create_dir(&target).expect("created");
    fs::write(target.join("manifest.json"), "{\"program\":\"other\",\"files\":[\"manifest.json\"]}").expect("written");
    assert!(refusal(&target, false).contains("holds 1 file or folder that"));
    // A listed name that is a directory is not what a run wrote.
    fs::write(target.join("manifest.json"), "{\"program\":\"renmai\",\"files\":[\"manifest.json\",\"koc.csv\"]}")
        .expect("written");
    fs::create_dir(target.join("koc.csv")).expect("created");
    assert!(refusal(&target, false).contains("\"koc.csv\""));
    assert!(refusal(&target, true).contains("move it away"));
    // Nor may a file of that name be lost: it may well be somebody's input.
    let own = dir.path().join("own");
    fs::create_dir(&own).expect("created");
    fs::write(own.join("users.csv"), "mine").expect("written");
    assert!(refusal(&own, true).contains("\"users.csv\""));
    assert_eq!(fs::read_to_string(own.join("users.csv")).expect("kept"), "mine");
}

#[test]
fn a_file_that_appears_during_the_run_is_not_lost() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let target = dir.path().join("out");
    write(&target, false, "1").expect("written");
    let out = OutDir::prepare(&target, false).expect("writable");
    fs::write(target.join("late.txt"), "mine").expect("written");
    let error = out.commit().expect_err("refused");
    assert!(error.render(Lang::En).contains("late.txt"));
    assert_eq!(content(&target), "1");
    assert_eq!(names(dir.path()), ["out"]);
}

#[test]
fn what_cannot_be_replaced_is_found_before_the_work() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let file = dir.path().join("file");
    fs::write(&file, "").expect("written");
    assert!(refusal(&file, true).contains("not a directory"));
    assert!(refusal(&file.join("out"), true).contains("not a directory"));
    assert!(refusal(Path::new("/"), true).contains("no name"));
    assert!(!refusal(Path::new(""), true).is_empty());
    assert!(refusal(Path::new("."), true).contains("current directory"));
    if Path::new("/proc/self/mountinfo").exists() {
        assert!(refusal(Path::new("/proc"), true).contains("mount point"));
    }
}

#[cfg(unix)]
#[test]
fn targets_are_resolved_before_anything_else() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let real = dir.path().join("real");
    let link = dir.path().join("link");
    fs::create_dir(&real).expect("created");
    std::os::unix::fs::symlink("real", &link).expect("linked");
    write(&dir.path().join("link/"), false, "1").expect("written");
    assert!(link.is_symlink());
    assert_eq!(content(&real), "1");
    write(&dir.path().join("missing/../real/./"), false, "2").expect("written");
    assert_eq!(content(&real), "2");
    assert_eq!(names(dir.path()), ["link", "real"]);
    fs::remove_dir_all(&real).expect("removed");
    assert!(refusal(&link, true).contains("leads nowhere"));
}

#[cfg(unix)]
#[test]
fn a_parent_that_cannot_be_written_is_found_before_the_work() {
    use std::os::unix::fs::PermissionsExt;
    let dir = tempfile::tempdir().expect("a temporary directory");
    fs::set_permissions(dir.path(), fs::Permissions::from_mode(0o555)).expect("changed");
    if fs::create_dir(dir.path().join("probe")).is_ok() {
        eprintln!("skipped: permissions do not bind this user");
        return;
    }
    assert!(refusal(&dir.path().join("out"), false).contains("cannot write"));
}

#[test]
fn what_dead_runs_left_is_swept_and_live_ones_stay() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let target = dir.path().join("out");
    let live = OutDir::prepare(&target, false).expect("writable");
    let dead = dir.path().join(".out.renmai-4000000000-0");
    fs::create_dir_all(dead.join("old")).expect("created");
    fs::write(dead.join("old/users.csv"), "moved aside").expect("written");
    fs::write(dead.join("lock"), "").expect("written");
    // Killed at its very beginning.
    fs::create_dir(dir.path().join(".out.renmai-4000000001-0")).expect("created");
    // Of a run to another place, and of one that wrote a single file.
    fs::create_dir_all(dir.path().join(".other.renmai-4000000000-0/new")).expect("created");
    fs::write(dir.path().join(".other.renmai-4000000000-0/new/users.csv"), "").expect("written");
    fs::write(dir.path().join(".other.renmai-4000000000-0/lock"), "").expect("written");
    fs::write(dir.path().join(".bad.csv.renmai-4000000000-0"), "").expect("written");
    let elsewhere = OutDir::prepare(&dir.path().join("elsewhere"), false).expect("writable");
    // Not ours: no numbers, no lock but content.
    for other in [".out.renmai-x", ".out.renmai-4000000002-0"] {
        fs::create_dir(dir.path().join(other)).expect("created");
        fs::write(dir.path().join(other).join("content"), "").expect("written");
    }
    assert!(refusal(&target, false).contains("users.csv"), "the old directory is put back, and looked at");
    assert!(target.join("users.csv").exists() && !dead.exists());
    assert_eq!(names(dir.path()).len(), 5, "{:?}", names(dir.path()));
    drop((live, elsewhere));
    assert_eq!(names(dir.path()).len(), 3);
}

/// Not a test by itself: the process that the next test kills.
#[test]
fn writer() {
    let Some(target) = std::env::var_os("RENMAI_TEST_TARGET") else { return };
    for round in 0.. {
        write(Path::new(&target), true, &format!("{round:04}").repeat(5000)).expect("written");
    }
}

#[cfg(unix)]
#[test]
fn a_killed_writer_leaves_the_old_directory_or_the_new_one() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let target = dir.path().join("out");
    write(&target, false, "first").expect("written");
    fs::write(target.join("notes.txt"), "mine").expect("written");
    let this = std::env::current_exe().expect("the test binary");
    let mut seen = std::collections::BTreeSet::new();
    let other = dir.path().join("other");
    for i in 0..40u64 {
        let target = if i % 4 == 3 { &other } else { &target };
        let mut child = Command::new(&this)
            .args(["--exact", "writer", "--nocapture"])
            .env("RENMAI_TEST_TARGET", target)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("started");
        std::thread::sleep(Duration::from_micros(8_000 + 3_537 * i));
        child.kill().expect("killed");
        child.wait().expect("waited for");
        if !target.exists() {
            continue;
        }
        seen.insert(content(target));
        let target = dir.path().join("out");
        assert_eq!(fs::read_to_string(target.join("notes.txt")).expect("kept"), "mine");
    }
    assert!(seen.len() > 2, "the writer did write: {} contents", seen.len());
    write(&target, true, "last").expect("written");
    assert_eq!(content(&target), "last");
    if other.exists() {
        content(&other);
        fs::remove_dir_all(&other).expect("removed");
    }
    assert_eq!(names(dir.path()), ["out"], "what the killed writers left is gone");
}
