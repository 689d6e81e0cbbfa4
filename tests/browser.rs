//! The page in a real browser: what is drawn, what the controls do, what it never does.

mod common_browser;
mod common_page;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use common_browser::Browser;
use common_page::{HOSTILE, analysis};
use renmai::report::{self, Digest};
use renmai::text::Lang;
use serde_json::{Value, json};

/// Largest page.
const MOST_BYTES: usize = 5_000_000;
/// Time from the beginning of loading to the first drawing, with room for a machine that does other things too.
const MOST_MILLISECONDS: f64 = 2000.0;

/// The page of the built-in example.
fn demo(dir: &Path, threads: &str) -> PathBuf {
    let out = dir.join(format!("run-{threads}"));
    let run = Command::new(env!("CARGO_BIN_EXE_renmai"))
        .args(["demo", "--threads", threads, "--out"])
        .arg(&out)
        .output()
        .expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    out.join("report.html")
}

/// A page of the run made by hand.
fn by_hand(dir: &Path, lang: Lang) -> PathBuf {
    let run = analysis(lang);
    let file = dir.join("report.html");
    fs::write(&file, report::page(&run, &Digest::of(&run))).expect("writable");
    file
}

/// The share of a chart's pixels that are drawn, and in how many colours that are told apart at a glance: eight shades of each
/// primary, and each at least a thousandth of what is drawn.
const PIXELS: &str = "(chart => {
    const colours = new Map(); let drawn = 0, all = 0;
    for (const canvas of chart.querySelectorAll('canvas')) {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        all += data.length / 4;
        for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 127) {
            const colour = data[i] >> 5 << 6 | data[i + 1] >> 5 << 3 | data[i + 2] >> 5;
            drawn++; colours.set(colour, (colours.get(colour) || 0) + 1);
        }
    }
    return [drawn / all, [...colours.values()].filter(n => n > drawn / 1000).length];
})";

/// Checks that a chart is drawn: a part of it that can be seen, in several colours.
fn is_drawn(browser: &mut Browser, id: &str) {
    let drawn = browser.run(&format!("{PIXELS}(document.getElementById('{id}'))"));
    assert!(drawn[0].as_f64() > Some(0.02) && drawn[1].as_u64() > Some(1), "{id}: {drawn}");
}

/// Checks that every chart of the page is drawn; their names.
fn every_chart_is_drawn(browser: &mut Browser) -> Vec<String> {
    let ids = browser
        .run("[...document.querySelectorAll('.panel:not(.closed) .chart, section:not(#todo) .chart')].map(c => c.id)");
    let ids: Vec<String> = serde_json::from_value(ids).expect("names");
    for id in &ids {
        browser.run(&format!("document.getElementById('{id}').scrollIntoView({{block: 'center'}})"));
        browser.until(&format!("document.querySelector('#{id} canvas') !== null"));
        browser.settle();
        is_drawn(browser, id);
    }
    ids
}

#[test]
fn the_same_input_gives_the_same_page_and_it_is_small() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let [one, two] = ["1", "2"].map(|threads| fs::read(demo(dir.path(), threads)).expect("a page"));
    assert!(one == two, "threads change the page");
    assert!(one.len() < MOST_BYTES, "{} bytes", one.len());
}

#[test]
fn everything_is_drawn_and_the_controls_work() {
    let Some(mut browser) = Browser::start(1440, 900) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    let page = demo(dir.path(), "2");
    browser.open(&page, "");
    let first = browser.run("performance.getEntriesByName('first-contentful-paint')[0].startTime");
    eprintln!("first drawing after {first} ms");
    assert!(first.as_f64() < Some(MOST_MILLISECONDS), "{first} ms");

    let charts = every_chart_is_drawn(&mut browser);
    for wanted in
        ["network", "matrix", "tiers", "lifecycle", "roles", "devices", "cities", "interests", "degree", "influence"]
    {
        assert!(charts.contains(&format!("chart-{wanted}")), "{wanted}: {charts:?}");
    }
    assert!(charts.contains(&"chart-lorenz".to_owned()) && charts.contains(&"chart-heat".to_owned()));
    let unnamed =
        browser.run("[...document.querySelectorAll('.chart')].filter(c => !c.getAttribute('aria-label')).length");
    assert_eq!(unnamed, 0);

    tables(&mut browser);
    keyboard(&mut browser);
    network(&mut browser);
    hours(&mut browser);
    language_and_theme(&mut browser, &names_in(page.parent().expect("a directory")));
    finding(&mut browser);
    windows(&mut browser);
    paper_and_phone(&mut browser);
    browser.open(&page, "#person=%E0%A4%A&circle=99&lang=xx&nowhere");
    assert_eq!(browser.run("document.querySelectorAll('#table-koc tbody tr').length"), 10);
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// Checks by axe-core, the usual rules and those of WCAG 2.2 AA; see `fixtures/README.md`.
const AXE: &str = include_str!("../fixtures/axe/axe.min.js");

/// What axe finds wrong with the page as it is seen: the rule, and the first element.
const WRONG: &str = "axe.run(document, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    rules: { 'target-size': { enabled: true } },
}).then(found => found.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]))";

/// What moved by itself since the page began to load, as the layout shift of the page's whole life.
const SHIFT: &str = "new Promise(done => {
    let sum = 0;
    new PerformanceObserver(list => {
        list.getEntries().forEach(entry => { if (!entry.hadRecentInput) sum += entry.value; });
    }).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => done(sum), 100);
})";

/// What reaches beyond the right edge and cannot be scrolled to in a box of its own.
const BEYOND: &str = "(edge => [...document.querySelectorAll('body *')].filter(node => {
    const box = node.getBoundingClientRect();
    if (!box.width || box.right <= edge + 1) return false;
    for (let p = node.parentElement; p; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return false;
    return true;
}).map(node => node.outerHTML.slice(0, 120)))(document.documentElement.clientWidth)";

/// Five people in three groups.
fn five(dir: &Path) -> PathBuf {
    fs::write(dir.join("five.csv"), "user_id,group_id\na,g1\nb,g1\nc,g2\nd,g2\ne,g3\n").expect("writable");
    let mut run = Command::new(env!("CARGO_BIN_EXE_renmai"));
    let run = run.current_dir(dir).args(["report", "five.csv", "--out", "five"]).output().expect("the program runs");
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    dir.join("five/report.html")
}

/// 20,000 people with all tables, roughly computed.
fn many(dir: &Path) -> PathBuf {
    let renmai = |args: &[&str]| {
        let run = Command::new(env!("CARGO_BIN_EXE_renmai")).current_dir(dir).args(args).output();
        let run = run.expect("the program runs");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    };
    renmai(&["generate", "--users", "20000", "--seed", "4", "--out", "many"]);
    let tables =
        ["memberships", "interactions", "users", "groups", "purchases"].map(|table| format!("many/{table}.csv"));
    let mut report: Vec<&str> = vec!["report", "--out", "many-out", "--betweenness", "sampled", "--samples", "5000"];
    report.extend(tables.iter().map(String::as_str));
    renmai(&report);
    dir.join("many-out/report.html")
}

#[test]
fn pages_are_accessible_stay_where_they_are_and_fit() {
    let Some(mut browser) = Browser::start(1280, 900) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    for page in [demo(dir.path(), "2"), five(dir.path()), by_hand(dir.path(), Lang::Zh), many(dir.path())] {
        browser.resize(1280, 900);
        for place in ["#lang=zh&theme=light", "#lang=en&theme=dark"] {
            browser.open(&page, place);
            browser.run(AXE);
            assert_eq!(browser.run(WRONG), json!([]), "{} {place}", page.display());
        }
        for width in [320, 390, 768, 1440, 2560] {
            browser.resize(width, 900);
            browser.open(&page, "#lang=en");
            let shift = browser.run(SHIFT).as_f64().expect("a number");
            assert!(shift < 0.1, "{} at {width}: a layout shift of {shift}", page.display());
            assert_eq!(browser.run(BEYOND), json!([]), "{} at {width}", page.display());
            let used = browser.run("document.querySelector('main').clientWidth / window.innerWidth");
            assert!(used.as_f64() > Some(0.8), "{width}: {used} of the width");
        }
    }
}

/// Whatever is opened by a key leaves the focus somewhere that makes sense, never nowhere.
#[test]
fn the_focus_is_never_lost() {
    let Some(mut browser) = Browser::start(1280, 900) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    browser.open(&demo(dir.path(), "2"), "");
    let all = "document.querySelectorAll('button, select, summary, nav a, #story a, [tabindex=\"0\"]')";
    let mut tried = std::collections::BTreeSet::new();
    let mut number = 0;
    while number < browser.run(&format!("{all}.length")).as_u64().expect("a number") {
        // One of a kind: what stands in the same place of the page and looks alike is made alike.
        let kind = browser.run(&format!(
            "(node => {{
                if (!node.offsetParent) return null;
                node.focus();
                if (document.activeElement !== node) return 'cannot be focused: ' + node.outerHTML;
                const part = node.closest('section, nav, header');
                return [part.id, node.tagName, node.className, node.id, part.id === 'network' && node.textContent.slice(0, 3)].join(' ');
            }})({all}[{number}])"
        ));
        number += 1;
        eprintln!("n {number}");
        let Some(kind) = kind.as_str() else { continue };
        assert!(!kind.starts_with("cannot"), "{kind}");
        if tried.insert(kind.to_owned()) {
            if kind.contains(" SELECT ") {
                // Its list of choices is a window of its own.
                browser.run(
                    "(s => { s.selectedIndex = 1; s.dispatchEvent(new Event('change')); })(document.activeElement)",
                );
            } else {
                browser.key("Enter", 13);
            }
            assert_ne!(browser.run("document.activeElement.tagName"), "BODY", "after {kind}");
            // Who is asked for is what the whole page is of: with few of them there is less to try.
            browser
                .run("document.getElementById('filters').hidden || document.getElementById('filters-clear').click()");
            browser.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(0))))");
        }
    }
    assert!(tried.len() > 25, "{tried:?}");
}

type Row = std::collections::HashMap<String, String>;

/// The rows of a file beside the page, by its columns.
fn rows_beside(page: &Path, name: &str) -> Vec<Row> {
    let text = fs::read_to_string(page.with_file_name(name)).expect("a file");
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    rows.deserialize().collect::<Result<Vec<_>, _>>().expect("CSV")
}

/// Anybody is found by anything, and as many as the files and a rule say.
#[test]
fn anybody_is_found_by_anything() {
    let Some(mut browser) = Browser::start(1280, 900) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    let page = demo(dir.path(), "2");
    let users = rows_beside(&page, "users.csv");
    let named: Vec<_> = users.iter().filter(|user| user["may_contact"] == "ok").collect();
    let asked = "Number(document.getElementById('asked').textContent.match(/[\\d,]+/)[0].replace(/,/g, ''))";

    browser.open(&page, "#ask");
    assert_eq!(browser.run(asked), named.len());
    // By the address, by a choice, by the search.
    browser.open(&page, "#ask&f.tier=B&f.city=上海");
    let meant = |user: &&&Row| user["value_tier"] == "B" && user["region"] == "上海";
    assert_eq!(browser.run(asked), named.iter().filter(meant).count());
    browser.open(&page, "#ask&f.circle=3");
    let of_circle = named.iter().filter(|user| user["circle"] == "3");
    assert_eq!(browser.run(asked), of_circle.clone().count());
    browser
        .run("(s => { s.value = '豆'; s.dispatchEvent(new Event('input')); })(document.getElementById('ask-search'))");
    assert_eq!(browser.run(asked), of_circle.filter(|user| user["nickname"].contains('豆')).count());

    // What is found as a file: whom, in order, with what users.csv has of them.
    browser.open(&page, "#ask&f.on=koc");
    browser.run("window.made = null; const make = URL.createObjectURL; URL.createObjectURL = blob => { window.made = blob; return make.call(URL, blob); }; 1");
    browser.run("document.querySelector('#ask-result .tools button').click()");
    let file = browser.run("window.made.text()");
    let mut rows = csv::Reader::from_reader(file.as_str().expect("text").trim_start_matches('\u{feff}').as_bytes());
    let header = rows.headers().expect("a header").clone();
    let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().expect("CSV");
    assert_eq!(rows.len(), 100);
    for row in &rows {
        let user = named.iter().find(|user| user["user_id"] == row[0]).expect("somebody");
        for (column, value) in header.iter().zip(row).filter(|(column, _)| user.contains_key(*column)) {
            let (told, known) = (value.parse::<f64>(), user[column].parse::<f64>());
            match (told, known) {
                (Ok(told), Ok(known)) => assert!((told - known).abs() <= 0.5, "{column}: {told} {known}"),
                _ => assert_eq!(value, user[column], "{column}"),
            }
        }
    }

    // What is asked, as a rule that finds as many.
    let demo = |name: &str| format!("{}/fixtures/demo/{name}.csv.zst", env!("CARGO_MANIFEST_DIR"));
    for place in ["f.tier=S", "f.lifecycle=new&f.city=北京", "f.position=bridge&f.tier=B", "f.owner=s0003&f.circle=2"]
    {
        browser.open(&page, &format!("#ask&{place}"));
        let rule = browser.run("document.getElementById('ask-rule').textContent");
        let mut program = Command::new(env!("CARGO_BIN_EXE_renmai"));
        program.args(["segment", rule.as_str().expect("a rule")]);
        for table in ["memberships", "interactions", "users", "groups", "purchases"] {
            program.arg(format!("--{table}")).arg(demo(table));
        }
        let run = program.output().expect("the program runs");
        assert!(run.status.success(), "{rule}: {}", String::from_utf8_lossy(&run.stderr));
        let people = String::from_utf8(run.stdout).expect("UTF-8").lines().count() - 1;
        assert!(people > 0, "{rule}");
        assert_eq!(browser.run(asked), people, "{rule}");
    }
    // Rules are read as the program reads them.
    for rule in [
        "value_tier in [S, a] and region = 上海",
        "influence >= 80 and not (region = 北京 or region = 上海)",
        "monthly_spend > 200 且 (lifecycle = decaying 或 recency_days >= 60)",
        "region 不属于 [武汉, \"南京\"] and region is known and degree < 100",
        "owner_id is unknown and position != member",
        "position = 桥梁 or nickname contains 豆",
        "价值等级 = \"S 级\" and circle <= 3",
        "not lifecycle in [new, growing] and recency_days is not unknown and 影响力 <= 20.5",
    ] {
        let address: String = rule.bytes().map(|b| format!("%{b:02x}")).collect();
        browser.open(&page, &format!("#ask&rule={address}"));
        let mut program = Command::new(env!("CARGO_BIN_EXE_renmai"));
        program.args(["segment", rule]);
        for table in ["memberships", "interactions", "users", "groups", "purchases"] {
            program.arg(format!("--{table}")).arg(demo(table));
        }
        let run = program.output().expect("the program runs");
        assert!(run.status.success(), "{rule}: {}", String::from_utf8_lossy(&run.stderr));
        let people = String::from_utf8(run.stdout).expect("UTF-8").lines().count() - 1;
        assert!(people > 0, "{rule}");
        assert_eq!(browser.run(asked), people, "{rule}");
        assert_eq!(browser.run("document.getElementById('ask-rule-said').textContent"), "", "{rule}");
    }
    for (rule, found) in
        [("influence >", "到这里就结束"), ("shoe = 3", "shoe"), ("degree >= many", "many"), ("region = a b", "b")]
    {
        browser.run(&format!(
            "(s => {{ s.value = '{rule}'; s.dispatchEvent(new Event('input')); }})(document.getElementById('ask-by-rule'))"
        ));
        let said = browser.run("document.getElementById('ask-rule-said').textContent");
        assert!(said.as_str().is_some_and(|said| said.contains(found)), "{rule}: {said}");
        assert_eq!(browser.run(asked), named.len(), "{rule}: nobody is left out by what is not understood");
    }
    // Everybody is in one cell, and in each as many as the lattice says but for those who may not be named.
    browser.open(&page, "");
    let cells =
        browser.run("JSON.parse(document.getElementById('data').textContent).lattice.cells.flat().map(c => c.count)");
    let mut all = 0;
    for (cell, most) in cells.as_array().expect("cells").iter().enumerate() {
        browser.open(&page, &format!("#ask&f.cell={cell}"));
        let people = browser.run(asked).as_u64().expect("a number");
        assert!(people <= most.as_u64().expect("a number"), "{cell}");
        all += people as usize;
    }
    assert_eq!(all, named.len());
    browser.open(&page, "");
    browser.run("document.querySelector('.lattice .count').click()");
    assert_eq!(browser.run("location.hash"), "#ask&f.cell=0");
    assert_eq!(browser.run("document.activeElement.id"), "asked");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// What a manager asks, each answered from the first screen within two clicks: docs/outputs.md has the same ten.
#[test]
fn ten_questions() {
    let Some(mut browser) = Browser::start(1280, 900) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    let page = demo(dir.path(), "2");
    let click = |of: &str| {
        format!(
            "(node => {{ if (!node) throw new Error('nothing to click: {0}'); node.click(); }})(document.querySelector('{0}'))",
            of.replace('\'', "\\'")
        )
    };
    let choose = |of: &str, words: &str| {
        format!(
            "(s => {{ s.value = Array.from(s.options).find(o => o.textContent.includes('{words}')).value; s.dispatchEvent(new Event('change')); }})(document.querySelector(\"{of}\"))"
        )
    };
    // What is asked, the clicks or choices, and words that the answer has; the answer is on the screen.
    let questions: [(&str, Vec<String>, &str, &str); 10] = [
        ("Whom do I contact first today, and why?", vec![], "#table-queue tbody tr", "待挽回"),
        ("What do I say?", vec![], "#table-queue tbody tr .next + .next", "你好"),
        (
            "What has this employee to do?",
            vec![choose("#table-queue select", "s0010")],
            "#table-queue tbody tr",
            "s0010",
        ),
        ("Who is listened to?", vec![click("#story li:nth-child(1) a")], "#table-koc tbody tr", "主动找过此人"),
        (
            "Who connects circles?",
            vec![click("#story li:nth-child(2) a")],
            "#table-referral tbody tr",
            "最短的联系路径经过此人",
        ),
        (
            "Who is left alone, and which group is theirs?",
            vec![click("#story li:nth-child(4) a")],
            "#table-isolated tbody tr",
            "群内活跃",
        ),
        (
            "Which big spenders do we lose?",
            vec![click("nav a[href=\"#who\"]"), click(".lattice tbody tr:nth-child(3) td:last-child .count")],
            "#ask-people tbody tr",
            "A",
        ),
        ("When do we write?", vec![click("#story li:nth-child(5) a")], "#when-body .best", "周六 20–22 点"),
        ("Who is this, and why on the list?", vec![click("#table-queue .who-of")], "#network-side", "KOC名单第 85 位"),
        (
            "What are my best customers in this city worth?",
            vec![choose("[data-filter=tier]", "A 级"), choose("[data-filter=city]", "武汉")],
            "#asked",
            "月消费合计",
        ),
    ];
    for (question, clicks, answer, words) in questions {
        assert!(clicks.len() <= 2, "{question}");
        browser.open(&page, "");
        for click in &clicks {
            browser.run(click);
            browser.settle();
        }
        let told = browser.run(&format!("document.querySelector('{answer}').innerText"));
        assert!(told.as_str().is_some_and(|told| told.contains(words)), "{question}: {told}");
        if !clicks.is_empty() && answer != "#asked" {
            let seen = browser.run(&format!(
                "(r => r.top < innerHeight && r.bottom > 0)(document.querySelector('{answer}').getBoundingClientRect())"
            ));
            assert_eq!(seen, true, "{question}");
        }
        if let Ok(folder) = std::env::var("QUESTIONS_PICTURES") {
            let picture = browser.call("Page.captureScreenshot", json!({}));
            let name = question.replace(|c: char| !c.is_alphanumeric(), "_");
            fs::write(format!("{folder}/{name}.png"), decoded(picture["data"].as_str().expect("a picture")))
                .expect("written");
        }
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// What is asked for is what everything else on the page is of.
#[test]
fn filters_drive_the_page() {
    let Some(mut browser) = Browser::start(1280, 900) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    let page = demo(dir.path(), "2");
    let users = rows_beside(&page, "users.csv");
    for (place, column, value) in [("f.city=武汉", "region", "武汉"), ("f.lifecycle=decaying", "lifecycle", "decaying")]
    {
        browser.open(&page, &format!("#who&{place}"));
        browser.run("new Promise(done => setTimeout(done, 400))");
        let meant: Vec<_> = users.iter().filter(|u| u["may_contact"] == "ok" && u[column] == value).collect();
        let count = |fits: &dyn Fn(&Row) -> bool| meant.iter().filter(|user| fits(user)).count();
        assert!(!meant.is_empty() && browser.run("!document.getElementById('filters').hidden") == true);
        // The tiers, the lattice, the matrix, the lists, the circles, the cards.
        for tier in ["S", "A", "B", "C", "D"] {
            let n = count(&|user| user["value_tier"] == tier);
            for (chart, cells) in [("tiers", "slice(1, 2)"), ("matrix", "slice(1)")] {
                let told = format!(
                    "Array.from(document.querySelectorAll('#chart-{chart} ~ .as-table tbody tr'), row => Array.from(row.children, cell => cell.textContent))
                        .filter(row => row[0].includes('{tier}')).flatMap(row => row.{cells}).reduce((sum, n) => sum + Number(n.replace(/,/g, '')), 0)"
                );
                assert_eq!(browser.run(&told), n, "{place} {tier} {chart}");
            }
        }
        for (chart, column) in [("reach", "reach"), ("devices", "device_class")] {
            let told = format!(
                "Array.from(document.querySelectorAll('#chart-{chart} ~ .as-table tbody tr'), row => Number(row.children[1].textContent.replace(/,/g, '')))"
            );
            let mut counts: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
            meant.iter().for_each(|user| *counts.entry(&user[column]).or_default() += 1);
            let mut told: Vec<u64> = serde_json::from_value(browser.run(&told)).expect("numbers");
            let mut counts: Vec<u64> = counts.into_values().map(|n| n as u64).collect();
            told.retain(|&n| n > 0);
            told.sort_unstable();
            counts.sort_unstable();
            assert_eq!(told, counts, "{place} {chart}");
        }
        let cells = "Array.from(document.querySelectorAll('.lattice .count')).reduce((a, b) => a + Number(b.textContent.replace(/,/g, '')), 0)";
        assert_eq!(browser.run(cells), meant.len(), "{place}");
        for list in ["koc", "referral", "isolated"] {
            let ids: std::collections::BTreeSet<String> =
                rows_beside(&page, &format!("{list}.csv")).into_iter().map(|row| row["user_id"].clone()).collect();
            let n = count(&|user| ids.contains(&user["user_id"]));
            let badge = format!("document.querySelector('#tab-{list} .badge').textContent");
            assert_eq!(browser.run(&badge), n.to_string(), "{place} {list}");
            let rows = format!("document.querySelector('#table-{list} .shown').textContent.match(/\\d+/)[0]");
            assert_eq!(browser.run(&rows), n.to_string(), "{place} {list}");
        }
        for circle in ["1", "2", "3"] {
            let told = format!(
                "Array.from(document.querySelectorAll('#table-circles tbody tr')).find(row => row.children[0].textContent === '{circle}').querySelector('.c-size').textContent.split(' / ')[0]"
            );
            assert_eq!(browser.run(&told), count(&|user| user["circle"] == circle).to_string(), "{place} {circle}");
        }
        assert_eq!(
            browser.run("document.querySelector('#cards .value').textContent.replace(/,/g, '')"),
            meant.len().to_string()
        );
        let queue = browser.run("document.querySelector('#table-queue .shown').textContent.match(/\\d+/)[0]");
        let of: Vec<String> = rows_beside(&page, "todo.csv").into_iter().map(|row| row["user_id"].clone()).collect();
        assert_eq!(queue, count(&|user| of.contains(&user["user_id"])).to_string());
    }
    // The hours of a tier; of what has no hours of its own, everybody's, and it is said.
    browser.open(&page, "#when&f.tier=A");
    browser.run("new Promise(done => setTimeout(done, 400))");
    let hours = "(s => s.options[s.selectedIndex].textContent + document.querySelectorAll('#when-body .tools + .note').length)(document.querySelector('#when-body select'))";
    assert_eq!(browser.run(hours), "A 级0");
    browser.open(&page, "#when&f.city=武汉");
    browser.run("new Promise(done => setTimeout(done, 400))");
    assert_eq!(browser.run(hours), "所有人1");
    // All of it goes away at once, and the focus stays in the page.
    browser.run("document.getElementById('filters-clear').click()");
    browser.run("new Promise(done => setTimeout(done, 400))");
    assert_eq!(browser.run("document.getElementById('filters').hidden && document.activeElement.id"), "asked");
    assert_eq!(browser.run("document.querySelector('#tab-koc .badge').textContent"), "100");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

/// Two runs of the example, compared: what the page tells is what the file has.
#[test]
fn the_queue_is_that_of_the_file_and_keeps_what_was_done() {
    let Some(mut browser) = Browser::start(1440, 900) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    let page = demo(dir.path(), "2");
    let mut csv = csv::Reader::from_path(page.with_file_name("todo.csv")).expect("a file");
    let header: Vec<String> =
        csv.headers().expect("a header").iter().map(|h| h.trim_start_matches('\u{feff}').to_owned()).collect();
    let place = |name: &str| header.iter().position(|column| column == name).expect("a column");
    let rows: Vec<csv::StringRecord> = csv.records().map(|row| row.expect("a row")).take(300).collect();
    let column = |name: &str| rows.iter().map(|row| row[place(name)].to_owned()).collect::<Vec<_>>();
    let stakes = column("stake").iter().map(|stake| stake.parse::<f64>().expect("a number")).collect::<Vec<_>>();
    let (ids, owners) = (column("user_id"), column("owner_id"));

    browser.open(&page, "");
    browser.run("document.querySelector('#table-queue .more').click()");
    let shown = "[...document.querySelectorAll('#table-queue tbody tr')]";
    let cells = |browser: &mut Browser, class: &str| {
        browser.run(&format!("{shown}.map(row => row.querySelector('{class}').textContent)"))
    };
    assert_eq!(cells(&mut browser, ".c-person .id"), json!(ids));
    let rounded = |stake: &f64| renmai::report::figures::measure(*stake);
    assert_eq!(cells(&mut browser, ".c-score"), json!(stakes.iter().map(rounded).collect::<Vec<_>>()));
    let said = cells(&mut browser, ".c-why");
    for (told, message) in said.as_array().expect("rows").iter().zip(column("message")) {
        // What a spreadsheet would run has an apostrophe in the file.
        assert!(told.as_str().expect("words").contains(message.trim_start_matches('\'')), "{told} {message}");
    }

    // What was done stays, and statuses from a file are taken where both columns are there.
    let status = |browser: &mut Browser, row: usize| {
        browser.run(&format!("document.querySelectorAll('#table-queue tbody select')[{row}].value"))
    };
    browser.run(
        "(s => { s.value = 'done'; s.dispatchEvent(new Event('change')); })(document.querySelector('#table-queue tbody select'))",
    );
    browser.open(&page, "#lang=en");
    assert_eq!((status(&mut browser, 0), status(&mut browser, 1)), (json!("done"), json!("open")));
    let file = format!("\u{feff}user_id,\"name, or so\",status\r\n{},\"a\"\"b\",skipped\r\nnobody,,done\r\n", ids[1]);
    let read = |browser: &mut Browser, text: &str| {
        browser.run(&format!(
            "(input => {{ const files = new DataTransfer(); files.items.add(new File([{}], 'a.csv')); \
             input.files = files.files; input.dispatchEvent(new Event('change')); }})(document.querySelector('#queue input[type=file]'))",
            json!(text)
        ));
        browser.until("document.getElementById('queue-said').textContent !== ''");
        browser.run("document.getElementById('queue-said').textContent")
    };
    assert_eq!(read(&mut browser, &file), "1 status read in");
    assert_eq!((status(&mut browser, 0), status(&mut browser, 1)), (json!("done"), json!("skipped")));
    assert_eq!(read(&mut browser, "a,b\n1,2\n"), "This file has no columns user_id and status");

    browser.open(&page, "#owner=s0005");
    let of: Vec<&String> = ids.iter().zip(&owners).filter(|(_, owner)| *owner == "s0005").map(|(id, _)| id).collect();
    assert!(of.len() > 1);
    assert_eq!(cells(&mut browser, ".c-person .id"), json!(of));
    assert!(browser.complaints().is_empty());
}

#[test]
fn changes_are_told_as_the_files_have_them() {
    let Some(mut browser) = Browser::start(1440, 900) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    let run = |out: &str, options: &[&str]| {
        let mut program = Command::new(env!("CARGO_BIN_EXE_renmai"));
        let run = program.current_dir(dir.path()).args(["demo", "--k", "5", "--out", out]).args(options).output();
        assert!(run.expect("the program runs").status.success());
    };
    run("may", &["--as-of", "2026-05-31"]);
    run("june", &["--as-of", "2026-06-15", "--compare", "may"]);
    run("now", &["--compare", "may", "--compare", "june"]);
    let text = fs::read_to_string(dir.path().join("now/changes.csv")).expect("a file");
    let mut rows = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().collect::<Result<_, _>>().expect("CSV");
    let last = rows.iter().filter(|row| row[0].starts_with("2026-06-15"));
    let mut by_kind = std::collections::BTreeMap::<(&str, &str), usize>::new();
    last.for_each(|row| *by_kind.entry((row.get(2).unwrap(), row.get(3).unwrap())).or_default() += 1);
    let shown: usize = by_kind.values().map(|&n| n.min(100)).sum();

    browser.open(&dir.path().join("now/report.html"), "#changes");
    assert!(every_chart_is_drawn(&mut browser).contains(&"chart-flows".to_owned()));
    let told = browser.run("document.querySelector('#table-changes .shown').textContent");
    let digits: String = told.as_str().unwrap().chars().filter(char::is_ascii_digit).collect();
    assert_eq!(digits, shown.to_string());
    assert_eq!(browser.run("document.querySelectorAll('#changes-body > ul.told').length"), 2);
    browser.run("(s => { s.value = 'rose'; s.dispatchEvent(new Event('change')); })(document.querySelector('#table-changes select'))");
    let rose = browser.run("document.querySelector('#table-changes .shown').textContent");
    assert!(rose.as_str().unwrap().contains(&by_kind[&("rose", "")].min(100).to_string()), "{rose}");
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

const ROWS: &str = "[...document.querySelectorAll('#table-koc tbody tr')]";

fn tables(browser: &mut Browser) {
    let rows = |browser: &mut Browser| browser.run(&format!("{ROWS}.length")).as_u64();
    assert_eq!(rows(browser), Some(10));
    browser.run("document.querySelector('#table-koc .more').click()");
    assert_eq!(rows(browser), Some(100));

    // Search: the id of the third.
    browser.run(
        "(box => { box.value = document.querySelectorAll('#table-koc .id')[2].textContent; box.dispatchEvent(new Event('input')); })(document.querySelector('#table-koc input'))",
    );
    assert_eq!(rows(browser), Some(1));
    browser.run("(box => { box.value = 'nobody is called this'; box.dispatchEvent(new Event('input')); })(document.querySelector('#table-koc input'))");
    assert_eq!(browser.run(&format!("{ROWS}[0].className")), "none");
    browser.run("(box => { box.value = ''; box.dispatchEvent(new Event('input')); })(document.querySelector('#table-koc input'))");

    // Order: by score upwards, then downwards again.
    let scores = "[...document.querySelectorAll('#table-koc tbody .c-score')].map(c => +c.textContent)";
    browser.run("document.querySelector('#table-koc .c-score button').click(); document.querySelector('#table-koc .c-score button').click()");
    let upwards: Vec<f64> = serde_json::from_value(browser.run(scores)).expect("scores");
    assert!(upwards.is_sorted() && upwards.len() == 100, "{upwards:?}");
    assert_eq!(browser.run("document.querySelector('#table-koc th.c-score').getAttribute('aria-sort')"), "ascending");
    browser.run("document.querySelector('#table-koc .c-score button').click()");
    assert_eq!(browser.run("document.querySelector('#table-koc th.c-score').getAttribute('aria-sort')"), "none");

    // Filters: one tier, then one circle beside it.
    let choose = |browser: &mut Browser, place: usize, option: &str| {
        browser.run(&format!(
            "(s => {{ s.value = '{option}'; s.dispatchEvent(new Event('change')); return s.value; }})(document.querySelectorAll('#table-koc select')[{place}])"
        ))
    };
    let tier = choose(browser, 0, "B");
    let marks = browser.run("[...new Set([...document.querySelectorAll('#table-koc .tier')].map(m => m.textContent))]");
    assert_eq!(marks, json!([tier]));
    let few = rows(browser);
    choose(browser, 2, "1");
    assert!(rows(browser) < few);
    let shown = rows(browser);

    // Download: what is filtered, as Excel reads it.
    browser.run("window.saved = null; window.made = URL.createObjectURL; URL.createObjectURL = blob => { window.saved = blob; return window.made.call(URL, blob); }");
    browser.run("document.querySelectorAll('#table-koc .tools button')[1].click()");
    // Reading as text would take the mark away.
    let saved =
        browser.run("window.saved.arrayBuffer().then(b => new TextDecoder('utf-8', { ignoreBOM: true }).decode(b))");
    let saved = saved.as_str().expect("a file").to_owned();
    assert!(saved.starts_with('\u{feff}') && saved.ends_with("\r\n"), "{saved}");
    assert_eq!(saved.matches("\r\n").count() as u64, shown.unwrap_or(0) + 1, "{saved}");
    assert!(saved.contains("user_id") && !saved.contains("\n="));
    copying(browser, &saved);
    choose(browser, 0, "");
    choose(browser, 2, "");
    assert_eq!(rows(browser), Some(100));
}

/// Copies with and without the clipboard's leave; what is copied is what was `saved`, with tabs.
fn copying(browser: &mut Browser, saved: &str) {
    let rows =
        csv::ReaderBuilder::new().has_headers(false).from_reader(saved.trim_start_matches('\u{feff}').as_bytes());
    let rows: Vec<String> =
        rows.into_records().map(|row| row.expect("a row").iter().collect::<Vec<_>>().join("\t")).collect();
    let click = "document.querySelectorAll('#table-koc .tools button')[0].click()";
    let told = "document.querySelector('#table-koc .said').textContent";
    // What the page hands to the clipboard, and what the browser would copy where that is refused.
    browser.run(
        "window.given = []; window.leave = true; window.worked = true;
         Object.defineProperty(navigator, 'clipboard', { configurable: true, value: {
             writeText: text => leave ? (given.push(text), Promise.resolve()) : Promise.reject(new Error('no leave')) } });
         document.execCommand = what => { if (what === 'copy' && worked) given.push(document.activeElement.value); return worked; }",
    );
    for (settings, said) in [
        ("leave = true", "已复制，可粘贴到表格"),
        ("leave = false", "已复制，可粘贴到表格"),
        ("worked = false", "浏览器不允许复制，请下载"),
    ] {
        browser.run(&format!("{settings}; document.querySelector('#table-koc .said').textContent = ''; {click}"));
        browser.until(&format!("{told} === '{said}'"));
    }
    let given: Vec<String> = serde_json::from_value(browser.run("given")).expect("texts");
    assert_eq!(given, vec![rows.join("\n"); 2]);
}

fn keyboard(browser: &mut Browser) {
    browser.run("document.getElementById('tab-koc').focus()");
    browser.key("ArrowRight", 39);
    assert_eq!(browser.run("document.activeElement.id"), "tab-referral");
    let open = "[...document.querySelectorAll('.panel')].filter(p => p.offsetHeight > 0).map(p => p.id)";
    assert_eq!(browser.run(open), json!(["referral"]));
    browser.key("ArrowRight", 39);
    browser.until("document.querySelector('#chart-compared canvas') !== null");
    is_drawn(browser, "chart-compared");
    browser.key("ArrowRight", 39);
    assert_eq!(browser.run(open), json!(["isolated"]));
    assert!(browser.run("document.querySelectorAll('#isolated .suggestions li').length").as_u64() > Some(5));
    browser.key("ArrowRight", 39);
    assert_eq!(browser.run(open), json!(["koc"]));
}

fn network(browser: &mut Browser) {
    browser.run("document.getElementById('network').scrollIntoView()");
    browser.settle();
    let heading = "document.querySelector('.side h3').textContent";
    let before = browser.run(heading);
    // The mouse: on the largest bubble.
    let place = "(() => {
        const box = document.getElementById('chart-network'), chart = echarts.getInstanceByDom(box);
        const at = chart.getOption().series.find(s => s.id === 'bubbles').data[0];
        const [x, y] = chart.convertToPixel({ seriesId: 'bubbles' }, at), r = box.getBoundingClientRect();
        return [r.left + x, r.top + y];
    })()";
    let at = browser.run(place);
    browser.click(at[0].as_f64().expect("x"), at[1].as_f64().expect("y"));
    let circle = browser.run(heading);
    assert!(circle.as_str().expect("words").contains("圈子 1") && circle != before, "{circle}");
    assert!(browser.run("location.hash").as_str().expect("a place").contains("circle=1"));
    every_chart_is_drawn(browser);
    // A person of the circle, then back, then everything.
    browser.run("document.querySelector('.chips button').click()");
    browser.settle();
    let person = browser.run(heading);
    assert!(person != circle, "{person}");
    assert!(browser.run("document.querySelectorAll('.ties li').length").as_u64() > Some(3));
    every_chart_is_drawn(browser);
    browser.run("document.querySelector('.back').click()");
    assert_eq!(browser.run(heading), circle);
    browser.run("document.querySelector('.back').click()");
    assert_eq!(browser.run(heading), before);
    back(browser, &before, &circle);
    // Colours by interest name interests in the legend.
    let legend = "document.querySelector('.legend').textContent";
    let by_tier = browser.run(legend);
    browser.run(
        "(s => { s.value = 'interest'; s.dispatchEvent(new Event('change')); })(document.getElementById('colour-by'))",
    );
    assert_ne!(browser.run(legend), by_tier);
    every_chart_is_drawn(browser);
    // Closer and moved: bubbles are further apart; further away and all of it: as before.
    let chart = "echarts.getInstanceByDom(document.getElementById('chart-network'))";
    let apart = format!(
        "(() => {{ const c = {chart}, at = c.getOption().series.find(s => s.id === 'bubbles').data.map(x => c.convertToPixel({{ seriesId: 'bubbles' }}, x)); return Math.round(Math.hypot(at[0][0] - at[1][0], at[0][1] - at[1][1])); }})()"
    );
    let looks = |n: usize| format!("document.querySelectorAll('.look')[{n}].click()");
    let far = browser.run(&apart).as_f64().expect("pixels");
    browser.run(&looks(0));
    let near = browser.run(&apart).as_f64().expect("pixels");
    assert!((near / far - 1.4).abs() < 0.02, "{near} {far}");
    browser.run(&looks(1));
    assert!((browser.run(&apart).as_f64().expect("pixels") - far).abs() <= 1.0);
    // Weak ties are left out.
    let drawn = format!("{chart}.getOption().series.find(s => s.id === 'ties').data.length");
    let all = browser.run(&drawn).as_u64().expect("ties");
    let least = |n: u32| {
        format!(
            "(s => {{ s.value = '{n}'; s.dispatchEvent(new Event('input')); }})(document.getElementById('least-tie'))"
        )
    };
    browser.run(&least(90));
    let strong = browser.run(&drawn).as_u64().expect("ties");
    assert!(strong >= 1 && strong < all, "{strong} of {all}");
    browser.run(&least(0));
    assert_eq!(browser.run(&drawn), all);
    // As a square, whose rows are all of a circle's ties.
    let draw_as = |kind: &str| {
        format!(
            "(s => {{ s.value = '{kind}'; s.dispatchEvent(new Event('change')); }})(document.getElementById('draw-as'))"
        )
    };
    browser.run(&draw_as("square"));
    every_chart_is_drawn(browser);
    let rows = browser.run(&format!(
        "(() => {{ const sums = []; {chart}.getOption().series[0].data.forEach(c => {{ sums[c.value[1]] = (sums[c.value[1]] || 0) + c.value[2]; }}); return sums; }})()"
    ));
    let rows: Vec<f64> = rows.as_array().expect("rows").iter().map(|sum| sum.as_f64().expect("a sum")).collect();
    assert!(rows.len() > 5 && rows.iter().all(|sum| (sum - 1.0).abs() < 0.01), "{rows:?}");
    browser.run(&draw_as("map"));
    // From a list, and by name.
    browser.run("document.querySelector('#table-koc tbody .c-circle button').click()");
    let first = browser.run("document.querySelector('#table-koc tbody .name').textContent");
    assert_eq!(browser.run(heading), first);
    browser.run("(s => { s.value = ''; s.dispatchEvent(new Event('change')); })(document.querySelector('#network-body select'))");
    assert_eq!(browser.run(heading), before);
}

/// The browser's own Back and Forward, and an address that is typed.
fn back(browser: &mut Browser, overview: &Value, circle: &Value) {
    let heading = "document.querySelector('.side h3').textContent";
    let seen = |browser: &mut Browser, wanted: &Value| browser.until(&format!("{heading} === {wanted}"));
    let open = "(s => { s.value = '0'; s.dispatchEvent(new Event('change')); })(document.querySelector('#network-body select'))";
    browser.run(open);
    browser.run("document.querySelector('.chips button').click()");
    let person = browser.run(heading);
    browser.run("history.back()");
    seen(browser, circle);
    assert!(browser.run("location.hash").as_str().expect("a place").contains("circle=1"));
    browser.run("history.back()");
    seen(browser, overview);
    browser.run("history.forward()");
    seen(browser, circle);
    browser.run("history.forward()");
    seen(browser, &person);
    // A place alone says nothing of a circle or a person.
    browser.run("location.hash = '#network'");
    seen(browser, overview);
    browser.run("location.hash = '#circle=1'");
    seen(browser, circle);
    browser.run("location.hash = '#network'");
    seen(browser, overview);
}

/// Everybody whom the page names is found, by id or by name; who is not there is said to be missing.
fn finding(browser: &mut Browser) {
    let find = |browser: &mut Browser, wanted: &str| {
        let wanted = json!(wanted);
        browser.run(&format!("(b => {{ b.value = {wanted}; b.dispatchEvent(new Event('input')); b.dispatchEvent(new Event('change')); }})(document.querySelector('.find'))"));
        browser.run("location.hash")
    };
    let data = "JSON.parse(document.getElementById('data').textContent)";
    // Inside a circle without ties of their own; only beside another's; two of one name.
    let wanted = browser.run(&format!("(d => {{
        const own = new Set(d.network.egos.map(e => e.p)), inside = new Set(d.network.inside.flatMap(i => i.people));
        const all = d.crowd.id.map((_, p) => p), count = {{}};
        d.crowd.name.forEach(n => count[n] = (count[n] || 0) + 1);
        const two = d.crowd.name.find(n => n && count[n] === 2 && d.crowd.name.filter(m => m.includes(n)).length === 2);
        return [[...inside].find(p => !own.has(p)) ?? [...inside].at(-1), all.find(p => !own.has(p) && !inside.has(p))].map(p => d.crowd.id[p]).concat([two]);
    }})({data})"));
    for id in [&wanted[0], &wanted[1]].map(|id| id.as_str().expect("an id")) {
        let place = find(browser, id);
        assert!(place.as_str().expect("a place").contains(&format!("person={id}")), "{id}: {place}");
        assert!(browser.run("document.querySelectorAll('.ties li').length").as_u64() > Some(0), "{id}");
    }
    let place = find(browser, wanted[2].as_str().expect("a name"));
    let ids = browser.run("[...document.querySelectorAll('.found button .id')].map(n => n.textContent)");
    assert!(ids[0] != ids[1] && ids[1].is_string() && ids[2].is_null(), "{ids}");
    assert_eq!(browser.run("location.hash"), place, "nobody is chosen for the reader");
    browser.run("document.querySelectorAll('.found button')[1].click()");
    assert!(browser.run("location.hash").as_str().expect("a place").contains(ids[1].as_str().expect("an id")));
    find(browser, "nobody is called this");
    assert!(browser.run("document.querySelector('.found').textContent").as_str().is_some_and(|told| !told.is_empty()));
}

/// The best windows: the first of them, and all when asked for.
fn windows(browser: &mut Browser) {
    let shown = "[...document.querySelectorAll('.windows tbody tr')].filter(r => r.offsetHeight > 0).length";
    let all = browser.run("document.querySelectorAll('.windows tbody tr').length");
    assert_eq!(browser.run(shown), 12);
    browser.run("document.querySelector('#when .more').click()");
    assert_eq!(browser.run(shown), all);
    browser.run("document.querySelector('#when .more').click()");
}

fn hours(browser: &mut Browser) {
    let told = "document.querySelector('.best').textContent";
    let before = browser.run(told);
    browser.run(
        "(s => { s.selectedIndex = 1; s.dispatchEvent(new Event('change')); })(document.querySelector('#when select'))",
    );
    assert_ne!(browser.run(told), before);
}

/// Whatever the page says in Chinese but for names from the data: text, and what is read aloud or shown under the mouse.
const CHINESE: &str = "(names => {
    const data = JSON.parse(document.getElementById('data').textContent);
    names = names.concat(data.crowd.name).filter(Boolean).sort((a, b) => b.length - a.length);
    const told = [];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walk.currentNode; node; node = walk.nextNode()) {
        if (node.nodeType === 3 && !node.parentNode.closest('script, noscript, [lang=zh-CN]')) told.push(node.data);
        if (node.nodeType === 1) for (const name of ['aria-label', 'title', 'placeholder', 'data-label']) told.push(node.getAttribute(name) || '');
    }
    // The switch names both languages.
    return told.filter(text => text !== '中文 / English' && /[\\u4e00-\\u9fff]/.test(text))
        .map(text => names.reduce((left, name) => left.replaceAll(name, ''), text)).filter(text => /[\\u4e00-\\u9fff]/.test(text));
})";

/// Names that only the data has: people, groups, cities and regions, interests.
fn names_in(dir: &Path) -> Vec<String> {
    let mut names = Vec::new();
    for (file, columns) in [
        ("users.csv", &["nickname", "city", "region"][..]),
        ("groups.csv", &["name", "city", "region"]),
        ("interests.csv", &["interest"]),
    ] {
        let mut csv = csv::Reader::from_path(dir.join(file)).expect("a file");
        let header: Vec<String> =
            csv.headers().expect("a header").iter().map(|h| h.trim_start_matches('\u{feff}').to_owned()).collect();
        let places: Vec<usize> =
            columns.iter().filter_map(|column| header.iter().position(|name| name == column)).collect();
        for row in csv.records().map(|row| row.expect("a row")) {
            let cells = places.iter().flat_map(|&place| row[place].split('>'));
            names.extend(cells.map(|cell| cell.trim_start_matches('\'').to_owned()));
        }
    }
    names.sort();
    names.dedup();
    names
}

fn language_and_theme(browser: &mut Browser, names: &[String]) {
    assert_eq!(
        browser.run("[document.documentElement.lang, document.querySelector('h1').textContent]"),
        json!(["zh-CN", "人脉报告"])
    );
    browser.run("document.querySelector('[data-lang=en]').click()");
    assert_eq!(
        browser.run(
            "[document.documentElement.lang, document.querySelector('h1').textContent, document.title.slice(0, 19)]"
        ),
        json!(["en", "Social graph report", "Social graph report"])
    );
    assert_eq!(browser.run("document.querySelector('#tab-isolated').firstChild.textContent"), "Isolated");
    assert!(
        browser
            .run("document.querySelector('#table-koc tbody .c-why').textContent")
            .as_str()
            .expect("words")
            .contains("groups")
    );
    let untranslated = browser.run(&format!("{CHINESE}({})", json!(names)));
    assert_eq!(untranslated, json!([]));
    every_chart_is_drawn(browser);
    let paper = "getComputedStyle(document.body).backgroundColor";
    let light = browser.run(paper);
    browser.run("(s => { s.value = 'dark'; s.dispatchEvent(new Event('change')); })(document.getElementById('theme'))");
    assert_ne!(browser.run(paper), light);
    every_chart_is_drawn(browser);
    assert!(browser.run("location.hash").as_str().expect("a place").ends_with("lang=en&theme=dark"));
    browser.run("document.querySelector('[data-lang=zh]').click()");
}

fn paper_and_phone(browser: &mut Browser) {
    let printed = browser.call("Page.printToPDF", json!({"preferCSSPageSize": true, "printBackground": true}));
    assert!(printed["data"].as_str().map_or(0, str::len) > 100_000);
    browser.until("document.querySelector('.on-paper') === null");
    // What is sent to paper: every chart as vectors, in light colours.
    browser.run("window.dispatchEvent(new Event('beforeprint'))");
    let charts = browser.run("[document.querySelectorAll('.chart').length, document.querySelectorAll('.chart .on-paper svg path').length, document.documentElement.dataset.theme]");
    assert_eq!(browser.run("document.querySelectorAll('.on-paper svg').length"), charts[0]);
    assert!(charts[1].as_u64() > Some(300) && charts[2] == "light", "{charts}");
    // A page of its own for what there is at a glance; of each person the reason is larger than the id.
    browser.call("Emulation.setEmulatedMedia", json!({"media": "print"}));
    let size = |of: &str| format!("parseFloat(getComputedStyle(document.querySelector('{of}')).fontSize)");
    let larger = format!("{} > 1.2 * {}", size("#table-koc .reason > div"), size("#table-koc .id"));
    assert_eq!(browser.run(&larger), true, "the reason and the id");
    assert_eq!(browser.run("getComputedStyle(document.getElementById('queue')).breakBefore"), "page");
    browser.call("Emulation.setEmulatedMedia", json!({"media": ""}));
    let left = browser.run("document.querySelector('#table-referral .only-paper').textContent");
    assert!(left.as_str().is_some_and(|told| told.contains("100") && told.contains("referral.csv")), "{left}");
    browser.run("window.dispatchEvent(new Event('afterprint'))");
    browser.resize(390, 844);
    browser.settle();
    assert_eq!(browser.run("document.documentElement.scrollWidth"), 390, "nothing sticks out");
    every_chart_is_drawn(browser);
    browser.resize(1440, 900);
}

#[test]
fn names_stay_text_and_the_address_opens_a_place() {
    let Some(mut browser) = Browser::start(1200, 900) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    let page = by_hand(dir.path(), Lang::Zh);
    browser.open(&page, "#referral&lang=en&theme=dark");
    assert_eq!(
        browser.run("[document.documentElement.lang, document.documentElement.dataset.theme]"),
        json!(["en", "dark"])
    );
    assert_eq!(browser.run("document.getElementById('referral').offsetHeight > 0"), true);
    browser.run("document.getElementById('tab-koc').click()");
    for open in [
        "document.querySelectorAll('#table-koc tbody .c-circle button')[2].click()",
        "(s => { s.value = '0'; s.dispatchEvent(new Event('change')); })(document.querySelector('#network-body select'))",
        "echarts.getInstanceByDom(document.getElementById('chart-network')).dispatchAction({ type: 'showTip', seriesIndex: 0, dataIndex: 2 })",
    ] {
        browser.run(open);
        browser.settle();
    }
    assert_eq!(
        browser.run("[document.images.length, document.querySelectorAll('iframe, object, link, img').length]"),
        json!([0, 0])
    );
    let shown = browser.run("document.body.innerText");
    assert!(shown.as_str().expect("text").contains(HOSTILE), "the name is shown as it is");
    assert!(browser.run("document.title").as_str().expect("a title").starts_with("Social graph report"));
    assert_eq!(browser.complaints(), Vec::<String>::new());
    // Nothing can be loaded and no other script can run.
    let blocked = browser.run(
        "(async () => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);
          const f = await fetch('https://example.invalid/').then(() => 'sent', () => 'refused'); return [window.ran === undefined, f]; })()",
    );
    assert_eq!(blocked, json!([true, "refused"]));
}

/// Nicknames that hold what XML cannot, halves of pairs as their replacement, or what turns the direction of writing; a long id, one
/// that looks like a number, one that a spreadsheet would run.
#[test]
fn odd_names_and_ids_reach_the_screen_the_paper_and_the_files() {
    let Some(mut browser) = Browser::start(1200, 900) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    let controls: String = ('\u{1}'..='\u{1f}').filter(|c| !matches!(c, '\n' | '\r')).collect();
    let long = "x".repeat(80);
    let odd = [
        format!("甲\0{controls}乙"),
        "丙\u{fffe}\u{ffff}丁".into(),
        "戊\u{202e}己\u{2066}".into(),
        "庚\u{fffd}😀".repeat(30),
    ];
    let ids = [long.as_str(), "-1", "=b", "+c", "d", "e", "f"];
    let (mut members, mut users) = (String::from("user_id,group_id\n"), String::from("user_id,nickname,city\n"));
    for (i, id) in ids.iter().enumerate() {
        members.push_str(&format!("{id},g\n{id},{}\n", if i < 4 { "h" } else { "k" }));
        users.push_str(&format!("{id},\"{}\",{}\n", odd[i % 4], odd[(i + 1) % 4]));
    }
    let tables =
        renmai::tables::Tables::from_csv(&[("memberships", &members), ("users", &users)]).expect("good tables");
    let mut config = renmai::config::Config::default();
    config.selection.koc.groups_min = 1;
    config.selection.koc.influence_top_percent = 100.0;
    let run = renmai::analysis::analyse(tables, config, &renmai::progress::Progress::silent()).expect("an analysis");
    let file = dir.path().join("report.html");
    fs::write(&file, report::page(&run, &Digest::of(&run))).expect("writable");
    browser.open(&file, &format!("#person={long}"));
    assert_eq!(browser.run("document.querySelector('.side .id').title"), long, "the whole id is found and kept");
    assert!(
        browser
            .run("document.querySelector('.side .id').textContent")
            .as_str()
            .is_some_and(|id| id.chars().count() == 49)
    );
    every_chart_is_drawn(&mut browser);
    browser.run("window.dispatchEvent(new Event('beforeprint'))");
    let paper = browser.run("[document.querySelectorAll('.chart').length, document.querySelectorAll('.on-paper svg').length, document.querySelectorAll('parsererror').length]");
    assert!(paper[0].as_u64() > Some(3) && paper[0] == paper[1] && paper[2] == 0, "{paper}");
    browser.run("window.dispatchEvent(new Event('afterprint'))");
    let harmful = browser.run("/[\\u0000-\\u0008\\u000b-\\u001f\\u202e\\u2066\\ufffe]/.test(document.body.innerText + JSON.stringify(JSON.parse(document.getElementById('data').textContent).crowd))");
    assert_eq!(harmful, false);
    browser.run("window.saved = null; const made = URL.createObjectURL; URL.createObjectURL = blob => { window.saved = blob; return made.call(URL, blob); }");
    browser.run("[...document.querySelectorAll('#todo .panel')].find(p => p.querySelector('.table')).querySelectorAll('.tools button')[1].click()");
    let saved = browser.run("window.saved.text()").as_str().expect("a file").to_owned();
    let mut csv = csv::Reader::from_reader(saved.as_bytes());
    let got: Vec<String> = csv.records().map(|row| row.expect("a row")[1].to_owned()).collect();
    for id in [long.as_str(), "-1", "'=b", "'+c"] {
        assert!(got.iter().any(|one| one == id), "{id}: {got:?}");
    }
    assert_eq!(browser.complaints(), Vec::<String>::new());
}

#[test]
fn without_scripts_the_beginning_of_each_list_is_there() {
    let Some(mut browser) = Browser::start(1200, 900) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    let page = by_hand(dir.path(), Lang::Zh);
    browser.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    browser.call("Page.navigate", json!({"url": format!("file://{}", page.display())}));
    std::thread::sleep(std::time::Duration::from_millis(500));
    let shown = browser.call("Accessibility.getFullAXTree", json!({})).to_string();
    for told in ["没有启用脚本", "王小明", "韩梅梅"] {
        assert!(shown.contains(told), "{told}");
    }
}

#[test]
fn pages_of_next_to_nothing_complain_of_nothing() {
    let Some(mut browser) = Browser::start(390, 844) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    for (tables, what) in [
        (vec![("memberships", "user_id,group_id\na,g\nb,g\nb,h\nc,h\n")], "memberships alone"),
        (vec![("memberships", "user_id,group_id,member_type\na,g,staff\nb,g,robot\n")], "nobody left"),
        (vec![("interactions", "from_id,to_id\na,b\n")], "one pair"),
        (vec![("memberships", "user_id,group_id\na,g\n")], "one person"),
    ] {
        let tables = renmai::tables::Tables::from_csv(&tables).expect("good tables");
        let progress = renmai::progress::Progress::silent();
        let run = renmai::analysis::analyse(tables, renmai::config::Config::default(), &progress).expect(what);
        let file = dir.path().join("report.html");
        fs::write(&file, report::page(&run, &Digest::of(&run))).expect("writable");
        browser.open(&file, "");
        // What is unknown for everybody is no table of nothing.
        assert_eq!(browser.run("document.querySelectorAll('.lattice, td.c-tier, td.c-city').length"), 0, "{what}");
        let height = browser.run("document.body.scrollHeight").as_u64().unwrap_or(0);
        for y in (0..height).step_by(600) {
            browser.run(&format!("window.scrollTo(0, {y})"));
            browser.settle();
        }
        browser.run("document.querySelector('[data-lang=en]').click()");
        assert_eq!(browser.complaints(), Vec::<String>::new(), "{what}");
    }
}

/// Makes the picture in the README: the first screen of the example's page in English.
///
///     cargo test --test browser -- --ignored picture
#[test]
#[ignore = "writes docs/page.png"]
fn picture_for_the_readme() {
    let Some(mut browser) = Browser::start(1360, 2000) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    browser.open(&demo(dir.path(), "2"), "#lang=en");
    let end = browser.run("document.getElementById('cards').getBoundingClientRect().bottom").as_f64().expect("a place");
    let clip = json!({"x": 0, "y": 0, "width": 1360, "height": end + 24.0, "scale": 1});
    let shot = browser.call("Page.captureScreenshot", json!({"format": "png", "clip": clip}));
    let bytes = decoded(shot["data"].as_str().expect("a picture"));
    fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/page.png"), bytes).expect("writable");
}

/// Base64 as bytes.
fn decoded(text: &str) -> Vec<u8> {
    let digit = |c: u8| match c {
        b'A'..=b'Z' => c - b'A',
        b'a'..=b'z' => c - b'a' + 26,
        b'0'..=b'9' => c - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u32> = text.bytes().filter(|&c| c != b'=').map(|c| u32::from(digit(c))).collect();
    let mut bytes = Vec::with_capacity(digits.len() * 3 / 4);
    for four in digits.chunks(4) {
        let word = four.iter().fold(0, |word, digit| word << 6 | digit) << (6 * (4 - four.len()));
        bytes.extend_from_slice(&word.to_be_bytes()[1..four.len()]);
    }
    bytes
}
