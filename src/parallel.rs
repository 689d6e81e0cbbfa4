//! The only door to threads: results never depend on how many there are.
//!
//! Work is cut into pieces that the input alone decides, pieces run in any order, and partial results are
//! merged in the order of the pieces. So float sums come out bit for bit the same at 1, 2 or 64 threads.
//!
//! **Nothing waits for ever.** A thread that waits for parallel work takes up other work meanwhile, any that there is. So who
//! keeps something that others wait for (a lock, a cell that is being filled, a turn to merge) must not start parallel work: it
//! could take up the very work that waits for it. Shared cells and locks are therefore kept out of the rooms (`tests/layering.rs`), and
//! what [`ordered_fold`] calls while others may wait must not come back here: where debug assertions are on, it panics.

use std::cell::Cell;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, PoisonError};

use rayon::prelude::*;

/// Most threads for each processor that [`useful`] leaves: beyond, they only wake each other up, and each has its memory.
const MOST_PER_PROCESSOR: usize = 16;

thread_local! {
    /// Whether other threads may be waiting for what this one is doing.
    static AWAITED: Cell<bool> = const { Cell::new(false) };
}

/// Before anything that may wait for other threads.
fn may_wait() {
    debug_assert!(!AWAITED.get(), "parallel work inside a piece of work that others wait for");
}

/// Runs what others may be waiting for.
fn awaited<T>(work: impl FnOnce() -> T) -> T {
    AWAITED.set(true);
    let done = work();
    AWAITED.set(false);
    done
}

/// As many of `threads` as can be of use on this machine, at most 16 for each processor; 0 (one for each) as it is.
pub fn useful(threads: usize) -> usize {
    threads.min(processors().saturating_mul(MOST_PER_PROCESSOR))
}

/// Processors that this process may use; at least 1.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

/// Runs `work` on a pool of exactly `threads` threads (0: one per processor).
pub fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    may_wait();
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
    may_wait();
    rayon::join(a, b)
}

/// Runs two closures that take long and are not parallel throughout, each on a pool of its own: the second on further threads,
/// as many as the first has, so that one works where the other leaves a processor idle. One after the other where there is
/// one thread.
pub fn beside<A, B: Send>(a: impl FnOnce() -> A, b: impl FnOnce() -> B + Send) -> (A, B) {
    may_wait();
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
    may_wait();
    items.par_iter().map(work).collect()
}

/// As [`map`], for few items of which some are much more work than others: those of the largest `size` are begun first.
pub fn map_largest_first<T: Sync, R: Send>(
    items: &[T],
    size: impl Fn(&T) -> u64,
    work: impl Fn(&T) -> R + Sync + Send,
) -> Vec<R> {
    may_wait();
    let mut done: Vec<Option<R>> = items.iter().map(|_| None).collect();
    let mut tasks: Vec<(&T, &mut Option<R>)> = items.iter().zip(&mut done).collect();
    tasks.sort_by_key(|(item, _)| std::cmp::Reverse(size(item)));
    let work = &work;
    rayon::scope_fifo(|scope| {
        tasks.into_iter().for_each(|(item, slot)| scope.spawn_fifo(move |_| *slot = Some(work(item))));
    });
    done.into_iter().flatten().collect()
}

/// `work(item)` for every item, which it takes, results in order.
pub fn map_owned<T: Send, R: Send>(items: Vec<T>, work: impl Fn(T) -> R + Sync + Send) -> Vec<R> {
    may_wait();
    items.into_par_iter().map(work).collect()
}

/// `work(i)` for `i` in `0..n`, results in order.
pub fn map_range<R: Send>(n: usize, work: impl Fn(usize) -> R + Sync + Send) -> Vec<R> {
    may_wait();
    (0..n).into_par_iter().map(work).collect()
}

/// Fills `out[i] = work(i)` in parallel.
pub fn fill<R: Send>(out: &mut [R], work: impl Fn(usize) -> R + Sync + Send) {
    may_wait();
    out.par_iter_mut().enumerate().with_min_len(256).for_each(|(i, slot)| *slot = work(i));
}

/// Changes every item in parallel.
pub fn update<T: Send>(items: &mut [T], work: impl Fn(&mut T) + Sync + Send) {
    may_wait();
    items.par_iter_mut().with_min_len(256).for_each(work);
}

/// Cuts `items` at the ascending places `ends` and runs `work(part)` on every part, in parallel.
pub fn parts<T: Send>(mut items: &mut [T], ends: &[usize], work: impl Fn(&mut [T]) + Sync + Send) {
    may_wait();
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
    may_wait();
    items.par_sort_unstable_by(compare);
}

/// Sorts by a key (equal keys must mean identical elements).
pub fn sort_unstable_by_key<T: Send, K: Ord>(items: &mut [T], key: impl Fn(&T) -> K + Sync) {
    may_wait();
    items.par_sort_unstable_by_key(key);
}

/// Runs `pieces` pieces of work and merges their partial results **in the order of the pieces**.
///
/// Each thread makes one workspace with `workspace()`, takes the next piece, runs `work(workspace, piece)`, waits for
/// its turn and hands the workspace to `merge(accumulator, workspace, piece)`, which must also clear what it took. At most one partial result per
/// thread exists at a time. `work` should return early once the run is cancelled.
///
/// The pieces must not depend on the number of threads. None of the three may start parallel work.
pub fn ordered_fold<A: Send, W>(
    pieces: usize,
    accumulator: A,
    workspace: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize) + Sync,
    merge: impl Fn(&mut A, &mut W, usize) + Sync,
) -> A {
    ordered_fold_on(usize::MAX, pieces, accumulator, workspace, work, merge)
}

/// [`ordered_fold`] on at most `most` threads (at least one), for workspaces that are large.
pub fn ordered_fold_on<A: Send, W>(
    most: usize,
    pieces: usize,
    accumulator: A,
    workspace: impl Fn() -> W + Sync,
    work: impl Fn(&mut W, usize) + Sync,
    merge: impl Fn(&mut A, &mut W, usize) + Sync,
) -> A {
    may_wait();
    let next = AtomicUsize::new(0);
    let turn = Mutex::new(Turn { piece: 0, accumulator, abandoned: false });
    let moved = Condvar::new();
    let worker = || {
        let mut space: Option<W> = None;
        let watch = AbandonOnPanic { turn: &turn, moved: &moved };
        loop {
            let piece = next.fetch_add(1, Ordering::Relaxed);
            if piece >= pieces {
                break;
            }
            awaited(|| work(space.get_or_insert_with(&workspace), piece));
            let mut guard = lock(&turn);
            while guard.piece != piece && !guard.abandoned {
                guard = moved.wait(guard).unwrap_or_else(PoisonError::into_inner);
            }
            let Some(space) = space.as_mut().filter(|_| !guard.abandoned) else { break };
            awaited(|| merge(&mut guard.accumulator, space, piece));
            guard.piece += 1;
            moved.notify_all();
        }
        drop(watch);
    };
    // A worker that no thread is free for is none that others wait for: it finds all pieces taken.
    rayon::scope(|scope| {
        (1..threads().min(pieces).min(most)).for_each(|_| scope.spawn(|_| worker()));
        worker();
    });
    turn.into_inner().unwrap_or_else(PoisonError::into_inner).accumulator
}

/// Things of which each piece of work takes one, uses it alone and gives it back: there come to be as many as work at a time. Each has a
/// number, and which piece gets which is chance, so that it must not show in a result.
pub struct Spares<T> {
    /// Those that nobody uses, and how many there are.
    spare: Mutex<(Vec<(usize, T)>, usize)>,
}

impl<T> Default for Spares<T> {
    fn default() -> Self {
        Self { spare: Mutex::new((Vec::new(), 0)) }
    }
}

impl<T: Default> Spares<T> {
    /// One that nobody uses, the last that was given back, or a new one; and its number.
    pub fn take(&self) -> (usize, T) {
        let (spare, made) = &mut *self.spare.lock().unwrap_or_else(PoisonError::into_inner);
        spare.pop().unwrap_or_else(|| {
            *made += 1;
            (*made - 1, T::default())
        })
    }

    /// Gives back what was taken.
    pub fn give(&self, number: usize, thing: T) {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).0.push((number, thing));
    }

    /// All of them by number; what was not given back is empty.
    pub fn all(self) -> Vec<T> {
        let (spare, made) = self.spare.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut all: Vec<T> = (0..made).map(|_| T::default()).collect();
        spare.into_iter().for_each(|(number, thing)| all[number] = thing);
        all
    }
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
            AWAITED.set(false);
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
    fn a_fold_inside_other_parallel_work_ends_and_none_may_be_inside_a_fold() {
        let sum = || ordered_fold(50, 0, || 0, |w, i| *w = i, |all, w, _| *all += *w);
        for threads in [1, 2, 8] {
            let nested = with_threads(threads, || {
                let mapped = map_range(200, |_| join(sum, || beside(sum, sum).1));
                mapped.into_iter().all(|sums| sums == (1225, 1225))
            });
            assert!(nested, "{threads} threads");
            for from_merge in [false, true].into_iter().filter(|_| cfg!(debug_assertions)) {
                let inner = |here: bool| assert!(!here || map_range(2, |i| i).len() == 2);
                let fold = || ordered_fold(9, (), || (), |(), _| inner(!from_merge), |(), (), _| inner(from_merge));
                let caught = std::panic::catch_unwind(|| with_threads(threads, fold));
                assert!(caught.is_err(), "{threads} threads, {from_merge}");
            }
        }
    }

    #[test]
    fn more_threads_than_pieces_or_than_allowed_do_nothing() {
        let (made, count) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let space = || made.fetch_add(1, Ordering::Relaxed);
        let work = |_: &mut usize, _| std::thread::sleep(std::time::Duration::from_millis(1));
        with_threads(16, || {
            ordered_fold_on(3, 40, (), space, work, |(), _, _| _ = count.fetch_add(1, Ordering::Relaxed))
        });
        assert_eq!((made.into_inner() <= 3, count.into_inner()), (true, 40));
        assert_eq!(useful(0), 0);
        assert_eq!(useful(usize::MAX), 16 * processors());
    }

    #[test]
    #[should_panic(expected = "piece 3")]
    fn a_panic_in_one_piece_ends_the_fold_instead_of_hanging_it() {
        with_threads(2, || ordered_fold(100, (), || (), |(), i| assert!(i != 3, "piece 3"), |(), (), _| {}));
    }
}
