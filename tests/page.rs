//! The files of a run made by hand: cells, figures, and the page in a real browser.

mod common_page;

use std::fs;
use std::path::Path;

use common_page::{HOSTILE, analysis};
use renmai::export::{OutDir, audit_text, summary_text, write_list, write_rejected, write_run};
use renmai::measures::betweenness::{Method, Plan};
use renmai::progress::Progress;
use renmai::report::{self, Digest};
use renmai::selection::ListKind;
use renmai::text::Lang;

fn page(analysis: &renmai::analysis::Analysis) -> String {
    report::page(analysis, &Digest::of(analysis))
}

/// Writes a run and returns the directory that holds it, as `run/`.
fn written(lang: Lang) -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let out = OutDir::prepare(&dir.path().join("run"), false).expect("writable");
    let names = write_run(&analysis(lang), out, &Progress::silent()).expect("written").files;
    let mut found: Vec<String> = fs::read_dir(dir.path().join("run"))
        .expect("a directory")
        .map(|e| e.expect("an entry").file_name().into_string().expect("UTF-8"))
        .collect();
    found.sort();
    assert_eq!(names, found);
    assert_eq!(fs::read_dir(dir.path()).expect("a directory").count(), 1, "no staging directory is left");
    dir
}

fn text(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join("run").join(name)).expect("a text file")
}

#[test]
fn users_csv_has_the_contracts_columns_and_only_listed_users() {
    let dir = written(Lang::Zh);
    let users = text(dir.path(), "users.csv");
    assert!(users.starts_with(
        "\u{feff}user_id,nickname,groups,degree,strength,interactions_in,interactions_out,remarks,listeners,attention,influence,\
         influence_rank,betweenness,betweenness_share,betweenness_low,betweenness_high,bridge_rank,circle,\
         circle_name,circles_linked,participation,constraint,effective_size,articulation,isolation,recency_days,monthly_spend,value_tier,value_segment,lifecycle,welcome_due,\
         component_size,role,city,device,lifecycle_trigger,r_score,f_score,m_score,contacts,position,reach,channel,window_open,\
         region,region_inferred,region_evidence,device_class,interests,interest_match,owner_id,registered_at,last_active_at,consent,may_contact\r\n"
    ));
    let rows: Vec<&str> = users.split_terminator("\r\n").collect();
    assert_eq!(rows.len(), 8);
    assert_eq!(
        rows[1],
        "'=u1,\"'=HYPERLINK(\"\"http://example.invalid\"\",\"\"点我\"\")\",1,3,1,0,0.5,0,2,1.5,60,2,0,0,0,0,3,1,,1,0,,,0,,3,600,S,high,\
         mature,,6,,上海,,regular,5,,1,,member,medium,group,,上海,false,1,,,0,,,,,ok"
    );
    // 6 of 7·6/2 = 21 pairs; never contacted, spend unknown, no city.
    assert_eq!(
        rows[3],
        "u3,王小明,2,5,2,0,0.5,0,2,1.5,100,1,6,0.2857142857142857,6,6,1,1,,2,0.5,0.5,3.25,2,,,,unknown,unknown,mature,false,6,,,,regular,5,,1,,influence,low,group,,上海,true,1,,,0,,1970-01-01 08:00:00,,,ok"
    );
    assert!(rows[5].contains("0.3333333333333333,"));
    assert!(rows[6].starts_with("u6,'-1,"));
    assert!(!users.contains("SECRET") && !users.contains("NaN"));
}

#[test]
fn lists_and_groups_keep_text_harmless_and_unknowns_empty() {
    let dir = written(Lang::En);
    let groups = text(dir.path(), "groups.csv");
    assert_eq!(
        groups,
        "\u{feff}group_id,name,size,betweenness,circles_linked,same_city_share,interactions,kind,city,region,heads,capacity,fill,nearly_full\r\n\
         g1,'+宝妈群,4,6,1,0.5,0,interest,,,0,200,0,false\r\ng2,,3,6,1,,0,,,上海,0,200,0,false\r\ng3,读书会,1,0,0,1,0,interest,,,0,200,0,false\r\n"
    );
    let isolated = text(dir.path(), "isolated.csv");
    let rows: Vec<&str> = isolated.split_terminator("\r\n").collect();
    assert!(rows[0].ends_with(",why,reason,suggested_group_1,suggested_group_1_name,suggested_group_1_why,suggested_group_2,suggested_group_2_name,suggested_group_2_why,suggested_group_3,suggested_group_3_name,suggested_group_3_why,suggested_group_1_members,suggested_group_1_similar,suggested_group_1_expected_contacts,suggested_group_2_members,suggested_group_2_similar,suggested_group_2_expected_contacts,suggested_group_3_members,suggested_group_3_similar,suggested_group_3_expected_contacts,inviter_id,inviter_nickname,inviter_why,band,band_size,channel,window_open,best_window,window_basis,window_events,actions,next_step,owner_id,owner_name"));
    assert!(rows[1].starts_with("1,u6,'-1,10,isolated,0,1,1,D,mature,,北京,isolated,"));
    assert!(rows[1].ends_with(",g1,'+宝妈群,same_city;has_room,,,,,,,4,2,,,,,,,,,,,1,1,,,,,,,,,"), "{}", rows[1]);
    assert!(rows[2].ends_with(",,,,,,,,,,,,,,,,,,,,,2,1,,,,,,,,,"), "{}", rows[2]);
    let koc = text(dir.path(), "koc.csv");
    assert!(koc.contains("\r\n1,u3,王小明,100,100,1,2,1.5,0,2,5,2,unknown,mature,,,many_groups;top_influence,"));

    let mut plain = Vec::new();
    write_list(&analysis(Lang::En), ListKind::Koc.spec(), false, &mut plain).expect("a vector takes everything");
    assert_eq!(format!("\u{feff}{}", String::from_utf8(plain).expect("UTF-8")), koc);
}

#[test]
fn rejected_rows_carry_place_expectation_and_finding() {
    let expected = "\u{feff}file,line,column,column_name,expected,found,row\r\n\
                    m.csv,7,3,joined_at,a date,'=soon,\"u1,g1,=soon\"\r\n";
    assert_eq!(text(written(Lang::En).path(), "rejected.csv"), expected);
    let mut bytes = Vec::new();
    write_rejected(&analysis(Lang::En).people.tables.rejected, Lang::En, &mut bytes)
        .expect("a vector takes everything");
    assert_eq!(String::from_utf8(bytes).expect("UTF-8"), expected);

    let dir = tempfile::tempdir().expect("a temporary directory");
    let mut clean = analysis(Lang::En);
    clean.people.tables.rejected.clear();
    let out = OutDir::prepare(&dir.path().join("run"), false).expect("writable");
    let names = write_run(&clean, out, &Progress::silent()).expect("written").files;
    assert!(!names.iter().any(|n| n == "rejected.csv"));
}

#[test]
fn the_summary_counts_and_only_the_manifest_holds_timings_and_hashes() {
    let dir = written(Lang::Zh);
    let summary: serde_json::Value = serde_json::from_str(&text(dir.path(), "summary.json")).expect("JSON");
    assert_eq!(summary["as_of"], "2024-06-30T23:59:59+08:00");
    assert_eq!(summary["counts"]["users"], 7);
    assert_eq!(summary["counts"]["excluded"]["opted_out"], 1);
    assert_eq!(summary["counts"]["rows"]["memberships"], 9);
    // The unnamed node is tier S, but in no count.
    assert_eq!(summary["distributions"]["value_tier"]["S"]["count"], 1);
    assert_eq!(summary["distributions"]["isolation"]["isolated"]["count"], 2);
    assert_eq!(summary["distributions"]["degree"]["max"], 5.0);
    assert_eq!(summary["lattice"]["cells"][0][3]["count"], 1);
    assert_eq!(summary["lattice"]["unknown"]["count"], 1);
    assert_eq!(summary["lists"]["koc"]["skipped_criteria"][0], "remarks");
    assert_eq!(summary["findings"][0]["sentence"], "2 行重复的入群记录只算一次");
    assert_eq!(summary["method"]["guarantee"]["kind"], "exact");
    let total: f64 = summary["distributions"]["value_tier"]
        .as_object()
        .expect("an object")
        .values()
        .map(|p| p["share"].as_f64().expect("a number"))
        .sum();
    assert!((total - 1.0).abs() < 1e-12);

    let manifest: serde_json::Value = serde_json::from_str(&text(dir.path(), "manifest.json")).expect("JSON");
    assert_eq!(manifest["program"], "renmai");
    assert_eq!(manifest["files"].as_array().map(Vec::len), Some(15));
    assert_eq!(manifest["stages"][0]["stage"], "write");
    let hash = manifest["inputs"][0]["sha256"].as_str().expect("a hash").to_owned();
    for name in ["summary.json", "report.html", "users.csv"] {
        let content = text(dir.path(), name);
        // The program of the charts knows seconds; the data of the page has none.
        let told = if name == "report.html" { data(&content).to_string() } else { content.clone() };
        assert!(!content.contains(&hash) && !told.contains("\"seconds\""), "{name}");
    }
}

#[test]
fn a_cancelled_run_writes_nothing() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let out = OutDir::prepare(&dir.path().join("run"), false).expect("writable");
    let progress = Progress::silent();
    progress.cancel();
    let error = write_run(&analysis(Lang::Zh), out, &progress).expect_err("interrupted");
    assert_eq!(error.kind(), renmai::ErrorKind::Interrupted);
    assert_eq!(fs::read_dir(dir.path()).expect("a directory").count(), 0);
}

#[test]
fn the_terminal_gets_figures_and_no_control_characters() {
    for lang in [Lang::Zh, Lang::En] {
        let summary = summary_text(&analysis(lang));
        assert!(!summary.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'));
        assert!(!summary.contains("SECRET") && !summary.contains('{'), "{summary}");
        assert!(summary.lines().all(|l| l.trim_end() == l));
    }
    let summary = summary_text(&analysis(Lang::En));
    assert!(summary.contains("7 people, 2 groups"), "{summary}");
    assert!(summary.contains("  tier S   1  14.3%"), "{summary}");
    assert!(summary.contains("王小明"), "{summary}");
}

#[test]
fn the_audit_prints_the_whole_lattice() {
    let whole = analysis(Lang::En);
    let audit = renmai::analysis::Audit {
        need: renmai::memory::Need::default(),
        verdicts: Vec::new(),
        kept: None,
        size: renmai::graph::size(&whole.people.graph),
        people: whole.people,
        cost: renmai::measures::betweenness::Cost {
            sources: 4,
            entries_per_source: 20,
            operations: 80,
            bytes: 4096,
            complete: true,
            seconds: 200.0,
            ..Default::default()
        },
        plan: Plan {
            method: Method::Exact,
            choice: None,
            operations: Some(80),
            bytes: Some(5 << 20),
            bytes_budget: 1024,
            pairs_beyond: None,
        },
    };
    let text = audit_text(&audit);
    for label in [
        "<=7",
        "<=30",
        "<=90",
        "<=180",
        ">180",
        ">=500",
        "S high value",
        "churn risk",
        "42.9%",
        "4.0 KiB",
        "3 min",
        "will be exact",
        "will not run: exact betweenness needs up to 5 MiB",
    ] {
        assert!(text.contains(label), "{label}\n{text}");
    }
}

#[test]
fn the_page_escapes_names_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let html = page(&analysis(lang));
        assert!(!html.contains(HOSTILE) && html.contains("&lt;img src=x onerror="));
        assert!(html.contains("\\u003cimg src=x onerror=") && !html.contains("SECRET"));
        assert_eq!(html.matches("<script").count(), 3, "data, charts, program");
        assert!(html.contains("default-src 'none'; script-src 'sha256-") && html.contains("connect-src 'none'"));
        assert!(html.contains("Licensed to the Apache Software Foundation (ASF)"), "the licence of the charts stays");
        let data = data(&html);
        assert!(data["crowd"]["name"].as_array().is_some_and(|names| names.contains(&HOSTILE.into())));
        let ids = data["crowd"]["id"].as_array().expect("ids");
        assert!(ids.contains(&"u4".into()) && !ids.contains(&"u5".into()), "the suppressed are not named: {ids:?}");
    }
    assert!(page(&analysis(Lang::Zh)).contains("<html lang=\"zh-CN\">"));
    assert!(page(&analysis(Lang::En)).contains("Reference value"));
}

/// What the page's program reads.
fn data(html: &str) -> serde_json::Value {
    let (_, rest) = html.split_once("id=\"data\">").expect("data");
    let (data, _) = rest.split_once("</script>").expect("an end");
    serde_json::from_str(data).expect("JSON")
}

/// A run over tables given as CSV.
fn run(lang: Lang, tables: &[(&str, &str)]) -> renmai::analysis::Analysis {
    let config = renmai::config::Config { lang, ..Default::default() };
    let tables = renmai::tables::Tables::from_csv(tables).expect("good tables");
    renmai::analysis::analyse(tables, config, &Progress::silent()).expect("an analysis")
}

const MEMBERS: &str = "user_id,group_id\na,g\nb,g\nb,h\nc,h\n";

#[test]
fn what_is_unknown_for_everybody_is_said_once_and_is_no_table_of_zeros() {
    let known = [("memberships", MEMBERS), ("interactions", "from_id,to_id,at\na,b,2024-05-01\n")];
    for (lang, none, silent) in [
        (Lang::Zh, "未分级：联系时间与消费都未知", "\n  只在一个群且不互动"),
        (Lang::En, "o tier: neither contact times nor spend known", "\n  silent in one group"),
    ] {
        let analysis = run(lang, &known[..1]);
        let (summary, told) = (summary_text(&analysis), data(&page(&analysis)));
        assert!(summary.contains(none), "{summary}");
        let tiers = |data: &serde_json::Value| data["distributions"]["value_tier"]["unknown"]["count"].as_u64();
        assert_eq!(tiers(&told), Some(3));
        assert_eq!(told["cards"][2]["note"], "", "nobody interacted, and nothing is said of it");
        assert_eq!(told["crowd"]["city"], serde_json::json!([1, "AAA"]), "no city of anybody");
        assert!(!summary.contains(silent), "the class could not be told: {summary}");
        for absent in ["有互动）", "of them interacted", "tier S", "S 级"] {
            assert!(!summary.contains(absent), "{absent}: {summary}");
        }
        let analysis = run(lang, &known);
        let (summary, told) = (summary_text(&analysis), data(&page(&analysis)));
        assert!(!summary.contains(none) && summary.contains(silent), "{summary}");
        assert_eq!(tiers(&told), Some(0));
        assert_ne!(told["cards"][2]["note"], "");
    }
    // What influence was made of: nobody gave remarks.
    assert!(page(&run(Lang::En, &known[..1])).contains("percentile ranks of strength, degree, groups."));
}

#[test]
fn nobody_left_and_long_names_do_no_harm() {
    let staff = run(Lang::En, &[("memberships", "user_id,group_id,member_type\na,g,staff\nb,g,robot\n")]);
    let summary = summary_text(&staff);
    assert!(summary.contains("nobody is left") && !summary.contains("qualify"), "{summary}");
    let lists = data(&page(&staff))["lists"].clone();
    assert!(lists.as_array().is_some_and(|lists| lists.iter().all(|list| list["rows"] == serde_json::json!([]))));
    let json = serde_json::to_string(&renmai::report::Digest::of(&staff)).expect("JSON");
    assert!(!json.contains("NaN"), "{json}");

    let users = format!("user_id,nickname\nb,{}\n", "王".repeat(3000));
    let long = run(Lang::En, &[("memberships", MEMBERS), ("users", &users)]);
    let html = page(&long);
    assert!(html.contains(&format!(">{}…<", "王".repeat(48))));
    assert!(summary_text(&long).lines().all(|line| line.chars().count() <= 120));
    assert!(summary_text(&long).contains("  100.0  in 2 groups") && html.contains(">100.0<"));
}

/// What is told of one person: contacts and spend by weeks back from the last moment, both ways; groups; why not on other lists.
#[test]
fn a_person_has_weeks_groups_and_reasons() {
    let members = "user_id,group_id\na,g1\nb,g1\nc,g1\na,g2\nd,g2\ne,g2\n";
    let contacts = "from_id,to_id,kind,at,count\n\
        a,b,mention,2024-06-30 12:00:00,1\nb,a,mention,2024-06-23 12:00:00,3\nc,a,mention,2024-06-23 12:00:01,2\n\
        d,a,mention,2023-12-31 12:00:01,1\na,e,mention,2023-12-31 12:00:00,1\na,d,mention,2023-01-01 12:00:00,9\n";
    let orders = "user_id,at,amount\na,2024-06-30 12:00:00,100\na,2024-06-29 12:00:00,20.4\na,2024-06-16 11:00:00,-30\na,2023-01-01,5\n";
    let analysis = run(Lang::Zh, &[("memberships", members), ("interactions", contacts), ("purchases", orders)]);
    let model = data(&page(&analysis));
    let place = model["crowd"]["id"].as_array().expect("ids").iter().position(|id| id == "a").expect("a");
    let history = model["histories"]["people"].as_array().expect("people").iter().find(|of| of["p"] == place);
    let history = history.expect("the most influential is named");
    let mut weeks = vec![0; 26];
    (weeks[0], weeks[1], weeks[25]) = (3, 3, 1);
    assert_eq!(history["contacts"], serde_json::json!(weeks));
    assert_eq!(history["spend"], serde_json::json!([120, 0, -30]));
    assert_eq!((&history["groups"], &history["all_groups"]), (&serde_json::json!([0, 1]), &serde_json::json!(2)));
    assert_eq!(model["histories"]["groups"], serde_json::json!(["g1", "g2"]));
    // Not on the list of the isolated, for a reason; on another list, and then no reason is told of it.
    let not_on: Vec<&str> =
        history["not_on"].as_array().expect("lists").iter().map(|of| of[0].as_str().expect("a list")).collect();
    assert!(not_on.contains(&"isolated"), "{not_on:?}");
    for (list, shown) in ["koc", "referral"].into_iter().zip([&analysis.selection.koc, &analysis.selection.referral]) {
        let named = shown.entries.iter().any(|entry| {
            analysis.people.tables.users.name(analysis.people.graph.nodes.user[entry.node as usize]) == "a"
        });
        assert!(!(named && not_on.contains(&list)), "{list}");
    }
}

/// A page that is handed on names nobody but those whom lists and pictures do, where it is told so.
#[test]
fn a_page_names_as_many_as_it_may() {
    let mut config = renmai::config::Config { lang: Lang::En, top: renmai::config::Top(1), ..Default::default() };
    let members: String = (0..400).map(|i| format!("u{i:03},g{}\n", i % 2)).collect();
    let run = |config: &renmai::config::Config| {
        let tables = renmai::tables::Tables::from_csv(&[("memberships", &format!("user_id,group_id\n{members}"))])
            .expect("tables");
        page(&renmai::analysis::analyse(tables, config.clone(), &Progress::silent()).expect("an analysis"))
    };
    let ids = |html: &str| data(html)["crowd"]["id"].as_array().expect("ids").len();
    assert_eq!(ids(&run(&config)), 400);
    config.privacy.page_people = 0;
    let html = run(&config);
    assert!((1..300).contains(&ids(&html)), "{}", ids(&html));
    assert_eq!(data(&html)["crowd"]["total"], 400);
}
