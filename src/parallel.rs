//! The only door to threads: results never depend on how many there are.
//!
//! Work is cut into pieces that the input alone decides, pieces run in any order, and partial results are
//! merged in the order of the pieces. So float sums come out bit for bit the same at 1, 2 or 64 threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

/// Runs `work` on a pool of `threads` threads (0: one per processor).
pub fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().num_threads(threads).build() {
        Ok(pool) => pool.install(work),
        // No thread could be started: the calling thread does the work, with the same result.
        Err(_) => work(),
    }
}

/// Threads of the current pool.
pub fn threads() -> usize {
    rayon::current_num_threads()
}

/// Runs two closures, at the same time where there are two threads.
pub fn join<A: Send, B: Send>(a: impl FnOnce() -> A + Send, b: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(a, b)
}

/// Runs two closures that take long and are not parallel throughout, each on a pool of its own: the second on further threads,
/// as many as the first has, so that one works where the other leaves a processor idle. One after the other where there is
/// one thread.
pub fn beside<A, B: Send>(a: impl FnOnce() -> A, b: impl FnOnce() -> B + Send) -> (A, B) {
    let threads = threads();
    if threads == 1 {
        return (a(), b());
    }
    std::thread::scope(|scope| {
        let b = scope.spawn(|| with_threads(threads, b));
        let a = a();
        (a, b.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// `items` mapped in parallel, results in the order of the items.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    items.par_iter().map(work).collect()
}

/// `work(i)` for `i` in `0..n`, results in order.
pub fn map_range<R: Send>(n: usize, work: impl Fn(usize) -> R + Sync + Send) -> Vec<R> {
    use rayon::prelude::*;
    (0..n).into_par_iter().map(work).collect()
}

/// Fills `out[i] = work(i)` in parallel.
pub fn fill<R: Send>(out: &mut [R], work: impl Fn(usize) -> R + Sync + Send) {
    use rayon::prelude::*;
    out.par_iter_mut().enumerate().with_min_len(256).for_each(|(i, slot)| *slot = work(i));
}

/// Changes every item in parallel.
pub fn update<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
    use rayon::prelude::*;
    items.par_iter_mut().with_min_len(256).for_each(work);
}

/// Cuts `items` at the ascending places `ends` and runs `work(part)` on every part, in parallel.
pub fn parts<T: Send>(mut items: &mut [T], ends: &[usize], work: impl Fn(&mut [T]) + Sync + Send) {
    use rayon::prelude::*;
    let mut parts = Vec::with_capacity(ends.len() + 1);
    let mut start = 0;
    for &end in ends {
        let (part, rest) = items.split_at_mut(end - start);
        parts.push(part);
        (items, start) = (rest, end);
    }
    parts.push(items);
    parts.into_par_iter().with_max_len(1).for_each(work);
}

/// Sorts by a total order (equal elements must be identical, so that instability cannot show).
pub fn sort_unstable_by<T: Send>(items: &mut [T], compare: impl Fn(&T, &T) -> std::cmp::Ordering + Sync) {
    use rayon::prelude::*;
    items.par_sort_unstable_by(compare);
}

/// Sorts by a key (equal keys must mean identical elements).
pub fn sort_unstable_by_key<T: Send, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K + Sync) {
    use rayon::prelude::*;
    items.par_sort_unstable_by_key(key);
}

/// Runs `pieces` pieces of work and merges their partial results **in the order of the pieces**.
///
/// Each thread makes one workspace with `workspace()`, takes the next piece, runs `work(workspace, piece)`, waits for
/// its turn and hands the workspace to `merge(accumulator, workspace, piece)`, which must also clear what it took. At most one partial result per
/// thread exists at a time. `work` should return early once the run is cancelled.
///
/// The pieces must not depend on the number of threads.
pub fn ordered_fold<A: Send, W>(
    pieces: usize,
    accumulator: A,
    workspace: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize) + Sync,
    merge: impl Fn(&mut A, &mut W, usize) + Sync,
) -> A {
    let next = AtomicUsize::new(0);
    let turn = Mutex::new(Turn { piece: 0, accumulator, abandoned: false });
    let moved = Condvar::new();
    rayon::broadcast(|_| {
        let mut space: Option<W> = None;
        let watch = AbandonOnPanic { turn: &turn, moved: &moved };
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                break;
            }
            let space = space.get_or_insert_with(&workspace);
            work(space, piece);
            let mut guard = lock(&turn);
            while guard.piece != piece && !guard.abandoned {
                guard = moved.wait(guard).unwrap_or_else(PoisonError::into_inner);
            }
            if guard.abandoned {
                break;
            }
            merge(&mut guard.accumulator, space, piece);
            guard.piece += 1;
            moved.notify_all();
        }
        drop(watch);
    });
    turn.into_inner().unwrap_or_else(PoisonError::into_inner).accumulator
}

/// Whose turn it is to merge.
struct Turn<A> {
    piece: usize,
    accumulator: A,
    abandoned: bool,
}

fn lock<A>(turn: &Mutex<Turn<A>>) -> std::sync::MutexGuard<'_, Turn<A>> {
    turn.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Without it a panic in one thread would leave the others waiting for a turn that never comes.
struct AbandonOnPanic<'a, A> {
    turn: &'a Mutex<Turn<A>>,
    moved: &'a Condvar,
}

impl<A> Drop for AbandonOnPanic<'_, A> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            lock(self.turn).abandoned = true;
            self.moved.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordered_fold_gives_the_same_bits_at_any_thread_count() {
        let run = |threads| {
            with_threads(threads, || {
                ordered_fold(
                    1000,
                    0.0f64,
                    || 0.0f64,
                    |w, i| *w = 1.0 / (i as f64 + 0.1),
                    |a, w, _| *a += std::mem::take(w),
                )
            })
        };
        let one = run(1);
        let expected = (0..1000).fold(0.0, |a, i| a + 1.0 / (f64::from(i) + 0.1));
        assert_eq!(one.to_bits(), expected.to_bits());
        for threads in [2, 3, 8] {
            assert_eq!(one.to_bits(), run(threads).to_bits());
        }
    }

    #[test]
    #[should_panic(expected = "piece 3")]
    fn a_panic_in_one_piece_ends_the_fold_instead_of_hanging_it() {
        with_threads(2, || ordered_fold(100, (), || (), |(), i| assert!(i != 3, "piece 3"), |(), (), _| {}));
    }
}
