//! How fast this machine reads what the exact kernel reads: blocks of 128 bytes in random order from as much memory as a workspace
//! takes. `cargo bench --bench bandwidth` prints gigabytes a second for 1 and 2 threads.

use std::hint::black_box;
use std::time::Instant;

use renmai::parallel;

/// One number for each of sixteen searches.
#[derive(Clone, Copy)]
#[repr(align(128))]
struct Block([f64; 16]);

const READS: usize = 20_000_000;

/// Sums blocks named by `order`, round and round: seconds.
fn read(blocks: &[Block], order: &[u32]) -> f64 {
    let start = Instant::now();
    let mut sum = [0.0; 16];
    for _ in 0..READS / order.len() {
        for &i in order {
            let block = &blocks[i as usize].0;
            sum.iter_mut().zip(block).for_each(|(sum, x)| *sum += x);
        }
    }
    black_box(sum);
    start.elapsed().as_secs_f64()
}

fn main() {
    println!("| memory | 1 thread | 2 threads |");
    println!("|---:|---:|---:|");
    for kib in [32, 512, 1024, 4096, 16384, 262_144] {
        let n = kib * 1024 / size_of::<Block>();
        // A full cycle of a linear congruence: every block once, none near the one before.
        let mut at = 0u32;
        let order: Vec<u32> = (0..n)
            .map(|_| {
                at = (at.wrapping_mul(5).wrapping_add(1 + 2 * (n as u32 / 3))) & (n as u32 - 1);
                at
            })
            .collect();
        let rate = |threads: usize| {
            parallel::with_threads(threads, || {
                let seconds = parallel::map_range(threads, |_| read(&vec![Block([1.0; 16]); n], &order));
                let bytes = (READS / n * n * size_of::<Block>()) as f64;
                seconds.iter().map(|s| bytes / s / 1e9).sum::<f64>()
            })
        };
        println!("| {kib} KiB | {:.0} GB/s | {:.0} GB/s |", rate(1), rate(2));
    }
}
