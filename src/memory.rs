//! The memory that a run may take, and what it needs, counted before it is taken.
//!
//! **Budget.** What `input.max_memory_mib` says, else 80 % of the memory of this machine or of the control group of this process,
//! whichever has less: the rest is for the system and for what nobody counts.
//!
//! **Need.** A run is a row of stages. Each has bytes that it takes while it runs, bytes of every thread, and bytes that stay afterwards. The
//! need is the largest sum of what runs and what has stayed, and what the program and its allocator keep beside it. It is counted from rows,
//! users, memberships and ties, never measured, so that the same input needs the same everywhere.
//!
//! **What the budget decides.** How many threads there are, which no result shows, and whether a run is refused. No method is chosen by
//! it: the same input and options give the same bytes on any machine, or none.

use std::path::Path;

use crate::text::{errors, thousands};
use crate::{Error, ErrorKind, Result};

const MIB: u64 = 1 << 20;

/// Bytes where the system does not say how much memory there is.
const UNKNOWN_MEMORY: u64 = 16 << 30;

/// Bytes that the program takes itself.
pub(crate) const PROGRAM: u64 = 24 * MIB;

/// Bytes that an allocator keeps of what was given back, beside [`PER_THREAD`].
const KEPT: u64 = 96 * MIB;

/// Bytes that each thread has anyway: its stack, and what the allocator keeps for it.
pub(crate) const PER_THREAD: u64 = 16 * MIB;

/// Bytes that the process may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// The limit.
    pub bytes: u64,
}

impl Budget {
    /// So many MiB, or 80 % of the memory that there is.
    pub fn new(mib: Option<u64>) -> Self {
        let default = || available(Path::new("/")).unwrap_or(UNKNOWN_MEMORY) / 5 * 4;
        Self { bytes: mib.map_or_else(default, |mib| mib.saturating_mul(MIB)) }
    }

    /// Refuses what needs more.
    ///
    /// # Errors
    /// [`Config`](ErrorKind::Config) with the need, the limit and the ways out.
    pub fn admit(self, need: u64) -> Result<()> {
        if need <= self.bytes {
            return Ok(());
        }
        let sentence = errors::RUN_TOO_LARGE.with("need", mib(need)).with("limit", thousands(self.bytes / MIB));
        Err(Error::new(ErrorKind::Config, sentence))
    }
}

/// MiB as people read them, rounded up.
pub(crate) fn mib(bytes: u64) -> String {
    thousands(bytes.div_ceil(MIB))
}

/// Bytes of memory of this machine, or those that the control groups of this process may take; `None` where the system does not say.
/// `root` is that of the file system.
fn available(root: &Path) -> Option<u64> {
    let first_number = |text: String| text.split_whitespace().find_map(|word| word.parse::<u64>().ok());
    let read = |path: &Path| std::fs::read_to_string(path).ok();
    let machine = read(&root.join("proc/meminfo")).and_then(first_number).map(|kib| kib.saturating_mul(1 << 10));
    let groups = read(&root.join("proc/self/cgroup")).unwrap_or_default();
    let limits = groups.lines().flat_map(|line| limit_files(root, line));
    machine.into_iter().chain(limits.filter_map(|file| first_number(read(&file)?))).min()
}

/// Where the limits of a control group and of those around it stand, by a line `number:controllers:/path` of `/proc/self/cgroup`. In a
/// container the path may be one that cannot be seen from inside; what is around it then begins with the container's own.
fn limit_files(root: &Path, line: &str) -> Vec<std::path::PathBuf> {
    let mut fields = line.splitn(3, ':').skip(1);
    let (Some(controllers), Some(group)) = (fields.next(), fields.next()) else { return Vec::new() };
    let base = root.join("sys/fs/cgroup");
    let (bases, file) = match controllers {
        "" => (vec![base.clone(), base.join("unified")], "memory.max"),
        names if names.split(',').any(|name| name == "memory") => {
            (vec![base.join("memory"), base.join(names)], "memory.limit_in_bytes")
        }
        _ => return Vec::new(),
    };
    let around = || Path::new(group.trim_start_matches('/')).ancestors();
    bases.iter().flat_map(|base| around().map(move |group| base.join(group).join(file))).collect()
}

/// One stage of a run, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stage {
    /// What it takes while it runs, beside what stays.
    pub shared: u64,
    /// What each thread takes while it runs.
    pub each: u64,
    /// What stays afterwards.
    pub stays: u64,
}

/// The stages of a run that lie ahead.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Need {
    /// What is there before the first.
    pub before: u64,
    /// In their order.
    pub stages: Vec<Stage>,
}

impl Need {
    /// The most bytes at any time, with so many threads.
    pub fn bytes(&self, threads: usize) -> u64 {
        let threads = threads as u64;
        let mut there = self.before;
        let mut most = there;
        for stage in &self.stages {
            there = there.saturating_add(stage.stays);
            most = most.max(there.saturating_add(stage.shared).saturating_add(threads.saturating_mul(stage.each)));
        }
        most.saturating_add(PROGRAM + KEPT).saturating_add(threads.saturating_mul(PER_THREAD))
    }

    /// How many of so many threads the budget has room for, at least one.
    ///
    /// # Errors
    /// As [`Budget::admit`], where there is no room for one.
    pub fn threads(&self, budget: Budget, threads: usize) -> Result<usize> {
        budget.admit(self.bytes(1))?;
        let further = (budget.bytes - self.bytes(1)) / (self.bytes(2) - self.bytes(1)).max(1);
        let mut most = threads.min(usize::try_from(further).unwrap_or(usize::MAX).saturating_add(1)).max(1);
        // The stage with the largest sum is another one with more threads.
        while most > 1 && self.bytes(most) > budget.bytes {
            most -= 1;
        }
        Ok(most)
    }
}

/// What is left of a budget for one stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// That of the whole process.
    pub budget: Budget,
    /// Bytes that are taken already.
    pub before: u64,
}

impl Room {
    /// Without a limit.
    pub const ANY: Self = Self { budget: Budget { bytes: u64::MAX }, before: 0 };

    /// As [`Need::threads`], of one stage.
    ///
    /// # Errors
    /// As there.
    pub fn threads(self, stage: Stage, threads: usize) -> Result<usize> {
        Need { before: self.before, stages: vec![stage] }.threads(self.budget, threads)
    }
}

/// Bytes that reading takes beside text and rows: the program, what an allocator keeps, and one thread.
pub(crate) const READING: u64 = PROGRAM + KEPT / 2 + PER_THREAD;

/// Bytes of a place in an array, and of a pointer: those of a machine of 64 bits, wherever this runs, so that the same input needs the same.
pub(crate) const WORD: usize = 8;

/// Bytes of an array of what has the same size everywhere.
pub(crate) fn of<T>(array: &[T]) -> u64 {
    size_of_val(array) as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(files: &[(&str, &str)]) -> tempfile::TempDir {
        let root = tempfile::tempdir().unwrap();
        for (path, text) in files {
            let path = root.path().join(path);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        root
    }

    #[test]
    fn the_least_limit_of_the_groups_of_this_process_counts() {
        let machine = ("proc/meminfo", "MemTotal:       1000000 kB\nMemFree: 1 kB\n");
        let v1 = "5:cpu:/\n4:memory:/jobs/mine\n0::/elsewhere\n";
        let limit = |path: &'static str, text: &'static str| (path, text);
        let of = |more: &[(&str, &str)]| available(files(&[&[machine], more].concat()).path());
        assert_eq!(of(&[]), Some(1_000_000 << 10));
        let none = limit("sys/fs/cgroup/memory/jobs/mine/memory.limit_in_bytes", "9223372036854771712\n");
        assert_eq!(of(&[("proc/self/cgroup", v1), none]), Some(1_000_000 << 10));
        let own = limit("sys/fs/cgroup/memory/jobs/mine/memory.limit_in_bytes", "5000\n");
        let around = limit("sys/fs/cgroup/memory/jobs/memory.limit_in_bytes", "4000\n");
        let others = limit("sys/fs/cgroup/memory/jobs/yours/memory.limit_in_bytes", "3000\n");
        assert_eq!(of(&[("proc/self/cgroup", v1), own, others]), Some(5000));
        assert_eq!(of(&[("proc/self/cgroup", v1), own, around, others]), Some(4000));
        let v2 = ("proc/self/cgroup", "0::/user/run\n");
        let unlimited = limit("sys/fs/cgroup/user/run/memory.max", "max\n");
        assert_eq!(of(&[v2, unlimited, ("sys/fs/cgroup/user/memory.max", "7000\n")]), Some(7000));
        // As a container shows it: the path is the host's.
        assert_eq!(of(&[v2, ("sys/fs/cgroup/memory.max", "8000\n")]), Some(8000));
        assert_eq!(available(files(&[]).path()), None);
    }

    #[test]
    fn the_need_is_the_largest_sum_and_not_the_total() {
        let stage = |shared, each, stays| Stage { shared: shared * MIB, each: each * MIB, stays: stays * MIB };
        let need = Need { before: 10 * MIB, stages: vec![stage(100, 0, 5), stage(20, 30, 1), stage(40, 1, 0)] };
        let rest = |threads: u64| PROGRAM + KEPT + threads * PER_THREAD;
        assert_eq!(need.bytes(1) - rest(1), 115 * MIB);
        assert_eq!(need.bytes(4) - rest(4), (16 + 20 + 120) * MIB);
        for limit in 1..400 {
            let budget = Budget::new(Some(limit));
            match need.threads(budget, 6) {
                Ok(threads) => {
                    assert!(need.bytes(threads) <= budget.bytes && (1..=6).contains(&threads));
                    assert!(threads == 6 || need.bytes(threads + 1) > budget.bytes, "{limit}: {threads}");
                }
                Err(error) => {
                    assert!(need.bytes(1) > budget.bytes && error.kind() == ErrorKind::Config);
                    for lang in [crate::text::Lang::Zh, crate::text::Lang::En] {
                        let words = error.render(lang);
                        for part in [mib(need.bytes(1)), limit.to_string(), "--max-memory".to_owned()] {
                            assert!(words.contains(&part), "{words}");
                        }
                    }
                }
            }
        }
    }
}
