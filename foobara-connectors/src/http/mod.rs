//! Commands over HTTP, with Ruby foobara's URLs, bodies and statuses.
//!
//! `/run/Acme/Zoo/CreateCapybara` runs a command: inputs are the JSON body merged with the query, which wins; the body
//! of the answer is the bare result, or an array of errors. `/list`, `/describe/X`, `/manifest`, `/help`, `/ping`,
//! `/openapi.json`, `/docs` and `/health/live` describe what is there.
//!
//! [`HttpServer::bind`] serves on an accept loop with its own timeouts; [`HttpServer::router`] mounts the same in any
//! axum application.

mod accept;
mod error_map;
mod limits;
mod page;
mod request;
mod response;
mod server;
mod service;

pub use accept::BoundServer;
pub use limits::Limits;
pub use server::HttpServer;
