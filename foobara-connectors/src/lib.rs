//! How commands are exposed, and the connectors that expose them.
//!
//! An [`Exposure`] says once, for all transports, what is reachable, how, and by whom. A connector parses a request,
//! asks the exposure, and maps what comes back to its transport. No connector knows a driver.

mod allow;
mod authenticator;
mod detach;
mod exposure;

mod action;
mod openapi;
mod schema;

#[cfg(feature = "cli")]
pub mod cli;
#[cfg(feature = "http")]
pub mod http;
#[cfg(feature = "mcp")]
pub mod mcp;

pub use action::Action;
pub use allow::{AllowIf, AllowRule, RuleRequest};
pub use authenticator::{Authenticator, CredentialSource, NoCredentials, Principal};
pub use detach::Detach;
pub use exposure::{ApplyPlan, Call, Expose, ExposedCommand, Exposure, ExposureBuilder, ExposureError};
pub use openapi::openapi;
pub use schema::{input_schema, output_schema};
