//! Chromium: `tests/common_browser` and what a page with workers, a page in the page and downloads needs.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{AnyBrowser, PATIENCE};
use crate::common_browser::Browser;

/// A browser with one page, and whatever that starts.
pub struct Chromium {
    browser: Browser,
    /// Events that were looked at for children.
    looked: usize,
    size: (u32, u32),
    downloads: tempfile::TempDir,
}

impl Chromium {
    /// Listens to whatever has been started meanwhile.
    fn listen(&mut self) {
        while self.looked < self.browser.events.len() {
            let event = &self.browser.events[self.looked];
            self.looked += 1;
            if event["method"] == "Target.attachedToTarget" && event.get("sessionId").is_some() {
                let child = event["params"]["sessionId"].as_str().expect("a session").to_owned();
                for domain in ["Runtime", "Log", "Network"] {
                    // A service that this kind of child has not, or a child that has gone, is no matter.
                    let _ = self.browser.try_call(Some(&child), &format!("{domain}.enable"), json!({}));
                }
            }
        }
    }

    /// The context of the report's scripts that was made last, and lives: in this process, or in a child.
    fn report_context(&mut self) -> Option<(Option<String>, Value)> {
        self.listen();
        let mut contexts: Vec<(Option<String>, Value)> = Vec::new();
        let tree = self.browser.call("Page.getFrameTree", json!({}));
        let main = tree["frameTree"]["frame"]["id"].clone();
        for event in &self.browser.events {
            let params = &event["params"];
            let session = event["sessionId"].as_str().map(str::to_owned);
            match event["method"].as_str() {
                Some("Runtime.executionContextCreated") => {
                    let context = &params["context"];
                    let data = &context["auxData"];
                    if data["isDefault"] == true && data["frameId"].is_string() && data["frameId"] != main {
                        contexts.push((session, context["id"].clone()));
                    }
                }
                Some("Runtime.executionContextDestroyed") => {
                    contexts.retain(|(of, id)| *of != session || *id != params["executionContextId"]);
                }
                Some("Runtime.executionContextsCleared") => contexts.retain(|(of, _)| *of != session),
                _ => {}
            }
        }
        contexts.pop()
    }

    /// The middle of an element, in the window, after it has been brought there and stays there.
    fn place(&mut self, selector: &str) -> (f64, f64) {
        let place = self.run(&format!(
            "(async node => {{
                if (!node) throw new Error('not there');
                const at = () => {{ const box = node.getBoundingClientRect(); return [box.left + box.width / 2, box.top + box.height / 2]; }};
                for (let tries = 0; tries < 50; tries++) {{
                    node.scrollIntoView({{ block: 'center', behavior: 'instant' }});
                    const before = String(at());
                    await new Promise(done => setTimeout(done, 60));
                    const found = document.elementFromPoint(...at());
                    if (String(at()) === before && node.contains(found)) return at();
                }}
                throw new Error('it does not stay, or something lies over it');
            }})(document.querySelector({}))",
            json!(selector)
        ));
        (place[0].as_f64().expect("a place"), place[1].as_f64().expect("a place"))
    }

    fn drag(&mut self, files: &[PathBuf]) {
        let (x, y) = self.place("#drop");
        let data = json!({"items": [], "files": files, "dragOperationsMask": 1});
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({"type": kind, "x": x, "y": y, "data": data});
            self.browser.call("Input.dispatchDragEvent", event);
        }
    }
}

impl AnyBrowser for Chromium {
    const NAME: &'static str = "chromium";

    fn start() -> Option<Self> {
        let browser = super::required(Browser::start(1280, 900), "chromium")?;
        let downloads = tempfile::tempdir().expect("a temporary directory");
        Some(Self { browser, looked: 0, size: (1280, 900), downloads })
    }

    fn navigate(&mut self, page: &Path) {
        // In a new page: what the one before has to say, or asks before it is left, is no matter.
        self.browser.renew();
        self.looked = 0;
        let (width, height) = self.size;
        self.browser.resize(width, height);
        let attach = json!({"autoAttach": true, "waitForDebuggerOnStart": false, "flatten": true});
        self.browser.call("Target.setAutoAttach", attach);
        let place = json!({"behavior": "allow", "downloadPath": self.downloads.path(), "eventsEnabled": false});
        self.browser.call("Browser.setDownloadBehavior", place);
        self.browser.open(page, "");
    }

    fn try_run(&mut self, expression: &str) -> Result<Value, String> {
        let params =
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true});
        let mut result = self.browser.try_call(None, "Runtime.evaluate", params).map_err(|error| error.to_string())?;
        self.listen();
        match result.get("exceptionDetails") {
            Some(details) => Err(details.to_string()),
            None => Ok(result["result"]["value"].take()),
        }
    }

    fn load(&mut self, script: &str) {
        self.browser.run(&format!("{script}\n;null"));
    }

    fn in_report(&mut self, expression: &str) -> Value {
        let until = Instant::now() + PATIENCE;
        // It has a context as soon as it begins to load, which may be after the page says that it is done; what is there before goes.
        let mut result = loop {
            let found = self.report_context().map(|(session, id)| {
                let params =
                    json!({"expression": expression, "contextId": id, "awaitPromise": true, "returnByValue": true});
                self.browser.try_call(session.as_deref(), "Runtime.evaluate", params)
            });
            match found {
                Some(Ok(result)) => break result,
                other => assert!(Instant::now() < until, "{expression}: {other:?}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        };
        assert!(result.get("exceptionDetails").is_none(), "{expression}: {}", result["exceptionDetails"]);
        result["result"]["value"].take()
    }

    fn drop_files(&mut self, files: &[PathBuf]) {
        self.drag(files);
    }

    fn drop_folder(&mut self, folder: &Path) {
        self.drag(&[folder.to_owned()]);
    }

    fn choose(&mut self, files: &[PathBuf]) {
        let found = self.browser.call(
            "Runtime.evaluate",
            json!({"expression": "document.querySelector('input#files')", "returnByValue": false}),
        );
        let object = &found["result"]["objectId"];
        self.browser.call("DOM.setFileInputFiles", json!({"files": files, "objectId": object}));
    }

    fn click(&mut self, selector: &str) {
        let until = Instant::now() + PATIENCE;
        loop {
            self.run(&format!(
                "(node => {{ window.isHit = false; document.addEventListener('click', event => {{ window.isHit = node.contains(event.target); }},
                    {{ capture: true, once: true }}); }})(document.querySelector({}))",
                json!(selector)
            ));
            let (x, y) = self.place(selector);
            for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
                let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
                self.browser.call("Input.dispatchMouseEvent", event);
            }
            // What moves meanwhile is not hit.
            if self.run("window.isHit") == true {
                return;
            }
            assert!(Instant::now() < until, "{selector} cannot be hit");
        }
    }

    fn resize(&mut self, width: u32, height: u32) {
        self.size = (width, height);
        self.browser.resize(width, height);
    }

    fn complaints(&mut self) -> Vec<String> {
        self.run("new Promise(done => setTimeout(done, 100))");
        let told = |event: &Value| {
            let params = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Runtime.exceptionThrown" => Some(params["exceptionDetails"].to_string()),
                "Runtime.consoleAPICalled" => Some(params["args"].to_string()),
                "Log.entryAdded" => {
                    Some(params["entry"].to_string()).filter(|entry| !entry.contains("willReadFrequently"))
                }
                "Page.javascriptDialogOpening" => Some(params.to_string()),
                "Network.requestWillBeSent" => {
                    let url = params["request"]["url"].as_str().unwrap_or_default();
                    let own = ["file:", "blob:", "data:"].iter().any(|own| url.starts_with(own));
                    (!own && url != "about:blank").then(|| format!("a request: {url}"))
                }
                _ => None,
            }
        };
        self.browser.events.iter().filter_map(told).collect()
    }

    fn downloads(&self) -> &Path {
        self.downloads.path()
    }
}
