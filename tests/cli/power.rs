//! The power fails: whatever was not yet brought to the disk may be there or not, each write and each name by itself. The calls of a run
//! are recorded (by `strace`), and of every moment of it the directory is made that a failure then may leave, in many ways.
//!
//! The model asks for more than file systems do: any call that is not followed by an `fsync` of what it changed may be lost alone, a write also by
//! half. One call, such as the exchange of two directories, is done or not.
#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use renmai::random::Random;
use tempfile::TempDir;

use crate::data::{INPUT, expect, tables};

const TRACED: &str = "trace=open,openat,creat,close,dup,write,pwrite64,writev,ftruncate,fallocate,copy_file_range,sendfile,\
    rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,mkdir,mkdirat,fsync,fdatasync";

/// Ways of failing at one moment, beside losing all that may be lost and nothing of it.
const WAYS: u64 = 22;

type Inode = usize;
/// Path → bytes; of a folder nothing.
type Tree = BTreeMap<PathBuf, Option<Vec<u8>>>;

#[derive(Clone, Debug)]
enum Node {
    File(Vec<u8>),
    Folder(BTreeMap<String, Inode>),
}

#[derive(Debug)]
enum Done {
    /// Names in folders that came to mean something else, or nothing, in one call.
    Names(Vec<(Inode, String, Option<Inode>)>),
    Write {
        to: Inode,
        at: usize,
        bytes: Vec<u8>,
    },
    Sync(Inode),
}

/// What was there, and what was done.
#[derive(Debug, Default)]
struct Recording {
    /// By inode as they were before; those made later are empty.
    before: Vec<Node>,
    done: Vec<Done>,
}

const ROOT: Inode = 0;

impl Recording {
    fn begin(home: &Path) -> Self {
        let mut this = Self::default();
        this.load(home);
        this
    }

    fn load(&mut self, path: &Path) -> Inode {
        let inode = self.before.len();
        if path.is_file() {
            self.before.push(Node::File(fs::read(path).unwrap()));
        } else {
            self.before.push(Node::Folder(BTreeMap::new()));
            for entry in fs::read_dir(path).unwrap() {
                let entry = entry.unwrap();
                let child = self.load(&entry.path());
                let Node::Folder(names) = &mut self.before[inode] else { unreachable!() };
                names.insert(entry.file_name().into_string().unwrap(), child);
            }
        }
        inode
    }

    /// What is there after the first `moment` calls if of those that nothing has brought to the disk `kept` says which are. With `half` a write may be kept
    /// by half.
    fn after(&self, moment: usize, mut kept: impl FnMut() -> bool, mut half: impl FnMut() -> bool) -> Vec<Node> {
        let done = &self.done[..moment];
        let mut last_sync = BTreeMap::new();
        for (place, one) in done.iter().enumerate() {
            if let Done::Sync(inode) = one {
                last_sync.insert(*inode, place);
            }
        }
        let is_safe = |place: usize, inode: &Inode| last_sync.get(inode).is_some_and(|&sync| sync > place);
        let mut nodes = self.before.clone();
        for (place, one) in done.iter().enumerate() {
            match one {
                Done::Names(names) => {
                    if names.iter().any(|(folder, ..)| is_safe(place, folder)) || kept() {
                        for (folder, name, now) in names {
                            let Node::Folder(inside) = &mut nodes[*folder] else { panic!("no folder") };
                            match now {
                                Some(inode) => inside.insert(name.clone(), *inode),
                                None => inside.remove(name),
                            };
                        }
                    }
                }
                Done::Write { to, at, bytes } => {
                    let safe = is_safe(place, to);
                    if safe || kept() {
                        let bytes = if !safe && half() { &bytes[..bytes.len() / 2] } else { bytes };
                        let Node::File(file) = &mut nodes[*to] else { panic!("no file") };
                        file.resize(file.len().max(at + bytes.len()), 0);
                        file[*at..at + bytes.len()].copy_from_slice(bytes);
                    }
                }
                Done::Sync(_) => {}
            }
        }
        nodes
    }

    /// The recording of a program that brings nothing to the disk.
    fn without_syncs(mut self) -> Self {
        self.done.retain(|one| !matches!(one, Done::Sync(_)));
        self
    }
}

/// All that is below a folder or at a file; nothing where there is nothing of this name.
fn tree(nodes: &[Node], name: &str) -> Option<Tree> {
    fn fill(nodes: &[Node], inode: Inode, path: &Path, into: &mut Tree) {
        match &nodes[inode] {
            Node::File(bytes) => _ = into.insert(path.to_owned(), Some(bytes.clone())),
            Node::Folder(names) => {
                into.insert(path.to_owned(), None);
                names.iter().for_each(|(name, &child)| fill(nodes, child, &path.join(name), into));
            }
        }
    }
    let mut inode = ROOT;
    for part in name.split('/').filter(|part| !part.is_empty()) {
        let Node::Folder(names) = &nodes[inode] else { return None };
        inode = *names.get(part)?;
    }
    let mut all = Tree::new();
    fill(nodes, inode, Path::new(""), &mut all);
    Some(all)
}

/// Reads what `strace -xx` wrote.
struct Reader<'a> {
    home: &'a Path,
    recording: Recording,
    /// What is there while the program runs.
    now: Vec<Node>,
    /// Open files and folders: which, and where in it the next write goes.
    open: BTreeMap<i64, (Inode, usize)>,
}

impl Reader<'_> {
    fn line(&mut self, call: &str, arguments: &[&str], returned: i64) {
        let number = |i: usize| arguments[i].trim().parse::<i64>().unwrap();
        match call {
            "open" | "openat" | "creat" if returned >= 0 => {
                let first = usize::from(call == "openat");
                let place = self.place(arguments, first);
                self.open.remove(&returned);
                let flags = if call == "creat" { "O_CREAT|O_TRUNC" } else { arguments[first + 1] };
                let Some((folder, name)) = place else { return };
                let Some(inode) = self
                    .child(folder, &name)
                    .or_else(|| flags.contains("O_CREAT").then(|| self.make(folder, name, Node::File(Vec::new()))))
                else {
                    return;
                };
                assert!(!flags.contains("O_TRUNC"), "a file is written over in place");
                let end = match &self.now[inode] {
                    Node::File(bytes) if flags.contains("O_APPEND") => bytes.len(),
                    _ => 0,
                };
                self.open.insert(returned, (inode, end));
            }
            "close" => drop(self.open.remove(&number(0))),
            "write" | "pwrite64" if returned >= 0 => {
                let Some((to, at)) = self.open.get_mut(&number(0)) else { return };
                let bytes = text(arguments[1])[..returned as usize].to_vec();
                let (to, at) = match call {
                    "pwrite64" => (*to, arguments[3].trim().parse().unwrap()),
                    _ => (*to, std::mem::replace(at, *at + bytes.len())),
                };
                let Node::File(file) = &mut self.now[to] else { panic!("no file") };
                file.resize(file.len().max(at + bytes.len()), 0);
                file[at..at + bytes.len()].copy_from_slice(&bytes);
                self.recording.done.push(Done::Write { to, at, bytes });
            }
            "fsync" | "fdatasync" if returned == 0 => {
                if let Some((inode, _)) = self.open.get(&number(0)) {
                    self.recording.done.push(Done::Sync(*inode));
                }
            }
            "mkdir" | "mkdirat" if returned == 0 => {
                if let Some((folder, name)) = self.place(arguments, usize::from(call == "mkdirat")) {
                    self.make(folder, name, Node::Folder(BTreeMap::new()));
                }
            }
            "unlink" | "unlinkat" | "rmdir" if returned == 0 => {
                if let Some((folder, name)) = self.place(arguments, usize::from(call == "unlinkat")) {
                    self.names(vec![(folder, name, None)]);
                }
            }
            "rename" | "renameat" | "renameat2" if returned == 0 => {
                let (from, to) = if call == "rename" { (0, 1) } else { (1, 3) };
                let Some((from, to)) = self.place(arguments, from).zip(self.place(arguments, to)) else { return };
                let exchanged = arguments.get(4).is_some_and(|flags| flags.contains("EXCHANGE"));
                let (a, b) = (self.child(from.0, &from.1), self.child(to.0, &to.1));
                self.names(vec![(to.0, to.1, a), (from.0, from.1, b.filter(|_| exchanged))]);
            }
            "open" | "openat" | "creat" | "write" | "pwrite64" | "fsync" | "fdatasync" | "mkdir" | "mkdirat"
            | "unlink" | "unlinkat" | "rmdir" | "rename" | "renameat" | "renameat2" => {}
            other => {
                let open = arguments.iter().any(|a| a.trim().parse().is_ok_and(|n| self.open.contains_key(&n)));
                assert!(returned < 0 || !open, "{other} is not understood here");
            }
        }
    }

    /// The folder and the name that an argument means, if it is below home. Before it stands the folder where that is not the current one.
    fn place(&self, arguments: &[&str], which: usize) -> Option<(Inode, String)> {
        let path = PathBuf::from(String::from_utf8(text(arguments[which])).unwrap());
        let base = which.checked_sub(1).and_then(|i| arguments[i].trim().parse::<i64>().ok());
        let (mut folder, inside) = match base {
            Some(base) if path.is_relative() => (self.open.get(&base)?.0, path),
            _ => (ROOT, path.strip_prefix(self.home).ok()?.to_owned()),
        };
        let mut parts: Vec<String> = inside.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
        let last = parts.pop().unwrap_or_default();
        for part in parts {
            folder = self.child(folder, &part)?;
        }
        Some((folder, last))
    }

    fn child(&self, folder: Inode, name: &str) -> Option<Inode> {
        match &self.now[folder] {
            Node::Folder(_) if name.is_empty() => Some(folder),
            Node::Folder(names) => names.get(name).copied(),
            Node::File(_) => None,
        }
    }

    fn make(&mut self, folder: Inode, name: String, node: Node) -> Inode {
        self.now.push(node.clone());
        self.recording.before.push(node);
        let inode = self.now.len() - 1;
        self.names(vec![(folder, name, Some(inode))]);
        inode
    }

    fn names(&mut self, names: Vec<(Inode, String, Option<Inode>)>) {
        for (folder, name, now) in &names {
            let Node::Folder(inside) = &mut self.now[*folder] else { panic!("no folder") };
            match now {
                Some(inode) => inside.insert(name.clone(), *inode),
                None => inside.remove(name),
            };
        }
        self.recording.done.push(Done::Names(names));
    }
}

/// The bytes of `"\x41\x42"`.
fn text(argument: &str) -> Vec<u8> {
    let inside = argument.trim().trim_matches('"');
    let hex = |pair: &str| u8::from_str_radix(pair, 16).unwrap();
    inside.split("\\x").filter(|pair| !pair.is_empty()).map(hex).collect()
}

/// Runs the program and records what it does to `home`.
fn record(home: &Path, arguments: &str) -> Recording {
    let trace = home.with_extension("trace");
    let before = Recording::begin(home);
    let output = Command::new("strace")
        .args(["-f", "-xx", "-s", "1000000000", "-e", "signal=none", "-e", TRACED, "-o"])
        .arg(&trace)
        .arg(assert_cmd::cargo::cargo_bin!("renmai"))
        .args(arguments.split_whitespace().map(|word| word.replace("HOME", home.to_str().unwrap())))
        .current_dir(home.with_extension("data"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{arguments}: {}", String::from_utf8_lossy(&output.stderr));
    let now = before.before.clone();
    let mut reader = Reader { home, recording: before, now, open: BTreeMap::new() };
    let mut begun: BTreeMap<String, String> = BTreeMap::new();
    for line in fs::read_to_string(&trace).unwrap().lines() {
        let (process, line) = line.split_once(' ').unwrap();
        let line = line.trim();
        // What another thread interrupts is told in two pieces, and is done at the second.
        if let Some(first) = line.strip_suffix("<unfinished ...>") {
            begun.insert(process.to_owned(), first.to_owned());
            continue;
        }
        let line = match line.strip_prefix("<... ") {
            Some(rest) => {
                begun.remove(process).unwrap_or_default() + rest.split_once("resumed>").map_or("", |(_, rest)| rest)
            }
            None => line.to_owned(),
        };
        let Some((call, rest)) = line.split_once('(') else { continue };
        let Some((arguments, returned)) = rest.rsplit_once(" = ") else { continue };
        let Ok(returned) = returned.split(' ').next().unwrap_or_default().parse() else { continue };
        let arguments: Vec<&str> = arguments.trim_end().trim_end_matches(')').split(", ").collect();
        reader.line(call, &arguments, returned);
    }
    // What was understood of the calls is what they did.
    let there = Recording::begin(home).before;
    assert_eq!(tree(&reader.now, "").map(shown), tree(&there, "").map(shown), "{arguments}");
    reader.recording
}

/// Names and lengths.
fn shown(tree: Tree) -> Vec<(PathBuf, Option<usize>)> {
    tree.into_iter().map(|(path, bytes)| (path, bytes.map(|bytes| bytes.len()))).collect()
}

/// Every moment, in many ways: how many failures there were, and of how many `wrong` says what is wrong. It is told what is there while the program
/// runs and what the failure leaves.
fn failures(recording: &Recording, wrong: impl Fn(&[Node], &[Node]) -> Option<String>) -> (usize, Vec<String>) {
    let (mut all, mut faults) = (0, Vec::new());
    for moment in 0..=recording.done.len() {
        let running = recording.after(moment, || true, || false);
        for way in 0..WAYS + 2 {
            let mut dice = Random::stream(moment as u64, way);
            let share = [0.0, 1.0, 0.1, 0.5, 0.5, 0.9, 0.97, 0.99][way as usize % 8];
            let mut torn = Random::stream(moment as u64, 100 + way);
            let left = recording.after(moment, || dice.chance(share), || way > 1 && torn.chance(0.2));
            all += 1;
            if let Some(what) = wrong(&running, &left) {
                faults.push(format!("after {moment} calls, way {way}: {what}"));
            }
        }
    }
    (all, faults)
}

/// Whether `strace` can be had. Where `tests/run` has installed it, it must work.
fn can_record() -> bool {
    let tried = Command::new("strace").args(["-o", "/dev/null", "true"]).stderr(Stdio::null()).status();
    let works = tried.is_ok_and(|status| status.success());
    assert!(works || std::env::var_os("RENMAI_STRACE_REQUIRED").is_none(), "strace does not work here");
    if !works {
        eprintln!("skipped: strace is not here, or may not trace");
    }
    works
}

#[test]
fn a_power_failure_leaves_what_was_there_or_all_of_the_new() {
    if !can_record() {
        return;
    }
    let dir = TempDir::new().unwrap();
    let home = &dir.path().canonicalize().unwrap().join("home");
    fs::create_dir(home).unwrap();
    let data = tables();
    fs::rename(data.path(), home.with_extension("data")).unwrap();
    for (arguments, output) in [
        ("report --top 3 --threads 1 --out HOME/new/out", "new/out"),
        ("report --top 2 --threads 2 --out HOME/new/out", "new/out"),
        ("build --threads 1 --out HOME/a.renmai", "a.renmai"),
        ("build --measures --threads 2 --out HOME/a.renmai", "a.renmai"),
        ("betweenness --parts 2 --part 1 --threads 1 --out HOME/1.part", "1.part"),
    ] {
        let recording = record(home, &format!("{arguments} {INPUT}"));
        let before = tree(&recording.before, output);
        let whole = recording.after(recording.done.len(), || true, || false);
        let new = tree(&whole, output);
        assert!(new.is_some() && new != before, "{arguments}");
        let wrong = |_: &[Node], left: &[Node]| {
            let left = tree(left, output);
            (left != before && left != new).then(|| format!("{:?}", left.map(shown)))
        };
        let (all, faults) = failures(&recording, wrong);
        assert_eq!(faults.len(), 0, "{arguments}: {} of {all}\n{}", faults.len(), faults[0]);
        // Once it has said that it is done, it is.
        for way in 0..20 {
            let mut dice = Random::stream(7, way);
            let left = recording.after(recording.done.len(), || dice.chance(way as f64 / 20.0), || false);
            assert!(tree(&left, output) == new, "{arguments}: done, and lost");
        }
        let (_, unsafe_ones) = failures(&recording.without_syncs(), wrong);
        eprintln!("{arguments}: {all} failures; without fsync {} of them would leave a mix", unsafe_ones.len());
        assert!(unsafe_ones.len() > 2, "{arguments}: nothing would be noticed");
    }
}

#[test]
fn a_power_failure_costs_a_run_in_parts_no_part_that_was_kept() {
    if !can_record() {
        return;
    }
    let dir = TempDir::new().unwrap();
    let home = &dir.path().canonicalize().unwrap().join("home");
    fs::create_dir(home).unwrap();
    expect(0, dir.path(), "generate --users 300 --seed 5 --out home.data");
    let arguments = "betweenness --parts 1 --part 1 --threads 1 --resume HOME/kept --out HOME/1.part";
    let recording = record(home, &format!("{arguments} {INPUT}"));
    let whole = recording.after(recording.done.len(), || true, || false);
    let all_parts = tree(&whole, "kept").unwrap();
    assert!(all_parts.len() > 3, "{:?}", shown(all_parts));
    let parts = |nodes: &[Node]| {
        let mut there = tree(nodes, "kept").unwrap_or_default();
        there.retain(|path, bytes| bytes.is_some() && !path.to_string_lossy().starts_with('.'));
        there
    };
    let wrong = |running: &[Node], left: &[Node]| {
        let (running, left) = (parts(running), parts(left));
        let damaged = left.iter().find(|(path, bytes)| all_parts.get(*path) != Some(*bytes));
        let lost = running.len().saturating_sub(left.len());
        match damaged {
            Some((path, _)) => Some(format!("{} is damaged", path.display())),
            None => (lost > 1).then(|| format!("{lost} parts are lost")),
        }
    };
    let (all, faults) = failures(&recording, wrong);
    assert_eq!(faults.len(), 0, "{} of {all}\n{}", faults.len(), faults[0]);
    let (_, unsafe_ones) = failures(&recording.without_syncs(), wrong);
    eprintln!("{} parts, {all} failures; without fsync {} would be told", all_parts.len() - 1, unsafe_ones.len());
    assert!(unsafe_ones.len() * 20 > all, "nothing would be noticed");
}
