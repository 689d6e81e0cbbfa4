//! Opens pages in a headless browser and prints, as one line of JSON each, their bytes and the medians of nine loads in
//! milliseconds: until something is drawn (first contentful paint), until the page's program has run, and until two more
//! frames are drawn: `cargo bench --bench page -- report.html …`. Without a page it does nothing, so that running all benches
//! stays quick.

#[path = "../tests/common_browser/mod.rs"]
#[allow(dead_code)]
mod common_browser;

use common_browser::Browser;

/// Loads of each page.
const ROUNDS: usize = 9;

/// What the browser has measured of the page that is open.
const TIMES: &str = "JSON.stringify([performance.getEntriesByName('first-contentful-paint')[0].startTime, \
    performance.getEntriesByType('navigation')[0].loadEventEnd, performance.now()])";

fn main() {
    let pages: Vec<String> = std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    if pages.is_empty() {
        eprintln!("usage: cargo bench --bench page -- report.html …");
        return;
    }
    let Some(mut browser) = Browser::start(1440, 900) else { return };
    for page in pages {
        let path = std::fs::canonicalize(&page).expect("a page");
        let mut rounds: Vec<Vec<f64>> = (0..ROUNDS)
            .map(|_| {
                browser.open(&path, "");
                let told = browser.run(TIMES);
                serde_json::from_str(told.as_str().expect("times")).expect("three numbers")
            })
            .collect();
        let mut median = |at: usize| {
            rounds.sort_by(|a, b| a[at].total_cmp(&b[at]));
            rounds[ROUNDS / 2][at].round()
        };
        let [paint, run, drawn] = [0, 1, 2].map(&mut median);
        let bytes = std::fs::metadata(&path).expect("a page").len();
        let line =
            serde_json::json!({"page": page, "bytes": bytes, "first_paint": paint, "program": run, "drawn": drawn});
        println!("{line}");
    }
}
