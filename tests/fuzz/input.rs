//! What a reader is given: a file or several that belong together; and the committed ones to begin with.

use std::fs;
use std::path::{Path, PathBuf};

/// Files by name, at least one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Input {
    pub files: Vec<(String, Vec<u8>)>,
}

impl Input {
    pub fn new(name: &str, bytes: Vec<u8>) -> Self {
        Self { files: vec![(name.to_owned(), bytes)] }
    }

    /// A file, or the files of a folder by name.
    pub fn load(path: &Path) -> Self {
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        let file = |path: &PathBuf| (name(path), fs::read(path).unwrap());
        let paths = if path.is_dir() { entries(path) } else { vec![path.to_owned()] };
        Self { files: paths.iter().filter(|path| path.is_file()).map(file).collect() }
    }

    /// Into a folder of its own.
    pub fn save(&self, folder: &Path) {
        let _ = fs::remove_dir_all(folder);
        fs::create_dir_all(folder).unwrap();
        self.files.iter().for_each(|(name, bytes)| fs::write(folder.join(name), bytes).unwrap());
    }

    /// The bytes of its first file.
    pub fn first(&self) -> &[u8] {
        &self.files[0].1
    }

    pub fn bytes(&self) -> usize {
        self.files.iter().map(|(_, bytes)| bytes.len()).sum()
    }
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// The committed inputs of a target, by name: those it begins with and those that it once failed on.
pub fn corpus(target: &str) -> Vec<(String, Input)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fuzz/corpus").join(target);
    let name = |path: &PathBuf| path.file_name().unwrap().to_string_lossy().into_owned();
    entries(&folder).iter().map(|path| (name(path), Input::load(path))).collect()
}
