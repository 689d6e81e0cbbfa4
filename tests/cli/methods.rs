//! The methods of betweenness as people see them: what was done, why, and what it promises.

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use crate::data::{INPUT, expect, stderr, stdout, tables, write};

fn json(file: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(file).unwrap()).unwrap()
}

/// A column of a CSV file without quoted line breaks.
fn column(file: &Path, name: &str) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap();
    let mut rows = text.trim_start_matches('\u{feff}').lines().map(|line| line.split(',').collect::<Vec<_>>());
    let at = rows.next().unwrap().iter().position(|n| *n == name).unwrap();
    rows.map(|row| row[at].to_owned()).collect()
}

/// Without the line breaks of a terminal.
fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn numbers(file: &Path, name: &str) -> Vec<f64> {
    column(file, name).iter().map(|x| x.parse().unwrap()).collect()
}

#[test]
fn every_method_says_what_it_did_and_what_that_promises() {
    let dir = tables();
    write(dir.path(), "all.toml", &["[betweenness]", "intervals = 'all'"]);
    for (options, method, kind, seed, en, zh) in [
        ("", "exact", "exact", Value::Null, "chosen automatically: exact takes about", "自动选择了精确计算"),
        ("--betweenness exact", "exact", "exact", Value::Null, "betweenness is exact", "介数为精确值"),
        (
            "--betweenness sampled --samples 5000 --seed 7",
            "sampled",
            "sampled",
            7.into(),
            "5,000 random pairs of users with 8 random shortest paths each",
            "把握约为 90%",
        ),
        (
            "all.toml --betweenness sampled --samples 5000 --seed 7",
            "sampled",
            "sampled",
            7.into(),
            "5,000 random shortest paths",
            "把握不低于 90%",
        ),
        ("--betweenness weighted", "weighted", "exact", Value::Null, "nothing is sampled", "没有抽样"),
        (
            "--betweenness weighted --samples 3 --seed 8 --delta 0.2",
            "weighted",
            "sampled",
            8.into(),
            "a confidence of at least 80%",
            "把握不低于 80%",
        ),
    ] {
        for (lang, words) in [("en", en), ("zh", zh)] {
            let printed = stdout(&expect(0, dir.path(), &format!("report {INPUT} {options} --out out --lang {lang}")));
            let found = if lang == "en" { flat(&printed) } else { printed.replace('\n', "") };
            assert!(found.contains(words), "{printed}");
        }
        let out = dir.path().join("out");
        for file in ["manifest.json", "summary.json"] {
            let told = json(&out.join(file));
            assert_eq!(told["method"]["betweenness"], method, "{options}");
            assert_eq!(told["method"]["guarantee"]["kind"], kind, "{options}");
            assert_eq!(told["method"]["groups"], method != "weighted", "{options}");
            if kind == "sampled" {
                let guarantee = &told["method"]["guarantee"];
                assert_eq!((&guarantee["seed"], &guarantee["stop"]), (&seed, &"samples".into()));
                let alone = method == "sampled" && !options.contains("all.toml");
                let holds_for = if alone { "each user alone" } else { "all users at once" };
                assert_eq!((&guarantee["holds_for"], &guarantee["approximate"]), (&holds_for.into(), &alone.into()));
                let paths = if alone { 8 } else { u32::from(method == "sampled") };
                assert_eq!(guarantee["paths_per_pair"], paths);
                assert!(guarantee["widest_half_width"].as_f64().unwrap() > 0.0);
            }
        }
        assert_eq!(json(&out.join("manifest.json"))["seed"], seed);
        let page = fs::read_to_string(out.join("report.html")).unwrap();
        assert!(page.contains(zh), "{options}");
        // An estimate has room around it, an exact value none.
        let users = out.join("users.csv");
        let (low, value, high) =
            (numbers(&users, "betweenness_low"), numbers(&users, "betweenness"), numbers(&users, "betweenness_high"));
        assert!(low.iter().zip(&value).zip(&high).all(|((l, b), h)| l <= b && b <= h));
        assert_eq!(low == high, kind == "exact", "{options}");
        assert!(value.iter().any(|&b| b > 0.0));
        let groups = column(&out.join("groups.csv"), "betweenness");
        assert!(groups.iter().all(|g| g.is_empty() == (method == "weighted")), "{groups:?}");
    }
}

#[test]
fn auto_samples_above_its_budget_and_says_so_before_and_after() {
    let dir = tables();
    write(dir.path(), "renmai.toml", &["lang = 'en'", "[betweenness]", "exact_budget = 1", "samples = 2000"]);
    let told = flat(&stdout(&expect(0, dir.path(), &format!("check {INPUT}"))));
    assert!(
        told.contains("betweenness will be sampled")
            && told.contains("more than the limit of 1 (betweenness.exact_budget)"),
        "{told}"
    );
    let told = stdout(&expect(0, dir.path(), &format!("report {INPUT} --out out")));
    assert!(told.contains("estimated from 2,000 random"), "{told}");
    let choice = json(&dir.path().join("out/manifest.json"))["method"]["choice"].clone();
    assert_eq!(choice["operations_budget"], 1);
    assert!(choice["operations"].as_u64().unwrap() > 1);
    // What was asked for is done, whatever the budget of steps.
    for method in ["exact", "weighted"] {
        let told = stdout(&expect(0, dir.path(), &format!("check {INPUT} --betweenness {method}")));
        assert!(!told.contains("chosen automatically") && !told.contains("will not run"), "{told}");
    }
}

#[test]
fn what_needs_more_memory_than_allowed_is_refused_with_the_ways_out() {
    let dir = TempDir::new().unwrap();
    expect(0, dir.path(), "generate --users 6000 --seed 3 --out data");
    let config =
        ["lang = 'en'", "[betweenness]", "memory_budget_mib = 1", "[input]", "memberships = 'data/memberships.csv'"];
    write(dir.path(), "renmai.toml", &config);
    for method in ["exact", "weighted"] {
        let refused = expect(1, dir.path(), &format!("report --betweenness {method} --out out"));
        let words = stderr(&refused);
        for part in ["limit of 1 MiB", "betweenness.memory_budget_mib", "--betweenness sampled"] {
            assert!(words.contains(part), "{method}: {words}");
        }
        assert!(!dir.path().join("out").exists() && refused.stdout.is_empty());
        let told = stdout(&expect(0, dir.path(), &format!("check --betweenness {method}")));
        assert!(flat(&told).contains("it will not run"), "{told}");
    }
    let told = flat(&stdout(&expect(0, dir.path(), "check")));
    assert!(told.contains("will be sampled") && told.contains("of memory, more than"), "{told}");
}

#[test]
fn the_memory_budget_counts_the_threads_and_decides_how_many_there_are() {
    let dir = TempDir::new().unwrap();
    expect(0, dir.path(), "generate --users 6000 --seed 3 --out data");
    let told = |budget: u64, threads: usize| {
        let budget = format!("memory_budget_mib = {budget}");
        write(dir.path(), "renmai.toml", &["lang = 'en'", "[betweenness]", &budget]);
        let command = format!("check --memberships data/memberships.csv --betweenness exact --threads {threads}");
        let told = flat(&stdout(&expect(0, dir.path(), &command)));
        let after = |from: &str, to: &str| told.split(from).nth(1).unwrap().split(to).next().unwrap().to_owned();
        let cost = after("exact betweenness: ", ", predicted");
        let on: usize = cost.split(" on ").nth(1).unwrap().split(' ').next().unwrap().parse().unwrap();
        let mib: f64 = cost.split("about ").nth(2).unwrap().split(' ').next().unwrap().parse().unwrap();
        assert!(after("the graph itself: ", " of memory").ends_with("iB"), "{told}");
        (on, mib, told)
    };
    let (plenty, two) = (told(1024, 8), told(1024, 2));
    assert_eq!((plenty.0, two.0), (8, 2));
    assert!(plenty.1 > two.1 + 3.0, "{} {}", plenty.1, two.1);
    // No room for all eight: fewer, and the same decision.
    let budget = two.1.ceil() as u64 + 2;
    let few = told(budget, 8);
    assert!((2..8).contains(&few.0) && few.1 <= budget as f64 && few.2.contains("will be exact"), "{}", few.2);
}

#[test]
fn a_precision_that_takes_for_ever_is_refused_with_one_that_does_not() {
    let dir = tables();
    let sampled = format!("report {INPUT} --betweenness sampled --out out --lang en --epsilon");
    let words = flat(&stderr(&expect(1, dir.path(), &format!("{sampled} 1e-12"))));
    assert!(words.contains("shortest paths, which is days of work") && words.contains("Ask for --epsilon"), "{words}");
    expect(0, dir.path(), &format!("{sampled} 0.05"));
}

#[test]
fn an_option_makes_the_file_give_way_instead_of_contradicting_it() {
    let dir = tables();
    let run = |options: &str| {
        expect(0, dir.path(), &format!("report {INPUT} {options} --out out"));
        json(&dir.path().join("out/manifest.json"))["options"]["betweenness"].clone()
    };
    write(dir.path(), "renmai.toml", &["[betweenness]", "method = 'sampled'", "epsilon = 0.3"]);
    assert_eq!(run("--betweenness exact")["epsilon"], Value::Null);
    let samples = run("--samples 100");
    assert_eq!((&samples["samples"], &samples["epsilon"]), (&100.into(), &Value::Null));
    write(dir.path(), "renmai.toml", &["[betweenness]", "path_counting = 'channels'"]);
    assert_eq!(run("--betweenness weighted")["path_counting"], "neighbours");
    write(dir.path(), "renmai.toml", &["[betweenness]", "method = 'weighted'"]);
    let words = stderr(&expect(2, dir.path(), &format!("report {INPUT} --path-counting channels --out out --lang en")));
    assert!(words.contains("one edge"), "{words}");
}

#[test]
fn a_seed_repeats_a_sample_byte_for_byte() {
    let dir = tables();
    for method in ["sampled --samples 300", "weighted --samples 3"] {
        let users = |options: &str| {
            expect(0, dir.path(), &format!("report {INPUT} --betweenness {method} {options} --out out"));
            fs::read(dir.path().join("out/users.csv")).unwrap()
        };
        let first = users("--seed 5 --threads 1");
        assert_eq!(first, users("--seed 5 --threads 2"), "{method}");
        assert_ne!(first, users("--seed 6"), "{method}");
    }
}

#[test]
fn ranks_say_whether_they_are_shared_and_estimates_come_with_their_limits() {
    let dir = tables();
    let few = format!("{INPUT} --betweenness sampled --samples 40 --lang en");
    expect(0, dir.path(), &format!("report {few} --out out"));
    let referral = dir.path().join("out/referral.csv");
    let header = fs::read_to_string(&referral).unwrap().lines().next().unwrap().to_owned();
    assert!(header.contains(",reason,tied_with,rank_best,rank_worst,band,band_size,"), "{header}");
    let told = stdout(&expect(0, dir.path(), &format!("explain u09 {few}")));
    let line = told
        .lines()
        .find(|line| line.trim_start().starts_with("betweenness about"))
        .unwrap_or_else(|| panic!("{told}"));
    assert!(line.contains(" to ") && line.contains("overall"), "{line}");
    // Exactly, the one bridge has its rank alone.
    let exact = format!("{INPUT} --betweenness exact --lang en");
    let csv = stdout(&expect(0, dir.path(), &format!("shortlist referral {exact} --top 1")));
    assert!(csv.contains("number 1 overall by this measure (betweenness)") && csv.contains(",0,1,1,1,1,"), "{csv}");
    let told = stdout(&expect(0, dir.path(), &format!("explain u09 {exact}")));
    assert!(told.contains("(number 1 overall, percentile 100.0)") && !told.contains("betweenness about"), "{told}");
    assert!(!told.contains("to answer at once"), "{told}");
    fs::write(dir.path().join("quick.toml"), "[betweenness]\nexact_budget = 1\n").unwrap();
    let told = stdout(&expect(0, dir.path(), &format!("explain u09 {INPUT} --config quick.toml --lang en")));
    assert!(told.contains("to answer at once"), "{told}");
    // Those between nobody share the last rank.
    let told = stdout(&expect(0, dir.path(), &format!("explain u00 {exact}")));
    assert!(told.contains("cannot be told apart; percentile"), "{told}");
}
