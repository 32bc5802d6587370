//! The ways to an app: one a file, each as a client goes it.

mod way;

mod in_process;

mod cli;
mod http;
mod mcp;

mod four;

pub use cli::CliWay;
pub use four::four_ways;
pub use http::HttpWay;
pub use in_process::InProcess;
pub use mcp::McpWay;
pub use way::Way;
