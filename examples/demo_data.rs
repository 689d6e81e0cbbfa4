//! Makes the demo's data again: `cargo run --release --example demo_data` writes `fixtures/demo/*.csv.zst`.
//!
//! To be run after a change to the generator; a test compares the files with what the generator makes.

use std::fs::File;
use std::io::Write;
use std::path::Path;

use renmai::generate::{GenerateOptions, generate};
use renmai::progress::Progress;
use renmai::text::generating::CANNOT_WRITE;
use renmai::{Error, ErrorKind, Result};

fn main() -> Result<()> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/demo");
    let mut open = |name: &'static str| -> Result<Box<dyn Write>> {
        if name == "truth.csv" {
            return Ok(Box::new(std::io::sink()));
        }
        let failed = |e| Error::new(ErrorKind::Write, CANNOT_WRITE.with("file", name)).caused_by(e);
        let file = File::create(dir.join(format!("{name}.zst"))).map_err(failed)?;
        Ok(Box::new(zstd::Encoder::new(file, 19).map_err(failed)?.auto_finish()))
    };
    generate(&GenerateOptions::demo(), &mut open, &Progress::silent())
}
