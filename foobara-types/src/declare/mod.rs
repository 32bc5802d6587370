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

use serde_json::Value;

pub use error::{DeclarationError, DeclarationErrors, Mistake};
use parser::Parser;

use crate::{declaration::Declaration, registry::TypeRegistry};

/// Builds a declaration from data.
pub(crate) fn declare(registry: &TypeRegistry, data: &Value) -> Result<Declaration, DeclarationErrors> {
    let mut parser = Parser::new(registry);
    let declaration = parser.declaration(data);
    parser.finish(declaration)
}
