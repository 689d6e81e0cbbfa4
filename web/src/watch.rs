//! How far the engine is, a line at a time on standard error.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use renmai::{Observer, Progress};

/// Milliseconds between two lines of one stage.
const EVERY: u64 = 50;

struct Lines {
    begun: Instant,
    /// Milliseconds after that when the last line was written.
    told: AtomicU64,
    total: AtomicU64,
}

impl Lines {
    fn now(&self) -> u64 {
        self.begun.elapsed().as_millis() as u64
    }
}

impl Observer for Lines {
    fn begin(&self, stage: &'static str, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        self.told.store(self.now(), Ordering::Relaxed);
        eprintln!("stage {stage} {total}");
    }

    fn expect(&self, total: u64) {
        self.total.store(total, Ordering::Relaxed);
        eprintln!("total {total}");
    }

    fn advance(&self, done: u64) {
        let now = self.now();
        if now >= self.told.load(Ordering::Relaxed) + EVERY || done == self.total.load(Ordering::Relaxed) {
            self.told.store(now, Ordering::Relaxed);
            eprintln!("done {done}");
        }
    }

    fn end(&self) {}
}

/// Progress that is told.
pub fn watched() -> Progress {
    Progress::observed(Box::new(Lines { begun: Instant::now(), told: 0.into(), total: 0.into() }))
}
