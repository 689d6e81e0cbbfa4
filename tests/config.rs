//! `renmai.toml`: the default file says what the defaults are; what is wrong is named with its place.

use renmai::ErrorKind;
use renmai::config::{BetweennessMethod, CellRule, Config, Shape, Tier, ValueOptions, default_toml, keys, kind_name};
use renmai::text::Lang;

fn message(text: &str) -> String {
    let error = Config::parse("renmai.toml", text).expect_err(text);
    assert_eq!(error.kind(), ErrorKind::Config, "{text}");
    error.render(Lang::En)
}

#[track_caller]
fn says(text: &str, parts: &[&str]) {
    let message = message(text);
    for part in parts {
        assert!(message.contains(part), "{part:?} is not in: {message}");
    }
}

#[test]
fn an_empty_file_is_the_default() {
    assert_eq!(Config::parse("renmai.toml", "").unwrap(), Config::default());
}

#[test]
fn the_default_file_is_the_default_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let text = default_toml(lang);
        let expected = Config { lang, ..Config::default() };
        assert_eq!(Config::parse("renmai.toml", &text).unwrap(), expected, "{text}");
    }
    assert!(default_toml(Lang::Zh).contains("参考值"));
    assert!(default_toml(Lang::En).contains("reference values"));
}

#[test]
fn the_differences_alone_give_the_same_configuration() {
    assert_eq!(Config::default().differences().unwrap(), "");
    for lang in [Lang::Zh, Lang::En] {
        let text = uncommented(lang).replace("samples = 1000000\n", "");
        let mut config = Config::parse("renmai.toml", &text).unwrap();
        assert!(config.input.max_memory_mib.take().is_some());
        let told = Config { threads: 3, force: true, ..config.clone() }.differences().unwrap();
        assert!(!told.contains("threads") && !told.contains("force"), "{told}");
        let Config { threads, force, .. } = config;
        assert_eq!(Config { threads, force, ..Config::parse("renmai.toml", &told).unwrap() }, config, "{told}");
    }
    let text = "top = 3\nsegments = { a = \"degree > 1\" }\n[graph.kappa]\nmention = 7\n[seeds.quota]\ncity = 2\n[input]\nusers = \"a.csv\"\n";
    let config = Config::parse("renmai.toml", text).unwrap();
    let told = config.differences().unwrap();
    assert!(told.contains("mention = 7.0") && told.lines().count() > 9, "{told}");
    assert_eq!(Config::parse("renmai.toml", &told).unwrap(), config);
}

/// Every key of the serialized default, dotted.
fn dotted(value: &toml::Value, path: &str, out: &mut Vec<String>) {
    let toml::Value::Table(table) = value else { return out.push(path.to_owned()) };
    for (name, value) in table {
        dotted(value, &if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, out);
    }
}

#[test]
fn every_key_stands_in_the_default_file() {
    let mut expected = Vec::new();
    dotted(&toml::Value::try_from(Config::default()).unwrap(), "", &mut expected);
    assert!(expected.len() > 40, "{}", expected.len());
    let text = default_toml(Lang::En);
    let mut found = Vec::new();
    dotted(&text.parse::<toml::Table>().map(toml::Value::Table).unwrap(), "", &mut found);
    for key in &expected {
        let example = key.rsplit_once('.').map_or(key.as_str(), |(_, name)| name);
        let shown_as_comment = key == "value.cells" && text.contains("# [[value.cells]]")
            || ["compare", "input.not_counted", "input.trim_ids"].contains(&key.as_str())
                && text.contains(&format!("# {example} = "));
        assert!(found.contains(key) || shown_as_comment, "{key} is missing");
    }
    for key in ["as_of", "group_cap", "[input.columns.memberships]", "[graph.group_kind_weight]"] {
        assert!(text.contains(&format!("# {key}")), "{key} is missing");
    }
}

/// A file with one key, written as TOML.
fn one(path: &str, value: &str) -> String {
    match path.rsplit_once('.') {
        Some((section, name)) => format!("[{section}]\n{name} = {value}\n"),
        None => format!("{path} = {value}\n"),
    }
}

/// Values that do not fit what a key takes; never none, for every type has values that are wrong.
fn wrong_values(shape: &Shape) -> Vec<String> {
    let texts = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match shape {
        Shape::Whole { least, most } => {
            let below = i128::from(*least) - 1;
            vec![below.to_string(), (u128::from(*most) + 1).to_string(), "1.5".into(), "'1'".into()]
        }
        Shape::Mib => texts(&["0", "-1", "1.5", "'2G'"]),
        Shape::Number(_) => texts(&["-1", "-0.5", "nan", "inf", "'1'", "true"]),
        Shape::Choice(_) => texts(&["'no such word'", "1"]),
        Shape::Distinct(_) => texts(&["[]", "['no such word']", "'S'"]),
        Shape::Subset(_) => texts(&["['no such word']", "1"]),
        Shape::Rising(_) => texts(&["[]", "[7, 7]", "[7, 3]", "[-1, 3]", "['7']", "7"]),
        Shape::Switch => texts(&["1", "'true'"]),
        Shape::Text | Shape::Date => texts(&["1"]),
        Shape::Name | Shape::Files => texts(&["''", "1"]),
        Shape::Zone => texts(&["'Mars/Olympus'", "1"]),
        Shape::Texts | Shape::Cells => texts(&["1", "[1]"]),
        Shape::Weights(words) => {
            let name = words.map_or("S", |words| words()[0]);
            let wrong = ["-1", "inf", "'x'"].map(|value| format!("{{ {name} = {value} }}"));
            std::iter::once("1".to_owned()).chain(wrong).collect()
        }
        Shape::Columns => texts(&["1", "{ users = 1 }", "{ users = { user_id = 1 } }"]),
        Shape::Headers => texts(&["1", "{ user_id = 1 }"]),
        Shape::Entries(_) => texts(&["1", "{ a = 1 }", "{ a = { table = 1 } }"]),
        Shape::Rules => texts(&["1", "{ a = 1 }", "{ a = '' }"]),
        Shape::Table(_) => texts(&["1"]),
    }
}

#[test]
fn every_option_is_described_and_held_to_what_it_takes() {
    for (path, key) in keys() {
        assert!(
            !key.text.zh.trim().is_empty() && !key.text.en.trim().is_empty(),
            "{path} is described in one language"
        );
        for wrong in wrong_values(&key.shape) {
            let text = one(&path, &wrong);
            let told = message(&text);
            assert!(told.starts_with("renmai.toml:") && told.contains(&path) && told.contains("found"), "{text}{told}");
        }
        // What may be written is what the struct can hold.
        if let Shape::Whole { least, most } = key.shape {
            for n in [least.max(30).min(most), most] {
                let text = one(&path, &n.to_string());
                if let Err(error) = Config::parse("renmai.toml", &text) {
                    // … unless the others would have to follow.
                    assert!(path.starts_with("lifecycle."), "{text}{}", error.render(Lang::En));
                }
            }
        }
    }
}

#[test]
fn every_flag_sets_its_keys_and_nothing_else() {
    let mut flags = 0;
    for (path, key) in keys() {
        let Some(flag) = &key.flag else { continue };
        flags += 1;
        for lang in [Lang::Zh, Lang::En] {
            let help = key.help(&path, lang);
            assert!(!help.is_empty() && !help.contains('{'), "{path}: {help}");
        }
        let word = match &key.shape {
            Shape::Switch => "true",
            Shape::Choice(words) => words().last().unwrap(),
            Shape::Distinct(_) => "csv,parquet",
            Shape::Number(_) => "0.25",
            Shape::Table(_) => key.example,
            Shape::Date => "2025-06-30",
            _ => "7",
        };
        let mut config = Config::default();
        config.give(flag.name, &[word]).unwrap();
        let Config { force, format, threads, input, .. } = &config;
        let without_effect =
            *force || format.len() > 1 || *threads > 0 || input.max_memory_mib.is_some() || input.trusted;
        let told = config.differences().unwrap() + if without_effect { "=" } else { "" };
        let set = keys().iter().filter(|(_, k)| k.follows == Some(flag.name)).count() + 1;
        assert_eq!(told.matches('=').count(), set, "--{} {word}: {told}", flag.name);
        if !matches!(key.shape, Shape::Switch | Shape::Text | Shape::Date) {
            assert!(Config::default().give(flag.name, &[""]).is_err(), "--{} takes anything", flag.name);
        }
    }
    assert!(flags > 25, "{flags} flags");
}

/// The default file with every example made real.
fn uncommented(lang: Lang) -> String {
    let is_toml = |line: &str| {
        line.starts_with("[")
            || line.split_once(" = ").is_some_and(|(k, _)| k.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    };
    default_toml(lang)
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(rest) if is_toml(rest) => format!("{rest}\n"),
            _ => format!("{line}\n"),
        })
        .collect()
}

#[test]
fn the_examples_in_comments_are_valid_and_the_cells_are_the_default_lattice() {
    for lang in [Lang::Zh, Lang::En] {
        // Of these two a file may hold one.
        let text = uncommented(lang);
        let one = |other: &str| Config::parse("renmai.toml", &text.replace(other, "")).unwrap();
        assert_eq!(one("samples = 1000000\n").betweenness.epsilon, Some(0.01));
        let config = one("epsilon = 0.01\n");
        assert_eq!(config.betweenness.samples, Some(1_000_000));
        assert_eq!(config.as_of.as_deref(), Some("2025-06-30"));
        assert_eq!(config.graph.group_cap, Some(500));
        assert_eq!(config.graph.group_kind_weight["marketing"], 0.5);
        assert_eq!(config.input.columns["memberships"]["user_id"], "客户编号");
        assert_eq!(config.value.cells.len(), 10);
        assert_eq!(config.value.lattice().unwrap(), ValueOptions::default().lattice().unwrap());
    }
}

#[test]
fn friendly_forms() {
    let text = "as_of = 2025-06-30\n[input]\nmemberships = 'a.csv'\nusers = ['b.csv', 'c.csv']\n\
                [graph]\nhalf_life_days = 30\n[graph.kappa]\nprivate_chat = 5\nsms = 2";
    let config = Config::parse("renmai.toml", text).unwrap();
    assert_eq!(config.as_of.as_deref(), Some("2025-06-30"));
    assert_eq!(config.input.memberships, ["a.csv"]);
    assert_eq!(config.input.users, ["b.csv", "c.csv"]);
    assert_eq!(config.graph.half_life_days, 30.0);
    // One kind changed is not the others forgotten.
    assert_eq!(config.graph.kappa_of("private_chat"), 5.0);
    assert_eq!(config.graph.kappa_of("sms"), 2.0);
    assert_eq!(config.graph.kappa_of("mention"), 2.0);
    assert_eq!(config.graph.kappa_of("group_message"), 0.5);
    assert_eq!(config.graph.kappa_of("no such kind"), 1.0);
}

#[test]
fn kinds_are_named_as_in_the_data() {
    let config = Config::parse("renmai.toml", "[graph.kappa]\nSMS = 2\n'私聊' = 5\n'通话' = 4").unwrap();
    assert_eq!(config.graph.kappa_of(&kind_name("Sms")), 2.0);
    assert_eq!(config.graph.kappa_of(&kind_name("私聊")), 5.0);
    assert_eq!(config.graph.kappa_of("private_chat"), 5.0);
    assert_eq!(config.graph.kappa_of(&kind_name("通话")), 4.0);
    assert_eq!((kind_name(""), kind_name("其他"), kind_name("红包")), ("other".into(), "other".into(), "红包".into()));
}

#[test]
fn unknown_keys_are_named_with_their_place_and_the_nearest_known_one() {
    says("lang = 'en'\n[graph]\n  half_life = 30\n", &["renmai.toml:3:3:", "graph.half_life", "no key"]);
    says("[graph]\nhalf_life_day = 30\n", &["renmai.toml:2:1:", "did you mean graph.half_life_days?"]);
    says("group_cap = 30\n", &["renmai.toml:1:1:", "did you mean graph.group_cap?"]);
    says("[inputs]\nusers = 'a'\n", &["renmai.toml:1:2:", "did you mean input?"]);
    says("[selection.koc]\nremark_over = 1\n", &["did you mean selection.koc.remarks_over?"]);
    says(
        "[[value.cells]]\ndays = ['<=7']\nspend = ['0']\ntier = 'B'\nsegmnt = 'high'",
        &["segmnt", "value.cells.segment?"],
    );
    says("[input.columns.member]\nuser_id = 'x'", &["input.columns.member", "no key"]);
    says("[input.columns.users]\nuser = 'x'", &["renmai.toml:2:1:", "no key input.columns.users.user"]);
    says("[input.columns.users]\nuserid = 'x'", &["did you mean input.columns.users.user_id?"]);
}

#[test]
fn columns_count_characters() {
    says("# 注释\nlang = '中' # 中\n", &["renmai.toml:2:8:", "zh, en", "'中'"]);
    says("staff = { ids = ['张三', 7] }", &["renmai.toml:1:24:", "staff.ids", "7"]);
}

#[test]
fn wrong_types_are_named_with_what_was_expected_and_found() {
    says("top = 'all'", &["renmai.toml:1:7:", "top", "whole number", "'all'"]);
    says("top = -1", &["whole number", "-1"]);
    says("threads = 99999999999", &["whole number", "99999999999"]);
    says("as_of = 20250630", &["as_of", "date", "20250630"]);
    says("graph = 3", &["table", "[graph]", "3"]);
    says("[graph]\nhalf_life_days = '90'", &["graph.half_life_days", "a number", "'90'"]);
    says("[graph.kappa]\nmention = true", &["graph.kappa.mention", "a number", "true"]);
    says("[graph]\ngroup_weight = 'newmann'", &["newman, count, log", "'newmann'"]);
    says("[input]\nmemberships = 3", &["input.memberships", "file name", "3"]);
    says("[input]\nskip_bad_rows = 'yes'", &["true or false", "'yes'"]);
    says("[input.columns]\nusers = 'x'", &["input.columns.users", "table"]);
    says("[value]\ndays = 7", &["value.days", "list", "[7, 30]"]);
    says("[value]\ndays = [7, 'x']", &["renmai.toml:2:12:", "value.days", "'x'"]);
    says("[value]\ncells = 1", &["value.cells", "[[value.cells]]"]);
    says(
        "[[value.cells]]\ndays = ['<=7']\nspend = ['0']\ntier = 'E'\nsegment = 'high'",
        &["renmai.toml:4:8:", "S, A, B"],
    );
    says("[[value.cells]]\ndays = ['<=7']\nspend = ['0']\ntier = 'A'", &["segment is missing"]);
    says("[selection]\ntiers = ['s']", &["selection.tiers", "'s'"]);
    says("[betweenness]\nmethod = 'exakt'", &["auto, exact, sampled, weighted", "'exakt'"]);
    says("[betweenness]\nexact_budget = -1", &["renmai.toml:2:16:", "whole number of at least 0", "-1"]);
    says("[betweenness]\nseed = 1.5", &["betweenness.seed", "whole number of at least 0", "1.5"]);
    says("[betweenness]\ngroups = 1", &["betweenness.groups", "true or false"]);
}

#[test]
fn budgets_may_be_larger_than_32_bits() {
    let text =
        "[betweenness]\nmethod = 'sampled'\nexact_budget = 9_000_000_000_000\nsampled_budget = 0x1_0000_0000\nseed = 0";
    let b = Config::parse("renmai.toml", text).unwrap().betweenness;
    assert_eq!((b.exact_budget, b.sampled_budget, b.seed), (9_000_000_000_000, 1 << 32, 0));
    assert_eq!(b.method, BetweennessMethod::Sampled);
}

#[test]
fn ways_of_computing_betweenness_that_contradict_are_refused() {
    says("[betweenness]\nsamples = 5\nepsilon = 0.1", &["renmai.toml:3:11:", "--samples", "--epsilon", "either"]);
    says("[betweenness]\nmethod = 'exact'\nsamples = 5", &["renmai.toml:3:11:", "betweenness.samples", "sampled"]);
    says("[betweenness]\nmethod = 'exact'\nepsilon = 0.1", &["renmai.toml:3:11:", "betweenness.epsilon"]);
    says("[betweenness]\nmethod = 'weighted'\npath_counting = 'channels'", &["renmai.toml:3:17:", "one edge"]);
    for good in ["method = 'exact'\ndelta = 0.05", "method = 'weighted'\nsamples = 5", "epsilon = 0.5", "seed = 7"] {
        Config::parse("renmai.toml", &format!("[betweenness]\n{good}")).unwrap();
    }
}

#[test]
fn text_that_is_not_toml_is_named_with_its_place() {
    says("lang = 'zh'\ntop = \n", &["renmai.toml:2:", "not valid TOML"]);
    says("top = 1\ntop = 2\n", &["renmai.toml:2:1:", "duplicate key"]);
}

#[test]
fn ranges() {
    let wrong: &[(&str, &str, &str)] = &[
        ("threads = 5000", "threads", "from 0 to 1024"),
        ("[input]\nusers = ''", "input.users", "expected a file name"),
        ("[input]\ntimezone = 'Asia/Peking'", "input.timezone", "Asia/Shanghai"),
        ("[input.columns.users]\nuser_id = 'x'\ncity = 'x'", "input.columns.users.user_id", "already used for city"),
        ("[input.columns.users]\nuser_id = ' '", "input.columns.users.user_id", "expected some text"),
        ("[graph]\ngroup_cap = 1", "graph.group_cap", "at least 2"),
        ("[graph]\nhalf_life_days = 0", "graph.half_life_days", "above 0"),
        ("[graph]\nhalf_life_days = inf", "graph.half_life_days", "above 0"),
        ("[graph]\nhalf_life_days = nan", "graph.half_life_days", "above 0"),
        ("[graph]\nhalf_life_days = 1e13", "graph.half_life_days", "1e-12 to 1e12"),
        ("[graph.kappa]\nmention = 1e308", "graph.kappa.mention", "1e-12 to 1e12"),
        ("[graph.kappa]\nmention = 1e-300", "graph.kappa.mention", "1e-12 to 1e12"),
        ("[graph.group_kind_weight]\nwork = 1e308", "graph.group_kind_weight.work", "1e-12 to 1e12"),
        ("[influence]\ndegree = 1e308", "influence.degree", "1e-12 to 1e12"),
        ("[circles]\nresolution = 1e308", "circles.resolution", "1e-12 to 1e12"),
        ("[seeds.tier_weight]\nS = 1e308", "seeds.tier_weight.S", "1e-12 to 1e12"),
        ("[value]\nspend_window_months = 1e-300", "value.spend_window_months", "1e-12 to 1e12"),
        ("[graph.kappa]\nmention = -1", "graph.kappa.mention", "at least 0"),
        ("[graph.kappa]\nmention = nan", "graph.kappa.mention", "at least 0"),
        ("[graph.group_kind_weight]\nwork = -0.5", "graph.group_kind_weight.work", "at least 0"),
        ("[betweenness]\nmemory_budget_mib = 0", "betweenness.memory_budget_mib", "at least 1"),
        ("[betweenness]\nsampled_budget = 0", "betweenness.sampled_budget", "at least 1"),
        ("[betweenness]\nsamples = 0", "betweenness.samples", "at least 1"),
        ("[betweenness]\nepsilon = 0", "betweenness.epsilon", "above 0 and below 1"),
        ("[betweenness]\nepsilon = 1.0", "betweenness.epsilon", "above 0 and below 1"),
        ("[betweenness]\nepsilon = nan", "betweenness.epsilon", "above 0 and below 1"),
        ("[betweenness]\ndelta = 1", "betweenness.delta", "above 0 and below 1"),
        ("[betweenness]\ndelta = -0.1", "betweenness.delta", "above 0 and below 1"),
        ("[betweenness]\nmin_strength = -1", "betweenness.min_strength", "at least 0"),
        ("[betweenness]\nmin_strength = inf", "betweenness.min_strength", "at least 0"),
        ("[influence]\ndegree = -0.1", "influence.degree", "at least 0"),
        ("[influence]\nstrength = 0\ndegree = 0\nremarks = 0\ngroups = 0", "influence", "at least one"),
        ("[isolation]\nsmall_component = 0", "isolation.small_component", "at least 1"),
        ("[value]\ndays = [7, 7]", "value.days", "ascending"),
        ("[value]\ndays = []", "value.days", "ascending"),
        ("[value]\nspend = [0, 5]", "value.spend", "above 0"),
        ("[value]\nspend = [500, 200]", "value.spend", "ascending"),
        ("[value]\nspend_window_days = 0", "value.spend_window_days", "at least 1"),
        ("[value]\nspend_window_months = 0", "value.spend_window_months", "above 0"),
        ("[lifecycle]\ndecaying_days = 200", "lifecycle.decaying_days", "at most 180"),
        ("[lifecycle]\ngrowing_window_days = 0", "lifecycle.growing_window_days", "at least 1"),
        ("[selection]\ntiers = []", "selection.tiers", "at least one"),
        ("[selection]\ntiers = ['S', 'S']", "selection.tiers", "none twice"),
        ("[selection.koc]\nremarks_over = -1", "selection.koc.remarks_over", "at least 0"),
        ("[selection.koc]\ngroups_percentile = 101", "selection.koc.groups_percentile", "0 to 100"),
        ("[selection.koc]\ninfluence_top_percent = nan", "selection.koc.influence_top_percent", "0 to 100"),
    ];
    for (text, key, expected) in wrong {
        says(text, &[key, expected, "renmai.toml:"]);
    }
}

#[test]
fn a_value_out_of_range_is_found_in_the_file() {
    says("[graph]\n\nhalf_life_days = -5\n", &["renmai.toml:3:18:"]);
    says("[value]\ndays = [30, 7]", &["renmai.toml:2:8:", "[30, 7]"]);
}

#[test]
fn a_lattice_that_is_not_total_is_refused() {
    let text = "[[value.cells]]\ndays = ['<=7']\nspend = ['0']\ntier = 'S'\nsegment = 'high'\n";
    assert!(message(text).starts_with("renmai.toml:"), "{}", message(text));
    let mut config = Config::default();
    config.value.cells = vec![CellRule {
        days: vec!["<=7".into()],
        spend: vec!["0".into()],
        tier: Tier::S,
        segment: renmai::config::ValueSegment::High,
    }];
    assert_eq!(config.check().unwrap_err().kind(), ErrorKind::Config);
}

#[test]
fn messages_come_in_both_languages() {
    let error = Config::parse("renmai.toml", "[graph]\nhalf_life_day = 3").unwrap_err();
    assert!(error.render(Lang::Zh).contains("是不是想写 graph.half_life_days？"), "{}", error.render(Lang::Zh));
}
