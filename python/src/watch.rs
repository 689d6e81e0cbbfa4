//! Work without the lock of the interpreter, that Ctrl-C stops and whose progress is shown.

use std::sync::atomic::Ordering;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use pyo3::prelude::*;
use renmai::parallel::useful;
use renmai::{Lang, Observer, Progress, Result, with_threads};

use crate::errors::exception;

/// How long a signal may wait.
const EVERY: Duration = Duration::from_millis(50);

/// Where the engine is: the stage, how much of it is done, and how much it is in all (0: unknown).
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    stage: &'static str,
    done: u64,
    total: u64,
}

struct Watcher(Arc<Mutex<Seen>>);

impl Watcher {
    fn note(&self, note: impl FnOnce(&mut Seen)) {
        note(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Observer for Watcher {
    fn begin(&self, stage: &'static str, total: u64) {
        self.note(|seen| *seen = Seen { stage, done: 0, total });
    }

    fn expect(&self, total: u64) {
        self.note(|seen| (seen.done, seen.total) = (0, total));
    }

    fn advance(&self, done: u64) {
        self.note(|seen| seen.done = done);
    }

    fn end(&self) {}
}

/// The progress of one run and of what is asked of its results.
pub struct Watch {
    progress: Progress,
    seen: Arc<Mutex<Seen>>,
    threads: usize,
    lang: Lang,
}

impl Watch {
    /// Nothing has begun.
    pub fn new(threads: usize, lang: Lang) -> Self {
        let seen = Arc::default();
        Self {
            progress: Progress::observed(Box::new(Watcher(Arc::clone(&seen)))),
            seen,
            threads: useful(threads),
            lang,
        }
    }

    /// The language of what people read.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Runs `work` on another thread, while this one looks for signals and calls `show(stage, done, total)` with what has changed.
    pub fn run<T: Send>(
        &self,
        py: Python<'_>,
        show: Option<&Bound<'_, PyAny>>,
        work: impl FnOnce(&Progress) -> Result<T> + Send,
    ) -> PyResult<T> {
        let show = show.map(|show| show.clone().unbind());
        let (done, failure) = py.detach(|| {
            let (told, hear) = channel();
            std::thread::scope(|scope| {
                let worker = scope.spawn(move || {
                    let done = with_threads(self.threads, || work(&self.progress));
                    // Whoever listened is gone only if this thread is waited for already.
                    let _ = told.send(());
                    done
                });
                let (mut failure, mut shown) = (None, Seen::default());
                while let Err(RecvTimeoutError::Timeout) = hear.recv_timeout(EVERY) {
                    let seen = *self.seen.lock().unwrap_or_else(PoisonError::into_inner);
                    let looked = Python::attach(|py| {
                        py.check_signals()?;
                        match &show {
                            Some(show) if seen != shown && failure.is_none() => {
                                show.call1(py, (seen.stage, seen.done, seen.total)).map(|_| ())
                            }
                            _ => Ok(()),
                        }
                    });
                    shown = seen;
                    if let Err(error) = looked {
                        self.progress.cancel();
                        failure.get_or_insert(error);
                    }
                }
                (worker.join(), failure)
            })
        });
        match (failure, done) {
            (Some(failure), _) => {
                // What is asked of the results next is not cancelled.
                self.progress.cancellation().store(false, Ordering::Relaxed);
                Err(failure)
            }
            (None, Ok(done)) => done.map_err(|error| exception(py, &error, self.lang)),
            (None, Err(panic)) => std::panic::resume_unwind(panic),
        }
    }
}
