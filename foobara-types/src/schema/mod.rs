//! JSON Schema 2020-12 out of declarations.
//!
//! The schema of inputs admits what strict decoding and the declared validators accept. Casters accept more. Models
//! with a name of their own become definitions, which the caller places where its document keeps them; and so does a
//! union that stands within itself. A [`document`] holds its definitions itself, and has an address.

mod altered;
mod attributes;

mod document;
mod keywords;
mod schemas;
#[cfg(test)]
mod testing;
mod union;
mod unions;

pub use document::document;
pub use schemas::{Direction, Schemas};
