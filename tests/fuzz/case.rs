//! One case: files, a configuration and a command line; what may come of it and what may not.

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::Path;

use renmai::config::default_toml;
use renmai::random::Random;
use renmai::text::Lang;

use crate::mutate::Dice;
use crate::process::{Ended, run};
use crate::world::{TABLES, World, worlds};

/// Commands that read tables, the frequent ones more than once.
#[rustfmt::skip]
const COMMANDS: [&str; 12] = [
    "check", "check", "report", "shortlist koc", "shortlist referral", "shortlist isolated", "explain", "explain",
    "segment", "segment", "crosstab", "seeds",
];

/// Options with values that are in order: hostile ones are in order by chance alone.
#[rustfmt::skip]
const SOUND: &[&str] = &[
    "--as-of 2025-06-05", "--as-of 2024-01-01", "--betweenness exact", "--betweenness sampled --samples 500",
    "--betweenness weighted", "--path-counting channels", "--epsilon 0.1", "--delta 0.01", "--samples 500",
    "--seed 7", "--resolution 0.5", "--resolution 3", "--top 0", "--top 2", "--k 3", "--k 0", "--k 1000",
    "--model lt", "--rate 1", "--rate 0.01", "--quota city=1", "--quota tier=2", "--list-quota circle=1",
    "--list-quota owner=2", "--with u2", "--csv", "--skip-bad-rows", "--skip-bad-rows", "--skip-bad-rows",
    "--rejected bad.csv", "--lang en", "--lang zh", "--force",
];

/// Columns, words and signs of rules, beside the examples of the documentation.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "and", "or", "not", "且", "或", "非", "(", ")", "[", "]", ",", "=", "!=", "<", ">=", "in", "under", "contains", "is",
    "known", "未知", "value_tier", "city", "城市", "influence", "interests", "opted_out", "registered_at", "user_id",
    "门店", "积分", "circle", "position", "S", "上海", "0", "-1e308", "NaN", "2025-01-01", "2025-01-01T10:00", "9999-12-31",
    "母婴>健身", "\"", "“", "`", "\\", "1e999", "yes",
];

/// What the program says of itself, and what cases start from.
pub struct Program {
    worlds: Vec<World>,
    /// Each command's options with whether they take a value, from its help.
    options: BTreeMap<&'static str, Vec<(String, bool)>>,
    /// Section, key and default value of every option of the configuration.
    keys: Vec<[String; 3]>,
    rules: Vec<&'static str>,
}

/// One case.
pub struct Case {
    files: BTreeMap<String, Vec<u8>>,
    arguments: Vec<String>,
    /// Whether there is a report already where this one goes.
    earlier: bool,
}

impl Program {
    pub fn new() -> Self {
        let here = Path::new(env!("CARGO_TARGET_TMPDIR"));
        let options = |command: &str| {
            let mut words: Vec<String> = command.split(' ').map(str::to_owned).collect();
            words.push("--help".to_owned());
            let help = String::from_utf8(run(here, here, &words).stdout).unwrap();
            let option = |line: &str| {
                let (_, rest) = line.split_once("--")?;
                let mut words = rest.split_whitespace();
                let name = words.next()?.to_owned();
                Some((format!("--{name}"), words.next().is_some_and(|w| w.starts_with('<'))))
            };
            help.lines().filter(|line| line.trim_start().starts_with('-')).filter_map(option).collect()
        };
        let options: BTreeMap<_, Vec<_>> = COMMANDS.map(|command| (command, options(command))).into();
        assert!(options.values().all(|of| of.len() > 10), "{options:?}");
        let mut section = String::new();
        let mut keys = Vec::new();
        for line in default_toml(Lang::En).lines() {
            let line = line.trim_start_matches("# ");
            if let Some(name) = line.strip_prefix('[') {
                section = name.trim_end_matches(']').trim_start_matches('[').to_owned();
            } else if let Some((key, value)) = line.split_once(" = ")
                && !key.contains(' ')
            {
                keys.push([section.clone(), key.to_owned(), value.to_owned()]);
            }
        }
        assert!(keys.len() > 80, "{keys:?}");
        let fence = include_str!("../../docs/rules.md").split("```rules\n").nth(1).unwrap();
        let rules = fence.split("```").next().unwrap().lines().collect();
        Self { worlds: worlds(), options, keys, rules }
    }

    fn rule(&self, dice: &mut Dice) -> String {
        let rule = *dice.pick(&self.rules);
        match dice.below(4) {
            0 => {
                let other = *dice.pick(&self.rules);
                dice.text(rule, other)
            }
            1 => (0..dice.below(14)).map(|_| format!("{} ", dice.pick(WORDS))).collect(),
            2 => format!("{rule} {} {}", dice.pick(&["and", "or", "and not"]), dice.pick(&self.rules)),
            _ => rule.to_owned(),
        }
    }

    /// A few options of the configuration, some with hostile values, sometimes the whole damaged as text.
    fn configuration(&self, dice: &mut Dice) -> String {
        const VALUES: &[&str] = &[
            "-1",
            "0",
            "1",
            "2",
            "0.5",
            "1.0",
            "1e308",
            "-1e308",
            "1e-320",
            "nan",
            "inf",
            "-0.0",
            "9223372036854775807",
            "-9223372036854775808",
            "\"\"",
            "\"x\"",
            "true",
            "[]",
            "[0]",
            "[-1]",
            "[1, 1]",
            "[\"a\", \"a\"]",
            "[1e308, 2e308]",
            "{}",
            "{ x = 1 }",
            "1979-05-27",
            "4294967296",
            "[[]]",
            "\"UTC\"",
            "\"Asia/Nowhere\"",
            "\"all\"",
            "\"spend\"",
            "\"tier\"",
        ];
        let mut sections: BTreeMap<&str, String> = BTreeMap::new();
        for _ in 0..1 + dice.below(4) {
            let [section, key, value] = dice.pick(&self.keys);
            if matches!(section.as_str(), "input" | "value.cells") && dice.chance(0.8) {
                continue;
            }
            let value = if dice.chance(0.5) { *dice.pick(VALUES) } else { value };
            sections.entry(section).or_default().push_str(&format!("{key} = {value}\n"));
        }
        if dice.chance(0.2) {
            let rule = self.rule(dice).replace(['"', '\\', '\n', '\r'], "'");
            sections
                .entry("segments")
                .or_default()
                .push_str(&format!("{} = \"{rule}\"\n", dice.pick(&["a", "母", "influence", "and"])));
        }
        let table = |(name, lines): (&&str, &String)| {
            if name.is_empty() { lines.clone() } else { format!("[{name}]\n{lines}") }
        };
        let text: String = sections.iter().map(table).collect();
        if dice.chance(0.15) { dice.text(&text, &default_toml(Lang::Zh)) } else { text }
    }
}

impl Case {
    /// The case of a number.
    pub fn new(program: &Program, seed: u64, index: u64) -> Self {
        let mut dice = Dice(Random::stream(seed, index));
        let mut world = dice.pick(&program.worlds).clone();
        let other = dice.pick(&program.worlds).clone();
        for _ in 0..[0, 1, 1, 2, 4][dice.below(5)] {
            let (name, from) = (*dice.pick(&TABLES), *dice.pick(&TABLES));
            dice.table(world.get_mut(name).unwrap(), &other[from]);
        }

        let mut files = BTreeMap::new();
        let mut inputs = Vec::new();
        let damaged = dice.chance(0.3).then(|| *dice.pick(&TABLES));
        for name in TABLES {
            if !dice.chance(if name == "memberships" { 0.95 } else { 0.6 }) {
                continue;
            }
            let mut bytes = dice.csv(&world[name]);
            let from = *dice.pick(&TABLES);
            let from = dice.csv(&other[from]);
            let mut file = format!("{name}.csv");
            if damaged == Some(name) && dice.chance(0.6) {
                dice.bytes(&mut bytes, &from);
            }
            if dice.chance(0.1) {
                let (packed, ending) = dice.compressed(&bytes);
                bytes = packed;
                file += ending;
            }
            if damaged == Some(name) && dice.chance(0.6) {
                dice.bytes(&mut bytes, &from);
            }
            files.insert(file.clone(), bytes);
            let constant = if dice.chance(0.05) {
                format!(":{}={}", dice.pick(&["kind", "member_type", "user_id", "x", ""]), dice.cell())
            } else {
                String::new()
            };
            inputs.push((format!("--{name}"), file + &constant));
        }
        // Tables in the wrong place, twice, missing, or no files at all.
        if dice.chance(0.08) && !inputs.is_empty() {
            let (option, file) = (dice.pick(&inputs).0.clone(), dice.pick(&inputs).1.clone());
            let place = dice.pick(&[&*file, ".", "absent.csv", "/dev/null", "", "-"]).to_string();
            inputs.push((option, place));
        }

        let command = *dice.pick(&COMMANDS);
        let mut arguments: Vec<String> = command.split(' ').map(str::to_owned).collect();
        let world_id = |dice: &mut Dice| {
            let table = &world[*dice.pick(&TABLES)];
            let row = if table.is_empty() { None } else { dice.pick(table).first().cloned() };
            row.filter(|_| dice.chance(0.9)).unwrap_or_else(|| dice.cell())
        };
        match command {
            "explain" => arguments.push(world_id(&mut dice)),
            "segment" => arguments.push(program.rule(&mut dice)),
            "crosstab" => {
                for _ in 0..2 {
                    let column = if dice.chance(0.8) { (*dice.pick(&WORDS[21..33])).to_owned() } else { dice.cell() };
                    arguments.push(column);
                }
            }
            "report" => arguments.extend([
                "--out".to_owned(),
                dice.pick(&["out", "out", "out", "new/out", "memberships.csv"]).to_string(),
            ]),
            _ => (),
        }
        arguments.extend(inputs.into_iter().flat_map(|(option, file)| [option, file]));
        let known = &program.options[command];
        for sound in (0..dice.below(4)).map(|_| *dice.pick(SOUND)) {
            let words: Vec<&str> = sound.split(' ').collect();
            if known.iter().any(|(name, _)| name == words[0]) && !arguments.contains(&words[0].to_owned()) {
                arguments.extend(words.into_iter().map(str::to_owned));
            }
        }
        if dice.chance(0.2) && known.iter().any(|(name, _)| name == "--where") {
            arguments.extend(["--where".to_owned(), program.rule(&mut dice)]);
        }
        if dice.chance(0.06) {
            let (name, takes_value) = dice.pick(known);
            arguments.push(if dice.chance(0.1) { dice.text(name, "") } else { name.clone() });
            if *takes_value != dice.chance(0.05) {
                arguments.push(dice.cell());
            }
        }
        if dice.chance(0.3) {
            files.insert("renmai.toml".to_owned(), program.configuration(&mut dice).into_bytes());
        }
        arguments.extend(["--threads".to_owned(), dice.pick(&["1", "1", "2", "3", "8"]).to_string()]);
        // An argument cannot hold a zero byte.
        arguments.iter_mut().for_each(|argument| argument.retain(|c| c != '\0'));
        let earlier = command == "report" && dice.chance(0.3);
        Self { files, arguments, earlier }
    }

    /// The command.
    pub fn command(&self) -> &str {
        &self.arguments[0]
    }

    /// Runs it with `dir` for its files: how it ended, and what may not be.
    pub fn run(&self, dir: &Path) -> (String, Option<String>) {
        let inside = dir.join("files");
        let _ = fs::remove_dir_all(dir);
        fs::create_dir_all(&inside).unwrap();
        if self.earlier {
            fs::write(dir.join("m.csv"), "user_id,group_id\na,g\nb,g\n").unwrap();
            let arguments = "report --memberships ../m.csv --out out --top 1 --k 0".split(' ').map(str::to_owned);
            assert_eq!(run(&inside, dir, &arguments.collect::<Vec<_>>()).code, Some(0));
        }
        for (name, bytes) in &self.files {
            fs::write(inside.join(name), bytes).unwrap();
        }
        let before = contents(&inside);
        let ended = run(&inside, dir, &self.arguments);
        let fault = self.fault(&ended, &before, &inside);
        (ended.code.map_or("no code".to_owned(), |code| code.to_string()), fault)
    }

    fn fault(&self, ended: &Ended, before: &BTreeMap<String, Vec<u8>>, inside: &Path) -> Option<String> {
        let said = String::from_utf8_lossy(&ended.stderr);
        let told = || said.chars().take(2_000).collect::<String>();
        let rules = [
            (ended.hung, "it goes on and on"),
            (ended.code.is_none(), "a signal ended it"),
            (said.contains("panicked at") || said.contains("RUST_BACKTRACE"), "a panic"),
            (ended.code.is_some_and(|code| ![0, 1, 2, 130].contains(&code)), "an unknown exit code"),
            (ended.code != Some(0) && said.trim().is_empty(), "it fails without a word"),
            (std::str::from_utf8(&ended.stderr).is_err(), "no text on standard error"),
            (said.chars().any(|c| c.is_control() && c != '\n'), "control characters on standard error"),
        ];
        if let Some((_, what)) = rules.into_iter().find(|(wrong, _)| *wrong) {
            return Some(format!("{what}: code {:?}\n{}", ended.code, told()));
        }
        let after = contents(inside);
        if ended.code != Some(0) {
            return (after != *before).then(|| format!("it fails and leaves something else than before\n{}", told()));
        }
        if let Some((name, _)) =
            before.iter().find(|(name, bytes)| !name.starts_with("out/") && after.get(*name) != Some(*bytes))
        {
            return Some(format!("{name} was changed"));
        }
        self.unsound(ended, &after).map(|what| format!("{what}\n{}", told()))
    }

    /// What is wrong with the outcome of a run that went well.
    fn unsound(&self, ended: &Ended, after: &BTreeMap<String, Vec<u8>>) -> Option<String> {
        if let Some(hidden) = after.keys().find(|name| name.split('/').any(|part| part.starts_with('.'))) {
            return Some(format!("{hidden} is left"));
        }
        let printed = String::from_utf8_lossy(&ended.stdout);
        let prints_table =
            matches!(self.command(), "shortlist" | "segment" | "seeds") || self.arguments.iter().any(|a| a == "--csv");
        let asked_for_words = self.arguments.iter().any(|a| ["--help", "-h", "-V", "--version"].contains(&&**a));
        if printed.contains('\u{fffd}') && std::str::from_utf8(&ended.stdout).is_err() {
            return Some("no text on standard output".to_owned());
        }
        if asked_for_words {
            return None;
        }
        if prints_table {
            return ragged(&ended.stdout).map(|e| format!("standard output is no table: {e}"));
        }
        if printed.chars().any(|c| c.is_control() && c != '\n') {
            return Some("control characters on standard output".to_owned());
        }
        after.iter().filter(|_| self.command() == "report").find_map(|(name, bytes)| {
            let wrong = if !name.contains("out/") {
                None
            } else if name.ends_with(".csv") {
                ragged(bytes)
            } else if name.ends_with(".json") {
                serde_json::from_slice::<serde_json::Value>(bytes).err().map(|e| e.to_string())
            } else {
                None
            };
            wrong.map(|e| format!("{name}: {e}"))
        })
    }
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "renmai {:?}", self.arguments)
    }
}

/// Why bytes are no table with rows of one length.
fn ragged(bytes: &[u8]) -> Option<String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    match reader.records().find_map(|row| row.err().map(|e| e.to_string())) {
        None if bytes.is_empty() => Some("there is nothing".to_owned()),
        wrong => wrong,
    }
}

/// Every file below a directory by its path, directories and all.
fn contents(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() {
            all.extend(contents(&path).into_iter().map(|(inner, bytes)| (format!("{name}/{inner}"), bytes)));
            all.insert(name, Vec::new());
        } else {
            all.insert(name, fs::read(&path).unwrap());
        }
    }
    all
}
