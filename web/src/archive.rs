//! All files of a run in one, and back.

use std::fs::{self, File};
use std::io::{self, BufWriter, Cursor, Read, Write};
use std::path::{Component, Path};

use encoding_rs::GB18030;
use renmai::text::{plain, web};
use renmai::{Error, ErrorKind, Result};
use zip::read::ZipFile;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// The folder that the files of a run are in.
const FOLDER: &str = "renmai";
/// Bytes that an archive may hold, unpacked.
const MOST: u64 = 2 << 30;

fn failed(name: &str, cause: impl Into<io::Error>) -> Error {
    Error::new(ErrorKind::Read, plain(name)).caused_by(cause.into())
}

/// Packs files under `../out/` into an archive: the same files give the same bytes.
pub fn zip(paths: &[String], to: &str) -> Result<()> {
    let pack = || -> io::Result<()> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o600);
        for path in paths {
            archive.start_file(format!("{FOLDER}/{}", path.strip_prefix("../out/").unwrap_or(path)), options)?;
            io::copy(&mut File::open(path)?, &mut archive)?;
        }
        fs::write(to, archive.finish()?.into_inner())
    };
    pack().map_err(|e| failed(to, e))
}

/// Where archives are unpacked: beside all files that were dropped.
const UNPACKED: &str = "../unpacked";

/// Unpacks an archive into a folder of its name; the paths of the files.
pub fn unzip(path: &str) -> Result<Vec<String>> {
    let unpack = || -> io::Result<Vec<String>> {
        let mut archive = ZipArchive::new(File::open(path)?)?;
        let folder = Path::new(UNPACKED).join(path.strip_suffix(".zip").unwrap_or(path));
        let (mut files, mut room) = (Vec::new(), MOST);
        for number in 0..archive.len() {
            let file = archive.by_index(number)?;
            let name = name(&file);
            // One that leads out of the folder is nobody's.
            let is_within = Path::new(&name).components().all(|part| matches!(part, Component::Normal(_)));
            if !file.is_file() || !is_within {
                continue;
            }
            let to = folder.join(name);
            room = extract(file, &to, room)?;
            files.push(to.display().to_string());
        }
        files.sort();
        Ok(files)
    };
    unpack().map_err(|e| Error::new(ErrorKind::Read, web::NO_ARCHIVE.with("file", path)).caused_by(e))
}

/// The name of a file in an archive. Those made on Chinese Windows do not say in what encoding they write it.
fn name(file: &ZipFile<'_, impl Read>) -> String {
    let raw = file.name_raw();
    let told = std::str::from_utf8(raw).map_or_else(|_| GB18030.decode_without_bom_handling(raw).0, Into::into);
    told.replace('\\', "/")
}

fn extract(file: impl Read, to: &Path, room: u64) -> io::Result<u64> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut into = BufWriter::new(File::create(to)?);
    let bytes = io::copy(&mut file.take(room + 1), &mut into)?;
    into.flush()?;
    room.checked_sub(bytes).ok_or_else(|| io::ErrorKind::FileTooLarge.into())
}
