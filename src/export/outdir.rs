//! The output directory: complete or absent, never a mix.
//!
//! Everything is written into a hidden *staging directory* beside the target and put in place by one rename; where the
//! system can exchange two directories in one step it does, elsewhere the old one is first moved aside.
//!
//! ```text
//! PARENT/NAME/                      the target
//! PARENT/.NAME.renmai-PID-N/lock    locked for as long as its owner lives
//!                           new/    what is being written; becomes NAME
//!                           old/    NAME moved aside (only where nothing can be exchanged)
//! ```
//!
//! A killed run leaves only its staging directory. The lock on it ends with the process, so the next run that writes anything
//! beside it can tell and removes it; should `old/` be all that is left of a target, it is put back first. A single file that waits beside
//! its place is named the same way and is its own lock.
//!
//! Outputs are about people: only the owner may read them, unless the umask says less; a directory or a file that takes the place of one keeps
//! the permissions of that. They are on the disk before they take the place of anything.

mod contents;
mod resolve;

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, ErrorKind as Io, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use super::{BUFFER, Files};
use crate::tables::Digesting;
use crate::text::writing;
use crate::{Error, ErrorKind, Result};

use contents::Contents;
pub(super) use contents::earlier_run;
pub use contents::{Kept, OUTPUT_NAMES};

/// A directory that will be put in place in one step.
#[derive(Debug)]
pub struct OutDir {
    /// Where it will be: absolute, symbolic links resolved.
    pub target: PathBuf,
    force: bool,
    staging: Staging,
}

/// A directory in which something is made ready; it is gone when this is dropped.
#[derive(Debug)]
pub struct Staging {
    path: PathBuf,
    /// Held for its lock.
    _lock: File,
}

impl Drop for Staging {
    fn drop(&mut self) {
        remove(&self.path);
    }
}

impl OutDir {
    /// Checks before the work starts that `target` can be written and may be replaced: it is absent, empty, or holds only an
    /// earlier run (its `manifest.json` lists the files). With `force`, foreign files in it are kept; one that has the name of an
    /// output is refused. Missing parents are created only by [`commit`](Self::commit).
    ///
    /// A target that is a symbolic link to a directory means that directory; the link stays.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write): the target is a file, a mount point or around the working directory, holds foreign
    /// files, or cannot be written.
    pub fn prepare(target: &Path, force: bool) -> Result<Self> {
        let place = resolve::resolve(target)?;
        let staging = Staging::beside(&place.base, &place.name)?;
        // Only now: what was there may have been put back.
        if place.target.exists() {
            Contents::of(&place.target)?.allow(&place.target, force)?;
            resolve::check_replaceable(&place.target)?;
        }
        Ok(Self { target: place.target, force, staging })
    }

    /// Creates the file `name` of the new directory.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write).
    pub fn create(&self, name: &str) -> Result<BufWriter<File>> {
        Ok(BufWriter::with_capacity(BUFFER, self.file(name)?))
    }

    fn file(&self, name: &str) -> Result<File> {
        let path = self.staging.fresh().join(name);
        if let Some((folder, _)) = name.rsplit_once('/') {
            let folder = self.staging.fresh().join(folder);
            private_directory().recursive(true).create(folder).map_err(|e| failed_file(name, e))?;
        }
        create_private(&path).map_err(|e| failed_file(name, e))
    }

    fn each_file(&self, mut work: impl FnMut(&str, &Path) -> io::Result<()>) -> Result<()> {
        for (name, path) in contents::files(&self.staging.fresh()).map_err(|e| failed_file(NEW, e))? {
            let name = name.to_string_lossy();
            work(&name, &path).map_err(|e| failed_file(&name, e))?;
        }
        Ok(())
    }

    /// Puts the directory in place; what stood there before is removed, foreign files (with `force`) are in the new one, and so
    /// are the files of the earlier run that somebody has changed since, or may have, under the names that are returned.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write); the target is as it was then.
    pub fn commit(self) -> Result<Vec<Kept>> {
        let fresh = self.staging.fresh();
        self.each_file(|_, path| OpenOptions::new().write(true).open(path)?.sync_all())?;
        let not_placed = |e| write_error(writing::NOT_PLACED.with("path", self.target.display()), e);
        let parent = self.target.parent().unwrap_or(&self.target);
        let mut kept = Vec::new();
        if self.target.try_exists().map_err(not_placed)? {
            // Looked at again: the analysis may have taken long.
            let contents = Contents::of(&self.target)?;
            contents.allow(&self.target, self.force)?;
            kept = contents.carry_over(&self.target, &fresh)?;
            contents::folders(&fresh)
                .iter()
                .chain([&fresh])
                .try_for_each(|one| sync_directory(one))
                .map_err(not_placed)?;
            replace(&self.target, &fresh, &self.staging.path.join(OLD)).map_err(not_placed)?;
        } else {
            contents::folders(&fresh)
                .iter()
                .chain([&fresh])
                .try_for_each(|one| sync_directory(one))
                .map_err(not_placed)?;
            make_directory(&private_directory(), parent).map_err(not_placed)?;
            fs::rename(&fresh, &self.target).map_err(not_placed)?;
        }
        sync_directory(parent).map_err(not_placed)?;
        Ok(kept)
    }
}

impl Files for OutDir {
    fn create(&self, name: &str) -> Result<Box<dyn Write + Send>> {
        Ok(Box::new(self.file(name)?))
    }
}

/// Puts `fresh` where `target` stands. What stood there ends up in the staging directory, at `fresh` or at `aside`.
///
/// On Linux and macOS this is one exchange, so there is no moment without a complete `target`. Where the system or the file system has
/// no exchange, `target` is moved aside first, and moved back should the second rename fail.
fn replace(target: &Path, fresh: &Path, aside: &Path) -> io::Result<()> {
    fs::set_permissions(fresh, fs::metadata(target)?.permissions())?;
    match exchange(target, fresh) {
        Ok(()) => Ok(()),
        Err(e) if matches!(e.kind(), Io::Unsupported | Io::InvalidInput) => move_aside(target, fresh, aside),
        Err(e) => Err(e),
    }
}

#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn exchange(a: &Path, b: &Path) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).map_err(io::Error::from)
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn exchange(_a: &Path, _b: &Path) -> io::Result<()> {
    Err(Io::Unsupported.into())
}

fn move_aside(target: &Path, fresh: &Path, aside: &Path) -> io::Result<()> {
    fs::rename(target, aside)?;
    fs::rename(fresh, target).inspect_err(|_| {
        // The first error is the one to tell.
        let _ = fs::rename(aside, target);
    })
}

/// A new file that only its owner may read, unless the umask says less.
///
/// # Errors
/// As [`File::create_new`].
pub fn create_private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.write(true).create_new(true).open(path)
}

/// Makes directories that only their owner may enter, unless the umask says less.
fn private_directory() -> DirBuilder {
    #[cfg(unix)]
    {
        let mut builder = DirBuilder::new();
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder
    }
    #[cfg(not(unix))]
    DirBuilder::new()
}

/// Makes a directory, and those above it that are missing, each with its name brought to the disk.
///
/// # Errors
/// As [`DirBuilder::create`], and those of the disk.
pub fn make_directory(builder: &DirBuilder, path: &Path) -> io::Result<()> {
    if path.is_dir() {
        return Ok(());
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_directory(builder, parent)?;
    match builder.create(path) {
        // Another run was quicker.
        Err(e) if e.kind() == Io::AlreadyExists && path.is_dir() => {}
        made => made?,
    }
    sync_directory(parent)
}

/// Brings the names in a directory to the disk, where the system can.
///
/// # Errors
/// Those of the disk.
pub fn sync_directory(path: &Path) -> io::Result<()> {
    match File::open(path).and_then(|directory| directory.sync_all()) {
        // Not of every directory, nor in every system, is there anything to bring.
        Err(e) if cfg!(not(unix)) || matches!(e.kind(), Io::InvalidInput | Io::Unsupported | Io::PermissionDenied) => {
            Ok(())
        }
        synced => synced,
    }
}

/// The SHA-256 of a file.
fn hash(path: &Path) -> io::Result<String> {
    let mut content = Digesting::new(File::open(path)?);
    io::copy(&mut content, &mut io::sink())?;
    Ok(content.finish().1)
}

const LOCK: &str = "lock";
const NEW: &str = "new";
const OLD: &str = "old";

impl Staging {
    /// A directory for the place `name` in `base`, which is rid first of what dead runs have left there.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write).
    pub fn beside(base: &Path, name: &str) -> Result<Self> {
        sweep(base);
        Self::create(base, name)
    }

    /// Where things are made ready.
    pub fn fresh(&self) -> PathBuf {
        self.path.join(NEW)
    }

    fn create(base: &Path, name: &str) -> Result<Self> {
        static COUNTER: AtomicU32 = AtomicU32::new(0);
        let not_writable = |e| write_error(writing::NOT_WRITABLE.with("path", base.display()), e);
        loop {
            let number = COUNTER.fetch_add(1, Ordering::Relaxed);
            let path = base.join(format!("{}-{number}", waiting_name(name)));
            match private_directory().create(&path) {
                Ok(()) => {}
                Err(e) if e.kind() == Io::AlreadyExists => continue,
                Err(e) => return Err(not_writable(e)),
            }
            let opened = create_private(&path.join(LOCK)).and_then(|lock| match lock.try_lock() {
                // Another run's sweep was quicker than our lock; it takes the directory away.
                Err(TryLockError::WouldBlock) => Err(Io::NotFound.into()),
                // A file system without locks: the directory is then never swept, which is the safe side.
                Ok(()) | Err(TryLockError::Error(_)) => private_directory().create(path.join(NEW)).map(|()| lock),
            });
            match opened {
                Ok(lock) => return Ok(Self { path, _lock: lock }),
                Err(e) if e.kind() == Io::NotFound && number < 1000 => {}
                Err(e) => {
                    remove(&path);
                    return Err(not_writable(e));
                }
            }
        }
    }
}

/// Removes a staging directory, the lock last: whatever is left by a kill in between is still known as dead. Nobody is left to
/// tell of a failure; the next run tries again.
fn remove(staging: &Path) {
    let _ = fs::remove_dir_all(staging.join(NEW));
    let _ = fs::remove_dir_all(staging.join(OLD));
    let _ = fs::remove_file(staging.join(LOCK));
    let _ = fs::remove_dir(staging);
}

/// Bytes of a target's name that the name of what waits for it holds, so that it stays within what file systems allow.
const NAME: usize = 200;

/// What a hidden directory or file that waits for the place `name` is called, up to a number of its own.
pub fn waiting_name(name: &str) -> String {
    format!(".{}{WAITING}{}", &name[..name.floor_char_boundary(NAME)], std::process::id())
}

const WAITING: &str = ".renmai-";

/// The place that an entry of this name waits for; none if it does not.
fn waits_for(name: &str) -> Option<&str> {
    let (place, numbers) = name.strip_prefix('.')?.rsplit_once(WAITING)?;
    let (process, number) = numbers.split_once('-')?;
    (process.parse::<u32>().is_ok() && number.parse::<u32>().is_ok()).then_some(place)
}

/// Whether an open file is the one that stands there now: its owner may have removed it since, and made another of the same name.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let place = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
        let (open, there) = (file.metadata().map(place), fs::symlink_metadata(path).map(place));
        matches!((open, there), (Ok(open), Ok(there)) if open == there)
    }
    // Elsewhere an open file keeps its name.
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}

/// Removes what dead runs of the same user have left in `base`; others may put anything there that looks like it. Failures do not matter: nothing depends on it.
pub fn sweep(base: &Path) {
    let Ok(entries) = fs::read_dir(base) else { return };
    for entry in entries.flatten() {
        let file_name = entry.file_name();
        let (Some(name), Ok(kind)) = (file_name.to_str().and_then(waits_for), entry.file_type()) else { continue };
        #[cfg(unix)]
        if entry.metadata().map_or(true, |m| std::os::unix::fs::MetadataExt::uid(&m) != nix::unistd::geteuid().as_raw())
        {
            continue;
        }
        let path = entry.path();
        if kind.is_file() && File::open(&path).is_ok_and(|lock| lock.try_lock().is_ok() && is_at(&lock, &path)) {
            let _ = fs::remove_file(&path);
        }
        if !kind.is_dir() {
            continue;
        }
        let Ok(lock) = File::open(path.join(LOCK)) else {
            // Killed before there was a lock, or after it was removed: empty. A run that is just now beginning finds its
            // directory gone and takes another.
            let _ = fs::remove_dir(&path);
            continue;
        };
        if lock.try_lock().is_err() {
            continue;
        }
        // Of a name that was cut it is not known which target is meant: what may be all that is left of it stays.
        let (old, target) = (path.join(OLD), base.join(name));
        if old.exists() && (name.len() + 4 > NAME || !target.exists() && fs::rename(&old, &target).is_err()) {
            continue;
        }
        remove(&path);
    }
}

/// A write error with the system's reason.
fn write_error(sentence: crate::text::Sentence, source: std::io::Error) -> Error {
    Error::new(ErrorKind::Write, sentence).caused_by(source)
}

/// The file `name` could not be written.
pub(super) fn failed_file(name: &str, source: std::io::Error) -> Error {
    write_error(writing::FILE.with("name", name), source)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_of_the_same_name_is_another_one() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let path = dir.path().join("waiting");
        fs::write(&path, "")?;
        let open = File::open(&path)?;
        assert!(is_at(&open, &path));
        fs::remove_file(&path)?;
        assert!(!is_at(&open, &path));
        fs::write(&path, "")?;
        assert!(!is_at(&open, &path));
        Ok(())
    }

    #[test]
    fn without_an_exchange_the_old_directory_is_moved_aside_and_comes_back_on_failure() -> io::Result<()> {
        let dir = tempfile::tempdir()?;
        let [target, fresh, aside] = ["target", "fresh", "aside"].map(|n| dir.path().join(n));
        fs::create_dir(&target)?;
        fs::write(target.join("old"), "")?;
        assert!(move_aside(&target, &fresh, &aside).is_err());
        assert!(target.join("old").exists() && !aside.exists());
        fs::create_dir(&fresh)?;
        move_aside(&target, &fresh, &aside)?;
        assert!(!target.join("old").exists() && aside.join("old").exists());
        Ok(())
    }
}
