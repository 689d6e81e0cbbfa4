//! Writes a synthetic workload into a directory and tells how long it took:
//! `cargo run --release --example generate -- DIR [USERS [SEED [CIRCLE_SIZE]]]`.
//! With `.zst` as a further word the files are compressed, as those of `fixtures/demo` are.

use std::fs::File;
use std::io::Write;
use std::path::PathBuf;

use renmai::generate::{GenerateOptions, generate};
use renmai::progress::{Progress, peak_memory_bytes};
use renmai::{Error, ErrorKind};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    let compress = words.last().is_some_and(|w| w == ".zst");
    if compress {
        words.pop();
    }
    let dir = PathBuf::from(words.first().ok_or("usage: generate DIR [USERS [SEED [CIRCLE_SIZE]]] [.zst]")?);
    let mut options = GenerateOptions::default();
    if let Some(users) = words.get(1) {
        options.users = users.parse()?;
    }
    if let Some(seed) = words.get(2) {
        options.seed = seed.parse()?;
    }
    if let Some(size) = words.get(3) {
        options.circle_size = size.parse()?;
    }
    options.dirty = words.get(4).is_some_and(|w| w == "dirty");
    std::fs::create_dir_all(&dir)?;
    let progress = Progress::silent();
    let mut open = |name: &'static str| -> renmai::Result<Box<dyn Write>> {
        let failed =
            |e| Error::new(ErrorKind::Write, renmai::text::generating::CANNOT_WRITE.with("file", name)).caused_by(e);
        if compress {
            let file = File::create(dir.join(format!("{name}.zst"))).map_err(failed)?;
            Ok(Box::new(zstd::Encoder::new(file, 19).map_err(failed)?.auto_finish()))
        } else {
            Ok(Box::new(File::create(dir.join(name)).map_err(failed)?))
        }
    };
    generate(&options, &mut open, &progress)?;
    for record in progress.records() {
        eprintln!("{:13} {:8.3} s", record.stage, record.seconds);
    }
    let seconds: f64 = progress.records().iter().map(|r| r.seconds).sum();
    eprintln!("{:13} {seconds:8.3} s, peak {} MB", "all", peak_memory_bytes() / 1_000_000);
    Ok(())
}
