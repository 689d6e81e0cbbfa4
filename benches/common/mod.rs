//! What several benches share.

#![allow(dead_code)] // Each bench uses a part.

use std::path::Path;

use renmai::tables::{Content, Source};

/// A table of a directory; none where it has no such file.
pub fn source(dir: &Path, table: &str) -> Vec<Source> {
    let path = dir.join(format!("{table}.csv"));
    if !path.exists() {
        return Vec::new();
    }
    vec![Source { name: path.display().to_string(), content: Content::File(path), constants: Vec::new(), sheet: None }]
}

/// Seconds that all threads worked.
pub fn cpu_seconds() -> f64 {
    #[cfg(unix)]
    {
        use nix::sys::resource::{UsageWho, getrusage};
        let seconds = |time: nix::sys::time::TimeVal| time.tv_sec() as f64 + time.tv_usec() as f64 / 1e6;
        getrusage(UsageWho::RUSAGE_SELF).map_or(0.0, |usage| seconds(usage.user_time()) + seconds(usage.system_time()))
    }
    #[cfg(not(unix))]
    {
        0.0
    }
}
