//! Data on standard output.

use std::io::{ErrorKind as Io, Write};

use renmai::text::cli as text;
use renmai::{Error, ErrorKind, Result};

/// Writes all of it. A reader that has seen enough (`| head`) is no failure.
pub fn emit(bytes: &[u8]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    match out.write_all(bytes).and_then(|()| out.flush()) {
        Err(e) if e.kind() != Io::BrokenPipe => {
            Err(Error::new(ErrorKind::Write, text::CANNOT_PRINT.sentence()).caused_by(e))
        }
        _ => Ok(()),
    }
}

/// Writes a text that ends with one line break.
pub fn emit_text(text: &str) -> Result<()> {
    emit(format!("{}\n", text.trim_end_matches('\n')).as_bytes())
}
