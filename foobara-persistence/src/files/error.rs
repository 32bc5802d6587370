//! What file systems report, as what a caller can do about it.

use std::{
    fmt::Display,
    io,
    path::{Path, PathBuf},
};

use foobara_core::transaction::StorageError;

/// What the file system refused, and where.
#[derive(Debug, thiserror::Error)]
#[error("{}", path.display())]
struct Refused {
    path: PathBuf,
    source: io::Error,
}

pub(super) fn unavailable(path: &Path) -> impl FnOnce(io::Error) -> StorageError {
    let path = path.to_owned();
    |source| StorageError::Unavailable(Box::new(Refused { path, source }))
}

pub(super) fn corrupt(path: &Path, what: impl Display) -> StorageError {
    StorageError::Corrupt(format!("{}: {what}", path.display()))
}
