//! What databases and sqlx report, as what a caller can do about it.

use foobara_core::transaction::StorageError;
use sqlx::error::ErrorKind;

use super::codec::{Codec, Meaning};

/// Returns an error of sqlx as one of storage.
pub(crate) fn translate<C: Codec>(error: sqlx::Error) -> StorageError {
    match meaning::<C>(&error) {
        Meaning::Taken => StorageError::Duplicate,
        Meaning::Conflict => StorageError::Conflict,
        Meaning::Unavailable => StorageError::Unavailable(Box::new(error)),
        Meaning::Other => StorageError::Other(Box::new(error)),
    }
}

/// Says what a caller can do about an error.
pub(super) fn meaning<C: Codec>(error: &sqlx::Error) -> Meaning {
    match error {
        sqlx::Error::Database(error) if error.kind() == ErrorKind::UniqueViolation => Meaning::Taken,
        sqlx::Error::Database(error) => C::meaning(&**error),
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Tls(_)
        | sqlx::Error::Io(_) => Meaning::Unavailable,
        _ => Meaning::Other,
    }
}
