use serde::{Deserialize, Serialize};

/// What a transport makes of an error: a status, an exit code, a code of its protocol.
///
/// The variants are what a caller can do about it. Each transport maps them in one exhaustive `match`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ErrorKind {
    /// The command refused its inputs or failed as it declares.
    Failure,
    /// The request could not be read.
    Malformed,
    /// It is not known who asks.
    Unauthenticated,
    /// It is known who asks, and they may not.
    NotAllowed,
    /// What the request names does not exist.
    NotFound,
    /// Something else changed the same things.
    Conflict,
    /// Too much is asked for in too short a time.
    TooMany,
    /// It took too long.
    Timeout,
    /// The request was given up.
    Cancelled,
    /// Something it needs cannot be reached now.
    Unavailable,
    /// There is a bug.
    Unknown,
}
