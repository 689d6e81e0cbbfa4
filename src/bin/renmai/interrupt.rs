//! Ctrl-C and SIGTERM: the first asks the work to stop, the second ends the program at once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use renmai::progress::Progress;
use renmai::text::{Lang, cli as text};

use crate::terminal;

/// Exit code of a program that a signal interrupted.
const INTERRUPTED: i32 = 130;

/// Listens from now on.
pub fn listen(progress: &Arc<Progress>, lang: Lang) {
    let progress = Arc::clone(progress);
    let asked = AtomicBool::new(false);
    let handler = move || {
        if asked.swap(true, Ordering::Relaxed) {
            std::process::exit(INTERRUPTED);
        }
        progress.cancel();
    };
    if ctrlc::set_handler(handler).is_err() {
        terminal::tell(text::SIGNALS.get(lang));
    }
}
