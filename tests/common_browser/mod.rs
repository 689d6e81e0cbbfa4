//! A headless browser that does what a test says, over the DevTools protocol on two pipes: messages are JSON, each ended by a
//! zero byte. The shell gives the browser the two descriptors that it listens on.

use std::collections::VecDeque;
use std::io::{Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Set to 1 where a browser must be there: without one the tests fail instead of saying that they were skipped.
const REQUIRED: &str = "RENMAI_BROWSER_REQUIRED";

/// A browser with one page.
pub struct Browser {
    child: Child,
    to: ChildStdin,
    from: Receiver<Value>,
    /// Events that arrived while something else was waited for.
    pub events: VecDeque<Value>,
    target: Option<Value>,
    session: String,
    last: u64,
    _profile: tempfile::TempDir,
}

/// The name under which a browser is installed here.
fn installed() -> Option<&'static str> {
    let known = ["chromium", "chromium-browser", "google-chrome"];
    known.into_iter().find(|name| Command::new(name).arg("--version").output().is_ok_and(|o| o.status.success()))
}

impl Browser {
    /// Starts one with an empty page of this size; `None`, and a word about it, where no browser is installed and none is required.
    pub fn start(width: u32, height: u32) -> Option<Self> {
        let Some(name) = installed() else {
            assert!(
                std::env::var_os(REQUIRED).is_none_or(|set| set != "1"),
                "{REQUIRED} is set, and no chromium is installed"
            );
            eprintln!("skipped: no chromium is installed");
            return None;
        };
        let profile = tempfile::tempdir().expect("a temporary directory");
        let mut child = Command::new("sh")
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null 2>&1", name])
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"])
            .args(["--disable-background-networking", "--disable-component-update", "--disable-sync"])
            .args(["--hide-scrollbars", "--remote-debugging-pipe", "--lang=en"])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a shell");
        let (to, from) = (child.stdin.take().expect("piped"), child.stdout.take().expect("piped"));
        let mut browser = Self {
            child,
            to,
            from: messages(from),
            events: VecDeque::new(),
            target: None,
            session: String::new(),
            last: 0,
            _profile: profile,
        };
        browser.renew();
        browser.resize(width, height);
        Some(browser)
    }

    /// Puts an empty page in place of the one that there is, if any, which is not asked whether it may be left.
    pub fn renew(&mut self) {
        self.session.clear();
        if let Some(old) = self.target.take() {
            self.call("Target.closeTarget", json!({"targetId": old}));
        }
        self.events.clear();
        let mut target = self.call("Target.createTarget", json!({"url": "about:blank"}));
        let attached = self.call("Target.attachToTarget", json!({"targetId": target["targetId"], "flatten": true}));
        self.target = Some(target["targetId"].take());
        self.session = attached["sessionId"].as_str().expect("a session").to_owned();
        for domain in ["Page", "Runtime", "Log", "Network"] {
            self.call(&format!("{domain}.enable"), json!({}));
        }
    }

    /// Gives the page another size.
    pub fn resize(&mut self, width: u32, height: u32) {
        let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600});
        self.call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Asks for something and waits for the answer.
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.try_call(None, method, params).unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Asks the page, or something that it has started, and waits for the answer or for what is wrong with the question.
    pub fn try_call(&mut self, of: Option<&str>, method: &str, params: Value) -> Result<Value, Value> {
        self.last += 1;
        let mut message = json!({"id": self.last, "method": method, "params": params});
        let session = of.unwrap_or(&self.session);
        if !session.is_empty() {
            message["sessionId"] = json!(session);
        }
        self.to.write_all(format!("{message}\0").as_bytes()).expect("the browser listens");
        let until = Instant::now() + PATIENCE;
        loop {
            let mut answer = self.next(until).unwrap_or_else(|| panic!("no answer to {method}"));
            if answer["id"] != self.last {
                self.events.push_back(answer);
                continue;
            }
            return match answer.get_mut("error") {
                Some(error) => Err(error.take()),
                None => Ok(answer["result"].take()),
            };
        }
    }

    fn next(&mut self, until: Instant) -> Option<Value> {
        match self.from.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(message) => Some(message),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => panic!("the browser has gone"),
        }
    }

    /// Opens a file and waits until it has loaded and drawn.
    pub fn open(&mut self, file: &Path, place: &str) {
        // Another place of the same file would not load it again.
        self.call("Page.navigate", json!({"url": "about:blank"}));
        self.call("Page.navigate", json!({"url": format!("file://{}{place}", file.display())}));
        self.until("document.readyState === 'complete' && location.protocol === 'file:'");
        self.settle();
    }

    /// Two frames later everything that was asked for is drawn.
    pub fn settle(&mut self) {
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(1))))");
    }

    /// The value of an expression.
    pub fn run(&mut self, expression: &str) -> Value {
        let mut result = self.call(
            "Runtime.evaluate",
            json!({"expression": expression, "awaitPromise": true, "returnByValue": true, "userGesture": true}),
        );
        assert!(result.get("exceptionDetails").is_none(), "{expression}: {}", result["exceptionDetails"]);
        result["result"]["value"].take()
    }

    /// Waits until an expression holds.
    pub fn until(&mut self, expression: &str) {
        let until = Instant::now() + PATIENCE;
        while self.run(expression) != json!(true) {
            assert!(Instant::now() < until, "never came true: {expression}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Presses and releases the mouse at a place of the window.
    pub fn click(&mut self, x: f64, y: f64) {
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let event = json!({"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1});
            self.call("Input.dispatchMouseEvent", event);
        }
        self.settle();
    }

    /// Presses and releases a key.
    pub fn key(&mut self, key: &str, code: u32) {
        // Enter is a character too, by which buttons are pressed.
        let text = if key == "Enter" { "\r" } else { "" };
        for kind in [if text.is_empty() { "rawKeyDown" } else { "keyDown" }, "keyUp"] {
            let event = json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text});
            self.call("Input.dispatchKeyEvent", event);
        }
        self.settle();
    }

    /// What went wrong or left the page so far: errors, warnings of the policy, requests but for files of ours.
    pub fn complaints(&mut self) -> Vec<String> {
        self.settle();
        let told = |event: &Value| {
            let params = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Runtime.exceptionThrown" => Some(params["exceptionDetails"].to_string()),
                "Runtime.consoleAPICalled" => Some(params["args"].to_string()),
                // Counting pixels is what the test does, and the browser would have it done in another way.
                "Log.entryAdded" => {
                    Some(params["entry"].to_string()).filter(|entry| !entry.contains("willReadFrequently"))
                }
                "Network.requestWillBeSent" => {
                    let url = params["request"]["url"].as_str().unwrap_or_default();
                    let own = url.starts_with("file://") && url.contains("/report.html") || url.starts_with("blob:");
                    (!own && url != "about:blank").then(|| format!("a request: {url}"))
                }
                _ => None,
            }
        };
        self.events.iter().filter_map(told).collect()
    }
}

/// Reads messages as they come, until the browser ends.
fn messages(mut from: ChildStdout) -> Receiver<Value> {
    let (tell, heard) = channel();
    std::thread::spawn(move || {
        let (mut message, mut buffer) = (Vec::new(), [0; 1 << 16]);
        while let Ok(read) = from.read(&mut buffer) {
            if read == 0 {
                return;
            }
            for &byte in &buffer[..read] {
                if byte != 0 {
                    message.push(byte);
                } else if let Ok(value) = serde_json::from_slice(&std::mem::take(&mut message))
                    && tell.send(value).is_err()
                {
                    return;
                }
            }
        }
    });
    heard
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
