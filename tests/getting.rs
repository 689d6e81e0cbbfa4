//! How people come by the program: the package is whole, a release has the names that are looked for, and nothing is
//! installed on somebody's machine without a word.
#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::{Command, Stdio};

fn read(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// The words behind `field:` or `field =` in a text, without quotes.
fn values<'a>(text: &'a str, field: &str) -> Vec<&'a str> {
    let after = text.split(field).skip(1);
    after
        .filter_map(|rest| {
            rest.trim_start_matches([' ', ':', '=']).split(['"', ',', '\n', '}']).find(|w| !w.trim().is_empty())
        })
        .map(str::trim)
        .collect()
}

#[test]
fn the_package_holds_every_file_that_the_sources_include() {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let cargo = Command::new(env!("CARGO"))
        .args(["package", "--list", "--offline", "--allow-dirty"])
        .current_dir(manifest)
        .output()
        .unwrap();
    assert!(cargo.status.success(), "{}", String::from_utf8_lossy(&cargo.stderr));
    let listed = String::from_utf8(cargo.stdout).unwrap();
    let mut folders = vec![manifest.join("src")];
    let mut included = 0;
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|e| e == "rs") {
                let source = fs::read_to_string(&path).unwrap();
                for file in ["include_str!(\"", "include_bytes!(\""].iter().flat_map(|include| values(&source, include))
                {
                    let file = folder.join(file).canonicalize().unwrap();
                    let name = file.strip_prefix(manifest).unwrap().to_str().unwrap();
                    assert!(listed.lines().any(|line| line == name), "{name} is not in the package");
                    included += 1;
                }
            }
        }
    }
    assert!(included >= 10, "{included} files are included");
    assert!(!listed.lines().any(|line| line.starts_with(['.']) && line.contains('/')), "{listed}");
}

/// `cargo binstall` looks for an archive by the names in the manifest; the workflow makes it.
#[test]
fn a_release_has_the_archives_that_the_manifest_names() {
    let (manifest, workflow) = (read("Cargo.toml"), read(".github/workflows/release.yml"));
    let [url] = values(&manifest, "pkg-url")[..] else { panic!("{manifest}") };
    // As the workflow says it: the tag is `v` and the version.
    assert!(manifest.contains("download/v{ version }/renmai-v{ version }-{ target }{ archive-suffix }\""), "{url}");
    assert!(manifest.contains("bin-dir = \"renmai-v{ version }-{ target }/{ bin }{ binary-ext }\""));
    assert!(workflow.contains("name=\"renmai-$GITHUB_REF_NAME-$TARGET\"") && workflow.contains("tags: [\"v*\"]"));
    assert!(workflow.contains("tar -czf \"dist/$name.tgz\" \"$name\"") && manifest.contains("pkg-fmt = \"tgz\""));
    let targets: Vec<_> = values(&workflow, "{ target:");
    assert!(targets.len() >= 4, "{targets:?}");
    for target in targets.iter().filter(|target| target.contains("windows")) {
        assert!(manifest.contains(&format!("overrides.{target}]\npkg-fmt = \"zip\"")), "{target}");
    }
    // Every action by its version, no more rights than each job needs, and Rust as the manifest asks.
    let actions = values(&workflow, "uses:");
    assert!(
        actions.len() >= 3 && actions.iter().all(|a| a.split("@v").nth(1).is_some_and(|v| v.split('.').count() == 3))
    );
    assert!(
        workflow.contains("\npermissions:\n  contents: read\n") && workflow.matches("contents: write").count() == 1
    );
    assert!(manifest.contains("\nrust-version = \"") && workflow.contains("s/^rust-version = "));
}

/// A folder for `PATH` with what `tests/run` itself needs, and an `apt-get` and a `cargo` that only say that they were called.
fn bare(dir: &Path) {
    for tool in ["bash", "dirname", "id", "env", "script", "sh"] {
        let found =
            std::env::split_paths(&std::env::var_os("PATH").unwrap()).map(|p| p.join(tool)).find(|p| p.exists());
        found.into_iter().for_each(|found| symlink(found, dir.join(tool)).unwrap());
    }
    for tool in ["apt-get", "cargo", "sudo"] {
        let path = dir.join(tool);
        fs::write(&path, format!("#!/bin/sh\necho called {tool} \"$@\"\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
}

/// What `tests/run` prints with `arguments`, at a terminal where somebody types `answer`, or without one.
fn tests_run(arguments: &str, answer: Option<&str>) -> String {
    let dir = tempfile::tempdir().unwrap();
    bare(dir.path());
    let run = format!("{}/tests/run {arguments}", env!("CARGO_MANIFEST_DIR"));
    let mut command = match answer {
        Some(_) => Command::new(dir.path().join("script")),
        None => Command::new(dir.path().join("sh")),
    };
    command.args(if answer.is_some() { vec!["-qec", &run, "/dev/null"] } else { vec!["-c", &run] });
    command
        .env("PATH", dir.path())
        .env("SHELL", dir.path().join("sh"))
        .env_remove("CI")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), answer.unwrap_or_default().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
}

#[test]
fn the_tests_ask_a_person_before_they_install_anything() {
    let needs = "needs packages of the system that are not here: gcc libc6-dev chromium";
    if Command::new("script").arg("--version").output().is_ok() {
        let no = tests_run("", Some("n\n"));
        assert!(no.contains(needs) && no.contains("[Y/n]") && no.contains("not installed: gcc"), "{no}");
        assert!(!no.contains("called apt-get") && no.contains("called cargo test --locked"), "{no}");
        let yes = tests_run("--test x", Some("\n"));
        assert!(
            yes.contains("[Y/n]")
                && yes.contains("called apt-get update")
                && yes.contains("cargo test --locked --test x"),
            "{yes}"
        );
        let told = tests_run("--yes --test x", Some("n\n"));
        assert!(
            !told.contains("[Y/n]") && told.contains("called apt-get update") && told.contains("--locked --test x"),
            "{told}"
        );
    }
    let script = tests_run("", None);
    assert!(
        script.contains(needs) && !script.contains("[Y/n]") && script.contains("called apt-get update"),
        "{script}"
    );
}
