use std::io;

use rmcp::service::ServerInitializeError;
use tokio::task::JoinError;

/// Why serving ended otherwise than by the client's leaving or a request to stop.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum McpError {
    /// Standard input or the signal to stop cannot be listened to.
    #[error("cannot listen to standard input or the signal to stop")]
    Listen(#[source] io::Error),
    /// The client does not begin as MCP says, or cannot be answered.
    #[error("the connection failed at its beginning")]
    Handshake(#[source] Box<ServerInitializeError>),
    /// There is a bug: the task that serves panicked.
    #[error("the connection ended in a panic")]
    Panicked(#[source] JoinError),
}
