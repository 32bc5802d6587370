//! What Redis and redis-rs report, as what a caller can do about it.

use foobara_core::transaction::StorageError;
use redis::{ErrorKind, ParsingError, RedisError, ServerErrorKind};

/// Codes of errors that pass without anybody changing anything in the app.
const PASSING: [&str; 4] = ["BUSY", "MISCONF", "NOREPLICAS", "OOM"];

pub(super) fn translate(error: RedisError) -> StorageError {
    let is_passing = match error.kind() {
        ErrorKind::Io
        | ErrorKind::Server(
            ServerErrorKind::BusyLoading
            | ServerErrorKind::ClusterDown
            | ServerErrorKind::MasterDown
            | ServerErrorKind::ReadOnly
            | ServerErrorKind::TryAgain,
        ) => true,
        _ => error.is_unrecoverable_error() || error.code().is_some_and(|code| PASSING.contains(&code)),
    };
    if is_passing {
        StorageError::Unavailable(Box::new(error))
    } else {
        StorageError::Other(Box::new(error))
    }
}

pub(super) fn unreadable(error: ParsingError) -> StorageError {
    translate(error.into())
}
