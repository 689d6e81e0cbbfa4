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
use serde_json::json;

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

/// How many pixels of a chart are drawn, and in how many colours.
const PIXELS: &str = "(chart => {
    const colours = new Set(); let drawn = 0;
    for (const canvas of chart.querySelectorAll('canvas')) {
        const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
        for (let i = 0; i < data.length; i += 4) if (data[i + 3]) { drawn++; colours.add(data[i] << 16 | data[i + 1] << 8 | data[i + 2]); }
    }
    return [drawn, colours.size];
})";

/// Checks that every chart of the page is drawn; their names.
fn every_chart_is_drawn(browser: &mut Browser) -> Vec<String> {
    let ids = browser
        .run("[...document.querySelectorAll('.panel:not(.closed) .chart, section:not(#todo) .chart')].map(c => c.id)");
    let ids: Vec<String> = serde_json::from_value(ids).expect("names");
    for id in &ids {
        browser.run(&format!("document.getElementById('{id}').scrollIntoView({{block: 'center'}})"));
        browser.until(&format!("document.querySelector('#{id} canvas') !== null"));
        browser.settle();
        let drawn = browser.run(&format!("{PIXELS}(document.getElementById('{id}'))"));
        assert!(drawn[0].as_u64() > Some(300) && drawn[1].as_u64() > Some(3), "{id}: {drawn}");
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
    language_and_theme(&mut browser);
    paper_and_phone(&mut browser);
    browser.open(&page, "#person=%E0%A4%A&circle=99&lang=xx&nowhere");
    assert_eq!(browser.run("document.querySelectorAll('#table-koc tbody tr').length"), 10);
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
    browser.run("document.querySelectorAll('#table-koc .tools button')[0].click()");
    browser.until("document.querySelector('#table-koc .said').textContent !== ''");
    choose(browser, 0, "");
    choose(browser, 2, "");
    assert_eq!(rows(browser), Some(100));
}

fn keyboard(browser: &mut Browser) {
    browser.run("document.getElementById('tab-koc').focus()");
    browser.key("ArrowRight", 39);
    assert_eq!(browser.run("document.activeElement.id"), "tab-referral");
    let open = "[...document.querySelectorAll('.panel')].filter(p => p.offsetHeight > 0).map(p => p.id)";
    assert_eq!(browser.run(open), json!(["referral"]));
    browser.key("ArrowRight", 39);
    browser.until("document.querySelector('#chart-compared canvas') !== null");
    let drawn = browser.run(&format!("{PIXELS}(document.getElementById('chart-compared'))"));
    assert!(drawn[0].as_u64() > Some(300), "{drawn}");
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
    // Colours by interest name interests in the legend.
    let legend = "document.querySelector('.legend').textContent";
    let by_tier = browser.run(legend);
    browser.run("(s => { s.value = 'interest'; s.dispatchEvent(new Event('change')); })(document.querySelectorAll('#network-body select')[1])");
    assert_ne!(browser.run(legend), by_tier);
    // From a list, and by name.
    browser.run("document.querySelector('#table-koc tbody .c-circle button').click()");
    let first = browser.run("document.querySelector('#table-koc tbody .name').textContent");
    assert_eq!(browser.run(heading), first);
    browser.run("(s => { s.value = ''; s.dispatchEvent(new Event('change')); })(document.querySelector('#network-body select'))");
    assert_eq!(browser.run(heading), before);
}

fn hours(browser: &mut Browser) {
    let told = "document.querySelector('.best').textContent";
    let before = browser.run(told);
    browser.run(
        "(s => { s.selectedIndex = 1; s.dispatchEvent(new Event('change')); })(document.querySelector('#when select'))",
    );
    assert_ne!(browser.run(told), before);
}

fn language_and_theme(browser: &mut Browser) {
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
    let untranslated = browser.run(
        "[...document.querySelectorAll('h2, h3, h4, thead th, nav a, .tabs button, #trust p, #trust dt, #story li a')].map(n => n.textContent).filter(t => /[\\u4e00-\\u9fff]/.test(t) && !/ · |^.{0,12}$/.test(t))",
    );
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
    // Nothing can be loaded and no other script can run.
    let blocked = browser.run(
        "(async () => { const s = document.createElement('script'); s.textContent = 'window.ran = 1'; document.body.append(s);
          const f = await fetch('https://example.invalid/').then(() => 'sent', () => 'refused'); return [window.ran === undefined, f]; })()",
    );
    assert_eq!(blocked, json!([true, "refused"]));
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

/// Makes the picture in the README: the top of the example's page in English, without the lists.
///
///     cargo test --test browser -- --ignored picture
#[test]
#[ignore = "writes docs/page.png"]
fn picture_for_the_readme() {
    let Some(mut browser) = Browser::start(1360, 1560) else { return };
    let dir = tempfile::tempdir().expect("a temporary directory");
    browser.open(&demo(dir.path(), "2"), "#lang=en");
    browser.run("document.getElementById('todo').hidden = true");
    browser.settle();
    let end = browser.run("document.querySelector('.net').getBoundingClientRect().bottom").as_f64().expect("a place");
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
