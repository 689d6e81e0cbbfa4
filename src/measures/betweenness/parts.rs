//! A run that searches from every source, in parts: on several machines, or one after the other with each kept as it is done.
//!
//! **The sums of a run are one fixed binary tree.** Searches are cut into P *pieces* by their number alone, at most [`PIECES`]; the sum
//! of a piece begins at zero and runs in the order of its searches. Pieces are the leaves: a *block* of 2^k pieces that begins at a
//! multiple of 2^k is the sum of its two halves, and at the end the blocks that are left (one for each bit of P) are added from the right.
//! Addition of floats is not associative, but this tree does not ask who computes what: a part is the sums of the largest blocks inside it,
//! and putting parts together goes on with the same additions. So a run in parts, in any number of them, gives the
//! bits of a run at one go, which is itself a run of one part.
//!
//! **Cut.** Of N parts, part i holds the pieces ⌊iP/N⌋ up to ⌊(i+1)P/N⌋: one block where N and P are powers of two, 2·log₂P at
//! the most. Parts of a part are parts of N times as many.
//!
//! **Memory.** At most log₂P blocks at a time.

mod print;
mod tree;

use std::fmt::Debug;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};

pub use tree::{Block, gather};

pub(super) use print::Print;
use tree::{Tree, join};

use crate::parallel;
use crate::progress::Progress;
use crate::text::errors as words;
use crate::{Error, ErrorKind, Result};

/// Pieces at most: enough for 64 threads, few enough that merging costs nothing. A run has no more parts than these.
pub const PIECES: usize = 512;

/// Which run it is: what its parts have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// SHA-256 of all that the values depend on: graph, options, version of the program.
    pub fingerprint: [u8; 32],
    /// Pieces.
    pub pieces: usize,
    /// Length of each of the vectors that are summed.
    pub lengths: Vec<usize>,
}

/// One part of so many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cut {
    /// How many there are; 1 to [`PIECES`].
    pub parts: usize,
    /// Which it is, from 0.
    pub part: usize,
}

impl Cut {
    /// The whole run.
    pub const WHOLE: Self = Self { parts: 1, part: 0 };

    /// Its pieces, of so many; none where there are more parts than pieces.
    pub fn of(self, pieces: usize) -> Range<usize> {
        self.part * pieces / self.parts..(self.part + 1) * pieces / self.parts
    }
}

/// A part of a run.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The run.
    pub run: Run,
    /// Which part.
    pub cut: Cut,
    /// The largest blocks inside it, in order.
    pub blocks: Vec<Block>,
}

impl Part {
    /// Whether the blocks are those of such a part.
    pub fn is_whole(&self) -> bool {
        let Range { start, end } = self.cut.of(self.run.pieces);
        let mut next = start;
        let fits = |block: &Block| {
            let here = block.first == next && block.pieces.is_power_of_two() && next.is_multiple_of(block.pieces);
            next = next.saturating_add(block.pieces);
            here && block.sums.iter().map(Vec::len).eq(self.run.lengths.iter().copied())
        };
        self.blocks.iter().all(fits) && next == end
    }
}

/// Which parts of a run are where they are kept.
#[derive(Clone, Debug)]
pub struct Stock {
    /// How many parts the run is cut into.
    pub parts: usize,
    /// Those that are wanted.
    pub wanted: Range<usize>,
    /// Per part, whether it is there.
    pub there: Vec<bool>,
}

/// Where parts are kept.
pub trait Shelf: Sync + Debug {
    /// Told of the run before anything else.
    ///
    /// # Errors
    /// What is there belongs to another run, or cannot be read.
    fn open(&self, run: &Run) -> Result<Stock>;

    /// Keeps a part that is done. Called in the order of parts, never twice at a time; must not start parallel work.
    ///
    /// # Errors
    /// It cannot be kept; the run ends.
    fn keep(&self, part: &Part) -> Result<()>;

    /// A part that is there.
    ///
    /// # Errors
    /// It cannot be read, or is not what it was.
    fn load(&self, part: usize) -> Result<Part>;
}

/// Searches that can be run in parts.
pub(super) trait Searches: Sync {
    /// What one thread works with.
    type Space;

    /// How many pieces there are; at most [`PIECES`].
    fn pieces(&self) -> usize;

    /// Lengths of the vectors that are summed.
    fn lengths(&self) -> Vec<usize>;

    /// What the values depend on.
    fn print(&self, print: &mut Print);

    /// Units of progress that these pieces tell.
    fn units(&self, pieces: Range<usize>) -> u64;

    /// Threads at work, at the most.
    fn workers(&self) -> usize;

    /// With sums of zero.
    fn space(&self) -> Self::Space;

    /// The vectors that are summed.
    fn sums<'s>(&self, space: &'s mut Self::Space) -> Vec<&'s mut Vec<f64>>;

    /// Adds a piece to the sums. Stops anywhere once `progress` is cancelled.
    fn search(&self, space: &mut Self::Space, piece: usize, progress: &Progress);
}

/// Takes the blocks of each range of pieces as it is done.
type Keep<'a> = &'a mut (dyn FnMut(usize, Vec<Block>) -> Result<()> + Send);

/// The sums of all pieces, at one go. Meaningless once `progress` is cancelled.
pub(super) fn whole(searches: &impl Searches, progress: &Progress) -> Result<Vec<Vec<f64>>> {
    let mut all = Vec::new();
    let mut keep = |_, blocks| {
        all = blocks;
        Ok(())
    };
    run(searches, std::slice::from_ref(&(0..searches.pieces())), &mut keep, progress)?;
    Ok(join(all).unwrap_or_else(|| zeros(&searches.lengths())))
}

/// Runs the parts that are wanted and not yet there.
pub(super) fn fill(searches: &impl Searches, shelf: &dyn Shelf, progress: &Progress) -> Result<(Run, Stock)> {
    let of = run_of(searches);
    let stock = shelf.open(&of)?;
    let cuts: Vec<Cut> = stock.wanted.clone().map(|part| Cut { parts: stock.parts, part }).collect();
    let missing: Vec<Cut> = cuts.into_iter().filter(|cut| !stock.there[cut.part]).collect();
    let ranges: Vec<Range<usize>> = missing.iter().map(|cut| cut.of(of.pieces)).collect();
    progress.expect(ranges.iter().map(|range| searches.units(range.clone())).sum());
    let mut keep = |i: usize, blocks| shelf.keep(&Part { run: of.clone(), cut: missing[i], blocks });
    run(searches, &ranges, &mut keep, progress)?;
    progress.check()?;
    Ok((of, stock))
}

/// The sums of all pieces: what is missing on the shelf is computed and kept there first.
pub(super) fn folded(searches: &impl Searches, shelf: &dyn Shelf, progress: &Progress) -> Result<Vec<Vec<f64>>> {
    let (of, stock) = fill(searches, shelf, progress)?;
    let mut blocks = Vec::new();
    for part in 0..stock.parts {
        progress.check()?;
        blocks = gather(blocks, shelf.load(part)?.blocks);
    }
    Ok(join(blocks).unwrap_or_else(|| zeros(&of.lengths)))
}

/// One part, in memory.
pub(super) fn part(searches: &impl Searches, cut: Cut, progress: &Progress) -> Result<Part> {
    let mut part = Part { run: run_of(searches), cut, blocks: Vec::new() };
    let range = cut.of(part.run.pieces);
    progress.expect(searches.units(range.clone()));
    let mut keep = |_, blocks| {
        part.blocks = blocks;
        Ok(())
    };
    run(searches, std::slice::from_ref(&range), &mut keep, progress)?;
    progress.check()?;
    Ok(part)
}

fn run_of(searches: &impl Searches) -> Run {
    let mut print = Print::default();
    searches.print(&mut print);
    Run { fingerprint: print.finish(), pieces: searches.pieces(), lengths: searches.lengths() }
}

/// A method that does not search from every source has no parts.
pub(super) fn refused() -> Error {
    Error::new(ErrorKind::Config, words::PARTS_NOT_SAMPLED.sentence())
}

fn zeros(lengths: &[usize]) -> Vec<Vec<f64>> {
    lengths.iter().map(|&n| vec![0.0; n]).collect()
}

/// Runs ranges of pieces. Once `progress` is cancelled no more are kept.
fn run(searches: &impl Searches, ranges: &[Range<usize>], keep: Keep<'_>, progress: &Progress) -> Result<()> {
    let pieces: Vec<(usize, usize)> =
        ranges.iter().enumerate().flat_map(|(i, range)| range.clone().map(move |piece| (i, piece))).collect();
    for (i, _) in ranges.iter().enumerate().filter(|(_, range)| range.is_empty()) {
        keep(i, Vec::new())?;
    }
    let failed = AtomicBool::new(false);
    let (_, _, outcome) = parallel::ordered_fold_on(
        searches.workers(),
        pieces.len(),
        (Tree::default(), keep, Ok(())),
        || searches.space(),
        |space, i| {
            if !failed.load(Ordering::Relaxed) {
                searches.search(space, pieces[i].1, progress);
            }
        },
        |(tree, keep, outcome), space, i| {
            // What was not cancelled by now was done to its end.
            if progress.is_cancelled() || outcome.is_err() {
                return;
            }
            let (range, piece) = pieces[i];
            tree.add(piece, &mut searches.sums(space));
            if piece + 1 == ranges[range].end {
                *outcome = keep(range, tree.take());
                failed.store(outcome.is_err(), Ordering::Relaxed);
            }
        },
    );
    outcome
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::parallel::with_threads;

    /// Pieces with fixed values of all magnitudes, so that every other order of additions has other bits.
    struct Numbers(usize);

    fn value(piece: usize, i: usize) -> f64 {
        let bits = ((piece * 3 + i) as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        (bits >> 40) as f64 * 2f64.powi((bits % 60) as i32 - 30)
    }

    impl Searches for Numbers {
        type Space = [Vec<f64>; 2];

        fn pieces(&self) -> usize {
            self.0
        }

        fn lengths(&self) -> Vec<usize> {
            vec![3, 1]
        }

        fn print(&self, print: &mut Print) {
            print.word(self.0 as u64);
        }

        fn units(&self, pieces: Range<usize>) -> u64 {
            pieces.len() as u64
        }

        fn workers(&self) -> usize {
            usize::MAX
        }

        fn space(&self) -> [Vec<f64>; 2] {
            [vec![0.0; 3], vec![0.0; 1]]
        }

        fn sums<'s>(&self, space: &'s mut [Vec<f64>; 2]) -> Vec<&'s mut Vec<f64>> {
            space.iter_mut().collect()
        }

        fn search(&self, space: &mut [Vec<f64>; 2], piece: usize, _: &Progress) {
            let slots = space.iter_mut().flatten().enumerate();
            slots.for_each(|(i, slot)| *slot += value(piece, i));
        }
    }

    /// The tree as it is defined, from the root.
    fn tree(first: usize, pieces: usize, end: usize, i: usize) -> Option<f64> {
        if first >= end {
            return None;
        }
        if pieces == 1 {
            return Some(value(first, i));
        }
        let half = pieces / 2;
        let left = tree(first, half, end, i)?;
        Some(tree(first + half, half, end, i).map_or(left, |right| left + right))
    }

    fn bits(sums: &[Vec<f64>]) -> Vec<u64> {
        sums.iter().flatten().map(|x| x.to_bits()).collect()
    }

    /// The parts of a run in any order of computing, at any number of threads, joined.
    fn in_parts(pieces: usize, parts: usize, order: usize, threads: usize) -> Vec<u64> {
        let progress = Progress::silent();
        let mut done: Vec<Part> = (0..parts)
            .map(|i| (i * order + 1) % parts)
            .map(|i| with_threads(threads, || part(&Numbers(pieces), Cut { parts, part: i }, &progress).unwrap()))
            .collect();
        done.sort_by_key(|part| part.cut.part);
        assert!(done.iter().all(Part::is_whole));
        let blocks = done.into_iter().fold(Vec::new(), |blocks, part| gather(blocks, part.blocks));
        bits(&join(blocks).unwrap_or_else(|| zeros(&Numbers(pieces).lengths())))
    }

    proptest! {
        #[test]
        fn any_parts_in_any_order_on_any_threads_are_the_tree(
            pieces in 0..=PIECES, parts in 1..=40usize, order in 0..5usize, threads in 1..5usize,
        ) {
            // A step without a common divisor goes through all of them.
            let order = [1, 41, 43, 47, 53][order];
            let whole = with_threads(threads, || whole(&Numbers(pieces), &Progress::silent()).unwrap());
            let expected: Vec<u64> =
                (0..4).map(|i| tree(0, PIECES, pieces, i).unwrap_or(0.0).to_bits()).collect();
            prop_assert_eq!(bits(&whole), expected.clone());
            prop_assert_eq!(in_parts(pieces, parts, order, threads), expected);
        }

        #[test]
        fn parts_of_a_part_are_the_part(pieces in 0..=PIECES, parts in 1..=12usize, times in 1..=12usize, which in 0..12usize) {
            let progress = Progress::silent();
            let cut = Cut { parts, part: which % parts };
            let expected = part(&Numbers(pieces), cut, &progress).unwrap();
            let small = (cut.part * times..(cut.part + 1) * times)
                .map(|i| part(&Numbers(pieces), Cut { parts: parts * times, part: i }, &progress).unwrap());
            let blocks = small.fold(Vec::new(), |blocks, part| gather(blocks, part.blocks));
            prop_assert_eq!(blocks, expected.blocks);
        }
    }

    #[test]
    fn the_order_of_additions_shows_in_the_numbers_of_this_test() {
        let row = (0..PIECES).fold(0.0, |sum, piece| sum + value(piece, 0));
        assert_ne!(row.to_bits(), tree(0, PIECES, PIECES, 0).unwrap().to_bits());
    }

    #[test]
    fn as_many_parts_as_a_power_of_two_have_a_block_each() {
        for parts in [1, 2, 8, 64, PIECES] {
            for i in [0, parts / 2, parts - 1] {
                let part = part(&Numbers(PIECES), Cut { parts, part: i }, &Progress::silent()).unwrap();
                assert_eq!(part.blocks.len(), 1, "{i} of {parts}");
            }
        }
    }

    #[test]
    fn what_cannot_be_kept_ends_the_run_with_its_error() {
        let mut kept = 0;
        let mut keep = |i: usize, _: Vec<Block>| {
            kept += 1;
            if i < 3 { Ok(()) } else { Err(Error::new(ErrorKind::Write, words::PARTS_NOT_SAMPLED.sentence())) }
        };
        let ranges: Vec<Range<usize>> = (0..8).map(|part| Cut { parts: 8, part }.of(PIECES)).collect();
        let error = with_threads(2, || run(&Numbers(PIECES), &ranges, &mut keep, &Progress::silent())).unwrap_err();
        assert_eq!((error.kind(), kept), (ErrorKind::Write, 4));
    }
}
