//! Progress and cancellation, and how long and how much memory each stage took.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;

/// Where progress is shown; the library itself never touches a terminal.
pub trait Observer: Send + Sync {
    /// A stage begins; `total` units of work follow (0: unknown).
    fn begin(&self, stage: &'static str, total: u64);
    /// The current stage, begun without knowing how much it is, takes so many units of work.
    fn expect(&self, total: u64);
    /// So many units of the current stage are done.
    fn advance(&self, done: u64);
    /// The current stage has ended.
    fn end(&self);
}

/// Seconds and peak memory of one finished stage.
#[derive(Clone, Debug, serde::Serialize)]
pub struct StageRecord {
    /// Name of the stage: `read`, `build`, `degree`, `betweenness`, …
    pub stage: &'static str,
    /// Wall-clock seconds.
    pub seconds: f64,
    /// Peak resident memory of the process up to the end of the stage, in bytes; 0 where the system does not tell.
    pub peak_memory_bytes: u64,
}

/// Handed down to everything that may take long: asks whether to stop, tells how far it is.
#[derive(Default)]
pub struct Progress {
    cancelled: Arc<AtomicBool>,
    done: AtomicU64,
    observer: Option<Box<dyn Observer>>,
    records: Mutex<Vec<StageRecord>>,
}

impl std::fmt::Debug for Progress {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Progress").field("cancelled", &self.is_cancelled()).finish_non_exhaustive()
    }
}

impl Progress {
    /// Nobody watches.
    pub fn silent() -> Self {
        Self::default()
    }

    /// Progress shown by `observer`.
    pub fn observed(observer: Box<dyn Observer>) -> Self {
        Self { observer: Some(observer), ..Self::default() }
    }

    /// Asks everything to stop soon.
    pub fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }

    /// What [`Progress::cancel`] sets, for a handler of signals.
    pub fn cancellation(&self) -> Arc<AtomicBool> {
        Arc::clone(&self.cancelled)
    }

    /// Whether [`Progress::cancel`] was called. Long loops ask this at least every few milliseconds.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// An [interrupted](crate::ErrorKind::Interrupted) error once cancelled.
    #[cfg_attr(not(renmai_internals), doc(hidden))]
    pub fn check(&self) -> crate::Result<()> {
        if self.is_cancelled() { Err(crate::Error::interrupted()) } else { Ok(()) }
    }

    /// Now it is known how many units of work the current stage takes (0: still unknown); those done so far do not count.
    #[cfg_attr(not(renmai_internals), doc(hidden))]
    pub fn expect(&self, total: u64) {
        self.done.store(0, Ordering::Relaxed);
        if let Some(observer) = &self.observer {
            observer.expect(total);
        }
    }

    /// `done` more units of the current stage are done.
    #[cfg_attr(not(renmai_internals), doc(hidden))]
    pub fn advance(&self, done: u64) {
        let sum = self.done.fetch_add(done, Ordering::Relaxed) + done;
        if let Some(observer) = &self.observer {
            observer.advance(sum);
        }
    }

    /// Runs one stage and keeps its record; `total` units of work (0: unknown). Stages do not nest.
    #[cfg_attr(not(renmai_internals), doc(hidden))]
    pub fn stage<T>(&self, stage: &'static str, total: u64, work: impl FnOnce() -> T) -> T {
        self.done.store(0, Ordering::Relaxed);
        if let Some(observer) = &self.observer {
            observer.begin(stage, total);
        }
        let start = Instant::now();
        let result = work();
        let record =
            StageRecord { stage, seconds: start.elapsed().as_secs_f64(), peak_memory_bytes: peak_memory_bytes() };
        self.records.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(record);
        if let Some(observer) = &self.observer {
            observer.end();
        }
        result
    }

    /// The finished stages, in order.
    #[cfg_attr(not(renmai_internals), doc(hidden))]
    pub fn records(&self) -> Vec<StageRecord> {
        self.records.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }
}

/// Peak resident memory of this process in bytes; 0 where the system does not tell.
pub fn peak_memory_bytes() -> u64 {
    #[cfg(target_os = "linux")]
    {
        use nix::sys::resource::{UsageWho, getrusage};
        getrusage(UsageWho::RUSAGE_SELF).map_or(0, |u| u64::try_from(u.max_rss()).unwrap_or(0) * 1024)
    }
    #[cfg(not(target_os = "linux"))]
    {
        0
    }
}
