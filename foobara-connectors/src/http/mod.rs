//! Commands over HTTP, with Ruby foobara's URLs, bodies and statuses.
//!
//! `/run/Acme/Zoo/CreateCapybara` runs a command: inputs are the JSON body merged with the query, which wins; the body
//! of the answer is the bare result, or an array of errors. `/list`, `/describe/X`, `/manifest`, `/help`, `/ping`,
//! `/openapi.json`, `/docs` and `/health/live` describe what is there.
//!
//! Where plans are exposed, `Prefer: plan` has a run answered with what it would do, and does nothing; the answer has the
//! header `Preference-Applied: plan`. `POST /apply` with `{"token": ".."}`, the token of such a plan, does exactly that.
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
