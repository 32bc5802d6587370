use foobara_connectors::Exposure;

use super::{CliWay, HttpWay, InProcess, McpWay, Way};

/// Returns the ways that foobara itself has: in process, HTTP, command line and MCP, each to an exposure of its own.
///
/// Exposures of apps with [the ports of tests](crate::TestApp) and a store each keep the ways from seeing each other,
/// so that ids agree.
///
/// # Panics
///
/// When a server cannot be started.
pub async fn four_ways(expose: impl Fn() -> Exposure) -> Vec<Box<dyn Way>> {
    vec![
        Box::new(InProcess::new(expose())),
        Box::new(HttpWay::start(expose()).await),
        Box::new(CliWay::new(expose())),
        Box::new(McpWay::start(expose()).await),
    ]
}
