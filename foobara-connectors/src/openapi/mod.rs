//! OpenAPI 3.1 out of an exposure.

mod definitions;
mod document;
mod error;
mod operation;
mod plan;

pub use document::openapi;
