//! Data on standard output.

use std::io::{self, IsTerminal, Write};

use renmai::text::{cli as text, escaped};
use renmai::{Error, ErrorKind, Result};

#[cfg(unix)]
mod closed {
    use std::sync::atomic::{AtomicBool, Ordering};

    static CLOSED: AtomicBool = AtomicBool::new(false);

    // Before the standard library begins, which opens what is closed as /dev/null: the data would be lost without a word.
    ctor::declarative::ctor! {
        #[ctor(unsafe)]
        fn look() {
            let here = |path: &str| std::fs::symlink_metadata(path).is_ok();
            CLOSED.store(here("/dev/fd/") && !here("/dev/fd/1"), Ordering::Relaxed);
        }
    }

    /// Whether the program was started without a standard output.
    pub fn check() -> std::io::Result<()> {
        if CLOSED.load(Ordering::Relaxed) { Err(nix::errno::Errno::EBADF.into()) } else { Ok(()) }
    }
}

#[cfg(not(unix))]
mod closed {
    pub fn check() -> std::io::Result<()> {
        Ok(())
    }
}

/// Writes all of it; a terminal is shown no character that it would obey.
pub fn emit(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    let shown = out.is_terminal().then(|| escaped(&String::from_utf8_lossy(bytes), "\n\r\t").into_owned());
    let bytes = shown.as_ref().map_or(bytes, |text| text.as_bytes());
    let written = closed::check().and_then(|()| out.write_all(bytes)).and_then(|()| out.flush());
    written.map_err(|e| Error::new(ErrorKind::Write, text::CANNOT_PRINT.sentence()).caused_by(e))
}

/// Writes a text that ends with one line break.
pub fn emit_text(text: &str) -> Result<()> {
    emit(format!("{}\n", text.trim_end_matches('\n')).as_bytes())
}
