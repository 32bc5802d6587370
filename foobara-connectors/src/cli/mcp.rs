use super::session::{self, Done, Session};
use super::stop::Stop;
use crate::mcp::serve_stdio;

/// Serves the commands as MCP tools on the standard streams of the process, until they end.
///
/// # Errors
///
/// When the storage cannot be made ready, or the client does not speak MCP.
pub(super) async fn serve(session: &mut Session<'_>) -> Done {
    let exposure = session.exposure.clone();
    session::prepare(&exposure).await?;
    let served = serve_stdio(exposure, &session.program).await;
    served.map_err(|error| Stop::broken("MCP", &error))
}
