//! Where the output directory is, and whether it can be replaced at all.

use std::ffi::OsString;
use std::fs;
use std::io::ErrorKind as Io;
use std::path::{Component, Path, PathBuf};

use super::write_error;
use crate::text::writing;
use crate::{Error, ErrorKind, Result};

/// A target, spelled out.
pub(super) struct Place {
    /// Absolute, symbolic links resolved, no trailing slash.
    pub target: PathBuf,
    /// Its last component.
    pub name: String,
    /// The nearest directory above it that exists; its parent, unless that is missing.
    pub base: PathBuf,
}

/// Spells `target` out. Trailing slashes, `.` and relative paths are fine; a tail that does not exist yet may hold `..`.
pub(super) fn resolve(target: &Path) -> Result<Place> {
    let shown = || target.display();
    let failed = |e| write_error(writing::NOT_WRITABLE.with("path", shown()), e);
    // An empty path is the one thing that this refuses.
    let absolute = std::path::absolute(target).map_err(failed)?;
    let (base, tail) = nearest_existing(&absolute)?;
    let metadata = fs::metadata(&base).map_err(failed)?;
    if !metadata.is_dir() {
        return Err(Error::new(ErrorKind::Write, writing::NOT_A_DIRECTORY.with("path", base.display())));
    }
    let full = tail.iter().fold(base.clone(), |mut path, part| {
        if part == ".." {
            path.pop()
        } else {
            path.push(part);
            true
        };
        path
    });
    if tail.iter().any(|part| part == "..") {
        return resolve(&full);
    }
    let no_name = || Error::new(ErrorKind::Write, writing::NO_NAME.with("path", shown()));
    let name = full.file_name().ok_or_else(no_name)?.to_string_lossy().into_owned();
    if tail.is_empty() {
        // The target exists; it is staged beside, in its parent.
        let base = full.parent().ok_or_else(no_name)?.to_path_buf();
        return Ok(Place { target: full, name, base });
    }
    Ok(Place { target: full, name, base })
}

/// The longest beginning of `path` that exists, links resolved, and the rest.
fn nearest_existing(path: &Path) -> Result<(PathBuf, Vec<OsString>)> {
    let failed = |p: &Path, e| write_error(writing::NOT_WRITABLE.with("path", p.display()), e);
    let parts: Vec<Component<'_>> = path.components().collect();
    for take in (1..=parts.len()).rev() {
        let head: PathBuf = parts[..take].iter().collect();
        match fs::canonicalize(&head) {
            Ok(found) => return Ok((found, parts[take..].iter().map(|c| c.as_os_str().to_owned()).collect())),
            Err(e) if e.kind() == Io::NotFound => {
                if fs::symlink_metadata(&head).is_ok() {
                    return Err(Error::new(ErrorKind::Write, writing::DANGLING.with("path", head.display())));
                }
            }
            // A file stands where a directory is named: the loop comes to it next.
            Err(e) if e.kind() == Io::NotADirectory => {}
            Err(e) => return Err(failed(&head, e)),
        }
    }
    Err(failed(path, std::io::Error::from(Io::NotFound)))
}

/// Finds now what would stop the replacement of an existing directory later.
pub(super) fn check_replaceable(target: &Path) -> Result<()> {
    let refuse =
        |text: &'static crate::text::Text| Err(Error::new(ErrorKind::Write, text.with("path", target.display())));
    if std::env::current_dir().and_then(fs::canonicalize).is_ok_and(|here| here.starts_with(target)) {
        return refuse(&writing::INSIDE);
    }
    if is_mount_point(target) {
        return refuse(&writing::MOUNT);
    }
    #[cfg(unix)]
    {
        use nix::unistd::{AccessFlags, access};
        access(target, AccessFlags::W_OK | AccessFlags::X_OK)
            .map_err(|e| write_error(writing::NOT_WRITABLE.with("path", target.display()), e.into()))?;
        let parent = target.parent().and_then(|p| fs::metadata(p).ok());
        if let (Some(parent), Ok(this)) = (parent, fs::metadata(target))
            && is_held(&parent, &this, nix::unistd::geteuid().as_raw())
        {
            return refuse(&writing::NOT_OURS);
        }
    }
    Ok(())
}

/// Whether `user` may not rename `this` in `parent`: in a sticky directory, such as `/tmp`, only the owners of either may.
#[cfg(unix)]
fn is_held(parent: &fs::Metadata, this: &fs::Metadata, user: u32) -> bool {
    use std::os::unix::fs::MetadataExt;
    parent.mode() & 0o1000 != 0 && user != 0 && user != parent.uid() && user != this.uid()
}

/// Whether something is mounted at `target`; such a directory cannot be renamed.
fn is_mount_point(target: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let device = |p: &Path| fs::metadata(p).map(|m| m.dev()).ok();
        if target.parent().is_some_and(|parent| device(parent) != device(target)) {
            return true;
        }
    }
    // A bind mount within one file system shows only here.
    let Ok(mounts) = fs::read_to_string("/proc/self/mountinfo") else { return false };
    let Some(target) = target.to_str() else { return false };
    let escaped = target.replace('\\', "\\134").replace(' ', "\\040").replace('\t', "\\011").replace('\n', "\\012");
    mounts.lines().any(|line| line.split(' ').nth(4) == Some(escaped.as_str()))
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::os::unix::fs::{MetadataExt, PermissionsExt};

    #[test]
    fn in_a_sticky_directory_only_owners_may_replace() -> std::io::Result<()> {
        let dir = tempfile::tempdir()?;
        let this = fs::metadata(dir.path())?;
        let parent = |mode| {
            fs::set_permissions(dir.path(), fs::Permissions::from_mode(mode))?;
            fs::metadata(dir.path())
        };
        let stranger = this.uid() + 1;
        assert!(is_held(&parent(0o1777)?, &this, stranger));
        assert!(!is_held(&parent(0o1777)?, &this, this.uid()) && !is_held(&parent(0o1777)?, &this, 0));
        assert!(!is_held(&parent(0o777)?, &this, stranger));
        Ok(())
    }
}
