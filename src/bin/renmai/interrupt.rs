//! Signals: which end the program, and how.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use renmai::progress::Progress;
use renmai::text::{Lang, cli as text};
use signal_hook::consts::signal::{SIGABRT, SIGINT, SIGTERM};
use signal_hook::flag::{register, register_conditional_shutdown};

use crate::terminal;

/// Exit code of a program that a signal interrupted.
const INTERRUPTED: i32 = 130;

/// What is an error and not the end, from the first line of the program on: memory that cannot be had (the standard library says
/// how much, and aborts), and a file that grows beyond `ulimit -f` (writing to it fails then).
pub fn prepare() {
    // Where these cannot be registered, the program is only less polite.
    let _ = register_conditional_shutdown(SIGABRT, 1, Arc::new(AtomicBool::new(true)));
    #[cfg(unix)]
    let _ = register(signal_hook::consts::signal::SIGXFSZ, Arc::default());
}

/// Listens from now on to Ctrl-C, SIGTERM and the end of the terminal: the first asks the work to stop, the second ends the
/// program at once.
pub fn listen(progress: &Progress, lang: Lang) {
    let flag = progress.cancellation();
    let listened = [Some(SIGINT), Some(SIGTERM), hangup()].into_iter().flatten().all(|signal| {
        // In this order: whether it is the second is asked before the first is noted.
        register_conditional_shutdown(signal, INTERRUPTED, Arc::clone(&flag)).is_ok()
            && register(signal, Arc::clone(&flag)).is_ok()
    });
    if !listened {
        terminal::tell(text::SIGNALS.get(lang));
    }
}

/// The signal that the terminal is gone, unless the program was started to outlive it (`nohup`). Where that cannot be known, the
/// system's way stays: it ends the program, or is ignored.
fn hangup() -> Option<i32> {
    #[cfg(target_os = "linux")]
    {
        use signal_hook::consts::signal::SIGHUP;
        let status = std::fs::read_to_string("/proc/self/status").ok()?;
        let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"))?;
        let ignored = u64::from_str_radix(ignored.trim(), 16).ok()?;
        (ignored >> (SIGHUP - 1) & 1 == 0).then_some(SIGHUP)
    }
    #[cfg(not(target_os = "linux"))]
    None
}
