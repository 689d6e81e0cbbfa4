//! The output directory: complete or absent, never a mix.

use std::path::{Path, PathBuf};

/// A directory that will be put in place in one step.
#[derive(Debug)]
pub struct OutDir {
    /// Where it will be.
    pub target: PathBuf,
}

impl OutDir {
    /// Checks before the work starts that `target` can be written and may be replaced: it is absent, empty, or holds only an
    /// earlier run (its `manifest.json` lists the files). With `force`, foreign files in it are kept.
    ///
    /// # Errors
    /// [`Write`](crate::ErrorKind::Write).
    pub fn prepare(_target: &Path, _force: bool) -> crate::Result<Self> {
        todo!("export room")
    }
}
