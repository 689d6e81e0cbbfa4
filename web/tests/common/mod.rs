//! The page in a browser, the same for every browser; files to drop; the native program beside it.

pub mod chromium;
pub mod files;
pub mod firefox;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take that is not a computation.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// Set to 1 where browsers and the page must be there: without them the tests fail instead of saying that they were skipped.
const REQUIRED: &str = "RENMAI_WEB_REQUIRED";

/// What is needed, or nothing and a word about it where that may be.
pub fn required<T>(found: Option<T>, what: &str) -> Option<T> {
    if found.is_none() {
        assert!(std::env::var_os(REQUIRED).is_none_or(|set| set != "1"), "{REQUIRED} is set, and there is no {what}");
        eprintln!("skipped: there is no {what}");
    }
    found
}

/// The repository.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("a folder").to_owned()
}

/// The page that is tested: what `RENMAI_PAGE` names, else what `web/build` makes.
pub fn page() -> Option<PathBuf> {
    let named = std::env::var_os("RENMAI_PAGE").map(PathBuf::from);
    let page = named.unwrap_or_else(|| root().join("target/web/renmai.html"));
    required(page.canonicalize().ok(), "page (web/build makes it)")
}

/// A browser, and what a test does in it.
pub trait AnyBrowser: Sized {
    /// What it is called in messages.
    const NAME: &'static str;

    /// Starts one with a new profile; `None` where it is not installed.
    fn start() -> Option<Self>;

    /// Goes to a page; what was complained about before is forgotten.
    fn navigate(&mut self, page: &Path);

    /// The value of an expression, awaited.
    fn try_run(&mut self, expression: &str) -> Result<Value, String>;

    /// Runs statements in the page.
    fn load(&mut self, script: &str);

    /// The value of an expression in the report that the page shows.
    fn in_report(&mut self, expression: &str) -> Value;

    /// Drops files onto `#drop`.
    fn drop_files(&mut self, files: &[PathBuf]);

    /// Drops a folder; where that cannot be done, chooses it.
    fn drop_folder(&mut self, folder: &Path);

    /// Chooses files in `input#files`.
    fn choose(&mut self, files: &[PathBuf]);

    /// Clicks where an element is.
    fn click(&mut self, selector: &str);

    /// Gives the page another size.
    fn resize(&mut self, width: u32, height: u32);

    /// What went wrong or left the page since it was opened: errors, violations of its policy, requests.
    fn complaints(&mut self) -> Vec<String>;

    /// Where downloads arrive.
    fn downloads(&self) -> &Path;

    /// The value of an expression that has one.
    fn run(&mut self, expression: &str) -> Value {
        self.try_run(expression).unwrap_or_else(|error| panic!("{}: {expression}: {error}", Self::NAME))
    }

    /// Opens the page and waits until it may be used; in Chinese, as the program speaks where nothing is said.
    fn open(&mut self, page: &Path) {
        self.navigate(page);
        self.state(&["ready"], PATIENCE);
        self.load(
            "window.surveys = 0;
            new MutationObserver(changes => changes.forEach(({ target, oldValue }) => {
                if (oldValue === 'surveying' && target.dataset.state !== oldValue) window.surveys++;
            })).observe(document.documentElement, { attributeFilter: ['data-state'], attributeOldValue: true });",
        );
        self.language("zh");
    }

    /// Does what makes the page look at the files once more, and waits until it has.
    fn surveyed_by(&mut self, act: impl FnOnce(&mut Self)) {
        let before = self.run("window.surveys");
        act(self);
        until(self, &format!("window.surveys > {before} && document.documentElement.dataset.state !== 'surveying'"));
    }

    /// Clears everything, which has to be meant: the button is pressed twice. A report that still settles may scroll it away from under a click.
    fn forget(&mut self) {
        let until = Instant::now() + PATIENCE;
        self.click("button#forget");
        while self.run("document.documentElement.dataset.state") != "ready" {
            assert!(Instant::now() < until, "{}: it is not forgotten", Self::NAME);
            self.click("button#forget");
            self.run("new Promise(done => setTimeout(done, 100))");
        }
    }

    /// Chooses a language.
    fn language(&mut self, lang: &str) {
        self.click(&format!("button[data-lang={lang}]"));
        until(self, &format!("document.documentElement.lang.startsWith('{lang}')"));
        // What was dropped is told anew.
        self.run("new Promise(done => setTimeout(done, 50))");
        until(self, "document.documentElement.dataset.state !== 'surveying'");
    }

    /// Waits until the page is in one of these states; which.
    fn state(&mut self, wanted: &[&str], patience: Duration) -> String {
        let until = Instant::now() + patience;
        loop {
            let state = self.run("document.documentElement.dataset.state || ''");
            let state = state.as_str().expect("a state");
            if wanted.contains(&state) {
                return state.to_owned();
            }
            if matches!(state, "failed" | "unsupported") || Instant::now() > until {
                let said = self.run("[...document.querySelectorAll('#message, #notes, #survey-state, #survey .broken, #plan')].map(node => node.textContent).join(' / ').slice(0, 900)");
                panic!("{}: {state}, not {wanted:?}: {said}; {:?}", Self::NAME, self.complaints());
            }
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    /// Waits until what was dropped has been looked at: so many files, broken ones too.
    fn surveyed(&mut self, files: usize) {
        let cards = "document.querySelectorAll('#survey article.file').length";
        let until = Instant::now() + PATIENCE;
        loop {
            self.state(&["surveyed"], PATIENCE);
            let found = self.run(cards);
            if found == json!(files) {
                return;
            }
            assert!(Instant::now() < until, "{}: {found} of {files} files: {}", Self::NAME, survey_text(self));
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    /// Runs what was dropped to its end; how long it took.
    fn computed(&mut self, patience: Duration) -> Duration {
        let begun = Instant::now();
        self.click("button#run");
        self.state(&["running", "done"], PATIENCE);
        self.state(&["done"], patience);
        let took = begun.elapsed();
        // The report is shown, and the page stays where it is.
        until(self, "document.getElementById('report') !== null");
        took
    }

    /// The file that a button saves.
    fn saved(&mut self, button: &str) -> PathBuf {
        let files = |dir: &Path| -> Vec<PathBuf> {
            let entries = std::fs::read_dir(dir).expect("a folder");
            entries.map(|entry| entry.expect("a file").path()).filter(|path| !path.is_dir()).collect()
        };
        let before = files(self.downloads());
        self.click(button);
        let until = Instant::now() + PATIENCE;
        let mut last = None;
        loop {
            let now = files(self.downloads());
            let unfinished = |file: &&PathBuf| {
                file.extension().is_some_and(|kind| kind == "part" || kind == "crdownload" || kind == "tmp")
                    || file.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'))
            };
            let coming = now.iter().any(|file| unfinished(&file));
            let new = now.iter().find(|file| !before.contains(file) && !unfinished(file)).cloned();
            let size = new.as_ref().and_then(|file| file.metadata().ok()).map_or(0, |data| data.len());
            // Complete once it has been of the same size twice.
            if let (Some(new), false, true) = (&new, coming, size > 0) {
                if last == Some(size) {
                    // Out of the way of the next of this name.
                    let place = tempfile::tempdir_in(self.downloads()).expect("writable").keep();
                    let kept = place.join(new.file_name().expect("a name"));
                    std::fs::rename(new, &kept).expect("writable");
                    return kept;
                }
                last = Some(size);
            }
            assert!(Instant::now() < until, "{}: nothing was saved by {button}: {now:?}", Self::NAME);
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    /// Checks that nothing has gone wrong and nothing has left the page.
    fn no_complaints(&mut self) {
        assert_eq!(self.complaints(), Vec::<String>::new(), "{}", Self::NAME);
    }
}

/// Waits until an expression holds.
pub fn until<B: AnyBrowser>(browser: &mut B, expression: &str) {
    let until = Instant::now() + PATIENCE;
    while browser.run(expression) != json!(true) {
        assert!(Instant::now() < until, "{}: never came true: {expression}", B::NAME);
        std::thread::sleep(Duration::from_millis(15));
    }
}

/// What the page says of the files, for messages.
pub fn survey_text<B: AnyBrowser>(browser: &mut B) -> String {
    let text = browser.run("(document.getElementById('survey') || document.body).innerText.slice(0, 1500)");
    text.as_str().unwrap_or_default().to_owned()
}
