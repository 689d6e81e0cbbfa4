//! Circles and seeds from outside: the command, its options, what is said of them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::data::{INPUT, expect, stderr, stdout, tables, write};

/// Rows of a CSV text by column; no quoted line breaks in these.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

fn file(dir: &Path, name: &str) -> Vec<BTreeMap<String, String>> {
    rows(&fs::read_to_string(dir.join("out").join(name)).unwrap())
}

fn seeds(dir: &Path, options: &str) -> Vec<BTreeMap<String, String>> {
    rows(&stdout(&expect(0, dir, &format!("seeds {INPUT} {options}"))))
}

#[test]
fn seeds_are_csv_on_stdout_and_their_worth_is_told_on_stderr() {
    let dir = tables();
    let output = expect(0, dir.path(), &format!("seeds {INPUT} --k 3 --lang en"));
    let csv = stdout(&output);
    assert!(csv.starts_with("rank,user_id,nickname,marginal_reach,reach,reach_low,reach_high,circle,"), "{csv}");
    assert!(csv.ends_with("\r\n") && csv.lines().count() == 4, "{csv}");
    let told = stderr(&output);
    for words in ["results of a model", "of what the best possible set would", "highest betweenness", "random people"] {
        assert!(told.contains(words), "{words}\n{told}");
    }
    let picked = rows(&csv);
    let mut reach = 0.0;
    for (i, row) in picked.iter().enumerate() {
        let number = |name: &str| row[name].parse::<f64>().unwrap();
        assert_eq!(row["rank"], (i + 1).to_string());
        assert!(number("reach") >= reach && number("reach_low") <= number("reach"), "{row:?}");
        assert!(number("reach") <= number("reach_high") && number("reach_high") <= 22.0, "{row:?}");
        reach = number("reach");
        // Nobody's nickname stands in the message, which goes to a log.
        assert!(!told.contains(row["nickname"].as_str()));
    }
}

#[test]
fn the_same_set_stands_in_the_report_beside_plain_rankings() {
    let dir = tables();
    expect(0, dir.path(), &format!("report {INPUT} --out out --k 3"));
    assert_eq!(seeds(dir.path(), "--k 3"), file(dir.path(), "seeds.csv"));
    let lists = file(dir.path(), "seed_lists.csv");
    let names: Vec<&str> = lists.iter().map(|row| row["list"].as_str()).collect();
    assert_eq!(names, ["seeds", "betweenness", "degree", "influence", "random"]);
    for row in &lists {
        let number = |name: &str| row[name].parse::<f64>().unwrap();
        assert_eq!((row["users"].as_str(), row["model"].as_str(), row["counted"].as_str()), ("3", "ic", "users"));
        assert!(number("spread_low") <= number("spread") && number("spread") <= number("spread_high"), "{row:?}");
        assert!(number("spread") >= 3.0 && number("spread") <= 22.0, "{row:?}");
    }
    // None asked for, none written.
    expect(0, dir.path(), &format!("report {INPUT} --out out --k 0"));
    assert!(!dir.path().join("out/seeds.csv").exists() && !dir.path().join("out/seed_lists.csv").exists());
    assert_eq!(seeds(dir.path(), "--k 0").len(), 0);
}

#[test]
fn every_option_of_circles_and_seeds_changes_what_comes_out() {
    let dir = tables();
    let plain = seeds(dir.path(), "--k 6");
    assert_eq!(plain.len(), 6);
    assert_eq!(seeds(dir.path(), "--k 2").len(), 2);
    for options in ["--rate 0.1", "--model lt", "--seed 7"] {
        let other = seeds(dir.path(), &format!("--k 6 {options}"));
        assert_eq!(other.len(), 6);
        assert_ne!(other, plain, "{options}");
    }
    // Six of 杭州 and 上海, at most two of each.
    let cities = seeds(dir.path(), "--k 6 --quota city=2");
    let of = |city: &str| cities.iter().filter(|row| row["city"] == city).count();
    assert_eq!((cities.len(), of("杭州"), of("上海")), (4, 2, 2));
    let circles = seeds(dir.path(), "--k 6 --quota circle=1 --quota city=3");
    let mut numbers: Vec<&str> = circles.iter().map(|row| row["circle"].as_str()).filter(|c| !c.is_empty()).collect();
    let all = numbers.len();
    numbers.sort_unstable();
    numbers.dedup();
    assert_eq!(numbers.len(), all, "one of each circle: {circles:?}");

    expect(0, dir.path(), &format!("report {INPUT} --out out"));
    let plain = file(dir.path(), "circles.csv").len();
    expect(0, dir.path(), &format!("report {INPUT} --out out --resolution 8"));
    assert!(file(dir.path(), "circles.csv").len() > plain);
}

#[test]
fn keys_of_the_configuration_are_heard() {
    let dir = tables();
    let with = |text: &str| {
        fs::write(dir.path().join("c.toml"), text).unwrap();
        seeds(dir.path(), "--config c.toml")
    };
    let plain = with("[seeds]\nk = 5");
    assert_eq!(plain.len(), 5);
    // What one reached user counts; who may be chosen; until when is drawn.
    assert_ne!(with("[seeds]\nk = 5\nvalue = 'tier'"), plain);
    assert_ne!(
        with("[seeds]\nk = 5\nvalue = 'tier'\n[seeds.tier_weight]\nB = 9\nC = 0"),
        with("[seeds]\nk = 5\nvalue = 'tier'")
    );
    assert_ne!(with("[seeds]\nk = 5\nvalue = 'spend'"), plain);
    assert_eq!(with("[seeds]\nk = 30\ncandidates = 'all'").len(), 22);
    assert!(with("[seeds]\nk = 30").len() < 22);
    assert_eq!(with("[seeds]\nk = 22\ncandidates = 'all'\nquota = { tier = 1 }").len(), {
        let tiers = with("[seeds]\nk = 22\ncandidates = 'all'");
        let mut codes: Vec<&str> = tiers.iter().map(|row| row["value_tier"].as_str()).collect();
        codes.sort_unstable();
        codes.dedup();
        codes.len()
    });
    // Spend that nobody has cannot be counted; everything that finds says what is counted instead.
    let told = |arguments: &str| {
        fs::write(dir.path().join("c.toml"), "lang = 'en'\n[seeds]\nvalue = 'spend'").unwrap();
        stdout(&expect(0, dir.path(), arguments)).split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let sentence = "seeds.value is spend, but nobody's spend is above 0: the reach of seeds is counted in people";
    assert!(told("check --config c.toml --memberships memberships.csv").contains(sentence));
    assert!(told("report c.toml --memberships memberships.csv --out found").contains(sentence));
    let summary = fs::read_to_string(dir.path().join("found/summary.json")).unwrap();
    assert!(summary.contains("\"seeds_without_spend\""), "{summary}");
    assert!(!told("check --config c.toml --memberships memberships.csv --purchases purchases.csv").contains(sentence));
    assert_ne!(with("[seeds]\nk = 5\nratio = 0.2"), with("[seeds]\nk = 5\nratio = 0.99"));
    assert_ne!(with("[seeds]\nk = 5\ndelta = 0.5"), plain);
}

#[test]
fn circles_have_a_line_that_names_their_groups_and_people() {
    let dir = tables();
    // One tie apart from the groups, so that the circles are theirs.
    write(dir.path(), "pair.csv", &["from_id,to_id", "u19,u20"]);
    let input = INPUT.replace("interactions.csv", "pair.csv") + " --allow-disjoint";
    expect(0, dir.path(), &format!("report {input} --out out --lang en"));
    let circles = file(dir.path(), "circles.csv");
    let users = file(dir.path(), "users.csv");
    let of = |id: &str| users.iter().find(|row| row["user_id"] == id).unwrap();
    assert_ne!(of("u00")["circle"], of("u15")["circle"]);
    assert_eq!(of("u09")["circles_linked"], "2");
    assert_eq!(of("u21")["circle"], "");
    let breakfast = circles.iter().find(|row| row["group_ids"].split(';').any(|id| id == "g1")).unwrap();
    assert_eq!(breakfast["circle"], of("u00")["circle"]);
    let line = &breakfast["description"];
    assert!(line.contains("held together by \"早餐群\"") && line.contains("most influential: "), "{line}");
    // The pair u19, u20 is a circle that nothing leads out of.
    let pair = circles.iter().find(|row| row["circle"] == of("u19")["circle"]).unwrap();
    assert!(pair["description"].ends_with("no tie to any other circle"), "{pair:?}");
    assert_eq!((pair["linked_circles"].as_str(), pair["unlinked_circles"].as_str()), ("0", "2"));
    // Every pair of circles is there, those without a tie too.
    let ties = file(dir.path(), "circle_ties.csv");
    assert_eq!(ties.len(), circles.len() * (circles.len() + 1) / 2);
    assert_eq!(ties.iter().filter(|row| row["strength"] == "0").count(), 2);
    // Whoever stands between is told when asked about.
    let told = stdout(&expect(0, dir.path(), &format!("explain u09 {input} --lang en")));
    assert!(told.contains("also well tied to circle") && told.contains("9 people would be cut off"), "{told}");
}
