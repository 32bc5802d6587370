//! The one place where a kind of error becomes something of MCP.

use foobara_types::ErrorKind;
use rmcp::model::ErrorCode;

/// How a failure is answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    /// By a result that says what is wrong, for whoever calls the tool to read and act on.
    ToolError,
    /// By an error of the protocol, which clients keep to themselves.
    ProtocolError(ErrorCode),
}

impl From<ErrorKind> for Answer {
    fn from(kind: ErrorKind) -> Self {
        match kind {
            ErrorKind::Failure
            | ErrorKind::Unauthenticated
            | ErrorKind::NotAllowed
            | ErrorKind::NotFound
            | ErrorKind::Conflict
            | ErrorKind::TooMany
            | ErrorKind::Timeout
            | ErrorKind::Cancelled
            | ErrorKind::Unavailable
            | ErrorKind::Unknown => Self::ToolError,
            ErrorKind::Malformed => Self::ProtocolError(ErrorCode::INVALID_PARAMS),
        }
    }
}
