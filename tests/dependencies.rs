//! What renmai is built from: licences that go with its own, one source, no library twice. `deny.toml` says the same to `cargo deny`, which also
//! knows of advisories and withdrawn versions where it can reach their database.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::Value;

/// What may be used in something that is under MIT or Apache-2.0, as whoever takes it likes.
#[rustfmt::skip]
const ALLOWED: [&str; 11] = [
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "MIT", "MIT-0", "Unicode-3.0", "Zlib",
];

/// Libraries of which there are two, as others have not yet gone on to the later one.
const TWICE: [&str; 5] = ["foldhash", "getrandom", "hashbrown", "r-efi", "syn"];

/// Whether an SPDX expression (or, as of old, licences with `/` between) leaves a choice that is allowed.
fn is_allowed(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let mut words = spaced.split_whitespace().peekable();
    let allowed = either(&mut words);
    allowed && words.next().is_none()
}

type Words<'w, I> = std::iter::Peekable<I>;

fn either<'w, I: Iterator<Item = &'w str>>(words: &mut Words<'w, I>) -> bool {
    let mut allowed = all(words);
    while words.next_if_eq(&"OR").is_some() {
        allowed |= all(words);
    }
    allowed
}

fn all<'w, I: Iterator<Item = &'w str>>(words: &mut Words<'w, I>) -> bool {
    let mut allowed = one(words);
    while words.next_if_eq(&"AND").is_some() {
        allowed &= one(words);
    }
    allowed
}

fn one<'w, I: Iterator<Item = &'w str>>(words: &mut Words<'w, I>) -> bool {
    if words.next_if_eq(&"(").is_some() {
        let allowed = either(words);
        return words.next_if_eq(&")").is_some() && allowed;
    }
    let mut name = words.next().unwrap_or_default().to_owned();
    if words.next_if_eq(&"WITH").is_some() {
        name = format!("{name} WITH {}", words.next().unwrap_or_default());
    }
    ALLOWED.contains(&name.as_str())
}

#[test]
fn expressions_are_understood() {
    for (expression, allowed) in [
        ("MIT", true),
        ("MIT/Apache-2.0", true),
        ("MIT OR GPL-3.0-only", true),
        ("GPL-3.0-only OR LGPL-2.1-or-later", false),
        ("MIT AND GPL-3.0-only", false),
        ("(MIT OR Apache-2.0) AND Unicode-3.0", true),
        ("(MIT OR Apache-2.0) AND MPL-2.0", false),
        ("MIT AND GPL-3.0-only OR Zlib", true),
        ("Apache-2.0 WITH LLVM-exception", true),
        ("Apache-2.0 WITH Classpath-exception-2.0", false),
        ("(MIT", false),
        ("MIT MIT", false),
        ("", false),
    ] {
        assert_eq!(is_allowed(expression), allowed, "{expression}");
    }
}

/// For all systems; where what only others need cannot be downloaded, for this one.
fn metadata() -> Value {
    let run = |further: &[&str]| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["metadata", "--locked", "--all-features", "--format-version", "1"]).args(further);
        cargo.current_dir(env!("CARGO_MANIFEST_DIR")).output().unwrap()
    };
    let mut output = run(&[]);
    if !output.status.success() {
        eprintln!("only for Linux: {}", String::from_utf8_lossy(&output.stderr));
        output = run(&["--offline", "--filter-platform", "x86_64-unknown-linux-gnu"]);
    }
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn every_dependency_has_a_licence_that_goes_with_ours() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50, "{}", packages.len());
    let wrong = |package: &&Value| !is_allowed(package["license"].as_str().unwrap_or_default());
    let wrong: Vec<String> =
        packages.iter().filter(wrong).map(|package| format!("{}: {}", package["name"], package["license"])).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn dependencies_come_from_one_registry_with_their_sums_and_once() {
    let lock = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.lock")).unwrap();
    let lock: toml::Value = toml::from_str(&lock).unwrap();
    let mut versions = BTreeMap::<&str, BTreeSet<String>>::new();
    let mut sources = BTreeSet::new();
    for package in lock["package"].as_array().unwrap() {
        let text = |key: &str| package.get(key).and_then(toml::Value::as_str);
        let (name, version) = (text("name").unwrap(), text("version").unwrap());
        // Ours, and what Python and browsers have of it.
        if [env!("CARGO_PKG_NAME"), "renmai-python", "renmai-web"].contains(&name) {
            continue;
        }
        let source = text("source").unwrap_or_default();
        assert!(source.starts_with("registry+"), "{name} comes from {source:?}");
        assert!(text("checksum").is_some_and(|sum| sum.len() == 64), "{name} has no sum");
        sources.insert(source);
        // 1.2.3 and 1.4.0 go together, 0.1.2 and 0.2.0 do not.
        let numbers: Vec<&str> = version.split('.').collect();
        let major = if numbers[0] == "0" { format!("0.{}", numbers[1]) } else { numbers[0].to_owned() };
        assert!(versions.entry(name).or_default().insert(major), "{name} {version}: two that go together");
    }
    assert_eq!(sources.len(), 1, "{sources:?}");
    let twice: Vec<&str> = versions.iter().filter(|(_, of)| of.len() > 1).map(|(&name, _)| name).collect();
    assert_eq!(twice, TWICE);
}

/// What cargo deny is told is what is tested here.
#[test]
fn deny_toml_says_the_same() {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("deny.toml")).unwrap();
    let deny: toml::Value = toml::from_str(&text).unwrap();
    let texts = |value: &toml::Value| -> Vec<String> {
        value
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one.as_str().or_else(|| one["name"].as_str()).unwrap().to_owned())
            .collect()
    };
    assert_eq!(texts(&deny["licenses"]["allow"]), ALLOWED);
    assert_eq!(texts(&deny["bans"]["skip"]), TWICE);
    assert_eq!(deny["bans"]["multiple-versions"].as_str(), Some("deny"));
    assert_eq!(deny["advisories"]["yanked"].as_str(), Some("deny"));
    assert_eq!(deny["sources"]["unknown-git"].as_str(), Some("deny"));
}
