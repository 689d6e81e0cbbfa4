//! Firefox, headless, by Marionette: messages on a socket, `LENGTH:[0, number, command, parameters]`, and answers
//! `LENGTH:[1, number, error, result]`.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{AnyBrowser, PATIENCE};

/// Names of a program under which it may be installed.
const NAMES: [&str; 2] = ["firefox-esr", "firefox"];

/// What a profile has that nobody has set by hand: no first steps, nothing that Firefox would load by itself, downloads
/// without a question. What pages may do is as a new profile has it.
const PREFERENCES: &str = r#"
user_pref("marionette.port", 0);
user_pref("remote.prefs.recommended", false);
user_pref("app.normandy.enabled", false);
user_pref("app.update.disabledForTesting", true);
user_pref("browser.aboutwelcome.enabled", false);
user_pref("browser.download.alwaysOpenPanel", false);
user_pref("browser.download.folderList", 2);
user_pref("browser.download.useDownloadDir", true);
user_pref("browser.newtabpage.enabled", false);
user_pref("browser.region.network.url", "");
user_pref("browser.safebrowsing.downloads.remote.enabled", false);
user_pref("browser.safebrowsing.malware.enabled", false);
user_pref("browser.safebrowsing.phishing.enabled", false);
user_pref("browser.search.update", false);
user_pref("browser.shell.checkDefaultBrowser", false);
user_pref("browser.startup.homepage_override.mstone", "ignore");
user_pref("browser.startup.page", 0);
user_pref("datareporting.healthreport.uploadEnabled", false);
user_pref("datareporting.policy.dataSubmissionEnabled", false);
user_pref("dom.filesystem.pathcheck.disabled", true);
user_pref("extensions.update.enabled", false);
user_pref("intl.accept_languages", "en-US, en");
user_pref("network.captive-portal-service.enabled", false);
user_pref("network.connectivity-service.enabled", false);
user_pref("security.dialog_enable_delay", 0);
user_pref("services.settings.server", "data:,#/v1");
user_pref("signon.autofillForms", false);
user_pref("toolkit.telemetry.reportingpolicy.firstRun", false);
"#;

/// Notes, in the browser's own context, what anything but the browser itself asks the network for.
const WATCH: &str = r#"
const watcher = {
    seen: [],
    observe(subject) {
        const channel = subject.QueryInterface(Ci.nsIHttpChannel);
        const asks = channel.loadInfo && channel.loadInfo.triggeringPrincipal;
        if (asks && !asks.isSystemPrincipal) this.seen.push(channel.URI.spec);
    },
};
Services.obs.addObserver(watcher, 'http-on-modify-request');
globalThis.renmaiSeen = watcher;
Services.console.reset();
"#;

/// What the console has of pages, and what they asked the network for.
const HEARD: &str = r#"
const tell = arguments[arguments.length - 1], told = [];
for (const message of Services.console.getMessageArray() || []) {
    if (!(message instanceof Ci.nsIScriptError)) continue;
    const { category, sourceName, errorMessage, lineNumber } = message;
    const ours = /^(file|blob|data):/.test(sourceName) || /content javascript|CSP|DOM|Worker/i.test(category);
    if (ours && !/^(chrome|resource|moz-extension|about):/.test(sourceName) && !/chrome javascript/.test(category))
        told.push(`${category}: ${errorMessage} (${sourceName.slice(0, 100)}:${lineNumber})`);
}
told.push(...renmaiSeen.seen.map(url => `a request: ${url}`));
const { messageManager } = gBrowser.selectedBrowser;
messageManager.addMessageListener('renmai', function once(message) {
    messageManager.removeMessageListener('renmai', once);
    tell(told.concat(message.data));
});
const inside = `{
    const storage = Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage);
    const said = storage.getEvents().filter(event => /^(file|blob|data):/.test(event.filename));
    sendAsyncMessage('renmai', said.map(event => 'console.' + event.level + ': ' + event.arguments.map(String).join(' ')));
}`;
messageManager.loadFrameScript('data:,' + encodeURIComponent(inside), false);
"#;

/// A browser with one window.
pub struct Firefox {
    child: Child,
    stream: BufReader<TcpStream>,
    last: u64,
    downloads: PathBuf,
    _profile: tempfile::TempDir,
}

impl Firefox {
    /// Asks for something and waits for the answer.
    fn ask(&mut self, command: &str, params: Value) -> Result<Value, String> {
        self.last += 1;
        let message = json!([0, self.last, command, params]).to_string();
        let stream = self.stream.get_mut();
        stream.write_all(format!("{}:{message}", message.len()).as_bytes()).expect("the browser listens");
        let mut answer = self.hear();
        assert_eq!(answer[1], self.last, "{command}: {answer}");
        if answer[2].is_null() { Ok(answer[3].take()) } else { Err(answer[2].to_string()) }
    }

    fn hear(&mut self) -> Value {
        let mut length = Vec::new();
        self.stream.read_until(b':', &mut length).expect("the browser answers");
        length.pop();
        let length = String::from_utf8_lossy(&length).parse().expect("a length");
        let mut message = vec![0; length];
        self.stream.read_exact(&mut message).expect("the browser answers");
        serde_json::from_slice(&message).expect("JSON")
    }

    fn call(&mut self, command: &str, params: Value) -> Value {
        self.ask(command, params).unwrap_or_else(|error| panic!("{command}: {error}"))
    }

    /// Does something as the browser itself, which may do more than a page; the answer is told to the last argument where
    /// the command waits for it.
    fn as_browser(&mut self, command: &str, script: &str, args: Value) -> Value {
        self.call("Marionette:SetContext", json!({"value": "chrome"}));
        // One sandbox for all, so that what is noted in it stays.
        let script = json!({"script": script, "args": args, "sandbox": "renmai", "newSandbox": false});
        let mut result = self.call(command, script);
        self.call("Marionette:SetContext", json!({"value": "content"}));
        result["value"].take()
    }

    fn element(&mut self, selector: &str) -> String {
        let found = self.call("WebDriver:FindElement", json!({"using": "css selector", "value": selector}));
        let ids = found["value"].as_object().expect("an element");
        ids.values().next().and_then(Value::as_str).expect("its number").to_owned()
    }

    fn send(&mut self, selector: &str, files: &[PathBuf]) {
        let id = self.element(selector);
        let names: Vec<_> = files.iter().map(|file| file.to_str().expect("UTF-8")).collect();
        self.call("WebDriver:ElementSendKeys", json!({"id": id, "text": names.join("\n")}));
    }
}

impl AnyBrowser for Firefox {
    const NAME: &'static str = "firefox";

    fn start() -> Option<Self> {
        let found = |name: &&str| Command::new(name).arg("--version").output().is_ok_and(|o| o.status.success());
        let name = super::required(NAMES.into_iter().find(found), "firefox")?;
        let profile = tempfile::tempdir().expect("a temporary directory");
        let downloads = profile.path().join("downloads");
        fs::create_dir(&downloads).expect("writable");
        let place = format!("user_pref(\"browser.download.dir\", {});\n", json!(downloads));
        fs::write(profile.path().join("user.js"), format!("{PREFERENCES}{place}")).expect("writable");
        let mut child = Command::new(name)
            .args(["--headless", "--marionette", "--remote-allow-system-access", "--no-remote", "--profile"])
            .arg(profile.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("a browser");
        let until = Instant::now() + PATIENCE;
        let port: u16 = loop {
            let written = fs::read_to_string(profile.path().join("MarionetteActivePort")).unwrap_or_default();
            match written.trim().parse() {
                Ok(port) => break port,
                Err(_) => assert!(Instant::now() < until, "firefox does not start"),
            }
            assert!(child.try_wait().is_ok_and(|ended| ended.is_none()), "firefox has ended");
            std::thread::sleep(Duration::from_millis(50));
        };
        let stream = TcpStream::connect(("127.0.0.1", port)).expect("the browser listens");
        stream.set_read_timeout(Some(Duration::from_secs(300))).expect("a time");
        let stream = BufReader::new(stream);
        let mut browser = Self { child, stream, last: 0, downloads, _profile: profile };
        browser.hear();
        browser.call("WebDriver:NewSession", json!({"capabilities": {"alwaysMatch": {}}}));
        browser.call("WebDriver:SetTimeouts", json!({"script": 240_000, "pageLoad": 60_000, "implicit": 0}));
        browser.resize(1280, 900);
        Some(browser)
    }

    fn navigate(&mut self, page: &Path) {
        self.call("WebDriver:Navigate", json!({"url": "about:blank"}));
        self.as_browser("WebDriver:ExecuteScript", WATCH, json!([]));
        self.call("WebDriver:Navigate", json!({"url": format!("file://{}", page.display())}));
    }

    fn try_run(&mut self, expression: &str) -> Result<Value, String> {
        let script = format!(
            "const tell = arguments[arguments.length - 1];
             (async () => ({expression}\n))().then(
                value => tell({{ value: value === undefined ? null : value }}),
                error => tell({{ error: String(error) + (error && error.stack || '') }}));"
        );
        let mut told = self.ask("WebDriver:ExecuteAsyncScript", json!({"script": script, "args": []}))?;
        let told = &mut told["value"];
        match told.get("error") {
            Some(error) => Err(error.to_string()),
            None => Ok(told["value"].take()),
        }
    }

    fn load(&mut self, script: &str) {
        self.call("WebDriver:ExecuteScript", json!({"script": script, "args": []}));
    }

    fn in_report(&mut self, expression: &str) -> Value {
        let until = Instant::now() + PATIENCE;
        loop {
            let id = self.element("#report");
            let key = "element-6066-11e4-a52e-4f735466cecf";
            self.call("WebDriver:SwitchToFrame", json!({"element": {key: id}, "id": {key: id}}));
            let value = self.try_run(expression);
            self.call("WebDriver:SwitchToFrame", json!({"id": null}));
            // The empty page that a frame begins with goes when the report comes.
            match value {
                Ok(value) => return value,
                Err(error) => assert!(Instant::now() < until, "{expression}: {error}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// As near as a page's own means come: files that were chosen in an input, dropped by a made event.
    fn drop_files(&mut self, files: &[PathBuf]) {
        self.run(
            "(input => { input.type = 'file'; input.multiple = true; input.id = 'to-drop';
                input.style.display = 'none'; document.documentElement.append(input); })(document.createElement('input'))",
        );
        self.send("#to-drop", files);
        self.run(
            "(() => {
                const input = document.getElementById('to-drop'), zone = document.getElementById('drop');
                const dataTransfer = new DataTransfer();
                for (const file of input.files) dataTransfer.items.add(file);
                input.remove();
                for (const kind of ['dragenter', 'dragover', 'drop'])
                    zone.dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, composed: true, dataTransfer }));
            })()",
        );
    }

    /// Chosen, by a window for files that answers by itself: a drop of a folder is nothing that can be made.
    fn drop_folder(&mut self, folder: &Path) {
        let script = r#"
            const [path] = arguments;
            const registrar = Components.manager.QueryInterface(Ci.nsIComponentRegistrar);
            const chosen = Cc['@mozilla.org/file/local;1'].createInstance(Ci.nsIFile);
            chosen.initWithPath(path);
            const picker = {
                QueryInterface: ChromeUtils.generateQI(['nsIFilePicker']),
                init() {}, appendFilters() {}, appendFilter() {}, appendRawFilter() {},
                file: chosen, fileURL: Services.io.newFileURI(chosen), filterIndex: 0, addToRecentDocs: false,
                displayDirectory: null, displaySpecialDirectory: '', defaultString: '', defaultExtension: '', okButtonLabel: '', capture: 0,
                get files() { return [chosen].values(); },
                get domFileOrDirectory() { return null; },
                get domFileOrDirectoryEnumerator() { return [].values(); },
                isModeSupported() { return Promise.resolve(true); },
                open(told) { Services.tm.dispatchToMainThread(() => told.done(Ci.nsIFilePicker.returnOK)); },
            };
            const id = Services.uuid.generateUUID();
            const factory = { createInstance: iid => picker.QueryInterface(iid), QueryInterface: ChromeUtils.generateQI(['nsIFactory']) };
            registrar.registerFactory(id, '', '@mozilla.org/filepicker;1', factory);
            const inside = `content.document.notifyUserGestureActivation(); content.document.getElementById('folder').click();`;
            gBrowser.selectedBrowser.messageManager.loadFrameScript('data:,' + encodeURIComponent(inside), false);
        "#;
        self.as_browser("WebDriver:ExecuteScript", script, json!([folder]));
        // Firefox asks whether all of it is to be given to the page.
        let until = Instant::now() + PATIENCE;
        while let Err(error) = self.ask("WebDriver:AcceptAlert", json!({})) {
            assert!(Instant::now() < until, "no question: {error}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    fn choose(&mut self, files: &[PathBuf]) {
        self.send("input#files", files);
    }

    fn click(&mut self, selector: &str) {
        // Out from under what stays at the top.
        self.run(&format!("document.querySelector({}).scrollIntoView({{ block: 'center' }})", json!(selector)));
        let until = Instant::now() + PATIENCE;
        loop {
            let id = self.element(selector);
            // What moves meanwhile, or lies under something, is not hit, which is told.
            match self.ask("WebDriver:ElementClick", json!({"id": id})) {
                Ok(_) => return,
                Err(error) => assert!(Instant::now() < until, "{selector}: {error}"),
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn resize(&mut self, width: u32, height: u32) {
        // A window cannot be as narrow as a phone, what it shows can.
        let outer = json!({"width": width.max(700), "height": height + 100});
        self.call("WebDriver:SetWindowRect", outer);
        self.as_browser(
            "WebDriver:ExecuteScript",
            "gBrowser.selectedBrowser.style.maxWidth = arguments[0] < 700 ? arguments[0] + 'px' : '';",
            json!([width]),
        );
        super::until(self, &format!("Math.abs(window.innerWidth - {width}) < 20"));
    }

    fn complaints(&mut self) -> Vec<String> {
        let heard = self.as_browser("WebDriver:ExecuteAsyncScript", HEARD, json!([]));
        let mut all: Vec<String> = serde_json::from_value(heard).expect("sentences");
        let asked = "performance.getEntriesByType('resource').map(entry => entry.name)\
            .filter(name => !/^(file|blob|data):/.test(name)).map(name => `a request: ${name}`)";
        let asked = self.run(asked);
        all.extend(serde_json::from_value::<Vec<String>>(asked).expect("addresses"));
        // Of a worker that ends before it has loaded, as where a page is left at once; one that had nothing in it would never answer.
        all.retain(|said| !said.contains("Attempting to create a Worker from an empty source"));
        all
    }

    fn downloads(&self) -> &Path {
        &self.downloads
    }
}

impl Drop for Firefox {
    fn drop(&mut self) {
        let _ = self.ask_to_end();
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Firefox {
    /// Its other processes end with it only where it ends by itself.
    fn ask_to_end(&mut self) -> std::io::Result<()> {
        let message = json!([0, self.last + 1, "Marionette:Quit", {"flags": ["eForceQuit"]}]).to_string();
        self.stream.get_mut().write_all(format!("{}:{message}", message.len()).as_bytes())?;
        let until = Instant::now() + Duration::from_secs(5);
        while self.child.try_wait()?.is_none() && Instant::now() < until {
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }
}
