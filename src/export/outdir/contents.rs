//! What stands in a target before it is replaced: the files of an earlier run, and foreign ones.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::Path;

use super::write_error;
use crate::text::writing;
use crate::{Error, ErrorKind, Result};

/// Every file that a run may write, sorted.
pub const OUTPUT_NAMES: [&str; 18] = [
    "circle_ties.csv",
    "circles.csv",
    "groups.csv",
    "heat.csv",
    "interests.csv",
    "isolated.csv",
    "koc.csv",
    "manifest.json",
    "owners.csv",
    "passed_over.csv",
    "referral.csv",
    "rejected.csv",
    "report.html",
    "report.xlsx",
    "seed_lists.csv",
    "seeds.csv",
    "summary.json",
    "users.csv",
];

/// The part of a manifest that tells whose files these are.
#[derive(serde::Deserialize)]
struct Manifest {
    program: String,
    files: BTreeSet<String>,
}

/// Entries of a directory that no earlier run wrote, sorted.
pub(super) struct Contents {
    foreign: Vec<OsString>,
}

impl Contents {
    /// Looks into an existing directory.
    pub(super) fn of(target: &Path) -> Result<Self> {
        let failed = |e| write_error(writing::NOT_WRITABLE.with("path", target.display()), e);
        let ours = earlier_run(target);
        let mut foreign = Vec::new();
        for entry in fs::read_dir(target).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let is_file = entry.file_type().map_err(failed)?.is_file();
            if !(is_file && name.to_str().is_some_and(|n| ours.contains(n))) {
                foreign.push(name);
            }
        }
        foreign.sort();
        Ok(Self { foreign })
    }

    /// Refuses foreign entries, unless they are to be kept and none has the name of an output: somebody's own `users.csv` is lost
    /// to no run.
    pub(super) fn allow(&self, target: &Path, force: bool) -> Result<()> {
        let path = target.display();
        if let (Some(first), false) = (self.foreign.first(), force) {
            let name = first.to_string_lossy();
            let sentence = writing::FOREIGN.with("path", path).with("count", self.foreign.len()).with("name", name);
            return Err(Error::new(ErrorKind::Write, sentence));
        }
        match self.foreign.iter().find(|name| is_output(name)) {
            Some(name) => {
                let sentence = writing::IN_THE_WAY.with("path", path).with("name", name.to_string_lossy());
                Err(Error::new(ErrorKind::Write, sentence))
            }
            None => Ok(()),
        }
    }

    /// Puts every foreign entry of `target` into `fresh` too, before anything is exchanged: nothing can be lost on the way.
    pub(super) fn carry_over(&self, target: &Path, fresh: &Path) -> Result<()> {
        for name in &self.foreign {
            let sentence = || writing::NOT_KEPT.with("path", target.display()).with("name", name.to_string_lossy());
            duplicate(&target.join(name), &fresh.join(name)).map_err(|e| write_error(sentence(), e))?;
        }
        Ok(())
    }
}

fn is_output(name: &OsStr) -> bool {
    name.to_str().is_some_and(|n| OUTPUT_NAMES.contains(&n))
}

/// The files that the manifest in `target` lists; none when it is not ours.
fn earlier_run(target: &Path) -> BTreeSet<String> {
    let manifest = fs::read(target.join("manifest.json")).ok();
    let manifest = manifest.and_then(|bytes| serde_json::from_slice::<Manifest>(&bytes).ok());
    manifest.filter(|m| m.program == super::super::manifest::PROGRAM).map(|m| m.files).unwrap_or_default()
}

/// The same entry a second time: files by hard link, so that content, owner and times stay; by copy where links are refused.
fn duplicate(from: &Path, to: &Path) -> io::Result<()> {
    let metadata = fs::symlink_metadata(from)?;
    if metadata.is_dir() {
        fs::create_dir(to)?;
        for entry in fs::read_dir(from)? {
            let entry = entry?;
            duplicate(&entry.path(), &to.join(entry.file_name()))?;
        }
        return fs::set_permissions(to, metadata.permissions());
    }
    match fs::hard_link(from, to) {
        Err(_) if metadata.is_file() => fs::copy(from, to).map(|_| ()),
        #[cfg(unix)]
        Err(_) if metadata.is_symlink() => std::os::unix::fs::symlink(fs::read_link(from)?, to),
        other => other,
    }
}
