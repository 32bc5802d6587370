use std::time::Duration;

use foobara_types::{ErrorKind, ErrorReport};

use crate::{concern::retry_after, possible::PossibleError};

pub(super) const POSSIBLE: &[PossibleError] = &[PossibleError::runtime(
    "circuit_open",
    "It has failed too often lately and is left alone for a while",
    retry_after::CONTEXT,
)];

/// The circuit is open.
pub(super) fn open(wait: Option<Duration>) -> ErrorReport {
    let what = "This has failed too often lately and is left alone for a while";
    retry_after::report("circuit_open", what, ErrorKind::Unavailable, wait)
}

/// Returns whether an error says that a command does not work, rather than that it refused.
pub(super) const fn counts(error: &ErrorReport) -> bool {
    match error.kind {
        ErrorKind::Timeout | ErrorKind::Unavailable | ErrorKind::Unknown => true,
        ErrorKind::Failure
        | ErrorKind::Malformed
        | ErrorKind::Unauthenticated
        | ErrorKind::NotAllowed
        | ErrorKind::NotFound
        | ErrorKind::Conflict
        | ErrorKind::TooMany
        | ErrorKind::Cancelled => false,
    }
}
