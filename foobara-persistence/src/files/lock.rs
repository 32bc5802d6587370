use std::{
    fs::{File, TryLockError},
    io,
    path::Path,
};

use super::disk;

/// The turn of this process, among all that use a folder. Dropping it gives it back.
pub(super) struct Lock(File);

/// How a folder is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// Beside others that read.
    Shared,
    /// Alone.
    Exclusive,
}

impl Lock {
    /// Takes the turn, unless others have it.
    pub(super) fn take(path: &Path, access: Access) -> io::Result<Option<Self>> {
        let file = disk::open_to_lock(path)?;
        let lock = || match access {
            Access::Shared => file.try_lock_shared(),
            Access::Exclusive => file.try_lock(),
        };
        let taken = disk::retried(|| match lock() {
            Ok(()) => Ok(true),
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(error)) => Err(error),
        })?;
        Ok(taken.then_some(Self(file)))
    }
}

/// Closing a file gives its lock back only when no process that was started meanwhile has inherited it.
impl Drop for Lock {
    fn drop(&mut self) {
        if let Err(error) = self.0.unlock() {
            tracing::warn!(%error, "the lock of a folder of documents was not given back before it was closed");
        }
    }
}
