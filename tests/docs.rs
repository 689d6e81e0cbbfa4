//! The examples of the documentation are run as they stand there: whatever a reader may copy works.
//!
//! - *Commands* are the lines of indented blocks and of fences without a language that begin with `renmai`, `cargo`,
//!   `python3`, or a script of this repository. The program's own (`renmai …`, `cargo run --release -- …`) are run by the
//!   shell, in the order of the document, in one folder a document. Of the others it is checked that the files they name
//!   are there, and of `cargo bench`, `cargo test` and `--example` that there is such a thing.
//! - *Code within a sentence* that begins with `renmai` is run too, each alone beside a configuration that names all tables.
//!   Where it is only a command's name, lacks `--out` or has three dots, the command and its options have to exist.
//! - `fixtures` is there, as in a clone.
//! - A table that a command names and that is not there is put there, of a generated workload: which one, its option says.
//! - Commands for more users than `MOST_USERS` are not run; their options have to exist. The test says how many.
//! - `toml` fences are read as a configuration, and where they name no tables, used for a run.
#![cfg(unix)]

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use assert_cmd::cargo::cargo_bin;
use common::generated::{Files, files};
use renmai::config::columns::{CellKind, Column, SCHEMAS, Schema};
use renmai::config::{Config, keys};
use renmai::generate::GenerateOptions;
use renmai::text::Lang;

/// Most users that a test generates.
const MOST_USERS: usize = 20_000;

/// What stands for a value in an example, and what a reader would write there.
const PLACES: [(&str, &str); 6] = [
    ("USER_ID", "u000499"),
    ("用户ID", "u000499"),
    ("EXPR", "'city = 上海'"),
    ("DIR", "g"),
    ("ROWS", "city"),
    ("COLS", "role"),
];

/// What a reader calls the tables that are generated.
const OWN: [(&str, &str); 8] = [
    ("members.csv", "memberships.csv"),
    ("messages.csv", "interactions.csv"),
    ("people.csv", "users.csv"),
    ("orders.csv", "purchases.csv"),
    ("成员.csv", "memberships.csv"),
    ("消息.csv", "interactions.csv"),
    ("用户.csv", "users.csv"),
    ("订单.csv", "purchases.csv"),
];

fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every document for readers: its name and text.
fn documents() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for folder in [".", "docs", "benches", "fixtures"] {
        for entry in fs::read_dir(repository().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|e| e == "md") {
                let name = Path::new(folder).join(path.file_name().unwrap());
                found.push((
                    name.to_string_lossy().trim_start_matches("./").to_owned(),
                    fs::read_to_string(path).unwrap(),
                ));
            }
        }
    }
    found.sort();
    found
}

/// The parts of a document that are code.
#[derive(Default)]
struct Code<'a> {
    /// Blocks without a language, as lines without indentation.
    blocks: Vec<Vec<&'a str>>,
    toml: Vec<String>,
    inline: Vec<&'a str>,
}

fn code(text: &str) -> Code<'_> {
    let mut code = Code::default();
    let mut fence: Option<&str> = None;
    let mut last_is_code = false;
    for line in text.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            let opens = fence.is_none();
            fence = opens.then_some(language);
            match language {
                "toml" if opens => code.toml.push(String::new()),
                _ if opens => code.blocks.push(Vec::new()),
                _ => (),
            }
            last_is_code = false;
        } else if fence == Some("toml") {
            *code.toml.last_mut().unwrap() += &format!("{line}\n");
        } else if let Some(language) = fence {
            if language.is_empty() || language == "sh" {
                code.blocks.last_mut().unwrap().push(line);
            }
        } else if let Some(line) = line.strip_prefix("    ") {
            if !last_is_code {
                code.blocks.push(Vec::new());
            }
            code.blocks.last_mut().unwrap().push(line);
            last_is_code = true;
        } else {
            last_is_code = false;
            code.inline.extend(line.split('`').skip(1).step_by(2));
        }
    }
    code
}

/// A command without its comment, with the program's name for how it is started from a clone; its parts between `&&`.
fn parts(line: &str) -> Vec<String> {
    let line = line.split(" #").next().unwrap().replace("cargo run --release --", "renmai");
    let line = PLACES.iter().fold(line, |line, (place, value)| {
        let words =
            |part: &str| part.split('/').map(|w| if w == *place { value } else { w }).collect::<Vec<_>>().join("/");
        line.split(' ').map(words).collect::<Vec<_>>().join(" ")
    });
    line.split(" && ").map(|part| part.trim().to_owned()).collect()
}

/// The program, and the tables that stand for a reader's own.
struct Runner {
    tables: Files,
    /// The text of `--help` by command.
    help: BTreeMap<String, String>,
    /// Commands without tables that ran already.
    alone: BTreeSet<String>,
    ran: usize,
    mentioned: usize,
    heavy: BTreeSet<String>,
    foreign: BTreeSet<String>,
    wrong: Vec<String>,
}

impl Runner {
    fn new() -> Self {
        let options = GenerateOptions { users: 600, circle_size: 60, ..GenerateOptions::default() };
        let mut runner = Self {
            tables: files(&options),
            help: BTreeMap::new(),
            alone: BTreeSet::new(),
            ran: 0,
            mentioned: 0,
            heavy: BTreeSet::new(),
            foreign: BTreeSet::new(),
            wrong: Vec::new(),
        };
        runner.tables.insert("suppress.csv", b"user_id\nu000001\n".to_vec());
        let help = |command: &str| {
            String::from_utf8(shell(repository(), &format!("renmai {command} --help --lang en")).stdout).unwrap()
        };
        let all = help("");
        for line in all.split("Commands:\n").nth(1).unwrap().lines().take_while(|l| !l.is_empty()) {
            let command = line.split_whitespace().next().unwrap();
            runner.help.insert(command.to_owned(), help(command));
        }
        assert!(runner.help.len() > 8, "{all}");
        runner
    }

    /// Whether a command and its options exist; what does not.
    fn unknown(&self, part: &str) -> Option<String> {
        let mut words = part.split_whitespace().skip(1);
        let command = words.next().filter(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))?;
        let Some(help) = self.help.get(command) else { return Some(format!("there is no command {command}")) };
        let options = words.filter(|word| word.starts_with("--")).map(|word| word.split('=').next().unwrap());
        let known = |option: &str| help.split_whitespace().any(|word| word.trim_end_matches(',') == option);
        options.into_iter().find(|option| !known(option)).map(|option| format!("{command} has no option {option}"))
    }

    /// Puts tables where the options of a command look for them.
    fn supply(&self, dir: &Path, part: &str) {
        let words: Vec<&str> = part.split_whitespace().collect();
        for pair in words.windows(2) {
            let Some(table) = self.tables.get(&*format!("{}.csv", pair[0].trim_start_matches("--"))) else { continue };
            let (file, constants) = pair[1].split_once(':').unwrap_or((pair[1], ""));
            let path = dir.join(file);
            if !path.exists() {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                fs::write(path, without(table, constants.split('=').next().unwrap())).unwrap();
            }
        }
        // Named without an option, they are known by what a reader would call them.
        for (file, table) in OWN.iter().filter(|(file, _)| words.contains(file) && !dir.join(file).exists()) {
            fs::write(dir.join(file), &self.tables[*table]).unwrap();
        }
    }

    /// Runs one part of an example.
    fn part(&mut self, at: &str, dir: &Path, part: &str) {
        let words: Vec<&str> = part.split_whitespace().collect();
        if words[0] != "renmai" {
            self.foreign.insert(part.to_owned());
            let missing = absent(&words);
            self.wrong.extend(missing.into_iter().map(|what| format!("{at}: {part}\n  {what} is not there")));
            return;
        }
        let users = words.iter().skip_while(|word| **word != "--users").nth(1).and_then(|n| n.parse::<usize>().ok());
        if users.is_some_and(|n| n > MOST_USERS) {
            self.heavy.insert(part.to_owned());
            self.wrong.extend(self.unknown(part).map(|what| format!("{at}: {part}\n  {what}")));
            return;
        }
        // What reads no tables does the same in every document.
        if ["demo", "bench"].contains(&words[1]) && !self.alone.insert(part.to_owned()) {
            return;
        }
        // Three dots go on as the example before: with tables.
        let part = part.replace('…', "--memberships memberships.csv --users users.csv");
        self.supply(dir, &part);
        let output = shell(dir, &part);
        self.ran += 1;
        if !output.status.success() {
            self.wrong.push(format!("{at}: {part}\n  {}", String::from_utf8_lossy(&output.stderr)));
        }
        // Whoever writes the configuration to edit it names the own tables in it.
        if part.ends_with("> renmai.toml") {
            let text = fs::read_to_string(dir.join("renmai.toml")).unwrap();
            assert!(text.contains("\nmemberships = []\n"), "{text}");
            fs::write(dir.join("renmai.toml"), text.replace("\nmemberships = []\n", "\nmemberships = \"m.csv\"\n"))
                .unwrap();
            self.supply(dir, "--memberships m.csv");
        }
    }

    /// Runs code within a sentence that is a command, or looks up what it mentions.
    fn inline(&mut self, at: &str, span: &str) {
        for span in alternatives(span) {
            let parts = parts(&span);
            let complete = |part: &String| {
                let command = part.split_whitespace().nth(1).unwrap_or_default();
                part.contains(" --out ") || !["demo", "report", "generate"].contains(&command)
            };
            if span.contains('…') || span.split(' ').count() < 3 || !parts.iter().all(complete) {
                self.mentioned += 1;
                let unknown: Vec<String> = parts.iter().filter_map(|part| self.unknown(part)).collect();
                self.wrong.extend(unknown.into_iter().map(|what| format!("{at}: {span}\n  {what}")));
                continue;
            }
            let dir = tempfile::tempdir().unwrap();
            let tables = self.tables.keys().filter(|name| !["truth.csv", "suppress.csv"].contains(name));
            let lines = tables.map(|name| format!("{} = \"own/{name}\"\n", name.trim_end_matches(".csv")));
            fs::create_dir(dir.path().join("own")).unwrap();
            fs::write(dir.path().join("renmai.toml"), format!("[input]\n{}", lines.collect::<String>())).unwrap();
            self.tables.iter().for_each(|(name, bytes)| fs::write(dir.path().join("own").join(name), bytes).unwrap());
            parts.iter().for_each(|part| self.part(at, dir.path(), part));
        }
    }

    fn toml(&mut self, at: &str, text: &str) {
        self.ran += 1;
        if let Err(error) = Config::parse(at, text) {
            self.wrong.push(format!("{at}: {error}\n{text}"));
        } else if !text.contains("[input") {
            let dir = tempfile::tempdir().unwrap();
            fs::write(dir.path().join("renmai.toml"), text).unwrap();
            self.part(
                at,
                dir.path(),
                "renmai segment 'user_id is known' --memberships m.csv --interactions i.csv --users u.csv",
            );
        }
    }
}

/// `koc|referral` is one and the other.
fn alternatives(span: &str) -> Vec<String> {
    match span.split(' ').find(|word| word.contains('|') && word.len() > 1) {
        Some(word) => word.split('|').map(|one| span.replace(word, one)).collect(),
        None => vec![span.to_owned()],
    }
}

fn shell(dir: &Path, command: &str) -> Output {
    let program = cargo_bin!("renmai").parent().unwrap().to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let path = std::env::join_paths([program].into_iter().chain(std::env::split_paths(&path))).unwrap();
    Command::new("sh").args(["-c", command]).current_dir(dir).env("PATH", path).output().unwrap()
}

/// A table without one column.
fn without(table: &[u8], column: &str) -> Vec<u8> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table);
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let dropped = rows[0].iter().position(|header| header == column);
    for row in &rows {
        writer.write_record(row.iter().enumerate().filter(|(i, _)| Some(*i) != dropped).map(|(_, cell)| cell)).unwrap();
    }
    writer.into_inner().unwrap()
}

/// What a command of other programs names and this repository does not have.
fn absent(words: &[&str]) -> Vec<String> {
    let after = |option: &str| words.iter().skip_while(|word| **word != option).nth(1);
    let built = [("--bench", "benches"), ("--example", "examples"), ("--test", "tests")].into_iter().filter_map(
        |(option, folder)| {
            let name = after(option)?;
            let places = [format!("{folder}/{name}.rs"), format!("{folder}/{name}/main.rs")];
            (!places.iter().any(|place| repository().join(place).exists())).then(|| places[0].clone())
        },
    );
    let is_ours =
        |word: &&&str| ["benches/", "tests/", "examples/", "src/"].iter().any(|folder| word.starts_with(folder));
    let scripts =
        words.iter().filter(is_ours).filter(|word| !repository().join(word).exists()).map(|word| (*word).to_owned());
    built.chain(scripts).collect()
}

fn is_command(line: &str) -> bool {
    let first = line.split(' ').next().unwrap();
    ["renmai", "cargo", "python3"].contains(&first)
        || first.contains('/') && first.starts_with(|c: char| c.is_ascii_lowercase()) && line.is_ascii()
}

#[test]
fn every_example_runs() {
    let mut runner = Runner::new();
    let mut by_document = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (name, text) in documents() {
        let before = runner.ran;
        let dir = tempfile::tempdir().unwrap();
        std::os::unix::fs::symlink(repository().join("fixtures"), dir.path().join("fixtures")).unwrap();
        let code = code(&text);
        for line in code.blocks.iter().flatten().filter(|line| is_command(line)) {
            parts(line).iter().for_each(|part| runner.part(&name, dir.path(), part));
        }
        code.toml.iter().for_each(|text| runner.toml(&name, text));
        for span in code.inline.iter().filter(|span| span.starts_with("renmai ")) {
            if seen.insert((*span).to_owned()) {
                runner.inline(&name, span);
            }
        }
        by_document.insert(name, runner.ran - before);
    }
    eprintln!(
        "run: {} {by_document:?}\nmentioned: {}\ntoo heavy: {:#?}\nother programs: {:#?}",
        runner.ran, runner.mentioned, runner.heavy, runner.foreign
    );
    assert!(runner.wrong.is_empty(), "{} examples fail:\n\n{}", runner.wrong.len(), runner.wrong.join("\n"));
    // An example that is written in a new way must not slip through.
    for (name, least) in [
        ("README.md", 11),
        ("README.zh-CN.md", 9),
        ("docs/inputs.md", 12),
        ("docs/inputs.zh-CN.md", 12),
        ("docs/segments.md", 4),
        ("docs/circles.md", 2),
        ("docs/seeds.md", 1),
    ] {
        assert!(by_document[name] >= least, "{name}: {} examples ran", by_document[name]);
    }
    assert!(runner.heavy.len() <= 4 && runner.mentioned <= 20, "{:?}, {} mentioned", runner.heavy, runner.mentioned);
}

/// The error that `docs/rules.md` shows is the one that the program gives.
#[test]
fn the_error_of_the_manual_is_the_programs() {
    let manual = fs::read_to_string(repository().join("docs/rules.md")).unwrap();
    let blocks = code(&manual).blocks;
    let shown =
        blocks.iter().find(|lines| lines.iter().any(|line| line.contains("^^^"))).expect("an error in docs/rules.md");
    let runner = Runner::new();
    let dir = tempfile::tempdir().unwrap();
    runner.supply(dir.path(), "--memberships m.csv");
    let output =
        shell(dir.path(), &format!("renmai shortlist koc --lang en --memberships m.csv --where '{}'", shown[1].trim()));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.trim_end().ends_with(&shown.join("\n")),
        "docs/rules.md shows\n{}\nand the program says\n{said}",
        shown.join("\n")
    );
}

/// Paths of files that documents point to exist.
#[test]
fn links_lead_somewhere() {
    for (name, text) in documents() {
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            let file = target.split('#').next().unwrap();
            let path: PathBuf = repository().join(&name).parent().unwrap().join(file);
            assert!(file.is_empty() || target.contains("://") || path.exists(), "{name}: {target}");
        }
    }
}

/// The columns of a table as `docs/inputs.md` shows them.
fn shown(schema: &Schema, lang: Lang) -> String {
    let say = |zh, en| if lang == Lang::Zh { zh } else { en };
    let kind = |kind| match kind {
        CellKind::Id => say("编号", "an id"),
        CellKind::Time => say("时间", "a time"),
        CellKind::End => say("时间，可以在将来", "a time, which may be to come"),
        CellKind::Count => say("不小于 0 的数", "a number of at least 0"),
        CellKind::Amount => say("金额", "an amount"),
        CellKind::MemberType => say("客户、员工、机器人", "customer, staff, robot"),
        CellKind::Role => say("好友、群成员、粉丝", "friend, group member, follower"),
        CellKind::Flag => say("是或否", "yes or no"),
        CellKind::Wanted => say("是或否；认不出的算否", "yes or no; what is not known means no"),
        CellKind::OptOut => say("是或否；认不出的算是", "yes or no; what is not known means yes"),
        CellKind::Text => say("文字", "text"),
        CellKind::Name => say("名字", "a name"),
    };
    let row = |column: &Column| {
        let mut classes = column.aliases.split(|alias| alias.is_empty()).map(|class| class.join(say("、", ", ")));
        let ranked = say("有几个时取最前的：", "the first of these that is there: ").to_owned();
        let first = match classes.next().unwrap_or_default() {
            first if first.is_empty() => classes.next().map_or(first, |class| ranked + &class),
            first => first,
        };
        let others = classes.map(|class| say("；都没有时：", "; without any of these: ").to_owned() + &class);
        let name = if column.required { format!("**{}**", column.name) } else { column.name.to_owned() };
        let needed = if column.required { say("是", "yes") } else { "" };
        let (about, cells) = (column.about.get(lang), kind(column.kind));
        format!("| {name} | {needed} | {about} | {cells} | {first}{} |\n", others.collect::<String>())
    };
    let head = say(
        "| 列 | 必需 | 是什么 | 格里写 | 也认这些表头 |",
        "| column | needed | what it is | its cells | headers that mean it |",
    );
    format!("{head}\n|---|---|---|---|---|\n{}", schema.columns.iter().map(row).collect::<String>())
}

/// What the manual says of columns and settings is what is declared.
#[test]
fn the_manual_of_inputs_is_what_is_declared() {
    for (name, lang) in [("docs/inputs.md", Lang::En), ("docs/inputs.zh-CN.md", Lang::Zh)] {
        let manual = fs::read_to_string(repository().join(name)).unwrap();
        for schema in SCHEMAS {
            let table = shown(schema, lang);
            assert!(manual.contains(&table), "{name}: the columns of {} are\n\n{table}", schema.table);
        }
        for (path, _) in keys() {
            let Some(key) = path.strip_prefix("input.").filter(|key| !key.contains('.')) else { continue };
            assert!(manual.contains(&format!("`{key}`")), "{name} does not say what {path} is");
        }
    }
}
