//! Messages and progress on standard error.

use std::io::{IsTerminal, Write};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use renmai::progress::{Observer, Progress};
use renmai::text::{Lang, cli as text, escaped};

/// One message, without any character that a terminal would obey; a closed stderr is nobody's loss.
pub fn tell(message: impl AsRef<str>) {
    let message = message.as_ref().trim_end_matches('\n');
    if !message.is_empty() {
        let _ = writeln!(std::io::stderr(), "{}", escaped(message, "\n"));
    }
}

/// Progress that is shown where somebody can see it.
pub fn progress(lang: Lang) -> Progress {
    if std::io::stderr().is_terminal() {
        Progress::observed(Box::new(Bar { lang, shown: Mutex::new(None) }))
    } else {
        Progress::silent()
    }
}

/// One line per stage, gone when the stage ends.
struct Bar {
    lang: Lang,
    shown: Mutex<Option<ProgressBar>>,
}

impl Bar {
    fn replace(&self, bar: Option<ProgressBar>) {
        let mut shown = self.shown.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(old) = std::mem::replace(&mut *shown, bar) {
            old.finish_and_clear();
        }
    }
}

/// Shows how much is left where that is known.
fn measured(bar: &ProgressBar, total: u64) {
    let template = if total == 0 {
        "{spinner} {msg} {elapsed}"
    } else {
        bar.set_length(total);
        bar.reset_eta();
        "{msg} {wide_bar} {percent}% {elapsed} (ETA {eta})"
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
}

impl Observer for Bar {
    fn begin(&self, stage: &'static str, total: u64) {
        let bar = ProgressBar::new_spinner();
        bar.set_message(text::stage(stage, self.lang));
        measured(&bar, total);
        bar.enable_steady_tick(Duration::from_millis(120));
        self.replace(Some(bar));
    }

    fn expect(&self, total: u64) {
        if let Some(bar) = self.shown.lock().unwrap_or_else(PoisonError::into_inner).as_ref() {
            measured(bar, total);
        }
    }

    fn advance(&self, done: u64) {
        // A thread that finds the bar taken need not wait: another one is telling.
        if let Ok(shown) = self.shown.try_lock()
            && let Some(bar) = shown.as_ref()
        {
            bar.set_position(done);
        }
    }

    fn end(&self) {
        self.replace(None);
    }
}
