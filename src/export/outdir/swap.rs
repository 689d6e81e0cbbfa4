//! One directory in the place of another.

use std::fs;
use std::io;
use std::path::Path;

/// Puts `fresh` where `target` stands. What stood there ends up in the staging directory, at `fresh` or at `aside`.
///
/// On Linux and macOS this is one exchange, so there is no moment without a complete `target`. Where the system or the file system has
/// no exchange, `target` is moved aside first, and moved back should the second rename fail.
pub(super) fn replace(target: &Path, fresh: &Path, aside: &Path) -> io::Result<()> {
    fs::set_permissions(fresh, fs::metadata(target)?.permissions())?;
    match exchange(target, fresh) {
        Ok(()) => Ok(()),
        Err(e) if matches!(e.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) => {
            move_aside(target, fresh, aside)
        }
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
    Err(io::ErrorKind::Unsupported.into())
}

fn move_aside(target: &Path, fresh: &Path, aside: &Path) -> io::Result<()> {
    fs::rename(target, aside)?;
    fs::rename(fresh, target).inspect_err(|_| {
        // The first error is the one to tell.
        let _ = fs::rename(aside, target);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

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
