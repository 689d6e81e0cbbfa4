//! The program in one page, in real browsers: what is dropped is computed as the native program does it, and nothing else
//! happens. Each scenario is written once and runs in Chromium and in Firefox.

mod common;
#[allow(dead_code)] // The report's tests use the rest.
#[path = "../../tests/common_browser/mod.rs"]
mod common_browser;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};
use std::time::{Duration, Instant};

use common::chromium::Chromium;
use common::files::{self, TABLES, renmai, report, same, unzip};
use common::firefox::Firefox;
use common::{AnyBrowser, PATIENCE, page, root, survey_text, until};
use serde_json::json;

/// Largest page.
const MOST_BYTES: u64 = 5_000_000;
/// From the drop of the demo to its result.
const DEMO: Duration = Duration::from_secs(5);
/// From the click on cancel until the page is back.
const CANCELLED: Duration = Duration::from_secs(1);
/// How much longer the page may take for 20,000 users than one thread of the native program.
const SLOWER: f64 = 2.5;
/// How long a computation may take.
const LONG: Duration = Duration::from_secs(180);

/// What is measured by the clock has the machine for itself.
static MACHINE: RwLock<()> = RwLock::new(());

fn alone() -> RwLockWriteGuard<'static, ()> {
    MACHINE.write().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn together() -> RwLockReadGuard<'static, ()> {
    MACHINE.read().unwrap_or_else(std::sync::PoisonError::into_inner)
}

/// The same tests for each browser.
macro_rules! in_every_browser {
    ($($scenario:ident),* $(,)?) => {
        mod chromium { $(#[test] fn $scenario() { super::$scenario::<super::Chromium>(); })* }
        mod firefox { $(#[test] fn $scenario() { super::$scenario::<super::Firefox>(); })* }
    };
}

in_every_browser!(
    the_driver_does_and_notices,
    the_demo_is_what_the_native_program_makes_of_it,
    real_groups_are_what_the_native_program_makes_of_them,
    files_of_every_kind,
    what_cannot_be_read_is_told_and_the_rest_is_computed,
    what_is_too_large_is_told,
    names_that_would_run_do_not,
    a_run_can_be_cancelled,
    every_state_is_accessible,
    both_languages,
    changed_options_tell_what_has_changed,
    saved_options_give_the_same_again,
    an_earlier_run_is_compared_with,
    what_was_dropped_is_forgotten,
    nothing_leaves_by_force,
    a_hundred_thousand,
);

/// An open page in a new browser, a folder for files, and the page.
struct Stage<B> {
    browser: B,
    dir: tempfile::TempDir,
    page: PathBuf,
}

impl<B: AnyBrowser> Stage<B> {
    fn set() -> Option<Self> {
        let page = page()?;
        let mut browser = B::start()?;
        browser.open(&page);
        Some(Self { browser, dir: tempfile::tempdir().expect("a temporary directory"), page })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Saves everything that the page has computed; the folder in which it is unpacked.
    fn saved(&mut self, name: &str) -> PathBuf {
        let archive = self.browser.saved("button#save-zip");
        unzip(&archive, &self.path(name))
    }

    /// Checks that the page has computed what the native program does of files by these names in the folder.
    fn is_as_native(&mut self, name: &str, files: &[&str], more: &[&str]) {
        let native = format!("native-{name}");
        report(self.dir.path(), files, more, &native);
        let ours = self.saved(&format!("page-{name}"));
        same(&ours, &self.path(&native));
    }
}

/// What drives the browsers, on a page that does whatever is to be noticed.
fn the_driver_does_and_notices<B: AnyBrowser>() {
    let _together = together();
    let Some(mut browser) = B::start() else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    let page = dir.path().join("stand in.html");
    fs::write(&page, include_str!("common/standin.html")).expect("writable");
    let folder = dir.path().join("a folder");
    fs::create_dir_all(folder.join("b")).expect("writable");
    let files = ["一.csv", "b/2.csv"].map(|name| folder.join(name));
    files.iter().for_each(|file| fs::write(file, "four").expect("writable"));
    browser.open(&page);
    let got = |browser: &mut B, wanted: serde_json::Value| {
        until(browser, &format!("window.got.length === {}", wanted.as_array().map_or(0, Vec::len)));
        let got = browser.run("JSON.parse(JSON.stringify(window.got.splice(0).sort()))");
        assert_eq!(got, wanted, "{}", B::NAME);
    };
    browser.drop_files(&files);
    got(&mut browser, json!([["2.csv", 4], ["一.csv", 4]]));
    browser.choose(&files);
    got(&mut browser, json!([["2.csv", 4], ["一.csv", 4]]));
    browser.drop_folder(&folder);
    got(&mut browser, json!([["a folder/b/2.csv", 4], ["a folder/一.csv", 4]]));
    assert_eq!(browser.in_report("document.getElementById('p').textContent"), "ran");
    assert_eq!(fs::read(browser.saved("button#save-zip")).expect("a file"), b"saved");
    for width in [1280, 390] {
        browser.resize(width, 900);
        let is = browser.run("innerWidth").as_u64().expect("a number");
        assert!(is.abs_diff(u64::from(width)) < 20, "{}: {is}", B::NAME);
    }
    assert!(browser.try_run("Promise.reject(new Error('no'))").is_err());
    browser.no_complaints();
    let noticed = |browser: &mut B, wrong: &str, words: &str| {
        browser.no_complaints();
        browser.run(&format!("window.wrongs.{wrong}()"));
        let until = Instant::now() + Duration::from_secs(5);
        while !browser.complaints().iter().any(|told| told.contains(words)) {
            assert!(Instant::now() < until, "{}: {wrong} was not noticed: {:?}", B::NAME, browser.complaints());
            std::thread::sleep(Duration::from_millis(50));
        }
    };
    for wrong in ["thrown", "told", "warned", "rejected", "worker", "later", "inside"] {
        browser.open(&page);
        noticed(&mut browser, wrong, &format!("{wrong} on purpose"));
    }
    browser.open(&page);
    noticed(&mut browser, "asked", "48151/asked");
    // Without a policy the request is made.
    let free = include_str!("common/standin.html").replace("http-equiv", "data-not");
    fs::write(&page, free).expect("writable");
    browser.open(&page);
    noticed(&mut browser, "asked", "a request: http://127.0.0.1:48151/asked");
}

/// The value of an element is changed as by hand.
fn set_value<B: AnyBrowser>(browser: &mut B, selector: &str, value: &str) {
    browser.run(&format!(
        "(node => {{
            for (let p = node.parentElement; p; p = p.parentElement) if (p.tagName === 'DETAILS') p.open = true;
            node.value = {};
            if (node.value !== {0}) throw new Error('not a choice');
            node.dispatchEvent(new Event('input', {{ bubbles: true }}));
            node.dispatchEvent(new Event('change', {{ bubbles: true }}));
        }})(document.querySelector({}))",
        json!(value),
        json!(selector)
    ));
}

/// Checks that the report's own scripts have run: its table is filled, and a chart is drawn once it is looked at.
fn the_report_lives<B: AnyBrowser>(browser: &mut B) {
    let until = Instant::now() + PATIENCE;
    // Not the empty page that a frame begins with.
    let loaded = "document.readyState === 'complete' && document.getElementById('table-koc') !== null";
    while browser.in_report(loaded) != true {
        assert!(Instant::now() < until, "{}: the report does not load", B::NAME);
        std::thread::sleep(Duration::from_millis(50));
    }
    let rows = browser.in_report("document.querySelectorAll('#table-koc tbody tr').length");
    assert_eq!(rows, 10, "{}: the report's scripts have not run", B::NAME);
    browser.run("document.getElementById('report').scrollIntoView({ block: 'start' })");
    browser.in_report("document.getElementById('chart-network').scrollIntoView({ block: 'center' })");
    while browser.in_report("document.querySelector('#chart-network canvas') !== null") != json!(true) {
        assert!(Instant::now() < until, "{}: nothing is drawn", B::NAME);
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// What a browser can keep of a page, and whether this one has anything of that.
const KEPT: &str = "(async () => {
    const kept = [];
    try { if (localStorage.length) kept.push('localStorage'); } catch {}
    try { if (sessionStorage.length) kept.push('sessionStorage'); } catch {}
    try { if (document.cookie) kept.push('a cookie'); } catch {}
    try { if ((await indexedDB.databases()).length) kept.push('indexedDB'); } catch {}
    try { if ((await caches.keys()).length) kept.push('caches'); } catch {}
    try { if ((await navigator.serviceWorker.getRegistrations()).length) kept.push('a service worker'); } catch {}
    try { for await (const name of (await navigator.storage.getDirectory()).keys()) kept.push(name); } catch {}
    return kept;
})()";

fn the_demo_is_what_the_native_program_makes_of_it<B: AnyBrowser>() {
    let alone = alone();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let dropped = files::demo(stage.dir.path());
    let begun = Instant::now();
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(5);
    let surveyed = begun.elapsed();
    stage.browser.computed(LONG);
    let all = begun.elapsed();
    drop(alone);
    eprintln!("{}: surveyed after {surveyed:?}, done after {all:?}", B::NAME);
    assert!(all < DEMO, "{}: {all:?}", B::NAME);
    the_report_lives(&mut stage.browser);
    let names = TABLES.map(|table| format!("{table}.csv"));
    let names = names.each_ref().map(String::as_str);
    stage.is_as_native("demo", &names, &[]);

    // The same two files by their own buttons.
    for (button, name) in [("button#save-workbook", "report.xlsx"), ("button#save-page", "report.html")] {
        let saved = stage.browser.saved(button);
        let native = fs::read(stage.path("native-demo").join(name)).expect("a file");
        assert!(fs::read(saved).expect("a file") == native, "{}: {button}", B::NAME);
    }
    assert_eq!(stage.browser.run(KEPT), json!([]), "{}", B::NAME);
    stage.browser.no_complaints();

    // The same as a folder, once more, in English.
    let folder = stage.path("exports");
    fs::create_dir(&folder).expect("writable");
    files::demo(&folder);
    let page = stage.page.clone();
    stage.browser.open(&page);
    stage.browser.language("en");
    stage.browser.drop_folder(&folder);
    stage.browser.surveyed(5);
    stage.browser.computed(LONG);
    let names = TABLES.map(|table| format!("exports/{table}.csv"));
    stage.is_as_native("folder", &names.each_ref().map(String::as_str), &["--lang", "en"]);
    stage.browser.no_complaints();
}

fn real_groups_are_what_the_native_program_makes_of_them<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let small = root().join("fixtures/nashville");
    let real = files::real("nashville/memberships_2plus.csv").zip(files::real("nashville/meta-groups.csv"));
    let (memberships, groups) = real.unwrap_or_else(|| (small.join("memberships.csv"), small.join("groups.csv")));
    let mut names = Vec::new();
    for file in [&groups, &memberships] {
        let name = file.file_name().and_then(|name| name.to_str()).expect("UTF-8").to_owned();
        fs::copy(file, stage.path(&name)).expect("writable");
        names.push(name);
    }
    names.sort();
    let paths: Vec<_> = names.iter().map(|name| stage.path(name)).collect();
    stage.browser.choose(&paths);
    stage.browser.surveyed(2);
    stage.browser.computed(LONG);
    stage.is_as_native("real", &names.iter().map(String::as_str).collect::<Vec<_>>(), &[]);
    stage.browser.no_complaints();
}

fn files_of_every_kind<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    files::twelve_sheets(&stage.path("群成员.xlsx"));
    files::gbk(&stage.path("成员.csv"));
    let wecom = root().join("fixtures/exports/wecom");
    let json = ["contacts.json", "groupchat.json", "tags.json"];
    for name in json {
        fs::copy(wecom.join(name), stage.path(name)).expect("writable");
    }
    let packed = TABLES.map(|table| format!("{table}.csv.zst"));
    for name in &packed {
        fs::copy(root().join("fixtures/demo").join(name), stage.path(name)).expect("writable");
    }
    let packed = packed.each_ref().map(String::as_str);
    // The files, and what the cards of them have to say, one of these.
    let kinds: [(&str, &[&str], &[&str]); 4] = [
        ("sheets", &["群成员.xlsx"], &["用户ID"]),
        ("gbk", &["成员.csv"], &["用户ID"]),
        ("wecom", &json, &[]),
        ("zstd", &packed, &["user_id"]),
    ];
    for (name, names, wanted) in kinds {
        eprintln!("{}: {name}", B::NAME);
        let page = stage.page.clone();
        stage.browser.open(&page);
        stage.browser.drop_files(&names.iter().map(|name| stage.path(name)).collect::<Vec<_>>());
        stage.browser.state(&["surveying", "surveyed"], PATIENCE);
        stage.browser.state(&["surveyed"], PATIENCE);
        until(&mut stage.browser, "document.querySelectorAll('#survey article.file').length > 0");
        let said = survey_text(&mut stage.browser);
        assert!(wanted.iter().all(|wanted| said.contains(wanted)), "{}: {name}: {said}", B::NAME);
        let broken = stage.browser.run("document.querySelectorAll('#survey .broken').length");
        assert_eq!(broken, 0, "{}: {name}: {said}", B::NAME);
        stage.browser.computed(LONG);
        stage.is_as_native(name, names, &[]);
        stage.browser.no_complaints();
    }
}

fn what_cannot_be_read_is_told_and_the_rest_is_computed<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let mut dropped = files::demo(stage.dir.path());
    let broken = "{\n \"errcode\": 0,\n \"group_chat\": {\"chat_id\": \"g\",, \"member_list\": []}\n}\n";
    fs::write(stage.path("broken.json"), broken).expect("writable");
    fs::write(stage.path("broken.xlsx"), b"PK\x03\x04no archive").expect("writable");
    fs::write(stage.path("empty.csv"), "").expect("writable");
    dropped.extend(["broken.json", "broken.xlsx", "empty.csv"].map(|name| stage.path(name)));
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(8);
    let card = |name: &str| {
        format!(
            "[...document.querySelectorAll('#survey article.file.broken')].map(card => card.textContent).find(text => text.includes('{name}')) || ''"
        )
    };
    let told = stage.browser.run(&card("broken.json"));
    let told = told.as_str().expect("text");
    // The second comma of the third line.
    assert!(told.contains('3') && told.contains("32"), "{}: no line and column: {told}", B::NAME);
    for name in ["broken.xlsx", "empty.csv"] {
        let told = stage.browser.run(&card(name));
        assert!(told.as_str().is_some_and(|told| told.chars().count() > name.len() + 5), "{}: {told}", B::NAME);
    }
    // It has to be said that it goes without them.
    assert_eq!(stage.browser.run("document.getElementById('run').disabled"), true, "{}", B::NAME);
    for left in [2, 1, 0] {
        stage.browser.surveyed_by(|browser| browser.click("#survey .broken .leave-out"));
        assert_eq!(stage.browser.run("document.querySelectorAll('#survey .broken').length"), left, "{}", B::NAME);
    }
    stage.browser.computed(LONG);
    let names = TABLES.map(|table| format!("{table}.csv"));
    stage.is_as_native("rest", &names.each_ref().map(String::as_str), &[]);

    // Nothing but what cannot be read: told, and nothing to run.
    let page = stage.page.clone();
    stage.browser.open(&page);
    stage.browser.drop_files(&[stage.path("broken.json")]);
    stage.browser.surveyed(1);
    assert_eq!(stage.browser.run("document.getElementById('run').disabled"), true, "{}", B::NAME);
    stage.browser.no_complaints();
}

fn what_is_too_large_is_told<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let large = stage.path("memberships.csv");
    fs::write(&large, "user_id,group_id\nu1,g1\n").expect("writable");
    fs::OpenOptions::new().append(true).open(&large).and_then(|file| file.set_len(5 << 30)).expect("room");
    stage.browser.drop_files(&[large]);
    let begun = Instant::now();
    // What is wrong, wherever it is said.
    let words = "[...document.querySelectorAll('#plan .alert, #message, #survey .broken')].map(node => node.innerText).join(' ')";
    let said = loop {
        let state = stage.browser.state(&["surveying", "surveyed", "ready", "failed"], PATIENCE);
        let said = stage.browser.run(words).as_str().expect("text").trim().to_owned();
        if state != "surveying" && !said.is_empty() {
            break said;
        }
        assert!(begun.elapsed() < PATIENCE, "{}: {state}: {said}", B::NAME);
        std::thread::sleep(Duration::from_millis(100));
    };
    eprintln!("{}: told after {:?}: {said}", B::NAME, begun.elapsed());
    assert!(said.contains(['大', '页']) && said.chars().count() > 15, "{}: {said}", B::NAME);
    assert_ne!(stage.browser.run("document.documentElement.dataset.state"), "surveying", "{}", B::NAME);
    let can = stage.browser.run("(run => run.offsetParent !== null && !run.disabled)(document.getElementById('run'))");
    assert_eq!(can, false, "{}: it can be run", B::NAME);
    stage.browser.no_complaints();

    // The page is of use as before.
    stage.browser.forget();
    let dropped = files::demo(stage.dir.path());
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(5);
    stage.browser.computed(LONG);
    stage.browser.no_complaints();
}

/// What would run in a careless page.
const HOSTILE: &str = "<img src=x onerror=alert(1)>";

fn names_that_would_run_do_not<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let name = format!("{HOSTILE}.csv");
    let mut text = format!("用户ID,群ID,昵称,{HOSTILE}\n");
    for user in 0..30 {
        text += &format!("u{user:02},g{},{HOSTILE},</script><script>alert(2)</script>\n", user % 3);
        text += &format!("u{user:02},{HOSTILE}{},\"\"\"><svg onload=alert(3)>\",{HOSTILE}\n", user % 4);
    }
    fs::write(stage.path(&name), text).expect("writable");
    // What is in it cannot be read, and is told.
    let broken = format!("user_id,group_id\nu1,\"{HOSTILE}\n");
    fs::write(stage.path("javascript:alert(4).csv"), broken).expect("writable");
    let dropped = [stage.path(&name), stage.path("javascript:alert(4).csv")];
    stage.browser.drop_files(&dropped[..1]);
    stage.browser.surveyed(1);
    let shown = survey_text(&mut stage.browser);
    assert!(shown.contains(HOSTILE), "{}: the name is shown as it is: {shown}", B::NAME);
    let elements = "document.querySelectorAll('img[src=x], svg[onload], #survey script').length";
    assert_eq!(stage.browser.run(elements), 0, "{}", B::NAME);
    stage.browser.computed(LONG);
    assert_eq!(stage.browser.run(elements), 0, "{}", B::NAME);
    stage.browser.in_report("document.readyState");
    assert_eq!(stage.browser.in_report("document.querySelectorAll('img[src=x], svg[onload]').length"), 0);
    stage.is_as_native("hostile", &[&name], &[]);
    let page = stage.page.clone();
    stage.browser.open(&page);
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(2);
    assert_eq!(stage.browser.run(elements), 0, "{}", B::NAME);
    stage.browser.no_complaints();
}

/// 20,000 users with all tables, in a folder: the paths of the files, in order.
fn many(dir: &Path, users: &str) -> Vec<PathBuf> {
    renmai(dir, &["generate", "--users", users, "--seed", "4", "--out", "many"]);
    let folder = dir.join("many");
    TABLES.iter().map(|table| folder.join(format!("{table}.csv"))).collect()
}

fn a_run_can_be_cancelled<B: AnyBrowser>() {
    let alone = alone();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let dropped = many(stage.dir.path(), "20000");
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(5);
    stage.browser.click("button#run");
    stage.browser.state(&["running"], PATIENCE);
    until(&mut stage.browser, "document.getElementById('progress').value > 0");
    until(&mut stage.browser, "document.getElementById('stage').textContent.trim() !== ''");
    std::thread::sleep(Duration::from_millis(700));
    assert_eq!(stage.browser.run("document.documentElement.dataset.state"), "running", "{}", B::NAME);
    let begun = Instant::now();
    stage.browser.click("button#cancel");
    stage.browser.state(&["surveyed"], PATIENCE);
    let took = begun.elapsed();
    drop(alone);
    eprintln!("{}: cancelled after {took:?}", B::NAME);
    assert!(took < CANCELLED, "{}: {took:?}", B::NAME);

    // Whatever is seen while it runs is accessible, and what was cancelled can be run after all.
    let _together = together();
    stage.browser.click("button#run");
    stage.browser.state(&["running"], PATIENCE);
    stage.browser.load(AXE);
    // What the steps at the top happen to lie over in part is no smaller for that.
    stage.browser.run("document.querySelector('nav').style.position = 'static'");
    let wrong = stage.browser.run(WRONG);
    let state = stage.browser.state(&["running", "done"], PATIENCE);
    assert_eq!(wrong, json!([]), "{} {state}", B::NAME);
    stage.browser.state(&["done"], LONG);
    the_report_lives(&mut stage.browser);
    stage.browser.no_complaints();
}

/// Checks by axe-core, the usual rules and those of WCAG 2.2 AA; see `fixtures/README.md`.
const AXE: &str = include_str!("../../fixtures/axe/axe.min.js");

/// What axe finds wrong with the page as it is seen, the report apart, which has tests of its own: the rule, how often, and
/// the first element.
const WRONG: &str = "axe.run({ exclude: [['#report']] }, {
    runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
    rules: { 'target-size': { enabled: true } }, iframes: false, resultTypes: ['violations'],
}).then(found => JSON.parse(JSON.stringify(found.violations.map(v => [v.id, v.nodes.length, v.nodes[0].html.slice(0, 200)]))))";

/// What reaches beyond the right edge and cannot be scrolled to in a box of its own.
const BEYOND: &str = "(edge => [...document.querySelectorAll('body *')].filter(node => {
    const box = node.getBoundingClientRect();
    if (!box.width || box.right <= edge + 1) return false;
    for (let p = node.parentElement; p; p = p.parentElement) if (getComputedStyle(p).overflowX !== 'visible') return false;
    return true;
}).map(node => node.outerHTML.slice(0, 120)))(document.documentElement.clientWidth)";

/// Checks the page as it is, in both themes and languages and two sizes; what is wrong, by where.
fn look<B: AnyBrowser>(browser: &mut B, state: &str, wrong: &mut Vec<String>) {
    browser.run("document.querySelectorAll('details').forEach(details => { details.open = true; })");
    for lang in ["zh", "en"] {
        browser.language(lang);
        for theme in ["light", "dark"] {
            set_value(browser, "select#theme", theme);
            for width in [1280, 390] {
                browser.resize(width, 900);
                let place = format!("{} {state} {lang} {theme} {width}", B::NAME);
                for (what, found) in [("axe", browser.run(WRONG)), ("beyond the edge", browser.run(BEYOND))] {
                    if found != json!([]) {
                        wrong.push(format!("{place}: {what}: {found}"));
                    }
                }
            }
        }
    }
    browser.resize(1280, 900);
}

fn every_state_is_accessible<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let mut wrong = Vec::new();
    let dropped = files::demo(stage.dir.path());
    fs::write(stage.path("broken.json"), "{\n \"errcode\": 0,,\n}\n").expect("writable");
    fs::write(stage.path("orders.csv"), "用户ID,金额,下单时间\nu000001.0,12,2024-01-01\nx,不知道,2024-01-02\n")
        .expect("writable");
    stage.browser.load(AXE);
    look(&mut stage.browser, "ready", &mut wrong);
    let odd = ["broken.json", "orders.csv"].map(|name| stage.path(name));
    stage.browser.drop_files(&[&dropped[..], &odd[..]].concat());
    stage.browser.surveyed(7);
    look(&mut stage.browser, "surveyed", &mut wrong);
    let page = stage.page.clone();
    stage.browser.open(&page);
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(5);
    stage.browser.computed(LONG);
    stage.browser.load(AXE);
    look(&mut stage.browser, "done", &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}");
    stage.browser.no_complaints();
}

/// Every word that a page has but for names of languages and what comes from files.
const WORDS: &str = "[...document.querySelectorAll('h1, h2, h3, button:not([data-lang]), label, legend, summary, #drop')]\
    .filter(node => node.offsetParent !== null && !node.closest('.sample, iframe')).map(node => node.innerText.trim()).filter(text => text !== '')";

fn both_languages<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let chinese = |text: &str| text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let compare = |browser: &mut B, state: &str| {
        browser.language("zh");
        let zh: Vec<String> = serde_json::from_value(browser.run(WORDS)).expect("texts");
        browser.language("en");
        let en: Vec<String> = serde_json::from_value(browser.run(WORDS)).expect("texts");
        assert_eq!(zh.len(), en.len(), "{} {state}: {zh:?} {en:?}", B::NAME);
        let spoken = zh.iter().filter(|text| chinese(text)).count();
        assert!(spoken * 2 > zh.len(), "{} {state}: {zh:?}", B::NAME);
        let left: Vec<_> = en.iter().filter(|text| chinese(text) && !text.contains("renmai")).collect();
        assert!(left.is_empty(), "{} {state}: not in English: {left:?}", B::NAME);
        assert!(browser.run("document.title") != "", "{}", B::NAME);
        browser.language("zh");
    };
    compare(&mut stage.browser, "ready");
    let dropped = files::demo(stage.dir.path());
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(5);
    compare(&mut stage.browser, "surveyed");
    stage.browser.computed(LONG);
    compare(&mut stage.browser, "done");
    stage.browser.no_complaints();
}

/// Options as text.
const STRICTER: &str = "top = 20\n\n[selection.koc]\nlisteners_min = 6\n";

fn changed_options_tell_what_has_changed<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let dropped = files::demo(stage.dir.path());
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(5);
    stage.browser.computed(LONG);
    stage.browser.surveyed_by(|browser| set_value(browser, "textarea#toml", STRICTER));
    stage.browser.click("button#rerun");
    stage.browser.state(&["done"], LONG);
    until(&mut stage.browser, "document.querySelector('#changed').innerText.trim() !== ''");
    let changed = stage.browser.run("document.querySelector('#changed').innerText");
    assert!(changed.as_str().is_some_and(|text| text.contains("KOC")), "{}: {changed}", B::NAME);
    the_report_lives(&mut stage.browser);
    fs::write(stage.path("stricter.toml"), STRICTER).expect("writable");
    let ours = stage.saved("page-stricter");
    let tables = TABLES.map(|table| format!("{table}.csv"));
    let names: Vec<_> = std::iter::once("stricter.toml").chain(tables.iter().map(String::as_str)).collect();
    report(stage.dir.path(), &names, &[], "native-stricter");
    same(&ours, &stage.path("native-stricter"));
    stage.browser.no_complaints();
}

fn saved_options_give_the_same_again<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let mut dropped = files::demo(stage.dir.path());
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(5);
    stage.browser.surveyed_by(|browser| set_value(browser, "textarea#toml", STRICTER));
    stage.browser.computed(LONG);
    let first = stage.saved("first");
    let toml = stage.browser.saved("button#save-toml");
    let text = fs::read_to_string(&toml).expect("text");
    assert!(text.contains("listeners_min = 6") && text.contains("top = 20"), "{}: {text}", B::NAME);
    let kept = stage.path("renmai.toml");
    fs::copy(&toml, &kept).expect("writable");

    // In a new page.
    let page = stage.page.clone();
    stage.browser.open(&page);
    dropped.push(kept);
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(5);
    stage.browser.computed(LONG);
    let again = stage.saved("again");
    // In the program.
    report(stage.dir.path(), &["renmai.toml"], &[], "native-toml");
    // What was set stands in the reports, once as it was written and once as it was saved.
    let [first, again, native] = [&first, &again, &stage.path("native-toml")].map(|dir| {
        let mut hashes = files::hashes_of(dir);
        hashes.retain(|name, _| name.ends_with(".csv"));
        hashes
    });
    assert!(first.len() > 10, "{first:?}");
    assert_eq!(first, again, "{}", B::NAME);
    assert_eq!(first, native, "{}", B::NAME);
    stage.browser.no_complaints();
}

fn an_earlier_run_is_compared_with<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let dropped = files::demo(stage.dir.path());
    let names = TABLES.map(|table| format!("{table}.csv"));
    let names = names.each_ref().map(String::as_str);
    report(stage.dir.path(), &names, &["--top", "20"], "earlier");
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(5);
    let earlier = stage.path("earlier");
    stage.browser.drop_folder(&earlier);
    until(&mut stage.browser, "document.querySelectorAll('#earlier li').length === 1");
    stage.browser.state(&["surveyed"], PATIENCE);
    stage.browser.run("new Promise(done => setTimeout(done, 500))");
    stage.browser.surveyed(5);
    stage.browser.computed(LONG);
    stage.is_as_native("compared", &names, &["--compare", "earlier"]);
    assert!(stage.path("native-compared/changes.csv").is_file());
    stage.browser.no_complaints();
}

fn what_was_dropped_is_forgotten<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let dropped = files::demo(stage.dir.path());
    stage.browser.choose(&dropped[..2]);
    stage.browser.surveyed(2);
    // What comes later is added.
    stage.browser.drop_files(&dropped[2..]);
    stage.browser.surveyed(5);
    stage.browser.computed(LONG);
    stage.browser.forget();
    assert_eq!(stage.browser.run("document.querySelectorAll('#survey article.file').length"), 0, "{}", B::NAME);
    let left = stage.browser.run("document.getElementById('report') === null");
    assert_eq!(left, true, "{}: the report is still there", B::NAME);
    // The same files can be chosen again.
    stage.browser.choose(&dropped[..2]);
    stage.browser.surveyed(2);
    assert_eq!(stage.browser.run(KEPT), json!([]), "{}", B::NAME);
    stage.browser.no_complaints();
}

/// The policy holds whatever the page's program would do.
fn nothing_leaves_by_force<B: AnyBrowser>() {
    let _together = together();
    let Some(mut stage) = Stage::<B>::set() else { return };
    stage.browser.no_complaints();
    let policy = stage.browser.run("document.querySelector('meta[http-equiv=Content-Security-Policy]').content");
    let policy = policy.as_str().expect("a policy").to_owned();
    for wanted in ["default-src 'none'", "connect-src 'none'", "base-uri 'none'", "form-action 'none'"] {
        assert!(policy.contains(wanted), "{policy}");
    }
    assert!(!policy.contains("'unsafe-eval'") && !policy.contains("http"), "{policy}");
    // By what a page has to load something; none of it may come as far as a request.
    let refused = stage.browser.run(
        "(async () => {
            const refused = [];
            document.addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
            await fetch('http://127.0.0.1:48151/fetch').catch(() => {});
            const image = document.createElement('img'); image.src = 'http://127.0.0.1:48151/image'; document.body.append(image);
            const script = document.createElement('script'); script.src = 'http://127.0.0.1:48151/script'; document.body.append(script);
            const frame = document.createElement('iframe'); frame.src = 'http://127.0.0.1:48151/frame'; document.body.append(frame);
            const own = document.createElement('script'); own.textContent = 'window.owned = 1'; document.body.append(own);
            const button = document.createElement('button'); button.setAttribute('onclick', 'window.owned = 2');
            document.body.append(button); button.click();
            await new Promise(done => setTimeout(done, 500));
            return [refused, String(window.owned)];
        })()",
    );
    assert_eq!(refused[1], "undefined", "{}: {refused}", B::NAME);
    let refused = refused[0].to_string();
    for wanted in ["connect-src", "img-src", "script-src", "frame-src"] {
        assert!(refused.contains(wanted), "{}: {wanted}: {refused}", B::NAME);
    }
}

fn a_hundred_thousand<B: AnyBrowser>() {
    if std::env::var_os("RENMAI_WEB_LARGE").is_none_or(|set| set != "1") {
        eprintln!("skipped: RENMAI_WEB_LARGE=1 runs it");
        return;
    }
    let _alone = alone();
    let Some(mut stage) = Stage::<B>::set() else { return };
    let dropped = many(stage.dir.path(), "100000");
    stage.browser.drop_files(&dropped);
    stage.browser.surveyed(5);
    let sampled = "[betweenness]\nmethod = \"sampled\"\n";
    stage.browser.surveyed_by(|browser| set_value(browser, "textarea#toml", sampled));
    let took = stage.browser.computed(Duration::from_secs(1800));
    eprintln!("{}: 100,000 users after {took:?}", B::NAME);
    the_report_lives(&mut stage.browser);
    stage.browser.no_complaints();
}

#[test]
fn the_page_is_small_and_asks_for_nothing() {
    let Some(page) = page() else { return };
    let bytes = page.metadata().expect("a file").len();
    eprintln!("{bytes} bytes");
    assert!(bytes < MOST_BYTES, "{bytes} bytes");
    let text = fs::read_to_string(page).expect("UTF-8");
    for never in ["src=\"http", "href=\"http", "src='http", "localStorage.setItem", "indexedDB.open", "sendBeacon"] {
        assert!(!text.contains(never), "{never}");
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// One run in the page: from the drop to the survey, and from the click to the result.
fn timed<B: AnyBrowser>(stage: &mut Stage<B>, dropped: &[PathBuf]) -> [Duration; 2] {
    let page = stage.page.clone();
    stage.browser.open(&page);
    let begun = Instant::now();
    stage.browser.drop_files(dropped);
    stage.browser.surveyed(5);
    let surveyed = begun.elapsed();
    [surveyed, stage.browser.computed(LONG)]
}

/// In turn, so that whatever else the machine does meets all of them.
#[test]
fn twenty_thousand_are_the_same_and_not_much_slower() {
    let _alone = alone();
    let (chromium, firefox) = (Stage::<Chromium>::set(), Stage::<Firefox>::set());
    if chromium.is_none() && firefox.is_none() {
        return;
    }
    let dir = tempfile::tempdir().expect("a temporary directory");
    let dropped = many(dir.path(), "20000");
    let names = TABLES.map(|table| format!("{table}.csv"));
    let names = names.each_ref().map(String::as_str);
    let (mut chromium, mut firefox) = (chromium, firefox);
    let (mut native, mut pages) = (Vec::new(), [Vec::new(), Vec::new()]);
    for _ in 0..3 {
        native.push(report(&dir.path().join("many"), &names, &[], "../native"));
        let times = [
            chromium.as_mut().map(|stage| timed(stage, &dropped)),
            firefox.as_mut().map(|stage| timed(stage, &dropped)),
        ];
        eprintln!("native {:?}, survey and run in chromium and firefox {times:?}", native.last().expect("a time"));
        for (of, time) in pages.iter_mut().zip(times) {
            of.extend(time.map(|[survey, run]| survey + run));
        }
    }
    let native = median(native);
    if let Some(stage) = &mut chromium {
        same(&stage.saved("page"), &dir.path().join("native"));
        stage.browser.no_complaints();
    }
    if let Some(stage) = &mut firefox {
        same(&stage.saved("page"), &dir.path().join("native"));
        stage.browser.no_complaints();
    }
    for (name, times) in [Chromium::NAME, Firefox::NAME].into_iter().zip(pages).filter(|(_, times)| !times.is_empty()) {
        let time = median(times);
        let ratio = time.as_secs_f64() / native.as_secs_f64();
        eprintln!("{name}: {time:?}, native {native:?}: {ratio:.2} times");
        assert!(ratio <= SLOWER, "{name}: {time:?}, native {native:?}: {ratio:.2} times");
    }
}
