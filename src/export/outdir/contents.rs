//! What stands in a target before it is replaced: the files of an earlier run, and foreign ones.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::{OsStr, OsString};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{hash, write_error};
use crate::text::writing;
use crate::{Error, ErrorKind, Result};

/// Every file that a run may write, sorted.
pub const OUTPUT_NAMES: [&str; 37] = [
    "changes.csv",
    "changes.parquet",
    "circle_changes.csv",
    "circle_changes.parquet",
    "circle_ties.csv",
    "circle_ties.parquet",
    "circles.csv",
    "circles.parquet",
    "groups.csv",
    "groups.parquet",
    "heat.csv",
    "heat.parquet",
    "interests.csv",
    "interests.parquet",
    "isolated.csv",
    "isolated.parquet",
    "koc.csv",
    "koc.parquet",
    "manifest.json",
    "owners.csv",
    "owners.parquet",
    "passed_over.csv",
    "passed_over.parquet",
    "referral.csv",
    "referral.parquet",
    "rejected.csv",
    "report.html",
    "report.xlsx",
    "seed_lists.csv",
    "seed_lists.parquet",
    "seeds.csv",
    "seeds.parquet",
    "summary.json",
    "todo.csv",
    "todo.parquet",
    "users.csv",
    "users.parquet",
];

/// The folder of the owners' files.
const OWNERS: &str = "todo";

/// The part of a manifest that tells whose files these are and how they came to be.
#[derive(serde::Deserialize)]
pub(in crate::export) struct Manifest {
    program: String,
    pub files: BTreeSet<String>,
    /// Of each file but itself.
    #[serde(default)]
    pub sha256: BTreeMap<String, String>,
    #[serde(default)]
    pub as_of: Option<String>,
    #[serde(default)]
    pub options: serde_json::Value,
}

/// Entries of a directory that no earlier run wrote, sorted.
pub(super) struct Contents {
    foreign: Vec<OsString>,
    /// Changed by somebody since an earlier run wrote them, and kept aside since then.
    aside: Vec<OsString>,
    /// The files of the earlier run and their hashes as it wrote them; earlier versions noted none.
    ours: BTreeMap<String, Option<String>>,
}

/// A file of an earlier run that somebody has changed since, or may have: it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The file.
    pub file: String,
    /// What it is called now.
    pub aside: String,
}

impl Contents {
    /// Looks into an existing directory.
    pub(super) fn of(target: &Path) -> Result<Self> {
        let failed = |e| write_error(writing::NOT_WRITABLE.with("path", target.display()), e);
        let manifest = earlier_run(target);
        let (mut foreign, mut aside, mut ours) = (Vec::new(), Vec::new(), BTreeMap::new());
        // Any other folder is foreign as a whole.
        let made = |folder: &str| manifest.is_some() && folder == OWNERS;
        for (name, path) in entries(target, &made).map_err(failed)? {
            let is_file = fs::symlink_metadata(&path).map_err(failed)?.is_file();
            match (&manifest, name.to_str().filter(|_| is_file)) {
                (Some(run), Some(known)) if run.files.contains(known) => {
                    ours.insert(known.to_owned(), run.sha256.get(known).cloned());
                }
                (Some(_), Some(known)) if edit_of(known).is_some() => aside.push(name),
                _ => foreign.push(name),
            }
        }
        foreign.sort();
        Ok(Self { foreign, aside, ours })
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

    /// Puts every foreign entry of `target` into `fresh` too, before anything is exchanged: nothing can be lost on the way. So do
    /// files of the earlier run that are not as it wrote them, under names of their own; where it did not note how it wrote them, those
    /// that are not as they are now. Who may read a file of the earlier run may read the one of that name.
    pub(super) fn carry_over(&self, target: &Path, fresh: &Path) -> Result<Vec<Kept>> {
        let not_kept = |name: &OsStr, e| {
            let sentence = writing::NOT_KEPT.with("path", target.display()).with("name", name.to_string_lossy());
            write_error(sentence, e)
        };
        for name in self.foreign.iter().chain(&self.aside) {
            keep(&target.join(name), &fresh.join(name)).map_err(|e| not_kept(name, e))?;
        }
        let (old, new) = (target.join(OWNERS), fresh.join(OWNERS));
        if old.is_dir() && new.is_dir() {
            let as_before = fs::metadata(old).and_then(|metadata| fs::set_permissions(new, metadata.permissions()));
            as_before.map_err(|e| not_kept(OWNERS.as_ref(), e))?;
        }
        let mut kept = Vec::new();
        for (file, written) in &self.ours {
            let failed = |e| not_kept(file.as_ref(), e);
            let (path, new) = (target.join(file), fresh.join(file));
            let Some(metadata) = fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file) else { continue };
            let renewed = fs::symlink_metadata(&new).is_ok();
            let as_it_was = match written {
                Some(written) => hash(&path).map_err(failed)? == *written,
                None if NOBODYS.contains(&file.as_str()) => true,
                None => renewed && hash(&path).and_then(|old| Ok(old == hash(&new)?)).map_err(failed)?,
            };
            if renewed {
                fs::set_permissions(&new, metadata.permissions()).map_err(failed)?;
            }
            if as_it_was {
                continue;
            }
            let aside = (1..).map(|n| edited(file, n)).find(|aside| fs::symlink_metadata(fresh.join(aside)).is_err());
            let aside = aside.unwrap_or_default();
            keep(&path, &fresh.join(&aside)).map_err(failed)?;
            kept.push(Kept { file: file.clone(), aside });
        }
        Ok(kept)
    }
}

fn is_output(name: &OsStr) -> bool {
    let is_owners = |name: &str| name == OWNERS || is_in(name, OWNERS) && name.ends_with(".csv");
    name.to_str().is_some_and(|n| OUTPUT_NAMES.contains(&n) || is_owners(n))
}

/// `koc.csv`, 1 → `koc.edited-1.csv`.
fn edited(file: &str, number: u32) -> String {
    let (stem, extension) = file.rsplit_once('.').unwrap_or((file, ""));
    format!("{stem}{EDITED}{number}.{extension}")
}

/// The other way.
fn edit_of(name: &str) -> Option<u32> {
    let (stem, _) = name.rsplit_once('.')?;
    stem.rsplit_once(EDITED)?.1.parse().ok()
}

const EDITED: &str = ".edited-";

/// Outputs that nobody writes notes into.
const NOBODYS: [&str; 2] = ["manifest.json", "report.html"];

/// Bytes that no manifest comes near.
const MANIFEST: u64 = 64 << 20;

/// The manifest in `target`, if it is ours.
pub(in crate::export) fn earlier_run(target: &Path) -> Option<Manifest> {
    let path = target.join("manifest.json");
    // Anything else may be endless.
    fs::symlink_metadata(&path).ok().filter(|m| m.is_file() && m.len() <= MANIFEST)?;
    let manifest = fs::read(path).ok()?;
    serde_json::from_slice::<Manifest>(&manifest).ok().filter(|m| m.program == super::super::manifest::PROGRAM)
}

/// The files in a directory and in the folders that it holds, by name (`todo/a.csv`).
pub(super) fn files(directory: &Path) -> io::Result<Vec<(OsString, PathBuf)>> {
    entries(directory, &|_| true)
}

/// The folders in a directory.
pub(super) fn folders(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir())).map(|entry| entry.path()).collect()
}

/// The entries of a directory; of a folder that is to be opened those in it, in place of the folder.
fn entries(directory: &Path, opened: &dyn Fn(&str) -> bool) -> io::Result<Vec<(OsString, PathBuf)>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(directory)? {
        let entry = entry?;
        let (name, path) = (entry.file_name(), entry.path());
        if !entry.file_type()?.is_dir() || !name.to_str().is_some_and(opened) {
            all.push((name, path));
            continue;
        }
        for inner in fs::read_dir(&path)? {
            let inner = inner?;
            let mut within = name.clone();
            within.push("/");
            within.push(inner.file_name());
            all.push((within, inner.path()));
        }
    }
    Ok(all)
}

/// Whether a file of this name is in the folder.
fn is_in(name: &str, folder: &str) -> bool {
    name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
}

/// The same entry a second time, with the folder that it is in.
fn keep(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(folder) = to.parent().filter(|folder| !folder.exists()) {
        super::private_directory().create(folder)?;
    }
    duplicate(from, to)
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
