//! Reading and writing files as a whole, never through a link, and so that what was written is still there after a loss
//! of power.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, ErrorKind, Write},
    path::Path,
};

/// Reads a file; there may be none.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => retried(|| fs::read(path)).map(Some),
        Ok(_) => Err(io::Error::new(ErrorKind::InvalidInput, "not a plain file")),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// Writes a file, which is wholly the old one or wholly the new one at any time. Its folder is still to be brought to the
/// disk, by [`sync_folder`].
pub(super) fn write(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".tmp");
    let beside = Path::new(&beside);
    remove(beside)?;
    let mut file = retried(|| private().create_new(true).open(beside))?;
    file.write_all(content)?;
    retried(|| file.sync_all())?;
    retried(|| fs::rename(beside, path))
}

/// Removes a file; there may be none.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    match retried(|| fs::remove_file(path)) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        removed => removed,
    }
}

/// Opens a file to lock it, and creates it if it is not there.
pub(super) fn open_to_lock(path: &Path) -> io::Result<File> {
    if fs::symlink_metadata(path).is_ok_and(|metadata| !metadata.is_file()) {
        return Err(io::Error::new(ErrorKind::InvalidInput, "not a plain file"));
    }
    retried(|| private().create(true).truncate(false).open(path))
}

/// Makes a folder, unless it is there.
pub(super) fn make_folder(path: &Path) -> io::Result<()> {
    match fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_dir() => Ok(()),
        Ok(_) => Err(io::Error::new(ErrorKind::InvalidInput, "not a plain folder")),
        Err(error) if error.kind() == ErrorKind::NotFound => retried(|| private_folder().create(path)),
        Err(error) => Err(error),
    }
}

/// Makes a folder and those above it, unless they are there.
pub(super) fn make_folders(path: &Path) -> io::Result<()> {
    retried(|| private_folder().recursive(true).create(path))
}

/// Brings the names in a folder to the disk. Where a folder cannot be opened, as on Windows, the system does it.
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    if cfg!(unix) {
        retried(|| File::open(path)?.sync_all())
    } else {
        Ok(())
    }
}

/// Does again what a signal interrupted.
pub(super) fn retried<T>(mut step: impl FnMut() -> io::Result<T>) -> io::Result<T> {
    loop {
        match step() {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            done => return done,
        }
    }
}

/// A file that only its owner may read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// A folder that only its owner may enter.
fn private_folder() -> fs::DirBuilder {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
}
