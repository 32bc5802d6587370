//! What SQLite and sqlx report, as what a caller can do about it.

use foobara_core::transaction::StorageError;
use sqlx::error::{DatabaseError, ErrorKind};

/// Primary result codes, <https://www.sqlite.org/rescode.html>.
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const READ_ONLY: i32 = 8;
const IO: i32 = 10;
const FULL: i32 = 13;
const CANNOT_OPEN: i32 = 14;

pub(super) fn translate(error: sqlx::Error) -> StorageError {
    match error {
        sqlx::Error::Database(error) => database(error),
        sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed
        | sqlx::Error::Io(_) => StorageError::Unavailable(Box::new(error)),
        other => StorageError::Other(Box::new(other)),
    }
}

fn database(error: Box<dyn DatabaseError>) -> StorageError {
    if error.kind() == ErrorKind::UniqueViolation {
        return StorageError::Duplicate;
    }
    // The lowest byte of an extended result code is the primary one.
    let code = error
        .code()
        .and_then(|code| code.parse::<i32>().ok())
        .map(|code| code & 0xff);
    match code {
        Some(BUSY | LOCKED) => StorageError::Conflict,
        Some(READ_ONLY | IO | FULL | CANNOT_OPEN) => StorageError::Unavailable(error.into_error()),
        _ => StorageError::Other(error.into_error()),
    }
}
