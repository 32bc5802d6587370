//! The one place where an error becomes a status, and what goes with it.

use ::http::StatusCode;
use foobara_types::{ErrorCollection, ErrorKind};

/// Returns the status of a kind of error.
pub(super) const fn status(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::Failure => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::Malformed => StatusCode::BAD_REQUEST,
        ErrorKind::Unauthenticated => StatusCode::UNAUTHORIZED,
        ErrorKind::NotAllowed => StatusCode::FORBIDDEN,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::TooMany => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::Timeout => StatusCode::GATEWAY_TIMEOUT,
        ErrorKind::Cancelled | ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        ErrorKind::Unknown => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// Returns when it is worth another attempt, in seconds, if the error says so.
pub(super) fn retry_after(errors: &ErrorCollection) -> Option<u64> {
    let error = errors
        .only()
        .filter(|error| matches!(error.kind, ErrorKind::TooMany | ErrorKind::Unavailable))?;
    error.issue.facts.get("retry_after")?.to_value().as_u64()
}
