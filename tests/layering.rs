//! The fences between the rooms, read off the sources: who may import whom, and what stays outside.
//!
//! Comments, literals and everything under `#[cfg(test)]` are left out before looking.
//!
//! Inside a room, too, imports lead one way. What the files of a module's whole subtree import counts as the module's own;
//! a name that a module only passes on (`pub use child::Name`) counts as an import from where it is defined. Among the
//! children of one parent no chain of imports may lead back to where it began. A parent may put its children together,
//! and they may use what the parent itself defines: a module and what is only a part of it are one subject.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The ground floor: every room may import it, and it imports no room.
const GROUND: [&str; 8] = ["error", "diagnostic", "memory", "parallel", "progress", "random", "config", "text"];

/// Room → rooms it may import.
const MAY_IMPORT: [(&str, &[&str]); 12] = [
    ("tables", &[]),
    ("graph", &["tables"]),
    ("measures", &["graph", "tables"]),
    ("segments", &["measures", "tables"]),
    ("selection", &["segments", "measures", "graph", "tables"]),
    ("campaign", &["selection", "segments", "measures", "graph", "tables"]),
    ("analysis", &["snapshot", "campaign", "selection", "segments", "measures", "graph", "tables"]),
    ("report", &["analysis", "campaign", "selection", "segments", "measures", "graph", "tables"]),
    ("export", &["report", "analysis", "campaign", "selection", "segments", "measures", "graph", "tables"]),
    ("generate", &["tables"]),
    ("snapshot", &["measures", "graph", "tables"]),
    ("network", &["analysis", "selection", "measures", "graph", "tables"]),
];

/// Something that only some places may mention.
struct Fence {
    what: &'static str,
    /// Whether a path, such as `["std", "fs", "read"]`, is it.
    is: fn(&[&str]) -> bool,
    /// Beginnings of the files that may.
    places: &'static [&'static str],
}

const BINARY: &str = "src/bin/";

const FENCES: [Fence; 7] = [
    Fence {
        what: "the command line, the terminal and exit codes",
        is: |p| {
            let crates = ["clap", "indicatif", "console", "miette", "signal_hook", "mimalloc"];
            let macros = ["print!", "println!", "eprint!", "eprintln!", "dbg!"];
            let streams = ["stdout", "stderr", "IsTerminal", "Stdout", "Stderr"];
            crates.contains(&p[0])
                || macros.contains(&p[0])
                || p.windows(2).any(|w| w[0] == "io" && streams.contains(&w[1]) || w == ["process", "exit"])
        },
        places: &[BINARY],
    },
    Fence {
        what: "standard input",
        is: |p| p.windows(2).any(|w| w[0] == "io" && ["stdin", "Stdin"].contains(&w[1])),
        places: &["src/tables", BINARY],
    },
    Fence {
        what: "threads",
        is: |p| {
            p[0] == "rayon" || p.windows(2).any(|w| w[0] == "thread" && ["spawn", "scope", "Builder"].contains(&w[1]))
        },
        places: &["src/parallel.rs", BINARY],
    },
    Fence {
        // A thread that waits in parallel work takes up other work: never while others wait for what it keeps.
        what: "cells and locks that threads share",
        is: |p| {
            let shared = ["OnceLock", "LazyLock", "Once", "Mutex", "RwLock", "Condvar", "Barrier", "mpsc"];
            p.windows(2).any(|w| w[0] == "sync" && shared.contains(&w[1])) || shared[..2].contains(&p[0])
        },
        places: &["src/parallel.rs", "src/progress.rs", "src/bin/renmai/terminal.rs"],
    },
    Fence { what: "the csv crate", is: |p| p[0] == "csv", places: &["src/tables", "src/export"] },
    Fence {
        what: "files",
        is: |p| {
            let opens = ["open", "create", "create_new", "options"];
            p[0] == "fs"
                || p[0] == "tempfile"
                || p.windows(2).any(|w| w == ["std", "fs"] || w[0] == "File" && opens.contains(&w[1]))
                || p.contains(&"OpenOptions")
        },
        places: &["src/tables", "src/snapshot", "src/export", "src/report", "src/memory.rs", BINARY],
    },
    Fence {
        what: "the clock",
        is: |p| p.windows(2).any(|w| ["SystemTime", "Zoned", "Timestamp"].contains(&w[0]) && w[1] == "now"),
        places: &[BINARY],
    },
];

/// Most lines of a file, tests apart.
const MOST_LINES: usize = 600;

/// Everything that is wrong with one file.
fn violations(path: &str, source: &str) -> Vec<String> {
    let code = without_tests(&without_literals(source));
    let tokens = tokens(&code);
    let mut wrong = Vec::new();
    let lines = code.lines().filter(|l| *l != REMOVED).count();
    if lines > MOST_LINES {
        wrong.push(format!("{path}: {lines} lines, at most {MOST_LINES}"));
    }
    if code.contains("#[path") {
        wrong.push(format!("{path}: #[path] goes round the module tree"));
    }
    let module = module_of(path);
    for mention in mentions(&tokens) {
        let p: Vec<&str> = mention.path.iter().map(String::as_str).collect();
        for fence in &FENCES {
            if (fence.is)(&p) && !fence.places.iter().any(|place| path.starts_with(place)) {
                wrong.push(format!("{path}: {} only in {:?}, but here is {}", fence.what, fence.places, p.join("::")));
            }
        }
        if let (Some(room), Some(imported)) = (module.first(), imported_room(&module, &p))
            && !may_import(room, imported)
        {
            wrong.push(format!("{path}: {room} may not import {imported} ({})", p.join("::")));
        }
    }
    wrong
}

fn may_import(room: &str, imported: &str) -> bool {
    room == imported
        || GROUND.contains(&imported)
        || MAY_IMPORT.iter().any(|(name, rooms)| *name == room && rooms.contains(&imported))
}

/// `src/graph/build.rs` → `[graph, build]`; empty for the crate's root and for the binary, which sees only what is public.
fn module_of(path: &str) -> Vec<&str> {
    if path.starts_with(BINARY) || path == "src/lib.rs" {
        return Vec::new();
    }
    let inner = path.trim_start_matches("src/").trim_end_matches(".rs");
    inner.split('/').filter(|part| *part != "mod").collect()
}

/// The room that a path leads to, if it leaves its own module by `crate::` or enough `super::`.
fn imported_room<'a>(module: &[&str], path: &[&'a str]) -> Option<&'a str> {
    let ups = path.iter().take_while(|s| **s == "super").count();
    let rest = match path[0] {
        "crate" => &path[1..],
        "super" if ups >= module.len() => &path[ups..],
        _ => return None,
    };
    let first = *rest.first()?;
    first.starts_with(|c: char| c.is_lowercase()).then_some(first)
}

/// Blanks comments, strings and characters; keeps line breaks.
fn without_literals(source: &str) -> String {
    let s: Vec<char> = source.chars().collect();
    let mut out = String::with_capacity(source.len());
    let mut i = 0;
    let starts = |i: usize, text: &str| text.chars().enumerate().all(|(k, c)| s.get(i + k) == Some(&c));
    while i < s.len() {
        let from = i;
        let word_before = i > 0 && (s[i - 1].is_alphanumeric() || s[i - 1] == '_');
        let hashes = s[(i + 1).min(s.len())..].iter().take_while(|c| **c == '#').count();
        if starts(i, "//") {
            while i < s.len() && s[i] != '\n' {
                i += 1;
            }
        } else if starts(i, "/*") {
            let mut depth = 0;
            while i < s.len() {
                if starts(i, "/*") {
                    (depth, i) = (depth + 1, i + 2);
                } else if starts(i, "*/") {
                    (depth, i) = (depth - 1, i + 2);
                    if depth == 0 {
                        break;
                    }
                } else {
                    i += 1;
                }
            }
        } else if s[i] == 'r' && (!word_before || s[i - 1] == 'b') && s.get(i + 1 + hashes) == Some(&'"') {
            let end = format!("\"{}", "#".repeat(hashes));
            i += hashes + 2;
            while i < s.len() && !starts(i, &end) {
                i += 1;
            }
            i += end.len();
        } else if s[i] == '"' {
            i += 1;
            while i < s.len() && s[i] != '"' {
                i += if s[i] == '\\' { 2 } else { 1 };
            }
            i += 1;
        } else if s[i] == '\'' && s.get(i + 1) == Some(&'\\') {
            i += 3;
            while i < s.len() && s[i] != '\'' {
                i += 1;
            }
            i += 1;
        } else if s[i] == '\'' && s.get(i + 2) == Some(&'\'') {
            i += 3;
        } else {
            out.push(s[i]);
            i += 1;
            continue;
        }
        out.extend(s[from..i.min(s.len())].iter().filter(|c| **c == '\n'));
        out.push(' ');
    }
    out
}

/// A line that belonged to a test.
const REMOVED: &str = "\u{1}";

/// Replaces the lines of items under `#[cfg(test)]`; expects code without literals.
fn without_tests(code: &str) -> String {
    let mut out: Vec<&str> = Vec::new();
    let mut lines = code.lines();
    while let Some(line) = lines.next() {
        if !line.trim_start().starts_with("#[cfg(test)]") {
            out.push(line);
            continue;
        }
        out.push(REMOVED);
        let mut depth = 0i32;
        let mut rest = Some(line.trim_start().trim_start_matches("#[cfg(test)]"));
        'item: while let Some(text) = rest {
            for c in text.chars() {
                depth += i32::from(c == '{') - i32::from(c == '}');
                if depth == 0 && (c == ';' || c == '}') {
                    break 'item;
                }
            }
            rest = lines.next();
            out.push(REMOVED);
        }
    }
    out.join("\n")
}

/// Words, `::` and single signs.
fn tokens(code: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut word = false;
    for c in code.chars() {
        let part = c.is_alphanumeric() || c == '_';
        match tokens.last_mut() {
            Some(last) if part && word => last.push(c),
            Some(last) if c == ':' && last == ":" => last.push(':'),
            _ if !c.is_whitespace() => tokens.push(c.to_string()),
            _ => {}
        }
        word = part;
    }
    tokens
}

/// A path that the code mentions.
struct Mention {
    path: Vec<String>,
    /// The name that a `use` gives it.
    name: Option<String>,
}

/// Every path that the code mentions, those of `use` written out in full, and every macro call as `name!`.
fn mentions(tokens: &[String]) -> Vec<Mention> {
    let is_word = |t: &str| t.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let at = |i: usize| tokens.get(i).map_or("", String::as_str);
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if at(i) == "use" {
            i = use_tree(tokens, i + 1, &[], &mut found);
        } else if is_word(at(i)) && at(i + 1) == "!" && at(i + 2) != "=" {
            found.push(Mention { path: vec![format!("{}!", at(i))], name: None });
            i += 2;
        } else if is_word(at(i)) && at(i + 1) == "::" && (i == 0 || at(i - 1) != "::") {
            let mut path = vec![at(i).to_owned()];
            while at(i + 1) == "::" && is_word(at(i + 2)) {
                path.push(at(i + 2).to_owned());
                i += 2;
            }
            found.push(Mention { path, name: None });
            i += 1;
        } else {
            i += 1;
        }
    }
    found
}

/// Reads one use tree from `i`; returns where it ends.
fn use_tree(tokens: &[String], mut i: usize, before: &[String], found: &mut Vec<Mention>) -> usize {
    let at = |i: usize| tokens.get(i).map_or("", String::as_str);
    let mut path = before.to_vec();
    let mut name = None;
    while i < tokens.len() {
        match at(i) {
            "::" => i += 1,
            "{" => {
                i += 1;
                while i < tokens.len() && at(i) != "}" {
                    i = use_tree(tokens, i, &path, found);
                    i += usize::from(at(i) == ",");
                }
                return i + 1;
            }
            "as" => {
                name = Some(at(i + 1).to_owned());
                i += 2;
            }
            "self" if !path.is_empty() => i += 1,
            "," | ";" | "}" => break,
            word => {
                path.push(word.to_owned());
                i += 1;
            }
        }
    }
    let name = name.or_else(|| path.last().cloned());
    found.push(Mention { path, name });
    i
}

/// The modules of a crate: each by its path, with what its file mentions.
struct Modules(BTreeMap<Vec<String>, Vec<Mention>>);

impl Modules {
    /// From files and their sources; `root` is the folder of the crate's root.
    fn of<'a>(root: &str, files: impl Iterator<Item = (&'a str, &'a str)>) -> Self {
        let module = |path: &str| -> Vec<String> {
            let inner = path.trim_start_matches(root).trim_end_matches(".rs");
            inner.split('/').filter(|part| !["mod", "lib", "main"].contains(part)).map(str::to_owned).collect()
        };
        Self(
            files
                .map(|(path, source)| (module(path), mentions(&tokens(&without_tests(&without_literals(source))))))
                .collect(),
        )
    }

    /// The module that defines what a path mentioned in `module` leads to; `None` outside the crate.
    fn owner(&self, module: &[String], path: &[String], steps: usize) -> Option<Vec<String>> {
        let (mut at, mut rest) = match path[0].as_str() {
            "crate" => (Vec::new(), &path[1..]),
            "self" => (module.to_vec(), &path[1..]),
            "super" => (module.to_vec(), path),
            _ if self.0.contains_key(&[module, &path[..1]].concat()) => (module.to_vec(), path),
            _ => return None,
        };
        while rest.first().is_some_and(|part| part == "super") {
            at.pop();
            rest = &rest[1..];
        }
        while let Some(part) = rest.first() {
            let inner = [at.as_slice(), std::slice::from_ref(part)].concat();
            if self.0.contains_key(&inner) {
                (at, rest) = (inner, &rest[1..]);
                continue;
            }
            let passed_on = self.0.get(&at)?.iter().find(|m| m.name.as_ref() == Some(part) && at != module);
            return match passed_on {
                Some(mention) if steps > 0 => {
                    let path: Vec<String> = mention.path.iter().chain(&rest[1..]).cloned().collect();
                    self.owner(&at, &path, steps - 1)
                }
                _ => Some(at),
            };
        }
        Some(at)
    }

    /// Each set of siblings that lead to each other, as `parent: a, b`, with the imports between them.
    fn circles(&self) -> Vec<(String, String)> {
        let mut imports: BTreeMap<&[String], BTreeMap<(String, String), String>> = BTreeMap::new();
        for (module, mentions) in &self.0 {
            for mention in mentions {
                let Some(owner) = self.owner(module, &mention.path, 8) else { continue };
                let shared = module.iter().zip(&owner).take_while(|(a, b)| a == b).count();
                if let (Some(from), Some(to)) = (module.get(shared), owner.get(shared)) {
                    let line = format!("{} imports {}", module.join("::"), mention.path.join("::"));
                    imports.entry(&module[..shared]).or_default().entry((from.clone(), to.clone())).or_insert(line);
                }
            }
        }
        let mut circles = Vec::new();
        for (parent, edges) in &imports {
            let reached = |from: &str| {
                let mut seen = BTreeSet::new();
                let mut open = vec![from.to_owned()];
                while let Some(a) = open.pop() {
                    open.extend(
                        edges.keys().filter(|(x, y)| *x == a && seen.insert(y.clone())).map(|(_, y)| y.clone()),
                    );
                }
                seen
            };
            let from: BTreeSet<&String> = edges.keys().map(|(a, _)| a).collect();
            let reaches: BTreeMap<&String, BTreeSet<String>> = from.iter().map(|a| (*a, reached(a))).collect();
            let mutual =
                |a: &String, b: &String| reaches[a].contains(b) && reaches.get(b).is_some_and(|r| r.contains(a));
            let sets: BTreeSet<Vec<&String>> =
                from.iter().map(|a| from.iter().filter(|b| mutual(a, b)).copied().collect()).collect();
            for set in sets.iter().filter(|set| !set.is_empty()) {
                let names: Vec<&str> = set.iter().map(|a| a.as_str()).collect();
                let lines = edges
                    .iter()
                    .filter(|((a, b), _)| set.contains(&a) && set.contains(&b))
                    .map(|(_, line)| line.as_str());
                circles.push((
                    format!("{}: {}", parent.join("::"), names.join(", ")),
                    lines.collect::<Vec<_>>().join("\n  "),
                ));
            }
        }
        circles
    }
}

fn sources(dir: &Path, into: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|e| e == "rs") && path.file_name().is_some_and(|n| n != "tests.rs") {
            into.push(path);
        }
    }
}

#[test]
fn the_sources_keep_the_fences() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    assert!(files.len() > 20, "the sources were not found");
    let mut wrong = Vec::new();
    for file in files {
        let path = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        wrong.extend(violations(&path, &std::fs::read_to_string(&file).unwrap()));
        let room = module_of(&path).first().map(|r| (*r).to_owned());
        let known = |r: &String| GROUND.contains(&r.as_str()) || MAY_IMPORT.iter().any(|(name, _)| name == r);
        assert!(room.as_ref().is_none_or(known), "{path} belongs to no room");
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn imports_lead_one_way_inside_rooms() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    sources(&root.join("src"), &mut files);
    let read = |file: &PathBuf| {
        let path = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        (path, std::fs::read_to_string(file).unwrap())
    };
    let files: Vec<(String, String)> = files.iter().map(read).collect();
    let of = |folder: &'static str, program: bool| {
        let inside = files.iter().filter(move |(path, _)| path.starts_with(BINARY) == program);
        Modules::of(folder, inside.map(|(path, source)| (path.as_str(), source.as_str()))).circles()
    };
    let found: Vec<(String, String)> = [of("src/", false), of("src/bin/renmai/", true)].concat();
    let told: Vec<String> = found.iter().map(|(names, lines)| format!("{names}\n  {lines}")).collect();
    assert!(told.is_empty(), "{}", told.join("\n"));
}

#[test]
fn made_up_sources_show_that_every_fence_can_fail() {
    let refused = |path: &str, source: &str| assert_eq!(violations(path, source).len(), 1, "{path}: {source}");
    refused("src/graph/build.rs", "use clap::Parser;");
    refused("src/graph/build.rs", "fn f() { println!(\"{}\", 1); }");
    refused("src/export/csv.rs", "use std::{fmt, io::{self, IsTerminal}};");
    refused("src/analysis.rs", "fn f() { std::process::exit(1) }");
    refused("src/measures/degree.rs", "use rayon::prelude::*;");
    refused("src/tables/read.rs", "fn f() { std::thread::spawn(|| ()); }");
    refused("src/selection/connect.rs", "use std::sync::OnceLock;");
    refused("src/text/mod.rs", "fn f(a: &std::sync::LazyLock<u8>) {}");
    refused("src/bin/renmai/session.rs", "use std::sync::{Arc, Mutex};");
    refused("src/generate/lines.rs", "fn f(w: csv::Writer<Vec<u8>>) {}");
    refused("src/graph/build.rs", "fn f() { let _ = std::fs::read(\"x\"); }");
    refused("src/config/file.rs", "use std::{fs, io};");
    refused("src/text/mod.rs", "use std::fs::File;");
    refused("src/analysis.rs", "fn f() { let now = jiff::Timestamp::now(); }");
    refused("src/tables/read.rs", "use crate::graph::Graph;");
    refused("src/graph/mod.rs", "use crate::{Result, measures::Measures, text::{Lang, Text}};");
    refused("src/text/reasons.rs", "fn f(t: &crate::tables::Tables) {}");
    refused("src/progress.rs", "use super::tables::Tables;");
    refused("src/graph/build.rs", "use super::super::segments::Segments;");
    refused("src/selection/mod.rs", "use crate::analysis::Analysis;");
    refused("src/bin/renmai/main.rs", "#[path = \"../../graph/mod.rs\"] mod graph;");
    refused("src/graph/mod.rs", &"fn f() {}\n".repeat(MOST_LINES + 1));
}

#[test]
fn what_is_allowed_is_not_refused() {
    let allowed = |path: &str, source: &str| assert_eq!(violations(path, source), Vec::<String>::new(), "{path}");
    allowed("src/bin/renmai/main.rs", "use clap::Command; fn main() { println!(\"x\"); std::fs::read(\"x\"); }");
    allowed("src/parallel.rs", "use rayon::prelude::*;");
    allowed("src/tables/read.rs", "use std::fs::File; use crate::{Error, text::errors}; use csv::ByteRecord;");
    allowed("src/graph/build.rs", "use super::Graph; use crate::tables::{Tables, rows::Role}; use std::io::Write;");
    allowed(
        "src/graph/build.rs",
        "// use clap::X;\n/* rayon::x */ const A: &str = \"std::fs::read\"; const B: char = '\"';",
    );
    allowed("src/graph/build.rs", "const A: &str = r#\"\"csv::Reader\"#; fn f<'a>(x: &'a str) -> bool { x != \"a\" }");
    allowed("src/graph/build.rs", "#[cfg(test)]\nmod tests {\n    use crate::analysis::Analysis;\n    fn f() {}\n}\n");
    allowed("src/graph/mod.rs", &format!("#[cfg(test)]\nmod tests {{\n{}}}\n", "fn f() {}\n".repeat(MOST_LINES)));
}

#[test]
fn made_up_rooms_show_that_a_circle_is_found() {
    let circles = |files: &[(&str, &str)]| -> Vec<String> {
        Modules::of("src/", files.iter().copied()).circles().into_iter().map(|(names, _)| names).collect()
    };
    let (a, b) = ("src/room/a.rs", "src/room/b.rs");
    let room = ("src/room/mod.rs", "mod a; mod b; pub use a::A; pub struct Own;");
    assert_eq!(circles(&[room, (a, "use super::b::B;"), (b, "fn f(a: super::a::A) {}")]), ["room: a, b"]);
    assert_eq!(circles(&[room, (a, "use super::b::B;"), (b, "use super::A;")]), ["room: a, b"], "passed on");
    assert_eq!(
        circles(&[room, (a, "use crate::room::b;"), ("src/room/b/deep.rs", "use crate::room::A;"), (b, "")]),
        ["room: a, b"]
    );
    assert_eq!(
        circles(&[("src/x.rs", "use crate::y::Y;"), ("src/y.rs", "use crate::z;"), ("src/z.rs", "use super::x::X;")]),
        [": x, y, z"]
    );
    let none: [&str; 0] = [];
    assert_eq!(
        circles(&[room, (a, "use super::{Own, b::B};"), (b, "use super::Own; use std::a::A;")]),
        none,
        "one way"
    );
    assert_eq!(
        circles(&[room, (a, "use super::b::B;"), (b, "#[cfg(test)]\nmod tests {\n    use super::super::a::A;\n}\n")]),
        none
    );
}
