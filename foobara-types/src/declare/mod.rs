//! From data to declarations.
//!
//! Data has Ruby foobara's strict form, `{"type": "integer", "min": 0}`, or its sugar, which is brought to the strict
//! form first: `"integer"`, `["integer"]` for arrays, `["integer", "string"]` for tuples, an object without `type` for
//! attributes, with `required` and `default` said by the element they are about. Every mistake is reported, each with
//! the path of the part of the data that is at fault.

mod argument;
mod attributes;
mod error;
mod model;
mod parser;
mod structure;
mod sugar;
mod union;

pub use error::{DeclarationError, DeclarationErrors, Mistake};
pub(crate) use parser::declare;
pub use sugar::desugar;
